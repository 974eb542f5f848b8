using System.Text.RegularExpressions;
using HienTai.Domain.Kernel;

namespace HienTai.Domain.Awards;

/// <summary>What is given: a title of the emulation law, a prize that is competed for, another honour.</summary>
public enum ProgrammeKind
{
    Title = 1,
    Prize,
    Honour,
}

/// <summary>
/// How far an award reaches; numbered like the levels at which initiatives are recognised, so that a criterion can ask
/// for one.
/// </summary>
public enum AwardLevel
{
    Unit = 1,
    District,
    City,
    National,
}

/// <summary>
/// A field one competes in, or a prize there is, as programmes and cycles hold them: <c>van-hoc 10 Văn học, nghệ thuật
/// | Literature and arts</c>.
/// </summary>
/// <param name="Number">Of a field: places, 0 if unlimited. Of a prize: million đồng, 0 if not on record.</param>
public sealed partial record Item(string Code, int Number, string Vi, string En)
{
    [GeneratedRegex(@"^([a-z0-9-]{1,30}) (\d{1,5}) ([^|]{1,120}) \| ([^|]{1,120})$")]
    private static partial Regex Form();

    public static Item? TryParse(string text) =>
        Form().Match(text) is { Success: true, Groups: var g }
            ? new(g[1].Value, int.Parse(g[2].Value), g[3].Value, g[4].Value)
            : null;

    public static IReadOnlyList<Item> All(Strings texts) => [.. texts.Select(TryParse).OfType<Item>()];

    public override string ToString() => $"{Code} {Number} {Vi} | {En}";
}

/// <param name="Code">Short and unique while it is in force; criteria of other programmes ask for it.</param>
/// <param name="EveryYears">How often there is a cycle; 0 if nobody laid that down.</param>
/// <param name="ForWorks">A work with its authors is nominated, not a person.</param>
/// <param name="Fields">Texts of <see cref="Item"/>; none if it is not given by field.</param>
/// <param name="Prizes">Texts of <see cref="Item"/>; none if there is but one thing to be given.</param>
/// <param name="Criteria">Texts of <see cref="Criterion"/>.</param>
public sealed record ProgrammeDetails(
    string Code,
    string Vi,
    string En,
    ProgrammeKind Kind,
    AwardLevel Level,
    string Organiser,
    int EveryYears,
    bool ForWorks,
    Strings Fields,
    Strings Prizes,
    Strings Criteria,
    LegalBasis Basis
) : IAttributed;

// Events: past tense, stored forever. Who, when, why and on what paper are in the envelope.
public abstract record ProgrammeEvent;

public sealed record ProgrammeSet(PartialDate From, PartialDate? To, ProgrammeDetails Details) : ProgrammeEvent;

/// <param name="Sets">The attributes it speaks of; not stored before attributes were set one by one.</param>
/// <param name="Later">What was decided about later entries that speak of the same.</param>
public sealed record ProgrammeAmended(
    PartialDate From,
    ProgrammeDetails Details,
    Strings? Sets = null,
    LaterEntries? Later = null
) : ProgrammeEvent, ISetting;

public sealed record ProgrammeEnded(PartialDate On) : ProgrammeEvent;

public sealed record ProgrammeCorrected(PartialDate WrongFrom, PartialDate From, ProgrammeDetails Details)
    : ProgrammeEvent,
        ICorrecting;

public sealed record ProgrammePaperFell(Guid Paper) : ProgrammeEvent, IWithdrawing;

// Commands: imperative, one per intention, never stored.
public abstract record ProgrammeCommand;

public sealed record SetProgramme(PartialDate From, PartialDate? To, ProgrammeDetails Details) : ProgrammeCommand;

public sealed record AmendProgramme(
    PartialDate From,
    ProgrammeDetails Details,
    Strings? Sets = null,
    LaterEntries? Later = null
) : ProgrammeCommand;

public sealed record EndProgramme(PartialDate On) : ProgrammeCommand;

