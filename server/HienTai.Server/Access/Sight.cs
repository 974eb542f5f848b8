using HienTai.Domain.Access;
using HienTai.Domain.Kernel;
using HienTai.Domain.Papers;
using HienTai.Domain.Personnel;
using HienTai.Server.Pipeline;
using static HienTai.Server.Pipeline.FactTable;

namespace HienTai.Server.Access;

/// <summary>When a class of values about a person may be seen: always, or what held during some periods.</summary>
public sealed record SeenTimes(bool Always, IReadOnlyList<(DateOnly From, DateOnly To)> Periods)
{
    public static readonly SeenTimes None = new(false, []);
    public bool Any => Always || Periods.Count > 0;

    public bool On(DateOnly day) => Always || Periods.Any(p => p.From <= day && day < p.To);

    public bool Overlap(Period valid) =>
        Always || Periods.Any(p => valid.ClaimedFrom < p.To && p.From < valid.ClaimedTo);

    public bool Overlap(DateOnly first, DateOnly last) => Always || Periods.Any(p => first < p.To && p.From <= last);

    /// <summary>An end that came after the last day seen is not told.</summary>
    public Period Clipped(Period valid) =>
        Always || Periods.Any(p => p.From < valid.ClaimedTo && valid.ClaimedTo <= p.To)
            ? valid
            : valid with
            {
                To = null,
            };
}

/// <summary>What a reader may see of one person's file, by class of value.</summary>
public sealed class PersonSight(IReadOnlyDictionary<DataClass, SeenTimes> windows, bool own)
{
    public static readonly PersonSight Nothing = new(new Dictionary<DataClass, SeenTimes>(), false);

    public SeenTimes this[DataClass value] => windows.GetValueOrDefault(value, SeenTimes.None);
    public SeenTimes Basic => this[DataClass.Basic];
    public bool Own => own;
}

/// <summary>Whom a reader's figures cover: everybody (null) or these, without those.</summary>
public sealed record Reached(IReadOnlySet<Guid>? Only, IReadOnlySet<Guid> Without)
{
    public bool Partial => Only is not null;

    public bool Holds(Guid person) => (Only is null || Only.Contains(person)) && !Without.Contains(person);
}

/// <summary>
/// The one rule of who sees whom. A mandate reaches people who serve in its units today, with their whole file; of
/// people who have left it keeps what held while they served there, and no more. What counts as serving is what is
/// known now, whatever moment is asked about: a question about the past opens nothing that the present has closed.
/// </summary>
public sealed class Sight(Reader reader, DateOnly today)
{
    public Reader Reader => reader;

    IEnumerable<Right> Having(Ability ability, DataClass reads) =>
        reader.Having(ability).Where(r => r.What.Reads.Contains(reads));

    static IEnumerable<Right> Unitwise(IEnumerable<Right> rights) =>
        rights.Where(r => r.What.Reach is Reach.Units && r.Units is not null);

    /// <summary>
    /// SQL that is true for people in reach on a day, or today; <paramref name="on"/> null means today only.
    /// </summary>
    /// <param name="column">The person's id.</param>
    /// <param name="value">Adds a parameter and names it.</param>
    /// <param name="ability">What the right in question must allow.</param>
    /// <param name="reads">The class of values it must show.</param>
    public string People(
        string column,
        DateOnly? on,
        Func<object?, string> value,
        Ability ability = Ability.ReadPeople,
        DataClass reads = DataClass.Basic
    )
    {
        var rights = Having(ability, reads).ToArray();
        if (rights.Any(r => r.Everybody))
            return Unrestricted(SeesOutsiders ? "true" : $"not {IsOutsider(column)}", column, value);
        var alternatives = new List<string>();
        string Holds(string from, string to) =>
            $"({from} <= {Day(today)} and {Day(today)} < {to}{(on is { } day ? $" or {from} <= {Day(day)} and {Day(day)} < {to}" : "")})";
        var units = Unitwise(rights).SelectMany(r => r.Units!).Distinct().ToArray();
        if (units.Length > 0)
            alternatives.Add(
                $"{column} in (select m.stream_id from {Table<AssignmentFact>()} m join {Unnest(units, value)} on m.unit = reach.unit where m.known_to is null and {Holds("greatest(m.valid_from, reach.since)", "least(m.valid_to, reach.until)")})"
            );
        if (rights.Any(r => r.What.Reach is Reach.ManagedCadres))
            alternatives.Add(
                $"{column} in (select m.stream_id from {Table<AssignmentFact>()} m where m.managed_by_standing_committee and m.known_to is null and {Holds("m.valid_from", "m.valid_to")})"
            );
        if (rights.Any(r => r.What.Reach is Reach.Self) && reader.Person is { } self)
            alternatives.Add($"{column} = {value(self)}");
        return alternatives.Count == 0
            ? "false"
            : Unrestricted($"({string.Join(" or ", alternatives)})", column, value);
    }

