using System.Collections.Immutable;

namespace HienTai.Domain.Kernel;

/// <summary>What a step does to a line: the world changed, the record was wrong, or it came to an end.</summary>
public enum StepKind
{
    Begin,
    Change,
    Correct,
    End,
}

/// <summary>One recorded step in the life of a value, with the paper it rests on.</summary>
/// <param name="At">For a correction: the beginning, as recorded, of the span that was wrong.</param>
/// <param name="When">Begin and Change: from when. Correct: the right beginning. End: the first day it no longer holds,
/// or null for "it has not ended".</param>
/// <param name="HandedOver">End: something else takes its place the same day.</param>
public sealed record Step<T>(
    StepKind Kind,
    PartialDate? At,
    PartialDate? When,
    T? Value,
    Guid? Paper,
    bool HandedOver = false
);

/// <summary>A value during one period and the paper that made it so.</summary>
public readonly record struct Stretch<T>(Period Valid, T Value, Guid? Paper);

/// <summary>
/// A value in the course of time. It is kept as the steps that were recorded, so that what rests on a withdrawn paper
/// can be taken out and the rest still stands: the spans are always those the remaining steps give.
/// </summary>
public sealed record Line<T>(ImmutableList<Step<T>> Steps)
{
    public static readonly Line<T> Empty = new([]);

    public static Line<T> Begun(PartialDate? from, T value, Guid? paper) =>
        new([new(StepKind.Begin, null, from, value, paper)]);

    public bool IsEmpty => Steps.IsEmpty;

    /// <summary>The world changed: another value from a day on, until the next change already on record.</summary>
    public Line<T> Changed(PartialDate from, T value, Guid? paper) =>
        new(Steps.Add(new(StepKind.Change, null, from, value, paper)));

    /// <summary>
    /// The span that was recorded to begin at <paramref name="at"/> began at <paramref name="from"/> and was
    /// <paramref name="value"/>.
    /// </summary>
    public Line<T> Corrected(PartialDate? at, PartialDate? from, T value, Guid? paper) =>
        new(Steps.Add(new(StepKind.Correct, at, from, value, paper)));

    /// <summary>It ends, or (null) it has not ended after all.</summary>
    public Line<T> Ended(PartialDate? on, Guid? paper, bool handedOver = false) =>
        new(Steps.Add(new(StepKind.End, null, on, default, paper, handedOver)));

    /// <summary>The first day it no longer holds.</summary>
    public PartialDate? End => Ending?.When;

    Step<T>? Ending => Steps.LastOrDefault(s => s.Kind is StepKind.End);

    /// <summary>From its first beginning to its end.</summary>
    public Period Whole => new(Spans[0].Valid.From, End, Ending?.HandedOver ?? false);

    /// <summary>The same steps with other values.</summary>
    public Line<T> Map(Func<T, T> change) =>
        new(Steps.ConvertAll(s => s.Value is { } value ? s with { Value = change(value) } : s));

    public bool RestsOn(Guid paper) => Steps.Any(s => s.Paper == paper);

    /// <summary>The line without what rests on a paper; null if its very beginning does.</summary>
    public Line<T>? Without(Guid paper) => Steps[0].Paper == paper ? null : new(Steps.RemoveAll(s => s.Paper == paper));

    /// <summary>
    /// The line with its beginning kept, whatever it rests on: for what cannot be unmade, such as being on record.
    /// </summary>
    public Line<T> WithoutSteps(Guid paper) =>
        new([
            Steps[0] with
            {
                Paper = Steps[0].Paper == paper ? null : Steps[0].Paper,
            },
            .. Steps.Skip(1).Where(s => s.Paper != paper),
        ]);

    /// <summary>The value in each period, oldest first, without gaps.</summary>
    public IReadOnlyList<Stretch<T>> Spans
    {
        get
        {
            var starts = new List<(PartialDate? From, T Value, Guid? Paper)>();
            foreach (var step in Steps)
            {
                if (step.Kind is StepKind.End)
                    continue;
                if (step.Kind is StepKind.Correct)
                {
                    var wrong = starts.FindIndex(s => s.From == step.At);
                    if (wrong < 0)
                        continue; // the span it corrected has fallen with its paper
                    starts.RemoveAt(wrong);
                }
                starts.RemoveAll(s => s.From == step.When); // two values from the same day: the later word stands
                starts.Add((step.When, step.Value!, step.Paper));
            }
            starts.Sort((a, b) => Nullable.Compare(a.From, b.From));
            var end = new Period(null, End, Ending?.HandedOver ?? false);
            return
            [
                .. starts
                    .Select(
                        (s, i) =>
                            i + 1 < starts.Count
                            && new Period(s.From, starts[i + 1].From, HandedOver: true) is var until
                            && until.ClaimedTo <= end.ClaimedTo
                                ? new Stretch<T>(until, s.Value, s.Paper)
                                : new Stretch<T>(end with { From = s.From }, s.Value, s.Paper)
                    )
                    .Where(s => !s.Valid.EndsBeforeItBegins),
            ];
        }
    }

    /// <summary>The span that can be claimed on a day.</summary>
    public Stretch<T>? On(DateOnly day) =>
        Spans.Where(s => s.Valid.Holds(day)).Select(s => (Stretch<T>?)s).FirstOrDefault();
}
