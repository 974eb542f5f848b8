using HienTai.Domain.Kernel;

namespace HienTai.Domain.Access;

/// <summary>What a program's tokens may be asked for, by the names OAuth knows them under.</summary>
public static class Scopes
{
    public const string Read = "read",
        Record = "record",
        Export = "export";

    public static readonly IReadOnlyList<string> All = [Read, Record, Export];
}

/// <summary>What of an account is changed by two administrators and not by one.</summary>
public enum AccountChangeKind
{
    /// <summary>What a program may be asked for, and until when.</summary>
    Terms = 1,

    /// <summary>A role for a program, or administration for anybody.</summary>
    Mandate,

    /// <summary>A secret or a key for a program.</summary>
    Client,

    /// <summary>New credentials for somebody who has some.</summary>
    Recovery,
}

/// <param name="Scopes">Some of <see cref="Access.Scopes.All"/>, in that order.</param>
/// <param name="End">The first day on which nothing of the program works.</param>
public sealed record ProgramTerms(Strings Scopes, DateOnly End);

public sealed record MandateAsked(PartialDate From, PartialDate? To, MandateDetails Details);

/// <param name="KeyThumbprint">RFC 7638 thumbprint of its public key; empty if it has a secret, which stands nowhere.
/// </param>
public sealed record ClientAsked(string ClientId, string Name, string KeyThumbprint);

/// <summary>One change; the part its kind names is there.</summary>
public sealed record AccountChangeDetails(
    AccountChangeKind What,
    ProgramTerms? Terms = null,
    MandateAsked? Mandate = null,
    ClientAsked? Client = null
);

/// <summary>
/// A change one administrator has asked for. It is in effect from <paramref name="EffectiveAt"/> on: the moment another
/// approved it or, where nobody else could, a day after it was asked for. Null waits for somebody's approval.
/// </summary>
/// <param name="Ended">Cancelled, removed, or fallen with its paper.</param>
public sealed record AccountChange(
    Guid Id,
    AccountChangeDetails Details,
    Guid By,
    DateTimeOffset? EffectiveAt,
    Guid? Paper,
    Guid? ApprovedBy = null,
    bool Ended = false,
    bool CodeIssued = false,
    bool FactorsReset = false
)
{
    /// <summary>How long nobody else's approval is waited for, where there is nobody else.</summary>
    public static readonly TimeSpan Delay = TimeSpan.FromHours(24);

    /// <summary>How long new credentials may be handed over once that is in effect.</summary>
    public static readonly TimeSpan RecoveryLasts = TimeSpan.FromHours(24);

    public bool InEffect(DateTimeOffset at) => !Ended && EffectiveAt <= at;

    public bool Waits(DateTimeOffset at) => !Ended && !(EffectiveAt <= at);

    /// <summary>As facts keep it, so that text sorts as time does.</summary>
    public static string Instant(DateTimeOffset? at) => at?.UtcDateTime.ToString("O") ?? "";

    public static DateTimeOffset? Instant(string at) =>
        at.Length == 0 ? null : DateTimeOffset.ParseExact(at, "O", null);
}

// Events of accounts that concern programs and changes two administrators make.
public sealed record ProgramOpened(string Name, AccountTitle Title) : AccountEvent;

public sealed record AccountChangeRequested(
    Guid Change,
    AccountChangeDetails Details,
    Guid By,
    DateTimeOffset? EffectiveAt
) : AccountEvent;

public sealed record AccountChangeApproved(Guid Change, Guid By, DateTimeOffset At) : AccountEvent;

public sealed record AccountChangeCancelled(Guid Change) : AccountEvent;

public sealed record ClientRemoved(Guid Change) : AccountEvent;

/// <summary>A one-time code was handed over; by which change, if the account was in use.</summary>
public sealed record EnrolmentIssued(Guid? Change) : AccountEvent;

public sealed record FactorsReset(Guid Change) : AccountEvent;

// Commands
public sealed record OpenProgram(string Name, AccountTitle Title, RequestAccountChange Terms) : AccountCommand;

