using System.Collections.Concurrent;
using HienTai.Domain.Access;
using HienTai.Domain.Kernel;
using HienTai.Domain.Organization;
using HienTai.Server.Accounts;
using HienTai.Server.Pipeline;
using HienTai.Server.Vault;
using Npgsql;
using static HienTai.Server.Pipeline.FactTable;

namespace HienTai.Server.Access;

/// <summary>
/// What each account may do today, from the mandates on record. Kept in memory until the ledger has another last entry
/// about an account, a unit or the rules of approval, for which every call asks once. So a right that is taken away is
/// gone with the very next call, at whichever server it was taken, and so is one that a restored database no longer
/// has.
/// </summary>
public sealed class Readers(NpgsqlDataSource database, PersonKeys keys, RegistryClock clock) : IAccountDirectory
{
    readonly ConcurrentDictionary<Guid, ((Guid, int) Last, DateOnly Day, DateTimeOffset Until, Reader? Reader)> kept =
        new();
    readonly ConcurrentDictionary<string, ((Guid, int) Last, DateOnly Day, AccountCard? Card)> cards = new();
    ((Guid, int) Last, IReadOnlyDictionary<(Role, ChangeKind), bool>? Set) rules;

    /// <summary>The reader behind an account, or null if it is closed or unknown.</summary>
    public async Task<Reader?> Of(Guid account, CancellationToken cancel) =>
        await Of(account, await keys.Watch.Ask(cancel), cancel);

    /// <summary>The same for a call that has asked where the registry stands.</summary>
    public async Task<Reader?> Of(Guid account, LedgerState ledger, CancellationToken cancel)
    {
        var (last, at, today) = (ledger.Rights, clock.GetUtcNow(), clock.Today);
        if (kept.TryGetValue(account, out var known) && known.Last == last && known.Day == today && at < known.Until)
            return known.Reader;
        await using var read = await ReadSession.Open(database, keys, today, null, null, cancel);
        var (reader, until) = await Load(read, account, at, today, cancel);
        kept[account] = (read.Ledger.Rights, today, until, reader);
        return reader;
    }

    static async Task<(Reader?, DateTimeOffset Until)> Load(
        ReadSession read,
        Guid account,
        DateTimeOffset at,
        DateOnly today,
        CancellationToken cancel
    )
    {
        if (await read.Facts<AccountFact>("f.stream_id = $1", cancel, account) is not [{ Fact: { Open: true } fact }])
            return (null, DateTimeOffset.MaxValue);
        var changes = await read.Facts<AccountChangeFact>("f.stream_id = $1 order by f.number", cancel, account);
        var rights = await RightsOf(read, account, cancel);
        var reader = new Reader(
            account,
            new(fact.Name, fact.TitleVi, fact.TitleEn),
            fact.Person,
            [.. rights.Where(r => !changes.Any(c => c.Fact.Change == r.Mandate && c.Fact.Waits(at)))]
        )
        {
            Program = ProgramOf([.. changes.Select(c => c.Fact)], at, today),
        };
        // What is in effect changes by itself when a delay runs out.
        var next = changes
            .Select(c => AccountChange.Instant(c.Fact.EffectiveAt))
            .Where(effective => effective > at)
            .DefaultIfEmpty()
            .Min();
        return (reader, next ?? DateTimeOffset.MaxValue);
    }

    /// <summary>What a program's changes amount to at a moment; null for people, who have no terms.</summary>
    public static ProgramRights? ProgramOf(IReadOnlyList<AccountChangeFact> changes, DateTimeOffset at, DateOnly today)
    {
        if (!changes.Any(c => c.What is AccountChangeKind.Terms))
            return null;
        var terms = changes.LastOrDefault(c => c.What is AccountChangeKind.Terms && c.InEffect(at));
        return new(
            (terms?.Scopes ?? Strings.None).ToHashSet(),
            today < terms?.EndsOn,
            changes.Where(c => c.What is AccountChangeKind.Client && c.InEffect(at)).Select(c => c.ClientId).ToHashSet()
        );
    }

    /// <summary>The mandates of an account in force on the session's day, each with the units it reaches.</summary>
    public static async Task<IReadOnlyList<Right>> RightsOf(ReadSession read, Guid account, CancellationToken cancel)
    {
        var rights = new List<Right>();
        foreach (
            var row in await read.Facts<MandateFact>(
                $"f.stream_id = $1 and {read.Valid("f")} order by f.mandate",
                cancel,
                account
            )
        )
            rights.Add(
                new(
                    row.Fact.Mandate,
                    row.Fact.Role,
                    row.Fact.Unit,
                    RoleRights.For(row.Fact.Role).Reach is Reach.Units && row.Fact.Unit is { } unit
                        ? await Below(read, unit, cancel)
                        : null,
                    row.Fact.Valid,
                    row.KnownFrom,
                    row.Fact.Paper
                )
            );
        return rights;
    }

