using HienTai.Domain.Kernel;

namespace HienTai.Domain.Organization;

public enum UnitKind { District, Agency, Commune, Town, Preschool, PrimarySchool, LowerSecondarySchool, PublicServiceUnit, Group, Ward }

/// <summary>A unit's official name and the short one for lists.</summary>
public sealed record UnitName(string Official, string Short);

// Events: past tense, stored forever. Who, when, why and on what paper are in the envelope.
public abstract record UnitEvent;
public sealed record UnitFounded(UnitKind Kind, PartialDate From, UnitName Name, string Code, Guid? Parent, Strings Aliases) : UnitEvent;
public sealed record UnitRenamed(PartialDate From, UnitName Name) : UnitEvent;
public sealed record UnitMoved(PartialDate From, Guid Parent) : UnitEvent;
public sealed record UnitRecoded(PartialDate From, string Code) : UnitEvent;
public sealed record UnitAliasesSet(Strings Aliases) : UnitEvent;
public sealed record UnitNameCorrected(PartialDate WrongFrom, PartialDate From, UnitName Name) : UnitEvent, ICorrecting;
public sealed record UnitParentCorrected(PartialDate WrongFrom, PartialDate From, Guid Parent) : UnitEvent, ICorrecting;
public sealed record UnitCodeCorrected(PartialDate WrongFrom, PartialDate From, string Code) : UnitEvent, ICorrecting;
public sealed record UnitPaperFell(Guid Paper) : UnitEvent, IWithdrawing;

// Commands: imperative, one per intention, never stored.
public abstract record UnitCommand;
public sealed record FoundUnit(UnitKind Kind, PartialDate From, UnitName Name, string Code, Guid? Parent, Strings Aliases) : UnitCommand;
public sealed record RenameUnit(PartialDate From, UnitName Name) : UnitCommand;
public sealed record MoveUnit(PartialDate From, Guid Parent) : UnitCommand;
public sealed record RecodeUnit(PartialDate From, string Code) : UnitCommand;
public sealed record SetUnitAliases(Strings Aliases) : UnitCommand;
/// <summary>Exactly one of Name, Parent and Code, or none for the date alone of the name.</summary>
public sealed record CorrectUnit(PartialDate WrongFrom, PartialDate From, UnitName? Name, Guid? Parent, string? Code) : UnitCommand, ICorrection;

/// <summary>What is true of a unit during one period.</summary>
public sealed record UnitFact(string Key, Period Valid, UnitKind Kind, string Name, string ShortName, string Code, Guid? Parent,
    Strings Aliases, string SortKey, string Words, PartialDate Founded,
    Guid? NamePaper, Guid? ParentPaper, Guid? CodePaper) : Fact(Key, Valid);

