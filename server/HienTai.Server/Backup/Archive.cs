using HienTai.Server.Database;
using HienTai.Server.Hosting;

namespace HienTai.Server.Backup;

/// <summary>
/// Where backups lie, and beside them the log of changes as PostgreSQL archives it, so that a restore can stop at any
/// moment since the oldest of them. Each life of a data folder archives into a folder of its own, a <i>line</i>: what
/// is recorded after a restore never comes to lie among what it left behind, whoever restores what where.
/// </summary>
public sealed class Archive(string folder)
{
    public const string Variable = "HIENTAI_ARCHIVE";
    const string LineFile = EmbeddedPostgres.ArchiveLine;

    /// <summary>Longest that a change waits to be archived while nothing else fills the log.</summary>
    const int Seconds = 60;

    public string Folder => folder;

    /// <summary>The archive of the settings; null where none is set.</summary>
    public static Archive? FromSettings() =>
        Hosting.Settings.Text(Variable) is { } asked && !string.IsNullOrWhiteSpace(asked)
            ? new(Path.TrimEndingDirectorySeparator(Path.GetFullPath(asked.Trim())))
            : null;

    public string LogOf(string line) => Path.Combine(folder, "wal", line);

    /// <summary>The line that a data folder archives into; null where it does not.</summary>
    public static string? LineOf(string dataFolder)
    {
        var file = Path.Combine(dataFolder, LineFile);
        return File.Exists(file) ? File.ReadAllText(file).Trim() : null;
    }

    /// <summary>
    /// What PostgreSQL is about to be started with, the folder made ready for it. Without an archive the line ends:
    /// were it taken up again later, what was recorded in between would be missing in its middle.
    /// </summary>
    public static IReadOnlyDictionary<string, string> Open(Archive? archive, string dataFolder)
    {
        if (archive is not null)
            return archive.Settings(LineOf(dataFolder) ?? Begin(dataFolder));
        File.Delete(Path.Combine(dataFolder, LineFile));
        return new Dictionary<string, string>();
    }

    static string Begin(string dataFolder)
    {
        var line = $"{DateTime.UtcNow:yyyyMMdd'T'HHmmss'Z'}-{Guid.NewGuid().ToString("N")[..8]}";
        EmbeddedPostgres.Write(Path.Combine(dataFolder, LineFile), line);
        return line;
    }

    Dictionary<string, string> Settings(string line)
    {
        if (OperatingSystem.IsWindows())
            throw new StartupFailure(
                $"{Variable} chưa dùng được trên Windows: hãy bỏ thiết lập này và chạy hientai backup THƯ_MỤC đều đặn.",
                $"{Variable} cannot be used on Windows: leave it out and run hientai backup FOLDER regularly."
            );
        Directory.CreateDirectory(Path.Combine(folder, "wal"));
        EmbeddedPostgres.CreateOwned(LogOf(line));
        if (Nobody.Needed && !Nobody.Can("-w", LogOf(line)))
            throw new StartupFailure(
                $"PostgreSQL chạy dưới người dùng nobody và không ghi được vào {LogOf(line)}: hãy đặt {Variable} thành một thư mục mà mọi người dùng đi qua được.",
                $"PostgreSQL runs as the user nobody and cannot write to {LogOf(line)}: set {Variable} to a folder that every user can pass through."
            );
        return new()
        {
            ["archive_mode"] = "on",
            ["archive_command"] = Store(LogOf(line)),
            ["archive_timeout"] = $"{Seconds}",
        };
    }

    // A segment is sixteen megabytes and, in a quiet hour, mostly zeros. It is there whole or not at all; one that is
    // there already, because PostgreSQL was ended before it could note so, must be the same.
    static string Store(string log) =>
        $"f={Quoted(log)}/%f.gz; if test -f \"$f\"; then gzip -dc \"$f\" | cmp -s - \"%p\"; else gzip -1 < \"%p\" > \"$f.part\" && sync \"$f.part\" && mv \"$f.part\" \"$f\" && sync {Quoted(log)}; fi";

