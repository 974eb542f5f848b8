using Grpc.Core;
using HienTai.Domain.Kernel;
using HienTai.Domain.Personnel;
using HienTai.Domain.Standards;
using HienTai.Server.Pipeline;
using HienTai.Standards.V1;
using static HienTai.Server.Pipeline.FactTable;
using Ladder = HienTai.Domain.Kernel.Ladder;
using People = HienTai.Personnel.V1;
using StandardKind = HienTai.Domain.Standards.StandardKind;
using Wire = HienTai.Standards.V1;

namespace HienTai.Server.Standards;

/// <summary>The questions about standards, each at a TimePoint.</summary>
public sealed class StandardQuestions(Registrar registrar, Histories histories)
{
    /// <summary>The standards in force on a day, as known to the session.</summary>
    public static async Task<Rulebook> InForce(ReadSession read, DateOnly on, CancellationToken cancel) =>
        new(
            (await read.Facts<StandardFact>(ReadSession.Valid("f", on), cancel)).Select(f => new Rule(f.Stream, f.Fact))
        );

    public async Task<GetStandardResponse> Get(GetStandardRequest request, ServerCallContext call)
    {
        var cancel = call.CancellationToken;
        await using var read = await registrar.Open(call, request.At);
        var id = Reading.Of(r => r.Id(request.Id, "id"));
        var rows = await read.Facts<StandardFact>("f.stream_id = $1 order by f.valid_from", cancel, id);
        if (rows.Count == 0)
            throw Missing(read);
        var standard = (await Told(read, [rows], await InForce(read, read.On, cancel), cancel))[0];
        var bases = await Bases.Of(read, rows.Select(r => r.KnownFrom), rows.Select(r => r.Fact.Paper), cancel);
        standard.Wordings.AddRange(
            rows.Select(r => new Wording
            {
                Period = r.Fact.Valid.Wire,
                Details = StandardWire.Of(r.Fact.Details),
                Basis = bases[r.KnownFrom, r.Fact.Paper],
            })
        );
        standard.Version = (
            await read.Query(
                "select max(version) from ledger where stream_id = $1 and position <= $2",
                r => r.GetInt64(0),
                cancel,
                id,
                read.Position
            )
        )[0];
        return new() { At = read.Moment, Standard = standard };
    }

    public async Task<ListStandardsResponse> List(ListStandardsRequest request, ServerCallContext call)
    {
        var cancel = call.CancellationToken;
        var (kind, ladder, words) = Reading.Of(r =>
            (
                r.Enum<Wire.StandardKind, StandardKind>(request.Kind, "kind", none: (StandardKind)0),
                r.Enum<People.Ladder, Ladder>(request.Ladder, "ladder", none: (Ladder)0),
                r.Words(request.Query, "query", 200)
            )
        );
        await using var read = await registrar.Open(call, request.At);
        var rows = (await read.Facts<StandardFact>("true order by f.stream_id, f.valid_from", cancel))
            .GroupBy(r => r.Stream)
            .Select(g => g.ToList())
            .Where(g =>
                Shown(g, read.On) is var f
                && (request.AllTimes || f.Valid.Holds(read.On))
                && (kind == 0 || f.Kind == kind)
                && (ladder == 0 || f.Ladder == ladder)
                && words.All(w => f.Words.Split(' ').Any(x => x.StartsWith(w, StringComparison.Ordinal)))
            )
            .ToList();
        return new()
        {
            At = read.Moment,
            Standards =
            {
                (await Told(read, rows, await InForce(read, read.On, cancel), cancel))
                    .OrderBy(s => s.Details.Kind)
                    .ThenBy(s => s.Details.Code, StringComparer.Ordinal),
            },
        };
    }

    public async Task<GetStandardHistoryResponse> History(GetStandardHistoryRequest request, ServerCallContext call)
    {
        await using var read = await registrar.Open(call, request.At);
        var entries = await histories.Of(read, Reading.Of(r => r.Id(request.Id, "id")), call.CancellationToken);
        return entries.Count == 0 ? throw Missing(read) : new() { At = read.Moment, Entries = { entries } };
    }

    // The wording in force; of a standard not in force the last before the day, or else its first.
    static StandardFact Shown(IReadOnlyList<FactRow<StandardFact>> rows, DateOnly on) =>
        (rows.LastOrDefault(r => r.Fact.Valid.ClaimedFrom <= on) is { Fact: { } fact } ? fact : rows[0].Fact);

    static async Task<List<Wire.Standard>> Told(
        ReadSession read,
        IReadOnlyList<IReadOnlyList<FactRow<StandardFact>>> standards,
        Rulebook book,
        CancellationToken cancel
    )
    {
        var shown = standards.Select(rows => rows.First(r => r.Fact == Shown(rows, read.On))).ToArray();
        var bases = await Bases.Of(read, shown.Select(r => r.KnownFrom), shown.Select(r => r.Fact.Paper), cancel);
        var conflicts = book.Conflicts(await Posts(read, cancel))
            .SelectMany(c => new[] { (c.A.Id, c.B.Details.Code), (c.B.Id, c.A.Details.Code) })
            .ToLookup(c => c.Id, c => c.Code);
        return
        [
            .. shown.Select(r => new Wire.Standard
            {
                Id = r.Stream.ToString(),
                Details = StandardWire.Of(r.Fact.Details),
                Period = r.Fact.Valid.Wire,
                InForce = r.Fact.Valid.Holds(read.On),
                Basis = bases[r.KnownFrom, r.Fact.Paper],
                ConflictsWith =
                {
                    r.Fact.Valid.Holds(read.On) ? conflicts[r.Stream].Distinct().Order(StringComparer.Ordinal) : [],
                },
            }),
        ];
    }

    /// <summary>Every kind of post there is or was, folded: what conflicts are looked for in.</summary>
    public static async Task<List<(Category, string, string)>> Posts(ReadSession read, CancellationToken cancel) =>
        await read.Query(
            $"select distinct category, title_code, post from {Table<AssignmentFact>()} a where {read.Known("a")}",
            r => ((Category)r.GetInt32(0), r.GetString(1), VietnameseText.Fold(r.GetString(2))),
            cancel
        );

    static NotOnRecord Missing(ReadSession read) =>
        new(
            $"Không có chuẩn này trong sổ, theo hiểu biết ở vị trí sổ {read.Position}.",
            $"There is no such standard on record as known at ledger position {read.Position}."
        );
}
