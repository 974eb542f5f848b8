using System.Net;
using HienTai.Server.Database;
using HienTai.Server.Ledger;
using HienTai.Server.Organization;
using HienTai.Server.Papers;
using HienTai.Server.Personnel;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace HienTai.Server.Hosting;

/// <summary>
/// Where a server listens and which database it serves, as which role; the owner's connection is needed only where tables are to be made.
/// Port 0 takes a free one.
/// </summary>
public sealed record RegistryOptions(string ConnectionString, int WebPort = 5080, int GrpcPort = 5081, string? WebRoot = null, string? OwnerConnectionString = null);

/// <summary>Puts the server together: the road once, then one line per module.</summary>
public static class RegistryHost
{
    public static WebApplication Build(RegistryOptions options, string[] args)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
        builder.Logging.SetMinimumLevel(LogLevel.Warning).AddFilter("Microsoft.Hosting.Lifetime", LogLevel.Warning).AddFilter("Npgsql", LogLevel.Error).AddFilter("Marten", LogLevel.Error).AddFilter("HienTai", LogLevel.Information);
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Limits.MaxRequestBodySize = 72_000_000;
            kestrel.AddServerHeader = false;
            Listen(kestrel, options.WebPort, HttpProtocols.Http1);
            Listen(kestrel, options.GrpcPort, HttpProtocols.Http2);
        });
        builder.Services.AddSingleton(options).AddRoad(options.ConnectionString);
        builder.Services.AddOrganization().AddPapers().AddPersonnel().AddLedger();

        var app = builder.Build();
        app.UseWebApp(options.WebRoot);
        app.UseGrpcWeb(new() { DefaultEnabled = true });
        app.MapOrganization();
        app.MapPapers();
        app.MapPersonnel();
        app.MapLedger();
        app.MapGrpcHealthChecksService();
        if (app.Environment.IsDevelopment()) app.MapGrpcReflectionService();
        app.MapWebApp(options.WebRoot);
        return app;
    }

    static void Listen(KestrelServerOptions kestrel, int port, HttpProtocols protocols)
    {
        if (port == 0) kestrel.Listen(IPAddress.Loopback, 0, l => l.Protocols = protocols);
        else kestrel.ListenLocalhost(port, l => l.Protocols = protocols);
    }

    /// <summary>Has the owner make what is missing, and refuses a store that would not keep history or a role that could change it.</summary>
    public static Task Prepare(IServiceProvider services, CancellationToken cancel) =>
        services.GetRequiredService<Preparation>().Run(services.GetRequiredService<RegistryOptions>().OwnerConnectionString, cancel);
}
