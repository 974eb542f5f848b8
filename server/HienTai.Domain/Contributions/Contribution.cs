using System.Collections.Immutable;
using HienTai.Domain.Kernel;

namespace HienTai.Domain.Contributions;

/// <summary>
/// What sort of knowledge was contributed. Sources: NĐ 13/2012/NĐ-CP (initiatives), QĐ 14/2014/QĐ-TTg (consultation,
/// critique, social appraisal), the district's plan section V.
/// </summary>
public enum ContributionKind
{
    Initiative = 1,
    BottleneckSolution,
    PolicyAdvice,
    Consultation,
    Critique,
    SocialAppraisal,
    StrategyOrPlan,
    Project,
    Research,
    TechnologyTransfer,
    AppliedTechnology,
    OpenLearningResource,
    Publication,
    Invention,
}

/// <summary>What an initiative is a solution of: NĐ 13/2012/NĐ-CP, Điều lệ Sáng kiến.</summary>
public enum InitiativeNature
{
    Technical = 1,
    Managerial,
    Operational,
    TechnicalProgress,
}

/// <summary>
/// Where a contribution stands. Up to <see cref="Answered"/> those of any kind; the others are an initiative's.
/// </summary>
public enum Stage
{
    Recorded = 1,
    Answered,
    Filed,
    Returned,
    Complete,
    BeforeCouncil,
    Recognised,
    NotRecognised,
    Cancelled,
}

/// <summary>What whoever asked for it, or could use it, did with it.</summary>
public enum Outcome
{
    TakenUp = 1,
    TakenUpInPart,
    NotTakenUp,
}

/// <summary>How far an initiative is recognised to reach.</summary>
public enum RecognitionLevel
{
    Unit = 1,
    District,
    City,
    National,
}

/// <summary>
/// What is asked of an initiative, one by one: the conditions of Điều 3.1 and the exclusions of Điều 3.2, NĐ
/// 13/2012/NĐ-CP, each so that yes speaks for it.
/// </summary>
public enum Condition
{
    NewInUnit = 1,
    AppliedWithBenefit,
    NotAgainstPublicOrder,
    NotUnderProtection,
}

/// <param name="Share">In per cent; of one contribution they sum to 100.</param>
public sealed record Author(Guid Person, string Role, int Share);

/// <param name="Field">Of knowledge, in words.</param>
/// <param name="Subject">The scheme, document or matter it is about.</param>
/// <param name="RequestedBy">Who asked for it; empty if nobody did.</param>
/// <param name="Before">How things were.</param>
/// <param name="Solution">What was done.</param>
/// <param name="Benefit">What came of it, with figures where there are any.</param>
public sealed record ContributionDetails(
    ContributionKind Kind,
    InitiativeNature? Nature,
    string Title,
    string Field,
    Guid Unit,
    string Subject,
    string RequestedBy,
    PartialDate? FirstUse,
    string Before,
    string Solution,
    string Benefit
);

/// <summary>
/// Where it stands and what belongs to that: an outcome when answered, a level when recognised, words when something is
/// wanting or refused.
/// </summary>
public sealed record Standing(Stage Stage, Outcome? Outcome = null, RecognitionLevel? Level = null, string Note = "");

/// <summary>One member's answers. <paramref name="Doubts"/> are the conditions they find not met.</summary>
/// <param name="Points">0 to 100.</param>
public sealed record Score(Guid Member, int Points, ImmutableSortedSet<Condition> Doubts, string Remark)
{
    public bool Equals(Score? other) =>
        other is not null
        && (Member, Points, Remark) == (other.Member, other.Points, other.Remark)
        && Doubts.SetEquals(other.Doubts);

    public override int GetHashCode() => HashCode.Combine(Member, Points, Remark);
}

// Events: past tense, stored forever. Who, when, why and on what paper are in the envelope.
public abstract record ContributionEvent;

public sealed record ContributionRecorded(
    PartialDate On,
    ContributionDetails Details,
    ImmutableArray<Author> Authors,
    Strings Evidence
) : ContributionEvent;

public sealed record ContributionCorrected(PartialDate On, ContributionDetails Details, ImmutableArray<Author> Authors)
    : ContributionEvent,
        ICorrecting;

/// <summary>More of its file, as after it was sent back.</summary>
public sealed record ContributionEvidenced(Strings Evidence) : ContributionEvent;

