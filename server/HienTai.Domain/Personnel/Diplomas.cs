using HienTai.Domain.Kernel;

namespace HienTai.Domain.Personnel;

/// <summary>One diploma belongs to one person.</summary>
public static class Diplomas
{
    public static readonly RecordingRule OfSomebodyElse = RecordingRule.Warning(
        "W10",
        "Văn bằng cùng số, cùng nơi cấp ở hai người",
        "One diploma number of one issuer on two people"
    ) with
    {
        Why = (
            "Mỗi số hiệu văn bằng của một nơi cấp chỉ thuộc một người; trùng là gõ nhầm số, nhầm người hoặc văn bằng giả.",
            "A number of one issuer belongs to one person; twice is a mistyped number, another person's paper or a false one."
        ),
        Ground = (
            "Quy chế quản lý văn bằng, chứng chỉ của Bộ Giáo dục và Đào tạo (Thông tư 21/2019/TT-BGDĐT) đòi số hiệu không trùng; chưa đối chiếu nguyên văn.",
            "The Ministry's rules on diplomas (Thông tư 21/2019/TT-BGDĐT) have every number used once; wording not verified."
        ),
        Remedy = (
            "Đối chiếu số hiệu với bản gốc và tìm hồ sơ kia; nếu nơi cấp đánh số trùng thì nêu lý do.",
            "Compare the number with the original and look for the other file; if the issuer used the number twice, state the reason."
        ),
        Fields = ["change.details.number"],
    };

    /// <summary>What two spellings of one diploma have in common; null if it cannot be told from others.</summary>
    public static string? Key(QualificationDetails details) =>
        (Letters(details.Institution), Letters(details.Number)) is ({ Length: > 0 } issuer, { Length: > 0 } number)
            ? $"{issuer} {number}"
            : null;

    static string Letters(string text) => string.Concat(VietnameseText.Fold(text).Where(char.IsLetterOrDigit));
}
