using Grpc.Core;
using HienTai.Domain.Kernel;
using HienTai.Domain.Organization;
using HienTai.Domain.Personnel;
using HienTai.Organization.V1;
using HienTai.Rpc.V1;
using HienTai.Server.Access;
using HienTai.Server.Pipeline;
using static HienTai.Server.Pipeline.FactTable;
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
        var rows = await Waiting(read, tree, map, cancel);
        var elsewhere = await Elsewhere(read, map, rows, cancel);
        var units = rows.Select(r => r.Unit).Distinct().ToArray();
        var proposals = await Proposals(read, tree, units, cancel);
        var titles = await Titles.Of(read, units.Concat(proposals.Values), cancel);
        var ends = await Ends(read, units, cancel);
        string Called(Guid unit) => titles[unit, DateOnly.MaxValue];

        var shown = rows.Where(r => only is not { } one || r.Unit == one || proposals.GetValueOrDefault(r.Unit) == one)
            .OrderBy(r => VietnameseText.TextKey(Called(r.Unit)), StringComparer.Ordinal)
            .ThenBy(r => r.Sort, StringComparer.Ordinal)
            .ThenBy(r => r.Assignment)
            .ToArray();
        var response = new ListUnplacedResponse
        {
            At = read.Moment,
            TreeOn = $"{tree:yyyy-MM-dd}",
            TotalSize = shown.Length,
        };
        var offset = page?.Offset ?? 0;
        foreach (var row in shown.Skip(offset).Take(size))
            response.People.Add(
                Told(
                    row,
                    proposals.TryGetValue(row.Unit, out var heir) ? heir : null,
                    elsewhere.Contains(row.Person),
                    ends.TryGetValue(row.Unit, out var end) ? end.Text : "",
                    Called
                )
            );
        if (offset + size < shown.Length)
            response.NextPageToken = PageToken.At(read, request, account, offset + size, shown.Length, []).ToString();
        response.Placings.AddRange(
            await Placings(
                read,
                [.. shown.Select(r => r.Unit).Distinct()],
                shown.Select(r => (r.Unit, r.Person)).Distinct().ToLookup(r => r.Unit, r => r.Person),
                ends,
                Called,
                cancel
            )
        );
        return response;
    }

    static UnplacedPerson Told(Row row, Guid? proposed, bool elsewhere, string ended, Func<Guid, string> called) =>
        new()
        {
            PersonId = row.Person.ToString(),
            FullName = row.Name,
            AssignmentId = row.Assignment.ToString(),
            Post = row.Post,
            UnitId = row.Unit.ToString(),
            UnitName = called(row.Unit),
            Why = WireEnum<Wire.Displacement, Domain.Organization.Displacement>.Wire[row.Why],
            ProposedId = proposed?.ToString() ?? "",
            ProposedName = proposed is { } p ? called(p) : "",
            PlacedElsewhere = elsewhere,
            Ended = ended,
        };

    /// <summary>Somebody with an assignment that has no place in the tree of the day, and why.</summary>
    sealed record Row(
        Guid Person,
        Guid Assignment,
        Guid Unit,
        string Post,
        string Name,
        string Sort,
        Domain.Organization.Displacement Why
    );

    static async Task<Row[]> Waiting(ReadSession read, DateOnly tree, RecastMap map, CancellationToken cancel)
    {
        var values = new List<object?>();
        string Value(object? value)
        {
            values.Add(value);
            return $"${values.Count}";
        }
        var seen = read.Sight.People("a.stream_id", read.On, Value);
        // Only what is not in force in that tree can be without a place in it.
        var found = await read.Query(
            $"""
                select a.stream_id, a.assignment, a.unit, a.post, p.full_name, p.sort_key from {Table<AssignmentFact>()} a
                join {Table<PersonSearchFact>()} p on p.stream_id = a.stream_id and {read.Known("p")} and {read.Valid("p")}
                where {read.Known("a")} and {read.Valid(
                    "a"
                )} and {seen} and not exists (select from {Table<UnitFact>()} u where u.stream_id = a.unit and {read.Known(
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
        );
        return
        [
            .. found
                .Select(r => (Row: r, map[r.Person, r.Unit].Why))
                .Where(r => r.Why is not null)
                .Select(r => new Row(
                    r.Row.Person,
                    r.Row.Assignment,
                    r.Row.Unit,
                    r.Row.Post,
                    r.Row.Name,
                    r.Row.Sort,
                    r.Why!.Value
                )),
        ];
    }

    // Who holds another place is named all the same: this assignment still waits.
    static async Task<HashSet<Guid>> Elsewhere(ReadSession read, RecastMap map, Row[] rows, CancellationToken cancel) =>
        (
            await read.Query(
                $"select a.stream_id, a.unit from {Table<AssignmentFact>()} a where {read.Known("a")} and {read.Valid("a")} and a.stream_id = any($1)",
                r => (Person: r.GetGuid(0), Unit: r.GetGuid(1)),
                cancel,
                rows.Select(r => r.Person).Distinct().ToArray()
            )
        )
            .Where(a => map[a.Person, a.Unit].Unit is not null)
            .Select(a => a.Person)
            .ToHashSet();

    /// <summary>The successor in the registry that took most of each unit.</summary>
    static async Task<Dictionary<Guid, Guid>> Proposals(
        ReadSession read,
        DateOnly tree,
        Guid[] units,
        CancellationToken cancel
    ) =>
        (
            await read.Facts<LineageFact>(
                $"f.stream_id = any($1) and f.valid_from <= date '{tree:yyyy-MM-dd}' and not exists (select from {Table<OutsideFact>()} o where o.stream_id = f.successor and {read.Known("o")})",
                cancel,
                units
            )
        )
            .GroupBy(l => l.Stream)
            .ToDictionary(g => g.Key, g => g.MinBy(l => (Order(l.Fact.Part), l.Fact.Successor)).Fact.Successor);

    static int Order(PartKind part) =>
        part switch
        {
            PartKind.Whole => 0,
            PartKind.Major => 1,
            PartKind.Remainder => 2,
            _ => 3,
        };

    static async Task<Dictionary<Guid, (Guid Unit, DateOnly Day, string Text)>> Ends(
        ReadSession read,
        Guid[] units,
        CancellationToken cancel
    ) =>
        (
            await read.Query(
                $"select stream_id, max(valid_to), (array_agg(to_text order by valid_to desc))[1] from {Table<UnitFact>()} u where {read.Known("u")} and stream_id = any($1) group by 1",
                r => (Unit: r.GetGuid(0), Day: r.GetFieldValue<DateOnly>(1), Text: r.IsDBNull(2) ? "" : r.GetString(2)),
                cancel,
                units
            )
        ).ToDictionary(e => e.Unit);

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
                $"select e.unit, count(distinct a.stream_id) from unnest($1::uuid[], $2::date[]) e(unit, day) join {Table<AssignmentFact>()} a on a.unit = e.unit and {read.Known("a")} and a.valid_from <= e.day and a.valid_to > e.day where {seen} group by 1",
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
