using System.Text.Json;

namespace HienTai.Server.Pipeline;

/// <summary>
/// The newest entry a server has seen, on its own disk, so that one that is gone when it starts again is missed. At
/// most once a second, and never in the way of an answer: one that is a second old still tells of every greater loss.
/// </summary>
/// <param name="folder">Null where nothing is kept.</param>
sealed class SeenFile(string? folder, ILogger log)
{
    readonly string? path = folder is null ? null : Path.Combine(folder, "seen.json");
    static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);
    readonly Lock writing = new();
    long written;

    public void Keep(LedgerWatch.Seen seen)
    {
        var last = Interlocked.Read(ref written);
        var now = Environment.TickCount64;
        if (
            path is not null
            && now - last >= Pause.TotalMilliseconds
            && Interlocked.CompareExchange(ref written, now, last) == last
        )
            _ = Task.Run(() => Write(seen));
    }

    public void Write(LedgerWatch.Seen seen)
    {
        if (path is null)
            return;
        try
        {
            lock (writing)
            {
                Directory.CreateDirectory(folder!); // nothing else makes it where the database is elsewhere
                File.WriteAllText($"{path}.new", JsonSerializer.Serialize(seen));
                File.Move($"{path}.new", path, overwrite: true);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            log.LogWarning("What was seen of the ledger could not be kept in {Path}: {Why}", path, e.Message);
        }
    }

    /// <summary>Null if nothing was kept, or nothing that can be read.</summary>
    public LedgerWatch.Seen? Read()
    {
        try
        {
            return path is not null && File.Exists(path)
                ? JsonSerializer.Deserialize<LedgerWatch.Seen>(File.ReadAllText(path))
                : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException)
        {
            log.LogWarning("What was seen of the ledger cannot be read from {Path}: {Why}", path, e.Message);
            return null;
        }
    }
}
