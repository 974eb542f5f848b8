using Grpc.Core;
using HienTai.Domain.Kernel;
using HienTai.Domain.Standards;
using HienTai.Reporting.V1;
using HienTai.Rpc.V1;
using HienTai.Server.Access;
using HienTai.Server.Pipeline;
using DataClass = HienTai.Domain.Kernel.DataClass;
using Finding = HienTai.Domain.Standards.Finding;
using Ground = HienTai.Domain.Standards.Ground;
using Ladder = HienTai.Domain.Kernel.Ladder;
using Rules = HienTai.Standards.V1;
using StandardKind = HienTai.Domain.Standards.StandardKind;

namespace HienTai.Server.Reporting;

/// <summary>
/// Who stands otherwise at one moment than at another, and why: not by comparing lists, but by the rows of facts that
/// hold at one of the two and not at the other. Each row says at which entry of the ledger it came to be believed or
/// ceased to be.
/// </summary>
public sealed class StandingComparison(Registrar registrar, Standings standings, Census census, Histories histories)
{
    sealed record Asked(Ladder Ladder, StandardKind Kind, Guid? Unit, Group Group, int Size);

    sealed record Judged(Case Case, Rule Rule, Finding Finding);

    /// <summary>One of the two moments.</summary>
    sealed record Side(
        ReadSession Read,
        Places? Places,
        Census.State State,
        bool Partial,
        Dictionary<Guid, Judged> People,
        Dictionary<Guid, FactRow<StandardFact>> Standards
    )
    {
        public bool Below(Guid who) => People.GetValueOrDefault(who) is { Finding.Below: true };

        public int Day => Read.On.DayNumber;
        public long Position => Read.Position;
    }

    public async Task<CompareStandingsResponse> Compare(CompareStandingsRequest request, ServerCallContext call)
    {
        var cancel = call.CancellationToken;
        var asked = Reading.Of(r => new Asked(
            StandingQuestions.LadderOf(r, request.Ladder),
            r.Enum<Rules.StandardKind, StandardKind>(request.Kind, "kind", none: StandardKind.Law),
            r.OptionalId(request.UnitId, "unit_id"),
            Group.Of(r, request.Group),
            r.PageSize(request.PageSize, 25, 100)
        ));
        var page = PageToken.Read(request.PageToken, request, call.Reader.Account);
        await using var second = await registrar.Open(call, request.B, page, "b");
        await using var first = await registrar.Open(
            call,
            page?.After is [.., var on, var known]
                ? new() { ValidOn = on, KnownPosition = long.Parse(known) }
                : Pinned(request.A, second.Head),
            field: "a"
        );
        var (a, b) = (await Of(first, asked, cancel), await Of(second, asked, cancel));
        if (asked.Unit is not null && a.Places is null && b.Places is null)
            throw Places.Missing(second);
        var response = new CompareStandingsResponse
        {
            A = first.Moment,
            B = second.Moment,
            Partial = a.Partial || b.Partial,
        };
        var changed = Changed(a, b, request.All, response);
        response.TotalSize = changed.Count;
        // What is named and told is what the later state of knowledge has of it.
        var (early, late) = first.Position <= second.Position ? (a, b) : (b, a);
        var (names, more) = await ByName.Page(late.Read, changed, page?.After[..2] ?? [], asked.Size, cancel);
        var sights = await late.Read.Sight.Of(late.Read, [.. names.Select(n => n.Id)], cancel);
        foreach (var name in names)
            response.Rows.Add(
                new StandingChange
                {
                    A = Row(a, name),
                    B = Row(b, name),
                    Causes = { await Causes(early, late, name.Id, sights[name.Id], cancel) },
                }
            );
        if (more)
            response.NextPageToken = PageToken
                .At(
                    second,
                    request,
                    call.Reader.Account,
                    (page?.Offset ?? 0) + names.Count,
                    changed.Count,
                    [names[^1].Key, names[^1].Id.ToString(), $"{first.On:yyyy-MM-dd}", $"{first.Position}"]
                )
                .ToString();
        return response;
    }

