using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using HienTai.Organization.V1;
using HienTai.Reporting.V1;
using HienTai.Rpc.V1;

namespace HienTai.Tests.Reporting;

/// <summary>
/// The plan's section III.1 from the sample: granted by paper, present by counting, at any TimePoint.
/// </summary>
public sealed class StaffingReportTests(SampleApp sample)
{
    static readonly TimePoint PlanDay = new() { ValidOn = "2024-08-01" };
    StaffingService.StaffingServiceClient Staffing => new(sample.Grpc());

    static TimePoint At(string day, string known) =>
        new()
        {
            ValidOn = day,
            KnownAt = Timestamp.FromDateTimeOffset(DateTimeOffset.Parse($"{known}T23:59:59+07:00")),
        };

    [Fact]
    public async Task The_plans_figures_come_out()
    {
        var report = await Staffing.GetStaffingAsync(new() { At = PlanDay });
        report
            .Units[0]
            .Lines.ToDictionary(l => l.Type, l => (l.Granted, l.Present, l.Vacant, l.Over, l.PerMille))
            .Should()
            .BeEquivalentTo(
                new Dictionary<QuotaType, (int, int, int, int, int)>
                {
                    [QuotaType.DistrictCivilServants] = (248, 238, 10, 0, 960),
                    [QuotaType.PublicEmployees] = (4_772, 4_132, 640, 0, 866),
                    [QuotaType.CommuneCadres] = (180, 180, 0, 0, 1_000),
                    [QuotaType.CommuneCivilServants] = (209, 164, 45, 0, 785),
                    [QuotaType.CommunePartTimers] = (318, 219, 99, 0, 689),
                    [QuotaType.Unspecified] = (5_727, 4_933, 794, 0, 861),
                }
            );
        report
            .Units[0]
            .Lines.Should()
            .OnlyContain(
                l => l.GrantedHere && l.GrantedBelow == l.Granted,
                "what the city granted is what the district handed on"
            );
        report.Units[0].Lines.Should().OnlyContain(l => l.Opening + l.Arrivals - l.Departures == l.Present);
        (report.Year, report.Since, report.Partial).Should().Be((2024, "2024-01-01", false));
        report.Notices.Should().BeEmpty();
    }

    [Fact]
    public async Task What_was_known_before_a_correction_differs_from_its_parts_and_says_so()
    {
        var before = await Staffing.GetStaffingAsync(new() { At = At("2024-08-01", "2024-05-19") });
        var notice = before.Notices.Should().ContainSingle(n => n.Kind == StaffingNoticeKind.PartsDiffer).Subject;
        (notice.Type, notice.UnitName).Should().Be((QuotaType.CommunePartTimers, "Huyện Bình Chánh"));
        notice.Message.Vi.Should().Contain("318").And.Contain("316");
        notice.Message.En.Should().NotBeEmpty();
    }

    [Fact]
    public async Task A_school_over_its_quota_is_warned_of_until_posts_are_moved_to_it()
    {
        var february = await Staffing.GetStaffingAsync(new() { At = new() { ValidOn = "2024-02-15" } });
        var over = february
            .Notices.Should()
            .ContainSingle(n => n.Kind == StaffingNoticeKind.Over && n.Type == QuotaType.PublicEmployees)
            .Subject;
        var line = february
            .Units.Single(u => u.Id == over.UnitId)
            .Lines.Single(l => l.Type == QuotaType.PublicEmployees);
        (line.Over, line.Vacant).Should().Be((line.Present - line.Granted, 0));
        line.Over.Should().BePositive();
        (await Staffing.GetStaffingAsync(new() { At = new() { ValidOn = "2024-03-15" } }))
            .Notices.Should()
            .NotContain(n => n.UnitId == over.UnitId);
    }

    [Fact]
    public async Task A_year_without_a_grant_has_people_and_no_vacancies()
    {
        var report = await Staffing.GetStaffingAsync(new() { At = new() { ValidOn = "2022-06-01" } });
        report
            .Units[0]
            .Lines.Should()
            .NotBeEmpty()
            .And.OnlyContain(l => !l.HasGranted && !l.HasVacant && !l.HasPerMille);
        report.Notices.Should().BeEmpty();
    }

