using Grpc.Core;
using HienTai.Contributions.V1;
using HienTai.Domain.Contributions;
using HienTai.Domain.Kernel;
using HienTai.Server.Access;
using HienTai.Server.Pipeline;
using Condition = HienTai.Domain.Contributions.Condition;
using ContributionKind = HienTai.Domain.Contributions.ContributionKind;
using InitiativeNature = HienTai.Domain.Contributions.InitiativeNature;
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
        return new() { At = read.Moment, Contribution = (await Told(read, [found], whole: true, cancel))[0] };
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
                $"select count(*) from fact_contribution f where {where}",
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
        var response = new ListContributionsResponse
        {
            At = read.Moment,
            TotalSize = total,
            Contributions = { await Told(read, found, whole: false, cancel) },
        };
        if (offset + found.Count < total)
            response.NextPageToken = new PageToken(
                PageToken.HashOf(request, call.Reader.Account),
                read.On,
                read.Position,
                offset + found.Count,
                total,
                []
            ).ToString();
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
        var values = new List<object?>();
        var where = Matching(read, new([], asked.Unit, null, [], [], [], [], 0), v =>
        {
            values.Add(v);
            return $"${values.Count}";
        });
        var counted = (
            await read.Query(
                $"""
                with made as materialized (select f.stream_id, f.kind, f.stage, f.outcome, left(f.made_on, 4)::int as year from fact_contribution f where {where}), f as (select * from made where {asked.Year} in (0, year))
                select x.what, x.value, count(*)::int from f cross join lateral (values ('kind', f.kind::int), ('stage', f.stage::int), ('outcome', f.outcome::int)) x(what, value) where x.value is not null group by 1, 2
                union all select 'year', year, count(*)::int from made group by 2
                union all select 'level', r.level::int, count(distinct r.stream_id)::int from f join fact_recognition r using (stream_id) where {read.Known(
                    "r"
                )} and {read.Valid("r")} group by 2
                order by 1, 2
                """,
                r => (What: r.GetString(0), Value: r.GetInt32(1), Count: r.GetInt32(2)),
                cancel,
                [.. values]
            )
        ).ToLookup(c => c.What);
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
                $" and exists (select from fact_recognition r where r.stream_id = f.stream_id and {read.Known("r")} and {read.Valid("r")} and r.level = any({value(asked.Levels)}))";
        if (asked.Year > 0)
            where += $" and left(f.made_on, 4) = {value($"{asked.Year:0000}")}";
        if (asked.Unit is { } unit)
            where += $" and f.unit in {Below.Sql(read, value(unit))}";
        // Whose work it is may be asked of people in reach only.
        if (asked.Person is { } person)
            where +=
                $" and exists (select from fact_author w where w.stream_id = f.stream_id and {read.Known("w")} and w.person = {value(person)} and {read.Sight.People("w.person", read.On, value)})";
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
            $"select f.stream_id, f.made_on, f.words from fact_contribution f where {read.Known("f")} and {read.Valid("f")} and f.kind in ({(int)ContributionKind.Initiative}, {(int)ContributionKind.BottleneckSolution}) and f.stream_id <> {Value(id ?? Guid.Empty)} and {Seen(read, "f.stream_id", Value)}",
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
    static int Alike(HashSet<string> a, string[] b) =>
        a.Count + b.Length == 0 ? 0
        : b.Count(a.Contains) is var common ? 1000 * common / (a.Count + b.Length - common)
        : 0;

    /// <summary>SQL that is true for contributions with an author in reach.</summary>
    static string Seen(ReadSession read, string column, Func<object?, string> value) =>
        $"exists (select from fact_author a where a.stream_id = {column} and {read.Known("a")} and {read.Sight.People("a.person", read.On, value)})";

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

    static async Task<List<Wire.Contribution>> Told(
        ReadSession read,
        List<FactRow<ContributionFact>> found,
        bool whole,
        CancellationToken cancel
    )
    {
        var ids = found.Select(f => f.Stream).ToArray();
        var authors = (await read.Facts<AuthorFact>("f.stream_id = any($1)", cancel, (object)ids)).ToLookup(
            f => f.Stream,
            f => f.Fact
        );
        var recognitions = (
            await read.Facts<RecognitionFact>("f.stream_id = any($1) order by f.level", cancel, (object)ids)
        ).ToLookup(f => f.Stream);
        var scores = whole
            ? (await read.Facts<ScoreFact>("f.stream_id = any($1)", cancel, (object)ids))
                .Where(s => s.Fact.Valid.ClaimedFrom <= read.On)
                .ToLookup(f => f.Stream, f => f.Fact)
            : Array.Empty<ScoreFact>().ToLookup(_ => Guid.Empty);
        var replications = (
            whole
                ? await read.Facts<ReplicationFact>("f.stream_id = any($1) order by f.valid_from", cancel, (object)ids)
                : []
        )
            .Where(r => r.Fact.Valid.ClaimedFrom <= read.On)
            .ToLookup(f => f.Stream);
        var steps = (
            whole
                ? await read.Facts<ContributionFact>("f.stream_id = any($1) order by f.valid_from", cancel, (object)ids)
                : []
        )
            .Where(s => s.Fact.Valid.ClaimedFrom <= read.On)
            .ToLookup(f => f.Stream);
        var people = authors
            .SelectMany(a => a.Select(x => x.Person))
            .Concat(scores.SelectMany(s => s.Select(x => x.Member)))
            .Distinct()
            .ToArray();
        var (sights, titles) = (
            await read.Sight.Of(read, people, cancel),
            await Titles.Of(
                read,
                people
                    .Concat(found.Select(f => f.Fact.Unit))
                    .Concat(replications.SelectMany(r => r.Select(x => x.Fact.Unit))),
                cancel
            )
        );
        var bases = await Bases.Of(
            read,
            found
                .Concat(steps.SelectMany(s => s))
                .Select(f => f.KnownFrom)
                .Concat(recognitions.SelectMany(r => r.Select(x => x.KnownFrom)))
                .Concat(replications.SelectMany(r => r.Select(x => x.KnownFrom))),
            found
                .Concat(steps.SelectMany(s => s))
                .Select(f => f.Fact.Paper)
                .Concat(recognitions.SelectMany(r => r.Select(x => x.Fact.Paper)))
                .Concat(replications.SelectMany(r => r.Select(x => x.Fact.Paper))),
            cancel
        );
        var files = await Files.Refs(read, whole ? found.SelectMany(f => f.Fact.Evidence) : [], cancel);
        var versions = (
            await read.Query(
                "select stream_id, max(version) from ledger where stream_id = any($1) and position <= $2 group by 1",
                r => (r.GetGuid(0), r.GetInt64(1)),
                cancel,
                ids,
                read.Position
            )
        ).ToDictionary(v => v.Item1, v => v.Item2);
        bool Names(Guid person) => sights[person].Basic.On(read.On);
        string Name(Guid person) => Names(person) ? titles[person, read.On] : "";
        string Id(Guid person) => Names(person) ? person.ToString() : "";
        return
        [
            .. found.Select(row =>
            {
                var f = row.Fact;
                return new Wire.Contribution
                {
                    Id = row.Stream.ToString(),
                    Version = versions[row.Stream],
                    Details = new()
                    {
                        Kind = WireEnum<Wire.ContributionKind, ContributionKind>.Wire[f.Kind],
                        Nature = f.Nature is { } nature
                            ? WireEnum<Wire.InitiativeNature, InitiativeNature>.Wire[nature]
                            : 0,
                        Title = f.Title,
                        Field = f.Field,
                        UnitId = f.Unit.ToString(),
                        Subject = f.Subject,
                        RequestedBy = f.RequestedBy,
                        FirstUse = f.FirstUse?.ToString() ?? "",
                        Before = f.Before,
                        Solution = f.Solution,
                        Benefit = f.Benefit,
                    },
                    On = f.MadeOn.ToString(),
                    UnitName = titles[f.Unit, read.On],
                    Authors =
                    {
                        authors[row.Stream]
                            .OrderByDescending(a => a.Share)
                            .ThenBy(a => VietnameseText.NameKey(titles[a.Person, read.On]), StringComparer.Ordinal)
                            .Select(a => new Wire.Author
                            {
                                PersonId = Id(a.Person),
                                FullName = Name(a.Person),
                                Role = a.Role,
                                Share = a.Share,
                            }),
                    },
                    Stage = WireEnum<Wire.Stage, Stage>.Wire[f.Stage],
                    Since = f.Valid.From?.ToString() ?? "",
                    Outcome = f.Outcome is { } outcome ? WireEnum<Wire.Outcome, Outcome>.Wire[outcome] : 0,
                    Note = f.Note,
                    Source = bases[row.KnownFrom, f.Paper],
                    Council =
                    {
                        scores[row.Stream]
                            .OrderBy(s => VietnameseText.NameKey(titles[s.Member, read.On]), StringComparer.Ordinal)
                            .Select(s => new CouncilScore
                            {
                                MemberId = Id(s.Member),
                                FullName = Name(s.Member),
                                Answered = s.Points is not null,
                                Points = s.Points ?? 0,
                                Doubts =
                                {
                                    s.Doubts.Select(d =>
                                        WireEnum<Wire.Condition, Condition>.Wire[Enum.Parse<Condition>(d)]
                                    ),
                                },
                                Remark = s.Remark,
                            }),
                    },
                    Recognitions =
                    {
                        recognitions[row.Stream]
                            .Where(r => r.Fact.Valid.ClaimedFrom <= read.On)
                            .Select(r => new Recognition
                            {
                                Level = WireEnum<Wire.RecognitionLevel, RecognitionLevel>.Wire[r.Fact.Level],
                                Period = r.Fact.Valid.Wire,
                                Source = bases[r.KnownFrom, r.Fact.Paper],
                            }),
                    },
                    Replications =
                    {
                        replications[row.Stream]
                            .Select(r => new Replication
                            {
                                UnitId = r.Fact.Unit.ToString(),
                                UnitName = titles[r.Fact.Unit, r.Fact.Valid.ClaimedFrom],
                                From = $"{r.Fact.Valid.From}",
                                Source = bases[r.KnownFrom, r.Fact.Paper],
                            }),
                    },
                    Life =
                    {
                        steps[row.Stream]
                            .Select(s => new LifeStep
                            {
                                Stage = WireEnum<Wire.Stage, Stage>.Wire[s.Fact.Stage],
                                On = s.Fact.Valid.From?.ToString() ?? "",
                                Outcome = s.Fact.Outcome is { } said ? WireEnum<Wire.Outcome, Outcome>.Wire[said] : 0,
                                Note = s.Fact.Note,
                                Source = bases[s.KnownFrom, s.Fact.Paper],
                                Level =
                                    s.Fact.Stage is Stage.Recognised
                                    && recognitions[row.Stream]
                                        .LastOrDefault(r => r.Fact.Valid.From == s.Fact.Valid.From)
                                        is { Fact: { } at }
                                        ? WireEnum<Wire.RecognitionLevel, RecognitionLevel>.Wire[at.Level]
                                        : 0,
                            }),
                    },
                    Evidence = { whole ? f.Evidence.Where(files.ContainsKey).Select(e => files[e]) : [] },
                };
            }),
        ];
    }

    internal static NotOnRecord Missing(ReadSession read) =>
        new(
            $"Không có đóng góp này vào ngày {read.On:dd/MM/yyyy}, theo hiểu biết ở vị trí sổ {read.Position}.",
            $"There is no such contribution on {read.On:yyyy-MM-dd} as known at ledger position {read.Position}."
        );
}
