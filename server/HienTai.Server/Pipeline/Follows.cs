using HienTai.Domain.Kernel;
using HienTai.Server.Access;

namespace HienTai.Server.Pipeline;

/// <summary>
/// What of a module goes along when records are handed over whole to others, e.g. the people of a unit. Asked under the
/// lock.
/// </summary>
public interface IFollows
{
    /// <summary>
    /// The changes that put it where its record went, from that day on; refused if the caller may not record them.
    /// </summary>
    /// <param name="heirs">Each record that ends, and the one it went into.</param>
    Task<IReadOnlyList<Intent>> Follow(
        ReadSession read,
        Reader reader,
        IReadOnlyDictionary<Guid, Guid> heirs,
        PartialDate on,
        CancellationToken cancel
    );
}

/// <summary>
/// Which records went whole into others, and when: what is recorded of them late went along. The module that keeps them
/// says so.
/// </summary>
public interface IHeirs
{
    Task<IReadOnlyDictionary<Guid, Heir>> Whole(ReadSession read, CancellationToken cancel);
}

/// <summary>What a record went whole into, and from when.</summary>
public sealed record Heir(Guid Into, PartialDate On);
