using System.Net;
using HienTai.Server.Database;
using HienTai.Server.Hosting;
using Microsoft.Extensions.Configuration;

namespace HienTai.Tests.Hosting;

/// <summary>What the operator wrote is taken, from the file as from the environment, or refused by its name.</summary>
public sealed class SettingSpec : IDisposable
{
    readonly string folder = Directory.CreateTempSubdirectory("hientai-settings-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    IConfiguration Read(string json, params string[] args)
    {
        File.WriteAllText(Path.Combine(folder, "appsettings.json"), json);
        return Settings.Read(folder, "Production", args, []);
    }

    string Refused(string json, params string[] args)
    {
        var failure = FluentActions.Invoking(() => Read(json, args)).Should().Throw<StartupFailure>().Which;
        failure.Vi.Should().NotBeEmpty().And.NotBe(failure.En);
        return failure.En;
    }

    [Fact]
    public void A_file_says_it_as_the_environment_does_whatever_the_case_of_its_letters()
    {
        var read = Read(
            """{ "HienTai": { "webPort": 8443, "Hosts": ["a.vn", "b.vn"] }, "ConnectionStrings": { "Registry": "Host=db" } }"""
        );
        read[Settings.KeyOf("HIENTAI_WEB_PORT")].Should().Be("8443");
        Settings.Text("HIENTAI_HOSTS", read).Should().Be("a.vn,b.vn");
        read[Settings.KeyOf("ConnectionStrings__Registry")].Should().Be("Host=db");
        Read("""{ "HienTai": { "WebPort": 8443 } }""", "--HienTai:WebPort=9000")["HienTai:WebPort"]
            .Should()
            .Be("9000", "the command line goes before the file");
    }

    [Theory]
    [InlineData("""{ "HienTai": { "WebPorte": 1 } }""", "HienTai:WebPorte")]
    [InlineData("""{ "Hientai ": { "WebPort": 1 } }""", "Hientai ")]
    [InlineData("""{ "ConnectionStrings": { "Registri": "x" } }""", "ConnectionStrings:Registri")]
    [InlineData("""{ "Kestrel": { "Endpoints": { "A": { "Url": "http://0.0.0.0:80" } } } }""", "Kestrel")]
    [InlineData("""{ "HienTai": { "MasterKey": "1:00" } }""", "HIENTAI_MASTER_KEY")]
    [InlineData("""{ "HienTai": { "WebPort": """, "appsettings.json")]
    public void What_nobody_would_read_is_refused_by_its_name(string json, string named) =>
        Refused(json).Should().Contain(named);

    [Fact]
    public void A_variable_that_is_no_setting_is_refused_by_its_name()
    {
        File.WriteAllText(Path.Combine(folder, "appsettings.json"), "{}");
        FluentActions
            .Invoking(() => Settings.Read(folder, null, [], ["PATH", "HIENTAI_WEB_PORT", "HIENTAI_WEB_PROT"]))
            .Should()
            .Throw<StartupFailure>()
            .Which.En.Should()
            .Contain("HIENTAI_WEB_PROT");
    }

    [Fact]
    public void No_port_is_opened_past_the_two() =>
        Refused("{}", "--Kestrel:Endpoints:A:Url=http://0.0.0.0:80").Should().Contain("HIENTAI_LISTEN");

    [Fact]
    public void A_value_of_the_wrong_kind_is_refused_by_its_name() =>
        FluentActions
            .Invoking(() => Settings.Text("HIENTAI_HOSTS", Read("""{ "HienTai": { "Hosts": { "a": { "b": 1 } } } }""")))
            .Should()
            .Throw<StartupFailure>()
            .Which.En.Should()
            .Contain("HienTai:Hosts");

    static string[] On(Edge edge, params string[] addresses) => [.. edge.On(addresses).Listen.Select(a => $"{a}")];

    [Fact]
    public void Beyond_this_machine_only_with_TLS_or_a_named_proxy()
    {
        var proxied = Edge.Local with { Proxies = [Edge.Proxy("10.0.0.5")] };
        On(Edge.Local).Should().BeEmpty();
        On(Edge.Local, "127.0.0.2", "[::1]").Should().Equal("127.0.0.2", "::1");
        On(proxied, "10.0.0.7", "127.0.0.1", "10.0.0.7").Should().Equal("10.0.0.7", "127.0.0.1");
        On(proxied, "0.0.0.0", "127.0.0.1", "::1").Should().Equal("0.0.0.0", "::1");
        On(proxied, "127.0.0.1", "::", "0.0.0.0").Should().Equal("::");
        On(Edge.Local with { Certificate = [] }, "0.0.0.0").Should().Equal("0.0.0.0");

        foreach (
            var (address, said) in new[] { ("0.0.0.0", "HIENTAI_CERTIFICATE"), ("192.168.1.10", "HIENTAI_PROXIES") }
        )
            FluentActions
                .Invoking(() => Edge.Local.On(["127.0.0.1", address]))
                .Should()
                .Throw<StartupFailure>()
                .Which.En.Should()
                .Contain(said)
                .And.Contain(address);
        foreach (var nonsense in new[] { "hientai.vn", "0.0.0.0:5080", "[::]:5080" })
            FluentActions
                .Invoking(() => proxied.On([nonsense]))
                .Should()
                .Throw<StartupFailure>()
                .Which.Vi.Should()
                .Contain("HIENTAI_LISTEN");
    }
}