public sealed record RequestAccountChange(
    Guid Change,
    AccountChangeDetails Details,
    Guid By,
    DateTimeOffset At,
    DateTimeOffset? EffectiveAt
) : AccountCommand;

public sealed record ApproveAccountChange(Guid Change, Guid By, DateTimeOffset At) : AccountCommand;

public sealed record CancelAccountChange(Guid Change, DateTimeOffset At) : AccountCommand;

public sealed record RemoveClient(string ClientId) : AccountCommand;

/// <param name="InUse">The account has credentials, so that a code would put somebody else in their place.</param>
public sealed record IssueEnrolmentCode(bool InUse, DateTimeOffset At) : AccountCommand;

public sealed record ResetFactors(DateTimeOffset At) : AccountCommand;

// Facts
/// <param name="Number">Order in which the account's changes were asked for.</param>
/// <param name="EffectiveAt">See <see cref="AccountChange.Instant(DateTimeOffset?)"/>; empty while it waits for
/// approval.</param>
public sealed record AccountChangeFact(
    string Key,
    Period Valid,
    int Number,
    Guid Change,
    AccountChangeKind What,
    Guid RequestedBy,
    Guid? ApprovedBy,
    string EffectiveAt,
    bool Ended,
    Strings Scopes,
    DateOnly? EndsOn,
    string ClientId,
    string Label,
    string KeyThumbprint,
    Role? Role,
    Guid? Unit,
    PartialDate? MandateFrom,
    PartialDate? MandateTo,
    Guid? Paper
) : Fact(Key, Valid)
{
    public bool InEffect(DateTimeOffset at) => !Ended && AccountChange.Instant(EffectiveAt) <= at;

    public bool Waits(DateTimeOffset at) => !Ended && !(AccountChange.Instant(EffectiveAt) <= at);
}

/// <summary>The rules of changes that two administrators make.</summary>
static class AccountChanges
{
    public static AccountEvent[] Decide(Account it, AccountCommand command) =>
        command switch
        {
            RequestAccountChange c => Request(it, c),
            ApproveAccountChange c => Approve(it, c),
            CancelAccountChange c => Cancel(it, c),
            RemoveClient c => Remove(it, c),
            IssueEnrolmentCode c => Issue(it, c),
            ResetFactors c => Usable(it, c.At, r => !r.FactorsReset) is { } recovery
                ? [new FactorsReset(recovery.Id)]
                : throw RecoveryNeeded(),
            _ => throw new NotSupportedException($"{command.GetType().Name} is not decided yet."),
        };

    public static Account Evolve(Account it, AccountEvent @event, Basis basis) =>
        @event switch
        {
            AccountChangeRequested e => Asked(it, new(e.Change, e.Details, e.By, e.EffectiveAt, basis.Paper)),
            AccountChangeApproved e => Change(it, e.Change, c => c with { ApprovedBy = e.By, EffectiveAt = e.At })
                is var approved
            && Find(approved, e.Change) is { Details.Mandate: { } asked } of
                ? approved.Entrusted(of.Id, asked with { To = EndOf(approved, of.Id) ?? asked.To }, of.Paper)
                : approved,
            AccountChangeCancelled e => Change(it, e.Change, c => c with { Ended = true }) is var ended
            && Find(ended, e.Change) is { Details.What: AccountChangeKind.Mandate } mandate
                ? ended.NotEntrusted(mandate.Id)
                : ended,
            ClientRemoved e => Change(it, e.Change, c => c with { Ended = true }),
            EnrolmentIssued { Change: { } id } => Change(it, id, c => c with { CodeIssued = true }),
            EnrolmentIssued => it,
            FactorsReset e => Change(it, e.Change, c => c with { FactorsReset = true }),
            _ => throw new NotSupportedException($"{@event.GetType().Name} is not evolved yet."),
        };

