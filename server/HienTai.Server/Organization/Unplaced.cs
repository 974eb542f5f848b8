using Grpc.Core;
using HienTai.Domain.Kernel;
using HienTai.Domain.Organization;
using HienTai.Organization.V1;
using HienTai.Rpc.V1;
using HienTai.Server.Access;
using HienTai.Server.Pipeline;
using PartKind = HienTai.Domain.Organization.PartKind;
using Wire = HienTai.Organization.V1;

namespace HienTai.Server.Organization;

/// <summary>
/// Who has no place in the tree of a day: the worklist after a split, and the names behind every count that could not
/// be re-cast.
/// </summary>
public sealed class Unplaced(Registrar registrar)
{
    public async Task<ListUnplacedResponse> List(ListUnplacedRequest request, ServerCallContext call)
    {
        var (cancel, account) = (call.CancellationToken, call.Reader.Account);
        var (only, treeOn, size) = Reading.Of(r =>
            (
                r.OptionalId(request.UnitId, "unit_id"),
                request.TreeOn.Length == 0 ? (DateOnly?)null : r.Day(request.TreeOn, "tree_on"),
                r.PageSize(request.PageSize, 100, 500)
            )
        );
        var page = PageToken.Read(request.PageToken, request, account);
        await using var read = await registrar.Open(call, request.At, page);
        var tree = treeOn ?? read.On;
        var map = await Recasts.Of(read, tree, cancel);
        var values = new List<object?>();
        string Value(object? value)
        {
            values.Add(value);
            return $"${values.Count}";
        }
        var seen = read.Sight.People("a.stream_id", read.On, Value);
        // Only what is not in force in that tree can be without a place in it.
        var rows = (
            await read.Query(
                $"""
                select a.stream_id, a.assignment, a.unit, a.post, p.full_name, p.sort_key from fact_assignment a
                join fact_person_search p on p.stream_id = a.stream_id and {read.Known("p")} and {read.Valid("p")}
                where {read.Known("a")} and {read.Valid(
                    "a"
                )} and {seen} and not exists (select from fact_unit u where u.stream_id = a.unit and {read.Known(
                    "u"
                )} and {ReadSession.Valid("u", tree)} and {HandOvers.InTree(read, "u")})
                """,
                r =>
                    (
                        Person: r.GetGuid(0),
                        Assignment: r.GetGuid(1),
                        Unit: r.GetGuid(2),
                        Post: r.GetString(3),
                        Name: r.GetString(4),
                        Sort: r.GetString(5)
                    ),
                cancel,
                [.. values]
            )
        )
            .Select(r => (Row: r, Now: map[r.Person, r.Unit]))
            .Where(r => r.Now.Why is not null)
            .ToArray();

        // Who holds another place is named all the same: this assignment still waits.
        var elsewhere = (
            await read.Query(
                $"select a.stream_id, a.unit from fact_assignment a where {read.Known("a")} and {read.Valid("a")} and a.stream_id = any($1)",
                r => (Person: r.GetGuid(0), Unit: r.GetGuid(1)),
                cancel,
                rows.Select(r => r.Row.Person).Distinct().ToArray()
            )
        )
            .Where(a => map[a.Person, a.Unit].Unit is not null)
            .Select(a => a.Person)
            .ToHashSet();
        var units = rows.Select(r => r.Row.Unit).Distinct().ToArray();
        var proposals = (
            await read.Facts<LineageFact>(
                $"f.stream_id = any($1) and f.valid_from <= date '{tree:yyyy-MM-dd}' and not exists (select from fact_outside o where o.stream_id = f.successor and {read.Known("o")})",
                cancel,
                units
            )
        )
            .GroupBy(l => l.Stream)
            .ToDictionary(
                g => g.Key,
                g =>
                    g.MinBy(l =>
                        (
                            l.Fact.Part switch
                            {
                                PartKind.Whole => 0,
                                PartKind.Major => 1,
                                PartKind.Remainder => 2,
                                _ => 3,
                            },
                            l.Fact.Successor
                        )
                    ).Fact.Successor
            );
        var titles = await Titles.Of(read, units.Concat(proposals.Values), cancel);
        var ends = (
            await read.Query(
                $"select stream_id, max(valid_to), (array_agg(to_text order by valid_to desc))[1] from fact_unit u where {read.Known("u")} and stream_id = any($1) group by 1",
                r => (Unit: r.GetGuid(0), Day: r.GetFieldValue<DateOnly>(1), Text: r.IsDBNull(2) ? "" : r.GetString(2)),
                cancel,
                units
            )
        ).ToDictionary(e => e.Unit);
        string Called(Guid unit) => titles[unit, DateOnly.MaxValue];

        var shown = rows.Where(r =>
                only is not { } one || r.Row.Unit == one || proposals.GetValueOrDefault(r.Row.Unit) == one
            )
            .OrderBy(r => VietnameseText.TextKey(Called(r.Row.Unit)), StringComparer.Ordinal)
            .ThenBy(r => r.Row.Sort, StringComparer.Ordinal)
            .ThenBy(r => r.Row.Assignment)
            .ToArray();
        var response = new ListUnplacedResponse
        {
            At = read.Moment,
            TreeOn = $"{tree:yyyy-MM-dd}",
            TotalSize = shown.Length,
        };
        var offset = page?.Offset ?? 0;
        foreach (var ((person, assignment, unit, post, name, _), now) in shown.Skip(offset).Take(size))
        {
            var proposed = proposals.TryGetValue(unit, out var heir) ? heir : (Guid?)null;
            response.People.Add(
                new UnplacedPerson
                {
                    PersonId = person.ToString(),
                    FullName = name,
                    AssignmentId = assignment.ToString(),
                    Post = post,
                    UnitId = unit.ToString(),
                    UnitName = Called(unit),
                    Why = WireEnum<Wire.Displacement, Domain.Organization.Displacement>.Wire[now.Why!.Value],
                    ProposedId = proposed?.ToString() ?? "",
                    ProposedName = proposed is { } p ? Called(p) : "",
                    PlacedElsewhere = elsewhere.Contains(person),
                    Ended = ends.TryGetValue(unit, out var end) ? end.Text : "",
                }
            );
        }
        if (offset + size < shown.Length)
            response.NextPageToken = new PageToken(
                PageToken.HashOf(request, account),
                read.On,
                read.Position,
                offset + size,
                shown.Length,
                []
            ).ToString();
        response.Placings.AddRange(
            await Placings(
                read,
                [.. shown.Select(r => r.Row.Unit).Distinct()],
                shown.Select(r => (r.Row.Unit, r.Row.Person)).Distinct().ToLookup(r => r.Unit, r => r.Person),
                ends,
                Called,
                cancel
            )
        );
        return response;
    }

