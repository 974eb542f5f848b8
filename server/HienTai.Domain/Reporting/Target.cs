using HienTai.Domain.Kernel;

namespace HienTai.Domain.Reporting;

/// <summary>What the plan measures (its section II.4).</summary>
public enum Indicator
{
    /// <summary>Share with a university degree or above.</summary>
    University = 1,

    /// <summary>Share with a postgraduate degree.</summary>
    Postgraduate,

    /// <summary>Share meeting their post's standard of political theory, of those whose post has one.</summary>
    PoliticalTheory,

    /// <summary>Share whose field of study fits their post, of those for whom that was judged.</summary>
    Placement,
}

/// <summary>What indicators are called.</summary>
public static class Indicators
{
    public static (string Vi, string En) Name(Indicator indicator) =>
        indicator switch
        {
            Indicator.University => ("Từ đại học trở lên", "University degree or above"),
            Indicator.Postgraduate => ("Sau đại học", "Postgraduate degree"),
            Indicator.PoliticalTheory => ("Lý luận chính trị đúng vị trí", "Political theory at the post's standard"),
            _ => ("Bố trí đúng chuyên môn", "Placed by field of study"),
        };
}

/// <summary>A share to be reached by a day.</summary>
public sealed record Goal(DateOnly Due, int Permille) : IAttributed;

// Events: past tense, stored forever.
public abstract record TargetEvent;

/// <param name="Sets">The attributes it speaks of; not stored before attributes were set one by one.</param>
/// <param name="Later">What was decided about later entries that speak of the same.</param>
public sealed record TargetSet(
    Indicator Indicator,
    PartialDate From,
    Goal Goal,
    Strings? Sets = null,
    LaterEntries? Later = null
) : TargetEvent, ISetting;

public sealed record TargetCorrected(PartialDate WrongFrom, PartialDate From, Goal Goal) : TargetEvent, ICorrecting;

public sealed record TargetPaperFell(Guid Paper) : TargetEvent, IWithdrawing;

// Commands: imperative, one per intention, never stored.
public abstract record TargetCommand;

public sealed record SetTarget(Indicator Indicator, PartialDate From, Goal Goal, LaterEntries? Later = null)
    : TargetCommand;

public sealed record CorrectTarget(PartialDate WrongFrom, PartialDate From, Goal Goal) : TargetCommand, ICorrection;

/// <summary>The target of an indicator while it stood.</summary>
public sealed record TargetFact(string Key, Period Valid, Indicator Indicator, DateOnly Due, int Permille, Guid? Paper)
    : Fact(Key, Valid);

/// <summary>The target of one indicator in the course of time; one record each.</summary>
public sealed record Target(Indicator Indicator, Line<Goal> Goals) : IDecider<Target, TargetCommand, TargetEvent>
{
    static string IDecider<Target, TargetCommand, TargetEvent>.Kind => "target";
    public static Target Initial { get; } = new(default, Line<Goal>.Empty);

    public static TargetEvent[] Decide(Target it, TargetCommand command) =>
        command switch
        {
            SetTarget c => it.Goals.Set(c.From, Sound(c.From, c.Goal), null, c.Later) is { } set
                ? [new TargetSet(c.Indicator, c.From, set.Value, set.Sets, set.Later)]
                : [],
            CorrectTarget c when it.Goals.Spans.Any(s => s.Valid.From == c.From && s.Value == c.Goal) => [],
            CorrectTarget c when it.Goals.Spans.Any(s => s.Valid.From == c.WrongFrom) =>
            [
                new TargetCorrected(c.WrongFrom, c.From, Sound(c.From, c.Goal)),
            ],
            CorrectTarget c => throw new Rejected(
                "NOTHING_BEGAN_THEN",
                $"Không có đích nào được ghi từ {c.WrongFrom.Vi}; hãy lấy đúng ngày đang ghi trong sổ.",
                $"No target is recorded from {c.WrongFrom}; take the date as it stands on record.",
                "wrong_from"
            ),
            _ => throw new NotSupportedException($"{command.GetType().Name} is not decided yet."),
        };

    public static Target Evolve(Target it, TargetEvent @event, Basis basis) =>
        @event switch
        {
            TargetSet e => new(
                e.Indicator,
                it.Goals.IsEmpty
                    ? Line<Goal>.Begun(e.From, e.Goal, basis.Paper)
                    : it.Goals.Changed(e.From, e.Goal, basis.Paper, e.Sets, e.Later)
            ),
            TargetCorrected e => it with { Goals = it.Goals.Corrected(e.WrongFrom, e.From, e.Goal, basis.Paper) },
            TargetPaperFell e => it with { Goals = it.Goals.Without(e.Paper) ?? Line<Goal>.Empty },
            _ => throw new NotSupportedException($"{@event.GetType().Name} is not evolved yet."),
        };

    public static IEnumerable<Fact> Facts(Target it)
    {
        if (it.Goals.IsEmpty)
            yield break;
        yield return new TitleFact("title", Period.Always, "target", Title(it), "");
        foreach (var (valid, goal, paper) in it.Goals.Spans)
            yield return new TargetFact("target", valid, it.Indicator, goal.Due, goal.Permille, paper);
    }

    public static string Title(Target it) => it.Goals.IsEmpty ? "" : $"Đích: {Indicators.Name(it.Indicator).Vi}";

    public static IEnumerable<Spoken> Later(Target before, TargetEvent @event) =>
        @event is TargetSet e ? before.Goals.Later(e.From, e.Sets, null) : [];

    public static TargetEvent? Fall(Target it, Guid paper) =>
        it.Goals.RestsOn(paper) ? new TargetPaperFell(paper) : null;

    static Goal Sound(PartialDate from, Goal goal) =>
        goal.Due > from.Latest
            ? goal
            : throw new Rejected(
                "TARGET_DUE_BEFORE_SET",
                $"Hạn đạt đích ({((PartialDate)goal.Due).Vi}) phải sau ngày đặt đích ({from.Vi}).",
                $"It is due ({goal.Due:yyyy-MM-dd}) before it is set ({from}).",
                "due"
            );
}
