using System.Collections.Frozen;
using System.Text;
using System.Text.RegularExpressions;

namespace HienTai.Domain.Kernel;

/// <summary>What a text reads that was typed with an old font, and by which encoding.</summary>
public sealed record LegacyText(string Font, string Text);

/// <summary>
/// Text of Vietnamese fonts of before Unicode. TCVN3 (.VnTime; TCVN 5712:1993 VN3) gave each letter one byte of
/// Latin-1, VNI (VNI-Times) a letter and a sign behind it; copied from old files it is valid Unicode that reads "Gi¸o
/// viªn" or "Giaùo vieân". It is known by its words: as they stand they are no Vietnamese syllables, read by one of the
/// two they all are.
/// </summary>
public static partial class LegacyFonts
{
    public static readonly RecordingRule OldFont = RecordingRule.Warning(
        "W11",
        "Chữ gõ bằng phông cũ (TCVN3, VNI)",
        "Text typed in an old font (TCVN3, VNI)"
    ) with
    {
        Why = (
            "Chữ chép từ tệp dùng phông .VnTime hay VNI-Times hiện ra ký hiệu lạ và không tìm thấy được, dù máy coi là hợp lệ.",
            "Text copied from files with .VnTime or VNI-Times fonts shows as odd signs and is found by no search, though it is valid text."
        ),
        Ground = (
            "TCVN 6909:2001 (Unicode) thay TCVN 5712:1993 trong trao đổi văn bản của cơ quan nhà nước; chưa đối chiếu văn bản bắt buộc áp dụng.",
            "TCVN 6909:2001 (Unicode) took the place of TCVN 5712:1993 in what state bodies exchange; what makes it mandatory was not verified."
        ),
        Remedy = (
            "Chép lại theo cách đọc nêu trong cảnh báo; nếu chữ ấy đúng là như vậy thì nêu lý do.",
            "Enter what the warning says it reads; if the text is meant as it stands, state the reason."
        ),
        Fields = [],
    };

    /// <summary>What a text reads if it was typed with an old font; null if it was not, so far as it shows.</summary>
    public static LegacyText? Read(string text) =>
        text.Any(c => c is >= '\u00A1' and <= '\u00FF') ? Read(text, "TCVN3", Tcvn3) ?? Read(text, "VNI", Vni) : null;

    static LegacyText? Read(string text, string font, Func<string, string> decode)
    {
        var (strange, doubt) = (0, false);
        var read = Word()
            .Replace(text, word =>
            {
                var decoded = MayBeOld(word.Value) ? decode(word.Value) : word.Value;
                if (decoded == word.Value)
                    return decoded;
                doubt |= !IsSyllable(decoded);
                if (!IsSyllable(word.Value))
                    strange += Telling(word.Value) ? 2 : 1;
                return decoded;
            });
        // One word of letters alone may be a foreign name; a sign within a word, or a second such word, is none.
        return !doubt && strange > 1 ? new(font, VietnameseText.Normalize(read)) : null;
    }

    // Every letter of an old font is one of Latin-1, and no syllable is without one that is plain.
    static bool MayBeOld(string word) => word.All(c => c <= '\u00FF') && word.Any(char.IsAsciiLetter);

    // What no name is written with: a sign beside letters, or two marked letters on end.
    static bool Telling(string word) =>
        word.Length > 2 && (word.Any(c => !char.IsLetter(c)) || MarkedOnEnd().IsMatch(word));

    static string Tcvn3(string word)
    {
        var read = string.Concat(word.Select(c => Tcvn3Letters.GetValueOrDefault(c, c)));
        return IsUpper(word) ? read.ToUpperInvariant() : read;
    }

    // .VnTimeH draws small letters as capitals, so beside capitals they are capitals.
    static bool IsUpper(string word) =>
        word.Any(char.IsAsciiLetterUpper) && !word.Any(char.IsAsciiLetterLower) && word.Count(char.IsAsciiLetter) > 1;