    // Of the people a unit had on its last day, how many still have no other place.
    static async Task<IEnumerable<Placing>> Placings(
        ReadSession read,
        Guid[] units,
        ILookup<Guid, Guid> unplaced,
        Dictionary<Guid, (Guid Unit, DateOnly Day, string Text)> ends,
        Func<Guid, string> called,
        CancellationToken cancel
    )
    {
        var ended = units
            .Where(u => ends.TryGetValue(u, out var end) && end.Text.Length > 0 && end.Day <= read.On)
            .ToArray();
        var values = new List<object?> { ended, ended.Select(u => ends[u].Day.AddDays(-1)).ToArray() };
        string Value(object? value)
        {
            values.Add(value);
            return $"${values.Count}";
        }
        var seen = read.Sight.People("a.stream_id", read.On, Value);
        var had = (
            await read.Query(
                $"select e.unit, count(distinct a.stream_id) from unnest($1::uuid[], $2::date[]) e(unit, day) join fact_assignment a on a.unit = e.unit and {read.Known("a")} and a.valid_from <= e.day and a.valid_to > e.day where {seen} group by 1",
                r => (r.GetGuid(0), (int)r.GetInt64(1)),
                cancel,
                [.. values]
            )
        ).ToDictionary(h => h.Item1, h => h.Item2);
        return ended
            .Select(u => new Placing
            {
                UnitId = u.ToString(),
                UnitName = called(u),
                Ended = ends[u].Text,
                People = Math.Max(had.GetValueOrDefault(u), unplaced[u].Count()),
                Unplaced = unplaced[u].Count(),
            })
            .OrderByDescending(p => p.Unplaced)
            .ThenBy(p => VietnameseText.TextKey(p.UnitName), StringComparer.Ordinal);
    }
}
