using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Google.Protobuf;
using Grpc.Core;
using Grpc.Core.Interceptors;
using Grpc.Net.Client;
using HienTai.Organization.V1;
using HienTai.Papers.V1;
using HienTai.Personnel.V1;
using HienTai.Reporting.V1;
using HienTai.Rpc.V1;
using HienTai.Server.Hosting;
using HienTai.Server.Pipeline;

namespace HienTai.Benchmarks;

/// <summary>
/// What a server takes of its machine while people hold on to it, and over time: the server is a process of its own,
/// with the sample, and the memory that is looked at is that process's.
/// </summary>
static class Endurance
{
    const int Readers = 200,
        Silent = 2_000,
        PerSecond = 200,
        Callers = 40,
        Minutes = 10;
    const double Megabyte = 1024 * 1024;

    /// <summary>0 if every bound is kept.</summary>
    public static async Task<int> Run()
    {
        var folder = Path.Combine(Path.GetTempPath(), $"hientai-bench-{Environment.ProcessId}");
        using var server = await Start(folder);
        try
        {
            var held = await Held(server);
            var steady = await Steady(server);
            return held && steady ? 0 : 1;
        }
        finally
        {
            using (var stop = Process.Start("kill", ["-TERM", $"{server.Id}"]))
                await stop.WaitForExitAsync();
            await server.WaitForExitAsync();
            Directory.Delete(folder, recursive: true);
        }
    }

    static readonly int Web = FreePort(),
        Grpc = FreePort();

    static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    static async Task<Process> Start(string folder)
    {
        var info = new ProcessStartInfo("dotnet", [typeof(RegistryHost).Assembly.Location])
        {
            RedirectStandardOutput = true,
        };
        foreach (
            var (name, value) in new[]
            {
                ("HIENTAI_DATA", folder),
                ("HIENTAI_WEB_PORT", $"{Web}"),
                ("HIENTAI_GRPC_PORT", $"{Grpc}"),
                ("HIENTAI_DOWNLOADS_AT_ONCE", $"{Readers}"),
                ("ASPNETCORE_ENVIRONMENT", "Development"),
            }
        )
            info.Environment[name] = value;
        var server = Process.Start(info)!;
        while (await server.StandardOutput.ReadLineAsync() is { } line)
            if (line.Contains($"http://localhost:{Grpc}"))
            {
                _ = Hear(server.StandardOutput);
                return server;
            }
        throw new InvalidOperationException("The server did not start.");
    }

    /// <summary>What the server says has gone wrong is said here too.</summary>
    static async Task Hear(StreamReader output)
    {
        while (await output.ReadLineAsync() is { } line)
            if (line.Contains("fail: ") || line.Contains("crit: "))
                await Console.Error.WriteLineAsync(line);
    }

    /// <summary>Downloads that nobody reads, connections that say nothing, and somebody who works.</summary>
    static async Task<bool> Held(Process server)
    {
        using var own = Channel();
        var file = await Upload(Calls(own));
        await Others(30); // what is compiled, pooled and cached is there
        var (before, memory) = (await Others(10), Memory(server));
        var held = new List<IDisposable>();
        for (var n = 0; n < Silent; n++)
        {
            var client = new TcpClient();
            held.Add(client);
            await client.ConnectAsync("127.0.0.1", n % 2 == 0 ? Grpc : Web);
        }
        for (var n = 0; n < Readers; n++)
        {
            var channel = Channel();
            var call = new FileService.FileServiceClient(Calls(channel)).DownloadFile(new() { Sha256 = file });
            held.AddRange([call, channel]);
            await call.ResponseStream.MoveNext(default);
        }
        var (during, grown) = (await Others(20), (Memory(server) - memory) / Megabyte);
        held.ForEach(h => h.Dispose());
        var kept = during <= 2 * before && grown < 50;
        Console.WriteLine(
            $"{Readers} slow readers, {Silent} silent: p95 of others {before:0.0} ms before, {during:0.0} ms during (at most double); {grown:0.0} MB more (less than 50){(kept ? "" : "  ✗")}"
        );
        return kept;
    }

