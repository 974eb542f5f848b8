using HienTai.Domain.Organization;
using HienTai.Server.Access;
using HienTai.Server.Pipeline;
using static HienTai.Server.Pipeline.FactTable;

namespace HienTai.Server.Reporting;

/// <summary>
/// Where a unit hangs for counting. Units that are not in force on the day hang where they last did, so that who came
/// from one is no newcomer above it.
/// </summary>
public sealed record Place(Guid Id, UnitFact Unit, bool InForce, int Above, int Depth)
{
    /// <summary>How many places lie in and below it; they follow it.</summary>
    public int Size { get; set; } = 1;
}

/// <summary>A unit and everything below it, depth first, siblings in Vietnamese order.</summary>
public sealed class Places
{
    readonly Dictionary<Guid, int> byId;

    Places(List<Place> all) => (All, byId) = (all, all.Select((p, i) => (p.Id, i)).ToDictionary(x => x.Id, x => x.i));

    public IReadOnlyList<Place> All { get; }
    public int Count => All.Count;
    public Place this[int index] => All[index];

    /// <summary>Index of a unit; −1 if it lies elsewhere.</summary>
    public int Of(Guid unit) => byId.GetValueOrDefault(unit, -1);

    /// <summary>Index of the unit a post is counted in; −1 if it lies elsewhere or nowhere.</summary>
    public int Of(Job job) => job.Unplaced ? -1 : Of(job.Unit);

    /// <summary>Whether one place is another, or has it below.</summary>
    public bool Holds(int above, int below) => above <= below && below < above + All[above].Size;

    /// <summary>A unit's place; null if it lies elsewhere.</summary>
    public Place? At(Guid unit) => Of(unit) is >= 0 and var place ? All[place] : null;

    /// <summary>The place a post is counted in; null if it lies elsewhere or nowhere.</summary>
    public Place? At(Job job) => Of(job) is >= 0 and var place ? All[place] : null;

    /// <summary>
    /// The places of a unit, or a refusal that there is none that day. Of a registry without units, none.
    /// </summary>
    public static async Task<Places> Asked(ReadSession read, Guid? top, CancellationToken cancel) =>
        await Of(read, top, cancel) ?? (top is null ? new([]) : throw Missing(read));

    public static NotOnRecord Missing(ReadSession read) =>
        new(
            $"Không có đơn vị này vào ngày {read.On:dd/MM/yyyy}, theo hiểu biết ở vị trí sổ {read.Position}.",
            $"There is no such unit on {read.On:yyyy-MM-dd} as known at ledger position {read.Position}."
        );

    /// <summary>Those just below a place.</summary>
    public IEnumerable<int> Below(int place)
    {
        for (var below = place + 1; below < place + All[place].Size; below += All[below].Size)
            yield return below;
    }

    /// <summary>Null if there is no such unit that day; <paramref name="top"/> null is the root.</summary>
    public static async Task<Places?> Of(ReadSession read, Guid? top, CancellationToken cancel)
    {
        var units = (
            await read.Facts<UnitFact>(
                $"not exists (select from {Table<OutsideFact>()} o where o.stream_id = f.stream_id and {read.Known("o")}) order by f.valid_from",
                cancel
            )
        )
            .GroupBy(f => f.Stream, f => f.Fact)
            .ToDictionary(
                g => g.Key,
                g =>
                    g.LastOrDefault(f => f.Valid.Holds(read.On)) is { } now
                        ? (Fact: now, InForce: true)
                        : (Fact: g.LastOrDefault(f => f.Valid.ClaimedFrom <= read.On) ?? g.First(), InForce: false)
            );
        var root = units
            .Where(u => u.Value is { Fact.Parent: null, InForce: true })
            .Select(u => (Guid?)u.Key)
            .FirstOrDefault();
        // A root of other days hangs below the one of the day: who came over from it was there before.
        var children = units
            .Where(u => u.Key != root)
            .Select(u => (u.Key, Above: u.Value.Fact.Parent ?? root))
            .Where(u => u.Above is not null)
            .ToLookup(u => u.Above!.Value, u => u.Key);
        if ((top ?? root) is not { } start || !units.TryGetValue(start, out var found) || !found.InForce)
            return null;
        var all = new List<Place>();
        // A unit that is gone may have lain below one that has since come to lie below it; each is taken once.
        var taken = new HashSet<Guid>();
        void Walk(Guid id, int above, int depth)
        {
            if (!taken.Add(id))
                return;
            var index = all.Count;
            all.Add(new(id, units[id].Fact, units[id].InForce, above, depth));
            foreach (
                var child in children[id].OrderBy(c => units[c].Fact.SortKey, StringComparer.Ordinal).ThenBy(c => c)
            )
                Walk(child, index, depth + 1);
            all[index].Size = all.Count - index;
        }
        Walk(start, -1, 0);
        return new(all);
    }
}

/// <summary>
/// Whom a reader's figures count, day by day: whoever left their reach is counted while they were in it, and no
/// further.
/// </summary>
public sealed record Seen(Reached Reached, IReadOnlyDictionary<Guid, PersonSight>? Some)
{
    public static async Task<Seen> Of(ReadSession read, CancellationToken cancel) =>
        new(await read.Sight.Reached(read, read.On, cancel), await read.Sight.Of(read, cancel));

    public bool Partial => Some is not null;

    public bool Holds(Guid person, DateOnly on) => Times(person) is not { } some || some.On(on);

    /// <summary>When somebody is counted; null is always.</summary>
    public SeenTimes? Times(Guid person)
    {
        if (Some is null)
            return Reached.Holds(person) ? null : SeenTimes.None;
        if (!Some.TryGetValue(person, out var sight))
            return SeenTimes.None;
        return sight.Basic is { Always: false } some ? some : null;
    }
}
