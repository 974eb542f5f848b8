using Grpc.Core;
using HienTai.Domain.Kernel;
using HienTai.Domain.Organization;
using HienTai.Domain.Personnel;
using HienTai.Organization.V1;
using HienTai.Rpc.V1;
using HienTai.Server.Pipeline;
using static HienTai.Server.Pipeline.FactTable;
using Wire = HienTai.Organization.V1;

namespace HienTai.Server.Organization;

/// <summary>The questions about units, each at a TimePoint.</summary>
public sealed class Units(Registrar registrar, Histories histories)
{
    public async Task<GetUnitResponse> Get(GetUnitRequest request, ServerCallContext call)
    {
        var cancel = call.CancellationToken;
        await using var read = await registrar.Open(call, request.At);
        var id = Reading.Of(r => r.Id(request.Id, "id"));
        var life = await read.Facts<UnitFact>("f.stream_id = $1 order by f.valid_from", cancel, id);
        var spans = life.Where(s => s.Fact.Valid.ClaimedFrom <= read.On).ToArray();
        if (spans.Length == 0)
            throw Missing(read);
        var ended = life[^1].Fact.Valid.To;
        // Of a unit that is no more, where it belonged on its last day.
        var stood = life[^1].Fact.Valid.ClaimedTo <= read.On ? life[^1].Fact.Valid.ClaimedTo.AddDays(-1) : read.On;
        var (now, last) = (spans[^1].Fact, spans[^1].KnownFrom);
        var sources = await Bases.Of(
            read,
            spans.Select(s => s.KnownFrom),
            spans.SelectMany(s => new[] { s.Fact.NamePaper, s.Fact.ParentPaper, s.Fact.CodePaper }),
            cancel
        );
        var parents = await Titles.Of(read, spans.Select(s => s.Fact.Parent).OfType<Guid>(), cancel);
        var ancestors = await Ancestors(read, id, stood, cancel);

        return new()
        {
            At = read.Moment,
            Unit = new()
            {
                Id = id.ToString(),
                Version = await Version(read, id, cancel),
                Kind = WireEnum<Wire.UnitKind, Domain.Organization.UnitKind>.Wire[now.Kind],
                Name = now.Name,
                ShortName = now.ShortName,
                Code = now.Code,
                Aliases = { now.Aliases },
                ParentId = now.Parent?.ToString() ?? "",
                AncestorIds = { ancestors },
                Founded = now.Founded.ToString(),
                Ended = ended?.ToString() ?? "",
                Outside = await Outside(read, id, cancel),
                Namesakes = { await Namesakes(read, id, now, cancel) },
                Territory = ReorganisationData.TerritoryOf(id),
                Sources =
                {
                    { "name", sources[last, now.NamePaper] },
                    { "parent", sources[last, now.ParentPaper] },
                    { "code", sources[last, now.CodePaper] },
                    { "kind", sources[spans[0].KnownFrom, spans[0].Fact.NamePaper] },
                },
                Spans = { spans.Select(s => SpanOf(read, s, sources[s.KnownFrom, Changed(spans, s)], parents)) },
            },
        };
    }

    static async Task<List<string>> Ancestors(ReadSession read, Guid id, DateOnly stood, CancellationToken cancel) =>
        await read.Query(
            $"""
            with recursive up(id, depth) as (
                select $1::uuid, 0 union select u.parent, depth + 1 from {Table<UnitFact>()} u join up on u.stream_id = up.id where {read.Known(
                "u"
            )} and {ReadSession.Valid("u", stood)} and u.parent is not null)
            select id from up where depth > 0 order by depth desc
            """,
            r => r.GetGuid(0).ToString(),
            cancel,
            id
        );

    static async Task<long> Version(ReadSession read, Guid id, CancellationToken cancel) =>
        (
            await read.Query(
                "select max(version) from ledger where stream_id = $1 and position <= $2",
                r => r.GetInt64(0),
                cancel,
                id,
                read.Position
            )
        )[0];

