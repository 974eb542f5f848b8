using Grpc.Core;
using HienTai.Contributions.V1;
using HienTai.Domain.Contributions;
using HienTai.Domain.Kernel;
using HienTai.Server.Access;
using HienTai.Server.Pipeline;
using static HienTai.Server.Pipeline.FactTable;
using ContributionKind = HienTai.Domain.Contributions.ContributionKind;
using Outcome = HienTai.Domain.Contributions.Outcome;
using RecognitionLevel = HienTai.Domain.Contributions.RecognitionLevel;
using Stage = HienTai.Domain.Contributions.Stage;
using Wire = HienTai.Contributions.V1;

namespace HienTai.Server.Contributions;

/// <summary>The questions about contributions, each at a TimePoint.</summary>
public sealed class ContributionQuestions(Registrar registrar, Histories histories)
{
    const int MostSimilar = 10,
        LeastAlike = 333;

    public async Task<GetContributionResponse> Get(GetContributionRequest request, ServerCallContext call)
    {
        var cancel = call.CancellationToken;
        await using var read = await registrar.Open(call, request.At);
        var found = await One(read, Reading.Of(r => r.Id(request.Id, "id")), cancel);
        var records = await ContributionRecords.Of(read, [found], whole: true, cancel);
        return new() { At = read.Moment, Contribution = records.Told(found) };
    }

    public async Task<ListContributionsResponse> List(ListContributionsRequest request, ServerCallContext call)
    {
        var cancel = call.CancellationToken;
        var (asked, size) = Reading.Of(r =>
            (
                new Filter(
                    r.Words(request.Query, "query", 200),
                    r.OptionalId(request.UnitId, "unit_id"),
                    r.OptionalId(request.PersonId, "person_id"),
                    [
                        .. request.Kinds.Select(
                            (k, i) => (int)r.Enum<Wire.ContributionKind, ContributionKind>(k, $"kinds[{i}]")
                        ),
                    ],
                    [.. request.Stages.Select((s, i) => (int)r.Enum<Wire.Stage, Stage>(s, $"stages[{i}]"))],
                    [
                        .. request.Levels.Select(
                            (l, i) => (int)r.Enum<Wire.RecognitionLevel, RecognitionLevel>(l, $"levels[{i}]")
                        ),
                    ],
                    [.. request.Outcomes.Select((o, i) => (int)r.Enum<Wire.Outcome, Outcome>(o, $"outcomes[{i}]"))],
                    r.Number(request.Year, "year", 0, 9999)
                ),
                r.PageSize(request.PageSize, 50, 200)
            )
        );
        var page = PageToken.Read(request.PageToken, request, call.Reader.Account);
        await using var read = await registrar.Open(call, request.At, page);
        var values = new List<object?>();
        var where = Matching(read, asked, v =>
        {
            values.Add(v);
            return $"${values.Count}";
        });
        var total = (
            await read.Query(
                $"select count(*) from {Table<ContributionFact>()} f where {where}",
                r => (int)r.GetInt64(0),
                cancel,
                [.. values]
            )
        )[0];
        var offset = page?.Offset ?? 0;
        var found = await read.Facts<ContributionFact>(
            $"{where} order by f.valid_from desc, f.stream_id limit {size} offset {offset}",
            cancel,
            [.. values]
        );
        var records = await ContributionRecords.Of(read, found, whole: false, cancel);
        var response = new ListContributionsResponse
        {
            At = read.Moment,
            TotalSize = total,
            Contributions = { found.Select(records.Told) },
        };
        if (offset + found.Count < total)
            response.NextPageToken = PageToken
                .At(read, request, call.Reader.Account, offset + found.Count, total, [])
                .ToString();
        return response;
    }

    public async Task<GetContributionFiguresResponse> Figures(
        GetContributionFiguresRequest request,
        ServerCallContext call
    )
    {
        var cancel = call.CancellationToken;
        var asked = Reading.Of(r =>
            (Unit: r.OptionalId(request.UnitId, "unit_id"), Year: r.Number(request.Year, "year", 0, 9999))
        );
        await using var read = await registrar.Open(call, request.At);
        var counted = await Counted(read, asked.Unit, asked.Year, cancel);
        return new()
        {
            At = read.Moment,
            Total = counted["kind"].Sum(c => c.Count),
            Kinds =
            {
                counted["kind"]
                    .Select(c => new KindFigure
                    {
                        Kind = WireEnum<Wire.ContributionKind, ContributionKind>.Wire[(ContributionKind)c.Value],
                        Count = c.Count,
                    }),
            },
            Stages =
            {
                counted["stage"]
                    .Select(c => new StageFigure
                    {
                        Stage = WireEnum<Wire.Stage, Stage>.Wire[(Stage)c.Value],
                        Count = c.Count,
                    }),
            },
            Levels =
            {
                counted["level"]
                    .Select(c => new LevelFigure
                    {
                        Level = WireEnum<Wire.RecognitionLevel, RecognitionLevel>.Wire[(RecognitionLevel)c.Value],
                        Count = c.Count,
                    }),
            },
            Outcomes =
            {
                counted["outcome"]
                    .Select(c => new OutcomeFigure
                    {
                        Outcome = WireEnum<Wire.Outcome, Outcome>.Wire[(Outcome)c.Value],
                        Count = c.Count,
                    }),
            },
            Years = { counted["year"].Reverse().Select(c => new YearFigure { Year = c.Value, Count = c.Count }) },
        };
    }

