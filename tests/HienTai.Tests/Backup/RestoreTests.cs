using System.Collections.Concurrent;
using System.Text.Json;
using HienTai.Personnel.V1;
using HienTai.Registry.V1;
using HienTai.Server.Backup;
using HienTai.Server.Database;
using HienTai.Server.Ledger;
using HienTai.Tests.Registries;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace HienTai.Tests.Backup;

/// <summary>
/// Backed up among people who record, and restored to moments in the middle of what they recorded: what comes back is
/// what was on record then, to the transaction.
/// </summary>
public sealed class RestoreTests : IAsyncLifetime
{
    readonly OwnRegistry registry = new();
    readonly List<string> folders = [];

    public ValueTask InitializeAsync() => default;

    public async ValueTask DisposeAsync()
    {
        await registry.DeleteAll();
        foreach (var folder in folders.Where(Directory.Exists))
            Directory.Delete(folder, recursive: true);
    }

    sealed record Line(long Position, DateTimeOffset RecordedAt, Guid Event, string Transaction);

    [Fact]
    public async Task What_is_restored_is_what_was_recorded_until_then_to_the_transaction()
    {
        var backup = await BackedUpAmongWriters();
        var ledger = await Ledger(registry.Database);
        var transactions = ledger.GroupBy(l => l.Transaction).Select(t => t.ToArray()).ToArray();
        await EveryTargetIsFound(transactions);
        // The one after it recorded several things at once, if any did.
        var middle = Array.FindIndex(transactions, t => t[0].Position > backup.Manifest.Head.Position) + 10;
        var next = Array.FindIndex(transactions, middle, t => t.Length > 1) is > 0 and var at ? at : middle;
        var last = transactions[next - 1][^1];
        var answered = await Answers(registry, last.Position);
        var beside = await Ledger(Other(registry));
        await registry.Stop();

        await WhatIsDamagedIsNamed(backup);
        await WhosePositionItIsDecides(backup, beside);
        var (folder, head) = await Restore(backup, new(transactions[next][^1].Position - 1, null));
        head.Should().Be(Of(last), "what one transaction recorded comes whole or not");
        File.ReadAllText(Path.Combine(folder, Server.Backup.Restore.RecordFile))
            .Should()
            .Contain($"\"position\": {head.Position}")
            .And.Contain("Thử khôi phục.");
        await TheOtherCameToTheSameMoment(folder, backup, beside);
        await EmbeddedPostgres.SetPasswords(OwnRegistry.Options(folder), default);
        var restored = registry.Restored(folder);
        try
        {
            (await Ledger(restored.Database)).Should().Equal(ledger.Where(l => l.Position <= last.Position));
            var other = await Ledger(Other(restored));
            other.Should().Equal(beside.Take(other.Count)).And.HaveCountLessThan(beside.Count);
            (await Answers(restored, last.Position)).Should().Be(answered);
            var verdict = new CheckRebuildResponse();
            await foreach (var so in restored.Services.GetRequiredService<Rebuild>().Check(default))
                verdict = so;
            verdict.Identical.Should().BeTrue();
        }
        finally
        {
            await restored.Stop();
        }
    }

    /// <summary>A registry beside the first goes back along with it, whole, and is told where it stands.</summary>
    static async Task TheOtherCameToTheSameMoment(string folder, BaseBackup.Taken backup, List<Line> beside)
    {
        var told = await File.ReadAllTextAsync(
            Path.Combine(folder, "registries", "tan-nhut", Server.Backup.Restore.RecordFile)
        );
        var position = JsonDocument.Parse(told).RootElement.GetProperty("position").GetInt64();
        position.Should().BeInRange(backup.Manifest.Others!["tan-nhut"].Position, beside[^1].Position);
        told.Should().Contain("Thử khôi phục.");
    }

    /// <summary>
    /// Wherever a restore is to stop, by position or to the microsecond, the last transaction that recorded nothing
    /// later is what it stops behind.
    /// </summary>
    async Task EveryTargetIsFound(Line[][] transactions)
    {
        await using var connection = await registry.Database.OpenConnectionAsync();
        foreach (var (before, next) in transactions.SkipLast(1).Zip(transactions.Skip(1)).Skip(1))
        {
            foreach (var line in next)
            foreach (
                var target in (Target[])[new(line.Position - 1, null), new(null, line.RecordedAt.AddMicroseconds(-1))]
            )
                (await target.In(connection, default))!.Head.Should().Be(Of(before[^1]), target.ToString());
            (await new Target(null, before[^1].RecordedAt).In(connection, default))!.Head.Should().Be(Of(before[^1]));
        }
        var end = transactions[^1][^1];
        (await new Target(end.Position, null).In(connection, default)).Should().BeNull("nothing lies beyond");
    }