    [Fact]
    public async Task Every_figure_opens_to_its_people()
    {
        var report = await Staffing.GetStaffingAsync(new() { At = PlanDay });
        foreach (var unit in report.Units.Where((_, i) => i % 13 == 0))
        foreach (var line in unit.Lines)
        foreach (
            var (cell, figure) in new[]
            {
                (StaffingCell.Present, line.Present),
                (StaffingCell.Opening, line.Opening),
                (StaffingCell.Arrivals, line.Arrivals),
                (StaffingCell.Departures, line.Departures),
            }
        )
            (
                await Staffing.ListStaffingPeopleAsync(
                    new()
                    {
                        At = PlanDay,
                        UnitId = unit.Id,
                        Type = line.Type,
                        Cell = cell,
                        PageSize = 1,
                    }
                )
            ).TotalSize.Should().Be(figure, $"{unit.Name} {line.Type} {cell}");
    }

    [Fact]
    public async Task Pages_follow_one_another_and_name_each_once()
    {
        var (names, token) = (new List<string>(), "");
        do
        {
            var page = await Staffing.ListStaffingPeopleAsync(
                new()
                {
                    At = PlanDay,
                    Type = QuotaType.CommuneCivilServants,
                    Cell = StaffingCell.Present,
                    PageSize = 60,
                    PageToken = token,
                }
            );
            page.People.Should()
                .OnlyContain(p =>
                    p.Category == HienTai.Personnel.V1.Category.CommuneCivilServant
                    && p.UnitName.Length > 0
                    && p.FullName.Length > 0
                );
            names.AddRange(page.People.Select(p => p.PersonId));
            token = page.NextPageToken;
        } while (token.Length > 0);
        names.Should().HaveCount(164).And.OnlyHaveUniqueItems();
        var left = await Staffing.ListStaffingPeopleAsync(
            new()
            {
                At = PlanDay,
                Cell = StaffingCell.Departures,
                PageSize = 200,
            }
        );
        left.People.Should()
            .NotBeEmpty()
            .And.OnlyContain(p =>
                p.Cause != 0
                && string.CompareOrdinal(p.On, "2024-01-01") > 0
                && string.CompareOrdinal(p.On, "2024-08-01") <= 0
            );
        var first = await Staffing.ListStaffingPeopleAsync(
            new()
            {
                At = PlanDay,
                Cell = StaffingCell.Present,
                PageSize = 1,
            }
        );
        await Refused.By(
            Staffing.ListStaffingPeopleAsync(
                new()
                {
                    At = PlanDay,
                    Cell = StaffingCell.Opening,
                    PageToken = first.NextPageToken,
                }
            ),
            StatusCode.FailedPrecondition,
            "PAGE_TOKEN_OF_ANOTHER_QUERY",
            "page_token"
        );
        await Refused.By(
            Staffing.ListStaffingPeopleAsync(new() { At = PlanDay }),
            StatusCode.InvalidArgument,
            "MALFORMED",
            "cell"
        );
        await Refused.By(
            Staffing.GetStaffingAsync(new() { At = PlanDay, Since = "2024-08-02" }),
            StatusCode.InvalidArgument,
            "MALFORMED",
            "since"
        );
    }

    [Fact]
    public async Task A_head_of_one_school_asks_about_that_school_and_sees_no_vacancies_elsewhere()
    {
        var own = new StaffingService.StaffingServiceClient(sample.Grpc("truong"));
        var report = await own.GetStaffingAsync(new() { At = PlanDay });
        report
            .Units.Should()
            .ContainSingle()
            .Which.Should()
            .Match<StaffingUnit>(u => u.Whole && u.Lines.Count == 1 && u.Lines[0].HasVacant);
        report.Partial.Should().BeTrue();
        report.Part.Vi.Should().Contain("Trường Tiểu học Tân Túc");
        var district = await own.GetStaffingAsync(
            new() { At = PlanDay, UnitId = (await sample.Seed.Root()).ToString() }
        );
        district.Units[0].Lines.Should().OnlyContain(l => !l.HasVacant && !l.HasOver);
        district
            .Units[0]
            .Lines[^1]
            .Present.Should()
            .Be(report.Units[0].Lines[0].Present, "whoever is out of reach is not counted");
        district.Units[0].Lines[^1].Granted.Should().Be(5_727, "what is granted is no secret");
    }

