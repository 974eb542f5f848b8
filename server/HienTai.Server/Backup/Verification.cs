using HienTai.Registry.V1;
using HienTai.Server.Database;
using HienTai.Server.Hosting;
using HienTai.Server.Ledger;
using HienTai.Server.Registries;

namespace HienTai.Server.Backup;

/// <summary>
/// A backup is good when a registry comes of it and everything derived in that is what its events say. It is made
/// aside, with the log archived since, on a port of its own, and thrown away.
/// </summary>
public static class Verification
{
    public sealed record Verdict(Head Head, CheckRebuildResponse Check);

    /// <param name="aside">The folder to restore into; it must not be there yet.</param>
    /// <param name="keyFolder">Where the master keys are; null means the usual place.</param>
    public static async Task<Verdict> Run(
        EmbeddedPostgresOptions aside,
        RestoreOrder order,
        string? keyFolder,
        Action<string>? progress,
        CancellationToken cancel
    )
    {
        try
        {
            var head = await new Restore(aside, order with { Aside = true }, progress).Run(cancel);
            await using var postgres = await EmbeddedPostgres.Start(aside, null, cancel);
            progress?.Invoke("Đang đối chiếu… / Checking…");
            return new(head, await Check(postgres, keyFolder, cancel));
        }
        finally
        {
            if (Directory.Exists(aside.DataFolder))
                Directory.Delete(aside.DataFolder, recursive: true);
        }
    }

    /// <summary>
    /// No door is opened and no secret of the live server's is used but the master keys. What is said of a registry
    /// beside the first begins with its name.
    /// </summary>
    static async Task<CheckRebuildResponse> Check(
        EmbeddedPostgres postgres,
        string? keyFolder,
        CancellationToken cancel
    )
    {
        var installation = new Installation(
            new(
                postgres.ConnectionString,
                0,
                0,
                OwnerConnectionString: postgres.OwnerConnectionString,
                KeyFolder: keyFolder
            )
        );
        var verdict = await Check(installation, null, cancel);
        foreach (var entry in await installation.All(cancel))
        {
            var its = await Check(installation, entry, cancel);
            verdict.Differences.AddRange(its.Differences.Select(d => $"{entry.Name}: {d}"));
            verdict.Faults.AddRange(its.Faults.Select(f => $"{entry.Name}: {f}"));
            (verdict.Sound, verdict.TotalEvents) = (verdict.Sound && its.Sound, verdict.TotalEvents + its.TotalEvents);
        }
        return verdict;
    }

    static async Task<CheckRebuildResponse> Check(
        Installation installation,
        RegistryEntry? entry,
        CancellationToken cancel
    )
    {
        await using var host = installation.Host(entry);
        await RegistryHost.Prepare(host.Services, cancel);
        var verdict = new CheckRebuildResponse();
        await foreach (var so in host.Services.GetRequiredService<Rebuild>().Check(cancel))
            verdict = so;
        return verdict;
    }
}
