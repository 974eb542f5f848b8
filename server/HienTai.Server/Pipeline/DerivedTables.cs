using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;
using HienTai.Domain.Kernel;
using HienTai.Server.Database;
using HienTai.Server.Vault;
using Npgsql;

namespace HienTai.Server.Pipeline;

/// <summary>How far a refolding has come.</summary>
public readonly record struct Refolded(long Streams, long Events, long Total);

/// <summary>
/// The tables that follow from the events: facts, snapshots and the ledger's lines. Where a database holds them in
/// another shape than this version reads, they are made anew from the events beside the old ones and take their place,
/// all in one transaction: whenever the server is killed, the old ones or the new ones are there, and the next start
/// begins again or has nothing left to do.
/// </summary>
public sealed class DerivedTables(StreamKinds kinds, StoredEvents stored, PersonKeys personKeys, RegistryClock clock)
{
    /// <summary>
    /// Raised when other facts, states or ledger lines follow from the same events although no shape has changed.
    /// </summary>
    const int Rules = 2;
    const int StreamsAtOnce = 500;

    /// <summary>The schema in which they are made anew.</summary>
    internal const string Beside = "rebuilt";

    /// <summary>
    /// The advisory lock of whoever makes them anew, or must not meet that; taken before <see cref="Writer.Lock"/>.
    /// </summary>
    internal const long Lock = 0x48_69_65_6E_54_61_6A;

    public IReadOnlyList<string> Names { get; } =
    [.. Schema.Derived(kinds).Select(t => t.Table[(t.Schema.Length + 1)..])];

