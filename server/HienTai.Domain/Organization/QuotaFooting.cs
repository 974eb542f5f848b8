using HienTai.Domain.Kernel;

namespace HienTai.Domain.Organization;

/// <summary>What a quota must stand on.</summary>
static class QuotaFooting
{
    public static readonly RecordingRule QuotaOnNothing = RecordingRule.Warning(
        "W24",
        "Biên chế giao không có căn cứ",
        "A quota that stands on nothing"
    ) with
    {
        Why = (
            "Số được giao theo quyết định hằng năm; không văn bản và không lý do thì báo cáo biên chế không đối chiếu được.",
            "What is granted follows from a yearly decision; with neither paper nor reason the staffing report cannot be checked."
        ),
        Ground = RecordingRule.OurRule,
        Remedy = ("Dẫn quyết định giao hoặc nêu lý do.", "Cite the decision or state the reason."),
        Fields = ["envelope.paper_id"],
    };

    public static IEnumerable<RuleFinding> Of(QuotaEvent @event, Footing footing) =>
        footing.None && @event is (QuotaGranted or QuotaAdjusted)
            ?
            [
                QuotaOnNothing.Found(
                    "",
                    "Biên chế giao không có căn cứ: không dẫn văn bản, không nêu lý do.",
                    "A quota that stands on nothing: neither paper nor reason is given."
                ),
            ]
            : [];
}
