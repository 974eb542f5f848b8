using System.Text.Json;
using HienTai.Server.Database;
using HienTai.Server.Registries;
using Npgsql;

namespace HienTai.Server.Backup;

/// <summary>What is done to make a registry of a backup.</summary>
/// <param name="Log">The folder of archived log that goes on from it; null where there is none.</param>
/// <param name="Aside">It is only looked at and thrown away: nobody said that it takes a registry's place.</param>
/// <param name="Registry">Whose position or time the target is; null is the first one's. The others come to where they
/// stood at that moment.</param>
public sealed record RestoreOrder(
    string Backup,
    string? Log,
    Target Target,
    string Reason,
    bool Aside = false,
    string? Registry = null
);

/// <summary>
/// Makes a data folder of a backup and the log archived since, up to a target and not one transaction further. It is
/// found in two goes: PostgreSQL can only replay forward and be told beforehand where to stop, and which transaction is
/// the last one is known when the next is there. So it replays until it has gone too far, remembers the number of the
/// transaction, and begins again with the order to stop right behind it.
/// </summary>
public sealed class Restore(EmbeddedPostgresOptions options, RestoreOrder order, Action<string>? progress)
{
    public const string RecordFile = "restored.json";

    static readonly TimeSpan Between = TimeSpan.FromMilliseconds(100);

    /// <summary>What stands in a data folder beside the database and comes from elsewhere.</summary>
    static readonly string[] KeptApart = ["keys", "secrets", "lock", "log"];

    /// <summary>What a restore that was killed leaves; the folder of the cluster says that it was.</summary>
    static readonly string[] Left =
    [
        EmbeddedPostgres.Restoring,
        DatabaseSecret.FileName,
        RecordFile,
        "hientai.json",
        Registries,
    ];

    /// <summary>Where the registries beside the first have what is their own, each in a folder of its name.</summary>
    const string Registries = "registries";

    readonly string folder = Path.GetFullPath(options.DataFolder);
    readonly Manifest manifest = Manifest.Read(order.Backup);
    readonly Dictionary<string, Head> heads = [];

    string Cluster => Path.Combine(folder, EmbeddedPostgres.Restoring);

    /// <summary>Where the backup itself stands, in the registry the target is of.</summary>
    Head Begin =>
        manifest.HeadOf(order.Registry)
        ?? throw new StartupFailure(
            $"Trong bản sao lưu này chưa có sổ {order.Registry}: hãy dùng bản sao lưu mới hơn, hoặc nêu --to của một sổ khác.",
            $"This backup has no registry {order.Registry} yet: use a newer one, or give the --to of another registry."
        );

    public async Task<Head> Run(CancellationToken cancel)
    {
        await Refuse(cancel);
        EmbeddedPostgres.CreateFolder(folder);
        using var claim = EmbeddedPostgres.Claim(folder);
        try
        {
            EmbeddedPostgres.CreateOwned(Cluster); // first, as it says that the rest is not whole
            EmbeddedPostgres.Write(
                DatabaseSecret.FileIn(folder),
                File.ReadAllText(DatabaseSecret.FileIn(order.Backup)),
                EmbeddedPostgres.Private
            );
            var reached = await Replay(cancel);
            Record();
            File.Copy(Path.Combine(order.Backup, "hientai.json"), Path.Combine(folder, "hientai.json"));
            Durable.Move(Cluster, Path.Combine(folder, "postgres"));
            return reached;
        }
        catch (Exception e)
        {
            Clear();
            if (e is NpgsqlException)
                throw new StartupFailure(
                    $"PostgreSQL dừng khi đang chạy lại những gì đã ghi ({e.Message}); nó nói vì sao trong {Path.Combine(folder, "log")}: một đoạn của kho lưu có thể đã hỏng.",
                    $"PostgreSQL stopped while it replayed what was recorded ({e.Message}); it says why in {Path.Combine(folder, "log")}: a segment of the archive may be damaged.",
                    e
                );
            throw;
        }
    }

