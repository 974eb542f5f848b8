using System.Data;
using HienTai.Domain.Kernel;
using HienTai.Server.Access;
using HienTai.Server.Vault;
using Npgsql;

namespace HienTai.Server.Pipeline;

/// <summary>
/// One question: a read-only transaction that sees one state of the database, with its TimePoint resolved to a day and
/// a ledger position. All SQL asks through <see cref="Known"/> and <see cref="Valid"/>, so that nothing from after the
/// TimePoint can leak into the answer.
/// </summary>
public sealed class ReadSession : IAsyncDisposable
{
    readonly NpgsqlConnection connection;
    readonly NpgsqlTransaction transaction;
    readonly bool owned;
    readonly CancellationToken asker;
    bool failed;

    ReadSession(
        NpgsqlConnection connection,
        NpgsqlTransaction transaction,
        HeldKeys keys,
        bool owned,
        CancellationToken asker = default
    ) =>
        (this.connection, this.transaction, Keys, this.owned, this.asker) = (
            connection,
            transaction,
            keys,
            owned,
            asker
        );

    /// <summary>The keys of the people it reads about, as they stand in this transaction.</summary>
    public HeldKeys Keys { get; }

    /// <summary>For readers that bring their own commands into this very transaction.</summary>
    public NpgsqlTransaction Transaction => transaction;
    public NpgsqlConnection Connection => connection;

    /// <summary>Who reads, and so whom they see.</summary>
    public Sight Sight { get; init; } = new(Reader.Itself, DateOnly.MinValue);

    /// <summary>The day in the world.</summary>
    public DateOnly On { get; private init; }

    /// <summary>Knowledge goes up to this ledger position.</summary>
    public long Position { get; private init; }
    public DateTimeOffset? KnownAt { get; private init; }

    /// <summary>The last position there is.</summary>
    public long Head { get; private init; }

    /// <summary>Where the registry stood when the session began.</summary>
    public required LedgerState Ledger { get; init; }

