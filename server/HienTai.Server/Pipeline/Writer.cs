using System.Security.Cryptography;
using System.Threading.Channels;
using HienTai.Domain.Kernel;
using HienTai.Server.Hosting;
using HienTai.Server.Vault;
using JasperFx.Events;
using Marten;
using Npgsql;
using SessionOptions = Marten.Services.SessionOptions;

namespace HienTai.Server.Pipeline;

/// <summary>
/// The one append path. Commands that wait are combined into one transaction under the registry's lock: load all their
/// records in one round trip, decide each in memory, write events, snapshots, facts, ledger and request records, commit
/// once. A refused command fails alone; a failed commit is retried one by one. So there is one total order, positions
/// are dense, and recorded time strictly increases.
/// </summary>
public sealed class Writer(
    [FromKeyedServices(Road.Recording)] NpgsqlDataSource database,
    IDocumentStore store,
    StreamKinds kinds,
    StoredEvents events,
    PersonKeys keys,
    RegistryClock clock,
    ClockGuard guard,
    Limits limits,
    Checks checks,
    IEnumerable<IBeside> beside,
    ILogger<Writer> log
) : IHostedService
{
    /// <summary>The advisory lock of the registry, held inside each appending transaction.</summary>
    public const long Lock = 0x48_69_65_6E_54_61_69;
    const int MostCombined = 64;

    Task? loop;
    readonly Channel<Work> waiting = Channel.CreateBounded<Work>(
        new BoundedChannelOptions(4096) { SingleReader = true }
    );

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
        waiting.Writer.TryComplete(); // what was accepted is still recorded
        return loop ?? Task.CompletedTask;
    }

    async Task Loop()
    {
        while (await waiting.Reader.WaitToReadAsync(CancellationToken.None))
        {
            var batch = new List<Work>();
            while (batch.Count < MostCombined && waiting.Reader.TryRead(out var next))
                batch.Add(next);
            await Process(batch);
        }
    }

    async Task Process(List<Work> batch)
    {
        try
        {
            await Commit(batch);
        }
        catch (Exception) when (batch.Count > 1)
        {
            // An unknown commit is safe to try again: what was recorded is found by its request id.
            foreach (var work in batch.Where(w => !w.Answer.Task.IsCompleted))
                await Process([work]);
        }
        catch (Exception e)
        {
            log.LogWarning(e, "A change set could not be committed");
            foreach (var work in batch)
                work.Answer.TrySetException(e);
        }
    }

    async Task Commit(List<Work> batch)
    {
        await using var connection = await database.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        var recording = await Recording.Open(
            connection,
            transaction,
            store,
            kinds,
            events,
            keys.In(connection, transaction),
            clock,
            guard,
            new(checks, beside),
            batch.Select(w => w.Set)
        );
        var answers = new List<(Work Work, Outcome? Outcome, Exception? Refusal)>();
        foreach (var work in batch)
        {
            if (work.Cancel.IsCancellationRequested)
            {
                answers.Add((work, null, new OperationCanceledException(work.Cancel)));
                continue;
            }
            using var bound = CancellationTokenSource.CreateLinkedTokenSource(work.Cancel);
            bound.CancelAfter(TimeSpan.FromSeconds(limits.ChangeSeconds));
            try
            {
                answers.Add((work, await recording.Decide(work.Set, bound.Token), null));
            }
            catch (OperationCanceledException) when (bound.IsCancellationRequested)
            {
                // The transaction is lost with it; the others are recorded without it.
                work.Answer.TrySetException(
                    work.Cancel.IsCancellationRequested ? new OperationCanceledException(work.Cancel) : TooLong()
                );
                throw;
            }
            catch (Exception e)
                when (e is Rejected or Warned or Stale or Malformed or RegistryWentBack or ClockNotTrusted)
            {
                answers.Add((work, null, e));
            }
        }
        await recording.Flush();
        if (answers.Any(a => a.Outcome is { Repeated: true }))
            await Standby.Await(transaction);
        await Standby.Commit(transaction);
        recording.Committed();
        foreach (var (work, outcome, refusal) in answers)
            if (outcome is not null)
                work.Answer.TrySetResult(outcome);
            else
                work.Answer.TrySetException(refusal!);
    }

    Rejected TooLong() =>
        new(
            "CHANGE_TOO_LONG",
            $"Thay đổi này cần hơn {limits.ChangeSeconds} giây để quyết định, mà trong lúc ấy không ai ghi được; chưa ghi gì. Hãy chia nhỏ.",
            $"This change takes more than {limits.ChangeSeconds} s to decide, and nobody records meanwhile; nothing was recorded. Divide it."
        );
}

