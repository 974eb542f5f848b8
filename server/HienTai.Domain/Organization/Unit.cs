using System.Collections.Immutable;
using System.Text.Json.Serialization;
using HienTai.Domain.Kernel;

namespace HienTai.Domain.Organization;

public enum UnitKind
{
    District,
    Agency,
    Commune,
    Town,
    Preschool,
    PrimarySchool,
    LowerSecondarySchool,
    PublicServiceUnit,
    Group,
    Ward,
    City,
}

/// <summary>How much of a unit goes to another: all of it, most, some, or what the other parts leave.</summary>
public enum PartKind
{
    Whole = 1,
    Major,
    Minor,
    Remainder,
}

/// <summary>A unit's official name and the short one for lists.</summary>
public sealed record UnitName(string Official, string Short) : IAttributed;

/// <summary>What of a unit goes to which other one.</summary>
public sealed record Part(Guid Into, PartKind Kind);

// Events: past tense, stored forever. Who, when, why and on what paper are in the envelope.
public abstract record UnitEvent;

public sealed record UnitFounded(
    UnitKind Kind,
    PartialDate From,
    UnitName Name,
    string Code,
    Guid? Parent,
    Strings Aliases,
    bool Outside = false
) : UnitEvent;

/// <param name="Sets">The attributes it speaks of; not stored before attributes were set one by one.</param>
/// <param name="Later">Here and below: what was decided about later entries that speak of the same.</param>
public sealed record UnitRenamed(PartialDate From, UnitName Name, Strings? Sets = null, LaterEntries? Later = null)
    : UnitEvent,
        ISetting;

public sealed record UnitMoved(PartialDate From, Guid Parent, LaterEntries? Later = null) : UnitEvent, ISetting;

public sealed record UnitRecoded(PartialDate From, string Code, LaterEntries? Later = null) : UnitEvent, ISetting;

public sealed record UnitAliasesSet(Strings Aliases) : UnitEvent;

public sealed record UnitNameCorrected(PartialDate WrongFrom, PartialDate From, UnitName Name) : UnitEvent, ICorrecting;

public sealed record UnitParentCorrected(PartialDate WrongFrom, PartialDate From, Guid Parent) : UnitEvent, ICorrecting;

public sealed record UnitCodeCorrected(PartialDate WrongFrom, PartialDate From, string Code) : UnitEvent, ICorrecting;

public sealed record UnitHandedOver(PartialDate On, Guid Into, PartKind Part) : UnitEvent;

public sealed record UnitDissolved(PartialDate On) : UnitEvent;

public sealed record UnitEndCorrected(PartialDate WrongOn, PartialDate? On) : UnitEvent, ICorrecting;

public sealed record UnitPaperFell(Guid Paper) : UnitEvent, IWithdrawing;

// Commands: imperative, one per intention, never stored.
public abstract record UnitCommand;

/// <summary><see cref="Outside"/>: named because something came from it or went to it, never counted in.</summary>
public sealed record FoundUnit(
    UnitKind Kind,
    PartialDate From,
    UnitName Name,
    string Code,
    Guid? Parent,
    Strings Aliases,
    bool Outside = false
) : UnitCommand;

public sealed record RenameUnit(PartialDate From, UnitName Name, Strings? Sets = null, LaterEntries? Later = null)
    : UnitCommand;

public sealed record MoveUnit(PartialDate From, Guid Parent, LaterEntries? Later = null) : UnitCommand;

public sealed record RecodeUnit(PartialDate From, string Code, LaterEntries? Later = null) : UnitCommand;

public sealed record SetUnitAliases(Strings Aliases) : UnitCommand;

/// <summary>Exactly one of Name, Parent and Code, or none for the date alone of the name.</summary>
public sealed record CorrectUnit(PartialDate WrongFrom, PartialDate From, UnitName? Name, Guid? Parent, string? Code)
    : UnitCommand,
        ICorrection;

/// <summary>
/// Parts go to other units; <see cref="Dissolves"/>: nothing of it is left. One whole part is a merger, several parts a
/// split, a part of a unit that stays a transfer.
/// </summary>
public sealed record HandOverUnit(PartialDate On, IReadOnlyList<Part> Parts, bool Dissolves) : UnitCommand;