public sealed record CorrectProgramme(PartialDate WrongFrom, PartialDate From, ProgrammeDetails Details)
    : ProgrammeCommand,
        ICorrection;

/// <summary>A programme as it was in force during one period.</summary>
public sealed record ProgrammeFact(
    string Key,
    Period Valid,
    string Code,
    string Vi,
    string En,
    ProgrammeKind Kind,
    AwardLevel Level,
    string Organiser,
    int EveryYears,
    bool ForWorks,
    Strings Fields,
    Strings Prizes,
    Strings Criteria,
    string Source,
    string Clause,
    SourceCheck Checked,
    string Note,
    Guid? Paper
) : Fact(Key, Valid), IBilingual
{
    public ProgrammeDetails Details =>
        new(
            Code,
            Vi,
            En,
            Kind,
            Level,
            Organiser,
            EveryYears,
            ForWorks,
            Fields,
            Prizes,
            Criteria,
            new(Source, Clause, Checked, Note)
        );
}

/// <summary>What can be awarded, and to whom by which rule: dated law like a standard.</summary>
public sealed record Programme(Line<ProgrammeDetails> Line) : IDecider<Programme, ProgrammeCommand, ProgrammeEvent>
{
    static string IDecider<Programme, ProgrammeCommand, ProgrammeEvent>.Kind => "award_programme";
    public static Programme Initial { get; } = new(Line<ProgrammeDetails>.Empty);

    public static ProgrammeEvent[] Decide(Programme it, ProgrammeCommand command) =>
        command switch
        {
            SetProgramme c when it.Line.IsEmpty => c.To is { } end && end.Latest <= c.From.Earliest
                ? throw new Rejected(
                    "PROGRAMME_ENDS_BEFORE_IT_STARTS",
                    $"Hết hiệu lực ({end.Vi}) trước khi có hiệu lực ({c.From.Vi}); hãy xem lại hai ngày.",
                    $"It ends ({end}) before it starts ({c.From}); check both dates.",
                    "to"
                )
                : [new ProgrammeSet(c.From, c.To, Sound(c.Details))],
            SetProgramme c
                when it.Line.Steps[0].Value == c.Details && it.Line.Steps[0].When == c.From && it.Line.End == c.To =>
            [],
            SetProgramme => throw new Rejected(
                "PROGRAMME_ID_TAKEN",
                "Mã định danh này đã là của một giải thưởng khác; hãy tạo mã mới.",
                "This id already belongs to a programme; mint another one.",
                "id"
            ),
            _ when it.Line.IsEmpty => throw new Rejected(
                "PROGRAMME_NOT_ON_RECORD",
                "Giải thưởng, danh hiệu này chưa có trong sổ.",
                "This programme is not on record.",
                "id"
            ),
            AmendProgramme c when it.Line.Set(c.From, c.Details, c.Sets, c.Later, Sound) is { } set => it.InForce(
                c.From,
                "from",
                new ProgrammeAmended(c.From, set.Value, set.Sets, set.Later)
            ),
            AmendProgramme => [],
            EndProgramme c when it.Line.End == c.On => [],
            EndProgramme c => it.InForce(c.On, "on", new ProgrammeEnded(c.On)),
            CorrectProgramme c when it.Line.Spans.Any(s => s.Valid.From == c.From && s.Value == c.Details) => [],
            CorrectProgramme c when it.Line.Spans.Any(s => s.Valid.From == c.WrongFrom) =>
            [
                new ProgrammeCorrected(c.WrongFrom, c.From, Sound(c.Details)),
            ],
            CorrectProgramme c => throw new Rejected(
                "NOTHING_BEGAN_THEN",
                $"Không có gì được ghi bắt đầu từ {c.WrongFrom.Vi}; hãy lấy đúng ngày đang ghi trong sổ.",
                $"Nothing is recorded to begin on {c.WrongFrom}; take the date as it stands on record.",
                "wrong_from"
            ),
            _ => throw new NotSupportedException($"{command.GetType().Name} is not decided yet."),
        };

