using System.Globalization;
using HienTai.Domain.Kernel;

namespace HienTai.Domain.Personnel;

/// <summary>
/// The personal number: twelve digits (Luật Căn cước 26/2023/QH15 Art. 12). What they mean is promised nowhere any
/// more: 3 for the place of first registration, 1 for century and sex, 2 for the year of birth, 6 at random (NĐ
/// 137/2015/NĐ-CP Art. 13, as commonly described; the list of places lapsed on 2024-07-01, and even it had codes of
/// countries). So a number that tells otherwise than the record is worth a look and no more.
/// </summary>
public static class PersonalNumber
{
    public const int Length = 12;
    const string Field = "change.identity.personal_number";

    /// <summary>
    /// A number as it is compared: without what people and sheets put between and around its digits, which are those
    /// from 0 to 9.
    /// </summary>
    public static string Clean(string text)
    {
        var trimmed = VietnameseText.Name(text);
        // A cell that was a number leaves a fraction behind: 79080000124.0.
        if (trimmed.Length > 2 && trimmed[^1] is '0' && trimmed[^2] is '.' or ',' && !trimmed[..^2].Any(IsSeparator))
            trimmed = trimmed[..^2];
        return string.Concat(trimmed.Where(c => !IsSeparator(c)).Select(Digit));
    }

    /// <summary>Null if it is a personal number; otherwise why not, and what to do about it.</summary>
    public static Rejected? Fault(string number, Sex sex, PartialDate birth, string field = Field)
    {
        if (number.Length == Length && number.All(char.IsAsciiDigit))
            return null;
        if (number.All(char.IsAsciiDigit) && Restored(number, sex, birth) is { } whole)
            return new(
                "PERSONAL_NUMBER_ZERO_LOST",
                $"Số định danh có {Length} chữ số, ở đây chỉ có {number.Length}: có lẽ mất số 0 ở đầu. Nếu đúng thì ghi {whole}.",
                $"A personal number has {Length} digits, this one {number.Length}: its leading zero may be lost. If so, give {whole}.",
                field
            );
        if (number.Length == IdentityDocuments.OldCardLength && number.All(char.IsAsciiDigit))
            return new(
                "PERSONAL_NUMBER_IS_OLD_CARD",
                "Chín chữ số là số chứng minh nhân dân cũ, không phải số định danh; hãy để trống ô này và ghi vào mục Giấy tờ tuỳ thân (CMND 9 số).",
                "Nine digits are the number of an old identity card (CMND), no personal number; leave this empty and record it under Identity documents (nine-digit card).",
                field
            );
        return new(
            "PERSONAL_NUMBER_MALFORMED",
            $"Số định danh phải đúng {Length} chữ số, đang có {number.Length} ký tự; hộ chiếu và giấy tờ khác ghi vào mục Giấy tờ tuỳ thân.",
            $"A personal number has exactly {Length} digits; this has {number.Length} characters. Passports and other papers go under Identity documents.",
            field
        );
    }

    /// <summary>What a number tells otherwise than the record does, or no list knows; null if nothing.</summary>
    public static (string Vi, string En)? Doubt(string number, Sex sex, PartialDate birth)
    {
        if (number.Length != Length || !number.All(char.IsAsciiDigit))
            return null;
        if (!KnownPlace(number))
            return (
                $"Ba chữ số đầu {number[..3]} không phải mã tỉnh, thành; có thể khai sinh ở nước ngoài. Hãy đối chiếu với giấy tờ.",
                $"The first three digits {number[..3]} are no province's; the birth may have been registered abroad. Compare with the document."
            );
        if (IsFemale(number) != (sex is Sex.Female))
            return (
                "Chữ số thứ tư của số định danh không khớp với giới tính đã ghi (chẵn: nam, lẻ: nữ). Hãy đối chiếu với giấy tờ.",
                "The fourth digit of the personal number does not agree with the sex recorded (even: male, odd: female). Compare with the document."
            );
        return Year(number) == birth.Year
            ? null
            : (
                $"Số định danh nói sinh năm {Year(number)}, hồ sơ ghi {birth.Year}. Hãy đối chiếu với giấy tờ.",
                $"The personal number says born in {Year(number)}, the record says {birth.Year}. Compare with the document."
            );
    }

    // Hà Nội's begin with 001: two zeros may be lost.
    static string? Restored(string number, Sex sex, PartialDate birth) =>
        number.Length is Length - 1 or Length - 2
        && number.PadLeft(Length, '0') is var whole
        && Doubt(whole, sex, birth) is null
            ? whole
            : null;

    static bool KnownPlace(string number) => int.Parse(number[..3]) is >= 1 and <= 96;

    static bool IsFemale(string number) => (number[3] - '0') % 2 == 1;

    static int Year(string number) => (19 + (number[3] - '0') / 2) * 100 + int.Parse(number[4..6]);

    static bool IsSeparator(char c) => c is ' ' or '.' or ',' or '-' or '\'';

    static char Digit(char c) =>
        char.GetUnicodeCategory(c) is UnicodeCategory.DecimalDigitNumber
            ? (char)('0' + CharUnicodeInfo.GetDecimalDigitValue(c))
            : c;
}
