using System.Reflection;
using HienTai.Registry.V1;
using HienTai.Rpc.V1;
using HienTai.Server.Backup;
using HienTai.Server.Database;
using HienTai.Server.Hosting;
using HienTai.Server.Pipeline;
using HienTai.Server.Vault;
using Npgsql;

namespace HienTai.Server.Ledger;

/// <summary>How an installation is, each part in a sentence: what an operator looks at once a week.</summary>
public sealed class Examination(
    NpgsqlDataSource database,
    LedgerWatch watch,
    ClockGuard guard,
    RegistryClock clock,
    Fence fence,
    MasterKeys masters,
    Damage damage,
    RegistryOptions options
)
{
    /// <summary>A backup older than this is said to be old, and so is a log that was archived so long ago.</summary>
    static readonly TimeSpan Old = TimeSpan.FromDays(2),
        Stale = TimeSpan.FromMinutes(10);

    const double LeastFree = 0.1;

    public async Task<ExamineResponse> Run(CancellationToken cancel)
    {
        var response = new ExamineResponse();
        foreach (
            var (key, name, look) in new (string, (string, string), Func<Task<Found>>)[]
            {
                ("versions", ("Phiên bản", "Versions"), () => Versions(cancel)),
                ("ledger", ("Sổ cái", "Ledger"), () => Ledger(cancel)),
                ("damage", ("Hỏng hóc", "Damage"), () => Damage(cancel)),
                ("roles", ("Vai trò và quyền", "Roles and grants"), () => Roles(cancel)),
                ("keys", ("Khoá", "Keys"), () => Keys(cancel)),
                ("clocks", ("Đồng hồ", "Clocks"), () => Clocks(cancel)),
                ("disk", ("Đĩa", "Disk"), () => Disk(cancel)),
                ("archive", ("Lưu nhật ký thay đổi", "Archive of the log"), () => Log(cancel)),
                ("backup", ("Bản sao lưu cuối", "Last backup"), () => Task.FromResult(Backups())),
            }
        )
        {
            var found = await Whatever(look);
            response.Findings.Add(
                new Finding
                {
                    Key = key,
                    Name = Words.Both(name.Item1, name.Item2),
                    Says = Words.Both(found.Vi, found.En),
                    Soundness = found.Soundness,
                }
            );
        }
        return response;
    }

    readonly record struct Found(Soundness Soundness, string Vi, string En);

    // What cannot be read is a finding, and keeps nothing else from being looked at.
    async Task<Found> Whatever(Func<Task<Found>> look)
    {
        try
        {
            return await look();
        }
        catch (PostgresException e) when (!e.IsTransient)
        {
            damage.Meet(e);
            return new(Soundness.Wrong, $"không đọc được: {e.MessageText}", $"cannot be read: {e.MessageText}");
        }
    }

    async Task<Found> Damage(CancellationToken cancel)
    {
        await damage.Look(database, cancel);
        return damage.Known is { Length: > 0 } damaged
            ? How(
                Soundness.Wrong,
                (string.Join("; ", damaged.Select(d => d.Says.Vi)), string.Join("; ", damaged.Select(d => d.Says.En)))
            )
            : How(Soundness.Good, ("máy chủ này chưa gặp dữ liệu hỏng", "this server has met no damaged data"));
    }

    static Found How(Soundness soundness, (string Vi, string En) says) => new(soundness, says.Vi, says.En);

    async Task<List<T>> Ask<T>(string sql, Func<NpgsqlDataReader, T> read, CancellationToken cancel)
    {
        await using var ask = database.CreateCommand(sql);
        await using var rows = await ask.ExecuteReaderAsync(cancel);
        var all = new List<T>();
        while (await rows.ReadAsync(cancel))
            all.Add(read(rows));
        return all;
    }

    async Task<Found> Versions(CancellationToken cancel)
    {
        var ours = typeof(Examination)
            .Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!
            .InformationalVersion;
        var (postgres, format) = (
            await Ask(
                "select current_setting('server_version'), (select max(version) from registry_format)",
                r => (r.GetString(0), r.GetInt32(1)),
                cancel
            )
        )[0];
        return How(
            Soundness.Good,
            (
                $"Hiền Tài {ours}, định dạng dữ liệu {format}, PostgreSQL {postgres}",
                $"Hiền Tài {ours}, data format {format}, PostgreSQL {postgres}"
            )
        );
    }

    async Task<Found> Ledger(CancellationToken cancel)
    {
        var state = await watch.Ask(cancel);
        return state.Lost is { } lost
            ? How(
                Soundness.Wrong,
                (
                    $"mất các mục từ {lost.LastCommon + 1} đến {lost.Head}: khôi phục bản mới hơn, hoặc hientai ledger go-on",
                    $"entries {lost.LastCommon + 1} to {lost.Head} are gone: restore a newer copy, or hientai ledger go-on"
                )
            )
            : How(
                Soundness.Good,
                (
                    $"đến vị trí {state.Last.Position}, kỳ {state.Epoch}, ghi cuối {state.Last.RecordedAt.UtcDateTime:yyyy-MM-dd HH:mm}Z",
                    $"at position {state.Last.Position}, epoch {state.Epoch}, last recorded {state.Last.RecordedAt.UtcDateTime:yyyy-MM-dd HH:mm}Z"
                )
            );
    }

    async Task<Found> Roles(CancellationToken cancel)
    {
        try
        {
            await fence.Check(database, cancel);
            var role = await Fence.RoleOf(database, cancel);
            return How(
                Soundness.Good,
                (
                    $"{role} chỉ thêm được, không sửa được những gì đã ghi",
                    $"{role} adds to what was recorded and cannot change it"
                )
            );
        }
        catch (StartupFailure no)
        {
            return How(Soundness.Wrong, (no.Vi, no.En));
        }
    }

    async Task<Found> Keys(CancellationToken cancel)
    {
        var (inUse, keyless) = (
            await Ask(
                "select distinct master from (select master from keystore.person_key union select master from keystore.file_key union select master from keystore.registry_key) m where master is not null order by 1",
                r => r.GetInt32(0),
                cancel
            ),
            (
                await Ask(
                    $"select count(distinct subject) from ledger l where subject is not null and not exists (select from keystore.person_key k where k.subject = l.subject) and not exists (select from ledger e where {Schema.Erasing} and e.stream_id = l.subject)",
                    r => r.GetInt64(0),
                    cancel
                )
            )[0]
        );
        if (inUse.Where(m => !masters.Has(m)).ToArray() is { Length: > 0 } lacking)
            return How(
                Soundness.Wrong,
                (
                    $"thiếu khoá chủ số {string.Join(", ", lacking)}: khôi phục thư mục khoá",
                    $"master key {string.Join(", ", lacking)} is missing: restore the folder of keys"
                )
            );
        return keyless > 0
            ? How(
                Soundness.Wrong,
                (
                    $"{keyless} người mất khoá mà chưa bị xoá: khôi phục kho khoá",
                    $"{keyless} on record have no key and were not erased: restore the key store"
                )
            )
            : How(
                Soundness.Good,
                (
                    $"khoá chủ số {string.Join(", ", inUse)}, ai cũng có khoá",
                    $"master key {string.Join(", ", inUse)}, everybody has a key"
                )
            );
    }

    async Task<Found> Clocks(CancellationToken cancel)
    {
        if (guard.Doubt is { } doubt)
            return How(Soundness.Wrong, (doubt.Vi, doubt.En));
        var other = (await Ask("select clock_timestamp()", r => r.GetFieldValue<DateTimeOffset>(0), cancel))[0];
        var apart = (clock.GetUtcNow() - other).Duration();
        return options.SecondClock
            ? How(
                apart <= ClockGuard.Bound ? Soundness.Good : Soundness.Wrong,
                (
                    $"máy chủ và cơ sở dữ liệu lệch {apart.TotalSeconds:0.0} giây",
                    $"server and database lie {apart.TotalSeconds:0.0} s apart"
                )
            )
            : How(Soundness.Good, ("một đồng hồ, không bị nghi ngờ", "one clock, not in doubt"));
    }

    async Task<Found> Disk(CancellationToken cancel)
    {
        var size = (await Ask("select pg_database_size(current_database())", r => r.GetInt64(0), cancel))[0];
        if (options.OwnFolder is not { } folder || !Directory.Exists(folder))
            return How(Soundness.Note, ($"cơ sở dữ liệu {Size(size)}", $"the database has {Size(size)}"));
        var drive = new DriveInfo(folder);
        var free = (double)drive.AvailableFreeSpace / drive.TotalSize;
        return How(
            free >= LeastFree ? Soundness.Good : Soundness.Wrong,
            (
                $"cơ sở dữ liệu {Size(size)}, đĩa còn trống {Size(drive.AvailableFreeSpace)} ({free:P0})",
                $"the database has {Size(size)}, {Size(drive.AvailableFreeSpace)} of the disk are free ({free:P0})"
            )
        );
    }

    static string Size(long bytes) =>
        bytes < 1_000_000_000 ? $"{bytes / 1_000_000d:0} MB" : $"{bytes / 1_000_000_000d:0.0} GB";

    async Task<Found> Log(CancellationToken cancel)
    {
        var (on, last, failed, why) = (
            await Ask(
                "select current_setting('archive_mode') <> 'off', last_archived_time, last_failed_time, coalesce(last_failed_wal, '') from pg_stat_archiver",
                r =>
                    (
                        r.GetBoolean(0),
                        r.IsDBNull(1) ? (DateTimeOffset?)null : r.GetFieldValue<DateTimeOffset>(1),
                        r.IsDBNull(2) ? (DateTimeOffset?)null : r.GetFieldValue<DateTimeOffset>(2),
                        r.GetString(3)
                    ),
                cancel
            )
        )[0];
        if (!on)
            return How(
                Soundness.Note,
                (
                    "tắt: không khôi phục được tới từng thời điểm; đặt HIENTAI_ARCHIVE",
                    "off: no restore to a moment; set HIENTAI_ARCHIVE"
                )
            );
        if (failed is { } then && (last is null || then > last) && clock.GetUtcNow() - (last ?? then) > Stale)
            return How(
                Soundness.Wrong,
                (
                    $"không lưu được {why} từ {then:u}; xem nhật ký PostgreSQL",
                    $"{why} could not be archived, last tried {then:u}; see PostgreSQL's log"
                )
            );
        return How(
            Soundness.Good,
            last is { } at
                ? ($"lưu lần cuối {at:u}", $"last archived {at:u}")
                : ("bật, chưa có gì để lưu", "on, nothing to archive yet")
        );
    }

    Found Backups()
    {
        if (Archive.FromSettings() is not { } archive)
            return How(
                Soundness.Note,
                (
                    "máy chủ này không biết: xem công cụ sao lưu của bạn",
                    "this server does not know: ask what makes your backups"
                )
            );
        if (archive.Backups().Select(b => b.Manifest.Stop.At).DefaultIfEmpty().Max() is var last && last == default)
            return How(Soundness.Wrong, ("chưa có: chạy hientai backup", "none yet: run hientai backup"));
        return How(
            clock.GetUtcNow() - last <= Old ? Soundness.Good : Soundness.Wrong,
            ($"{last:u}, trong {archive.Folder}", $"{last:u}, in {archive.Folder}")
        );
    }
}
