using HienTai.Domain.Kernel;

namespace HienTai.Domain.Standards;

/// <summary>
/// Whose word a standard is: the law's minimum, or what the plan wants beyond it. The two are never added up.
/// </summary>
public enum StandardKind
{
    Law = 1,
    Plan,
}

/// <summary>
/// Whom it applies to. A list that is empty asks nothing; titles are codes or the beginnings of codes, posts are names
/// or their beginnings.
/// </summary>
public sealed record Scope(Strings Categories, Strings Titles, Strings Posts, Strings NotPosts) : IAttributed;

/// <summary>
/// What it demands: one of several ways, each a text of <see cref="Demand"/>; and those that do for now, until trained
/// further.
/// </summary>
public sealed record Demands(Ladder Ladder, Strings Ways, Strings ForNow, bool Placement) : IAttributed;

/// <summary>What it grants those it finds wanting.</summary>
/// <param name="Deadline">By when they must meet it.</param>
/// <param name="InPostOn">Only those already in post that day have until the deadline; others must meet it at
/// once.</param>
/// <param name="WithinMonths">So many months are given from coming into the post; 0 if none are.</param>
/// <param name="Exemptions">Texts of <see cref="Exemption"/>.</param>
public sealed record Transition(DateOnly? Deadline, DateOnly? InPostOn, int WithinMonths, Strings Exemptions)
    : IAttributed;

/// <param name="Prevails">Codes of standards that give way where this one applies.</param>
public sealed record StandardDetails(
    string Code,
    string Vi,
    string En,
    StandardKind Kind,
    Scope Scope,
    Demands Demands,
    Transition Transition,
    Strings Prevails,
    LegalBasis Basis
) : IAttributed;

// Events: past tense, stored forever. Who, when, why and on what paper are in the envelope.
public abstract record StandardEvent;

public sealed record StandardEnacted(PartialDate From, PartialDate? To, StandardDetails Details) : StandardEvent;

/// <param name="Sets">The attributes it speaks of; not stored before attributes were set one by one.</param>
/// <param name="Later">What was decided about later entries that speak of the same.</param>
public sealed record StandardAmended(
    PartialDate From,
    StandardDetails Details,
    Strings? Sets = null,
    LaterEntries? Later = null
) : StandardEvent, ISetting;

public sealed record StandardRepealed(PartialDate On) : StandardEvent;

public sealed record StandardCorrected(
    PartialDate WrongFrom,
    PartialDate From,
    PartialDate? To,
    StandardDetails Details
) : StandardEvent, ICorrecting;

public sealed record StandardPaperFell(Guid Paper) : StandardEvent, IWithdrawing;

// Commands: imperative, one per intention, never stored.
public abstract record StandardCommand;

public sealed record EnactStandard(PartialDate From, PartialDate? To, StandardDetails Details) : StandardCommand;

public sealed record AmendStandard(
    PartialDate From,
    StandardDetails Details,
    Strings? Sets = null,
    LaterEntries? Later = null
) : StandardCommand;

public sealed record RepealStandard(PartialDate On) : StandardCommand;

public sealed record CorrectStandard(PartialDate WrongFrom, PartialDate From, PartialDate? To, StandardDetails Details)
    : StandardCommand,
        ICorrection;

/// <summary>A standard as it was in force during one period.</summary>
public sealed record StandardFact(
    string Key,
    Period Valid,
    string Code,
    string Vi,
    string En,
    StandardKind Kind,
    Ladder Ladder,
    bool Placement,
    Strings Categories,
    Strings Titles,
    Strings Posts,
    Strings NotPosts,
    Strings Ways,
    Strings ForNow,
    DateOnly? Deadline,
    DateOnly? InPostOn,
    int WithinMonths,
    Strings Exemptions,
    Strings Prevails,
    string Source,
    string Clause,
    SourceCheck Checked,
    string Note,
    string Words,
    Guid? Paper
) : Fact(Key, Valid), IBilingual
{
    public StandardDetails Details =>
        new(
            Code,
            Vi,
            En,
            Kind,
            new(Categories, Titles, Posts, NotPosts),
            new(Ladder, Ways, ForNow, Placement),
            new(Deadline, InPostOn, WithinMonths, Exemptions),
            Prevails,
            new(Source, Clause, Checked, Note)
        );
}