/// <summary>One appending transaction: what it has read, what it has decided, what it will write.</summary>
sealed class Recording
{
    readonly NpgsqlConnection connection;
    readonly NpgsqlTransaction transaction;
    readonly IDocumentStore store;
    readonly StreamKinds kinds;
    readonly StoredEvents stored;
    readonly HeldKeys keys;
    readonly RegistryClock clock;
    readonly ClockGuard guard;
    readonly Rulings rulings;
    readonly Dictionary<Guid, Loaded> streams = [];
    readonly Dictionary<Guid, (string Actor, byte[] Hash, Outcome Answer)> answered = [];
    readonly Unwritten unwritten = new();

    // What looks beside its own record and is not written yet.
    readonly HashSet<string?> waiting = [];
    LedgerState ledger = null!;
    bool confirmed;
    long position;
    DateTimeOffset recordedAt;
    LedgerEntry newest;

    /// <summary>The rules about records by themselves, and those that look beside them.</summary>
    public sealed record Rulings(Checks Checks, IEnumerable<IBeside> Beside);

    sealed record Loaded(StreamKind? Kind, long Version, object? State, Guid? Subject);

    Recording(
        NpgsqlConnection connection,
        NpgsqlTransaction transaction,
        IDocumentStore store,
        StreamKinds kinds,
        StoredEvents stored,
        HeldKeys keys,
        RegistryClock clock,
        ClockGuard guard,
        Rulings rulings
    )
    {
        (this.connection, this.transaction, this.store, this.kinds) = (connection, transaction, store, kinds);
        (this.stored, this.keys, this.clock, this.guard, this.rulings) = (stored, keys, clock, guard, rulings);
    }

    public static async Task<Recording> Open(
        NpgsqlConnection connection,
        NpgsqlTransaction transaction,
        IDocumentStore store,
        StreamKinds kinds,
        StoredEvents stored,
        HeldKeys keys,
        RegistryClock clock,
        ClockGuard guard,
        Rulings rulings,
        IEnumerable<ChangeSet> sets
    )
    {
        var it = new Recording(connection, transaction, store, kinds, stored, keys, clock, guard, rulings);
        var all = sets.ToArray();
        var mentioned = all.SelectMany(Mentioned).Distinct().ToArray();
        await using var batch = new NpgsqlBatch(connection, transaction)
        {
            BatchCommands =
            {
                new("select pg_advisory_xact_lock($1)") { Parameters = { new() { Value = Writer.Lock } } },
            },
        };
        batch.BatchCommands.Add(new("select clock_timestamp()"));
        HeldKeys.AskWrapper(batch);
        var before = keys.Watch.Now;
        batch.BatchCommands.Add(LedgerWatch.Ask(before));
        batch.BatchCommands.Add(
            new("select id, actor, body_hash, answer from request where id = any($1)")
            {
                Parameters = { new() { Value = all.Select(s => s.RequestId).ToArray() } },
            }
        );
        batch.BatchCommands.Add(SnapshotsOf(mentioned));
        batch.BatchCommands.Add(HeldKeys.AskedWith(mentioned));
        await using var rows = await batch.ExecuteReaderAsync();
        await rows.NextResultAsync(); // past the lock
        await rows.ReadAsync();
        guard.Look(rows.GetFieldValue<DateTimeOffset>(0));
        await rows.NextResultAsync();
        await keys.ReadWrapper(rows, default);
        await rows.NextResultAsync();
        it.ledger = await keys.Watch.Take(rows, before, default);
        (it.position, _, it.recordedAt) = it.ledger.Last;
        await rows.NextResultAsync();
        while (await rows.ReadAsync())
            it.answered[rows.GetGuid(0)] = (
                rows.GetString(1),
                rows.GetFieldValue<byte[]>(2),
                System.Text.Json.JsonSerializer.Deserialize<Outcome>(rows.GetString(3), StreamKind.Json)! with
                {
                    Repeated = true,
                }
            );
        await rows.NextResultAsync();
        var snapshots = await Snapshots(rows);
        await rows.NextResultAsync();
        await keys.Read(rows, mentioned, it.ledger, default);
        await rows.DisposeAsync();
        await it.Keep(snapshots);
        foreach (var id in mentioned)
            it.streams.TryAdd(id, new(null, 0, null, null));
        return it;
    }

