using HienTai.Domain.Kernel;
using HienTai.Domain.Personnel;
using HienTai.Personnel.V1;
using HienTai.Server.Pipeline;
using HienTai.Server.Vault;
using static HienTai.Server.Pipeline.FactTable;
using Kind = HienTai.Domain.Personnel.IdentityDocumentKind;

namespace HienTai.Server.Personnel;

/// <summary>
/// People whom a query finds by what they are called no more, by a paper or former number of theirs, or by the number
/// of a diploma; each with what it was. A name is told to whoever sees the file of when it was borne, a number to
/// whoever may open numbers, that of a diploma to whoever sees the qualification.
/// </summary>
sealed record FoundOtherwise(
    IReadOnlyDictionary<Guid, string> Names,
    IReadOnlyDictionary<Guid, IdentityNumberFact> Numbers,
    IReadOnlySet<Guid> Diplomas
)
{
    const int Most = 2_000;

    public static readonly FoundOtherwise Nobody = new(
        new Dictionary<Guid, string>(),
        new Dictionary<Guid, IdentityNumberFact>(),
        new HashSet<Guid>()
    );

    public Guid[] Ids => [.. Names.Keys.Union(Numbers.Keys).Union(Diplomas)];

    public static async Task<FoundOtherwise> By(
        ReadSession session,
        string query,
        string words,
        CancellationToken cancel
    ) =>
        new(
            await Called(session, words, cancel),
            await Numbered(session, query, cancel),
            await Graduated(session, query, cancel)
        );

    /// <summary>Says of a row by what it was found.</summary>
    public PersonRow Told(PersonRow row, DateOnly on)
    {
        var id = Guid.Parse(row.Id);
        row.FormerName = Names.GetValueOrDefault(id, "");
        row.FoundByDiploma = Diplomas.Contains(id);
        if (!Numbers.TryGetValue(id, out var number))
            return row;
        row.FoundByFormerNumber = !number.Valid.Holds(on);
        if (number.Kind is { } kind)
            row.FoundByDocument = PersonWire.Wired<HienTai.Personnel.V1.IdentityDocumentKind, Kind>(kind);
        return row;
    }

    // Who bears the words today as well is found by them.
    static async Task<Dictionary<Guid, string>> Called(ReadSession session, string words, CancellationToken cancel)
    {
        if (words.Length == 0)
            return [];
        const string Matches = "@@ $1::tsquery";
        var former = await session.Facts<FormerNameFact>(
            $"{session.Valid("f")} and array_to_tsvector(string_to_array(f.words, ' ')) {Matches} and not exists (select from {Table<PersonSearchFact>()} p where p.stream_id = f.stream_id and {session.Known("p")} and {session.Valid("p")} and array_to_tsvector(string_to_array(p.words, ' ')) {Matches}) order by f.borne_to desc limit {Most}",
            cancel,
            words
        );
        var sights = await session.Sight.Of(session, [.. former.Select(f => f.Stream).Distinct()], cancel);
        return former
            .Where(f => sights[f.Stream].Basic.Overlap(f.Fact.BorneFrom, f.Fact.BorneTo.AddDays(-1)))
            .DistinctBy(f => f.Stream)
            .ToDictionary(f => f.Stream, f => f.Fact.FullName);
    }

    static async Task<Dictionary<Guid, IdentityNumberFact>> Numbered(
        ReadSession session,
        string query,
        CancellationToken cancel
    )
    {
        var bare = IdentityDocuments.Bare(query);
        if (bare.Length is < 3 or > 20 || !bare.Any(char.IsAsciiDigit))
            return [];
        var found = await Holders(session, [bare, IdentityDocuments.Clean(Kind.Passport, query)], cancel);
        found.RemoveAll(f => f.Fact.Valid.ClaimedFrom > session.On);
        var sights = await session.Sight.Of(session, [.. found.Select(f => f.Stream).Distinct()], cancel);
        return found
            .Where(f => sights[f.Stream][DataClass.IdentityNumber].On(session.On))
            .OrderByDescending(f => f.Fact.Valid.ClaimedTo)
            .DistinctBy(f => f.Stream)
            .ToDictionary(f => f.Stream, f => f.Fact);
    }

    static async Task<HashSet<Guid>> Graduated(ReadSession session, string query, CancellationToken cancel)
    {
        var number = DocumentNumber.Key(query);
        if (number.Length is < 3 or > 60 || !number.Any(char.IsAsciiDigit))
            return [];
        var found = await session.Facts<DiplomaNumberFact>(
            $"f.number = $1 limit {Most}",
            cancel,
            session.Keys.Index.Of(DiplomaPlace, number)
        );
        found.RemoveAll(f => f.Fact.Valid.ClaimedFrom > session.On);
        var sights = await session.Sight.Of(session, [.. found.Select(f => f.Stream).Distinct()], cancel);
        return [.. found.Where(f => sights[f.Stream].Basic.Overlap(f.Fact.Valid)).Select(f => f.Stream)];
    }

    static readonly string DiplomaPlace = Sealing.Place(
        typeof(DiplomaNumberFact).GetProperty(nameof(DiplomaNumberFact.Number))!
    );

    /// <summary>Who has or had a paper or a former personal number with one of these numbers.</summary>
    public static Task<List<FactRow<IdentityNumberFact>>> Holders(
        ReadSession session,
        IEnumerable<string> numbers,
        CancellationToken cancel
    ) =>
        session.Facts<IdentityNumberFact>(
            "f.number = any($1)",
            cancel,
            (object)numbers.Distinct().Select(n => Index(session, n)).ToArray()
        );

    /// <summary>What the number of a paper is found by.</summary>
    public static string Index(ReadSession read, string number) => read.Keys.Index.Of(Place, number);

    static readonly string Place = Sealing.Place(
        typeof(IdentityNumberFact).GetProperty(nameof(IdentityNumberFact.Number))!
    );
}
