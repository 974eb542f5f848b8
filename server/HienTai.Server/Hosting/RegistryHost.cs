using System.Net;
using HienTai.Server.Accounts;
using HienTai.Server.Ledger;
using HienTai.Server.Organization;
using HienTai.Server.Papers;
using HienTai.Server.Personnel;
using HienTai.Server.Pipeline;
using Marten;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Npgsql;

namespace HienTai.Server.Hosting;

/// <summary>Where a server listens and which database it serves. Port 0 takes a free one.</summary>
public sealed record RegistryOptions(string ConnectionString, int WebPort = 5080, int GrpcPort = 5081, string? WebRoot = null, AccountSettings? Accounts = null);

/// <summary>Puts the server together: the road once, then one line per module.</summary>
public static class RegistryHost
{
    public static WebApplication Build(RegistryOptions options, string[] args)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
        builder.Logging.SetMinimumLevel(LogLevel.Warning).AddFilter("Microsoft.Hosting.Lifetime", LogLevel.Warning).AddFilter("Npgsql", LogLevel.Error).AddFilter("Marten", LogLevel.Error).AddFilter("HienTai", LogLevel.Information)
            .AddFilter("Microsoft.EntityFrameworkCore", LogLevel.Error).AddFilter("Microsoft.AspNetCore.DataProtection", LogLevel.Error);
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Limits.MaxRequestBodySize = 72_000_000;
            kestrel.AddServerHeader = false;
            Listen(kestrel, options.WebPort, HttpProtocols.Http1);
            Listen(kestrel, options.GrpcPort, HttpProtocols.Http2);
        });
        builder.Services.AddRoad(options.ConnectionString);
        builder.Services.AddSingleton(options).AddAccounts(options.Accounts ?? AccountSettings.FromEnvironment(), builder.Environment.IsDevelopment());
        builder.Services.AddOrganization().AddPapers().AddPersonnel().AddLedger();

        var app = builder.Build();
        app.UseWebApp(options.WebRoot);
        app.UseAccounts();
        app.UseGrpcWeb(new() { DefaultEnabled = true });
        app.MapAccounts();
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

    /// <summary>Creates or checks the schema and refuses a store that would not keep history. Answers where the first administrator's code lies, if there is none yet.</summary>
    public static async Task<string?> Prepare(IServiceProvider services, CancellationToken cancel)
    {
        var store = (DocumentStore)services.GetRequiredService<IDocumentStore>();
        MartenSetup.Check(store.Options);
        await store.Storage.ApplyAllConfiguredChangesToDatabaseAsync();
        await Schema.Create(services.GetRequiredService<NpgsqlDataSource>(), services.GetRequiredService<StreamKinds>(), cancel);
        return await AccountsModule.Prepare(services, services.GetRequiredService<RegistryOptions>().ConnectionString, cancel);
    }
}