    static IEnumerable<Guid> Mentioned(ChangeSet set) =>
        set
            .Intents.Select(i => i.Stream)
            .Append(set.Subject)
            .Concat(set.Intents.SelectMany(i => i.References.Select(r => r.Id)))
            .Concat(set.Paper is { } paper ? [paper] : []);

    static NpgsqlBatchCommand SnapshotsOf(Guid[] ids) =>
        new("select stream_id, kind, version, subject, state from snapshot where stream_id = any($1)")
        {
            Parameters = { new() { Value = ids } },
        };

    static async Task<List<(Guid Id, string Kind, long Version, Guid? Subject, string State)>> Snapshots(
        NpgsqlDataReader rows
    )
    {
        var all = new List<(Guid, string, long, Guid?, string)>();
        while (await rows.ReadAsync())
            all.Add(
                (
                    rows.GetGuid(0),
                    rows.GetString(1),
                    rows.GetInt64(2),
                    rows.IsDBNull(3) ? null : rows.GetGuid(3),
                    rows.GetString(4)
                )
            );
        return all;
    }

    async Task Keep(List<(Guid Id, string Kind, long Version, Guid? Subject, string State)> snapshots)
    {
        await keys.Load(snapshots.Select(s => s.Subject).OfType<Guid>(), default);
        foreach (var (id, kind, version, subject, state) in snapshots)
            streams[id] = new(kinds[kind], version, kinds[kind].Read(state, keys.Of(subject)), subject);
    }

    async Task Load(IEnumerable<Guid> ids)
    {
        var missing = ids.Where(id => !streams.ContainsKey(id)).Distinct().ToArray();
        if (missing.Length == 0)
            return;
        await using var batch = new NpgsqlBatch(connection, transaction) { BatchCommands = { SnapshotsOf(missing) } };
        List<(Guid, string, long, Guid?, string)> found;
        await using (var rows = await batch.ExecuteReaderAsync())
            found = await Snapshots(rows);
        await Keep(found);
        foreach (var id in missing)
            streams.TryAdd(id, new(null, 0, null, null));
    }

    /// <summary>
    /// What a change set decides, kept aside, so that a refusal half-way leaves nothing behind: records as they are
    /// after it, keys of people it is the first to tell of.
    /// </summary>
    sealed class Draft(IReadOnlyDictionary<Guid, Loaded> streams)
    {
        public Dictionary<Guid, Loaded> Changed { get; } = [];
        public Dictionary<Guid, PersonKey> Born { get; } = [];
        public List<Decided> Decided { get; } = [];

        public Loaded this[Guid id] => Changed.TryGetValue(id, out var changed) ? changed : streams[id];
    }

    public async Task<Outcome> Decide(ChangeSet set, CancellationToken cancel)
    {
        if (answered.TryGetValue(set.RequestId, out var before))
            return before.Actor == set.Actor.Name && before.Hash.AsSpan().SequenceEqual(Unwritten.BodyHash(keys, set))
                ? before.Answer
                : throw new Rejected(
                    "REQUEST_ID_REUSED",
                    "Mã yêu cầu này đã dùng cho một yêu cầu khác; hãy tạo mã mới.",
                    "This request id was used for another request; mint a new one.",
                    "envelope.request_id"
                );
        if (set.Settles is not Unsettled.Clock && guard.Doubt is { } doubt)
            throw new ClockNotTrusted(doubt);
        if (set.Settles is not Unsettled.Loss && ledger.Lost is { } lost)
            throw new RegistryWentBack(lost);
        var intents = await Planned(set, cancel);
        var draft = new Draft(streams);
        if (set.Paper is { } paper)
            Cited(draft[paper], new("paper", paper, "envelope.paper_id"));
        foreach (var intent in intents)
        {
            cancel.ThrowIfCancellationRequested();
            await Decide(intent, set, draft, cancel);
        }
        var found = rulings.Checks.Check(set, draft.Decided, await Beside(intents, draft, cancel));
        var version = draft[set.Subject].Version;
        var outcome =
            set.ValidateOnly || draft.Decided.Count == 0
                ? Unrecorded(set, draft, version)
                : Recorded(set, draft, version);
        return outcome with { Found = found };
    }

