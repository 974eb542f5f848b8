using HienTai.Domain.Kernel;

namespace HienTai.Domain.Awards;

public sealed partial record Nomination
{
    static NominationMade Sound(Nominate c)
    {
        var (m, terms) = (c.Matters, c.Terms);
        if (terms.ForWorks && m.Work is null)
            throw new Rejected(
                "WORK_NEEDED",
                "Giải này xét công trình; hãy chọn đóng góp được đề nghị.",
                "This prize is for works; choose the contribution.",
                "work_id"
            );
        if (!terms.ForWorks && m.Work is not null)
            throw new Rejected(
                "NOT_FOR_WORKS",
                "Danh hiệu này xét cá nhân; hãy chọn người, còn đóng góp thì dẫn làm căn cứ.",
                "This is for people; choose the person and cite the contribution.",
                "work_id"
            );
        OneOf(terms.Fields, m.Field, "FIELD_NOT_OF_CYCLE", ("lĩnh vực", "field"), "field");
        Due(c.On, terms.Screening, ("đơn vị xét", "screening"));
        return new NominationMade(c.On, m);
    }

    static void OneOf(Strings texts, string code, string reason, (string Vi, string En) name, string field)
    {
        var all = Item.All(texts);
        if (all.Count == 0 && code.Length == 0 || all.Any(i => i.Code == code))
            return;
        throw new Rejected(
            reason,
            all.Count == 0
                ? $"Kỳ này không chia {name.Vi}; hãy bỏ trống."
                : $"Hãy chọn một {name.Vi} của kỳ này: {string.Join(", ", all.Select(i => i.Vi))}.",
            all.Count == 0
                ? $"This cycle knows no {name.En}; leave it empty."
                : $"Choose a {name.En} of this cycle: {string.Join(", ", all.Select(i => i.En))}.",
            field
        );
    }

    static void Due(PartialDate on, DateOnly last, (string Vi, string En) what)
    {
        if (on.Earliest > last)
            throw new Rejected(
                "DEADLINE_PASSED",
                $"Đã quá hạn {what.Vi} ({((PartialDate)last).Vi}); nếu hạn được gia hạn thì ghi thay đổi của kỳ xét trước.",
                $"The deadline of {what.En} ({last:yyyy-MM-dd}) has passed; if it was put off, record that of the cycle first.",
                "on"
            );
    }

    // One step after another, each from one of the steps given, and none before the day of the last.
    NominationEvent[] To(Standing standing, PartialDate on, NominationEvent step, params NominationStep[] from)
    {
        if (Last.Value == standing && Last.Valid.From == on)
            return [];
        if (!from.Contains(Last.Value.Step))
            throw new Rejected(
                "NOT_AT_THIS_STEP",
                $"Đề nghị đang ở bước \"{Name(Last.Value.Step).Vi}\" nên chưa ghi được \"{Name(standing.Step).Vi}\"; trước đó phải là: {string.Join(", ", from.Select(f => Name(f).Vi))}.",
                $"It stands at \"{Name(Last.Value.Step).En}\" and cannot go on to \"{Name(standing.Step).En}\"; before that it must be: {string.Join(", ", from.Select(f => Name(f).En))}.",
                "id"
            );
        if (on.Latest < Last.Valid.From!.Value.Earliest)
            throw new Rejected(
                "BEFORE_THE_LAST_STEP",
                $"Ngày này trước bước \"{Name(Last.Value.Step).Vi}\" ngày {Last.Valid.From!.Value.Vi}; các bước phải theo thứ tự thời gian.",
                $"The day is before \"{Name(Last.Value.Step).En}\" on {Last.Valid.From}; steps follow one another in time.",
                "on"
            );
        return [step];
    }

