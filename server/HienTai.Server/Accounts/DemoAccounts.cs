using HienTai.Access.V1;
using HienTai.Server.Pipeline;
using Microsoft.EntityFrameworkCore;

namespace HienTai.Server.Accounts;

/// <summary>
/// Credentials with a password everybody knows, for Development. Elsewhere they are not made, and those that a start in
/// Development left are deleted.
/// </summary>
sealed class DemoAccounts(
    AccountsDb db,
    SignIns signIns,
    Factors factors,
    Passwords passwords,
    Sessions sessions,
    IAccountDirectory directory,
    IHostEnvironment environment
)
{
    public const string Password = "nguyên khí quốc gia";

    public async Task Seed(CancellationToken cancel)
    {
        if (!environment.IsDevelopment())
        {
            foreach (var left in await db.Users.Where(u => u.Demo).Select(u => u.Id).ToListAsync(cancel))
            {
                await sessions.EndAll(left, cancel);
                await db.Users.Where(u => u.Id == left).ExecuteDeleteAsync(cancel);
            }
            return;
        }
        var known = await db.Users.Select(u => u.Id).ToListAsync(cancel);
        string? hash = null;
        foreach (var actor in Actors.Demo.Where(a => !known.Contains(AccountIds.Of(a.Name))))
        {
            if (await directory.Find(actor.Name, cancel) is not { } card)
                continue;
            // One hash for all: they share the password, and hashing is slow on purpose.
            hash ??= passwords.Hash(PasswordRules.Normalize(Password));
            var credential = await signIns.Create(card.Id, hash, demo: true, cancel);
            if (card.NeedsSecondFactor)
                await factors.SeedTotp(credential, cancel);
        }
    }

    public async Task<GetDemoAccountsResponse> List(CancellationToken cancel)
    {
        if (!environment.IsDevelopment())
            return new();
        var credentials = await db.Users.AsNoTracking().Where(u => u.Demo).ToDictionaryAsync(u => u.Id, cancel);
        var response = new GetDemoAccountsResponse();
        foreach (var actor in Actors.Demo)
            if (
                credentials.TryGetValue(AccountIds.Of(actor.Name), out var credential)
                && await directory.Find(credential.Id, cancel) is { Open: true } card
            )
                response.Accounts.Add(
                    new HienTai.Access.V1.DemoAccount
                    {
                        Name = card.Name,
                        Title = Words.Both(card.TitleVi, card.TitleEn),
                        Password = Password,
                        Code = factors.NextCode(credential),
                    }
                );
        return response;
    }
}
