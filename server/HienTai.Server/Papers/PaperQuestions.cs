using Grpc.Core;
using HienTai.Domain.Kernel;
using HienTai.Domain.Papers;
using HienTai.Papers.V1;
using HienTai.Rpc.V1;
using HienTai.Server.Access;
using HienTai.Server.Pipeline;
using static HienTai.Server.Pipeline.FactTable;
using DataClass = HienTai.Domain.Kernel.DataClass;
using Wire = HienTai.Papers.V1;

namespace HienTai.Server.Papers;

/// <summary>The questions about papers, each at a TimePoint; "what rests on this" in both directions.</summary>
public sealed class PaperQuestions(Registrar registrar, Histories histories, StreamKinds kinds)
{
    const int CountedTo = 10_000;
    const string Words = "array_to_tsvector(string_to_array(f.found_by, ' '))";

    public async Task<GetPaperResponse> Get(GetPaperRequest request, ServerCallContext call)
    {
        var cancel = call.CancellationToken;
        await using var read = await registrar.Open(call, request.At);
        var id = Reading.Of(r => r.Id(request.Id, "id"));
        var found = await read.Sight.Sees(read, id, cancel)
            ? await read.Facts<PaperFact>("f.stream_id = $1", cancel, id)
            : [];
        return found.Count == 0
            ? throw Missing(read)
            : new() { At = read.Moment, Paper = (await Described(read, found, cancel))[0] };
    }

    public async Task<ListPapersResponse> List(ListPapersRequest request, ServerCallContext call)
    {
        var cancel = call.CancellationToken;
        var (words, size, kind) = Reading.Of(r =>
            (
                r.Words(request.Query, "query", 200),
                r.PageSize(request.PageSize, 50, 200),
                request.Kind is 0
                    ? (Domain.Papers.PaperKind?)null
                    : r.Enum<Wire.PaperKind, Domain.Papers.PaperKind>(request.Kind, "kind")
            )
        );
        var page = PageToken.Read(request.PageToken, request, call.Reader.Account);
        await using var read = await registrar.Open(call, request.At, page);
        var (where, values) = (read.Known("f"), new List<object?>());
        if (words.Length > 0)
        {
            values.Add(string.Join(" & ", words.Select((w, i) => Sought(w, i == words.Length - 1))));
            values.Add(DocumentNumber.Key(request.Query));
            where += $" and ({Words} @@ ${values.Count - 1}::tsquery or f.number_key = ${values.Count})";
        }
        if (kind is { } only)
        {
            values.Add((int)only);
            where += $" and f.kind = ${values.Count}";
        }
        where += $" and {read.Sight.Papers("f.stream_id", value => { values.Add(value); return $"${values.Count}"; })}";
        if (request.WithdrawnOnly)
            where += " and f.withdrawn_on is not null";
        if (request.RepealedOnly)
            where += " and f.to_text is not null";
        if (request.AlikeOnly)
            where += $" and {SamePaper.Alike(read, value => { values.Add(value); return $"${values.Count}"; })}";
        var total = await read.Query(
            $"select count(*) from (select from {Table<PaperFact>()} f where {where} limit {CountedTo}) c",
            r => (int)r.GetInt64(0),
            cancel,
            [.. values]
        );
        var found = await read.Facts<PaperFact>(
            $"{where} order by f.signed_on desc, f.number, f.stream_id limit {size + 1} offset {page?.Offset ?? 0}",
            cancel,
            [.. values]
        );
        var response = new ListPapersResponse
        {
            At = read.Moment,
            TotalSize = total[0],
            Papers = { await Described(read, found.Take(size).ToList(), cancel) },
        };
        if (found.Count > size)
            response.NextPageToken = PageToken
                .At(read, request, call.Reader.Account, (page?.Offset ?? 0) + size, total[0], [])
                .ToString();
        return response;
    }

    // A word of a number is also found without its leading zeros, and where its letters stand apart from its digits.
    static string Sought(string word, bool begins)
    {
        var mark = begins ? ":*" : "";
        var parts = string.Join(" & ", DocumentNumber.Parts(word).Select(p => $"'{p}'{mark}"));
        return parts.Length == 0 ? $"'{word}'{mark}" : $"('{word}'{mark} | ({parts}))";
    }

