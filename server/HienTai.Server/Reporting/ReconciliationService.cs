using Google.Protobuf;
using Grpc.Core;
using HienTai.Domain.Kernel;
using HienTai.Domain.Reporting;
using HienTai.Reporting.V1;
using HienTai.Rpc.V1;
using HienTai.Server.Access;
using HienTai.Server.Pipeline;
using Equation = HienTai.Domain.Reporting.Equation;
using ReportKind = HienTai.Domain.Reporting.ReportKind;
using StatedFigure = HienTai.Domain.Reporting.StatedFigure;
using StateFigures = HienTai.Domain.Reporting.StateFigures;
using Wire = HienTai.Reporting.V1;

namespace HienTai.Server.Reporting;

/// <summary>
/// Printed figures on the wire: entered as printed, set beside the counted ones, and said where they do not add up.
/// </summary>
public sealed class ReconciliationService(Registrar registrar, IEnumerable<ITable> tables)
    : Wire.ReconciliationService.ReconciliationServiceBase
{
    const long Largest = 10_000_000;

    public override async Task<GetReconciliationResponse> GetReconciliation(
        GetReconciliationRequest request,
        ServerCallContext call
    )
    {
        var cancel = call.CancellationToken;
        var (id, kind) = Reading.Of(r =>
            (
                r.OptionalId(request.StatedId, "stated_id"),
                r.Enum<Wire.ReportKind, ReportKind>(
                    request.Report,
                    "report",
                    none: request.StatedId.Length > 0 ? (ReportKind)0 : null
                )
            )
        );
        await using var asked = await registrar.Open(call, request.At);
        var rows = id is { } only
            ? await asked.Facts<StatedFigureFact>("f.stream_id = $1", cancel, only)
            : await asked.Facts<StatedFigureFact>("f.report = $1", cancel, (int)kind);
        if (id is not null && rows.Count == 0)
            throw new NotOnRecord("Không có số liệu nào dưới mã này.", "There are no figures under this id.");
        var newest = rows.GroupBy(r => r.Stream)
            .OrderByDescending(g => g.First().Fact.AsAt)
            .ThenByDescending(g => g.Max(r => r.KnownFrom))
            .FirstOrDefault();
        if (newest is not null)
            kind = newest.First().Fact.Report;
        var table = TableOf(kind);
        // Counted on the day the figures speak of, by what is known as the question asks.
        await using var read = await registrar.Open(
            call,
            new()
            {
                ValidOn = (newest?.First().Fact.AsAt ?? asked.On).ToString("yyyy-MM-dd"),
                KnownPosition = asked.Position,
            }
        );
        var (counted, stated) = (
            await table.Count(read, cancel),
            newest?.ToDictionary(r => r.Fact.Cell, r => (long)r.Fact.Value) ?? []
        );
        var equations = Applying(table, stated, counted);
        var names = table.Cells.ToDictionary(c => c.Key);
        var response = new GetReconciliationResponse
        {
            At = read.Moment,
            StatedId = newest?.Key.ToString() ?? "",
            Report = WireEnum<Wire.ReportKind, ReportKind>.Wire[kind],
            Partial = (await Seen.Of(read, cancel)).Partial,
        };
        response.Cells.AddRange(table.Cells.Select(c => Told(c, counted[c.Key], stated, equations)));
        foreach (var (equation, over) in Reconciliation.Broken(stated, equations))
            response.Breaks.Add(BreakOf(equation, over, stated, names));
        response.Repairs.AddRange(Reconciliation.Mends(stated, equations).Select(mends => Told(mends, names)));
        if (newest is not null)
        {
            response.Basis = (
                await Bases.Of(read, [newest.Max(r => r.KnownFrom)], [newest.First().Fact.Paper], cancel)
            )[newest.Max(r => r.KnownFrom), newest.First().Fact.Paper];
            response.Version = await Version(asked, newest.Key, cancel);
        }
        return response;
    }

    static async Task<long> Version(ReadSession read, Guid id, CancellationToken cancel) =>
        (
            await read.Query(
                "select max(version) from ledger where stream_id = $1 and position <= $2",
                r => r.GetInt64(0),
                cancel,
                id,
                read.Position
            )
        )[0];

    // A line the paper has not is one with nobody in it: its sums are those of the lines it has.
    static Equation[] Applying(
        ITable table,
        Dictionary<string, long> stated,
        IReadOnlyDictionary<string, long> counted
    ) =>
        [
            .. table
                .Equations.Select(e =>
                    e with
                    {
                        Terms = [.. e.Terms.Where(t => stated.ContainsKey(t.Cell) || counted[t.Cell] != 0)],
                    }
                )
                .Where(e => e.Terms.Count > 1),
        ];

    static Cell Told(TableCell cell, long counted, Dictionary<string, long> stated, IReadOnlyList<Equation> equations)
    {
        var line = new Cell
        {
            Key = cell.Key,
            Name = Words.Both(cell.Vi, cell.En),
            PartOf = cell.PartOf,
            Counted = counted,
            IsStated = stated.TryGetValue(cell.Key, out var value),
            Stated = value,
        };
        if (Implied(cell.Key, stated, equations) is { } implied)
            line.Implied = implied;
        return line;
    }

    static Repair Told(IEnumerable<Domain.Reporting.Mend> mends, Dictionary<string, TableCell> names) =>
        new()
        {
            Mends =
            {
                mends.Select(m => new Wire.Mend
                {
                    Cell = m.Cell,
                    Name = Words.Both(names[m.Cell].Vi, names[m.Cell].En),
                    Stated = m.Stated,
                    Instead = m.Instead,
                }),
            },
        };

    public override async Task<ListStatedResponse> ListStated(ListStatedRequest request, ServerCallContext call)
    {
        var cancel = call.CancellationToken;
        await using var read = await registrar.Open(call, request.At);
        var rows = await read.Facts<StatedFigureFact>("true order by f.stream_id, f.cell", cancel);
        var bases = await Bases.Of(read, rows.Select(r => r.KnownFrom), rows.Select(r => r.Fact.Paper), cancel);
        return new()
        {
            At = read.Moment,
            Tables =
            {
                rows.GroupBy(r => r.Stream)
                    .OrderByDescending(g => g.First().Fact.AsAt)
                    .Select(g => new StatedTable
                    {
                        Id = g.Key.ToString(),
                        Report = WireEnum<Wire.ReportKind, ReportKind>.Wire[g.First().Fact.Report],
                        On = g.First().Fact.AsAt.ToString("yyyy-MM-dd"),
                        Basis = bases[g.Max(r => r.KnownFrom), g.First().Fact.Paper],
                        Figures = { g.Select(r => new Wire.StatedFigure { Cell = r.Fact.Cell, Value = r.Fact.Value }) },
                    }),
            },
        };
    }

    public override Task<Receipt> StateFigures(StateFiguresRequest r, ServerCallContext call) =>
        Record(r, r.Envelope, r.Id, call, read =>
        {
            if ((r.Envelope?.PaperId ?? "").Length == 0)
                read.Fault(
                    "envelope.paper_id",
                    "Hãy chọn văn bản in các số này.",
                    "Choose the paper that prints these figures.",
                    0
                );
            var kind = read.Enum<Wire.ReportKind, ReportKind>(r.Report, "report");
            return new StateFigures(kind, read.Day(r.On, "on"), Figures(read, r.Figures, kind));
        });

    public override async Task<Receipt> CorrectStatedFigures(CorrectStatedFiguresRequest r, ServerCallContext call)
    {
        await using var read = await registrar.Open(call, null);
        // Of a record that holds no figures any more the kind does not matter: the aggregate refuses.
        var rows = Guid.TryParseExact(r.Id, "D", out var id)
            ? await read.Facts<StatedFigureFact>("f.stream_id = $1", call.CancellationToken, id)
            : [];
        return await Record(r, r.Envelope, r.Id, call, x => new Domain.Reporting.CorrectStatedFigures(
            Figures(x, r.Figures, rows.Count > 0 ? rows[0].Fact.Report : 0)
        ));
    }

    IReadOnlyList<StatedFigure> Figures(Reading read, IReadOnlyList<Wire.StatedFigure> figures, ReportKind kind)
    {
        var known = tables.FirstOrDefault(t => t.Report == kind)?.Cells.Select(c => c.Key).ToHashSet();
        for (var i = 0; known is not null && i < figures.Count; i++)
            if (!known.Contains(figures[i].Cell))
                read.Fault(
                    $"figures[{i}].cell",
                    $"Báo cáo này không có ô \"{figures[i].Cell}\"; các ô: {string.Join(", ", known)}.",
                    $"This report has no cell \"{figures[i].Cell}\"; its cells: {string.Join(", ", known)}.",
                    0
                );
        if (figures.Count is 0 or > 200)
            read.Fault("figures", "Cần từ 1 đến 200 số.", "Give from 1 to 200 figures.", 0);
        foreach (var twice in figures.GroupBy(f => f.Cell).Where(g => g.Count() > 1))
            read.Fault("figures", $"Ô \"{twice.Key}\" được ghi hai lần.", $"Cell \"{twice.Key}\" is given twice.", 0);
        return
        [
            .. figures.Select(
                (f, i) =>
                    new StatedFigure(
                        f.Cell,
                        f.Value is >= 0 and <= Largest
                            ? f.Value
                            : read.Fault(
                                $"figures[{i}].value",
                                $"{TableCell.Of(kind, f.Cell).Vi}: phải từ 0 đến 10.000.000.",
                                $"{TableCell.Of(kind, f.Cell).En}: it must be from 0 to 10,000,000.",
                                0L
                            )
                    )
            ),
        ];
    }

    Task<Receipt> Record(
        IMessage request,
        Envelope? envelope,
        string id,
        ServerCallContext call,
        Func<Reading, StatedFiguresCommand> command
    )
    {
        var (wrapped, stream, asked) = Reading.Of(read =>
            (Enveloped.Of(read, envelope), read.Id(id, "id"), command(read))
        );
        return registrar.Record(
            new(
                wrapped.RequestId,
                Enveloped.BodyHash(request),
                call.Reader.Actor,
                wrapped.Reason,
                wrapped.Paper,
                wrapped.ValidateOnly,
                stream,
                [new(stream, asked, wrapped.ExpectedVersion)]
            ),
            call
        );
    }

    ITable TableOf(ReportKind kind) =>
        tables.FirstOrDefault(t => t.Report == kind)
        ?? throw new NotOnRecord("Không có báo cáo này.", "There is no such report.");

    // Where every equation that can say something of a cell says the same.
    static long? Implied(string cell, Dictionary<string, long> stated, IEnumerable<Equation> equations)
    {
        var said = equations
            .Where(e =>
                e.Terms.Any(t => t.Cell == cell) && e.Terms.All(t => t.Cell == cell || stated.ContainsKey(t.Cell))
            )
            .Select(e =>
                e.Terms.Single(t => t.Cell == cell).Sign
                * -e.Terms.Where(t => t.Cell != cell).Sum(t => t.Sign * stated[t.Cell])
            )
            .Distinct()
            .ToArray();
        return said is [var one] ? one : null;
    }

    static string Sign(int sign, bool first)
    {
        if (sign < 0)
            return " − ";
        return first ? "" : " + ";
    }

    static Break BreakOf(
        Equation equation,
        long over,
        Dictionary<string, long> stated,
        Dictionary<string, TableCell> names
    )
    {
        var whole = equation.Terms.First(t => t.Sign < 0).Cell;
        var terms = string.Concat(
            equation
                .Terms.Where(t => t.Cell != whole)
                .Select((t, i) => $"{Sign(t.Sign, first: i == 0)}{stated[t.Cell]}")
        );
        var sum = equation.Terms.Where(t => t.Cell != whole).Sum(t => t.Sign * stated[t.Cell]);
        return new()
        {
            Key = equation.Key,
            Cell = whole,
            Over = over,
            Words = Words.Both(
                $"{terms} = {sum}, bản in ghi {names[whole].Vi.ToLowerInvariant()} là {stated[whole]}",
                $"{terms} = {sum}, the paper prints {names[whole].En.ToLowerInvariant()} as {stated[whole]}"
            ),
        };
    }
}
