using Npgsql;
using OpenIddict.Abstractions;

namespace HienTai.Server.Accounts;

/// <summary>Once an hour: what has run out is deleted, so that the tables stay as small as what is in use.</summary>
sealed class Housekeeping(
    IServiceScopeFactory scopes,
    Sessions sessions,
    Lockouts lockouts,
    OneTimes codes,
    ILogger<Housekeeping> log
) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stopping)
    {
        using var hourly = new PeriodicTimer(TimeSpan.FromHours(1));
        try
        {
            while (await hourly.WaitForNextTickAsync(stopping))
                try
                {
                    await Once(stopping);
                }
                catch (NpgsqlException e)
                {
                    log.LogWarning(e, "Run-out sessions and codes were not deleted; the next hour tries again");
                }
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested) { }
    }

    internal async Task Once(CancellationToken cancel)
    {
        await sessions.EndOver(cancel);
        await lockouts.Forget(cancel);
        await codes.Forget(cancel);
        await using var scope = scopes.CreateAsyncScope();
        await scope
            .ServiceProvider.GetRequiredService<IOpenIddictTokenManager>()
            .PruneAsync(DateTimeOffset.UtcNow - TimeSpan.FromDays(1), cancel);
    }
}
