using HienTai.Rpc.V1;
using Npgsql;

namespace HienTai.Server.Pipeline;

/// <summary>Scans and diplomas in the same database as what rests on them, named by the SHA-256 of their bytes; the type is read off the content.</summary>
public static class Files
{
    /// <summary>20 MB, as people count them.</summary>
    public const int MostBytes = 20_000_000;

    public static string? MediaType(ReadOnlySpan<byte> content) =>
        content.StartsWith("%PDF-"u8) ? "application/pdf"
        : content.StartsWith((ReadOnlySpan<byte>)[0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]) ? "image/png"
        : content.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8, 0xFF]) ? "image/jpeg"
        : null;

    public static async Task<IReadOnlyDictionary<string, FileRef>> Refs(ReadSession read, IEnumerable<string> hashes, CancellationToken cancel)
    {
        var wanted = hashes.Distinct().ToArray();
        return wanted.Length == 0 ? new Dictionary<string, FileRef>()
            : (await read.Query("select sha256, name, media_type, size from file where sha256 = any($1)", RefOf, cancel, (object)wanted)).ToDictionary(f => f.Sha256);
    }

    public static FileRef RefOf(NpgsqlDataReader r) => new() { Sha256 = r.GetString(0), Name = r.GetString(1), MediaType = r.GetString(2), Size = r.GetInt64(3) };
}
