using System.Security.Cryptography;
using Google.Protobuf;
using Grpc.Core;
using HienTai.Domain.Kernel;
using HienTai.Domain.Personnel;
using HienTai.Papers.V1;
using HienTai.Rpc.V1;
using HienTai.Server.Access;
using HienTai.Server.Pipeline;
using HienTai.Server.Vault;
using Npgsql;
using static HienTai.Server.Pipeline.FactTable;
using DataClass = HienTai.Domain.Kernel.DataClass;

namespace HienTai.Server.Papers;

/// <summary>Files in and out, encrypted. Storing is idempotent by nature: the same bytes are the same file.</summary>
public sealed class FileService(
    NpgsqlDataSource database,
    Registrar registrar,
    PersonKeys personKeys,
    RegistryClock clock,
    ReadLog reads,
    OpenPieces pieces
) : HienTai.Papers.V1.FileService.FileServiceBase
{
    public override async Task<UploadFileResponse> UploadFile(UploadFileRequest request, ServerCallContext call)
    {
        var (actor, cancel) = (call.Reader.Actor, call.CancellationToken);
        var name = Reading
            .Of(read =>
                (read.Id(request.RequestId, "request_id"), Name: read.Text(request.Name, "name", 200, required: true))
            )
            .Name;
        if (request.Content.Length > Files.MostBytes)
            throw new Rejected(
                "FILE_TOO_LARGE",
                $"Tệp {request.Content.Length / 1e6:0.0} MB; nhiều nhất là 20 MB. Hãy quét ở độ phân giải thấp hơn hoặc tách tệp.",
                $"The file has {request.Content.Length / 1e6:0.0} MB; at most 20 MB. Scan at a lower resolution or split it.",
                "content"
            );
        var type = Files.MediaType(request.Content.Span)
            ?? throw new Rejected(
                "FILE_TYPE_NOT_ACCEPTED",
                "Chỉ nhận PDF, PNG hoặc JPEG (xét theo nội dung, không theo tên tệp).",
                "Only PDF, PNG or JPEG is accepted (judged by content, not by name).",
                "content"
            );
        var sha256 = Convert.ToHexStringLower(SHA256.HashData(request.Content.Span));
        await Store(FileKeys.Name(personKeys.Index, sha256), name, type, request.Content, actor, cancel);
        return new()
        {
            File = new()
            {
                Sha256 = sha256,
                Name = name,
                MediaType = type,
                Size = request.Content.Length,
            },
        };
    }

    async Task Store(
        string id,
        string name,
        string type,
        ByteString content,
        Pipeline.Actor actor,
        CancellationToken cancel
    )
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        await using var transaction = await connection.BeginTransactionAsync(cancel);
        // Two uploads of the same bytes at once: one stores, the other finds.
        await using (
            var wait = new NpgsqlBatch(connection, transaction)
            {
                BatchCommands =
                {
                    new("select pg_advisory_xact_lock(hashtextextended($1, 0))")
                    {
                        Parameters = { new() { Value = id } },
                    },
                },
            }
        )
            await wait.ExecuteNonQueryAsync(cancel);
        var keys = personKeys.In(connection, transaction);
        await keys.AskWrapper(cancel);
        if ((await keys.FilesHeld(connection, transaction, [id], cancel)).ContainsKey(id))
            return;
        var key = RandomNumberGenerator.GetBytes(Box.KeyBytes);
        await using var batch = new NpgsqlBatch(connection, transaction)
        {
            BatchCommands =
            {
                new(
                    "insert into file (id, name, media_type, size, content, uploaded_at, uploaded_by) values ($1, $2, $3, $4, $5, $6, $7)"
                ),
                keys.Hold(id, key, FileKeys.Account(actor.Name), FileKeys.Uploaded, person: null),
            },
        };
        foreach (
            var value in (object[])
                [
                    id,
                    FileKeys.CloseName(key, id, name),
                    type,
                    (long)content.Length,
                    FileKeys.Close(key, id, content.Span),
                    clock.GetUtcNow(),
                    actor.Name,
                ]
        )
            batch.BatchCommands[0].Parameters.Add(new() { Value = value });
        await batch.ExecuteNonQueryAsync(cancel);
        await Standby.Commit(transaction);
    }

    public override async Task DownloadFile(
        DownloadFileRequest request,
        IServerStreamWriter<DownloadFileResponse> responses,
        ServerCallContext call
    )
    {
        var sha256 = Reading.Of(read => read.Sha256(request.Sha256, "sha256"));
        var (file, id, key) = await Opened(sha256, request, call);
        var first = file;
        // Whoever reads slowly holds neither a connection to the database nor more than a chunk meanwhile.
        for (var i = 0; (long)i * FileKeys.PieceBytes < file.Size; i++)
        {
            var size = (int)Math.Min(FileKeys.PieceBytes, file.Size - (long)i * FileKeys.PieceBytes);
            OpenPieces.Piece? piece = null;
            try
            {
                for (var from = 0; from < size; from += ChunkBytes, first = null)
                {
                    piece ??= await pieces.Open(key, id, i, size, call.CancellationToken);
                    var chunk = ByteString.CopyFrom(piece.Content.Slice(from, Math.Min(ChunkBytes, size - from)));
                    var write = responses.WriteAsync(new() { File = first, Chunk = chunk }, call.CancellationToken);
                    if (!await Taken(write))
                    {
                        piece.Dispose();
                        piece = null;
                    }
                    await write;
                }
            }
            finally
            {
                piece?.Dispose();
            }
        }
    }

    static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(100);

    /// <summary>Whether a chunk is on its way at once.</summary>
    static async Task<bool> Taken(Task write)
    {
        try
        {
            await write.WaitAsync(Patience);
            return true;
        }
        catch (TimeoutException)
        {
            return false;
        }
    }

    const int ChunkBytes = 16 * 1024;

    /// <summary>
    /// What the caller may take, under which name it is stored, and its key; that it was taken is on record.
    /// </summary>
    async Task<(FileRef File, string Id, byte[] Key)> Opened(
        string sha256,
        DownloadFileRequest request,
        ServerCallContext call
    )
    {
        var cancel = call.CancellationToken;
        await using var read = await registrar.Open(call, request.At);
        var file = (await Files.Refs(read, [sha256], cancel)).GetValueOrDefault(sha256);
        if (file is null || !await Files.Sees(read, read.Sight, sha256, cancel))
            throw new NotOnRecord("Không có tệp này.", "There is no such file.");
        foreach (
            var person in await read.Query(
                $"select distinct stream_id from {Table<QualificationFact>()} where evidence like '%' || $1 || '%'",
                r => r.GetGuid(0),
                cancel,
                sha256
            )
        )
            await reads.Opened(call, read, person, [DataClass.Basic], Asked.Nothing);
        var id = FileKeys.Name(personKeys.Index, sha256);
        return (file, id, (await read.Keys.FilesHeld(read.Connection, read.Transaction, [id], cancel))[id]);
    }
}
