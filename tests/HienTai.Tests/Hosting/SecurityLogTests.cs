using System.Collections.Concurrent;
using System.Net;
using Grpc.Core;
using HienTai.Organization.V1;
using HienTai.Personnel.V1;
using HienTai.Registry.V1;
using HienTai.Server.Accounts;
using HienTai.Server.Hosting;
using HienTai.Server.Pipeline;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using CredentialService = HienTai.Access.V1.CredentialService;

namespace HienTai.Tests.Hosting;

/// <summary>Keeps what the server says.</summary>
public sealed class Heard : ILoggerProvider, ILogger
{
    public ConcurrentQueue<string> Lines { get; } = [];

    public ILogger CreateLogger(string categoryName) => this;

    public void Log<TState>(
        LogLevel level,
        EventId id,
        TState state,
        Exception? e,
        Func<TState, Exception?, string> words
    ) => Lines.Enqueue($"{words(state, e)} {e}");

    public bool IsEnabled(LogLevel level) => true;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public void Dispose() { }
}

public sealed class WatchedApp : App
{
    public Heard Heard { get; } = new();
    protected override Limits Limits { get; } = new() { CallsPerSecond = 1, CallsPerSecondFromAddress = 100_000 };

    protected override Task Fill()
    {
        Services.GetRequiredService<ILoggerFactory>().AddProvider(Heard);
        return Task.CompletedTask;
    }
}

/// <summary>
/// What was refused, turned away or let in with a token can be read afterwards, and nothing else of it.
/// </summary>
public sealed class SecurityLogTests(WatchedApp app) : IClassFixture<WatchedApp>
{
    const string Person = "Bùi Thị Kín Đáo",
        Number = "079180123456",
        Typed = "mat-khau-go-nham-o";

    [Fact]
    public async Task One_line_says_what_was_refused_to_whom_and_no_secret()
    {
        await Refused.By(
            new CredentialService.CredentialServiceClient(app.Grpc("gddt")).ListClientsAsync(new()),
            StatusCode.PermissionDenied,
            "NOT_ALLOWED"
        );
        Says("NOT_ALLOWED", "CredentialService/ListClients", AccountIds.Of("gddt").ToString(), "127.0.0.1");

        await Refused.By(
            new UnitService.UnitServiceClient(app.Grpc(null)).ListUnitsAsync(
                new(),
                new Metadata { { "authorization", $"Bearer {Typed}" } }
            ),
            StatusCode.Unauthenticated,
            "NOT_SIGNED_IN"
        );
        Says("NOT_SIGNED_IN", "UnitService/ListUnits", "none");

        await Refused.By(
            app.Seed.People.ListPeopleAsync(new() { Query = $"{Person} {Number}", PageSize = -1 }),
            StatusCode.InvalidArgument,
            "MALFORMED"
        );
        Says("MALFORMED", "PersonService/ListPeople", AccountIds.Of("noivu").ToString());
        await Refused.By(
            app.Seed.People.GetPersonAsync(new() { Id = Seed.NewId().ToString() }),
            StatusCode.NotFound,
            "NOT_ON_RECORD"
        );
        Says("NOT_ON_RECORD", "PersonService/GetPerson");
        await Refused.By(
            app.Seed.People.RegisterPersonAsync(
                new()
                {
                    Envelope = Seed.Envelope(validateOnly: true),
                    PersonId = "?",
                    Change = new(),
                }
            ),
            StatusCode.InvalidArgument,
            "MALFORMED"
        );
        app.Heard.Lines.Should()
            .NotContain(l => l.Contains("RegisterPerson"), "trying a change out is no attempt at it");

        var client = await Accounts.PlantedProgram.In(app, "phan-mem");
        var token = await Token(client.ClientId, client.Secret);
        Says("TOKEN_GRANTED", client.ClientId);
        await Token(client.ClientId, Typed);
        Says("TOKEN_REFUSED (invalid_client)", client.ClientId);
        await Token(Typed, "x");
        Says("TOKEN_REFUSED (invalid_client)", "not registered");

        using var http = new HttpClient();
        await http.GetAsync(
            $"{app.WebAddress}/hientai.registry.v1.RegistryService/GetRegistry?q={Uri.EscapeDataString(Person)}"
        );
        Says("WEB_DOOR_405", "127.0.0.1");
        await http.PostAsync($"{app.WebAddress}/hientai.{Number}/x", null);
        Says("WEB_DOOR_415", "no method");

        var registry = new RegistryService.RegistryServiceClient(app.Grpc("xa"));
        await FluentActions
            .Awaiting(async () =>
            {
                for (var i = 0; i < 40; i++)
                    await registry.GetRegistryAsync(new());
            })
            .Should()
            .ThrowAsync<RpcException>();
        Says("RATE_LIMITED", "RegistryService/GetRegistry");

        foreach (
            var secret in new[]
            {
                Person,
                Uri.EscapeDataString(Person),
                Number,
                Typed,
                client.Secret,
                token!.Split('"')[3],
            }
        )
            app.Heard.Lines.Should().NotContain(l => l.Contains(secret));
    }

    void Says(params string[] parts) =>
        app.Heard.Lines.Should().Contain(l => parts.All(p => l.Contains(p)), string.Join(", ", parts));

    async Task<string?> Token(string client, string secret)
    {
        using var http = new HttpClient();
        using var answer = await http.PostAsync(
            $"{app.WebAddress}/connect/token",
            new FormUrlEncodedContent([
                new("grant_type", "client_credentials"),
                new("client_id", client),
                new("client_secret", secret),
            ])
        );
        return answer.IsSuccessStatusCode ? await answer.Content.ReadAsStringAsync() : null;
    }

    [Fact]
    public void A_flood_does_not_fill_the_disk()
    {
        var heard = new Heard();
        using var factory = LoggerFactory.Create(b => b.AddProvider(heard));
        SecurityLog Fresh() => new(factory.CreateLogger<SecurityLog>());
        static HttpContext From(int who) =>
            new DefaultHttpContext
            {
                Connection = { RemoteIpAddress = new IPAddress([10, 0, (byte)(who >> 8), (byte)who]) },
            };
        var (one, many) = (Fresh(), Fresh());
        // Two, should a minute pass meanwhile.
        for (var i = 0; i < 10_000; i++)
            one.TurnedAway(From(1), "X");
        heard.Lines.Should().HaveCountGreaterThan(1).And.HaveCountLessThanOrEqualTo(2 * SecurityLog.OfOneCaller + 1);
        heard.Lines.Clear();
        for (var i = 0; i < 10_000; i++)
            many.TurnedAway(From(i), "X");
        heard
            .Lines.Should()
            .HaveCountGreaterThan(SecurityLog.OfOneCaller)
            .And.HaveCountLessThanOrEqualTo(2 * SecurityLog.OfAll + 1);
    }
}