    /// <summary>Counts who was and is below, and says who stands differently.</summary>
    static HashSet<Guid> Changed(Side a, Side b, bool all, CompareStandingsResponse response)
    {
        var changed = new HashSet<Guid>();
        foreach (var who in a.People.Keys.Union(b.People.Keys))
        {
            var (was, now) = (a.Below(who), b.Below(who));
            response.BelowA += was ? 1 : 0;
            response.BelowB += now ? 1 : 0;
            response.CameBelow += now && !was ? 1 : 0;
            response.NoLongerBelow += was && !now ? 1 : 0;
            if (
                was != now
                || (
                    all
                    && a.People.GetValueOrDefault(who)?.Finding.Standing
                        != b.People.GetValueOrDefault(who)?.Finding.Standing
                )
            )
                changed.Add(who);
        }
        return changed;
    }

    // Two moments of now are of the same now.
    static TimePoint Pinned(TimePoint? asked, long head) =>
        asked is { KnownCase: not TimePoint.KnownOneofCase.None }
            ? asked
            : new() { ValidOn = asked?.ValidOn ?? "", KnownPosition = head };

    async Task<Side> Of(ReadSession read, Asked asked, CancellationToken cancel)
    {
        var (seen, places) = (
            await Seen.Of(read, cancel),
            asked.Unit is null ? await Places.Asked(read, null, cancel) : await Places.Of(read, asked.Unit, cancel)
        );
        var people = new Dictionary<Guid, Judged>();
        foreach (var c in await standings.Of(read, cancel))
            if (
                places?.At(c.Job) is { } place
                && asked.Group.Holds(c.Job.Category, place.Unit.Kind)
                && seen.Holds(c.Who.Id, read.On)
                && c.Worst(asked.Kind, asked.Ladder) is var (rule, finding)
            )
                people[c.Who.Id] = new(c, rule, finding);
        return new(
            read,
            places,
            await census.At(read, cancel),
            seen.Partial,
            people,
            (await read.Facts<StandardFact>(read.Valid("f"), cancel)).ToDictionary(f => f.Stream)
        );
    }

    static StandingRow? Row(Side side, Named name) =>
        side.People.GetValueOrDefault(name.Id) is { } its
            ? StandingQuestions.RowOf(
                name,
                its.Case,
                its.Rule,
                its.Finding,
                side.Places!,
                side.State,
                side.Read,
                Reasons.Unconcluded
            )
            : null;

    async Task<IEnumerable<HistoryEntry>> Causes(
        Side early,
        Side late,
        Guid id,
        PersonSight sight,
        CancellationToken cancel
    )
    {
        var (was, now) = (early.People.GetValueOrDefault(id), late.People.GetValueOrDefault(id));
        var own = Own((now ?? was)!.Case.Who, was, now, early, late);
        var entries =
            own.Count == 0
                ? []
                : SeenEntries.Of(
                    await histories.Of(late.Read, id, cancel, own),
                    sight,
                    c => c is DataClass.Basic,
                    late.Read.Sight.Reader
                );
        foreach (var standard in Reworded(was?.Rule, now?.Rule, early, late))
            entries.AddRange(await histories.Of(late.Read, standard.Key, cancel, standard.ToHashSet()));
        return entries.OrderBy(e => e.Source.Position);
    }

