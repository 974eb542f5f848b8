using Grpc.Core;
using HienTai.Access.V1;
using HienTai.Domain.Kernel;
using HienTai.Server.Access;
using HienTai.Server.Pipeline;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace HienTai.Server.Accounts;

/// <summary>From a name and a password to a complete session, step by step.</summary>
sealed class SignIns(
    AccountsDb db,
    IAccountDirectory directory,
    Passwords passwords,
    Factors factors,
    Lockouts lockouts,
    SignInLog log,
    Sessions sessions,
    OneTimes codes,
    IPasskeyHandler<Credential> passkeys,
    UserManager<Credential> users,
    RegistryClock clock
) : IRecoveryNotices
{
    const string Enrolment = "enrolment",
        PasskeySignIn = "passkey-sign-in";

    public async Task<SignedIn> SignIn(HttpContext context, string name, string password, CancellationToken cancel)
    {
        var key = Reading
            .Of(read => Given(read, password, "password") is var _ ? read.Text(name, "name", 100, required: true) : "")
            .ToLowerInvariant();
        var card = await directory.Find(key, cancel);
        await Count(context, key, card?.Id, cancel);
        var credential = card is null ? null : await Credential(card.Id, cancel);
        var normalized = PasswordRules.Normalize(password);
        if (!passwords.Right(credential, normalized) || card is not { Open: true, Program: false })
        {
            await log.Add(
                context,
                card?.Id,
                card is { Open: false } ? SignInOutcome.Closed : SignInOutcome.WrongPassword
            );
            throw new Rejected(
                "SIGN_IN_REFUSED",
                "Tên hoặc mật khẩu không đúng.",
                "The name or the password is not right."
            );
        }
        // What the sample comes with may be poor; it is there in Development only.
        credential!.MustChangePassword = !credential.Demo && PasswordRules.Refusal(normalized, card.Name) is not null;
        await db.SaveChangesAsync(cancel);
        return await Begin(context, card, credential, SignInOutcome.PasswordRight, cancel);
    }

    public async Task<SignedIn> GiveSecondFactor(
        HttpContext context,
        GiveSecondFactorRequest request,
        CancellationToken cancel
    )
    {
        var session = Require(context, Step.SecondFactor, Step.EnrolSecondFactor, Step.NewPassword, Step.None);
        // Signed in already, so this is proof again: whoever sits at an open session has nothing of what opened it, the
        // password included.
        var again =
            session.Complete
            && request.ProofCase
                is GiveSecondFactorRequest.ProofOneofCase.Code
                    or GiveSecondFactorRequest.ProofOneofCase.RecoveryCode;
        var current = again ? Reading.Of(read => Given(read, request.CurrentPassword, "current_password")) : "";
        var (card, credential) = (await Card(session.Account, cancel), (await Credential(session.Account, cancel))!);
        await Count(context, card.Name, card.Id, cancel);
        if (again)
            await RequirePassword(context, card, credential, current);
        var right = request.ProofCase switch
        {
            GiveSecondFactorRequest.ProofOneofCase.Code => await factors.TakeTotp(credential, request.Code, cancel),
            GiveSecondFactorRequest.ProofOneofCase.RecoveryCode => await factors.TakeRecoveryCode(
                credential,
                request.RecoveryCode,
                cancel
            ),
            GiveSecondFactorRequest.ProofOneofCase.Password => request.Password.Length <= 1000
                && !await factors.Any(credential)
                && passwords.Right(credential, PasswordRules.Normalize(request.Password)),
            _ => false,
        };
        if (!right)
        {
            await log.Add(
                context,
                card.Id,
                request.ProofCase is GiveSecondFactorRequest.ProofOneofCase.Password
                    ? SignInOutcome.WrongPassword
                    : SignInOutcome.WrongSecondFactor
            );
            throw new Rejected(
                "SECOND_FACTOR_REFUSED",
                "Mã không đúng, đã hết hạn hoặc đã dùng; mỗi mã chỉ dùng một lần. Hãy đợi mã tiếp theo.",
                "The code is wrong, expired or used before; each works once. Wait for the next one."
            );
        }
        if (request.ProofCase is not GiveSecondFactorRequest.ProofOneofCase.Password)
            session = session with { Alone = false };
        return await Advance(
            context,
            session,
            card,
            credential,
            session.Step is Step.EnrolSecondFactor ? Step.EnrolSecondFactor : After(credential),
            cancel
        );
    }

    public async Task<PasskeyOptions> BeginPasskey(HttpContext context, CancellationToken cancel)
    {
        var options = await passkeys.MakeRequestOptionsAsync(null, context);
        return new()
        {
            Ceremony = (
                await codes.Issue(
                    PasskeySignIn,
                    null,
                    options.AssertionState ?? "",
                    TimeSpan.FromMinutes(5),
                    only: false,
                    cancel
                )
            ).Code,
            OptionsJson = options.RequestOptionsJson,
        };
    }

    public async Task<SignedIn> FinishPasskey(
        HttpContext context,
        string ceremony,
        string credentialJson,
        CancellationToken cancel
    )
    {
        var held = await codes.Take(PasskeySignIn, ceremony, cancel);
        var result = held is null
            ? null
            : await passkeys.PerformAssertionAsync(
                new()
                {
                    HttpContext = context,
                    CredentialJson = credentialJson,
                    AssertionState = held.Payload,
                }
            );
        var card = result is { Succeeded: true } ? await directory.Find(result.User.Id, cancel) : null;
        if (result is not { Succeeded: true } || card is not { Open: true })
        {
            await log.Add(context, card?.Id, card is null ? SignInOutcome.WrongPasskey : SignInOutcome.Closed);
            throw Factors.PasskeyRefused();
        }
        await users.AddOrUpdatePasskeyAsync(result.User, result.Passkey); // the counter shows a copied key
        var session =
            SignedIn.Of(context) is { } current && current.Account == card.Id
                ? current
                : await Fresh(context, card.Id, cancel);
        return await Advance(context, session with { Alone = false }, card, result.User, After(result.User), cancel);
    }

    public async Task SignOut(HttpContext context)
    {
        await context.SignOutAsync(SignedIn.Scheme);
        context.Response.Headers["Clear-Site-Data"] = "\"cache\", \"storage\"";
    }

    /// <summary>For a new account, or a password that was forgotten: the second factors stay as they are.</summary>
    public Task<(string Code, DateTimeOffset Expires)> IssueEnrolment(Guid account, CancellationToken cancel) =>
        codes.Issue(Enrolment, account, "", TimeSpan.FromHours(24), only: true, cancel);

    Task IRecoveryNotices.Requested(ServerCallContext call, Guid account) =>
        log.Add(call.GetHttpContext(), account, SignInOutcome.RecoveryRequested, call.Reader.Account);

    async Task IRecoveryNotices.Cancelled(Guid account, CancellationToken cancel)
    {
        // The first code of a new account rests on no recovery.
        if (await Credential(account, cancel) is not null)
            await ForgetCodes(account, cancel);
    }

    /// <summary>A code handed out for an account no longer works.</summary>
    public Task ForgetCodes(Guid account, CancellationToken cancel) => codes.Forget(Enrolment, account, cancel);

    public async Task<SignedIn> Enrol(HttpContext context, string code, string password, CancellationToken cancel)
    {
        var normalized = PasswordRules.Normalize(Reading.Of(read => Given(read, password, "new_password")));
        var card = await codes.Look(Enrolment, code, cancel) is { Account: { } account }
            ? await directory.Find(account, cancel)
            : null;
        if (card is not { Open: true, Program: false })
            throw CodeRefused();
        PasswordRules.Check(normalized, card.Name, "new_password");
        if (await codes.Take(Enrolment, code, cancel) is null)
            throw CodeRefused();
        var credential = await SetPassword(card.Id, normalized, cancel);
        await sessions.EndAll(card.Id, cancel);
        await lockouts.Clear(card.Name, cancel);
        await lockouts.Attempt(card.Name, cancel);
        return await Begin(context, card, credential, SignInOutcome.Enrolled, cancel);
    }

    public async Task<SignedIn> ChangePassword(
        HttpContext context,
        string current,
        string password,
        CancellationToken cancel
    )
    {
        var session = RequireProof(context, Step.NewPassword, Step.None);
        var normalized = Reading.Of(read =>
            Given(read, current, "current_password") is var _
                ? PasswordRules.Normalize(Given(read, password, "new_password"))
                : ""
        );
        var (card, credential) = (await Card(session.Account, cancel), (await Credential(session.Account, cancel))!);
        await Count(context, card.Name, card.Id, cancel);
        await RequirePassword(context, card, credential, current);
        await lockouts.Undo(card.Name, cancel);
        if (normalized == PasswordRules.Normalize(current))
            throw new Rejected(
                "PASSWORD_UNCHANGED",
                "Mật khẩu mới giống mật khẩu hiện tại.",
                "The new password is the current one.",
                "new_password"
            );
        PasswordRules.Check(normalized, card.Name, "new_password");
        credential = await SetPassword(card.Id, normalized, cancel);
        return await Changed(context, session, card, credential, SignInOutcome.PasswordChanged, cancel);
    }

    /// <summary>Credentials have changed: other sessions end, this one goes on under a new reference.</summary>
    public async Task<SignedIn> Changed(
        HttpContext context,
        SignedIn session,
        AccountCard card,
        Credential credential,
        SignInOutcome outcome,
        CancellationToken cancel
    )
    {
        await sessions.EndAll(card.Id, cancel, except: session.Session);
        await log.Add(context, card.Id, outcome);
        if (session.Complete || After(credential) is not Step.None)
            return await sessions.Set(context, session with { Step = After(credential) });
        return await Advance(context, session, card, credential, Step.None, cancel);
    }

    public async Task<Credential> SetPassword(Guid account, string normalized, CancellationToken cancel)
    {
        if (await Credential(account, cancel) is not { } credential)
            return await Create(account, passwords.Hash(normalized), demo: false, cancel);
        (credential.PasswordHash, credential.PasswordSetAt, credential.MustChangePassword, credential.Demo) = (
            passwords.Hash(normalized),
            clock.GetUtcNow(),
            false,
            false
        );
        await db.SaveChangesAsync(cancel);
        return credential;
    }

    public async Task<Credential> Create(Guid account, string hash, bool demo, CancellationToken cancel)
    {
        var credential = new Credential(account)
        {
            PasswordHash = hash,
            PasswordSetAt = clock.GetUtcNow(),
            Demo = demo,
        };
        return await users.CreateAsync(credential) is { Succeeded: false } failed
            ? throw new InvalidOperationException(string.Join(" ", failed.Errors.Select(e => e.Description)))
            : credential;
    }

    public Task<Credential?> Credential(Guid account, CancellationToken cancel) =>
        db.Users.SingleOrDefaultAsync(u => u.Id == account, cancel);

    public async Task<AccountCard> Card(Guid account, CancellationToken cancel) =>
        await directory.Find(account, cancel) is { Open: true } card ? card : throw NotSignedIn();

    /// <summary>The caller's session, if it has come to one of these steps.</summary>
    public static SignedIn Require(HttpContext context, params ReadOnlySpan<Step> steps)
    {
        var session = SignedIn.Of(context) ?? throw NotSignedIn();
        return steps.Contains(session.Step)
            ? session
            : throw new Rejected(
                "SIGN_IN_INCOMPLETE",
                "Hãy hoàn tất việc đăng nhập trước.",
                "Finish signing in first."
            );
    }

    /// <summary>The same, and its owner has shown lately who is there.</summary>
    public SignedIn RequireProof(HttpContext context, params ReadOnlySpan<Step> steps) =>
        Proof.Recent(Require(context, steps), clock.GetUtcNow());

    async Task RequirePassword(HttpContext context, AccountCard card, Credential credential, string current)
    {
        if (passwords.Right(credential, PasswordRules.Normalize(current)))
            return;
        await log.Add(context, card.Id, SignInOutcome.WrongPassword);
        throw new Rejected(
            "PASSWORD_WRONG",
            "Mật khẩu hiện tại không đúng.",
            "The current password is not right.",
            "current_password"
        );
    }

    async Task<SignedIn> Begin(
        HttpContext context,
        AccountCard card,
        Credential credential,
        SignInOutcome outcome,
        CancellationToken cancel
    )
    {
        var session = await Fresh(context, card.Id, cancel);
        var step = await Next(card, credential);
        if (step is Step.None || outcome is SignInOutcome.Enrolled)
            await log.Add(context, card.Id, outcome is SignInOutcome.Enrolled ? outcome : SignInOutcome.SignedIn);
        else
            await log.Add(context, card.Id, outcome);
        if (step is Step.None)
            await lockouts.Clear(card.Name, cancel);
        else
            await lockouts.Undo(card.Name, cancel);
        return await sessions.Set(
            context,
            session with
            {
                Step = step,
                Alone = step is not (Step.SecondFactor or Step.EnrolSecondFactor),
            }
        );
    }

    async Task<SignedIn> Advance(
        HttpContext context,
        SignedIn session,
        AccountCard card,
        Credential credential,
        Step step,
        CancellationToken cancel
    )
    {
        if (step is Step.EnrolSecondFactor)
            await lockouts.Undo(card.Name, cancel);
        else
            await lockouts.Clear(card.Name, cancel);
        if (step is Step.None && !session.Complete)
            await log.Add(context, card.Id, SignInOutcome.SignedIn);
        return await sessions.Set(context, session with { Step = step, Proved = clock.GetUtcNow() });
    }

    async Task<SignedIn> Fresh(HttpContext context, Guid account, CancellationToken cancel)
    {
        if (SignedIn.Of(context) is { } old)
            await sessions.End(old.Account, old.Session, cancel);
        var now = clock.GetUtcNow();
        return new(account, Guid.CreateVersion7(), Step.None, now, now, now);
    }

    async Task Count(HttpContext context, string name, Guid? account, CancellationToken cancel)
    {
        try
        {
            await lockouts.Attempt(name, cancel);
        }
        catch (Rejected)
        {
            await log.Add(context, account, SignInOutcome.LockedOut);
            throw;
        }
    }

    async Task<Step> Next(AccountCard card, Credential credential)
    {
        if (await factors.Any(credential))
            return Step.SecondFactor;
        return card.NeedsSecondFactor ? Step.EnrolSecondFactor : After(credential);
    }

    static Step After(Credential credential) => credential.MustChangePassword ? Step.NewPassword : Step.None;

    static string Given(Reading read, string password, string field) =>
        password.Length switch
        {
            0 => read.Fault(field, "Chưa nhập mật khẩu.", "The password is missing.", ""),
            > 1000 => read.Fault(field, "Mật khẩu quá dài.", "The password is too long.", ""),
            _ => password,
        };

    static NotSignedIn NotSignedIn() =>
        new(
            "Chưa đăng nhập, hoặc phiên đã kết thúc; hãy đăng nhập.",
            "You are not signed in, or the session has ended; sign in."
        );

    static Rejected CodeRefused() =>
        new(
            "CODE_REFUSED",
            "Mã này không đúng, đã dùng hoặc đã hết hạn; hãy xin quản trị mã khác.",
            "This code is wrong, used or expired; ask the administrator for another.",
            "code"
        );
}
