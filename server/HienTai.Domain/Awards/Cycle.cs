using HienTai.Domain.Kernel;

namespace HienTai.Domain.Awards;

/// <summary>The days of one round of a programme and what there is to be given in it.</summary>
/// <param name="Screening">The last day on which units screen.</param>
/// <param name="Submission">The last day on which files are submitted.</param>
/// <param name="Results">When results are expected; null if nobody said.</param>
/// <param name="Fields">Texts of <see cref="Item"/>: the fields of this cycle with their places.</param>
/// <param name="Prizes">Texts of <see cref="Item"/>: the prizes of this cycle with their value.</param>
public sealed record CycleDetails(
    DateOnly Screening,
    DateOnly Submission,
    DateOnly? Results,
    Strings Fields,
    Strings Prizes,
    string Note
) : IAttributed;

// Events
public abstract record CycleEvent;

public sealed record CycleOpened(Guid Programme, int Year, PartialDate On, CycleDetails Details) : CycleEvent;

/// <param name="Sets">The attributes it speaks of; not stored before attributes were set one by one.</param>
/// <param name="Later">What was decided about later entries that speak of the same.</param>
public sealed record CycleChanged(
    PartialDate From,
    CycleDetails Details,
    Strings? Sets = null,
    LaterEntries? Later = null
) : CycleEvent, ISetting;

public sealed record CycleCorrected(CycleDetails Details) : CycleEvent, ICorrecting;

public sealed record CyclePaperFell(Guid Paper) : CycleEvent, IWithdrawing;

// Commands
public abstract record CycleCommand;

public sealed record OpenCycle(Guid Programme, int Year, PartialDate On, CycleDetails Details) : CycleCommand;

/// <summary>Other days or places from a day on: a deadline that is put off.</summary>
public sealed record ChangeCycle(
    PartialDate From,
    CycleDetails Details,
    Strings? Sets = null,
    LaterEntries? Later = null
) : CycleCommand;

/// <summary>What was recorded last was wrong.</summary>
public sealed record CorrectCycle(CycleDetails Details) : CycleCommand, ICorrection;

public sealed record CycleFact(
    string Key,
    Period Valid,
    Guid Programme,
    int Year,
    DateOnly Screening,
    DateOnly Submission,
    DateOnly? Results,
    Strings Fields,
    Strings Prizes,
    string Note,
    Guid? Paper
) : Fact(Key, Valid)
{
    public CycleDetails Details => new(Screening, Submission, Results, Fields, Prizes, Note);
}

