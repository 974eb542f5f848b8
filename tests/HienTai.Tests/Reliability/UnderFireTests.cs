using System.Collections.Concurrent;
using Grpc.Core;
using HienTai.Papers.V1;
using HienTai.Registry.V1;
using HienTai.Rpc.V1;
using Npgsql;

namespace HienTai.Tests.Reliability;

/// <summary>
/// Two servers on one registry record while their connections to the database are cut at random: nothing acknowledged
/// is lost, nothing is recorded twice, and each knows at once what the other acknowledged.
/// </summary>
public sealed class UnderFireTests : IAsyncLifetime
{
    const int Callers = 16;
    static readonly int Changes = Scale.Long ? 100_000 : 200;

    readonly App app = new();

    public ValueTask InitializeAsync() => default;

    public ValueTask DisposeAsync() => app.DisposeAsync();

    [Fact]
    public async Task Nothing_acknowledged_is_lost_or_doubled_and_each_server_knows_what_the_other_acknowledged()
    {
        await using var other = new OtherServer(app);
        App[] servers = [app, other];
        var (random, acknowledged) = (new Random(Scale.Seed()), new ConcurrentDictionary<string, Receipt>());
        foreach (var server in servers)
            await server.Seed.Papers.ListPapersAsync(new());
        var before = await app.Scalar<long>("select max(position) from ledger");
        var fire = Cut(acknowledged, random);
        await Task.WhenAll(
            Enumerable.Range(0, Callers).Select(caller => Task.Run(() => Call(caller, servers, acknowledged)))
        );
        (await fire).Should().BePositive("connections were cut");

        acknowledged.Should().HaveCount(Changes);
        acknowledged.Values.Select(r => r.Position).Should().OnlyHaveUniqueItems();
        (await app.Scalar<long>("select max(position) from ledger")).Should().Be(before + Changes);
        (await app.Scalar<long>("select count(*) from request where answer::jsonb ->> 'eventCount' = '1'"))
            .Should()
            .BeGreaterThanOrEqualTo(Changes);
        var verdict = new CheckRebuildResponse();
        using var check = new RegistryService.RegistryServiceClient(other.Grpc("kiemtoan")).CheckRebuild(new());
        await foreach (var progress in check.ResponseStream.ReadAllAsync())
            verdict = progress;
        // Holes, disorder, and requests without their entries are among what it looks for.
        verdict.Differences.Concat(verdict.Faults).Should().BeEmpty();
        verdict.Sound.Should().BeTrue();
    }

    /// <summary>Records at one server, as often as it takes, and asks the other for what was acknowledged.</summary>
    static async Task Call(int caller, App[] servers, ConcurrentDictionary<string, Receipt> acknowledged)
    {
        for (var n = caller; n < Changes; n += Callers)
        {
            var (here, there) = (servers[n % 2], servers[(n + 1) % 2]);
            var request = new RegisterPaperRequest
            {
                Envelope = Seed.Envelope(),
                Id = Seed.NewId().ToString(),
                Details = new()
                {
                    Kind = PaperKind.Decision,
                    Number = $"{n}/QĐ-UBND",
                    Title = "Về việc điều động",
                    Issuer = "UBND huyện Bình Chánh",
                    SignedOn = "2024-01-02",
                },
            };
            var receipt = await Insisting(() => here.Seed.Papers.RegisterPaperAsync(request).ResponseAsync);
            var at = new TimePoint { KnownPosition = receipt.Position, KnownEpoch = receipt.Epoch };
            var read = await Insisting(() =>
                there.Seed.Papers.GetPaperAsync(new() { Id = request.Id, At = at }).ResponseAsync
            );
            if (read.At.Position == receipt.Position && read.At.Head >= receipt.Position)
                acknowledged[request.Id] = receipt;
        }
    }

    /// <summary>As a client does: the same again until there is an answer. Only a cut line is a reason to.</summary>
    static async Task<T> Insisting<T>(Func<Task<T>> ask)
    {
        while (true)
            try
            {
                return await ask();
            }
            catch (RpcException e) when (e.StatusCode is StatusCode.Unavailable) { }
    }

    /// <summary>Ends a session with the database, of either server, whenever some more was acknowledged.</summary>
    async Task<int> Cut(ConcurrentDictionary<string, Receipt> acknowledged, Random random)
    {
        await using var administrator = NpgsqlDataSource.Create(app.Connections.Administrator);
        var (cut, name) = (0, new NpgsqlConnectionStringBuilder(app.Connections.App).Database);
        for (var next = 0; next < Changes; next += random.Next(5, 40))
        {
            await Until.True(() => acknowledged.Count >= next, "more is acknowledged");
            await using var end = administrator.CreateCommand(
                "select count(pg_terminate_backend(pid)) from (select pid from pg_stat_activity where datname = $1 and application_name = 'hientai' and state <> 'idle' and pid <> pg_backend_pid() order by random() limit 1) s"
            );
            end.Parameters.Add(new() { Value = name });
            cut += (int)(long)(await end.ExecuteScalarAsync())!;
        }
        return cut;
    }
}
