using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using HienTai.Server.Database;
using HienTai.Server.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace HienTai.Tests.Hosting;

/// <summary>A server as its operator set it up: with a certificate, behind a proxy, outside Development.</summary>
public sealed class EdgeTests(App app)
{
    static async Task<(WebApplication Host, Uri Web, Uri Grpc)> Start(Edge edge)
    {
        // Pages and headers need no database behind them.
        var host = RegistryHost.Build(
            new("Host=127.0.0.1;Port=1", 0, 0, Postgres.Metadata("WebRoot")) { Edge = edge },
            []
        );
        foreach (
            var service in host
                .Services.GetServices<Microsoft.Extensions.Hosting.IHostedService>()
                .OfType<Server.Pipeline.Writer>()
        )
            await service.StartAsync(default);
        await host.StartAsync();
        var at = host
            .Services.GetRequiredService<IServer>()
            .Features.Get<IServerAddressesFeature>()!
            .Addresses.Select(a => new Uri(a))
            .ToArray();
        return (host, at[0], at[1]);
    }

    [Fact]
    public async Task No_port_is_opened_but_the_servers_own()
    {
        await using var host = RegistryHost.Build(
            new("Host=127.0.0.1;Port=1", 0, 0),
            ["--Kestrel:Endpoints:Third:Url=http://127.0.0.1:0", "--urls=http://127.0.0.1:0"]
        );
        await host.Services.GetRequiredService<Server.Pipeline.Writer>().StartAsync(default);
        await host.StartAsync();
        host.Services.GetRequiredService<IServer>()
            .Features.Get<IServerAddressesFeature>()!
            .Addresses.Should()
            .HaveCount(2);
    }

    static (string Certificate, string Key) Pem(string folder)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256);
        using var made = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        var (certificate, secret) = (Path.Combine(folder, "a.pem"), Path.Combine(folder, "a.key"));
        File.WriteAllText(certificate, made.ExportCertificatePem());
        File.WriteAllText(secret, key.ExportPkcs8PrivateKeyPem());
        return (certificate, secret);
    }

    [Fact]
    public async Task With_a_certificate_both_doors_speak_TLS_alone()
    {
        var folder = Directory.CreateTempSubdirectory("hientai-tls-").FullName;
        try
        {
            var (certificate, key) = Pem(folder);
            var (host, web, grpc) = await Start(Edge.Local with { Certificate = Edge.Load(certificate, key) });
            await using (host)
            {
                using var trusting = new HttpClient(
                    new SocketsHttpHandler
                    {
                        SslOptions = new() { RemoteCertificateValidationCallback = (_, _, _, _) => true },
                    }
                );
                using var page = await trusting.GetAsync($"https://127.0.0.1:{web.Port}/");
                page.Headers.GetValues("Strict-Transport-Security")
                    .Should()
                    .Equal("max-age=31536000; includeSubDomains");
                foreach (var door in new[] { web, grpc })
                {
                    foreach (
                        var (version, accepted) in new[] { (SslProtocols.Tls13, true), (SslProtocols.Tls12, true) }
                    )
                        (await Speaks(door.Port, version)).Should().Be(accepted, $"{version} at {door}");
#pragma warning disable SYSLIB0039, CS0618 // the old versions are asked for to see them refused
                    (await Speaks(door.Port, SslProtocols.Tls11)).Should().BeFalse();
#pragma warning restore SYSLIB0039, CS0618
                    await FluentActions
                        .Awaiting(() => trusting.GetAsync($"http://127.0.0.1:{door.Port}/"))
                        .Should()
                        .ThrowAsync<HttpRequestException>("it is not spoken without TLS");
                }
            }
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    static async Task<bool> Speaks(int port, SslProtocols version)
    {
        using var socket = new TcpClient("127.0.0.1", port);
        await using var tls = new SslStream(socket.GetStream());
        try
        {
            await tls.AuthenticateAsClientAsync(
                new SslClientAuthenticationOptions
                {
                    TargetHost = "localhost",
                    EnabledSslProtocols = version,
                    RemoteCertificateValidationCallback = (_, _, _, _) => true,
                    ApplicationProtocols = [SslApplicationProtocol.Http2],
                }
            );
            return tls.SslProtocol == version;
        }
        catch (Exception e) when (e is AuthenticationException or IOException)
        {
            return false;
        }
    }

    [Fact]
    public void A_certificate_that_cannot_be_read_is_said_in_one_sentence()
    {
        var failure = FluentActions
            .Invoking(() => Edge.Load("/no/such.pem", "/no/such.key"))
            .Should()
            .Throw<StartupFailure>()
            .Which;
        (failure.Vi, failure.En)
            .Should()
            .Match<(string Vi, string En)>(f => f.Vi.Contains("HIENTAI_CERTIFICATE") && f.En.Contains("/no/such.pem"));
        FluentActions
            .Invoking(() => Edge.Proxy("mạng trong"))
            .Should()
            .Throw<StartupFailure>()
            .Which.En.Should()
            .Contain("HIENTAI_PROXIES");
    }

    static async Task<bool> BelievesHttps(Uri web)
    {
        using var client = new HttpClient();
        var request = new HttpRequestMessage(HttpMethod.Get, web);
        request.Headers.Add("X-Forwarded-Proto", "https");
        request.Headers.Add("X-Forwarded-For", "203.0.113.7");
        using var answer = await client.SendAsync(request);
        answer.StatusCode.Should().Be(HttpStatusCode.OK);
        return answer.Headers.Contains("Strict-Transport-Security");
    }

    [Fact]
    public async Task Nobody_is_believed_but_a_configured_proxy()
    {
        (await BelievesHttps(new(app.WebAddress))).Should().BeFalse();
        foreach (var (proxy, believed) in new[] { ("127.0.0.1", true), ("127.0.0.0/8", true), ("10.0.0.0/24", false) })
        {
            var (host, web, _) = await Start(Edge.Local with { Proxies = [Edge.Proxy(proxy)] });
            await using (host)
                (await BelievesHttps(web)).Should().Be(believed, proxy);
        }
    }

    [Fact]
    public async Task It_is_open_where_its_operator_says_and_nowhere_else()
    {
        var (host, web, grpc) = await Start(
            (Edge.Local with { Hosts = [.. Edge.Local.Hosts, "127.0.0.2"] }).On(["127.0.0.2"])
        );
        await using (host)
        {
            (web.Host, grpc.Host).Should().Be(("127.0.0.2", "127.0.0.2"));
            using var client = new HttpClient();
            using var page = await client.GetAsync(web);
            page.StatusCode.Should().Be(HttpStatusCode.OK);
            foreach (var door in new[] { web, grpc })
                await FluentActions
                    .Awaiting(() => client.GetAsync($"http://127.0.0.1:{door.Port}/"))
                    .Should()
                    .ThrowAsync<HttpRequestException>();
        }
    }

    [Theory]
    [InlineData("Development", true)]
    [InlineData("Production", false)]
    public void Reflection_is_offered_in_Development_only(string environment, bool offered)
    {
        using var host = (IDisposable)
            RegistryHost.Build(new("Host=127.0.0.1;Port=1", 0, 0), [$"--environment={environment}"]);
        ((IEndpointRouteBuilder)host)
            .DataSources.SelectMany(s => s.Endpoints)
            .Any(e => e.DisplayName?.Contains("ServerReflection") ?? false)
            .Should()
            .Be(offered);
    }
}
