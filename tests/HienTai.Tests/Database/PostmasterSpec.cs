using HienTai.Server.Database;

namespace HienTai.Tests.Database;

/// <summary>What is made of the file that a PostgreSQL leaves, or takes with it.</summary>
public sealed class PostmasterSpec : IDisposable
{
    readonly string cluster = Directory.CreateTempSubdirectory("hientai-postmaster-").FullName;

    string PidFile => Path.Combine(cluster, "postmaster.pid");

    public void Dispose() => Directory.Delete(cluster, recursive: true);

    [Fact]
    public void A_process_id_that_is_somebody_elses_is_taken_out_and_the_rest_stays()
    {
        File.WriteAllLines(PidFile, [$"{Environment.ProcessId}", cluster, "1", "5432", "", "", "shared", "ready"]);
        var left = Postmaster.Read(cluster)!;
        (left.IsAlive(), left.IsVerified()).Should().Be((true, false));
        left.Disown();
        Postmaster.Read(cluster)!.IsAlive().Should().BeFalse();
        File.ReadAllLines(PidFile).Skip(1).Should().Equal(cluster, "1", "5432", "", "", "shared", "ready");
    }

    /// <summary>One that was looked at while it ended is gone by the next look, and its file with it.</summary>
    [Fact]
    public void A_file_that_went_with_its_process_needs_no_freeing()
    {
        File.WriteAllLines(PidFile, [$"{Environment.ProcessId}", cluster]);
        var left = Postmaster.Read(cluster)!;
        File.Delete(PidFile);
        left.Disown();
        File.Exists(PidFile).Should().BeFalse();
        Postmaster.Read(cluster).Should().BeNull();
    }
}
