using HienTai.Organization.V1;
using HienTai.Personnel.V1;
using HienTai.Rpc.V1;

namespace HienTai.Tests.Sample;

/// <summary>
/// The sample registry counts to the plan's own figures (section III, as of 2024-08-01), by counting assignments and
/// degrees.
/// </summary>
public sealed class SampleTests(SampleApp sample)
{
    static readonly TimePoint PlanDay = new() { ValidOn = "2024-08-01" };

    [Theory]
    [InlineData(Category.DistrictCivilServant, 238)]
    [InlineData(Category.PublicEmployee, 4132)]
    [InlineData(Category.CommuneCadre, 180)]
    [InlineData(Category.CommuneCivilServant, 164)]
    [InlineData(Category.CommunePartTimer, 219)]
    public async Task Present_staff_by_category(Category category, int present)
    {
        (
            await sample.Seed.People.ListPeopleAsync(
                new()
                {
                    At = PlanDay,
                    Categories = { category },
                    PageSize = 1,
                }
            )
        ).TotalSize.Should().Be(present);
    }

    [Fact]
    public async Task The_tree_is_the_districts_and_its_counts_open_to_people()
    {
        var tree = await sample.Seed.Units.ListUnitsAsync(new() { At = PlanDay });
        tree.Units.Count(u => u.Kind is UnitKind.Commune or UnitKind.Town).Should().Be(16);
        tree.Units.Count(u => u.Kind is UnitKind.Preschool or UnitKind.PrimarySchool or UnitKind.LowerSecondarySchool)
            .Should()
            .Be(81);
        tree.Units.Single(u => u.Code == "27616").Name.Should().Be("Xã Tân Kiên");
        tree.People.Should().Be(4933);
        foreach (var unit in tree.Units.Where((_, i) => i % 17 == 0))
            (
                await sample.Seed.People.ListPeopleAsync(
                    new()
                    {
                        At = PlanDay,
                        UnitId = unit.Id,
                        PageSize = 1,
                    }
                )
            ).TotalSize.Should().Be(unit.PeopleBelow, unit.Name);
    }

    [Fact]
    public async Task The_two_times_show_something()
    {
        var person = (
            await sample.Seed.People.ListPeopleAsync(
                new()
                {
                    At = PlanDay,
                    Query = "Nguyễn Thị Ngọc Hương",
                    Post = "Phó Trưởng phòng",
                }
            )
        ).People.Should().ContainSingle().Subject;
        async Task<bool> Master(string known) =>
            (
                await sample.Seed.People.GetPersonAsync(
                    new()
                    {
                        Id = person.Id,
                        At = new()
                        {
                            ValidOn = "2024-01-01",
                            KnownAt = Google.Protobuf.WellKnownTypes.Timestamp.FromDateTimeOffset(
                                DateTimeOffset.Parse(known)
                            ),
                        },
                    }
                )
            ).Person.Qualifications.Any(q => q.InForce && q.Details.Level == Level.EducationMaster);
        (await Master("2024-05-15T23:59:59+07:00")).Should().BeFalse();
        (await Master("2024-06-25T23:59:59+07:00")).Should().BeTrue();
    }

    [Fact]
    public async Task It_has_late_entries_corrections_a_false_diploma_and_a_withdrawn_paper()
    {
        // Browser tests record into the same registry meanwhile, in the present; the sample's own story ends with 2024.
        (await sample.Scalar<long>("select count(*) from ledger where recorded_at < '2025-01-01'"))
            .Should()
            .BeInRange(35_000, 60_000);
        (await sample.Scalar<long>("select count(*) from ledger where event_type = 'qualification_revoked'"))
            .Should()
            .BeGreaterThan(0);
        (await sample.Scalar<long>("select count(*) from ledger where event_type = 'paper_withdrawn'")).Should().Be(1);
        (await sample.Scalar<long>("select count(*) from ledger where entry_kind = 2")).Should().BeGreaterThan(5);
    }

    [Fact]
    public async Task Contributions_stand_at_every_stage_and_some_people_are_recognised_year_after_year()
    {
        const string known = "known_from_time < timestamptz '2025-01-01'";
        (await sample.Scalar<long>($"select count(distinct stream_id) from fact_contribution where {known}"))
            .Should()
            .BeInRange(1_200, 2_000);
        (await sample.Scalar<long>($"select count(distinct kind) from fact_contribution where {known}"))
            .Should()
            .Be(14);
        (await sample.Scalar<long>($"select count(distinct stage) from fact_contribution where {known}"))
            .Should()
            .Be(9);
        (
            await sample.Scalar<long>(
                $"""
                select count(*) from (select a.person from fact_author a join fact_recognition r using (stream_id)
                where r.level = 1 and a.known_to is null and r.known_to is null group by a.person
                having count(distinct extract(year from r.valid_from)) = max(extract(year from r.valid_from)) - min(extract(year from r.valid_from)) + 1 and count(distinct extract(year from r.valid_from)) >= 3) who
                """
            )
        ).Should().BeGreaterThan(80);
    }

    /// <summary>
    /// By the legal minimum of that day, read off titles and degrees: the plan's own 141, and the 133 its footnote
    /// prints as 123.
    /// </summary>
    [Theory]
    [InlineData("a.category = 1", 4)]
    [InlineData("a.category = 2", 3)]
    [InlineData("a.category = 3", 1)]
    [InlineData("a.category = 4 and u.kind = 6", 29)]
    [InlineData("a.category = 4 and u.kind = 5", 78)]
    [InlineData("a.category = 4 and u.kind = 4", 14)]
    [InlineData("a.category = 4 and u.kind = 7", 12)]
    [InlineData("a.category in (1, 2, 3, 4)", 141)]
    public async Task Below_standard(string group, long people)
    {
        (
            await sample.Scalar<long>(
                $"""
                with least(code, level) as (values ('06.032', 104), ('02.008', 104), ('01.005', 104), ('V.10.02.07', 104), ('01.004', 105), ('V.07.07.20', 105),
                    ('V.07.07.21', 105), ('V.08.05.13', 105), ('V.07.06.16', 105), ('V.10.06.21', 105), ('V.07.02.24', 105), ('V.07.02.25', 105), ('V.07.02.26', 105))
                select count(*) from fact_assignment a
                join fact_unit u on u.stream_id = a.unit and u.known_to is null and date '2024-08-01' >= u.valid_from and date '2024-08-01' < u.valid_to
                left join least l on l.code = a.title_code
                where a.kind = 0 and a.known_to is null and date '2024-08-01' >= a.valid_from and date '2024-08-01' < a.valid_to and {group}
                and coalesce((select max(q.level) from fact_qualification q where q.stream_id = a.stream_id and q.known_to is null and q.ladder = 1 and q.grade <> 5
                    and date '2024-08-01' >= q.valid_from and date '2024-08-01' < q.valid_to), 0) < case when a.category in (2, 3) then 106 else coalesce(l.level, 106) end
                """
            )
        ).Should().Be(people);
    }
}
