using System.Net;
using HienTai.Server.Access;
using HienTai.Server.Accounts;
using HienTai.Server.Awards;
using HienTai.Server.Contributions;
using HienTai.Server.Database;
using HienTai.Server.Ledger;
using HienTai.Server.Organization;
using HienTai.Server.Papers;
using HienTai.Server.Personnel;
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
/// <param name="Maintenance">As whom clear remains of erased people are driven out; null means the owner.</param>
public sealed record RegistryOptions(
    string ConnectionString,
    int WebPort = 5080,
    int GrpcPort = 5081,
    string? WebRoot = null,
    string? OwnerConnectionString = null,
    string? KeyFolder = null,
    string? Maintenance = null
)
{
    public Limits Limits { get; init; } = new();
    public Edge Edge { get; init; } = Edge.Local;
    public AccountSettings? Accounts { get; init; }
}

/// <summary>Puts the server together: the road once, then one line per module.</summary>
public static class RegistryHost
{
    public static WebApplication Build(RegistryOptions options, string[] args)
    {
        var builder = WebApplication.CreateBuilder(
            new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory }
        );
        Log(builder.Logging);
        builder.WebHost.ConfigureKestrel(kestrel => Open(kestrel, options));
        AddServices(builder, options);
        var app = builder.Build();
        Use(app, options);
        Map(app, options);
        return app;
    }

    static void Log(ILoggingBuilder logging) =>
        logging
            .SetMinimumLevel(LogLevel.Warning)
            .AddFilter("Microsoft.Hosting.Lifetime", LogLevel.Warning)
            .AddFilter("Npgsql", LogLevel.Error)
            .AddFilter("Marten", LogLevel.Error)
            // It calls a request it cannot read an error of the server; what is one is logged where it is met.
            .AddFilter("Grpc.AspNetCore.Server.ServerCallHandler", LogLevel.None)
            .AddFilter("HienTai", LogLevel.Information)
            .AddFilter("Microsoft.EntityFrameworkCore", LogLevel.Error)
            .AddFilter("Microsoft.AspNetCore.DataProtection", LogLevel.Error)
            .AddSimpleConsole(console =>
                (console.SingleLine, console.UseUtcTimestamp, console.TimestampFormat) = (
                    true,
                    true,
                    "yyyy-MM-dd'T'HH:mm:ss'Z' "
                )
            );

    static void AddServices(WebApplicationBuilder builder, RegistryOptions options)
    {
        builder
            .Services.AddSingleton(options)
            .AddSingleton(options.Limits)
            .AddRoad(options.ConnectionString)
            .AddRateLimits(options.Limits);
        builder.Services.AddVault(options.KeyFolder, options.Maintenance ?? options.OwnerConnectionString);
        builder.Services.AddAccounts(
            options.Accounts ?? AccountSettings.FromEnvironment(),
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
        app.MapGrpcHealthChecksService();
        if (app.Environment.IsDevelopment())
            app.MapGrpcReflectionService();
        app.MapWebApp(options.WebRoot);
    }

    static void Open(KestrelServerOptions kestrel, RegistryOptions options)
    {
        kestrel.AddServerHeader = false;
        Restrict(kestrel.Limits);
        Listen(kestrel, options.WebPort, listen =>
        {
            listen.Protocols = options.Edge.Tls ? HttpProtocols.Http1AndHttp2 : HttpProtocols.Http1;
            options.Edge.Protect(listen);
        });
        Listen(kestrel, options.GrpcPort, listen =>
        {
            listen.Protocols = HttpProtocols.Http2;
            options.Edge.Protect(listen);
            listen.ForNativeGrpc();
        });
    }

    static void Listen(KestrelServerOptions kestrel, int port, Action<ListenOptions> configure)
    {
        if (port == 0)
            kestrel.Listen(IPAddress.Loopback, 0, configure);
        else
            kestrel.ListenLocalhost(port, configure);
    }

    // One who sends slowly, much or nothing keeps nobody else out.
    static void Restrict(KestrelServerLimits limits)
    {
        limits.MaxRequestBodySize = Limits.RequestBytes;
        limits.MaxRequestHeadersTotalSize = 16 * 1024;
        limits.MaxRequestHeaderCount = 64;
        limits.MaxConcurrentConnections = 2_000;
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
        await services.GetRequiredService<PersonKeys>().Open(services.GetRequiredService<NpgsqlDataSource>(), cancel);
        await MissingKeys.Tell(services.GetRequiredService<NpgsqlDataSource>(), progress, cancel);
        await services.GetRequiredService<Remains>().DriveOut(cancel);
    }
}