/// <summary>One round of a programme: its year, its days, its places.</summary>
public sealed record Cycle(Guid Programme, int Year, Line<CycleDetails> Line)
    : IDecider<Cycle, CycleCommand, CycleEvent>
{
    static string IDecider<Cycle, CycleCommand, CycleEvent>.Kind => "award_cycle";
    public static Cycle Initial { get; } = new(Guid.Empty, 0, Line<CycleDetails>.Empty);

    public static CycleEvent[] Decide(Cycle it, CycleCommand command) =>
        command switch
        {
            OpenCycle c when it.Line.IsEmpty => [new CycleOpened(c.Programme, c.Year, c.On, Sound(c.Details))],
            OpenCycle c
                when (it.Programme, it.Year, it.Line.Steps[0].When, it.Line.Steps[0].Value)
                    == (c.Programme, c.Year, c.On, c.Details) => [],
            OpenCycle => throw new Rejected(
                "CYCLE_ID_TAKEN",
                "Mã định danh này đã là của một kỳ xét khác; hãy tạo mã mới.",
                "This id already belongs to a cycle; mint another one.",
                "id"
            ),
            _ when it.Line.IsEmpty => throw new Rejected(
                "CYCLE_NOT_ON_RECORD",
                "Kỳ xét này chưa có trong sổ.",
                "This cycle is not on record.",
                "id"
            ),
            ChangeCycle { Sets: null, Later: null } c when it.Line.On(c.From.Latest)?.Value == c.Details => [],
            ChangeCycle c when c.From.Latest < it.Line.Spans[0].Valid.ClaimedFrom => throw new Rejected(
                "CYCLE_NOT_OPEN_YET",
                $"Kỳ xét mở ngày {it.Line.Spans[0].Valid.From!.Value.Vi}; hãy chọn ngày từ đó trở đi.",
                $"The cycle opens on {it.Line.Spans[0].Valid.From}; choose a day from then on.",
                "from"
            ),
            ChangeCycle c => it.Line.Set(c.From, c.Details, c.Sets, c.Later, Sound) is { } set
                ? [new CycleChanged(c.From, set.Value, set.Sets, set.Later)]
                : [],
            CorrectCycle c => it.Line.Spans[^1].Value == c.Details ? [] : [new CycleCorrected(Sound(c.Details))],
            _ => throw new NotSupportedException($"{command.GetType().Name} is not decided yet."),
        };

    public static Cycle Evolve(Cycle it, CycleEvent @event, Basis basis) =>
        @event switch
        {
            CycleOpened e => new(e.Programme, e.Year, Line<CycleDetails>.Begun(e.On, e.Details, basis.Paper)),
            CycleChanged e => it with { Line = it.Line.Changed(e.From, e.Details, basis.Paper, e.Sets, e.Later) },
            CycleCorrected e => it with
            {
                Line = it.Line.Corrected(
                    it.Line.Spans[^1].Valid.From,
                    it.Line.Spans[^1].Valid.From,
                    e.Details,
                    basis.Paper
                ),
            },
            CyclePaperFell e => it with { Line = it.Line.WithoutSteps(e.Paper) },
            _ => throw new NotSupportedException($"{@event.GetType().Name} is not evolved yet."),
        };

    public static IEnumerable<Fact> Facts(Cycle it)
    {
        if (it.Line.IsEmpty)
            yield break;
        yield return new TitleFact("title", Period.Always, "award_cycle", $"{it.Year}", "");
        foreach (var (valid, d, paper) in it.Line.Spans)
            yield return new CycleFact(
                "cycle",
                valid,
                it.Programme,
                it.Year,
                d.Screening,
                d.Submission,
                d.Results,
                d.Fields,
                d.Prizes,
                d.Note,
                paper
            );
    }

    public static string Title(Cycle it) => it.Line.IsEmpty ? "" : $"{it.Year}";

    public static IEnumerable<Spoken> Later(Cycle before, CycleEvent @event) =>
        @event is CycleChanged e ? before.Line.Later(e.From, e.Sets, null) : [];

    public static CycleEvent? Fall(Cycle it, Guid paper) => it.Line.RestsOn(paper) ? new CyclePaperFell(paper) : null;

    static CycleDetails Sound(CycleDetails d)
    {
        if (d.Submission < d.Screening)
            throw new Rejected(
                "SUBMISSION_BEFORE_SCREENING",
                "Hạn nộp hồ sơ phải từ hạn đơn vị xét trở đi.",
                "Files cannot be due before units have screened them.",
                "details.submission"
            );
        if (d.Results < d.Submission)
            throw new Rejected(
                "RESULTS_BEFORE_SUBMISSION",
                "Ngày công bố phải từ hạn nộp hồ sơ trở đi.",
                "Results cannot come before files are due.",
                "details.results"
            );
        foreach (var (texts, field) in new[] { (d.Fields, "details.fields"), (d.Prizes, "details.prizes") })
            if (texts.FirstOrDefault(t => Item.TryParse(t) is null) is { } bad)
                throw new Rejected(
                    "TEXT_NOT_READABLE",
                    $"Không đọc được \"{bad}\"; hãy ghi theo mẫu nêu dưới ô.",
                    $"\"{bad}\" cannot be read; write it as shown below the field.",
                    field
                );
        return d;
    }
}
