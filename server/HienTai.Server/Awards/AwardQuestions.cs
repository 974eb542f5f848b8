using Grpc.Core;
using HienTai.Domain.Awards;
using HienTai.Domain.Kernel;
using HienTai.Server.Pipeline;
using static HienTai.Server.Pipeline.FactTable;
using Wire = HienTai.Awards.V1;

namespace HienTai.Server.Awards;

/// <summary>The questions about programmes and cycles, each at a TimePoint.</summary>
public sealed class AwardQuestions(Registrar registrar, Histories histories)
{
    public async Task<Wire.GetProgrammeResponse> Programme(Wire.GetProgrammeRequest request, ServerCallContext call)
    {
        var cancel = call.CancellationToken;
        var id = Reading.Of(r => r.Id(request.Id, "id"));
        await using var read = await registrar.Open(call, request.At);
        var rows = await read.Facts<ProgrammeFact>("f.stream_id = $1 order by f.valid_from", cancel, id);
        if (rows.Count == 0)
            throw Missing(read);
        var bases = await Bases.Of(read, rows.Select(r => r.KnownFrom), rows.Select(r => r.Fact.Paper), cancel);
        var programme = Told(read, new Programmes(rows, read.On).Shown(rows), bases);
        programme.Wordings.AddRange(
            rows.Select(r => new Wire.ProgrammeWording
            {
                Period = r.Fact.Valid.Wire,
                Details = AwardWire.Of(r.Fact.Details),
                Source = bases[r.KnownFrom, r.Fact.Paper],
            })
        );
        programme.Version = (await Versions(read, [id], cancel))[id];
        return new() { At = read.Moment, Programme = programme };
    }

    public async Task<Wire.ListProgrammesResponse> List(Wire.ListProgrammesRequest request, ServerCallContext call)
    {
        var cancel = call.CancellationToken;
        await using var read = await registrar.Open(call, request.At);
        var programmes = await Programmes.Of(read, read.On, cancel);
        var shown = programmes
            .All.Select(programmes.Shown)
            .Where(r => request.AllTimes || r.Fact.Valid.Holds(read.On))
            .OrderBy(r => r.Fact.Kind)
            .ThenBy(r => r.Fact.Level)
            .ThenBy(r => VietnameseText.NameKey(r.Fact.Vi), StringComparer.Ordinal)
            .ToArray();
        var bases = await Bases.Of(read, shown.Select(r => r.KnownFrom), shown.Select(r => r.Fact.Paper), cancel);
        return new() { At = read.Moment, Programmes = { shown.Select(r => Told(read, r, bases)) } };
    }

    static Wire.Programme Told(ReadSession read, FactRow<ProgrammeFact> r, Bases bases) =>
        new()
        {
            Id = r.Stream.ToString(),
            Details = AwardWire.Of(r.Fact.Details),
            Period = r.Fact.Valid.Wire,
            InForce = r.Fact.Valid.Holds(read.On),
            Source = bases[r.KnownFrom, r.Fact.Paper],
        };

    public async Task<Wire.GetCycleResponse> Cycle(Wire.GetCycleRequest request, ServerCallContext call)
    {
        var id = Reading.Of(r => r.Id(request.Id, "id"));
        await using var read = await registrar.Open(call, request.At);
        return new()
        {
            At = read.Moment,
            Cycle = (
                await Told(
                    read,
                    await read.Facts<CycleFact>($"f.stream_id = $1 and {read.Valid("f")}", call.CancellationToken, id),
                    call.CancellationToken
                )
            )
                is [var cycle, ..]
                ? cycle
                : throw Missing(read),
        };
    }

    public async Task<Wire.ListCyclesResponse> Cycles(Wire.ListCyclesRequest request, ServerCallContext call)
    {
        var (programme, year) = Reading.Of(r =>
            (
                r.OptionalId(request.ProgrammeId, "programme_id"),
                request.Year == 0 ? 0 : r.Number(request.Year, "year", 1990, 2199)
            )
        );
        await using var read = await registrar.Open(call, request.At);
        var rows = (await read.Facts<CycleFact>(read.Valid("f"), call.CancellationToken))
            .Where(c => (programme is null || c.Fact.Programme == programme) && (year == 0 || c.Fact.Year == year))
            .ToList();
        DateOnly? Due(CycleFact c) =>
            new DateOnly?[] { c.Screening, c.Submission, c.Results }.FirstOrDefault(d => d >= read.On);
        return new()
        {
            At = read.Moment,
            Cycles =
            {
                await Told(
                    read,
                    [
                        .. rows.OrderBy(c => Due(c.Fact) ?? DateOnly.MaxValue)
                            .ThenByDescending(c => c.Fact.Submission)
                            .ThenBy(c => c.Stream),
                    ],
                    call.CancellationToken
                ),
            },
        };
    }

