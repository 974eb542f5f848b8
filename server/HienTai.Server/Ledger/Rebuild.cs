using System.Data;
using System.Text.Json;
using HienTai.Domain.Kernel;
using HienTai.Registry.V1;
using HienTai.Server.Pipeline;
using Npgsql;

namespace HienTai.Server.Ledger;

/// <summary>
/// Recreates every snapshot, fact and ledger line from the events alone, beside the live ones, and compares them byte for byte.
/// It runs in one transaction over one state of the database and leaves nothing behind.
/// </summary>
public sealed class Rebuild(NpgsqlDataSource database, StreamKinds kinds)
{
    const int Page = 5_000;
    readonly Dictionary<string, Type> types = kinds.All.SelectMany(k => k.EventTypes).ToDictionary(StoredName.Of);

    sealed class Stream(StreamKind kind)
    {
        public StreamKind Kind { get; } = kind;
        public object State { get; set; } = kind.Initial;
        public long Version { get; set; }
        public long Position { get; set; }
        public Dictionary<Guid, FactEntry> Open { get; } = [];
    }

    public async IAsyncEnumerable<CheckRebuildResponse> Check([System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        await using var transaction = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancel);
        var tables = kinds.FactTables.Select(t => t.Name).Append("snapshot").Append("ledger").ToArray();
        await Execute(string.Concat(tables.Select(t => $"create temporary table rebuilt_{t} (like {t}) on commit drop;")));
        var total = (long)(await Scalar("select count(*) from events.mt_events"))!;
        var (streams, done, after) = (new Dictionary<Guid, Stream>(), 0L, 0L);
        yield return new() { TotalEvents = total };
        while (done < total)
        {
            var (events, last) = await Next(after);
            if (events.Count == 0) break;
            var closed = new List<FactEntry>();
            foreach (var line in events) Replay(streams, line, closed);
            await Write(closed);
            await WriteLedger(events);
            (done, after) = (done + events.Count, last);
            yield return new() { Events = done, TotalEvents = total };
        }
        foreach (var some in streams.Chunk(Page)) await WriteStreams(some);

        var verdict = new CheckRebuildResponse { Events = done, TotalEvents = total, Finished = true, Snapshots = streams.Count };
        foreach (var table in tables)
        {
            yield return new() { Events = done, TotalEvents = total, Comparing = table };
            if (table.StartsWith("fact_", StringComparison.Ordinal)) verdict.Facts += (long)(await Scalar($"select count(*) from rebuilt_{table}"))!;
            verdict.Differences.AddRange(await Lines($"(select 'live only, {table}: ' || t::text from (select * from {table} except all select * from rebuilt_{table}) t limit 5) union all (select 'rebuilt only, {table}: ' || t::text from (select * from rebuilt_{table} except all select * from {table}) t limit 5)"));
        }
        while (verdict.Differences.Count > 20) verdict.Differences.RemoveAt(20);
        verdict.Identical = verdict.Differences.Count == 0 && done == total;
        yield return verdict;

        async Task<(List<EventLine>, long)> Next(long from)
        {
            await using var command = new NpgsqlCommand("""
                select e.seq_id, e.id, e.stream_id, e.version, e.type, e.data::text, e.headers::text, e.timestamp, e.correlation_id, e.causation_id
                from events.mt_events e where e.seq_id > $1 order by e.seq_id limit $2
                """, connection, transaction) { Parameters = { new() { Value = from }, new() { Value = Page } } };
            await using var rows = await command.ExecuteReaderAsync(cancel);
            var (lines, last) = (new List<EventLine>(), from);
            while (await rows.ReadAsync(cancel))
            {
                last = rows.GetInt64(0);
                lines.Add(Read(rows));
            }
            return (lines, last);
        }
        async Task Write(List<FactEntry> entries)
        {
            if (entries.Count == 0) return;
            await using var batch = new NpgsqlBatch(connection, transaction);
            foreach (var table in entries.GroupBy(e => e.Fact.GetType())) batch.BatchCommands.Add(FactTable.Of(table.Key).Insert([.. table], $"rebuilt_{FactTable.Of(table.Key).Name}"));
            await batch.ExecuteNonQueryAsync(cancel);
        }
        async Task WriteStreams(KeyValuePair<Guid, Stream>[] some)
        {
            await Write([.. some.SelectMany(s => s.Value.Open.Values)]);
            await using var command = new NpgsqlCommand("insert into rebuilt_snapshot (stream_id, kind, version, position, state) select * from unnest($1::uuid[], $2::text[], $3::bigint[], $4::bigint[], $5::text[])", connection, transaction);
            foreach (var values in (object[])[some.Select(s => s.Key).ToArray(), some.Select(s => s.Value.Kind.Name).ToArray(), some.Select(s => s.Value.Version).ToArray(), some.Select(s => s.Value.Position).ToArray(), some.Select(s => s.Value.Kind.Write(s.Value.State)).ToArray()])
                command.Parameters.Add(new() { Value = values });
            await command.ExecuteNonQueryAsync(cancel);
        }
        async Task WriteLedger(List<EventLine> events)
        {
            await using var command = new NpgsqlCommand("""
                insert into rebuilt_ledger (position, event_id, stream_id, version, kind, event_type, entry_kind, recorded_at, actor, actor_vi, actor_en, reason, paper, request_id, change_set)
                select * from unnest($1::bigint[], $2::uuid[], $3::uuid[], $4::bigint[], $5::text[], $6::text[], $7::integer[], $8::timestamptz[], $9::text[], $10::text[], $11::text[], $12::text[], $13::uuid[], $14::uuid[], $15::uuid[])
                """, connection, transaction);
            object[] columns =
            [
                events.Select(e => e.Position).ToArray(), events.Select(e => e.Id).ToArray(), events.Select(e => e.Stream).ToArray(), events.Select(e => e.Version).ToArray(), events.Select(e => streams[e.Stream].Kind.Name).ToArray(),
                events.Select(e => StoredName.Of(e.Data.GetType())).ToArray(), events.Select(e => (int)StoredName.EntryKindOf(e.Data)).ToArray(), events.Select(e => e.RecordedAt).ToArray(), events.Select(e => e.Actor).ToArray(),
                events.Select(e => e.ActorVi).ToArray(), events.Select(e => e.ActorEn).ToArray(), events.Select(e => e.Reason).ToArray(), events.Select(e => e.Paper).ToArray(), events.Select(e => e.Request).ToArray(), events.Select(e => e.ChangeSet).ToArray(),
            ];
            foreach (var values in columns) command.Parameters.Add(new() { Value = values });
            await command.ExecuteNonQueryAsync(cancel);
        }
        async Task Execute(string sql) { await using var command = new NpgsqlCommand(sql, connection, transaction); await command.ExecuteNonQueryAsync(cancel); }
        async Task<object?> Scalar(string sql) { await using var command = new NpgsqlCommand(sql, connection, transaction) { CommandTimeout = 600 }; return await command.ExecuteScalarAsync(cancel); }
        async Task<List<string>> Lines(string sql)
        {
            await using var command = new NpgsqlCommand(sql, connection, transaction) { CommandTimeout = 600 };
            await using var rows = await command.ExecuteReaderAsync(cancel);
            var lines = new List<string>();
            while (await rows.ReadAsync(cancel)) lines.Add(rows.GetString(0));
            return lines;
        }
    }