/// <summary>It ends, and nobody takes its place.</summary>
public sealed record DissolveUnit(PartialDate On) : UnitCommand;

/// <summary>What was recorded to end or be handed over on a day did so on another, or (null) never.</summary>
public sealed record CorrectUnitEnd(PartialDate WrongOn, PartialDate? On) : UnitCommand, ICorrection;

/// <summary>What is true of a unit during one period.</summary>
public sealed record UnitFact(
    string Key,
    Period Valid,
    UnitKind Kind,
    string Name,
    string ShortName,
    string Code,
    Guid? Parent,
    Strings Aliases,
    string SortKey,
    string Words,
    PartialDate Founded,
    Guid? NamePaper,
    Guid? ParentPaper,
    Guid? CodePaper
) : Fact(Key, Valid);

/// <summary>From that day on, this much of the unit is part of another.</summary>
public sealed record LineageFact(string Key, Period Valid, Guid Successor, PartKind Part, Guid? Paper)
    : Fact(Key, Valid);

/// <summary>
/// A fact of its own and no column of the unit's, so that what was recorded before there were such units keeps its
/// digests.
/// </summary>
public sealed record OutsideFact(string Key, Period Valid) : Fact(Key, Valid), IDerived;

/// <summary>
/// A part given away on a day, or (with <see cref="Wrong"/>) that the parts recorded for that day went on another, or
/// (null) never did.
/// </summary>
public sealed record HandOver(PartialDate? Wrong, PartialDate? On, Guid Into, PartKind Part, Guid? Paper);

/// <summary>A part that went to another unit, as the steps give it.</summary>
public readonly record struct Handed(PartialDate On, Guid Into, PartKind Part, Guid? Paper);

