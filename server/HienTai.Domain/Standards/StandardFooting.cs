using HienTai.Domain.Kernel;

namespace HienTai.Domain.Standards;

/// <summary>What a standard must stand on besides the source it names.</summary>
static class StandardFooting
{
    public static readonly RecordingRule StandardOnNothing = RecordingRule.Warning(
        "W25",
        "Tiêu chuẩn không có căn cứ",
        "A standard that stands on nothing"
    ) with
    {
        Why = (
            "Một tiêu chuẩn quyết định ai đạt, ai chưa đạt; không nêu văn bản, nguồn hay lý do thì không ai kiểm tra được kết luận ấy.",
            "A standard decides who meets it; with no paper, source or reason nobody can check that conclusion."
        ),
        Ground = RecordingRule.OurRule,
        Remedy = (
            "Dẫn văn bản, ghi nguồn của tiêu chuẩn hoặc nêu lý do.",
            "Cite a paper, name the source of the standard or state the reason."
        ),
        Fields = ["details.basis.source", "envelope.paper_id"],
    };

    public static IEnumerable<RuleFinding> Of(StandardEvent @event, Footing footing) =>
        footing.None && Source(@event) is ""
            ?
            [
                StandardOnNothing.Found(
                    "",
                    "Tiêu chuẩn không có căn cứ: không dẫn văn bản, không ghi nguồn, không nêu lý do.",
                    "A standard that stands on nothing: neither paper, source nor reason is given."
                ),
            ]
            : [];

    // What it says itself is as good as a paper that says it; an end says nothing itself.
    static string? Source(StandardEvent @event) =>
        @event switch
        {
            StandardEnacted e => e.Details.Basis.Source,
            StandardAmended e => e.Details.Basis.Source,
            StandardRepealed => "",
            _ => null,
        };
}
