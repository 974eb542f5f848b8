using System.Collections.Immutable;
using HienTai.Domain.Kernel;

namespace HienTai.Domain.Contributions;

public sealed partial record Contribution
{
    /// <summary>
    /// What goes before a council: an initiative, or a solution of a bottleneck, which the plan counts as one (section
    /// V.1).
    /// </summary>
    bool MayBeRecognised => Details!.Kind is ContributionKind.Initiative or ContributionKind.BottleneckSolution;

    Stretch<Standing> Last => Life.Spans[^1];

    Contribution At(PartialDate on, Standing standing, Basis basis) =>
        this with
        {
            Life = Life.Changed(on, standing, basis.Paper),
        };

    static ContributionDetails Sound(ContributionDetails d) =>
        d.Nature is not null && d.Kind is not (ContributionKind.Initiative or ContributionKind.BottleneckSolution)
            ? throw new Rejected(
                "NATURE_OF_NO_INITIATIVE",
                "Loại giải pháp chỉ ghi cho sáng kiến; hãy bỏ trống.",
                "The nature of a solution is recorded of initiatives only; leave it empty.",
                "details.nature"
            )
            : d;

    static ImmutableArray<Author> Sound(ImmutableArray<Author> authors)
    {
        if (authors.IsEmpty)
            throw new Rejected(
                "NO_AUTHOR",
                "Chưa có tác giả nào; hãy chọn ít nhất một người.",
                "There is no author; choose at least one.",
                "authors"
            );
        if (authors.GroupBy(a => a.Person).FirstOrDefault(g => g.Count() > 1) is { } twice)
            throw new Rejected(
                "AUTHOR_TWICE",
                "Một người được ghi hai lần; hãy gộp tỷ lệ của họ vào một dòng.",
                "Somebody is named twice; put their shares into one line.",
                "authors"
            )
            {
                Related = [twice.Key],
            };
        if (authors.FirstOrDefault(a => a.Share is < 1 or > 100) is { } wrong)
            throw new Rejected(
                "SHARE_OUT_OF_RANGE",
                $"Tỷ lệ {wrong.Share} % không được; mỗi tác giả góp từ 1 đến 100 %.",
                $"A share of {wrong.Share} % cannot be; each author has from 1 to 100 %.",
                "authors"
            );
        return authors.Sum(a => a.Share) is var sum and not 100
            ? throw new Rejected(
                "SHARES_NOT_100",
                $"Tỷ lệ của các tác giả cộng lại là {sum} %, phải đủ 100 %.",
                $"The authors' shares sum to {sum} %; they must make 100 %.",
                "authors"
            )
            : authors;
    }

    ContributionEvent[] Correct(CorrectContribution c)
    {
        if (Life.Spans[0].Valid.From == c.On && Details == c.Details && Authors.SequenceEqual(c.Authors))
            return [];
        if (Life.Spans is [_, var next, ..] && c.On.Earliest > next.Valid.From!.Value.Latest)
            throw Before(next, "on");
        if (c.Authors.FirstOrDefault(a => Council.ContainsKey(a.Person)) is { } judge)
            throw OwnJudge(judge.Person, "authors");
        if (c.Details.Kind != Details!.Kind && Life.Spans.Count > 1)
            throw new Rejected(
                "KIND_ALREADY_PROCEEDED",
                "Đóng góp đã qua bước tiếp theo nên không đổi loại được; hãy bỏ ghi và ghi lại.",
                "It has already proceeded as this kind; annul it and record it anew.",
                "details.kind"
            );
        return [new ContributionCorrected(c.On, Sound(c.Details), Sound(c.Authors))];
    }

    Strings Lacking(Strings files) => Strings.Of([.. files.Except(Evidence)]);

    ContributionEvent[] Answer(AnswerContribution c)
    {
        if (MayBeRecognised)
            throw new Rejected(
                "ANSWER_OF_AN_INITIATIVE",
                "Sáng kiến thì ghi công nhận hay không công nhận, không ghi tiếp thu.",
                "Of an initiative record whether it is recognised.",
                "id"
            );
        if (Last.Valid.From == c.On && Last.Value == new Standing(Stage.Answered, c.Outcome, Note: c.Note))
            return [];
        return c.On.Latest < Life.Spans[0].Valid.From!.Value.Earliest
            ? throw Before(Life.Spans[0], "on")
            : [new ContributionAnswered(c.On, c.Outcome, c.Note)];
    }

    // One step after another, each from one of the stages given, and none before the day of the last.
    ContributionEvent[] To(Stage stage, PartialDate on, Func<ContributionEvent> step, params Stage[] from)
    {
        if (Last.Value.Stage == stage && Last.Valid.From == on)
            return [];
        if (!from.Contains(Last.Value.Stage))
            throw new Rejected(
                "NOT_AT_THIS_STAGE",
                $"Đang ở bước \"{Name(Last.Value.Stage).Vi}\" nên chưa thể sang \"{Name(stage).Vi}\"; trước đó phải là: {string.Join(", ", from.Select(f => Name(f).Vi))}.",
                $"It stands at \"{Name(Last.Value.Stage).En}\" and cannot go on to \"{Name(stage).En}\"; before that it must be: {string.Join(", ", from.Select(f => Name(f).En))}.",
                "id"
            );
        return on.Latest < Last.Valid.From!.Value.Earliest ? throw Before(Last, "on") : [step()];
    }

