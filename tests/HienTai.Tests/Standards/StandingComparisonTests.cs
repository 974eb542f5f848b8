using HienTai.Personnel.V1;
using HienTai.Reporting.V1;
using HienTai.Rpc.V1;
using HienTai.Standards.V1;

namespace HienTai.Tests.Standards;

/// <summary>Two moments side by side: who came below or left it, by which entry and on what paper.</summary>
public sealed class StandingComparisonTests(App app, SampleApp sample)
{
    static TimePoint As(string on, long known) => new() { ValidOn = on, KnownPosition = known };

    [Fact]
    public async Task A_degree_backdated_by_correction_changes_the_report_as_known_now_and_names_person_and_paper()
    {
        var (unit, standings) = (await Office(), new StandingService.StandingServiceClient(app.Grpc()));
        var (person, paper) = (
            await app.Seed.Person("Phạm Thị Lùi Ngày"),
            await app.Seed.Paper("17/QĐ-NV", "2024-11-05")
        );
        await app.Seed.Assignment(person, unit, "2015-01-01");
        await app.Seed.Qualification(person, "2010-06-30", Level.EducationCollege);
        var degree = await app.Seed.Qualification(person, "2024-09-01", Level.EducationBachelor);
        var before = (
            await standings.GetStandingReportAsync(
                new()
                {
                    At = new() { ValidOn = "2024-08-01" },
                    UnitId = unit.ToString(),
                }
            )
        ).At.Head;
        await app.Seed.People.CorrectQualificationAsync(
            new()
            {
                Envelope = Seed.Envelope("Ghi nhầm ngày nộp bằng.", paper),
                PersonId = person.ToString(),
                Change = new()
                {
                    QualificationId = degree.ToString(),
                    From = "2023-09-01",
                    Details = Seed.Degree(Level.EducationBachelor),
                },
            }
        );
        // Better evidence about the same degree is no reason of the difference.
        await app.Seed.People.GradeEvidenceAsync(
            new()
            {
                Envelope = Seed.Envelope(),
                PersonId = person.ToString(),
                Change = new() { QualificationId = degree.ToString(), Grade = EvidenceGrade.OriginalSeen },
            }
        );

        foreach (var again in new[] { 1, 2 })
        {
            (await Below(before)).Should().Be(1, "what was known then stays so, asked {0} times", again);
            (await Below(null)).Should().Be(0);
        }
        async Task<int> Below(long? known) =>
            (
                await standings.GetStandingReportAsync(
                    new()
                    {
                        At = known is { } then ? As("2024-08-01", then) : new() { ValidOn = "2024-08-01" },
                        UnitId = unit.ToString(),
                    }
                )
            )
                .Lines[0]
                .Law
                .Below;

        var found = await standings.CompareStandingsAsync(
            new()
            {
                A = As("2024-08-01", before),
                B = new() { ValidOn = "2024-08-01" },
                UnitId = unit.ToString(),
            }
        );
        (found.BelowA, found.BelowB, found.CameBelow, found.NoLongerBelow, found.TotalSize)
            .Should()
            .Be((1, 0, 0, 1, 1));
        var row = found.Rows.Should().ContainSingle().Which;
        (row.A.FullName, row.A.Finding.Standing, row.B.Finding.Standing)
            .Should()
            .Be(("Phạm Thị Lùi Ngày", Standing.NotMet, Standing.Met));
        var cause = row.Causes.Should().ContainSingle().Which;
        (cause.Source.Kind, cause.Source.Paper.Number, cause.Source.Reason)
            .Should()
            .Be((EntryKind.Correction, "17/QĐ-NV", "Ghi nhầm ngày nộp bằng."));

        // Asked the other way round it is the same difference.
        var back = await standings.CompareStandingsAsync(
            new()
            {
                A = new() { ValidOn = "2024-08-01" },
                B = As("2024-08-01", before),
                UnitId = unit.ToString(),
            }
        );
        (back.CameBelow, back.NoLongerBelow).Should().Be((1, 0));
        back.Rows[0].Causes.Should().Equal(row.Causes);
    }

