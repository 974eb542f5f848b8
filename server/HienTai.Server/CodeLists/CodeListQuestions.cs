using Google.Protobuf;
using Grpc.Core;
using HienTai.CodeLists.V1;
using HienTai.Domain.CodeLists;
using HienTai.Domain.Kernel;
using HienTai.Server.Access;
using HienTai.Server.Pipeline;
using CodeList = HienTai.Domain.Kernel.CodeList;
using EntryDetails = HienTai.Domain.CodeLists.EntryDetails;
using Wire = HienTai.CodeLists.V1;

namespace HienTai.Server.CodeLists;

/// <summary>The questions about lists, each at a TimePoint.</summary>
public sealed class CodeListQuestions(Registrar registrar, Histories histories, Meanings meanings)
{
    const int MostSuggested = 10;
    const int MostLikely = 3;
    const int Likely = 50;
    const int MostUses = 500;

    public async Task<ListEntriesResponse> List(ListEntriesRequest request, ServerCallContext call)
    {
        var cancel = call.CancellationToken;
        var (list, words, size) = Reading.Of(r =>
            (ListOf(r, request.List), r.Words(request.Query, "query", 200), r.PageSize(request.PageSize, 100, 500))
        );
        var page = PageToken.Read(request.PageToken, request, call.Reader.Account);
        await using var read = await registrar.Open(call, request.At, page);
        var found = (await Entries(read, list, cancel))
            .Where(e => Holds(e.Fact, words))
            .OrderBy(e => VietnameseText.TextKey(e.Fact.Name), StringComparer.Ordinal)
            .ThenBy(e => e.Stream)
            .ToArray();
        var offset = page?.Offset ?? 0;
        var response = new ListEntriesResponse
        {
            At = read.Moment,
            TotalSize = found.Length,
            Entries = { await Told(read, found.Skip(offset).Take(size), cancel) },
        };
        if (offset + size < found.Length)
            response.NextPageToken = Next(read, request, call, offset + size, found.Length);
        return response;
    }

    public async Task<SuggestEntriesResponse> Suggest(SuggestEntriesRequest request, ServerCallContext call)
    {
        var cancel = call.CancellationToken;
        var (list, words, text) = Reading.Of(r =>
            (
                ListOf(r, request.List),
                r.Words(request.Text, "text", 200, required: true),
                r.Text(request.Text, "text", 200)
            )
        );
        await using var read = await registrar.Open(call, request.At);
        var meaning = Meaning.Of(text);
        var entries = await Entries(read, list, cancel);
        var common = Meaning.Commonness(entries.SelectMany(e => Meaning.Spellings(Of(e.Fact))));
        var meant = entries.FirstOrDefault(e => Meaning.Spellings(Of(e.Fact)).Contains(meaning));
        var likely = entries
            .Where(e => e.Stream != meant.Stream && (Holds(e.Fact, words) || Likeness(e.Fact, text, common) >= Likely))
            .OrderByDescending(e => Likeness(e.Fact, text, common))
            .ThenBy(e => VietnameseText.TextKey(e.Fact.Name), StringComparer.Ordinal);
        return new()
        {
            At = read.Moment,
            MeantId = meant.Fact is null ? "" : meant.Stream.ToString(),
            Entries =
            {
                await Told(read, (meant.Fact is null ? likely : likely.Prepend(meant)).Take(MostSuggested), cancel),
            },
        };
    }

    public async Task<ListUnmatchedResponse> Unmatched(ListUnmatchedRequest request, ServerCallContext call)
    {
        var cancel = call.CancellationToken;
        var (list, size) = Reading.Of(r => (ListOf(r, request.List), r.PageSize(request.PageSize, 100, 500)));
        var page = PageToken.Read(request.PageToken, request, call.Reader.Account);
        await using var read = await registrar.Open(call, request.At, page);
        var entries = await Entries(read, list, cancel);
        var understood = entries.SelectMany(e => Meaning.Spellings(Of(e.Fact))).ToHashSet();
        var known = meanings.Of(list);
        var texts = (await meanings.Typed(read, list, cancel))
            .Where(t => !known.Any(k => k.Known(t.Text)))
            .GroupBy(t => Meaning.Of(t.Text))
            .Where(g => g.Key.Length > 0 && !understood.Contains(g.Key))
            .Select(g => (Text: g.MaxBy(t => (t.Records, t.Text)).Text, Records: g.Sum(t => t.Records)))
            .OrderByDescending(t => t.Records)
            .ThenBy(t => t.Text, StringComparer.Ordinal)
            .ToArray();
        var common = Meaning.Commonness(understood.Concat(texts.Select(t => Meaning.Of(t.Text))));
        var offset = page?.Offset ?? 0;
        var response = new ListUnmatchedResponse { At = read.Moment, TotalSize = texts.Length };
        foreach (var (text, records) in texts.Skip(offset).Take(size))
            response.Texts.Add(
                new Unmatched
                {
                    Text = text,
                    Records = records,
                    Likely = { await Told(read, Near(entries, text, common), cancel) },
                }
            );
        if (offset + size < texts.Length)
            response.NextPageToken = Next(read, request, call, offset + size, texts.Length);
        return response;
    }

