using HienTai.Domain.Access;
using HienTai.Domain.Kernel;
using HienTai.Server.Pipeline;
using Given = HienTai.Domain.Tests.Given<
    HienTai.Domain.Access.Account,
    HienTai.Domain.Access.AccountCommand,
    HienTai.Domain.Access.AccountEvent
>;

namespace HienTai.Tests.Access;

/// <summary>The state of an account as it is stored.</summary>
public sealed class AccountStateTests
{
    [Fact]
    public void What_was_kept_of_people_before_there_were_programs_is_kept_the_same()
    {
        var kind = new StreamKind<Account, AccountCommand, AccountEvent>();
        var person = new Given(new AccountOpened("van.thu", new("Văn thư", "Clerk"), null)).State;
        var text = kind.Write(person, null);
        text.Should().NotContain("program").And.NotContain("changes");
        ((Account)kind.Read(text, null)).Should().Match<Account>(a => !a.IsProgram && a.AllChanges.Count == 0);
    }

    [Fact]
    public void A_program_comes_back_with_its_changes()
    {
        var now = new DateTimeOffset(2026, 11, 30, 20, 0, 0, TimeSpan.Zero);
        var client = new AccountChangeDetails(AccountChangeKind.Client, Client: new("phan-mem-1", "Máy chủ", ""));
        var change = new RequestAccountChange(Guid.NewGuid(), client, Guid.NewGuid(), now, now);
        var opened = new ProgramOpened("phan-mem", new("Phần mềm", "Software"));
        var asked = Account.Decide(new Given(opened).State, change);
        var program = new Given([opened, .. asked]).State;
        var kind = new StreamKind<Account, AccountCommand, AccountEvent>();
        ((Account)kind.Read(kind.Write(program, null), null))
            .AllChanges.Should()
            .BeEquivalentTo(program.AllChanges)
            .And.HaveCount(1);
    }
}
