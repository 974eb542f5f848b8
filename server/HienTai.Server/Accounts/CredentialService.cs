using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using HienTai.Access.V1;
using HienTai.Domain.Access;
using HienTai.Domain.Kernel;
using HienTai.Rpc.V1;
using HienTai.Server.Access;
using HienTai.Server.Pipeline;
using AccountChangeKind = HienTai.Domain.Access.AccountChangeKind;
using DropClient = HienTai.Domain.Access.RemoveClient;

namespace HienTai.Server.Accounts;

/// <summary>What an administrator does for others' credentials. Who may call is declared in the contract.</summary>
sealed class CredentialService(
    SignIns signIns,
    Factors factors,
    Sessions sessions,
    SignInLog log,
    Clients clients,
    IAccountDirectory directory,
    IRecoveries recoveries,
    TwoAdministrators two,
    Registrar registrar
) : HienTai.Access.V1.CredentialService.CredentialServiceBase
{
    public override async Task<IssueEnrolmentResponse> IssueEnrolment(
        IssueEnrolmentRequest request,
        ServerCallContext call
    )
    {
        var (wrapped, card) = await Named(request.Envelope, request.AccountId, call, open: true);
        var receipt = await recoveries.IssueEnrolment(call, request, wrapped, card.Id, await InUse(card, call));
        if (!Done(wrapped, receipt))
            return new() { Receipt = receipt };
        var (code, expires) = await signIns.IssueEnrolment(card.Id, call.CancellationToken);
        await log.Add(call.GetHttpContext(), card.Id, SignInOutcome.EnrolmentIssued, call.Reader.Account);
        return new()
        {
            Code = code,
            ExpireTime = expires.ToTimestamp(),
            Receipt = receipt,
        };
    }

    public override async Task<ResetFactorsResponse> ResetFactors(ResetFactorsRequest request, ServerCallContext call)
    {
        var (wrapped, card) = await Named(request.Envelope, request.AccountId, call);
        var receipt = await recoveries.ResetFactors(call, request, wrapped, card.Id);
        if (!Done(wrapped, receipt))
            return new() { Receipt = receipt };
        if (await signIns.Credential(card.Id, call.CancellationToken) is { } credential)
            await factors.Reset(credential, call.CancellationToken);
        await sessions.EndAll(card.Id, call.CancellationToken);
        await log.Add(call.GetHttpContext(), card.Id, SignInOutcome.FactorsReset, call.Reader.Account);
        return new() { Receipt = receipt };
    }

    public override async Task<EndSessionsOfResponse> EndSessionsOf(
        EndSessionsOfRequest request,
        ServerCallContext call
    ) => new() { Ended = await sessions.EndAll((await Card(request.AccountId, call)).Id, call.CancellationToken) };

    public override async Task<ListSignInsResponse> ListSignInsOf(
        ListSignInsOfRequest request,
        ServerCallContext call
    ) => await log.Of((await Card(request.AccountId, call)).Id, request.PageSize, call.CancellationToken);

    public override async Task<ClientSecret> RegisterClient(RegisterClientRequest request, ServerCallContext call)
    {
        var card = await Card(request.AccountId, call, open: true);
        if (!card.Program)
            throw new Rejected(
                "NOT_A_PROGRAM",
                "Tài khoản này là của người; khoá và bí mật chỉ cấp cho chương trình. Hãy mở tài khoản riêng cho chương trình.",
                "This is a person's account; secrets and keys are for programs alone. Open an account of the program's own.",
                "account_id"
            );
        var (wrapped, name, change, key) = Reading.Of(read =>
            (
                Enveloped.Of(read, request.Envelope),
                read.Text(request.Name, "name", 100, required: true),
                read.Id(request.ChangeId, "change_id"),
                Clients.KeyOf(read, request.PublicKey)
            )
        );
        var client = new ClientAsked(Clients.IdOf(card, change), name, Clients.Thumbprint(key));
        await two.Ask(call, request, wrapped, card.Id, change, new(AccountChangeKind.Client, Client: client));
        if (wrapped.ValidateOnly)
            return new() { ClientId = client.ClientId };
        var secret = await clients.Keep(card.Id, client, key, call.CancellationToken);
        var listed = (await ListClients(new(), call)).Clients.FirstOrDefault(c => c.ClientId == client.ClientId);
        return new()
        {
            ClientId = client.ClientId,
            Secret = secret,
            EffectiveTime = listed?.EffectiveTime,
        };
    }

    public override async Task<ListClientsResponse> RemoveClient(RemoveClientRequest request, ServerCallContext call)
    {
        if (
            await clients.AccountOf(request.ClientId, call.CancellationToken) is { } account
            && await directory.Find(account, call.CancellationToken) is { Program: true }
        )
        {
            var wrapped = Reading.Of(read => Enveloped.Of(read, request.Envelope));
            TwoAdministrators.Founded(wrapped);
            await registrar.Record(
                TwoAdministrators.Set(call, request, wrapped, account) with
                {
                    Intents = [new(account, new DropClient(request.ClientId), wrapped.ExpectedVersion)],
                },
                call
            );
            if (wrapped.ValidateOnly)
                return await ListClients(new(), call);
        }
        await clients.Forget(request.ClientId, call.CancellationToken);
        return await ListClients(new(), call);
    }

    public override async Task<ListClientsResponse> ListClients(ListClientsRequest request, ServerCallContext call)
    {
        await using var read = await registrar.Open(call, null);
        return await clients.List(read, call.CancellationToken);
    }

    /// <summary>Somebody can sign in to it already, whom a code would put out.</summary>
    async Task<bool> InUse(AccountCard card, ServerCallContext call) =>
        await signIns.Credential(card.Id, call.CancellationToken) is not null;

    /// <summary>
    /// It was recorded by this very call. What follows from it is never done again: by the time the request comes
    /// again, the owner may have new credentials, to which no recovery gives a right.
    /// </summary>
    static bool Done(Enveloped wrapped, Receipt receipt) => !wrapped.ValidateOnly && !receipt.Repeated;

    async Task<(Enveloped, AccountCard)> Named(
        Envelope? envelope,
        string accountId,
        ServerCallContext call,
        bool open = false
    )
    {
        var (wrapped, _) = Reading.Of(read => (Enveloped.Of(read, envelope), read.Id(accountId, "account_id")));
        return (wrapped, await Card(accountId, call, open));
    }

    async Task<AccountCard> Card(string accountId, ServerCallContext call, bool open = false) =>
        await directory.Find(Reading.Of(read => read.Id(accountId, "account_id")), call.CancellationToken) is { } card
        && (card.Open || !open)
            ? card
            : throw new NotOnRecord(
                "Không có tài khoản này, hoặc đã đóng.",
                "There is no such account, or it is closed."
            );
}