    void Clear()
    {
        if (!Directory.Exists(Cluster))
            return;
        foreach (var left in Left.Skip(1).Select(left => Path.Combine(folder, left)))
            if (Directory.Exists(left))
                Directory.Delete(left, recursive: true);
            else
                File.Delete(left);
        Directory.Delete(Cluster, recursive: true);
    }

    // ---- before anything is written ----

    async Task Refuse(CancellationToken cancel)
    {
        if (Directory.Exists(folder) && Present().Any())
            throw new StartupFailure(
                $"Thư mục {folder} không trống: chỉ khôi phục vào thư mục trống (keys/ và secrets/ được có sẵn); hãy đổi tên thư mục cũ, hoặc đặt HIENTAI_DATA sang chỗ khác.",
                $"The folder {folder} is not empty: a restore needs an empty one (keys/ and secrets/ may be there); rename the old one, or set HIENTAI_DATA to another."
            );
        var programs = await PostgresPrograms.Find(options.PostgresModules, progress, cancel);
        if (programs.Major != manifest.Major)
            throw new StartupFailure(
                $"Bản sao lưu thuộc PostgreSQL {manifest.Major}, còn bản này dùng PostgreSQL {programs.Major}: hãy khôi phục bằng bản Hiền Tài đã tạo nó, rồi nâng cấp.",
                $"The backup is of PostgreSQL {manifest.Major} and this version uses PostgreSQL {programs.Major}: restore it with the Hiền Tài that made it, then upgrade."
            );
        if (Unreadable() is { } closed)
            throw new StartupFailure(
                $"PostgreSQL chạy dưới người dùng nobody và không đọc được {closed}: hãy cho nobody quyền đọc (chown -R nobody {order.Log}).",
                $"PostgreSQL runs as the user nobody and cannot read {closed}: let it (chown -R nobody {order.Log})."
            );
        if (order.Target.IsBefore(Begin))
            throw TooEarly();
    }

    IEnumerable<string?> Present() =>
        Directory
            .EnumerateFileSystemEntries(folder)
            .Select(Path.GetFileName)
            .Except(KeptApart)
            .Except(Directory.Exists(Cluster) ? Left : []);

    /// <summary>What nobody could not fetch would be taken for the end of the log.</summary>
    string? Unreadable() =>
        Nobody.Needed && order.Log is not null
            ? Archive.Segments(order.Log).Select(s => s.File).Take(1).FirstOrDefault(file => !Nobody.Can("-r", file))
            : null;

    StartupFailure TooEarly() =>
        new(
            $"Bản sao lưu này bắt đầu từ {Begin}, sau {order.Target}: hãy dùng một bản sao lưu cũ hơn.",
            $"This backup begins at {Begin}, later than {order.Target}: use an older backup."
        );

    // ---- replaying ----

    async Task<Head> Replay(CancellationToken cancel)
    {
        if (order.Target.Position == Begin.Position)
            return await Exactly(new(Begin, ""), cancel);
        var (found, end) = await Search(cancel);
        if (found is null)
            return AtTheEnd(end);
        if (found.Head.Position < Begin.Position)
            throw TooEarly();
        return await Exactly(found, cancel);
    }

    /// <summary>
    /// Replays until the target is passed, or everything there is; in that case the cluster is ready for use.
    /// </summary>
    async Task<(Target.Found? Found, Head End)> Search(CancellationToken cancel)
    {
        await using var postgres = await Start([], cancel);
        await using var connection = await Connect(postgres, await DatabaseOf(postgres, cancel), cancel);
        while (true)
        {
            // Asked first: what was still replaying then had not shown its end.
            var replaying = await IsReplaying(connection, cancel);
            var head = await BaseBackup.HeadOf(connection, cancel);
            if (head.Position > 0 && await order.Target.In(connection, cancel) is { } found)
                return (found, head);
            if (replaying)
                await Task.Delay(Between, cancel);
            else
            {
                await RefuseHoles(connection, head, cancel);
                await Note(postgres, cancel);
                return (null, head);
            }
        }
    }