public sealed record ContributionAnswered(PartialDate On, Outcome Outcome, string Note) : ContributionEvent;

public sealed record InitiativeFiled(PartialDate On) : ContributionEvent;

public sealed record InitiativeReturned(PartialDate On, string Wanting) : ContributionEvent;

public sealed record InitiativeFoundComplete(PartialDate On) : ContributionEvent;

public sealed record CouncilConvened(PartialDate On, ImmutableArray<Guid> Members) : ContributionEvent;

public sealed record InitiativeScored(Score Score) : ContributionEvent;

public sealed record InitiativeRecognised(PartialDate On, RecognitionLevel Level) : ContributionEvent;

public sealed record InitiativeNotRecognised(PartialDate On, string Reasons) : ContributionEvent;

public sealed record InitiativeReplicated(PartialDate From, Guid Unit) : ContributionEvent;

public sealed record RecognitionCancelled(PartialDate On, string Reasons) : ContributionEvent;

public sealed record ContributionAnnulled : ContributionEvent, IWithdrawing;

public sealed record ContributionPaperFell(Guid Paper) : ContributionEvent, IWithdrawing;

// Commands: imperative, one per intention, never stored.
public abstract record ContributionCommand;

public sealed record RecordContribution(
    PartialDate On,
    ContributionDetails Details,
    ImmutableArray<Author> Authors,
    Strings Evidence
) : ContributionCommand;

public sealed record CorrectContribution(PartialDate On, ContributionDetails Details, ImmutableArray<Author> Authors)
    : ContributionCommand,
        ICorrection;

public sealed record AddContributionEvidence(Strings Evidence) : ContributionCommand;

public sealed record AnswerContribution(PartialDate On, Outcome Outcome, string Note) : ContributionCommand;

public sealed record FileInitiative(PartialDate On) : ContributionCommand;

public sealed record ReturnInitiative(PartialDate On, string Wanting) : ContributionCommand;

public sealed record FindInitiativeComplete(PartialDate On) : ContributionCommand;

public sealed record ConveneCouncil(PartialDate On, ImmutableArray<Guid> Members) : ContributionCommand;

public sealed record ScoreInitiative(Score Score) : ContributionCommand;

public sealed record RecogniseInitiative(PartialDate On, RecognitionLevel Level) : ContributionCommand;

public sealed record DeclineInitiative(PartialDate On, string Reasons) : ContributionCommand;

public sealed record ReplicateInitiative(PartialDate From, Guid Unit) : ContributionCommand;

public sealed record CancelRecognition(PartialDate On, string Reasons) : ContributionCommand;

/// <summary>It was never made; nothing of it stays believed.</summary>
public sealed record AnnulContribution : ContributionCommand, ICorrection;

// Facts, each a row in both times.
public sealed record ContributionFact(
    string Key,
    Period Valid,
    ContributionKind Kind,
    InitiativeNature? Nature,
    string Title,
    string Field,
    Guid Unit,
    string Subject,
    string RequestedBy,
    PartialDate MadeOn,
    PartialDate? FirstUse,
    string Before,
    string Solution,
    string Benefit,
    Strings Evidence,
    Stage Stage,
    Outcome? Outcome,
    string Note,
    string Words,
    Guid? Paper
) : Fact(Key, Valid);

public sealed record AuthorFact(string Key, Period Valid, Guid Person, string Role, int Share, Guid? Paper)
    : Fact(Key, Valid);

public sealed record ScoreFact(
    string Key,
    Period Valid,
    Guid Member,
    int? Points,
    Strings Doubts,
    string Remark,
    Guid? Paper
) : Fact(Key, Valid);

public sealed record RecognitionFact(string Key, Period Valid, RecognitionLevel Level, Guid? Paper) : Fact(Key, Valid);

public sealed record ReplicationFact(string Key, Period Valid, Guid Unit, Guid? Paper) : Fact(Key, Valid);

