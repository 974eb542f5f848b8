using HienTai.Personnel.V1;
using HienTai.Reporting.V1;
using HienTai.Rpc.V1;
using HienTai.Standards.V1;

namespace HienTai.Tests.Standards;

/// <summary>The plan's section III.2 counted from the sample's facts.</summary>
public sealed class StandingReportTests(SampleApp sample)
{
    static readonly TimePoint PlanDay = new() { ValidOn = "2024-08-01" };
    StandingService.StandingServiceClient Standings => new(sample.App.Grpc());

    [Fact]
    public async Task The_plans_141_come_out_and_its_footnote_adds_up()
    {
        await sample.Ready();
        var report = await Standings.GetStandingReportAsync(new() { At = PlanDay });
        report.Lines.ToDictionary(l => l.Key, l => l.Law.Below).Should().BeEquivalentTo(new Dictionary<string, int>
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
        });
        report.Lines.Single(l => l.Key == "total").People.Should().Be(4_714);
        report.Lines.Single(l => l.Key == "total").Law.NotApplicable.Should().Be(0, "every post has a standard");
        report.Lines.Single(l => l.Key == "total").Law.NotEnoughData.Should().Be(0);
        report.Units.Sum(u => u.Law.Below).Should().Be(141);
        report.Partial.Should().BeFalse();
    }

    [Fact]
    public async Task Who_is_below_is_named_with_the_reason()
    {
        await sample.Ready();
        var (people, token) = (new List<StandingRow>(), "");
        do
        {
            var page = await Standings.ListStandingsAsync(new() { At = PlanDay, PageSize = 60, PageToken = token });
            page.TotalSize.Should().Be(141);
            people.AddRange(page.Rows);
            token = page.NextPageToken;
        }
        while (token.Length > 0);
        people.Select(p => p.PersonId).Distinct().Should().HaveCount(141);
        people.Should().AllSatisfy(p => (p.FullName.Length, p.UnitName.Length, p.Finding.Because.Vi.Length, p.Finding.Clause.Length).Should().Match<(int, int, int, int)>(x => x.Item1 > 0 && x.Item2 > 0 && x.Item3 > 0 && x.Item4 > 0));
        people.Should().AllSatisfy(p => p.Highest.Should().BeOneOf(Level.EducationIntermediate, Level.EducationCollege));
    }

    [Fact]
    public async Task A_preschool_teacher_with_a_college_degree_meets_the_law_and_misses_the_plan()
    {
        await sample.Ready();
        var missing = await Standings.ListStandingsAsync(new() { At = PlanDay, Kind = StandardKind.Plan, Group = "public_employee.preschool", PageSize = 200 });
        var teacher = missing.Rows.First(r => r.Highest == Level.EducationCollege);
        var findings = (await Standings.GetPersonStandingsAsync(new() { PersonId = teacher.PersonId, At = PlanDay })).Findings.ToDictionary(f => f.Code);
        findings["L-MN-1"].Standing.Should().Be(Standing.Met);
        findings["P-1"].Standing.Should().Be(Standing.NotMet);
        findings["P-1"].Deadline.Should().Be("2030-12-31");
    }
}
