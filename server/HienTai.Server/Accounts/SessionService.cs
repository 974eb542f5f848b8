using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using HienTai.Access.V1;
using HienTai.Server.Access;
using HienTai.Server.Pipeline;
using Microsoft.EntityFrameworkCore;

namespace HienTai.Server.Accounts;

/// <summary>Signing in over the wire. What a step allows is said here, beside each method.</summary>
sealed class SessionService(
    SignIns signIns,
    Factors factors,
    Sessions sessions,
    SignInLog log,
    FirstAdministrator first,
    DemoAccounts demo,
    IAccountDirectory directory,
    AccountsDb db,
    AccountSettings settings,
    IRecoveries recoveries
) : HienTai.Access.V1.SessionService.SessionServiceBase
{
    public override async Task<Session> GetSession(GetSessionRequest request, ServerCallContext call)
    {
        var context = call.GetHttpContext();
        if (SignedIn.Of(context) is { } session)
            return await Tell(session, call.CancellationToken);
        return
            call.ReaderIfAny is { } reader
            && await directory.Find(reader.Account, call.CancellationToken) is { Open: true } card
            ? new()
            {
                AccountId = card.Id.ToString(),
                Name = card.Name,
                Title = Words.Both(card.TitleVi, card.TitleEn),
                Step = Step.None,
                NeedsSecondFactor = card.NeedsSecondFactor,
            }
            : new();
    }

    public override async Task<Session> SignIn(SignInRequest request, ServerCallContext call) =>
        await Tell(
            await signIns.SignIn(call.GetHttpContext(), request.Name, request.Password, call.CancellationToken),
            call.CancellationToken
        );

    public override async Task<Session> GiveSecondFactor(GiveSecondFactorRequest request, ServerCallContext call) =>
        await Tell(
            await signIns.GiveSecondFactor(call.GetHttpContext(), request, call.CancellationToken),
            call.CancellationToken
        );

    public override Task<PasskeyOptions> BeginPasskeySignIn(
        BeginPasskeySignInRequest request,
        ServerCallContext call
    ) => signIns.BeginPasskey(call.GetHttpContext(), call.CancellationToken);

    public override async Task<Session> FinishPasskeySignIn(
        FinishPasskeySignInRequest request,
        ServerCallContext call
    ) =>
        await Tell(
            await signIns.FinishPasskey(
                call.GetHttpContext(),
                request.Ceremony,
                request.CredentialJson,
                call.CancellationToken
            ),
            call.CancellationToken
        );

    public override async Task<Session> SignOut(SignOutRequest request, ServerCallContext call)
    {
        await signIns.SignOut(call.GetHttpContext());
        return new();
    }

    public override async Task<ListSessionsResponse> ListSessions(
        ListSessionsRequest request,
        ServerCallContext call
    ) => await List(SignIns.Require(call.GetHttpContext(), Step.None), call.CancellationToken);

    public override async Task<ListSessionsResponse> EndSession(EndSessionRequest request, ServerCallContext call)
    {
        var (session, id) = (
            signIns.RequireProof(call.GetHttpContext(), Step.None),
            Reading.Of(read => read.Id(request.Id, "id"))
        );
        return await sessions.End(session.Account, id, call.CancellationToken)
            ? await List(session, call.CancellationToken)
            : throw new NotOnRecord(
                "Không có phiên này, hoặc nó đã kết thúc.",
                "There is no such session, or it has ended."
            );
    }

    public override async Task<Session> EndAllSessions(EndAllSessionsRequest request, ServerCallContext call)
    {
        await sessions.EndAll(signIns.RequireProof(call.GetHttpContext(), Step.None).Account, call.CancellationToken);
        await signIns.SignOut(call.GetHttpContext());
        return new();
    }

    public override async Task<Session> ChangePassword(ChangePasswordRequest request, ServerCallContext call) =>
        await Tell(
            await signIns.ChangePassword(
                call.GetHttpContext(),
                request.CurrentPassword,
                request.NewPassword,
                call.CancellationToken
            ),
            call.CancellationToken
        );

    public override async Task<BeginTotpResponse> BeginTotp(BeginTotpRequest request, ServerCallContext call)
    {
        var (_, card, credential) = await Proven(call, Step.EnrolSecondFactor, Step.None);
        return await factors.BeginTotp(credential, card, call.CancellationToken);
    }

    public override async Task<FactorAdded> ConfirmTotp(ConfirmTotpRequest request, ServerCallContext call)
    {
        var (session, card, credential) = await Proven(call, Step.EnrolSecondFactor, Step.None);
        await factors.ConfirmTotp(credential, request.Code, call.CancellationToken);
        return await Added(call, session, card, credential);
    }

    public override async Task<Session> RemoveTotp(RemoveTotpRequest request, ServerCallContext call)
    {
        var (session, card, credential) = await Proven(call, Step.None);
        await factors.RemoveTotp(credential, card, call.CancellationToken);
        return await Changed(call, session, card, credential);
    }

    public override async Task<FactorAdded> NewRecoveryCodes(NewRecoveryCodesRequest request, ServerCallContext call)
    {
        var (session, card, credential) = await Proven(call, Step.None);
        if (!await factors.Any(credential))
            throw new Domain.Kernel.Rejected(
                "NO_SECOND_FACTOR",
                "Mã khôi phục thay cho yếu tố thứ hai; hãy thêm yếu tố thứ hai trước.",
                "Recovery codes stand in for a second factor; add one first."
            );
        return await Added(call, session, card, credential, replaceCodes: true);
    }

    public override async Task<PasskeyOptions> BeginPasskey(BeginPasskeyRequest request, ServerCallContext call)
    {
        var (_, card, _) = await Proven(call, Step.EnrolSecondFactor, Step.None);
        return await factors.BeginPasskey(call.GetHttpContext(), card, call.CancellationToken);
    }

    public override async Task<FactorAdded> FinishPasskey(FinishPasskeyRequest request, ServerCallContext call)
    {
        var (session, card, credential) = await Proven(call, Step.EnrolSecondFactor, Step.None);
        await factors.FinishPasskey(call.GetHttpContext(), credential, request, call.CancellationToken);
        return await Added(call, session, card, credential);
    }

    public override async Task<ListFactorsResponse> RenamePasskey(RenamePasskeyRequest request, ServerCallContext call)
    {
        var credential = (
            await signIns.Credential(SignIns.Require(call.GetHttpContext(), Step.None).Account, call.CancellationToken)
        )!;
        await factors.RenamePasskey(credential, request.Id, request.Name);
        return await factors.List(credential);
    }

    public override async Task<Session> RemovePasskey(RemovePasskeyRequest request, ServerCallContext call)
    {
        var (session, card, credential) = await Proven(call, Step.None);
        await factors.RemovePasskey(credential, card, request.Id);
        return await Changed(call, session, card, credential);
    }

    public override async Task<ListFactorsResponse> ListFactors(ListFactorsRequest request, ServerCallContext call) =>
        await factors.List(
            (
                await signIns.Credential(
                    SignIns.Require(call.GetHttpContext(), Step.None).Account,
                    call.CancellationToken
                )
            )!
        );

    public override Task<ListSignInsResponse> ListSignIns(ListSignInsRequest request, ServerCallContext call) =>
        log.Of(SignIns.Require(call.GetHttpContext(), Step.None).Account, request.PageSize, call.CancellationToken);

    public override async Task<Session> Enrol(EnrolRequest request, ServerCallContext call) =>
        await Tell(
            await signIns.Enrol(call.GetHttpContext(), request.Code, request.NewPassword, call.CancellationToken),
            call.CancellationToken
        );

    public override async Task<OpenFirstAdministratorResponse> OpenFirstAdministrator(
        OpenFirstAdministratorRequest request,
        ServerCallContext call
    ) => new() { AccountId = (await first.Open(request, call.CancellationToken)).ToString() };

    public override async Task<RefuseRecoveryResponse> RefuseRecovery(
        RefuseRecoveryRequest request,
        ServerCallContext call
    )
    {
        var (session, wrapped) = (
            SignIns.Require(call.GetHttpContext(), Step.None),
            Reading.Of(read => Enveloped.Of(read, request.Envelope))
        );
        var receipt = await recoveries.Refuse(call, request, wrapped);
        if (!wrapped.ValidateOnly)
        {
            if (receipt is { Repeated: false, EventCount: > 0 })
                await log.Add(call.GetHttpContext(), session.Account, SignInOutcome.RecoveryRefused);
            // Once more if it comes again: its first answer may have been lost before this was done.
            await signIns.ForgetCodes(session.Account, call.CancellationToken);
        }
        return new() { Session = await Tell(session, call.CancellationToken), Receipt = receipt };
    }

    public override Task<GetDemoAccountsResponse> GetDemoAccounts(
        GetDemoAccountsRequest request,
        ServerCallContext call
    ) => demo.List(call.CancellationToken);

    async Task<(SignedIn, AccountCard, Credential)> Proven(ServerCallContext call, params Step[] steps)
    {
        var session = signIns.RequireProof(call.GetHttpContext(), steps);
        return (
            session,
            await signIns.Card(session.Account, call.CancellationToken),
            (await signIns.Credential(session.Account, call.CancellationToken))!
        );
    }

    async Task<FactorAdded> Added(
        ServerCallContext call,
        SignedIn session,
        AccountCard card,
        Credential credential,
        bool replaceCodes = false
    )
    {
        var codes = await factors.NewRecoveryCodes(credential, replaceCodes, call.CancellationToken);
        return new() { Session = await Changed(call, session, card, credential), RecoveryCodes = { codes } };
    }

    async Task<Session> Changed(ServerCallContext call, SignedIn session, AccountCard card, Credential credential) =>
        await Tell(
            await signIns.Changed(
                call.GetHttpContext(),
                session,
                card,
                credential,
                SignInOutcome.FactorChanged,
                call.CancellationToken
            ),
            call.CancellationToken
        );

    async Task<Session> Tell(SignedIn session, CancellationToken cancel)
    {
        var (card, credential) = (
            await signIns.Card(session.Account, cancel),
            (await signIns.Credential(session.Account, cancel))!
        );
        var end = session.Started + settings.Absolute;
        return new()
        {
            AccountId = card.Id.ToString(),
            Name = card.Name,
            Title = Words.Both(card.TitleVi, card.TitleEn),
            Step = session.Step,
            IdleTime = (session.Used + settings.Idle < end ? session.Used + settings.Idle : end).ToTimestamp(),
            AbsoluteTime = end.ToTimestamp(),
            ProofTime = Proof.Ends(session).ToTimestamp(),
            Factors = { await factors.Names(credential) },
            NeedsSecondFactor = card.NeedsSecondFactor,
            Notices = { session.Complete ? await log.Notices(session.Account, cancel) : [] },
            Recovery = session.Complete && await recoveries.Open(session.Account, cancel),
        };
    }

    async Task<ListSessionsResponse> List(SignedIn session, CancellationToken cancel)
    {
        await sessions.EndOver(cancel);
        var rows = await db
            .Sessions.AsNoTracking()
            .Where(s => s.Account == session.Account)
            .OrderByDescending(s => s.UsedAt)
            .ToListAsync(cancel);
        return new()
        {
            Sessions =
            {
                rows.Select(r => new OpenSession
                {
                    Id = r.Id.ToString(),
                    StartedTime = r.StartedAt.ToTimestamp(),
                    UsedTime = r.UsedAt.ToTimestamp(),
                    Address = r.Address,
                    Browser = Whence.Words(r.Browser),
                    Current = r.Id == session.Session,
                }),
            },
        };
    }
}
