using HienTai.Domain.Kernel;

namespace HienTai.Domain.Personnel;

/// <summary>What entries of a person's file must stand on: a paper, a piece of evidence or a stated reason.</summary>
static class FootingRules
{
    public static readonly RecordingRule DegreeOnNothing = RecordingRule.Warning(
        "W20",
        "Bằng cấp ghi là đã thấy mà không kèm gì",
        "A degree graded as seen with nothing behind it"
    ) with
    {
        Why = (
            "Mức \"đã xem bản sao\" trở lên nói rằng có người đã thấy giấy tờ; phải có minh chứng, văn bản hoặc ít nhất lời nêu đã thấy ở đâu.",
            "A grade from \"copy seen\" on says that somebody saw a paper: there must be evidence, a paper or at least a word on where it was seen."
        ),
        Ground = RecordingRule.OurRule,
        Remedy = (
            "Đính kèm bản chụp, dẫn văn bản hoặc nêu lý do trong lượt ghi; chưa thấy gì thì chọn mức tự khai.",
            "Attach a scan, cite a paper or state the reason of the change; if nothing was seen choose self-declared."
        ),
        Fields = ["change.grade", "change.evidence", "envelope.paper_id"],
    };

    public static readonly RecordingRule PostOnNothing = RecordingRule.Warning(
        "W21",
        "Bố trí, bổ nhiệm không có căn cứ",
        "An appointment that stands on nothing"
    ) with
    {
        Why = (
            "Bố trí, đổi chức danh hay biệt phái đều theo quyết định; không văn bản và không lý do thì về sau không ai kiểm tra được.",
            "A post, a change of post and a secondment follow from a decision; with neither paper nor reason nobody can check them later."
        ),
        Ground = RecordingRule.OurRule,
        Remedy = ("Dẫn quyết định hoặc nêu lý do.", "Cite the decision or state the reason."),
        Fields = ["envelope.paper_id"],
    };

    public static readonly RecordingRule TransferOnNothing = RecordingRule.Warning(
        "W22",
        "Điều động không có căn cứ",
        "A transfer that stands on nothing"
    ) with
    {
        Why = (
            "Điều động theo quyết định; không văn bản và không lý do thì nơi đi, nơi đến không đối chiếu được.",
            "A transfer follows from a decision; with neither paper nor reason neither unit can check it."
        ),
        Ground = RecordingRule.OurRule,
        Remedy = ("Dẫn quyết định hoặc nêu lý do.", "Cite the decision or state the reason."),
        Fields = ["envelope.paper_id"],
    };

    public static readonly RecordingRule EndOnNothing = RecordingRule.Warning(
        "W23",
        "Kết thúc công tác không có căn cứ",
        "An end that stands on nothing"
    ) with
    {
        Why = (
            "Nghỉ hưu, thôi việc, từ trần đều có quyết định hoặc giấy báo; không văn bản và không lý do thì chế độ của người ấy không kiểm tra được.",
            "Retirement, resignation and death have a decision or a notice; with neither paper nor reason what somebody is entitled to cannot be checked."
        ),
        Ground = RecordingRule.OurRule,
        Remedy = ("Dẫn quyết định hoặc nêu lý do.", "Cite the decision or state the reason."),
        Fields = ["envelope.paper_id"],
    };

    public static IEnumerable<RuleFinding> Of(Person before, PersonEvent @event, Footing footing)
    {
        if (!footing.None || On(before, @event) is not { } rule)
            return [];
        return
        [
            rule.Found(
                "",
                $"{rule.Title.Vi}: không dẫn văn bản, không nêu lý do.",
                $"{rule.Title.En}: neither paper nor reason is given."
            ),
        ];
    }

    static RecordingRule? On(Person before, PersonEvent @event) =>
        @event switch
        {
            QualificationDeclared { Grade: > EvidenceGrade.SelfDeclared, Evidence.Count: 0 } => DegreeOnNothing,
            QualificationEvidenceGraded { Grade: > EvidenceGrade.SelfDeclared } e
                when before.Qualifications.TryGetValue(e.Qualification, out var held) && held.Files.IsEmpty =>
                DegreeOnNothing,
            AssignmentStarted or AssignmentChanged or PersonSeconded => PostOnNothing,
            AssignmentTransferred => TransferOnNothing,
            AssignmentEnded => EndOnNothing,
            _ => null,
        };
}