    static UnitSpan SpanOf(ReadSession read, FactRow<UnitFact> span, Rpc.V1.Source? source, Titles parents)
    {
        var s = span.Fact;
        return new()
        {
            Period = s.Valid.Wire,
            Name = s.Name,
            Code = s.Code,
            ParentId = s.Parent?.ToString() ?? "",
            Source = source,
            ParentName = s.Parent is { } parent
                ? parents[parent, s.Valid.ClaimedTo > read.On ? read.On : s.Valid.ClaimedTo.AddDays(-1)]
                : "",
        };
    }

    // The paper that began a period: that of whichever of name, parent and code is new in it.
    static Guid? Changed(FactRow<UnitFact>[] spans, FactRow<UnitFact> span)
    {
        var before = spans.TakeWhile(s => s != span).Select(s => s.Fact).LastOrDefault();
        if (before is null || before.Name != span.Fact.Name)
            return span.Fact.NamePaper;
        return before.Parent != span.Fact.Parent ? span.Fact.ParentPaper : span.Fact.CodePaper;
    }

    static async Task<bool> Outside(ReadSession read, Guid id, CancellationToken cancel) =>
        (
            await read.Query(
                $"select exists (select from {Table<OutsideFact>()} o where o.stream_id = $1 and {read.Known("o")})",
                r => r.GetBoolean(0),
                cancel,
                id
            )
        )[0];

    // A name or code says nothing about which unit is meant: whose else it is or was.
    static async Task<IEnumerable<Namesake>> Namesakes(
        ReadSession read,
        Guid id,
        UnitFact now,
        CancellationToken cancel
    ) =>
        (
            await read.Facts<UnitFact>(
                "f.stream_id <> $1 and f.valid_from < f.valid_to and (f.name = $2 or f.short_name <> '' and f.short_name = $3 or f.code <> '' and f.code = $4) order by f.valid_from, f.stream_id",
                cancel,
                id,
                now.Name,
                now.ShortName,
                now.Code
            )
        )
            .Where(u => u.Fact.Valid.ClaimedFrom <= read.On)
            .Select(u => new Namesake
            {
                UnitId = u.Stream.ToString(),
                Name = u.Fact.Name,
                Code = u.Fact.Code,
                Period = u.Fact.Valid.Wire,
                SameName =
                    u.Fact.Name == now.Name || (u.Fact.ShortName.Length > 0 && u.Fact.ShortName == now.ShortName),
                SameCode = u.Fact.Code.Length > 0 && u.Fact.Code == now.Code,
            });

    public async Task<GetLineageResponse> Lineage(GetLineageRequest request, ServerCallContext call)
    {
        var cancel = call.CancellationToken;
        await using var read = await registrar.Open(call, request.At);
        var id = Reading.Of(r => r.Id(request.Id, "id"));
        if ((await read.Facts<TitleFact>("f.stream_id = $1 and f.kind = 'unit'", cancel, id)).Count == 0)
            throw Missing(read);
        var bands = await read.Facts<LineageFact>(
            $"f.valid_from in (select l.valid_from from {Table<LineageFact>()} l where {read.Known("l")} and (l.stream_id = $1 or l.successor = $1)) order by f.valid_from, f.stream_id, f.part",
            cancel,
            id
        );
        var sources = await Bases.Of(read, bands.Select(b => b.KnownFrom), bands.Select(b => b.Fact.Paper), cancel);
        var named = bands
            .SelectMany(b =>
                new[]
                {
                    (Unit: b.Stream, Gave: true, Day: b.Fact.Valid.ClaimedFrom.AddDays(-1)),
                    (Unit: b.Fact.Successor, Gave: false, Day: b.Fact.Valid.ClaimedFrom),
                }
            )
            .ToArray();
        var spans = (
            await read.Facts<UnitFact>(
                "f.stream_id = any($1) order by f.valid_from",
                cancel,
                named.Select(n => n.Unit).Distinct().ToArray()
            )
        ).ToLookup(f => f.Stream, f => f.Fact);
        var outside = await Outsiders(read, named.Select(n => n.Unit), cancel);

        UnitFact? Then(Guid unit, DateOnly day) =>
            spans[unit].LastOrDefault(f => f.Valid.ClaimedFrom <= day) ?? spans[unit].FirstOrDefault();
        return new()
        {
            At = read.Moment,
            Units =
            {
                named
                    .DistinctBy(n => n.Unit)
                    .Select(n => (n.Unit, n.Gave, Fact: Then(n.Unit, n.Day)))
                    .Where(n => n.Fact is not null)
                    .OrderBy(n => !n.Gave)
                    .ThenBy(n => n.Fact!.SortKey, StringComparer.Ordinal)
                    .Select(n => Told(n.Unit, n.Fact!, outside.Contains(n.Unit))),
            },
            Bands =
            {
                bands.Select(b => new LineageBand
                {
                    FromId = b.Stream.ToString(),
                    IntoId = b.Fact.Successor.ToString(),
                    Part = WireEnum<Wire.PartKind, Domain.Organization.PartKind>.Wire[b.Fact.Part],
                    On = b.Fact.Valid.From?.ToString() ?? "",
                    Source = sources[b.KnownFrom, b.Fact.Paper],
                    Clause = ReorganisationData.ClauseOf(
                        b.Stream,
                        Then(b.Stream, b.Fact.Valid.ClaimedFrom.AddDays(-1))?.Code ?? "",
                        b.Fact.Successor
                    ),
                }),
            },
        };
    }

