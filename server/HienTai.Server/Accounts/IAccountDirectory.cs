namespace HienTai.Server.Accounts;

/// <summary>What signing in needs to know of an account; its credentials are kept apart.</summary>
/// <param name="NeedsSecondFactor">Its mandates let it change records or open sensitive values.</param>
/// <param name="Program">It is another application's, which never signs in with a password.</param>
public sealed record AccountCard(
    Guid Id,
    string Name,
    string TitleVi,
    string TitleEn,
    bool Open,
    bool NeedsSecondFactor,
    bool Program = false
);

/// <summary>
/// Who has an account, as recorded: names, posts and mandates are facts of the registry, not of the sign-in store.
/// </summary>
public interface IAccountDirectory
{
    Task<AccountCard?> Find(string name, CancellationToken cancel);
    Task<AccountCard?> Find(Guid id, CancellationToken cancel);
}
