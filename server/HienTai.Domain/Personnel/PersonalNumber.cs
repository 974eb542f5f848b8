using HienTai.Domain.Kernel;

namespace HienTai.Domain.Personnel;

/// <summary>
/// The 12-digit personal number: 3 digits for the place of first registration, 1 for century and sex, 2 for the year of
/// birth, 6 at random. Source: NĐ 137/2015/NĐ-CP Art. 13, as commonly described; wording not verified.
/// </summary>
public static class PersonalNumber
{
    /// <summary>Null if the number is sound and agrees with sex and birth; otherwise what is wrong.</summary>
    public static Rejected? Fault(string number, Sex sex, PartialDate birth)
    {
        if (number.Length != 12 || !number.All(char.IsAsciiDigit))
            return new(
                "PERSONAL_NUMBER_MALFORMED",
                $"Số định danh phải đúng 12 chữ số, đang có {number.Length} ký tự.",
                $"A personal number has exactly 12 digits; this has {number.Length} characters.",
                "change.identity.personal_number"
            );
        var place = int.Parse(number[..3]);
        if (place is < 1 or > 96)
            return new(
                "PERSONAL_NUMBER_PLACE",
                "Ba chữ số đầu phải là mã nơi đăng ký khai sinh từ 001 đến 096.",
                "The first three digits must be a place of registration from 001 to 096.",
                "change.identity.personal_number"
            );
        var (century, female) = (19 + (number[3] - '0') / 2, (number[3] - '0') % 2 == 1);
        if (female != (sex is Sex.Female))
            return new(
                "PERSONAL_NUMBER_SEX",
                "Chữ số thứ tư không khớp với giới tính đã ghi (chẵn: nam, lẻ: nữ).",
                "The fourth digit does not agree with the sex recorded (even: male, odd: female).",
                "change.identity.personal_number"
            );
        if (century * 100 + int.Parse(number[4..6]) != birth.Year)
            return new(
                "PERSONAL_NUMBER_BIRTH",
                $"Số định danh nói sinh năm {century * 100 + int.Parse(number[4..6])}, hồ sơ ghi {birth.Year}; hãy xem lại một trong hai.",
                $"The number says born in {century * 100 + int.Parse(number[4..6])}, the record says {birth.Year}; check either.",
                "change.identity.personal_number"
            );
        return null;
    }
}