    public async Task<Wire.GetProgrammeHistoryResponse> History(
        Wire.GetProgrammeHistoryRequest request,
        ServerCallContext call
    )
    {
        await using var read = await registrar.Open(call, request.At);
        return new()
        {
            At = read.Moment,
            Entries = { await Recorded(read, request.Id, "award_programme", call.CancellationToken) },
        };
    }

    public async Task<Wire.GetCycleHistoryResponse> History(Wire.GetCycleHistoryRequest request, ServerCallContext call)
    {
        await using var read = await registrar.Open(call, request.At);
        return new()
        {
            At = read.Moment,
            Entries = { await Recorded(read, request.Id, "award_cycle", call.CancellationToken) },
        };
    }

    // Of that kind only: what concerns people is not told by a public question.
    async Task<IReadOnlyList<Rpc.V1.HistoryEntry>> Recorded(
        ReadSession read,
        string id,
        string kind,
        CancellationToken cancel
    )
    {
        var stream = Reading.Of(r => r.Id(id, "id"));
        var known = await read.Query(
            "select exists (select from ledger where stream_id = $1 and kind = $2)",
            r => r.GetBoolean(0),
            cancel,
            stream,
            kind
        );
        return known[0] && await histories.Of(read, stream, cancel) is { Count: > 0 } entries
            ? entries
            : throw Missing(read);
    }

    /// <summary>One cycle as it stands on the session's day.</summary>
    public static async Task<CycleFact> One(ReadSession read, Guid id, CancellationToken cancel) =>
        await read.Facts<CycleFact>($"f.stream_id = $1 and {read.Valid("f")}", cancel, id) is [var found, ..]
            ? found.Fact
            : throw Missing(read);

    static async Task<List<Wire.Cycle>> Told(ReadSession read, List<FactRow<CycleFact>> rows, CancellationToken cancel)
    {
        if (rows.Count == 0)
            return [];
        var (programmes, bases, versions) = (
            await Programmes.Of(read, read.On, cancel),
            await Bases.Of(read, rows.Select(r => r.KnownFrom), rows.Select(r => r.Fact.Paper), cancel),
            await Versions(read, rows.Select(r => r.Stream), cancel)
        );
        var values = new List<object?> { rows.Select(r => r.Fact.Programme).Distinct().ToArray() };
        var sql =
            $"select f.programme, f.year, f.field, f.step, count(*)::int from {Table<NominationFact>()} f where {read.Known("f")} and {read.Valid("f")} and f.programme = any($1) and {NominationQuestions.Seen(read, "f.stream_id", v => { values.Add(v); return $"${values.Count}"; })} group by 1, 2, 3, 4";
        var counts = (
            await read.Query(
                sql,
                r =>
                    (
                        Key: (r.GetGuid(0), r.GetInt32(1)),
                        Field: r.GetString(2),
                        Step: (NominationStep)r.GetInt32(3),
                        Count: r.GetInt32(4)
                    ),
                cancel,
                [.. values]
            )
        ).ToLookup(c => c.Key);
        return
        [
            .. rows.Select(r => new Wire.Cycle
            {
                Id = r.Stream.ToString(),
                Version = versions[r.Stream],
                ProgrammeId = r.Fact.Programme.ToString(),
                Programme = programmes[r.Fact.Programme] is { } p ? AwardWire.Of(p.Details) : null,
                Year = r.Fact.Year,
                Since = $"{r.Fact.Valid.From}",
                Details = AwardWire.Of(r.Fact.Details),
                Source = bases[r.KnownFrom, r.Fact.Paper],
                Counts =
                {
                    counts[(r.Fact.Programme, r.Fact.Year)]
                        .OrderBy(c => c.Step)
                        .Select(c => new Wire.StepCount
                        {
                            Field = c.Field,
                            Step = WireEnum<Wire.NominationStep, NominationStep>.Wire[c.Step],
                            Count = c.Count,
                        }),
                },
            }),
        ];
    }

    public static async Task<Dictionary<Guid, long>> Versions(
        ReadSession read,
        IEnumerable<Guid> ids,
        CancellationToken cancel
    ) =>
        (
            await read.Query(
                "select stream_id, max(version) from ledger where stream_id = any($1) and position <= $2 group by 1",
                r => (r.GetGuid(0), r.GetInt64(1)),
                cancel,
                ids.Distinct().ToArray(),
                read.Position
            )
        ).ToDictionary(v => v.Item1, v => v.Item2);

    internal static NotOnRecord Missing(ReadSession read) =>
        new(
            $"Không có giải thưởng, kỳ xét này vào ngày {read.On:dd/MM/yyyy}, theo hiểu biết ở vị trí sổ {read.Position}.",
            $"There is no such programme or cycle on {read.On:yyyy-MM-dd} as known at ledger position {read.Position}."
        );
}
