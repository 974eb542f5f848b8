using FluentAssertions;
using HienTai.Domain.Kernel;
using HienTai.Domain.Personnel;
using Xunit;

namespace HienTai.Domain.Tests.Personnel;

public sealed class DataUseSpec
{
    static readonly Guid person = Guid.NewGuid();

    [Fact]
    public void A_second_restriction_leaves_the_first_as_it_was()
    {
        var it = After(
            DataUse.Initial,
            new RestrictProcessing(person, Day("2024-01-01")),
            new LiftRestriction(Day("2024-06-01")),
            new RestrictProcessing(person, Day("2025-03-01"))
        );
        DataUse
            .Facts(it)
            .Select(f => f.Valid)
            .Should()
            .Equal(new Period(Day("2024-01-01"), Day("2024-06-01")), new Period(Day("2025-03-01"), null));
    }

    [Fact]
    public void Restricting_what_is_restricted_changes_nothing()
    {
        var it = After(DataUse.Initial, new RestrictProcessing(person, Day("2024-01-01")));
        DataUse.Decide(it, new RestrictProcessing(person, Day("2024-02-01"))).Should().BeEmpty();
    }

    [Fact]
    public void What_was_never_restricted_cannot_be_lifted() =>
        FluentActions
            .Invoking(() => DataUse.Decide(DataUse.Initial, new LiftRestriction(Day("2024-01-01"))))
            .Should()
            .Throw<Rejected>()
            .Which.Reason.Should()
            .Be("NOT_RESTRICTED");

    [Fact]
    public void A_consent_holds_until_it_is_withdrawn()
    {
        var id = Guid.NewGuid();
        var it = After(
            DataUse.Initial,
            new GiveConsent(person, id, ConsentPurpose.TalentPool, Day("2024-01-01"), null),
            new WithdrawConsent(id, Day("2024-09-01"))
        );
        DataUse
            .Facts(it)
            .OfType<ConsentFact>()
            .Single()
            .Valid.Should()
            .Be(new Period(Day("2024-01-01"), Day("2024-09-01")));
    }

    static DataUse After(DataUse it, params DataUseCommand[] commands) =>
        commands.Aggregate(it, (now, command) =>
            DataUse.Decide(now, command).Aggregate(now, (state, e) => DataUse.Evolve(state, e, new Basis(null)))
        );

    static PartialDate Day(string text) => PartialDate.Parse(text);
}
