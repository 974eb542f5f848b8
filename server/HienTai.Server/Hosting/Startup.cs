using System.Net;
using System.Net.Sockets;
using System.Reflection;
using System.Runtime.InteropServices;
using HienTai.Server.Access;
using HienTai.Server.Accounts;
using HienTai.Server.Backup;
using HienTai.Server.Database;
using HienTai.Server.Ledger;
using HienTai.Server.Pipeline;
using HienTai.Server.Sample;
using HienTai.Server.Vault;
using Npgsql;

namespace HienTai.Server.Hosting;

/// <summary>From an empty machine to open doors, and down again: database, schema, sample, web.</summary>
static class Startup
{
    public static async Task<int> Run(string[] args)
    {
        CheckMachine();
        var outside = Settings.Text("ConnectionStrings__Registry");
        var (web, grpc) = (Settings.Port("HIENTAI_WEB_PORT", 5080), Settings.Port("HIENTAI_GRPC_PORT", 5081));
        var (limits, edge, telemetry) = (Limits.FromSettings(), Edge.FromSettings(), Telemetry.FromSettings());
        Announcements.Json = Settings.Word("HIENTAI_LOG", "text", "json") is "json";
        Free(web, edge);
        Free(grpc, edge);
        if (telemetry.MetricsPort is { } metrics)
            Free(metrics, Edge.Local);
        Announce("Khởi động Hiền Tài…", "Starting Hiền Tài…");
        await using var embedded = outside is null ? await Embedded() : null;
        var options = new RegistryOptions(
            outside ?? embedded!.ConnectionString,
            web,
            grpc,
            Place("WebRoot"),
            outside is null ? embedded!.OwnerConnectionString : Settings.Text("ConnectionStrings__Owner"),
            Settings.Text(MasterKeys.FolderVariable) is { } keys ? Path.GetFullPath(keys) : null,
            embedded?.AdministratorConnectionString,
            DataFolder.Resolve()
        )
        {
            Limits = limits,
            Embedded = outside is null,
            SecondClock = outside is not null && !OnThisMachine(outside),
            Edge = edge,
            Telemetry = telemetry,
            JsonLog = Announcements.Json,
        };
        await using var app = RegistryHost.Build(options, args);
        if (await Unreachable(app.Services.GetRequiredService<NpgsqlDataSource>()) is { } fault)
            throw fault;
        string? firstAdministrator;
        try
        {
            firstAdministrator = await RegistryHost.MakeReady(
                app.Services,
                () => app.Environment.IsDevelopment() ? Fill(app.Services) : Task.CompletedTask,
                CancellationToken.None,
                Announcements.Say
            );
        }
        catch (OperationCanceledException)
        {
            return Commands.Stopped;
        }
        await OpenDoors(app, web);
        if (embedded is not null)
            _ = embedded.Ended.ContinueWith(_ => Stop(app.Lifetime), TaskScheduler.Default);
        Welcome(options, app.Environment.IsDevelopment(), firstAdministrator);
        await app.WaitForShutdownAsync();
        Announce("Đang dừng…", "Stopping…");
        if (embedded is { Ended.IsCompleted: true })
            throw new StartupFailure(
                "PostgreSQL đã dừng bất ngờ nên máy chủ dừng theo; hãy khởi động lại, những gì đã ghi vẫn còn.",
                "PostgreSQL stopped unexpectedly, so the server stopped with it; start again, what was recorded is still there."
            );
        return 0;
    }

    static bool OnThisMachine(string connection) =>
        new NpgsqlConnectionStringBuilder(connection).Host is not { Length: > 0 } host
        || host.Split(',')
            .All(h =>
                h.StartsWith('/')
                || h.Equals("localhost", StringComparison.OrdinalIgnoreCase)
                || (IPAddress.TryParse(h, out var address) && IPAddress.IsLoopback(address))
            );

