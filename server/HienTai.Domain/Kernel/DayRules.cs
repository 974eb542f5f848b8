namespace HienTai.Domain.Kernel;

/// <summary>What is asked of the day any event speaks of, whatever it is about.</summary>
public static class DayRules
{
    const int MonthsAhead = 12;

    public static readonly RecordingRule FarAhead = RecordingRule.Warning(
        "W03",
        "Ngày ở quá một năm nữa",
        "A day more than a year ahead"
    ) with
    {
        Why = (
            "Quyết định thường có hiệu lực trong vài tháng; ngày xa hơn một năm hầu như luôn là gõ nhầm năm (2199, 2062).",
            "Decisions take effect within months; a day further than a year ahead is nearly always a mistyped year (2199, 2062)."
        ),
        Ground = RecordingRule.OurRule,
        Remedy = (
            "Sửa năm; nếu văn bản ghi đúng ngày ấy thì nêu lý do.",
            "Correct the year; if the paper does say that day, state the reason."
        ),
        Fields =
        [
            "change.from",
            "change.on",
            "change.end.on",
            "from",
            "on",
            "change.details.effective_on",
            "details.effective_on",
        ],
    };

    public static IEnumerable<RuleFinding> Of(PartialDate? day, DateOnly today) =>
        day is { } it && it.Earliest > Reckoning.After(today, MonthsAhead)
            ? [FarAhead.Found($"{it}", $"{it.Vi} còn hơn một năm nữa mới đến.", $"{it} is more than a year ahead.")]
            : [];
}
