using System.Collections.Concurrent;
using Grpc.Core;
using HienTai.Papers.V1;
using HienTai.Registry.V1;
using HienTai.Rpc.V1;
using Npgsql;

namespace HienTai.Tests.Reliability;

/// <summary>
/// Callers at several servers of one registry who do not give up: each records at one, and asks another for what was
/// acknowledged.
/// </summary>
/// <param name="servers">How each is reached, which may change while they call.</param>
sealed class Callers(params Func<string, CallInvoker>[] servers)
{
    const int AtOnce = 16;

    /// <summary>When each acknowledgement came, in order.</summary>
    readonly ConcurrentQueue<DateTimeOffset> came = new();

    /// <summary>What was acknowledged and was known at another server at once, by the id of its record.</summary>
    public ConcurrentDictionary<string, Receipt> Acknowledged { get; } = new();

    /// <summary>How often a caller was told to come again, by the reason.</summary>
    public ConcurrentDictionary<string, int> Again { get; } = new();

    /// <param name="more">Whether the change of this number is still to be made.</param>
    public Task Record(Func<int, bool> more) =>
        Task.WhenAll(Enumerable.Range(0, AtOnce).Select(caller => Task.Run(() => Record(caller, more))));

    async Task Record(int caller, Func<int, bool> more)
    {
        for (var n = caller; more(n); n += AtOnce)
        {
            var request = Paper(n);
            var receipt = await Insist(n, papers => papers.RegisterPaperAsync(request));
            came.Enqueue(DateTimeOffset.UtcNow);
            var at = new TimePoint { KnownPosition = receipt.Position, KnownEpoch = receipt.Epoch };
            var read = await Insist(n + 1, papers => papers.GetPaperAsync(new() { Id = request.Id, At = at }));
            read.At.Position.Should().Be(receipt.Position);
            read.At.Head.Should().BeGreaterThanOrEqualTo(receipt.Position);
            Acknowledged[request.Id] = receipt;
        }
    }

    public static RegisterPaperRequest Paper(int n) =>
        new()
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

    PaperService.PaperServiceClient Papers(int n) => new(servers[n % servers.Length]("noivu"));

    /// <summary>
    /// As a client does: the same again, at the next server, until there is an answer. Only UNAVAILABLE is a reason to.
    /// </summary>
    async Task<T> Insist<T>(int first, Func<PaperService.PaperServiceClient, AsyncUnaryCall<T>> ask)
    {
        for (var n = first; ; n++)
            try
            {
                return await ask(Papers(n));
            }
            catch (RpcException e) when (e.StatusCode is StatusCode.Unavailable)
            {
                Again.AddOrUpdate(e.GetRpcStatus()?.GetDetail<Refusal>()?.Reason ?? "no answer", 1, (_, times) =>
                    times + 1
                );
            }
    }

    /// <summary>
    /// Ends a session with the database, of any server, whenever some more was acknowledged; answers how many.
    /// </summary>
    public async Task<int> EndSessions(NpgsqlDataSource administrator, string database, Random random, Func<bool> more)
    {
        var ended = 0;
        for (var next = 0; more(); next = Acknowledged.Count + random.Next(5, 40))
        {
            await Until.True(() => Acknowledged.Count >= next || !more(), "more is acknowledged");
            await using var end = administrator.CreateCommand(
                "select count(pg_terminate_backend(pid)) from (select pid from pg_stat_activity where datname = $1 and application_name = 'hientai' and state <> 'idle' and pid <> pg_backend_pid() order by random() limit 1) s"
            );
            end.Parameters.Add(new() { Value = database });
            try
            {
                ended += (int)(long)(await end.ExecuteScalarAsync())!;
            }
            catch (NpgsqlException) { } // the database itself may be away
        }
        return ended;
    }

    /// <summary>The longest time in which nothing was acknowledged, among all since then.</summary>
    public TimeSpan LongestSilence(DateTimeOffset since)
    {
        var (longest, before) = (TimeSpan.Zero, since);
        foreach (var time in came.Where(t => t >= since).Order())
            (longest, before) = (time - before > longest ? time - before : longest, time);
        return longest;
    }

    /// <summary>
    /// Nothing acknowledged is lost, nothing was recorded twice, and each server finds the registry sound.
    /// </summary>
    /// <param name="before">Where the ledger stood before the first of them recorded.</param>
    /// <param name="moments">At how many moments all along the servers' answers are compared.</param>
    public async Task Check(NpgsqlDataSource database, long before, int moments = 50)
    {
        Acknowledged.Values.Select(r => r.Position).Should().OnlyHaveUniqueItems();
        await using var count = database.CreateCommand(
            "select max(position), count(distinct (position, recorded_at)), (select count(*) from request where answer::jsonb ->> 'eventCount' = '1') from ledger"
        );
        await using (var row = await count.ExecuteReaderAsync())
        {
            await row.ReadAsync();
            row.GetInt64(0).Should().Be(before + Acknowledged.Count);
            row.GetInt64(1).Should().Be(row.GetInt64(0));
            row.GetInt64(2).Should().BeGreaterThanOrEqualTo(Acknowledged.Count);
        }
        foreach (var server in servers)
        {
            var verdict = new CheckRebuildResponse();
            using var check = new RegistryService.RegistryServiceClient(server("kiemtoan")).CheckRebuild(new());
            await foreach (var progress in check.ResponseStream.ReadAllAsync())
                verdict = progress;
            // Holes, disorder, and requests without their entries are among what it looks for.
            verdict.Differences.Concat(verdict.Faults).Should().BeEmpty();
            verdict.Sound.Should().BeTrue();
        }
        await SameAnswers(before, moments);
    }

    /// <summary>What was known at moments all along is the same at every server.</summary>
    async Task SameAnswers(long before, int moments)
    {
        for (var n = 1; n <= moments; n++)
        {
            var at = new TimePoint { KnownPosition = before + Acknowledged.Count * n / moments };
            var answers = new List<ListPapersResponse>();
            foreach (var i in Enumerable.Range(0, servers.Length))
            {
                var answer = await Papers(i).ListPapersAsync(new() { At = at });
                answer.NextPageToken = ""; // sealed anew by each
                answers.Add(answer);
            }
            answers.Should().AllBeEquivalentTo(answers[0], at.ToString());
        }
    }
}
