using System.Collections.Immutable;
using HienTai.Domain.Kernel;

namespace HienTai.Domain.Talent;

/// <summary>Where somebody stands on the way through the talent pool.</summary>
public enum Stage
{
    Found = 1,
    Proposed,
    Verified,
    InPool,
    Invited,
    Joined,
    Declined,
    InUse,
    Assessed,
    Left,
}

/// <summary>How soon a successor could take the post.</summary>
public enum Readiness
{
    Ready = 1,
    InOneToThreeYears,
}

/// <summary>The post somebody is to succeed to.</summary>
public sealed record Target(Guid Unit, string Post, Category Category, string TitleCode);

/// <param name="Unit">That found them or needs them.</param>
/// <param name="AvailableFrom">From when they could take up work; null if that is not known.</param>
/// <param name="Merits">Why they are worth the pool.</param>
public sealed record CandidacyDetails(
    SourceKind Kind,
    Sector? Sector,
    Guid? Unit,
    Target? Target,
    Readiness? Readiness,
    PartialDate? AvailableFrom,
    [property: Personal(DataClass.Basic)] string Merits
);

/// <summary>
/// The question that led to them: what was asked for, on which rank they came, and of which moment it was asked.
/// </summary>
/// <param name="Need">As the contract writes it.</param>
public sealed record FoundBy(string Need, int Rank, DateOnly On, string Position);

/// <summary>What an officer found of a criterion no fact decides.</summary>
public sealed record Answer(string Criterion, bool Met, [property: Personal(DataClass.Basic)] string Note);

/// <summary>What one assessor found in one round.</summary>
/// <param name="Marks">1 to 5, by the programme's criterion.</param>
public sealed record Assessment(
    string Round,
    Guid Assessor,
    ImmutableSortedDictionary<string, int> Marks,
    [property: Personal(DataClass.Basic)] string Evidence
)
{
    public bool Equals(Assessment? other) =>
        other is not null
        && (Round, Assessor, Evidence) == (other.Round, other.Assessor, other.Evidence)
        && Marks.SequenceEqual(other.Marks);

    public override int GetHashCode() => HashCode.Combine(Round, Assessor, Evidence);
}

/// <summary>A stage, with what belongs to it: why they declined or left, what they do.</summary>
public sealed record Step(Stage Stage, [property: Personal(DataClass.Basic)] string Note = "");

// Events: past tense, stored forever. Who, when, why and on what paper are in the envelope.
public abstract record CandidacyEvent;

public sealed record CandidateFound(Guid Person, Guid Programme, PartialDate On, CandidacyDetails Details, FoundBy? By)
    : CandidacyEvent;

public sealed record CandidacyCorrected(PartialDate On, CandidacyDetails Details) : CandidacyEvent, ICorrecting;

public sealed record CandidateProposed(PartialDate On) : CandidacyEvent;

public sealed record CandidateVerified(PartialDate On, ImmutableArray<Answer> Answers) : CandidacyEvent;

public sealed record CandidateAdmitted(PartialDate On) : CandidacyEvent;

public sealed record CandidateInvited(PartialDate On, [property: Personal(DataClass.Basic)] string Note)
    : CandidacyEvent;

public sealed record CandidateJoined(PartialDate On) : CandidacyEvent;

public sealed record CandidateDeclined(PartialDate On, [property: Personal(DataClass.Basic)] string Reasons)
    : CandidacyEvent;

public sealed record CandidateEmployed(PartialDate On, [property: Personal(DataClass.Basic)] string As)
    : CandidacyEvent;

public sealed record CandidateAssessed(PartialDate On, Assessment Assessment) : CandidacyEvent;

public sealed record CandidateLeft(PartialDate On, [property: Personal(DataClass.Basic)] string Reasons)
    : CandidacyEvent;

public sealed record CandidacyAnnulled : CandidacyEvent, IWithdrawing;

public sealed record CandidacyPaperFell(Guid Paper) : CandidacyEvent, IWithdrawing;

