using System.Data;
using System.Diagnostics;
using System.Runtime.CompilerServices;
using HienTai.Domain.Kernel;
using HienTai.Server.Database;
using Npgsql;

namespace HienTai.Server.Pipeline;

/// <summary>What is being done while the derived tables are made anew.</summary>
public enum RemakingStep
{
    Replaying,
    Indexing,
    Swapping,
    Done,
}

/// <param name="Held">With the last step: for how long nobody could record.</param>
/// <param name="Position">With the last step: the newest entry that the new tables hold.</param>
public readonly record struct Remade(RemakingStep Step, Refolded So, TimeSpan Held = default, long Position = 0);

/// <summary>
/// Makes the derived tables anew while the registry is in use, as their owner: beside the live ones, which are never
/// read, whatever is wrong with them. Only events are read, and nobody waits for that. Then the writer's lock is held
/// while what was recorded meanwhile is added, and once more while the tables change places; questions wait for the
/// latter alone. Two transactions, because a question may have taken its view of the database before the places are
/// changed and look into the new tables with it: what they hold must have been there before that view was taken.
/// </summary>
public sealed class Remaking(DerivedTables derived, Fence fence)
{
    /// <summary>
    /// How long the swap waits for questions that are being answered. Everybody waits with it, so it lets go then and
    /// tries again later.
    /// </summary>
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);
    static readonly TimeSpan[] Pauses = [.. new[] { 0, 0.2, 0.5, 1, 2, 4, 8, 15, 30, 30 }.Select(TimeSpan.FromSeconds)];

    /// <param name="note">SQL with one parameter that is run in the swap's own transaction, and that parameter.</param>
    public async IAsyncEnumerable<Remade> Run(
        NpgsqlDataSource owner,
        Func<long, (string Sql, object Value)> note,
        [EnumeratorCancellation] CancellationToken cancel
    )
    {
        await using var connection = await owner.OpenConnectionAsync(cancel);
        await Claim(connection, cancel);
        try
        {
            var (refolded, upTo) = (new Refolded(0, 0, 0), 0L);
            await using (var making = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancel))
            {
                upTo = await DerivedTables.Newest(connection, making, cancel);
                await foreach (var so in derived.MakeBeside(connection, making, cancel))
                    yield return new(RemakingStep.Replaying, refolded = so);
                yield return new(RemakingStep.Indexing, refolded);
                await derived.FinishBeside(connection, making, cancel);
                await making.CommitAsync(cancel);
            }
            // Most of what came meanwhile, before anybody has to wait.
            upTo = (await CatchUp(connection, upTo, cancel)).UpTo;
            yield return new(RemakingStep.Swapping, refolded);
            foreach (var pause in Pauses)
            {
                await Task.Delay(pause, cancel);
                var swap = await Swap(connection, upTo, note, cancel);
                upTo = swap.UpTo;
                if (swap.Position is not { } position)
                    continue;
                yield return new(RemakingStep.Done, refolded, swap.Held, position);
                yield break;
            }
        }
        finally
        {
            await Clear(connection, owner);
        }
        throw new Rejected(
            "QUESTIONS_IN_THE_WAY",
            "Các câu hỏi chạy quá lâu nên chưa thay được bảng; các bảng cũ vẫn dùng. Hãy chạy lại khi không có xuất dữ liệu, đối chiếu hay sao lưu đang chạy.",
            "Questions took so long that the tables could not change places; the old ones are still in use. Run it again while no export, check or dump is running."
        );
    }

    /// <summary>
    /// One at a time, over all servers, and none while another version makes tables of its own or an erasure's remains
    /// are driven out.
    /// </summary>
    async Task Claim(NpgsqlConnection connection, CancellationToken cancel)
    {
        await using var ask = new NpgsqlCommand(
            $"select pg_try_advisory_lock({DerivedTables.Lock}), exists (select from derived where shape = $1)",
            connection
        )
        {
            Parameters = { new() { Value = derived.Shape } },
        };
        await using var row = await ask.ExecuteReaderAsync(cancel);
        await row.ReadAsync(cancel);
        if (!row.GetBoolean(0))
            throw new Rejected(
                "REBUILD_UNDER_WAY",
                "Một lần dựng lại khác đang chạy, hoặc dấu vết của một lần xoá đang được dọn; hãy thử lại sau.",
                "Another rebuild is running, or what an erasure left is being driven off the disk; try again later."
            );
        if (!row.GetBoolean(1))
            throw new Rejected(
                "TABLES_OF_ANOTHER_VERSION",
                "Các bảng là của một bản Hiền Tài khác; hãy dựng lại bằng máy chủ của bản ấy.",
                "The tables are another version's; rebuild with a server of that version."
            );
    }

    sealed record Reached(long UpTo, string Transaction);

    /// <summary>
    /// Adds what was recorded after an event. Which transaction did is told, as who began before it cannot see that.
    /// </summary>
    async Task<Reached> CatchUp(NpgsqlConnection connection, long after, CancellationToken cancel)
    {
        await using var adding = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancel);
        var upTo = await derived.CatchUp(connection, adding, after, cancel);
        await using var which = new NpgsqlCommand("select pg_current_xact_id()::xid::text", connection, adding);
        var transaction = (string)(await which.ExecuteScalarAsync(cancel))!;
        await adding.CommitAsync(cancel);
        return new(upTo, transaction);
    }

    /// <param name="Position">The newest entry there was; null where others were in the way.</param>
    sealed record Swapped(long UpTo, TimeSpan Held, long? Position);

    async Task<Swapped> Swap(
        NpgsqlConnection connection,
        long after,
        Func<long, (string Sql, object Value)> note,
        CancellationToken cancel
    )
    {
        await DerivedTables.Run(connection, null, $"select pg_advisory_lock({Writer.Lock})", cancel);
        var began = Stopwatch.GetTimestamp();
        try
        {
            var reached = await CatchUp(connection, after, cancel);
            await using var swapping = await connection.BeginTransactionAsync(cancel);
            try
            {
                // Every question asks the ledger first, so whoever waits here holds none of the others.
                await DerivedTables.Run(
                    connection,
                    swapping,
                    $"set local lock_timeout = {(int)Patience.TotalMilliseconds}; lock table public.ledger in access exclusive mode",
                    cancel
                );
                if (await IsAnyOlder(connection, swapping, reached.Transaction, cancel))
                    return new(reached.UpTo, default, null);
                await derived.Swap(connection, swapping, cancel);
                await fence.Grant(connection, swapping, derived.Names.Select(t => $"public.{t}"), cancel);
                var position = await Last(connection, swapping, cancel);
                var (sql, value) = note(position);
                await DerivedTables.Run(connection, swapping, sql, cancel, value);
                await swapping.CommitAsync(cancel);
                return new(reached.UpTo, Stopwatch.GetElapsedTime(began), position);
            }
            catch (PostgresException e)
                when (e.SqlState is PostgresErrorCodes.LockNotAvailable or PostgresErrorCodes.DeadlockDetected)
            {
                return new(reached.UpTo, default, null);
            }
        }
        finally
        {
            if (connection.FullState is ConnectionState.Open)
                await DerivedTables.Run(
                    connection,
                    null,
                    $"select pg_advisory_unlock({Writer.Lock})",
                    CancellationToken.None
                );
        }
    }

    /// <summary>
    /// Whether somebody has a view of the database from before a transaction ended, and so would not see what it added.
    /// </summary>
    static async Task<bool> IsAnyOlder(
        NpgsqlConnection connection,
        NpgsqlTransaction transaction,
        string than,
        CancellationToken cancel
    )
    {
        // What an owner may see of other roles' sessions; PostgreSQL's own have no user. Who waits to record looks anew
        // once it is their turn.
        await using var ask = new NpgsqlCommand(
            $"""
            select exists (select from pg_stat_activity a
                where datname = current_database() and pid <> pg_backend_pid() and usename is not null
                    and not exists (select from pg_locks l where l.pid = a.pid and l.locktype = 'advisory' and not l.granted)
                    and backend_xmin is not null and age(backend_xmin) >= age('{than}'::xid))
            """,
            connection,
            transaction
        );
        return (bool)(await ask.ExecuteScalarAsync(cancel))!;
    }

    static async Task<long> Last(NpgsqlConnection connection, NpgsqlTransaction transaction, CancellationToken cancel)
    {
        await using var ask = new NpgsqlCommand(
            "select coalesce(max(position), 0) from public.ledger",
            connection,
            transaction
        );
        return (long)(await ask.ExecuteScalarAsync(cancel))!;
    }

    /// <summary>Nothing is left beside, above all no names that search needs in the clear.</summary>
    static async Task Clear(NpgsqlConnection connection, NpgsqlDataSource owner)
    {
        try
        {
            await using var other =
                connection.FullState is ConnectionState.Open ? null : await owner.OpenConnectionAsync();
            await DerivedTables.Run(
                other ?? connection,
                null,
                $"{DerivedTables.ClearBeside} select pg_advisory_unlock_all()",
                CancellationToken.None
            );
        }
        catch (NpgsqlException) { } // the next erasure, rebuild or start does it: see Remains
    }
}
