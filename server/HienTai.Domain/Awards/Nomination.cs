using System.Collections.Immutable;
using HienTai.Domain.Kernel;

namespace HienTai.Domain.Awards;

/// <summary>How far a nomination has come.</summary>
public enum NominationStep
{
    Nominated = 1,
    ScreenedIn,
    ScreenedOut,
    Submitted,
    Awarded,
    NotAwarded,
    Revoked,
}

/// <summary>Where it stands, and what belongs to that: the prize that was given, why not, why no longer.</summary>
public sealed record Standing(
    NominationStep Step,
    string Prize = "",
    [property: Personal(DataClass.Basic)] string Note = ""
);

/// <summary>What is nominated, for what, and what on record it rests on.</summary>
/// <param name="Cycle">None for an award that was recorded from its paper, without having been followed here.</param>
/// <param name="Work">The contribution that is nominated; null if a person is.</param>
/// <param name="Field">Code of the cycle's field; empty if it has none.</param>
/// <param name="Unit">The unit that nominates.</param>
/// <param name="People">Who is honoured: one person, or the authors of the work, the first of them first.</param>
/// <param name="Contributions">Recognised contributions it cites.</param>
/// <param name="Awards">Earlier awards it cites, by their nominations.</param>
public sealed record Matters(
    Guid? Cycle,
    Guid Programme,
    int Year,
    Guid? Work,
    string Field,
    Guid Unit,
    ImmutableArray<Guid> People,
    ImmutableArray<Guid> Contributions,
    ImmutableArray<Guid> Awards
)
{
    public bool Equals(Matters? o) =>
        o is not null
        && (Cycle, Programme, Year, Work, Field, Unit) == (o.Cycle, o.Programme, o.Year, o.Work, o.Field, o.Unit)
        && People.SequenceEqual(o.People)
        && Contributions.SequenceEqual(o.Contributions)
        && Awards.SequenceEqual(o.Awards);

    public override int GetHashCode() => HashCode.Combine(Cycle, Programme, Year, Work, Field, Unit);
}

/// <summary>What the cycle and its programme ask, as they stand when something is recorded.</summary>
public sealed record Terms(
    bool ForWorks,
    Strings Fields,
    Strings Prizes,
    Strings Criteria,
    DateOnly Screening,
    DateOnly Submission
);

/// <summary>An officer's answer to a criterion that nothing on record decides.</summary>
public sealed record CriterionAnswer(string Criterion, bool Met, [property: Personal(DataClass.Basic)] string Because);

// Events: past tense, stored forever. Who, when, why and on what paper are in the envelope.
public abstract record NominationEvent;

public sealed record NominationMade(PartialDate On, Matters Matters) : NominationEvent;

public sealed record CriterionAnswered(PartialDate On, CriterionAnswer Answer) : NominationEvent;

public sealed record NominationScreened(
    PartialDate On,
    bool Passed,
    [property: Personal(DataClass.Basic)] string Reasons
) : NominationEvent;

public sealed record NominationSubmitted(PartialDate On) : NominationEvent;

public sealed record NominationAwarded(PartialDate On, string Prize) : NominationEvent;

public sealed record NominationNotAwarded(PartialDate On, [property: Personal(DataClass.Basic)] string Reasons)
    : NominationEvent;

public sealed record AwardRecorded(PartialDate On, Matters Matters, string Prize) : NominationEvent;

public sealed record AwardRevoked(PartialDate On, [property: Personal(DataClass.Basic)] string Reasons)
    : NominationEvent;

public sealed record NominationAnnulled : NominationEvent, IWithdrawing;

public sealed record NominationPaperFell(Guid Paper) : NominationEvent, IWithdrawing;

// Commands: imperative, one per intention, never stored. What the registry knows beside this record is put in under the
// lock.
public abstract record NominationCommand;

public sealed record Nominate(PartialDate On, Matters Matters, Terms Terms) : NominationCommand;

public sealed record AnswerCriterion(PartialDate On, CriterionAnswer Answer, Terms Terms) : NominationCommand;

/// <param name="Unmet">Criteria that are not met, in words, as what is on record judges them.</param>
public sealed record ScreenNomination(
    PartialDate On,
    bool Passed,
    string Reasons,
    Terms Terms,
    ImmutableArray<(string Vi, string En)> Unmet
) : NominationCommand;

public sealed record SubmitNomination(PartialDate On, Terms Terms) : NominationCommand;

/// <param name="Taken">How many in the same field of the cycle have been awarded, this one aside.</param>
public sealed record AwardNomination(PartialDate On, string Prize, Terms Terms, int Taken) : NominationCommand;

