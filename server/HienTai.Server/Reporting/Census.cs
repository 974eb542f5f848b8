using HienTai.Domain.Kernel;
using HienTai.Domain.Personnel;
using HienTai.Server.Pipeline;
using Npgsql;
using static HienTai.Server.Pipeline.FactTable;

namespace HienTai.Server.Reporting;

/// <summary>A post as an assignment names it; many people hold equal ones.</summary>
/// <param name="Folded">The post without tones, as standards compare it.</param>
public sealed record Job(
    Guid Unit,
    Category Category,
    string Title,
    string Post,
    string Folded,
    AssignmentKind Kind,
    bool Managed
)
{
    /// <summary>Its unit is no more, and nothing says in whose hands it lies: it is counted in no unit.</summary>
    public bool Unplaced { get; init; }
}

/// <summary>A field of study as it is written, and without tones.</summary>
public readonly record struct Field(string Name, string Folded);

/// <summary>
/// A row of a fact in both times: days by number, positions of the ledger, the last of each exclusive.
/// </summary>
public interface IVersion
{
    int From { get; }
    int To { get; }
    long KnownFrom { get; }
    long KnownTo { get; }
}

public static class Versions
{
    extension<T>(T row)
        where T : struct, IVersion
    {
        public bool Known(long position) => row.KnownFrom <= position && position < row.KnownTo;

        public bool On(int day, long position) => row.From <= day && day < row.To && row.Known(position);
    }
}

/// <summary>An assignment in both times.</summary>
public readonly record struct Service(Guid Id, int Job, int From, int To, long KnownFrom, long KnownTo, EndCause? End)
    : IVersion;

/// <summary>A qualification in both times.</summary>
public readonly record struct Study(
    Guid Id,
    Level Level,
    int Field,
    EvidenceGrade Grade,
    int From,
    int To,
    long KnownFrom,
    long KnownTo
) : IVersion;

/// <summary>A course of study in both times, and until when it is expected to last.</summary>
public readonly record struct Learning(
    Guid Id,
    Level Level,
    int Field,
    PartialDate Begun,
    PartialDate? Expected,
    int From,
    int To,
    long KnownFrom,
    long KnownTo
) : IVersion;

/// <summary>What an officer concluded of a placement, in both times; why is sealed and not held here.</summary>
public readonly record struct Conclusion(Guid Service, bool Fits, int From, int To, long KnownFrom, long KnownTo)
    : IVersion;

/// <summary>What is known of somebody that does not change in the world; gone once they are erased.</summary>
public readonly record struct Particular(Sex Sex, PartialDate? Birth, long KnownFrom, long KnownTo)
{
    /// <summary>Of whom nothing is known, as nothing is of somebody erased.</summary>
    public static readonly Particular None = new(Sex.Female, null, 0, 0);
}

/// <summary>
/// Everything figures are made of about one person, in every version ever believed. Never changed, only replaced.
/// </summary>
public sealed record Somebody(
    Guid Id,
    Service[] Services,
    Study[] Studies,
    Particular[] Particulars,
    Learning[] Courses,
    Conclusion[] Conclusions
)
{
    public Particular? As(long position)
    {
        foreach (var p in Particulars)
            if (p.KnownFrom <= position && position < p.KnownTo)
                return p;
        return null;
    }

    /// <summary>The assignment they are counted under that day, if they are.</summary>
    public Service? MainOn(int day, long position, IReadOnlyList<Job> jobs)
    {
        foreach (var s in Services)
            if (s.On(day, position) && jobs[s.Job].Kind is AssignmentKind.Main)
                return s;
        return null;
    }
}

/// <summary>
/// The fact tables of service, study and training held in memory, every version of every row, so that a figure over
/// everybody at any TimePoint is one walk over arrays: reports, standards and monthly histories would otherwise join
/// the same tables again for each of their days.
/// </summary>
/// <remarks>
/// It is derived like the fact tables themselves and goes with them: people whose record changed since the last
/// question are read again inside the question's own transaction, so an erased person's birth is gone with the first
/// question after. It holds no name and nothing that is sealed. About 100 bytes for each row.
/// </remarks>
public sealed class Census
{
    readonly SemaphoreSlim one = new(1);
    readonly Dictionary<Guid, int> places = [];
    readonly List<Job> jobs = [];
    readonly Dictionary<Job, int> jobNumbers = [];
    readonly List<Field> fields = [];
    readonly Dictionary<string, int> fieldNumbers = [];
    Somebody[] people = [];
    volatile State? state;

    /// <summary>A moment of the census; safe to walk while it goes on.</summary>
    public sealed record State(
        long Position,
        int Returns,
        IReadOnlyList<Somebody> People,
        IReadOnlyList<Job> Jobs,
        IReadOnlyList<Field> Fields
    );

    const int Kept = 4;

