using System.Text;

namespace HienTai.Domain.Kernel;

/// <summary>The number and symbol of a document, a decision's or a diploma's, however it is spelled.</summary>
public static class DocumentNumber
{
    /// <summary>
    /// A number and symbol as every spelling of it gives: "045 / QĐ - UBND", "Số 45/qđ-ubnd" → "45qdubnd". Spaces,
    /// signs, marks and leading zeros aside; two numbers beside each other stay two.
    /// </summary>
    public static string Key(string number)
    {
        var key = new StringBuilder();
        foreach (var run in Parts(number))
            key.Append(char.IsAsciiDigit(run[0]) && key.Length > 0 && char.IsAsciiDigit(key[^1]) ? "/" : "")
                .Append(run);
        return key.ToString();
    }

    /// <summary>The words by which a number is found.</summary>
    public static IEnumerable<string> Findable(string number)
    {
        var parts = Parts(number);
        return
        [
            .. VietnameseText.Findable(number),
            .. parts,
            .. string.Concat(parts.Where(p => !char.IsAsciiDigit(p[0]))) is { Length: > 0 } symbol ? [symbol] : NoWords,
        ];
    }

    static readonly string[] NoWords = [];

    /// <summary>Runs of digits without their leading zeros, and runs of letters.</summary>
    public static string[] Parts(string number)
    {
        var words = VietnameseText.Words(number);
        if (words is ["so", _, ..])
            words = words[1..];
        return [.. words.TakeWhile((word, i) => !DayFollows(words, i)).SelectMany(Runs)];
    }

    // "45/QĐ-UBND ngày 05/3/2024"
    static bool DayFollows(string[] words, int i) =>
        i > 0 && words[i] is "ngay" && i + 1 < words.Length && char.IsAsciiDigit(words[i + 1][0]);

    static IEnumerable<string> Runs(string word)
    {
        for (var i = 0; i < word.Length; )
        {
            var digits = char.IsAsciiDigit(word[i]);
            var run = word[i..].TakeWhile(c => char.IsAsciiDigit(c) == digits).Count();
            var text = word.Substring(i, run);
            yield return digits ? text[..^1].TrimStart('0') + text[^1] : text;
            i += run;
        }
    }
}
