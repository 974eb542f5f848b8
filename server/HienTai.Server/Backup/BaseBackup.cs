using HienTai.Server.Database;
using HienTai.Server.Pipeline;
using HienTai.Server.Registries;
using Npgsql;

namespace HienTai.Server.Backup;

/// <summary>
/// A backup of the embedded PostgreSQL while it runs, by PostgreSQL's own low-level way: its files as they are being
/// written, and the log of changes over the time that took, from which a restore makes them whole. It holds the key
/// store and neither <c>keys/</c> nor <c>secrets/</c>.
/// </summary>
public static class BaseBackup
{
    /// <summary>How the folder of one is called in the backup that is not whole yet.</summary>
    public const string Unfinished = ".part";
    public const string Cluster = "cluster";

    const string Slot = "hientai_backup";

    /// <summary>The registry was taken down to here, in this folder.</summary>
    public sealed record Taken(string Folder, Manifest Manifest, bool ArchivingFails);

    /// <summary>Backs up the registry that runs in a data folder into a new folder below another.</summary>
    public static async Task<Taken> Take(string dataFolder, string into, CancellationToken cancel)
    {
        Refuse(dataFolder, into);
        await using var session = await Connect(dataFolder, cancel);
        await Begin(session, cancel);
        foreach (var left in Directory.Exists(into) ? Directory.GetDirectories(into, "*" + Unfinished) : [])
            Directory.Delete(left, recursive: true);
        var folder = Path.Combine(into, $"{DateTime.UtcNow:yyyyMMdd'T'HHmmss'Z'}");
        try
        {
            var taken = await Fill(folder + Unfinished, dataFolder, session, cancel);
            Durable.Move(folder + Unfinished, folder);
            return taken with { Folder = folder };
        }
        catch
        {
            if (Directory.Exists(folder + Unfinished))
                Directory.Delete(folder + Unfinished, recursive: true);
            throw;
        }
    }

    static void Refuse(string dataFolder, string into)
    {
        if (!Directory.Exists(Path.Combine(dataFolder, "postgres")))
            throw new StartupFailure(
                $"{dataFolder} không có cơ sở dữ liệu nhúng: hãy đặt HIENTAI_DATA; PostgreSQL bên ngoài thì sao lưu bằng công cụ của nó (docs/operating.md).",
                $"There is no embedded database in {dataFolder}: set HIENTAI_DATA; an outside PostgreSQL is backed up with its own tools (docs/operating.md)."
            );
        if ((into + Path.DirectorySeparatorChar).StartsWith(dataFolder + Path.DirectorySeparatorChar))
            throw new StartupFailure(
                $"Bản sao lưu không được nằm trong thư mục dữ liệu {dataFolder}: hãy nêu một thư mục trên đĩa khác.",
                $"A backup must not lie in the data folder {dataFolder}: name a folder on another disk."
            );
    }

    static async Task<NpgsqlConnection> Connect(
        string dataFolder,
        CancellationToken cancel,
        string database = DatabaseSecret.Registry
    )
    {
        var secret = DatabaseSecret.Read(dataFolder);
        if (Postmaster.Read(Path.Combine(dataFolder, "postgres")) is not { Ready: true } running)
            throw NotRunning(dataFolder);
        var connection = new NpgsqlConnection(
            new NpgsqlConnectionStringBuilder(secret.Connection(running.Port, DatabaseSecret.Administrator, database))
            {
                Pooling = false,
                CommandTimeout = 0,
                ApplicationName = "hientai backup",
            }.ConnectionString
        );
        try
        {
            await connection.OpenAsync(cancel);
            return connection;
        }
        catch (NpgsqlException e) when (e.InnerException is System.Net.Sockets.SocketException)
        {
            throw NotRunning(dataFolder); // it was killed, and its file is left
        }
    }

    static StartupFailure NotRunning(string dataFolder) =>
        new(
            $"Máy chủ trên {dataFolder} đang dừng: hãy khởi động nó rồi sao lưu.",
            $"The server on {dataFolder} is not running: start it, then back up."
        );