    /// <summary>An end that is only a hole in the archive, unless it is what was asked for.</summary>
    async Task RefuseHoles(NpgsqlConnection connection, Head head, CancellationToken cancel)
    {
        if (order.Log is null || order.Target.Position == head.Position)
            return;
        await using var ask = new NpgsqlCommand("select pg_walfile_name(pg_last_wal_replay_lsn())", connection);
        var last = ((string)(await ask.ExecuteScalarAsync(cancel))!)[8..];
        var newest = Archive.Segments(order.Log).Select(s => s.Place).Max(StringComparer.Ordinal);
        if (string.CompareOrdinal(newest, last) > 0)
            throw new StartupFailure(
                $"Kho lưu {order.Log} bị thiếu một đoạn sau {last} (còn có tới {newest}): hãy tìm lại đoạn thiếu, hoặc khôi phục tới {head} bằng --to #{head.Position}.",
                $"The archive {order.Log} lacks a segment after {last} (it goes on to {newest}): find the missing one, or restore to {head} with --to #{head.Position}."
            );
    }

    Head AtTheEnd(Head head)
    {
        if (order.Target.Position > head.Position)
            throw new StartupFailure(
                $"Bản sao lưu và kho lưu chỉ tới {head}, chưa tới {order.Target}: hãy nêu --to #{head.Position} hoặc bỏ --to.",
                $"Backup and archive end at {head} and do not reach {order.Target}: give --to #{head.Position} or leave --to out."
            );
        if (order.Target.Time is not null)
            Say(
                $"Bản sao lưu và kho lưu kết thúc ở {head}, trước {order.Target}",
                $"Backup and archive end at {head}, before {order.Target}"
            );
        return head;
    }

    /// <summary>From the beginning once more, to right behind the transaction that was found.</summary>
    async Task<Head> Exactly(Target.Found found, CancellationToken cancel)
    {
        var stop =
            found.Head.Position == Begin.Position
                ? new Dictionary<string, string> { ["recovery_target"] = "immediate" } // where the backup itself ends
                : new() { ["recovery_target_xid"] = found.Transaction, ["recovery_target_inclusive"] = "on" };
        stop["recovery_target_action"] = "promote";
        Say($"Đang khôi phục tới {found.Head}", $"Restoring to {found.Head}");
        await using var postgres = await Start(stop, cancel);
        await using var connection = await Connect(postgres, await DatabaseOf(postgres, cancel), cancel);
        while (await IsReplaying(connection, cancel))
            await Task.Delay(Between, cancel);
        var head = await BaseBackup.HeadOf(connection, cancel);
        if (head != found.Head)
            throw new StartupFailure(
                $"Khôi phục dừng ở {head} thay vì {found.Head}: không dùng được; hãy thử bản sao lưu khác.",
                $"The restore stopped at {head} instead of {found.Head} and cannot be used: try another backup."
            );
        await Note(postgres, cancel);
        return head;
    }

    // ---- the registries in it ----

    /// <summary>Whose head the target is looked for in; one made during the replay is found when it is.</summary>
    async Task<string> DatabaseOf(EmbeddedPostgres postgres, CancellationToken cancel)
    {
        if (order.Registry is null)
            return DatabaseSecret.Registry;
        await using var first = await Connect(postgres, DatabaseSecret.Registry, cancel);
        return (await BaseBackup.Databases(first, cancel)).Find(d => d.Name == order.Registry).Database
            ?? RegistryEntry.DatabaseOf(DatabaseSecret.Registry, order.Registry);
    }

    /// <summary>Keeps where each of them has come to.</summary>
    async Task Note(EmbeddedPostgres postgres, CancellationToken cancel)
    {
        await using var first = await Connect(postgres, DatabaseSecret.Registry, cancel);
        foreach (var (name, database) in await BaseBackup.Databases(first, cancel))
        {
            await using var connection = await Connect(postgres, database, cancel);
            heads[name] = await BaseBackup.HeadOf(connection, cancel);
            if (name is not "")
                Say($"  {name}: {heads[name]}", $"{name}: {heads[name]}");
        }
    }