// State: name, parent and code each have a life of their own; a fact is their overlay.
public sealed record Unit(UnitKind Kind, PartialDate? Founded, Line<UnitName> Names, Line<Guid?> Parents, Line<string> Codes, Strings Aliases)
    : IDecider<Unit, UnitCommand, UnitEvent>
{
    static string IDecider<Unit, UnitCommand, UnitEvent>.Kind => "unit";
    public static Unit Initial { get; } = new(default, null, Line<UnitName>.Empty, Line<Guid?>.Empty, Line<string>.Empty, []);

    public static UnitEvent[] Decide(Unit it, UnitCommand command) => (it.Founded, command) switch
    {
        (null, FoundUnit c) => [new UnitFounded(c.Kind, c.From, c.Name, c.Code, c.Parent, c.Aliases)],
        (null, _) => throw new Rejected("UNIT_NOT_ON_RECORD", "Đơn vị này chưa có trong sổ.", "This unit is not on record.", "id"),
        (_, FoundUnit c) when it.FoundedAs(c) => [],
        (_, FoundUnit) => throw new Rejected("UNIT_ALREADY_FOUNDED", "Mã định danh này đã là của một đơn vị khác; hãy tạo mã mới.", "This id already belongs to a unit; mint another one.", "id"),
        (_, RenameUnit c) => it.After(c.From, it.Names.On(c.From.Latest)?.Value == c.Name ? [] : [new UnitRenamed(c.From, c.Name)]),
        (_, MoveUnit c) => it.After(c.From, it.Parents.On(c.From.Latest)?.Value == c.Parent ? [] : [new UnitMoved(c.From, c.Parent)]),
        (_, RecodeUnit c) => it.After(c.From, it.Codes.On(c.From.Latest)?.Value == c.Code ? [] : [new UnitRecoded(c.From, c.Code)]),
        (_, SetUnitAliases c) => it.Aliases.Equals(c.Aliases) ? [] : [new UnitAliasesSet(c.Aliases)],
        (_, CorrectUnit { Parent: { } parent } c) => Fix(it.Parents, c, parent, new UnitParentCorrected(c.WrongFrom, c.From, parent)),
        (_, CorrectUnit { Code: { } code } c) => Fix(it.Codes, c, code, new UnitCodeCorrected(c.WrongFrom, c.From, code)),
        (_, CorrectUnit c) => it.FixName(c),
        _ => throw new NotSupportedException($"{command.GetType().Name} is not decided yet."),
    };

    public static Unit Evolve(Unit it, UnitEvent @event, Basis basis) => @event switch
    {
        UnitFounded e => it with
        {
            Kind = e.Kind,
            Founded = e.From,
            Aliases = e.Aliases,
            Names = Line<UnitName>.Begun(e.From, e.Name, basis.Paper),
            Parents = Line<Guid?>.Begun(e.From, e.Parent, basis.Paper),
            Codes = Line<string>.Begun(e.From, e.Code, basis.Paper),
        },
        UnitRenamed e => it with { Names = it.Names.Changed(e.From, e.Name, basis.Paper) },
        UnitMoved e => it with { Parents = it.Parents.Changed(e.From, e.Parent, basis.Paper) },
        UnitRecoded e => it with { Codes = it.Codes.Changed(e.From, e.Code, basis.Paper) },
        UnitAliasesSet e => it with { Aliases = e.Aliases },
        UnitNameCorrected e => it with { Names = it.Names.Corrected(e.WrongFrom, e.From, e.Name, basis.Paper), Founded = it.Begins(e.WrongFrom, e.From) },
        UnitParentCorrected e => it with { Parents = it.Parents.Corrected(e.WrongFrom, e.From, e.Parent, basis.Paper) },
        UnitCodeCorrected e => it with { Codes = it.Codes.Corrected(e.WrongFrom, e.From, e.Code, basis.Paper) },
        UnitPaperFell e => it with { Names = it.Names.WithoutSteps(e.Paper), Parents = it.Parents.WithoutSteps(e.Paper), Codes = it.Codes.WithoutSteps(e.Paper) },
        _ => throw new NotSupportedException($"{@event.GetType().Name} is not evolved yet."),
    };

    public static IEnumerable<Fact> Facts(Unit it)
    {
        if (it.Founded is not { } founded) yield break;
        foreach (var n in it.Names.Spans)
            yield return new TitleFact("title", n.Valid, "unit", n.Value.Official, n.Value.Short);
        var (names, parents, codes) = (it.Names.Spans, it.Parents.Spans, it.Codes.Spans);
        // The overlay changes wherever one of its lines begins a span.
        var starts = names.Select(s => s.Valid.From).Concat(parents.Select(s => s.Valid.From)).Concat(codes.Select(s => s.Valid.From))
            .OfType<PartialDate>().DistinctBy(d => d.Latest).Order().ToArray();
        for (var i = 0; i < starts.Length; i++)
        {
            var day = starts[i].Latest;
            var (name, parent, code) = (At(names, day), At(parents, day), At(codes, day));
            PartialDate? to = i + 1 < starts.Length ? starts[i + 1].Latest : null;
            yield return new UnitFact("unit", new(starts[i], to), it.Kind, name.Value.Official, name.Value.Short, code.Value, parent.Value, it.Aliases,
                VietnameseText.TextKey(name.Value.Official), string.Join(' ', new[] { name.Value.Official, name.Value.Short, code.Value }.Concat(it.Aliases).SelectMany(VietnameseText.Words).Distinct()),
                founded, name.Paper, parent.Paper, code.Paper);
        }
    }

    public static string Title(Unit it) => it.Names.Spans is [.., var last] ? last.Value.Official : "";

    public static UnitEvent? Fall(Unit it, Guid paper) =>
        it.Names.RestsOn(paper) || it.Parents.RestsOn(paper) || it.Codes.RestsOn(paper) ? new UnitPaperFell(paper) : null;

    // A line that was corrected to begin later than the unit still speaks for its first days.
    static Stretch<T> At<T>(IReadOnlyList<Stretch<T>> spans, DateOnly day) => spans.LastOrDefault(s => s.Valid.ClaimedFrom <= day) is { Valid.From: not null } found ? found : spans[0];

    bool FoundedAs(FoundUnit c) => Kind == c.Kind && Names.Steps[0] is { } n && n.Value == c.Name && n.When == c.From && Codes.Steps[0].Value == c.Code && Parents.Steps[0].Value == c.Parent;

    UnitEvent[] After(PartialDate from, UnitEvent[] events) => from.Latest < Founded!.Value.Earliest
        ? throw new Rejected("BEFORE_FOUNDING", $"Đơn vị lập từ {Founded?.Vi}; không thể thay đổi trước ngày ấy. Nếu ngày lập sai thì đính chính.", $"The unit was founded in {Founded}; nothing changes before that. If the founding date is wrong, correct it.", "from")
        : events;

    PartialDate? Begins(PartialDate wrong, PartialDate right) => Founded == wrong ? right : Founded;

    UnitEvent[] FixName(CorrectUnit c)
    {
        var name = c.Name ?? (Names.Spans.FirstOrDefault(s => s.Valid.From == c.WrongFrom).Value ?? Names.Spans.FirstOrDefault(s => s.Valid.From == c.From).Value);
        return Fix(Names, c, name, new UnitNameCorrected(c.WrongFrom, c.From, name!));
    }

    static UnitEvent[] Fix<T>(Line<T> line, CorrectUnit c, T value, UnitEvent corrected)
    {
        if (line.Spans.Any(s => s.Valid.From == c.From && Equals(s.Value, value))) return [];       // it stands so already
        return line.Spans.Any(s => s.Valid.From == c.WrongFrom) ? [corrected]
            : throw new Rejected("NOTHING_BEGAN_THEN", $"Không có gì được ghi bắt đầu từ {c.WrongFrom.Vi}; hãy lấy đúng ngày đang ghi trong sổ.", $"Nothing is recorded to begin on {c.WrongFrom}; take the date as it stands on record.", "wrong_from");
    }
}
