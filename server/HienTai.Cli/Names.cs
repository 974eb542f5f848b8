using HienTai.Domain.Kernel;
using HienTai.Organization.V1;
using HienTai.Papers.V1;
using HienTai.Personnel.V1;
using HienTai.Rpc.V1;

namespace HienTai.Cli;

/// <summary>
/// From what people call a record to its id. A name that means several is never guessed: the candidates are listed.
/// </summary>
static class Names
{
    const int Shown = 20;

    /// <summary>
    /// A person by id, file number or exact name; names may lack their tones if that leaves one person.
    /// </summary>
    public static async Task<string> Person(Ask ask, string words, TimePoint? at)
    {
        if (Guid.TryParse(words, out var id))
            return id.ToString();
        var found = await ask.Registry.People.ListPeopleAsync(
            new()
            {
                At = at,
                Query = words,
                Status = ServiceStatus.Any,
                PageSize = 200,
            },
            cancellationToken: ask.Cancel
        );
        return Only(ask, words, found.People, [p => p.FileNumber, p => p.FullName, p => p.FormerName], [], some =>
            PeopleCommands.Table(ask, some)
        ).Id;
    }

    /// <summary>A paper by id or number.</summary>
    public static async Task<string> Paper(Ask ask, string words)
    {
        if (Guid.TryParse(words, out var id))
            return id.ToString();
        var found = await ask.Registry.Papers.ListPapersAsync(
            new()
            {
                At = ask.At,
                Query = words,
                PageSize = 200,
            },
            cancellationToken: ask.Cancel
        );
        return Only(ask, words, found.Papers, [p => p.Number], [], some => PapersCommands.Table(ask, some)).Id;
    }

    /// <summary>A unit by id, code, name, or words that only one unit's name has.</summary>
    public static async Task<string> Unit(Ask ask, string words, string treeOn = "")
    {
        if (Guid.TryParse(words, out var id))
            return id.ToString();
        var found = await ask.Registry.Units.ListUnitsAsync(
            new()
            {
                At = ask.At,
                Query = words,
                TreeOn = treeOn,
            },
            cancellationToken: ask.Cancel
        );
        // Ancestors come along with what matches; what matches by an alias alone is at the end of its branch.
        var named = found.Units.Where(u => Spelling.HasWords($"{u.Name} {u.ShortName} {u.Code}", words)).ToArray();
        var above = found.Units.Select(u => u.ParentId).ToHashSet();
        return Only(
            ask,
            words,
            found.Units,
            [u => u.Code, u => u.Name, u => u.ShortName],
            named.Length > 0 ? named : [.. found.Units.Where(u => !above.Contains(u.Id))],
            some => UnitsCommands.Table(ask, some)
        ).Id;
    }

    // First as spelled, then without tones, then whatever else counts as found.
    static T Only<T>(
        Ask ask,
        string words,
        IReadOnlyList<T> found,
        Func<T, string>[] calledAs,
        IReadOnlyList<T> otherwise,
        Func<IReadOnlyList<T>, Listing> table
    )
    {
        IReadOnlyList<T> Called(Func<string, string> key) =>
            [.. found.Where(x => calledAs.Any(call => key(call(x)) == key(words)))];
        var same = new[] { Called(Spelling.Marked), Called(Spelling.Plain), otherwise }.FirstOrDefault(s => s.Count > 0)
            ?? [];
        if (same.Count == 1)
            return same[0];
        var candidates = same.Count > 0 ? same : found;
        throw new Unanswered(
            Exit.Refused,
            same.Count > 0 ? ask.Texts.Ambiguous(words, same.Count) : ask.Texts.NoSuchName(words, candidates.Count),
            candidates.Count == 0
                ? null
                : tell =>
                {
                    tell.Aside(table([.. candidates.Take(Shown)]).Table);
                    if (candidates.Count > Shown)
                        tell.Error(ask.Texts.AndMore(candidates.Count - Shown));
                }
        );
    }
}

/// <summary>How names are compared: with their marks, or without, both by the registry's rule.</summary>
static class Spelling
{
    public static string Marked(string text) => VietnameseText.Name(text).ToLowerInvariant();

    /// <summary>The same without tones and marks: "Đoàn" is "doan".</summary>
    public static string Plain(string text) => VietnameseText.Fold(text);

    /// <summary>Each of the words begins a word of the text.</summary>
    public static bool HasWords(string text, string words) =>
        VietnameseText
            .Words(words)
            .All(w => VietnameseText.Findable(text).Any(x => x.StartsWith(w, StringComparison.Ordinal)));
}