    /// <summary>
    /// The people in reach on a day, by the rule of <see cref="People"/>, for figures that are counted outside SQL.
    /// </summary>
    public async Task<Reached> Reached(ReadSession read, DateOnly on, CancellationToken cancel)
    {
        if (Having(Ability.ReadPeople, DataClass.Basic).Any(r => r.Everybody))
        {
            var without = SeesRestricted
                ? []
                : await read.Query(
                    $"select x.person from {Table<RestrictionFact>()} x where x.known_to is null and x.valid_from <= {Day(today)} and {Day(today)} < x.valid_to",
                    r => r.GetGuid(0),
                    cancel
                );
            if (!SeesOutsiders)
                without.AddRange(
                    await read.Query(
                        $"select distinct o.stream_id from {Table<OutsiderFact>()} o where {IsOutsider("o.stream_id")}",
                        r => r.GetGuid(0),
                        cancel
                    )
                );
            return new(null, without.Where(p => p != reader.Person).ToHashSet());
        }
        var where = new Conditions();
        where.Sql.Add(People("p.stream_id", on, where.Value));
        return new(
            (
                await read.Query(
                    $"select distinct p.stream_id from {Table<PersonSearchFact>()} p where {where}",
                    r => r.GetGuid(0),
                    cancel,
                    [.. where.Values]
                )
            ).ToHashSet(),
            new HashSet<Guid>()
        );
    }

    // People the registry keeps who are not of the district's staff are the talent pool's: seen by whoever has a
    // mandate for all of it.
    bool SeesOutsiders => reader.EverybodyFor(Ability.ReadTalent);

    string IsOutsider(string column) =>
        $"(exists (select from {Table<OutsiderFact>()} o where o.stream_id = {column} and o.known_to is null) and not exists (select from {Table<AssignmentFact>()} s where s.stream_id = {column} and s.known_to is null and s.valid_from <= {Day(today)} and {Day(today)} < s.valid_to))";

    // Who keeps privacy or audits sees files whose use is restricted; so does the person, and nobody else.
    bool SeesRestricted => reader.May(Ability.KeepPrivacy) || reader.May(Ability.Audit) || reader == Reader.Itself;

    string Unrestricted(string sql, string column, Func<object?, string> value) =>
        SeesRestricted
            ? sql
            : $"({sql} and not exists (select from {Table<RestrictionFact>()} x where x.person = {column} and x.known_to is null and x.valid_from <= {Day(today)} and {Day(today)} < x.valid_to{(reader.Person is { } own ? $" and x.person <> {value(own)}" : "")}))";

    static string Unnest(IReadOnlyCollection<ReachedUnit> units, Func<object?, string> value) =>
        $"unnest({value(units.Select(u => u.Unit).ToArray())}::uuid[], {value(units.Select(u => u.Since).ToArray())}::date[], {value(units.Select(u => u.Until).ToArray())}::date[]) reach(unit, since, until)";

    static string Day(DateOnly day) => $"date '{day:yyyy-MM-dd}'";

    public async Task<PersonSight> Of(ReadSession read, Guid person, CancellationToken cancel) =>
        (await Of(read, [person], cancel))[person];