// Commands: imperative, one per intention, never stored.
public abstract record CandidacyCommand;

public sealed record FindCandidate(Guid Person, Guid Programme, PartialDate On, CandidacyDetails Details, FoundBy? By)
    : CandidacyCommand;

public sealed record CorrectCandidacy(PartialDate On, CandidacyDetails Details) : CandidacyCommand, ICorrection;

/// <summary>
/// The next step; <paramref name="Note"/> is what they are invited to, do, or why they declined or left.
/// </summary>
public sealed record MoveCandidate(PartialDate On, Stage To, string Note, ImmutableArray<Answer> Answers)
    : CandidacyCommand;

public sealed record AssessCandidate(PartialDate On, Assessment Assessment) : CandidacyCommand;

/// <summary>They were never looked at; nothing of it stays believed.</summary>
public sealed record AnnulCandidacy : CandidacyCommand, ICorrection;

// Facts, each a row in both times.
public sealed record CandidacyFact(
    string Key,
    Period Valid,
    Guid Person,
    Guid Programme,
    SourceKind Kind,
    Sector? Sector,
    Guid? Unit,
    Guid? TargetUnit,
    string TargetPost,
    Category? TargetCategory,
    string TargetTitle,
    Readiness? Readiness,
    PartialDate? AvailableFrom,
    PartialDate FoundOn,
    Stage Stage,
    [property: Personal(DataClass.Basic)] string Merits,
    [property: Personal(DataClass.Basic)] string Note,
    Guid? Paper
) : Fact(Key, Valid);

public sealed record FoundByFact(string Key, Period Valid, string Need, int Rank, DateOnly AskedOn, string Position)
    : Fact(Key, Valid);

public sealed record AnswerFact(
    string Key,
    Period Valid,
    string Criterion,
    bool Met,
    [property: Personal(DataClass.Basic)] string Note,
    Guid? Paper
) : Fact(Key, Valid);

public sealed record AssessmentFact(
    string Key,
    Period Valid,
    string Round,
    Guid Assessor,
    Strings Marks,
    [property: Personal(DataClass.Basic)] string Evidence,
    Guid? Paper
) : Fact(Key, Valid);

