using HienTai.Rpc.V1;

namespace HienTai.Server.Pipeline;

/// <summary>
/// The tree of units as it stood on another day, for whoever lists people of a session's day on it. The module that
/// keeps units draws it.
/// </summary>
public interface IOtherTrees
{
    Task<IOtherTree> On(ReadSession read, DateOnly tree, CancellationToken cancel);
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
