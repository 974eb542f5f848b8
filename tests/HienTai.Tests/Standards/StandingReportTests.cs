using HienTai.Personnel.V1;
using HienTai.Reporting.V1;
using HienTai.Rpc.V1;
using HienTai.Standards.V1;

namespace HienTai.Tests.Standards;

/// <summary>The plan's section III.2 counted from the sample's facts.</summary>
public sealed class StandingReportTests(SampleApp sample)
{
    static readonly TimePoint PlanDay = new() { ValidOn = "2024-08-01" };
    StandingService.StandingServiceClient Standings => new(sample.Grpc());

    [Fact]
    public async Task The_plans_141_come_out_and_its_footnote_adds_up()
    {
        var report = await Standings.GetStandingReportAsync(new() { At = PlanDay });
        report
            .Lines.ToDictionary(l => l.Key, l => l.Law.Below)
            .Should()
            .BeEquivalentTo(
                new Dictionary<string, int>
                {
                    ["total"] = 141,
                    ["district_cadre"] = 0,
                    ["district_civil_servant"] = 4,
                    ["public_employee"] = 133,
                    ["public_employee.lower_secondary"] = 29,
                    ["public_employee.primary"] = 78,
                    ["public_employee.preschool"] = 14,
                    ["public_employee.other"] = 12,
                    ["commune_civil_servant"] = 1,
                    ["commune_cadre"] = 3,
                }
            );
        report.Lines.Single(l => l.Key == "total").People.Should().Be(4_714);
        report.Lines.Single(l => l.Key == "total").Law.NotApplicable.Should().Be(0, "every post has a standard");
        report.Lines.Single(l => l.Key == "total").Law.NotEnoughData.Should().Be(0);
        report.Units.Sum(u => u.Law.Below).Should().Be(141);
        report.Partial.Should().BeFalse();
    }

    [Fact]
    public async Task Who_is_below_is_named_with_the_reason()
    {
        var (people, token) = (new List<StandingRow>(), "");
        do
        {
            var page = await Standings.ListStandingsAsync(
                new()
                {
                    At = PlanDay,
                    PageSize = 60,
                    PageToken = token,
                }
            );
            page.TotalSize.Should().Be(141);
            people.AddRange(page.Rows);
            token = page.NextPageToken;
        } while (token.Length > 0);
        people.Select(p => p.PersonId).Distinct().Should().HaveCount(141);
        people
            .Should()
            .AllSatisfy(p =>
                (p.FullName.Length, p.UnitName.Length, p.Finding.Because.Vi.Length, p.Finding.Clause.Length)
                    .Should()
                    .Match<(int, int, int, int)>(x => x.Item1 > 0 && x.Item2 > 0 && x.Item3 > 0 && x.Item4 > 0)
            );
        people
            .Should()
            .AllSatisfy(p => p.Highest.Should().BeOneOf(Level.EducationIntermediate, Level.EducationCollege));
    }

    [Fact]
    public async Task A_preschool_teacher_with_a_college_degree_meets_the_law_and_misses_the_plan()
    {
        var missing = await Standings.ListStandingsAsync(
            new()
            {
                At = PlanDay,
                Kind = StandardKind.Plan,
                Group = "public_employee.preschool",
                PageSize = 200,
            }
        );
        var teacher = missing.Rows.First(r => r.Highest == Level.EducationCollege);
        var findings = (
            await Standings.GetPersonStandingsAsync(new() { PersonId = teacher.PersonId, At = PlanDay })
        ).Findings.ToDictionary(f => f.Code);
        findings["L-MN-1"].Standing.Should().Be(Standing.Met);
        findings["P-1"].Standing.Should().Be(Standing.NotMet);
        findings["P-1"].Deadline.Should().Be("2030-12-31");
    }

    [Fact]
    public async Task The_printed_123_is_shown_beside_133_counted_and_implied_with_the_one_repair()
    {
        var report = await new ReconciliationService.ReconciliationServiceClient(sample.Grpc()).GetReconciliationAsync(
            new() { Report = ReportKind.Standards }
        );
        report.At.ValidOn.Should().Be("2024-08-01");
        var employees = report.Cells.Single(c => c.Key == "public_employee");
        (employees.Stated, employees.Counted, employees.HasImplied, employees.Implied)
            .Should()
            .Be((123, 133, true, 133));
        (report.Cells.Single(c => c.Key == "total") is var total ? (total.Stated, total.Counted) : default)
            .Should()
            .Be((141, 141));
        report
            .Breaks.Select(b => (b.Cell, b.Over))
            .Should()
            .BeEquivalentTo([("total", -10L), ("public_employee", 10L)]);
        report
            .Repairs.Should()
            .ContainSingle()
            .Which.Mends.Should()
            .ContainSingle()
            .Which.Should()
            .Match<Mend>(m => m.Cell == "public_employee" && m.Instead == 133);
        report.Basis.Paper.Number.Should().EndWith("KH-UBND");
    }

