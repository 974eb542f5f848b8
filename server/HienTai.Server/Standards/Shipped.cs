using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using HienTai.Domain.Kernel;
using HienTai.Domain.Standards;
using HienTai.Server.Pipeline;

namespace HienTai.Server.Standards;

/// <summary>
/// The standards that come with the product, as data: <c>shipped.json</c>, each with its dates, its source and how far
/// that was checked. They are recorded like any other, so that who entered them and when is on record too.
/// </summary>
public static class Shipped
{
    sealed record Wording(string From, string Source, string Clause, SourceCheck Checked, string Note);

    sealed record Entry(
        string Code,
        string Vi,
        string En,
        StandardKind Kind,
        string From,
        string? To,
        string[]? Categories,
        string[]? Titles,
        string[]? Posts,
        string[]? NotPosts,
        Ladder Ladder,
        bool Placement,
        string[] Ways,
        string[]? ForNow,
        DateOnly? Deadline,
        DateOnly? InPostOn,
        int WithinMonths,
        string[]? Exemptions,
        string[]? Prevails,
        string Source,
        string Clause,
        SourceCheck Checked,
        string Note,
        Wording[]? Amended
    )
    {
        public StandardDetails Details(Wording? w = null) =>
            new(
                Code,
                Vi,
                En,
                Kind,
                new(Texts(Categories), Texts(Titles), Texts(Posts), Texts(NotPosts)),
                new(Ladder, Texts(Ways), Texts(ForNow), Placement),
                new(Deadline, InPostOn, WithinMonths, Texts(Exemptions)),
                Texts(Prevails),
                w is null ? new(Source, Clause, Checked, Note) : new(w.Source, w.Clause, w.Checked, w.Note)
            );

        static Strings Texts(string[]? texts) => Strings.Of(texts ?? []);
    }

    static readonly Entry[] All = Read();

    /// <summary>The same standard has the same id in every registry.</summary>
    public static Guid Id(string code) =>
        new(SHA256.HashData(Encoding.UTF8.GetBytes($"hientai standard {code}")).AsSpan(0, 16), bigEndian: true);

    /// <summary>Everything there is to record, oldest wording first.</summary>
    public static IEnumerable<Intent> Intents() =>
        All.SelectMany(e =>
            (Intent[])
                [
                    new(
                        Id(e.Code),
                        new EnactStandard(
                            PartialDate.Parse(e.From),
                            e.To is { } to ? PartialDate.Parse(to) : null,
                            e.Details()
                        )
                    ),
                    .. (e.Amended ?? []).Select(w => new Intent(
                        Id(e.Code),
                        new AmendStandard(PartialDate.Parse(w.From), e.Details(w))
                    )),
                ]
        );

    /// <summary>
    /// The same as their days came: what was decided about each, and from when. An end is a repeal of its own.
    /// </summary>
    public static IEnumerable<(DateOnly On, Intent Intent)> Days() =>
        All.SelectMany(e =>
            ((DateOnly, Intent)[])
                [
                    (
                        PartialDate.Parse(e.From).Latest,
                        new(Id(e.Code), new EnactStandard(PartialDate.Parse(e.From), null, e.Details()))
                    ),
                    .. (e.Amended ?? []).Select(w =>
                        (
                            PartialDate.Parse(w.From).Latest,
                            new Intent(Id(e.Code), new AmendStandard(PartialDate.Parse(w.From), e.Details(w)))
                        )
                    ),
                    .. e.To is { } to
                        ? new[]
                        {
                            (
                                PartialDate.Parse(to).Latest,
                                new Intent(Id(e.Code), new RepealStandard(PartialDate.Parse(to)))
                            ),
                        }
                        : [],
                ]
        );

    static Entry[] Read()
    {
        using var data = typeof(Shipped).Assembly.GetManifestResourceStream("shipped-standards.json")
            ?? throw new InvalidOperationException("The shipped standards are not in this build.");
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
