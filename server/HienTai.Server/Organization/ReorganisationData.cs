using System.Collections.Frozen;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using HienTai.Domain.Kernel;
using HienTai.Domain.Organization;
using HienTai.Organization.V1;
using HienTai.Server.Pipeline;
using PartKind = HienTai.Domain.Organization.PartKind;
using UnitKind = HienTai.Domain.Organization.UnitKind;

namespace HienTai.Server.Organization;

/// <summary>
/// A re-organisation as a resolution lays it down: data with its basis and how far the source was verified, one file
/// each in
/// <c>reorganisations/</c>. Units on record are named by the code they bore on the eve, new ones and those outside by a
/// key of the file.
/// </summary>
public sealed record ReorganisationData(
    string Name,
    ReorganisationData.Says Title,
    DateOnly On,
    ReorganisationData.Resolution Paper,
    ReorganisationData.Says Verified,
    ReorganisationData.Founding[] Founded,
    ReorganisationData.Giving[] HandedOver,
    ReorganisationData.Moving[] Moved,
    ReorganisationData.Leftover Remaining,
    ReorganisationData.Ending Dissolved
)
{
    public sealed record Says(string Vi, string En)
    {
        public Rpc.V1.Text Wire => Words.Both(Vi, En);
    }

    public sealed record Resolution(string Number, DateOnly SignedOn);

    public sealed record Founding(
        string Key,
        UnitKind Kind,
        string Name,
        string Short,
        string Code = "",
        string Parent = "",
        DateOnly? From = null,
        bool Outside = false,
        string Area = "",
        int? Population = null,
        string Clause = "",
        Says? Note = null
    )
    {
        public string[] Aliases { get; init; } = [];

        public Territory? Territory
        {
            get
            {
                if (Area.Length == 0 && Population is null && Note is null)
                    return null;
                var says = new Territory
                {
                    Area = Area,
                    Clause = Clause,
                    Note = Note?.Wire,
                };
                if (Population is { } people)
                    says.Population = people;
                return says;
            }
        }
    }

    public sealed record Giving(string From, bool Dissolves, Share[] Parts);

    public sealed record Share(string Into, PartKind Part, string Clause = "");

    public sealed record Moving(string Under, string[] Units, Says Why);

    public sealed record Leftover(string Under, Says Why);

    /// <summary>
    /// Everything of these kinds from a unit downwards, that unit too, ends with nobody to take it over.
    /// </summary>
    public sealed record Ending(string Root, UnitKind[] Kinds, Says Why);

    static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter() },
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    };

    /// <summary>All there are, by day.</summary>
    public static readonly IReadOnlyList<ReorganisationData> All =
    [
        .. typeof(ReorganisationData)
            .Assembly.GetManifestResourceNames()
            .Where(n => n.StartsWith("reorganisation:", StringComparison.Ordinal))
            .Select(Read)
            .OrderBy(r => r.On),
    ];

    static readonly FrozenDictionary<Guid, (ReorganisationData By, Founding Unit)> ById = All.SelectMany(r =>
            r.Founded.Select(f => (r, f))
        )
        .ToFrozenDictionary(x => x.r.Id(x.f.Key));

    static ReorganisationData Read(string resource)
    {
        using var stream = typeof(ReorganisationData).Assembly.GetManifestResourceStream(resource)!;
        return JsonSerializer.Deserialize<ReorganisationData>(stream, Json)
            ?? throw new InvalidOperationException($"{resource} is empty.");
    }

    /// <summary>The same id wherever it is applied, so that applying it twice founds nothing twice.</summary>
    public Guid Id(string key)
    {
        var bytes = SHA256.HashData(Encoding.UTF8.GetBytes($"reorganisation · {Name} · {key}")).AsSpan(0, 16).ToArray();
        (bytes[6], bytes[8]) = ((byte)(bytes[6] & 0x0F | 0x80), (byte)(bytes[8] & 0x3F | 0x80)); // version 8, RFC 9562
        return new(bytes, bigEndian: true);
    }

    /// <summary>What a resolution says of the territory of a unit it founded.</summary>
    public static Territory? TerritoryOf(Guid unit) =>
        ById.TryGetValue(unit, out var found) ? found.Unit.Territory : null;

    /// <summary>
    /// The clause by which a part went to a unit; the giver by its code, or by its id if a file names it.
    /// </summary>
    public static string ClauseOf(Guid from, string code, Guid into) =>
        ById.TryGetValue(into, out var found)
            ? found
                .By.HandedOver.Where(h => ById.ContainsKey(from) ? found.By.Id(h.From) == from : h.From == code)
                .SelectMany(h => h.Parts)
                .FirstOrDefault(p => found.By.Id(p.Into) == into)
                ?.Clause
                ?? ""
            : "";
}
