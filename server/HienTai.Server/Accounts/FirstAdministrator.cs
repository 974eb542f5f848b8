using System.Security.Cryptography;
using System.Text.RegularExpressions;
using HienTai.Access.V1;
using HienTai.Domain.Kernel;
using HienTai.Server.Pipeline;

namespace HienTai.Server.Accounts;

/// <summary>
/// A registry without an administrator is opened by who can read its secrets folder: a code lies there until it was
/// used.
/// </summary>
sealed class FirstAdministrator(
    Secrets secrets,
    IFirstAdministrator accounts,
    IAccountDirectory directory,
    SignIns signIns,
    ILogger<FirstAdministrator> log
)
{
    const string File = "first-administrator";
    static readonly SemaphoreSlim OneAtATime = new(1);

    /// <summary>Where the code lies, or null if there is an administrator already.</summary>
    public async Task<string?> Offer(CancellationToken cancel)
    {
        if (await accounts.Exists(cancel))
        {
            secrets.Remove(File);
            return null;
        }
        if (secrets.Read(File) is null)
            secrets.Write(File, OneTimes.NewCode());
        return secrets.PathOf(File);
    }

    public async Task<Guid> Open(OpenFirstAdministratorRequest request, CancellationToken cancel)
    {
        var (name, vi, en) = Reading.Of(read =>
            (
                Regex.IsMatch(request.Name, "^[a-z][a-z0-9.-]{2,39}$")
                    ? request.Name
                    : read.Fault(
                        "name",
                        "Tên gồm 3 đến 40 chữ thường không dấu, chữ số, dấu chấm hoặc gạch nối, bắt đầu bằng chữ.",
                        "A name is 3 to 40 of a-z, 0-9, dot and hyphen, beginning with a letter.",
                        ""
                    ),
                read.Text(request.Title?.Vi ?? "", "title.vi", 120, required: true),
                read.Text(request.Title?.En ?? "", "title.en", 120, required: true)
            )
        );
        await OneAtATime.WaitAsync(cancel);
        try
        {
            if (
                secrets.Read(File) is not { } code
                || await accounts.Exists(cancel)
                || !CryptographicOperations.FixedTimeEquals(OneTimes.Hash(code), OneTimes.Hash(request.Code))
            )
                throw new Rejected(
                    "CODE_REFUSED",
                    "Mã không đúng, hoặc sổ bộ đã có quản trị.",
                    "The code is wrong, or the registry has an administrator.",
                    "code"
                );
            var password = PasswordRules.Normalize(request.Password.Length <= 1000 ? request.Password : "");
            PasswordRules.Check(password, name, "password");
            if (await directory.Find(name, cancel) is not null)
                throw new Rejected(
                    "ACCOUNT_NAME_TAKEN",
                    "Tên này đã có tài khoản.",
                    "An account has this name.",
                    "name"
                );
            var account = Guid.CreateVersion7();
            // The password first: an account on record that nobody can sign in to would close this door for good.
            await signIns.SetPassword(account, password, cancel);
            await accounts.Open(account, name, vi, en, cancel);
            secrets.Remove(File);
            log.LogInformation("The first administrator is {Name}", name);
            return account;
        }
        finally
        {
            OneAtATime.Release();
        }
    }
}