    async Task<IReadOnlyList<(Intent, RuleFinding)>> Beside(
        IReadOnlyList<Intent> intents,
        Draft draft,
        CancellationToken cancel
    )
    {
        var asking = rulings.Beside.Where(b => intents.Any(i => b.Asks(i.Command))).ToArray();
        if (asking.Length == 0 || draft.Decided.Count == 0)
            return [];
        // They read what the change sets before this one decided, where that may matter to them.
        string?[] shared =
        [
            .. asking.SelectMany(b => intents.Where(i => b.Asks(i.Command)).Select(i => b.Shares(i.Command))),
        ];
        if (waiting.Contains(null) || shared.Any(s => s is null || waiting.Contains(s)))
            await Flush();
        waiting.UnionWith(shared);
        await using var read = Reading();
        var all = new List<(Intent, RuleFinding)>();
        foreach (var one in asking)
            all.AddRange(await one.Find(read, intents, cancel));
        return all;
    }

    ReadSession Reading() =>
        ReadSession.Within(
            connection,
            transaction,
            keys,
            ledger with
            {
                Last = new(position, default, recordedAt),
            },
            clock.Today
        );

    async Task<IReadOnlyList<Intent>> Planned(ChangeSet set, CancellationToken cancel)
    {
        if (set.Plan is not { } plan)
            return set.Intents;
        await Flush(); // a plan reads what the commands before it decided
        await using var read = Reading();
        var intents = await plan(read, cancel);
        await Load(Mentioned(set with { Intents = intents }));
        return intents;
    }

    async Task Decide(Intent intent, ChangeSet set, Draft draft, CancellationToken cancel)
    {
        foreach (var reference in intent.References)
            Cited(draft[reference.Id], reference with { Field = intent.Prefix + reference.Field });
        var kind = kinds.ForCommand(intent.Command);
        var loaded = draft[intent.Stream];
        if (loaded.Kind is { } other && other != kind)
            throw new Rejected(
                "ANOTHER_KIND_OF_RECORD",
                "Mã định danh này là của một loại hồ sơ khác.",
                "This id belongs to another kind of record.",
                intent.Prefix + intent.IdField
            );
        if (intent.Command is ICorrection && set.Reason.Length == 0)
            throw new Rejected(
                "REASON_REQUIRED",
                "Đính chính và thu hồi phải nêu lý do.",
                "A correction or withdrawal needs a reason.",
                "envelope.reason"
            );
        var (state, version) = (loaded.State ?? kind.Initial, loaded.Version);
        var events = EventsOf(kind, state, intent);
        // Nothing to record is never stale: a repeated command simply succeeds.
        if (events.Length == 0)
            return;
        if (
            intent.ExpectedVersion > 0
            && intent.ExpectedVersion != version
            && !draft.Changed.ContainsKey(intent.Stream)
        )
            throw new Stale(version);
        foreach (var @event in events)
        {
            RestsOnWhatIsInForce(set, draft, kind, @event);
            var after = kind.Evolve(state, @event, new(set.Paper));
            var key = kind.Subject(intent.Stream, after) is { } person ? await KeyOf(person, draft, cancel) : null;
            StoredEvents.Prepare(@event, key);
            var (old, now) = (kind.Facts(state).ToHashSet(), kind.Facts(after).ToHashSet());
            draft.Decided.Add(
                new(
                    kind,
                    intent.Stream,
                    ++version,
                    @event,
                    state,
                    after,
                    [.. now.Where(f => !old.Contains(f))],
                    [.. old.Where(f => !now.Contains(f))]
                )
                {
                    Key = key,
                    Prefix = intent.Prefix,
                }
            );
            state = after;
        }
        draft.Changed[intent.Stream] = new(kind, version, state, kind.Subject(intent.Stream, state));
    }

    /// <summary>What a command decides; a refusal names the field as the request does.</summary>
    static object[] EventsOf(StreamKind kind, object state, Intent intent)
    {
        try
        {
            return kind.Decide(state, intent.Command);
        }
        catch (Rejected no) when (no.Field is "id")
        {
            throw no.Of(intent.Prefix + intent.IdField);
        }
        catch (Rejected no) when (intent.Prefix.Length > 0)
        {
            throw no.Under(intent.Prefix);
        }
    }

