using System.Collections.Immutable;
using System.Text.Json.Serialization;

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
/// <param name="Sets">Begin, Change and Correct: the attributes it speaks of; null: the whole value. What it does not
/// speak of goes on from before.</param>
/// <param name="Replaces">Change: what was on record by then for a later day no longer speaks of the same.</param>
public sealed record Step<T>(
    StepKind Kind,
    PartialDate? At,
    PartialDate? When,
    T? Value,
    Guid? Paper,
    bool HandedOver = false,
    Strings? Sets = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] bool Replaces = false
);

/// <summary>What becomes of entries on record for a later day that speak of the same attributes.</summary>
public enum LaterEntries
{
    /// <summary>The new value holds until the first of them.</summary>
    Kept = 1,

    /// <summary>The new value holds from then on, too.</summary>
    Replaced,
}

/// <summary>
/// An event that sets attributes from a day on, with what was decided about later entries; null: there were none.
/// </summary>
public interface ISetting
{
    LaterEntries? Later { get; }
}

/// <summary>From a day on these attributes are spoken of.</summary>
public sealed record Spoken(PartialDate From, Strings Of);

/// <summary>An entry of a later day that speaks of attributes that are being set, and of which of them.</summary>
public readonly record struct LaterEntry<T>(PartialDate From, T Value, Strings Attributes);

