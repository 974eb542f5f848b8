using Npgsql;

namespace HienTai.Tests.Reliability;

/// <summary>
/// Two servers on one registry record while their connections to the database are cut at random: nothing acknowledged
/// is lost, nothing is recorded twice, and each knows at once what the other acknowledged.
/// </summary>
public sealed class UnderFireTests : IAsyncLifetime
{
    static readonly int Changes = Scale.Long ? 100_000 : 200;

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
}