    /// <summary>Neither a changed file nor a hole in the archive is taken for what was recorded.</summary>
    async Task WhatIsDamagedIsNamed(BaseBackup.Taken backup)
    {
        var file = Path.Combine(backup.Folder, BaseBackup.Cluster, "PG_VERSION");
        await File.WriteAllTextAsync(file, "17\n");
        (await Refused()).Should().Contain("damaged at PG_VERSION");
        await File.WriteAllTextAsync(file, "18\n");

        var log = Archive.LogFor(backup.Folder, null)!;
        var segment = Archive.Segments(log).Select(s => s.File).Order(StringComparer.Ordinal).ElementAt(^2);
        File.Move(segment, segment + ".lost");
        (await Refused()).Should().Contain("lacks a segment");
        File.Move(segment + ".lost", segment);

        async Task<string> Refused() =>
            (await FluentActions.Awaiting(() => Restore(backup, Target.End)).Should().ThrowAsync<StartupFailure>())
                .Which
                .En;
    }

    /// <summary>A position of the other registry is not taken for one of the first.</summary>
    async Task WhosePositionItIsDecides(BaseBackup.Taken backup, List<Line> beside)
    {
        var begin = backup.Manifest.Others!["tan-nhut"].Position;
        var last = beside.GroupBy(l => l.Transaction).Select(t => t.Last()).First(l => l.Position > begin + 2);
        (await Restore(backup, new(last.Position, null), "tan-nhut")).Head.Should().Be(Of(last));
    }

    static Head Of(Line line) => new(line.Position, line.RecordedAt);

    /// <summary>A backup taken while four people record, who go on for a while after it.</summary>
    async Task<BaseBackup.Taken> BackedUpAmongWriters()
    {
        await registry.Start();
        var beside = await Beside.Make(registry, "tan-nhut");
        await beside.Opens();
        using var stop = new CancellationTokenSource();
        var recorded = new ConcurrentBag<long>();
        var writers = Enumerable.Range(0, 4).Select(_ => Task.Run(() => Write(beside, recorded, stop.Token))).ToArray();
        await Until.True(() => recorded.Count > 20, "they record");
        var backup = await BaseBackup.Take(registry.Folder, registry.ArchiveFolder, default);
        var enough = recorded.Count + 15;
        await Until.True(() => recorded.Count > enough, "they go on");
        await using (var administrator = NpgsqlDataSource.Create(registry.Connections.Administrator))
        await using (var next = administrator.CreateCommand("select pg_switch_wal()"))
            await next.ExecuteNonQueryAsync(); // so that not all of it is in one segment
        enough = recorded.Count + 15;
        await Until.True(() => recorded.Count > enough, "and on");
        await stop.CancelAsync();
        await Task.WhenAll(writers);
        return backup;
    }

    async Task Write(Beside beside, ConcurrentBag<long> recorded, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            var person = await registry.Seed.Person("Nguyễn Thị Ghi");
            recorded.Add(1);
            await registry.Seed.Qualification(person, "2020");
            await beside.Register("Nguyễn Thị Bên");
        }
    }

    async Task<(string Folder, Head Head)> Restore(BaseBackup.Taken backup, Target target, string? of = null)
    {
        var folder = OwnRegistry.Place();
        folders.Add(folder);
        var order = new RestoreOrder(
            backup.Folder,
            Archive.LogFor(backup.Folder, registry.ArchiveFolder),
            target,
            "Thử khôi phục.",
            Registry: of
        );
        return (folder, await new Restore(OwnRegistry.Options(folder), order, null).Run(default));
    }

    static NpgsqlDataSource Other(App app) =>
        NpgsqlDataSource.Create(
            new NpgsqlConnectionStringBuilder(app.Connections.App)
            {
                Database = "hientai_tan_nhut",
                Pooling = false,
            }.ConnectionString
        );

    static async Task<List<Line>> Ledger(NpgsqlDataSource database)
    {
        await using var ask = database.CreateCommand(
            "select position, recorded_at, event_id, xmin::text from ledger order by position"
        );
        await using var rows = await ask.ExecuteReaderAsync();
        var lines = new List<Line>();
        while (await rows.ReadAsync())
            lines.Add(new(rows.GetInt64(0), rows.GetFieldValue<DateTimeOffset>(1), rows.GetGuid(2), rows.GetString(3)));
        return lines;
    }

    /// <summary>Everybody on record at a position, as they are listed and with the history of one of them.</summary>
    static async Task<string> Answers(App app, long position)
    {
        var at = new Rpc.V1.TimePoint { ValidOn = "2026-01-01", KnownPosition = position };
        var people = await app.Seed.People.ListPeopleAsync(
            new()
            {
                At = at,
                PageSize = 200,
                Status = ServiceStatus.Any,
            }
        );
        people.People.Count.Should().BeGreaterThan(20);
        var history = await app.Seed.People.GetPersonHistoryAsync(new() { Id = people.People[0].Id, At = at });
        history.At = null; // names the head as well
        return string.Join('\n', people.People) + history;
    }
}
