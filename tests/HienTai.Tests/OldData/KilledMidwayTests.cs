using System.Text.Json.Nodes;
using Grpc.Core;
using HienTai.Personnel.V1;
using HienTai.Registry.V1;
using HienTai.Server.Database;
using HienTai.Tests.Reliability;
using HienTai.Tests.Vault;
using Npgsql;

namespace HienTai.Tests.OldData;

/// <summary>
/// A data folder of the oldest version, opened by a server that is killed again and again on the way: nothing is half
/// done, and what was recorded opens in the end.
/// </summary>
public sealed class KilledMidwayTests
{
    const string Export = "3265854";

    // What stands in the server's way, so that it comes no further than to say that, and is killed there.
    static readonly (string Lock, string Said)[] Points =
    [
        ("request in access exclusive mode", "4 / 4 tệp / files"),
        ("snapshot in access share mode", "31 / 31 sự kiện / events"),
        ("registry_format in share mode", "Đã thay bảng cũ bằng bảng mới"),
    ];

    [Fact]
    public async Task The_old_stands_until_the_new_is_whole()
    {
        await using var server = new ServerProcess();
        var lines = GoldenTests.Lines(Export);
        await Leave(server.Folder, lines);
        foreach (var (held, said) in Points)
        {
            await Administer(server.Folder, $"begin; lock table {held}; prepare transaction 'in the way'");
            await server.Start(wait: false);
            await Until.True(() => server.Output.Contains(said), $"\"{said}\" is said");
            await server.Kill();
            (await Administer(server.Folder, "rollback prepared 'in the way'", AsItWas)).Should().Be("1 0 0", said);
        }

        await server.Start();
        (await Rebuilt(server)).Identical.Should().BeTrue();
        var people = new PersonService.PersonServiceClient(server.Grpc);
        foreach (var told in lines.Where(l => l["history"] is not null))
        {
            var history = await people.GetPersonHistoryAsync(new() { Id = (string)told["history"]! });
            history.Entries.Should().HaveCount((int)told["entries"]!);
            GoldenTests.Words(told, "says").Where(w => !history.ToString().Contains(w)).Should().BeEmpty();
        }
        var words = GoldenTests.Words(lines.Single(l => l["sealed"] is not null), "sealed");
        RemainsTests.OnDisk(server.Folder, words).Should().BeEmpty("nothing personal is left in plain on the disk");
    }

    // Format, events sealed, tables half made.
    const string AsItWas = """
        select concat_ws(' ', (select version from registry_format), (select count(*) from events.mt_events where headers ? 'subject'),
            (select count(*) from pg_namespace where nspname in ('plain', 'rebuilt')))
        """;

    /// <summary>Leaves in a folder what the version of the export left.</summary>
    static async Task Leave(string folder, JsonNode[] lines)
    {
        await using var postgres = await Start(folder);
        await using var registry = await OldRegistry.Make(
            new(
                postgres.ConnectionString,
                postgres.OwnerConnectionString,
                postgres.AuditorConnectionString,
                postgres.AdministratorConnectionString
            ),
            Path.Combine(folder, "keys")
        );
        await GoldenTests.Import(registry, lines);
        await Run(postgres, "alter system set max_prepared_transactions = 1"); // one of them outlives a stop
    }

    static Task<EmbeddedPostgres> Start(string folder) =>
        EmbeddedPostgres.Start(new(folder, Postgres.Metadata("PostgresModules")), null, CancellationToken.None);

    static async Task<string?> Administer(string folder, params string[] statements)
    {
        await using var postgres = await Start(folder);
        string? answer = null;
        foreach (var sql in statements)
            answer = await Run(postgres, sql);
        return answer;
    }

    static async Task<string?> Run(EmbeddedPostgres postgres, string sql)
    {
        await using var database = NpgsqlDataSource.Create(postgres.AdministratorConnectionString);
        await using var command = database.CreateCommand(sql);
        return await command.ExecuteScalarAsync() as string;
    }

    static async Task<CheckRebuildResponse> Rebuilt(ServerProcess server)
    {
        var verdict = new CheckRebuildResponse();
        using var check = new RegistryService.RegistryServiceClient(server.As("kiemtoan")).CheckRebuild(new());
        await foreach (var progress in check.ResponseStream.ReadAllAsync())
            verdict = progress;
        return verdict;
    }
}
