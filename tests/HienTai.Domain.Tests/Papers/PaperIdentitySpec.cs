using HienTai.Domain.Kernel;
using HienTai.Domain.Papers;

namespace HienTai.Domain.Tests.Papers;

public class PaperIdentitySpec
{
    static readonly PaperDetails Paper = new(
        PaperKind.Decision,
        "45/QĐ-UBND",
        "Về việc điều động viên chức",
        "UBND huyện Bình Chánh",
        "",
        new(2024, 3, 5),
        null,
        ""
    );

    static bool Same(PaperDetails other) => PaperIdentity.Of(Paper) == PaperIdentity.Of(other);

    [Theory]
    [InlineData("45 / QĐ - UBND")]
    [InlineData("45/qđ-ubnd")]
    [InlineData("45/QÐ-UBND")] // eth
    [InlineData("045/QĐ-UBND")]
    [InlineData("45/QD-UBND")]
    [InlineData("45/QĐ–UBND")]
    [InlineData("45/QĐUBND")]
    [InlineData("Số: 45/QĐ-UBND")]
    [InlineData("４５/QĐ-UBND")]
    [InlineData("45/QĐ-UBND ngày 05/3/2024")]
    public void One_number_however_it_is_spelled(string number) =>
        Same(Paper with { Number = number }).Should().BeTrue();

    [Theory]
    [InlineData("45/TB-UBND")]
    [InlineData("450/QĐ-UBND")]
    [InlineData("4/5/QĐ-UBND")]
    [InlineData("45a/QĐ-UBND")]
    public void Another_number_is_another_paper(string number) =>
        Same(Paper with { Number = number }).Should().BeFalse();

    [Theory]
    [InlineData("Ủy ban nhân dân huyện Bình Chánh")]
    [InlineData("Uỷ ban nhân dân Huyện Bình Chánh")]
    [InlineData("UBND H. Bình Chánh")]
    [InlineData("ubnd huyen binh chanh")]
    public void One_issuer_however_it_is_spelled(string issuer) =>
        Same(Paper with { Issuer = issuer }).Should().BeTrue();

    [Fact]
    public void Numbers_begin_anew_each_year_with_each_issuer_and_kind()
    {
        Same(Paper with { SignedOn = new(2025, 3, 5) }).Should().BeFalse();
        Same(Paper with { Issuer = "HĐND huyện Bình Chánh" }).Should().BeFalse();
        Same(Paper with { Kind = PaperKind.Letter }).Should().BeFalse();
        Same(Paper with { SignedOn = new(2024, 12, 31) }).Should().BeTrue();
    }

    [Fact]
    public void Without_a_number_the_day_and_what_it_is_about_tell_it()
    {
        var unnumbered = Paper with { Kind = PaperKind.Record, Number = "Không số" };
        PaperIdentity.Of(unnumbered with { Number = "không  số" }).Should().Be(PaperIdentity.Of(unnumbered));
        PaperIdentity.Of(unnumbered with { SignedOn = new(2024, 3, 6) }).Should().NotBe(PaperIdentity.Of(unnumbered));
        PaperIdentity.Of(unnumbered with { Title = "Hồ sơ khác" }).Should().NotBe(PaperIdentity.Of(unnumbered));
    }

    [Theory]
    [InlineData("12")]
    [InlineData("—")]
    [InlineData("45/QĐ-UBND")]
    public void Whatever_its_number_it_is_found_by_words_alone(string number) =>
        HienTai
            .Domain.Papers.Paper.Facts(
                HienTai.Domain.Papers.Paper.Initial with
                {
                    Details = Paper with { Number = number },
                }
            )
            .OfType<PaperFact>()
            .Single()
            .FoundBy.Split(' ')
            .Should()
            .NotContain("")
            .And.OnlyHaveUniqueItems();

    [Theory]
    [InlineData("000", "0")]
    [InlineData("45/2024/QĐ-UBND", "45/2024qdubnd")]
    [InlineData("—", "")]
    public void A_number_has_one_key(string number, string key) => DocumentNumber.Key(number).Should().Be(key);
}
