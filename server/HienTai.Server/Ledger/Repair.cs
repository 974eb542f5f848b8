using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using HienTai.Domain.Kernel;
using HienTai.Registry.V1;
using HienTai.Server.Hosting;
using HienTai.Server.Pipeline;
using HienTai.Server.Vault;
using Npgsql;

namespace HienTai.Server.Ledger;

/// <summary>Who orders a rebuild, and why. The same order is recorded once.</summary>
public sealed record RebuildOrder(Guid RequestId, Pipeline.Actor Actor, string Reason)
{
    /// <summary>Of the entry that tells of it: no request of anybody's has the same.</summary>
    public Guid Entry { get; } =
        new(SHA256.HashData(Encoding.UTF8.GetBytes($"rebuild {RequestId} {Actor.Name} {Reason}")).AsSpan(0, 16));
}

/// <summary>
/// Mends what follows from the events by making it anew, and puts on record that it was. Nothing can be recorded while
/// the tables are damaged, so the order is kept in the transaction of the swap and recorded right after; where
/// something keeps the registry from recording, with the next start.
/// </summary>
public sealed class Repair(
    Remaking remaking,
    Writer writer,
    Remains remains,
    Damage damage,
    NpgsqlDataSource database,
    RegistryOptions options,
    ILogger<Repair> log
)
{
    const string Setting = "rebuilt";

    sealed record Note(Guid Id, Pipeline.Actor Actor, string Reason, long Position);

    public async IAsyncEnumerable<RebuildTablesResponse> Run(
        RebuildOrder order,
        [EnumeratorCancellation] CancellationToken cancel
    )
    {
        await using var owner = Owner();
        try
        {
            var last = new RebuildTablesResponse();
            await foreach (var so in Steps(owner, order, cancel))
            {
                last = Wire(so);
                if (so.Step is not RemakingStep.Done)
                    yield return last;
            }
            log.LogInformation(
                "Everything derived was made anew from {Events} events; nobody recorded for {Held} ms",
                last.Events,
                last.HeldMilliseconds
            );
            await damage.Look(database, cancel);
            last.RecordedPosition = await Record(cancel) ?? 0;
            yield return last;
        }
        finally
        {
            // An erasure that came meanwhile left its remains to us.
            await remains.DriveOut(CancellationToken.None);
        }
    }

    async IAsyncEnumerable<Remade> Steps(
        NpgsqlDataSource owner,
        RebuildOrder order,
        [EnumeratorCancellation] CancellationToken cancel
    )
    {
        await using var steps = remaking.Run(owner, Kept, cancel).GetAsyncEnumerator(cancel);
        while (await Next(steps) is { } so)
            yield return so;

        (string, object) Kept(long position) =>
            (Keep, JsonSerializer.Serialize(new Note(order.Entry, order.Actor, order.Reason, position)));
    }

    const string Keep =
        $"insert into setting values ('{Setting}', $1) on conflict (name) do update set value = excluded.value";

    NpgsqlDataSource Owner() =>
        string.IsNullOrWhiteSpace(options.OwnerConnectionString)
            ? throw new Rejected(
                "OWNER_NEEDED",
                "Máy chủ này không có kết nối của chủ sở hữu cơ sở dữ liệu, và chỉ chủ sở hữu mới thay được bảng: hãy đặt ConnectionStrings__Owner rồi khởi động lại, hoặc chạy hientai repair với nó.",
                "This server has no connection of the database's owner, and only the owner may replace tables: set ConnectionStrings__Owner and start again, or run hientai repair with it."
            )
            : new NpgsqlDataSourceBuilder(
                new NpgsqlConnectionStringBuilder(options.OwnerConnectionString)
                {
                    Pooling = false,
                    ApplicationName = "hientai owner",
                }.ConnectionString
            ).Build();

    async Task<Remade?> Next(IAsyncEnumerator<Remade> steps)
    {
        try
        {
            return await steps.MoveNextAsync() ? steps.Current : null;
        }
        catch (PostgresException e) when (Damage.Is(e))
        {
            damage.Meet(e);
            throw new Rejected(
                "RECORDS_DAMAGED",
                $"Chính những gì đã ghi bị hỏng ({e.MessageText}), nên không dựng lại được từ đó; các bảng cũ vẫn dùng. Hãy dừng máy chủ và khôi phục bản sao lưu (hientai restore).",
                $"What was recorded is itself damaged ({e.MessageText}), so nothing can be rebuilt from it; the old tables are still in use. Stop the server and restore a backup (hientai restore)."
            );
        }
        catch (PostgresException e) when (!e.IsTransient)
        {
            log.LogWarning(e, "The derived tables could not be made anew");
            throw new Rejected(
                "REBUILD_NOT_LET",
                $"PostgreSQL không cho dựng lại ({e.MessageText}); các bảng cũ vẫn dùng. Hãy sửa điều đó rồi chạy lại.",
                $"PostgreSQL did not let the tables be rebuilt ({e.MessageText}); the old ones are still in use. Set that right and run it again."
            );
        }
    }

    static RebuildTablesResponse Wire(Remade so) =>
        new()
        {
            Events = so.So.Events,
            TotalEvents = so.So.Total,
            Records = so.So.Streams,
            Step = (RebuildStep)((int)so.Step + 1),
            HeldMilliseconds = (long)Math.Ceiling(so.Held.TotalMilliseconds),
            Position = so.Position,
        };

    /// <summary>
    /// Puts a rebuild on record of which that was not done yet, and answers where; null if there is none or it has to
    /// wait.
    /// </summary>
    public async Task<long?> Record(CancellationToken cancel)
    {
        await using var ask = database.CreateCommand($"select value from setting where name = '{Setting}'");
        if (await ask.ExecuteScalarAsync(cancel) is not string text)
            return null;
        try
        {
            var note = JsonSerializer.Deserialize<Note>(text)!;
            var outcome = await writer.Record(
                new(
                    note.Id,
                    [],
                    note.Actor,
                    note.Reason,
                    null,
                    false,
                    Continuity.Id,
                    [new(Continuity.Id, new TellRebuilt(note.Position))]
                ),
                cancel
            );
            await using var done = database.CreateCommand(
                $"delete from setting where name = '{Setting}' and value = $1"
            );
            done.Parameters.Add(new() { Value = text });
            await done.ExecuteNonQueryAsync(cancel);
            return outcome.Position;
        }
        catch (Exception e) when (e is ClockNotTrusted or RegistryWentBack or Rejected or NpgsqlException)
        {
            log.LogWarning("That the tables were rebuilt goes on record with the next start: {Why}", e.Message);
            return null;
        }
    }
}
