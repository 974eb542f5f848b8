using HienTai.Domain.Kernel;

namespace HienTai.Domain.Papers;

/// <summary>What is unlikely about the days of a paper.</summary>
static class SigningRules
{
    public static readonly RecordingRule InForceBeforeSigned = RecordingRule.Warning(
        "W08",
        "Có hiệu lực trước ngày ký",
        "In force before it was signed"
    ) with
    {
        Why = (
            "Quyết định thường có hiệu lực từ ngày ký hoặc sau đó; sớm hơn hay là gõ nhầm một trong hai ngày.",
            "A paper is mostly in force from its signing or later; earlier is often one of the two days mistyped."
        ),
        Ground = (
            "Quy tắc của sổ. Hiệu lực trở về trước của văn bản quy phạm pháp luật do Luật Ban hành văn bản quy phạm pháp luật quy định (chưa đối chiếu điều khoản); quyết định cá biệt về nhân sự có trường hợp tính từ ngày trước ngày ký.",
            "A rule of the registry. Whether normative papers may reach back is for the law on them (article not verified); decisions about single people sometimes count from a day before."
        ),
        Remedy = (
            "Đối chiếu hai ngày với văn bản; nếu văn bản ghi đúng như vậy thì nêu lý do.",
            "Compare both days with the paper; if it says so, state the reason."
        ),
        Fields = ["details.effective_on", "details.signed_on"],
    };

    public static IEnumerable<RuleFinding> Of(PaperDetails? details) =>
        details is { EffectiveOn: { } from } d && from.Latest < d.SignedOn
            ?
            [
                InForceBeforeSigned.Found(
                    $"{from} {d.SignedOn:yyyy-MM-dd}",
                    $"Có hiệu lực từ {from.Vi} mà ký ngày {((PartialDate)d.SignedOn).Vi}.",
                    $"In force from {from}, signed on {d.SignedOn:yyyy-MM-dd}."
                ),
            ]
            : [];
}
