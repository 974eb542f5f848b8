using HienTai.Domain.Kernel;
using HienTai.Domain.Organization;
using HienTai.Server.Pipeline;
using static HienTai.Server.Pipeline.FactTable;

namespace HienTai.Server.Organization;

/// <summary>The units in whose hands a unit that is no more lies on a day, and since when it is no more.</summary>
public sealed record Heirs(DateOnly Ended, IReadOnlyList<(Guid Id, string Name)> Units)
{
    /// <summary>To whom posts are granted instead: after "is no more;".</summary>
    public (string Vi, string En) Remedy =>
        Units.Count > 0
            ? (
                $"hãy giao cho đơn vị kế thừa: {string.Join(", ", Units.Select(u => u.Name))}.",
                $"grant it to its successor{(Units.Count > 1 ? "s" : "")}: {string.Join(", ", Units.Select(u => u.Name))}."
            )
            : (
                "không có đơn vị kế thừa trong sổ; hãy giao cho đơn vị khác.",
                "it has no successor on record; grant it to another unit."
            );
}

/// <summary>Who took the place of units that are no more, through as many steps as there were until the day.</summary>
public static class Successors
{
    public static async Task<IReadOnlyDictionary<Guid, Heirs>> Of(
        ReadSession read,
        IReadOnlyCollection<Guid> units,
        DateOnly on,
        CancellationToken cancel
    )
    {
        var found = new Dictionary<Guid, Heirs>();
        if (units.Count == 0)
            return found;
        var lives = (
            await read.Query(
                $"select u.stream_id, max(u.valid_to), (array_agg(u.name order by u.valid_from desc))[1], (array_agg(u.sort_key order by u.valid_from desc))[1] from {Table<UnitFact>()} u where {read.Known("u")} and {HandOvers.InTree(read, "u")} group by u.stream_id",
                r => (Id: r.GetGuid(0), To: r.GetFieldValue<DateOnly>(1), Name: r.GetString(2), Sort: r.GetString(3)),
                cancel
            )
        ).ToDictionary(l => l.Id);
        var passages = (
            await read.Query(
                $"select l.stream_id, l.successor, l.valid_from from {Table<LineageFact>()} l where {read.Known("l")}",
                r => (From: r.GetGuid(0), Into: r.GetGuid(1), On: r.GetFieldValue<DateOnly>(2)),
                cancel
            )
        ).ToLookup(p => p.From);
        foreach (var unit in units.Where(lives.ContainsKey))
        {
            var (seen, next, standing) = (new HashSet<Guid> { unit }, new Stack<Guid>([unit]), new List<Guid>());
            while (next.TryPop(out var ended))
                foreach (
                    var into in passages[ended]
                        .Where(p => p.On == lives[ended].To && lives.ContainsKey(p.Into))
                        .Select(p => p.Into)
                )
                    if (!seen.Add(into))
                        continue;
                    else if (lives[into].To > on)
                        standing.Add(into);
                    else
                        next.Push(into);
            found[unit] = new(
                lives[unit].To,
                [
                    .. standing
                        .Select(s => lives[s])
                        .OrderBy(s => s.Sort, StringComparer.Ordinal)
                        .Select(s => (s.Id, s.Name)),
                ]
            );
        }
        return found;
    }
}

/// <summary>The units that went whole into another that lies in the registry.</summary>
public sealed class WholeHeirs : IHeirs
{
    public async Task<IReadOnlyDictionary<Guid, Heir>> Whole(ReadSession read, CancellationToken cancel) =>
        (
            await read.Facts<LineageFact>(
                $"f.part = {(int)PartKind.Whole} and not exists (select from {Table<OutsideFact>()} o where o.stream_id = f.successor and {read.Known("o")})",
                cancel
            )
        )
            .GroupBy(l => l.Stream)
            .ToDictionary(g => g.Key, g => g.MaxBy(l => l.Fact.Valid.ClaimedFrom)!.Fact)
            .ToDictionary(l => l.Key, l => new Heir(l.Value.Successor, l.Value.Valid.From!.Value));
}
