using System.Collections.Immutable;
using HienTai.Domain.Kernel;

namespace HienTai.Domain.Personnel;

// The rules about courses of study, and about what an officer concluded of a placement.
public sealed partial record Person
{
    ImmutableSortedDictionary<Guid, Training> Courses => Trainings ?? ImmutableSortedDictionary<Guid, Training>.Empty;

    PersonEvent[] Start(StartTraining c)
    {
        if (Courses.TryGetValue(c.Training, out var begun))
            return begun.Line.Steps[0].Value == c.Details && begun.Line.Steps[0].When == c.From
                ? []
                : throw EntryIdTaken("change.training_id");
        Sound(c.Training, c.From, c.Details);
        return [new TrainingStarted(c.Training, c.From, c.Details)];
    }

    PersonEvent[] EndOf(EndTraining c)
    {
        var training = Studied(c.Training);
        if (training.Line.End is { } end)
            return Ending(training) == c.End
                ? []
                : throw new Rejected(
                    "TRAINING_ENDED",
                    $"Khoá học này đã kết thúc {end.Vi}; nếu ghi sai thì đính chính.",
                    $"This course already ended {end}; if that is wrong, correct it.",
                    "change.end.on"
                );
        Sound(Began(training)!.Value, training.Line.Spans[0].Value, c.End);
        return [new TrainingEnded(c.Training, c.End)];
    }

    PersonEvent[] Correct(CorrectTraining c)
    {
        var training = Studied(c.Training);
        if (
            training.Line.Spans is [var whole]
            && whole.Value == c.Details
            && whole.Valid.From == c.From
            && Ending(training) == c.End
        )
            return [];
        Sound(c.Training, c.From, c.Details, c.End?.On);
        if (c.End is { } end)
            Sound(c.From, c.Details, end);
        return [new TrainingCorrected(c.Training, c.From, c.Details, c.End)];
    }

    PersonEvent[] Judge(JudgePlacement c)
    {
        var held = Served(c.Assignment);
        Within(held.Line, c.From, "change.from");
        var standing = held.Judged?.On(c.From.Latest)?.Value;
        if (standing == c.Judgement)
            return [];
        if (
            c.Judgement.Verdict is PlacementVerdict.LeftToRule
            && standing is null or { Verdict: PlacementVerdict.LeftToRule }
        )
            throw new Rejected(
                "NOTHING_JUDGED",
                $"Vào {c.From.Vi} chưa có kết luận nào; việc bố trí đang xét theo nhóm ngành.",
                $"On {c.From} there is no conclusion; the placement is already judged by field groups.",
                "change.verdict"
            );
        return [new PlacementJudged(c.Assignment, c.From, c.Judgement)];
    }

    PersonEvent[] Correct(CorrectPlacement c)
    {
        var held = Served(c.Assignment);
        var spans = held.Judged?.Spans ?? [];
        if (spans.Any(s => s.Valid.From == c.From && s.Value == c.Judgement))
            return []; // it stands so already
        if (!spans.Any(s => s.Valid.From == c.WrongFrom))
            throw new Rejected(
                "NOTHING_BEGAN_THEN",
                $"Bố trí này không có kết luận nào được ghi từ {c.WrongFrom.Vi}.",
                $"This assignment has no conclusion recorded to begin on {c.WrongFrom}.",
                "change.wrong_from"
            );
        Within(held.Line, c.From, "change.from");
        return [new PlacementCorrected(c.Assignment, c.WrongFrom, c.From, c.Judgement)];
    }

