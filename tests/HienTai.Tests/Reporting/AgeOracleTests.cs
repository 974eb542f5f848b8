using HienTai.Personnel.V1;
using HienTai.Reporting.V1;
using HienTai.Rpc.V1;
using Xunit.Sdk;

namespace HienTai.Tests.Reporting;

/// <summary>
/// One reading of a birth, whole or not, in lists, filters, figures and files: random births, recorded and corrected,
/// asked back on random days, against an oracle that knows nothing of the product's reckoning.
/// </summary>
public sealed class AgeOracleTests(App app)
{
    const int People = 12;

    static readonly int Histories = Scale.Long ? 1_000 : 50;

    static readonly (string Key, int From, int To)[] Bands =
    [
        ("0-30", 0, 30),
        ("31-40", 31, 40),
        ("41-50", 41, 50),
        ("51-", 51, 200),
    ];

    IndicatorService.IndicatorServiceClient Indicators => new(app.Grpc());

    [Theory]
    [InlineData("1984", "2024-08-01", 40)]
    [InlineData("1984-08", "2024-08-01", 40)]
    [InlineData("1984-08", "2024-07-31", 39)]
    [InlineData("1983-08-02", "2024-08-01", 40)]
    [InlineData("1984-02-29", "2023-02-28", 39)]
    public async Task A_person_is_in_exactly_one_of_two_lists_that_meet(string birth, string on, int age)
    {
        var unit = await app.Seed.Unit($"Xã {birth} {on}");
        var person = await Serving(unit, "Cao Văn Tuổi", birth);
        var at = new TimePoint { ValidOn = on };
        (await Listed(unit, at, 0, age - 1)).Should().BeEmpty();
        (await Listed(unit, at, age, 0)).Should().Equal(person);
        (await Listed(unit, at, age, age)).Should().Equal(person);
        (await Listed(unit, at, age + 1, 0)).Should().BeEmpty();
        var file = (await app.Seed.People.GetPersonAsync(new() { Id = person.ToString(), At = at })).Person;
        (file.Age, file.AgeCountedFrom)
            .Should()
            .Be(
                (
                    age,
                    birth.Length switch
                    {
                        4 => $"{birth}-01-01",
                        7 => $"{birth}-01",
                        _ => "",
                    }
                )
            );
    }

    [Fact]
    public async Task Lists_filters_figures_and_files_agree_with_an_oracle_that_counts_birthdays()
    {
        var seed = Scale.Seed();
        var dice = new Random(seed);
        var unit = await app.Seed.Unit("Xã Ngẫu Nhiên Tuổi");
        var (names, births) = (new Dictionary<Guid, string>(), new Dictionary<Guid, string>());
        for (var history = 0; history < Histories; history++)
        {
            var birth = Birth(dice);
            if (names.Count < People)
            {
                var name = $"Lê Ngẫu Nhiên {(char)('A' + names.Count)}";
                var came = await Serving(unit, name, birth);
                (names[came], births[came]) = (name, birth);
            }
            else
            {
                var person = names.Keys.ElementAt(dice.Next(People));
                await Correct(person, names[person], birth);
                births[person] = birth;
            }
            await AllAgree(dice, unit, births, $"HIENTAI_SEED={seed} history {history}");
        }
    }

