using HienTai.Server.Access;
using HienTai.Server.Backup;
using HienTai.Server.Database;
using HienTai.Server.Pipeline;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace HienTai.Tests.Backup;

/// <summary>
/// A server on an embedded PostgreSQL of its own that archives: what is backed up is a whole cluster, so it cannot be
/// one of the databases that the other tests share.
/// </summary>
sealed class OwnRegistry : App
{
    readonly string keys,
        secrets;
    EmbeddedPostgres? postgres;
    bool stopped;

    OwnRegistry(string folder, string archive, string keys, string secrets) =>
        (Folder, ArchiveFolder, this.keys, this.secrets) = (folder, archive, keys, secrets);

    public OwnRegistry()
        : this(Place(), Place(), Postgres.TempFolder(), Postgres.TempFolder()) { }

    public string Folder { get; }
    public string ArchiveFolder { get; }
    bool IsRestored { get; init; }

    /// <summary>The registry that was made of a backup of this one, with this one's keys put back.</summary>
    public OwnRegistry Restored(string folder) => new(folder, ArchiveFolder, keys, secrets) { IsRestored = true };

    public static string Place() => Path.Combine(Postgres.Fast, $"hientai-tests-{Guid.NewGuid():N}"[..28]);

    /// <summary>Nothing of it need outlive a power cut.</summary>
    public static EmbeddedPostgresOptions Options(string folder) =>
        new(folder, Postgres.Metadata("PostgresModules"), Fsync: false);

    protected override async Task<Template.Copy> Take()
    {
        postgres = await EmbeddedPostgres.Start(
            Options(Folder) with
            {
                Archiving = IsRestored ? null : folder => Archive.Open(new(ArchiveFolder), folder),
            },
            null,
            CancellationToken.None
        );
        return new(
            new(
                postgres.ConnectionString,
                postgres.OwnerConnectionString,
                postgres.AuditorConnectionString,
                postgres.AdministratorConnectionString
            ),
            keys,
            secrets
        )
        {
            Borrowed = true,
        };
    }

    protected override Task Fill() =>
        IsRestored
            ? Task.CompletedTask
            : DemoMandates.Open(
                Services.GetRequiredService<Writer>(),
                Services.GetRequiredService<NpgsqlDataSource>(),
                CancellationToken.None
            );

    /// <summary>Ends server and PostgreSQL in order; what there was to archive has been.</summary>
    public async Task Stop()
    {
        if (stopped)
            return;
        stopped = true;
        await base.DisposeAsync();
        if (postgres is not null)
            await postgres.DisposeAsync();
    }

    public async Task DeleteAll()
    {
        await Stop();
        foreach (var folder in (string[])[Folder, ArchiveFolder, keys, secrets])
            if (Directory.Exists(folder))
                Directory.Delete(folder, recursive: true);
    }
}
