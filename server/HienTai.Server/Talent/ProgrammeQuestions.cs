using Grpc.Core;
using HienTai.Domain.Talent;
using HienTai.Server.Access;
using HienTai.Server.Pipeline;
using HienTai.Talent.V1;
using static HienTai.Server.Pipeline.FactTable;
using Ability = HienTai.Domain.Access.Ability;
using Stage = HienTai.Domain.Talent.Stage;
using Wire = HienTai.Talent.V1;

namespace HienTai.Server.Talent;

/// <summary>The questions about programmes, each at a TimePoint.</summary>
public sealed class ProgrammeQuestions(Registrar registrar, Histories histories)
{
    /// <summary>Stages of those who take a place.</summary>
    public static readonly int[] Taken =
    [
        (int)Stage.InPool,
        (int)Stage.Invited,
        (int)Stage.Joined,
        (int)Stage.InUse,
        (int)Stage.Assessed,
    ];

    public async Task<ListProgrammesResponse> List(ListProgrammesRequest request, ServerCallContext call)
    {
        await using var read = await registrar.Open(call, request.At);
        var rows = (
            await read.Facts<TalentProgrammeFact>("true order by f.stream_id, f.valid_from", call.CancellationToken)
        )
            .GroupBy(r => r.Stream)
            .Select(g => g.ToList())
            .Where(g => g[0].Fact.Valid.ClaimedFrom <= read.On);
        return new()
        {
            At = read.Moment,
            Programmes =
            {
                (await Told(read, [.. rows.Select(r => Shown(r, read.On))], call.CancellationToken))
                    .OrderByDescending(p => p.InForce)
                    .ThenBy(p => p.Details.Code, StringComparer.Ordinal),
            },
        };
    }

    public async Task<GetProgrammeResponse> Get(GetProgrammeRequest request, ServerCallContext call)
    {
        await using var read = await registrar.Open(call, request.At);
        var rows = await read.Facts<TalentProgrammeFact>(
            "f.stream_id = $1 order by f.valid_from",
            call.CancellationToken,
            Reading.Of(r => r.Id(request.Id, "id"))
        );
        return rows.Count == 0
            ? throw Missing(read)
            : new()
            {
                At = read.Moment,
                Programme = (await Told(read, [Shown(rows, read.On)], call.CancellationToken))[0],
            };
    }

    public async Task<GetProgrammeHistoryResponse> History(GetProgrammeHistoryRequest request, ServerCallContext call)
    {
        await using var read = await registrar.Open(call, request.At);
        var id = Reading.Of(r => r.Id(request.Id, "id"));
        var known =
            (await read.Facts<TalentProgrammeFact>("f.stream_id = $1", call.CancellationToken, id)).Count > 0
            || (await read.AllVersions<TalentProgrammeFact>("f.stream_id = $1", call.CancellationToken, id)).Count > 0;
        return known && await histories.Of(read, id, call.CancellationToken) is { Count: > 0 } entries
            ? new() { At = read.Moment, Entries = { entries } }
            : throw Missing(read);
    }

    /// <summary>A programme in its wording of a day, or its last before; null if there is none by then.</summary>
    public static async Task<TalentProgrammeFact?> On(
        ReadSession read,
        Guid programme,
        DateOnly on,
        CancellationToken cancel
    ) =>
        (
            await read.Facts<TalentProgrammeFact>("f.stream_id = $1 order by f.valid_from", cancel, programme)
        ).LastOrDefault(r => r.Fact.Valid.ClaimedFrom <= on)
            is { Fact: { } fact }
            ? fact
            : null;

    // The wording in force; of one not in force the last before the day, or else its first.
    static FactRow<TalentProgrammeFact> Shown(IReadOnlyList<FactRow<TalentProgrammeFact>> rows, DateOnly on) =>
        rows.LastOrDefault(r => r.Fact.Valid.ClaimedFrom <= on) is { Fact: not null } row ? row : rows[0];

    static async Task<List<Wire.Programme>> Told(
        ReadSession read,
        FactRow<TalentProgrammeFact>[] rows,
        CancellationToken cancel
    )
    {
        var bases = await Bases.Of(read, rows.Select(r => r.KnownFrom), rows.Select(r => r.Fact.Paper), cancel);
        var values = new List<object?> { rows.Select(r => r.Stream).ToArray(), Taken };
        string Value(object? value)
        {
            values.Add(value);
            return $"${values.Count}";
        }
        var taken = (
            await read.Query(
                $"select f.programme, count(*) from {Table<CandidacyFact>()} f where f.programme = any($1) and f.stage = any($2) and {read.Known("f")} and {read.Valid("f")} and {read.Sight.People("f.person", read.On, Value, Ability.ReadTalent)} group by 1",
                r => (r.GetGuid(0), (int)r.GetInt64(1)),
                cancel,
                [.. values]
            )
        ).ToDictionary(t => t.Item1, t => t.Item2);
        var versions = (
            await read.Query(
                "select stream_id, max(version) from ledger where stream_id = any($1) and position <= $2 group by 1",
                r => (r.GetGuid(0), r.GetInt64(1)),
                cancel,
                values[0],
                read.Position
            )
        ).ToDictionary(v => v.Item1, v => v.Item2);
        return
        [
            .. rows.Select(r => new Wire.Programme
            {
                Id = r.Stream.ToString(),
                Version = versions[r.Stream],
                Details = ProgrammeWire.Of(r.Fact.Details),
                Period = r.Fact.Valid.Wire,
                InForce = r.Fact.Valid.Holds(read.On),
                Source = bases[r.KnownFrom, r.Fact.Paper],
                Taken = taken.GetValueOrDefault(r.Stream),
            }),
        ];
    }

    static NotOnRecord Missing(ReadSession read) =>
        new(
            $"Không có chương trình này, theo hiểu biết ở vị trí sổ {read.Position}.",
            $"There is no such programme as known at ledger position {read.Position}."
        );
}
