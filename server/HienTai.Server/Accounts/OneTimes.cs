using System.Security.Cryptography;
using HienTai.Server.Pipeline;
using Npgsql;

namespace HienTai.Server.Accounts;

/// <summary>Codes that work once and for a while. The table keeps their hashes.</summary>
sealed class OneTimes(NpgsqlDataSource database, RegistryClock clock)
{
    const string Alphabet = "abcdefghjkmnpqrstuvwxyz23456789";

    public sealed record Held(Guid? Account, string Payload);

    /// <summary>
    /// Letters and digits that are not mistaken for each other, in seven groups of four: 138 bits, so that nobody
    /// guesses one and a plain hash keeps it.
    /// </summary>
    public static string NewCode() =>
        string.Join('-', Enumerable.Range(0, 7).Select(_ => RandomNumberGenerator.GetString(Alphabet, 4)));

    /// <summary>However it was copied: case, spaces and hyphens do not matter.</summary>
    public static byte[] Hash(string code) =>
        SHA256.HashData(
            System.Text.Encoding.UTF8.GetBytes(
                new string([.. code.ToLowerInvariant().Where(char.IsLetterOrDigit).Take(200)])
            )
        );

    public async Task<(string Code, DateTimeOffset Expires)> Issue(
        string purpose,
        Guid? account,
        string payload,
        TimeSpan life,
        bool only,
        CancellationToken cancel
    )
    {
        var (code, expires) = (NewCode(), clock.GetUtcNow() + life);
        await using var issue = database.CreateBatch();
        if (only)
            issue.BatchCommands.Add(
                new($"delete from {AccountsDb.Schema}.one_time where purpose = $1 and account = $2")
                {
                    Parameters =
                    {
                        new() { Value = purpose },
                        new() { Value = account!.Value },
                    },
                }
            );
        var add = new NpgsqlBatchCommand(
            $"insert into {AccountsDb.Schema}.one_time (hash, purpose, account, payload, expires_at) values ($1, $2, $3::uuid, $4, $5)"
        );
        foreach (
            var value in (object[])[Hash(code), purpose, (object?)account?.ToString() ?? DBNull.Value, payload, expires]
        )
            add.Parameters.Add(new() { Value = value });
        issue.BatchCommands.Add(add);
        await issue.ExecuteNonQueryAsync(cancel);
        return (code, expires);
    }

    public Task<Held?> Look(string purpose, string code, CancellationToken cancel) =>
        One(
            $"select account, payload from {AccountsDb.Schema}.one_time where hash = $1 and purpose = $2 and expires_at > $3",
            purpose,
            code,
            cancel
        );

    /// <summary>Null if somebody else was first.</summary>
    public Task<Held?> Take(string purpose, string code, CancellationToken cancel) =>
        One(
            $"delete from {AccountsDb.Schema}.one_time where hash = $1 and purpose = $2 and expires_at > $3 returning account, payload",
            purpose,
            code,
            cancel
        );

    public async Task Forget(CancellationToken cancel)
    {
        await using var forget = database.CreateCommand(
            $"delete from {AccountsDb.Schema}.one_time where expires_at <= $1"
        );
        forget.Parameters.Add(new() { Value = clock.GetUtcNow() });
        await forget.ExecuteNonQueryAsync(cancel);
    }

    public async Task Forget(string purpose, Guid account, CancellationToken cancel)
    {
        await using var forget = database.CreateCommand(
            $"delete from {AccountsDb.Schema}.one_time where purpose = $1 and account = $2"
        );
        forget.Parameters.Add(new() { Value = purpose });
        forget.Parameters.Add(new() { Value = account });
        await forget.ExecuteNonQueryAsync(cancel);
    }

    async Task<Held?> One(string sql, string purpose, string code, CancellationToken cancel)
    {
        await using var command = database.CreateCommand(sql);
        foreach (var value in (object[])[Hash(code), purpose, clock.GetUtcNow()])
            command.Parameters.Add(new() { Value = value });
        await using var rows = await command.ExecuteReaderAsync(cancel);
        return await rows.ReadAsync(cancel)
            ? new(await rows.IsDBNullAsync(0, cancel) ? null : rows.GetGuid(0), rows.GetString(1))
            : null;
    }
}