    // ---- the cluster ----

    async Task<EmbeddedPostgres> Start(Dictionary<string, string> stop, CancellationToken cancel)
    {
        if (Directory.Exists(Cluster))
            Directory.Delete(Cluster, recursive: true);
        Say("Đang chép bản sao lưu", "Copying the backup");
        await CopyBack(cancel);
        EmbeddedPostgres.Write(Path.Combine(Cluster, "recovery.signal"), "");
        Nobody.Own(Path.Combine(Cluster, "recovery.signal"));
        Say("Đang chạy lại những gì đã ghi từ đó", "Replaying what was recorded since");
        stop["restore_command"] = Archive.Fetch(order.Log);
        stop["recovery_target_timeline"] = "current";
        return await EmbeddedPostgres.Replay(Options(stop), EmbeddedPostgres.Restoring, null, cancel);
    }

    EmbeddedPostgresOptions Options(Dictionary<string, string> settings) =>
        options with
        {
            Settings = new Dictionary<string, string>([
                .. options.Settings ?? new Dictionary<string, string>(),
                .. settings,
            ]),
            Archiving = null,
        };

    /// <summary>Every file as the backup says it was; one that is not is named and nothing is made of it.</summary>
    async Task CopyBack(CancellationToken cancel)
    {
        var from = Path.Combine(order.Backup, BaseBackup.Cluster);
        foreach (var sub in ClusterFiles.Folders(from).Prepend(""))
            EmbeddedPostgres.CreateOwned(Path.Combine(Cluster, sub));
        var paths = manifest.Files.Select(f => f.Path).ToArray();
        var missing = paths.FirstOrDefault(path => !File.Exists(Path.Combine(from, path)));
        if (missing is not null)
            throw Damaged(missing);
        var copied = await ClusterFiles.Copy(from, Cluster, paths, mayVanish: false, cancel);
        if (copied.Except(manifest.Files).FirstOrDefault() is { } changed)
            throw Damaged(changed.Path);
        foreach (var path in paths)
            Nobody.Own(Path.Combine(Cluster, path));
    }

    StartupFailure Damaged(string path) =>
        new(
            $"Bản sao lưu {order.Backup} đã hỏng ở {path}: hãy dùng một bản sao lưu khác.",
            $"The backup {order.Backup} is damaged at {path}: use another backup."
        );

    static async Task<NpgsqlConnection> Connect(EmbeddedPostgres postgres, string database, CancellationToken cancel)
    {
        var connection = new NpgsqlConnection(
            new NpgsqlConnectionStringBuilder(postgres.AdministratorConnectionString)
            {
                Database = database,
                Pooling = false,
                CommandTimeout = 0,
            }.ConnectionString
        );
        await connection.OpenAsync(cancel);
        return connection;
    }

    static async Task<bool> IsReplaying(NpgsqlConnection connection, CancellationToken cancel)
    {
        await using var ask = new NpgsqlCommand("select pg_is_in_recovery()", connection);
        return (bool)(await ask.ExecuteScalarAsync(cancel))!;
    }

    // ---- what is said of it ----

    sealed record Restored(
        long Position,
        DateTimeOffset? RecordedAt,
        DateTimeOffset RestoredAt,
        string By,
        string Reason,
        string Backup
    );

    static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        WriteIndented = true,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>Read at the next start: each registry goes on from a position it may have been past before.</summary>
    void Record()
    {
        if (order.Aside)
            return;
        foreach (var (name, head) in heads)
        {
            var own = name is "" ? folder : Path.Combine(folder, Registries, name);
            Directory.CreateDirectory(own);
            var record = new Restored(
                head.Position,
                head.RecordedAt,
                DateTimeOffset.UtcNow,
                Environment.UserName,
                order.Reason,
                Path.GetFileName(order.Backup)
            );
            EmbeddedPostgres.Write(Path.Combine(own, RecordFile), JsonSerializer.Serialize(record, Json));
        }
    }

    void Say(string vi, string en) => progress?.Invoke($"{vi}… / {en}…");
}
