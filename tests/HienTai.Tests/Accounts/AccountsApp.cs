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

    Member? first,
        second;

    /// <summary>One who asks and one who approves, each just signed in with both factors.</summary>
    public async Task<(Browser Asks, Browser Approves)> TwoAdministrators()
    {
        first ??= await Member("quantri.mot");
        second ??= await Member("quantri.hai");
        return (await first.SignIn(), await second.SignIn());
    }

    /// <summary>A program in effect, with a role over the whole registry and a secret.</summary>
    public async Task<MadeProgram> Program(
        string name,
        HienTai.Access.V1.Role role = HienTai.Access.V1.Role.HomeAffairs,
        params string[] scopes
    )
    {
        var (asks, approves) = await TwoAdministrators();
        var (id, terms, mandate, client) = (Seed.NewId(), Seed.NewId(), Seed.NewId(), Seed.NewId());
        await asks.Programs.OpenProgramAsync(
            new()
            {
                Envelope = Seed.Envelope("Thử."),
                Id = id.ToString(),
                Name = name,
                Title = new() { Vi = $"Phần mềm {name}", En = $"Software {name}" },
                ChangeId = terms.ToString(),
                Terms = new() { Scopes = { scopes.Length > 0 ? scopes : ["read", "record"] }, End = "2030-01-01" },
            }
        );
        await asks.Accounts.GrantMandateAsync(
            new()
            {
                Envelope = Seed.Envelope("Thử."),
                Id = id.ToString(),
                MandateId = mandate.ToString(),
                Role = role,
                From = "2020-01-01",
            }
        );
        var secret = await asks.Credentials.RegisterClientAsync(
            new()
            {
                Envelope = Seed.Envelope("Thử."),
                AccountId = id.ToString(),
                Name = $"Phần mềm {name}",
                ChangeId = client.ToString(),
            }
        );
        foreach (var change in new[] { terms, mandate, client })
            await approves.Approve(id, change);
        return new(id, name, secret.ClientId, secret.Secret);
    }

    /// <summary>An administrator asks for new credentials for somebody, and another approves.</summary>
    public async Task<Guid> Recover(Guid account, bool approve = true)
    {
        var ((asks, approves), change) = (await TwoAdministrators(), Seed.NewId());
        await asks.Programs.RequestRecoveryAsync(
            new()
            {
                Envelope = Seed.Envelope("Mất điện thoại."),
                AccountId = account.ToString(),
                ChangeId = change.ToString(),
            }
        );
        if (approve)
            await approves.Approve(account, change);
        return change;
    }

    public HienTai.Access.V1.CredentialService.CredentialServiceClient Administrator => new(Grpc("quantri"));

    /// <summary>
    /// A new account, enrolled with a password and an authenticator app of its own, so that tests do not use up each
    /// other's codes.
    /// </summary>
    public async Task<Member> Member(string name, string password = Accounts.Member.FirstPassword)
    {
        var id = await Account(name);
        var code = (await Administrator.IssueEnrolmentAsync(Seed.Issuing(id))).Code;
        var browser = new Browser(this);
        await browser.Session.EnrolAsync(new() { Code = code, NewPassword = password });
        var secret = Totp.FromBase32((await browser.Session.BeginTotpAsync(new())).Secret);
        var added = await browser.Session.ConfirmTotpAsync(new() { Code = Totp.Code(secret, Totp.StepAt(Now)) });
        return new(this, id, name, password, secret, browser, [.. added.RecoveryCodes]);
    }
}

/// <summary>A program that two administrators have made, with a secret.</summary>
public sealed record MadeProgram(Guid Id, string Name, string ClientId, string Secret);

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