// State: name, parent and code each have a life of their own; a fact is their overlay. They end together.
public sealed partial record Unit(
    UnitKind Kind,
    PartialDate? Founded,
    Line<UnitName> Names,
    Line<Guid?> Parents,
    Line<string> Codes,
    Strings Aliases
) : IDecider<Unit, UnitCommand, UnitEvent>
{
    static string IDecider<Unit, UnitCommand, UnitEvent>.Kind => "unit";

    /// <summary>Named, never counted in: nobody serves there and nothing lies below it.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool Outside { get; init; }

    /// <summary>
    /// What was recorded about parts given away, or null: a unit that gave none is stored as it was before any could.
    /// <see cref="HandedOver"/> is what comes of it.
    /// </summary>
    public ImmutableList<HandOver>? HandOvers { get; init; }

    public static Unit Initial { get; } =
        new(default, null, Line<UnitName>.Empty, Line<Guid?>.Empty, Line<string>.Empty, []);

    public static UnitEvent[] Decide(Unit it, UnitCommand command) =>
        (it.Founded, command) switch
        {
            (null, FoundUnit c) => [new UnitFounded(c.Kind, c.From, c.Name, c.Code, c.Parent, c.Aliases, c.Outside)],
            (null, _) => throw new Rejected(
                "UNIT_NOT_ON_RECORD",
                "Đơn vị này chưa có trong sổ.",
                "This unit is not on record.",
                "id"
            ),
            (_, FoundUnit c) when it.FoundedAs(c) => [],
            (_, FoundUnit) => throw new Rejected(
                "UNIT_ALREADY_FOUNDED",
                "Mã định danh này đã là của một đơn vị khác; hãy tạo mã mới.",
                "This id already belongs to a unit; mint another one.",
                "id"
            ),
            (_, RenameUnit c) => it.During(
                c.From,
                it.Names.Set(c.From, c.Name, c.Sets, c.Later) is { } set
                    ? [new UnitRenamed(c.From, set.Value, set.Sets, set.Later)]
                    : []
            ),
            (_, MoveUnit c) => it.During(
                c.From,
                it.Parents.Set(c.From, c.Parent, null, c.Later) is { } set
                    ? [new UnitMoved(c.From, c.Parent, set.Later)]
                    : []
            ),
            (_, RecodeUnit c) => it.During(
                c.From,
                it.Codes.Set(c.From, c.Code, null, c.Later) is { } set
                    ? [new UnitRecoded(c.From, c.Code, set.Later)]
                    : []
            ),
            (_, SetUnitAliases c) => it.Aliases.Equals(c.Aliases) ? [] : [new UnitAliasesSet(c.Aliases)],
            (_, CorrectUnit { Parent: { } parent } c) => Fix(
                it.Parents,
                c,
                parent,
                new UnitParentCorrected(c.WrongFrom, c.From, parent)
            ),
            (_, CorrectUnit { Code: { } code } c) => Fix(
                it.Codes,
                c,
                code,
                new UnitCodeCorrected(c.WrongFrom, c.From, code)
            ),
            (_, CorrectUnit c) => it.FixName(c),
            (_, HandOverUnit c) => it.Give(c),
            (_, DissolveUnit c) => it.End == c.On && !it.HandedOver.Any(h => h.On == c.On)
                ? []
                : it.Ends(c.On, [new UnitDissolved(c.On)]),
            (_, CorrectUnitEnd c) => it.FixEnd(c),
            _ => throw new NotSupportedException($"{command.GetType().Name} is not decided yet."),
        };

    public static Unit Evolve(Unit it, UnitEvent @event, Basis basis) =>
        @event switch
        {
            UnitFounded e => it with
            {
                Kind = e.Kind,
                Founded = e.From,
                Outside = e.Outside,
                Aliases = e.Aliases,
                Names = Line<UnitName>.Begun(e.From, e.Name, basis.Paper),
                Parents = Line<Guid?>.Begun(e.From, e.Parent, basis.Paper),
                Codes = Line<string>.Begun(e.From, e.Code, basis.Paper),
            },
            UnitRenamed e => it with { Names = it.Names.Changed(e.From, e.Name, basis.Paper, e.Sets, e.Later) },
            UnitMoved e => it with { Parents = it.Parents.Changed(e.From, e.Parent, basis.Paper, null, e.Later) },
            UnitRecoded e => it with { Codes = it.Codes.Changed(e.From, e.Code, basis.Paper, null, e.Later) },
            UnitAliasesSet e => it with { Aliases = e.Aliases },
            UnitNameCorrected e => it with
            {
                Names = it.Names.Corrected(e.WrongFrom, e.From, e.Name, basis.Paper),
                Founded = it.Begins(e.WrongFrom, e.From),
            },
            UnitParentCorrected e => it with
            {
                Parents = it.Parents.Corrected(e.WrongFrom, e.From, e.Parent, basis.Paper),
            },
            UnitCodeCorrected e => it with { Codes = it.Codes.Corrected(e.WrongFrom, e.From, e.Code, basis.Paper) },
            UnitHandedOver e => it.With(new HandOver(null, e.On, e.Into, e.Part, basis.Paper)),
            UnitDissolved e => it.Ended(e.On, basis.Paper),
            UnitEndCorrected e => it.With(new HandOver(e.WrongOn, e.On, default, default, basis.Paper)) is var corrected
            && it.End == e.WrongOn
                ? corrected.Ended(e.On, basis.Paper)
                : corrected,
            UnitPaperFell e => it with
            {
                Names = it.Names.WithoutSteps(e.Paper),
                Parents = it.Parents.WithoutSteps(e.Paper),
                Codes = it.Codes.WithoutSteps(e.Paper),
                HandOvers = it.HandOvers?.RemoveAll(h => h.Paper == e.Paper) is { IsEmpty: false } left ? left : null,
            },
            _ => throw new NotSupportedException($"{@event.GetType().Name} is not evolved yet."),
        };

    public static IEnumerable<Fact> Facts(Unit it)
    {
        if (it.Founded is not { } founded)
            yield break;
        foreach (var n in it.Names.Spans)
            yield return new TitleFact("title", n.Valid, "unit", n.Value.Official, n.Value.Short);
        if (it.Outside)
            yield return new OutsideFact("outside", new(founded, null));
        foreach (var h in it.HandedOver)
            yield return new LineageFact($"lineage:{h.Into:N}", new(h.On, null), h.Into, h.Part, h.Paper);
        var (names, parents, codes) = (it.Names.Spans, it.Parents.Spans, it.Codes.Spans);
        if (names.Count == 0 || parents.Count == 0 || codes.Count == 0)
            yield break;
        // The overlay changes wherever one of its lines begins a span.
        var starts = names
            .Select(s => s.Valid.From)
            .Concat(parents.Select(s => s.Valid.From))
            .Concat(codes.Select(s => s.Valid.From))
            .OfType<PartialDate>()
            .DistinctBy(d => d.Latest)
            .Order()
            .ToArray();
        for (var i = 0; i < starts.Length; i++)
        {
            var day = starts[i].Latest;
            var (name, parent, code) = (At(names, day), At(parents, day), At(codes, day));
            var valid =
                i + 1 < starts.Length
                    ? new Period(starts[i], starts[i + 1].Latest)
                    : names[^1].Valid with
                    {
                        From = starts[i],
                    };
            yield return new UnitFact(
                "unit",
                valid,
                it.Kind,
                name.Value.Official,
                name.Value.Short,
                code.Value,
                parent.Value,
                it.Aliases,
                VietnameseText.TextKey(name.Value.Official),
                string.Join(
                    ' ',
                    new[] { name.Value.Official, name.Value.Short, code.Value }
                        .Concat(it.Aliases)
                        .SelectMany(VietnameseText.Findable)
                        .Distinct()
                ),
                founded,
                name.Paper,
                parent.Paper,
                code.Paper
            );
        }
    }

    public static string Title(Unit it) => it.Names.Spans is [.., var last] ? last.Value.Official : "";

    public static IEnumerable<Spoken> Later(Unit before, UnitEvent @event) =>
        @event switch
        {
            UnitRenamed e => before.Names.Later(e.From, e.Sets, null),
            UnitMoved e => before.Parents.Later(e.From, null, "parent"),
            UnitRecoded e => before.Codes.Later(e.From, null, "unitCode"),
            _ => [],
        };

    public static UnitEvent? Fall(Unit it, Guid paper) =>
        it.Names.RestsOn(paper)
        || it.Parents.RestsOn(paper)
        || it.Codes.RestsOn(paper)
        || (it.HandOvers ?? []).Any(h => h.Paper == paper)
            ? new UnitPaperFell(paper)
            : null;

    public static Rejected? Unciteable(Unit it) =>
        !it.Outside
            ? null
            : new(
                "UNIT_OUTSIDE",
                $"\"{Title(it)}\" ở ngoài sổ, chỉ được nêu tên. Người chuyển đến đó thì ghi kết thúc bố trí với lý do chuyển ra ngoài; đơn vị khác thì chọn trong cây.",
                $"\"{Title(it)}\" lies outside the registry and is only named. Somebody who goes there ends their assignment as having left; for anything else choose a unit of the tree."
            );

    // A line that was corrected to begin later than the unit still speaks for its first days.
    static Stretch<T> At<T>(IReadOnlyList<Stretch<T>> spans, DateOnly day) =>
        spans.LastOrDefault(s => s.Valid.ClaimedFrom <= day) is { Valid.From: not null } found ? found : spans[0];

    bool FoundedAs(FoundUnit c) =>
        Kind == c.Kind
        && Names.Steps[0] is { } n
        && n.Value == c.Name
        && n.When == c.From
        && Codes.Steps[0].Value == c.Code
        && Parents.Steps[0].Value == c.Parent
        && Outside == c.Outside;

    PartialDate? Begins(PartialDate wrong, PartialDate right) => Founded == wrong ? right : Founded;

    UnitEvent[] FixName(CorrectUnit c)
    {
        var name = c.Name
            ?? (
                Names.Spans.FirstOrDefault(s => s.Valid.From == c.WrongFrom).Value
                ?? Names.Spans.FirstOrDefault(s => s.Valid.From == c.From).Value
            );
        return Fix(Names, c, name, new UnitNameCorrected(c.WrongFrom, c.From, name!));
    }

    static UnitEvent[] Fix<T>(Line<T> line, CorrectUnit c, T value, UnitEvent corrected)
    {
        if (line.Spans.Any(s => s.Valid.From == c.From && Equals(s.Value, value)))
            return []; // it stands so already
        return line.Spans.Any(s => s.Valid.From == c.WrongFrom)
            ? [corrected]
            : throw new Rejected(
                "NOTHING_BEGAN_THEN",
                $"Không có gì được ghi bắt đầu từ {c.WrongFrom.Vi}; hãy lấy đúng ngày đang ghi trong sổ.",
                $"Nothing is recorded to begin on {c.WrongFrom}; take the date as it stands on record.",
                "wrong_from"
            );
    }
}