    static string Vni(string word)
    {
        var read = new StringBuilder(word.Length);
        for (var i = 0; i < word.Length; i++)
        {
            var pair = i + 1 < word.Length ? word.Substring(i, 2).ToLowerInvariant() : "";
            var two = VniPairs.TryGetValue(pair, out var letter);
            if (!two && !VniLetters.TryGetValue(char.ToLowerInvariant(word[i]), out letter))
                letter = word[i];
            read.Append(char.IsUpper(word[i]) ? char.ToUpperInvariant(letter) : letter);
            i += two ? 1 : 0;
        }
        return read.ToString();
    }

    /// <summary>Whether a word is spelled like a syllable of Vietnamese, with one tone at most.</summary>
    static bool IsSyllable(string word) =>
        word.ToLowerInvariant() is var small
        && small.All(c => char.IsAsciiLetterLower(c) || VietnameseText.Tone(c) is not null)
        && small.Count(c => VietnameseText.Tone(c) > 0) <= 1
        && Syllable().IsMatch(VietnameseText.Fold(small));

    // A run of letters with the signs of Latin-1 that stood for letters.
    [GeneratedRegex(@"[\p{L}\u00A1-\u00AE\u00B5-\u00FF]+")]
    private static partial Regex Word();

    [GeneratedRegex(@"[aeiouyAEIOUYôöÔÖ][\u00C0-\u00FF]")]
    private static partial Regex MarkedOnEnd();

    [GeneratedRegex(
        "^(ngh|ng|nh|gh|gi|g|kh|k|ch|c|ph|p|qu|th|tr|t|[bdhlmnrsvx])?"
            + "(uyeu|uye|uya|uyu|uoi|uou|uay|uya|ieu|yeu|oai|oao|oay|oeo|[aeiou][aeiou]|[aou]y|ye|[aeiouy])"
            + "(ch|ng|nh|[cmnpt])?$"
    )]
    private static partial Regex Syllable();

    static readonly FrozenDictionary<char, char> Tcvn3Letters = Table(
        "¡Ă¢Â£Ê¤Ô¥Ơ¦Ư§Đ¨ă©âªê«ô¬ơ\u00ADư®đµà¶ả·ã¸á¹ạ»ằ¼ẳ½ẵ¾ắÆặÇầÈẩÉẫÊấËậÌèÎẻÏẽÐéÑẹÒềÓểÔễÕếÖệ×ìØỉÜĩÝíÞị"
            + "ßòáỏâõãóäọåồæổçỗèốéộêờëởìỡíớîợïùñủòũóúôụõừöử÷ữøứùựúỳûỷüỹýýþỵ"
    );

    static readonly FrozenDictionary<char, char> VniLetters = Table("ñđôơöưæỉóĩòịîỵ");

    static readonly FrozenDictionary<string, char> VniPairs = Pairs(
        ("a", "ùáøàûảõãïạêăéắèằúẳüẵëặââáấàầåẩãẫäậ"),
        ("e", "ùéøèûẻõẽïẹâêáếàềåểãễäệ"),
        ("o", "ùóøòûỏõõïọâôáốàồåổãỗäộ"),
        ("ô", "ùớøờûởõỡïợ"),
        ("u", "ùúøùûủõũïụ"),
        ("ö", "ùứøừûửõữïự"),
        ("y", "ùýøỳûỷõỹ")
    );

    static FrozenDictionary<char, char> Table(string pairs) =>
        Enumerable.Range(0, pairs.Length / 2).ToFrozenDictionary(i => pairs[2 * i], i => pairs[2 * i + 1]);

    static FrozenDictionary<string, char> Pairs(params (string Letter, string Signs)[] all) =>
        all.SelectMany(a => Table(a.Signs).Select(s => (Pair: $"{a.Letter}{s.Key}", Letter: s.Value)))
            .ToFrozenDictionary(p => p.Pair, p => p.Letter);
}