    sealed record LedState(IReadOnlyList<Somebody> People, long Position, State State);

    volatile LedState[] kept = [];

    /// <summary>
    /// Everybody ever on record, as far as the session can see, each counted where they stand in the trees of their
    /// days as known at the session's position: good for that position alone.
    /// </summary>
    public async Task<State> At(ReadSession read, CancellationToken cancel)
    {
        var whole = await Whole(read, cancel);
        // Of the very same people as known then; which is all that where they stand follows from.
        if (
            kept.FirstOrDefault(k => k.Position == read.Position && ReferenceEquals(k.People, whole.People)) is
            { } known
        )
            return known.State;
        var led = await StrayServices.Led(whole, read, cancel);
        // Nothing is kept of who was erased since.
        var good = kept.Where(k => ReferenceEquals(k.People, whole.People));
        kept = [.. good.Append(new(whole.People, read.Position, led)).TakeLast(Kept)];
        return led;
    }

    async Task<State> Whole(ReadSession read, CancellationToken cancel)
    {
        if (state is { } now && IsGood(now, read))
            return now;
        await one.WaitAsync(cancel);
        try
        {
            if (state is { } meanwhile && IsGood(meanwhile, read))
                return meanwhile;
            await CatchUp(read, cancel);
            return state!;
        }
        finally
        {
            one.Release();
        }
    }

    // A database that went back may no longer hold what was counted.
    static bool IsGood(State state, ReadSession read) =>
        state.Returns == read.Ledger.Returns && state.Position >= read.Head;

    async Task CatchUp(ReadSession read, CancellationToken cancel)
    {
        if (state?.Returns != read.Ledger.Returns)
        {
            (state, people) = (null, []);
            places.Clear();
        }
        var since = state?.Position ?? 0;
        var changed = state is null
            ? null
            : (
                await read.Query(
                    "select distinct stream_id from ledger where kind = 'person' and position > $1 and position <= $2",
                    r => r.GetGuid(0),
                    cancel,
                    since,
                    read.Head
                )
            ).ToArray();
        // What befell units and papers leaves the people as they are, the very same: answers about them stay good.
        if (changed is { Length: 0 })
        {
            state = state! with { Position = read.Head };
            return;
        }
        var some = new Some(read, changed);
        var services = await Services(some, cancel);
        var studies = await Studies(some, cancel);
        var particulars = await Particulars(some, cancel);
        var courses = await Courses(some, cancel);
        var conclusions = await Conclusions(some, cancel);
        var fresh = changed ?? [.. particulars.Keys.Union(services.Keys).Union(studies.Keys)];
        var next = new List<Somebody>(people.Length + fresh.Length);
        next.AddRange(people);
        foreach (var id in fresh)
        {
            var somebody = new Somebody(id, services[id], studies[id], particulars[id], courses[id], conclusions[id]);
            if (places.TryGetValue(id, out var place))
                next[place] = somebody;
            else
            {
                places[id] = next.Count;
                next.Add(somebody);
            }
        }
        people = [.. next];
        state = new(read.Head, read.Ledger.Returns, people, [.. jobs], [.. fields]);
    }

    /// <summary>Whose rows are read again; everybody's where nobody is named.</summary>
    sealed record Some(ReadSession Read, Guid[]? Changed)
    {
        public string Sql => Changed is null ? "" : "where stream_id = any($1)";

        public object?[] Values => Changed is null ? [] : [Changed];
    }

    async Task<Rows<Service>> Services(Some some, CancellationToken cancel)
    {
        var rows = new Rows<Service>();
        await Each(
            some.Read,
            $"select stream_id, assignment, kind, unit, post, category, title_code, managed_by_standing_committee, end_cause, valid_from, valid_to, known_from, known_to from {Table<AssignmentFact>()} {some.Sql} order by stream_id, valid_from, known_from",
            r =>
                rows.Add(
                    r.GetGuid(0),
                    new(
                        r.GetGuid(1),
                        Number(
                            new Job(
                                r.GetGuid(3),
                                (Category)r.GetInt32(5),
                                r.GetString(6),
                                r.GetString(4),
                                "",
                                (AssignmentKind)r.GetInt32(2),
                                r.GetBoolean(7)
                            )
                        ),
                        r.GetFieldValue<DateOnly>(9).DayNumber,
                        r.GetFieldValue<DateOnly>(10).DayNumber,
                        r.GetInt64(11),
                        Until(r, 12),
                        r.IsDBNull(8) ? null : (EndCause)r.GetInt32(8)
                    )
                ),
            some.Values,
            cancel
        );
        return rows;
    }