    public async Task<ListUsesResponse> Uses(ListUsesRequest request, ServerCallContext call)
    {
        var cancel = call.CancellationToken;
        var (list, text) = Reading.Of(r =>
            (ListOf(r, request.List), r.Text(request.Text, "text", 500, required: true))
        );
        await using var read = await registrar.Open(call, request.At);
        var meaning = Meaning.Of(text);
        var variants = (await meanings.Typed(read, list, cancel))
            .Select(t => t.Text)
            .Where(t => Meaning.Of(t) == meaning)
            .ToArray();
        var uses = await meanings.Uses(read, list, variants, MostUses, cancel);
        var titles = await Titles.Of(read, uses.Select(u => u.Id), cancel);
        return new()
        {
            At = read.Moment,
            Uses =
            {
                uses.Select(u => new Use
                    {
                        Kind = u.Kind,
                        Id = u.Id.ToString(),
                        Title = titles[u.Id, read.On],
                        Text = u.Text,
                    })
                    .OrderBy(u => VietnameseText.TextKey(u.Title), StringComparer.Ordinal),
            },
        };
    }

    public async Task<GetEntryHistoryResponse> History(GetEntryHistoryRequest request, ServerCallContext call)
    {
        await using var read = await registrar.Open(call, request.At);
        var entries = await histories.Of(read, Reading.Of(r => r.Id(request.Id, "id")), call.CancellationToken);
        return entries.Count == 0
            ? throw new NotOnRecord(
                $"Danh mục không có mục này, theo hiểu biết ở vị trí sổ {read.Position}.",
                $"The lists have no such entry as known at ledger position {read.Position}."
            )
            : new() { At = read.Moment, Entries = { entries } };
    }

    public static CodeList ListOf(Reading read, Wire.CodeList list, string field = "list") =>
        read.Enum<Wire.CodeList, CodeList>(list, field);

    static Task<List<FactRow<CodeListEntryFact>>> Entries(ReadSession read, CodeList list, CancellationToken cancel) =>
        read.Facts<CodeListEntryFact>("f.list = $1", cancel, (int)list);

    static IEnumerable<FactRow<CodeListEntryFact>> Near(
        List<FactRow<CodeListEntryFact>> entries,
        string text,
        IReadOnlyDictionary<string, int> common
    ) =>
        entries
            .Select(e => (Entry: e, Likeness: Likeness(e.Fact, text, common)))
            .Where(e => e.Likeness >= Likely)
            .OrderByDescending(e => e.Likeness)
            .Take(MostLikely)
            .Select(e => e.Entry);

    static int Likeness(CodeListEntryFact fact, string text, IReadOnlyDictionary<string, int> common) =>
        Meaning.Written(Of(fact)).Max(w => Meaning.Likeness(w, text, common));

    static bool Holds(CodeListEntryFact fact, string[] words)
    {
        var held = fact.Words.Split(' ');
        return words.All(w => held.Any(h => h.StartsWith(w, StringComparison.Ordinal)));
    }

    static EntryDetails Of(CodeListEntryFact f) =>
        new(f.List, f.Code, f.Name, f.En, f.Spellings, f.Valid.From, f.Valid.To, f.Ground);

    static async Task<List<Wire.Entry>> Told(
        ReadSession read,
        IEnumerable<FactRow<CodeListEntryFact>> found,
        CancellationToken cancel
    )
    {
        var rows = found.ToArray();
        if (rows.Length == 0)
            return [];
        var sources = await Histories.Sources(read, rows.Select(r => r.KnownFrom), cancel);
        var versions = (
            await read.Query(
                "select stream_id, max(version) from ledger where stream_id = any($1) and position <= $2 group by 1",
                r => (Id: r.GetGuid(0), Version: r.GetInt64(1)),
                cancel,
                rows.Select(r => r.Stream).ToArray(),
                read.Position
            )
        ).ToDictionary(r => r.Id, r => r.Version);
        return
        [
            .. rows.Select(r => new Wire.Entry
            {
                Id = r.Stream.ToString(),
                Version = versions[r.Stream],
                Source = sources[r.KnownFrom],
                Details = new()
                {
                    List = WireEnum<Wire.CodeList, CodeList>.Wire[r.Fact.List],
                    Code = r.Fact.Code,
                    Name = r.Fact.Name,
                    NameEn = r.Fact.En,
                    Spellings = { r.Fact.Spellings },
                    From = r.Fact.Valid.From?.ToString() ?? "",
                    To = r.Fact.Valid.To?.ToString() ?? "",
                    Ground = r.Fact.Ground,
                },
            }),
        ];
    }

    static string Next(ReadSession read, IMessage request, ServerCallContext call, int offset, int total) =>
        PageToken.At(read, request, call.Reader.Account, offset, total, []).ToString();
}