    /// <summary>
    /// The slot keeps the log from being cleared away until it has been copied, goes with this session however that
    /// ends, and there is one: two backups at once would be one too many.
    /// </summary>
    static async Task Begin(NpgsqlConnection session, CancellationToken cancel)
    {
        try
        {
            await Ask(session, $"select pg_create_physical_replication_slot('{Slot}', true, true)::text", cancel);
        }
        catch (PostgresException e) when (e.SqlState is PostgresErrorCodes.DuplicateObject)
        {
            throw new StartupFailure(
                "Một bản sao lưu khác đang chạy: hãy đợi nó xong.",
                "Another backup is running: wait until it has finished.",
                e
            );
        }
    }

    static async Task<Taken> Fill(string work, string dataFolder, NpgsqlConnection session, CancellationToken cancel)
    {
        var (cluster, target) = (Path.Combine(dataFolder, "postgres"), Path.Combine(work, Cluster));
        CreatePrivate(work);
        var start = await MarkOf(session, "select pg_backup_start('hientai', true)::text, now()", cancel);
        foreach (var folder in ClusterFiles.Folders(cluster).Prepend(""))
            CreatePrivate(Path.Combine(target, folder));
        List<Copied> files = [.. await ClusterFiles.Copy(cluster, target, ClusterFiles.Of(cluster), true, cancel)];
        files.AddRange(await ClusterFiles.Copy(cluster, target, [ClusterFiles.Control], false, cancel));
        var (stop, heads, label) = await Stop(session, dataFolder, cancel);
        EmbeddedPostgres.Write(Path.Combine(work, "backup_label"), label, EmbeddedPostgres.Private);
        files.AddRange(await ClusterFiles.Copy(work, target, ["backup_label"], false, cancel));
        File.Delete(Path.Combine(work, "backup_label"));
        var log = await Segments(session, start, stop, cancel);
        var histories = Directory
            .GetFiles(Path.Combine(cluster, ClusterFiles.Log), "*.history")
            .Select(Path.GetFileName);
        files.AddRange(
            await ClusterFiles.Copy(
                cluster,
                target,
                [.. log.Concat(histories).Select(name => $"{ClusterFiles.Log}/{name}")],
                false,
                cancel
            )
        );
        foreach (var beside in (string[])[DatabaseSecret.FileName, "hientai.json"])
            await ClusterFiles.Copy(dataFolder, work, [beside], false, cancel);
        var manifest = new Manifest(
            Manifest.Newest,
            (await Ask(session, "select current_setting('server_version')", cancel))!,
            (await Ask(session, "select system_identifier::text from pg_control_system()", cancel))!,
            Convert.ToInt32(log[0][..8], 16),
            Archive.LineOf(dataFolder),
            start,
            stop,
            heads[""],
            log[0],
            files
        )
        {
            Others = heads.Where(h => h.Key is not "").ToDictionary(h => h.Key, h => h.Value),
        };
        manifest.Write(work);
        return new(work, manifest, await ArchivingFails(session, cancel));
    }

    static void CreatePrivate(string folder)
    {
        if (OperatingSystem.IsWindows())
            Directory.CreateDirectory(folder);
        else
            Directory.CreateDirectory(folder, EmbeddedPostgres.Private | UnixFileMode.UserExecute);
    }

    /// <summary>
    /// Nobody records while the backup ends, in none of the registries, so that its heads are exactly what a restore of
    /// it has: the writers' locks are held from the question until the end is in the log.
    /// </summary>
    static async Task<(Mark Stop, Dictionary<string, Head> Heads, string Label)> Stop(
        NpgsqlConnection session,
        string dataFolder,
        CancellationToken cancel
    )
    {
        var heads = new Dictionary<string, Head>();
        var locked = new List<NpgsqlConnection>();
        try
        {
            foreach (var (name, database) in await Databases(session, cancel))
            {
                var other = await Connect(dataFolder, cancel, database);
                locked.Add(other);
                await other.BeginTransactionAsync(cancel);
                await Ask(other, $"select pg_advisory_xact_lock({Writer.Lock})::text", cancel);
                heads[name] = await HeadOf(other, cancel);
            }
            var (stop, label) = await Stop(session, cancel);
            return (stop, heads, label);
        }
        finally
        {
            foreach (var other in locked)
                await other.DisposeAsync();
        }
    }