    /// <summary>
    /// What may be seen of everybody who ever was in reach, for figures over a stretch of time; null for readers who
    /// see everybody.
    /// </summary>
    public async Task<IReadOnlyDictionary<Guid, PersonSight>?> Of(ReadSession read, CancellationToken cancel)
    {
        var rights = Having(Ability.ReadPeople, DataClass.Basic).ToArray();
        if (rights.Any(r => r.Everybody))
            return null;
        var people = await read.Query(
            $"select distinct m.stream_id from {Table<AssignmentFact>()} m where m.known_to is null and (m.unit = any($1) or $2 and m.managed_by_standing_committee)",
            r => r.GetGuid(0),
            cancel,
            Unitwise(rights).SelectMany(r => r.Units!).Select(u => u.Unit).Distinct().ToArray(),
            rights.Any(r => r.What.Reach is Reach.ManagedCadres)
        );
        if (rights.Any(r => r.What.Reach is Reach.Self) && reader.Person is { } own)
            people.Add(own);
        return await Of(read, people, cancel);
    }

    /// <summary>What may be seen of each of these people, who need not exist.</summary>
    public async Task<IReadOnlyDictionary<Guid, PersonSight>> Of(
        ReadSession read,
        IReadOnlyCollection<Guid> people,
        CancellationToken cancel,
        Ability ability = Ability.ReadPeople
    )
    {
        var stretches = new List<Stretch>();
        foreach (var right in reader.Having(ability))
            stretches.AddRange(await Stretches(read, right, people, cancel));
        if (!SeesRestricted && stretches.Count > 0)
        {
            var restricted = await Restricted(read, people, cancel);
            stretches.RemoveAll(s => restricted.Contains(s.Person) && s.Person != reader.Person);
        }
        if (!SeesOutsiders && stretches.Count > 0)
        {
            var outsiders = await Outsiders(read, people, cancel);
            stretches.RemoveAll(s => s.Always && outsiders.Contains(s.Person) && s.Person != reader.Person);
        }
        var byPerson = stretches.ToLookup(s => s.Person);
        return people
            .Distinct()
            .ToDictionary(
                p => p,
                p => new PersonSight(
                    Enum.GetValues<DataClass>()
                        .ToDictionary(
                            c => c,
                            c => TimesOf([.. byPerson[p].Where(s => s.Reads.Contains(c)).Select(s => (s.From, s.To))])
                        ),
                    own: reader.Person == p && reader.Having(ability).Any(r => r.What.Reach is Reach.Self)
                )
            );
    }

    /// <summary>While a right reaches somebody, and which classes of values it then shows.</summary>
    sealed record Stretch(Guid Person, IReadOnlySet<DataClass> Reads, DateOnly From, DateOnly To)
    {
        public static Stretch ForEver(Guid person, IReadOnlySet<DataClass> reads) =>
            new(person, reads, DateOnly.MinValue, DateOnly.MaxValue);

        public bool Always => From == DateOnly.MinValue && To == DateOnly.MaxValue;
    }

    async Task<IEnumerable<Stretch>> Stretches(
        ReadSession read,
        Right right,
        IReadOnlyCollection<Guid> people,
        CancellationToken cancel
    )
    {
        var reads = right.What.Reads;
        if (right.Everybody)
            return people.Select(p => Stretch.ForEver(p, reads));
        if (right.What.Reach is Reach.Self)
            return reader.Person is { } own && people.Contains(own) ? [Stretch.ForEver(own, reads)] : [];
        var where = new Conditions();
        if (right.What.Reach is Reach.ManagedCadres)
            return await Read(
                $"select m.stream_id, m.valid_from, m.valid_to from {Table<AssignmentFact>()} m where m.stream_id = any({where.Value(people.ToArray())}) and m.known_to is null and m.managed_by_standing_committee and m.valid_from < m.valid_to"
            );
        if (right.Units is { Count: > 0 } units)
            return await Read(
                $"select m.stream_id, greatest(m.valid_from, reach.since), least(m.valid_to, reach.until) from {Table<AssignmentFact>()} m join {Unnest(units, where.Value)} on m.unit = reach.unit where m.stream_id = any({where.Value(people.ToArray())}) and m.known_to is null and greatest(m.valid_from, reach.since) < least(m.valid_to, reach.until)"
            );
        return [];

        Task<List<Stretch>> Read(string sql) =>
            read.Query(
                sql,
                r => new Stretch(r.GetGuid(0), reads, r.GetFieldValue<DateOnly>(1), r.GetFieldValue<DateOnly>(2)),
                cancel,
                [.. where.Values]
            );
    }

