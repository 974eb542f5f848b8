using System.Reflection;
using System.Runtime.InteropServices;
using HienTai.Server.Database;
using HienTai.Server.Hosting;

namespace HienTai.Server.Backup;

/// <summary>
/// What the server's program does beside serving, on the machine of the data folder. <c>hientai backup</c>,
/// <c>restore</c> and others hand over to it: they have the words and the help, and the embedded PostgreSQL is here.
/// </summary>
public static class BackupCommands
{
    const int UsualDays = 7,
        Stopped = 130;

    /// <summary>Null where the words are none of these: then the server serves.</summary>
    public static async Task<int?> Run(string[] args)
    {
        if (
            args is not [var verb, .. var words]
            || verb is not ("backup" or "restore" or "passwords" or "recover" or "repair")
        )
            return null;
        using var stopping = new CancellationTokenSource();
        void Stop(PosixSignalContext signal)
        {
            signal.Cancel = true;
            stopping.Cancel();
        }
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
        var line = Line.Read(words);
        try
        {
            return verb switch
            {
                "backup" when line.Has("--verify") => await Verify(line, stopping.Token),
                "backup" => await Back(line, stopping.Token),
                "restore" => await Restore(line, stopping.Token),
                "recover" => await Recover(line, stopping.Token),
                "repair" => await Mending.Run(Reason(line), stopping.Token),
                _ => await Passwords(stopping.Token),
            };
        }
        catch (OperationCanceledException)
        {
            return Stopped;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StartupFailure(
                $"Không đọc hoặc ghi được ({e.Message}); không có gì bị bỏ dở. Hãy xem chỗ trống, quyền, và có đang chạy bằng người dùng của máy chủ không.",
                $"Reading or writing failed ({e.Message}); nothing is left half done. Look at the room, the permissions, and whether this runs as the server's user.",
                e
            );
        }
        catch (Npgsql.NpgsqlException e)
        {
            throw new StartupFailure($"PostgreSQL từ chối: {e.Message}", $"PostgreSQL refused: {e.Message}", e);
        }
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
        Tell(
            $"Đã sao lưu tới {taken.Manifest.Head} vào {taken.Folder} ({Megabytes(taken.Manifest.Size)}).",
            $"Backed up to {taken.Manifest.Head} in {taken.Folder} ({Megabytes(taken.Manifest.Size)})."
        );
        if (taken.Manifest.Line is null)
            Tell(
                $"Không có kho lưu ({Archive.Variable}): chỉ khôi phục được về đúng thời điểm này.",
                $"Nothing is archived ({Archive.Variable}): it restores to this very moment alone."
            );
        if (into == archive?.Folder)
            foreach (var gone in archive.Prune(TimeSpan.FromDays(kept), taken.Manifest.Line))
                Tell($"Đã xoá bản quá {kept} ngày: {gone}", $"Removed, older than {kept} days: {gone}");
        Tell(
            $"Không nằm trong bản này, hãy chép riêng ra nơi khác: {Vault.MasterKeys.FolderInUse()} và {Accounts.AccountSettings.FromSettings().Secrets}.",
            $"Not in it, copy them apart and elsewhere: {Vault.MasterKeys.FolderInUse()} and {Accounts.AccountSettings.FromSettings().Secrets}."
        );
        if (!taken.ArchivingFails)
            return 0;
        Tell(
            "PostgreSQL KHÔNG ghi được vào kho lưu, và giữ lại mọi thứ trên đĩa dữ liệu cho tới khi ghi được: hãy xem chỗ trống và quyền của kho lưu.",
            "PostgreSQL can NOT write to the archive and keeps everything on the data disk until it can: look at the archive's room and permissions."
        );
        return 1;
    }