    static Task<EmbeddedPostgres> Embedded() =>
        EmbeddedPostgres.Start(
            new(DataFolder.Resolve(), Place("PostgresModules"))
            {
                Carry = (from, to, cancel) => RegistryHost.Carry(from, to, Announcements.Say, cancel),
                Archiving = folder => Archive.Open(Archive.FromSettings(), folder),
            },
            Announcements.Say,
            CancellationToken.None
        );

    /// <summary>The sample, unless it is not wanted, and the demo accounts.</summary>
    static async Task Fill(IServiceProvider services)
    {
        var (writer, database) = (
            services.GetRequiredService<Writer>(),
            services.GetRequiredService<NpgsqlDataSource>()
        );
        if (Settings.Word("HIENTAI_SAMPLE", "none") is null)
            await LoadSample(services, writer, database);
        await DemoMandates.Open(writer, database, CancellationToken.None);
    }

    static async Task LoadSample(IServiceProvider services, Writer writer, NpgsqlDataSource database)
    {
        // The host listens for Ctrl-C only once it runs; until then it is caught here, so that the database stops in
        // order.
        using var signals = new StopSignals();
        try
        {
            await SampleRegistry.Load(
                writer,
                services.GetRequiredService<RegistryClock>(),
                database,
                Progress,
                signals.Token
            );
        }
        catch (OperationCanceledException)
        {
            Announce("\nĐang dừng; lần sau sẽ nạp tiếp từ chỗ này.", "Stopping; the next start goes on from here.");
            throw;
        }
    }

    static async Task OpenDoors(WebApplication app, int web)
    {
        try
        {
            await app.StartAsync();
        }
        catch (IOException e) when (e.InnerException is Microsoft.AspNetCore.Connections.AddressInUseException)
        {
            throw Taken(web);
        }
    }

    static void Stop(IHostApplicationLifetime lifetime)
    {
        if (!lifetime.ApplicationStopping.IsCancellationRequested)
            lifetime.StopApplication();
    }

    static void Welcome(RegistryOptions options, bool demo, string? firstAdministrator)
    {
        var address = $"{(options.Edge.Tls ? "https" : "http")}://{options.Edge.Name}";
        var command = Metadata("RepositoryRoot") is null ? "hientai" : "dotnet run --project server/HienTai.Cli --";
        Announce(
            $"""

            Mở trình duyệt:    {address}:{options.WebPort}
            {(options.Edge.Tls ? "gRPC:      " : "gRPC (h2c):")}        {address}:{options.GrpcPort}
            Dòng lệnh:         {command} people search "nguyen thi"
            Dừng:              Ctrl-C
            """,
            $"Open {address}:{options.WebPort} in a browser; Ctrl-C stops."
        );
        if (demo)
            Announce(
                $"""

                Đăng nhập thử:     {string.Join(" ", Actors.Demo.Select(a => a.Name))}
                Mật khẩu:          {DemoAccounts.Password}   (trang đăng nhập đưa sẵn tên, mật khẩu và mã hiện tại)
                Dòng lệnh:         hientai --as TÊN
                """,
                $"Sign in with any of these names and that password; the sign-in page offers name, password and the current code. hientai --as NAME works here too."
            );
        if (firstAdministrator is not null)
            Announce(
                $"Chưa có quản trị: mã dùng một lần nằm trong {firstAdministrator}; hãy chạy hientai accounts first-administrator TÊN.",
                $"There is no administrator yet: the one-time code is in {firstAdministrator}; run hientai accounts first-administrator NAME."
            );
    }

    static void Announce(string vi, string en) => Announcements.Say($"{vi}\n{en}");

    static void Progress(int done, int all)
    {
        if (Announcements.Json)
            return;
        if (Console.IsOutputRedirected ? done % 5000 == 0 || done == all : true)
            Console.Write(
                $"{(Console.IsOutputRedirected ? "" : "\r")}Nạp dữ liệu mẫu / loading sample: {done} / {all}{(Console.IsOutputRedirected || done == all ? "\n" : "")}"
            );
    }

