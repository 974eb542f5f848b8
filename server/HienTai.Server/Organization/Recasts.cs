using HienTai.Domain.Organization;
using HienTai.Domain.Personnel;
using HienTai.Rpc.V1;
using HienTai.Server.Pipeline;
using static HienTai.Server.Pipeline.FactTable;

namespace HienTai.Server.Organization;

/// <summary>
/// People of a session's day on the tree of another date, for every list and report that is drawn "theo đơn vị cũ" or
/// "theo đơn vị mới". Count people at the session's TimePoint as ever, then ask for each person and the unit they are
/// counted in where they stand:
/// <code>
/// var map = await Recasts.Of(read, tree, cancel);
/// var (unit, why) = map[person, countedIn];      // a unit in force on that date, or null and why there is none
/// </code>
/// What is known is what the session knows, for both dates. Sight is the caller's: the map tells nothing about whom
/// nobody asked for.
/// </summary>
public static class Recasts
{
    public static async Task<RecastMap> Of(ReadSession read, DateOnly tree, CancellationToken cancel)
    {
        var passages = await Passages(read, cancel);
        // Only where something was handed over does anybody's own course matter.
        var moved = passages.SelectMany(p => new[] { p.From, p.Into }).Distinct().ToArray();
        var own =
            moved.Length == 0
                ? []
                : await read.Query(
                    $"""
                    select a.stream_id, a.unit, a.valid_from, a.valid_to from {Table<AssignmentFact>()} a
                    where {read.Known("a")} and a.unit = any($1) and a.valid_from < a.valid_to
                    """,
                    r =>
                        (
                            Person: r.GetGuid(0),
                            Served: new Served(r.GetGuid(1), r.GetFieldValue<DateOnly>(2), r.GetFieldValue<DateOnly>(3))
                        ),
                    cancel,
                    moved
                );
        return new(
            new(await Lives(read, cancel), passages),
            own.ToLookup(o => o.Person, o => o.Served),
            moved,
            read.On,
            tree
        );
    }

    /// <summary>Every unit there ever was, as the session knows it.</summary>
    public static Task<List<Life>> Lives(ReadSession read, CancellationToken cancel) =>
        read.Query(
            $"select u.stream_id, min(u.valid_from), max(u.valid_to), exists (select from {Table<OutsideFact>()} o where o.stream_id = u.stream_id and {read.Known("o")}) from {Table<UnitFact>()} u where {read.Known("u")} group by u.stream_id",
            r => new Life(r.GetGuid(0), r.GetFieldValue<DateOnly>(1), r.GetFieldValue<DateOnly>(2), r.GetBoolean(3)),
            cancel
        );

    /// <summary>Everything that ever went from one unit to another, as the session knows it.</summary>
    public static Task<List<Passage>> Passages(ReadSession read, CancellationToken cancel) =>
        read.Query(
            $"select l.stream_id, l.successor, l.part, l.valid_from from {Table<LineageFact>()} l where {read.Known("l")}",
            r => new Passage(r.GetGuid(0), r.GetGuid(1), (PartKind)r.GetInt32(2), r.GetFieldValue<DateOnly>(3)),
            cancel
        );

    /// <summary>Why somebody has no place, in words.</summary>
    public static Text Reason(Displacement why) =>
        why switch
        {
            Displacement.SplitNotPlaced => Words.Both(
                "Đơn vị đã chia cho nhiều nơi, chưa có quyết định cho người này.",
                "The unit was split and no decision places this person."
            ),
            Displacement.NoSuccessor => Words.Both(
                "Đơn vị đã giải thể, không có đơn vị kế tục.",
                "The unit was dissolved without a successor."
            ),
            Displacement.ManyPredecessors => Words.Both(
                "Đơn vị được lập từ nhiều nơi, không rõ người này từ nơi nào.",
                "The unit was put together from several and nothing says from which this person came."
            ),
            Displacement.NoPredecessor => Words.Both("Đơn vị chưa có vào ngày ấy.", "The unit did not exist yet."),
            _ => Words.Both("Nơi tiếp nhận nằm ngoài sổ này.", "What takes its place lies outside this registry."),
        };
}

/// <summary>Where people of one day stand in the tree of another.</summary>
public sealed class RecastMap(
    Recasting recasting,
    ILookup<Guid, Served> own,
    IReadOnlyCollection<Guid> moved,
    DateOnly day,
    DateOnly tree
)
{
    /// <summary>Units of which something was ever handed over: of all others it does not matter who asks.</summary>
    public IReadOnlyCollection<Guid> Moved => moved;

    /// <summary>Where a person counted in a unit stands, or why nowhere.</summary>
    public Recast this[Guid person, Guid unit] => recasting.Of(unit, [.. own[person]], day, tree);

    /// <summary>Where a unit stands as a whole: nowhere if that depends on the person.</summary>
    public Recast this[Guid unit] => recasting.Of(unit, [], day, tree);
}
