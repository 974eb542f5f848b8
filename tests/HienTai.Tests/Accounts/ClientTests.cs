using System.Net;
using System.Text.Json;
using Grpc.Core;
using HienTai.Organization.V1;
using HienTai.Server.Accounts;

namespace HienTai.Tests.Accounts;

/// <summary>Other applications: tokens of the embedded issuer and of somebody else's.</summary>
[Collection(AccountsApp.Name)]
public sealed class ClientTests(AccountsApp app)
{
    readonly HttpClient http = new();

    UnitService.UnitServiceClient Units => new(app.Grpc(null));

    static Metadata Bearer(string token) => new() { { "authorization", $"Bearer {token}" } };

    async Task<(HttpStatusCode Status, JsonElement Said)> Ask(
        string client,
        string secret,
        string grant = "client_credentials"
    )
    {
        using var answer = await http.PostAsync(
            $"{app.WebAddress}/connect/token",
            new FormUrlEncodedContent([
                new("grant_type", grant),
                new("client_id", client),
                new("client_secret", secret),
            ])
        );
        return (answer.StatusCode, JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement);
    }

    [Fact]
    public async Task A_client_gets_a_token_and_asks_as_its_program_on_both_ports()
    {
        var client = await app.Program("truong-hoc");
        var (status, said) = await Ask(client.ClientId, client.Secret);
        status.Should().Be(HttpStatusCode.OK, said.ToString());
        var token = said.GetProperty("access_token").GetString()!;
        said.GetProperty("expires_in").GetInt32().Should().BeInRange(800, 900);

        await Units.ListUnitsAsync(new(), Bearer(token));
        await new UnitService.UnitServiceClient(app.GrpcWeb(null)).ListUnitsAsync(new(), Bearer(token));
        (
            await new HienTai.Access.V1.SessionService.SessionServiceClient(app.Grpc(null)).GetSessionAsync(
                new(),
                Bearer(token)
            )
        )
            .Name.Should()
            .Be("truong-hoc");
        await Refused.By(
            Units.ListUnitsAsync(new(), Bearer(token[..^8] + "AAAAAAAA")),
            StatusCode.Unauthenticated,
            "NOT_SIGNED_IN"
        );
        await Refused.By(
            new HienTai.Access.V1.CredentialService.CredentialServiceClient(app.Grpc(null)).ListClientsAsync(
                new(),
                Bearer(token)
            ),
            StatusCode.PermissionDenied,
            "NOT_ALLOWED"
        );
        var acting = Bearer(token[..^8] + "AAAAAAAA");
        acting.Add(Server.Pipeline.Actors.Header, "quantri");
        await Refused.By(Units.ListUnitsAsync(new(), acting), StatusCode.Unauthenticated, "NOT_SIGNED_IN");

        (await Ask(client.ClientId, "sai")).Status.Should().Be(HttpStatusCode.Unauthorized);
        (await Ask(client.ClientId, client.Secret, "password")).Status.Should().Be(HttpStatusCode.BadRequest);
        var listed = (await app.Administrator.ListClientsAsync(new())).Clients.Single(c =>
            c.ClientId == client.ClientId
        );
        (listed.Name, listed.AccountName, listed.Stopped).Should().Be(("Phần mềm truong-hoc", "truong-hoc", false));

        (
            await app.Administrator.RemoveClientAsync(
                new() { ClientId = client.ClientId, Envelope = Seed.Envelope("Lộ bí mật.") }
            )
        )
            .Clients.Should()
            .NotContain(c => c.ClientId == client.ClientId);
        await Refused.By(Units.ListUnitsAsync(new(), Bearer(token)), StatusCode.Unauthenticated, "NOT_SIGNED_IN");
        await Refused.By(
            app.Administrator.RemoveClientAsync(new() { ClientId = client.ClientId }),
            StatusCode.NotFound,
            "NOT_ON_RECORD"
        );
        (await Ask(client.ClientId, client.Secret)).Status.Should().Be(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task The_issuer_describes_itself()
    {
        var said = JsonDocument
            .Parse(await http.GetStringAsync($"{app.WebAddress}/.well-known/openid-configuration"))
            .RootElement;
        said.GetProperty("token_endpoint").GetString().Should().EndWith("/connect/token");
        said.GetProperty("grant_types_supported")
            .EnumerateArray()
            .Select(g => g.GetString())
            .Should()
            .Equal("client_credentials");
        said.GetProperty("issuer").GetString().Should().Be($"{app.WebAddress}/", "an address carries its port");
        said.GetProperty("token_endpoint_auth_methods_supported")
            .EnumerateArray()
            .Select(m => m.GetString())
            .Should()
            .BeEquivalentTo("client_secret_basic", "client_secret_post", "private_key_jwt");
        said.GetProperty("scopes_supported")
            .EnumerateArray()
            .Select(s => s.GetString())
            .Should()
            .Contain(Domain.Access.Scopes.All);
        (await http.GetStringAsync(said.GetProperty("jwks_uri").GetString()))
            .Should()
            .Contain("\"EC\"")
            .And.NotContain("\"d\"");
    }

    [Fact]
    public async Task The_command_line_asks_as_a_client()
    {
        var client = await app.Program("dong-lenh");
        (
            await Cli(
                "units",
                "tree",
                "--client-id",
                client.ClientId,
                "--client-secret",
                client.Secret,
                "--issuer",
                app.WebAddress
            )
        )
            .Exit.Should()
            .Be(0);
        var refused = await Cli(
            "units",
            "tree",
            "--client-id",
            client.ClientId,
            "--client-secret",
            "sai",
            "--issuer",
            app.WebAddress
        );
        (refused.Exit, refused.Error.Contains(client.ClientId)).Should().Be((1, true));
        (await Cli("units", "tree", "--token", "rác")).Exit.Should().Be(64);
        (await Cli("units", "tree", "--token", "rac")).Exit.Should().Be(1);

        async Task<(int Exit, string Error)> Cli(params string[] words)
        {
            var error = new StringWriter();
            return (
                await HienTai.Cli.Cli.Run([.. words, "--server", app.GrpcAddress], new StringWriter(), error),
                error.ToString()
            );
        }
    }

    [Fact]
    public async Task Tokens_of_the_outside_issuer_are_taken_and_nothing_that_only_looks_like_one()
    {
        var issuer = app.Issuer;
        await Units.ListUnitsAsync(new(), Bearer(issuer.Token("noivu")));
        await Units.ListUnitsAsync(new(), Bearer(issuer.Token(AccountIds.Of("gddt").ToString())));
        foreach (
            var (what, token) in new (string, string)[]
            {
                ("another key", issuer.Token("noivu", issuer.Forged)),
                ("the public key as a secret", issuer.Token("noivu", issuer.Confused)),
                ("another audience", issuer.Token("noivu", audience: "khac")),
                ("an id token", issuer.Token("noivu", type: "JWT")),
                ("expired", issuer.Token("noivu", minutes: -2)),
                ("nobody", issuer.Token("khongcoai")),
                ("given for something else", issuer.Token("noivu", scope: "openid hientai2")),
                ("another issuer", issuer.Token("noivu", issuer: "http://127.0.0.1:1")),
                ("unsigned", $"{Part("{\"alg\":\"none\",\"typ\":\"at+jwt\"}")}.{issuer.Token("noivu").Split('.')[1]}."),
                ("not a token", "a.b.c"),
            }
        )
            try
            {
                await Units.ListUnitsAsync(new(), Bearer(token));
                Assert.Fail($"{what} was taken");
            }
            catch (RpcException e)
            {
                e.StatusCode.Should().Be(StatusCode.Unauthenticated, what);
            }

        static string Part(string json) =>
            System.Buffers.Text.Base64Url.EncodeToString(System.Text.Encoding.UTF8.GetBytes(json));
    }

    [Fact]
    public async Task A_token_of_the_outside_issuer_shows_the_second_factor_that_its_account_must_have()
    {
        var issuer = app.Issuer;
        Task Asks(string token) => Units.ListUnitsAsync(new(), Bearer(token)).ResponseAsync;
        string[] password = ["pwd"];
        await Asks(issuer.Token("noivu", amr: password, acr: "urn:vi-du:hai-yeu-to"));
        await Asks(issuer.Token("noivu", amr: ["hwk", "mfa"]));
        await Asks(issuer.Token("canhan", amr: password));
        await app.Program("phan-mem-ngoai");
        await Asks(issuer.Token("phan-mem-ngoai", amr: [], client: "phan-mem-ngoai"));
        foreach (
            var other in new[]
            {
                issuer.Token("noivu", amr: [], client: "noivu"), // a program is nobody's account
                issuer.Token("phan-mem-ngoai", amr: ["mfa"]), // and nobody is a program
            }
        )
            await Refused.By(() => Asks(other), StatusCode.Unauthenticated, "NOT_SIGNED_IN");
        foreach (
            var weak in new[]
            {
                issuer.Token("noivu", amr: password),
                issuer.Token("noivu", amr: []),
                issuer.Token("noivu", amr: password, acr: "urn:vi-du:mot-yeu-to"),
                issuer.Token("noivu", amr: password, client: "app"),
            }
        )
        {
            (await Refused.By(() => Asks(weak), StatusCode.FailedPrecondition, "SIGN_IN_INCOMPLETE"))
                .Message.En.Should()
                .Contain("second factor");
            var registry = await new Registry.V1.RegistryService.RegistryServiceClient(app.Grpc(null)).GetRegistryAsync(
                new(),
                Bearer(weak)
            );
            registry.Me.Should().BeNull("until then it is nobody");
        }
        (
            await Refused.By(
                () => Asks(issuer.Token("noivu", scope: "openid")),
                StatusCode.Unauthenticated,
                "NOT_SIGNED_IN"
            )
        )
            .Message.En.Should()
            .Contain("scope");
    }

    [Fact]
    public async Task An_outside_issuer_that_calls_itself_something_else_is_not_believed()
    {
        var impostor = new Issuer { CallsItself = "http://127.0.0.1:1" };
        await using var refused = new OutsideApp(impostor);
        var failure = (
            await FluentActions
                .Awaiting(async () => await refused.Start())
                .Should()
                .ThrowAsync<Server.Database.StartupFailure>()
        ).Which;
        foreach (var words in new[] { failure.Vi, failure.En })
            words
                .Should()
                .Contain(impostor.Address)
                .And.Contain("http://127.0.0.1:1")
                .And.Contain("HIENTAI_OIDC_ISSUER");

        var turned = new Issuer();
        await using var running = new OutsideApp(turned);
        await running.Start();
        turned.CallsItself = "http://127.0.0.1:1";
        var units = new UnitService.UnitServiceClient(running.Grpc(null));
        await Refused.By(
            units.ListUnitsAsync(new(), Bearer(turned.Token("noivu"))),
            StatusCode.Unauthenticated,
            "NOT_SIGNED_IN"
        );
    }

    sealed class OutsideApp(Issuer issuer) : App
    {
        protected override AccountSettings Settings(AccountSettings usual) =>
            usual with
            {
                Outside = new(issuer.Start(), "hientai"),
            };
    }
}