    /// <summary>
    /// At which entries the rows of somebody's facts that decide came to be believed, or ceased to be.
    /// </summary>
    static HashSet<long> Own(Somebody who, Judged? was, Judged? now, Side early, Side late)
    {
        var found = new HashSet<long>();
        var asks = new[] { was?.Rule, now?.Rule }.OfType<Rule>().SelectMany(r => r.Asks).ToHashSet();
        // Of a qualification better evidence changes nothing, unless it shows that it is false.
        static (Guid, Level, int, bool) Claim(Study s) =>
            (s.Id, s.Level, s.Field, s.Grade is EvidenceGrade.RevokedAsFalse);
        var studies = who.Studies.Where(s => asks.Contains(Ladders.Of(s.Level))).ToArray();
        var (held, holds) = (
            studies.Where(s => s.On(early.Day, early.Position)).ToLookup(Claim),
            studies.Where(s => s.On(late.Day, late.Position)).ToLookup(Claim)
        );
        foreach (var s in held.Where(g => !holds.Contains(g.Key)).SelectMany(g => g))
            found.Add(Ceased(studies, s, Claim));
        foreach (var s in holds.Where(g => !held.Contains(g.Key)).SelectMany(g => g))
            found.Add(Begun(studies, s, Claim));

        static (Guid, Level, int) Course(Learning l) => (l.Id, l.Level, l.Field);
        var courses = new[] { was, now }.Any(j => j?.Finding.Standing is Domain.Standards.Standing.InTraining)
            ? who.Courses.Where(c => asks.Contains(Ladders.Of(c.Level))).ToArray()
            : [];
        foreach (var c in courses)
            if (c.On(early.Day, early.Position) != c.On(late.Day, late.Position))
                found.Add(c.On(early.Day, early.Position) ? Ceased(courses, c, Course) : Begun(courses, c, Course));

        var (served, serves) = (
            who.MainOn(early.Day, early.Position, late.State.Jobs),
            who.MainOn(late.Day, late.Position, late.State.Jobs)
        );
        if (served?.Job != serves?.Job)
        {
            static (Guid, int) Post(Service s) => (s.Id, s.Job);
            if (served is { } before && !before.On(late.Day, late.Position))
                found.Add(Ceased(who.Services, before, Post));
            if (serves is { } after && !after.On(early.Day, early.Position))
                found.Add(Begun(who.Services, after, Post));
        }
        // Birth decides only where service left to retirement does.
        if (
            new[] { was, now }.Any(j => j?.Finding.Ground is Ground.LittleServiceLeft or Ground.BirthInexact)
            && who.As(late.Position) is { } born
            && born != who.As(early.Position)
        )
            found.Add(born.KnownFrom);
        return found;

        // A row still believed has run out by its own date, which is as old as the first row that gave it.
        long Ceased<TRow, TSaid>(TRow[] rows, TRow row, Func<TRow, TSaid> said)
            where TRow : struct, IVersion =>
            row.KnownTo <= late.Position
                ? row.KnownTo
                : First(rows, row, r => r.To == row.To && Equals(said(r), said(row)));
    }

    static long Begun<TRow, TSaid>(TRow[] rows, TRow row, Func<TRow, TSaid> said)
        where TRow : struct, IVersion => First(rows, row, r => r.From == row.From && Equals(said(r), said(row)));

    // A row is replaced whenever anything about it is, its grade or its end: what it says was first said by the first
    // of them that says the same.
    static long First<TRow>(TRow[] rows, TRow row, Predicate<TRow> same)
        where TRow : struct, IVersion
    {
        for (int i; (i = Array.FindIndex(rows, r => r.KnownTo == row.KnownFrom && same(r))) >= 0; )
            row = rows[i];
        return row.KnownFrom;
    }

    // Of a standard that only stands written elsewhere nothing has changed.
    static IEnumerable<IGrouping<Guid, long>> Reworded(Rule? was, Rule? now, Side early, Side late)
    {
        static (Scope, Demands, Transition, Strings)? Asked(FactRow<StandardFact>? row) =>
            row?.Fact.Details is { } d ? (d.Scope, d.Demands, d.Transition, d.Prevails) : null;
        static FactRow<StandardFact>? In(Side side, Guid id) =>
            side.Standards.TryGetValue(id, out var row) ? row : null;
        return was is null || now is null
            ? []
            : new[] { was.Id, now.Id }
                .Distinct()
                .Select(id => (Id: id, Was: In(early, id), Now: In(late, id)))
                .Where(s => Asked(s.Was) != Asked(s.Now))
                .GroupBy(
                    s => s.Id,
                    s =>
                        (s.Now, s.Was) switch
                        {
                            ({ } row, _) => row.KnownFrom,
                            (null, { KnownTo: { } to }) when to <= late.Position => to,
                            _ => s.Was!.Value.KnownFrom,
                        }
                );
    }
}
