using System.Diagnostics;
using System.Globalization;

namespace HienTai.Server.Database;

/// <summary>
/// What postmaster.pid says about the PostgreSQL of a cluster. The file outlives a killed PostgreSQL, and by then its
/// process id may belong to anybody, so nothing is ever ended on the word of this file alone.
/// </summary>
internal sealed record Postmaster(string Cluster, int Id, string Folder, long StartedAt, int Port, bool Ready)
{
    private static string FileOf(string cluster) => Path.Combine(cluster, "postmaster.pid");

    public static Postmaster? Read(string cluster)
    {
        if (Lines(cluster) is not { } lines)
            return null;
        string Line(int index) => index < lines.Length ? lines[index].Trim() : "";
        long Number(int index) =>
            long.TryParse(Line(index), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;
        return new(cluster, (int)Number(0), Line(1), Number(2), (int)Number(3), Line(7) == "ready");
    }

    // A PostgreSQL that ends takes the file with it, at any moment.
    private static string[]? Lines(string cluster)
    {
        try
        {
            return File.ReadAllLines(FileOf(cluster));
        }
        catch (FileNotFoundException)
        {
            return null;
        }
    }

    public bool IsAlive()
    {
        try
        {
            using var process = Process.GetProcessById(Id);
            return !process.HasExited;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    /// <summary>Whether the process of that id really is PostgreSQL at work in this very folder.</summary>
    public bool IsVerified()
    {
        try
        {
            if (OperatingSystem.IsLinux())
            {
                // The name survives in the link even when the program was deleted under it by a new build.
                if (
                    File.ResolveLinkTarget($"/proc/{Id}/exe", false) is not { } program
                    || !program.Name.StartsWith("postgres", StringComparison.Ordinal)
                )
                    return false;

                // PostgreSQL's working folder is its cluster. A file made here and seen there means the same folder,
                // whatever links and mounts lead to it, and tells a copied folder from the one it was copied from.
                var probe = $".probe-{Guid.NewGuid():N}";
                File.Create(Path.Combine(Cluster, probe)).Dispose();
                try
                {
                    return File.Exists($"/proc/{Id}/cwd/{probe}");
                }
                finally
                {
                    File.Delete(Path.Combine(Cluster, probe));
                }
            }

            using var process = Process.GetProcessById(Id);
            var difference =
                process.StartTime.ToUniversalTime() - DateTimeOffset.FromUnixTimeSeconds(StartedAt).UtcDateTime;
            return process.ProcessName.StartsWith("postgres", StringComparison.Ordinal)
                && Path.GetFullPath(Folder) == Path.GetFullPath(Cluster)
                && difference.Duration() < TimeSpan.FromSeconds(10);
        }
        catch (Exception e)
            when (e
                    is ArgumentException
                        or InvalidOperationException
                        or UnauthorizedAccessException
                        or IOException
                        or System.ComponentModel.Win32Exception
            )
        {
            return false;
        }
    }

    /// <summary>
    /// Frees the file from a process id that now belongs to another program, for which PostgreSQL would refuse to
    /// start. The rest stays: it is how PostgreSQL notices that sessions of the killed one still hold its shared
    /// memory.
    /// </summary>
    public void Disown()
    {
        if (Lines(Cluster) is not { Length: > 0 } lines)
            return;
        lines[0] = int.MaxValue.ToString(CultureInfo.InvariantCulture); // no system counts processes so far
        File.WriteAllLines(FileOf(Cluster), lines);
    }
}
