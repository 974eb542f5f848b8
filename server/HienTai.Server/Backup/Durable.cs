using System.Runtime.InteropServices;

namespace HienTai.Server.Backup;

/// <summary>What outlives a power cut: a file's new name is on disk once its folder is.</summary>
static class Durable
{
    public static void Move(string from, string to)
    {
        foreach (var folder in Directory.GetDirectories(from, "*", SearchOption.AllDirectories).Append(from))
            Flush(folder);
        Directory.Move(from, to);
        Flush(Path.GetDirectoryName(to)!);
    }

    static void Flush(string folder)
    {
        if (OperatingSystem.IsWindows())
            return;
        var file = open(folder, 0);
        if (file < 0)
            throw new IOException($"open {folder}: {Marshal.GetLastPInvokeErrorMessage()}");
        try
        {
            if (fsync(file) != 0)
                throw new IOException($"fsync {folder}: {Marshal.GetLastPInvokeErrorMessage()}");
        }
        finally
        {
            _ = close(file);
        }
    }

    [DllImport("libc", SetLastError = true)]
    static extern int open([MarshalAs(UnmanagedType.LPUTF8Str)] string path, int flags);

    [DllImport("libc", SetLastError = true)]
    static extern int fsync(int file);

    [DllImport("libc", SetLastError = true)]
    static extern int close(int file);
}