    // Where a packed server finds what came with it is said from its own folder on.
    /// <summary>A folder that belongs to the program, by the name the build gave it.</summary>
    internal static string Place(string key) =>
        Metadata(key) is { } place ? Path.GetFullPath(place, AppContext.BaseDirectory) : "";

    static string? Metadata(string key) =>
        Assembly
            .GetExecutingAssembly()
            .GetCustomAttributes<AssemblyMetadataAttribute>()
            .FirstOrDefault(a => a.Key == key)
            ?.Value;

    // The platform looks for OpenSSL when a key is first needed, and ends the process on the spot where there is none.
    static void CheckMachine()
    {
        // Started with nothing at all in its environment, it still has to find the system's own programs.
        if (!OperatingSystem.IsWindows() && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("PATH")))
            Environment.SetEnvironmentVariable("PATH", "/usr/local/bin:/usr/bin:/bin");
        if (
            OperatingSystem.IsLinux()
            && !new[] { "libssl.so.3", "libssl.so.1.1", "libssl.so.4" }.Any(it => NativeLibrary.TryLoad(it, out _))
        )
            throw new StartupFailure(
                "Máy này thiếu OpenSSL (libssl): hãy cài gói libssl3 rồi khởi động lại.",
                "This machine lacks OpenSSL (libssl): install the package libssl3 and start again."
            );
    }

    // Said here in a sentence each, before anything is started that would have to be stopped again.
    static void Free(int port, Edge edge)
    {
        foreach (var address in edge.Listen.DefaultIfEmpty(IPAddress.Loopback))
            try
            {
                using var probe = new TcpListener(address, port);
                probe.Start();
            }
            catch (SocketException e)
            {
                throw e.SocketErrorCode switch
                {
                    SocketError.AddressNotAvailable => new StartupFailure(
                        $"HIENTAI_LISTEN: máy này không có địa chỉ {address}.",
                        $"HIENTAI_LISTEN: this machine has no address {address}."
                    ),
                    SocketError.AccessDenied => new StartupFailure(
                        $"Người dùng này không được mở cổng {port}; hãy đặt HIENTAI_WEB_PORT / HIENTAI_GRPC_PORT từ 1024 trở lên.",
                        $"This user may not open port {port}; set HIENTAI_WEB_PORT / HIENTAI_GRPC_PORT to 1024 or above."
                    ),
                    _ => Taken(port),
                };
            }
    }

    static StartupFailure Taken(int port) =>
        new(
            $"Cổng {port} đang có chương trình khác dùng; hãy dừng chương trình ấy hoặc đặt HIENTAI_WEB_PORT / HIENTAI_GRPC_PORT.",
            $"Port {port} is taken by another program; stop it, or set HIENTAI_WEB_PORT / HIENTAI_GRPC_PORT."
        );

    static async Task<StartupFailure?> Unreachable(NpgsqlDataSource database)
    {
        try
        {
            await using var connection = await database.OpenConnectionAsync();
            if (connection.PostgreSqlVersion.Major < 15)
                return new(
                    $"PostgreSQL {connection.PostgreSqlVersion} quá cũ; cần từ 15 trở lên.",
                    $"PostgreSQL {connection.PostgreSqlVersion} is too old; 15 or newer is needed."
                );
            await using var readOnly = new NpgsqlCommand(
                "select current_setting('transaction_read_only') = 'on'",
                connection
            );
            return (bool)(await readOnly.ExecuteScalarAsync())!
                ? new(
                    "ConnectionStrings__Registry trỏ tới một PostgreSQL chỉ đọc (máy dự phòng): hãy trỏ tới máy chính, hoặc thêm Target Session Attributes=primary và mọi máy vào Host.",
                    "ConnectionStrings__Registry names a read-only PostgreSQL (a standby): name the leader, or all machines in Host with Target Session Attributes=primary."
                )
                : null;
        }
        catch (NpgsqlException e)
        {
            return new(
                $"Không kết nối được PostgreSQL ở ConnectionStrings__Registry: {e.Message}",
                $"Cannot connect to PostgreSQL at ConnectionStrings__Registry: {e.Message}"
            );
        }
    }
}
