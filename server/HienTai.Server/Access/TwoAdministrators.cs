using Google.Protobuf;
using Grpc.Core;
using HienTai.Domain.Access;
using HienTai.Domain.Kernel;
using HienTai.Rpc.V1;
using HienTai.Server.Accounts;
using HienTai.Server.Pipeline;
using static HienTai.Server.Pipeline.FactTable;

namespace HienTai.Server.Access;

/// <summary>Tells which of some accounts can sign in at all; the sign-in store knows.</summary>
public interface ICredentialHolders
{
    Task<IReadOnlySet<Guid>> Among(IReadOnlyCollection<Guid> accounts, CancellationToken cancel);
}

/// <summary>
/// The way of every change that gives an account something one administrator alone may not give: asked for with a proof
/// of who is there, and in effect once another administrator has approved it. Where no other could, it is in effect a
/// day later by itself, and until then anybody who administers can cancel it and every auditor sees it.
/// </summary>
public sealed class TwoAdministrators(Registrar registrar, RegistryClock clock, IEnumerable<ICredentialHolders> holders)
{
    /// <summary>Asks for a change.</summary>
    /// <param name="command">What is recorded, where it is more than the request alone.</param>
    public Task<Receipt> Ask(
        ServerCallContext call,
        IMessage request,
        Enveloped wrapped,
        Guid account,
        Guid change,
        AccountChangeDetails details,
        Func<ReadSession, RequestAccountChange, Task<AccountCommand>>? command = null
    )
    {
        Founded(wrapped);
        var by = call.Reader.Account;
        var references = details.Mandate is { Details.Unit: { } unit } asked
            ? new[] { new Reference("unit", unit, "unit_id", asked.From.Latest) }
            : [];
        return Record(call, request, wrapped, account, async (read, cancel) =>
        {
            var at = clock.GetUtcNow();
            var others = await Others(read, [by, account], at, cancel);
            var asking = new RequestAccountChange(change, details, by, at, others ? null : at + AccountChange.Delay);
            return new(account, command is null ? asking : await command(read, asking), wrapped.ExpectedVersion)
            {
                References = references,
            };
        });
    }

    public Task<Receipt> Approve(
        ServerCallContext call,
        IMessage request,
        Enveloped wrapped,
        Guid account,
        Guid change
    ) =>
        Record(call, request, wrapped, account, (_, _) =>
            Task.FromResult<Intent>(
                new(
                    account,
                    new ApproveAccountChange(change, call.Reader.Account, clock.GetUtcNow()),
                    wrapped.ExpectedVersion
                )
            )
        );

    public Task<Receipt> Cancel(ServerCallContext call, IMessage request, Enveloped wrapped, Guid account, Guid change)
    {
        Founded(wrapped);
        // Taking back asks for no proof: it gives nobody anything.
        return registrar.Record(
            Set(call, request, wrapped, account) with
            {
                Intents = [new(account, new CancelAccountChange(change, clock.GetUtcNow()), wrapped.ExpectedVersion)],
            },
            call
        );
    }

    /// <summary>
    /// Somebody else than these could approve: their account is open, their mandate in force, and they have something
    /// to sign in with.
    /// </summary>
    async Task<bool> Others(ReadSession read, Guid[] than, DateTimeOffset at, CancellationToken cancel)
    {
        var found = await read.Query(
            $"""
            select distinct m.stream_id from {Table<MandateFact>()} m
            join {Table<AccountFact>()} a on a.stream_id = m.stream_id and {read.Known("a")} and a.open
            where {read.Known("m")} and {ReadSession.Valid("m", clock.Today)} and m.role = {(int)Role.Administrator}
                and m.stream_id <> all($1) and not exists (select from {Table<AccountChangeFact>()} c
                    where c.stream_id = m.stream_id and c.change = m.mandate and {read.Known("c")}
                    and (c.effective_at = '' or c.effective_at > $2))
            """,
            r => r.GetGuid(0),
            cancel,
            than,
            AccountChange.Instant(at)
        );
        foreach (var known in holders)
            if ((await known.Among(found, cancel)).Count > 0)
                return true;
        return false;
    }

    async Task<Receipt> Record(
        ServerCallContext call,
        IMessage request,
        Enveloped wrapped,
        Guid account,
        Func<ReadSession, CancellationToken, Task<Intent>> intent
    )
    {
        if (account == call.Reader.Account)
            throw new Rejected(
                "OWN_MANDATE",
                "Không ai tự cấp quyền hay khôi phục tài khoản của chính mình; hãy nhờ quản trị khác.",
                "Nobody gives their own account anything or recovers it; ask another administrator.",
                "id"
            );
        if (!wrapped.ValidateOnly)
            Proof.Require(call.GetHttpContext(), clock.GetUtcNow());
        return await registrar.Record(
            Set(call, request, wrapped, account) with
            {
                Plan = async (read, cancel) => [await intent(read, cancel)],
            },
            call
        );
    }

    internal static ChangeSet Set(ServerCallContext call, IMessage request, Enveloped wrapped, Guid account) =>
        new(
            wrapped.RequestId,
            Enveloped.BodyHash(request),
            call.Reader.Actor,
            wrapped.Reason,
            wrapped.Paper,
            wrapped.ValidateOnly,
            account,
            []
        );

    public static void Founded(Enveloped wrapped)
    {
        if (wrapped.Paper is null && wrapped.Reason.Length == 0)
            throw new Rejected(
                "REASON_REQUIRED",
                "Phân quyền và thiết lập phải có văn bản hoặc lý do.",
                "A mandate or setting needs a paper or a reason.",
                "envelope.reason"
            );
    }
}
