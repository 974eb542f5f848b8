using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using HienTai.Access.V1;
using HienTai.Server.Access;
using HienTai.Server.Pipeline;

namespace HienTai.Server.Accounts;

/// <summary>What an administrator does for others' credentials. Who may call is declared in the contract.</summary>
sealed class CredentialService(
    SignIns signIns,
    Factors factors,
    Sessions sessions,
    SignInLog log,
    Clients clients,
    IAccountDirectory directory
) : HienTai.Access.V1.CredentialService.CredentialServiceBase
{
    public override async Task<IssueEnrolmentResponse> IssueEnrolment(
        IssueEnrolmentRequest request,
        ServerCallContext call
    )
    {
        var card = await Card(request.AccountId, call, open: true);
        var (code, expires) = await signIns.IssueEnrolment(card.Id, call.CancellationToken);
        await log.Add(call.GetHttpContext(), card.Id, SignInOutcome.EnrolmentIssued, call.Reader.Account);
        return new() { Code = code, ExpireTime = expires.ToTimestamp() };
    }

    public override async Task<ResetFactorsResponse> ResetFactors(ResetFactorsRequest request, ServerCallContext call)
    {
        var card = await Card(request.AccountId, call);
        if (await signIns.Credential(card.Id, call.CancellationToken) is { } credential)
            await factors.Reset(credential, call.CancellationToken);
        await sessions.EndAll(card.Id, call.CancellationToken);
        await log.Add(call.GetHttpContext(), card.Id, SignInOutcome.FactorsReset, call.Reader.Account);
        return new();
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
        var name = Reading.Of(read => read.Text(request.Name, "name", 100, required: true));
        return await clients.Register(await Card(request.AccountId, call, open: true), name, call.CancellationToken);
    }

    public override Task<ClientSecret> RotateClientSecret(RotateClientSecretRequest request, ServerCallContext call) =>
        clients.Rotate(request.ClientId, call.CancellationToken);

    public override async Task<ListClientsResponse> RemoveClient(RemoveClientRequest request, ServerCallContext call)
    {
        await clients.Remove(request.ClientId, call.CancellationToken);
        return await clients.List(call.CancellationToken);
    }

    public override Task<ListClientsResponse> ListClients(ListClientsRequest request, ServerCallContext call) =>
        clients.List(call.CancellationToken);

    async Task<AccountCard> Card(string accountId, ServerCallContext call, bool open = false) =>
        await directory.Find(Reading.Of(read => read.Id(accountId, "account_id")), call.CancellationToken) is { } card
        && (card.Open || !open)
            ? card
            : throw new NotOnRecord(
                "Không có tài khoản này, hoặc đã đóng.",
                "There is no such account, or it is closed."
            );
}
