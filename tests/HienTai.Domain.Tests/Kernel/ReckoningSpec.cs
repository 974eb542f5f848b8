using CsCheck;
using HienTai.Domain.Kernel;

namespace HienTai.Domain.Tests.Kernel;

/// <summary>Years and months by the calendar, against an oracle that walks from birthday to birthday.</summary>
public sealed class ReckoningSpec
{
    const int Samples = 5_000;

    static DateOnly Day(string iso) => DateOnly.Parse(iso);

    [Theory]
    [InlineData("1983-08-02", "2024-08-01", 40)]
    [InlineData("1983-08-02", "2024-08-02", 41)]
    [InlineData("1993-08-02", "2024-08-01", 30)]
    [InlineData("1984", "2024-08-01", 40)]
    [InlineData("1984", "2023-12-31", 39)]
    [InlineData("1984-08", "2024-08-01", 40)]
    [InlineData("1984-08", "2024-07-31", 39)]
    [InlineData("1984-02-29", "2023-02-27", 38)]
    [InlineData("1984-02-29", "2023-02-28", 39)]
    [InlineData("1984-02-29", "2024-02-28", 39)]
    [InlineData("1984-02-29", "2024-02-29", 40)]
    [InlineData("2030-01-01", "2024-08-01", 0)]
    public void An_age_is_counted_by_calendar_years_to_the_day(string birth, string on, int age) =>
        Reckoning.Age(PartialDate.Parse(birth), Day(on)).Should().Be(age);

    [Theory]
    [InlineData("1984", "tính từ 01/01/1984")]
    [InlineData("1984-09", "tính từ 01/9/1984")]
    [InlineData("1984-09-05", "")]
    public void What_an_age_is_counted_from_is_said_where_the_birth_does_not_say_it(string birth, string vi) =>
        Reckoning.Beside(PartialDate.Parse(birth)).Vi.Should().Be(vi);

    static readonly Gen<DateOnly> Days = Gen.Int[Day("1930-01-01").DayNumber, Day("2060-12-31").DayNumber]
        .Select(Gen.Int[0, 4])
        // The days that years and months trip over are drawn far more often than they come.
        .Select(
            (number, kind) =>
                DateOnly.FromDayNumber(number) is var day
                    ? kind switch
                    {
                        0 => new DateOnly(day.Year - day.Year % 4, 2, 29),
                        1 => new DateOnly(day.Year, 2, 28),
                        2 => new DateOnly(day.Year, day.Month, DateTime.DaysInMonth(day.Year, day.Month)),
                        _ => day,
                    }
                    : day
        );

    static DateOnly Birthday(DateOnly born, int year) =>
        new(year, born.Month, Math.Min(born.Day, DateTime.DaysInMonth(year, born.Month)));

    static int AgeByWalking(DateOnly born, DateOnly on)
    {
        var age = 0;
        while (Birthday(born, born.Year + age + 1) <= on)
            age++;
        return age;
    }

    [Fact]
    public void An_age_is_the_number_of_birthdays_had() =>
        Days.Select(Days).Sample((born, on) => Reckoning.Age(born, on) == AgeByWalking(born, on), iter: Samples);

    [Fact]
    public void Who_was_born_by_the_day_is_so_old_and_nobody_else() =>
        // Asked at the age somebody has, or has next: elsewhere no day decides.
        Days.Select(Days, Gen.Int[0, 1])
            .Sample(
                (born, on, next) =>
                    born > on
                    || AgeByWalking(born, on) is var age && born <= Reckoning.BornBy(age + next, on) == (next == 0),
                iter: Samples
            );

    [Fact]
    public void As_many_months_have_passed_as_the_day_after_them_says() =>
        Days.Select(Days)
            .Sample(
                (from, on) =>
                    Reckoning.Months(from, on) is var months
                    && (
                        on <= from
                            ? months == 0
                            : Reckoning.After(from, months) <= on && Reckoning.After(from, months + 1) > on
                    ),
                iter: Samples
            );

    [Fact]
    public void A_term_never_runs_past_the_end_of_time() =>
        Reckoning.After(DateOnly.MaxValue.AddDays(-40), 2).Should().Be(DateOnly.MaxValue);

    static int Served(string until, params (string From, string To)[] periods) =>
        ServiceTime.MonthsOf(
            periods.Select(p => new Period(PartialDate.Parse(p.From), PartialDate.TryParse(p.To))),
            Day(until)
        );

    [Fact]
    public void Service_without_a_gap_is_one_stretch_by_the_calendar()
    {
        Served("2024-09-01", ("2014-09-01", "")).Should().Be(120);
        Served("2024-08-31", ("2014-09-01", "")).Should().Be(119);
        Served("2024-09-01", ("2019-02-11", ""), ("2014-09-01", "2019-02-11")).Should().Be(120);
        Served("2024-09-01", ("2014-09-01", "2020-01-01"), ("2018-01-01", "2019-01-01"), ("2019-06-01", ""))
            .Should()
            .Be(120, "what overlaps counts once");
        Served("2024-09-01", ("2025-01-01", "")).Should().Be(0);
        Served("2024-09-01").Should().Be(0);
    }

    [Fact]
    public void Days_left_over_of_several_stretches_make_a_month_by_thirties() =>
        Served("2024-09-01", ("2020-01-01", "2020-01-21"), ("2021-01-01", "2021-02-11"), ("2022-01-01", "2022-01-10"))
            .Should()
            .Be(2, "20 days, a month and 10 days, 9 days");
}

public sealed class RetirementSpec
{
    [Theory]
    [InlineData(Sex.Female, "1970-02-01", "2027-06-01")]
    [InlineData(Sex.Female, "1970-02", "2027-06-01")]
    [InlineData(Sex.Male, "1964", "2025-04-01")]
    [InlineData(Sex.Male, "1984", "2046-01-01")]
    [InlineData(Sex.Male, "1984-02-29", "2046-02-28")]
    [InlineData(Sex.Female, "1965-12-31", "2020-12-31")]
    public void Retirement_age_is_reached_on_a_day_of_the_calendar(Sex sex, string birth, string day) =>
        Retirement.Of(sex, PartialDate.Parse(birth)).Should().Be(DateOnly.Parse(day));
}
