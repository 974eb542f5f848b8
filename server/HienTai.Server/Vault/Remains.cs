using HienTai.Domain.Kernel;
using HienTai.Server.Pipeline;
using Npgsql;

namespace HienTai.Server.Vault;

/// <summary>
/// What an erasure leaves in the clear on disk: dead rows of the tables that search needs, the planner's samples of
/// them, and the log of changes before the last checkpoint. It is due from the erasure's own transaction on and done as
/// often as it takes. Where everything lay in the clear until now, so do dead rows of what was recorded.
/// </summary>
public sealed class Remains(string? connectionString, StreamKinds kinds, ILogger<Remains> log)
{
    const string Setting = "clear_remains_due",
        Everything = "everything";
    static readonly TimeSpan Patience = TimeSpan.FromMinutes(2),
        Between = TimeSpan.FromMilliseconds(50);

    internal static NpgsqlBatchCommand Due => new(Insert("yes"));

    /// <summary>Also out of the tables that hold nothing in the clear, but did until this transaction.</summary>
    internal static NpgsqlBatchCommand EverythingDue => new(Insert(Everything));

    static string Insert(string what) =>
        $"insert into setting values ('{Setting}', '{what}') on conflict (name) do nothing";

    /// <summary>
    /// Drives them out if that is due. If something stands in the way it stays due, until the next erasure or start.
    /// </summary>
    public async Task DriveOut(CancellationToken cancel)
    {
        if (connectionString is null)
            return; // the next start with the owner's connection does it
        try
        {
            await using var connection = new NpgsqlConnection(
                new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false }.ConnectionString
            );
            await connection.OpenAsync(cancel);
            // While tables are made anew they are beyond reach; whoever makes them comes by here at the end.
            await using var free = new NpgsqlCommand(
                $"select pg_try_advisory_lock_shared({DerivedTables.Lock})",
                connection
            );
            if (!(bool)(await free.ExecuteScalarAsync(cancel))!)
                return;
            await using var beside = new NpgsqlCommand(DerivedTables.ClearBeside, connection);
            await beside.ExecuteNonQueryAsync(cancel);
            await using var due = new NpgsqlCommand($"select value from setting where name = '{Setting}'", connection);
            if (await due.ExecuteScalarAsync(cancel) is not string what)
                return;
            await DriveOut(connection, what is Everything, cancel);
            await using var done = new NpgsqlCommand($"delete from setting where name = '{Setting}'", connection);
            await done.ExecuteNonQueryAsync(cancel);
        }
        catch (NpgsqlException e)
        {
            log.LogWarning(
                e,
                "Clear remains of an erased person could not be driven out of the disk yet; it will be tried again"
            );
        }
    }

    /// <summary>
    /// The whole of it, as whoever owns the tables. Where it may make no checkpoint, the log of changes keeps them
    /// until the next one.
    /// </summary>
    async Task DriveOut(NpgsqlConnection connection, bool everything, CancellationToken cancel)
    {
        await OlderQuestions(connection, cancel);
        // Readers are kept waiting for an instant, not for ever.
        await Run("set lock_timeout = '30s'");
        var clear = kinds.FactTables.Where(t => t.Type.IsAssignableTo(typeof(IDerived))).Select(t => t.Name);
        foreach (var table in everything ? clear.Concat(["events.mt_events", "request"]) : clear)
            await Run($"vacuum (full, analyze) {table}");
        // The samples of before went with those vacuums: who began meanwhile would keep them here.
        await OlderQuestions(connection, cancel);
        await Run("vacuum full pg_catalog.pg_statistic");
        try
        {
            await Run("select pg_switch_wal()");
            await Run("checkpoint");
        }
        catch (PostgresException e) when (e.SqlState is PostgresErrorCodes.InsufficientPrivilege)
        {
            log.LogWarning(
                "This role may not make a checkpoint; what the write-ahead log says of an erased person goes with the next one"
            );
        }

        async Task Run(string sql)
        {
            await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 600 };
            await command.ExecuteNonQueryAsync(cancel);
        }
    }

    /// <summary>
    /// Waits for those that began before the erasure: they still see the rows, and a rewritten table would keep them on
    /// disk for them.
    /// </summary>
    static async Task OlderQuestions(NpgsqlConnection connection, CancellationToken cancel)
    {
        await using var now = new NpgsqlCommand("select pg_current_xact_id()::xid::text", connection);
        var began = (string)(await now.ExecuteScalarAsync(cancel))!;
        await using var older = new NpgsqlCommand(
            $"select exists (select from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid() and backend_xmin is not null and age(backend_xmin) > age('{began}'::xid))",
            connection
        );
        for (var waited = TimeSpan.Zero; (bool)(await older.ExecuteScalarAsync(cancel))!; waited += Between)
        {
            if (waited > Patience)
                throw new NpgsqlException("A question that began before the erasure is still being answered.");
            await Task.Delay(Between, cancel);
        }
    }
}
