using System.Security.Cryptography;
using System.Threading.Channels;
using HienTai.Domain.Kernel;
using HienTai.Server.Access;
using JasperFx.Events;
using Marten;
using Npgsql;
using SessionOptions = Marten.Services.SessionOptions;

namespace HienTai.Server.Pipeline;

/// <summary>
/// The one append path. Commands that wait are combined into one transaction under the registry's lock: load all their records in one
/// round trip, decide each in memory, write events, snapshots, facts, ledger and request records, commit once. A refused command fails
/// alone; a failed commit is retried one by one. So there is one total order, positions are dense, and recorded time strictly increases.
/// </summary>
public sealed class Writer(NpgsqlDataSource database, IDocumentStore store, StreamKinds kinds, RegistryClock clock, Readers readers, ILogger<Writer> log) : IHostedService
{
    /// <summary>The advisory lock of the registry, held inside each appending transaction.</summary>
    public const long Lock = 0x48_69_65_6E_54_61_69;
    const int MostCombined = 64;

    Task? loop;
    readonly Channel<Work> waiting = Channel.CreateBounded<Work>(new BoundedChannelOptions(4096) { SingleReader = true });

    sealed record Work(ChangeSet Set, TaskCompletionSource<Outcome> Answer, CancellationToken Cancel);

    /// <summary>Records a change set, or with ValidateOnly walks the very same way up to the commit.</summary>
    public async Task<Outcome> Record(ChangeSet set, CancellationToken cancel)
    {
        var work = new Work(set, new(TaskCreationOptions.RunContinuationsAsynchronously), cancel);
        await waiting.Writer.WriteAsync(work, cancel);
        return await work.Answer.Task;
    }

    /// <summary>Starts the one loop; starting again changes nothing.</summary>
    public Task StartAsync(CancellationToken cancel)
    {
        loop ??= Task.Run(Loop, CancellationToken.None);
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancel)
    {
        waiting.Writer.TryComplete();                             // what was accepted is still recorded
        return loop ?? Task.CompletedTask;
    }

    async Task Loop()
    {
        while (await waiting.Reader.WaitToReadAsync(CancellationToken.None))
        {
            var batch = new List<Work>();
            while (batch.Count < MostCombined && waiting.Reader.TryRead(out var next)) batch.Add(next);
            await Process(batch);
        }
    }

    async Task Process(List<Work> batch)
    {
        try { await Commit(batch); }
        catch (Exception) when (batch.Count > 1)
        {
            // An unknown commit is safe to try again: what was recorded is found by its request id.
            foreach (var work in batch.Where(w => !w.Answer.Task.IsCompleted)) await Process([work]);
        }
        catch (Exception e)
        {
            log.LogWarning(e, "A change set could not be committed");
            foreach (var work in batch) work.Answer.TrySetException(e);
        }
    }

    async Task Commit(List<Work> batch)
    {
        await using var connection = await database.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        var recording = await Recording.Open(connection, transaction, store, kinds, clock, batch.Select(w => w.Set));
        var answers = new List<(Work Work, Outcome? Outcome, Exception? Refusal)>();
        foreach (var work in batch)
        {
            if (work.Cancel.IsCancellationRequested) { answers.Add((work, null, new OperationCanceledException(work.Cancel))); continue; }
            try { answers.Add((work, await recording.Decide(work.Set, work.Cancel), null)); }
            catch (Exception e) when (e is Rejected or Stale or Malformed) { answers.Add((work, null, e)); }
        }
        await recording.Flush();
        await transaction.CommitAsync();
        readers.Recorded(recording.Kinds);
        foreach (var (work, outcome, refusal) in answers)
            if (outcome is not null) work.Answer.TrySetResult(outcome);
            else work.Answer.TrySetException(refusal!);
    }
}

/// <summary>One appending transaction: what it has read, what it has decided, what it will write.</summary>
sealed class Recording
{
    readonly NpgsqlConnection connection;
    readonly NpgsqlTransaction transaction;
    readonly IDocumentStore store;
    readonly StreamKinds kinds;
    readonly RegistryClock clock;
    readonly Dictionary<Guid, Loaded> streams = [];
    readonly Dictionary<Guid, (string Actor, byte[] Hash, Outcome Answer)> answered = [];
    readonly Unwritten unwritten = new();
    readonly HashSet<string> kindsRecorded = [];
    long position;
    DateTimeOffset recordedAt;

    sealed record Loaded(StreamKind? Kind, long Version, object? State);

    /// <summary>Kinds of record this transaction has written to.</summary>
    public IEnumerable<string> Kinds => kindsRecorded;

    Recording(NpgsqlConnection connection, NpgsqlTransaction transaction, IDocumentStore store, StreamKinds kinds, RegistryClock clock) =>
        (this.connection, this.transaction, this.store, this.kinds, this.clock) = (connection, transaction, store, kinds, clock);

