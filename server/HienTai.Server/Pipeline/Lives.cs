using HienTai.Domain.Kernel;
using HienTai.Rpc.V1;

namespace HienTai.Server.Pipeline;

/// <summary>
/// A narrator of records that are part of the lives of the people they name: what of them stands on somebody's
/// timeline, and in which words.
/// </summary>
public interface ILifeNarrator : INarrator
{
    /// <summary>The lane it stands in.</summary>
    string Lane { get; }

    /// <summary>What a reader must be allowed to do to see it of somebody.</summary>
    Domain.Access.Ability Reads { get; }

    /// <summary>
    /// The facts that stand there. One that names nobody is told of whomever the others of its record name.
    /// </summary>
    IReadOnlyList<Type> Told { get; }

    /// <summary>A fact in few words, without the name of whose timeline it stands on.</summary>
    /// <param name="title">What its record was called when it was believed.</param>
    Text InALife(Fact fact, string title, Titles titles);
}
