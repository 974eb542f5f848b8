using Grpc.HealthCheck;
using HienTai.Server.Access;
using HienTai.Server.Accounts;
using HienTai.Server.Awards;
using HienTai.Server.CodeLists;
using HienTai.Server.Contributions;
using HienTai.Server.Database;
using HienTai.Server.Ledger;
using HienTai.Server.Organization;
using HienTai.Server.Papers;
using HienTai.Server.Personnel;
using HienTai.Server.Pipeline;
using HienTai.Server.Registries;
using HienTai.Server.Reporting;
using HienTai.Server.Standards;
using HienTai.Server.Talent;
using HienTai.Server.Vault;
using Microsoft.AspNetCore.Http.Features;
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
    /// <summary>Its name beside the first registry of an installation; null is the first.</summary>
    public string? Name { get; init; }

    /// <summary>The database is the product's own, which has so many connections and no more.</summary>
    public bool Embedded { get; init; }

    public Limits Limits { get; init; } = new();

    /// <summary>Warnings that are refused here; null as the settings say.</summary>
    public Pipeline.RefusedWarnings? Refused { get; init; }
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
        var builder = Builder(args);
        Log(builder.Logging, options.JsonLog);
        var connections = new Connections(options.Limits.ConnectionsAtOnce);
        builder.WebHost.ConfigureKestrel(kestrel => Open(kestrel, options, connections));
        builder.Services.AddSingleton(connections).AddTelemetry(options.Telemetry).AddRegistries().AddDoor();
        return Build(builder, options);
    }

    /// <summary>A registry beside the first of a server, which has the ports and the log.</summary>
    /// <param name="ports">Of the server that opened them.</param>
    internal static WebApplication Behind(RegistryOptions options, IFeatureCollection ports, ILoggerFactory logs)
    {
        var builder = Builder([]);
        builder.Services.AddSingleton(logs).AddBehindTheDoor(ports);
        return Build(builder, options);
    }

    static WebApplicationBuilder Builder(string[] args) =>
        WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ContentRootPath = Settings.Folder });

    static WebApplication Build(WebApplicationBuilder builder, RegistryOptions options)
    {
        AddServices(builder, options);
        var app = builder.Build();
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
            .AddSingleton(options.Refused ?? RefusedWarnings.FromSettings())
            .AddSingleton(options.Clock)
            .AddRoad(options.ConnectionString)
            .AddRateLimits(options.Limits)
            .AddSingleton<CallTimes>();
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
            .AddCodeLists()
            .AddContributions()
            .AddAwards()
            .AddTalent()
            .AddReporting()
            .AddLedger()
            .AddRegistryTable();
    }

    // What every request passes, in this order.
    static void Use(WebApplication app, RegistryOptions options)
    {
        app.UseSafeAnswers();
        app.UseTelemetry(options);
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
        app.MapCodeLists();
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
        limits.MaxResponseBufferSize = 32 * 1024; // what one who does not read holds of our memory, twice
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
        await Carry(from, to, DatabaseSecret.Registry, progress, cancel);
        await using var first = NpgsqlDataSource.Create(to.AdministratorConnectionString);
        foreach (var entry in await RegistryEntry.All(first, cancel))
        {
            progress?.Invoke($"{entry.Name}…");
            await using var make = first.CreateCommand(
                $"create database {entry.Database} owner {DatabaseSecret.Registry}"
            );
            await make.ExecuteNonQueryAsync(cancel);
            await Carry(from, to, entry.Database, progress, cancel);
        }
    }

    static async Task Carry(
        EmbeddedPostgres from,
        EmbeddedPostgres to,
        string database,
        Action<string>? progress,
        CancellationToken cancel
    )
    {
        string In(string connection) =>
            new NpgsqlConnectionStringBuilder(connection) { Database = database }.ConnectionString;
        foreach (var postgres in (EmbeddedPostgres[])[from, to])
        {
            var owner = In(postgres.OwnerConnectionString);
            await using var host = Build(new(In(postgres.ConnectionString), 0, 0, OwnerConnectionString: owner), []);
            await host.Services.GetRequiredService<Preparation>().Run(owner, cancel, progress);
        }
        await using var old = NpgsqlDataSource.Create(In(from.AdministratorConnectionString));
        await using var young = NpgsqlDataSource.Create(In(to.AdministratorConnectionString));
        await Carrying.Run(old, young, progress, cancel);
    }

    /// <summary>Everything but the doors: what is there to be found when they open.</summary>
    /// <param name="fill">What is put on record before anybody else can.</param>
    /// <returns>Where the first administrator's code lies, if there is none yet.</returns>
    public static async Task<string?> MakeReady(
        IServiceProvider services,
        Func<Task> fill,
        CancellationToken cancel,
        Action<string>? progress = null
    )
    {
        await Prepare(services, cancel, progress);
        // The writer runs from here on; the doors open when the sample is in.
        await services.GetRequiredService<Writer>().StartAsync(cancel);
        await services.GetRequiredService<Continuing>().TakeUp(cancel);
        await fill();
        return await AccountsModule.Open(services, cancel);
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