    public async Task<ListRestingResponse> Resting(ListRestingRequest request, ServerCallContext call)
    {
        var cancel = call.CancellationToken;
        var (paper, size) = Reading.Of(r =>
            (r.Id(request.PaperId, "paper_id"), r.PageSize(request.PageSize, 100, 500))
        );
        var page = PageToken.Read(request.PageToken, request, call.Reader.Account);
        await using var read = await registrar.Open(call, request.At, page);
        if (
            !await read.Sight.Sees(read, paper, cancel)
            || (await read.Facts<PaperFact>("f.stream_id = $1", cancel, paper)).Count == 0
        )
            throw Missing(read);
        var streams = await Streams(read, paper, cancel);
        var titles = await Titles.Of(read, streams.Select(s => s.Id), cancel);
        var ordered = streams
            .Select(s => (s.Id, s.Kind, Title: titles[s.Id, read.On]))
            .OrderBy(
                s => s.Kind is "person" ? VietnameseText.NameKey(s.Title) : VietnameseText.TextKey(s.Title),
                StringComparer.Ordinal
            )
            .ThenBy(s => s.Id)
            .ToArray();
        var positions = await Positions(read, paper, [.. ordered.Select(o => o.Id)], cancel);
        var offset = page?.Offset ?? 0;
        var response = new ListRestingResponse
        {
            At = read.Moment,
            People = streams.Count(s => s.Kind == "person"),
            TotalSize = positions.Count,
        };
        foreach (var stream in ordered.Skip(offset).Take(size))
            response.Facts.AddRange(await Rests(read, stream.Id, stream.Kind, stream.Title, paper, positions, cancel));
        if (offset + size < ordered.Length)
            response.NextPageToken = PageToken
                .At(read, request, call.Reader.Account, offset + size, ordered.Length, [])
                .ToString();
        return response;
    }

    // Streams in which something was recorded on this paper, by name; their events say what.
    static async Task<List<(Guid Id, string Kind, long Version)>> Streams(
        ReadSession read,
        Guid paper,
        CancellationToken cancel
    )
    {
        var streams = await read.Query(
            "select l.stream_id, l.kind, max(l.version) from ledger l where l.paper = $1 and l.position <= $2 and l.stream_id <> $1 group by 1, 2",
            r => (Id: r.GetGuid(0), Kind: r.GetString(1), Version: r.GetInt64(2)),
            cancel,
            paper,
            read.Position
        );
        // Of people, only those whose whole file is in reach: what rests on a paper is told without its dates.
        if (!read.Sight.Reader.Everybody)
        {
            var sights = await read.Sight.Of(
                read,
                [.. streams.Where(s => s.Kind == "person").Select(s => s.Id)],
                cancel
            );
            streams.RemoveAll(s =>
                s.Kind is "person" ? !sights[s.Id].Basic.Always : s.Kind is not ("unit" or "quota" or "paper")
            );
        }
        return streams;
    }

    static async Task<HashSet<long>> Positions(
        ReadSession read,
        Guid paper,
        Guid[] streams,
        CancellationToken cancel
    ) =>
        (
            await read.Query(
                "select position from ledger where paper = $1 and position <= $2 and stream_id = any($3)",
                r => r.GetInt64(0),
                cancel,
                paper,
                read.Position,
                streams
            )
        ).ToHashSet();

    async Task<IEnumerable<RestingFact>> Rests(
        ReadSession read,
        Guid id,
        string kind,
        string title,
        Guid paper,
        HashSet<long> positions,
        CancellationToken cancel
    )
    {
        var facts = await FactsOf(read, kinds[kind], id, paper, cancel);
        var narrator = registrar.NarratorOf(kind);
        var named = await Titles.Of(read, facts.SelectMany(f => narrator.Named(f)), cancel);
        var lines = facts.ToLookup(f => f.Key, f => narrator.Line(f, named));
        return (await histories.Of(read, id, cancel, positions)).Select(entry =>
            Redaction.Of(
                new RestingFact
                {
                    Kind = kind,
                    Id = id.ToString(),
                    Title = title,
                    Fact = lines[entry.Key].FirstOrDefault(),
                    Sentence = { entry.Sentence },
                },
                c => c is DataClass.Basic
            )
        );
    }

    public async Task<GetPaperHistoryResponse> History(GetPaperHistoryRequest request, ServerCallContext call)
    {
        var cancel = call.CancellationToken;
        await using var read = await registrar.Open(call, request.At);
        var id = Reading.Of(r => r.Id(request.Id, "id"));
        var entries = await read.Sight.Sees(read, id, cancel) ? await histories.Of(read, id, cancel) : [];
        return entries.Count == 0 ? throw Missing(read) : new() { At = read.Moment, Entries = { entries } };
    }

