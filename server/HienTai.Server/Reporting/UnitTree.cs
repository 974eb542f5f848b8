using HienTai.Domain.Organization;
using HienTai.Server.Pipeline;

namespace HienTai.Server.Reporting;

/// <summary>The units of a day, each with its kind, name and parent, as figures are grouped by them.</summary>
public sealed class UnitTree
{
    public sealed record Node(Guid Id, UnitKind Kind, string Name, string ShortName, string SortKey, Guid? Parent);

    readonly Dictionary<Guid, Node> nodes;
    readonly ILookup<Guid, Guid> children;

    UnitTree(IEnumerable<Node> all)
    {
        nodes = all.ToDictionary(n => n.Id);
        children = nodes.Values.Where(n => n.Parent is not null).ToLookup(n => n.Parent!.Value, n => n.Id);
    }

    public static async Task<UnitTree> Of(ReadSession read, DateOnly on, CancellationToken cancel) => new(await read.Query(
        $"select stream_id, kind, name, short_name, sort_key, parent from fact_unit u where {read.Known("u")} and {ReadSession.Valid("u", on)}",
        r => new Node(r.GetGuid(0), (UnitKind)r.GetInt32(1), r.GetString(2), r.GetString(3), r.GetString(4), r.IsDBNull(5) ? null : r.GetGuid(5)), cancel));

    public Node? this[Guid unit] => nodes.GetValueOrDefault(unit);
    public IEnumerable<Node> All => nodes.Values;

    /// <summary>A unit and everything below it.</summary>
    public HashSet<Guid> Below(Guid top)
    {
        var (found, waiting) = (new HashSet<Guid>(), new Queue<Guid>([top]));
        while (waiting.TryDequeue(out var unit))
            if (found.Add(unit)) foreach (var child in children[unit]) waiting.Enqueue(child);
        return found;
    }
}
