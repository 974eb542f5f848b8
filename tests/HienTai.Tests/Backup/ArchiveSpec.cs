using HienTai.Server.Backup;
using HienTai.Server.Database;

namespace HienTai.Tests.Backup;

/// <summary>What is kept of an archive, which files make a backup, and how a moment is written.</summary>
public sealed class ArchiveSpec : IDisposable
{
    readonly string folder = Postgres.TempFolder();

    public void Dispose()
    {
        if (Directory.Exists(folder))
            Directory.Delete(folder, recursive: true);
    }

    void Backup(string name, int daysAgo, string line, int segment)
    {
        var at = DateTimeOffset.UtcNow.AddDays(-daysAgo);
        Directory.CreateDirectory(Path.Combine(folder, name));
        new Manifest(
            Manifest.Newest,
            "18.4",
            "1",
            1,
            line,
            new("0/0", at),
            new("0/0", at),
            new(1, at),
            $"00000001{segment:X16}",
            []
        ).Write(Path.Combine(folder, name));
    }

    void Segments(string line, params int[] segments)
    {
        Directory.CreateDirectory(new Archive(folder).LogOf(line));
        foreach (var segment in segments)
            File.WriteAllText(Path.Combine(new Archive(folder).LogOf(line), $"00000001{segment:X16}.gz"), "");
    }

    IEnumerable<string> Left(string sub = "") =>
        Directory.GetFileSystemEntries(Path.Combine(folder, sub)).Select(Path.GetFileName).Order()!;

    [Fact]
    public void What_only_old_backups_needed_goes_and_the_newest_stays()
    {
        Backup("a", 30, "gone", 1);
        Backup("b", 9, "now", 2);
        Backup("c", 3, "now", 5);
        Backup("d", 0, "now", 8);
        Segments("gone", 1, 2);
        Segments("now", 2, 4, 5, 6, 8);
        new Archive(folder).Prune(TimeSpan.FromDays(7), "now").Should().HaveCount(2);
        Left().Should().Equal("c", "d", "wal");
        Left("wal").Should().Equal("now");
        Archive.Segments(new Archive(folder).LogOf("now")).Select(s => s.Place[^1]).Should().Equal('5', '6', '8');
    }

    [Fact]
    public void The_only_backup_stays_however_old_and_so_does_the_line_that_is_being_written()
    {
        Backup("a", 900, "then", 3);
        Segments("then", 3);
        Segments("now", 1);
        new Archive(folder).Prune(TimeSpan.FromDays(1), "now").Should().BeEmpty();
        Left().Should().Equal("a", "wal");
        Left("wal").Should().Equal("now", "then");
    }

    [Theory]
    [InlineData("base/5/16384", true)]
    [InlineData("pg_xact/0000", true)]
    [InlineData("global/pg_control", true)]
    [InlineData("postgresql.auto.conf", true)]
    [InlineData("pg_wal/000000010000000000000002", false)]
    [InlineData("pg_replslot/hientai_backup/state", false)]
    [InlineData("postmaster.pid", false)]
    [InlineData("backup_label.old", false)]
    [InlineData("base/5/pg_internal.init.123", false)]
    [InlineData("base/pgsql_tmp/pgsql_tmp9.0", false)]
    public void A_backup_has_the_files_that_PostgreSQL_names(string path, bool kept) =>
        ClusterFiles.IsKept(path).Should().Be(kept);

    [Theory]
    [InlineData("#12", "#12")]
    [InlineData("12", "#12")]
    [InlineData("2026-11-30", "2026-11-30T16:59:59.999999Z")]
    [InlineData("2026-11-30T14:05", "2026-11-30T07:05:00.000000Z")]
    [InlineData("2026-11-30T14:05:01.000002Z", "2026-11-30T14:05:01.000002Z")]
    [InlineData("2026-11-30T14:05:00-01:00", "2026-11-30T15:05:00.000000Z")]
    public void A_moment_is_a_position_or_an_instant_of_Vietnam(string text, string means) =>
        Target.Read(text).ToString().Should().Be(means);

    [Theory]
    [InlineData("hôm qua")]
    [InlineData("-5")]
    [InlineData("2026-13-01")]
    public void What_is_no_moment_is_refused(string text) =>
        FluentActions.Invoking(() => Target.Read(text)).Should().Throw<StartupFailure>();
}
