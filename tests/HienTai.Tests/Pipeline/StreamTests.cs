using System.Buffers.Binary;
using System.IO.Compression;
using System.Net;
using HienTai.Registry.V1;
using HienTai.Server.Hosting;
using HienTai.Server.Pipeline;
using HienTai.Tests.Vault;
using Npgsql;

namespace HienTai.Tests.Pipeline;

/// <summary>A stream at the web door, on a registry of its own because what it reads is held back.</summary>
public sealed class StreamTests(VaultApp app) : IClassFixture<VaultApp>
{
    static readonly HttpClient Http = new(
        new SocketsHttpHandler { UseCookies = false, AutomaticDecompression = DecompressionMethods.None }
    );

    [Theory]
    [InlineData("gzip")]
    [InlineData("br")]
    public async Task A_compressed_message_arrives_before_the_next_is_made(string encoding)
    {
        await using var database = NpgsqlDataSource.Create(app.Connections.Administrator);
        await using var connection = await database.OpenConnectionAsync();
        await using var held = await connection.BeginTransactionAsync();
        // The check reads it for its second message.
        await using (var hold = new NpgsqlCommand("lock table events.mt_streams", connection, held))
            await hold.ExecuteNonQueryAsync();
        using var gaveUp = new CancellationTokenSource(TimeSpan.FromMinutes(1));

        using var answer = await Http.SendAsync(
            Check(encoding),
            HttpCompletionOption.ResponseHeadersRead,
            gaveUp.Token
        );
        answer.Content.Headers.ContentEncoding.Should().Equal(encoding);
        await using var packed = await answer.Content.ReadAsStreamAsync(gaveUp.Token);
        await using Stream stream = encoding is "br"
            ? new BrotliStream(packed, CompressionMode.Decompress)
            : new GZipStream(packed, CompressionMode.Decompress);
        var first = await Next(stream, gaveUp.Token);
        (first.Events, first.TotalEvents > 0).Should().Be((0, true));
        await Until.True(
            () =>
                app.Scalar<bool>(
                    "select exists (select from pg_locks where relation = 'events.mt_streams'::regclass and not granted)"
                ),
            "the server waits for what it needs for the next"
        );

        await held.RollbackAsync(gaveUp.Token);
        var last = await Next(stream, gaveUp.Token);
        while (!last.Finished)
            last = await Next(stream, gaveUp.Token);
        last.Identical.Should().BeTrue();
    }

    HttpRequestMessage Check(string encoding)
    {
        var request = new HttpRequestMessage(
            HttpMethod.Post,
            $"{app.WebAddress}/hientai.registry.v1.RegistryService/CheckRebuild"
        )
        {
            Content = new ByteArrayContent(new byte[5]), // one message, and nothing in it
        };
        request.Content.Headers.ContentType = new("application/grpc-web+proto");
        request.Headers.Add(Doors.Header, "1");
        request.Headers.Add(Actors.Header, "kiemtoan");
        request.Headers.Add("accept-encoding", encoding);
        return request;
    }

    static async Task<CheckRebuildResponse> Next(Stream stream, CancellationToken cancel)
    {
        var frame = new byte[5];
        await stream.ReadExactlyAsync(frame, cancel);
        var message = new byte[BinaryPrimitives.ReadInt32BigEndian(frame.AsSpan(1))];
        await stream.ReadExactlyAsync(message, cancel);
        return CheckRebuildResponse.Parser.ParseFrom(message);
    }
}
