namespace HienTai.Domain.Kernel;

/// <summary>What a recorded event stands on, taken from its envelope: the paper, if one is cited.</summary>
public readonly record struct Basis(Guid? Paper);

/// <summary>
/// An aggregate as three pure functions: what a command decides, what an event changes, and what is then true in the
/// world.
/// </summary>
/// <remarks>
/// <c>Decide</c> throws <see cref="Rejected"/> and nothing else; no events means there is nothing to record.
/// <c>Evolve</c> never decides and never throws for history.
/// </remarks>
public interface IDecider<TState, in TCommand, TEvent>
    where TState : class, IDecider<TState, TCommand, TEvent>
{
    /// <summary>The name of the kind of record, stored with every stream: "person".</summary>
    static abstract string Kind { get; }

    static abstract TState Initial { get; }

    static abstract TEvent[] Decide(TState state, TCommand command);

    static abstract TState Evolve(TState state, TEvent @event, Basis basis);

    /// <summary>
    /// Everything true in the world as far as this stream knows: past, present and future, as values.
    /// </summary>
    static abstract IEnumerable<Fact> Facts(TState state);

    /// <summary>What people call this record.</summary>
    static abstract string Title(TState state);

    /// <summary>Why no new fact may refer to this record, or null if one may.</summary>
    static virtual Rejected? Unciteable(TState state) => null;

    /// <summary>Why nothing that takes effect then may rest on this record, or null if it may.</summary>
    static virtual Rejected? Unciteable(TState state, PartialDate effective) => null;

    /// <summary>
    /// The event that lets everything fall that rests on a withdrawn paper, or null if nothing here does.
    /// </summary>
    static virtual TEvent? Fall(TState state, Guid paper) => default;

    /// <summary>
    /// The person whose personal values the record holds, all of them under that person's key; null if nobody's. It
    /// never changes.
    /// </summary>
    static virtual Guid? Subject(Guid stream, TState state) => null;

    /// <summary>
    /// The entries of later days that speak of what a change sets, as they were before it, and of which attributes.
    /// None of other events.
    /// </summary>
    static virtual IEnumerable<Spoken> Later(TState before, TEvent @event) => [];

    /// <summary>
    /// What is impossible or unlikely about the record as it stands. Only what a change adds is asked about.
    /// </summary>
    static virtual IEnumerable<RuleFinding> Findings(TState state, DateOnly today) => [];

    /// <summary>What is unlikely about recording this event on that footing.</summary>
    static virtual IEnumerable<RuleFinding> Findings(TState before, TEvent @event, Footing footing) => [];

    /// <summary>The files an event brings, by SHA-256: the record holds them from then on.</summary>
    static virtual IEnumerable<string> Files(TEvent @event) => [];
}

/// <summary>
/// What is true in the world as far as one stream knows: a key, a period, and the typed columns of its own record.
/// </summary>
public abstract record Fact(string Key, Period Valid);

/// <summary>A command that says the record was wrong; the envelope must give a reason.</summary>
public interface ICorrection;

/// <summary>A rule said no. The only exception a decision may throw.</summary>
/// <param name="reason">UPPER_SNAKE, stable, at most 63 characters: a fact about the world.</param>
/// <param name="vi">For people, in Vietnamese: what was refused and what would help.</param>
/// <param name="en">The same in English.</param>
/// <param name="field">The request field at fault, if one is.</param>
public sealed class Rejected(string reason, string vi, string en, string? field = null) : Exception(en)
{
    public string Reason { get; } = reason;
    public string Vi { get; } = vi;
    public string En { get; } = en;
    public string? Field { get; } = field;

    /// <summary>Records the refusal is about, e.g. who already holds a number.</summary>
    public IReadOnlyList<Guid> Related { get; init; } = [];

    /// <summary>After how long asking again may succeed; null where waiting alone changes nothing.</summary>
    public TimeSpan? Again { get; init; }

    /// <summary>The same of a field below that part of the request, such as <c>changes[1].</c></summary>
    public Rejected Under(string prefix) => Field is null || prefix.Length == 0 ? this : Of(prefix + Field);

    /// <summary>The same of another field.</summary>
    public Rejected Of(string field) => new(Reason, Vi, En, field) { Related = Related, Again = Again };
}