    static async Task<int> Restore(Line line, CancellationToken cancel)
    {
        line.Allow("--to", "--reason", "--archive");
        var order = Order(line) with { Reason = Reason(line) };
        var folder = DataFolder.Resolve();
        var head = await new Restore(Options(folder), order, Console.WriteLine).Run(cancel);
        Tell(
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
            Tell(
                $"✓ Bản sao lưu dùng được: khôi phục tới {head}, {check.TotalEvents} sự kiện, giống hệt từng byte.",
                $"✓ The backup is good: restored to {head}, {check.TotalEvents} events, identical byte for byte."
            );
        else
            Tell(
                $"✗ Bản sao lưu khôi phục được tới {head} nhưng sổ KHÔNG toàn vẹn.",
                $"✗ The backup restores to {head}, but the registry in it is NOT sound."
            );
        return check.Sound ? 0 : 1;
    }

    static async Task<int> Passwords(CancellationToken cancel)
    {
        await EmbeddedPostgres.SetPasswords(Options(DataFolder.Resolve()), cancel);
        Tell("Đã đặt mật khẩu mới cho các vai trò.", "The roles have new passwords.");
        return 0;
    }

    static async Task<int> Recover(Line line, CancellationToken cancel)
    {
        line.Allow();
        var name = line.Word ?? throw new StartupFailure("Hãy nêu tên tài khoản.", "Name the account.");
        var outside = Settings.Text("ConnectionStrings__Registry");
        await using var host = RegistryHost.Build(new(outside ?? Running(), 0, 0), []);
        if (await Accounts.ServerRecovery.Issue(host.Services, name, cancel) is not { } issued)
            throw new StartupFailure(
                $"Không có tài khoản người dùng nào đang mở tên {name}.",
                $"No person's account that is open is called {name}."
            );
        Tell(
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

    /// <summary>The embedded PostgreSQL that is running, as the server's role.</summary>
    static string Running()
    {
        var folder = DataFolder.Resolve();
        if (Postmaster.Read(Path.Combine(folder, "postgres")) is { Ready: true } running)
            return DatabaseSecret.Read(folder).Connection(running.Port, DatabaseSecret.App, DatabaseSecret.Registry);
        throw new StartupFailure(
            $"Máy chủ trên {folder} đang dừng: hãy khởi động nó trước.",
            $"The server on {folder} is not running: start it first."
        );
    }

    static RestoreOrder Order(Line line)
    {
        var backup = Full(
            line.Word ?? throw new StartupFailure("Hãy nêu thư mục của bản sao lưu.", "Name the folder of the backup.")
        );
        var target = line["--to"] is { } to ? Target.Read(to) : Target.End;
        return new(backup, Archive.LogFor(backup, line["--archive"]), target, "");
    }

    static EmbeddedPostgresOptions Options(string folder) => new(folder, Startup.Place("PostgresModules"));

    static string Full(string path) => Path.TrimEndingDirectorySeparator(Path.GetFullPath(path));

    static string Megabytes(long bytes) => $"{bytes / 1_000_000d:0.#} MB";

    static void Tell(string vi, string en) => Console.WriteLine($"{vi}\n{en}");

    /// <summary>The words of a command: one that stands alone, and options, each with its value.</summary>
    sealed record Line(string? Word, IReadOnlyDictionary<string, string> Options)
    {
        static readonly string[] Flags = ["--verify"];

        public string? this[string option] => Options.GetValueOrDefault(option);

        public bool Has(string option) => Options.ContainsKey(option);

        public static Line Read(string[] words)
        {
            var (options, alone) = (new Dictionary<string, string>(), new List<string>());
            for (var at = 0; at < words.Length; at++)
                if (!words[at].StartsWith("--", StringComparison.Ordinal))
                    alone.Add(words[at]);
                else if (Flags.Contains(words[at]))
                    options[words[at]] = "";
                else
                    options[words[at]] = ++at < words.Length ? words[at] : throw Unread(words[^1]);
            return alone.Count > 1 ? throw Unread(alone[1]) : new(alone.FirstOrDefault(), options);
        }

        public void Allow(params string[] known)
        {
            if (Options.Keys.Except(known).FirstOrDefault() is { } strange)
                throw Unread(strange);
        }

        public int Number(string option, int usual)
        {
            if (this[option] is not { } text)
                return usual;
            return int.TryParse(text, out var number) && number is > 0 and <= 36_500 ? number : throw Unread(option);
        }

        static StartupFailure Unread(string word) =>
            new($"Không hiểu {word} trên dòng lệnh.", $"{word} on the command line is not understood.");
    }
}