    public static IEnumerable<Fact> Facts(Account it) =>
        it.AllChanges.Select(
            (c, n) =>
                new AccountChangeFact(
                    $"change:{c.Id}",
                    Period.Always,
                    n,
                    c.Id,
                    c.Details.What,
                    c.By,
                    c.ApprovedBy,
                    AccountChange.Instant(c.EffectiveAt),
                    c.Ended,
                    c.Details.Terms?.Scopes ?? Strings.None,
                    c.Details.Terms?.End,
                    c.Details.Client?.ClientId ?? "",
                    c.Details.Client?.Name ?? "",
                    c.Details.Client?.KeyThumbprint ?? "",
                    c.Details.Mandate?.Details.Role,
                    c.Details.Mandate?.Details.Unit,
                    c.Details.Mandate?.From,
                    c.Details.Mandate?.To,
                    c.Paper
                )
        );

    static Account Asked(Account it, AccountChange change)
    {
        var with = it with { Changes = [.. it.AllChanges, change] };
        return change is { Details.Mandate: { } asked, EffectiveAt: { } at }
            ? with.Entrusted(change.Id, asked with { From = NotBefore(asked.From, at) }, change.Paper)
            : with;
    }

    // It may have been ended while it waited.
    static PartialDate? EndOf(Account it, Guid mandate) =>
        it.Mandates.TryGetValue(mandate, out var line) ? line.End : null;

    // The day in Vietnam; the moment itself is asked for where rights are read.
    static PartialDate NotBefore(PartialDate from, DateTimeOffset at) =>
        DateOnly.FromDateTime(at.ToOffset(TimeSpan.FromHours(7)).DateTime) is var day && from.Latest < day ? day : from;

    static AccountEvent[] Request(Account it, RequestAccountChange c)
    {
        if (Find(it, c.Change) is { } same)
            return same.Details == c.Details ? [] : throw IdTaken();
        if (it.Mandates.ContainsKey(c.Change))
            throw IdTaken();
        if (!it.Open)
            throw Closed();
        if (c.Details.What is AccountChangeKind.Terms or AccountChangeKind.Client && !it.IsProgram)
            throw new Rejected(
                "NOT_A_PROGRAM",
                "Tài khoản này là của người; khoá và bí mật chỉ cấp cho chương trình. Hãy mở tài khoản riêng cho chương trình.",
                "This is a person's account; secrets and keys are for programs alone. Open an account of the program's own.",
                "account_id"
            );
        if (c.Details.What is AccountChangeKind.Recovery && it.IsProgram)
            throw NoPassword();
        if (
            c.Details.What is AccountChangeKind.Terms or AccountChangeKind.Recovery
            && it.AllChanges.Any(o => o.Details.What == c.Details.What && o.Waits(c.At))
        )
            throw new Rejected(
                "CHANGE_PENDING",
                "Một thay đổi như vậy đang chờ; hãy duyệt hoặc huỷ nó trước.",
                "A change like this is waiting already; have it approved or cancel it first.",
                "change_id"
            );
        if (c.Details.Terms is { } terms && terms.End <= DateOnly.FromDateTime(c.At.UtcDateTime.AddHours(7)))
            throw new Rejected(
                "ENDS_BEFORE_IT_BEGINS",
                "Ngày hết hạn phải sau hôm nay.",
                "The end must be after today.",
                "end"
            );
        if (c.Details.Mandate is { } mandate)
            Check(it, mandate);
        return [new AccountChangeRequested(c.Change, c.Details, c.By, c.EffectiveAt)];
    }

    static void Check(Account it, MandateAsked asked)
    {
        if (it.IsProgram && asked.Details.Role is Role.Administrator or Role.PersonOnRecord)
            throw new Rejected(
                "ROLE_NOT_FOR_PROGRAMS",
                "Vai trò này là của người; chương trình không quản trị và không có hồ sơ của mình.",
                "This role is a person's; a program neither administers nor has a file of its own.",
                "role"
            );
        it.CheckMandate(asked.From, asked.To, asked.Details);
    }

    static AccountEvent[] Approve(Account it, ApproveAccountChange c)
    {
        var change = Find(it, c.Change) ?? throw Unknown();
        if (change.By == c.By)
            throw new Rejected(
                "OWN_CHANGE",
                "Người đề xuất không tự duyệt; hãy nhờ quản trị khác.",
                "Nobody approves what they asked for themselves; ask another administrator.",
                "change_id"
            );
        if (change.Ended)
            throw Over();
        if (!it.Open)
            throw Closed();
        return change.InEffect(c.At) ? [] : [new AccountChangeApproved(c.Change, c.By, c.At)];
    }

