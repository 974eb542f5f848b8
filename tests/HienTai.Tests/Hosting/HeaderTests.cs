using System.Text.RegularExpressions;

namespace HienTai.Tests.Hosting;

/// <summary>The headers every answer carries, and the page whose policy trusts nothing inline.</summary>
public sealed class HeaderTests(App app)
{
    static readonly HttpClient Http = new();

    [Theory]
    [InlineData("/")]
    [InlineData("/index.html")]
    [InlineData("/nhan-su/x")]
    [InlineData("/favicon.svg")]
    [InlineData("/no-such-file.js")]
    [InlineData("/hientai.registry.v1.RegistryService/GetRegistry")]
    public async Task Every_answer_is_guarded(string path)
    {
        using var answer = await Http.GetAsync(app.WebAddress + path);
        string Header(string name) => string.Join(",", answer.Headers.TryGetValues(name, out var values) ? values : []);
        Header("Content-Security-Policy")
            .Should()
            .Contain("default-src 'none'")
            .And.Contain("frame-ancestors 'none'")
            .And.NotContain("'unsafe")
            .And.NotContain("*");
        Header("X-Content-Type-Options").Should().Be("nosniff");
        Header("Referrer-Policy").Should().Be("no-referrer");
        Header("Cross-Origin-Opener-Policy").Should().Be("same-origin");
        Header("Cross-Origin-Resource-Policy").Should().Be("same-origin");
        Header("Permissions-Policy").Should().Contain("camera=()");
        Header("Cache-Control").Should().NotBeEmpty();
        answer
            .Headers.Select(h => h.Key)
            .Should()
            .NotContain(
                ["Server", "X-Powered-By", "Access-Control-Allow-Origin", "Strict-Transport-Security"],
                "it was plain HTTP on this machine"
            );
    }

    [Fact]
    public async Task Each_page_has_a_nonce_of_its_own_that_is_kept_nowhere()
    {
        var seen = new HashSet<string>();
        foreach (var path in (string[])["/", "/", "/nhan-su", "/index.html"])
        {
            using var answer = await Http.GetAsync(app.WebAddress + path);
            var page = await answer.Content.ReadAsStringAsync();
            var nonce = Regex
                .Match(string.Join("", answer.Headers.GetValues("Content-Security-Policy")), "'nonce-([^']+)'")
                .Groups[1]
                .Value;
            nonce.Length.Should().BeGreaterThanOrEqualTo(22);
            seen.Add(nonce).Should().BeTrue("a nonce that is used again is none");
            page.Should()
                .Contain($"ngcspnonce=\"{nonce}\"")
                .And.NotContain("%NONCE%")
                .And.NotMatchRegex("<script(?![^>]* src=)")
                .And.NotContain("<style")
                .And.NotContain(" style=");
            answer.Headers.CacheControl!.NoStore.Should().BeTrue();
        }
    }

    [Fact]
    public async Task The_page_says_what_it_is()
    {
        using var page = await Http.GetAsync(app.WebAddress);
        page.Content.Headers.ContentType!.ToString().Should().Be("text/html; charset=utf-8");
    }

    [Theory]
    [InlineData("/fonts/")]
    [InlineData("/.git/config")]
    [InlineData("/../package.json")]
    [InlineData("/%2e%2e/package.json")]
    [InlineData("/..%5cpackage.json")]
    [InlineData("/package.json")]
    [InlineData("/appsettings.json")]
    public async Task Only_the_built_client_is_served(string path)
    {
        using var answer = await Http.SendAsync(
            new(
                HttpMethod.Get,
                new Uri(
                    app.WebAddress + path,
                    new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true }
                )
            )
        );
        var body = await answer.Content.ReadAsStringAsync();
        (
            answer.StatusCode
                is System.Net.HttpStatusCode.NotFound
                    or System.Net.HttpStatusCode.BadRequest
                    or System.Net.HttpStatusCode.MethodNotAllowed
            || body.Contains("ngcspnonce")
        )
            .Should()
            .BeTrue($"{path} is no file of the client");
    }

    [Fact]
    public async Task Only_files_named_by_their_content_are_kept_for_ever()
    {
        var page = await Http.GetStringAsync(app.WebAddress);
        var script = Regex.Match(page, "src=\"(main-[0-9a-f]{8}\\.js)\"").Groups[1].Value;
        (await Http.GetAsync($"{app.WebAddress}/{script}"))
            .Headers.CacheControl!.ToString()
            .Should()
            .Contain("immutable");
        (await Http.GetAsync($"{app.WebAddress}/favicon.svg")).Headers.CacheControl!.NoCache.Should().BeTrue();
    }
}
