using System.Net;
using System.Net.Sockets;
using System.Reflection;
using System.Runtime.InteropServices;
using HienTai.Server.Access;
using HienTai.Server.Accounts;
using HienTai.Server.Backup;
using HienTai.Server.Database;
using HienTai.Server.Pipeline;
using HienTai.Server.Sample;
using Npgsql;

namespace HienTai.Server.Hosting;

/// <summary>From an empty machine to open doors, and down again: database, schema, sample, web.</summary>
static class Startup
{
    public static async Task<int> Run(string[] args)
    {
        var outside = Environment.GetEnvironmentVariable("ConnectionStrings__Registry");
        var (web, grpc) = (Port("HIENTAI_WEB_PORT", 5080), Port("HIENTAI_GRPC_PORT", 5081));
        var (limits, edge) = (Limits.FromEnvironment(), Edge.FromEnvironment());
        Free(web);
        Free(grpc);
        Announce("Khởi động Hiền Tài…", "Starting Hiền Tài…");
        await using var embedded = outside is null ? await Embedded() : null;
        var options = new RegistryOptions(
            outside ?? embedded!.ConnectionString,
            web,
            grpc,
            Metadata("WebRoot"),
            outside is null
                ? embedded!.OwnerConnectionString
                : Environment.GetEnvironmentVariable("ConnectionStrings__Owner"),
            Maintenance: embedded?.AdministratorConnectionString
        )
        {
            Limits = limits,
            Edge = edge,
        };
        await using var app = RegistryHost.Build(options, args);
        if (await Unreachable(app.Services.GetRequiredService<NpgsqlDataSource>()) is { } fault)
            throw fault;
        await RegistryHost.Prepare(app.Services, CancellationToken.None, Console.WriteLine);
        // The writer runs from here on; the doors open when the sample is in.
        await app.Services.GetRequiredService<Writer>().StartAsync(CancellationToken.None);
        if (app.Environment.IsDevelopment() && !await Fill(app.Services))
            return 130;
        var firstAdministrator = await AccountsModule.Open(app.Services, CancellationToken.None);
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

    static Task<EmbeddedPostgres> Embedded() =>
        EmbeddedPostgres.Start(
            new(DataFolder.Resolve(), Metadata("PostgresModules"))
            {
                Carry = (from, to, cancel) => RegistryHost.Carry(from, to, Console.WriteLine, cancel),
                Archiving = folder => Archive.Open(Archive.FromEnvironment(), folder),
            },
            Console.WriteLine,
            CancellationToken.None
        );

    /// <summary>The sample, unless it is not wanted, and the demo accounts; false if it was stopped.</summary>
    static async Task<bool> Fill(IServiceProvider services)
    {
        var (writer, database) = (
            services.GetRequiredService<Writer>(),
            services.GetRequiredService<NpgsqlDataSource>()
        );
        var wanted = Environment.GetEnvironmentVariable("HIENTAI_SAMPLE") != "none";
        if (wanted && !await LoadSample(services, writer, database))
            return false;
        await DemoMandates.Open(writer, database, CancellationToken.None);
        return true;
    }

    static async Task<bool> LoadSample(IServiceProvider services, Writer writer, NpgsqlDataSource database)
    {
        // The host listens for Ctrl-C only once it runs; until then it is caught here, so that the database stops in
        // order.
        using var stopping = new CancellationTokenSource();
        void Stop(PosixSignalContext signal)
        {
            signal.Cancel = true;
            stopping.Cancel();
        }
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
        try
        {
            await SampleRegistry.Load(
                writer,
                services.GetRequiredService<RegistryClock>(),
                database,
                Progress,
                stopping.Token
            );
            return true;
        }
        catch (OperationCanceledException)
        {
            Announce("\nĐang dừng; lần sau sẽ nạp tiếp từ chỗ này.", "Stopping; the next start goes on from here.");
            return false;
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
        var scheme = options.Edge.Tls ? "https" : "http";
        Announce(
            $"""

            Mở trình duyệt:    {scheme}://localhost:{options.WebPort}
            {(options.Edge.Tls ? "gRPC:      " : "gRPC (h2c):")}        {scheme}://localhost:{options.GrpcPort}
            Dòng lệnh:         dotnet run --project server/HienTai.Cli -- people search "nguyen thi"
            Dừng:              Ctrl-C
            """,
            $"Open {scheme}://localhost:{options.WebPort} in a browser; Ctrl-C stops."
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

    static void Announce(string vi, string en) => Console.WriteLine($"{vi}\n{en}");

    static void Progress(int done, int all)
    {
        if (Console.IsOutputRedirected ? done % 5000 == 0 || done == all : true)
            Console.Write(
                $"{(Console.IsOutputRedirected ? "" : "\r")}Nạp dữ liệu mẫu / loading sample: {done} / {all}{(Console.IsOutputRedirected || done == all ? "\n" : "")}"
            );
    }

    static string Metadata(string key) =>
        Assembly
            .GetExecutingAssembly()
            .GetCustomAttributes<AssemblyMetadataAttribute>()
            .FirstOrDefault(a => a.Key == key)
            ?.Value
        ?? "";

    static int Port(string name, int usual)
    {
        if (Environment.GetEnvironmentVariable(name) is not { Length: > 0 } text)
            return usual;
        return int.TryParse(text, out var port) && port is > 0 and < 65536
            ? port
            : throw new StartupFailure(
                $"{name} phải là số cổng từ 1 đến 65535.",
                $"{name} must be a port number from 1 to 65535."
            );
    }

    static void Free(int port)
    {
        try
        {
            using var probe = new TcpListener(IPAddress.Loopback, port);
            probe.Start();
        }
        catch (SocketException)
        {
            throw Taken(port);
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
