using Google.Protobuf;
using Grpc.Core;
using HienTai.Domain.Access;
using HienTai.Rpc.V1;
using HienTai.Server.Accounts;
using HienTai.Server.Pipeline;
using HienTai.Server.Vault;
using Npgsql;

namespace HienTai.Server.Access;

/// <summary>
/// New credentials for an account in use: what the sign-in store may do, and what the owner may refuse. Each is
/// recorded, or refused, before anything is done.
/// </summary>
public interface IRecoveries
{
    /// <summary>One waits or may be used.</summary>
    Task<bool> Open(Guid account, CancellationToken cancel);

    /// <summary>The owner refuses all that wait or may be used.</summary>
    Task<Receipt> Refuse(ServerCallContext call, IMessage request, Enveloped wrapped);

    /// <summary>A code is to be handed over.</summary>
    /// <param name="inUse">Somebody can sign in to it already, whom a code would put out.</param>
    Task<Receipt> IssueEnrolment(ServerCallContext call, IMessage request, Enveloped wrapped, Guid account, bool inUse);

    /// <summary>Second factors are to be taken away.</summary>
    Task<Receipt> ResetFactors(ServerCallContext call, IMessage request, Enveloped wrapped, Guid account);
}

sealed class Recoveries(Registrar registrar, NpgsqlDataSource database, PersonKeys keys, RegistryClock clock)
    : IRecoveries
{
    public async Task<bool> Open(Guid account, CancellationToken cancel)
    {
        await using var read = await ReadSession.Open(database, keys, clock.Today, null, null, cancel);
        return (await OpenOnes(read, account, cancel)).Any();
    }

    public Task<Receipt> Refuse(ServerCallContext call, IMessage request, Enveloped wrapped)
    {
        var (owner, at) = (call.Reader.Account, clock.GetUtcNow());
        var founded = wrapped.Paper is not null || wrapped.Reason.Length > 0;
        return registrar.Record(
            TwoAdministrators.Set(call, request, wrapped, owner) with
            {
                Reason = founded ? wrapped.Reason : "Chủ tài khoản từ chối.",
                Plan = async (read, cancel) =>
                    [
                        .. (await OpenOnes(read, owner, cancel)).Select(change => new Intent(
                            owner,
                            new CancelAccountChange(change, at),
                            wrapped.ExpectedVersion
                        )),
                    ],
            },
            call
        );
    }

    public Task<Receipt> IssueEnrolment(
        ServerCallContext call,
        IMessage request,
        Enveloped wrapped,
        Guid account,
        bool inUse
    ) => Record(call, request, wrapped, account, new IssueEnrolmentCode(inUse, clock.GetUtcNow()));

    public Task<Receipt> ResetFactors(ServerCallContext call, IMessage request, Enveloped wrapped, Guid account) =>
        Record(call, request, wrapped, account, new ResetFactors(clock.GetUtcNow()));

    async Task<IEnumerable<Guid>> OpenOnes(ReadSession read, Guid account, CancellationToken cancel)
    {
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

    Task<Receipt> Record(
        ServerCallContext call,
        IMessage request,
        Enveloped wrapped,
        Guid account,
        AccountCommand command
    )
    {
        TwoAdministrators.Founded(wrapped);
        return registrar.Record(
            TwoAdministrators.Set(call, request, wrapped, account) with
            {
                Intents = [new(account, command, wrapped.ExpectedVersion)],
            },
            call
        );
    }
}
