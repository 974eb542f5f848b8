using System.Runtime.InteropServices;

namespace HienTai.Server.Hosting;

/// <summary>
/// What the C library does with memory that was given back. By itself it keeps up to eight arenas a core, each as large
/// as it ever was, so that a server that runs for months seems to grow for ever (mallopt(3), glibc). Whoever sets
/// <c>MALLOC_ARENA_MAX</c> decides for themselves.
/// </summary>
static class NativeMemory
{
    const int TrimThreshold = -1,
        MmapThreshold = -3,
        ArenaMax = -8;

    // What is larger is given back to the machine at once.
    const int Large = 128 * 1024;

    [DllImport("libc")]
    static extern int mallopt(int parameter, int value);

    public static void GiveBack()
    {
        if (!OperatingSystem.IsLinux() || Environment.GetEnvironmentVariable("MALLOC_ARENA_MAX") is { Length: > 0 })
            return;
        try
        {
            mallopt(ArenaMax, 1);
            mallopt(MmapThreshold, Large);
            mallopt(TrimThreshold, Large);
        }
        catch (EntryPointNotFoundException)
        {
            // Another C library, which has no arenas.
        }
    }
}
