using HienTai.Domain.Kernel;
using HienTai.Server.Vault;
using Npgsql;

namespace HienTai.Server.Pipeline;

/// <summary>
/// Everything derived, folded again from events: what the rebuild compares with and what takes the place of an erased
/// person's rows, so that the two cannot differ.
/// </summary>
public sealed class Replay(StreamKinds kinds, HeldKeys keys)
{
    sealed class Record(StreamKind kind, Guid? subject)
    {
        public StreamKind Kind { get; } = kind;
        public Guid? Subject { get; } = subject;
        public object State { get; set; } = kind.Initial;
        public long Version { get; set; }
        public long Position { get; set; }
        public Dictionary<Guid, FactEntry> Open { get; } = [];
    }

    readonly Dictionary<Guid, Record> records = [];
    readonly List<FactEntry> closed = [];

    public IReadOnlyCollection<Guid> Streams => records.Keys;

    public string KindOf(Guid stream) => records[stream].Kind.Name;

    /// <summary>The next event of a record, in order.</summary>
    public void Add(StoredEvent line)
    {
        try
        {
            Fold(line);
        }
        catch (Exception e)
        {
            throw new UnreadableEvent(line.Sequence, line.Stream, line.Version, line.Data.GetType().Name, e);
        }
    }

    void Fold(StoredEvent line)
    {
        if (!records.TryGetValue(line.Stream, out var it))
            records[line.Stream] = it = new(
                kinds.All.Single(k => k.EventBase.IsInstanceOfType(line.Data)),
                line.Subject
            );
        it.State = it.Kind.Evolve(it.State, line.Data, new(line.Paper));
        (it.Version, it.Position) = (line.Version, line.Position);
        var now = new Dictionary<Guid, FactText>();
        foreach (var text in it.Kind.Facts(it.State).Select(f => FactTable.Written(f, keys.Of(it.Subject))))
            now.TryAdd(text.Digest, text);
        foreach (var (digest, entry) in it.Open.Where(o => !now.ContainsKey(o.Key)).ToArray())
        {
            (entry.KnownTo, entry.KnownToTime) = (line.Position, line.RecordedAt);
            closed.Add(entry);
            it.Open.Remove(digest);
        }
        foreach (var (digest, text) in now)
            if (!it.Open.ContainsKey(digest))
                it.Open[digest] = new(line.Stream, text, line.Position, line.RecordedAt);
    }

    /// <summary>Writes the facts that have ceased to be believed so far, and lets go of them.</summary>
    public void WriteClosed(NpgsqlBatch batch, string prefix = "")
    {
        Write(batch, closed, prefix);
        closed.Clear();
    }

    /// <summary>Writes the facts still believed and the snapshots of these records.</summary>
    public void WriteOpen(NpgsqlBatch batch, IReadOnlyCollection<Guid> streams, string prefix = "")
    {
        var some = streams.Select(s => (Id: s, It: records[s])).ToArray();
        Write(batch, some.SelectMany(s => s.It.Open.Values), prefix);
        Snapshots(
            batch,
            some.Select(s => (s.Id, s.It.Kind, s.It.Version, s.It.Position, keys.Of(s.It.Subject), s.It.State)),
            prefix
        );
    }

    static void Write(NpgsqlBatch batch, IEnumerable<FactEntry> entries, string prefix)
    {
        foreach (var table in entries.GroupBy(e => e.Fact.GetType()))
            batch.BatchCommands.Add(
                FactTable.Of(table.Key).Insert([.. table], $"{prefix}{FactTable.Of(table.Key).Name}")
            );
    }

    /// <summary>Writes the ledger's lines of these events, which have been added.</summary>
    public void WriteLedger(NpgsqlBatch batch, IReadOnlyCollection<StoredEvent> events, string prefix) =>
        batch.BatchCommands.Add(
            new(
                $"""
                insert into {prefix}ledger (position, event_id, stream_id, version, kind, event_type, entry_kind, recorded_at, actor, actor_vi, actor_en, reason, paper, request_id, change_set, subject, rules, passed)
                select * from unnest($1::bigint[], $2::uuid[], $3::uuid[], $4::bigint[], $5::text[], $6::text[], $7::integer[], $8::timestamptz[], $9::text[], $10::text[], $11::text[], $12::text[], $13::uuid[], $14::uuid[], $15::uuid[], $16::uuid[], $17::text[], $18::text[])
                """
            )
            {
                Parameters =
                {
                    Of(events.Select(e => e.Position)),
                    Of(events.Select(e => e.Id)),
                    Of(events.Select(e => e.Stream)),
                    Of(events.Select(e => e.Version)),
                    Of(events.Select(e => KindOf(e.Stream))),
                    Of(events.Select(e => StoredName.Of(e.Data.GetType()))),
                    Of(events.Select(e => (int)StoredName.EntryKindOf(e.Data))),
                    Of(events.Select(e => e.RecordedAt)),
                    Of(events.Select(e => e.Actor)),
                    Of(events.Select(e => e.ActorVi)),
                    Of(events.Select(e => e.ActorEn)),
                    Of(events.Select(e => e.Reason)),
                    Of(events.Select(e => e.Paper)),
                    Of(events.Select(e => e.Request)),
                    Of(events.Select(e => e.ChangeSet)),
                    Of(events.Select(e => e.Subject)),
                    Of(events.Select(e => e.Rules)),
                    Of(events.Select(e => e.Passed)),
                },
            }
        );

    /// <summary>Snapshots as they are stored: the state sealed under its subject's key.</summary>
    public static void Snapshots(
        NpgsqlBatch batch,
        IEnumerable<(Guid Id, StreamKind Kind, long Version, long Position, PersonKey? Key, object State)> states,
        string prefix = ""
    )
    {
        var all = states.ToArray();
        if (all.Length == 0)
            return;
        batch.BatchCommands.Add(
            new(
                $"""
                insert into {prefix}snapshot (stream_id, kind, version, position, subject, state) select * from unnest($1::uuid[], $2::text[], $3::bigint[], $4::bigint[], $5::uuid[], $6::text[])
                {(
                    prefix.Length > 0
                        ? ""
                        : "on conflict (stream_id) do update set version = excluded.version, position = excluded.position, state = excluded.state"
                )}
                """
            )
            {
                Parameters =
                {
                    Of(all.Select(s => s.Id)),
                    Of(all.Select(s => s.Kind.Name)),
                    Of(all.Select(s => s.Version)),
                    Of(all.Select(s => s.Position)),
                    Of(all.Select(s => s.Key?.Subject)),
                    Of(all.Select(s => s.Kind.Write(s.State, s.Key))),
                },
            }
        );
    }

    static NpgsqlParameter Of<T>(IEnumerable<T> values) => new() { Value = values.ToArray() };
}