/// <summary>A standard is dated law: its wording in the course of time, until it is repealed.</summary>
public sealed record Standard(Line<StandardDetails> Line) : IDecider<Standard, StandardCommand, StandardEvent>
{
    static string IDecider<Standard, StandardCommand, StandardEvent>.Kind => "standard";
    public static Standard Initial { get; } = new(Line<StandardDetails>.Empty);

    public static IEnumerable<RuleFinding> Findings(Standard before, StandardEvent @event, Footing footing) =>
        StandardFooting.Of(@event, footing);

    public static StandardEvent[] Decide(Standard it, StandardCommand command) =>
        command switch
        {
            EnactStandard c when it.Line.IsEmpty =>
            [
                new StandardEnacted(c.From, After(c.From, c.To, "to"), Sound(c.Details)),
            ],
            EnactStandard c
                when it.Line.Steps[0].Value == c.Details && it.Line.Steps[0].When == c.From && it.Line.End == c.To =>
            [],
            EnactStandard => throw new Rejected(
                "STANDARD_ID_TAKEN",
                "Mã định danh này đã là của một chuẩn khác; hãy tạo mã mới.",
                "This id already belongs to a standard; mint another one.",
                "id"
            ),
            _ when it.Line.IsEmpty => throw new Rejected(
                "STANDARD_NOT_ON_RECORD",
                "Chuẩn này chưa có trong sổ.",
                "This standard is not on record.",
                "id"
            ),
            AmendStandard c when it.Line.Set(c.From, c.Details, c.Sets, c.Later, Sound) is { } set => it.InForce(
                c.From,
                [new StandardAmended(c.From, set.Value, set.Sets, set.Later)]
            ),
            AmendStandard => [],
            RepealStandard c when it.Line.End == c.On => [],
            RepealStandard c => it.InForce(c.On, [new StandardRepealed(c.On)]),
            CorrectStandard c
                when it.Line.Spans.Any(s => s.Valid.From == c.From && s.Value == c.Details) && it.Line.End == c.To =>
            [],
            CorrectStandard c when it.Line.Spans.Any(s => s.Valid.From == c.WrongFrom) =>
            [
                new StandardCorrected(c.WrongFrom, c.From, After(c.From, c.To, "to"), Sound(c.Details)),
            ],
            CorrectStandard c => throw new Rejected(
                "NOTHING_BEGAN_THEN",
                $"Không có gì được ghi bắt đầu từ {c.WrongFrom.Vi}; hãy lấy đúng ngày đang ghi trong sổ.",
                $"Nothing is recorded to begin on {c.WrongFrom}; take the date as it stands on record.",
                "wrong_from"
            ),
            _ => throw new NotSupportedException($"{command.GetType().Name} is not decided yet."),
        };

    public static Standard Evolve(Standard it, StandardEvent @event, Basis basis) =>
        @event switch
        {
            StandardEnacted e => new(
                e.To is { } to
                    ? Line<StandardDetails>.Begun(e.From, e.Details, basis.Paper).Ended(to, basis.Paper)
                    : Line<StandardDetails>.Begun(e.From, e.Details, basis.Paper)
            ),
            StandardAmended e => new(it.Line.Changed(e.From, e.Details, basis.Paper, e.Sets, e.Later)),
            StandardRepealed e => new(it.Line.Ended(e.On, basis.Paper)),
            StandardCorrected e when e.To == it.Line.End => new(
                it.Line.Corrected(e.WrongFrom, e.From, e.Details, basis.Paper)
            ),
            StandardCorrected e => new(
                it.Line.Corrected(e.WrongFrom, e.From, e.Details, basis.Paper).Ended(e.To, basis.Paper)
            ),
            StandardPaperFell e => new(it.Line.Without(e.Paper) ?? Line<StandardDetails>.Empty),
            _ => throw new NotSupportedException($"{@event.GetType().Name} is not evolved yet."),
        };

