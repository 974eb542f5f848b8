using Npgsql;

namespace HienTai.Server.Pipeline;

/// <summary>
/// Where a standby confirms what is recorded, nothing is acknowledged before it has. PostgreSQL says less by itself:
/// whoever is stopped while waiting for the standby (time ran out, an administrator ended it) is told that it is
/// committed, with a warning, and everybody sees it from then on.
/// </summary>
static class Standby
{
    const string Warning = "01000";

    /// <summary>
    /// Commits. What stands on the leader's disk alone failed, for who asked: asked again, the same request is found.
    /// </summary>
    public static async Task Commit(NpgsqlTransaction transaction)
    {
        var connection = transaction.Connection!;
        string? warned = null;
        void Hear(object sender, NpgsqlNoticeEventArgs told)
        {
            if (told.Notice.SqlState is Warning)
                warned = told.Notice.MessageText;
        }
        connection.Notice += Hear;
        try
        {
            await transaction.CommitAsync();
        }
        finally
        {
            connection.Notice -= Hear;
        }
        if (warned is not null)
            throw new NpgsqlException(warned, new TimeoutException());
    }

    /// <summary>What PostgreSQL itself says where something is to be written, for where it is to be read.</summary>
    public static PostgresException ReadOnly() =>
        new("The database is a standby.", "ERROR", "ERROR", PostgresErrorCodes.ReadOnlySqlTransaction);

    /// <summary>
    /// Has the transaction wait for the standby though it writes nothing: what it answers with may stand on the
    /// leader's disk alone.
    /// </summary>
    public static async Task Await(NpgsqlTransaction transaction)
    {
        await using var note = new NpgsqlCommand(
            "select pg_logical_emit_message(true, 'hientai', '')",
            transaction.Connection,
            transaction
        );
        await note.ExecuteNonQueryAsync();
    }
}