    public static Programme Evolve(Programme it, ProgrammeEvent @event, Basis basis) =>
        @event switch
        {
            ProgrammeSet e when e.To is { } to => new(
                Line<ProgrammeDetails>.Begun(e.From, e.Details, basis.Paper).Ended(to, basis.Paper)
            ),
            ProgrammeSet e => new(Line<ProgrammeDetails>.Begun(e.From, e.Details, basis.Paper)),
            ProgrammeAmended e => new(it.Line.Changed(e.From, e.Details, basis.Paper, e.Sets, e.Later)),
            ProgrammeEnded e => new(it.Line.Ended(e.On, basis.Paper)),
            ProgrammeCorrected e => new(it.Line.Corrected(e.WrongFrom, e.From, e.Details, basis.Paper)),
            ProgrammePaperFell e => new(it.Line.Without(e.Paper) ?? Line<ProgrammeDetails>.Empty),
            _ => throw new NotSupportedException($"{@event.GetType().Name} is not evolved yet."),
        };

    public static IEnumerable<Fact> Facts(Programme it)
    {
        if (it.Line.IsEmpty)
            yield break; // the paper that set it up was withdrawn
        foreach (var (valid, d, paper) in it.Line.Spans)
        {
            yield return new TitleFact("title", valid, "award_programme", d.Vi, d.Code);
            yield return new ProgrammeFact(
                "programme",
                valid,
                d.Code,
                d.Vi,
                d.En,
                d.Kind,
                d.Level,
                d.Organiser,
                d.EveryYears,
                d.ForWorks,
                d.Fields,
                d.Prizes,
                d.Criteria,
                d.Basis.Source,
                d.Basis.Clause,
                d.Basis.Checked,
                d.Basis.Note,
                paper
            );
        }
    }

    public static string Title(Programme it) =>
        it.Line is { IsEmpty: false, Spans: [.., var last] } ? last.Value.Vi : "";

    public static IEnumerable<Spoken> Later(Programme before, ProgrammeEvent @event) =>
        @event is ProgrammeAmended e ? before.Line.Later(e.From, e.Sets, null) : [];

    public static ProgrammeEvent? Fall(Programme it, Guid paper) =>
        it.Line.RestsOn(paper) ? new ProgrammePaperFell(paper) : null;

    ProgrammeEvent[] InForce(PartialDate on, string field, ProgrammeEvent @event) =>
        Line.Whole is var whole && whole.ClaimedFrom <= on.Latest && on.Earliest < whole.ClaimedTo
            ? [@event]
            : throw new Rejected(
                "PROGRAMME_NOT_IN_FORCE",
                $"Giải thưởng, danh hiệu này không có hiệu lực vào {on.Vi}; hãy chọn ngày trong thời gian có hiệu lực.",
                $"It is not in force on {on}; choose a day while it is.",
                field
            );

    static ProgrammeDetails Sound(ProgrammeDetails d)
    {
        static Rejected Unreadable(string text, string field) =>
            new(
                "TEXT_NOT_READABLE",
                $"Không đọc được \"{text}\"; hãy ghi theo mẫu nêu dưới ô.",
                $"\"{text}\" cannot be read; write it as shown below the field.",
                field
            );
        static Rejected Twice(string code, string field) =>
            new(
                "CODE_TWICE",
                $"Mã \"{code}\" có hai lần; mỗi mục một mã.",
                $"Code \"{code}\" is there twice; each has its own.",
                field
            );
        foreach (
            var (texts, field, code) in new (Strings, string, Func<string, string?>)[]
            {
                (d.Fields, "details.fields", t => Item.TryParse(t)?.Code),
                (d.Prizes, "details.prizes", t => Item.TryParse(t)?.Code),
                (d.Criteria, "details.criteria", t => Criterion.TryParse(t)?.Code),
            }
        )
        {
            if (texts.FirstOrDefault(t => code(t) is null) is { } bad)
                throw Unreadable(bad, field);
            if (texts.GroupBy(code).FirstOrDefault(g => g.Count() > 1) is { } twice)
                throw Twice(twice.Key!, field);
        }
        return d;
    }
}
