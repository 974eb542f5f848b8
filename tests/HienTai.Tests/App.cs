using System.Reflection;
using Grpc.Core;
using Grpc.Core.Interceptors;
using Grpc.Net.Client;
using Grpc.Net.Client.Web;
using HienTai.Server.Access;
using HienTai.Server.Accounts;
using HienTai.Server.Database;
using HienTai.Server.Hosting;
using HienTai.Server.Pipeline;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

[assembly: AssemblyFixture(typeof(HienTai.Tests.Postgres))]
[assembly: AssemblyFixture(typeof(HienTai.Tests.App))]

namespace HienTai.Tests;

/// <summary>One PostgreSQL for the run, in a folder of its own; every app gets a database in it.</summary>
public sealed class Postgres : IAsyncLifetime
{
    static readonly SemaphoreSlim Once = new(1);
    static EmbeddedPostgres? server;
    static string folder = "";

    public static string Metadata(string key) =>
        typeof(RegistryHost).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().First(a => a.Key == key).Value!;

    public static async Task<Connections> NewDatabase()
    {
        await Once.WaitAsync();
        try
        {
            if (server is null)
            {
                folder = TempFolder();
                server = await EmbeddedPostgres.Start(
                    new(folder, Metadata("PostgresModules"), Fsync: false),
                    null,
                    CancellationToken.None
                );
            }
        }
        finally
        {
            Once.Release();
        }
        var name = $"t_{Guid.NewGuid():N}";
        await using var connection = new NpgsqlConnection(server.AdministratorConnectionString);
        await connection.OpenAsync();
        await using var create = new NpgsqlCommand(
            $"create database {name} owner \"{new NpgsqlConnectionStringBuilder(server.OwnerConnectionString).Username}\"",
            connection
        );
        await create.ExecuteNonQueryAsync();
        string To(string role) =>
            new NpgsqlConnectionStringBuilder(role) { Database = name, MaxPoolSize = 20 }.ConnectionString;
        return new(
            To(server.ConnectionString),
            To(server.OwnerConnectionString),
            To(server.AuditorConnectionString),
            To(server.AdministratorConnectionString)
        );
    }

    /// <summary>Where the databases of this run have their files.</summary>
    public static string Cluster => Path.Combine(folder, "postgres");

    public static string TempFolder()
    {
        // A place that an unprivileged database process can reach too.
        var path = Path.Combine(Path.GetTempPath(), $"hientai-tests-{Guid.NewGuid():N}"[..28]);
        return path;
    }

    public ValueTask InitializeAsync() => default;

    public async ValueTask DisposeAsync()
    {
        if (server is not null)
            await server.DisposeAsync();
        if (Directory.Exists(folder))
            Directory.Delete(folder, recursive: true);
    }
}

/// <summary>One database as each of its roles.</summary>
public sealed record Connections(string App, string Owner, string Auditor, string Administrator);

/// <summary>
/// The real server on a real database, spoken to over the real wire: native gRPC and gRPC-Web on two loopback ports.
/// </summary>
public class App : IAsyncLifetime
{
    WebApplication? app;

    public string WebAddress { get; private set; } = "";
    public string GrpcAddress { get; private set; } = "";
    public Connections Connections { get; private set; } = null!;

    /// <summary>The folder of its master keys.</summary>
    public string Keys { get; private set; } = "";
    public IServiceProvider Services => app!.Services;
    public Seed Seed { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Connections = await Postgres.NewDatabase();
        Environment.SetEnvironmentVariable("ASPNETCORE_ENVIRONMENT", "Development");
        app = RegistryHost.Build(
            new(
                Connections.App,
                0,
                0,
                Postgres.Metadata("WebRoot"),
                Connections.Owner,
                Keys = Postgres.TempFolder(),
                Connections.Administrator
            )
            {
                Limits = Limits,
                Accounts = Settings(new(SecretsFolder)),
            },
            Arguments
        );
        await RegistryHost.Prepare(app.Services, CancellationToken.None);
        await app.Services.GetRequiredService<Writer>().StartAsync(CancellationToken.None);
        await Fill();
        await AccountsModule.Open(app.Services, CancellationToken.None);
        await app.StartAsync();
        var addresses = app
            .Services.GetRequiredService<IServer>()
            .Features.Get<IServerAddressesFeature>()!
            .Addresses.ToArray();
        (WebAddress, GrpcAddress) = (addresses[0], addresses[1]);
        Seed = new(this);
    }

    public string SecretsFolder { get; } = Postgres.TempFolder();
    protected virtual string[] Arguments => [];

    protected virtual AccountSettings Settings(AccountSettings usual) => usual;

    /// <summary>One account makes all the calls of all the tests, faster than any office does.</summary>
    protected virtual Limits Limits { get; } =
        new()
        {
            CallsPerSecond = 100_000,
            CallsPerSecondFromAddress = 100_000,
            SignInsPerMinute = 100_000,
            ExportsAtOnce = 16,
        };

    protected virtual Task Fill() =>
        DemoMandates.Open(Services.GetRequiredService<Writer>(), Database, CancellationToken.None);

    public CallInvoker Grpc(string? actor = "noivu") =>
        Acting(
            native ??= GrpcChannel.ForAddress(
                GrpcAddress,
                new() { MaxSendMessageSize = null, MaxReceiveMessageSize = null }
            ),
            actor
        );

    public CallInvoker GrpcWeb(string? actor = "noivu") =>
        Acting(
            web ??= GrpcChannel.ForAddress(
                WebAddress,
                new()
                {
                    HttpVersion = System.Net.HttpVersion.Version11,
                    HttpHandler = new GrpcWebHandler(GrpcWebMode.GrpcWeb, new FromHere()),
                    MaxSendMessageSize = null,
                    MaxReceiveMessageSize = null,
                }
            ),
            actor
        );

    // One channel for all calls of all tests, as any client has: a channel each would be a connection each, and the
    // server has 2,000.
    GrpcChannel? native,
        web;

    /// <summary>Says what every client of the web door says.</summary>
    public sealed class FromHere() : DelegatingHandler(new HttpClientHandler())
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancel)
        {
            request.Headers.Add(Doors.Header, "1");
            return base.SendAsync(request, cancel);
        }
    }

    static CallInvoker Acting(GrpcChannel channel, string? actor) =>
        actor is null
            ? channel.CreateCallInvoker()
            : channel.Intercept(metadata =>
            {
                metadata.Add(Actors.Header, actor);
                return metadata;
            });

    public NpgsqlDataSource Database => Services.GetRequiredService<NpgsqlDataSource>();

    public async Task<T> Scalar<T>(string sql)
    {
        await using var command = Database.CreateCommand(sql);
        return (T)(await command.ExecuteScalarAsync())!;
    }

    public async ValueTask DisposeAsync()
    {
        native?.Dispose();
        web?.Dispose();
        if (app is not null)
        {
            await app.StopAsync();
            await app.DisposeAsync();
        }
        foreach (var folder in (string[])[Keys, SecretsFolder])
            if (Directory.Exists(folder))
                Directory.Delete(folder, recursive: true);
        GC.SuppressFinalize(this);
    }
}
