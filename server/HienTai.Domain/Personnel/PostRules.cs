using HienTai.Domain.Kernel;

namespace HienTai.Domain.Personnel;

/// <summary>What is unlikely between the posts of one person.</summary>
static class PostRules
{
    const int MonthsSeconded = 36;

    static readonly (string Vi, string En) Secondments = (
        "Luật Cán bộ, công chức 22/2008/QH12 Điều 53 và Luật Viên chức 58/2010/QH12 Điều 36: biệt phái không quá 03 năm, trừ ngành, lĩnh vực do Chính phủ quy định. Chưa đối chiếu nguyên văn; điều tương ứng của Luật 80/2025/QH15 và 129/2025/QH15 chưa đọc được.",
        "Luật 22/2008/QH12 Art. 53 and Luật 58/2010/QH12 Art. 36: a secondment lasts at most 3 years, save in fields the Government names. Wording not verified; the articles in place of them in Luật 80/2025/QH15 and 129/2025/QH15 were not seen."
    );

    public static readonly RecordingRule SecondedTwice = RecordingRule.Warning(
        "W04",
        "Hai lần biệt phái cùng lúc",
        "Two secondments at once"
    ) with
    {
        Why = (
            "Người được biệt phái làm việc trọn thời gian ở nơi đến; lần biệt phái trước thường chưa được ghi kết thúc.",
            "Whoever is seconded works there full time; the earlier secondment has mostly not been ended on record."
        ),
        Ground = RecordingRule.OurRule,
        Remedy = (
            "Kết thúc lần biệt phái trước, hoặc sửa ngày; nếu đúng thì nêu lý do.",
            "End the earlier secondment or correct the days; if both are right, state the reason."
        ),
        Fields = ["change.from", "change.to"],
    };

    public static readonly RecordingRule SecondedForLong = RecordingRule.Warning(
        "W05",
        "Biệt phái quá 3 năm",
        "A secondment of more than 3 years"
    ) with
    {
        Why = (
            "Thời hạn biệt phái không quá 3 năm; hết hạn thì về đơn vị cũ hoặc có quyết định mới.",
            "A secondment lasts at most 3 years; then the person returns or a new decision is taken."
        ),
        Ground = Secondments,
        Remedy = (
            "Kiểm tra ngày kết thúc trong quyết định; nếu thuộc trường hợp được kéo dài thì nêu lý do.",
            "Check the end in the decision; if it is one that may last longer, state the reason."
        ),
        Fields = ["change.to", "change.on", "change.from"],
    };

    public static readonly RecordingRule OutlivesHome = RecordingRule.Warning(
        "W06",
        "Biệt phái kéo dài hơn chức danh ở đơn vị cử đi",
        "A secondment that outlives its home post"
    ) with
    {
        Why = (
            "Người biệt phái vẫn thuộc biên chế đơn vị cử đi; khi chức danh ở đó đã kết thúc thì không còn gì để biệt phái.",
            "Whoever is seconded still belongs to the unit that sent them; once the post there has ended there is nothing to be seconded from."
        ),
        Ground = Secondments,
        Remedy = (
            "Kết thúc biệt phái cùng ngày với chức danh gốc, hoặc ghi là điều động; nếu đúng thì nêu lý do.",
            "End the secondment with the home post, or record a transfer; if it is right, state the reason."
        ),
        Fields = ["change.to", "change.on", "change.from"],
    };

    public static readonly RecordingRule SamePostTwice = RecordingRule.Warning(
        "W07",
        "Cùng một chức danh hai lần ở một đơn vị",
        "The same post twice in one unit"
    ) with
    {
        Why = (
            "Cùng chức danh, cùng đơn vị và cùng thời gian hầu như luôn là một quyết định được nhập hai lần.",
            "The same post in the same unit at the same time is nearly always one decision entered twice."
        ),
        Ground = RecordingRule.OurRule,
        Remedy = (
            "Mở hồ sơ xem mục đã có; nếu là hai chức danh khác nhau thì ghi tên cho phân biệt, hoặc nêu lý do.",
            "Look at the entry on record; if they are two posts name them apart, or state the reason."
        ),
        Fields = ["change.details.post", "change.from", "change.on"],
    };

