using HienTai.Domain.Kernel;
using HienTai.Server.Hosting;
using Npgsql;
using NpgsqlTypes;
using static HienTai.Server.Pipeline.FactTable;

namespace HienTai.Server.Pipeline;

/// <summary>An entry of the ledger by its position, its event and when it was recorded.</summary>
public readonly record struct LedgerEntry(long Position, Guid Event, DateTimeOffset RecordedAt);

/// <summary>
/// What was lost: the ledger is what it was up to <paramref name="LastCommon"/>, and stood at <paramref name="Head"/>
/// in an epoch that was at least <paramref name="Epoch"/>.
/// </summary>
public sealed record WentBack(long LastCommon, long Head, int Epoch);

/// <summary>Nothing is recorded until somebody says how to go on.</summary>
public sealed class RegistryWentBack(WentBack lost) : Exception("The ledger went back.")
{
    public WentBack Lost { get; } = lost;
}

/// <summary>
/// Where the registry stands in one state of its database. Whatever a server remembers hangs on one of these: on the
/// last entry, on the last that may have changed what somebody is allowed (<paramref name="Telling"/>), or on the last
/// that erased somebody (<paramref name="Erasing"/>).
/// </summary>
/// <param name="Epoch">From 1; see <see cref="Continuity"/>.</param>
/// <param name="Returns">
/// How often this server has seen the database go back, or its derived tables made anew.
/// </param>
/// <param name="Lost">Set as long as nobody has said go on.</param>
public sealed record LedgerState(LedgerEntry Last, Guid Telling, Guid Erasing, int Epoch, int Returns, WentBack? Lost)
{
    /// <summary>As long as this is the same, so is what anybody is allowed.</summary>
    public (Guid Telling, int Returns) Rights => (Telling, Returns);
}