    static async Task<ILookup<string, (string What, int Value, int Count)>> Counted(
        ReadSession read,
        Guid? unit,
        int year,
        CancellationToken cancel
    )
    {
        var values = new List<object?>();
        var where = Matching(read, new([], unit, null, [], [], [], [], 0), v =>
        {
            values.Add(v);
            return $"${values.Count}";
        });
        var counted = await read.Query(
            $"""
                with made as materialized (select f.stream_id, f.kind, f.stage, f.outcome, left(f.made_on, 4)::int as year from {Table<ContributionFact>()} f where {where}), f as (select * from made where {year} in (0, year))
                select x.what, x.value, count(*)::int from f cross join lateral (values ('kind', f.kind::int), ('stage', f.stage::int), ('outcome', f.outcome::int)) x(what, value) where x.value is not null group by 1, 2
                union all select 'year', year, count(*)::int from made group by 2
                union all select 'level', r.level::int, count(distinct r.stream_id)::int from f join {Table<RecognitionFact>()} r using (stream_id) where {read.Known(
                    "r"
                )} and {read.Valid("r")} group by 2
                order by 1, 2
                """,
            r => (What: r.GetString(0), Value: r.GetInt32(1), Count: r.GetInt32(2)),
            cancel,
            [.. values]
        );
        return counted.ToLookup(c => c.What);
    }

    sealed record Filter(
        string[] Words,
        Guid? Unit,
        Guid? Person,
        int[] Kinds,
        int[] Stages,
        int[] Levels,
        int[] Outcomes,
        int Year
    );

    /// <summary>SQL for the contributions of a filter that are in reach on the day.</summary>
    static string Matching(ReadSession read, Filter asked, Func<object?, string> value)
    {
        var where = $"{read.Known("f")} and {read.Valid("f")} and {Seen(read, "f.stream_id", value)}";
        if (asked.Words.Length > 0)
            where +=
                $" and array_to_tsvector(string_to_array(f.words, ' ')) @@ {value(string.Join(" & ", asked.Words.Select((w, i) => $"'{w}'{(i == asked.Words.Length - 1 ? ":*" : "")}")))}::tsquery";
        if (asked.Kinds.Length > 0)
            where += $" and f.kind = any({value(asked.Kinds)})";
        if (asked.Stages.Length > 0)
            where += $" and f.stage = any({value(asked.Stages)})";
        if (asked.Outcomes.Length > 0)
            where += $" and f.outcome = any({value(asked.Outcomes)})";
        if (asked.Levels.Length > 0)
            where +=
                $" and exists (select from {Table<RecognitionFact>()} r where r.stream_id = f.stream_id and {read.Known("r")} and {read.Valid("r")} and r.level = any({value(asked.Levels)}))";
        if (asked.Year > 0)
            where += $" and left(f.made_on, 4) = {value($"{asked.Year:0000}")}";
        if (asked.Unit is { } unit)
            where += $" and f.unit in {Below.Sql(read, value(unit))}";
        // Whose work it is may be asked of people in reach only.
        if (asked.Person is { } person)
            where +=
                $" and exists (select from {Table<AuthorFact>()} w where w.stream_id = f.stream_id and {read.Known("w")} and w.person = {value(person)} and {read.Sight.People("w.person", read.On, value)})";
        return where;
    }

    public async Task<GetContributionHistoryResponse> History(
        GetContributionHistoryRequest request,
        ServerCallContext call
    )
    {
        var cancel = call.CancellationToken;
        await using var read = await registrar.Open(call, request.At);
        var id = Reading.Of(r => r.Id(request.Id, "id"));
        return await Sees(read, id, cancel) && await histories.Of(read, id, cancel) is { Count: > 0 } entries
            ? new() { At = read.Moment, Entries = { entries } }
            : throw Missing(read);
    }