    static AccountEvent[] Cancel(Account it, CancelAccountChange c)
    {
        var change = Find(it, c.Change) ?? throw Unknown();
        if (change.Ended)
            return [];
        // A recovery may be taken back as long as it was not used to the end; the rest is in use once it is in effect.
        if (change.InEffect(c.At) && change.Details.What is not AccountChangeKind.Recovery)
            throw new Rejected(
                "CHANGE_IN_EFFECT",
                "Thay đổi này đã có hiệu lực; hãy thôi vai trò, bỏ khoá hoặc đóng chương trình.",
                "This change is in effect already; end the mandate, remove the secret or key, or close the program.",
                "change_id"
            );
        return [new AccountChangeCancelled(c.Change)];
    }

    static AccountEvent[] Remove(Account it, RemoveClient c) =>
        it.AllChanges.FirstOrDefault(o => o.Details.Client?.ClientId == c.ClientId) switch
        {
            null => throw Unknown(),
            { Ended: true } => [],
            var client => [new ClientRemoved(client.Id)],
        };

    static AccountEvent[] Issue(Account it, IssueEnrolmentCode c)
    {
        if (it.IsProgram)
            throw NoPassword();
        if (!it.Open)
            throw Closed();
        if (!c.InUse)
            return [new EnrolmentIssued(null)];
        return Usable(it, c.At, r => !r.CodeIssued) is { } recovery
            ? [new EnrolmentIssued(recovery.Id)]
            : throw RecoveryNeeded();
    }

    static AccountChange? Usable(Account it, DateTimeOffset at, Func<AccountChange, bool> unused) =>
        it.AllChanges.LastOrDefault(c =>
            c.Details.What is AccountChangeKind.Recovery
            && c.InEffect(at)
            && at < c.EffectiveAt + AccountChange.RecoveryLasts
            && unused(c)
        );

    static AccountChange? Find(Account it, Guid change) => it.AllChanges.FirstOrDefault(c => c.Id == change);

    static Account Change(Account it, Guid change, Func<AccountChange, AccountChange> to) =>
        Find(it, change) is { } found
            ? it with
            {
                Changes = [.. it.AllChanges.Select(c => c.Id == change ? to(found) : c)],
            }
            : it;

    static Rejected RecoveryNeeded() =>
        new(
            "RECOVERY_NEEDED",
            "Tài khoản này đang có người dùng. Cấp lại mật khẩu hay bỏ yếu tố thứ hai cần hai quản trị: hãy đề nghị khôi phục, rồi làm trong 24 giờ sau khi được duyệt.",
            "This account is in use. New credentials need two administrators: ask for its recovery, then hand them over within 24 hours of its approval.",
            "account_id"
        );

    static Rejected NoPassword() =>
        new(
            "PROGRAM_HAS_NO_PASSWORD",
            "Chương trình không đăng nhập bằng mật khẩu; hãy cấp bí mật hoặc khoá cho nó.",
            "A program does not sign in with a password; give it a secret or a key.",
            "account_id"
        );

    static Rejected Unknown() =>
        new(
            "NO_SUCH_ENTRY",
            "Tài khoản này không có thay đổi hay khoá ấy.",
            "This account has no such change, secret or key.",
            "change_id"
        );

    static Rejected Over() =>
        new("CHANGE_ENDED", "Thay đổi này đã bị huỷ.", "This change has been cancelled.", "change_id");

    static Rejected IdTaken() =>
        new(
            "ENTRY_ID_TAKEN",
            "Mã định danh này đã là của một mục khác; hãy tạo mã mới.",
            "This id already belongs to another entry; mint another one.",
            "change_id"
        );

    static Rejected Closed() => new("ACCOUNT_CLOSED", "Tài khoản đang đóng.", "The account is closed.", "id");
}