/// <summary>
/// Asks where the registry stands, within what is asked anyway, and proves each time that the newest entry this server
/// has ever answered from is still there. If it is not, the database went back under the server (a restore, a failover
/// that lost some): everything remembered is then worth nothing, and nothing is recorded until somebody says go on.
/// </summary>
public sealed class LedgerWatch(NpgsqlDataSource database, RegistryOptions options, ILogger<LedgerWatch> log)
    : IHostedService
{
    /// <summary>
    /// The newest entry seen, how often the database went back or was rebuilt since the start, the highest epoch, and
    /// which table the ledger was: it is another whenever the derived tables were made anew. 0 before any was seen.
    /// </summary>
    public sealed record Seen(LedgerEntry Newest, int Returns, int Epoch, uint Table = 0);

    static readonly string Sql = $"""
        select h.position, h.event_id, h.recorded_at,
            (select event_id from ledger where {Schema.Telling} order by position desc limit 1),
            (select event_id from ledger where {Schema.Erasing} order by position desc limit 1),
            coalesce(e.number, 1), w.last_common, w.head, w.epoch_seen,
            $1 = 0 or exists (select from ledger where position = $1 and event_id = $2), h.tableoid,
            case when not pg_is_in_recovery() then left(pg_walfile_name(pg_current_wal_lsn()), 8) end
        from (values (1)) one
            left join lateral (select position, event_id, recorded_at, tableoid from ledger order by position desc limit 1) h on true
            left join lateral (select number from {Table<EpochFact>()} where known_to is null order by number desc limit 1) e on true
            left join lateral (select last_common, head, epoch_seen from went_back where epoch = coalesce(e.number, 1) order by head desc limit 1) w on true
        """;

    readonly Lock change = new();
    readonly SeenFile file = new(options.OwnFolder, log);
    volatile Seen seen = new(default, 0, 1);

    // PostgreSQL counts its timeline up when another machine takes over; since when only an older one answers.
    int present;
    long? behind;
    static readonly TimeSpan Superseded = TimeSpan.FromMinutes(1);

    // Kept here too, as a database that cannot be written cannot be told.
    volatile Missing? lost;

    sealed record Missing(int Epoch, WentBack Lost);

    /// <summary>What the answer of <see cref="Ask"/> is to be compared with; taken before it is asked.</summary>
    public Seen Now => seen;

    /// <summary>The question, within a batch of others.</summary>
    public static NpgsqlBatchCommand Ask(Seen before) =>
        new(Sql)
        {
            Parameters =
            {
                new() { Value = before.Newest.Position, NpgsqlDbType = NpgsqlDbType.Bigint },
                new() { Value = before.Newest.Event, NpgsqlDbType = NpgsqlDbType.Uuid },
            },
        };

    /// <summary>The same by itself, for who asks nothing else of the ledger.</summary>
    public async Task<LedgerState> Ask(CancellationToken cancel)
    {
        var before = Now;
        await using var batch = database.CreateBatch();
        batch.BatchCommands.Add(Ask(before));
        await using var rows = await batch.ExecuteReaderAsync(cancel);
        return await Take(rows, before, cancel);
    }

    /// <summary>
    /// The answer. Whoever gets one may use what is remembered under it, and says <see cref="Reached(LedgerState)"/>
    /// when what was asked with it has come to its end: a database that dies shows, for as long as its last sessions
    /// last, what no standby has.
    /// </summary>
    public async Task<LedgerState> Take(NpgsqlDataReader rows, Seen before, CancellationToken cancel)
    {
        await rows.ReadAsync(cancel);
        var last = rows.IsDBNull(0)
            ? default
            : new LedgerEntry(rows.GetInt64(0), rows.GetGuid(1), rows.GetFieldValue<DateTimeOffset>(2));
        var ledger = new LedgerState(
            last,
            rows.IsDBNull(3) ? default : rows.GetGuid(3),
            rows.IsDBNull(4) ? default : rows.GetGuid(4),
            rows.GetInt32(5),
            before.Returns,
            rows.IsDBNull(6) ? null : new(rows.GetInt64(6), rows.GetInt64(7), rows.GetInt32(8))
        );
        Led(rows.IsDBNull(11) ? null : Convert.ToInt32(rows.GetString(11), 16));
        if (!rows.GetBoolean(9) && Return(ledger, before) is { } was)
            await Tell(ledger, was);
        if (!rows.IsDBNull(10) && rows.GetFieldValue<uint>(10) is var table && table != before.Table)
            ledger = Of(ledger, before, table);
        return lost is { } told && told.Epoch == ledger.Epoch ? ledger with { Lost = told.Lost } : ledger;
    }

    /// <summary>
    /// Refuses what a standby says, which may only not have got there yet, and what a leader says in whose place there
    /// is another, as it may not know that yet. It soon does; where nobody of the present timeline answers any more,
    /// the database was put back to an older one.
    /// </summary>
    void Led(int? timeline)
    {
        lock (change)
        {
            if (timeline is not { } here)
                throw Standby.ReadOnly();
            var now = Environment.TickCount64;
            if (here < present && now - (behind ??= now) < Superseded.TotalMilliseconds)
                throw Standby.ReadOnly();
            (present, behind) = (here, null);
        }
    }

    /// <summary>It is answered from this state.</summary>
    public void Reached(LedgerState ledger) => Reached(ledger.Last, ledger);

    /// <summary>An entry was seen, or is recorded, by whoever found or left the ledger so.</summary>
    public void Reached(LedgerEntry entry, LedgerState ledger)
    {
        if (!IsNewer())
            return;
        lock (change)
        {
            if (!IsNewer())
                return;
            var newest = entry.Position > seen.Newest.Position ? entry : seen.Newest;
            seen = seen with { Newest = newest, Epoch = Math.Max(ledger.Epoch, seen.Epoch) };
        }
        file.Keep(seen);

        // What was found before the database went back says nothing of what is there now.
        bool IsNewer() =>
            ledger.Returns == seen.Returns && (entry.Position > seen.Newest.Position || ledger.Epoch > seen.Epoch);
    }

    /// <summary>What had been seen, if this answer is the first to say that it is gone.</summary>
    Seen? Return(LedgerState ledger, Seen before)
    {
        lock (change)
        {
            if (seen.Returns != before.Returns)
                return null;
            var was = seen;
            lost = new(ledger.Epoch, new(ledger.Last.Position, was.Newest.Position, was.Epoch));
            seen = was with { Newest = ledger.Last, Returns = was.Returns + 1 };
            return was;
        }
    }

    /// <summary>
    /// The derived tables are other ones than before this question: what is remembered of those is dropped.
    /// </summary>
    LedgerState Of(LedgerState ledger, Seen before, uint table)
    {
        lock (change)
        {
            if (seen.Returns == before.Returns && seen.Table == before.Table)
                seen = seen with { Table = table, Returns = before.Table == 0 ? seen.Returns : seen.Returns + 1 };
            return ledger with { Returns = seen.Returns };
        }
    }

    /// <summary>
    /// What was recorded since has later times than all that is gone, so the last entry up to then is the last common
    /// one.
    /// </summary>
    async Task Tell(LedgerState ledger, Seen was)
    {
        try
        {
            await using var ask = database.CreateCommand(
                "select coalesce(max(position), 0) from ledger where recorded_at <= $1 and position < $2"
            );
            ask.Parameters.Add(new() { Value = was.Newest.RecordedAt.ToUniversalTime() });
            ask.Parameters.Add(new() { Value = was.Newest.Position });
            await Miss(ledger.Epoch, new((long)(await ask.ExecuteScalarAsync())!, was.Newest.Position, was.Epoch));
        }
        catch (NpgsqlException e)
        {
            log.LogCritical(e, "The ledger went back from {Head}, and that could not be noted", was.Newest.Position);
        }
        file.Keep(seen);
    }

    /// <summary>Has the database keep that entries are gone, so that every server stops recording.</summary>
    public async Task Miss(int epoch, WentBack what)
    {
        lock (change)
            lost = new(epoch, what);
        log.LogCritical(
            "The ledger stood at {Head} and is now what it was up to {Common}: {Lost} entries are gone. Nothing is recorded until an administrator says go on (hientai ledger go-on)",
            what.Head,
            what.LastCommon,
            what.Head - what.LastCommon
        );
        await using var tell = database.CreateCommand(
            "insert into went_back (epoch, last_common, head, epoch_seen, noticed_at) values ($1, $2, $3, $4, now()) on conflict do nothing"
        );
        foreach (var value in (object[])[epoch, what.LastCommon, what.Head, what.Epoch])
            tell.Parameters.Add(new() { Value = value });
        await tell.ExecuteNonQueryAsync();
    }

    /// <summary>What this server had seen when it ended is still to be there.</summary>
    public void Recall()
    {
        if (file.Read() is { } kept)
            seen = kept;
    }

    public Task StartAsync(CancellationToken cancel) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancel)
    {
        file.Write(seen);
        return Task.CompletedTask;
    }
}
