using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using HienTai.Domain.Awards;
using HienTai.Domain.Kernel;
using HienTai.Server.Pipeline;

namespace HienTai.Server.Awards;

/// <summary>
/// The awards that come with the product, as data: <c>shipped.json</c>, each with its source and how far that was
/// checked. They are recorded like any other, so that who entered them and when is on record too.
/// </summary>
public static class ShippedProgrammes
{
    sealed record Entry(
        string Code,
        string Vi,
        string En,
        ProgrammeKind Kind,
        AwardLevel Level,
        string From,
        string Organiser,
        int EveryYears,
        bool ForWorks,
        string[]? Fields,
        string[]? Prizes,
        string[]? Criteria,
        string Source,
        string Clause,
        SourceCheck Checked,
        string Note
    )
    {
        public ProgrammeDetails Details =>
            new(
                Code,
                Vi,
                En,
                Kind,
                Level,
                Organiser,
                EveryYears,
                ForWorks,
                Strings.Of(Fields ?? []),
                Strings.Of(Prizes ?? []),
                Strings.Of(Criteria ?? []),
                new(Source, Clause, Checked, Note)
            );
    }

    static readonly Entry[] All = Read();

    /// <summary>The same programme has the same id in every registry.</summary>
    public static Guid Id(string code) =>
        new(SHA256.HashData(Encoding.UTF8.GetBytes($"hientai award programme {code}")).AsSpan(0, 16), bigEndian: true);

    public static ProgrammeDetails Details(string code) => All.Single(e => e.Code == code).Details;

    public static IEnumerable<Intent> Intents() =>
        All.Select(e => new Intent(Id(e.Code), new SetProgramme(PartialDate.Parse(e.From), null, e.Details)));

    static Entry[] Read()
    {
        using var data = typeof(ShippedProgrammes).Assembly.GetManifestResourceStream("shipped-awards.json")
            ?? throw new InvalidOperationException("The shipped awards are not in this build.");
        return JsonSerializer.Deserialize<Entry[]>(
            data,
            new JsonSerializerOptions
            {
                PropertyNameCaseInsensitive = true,
                Converters = { new JsonStringEnumConverter() },
                UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
            }
        )!;
    }
}