    // Facts believed at the session's position that name this paper as their basis, whatever their kind.
    static async Task<List<Fact>> FactsOf(
        ReadSession read,
        StreamKind kind,
        Guid stream,
        Guid paper,
        CancellationToken cancel
    )
    {
        var found = new List<Fact>();
        foreach (var table in kind.FactTypes.Where(t => !t.IsAssignableTo(typeof(IDerived))).Select(FactTable.Of))
        {
            var bases = RestsOn.PapersOf(table);
            if (bases.Length == 0)
                continue;
            found.AddRange(
                await read.Facts(
                    table,
                    $"f.stream_id = $1 and $2 in ({string.Join(", ", bases)})",
                    cancel,
                    stream,
                    paper
                )
            );
        }
        return found;
    }

    static async Task<List<Wire.Paper>> Described(
        ReadSession read,
        List<FactRow<PaperFact>> found,
        CancellationToken cancel
    )
    {
        var ids = found.Select(f => f.Stream).ToArray();
        var files = await Files.Refs(read, found.SelectMany(f => f.Fact.Scans), cancel);
        var values = new List<object?> { ids, read.Position };
        string Value(object? value)
        {
            values.Add(value);
            return $"${values.Count}";
        }
        var cited = (
            await read.Query(
                $"select paper, count(*), count(distinct stream_id) filter (where kind = 'person') from ledger l where paper = any($1) and position <= $2 and (kind in ('unit', 'paper') or kind = 'person' and {read.Sight.People("l.stream_id", null, Value)}) group by 1",
                r => (r.GetGuid(0), (int)r.GetInt64(1), (int)r.GetInt64(2)),
                cancel,
                [.. values]
            )
        ).ToDictionary(c => c.Item1);
        var registered = (
            await read.Query(
                "select stream_id, min(position), max(version) from ledger where stream_id = any($1) and position <= $2 group by 1",
                r => (Id: r.GetGuid(0), First: r.GetInt64(1), Version: r.GetInt64(2)),
                cancel,
                ids,
                read.Position
            )
        ).ToDictionary(r => r.Id);
        var sources = await Histories.Sources(
            read,
            registered.Values.Select(r => r.First).Concat(found.Select(f => f.KnownFrom)),
            cancel
        );
        var by = await Titles.Of(
            read,
            found.SelectMany(f => new[] { f.Fact.WithdrawnBy, f.Fact.RepealedBy }).OfType<Guid>(),
            cancel
        );
        return
        [
            .. found.Select(row =>
            {
                var paper = PaperOf(row, files, sources, by);
                paper.Version = registered[row.Stream].Version;
                paper.Source = sources[registered[row.Stream].First];
                paper.Citations = cited.GetValueOrDefault(row.Stream).Item2;
                paper.People = cited.GetValueOrDefault(row.Stream).Item3;
                return paper;
            }),
        ];
    }

    static Wire.Paper PaperOf(
        FactRow<PaperFact> row,
        IReadOnlyDictionary<string, FileRef> files,
        Dictionary<long, Source> sources,
        Titles by
    )
    {
        var f = row.Fact;
        var paper = new Wire.Paper
        {
            Id = row.Stream.ToString(),
            Kind = WireEnum<Wire.PaperKind, Domain.Papers.PaperKind>.Wire[f.Kind],
            Number = f.Number,
            Title = f.Title,
            Issuer = f.Issuer,
            Signer = f.Signer,
            SignedOn = f.SignedOn.ToString("yyyy-MM-dd"),
            EffectiveOn = f.EffectiveOn?.ToString() ?? "",
            Excerpt = f.Excerpt,
            Scans = { f.Scans.Where(files.ContainsKey).Select(s => files[s]) },
        };
        if (f.WithdrawnOn is { } on)
            paper.Withdrawal = new()
            {
                On = on.ToString(),
                Source = sources[row.KnownFrom],
                By = f.WithdrawnBy is { } id ? Histories.PaperRef(id, by) : null,
            };
        if (f.Valid.To is { } until)
            paper.Repeal = new()
            {
                From = until.ToString(),
                By = f.RepealedBy is { } repealing ? Histories.PaperRef(repealing, by) : null,
            };
        return paper;
    }

    static NotOnRecord Missing(ReadSession read) =>
        new(
            $"Không có văn bản này, theo hiểu biết ở vị trí sổ {read.Position}.",
            $"There is no such paper as known at ledger position {read.Position}."
        );
}
