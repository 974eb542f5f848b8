namespace HienTai.Domain.Kernel;

/// <summary>
/// Ages, service and terms, by calendar years and months to the day: whoever was born on 02/8/1983 is 40 on 01/8/2024
/// and 41 the day after. Everything that counts years asks here; SQL asks of a column filled here
/// (<c>PersonSearchFact.Born</c>) by a day reckoned here, so that lists, filters, figures and judgements agree.
/// </summary>
/// <remarks>
/// Where the month a term ends in has no such day, it ends on the last day of that month: born on 29/02, a year older
/// on 28/02 of a common year. Bộ luật Dân sự 91/2015/QH13 Art. 148 says so of terms in months (read in a copy, not in
/// the issuing text) and nothing of this day in terms of years; that it holds for those and for ages is our rule.
/// </remarks>
public static class Reckoning
{
    /// <summary>
    /// The day a birth is counted from: of a year alone 1 January, of a month alone its 1st. NĐ 158/2025/NĐ-CP Art. 12
    /// reads it so for retirement (known, not checked against the issuing text); that other ages are read alike, so
    /// that nobody has two, is our rule.
    /// </summary>
    public static DateOnly Born(PartialDate birth) => birth.Earliest;

    /// <summary>Whole years of age on a day; 0 before birth.</summary>
    public static int Age(PartialDate birth, DateOnly on) => Months(Born(birth), on) / 12;

    /// <summary>The last day of birth that is at least so old on a day.</summary>
    public static DateOnly BornBy(int age, DateOnly on) => Since(on, 12 * age);

    /// <summary>The day to be told beside an age, where the birth is not known to the day.</summary>
    public static DateOnly? CountedFrom(PartialDate? birth) => birth is { Day: null } inexact ? Born(inexact) : null;

    /// <summary>That day in words; empty if there is nothing to tell.</summary>
    public static (string Vi, string En) Beside(PartialDate? birth) =>
        CountedFrom(birth) is { } day
            ? ($"tính từ {((PartialDate)day).Vi}", $"counted from {day:yyyy-MM-dd}")
            : ("", "");

    /// <summary>The day on which so many months have passed.</summary>
    public static DateOnly After(DateOnly from, int months) =>
        from <= DateOnly.MaxValue.AddMonths(-months) ? from.AddMonths(months) : DateOnly.MaxValue;

    /// <summary>
    /// The last day from which so many months have passed on another: the inverse of <see cref="After"/>.
    /// </summary>
    public static DateOnly Since(DateOnly on, int months)
    {
        var day = on.AddMonths(-months);
        return IsLast(on) ? new(day.Year, day.Month, DateTime.DaysInMonth(day.Year, day.Month)) : day;
    }

    /// <summary>How many whole months have passed from one day to another; 0 if none.</summary>
    public static int Months(DateOnly from, DateOnly on)
    {
        if (on <= from)
            return 0;
        var months = (on.Year - from.Year) * 12 + on.Month - from.Month;
        return After(from, months) > on ? months - 1 : months;
    }

    static bool IsLast(DateOnly day) => day.Day == DateTime.DaysInMonth(day.Year, day.Month);
}

/// <summary>
/// Adds up service until a day. What follows without a gap is one stretch, counted by the calendar; the days that are
/// left over of several stretches make a month by thirties, as Bộ luật Dân sự 91/2015/QH13 Art. 146 counts time that is
/// not continuous (read in a copy).
/// </summary>
/// <remarks>
/// A period counts from the first day it can be claimed (<see cref="Period.ClaimedFrom"/>): service that began "2015"
/// is not known to have begun before its last day, and no source known here reads it otherwise.
/// </remarks>
public struct ServiceTime(DateOnly until)
{
    DateOnly from,
        to;
    int months,
        days;
    bool gap;

    /// <summary>
    /// One period of service, in the order of their beginnings; <paramref name="end"/> is no longer in it.
    /// </summary>
    public void Add(DateOnly begin, DateOnly end)
    {
        end = end < until ? end : until;
        if (end <= begin)
            return;
        if (begin <= to)
        {
            to = end > to ? end : to;
            return;
        }
        gap = to != default;
        (months, days) = Closed;
        (from, to) = (begin, end);
    }

    public readonly int Months
    {
        get
        {
            var (whole, left) = Closed;
            return gap ? whole + left / 30 : whole;
        }
    }

    public readonly int Years => Months / 12;

    readonly (int Months, int Days) Closed
    {
        get
        {
            var whole = Reckoning.Months(from, to);
            return (months + whole, days + to.DayNumber - Reckoning.After(from, whole).DayNumber);
        }
    }

    public static int MonthsOf(IEnumerable<Period> periods, DateOnly until)
    {
        var time = new ServiceTime(until);
        foreach (var period in periods.OrderBy(p => p.ClaimedFrom))
            time.Add(period.ClaimedFrom, period.ClaimedTo);
        return time.Months;
    }
}