/// <summary>One person's way through one programme of the talent pool.</summary>
/// <param name="Life">Where they stood from which day on; begins when they were found.</param>
/// <param name="Answers">To criteria no fact decides, with the paper and the day.</param>
public sealed record Candidacy(
    Guid? Person,
    Guid Programme,
    CandidacyDetails? Details,
    FoundBy? By,
    Line<Step> Life,
    ImmutableSortedDictionary<string, Stretch<Answer>> Answers,
    ImmutableSortedDictionary<string, Stretch<Assessment>> Assessments
) : IDecider<Candidacy, CandidacyCommand, CandidacyEvent>
{
    static string IDecider<Candidacy, CandidacyCommand, CandidacyEvent>.Kind => "candidacy";

    static Guid? IDecider<Candidacy, CandidacyCommand, CandidacyEvent>.Subject(Guid stream, Candidacy it) => it.Person;

    public static Candidacy Initial { get; } =
        new(
            null,
            default,
            null,
            null,
            Line<Step>.Empty,
            ImmutableSortedDictionary<string, Stretch<Answer>>.Empty,
            ImmutableSortedDictionary<string, Stretch<Assessment>>.Empty
        );

    public static CandidacyEvent[] Decide(Candidacy it, CandidacyCommand command) =>
        command switch
        {
            FindCandidate c when it.Person is null =>
            [
                new CandidateFound(c.Person, c.Programme, c.On, Sound(c.Details), c.By),
            ],
            FindCandidate c
                when (it.Person, it.Programme, it.Details) == (c.Person, c.Programme, c.Details)
                    && it.Life is { IsEmpty: false } life
                    && life.Spans[0].Valid.From == c.On => [],
            FindCandidate => throw new Rejected(
                "CANDIDACY_ID_TAKEN",
                "Mã định danh này đã là của một hồ sơ nguồn khác; hãy tạo mã mới.",
                "This id already belongs to another candidacy; mint another one.",
                "id"
            ),
            _ when it.Life.IsEmpty => command is AnnulCandidacy
                ? []
                : throw new Rejected(
                    "CANDIDACY_NOT_ON_RECORD",
                    "Hồ sơ nguồn này chưa có trong sổ.",
                    "This candidacy is not on record.",
                    "id"
                ),
            CorrectCandidacy c => it.Correct(c),
            MoveCandidate c => it.Move(c),
            AssessCandidate c => it.Assess(c),
            AnnulCandidacy => [new CandidacyAnnulled()],
            _ => throw new NotSupportedException($"{command.GetType().Name} is not decided yet."),
        };

    public static Candidacy Evolve(Candidacy it, CandidacyEvent @event, Basis basis) =>
        @event switch
        {
            CandidateFound e => it with
            {
                Person = e.Person,
                Programme = e.Programme,
                Details = e.Details,
                By = e.By,
                Life = Line<Step>.Begun(e.On, new(Stage.Found), basis.Paper),
            },
            CandidacyCorrected e => it with
            {
                Details = e.Details,
                Life = it.Life.Corrected(it.Life.Spans[0].Valid.From, e.On, it.Life.Spans[0].Value, basis.Paper),
            },
            CandidateProposed e => it.At(e.On, new(Stage.Proposed), basis),
            CandidateVerified e => it.At(e.On, new(Stage.Verified), basis) with
            {
                Answers = it.Answers.SetItems(
                    e.Answers.Select(a =>
                        KeyValuePair.Create(a.Criterion, new Stretch<Answer>(new(e.On, null), a, basis.Paper))
                    )
                ),
            },
            CandidateAdmitted e => it.At(e.On, new(Stage.InPool), basis),
            CandidateInvited e => it.At(e.On, new(Stage.Invited, e.Note), basis),
            CandidateJoined e => it.At(e.On, new(Stage.Joined), basis),
            CandidateDeclined e => it.At(e.On, new(Stage.Declined, e.Reasons), basis),
            CandidateEmployed e => it.At(e.On, new(Stage.InUse, e.As), basis),
            CandidateAssessed e => it.At(e.On, new(Stage.Assessed), basis) with
            {
                Assessments = it.Assessments.SetItem(
                    $"{e.Assessment.Round}:{e.Assessment.Assessor}",
                    new(new(e.On, null), e.Assessment, basis.Paper)
                ),
            },
            CandidateLeft e => it.At(e.On, new(Stage.Left, e.Reasons), basis),
            CandidacyAnnulled => Initial with { Person = it.Person },
            CandidacyPaperFell e => it with
            {
                Life = it.Life.WithoutSteps(e.Paper),
                Answers = it.Answers.RemoveRange(it.Answers.Where(a => a.Value.Paper == e.Paper).Select(a => a.Key)),
                Assessments = it.Assessments.RemoveRange(
                    it.Assessments.Where(a => a.Value.Paper == e.Paper).Select(a => a.Key)
                ),
            },
            _ => throw new NotSupportedException($"{@event.GetType().Name} is not evolved yet."),
        };

    public static IEnumerable<Fact> Facts(Candidacy it)
    {
        if (it is not { Person: { } person, Details: { } d, Life.IsEmpty: false })
            yield break;
        var first = it.Life.Spans[0];
        foreach (var (valid, at, paper) in it.Life.Spans)
            yield return new CandidacyFact(
                "candidacy",
                valid,
                person,
                it.Programme,
                d.Kind,
                d.Sector,
                d.Unit,
                d.Target?.Unit,
                d.Target?.Post ?? "",
                d.Target?.Category,
                d.Target?.TitleCode ?? "",
                d.Readiness,
                d.AvailableFrom,
                first.Valid.From!.Value,
                at.Stage,
                d.Merits,
                at.Note,
                paper
            );
        if (it.By is { } by)
            yield return new FoundByFact("found_by", new(first.Valid.From, null), by.Need, by.Rank, by.On, by.Position);
        foreach (var (valid, a, paper) in it.Answers.Values)
            yield return new AnswerFact($"answer:{a.Criterion}", valid, a.Criterion, a.Met, a.Note, paper);
        foreach (var (valid, a, paper) in it.Assessments.Values)
            yield return new AssessmentFact(
                $"assessment:{a.Round}:{a.Assessor}",
                valid,
                a.Round,
                a.Assessor,
                [.. a.Marks.Select(m => $"{m.Key}={m.Value}")],
                a.Evidence,
                paper
            );
    }

    public static string Title(Candidacy it) => "";

    public static CandidacyEvent? Fall(Candidacy it, Guid paper) =>
        it.Life.RestsOn(paper)
        || it.Answers.Values.Any(a => a.Paper == paper)
        || it.Assessments.Values.Any(a => a.Paper == paper)
            ? new CandidacyPaperFell(paper)
            : null;

    Candidacy At(PartialDate on, Step step, Basis basis) => this with { Life = Life.Changed(on, step, basis.Paper) };

    Stretch<Step> Last => Life.Spans[^1];

    static CandidacyDetails Sound(CandidacyDetails d)
    {
        if (d.Kind is SourceKind.Successor && (d.Target is null || d.Readiness is null))
            throw new Rejected(
                "SUCCESSOR_TO_WHAT",
                "Nguồn kế cận phải nêu chức danh sẽ kế nhiệm và mức sẵn sàng.",
                "Of a successor say which post they are to take and how ready they are.",
                d.Target is null ? "details.target" : "details.readiness"
            );
        return d.Kind is not SourceKind.Successor && d.Target is not null
            ? throw new Rejected(
                "TARGET_OF_NO_SUCCESSOR",
                "Chỉ nguồn kế cận mới có chức danh kế nhiệm; hãy bỏ trống.",
                "Only a successor has a post to succeed to; leave it empty.",
                "details.target"
            )
            : d;
    }

    CandidacyEvent[] Correct(CorrectCandidacy c)
    {
        if (Life.Spans[0].Valid.From == c.On && Details == c.Details)
            return [];
        if (Life.Spans is [_, var next, ..] && c.On.Earliest > next.Valid.From!.Value.Latest)
            throw OutOfOrder(next);
        return [new CandidacyCorrected(c.On, Sound(c.Details))];
    }

    // From which stages one comes to another.
    Stage[] Before(Stage to) =>
        to switch
        {
            Stage.Proposed => [Stage.Found],
            Stage.Verified => [Stage.Proposed],
            Stage.InPool => [Stage.Verified],
            Stage.Invited => [Stage.InPool, Stage.Declined],
            Stage.Joined or Stage.Declined => [Stage.Invited],
            // Whoever serves already need not be invited.
            Stage.InUse => Details!.Kind is SourceKind.Successor or SourceKind.Internal
                ? [Stage.InPool, Stage.Joined, Stage.Assessed]
                : [Stage.Joined, Stage.Assessed],
            Stage.Left =>
            [
                Stage.Found,
                Stage.Proposed,
                Stage.Verified,
                Stage.InPool,
                Stage.Invited,
                Stage.Joined,
                Stage.Declined,
                Stage.InUse,
                Stage.Assessed,
            ],
            _ => [Stage.InUse, Stage.Assessed],
        };

    CandidacyEvent[] Move(MoveCandidate c)
    {
        if (Last.Value.Stage == c.To && Last.Valid.From == c.On)
            return [];
        Ordered(c.To, c.On);
        if (c.To is Stage.Declined or Stage.Left && c.Note.Length == 0)
            throw new Rejected(
                "REASON_REQUIRED",
                $"Phải nêu lý do của \"{Name(c.To).Vi}\".",
                $"Say why it comes to \"{Name(c.To).En}\".",
                "note"
            );
        return c.To switch
        {
            Stage.Proposed => [new CandidateProposed(c.On)],
            Stage.Verified => [new CandidateVerified(c.On, c.Answers)],
            Stage.InPool => [new CandidateAdmitted(c.On)],
            Stage.Invited => [new CandidateInvited(c.On, c.Note)],
            Stage.Joined => [new CandidateJoined(c.On)],
            Stage.Declined => [new CandidateDeclined(c.On, c.Note)],
            Stage.InUse => [new CandidateEmployed(c.On, c.Note)],
            Stage.Left => [new CandidateLeft(c.On, c.Note)],
            _ => throw new Rejected(
                "NO_SUCH_STEP",
                "Không có bước này; ghi đánh giá bằng lệnh đánh giá.",
                "There is no such step; an assessment is recorded by its own command.",
                "to"
            ),
        };
    }

    CandidacyEvent[] Assess(AssessCandidate c)
    {
        if (c.Assessment.Assessor == Person)
            throw new Rejected(
                "ASSESSES_THEMSELVES",
                "Không ai tự đánh giá mình; hãy chọn người đánh giá khác.",
                "Nobody assesses themselves; choose another assessor.",
                "assessment.assessor_id"
            );
        if (c.Assessment.Marks.IsEmpty)
            throw new Rejected("NO_MARK", "Chưa chấm tiêu chí nào.", "No criterion is marked.", "marks");
        if (c.Assessment.Marks.Any(m => m.Value is < 1 or > 5))
            throw new Rejected("MARK_OUT_OF_RANGE", "Mức đánh giá từ 1 đến 5.", "Marks are from 1 to 5.", "marks");
        if (
            Assessments.TryGetValue($"{c.Assessment.Round}:{c.Assessment.Assessor}", out var given)
            && given.Value.Equals(c.Assessment)
            && given.Valid.From == c.On
        )
            return [];
        Ordered(Stage.Assessed, c.On);
        return [new CandidateAssessed(c.On, c.Assessment)];
    }

    void Ordered(Stage to, PartialDate on)
    {
        if (!Before(to).Contains(Last.Value.Stage))
            throw new Rejected(
                "NOT_AT_THIS_STAGE",
                $"Đang ở \"{Name(Last.Value.Stage).Vi}\" nên chưa thể sang \"{Name(to).Vi}\"; trước đó phải là: {string.Join(", ", Before(to).Select(f => Name(f).Vi))}.",
                $"They stand at \"{Name(Last.Value.Stage).En}\" and cannot go on to \"{Name(to).En}\"; before that it must be: {string.Join(", ", Before(to).Select(f => Name(f).En))}.",
                "to"
            );
        if (on.Latest < Last.Valid.From!.Value.Earliest)
            throw OutOfOrder(Last);
    }

    static Rejected OutOfOrder(Stretch<Step> other) =>
        new(
            "BEFORE_THE_LAST_STEP",
            $"Ngày này trái thứ tự với bước \"{Name(other.Value.Stage).Vi}\" ngày {other.Valid.From!.Value.Vi}; các bước phải theo thứ tự thời gian.",
            $"The day is out of order with \"{Name(other.Value.Stage).En}\" on {other.Valid.From}; steps follow one another in time.",
            "on"
        );

    public static (string Vi, string En) Name(Stage stage) =>
        stage switch
        {
            Stage.Found => ("Phát hiện", "found"),
            Stage.Proposed => ("Đề cử", "proposed"),
            Stage.Verified => ("Đã xác minh", "verified"),
            Stage.InPool => ("Trong nguồn", "in the pool"),
            Stage.Invited => ("Mời gọi", "invited"),
            Stage.Joined => ("Đã nhận lời", "joined"),
            Stage.Declined => ("Từ chối", "declined"),
            Stage.InUse => ("Sử dụng", "in use"),
            Stage.Assessed => ("Đã đánh giá", "assessed"),
            _ => ("Ra khỏi nguồn", "left the pool"),
        };

    public static (string Vi, string En) Name(Readiness readiness) =>
        readiness is Readiness.Ready ? ("sẵn sàng", "ready") : ("sẵn sàng trong 1–3 năm", "ready in 1 to 3 years");
}
