using HienTai.Domain.Kernel;

namespace HienTai.Domain.Papers;

/// <summary>
/// What makes a paper itself, however it is spelled: its kind, its number and symbol, who issued it, and the year it
/// was signed in, because numbers begin anew each year.
/// </summary>
public static class PaperIdentity
{
    public static string Of(PaperDetails paper) => Of(paper, Abbreviations.WrittenOut(paper.Issuer));

    /// <param name="issuer">Any spelling of who issued it, written out.</param>
    public static string Of(PaperDetails paper, string issuer)
    {
        var number = DocumentNumber.Key(paper.Number);
        // A paper without a number is told from others by its day and by what it is about.
        return number.Any(char.IsAsciiDigit)
            ? $"{paper.Kind}|{paper.SignedOn.Year}|{number}|{issuer}"
            : $"{paper.Kind}|{paper.SignedOn:yyyy-MM-dd}|{number} {VietnameseText.Fold(paper.Title)}|{issuer}";
    }
}