    static Rejected Before(Stretch<Standing> other, string field) =>
        new(
            "BEFORE_THE_LAST_STEP",
            $"Ngày này trái thứ tự với bước \"{Name(other.Value.Stage).Vi}\" ngày {other.Valid.From!.Value.Vi}; các bước phải theo thứ tự thời gian.",
            $"The day is out of order with \"{Name(other.Value.Stage).En}\" on {other.Valid.From}; steps follow one another in time.",
            field
        );

    ContributionEvent[] Convene(ConveneCouncil c)
    {
        if (c.Members.IsEmpty)
            throw new Rejected(
                "NO_COUNCIL_MEMBER",
                "Hội đồng chưa có ai; hãy chọn thành viên.",
                "Nobody is on the council; choose its members.",
                "members"
            );
        if (c.Members.FirstOrDefault(m => Authors.Any(a => a.Person == m)) is var own && own != Guid.Empty)
            throw OwnJudge(own, "members");
        if (
            Last.Value.Stage is Stage.BeforeCouncil
            && Last.Valid.From == c.On
            && Council.Keys.SequenceEqual(c.Members.Distinct().Order())
        )
            return [];
        return To(
            Stage.BeforeCouncil,
            c.On,
            () => new CouncilConvened(c.On, [.. c.Members.Distinct().Order()]),
            Stage.Complete
        );
    }

    static Rejected OwnJudge(Guid person, string field) =>
        new(
            "COUNCIL_MEMBER_IS_AUTHOR",
            "Tác giả không thể là thành viên hội đồng chấm sáng kiến của chính mình; hãy thay người khác.",
            "An author cannot sit on the council that judges their own work; choose somebody else.",
            field
        )
        {
            Related = [person],
        };

    ContributionEvent[] Scored(ScoreInitiative c)
    {
        if (Authors.Any(a => a.Person == c.Score.Member))
            throw OwnJudge(c.Score.Member, "member_id");
        if (Last.Value.Stage is not Stage.BeforeCouncil)
            throw new Rejected(
                "COUNCIL_NOT_SITTING",
                "Hội đồng chưa họp hoặc đã kết luận; chỉ chấm trong lúc hội đồng làm việc.",
                "The council is not sitting, or has concluded; scores are given while it sits.",
                "id"
            );
        if (!Council.TryGetValue(c.Score.Member, out var given))
            throw new Rejected(
                "NOT_ON_COUNCIL",
                "Người này không có trong hội đồng; hãy chọn đúng thành viên.",
                "This person is not on the council; choose a member.",
                "member_id"
            )
            {
                Related = [c.Score.Member],
            };
        if (c.Score.Points is < 0 or > 100)
            throw new Rejected("POINTS_OUT_OF_RANGE", "Điểm từ 0 đến 100.", "Points are from 0 to 100.", "points");
        if (!c.Score.Doubts.IsEmpty && c.Score.Remark.Length == 0)
            throw new Rejected(
                "DOUBT_WITHOUT_REASON",
                "Có điều kiện không đạt thì phải nêu lý do.",
                "Say why a condition is not met.",
                "remark"
            );
        return given is not null && given.Equals(c.Score) ? [] : [new InitiativeScored(c.Score)];
    }

    ContributionEvent[] Recognise(RecogniseInitiative c)
    {
        if (Last.Value.Stage is Stage.Recognised)
        {
            if (Last.Value.Level == c.Level && Last.Valid.From == c.On)
                return [];
            if (c.Level <= Last.Value.Level)
                throw new Rejected(
                    "ALREADY_RECOGNISED",
                    $"Đã công nhận ở cấp {Name(Last.Value.Level!.Value).Vi}; chỉ ghi thêm cấp cao hơn.",
                    $"It is recognised at the level of the {Name(Last.Value.Level!.Value).En}; only a higher level can be added.",
                    "level"
                );
            return c.On.Latest < Last.Valid.From!.Value.Earliest
                ? throw Before(Last, "on")
                : [new InitiativeRecognised(c.On, c.Level)];
        }
        var events = To(Stage.Recognised, c.On, () => new InitiativeRecognised(c.On, c.Level), Stage.BeforeCouncil);
        if (Council.Count(s => s.Value is null) is > 0 and var left)
            throw new Rejected(
                "COUNCIL_NOT_FINISHED",
                $"Còn {left} thành viên hội đồng chưa chấm.",
                $"{left} members of the council have not answered yet.",
                "id"
            );
        // More members than not find it wanting: then it is, and the decision must say so.
        foreach (var condition in Enum.GetValues<Condition>())
            if (Council.Values.Count(s => s!.Doubts.Contains(condition)) * 2 > Council.Count)
                throw new Rejected(
                    "CONDITION_NOT_MET",
                    $"Quá nửa hội đồng thấy không đạt điều kiện: {Name(condition).Vi}. Hãy ghi không công nhận, hoặc để hội đồng chấm lại.",
                    $"More than half of the council finds a condition not met: {Name(condition).En}. Record that it is not recognised, or let the council answer again.",
                    "id"
                );
        return events;
    }

