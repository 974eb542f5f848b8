namespace HienTai.Domain.Kernel;

/// <summary>
/// A stretch of days: it begins somewhere inside <paramref name="From"/> and ends before <paramref name="To"/>.
/// No From means always so far as is known; no To means it still holds.
/// </summary>
/// <param name="HandedOver">
/// It ends because something else takes its place the same day: a new post, a new name. Then it is claimed until that
/// can be, so that a change known only to the year leaves no hole in which neither holds.
/// </param>
public readonly record struct Period(PartialDate? From, PartialDate? To, bool HandedOver = false)
{
    public static readonly Period Always = new(null, null);

    /// <summary>The first day on which it can be claimed to hold: the last day its beginning can mean.</summary>
    public DateOnly ClaimedFrom => From?.Latest ?? DateOnly.MinValue;

    /// <summary>
    /// The first day on which it can no longer be claimed to hold: the first day its end can mean, or the last if it
    /// was handed over.
    /// </summary>
    public DateOnly ClaimedTo => (HandedOver ? To?.Latest : To?.Earliest) ?? DateOnly.MaxValue;

    /// <summary>True if it can be claimed that day.</summary>
    public bool Holds(DateOnly on) => ClaimedFrom <= on && on < ClaimedTo;

    /// <summary>True if there is a day on which both can be claimed.</summary>
    public bool Overlaps(Period other) =>
        ClaimedFrom < other.ClaimedTo
        && other.ClaimedFrom < ClaimedTo
        && ClaimedFrom < ClaimedTo
        && other.ClaimedFrom < other.ClaimedTo;

    /// <summary>True if there is no way to read its two dates in which it ends after it begins.</summary>
    public bool EndsBeforeItBegins => From is { } from && To is { } to && to.Latest <= from.Earliest;
}
