using System.Diagnostics;
using System.Net.Sockets;
using Google.Protobuf;
using Grpc.Net.Client;
using HienTai.Organization.V1;
using HienTai.Papers.V1;
using HienTai.Personnel.V1;
using HienTai.Reporting.V1;
using HienTai.Rpc.V1;

namespace HienTai.Tests.Reliability;

/// <summary>
/// What a server takes of its machine while people hold on to it, and over time. It takes minutes, so it runs with
/// <c>HIENTAI_LONG=1</c>, alone, on a machine that does nothing else.
/// </summary>
public sealed class EnduranceTests : IAsyncLifetime
{
    const int Readers = 200,
        Silent = 2_000,
        PerSecond = 200;
    const double Megabyte = 1024 * 1024;

    readonly ServerProcess server = new();

    public ValueTask InitializeAsync() => default;

    public ValueTask DisposeAsync() => server.DisposeAsync();

    [Fact]
    public async Task Slow_readers_and_silent_connections_take_little_from_others()
    {
        Assert.SkipUnless(Scale.Long, "it takes a minute and a quiet machine");
        await server.Start(environment: e => e["HIENTAI_DOWNLOADS_AT_ONCE"] = $"{Readers}");
        var files = new FileService.FileServiceClient(server.Grpc);
        var content = new byte[3_000_000];
        new Random(7).NextBytes(content);
        "%PDF-1.7\n"u8.CopyTo(content);
        var file = await files.UploadFileAsync(
            new()
            {
                RequestId = Seed.NewId().ToString(),
                Name = "bản quét.pdf",
                Content = ByteString.CopyFrom(content),
            }
        );
        await Others(20); // what is compiled, pooled and cached is there
        var (before, memory) = (await Others(10), server.Memory);

        var held = new List<IDisposable>();
        try
        {
            for (var n = 0; n < Silent; n++)
                held.Add(await Connected(n % 2 == 0 ? server.GrpcPort : server.WebPort));
            Say($"silent: {(server.Memory - memory) / Megabyte:0.0} MB more");
            for (var n = 0; n < Readers; n++)
            {
                var channel = GrpcChannel.ForAddress($"http://localhost:{server.GrpcPort}");
                var call = new FileService.FileServiceClient(App.Acting(channel, "noivu")).DownloadFile(
                    new() { Sha256 = file.File.Sha256 }
                );
                held.AddRange([call, channel]);
                (await call.ResponseStream.MoveNext(default)).Should().BeTrue();
            }
            Say($"readers: {(server.Memory - memory) / Megabyte:0.0} MB more");
            var (during, grown) = (await Others(20), (server.Memory - memory) / Megabyte);
            Say($"p95 {before:0.0} ms before, {during:0.0} ms during; {grown:0.0} MB more");
            during.Should().BeLessThan(2 * before);
            grown.Should().BeLessThan(50);
        }
        finally
        {
            held.ForEach(h => h.Dispose());
        }
    }

    static async Task<TcpClient> Connected(int port)
    {
        var client = new TcpClient();
        await client.ConnectAsync("127.0.0.1", port);
        return client;
    }

    /// <summary>The p95, in milliseconds, of somebody who asks one thing after the other for some seconds.</summary>
    async Task<double> Others(int seconds)
    {
        var people = new PersonService.PersonServiceClient(server.Grpc);
        var (times, all) = (new List<double>(), Stopwatch.StartNew());
        while (all.Elapsed.TotalSeconds < seconds)
        {
            var began = Stopwatch.GetTimestamp();
            await people.ListPeopleAsync(new() { Status = ServiceStatus.Any });
            times.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
        }
        return times.Order().ElementAt(times.Count * 95 / 100);
    }

    [Fact]
    public async Task Ten_minutes_of_mixed_calls_end_with_no_more_memory_than_the_second_minute()
    {
        Assert.SkipUnless(Scale.Long, "it takes eleven minutes and a quiet machine");
        await server.Start(environment: e => e.Remove("HIENTAI_SAMPLE"), patience: 8);
        var ids = (await new PersonService.PersonServiceClient(server.Grpc).ListPeopleAsync(new() { PageSize = 200 }))
            .People.Select(p => p.Id)
            .ToArray();
        using var stop = new CancellationTokenSource();
        var made = 0;
        var callers = Enumerable.Range(0, 40).Select(n => Task.Run(() => Ask(n))).ToArray();
        var minutes = new List<double>();
        for (var minute = 1; minute <= 10; minute++)
        {
            // The middle of what it holds between two collections, over the last quarter of the minute.
            await Task.Delay(TimeSpan.FromSeconds(45));
            var samples = new List<long>();
            for (var second = 0; second < 15; second++)
            {
                await Task.Delay(TimeSpan.FromSeconds(1));
                samples.Add(server.Memory);
            }
            minutes.Add(samples.Order().ElementAt(7) / Megabyte);
            Say($"minute {minute}: {minutes[^1]:0} MB, {Volatile.Read(ref made)} calls");
        }
        await stop.CancelAsync();
        await Task.WhenAll(callers);
        minutes[9].Should().BeLessThanOrEqualTo(minutes[1]);

        async Task Ask(int caller)
        {
            var random = new Random(caller);
            using var channel = GrpcChannel.ForAddress($"http://localhost:{server.GrpcPort}");
            var calls = App.Acting(channel, "noivu");
            using var clock = new PeriodicTimer(TimeSpan.FromSeconds(40d / PerSecond));
            while (!stop.IsCancellationRequested && await clock.WaitForNextTickAsync())
            {
                await Mixed(calls, random, ids);
                Interlocked.Increment(ref made);
            }
        }
    }

    /// <summary>What an office does: mostly people, some lists and figures, now and then a change.</summary>
    static async Task Mixed(Grpc.Core.CallInvoker calls, Random random, string[] ids)
    {
        var (people, id) = (new PersonService.PersonServiceClient(calls), ids[random.Next(ids.Length)]);
        var at = random.Next(4) == 0 ? new TimePoint { ValidOn = "2024-08-01" } : null;
        switch (random.Next(20))
        {
            case < 9:
                await people.GetPersonAsync(new() { Id = id, At = at });
                break;
            case < 12:
                await people.GetPersonHistoryAsync(new() { Id = id });
                break;
            case < 15:
                await people.ListPeopleAsync(new() { PageSize = 50, At = at });
                break;
            case < 17:
                await new UnitService.UnitServiceClient(calls).ListUnitsAsync(new() { At = at });
                break;
            case 17:
                await new StaffingService.StaffingServiceClient(calls).GetStaffingAsync(new() { At = at });
                break;
            default:
                await new PaperService.PaperServiceClient(calls).RegisterPaperAsync(
                    new()
                    {
                        Envelope = Seed.Envelope(),
                        Id = Seed.NewId().ToString(),
                        Details = new()
                        {
                            Kind = PaperKind.Decision,
                            Number = $"{random.Next(1_000_000)}/QĐ-UBND",
                            Title = "Về việc điều động",
                            Issuer = "UBND huyện Bình Chánh",
                            SignedOn = "2024-01-02",
                        },
                    }
                );
                break;
        }
    }

    static void Say(string line) => TestContext.Current.TestOutputHelper?.WriteLine(line);
}
