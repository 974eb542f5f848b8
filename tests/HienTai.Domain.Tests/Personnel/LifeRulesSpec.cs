using HienTai.Domain.Kernel;
using HienTai.Domain.Personnel;

namespace HienTai.Domain.Tests.Personnel;

/// <summary>Each rule about a person, on one side of its border and on the other.</summary>
public sealed class LifeRulesSpec
{
    static readonly DateOnly Today = new(2026, 11, 30);
    static readonly Guid Unit = Guid.NewGuid(),
        Other = Guid.NewGuid();

    static PartialDate D(string text) => PartialDate.Parse(text);

    static PartialDate? Until(string text) => text.Length == 0 ? null : D(text);

    static PersonRegistered Born(string birth) =>
        new(new("Trần Thị Thử", []), new(D(birth), Sex.Female, "", "", ""), null);

    static AssignmentStarted Post(
        Guid id,
        string from,
        string to = "",
        AssignmentKind kind = AssignmentKind.Main,
        string post = "Giáo viên",
        Guid? unit = null,
        Category category = Category.PublicEmployee
    ) => new(id, D(from), Until(to), kind, new(unit ?? Unit, post, category, "", 1, false));

    static PersonSeconded Seconded(Guid home, string from, string to) =>
        new(home, Guid.NewGuid(), D(from), Until(to), new(Other, "Giáo viên", Category.PublicEmployee, "", 1, false));

    static QualificationDeclared Degree(string from, Level level) =>
        new(
            Guid.NewGuid(),
            D(from),
            null,
            new(Ladder.Education, level, "Toán", "Đại học", "", default, ""),
            EvidenceGrade.SelfDeclared,
            []
        );

    static string[] Found(params PersonEvent[] past) =>
        [
            .. Person
                .Findings(past.Aggregate(Person.Initial, (s, e) => Person.Evolve(s, e, default)), Today)
                .Select(f => f.Rule.Number)
                .Order(),
        ];

    [Theory]
    [InlineData("2000-06-15", "2018-06-14", true)]
    [InlineData("2000-06-15", "2018-06-15", false)]
    [InlineData("2000", "2018-01-01", false)] // may have been born on the 1st of January
    [InlineData("2000", "2017", true)]
    [InlineData("2000-06", "2018", false)] // may have begun in December
    public void A_post_before_eighteen(string birth, string from, bool found) =>
        Found(Born(birth), Post(Guid.NewGuid(), from)).Should().Equal(found ? ["W01"] : []);

    [Fact]
    public void A_contract_or_a_second_post_has_no_such_age()
    {
        Found(Born("2004"), Post(Guid.NewGuid(), "2020", category: Category.ContractWorker)).Should().BeEmpty();
        Found(Born("2004"), Post(Guid.NewGuid(), "2020", kind: AssignmentKind.Concurrent)).Should().BeEmpty();
    }

    [Theory]
    [InlineData("2003-06-15", Level.EducationDoctor, true)]
    [InlineData("2003-06-16", Level.EducationDoctor, false)]
    [InlineData("2002-06-15", Level.EducationMaster, true)]
    [InlineData("2001-06-15", Level.EducationBachelor, true)]
    [InlineData("2001-06-15", Level.EducationCollege, false)]
    public void A_degree_too_early(string on, Level level, bool found) =>
        Found(Born("1983-06-16"), Degree(on, level)).Should().Equal(found ? ["W02"] : []);

    [Theory]
    [InlineData("1906-11-29", true)]
    [InlineData("1906-11-30", false)]
    [InlineData("1906", false)]
    public void Older_than_anybody(string birth, bool found) => Found(Born(birth)).Should().Equal(found ? ["W12"] : []);

    [Theory]
    [InlineData("2024-05-01", "2024-05-01", true)]
    [InlineData("2024-05-01", "2024-06-01", true)]
    [InlineData("2024-05-01", "2024-05", true)]
    [InlineData("2024-05-02", "2024-05", false)] // may have been before
    [InlineData("2024", "2024-06-01", false)]
    [InlineData("2024", "2025", true)]
    public void After_death(string died, string from, bool found)
    {
        var main = Guid.NewGuid();
        Found(
                Born("1980"),
                Post(main, "2010"),
                new AssignmentEnded(main, D(died), EndCause.Died),
                Degree(from, Level.EducationMaster)
            )
            .Should()
            .Equal(found ? ["F01"] : []);
    }

