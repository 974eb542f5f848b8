using HienTai.Domain.Kernel;
using HienTai.Domain.Personnel;

namespace HienTai.Domain.Tests.Personnel;

using Given = Given<Person, PersonCommand, PersonEvent>;

/// <summary>A diploma that was withdrawn, or called false, and what becomes of it when an appeal was won.</summary>
public class WithdrawalSpec
{
    static readonly Guid Q = Guid.NewGuid(),
        Decision = Guid.NewGuid();
    static readonly PersonEvent[] Graduated =
    [
        new PersonRegistered(new("Nguyễn Thị Hoa", []), new(D("1986-09-14"), Sex.Female, "01", "", ""), null),
        new QualificationDeclared(
            Q,
            D("2015-06-30"),
            null,
            new(Ladder.Education, Level.EducationBachelor, "Toán", "ĐHSP", "B 123", StudyMode.FullTime, ""),
            EvidenceGrade.OriginalSeen,
            []
        ),
    ];
    static readonly QualificationWithdrawn Withdrawn = new(Q, D("2024-05-01"), WithdrawalCause.NotEligible);

    static PartialDate D(string text) => PartialDate.Parse(text);

    static QualificationFact? On(Person it, string day) =>
        Person.Facts(it).OfType<QualificationFact>().SingleOrDefault(f => f.Valid.Holds(DateOnly.Parse(day)));

    [Fact]
    public void Withdrawn_it_counts_until_that_day_and_says_why_no_longer()
    {
        var it = new Given(Graduated)
            .When(new WithdrawQualification(Q, D("2024-05-01"), WithdrawalCause.NotEligible))
            .Then(Withdrawn);
        On(it, "2024-05-01").Should().BeNull();
        On(it, "2024-04-30")!.Grade.Should().Be(EvidenceGrade.OriginalSeen, "it was not false");
        On(it, "2024-04-30")!.WithdrawnFor.Should().Be(WithdrawalCause.NotEligible);
    }

    [Fact]
    public void It_is_not_withdrawn_before_it_was_issued() =>
        new Given(Graduated)
            .When(new WithdrawQualification(Q, D("2015-06-30"), WithdrawalCause.Fraud))
            .ThenRejected("ENDS_BEFORE_IT_BEGINS");

    [Fact]
    public void Nothing_is_made_of_it_while_it_is_withdrawn()
    {
        var given = new Given([.. Graduated, Withdrawn]);
        given.When(new GradeEvidence(Q, EvidenceGrade.ConfirmedByIssuer)).ThenRejected("QUALIFICATION_WITHDRAWN");
        given
            .When(new WithdrawQualification(Q, D("2024-06-01"), WithdrawalCause.Fraud))
            .ThenRejected("QUALIFICATION_WITHDRAWN");
    }

    [Fact]
    public void After_an_appeal_that_was_won_it_is_valid_through()
    {
        var before = new Given(Graduated).State;
        var it = new Given([.. Graduated, Withdrawn])
            .When(new ReinstateQualification(Q))
            .Then(new QualificationReinstated(Q));
        Person.Facts(it).Should().Equal(Person.Facts(before));
    }

    [Fact]
    public void What_was_called_false_and_was_not_is_known_as_well_as_before()
    {
        var before = new Given(Graduated).State;
        var it = new Given([.. Graduated, new QualificationRevoked(Q)])
            .When(new ReinstateQualification(Q))
            .Then(new QualificationReinstated(Q));
        Person.Facts(it).Should().Equal(Person.Facts(before));
        new Given([.. Graduated, new QualificationRevoked(Q), new QualificationReinstated(Q)])
            .When(new GradeEvidence(Q, EvidenceGrade.ConfirmedByIssuer))
            .Then(new QualificationEvidenceGraded(Q, EvidenceGrade.ConfirmedByIssuer));
    }

    [Fact]
    public void What_stands_is_not_reinstated() =>
        new Given(Graduated).When(new ReinstateQualification(Q)).ThenRejected("QUALIFICATION_STANDS");

    [Fact]
    public void With_the_paper_that_withdrew_or_reinstated_it_that_falls()
    {
        var taken = Person.Evolve(new Given(Graduated).State, Withdrawn, new(Decision));
        On(Person.Evolve(taken, Person.Fall(taken, Decision)!, default), "2024-05-01").Should().NotBeNull();
        var given = Person.Evolve(
            Person.Evolve(new Given(Graduated).State, Withdrawn, default),
            new QualificationReinstated(Q),
            new(Decision)
        );
        On(given, "2024-05-01").Should().NotBeNull();
        On(Person.Evolve(given, Person.Fall(given, Decision)!, default), "2024-05-01").Should().BeNull();
    }
}