    async Task<Rows<Study>> Studies(Some some, CancellationToken cancel)
    {
        var rows = new Rows<Study>();
        await Each(
            some.Read,
            $"select stream_id, qualification, level, field, grade, valid_from, valid_to, known_from, known_to from {Table<QualificationFact>()} {some.Sql} order by stream_id, valid_from, known_from",
            r =>
                rows.Add(
                    r.GetGuid(0),
                    new(
                        r.GetGuid(1),
                        (Level)r.GetInt32(2),
                        Number(r.GetString(3)),
                        (EvidenceGrade)r.GetInt32(4),
                        r.GetFieldValue<DateOnly>(5).DayNumber,
                        r.GetFieldValue<DateOnly>(6).DayNumber,
                        r.GetInt64(7),
                        Until(r, 8)
                    )
                ),
            some.Values,
            cancel
        );
        return rows;
    }

    static async Task<Rows<Particular>> Particulars(Some some, CancellationToken cancel)
    {
        var rows = new Rows<Particular>();
        await Each(
            some.Read,
            $"select stream_id, sex, birth, known_from, known_to from {Table<PersonSearchFact>()} {some.Sql} order by stream_id, valid_from, known_from",
            r =>
                rows.Add(
                    r.GetGuid(0),
                    new(
                        (Sex)r.GetInt32(1),
                        r.IsDBNull(2) ? null : PartialDate.Parse(r.GetString(2)),
                        r.GetInt64(3),
                        Until(r, 4)
                    )
                ),
            some.Values,
            cancel
        );
        return rows;
    }

    async Task<Rows<Learning>> Courses(Some some, CancellationToken cancel)
    {
        var rows = new Rows<Learning>();
        await Each(
            some.Read,
            $"select stream_id, training, level, field, from_text, expected, valid_from, valid_to, known_from, known_to from {Table<TrainingFact>()} {some.Sql} order by stream_id, valid_from, known_from",
            r =>
                rows.Add(
                    r.GetGuid(0),
                    new(
                        r.GetGuid(1),
                        (Level)r.GetInt32(2),
                        Number(r.GetString(3)),
                        PartialDate.Parse(r.GetString(4)),
                        r.IsDBNull(5) ? null : PartialDate.Parse(r.GetString(5)),
                        r.GetFieldValue<DateOnly>(6).DayNumber,
                        r.GetFieldValue<DateOnly>(7).DayNumber,
                        r.GetInt64(8),
                        Until(r, 9)
                    )
                ),
            some.Values,
            cancel
        );
        return rows;
    }

    static async Task<Rows<Conclusion>> Conclusions(Some some, CancellationToken cancel)
    {
        var rows = new Rows<Conclusion>();
        await Each(
            some.Read,
            $"select stream_id, assignment, fits, valid_from, valid_to, known_from, known_to from {Table<PlacementFact>()} {some.Sql} order by stream_id, valid_from, known_from",
            r =>
                rows.Add(
                    r.GetGuid(0),
                    new(
                        r.GetGuid(1),
                        r.GetBoolean(2),
                        r.GetFieldValue<DateOnly>(3).DayNumber,
                        r.GetFieldValue<DateOnly>(4).DayNumber,
                        r.GetInt64(5),
                        Until(r, 6)
                    )
                ),
            some.Values,
            cancel
        );
        return rows;
    }

    int Number(Job job)
    {
        if (jobNumbers.TryGetValue(job, out var number))
            return number;
        jobNumbers[job] = number = jobs.Count;
        jobs.Add(job with { Folded = VietnameseText.Fold(job.Post) });
        return number;
    }

    int Number(string field)
    {
        if (fieldNumbers.TryGetValue(field, out var number))
            return number;
        fieldNumbers[field] = number = fields.Count;
        fields.Add(new(field, VietnameseText.Fold(field)));
        return number;
    }

    static long Until(NpgsqlDataReader row, int column) => row.IsDBNull(column) ? long.MaxValue : row.GetInt64(column);

    static async Task Each(
        ReadSession read,
        string sql,
        Action<NpgsqlDataReader> take,
        object?[] values,
        CancellationToken cancel
    )
    {
        await using var command = read.Command(sql, values);
        command.CommandTimeout = 120;
        await using var rows = await command.ExecuteReaderAsync(cancel);
        while (await rows.ReadAsync(cancel))
            take(rows);
    }

    /// <summary>Rows that come person by person.</summary>
    sealed class Rows<T>
    {
        readonly Dictionary<Guid, T[]> whole = [];
        readonly List<T> current = [];
        Guid whose;

        public void Add(Guid id, T row)
        {
            if (id != whose)
                Close();
            whose = id;
            current.Add(row);
        }

        public IEnumerable<Guid> Keys
        {
            get
            {
                Close();
                return whole.Keys;
            }
        }
        public T[] this[Guid id]
        {
            get
            {
                Close();
                return whole.GetValueOrDefault(id, []);
            }
        }

        void Close()
        {
            if (current.Count > 0)
                whole[whose] = [.. current];
            current.Clear();
        }
    }
}
