using HienTai.Server.Database;
using HienTai.Server.Hosting;
using HienTai.Server.Registries;

namespace HienTai.Server.Backup;

/// <summary>
/// What the server's program does beside serving, on the machine of the data folder. <c>hientai backup</c>,
/// <c>restore</c> and others hand over to it: they have the words and the help, and the embedded PostgreSQL is here.
/// </summary>
public static class BackupCommands
{
    const int UsualDays = 7;

    /// <summary>Null where the words are none of these: then the server serves.</summary>
    public static async Task<int?> Run(string[] args)
    {
        if (
            args is not [var verb, .. var words]
            || verb is not ("backup" or "restore" or "passwords" or "recover" or "repair")
        )
            return null;
        var line = Line.Read(words);
        return await Commands.Run(cancel =>
            verb switch
            {
                "backup" when line.Has("--verify") => Verify(line, cancel),
                "backup" => Back(line, cancel),
                "restore" => Restore(line, cancel),
                "recover" => Recover(line, cancel),
                "repair" => Mending.Run(Reason(line), line["--registry"], cancel),
                _ => Passwords(cancel),
            }
        );
    }

    static async Task<int> Back(Line line, CancellationToken cancel)
    {
        line.Allow("--keep");
        var archive = Archive.FromSettings();
        var into = Full(
            line.Word
                ?? archive?.Folder
                ?? throw new StartupFailure(
                    $"Chưa biết sao lưu vào đâu: hãy nêu thư mục, hoặc đặt {Archive.Variable}.",
                    $"There is nowhere to back up to: name a folder, or set {Archive.Variable}."
                )
        );
        var kept = line.Number("--keep", UsualDays);
        var taken = await BaseBackup.Take(DataFolder.Resolve(), into, cancel);
        Commands.Tell(
            $"Đã sao lưu tới {taken.Manifest.Head} vào {taken.Folder} ({Megabytes(taken.Manifest.Size)}).",
            $"Backed up to {taken.Manifest.Head} in {taken.Folder} ({Megabytes(taken.Manifest.Size)})."
        );
        foreach (var (name, head) in taken.Manifest.Others ?? new Dictionary<string, Head>())
            Console.WriteLine($"  {name}: {head}");
        if (taken.Manifest.Line is null)
            Commands.Tell(
                $"Không có kho lưu ({Archive.Variable}): chỉ khôi phục được về đúng thời điểm này.",
                $"Nothing is archived ({Archive.Variable}): it restores to this very moment alone."
            );
        if (into == archive?.Folder)
            foreach (var gone in archive.Prune(TimeSpan.FromDays(kept), taken.Manifest.Line))
                Commands.Tell($"Đã xoá bản quá {kept} ngày: {gone}", $"Removed, older than {kept} days: {gone}");
        Commands.Tell(
            $"Không nằm trong bản này, hãy chép riêng ra nơi khác: {Vault.MasterKeys.FolderInUse()} và {Accounts.AccountSettings.FromSettings().Secrets}.",
            $"Not in it, copy them apart and elsewhere: {Vault.MasterKeys.FolderInUse()} and {Accounts.AccountSettings.FromSettings().Secrets}."
        );
        if (!taken.ArchivingFails)
            return 0;
        Commands.Tell(
            "PostgreSQL KHÔNG ghi được vào kho lưu, và giữ lại mọi thứ trên đĩa dữ liệu cho tới khi ghi được: hãy xem chỗ trống và quyền của kho lưu.",
            "PostgreSQL can NOT write to the archive and keeps everything on the data disk until it can: look at the archive's room and permissions."
        );
        return 1;
    }

    static async Task<int> Restore(Line line, CancellationToken cancel)
    {
        line.Allow("--to", "--reason", "--archive", "--registry");
        var order = Order(line) with { Reason = Reason(line) };
        var folder = DataFolder.Resolve();
        var head = await new Restore(Options(folder), order, Console.WriteLine).Run(cancel);
        Commands.Tell(
            $"Đã khôi phục tới {head} trong {folder}. Hãy đặt lại keys/ và secrets/, khởi động máy chủ, chạy hientai rebuild --check, rồi sao lưu ngay.",
            $"Restored to {head} in {folder}. Put keys/ and secrets/ back, start the server, run hientai rebuild --check, then back up at once."
        );
        return 0;
    }

    static async Task<int> Verify(Line line, CancellationToken cancel)
    {
        line.Allow("--verify", "--archive", "--aside");
        var aside = Path.Combine(
            Path.GetFullPath(line["--aside"] ?? Path.GetTempPath()),
            $"hientai-verify-{Guid.NewGuid():N}"
        );
        var (head, check) = await Verification.Run(Options(aside), Order(line), null, Console.WriteLine, cancel);
        foreach (var difference in check.Differences.Concat(check.Faults))
            Console.WriteLine($"  {difference}");
        if (check.Sound)
            Commands.Tell(
                $"✓ Bản sao lưu dùng được: khôi phục tới {head}, {check.TotalEvents} sự kiện, giống hệt từng byte.",
                $"✓ The backup is good: restored to {head}, {check.TotalEvents} events, identical byte for byte."
            );
        else
            Commands.Tell(
                $"✗ Bản sao lưu khôi phục được tới {head} nhưng sổ KHÔNG toàn vẹn.",
                $"✗ The backup restores to {head}, but the registry in it is NOT sound."
            );
        return check.Sound ? 0 : 1;
    }

    static async Task<int> Passwords(CancellationToken cancel)
    {
        await EmbeddedPostgres.SetPasswords(Options(DataFolder.Resolve()), cancel);
        Commands.Tell("Đã đặt mật khẩu mới cho các vai trò.", "The roles have new passwords.");
        return 0;
    }

    static async Task<int> Recover(Line line, CancellationToken cancel)
    {
        var name = line.Word ?? throw new StartupFailure("Hãy nêu tên tài khoản.", "Name the account.");
        line.Allow("--registry");
        var installation = Installation.Running();
        await using var host = installation.Host(await installation.Named(line["--registry"], cancel));
        if (await Accounts.ServerRecovery.Issue(host.Services, name, cancel) is not { } issued)
            throw new StartupFailure(
                $"Không có tài khoản người dùng nào đang mở tên {name}.",
                $"No person's account that is open is called {name}."
            );
        Commands.Tell(
            $"Mã đăng ký dùng một lần của {name}, tới {issued.Expires.UtcDateTime:yyyy-MM-dd HH:mm}Z: {issued.Code}",
            $"One-time enrolment code of {name}, until {issued.Expires.UtcDateTime:yyyy-MM-dd HH:mm}Z: {issued.Code}"
        );
        return 0;
    }

    static string Reason(Line line) =>
        line["--reason"]
        ?? throw new StartupFailure(
            "Cần --reason: vì sao, được ghi vào sổ.",
            "--reason is needed: why goes on record."
        );

    static RestoreOrder Order(Line line)
    {
        var backup = Full(
            line.Word ?? throw new StartupFailure("Hãy nêu thư mục của bản sao lưu.", "Name the folder of the backup.")
        );
        var target = line["--to"] is { } to ? Target.Read(to) : Target.End;
        return new(backup, Archive.LogFor(backup, line["--archive"]), target, "", Registry: line["--registry"]);
    }

    static EmbeddedPostgresOptions Options(string folder) => new(folder, Startup.Place("PostgresModules"));

    static string Full(string path) => Path.TrimEndingDirectorySeparator(Path.GetFullPath(path));

    static string Megabytes(long bytes) => $"{bytes / 1_000_000d:0.#} MB";
}
