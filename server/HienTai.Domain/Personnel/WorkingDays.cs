using System.Globalization;

namespace HienTai.Domain.Personnel;

/// <summary>
/// Days on which offices work: not on weekends, nor on the public holidays of Bộ luật Lao động 2019 Art. 112 that
/// follow from the calendar (1 January, Tết, Hùng Kings' day, 30 April, 1 May, 2 September). Days off and make-up days
/// decided year by year are not known here, so a deadline counted by this is never later than the true one. The article
/// was taken from third-party copies, not verified.
/// </summary>
public static class WorkingDays
{
    static readonly ChineseLunisolarCalendar Moon = new();

    public static bool Is(DateOnly day) =>
        day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday) && !IsHoliday(day);

    /// <summary>The n-th working day after a day.</summary>
    public static DateOnly After(DateOnly day, int count)
    {
        while (count > 0)
        {
            day = day.AddDays(1);
            if (Is(day))
                count--;
        }
        return day;
    }

    static bool IsHoliday(DateOnly day) =>
        (day.Month, day.Day) is (1, 1) or (4, 30) or (5, 1) or (9, 2)
        || Lunar(day) is (1, >= 1 and <= 4) or (3, 10)
        || Lunar(day.AddDays(1)) is (1, 1);

    // The Vietnamese and the Chinese calendar differ by a day in a few years of a century; counted days are weekdays
    // around Tết all the same.
    static (int Month, int Day) Lunar(DateOnly day)
    {
        var time = day.ToDateTime(default);
        if (time < Moon.MinSupportedDateTime || time > Moon.MaxSupportedDateTime)
            return default;
        var (year, month) = (Moon.GetYear(time), Moon.GetMonth(time));
        var leap = Moon.GetLeapMonth(year);
        return (leap > 0 && month >= leap ? month - 1 : month, Moon.GetDayOfMonth(time));
    }
}
