using System.Diagnostics;
using System.Text.Json;
using Npgsql;

namespace HienTai.Tests.Reliability;

/// <summary>
/// PostgreSQL on two nodes under Patroni, as <c>bash tests/ha/run</c> made it; what happens to it,
/// <c>tests/ha/cluster</c> does.
/// </summary>
sealed class PatroniCluster
{
    static readonly HttpClient Http = new() { Timeout = TimeSpan.FromSeconds(5) };

    /// <summary>Null where no such drill is on.</summary>
    public static PatroniCluster? Here => Folder is null ? null : new();

    public static string? Folder => Environment.GetEnvironmentVariable("HIENTAI_HA");

    static string Setting(string name) => Environment.GetEnvironmentVariable(name)!;

    /// <summary>The database through HAProxy, wherever it is led.</summary>
    public string Registry => Connection(Setting("HA_LISTEN"), "hientai_app", Setting("HA_APP_PASSWORD"));
    public string Owner => Connection(Setting("HA_LISTEN"), "hientai_owner", Setting("HA_OWNER_PASSWORD"));

    /// <summary>For who looks on: a connection each time, as one that is kept would break with what happens.</summary>
    public string Administrator =>
        $"{Connection(Setting("HA_LISTEN"), "postgres", Setting("PATRONI_SUPERUSER_PASSWORD"))};Pooling=false";

    /// <summary>The database at one node, past HAProxy.</summary>
    public string At(string node) => Connection(Address(node), "hientai_app", Setting("HA_APP_PASSWORD"));

    /// <summary>The database as it is reached where both nodes are named.</summary>
    public string AtWhoeverLeads =>
        new NpgsqlConnectionStringBuilder(At("a")) { Port = 5432 }.ConnectionString.Replace(
            "Host=127.0.0.1",
            $"Host={Address("a")},{Address("b")};Target Session Attributes=primary"
        );

    static string Address(string node) => Setting($"HA_PG_{node.ToUpperInvariant()}");

    static string Connection(string address, string role, string password) =>
        new NpgsqlConnectionStringBuilder
        {
            Host = address.Split(':')[0],
            Port = int.Parse(address.Split(':')[1]),
            Database = "hientai",
            Username = role,
            Password = password,
        }.ConnectionString;

    /// <summary>Who leads, and who confirms what the leader records, as etcd has it; null for nobody.</summary>
    public sealed record View(string? Leader, string? Standby);

    public static string Other(string node) => node == "a" ? "b" : "a";

    /// <summary>Asked of whichever node answers.</summary>
    public static async Task<View> Look()
    {
        foreach (var node in (string[])["A", "B"])
            try
            {
                using var told = JsonDocument.Parse(
                    await Http.GetStringAsync($"http://127.0.0.1:{Setting($"HA_REST_{node}")}/cluster")
                );
                var members = told.RootElement.GetProperty("members").EnumerateArray().ToArray();
                string? As(string role) =>
                    members.FirstOrDefault(m =>
                        m.GetProperty("role").GetString() == role
                        && m.GetProperty("state").GetString() is "running" or "streaming"
                    )
                        is { ValueKind: JsonValueKind.Object } member
                        ? member.GetProperty("name").GetString()
                        : null;
                return new(As("leader"), As("sync_standby"));
            }
            catch (Exception e) when (e is HttpRequestException or TaskCanceledException) { }
        return new(null, null);
    }

    /// <summary>Waits until one leads and the other confirms.</summary>
    public static async Task<string> Whole(string? leader = null)
    {
        View now = new(null, null);
        await Until.True(
            async () =>
                (now = await Look()) is { Leader: { } leads, Standby: { } follows }
                && leads != follows
                && (leader ?? leads) == leads,
            $"a leader ({leader}) and a standby that confirms, not {now}"
        );
        return now.Leader!;
    }

    /// <summary>Has something happen to it.</summary>
    public static async Task Do(params string[] what)
    {
        using var process = Process.Start(
            new ProcessStartInfo(
                "bash",
                [Path.Combine(Postgres.Metadata("RepositoryRoot"), "tests/ha/cluster"), .. what]
            )
        )!;
        await process.WaitForExitAsync();
        process.ExitCode.Should().Be(0, string.Join(' ', what));
    }
}