    NominationEvent[] Answered(AnswerCriterion c)
    {
        if (
            Answers.TryGetValue(c.Answer.Criterion, out var given)
            && given.Value == c.Answer
            && given.Valid.From == c.On
        )
            return [];
        if (
            Criterion.All(c.Terms.Criteria).FirstOrDefault(x => x.Code == c.Answer.Criterion)
            is not { MayBeStated: true }
        )
            throw new Rejected(
                "CRITERION_IS_COMPUTED",
                "Tiêu chuẩn này do sổ tính từ dữ kiện, hoặc không có trong chương trình; chỉ trả lời tiêu chuẩn cần nhận xét.",
                "This criterion is judged from what is on record, or is none of the programme's; answer those that need an officer.",
                "criterion"
            );
        return Last.Value.Step is NominationStep.Nominated or NominationStep.ScreenedIn or NominationStep.Submitted
            ? [new CriterionAnswered(c.On, c.Answer)]
            : throw new Rejected(
                "NOMINATION_CONCLUDED",
                $"Đề nghị đã ở bước \"{Name(Last.Value.Step).Vi}\"; không nhận xét thêm được nữa.",
                $"It stands at \"{Name(Last.Value.Step).En}\"; nothing more can be stated.",
                "id"
            );
    }

    NominationEvent[] Screen(ScreenNomination c)
    {
        var events = To(
            new(c.Passed ? NominationStep.ScreenedIn : NominationStep.ScreenedOut, Note: c.Reasons),
            c.On,
            new NominationScreened(c.On, c.Passed, c.Reasons),
            NominationStep.Nominated
        );
        if (events.Length == 0)
            return events;
        Due(c.On, c.Terms.Screening, ("đơn vị xét", "screening"));
        if (!c.Passed && c.Reasons.Length == 0)
            throw new Rejected(
                "NO_REASON_GIVEN",
                "Không đồng ý thì phải nêu lý do.",
                "Say why it is turned down.",
                "reasons"
            );
        if (c.Passed && !c.Unmet.IsEmpty)
            throw new Rejected(
                "CRITERION_NOT_MET",
                $"Chưa đủ tiêu chuẩn: {string.Join("; ", c.Unmet.Select(u => u.Vi))}. Hãy ghi dữ kiện hoặc nhận xét còn thiếu, hoặc ghi đơn vị không đồng ý.",
                $"Criteria are not met: {string.Join("; ", c.Unmet.Select(u => u.En))}. Record what is missing, or that the unit turns it down.",
                "id"
            );
        return events;
    }

    NominationEvent[] Submit(SubmitNomination c)
    {
        var events = To(new(NominationStep.Submitted), c.On, new NominationSubmitted(c.On), NominationStep.ScreenedIn);
        if (events.Length > 0)
            Due(c.On, c.Terms.Submission, ("nộp hồ sơ", "submission"));
        return events;
    }

    NominationEvent[] Award(AwardNomination c)
    {
        OneOf(c.Terms.Prizes, c.Prize, "PRIZE_NOT_OF_CYCLE", ("giải", "prize"), "prize");
        var events = To(
            new(NominationStep.Awarded, c.Prize),
            c.On,
            new NominationAwarded(c.On, c.Prize),
            NominationStep.Submitted
        );
        if (
            events.Length > 0
            && Item.All(c.Terms.Fields).FirstOrDefault(f => f.Code == Matters!.Field) is { Number: > 0 } field
            && c.Taken >= field.Number
        )
            throw new Rejected(
                "NO_PLACE_LEFT",
                $"Lĩnh vực {field.Vi} có {field.Number} suất và đã trao đủ {c.Taken}.",
                $"{field.En} has {field.Number} places and all are taken.",
                "id"
            );
        return events;
    }

    public static (string Vi, string En) Name(NominationStep step) =>
        step switch
        {
            NominationStep.Nominated => ("Đã đề nghị", "nominated"),
            NominationStep.ScreenedIn => ("Đơn vị đồng ý", "passed by the unit"),
            NominationStep.ScreenedOut => ("Đơn vị không đồng ý", "turned down by the unit"),
            NominationStep.Submitted => ("Đã nộp hồ sơ", "submitted"),
            NominationStep.Awarded => ("Được tặng", "awarded"),
            NominationStep.NotAwarded => ("Không được tặng", "not awarded"),
            _ => ("Đã thu hồi", "revoked"),
        };

    public static (string Vi, string En) Name(AwardLevel level) =>
        level switch
        {
            AwardLevel.Unit => ("Cơ sở", "Unit"),
            AwardLevel.District => ("Huyện", "District"),
            AwardLevel.City => ("Bộ, ngành, tỉnh, thành phố", "Ministry, province, city"),
            _ => ("Toàn quốc", "Nation"),
        };
}
