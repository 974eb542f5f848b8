using HienTai.Domain.Kernel;
using HienTai.Server.Accounts;
using HienTai.Server.Pipeline;
using HienTai.Server.Vault;
using Npgsql;

namespace HienTai.Server.Ledger;

/// <summary>
/// What a database can tell about its own history without recreating anything: what must be whole is whole, what must
/// be in order is in order, and what names something names what is there. Whoever changed all of it alike is found by
/// the proofs of the ledger, not here.
/// </summary>
sealed class Integrity(NpgsqlConnection connection, NpgsqlTransaction transaction, MasterKeys masters, Damage damage)
{
    const int Named = 5;

    /// <summary>Each question answers lines that name what is wrong; none if all is well.</summary>
    static readonly (string Of, string Sql)[] Questions =
    [
        (
            "positions of the ledger",
            """
            select 'ledger: positions ' || before + 1 || ' to ' || position - 1 || ' are missing'
            from (select position, lag(position, 1, 0::bigint) over (order by position) as before from ledger) l where position <> before + 1
            """
        ),
        (
            "recorded times",
            """
            select 'ledger: position ' || position || ' was recorded at ' || recorded_at || ', not after the one before it at ' || before
            from (select position, recorded_at, lag(recorded_at) over (order by position) as before from ledger) l where recorded_at <= before
            """
        ),
        (
            "answered requests",
            """
            select 'request ' || r.id || ': was answered with position ' || r.position || ', and no entry there is of it' from request r
            where (r.answer::jsonb ->> 'eventCount')::integer > 0 and not exists (select from ledger l where l.position = r.position and l.request_id = r.id)
            """
        ),
        (
            "streams and their events",
            // The store makes a stream of its own when an append fails; it has no type, and holds nothing.
            $"""
            select 'stream ' || coalesce(s.id, e.stream_id) || ': is said to have ' || coalesce(s.version, 0) || ' events and has ' || coalesce(e.count, 0) || ', the last numbered ' || coalesce(e.last, 0)
            from events.mt_streams s full join (select stream_id, count(*) as count, max(version) as last from events.mt_events where {Schema.Recorded} group by 1) e on e.stream_id = s.id
            where (s.type is not null or e.count > 0) and (s.version is distinct from e.last or e.count is distinct from e.last)
            """
        ),
        (
            "keys of people",
            $"""
            select 'person ' || subject || ': has entries, and neither a key nor an erasure' from (select distinct subject from ledger where subject is not null) s
            where not exists (select from keystore.person_key k where k.subject = s.subject)
                and not exists (select from ledger e where {Schema.Erasing} and e.stream_id = s.subject)
            """
        ),
        (
            "keys of files",
            "select 'file ' || id || ': has no key' from file f where not exists (select from keystore.file_key k where k.file = f.id)"
        ),
        (
            "the record of reads",
            """
            select 'read_log: positions ' || before + 1 || ' to ' || position - 1 || ' are missing'
            from (select position, lag(position, 1, 0::bigint) over (order by position) as before from read_log) l where position <> before + 1
            """
        ),
        (
            "the sign-in log",
            // A sequence leaves out up to 32 numbers when PostgreSQL was killed, so fewer tell nothing.
            $"""
            select '{AccountsDb.Schema}.sign_in: lines ' || before + 1 || ' to ' || id - 1 || ' are missing'
            from (select id, lag(id, 1, 0::bigint) over (order by id) as before from (select id from {AccountsDb.Schema}.sign_in union all select last_value + 1 from {AccountsDb.Schema}.sign_in_id_seq) s) l
            where id > before + 34
            """
        ),
        (
            "losses nobody has decided on",
            $"""
            select 'ledger: stood at ' || head || ' and is what it was up to ' || last_common || ', and nobody has said go on' from went_back
            where epoch = coalesce((select max(number) from {FactTable.Table<EpochFact>()} where known_to is null), 1)
            """
        ),
    ];

    /// <summary>Lines that name what is wrong, a few of each kind.</summary>
    public async Task<List<string>> Wrong(CancellationToken cancel)
    {
        var wrong = new List<string>();
        foreach (var (of, sql) in Questions)
            wrong.AddRange(await Answer(of, $"select * from ({sql}) wrong limit {Named}", cancel));
        foreach (
            var number in await Answer(
                "master keys",
                "select distinct master::text from (select master from keystore.person_key union select master from keystore.file_key union select master from keystore.registry_key) m where master is not null",
                cancel
            )
        )
            if (int.TryParse(number, out var master) && !masters.Has(master))
                wrong.Add($"master key {number}: wraps keys in use, and this server does not have it");
        return wrong;
    }

    // One that cannot be answered is told too, and does not keep the others from being asked.
    async Task<List<string>> Answer(string of, string sql, CancellationToken cancel)
    {
        await transaction.SaveAsync("question", cancel);
        try
        {
            await using var ask = new NpgsqlCommand(sql, connection, transaction) { CommandTimeout = 600 };
            await using var rows = await ask.ExecuteReaderAsync(cancel);
            var lines = new List<string>();
            while (await rows.ReadAsync(cancel))
                lines.Add(rows.GetString(0));
            return lines;
        }
        catch (PostgresException e)
        {
            damage.Meet(e);
            await transaction.RollbackAsync("question", cancel);
            return [$"{of}: cannot be read: {e.MessageText}"];
        }
    }
}