/// <summary>
/// What is recorded of a change: the whole value of the day, which attributes the change speaks of (null: all), and
/// what becomes of later entries that speak of the same; null if there are none.
/// </summary>
public sealed record Setting<T>(T Value, Strings? Sets, LaterEntries? Later);

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

    /// <summary>
    /// The world changed: from a day on another value of some attributes, until the next change of each that is on
    /// record already, or (<see cref="LaterEntries.Replaced"/>) from then on. What a step sets that does not say so is
    /// what differs from the value of its day as known just before it.
    /// </summary>
    public Line<T> Changed(PartialDate from, T value, Guid? paper, Strings? sets = null, LaterEntries? later = null) =>
        new(
            Steps.Add(
                new(StepKind.Change, null, from, value, paper)
                {
                    Sets = sets ?? Differing(from, value),
                    Replaces = later is LaterEntries.Replaced,
                }
            )
        );

    /// <summary>
    /// The span that was recorded to begin at <paramref name="at"/> began at <paramref name="from"/> and was
    /// <paramref name="value"/>.
    /// </summary>
    public Line<T> Corrected(PartialDate? at, PartialDate? from, T value, Guid? paper) =>
        new(Steps.Add(new(StepKind.Correct, at, from, value, paper) { Sets = Righted(at, value) }));

    /// <summary>It ends, or (null) it has not ended after all.</summary>
    public Line<T> Ended(PartialDate? on, Guid? paper, bool handedOver = false) =>
        new(Steps.Add(new(StepKind.End, null, on, default, paper, handedOver)));

    /// <summary>The first day it no longer holds.</summary>
    public PartialDate? End => Ending?.When;

    Step<T>? Ending => Steps.LastOrDefault(s => s.Kind is StepKind.End);

    /// <summary>From its first beginning to its end.</summary>
    public Period Whole => new(Spans[0].Valid.From, End, Ending?.HandedOver ?? false);

    /// <summary>
    /// The same steps without what is personal. Which personal attributes a step set goes with their values, as it
    /// cannot be told without them.
    /// </summary>
    public Line<T> Erased(Func<T, T> without) =>
        new(
            Steps.ConvertAll(s =>
                s with
                {
                    Value = s.Value is { } value ? without(value) : s.Value,
                    Sets = s.Sets is { } sets ? Strings.Of([.. sets.Except(Attributes<T>.Personal)]) : null,
                }
            )
        );

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

    /// <summary>The value on a day as the steps order it; before the first, none.</summary>
    static Begun<T>? At(List<Begun<T>> begun, PartialDate day) =>
        begun.LastOrDefault(b => Nullable.Compare(b.From, day) <= 0);

    // What a value from a day on changes; null: everything.
    Strings? Differing(PartialDate from, T value) =>
        At(Begun<T>.Of(Steps), from) is { } before ? Attributes<T>.Differing(before.Value, value) : null;

    // A correction speaks of what the step it corrects spoke of, and of what it says otherwise.
    Strings? Righted(PartialDate? at, T value) =>
        Begun<T>.Of(Steps).Find(b => b.From == at) is { Sets: { } sets } wrong
            ? Strings.Of([.. sets.Union(Attributes<T>.Differing(wrong.Value, value) ?? [])])
            : null;

    /// <summary>The same by name alone, for a line of which all is called by one name.</summary>
    public IEnumerable<Spoken> Later(PartialDate from, Strings? sets, string? called) =>
        Later(from, sets).Select(l => new Spoken(l.From, called is null ? l.Attributes : Strings.Of([called])));

    /// <summary>The entries of later days that speak of any of these attributes, oldest first.</summary>
    public IReadOnlyList<LaterEntry<T>> Later(PartialDate from, Strings? sets) =>
        [
            .. Begun<T>
                .Of(Steps)
                .Where(b => b.From?.CompareTo(from) > 0 && !(End?.CompareTo(b.From.Value) <= 0))
                .Select(b => new LaterEntry<T>(b.From!.Value, b.Value, b.Speaks(sets)))
                .Where(l => l.Attributes.Count > 0 || sets is null),
        ];

    /// <summary>
    /// What setting some attributes (null: those that differ) from a day on comes to; null if to nothing.
    /// </summary>
    /// <param name="sound">Rejects a value that cannot be; asked about every value that follows from it.</param>
    public Setting<T>? Set(PartialDate from, T value, Strings? sets, LaterEntries? later, Func<T, T>? sound = null)
    {
        var begun = Begun<T>.Of(Steps);
        var before = At(begun, from);
        // Of a day that may lie before the first value, known to the year alone, the first is the one that is changed.
        var over = (before ?? begun.FirstOrDefault()) is { } known
            ? Attributes<T>.Over(known.Value, value, sets)
            : value;
        var said = sets ?? (before is null ? null : Attributes<T>.Differing(before.Value, over));
        var entries = Later(from, said);
        if (
            before is not null
            && Equals(before.Value, over)
            && (later is not LaterEntries.Replaced || entries.Count == 0)
        )
            return null;
        if (sound is not null)
            foreach (var follows in Changed(from, over, null, said, later).Spans.Select(s => s.Value))
                if (begun.TrueForAll(b => !Equals(b.Value, follows)))
                    sound(follows);
        return new(over, said, entries.Count == 0 ? null : later ?? LaterEntries.Kept);
    }

    /// <summary>The value in each period, oldest first, without gaps.</summary>
    public IReadOnlyList<Stretch<T>> Spans
    {
        get
        {
            var begun = Begun<T>.Of(Steps);
            var end = new Period(null, End, Ending?.HandedOver ?? false);
            return
            [
                .. begun
                    .Select(
                        (s, i) =>
                            i + 1 < begun.Count
                            && new Period(s.From, begun[i + 1].From, HandedOver: true) is var until
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

/// <summary>What begins on a day: a value, and which attributes of it were set that day (null: all).</summary>
sealed record Begun<T>(PartialDate? From, T Value, Guid? Paper, Strings? Sets)
{
    /// <summary>
    /// What the steps come to, oldest first. Each step is taken into what was known before it; then every attribute
    /// goes on until it is set again.
    /// </summary>
    public static List<Begun<T>> Of(IEnumerable<Step<T>> steps)
    {
        var all = new List<Begun<T>>();
        foreach (var step in steps)
            if (step.Kind is not StepKind.End)
                Take(all, step);
        for (var i = 1; i < all.Count; i++)
            all[i] = all[i] with { Value = Attributes<T>.Over(all[i - 1].Value, all[i].Value, all[i].Sets) };
        return all;
    }

    static void Take(List<Begun<T>> all, Step<T> step)
    {
        if (step.Kind is StepKind.Correct)
        {
            var wrong = all.BinarySearch(new(step.At, default!, null, null), Oldest);
            if (wrong < 0)
                return; // the span it corrected has fallen with its paper
            all.RemoveAt(wrong);
        }
        var now = new Begun<T>(step.When, step.Value!, step.Paper, step.Sets);
        var place = all.BinarySearch(now, Oldest);
        if (place >= 0)
            all[place] = now.After(all[place]); // two values from the same day: the later word stands
        else
            all.Insert(place = ~place, now);
        if (step.Replaces)
            Silence(all, place + 1, step.Sets ?? Attributes<T>.All);
    }

    static readonly Comparer<Begun<T>> Oldest = Comparer<Begun<T>>.Create((a, b) => Nullable.Compare(a.From, b.From));

    Begun<T> After(Begun<T> before) =>
        Sets is null
            ? this
            : this with
            {
                Value = Attributes<T>.Over(before.Value, Value, Sets),
                Sets = before.Sets is null ? null : Strings.Of([.. before.Sets.Union(Sets)]),
            };

    // What later entries said of the same is no longer said; one that says nothing else is none.
    static void Silence(List<Begun<T>> all, int first, Strings said)
    {
        for (var i = all.Count - 1; i >= first; i--)
            if (Strings.Of([.. all[i].Speaks(null).Except(said)]) is { Count: > 0 } left)
                all[i] = all[i] with { Sets = left };
            else
                all.RemoveAt(i);
    }

    /// <summary>Which of some attributes (null: all) were set.</summary>
    public Strings Speaks(Strings? of) =>
        Strings.Of([.. (Sets ?? Attributes<T>.All).Intersect(of ?? Attributes<T>.All)]);
}
