using HienTai.Domain.Organization;
using HienTai.Domain.Personnel;
using HienTai.Reporting.V1;
using HienTai.Server.Organization;
using HienTai.Server.Pipeline;
using static HienTai.Server.Pipeline.FactTable;

namespace HienTai.Server.Reporting;

/// <summary>
/// The people a report counts, where they stand in the tree of another day; who stands nowhere is named with the
/// reason.
/// </summary>
static class OnAnotherTree
{
    const int MostNamed = 2_000;

    /// <param name="people">Everybody the report counts, once, with the unit they are counted in and whether they are
    /// below standard.</param>
    /// <param name="places">Where those units hang on the report's own day.</param>
    /// <param name="tree">A session on the other day with the same knowledge.</param>
    public static async Task<RecastTable> Of(
        ReadSession read,
        ReadSession tree,
        Places places,
        IEnumerable<(Guid Who, Guid Unit, bool Below)> people,
        CancellationToken cancel
    )
    {
        var (map, there) = (await Recasts.Of(read, tree.On, cancel), await Places.Asked(tree, null, cancel));
        var (counts, below, lost, table) = (
            new int[there.Count],
            new int[there.Count],
            new Dictionary<Guid, (Guid Unit, Displacement Why)>(),
            new RecastTable { TreeOn = $"{tree.On:yyyy-MM-dd}" }
        );
        foreach (var (who, unit, isBelow) in people)
        {
            var (stands, why) = map[who, unit];
            if (stands is not { } found || there.Of(found) is not (>= 0 and var place))
            {
                lost[who] = (unit, why ?? Displacement.Outside);
                continue;
            }
            table.Placed++;
            // In a place is in everything above it.
            for (; place >= 0; place = there[place].Above)
            {
                counts[place]++;
                if (isBelow)
                    below[place]++;
            }
        }
        for (var i = 0; i < there.Count; i++)
            if (counts[i] > 0)
                table.Units.Add(
                    new RecastUnit
                    {
                        Id = there[i].Id.ToString(),
                        Name = there[i].Unit.Name,
                        Depth = there[i].Depth,
                        People = counts[i],
                        Below = below[i],
                    }
                );
        table.UnplacedCount = lost.Count;
        var names = await read.Query(
            $"select p.stream_id, p.full_name from {Table<PersonSearchFact>()} p where p.stream_id = any($1) and {read.Known("p")} and {read.Valid("p")} order by p.sort_key collate \"C\", p.stream_id limit {MostNamed}",
            r => (Id: r.GetGuid(0), Name: r.GetString(1)),
            cancel,
            lost.Keys.ToArray()
        );
        table.Unplaced.AddRange(
            names.Select(n => new RecastUnplaced
            {
                PersonId = n.Id.ToString(),
                FullName = n.Name,
                UnitId = lost[n.Id].Unit.ToString(),
                UnitName = places.At(lost[n.Id].Unit)?.Unit.Name ?? "",
                Why = Recasts.Reason(lost[n.Id].Why),
            })
        );
        return table;
    }
}
