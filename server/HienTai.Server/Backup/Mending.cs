using HienTai.Domain.Kernel;
using HienTai.Registry.V1;
using HienTai.Server.Database;
using HienTai.Server.Hosting;
using HienTai.Server.Ledger;
using HienTai.Server.Pipeline;
using HienTai.Server.Vault;
using Npgsql;

namespace HienTai.Server.Backup;

/// <summary>
/// A rebuild from the server's machine, whether the server runs or not: what is damaged may be what every call asks
/// first, so that nobody is let in to order one, or what a start reads.
/// </summary>
static class Mending
{
    public static async Task<int> Run(string reason, CancellationToken cancel)
    {
        await using var place = await Place.Find(cancel);
        return await Run(place.Options, reason, cancel);
    }

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

    /// <summary>The outside database, or the embedded one: the server's that runs, or started for this alone.</summary>
    sealed record Place(RegistryOptions Options, EmbeddedPostgres? Own) : IAsyncDisposable
    {
        public static async Task<Place> Find(CancellationToken cancel)
        {
            var folder = DataFolder.Resolve();
            if (Settings.Text("ConnectionStrings__Registry") is { } outside)
                return new(With(outside, Settings.Text("ConnectionStrings__Owner"), null), null);
            if (Postmaster.Read(Path.Combine(folder, "postgres")) is { Ready: true } running && running.IsVerified())
            {
                var secret = DatabaseSecret.Read(folder);
                string As(string role) => secret.Connection(running.Port, role, DatabaseSecret.Registry);
                return new(
                    With(As(DatabaseSecret.App), As(DatabaseSecret.Registry), As(DatabaseSecret.Administrator)),
                    null
                );
            }
            var own = await EmbeddedPostgres.Start(
                new(folder, Startup.Place("PostgresModules"))
                {
                    Archiving = where => Archive.Open(Archive.FromSettings(), where),
                },
                Console.WriteLine,
                cancel
            );
            return new(With(own.ConnectionString, own.OwnerConnectionString, own.AdministratorConnectionString), own);
        }

        static RegistryOptions With(string app, string? owner, string? maintenance) =>
            new(app, 0, 0, OwnerConnectionString: owner, Maintenance: maintenance);

        public ValueTask DisposeAsync() => Own?.DisposeAsync() ?? ValueTask.CompletedTask;
    }
}
