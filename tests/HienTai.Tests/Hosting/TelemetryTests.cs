using System.Collections.Concurrent;
using System.Net;
using System.Text;
using Grpc.Core;
using HienTai.Personnel.V1;
using HienTai.Server.Hosting;
using HienTai.Tests.Vault;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace HienTai.Tests.Hosting;

/// <summary>A server with everything measured, and a collector that keeps what it was sent, byte for byte.</summary>
public sealed class MeasuredApp : App
{
    readonly WebApplication collector;

    public MeasuredApp()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        collector = builder.Build();
        collector.MapPost("/v1/{kind}", Keep);
    }

    public Heard Heard { get; } = new();
    public ConcurrentQueue<byte[]> Sent { get; } = [];

    public string MetricsAddress =>
        Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Last();

    async Task Keep(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body);
        Sent.Enqueue(body.ToArray());
    }

    protected override async Task<Template.Copy> Take()
    {
        await collector.StartAsync();
        return await base.Take();
    }

    protected override RegistryOptions Options(RegistryOptions usual) =>
        usual with
        {
            Telemetry = new(new(collector.Urls.First()), 0),
        };

    protected override Task Fill()
    {
        Services.GetRequiredService<ILoggerFactory>().AddProvider(Heard);
        return Task.CompletedTask;
    }

    public void Flush()
    {
        Services.GetRequiredService<TracerProvider>().ForceFlush();
        Services.GetRequiredService<MeterProvider>().ForceFlush();
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await collector.DisposeAsync();
    }
}

/// <summary>What is measured, traced and logged says how the server does, and nothing about anybody.</summary>
public sealed class TelemetryTests(MeasuredApp app) : IClassFixture<MeasuredApp>
{
    [Fact]
    public async Task No_value_of_a_person_leaves_with_what_is_measured()
    {
        var person = new Canaries();
        await person.Record(app.Grpc(), await app.Seed.Unit("Xã Được Đo"));
        var people = new PersonService.PersonServiceClient(app.Grpc());
        await people.GetPersonAsync(new() { Id = person.Id.ToString() });
        // Faults quote what they could not take.
        foreach (var nonsense in new[] { person.Name, person.Number })
            await FluentActions
                .Awaiting(async () => await people.GetPersonAsync(new() { Id = nonsense }))
                .Should()
                .ThrowAsync<RpcException>();
        await FluentActions
            .Awaiting(async () => await Execute($"select '{person.Surname.ToLowerInvariant()}'::uuid"))
            .Should()
            .ThrowAsync<Npgsql.PostgresException>();
        using var http = new HttpClient();
        var request = new HttpRequestMessage(
            HttpMethod.Get,
            $"{app.WebAddress}/nhan-su/{Uri.EscapeDataString(person.LaterName)}?q={person.Email}"
        );
        request.Headers.TryAddWithoutValidation("User-Agent", person.Phone);
        request.Headers.TryAddWithoutValidation(
            "traceparent",
            "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"
        );
        request.Headers.TryAddWithoutValidation("tracestate", $"a={person.FileNumber}");
        (await http.SendAsync(request)).StatusCode.Should().Be(HttpStatusCode.OK);
        app.Flush();

        var sent = Encoding.UTF8.GetString([.. app.Sent.SelectMany(b => b)]);
        foreach (
            var measured in new[] { "PersonService/RegisterPerson", "rpc.server.call.duration", "Npgsql", "dotnet.gc" }
        )
            sent.Should().Contain(measured);
        var scraped = await http.GetStringAsync($"{app.MetricsAddress}/metrics");
        scraped
            .Should()
            .Contain("rpc_server_call_duration")
            .And.Contain("hientai_ready")
            .And.Contain("PersonService/GetPerson");
        string[] secrets = [.. person.All, person.Id.ToString(), Uri.EscapeDataString(person.LaterName), "select "];
        foreach (var place in new[] { sent, scraped })
            secrets.Where(s => place.Contains(s, StringComparison.OrdinalIgnoreCase)).Should().BeEmpty();
        var logged = string.Join('\n', app.Heard.Lines);
        person.All.Where(s => logged.Contains(s, StringComparison.OrdinalIgnoreCase)).Should().BeEmpty();
    }

    async Task Execute(string sql)
    {
        await using var command = app.Database.CreateCommand(sql);
        await command.ExecuteScalarAsync();
    }

    [Fact]
    public async Task The_port_of_metrics_is_no_third_door()
    {
        using var http = new HttpClient();
        foreach (var path in new[] { "/", "/healthz", "/connect/token", "/grpc.health.v1.Health/Check" })
            (await http.GetAsync($"{app.MetricsAddress}{path}")).StatusCode.Should().Be(HttpStatusCode.NotFound, path);
        var stranger = new HttpRequestMessage(HttpMethod.Get, $"{app.MetricsAddress}/metrics");
        stranger.Headers.Host = "stranger.example";
        (await http.SendAsync(stranger)).StatusCode.Should().Be(HttpStatusCode.NotFound);
        (await http.GetStringAsync($"{app.WebAddress}/metrics")).Should().Contain("<title>Hiền Tài");
    }
}