/// <summary>Something somebody gave of their knowledge, and what became of it.</summary>
/// <param name="Life">Where it stood from which day on; begins when it was made.</param>
/// <param name="Council">Whoever sits on the council, with their answers once given.</param>
/// <param name="Spread">Other units that took it over, from a day on.</param>
public sealed partial record Contribution(
    ContributionDetails? Details,
    ImmutableArray<Author> Authors,
    Strings Evidence,
    Line<Standing> Life,
    ImmutableSortedDictionary<Guid, Score?> Council,
    ImmutableSortedDictionary<Guid, Stretch<Guid>> Spread
) : IDecider<Contribution, ContributionCommand, ContributionEvent>
{
    static string IDecider<Contribution, ContributionCommand, ContributionEvent>.Kind => "contribution";

    static IEnumerable<string> IDecider<Contribution, ContributionCommand, ContributionEvent>.Files(
        ContributionEvent @event
    ) =>
        @event switch
        {
            ContributionRecorded e => e.Evidence,
            ContributionEvidenced e => e.Evidence,
            _ => [],
        };

    public static Contribution Initial { get; } =
        new(
            null,
            [],
            [],
            Line<Standing>.Empty,
            ImmutableSortedDictionary<Guid, Score?>.Empty,
            ImmutableSortedDictionary<Guid, Stretch<Guid>>.Empty
        );

    public static ContributionEvent[] Decide(Contribution it, ContributionCommand command) =>
        command switch
        {
            RecordContribution c when it.Details is null =>
            [
                new ContributionRecorded(c.On, Sound(c.Details), Sound(c.Authors), c.Evidence),
            ],
            RecordContribution c
                when it.Life.Spans[0].Valid.From == c.On
                    && it.Details == c.Details
                    && it.Authors.SequenceEqual(c.Authors) => [],
            RecordContribution => throw new Rejected(
                "CONTRIBUTION_ID_TAKEN",
                "Mã định danh này đã là của một đóng góp khác; hãy tạo mã mới.",
                "This id already belongs to a contribution; mint another one.",
                "id"
            ),
            _ when it.Details is null => command is AnnulContribution
                ? []
                : throw new Rejected(
                    "CONTRIBUTION_NOT_ON_RECORD",
                    "Đóng góp này chưa có trong sổ.",
                    "This contribution is not on record.",
                    "id"
                ),
            CorrectContribution c => it.Correct(c),
            AddContributionEvidence c => it.Lacking(c.Evidence) is { Count: > 0 } more
                ? [new ContributionEvidenced(more)]
                : [],
            AnswerContribution c => it.Answer(c),
            AnnulContribution => [new ContributionAnnulled()],
            _ when !it.MayBeRecognised => throw new Rejected(
                "NOT_AN_INITIATIVE",
                "Chỉ sáng kiến và giải pháp tháo gỡ điểm nghẽn mới qua hội đồng sáng kiến; đóng góp khác thì ghi kết quả tiếp thu.",
                "Only initiatives and bottleneck solutions go before a council; of another contribution record what was made of it.",
                "id"
            ),
            _ => it.OnTheWay(command),
        };

    // The way of an initiative through its council, and what follows.
    ContributionEvent[] OnTheWay(ContributionCommand command) =>
        command switch
        {
            FileInitiative c => To(Stage.Filed, c.On, () => new InitiativeFiled(c.On), Stage.Recorded, Stage.Returned),
            ReturnInitiative c => To(Stage.Returned, c.On, () => new InitiativeReturned(c.On, c.Wanting), Stage.Filed),
            FindInitiativeComplete c => To(Stage.Complete, c.On, () => new InitiativeFoundComplete(c.On), Stage.Filed),
            ConveneCouncil c => Convene(c),
            ScoreInitiative c => Scored(c),
            RecogniseInitiative c => Recognise(c),
            DeclineInitiative c => To(
                Stage.NotRecognised,
                c.On,
                () => new InitiativeNotRecognised(c.On, c.Reasons),
                Stage.BeforeCouncil
            ),
            ReplicateInitiative c => Replicate(c),
            CancelRecognition c => To(
                Stage.Cancelled,
                c.On,
                () => new RecognitionCancelled(c.On, c.Reasons),
                Stage.Recognised
            ),
            _ => throw new NotSupportedException($"{command.GetType().Name} is not decided yet."),
        };

    public static Contribution Evolve(Contribution it, ContributionEvent @event, Basis basis) =>
        @event switch
        {
            ContributionRecorded e => it with
            {
                Details = e.Details,
                Authors = e.Authors,
                Evidence = e.Evidence,
                Life = Line<Standing>.Begun(e.On, new(Stage.Recorded), basis.Paper),
            },
            ContributionCorrected e => it with
            {
                Details = e.Details,
                Authors = e.Authors,
                Life = it.Life.Corrected(it.Life.Spans[0].Valid.From, e.On, it.Life.Spans[0].Value, basis.Paper),
            },
            ContributionEvidenced e => it with { Evidence = Strings.Of([.. it.Evidence, .. e.Evidence]) },
            ContributionAnswered e => it.At(e.On, new(Stage.Answered, e.Outcome, Note: e.Note), basis),
            InitiativeFiled e => it.At(e.On, new(Stage.Filed), basis),
            InitiativeReturned e => it.At(e.On, new(Stage.Returned, Note: e.Wanting), basis),
            InitiativeFoundComplete e => it.At(e.On, new(Stage.Complete), basis),
            CouncilConvened e => it.At(e.On, new(Stage.BeforeCouncil), basis) with
            {
                Council = e.Members.ToImmutableSortedDictionary(m => m, _ => (Score?)null),
            },
            InitiativeScored e => it with { Council = it.Council.SetItem(e.Score.Member, e.Score) },
            InitiativeRecognised e => it.At(e.On, new(Stage.Recognised, Level: e.Level), basis),
            InitiativeNotRecognised e => it.At(e.On, new(Stage.NotRecognised, Note: e.Reasons), basis),
            InitiativeReplicated e => it with
            {
                Spread = it.Spread.SetItem(e.Unit, new(new(e.From, null), e.Unit, basis.Paper)),
            },
            RecognitionCancelled e => it.At(e.On, new(Stage.Cancelled, Note: e.Reasons), basis),
            ContributionAnnulled => Initial,
            ContributionPaperFell e => it.Without(e.Paper),
            _ => throw new NotSupportedException($"{@event.GetType().Name} is not evolved yet."),
        };

    public static IEnumerable<Fact> Facts(Contribution it)
    {
        if (it.Details is not { } d)
            yield break;
        var first = it.Life.Spans[0];
        yield return new TitleFact("title", Period.Always, "contribution", d.Title, $"{first.Valid.From}");
        foreach (var (valid, at, paper) in it.Life.Spans)
            yield return new ContributionFact(
                "contribution",
                valid,
                d.Kind,
                d.Nature,
                d.Title,
                d.Field,
                d.Unit,
                d.Subject,
                d.RequestedBy,
                first.Valid.From!.Value,
                d.FirstUse,
                d.Before,
                d.Solution,
                d.Benefit,
                it.Evidence,
                at.Stage,
                at.Outcome,
                at.Note,
                string.Join(
                    ' ',
                    new[] { d.Title, d.Field, d.Subject, d.RequestedBy, d.Solution }
                        .SelectMany(VietnameseText.Findable)
                        .Distinct()
                ),
                paper
            );
        foreach (var a in it.Authors)
            yield return new AuthorFact(
                $"author:{a.Person}",
                new(first.Valid.From, null),
                a.Person,
                a.Role,
                a.Share,
                first.Paper
            );
        // By the steps and not the spans: a council may sit and conclude on one day.
        if (it.Reached(Stage.BeforeCouncil).LastOrDefault() is { } sat)
            foreach (var (member, score) in it.Council)
                yield return new ScoreFact(
                    $"score:{member}",
                    new(sat.When, null),
                    member,
                    score?.Points,
                    score is null ? [] : [.. score.Doubts.Select(c => $"{c}")],
                    score?.Remark ?? "",
                    sat.Paper
                );
        // A higher level is recognised beside the lower ones; what cancels a recognition cancels all of them.
        var until = it.Reached(Stage.Cancelled).LastOrDefault()?.When;
        foreach (var step in it.Reached(Stage.Recognised))
            yield return new RecognitionFact(
                $"recognition:{step.Value!.Level}",
                new(step.When, until, HandedOver: true),
                step.Value.Level!.Value,
                step.Paper
            );
        foreach (var (unit, s) in it.Spread)
            yield return new ReplicationFact($"replication:{unit}", s.Valid, unit, s.Paper);
    }

    IEnumerable<Step<Standing>> Reached(Stage stage) => Life.Steps.Where(s => s.Value?.Stage == stage);

    public static string Title(Contribution it) => it.Details?.Title ?? "";

    public static ContributionEvent? Fall(Contribution it, Guid paper) =>
        it.Life.RestsOn(paper) || it.Spread.Values.Any(s => s.Paper == paper) ? new ContributionPaperFell(paper) : null;
}