    /// <summary>Every figure of every unit against a count from the raw tables, a day at a time.</summary>
    [Fact]
    public async Task Opening_and_arrivals_less_departures_are_present_at_any_TimePoint()
    {
        var seed = Scale.Seed();
        var random = new Random(seed);
        // Beyond the sample's own story other tests record at the same time.
        var head = await sample.Scalar<long>("select max(position) from ledger where recorded_at < '2025-01-01'");
        foreach (var n in Enumerable.Range(0, 12))
        {
            var on = new DateOnly(2023, 1, 1).AddDays(random.Next(900));
            var (since, position) = (on.AddDays(-random.Next(500)), random.NextInt64(head / 20, head + 1));
            var report = await Staffing.GetStaffingAsync(
                new()
                {
                    At = new() { ValidOn = $"{on:yyyy-MM-dd}", KnownPosition = position },
                    Since = $"{since:yyyy-MM-dd}",
                }
            );
            var naive = await Naive(on, since, position);
            foreach (var unit in report.Units)
            foreach (var line in unit.Lines)
            {
                var because = $"HIENTAI_SEED={seed} n {n}: {unit.Name} {line.Type} from {since} to {on} at {position}";
                (line.Opening + line.Arrivals - line.Departures).Should().Be(line.Present, because);
                (line.Opening, line.Present, line.Arrivals, line.Departures)
                    .Should()
                    .Be(naive(unit.Id, line.Type), because);
            }
            report.Units[0].Lines[^1].Present.Should().Be(naive(report.Units[0].Id, QuotaType.Unspecified).Present);
        }
    }

    sealed record Row(Guid Person, string Unit, int Category, DateOnly From, DateOnly To);

    /// <summary>Which categories count under which type, written down once more.</summary>
    static bool Counts(QuotaType type, int category) =>
        type switch
        {
            QuotaType.DistrictCivilServants => category is 0 or 1,
            QuotaType.CommuneCadres => category is 2,
            QuotaType.CommuneCivilServants => category is 3,
            QuotaType.PublicEmployees => category is 4,
            QuotaType.CommunePartTimers => category is 5,
            QuotaType.ContractWorkers => category is 7,
            _ => category is not 6,
        };

    async Task<Func<string, QuotaType, (int Opening, int Present, int Arrivals, int Departures)>> Naive(
        DateOnly on,
        DateOnly since,
        long position
    )
    {
        var known = $"known_from <= {position} and (known_to is null or known_to > {position})";
        async Task<List<T>> All<T>(string sql, Func<Npgsql.NpgsqlDataReader, T> read)
        {
            await using var command = sample.Database.CreateCommand(sql);
            await using var rows = await command.ExecuteReaderAsync();
            var all = new List<T>();
            while (await rows.ReadAsync())
                all.Add(read(rows));
            return all;
        }
        var parents = (
            await All(
                $"select stream_id, parent from fact_unit where {known} and valid_from <= '{on:yyyy-MM-dd}' and valid_to > '{on:yyyy-MM-dd}'",
                r => (Id: r.GetGuid(0).ToString(), Parent: r.IsDBNull(1) ? "" : r.GetGuid(1).ToString())
            )
        ).ToDictionary(u => u.Id, u => u.Parent);
        var services = (
            await All(
                $"select stream_id, unit, category, valid_from, valid_to from fact_assignment where {known} and kind = 0 and valid_from < valid_to",
                r => new Row(
                    r.GetGuid(0),
                    r.GetGuid(1).ToString(),
                    r.GetInt32(2),
                    r.GetFieldValue<DateOnly>(3),
                    r.GetFieldValue<DateOnly>(4)
                )
            )
        )
            .GroupBy(s => s.Person)
            .ToArray();
        // For each person the post of every day, then the changes from one day to the next.
        var days = services
            .Select(g =>
                Enumerable
                    .Range(0, on.DayNumber - since.DayNumber + 1)
                    .Select(d => since.AddDays(d))
                    .Select(day => g.FirstOrDefault(s => s.From <= day && day < s.To))
                    .ToArray()
            )
            .ToArray();
        var turns = days.SelectMany(d => d.Zip(d.Skip(1)).Where(t => !ReferenceEquals(t.First, t.Second))).ToArray();
        bool In(Row? row, string unit, QuotaType type)
        {
            if (row is null || !Counts(type, row.Category))
                return false;
            for (var at = row.Unit; at.Length > 0; at = parents.GetValueOrDefault(at, ""))
                if (at == unit)
                    return true;
            return false;
        }
        return (unit, type) =>
            (
                days.Count(d => In(d[0], unit, type)),
                days.Count(d => In(d[^1], unit, type)),
                turns.Count(t => !In(t.First, unit, type) && In(t.Second, unit, type)),
                turns.Count(t => In(t.First, unit, type) && !In(t.Second, unit, type))
            );
    }
}
