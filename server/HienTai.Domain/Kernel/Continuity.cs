using System.Collections.Immutable;

namespace HienTai.Domain.Kernel;

public abstract record ContinuityEvent;

/// <summary>
/// Entries past <paramref name="LastCommon"/> were lost, up to <paramref name="Head"/>, and it was decided to go on
/// without them. The positions between are taken anew from here on, in this epoch.
/// </summary>
public sealed record EpochBegun(int Number, long LastCommon, long Head) : ContinuityEvent;

/// <summary>
/// The clock was doubted and somebody said that it is right. <paramref name="LastRecorded"/> is what was recorded last
/// by then.
/// </summary>
public sealed record ClockConfirmed(DateTimeOffset Clock, DateTimeOffset LastRecorded) : ContinuityEvent;

/// <summary>
/// Everything that follows from the events was made anew from those up to <paramref name="Position"/>, because somebody
/// ordered it.
/// </summary>
public sealed record TablesRebuilt(long Position) : ContinuityEvent;

public abstract record ContinuityCommand;

/// <summary>
/// Goes on without what was lost. <paramref name="Above"/> is the highest epoch that any server has seen, which may be
/// one that was lost as well.
/// </summary>
public sealed record BeginEpoch(int Above, long LastCommon, long Head) : ContinuityCommand, ICorrection;

public sealed record ConfirmClock(DateTimeOffset Clock, DateTimeOffset LastRecorded) : ContinuityCommand, ICorrection;

/// <summary>Puts on record that everything derived was made anew.</summary>
public sealed record TellRebuilt(long Position) : ContinuityCommand, ICorrection;

/// <summary>One epoch: positions of earlier epochs up to <paramref name="LastCommon"/> are its own as well.</summary>
public sealed record EpochFact(string Key, Period Valid, int Number, long LastCommon, long Head) : Fact(Key, Valid);

/// <summary>
/// Where the thread of the ledger broke, or might have, and who said go on; and who had everything derived made anew.
/// The first epoch is number 1 and is not recorded.
/// </summary>
public sealed record Continuity(ImmutableList<EpochBegun> Epochs)
    : IDecider<Continuity, ContinuityCommand, ContinuityEvent>
{
    /// <summary>The one record of this kind.</summary>
    public static readonly Guid Id = Guid.Parse("0190a000-0000-7000-8000-000000000002");

    static string IDecider<Continuity, ContinuityCommand, ContinuityEvent>.Kind => "continuity";

    public static Continuity Initial { get; } = new(ImmutableList<EpochBegun>.Empty);

    int Present => Epochs.IsEmpty ? 1 : Epochs[^1].Number;

    public static ContinuityEvent[] Decide(Continuity it, ContinuityCommand command) =>
        command switch
        {
            BeginEpoch c => [new EpochBegun(Math.Max(it.Present, c.Above) + 1, c.LastCommon, c.Head)],
            ConfirmClock c => [new ClockConfirmed(c.Clock, c.LastRecorded)],
            TellRebuilt c => [new TablesRebuilt(c.Position)],
            _ => throw new NotSupportedException($"{command.GetType().Name} is not decided yet."),
        };

    public static Continuity Evolve(Continuity it, ContinuityEvent @event, Basis basis) =>
        @event switch
        {
            EpochBegun e => new(it.Epochs.Add(e)),
            ClockConfirmed or TablesRebuilt => it,
            _ => throw new NotSupportedException($"{@event.GetType().Name} is not evolved yet."),
        };

    public static IEnumerable<Fact> Facts(Continuity it) =>
        it.Epochs.Select(e => new EpochFact($"epoch:{e.Number}", Period.Always, e.Number, e.LastCommon, e.Head));

    public static string Title(Continuity it) => "Sổ cái";
}