    [Fact]
    public async Task Between_two_days_the_entry_that_made_the_change_of_that_day_is_named()
    {
        var (unit, standings) = (await Office(), new StandingService.StandingServiceClient(app.Grpc()));
        var (person, paper) = (
            await app.Seed.Person("Đỗ Văn Tốt Nghiệp"),
            await app.Seed.Paper("18/QĐ-NV", "2024-07-01")
        );
        await app.Seed.Assignment(person, unit, "2015-01-01");
        await app.Seed.Qualification(person, "2010-06-30", Level.EducationCollege);
        await app.Seed.Qualification(person, "2024-07-01", Level.EducationBachelor, paper);
        var leaver = await app.Seed.Person("Hồ Thị Chuyển Đi");
        var post = await app.Seed.Assignment(leaver, unit, "2015-01-01");
        await app.Seed.Qualification(leaver, "2010-06-30", Level.EducationCollege);
        await app.Seed.People.EndAssignmentAsync(
            new()
            {
                Envelope = Seed.Envelope(),
                PersonId = leaver.ToString(),
                Change = new()
                {
                    AssignmentId = post.ToString(),
                    On = "2024-06-15",
                    Cause = EndCause.Resigned,
                },
            }
        );

        var found = await standings.CompareStandingsAsync(
            new()
            {
                A = new() { ValidOn = "2024-06-01" },
                B = new() { ValidOn = "2024-08-01" },
                UnitId = unit.ToString(),
            }
        );
        (found.BelowA, found.BelowB, found.CameBelow, found.NoLongerBelow).Should().Be((2, 0, 0, 2));
        found.A.Position.Should().Be(found.B.Position, "both moments know the same");
        var rows = found.Rows.ToDictionary(r => r.A.PersonId);
        rows[person.ToString()].Causes.Should().ContainSingle().Which.Source.Paper.Number.Should().Be("18/QĐ-NV");
        rows[leaver.ToString()].B.Should().BeNull("they are not counted any more");
        rows[leaver.ToString()].Causes.Should().ContainSingle().Which.Event.Should().Be("assignment_ended");
    }

    [Fact]
    public async Task The_sample_as_known_that_evening_differs_from_now_by_six_people_each_with_the_entry()
    {
        var standings = new StandingService.StandingServiceClient(sample.Grpc());
        TimePoint then = new()
        {
            ValidOn = "2024-08-01",
            KnownAt = Google.Protobuf.WellKnownTypes.Timestamp.FromDateTimeOffset(
                DateTimeOffset.Parse("2024-08-01T23:59:59+07:00")
            ),
        };
        var (rows, token) = (new List<StandingChange>(), "");
        do
        {
            var page = await standings.CompareStandingsAsync(
                new()
                {
                    A = then,
                    B = new() { ValidOn = "2024-08-01" },
                    PageSize = 4,
                    PageToken = token,
                }
            );
            (page.BelowA, page.BelowB, page.CameBelow, page.NoLongerBelow, page.TotalSize)
                .Should()
                .Be((143, 141, 2, 4, 6));
            rows.AddRange(page.Rows);
            token = page.NextPageToken;
        } while (token.Length > 0);
        rows.Select(r => (r.A ?? r.B).PersonId).Distinct().Should().HaveCount(6);
        rows.Should()
            .AllSatisfy(r => r.Causes.Should().NotBeEmpty().And.AllSatisfy(c => c.Sentence.Should().NotBeEmpty()));
        rows.Where(r => r.B.Finding.Standing is Standing.NotMet)
            .Should()
            .AllSatisfy(r => r.Causes.Should().Contain(c => c.Source.Kind == EntryKind.Correction));
    }

    [Fact]
    public async Task A_unit_head_compares_their_own_people_and_a_unit_that_never_was_is_not_on_record()
    {
        var own = await new StandingService.StandingServiceClient(sample.Grpc("truong")).CompareStandingsAsync(
            new()
            {
                A = new() { ValidOn = "2020-01-01" },
                B = new() { ValidOn = "2024-08-01" },
                All = true,
                PageSize = 100,
            }
        );
        own.Partial.Should().BeTrue();
        own.Rows.SelectMany(r => new[] { r.A, r.B })
            .OfType<StandingRow>()
            .Select(r => r.UnitName)
            .Distinct()
            .Should()
            .ContainSingle();
        await Refused.By(
            new StandingService.StandingServiceClient(sample.Grpc()).CompareStandingsAsync(
                new() { UnitId = Seed.NewId().ToString() }
            ),
            Grpc.Core.StatusCode.NotFound,
            "NOT_ON_RECORD"
        );
        await Refused.By(
            new StandingService.StandingServiceClient(sample.Grpc()).CompareStandingsAsync(new() { Group = "nobody" }),
            Grpc.Core.StatusCode.InvalidArgument,
            "MALFORMED"
        );
    }

    async Task<Guid> Office()
    {
        await new StandardService.StandardServiceClient(app.Grpc()).LoadShippedStandardsAsync(
            new() { Envelope = Seed.Envelope("Nạp chuẩn để thử.") }
        );
        return await app.Seed.Unit($"Phòng So Sánh {Seed.NewId().ToString()[^6..]}");
    }
}
