using Grpc.HealthCheck;
using HienTai.Server.Access;
using HienTai.Server.Accounts;
using HienTai.Server.Awards;
using HienTai.Server.Contributions;
using HienTai.Server.Database;
using HienTai.Server.Ledger;
using HienTai.Server.Organization;
using HienTai.Server.Papers;
using HienTai.Server.Personnel;
using HienTai.Server.Pipeline;
using HienTai.Server.Reporting;
using HienTai.Server.Standards;
using HienTai.Server.Talent;
using HienTai.Server.Vault;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Npgsql;

namespace HienTai.Server.Hosting;

/// <summary>
/// Where a server listens and which database it serves, as which role; the owner's connection is needed only where
/// tables are to be made. Port 0 takes a free one.
/// </summary>
/// <param name="KeyFolder">Where the master keys are; null means the usual place.</param>
/// <param name="OwnFolder">
/// Where the server keeps what it has seen of the ledger, and finds what a restore left; null means nowhere.
/// </param>
/// <param name="Maintenance">As whom clear remains of erased people are driven out; null means the owner.</param>
public sealed record RegistryOptions(
    string ConnectionString,
    int WebPort = 5080,
    int GrpcPort = 5081,
    string? WebRoot = null,
    string? OwnerConnectionString = null,
    string? KeyFolder = null,
    string? Maintenance = null,
    string? OwnFolder = null
)
{
    public Limits Limits { get; init; } = new();
    public Edge Edge { get; init; } = Edge.Local;
    public AccountSettings? Accounts { get; init; }
    public RegistryClock Clock { get; init; } = new();

    /// <summary>The database is on another machine, and so has a clock of its own.</summary>
    public bool SecondClock { get; init; }

    /// <summary>Nothing is recorded by a clock in doubt; null means everywhere but in Development.</summary>
    public bool? StrictClock { get; init; }
    public Telemetry Telemetry { get; init; } = new();

    /// <summary>Standard output is one JSON object a line.</summary>
    public bool JsonLog { get; init; }
}

/// <summary>Puts the server together: the road once, then one line per module.</summary>
public static class RegistryHost
{
    public static WebApplication Build(RegistryOptions options, string[] args)
    {
        var builder = WebApplication.CreateBuilder(
            new WebApplicationOptions { Args = args, ContentRootPath = Settings.Folder }
        );
        Log(builder.Logging, options.JsonLog);
        var connections = new Connections(options.Limits.ConnectionsAtOnce);
        builder.WebHost.ConfigureKestrel(kestrel => Open(kestrel, options, connections));
        AddServices(builder, options);
        var app = builder.Build();
        connections.Watch(app);
        Use(app, options);
        Map(app, options);
        return app;
    }

    static void Log(ILoggingBuilder logging, bool json)
    {
        logging
            .SetMinimumLevel(LogLevel.Warning)
            .AddFilter("Microsoft.Hosting.Lifetime", LogLevel.Warning)
            .AddFilter("Npgsql", LogLevel.Error)
            .AddFilter("Marten", LogLevel.Error)
            // It calls a request it cannot read an error of the server; what is one is logged where it is met.
            .AddFilter("Grpc.AspNetCore.Server.ServerCallHandler", LogLevel.None)
            .AddFilter("HienTai", LogLevel.Information)
            .AddFilter("Microsoft.EntityFrameworkCore", LogLevel.Error)
            .AddFilter("Microsoft.AspNetCore.DataProtection", LogLevel.Error);
        if (json)
            logging.AddJsonConsole(console =>
                (console.UseUtcTimestamp, console.TimestampFormat) = (true, Announcements.Time)
            );
        else
            logging.AddSimpleConsole(console =>
                (console.SingleLine, console.UseUtcTimestamp, console.TimestampFormat) = (
                    true,
                    true,
                    $"{Announcements.Time} "
                )
            );
    }

    static void AddServices(WebApplicationBuilder builder, RegistryOptions options)
    {
        builder
            .Services.AddSingleton(options)
            .AddSingleton(options.Limits)
            .AddSingleton(options.Clock)
            .AddRoad(options.ConnectionString)
            .AddRateLimits(options.Limits)
            .AddTelemetry(options.Telemetry);
        builder.Services.AddVault(options.KeyFolder, options.Maintenance ?? options.OwnerConnectionString);
        builder.Services.AddAccounts(
            options.Accounts ?? AccountSettings.FromSettings(),
            builder.Environment.IsDevelopment()
        );
        builder
            .Services.AddAccess()
            .AddOrganization()
            .AddPapers()
            .AddPersonnel()
            .AddStandards()
            .AddContributions()
            .AddAwards()
            .AddTalent()
            .AddReporting()
            .AddLedger();
    }

