using System.Collections.Immutable;
using HienTai.Domain.Kernel;

namespace HienTai.Domain.Access;

public abstract record ApprovalEvent;

public sealed record ApprovalRuleSet(Role Role, ChangeKind Change, bool Needed) : ApprovalEvent;

public abstract record ApprovalCommand;

public sealed record SetApprovalRule(Role Role, ChangeKind Change, bool Needed) : ApprovalCommand;

public sealed record ApprovalRuleFact(string Key, Period Valid, Role Role, ChangeKind Change, bool Needed)
    : Fact(Key, Valid);

/// <summary>
/// Which kinds of change by which role need a second pair of eyes: a sound default, and what has been set otherwise.
/// </summary>
public sealed record ApprovalRules(ImmutableSortedDictionary<string, ApprovalRuleSet> Set)
    : IDecider<ApprovalRules, ApprovalCommand, ApprovalEvent>
{
    /// <summary>The one record of these settings.</summary>
    public static readonly Guid Id = Guid.Parse("0190a000-0000-7000-8000-000000000001");

    static string IDecider<ApprovalRules, ApprovalCommand, ApprovalEvent>.Kind => "approval_rules";
    public static ApprovalRules Initial { get; } =
        new(ImmutableSortedDictionary<string, ApprovalRuleSet>.Empty.WithComparers(StringComparer.Ordinal));

    /// <summary>Roles that change files at all.</summary>
    public static readonly IReadOnlyList<Role> Roles =
    [
        Role.UnitHead,
        Role.UnitClerk,
        Role.CommuneChair,
        Role.EducationOffice,
        Role.HomeAffairs,
        Role.PersonOnRecord,
    ];

    /// <summary>What cannot be set: people on record never record by themselves.</summary>
    public static bool Fixed(Role role) => role is Role.PersonOnRecord;

    /// <summary>
    /// As the product comes: who somebody is, and qualifications known better than self-declared, need two pairs of
    /// eyes outside the Home Affairs Office.
    /// </summary>
    public static bool Usual(Role role, ChangeKind kind) =>
        role switch
        {
            Role.HomeAffairs => false,
            Role.PersonOnRecord => true,
            Role.EducationOffice => kind
                is ChangeKind.Registration
                    or ChangeKind.Identity
                    or ChangeKind.Annulment
                    or ChangeKind.Privacy,
            _ => kind
                is ChangeKind.Registration
                    or ChangeKind.Identity
                    or ChangeKind.VerifiedQualification
                    or ChangeKind.Annulment
                    or ChangeKind.Privacy,
        };

    public static ApprovalEvent[] Decide(ApprovalRules it, ApprovalCommand command) =>
        command switch
        {
            SetApprovalRule c when !Roles.Contains(c.Role) || Fixed(c.Role) => throw new Rejected(
                "NOT_A_SETTING",
                "Vai trò này không tự ghi vào hồ sơ nên không đặt được.",
                "This role does not record by itself, so there is nothing to set.",
                "role"
            ),
            SetApprovalRule c
                when (it.Set.GetValueOrDefault(Key(c.Role, c.Change))?.Needed ?? Usual(c.Role, c.Change)) == c.Needed =>
                [],
            SetApprovalRule c => [new ApprovalRuleSet(c.Role, c.Change, c.Needed)],
            _ => throw new NotSupportedException($"{command.GetType().Name} is not decided yet."),
        };

    public static ApprovalRules Evolve(ApprovalRules it, ApprovalEvent @event, Basis basis) =>
        @event switch
        {
            ApprovalRuleSet e => new(it.Set.SetItem(Key(e.Role, e.Change), e)),
            _ => throw new NotSupportedException($"{@event.GetType().Name} is not evolved yet."),
        };

    public static IEnumerable<Fact> Facts(ApprovalRules it)
    {
        foreach (var (key, rule) in it.Set)
            yield return new ApprovalRuleFact($"rule:{key}", Period.Always, rule.Role, rule.Change, rule.Needed);
    }

    public static string Title(ApprovalRules it) => "Thiết lập duyệt";

    static string Key(Role role, ChangeKind kind) => $"{role}:{kind}";
}
