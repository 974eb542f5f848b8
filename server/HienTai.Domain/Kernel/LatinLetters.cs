using System.Collections.Frozen;

namespace HienTai.Domain.Kernel;

/// <summary>
/// The letters of everybody who writes in Latin letters: of the peoples of Vietnam (ĕ, ŏ, č, ƀ …) and of the world's
/// passports. A table of our own rather than the platform's, so that the same text gives the same keys on every
/// machine, for ever. Source: the Unicode Character Database, canonical decompositions of U+00C0–024F and U+1E00–1EFF.
/// </summary>
public static class LatinLetters
{
    /// <summary>
    /// Small letters by the mark that makes them of another letter: that letter, then what it becomes.
    /// </summary>
    static readonly (char Mark, string Pairs)[] Marked =
    [
        ('\u0300', "aà eè iì nǹ oò uù wẁ yỳ âầ êề ôồ üǜ ăằ ēḕ ōṑ ơờ ưừ"), // grave accent
        (
            '\u0301',
            "aá cć eé gǵ ií kḱ lĺ mḿ nń oó pṕ rŕ sś uú wẃ yý zź âấ åǻ æǽ çḉ êế ïḯ ôố õṍ øǿ üǘ ăắ ēḗ ōṓ ũṹ ơớ ưứ"
        ), // acute accent
        ('\u0302', "aâ cĉ eê gĝ hĥ iî jĵ oô sŝ uû wŵ yŷ zẑ ạậ ẹệ ọộ"), // circumflex accent
        ('\u0303', "aã eẽ iĩ nñ oõ uũ vṽ yỹ âẫ êễ ôỗ ăẵ ơỡ ưữ"), // tilde
        ('\u0304', "aā eē gḡ iī oō uū yȳ äǟ æǣ õȭ öȫ üǖ ǫǭ ȧǡ ȯȱ ḷḹ ṛṝ"), // macron
        ('\u0306', "aă eĕ gğ iĭ oŏ uŭ ȩḝ ạặ"), // breve
        ('\u0307', "aȧ bḃ cċ dḋ eė fḟ gġ hḣ mṁ nṅ oȯ pṗ rṙ sṡ tṫ wẇ xẋ yẏ zż śṥ šṧ ſẛ ṣṩ"), // dot above
        ('\u0308', "aä eë hḧ iï oö tẗ uü wẅ xẍ yÿ õṏ ūṻ"), // diaeresis
        ('\u0309', "aả eẻ iỉ oỏ uủ yỷ âẩ êể ôổ ăẳ ơở ưử"), // hook above
        ('\u030A', "aå uů wẘ yẙ"), // ring above
        ('\u030B', "oő uű"), // double acute accent
        ('\u030C', "aǎ cč dď eě gǧ hȟ iǐ jǰ kǩ lľ nň oǒ rř sš tť uǔ zž üǚ ʒǯ"), // caron
        ('\u030F', "aȁ eȅ iȉ oȍ rȑ uȕ"), // double grave accent
        ('\u0311', "aȃ eȇ iȋ oȏ rȓ uȗ"), // inverted breve
        ('\u031B', "oơ uư"), // horn
        ('\u0323', "aạ bḅ dḍ eẹ hḥ iị kḳ lḷ mṃ nṇ oọ rṛ sṣ tṭ uụ vṿ wẉ yỵ zẓ ơợ ưự"), // dot below
        ('\u0324', "uṳ"), // diaeresis below
        ('\u0325', "aḁ"), // ring below
        ('\u0326', "sș tț"), // comma below
        ('\u0327', "cç dḑ eȩ gģ hḩ kķ lļ nņ rŗ sş tţ"), // cedilla
        ('\u0328', "aą eę iį oǫ uų"), // ogonek
        ('\u032D', "dḓ eḙ lḽ nṋ tṱ uṷ"), // circumflex accent below
        ('\u032E', "hḫ"), // breve below
        ('\u0330', "eḛ iḭ uṵ"), // tilde below
        ('\u0331', "bḇ dḏ hẖ kḵ lḻ nṉ rṟ tṯ zẕ"), // macron below
    ];

    // Letters that are no other letter with a mark, and what people type where their keyboard has none of it.
    static readonly (string Letters, string Typed)[] Unmarked =
    [
        ("ə", "a"),
        ("ƀɓƃ", "b"),
        ("ƈȼɕ", "c"),
        ("đðɖɗƌȡ", "d"),
        ("ɛǝ", "e"),
        ("ƒ", "f"),
        ("ǥɠɣ", "g"),
        ("ħɦ", "h"),
        ("ıɩɨİ", "i"),
        ("ɉ", "j"),
        ("ƙĸ", "k"),
        ("łƚɫŀ", "l"),
        ("ŋƞɲŉ", "n"),
        ("øɔɵ", "o"),
        ("ƥ", "p"),
        ("ɍ", "r"),
        ("ſʂ", "s"),
        ("ŧƭʈ", "t"),
        ("ʉ", "u"),
        ("ʋ", "v"),
        ("ƴɏ", "y"),
        ("ƶȥ", "z"),
        ("ß", "ss"),
        ("æ", "ae"),
        ("œ", "oe"),
        ("þ", "th"),
        ("ĳ", "ij"),
    ];

    static readonly FrozenDictionary<(char, char), char> Compositions = Composed().ToFrozenDictionary();
    static readonly FrozenDictionary<char, string> Plain = Bare().ToFrozenDictionary();

    public static bool IsMark(char c) => c is >= '\u0300' and <= '\u036F';

    /// <summary>The one letter that a letter and a mark are, if there is one.</summary>
    public static char? Compose(char letter, char mark)
    {
        if (!Compositions.TryGetValue((char.ToLowerInvariant(letter), mark), out var whole))
            return null;
        if (!char.IsUpper(letter))
            return whole;
        return char.ToUpperInvariant(whole) is var upper && upper != whole ? (char?)upper : null;
    }

    /// <summary>A small letter as letters from a to z; null if it is none of these letters.</summary>
    public static string? Bare(char letter) =>
        char.IsAsciiLetterLower(letter) ? letter.ToString() : Plain.GetValueOrDefault(letter);

    static IEnumerable<(char Letter, char Mark, char Whole)> Pairs =>
        Marked.SelectMany(m => m.Pairs.Split(' ').Select(p => (p[0], m.Mark, p[1])));

    // Marks may be typed in any order: a + nặng + mũ is ậ like a + mũ + nặng.
    static Dictionary<(char, char), char> Composed()
    {
        var direct = Pairs.ToDictionary(p => (p.Letter, p.Mark), p => p.Whole);
        var all = new Dictionary<(char, char), char>(direct);
        foreach (var (letter, mark, whole) in Pairs)
        foreach (var inner in Pairs.Where(p => p.Whole == letter))
            if (direct.TryGetValue((inner.Letter, mark), out var other))
                all.TryAdd((other, inner.Mark), whole);
        return all;
    }

    static Dictionary<char, string> Bare()
    {
        var all = Unmarked.SelectMany(u => u.Letters.Select(c => (c, u.Typed))).ToDictionary(x => x.c, x => x.Typed);
        var of = Pairs.ToDictionary(p => p.Whole, p => p.Letter);
        foreach (var whole in of.Keys)
        {
            var letter = whole;
            while (of.TryGetValue(letter, out var inner))
                letter = inner;
            if (char.IsAsciiLetterLower(letter) || all.ContainsKey(letter))
                all[whole] = all.GetValueOrDefault(letter, letter.ToString());
        }
        return all;
    }
}
