using Google.Protobuf.WellKnownTypes;
using HienTai.Domain.Kernel;
using HienTai.Rpc.V1;
using HienTai.Server.Vault;

namespace HienTai.Server.Pipeline;

/// <summary>
/// Who recorded a fact and when, with the paper the fact itself rests on: an assignment that a later decision ended
/// still rests on the decision that began it.
/// </summary>
public sealed class Bases
{
    readonly Dictionary<long, Source> sources;
    readonly Titles papers;

    Bases(Dictionary<long, Source> sources, Titles papers) => (this.sources, this.papers) = (sources, papers);

    public static async Task<Bases> Of(
        ReadSession read,
        IEnumerable<long> positions,
        IEnumerable<Guid?> papers,
        CancellationToken cancel
    ) => new(await Histories.Sources(read, positions, cancel), await Titles.Of(read, papers.OfType<Guid>(), cancel));

    public Source this[long position] => sources[position];

    public Source this[long position, Guid? paper] =>
        new(sources[position]) { Paper = paper is { } id ? Histories.PaperRef(id, papers) : null };
}

/// <summary>
/// What is on record about recorded facts: where each comes from, and a record's events as sentences.
/// </summary>
public sealed class Histories(StoredEvents stored, StreamKinds kinds, IEnumerable<INarrator> narrators)
{
    static readonly TimeSpan Vietnam = TimeSpan.FromHours(7);

    /// <summary>The source of each of these ledger positions.</summary>
    public static async Task<Dictionary<long, Source>> Sources(
        ReadSession read,
        IEnumerable<long> positions,
        CancellationToken cancel
    )
    {
        var rows = await read.Query(
            """
            select position, recorded_at, actor, actor_vi, reason, paper, entry_kind, change_set, actor_en, subject, passed from ledger where position = any($1)
            """,
            r =>
                (
                    Source: new Source
                    {
                        Position = r.GetInt64(0),
                        RecordedTime = r.GetFieldValue<DateTimeOffset>(1).ToTimestamp(),
                        Actor = r.GetString(2),
                        ActorTitle = r.GetString(3),
                        Reason = r.GetString(4),
                        Kind = (EntryKind)r.GetInt32(6),
                        ChangeSetId = r.GetGuid(7).ToString(),
                        ActorTitleEn = r.GetString(8),
                    },
                    Paper: r.IsDBNull(5) ? (Guid?)null : r.GetGuid(5),
                    Subject: r.IsDBNull(9) ? (Guid?)null : r.GetGuid(9),
                    Passed: r.IsDBNull(10) ? null : r.GetString(10)
                ),
            cancel,
            positions.Distinct().ToArray()
        );
        var papers = await Titles.Of(read, rows.Select(r => r.Paper).OfType<Guid>(), cancel);
        await read.Keys.Load(rows.Select(r => r.Subject).OfType<Guid>(), cancel);
        foreach (var (source, paper, subject, passed) in rows)
        {
            if (passed is not null)
                source.Passed.AddRange(Passes.Wire(Found.Read(passed, subject is not null, read.Keys.Of(subject))));
            if (paper is { } id)
                source.Paper = PaperRef(id, papers);
            if (read.Keys.Of(subject) is { } key)
                source.Reason = Sealing.Open(key, Unwritten.LedgerReason, source.Reason) ?? "";
        }
        return rows.ToDictionary(r => r.Source.Position, r => r.Source);
    }

    public static PaperRef PaperRef(Guid id, Titles titles)
    {
        var title = titles.Fact(id, DateOnly.MaxValue);
        return new()
        {
            Id = id.ToString(),
            Number = title?.Title ?? "",
            SignedOn = title?.Detail.Split(' ')[0] ?? "",
            Withdrawn = title?.Detail.EndsWith("withdrawn", StringComparison.Ordinal) ?? false,
            RepealedFrom = title?.Detail.Split(' ') is [_, "repealed", var from, ..] ? from : "",
        };
    }