    /// <summary>
    /// Opens a session as of a day and a state of knowledge: an instant, a position, or (both null) everything recorded
    /// so far.
    /// </summary>
    public static async Task<ReadSession> Open(
        NpgsqlDataSource database,
        PersonKeys keys,
        DateOnly on,
        DateTimeOffset? knownAt,
        long? knownPosition,
        CancellationToken cancel,
        Sight? sight = null
    )
    {
        var connection = await database.OpenConnectionAsync(cancel);
        try
        {
            if (knownAt is not null)
                await WaitForWritersUpTo(connection, knownAt.Value, cancel);
            var transaction = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancel);
            var before = keys.Watch.Now;
            await using var batch = new NpgsqlBatch(connection, transaction)
            {
                BatchCommands = { LedgerWatch.Ask(before) },
            };
            if (knownAt is not null || knownPosition is not null)
                batch.BatchCommands.Add(Known(knownAt, knownPosition));
            await using var row = await batch.ExecuteReaderAsync(cancel);
            var ledger = await keys.Watch.Take(row, before, cancel);
            var known = ledger.Last;
            if (batch.BatchCommands.Count > 1)
            {
                await row.NextResultAsync(cancel);
                known = await row.ReadAsync(cancel)
                    ? new(row.GetInt64(0), default, row.GetFieldValue<DateTimeOffset>(1))
                    : default;
            }
            return new(connection, transaction, keys.In(connection, transaction, ledger), owned: true, cancel)
            {
                On = on,
                Head = ledger.Last.Position,
                Position = known.Position,
                KnownAt = known.Position > 0 ? known.RecordedAt : null,
                Ledger = ledger,
                Sight = sight ?? new(Reader.Itself, on),
            };
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    static NpgsqlBatchCommand Known(DateTimeOffset? at, long? position) =>
        at is { } instant
            ? new("select position, recorded_at from ledger where recorded_at <= $1 order by recorded_at desc limit 1")
            {
                Parameters = { new() { Value = instant.ToUniversalTime() } },
            }
            : new("select position, recorded_at from ledger where position <= $1 order by position desc limit 1")
            {
                Parameters = { new() { Value = position!.Value } },
            };

    /// <summary>A session inside an appending transaction, seeing what it has written so far.</summary>
    internal static ReadSession Within(
        NpgsqlConnection connection,
        NpgsqlTransaction transaction,
        HeldKeys keys,
        LedgerState ledger,
        DateOnly today
    ) =>
        new(connection, transaction, keys, owned: false)
        {
            On = today,
            Position = ledger.Last.Position,
            Head = ledger.Last.Position,
            Ledger = ledger,
        };

    // A commit under way may carry a recorded time before the instant asked for. Waiting for it once keeps the answer
    // the same for ever.
    static async Task WaitForWritersUpTo(NpgsqlConnection connection, DateTimeOffset knownAt, CancellationToken cancel)
    {
        await using var ask = new NpgsqlCommand("select coalesce(max(recorded_at) <= $1, true) from ledger", connection)
        {
            Parameters = { new() { Value = knownAt.ToUniversalTime() } },
        };
        if (!(bool)(await ask.ExecuteScalarAsync(cancel))!)
            return;
        await using var wait = new NpgsqlCommand(
            $"select pg_advisory_lock_shared({Writer.Lock}); select pg_advisory_unlock_shared({Writer.Lock})",
            connection
        );
        await wait.ExecuteNonQueryAsync(cancel);
    }

    /// <summary>
    /// SQL that is true for rows believed at the session's position. At the head it is the form the partial indexes
    /// serve.
    /// </summary>
    public string Known(string alias) =>
        Position == Head
            ? $"{alias}.known_to is null"
            : $"({alias}.known_from <= {Position} and ({alias}.known_to is null or {alias}.known_to > {Position}))";

    /// <summary>SQL that is true for rows whose valid period can be claimed on the session's day.</summary>
    public string Valid(string alias) => Valid(alias, On);

    public static string Valid(string alias, DateOnly on) =>
        $"({alias}.valid_from <= date '{on:yyyy-MM-dd}' and {alias}.valid_to > date '{on:yyyy-MM-dd}')";

    public NpgsqlCommand Command(string sql, params object?[] values)
    {
        var command = new NpgsqlCommand(sql, connection, transaction);
        foreach (var value in values)
            command.Parameters.Add(new() { Value = value ?? DBNull.Value });
        return command;
    }

    public async Task<List<T>> Query<T>(
        string sql,
        Func<NpgsqlDataReader, T> read,
        CancellationToken cancel,
        params object?[] values
    )
    {
        try
        {
            await using var command = Command(sql, values);
            await using var rows = await command.ExecuteReaderAsync(cancel);
            var result = new List<T>();
            while (await rows.ReadAsync(cancel))
                result.Add(read(rows));
            return result;
        }
        catch
        {
            failed = true;
            throw;
        }
    }

    /// <summary>
    /// Facts of one kind believed at the session's position; <paramref name="where"/> names the table <c>f</c>.
    /// </summary>
    public Task<List<FactRow<T>>> Facts<T>(string where, CancellationToken cancel, params object?[] values)
        where T : Fact => FactVersions<T>($"{Known("f")} and {where}", cancel, values);

    /// <summary>
    /// The same with nothing opened: for lists, which show no sealed value. Those read as if they had been erased.
    /// </summary>
    public Task<List<FactRow<T>>> Unopened<T>(string where, CancellationToken cancel, params object?[] values)
        where T : Fact =>
        FactVersions<T>(FactTable.Of<T>(), $"{Known("f")} and {where}", cancel, values, opened: false);

    /// <summary>Facts of one kind in every version that was ever believed up to the session's position.</summary>
    public Task<List<FactRow<T>>> AllVersions<T>(string where, CancellationToken cancel, params object?[] values)
        where T : Fact => FactVersions<T>($"f.known_from <= {Position} and {where}", cancel, values);

    Task<List<FactRow<T>>> FactVersions<T>(string where, CancellationToken cancel, object?[] values)
        where T : Fact => FactVersions<T>(FactTable.Of<T>(), where, cancel, values);

    /// <summary>The same for a reader that does not know the kind of fact.</summary>
    public async Task<List<Fact>> Facts(
        FactTable table,
        string where,
        CancellationToken cancel,
        params object?[] values
    ) => [.. (await FactRows(table, $"{Known("f")} and {where}", cancel, values)).Select(r => r.Fact)];

    /// <summary>The same with their rows; <paramref name="where"/> says also which are known.</summary>
    public Task<List<FactRow<Fact>>> FactRows(
        FactTable table,
        string where,
        CancellationToken cancel,
        params object?[] values
    ) => FactVersions<Fact>(table, where, cancel, values);

    async Task<List<FactRow<T>>> FactVersions<T>(
        FactTable table,
        string where,
        CancellationToken cancel,
        object?[] values,
        bool opened = true
    )
        where T : Fact
    {
        var rows = await Query($"select {table.Columns} from {table.Name} f where {where}", table.Row, cancel, values);
        if (table.IsSealed && opened)
            await Keys.Load(rows.Select(table.Subject), cancel);
        return
        [
            .. rows.Select(row => table.Read<T>(row, KeyTo(row)))
                // What ceased to be believed after the position was still believed at it.
                .Select(r => r.KnownTo > Position ? r with { KnownTo = null } : r),
        ];

        PersonKey? KeyTo(object[] row)
        {
            if (!table.IsSealed)
                return null;
            var subject = table.Subject(row);
            return opened ? Keys[subject] : PersonKey.Gone(subject);
        }
    }

    /// <summary>Records as they stand now, for deciding; <paramref name="where"/> names the table <c>s</c>.</summary>
    public async Task<List<(Guid Id, StreamKind Kind, object State)>> States(
        StreamKinds kinds,
        string where,
        CancellationToken cancel,
        params object?[] values
    )
    {
        var rows = await Query(
            $"select s.stream_id, s.kind, s.subject, s.state from snapshot s where {where}",
            r =>
                (
                    Id: r.GetGuid(0),
                    Kind: kinds[r.GetString(1)],
                    Subject: r.IsDBNull(2) ? (Guid?)null : r.GetGuid(2),
                    State: r.GetString(3)
                ),
            cancel,
            values
        );
        await Keys.Load(rows.Select(r => r.Subject).OfType<Guid>(), cancel);
        return [.. rows.Select(r => (r.Id, r.Kind, r.Kind.Read(r.State, Keys.Of(r.Subject))))];
    }

    public async ValueTask DisposeAsync()
    {
        if (!owned)
            return;
        await transaction.DisposeAsync();
        var whole = connection.FullState is ConnectionState.Open;
        if (whole)
            Keys.Watch.Reached(Ledger);
        // A statement that was cut short may be one the driver was preparing by itself; it would then take the answer
        // of one for that of another, in the next session on this connection (npgsql/npgsql#6391). So nothing prepared
        // outlives a question that failed.
        if ((failed || asker.IsCancellationRequested) && whole)
            connection.UnprepareAll();
        await connection.DisposeAsync();
        // Nothing is answered from a database that was dying (see LedgerWatch.Take).
        if (!whole && !failed)
            throw new NpgsqlException("The session ended before the question did.", new TimeoutException());
    }
}
