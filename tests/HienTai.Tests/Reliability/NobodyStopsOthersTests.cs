using System.Net.Sockets;
using Google.Protobuf;
using Grpc.Core;
using Grpc.Net.Client;
using HienTai.Papers.V1;
using HienTai.Registry.V1;
using HienTai.Rpc.V1;
using HienTai.Server.Hosting;
using HienTai.Talent.V1;
using Npgsql;

namespace HienTai.Tests.Reliability;

/// <summary>
/// Who reads slowly, says nothing or asks for much keeps nobody else from what they do.
/// </summary>
public sealed class NobodyStopsOthersTests(NobodyStopsOthersTests.Narrow app)
    : IClassFixture<NobodyStopsOthersTests.Narrow>
{
    const int Slow = 40; // more than a pool of connections holds here

    /// <summary>A server with room for few connections, and little time for a change.</summary>
    public sealed class Narrow : App
    {
        protected override Limits Limits { get; } =
            new()
            {
                CallsPerSecond = 100_000,
                CallsPerSecondFromAddress = 100_000,
                DownloadsAtOnce = Slow,
                ExportsAtOnce = 2,
                ConnectionsAtOnce = 20,
                ChangeSeconds = 1,
            };
    }

    async Task<FileRef> File(int size)
    {
        var content = new byte[size];
        new Random(7).NextBytes(content);
        "%PDF-1.7\n"u8.CopyTo(content);
        return (
            await new FileService.FileServiceClient(app.Grpc()).UploadFileAsync(
                new()
                {
                    RequestId = Seed.NewId().ToString(),
                    Name = "bản quét.pdf",
                    Content = ByteString.CopyFrom(content),
                }
            )
        ).File;
    }

    AsyncServerStreamingCall<DownloadFileResponse> Download(FileRef file, CallInvoker? by = null) =>
        new FileService.FileServiceClient(by ?? app.Grpc()).DownloadFile(new() { Sha256 = file.Sha256 });

    [Fact]
    public async Task Downloads_that_nobody_reads_hold_no_connection_to_the_database()
    {
        var file = await File(3_000_000);
        var slow = Enumerable.Range(0, Slow).Select(_ => Download(file)).ToArray();
        try
        {
            // Each is under way: its first piece is here, and the others wait to be taken.
            foreach (var call in slow)
                (await call.ResponseStream.MoveNext(default)).Should().BeTrue();
            await app.Seed.Paper("1/QĐ");
            foreach (var call in slow[..3])
                (1 + await call.ResponseStream.ReadAllAsync().CountAsync()).Should().BeGreaterThan(3_000_000 / 65_536);
        }
        finally
        {
            foreach (var call in slow)
                call.Dispose();
        }
    }

    [Fact]
    public async Task Connections_that_say_nothing_make_room_and_those_in_use_stay()
    {
        var file = await File(3_000_000);
        using var busy = GrpcChannel.ForAddress(app.GrpcAddress);
        using var call = Download(file, App.Acting(busy, "noivu"));
        (await call.ResponseStream.MoveNext(default)).Should().BeTrue();
        var silent = new List<TcpClient>();
        try
        {
            foreach (var address in (string[])[app.GrpcAddress, app.WebAddress])
                for (var i = 0; i < 30; i++)
                {
                    var client = new TcpClient();
                    silent.Add(client);
                    await client.ConnectAsync("127.0.0.1", new Uri(address).Port);
                }
            await app.Seed.Paper("2/QĐ");
            using var other = GrpcChannel.ForAddress(app.GrpcAddress);
            (await new RegistryService.RegistryServiceClient(App.Acting(other, "noivu")).GetRegistryAsync(new()))
                .Actor.Name.Should()
                .Be("noivu");
            var chunks = 1;
            while (await call.ResponseStream.MoveNext(default))
                chunks++;
            chunks.Should().BeGreaterThan(3_000_000 / 65_536);
        }
        finally
        {
            silent.ForEach(c => c.Dispose());
        }
    }

    [Fact]
    public async Task A_change_that_takes_too_long_is_refused_and_the_others_are_recorded()
    {
        await using var connection = await app.Database.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await using (
            var hold = new NpgsqlCommand(
                "lock table fact_talent_programme in access exclusive mode",
                connection,
                transaction
            )
        )
            await hold.ExecuteNonQueryAsync();
        var held = new TalentService.TalentServiceClient(app.Grpc()).EnactProgrammeAsync(
            new()
            {
                Envelope = Seed.Envelope("Chương trình thử."),
                Id = Seed.NewId().ToString(),
                From = "2020-01-01",
                Details = new()
                {
                    Code = "CT-LÂU",
                    Name = new() { Vi = "Chương trình thử", En = "A programme" },
                    Source = "Nghị quyết thử",
                    Checked = SourceCheck.Unverified,
                    Kinds = { SourceKind.Expert },
                },
            }
        );
        var others = Enumerable.Range(3, 5).Select(n => app.Seed.Paper($"{n}/QĐ")).ToArray();
        await Refused.By(held, StatusCode.FailedPrecondition, "CHANGE_TOO_LONG");
        await Task.WhenAll(others);
        await transaction.RollbackAsync();
    }
}
