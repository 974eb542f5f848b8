using System.Collections.Immutable;
using HienTai.Domain.Kernel;

namespace HienTai.Domain.Personnel;

/// <summary>
/// What a person outside the public sector can agree to. Staff data stands on duty by law, not on consent.
/// </summary>
public enum ConsentPurpose
{
    KeptOnRecord = 1,
    TalentPool,
    Contributions,
    Invitations,
}

// Events
public abstract record DataUseEvent;

public sealed record ConsentGiven(Guid Person, Guid Consent, ConsentPurpose Purpose, PartialDate From, PartialDate? To)
    : DataUseEvent;

public sealed record ConsentWithdrawn(Guid Consent, PartialDate On) : DataUseEvent, IWithdrawing;

public sealed record ProcessingRestricted(Guid Person, PartialDate From) : DataUseEvent;

public sealed record RestrictionLifted(PartialDate On) : DataUseEvent;

// Commands
public abstract record DataUseCommand;

public sealed record GiveConsent(Guid Person, Guid Consent, ConsentPurpose Purpose, PartialDate From, PartialDate? To)
    : DataUseCommand;

public sealed record WithdrawConsent(Guid Consent, PartialDate On) : DataUseCommand;

public sealed record RestrictProcessing(Guid Person, PartialDate From) : DataUseCommand;

public sealed record LiftRestriction(PartialDate On) : DataUseCommand;

public sealed record ConsentFact(
    string Key,
    Period Valid,
    Guid Person,
    Guid Consent,
    ConsentPurpose Purpose,
    Guid? Paper
) : Fact(Key, Valid);

/// <summary>
/// While it holds, the file is kept and not used: only who keeps privacy, auditors and the person see it.
/// </summary>
public sealed record RestrictionFact(string Key, Period Valid, Guid Person, Guid? Paper) : Fact(Key, Valid);

/// <summary>
/// On what ground a person's data is used: consents given and withdrawn, and whether its use is restricted. One record
/// per person.
/// </summary>
public sealed record DataUse(
    Guid? Person,
    ImmutableSortedDictionary<Guid, Line<Use>> Consents,
    ImmutableList<Line<Use>> Restrictions
) : IDecider<DataUse, DataUseCommand, DataUseEvent>
{
    static string IDecider<DataUse, DataUseCommand, DataUseEvent>.Kind => "data_use";

    static Guid? IDecider<DataUse, DataUseCommand, DataUseEvent>.Subject(Guid stream, DataUse it) => it.Person;

    public static DataUse Initial { get; } = new(null, ImmutableSortedDictionary<Guid, Line<Use>>.Empty, []);

    public static DataUseEvent[] Decide(DataUse it, DataUseCommand command) =>
        command switch
        {
            GiveConsent c when it.Consents.TryGetValue(c.Consent, out var held) => held.Steps[0] is { } first
            && first.Value!.Purpose == c.Purpose
            && first.When == c.From
                ? []
                : throw new Rejected(
                    "ENTRY_ID_TAKEN",
                    "Mã định danh này đã là của một đồng ý khác; hãy tạo mã mới.",
                    "This id already belongs to another consent; mint another one.",
                    "consent_id"
                ),
            GiveConsent c when c.To is { } to && to.Latest <= c.From.Earliest => throw new Rejected(
                "ENDS_BEFORE_IT_BEGINS",
                "Ngày hết hạn phải sau ngày đồng ý.",
                "A consent must end after it begins.",
                "to"
            ),
            GiveConsent c => [new ConsentGiven(c.Person, c.Consent, c.Purpose, c.From, c.To)],
            WithdrawConsent c => Withdraw(it, c),
            RestrictProcessing c => it.Restrictions.All(r => r.On(c.From.Latest) is null)
                ? [new ProcessingRestricted(c.Person, c.From)]
                : [],
            LiftRestriction c => Lift(it, c),
            _ => throw new NotSupportedException($"{command.GetType().Name} is not decided yet."),
        };

    static DataUseEvent[] Withdraw(DataUse it, WithdrawConsent c)
    {
        if (!it.Consents.TryGetValue(c.Consent, out var given))
            throw new Rejected(
                "NO_SUCH_ENTRY",
                "Người này không có đồng ý ấy.",
                "This person has given no such consent.",
                "consent_id"
            );
        return given.End == c.On ? [] : [new ConsentWithdrawn(c.Consent, c.On)];
    }

    static DataUseEvent[] Lift(DataUse it, LiftRestriction c)
    {
        if (it.Restrictions.LastOrDefault() is not { } last)
            throw new Rejected(
                "NOT_RESTRICTED",
                "Hồ sơ này không bị hạn chế xử lý.",
                "The use of this file is not restricted.",
                "person_id"
            );
        return last.End is { } end && end.Latest <= c.On.Latest ? [] : [new RestrictionLifted(c.On)];
    }

    public static DataUse Evolve(DataUse it, DataUseEvent @event, Basis basis) =>
        @event switch
        {
            ConsentGiven e => it with
            {
                Person = e.Person,
                Consents = it.Consents.SetItem(
                    e.Consent,
                    Line<Use>.Begun(e.From, new(e.Purpose), basis.Paper) is var line && e.To is { } to
                        ? line.Ended(to, basis.Paper)
                        : line
                ),
            },
            ConsentWithdrawn e => it.Consents.TryGetValue(e.Consent, out var line)
                ? it with
                {
                    Consents = it.Consents.SetItem(e.Consent, line.Ended(e.On, basis.Paper)),
                }
                : it,
            ProcessingRestricted e => it with
            {
                Person = e.Person,
                Restrictions = it.Restrictions.Add(Line<Use>.Begun(e.From, new(default), basis.Paper)),
            },
            RestrictionLifted e => it with
            {
                Restrictions = it.Restrictions.SetItem(
                    it.Restrictions.Count - 1,
                    it.Restrictions[^1].Ended(e.On, basis.Paper)
                ),
            },
            _ => throw new NotSupportedException($"{@event.GetType().Name} is not evolved yet."),
        };

    public static IEnumerable<Fact> Facts(DataUse it)
    {
        if (it.Person is not { } person)
            yield break;
        foreach (var (id, line) in it.Consents)
        foreach (var s in line.Spans)
            yield return new ConsentFact($"consent:{id}", s.Valid, person, id, s.Value.Purpose, s.Paper);
        foreach (var s in it.Restrictions.SelectMany(r => r.Spans))
            yield return new RestrictionFact("restriction", s.Valid, person, s.Paper);
    }

    public static string Title(DataUse it) => "";
}

/// <summary>What one consent is for, as the value of a line.</summary>
public sealed record Use(ConsentPurpose Purpose);