    async Task AllAgree(Random dice, Guid unit, Dictionary<Guid, string> births, string which)
    {
        var on = Trap(dice, 2012, 2026);
        var at = new TimePoint { ValidOn = on.ToString("yyyy-MM-dd") };
        var ages = births.ToDictionary(b => b.Key, b => Birthdays(b.Value, on));
        // Asked where it matters: at somebody's own age.
        var age = ages.Values.ElementAt(dice.Next(ages.Count)) + dice.Next(2);
        var told =
            $"{which}, on {on}, {age}: {string.Join(", ", births.Values.Zip(ages.Values, (b, a) => $"{b} is {a}"))}";
        async Task Same(int min, int max, Func<int, bool> meant)
        {
            var (listed, expected) = (
                await Listed(unit, at, min, max),
                ages.Where(a => meant(a.Value)).Select(a => a.Key)
            );
            if (!listed.ToHashSet().SetEquals(expected))
                throw new XunitException($"{told}: listed from {min} to {max} are {listed.Length}");
        }
        await Same(age, 0, a => a >= age);
        await Same(0, age, a => a <= age);
        var answer = await Indicators.GetIndicatorsAsync(
            new()
            {
                At = at,
                Months = 1,
                By = Breakdown.Age,
                UnitId = unit.ToString(),
            }
        );
        var line = answer.Indicators[0];
        var figures = line.Parts.ToDictionary(p => p.Key, p => p.People);
        foreach (var (key, from, to) in Bands)
            if (figures.GetValueOrDefault(key) != ages.Values.Count(a => a >= from && a <= to))
                throw new XunitException($"{told}: counted in {key} are {figures.GetValueOrDefault(key)}");
        if (line.Parts.Sum(p => p.People) != line.People || line.People != births.Count)
            throw new XunitException($"{told}: {line.People} in all, {line.Parts.Sum(p => p.People)} in bands");
        var one = births.Keys.ElementAt(dice.Next(births.Count));
        var file = await app.Seed.People.GetPersonAsync(new() { Id = one.ToString(), At = at });
        if (file.Person.Age != ages[one])
            throw new XunitException($"{told}: {births[one]} is told to be {file.Person.Age}");
    }

    async Task<Guid[]> Listed(Guid unit, TimePoint at, int min, int max) =>
        [
            .. (
                await app.Seed.People.ListPeopleAsync(
                    new()
                    {
                        UnitId = unit.ToString(),
                        At = at,
                        MinAge = min,
                        MaxAge = max,
                        PageSize = 200,
                    }
                )
            ).People.Select(p => Guid.Parse(p.Id)),
        ];

    async Task<Guid> Serving(Guid unit, string name, string birth)
    {
        var person = await app.Seed.Person(name, birth);
        await app.Seed.Assignment(person, unit, "2010-01-01");
        return person;
    }

    async Task Correct(Guid person, string name, string birth) =>
        await app.Seed.People.CorrectIdentityAsync(
            new()
            {
                Envelope = Seed.Envelope("Đối chiếu giấy khai sinh."),
                PersonId = person.ToString(),
                Change = new()
                {
                    Identity = new()
                    {
                        FullName = name,
                        Birth = birth,
                        Sex = Sex.Female,
                    },
                },
            }
        );

    static string Birth(Random dice) =>
        Trap(dice, 1950, 1991) is var day
            ? dice.Next(4) switch
            {
                0 => $"{day:yyyy}",
                1 => $"{day:yyyy-MM}",
                _ => $"{day:yyyy-MM-dd}",
            }
            : "";

    /// <summary>A day, often one that calendars are got wrong by.</summary>
    static DateOnly Trap(Random dice, int first, int last)
    {
        var year = dice.Next(first, last);
        return dice.Next(5) switch
        {
            0 => new(year / 4 * 4, 2, 29),
            1 => new(year, 2, 28),
            2 => new(year, 8, dice.Next(1, 3)),
            3 => new(year, 1, 1),
            _ => new DateOnly(year, 1, 1).AddDays(dice.Next(365)),
        };
    }

    /// <summary>How many birthdays were had; who was born on 29/02 has it on 28/02 of a common year.</summary>
    static int Birthdays(string birth, DateOnly on)
    {
        var (year, month, day) = (
            int.Parse(birth[..4]),
            birth.Length > 4 ? int.Parse(birth[5..7]) : 1,
            birth.Length > 7 ? int.Parse(birth[8..]) : 1
        );
        var had = 0;
        for (var next = year + 1; next <= on.Year; next++)
            if ((next, month, day) is not (_, 2, 29) || DateTime.IsLeapYear(next))
                had += new DateOnly(next, month, day) <= on ? 1 : 0;
            else
                had += new DateOnly(next, 2, 28) <= on ? 1 : 0;
        return had;
    }
}
