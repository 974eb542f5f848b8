using Grpc.Core;
using HienTai.Access.V1;
using HienTai.Organization.V1;
using HienTai.Server.Accounts;

namespace HienTai.Tests.Accounts;

/// <summary>An app of their own for tests that sign in, lock out and move the clock.</summary>
public sealed class AccountsApp : App;

/// <summary>Signing in as a browser does.</summary>
public sealed class SignInTests(AccountsApp app) : IClassFixture<AccountsApp>
{
    [Fact]
    public async Task Password_and_code_open_the_registry_and_the_password_alone_does_not()
    {
        var browser = new Browser(app);
        var units = new UnitService.UnitServiceClient(browser.Calls);
        await Refused.By(units.ListUnitsAsync(new()), StatusCode.Unauthenticated, "NOT_SIGNED_IN");

        var session = await browser.Session.SignInAsync(new() { Name = "noivu", Password = DemoAccounts.Password });
        (session.Step, session.Name, session.Factors.Single()).Should().Be((Step.SecondFactor, "noivu", "totp"));
        browser.SetCookie.Should().StartWith("__Host-hientai=").And.ContainAll("; path=/", "; secure", "; samesite=strict", "; httponly").And.NotContainAny("expires", "max-age", "domain");
        var (half, reference) = (browser.Cookie, browser.Cookie);
        await Refused.By(units.ListUnitsAsync(new()), StatusCode.Unauthenticated, "NOT_SIGNED_IN");
        await Refused.By(browser.Session.ListSessionsAsync(new()), StatusCode.FailedPrecondition, "SIGN_IN_INCOMPLETE");
        await Refused.By(browser.Session.BeginTotpAsync(new()), StatusCode.FailedPrecondition, "SIGN_IN_INCOMPLETE");

        session = await browser.Session.GiveSecondFactorAsync(new() { Code = await Authenticator.Of(app, "noivu").Next() });
        session.Step.Should().Be(Step.None);
        browser.Cookie.Should().NotBe(reference, "every step gets a new reference");
        await units.ListUnitsAsync(new());

        browser.Cookie = half;
        await Refused.By(units.ListUnitsAsync(new()), StatusCode.Unauthenticated, "NOT_SIGNED_IN");
    }
}
