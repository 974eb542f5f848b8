using System.Data;
using HienTai.Registry.V1;
using HienTai.Server.Pipeline;
using HienTai.Server.Vault;
using Npgsql;

namespace HienTai.Server.Ledger;

/// <summary>
/// Recreates every snapshot, fact and ledger line from the events alone, beside the live ones, and compares them byte
/// for byte; and asks whether history is whole and in order. It runs in one transaction over one state of the database
/// and leaves nothing behind. Whatever it meets, it comes to a verdict.
/// </summary>
public sealed class Rebuild(NpgsqlDataSource database, DerivedTables derived, MasterKeys masters, Damage damage)
{
    const string Beside = "rebuilt_";
    const int MostNamed = 20;

    public async IAsyncEnumerable<CheckRebuildResponse> Check(
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancel
    )
    {
        var last = new CheckRebuildResponse();
        await using var steps = Steps(cancel).GetAsyncEnumerator(cancel);
        while (!last.Finished && await Next(steps, last) is { } next)
            yield return last = next;
        if (last.Sound)
            damage.ReadWhole();
    }

    // What cannot be read is the verdict: nothing after it could be compared.
    async Task<CheckRebuildResponse?> Next(IAsyncEnumerator<CheckRebuildResponse> steps, CheckRebuildResponse last)
    {
        try
        {
            return await steps.MoveNextAsync() ? steps.Current : null;
        }
        catch (Exception e) when (e is UnreadableEvent or PostgresException or MasterKeyMissing)
        {
            damage.Meet(e);
            return new()
            {
                Events = last.Events,
                TotalEvents = last.TotalEvents,
                Finished = true,
                Faults =
                {
                    e is PostgresException said
                        ? $"{(last.Comparing.Length > 0 ? last.Comparing : "events")}: cannot be read: {said.MessageText}"
                        : e.Message,
                },
            };
        }
    }

    async IAsyncEnumerable<CheckRebuildResponse> Steps(
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancel
    )
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        await using var transaction = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancel);
        await Execute(
            string.Concat(derived.Names.Select(t => $"create temporary table {Beside}{t} (like {t}) on commit drop;"))
        );
        var refolded = new Refolded(0, 0, 0);
        await foreach (var so in derived.Refold(connection, transaction, Beside, cancel))
            yield return new() { Events = (refolded = so).Events, TotalEvents = so.Total };

        var verdict = new CheckRebuildResponse
        {
            Events = refolded.Events,
            TotalEvents = refolded.Total,
            Finished = true,
            Snapshots = refolded.Streams,
        };
        verdict.Faults.AddRange(await new Integrity(connection, transaction, masters, damage).Wrong(cancel));
        foreach (var table in derived.Names)
        {
            yield return new()
            {
                Events = refolded.Events,
                TotalEvents = refolded.Total,
                Comparing = table,
            };
            if (table.StartsWith("fact_", StringComparison.Ordinal))
                verdict.Facts += (long)(await Scalar($"select count(*) from {Beside}{table}"))!;
            verdict.Differences.AddRange(
                await Lines(
                    $"(select 'live only, {table}: ' || t::text from (select * from {table} except all select * from {Beside}{table}) t limit 5) union all (select 'rebuilt only, {table}: ' || t::text from (select * from {Beside}{table} except all select * from {table}) t limit 5)"
                )
            );
        }
        while (verdict.Differences.Count > MostNamed)
            verdict.Differences.RemoveAt(MostNamed);
        verdict.Identical = verdict.Differences.Count == 0 && refolded.Events == refolded.Total;
        verdict.Sound = verdict.Identical && verdict.Faults.Count == 0;
        yield return verdict;

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
