using HienTai.Domain.Access;
using HienTai.Server.Accounts;
using HienTai.Server.Pipeline;
using HienTai.Server.Vault;
using Npgsql;
using static HienTai.Server.Pipeline.FactTable;

namespace HienTai.Server.Access;

/// <summary>Puts the first administrator on record, who then opens every other account.</summary>
sealed class FirstAdministratorRecord(Writer writer, NpgsqlDataSource database, PersonKeys keys, RegistryClock clock)
    : IFirstAdministrator
{
    public async Task<bool> Exists(CancellationToken cancel)
    {
        await using var read = await ReadSession.Open(database, keys, clock.Today, null, null, cancel);
        return (
            await read.Query(
                $"select exists (select from {Table<MandateFact>()} m join {Table<AccountFact>()} a on a.stream_id = m.stream_id and {read.Known("a")} and a.open where {read.Known("m")} and {read.Valid("m")} and m.role = {(int)Role.Administrator})",
                r => r.GetBoolean(0),
                cancel
            )
        )[0];
    }

    public async Task Open(Guid account, string name, string titleVi, string titleEn, CancellationToken cancel) =>
        await writer.Record(
            new(
                Guid.CreateVersion7(),
                [],
                Reader.Itself.Actor,
                "Quản trị đầu tiên.",
                null,
                false,
                account,
                [
                    new(account, new OpenAccount(name, new(titleVi, titleEn), null)),
                    new(
                        account,
                        new GrantMandate(Guid.CreateVersion7(), clock.Today, null, new(Role.Administrator, null))
                    ),
                ]
            ),
            cancel
        );
}