    public static IEnumerable<RuleFinding> Of(Person it)
    {
        var posts = it.Assignments.Where(a => a.Value.Line.Spans.Count > 0).ToArray();
        var away = posts.Where(a => a.Value.Kind is AssignmentKind.Seconded).ToArray();
        return
        [
            .. Pairs(away).Where(p => p.First.Line.Whole.Overlaps(p.Second.Line.Whole)).Select(Twice),
            .. away.SelectMany(a => Long(a.Key, a.Value)),
            .. away.SelectMany(a => Homeless(it, a.Key, a.Value)),
            .. Pairs([.. posts.Except(away)]).SelectMany(Same),
        ];
    }

    static RuleFinding Twice((Guid Id, Assignment First, Assignment Second) pair) =>
        SecondedTwice.Found(
            $"{pair.Id} {pair.First.Line.Whole} {pair.Second.Line.Whole}",
            $"Đang biệt phái {Said(pair.First).Vi} thì lại biệt phái {Said(pair.Second).Vi}.",
            $"Seconded as {Said(pair.First).En} and at once as {Said(pair.Second).En}."
        );

    static IEnumerable<RuleFinding> Long(Guid id, Assignment a) =>
        a.Line.Whole is { From: { } from, To: { } to } && to.Earliest > Reckoning.After(from.Latest, MonthsSeconded)
            ?
            [
                SecondedForLong.Found(
                    $"{id} {from} {to}",
                    $"Biệt phái {Said(a).Vi} đến {to.Vi} là quá 3 năm.",
                    $"Seconded as {Said(a).En} until {to}: more than 3 years."
                ),
            ]
            : [];

    static IEnumerable<RuleFinding> Homeless(Person it, Guid id, Assignment a) =>
        a.Home is { } home
        && it.Assignments.TryGetValue(home, out var sent)
        && sent.Line.Spans.Count > 0
        && sent.Line.Whole is { To: { } left } whole
        && a.Line.Whole.ClaimedTo > whole.ClaimedTo
            ?
            [
                OutlivesHome.Found(
                    $"{id} {left}",
                    $"Chức danh gốc \"{sent.Line.Spans[^1].Value.Post}\" kết thúc {left.Vi}, mà biệt phái {Said(a).Vi} còn sau đó.",
                    $"The home post \"{sent.Line.Spans[^1].Value.Post}\" ends {left}, the secondment as {Said(a).En} lasts beyond."
                ),
            ]
            : [];

    static IEnumerable<RuleFinding> Same((Guid Id, Assignment First, Assignment Second) pair) =>
        (
            from a in pair.First.Line.Spans
            from b in pair.Second.Line.Spans
            where
                a.Value.Unit == b.Value.Unit
                && a.Valid.Overlaps(b.Valid)
                && VietnameseText.Fold(a.Value.Post) == VietnameseText.Fold(b.Value.Post)
            select SamePostTwice.Found(
                $"{pair.Id} {b.Value.Unit} {b.Value.Post}",
                $"Đã giữ \"{a.Value.Post}\" ở đơn vị này từ {a.Valid.From?.Vi}; mục từ {b.Valid.From?.Vi} ghi lại đúng chức danh ấy.",
                $"\"{a.Value.Post}\" in this unit is held since {a.Valid.From}; the entry from {b.Valid.From} says the same again."
            )
        ).Take(1);

    static IEnumerable<(Guid Id, Assignment First, Assignment Second)> Pairs(KeyValuePair<Guid, Assignment>[] posts)
    {
        var inOrder = posts.OrderBy(p => p.Value.Line.Whole.ClaimedFrom).ToArray();
        for (var i = 0; i < inOrder.Length; i++)
        for (var j = i + 1; j < inOrder.Length; j++)
            yield return (inOrder[j].Key, inOrder[i].Value, inOrder[j].Value);
    }

    static (string Vi, string En) Said(Assignment a) =>
        a.Line.Spans[0] is var first
            ? ($"\"{first.Value.Post}\" từ {first.Valid.From?.Vi}", $"\"{first.Value.Post}\" from {first.Valid.From}")
            : default;
}