    public async Task<FindSimilarResponse> Similar(FindSimilarRequest request, ServerCallContext call)
    {
        var cancel = call.CancellationToken;
        await using var read = await registrar.Open(call, request.At);
        var (id, text) = Reading.Of(r => Compared(r, request));
        var its = id is { } known ? (await One(read, known, cancel)).Fact : null;
        var values = new List<object?>();
        string Value(object? value)
        {
            values.Add(value);
            return $"${values.Count}";
        }
        // All that are in reach are compared, so only what is compared is read of them.
        var others = await read.Query(
            $"select f.stream_id, f.made_on, f.words from {Table<ContributionFact>()} f where {read.Known("f")} and {read.Valid("f")} and f.kind in ({(int)ContributionKind.Initiative}, {(int)ContributionKind.BottleneckSolution}) and f.stream_id <> {Value(id ?? Guid.Empty)} and {Seen(read, "f.stream_id", Value)}",
            r => (Stream: r.GetGuid(0), MadeOn: PartialDate.Parse(r.GetString(1)), Words: r.GetString(2)),
            cancel,
            [.. values]
        );
        var words = (its?.Words.Split(' ') ?? VietnameseText.Words(text)).ToHashSet();
        var measured = others
            .Where(o => its is null || o.MadeOn.CompareTo(its.MadeOn) <= 0)
            .Select(o => (o.Stream, Alike: Alike(words, o.Words.Split(' '))))
            .Where(o => o.Alike >= LeastAlike)
            .OrderByDescending(o => o.Alike)
            .ThenBy(o => o.Stream)
            .Take(MostSimilar)
            .ToArray();
        var facts = (
            await read.Facts<ContributionFact>(
                $"f.stream_id = any($1) and {read.Valid("f")}",
                cancel,
                (object)measured.Select(o => o.Stream).ToArray()
            )
        ).ToDictionary(f => f.Stream);
        var alike = measured.Select(o => (Other: facts[o.Stream], o.Alike)).ToArray();
        var units = await Titles.Of(read, alike.Select(x => x.Other.Fact.Unit), cancel);
        return new()
        {
            At = read.Moment,
            Similar =
            {
                alike.Select(x => new Similar
                {
                    Id = x.Other.Stream.ToString(),
                    Title = x.Other.Fact.Title,
                    UnitName = units[x.Other.Fact.Unit, x.Other.Fact.MadeOn.Latest],
                    On = x.Other.Fact.MadeOn.ToString(),
                    Stage = WireEnum<Wire.Stage, Stage>.Wire[x.Other.Fact.Stage],
                    Permille = x.Alike,
                }),
            },
        };
    }

    static (Guid? Id, string Text) Compared(Reading r, FindSimilarRequest request)
    {
        var (id, text) = (r.OptionalId(request.Id, "id"), r.Text(request.Text, "text", 10_000));
        return id is null != (text.Length == 0)
            ? (id, text)
            : r.Fault(
                "text",
                "Cần mã của một đóng góp hoặc lời của một đóng góp chưa ghi, không cả hai.",
                "Either the id of a contribution is needed or the words of one not on record yet, not both.",
                (id, text)
            );
    }

    // Jaccard index of the two sets of words, per mille.
    static int Alike(HashSet<string> a, string[] b)
    {
        if (a.Count + b.Length == 0)
            return 0;
        var common = b.Count(a.Contains);
        return 1000 * common / (a.Count + b.Length - common);
    }

    /// <summary>SQL that is true for contributions with an author in reach.</summary>
    static string Seen(ReadSession read, string column, Func<object?, string> value) =>
        $"exists (select from {Table<AuthorFact>()} a where a.stream_id = {column} and {read.Known("a")} and {read.Sight.People("a.person", read.On, value)})";

    public static async Task<bool> Sees(ReadSession read, Guid id, CancellationToken cancel)
    {
        var values = new List<object?> { id };
        return (
            await read.Query(
                $"select {Seen(read, "$1::uuid", v => { values.Add(v); return $"${values.Count}"; })}",
                r => r.GetBoolean(0),
                cancel,
                [.. values]
            )
        )[0];
    }

    static async Task<FactRow<ContributionFact>> One(ReadSession read, Guid id, CancellationToken cancel) =>
        await Sees(read, id, cancel)
        && await read.Facts<ContributionFact>($"f.stream_id = $1 and {read.Valid("f")}", cancel, id) is [var found, ..]
            ? found
            : throw Missing(read);

    internal static NotOnRecord Missing(ReadSession read) =>
        new(
            $"Không có đóng góp này vào ngày {read.On:dd/MM/yyyy}, theo hiểu biết ở vị trí sổ {read.Position}.",
            $"There is no such contribution on {read.On:yyyy-MM-dd} as known at ledger position {read.Position}."
        );
}
