using HienTai.Domain.Access;
using HienTai.Domain.Kernel;
using HienTai.Domain.Personnel;
using GivenAccount = HienTai.Domain.Tests.Given<
    HienTai.Domain.Access.Account,
    HienTai.Domain.Access.AccountCommand,
    HienTai.Domain.Access.AccountEvent
>;
using GivenProposal = HienTai.Domain.Tests.Given<
    HienTai.Domain.Personnel.Proposal,
    HienTai.Domain.Personnel.ProposalCommand,
    HienTai.Domain.Personnel.ProposalEvent
>;
using GivenRules = HienTai.Domain.Tests.Given<
    HienTai.Domain.Access.ApprovalRules,
    HienTai.Domain.Access.ApprovalCommand,
    HienTai.Domain.Access.ApprovalEvent
>;

namespace HienTai.Domain.Tests.Access;

/// <summary>The rules of accounts, mandates, approval and proposals.</summary>
public sealed class AccountSpec
{
    static readonly Guid Unit = Guid.NewGuid(),
        Someone = Guid.NewGuid(),
        Mandate = Guid.NewGuid(),
        Paper = Guid.NewGuid();
    static readonly AccountOpened Opened = new("van.thu", new("Văn thư", "Clerk"), null);
    static readonly PartialDate From = new(2024, 1, 1);

    [Fact]
    public void An_account_is_opened_once() =>
        new GivenAccount().When(new OpenAccount("van.thu", new("Văn thư", "Clerk"), null)).Then(Opened);

    [Fact]
    public void A_role_for_a_unit_names_it() =>
        new GivenAccount(Opened)
            .When(new GrantMandate(Mandate, From, null, new(Role.UnitClerk, null)))
            .ThenRejected("UNIT_REQUIRED");

    [Fact]
    public void Ones_own_file_needs_to_be_known() =>
        new GivenAccount(Opened)
            .When(new GrantMandate(Mandate, From, null, new(Role.PersonOnRecord, null)))
            .ThenRejected("OWN_FILE_REQUIRED");

    [Fact]
    public void A_closed_account_is_entrusted_with_nothing() =>
        new GivenAccount(Opened, new AccountClosed())
            .When(new GrantMandate(Mandate, From, null, new(Role.UnitClerk, Unit)))
            .ThenRejected("ACCOUNT_CLOSED");

    [Fact]
    public void A_mandate_does_not_end_before_it_begins() =>
        new GivenAccount(Opened)
            .When(new GrantMandate(Mandate, From, new PartialDate(2023, 12, 31), new(Role.UnitClerk, Unit)))
            .ThenRejected("ENDS_BEFORE_IT_BEGINS");

    [Fact]
    public void An_account_is_one_persons() =>
        new GivenAccount(Opened, new AccountLinked(Someone))
            .When(new LinkAccount(Guid.NewGuid()))
            .ThenRejected("ACCOUNT_LINKED");

    [Fact]
    public void A_mandate_falls_with_its_paper()
    {
        var held = new GivenAccount(Opened, new MandateGranted(Mandate, From, null, new(Role.UnitClerk, Unit)))
            .OnPaper(Paper)
            .State;
        Account.Facts(held).OfType<MandateFact>().Should().ContainSingle().Which.Paper.Should().Be(Paper);
        var fell = Account.Fall(held, Paper).Should().BeOfType<AccountPaperFell>().Subject;
        Account.Facts(Account.Evolve(held, fell, default)).OfType<MandateFact>().Should().BeEmpty();
    }

    [Fact]
    public void People_on_record_never_record_by_themselves() =>
        new GivenRules()
            .When(new SetApprovalRule(Role.PersonOnRecord, ChangeKind.Contacts, false))
            .ThenRejected("NOT_A_SETTING");

    [Fact]
    public void A_setting_that_says_what_is_usual_changes_nothing() =>
        new GivenRules().When(new SetApprovalRule(Role.UnitClerk, ChangeKind.Identity, true)).ThenNothing();

    [Fact]
    public void Every_role_is_in_the_table() =>
        Enum.GetValues<Role>()
            .Select(RoleRights.For)
            .Should()
            .OnlyContain(r => r.Reach == Reach.Nobody || r.Reads.Contains(DataClass.Basic));

    static readonly Guid Clerk = Guid.NewGuid(),
        Officer = Guid.NewGuid();

    static ProposalMade Made() =>
        new(Someone, false, 3, Clerk, [new(1, "declare_qualification", "{}"), new(2, "change_contacts", "{}")], []);

    [Fact]
    public void An_item_is_decided_once() =>
        new GivenProposal(Made(), new ProposalItemApproved(1))
            .When(new DecideItem(1, "Thiếu bản chính.", Officer, null))
            .ThenRejected("ITEM_DECIDED");

    [Fact]
    public void Nobody_decides_on_their_own_proposal() =>
        new GivenProposal(Made()).When(new DecideItem(1, null, Clerk, null)).ThenRejected("OWN_PROPOSAL");

    [Fact]
    public void Nobody_decides_on_their_own_file() =>
        new GivenProposal(Made()).When(new DecideItem(1, null, Officer, Someone)).ThenRejected("OWN_PROPOSAL");

    [Fact]
    public void Only_who_proposed_takes_back() =>
        new GivenProposal(Made()).When(new WithdrawProposal(Officer)).ThenRejected("NOT_YOUR_PROPOSAL");

    [Fact]
    public void What_is_decided_is_not_taken_back()
    {
        var after = new GivenProposal(Made(), new ProposalItemApproved(1))
            .When(new WithdrawProposal(Clerk))
            .Then(new ProposalWithdrawn());
        after.Items.Select(i => i.Standing).Should().Equal(ItemStanding.Approved, ItemStanding.Withdrawn);
    }

    [Theory]
    [InlineData("2026-11-20", "2026-11-24")] // a Friday: the weekend does not count
    [InlineData("2025-04-29", "2025-05-05")] // two holidays and a weekend
    [InlineData("2025-01-27", "2025-02-04")] // Tết: 28 January to 1 February, then a Sunday
    [InlineData("2026-04-24", "2026-04-28")] // Hùng Kings' day on Sunday 26 April
    public void Two_working_days(string received, string by) =>
        WorkingDays.After(DateOnly.Parse(received), 2).Should().Be(DateOnly.Parse(by));
}