    async Task<HashSet<Guid>> Restricted(ReadSession read, IEnumerable<Guid> people, CancellationToken cancel) =>
        [
            .. await read.Query(
                $"select x.person from {Table<RestrictionFact>()} x where x.person = any($1) and x.known_to is null and x.valid_from <= {Day(today)} and {Day(today)} < x.valid_to",
                r => r.GetGuid(0),
                cancel,
                people.ToArray()
            ),
        ];

    async Task<HashSet<Guid>> Outsiders(ReadSession read, IEnumerable<Guid> people, CancellationToken cancel) =>
        [
            .. await read.Query(
                $"select p from unnest($1::uuid[]) p where {IsOutsider("p")}",
                r => r.GetGuid(0),
                cancel,
                people.ToArray()
            ),
        ];

    // Serving today opens the whole file: the new unit takes over its history with the person.
    SeenTimes TimesOf(IReadOnlyList<(DateOnly From, DateOnly To)> periods) =>
        new(periods.Any(p => p.From <= today && today < p.To), periods);

    /// <summary>
    /// SQL that is true for papers in reach: those on which something rests that the reader sees, resolutions, what
    /// founds units and what grants them posts, which are public, and those the reader registered.
    /// <paramref name="column"/> is the paper's id.
    /// </summary>
    public string Papers(string column, Func<object?, string> value)
    {
        if (reader.Everybody)
            return "true";
        var me = value(reader.Actor.Name);
        var access = reader.May(Ability.Administer) || reader.May(Ability.Audit) ? ", 'account', 'approval_rules'" : "";
        var alternatives = new List<string>
        {
            $"exists (select from ledger l where l.stream_id = {column} and l.version = 1 and l.actor = {me})",
            $"exists (select from ledger l where l.paper = {column} and l.kind in ('unit', 'quota'{access}))",
            $"exists (select from {Table<PaperFact>()} fp where fp.stream_id = {column} and fp.known_to is null and fp.kind = 2)",
        };
        if (reader.May(Ability.ReadPeople))
        {
            alternatives.Add(
                $"exists (select from ledger l where l.paper = {column} and l.kind = 'person' and {People("l.stream_id", null, value)})"
            );
            var units = Unitwise(Having(Ability.ReadPeople, DataClass.Basic))
                .SelectMany(r => r.Units!)
                .Distinct()
                .ToArray();
            if (units.Length > 0)
                alternatives.Add(
                    $"exists (select from {Table<AssignmentFact>()} m join {Unnest(units, value)} on m.unit = reach.unit where m.paper = {column} and m.known_to is null and greatest(m.valid_from, reach.since) < least(m.valid_to, reach.until))"
                );
        }
        return $"({string.Join(" or ", alternatives)})";
    }

    /// <summary>Whether a paper may be cited or opened; one out of reach is as if it were not on record.</summary>
    public async Task<bool> Sees(ReadSession read, Guid paper, CancellationToken cancel)
    {
        if (reader.Everybody)
            return true;
        var values = new List<object?> { paper };
        string Value(object? v)
        {
            values.Add(v);
            return $"${values.Count}";
        }
        return (await read.Query($"select {Papers("$1::uuid", Value)}", r => r.GetBoolean(0), cancel, [.. values]))[0];
    }

    /// <summary>Whether units named in a command lie in reach of a mandate to record.</summary>
    public bool Records(Guid unit) =>
        reader
            .Having(Ability.RecordPeople)
            .Any(r =>
                r.Everybody || (r.Units?.Any(u => u.Unit == unit && u.Since <= today && today < u.Until) ?? false)
            );
}
