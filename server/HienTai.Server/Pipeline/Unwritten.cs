using System.Collections.Concurrent;
using System.Reflection;
using System.Text.Json;
using HienTai.Domain.Kernel;
using HienTai.Server.Vault;
using JasperFx.Events;
using Npgsql;

namespace HienTai.Server.Pipeline;

/// <summary>What a recording has decided and not yet written.</summary>
sealed class Unwritten
{
    public sealed record StreamAppend(StreamKind Kind, long From, List<object> Events);

    sealed record LedgerLine(
        Decided Entry,
        Guid EventId,
        DateTimeOffset RecordedAt,
        ChangeSet Set,
        Guid ChangeSet,
        string Reason,
        Passed? Passed
    );

    /// <summary>The rules that were passed, and how they are kept with the event; null where none was.</summary>
    sealed record Passed(string[] Rules, string Text)
    {
        public static Passed? Of(Decided entry) =>
            entry.Passed.Count == 0
                ? null
                : new(
                    [.. entry.Passed.Select(p => p.Rule).Distinct().Order(StringComparer.Ordinal)],
                    Found.Written(entry.Passed, entry.Key)
                );
    }

    public Dictionary<Guid, StreamAppend> Appends { get; } = [];
    public List<(ChangeSet Set, Outcome Answer)> Requests { get; } = [];
    public IEnumerable<(Decided Decided, string Sha256)> Attached =>
        ledger.SelectMany(l => l.Entry.Kind.Files(l.Entry.Event).Select(f => (l.Entry, f)));
    readonly List<LedgerLine> ledger = [];
    readonly List<FactClosing> closings = [];
    readonly List<FactEntry> entries = [];
    readonly Dictionary<(Guid, Guid), FactEntry> open = [];

    public bool IsEmpty => Appends.Count == 0 && Requests.Count == 0;

    public void Clear()
    {
        Appends.Clear();
        Requests.Clear();
        ledger.Clear();
        closings.Clear();
        entries.Clear();
        open.Clear();
    }

    public void Add(Decided entry, ChangeSet set, Guid changeSet, Guid eventId, DateTimeOffset recordedAt)
    {
        if (!Appends.TryGetValue(entry.Stream, out var append))
            Appends[entry.Stream] = append = new(entry.Kind, entry.Version - 1, []);
        // Why something was done to a person is as much theirs as what was done.
        var reason = entry.Key is { } key ? Sealing.Seal(key, LedgerReason, set.Reason) : set.Reason;
        var line = new LedgerLine(entry, eventId, recordedAt, set, changeSet, reason, Passed.Of(entry));
        append.Events.Add(Enveloped(line));
        ledger.Add(line);
        foreach (var fact in entry.Ceases)
        {
            var digest = FactTable.Written(fact, entry.Key).Digest;
            // Believed only since earlier in this very transaction: it has no row yet to close.
            if (open.Remove((entry.Stream, digest), out var mine))
                (mine.KnownTo, mine.KnownToTime) = (entry.Position, recordedAt);
            else
                closings.Add(new(fact.GetType(), entry.Stream, digest, entry.Position, recordedAt));
        }
        foreach (var fact in entry.Begins)
        {
            var mine = new FactEntry(entry.Stream, FactTable.Written(fact, entry.Key), entry.Position, recordedAt);
            open[(entry.Stream, mine.Digest)] = mine;
            entries.Add(mine);
        }
    }

    /// <summary>Where a reason is sealed.</summary>
    public const string LedgerReason = "ledger.reason";

    static IEvent Enveloped(LedgerLine line)
    {
        var (entry, id, recordedAt, set, changeSet, reason, passed) = line;
        var envelope = (IEvent)
            Activator.CreateInstance(typeof(Event<>).MakeGenericType(entry.Event.GetType()), entry.Event)!;
        (envelope.Id, envelope.Timestamp, envelope.CorrelationId, envelope.CausationId) = (
            id,
            recordedAt,
            changeSet.ToString(),
            set.RequestId.ToString()
        );
        envelope.SetHeader(EnvelopeHeaders.Position, entry.Position);
        envelope.SetHeader(EnvelopeHeaders.Actor, set.Actor.Name);
        envelope.SetHeader(EnvelopeHeaders.ActorVi, set.Actor.TitleVi);
        envelope.SetHeader(EnvelopeHeaders.ActorEn, set.Actor.TitleEn);
        envelope.SetHeader(EnvelopeHeaders.Reason, reason);
        if (StoredName.ShapeOf(entry.Event.GetType()) is > 1 and var shape)
            envelope.SetHeader(EnvelopeHeaders.Shape, shape);
        if (entry.Key is { } key)
            envelope.SetHeader(EnvelopeHeaders.Subject, key.Subject.ToString());
        if (set.Paper is { } paper)
            envelope.SetHeader(EnvelopeHeaders.Paper, paper.ToString());
        if (passed is not null)
        {
            envelope.SetHeader(EnvelopeHeaders.Rules, string.Join(' ', passed.Rules));
            envelope.SetHeader(EnvelopeHeaders.Passed, passed.Text);
        }
        return envelope;
    }

    public void WriteTo(
        NpgsqlBatch batch,
        HeldKeys keys,
        IEnumerable<(Guid Id, StreamKind Kind, long Version, object State, Guid? Subject)> snapshots
    )
    {
        if (ledger.Count > 0)
            keys.WriteTo(batch, ledger[0].RecordedAt);
        WriteFacts(batch);
        WriteSnapshots(batch, keys, [.. snapshots]);
        if (ledger.Count > 0)
            batch.BatchCommands.Add(LedgerLines());
        if (Requests.Count > 0)
            batch.BatchCommands.Add(AnsweredRequests(keys));
    }

