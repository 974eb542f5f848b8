using System.Text.Json;
using HienTai.Server.Database;

namespace HienTai.Server.Backup;

/// <summary>Where the ledger stood: how many entries, and when the last of them was recorded.</summary>
public sealed record Head(long Position, DateTimeOffset? RecordedAt)
{
    public override string ToString() =>
        RecordedAt is { } at ? $"#{Position} ({at.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'})" : $"#{Position}";
}

/// <summary>A place in the log of changes, and when it was reached.</summary>
public sealed record Mark(string Lsn, DateTimeOffset At);

/// <summary>A file of the cluster as it was copied.</summary>
public sealed record Copied(string Path, long Size, string Sha256);

/// <summary>What a backup says of itself. It is written last, so a backup without one is not whole.</summary>
/// <param name="Format">Raised when an older server could not restore what this one backs up.</param>
/// <param name="Line">The folder of archived log that goes on from here; null where nothing was archived.</param>
/// <param name="Head">What a restore of this backup alone has recorded: nothing earlier can be had from it.</param>
/// <param name="FirstSegment">The first file of the log that a restore needs.</param>
public sealed record Manifest(
    int Format,
    string Postgres,
    string SystemIdentifier,
    int Timeline,
    string? Line,
    Mark Start,
    Mark Stop,
    Head Head,
    string FirstSegment,
    IReadOnlyList<Copied> Files
)
{
    /// <summary>The same of the registries beside the first, by name; null before there were any.</summary>
    public IReadOnlyDictionary<string, Head>? Others { get; init; }

    /// <summary>Where a registry stood; null is the first. Null where it had not been made.</summary>
    public Head? HeadOf(string? registry) => registry is null ? Head : Others?.GetValueOrDefault(registry);

    public const int Newest = 1;
    public const string FileName = "backup.json";

    static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    public int Major => int.Parse(Postgres[..Postgres.IndexOf('.')]);
    public long Size => Files.Sum(f => f.Size);

    public void Write(string backup) =>
        EmbeddedPostgres.Write(
            Path.Combine(backup, FileName),
            JsonSerializer.Serialize(this, Json),
            EmbeddedPostgres.Private
        );

    /// <summary>Refuses what is no backup, is not whole or was made by a newer server.</summary>
    public static Manifest Read(string backup)
    {
        var file = Path.Combine(backup, FileName);
        if (!File.Exists(file))
            throw new StartupFailure(
                $"{backup} không phải một bản sao lưu đầy đủ (thiếu {FileName}): hãy nêu thư mục mà hientai backup đã tạo.",
                $"{backup} is no complete backup ({FileName} is missing): name a folder that hientai backup made."
            );
        if (Find(file) is not { } manifest)
            throw new StartupFailure(
                $"Tệp {file} đã hỏng: hãy dùng một bản sao lưu khác.",
                $"The file {file} is damaged: use another backup."
            );
        if (manifest.Format > Newest)
            throw new StartupFailure(
                $"Bản sao lưu {backup} do một bản Hiền Tài mới hơn tạo (định dạng {manifest.Format}, bản này đọc tới {Newest}): hãy chạy bản mới hơn đó.",
                $"The backup {backup} was made by a newer Hiền Tài (format {manifest.Format}, this one reads up to {Newest}): run that newer version."
            );
        return manifest;
    }

    /// <summary>The same, or null where none can be read.</summary>
    public static Manifest? Find(string file)
    {
        try
        {
            return JsonSerializer.Deserialize<Manifest>(File.ReadAllText(file), Json) is { Files: not null } manifest
                ? manifest
                : null;
        }
        catch (Exception e) when (e is JsonException or FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }
}
