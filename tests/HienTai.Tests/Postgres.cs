using System.Reflection;
using HienTai.Server.Database;
using HienTai.Server.Hosting;
using Npgsql;

[assembly: AssemblyFixture(typeof(HienTai.Tests.Postgres))]

namespace HienTai.Tests;

/// <summary>One database as each of its roles.</summary>
public sealed record Connections(string App, string Owner, string Auditor, string Administrator);

/// <summary>
/// One PostgreSQL for the run, started when the first database is asked for; every app gets one in it. It lies in
/// memory where there is room and writes nothing for a power cut: what must outlive one is tested on servers of their
/// own, with folders on disk and nothing turned off (<see cref="Reliability.ServerProcess"/>).
/// </summary>
public sealed class Postgres : IAsyncLifetime
{
    /// <summary>
    /// Room that a run's databases take at the most, several copies of the sample registry among them.
    /// </summary>
    const long Room = 6L << 30;

    static readonly SemaphoreSlim Once = new(1);
    static EmbeddedPostgres? server;
    static string folder = "";

    public static string Metadata(string key) =>
        typeof(RegistryHost).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().First(a => a.Key == key).Value!;

    /// <summary>
    /// A database of a name nobody else has, empty or the copy of another that nobody is connected to.
    /// </summary>
    public static async Task<Connections> NewDatabase(string template = "template1")
    {
        var cluster = await Started();
        var name = $"t_{Guid.NewGuid():N}";
        var owner = new NpgsqlConnectionStringBuilder(cluster.OwnerConnectionString).Username;
        await Administer($"create database {name} template {template} strategy file_copy owner \"{owner}\"");
        string To(string role) =>
            new NpgsqlConnectionStringBuilder(role) { Database = name, MaxPoolSize = 20 }.ConnectionString;
        return new(
            To(cluster.ConnectionString),
            To(cluster.OwnerConnectionString),
            To(cluster.AuditorConnectionString),
            To(cluster.AdministratorConnectionString)
        );
    }

    /// <summary>One statement as PostgreSQL's superuser.</summary>
    public static async Task Administer(string sql)
    {
        await using var connection = new NpgsqlConnection((await Started()).AdministratorConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 60 };
        await command.ExecuteNonQueryAsync();
    }

    static async Task<EmbeddedPostgres> Started()
    {
        await Once.WaitAsync();
        try
        {
            if (server is not null)
                return server;
            folder = NewFolder(Fast);
            var options = new EmbeddedPostgresOptions(
                folder,
                Metadata("PostgresModules"),
                Fsync: false,
                new Dictionary<string, string>
                {
                    ["synchronous_commit"] = "off",
                    ["full_page_writes"] = "off",
                    ["autovacuum"] = "off",
                }
            );
            return server = await EmbeddedPostgres.Start(options, null, CancellationToken.None);
        }
        finally
        {
            Once.Release();
        }
    }

    /// <summary>Where what need not outlive the run is quickest.</summary>
    public static string Fast => Memory() ?? Path.GetTempPath();

    /// <summary>The file system in memory, where there is one with room.</summary>
    static string? Memory() =>
        Directory.Exists("/dev/shm") && new DriveInfo("/dev/shm").AvailableFreeSpace > Room ? "/dev/shm" : null;

    /// <summary>Where the databases of this run have their files.</summary>
    public static string Cluster => Path.Combine(folder, "postgres");

    /// <summary>The name of a folder on disk, in a place that an unprivileged database process can reach too.</summary>
    public static string TempFolder() => NewFolder(Path.GetTempPath());

    static string NewFolder(string place) => Path.Combine(place, $"hientai-tests-{Guid.NewGuid():N}"[..28]);

    public ValueTask InitializeAsync() => default;

    public async ValueTask DisposeAsync()
    {
        if (server is not null)
            await server.DisposeAsync();
        if (Directory.Exists(folder))
            Directory.Delete(folder, recursive: true);
    }
}
