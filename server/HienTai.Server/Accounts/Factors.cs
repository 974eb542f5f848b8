using Google.Protobuf.WellKnownTypes;
using HienTai.Access.V1;
using HienTai.Domain.Kernel;
using HienTai.Server.Pipeline;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using QRCoder;

namespace HienTai.Server.Accounts;

/// <summary>
/// Second factors of an account: an authenticator app, passkeys, and recovery codes for when both are lost.
/// </summary>
sealed class Factors(
    AccountsDb db,
    UserManager<Credential> users,
    IPasskeyHandler<Credential> passkeys,
    OneTimes codes,
    RegistryClock clock,
    IDataProtectionProvider protection
)
{
    const string Ceremony = "passkey";
    const int MostPasskeys = 10,
        CodesAtOnce = 10;
    readonly IDataProtector protector = protection.CreateProtector("HienTai.Accounts.Totp");

    public async Task<bool> Any(Credential credential) =>
        credential.TotpSecret is not null || (await users.GetPasskeysAsync(credential)).Count > 0;

    public async Task<IEnumerable<string>> Names(Credential credential) =>
        [
            .. credential.TotpSecret is null ? (string[])[] : ["totp"],
            .. (await users.GetPasskeysAsync(credential)).Count == 0 ? (string[])[] : ["passkey"],
            .. credential.RecoveryCodes.Length == 0 ? (string[])[] : ["recovery_code"],
        ];

    // ---- authenticator app ----

    public async Task<BeginTotpResponse> BeginTotp(Credential credential, AccountCard card, CancellationToken cancel)
    {
        var secret = Totp.NewSecret();
        credential.TotpPending = Protect(credential, secret);
        await db.SaveChangesAsync(cancel);
        var (text, uri) = (Totp.Base32(secret), Totp.Uri(card.Name, Totp.Base32(secret)));
        using var qr = QRCodeGenerator.GenerateQrCode(uri, QRCodeGenerator.ECCLevel.M);
        return new()
        {
            Secret = text,
            Uri = uri,
            QrSvg = new SvgQRCode(qr).GetGraphic(4),
        };
    }

    public async Task ConfirmTotp(Credential credential, string code, CancellationToken cancel)
    {
        if (credential.TotpPending is null)
            throw new Rejected(
                "TOTP_NOT_BEGUN",
                "Hãy tạo mã bí mật mới cho ứng dụng trước.",
                "Ask for a new secret for the app first."
            );
        if (Totp.StepOf(Unprotect(credential, credential.TotpPending), Digits(code), clock.GetUtcNow()) is not { } step)
            throw new Rejected(
                "SECOND_FACTOR_REFUSED",
                "Mã không đúng; hãy kiểm tra giờ trên điện thoại rồi nhập mã đang hiện.",
                "The code is not right; check the phone's clock and give the code it shows now.",
                "code"
            );
        await SetTotp(credential, credential.TotpPending, step, cancel);
    }

    public Task SeedTotp(Credential credential, CancellationToken cancel) =>
        SetTotp(credential, Protect(credential, Totp.NewSecret()), 0, cancel);

    async Task SetTotp(Credential credential, string secret, long step, CancellationToken cancel)
    {
        (credential.TotpSecret, credential.TotpPending, credential.TotpLastStep) = (secret, null, step);
        await db.SaveChangesAsync(cancel);
    }

    public async Task<bool> TakeTotp(Credential credential, string code, CancellationToken cancel) =>
        credential.TotpSecret is { } secret
        && Totp.StepOf(Unprotect(credential, secret), Digits(code), clock.GetUtcNow()) is { } step
        && await db
            .Users.Where(u => u.Id == credential.Id && u.TotpLastStep < step)
            .ExecuteUpdateAsync(u => u.SetProperty(c => c.TotpLastStep, step), cancel) == 1;

    /// <summary>A code that would be taken now, in Development's sample.</summary>
    public string NextCode(Credential credential) =>
        credential.TotpSecret is not { } secret
            ? ""
            : Totp.Code(
                Unprotect(credential, secret),
                Math.Max(
                    Totp.StepAt(clock.GetUtcNow()),
                    Math.Min(credential.TotpLastStep, Totp.StepAt(clock.GetUtcNow())) + 1
                )
            );

    public async Task RemoveTotp(Credential credential, AccountCard card, CancellationToken cancel)
    {
        KeepOne(card, (await users.GetPasskeysAsync(credential)).Count);
        (credential.TotpSecret, credential.TotpPending) = (null, null);
        await db.SaveChangesAsync(cancel);
    }

    // ---- recovery codes ----

    /// <summary>New ones, if asked or if the account has none.</summary>
    public async Task<IEnumerable<string>> NewRecoveryCodes(
        Credential credential,
        bool replace,
        CancellationToken cancel
    )
    {
        if (!replace && credential.RecoveryCodes.Length > 0)
            return [];
        var fresh = Enumerable.Range(0, CodesAtOnce).Select(_ => OneTimes.NewCode()).ToArray();
        credential.RecoveryCodes = [.. fresh.Select(Hash)];
        await db.SaveChangesAsync(cancel);
        return fresh;
    }

    public async Task<bool> TakeRecoveryCode(Credential credential, string code, CancellationToken cancel)
    {
        var hash = Hash(code);
        return await db.Database.ExecuteSqlAsync(
                $"update accounts.credential set recovery_codes = array_remove(recovery_codes, {hash}) where id = {credential.Id} and {hash} = any(recovery_codes)",
                cancel
            ) == 1;
    }

    // ---- passkeys ----

    public async Task<PasskeyOptions> BeginPasskey(HttpContext context, AccountCard card, CancellationToken cancel)
    {
        var options = await passkeys.MakeCreationOptionsAsync(
            new()
            {
                Id = card.Id.ToString(),
                Name = card.Name,
                DisplayName = card.TitleVi,
            },
            context
        );
        return new()
        {
            Ceremony = (
                await codes.Issue(
                    Ceremony,
                    card.Id,
                    options.AttestationState ?? "",
                    TimeSpan.FromMinutes(5),
                    only: true,
                    cancel
                )
            ).Code,
            OptionsJson = options.CreationOptionsJson,
        };
    }

    public async Task FinishPasskey(
        HttpContext context,
        Credential credential,
        FinishPasskeyRequest request,
        CancellationToken cancel
    )
    {
        var name = Reading.Of(read => read.Text(request.Name, "name", 60));
        if ((await users.GetPasskeysAsync(credential)).Count >= MostPasskeys)
            throw new Rejected(
                "TOO_MANY_PASSKEYS",
                $"Mỗi tài khoản có nhiều nhất {MostPasskeys} khoá; hãy bỏ bớt một khoá.",
                $"An account has at most {MostPasskeys} passkeys; remove one."
            );
        var held = await codes.Take(Ceremony, request.Ceremony, cancel);
        if (held?.Account != credential.Id)
            throw PasskeyRefused();
        var result = await passkeys.PerformAttestationAsync(
            new()
            {
                HttpContext = context,
                CredentialJson = request.CredentialJson,
                AttestationState = held.Payload,
            }
        );
        if (!result.Succeeded || result.UserEntity.Id != credential.Id.ToString())
            throw PasskeyRefused();
        result.Passkey.Name = name.Length > 0 ? name : Whence.Words(Whence.Of(context).Browser).Vi;
        if (await users.AddOrUpdatePasskeyAsync(credential, result.Passkey) is { Succeeded: false })
            throw PasskeyRefused();
    }

    public async Task RenamePasskey(Credential credential, string id, string name)
    {
        var clean = Reading.Of(read => read.Text(name, "name", 60, required: true));
        var passkey = Held(await users.GetPasskeysAsync(credential), id);
        passkey.Name = clean;
        await users.AddOrUpdatePasskeyAsync(credential, passkey);
    }

    static UserPasskeyInfo Held(IEnumerable<UserPasskeyInfo> all, string id) =>
        all.FirstOrDefault(p => Id(p) == id)
        ?? throw new NotOnRecord("Không có khoá này.", "There is no such passkey.");

    public async Task RemovePasskey(Credential credential, AccountCard card, string id)
    {
        var all = await users.GetPasskeysAsync(credential);
        var passkey = Held(all, id);
        KeepOne(card, all.Count - 1 + (credential.TotpSecret is null ? 0 : 1));
        await users.RemovePasskeyAsync(credential, passkey.CredentialId);
    }

    /// <summary>For an owner who has lost them all; signing in leads to enrolment again.</summary>
    public async Task Reset(Credential credential, CancellationToken cancel)
    {
        foreach (var passkey in await users.GetPasskeysAsync(credential))
            await users.RemovePasskeyAsync(credential, passkey.CredentialId);
        (credential.TotpSecret, credential.TotpPending, credential.RecoveryCodes) = (null, null, []);
        await db.SaveChangesAsync(cancel);
    }

    public async Task<ListFactorsResponse> List(Credential credential) =>
        new()
        {
            Totp = credential.TotpSecret is not null,
            Passkeys =
            {
                (await users.GetPasskeysAsync(credential))
                    .OrderBy(p => p.CreatedAt)
                    .Select(p => new Passkey
                    {
                        Id = Id(p),
                        Name = p.Name ?? "",
                        AddedTime = p.CreatedAt.ToTimestamp(),
                    }),
            },
            RecoveryCodesLeft = credential.RecoveryCodes.Length,
            PasswordTime = credential.PasswordSetAt?.ToTimestamp(),
        };

    public static Rejected PasskeyRefused() =>
        new(
            "PASSKEY_REFUSED",
            "Khoá đăng nhập không được chấp nhận; hãy thử lại hoặc dùng mật khẩu.",
            "The passkey was not accepted; try again, or use the password."
        );

    static void KeepOne(AccountCard card, int left)
    {
        if (left == 0 && card.NeedsSecondFactor)
            throw new Rejected(
                "LAST_SECOND_FACTOR",
                "Tài khoản này phải có yếu tố thứ hai; hãy thêm cái khác trước khi bỏ cái này.",
                "This account must keep a second factor; add another before removing this one."
            );
    }

    static string Id(UserPasskeyInfo passkey) => System.Buffers.Text.Base64Url.EncodeToString(passkey.CredentialId);

    static string Digits(string code) => new([.. code.Where(char.IsAsciiDigit).Take(7)]);

    static string Hash(string code) => Convert.ToHexStringLower(OneTimes.Hash(code));

    string Protect(Credential credential, byte[] secret) =>
        Convert.ToBase64String(protector.CreateProtector(credential.Id.ToString()).Protect(secret));

    byte[] Unprotect(Credential credential, string secret)
    {
        try
        {
            return protector.CreateProtector(credential.Id.ToString()).Unprotect(Convert.FromBase64String(secret));
        }
        catch (System.Security.Cryptography.CryptographicException)
        {
            throw new Rejected(
                "AUTHENTICATOR_SECRET_LOST",
                "Máy chủ đã mất khoá bảo vệ ứng dụng xác thực này; hãy dùng khoá truy cập hoặc mã dự phòng, hoặc nhờ quản trị cấp lại.",
                "The server has lost the key that protected this authenticator app; use a passkey or a recovery code, or ask an administrator for a new enrolment."
            );
        }
    }
}
