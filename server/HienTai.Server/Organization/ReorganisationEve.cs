using HienTai.Domain.Kernel;
using HienTai.Domain.Organization;
using HienTai.Server.Pipeline;
using PartKind = HienTai.Domain.Organization.PartKind;

namespace HienTai.Server.Organization;

/// <summary>The tree on the eve of a re-organisation, and what becomes of its units by the data.</summary>
sealed class ReorganisationEve
{
    static readonly ReorganisationData.Says WentWhole = new(
        "Đơn vị cấp trên nhập trọn vào đây.",
        "Its parent went whole into this one."
    );

    readonly ILookup<string, Guid> byCode;
    readonly Dictionary<string, ReorganisationData.Founding> founded;
    readonly Dictionary<Guid, (Guid Under, ReorganisationData.Says Why)> settled;

    /// <exception cref="Rejected">What the data speaks of is not on record, each once.</exception>
    public ReorganisationEve(ReorganisationData data, Dictionary<Guid, UnitFact> standing)
    {
        (Data, Standing) = (data, standing);
        byCode = standing.Where(u => u.Value.Code.Length > 0).ToLookup(u => u.Value.Code, u => u.Key);
        founded = data.Founded.ToDictionary(f => f.Key);
        if (Unknown() is { Length: > 0 } missing)
            throw Misfit(missing);
        Giving = data
            .HandedOver.Where(h => h.Dissolves && !founded.ContainsKey(h.From))
            .ToDictionary(h => Known(h.From));
        Ending = EndingWithNobody();
        Gone = Giving.Keys.Concat(Ending).ToHashSet();
        Heirs = Giving
            .Where(g => g.Value.Parts is [{ Part: PartKind.Whole } whole] && !founded[whole.Into].Outside)
            .ToDictionary(g => g.Key, g => data.Id(g.Value.Parts[0].Into));
        settled = data
            .Moved.SelectMany(m => m.Units.Select(u => (Unit: Known(u), Under: Known(m.Under), m.Why)))
            .ToDictionary(m => m.Unit, m => (m.Under, m.Why));
    }

    public ReorganisationData Data { get; }

    /// <summary>The units in force on the eve, in the order of the tree.</summary>
    public Dictionary<Guid, UnitFact> Standing { get; }

    public PartialDate On => Data.On;

    /// <summary>Who hands all it has over and is no more.</summary>
    public Dictionary<Guid, ReorganisationData.Giving> Giving { get; }

    /// <summary>Who ends with nobody to take it over.</summary>
    public Guid[] Ending { get; }

    /// <summary>All that are no more from that day on.</summary>
    public HashSet<Guid> Gone { get; }

    /// <summary>Where each goes that went whole into one unit of the registry.</summary>
    public Dictionary<Guid, Guid> Heirs { get; }

    public Guid Known(string key) => founded.ContainsKey(key) ? Data.Id(key) : byCode[key].FirstOrDefault();

    public string Name(Guid id) =>
        Standing.TryGetValue(id, out var fact) ? fact.Name : Data.Founded.First(f => Data.Id(f.Key) == id).Name;

    /// <summary>Where a unit goes whose parent is no more, and why there.</summary>
    public (Guid Under, ReorganisationData.Says Why) Above(Guid unit, Guid parent)
    {
        if (settled.TryGetValue(unit, out var move))
            return move;
        if (Heirs.TryGetValue(parent, out var heir))
            return (heir, WentWhole);
        return (Known(Data.Remaining.Under), Data.Remaining.Why);
    }

    string[] Unknown() =>
        [
            .. Data
                .HandedOver.Select(h => h.From)
                .Concat(Data.Moved.SelectMany(m => m.Units))
                .Append(Data.Dissolved.Root)
                .Where(k => !founded.ContainsKey(k))
                .Where(k => byCode[k].Count() != 1),
        ];

    Rejected Misfit(string[] missing)
    {
        var eve = Data.On.AddDays(-1);
        return new(
            "REORGANISATION_DOES_NOT_FIT",
            $"Ngày {((PartialDate)eve).Vi} sổ không có đúng một đơn vị mang mỗi mã sau: {string.Join(", ", missing)}. Hãy ghi các đơn vị ấy trước.",
            $"On {eve:yyyy-MM-dd} the registry has not exactly one unit with each of these codes: {string.Join(", ", missing)}. Record those units first.",
            "name"
        );
    }

    Guid[] EndingWithNobody()
    {
        var children = Standing.ToLookup(u => u.Value.Parent ?? Guid.Empty, u => u.Key);
        IEnumerable<Guid> Below(Guid top) => children[top].SelectMany(c => Below(c).Prepend(c));
        var root = Known(Data.Dissolved.Root);
        return
        [
            .. Below(root)
                .Prepend(root)
                .Where(u => Data.Dissolved.Kinds.Contains(Standing[u].Kind) && !Giving.ContainsKey(u)),
        ];
    }
}