    /// <summary>Differs whenever what is stored in these tables would be read or written otherwise.</summary>
    public string Shape { get; } =
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Description(kinds))));

    static string Description(StreamKinds kinds)
    {
        var states = new StoredShape();
        return string.Join(
            "\n",
            [
                $"rules {Rules}",
                Schema.DerivedSql(kinds),
                .. kinds.FactTables.Select(t => t.Shape),
                .. kinds.All.Select(k => $"{k.Name} {states.Of(k.StateType)}"),
                .. states.Held,
            ]
        );
    }

    /// <summary>
    /// As the owner: makes the tables in an empty database, and anew where they have another shape. Whoever records
    /// meanwhile waits.
    /// </summary>
    /// <param name="progress">Told in Vietnamese and English how far it is, counted in events.</param>
    public async Task Prepare(NpgsqlDataSource owner, Action<string>? progress, CancellationToken cancel)
    {
        await using var connection = await owner.OpenConnectionAsync(cancel);
        await using var transaction = await connection.BeginTransactionAsync(cancel);
        await Run($"select pg_advisory_xact_lock({Lock})");
        await Run($"select pg_advisory_xact_lock({Writer.Lock})");
        await Run(ClearBeside); // what a server left that was killed at it
        if (!await Has("select to_regclass('public.ledger') is not null"))
            await Run(Schema.DerivedSql(kinds) + Schema.DerivedIndexSql(kinds));
        else if (await Has($"select exists (select from derived where shape = '{Shape}')"))
            await Run(Schema.DerivedIndexSql(kinds)); // what a question of this version has come to ask for
        else
        {
            await personKeys.Open(owner, cancel);
            if (await Has($"select exists (select from registry_format where version = {FirstFormat.Number})"))
                await new FirstFormat(personKeys, connection, transaction).Seal(clock.GetUtcNow(), progress, cancel);
            await MakeAnew(connection, transaction, progress, cancel);
        }
        await Run(
            $"""
            delete from derived; insert into derived values ('{Shape}');
            delete from registry_format; insert into registry_format values ({Schema.Version});
            """
        );
        await transaction.CommitAsync(cancel);

        async Task Run(string sql)
        {
            await using var command = new NpgsqlCommand(sql, connection, transaction) { CommandTimeout = 0 };
            await command.ExecuteNonQueryAsync(cancel);
        }
        async Task<bool> Has(string question)
        {
            await using var command = new NpgsqlCommand(question, connection, transaction);
            return (bool)(await command.ExecuteScalarAsync(cancel))!;
        }
    }

    async Task MakeAnew(
        NpgsqlConnection connection,
        NpgsqlTransaction transaction,
        Action<string>? progress,
        CancellationToken cancel
    )
    {
        progress?.Invoke(
            "Bản này lưu dữ liệu theo cấu trúc khác: đang dựng lại từ các sự kiện, bên cạnh bảng cũ / This version stores what follows from the records in another shape: making it anew from the events, beside the old"
        );
        var told = -1L;
        await foreach (var so in MakeBeside(connection, transaction, cancel))
        {
            if (so.Events * 20 / Math.Max(so.Total, 1) is var step && step > told)
                progress?.Invoke($"  {so.Events} / {so.Total} sự kiện / events");
            told = Math.Max(told, step);
        }
        await FinishBeside(connection, transaction, cancel);
        await Swap(connection, transaction, cancel);
        // Nobody may do anything with them before the fence is raised anew.
        await Run(connection, transaction, "delete from fence", cancel);
        progress?.Invoke("Đã thay bảng cũ bằng bảng mới / The new tables have taken the place of the old");
    }

    /// <summary>Fills new tables beside the live ones, which are not read; what lay there is thrown away.</summary>
    internal async IAsyncEnumerable<Refolded> MakeBeside(
        NpgsqlConnection connection,
        NpgsqlTransaction transaction,
        [EnumeratorCancellation] CancellationToken cancel
    )
    {
        await Run(connection, transaction, $"{ClearBeside} create schema {Beside};", cancel);
        await Run(connection, transaction, InBeside + Schema.DerivedSql(kinds), cancel);
        await foreach (var so in Refold(connection, transaction, $"{Beside}.", cancel))
            yield return so;
    }

    /// <summary>Their indexes, and the planner's counts.</summary>
    internal async Task FinishBeside(
        NpgsqlConnection connection,
        NpgsqlTransaction transaction,
        CancellationToken cancel
    )
    {
        await Run(connection, transaction, InBeside + Schema.DerivedIndexSql(kinds), cancel);
        foreach (var table in Names)
            await Run(connection, transaction, $"analyze {Beside}.{table}", cancel);
    }

    /// <summary>
    /// Puts the tables made beside in the place of the live ones, which are dropped unread, whatever is wrong with
    /// them.
    /// </summary>
    internal async Task Swap(NpgsqlConnection connection, NpgsqlTransaction transaction, CancellationToken cancel)
    {
        // Kinds of fact that are no more go too; nothing else of the database begins so.
        var old = await Column(
            connection,
            transaction,
            "select tablename::text from pg_tables where schemaname = 'public' and (tablename = any($1) or tablename like 'fact\\_%')",
            r => r.GetString(0),
            cancel,
            (object)Names.ToArray()
        );
        await Run(
            connection,
            transaction,
            string.Concat(old.Select(t => $"drop table public.\"{t}\";"))
                + string.Concat(Names.Select(t => $"alter table {Beside}.{t} set schema public;"))
                + $"set local search_path = public; drop schema {Beside};",
            cancel
        );
    }

    internal const string ClearBeside = $"drop schema if exists {Beside} cascade;";

    // What is made without a schema is made beside; the live tables are named in full.
    const string InBeside = $"set local search_path = {Beside}, public;";

    /// <summary>
    /// Brings the tables made beside up to date with what was recorded after an event, by its number in the store, and
    /// answers the number of the last. Records that were touched since, or whose person was erased, are folded whole.
    /// </summary>
    internal async Task<long> CatchUp(
        NpgsqlConnection connection,
        NpgsqlTransaction transaction,
        long after,
        CancellationToken cancel
    )
    {
        var last = await Newest(connection, transaction, cancel);
        var touched = await Column(
            connection,
            transaction,
            $"""
            with fresh as (select stream_id, type as event_type from events.mt_events where seq_id > $1 and {Schema.Recorded})
            select stream_id from fresh union
            select stream_id from {Beside}.snapshot where subject in (select stream_id from fresh where {Schema.Erasing})
            """,
            r => r.GetGuid(0),
            cancel,
            after
        );
        foreach (var streams in touched.Chunk(StreamsAtOnce))
        {
            foreach (var table in Names.Except(["ledger"]))
                await Run(
                    connection,
                    transaction,
                    $"delete from {Beside}.{table} where stream_id = any($1)",
                    cancel,
                    streams
                );
            await Fold(connection, transaction, streams, after, $"{Beside}.", cancel);
        }
        return last;
    }

    /// <summary>The number in the store of the newest event there is.</summary>
    internal static async Task<long> Newest(
        NpgsqlConnection connection,
        NpgsqlTransaction transaction,
        CancellationToken cancel
    ) =>
        (
            await Column(
                connection,
                transaction,
                "select coalesce(max(seq_id), 0) from events.mt_events",
                r => r.GetInt64(0),
                cancel
            )
        )[0];

    internal static async Task Run(
        NpgsqlConnection connection,
        NpgsqlTransaction? transaction,
        string sql,
        CancellationToken cancel,
        params object[] values
    )
    {
        await using var command = new NpgsqlCommand(sql, connection, transaction) { CommandTimeout = 0 };
        foreach (var value in values)
            command.Parameters.Add(new() { Value = value });
        await command.ExecuteNonQueryAsync(cancel);
    }

    static async Task<List<T>> Column<T>(
        NpgsqlConnection connection,
        NpgsqlTransaction transaction,
        string sql,
        Func<NpgsqlDataReader, T> read,
        CancellationToken cancel,
        params object[] values
    )
    {
        await using var command = new NpgsqlCommand(sql, connection, transaction) { CommandTimeout = 0 };
        foreach (var value in values)
            command.Parameters.Add(new() { Value = value });
        await using var rows = await command.ExecuteReaderAsync(cancel);
        var column = new List<T>();
        while (await rows.ReadAsync(cancel))
            column.Add(read(rows));
        return column;
    }

    /// <summary>
    /// Folds every stream again, some at a time, and writes what follows from it into tables whose names begin with
    /// <paramref name="prefix"/>: they are there and empty. No stream's facts depend on another's, so the order is free
    /// and only a few are in memory.
    /// </summary>
    public async IAsyncEnumerable<Refolded> Refold(
        NpgsqlConnection connection,
        NpgsqlTransaction transaction,
        string prefix,
        [EnumeratorCancellation] CancellationToken cancel
    )
    {
        await using var count = new NpgsqlCommand(
            $"select count(*) from events.mt_events where {Schema.Recorded}",
            connection,
            transaction
        )
        {
            CommandTimeout = 0,
        };
        var so = new Refolded(0, 0, (long)(await count.ExecuteScalarAsync(cancel))!);
        yield return so;
        for (Guid? after = null; await Streams(after) is { Length: > 0 } streams; after = streams[^1])
        {
            var events = await Fold(connection, transaction, streams, 0, prefix, cancel);
            so = new(so.Streams + streams.Length, so.Events + events, so.Total);
            yield return so;
        }

        async Task<Guid[]> Streams(Guid? after)
        {
            await using var ask = new NpgsqlCommand(
                $"select id from events.mt_streams {(after is null ? "" : "where id > $1")} order by id limit {StreamsAtOnce}",
                connection,
                transaction
            );
            if (after is { } last)
                ask.Parameters.Add(new() { Value = last });
            await using var rows = await ask.ExecuteReaderAsync(cancel);
            var ids = new List<Guid>();
            while (await rows.ReadAsync(cancel))
                ids.Add(rows.GetGuid(0));
            return [.. ids];
        }
    }

    /// <summary>
    /// Writes what follows from these streams, and the ledger's lines of those of their events that come after one.
    /// </summary>
    async Task<int> Fold(
        NpgsqlConnection connection,
        NpgsqlTransaction transaction,
        Guid[] streams,
        long after,
        string prefix,
        CancellationToken cancel
    )
    {
        var keys = personKeys.In(connection, transaction);
        var events = await stored.Read(
            connection,
            transaction,
            keys,
            "e.stream_id = any($1) order by e.seq_id",
            cancel,
            streams
        );
        var replay = new Replay(kinds, keys);
        foreach (var line in events)
            replay.Add(line);
        await using var batch = new NpgsqlBatch(connection, transaction) { Timeout = 0 };
        replay.WriteClosed(batch, prefix);
        replay.WriteOpen(batch, replay.Streams, prefix);
        replay.WriteLedger(batch, [.. events.Where(e => e.Sequence > after)], prefix);
        await batch.ExecuteNonQueryAsync(cancel);
        return events.Count;
    }
}
