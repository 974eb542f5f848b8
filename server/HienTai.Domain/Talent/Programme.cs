using HienTai.Domain.Kernel;

namespace HienTai.Domain.Talent;

/// <summary>How somebody came to be looked at. Source: the plan's section IV.</summary>
public enum SourceKind
{
    Successor = 1,
    ExcellentGraduate,
    YoungScientist,
    Expert,
    Overseas,
    Foreign,
    Internal,
}

/// <summary>The eight key sectors. Source: the plan's section IV.1.</summary>
public enum Sector
{
    InformationTechnology = 1,
    MechanicsAndAutomation,
    ArtificialIntelligence,
    BusinessAdministration,
    Finance,
    Health,
    Tourism,
    UrbanManagement,
}

/// <summary>Something a programme asks, and the rule that decides it.</summary>
/// <param name="Key">Names it for good, in lower case.</param>
public sealed record ProgrammeCriterion(string Key, string Vi, string En, string Rule)
{
    /// <summary>As one text, for facts.</summary>
    public string Written => string.Join('\n', Key, Vi, En, Rule);

    public static ProgrammeCriterion Read(string written) =>
        written.Split('\n') is [var key, var vi, var en, var rule]
            ? new(key, vi, en, rule)
            : throw new FormatException($"'{written}' is no criterion.");
}

/// <param name="Criteria">As <see cref="ProgrammeCriterion.Written"/>.</param>
/// <param name="Marks">What assessors give marks for, each as <see cref="ProgrammeCriterion.Written"/> without a
/// rule.</param>
/// <param name="Benefits">What it grants, in the words of its source.</param>
/// <param name="Sectors">Empty means all.</param>
/// <param name="Places">How many may be in the pool at once; 0 if that is not limited.</param>
public sealed record ProgrammeDetails(
    string Code,
    string Vi,
    string En,
    string Source,
    string Clause,
    SourceCheck Checked,
    string Note,
    Strings Kinds,
    Strings Sectors,
    Strings Criteria,
    Strings Marks,
    Strings Benefits,
    int Places
) : IAttributed;

// Events: past tense, stored forever. Who, when, why and on what paper are in the envelope.
public abstract record ProgrammeEvent;

public sealed record TalentProgrammeEnacted(PartialDate From, PartialDate? To, ProgrammeDetails Details)
    : ProgrammeEvent;

/// <param name="Sets">The attributes it speaks of; not stored before attributes were set one by one.</param>
/// <param name="Later">What was decided about later entries that speak of the same.</param>
public sealed record TalentProgrammeAmended(
    PartialDate From,
    ProgrammeDetails Details,
    Strings? Sets = null,
    LaterEntries? Later = null
) : ProgrammeEvent, ISetting;

public sealed record TalentProgrammeEnded(PartialDate On) : ProgrammeEvent;

public sealed record TalentProgrammeCorrected(
    PartialDate WrongFrom,
    PartialDate From,
    PartialDate? To,
    ProgrammeDetails Details
) : ProgrammeEvent, ICorrecting;

public sealed record TalentProgrammePaperFell(Guid Paper) : ProgrammeEvent, IWithdrawing;

// Commands: imperative, one per intention, never stored.
public abstract record ProgrammeCommand;

public sealed record EnactProgramme(PartialDate From, PartialDate? To, ProgrammeDetails Details) : ProgrammeCommand;

public sealed record AmendProgramme(
    PartialDate From,
    ProgrammeDetails Details,
    Strings? Sets = null,
    LaterEntries? Later = null
) : ProgrammeCommand;

public sealed record EndProgramme(PartialDate On) : ProgrammeCommand;

public sealed record CorrectProgramme(
    PartialDate WrongFrom,
    PartialDate From,
    PartialDate? To,
    ProgrammeDetails Details
) : ProgrammeCommand, ICorrection;

