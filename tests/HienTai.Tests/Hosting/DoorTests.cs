using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using Google.Protobuf;
using HienTai.Registry.V1;
using HienTai.Server.Hosting;

namespace HienTai.Tests.Hosting;

/// <summary>What comes through the two doors and what does not, byte by byte as a stranger would send it.</summary>
public sealed class DoorTests(App app)
{
    const string Method = "/hientai.registry.v1.RegistryService/GetRegistry";

    // A connection each: one that the server closes after a refusal may otherwise be taken for the next call.
    static readonly HttpClient Http = new(
        new SocketsHttpHandler
        {
            UseCookies = false,
            AllowAutoRedirect = false,
            PooledConnectionLifetime = TimeSpan.Zero,
        }
    );

    /// <summary>A call as our own page makes it, save for what a test changes.</summary>
    static HttpRequestMessage Call(string address, string path = Method)
    {
        var message = new GetRegistryRequest().ToByteArray();
        var request = new HttpRequestMessage(HttpMethod.Post, address + path)
        {
            Content = new ByteArrayContent([0, 0, 0, 0, (byte)message.Length, .. message]),
        };
        request.Content.Headers.ContentType = new("application/grpc-web+proto");
        request.Headers.Add(Doors.Header, "1");
        request.Headers.Add("x-acting-as", "noivu");
        return request;
    }

    static async Task<(int Status, string Grpc, string Body)> Send(HttpRequestMessage request)
    {
        using var answer = await Http.SendAsync(request);
        var body = Encoding.Latin1.GetString(await answer.Content.ReadAsByteArrayAsync());
        return (
            (int)answer.StatusCode,
            answer.Headers.TryGetValues("grpc-status", out var status) ? status.Single()
            : body.Contains("grpc-status: 0") ? "0"
            : "",
            body
        );
    }

    [Fact]
    public async Task A_call_of_our_own_page_comes_through()
    {
        foreach (var type in (string[])["application/grpc-web", "application/grpc-web+proto"])
        {
            var call = Call(app.WebAddress);
            call.Content!.Headers.ContentType = new(type);
            call.Headers.Add("Origin", app.WebAddress);
            call.Headers.Add("Sec-Fetch-Site", "same-origin");
            (await Send(call))
                .Should()
                .Match<(int Status, string Grpc, string Body)>(a => a.Status == 200 && a.Grpc == "0", type);
        }
    }

    public static TheoryData<string, int, Action<HttpRequestMessage>> Strangers
    {
        get
        {
            var all = new TheoryData<string, int, Action<HttpRequestMessage>>();
            foreach (var method in (string[])["GET", "HEAD", "PUT", "DELETE", "OPTIONS", "PATCH", "TRACE"])
                all.Add($"method {method}", 405, r => r.Method = new(method));
            foreach (
                var type in (string[])
                    [
                        "",
                        "text/plain",
                        "application/x-www-form-urlencoded",
                        "multipart/form-data; boundary=x",
                        "application/json",
                        "application/proto",
                        "application/connect+proto",
                        "application/grpc",
                        "application/grpc+proto",
                        "application/grpc-web-text",
                        "application/grpc-web-text+proto",
                        "application/grpc-web+json",
                        "application/grpc-web+thrift",
                        "application/grpc-web; charset=utf-8",
                        "application/grpc-web+proto;x=1",
                        "application/grpc-web+proto, text/plain",
                        "application/grpc-web+protox",
                        "APPLICATION/GRPC-WEB",
                        "text/plain; application/grpc-web",
                    ]
            )
                all.Add($"type {type}", 415, r =>
                {
                    r.Content!.Headers.Remove("Content-Type");
                    if (type.Length > 0)
                        r.Content.Headers.TryAddWithoutValidation("Content-Type", type);
                });
            foreach (var value in (string[])["", "0", "2", "true", "1, 1", "11"])
                all.Add($"header '{value}'", 403, r =>
                {
                    r.Headers.Remove(Doors.Header);
                    r.Headers.TryAddWithoutValidation(Doors.Header, value);
                });
            all.Add("no header", 403, r => r.Headers.Remove(Doors.Header));
            foreach (var query in (string[])["?x-hientai=1", "?$req=AAAAAAA", "?grpc-timeout=1S", "?a"])
                all.Add($"query {query}", 400, r => r.RequestUri = new(r.RequestUri + query));
            foreach (
                var origin in (string[])
                    [
                        "null",
                        "https://vi-du.vn",
                        "http://localhost",
                        "http://localhost:1",
                        "http://127.0.0.1.vi-du.vn",
                        "file://",
                    ]
            )
                all.Add($"origin {origin}", 403, r => r.Headers.TryAddWithoutValidation("Origin", origin));
            foreach (
                var site in (string[])["cross-site", "same-site", "none", "", "same-origin, cross-site", "SAME-ORIGIN"]
            )
                all.Add($"site {site}", 403, r => r.Headers.TryAddWithoutValidation("Sec-Fetch-Site", site));
            foreach (var host in (string[])["vi-du.vn", "localhost.vi-du.vn", "127.0.0.1.nip.io"])
                all.Add($"host {host}", 400, r =>
                {
                    r.Headers.Host = host;
                    r.Headers.Add("Origin", $"http://{host}");
                });
            return all;
        }
    }

