using HienTai.Domain.Kernel;

namespace HienTai.Server.Pipeline;

/// <summary>Who acts, as stamped on every event: account name, and name and post as they were then.</summary>
public sealed record Actor(string Name, string TitleVi, string TitleEn);

/// <summary>
/// A command for one record. <paramref name="Prefix"/> names where in the request it stood, for refusals.
/// </summary>
public sealed record Intent(Guid Stream, object Command, long ExpectedVersion = 0, string Prefix = "")
{
    /// <summary>Other records this one refers to: each must be on record, of that kind, and citeable.</summary>
    public IReadOnlyList<Reference> References { get; init; } = [];

    /// <summary>The field of the request that names the record.</summary>
    public string IdField { get; init; } = "id";
}

/// <summary>
/// The road's own command: let fall what rests on a withdrawn paper. The aggregate says which event that is.
/// </summary>
public sealed record LetFall(StreamKind Kind, Guid Paper);

/// <summary>
/// A record referred to by id. <paramref name="On"/> asks that one of its titles holds that day: a unit that exists by
/// then.
/// </summary>
public sealed record Reference(string Kind, Guid Id, string Field, DateOnly? On = null);

/// <summary>
/// Decides under the lock what a change set consists of, reading what is recorded so far; may throw
/// <see cref="Rejected"/>.
/// </summary>
public delegate Task<IReadOnlyList<Intent>> Plan(ReadSession read, CancellationToken cancel);

/// <summary>Commands to be recorded all or none, under one id, by one actor, for one reason, on one paper.</summary>
public sealed record ChangeSet(
    Guid RequestId,
    byte[] BodyHash,
    Actor Actor,
    string Reason,
    Guid? Paper,
    bool ValidateOnly,
    Guid Subject,
    IReadOnlyList<Intent> Intents
)
{
    /// <summary>Where the intents are not known until the lock is held.</summary>
    public Plan? Plan { get; init; }

    /// <summary>Warnings it is recorded in spite of.</summary>
    public IReadOnlyList<Passing> Passes { get; init; } = [];

    /// <summary>What was found in it before it came here: in its texts, or in what a proposal would record.</summary>
    public IReadOnlyList<Found> Said { get; init; } = [];

    /// <summary>
    /// How a field named by its role is called where it was sent, null if it was not; null if nobody sent any.
    /// </summary>
    public Func<string, string?>? Named { get; init; }

    /// <summary>It is recorded though this stands in the way, as it settles it.</summary>
    public Unsettled Settles { get; init; }
}

/// <summary>What may keep everything from being recorded until an operator has decided.</summary>
public enum Unsettled
{
    Nothing,

    /// <summary>Entries were lost.</summary>
    Loss,

    /// <summary>The clock is not trusted.</summary>
    Clock,
}

/// <summary>One event decided, with the state before and after and the facts that differ.</summary>
public sealed record Decided(
    StreamKind Kind,
    Guid Stream,
    long Version,
    object Event,
    object Before,
    object After,
    IReadOnlyList<Fact> Begins,
    IReadOnlyList<Fact> Ceases
)
{
    public long Position { get; set; }

    /// <summary>Where in the request its command stood.</summary>
    public string Prefix { get; init; } = "";

    /// <summary>The warnings it is recorded in spite of.</summary>
    public IReadOnlyList<Found> Passed { get; set; } = [];

    /// <summary>The key of whose values it holds; null if nobody's.</summary>
    internal Vault.PersonKey? Key { get; init; }
}

/// <summary>What became of a change set. <paramref name="Repeated"/> means it had been recorded before.</summary>
public sealed record Outcome(
    Guid Subject,
    long Version,
    long Position,
    DateTimeOffset? RecordedAt,
    Guid ChangeSet,
    int EventCount,
    bool Repeated,
    IReadOnlyList<Decided> Events,
    int Epoch = 0,
    IReadOnlyList<LaterTold>? Later = null
)
{
    /// <summary>What the rules found in it; not kept with the answer.</summary>
    public IReadOnlyList<Found> Found { get; init; } = [];
}

/// <summary>What one change decided about entries of later days that speak of the same.</summary>
public sealed record LaterTold(LaterEntries Decided, IReadOnlyList<Spoken> Entries);

/// <summary>The caller decided on an older version than the record stands at.</summary>
public sealed class Stale(long currentVersion) : Exception("Stale version.")
{
    public long CurrentVersion { get; } = currentVersion;
}
