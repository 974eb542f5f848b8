using HienTai.Rpc.V1;

namespace HienTai.Server.Pipeline;

/// <summary>
/// The tree of units as it stood on another day, for whoever lists people of a session's day on it. The module that
/// keeps units draws it.
/// </summary>
public interface IOtherTrees
{
    Task<IOtherTree> On(ReadSession read, DateOnly tree, CancellationToken cancel);

    /// <summary>
    /// The tree of the session's own day, where somebody serves in a unit that is not in it: recorded before this was
    /// led on, or because an end there fell with its paper. Null if everybody serves in a unit of it, as nearly always.
    /// </summary>
    Task<IOtherTree?> OfTheDay(ReadSession read, CancellationToken cancel);
}

/// <summary>Where people of the session's day stand in the tree of another, or why nowhere.</summary>
public interface IOtherTree
{
    DateOnly Day { get; }

    /// <summary>Where somebody who serves in a unit stands, or why nowhere.</summary>
    (Guid? Unit, Text? Why) this[Guid person, Guid unit] { get; }

    /// <summary>
    /// Units of which something was ever handed over: where their people stand may depend on the person.
    /// </summary>
    IReadOnlyCollection<Guid> ByPerson { get; }

    /// <summary>A unit of that tree with everything below it; nothing if the tree has no such unit.</summary>
    IReadOnlySet<Guid> Below(Guid top);

    /// <summary>What a unit of that tree is called in it.</summary>
    string Name(Guid unit);
}
