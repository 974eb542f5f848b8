using HienTai.Domain.Organization;

namespace HienTai.Tests.Organization;

/// <summary>
/// Re-casting against a plainly written oracle that walks from one day to the other a day at a time and knows no
/// intervals: random foundings, mergers, splits and transfers of parts, random people. Repeat a run with HIENTAI_SEED.
/// </summary>
public sealed class RecastingTests
{
    static readonly DateOnly First = new(2020, 1, 1);

    sealed record Person(int Name, List<Served> Own);

    /// <summary>What happened, as a diary would have it.</summary>
    sealed class World
    {
        public List<Life> Lives { get; } = [];
        public List<Passage> Passages { get; } = [];
        public List<Person> People { get; } = [];
        readonly Random dice;

        public World(int seed)
        {
            dice = new(seed);
            for (var n = 0; n < 8; n++)
                Found(First, outside: n == 7);
            for (var n = 0; n < 40; n++)
                People.Add(new(n, [new(Any(First).Unit, First, DateOnly.MaxValue)]));
            for (var day = First.AddDays(1); day < First.AddDays(60); day = day.AddDays(1))
                if (dice.Next(3) == 0)
                    Happen(day);
                else if (dice.Next(2) == 0 && People[dice.Next(People.Count)] is var wanderer)
                    Move(wanderer, Any(day).Unit, day);
        }

        Life Found(DateOnly day, bool outside = false)
        {
            var life = new Life(Guid.NewGuid(), day, DateOnly.MaxValue, outside);
            Lives.Add(life);
            return life;
        }

        Life[] Standing(DateOnly day) => [.. Lives.Where(l => l.From <= day && day < l.To)];

        Life Any(DateOnly day) => Standing(day) is var all ? all[dice.Next(all.Length)] : default;

        void Move(Person who, Guid unit, DateOnly day)
        {
            var last = who.Own[^1];
            if (last.From >= day || last.Unit == unit)
                return;
            who.Own[^1] = last with { To = day };
            who.Own.Add(new(unit, day, DateOnly.MaxValue));
        }

        void Happen(DateOnly day)
        {
            if (Standing(day).Length < 4 || dice.Next(8) == 0)
            {
                Found(day);
                return;
            } // nobody's successor
            var (giver, other) = (Any(day.AddDays(-1)), Any(day.AddDays(-1)));
            if (giver.To != DateOnly.MaxValue)
                return;
            if (dice.Next(3) == 0 && other.To == DateOnly.MaxValue && other.Unit != giver.Unit)
            {
                var joint = Found(day);
                Give(other, [joint], dissolves: true, day);
                Give(giver, [joint], dissolves: true, day);
                return;
            }
            var heirs = Enumerable
                .Range(0, dice.Next(1, 4))
                .Select(_ => dice.Next(2) == 0 ? Found(day) : Any(day))
                .Where(l => l.Unit != giver.Unit)
                .DistinctBy(l => l.Unit)
                .ToArray();
            Give(giver, heirs, dissolves: dice.Next(4) > 0, day);
        }

        void Give(Life giver, Life[] heirs, bool dissolves, DateOnly day)
        {
            if (dissolves)
                Lives[Lives.FindIndex(l => l.Unit == giver.Unit)] = giver with { To = day };
            foreach (var (heir, n) in heirs.Select((h, n) => (h, n)))
                Passages.Add(
                    new(
                        giver.Unit,
                        heir.Unit,
                        dissolves && heirs.Length == 1 ? PartKind.Whole
                            : n == 0 && dissolves ? PartKind.Major
                            : PartKind.Minor,
                        day
                    )
                );
            // Some go along at once, some are placed later, some nobody ever places.
            foreach (
                var who in People
                    .Where(p => p.Own[^1].Unit == giver.Unit && p.Own[^1].To == DateOnly.MaxValue)
                    .ToArray()
            )
                if (heirs.Length > 0 && dice.Next(3) > 0)
                    Move(who, heirs[dice.Next(heirs.Length)].Unit, day);
        }
    }

