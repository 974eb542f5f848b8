using HienTai.Domain.Access;
using HienTai.Domain.Kernel;
using GivenAccount = HienTai.Domain.Tests.Given<
    HienTai.Domain.Access.Account,
    HienTai.Domain.Access.AccountCommand,
    HienTai.Domain.Access.AccountEvent
>;

namespace HienTai.Domain.Tests.Access;

/// <summary>The rules of programs and of changes that two administrators make.</summary>
public sealed class AccountChangeSpec
{
    static readonly DateTimeOffset Now = new(2026, 11, 30, 20, 0, 0, TimeSpan.Zero);
    static readonly Guid Change = Guid.NewGuid(),
        Asks = Guid.NewGuid(),
        Approves = Guid.NewGuid(),
        Paper = Guid.NewGuid();
    static readonly AccountTitle Title = new("Phần mềm", "Software");
    static readonly ProgramOpened Opened = new("phan-mem", Title);
    static readonly AccountOpened Person = new("van.thu", new("Văn thư", "Clerk"), null);
    static readonly PartialDate From = new(2024, 1, 1);

    static AccountChangeDetails Terms(int year = 2030) =>
        new(AccountChangeKind.Terms, Terms: new(Strings.Of(["read"]), new(year, 1, 1)));

    static AccountChangeDetails Mandate(Role role = Role.HomeAffairs) =>
        new(AccountChangeKind.Mandate, Mandate: new(From, null, new(role, null)));

    static readonly AccountChangeDetails Recovery = new(AccountChangeKind.Recovery);
    static readonly AccountChangeDetails Client = new(
        AccountChangeKind.Client,
        Client: new("phan-mem-1", "Máy chủ", "")
    );

    static RequestAccountChange Asking(AccountChangeDetails details, DateTimeOffset? effectiveAt = null) =>
        new(Change, details, Asks, Now, effectiveAt);

    static AccountChangeRequested Asked(AccountChangeDetails details, DateTimeOffset? effectiveAt = null) =>
        new(Change, details, Asks, effectiveAt);

    static IEnumerable<MandateFact> Mandates(Account account) => Account.Facts(account).OfType<MandateFact>();

    static AccountChange Only(Account account) => account.AllChanges.Single();

    [Fact]
    public void A_program_is_opened_with_its_terms_asked_for() =>
        new GivenAccount().When(new OpenProgram("phan-mem", Title, Asking(Terms()))).Then(Opened, Asked(Terms()));

    [Fact]
    public void It_waits_for_approval_and_is_in_effect_from_then()
    {
        Only(new GivenAccount(Opened, Asked(Terms())).State).InEffect(Now.AddYears(1)).Should().BeFalse();
        var after = new GivenAccount(Opened, Asked(Terms()))
            .When(new ApproveAccountChange(Change, Approves, Now))
            .Then(new AccountChangeApproved(Change, Approves, Now));
        (Only(after).InEffect(Now.AddTicks(-1)), Only(after).InEffect(Now)).Should().Be((false, true));
    }

    [Fact]
    public void Where_nobody_else_could_approve_it_is_in_effect_a_day_later()
    {
        var due = Now + AccountChange.Delay;
        var waits = Only(new GivenAccount(Opened, Asked(Terms(), due)).State);
        (waits.InEffect(due.AddTicks(-1)), waits.InEffect(due)).Should().Be((false, true));
    }

    [Fact]
    public void Nobody_approves_what_they_asked_for() =>
        new GivenAccount(Opened, Asked(Terms()))
            .When(new ApproveAccountChange(Change, Asks, Now))
            .ThenRejected("OWN_CHANGE");

    [Fact]
    public void What_was_cancelled_is_not_approved() =>
        new GivenAccount(Opened, Asked(Terms()), new AccountChangeCancelled(Change))
            .When(new ApproveAccountChange(Change, Approves, Now))
            .ThenRejected("CHANGE_ENDED");

    [Fact]
    public void What_is_in_effect_is_not_cancelled() =>
        new GivenAccount(Opened, Asked(Terms(), Now))
            .When(new CancelAccountChange(Change, Now))
            .ThenRejected("CHANGE_IN_EFFECT");

    [Fact]
    public void One_change_of_terms_waits_at_a_time() =>
        new GivenAccount(Opened, Asked(Terms()))
            .When(Asking(Terms(2031)) with { Change = Guid.NewGuid() })
            .ThenRejected("CHANGE_PENDING");

    [Fact]
    public void An_end_lies_ahead() =>
        new GivenAccount(Opened).When(Asking(Terms(2026))).ThenRejected("ENDS_BEFORE_IT_BEGINS");

    [Fact]
    public void Terms_and_clients_are_for_programs()
    {
        new GivenAccount(Person).When(Asking(Terms())).ThenRejected("NOT_A_PROGRAM");
        new GivenAccount(Person).When(Asking(Client)).ThenRejected("NOT_A_PROGRAM");
    }

