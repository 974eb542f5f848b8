using System.Collections.Concurrent;
using System.Security.Cryptography;
using HienTai.Server.Database;

namespace HienTai.Server.Backup;

/// <summary>
/// Which files of a running cluster make a backup, and how they are copied. What is left out is what PostgreSQL's
/// documentation of low-level backups names: it belongs to the running server or is made anew by the next one.
/// </summary>
static class ClusterFiles
{
    const int AtOnce = 4;
    public const string Log = "pg_wal",
        Control = "global/pg_control";

    static readonly string[] EmptyFolders =
    [
        Log,
        "pg_dynshmem",
        "pg_notify",
        "pg_replslot",
        "pg_serial",
        "pg_snapshots",
        "pg_stat_tmp",
        "pg_subtrans",
    ];

    static readonly string[] LeftOut =
    [
        "postmaster.pid",
        "postmaster.opts",
        "current_logfiles",
        "backup_label",
        "backup_label.old",
        "tablespace_map",
        "tablespace_map.old",
        "hientai.conf", // of this folder; written anew at every start
    ];

    /// <summary>
    /// Paths in the cluster, with slashes; without the control file, which is copied after all others.
    /// </summary>
    public static IReadOnlyList<string> Of(string cluster) =>
        [
            .. Directory
                .EnumerateFiles(cluster, "*", SearchOption.AllDirectories)
                .Select(file => Path.GetRelativePath(cluster, file).Replace('\\', '/'))
                .Where(IsKept)
                .Where(path => path != Control)
                .Order(StringComparer.Ordinal),
        ];

    internal static bool IsKept(string path)
    {
        var name = path[(path.LastIndexOf('/') + 1)..];
        return !LeftOut.Contains(path)
            && !EmptyFolders.Any(folder => path.StartsWith(folder + "/", StringComparison.Ordinal))
            && !name.StartsWith("pgsql_tmp", StringComparison.Ordinal)
            && !name.StartsWith("pg_internal.init", StringComparison.Ordinal)
            && !name.StartsWith(".probe-", StringComparison.Ordinal)
            && !path.Contains("/pgsql_tmp/", StringComparison.Ordinal);
    }

    /// <summary>The folders of a cluster, empty as well: PostgreSQL does not make the missing ones.</summary>
    public static IEnumerable<string> Folders(string cluster) =>
        Directory
            .EnumerateDirectories(cluster, "*", SearchOption.AllDirectories)
            .Select(folder => Path.GetRelativePath(cluster, folder).Replace('\\', '/'))
            .Where(folder => IsKept(folder + "/") && !folder.EndsWith("pgsql_tmp", StringComparison.Ordinal))
            .Concat(EmptyFolders)
            .Distinct()
            .Order(StringComparer.Ordinal);

    /// <summary>
    /// Copies and tells each file's size and digest. A table may be dropped meanwhile: what was recorded until the end
    /// of the backup is in the log, and so is that.
    /// </summary>
    public static async Task<IReadOnlyList<Copied>> Copy(
        string from,
        string to,
        IReadOnlyCollection<string> paths,
        bool mayVanish,
        CancellationToken cancel
    )
    {
        var copied = new ConcurrentBag<Copied>();
        await Parallel.ForEachAsync(
            paths,
            new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancel },
            async (path, stop) =>
            {
                try
                {
                    copied.Add(await CopyOne(from, to, path, stop));
                }
                catch (FileNotFoundException) when (mayVanish) { }
            }
        );
        return [.. copied.OrderBy(c => c.Path, StringComparer.Ordinal)];
    }

    static async Task<Copied> CopyOne(string from, string to, string path, CancellationToken cancel)
    {
        var target = Path.Combine(to, path);
        await using var source = new FileStream(
            Path.Combine(from, path),
            FileMode.Open,
            FileAccess.Read,
            FileShare.ReadWrite | FileShare.Delete,
            bufferSize: 0,
            FileOptions.Asynchronous | FileOptions.SequentialScan
        );
        var options = new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.Write,
            Options = FileOptions.Asynchronous,
            BufferSize = 0,
        };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = EmbeddedPostgres.Private;
        await using var written = new FileStream(target, options);
        using var digest = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = new byte[1 << 18];
        var size = 0L;
        for (int read; (read = await source.ReadAsync(buffer, cancel)) > 0; size += read)
        {
            digest.AppendData(buffer, 0, read);
            await written.WriteAsync(buffer.AsMemory(0, read), cancel);
        }
        written.Flush(flushToDisk: true);
        return new(path, size, Convert.ToHexStringLower(digest.GetHashAndReset()));
    }
}