    ContributionEvent[] Replicate(ReplicateInitiative c)
    {
        if (Spread.TryGetValue(c.Unit, out var there) && there.Valid.From == c.From)
            return [];
        if (Last.Value.Stage is not Stage.Recognised)
            throw new Rejected(
                "NOT_RECOGNISED",
                "Chỉ nhân rộng sáng kiến đang được công nhận.",
                "Only an initiative that stands recognised is replicated.",
                "id"
            );
        if (c.Unit == Details!.Unit)
            throw new Rejected(
                "REPLICATED_AT_HOME",
                "Đây là đơn vị đã có sáng kiến; nhân rộng là sang đơn vị khác.",
                "This is the unit it comes from; it is replicated elsewhere.",
                "unit_id"
            );
        return [new InitiativeReplicated(c.From, c.Unit)];
    }

    Contribution Without(Guid paper)
    {
        var without = this with { Life = Life.WithoutSteps(paper) };
        return without with
        {
            Council = without.Reached(Stage.BeforeCouncil).Any() ? Council : Council.Clear(),
            Spread = Spread.RemoveRange(Spread.Where(s => s.Value.Paper == paper).Select(s => s.Key)),
        };
    }

    public static (string Vi, string En) Name(Stage stage) =>
        stage switch
        {
            Stage.Recorded => ("Đã ghi", "recorded"),
            Stage.Answered => ("Đã có kết quả", "answered"),
            Stage.Filed => ("Đã nộp đơn", "filed"),
            Stage.Returned => ("Trả lại bổ sung", "returned"),
            Stage.Complete => ("Đơn đủ", "complete"),
            Stage.BeforeCouncil => ("Trước hội đồng", "before the council"),
            Stage.Recognised => ("Công nhận", "recognised"),
            Stage.NotRecognised => ("Không công nhận", "not recognised"),
            _ => ("Hủy công nhận", "recognition cancelled"),
        };

    public static (string Vi, string En) Name(RecognitionLevel level) =>
        level switch
        {
            RecognitionLevel.Unit => ("cơ sở", "unit"),
            RecognitionLevel.District => ("huyện", "district"),
            RecognitionLevel.City => ("thành phố", "city"),
            _ => ("toàn quốc", "nation"),
        };

    public static (string Vi, string En) Name(Condition condition) =>
        condition switch
        {
            Condition.NewInUnit => ("có tính mới trong phạm vi cơ sở", "new within the unit"),
            Condition.AppliedWithBenefit => (
                "đã áp dụng hoặc áp dụng thử và có khả năng mang lại lợi ích thiết thực",
                "applied or tried, and able to bring practical benefit"
            ),
            Condition.NotAgainstPublicOrder => (
                "không trái trật tự công cộng hoặc đạo đức xã hội",
                "not against public order or social ethics"
            ),
            _ => (
                "không thuộc đối tượng đang được bảo hộ quyền sở hữu trí tuệ",
                "not under protection of intellectual property"
            ),
        };

    public static (string Vi, string En) Name(Outcome outcome) =>
        outcome switch
        {
            Outcome.TakenUp => ("tiếp thu", "taken up"),
            Outcome.TakenUpInPart => ("tiếp thu một phần", "taken up in part"),
            _ => ("không tiếp thu", "not taken up"),
        };

    public static (string Vi, string En) Name(ContributionKind kind) =>
        kind switch
        {
            ContributionKind.Initiative => ("Sáng kiến", "Initiative"),
            ContributionKind.BottleneckSolution => ("Giải pháp tháo gỡ điểm nghẽn", "Solution of a bottleneck"),
            ContributionKind.PolicyAdvice => ("Góp ý cơ chế, chính sách", "Policy advice"),
            ContributionKind.Consultation => ("Tư vấn", "Consultation"),
            ContributionKind.Critique => ("Phản biện", "Critique"),
            ContributionKind.SocialAppraisal => ("Giám định xã hội", "Social appraisal"),
            ContributionKind.StrategyOrPlan => ("Chiến lược, quy hoạch, kế hoạch", "Strategy or plan"),
            ContributionKind.Project => ("Công trình, dự án", "Project"),
            ContributionKind.Research => ("Đề tài nghiên cứu khoa học", "Research"),
            ContributionKind.TechnologyTransfer => ("Chuyển giao công nghệ", "Technology transfer"),
            ContributionKind.AppliedTechnology => ("Ứng dụng khoa học công nghệ", "Applied science and technology"),
            ContributionKind.OpenLearningResource => ("Học liệu mở", "Open learning resource"),
            ContributionKind.Publication => ("Bài báo, sách", "Publication"),
            _ => ("Sáng chế, giải pháp hữu ích", "Invention or utility solution"),
        };
}