    static async Task<(Mark Stop, string Label)> Stop(NpgsqlConnection session, CancellationToken cancel)
    {
        await using var end = new NpgsqlCommand(
            "select lsn::text, now(), labelfile, spcmapfile from pg_backup_stop(false)",
            session
        );
        await using var row = await end.ExecuteReaderAsync(cancel);
        await row.ReadAsync(cancel);
        if (row.GetString(3).Length > 0)
            throw new StartupFailure(
                "Cơ sở dữ liệu nhúng có tablespace ở nơi khác nên không sao lưu được: hãy chuyển các bảng về chỗ mặc định (ALTER TABLE … SET TABLESPACE pg_default).",
                "The embedded database has tablespaces elsewhere and cannot be backed up: move their tables back (ALTER TABLE … SET TABLESPACE pg_default)."
            );
        return (new(row.GetString(0), row.GetFieldValue<DateTimeOffset>(1)), row.GetString(2));
    }

    /// <summary>
    /// The database of each registry by its name, as the first one's names them; that has none. One that is named and
    /// is not there is left out: it keeps the others from nothing.
    /// </summary>
    internal static async Task<List<(string Name, string Database)>> Databases(
        NpgsqlConnection first,
        CancellationToken cancel
    )
    {
        var all = new List<(string, string)> { ("", DatabaseSecret.Registry) };
        await using var any = new NpgsqlCommand(
            $"select to_regclass('public.{RegistryEntry.Table}') is not null",
            first
        );
        if (!(bool)(await any.ExecuteScalarAsync(cancel))!)
            return all;
        await using var ask = new NpgsqlCommand(
            $"select r.name, r.database from {RegistryEntry.Table} r join pg_database d on d.datname = r.database order by 1",
            first
        );
        await using var rows = await ask.ExecuteReaderAsync(cancel);
        while (await rows.ReadAsync(cancel))
            all.Add((rows.GetString(0), rows.GetString(1)));
        return all;
    }

    /// <summary>Where the ledger stands as a connection sees it; nothing where there is none yet.</summary>
    internal static async Task<Head> HeadOf(NpgsqlConnection connection, CancellationToken cancel)
    {
        await using var any = new NpgsqlCommand("select to_regclass('public.ledger') is not null", connection);
        if (!(bool)(await any.ExecuteScalarAsync(cancel))!)
            return new(0, null);
        await using var ask = new NpgsqlCommand(
            "select position, recorded_at from ledger order by position desc limit 1",
            connection
        );
        await using var row = await ask.ExecuteReaderAsync(cancel);
        return await row.ReadAsync(cancel) ? new(row.GetInt64(0), row.GetFieldValue<DateTimeOffset>(1)) : new(0, null);
    }

    static async Task<Mark> MarkOf(NpgsqlConnection connection, string sql, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await using var row = await command.ExecuteReaderAsync(cancel);
        await row.ReadAsync(cancel);
        return new(row.GetString(0), row.GetFieldValue<DateTimeOffset>(1));
    }

    /// <summary>The files of the log between two places in it, in order.</summary>
    static async Task<List<string>> Segments(
        NpgsqlConnection connection,
        Mark start,
        Mark stop,
        CancellationToken cancel
    )
    {
        await using var ask = new NpgsqlCommand(
            $"""
            select distinct pg_walfile_name(least('{start.Lsn}'::pg_lsn + n * s.size, '{stop.Lsn}'::pg_lsn))
            from (select setting::numeric size from pg_settings where name = 'wal_segment_size') s,
                generate_series(0, ceil(('{stop.Lsn}'::pg_lsn - '{start.Lsn}'::pg_lsn) / s.size)::int) n
            order by 1
            """,
            connection
        );
        await using var rows = await ask.ExecuteReaderAsync(cancel);
        var names = new List<string>();
        while (await rows.ReadAsync(cancel))
            names.Add(rows.GetString(0));
        return names;
    }

    /// <summary>Whether PostgreSQL tried to archive since it last could; it keeps everything until it can.</summary>
    static async Task<bool> ArchivingFails(NpgsqlConnection session, CancellationToken cancel) =>
        await Ask(
            session,
            "select (current_setting('archive_mode') <> 'off' and last_failed_time > coalesce(last_archived_time, '-infinity'))::text from pg_stat_archiver",
            cancel
        )
            is "true";

    static async Task<string?> Ask(NpgsqlConnection connection, string sql, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync(cancel) as string;
    }
}
