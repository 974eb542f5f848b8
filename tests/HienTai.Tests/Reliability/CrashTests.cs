using System.Collections.Concurrent;
using System.Net.Sockets;
using Grpc.Core;
using HienTai.Personnel.V1;
using HienTai.Registry.V1;

namespace HienTai.Tests.Reliability;

/// <summary>
/// Killed under writers: no acknowledged change is lost, none is left half done, and asking again records it once.
/// </summary>
public sealed class CrashTests
{
    static readonly int Rounds = Scale.Long ? 8 : 1;

    [Theory]
    [InlineData("server")]
    [InlineData("postgres")]
    public async Task Nothing_acknowledged_is_lost_and_nothing_is_half_done(string victim)
    {
        await using var server = new ServerProcess();
        await server.Start();
        var (asked, acknowledged) = (
            new ConcurrentDictionary<string, RegisterPersonRequest>(),
            new ConcurrentDictionary<string, Rpc.V1.Receipt>()
        );
        for (var round = 0; round < Rounds; round++)
        {
            var target = acknowledged.Count + 60;
            using var stop = new CancellationTokenSource();
            var writers = Enumerable
                .Range(0, 4)
                .Select(w => Task.Run(() => Write(server, asked, acknowledged, stop.Token)))
                .ToArray();
            await Until.True(
                () => acknowledged.Count >= target || writers.All(w => w.IsCompleted),
                "enough is recorded"
            );
            await (victim == "server" ? server.Kill() : server.KillPostgres());
            await stop.CancelAsync();
            await Task.WhenAll(writers);
            if (victim == "postgres")
                (await server.WaitForExit()).Should().Be(1, "a server without its database stops and says so");
            await server.Start();
        }

        var people = new PersonService.PersonServiceClient(server.Grpc);
        foreach (var (id, receipt) in acknowledged)
            (
                await people.GetPersonAsync(
                    new()
                    {
                        Id = asked[id].PersonId,
                        At = new() { KnownPosition = receipt.Position },
                    }
                )
            ).Person.Version.Should().Be(1);
        foreach (var request in asked.Values)
            (await people.RegisterPersonAsync(request)).Version.Should().Be(1);
        (await people.ListPeopleAsync(new() { Status = ServiceStatus.Any })).TotalSize.Should().Be(asked.Count);
        var verdict = new CheckRebuildResponse();
        using var check = new RegistryService.RegistryServiceClient(server.As("kiemtoan")).CheckRebuild(new());
        await foreach (var progress in check.ResponseStream.ReadAllAsync())
            verdict = progress;
        verdict.Differences.Concat(verdict.Faults).Should().BeEmpty();
        verdict.Sound.Should().BeTrue();
    }

    static async Task Write(
        ServerProcess server,
        ConcurrentDictionary<string, RegisterPersonRequest> asked,
        ConcurrentDictionary<string, Rpc.V1.Receipt> acknowledged,
        CancellationToken stop
    )
    {
        var people = new PersonService.PersonServiceClient(server.Grpc);
        while (!stop.IsCancellationRequested)
        {
            var id = Seed.NewId().ToString();
            var letters = new string([
                .. id.Where(char.IsAsciiHexDigit).TakeLast(12).Select(c => (char)('a' + c % 26)),
            ]);
            asked[id] = new()
            {
                Envelope = Seed.Envelope(request: Guid.Parse(id)),
                PersonId = Seed.NewId().ToString(),
                Change = new()
                {
                    Identity = new()
                    {
                        FullName = $"Lê {letters}",
                        Birth = "1980",
                        Sex = Sex.Male,
                    },
                },
            };
            try
            {
                acknowledged[id] = await people.RegisterPersonAsync(
                    asked[id],
                    deadline: DateTime.UtcNow.AddSeconds(20)
                );
            }
            catch (RpcException)
            {
                return;
            }
        }
    }
}

/// <summary>Starting and stopping as an operator meets it.</summary>
public sealed class StartTests
{
    [Fact]
    public async Task It_starts_stops_cleanly_and_starts_again_with_what_was_recorded_alone_and_not_on_newer_data()
    {
        await using var server = new ServerProcess();
        await server.Start();
        var person = Seed.NewId().ToString();
        await new PersonService.PersonServiceClient(server.Grpc).RegisterPersonAsync(
            new()
            {
                Envelope = Seed.Envelope(),
                PersonId = person,
                Change = new()
                {
                    Identity = new()
                    {
                        FullName = "Trần Thị Mai",
                        Birth = "1980",
                        Sex = Sex.Female,
                    },
                },
            }
        );
        (await server.Stop("INT")).Should().Be(0);
        await server.Start();
        (await new PersonService.PersonServiceClient(server.Grpc).GetPersonAsync(new() { Id = person }))
            .Person.Identity.FullName.Should()
            .Be("Trần Thị Mai");

        await using var second = new ServerProcess(server.Folder);
        await second.Start(wait: false);
        (await second.WaitForExit()).Should().Be(1, "the folder is in use");
        second.Output.Should().NotContain("   at ");
        await server.Stop();
        var version = Directory.GetFiles(server.Folder, "hientai.json").Single();
        await File.WriteAllTextAsync(version, """{"postgres":99,"format":1}""");
        await server.Start(wait: false);
        (await server.WaitForExit()).Should().Be(1);
        server.Output.Should().Contain("99").And.NotContain("   at ");
    }

    [Fact]
    public async Task What_stands_in_the_way_gets_one_clear_sentence()
    {
        await using var server = new ServerProcess();
        using var taken = new TcpListener(System.Net.IPAddress.Loopback, 0);
        taken.Start();
        var port = ((System.Net.IPEndPoint)taken.LocalEndpoint).Port;
        await server.Start(wait: false, e => e["HIENTAI_WEB_PORT"] = $"{port}");
        (await server.WaitForExit()).Should().Be(1);
        server.Output.Should().Contain($"Cổng {port}").And.Contain($"Port {port}").And.NotContain("   at ");

        await server.Start(wait: false, e =>
            e["ConnectionStrings__Registry"] = "Host=127.0.0.1;Port=1;Database=x;Username=x;Password=x;Timeout=2"
        );
        (await server.WaitForExit()).Should().Be(1);
        server.Output.Should().Contain("ConnectionStrings__Registry").And.NotContain("   at ");
    }
}