    static LineageUnit Told(Guid unit, UnitFact fact, bool outside) =>
        new()
        {
            Id = unit.ToString(),
            Name = fact.Name,
            ShortName = fact.ShortName,
            Code = fact.Code,
            Kind = WireEnum<Wire.UnitKind, Domain.Organization.UnitKind>.Wire[fact.Kind],
            Outside = outside,
            Territory = ReorganisationData.TerritoryOf(unit),
        };

    static async Task<HashSet<Guid>> Outsiders(ReadSession read, IEnumerable<Guid> units, CancellationToken cancel) =>
        (
            await read.Query(
                $"select o.stream_id from {Table<OutsideFact>()} o where {read.Known("o")} and o.stream_id = any($1)",
                r => r.GetGuid(0),
                cancel,
                units.Distinct().ToArray()
            )
        ).ToHashSet();

    public async Task<ListUnitsResponse> List(ListUnitsRequest request, ServerCallContext call)
    {
        var cancel = call.CancellationToken;
        var (root, words, treeOn) = Reading.Of(r =>
            (
                r.OptionalId(request.RootId, "root_id"),
                r.Words(request.Query, "query", 200),
                request.TreeOn.Length == 0 ? (DateOnly?)null : r.Day(request.TreeOn, "tree_on")
            )
        );
        await using var read = await registrar.Open(call, request.At);
        var tree = treeOn ?? read.On;
        var standing = (
            await read.Facts<UnitFact>($"{ReadSession.Valid("f", tree)} order by f.sort_key collate \"C\"", cancel)
        )
            .Select(u => (Id: u.Stream, u.Fact))
            .ToArray();
        var outside = (
            await read.Query(
                $"select o.stream_id from {Table<OutsideFact>()} o where {read.Known("o")}",
                r => r.GetGuid(0),
                cancel
            )
        ).ToHashSet();
        var units = standing.Where(u => !outside.Contains(u.Id)).ToArray();
        var serving = await Serving(read, cancel);
        var map = await Recasts.Of(read, tree, cancel);
        var places = serving.SelectMany(s => s.People.Select(p => (Person: p, map[p, s.Unit].Unit))).ToArray();
        var people = places
            .Where(p => p.Unit is not null)
            .GroupBy(p => p.Unit!.Value, p => p.Person)
            .ToDictionary(g => g.Key, g => g.Distinct().ToArray());
        var forest = new Forest(units, people, outside, words);
        var response = new ListUnitsResponse { At = read.Moment, TreeOn = $"{tree:yyyy-MM-dd}" };
        var everyone = new HashSet<Guid>();
        var tops = root is { } only ? units.Where(u => u.Id == only).ToArray() : forest.Tops;
        if (root is not null && tops.Length == 0)
            throw Missing(read);
        foreach (var top in tops.Select(t => forest.Walk(t)))
        {
            if (top.Matches)
                response.Units.AddRange(top.Nodes);
            everyone.UnionWith(top.People);
        }
        response.People = everyone.Count;
        if (root is null)
            response.Unplaced = places
                .Where(p => p.Unit is null)
                .Select(p => p.Person)
                .Distinct()
                .Count(p => !everyone.Contains(p));
        if (request.WithOutside)
            foreach (
                var unit in standing
                    .Where(u => outside.Contains(u.Id))
                    .Select(u => forest.Walk(u))
                    .Where(u => u.Matches)
            )
                response.Units.AddRange(unit.Nodes);
        return response;
    }

