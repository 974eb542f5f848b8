using Google.Protobuf;
using Grpc.Core;
using HienTai.Domain.Kernel;
using HienTai.Registry.V1;
using HienTai.Rpc.V1;
using HienTai.Server.Access;
using HienTai.Server.Hosting;
using HienTai.Server.Pipeline;
using Npgsql;

namespace HienTai.Server.Ledger;

/// <summary>
/// What may keep the registry from recording, told to whoever asks, and the operator's word with which it goes on.
/// </summary>
public sealed class Continuing(
    Registrar registrar,
    LedgerWatch watch,
    ClockGuard guard,
    RegistryClock clock,
    Writer writer,
    Repair repair,
    RegistryOptions options,
    NpgsqlDataSource database
)
{
    /// <summary>
    /// Once, before anything is recorded: whether what this server had seen is still there, and whether its clock fits.
    /// </summary>
    public async Task Start(CancellationToken cancel)
    {
        watch.Recall();
        var ledger = await watch.Ask(cancel);
        watch.Reached(ledger);
        await using var ask = database.CreateCommand(
            """
            select (select max((data ->> 'lastRecorded')::timestamptz) from events.mt_events
                    where type = 'clock_confirmed' and (data ->> 'clock')::timestamptz < (data ->> 'lastRecorded')::timestamptz),
                exists (select from setting where name = 'sample')
            """
        );
        await using var row = await ask.ExecuteReaderAsync(cancel);
        await row.ReadAsync(cancel);
        guard.Start(
            ledger.Last.RecordedAt,
            row.IsDBNull(0) ? null : row.GetFieldValue<DateTimeOffset>(0),
            row.GetBoolean(1)
        );
    }

    /// <summary>Once, when the writer runs: what was decided on the server's machine or before it ended.</summary>
    public async Task TakeUp(CancellationToken cancel)
    {
        await AfterRestore(cancel);
        await repair.Record(cancel);
    }

    /// <summary>
    /// To restore is to have decided, so the ledger goes on from there by itself; unless
    /// the clock is in doubt, which is to be settled first.
    /// </summary>
    async Task AfterRestore(CancellationToken cancel)
    {
        if (options.OwnFolder is not { } folder || await Restored.Find(folder, cancel) is not { } restored)
            return;
        var (seen, epoch) = (watch.Now, (await watch.Ask(cancel)).Epoch);
        var lost = new Pipeline.WentBack(
            restored.Position,
            Math.Max(seen.Newest.Position, restored.Position),
            seen.Epoch
        );
        try
        {
            await writer.Record(
                new(
                    restored.Id,
                    [],
                    restored.Actor,
                    restored.Reason,
                    null,
                    false,
                    Continuity.Id,
                    [new(Continuity.Id, new BeginEpoch(lost.Epoch, lost.LastCommon, lost.Head))]
                )
                {
                    Settles = Unsettled.Loss,
                },
                cancel
            );
        }
        catch (ClockNotTrusted)
        {
            await watch.Miss(epoch, lost);
        }
        Restored.Done(folder);
    }

    /// <summary>Adds what stands in the way of recording.</summary>
    public void Tell(GetRegistryResponse registry, LedgerState ledger)
    {
        if (ledger.Lost is { } lost)
            registry.WentBack = new() { LastCommonPosition = lost.LastCommon, HeadPosition = lost.Head };
        if (guard.Doubt is { } doubt)
            registry.ClockDoubt = new() { Vi = doubt.Vi, En = doubt.En };
    }

    public Task<Receipt> BeginEpoch(BeginEpochRequest request, ServerCallContext call) =>
        Settle(
            request,
            request.Envelope,
            Unsettled.Loss,
            read =>
                read.Ledger.Lost is { } lost
                    ? new BeginEpoch(lost.Epoch, lost.LastCommon, lost.Head)
                    : throw new Rejected(
                        "NOTHING_WAS_LOST",
                        "Sổ không mất mục nào mà máy chủ biết, nên không cần bắt đầu kỳ sổ mới.",
                        "No entry is known to be lost, so there is nothing to go on from."
                    ),
            call
        );

    public Task<Receipt> ConfirmClock(ConfirmClockRequest request, ServerCallContext call) =>
        Settle(
            request,
            request.Envelope,
            Unsettled.Clock,
            read =>
                guard.Doubt switch
                {
                    null => throw new Rejected(
                        "CLOCK_IS_TRUSTED",
                        "Không ai nghi ngờ đồng hồ của máy chủ này, nên không có gì để xác nhận.",
                        "This server's clock is not in doubt, so there is nothing to confirm."
                    ),
                    { Confirmable: false } doubt => throw new ClockNotTrusted(doubt),
                    _ => new ConfirmClock(clock.GetUtcNow(), read.Ledger.Last.RecordedAt),
                },
            call
        );

    Task<Receipt> Settle(
        IMessage request,
        Envelope envelope,
        Unsettled what,
        Func<ReadSession, ContinuityCommand> command,
        ServerCallContext call
    )
    {
        var wrapped = Reading.Of(read => Enveloped.Of(read, envelope));
        return registrar.Record(
            new(
                wrapped.RequestId,
                Enveloped.BodyHash(request),
                call.Reader.Actor,
                wrapped.Reason,
                wrapped.Paper,
                wrapped.ValidateOnly,
                Continuity.Id,
                []
            )
            {
                Settles = what,
                Plan = (read, _) =>
                    Task.FromResult<IReadOnlyList<Intent>>([
                        new(Continuity.Id, command(read), wrapped.ExpectedVersion),
                    ]),
            },
            call
        );
    }
}
