using System.Data;
using HienTai.Registry.V1;
using HienTai.Server.Pipeline;
using Npgsql;

namespace HienTai.Server.Ledger;

/// <summary>
/// Recreates every snapshot, fact and ledger line from the events alone, beside the live ones, and compares them byte
/// for byte. It runs in one transaction over one state of the database and leaves nothing behind.
/// </summary>
public sealed class Rebuild(
    NpgsqlDataSource database,
    StreamKinds kinds,
    StoredEvents stored,
    Vault.PersonKeys personKeys
)
{
    const int Page = 5_000;
    const string Beside = "rebuilt_";

    public async IAsyncEnumerable<CheckRebuildResponse> Check(
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancel
    )
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        await using var transaction = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancel);
        var tables = kinds.FactTables.Select(t => t.Name).Append("snapshot").Append("ledger").ToArray();
        await Execute(
            string.Concat(tables.Select(t => $"create temporary table rebuilt_{t} (like {t}) on commit drop;"))
        );
        var total = (long)(await Scalar("select count(*) from events.mt_events"))!;
        var keys = personKeys.In(connection, transaction);
        var (replay, done, after) = (new Replay(kinds, keys), 0L, 0L);
        yield return new() { TotalEvents = total };
        while (done < total)
        {
            var events = await stored.Read(
                connection,
                transaction,
                keys,
                "e.seq_id > $1 order by e.seq_id limit $2",
                cancel,
                after,
                Page
            );
            if (events.Count == 0)
                break;
            foreach (var line in events)
                replay.Add(line);
            await Write(batch => replay.WriteClosed(batch, Beside));
            await WriteLedger(events);
            (done, after) = (done + events.Count, events[^1].Sequence);
            yield return new() { Events = done, TotalEvents = total };
        }
        foreach (var some in replay.Streams.Chunk(Page))
            await Write(batch => replay.WriteOpen(batch, some, Beside));

        var verdict = new CheckRebuildResponse
        {
            Events = done,
            TotalEvents = total,
            Finished = true,
            Snapshots = replay.Streams.Count,
        };
        foreach (var table in tables)
        {
            yield return new()
            {
                Events = done,
                TotalEvents = total,
                Comparing = table,
            };
            if (table.StartsWith("fact_", StringComparison.Ordinal))
                verdict.Facts += (long)(await Scalar($"select count(*) from rebuilt_{table}"))!;
            verdict.Differences.AddRange(
                await Lines(
                    $"(select 'live only, {table}: ' || t::text from (select * from {table} except all select * from rebuilt_{table}) t limit 5) union all (select 'rebuilt only, {table}: ' || t::text from (select * from rebuilt_{table} except all select * from {table}) t limit 5)"
                )
            );
        }
        while (verdict.Differences.Count > 20)
            verdict.Differences.RemoveAt(20);
        verdict.Identical = verdict.Differences.Count == 0 && done == total;
        yield return verdict;

        async Task Write(Action<NpgsqlBatch> put)
        {
            await using var batch = new NpgsqlBatch(connection, transaction);
            put(batch);
            if (batch.BatchCommands.Count > 0)
                await batch.ExecuteNonQueryAsync(cancel);
        }
        async Task WriteLedger(List<StoredEvent> events)
        {
            await using var command = new NpgsqlCommand(
                """
                insert into rebuilt_ledger (position, event_id, stream_id, version, kind, event_type, entry_kind, recorded_at, actor, actor_vi, actor_en, reason, paper, request_id, change_set, subject)
                select * from unnest($1::bigint[], $2::uuid[], $3::uuid[], $4::bigint[], $5::text[], $6::text[], $7::integer[], $8::timestamptz[], $9::text[], $10::text[], $11::text[], $12::text[], $13::uuid[], $14::uuid[], $15::uuid[], $16::uuid[])
                """,
                connection,
                transaction
            );
            object[] columns =
            [
                events.Select(e => e.Position).ToArray(),
                events.Select(e => e.Id).ToArray(),
                events.Select(e => e.Stream).ToArray(),
                events.Select(e => e.Version).ToArray(),
                events.Select(e => replay.KindOf(e.Stream)).ToArray(),
                events.Select(e => StoredName.Of(e.Data.GetType())).ToArray(),
                events.Select(e => (int)StoredName.EntryKindOf(e.Data)).ToArray(),
                events.Select(e => e.RecordedAt).ToArray(),
                events.Select(e => e.Actor).ToArray(),
                events.Select(e => e.ActorVi).ToArray(),
                events.Select(e => e.ActorEn).ToArray(),
                events.Select(e => e.Reason).ToArray(),
                events.Select(e => e.Paper).ToArray(),
                events.Select(e => e.Request).ToArray(),
                events.Select(e => e.ChangeSet).ToArray(),
                events.Select(e => e.Subject).ToArray(),
            ];
            foreach (var values in columns)
                command.Parameters.Add(new() { Value = values });
            await command.ExecuteNonQueryAsync(cancel);
        }
        async Task Execute(string sql)
        {
            await using var command = new NpgsqlCommand(sql, connection, transaction);
            await command.ExecuteNonQueryAsync(cancel);
        }
        async Task<object?> Scalar(string sql)
        {
            await using var command = new NpgsqlCommand(sql, connection, transaction) { CommandTimeout = 600 };
            return await command.ExecuteScalarAsync(cancel);
        }
        async Task<List<string>> Lines(string sql)
        {
            await using var command = new NpgsqlCommand(sql, connection, transaction) { CommandTimeout = 600 };
            await using var rows = await command.ExecuteReaderAsync(cancel);
            var lines = new List<string>();
            while (await rows.ReadAsync(cancel))
                lines.Add(rows.GetString(0));
            return lines;
        }
    }
}