    /// <summary>
    /// Every event of a record known at the session's position, newest first; only those at <paramref name="only"/> if
    /// given.
    /// </summary>
    public async Task<List<HistoryEntry>> Of(
        ReadSession read,
        Guid stream,
        CancellationToken cancel,
        IReadOnlySet<long>? only = null
    )
    {
        var lines = await read.Query(
            "select position, version, kind from ledger where stream_id = $1 and position <= $2 order by version",
            r => (Position: r.GetInt64(0), Version: r.GetInt64(1), Kind: r.GetString(2)),
            cancel,
            stream,
            read.Position
        );
        if (lines.Count == 0)
            return [];
        var (kind, narrator) = (kinds[lines[0].Kind], narrators.Single(n => n.Kind == lines[0].Kind));
        var events = await Events(read, stream, lines[^1].Version, cancel);
        var sources = await Sources(read, lines.Select(l => l.Position), cancel);
        var titles = await Titles.Of(read, events.SelectMany(narrator.Named), cancel);
        var overtaken = await Overtaken(read, kind, stream, cancel);
        var alsoChanged = await AlsoChanged(read, sources.Values, cancel);

        var entries = new List<HistoryEntry>(lines.Count);
        var state = kind.Initial;
        for (var i = 0; i < lines.Count; i++)
        {
            var (@event, position, source) = (events[i], lines[i].Position, sources[lines[i].Position]);
            if (only?.Contains(position) ?? true)
            {
                var entry = Entry(narrator, @event, source);
                entry.Version = lines[i].Version;
                entry.Sentence.AddRange(narrator.Tell(state, @event, titles));
                entry.Sentence.AddRange(Laters.Decided(@event));
                entry.Sentence.AddRange(Passes.Told(source.Passed));
                // What somebody saw, they saw, whatever was corrected about the claim.
                entry.Overtaken =
                    source.Kind is not EntryKind.Evidence
                    && overtaken.Contains(position)
                    && !Stands(narrator, @event, events[(i + 1)..]);
                entry.AlsoChanged = alsoChanged[source.ChangeSetId];
                entries.Add(entry);
            }
            state = kind.Evolve(state, @event, new(source.Paper is { } paper ? Guid.Parse(paper.Id) : null));
        }
        entries.Reverse();
        return entries;
    }

    async Task<List<object>> Events(ReadSession read, Guid stream, long version, CancellationToken cancel) =>
        (
            await stored.Read(
                read.Connection,
                read.Transaction,
                read.Keys,
                "e.stream_id = $1 and e.version <= $2 order by e.version",
                cancel,
                stream,
                version
            )
        ).ConvertAll(e => e.Data);

    // How many other records the same change touched.
    static async Task<Dictionary<string, int>> AlsoChanged(
        ReadSession read,
        IEnumerable<Source> sources,
        CancellationToken cancel
    ) =>
        (
            await read.Query(
                "select change_set, count(distinct stream_id) - 1 from ledger where change_set = any($1) group by 1",
                r => (Set: r.GetGuid(0).ToString(), Others: (int)r.GetInt64(1)),
                cancel,
                sources.Select(s => Guid.Parse(s.ChangeSetId)).Distinct().ToArray()
            )
        ).ToDictionary(a => a.Set, a => a.Others);

    static HistoryEntry Entry(INarrator narrator, object @event, Source source)
    {
        var effective = narrator.Effective(@event);
        var recorded = DateOnly.FromDateTime(source.RecordedTime.ToDateTimeOffset().ToOffset(Vietnam).DateTime);
        return new()
        {
            Source = source,
            Event = StoredName.Of(@event.GetType()),
            Effective = effective?.ToString() ?? "",
            Key = narrator.Key(@event),
            DaysLate = effective is { } day ? Math.Max(0, recorded.DayNumber - day.Latest.DayNumber) : 0,
        };
    }

    static bool Stands(INarrator narrator, object @event, IEnumerable<object> later) =>
        later.Where(e => e is ICorrecting or IWithdrawing).ToArray() is { Length: > 0 } corrections
        && corrections.All(c => narrator.Stands(@event, c));

    // What an entry said is overtaken when every fact it began was later corrected or taken back. Better evidence
    // replaces the row but not what was said, so it is followed through.
    static async Task<HashSet<long>> Overtaken(ReadSession read, StreamKind kind, Guid stream, CancellationToken cancel)
    {
        var union = string.Join(
            " union all ",
            kind.FactTypes.Where(t => !t.IsAssignableTo(typeof(IDerived)))
                .Select(t =>
                    $"select key, from_text, known_from, known_to from {FactTable.Of(t).Name} where stream_id = $1 and known_from <= $2"
                )
        );
        var rows = await read.Query(
            $"select f.key, f.from_text, f.known_from, f.known_to, l.entry_kind from ({union}) f left join ledger l on l.position = f.known_to and l.position <= $2",
            r =>
                (
                    Fact: (r.GetString(0), r.IsDBNull(1) ? "" : r.GetString(1)),
                    From: r.GetInt64(2),
                    To: r.IsDBNull(4) ? (long?)null : r.GetInt64(3),
                    By: r.IsDBNull(4) ? default : (EntryKind)r.GetInt32(4)
                ),
            cancel,
            stream,
            read.Position
        );
        var next = rows.ToLookup(r => (r.Fact, r.From));
        bool Gone((string, string) fact, long? to, EntryKind by) =>
            to is { } at
            && (
                by is EntryKind.Correction or EntryKind.Withdrawal
                || next[(fact, at)].Any(n => Gone(n.Fact, n.To, n.By))
            );
        return [.. rows.GroupBy(r => r.From).Where(g => g.All(r => Gone(r.Fact, r.To, r.By))).Select(g => g.Key)];
    }
}