    /// <summary>
    /// What fetches a segment back. One that is not there is where the log ends; one that cannot be unpacked must not
    /// be taken for that, and stops the restore.
    /// </summary>
    public static string Fetch(string? log) =>
        log is null
            ? "exit 1"
            : $"test -f {Quoted(log)}/%f.gz || exit 1; gzip -dc {Quoted(log)}/%f.gz > \"%p\" || exit 255";

    static string Quoted(string path) => $"'{path.Replace("'", "'\\''").Replace("%", "%%")}'";

    /// <summary>
    /// The archived log that goes on from a backup: in the folder that is named, else beside the backup, else in the
    /// archive of the settings. Null where there is none; named and not there is refused.
    /// </summary>
    public static string? LogFor(string backup, string? named)
    {
        if (Manifest.Read(backup).Line is not { } line)
            return null;
        Archive?[] places = named is null
            ? [new(Path.GetDirectoryName(backup)!), FromSettings()]
            : [new(Path.GetFullPath(named))];
        var log = places.OfType<Archive>().Select(p => p.LogOf(line)).FirstOrDefault(Directory.Exists);
        if (log is not null || named is null)
            return log;
        throw new StartupFailure(
            $"Không có {new Archive(Path.GetFullPath(named)).LogOf(line)}, kho lưu nối tiếp bản sao lưu này: hãy nêu đúng thư mục.",
            $"There is no {new Archive(Path.GetFullPath(named)).LogOf(line)}, the archive that goes on from this backup: name the right folder."
        );
    }

    /// <summary>
    /// Removes backups that ended longer ago than they are kept, the newest apart, and the archived log that only they
    /// needed. Names what it removed.
    /// </summary>
    public IReadOnlyList<string> Prune(TimeSpan kept, string? line)
    {
        var backups = Backups();
        var old = backups.SkipLast(1).Where(b => b.Manifest.Stop.At < DateTimeOffset.UtcNow - kept).ToArray();
        foreach (var backup in old)
            Delete(backup.Folder);
        var needed = backups
            .Except(old)
            .Where(b => b.Manifest.Line is not null)
            .GroupBy(b => b.Manifest.Line!)
            .ToDictionary(g => g.Key, g => g.Min(b => b.Manifest.FirstSegment[8..])!);
        foreach (var log in Directory.Exists(Path.Combine(folder, "wal")) ? Lines() : [])
            if (needed.TryGetValue(Path.GetFileName(log), out var first))
                DeleteBefore(log, first);
            else if (Path.GetFileName(log) != line)
                Directory.Delete(log, recursive: true);
        return [.. old.Select(b => b.Folder)];
    }

    // Under another name first: what is half deleted must not look whole.
    static void Delete(string backup)
    {
        Directory.Move(backup, backup + BaseBackup.Unfinished);
        Directory.Delete(backup + BaseBackup.Unfinished, recursive: true);
    }

    string[] Lines() => Directory.GetDirectories(Path.Combine(folder, "wal"));

    static void DeleteBefore(string log, string first)
    {
        foreach (var (segment, file) in Segments(log))
            if (string.CompareOrdinal(segment, first) < 0)
                File.Delete(file);
    }

    /// <summary>Archived segments, each by its place in the log, whatever its timeline.</summary>
    public static IEnumerable<(string Place, string File)> Segments(string log) =>
        from file in Directory.GetFiles(log, "*.gz")
        let name = Path.GetFileNameWithoutExtension(file)
        where name.Length == 24 && name.All(char.IsAsciiHexDigit)
        select (name[8..], file);

    /// <summary>Whole backups in the folder, oldest first.</summary>
    public IReadOnlyList<(string Folder, Manifest Manifest)> Backups() =>
        [
            .. from backup in Directory.Exists(folder) ? Directory.GetDirectories(folder) : []
            let manifest = Manifest.Find(Path.Combine(backup, Manifest.FileName))
            where manifest is not null && !backup.EndsWith(BaseBackup.Unfinished, StringComparison.Ordinal)
            orderby manifest.Stop.At
            select (backup, manifest),
        ];
}