    [Theory, MemberData(nameof(Strangers), DisableDiscoveryEnumeration = true)]
    public async Task A_stranger_is_turned_away_with_a_bare_status(
        string what,
        int status,
        Action<HttpRequestMessage> change
    )
    {
        foreach (
            var path in (string[])
                [
                    Method,
                    "/hientai.personnel.v1.PersonService/RegisterPerson",
                    "/HIENTAI.REGISTRY.V1.REGISTRYSERVICE/GETREGISTRY/",
                    "/hientai.registry.v1.RegistryService/NoSuchMethod",
                    "/grpc.health.v1.Health/Check",
                ]
        )
        {
            var call = Call(app.WebAddress, path);
            change(call);
            var answer = await Send(call);
            (answer.Status, answer.Grpc, answer.Body).Should().Be((status, "", ""), $"{what} at {path}");
        }
    }

    [Fact]
    public async Task No_page_of_another_site_is_promised_anything()
    {
        var ask = Call(app.WebAddress);
        ask.Method = HttpMethod.Options;
        ask.Headers.Add("Origin", "https://vi-du.vn");
        ask.Headers.Add("Access-Control-Request-Method", "POST");
        ask.Headers.Add("Access-Control-Request-Headers", Doors.Header);
        using var answer = await Http.SendAsync(ask);
        answer.IsSuccessStatusCode.Should().BeFalse();
        answer
            .Headers.Select(h => h.Key)
            .Should()
            .NotContain(name => name.StartsWith("Access-Control-", StringComparison.OrdinalIgnoreCase));
    }

    static HttpRequestMessage Native(string address, string type = "application/grpc")
    {
        var request = Call(address);
        request.Content!.Headers.ContentType = new(type);
        (request.Version, request.VersionPolicy) = (HttpVersion.Version20, HttpVersionPolicy.RequestVersionExact);
        request.Headers.TE.Add(new("trailers"));
        return request;
    }

    [Fact]
    public async Task The_native_door_takes_native_calls_only()
    {
        (await Send(Native(app.GrpcAddress))).Status.Should().Be(200);
        foreach (
            var type in (string[])
                [
                    "application/grpc-web",
                    "application/grpc-web+proto",
                    "text/plain",
                    "application/grpc+json",
                    "application/json",
                ]
        )
            (await Send(Native(app.GrpcAddress, type))).Should().Be((415, "", ""), type);
        foreach (
            var (name, value) in ((string, string)[])
                [("Origin", app.WebAddress), ("Sec-Fetch-Site", "same-origin"), ("Sec-Fetch-Mode", "cors")]
        )
        {
            var call = Native(app.GrpcAddress);
            call.Headers.Add(name, value);
            (await Send(call)).Should().Be((403, "", ""), name);
        }
        var get = Native(app.GrpcAddress);
        (get.Method, get.Content) = (HttpMethod.Get, null);
        (await Send(get)).Should().Be((405, "", ""));
        var old = Call(app.GrpcAddress);
        (await Send(old)).Status.Should().Be(400, "HTTP/1.1 is not spoken there");
    }

    [Fact]
    public async Task A_head_over_16_KB_and_a_broken_request_end_without_a_word()
    {
        var call = Call(app.WebAddress);
        call.Headers.Add("x-long", new string('a', 17_000));
        var (status, _, body) = await Send(call);
        (status, body).Should().Be((431, ""));

        using var socket = new TcpClient("127.0.0.1", new Uri(app.WebAddress).Port);
        await socket
            .GetStream()
            .WriteAsync("GET / HTTP/1.1\r\nHost: localhost\r\nContent-Length: x\r\n\r\n"u8.ToArray());
        var said = await new StreamReader(socket.GetStream()).ReadToEndAsync();
        said.Should()
            .StartWith("HTTP/1.1 400")
            .And.NotContain("Server:")
            .And.NotContain("Kestrel")
            .And.EndWith("\r\n\r\n");
    }

    [Fact]
    public async Task A_body_over_its_limit_is_refused_whether_it_tells_its_length_or_not()
    {
        foreach (var chunked in new[] { false, true })
        {
            var call = Call(app.WebAddress);
            call.Content = new ByteArrayContent([0, 0, 0x20, 0, 0, .. new byte[0x200000]]);
            call.Content.Headers.ContentType = new("application/grpc-web+proto");
            call.Headers.TransferEncodingChunked = chunked;
            try
            {
                var (status, grpc, _) = await Send(call);
                (status, grpc).Should().Be((200, "8"));
            }
            catch (HttpRequestException) { } // the server closed while it was still being sent to
        }
    }
}
