using System.Text.Json;
using System.Text.RegularExpressions;
using HienTai.Server.Hosting;

namespace HienTai.Tests.Hosting;

/// <summary>
/// What goes with the package fits what it packs. That it runs is tried by <c>bash server/deploy/try</c>, which takes
/// minutes.
/// </summary>
public sealed class PackageSpec
{
    static readonly string Deploy = Path.Combine(Postgres.Metadata("RepositoryRoot"), "server/deploy");

    static readonly string Pack = File.ReadAllText(Path.Combine(Deploy, "pack"));

    static readonly ILookup<string, string> Steps = File.ReadLines(
            Path.Combine(Deploy, "package/container/Containerfile")
        )
        .Where(line => line.Length > 0 && line[0] != '#')
        .ToLookup(line => line[..line.IndexOf(' ')], line => line[(line.IndexOf(' ') + 1)..]);

    static readonly ILookup<string, string> Unit = File.ReadLines(
            Path.Combine(Deploy, "package/systemd/hientai.service")
        )
        .Where(line => Regex.IsMatch(line, "^[A-Za-z]+="))
        .ToLookup(line => line[..line.IndexOf('=')], line => line[(line.IndexOf('=') + 1)..]);

    static string Program(string list) => JsonSerializer.Deserialize<string[]>(list)!.Single();

    [Fact]
    public void Unit_and_container_start_the_program_that_is_packed()
    {
        var server = typeof(RegistryHost).Assembly.GetName().Name;
        Pack.Should().Contain($"publish {server} server");
        var program = $"/opt/hientai/server/{server}";
        Unit["ExecStart"].Should().Equal(program);
        Program(Steps["ENTRYPOINT"].Single()).Should().Be(program);
        Steps["COPY"].Should().Equal(". /opt/hientai");
        File.Exists(Path.Combine(Deploy, "package", Program(Steps["RUN"].Single())["/opt/hientai/".Length..]))
            .Should()
            .BeTrue();
    }

    [Fact]
    public void Data_lies_where_its_user_alone_may_be()
    {
        var data = "/var/lib/hientai";
        Unit["Environment"].Should().Contain($"HIENTAI_DATA={data}");
        Unit["StateDirectory"].Should().Equal(Path.GetFileName(data));
        Steps["ENV"].Single().Should().Contain($"HIENTAI_DATA={data} ");
        Steps["VOLUME"].Should().Equal(data);
        var user = Steps["USER"].Single().Split(':')[0];
        int.Parse(user).Should().BeGreaterThan(999);
        File.ReadAllText(Path.Combine(Deploy, "package/container/prepare"))
            .Should()
            .Contain($"-m 0700 -o {user} -g {user}")
            .And.Contain(data);
    }

    [Theory]
    [InlineData("NoNewPrivileges", "yes")]
    [InlineData("CapabilityBoundingSet", "")]
    [InlineData("ProtectSystem", "strict")]
    [InlineData("ProtectHome", "yes")]
    [InlineData("PrivateTmp", "yes")]
    [InlineData("PrivateDevices", "yes")]
    [InlineData("RestrictNamespaces", "yes")]
    [InlineData("SystemCallArchitectures", "native")]
    [InlineData("UMask", "0077")]
    [InlineData("StateDirectoryMode", "0700")]
    [InlineData("KillMode", "mixed")]
    public void The_unit_may_no_more_than_it_must(string name, string value) => Unit[name].Should().Equal(value);

    [Fact]
    public void Settings_in_the_package_are_settings_there_are() =>
        Directory
            .GetFiles(Path.Combine(Deploy, "package"), "*", SearchOption.AllDirectories)
            .SelectMany(file => Regex.Matches(File.ReadAllText(file), "HIENTAI_[A-Z_]*[A-Z]").Select(m => m.Value))
            .Distinct()
            .Should()
            .BeSubsetOf(Settings.Known);

    [Fact]
    public void What_is_inside_the_programs_of_PostgreSQL_has_its_licence_beside_it()
    {
        using var inside = JsonDocument.Parse(File.ReadAllText(Path.Combine(Deploy, "inside-postgres.json")));
        inside
            .RootElement.EnumerateArray()
            .Select(it => it.GetProperty("licence").GetString()!)
            .Where(licence => !licence.StartsWith("LicenseRef-", StringComparison.Ordinal))
            .Should()
            .OnlyContain(licence => File.Exists(Path.Combine(Deploy, "package/licences", $"{licence}.txt")));
    }
}
