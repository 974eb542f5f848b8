using HienTai.Domain.Contributions;
using HienTai.Server.Pipeline;
using HienTai.Server.Reporting;
using static HienTai.Server.Pipeline.FactTable;
using Outcome = HienTai.Domain.Contributions.Outcome;

namespace HienTai.Server.Talent;

/// <summary>Something somebody gave that was recognised or taken up.</summary>
/// <param name="Reach">1 unit to 4 nation; 0 if it was not recognised.</param>
readonly record struct Given(Guid Contribution, int Reach, Outcome? Outcome)
{
    public int Points =>
        Reach switch
        {
            4 => 12,
            3 => 9,
            2 => 6,
            1 => 4,
            _ => Outcome is HienTai.Domain.Contributions.Outcome.TakenUp ? 4 : 2,
        };
}

/// <summary>
/// Contributions held in memory beside the <see cref="Census"/>, every version of who made them, what became of them
/// and how far they were recognised, so that a ranking of everybody at any TimePoint needs no join. It is derived like
/// the fact tables and reads again what changed since the last question.
/// </summary>
public sealed class Works
{
    readonly record struct By(Guid Person, int From, int To, long KnownFrom, long KnownTo) : IVersion;

    readonly record struct Became(Outcome? Outcome, int From, int To, long KnownFrom, long KnownTo) : IVersion;

    readonly record struct Level(int Reach, int From, int To, long KnownFrom, long KnownTo) : IVersion;

    sealed record Work(Guid Id, By[] Authors, Became[] Outcomes, Level[] Levels);

    readonly SemaphoreSlim one = new(1);
    Dictionary<Guid, Work> works = [];
    long position = -1;

    /// <summary>What each person gave, as of the session's TimePoint, what weighs most first.</summary>
    internal async Task<Dictionary<Guid, List<Given>>> Of(ReadSession read, CancellationToken cancel)
    {
        var (day, known, given) = (read.On.DayNumber, read.Position, new Dictionary<Guid, List<Given>>());
        foreach (var work in (await At(read, cancel)).Values)
        {
            var (there, outcome, reach) = (false, (Outcome?)null, 0);
            foreach (var o in work.Outcomes)
                if (o.On(day, known))
                    (there, outcome) = (true, o.Outcome);
            if (!there)
                continue;
            foreach (var l in work.Levels)
                if (l.On(day, known))
                    reach = Math.Max(reach, l.Reach);
            if (reach == 0 && outcome is not (Outcome.TakenUp or Outcome.TakenUpInPart))
                continue;
            foreach (var by in work.Authors)
                if (by.On(day, known))
                    (given.TryGetValue(by.Person, out var theirs) ? theirs : given[by.Person] = []).Add(
                        new(work.Id, reach, outcome)
                    );
        }
        foreach (var theirs in given.Values)
            theirs.Sort(
                (a, b) => a.Points != b.Points ? b.Points.CompareTo(a.Points) : a.Contribution.CompareTo(b.Contribution)
            );
        return given;
    }

    async Task<Dictionary<Guid, Work>> At(ReadSession read, CancellationToken cancel)
    {
        await one.WaitAsync(cancel);
        try
        {
            if (position >= read.Head)
                return works;
            await CatchUp(read, cancel);
            position = read.Head;
            return works;
        }
        finally
        {
            one.Release();
        }
    }

    async Task CatchUp(ReadSession read, CancellationToken cancel)
    {
        var changed =
            position < 0
                ? null
                : (
                    await read.Query(
                        "select distinct stream_id from ledger where kind = 'contribution' and position > $1 and position <= $2",
                        r => r.GetGuid(0),
                        cancel,
                        position,
                        read.Head
                    )
                ).ToArray();
        if (changed is { Length: 0 })
            return;
        var some = changed is null ? "" : "where stream_id = any($1)";
        object?[] values = changed is null ? [] : [changed];
        var authors = (
            await read.Query(
                $"select stream_id, person, {Span.Columns} from {Table<AuthorFact>()} {some}",
                r =>
                    Span.Of(r, 2) is var (from, to, since, until)
                        ? (Id: r.GetGuid(0), It: new By(r.GetGuid(1), from, to, since, until))
                        : default,
                cancel,
                values
            )
        ).ToLookup(x => x.Id, x => x.It);
        var levels = (
            await read.Query(
                $"select stream_id, level, {Span.Columns} from {Table<RecognitionFact>()} {some}",
                r =>
                    Span.Of(r, 2) is var (from, to, since, until)
                        ? (Id: r.GetGuid(0), It: new Level(r.GetInt32(1), from, to, since, until))
                        : default,
                cancel,
                values
            )
        ).ToLookup(x => x.Id, x => x.It);
        var outcomes = (
            await read.Query(
                $"select stream_id, outcome, {Span.Columns} from {Table<ContributionFact>()} {some}",
                r =>
                    Span.Of(r, 2) is var (from, to, since, until)
                        ? (
                            Id: r.GetGuid(0),
                            It: new Became(r.IsDBNull(1) ? null : (Outcome)r.GetInt32(1), from, to, since, until)
                        )
                        : default,
                cancel,
                values
            )
        ).ToLookup(x => x.Id, x => x.It);
        // Replaced, never changed: a question under way walks on over what it began with.
        var next = changed is null ? [] : new Dictionary<Guid, Work>(works);
        foreach (var its in outcomes)
            next[its.Key] = new(its.Key, [.. authors[its.Key]], [.. its], [.. levels[its.Key]]);
        works = next;
    }

    /// <summary>When a row holds and when it was known, as every fact table has it.</summary>
    readonly record struct Span(int From, int To, long KnownFrom, long KnownTo)
    {
        public const string Columns = "valid_from, valid_to, known_from, known_to";

        public static Span Of(Npgsql.NpgsqlDataReader r, int at) =>
            new(
                r.GetFieldValue<DateOnly>(at).DayNumber,
                r.GetFieldValue<DateOnly>(at + 1).DayNumber,
                r.GetInt64(at + 2),
                r.IsDBNull(at + 3) ? long.MaxValue : r.GetInt64(at + 3)
            );
    }
}
