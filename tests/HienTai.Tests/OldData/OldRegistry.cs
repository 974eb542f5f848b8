using Grpc.Core;
using Grpc.Core.Interceptors;
using Grpc.Net.Client;
using HienTai.Registry.V1;
using HienTai.Server.Access;
using HienTai.Server.Accounts;
using HienTai.Server.Hosting;
using HienTai.Server.Pipeline;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace HienTai.Tests.OldData;

/// <summary>
/// A database that was left by an older version, and the present server opened on it. What stands in it before it is
/// opened is up to the test.
/// </summary>
public sealed class OldRegistry : IAsyncDisposable
{
    readonly List<string> told = [];
    readonly string secrets = Postgres.TempFolder();
    bool temporary;
    WebApplication? app;
    GrpcChannel? channel;

    OldRegistry(Connections at, string keys) => (At, Owner, Keys) = (at, NpgsqlDataSource.Create(at.Owner), keys);

    public Connections At { get; }
    public NpgsqlDataSource Owner { get; }

    /// <summary>The folder of its master keys.</summary>
    public string Keys { get; }

    /// <summary>What was said while it was made ready.</summary>
    public IReadOnlyList<string> Told => told;
    public IServiceProvider Services => app!.Services;

    /// <param name="at">An empty database, by default one of the run's cluster.</param>
    /// <param name="keys">Where its master keys are to stay; by default they go with it.</param>
    public static async Task<OldRegistry> Make(Connections? at = null, string? keys = null)
    {
        var it = new OldRegistry(at ?? await Postgres.NewDatabase(), keys ?? Postgres.TempFolder())
        {
            temporary = keys is null,
        };
        await using var first = it.Build();
        await RegistryHost.Prepare(first.Services, CancellationToken.None);
        return it;
    }

    WebApplication Build()
    {
        Environment.SetEnvironmentVariable("ASPNETCORE_ENVIRONMENT", "Development");
        return RegistryHost.Build(
            new(At.App, 0, 0, null, At.Owner, Keys, At.Administrator) { Accounts = new(secrets) },
            []
        );
    }

    /// <summary>Its derived tables are of another shape than the present one, as far as the database says.</summary>
    public Task Outdate() => Run("update derived set shape = 'older'; delete from fence");

    /// <summary>Makes it ready as a start does, up to where the doors would open.</summary>
    public async Task Prepare(Action<string> progress)
    {
        await using var host = Build();
        await RegistryHost.Prepare(host.Services, CancellationToken.None, progress);
    }

    public async Task Open()
    {
        app = Build();
        await RegistryHost.Prepare(app.Services, CancellationToken.None, told.Add);
        await app.Services.GetRequiredService<Writer>().StartAsync(CancellationToken.None);
        await DemoMandates.Open(
            app.Services.GetRequiredService<Writer>(),
            app.Services.GetRequiredService<NpgsqlDataSource>(),
            CancellationToken.None
        );
        await AccountsModule.Open(app.Services, CancellationToken.None);
        await app.StartAsync();
        channel = GrpcChannel.ForAddress(
            app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Last()
        );
    }

    public CallInvoker As(string account) =>
        channel!.Intercept(metadata =>
        {
            metadata.Add(Actors.Header, account);
            return metadata;
        });

    public async Task<CheckRebuildResponse> Check()
    {
        var verdict = new CheckRebuildResponse();
        using var check = new RegistryService.RegistryServiceClient(As("kiemtoan")).CheckRebuild(new());
        await foreach (var progress in check.ResponseStream.ReadAllAsync())
            verdict = progress;
        return verdict;
    }

    public async Task Run(string sql, params object[] values)
    {
        await using var command = Owner.CreateCommand(sql);
        foreach (var value in values)
            command.Parameters.Add(new() { Value = value });
        await command.ExecuteNonQueryAsync();
    }

    public async Task<T[]> Column<T>(string sql, params object[] values)
    {
        await using var command = Owner.CreateCommand(sql);
        foreach (var value in values)
            command.Parameters.Add(new() { Value = value });
        await using var rows = await command.ExecuteReaderAsync();
        var all = new List<T>();
        while (await rows.ReadAsync())
            all.Add(rows.GetFieldValue<T>(0));
        return [.. all];
    }

    public async ValueTask DisposeAsync()
    {
        channel?.Dispose();
        if (app is not null)
        {
            await app.StopAsync();
            await app.DisposeAsync();
        }
        await Owner.DisposeAsync();
        foreach (var folder in (string[])(temporary ? [Keys, secrets] : [secrets]))
            if (Directory.Exists(folder))
                Directory.Delete(folder, recursive: true);
    }
}