public sealed record DeclineNomination(PartialDate On, string Reasons) : NominationCommand;

/// <summary>An award of earlier years, or one decided elsewhere, straight from its paper.</summary>
public sealed record RecordAward(PartialDate On, Matters Matters, string Prize) : NominationCommand;

public sealed record RevokeAward(PartialDate On, string Reasons) : NominationCommand;

/// <summary>It was recorded by mistake; nothing of it stays believed.</summary>
public sealed record AnnulNomination : NominationCommand, ICorrection;

// Facts, each a row in both times.
public sealed record NominationFact(
    string Key,
    Period Valid,
    Guid? Cycle,
    Guid Programme,
    int Year,
    Guid? Work,
    string Field,
    Guid Unit,
    NominationStep Step,
    string Prize,
    [property: Personal(DataClass.Basic)] string Note,
    Guid? Paper
) : Fact(Key, Valid);

public sealed record NomineeFact(string Key, Period Valid, Guid Person, int Place, Guid? Paper) : Fact(Key, Valid);

/// <summary>What a nomination cites: a contribution, or an earlier award by its nomination.</summary>
public sealed record CitedFact(string Key, Period Valid, Guid Cited, bool Award, Guid? Paper) : Fact(Key, Valid);

public sealed record CriterionAnswerFact(
    string Key,
    Period Valid,
    string Criterion,
    bool Met,
    [property: Personal(DataClass.Basic)] string Because,
    Guid? Paper
) : Fact(Key, Valid);

/// <summary>Somebody holds an award: from the day of the decision to that of its revocation.</summary>
public sealed record AwardFact(
    string Key,
    Period Valid,
    Guid Person,
    Guid Programme,
    Guid? Cycle,
    int Year,
    string Prize,
    Guid Unit,
    Guid? Work,
    Guid? Paper
) : Fact(Key, Valid);

