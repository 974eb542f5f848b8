using Grpc.Core;
using HienTai.Domain.Kernel;
using HienTai.Domain.Organization;
using HienTai.Organization.V1;
using HienTai.Rpc.V1;
using HienTai.Server.Pipeline;
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
        var spans = (await read.Facts<UnitFact>("f.stream_id = $1 order by f.valid_from", cancel, id)).Where(s => s.Fact.Valid.ClaimedFrom <= read.On).ToArray();
        if (spans.Length == 0) throw Missing(read);
        var (now, last) = (spans[^1].Fact, spans[^1].KnownFrom);
        var sources = await Bases.Of(read, spans.Select(s => s.KnownFrom), spans.SelectMany(s => new[] { s.Fact.NamePaper, s.Fact.ParentPaper, s.Fact.CodePaper }), cancel);
        var parents = await Titles.Of(read, spans.Select(s => s.Fact.Parent).OfType<Guid>(), cancel);
        var ancestors = await read.Query($"""
            with recursive up(id, depth) as (
                select $1::uuid, 0 union select u.parent, depth + 1 from fact_unit u join up on u.stream_id = up.id where {read.Known("u")} and {read.Valid("u")} and u.parent is not null)
            select id from up where depth > 0 order by depth desc
            """, r => r.GetGuid(0).ToString(), cancel, id);
        var version = await read.Query("select max(version) from ledger where stream_id = $1 and position <= $2", r => r.GetInt64(0), cancel, id, read.Position);
        return new()
        {
            At = read.Moment,
            Unit = new()
            {
                Id = id.ToString(),
                Version = version[0],
                Kind = WireEnum<Wire.UnitKind, Domain.Organization.UnitKind>.Wire[now.Kind],
                Name = now.Name,
                ShortName = now.ShortName,
                Code = now.Code,
                Aliases = { now.Aliases },
                ParentId = now.Parent?.ToString() ?? "",
                AncestorIds = { ancestors },
                Founded = now.Founded.ToString(),
                Sources = { { "name", sources[last, now.NamePaper] }, { "parent", sources[last, now.ParentPaper] }, { "code", sources[last, now.CodePaper] }, { "kind", sources[spans[0].KnownFrom, spans[0].Fact.NamePaper] } },
                Spans =
                {
                    spans.Select(s => new UnitSpan
                    {
                        Period = s.Fact.Valid.Wire, Name = s.Fact.Name, Code = s.Fact.Code, ParentId = s.Fact.Parent?.ToString() ?? "", Source = sources[s.KnownFrom, Changed(spans, s)],
                        ParentName = s.Fact.Parent is { } parent ? parents[parent, s.Fact.Valid.ClaimedTo > read.On ? read.On : s.Fact.Valid.ClaimedTo.AddDays(-1)] : "",
                    }),
                },
            },
        };
    }

    // The paper that began a period: that of whichever of name, parent and code is new in it.
    static Guid? Changed(FactRow<UnitFact>[] spans, FactRow<UnitFact> span)
    {
        var before = spans.TakeWhile(s => s != span).Select(s => s.Fact).LastOrDefault();
        return before is null || before.Name != span.Fact.Name ? span.Fact.NamePaper : before.Parent != span.Fact.Parent ? span.Fact.ParentPaper : span.Fact.CodePaper;
    }

    public async Task<ListUnitsResponse> List(ListUnitsRequest request, ServerCallContext call)
    {
        var cancel = call.CancellationToken;
        var (root, words) = Reading.Of(r => (r.OptionalId(request.RootId, "root_id"), VietnameseText.Words(r.Text(request.Query, "query", 200))));
        await using var read = await registrar.Open(call, request.At);
        var units = (await read.Facts<UnitFact>($"{read.Valid("f")} order by f.sort_key collate \"C\"", cancel)).Select(u => (Id: u.Stream, u.Fact)).ToArray();
        // A person counts once in a unit, however many assignments they hold there.
        var values = new List<object?>();
        string Value(object? value) { values.Add(value); return $"${values.Count}"; }
        var seen = read.Sight.People("a.stream_id", read.On, Value);
        var people = (await read.Query($"select unit, array_agg(distinct stream_id) from fact_assignment a where {read.Known("a")} and {read.Valid("a")} and {seen} group by unit", r => (r.GetGuid(0), r.GetFieldValue<Guid[]>(1)), cancel, [.. values])).ToDictionary(r => r.Item1, r => r.Item2);
        var present = units.Select(u => u.Id).ToHashSet();
        var children = units.ToLookup(u => u.Fact.Parent is { } p && present.Contains(p) ? p : Guid.Empty);
        var response = new ListUnitsResponse { At = read.Moment };
        var everyone = new HashSet<Guid>();

        // Depth first; a unit is listed if it or something below it matches.
        (List<UnitNode> Nodes, HashSet<Guid> People, bool Matches) Walk((Guid Id, UnitFact Fact) unit, int depth)
        {
            var (here, nodes) = (people.GetValueOrDefault(unit.Id, []), new List<UnitNode>());
            var below = here.ToHashSet();
            var matches = words.All(w => unit.Fact.Words.Split(' ').Any(x => x.StartsWith(w, StringComparison.Ordinal)));
            foreach (var child in children[unit.Id].Select(c => Walk(c, depth + 1)))
            {
                below.UnionWith(child.People);
                if (child.Matches) nodes.AddRange(child.Nodes);
            }
            nodes.Insert(0, new()
            {
                Id = unit.Id.ToString(),
                Kind = WireEnum<Wire.UnitKind, Domain.Organization.UnitKind>.Wire[unit.Fact.Kind],
                Name = unit.Fact.Name,
                ShortName = unit.Fact.ShortName,
                Code = unit.Fact.Code,
                ParentId = unit.Fact.Parent?.ToString() ?? "",
                Depth = depth,
                People = here.Length,
                PeopleBelow = below.Count,
            });
            return (nodes, below, matches || nodes.Count > 1);
        }
        var tops = root is { } only ? units.Where(u => u.Id == only).ToArray() : [.. children[Guid.Empty]];
        if (root is not null && tops.Length == 0) throw Missing(read);
        foreach (var top in tops.Select(t => Walk(t, 0)))
        {
            if (top.Matches) response.Units.AddRange(top.Nodes);
            everyone.UnionWith(top.People);
        }
        response.People = everyone.Count;
        return response;
    }

    public async Task<GetUnitHistoryResponse> History(GetUnitHistoryRequest request, ServerCallContext call)
    {
        var cancel = call.CancellationToken;
        await using var read = await registrar.Open(call, request.At);
        var entries = await histories.Of(read, Reading.Of(r => r.Id(request.Id, "id")), cancel);
        return entries.Count == 0 ? throw Missing(read) : new() { At = read.Moment, Entries = { entries } };
    }

    static NotOnRecord Missing(ReadSession read) => new($"Không có đơn vị này vào ngày {read.On:dd/MM/yyyy}, theo hiểu biết ở vị trí sổ {read.Position}.", $"There is no such unit on {read.On:yyyy-MM-dd} as known at ledger position {read.Position}.");
}