    public static async Task<Recording> Open(NpgsqlConnection connection, NpgsqlTransaction transaction, IDocumentStore store, StreamKinds kinds, RegistryClock clock, IEnumerable<ChangeSet> sets)
    {
        var it = new Recording(connection, transaction, store, kinds, clock);
        var all = sets.ToArray();
        await using var batch = new NpgsqlBatch(connection, transaction)
        {
            BatchCommands =
            {
                new("select pg_advisory_xact_lock($1)") { Parameters = { new() { Value = Writer.Lock } } },
                new("select position, recorded_at from ledger order by position desc limit 1"),
                new("select id, actor, body_hash, answer from request where id = any($1)") { Parameters = { new() { Value = all.Select(s => s.RequestId).ToArray() } } },
                SnapshotsOf(all.SelectMany(Mentioned).Distinct().ToArray()),
            },
        };
        await using var rows = await batch.ExecuteReaderAsync();
        await rows.NextResultAsync();
        if (await rows.ReadAsync()) (it.position, it.recordedAt) = (rows.GetInt64(0), rows.GetFieldValue<DateTimeOffset>(1));
        await rows.NextResultAsync();
        while (await rows.ReadAsync())
            it.answered[rows.GetGuid(0)] = (rows.GetString(1), rows.GetFieldValue<byte[]>(2), System.Text.Json.JsonSerializer.Deserialize<Outcome>(rows.GetString(3), StreamKind.Json)! with { Repeated = true });
        await rows.NextResultAsync();
        await it.Keep(rows);
        foreach (var id in all.SelectMany(Mentioned)) it.streams.TryAdd(id, new(null, 0, null));
        return it;
    }

    static IEnumerable<Guid> Mentioned(ChangeSet set) =>
        set.Intents.Select(i => i.Stream).Append(set.Subject).Concat(set.Intents.SelectMany(i => i.References.Select(r => r.Id))).Concat(set.Paper is { } paper ? [paper] : []);

    static NpgsqlBatchCommand SnapshotsOf(Guid[] ids) =>
        new("select stream_id, kind, version, state from snapshot where stream_id = any($1)") { Parameters = { new() { Value = ids } } };

    async Task Keep(NpgsqlDataReader rows)
    {
        while (await rows.ReadAsync())
        {
            var kind = kinds[rows.GetString(1)];
            streams[rows.GetGuid(0)] = new(kind, rows.GetInt64(2), kind.Read(rows.GetString(3)));
        }
    }

    async Task Load(IEnumerable<Guid> ids)
    {
        var missing = ids.Where(id => !streams.ContainsKey(id)).Distinct().ToArray();
        if (missing.Length == 0) return;
        await using var batch = new NpgsqlBatch(connection, transaction) { BatchCommands = { SnapshotsOf(missing) } };
        await using (var rows = await batch.ExecuteReaderAsync()) await Keep(rows);
        foreach (var id in missing) streams.TryAdd(id, new(null, 0, null));
    }

