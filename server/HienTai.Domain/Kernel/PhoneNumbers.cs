using System.Text.RegularExpressions;

namespace HienTai.Domain.Kernel;

/// <summary>
/// Phone numbers as offices write them: with brackets, dots and an extension ("máy lẻ"), several in one cell. Kept
/// apart as "02837601234 máy lẻ 12; 0903123456".
/// </summary>
public static partial class PhoneNumbers
{
    const string Between = "; ";
    const int Fewest = 9,
        Most = 15; // ITU-T E.164

    /// <summary>The numbers of a text as they are stored; null with the reason if one of them is none.</summary>
    public static string? Read(string text, out (string Vi, string En) fault)
    {
        fault = default;
        var numbers = new List<string>();
        foreach (var part in Parts(text))
        {
            var found = Shape().Match(part);
            var digits = Bare(found.Groups["number"].Value);
            if (!found.Success || !IsNumber(digits))
            {
                fault = Fault(part, digits.Count(char.IsAsciiDigit));
                return null;
            }
            var extension = found.Groups["extension"].Value;
            numbers.Add(extension.Length == 0 ? digits : $"{digits} máy lẻ {extension}");
        }
        return string.Join(Between, numbers.Distinct());
    }

    /// <summary>The numbers of a stored text, one by one.</summary>
    public static string[] Each(string stored) => stored.Split(Between, StringSplitOptions.RemoveEmptyEntries);

    // What stands before an extension separates no two numbers.
    static IEnumerable<string> Parts(string text) =>
        Separator()
            .Split(Extension().Replace(VietnameseText.Fold(text), " x$1"))
            .Select(p => p.Trim())
            .Where(p => p.Length > 0);

    static string Bare(string number)
    {
        var bare = string.Concat(number.Where(c => char.IsAsciiDigit(c) || c is '+'));
        // The zero of dialling at home, as in +84 (0) 28.
        return bare.StartsWith("+840", StringComparison.Ordinal) ? "+84" + bare[4..] : bare;
    }

    static bool IsNumber(string number) =>
        number.LastIndexOf('+') <= 0
        && (number.TrimStart('+').Length is >= Fewest and <= Most || Service().IsMatch(number));

    static (string, string) Fault(string part, int digits) =>
        digits > Most
            ? (
                "Có lẽ là nhiều số điện thoại viết liền; hãy ngăn các số bằng dấu chấm phẩy, ví dụ 0903123456; 0912345678.",
                "These may be several phone numbers run together; put a semicolon between them, e.g. 0903123456; 0912345678."
            )
            : (
                $"\"{part}\" không phải số điện thoại: mỗi số gồm {Fewest} đến {Most} chữ số kể cả mã vùng, có thể có dấu + ở đầu và \"máy lẻ 12\" ở cuối; nhiều số thì ngăn bằng dấu chấm phẩy.",
                $"\"{part}\" is no phone number: each has {Fewest} to {Most} digits with its area code, an optional leading + and an extension (\"ext 12\") behind it; put a semicolon between several."
            );

    [GeneratedRegex(@"[;/,|&]|\s-\s|\s(?:hoac|va)\s")]
    private static partial Regex Separator();

    [GeneratedRegex(
        @"[\s(,;-]*(?:so\s+)?(?:may\s*(?:le|nhanh)|noi\s*bo|nhanh|ext(?:ension)?|x|#)[\s.:]*(\d{1,6})(?!\d)\s*\)?"
    )]
    private static partial Regex Extension();

    [GeneratedRegex(
        @"\A(?:(?:so\s+)?(?:dien thoai|di dong|sdt|dtdd|dtcq|dt|dd|tel|phone|mobile|hotline|zalo)[\s.:]*)?(?<number>[+(]*\d[\d\s.()-]*)(?:\s?x(?<extension>\d+))?\z"
    )]
    private static partial Regex Shape();

    // Numbers of the country's services, which have no area code.
    [GeneratedRegex(@"\A1[89]00\d{4,6}\z")]
    private static partial Regex Service();
}
