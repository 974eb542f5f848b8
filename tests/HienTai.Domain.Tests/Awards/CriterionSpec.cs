using HienTai.Domain.Awards;
using HienTai.Domain.Kernel;

namespace HienTai.Domain.Tests.Awards;

public sealed class CriterionSpec
{
    static Deed Title(string code, int year) => new(Matter.Title, Guid.CreateVersion7(), code, default, year);

    static Deed Recognised(AwardLevel level, int year) =>
        new(Matter.Initiative, Guid.CreateVersion7(), "", level, year);

    static Deed Since(string from, string to = "") =>
        new(Matter.Service, Guid.CreateVersion7(), "", default, int.Parse(from[..4]))
        {
            Served = [new(PartialDate.Parse(from), PartialDate.TryParse(to))],
        };

    static Criterion Of(string rule) => Criterion.TryParse($"x = {rule} | Tiêu chuẩn | Criterion")!;

    [Theory]
    [InlineData("title LDTT in the year")]
    [InlineData("title CSTD_CO_SO 3 years in a row")]
    [InlineData("title CSTD_TINH 2 times")]
    [InlineData("initiative City")]
    [InlineData("initiative Unit in the year or stated")]
    [InlineData("service 10 years")]
    public void A_criterion_is_written_as_it_was_read(string rule) =>
        (Of(rule).Rules, Of(rule).ToString()).Should().Be((rule, $"x = {rule} | Tiêu chuẩn | Criterion"));

    [Theory]
    [InlineData("x = title | a | b")]
    [InlineData("x = title LDTT 0 years in a row | a | b")]
    [InlineData("x = initiative Province | a | b")]
    [InlineData("x = service | a | b")]
    [InlineData("x = stated or luck | a | b")]
    [InlineData("X = stated | a | b")]
    [InlineData("x = stated | a")]
    public void What_cannot_be_read_is_none(string text) => Criterion.TryParse(text).Should().BeNull();

    [Fact]
    public void A_title_of_the_year_is_of_that_year()
    {
        Of("title LDTT in the year")
            .Judge([Title("LDTT", 2023), Title("CSTD_CO_SO", 2024)], 2024)
            .Should()
            .Match<Finding>(f => f.Verdict == Verdict.NotMet && f.Missing.En == "none in 2024");
        Of("title LDTT in the year").Judge([Title("LDTT", 2024)], 2024).By.Should().ContainSingle();
    }

    [Theory]
    [InlineData(Verdict.Met, "", 2022, 2023, 2024)]
    [InlineData(Verdict.Met, "", 2021, 2022, 2023)]
    [InlineData(Verdict.NotMet, "2022 missing", 2021, 2023, 2024)]
    [InlineData(Verdict.NotMet, "2022 missing", 2023, 2024)]
    [InlineData(Verdict.NotMet, "2022, 2023, 2024 missing")]
    [InlineData(Verdict.NotMet, "2022, 2023, 2024 missing", 2017, 2018, 2019)]
    public void Years_in_a_row_have_no_gap_and_reach_the_year(Verdict verdict, string missing, params int[] years)
    {
        var found = Of("title CSTD_CO_SO 3 years in a row").Judge(years.Select(y => Title("CSTD_CO_SO", y)), 2024);
        (found.Verdict, found.Missing.En).Should().Be((verdict, missing));
    }

    [Fact]
    public void Two_recognised_years_in_a_row_are_no_longer_so_without_one_of_them()
    {
        var (first, second) = (Recognised(AwardLevel.Unit, 2023), Recognised(AwardLevel.City, 2024));
        Of("initiative Unit 2 years in a row")
            .Judge([first, second], 2024)
            .Verdict.Should()
            .Be(Verdict.Met, "a higher level is one too");
        Of("initiative Unit 2 years in a row").Judge([second], 2024).Verdict.Should().Be(Verdict.NotMet);
        Of("initiative City 2 years in a row")
            .Judge([first, second], 2024)
            .Verdict.Should()
            .Be(Verdict.NotMet, "a lower level is none");
    }

    [Fact]
    public void What_came_later_does_not_count() =>
        Of("initiative City").Judge([Recognised(AwardLevel.City, 2025)], 2024).Verdict.Should().Be(Verdict.NotMet);

    [Fact]
    public void Times_are_counted() =>
        Of("title CSTD_TINH 2 times").Judge([Title("CSTD_TINH", 2020)], 2024).Missing.En.Should().Be("1 of 2");

    [Fact]
    public void Service_is_counted_in_years_and_unknown_if_nothing_is_recorded()
    {
        Of("service 10 years").Judge([Since("2014")], 2024).Verdict.Should().Be(Verdict.Met);
        Of("service 10 years")
            .Judge([Since("2015-01-01")], 2024)
            .Should()
            .Match<Finding>(f => f.Verdict == Verdict.NotMet && f.Missing.En == "9 of 10 years");
        Of("service 10 years").Judge([], 2024).Verdict.Should().Be(Verdict.NotEnoughData);
    }

    [Fact]
    public void What_only_an_officer_can_say_is_unknown_until_they_say_it()
    {
        Of("stated").Judge([], 2024).Verdict.Should().Be(Verdict.NotEnoughData);
        Of("stated").Judge([], 2024, new(true, "Xuất sắc.")).Verdict.Should().Be(Verdict.Met);
        Of("stated").Judge([], 2024, new(false, "Chưa.")).Verdict.Should().Be(Verdict.NotMet);
        Of("initiative Unit in the year or stated")
            .Judge([], 2024)
            .Verdict.Should()
            .Be(Verdict.NotEnoughData, "one of two is still open");
        Of("initiative Unit in the year or stated")
            .Judge([Recognised(AwardLevel.Unit, 2024)], 2024)
            .Verdict.Should()
            .Be(Verdict.Met);
        Of("initiative Unit in the year or stated")
            .Judge([], 2024, new(false, "Chưa."))
            .Verdict.Should()
            .Be(Verdict.NotMet);
    }

    [Fact]
    public void All_criteria_together()
    {
        Criterion.Of([]).Should().Be(Verdict.NotEnoughData, "no criterion on record says nothing");
        Criterion.Of([Of("stated").Judge([], 2024), Of("title LDTT").Judge([], 2024)]).Should().Be(Verdict.NotMet);
        Criterion
            .Of([Of("stated").Judge([], 2024, new(true, "")), Of("title LDTT").Judge([Title("LDTT", 2020)], 2024)])
            .Should()
            .Be(Verdict.Met);
    }
}
