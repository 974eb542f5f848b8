using Grpc.Health.V1;
using Grpc.HealthCheck;
using HienTai.Server.Access;
using HienTai.Server.Database;
using HienTai.Server.Pipeline;
using HienTai.Server.Vault;
using Npgsql;

namespace HienTai.Server.Hosting;

/// <summary>
/// Whether this server can answer and record, looked at every second and told at every door alike: so nobody who
/// asks how it is takes anything from those who work, however often they ask.
/// </summary>
public sealed class Readiness(
    NpgsqlDataSource database,
    Preparation preparation,
    PersonKeys keys,
    Damage damage,
    HealthServiceImpl grpc,
    ILogger<Readiness> log
) : BackgroundService
{
    const string Started = "start",
        Broken = "damage: ";

    static readonly TimeSpan Every = TimeSpan.FromSeconds(1),
        Patience = TimeSpan.FromSeconds(5);

    // The empty name is the server as a whole. None of them can do anything without what is looked at.
    static readonly string[] Services = ["", .. DeclaredNeeds.Services.Select(s => s.FullName)];

    // Where damage is mended, and where it is told more of it, as long as that can be reached at all.
    static readonly string Mends = Registry.V1.RegistryService.Descriptor.FullName;

    /// <summary>
    /// What is wanting, in one word, and of damage what is damaged and the way back; null if nothing is.
    /// </summary>
    public string? Wanting { get; private set; } = Started;

    // Once before the doors open, so that nobody is told what is not known yet.
    public override async Task StartAsync(CancellationToken cancel)
    {
        await Look(cancel);
        await base.StartAsync(cancel);
    }

    protected override async Task ExecuteAsync(CancellationToken stopping)
    {
        using var clock = new PeriodicTimer(Every);
        try
        {
            while (await clock.WaitForNextTickAsync(stopping))
                await Look(stopping);
        }
        catch (OperationCanceledException) { }
        Tell("stop");
    }

    async Task Look(CancellationToken cancel)
    {
        using var within = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        within.CancelAfter(Patience);
        try
        {
            Tell(await Find(within.Token));
        }
        // Whatever it is: looking must never be what ends the server.
        catch (Exception e)
        {
            damage.Meet(e);
            if (!cancel.IsCancellationRequested)
                Tell(e is StartupFailure or IOException or UnauthorizedAccessException ? "keys" : "database");
        }
    }

    async Task<string?> Find(CancellationToken cancel)
    {
        await using var ask = database.CreateCommand(
            """
            select pg_is_in_recovery() or current_setting('default_transaction_read_only')::boolean,
                (select fingerprint from fence where role = current_user),
                (select master from keystore.registry_key where name = 'index')
            """
        );
        await using var row = await ask.ExecuteReaderAsync(cancel);
        await row.ReadAsync(cancel);
        if (row.GetBoolean(0))
            return "primary";
        // Another version has made tables of its own in the meantime, or nothing has been made yet.
        if (row.IsDBNull(1) || row.GetString(1) != preparation.Made)
            return "structure";
        if (row.IsDBNull(2))
            return "keys";
        _ = keys.Masters[row.GetInt32(2)];
        await row.DisposeAsync();
        await damage.Look(database, cancel);
        return damage.Known is { Length: > 0 } damaged
            ? Broken + string.Join("; ", damaged.Select(d => d.Says.En))
            : null;
    }

    void Tell(string? wanting)
    {
        if (Wanting == wanting)
            return;
        if (wanting is null && Wanting is not Started)
            log.LogInformation("Ready again");
        else if (wanting is not null and not "stop")
            log.LogWarning("Not ready: {Wanting}", wanting);
        Wanting = wanting;
        foreach (var service in Services)
            grpc.SetStatus(
                service,
                wanting is null || service == Mends && wanting.StartsWith(Broken, StringComparison.Ordinal)
                    ? HealthCheckResponse.Types.ServingStatus.Serving
                    : HealthCheckResponse.Types.ServingStatus.NotServing
            );
    }
}

static class ReadinessModule
{
    extension(IServiceCollection services)
    {
        public IServiceCollection AddReadiness() =>
            services
                .AddSingleton<HealthServiceImpl>()
                .AddSingleton<Readiness>()
                .AddHostedService(s => s.GetRequiredService<Readiness>());
    }

    extension(WebApplication app)
    {
        /// <summary>
        /// Alive at /healthz, ready at /readyz of the web port: before the doors, for who asks calls it by its address,
        /// and there is nothing in the answer.
        /// </summary>
        public void UseHealth()
        {
            var readiness = app.Services.GetRequiredService<Readiness>();
            app.Use(
                (context, next) =>
                {
                    var request = context.Request;
                    if (
                        Doors.IsNative(context)
                        || !(HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method))
                    )
                        return next(context);
                    return request.Path.Value switch
                    {
                        "/healthz" => Say(context, null),
                        "/readyz" => Say(context, readiness.Wanting),
                        _ => next(context),
                    };
                }
            );
        }
    }

    static Task Say(HttpContext context, string? wanting)
    {
        if (wanting is not null)
            context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
        context.Response.ContentType = "text/plain";
        return HttpMethods.IsHead(context.Request.Method)
            ? Task.CompletedTask
            : context.Response.WriteAsync(wanting is null ? "ok\n" : $"{wanting}\n", context.RequestAborted);
    }
}