    sealed record EventLine(Guid Id, Guid Stream, long Version, object Data, DateTimeOffset RecordedAt, long Position, string Actor, string ActorVi, string ActorEn, string Reason, Guid? Paper, Guid Request, Guid ChangeSet);

    EventLine Read(NpgsqlDataReader row)
    {
        var type = types.GetValueOrDefault(row.GetString(4)) ?? throw new InvalidOperationException($"Unknown stored event '{row.GetString(4)}'.");
        var headers = JsonSerializer.Deserialize<Dictionary<string, JsonElement>>(row.GetString(6))!;
        var data = JsonSerializer.Deserialize(row.GetString(5), type, StreamKind.Json)!;
        return new(row.GetGuid(1), row.GetGuid(2), row.GetInt64(3), data, row.GetFieldValue<DateTimeOffset>(7), headers[EnvelopeHeaders.Position].GetInt64(), Text(EnvelopeHeaders.Actor), Text(EnvelopeHeaders.ActorVi), Text(EnvelopeHeaders.ActorEn),
            Text(EnvelopeHeaders.Reason), headers.TryGetValue(EnvelopeHeaders.Paper, out var paper) ? Guid.Parse(paper.GetString()!) : null, Guid.Parse(row.GetString(9)), Guid.Parse(row.GetString(8)));
        string Text(string name) => headers[name].GetString()!;
    }

    void Replay(Dictionary<Guid, Stream> streams, EventLine line, List<FactEntry> closed)
    {
        if (!streams.TryGetValue(line.Stream, out var stream)) streams[line.Stream] = stream = new(kinds.All.Single(k => k.EventBase.IsInstanceOfType(line.Data)));
        stream.State = stream.Kind.Evolve(stream.State, line.Data, new(line.Paper));
        (stream.Version, stream.Position) = (line.Version, line.Position);
        var now = stream.Kind.Facts(stream.State).DistinctBy(FactTable.Digest).ToDictionary(FactTable.Digest);
        foreach (var (digest, entry) in stream.Open.Where(o => !now.ContainsKey(o.Key)).ToArray())
        {
            (entry.KnownTo, entry.KnownToTime) = (line.Position, line.RecordedAt);
            closed.Add(entry);
            stream.Open.Remove(digest);
        }
        foreach (var (digest, fact) in now)
            if (!stream.Open.ContainsKey(digest)) stream.Open[digest] = new(line.Stream, fact, digest, line.Position, line.RecordedAt);
    }
}
