using HienTai.Domain.Kernel;

namespace HienTai.Domain.Tests.Kernel;

public class PhoneNumbersSpec
{
    [Theory]
    [InlineData("", "")]
    [InlineData("0903123456", "0903123456")]
    [InlineData("0903.123.456", "0903123456")]
    [InlineData("(028) 3760 1234", "02837601234")]
    [InlineData("028-3760-1234", "02837601234")]
    [InlineData("028 3760 1234 (máy lẻ 12)", "02837601234 máy lẻ 12")]
    [InlineData("028 3760 1234, máy lẻ: 12", "02837601234 máy lẻ 12")]
    [InlineData("02837601234 - số máy lẻ 12", "02837601234 máy lẻ 12")]
    [InlineData("(028) 37601234 ext. 105", "02837601234 máy lẻ 105")]
    [InlineData("02837601234 x12", "02837601234 máy lẻ 12")]
    [InlineData("1900 1234", "19001234")]
    [InlineData("1800.588.888", "1800588888")]
    [InlineData("+84 28 3760 1234", "+842837601234")]
    [InlineData("(+84) 903 123 456", "+84903123456")]
    [InlineData("+84 (0) 903 123 456", "+84903123456")]
    [InlineData("0903123456 / 0912345678", "0903123456; 0912345678")]
    [InlineData("0903123456; 0912.345.678", "0903123456; 0912345678")]
    [InlineData("0903123456 - 0912345678", "0903123456; 0912345678")]
    [InlineData("0903123456 hoặc 0912345678", "0903123456; 0912345678")]
    [InlineData("028 3760 1234 máy lẻ 12, 0903 123 456", "02837601234 máy lẻ 12; 0903123456")]
    [InlineData("ĐT: 028 3760 1234", "02837601234")]
    [InlineData("0903123456; 0903 123 456", "0903123456")]
    public void Numbers_are_taken_as_offices_write_them_and_kept_apart(string written, string kept)
    {
        PhoneNumbers.Read(written, out _).Should().Be(kept);
        PhoneNumbers.Read(kept, out _).Should().Be(kept, "what is stored is read again as it is");
        PhoneNumbers.Each(kept).Should().HaveCount(kept.Length == 0 ? 0 : kept.Count(c => c == ';') + 1);
    }

    [Theory]
    [InlineData("3760", "mã vùng")]
    [InlineData("0903123456 0912345678", "dấu chấm phẩy")]
    [InlineData("028 3760 1234/35", "mã vùng")]
    [InlineData("hỏi chị Hoa", "không phải số điện thoại")]
    [InlineData("0903+123456", "không phải số điện thoại")]
    [InlineData("máy lẻ 12", "không phải số điện thoại")]
    public void What_is_no_number_is_refused_with_its_remedy(string written, string says)
    {
        PhoneNumbers.Read(written, out var fault).Should().BeNull();
        fault.Vi.Should().Contain(says);
        fault.En.Should().NotBeEmpty();
    }
}
