using HienTai.Domain.Kernel;

namespace HienTai.Domain.Personnel;

/// <summary>What a life cannot hold, or hardly: something after death, a post or a degree too early.</summary>
static class LifeRules
{
    const int AgeToServe = 18,
        OldestEver = 120;

    public static readonly RecordingRule AfterDeath = RecordingRule.Refusing(
        "F01",
        "AFTER_DEATH",
        "Công tác, học tập hoặc được cấp bằng sau khi từ trần",
        "Serving, studying or graduating after death"
    ) with
    {
        Why = (
            "Hồ sơ đã ghi thôi công tác vì từ trần; người đã mất không nhận nhiệm vụ, không học và không tốt nghiệp. Truy tặng, truy phong thì ghi ở khen thưởng.",
            "The record says service ended by death; the dead take up no post, study nothing and do not graduate. What is awarded posthumously goes under awards."
        ),
        Ground = RecordingRule.OurRule,
        Remedy = (
            "Nếu ghi nhầm là từ trần thì đính chính lần kết thúc ấy trước (bỏ ngày kết thúc, rồi ghi đúng lý do); nếu nhầm người thì mở đúng hồ sơ.",
            "If the death was recorded by mistake correct that end first (take it away, then record the right cause); if it is another person, open the right file."
        ),
        Fields = ["change.from", "change.on", "change.end.on"],
    };

    public static readonly RecordingRule BeforeBirth = RecordingRule.Refusing(
        "F02",
        "BEFORE_BIRTH",
        "Có việc trước ngày sinh",
        "Something before birth"
    ) with
    {
        Why = (
            "Không ai có tên, bằng cấp hay chức danh trước khi sinh.",
            "Nobody has a name, a degree or a post before they are born."
        ),
        Ground = RecordingRule.OurRule,
        Remedy = (
            "Kiểm tra ngày vừa nhập; nếu ngày sinh trong hồ sơ sai thì đính chính nhân thân trước.",
            "Check the day entered; if the birth on record is wrong, correct the identity first."
        ),
        Fields = ["change.from", "change.identity.birth"],
    };

    public static readonly RecordingRule TooYoungToServe = RecordingRule.Warning(
        "W01",
        "Giữ chức danh khi chưa đủ 18 tuổi",
        "A post before the age of 18"
    ) with
    {
        Why = (
            "Người dự tuyển công chức, viên chức phải từ đủ 18 tuổi; trẻ hơn hầu như luôn là sai năm sinh hoặc sai ngày bắt đầu.",
            "Whoever is recruited as a civil servant or public employee is at least 18; younger is nearly always a wrong birth or a wrong beginning."
        ),
        Ground = (
            "Luật Cán bộ, công chức 22/2008/QH12 Điều 36 và Luật Viên chức 58/2010/QH12 Điều 22 (khoản 1; viên chức một số lĩnh vực nghệ thuật, thể thao có thể dưới 18). Chưa đối chiếu nguyên văn; Luật 80/2025/QH15 và 129/2025/QH15 đang hiệu lực chưa đọc được điều tương ứng.",
            "Luật 22/2008/QH12 Art. 36 and Luật 58/2010/QH12 Art. 22 (in some arts and sports public employees may be younger). Wording not verified; the articles in place of them in Luật 80/2025/QH15 and 129/2025/QH15, now in force, were not seen."
        ),
        Remedy = (
            "Kiểm tra ngày sinh và ngày bắt đầu; nếu đúng (năng khiếu nghệ thuật, thể thao) thì nêu lý do.",
            "Check the birth and the beginning; if both are right (arts, sports), state the reason."
        ),
        Fields = ["change.from", "change.on", "change.identity.birth"],
    };

    public static readonly RecordingRule TooYoungToHold = RecordingRule.Warning(
        "W02",
        "Bằng cấp quá sớm so với tuổi",
        "A degree too early in life"
    ) with
    {
        Why = (
            "Tiến sĩ trước 20 tuổi, thạc sĩ trước 19 hay đại học trước 18 hầu như luôn là sai năm sinh, sai năm cấp hoặc chọn nhầm trình độ.",
            "A doctorate before 20, a master's before 19 or a bachelor's before 18 is nearly always a wrong birth, a wrong year or a wrong level."
        ),
        Ground = RecordingRule.OurRule,
        Remedy = (
            "Đối chiếu văn bằng với ngày sinh; nếu đúng thì nêu lý do.",
            "Compare the degree with the birth; if both are right, state the reason."
        ),
        Fields = ["change.from", "change.details.level", "change.identity.birth"],
    };

    public static readonly RecordingRule OlderThanAnybody = RecordingRule.Warning(
        "W12",
        "Tuổi trên 120",
        "Older than 120"
    ) with
    {
        Why = (
            "Ngày sinh như vậy hầu như luôn là gõ nhầm thế kỷ (1900 thay cho 2000).",
            "Such a birth is nearly always a mistyped century (1900 for 2000)."
        ),
        Ground = RecordingRule.OurRule,
        Remedy = ("Sửa ngày sinh; nếu đúng thì nêu lý do.", "Correct the birth; if it is right, state the reason."),
        Fields = ["change.identity.birth"],
    };

    public static readonly RecordingRule RunsOnAfterDeath = RecordingRule.Warning(
        "W13",
        "Còn chức danh hoặc khoá học chưa kết thúc sau khi từ trần",
        "A post or a course that runs on after death"
    ) with
    {
        Why = (
            "Người đã mất vẫn còn được đếm ở chức danh thứ hai nếu không ai kết thúc nó.",
            "The dead go on being counted in a second post if nobody ends it."
        ),
        Ground = RecordingRule.OurRule,
        Remedy = (
            "Kết thúc các chức danh và khoá học khác trong cùng lượt ghi; nếu sẽ ghi sau thì nêu lý do.",
            "End the other posts and courses in the same change; if that follows, state the reason."
        ),
        Fields = ["change.on", "change.from"],
    };

