using Npgsql;

namespace HienTai.Tests.Cli;

/// <summary>The installation on one page: zero only if nothing is to be mended.</summary>
public sealed class DoctorTests : IAsyncLifetime
{
    readonly App app = new();

    public ValueTask InitializeAsync() => default;

    public ValueTask DisposeAsync() => app.DisposeAsync();

    async Task<(int Exit, string[] Lines)> Doctor(params string[] words)
    {
        var (output, error) = (new StringWriter(), new StringWriter());
        var exit = await HienTai.Cli.Cli.Run(
            ["doctor", .. words, "--as", "kiemtoan", "--lang", "en", "--server", app.GrpcAddress],
            output,
            error
        );
        error.ToString().Should().NotContain("Exception");
        return (exit, output.ToString().TrimEnd().Split(Environment.NewLine));
    }

    [Fact]
    public async Task It_looks_at_everything_and_what_is_wrong_decides()
    {
        var person = await app.Seed.Person("Lê Thị Khám");
        var (exit, lines) = await Doctor();
        lines
            .SkipLast(1)
            .Select(l => l[2..24].Trim())
            .Should()
            .Equal(
                "Versions",
                "Ledger",
                "Damage",
                "Roles and grants",
                "Keys",
                "Clocks",
                "Disk",
                "Archive of the log",
                "Last backup",
                "Check"
            );
        (exit, lines[^1]).Should().Be((0, "Nothing is to be mended."));

        await using var owner = NpgsqlDataSource.Create(app.Connections.Owner);
        await using var delete = owner.CreateCommand($"delete from keystore.person_key where subject = '{person}'");
        await delete.ExecuteNonQueryAsync();
        (exit, lines) = await Doctor("--quick");
        (exit, lines[^1]).Should().Be((1, "1 thing to be mended."));
        lines.Should().ContainSingle(l => l.StartsWith('✗')).Which.Should().Contain("1 on record have no key");
        lines.Should().NotContain(l => l.Contains("Check"));
        (exit, lines) = await Doctor();
        (exit, lines[^1]).Should().Be((1, "2 things to be mended."));
        lines.Should().Contain(l => l.StartsWith("✗ Check") && l.Contains($"person {person}"));
    }
}
