using HienTai.Domain.Organization;
using HienTai.Domain.Personnel;
using HienTai.Rpc.V1;
using HienTai.Server.Pipeline;
using static HienTai.Server.Pipeline.FactTable;

namespace HienTai.Server.Organization;

/// <summary>Draws the tree of another day for lists of people kept elsewhere.</summary>
public sealed class OtherTrees : IOtherTrees
{
    public async Task<IOtherTree> On(ReadSession read, DateOnly tree, CancellationToken cancel)
    {
        var map = await Recasts.Of(read, tree, cancel);
        var units = await read.Query(
            $"select u.stream_id, u.parent, u.name from {Table<UnitFact>()} u where {read.Known("u")} and {ReadSession.Valid("u", tree)} and {HandOvers.InTree(read, "u")}",
            r => (Id: r.GetGuid(0), Parent: r.IsDBNull(1) ? (Guid?)null : r.GetGuid(1), Name: r.GetString(2)),
            cancel
        );
        return new Drawn(
            tree,
            map,
            units.ToDictionary(u => u.Id, u => u.Name),
            units.Where(u => u.Parent is not null).ToLookup(u => u.Parent!.Value, u => u.Id)
        );
    }

    // Units of every version ever believed: of one whose founding fell nothing else is left. They are few, and so are
    // the assignments of those that are no more.
    public async Task<IOtherTree?> OfTheDay(ReadSession read, CancellationToken cancel)
    {
        var strays = await read.Query(
            $"""
            select exists (select from (select distinct stream_id from {Table<UnitFact>()}) e
                join {Table<AssignmentFact>()} a on a.unit = e.stream_id and {read.Known("a")} and {read.Valid("a")}
                where not exists (select from {Table<UnitFact>()} u where u.stream_id = e.stream_id and {read.Known(
                "u"
            )}
                    and {read.Valid("u")} and {HandOvers.InTree(read, "u")}))
            """,
            r => r.GetBoolean(0),
            cancel
        );
        return strays is [true] ? await On(read, read.On, cancel) : null;
    }

    sealed class Drawn(DateOnly day, RecastMap map, Dictionary<Guid, string> names, ILookup<Guid, Guid> children)
        : IOtherTree
    {
        public DateOnly Day => day;

        public (Guid? Unit, Text? Why) this[Guid person, Guid unit] =>
            map[person, unit] switch
            {
                { Unit: { } stands } when names.ContainsKey(stands) => (stands, null),
                { Why: var why } => (null, Recasts.Reason(why ?? Displacement.Outside)),
            };

        public IReadOnlyCollection<Guid> ByPerson => map.Moved;

        public IReadOnlySet<Guid> Below(Guid top)
        {
            var (found, next) = (new HashSet<Guid>(), new Stack<Guid>(names.ContainsKey(top) ? [top] : []));
            while (next.TryPop(out var unit))
                if (found.Add(unit))
                    foreach (var child in children[unit])
                        next.Push(child);
            return found;
        }

        public string Name(Guid unit) => names.GetValueOrDefault(unit, "");
    }
}
