using Grpc.Core;
using HienTai.Domain.Access;
using HienTai.Domain.Kernel;
using HienTai.Rpc.V1;
using HienTai.Server.Accounts;
using HienTai.Server.Pipeline;
using Wire = HienTai.Access.V1;

namespace HienTai.Server.Access;

/// <summary>Programs on the wire, and the changes that two administrators make.</summary>
public sealed class ProgramService(TwoAdministrators two, Programs programs, IEnumerable<IRecoveryNotices> notices)
    : Wire.ProgramService.ProgramServiceBase
{
    public override Task<Wire.ListProgramsResponse> ListPrograms(
        Wire.ListProgramsRequest request,
        ServerCallContext call
    ) => programs.List(request, call);

    public override Task<Wire.ListAccountChangesResponse> ListAccountChanges(
        Wire.ListAccountChangesRequest request,
        ServerCallContext call
    ) => programs.Changes(request, call);

    public override Task<Receipt> OpenProgram(Wire.OpenProgramRequest r, ServerCallContext call)
    {
        var (wrapped, id, name, title, change, terms) = Reading.Of(read =>
            (
                Enveloped.Of(read, r.Envelope),
                read.Id(r.Id, "id"),
                AccountService.NameOf(read, r.Name),
                AccountService.TitleOf(read, r.Title),
                read.Id(r.ChangeId, "change_id"),
                TermsOf(read, r.Terms)
            )
        );
        return two.Ask(call, r, wrapped, id, change, new(AccountChangeKind.Terms, Terms: terms), async (read, asked) =>
        {
            await AccountService.NameIsFree(read, id, name, call.CancellationToken);
            return new OpenProgram(name, title, asked);
        });
    }

    public override Task<Receipt> ChangeProgram(Wire.ChangeProgramRequest r, ServerCallContext call)
    {
        var (wrapped, id, change, terms) = Reading.Of(read =>
            (
                Enveloped.Of(read, r.Envelope),
                read.Id(r.Id, "id"),
                read.Id(r.ChangeId, "change_id"),
                TermsOf(read, r.Terms)
            )
        );
        return two.Ask(call, r, wrapped, id, change, new(AccountChangeKind.Terms, Terms: terms));
    }

    public override async Task<Receipt> RequestRecovery(Wire.RequestRecoveryRequest r, ServerCallContext call)
    {
        var (wrapped, account, change) = Named(r.Envelope, r.AccountId, r.ChangeId);
        var receipt = await two.Ask(call, r, wrapped, account, change, new(AccountChangeKind.Recovery));
        if (!wrapped.ValidateOnly && receipt is { Repeated: false, EventCount: > 0 })
            foreach (var owner in notices)
                await owner.Requested(call, account);
        return receipt;
    }

    public override Task<Receipt> ApproveAccountChange(Wire.ApproveAccountChangeRequest r, ServerCallContext call)
    {
        var (wrapped, account, change) = Named(r.Envelope, r.AccountId, r.ChangeId);
        return two.Approve(call, r, wrapped, account, change);
    }

    public override async Task<Receipt> CancelAccountChange(Wire.CancelAccountChangeRequest r, ServerCallContext call)
    {
        var (wrapped, account, change) = Named(r.Envelope, r.AccountId, r.ChangeId);
        var receipt = await two.Cancel(call, r, wrapped, account, change);
        if (!wrapped.ValidateOnly)
            foreach (var owner in notices)
                await owner.Cancelled(account, call.CancellationToken);
        return receipt;
    }

    static (Enveloped, Guid Account, Guid Change) Named(Envelope? envelope, string account, string change) =>
        Reading.Of(read =>
            (Enveloped.Of(read, envelope), read.Id(account, "account_id"), read.Id(change, "change_id"))
        );

    static ProgramTerms TermsOf(Reading read, Wire.ProgramTerms? terms)
    {
        var asked = (terms?.Scopes ?? []).ToHashSet(StringComparer.Ordinal);
        if (asked.Count == 0 || !asked.IsSubsetOf(Scopes.All))
            read.Fault(
                "terms.scopes",
                $"Chọn ít nhất một trong: {string.Join(", ", Scopes.All)}.",
                $"Choose at least one of: {string.Join(", ", Scopes.All)}.",
                0
            );
        return new(Strings.Of([.. Scopes.All.Where(asked.Contains)]), read.Day(terms?.End ?? "", "terms.end"));
    }
}

/// <summary>Told when somebody's credentials are to be replaced, so that the owner is, and when they are not.</summary>
public interface IRecoveryNotices
{
    Task Requested(ServerCallContext call, Guid account);

    /// <summary>A code handed over meanwhile no longer works.</summary>
    Task Cancelled(Guid account, CancellationToken cancel);
}