    [Fact]
    public void A_death_before_what_is_on_record_is_as_impossible()
    {
        var (first, second) = (Guid.NewGuid(), Guid.NewGuid());
        Found(
                Born("1980"),
                Post(first, "2010", "2015"),
                Post(second, "2016"),
                new AssignmentEnded(first, D("2014"), EndCause.Died)
            )
            .Should()
            .Equal("F01");
        Found(
                Born("1980"),
                Post(first, "2010"),
                new AssignmentEnded(first, D("2014"), EndCause.Resigned),
                Post(second, "2016")
            )
            .Should()
            .BeEmpty("only death is for ever");
    }

    [Fact]
    public void What_runs_on_after_death_is_to_be_ended()
    {
        var (main, course) = (Guid.NewGuid(), Guid.NewGuid());
        Found(
                Born("1980"),
                Post(main, "2010"),
                new TrainingStarted(
                    course,
                    D("2023"),
                    new(Ladder.Education, Level.EducationMaster, "Toán", "Đại học", default, null)
                ),
                new AssignmentEnded(main, D("2024-05-01"), EndCause.Died)
            )
            .Should()
            .Equal("W13");
    }

    [Theory]
    [InlineData("2020-01-01", "2023-01-01", false)]
    [InlineData("2020-01-01", "2023-01-02", true)]
    [InlineData("2020", "2023-12", false)] // three years from the last day it may have begun
    [InlineData("2020-01-01", "", false)]
    public void A_secondment_of_more_than_three_years(string from, string to, bool found)
    {
        var home = Guid.NewGuid();
        Found(Born("1980"), Post(home, "2010"), Seconded(home, from, to)).Should().Equal(found ? ["W05"] : []);
    }

    [Fact]
    public void Two_secondments_at_once_and_one_that_outlives_its_home()
    {
        var home = Guid.NewGuid();
        PersonEvent[] sent = [Born("1980"), Post(home, "2010"), Seconded(home, "2020-01-01", "2021-01-01")];
        Found([.. sent, Seconded(home, "2021-01-01", "2022-01-01")]).Should().BeEmpty("one after the other");
        Found([.. sent, Seconded(home, "2020-12-31", "2022-01-01")]).Should().Equal("W04");
        Found([.. sent, new AssignmentEnded(home, D("2020-12-31"), EndCause.Retired)]).Should().Equal("W06");
        Found([.. sent, new AssignmentEnded(home, D("2021-01-01"), EndCause.Retired)]).Should().BeEmpty();
    }

    [Fact]
    public void The_same_post_twice()
    {
        PersonEvent[] held =
        [
            Born("1980"),
            Post(Guid.NewGuid(), "2010", kind: AssignmentKind.Concurrent, post: "Bí thư chi bộ"),
        ];
        PersonEvent Again(string post, Guid unit) =>
            Post(Guid.NewGuid(), "2012", kind: AssignmentKind.Concurrent, post: post, unit: unit);
        Found([.. held, Again("bí thư Chi bộ", Unit)]).Should().Equal("W07");
        Found([.. held, Again("Bí thư chi bộ", Other)]).Should().BeEmpty();
        Found([.. held, Again("Chủ tịch công đoàn", Unit)]).Should().BeEmpty();
    }

    [Theory]
    [InlineData(EvidenceGrade.OriginalSeen, false, false, true)]
    [InlineData(EvidenceGrade.OriginalSeen, true, false, false)]
    [InlineData(EvidenceGrade.OriginalSeen, false, true, false)]
    [InlineData(EvidenceGrade.SelfDeclared, false, false, false)]
    public void A_degree_that_was_seen_was_seen_somewhere(EvidenceGrade grade, bool evidence, bool reason, bool found)
    {
        var declared = Degree("2010", Level.EducationMaster) with { Grade = grade, Evidence = evidence ? ["a"] : [] };
        Person
            .Findings(Person.Initial, declared, new Footing(Paper: false, Reason: reason))
            .Select(f => f.Rule.Number)
            .Should()
            .Equal(found ? ["W20"] : []);
    }

    [Fact]
    public void Every_rule_has_words_in_both_languages_and_a_number_of_its_own()
    {
        RuleCatalogue.All.Select(r => r.Number).Should().OnlyHaveUniqueItems().And.HaveCountGreaterThan(15);
        foreach (var rule in RuleCatalogue.All)
        foreach (var (vi, en) in new[] { rule.Title, rule.Why, rule.Ground, rule.Remedy })
            (vi.Length > 5 && en.Length > 5 && vi != en).Should().BeTrue($"{rule.Number} says it in both languages");
    }
}
