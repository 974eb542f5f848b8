using System.Collections.Frozen;
using System.Globalization;
using System.Text;

namespace HienTai.Domain.Kernel;

/// <summary>
/// The one rule of how text is composed, folded and put in order: search, duplicates, sorting and comparing all go
/// through it. The 29 letters of the alphabet with their six tones, and every other Latin letter beside the one it is
/// made of (<see cref="LatinLetters"/>).
/// Order: TCVN practice, syllable by syllable, letters before tones (ngang, huyền, hỏi, ngã, sắc, nặng).
/// </summary>
public static class VietnameseText
{
    const string Alphabet = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz";
    const string Vowels = "aăâeêioôơuưy";
    const string Apostrophes = "'’‘‛`´ʼʻʾʿˈ′＇";
    const string Hyphens = "-‐‑‒–—―−﹘﹣－";

    // In their order, after ngang.
    const string ToneMarks = "\u0300\u0309\u0303\u0301\u0323";

    // Sorts after every tone: a mark that makes a letter foreign.
    const char Foreign = '6';

    static readonly FrozenDictionary<char, (char Letter, int Tone)> Toned = Vowels
        .SelectMany(v => ToneMarks.Select((mark, i) => (Whole: LatinLetters.Compose(v, mark)!.Value, v, i + 1)))
        .ToFrozenDictionary(x => x.Whole, x => (x.v, x.Item3));

    /// <summary>
    /// The tone a lower-case letter of the alphabet bears, 0 if none; null of what is no letter of it.
    /// </summary>
    public static int? Tone(char c)
    {
        if (Toned.TryGetValue(c, out var toned))
            return toned.Tone;
        return Alphabet.Contains(c) ? 0 : null;
    }

    /// <summary>
    /// As text is stored: composed, single spaces, trimmed, nothing in it that cannot be seen, Đ always the one letter.
    /// </summary>
    public static string Normalize(string text)
    {
        var seen = new StringBuilder(text.Length);
        foreach (var c in text)
            if (char.IsWhiteSpace(c) || !Unseen(c))
                seen.Append(One(c));
        return Compose(seen.ToString());
    }

    /// <summary>NFC for Latin letters, single spaces, no control or zero-width characters, trimmed.</summary>
    public static string Compose(string text)
    {
        var result = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            if (char.IsWhiteSpace(c))
            {
                if (result.Length > 0 && result[^1] != ' ')
                    result.Append(' ');
            }
            else if (LatinLetters.IsMark(c) && result.Length > 0 && LatinLetters.Compose(result[^1], c) is { } whole)
                result[^1] = whole;
            else if (!char.IsControl(c) && c is not ('\u200B' or '\u200C' or '\u200D' or '\uFEFF'))
                result.Append(c);
        }
        return result.ToString().TrimEnd();
    }

    /// <summary>
    /// Lower case without tones and marks, letters from a to z: "Nguyễn Thị Đoan" → "nguyen thi doan", "Y Čŏ Niĕ" →
    /// "y co nie". Apostrophes and hyphens of every kind are one.
    /// </summary>
    public static string Fold(string text)
    {
        var result = new StringBuilder(text.Length);
        foreach (var c in Normalize(text).ToLowerInvariant())
            if (!LatinLetters.IsMark(c))
                result.Append(LatinLetters.Bare(c) ?? Sign(c).ToString());
        return result.ToString();
    }

    /// <summary>The words of what somebody looks for, folded: runs of letters and digits.</summary>
    public static string[] Words(string text) => Split(Fold(text));

    /// <summary>
    /// The words by which a text is found: those of <see cref="Words"/>, and what an apostrophe joins also as one.
    /// "H'Hen" is found by "h hen" and by "hhen".
    /// </summary>
    public static string[] Findable(string text) =>
        Fold(text) is var folded && folded.Contains('\'')
            ? [.. Split(folded), .. Split(folded.Replace("'", ""))]
            : Split(folded);

    /// <summary>
    /// What two spellings of one name have in common, besides tones and marks: where the tone stands, apostrophes and
    /// hyphens, and i or y where both are written for the same sound ("Mỹ" and "Mĩ", "Quý" and "Quí").
    /// </summary>
    public static string Alike(string name)
    {
        var folded = string.Join(' ', Split(Fold(name).Replace("'", "").Replace('-', ' ')));
        return string.Concat(folded.Select((c, i) => c is 'y' && LoneVowel(folded, i) ? 'i' : c));
    }

    /// <summary>
    /// A name as it is stored: <see cref="Normalize"/>, with one kind of apostrophe and of hyphen.
    /// </summary>
    public static string Name(string text) => string.Concat(Normalize(text).Select(Sign));

    /// <summary>A key that sorts names by tên, then họ, then đệm, when compared byte by byte.</summary>
    public static string NameKey(string fullName)
    {
        var words = Normalize(fullName).Split(' ');
        return TextKey(string.Join(' ', words[^1..].Concat(words[..^1])));
    }

    /// <summary>
    /// A key that sorts any text in Vietnamese order when compared byte by byte; other letters stand behind the one
    /// they are made of. Numbers sort by value.
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
                }
                else
                    Ordered(syllable[i], key, tones);
            }
            key.Append('!').Append(tones).Append(' '); // '!' sorts below every letter, ' ' below '!'
        }
        return key.ToString();
    }

    static void Ordered(char c, StringBuilder key, StringBuilder tones)
    {
        var (letter, tone) = Toned.TryGetValue(c, out var t) ? t : (c, 0);
        if (tone > 0)
            tones.Append(tone);
        if (Alphabet.IndexOf(letter) is >= 0 and var place)
            key.Append((char)('A' + place));
        else if (LatinLetters.IsMark(letter))
            tones.Append(Foreign);
        else if (LatinLetters.Bare(letter) is { } bare)
        {
            foreach (var plain in bare)
                key.Append((char)('A' + Alphabet.IndexOf(plain)));
            tones.Append(Foreign);
        }
        else
            key.Append(Sign(letter) is var sign && sign < 128 ? sign : '~');
    }

    // Format characters, such as direction marks and soft hyphens, and the joiner of no shape.
    static bool Unseen(char c) =>
        char.GetUnicodeCategory(c) is UnicodeCategory.Format or UnicodeCategory.Control || c is '\u034F';

    // Eth and the African D look like Đ and are typed or converted for it; full-width forms are the same characters.
    static char One(char c) =>
        c switch
        {
            'Ð' or 'Ɖ' => 'Đ',
            'ð' or 'ɖ' => 'đ',
            >= '！' and <= '～' => (char)(c - 0xFEE0),
            _ => c,
        };

    static char Sign(char c)
    {
        if (Apostrophes.Contains(c))
            return '\'';
        return Hyphens.Contains(c) ? '-' : c;
    }

    // After a consonant or qu, with no other vowel behind it.
    static bool LoneVowel(string word, int at)
    {
        if (at == 0 || word[at - 1] is ' ' || (at + 1 < word.Length && Vowels.Contains(word[at + 1])))
            return false;
        return word[at - 1] is 'u' ? at > 1 && word[at - 2] is 'q' : !Vowels.Contains(word[at - 1]);
    }

    static string[] Split(string folded) =>
        new string([.. folded.Select(c => char.IsLetterOrDigit(c) ? c : ' ')]).Split(
            ' ',
            StringSplitOptions.RemoveEmptyEntries
        );
}
