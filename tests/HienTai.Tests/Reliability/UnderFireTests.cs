using System.Diagnostics;
using HienTai.Server.Database;
using Npgsql;

namespace HienTai.Tests.Reliability;

/// <summary>
/// Two servers on one registry record while their connections to the database are cut at random: nothing acknowledged
/// is lost, nothing is recorded twice, and each knows at once what the other acknowledged.
/// </summary>
public sealed class UnderFireTests : IAsyncLifetime
{
    static readonly int Changes = Scale.Long ? 100_000 : 3_000;

    readonly App app = new();

    public ValueTask InitializeAsync() => default;

    public ValueTask DisposeAsync() => app.DisposeAsync();

    [Fact]
    public async Task Nothing_acknowledged_is_lost_or_doubled_and_each_server_knows_what_the_other_acknowledged()
    {
        await using var other = new OtherServer(app);
        App[] servers = [app, other];
        foreach (var server in servers)
            await server.Seed.Papers.ListPapersAsync(new());
        var before = await app.Scalar<long>("select max(position) from ledger");
        var callers = new Callers(app.Grpc, other.Grpc);
        await using var administrator = NpgsqlDataSource.Create(app.Connections.Administrator);
        var name = new NpgsqlConnectionStringBuilder(app.Connections.App).Database!;
        var recording = callers.Record(n => n < Changes);
        var ended = callers.EndSessions(administrator, name, new Random(Scale.Seed()), () =>
            !recording.IsCompleted && callers.Acknowledged.Count < Changes
        );
        await recording;
        (await ended).Should().BePositive("connections were cut");
        callers.Acknowledged.Should().HaveCount(Changes);
        await callers.Check(app.Database, before, moments: Scale.Long ? 50 : 5);
    }

    /// <summary>
    /// The same where whole servers are killed, and sessions of the database by SIGKILL, after which it ends all others
    /// and recovers.
    /// </summary>
    [Fact]
    public async Task Nor_where_servers_and_the_database_are_killed()
    {
        Assert.SkipUnless(Scale.Long, "it takes a quarter of an hour");
        var (folder, keys, secrets) = (Postgres.TempFolder(), Postgres.TempFolder(), Postgres.TempFolder());
        await using var one = new ServerProcess();
        await using var two = new ServerProcess();
        try
        {
            await using var postgres = await EmbeddedPostgres.Start(
                new(folder, Postgres.Metadata("PostgresModules")),
                null,
                default
            );
            // As whatever keeps services running does: again, if what it asked the database was cut off.
            async Task Begin(ServerProcess server)
            {
                var (app, owner) = (postgres.ConnectionString, postgres.OwnerConnectionString);
                while (true)
                    try
                    {
                        await server.StartOn(app, keys, secrets, owner);
                        return;
                    }
                    catch (InvalidOperationException) when (server.ExitCode is 1) { }
            }
            await Begin(one);
            await Begin(two);
            await using var administrator = NpgsqlDataSource.Create(postgres.AdministratorConnectionString);
            await using var position = administrator.CreateCommand("select max(position) from ledger");
            var before = (long)(await position.ExecuteScalarAsync())!;
            var (callers, random) = (new Callers(one.Patiently, two.Patiently), new Random(Scale.Seed()));
            var recording = callers.Record(n => n < Changes);
            bool More() => !recording.IsCompleted && callers.Acknowledged.Count < Changes;
            var ended = callers.EndSessions(administrator, "hientai", new(random.Next()), More);
            var killed = 0;
            for (var next = 500; More(); next = callers.Acknowledged.Count + random.Next(500, 2_000), killed++)
            {
                await Until.True(() => callers.Acknowledged.Count >= next || !More(), "more is acknowledged");
                if (killed % 3 == 0)
                    await KillSession(administrator);
                else
                {
                    var server = killed % 3 == 1 ? one : two;
                    await server.Kill();
                    await Begin(server);
                }
            }
            await recording;
            TestContext.Current.TestOutputHelper!.WriteLine($"{killed} killed, {await ended} sessions ended");
            callers.Acknowledged.Should().HaveCount(Changes);
            await callers.Check(administrator, before);
        }
        finally
        {
            foreach (var left in (string[])[folder, keys, secrets])
                if (Directory.Exists(left))
                    Directory.Delete(left, recursive: true);
        }
    }

    static async Task KillSession(NpgsqlDataSource administrator)
    {
        try
        {
            await using var any = administrator.CreateCommand(
                "select pid from pg_stat_activity where application_name = 'hientai' and state <> 'idle' order by random() limit 1"
            );
            if (await any.ExecuteScalarAsync() is int pid)
                Process.GetProcessById(pid).Kill();
        }
        catch (Exception e) when (e is NpgsqlException or ArgumentException) { } // another kill was quicker
    }
}