    public static IEnumerable<RuleFinding> Of(Person it, DateOnly today)
    {
        if (it.Names.IsEmpty || it.Erased)
            return [];
        var birth = it.About.Spans[0].Value.Birth;
        return
        [
            .. Oldest(birth, today),
            .. it.Assignments.SelectMany(a => Young(a.Key, a.Value, birth)),
            .. it.Qualifications.SelectMany(q => Early(q.Key, q.Value, birth)),
            .. Death(it) is { } died ? After(it, died.On, died.Of) : [],
        ];
    }

    /// <summary>When they died, as the end of their service says.</summary>
    public static (PartialDate On, Guid Of)? Death(Person it) =>
        it
            .Assignments.Where(a => a.Value.Line.End is not null && a.Value.Endings is [.., { Value: EndCause.Died }])
            .Select(a => ((PartialDate On, Guid Of)?)(a.Value.Line.End!.Value, a.Key))
            .MinBy(d => d!.Value.On);

    static IEnumerable<RuleFinding> Oldest(PartialDate birth, DateOnly today) =>
        birth.Latest < Reckoning.Since(today, 12 * OldestEver)
            ?
            [
                OlderThanAnybody.Found(
                    $"{birth}",
                    $"Sinh {birth.Vi} thì nay đã hơn 120 tuổi.",
                    $"Born {birth} is older than 120."
                ),
            ]
            : [];

    static IEnumerable<RuleFinding> Young(Guid id, Assignment a, PartialDate birth)
    {
        var first = a.Line.Spans.FirstOrDefault(s => s.Value.Category is not Category.ContractWorker);
        if (a.Kind is not AssignmentKind.Main || first.Valid.From is not { } from || !Before(birth, from, AgeToServe))
            return [];
        return
        [
            TooYoungToServe.Found(
                $"{id} {from} {birth}",
                $"Sinh {birth.Vi}, giữ \"{first.Value.Post}\" từ {from.Vi} khi mới {Age(birth, from)} tuổi.",
                $"Born {birth}, holding \"{first.Value.Post}\" from {from} at the age of {Age(birth, from)}."
            ),
        ];
    }

    static IEnumerable<RuleFinding> Early(Guid id, Qualification q, PartialDate birth) =>
        q.Line.Spans is [{ Valid.From: { } from, Value: var d }, ..]
        && LeastAge(d.Level) is { } least
        && Before(birth, from, least)
            ?
            [
                TooYoungToHold.Found(
                    $"{id} {from} {birth} {d.Level}",
                    $"Sinh {birth.Vi}, có bằng {Ladders.Name(d.Level).Vi} từ {from.Vi} khi mới {Age(birth, from)} tuổi.",
                    $"Born {birth}, holding \"{Ladders.Name(d.Level).En}\" from {from} at the age of {Age(birth, from)}."
                ),
            ]
            : [];

    static int? LeastAge(Level level) =>
        level switch
        {
            Level.EducationDoctor => 20,
            Level.EducationMaster => 19,
            Level.EducationBachelor => 18,
            _ => null,
        };

    // Whichever days the two dates mean: whoever may have been old enough is not warned of.
    static bool Before(PartialDate birth, PartialDate on, int age) => Age(birth, on) < age;

    static int Age(PartialDate birth, PartialDate on) => Reckoning.Age(birth, on.Latest);

    static IEnumerable<RuleFinding> After(Person it, PartialDate died, Guid of)
    {
        foreach (var (what, from, to) in Entries(it, of))
            if (from.Earliest >= died.Latest)
                yield return AfterDeath.Found(
                    $"{what.Vi} {from}",
                    $"Hồ sơ ghi từ trần, thôi công tác từ {died.Vi}; không thể có {what.Vi} từ {from.Vi}. Nếu không phải từ trần thì đính chính lần kết thúc ấy trước.",
                    $"Service ended by death on {died}; there can be no {what.En} from {from}. If it was no death, correct that end first."
                );
            else if (to > died.Latest)
                yield return RunsOnAfterDeath.Found(
                    $"{what.Vi} {from}",
                    $"Từ trần, thôi công tác từ {died.Vi}, nhưng {what.Vi} từ {from.Vi} chưa kết thúc.",
                    $"Service ended by death on {died}, but {what.En} from {from} runs on."
                );
    }

    /// <summary>What somebody alive does: from when, and until when it is claimed; a degree is for ever.</summary>
    static IEnumerable<((string Vi, string En) What, PartialDate From, DateOnly To)> Entries(Person it, Guid of)
    {
        foreach (var (id, a) in it.Assignments)
        foreach (var s in a.Line.Spans.Where(s => s.Valid.From is not null))
            yield return (
                ($"chức danh \"{s.Value.Post}\"", $"post \"{s.Value.Post}\""),
                s.Valid.From!.Value,
                id == of ? DateOnly.MinValue : s.Valid.ClaimedTo
            );
        foreach (var s in it.Qualifications.Values.SelectMany(q => q.Line.Spans).Where(s => s.Valid.From is not null))
            yield return (
                ($"bằng {Ladders.Name(s.Value.Level).Vi}", $"qualification \"{Ladders.Name(s.Value.Level).En}\""),
                s.Valid.From!.Value,
                DateOnly.MinValue
            );
        foreach (
            var s in (it.Trainings?.Values ?? []).SelectMany(t => t.Line.Spans).Where(s => s.Valid.From is not null)
        )
            yield return (
                ($"khoá học {s.Value.Field}", $"course of {s.Value.Field}"),
                s.Valid.From!.Value,
                s.Valid.ClaimedTo
            );
    }
}