    [Fact]
    public void A_program_has_no_password_no_file_and_no_administration()
    {
        new GivenAccount(Opened).When(Asking(Recovery)).ThenRejected("PROGRAM_HAS_NO_PASSWORD");
        new GivenAccount(Opened).When(new IssueEnrolmentCode(false, Now)).ThenRejected("PROGRAM_HAS_NO_PASSWORD");
        new GivenAccount(Opened).When(new LinkAccount(Guid.NewGuid())).ThenRejected("PROGRAM_HAS_NO_FILE");
        new GivenAccount(Opened).When(Asking(Mandate(Role.Administrator))).ThenRejected("ROLE_NOT_FOR_PROGRAMS");
        new GivenAccount(Opened)
            .When(new GrantMandate(Change, From, null, new(Role.HomeAffairs, null)))
            .ThenRejected("APPROVAL_NEEDED");
        new GivenAccount(Opened, new AccountClosed()).When(new ReopenAccount()).ThenRejected("PROGRAM_CLOSED");
    }

    [Fact]
    public void A_mandate_that_waits_is_none_and_an_approved_one_holds_from_its_own_day()
    {
        Mandates(new GivenAccount(Opened, Asked(Mandate())).State).Should().BeEmpty();
        Mandates(new GivenAccount(Opened, Asked(Mandate()), new AccountChangeApproved(Change, Approves, Now)).State)
            .Single()
            .Valid.From.Should()
            .Be(From);
    }

    [Fact]
    public void A_mandate_that_comes_by_itself_holds_from_that_day_in_Vietnam_at_the_earliest()
    {
        Mandates(new GivenAccount(Opened, Asked(Mandate(), Now)).State)
            .Single()
            .Valid.From.Should()
            .Be((PartialDate)new DateOnly(2026, 12, 1));
        Mandates(new GivenAccount(Opened, Asked(Mandate(), Now), new AccountChangeCancelled(Change)).State)
            .Should()
            .BeEmpty();
    }

    [Fact]
    public void A_mandate_that_was_ended_while_it_waited_stays_so()
    {
        var ended = new PartialDate(2027, 1, 1);
        Mandates(
                new GivenAccount(
                    Opened,
                    Asked(Mandate(), Now),
                    new MandateEnded(Change, ended),
                    new AccountChangeApproved(Change, Approves, Now)
                ).State
            )
            .Single()
            .Valid.To.Should()
            .Be(ended);
    }

    [Fact]
    public void A_change_falls_with_its_paper()
    {
        var waits = new GivenAccount(Opened, Asked(Terms())).OnPaper(Paper).State;
        var fell = Account.Fall(waits, Paper).Should().BeOfType<AccountPaperFell>().Subject;
        var after = Account.Evolve(waits, fell, default);
        Only(after).Ended.Should().BeTrue();
        Account.Fall(after, Paper).Should().BeNull();
    }

    [Fact]
    public void A_code_for_an_account_in_use_needs_a_recovery_and_uses_it_up()
    {
        new GivenAccount(Person).When(new IssueEnrolmentCode(true, Now)).ThenRejected("RECOVERY_NEEDED");
        new GivenAccount(Person).When(new ResetFactors(Now)).ThenRejected("RECOVERY_NEEDED");
        new GivenAccount(Person, Asked(Recovery))
            .When(new IssueEnrolmentCode(true, Now))
            .ThenRejected("RECOVERY_NEEDED");
        var approved = new GivenAccount(Person, Asked(Recovery, Now)).State;
        Account.Decide(approved, new IssueEnrolmentCode(true, Now)).Should().Equal(new EnrolmentIssued(Change));
        Account.Decide(approved, new ResetFactors(Now)).Should().Equal(new FactorsReset(Change));
        new GivenAccount(Person, Asked(Recovery, Now), new EnrolmentIssued(Change))
            .When(new IssueEnrolmentCode(true, Now))
            .ThenRejected("RECOVERY_NEEDED");
        new GivenAccount(Person, Asked(Recovery, Now), new FactorsReset(Change))
            .When(new ResetFactors(Now))
            .ThenRejected("RECOVERY_NEEDED");
        new GivenAccount(Person, Asked(Recovery, Now))
            .When(new ResetFactors(Now + AccountChange.RecoveryLasts))
            .ThenRejected("RECOVERY_NEEDED");
        new GivenAccount(Person, Asked(Recovery, Now), new AccountChangeCancelled(Change))
            .When(new ResetFactors(Now))
            .ThenRejected("RECOVERY_NEEDED");
    }

    [Fact]
    public void A_client_is_removed_at_once_and_by_its_id()
    {
        new GivenAccount(Opened, Asked(Client, Now))
            .When(new RemoveClient("phan-mem-1"))
            .Then(new ClientRemoved(Change));
        new GivenAccount(Opened, Asked(Client, Now)).When(new RemoveClient("khac")).ThenRejected("NO_SUCH_ENTRY");
    }

    [Fact]
    public void A_fact_tells_the_moment_as_its_change_does()
    {
        var fact = Account
            .Facts(new GivenAccount(Opened, Asked(Terms(), Now)).State)
            .OfType<AccountChangeFact>()
            .Single();
        (fact.InEffect(Now), fact.InEffect(Now.AddTicks(-10)), fact.Waits(Now)).Should().Be((true, false, false));
    }
}
