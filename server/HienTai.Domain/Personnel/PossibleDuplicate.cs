using System.Security.Cryptography;
using HienTai.Domain.Kernel;

namespace HienTai.Domain.Personnel;

/// <summary>What was found of two records that may be of one person.</summary>
public enum DuplicateVerdict
{
    Different = 1,
    Same,
}

// Events: past tense, stored forever. Who, when, why and on what paper are in the envelope.
public abstract record PossibleDuplicateEvent;

public sealed record DuplicateJudged(Guid First, Guid Second, DuplicateVerdict Verdict) : PossibleDuplicateEvent;

public sealed record DuplicatePaperFell(Guid Paper) : PossibleDuplicateEvent, IWithdrawing;

// Commands: imperative, one per intention, never stored.
public abstract record PossibleDuplicateCommand;

public sealed record JudgeDuplicate(Guid First, Guid Second, DuplicateVerdict Verdict) : PossibleDuplicateCommand;

public sealed record PossibleDuplicateFact(
    string Key,
    Period Valid,
    Guid First,
    Guid Second,
    DuplicateVerdict Verdict,
    Guid? Paper
) : Fact(Key, Valid);

/// <summary>
/// Two records that may be of one person, and what was found: judged once and remembered, so that nobody is asked
/// again. It holds nothing of theirs but that; why it was found so is kept under the first one's key.
/// </summary>
public sealed record PossibleDuplicate(Guid? First, Guid? Second, DuplicateVerdict Verdict, Guid? Paper)
    : IDecider<PossibleDuplicate, PossibleDuplicateCommand, PossibleDuplicateEvent>
{
    static string IDecider<PossibleDuplicate, PossibleDuplicateCommand, PossibleDuplicateEvent>.Kind =>
        "possible_duplicate";

    static Guid? IDecider<PossibleDuplicate, PossibleDuplicateCommand, PossibleDuplicateEvent>.Subject(
        Guid stream,
        PossibleDuplicate it
    ) => it.First;

    public static PossibleDuplicate Initial { get; } = new(null, null, default, null);

    /// <summary>Two people in the order of their ids, whichever is named first.</summary>
    public static (Guid First, Guid Second) Pair(Guid one, Guid other) =>
        one.CompareTo(other) <= 0 ? (one, other) : (other, one);

    /// <summary>Each two people have one record, the same in every registry.</summary>
    public static Guid Id(Guid one, Guid other)
    {
        var (first, second) = Pair(one, other);
        return new(
            SHA256.HashData([.. "possible duplicate"u8, .. first.ToByteArray(), .. second.ToByteArray()]).AsSpan(0, 16),
            bigEndian: true
        );
    }

    public static PossibleDuplicateEvent[] Decide(PossibleDuplicate it, PossibleDuplicateCommand command)
    {
        var c = (JudgeDuplicate)command;
        if (c.First == c.Second)
            throw new Rejected(
                "SAME_RECORD",
                "Hai bên là cùng một hồ sơ; hãy chọn hai hồ sơ khác nhau.",
                "Both are one record; choose two.",
                "second_id"
            );
        var (first, second) = Pair(c.First, c.Second);
        return it.Verdict == c.Verdict ? [] : [new DuplicateJudged(first, second, c.Verdict)];
    }

    public static PossibleDuplicate Evolve(PossibleDuplicate it, PossibleDuplicateEvent @event, Basis basis) =>
        @event switch
        {
            DuplicateJudged e => new(e.First, e.Second, e.Verdict, basis.Paper),
            DuplicatePaperFell => it with { Verdict = default, Paper = null },
            _ => throw new NotSupportedException($"{@event.GetType().Name} is not evolved yet."),
        };

    public static IEnumerable<Fact> Facts(PossibleDuplicate it) =>
        it is { First: { } first, Second: { } second, Verdict: not 0 }
            ? [new PossibleDuplicateFact("verdict", Period.Always, first, second, it.Verdict, it.Paper)]
            : [];

    public static PossibleDuplicateEvent? Fall(PossibleDuplicate it, Guid paper) =>
        it.Paper == paper ? new DuplicatePaperFell(paper) : null;

    public static string Title(PossibleDuplicate it) => "";
}
