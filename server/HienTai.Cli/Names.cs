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
        return Only(ask, words, found.People, [p => p.FileNumber, p => p.FullName], [], some =>
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

/// <summary>Vietnamese spelling, composed or not: with its marks for comparing, or without for being lenient.</summary>
static class Spelling
{
    // Each row: a letter of the alphabet with the tones ngang, huyền, hỏi, ngã, sắc, nặng, and what it is made of.
    static readonly (string Letters, string Made)[] Rows =
    [
        ("aàảãáạ", "a"),
        ("ăằẳẵắặ", "a\u0306"),
        ("âầẩẫấậ", "a\u0302"),
        ("eèẻẽéẹ", "e"),
        ("êềểễếệ", "e\u0302"),
        ("iìỉĩíị", "i"),
        ("oòỏõóọ", "o"),
        ("ôồổỗốộ", "o\u0302"),
        ("ơờởỡớợ", "o\u031B"),
        ("uùủũúụ", "u"),
        ("ưừửữứự", "u\u031B"),
        ("yỳỷỹýỵ", "y"),
        ("đ", "d\u0335"),
    ];
    static readonly string[] Tones = ["", "\u0300", "\u0309", "\u0303", "\u0301", "\u0323"];
    static readonly Dictionary<char, string> Parts = Rows.SelectMany(r =>
            r.Letters.Select((c, tone) => (c, Made: r.Made + Tones[tone]))
        )
        .ToDictionary(x => x.c, x => x.Made);

    /// <summary>Lower case, single spaces, each letter followed by its marks in one order.</summary>
    public static string Marked(string text)
    {
        var letters = new List<string>();
        foreach (
            var part in string.Join(
                    ' ',
                    text.ToLowerInvariant().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)
                )
                .SelectMany(c => Parts.GetValueOrDefault(c) ?? c.ToString())
        )
            if (IsMark(part) && letters.Count > 0)
                letters[^1] = letters[^1][0] + string.Concat(letters[^1][1..].Append(part).Order());
            else
                letters.Add(part.ToString());
        return string.Concat(letters);
    }

    /// <summary>The same without tones and marks: "Đoàn" is "doan".</summary>
    public static string Plain(string text) => string.Concat(Marked(text).Where(c => !IsMark(c)));

    /// <summary>Each of the words begins a word of the text.</summary>
    public static bool HasWords(string text, string words) =>
        Split(words).All(w => Split(text).Any(x => x.StartsWith(w, StringComparison.Ordinal)));

    static string[] Split(string text) =>
        string.Concat(Plain(text).Select(c => char.IsLetterOrDigit(c) ? c : ' '))
            .Split(' ', StringSplitOptions.RemoveEmptyEntries);

    static bool IsMark(char c) => c is >= '\u0300' and <= '\u036F';
}
