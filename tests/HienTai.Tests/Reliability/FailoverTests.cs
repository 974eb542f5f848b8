using Grpc.Core;
using HienTai.Papers.V1;
using Npgsql;
using static HienTai.Tests.Reliability.PatroniCluster;

namespace HienTai.Tests.Reliability;

/// <summary>
/// Two servers on a database under Patroni, while its nodes, the network between them and the servers fail under load.
/// <c>bash tests/ha/run</c> makes the cluster and runs this; without it there is nothing to do.
/// </summary>
public sealed class FailoverTests : IAsyncLifetime
{
    /// <summary>Within this time after whatever happened a change is acknowledged again.</summary>
    static readonly TimeSpan Bound = TimeSpan.FromSeconds(30);

    readonly PatroniCluster? cluster = Here;
    readonly ServerProcess one = new(),
        two = new();
    readonly string keys = Postgres.TempFolder(),
        secrets = Postgres.TempFolder();
    Callers callers = null!;
    volatile bool over;

    public ValueTask InitializeAsync() => default;

    public async ValueTask DisposeAsync()
    {
        await one.DisposeAsync();
        await two.DisposeAsync();
        foreach (var folder in (string[])[keys, secrets])
            if (Directory.Exists(folder))
                Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task Nothing_acknowledged_is_lost_whichever_machine_is()
    {
        Assert.SkipWhen(cluster is null, "bash tests/ha/run makes the cluster");
        await Start(one, cluster!.Registry, cluster.Owner);
        await Start(two, cluster.Registry);
        await A_standby_is_refused_at_the_start_and_two_named_hosts_are_not();
        await using var administrator = NpgsqlDataSource.Create(cluster.Administrator);
        await using var position = administrator.CreateCommand("select max(position) from ledger");
        var before = (long)(await position.ExecuteScalarAsync())!;
        callers = new(one.Patiently, two.Patiently);
        var recording = callers.Record(_ => !over);
        var ending = callers.EndSessions(administrator, "hientai", new Random(Scale.Seed()), () => !over);
        try
        {
            await Faults(recording);
        }
        finally
        {
            over = true;
            Say($"{callers.Acknowledged.Count} changes acknowledged");
            Say($"told to come again: {string.Join(", ", callers.Again.Select(a => $"{a.Key} {a.Value}"))}");
            Keep(one, two);
        }
        await recording;
        Say($"{await ending} sessions ended");
        await callers.Check(administrator, before);
        Keep(one, two);
        foreach (var server in (ServerProcess[])[one, two])
            server.Output.Should().NotContain("crit: ").And.NotContain("fail: ");
    }

    async Task Faults(Task recording)
    {
        Task Fault(string what, Func<Task> happens, bool bounded = true) =>
            this.Fault(recording, what, happens, bounded);
        var leader = await Whole();
        await Fault("a server killed with SIGKILL and started again", Restart);
        await Fault("a switchover", () => Switch(leader));
        leader = await Whole(Other(leader));
        await Fault("the leader's PostgreSQL and Patroni killed with SIGKILL", () => Lose(leader));
        await Fault("that node back, until it confirms as the standby", () => Back(leader));
        leader = await Whole(Other(leader));
        await Fault("the leader's PostgreSQL alone killed", () => Do("crash", leader));
        leader = await Whole();
        await Fault("the leader's machine frozen until another led", () => Freeze(leader));
        leader = await Whole(Other(leader));
        await Fault("the network between leader and standby cut", Cut);
        await Fault("the leader lost while it was alone, until it was back", () => LoseAlone(leader), bounded: false);
        await Fault("that network mended, until the standby confirms", () => Mend(leader));
    }

    async Task Restart()
    {
        await two.Kill();
        await Acknowledged();
        await Start(two, cluster!.Registry);
    }

    static async Task Switch(string leader)
    {
        await Do("switchover", leader, Other(leader));
        await Whole(Other(leader));
    }

    static async Task Lose(string leader)
    {
        await Do("kill", leader);
        await Leads(Other(leader));
    }

    static async Task Back(string node)
    {
        await Do("start", node);
        await Whole(Other(node));
    }

    async Task Freeze(string leader)
    {
        await Do("freeze", leader);
        await Leads(Other(leader));
        await Acknowledged();
        await Do("thaw", leader);
    }

    static async Task Cut()
    {
        await Do("cut");
        await Until.True(async () => (await Look()).Standby is null, "the leader goes on alone");
    }

    /// <summary>Nobody takes the place of one that has something alone, or that would be lost.</summary>
    static async Task LoseAlone(string leader)
    {
        await Do("kill", leader);
        await Leads(null);
        await Do("start", leader);
        await Leads(leader);
    }

    static async Task Mend(string leader)
    {
        await Do("mend");
        await Whole(leader);
    }

    static Task Leads(string? node) =>
        Until.True(async () => (await Look()).Leader == node, $"the leader is {node ?? "nobody"}");

    /// <summary>Something happens, and a change is acknowledged again within the bound.</summary>
    async Task Fault(Task recording, string what, Func<Task> happens, bool bounded)
    {
        await Acknowledged();
        var since = DateTimeOffset.UtcNow;
        await happens();
        await Acknowledged();
        var silence = callers.LongestSilence(since);
        Say($"{what}: at most {silence.TotalSeconds:0.0} s without an acknowledged change");
        if (bounded)
            silence.Should().BeLessThan(Bound, what);
        recording.IsFaulted.Should().BeFalse(recording.Exception?.ToString());
    }

    /// <summary>Waits until something was acknowledged that was recorded from now on.</summary>
    async Task Acknowledged()
    {
        var now = DateTimeOffset.UtcNow;
        await Until.True(
            () => callers.Acknowledged.Values.Any(r => r.RecordedTime.ToDateTimeOffset() > now),
            "a change is acknowledged"
        );
    }

    async Task A_standby_is_refused_at_the_start_and_two_named_hosts_are_not()
    {
        await using var third = new ServerProcess();
        var standby = Other(await Whole());
        await Start(third, cluster!.At(standby), wait: false);
        (await third.WaitForExit()).Should().Be(1);
        third.Output.Should().Contain("máy dự phòng").And.Contain("Target Session Attributes=primary");
        await Start(third, cluster!.AtWhoeverLeads);
        await new PaperService.PaperServiceClient(third.Grpc).ListPapersAsync(new());
    }

    Task Start(ServerProcess server, string registry, string? owner = null, bool wait = true) =>
        server.StartOn(registry, keys, secrets, owner, wait);

    static void Keep(params ServerProcess[] servers)
    {
        foreach (var (n, server) in servers.Index())
            File.WriteAllText(Path.Combine(Folder!, "log", $"server-{n + 1}.log"), server.Output);
    }

    static void Say(string what) => TestContext.Current.TestOutputHelper!.WriteLine(what);
}
