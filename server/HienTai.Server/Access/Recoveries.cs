using HienTai.Domain.Access;
using HienTai.Server.Pipeline;
using HienTai.Server.Vault;
using Npgsql;

namespace HienTai.Server.Access;

/// <summary>
/// New credentials for an account in use: what the sign-in store may do, and what the owner may refuse.
/// </summary>
public interface IRecoveries
{
    /// <summary>One waits or may be used.</summary>
    Task<bool> Open(Guid account, CancellationToken cancel);

    /// <summary>The owner refuses all that wait or may be used; false if there is none.</summary>
    Task<bool> Refuse(Reader owner, CancellationToken cancel);

    /// <summary>Records that a code is handed over, or refuses that.</summary>
    Task IssueEnrolment(Reader by, Guid account, bool inUse, CancellationToken cancel);

    /// <summary>Records that second factors are taken away, or refuses that.</summary>
    Task ResetFactors(Reader by, Guid account, CancellationToken cancel);
}

sealed class Recoveries(Writer writer, NpgsqlDataSource database, PersonKeys keys, RegistryClock clock) : IRecoveries
{
    public async Task<bool> Open(Guid account, CancellationToken cancel) => (await OpenOnes(account, cancel)).Any();

    public async Task<bool> Refuse(Reader owner, CancellationToken cancel)
    {
        var open = (await OpenOnes(owner.Account, cancel)).ToArray();
        if (open.Length > 0)
            await Record(
                owner,
                owner.Account,
                "Chủ tài khoản từ chối.",
                [.. open.Select(change => (object)new CancelAccountChange(change, clock.GetUtcNow()))],
                cancel
            );
        return open.Length > 0;
    }

    public Task IssueEnrolment(Reader by, Guid account, bool inUse, CancellationToken cancel) =>
        Record(by, account, "", [new IssueEnrolmentCode(inUse, clock.GetUtcNow())], cancel);

    public Task ResetFactors(Reader by, Guid account, CancellationToken cancel) =>
        Record(by, account, "", [new ResetFactors(clock.GetUtcNow())], cancel);

    async Task<IEnumerable<Guid>> OpenOnes(Guid account, CancellationToken cancel)
    {
        await using var read = await ReadSession.Open(database, keys, clock.Today, null, null, cancel);
        var at = clock.GetUtcNow();
        return (
            await read.Facts<AccountChangeFact>(
                $"f.stream_id = $1 and f.what = {(int)AccountChangeKind.Recovery} and not f.ended",
                cancel,
                account
            )
        )
            .Where(c => !(AccountChange.Instant(c.Fact.EffectiveAt) + AccountChange.RecoveryLasts <= at))
            .Select(c => c.Fact.Change);
    }

    Task Record(Reader by, Guid account, string reason, object[] commands, CancellationToken cancel) =>
        writer.Record(
            new(
                Guid.CreateVersion7(),
                [],
                by.Actor,
                reason,
                null,
                false,
                account,
                [.. commands.Select(command => new Intent(account, command))]
            ),
            cancel
        );
}