    // What every request passes, in this order.
    static void Use(WebApplication app, RegistryOptions options)
    {
        options.Edge.Believe(app);
        app.UseSafeAnswers();
        app.UseTelemetry(options.Telemetry, options.Edge.Hosts);
        app.UseHealth();
        app.UseDoors(options.Edge.Hosts);
        app.UseCompression();
        app.UseWebApp(options.WebRoot);
        app.UseAccounts();
        app.UseRateLimiter();
        app.UseGrpcWeb(new() { DefaultEnabled = true });
    }

    static void Map(WebApplication app, RegistryOptions options)
    {
        app.MapAccounts();
        app.MapAccess();
        app.MapOrganization();
        app.MapPapers();
        app.MapContributions();
        app.MapTalent();
        app.MapAwards();
        app.MapPersonnel();
        app.MapStandards();
        app.MapReporting();
        app.MapLedger();
        app.MapGrpcService<HealthServiceImpl>();
        if (app.Environment.IsDevelopment())
            app.MapGrpcReflectionService();
        app.MapWebApp(options.WebRoot);
    }

    static void Open(KestrelServerOptions kestrel, RegistryOptions options, Connections connections)
    {
        kestrel.AddServerHeader = false;
        // Nothing but what stands here opens a port; the platform would take more from its own settings.
        kestrel.ConfigurationLoader = null;
        Restrict(kestrel.Limits);
        options.Edge.Open(kestrel, options.WebPort, listen =>
        {
            connections.Count(listen);
            listen.Protocols = options.Edge.Tls ? HttpProtocols.Http1AndHttp2 : HttpProtocols.Http1;
            options.Edge.Protect(listen);
        });
        options.Edge.Open(kestrel, options.GrpcPort, listen =>
        {
            connections.Count(listen);
            listen.Protocols = HttpProtocols.Http2;
            options.Edge.Protect(listen);
            listen.ForNativeGrpc();
        });
        options.Telemetry.Open(kestrel);
    }

    // One who sends slowly, much or nothing keeps nobody else out.
    static void Restrict(KestrelServerLimits limits)
    {
        limits.MaxRequestBodySize = Limits.RequestBytes;
        limits.MaxRequestHeadersTotalSize = 16 * 1024;
        limits.MaxRequestHeaderCount = 64;
        limits.MinRequestBodyDataRate = limits.MinResponseDataRate = new(
            bytesPerSecond: 240,
            gracePeriod: TimeSpan.FromSeconds(5)
        );
        limits.RequestHeadersTimeout = TimeSpan.FromSeconds(15);
        limits.KeepAliveTimeout = TimeSpan.FromSeconds(130);
        limits.Http2.MaxStreamsPerConnection = 100;
        limits.Http2.MaxRequestHeaderFieldSize = 16 * 1024;
        (limits.Http2.KeepAlivePingDelay, limits.Http2.KeepAlivePingTimeout) = (
            TimeSpan.FromSeconds(60),
            TimeSpan.FromSeconds(20)
        );
    }

    /// <summary>
    /// Brings a registry from an older PostgreSQL of ours to a newer one: both get the tables of this version, then the
    /// rows are copied.
    /// </summary>
    public static async Task Carry(
        EmbeddedPostgres from,
        EmbeddedPostgres to,
        Action<string>? progress,
        CancellationToken cancel
    )
    {
        foreach (var postgres in (EmbeddedPostgres[])[from, to])
        {
            await using var host = Build(
                new(postgres.ConnectionString, 0, 0, OwnerConnectionString: postgres.OwnerConnectionString),
                []
            );
            await host.Services.GetRequiredService<Preparation>().Run(postgres.OwnerConnectionString, cancel, progress);
        }
        await using var old = NpgsqlDataSource.Create(from.AdministratorConnectionString);
        await using var young = NpgsqlDataSource.Create(to.AdministratorConnectionString);
        await Carrying.Run(old, young, progress, cancel);
    }

    /// <summary>
    /// Has the owner make what is missing, and refuses a store that would not keep history or a role that could change
    /// it.
    /// </summary>
    public static async Task Prepare(
        IServiceProvider services,
        CancellationToken cancel,
        Action<string>? progress = null
    )
    {
        await services
            .GetRequiredService<Preparation>()
            .Run(services.GetRequiredService<RegistryOptions>().OwnerConnectionString, cancel, progress);
        await services.GetRequiredService<Continuing>().Start(cancel);
        await services.GetRequiredService<PersonKeys>().Open(services.GetRequiredService<NpgsqlDataSource>(), cancel);
        await MissingKeys.Tell(services.GetRequiredService<NpgsqlDataSource>(), progress, cancel);
        await services.GetRequiredService<Remains>().DriveOut(cancel);
    }
}
