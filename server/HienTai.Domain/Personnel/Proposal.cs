using System.Collections.Immutable;
using HienTai.Domain.Kernel;

namespace HienTai.Domain.Personnel;

public enum ItemStanding
{
    Open = 1,
    Approved,
    Returned,
    Withdrawn,
}

/// <summary>One proposed change: what kind, and the change itself as the contract writes it.</summary>
public sealed record ProposedItem(
    int Number,
    string Kind,
    [property: Personal(DataClass.IdentityNumber)] string Change
);

// Events: past tense, stored forever. Who, when, why and on what paper are in the envelope.
public abstract record ProposalEvent;

[Shape(2)]
public sealed record ProposalMade(
    Guid Person,
    bool NewPerson,
    long PersonVersion,
    Guid Proposer,
    ImmutableList<ProposedItem> Items,
    Strings Files
) : ProposalEvent;

public sealed record ProposalItemApproved(int Number) : ProposalEvent;

public sealed record ProposalItemReturned(int Number, [property: Personal(DataClass.Basic)] string Reason)
    : ProposalEvent;

public sealed record ProposalWithdrawn : ProposalEvent;

// Commands: imperative, one per intention, never stored.
public abstract record ProposalCommand;

public sealed record MakeProposal(
    Guid Person,
    bool NewPerson,
    long PersonVersion,
    Guid Proposer,
    ImmutableList<ProposedItem> Items,
    Strings Files
) : ProposalCommand;

/// <summary>
/// Approve (reason null) or return one item. <paramref name="By"/> is the account that decides, <paramref name="Own"/>
/// its own person.
/// </summary>
public sealed record DecideItem(int Number, string? Reason, Guid By, Guid? Own) : ProposalCommand;

public sealed record WithdrawProposal(Guid By) : ProposalCommand;

/// <summary>A proposal as lists need it; what it says is opened from its record.</summary>
public sealed record ProposalFact(
    string Key,
    Period Valid,
    Guid Person,
    bool NewPerson,
    Guid Proposer,
    int Items,
    int Open,
    int Approved,
    int Returned,
    Strings Kinds,
    Strings Files
) : Fact(Key, Valid);

public sealed record Item(
    ProposedItem Proposed,
    ItemStanding Standing,
    [property: Personal(DataClass.Basic)] string Reason
);