    // A person's key is made with the first event about them, on their record or a proposal of one, and only kept if
    // that is recorded. Somebody on record without a key was erased.
    async Task<PersonKey> KeyOf(Guid person, Draft draft, CancellationToken cancel)
    {
        if (draft.Born.TryGetValue(person, out var fresh))
            return fresh;
        await keys.Load([person], cancel);
        if (!keys[person].Destroyed)
            return keys[person];
        await Load([person]);
        return draft[person].Kind is null ? draft.Born[person] = keys.New(person) : keys[person];
    }

    // Only looked at, or nothing to record, of which the answer is kept all the same.
    Outcome Unrecorded(ChangeSet set, Draft draft, long version)
    {
        var outcome = new Outcome(
            set.Subject,
            version,
            position,
            null,
            Derived(set.RequestId, 0),
            draft.Decided.Count,
            false,
            set.ValidateOnly ? draft.Decided : [],
            ledger.Epoch,
            Laters.Of(draft.Decided)
        );
        if (!set.ValidateOnly)
            unwritten.Requests.Add((set, outcome));
        return outcome;
    }

    Outcome Recorded(ChangeSet set, Draft draft, long version)
    {
        var changeSet = Derived(set.RequestId, 0);
        foreach (var (id, changed) in draft.Changed)
            streams[id] = changed;
        foreach (var key in draft.Born.Values)
            keys.Keep(key);
        foreach (var erasing in draft.Decided.Where(d => d.Event is IErasing))
            keys.Condemn(erasing.Key!.Subject);
        foreach (var (n, entry) in draft.Decided.Index())
        {
            var now = clock.GetUtcNow();
            recordedAt = now > recordedAt ? now : recordedAt.AddMicroseconds(1);
            entry.Position = ++position;
            newest = new(position, Derived(set.RequestId, n + 1), recordedAt);
            unwritten.Add(entry, set, changeSet, newest.Event, recordedAt);
        }
        confirmed |= draft.Decided.Any(d => d.Event is ClockConfirmed);
        if (draft.Decided.Select(d => d.Event).OfType<EpochBegun>().LastOrDefault() is { Number: var epoch })
            ledger = ledger with { Epoch = epoch, Lost = null };
        var outcome = new Outcome(
            set.Subject,
            version,
            position,
            recordedAt,
            changeSet,
            draft.Decided.Count,
            false,
            [],
            ledger.Epoch,
            Laters.Of(draft.Decided)
        );
        unwritten.Requests.Add((set, outcome));
        answered[set.RequestId] = (set.Actor.Name, Unwritten.BodyHash(keys, set), outcome with { Repeated = true });
        return outcome;
    }

    // A paper may be cited for what took effect while it was in force, however late that is recorded.
    void RestsOnWhatIsInForce(ChangeSet set, Draft draft, StreamKind kind, object @event)
    {
        if (
            set.Paper is { } id
            && draft[id] is { Kind: { } cited, State: { } paper }
            && kinds.Effective(kind, @event) is { } effective
            && cited.Unciteable(paper, effective) is { } no
        )
            throw no;
    }

    void Cited(Loaded loaded, Reference reference)
    {
        if (loaded.Kind?.Name != reference.Kind)
            throw Refuse.NotOnRecord(reference);
        if (loaded.Kind.Unciteable(loaded.State!) is { } no)
            throw new Rejected(no.Reason, no.Vi, no.En, reference.Field);
        if (reference.On is not { } day)
            return;
        var titles = loaded.Kind.Facts(loaded.State!).OfType<TitleFact>().ToArray();
        if (titles.Any(t => t.Valid.Holds(day)))
            return;
        throw titles.Any(t => t.Valid.ClaimedTo <= day)
            ? new Rejected(
                "NO_LONGER_THEN",
                $"\"{loaded.Kind.Title(loaded.State!)}\" không còn vào ngày {((PartialDate)day).Vi}; hãy chọn đơn vị kế tục hoặc sửa ngày.",
                $"\"{loaded.Kind.Title(loaded.State!)}\" was no more on {day:yyyy-MM-dd}; choose its successor, or another date.",
                reference.Field
            )
            : new Rejected(
                "NOT_YET_THEN",
                $"\"{loaded.Kind.Title(loaded.State!)}\" chưa có vào ngày {((PartialDate)day).Vi}; hãy chọn đơn vị có từ ngày ấy hoặc sửa ngày.",
                $"\"{loaded.Kind.Title(loaded.State!)}\" did not exist on {day:yyyy-MM-dd}; choose one that did, or another date.",
                reference.Field
            );
    }