/// <summary>Somebody, or a work, put forward for an award, and what became of it.</summary>
/// <param name="Life">Where it stands from which day on.</param>
public sealed partial record Nomination(
    Matters? Matters,
    Line<Standing> Life,
    ImmutableSortedDictionary<string, Stretch<CriterionAnswer>> Answers
) : IDecider<Nomination, NominationCommand, NominationEvent>
{
    static string IDecider<Nomination, NominationCommand, NominationEvent>.Kind => "nomination";

    // What is said of it is said of who is nominated; of a work, of its first author.
    static Guid? IDecider<Nomination, NominationCommand, NominationEvent>.Subject(Guid stream, Nomination it) =>
        it.First;

    public static Nomination Initial { get; } =
        new(null, Line<Standing>.Empty, ImmutableSortedDictionary<string, Stretch<CriterionAnswer>>.Empty);

    /// <summary>
    /// Whose key seals what is said here. An annulled nomination keeps it, so that its history can be read.
    /// </summary>
    public Guid? First { get; init; }

    public static NominationEvent[] Decide(Nomination it, NominationCommand command) =>
        command switch
        {
            Nominate c when it.Matters is null => [Sound(c)],
            RecordAward c when it.Matters is null => [new AwardRecorded(c.On, c.Matters, c.Prize)],
            Nominate c
                when it.Matters == c.Matters
                    && it.Life.Steps[0].When == c.On
                    && it.Life.Steps[0].Value!.Step is NominationStep.Nominated => [],
            RecordAward c
                when it.Matters == c.Matters
                    && it.Life.Steps[0].When == c.On
                    && it.Life.Steps[0].Value == new Standing(NominationStep.Awarded, c.Prize) => [],
            Nominate or RecordAward => throw new Rejected(
                "NOMINATION_ID_TAKEN",
                "Mã định danh này đã là của một đề nghị khác; hãy tạo mã mới.",
                "This id already belongs to a nomination; mint another one.",
                "id"
            ),
            _ when it.Matters is null => command is AnnulNomination
                ? []
                : throw new Rejected(
                    "NOMINATION_NOT_ON_RECORD",
                    "Đề nghị này chưa có trong sổ.",
                    "This nomination is not on record.",
                    "id"
                ),
            AnswerCriterion c => it.Answered(c),
            ScreenNomination c => it.Screen(c),
            SubmitNomination c => it.Submit(c),
            AwardNomination c => it.Award(c),
            DeclineNomination c => it.To(
                new(NominationStep.NotAwarded, Note: c.Reasons),
                c.On,
                new NominationNotAwarded(c.On, c.Reasons),
                NominationStep.Submitted
            ),
            RevokeAward c => it.To(
                new(NominationStep.Revoked, it.Last.Value.Prize, c.Reasons),
                c.On,
                new AwardRevoked(c.On, c.Reasons),
                NominationStep.Awarded
            ),
            AnnulNomination => [new NominationAnnulled()],
            _ => throw new NotSupportedException($"{command.GetType().Name} is not decided yet."),
        };

    public static Nomination Evolve(Nomination it, NominationEvent @event, Basis basis) =>
        @event switch
        {
            NominationMade e => it.Begun(e.On, e.Matters, new(NominationStep.Nominated), basis),
            AwardRecorded e => it.Begun(e.On, e.Matters, new(NominationStep.Awarded, e.Prize), basis),
            CriterionAnswered e => it with
            {
                Answers = it.Answers.SetItem(e.Answer.Criterion, new(new(e.On, null), e.Answer, basis.Paper)),
            },
            NominationScreened e => it.At(
                e.On,
                new(e.Passed ? NominationStep.ScreenedIn : NominationStep.ScreenedOut, Note: e.Reasons),
                basis
            ),
            NominationSubmitted e => it.At(e.On, new(NominationStep.Submitted), basis),
            NominationAwarded e => it.At(e.On, new(NominationStep.Awarded, e.Prize), basis),
            NominationNotAwarded e => it.At(e.On, new(NominationStep.NotAwarded, Note: e.Reasons), basis),
            AwardRevoked e => it.At(e.On, new(NominationStep.Revoked, it.Last.Value.Prize, e.Reasons), basis),
            NominationAnnulled => Initial with { First = it.First },
            NominationPaperFell e => it.Life.Without(e.Paper) is { } left
                ? it with
                {
                    Life = left,
                    Answers = it.Answers.RemoveRange(
                        it.Answers.Where(a => a.Value.Paper == e.Paper).Select(a => a.Key)
                    ),
                }
                : Initial with
                {
                    First = it.First,
                },
            _ => throw new NotSupportedException($"{@event.GetType().Name} is not evolved yet."),
        };

    public static IEnumerable<Fact> Facts(Nomination it)
    {
        if (it.Matters is not { } m)
            yield break;
        var begun = it.Life.Spans[0].Valid.From;
        var (paper, from) = (it.Life.Spans[0].Paper, new Period(begun, null));
        yield return new TitleFact("title", Period.Always, "nomination", $"{m.Year}", "");
        foreach (var (valid, at, basis) in it.Life.Spans)
            yield return new NominationFact(
                "nomination",
                valid,
                m.Cycle,
                m.Programme,
                m.Year,
                m.Work,
                m.Field,
                m.Unit,
                at.Step,
                at.Prize,
                at.Note,
                basis
            );
        foreach (var (place, person) in m.People.Index())
            yield return new NomineeFact($"nominee:{person}", from, person, place, paper);
        foreach (var cited in m.Contributions)
            yield return new CitedFact($"cites:{cited}", from, cited, false, paper);
        foreach (var cited in m.Awards)
            yield return new CitedFact($"cites:{cited}", from, cited, true, paper);
        foreach (var (code, a) in it.Answers)
            yield return new CriterionAnswerFact(
                $"answer:{code}",
                a.Valid,
                code,
                a.Value.Met,
                a.Value.Because,
                a.Paper
            );
        if (it.Life.Steps.LastOrDefault(s => s.Value?.Step is NominationStep.Awarded) is { } given)
        {
            var until = it.Life.Steps.LastOrDefault(s => s.Value?.Step is NominationStep.Revoked)?.When;
            foreach (var person in m.People)
                yield return new AwardFact(
                    $"award:{person}",
                    new(given.When, until, HandedOver: until is not null),
                    person,
                    m.Programme,
                    m.Cycle,
                    m.Year,
                    given.Value!.Prize,
                    m.Unit,
                    m.Work,
                    given.Paper
                );
        }
    }

    public static string Title(Nomination it) => it.Matters is { } m ? $"{m.Year}" : "";

    public static NominationEvent? Fall(Nomination it, Guid paper) =>
        it.Matters is not null && (it.Life.RestsOn(paper) || it.Answers.Values.Any(a => a.Paper == paper))
            ? new NominationPaperFell(paper)
            : null;

    Nomination Begun(PartialDate on, Matters matters, Standing standing, Basis basis) =>
        this with
        {
            First = First ?? matters.People[0],
            Matters = matters,
            Life = Line<Standing>.Begun(on, standing, basis.Paper),
        };

    Nomination At(PartialDate on, Standing standing, Basis basis) =>
        this with
        {
            Life = Life.Changed(on, standing, basis.Paper),
        };

    Stretch<Standing> Last => Life.Spans[^1];
}
