using Grpc.Core;
using Grpc.Core.Interceptors;
using Grpc.Net.Client;
using Grpc.Net.Client.Web;
using HienTai.Server.Accounts;
using HienTai.Server.Hosting;
using HienTai.Server.Ledger;
using HienTai.Server.Pipeline;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

[assembly: AssemblyFixture(typeof(HienTai.Tests.App))]

namespace HienTai.Tests;

/// <summary>
/// The real server on a real database, spoken to over the real wire: native gRPC and gRPC-Web on two loopback ports. It
/// starts when something of it is first asked for.
/// </summary>
public class App : IAsyncLifetime
{
    readonly Lazy<Task<Running>> running;
    readonly AsyncLocal<Running?> starting = new();

    sealed record Running(WebApplication App, Template.Copy Registry)
    {
        public string[] Addresses =>
            [.. App.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses];
    }

    public App()
    {
        running = new(() => Task.Run(StartOnce));
        Seed = new(this);
    }

    public string WebAddress => Run.Addresses[0];
    public string GrpcAddress => Run.Addresses[1];
    public Connections Connections => Run.Registry.Connections;

    /// <summary>Its registry, for another server on it.</summary>
    public Template.Copy Registry => Run.Registry;

    /// <summary>The folder of its master keys.</summary>
    public string Keys => Run.Registry.Keys;
    public string SecretsFolder => Run.Registry.Secrets;
    public IServiceProvider Services => Run.App.Services;
    public Seed Seed { get; }

    // Who fills the registry, while it starts, asks for what is there so far; everybody else waits until it is whole.
    Running Run => starting.Value ?? running.Value.GetAwaiter().GetResult();

    /// <summary>Starts it now, for whom a failure to do so is the point.</summary>
    public Task Start() => running.Value;

    public ValueTask InitializeAsync() => default;

    async Task<Running> StartOnce()
    {
        var registry = await Take();
        Environment.SetEnvironmentVariable("ASPNETCORE_ENVIRONMENT", "Development");
        var options = registry.Options;
        var app = RegistryHost.Build(
            Options(options with { Limits = Limits, Accounts = Settings(options.Accounts!) }),
            Arguments
        );
        starting.Value = new(app, registry);
        await RegistryHost.Prepare(app.Services, CancellationToken.None);
        await app.Services.GetRequiredService<Writer>().StartAsync(CancellationToken.None);
        await app.Services.GetRequiredService<Continuing>().TakeUp(CancellationToken.None);
        await Fill();
        await AccountsModule.Open(app.Services, CancellationToken.None);
        await app.StartAsync();
        return starting.Value;
    }

    /// <summary>What its registry begins as.</summary>
    protected virtual Template From => Template.Demo;

    protected virtual Task<Template.Copy> Take() => From.Take();

    /// <summary>What is on record besides, before the doors open.</summary>
    protected virtual Task Fill() => Task.CompletedTask;

    protected virtual string[] Arguments => [];

    protected virtual RegistryOptions Options(RegistryOptions usual) => usual;

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

    public static CallInvoker Acting(GrpcChannel channel, string? actor) =>
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

    public virtual async ValueTask DisposeAsync()
    {
        native?.Dispose();
        web?.Dispose();
        GC.SuppressFinalize(this);
        if (!running.IsValueCreated || running.Value.IsFaulted)
            return;
        var (app, registry) = await running.Value;
        await app.StopAsync();
        await app.DisposeAsync();
        registry.Delete();
    }
}

/// <summary>Another server on the registry of one that is up, or has been. It ends before the first.</summary>
public class OtherServer(App first, string? keys = null) : App
{
    protected App First => first;

    protected override Task<Template.Copy> Take() =>
        Task.FromResult(first.Registry with { Borrowed = true, Keys = keys ?? first.Keys });
}
