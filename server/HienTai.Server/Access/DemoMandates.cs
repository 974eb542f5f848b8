using HienTai.Domain.Access;
using HienTai.Domain.Kernel;
using HienTai.Server.Accounts;
using HienTai.Server.Pipeline;
using Npgsql;

namespace HienTai.Server.Access;

/// <summary>
/// In Development a registry in which nobody has an account yet gets the demo accounts: an empty one, or one from
/// before there were any. Roles for the whole registry are granted at once; those for a unit or a person come with the
/// sample, which has some.
/// </summary>
public static class DemoMandates
{
    static readonly PartialDate From = new(2020, 1, 1);

    public static async Task Open(Writer writer, NpgsqlDataSource database, CancellationToken cancel)
    {
        await using var ask = database.CreateCommand("select exists (select from snapshot where kind = 'account')");
        if ((bool)(await ask.ExecuteScalarAsync(cancel))!)
            return;
        foreach (var account in Actors.Demo)
        {
            List<Intent> intents =
            [
                new(account.Id, new OpenAccount(account.Name, new(account.TitleVi, account.TitleEn), null)),
            ];
            if (RoleRights.For(account.Role) is { NeedsUnit: false, Reach: not Reach.Self })
                intents.Add(Grant(account, null));
            await writer.Record(Set($"demo account · {account.Name}", intents), cancel);
        }
    }

    /// <summary>Entrusts a demo account with its role for a unit.</summary>
    public static Intent Grant(DemoAccount account, Guid? unit) =>
        new(
            account.Id,
            new GrantMandate(AccountIds.Of($"mandate:{account.Name}:{unit}"), From, null, new(account.Role, unit))
        );

    static ChangeSet Set(string what, IReadOnlyList<Intent> intents) =>
        new(
            AccountIds.Of(what),
            [],
            Reader.Itself.Actor,
            "Tài khoản dùng thử.",
            null,
            false,
            intents[0].Stream,
            intents
        );
}
