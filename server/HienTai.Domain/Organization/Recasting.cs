namespace HienTai.Domain.Organization;

/// <summary>Why somebody has no place in the tree of another day.</summary>
public enum Displacement
{
    /// <summary>Their unit was split and no decision says where they went.</summary>
    SplitNotPlaced = 1,

    /// <summary>Their unit was dissolved and nobody took its place.</summary>
    NoSuccessor,

    /// <summary>Their unit was put together from several, and nothing says from which they came.</summary>
    ManyPredecessors,

    /// <summary>Their unit did not exist yet, and nothing is known to have been there before.</summary>
    NoPredecessor,

    /// <summary>What takes its place lies outside the registry.</summary>
    Outside,
}

/// <summary>
/// Where somebody stands in the tree of another day: in a unit in force that day, or nowhere, and why.
/// </summary>
public readonly record struct Recast(Guid? Unit, Displacement? Why);

/// <summary>From when until before when a unit exists.</summary>
public readonly record struct Life(Guid Unit, DateOnly From, DateOnly To, bool Outside = false);

/// <summary>From a day on, this much of a unit is part of another.</summary>
public readonly record struct Passage(Guid From, Guid Into, PartKind Part, DateOnly On);

/// <summary>Somebody served in a unit from a day until before another.</summary>
public readonly record struct Served(Guid Unit, DateOnly From, DateOnly To);

/// <summary>
/// Draws the people of one day on the tree of another. A unit that stands on both days keeps its people; one that went
/// whole into another takes them along; of one that was split each person's own later assignment decides, and of one
/// put together the earlier. Nobody is placed by guess: who cannot be placed is nowhere, with the reason, so that
/// places and reasons together are always all the people.
/// </summary>
/// <param name="lives">Every unit there ever was.</param>
/// <param name="passages">Everything that ever went from one unit to another.</param>
public sealed class Recasting(IEnumerable<Life> lives, IEnumerable<Passage> passages)
{
    readonly Dictionary<Guid, Life> lives = lives.ToDictionary(l => l.Unit);
    readonly ILookup<Guid, Passage> givenBy = passages.ToLookup(p => p.From);
    readonly ILookup<Guid, Passage> takenBy = passages.ToLookup(p => p.Into);

    /// <summary>Days on which somebody may come to stand elsewhere by what befalls units.</summary>
    public IReadOnlySet<DateOnly> Turns { get; } =
        lives.SelectMany(l => new[] { l.From, l.To }).Concat(passages.Select(p => p.On)).ToHashSet();

    /// <summary>Whether a unit is in the tree all the time from a day until before another.</summary>
    public bool Lasts(Guid unit, DateOnly from, DateOnly to) =>
        lives.TryGetValue(unit, out var life) && !life.Outside && life.From <= from && to <= life.To;

    /// <summary>Where somebody counted in a unit stands.</summary>
    /// <param name="unit">What they serve in.</param>
    /// <param name="own">Everything they are known to have served in.</param>
    /// <param name="day">The day on which people are counted.</param>
    /// <param name="tree">The day whose tree is asked for.</param>
    public Recast Of(Guid unit, IReadOnlyCollection<Served> own, DateOnly day, DateOnly tree)
    {
        if (!lives.TryGetValue(unit, out var life))
            return Nowhere(Displacement.NoPredecessor);
        return life.To <= tree || day <= tree ? Later(life, own, day, tree) : Earlier(life, own, day, tree);
    }

    // Each step goes on in a unit that stands on the very day, so days only rise and it comes to an end whatever is on
    // record.
    Recast Later(Life unit, IReadOnlyCollection<Served> own, DateOnly since, DateOnly tree)
    {
        // Who went over with a part on that very day went with the part.
        foreach (
            var part in givenBy[unit.Unit]
                .Where(p =>
                    p.On > since && p.On <= tree && p.On < unit.To && own.Any(s => s.Unit == p.Into && s.From == p.On)
                )
                .OrderBy(p => p.On)
        )
            if (On(part.Into, part.On) is { } went)
                return Later(went, own, part.On, tree);
        if (unit.To > tree)
            return Standing(unit, tree);
        var last = givenBy[unit.Unit].Where(p => p.On == unit.To).ToArray();
        if (last.Length == 0)
            return Nowhere(Displacement.NoSuccessor);
        if (last is [var whole])
            return On(whole.Into, whole.On) is { } heir
                ? Later(heir, own, whole.On, tree)
                : Nowhere(Displacement.NoSuccessor);
        foreach (
            var placed in own.Where(s => s.From >= unit.To && s.From <= tree && last.Any(p => p.Into == s.Unit))
                .OrderBy(s => s.From)
        )
            if (On(placed.Unit, placed.From) is { } there)
                return Later(there, own, placed.From, tree);
        return Nowhere(Displacement.SplitNotPlaced);
    }

    Recast Earlier(Life unit, IReadOnlyCollection<Served> own, DateOnly until, DateOnly tree)
    {
        bool CameFrom(Passage p) => own.Any(s => s.Unit == p.From && s.From < p.On && s.To >= p.On);
        foreach (
            var part in takenBy[unit.Unit]
                .Where(p =>
                    p.On > tree
                    && p.On <= until
                    && p.On > unit.From
                    && CameFrom(p)
                    && own.Any(s => s.Unit == unit.Unit && s.From == p.On)
                )
                .OrderByDescending(p => p.On)
        )
            if (On(part.From, part.On.AddDays(-1)) is { } came)
                return Earlier(came, own, part.On.AddDays(-1), tree);
        if (unit.From <= tree)
            return Standing(unit, tree);
        var first = takenBy[unit.Unit]
            .Where(p => p.On == unit.From && On(p.From, p.On.AddDays(-1)) is not null)
            .ToArray();
        if (first.Length == 0)
            return Nowhere(Displacement.NoPredecessor);
        var from = first.Where(CameFrom).Select(p => p.From).Distinct().ToArray();
        if (from.Length != 1)
            from = [.. first.Select(p => p.From).Distinct()];
        return from is [var one]
            ? Earlier(lives[one], own, unit.From.AddDays(-1), tree)
            : Nowhere(Displacement.ManyPredecessors);
    }

    Life? On(Guid unit, DateOnly on) =>
        lives.TryGetValue(unit, out var life) && life.From <= on && on < life.To ? life : null;

    Recast Standing(Life unit, DateOnly tree)
    {
        if (unit.Outside)
            return Nowhere(Displacement.Outside);
        return On(unit.Unit, tree) is null ? Nowhere(Displacement.NoPredecessor) : new(unit.Unit, null);
    }

    static Recast Nowhere(Displacement why) => new(null, why);
}
