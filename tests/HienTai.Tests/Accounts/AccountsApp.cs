using HienTai.Server.Accounts;
using HienTai.Server.Pipeline;
using Microsoft.Extensions.DependencyInjection;

namespace HienTai.Tests.Accounts;

/// <summary>An app of their own for tests that sign in, lock out and move the clock; one after the other.</summary>
[CollectionDefinition(Name)]
public sealed class AccountsApp : App, ICollectionFixture<AccountsApp>
{
    public const string Name = "accounts";

    public Issuer Issuer { get; } = new();

    protected override AccountSettings Settings(AccountSettings usual) =>
        usual with
        {
            Outside = new(Issuer.Start(), "hientai") { Scope = "hientai", StrongClasses = ["urn:vi-du:hai-yeu-to"] },
        };

    // In an empty registry there is no unit and no person to be entrusted with.
    protected override async Task Fill()
    {
        var writer = Services.GetRequiredService<Writer>();
        foreach (var name in new[] { "canhan", "gddt", "truong", "xa" })
            await writer.Record(
                new(
                    Guid.NewGuid(),
                    [],
                    HienTai.Server.Access.Reader.Itself.Actor,
                    "Thử.",
                    null,
                    false,
                    AccountIds.Of(name),
                    [
                        new(
                            AccountIds.Of(name),
                            new Domain.Access.GrantMandate(
                                Guid.NewGuid(),
                                new(2020),
                                null,
                                new(
                                    name == "canhan" ? Domain.Access.Role.Finance : Domain.Access.Role.HomeAffairs,
                                    null
                                )
                            )
                        ),
                    ]
                ),
                CancellationToken.None
            );
        // The clock stands still until a test moves it.
        Later(TimeSpan.Zero);
    }

    RegistryClock Clock => Services.GetRequiredService<RegistryClock>();

    public DateTimeOffset Now => Clock.GetUtcNow();

    public void Later(TimeSpan by) => Clock.Simulate(Clock.GetUtcNow() + by);

    /// <summary>An account nobody has credentials for yet.</summary>
    public async Task<Guid> Account(string name)
    {
        var id = Guid.CreateVersion7();
        await Services
            .GetRequiredService<IFirstAdministrator>()
            .Open(id, name, "Cán bộ mới", "New officer", CancellationToken.None);
        return id;
    }

    public HienTai.Access.V1.CredentialService.CredentialServiceClient Administrator => new(Grpc("quantri"));

    /// <summary>
    /// A new account, enrolled with a password and an authenticator app of its own, so that tests do not use up each
    /// other's codes.
    /// </summary>
    public async Task<Member> Member(string name, string password = Accounts.Member.FirstPassword)
    {
        var id = await Account(name);
        var code = (await Administrator.IssueEnrolmentAsync(new() { AccountId = id.ToString() })).Code;
        var browser = new Browser(this);
        await browser.Session.EnrolAsync(new() { Code = code, NewPassword = password });
        var secret = Totp.FromBase32((await browser.Session.BeginTotpAsync(new())).Secret);
        var added = await browser.Session.ConfirmTotpAsync(new() { Code = Totp.Code(secret, Totp.StepAt(Now)) });
        return new(this, id, name, password, secret, browser, [.. added.RecoveryCodes]);
    }
}

/// <summary>An account with its authenticator app.</summary>
public sealed record Member(
    AccountsApp App,
    Guid Id,
    string Name,
    string Password,
    byte[] Secret,
    Browser Browser,
    string[] RecoveryCodes
)
{
    public const string FirstPassword = "con trâu đi trước cái cày";

    /// <summary>A code that was not used yet: the next half minute's.</summary>
    public string Code()
    {
        App.Later(TimeSpan.FromSeconds(30));
        return Totp.Code(Secret, Totp.StepAt(App.Now));
    }

    public async Task<Browser> SignIn(string? password = null)
    {
        var browser = new Browser(App);
        await browser.Session.SignInAsync(new() { Name = Name, Password = password ?? Password });
        await browser.Session.GiveSecondFactorAsync(new() { Code = Code() });
        return browser;
    }
}