/// <summary>Changes to one person's file that wait for a second pair of eyes, decided item by item.</summary>
public sealed record Proposal(
    Guid? Person,
    bool NewPerson,
    long PersonVersion,
    Guid Proposer,
    ImmutableList<Item> Items,
    Strings Files
) : IDecider<Proposal, ProposalCommand, ProposalEvent>
{
    static string IDecider<Proposal, ProposalCommand, ProposalEvent>.Kind => "proposal";

    static Guid? IDecider<Proposal, ProposalCommand, ProposalEvent>.Subject(Guid stream, Proposal it) => it.Person;

    static IEnumerable<string> IDecider<Proposal, ProposalCommand, ProposalEvent>.Files(ProposalEvent @event) =>
        @event is ProposalMade e ? e.Files : [];

    public static Proposal Initial { get; } = new(null, false, 0, Guid.Empty, [], []);

    public static ProposalEvent[] Decide(Proposal it, ProposalCommand command) =>
        (it.Person, command) switch
        {
            (null, MakeProposal c) =>
            [
                new ProposalMade(c.Person, c.NewPerson, c.PersonVersion, c.Proposer, c.Items, c.Files),
            ],
            (null, _) => throw new Rejected(
                "PROPOSAL_NOT_ON_RECORD",
                "Không có đề nghị này trong sổ.",
                "There is no such proposal on record.",
                "id"
            ),
            ({ } person, MakeProposal c) => person == c.Person
            && it.Proposer == c.Proposer
            && it.Items.Select(i => i.Proposed).SequenceEqual(c.Items)
                ? []
                : throw new Rejected(
                    "PROPOSAL_ID_TAKEN",
                    "Mã định danh này đã là của một đề nghị khác; hãy tạo mã mới.",
                    "This id already belongs to another proposal; mint another one.",
                    "id"
                ),
            ({ } person, DecideItem c) => it.DecideOn(c, person),
            (_, WithdrawProposal c) when c.By != it.Proposer => throw new Rejected(
                "NOT_YOUR_PROPOSAL",
                "Chỉ người đề nghị mới rút được đề nghị.",
                "Only who made a proposal can take it back.",
                "id"
            ),
            (_, WithdrawProposal) => it.Items.Any(i => i.Standing is ItemStanding.Open)
                ? [new ProposalWithdrawn()]
                : [],
            _ => throw new NotSupportedException($"{command.GetType().Name} is not decided yet."),
        };

    public static Proposal Evolve(Proposal it, ProposalEvent @event, Basis basis) =>
        @event switch
        {
            ProposalMade e => new(
                e.Person,
                e.NewPerson,
                e.PersonVersion,
                e.Proposer,
                [.. e.Items.Select(i => new Item(i, ItemStanding.Open, ""))],
                e.Files
            ),
            ProposalItemApproved e => it.With(e.Number, ItemStanding.Approved, ""),
            ProposalItemReturned e => it.With(e.Number, ItemStanding.Returned, e.Reason),
            ProposalWithdrawn => it with
            {
                Items =
                [
                    .. it.Items.Select(i =>
                        i.Standing is ItemStanding.Open ? i with { Standing = ItemStanding.Withdrawn } : i
                    ),
                ],
            },
            _ => throw new NotSupportedException($"{@event.GetType().Name} is not evolved yet."),
        };

    public static IEnumerable<Fact> Facts(Proposal it)
    {
        if (it.Person is not { } person)
            yield break;
        int Count(ItemStanding standing) => it.Items.Count(i => i.Standing == standing);
        yield return new ProposalFact(
            "proposal",
            Period.Always,
            person,
            it.NewPerson,
            it.Proposer,
            it.Items.Count,
            Count(ItemStanding.Open),
            Count(ItemStanding.Approved),
            Count(ItemStanding.Returned),
            [.. it.Items.Select(i => i.Proposed.Kind)],
            it.Files
        );
    }

    public static string Title(Proposal it) => "";

    ProposalEvent[] DecideOn(DecideItem c, Guid person)
    {
        if (c.By == Proposer || c.Own == person)
            throw new Rejected(
                "OWN_PROPOSAL",
                "Không ai duyệt đề nghị của chính mình hay về hồ sơ của chính mình; hãy để người khác duyệt.",
                "Nobody decides on their own proposal or their own file; leave it to somebody else.",
                "id"
            );
        var item = Items.FirstOrDefault(i => i.Proposed.Number == c.Number)
            ?? throw new Rejected(
                "NO_SUCH_ITEM",
                $"Đề nghị này không có mục {c.Number}.",
                $"This proposal has no item {c.Number}.",
                "decisions"
            );
        var asked = c.Reason is null ? ItemStanding.Approved : ItemStanding.Returned;
        if (item.Standing == asked && item.Reason == (c.Reason ?? ""))
            return [];
        if (item.Standing is not ItemStanding.Open)
            throw new Rejected(
                "ITEM_DECIDED",
                $"Mục {c.Number} đã được quyết định hoặc đã rút.",
                $"Item {c.Number} has been decided or taken back.",
                "decisions"
            );
        return [c.Reason is null ? new ProposalItemApproved(c.Number) : new ProposalItemReturned(c.Number, c.Reason)];
    }

    Proposal With(int number, ItemStanding standing, string reason) =>
        this with
        {
            Items =
            [
                .. Items.Select(i => i.Proposed.Number == number ? i with { Standing = standing, Reason = reason } : i),
            ],
        };
}
