using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Grpc.Core;
using Grpc.Net.Client;
using Grpc.Net.Client.Configuration;
using HienTai.Server.Hosting;

namespace HienTai.Tests.Reliability;

/// <summary>
/// The server as its operator starts it: a process of its own, with its own database, that can be killed.
/// </summary>
public sealed class ServerProcess : IAsyncDisposable
{
    readonly string folder;
    Process? process;
    readonly List<string> output = [];
    TaskCompletionSource open = new();

    public ServerProcess(string? folder = null) => this.folder = folder ?? Postgres.TempFolder();

    public int GrpcPort { get; private set; }
    public int WebPort { get; private set; }
    public string Folder => folder;
    public string Output
    {
        get
        {
            lock (output)
                return string.Join("\n", output);
        }
    }
    public int? ExitCode => process is { HasExited: true } ? process.ExitCode : null;

    public CallInvoker Grpc => As("noivu");

    public CallInvoker As(string account) =>
        App.Acting(GrpcChannel.ForAddress($"http://localhost:{GrpcPort}"), account);

    /// <summary>
    /// The same as a client asks that has to outlive a failover: it waits a moment before it asks again.
    /// </summary>
    public CallInvoker Patiently(string account)
    {
        if (patient is not { } channel || channel.Target != $"localhost:{GrpcPort}")
            patient = channel = GrpcChannel.ForAddress(
                $"http://localhost:{GrpcPort}",
                new() { ServiceConfig = new() { MethodConfigs = { Retrying } } }
            );
        return App.Acting(channel, account);
    }

    GrpcChannel? patient;

    static readonly MethodConfig Retrying = new()
    {
        Names = { MethodName.Default },
        RetryPolicy = new()
        {
            MaxAttempts = 5,
            InitialBackoff = TimeSpan.FromMilliseconds(300),
            MaxBackoff = TimeSpan.FromSeconds(1),
            BackoffMultiplier = 1.5,
            RetryableStatusCodes = { StatusCode.Unavailable },
        },
    };

    /// <summary>What the run of the tests is told is none of the settings of a program that it starts.</summary>
    internal static void WithoutSettings(ProcessStartInfo info)
    {
        foreach (
            var own in info.Environment.Keys.Where(k => k.StartsWith("HIENTAI_", StringComparison.Ordinal)).ToArray()
        )
            info.Environment.Remove(own);
    }

    /// <summary>One of several on an outside database.</summary>
    /// <param name="owner">As whom tables are made; needed once.</param>
    public Task StartOn(string registry, string keys, string secrets, string? owner = null, bool wait = true) =>
        Start(wait, environment =>
        {
            environment["ConnectionStrings__Registry"] = registry;
            environment["ConnectionStrings__Owner"] = owner;
            (environment["HIENTAI_KEYS"], environment["HIENTAI_SECRETS"]) = (keys, secrets);
        });

    /// <param name="patience">How long a start may take, in minutes.</param>
    public async Task Start(
        bool wait = true,
        Action<IDictionary<string, string?>>? environment = null,
        int patience = 2
    )
    {
        (WebPort, GrpcPort) = (FreePort(), FreePort());
        open = new(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (output)
            output.Clear();
        var info = new ProcessStartInfo("dotnet", [typeof(RegistryHost).Assembly.Location])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        WithoutSettings(info);
        foreach (
            var (name, value) in new[]
            {
                ("HIENTAI_DATA", folder),
                ("HIENTAI_SAMPLE", "none"),
                ("HIENTAI_WEB_PORT", $"{WebPort}"),
                ("HIENTAI_GRPC_PORT", $"{GrpcPort}"),
                ("ASPNETCORE_ENVIRONMENT", "Development"),
                // It does not live long enough to earn what these cost.
                ("DOTNET_TieredPGO", "0"),
                ("DOTNET_EnableWriteXorExecute", "0"),
            }
        )
            info.Environment[name] = value;
        environment?.Invoke(info.Environment);
        process = Process.Start(info)!;
        process.OutputDataReceived += Keep;
        process.ErrorDataReceived += Keep;
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        if (!wait)
            return;
        var ended = process.WaitForExitAsync();
        if (await Task.WhenAny(open.Task, ended).WaitAsync(TimeSpan.FromMinutes(patience)) == ended)
            throw new InvalidOperationException($"The server did not start:\n{Output}");
    }

    void Keep(object sender, DataReceivedEventArgs line)
    {
        if (line.Data is null)
            return;
        lock (output)
            output.Add(line.Data);
        if (line.Data.Contains($"http://localhost:{GrpcPort}"))
            open.TrySetResult();
    }

    public Task Kill() => End(Process.GetProcessById(process!.Id));

    public Task KillPostgres() =>
        End(
            Process.GetProcessById(
                int.Parse(File.ReadLines(Path.Combine(folder, "postgres", "postmaster.pid")).First())
            )
        );

    public async Task<int> WaitForExit()
    {
        await process!.WaitForExitAsync(new CancellationTokenSource(TimeSpan.FromSeconds(60)).Token);
        return process.ExitCode;
    }

    /// <summary>
    /// What Ctrl-C does (INT), or whatever else keeps services running (TERM). A run in the background of a shell hears
    /// no INT, and neither do its children.
    /// </summary>
    public async Task<int> Stop(string signal = "TERM")
    {
        using var kill = Process.Start("kill", [$"-{signal}", $"{process!.Id}"]);
        await kill.WaitForExitAsync();
        return await WaitForExit();
    }

    static async Task End(Process victim)
    {
        victim.Kill(); // SIGKILL
        try
        {
            await victim.WaitForExitAsync(new CancellationTokenSource(TimeSpan.FromSeconds(20)).Token);
        }
        catch (OperationCanceledException) { }
    }

    // One after the other, below those the system hands out by itself, so that no connection takes it before the server
    // does.
    static int lastPort = Random.Shared.Next(10_000);

    static int FreePort()
    {
        while (true)
        {
            var port = 20_000 + Interlocked.Increment(ref lastPort) % 12_000;
            using var listener = new TcpListener(IPAddress.Loopback, port);
            try
            {
                listener.Start();
            }
            catch (SocketException)
            {
                continue;
            }
            return port;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (process is { HasExited: false })
            await Stop();
        if (Directory.Exists(folder))
            Directory.Delete(folder, recursive: true);
    }
}
