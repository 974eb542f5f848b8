using System.Collections.Concurrent;
using System.Diagnostics;
using Grpc.Core;
using HienTai.Access.V1;
using HienTai.Personnel.V1;

namespace HienTai.Tests.Reliability;

/// <summary>
/// Killed under readers of kept values: whatever was answered has its record. 100,000 reads in the long run, or as many
/// as <c>HIENTAI_READS</c> says.
/// </summary>
public sealed class ReadLogCrashTests
{
    static readonly int Reads =
        int.TryParse(Environment.GetEnvironmentVariable("HIENTAI_READS"), out var asked) ? asked
        : Scale.Long ? 100_000
        : 1_000;

    // It is killed between them.
    static readonly int Rounds = Scale.Long ? 4 : 2;

    [Fact]
    public async Task Every_kept_value_that_was_shown_has_its_record()
    {
        await using var server = new ServerProcess();
        Task Start() =>
            server.Start(environment: e =>
                (e["HIENTAI_CALLS_PER_SECOND"], e["HIENTAI_CALLS_PER_SECOND_FROM_ADDRESS"]) = ("1000000", "1000000")
            );
        await Start();
        var people = new PersonService.PersonServiceClient(server.Grpc);
        var ids = Enumerable.Range(0, 20).Select(_ => Seed.NewId().ToString()).ToArray();
        foreach (var (id, n) in ids.Select((id, n) => (id, n)))
            await people.RegisterPersonAsync(
                new()
                {
                    Envelope = Seed.Envelope(),
                    PersonId = id,
                    Change = new()
                    {
                        Identity = new()
                        {
                            FullName = $"Đỗ Thị Đọc {(char)('A' + n)}",
                            Birth = "1980",
                            Sex = Sex.Female,
                            Ethnicity = "02",
                        },
                    },
                }
            );

        var answered = new ConcurrentDictionary<string, string>();
        for (var round = 1; round <= Rounds; round++)
        {
            var (target, stop) = (Reads * round / Rounds, new CancellationTokenSource());
            var wire = server.Grpc;
            var readers = Enumerable
                .Range(0, 16)
                .Select(r => Task.Run(() => Read(wire, ids, answered, target, stop.Token)))
                .ToArray();
            if (round < Rounds)
            {
                await Until.True(
                    () => answered.Count >= target - Reads / 20 || readers.All(r => r.IsCompleted),
                    "enough is read"
                );
                await (round % 2 == 1 ? server.Kill() : server.KillPostgres());
                await stop.CancelAsync();
                await Task.WhenAll(readers);
                if (round % 2 == 0)
                    await server.WaitForExit();
                await Start();
            }
            else
                await Task.WhenAll(readers);
        }
        answered.Count.Should().BeGreaterThanOrEqualTo(Reads);

        var recorded = new Dictionary<string, Read>();
        var log = new ReadLogService.ReadLogServiceClient(server.As("kiemtoan"));
        for (ListReadsRequest page = new() { PageSize = 200, OpenedOnly = true }; ; )
        {
            var some = await log.ListReadsAsync(page);
            foreach (var read in some.Reads)
                recorded[read.RequestId] = read;
            if (some.NextPageToken.Length == 0)
                break;
            page.PageToken = some.NextPageToken;
        }
        answered
            .Keys.Where(trace => !recorded.ContainsKey(trace))
            .Should()
            .BeEmpty("no kept value is shown without its record");
        answered.Should().OnlyContain(a => recorded[a.Key].PersonId == a.Value);
    }

    static async Task Read(
        CallInvoker wire,
        string[] ids,
        ConcurrentDictionary<string, string> answered,
        int target,
        CancellationToken stop
    )
    {
        var people = new PersonService.PersonServiceClient(wire);
        while (!stop.IsCancellationRequested && answered.Count < target)
        {
            var (trace, id) = (ActivityTraceId.CreateRandom().ToHexString(), ids[Random.Shared.Next(ids.Length)]);
            try
            {
                var answer = await people.GetPersonAsync(
                    new() { Id = id, Reveal = Seed.Everything },
                    new Metadata { { "traceparent", $"00-{trace}-{ActivitySpanId.CreateRandom().ToHexString()}-01" } },
                    deadline: DateTime.UtcNow.AddSeconds(20)
                );
                if (answer.Person.Identity.Ethnicity == "02")
                    answered[trace] = id;
            }
            catch (RpcException) { } // killed: asked again until it is known to be
        }
    }
}