    // A person counts once in a unit, however many assignments they hold there.
    static async Task<List<(Guid Unit, Guid[] People)>> Serving(ReadSession read, CancellationToken cancel)
    {
        var values = new List<object?>();
        string Value(object? value)
        {
            values.Add(value);
            return $"${values.Count}";
        }
        var seen = read.Sight.People("a.stream_id", read.On, Value);
        return await read.Query(
            $"select unit, array_agg(distinct stream_id) from {Table<AssignmentFact>()} a where {read.Known("a")} and {read.Valid("a")} and {seen} group by unit",
            r => (Unit: r.GetGuid(0), People: r.GetFieldValue<Guid[]>(1)),
            cancel,
            [.. values]
        );
    }

    /// <summary>The units of a day as they stand below each other, with who serves in each.</summary>
    sealed class Forest
    {
        readonly Dictionary<Guid, Guid[]> people;
        readonly HashSet<Guid> outside;
        readonly string[] words;
        readonly ILookup<Guid, (Guid Id, UnitFact Fact)> children;

        public Forest(
            (Guid Id, UnitFact Fact)[] units,
            Dictionary<Guid, Guid[]> people,
            HashSet<Guid> outside,
            string[] words
        )
        {
            (this.people, this.outside, this.words) = (people, outside, words);
            var present = units.Select(u => u.Id).ToHashSet();
            children = units.ToLookup(u => u.Fact.Parent is { } p && present.Contains(p) ? p : Guid.Empty);
        }

        public (Guid Id, UnitFact Fact)[] Tops => [.. children[Guid.Empty]];

        // Depth first; a unit is listed if it or something below it matches.
        public (List<UnitNode> Nodes, HashSet<Guid> People, bool Matches) Walk(
            (Guid Id, UnitFact Fact) unit,
            int depth = 0
        )
        {
            var (here, nodes) = (people.GetValueOrDefault(unit.Id, []), new List<UnitNode>());
            var below = here.ToHashSet();
            var matches = words.All(w =>
                unit.Fact.Words.Split(' ').Any(x => x.StartsWith(w, StringComparison.Ordinal))
            );
            foreach (var child in children[unit.Id].Select(c => Walk(c, depth + 1)))
            {
                below.UnionWith(child.People);
                if (child.Matches)
                    nodes.AddRange(child.Nodes);
            }
            nodes.Insert(0, Node(unit.Id, unit.Fact, depth, here.Length, below.Count));
            return (nodes, below, matches || nodes.Count > 1);
        }

        UnitNode Node(Guid id, UnitFact fact, int depth, int here, int below) =>
            new()
            {
                Id = id.ToString(),
                Kind = WireEnum<Wire.UnitKind, Domain.Organization.UnitKind>.Wire[fact.Kind],
                Name = fact.Name,
                ShortName = fact.ShortName,
                Code = fact.Code,
                ParentId = fact.Parent?.ToString() ?? "",
                Depth = depth,
                People = here,
                PeopleBelow = below,
                Outside = outside.Contains(id),
            };
    }

    public async Task<GetUnitHistoryResponse> History(GetUnitHistoryRequest request, ServerCallContext call)
    {
        var cancel = call.CancellationToken;
        await using var read = await registrar.Open(call, request.At);
        var entries = await histories.Of(read, Reading.Of(r => r.Id(request.Id, "id")), cancel);
        return entries.Count == 0 ? throw Missing(read) : new() { At = read.Moment, Entries = { entries } };
    }

    static NotOnRecord Missing(ReadSession read) =>
        new(
            $"Không có đơn vị này vào ngày {read.On:dd/MM/yyyy}, theo hiểu biết ở vị trí sổ {read.Position}.",
            $"There is no such unit on {read.On:yyyy-MM-dd} as known at ledger position {read.Position}."
        );
}