    public static IEnumerable<Fact> Facts(Standard it)
    {
        if (it.Line.IsEmpty)
            yield break; // the paper that enacted it was withdrawn
        foreach (var (valid, d, paper) in it.Line.Spans)
        {
            yield return new TitleFact("title", valid, "standard", d.Vi, d.Code);
            yield return new StandardFact(
                "standard",
                valid,
                d.Code,
                d.Vi,
                d.En,
                d.Kind,
                d.Demands.Ladder,
                d.Demands.Placement,
                d.Scope.Categories,
                d.Scope.Titles,
                d.Scope.Posts,
                d.Scope.NotPosts,
                d.Demands.Ways,
                d.Demands.ForNow,
                d.Transition.Deadline,
                d.Transition.InPostOn,
                d.Transition.WithinMonths,
                d.Transition.Exemptions,
                d.Prevails,
                d.Basis.Source,
                d.Basis.Clause,
                d.Basis.Checked,
                d.Basis.Note,
                string.Join(
                    ' ',
                    new[] { d.Code, d.Vi, d.En, d.Basis.Source, d.Basis.Clause }
                        .SelectMany(VietnameseText.Findable)
                        .Distinct()
                ),
                paper
            );
        }
    }

    public static string Title(Standard it) =>
        it.Line is { IsEmpty: false, Spans: [.., var last] } ? last.Value.Vi : "";

    public static IEnumerable<Spoken> Later(Standard before, StandardEvent @event) =>
        @event is StandardAmended e ? before.Line.Later(e.From, e.Sets, null) : [];

    public static StandardEvent? Fall(Standard it, Guid paper) =>
        it.Line.RestsOn(paper) ? new StandardPaperFell(paper) : null;

    StandardEvent[] InForce(PartialDate on, StandardEvent[] events) =>
        Holds(on)
            ? events
            : throw new Rejected(
                "STANDARD_NOT_IN_FORCE",
                $"Chuẩn này không có hiệu lực vào {on.Vi}; hãy chọn ngày trong thời gian có hiệu lực, hoặc ban hành chuẩn mới.",
                $"This standard is not in force on {on}; choose a day while it is, or enact another one.",
                events[0] is StandardRepealed ? "on" : "from"
            );

    bool Holds(PartialDate on) =>
        Line.Whole is var whole && whole.ClaimedFrom <= on.Latest && on.Earliest < whole.ClaimedTo;

    static PartialDate? After(PartialDate from, PartialDate? to, string field) =>
        to is { } end && end.Latest <= from.Earliest
            ? throw new Rejected(
                "STANDARD_ENDS_BEFORE_IT_STARTS",
                $"Chuẩn hết hiệu lực ({end.Vi}) trước khi có hiệu lực ({from.Vi}); hãy xem lại hai ngày.",
                $"It ends ({end}) before it starts ({from}); check both dates.",
                field
            )
            : to;

    static StandardDetails Sound(StandardDetails d)
    {
        if (d.Demands.Ways.Count == 0)
            throw new Rejected(
                "STANDARD_DEMANDS_NOTHING",
                "Chuẩn phải nêu ít nhất một yêu cầu.",
                "A standard must demand something.",
                "details.demands"
            );
        if (d.Transition is { InPostOn: not null, Deadline: null })
            throw new Rejected(
                "TRANSITION_WITHOUT_DEADLINE",
                "Có ngày \"đang giữ chức vụ\" thì phải có hạn hoàn thành.",
                "Where those in post on a day have time, say until when.",
                "details.deadline"
            );
        return d.Prevails.Contains(d.Code)
            ? throw new Rejected(
                "STANDARD_PREVAILS_OVER_ITSELF",
                "Chuẩn không thể thay thế chính nó.",
                "A standard cannot prevail over itself.",
                "details.prevails_over"
            )
            : d;
    }
}