    /// <summary>
    /// Units that ever lay under this one, and when; null if it is the root, under which everybody is on record. A
    /// mandate over the root is one over the registry: it does not end because the unit does, but when somebody ends
    /// it. What went whole into one of them lies there from then on: whoever still serves in it by what is on record
    /// stands in its heir.
    /// </summary>
    public static async Task<IReadOnlyList<ReachedUnit>?> Below(ReadSession read, Guid top, CancellationToken cancel)
    {
        var root = await read.Query(
            $"select u.parent is null and not exists (select from {Table<OutsideFact>()} o where o.stream_id = u.stream_id and {read.Known("o")}) from {Table<UnitFact>()} u where u.stream_id = $1 and {read.Known("u")} and u.valid_from <= date '{read.On:yyyy-MM-dd}' order by u.valid_from desc limit 1",
            r => r.GetBoolean(0),
            cancel,
            top
        );
        if (root is [true])
            return null;
        return await read.Query(
            $"""
            with recursive ended as (
                select l.stream_id, min(l.successor::text)::uuid as heir, l.valid_from from {Table<LineageFact>()} l
                where {read.Known(
                "l"
            )} and l.valid_from = (select max(e.valid_to) from {Table<UnitFact>()} e where e.stream_id = l.stream_id and {read.Known(
                "e"
            )})
                group by l.stream_id, l.valid_from having count(*) = 1),
            lies(id, in_id, since, until) as (
                select u.stream_id, u.parent, u.valid_from, u.valid_to from {Table<UnitFact>()} u where {read.Known(
                "u"
            )} and u.parent is not null
                union all select stream_id, heir, valid_from, 'infinity'::date from ended),
            below(id, since, until) as (
                select $1::uuid, '-infinity'::date, 'infinity'::date
                union
                select l.id, greatest(l.since, b.since), least(l.until, b.until) from lies l join below b on l.in_id = b.id
                where greatest(l.since, b.since) < least(l.until, b.until))
            select id, since, until from below
            """,
            r => new ReachedUnit(r.GetGuid(0), r.GetFieldValue<DateOnly>(1), r.GetFieldValue<DateOnly>(2)),
            cancel,
            top
        );
    }

    /// <summary>
    /// Whether a change needs somebody else's approval under every role the reader could record it in, for each kind.
    /// </summary>
    public async Task<Func<ChangeKind, bool>> NeedsApproval(IReadOnlyList<Role> roles, CancellationToken cancel)
    {
        var ledger = await keys.Watch.Ask(cancel);
        var (known, set) = rules;
        if (set is null || known != ledger.Rights)
        {
            await using var read = await ReadSession.Open(database, keys, clock.Today, null, null, cancel);
            set = (await read.Facts<ApprovalRuleFact>("true", cancel)).ToDictionary(
                r => (r.Fact.Role, r.Fact.Change),
                r => r.Fact.Needed
            );
            rules = (read.Ledger.Rights, set);
        }
        return kind =>
            roles.All(role =>
                ApprovalRules.Fixed(role)
                || (set.TryGetValue((role, kind), out var needed) ? needed : ApprovalRules.Usual(role, kind))
            );
    }

    public async Task<AccountCard?> Find(string name, CancellationToken cancel) =>
        await Find(name, await keys.Watch.Ask(cancel), cancel);

    /// <summary>The same for a call that has asked where the registry stands.</summary>
    public async Task<AccountCard?> Find(string name, LedgerState ledger, CancellationToken cancel)
    {
        var (last, today) = (ledger.Rights, clock.Today);
        if (cards.TryGetValue(name, out var known) && known.Last == last && known.Day == today)
            return known.Card;
        await using var read = await ReadSession.Open(database, keys, today, null, null, cancel);
        var found = await read.Facts<AccountFact>("f.name = $1", cancel, name);
        var card = found is [var row, ..] ? await Card(read, row, cancel) : null;
        if (cards.Count < 10_000)
            cards[name] = (read.Ledger.Rights, today, card);
        return card;
    }

    public async Task<AccountCard?> Find(Guid id, CancellationToken cancel)
    {
        await using var read = await ReadSession.Open(database, keys, clock.Today, null, null, cancel);
        return await read.Facts<AccountFact>("f.stream_id = $1", cancel, id) is [var row, ..]
            ? await Card(read, row, cancel)
            : null;
    }

    public static async Task<bool> IsProgram(ReadSession read, Guid account, CancellationToken cancel) =>
        (
            await read.Query(
                $"select exists (select from {Table<AccountChangeFact>()} c where c.stream_id = $1 and {read.Known("c")} and c.what = {(int)AccountChangeKind.Terms})",
                r => r.GetBoolean(0),
                cancel,
                account
            )
        )[0];

    static async Task<AccountCard> Card(ReadSession read, FactRow<AccountFact> row, CancellationToken cancel)
    {
        var mandates = await read.Facts<MandateFact>($"f.stream_id = $1 and {read.Valid("f")}", cancel, row.Stream);
        return new(
            row.Stream,
            row.Fact.Name,
            row.Fact.TitleVi,
            row.Fact.TitleEn,
            row.Fact.Open,
            mandates.Any(m => RoleRights.For(m.Fact.Role).NeedsSecondFactor),
            await IsProgram(read, row.Stream, cancel)
        );
    }
}
