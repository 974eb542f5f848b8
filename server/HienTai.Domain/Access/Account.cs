using System.Collections.Immutable;
using HienTai.Domain.Kernel;

namespace HienTai.Domain.Access;

/// <summary>Who or which post an account is, for people; stamped on everything it records.</summary>
public sealed record AccountTitle(string Vi, string En);

/// <summary>A role for a unit with everything below it; no unit means everybody on record, or one's own file.</summary>
public sealed record MandateDetails(Role Role, Guid? Unit);

// Events: past tense, stored forever. Who, when, why and on what paper are in the envelope.
public abstract record AccountEvent;

public sealed record AccountOpened(string Name, AccountTitle Title, Guid? Person) : AccountEvent;

public sealed record AccountRetitled(AccountTitle Title) : AccountEvent;

public sealed record AccountLinked(Guid Person) : AccountEvent;

public sealed record AccountClosed : AccountEvent;

public sealed record AccountReopened : AccountEvent;

public sealed record MandateGranted(Guid Mandate, PartialDate From, PartialDate? To, MandateDetails Details)
    : AccountEvent;

public sealed record MandateEnded(Guid Mandate, PartialDate On) : AccountEvent;

public sealed record AccountPaperFell(Guid Paper) : AccountEvent, IWithdrawing;

// Commands: imperative, one per intention, never stored.
public abstract record AccountCommand;

public sealed record OpenAccount(string Name, AccountTitle Title, Guid? Person) : AccountCommand;

public sealed record RetitleAccount(AccountTitle Title) : AccountCommand;

public sealed record LinkAccount(Guid Person) : AccountCommand;

public sealed record CloseAccount : AccountCommand;

public sealed record ReopenAccount : AccountCommand;

public sealed record GrantMandate(Guid Mandate, PartialDate From, PartialDate? To, MandateDetails Details)
    : AccountCommand;

public sealed record EndMandate(Guid Mandate, PartialDate On) : AccountCommand;

// Facts
public sealed record AccountFact(
    string Key,
    Period Valid,
    string Name,
    string TitleVi,
    string TitleEn,
    Guid? Person,
    bool Open,
    string SortKey,
    string Words
) : Fact(Key, Valid);

public sealed record MandateFact(string Key, Period Valid, Guid Mandate, Role Role, Guid? Unit, Guid? Paper)
    : Fact(Key, Valid);

