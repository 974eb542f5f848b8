using HienTai.Domain.Kernel;

namespace HienTai.Domain.CodeLists;

/// <summary>One entry of a list: what it is called, and how else it is written.</summary>
/// <param name="Code">As an outside list has it; empty if none does.</param>
/// <param name="From">Since when it is called so; not known where there is none. Outside its period it is understood
/// all the same: papers of that time are still on record.</param>
/// <param name="Ground">Where it stands written.</param>
public sealed record EntryDetails(
    CodeList List,
    string Code,
    string Name,
    string En,
    Strings Spellings,
    PartialDate? From,
    PartialDate? To,
    string Ground
);

// Events
public abstract record EntryEvent;

public sealed record CodeListEntryAdded(EntryDetails Details) : EntryEvent;

public sealed record CodeListEntryAmended(EntryDetails Details) : EntryEvent, ICorrecting;

/// <summary>What somebody typed is this entry.</summary>
public sealed record CodeListSpellingAdded(string Spelling) : EntryEvent;

/// <summary>There is no such entry after all.</summary>
public sealed record CodeListEntryRemoved : EntryEvent, IWithdrawing;

// Commands
public abstract record EntryCommand;

public sealed record AddEntry(EntryDetails Details) : EntryCommand;

public sealed record AmendEntry(EntryDetails Details) : EntryCommand, ICorrection;

public sealed record AddSpelling(string Spelling) : EntryCommand;

public sealed record RemoveEntry : EntryCommand, ICorrection;

// Facts
public sealed record CodeListEntryFact(
    string Key,
    Period Valid,
    CodeList List,
    string Code,
    string Name,
    string En,
    Strings Spellings,
    string Ground,
    string Words
) : Fact(Key, Valid);

/// <summary>By what an entry is understood: one spelling, as all its variants are written out.</summary>
public sealed record CodeListSpellingFact(string Key, Period Valid, CodeList List, string Spelling)
    : Fact(Key, Valid),
        IDerived;

// State
public sealed record Entry(EntryDetails? Details, bool Removed) : IDecider<Entry, EntryCommand, EntryEvent>
{
    static string IDecider<Entry, EntryCommand, EntryEvent>.Kind => "code_list_entry";

    public static Entry Initial { get; } = new(null, false);

    public static EntryEvent[] Decide(Entry it, EntryCommand command) =>
        (it.Details, command) switch
        {
            (_, AddEntry or AmendEntry) when PeriodOf(command).EndsBeforeItBegins => throw new Rejected(
                "ENDS_BEFORE_IT_BEGINS",
                "Ngày kết thúc không sau ngày bắt đầu; hãy xem lại hai ngày.",
                "The end is not after the beginning; check both dates.",
                "details.to"
            ),
            (null, AddEntry c) => [new CodeListEntryAdded(c.Details)],
            (null, _) => throw NoEntry,
            ({ } d, AddEntry c) when d == c.Details => [],
            (_, AddEntry) => throw new Rejected(
                "ENTRY_ID_TAKEN",
                "Mã định danh này đã là của một mục khác; hãy tạo mã mới.",
                "This id already belongs to another entry; mint another one.",
                "id"
            ),
            (_, RemoveEntry) => it.Removed ? [] : [new CodeListEntryRemoved()],
            _ when it.Removed => throw NoEntry,
            ({ } d, AmendEntry c) when d.List != c.Details.List => throw new Rejected(
                "ENTRY_OF_ANOTHER_LIST",
                "Mục này thuộc danh mục khác; hãy hủy bỏ bản ghi rồi thêm vào danh mục kia.",
                "This entry is of another list; remove it and add it to that one.",
                "details.list"
            ),
            ({ } d, AmendEntry c) => d == c.Details ? [] : [new CodeListEntryAmended(c.Details)],
            ({ } d, AddSpelling c) => Meaning.Spellings(d).Contains(Meaning.Of(c.Spelling))
                ? []
                : [new CodeListSpellingAdded(c.Spelling)],
            _ => throw new NotSupportedException($"{command.GetType().Name} is not decided yet."),
        };

    public static Entry Evolve(Entry it, EntryEvent @event, Basis basis) =>
        @event switch
        {
            CodeListEntryAdded e => it with { Details = e.Details },
            CodeListEntryAmended e => it with { Details = e.Details },
            CodeListSpellingAdded e => it.Details is { } d
                ? it with
                {
                    Details = d with { Spellings = d.Spellings.Add(e.Spelling) },
                }
                : it,
            CodeListEntryRemoved => it with { Removed = true },
            _ => throw new NotSupportedException($"{@event.GetType().Name} is not evolved yet."),
        };

    public static IEnumerable<Fact> Facts(Entry it)
    {
        if (it.Details is not { } d || it.Removed)
            yield break;
        yield return new TitleFact("title", Period.Always, "code_list_entry", d.Name, d.Code);
        yield return new CodeListEntryFact(
            "entry",
            new(d.From, d.To),
            d.List,
            d.Code,
            d.Name,
            d.En,
            d.Spellings,
            d.Ground,
            string.Join(' ', Meaning.Written(d).SelectMany(Abbreviations.Findable).Distinct())
        );
        foreach (var spelling in Meaning.Spellings(d))
            yield return new CodeListSpellingFact($"spelling:{spelling}", Period.Always, d.List, spelling);
    }

    public static string Title(Entry it) => it.Details?.Name ?? "";

    static Period PeriodOf(EntryCommand command) =>
        command switch
        {
            AddEntry c => new(c.Details.From, c.Details.To),
            AmendEntry c => new(c.Details.From, c.Details.To),
            _ => Period.Always,
        };

    static Rejected NoEntry =>
        new("ENTRY_NOT_ON_RECORD", "Danh mục không có mục này.", "The lists have no such entry.", "id");
}