/// <summary>A programme as it was in force during one period.</summary>
public sealed record TalentProgrammeFact(
    string Key,
    Period Valid,
    string Code,
    string Vi,
    string En,
    string Source,
    string Clause,
    SourceCheck Checked,
    string Note,
    Strings Kinds,
    Strings Sectors,
    Strings Criteria,
    Strings Marks,
    Strings Benefits,
    int Places,
    Guid? Paper
) : Fact(Key, Valid), IBilingual
{
    public ProgrammeDetails Details =>
        new(Code, Vi, En, Source, Clause, Checked, Note, Kinds, Sectors, Criteria, Marks, Benefits, Places);
}

/// <summary>
/// A programme that attracts or develops talent: dated law or plan, its wording in the course of time.
/// </summary>
public sealed record Programme(Line<ProgrammeDetails> Line) : IDecider<Programme, ProgrammeCommand, ProgrammeEvent>
{
    static string IDecider<Programme, ProgrammeCommand, ProgrammeEvent>.Kind => "talent_programme";
    public static Programme Initial { get; } = new(Line<ProgrammeDetails>.Empty);

    public static ProgrammeEvent[] Decide(Programme it, ProgrammeCommand command) =>
        command switch
        {
            EnactProgramme c when it.Line.IsEmpty =>
            [
                new TalentProgrammeEnacted(c.From, After(c.From, c.To), Sound(c.Details)),
            ],
            EnactProgramme c
                when it.Line.Steps[0].Value == c.Details && it.Line.Steps[0].When == c.From && it.Line.End == c.To =>
            [],
            EnactProgramme => throw new Rejected(
                "PROGRAMME_ID_TAKEN",
                "Mã định danh này đã là của một chương trình khác; hãy tạo mã mới.",
                "This id already belongs to a programme; mint another one.",
                "id"
            ),
            _ when it.Line.IsEmpty => throw new Rejected(
                "PROGRAMME_NOT_ON_RECORD",
                "Chương trình này chưa có trong sổ.",
                "This programme is not on record.",
                "id"
            ),
            AmendProgramme c when it.Line.Set(c.From, c.Details, c.Sets, c.Later, Sound) is { } set => it.InForce(
                c.From,
                "from",
                new TalentProgrammeAmended(c.From, set.Value, set.Sets, set.Later)
            ),
            AmendProgramme => [],
            EndProgramme c when it.Line.End == c.On => [],
            EndProgramme c => it.InForce(c.On, "on", new TalentProgrammeEnded(c.On)),
            CorrectProgramme c
                when it.Line.Spans.Any(s => s.Valid.From == c.From && s.Value == c.Details) && it.Line.End == c.To =>
            [],
            CorrectProgramme c when it.Line.Spans.Any(s => s.Valid.From == c.WrongFrom) =>
            [
                new TalentProgrammeCorrected(c.WrongFrom, c.From, After(c.From, c.To), Sound(c.Details)),
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
            TalentProgrammeEnacted e => new(
                e.To is { } to
                    ? Line<ProgrammeDetails>.Begun(e.From, e.Details, basis.Paper).Ended(to, basis.Paper)
                    : Line<ProgrammeDetails>.Begun(e.From, e.Details, basis.Paper)
            ),
            TalentProgrammeAmended e => new(it.Line.Changed(e.From, e.Details, basis.Paper, e.Sets, e.Later)),
            TalentProgrammeEnded e => new(it.Line.Ended(e.On, basis.Paper)),
            TalentProgrammeCorrected e => new(
                it.Line.Corrected(e.WrongFrom, e.From, e.Details, basis.Paper).Ended(e.To, basis.Paper)
            ),
            TalentProgrammePaperFell e => new(it.Line.Without(e.Paper) ?? Line<ProgrammeDetails>.Empty),
            _ => throw new NotSupportedException($"{@event.GetType().Name} is not evolved yet."),
        };

    public static IEnumerable<Fact> Facts(Programme it)
    {
        if (it.Line.IsEmpty)
            yield break; // the paper that enacted it was withdrawn
        foreach (var (valid, d, paper) in it.Line.Spans)
        {
            yield return new TitleFact("title", valid, "talent_programme", d.Vi, d.Code);
            yield return new TalentProgrammeFact(
                "programme",
                valid,
                d.Code,
                d.Vi,
                d.En,
                d.Source,
                d.Clause,
                d.Checked,
                d.Note,
                d.Kinds,
                d.Sectors,
                d.Criteria,
                d.Marks,
                d.Benefits,
                d.Places,
                paper
            );
        }
    }

    public static string Title(Programme it) =>
        it.Line is { IsEmpty: false, Spans: [.., var last] } ? last.Value.Vi : "";

    public static IEnumerable<Spoken> Later(Programme before, ProgrammeEvent @event) =>
        @event is TalentProgrammeAmended e ? before.Line.Later(e.From, e.Sets, null) : [];

    public static ProgrammeEvent? Fall(Programme it, Guid paper) =>
        it.Line.RestsOn(paper) ? new TalentProgrammePaperFell(paper) : null;

    ProgrammeEvent[] InForce(PartialDate on, string field, ProgrammeEvent @event) =>
        Line.Whole is var whole && whole.ClaimedFrom <= on.Latest && on.Earliest < whole.ClaimedTo
            ? [@event]
            : throw new Rejected(
                "PROGRAMME_NOT_IN_FORCE",
                $"Chương trình này không có hiệu lực vào {on.Vi}; hãy chọn ngày trong thời gian có hiệu lực.",
                $"This programme is not in force on {on}; choose a day while it is.",
                field
            );

    static PartialDate? After(PartialDate from, PartialDate? to) =>
        to is { } end && end.Latest <= from.Earliest
            ? throw new Rejected(
                "PROGRAMME_ENDS_BEFORE_IT_STARTS",
                $"Chương trình kết thúc ({end.Vi}) trước khi bắt đầu ({from.Vi}); hãy xem lại hai ngày.",
                $"It ends ({end}) before it starts ({from}); check both dates.",
                "to"
            )
            : to;

    static ProgrammeDetails Sound(ProgrammeDetails d)
    {
        if (d.Kinds.Count == 0)
            throw new Rejected(
                "PROGRAMME_FOR_NOBODY",
                "Chương trình phải nêu ít nhất một diện nguồn.",
                "A programme must be for at least one kind of source.",
                "details.kinds"
            );
        var keys = d.Criteria.Concat(d.Marks).Select(c => ProgrammeCriterion.Read(c).Key);
        if (keys.GroupBy(k => k).FirstOrDefault(g => g.Count() > 1) is { Key: var twice })
            throw new Rejected(
                "CRITERION_TWICE",
                $"Tiêu chí \"{twice}\" được ghi hai lần; hãy đặt khóa khác.",
                $"Criterion \"{twice}\" is given twice; use another key.",
                "details.criteria"
            );
        return d;
    }

    public static (string Vi, string En) Name(SourceKind kind) =>
        kind switch
        {
            SourceKind.Successor => ("Kế cận", "Successor"),
            SourceKind.ExcellentGraduate => ("Sinh viên tốt nghiệp xuất sắc", "Excellent graduate"),
            SourceKind.YoungScientist => ("Nhà khoa học trẻ", "Young scientist"),
            SourceKind.Expert => ("Chuyên gia", "Expert"),
            SourceKind.Overseas => ("Kiều bào", "Overseas Vietnamese"),
            SourceKind.Foreign => ("Người nước ngoài", "Foreigner"),
            _ => ("Nội bộ", "Internal"),
        };

    public static (string Vi, string En) Name(Sector sector) =>
        sector switch
        {
            Sector.InformationTechnology => (
                "Công nghệ thông tin – truyền thông",
                "Information and communication technology"
            ),
            Sector.MechanicsAndAutomation => ("Cơ khí – tự động hóa", "Mechanics and automation"),
            Sector.ArtificialIntelligence => ("Trí tuệ nhân tạo", "Artificial intelligence"),
            Sector.BusinessAdministration => ("Quản trị doanh nghiệp", "Business administration"),
            Sector.Finance => ("Tài chính – ngân hàng", "Finance and banking"),
            Sector.Health => ("Y tế", "Health"),
            Sector.Tourism => ("Du lịch", "Tourism"),
            _ => ("Quản lý đô thị", "Urban management"),
        };
}
