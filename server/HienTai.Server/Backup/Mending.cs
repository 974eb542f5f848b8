using HienTai.Domain.Kernel;
using HienTai.Registry.V1;
using HienTai.Server.Database;
using HienTai.Server.Hosting;
using HienTai.Server.Ledger;
using HienTai.Server.Pipeline;
using HienTai.Server.Registries;
using HienTai.Server.Vault;
using Npgsql;

namespace HienTai.Server.Backup;

/// <summary>
/// A rebuild from the server's machine, whether the server runs or not: what is damaged may be what every call asks
/// first, so that nobody is let in to order one, or what a start reads.
/// </summary>
static class Mending
{
    /// <param name="registry">Null is the first one.</param>
    public static async Task<int> Run(string reason, string? registry, CancellationToken cancel)
    {
        await using var own = Installation.Found() is null ? await Start(cancel) : null;
        var installation = own is null ? Installation.Running() : Installation.Of(own);
        return await Run(installation.OptionsOf(await installation.Named(registry, cancel)), reason, cancel);
    }

    static Task<EmbeddedPostgres> Start(CancellationToken cancel) =>
        EmbeddedPostgres.Start(
            new(DataFolder.Resolve(), Startup.Place("PostgresModules"))
            {
                Archiving = where => Archive.Open(Archive.FromSettings(), where),
            },
            Console.WriteLine,
            cancel
        );

    internal static async Task<int> Run(RegistryOptions options, string reason, CancellationToken cancel)
    {
        await using var host = RegistryHost.Build(options, []);
        var services = host.Services;
        await services.GetRequiredService<PersonKeys>().Open(services.GetRequiredService<NpgsqlDataSource>(), cancel);
        await services.GetRequiredService<Writer>().StartAsync(cancel);
        try
        {
            await Rebuild(services.GetRequiredService<Repair>(), reason, cancel);
            return 0;
        }
        catch (Rejected no)
        {
            throw new StartupFailure(no.Vi, no.En, no);
        }
        catch (UnreadableEvent unreadable)
        {
            throw new StartupFailure(
                $"Một mục đã ghi không còn đọc được ({unreadable.Message}): hãy khôi phục bản sao lưu (hientai restore).",
                $"Something recorded can no longer be read ({unreadable.Message}): restore a backup (hientai restore).",
                unreadable
            );
        }
        finally
        {
            await services.GetRequiredService<Writer>().StopAsync(CancellationToken.None);
        }
    }

    static async Task Rebuild(Repair repair, string reason, CancellationToken cancel)
    {
        var by = new Pipeline.Actor(
            "server",
            $"Trên máy chủ ({Environment.UserName})",
            $"On the server's machine ({Environment.UserName})"
        );
        var (told, done) = (-1L, new RebuildTablesResponse());
        await foreach (var so in repair.Run(new(Guid.CreateVersion7(), by, reason), cancel))
        {
            done = so;
            if (so.Events * 20 / Math.Max(so.TotalEvents, 1) is var step && step > told)
                Console.WriteLine($"  {so.Events} / {so.TotalEvents} sự kiện / events");
            told = Math.Max(told, step);
        }
        Console.WriteLine(
            $"✓ Đã dựng lại mọi bảng của {done.Records} hồ sơ, đến vị trí #{done.Position}; việc ghi chờ {done.HeldMilliseconds} ms.\n✓ Rebuilt every table of {done.Records} records, up to position #{done.Position}; recording waited {done.HeldMilliseconds} ms."
        );
    }
}
