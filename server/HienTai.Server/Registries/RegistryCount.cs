using HienTai.Domain.Access;
using HienTai.Domain.Kernel;
using HienTai.Domain.Organization;
using HienTai.Domain.Personnel;
using HienTai.Server.Database;
using HienTai.Server.Pipeline;
using HienTai.Server.Vault;
using Npgsql;
using static HienTai.Server.Pipeline.FactTable;

namespace HienTai.Server.Registries;

/// <summary>What a registry comes to on a day, without a word about anybody in it.</summary>
/// <param name="Name">Null is the first one's.</param>
/// <param name="Entries">Positions of its ledger.</param>
/// <param name="LastRecorded">When the last of them was.</param>
/// <param name="People">Who holds a main post that day.</param>
/// <param name="Size">Of its database, in bytes.</param>
/// <param name="Wanting">Why it could not be counted; null if it was.</param>
sealed record RegistryCount(
    string? Name,
    IReadOnlyList<string> Addresses,
    long Entries = 0,
    DateTimeOffset? LastRecorded = null,
    long People = 0,
    long Units = 0,
    long Accounts = 0,
    long Size = 0,
    string? Wanting = null
)
{
    public static async Task<RegistryCount> Of(
        Installation installation,
        RegistryEntry? entry,
        DateOnly day,
        CancellationToken cancel
    )
    {
        string[] addresses = [.. entry?.Addresses.Select(a => a.OriginalString) ?? []];
        try
        {
            await using var host = installation.Host(entry);
            var (database, keys) = (
                host.Services.GetRequiredService<NpgsqlDataSource>(),
                host.Services.GetRequiredService<PersonKeys>()
            );
            await host.Services.GetRequiredService<Preparation>().Run(null, cancel);
            await using var read = await ReadSession.Open(database, keys, day, null, null, cancel);
            return (await read.Query(Sql(read), Row, cancel))[0] with { Name = entry?.Name, Addresses = addresses };
        }
        catch (Exception e) when (e is StartupFailure or NpgsqlException)
        {
            return new(entry?.Name, addresses, Wanting: e.Message);
        }

        RegistryCount Row(NpgsqlDataReader row) =>
            new(
                null,
                [],
                row.GetInt64(0),
                row.IsDBNull(1) ? null : row.GetFieldValue<DateTimeOffset>(1),
                row.GetInt64(2),
                row.GetInt64(3),
                row.GetInt64(4),
                row.GetInt64(5)
            );
    }

    static string Sql(ReadSession read) =>
        $"""
            select (select count(*) from ledger), (select max(recorded_at) from ledger),
                {Count<AssignmentFact>(read, $"a.kind = {(int)AssignmentKind.Main}")},
                {Count<UnitFact>(read, "true")}, {Count<AccountFact>(read, "a.open")},
                pg_database_size(current_database())
            """;

    static string Count<T>(ReadSession read, string which)
        where T : Fact =>
        $"(select count(distinct a.stream_id) from {Table<T>()} a where {read.Known("a")} and {read.Valid("a")} and {which})";
}
