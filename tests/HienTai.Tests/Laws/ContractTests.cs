using System.Diagnostics;
using System.Text.RegularExpressions;

namespace HienTai.Tests.Laws;

/// <summary>The contract keeps the manners of its field and breaks no client; see protos/breaking.md.</summary>
public sealed class ContractTests
{
    static readonly string Root = Postgres.Metadata("RepositoryRoot"),
        Protos = Path.Combine(Root, "protos"),
        Released = Path.Combine(Protos, "released.binpb");

    [Theory]
    [InlineData("lint")]
    [InlineData("format --diff --exit-code")]
    [InlineData("breaking --against released.binpb")]
    public async Task Buf(string command)
    {
        var (exit, said) = await Run(Protos, command);
        exit.Should().Be(0, said);
    }

    [Fact]
    public async Task The_baseline_is_the_whole_contract()
    {
        var now = Path.Combine(Path.GetTempPath(), $"hientai-contract-{Guid.NewGuid():N}.binpb");
        try
        {
            var (exit, said) = await Run(Protos, $"build --exclude-source-info -o {now}");
            exit.Should().Be(0, said);
            var (here, kept) = (await File.ReadAllBytesAsync(now), await File.ReadAllBytesAsync(Released));
            here.AsSpan()
                .SequenceEqual(kept)
                .Should()
                .BeTrue("what is in no baseline is guarded by nobody: npm --prefix client-web run release-contract");
        }
        finally
        {
            File.Delete(now);
        }
    }

    /// <summary>What would break somebody, each planted in a copy of one file.</summary>
    [Theory]
    [InlineData("a deleted rpc", "unit_service.proto", @"rpc GetUnit\(.*?\n  \}\n", "", "RPC_NO_DELETE")]
    [InlineData("a deleted field", "unit_service.proto", @"  string tree_on = \d+;\n", "", "FIELD_NO_DELETE")]
    [InlineData("a retyped field", "unit_service.proto", @"string (tree_on = \d+;)", "bytes $1", "FIELD_SAME_TYPE")]
    [InlineData("a renumbered enum", "quota.proto", @"(QUOTA_TYPE_\w+ = )1;", "${1}99;", "ENUM_VALUE_NO_DELETE")]
    public async Task Whatever_breaks_a_client_is_seen(string what, string file, string from, string to, string rule)
    {
        var copy = Directory.CreateTempSubdirectory("hientai-planted-").FullName;
        try
        {
            foreach (var source in Directory.GetFiles(Protos, "*", SearchOption.AllDirectories))
                if (Path.GetExtension(source) is ".proto" or ".yaml")
                {
                    var place = Path.Combine(copy, Path.GetRelativePath(Protos, source));
                    Directory.CreateDirectory(Path.GetDirectoryName(place)!);
                    File.Copy(source, place);
                }
            var planted = Path.Combine(copy, "hientai/organization/v1", file);
            var text = await File.ReadAllTextAsync(planted);
            var broken = Regex.Replace(text, from, to, RegexOptions.Singleline);
            broken.Should().NotBe(text, $"{what} is planted");
            await File.WriteAllTextAsync(planted, broken);
            var (exit, said) = await Run(copy, $"breaking --against {Released} --error-format json");
            (exit, said.Contains($"\"{rule}\"", StringComparison.Ordinal)).Should().Be((100, true), $"{what}: {said}");
        }
        finally
        {
            Directory.Delete(copy, recursive: true);
        }
    }

    static async Task<(int Exit, string Said)> Run(string folder, string command)
    {
        var info = new ProcessStartInfo(Path.Combine(Root, "client-web/node_modules/.bin/buf"), command)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var buf = Process.Start(info)!;
        var said = await buf.StandardOutput.ReadToEndAsync() + await buf.StandardError.ReadToEndAsync();
        await buf.WaitForExitAsync();
        return (buf.ExitCode, said);
    }
}
