using System.Collections.Concurrent;
using HienTai.Server.Pipeline;

namespace HienTai.Server.Accounts;

/// <summary>The accounts of Development: those one may act as, and administrators opened in this run.</summary>
sealed class DevelopmentAccounts(IHostEnvironment environment) : IAccountDirectory, IFirstAdministrator
{
    readonly ConcurrentDictionary<Guid, AccountCard> cards = new(environment.IsDevelopment()
        ? Actors.ActingAs.Select(a => new AccountCard(AccountIds.Of(a.Name), a.Name, a.TitleVi, a.TitleEn, Open: true, NeedsSecondFactor: a.Name != "canhan")).ToDictionary(c => c.Id) : []);

    public Task<AccountCard?> Find(string name, CancellationToken cancel) => Task.FromResult(cards.Values.FirstOrDefault(c => c.Name == name));
    public Task<AccountCard?> Find(Guid id, CancellationToken cancel) => Task.FromResult(cards.GetValueOrDefault(id));
    public Task<bool> Exists(CancellationToken cancel) => Task.FromResult(!cards.IsEmpty);

    public Task Open(Guid account, string name, string titleVi, string titleEn, CancellationToken cancel)
    {
        cards[account] = new(account, name, titleVi, titleEn, Open: true, NeedsSecondFactor: true);
        return Task.CompletedTask;
    }
}
