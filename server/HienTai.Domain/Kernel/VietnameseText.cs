using System.Collections.Frozen;
using System.Text;

namespace HienTai.Domain.Kernel;

/// <summary>
/// Vietnamese by construction: composition, folding and order of the 29-letter alphabet with its six tones.
/// Own tables rather than the platform's, so that the same text gives the same keys on every machine, for ever.
/// Order: TCVN practice, syllable by syllable, letters before tones (ngang, huyền, hỏi, ngã, sắc, nặng).
/// </summary>
public static class VietnameseText
{
    const string Alphabet = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz";
    const string Plain = "aăâeêioôơuưy";

    // Each row: the plain vowels with one tone, in the order of Plain.
    static readonly (char Mark, int Rank, string Letters)[] Tones =
    [
        ('\u0300', 1, "àằầèềìòồờùừỳ"),
        ('\u0309', 2, "ảẳẩẻểỉỏổởủửỷ"),
        ('\u0303', 3, "ãẵẫẽễĩõỗỡũữỹ"),
        ('\u0301', 4, "áắấéếíóốớúứý"),
        ('\u0323', 5, "ạặậẹệịọộợụựỵ"),
    ];

    // Base letter and the mark that makes another letter of it.
    static readonly (char Base, char Mark, char Letter)[] Shapes =
    [
        ('a', '\u0306', 'ă'),
        ('a', '\u0302', 'â'),
        ('e', '\u0302', 'ê'),
        ('o', '\u0302', 'ô'),
        ('o', '\u031B', 'ơ'),
        ('u', '\u031B', 'ư'),
    ];

    static readonly FrozenDictionary<char, (char Letter, int Tone)> Toned = Tones
        .SelectMany(t => t.Letters.Select((c, i) => (c, value: (Plain[i], t.Rank))))
        .ToFrozenDictionary(x => x.c, x => x.value);
    static readonly FrozenDictionary<(char, char), char> Compositions = Composed()
        .ToFrozenDictionary(x => x.Pair, x => x.Letter);
    static readonly FrozenDictionary<char, char> Unmarked = Shapes
        .Select(s => (s.Letter, s.Base))
        .Append(('đ', 'd'))
        .ToFrozenDictionary(x => x.Item1, x => x.Item2);

    /// <summary>NFC for Vietnamese, single spaces, no control or zero-width characters, trimmed.</summary>
    public static string Normalize(string text)
    {
        var result = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            if (char.IsWhiteSpace(c))
            {
                if (result.Length > 0 && result[^1] != ' ')
                    result.Append(' ');
            }
            else if (IsMark(c) && result.Length > 0 && Compose(result[^1], c) is { } whole)
                result[^1] = whole;
            // A tone typed before the mark that shapes the letter: a + nặng + mũ.
            else if (
                IsMark(c)
                && result.Length > 0
                && Toned.TryGetValue(char.ToLowerInvariant(result[^1]), out var t)
                && Compose(t.Letter, c) is { } shaped
                && Compose(shaped, Tones[t.Tone - 1].Mark) is { } both
            )
                result[^1] = char.IsUpper(result[^1]) ? char.ToUpperInvariant(both) : both;
            else if (!char.IsControl(c) && c is not ('\u200B' or '\u200C' or '\u200D' or '\uFEFF'))
                result.Append(c);
        }
        return result.ToString().TrimEnd();
    }

    /// <summary>
    /// Lower case without tones and marks: "Nguyễn Thị Đoan" → "nguyen thi doan". What search compares.
    /// </summary>
    public static string Fold(string text)
    {
        var result = new StringBuilder(text.Length);
        foreach (var c in Normalize(text).ToLowerInvariant())
        {
            var letter = Toned.TryGetValue(c, out var t) ? t.Letter : c;
            letter = Unmarked.GetValueOrDefault(letter, letter);
            if (!IsMark(letter))
                result.Append(letter);
        }
        return result.ToString();
    }

    /// <summary>The words search can find, folded: runs of letters and digits.</summary>
    public static string[] Words(string text) =>
        [
            .. new string([.. Fold(text).Select(c => char.IsLetterOrDigit(c) ? c : ' ')]).Split(
                ' ',
                StringSplitOptions.RemoveEmptyEntries
            ),
        ];

    /// <summary>A key that sorts names by tên, then họ, then đệm, when compared byte by byte.</summary>
    public static string NameKey(string fullName)
    {
        var words = Normalize(fullName).Split(' ');
        return TextKey(string.Join(' ', words[^1..].Concat(words[..^1])));
    }

    /// <summary>
    /// A key that sorts any text in Vietnamese order when compared byte by byte. Numbers sort by value.
    /// </summary>
    public static string TextKey(string text)
    {
        var key = new StringBuilder();
        foreach (var syllable in Normalize(text).ToLowerInvariant().Split(' '))
        {
            var tones = new StringBuilder();
            for (var i = 0; i < syllable.Length; i++)
            {
                if (char.IsAsciiDigit(syllable[i]))
                {
                    var run = syllable[i..].TakeWhile(char.IsAsciiDigit).Count();
                    key.Append(syllable.Substring(i, run).PadLeft(8, '0'));
                    i += run - 1;
                    continue;
                }
                var (letter, tone) = Toned.TryGetValue(syllable[i], out var t) ? t : (syllable[i], 0);
                if (tone > 0)
                    tones.Append(tone);
                key.Append(
                    Alphabet.IndexOf(letter) switch
                    {
                        >= 0 and var place => (char)('A' + place),
                        _ when letter < 128 => letter,
                        _ => '~',
                    }
                );
            }
            key.Append('!').Append(tones).Append(' '); // '!' sorts below every letter, ' ' below '!'
        }
        return key.ToString();
    }

    static bool IsMark(char c) => c is >= '\u0300' and <= '\u036F';

    static char? Compose(char letter, char mark)
    {
        if (!Compositions.TryGetValue((char.ToLowerInvariant(letter), mark), out var whole))
            return null;
        return char.IsUpper(letter) ? char.ToUpperInvariant(whole) : whole;
    }

    static IEnumerable<((char, char) Pair, char Letter)> Composed() =>
        Shapes
            .Select(s => ((s.Base, s.Mark), s.Letter))
            .Concat(Tones.SelectMany(t => t.Letters.Select((c, i) => ((Plain[i], t.Mark), c))));
}
