using System.Reflection;
using Grpc.Core;
using Grpc.Core.Interceptors;
using Grpc.Net.Client;
using Grpc.Net.Client.Web;
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

    public static string Metadata(string key) => typeof(RegistryHost).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().First(a => a.Key == key).Value!;

    public static async Task<string> NewDatabase()
    {
        await Once.WaitAsync();
        try
        {
            if (server is null)
            {
                folder = TempFolder();
                server = await EmbeddedPostgres.Start(new(folder, Metadata("PostgresModules"), Fsync: false), null, CancellationToken.None);
            }
        }
        finally { Once.Release(); }
        var name = $"t_{Guid.NewGuid():N}";
        await using var connection = new NpgsqlConnection(server.AdministratorConnectionString);
        await connection.OpenAsync();
        var owner = new NpgsqlConnectionStringBuilder(server.ConnectionString);
        await using var create = new NpgsqlCommand($"create database {name} owner \"{owner.Username}\"", connection);
        await create.ExecuteNonQueryAsync();
        owner.Database = name;
        owner.MaxPoolSize = 20;
        return owner.ConnectionString;
    }

    public static string TempFolder()
    {
        // A place that an unprivileged database process can reach too.
        var path = Path.Combine(Path.GetTempPath(), $"hientai-tests-{Guid.NewGuid():N}"[..28]);
        return path;
    }

    public ValueTask InitializeAsync() => default;

    public async ValueTask DisposeAsync()
    {
        if (server is not null) await server.DisposeAsync();
        if (Directory.Exists(folder)) Directory.Delete(folder, recursive: true);
    }
}

/// <summary>The real server on a real database, spoken to over the real wire: native gRPC and gRPC-Web on two loopback ports.</summary>
public class App : IAsyncLifetime
{
    WebApplication? app;

    public string WebAddress { get; private set; } = "";
    public string GrpcAddress { get; private set; } = "";
    public string ConnectionString { get; private set; } = "";
    public IServiceProvider Services => app!.Services;
    public Seed Seed { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        ConnectionString = await Postgres.NewDatabase();
        Environment.SetEnvironmentVariable("ASPNETCORE_ENVIRONMENT", "Development");
        app = RegistryHost.Build(new(ConnectionString, 0, 0, Postgres.Metadata("WebRoot"), Settings(new(SecretsFolder))), Arguments);
        await RegistryHost.Prepare(app.Services, CancellationToken.None);
        await app.Services.GetRequiredService<Writer>().StartAsync(CancellationToken.None);
        await Fill();
        await app.StartAsync();
        var addresses = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.ToArray();
        (WebAddress, GrpcAddress) = (addresses[0], addresses[1]);
        Seed = new(this);
    }

    public string SecretsFolder { get; } = Postgres.TempFolder();
    protected virtual string[] Arguments => [];
    protected virtual AccountSettings Settings(AccountSettings usual) => usual;
    protected virtual Task Fill() => Task.CompletedTask;

    public CallInvoker Grpc(string? actor = "noivu") => Acting(GrpcChannel.ForAddress(GrpcAddress, Options()), actor);

    public CallInvoker GrpcWeb(string? actor = "noivu") =>
        Acting(GrpcChannel.ForAddress(WebAddress, new() { HttpVersion = System.Net.HttpVersion.Version11, HttpHandler = new GrpcWebHandler(GrpcWebMode.GrpcWeb, new HttpClientHandler()), MaxSendMessageSize = null, MaxReceiveMessageSize = null }), actor);

    static GrpcChannelOptions Options() => new() { MaxSendMessageSize = null, MaxReceiveMessageSize = null };

    static CallInvoker Acting(GrpcChannel channel, string? actor) => actor is null ? channel.CreateCallInvoker() : channel.Intercept(metadata =>
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
        if (app is not null) await app.DisposeAsync();
        if (Directory.Exists(SecretsFolder)) Directory.Delete(SecretsFolder, recursive: true);
        GC.SuppressFinalize(this);
    }
}
