using HienTai.Domain.Kernel;
using HienTai.Domain.Personnel;

namespace HienTai.Domain.Tests.Personnel;

public class IdentitySpec
{
    [Theory]
    [InlineData("Nguyễn Thị Hoa")]
    [InlineData("Y Čŏ Niĕ")]
    [InlineData("H'Hen Niê")]
    [InlineData("Jean-Pierre O’Neill Jr.")]
    [InlineData("Łukasz Żółć")]
    [InlineData("K Ơ\u0306")]
    [InlineData("Suharto")]
    [InlineData("Ðặng Văn Ô")]
    public void Names_of_everybody_who_lives_here_are_names(string name) =>
        NameRule.Fault(VietnameseText.Name(name)).Should().BeNull();

    [Theory]
    [InlineData(". .", "chữ cái")]
    [InlineData("Nguyễn -", "chữ cái")]
    [InlineData("Nguyễn '", "chữ cái")]
    [InlineData("-", "chữ cái")]
    [InlineData("O", "hai chữ cái")]
    [InlineData("123 456", "chữ số")]
    [InlineData("Nguyễn Văn 2", "chữ số")]
    [InlineData("Nguyễn Hoa 😀", "biểu tượng")]
    [InlineData("Nguyễn_Hoa An", "ký hiệu")]
    [InlineData("阮 文", "La-tinh")]
    [InlineData("Иван Петров", "La-tinh")]
    public void What_is_no_name_is_refused_with_its_remedy(string name, string says)
    {
        var fault = NameRule.Fault(VietnameseText.Name(name));
        fault!.Value.Vi.Should().Contain(says);
        fault.Value.En.Should().NotBeEmpty();
    }

    [Theory]
    [InlineData("079.080.000.127", "079080000127")]
    [InlineData("\u202D079080000126\u202C", "079080000126")]
    [InlineData("079 080\u00A0000-126", "079080000126")]
    [InlineData("'079080000126", "079080000126")]
    [InlineData("０７９０８００００１２６", "079080000126")]
    [InlineData("79080000124.0", "79080000124")]
    [InlineData("\u200B079080000126\uFEFF", "079080000126")]
    public void What_people_and_sheets_put_around_digits_is_taken_off(string typed, string number) =>
        PersonalNumber.Clean(typed).Should().Be(number);

    static readonly PartialDate Birth = PartialDate.Parse("1980");

    [Theory]
    [InlineData("079080000124", null, null)]
    [InlineData("101080000123", null, null)]
    [InlineData("079180000124", null, null)]
    [InlineData("79080000124", "PERSONAL_NUMBER_ZERO_LOST", "079080000124")]
    [InlineData("1080000124", "PERSONAL_NUMBER_ZERO_LOST", "001080000124")]
    [InlineData("79180000124", "PERSONAL_NUMBER_MALFORMED", "12")]
    [InlineData("023456789", "PERSONAL_NUMBER_IS_OLD_CARD", "CMND")]
    [InlineData("0790800001244", "PERSONAL_NUMBER_MALFORMED", "13")]
    [InlineData("C1234567", "PERSONAL_NUMBER_MALFORMED", "Giấy tờ tuỳ thân")]
    public void Twelve_digits_are_a_number_and_anything_else_says_what_it_is(string number, string? reason, string? says)
    {
        var fault = PersonalNumber.Fault(number, Sex.Male, Birth);
        fault?.Reason.Should().Be(reason);
        (fault is null).Should().Be(reason is null);
        fault?.Vi.Should().Contain(says);
    }

    [Theory]
    [InlineData("079080000124", false)]
    [InlineData("", false)]
    [InlineData("101080000123", true)]
    [InlineData("079180000124", true)]
    [InlineData("079081000124", true)]
    [InlineData("079280000124", true)]
    public void What_it_tells_otherwise_than_the_record_is_worth_a_look(string number, bool doubtful) =>
        PersonalNumber.Doubt(number, Sex.Male, Birth).HasValue.Should().Be(doubtful);
}
