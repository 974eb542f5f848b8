using System.Text;
using HienTai.Domain.Kernel;

namespace HienTai.Domain.Tests.Kernel;

public class PartialDateSpec
{
    [Theory]
    [InlineData("1998", "1998-01-01", "1998-12-31")]
    [InlineData("2024-02", "2024-02-01", "2024-02-29")]
    [InlineData("2024-09-01", "2024-09-01", "2024-09-01")]
    public void A_partial_date_is_an_interval(string text, string earliest, string latest)
    {
        var date = PartialDate.Parse(text);
        (date.Earliest, date.Latest, date.ToString())
            .Should()
            .Be((DateOnly.Parse(earliest), DateOnly.Parse(latest), text));
    }

    [Theory]
    [InlineData("")]
    [InlineData("2024-02-30")]
    [InlineData("2023-02-29")]
    [InlineData("2024-13")]
    [InlineData("24-01-01")]
    [InlineData("2024-1-1")]
    [InlineData("2024/01/01")]
    [InlineData("1899")]
    [InlineData("2200")]
    [InlineData("2024-01-01T00")]
    [InlineData("２０２４")]
    public void What_is_not_a_date_is_not_read_as_one(string text) => PartialDate.TryParse(text).Should().BeNull();

    [Fact]
    public void A_claim_counts_from_the_last_day_of_its_beginning_to_the_first_of_its_end()
    {
        var period = new Period(PartialDate.Parse("2023-09"), PartialDate.Parse("2024-06"));
        period.Holds(new(2023, 9, 29)).Should().BeFalse();
        period.Holds(new(2023, 9, 30)).Should().BeTrue();
        period.Holds(new(2024, 5, 31)).Should().BeTrue();
        period.Holds(new(2024, 6, 1)).Should().BeFalse();
    }
}

public class LineSpec
{
    static readonly Guid Paper = Guid.NewGuid();

    static PartialDate D(string text) => PartialDate.Parse(text);

    static string Text(Line<string> line) =>
        string.Join(" | ", line.Spans.Select(s => $"{s.Valid.From}..{s.Valid.To}={s.Value}"));

    [Fact]
    public void A_change_holds_until_the_next_one_already_on_record() =>
        Text(Line<string>.Begun(D("2000"), "a", null).Changed(D("2010"), "c", null).Changed(D("2005"), "b", null))
            .Should()
            .Be("2000..2005=a | 2005..2010=b | 2010..=c");

    [Fact]
    public void A_correction_moves_the_span_it_names() =>
        Text(
                Line<string>
                    .Begun(D("2000"), "a", null)
                    .Changed(D("2024-03"), "b", null)
                    .Corrected(D("2024-03"), D("2023-09"), "b", null)
            )
            .Should()
            .Be("2000..2023-09=a | 2023-09..=b");

    [Fact]
    public void An_end_can_be_taken_back() =>
        Text(Line<string>.Begun(D("2000"), "a", null).Ended(D("2020"), null).Ended(null, null)).Should().Be("2000..=a");

    [Fact]
    public void What_rests_on_a_withdrawn_paper_falls_and_the_rest_stands()
    {
        var line = Line<string>.Begun(D("2000"), "a", null).Changed(D("2010"), "b", Paper).Ended(D("2020"), Paper);
        Text(line.Without(Paper)!).Should().Be("2000..=a");
        Line<string>.Begun(D("2000"), "a", Paper).Without(Paper).Should().BeNull();
    }
}

public class VietnameseTextSpec
{
    [Theory]
    [InlineData("Nguyễn Thị Đoan Trang", "nguyen thi doan trang")]
    [InlineData("ƯỚC MƠ", "uoc mo")]
    [InlineData("Hoà", "hoa")]
    public void Folding_takes_tones_and_marks_away(string text, string folded)
    {
        VietnameseText.Fold(text).Should().Be(folded);
        VietnameseText.Fold(text.ToUpperInvariant()).Should().Be(folded);
    }

    // Decomposed by hand, because the machine may have no ICU.
    [Theory]
    [InlineData("Nguye\u0302\u0303n", "Nguyễn")]
    [InlineData("Hu\u031Bo\u031Bng", "Hương")]
    [InlineData("A\u0323\u0302n", "Ận")]
    [InlineData("D\u00A0  u\u031B\u0301", "D ứ")]
    [InlineData("Lê\u200B Thị\t Hoa ", "Lê Thị Hoa")]
    public void Any_way_of_typing_it_is_the_same_text(string typed, string text) =>
        VietnameseText.Normalize(typed).Should().Be(text);

    [Fact]
    public void Names_sort_by_ten_then_ho_then_dem()
    {
        string[] sorted =
        [
            "Lê Thành An",
            "Nguyễn Thanh Ánh",
            "Trần Thị Ân",
            "Trần Thanh Bình",
            "Võ Thị Dung",
            "Huỳnh Văn Đạt",
            "Cao Thành Long",
            "Nguyễn Thị Thanh",
            "Lâm Văn Thành",
            "Trương Công Thạnh",
        ];
        sorted.Reverse().OrderBy(VietnameseText.NameKey, StringComparer.Ordinal).Should().Equal(sorted);
    }

    [Fact]
    public void Letters_come_before_tones_and_tones_in_their_order() =>
        new[] { "bạ", "bá", "bã", "bả", "bà", "ba", "bă", "bâ", "ban" }
            .OrderBy(VietnameseText.TextKey, StringComparer.Ordinal)
            .Should()
            .Equal("ba", "bà", "bả", "bã", "bá", "bạ", "ban", "bă", "bâ");

    [Fact]
    public void Numbers_in_names_sort_by_value() =>
        new[] { "Trường 10", "Trường 2" }
            .OrderBy(VietnameseText.TextKey, StringComparer.Ordinal)
            .Should()
            .Equal("Trường 2", "Trường 10");
}
