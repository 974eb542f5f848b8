using System.Diagnostics;

namespace HienTai.Tests.Laws;

/// <summary>The contract keeps the manners of its field and breaks no client.</summary>
public sealed class ContractTests
{
    static readonly string Root = Postgres.Metadata("RepositoryRoot");

    [Theory]
    [InlineData("lint")]
    [InlineData("format --diff --exit-code")]
    [InlineData("breaking --against released.binpb")]
    public async Task Buf(string command)
    {
        var info = new ProcessStartInfo(Path.Combine(Root, "client-web/node_modules/.bin/buf"), command)
        {
            WorkingDirectory = Path.Combine(Root, "protos"),
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var buf = Process.Start(info)!;
        var said = await buf.StandardOutput.ReadToEndAsync() + await buf.StandardError.ReadToEndAsync();
        await buf.WaitForExitAsync();
        buf.ExitCode.Should().Be(0, said);
    }
}
