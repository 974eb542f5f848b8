using System.Security.Cryptography;
using Google.Protobuf;
using Grpc.Core;
using HienTai.Domain.Kernel;
using HienTai.Papers.V1;
using HienTai.Rpc.V1;
using HienTai.Server.Access;
using HienTai.Server.Pipeline;
using Npgsql;
using DataClass = HienTai.Domain.Kernel.DataClass;

namespace HienTai.Server.Papers;

/// <summary>Files in and out. Storing is idempotent by nature: the same bytes are the same file.</summary>
public sealed class FileService(NpgsqlDataSource database, Registrar registrar, RegistryClock clock, ReadLog reads) : HienTai.Papers.V1.FileService.FileServiceBase
{
    const int PieceBytes = 256 * 1024;

    public override async Task<UploadFileResponse> UploadFile(UploadFileRequest request, ServerCallContext call)
    {
        var actor = call.Reader.Actor;
        var name = Reading.Of(read => (read.Id(request.RequestId, "request_id"), Name: read.Text(request.Name, "name", 200, required: true))).Name;
        if (request.Content.Length > Files.MostBytes)
            throw new Rejected("FILE_TOO_LARGE", $"Tệp {request.Content.Length / 1e6:0.0} MB; nhiều nhất là 20 MB. Hãy quét ở độ phân giải thấp hơn hoặc tách tệp.", $"The file has {request.Content.Length / 1e6:0.0} MB; at most 20 MB. Scan at a lower resolution or split it.", "content");
        var type = Files.MediaType(request.Content.Span) ?? throw new Rejected("FILE_TYPE_NOT_ACCEPTED", "Chỉ nhận PDF, PNG hoặc JPEG (xét theo nội dung, không theo tên tệp).", "Only PDF, PNG or JPEG is accepted (judged by content, not by name).", "content");
        var sha256 = Convert.ToHexStringLower(SHA256.HashData(request.Content.Span));
        await using var command = database.CreateCommand("insert into file (sha256, name, media_type, size, content, uploaded_at, uploaded_by) values ($1, $2, $3, $4, $5, $6, $7) on conflict do nothing");
        foreach (var value in (object[])[sha256, name, type, (long)request.Content.Length, request.Content.ToByteArray(), clock.GetUtcNow(), actor.Name]) command.Parameters.Add(new() { Value = value });
        await command.ExecuteNonQueryAsync(call.CancellationToken);
        return new() { File = new() { Sha256 = sha256, Name = name, MediaType = type, Size = request.Content.Length } };
    }

    public override async Task DownloadFile(DownloadFileRequest request, IServerStreamWriter<DownloadFileResponse> responses, ServerCallContext call)
    {
        var sha256 = Reading.Of(read => read.Sha256(request.Sha256, "sha256"));
        await using var about = database.CreateCommand("select sha256, name, media_type, size from file where sha256 = $1");
        about.Parameters.Add(new() { Value = sha256 });
        FileRef? file = null;
        await using (var row = await about.ExecuteReaderAsync(call.CancellationToken))
            if (await row.ReadAsync(call.CancellationToken)) file = Files.RefOf(row);
        await using var read = await registrar.Open(call, request.At);
        if (file is null || !await Files.Sees(read, read.Sight, sha256, call.CancellationToken)) throw new NotOnRecord("Không có tệp này.", "There is no such file.");
        foreach (var person in await read.Query("select distinct stream_id from fact_qualification where evidence like '%' || $1 || '%'", r => r.GetGuid(0), call.CancellationToken, sha256))
            await reads.Opened(call, person, [DataClass.Basic], Asked.Nothing, read.On);
        for (var from = 0L; from < file.Size; from += PieceBytes)
        {
            await using var piece = database.CreateCommand("select substring(content from $2 for $3) from file where sha256 = $1");
            foreach (var value in (object[])[sha256, (int)from + 1, PieceBytes]) piece.Parameters.Add(new() { Value = value });
            var chunk = (byte[])(await piece.ExecuteScalarAsync(call.CancellationToken))!;
            await responses.WriteAsync(new() { File = from == 0 ? file : null, Chunk = UnsafeByteOperations.UnsafeWrap(chunk) }, call.CancellationToken);
        }
    }
}
