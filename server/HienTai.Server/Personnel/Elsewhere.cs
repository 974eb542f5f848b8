using HienTai.Domain.Kernel;
using HienTai.Rpc.V1;
using HienTai.Server.Access;
using HienTai.Server.Pipeline;
using Ability = HienTai.Domain.Access.Ability;
using Period = HienTai.Domain.Kernel.Period;

namespace HienTai.Server.Personnel;

/// <summary>
/// What records of other modules say of somebody: contributions they made, awards they hold, where they stand in the
/// talent pool. Which records these are is told by their facts alone: one that is about somebody names them in a column
/// of its own.
/// </summary>
public sealed class Elsewhere(Registrar registrar, StreamKinds kinds)
{
    /// <summary>A version of a fact that another record keeps of somebody, in words.</summary>
    public sealed record Version(string Lane, FactRow<Fact> Row, Text Words, Period Seen)
    {
        public string Key => $"{Lane}:{Row.Stream}/{Row.Fact.Key}";
        public Guid? Paper => (Guid?)Row.Fact.GetType().GetProperty("Paper")?.GetValue(Row.Fact);
    }

    // Their own file, what they agreed to and what they asked for are told by themselves; what is proposed is nobody's
    // fact yet.
    IEnumerable<StreamKind> Kinds =>
        kinds.All.Where(k => k.Name is not ("person" or "data_use" or "privacy_request" or "proposal" or "account"));

    static bool NamesSomebody(Type fact) => fact.GetProperty("Person")?.PropertyType == typeof(Guid);

    static string Naming(ReadSession read) => $"f.known_from <= {read.Position} and f.person = $1";

    /// <summary>What is believed by the session's day, each line in the words of its record's own history.</summary>
    public async Task<List<FactLine>> Lines(ReadSession read, Guid person, CancellationToken cancel)
    {
        var rows = new List<(INarrator By, FactRow<Fact> Row)>();
        foreach (var kind in Kinds)
        foreach (var type in kind.FactTypes.Where(NamesSomebody))
            rows.AddRange(
                (
                    await read.FactRows(
                        FactTable.Of(type),
                        $"{Naming(read)} and f.valid_from <= date '{read.On:yyyy-MM-dd}' order by f.stream_id, f.valid_from",
                        cancel,
                        person
                    )
                )
                    .Where(r => r.KnownTo is null)
                    .Select(r => (registrar.NarratorOf(kind.Name), r))
            );
        var titles = await Titles.Of(read, rows.SelectMany(r => r.By.Named(r.Row.Fact).Append(r.Row.Stream)), cancel);
        var lines = new List<FactLine>();
        foreach (var (by, row) in rows)
        {
            if (by.Line(row.Fact, titles) is not { } line)
                continue;
            if (
                titles[row.Stream, read.On] is { Length: > 0 } title
                && !line.Value.Vi.Contains(title, StringComparison.Ordinal)
            )
                line.Value = Words.Both($"{title}: {line.Value.Vi}", $"{title}: {line.Value.En}");
            lines.Add(line);
        }
        return lines;
    }

    /// <summary>
    /// Every version of what stands on their timeline, as far as the reader may see it on the records themselves. A
    /// reader who does not see the whole of somebody is told what is believed and not what ended it.
    /// </summary>
    /// <param name="sight">What the reader may see of the person.</param>
    public async Task<List<Version>> Versions(
        ReadSession read,
        Guid person,
        PersonSight sight,
        CancellationToken cancel
    )
    {
        var rows = new List<(ILifeNarrator By, FactRow<Fact> Row, SeenTimes Seen)>();
        foreach (var by in Kinds.Select(k => registrar.NarratorOf(k.Name)).OfType<ILifeNarrator>())
        {
            var seen = (
                by.Reads is Ability.ReadPeople ? sight : (await read.Sight.Of(read, [person], cancel, by.Reads))[person]
            ).Basic;
            if (!seen.Any)
                continue;
            var all = new List<FactRow<Fact>>();
            foreach (var type in by.Told.Where(NamesSomebody))
                all.AddRange(await read.FactRows(FactTable.Of(type), Naming(read), cancel, person));
            var named = all.ToLookup(r => r.Stream);
            if (named.Count > 0)
                foreach (var type in by.Told.Where(t => !NamesSomebody(t)))
                    all.AddRange(
                        (
                            await read.FactRows(
                                FactTable.Of(type),
                                $"f.known_from <= {read.Position} and f.stream_id = any($1)",
                                cancel,
                                (object)named.Select(n => n.Key).ToArray()
                            )
                        ).SelectMany(r => While(r, named[r.Stream]))
                    );
            rows.AddRange(
                all.Where(r => seen.Overlap(r.Fact.Valid) && (seen.Always || r.KnownTo is null))
                    .Select(r => (by, r, seen))
            );
        }
        var called = (
            rows.Count == 0
                ? []
                : await read.AllVersions<TitleFact>(
                    "f.stream_id = any($1) order by f.known_from",
                    cancel,
                    (object)rows.Select(r => r.Row.Stream).Distinct().ToArray()
                )
        ).ToLookup(t => t.Stream);
        var titles = await Titles.Of(
            read,
            rows.SelectMany(r => r.By.Named(r.Row.Fact)).Where(id => id != person),
            cancel
        );
        await titles.InEnglish(read, kinds, cancel);
        return
        [
            .. rows.Select(r => new Version(
                r.By.Lane,
                r.Row,
                r.By.InALife(
                    r.Row.Fact,
                    called[r.Row.Stream]
                        .Where(t => t.KnownFrom < (r.Row.KnownTo ?? long.MaxValue))
                        .Select(t => t.Fact.Title)
                        .LastOrDefault(""),
                    titles
                ),
                r.Seen.Clipped(r.Row.Fact.Valid)
            )),
        ];
    }

    // What a record says as a whole was known of somebody only while it was known to be about them.
    static IEnumerable<FactRow<Fact>> While(FactRow<Fact> row, IEnumerable<FactRow<Fact>> naming)
    {
        var stretches = new List<(long From, long To)>();
        foreach (var (from, to) in naming.Select(n => (n.KnownFrom, n.KnownTo ?? long.MaxValue)).Order())
            if (stretches.Count > 0 && from <= stretches[^1].To)
                stretches[^1] = (stretches[^1].From, Math.Max(to, stretches[^1].To));
            else
                stretches.Add((from, to));
        return from s in stretches
            let known = (From: Math.Max(s.From, row.KnownFrom), To: Math.Min(s.To, row.KnownTo ?? long.MaxValue))
            where known.From < known.To
            select row with
            {
                KnownFrom = known.From,
                KnownTo = known.To == long.MaxValue ? null : known.To,
            };
    }
}
