using System.Globalization;
using System.Text;
using System.Text.Json;
using HienTai.Domain.Kernel;

namespace HienTai.Server.Accounts;

/// <summary>
/// What a password must be: long, and not one that is guessed first. No composition rules and no rotation (NIST SP
/// 800-63B-4, OWASP ASVS 5.0 §6.2). The offline list is the password dictionary of zxcvbn-ts
/// (@zxcvbn-ts/language-common 4.1.3, MIT licence), 49,000 entries taken from breaches, put into the assembly at build.
/// </summary>
public static class PasswordRules
{
    public const int Least = 15,
        Most = 128;
    const int ShortestPart = 4;

    static readonly HashSet<string> Common = Load();
    static readonly int LongestPart = Common.Max(c => c.Length);
    static readonly string[] Rows =
    [
        "qwertyuiop",
        "asdfghjkl",
        "zxcvbnm",
        "abcdefghijklmnopqrstuvwxyz",
        "01234567890123456789",
    ];

    /// <summary>
    /// What is guessed first here besides the account's name: the product, the district and its offices, as they are
    /// written without tones (docs/security.md).
    /// </summary>
    public static readonly IReadOnlyList<string> OfHere =
    [
        "nguyenkhiquocgia",
        "hochiminh",
        "binhchanh",
        "taichinh",
        "thanhpho",
        "huyenuy",
        "hientai",
        "giaoduc",
        "kehoach",
        "hoidong",
        "daotao",
        "noivu",
        "tphcm",
        "huyen",
        "ubnd",
        "hdnd",
        "gddt",
    ];

    /// <summary>
    /// The same password however it was typed: Vietnamese letters composed (NFC), everything else as it is, spaces
    /// included. The platform's own NFC needs ICU, which the server runs without.
    /// </summary>
    public static string Normalize(string password)
    {
        var (result, word) = (new StringBuilder(), new StringBuilder());
        foreach (var c in password.Append('\0'))
        {
            if (c is not '\0' && !char.IsWhiteSpace(c) && !char.IsControl(c))
            {
                word.Append(c);
                continue;
            }
            result.Append(VietnameseText.Compose(word.ToString()));
            word.Clear();
            if (c is not '\0')
                result.Append(c);
        }
        return result.ToString();
    }

    /// <summary>Throws the refusal that says what to do instead.</summary>
    public static void Check(string normalized, string accountName, string field)
    {
        if (Refusal(normalized, accountName) is { } no)
            throw new Rejected(no.Reason, no.Vi, no.En, field);
    }

    public static (string Reason, string Vi, string En)? Refusal(string normalized, string accountName)
    {
        var characters = new StringInfo(normalized).LengthInTextElements;
        if (characters < Least)
            return (
                "PASSWORD_TOO_SHORT",
                $"Mật khẩu có {characters} ký tự; cần ít nhất {Least}. Một câu dễ nhớ là tốt nhất, có dấu và khoảng trắng đều được.",
                $"The password has {characters} characters; at least {Least} are needed. A sentence you remember is best, with accents and spaces as you like."
            );
        if (characters > Most)
            return (
                "PASSWORD_TOO_LONG",
                $"Mật khẩu có {characters} ký tự; nhiều nhất là {Most}.",
                $"The password has {characters} characters; at most {Most}."
            );
        var plain = new string([.. VietnameseText.Fold(normalized).Where(char.IsLetterOrDigit)]);
        var name = new string([.. VietnameseText.Fold(accountName).Where(char.IsLetterOrDigit)]);
        var own = OfHere.Prepend(name).Where(n => n.Length >= 3).Aggregate(plain, (left, n) => left.Replace(n, ""));
        if (own.Length < plain.Length && own.Length < Least)
            return (
                "PASSWORD_NAMES_ACCOUNT",
                "Mật khẩu dựa vào tên tài khoản, tên huyện, cơ quan hoặc Hiền Tài; hãy chọn câu khác.",
                "The password leans on the account's name, the district, its offices or Hiền Tài; choose another."
            );
        if (Repeats(normalized) || plain.Length > 0 && Repeats(plain))
            return (
                "PASSWORD_REPETITIVE",
                "Mật khẩu lặp lại hoặc chỉ đi theo hàng phím; hãy chọn câu khác.",
                "The password repeats itself or follows a row of keys; choose another."
            );
        if (Common.Contains(normalized.ToLowerInvariant()) || OnlyCommonParts(plain))
            return (
                "PASSWORD_BREACHED",
                "Mật khẩu này, hoặc các phần ghép nên nó, có trong danh sách mật khẩu đã lộ; hãy chọn câu khác.",
                "This password, or the parts it is put together from, is on the list of leaked passwords; choose another."
            );
        return null;
    }

    /// <summary>A short piece again and again, few different characters, or a walk along a row.</summary>
    static bool Repeats(string text)
    {
        var lower = text.ToLowerInvariant();
        if (lower.Distinct().Count() < 5)
            return true;
        for (var period = 1; period <= lower.Length / 2; period++)
            if (Enumerable.Range(period, lower.Length - period).All(i => lower[i] == lower[i - period]))
                return true;
        return Rows.Any(row => Walks(lower, row) || Walks(lower, new([.. row.Reverse()])));
    }

    static bool Walks(string text, string row) =>
        text.Length >= 8
        && Enumerable
            .Range(1, text.Length - 1)
            .All(i => row.IndexOf(text[i - 1]) is >= 0 and var at && row[(at + 1) % row.Length] == text[i]);

    /// <summary>
    /// Nothing but listed passwords and digits, one after the other, in at most three parts: more make a phrase, and a
    /// phrase is welcome.
    /// </summary>
    static bool OnlyCommonParts(string text)
    {
        const int parts = 3;
        var fewest = new int[text.Length + 1];
        Array.Fill(fewest, int.MaxValue);
        fewest[0] = 0;
        for (var from = 0; from < text.Length; from++)
        {
            if (fewest[from] >= parts)
                continue;
            for (var length = 1; length <= text.Length - from; length++)
            {
                var part = text.AsSpan(from, length);
                var digits = part.IndexOfAnyExceptInRange('0', '9') < 0;
                if (!digits && length > LongestPart)
                    break;
                if (digits || length >= ShortestPart && Common.GetAlternateLookup<ReadOnlySpan<char>>().Contains(part))
                    fewest[from + length] = Math.Min(fewest[from + length], fewest[from] + 1);
            }
        }
        return text.Length > 0 && fewest[^1] <= parts;
    }

    static HashSet<string> Load()
    {
        using var list = typeof(PasswordRules).Assembly.GetManifestResourceStream("common-passwords.json")!;
        return [.. JsonSerializer.Deserialize<string[]>(list)!];
    }
}
