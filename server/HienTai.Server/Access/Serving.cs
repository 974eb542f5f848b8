using HienTai.Domain.Personnel;
using HienTai.Server.Pipeline;
using static HienTai.Server.Pipeline.FactTable;

namespace HienTai.Server.Access;

/// <summary>
/// Where one must serve on a read's day to stand in a unit or below it: in any of these units, or as one of these
/// people in theirs.
/// </summary>
public sealed record Serving(Guid[] Units, Guid[] People, Guid[] There)
{
    /// <summary>By the units alone, on the tree of the read's own day.</summary>
    public static async Task<Serving> Under(ReadSession read, Guid top, CancellationToken cancel) =>
        new([.. await read.Query(Below.Sql(read, "$1"), r => r.GetGuid(0), cancel, top)], [], []);

    /// <summary>By where each person stands in a drawn tree: below a unit of it, or anywhere in it.</summary>
    public static async Task<Serving> On(ReadSession read, IOtherTree tree, Guid? top, CancellationToken cancel)
    {
        var within = top is { } unit ? tree.Below(unit) : null;
        bool Stands(Guid person, Guid unit) =>
            tree[person, unit].Unit is { } found && (within?.Contains(found) ?? true);
        var units = await read.Query(
            $"select distinct a.unit from {Table<AssignmentFact>()} a where {read.Known("a")} and {read.Valid("a")} and not a.unit = any($1)",
            r => r.GetGuid(0),
            cancel,
            tree.ByPerson.ToArray()
        );
        var people = (
            await read.Query(
                $"select a.stream_id, a.unit from {Table<AssignmentFact>()} a where {read.Known("a")} and {read.Valid("a")} and a.unit = any($1)",
                r => (Person: r.GetGuid(0), Unit: r.GetGuid(1)),
                cancel,
                tree.ByPerson.ToArray()
            )
        )
            .Where(s => Stands(s.Person, s.Unit))
            .ToArray();
        return new(
            [.. units.Where(u => Stands(Guid.Empty, u))],
            [.. people.Select(p => p.Person)],
            [.. people.Select(p => p.Unit)]
        );
    }

    /// <summary>SQL that is true for an assignment, by its alias, that stands there.</summary>
    public string Sql(string alias, Func<object?, string> value) =>
        People.Length == 0
            ? $"{alias}.unit = any({value(Units)})"
            : $"({alias}.unit = any({value(Units)}) or ({alias}.stream_id, {alias}.unit) in (select * from unnest({value(People)}::uuid[], {value(There)}::uuid[])))";
}
