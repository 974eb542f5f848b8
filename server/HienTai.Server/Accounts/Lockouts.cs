using HienTai.Domain.Kernel;
using HienTai.Server.Pipeline;
using Npgsql;

namespace HienTai.Server.Accounts;

/// <summary>
/// Five wrong attempts close a name for a minute, each further one for twice as long up to an hour. An attempt is
/// counted before it is judged, so that a thousand at once are not a thousand guesses; and names nobody has are counted
/// too, so that being locked out tells nothing.
/// </summary>
sealed class Lockouts(NpgsqlDataSource database, RegistryClock clock)
{
    public const int Free = 5;

    /// <summary>Counts an attempt; while the name is closed it throws the refusal and counts nothing.</summary>
    public async Task Attempt(string name, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        await using var attempt = database.CreateCommand(
            $"""
            insert into {AccountsDb.Schema}.lockout as l (name, failed, until, at) values ($1, 1, null, $2)
            on conflict (name) do update set
                failed = case when l.at < $2 - interval '1 day' then 1 else l.failed + 1 end,
                until = case when l.at >= $2 - interval '1 day' and l.failed + 1 >= {Free} then $2 + least(interval '1 minute' * (2 ^ least(l.failed + 1 - {Free}, 6)), interval '1 hour') end,
                at = $2
            where l.until is null or l.until <= $2
            returning failed
            """
        );
        attempt.Parameters.Add(new() { Value = name });
        attempt.Parameters.Add(new() { Value = now });
        if (await attempt.ExecuteScalarAsync(cancel) is not null)
            return;
        await using var ask = database.CreateCommand($"select until from {AccountsDb.Schema}.lockout where name = $1");
        ask.Parameters.Add(new() { Value = name });
        var until = await ask.ExecuteScalarAsync(cancel) is DateTime time ? new DateTimeOffset(time) : now;
        var seconds = Math.Max(1, (int)Math.Ceiling((until - now).TotalSeconds));
        throw new Rejected(
            "LOCKED_OUT",
            $"Đã sai quá nhiều lần; hãy đợi {seconds} giây rồi thử lại.",
            $"Too many wrong attempts; wait {seconds} seconds and try again."
        )
        {
            Again = TimeSpan.FromSeconds(seconds),
        };
    }

    /// <summary>
    /// The attempt was right but is not the last one: it counts for nothing, earlier wrong ones still do.
    /// </summary>
    public Task Undo(string name, CancellationToken cancel) =>
        Execute(
            $"update {AccountsDb.Schema}.lockout set failed = failed - 1, until = null where name = $1",
            name,
            cancel
        );

    /// <summary>Signed in completely: all is forgotten.</summary>
    public Task Clear(string name, CancellationToken cancel) =>
        Execute($"delete from {AccountsDb.Schema}.lockout where name = $1", name, cancel);

    public async Task Forget(CancellationToken cancel)
    {
        await using var forget = database.CreateCommand($"delete from {AccountsDb.Schema}.lockout where at < $1");
        forget.Parameters.Add(new() { Value = clock.GetUtcNow() - TimeSpan.FromDays(1) });
        await forget.ExecuteNonQueryAsync(cancel);
    }

    async Task Execute(string sql, string name, CancellationToken cancel)
    {
        await using var command = database.CreateCommand(sql);
        command.Parameters.Add(new() { Value = name });
        await command.ExecuteNonQueryAsync(cancel);
    }
}
