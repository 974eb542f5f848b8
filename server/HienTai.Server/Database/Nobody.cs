using System.Diagnostics;
using System.Runtime.InteropServices;

namespace HienTai.Server.Database;

/// <summary>
/// PostgreSQL refuses to run as root, and rightly; a server that is root therefore lends its database the identity of
/// the user nobody.
/// </summary>
internal static class Nobody
{
    private const int Id = 65534;

    public static bool Needed { get; } = OperatingSystem.IsLinux() && Environment.IsPrivilegedProcess;

    /// <summary>The words before a command that make it run as nobody.</summary>
    public static string[] Prefix { get; } = ["setpriv", $"--reuid={Id}", $"--regid={Id}", "--clear-groups"];

    /// <summary>
    /// Whether nobody passes a test of test(1) on a path; asking the kernel beats reasoning about modes.
    /// </summary>
    public static bool Can(string test, string path)
    {
        if (!Tool.Exists(Prefix[0]))
            return false;
        using var process = Process.Start(Prefix[0], [.. Prefix[1..], "test", test, path]);
        process.WaitForExit();
        return process.ExitCode == 0;
    }

    public static void Own(string path)
    {
        if (!Needed || chown(path, Id, Id) == 0)
            return;
        throw new UnauthorizedAccessException($"chown {path}: {Marshal.GetLastPInvokeErrorMessage()}");
    }

    [DllImport("libc", SetLastError = true)]
    private static extern int chown([MarshalAs(UnmanagedType.LPUTF8Str)] string path, uint user, uint group);
}

/// <summary>The small programs of the operating system.</summary>
internal static class Tool
{
    public static bool Exists(string name) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "")
            .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Any(folder => File.Exists(Path.Combine(folder, name)));
}