/// <summary>
/// An account and what it has been entrusted with, each mandate from a date, by a paper. Credentials are not here.
/// </summary>
public sealed record Account(
    string Name,
    AccountTitle? Title,
    Guid? Person,
    bool Open,
    ImmutableSortedDictionary<Guid, Line<MandateDetails>> Mandates,
    bool? Program = null,
    ImmutableList<AccountChange>? Changes = null
) : IDecider<Account, AccountCommand, AccountEvent>
{
    static string IDecider<Account, AccountCommand, AccountEvent>.Kind => "account";

    /// <summary>
    /// Another application's and nobody's. Absent from what was kept before there were any, and so for people.
    /// </summary>
    public bool IsProgram => Program == true;

    /// <summary>In the order they were asked for.</summary>
    public ImmutableList<AccountChange> AllChanges => Changes ?? [];

    public static Account Initial { get; } =
        new("", null, null, false, ImmutableSortedDictionary<Guid, Line<MandateDetails>>.Empty);

    public static AccountEvent[] Decide(Account it, AccountCommand command) =>
        (it.Title, command) switch
        {
            (null, OpenAccount c) => [new AccountOpened(c.Name, c.Title, c.Person)],
            (null, OpenProgram c) => Opened(c),
            (null, _) => throw new Rejected(
                "ACCOUNT_NOT_ON_RECORD",
                "Tài khoản này chưa có trong sổ.",
                "This account is not on record.",
                "id"
            ),
            (_, OpenAccount c) when (c.Name, c.Title, c.Person) == (it.Name, it.Title, it.Person) && !it.IsProgram =>
            [],
            (_, OpenProgram c)
                when it.IsProgram
                    && (c.Name, c.Title) == (it.Name, it.Title)
                    && it.AllChanges.Any(o => o.Id == c.Terms.Change) => [],
            (_, OpenAccount or OpenProgram) => throw new Rejected(
                "ACCOUNT_ID_TAKEN",
                "Mã định danh này đã là của một tài khoản khác; hãy tạo mã mới.",
                "This id already belongs to an account; mint another one.",
                "id"
            ),
            (_, RetitleAccount c) => c.Title == it.Title ? [] : [new AccountRetitled(c.Title)],
            (_, LinkAccount) when it.IsProgram => throw new Rejected(
                "PROGRAM_HAS_NO_FILE",
                "Chương trình không phải là người có hồ sơ; hãy mở tài khoản riêng cho người này.",
                "A program is nobody on record; open an account of this person's own.",
                "id"
            ),
            (_, LinkAccount c) when it.Person is { } other && other != c.Person => throw new Rejected(
                "ACCOUNT_LINKED",
                "Tài khoản này đã gắn với một hồ sơ khác; hãy mở tài khoản riêng cho người này.",
                "This account already belongs to another person on record; open one of their own.",
                "person_id"
            ),
            (_, LinkAccount c) => c.Person == it.Person ? [] : [new AccountLinked(c.Person)],
            (_, CloseAccount) => it.Open ? [new AccountClosed()] : [],
            (_, ReopenAccount) when it is { IsProgram: true, Open: false } => throw new Rejected(
                "PROGRAM_CLOSED",
                "Chương trình đã đóng thì không mở lại; hãy mở một chương trình mới, với người duyệt.",
                "A program that was closed is not opened again; open a new one, with its approval.",
                "id"
            ),
            (_, ReopenAccount) => it.Open ? [] : [new AccountReopened()],
            (_, GrantMandate) when it.IsProgram => throw new Rejected(
                "APPROVAL_NEEDED",
                "Vai trò của chương trình phải do hai quản trị: một người đề nghị, một người duyệt.",
                "A program's role needs two administrators: one asks for it, another approves.",
                "id"
            ),
            (_, GrantMandate c) => it.Grant(c),
            (_, EndMandate c) => it.End(c),
            _ => AccountChanges.Decide(it, command),
        };

    public static Account Evolve(Account it, AccountEvent @event, Basis basis) =>
        @event switch
        {
            AccountOpened e => it with { Name = e.Name, Title = e.Title, Person = e.Person, Open = true },
            ProgramOpened e => it with { Name = e.Name, Title = e.Title, Open = true, Program = true },
            AccountRetitled e => it with { Title = e.Title },
            AccountLinked e => it with { Person = e.Person },
            AccountClosed => it with { Open = false },
            AccountReopened => it with { Open = true },
            MandateGranted e => it.Entrusted(e.Mandate, new(e.From, e.To, e.Details), basis.Paper),
            MandateEnded e => it.Mandates.TryGetValue(e.Mandate, out var line)
                ? it.With(e.Mandate, line.Ended(e.On, basis.Paper))
                : it,
            AccountPaperFell e => it.Without(e.Paper),
            _ => AccountChanges.Evolve(it, @event, basis),
        };

    public static IEnumerable<Fact> Facts(Account it)
    {
        if (it.Title is not { } title)
            yield break;
        yield return new TitleFact("title", Period.Always, "account", title.Vi, it.Name);
        yield return new AccountFact(
            "account",
            Period.Always,
            it.Name,
            title.Vi,
            title.En,
            it.Person,
            it.Open,
            VietnameseText.TextKey(title.Vi),
            string.Join(' ', new[] { it.Name, title.Vi, title.En }.SelectMany(VietnameseText.Findable).Distinct())
        );
        foreach (var (id, line) in it.Mandates)
        foreach (var s in line.Spans)
            yield return new MandateFact($"mandate:{id}", s.Valid, id, s.Value.Role, s.Value.Unit, s.Paper);
        foreach (var change in AccountChanges.Facts(it))
            yield return change;
    }

    static string IDecider<Account, AccountCommand, AccountEvent>.Title(Account it) => it.Title?.Vi ?? "";

    public static AccountEvent? Fall(Account it, Guid paper) =>
        it.Mandates.Values.Any(m => m.RestsOn(paper)) || it.AllChanges.Any(c => c.Paper == paper && !c.Ended)
            ? new AccountPaperFell(paper)
            : null;

    static AccountEvent[] Opened(OpenProgram c)
    {
        var opened = new ProgramOpened(c.Name, c.Title);
        return [opened, .. AccountChanges.Decide(Evolve(Initial, opened, default), c.Terms)];
    }

    AccountEvent[] Grant(GrantMandate c)
    {
        if (Mandates.TryGetValue(c.Mandate, out var held))
            return held.Steps[0] is { } first && first.Value == c.Details && first.When == c.From
                ? []
                : throw new Rejected(
                    "ENTRY_ID_TAKEN",
                    "Mã định danh này đã là của một phân quyền khác; hãy tạo mã mới.",
                    "This id already belongs to another mandate; mint another one.",
                    "mandate_id"
                );
        if (!Open)
            throw new Rejected(
                "ACCOUNT_CLOSED",
                "Tài khoản đang đóng; hãy mở lại trước khi phân quyền.",
                "The account is closed; open it again before granting a mandate.",
                "id"
            );
        CheckMandate(c.From, c.To, c.Details);
        return [new MandateGranted(c.Mandate, c.From, c.To, c.Details)];
    }

    /// <summary>What must hold of every mandate, however it comes about.</summary>
    internal void CheckMandate(PartialDate from, PartialDate? to, MandateDetails details)
    {
        var rights = RoleRights.For(details.Role);
        if (rights.NeedsUnit && details.Unit is null)
            throw new Rejected(
                "UNIT_REQUIRED",
                "Vai trò này gắn với một đơn vị; hãy chọn đơn vị.",
                "This role is for one unit; choose it.",
                "unit_id"
            );
        if (rights.Reach is Reach.Self && (details.Unit is not null || Person is null))
            throw new Rejected(
                "OWN_FILE_REQUIRED",
                "Vai trò cá nhân gắn với hồ sơ của chính chủ tài khoản, không gắn với đơn vị.",
                "The person on record sees the account's own file, not a unit's; link the account to a person.",
                "unit_id"
            );
        if (to is { } end && end.Latest <= from.Earliest)
            throw new Rejected(
                "ENDS_BEFORE_IT_BEGINS",
                $"Kết thúc {end.Vi} không sau lúc bắt đầu {from.Vi}.",
                $"The end {end} is not after the beginning {from}.",
                "to"
            );
    }

    AccountEvent[] End(EndMandate c)
    {
        if (!Mandates.TryGetValue(c.Mandate, out var line))
            throw new Rejected(
                "NO_SUCH_ENTRY",
                "Tài khoản này không có phân quyền ấy.",
                "This account has no such mandate.",
                "mandate_id"
            );
        if (line.End == c.On)
            return [];
        if (c.On.Latest <= line.Spans[0].Valid.From!.Value.Earliest)
            throw new Rejected(
                "ENDS_BEFORE_IT_BEGINS",
                "Ngày kết thúc phải sau ngày bắt đầu.",
                "The end must be after the beginning.",
                "on"
            );
        return [new MandateEnded(c.Mandate, c.On)];
    }

    internal Account Entrusted(Guid mandate, MandateAsked asked, Guid? paper) =>
        With(
            mandate,
            Line<MandateDetails>.Begun(asked.From, asked.Details, paper) is var line && asked.To is { } to
                ? line.Ended(to, paper)
                : line
        );

    internal Account NotEntrusted(Guid mandate) => this with { Mandates = Mandates.Remove(mandate) };

    Account With(Guid id, Line<MandateDetails> line) => this with { Mandates = Mandates.SetItem(id, line) };

    Account Without(Guid paper)
    {
        var left = Mandates.RemoveRange(Mandates.Where(m => m.Value.Without(paper) is null).Select(m => m.Key));
        return this with
        {
            Mandates = left.SetItems(left.Select(m => KeyValuePair.Create(m.Key, m.Value.Without(paper)!))),
            Changes = Changes is { } all ? [.. all.Select(c => c.Paper == paper ? c with { Ended = true } : c)] : null,
        };
    }
}
