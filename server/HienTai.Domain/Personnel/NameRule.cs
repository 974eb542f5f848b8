using HienTai.Domain.Kernel;

namespace HienTai.Domain.Personnel;

/// <summary>
/// What can be the name of a person: words in Latin letters, as identity papers and the first page of every passport
/// have them (ICAO Doc 9303-3), whatever their marks. Signs stand between letters or after them, never by themselves.
/// </summary>
public static class NameRule
{
    /// <summary>Why this is no name, in a sentence that says what to write; null if it is one.</summary>
    /// <param name="name">As <see cref="VietnameseText.Name"/> gives it.</param>
    public static (string Vi, string En)? Fault(string name)
    {
        if (name.Any(c => char.IsLetter(c) && !IsLatin(c)))
            return (
                "Họ tên ghi bằng chữ La-tinh như trên giấy tờ hoặc trang đầu hộ chiếu; chữ khác thì ghi phiên âm trên hộ chiếu.",
                "A name is written in Latin letters, as on the papers or the first page of a passport; for another script give the passport's transcription."
            );
        if (name.Any(c => !IsLatin(c) && !LatinLetters.IsMark(c) && c is not (' ' or '-' or '\'' or '.')))
            return (
                "Họ tên chỉ gồm chữ cái, khoảng trắng, dấu gạch nối, dấu nháy và dấu chấm; hãy bỏ chữ số, biểu tượng và ký hiệu khác.",
                "A name consists of letters, spaces, hyphens, apostrophes and full stops; leave out digits, emoji and other signs."
            );
        if (name.Split(' ').Any(word => !word.Any(IsLatin)) || name.Count(IsLatin) < 2)
            return (
                "Mỗi từ của họ tên phải có chữ cái và cả họ tên ít nhất hai chữ cái; hãy ghi đủ như trên giấy tờ.",
                "Every word of a name has a letter in it and the whole at least two; give it in full, as on the papers."
            );
        return null;
    }

    /// <summary>Whether it is the only name: nobody's but a foreigner's whose passport has no other.</summary>
    public static bool IsMononym(string name) => name.Length > 0 && !name.Contains(' ');

    static bool IsLatin(char c) => LatinLetters.Bare(char.ToLowerInvariant(c)) is not null;
}
