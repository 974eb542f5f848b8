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
