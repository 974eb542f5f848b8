using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using HienTai.Domain.Kernel;
using HienTai.Domain.Talent;
using HienTai.Server.Pipeline;

namespace HienTai.Server.Talent;

/// <summary>
/// The programmes that come with the product, as data: <c>shipped.json</c>, each with its dates, its source and how far
/// that was checked. They are recorded like any other, so that who entered them and when is on record too.
/// </summary>
public static class Shipped
{
    sealed record Asked(string Key, string Vi, string En, string Rule);

    sealed record Marked(string Key, string Vi, string En);

    sealed record Entry(
        string Code,
        string Vi,
        string En,
        string From,
        string? To,
        string Source,
        string Clause,
        SourceCheck Checked,
        string Note,
        SourceKind[] Kinds,
        Sector[]? Sectors,
        Asked[]? Criteria,
        string[]? Benefits,
        int Places
    )
    {
        public ProgrammeDetails Details =>
            new(
                Code,
                Vi,
                En,
                Source,
                Clause,
                Checked,
                Note,
                [.. Kinds.Select(k => $"{k}")],
                [.. (Sectors ?? []).Select(s => $"{s}")],
                [.. (Criteria ?? []).Select(c => new ProgrammeCriterion(c.Key, c.Vi, c.En, c.Rule).Written)],
                [.. Marks.Select(m => new ProgrammeCriterion(m.Key, m.Vi, m.En, "").Written)],
                Strings.Of(Benefits ?? []),
                Places
            );
    }

    // No source says what to give marks for; these are the heads of the yearly appraisal, so that a round can be held
    // from the first day.
    static readonly Marked[] Marks =
    [
        new("expertise", "Năng lực chuyên môn", "Expertise"),
        new("results", "Kết quả công việc", "Results of work"),
        new("initiative", "Sáng tạo, dám nghĩ dám làm", "Initiative and daring"),
        new("cooperation", "Phối hợp, dẫn dắt", "Cooperation and guidance"),
        new("integrity", "Phẩm chất, kỷ luật", "Integrity and discipline"),
    ];

    static readonly Entry[] All = Read();

    /// <summary>The same programme has the same id in every registry.</summary>
    public static Guid Id(string code) =>
        new(SHA256.HashData(Encoding.UTF8.GetBytes($"hientai talent programme {code}")).AsSpan(0, 16), bigEndian: true);

    public static IEnumerable<Intent> Intents() =>
        All.Select(e => new Intent(
            Id(e.Code),
            new EnactProgramme(PartialDate.Parse(e.From), e.To is { } to ? PartialDate.Parse(to) : null, e.Details)
        ));

    /// <summary>The same as their days came: what was decided about each, and when that was so.</summary>
    public static IEnumerable<(DateOnly On, Intent Intent)> Days() =>
        All.SelectMany(e =>
            ((DateOnly, Intent)[])
                [
                    (
                        PartialDate.Parse(e.From).Latest,
                        new(Id(e.Code), new EnactProgramme(PartialDate.Parse(e.From), null, e.Details))
                    ),
                    .. e.To is { } to
                        ? new[]
                        {
                            (
                                PartialDate.Parse(to).Latest,
                                new Intent(Id(e.Code), new EndProgramme(PartialDate.Parse(to)))
                            ),
                        }
                        : [],
                ]
        );

    static Entry[] Read()
    {
        using var data = typeof(Shipped).Assembly.GetManifestResourceStream("shipped-programmes.json")
            ?? throw new InvalidOperationException("The shipped programmes are not in this build.");
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
