using System.Reflection;
using HienTai.Server.Hosting;

namespace HienTai.Server.Database;

/// <summary>Where a registry keeps everything it must not lose, when nobody said otherwise.</summary>
public static class DataFolder
{
    /// <summary>The setting that says otherwise.</summary>
    public const string Variable = "HIENTAI_DATA";

    /// <summary>
    /// The folder to use: the setting, else <c>data</c> in the checkout, else the system's place for such data.
    /// </summary>
    public static string Resolve() =>
        Resolve(
            Settings.Text(Variable),
            typeof(DataFolder)
                .Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
                .FirstOrDefault(it => it.Key == "RepositoryRoot")
                ?.Value
        );

    internal static string Resolve(string? asked, string? repositoryRoot)
    {
        if (!string.IsNullOrWhiteSpace(asked))
            return Path.GetFullPath(asked);

        // The checkout is judged, never an existing data folder in it: one that has become unreachable must be reported
        // at start-up, not silently replaced by an empty registry elsewhere.
        if (Directory.Exists(repositoryRoot) && (!Nobody.Needed || Nobody.Can("-x", repositoryRoot)))
            return Path.Combine(repositoryRoot, "data");

        return !OperatingSystem.IsWindows() && Environment.IsPrivilegedProcess
            ? "/var/lib/hientai"
            : Path.Combine(
                Environment.GetFolderPath(
                    Environment.SpecialFolder.LocalApplicationData,
                    Environment.SpecialFolderOption.DoNotVerify
                ),
                "hientai"
            );
    }
}
