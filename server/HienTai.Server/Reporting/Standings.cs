using HienTai.Domain.Kernel;
using HienTai.Domain.Personnel;
using HienTai.Domain.Standards;
using HienTai.Server.Pipeline;
using HienTai.Server.Standards;

namespace HienTai.Server.Reporting;

/// <summary>Somebody in their main post on a day, and how they stand against each standard about it.</summary>
/// <param name="Highest">The highest level of education held, if any is recorded.</param>
public sealed record Case(
    Somebody Who,
    Service Post,
    Job Job,
    IReadOnlyList<Rule> Rules,
    Finding[] Findings,
    Level? Highest
)
{
    /// <summary>Of several standards about the same thing the worst counts; null if none is about this post.</summary>
    public (Rule Rule, Finding Finding)? Worst(StandardKind kind, Ladder ladder, bool placement = false)
    {
        (Rule, Finding Finding)? worst = null;
        for (var i = 0; i < Rules.Count; i++)
            if (
                Rules[i].Details is var d
                && d.Kind == kind
                && d.Demands.Ladder == ladder
                && d.Demands.Placement == placement
                && (worst is null || Severity(Findings[i].Standing) > Severity(worst.Value.Finding.Standing))
            )
                worst = (Rules[i], Findings[i]);
        return worst;
    }

    static int Severity(Standing standing) =>
        standing switch
        {
            Standing.NotMet => 8,
            Standing.InTraining => 7,
            Standing.Exempt => 6,
            Standing.NotEnoughData => 5,
            Standing.MetForNow => 4,
            Standing.Met => 3,
            Standing.Exceeded => 2,
            _ => 1,
        };
}

/// <summary>
/// Everybody in a main post on a day against all standards in force. A TimePoint's answer never changes, so the last
/// few are kept: a list is paged without judging everybody again.
/// </summary>
public sealed class Standings(Census census)
{
    const int Kept = 4;

    sealed record Answer(IReadOnlyList<Somebody> People, DateOnly On, long Position, IReadOnlyList<Case> Cases);

    volatile Answer[] kept = [];

    public async Task<IReadOnlyList<Case>> Of(ReadSession read, CancellationToken cancel)
    {
        var state = await census.At(read, cancel);
        // Of the very same people: somebody erased since would be judged by a birth that is gone.
        if (
            kept.FirstOrDefault(a =>
                a.On == read.On && a.Position == read.Position && ReferenceEquals(a.People, state.People)
            ) is
            { } known
        )
            return known.Cases;
        var cases = Judge(state, read.On, read.Position, await StandardQuestions.InForce(read, read.On, cancel));
        // Nothing is kept of who was erased since.
        var good = kept.Where(a => ReferenceEquals(a.People, state.People));
        kept = [.. good.Append(new(state.People, read.On, read.Position, cases)).TakeLast(Kept)];
        return cases;
    }

    /// <summary>The same people against other standards than those in force.</summary>
    public async Task<IReadOnlyList<Case>> Of(ReadSession read, Rulebook book, CancellationToken cancel) =>
        Judge(await census.At(read, cancel), read.On, read.Position, book);

    public static List<Case> Judge(Census.State state, DateOnly on, long position, Rulebook book)
    {
        var (cases, day) = (new List<Case>(state.People.Count), on.DayNumber);
        var about = new IReadOnlyList<Rule>?[state.Jobs.Count];
        foreach (var who in state.People)
        {
            if (who.MainOn(day, position, state.Jobs) is not { } post)
                continue;
            var job = state.Jobs[post.Job];
            var rules = about[post.Job] ??= book.About(job.Category, job.Title, job.Folded);
            cases.Add(
                new(
                    who,
                    post,
                    job,
                    rules,
                    rules.Count == 0 ? [] : Find(rules, SubjectOf(state, who, post, job, day, position)),
                    HighestOf(who, day, position)
                )
            );
        }
        return cases;
    }

    static Level? HighestOf(Somebody who, int day, long position)
    {
        Level? highest = null;
        foreach (var s in who.Studies)
            if (
                Ladders.Of(s.Level) is Ladder.Education
                && s.Grade is not EvidenceGrade.RevokedAsFalse
                && s.On(day, position)
                && (highest is null || s.Level > highest)
            )
                highest = s.Level;
        return highest;
    }

    static Finding[] Find(IReadOnlyList<Rule> rules, Subject subject)
    {
        var findings = new Finding[rules.Count];
        for (var i = 0; i < findings.Length; i++)
            findings[i] = rules[i].Of(subject);
        return findings;
    }

    static Subject SubjectOf(Census.State state, Somebody who, Service post, Job job, int day, long position)
    {
        var holds = new List<Held>(who.Studies.Length);
        foreach (var s in who.Studies)
            if (s.Grade is not EvidenceGrade.RevokedAsFalse && s.On(day, position))
                holds.Add(new(s.Id, s.Level, state.Fields[s.Field].Folded, s.Grade));
        Course[] studying = [];
        foreach (var c in who.Courses)
            if (c.On(day, position))
                studying = [.. studying, new(c.Id, c.Level, state.Fields[c.Field].Folded)];
        bool? fits = null;
        foreach (var c in who.Conclusions)
            if (c.Service == post.Id && c.On(day, position))
                fits = c.Fits;
        var (since, postSince) = (post.From, post.From);
        foreach (var s in who.Services)
        {
            if (
                !s.Known(position)
                || s.From > day
                || state.Jobs[s.Job] is not { Kind: AssignmentKind.Main } earlier
                || earlier.Category != job.Category
            )
                continue;
            since = Math.Min(since, s.From);
            if (earlier.Unit == job.Unit && earlier.Folded == job.Folded)
                postSince = Math.Min(postSince, s.From);
        }
        var about = who.As(position) ?? Particular.None;
        return new(
            job.Category,
            job.Title,
            job.Folded,
            DateOnly.FromDayNumber(since),
            DateOnly.FromDayNumber(postSince),
            about.Sex,
            about.Birth,
            holds,
            studying
        )
        {
            Fits = fits,
        };
    }
}