    void WriteFacts(NpgsqlBatch batch)
    {
        // Closing comes first: it must not find the rows this transaction inserts.
        foreach (var table in closings.GroupBy(c => c.Type))
            batch.BatchCommands.Add(FactTable.Of(table.Key).Close([.. table]));
        foreach (var table in entries.GroupBy(e => e.Fact.GetType()))
            batch.BatchCommands.Add(FactTable.Of(table.Key).Insert([.. table]));
    }

    void WriteSnapshots(
        NpgsqlBatch batch,
        HeldKeys keys,
        (Guid Id, StreamKind Kind, long Version, object State, Guid? Subject)[] states
    )
    {
        if (states.Length == 0)
            return;
        var last = ledger.GroupBy(l => l.Entry.Stream).ToDictionary(g => g.Key, g => g.Max(l => l.Entry.Position));
        Replay.Snapshots(batch, states.Select(s => (s.Id, s.Kind, s.Version, last[s.Id], keys.Of(s.Subject), s.State)));
    }

    NpgsqlBatchCommand LedgerLines() =>
        new(
            """
            insert into ledger (position, event_id, stream_id, version, kind, event_type, entry_kind, recorded_at, actor, actor_vi, actor_en, reason, paper, request_id, change_set, subject, rules, passed)
            select * from unnest($1::bigint[], $2::uuid[], $3::uuid[], $4::bigint[], $5::text[], $6::text[], $7::integer[], $8::timestamptz[], $9::text[], $10::text[], $11::text[], $12::text[], $13::uuid[], $14::uuid[], $15::uuid[], $16::uuid[], $17::text[], $18::text[])
            """
        )
        {
            Parameters =
            {
                Of(ledger.Select(l => l.Entry.Position)),
                Of(ledger.Select(l => l.EventId)),
                Of(ledger.Select(l => l.Entry.Stream)),
                Of(ledger.Select(l => l.Entry.Version)),
                Of(ledger.Select(l => l.Entry.Kind.Name)),
                Of(ledger.Select(l => StoredName.Of(l.Entry.Event.GetType()))),
                Of(ledger.Select(l => (int)StoredName.EntryKindOf(l.Entry.Event))),
                Of(ledger.Select(l => l.RecordedAt)),
                Of(ledger.Select(l => l.Set.Actor.Name)),
                Of(ledger.Select(l => l.Set.Actor.TitleVi)),
                Of(ledger.Select(l => l.Set.Actor.TitleEn)),
                Of(ledger.Select(l => l.Reason)),
                Of(ledger.Select(l => l.Set.Paper)),
                Of(ledger.Select(l => l.Set.RequestId)),
                Of(ledger.Select(l => l.ChangeSet)),
                Of(ledger.Select(l => l.Entry.Key?.Subject)),
                Of(ledger.Select(l => l.Passed is { } p ? string.Join(' ', p.Rules) : null)),
                Of(ledger.Select(l => l.Passed?.Text)),
            },
        };

    NpgsqlBatchCommand AnsweredRequests(HeldKeys keys) =>
        new(
            "insert into request (id, actor, body_hash, answer, position) select * from unnest($1::uuid[], $2::text[], $3::bytea[], $4::text[], $5::bigint[])"
        )
        {
            Parameters =
            {
                Of(Requests.Select(r => r.Set.RequestId)),
                Of(Requests.Select(r => r.Set.Actor.Name)),
                Of(Requests.Select(r => BodyHash(keys, r.Set))),
                Of(
                    Requests.Select(r =>
                        JsonSerializer.Serialize(r.Answer with { Events = [], Found = [] }, StreamKind.Json)
                    )
                ),
                Of(Requests.Select(r => r.Answer.Position)),
            },
        };

    /// <summary>Keyed, so that nobody can try out from it what a request may have said about somebody.</summary>
    public static byte[] BodyHash(HeldKeys keys, ChangeSet set) => BodyHash(keys, set.BodyHash);

    public static byte[] BodyHash(HeldKeys keys, byte[] hash) => keys.Index.Hash("request body", hash);

    static NpgsqlParameter Of<T>(IEnumerable<T> values) => new() { Value = values.ToArray() };
}

/// <summary>The names under which the envelope travels with a stored event.</summary>
public static class EnvelopeHeaders
{
    public const string Position = "position",
        Actor = "actor",
        ActorVi = "actor-vi",
        ActorEn = "actor-en",
        Reason = "reason",
        Paper = "paper",
        Subject = "subject",
        Rules = "rules", // the numbers of the warnings that were passed, with spaces between
        Passed = "passed",
        Shape = "shape"; // absent: the first
}

/// <summary>
/// What history keeps of an event's type: its stored name and whether the world changed or the record was wrong.
/// </summary>
public static class StoredName
{
    public static string Of(Type type) => FactColumn.Snake(type.Name);

    /// <summary>The shape events of this type are stored in from now on.</summary>
    public static int ShapeOf(Type type) =>
        Shapes.GetOrAdd(type, t => t.GetCustomAttribute<ShapeAttribute>()?.Number ?? 1);

    static readonly ConcurrentDictionary<Type, int> Shapes = new();

    public static Rpc.V1.EntryKind EntryKindOf(object @event) =>
        @event switch
        {
            ICorrecting => Rpc.V1.EntryKind.Correction,
            IWithdrawing => Rpc.V1.EntryKind.Withdrawal,
            IWitnessing => Rpc.V1.EntryKind.Evidence,
            _ => Rpc.V1.EntryKind.Change,
        };
}
