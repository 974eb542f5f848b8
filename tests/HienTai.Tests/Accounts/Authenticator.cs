using System.Collections.Concurrent;
using HienTai.Server.Accounts;
using HienTai.Server.Pipeline;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace HienTai.Tests.Accounts;

/// <summary>
/// An authenticator app on the registry's clock. Each code works once, so that tests signing in to one account take turns: the next code is one not
/// taken yet, and where the window has none left, the test's clock moves on instead of waiting.
/// </summary>
public sealed class Authenticator(App app, Guid account)
{
    public static Authenticator Of(App app, string name) => new(app, AccountIds.Of(name));

    public async Task<string> Next()
    {
        await using var scope = app.Services.CreateAsyncScope();
        // Used again only in tests of one class, which run one after the other.
        var credential = await scope.ServiceProvider.GetRequiredService<AccountsDb>().Users.AsNoTracking().SingleAsync(u => u.Id == account);
        var clock = scope.ServiceProvider.GetRequiredService<RegistryClock>();
        if (credential.TotpLastStep > Totp.StepAt(clock.GetUtcNow())) clock.Simulate(clock.GetUtcNow() + TimeSpan.FromSeconds(31));
        return scope.ServiceProvider.GetRequiredService<Factors>().NextCode(credential);
    }
}