    static async Task<string> Upload(CallInvoker calls)
    {
        var content = new byte[3_000_000];
        new Random(7).NextBytes(content);
        "%PDF-1.7\n"u8.CopyTo(content);
        var uploaded = await new FileService.FileServiceClient(calls).UploadFileAsync(
            new()
            {
                RequestId = $"{Guid.CreateVersion7()}",
                Name = "bản quét.pdf",
                Content = ByteString.CopyFrom(content),
            }
        );
        return uploaded.File.Sha256;
    }

    /// <summary>The p95, in milliseconds, of somebody who asks one thing after the other for some seconds.</summary>
    static async Task<double> Others(int seconds)
    {
        using var channel = Channel();
        var people = new PersonService.PersonServiceClient(Calls(channel));
        var (times, all) = (new List<double>(), Stopwatch.StartNew());
        while (all.Elapsed.TotalSeconds < seconds)
        {
            var began = Stopwatch.GetTimestamp();
            await people.ListPeopleAsync(new() { PageSize = 50 });
            times.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
        }
        return times.Order().ElementAt(times.Count * 95 / 100);
    }

    /// <summary>Ten minutes of what an office does, many times over.</summary>
    static async Task<bool> Steady(Process server)
    {
        using var own = Channel();
        var page = await new PersonService.PersonServiceClient(Calls(own)).ListPeopleAsync(new() { PageSize = 200 });
        var ids = page.People.Select(p => p.Id).ToArray();
        using var stop = new CancellationTokenSource();
        var made = 0;
        var callers = Enumerable.Range(0, Callers).Select(n => Task.Run(() => Ask(n))).ToArray();
        var minutes = new List<double>();
        while (minutes.Count < Minutes)
        {
            // The middle of what it holds between two collections, over the last quarter of the minute.
            await Task.Delay(TimeSpan.FromSeconds(45));
            var samples = new List<long>();
            for (var second = 0; second < 15; second++)
            {
                await Task.Delay(TimeSpan.FromSeconds(1));
                samples.Add(Memory(server));
            }
            minutes.Add(samples.Order().ElementAt(7) / Megabyte);
            Console.WriteLine($"minute {minutes.Count}: {minutes[^1]:0} MB, {Volatile.Read(ref made):#,0} calls");
        }
        await stop.CancelAsync();
        await Task.WhenAll(callers);
        var kept = minutes[^1] <= minutes[1];
        Console.WriteLine($"ends with {minutes[^1]:0} MB, minute two had {minutes[1]:0}{(kept ? "" : "  ✗")}");
        return kept;

        async Task Ask(int caller)
        {
            var random = new Random(caller);
            using var channel = Channel();
            using var clock = new PeriodicTimer(TimeSpan.FromSeconds((double)Callers / PerSecond));
            while (!stop.IsCancellationRequested && await clock.WaitForNextTickAsync())
            {
                await Mixed(Calls(channel), random, ids);
                Interlocked.Increment(ref made);
            }
        }
    }

    /// <summary>Mostly people, some lists and figures, now and then a change.</summary>
    static async Task Mixed(CallInvoker calls, Random random, string[] ids)
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
                await new PaperService.PaperServiceClient(calls).RegisterPaperAsync(Paper());
                break;
        }
    }

    // No two of one number and day, or the second would be refused.
    static int papers;

    static RegisterPaperRequest Paper() =>
        new()
        {
            Envelope = new() { RequestId = $"{Guid.CreateVersion7()}" },
            Id = $"{Guid.CreateVersion7()}",
            Details = new()
            {
                Kind = PaperKind.Decision,
                Number = $"{Interlocked.Increment(ref papers)}/QĐ-UBND",
                Title = "Về việc điều động",
                Issuer = "UBND huyện Bình Chánh",
                SignedOn = "2024-01-02",
            },
        };

    static GrpcChannel Channel() => GrpcChannel.ForAddress($"http://localhost:{Grpc}");

    static CallInvoker Calls(GrpcChannel channel) =>
        channel.Intercept(headers =>
        {
            headers.Add(Actors.Header, "noivu");
            return headers;
        });

    static long Memory(Process server)
    {
        server.Refresh();
        return server.WorkingSet64;
    }
}
