using HienTai.Domain.Kernel;
using HienTai.Domain.Standards;
using HienTai.Domain.Talent;

namespace HienTai.Domain.Tests.Talent;

/// <summary>What programmes ask, judged on facts.</summary>
public sealed class CriterionSpec
{
    static readonly DateOnly Day = new(2024, 8, 1);
    static readonly Guid Degree = Guid.CreateVersion7(),
        Idea = Guid.CreateVersion7();

    static Profile Somebody(
        EvidenceGrade grade = EvidenceGrade.OriginalSeen,
        Level level = Level.EducationMaster,
        string field = "khoa hoc may tinh",
        string born = "1990-08-01",
        int months = 60,
        params int[] reaches
    ) =>
        new(
            Day,
            [new(Degree, level, field, grade)],
            PartialDate.TryParse(born),
            months,
            [.. reaches.Select(r => new Achievement(Idea, r))]
        );

    static Judged Judge(string rule, Profile it) => Criterion.TryParse(rule)!.Of(it);

    [Fact]
    public void A_degree_only_declared_never_satisfies_a_programme_that_asks_for_one_seen()
    {
        Judge("holds EducationMaster@OriginalSeen", Somebody())
            .Should()
            .Be(new Judged(Standing.Met, Ground.Held, Degree, EvidenceGrade.OriginalSeen));
        Judge("holds EducationMaster@OriginalSeen", Somebody(EvidenceGrade.ConfirmedByIssuer))
            .Standing.Should()
            .Be(Standing.Met);
        foreach (var weak in new[] { EvidenceGrade.SelfDeclared, EvidenceGrade.CopySeen })
            Judge("holds EducationMaster@OriginalSeen", Somebody(weak))
                .Should()
                .Be(new Judged(Standing.NotMet, Ground.EvidenceTooWeak, Degree, weak));
        Judge("holds EducationMaster@OriginalSeen", Somebody(EvidenceGrade.RevokedAsFalse))
            .Standing.Should()
            .NotBe(Standing.Met);
        Judge("holds EducationMaster", Somebody(EvidenceGrade.SelfDeclared)).Standing.Should().Be(Standing.Met);
        Judge("holds EducationDoctor@OriginalSeen | EducationMaster:computing@OriginalSeen", Somebody())
            .Standing.Should()
            .Be(Standing.Met);
        Judge("holds EducationMaster:finance@OriginalSeen", Somebody()).Ground.Should().Be(Ground.OtherField);
        Judge("holds EducationMaster@OriginalSeen", Somebody(level: Level.EducationBachelor))
            .Should()
            .Match<Judged>(j => j.Standing == Standing.NotMet && j.Ground == Ground.LevelBelow);
    }

    [Fact]
    public void Age_is_counted_to_the_day_and_of_a_year_alone_from_1_January()
    {
        Judge("age <= 35", Somebody(born: "1988-08-02")).Standing.Should().Be(Standing.Met, "36 tomorrow");
        Judge("age <= 35", Somebody(born: "1988-08-01")).Standing.Should().Be(Standing.NotMet, "36 today");
        Judge("age <= 35", Somebody(born: "1988")).Found.Should().Be(36);
        Judge("age <= 35", Somebody(born: "1988-09")).Found.Should().Be(35);
        Judge("age <= 35", Somebody(born: ""))
            .Should()
            .Match<Judged>(j => j.Standing == Standing.NotEnoughData && j.Ground == Ground.BirthInexact);
    }

    [Fact]
    public void Service_and_achievements_are_counted()
    {
        Judge("service >= 60", Somebody()).Standing.Should().Be(Standing.Met);
        Judge("service >= 61", Somebody()).Found.Should().Be(60);
        Judge("achievements >= 2 District", Somebody(reaches: [1, 2, 3]))
            .Should()
            .Match<Judged>(j => j.Standing == Standing.Met && j.Found == 2 && j.By == Idea);
        Judge("achievements >= 1 National", Somebody(reaches: [1, 2, 3])).Standing.Should().Be(Standing.NotMet);
        Judge("stated", Somebody()).Standing.Should().Be(Standing.NotEnoughData);
    }

    [Theory]
    [
        InlineData("holds EducationMaster@Seen"),
        InlineData("holds EducationMaster@RevokedAsFalse"),
        InlineData("holds Wizard"),
        InlineData("age <= 0"),
        InlineData("age >= 35"),
        InlineData("service >= x"),
        InlineData("achievements >= 1 Planet"),
        InlineData("achievements >= 1 "),
        InlineData("sex = female"),
        InlineData("")
    ]
    public void What_cannot_be_read_is_no_criterion(string rule) => Criterion.TryParse(rule).Should().BeNull();

    [Theory]
    [
        InlineData("EducationMaster@OriginalSeen"),
        InlineData("EducationCollege:preschool@ConfirmedByIssuer + PedagogyCertificate")
    ]
    public void A_demand_is_written_as_it_was_read(string way) => Demand.Write(Demand.TryParse(way)!).Should().Be(way);

    [Fact]
    public void Agreement_is_whole_when_all_say_the_same_and_none_when_they_differ_as_chance_would()
    {
        Agreement.Of([4]).Should().BeNull("one assessor agrees with nobody");
        Agreement.Of([4, 4, 4]).Should().Be(1000);
        Agreement.Of([4, 5]).Should().Be(750, "s² = 0.5 against σ² = 2");
        Agreement.Of([1, 2, 3, 4, 5]).Should().Be(0, "s² = 2.5 is more than chance");
        Agreement.Of([3, 3, 4, 5]).Should().Be(542, "s² = 0.9167");
    }
}
