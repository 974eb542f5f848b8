using HienTai.Domain.Kernel;
using HienTai.Domain.Papers;

namespace HienTai.Domain.Tests.Papers;

using Given = Given<Paper, PaperCommand, PaperEvent>;

public class PaperSpec
{
    static readonly PaperDetails Details = new(
        PaperKind.Decision,
        "655/QĐ-UBND",
        "Về việc điều động",
        "UBND huyện Bình Chánh",
        "",
        new(2024, 4, 5),
        null,
        ""
    );
    static readonly PaperRegistered Registered = new(Details, []);

    [Fact]
    public void A_paper_is_registered_once() => new Given().When(new RegisterPaper(Details, [])).Then(Registered);

    [Fact]
    public void A_paper_cannot_be_withdrawn_before_it_was_signed() =>
        new Given(Registered).When(new WithdrawPaper(new(2024, 4, 4))).ThenRejected("WITHDRAWN_BEFORE_SIGNED");

    [Fact]
    public void A_withdrawn_paper_is_not_amended() =>
        new Given(Registered, new PaperWithdrawn(new(2024, 5)))
            .When(new AmendPaper(Details with { Number = "1" }))
            .ThenRejected("PAPER_WITHDRAWN");

    [Fact]
    public void An_amendment_that_changes_nothing_records_nothing() =>
        new Given(Registered).When(new AmendPaper(Details)).ThenNothing();

    [Fact]
    public void A_withdrawn_paper_carries_no_new_fact() =>
        Paper
            .Unciteable(new Given(Registered, new PaperWithdrawn(new(2024, 5))).State)!
            .Reason.Should()
            .Be("PAPER_WITHDRAWN");

    [Fact]
    public void A_standing_paper_does() => Paper.Unciteable(new Given(Registered).State).Should().BeNull();
}

public class RepealSpec
{
    static readonly Guid Repealing = Guid.Parse("0192f4d8-0000-7000-8000-0000000000f1");
    static readonly PaperRegistered Registered = new(
        new(
            PaperKind.Decision,
            "655/QĐ-UBND",
            "Về việc điều động",
            "UBND huyện Bình Chánh",
            "",
            new(2024, 4, 5),
            null,
            ""
        ),
        []
    );
    static readonly PaperRepealed Repealed = new(new PartialDate(2025, 7, 1));

    static PaperFact Fact(Paper it) => Paper.Facts(it).OfType<PaperFact>().Single();

    [Fact]
    public void Its_force_ends_that_day()
    {
        var it = new Given(Registered).When(new RepealPaper(new PartialDate(2025, 7, 1))).Then(Repealed);
        Fact(it).Valid.Should().Be(new Period(new PartialDate(2024, 4, 5), new PartialDate(2025, 7, 1)));
    }

    [Fact]
    public void What_takes_effect_before_may_rest_on_it_and_what_takes_effect_later_not()
    {
        var it = new Given(Registered, Repealed).State;
        Paper.Unciteable(it).Should().BeNull();
        Paper.Unciteable(it, new(2025, 6, 30)).Should().BeNull();
        Paper.Unciteable(it, new(2025)).Should().BeNull("it may have been before");
        Paper.Unciteable(it, new(2025, 7, 1))!.Reason.Should().Be("PAPER_REPEALED");
    }

    [Fact]
    public void It_is_not_repealed_from_before_it_was_signed() =>
        new Given(Registered).When(new RepealPaper(new PartialDate(2024, 4, 4))).ThenRejected("REPEALED_BEFORE_SIGNED");

    [Fact]
    public void The_day_is_corrected_and_a_repeal_that_was_none_taken_back()
    {
        new Given(Registered, Repealed)
            .When(new RepealPaper(new PartialDate(2025, 8, 1)))
            .Then(new PaperRepealed(new PartialDate(2025, 8, 1)));
        Fact(new Given(Registered, Repealed).When(new RepealPaper(null)).Then(new PaperRepealed(null)))
            .Valid.To.Should()
            .BeNull();
    }

    [Fact]
    public void With_what_repealed_it_the_repeal_falls()
    {
        var it = Paper.Evolve(new Given(Registered).State, Repealed, new(Repealing));
        var fell = Paper.Fall(it, Repealing);
        fell.Should().Be(new PaperPaperFell(Repealing));
        Fact(Paper.Evolve(it, fell!, default)).Valid.To.Should().BeNull();
        Paper.Fall(it, Guid.Empty).Should().BeNull();
    }
}