    [Fact]
    public void Everybody_is_in_one_unit_in_force_or_named_and_the_oracle_agrees()
    {
        var seed = Scale.Seed();
        var (cases, placed, reasons, faults) = (0, 0, new HashSet<Displacement>(), new List<string>());
        for (var n = 0; n < 60; n++)
        {
            var world = new World(seed + n);
            var dice = new Random(seed + n);
            for (var m = 0; m < 6; m++)
            {
                var (day, tree) = (First.AddDays(dice.Next(60)), First.AddDays(dice.Next(60)));
                var recasting = new Recasting(world.Lives, world.Passages);
                var counted = world
                    .People.SelectMany(p =>
                        p.Own.Where(s => s.From <= day && day < s.To).Select(s => (Person: p, s.Unit))
                    )
                    .ToArray();
                var cast = counted.Select(c => recasting.Of(c.Unit, c.Person.Own, day, tree)).ToArray();
                cast.Count(c => c.Unit is not null)
                    .Should()
                    .Be(counted.Length - cast.Count(c => c.Why is not null), "the totals stay");
                foreach (var ((person, unit), now) in counted.Zip(cast))
                {
                    cases++;
                    if (now.Unit is null)
                        reasons.Add(now.Why!.Value);
                    else if (
                        ++placed > 0
                        && !world.Lives.Any(l => l.Unit == now.Unit && l.From <= tree && tree < l.To && !l.Outside)
                    )
                        faults.Add($"seed {seed + n}, from {day} to {tree}: placed in a unit that is not in force");
                    if (Oracle(world, unit, person, day, tree) is var right && now != right)
                        faults.Add($"seed {seed + n}, from {day} to {tree}: {now}, not {right}");
                }
            }
        }
        faults.Should().BeEmpty();
        cases.Should().BeGreaterThan(10_000);
        placed.Should().BeGreaterThan(cases / 4);
        reasons.Should().BeEquivalentTo(Enum.GetValues<Displacement>(), "every reason was met");
    }

    // ---- the oracle: one day at a time ----

    static Recast Oracle(World world, Guid unit, Person who, DateOnly day, DateOnly tree)
    {
        Life Of(Guid id) => world.Lives.Single(l => l.Unit == id);
        bool Starts(Guid id, DateOnly on) => who.Own.Any(s => s.Unit == id && s.From == on);
        bool Held(Guid id, DateOnly on) => who.Own.Any(s => s.Unit == id && s.From <= on && on < s.To);
        Recast At(Guid id) => Of(id).Outside ? new(null, Displacement.Outside) : new(id, null);
        return Of(unit).To <= day && Of(unit).To <= tree ? Ending(unit)
            : day <= tree ? Forward(unit, day)
            : Backward(unit, day);

        Recast Forward(Guid here, DateOnly since)
        {
            for (var on = since.AddDays(1); on <= tree; on = on.AddDays(1))
            {
                if (Of(here).To == on)
                    return Ending(here);
                foreach (var part in world.Passages.Where(p => p.From == here && p.On == on))
                    if (Starts(part.Into, on))
                        return Forward(part.Into, on);
            }
            return At(here);
        }

        Recast Ending(Guid here)
        {
            var ended = Of(here).To;
            var into = world.Passages.Where(p => p.From == here && p.On == ended).Select(p => p.Into).ToArray();
            if (into.Length == 0)
                return new(null, Displacement.NoSuccessor);
            if (into.Length == 1)
                return Forward(into[0], ended);
            for (var later = ended; later <= tree; later = later.AddDays(1))
                foreach (var heir in into)
                    if (Starts(heir, later))
                        return Forward(heir, later);
            return new(null, Displacement.SplitNotPlaced);
        }

        Recast Backward(Guid here, DateOnly until)
        {
            for (var on = until; on > tree; on = on.AddDays(-1))
            {
                var from = world
                    .Passages.Where(p => p.Into == here && p.On == on)
                    .Select(p => p.From)
                    .Distinct()
                    .ToArray();
                var mine = from.Where(f => Held(f, on.AddDays(-1))).ToArray();
                if (Of(here).From == on)
                    return mine is [var known] ? Backward(known, on.AddDays(-1))
                        : from is [var only] ? Backward(only, on.AddDays(-1))
                        : new(null, from.Length == 0 ? Displacement.NoPredecessor : Displacement.ManyPredecessors);
                if (mine.Length > 0 && Starts(here, on))
                    return Backward(mine[0], on.AddDays(-1));
            }
            return At(here);
        }
    }
}