    void Sound(Guid id, PartialDate from, CourseDetails d, PartialDate? to = null)
    {
        OnLadder(d.Ladder, d.Level, d.Field);
        if (d.Level is Level.EducationNone)
            throw new Rejected(
                "LEADS_TO_NOTHING",
                "Khoá học phải dẫn tới một trình độ; hãy chọn bậc sẽ đạt được.",
                "A course leads to a qualification; choose the level it is for.",
                "change.details.level"
            );
        if (from.Latest < About.Spans[0].Value.Birth.Earliest)
            throw BeforeBirth("change.from");
        Sound(from, d.Expected, "change.details.expected");
        foreach (var (other, t) in Courses)
            if (
                other != id
                && t.Line.Spans is [var s, ..]
                && s.Value.Level == d.Level
                && s.Value.Field == d.Field
                && s.Value.Institution == d.Institution
                && s.Valid.Overlaps(new(from, to))
            )
                throw new Rejected(
                    "TRAINING_UNDER_WAY",
                    $"Người này đã có khoá học ấy từ {s.Valid.From?.Vi}; hãy kết thúc hoặc đính chính khoá đã ghi.",
                    $"This person is already on that course since {s.Valid.From}; end or correct the one on record.",
                    "change.from"
                )
                {
                    Related = [other],
                };
    }

    void Sound(PartialDate from, CourseDetails d, TrainingEnd end)
    {
        Sound(from, end.On, "change.end.on");
        if (end.Qualification is not { } led)
            return;
        if (end.Outcome is TrainingOutcome.Discontinued)
            throw new Rejected(
                "NOTHING_EARNED",
                "Khoá học bỏ dở không dẫn tới văn bằng, chứng chỉ nào; hãy bỏ trống.",
                "A course that was given up led to no qualification; leave it empty.",
                "change.end.qualification_id"
            );
        if (
            NotRevoked(led, "change.end.qualification_id").Line.Spans is [var earned, ..]
            && earned.Value.Ladder != d.Ladder
        )
            throw new Rejected(
                "LED_TO_ANOTHER_LADDER",
                $"Khoá học thuộc thang {Ladders.Name(d.Ladder).Vi}; hãy chọn văn bằng, chứng chỉ của thang ấy.",
                $"The course is on the ladder {Ladders.Name(d.Ladder).En}; choose a qualification on it.",
                "change.end.qualification_id"
            );
    }

    Training Studied(Guid id) =>
        Courses.TryGetValue(id, out var found) && found.Line.Spans.Count > 0
            ? found
            : throw NoEntry("change.training_id");

    static PartialDate? Began(Training t) => t.Line.Spans is [var whole, ..] ? whole.Valid.From : t.Line.Steps[0].When;

    static TrainingEnd? Ending(Training t) => t.Endings.LastOrDefault()?.Value;

    TrainingFact Told(Guid id, Training t, Stretch<CourseDetails> s) =>
        new(
            $"training:{id}",
            s.Valid,
            id,
            s.Value.Ladder,
            s.Value.Level,
            s.Value.Field,
            s.Value.Institution,
            s.Value.Mode,
            s.Value.Expected,
            Ending(t)?.Outcome,
            Ending(t)?.Qualification is { } led && Qualifications.ContainsKey(led) ? led : null,
            s.Paper
        );

    /// <summary>
    /// A conclusion is about the post held when it was drawn: it ends with that post, and with the assignment at the
    /// latest.
    /// </summary>
    static IEnumerable<PlacementFact> Judgements(Guid id, Assignment a)
    {
        foreach (var j in a.Judged?.Spans ?? [])
        {
            if (j.Value.Verdict is PlacementVerdict.LeftToRule)
                continue;
            var after = a
                .Line.Spans.Where(s =>
                    s.Valid.ClaimedFrom < s.Valid.ClaimedTo && j.Valid.ClaimedFrom < s.Valid.ClaimedTo
                )
                .ToArray();
            var same = after
                .TakeWhile(s => (s.Value.Post, s.Value.Category) == (after[0].Value.Post, after[0].Value.Category))
                .ToArray();
            if (same is not [var first, ..])
                continue;
            var (from, until) = (
                first.Valid.ClaimedFrom > j.Valid.ClaimedFrom ? first.Valid.From : j.Valid.From,
                same[^1].Valid.ClaimedTo < j.Valid.ClaimedTo ? same[^1].Valid : j.Valid
            );
            if (until with { From = from } is { EndsBeforeItBegins: false } valid)
                yield return new(
                    $"placement:{id}",
                    valid,
                    id,
                    j.Value.Verdict is PlacementVerdict.Fits,
                    j.Value.Because,
                    j.Paper
                );
        }
    }
}