    /// <summary>An id that follows from the request, so that doing it again could not make another event.</summary>
    static Guid Derived(Guid request, int n) =>
        new(SHA256.HashData([.. request.ToByteArray(), .. BitConverter.GetBytes(n)]).AsSpan(0, 16));

    /// <summary>Writes what has been decided so far into the transaction.</summary>
    public async Task Flush()
    {
        waiting.Clear();
        if (unwritten.IsEmpty)
            return;
        if (unwritten.Appends.Count > 0)
        {
            await using var session = store.LightweightSession(SessionOptions.ForTransaction(transaction));
            foreach (var (stream, append) in unwritten.Appends)
                if (append.From == 0)
                    session.Events.StartStream(append.Kind.StateType, stream, append.Events);
                else
                    session.Events.Append(stream, append.From + append.Events.Count, append.Events);
            await session.SaveChangesAsync();
        }
        await using var batch = new NpgsqlBatch(connection, transaction);
        unwritten.WriteTo(
            batch,
            keys,
            streams
                .Where(s => unwritten.Appends.ContainsKey(s.Key))
                .Select(s => (s.Key, s.Value.Kind!, s.Value.Version, s.Value.State!, s.Value.Subject))
        );
        await HoldFiles(batch);
        await batch.ExecuteNonQueryAsync();
        unwritten.Clear();
        await Erase();
    }

    /// <summary>Files that were attached are held by their records from here on.</summary>
    async Task HoldFiles(NpgsqlBatch batch)
    {
        var attached = unwritten.Attached.Select(a => (a.Decided, File: FileKeys.Name(keys.Index, a.Sha256))).ToArray();
        if (attached.Length == 0)
            return;
        var held = await keys.FilesHeld(connection, transaction, attached.Select(a => a.File), default);
        foreach (var (decided, file) in attached)
            if (held.TryGetValue(file, out var key))
                batch.BatchCommands.Add(
                    keys.Hold(file, key, decided.Key?.Subject ?? decided.Stream, decided.Kind.Name, decided.Key)
                );
        batch.BatchCommands.Add(FileKeys.Attached([.. held.Keys]));
    }

    /// <summary>
    /// Destroys the keys of who was erased and puts in the place of all their records' rows what the events say without
    /// them.
    /// </summary>
    async Task Erase()
    {
        var gone = await keys.Destroy();
        if (gone.Length == 0)
            return;
        var replay = new Replay(kinds, keys);
        foreach (
            var line in await stored.Read(
                connection,
                transaction,
                keys,
                "e.stream_id in (select stream_id from snapshot where subject = any($1)) order by e.seq_id",
                default,
                gone
            )
        )
            replay.Add(line);
        Guid[] streams = [.. replay.Streams];
        await using var batch = new NpgsqlBatch(connection, transaction);
        foreach (var command in FileKeys.LetGo(gone))
            batch.BatchCommands.Add(command);
        batch.BatchCommands.Add(Remains.Due);
        foreach (
            var table in streams
                .SelectMany(s => kinds[replay.KindOf(s)].FactTypes)
                .Distinct()
                .Select(t => FactTable.Of(t).Name)
                .Append("snapshot")
        )
            batch.BatchCommands.Add(
                new($"delete from {table} where stream_id = any($1)") { Parameters = { new() { Value = streams } } }
            );
        replay.WriteClosed(batch);
        replay.WriteOpen(batch, streams);
        await batch.ExecuteNonQueryAsync();
        foreach (var id in streams)
            this.streams.Remove(id);
        await Load(streams); // what comes after in this transaction decides on what is left
    }

    /// <summary>The transaction stands: what it did to keys, and said of the clock, is so for everybody.</summary>
    public void Committed()
    {
        keys.Committed();
        keys.Watch.Reached(newest.Position > 0 ? newest : ledger.Last, ledger);
        if (confirmed)
            guard.Confirm();
    }
}
