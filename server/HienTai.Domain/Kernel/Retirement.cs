namespace HienTai.Domain.Kernel;

/// <summary>
/// When somebody reaches retirement age under normal conditions. Until the end of 2020 60 years for men and 55 for
/// women; in 2021 60 years 3 months and 55 years 4 months, then 3 and 4 months more each year up to 62 (from 2028) and
/// 60 (from 2035). Source: Bộ luật Lao động 45/2019/QH14 Art. 169, NĐ 135/2020/NĐ-CP Art. 4; known, not checked against
/// the issuing text.
/// </summary>
public static class Retirement
{
    public static DateOnly Of(Sex sex, PartialDate birth)
    {
        var born = Reckoning.Born(birth);
        var early = Reckoning.After(born, sex is Sex.Male ? 60 * 12 : 55 * 12);
        if (early.Year < 2021)
            return early;
        for (var year = 2021; ; year++)
            // The age of the year in which it is reached.
            if (Reckoning.After(born, MonthsIn(year, sex)) is var day && day.Year <= year)
                return day;
    }

    static int MonthsIn(int year, Sex sex) =>
        sex is Sex.Male
            ? Math.Min(60 * 12 + 3 * (year - 2020), 62 * 12)
            : Math.Min(55 * 12 + 4 * (year - 2020), 60 * 12);

    /// <summary>Whole months of service left on a day; 0 if there are none.</summary>
    public static int MonthsLeft(Sex sex, PartialDate birth, DateOnly on) => Reckoning.Months(on, Of(sex, birth));
}