    [Fact]
    public async Task Indicators_are_counted_month_by_month_and_say_what_is_needed()
    {
        var all = await new IndicatorService.IndicatorServiceClient(sample.Grpc()).GetIndicatorsAsync(
            new() { At = PlanDay, By = Breakdown.Group }
        );
        all.Indicators.Should().HaveCount(4);
        var university = all.Indicators[0];
        university.People.Should().Be(4_714);
        university.Points.Should().HaveCount(25, "the first of 24 months, the last of which is the day itself");
        university.Points[^1].Should().Match<IndicatorPoint>(p => p.On == "2024-08-01" && p.Count == university.Count);
        university.Target.Permille.Should().Be(1000);
        (
            university.NeededPerYear
            * ((new DateOnly(2030, 12, 31).DayNumber - new DateOnly(2024, 8, 1).DayNumber) / 365.25)
        )
            .Should()
            .BeApproximately(4_714 - university.Count, 0.01);
        university.Parts.Sum(p => p.People).Should().Be(4_714);
        university.Parts.Sum(p => p.Count).Should().Be(university.Count);
        all.Indicators[1].Target.Should().BeNull("the plan names no number");
        var lacking = await new IndicatorService.IndicatorServiceClient(sample.Grpc()).ListIndicatorPeopleAsync(
            new() { At = PlanDay, Indicator = Indicator.University }
        );
        lacking.TotalSize.Should().Be(4_714 - university.Count);
    }

    /// <summary>
    /// As the registry knew it that evening two teachers were down as graduates by mistake and four had not brought
    /// their degree in.
    /// </summary>
    [Fact]
    public async Task A_later_correction_changes_the_report_as_known_now_and_not_as_known_then()
    {
        TimePoint then = new()
        {
            ValidOn = "2024-08-01",
            KnownAt = Google.Protobuf.WellKnownTypes.Timestamp.FromDateTimeOffset(
                DateTimeOffset.Parse("2024-08-01T23:59:59+07:00")
            ),
        };
        (await Standings.GetStandingReportAsync(new() { At = then })).Lines[0].Law.Below.Should().Be(143);
        async Task<string[]> Below(TimePoint at) =>
            [.. (await Standings.ListStandingsAsync(new() { At = at, PageSize = 200 })).Rows.Select(r => r.PersonId)];
        var (was, now) = (await Below(then), await Below(PlanDay));
        was.Except(now).Should().HaveCount(4);
        now.Except(was).Should().HaveCount(2);
    }

    [Fact]
    public async Task What_if_names_who_would_fall_short()
    {
        var rules = (
            await new StandardService.StandardServiceClient(sample.Grpc()).ListStandardsAsync(new() { At = PlanDay })
        ).Standards;
        var draft = rules.Single(s => s.Details.Code == "L-MN-1").Details.Clone();
        (draft.Code, draft.Ways[0].Demands[0].AtLeast, draft.Deadline) = (
            "DRAFT",
            Level.EducationBachelor,
            "2030-12-31"
        );
        draft.PrevailsOver.Add("L-MN-1");
        var preview = await Standings.PreviewStandardAsync(
            new()
            {
                At = PlanDay,
                Draft = draft,
                PageSize = 5,
            }
        );
        preview.Counts.Below.Should().BeGreaterThan(14);
        preview.NewlyBelow.Should().Be(preview.Counts.Below - 14);
        preview.Rows.Should().HaveCount(5).And.AllSatisfy(r => r.Finding.Code.Should().Be("DRAFT"));
        preview.ConflictsWith.Should().BeEmpty();
        draft.PrevailsOver.Clear();
        (await Standings.PreviewStandardAsync(new() { At = PlanDay, Draft = draft }))
            .ConflictsWith.Should()
            .Contain("L-MN-1");
        var future = await Standings.PreviewStandardAsync(
            new()
            {
                At = PlanDay,
                StandardId = rules.Single(s => s.Details.Code == "L-TH-1").Id,
                InForceOn = "2026-01-01",
            }
        );
        future.Counts.Below.Should().BeGreaterThan(0);
    }

    [Fact]
    public async Task A_unit_head_counts_their_own_people_and_is_told_it_is_a_part()
    {
        var own = await new StandingService.StandingServiceClient(sample.Grpc("truong")).GetStandingReportAsync(
            new() { At = PlanDay }
        );
        own.Partial.Should().BeTrue();
        own.Lines[0].People.Should().BeInRange(1, 300);
        own.Units.Should().HaveCount(1);
    }
}
