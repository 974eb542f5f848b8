namespace HienTai.Server.Sample;

/// <summary>
/// The hours in which the sample's officers record: 7:30 to 11:30 and 13:00 to 17:00 in Vietnam, weekdays, no holidays.
/// </summary>
static class Workdays
{
    static readonly TimeSpan Vietnam = TimeSpan.FromHours(7);

    // Days off of 2023 and 2024 as commonly announced, weekends aside.
    static readonly HashSet<DateOnly> Off =
    [
        new(2023, 5, 1),
        new(2023, 5, 2),
        new(2023, 5, 3),
        new(2023, 9, 1),
        new(2023, 9, 4),
        new(2024, 1, 1),
        new(2024, 2, 8),
        new(2024, 2, 9),
        new(2024, 2, 12),
        new(2024, 2, 13),
        new(2024, 2, 14),
        new(2024, 4, 18),
        new(2024, 4, 29),
        new(2024, 4, 30),
        new(2024, 5, 1),
        new(2024, 9, 2),
        new(2024, 9, 3),
    ];

    public static bool Is(DateOnly day) =>
        day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday) && !Off.Contains(day);

    public static DateOnly OnOrAfter(DateOnly day)
    {
        while (!Is(day))
            day = day.AddDays(1);
        return day;
    }

    public static DateOnly OnOrBefore(DateOnly day)
    {
        while (!Is(day))
            day = day.AddDays(-1);
        return day;
    }

    /// <summary>
    /// The n-th of <paramref name="all"/> equal steps through the workdays between two days: the day, and the step
    /// within it.
    /// </summary>
    public static DateOnly Spread(DateOnly first, DateOnly last, int n, int all)
    {
        var days = Enumerable.Range(0, last.DayNumber - first.DayNumber + 1).Select(first.AddDays).Where(Is).ToArray();
        return days[(int)((long)n * days.Length / all)];
    }

    /// <summary>Some minute of a working day.</summary>
    public static DateTimeOffset At(DateOnly day, Dice dice) =>
        dice.Percent(52) ? At(day, 7, 30 + dice.Below(235)) : At(day, 13, dice.Below(235));

    public static DateTimeOffset At(DateOnly day, int hour, int minute) =>
        new(day.ToDateTime(new(hour, 0)).AddMinutes(minute), Vietnam);
}