    public async Task<Outcome> Decide(ChangeSet set, CancellationToken cancel)
    {
        if (answered.TryGetValue(set.RequestId, out var before))
            return before.Actor == set.Actor.Name && before.Hash.AsSpan().SequenceEqual(set.BodyHash) ? before.Answer
                : throw new Rejected("REQUEST_ID_REUSED", "Mã yêu cầu này đã dùng cho một yêu cầu khác; hãy tạo mã mới.", "This request id was used for another request; mint a new one.", "envelope.request_id");

        var intents = set.Intents;
        if (set.Plan is { } plan)
        {
            await Flush();                                        // a plan reads what the commands before it decided
            await using var read = ReadSession.Within(connection, transaction, position, clock.Today);
            intents = await plan(read, cancel);
            await Load(Mentioned(set with { Intents = intents }));
        }

        // Decided aside, so that a refusal half-way leaves nothing behind.
        var aside = new Dictionary<Guid, Loaded>();
        Loaded Current(Guid id) => aside.TryGetValue(id, out var changed) ? changed : streams[id];
        if (set.Paper is { } paper) Cited(Current(paper), new("paper", paper, "envelope.paper_id"));
        var decided = new List<Decided>();
        foreach (var intent in intents)
        {
            foreach (var reference in intent.References) Cited(Current(reference.Id), reference with { Field = intent.Prefix + reference.Field });
            var kind = kinds.ForCommand(intent.Command);
            var loaded = Current(intent.Stream);
            if (loaded.Kind is { } other && other != kind)
                throw new Rejected("ANOTHER_KIND_OF_RECORD", "Mã định danh này là của một loại hồ sơ khác.", "This id belongs to another kind of record.", intent.Prefix + "id");
            if (intent.Command is ICorrection && set.Reason.Length == 0)
                throw new Rejected("REASON_REQUIRED", "Đính chính và thu hồi phải nêu lý do.", "A correction or withdrawal needs a reason.", "envelope.reason");
            var (state, version) = (loaded.State ?? kind.Initial, loaded.Version);
            object[] events;
            try { events = kind.Decide(state, intent.Command); }
            catch (Rejected no) when (intent.Prefix.Length > 0 && no.Field is not null)
            {
                throw new Rejected(no.Reason, no.Vi, no.En, intent.Prefix + no.Field) { Related = no.Related };
            }
            // Nothing to record is never stale: a repeated command simply succeeds.
            if (events.Length > 0 && intent.ExpectedVersion > 0 && intent.ExpectedVersion != version && !aside.ContainsKey(intent.Stream)) throw new Stale(version);
            foreach (var @event in events)
            {
                var after = kind.Evolve(state, @event, new(set.Paper));
                var (old, now) = (kind.Facts(state).ToHashSet(), kind.Facts(after).ToHashSet());
                decided.Add(new(kind, intent.Stream, ++version, @event, state, after, [.. now.Where(f => !old.Contains(f))], [.. old.Where(f => !now.Contains(f))]));
                state = after;
            }
            if (events.Length > 0) aside[intent.Stream] = new(kind, version, state);
        }

        var changeSet = Derived(set.RequestId, 0);
        var subject = Current(set.Subject);
        if (set.ValidateOnly || decided.Count == 0)
        {
            var nothing = new Outcome(set.Subject, subject.Version, position, null, changeSet, decided.Count, false, set.ValidateOnly ? decided : []);
            if (!set.ValidateOnly) unwritten.Requests.Add((set, nothing));
            return nothing;
        }
        foreach (var (id, changed) in aside) streams[id] = changed;
        foreach (var (entry, n) in decided.Select((d, n) => (d, n)))
        {
            var now = clock.GetUtcNow();
            recordedAt = now > recordedAt ? now : recordedAt.AddMicroseconds(1);
            entry.Position = ++position;
            kindsRecorded.Add(entry.Kind.Name);
            unwritten.Add(entry, set, changeSet, Derived(set.RequestId, n + 1), recordedAt);
        }
        var outcome = new Outcome(set.Subject, subject.Version, position, recordedAt, changeSet, decided.Count, false, []);
        unwritten.Requests.Add((set, outcome));
        answered[set.RequestId] = (set.Actor.Name, set.BodyHash, outcome with { Repeated = true });
        return outcome;
    }

    void Cited(Loaded loaded, Reference reference)
    {
        if (loaded.Kind?.Name != reference.Kind) throw Refuse.NotOnRecord(reference);
        if (loaded.Kind.Unciteable(loaded.State!) is { } no) throw new Rejected(no.Reason, no.Vi, no.En, reference.Field);
        if (reference.On is { } day && !loaded.Kind.Facts(loaded.State!).OfType<TitleFact>().Any(t => t.Valid.ClaimedFrom <= day && day < t.Valid.ClaimedTo))
            throw new Rejected("NOT_YET_THEN", $"\"{loaded.Kind.Title(loaded.State!)}\" chưa có vào ngày {((PartialDate)day).Vi}; hãy chọn đơn vị có từ ngày ấy hoặc sửa ngày.", $"\"{loaded.Kind.Title(loaded.State!)}\" did not exist on {day:yyyy-MM-dd}; choose one that did, or another date.", reference.Field);
    }

    /// <summary>An id that follows from the request, so that doing it again could not make another event.</summary>
    static Guid Derived(Guid request, int n) => new(SHA256.HashData([.. request.ToByteArray(), .. BitConverter.GetBytes(n)]).AsSpan(0, 16));

    /// <summary>Writes what has been decided so far into the transaction.</summary>
    public async Task Flush()
    {
        if (unwritten.IsEmpty) return;
        if (unwritten.Appends.Count > 0)
        {
            await using var session = store.LightweightSession(SessionOptions.ForTransaction(transaction));
            foreach (var (stream, append) in unwritten.Appends)
                if (append.From == 0) session.Events.StartStream(append.Kind.StateType, stream, append.Events);
                else session.Events.Append(stream, append.From + append.Events.Count, append.Events);
            await session.SaveChangesAsync();
        }
        await using var batch = new NpgsqlBatch(connection, transaction);
        unwritten.WriteTo(batch, streams.Where(s => unwritten.Appends.ContainsKey(s.Key)).Select(s => (s.Key, s.Value.Kind!.Name, s.Value.Version, s.Value.Kind.Write(s.Value.State!))));
        await batch.ExecuteNonQueryAsync();
        unwritten.Clear();
    }
}
