using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace HienTai.Server.Database;

/// <summary>PostgreSQL's own programs for this machine, and how to run them as a user that they accept.</summary>
internal sealed class PostgresPrograms
{
    private readonly string _bin;

    private PostgresPrograms(string native, string version) => (_bin, Version) = (Path.Combine(native, "bin"), version);

    /// <summary>Of the package, which begins with PostgreSQL's own: 18.4.0-beta.17.</summary>
    public string Version { get; }

    /// <summary>What a folder of data is of, and programs of another cannot open.</summary>
    public int Major => int.Parse(Version[..Version.IndexOf('.')]);

    /// <summary>How the package for this machine is called.</summary>
    public static string Platform { get; } =
        $"{OperatingSystemName}-{RuntimeInformation.OSArchitecture.ToString().ToLowerInvariant()}";

    private static string OperatingSystemName
    {
        get
        {
            if (OperatingSystem.IsWindows())
                return "windows";
            return OperatingSystem.IsMacOS() ? "darwin" : "linux";
        }
    }

    private static string Package(string modules) => Path.Combine(modules, "@embedded-postgres", Platform);

    public static bool AreIn(string modules) => File.Exists(Path.Combine(Package(modules), "package.json"));

    private static string VersionOf(string modules)
    {
        if (!AreIn(modules))
            return "0.";
        using var manifest = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(Package(modules), "package.json")));
        return manifest.RootElement.GetProperty("version").GetString()!;
    }

    public static async Task<PostgresPrograms> Find(string modules, Action<string>? progress, CancellationToken cancel)
    {
        var package = Package(modules);
        var found = new PostgresPrograms(Path.Combine(package, "native"), VersionOf(modules));
        if (!File.Exists(found.PathOf("postgres")))
            throw new StartupFailure(
                $"Không có sẵn chương trình PostgreSQL cho máy này ({Platform}): hãy dựng lại dự án, hoặc đặt ConnectionStrings__Registry trỏ tới một PostgreSQL từ bản 15 trở lên.",
                $"There are no PostgreSQL programs for this machine ({Platform}): build the project again, or set ConnectionStrings__Registry to a PostgreSQL of version 15 or later."
            );

        if (!Nobody.Needed)
            return found;
        if (!Tool.Exists(Nobody.Prefix[0]))
            throw new StartupFailure(
                "PostgreSQL không chạy dưới quyền root và máy này thiếu lệnh setpriv: hãy chạy máy chủ bằng một người dùng thường, hoặc cài gói util-linux.",
                "PostgreSQL does not run as root and this machine lacks the command setpriv: run the server as an ordinary user, or install the package util-linux."
            );
        if (Nobody.Can("-x", found.PathOf("postgres")))
            return found;
        return await found.Copy(package, progress, cancel);
    }

    /// <summary>
    /// A checkout in root's home is closed to every other user, so its programs are copied once to where they can be
    /// read.
    /// </summary>
    private async Task<PostgresPrograms> Copy(string package, Action<string>? progress, CancellationToken cancel)
    {
        var target = $"/var/cache/hientai/postgres-{Version}";
        if (!Directory.Exists(target))
        {
            progress?.Invoke(
                $"Đang chép chương trình PostgreSQL vào {target} / Copying PostgreSQL's programs to {target}"
            );
            var copy = $"{target}.{Environment.ProcessId}";
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            foreach (
                var command in (string[][])
                    [
                        ["cp", "-a", Path.Combine(package, "native"), copy],
                        ["chmod", "-R", "a+rX", Path.GetDirectoryName(target)!],
                    ]
            )
            {
                var (exit, output) = await Finish(Prepare(command), cancel);
                if (exit != 0)
                    throw EmbeddedPostgres.Failure(output, "/var/cache/hientai");
            }
            try
            {
                Directory.Move(copy, target);
            }
            catch (IOException) when (Directory.Exists(target))
            {
                Directory.Delete(copy, recursive: true);
            }
        }

        var copied = new PostgresPrograms(target, Version);
        if (Nobody.Can("-x", copied.PathOf("postgres")))
            return copied;
        throw new StartupFailure(
            $"Người dùng nobody không đọc được chương trình PostgreSQL ở {_bin} và {target}: hãy chạy máy chủ bằng một người dùng thường, hoặc đặt mã nguồn ở nơi mọi người đọc được.",
            $"The user nobody cannot read PostgreSQL's programs in {_bin} nor in {target}: run the server as an ordinary user, or keep the checkout where everybody can read it."
        );
    }

    public string PathOf(string program) =>
        Path.Combine(_bin, OperatingSystem.IsWindows() ? program + ".exe" : program);

    /// <summary>Runs a program to its end and gives all it said.</summary>
    public Task<(int Exit, string Output)> Run(
        string folder,
        string program,
        string[] arguments,
        CancellationToken cancel,
        string input = ""
    ) => Finish(Prepare([.. AsAcceptedUser, PathOf(program), .. arguments], folder), cancel, input);

    public static string[] AsAcceptedUser => Nobody.Needed ? Nobody.Prefix : [];

    /// <summary>
    /// A command without the server's environment: it holds secrets and PG* variables that are none of PostgreSQL's
    /// business.
    /// </summary>
    public static ProcessStartInfo Prepare(string[] command, string? folder = null)
    {
        var start = new ProcessStartInfo(command[0], command[1..])
        {
            WorkingDirectory = folder ?? "",
            UseShellExecute = false,
            CreateNoWindow = true,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var name in start.Environment.Keys.ToArray())
            if (
                OperatingSystem.IsWindows()
                    ? name.StartsWith("PG", StringComparison.OrdinalIgnoreCase)
                    : name is not "PATH"
            )
                start.Environment.Remove(name);
        start.Environment["LC_ALL"] = "C"; // messages are read below, and must not depend on the person's language
        start.Environment["TZ"] = "UTC";
        return start;
    }

    public static async Task<(int Exit, string Output)> Finish(
        ProcessStartInfo start,
        CancellationToken cancel,
        string input = ""
    )
    {
        using var process = Launch(start);
        await process.StandardInput.WriteAsync(input);
        process.StandardInput.Close();
        try
        {
            var said = start.RedirectStandardError
                ? await Task.WhenAll(
                    process.StandardOutput.ReadToEndAsync(cancel),
                    process.StandardError.ReadToEndAsync(cancel)
                )
                : ["", ""];
            await process.WaitForExitAsync(cancel);
            return (process.ExitCode, said[0] + said[1]);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }
    }

    public static Process Launch(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception e) // also when the program is there but was built for another C library
        {
            throw new StartupFailure(
                $"Không chạy được {start.FileName} ({e.Message}): hãy dựng lại dự án, hoặc đặt ConnectionStrings__Registry trỏ tới một PostgreSQL từ bản 15 trở lên.",
                $"{start.FileName} cannot be run ({e.Message}): build the project again, or set ConnectionStrings__Registry to a PostgreSQL of version 15 or later.",
                e
            );
        }
    }
}
