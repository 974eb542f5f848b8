using System.Text;
using HienTai.Domain.Kernel;

namespace HienTai.Domain.Papers;

/// <summary>
/// What makes a paper itself, however it is spelled: its kind, its number and symbol, who issued it, and the year it
/// was signed in, because numbers begin anew each year.
/// </summary>
public static class PaperIdentity
{
    public static string Of(PaperDetails paper)
    {
        var number = Number(paper.Number);
        // A paper without a number is told from others by its day and by what it is about.
        return number.Any(char.IsAsciiDigit)
            ? $"{paper.Kind}|{paper.SignedOn.Year}|{number}|{Abbreviations.WrittenOut(paper.Issuer)}"
            : $"{paper.Kind}|{paper.SignedOn:yyyy-MM-dd}|{number} {VietnameseText.Fold(paper.Title)}|{Abbreviations.WrittenOut(paper.Issuer)}";
    }

    /// <summary>
    /// A number and symbol as every spelling of it gives: "045 / QĐ - UBND", "Số 45/qđ-ubnd" → "45qdubnd". Spaces,
    /// signs, marks and leading zeros aside; two numbers beside each other stay two.
    /// </summary>
    public static string Number(string number)
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
            string.Concat(parts.Where(p => !char.IsAsciiDigit(p[0]))),
        ];
    }

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
