using HienTai.Domain.Kernel;
using HienTai.Domain.Organization;
using HienTai.Domain.Reporting;
using HienTai.Domain.Standards;
using HienTai.Server.Pipeline;

namespace HienTai.Server.Reporting;

/// <summary>A cell of a report that papers print: its key, its name and the whole it is part of.</summary>
public sealed record TableCell(string Key, string PartOf, string Vi, string En)
{
    /// <summary>A cell by its key; one that no report has any more is called by that.</summary>
    public static TableCell Of(ReportKind report, string key) =>
        (report is ReportKind.Standards ? StandardsTable.All : StaffingTable.All).FirstOrDefault(c => c.Key == key)
        ?? new(key, "", key, key);
}

/// <summary>A report as cells and the equations between them, counted from facts.</summary>
public interface ITable
{
    ReportKind Report { get; }
    IReadOnlyList<TableCell> Cells { get; }
    IReadOnlyList<Equation> Equations { get; }
    Task<IReadOnlyDictionary<string, long>> Count(ReadSession read, CancellationToken cancel);
}

/// <summary>Who is below the law's standard of education, by the groups of the plan's section III.2.</summary>
public sealed class StandardsTable(Standings standings) : ITable
{
    public ReportKind Report => ReportKind.Standards;
    public IReadOnlyList<TableCell> Cells => All;
    public static IReadOnlyList<TableCell> All { get; } =
    [.. Group.All.Select(g => new TableCell(g.Key, g.PartOf, g.Vi, g.En))];
    public IReadOnlyList<Equation> Equations { get; } =
    [
        .. Group
            .All.Where(g => g.PartOf.Length > 0)
            .GroupBy(g => g.PartOf)
            .Select(g => Equation.Sum(g.Key, g.Select(p => p.Key))),
    ];

    public async Task<IReadOnlyDictionary<string, long>> Count(ReadSession read, CancellationToken cancel)
    {
        var (seen, places) = (await Seen.Of(read, cancel), await Places.Asked(read, null, cancel));
        var below = (await standings.Of(read, cancel))
            .Where(c =>
                seen.Holds(c.Who.Id, read.On) && c.Worst(StandardKind.Law, Ladder.Education) is { Finding.Below: true }
            )
            .ToArray();
        return Group.All.ToDictionary(
            g => g.Key,
            g => below.LongCount(c => g.Holds(c.Job.Category, places.At(c.Job)?.Unit.Kind))
        );
    }
}

/// <summary>Granted, present and vacant by type of quota: the plan's section III.1.</summary>
public sealed class StaffingTable(Census census) : ITable
{
    static readonly (string Key, string Vi, string En)[] Figures =
    [
        ("granted", "được giao", "granted"),
        ("present", "hiện có", "present"),
        ("vacant", "còn trống", "vacant"),
    ];

    public ReportKind Report => ReportKind.Staffing;
    public IReadOnlyList<TableCell> Cells => All;

    public static IReadOnlyList<TableCell> All { get; } =
    [
        .. Figures.Select(f => new TableCell(f.Key, "", $"Tổng {f.Vi}", $"Total {f.En}")),
        .. QuotaTypes.All.SelectMany(q =>
            Figures.Select(f => new TableCell(
                Cell(f.Key, q.Type),
                f.Key,
                $"{q.Name.Vi}, {f.Vi}",
                $"{q.Name.En}, {f.En}"
            ))
        ),
    ];

    public IReadOnlyList<Equation> Equations { get; } =
    [
        .. Figures.Select(f => Equation.Sum(f.Key, QuotaTypes.All.Select(q => Cell(f.Key, q.Type)))),
        // What is granted is filled or vacant; over its quota a type has less than nothing vacant.
        Equation.Sum("granted", "present", "vacant"),
        .. QuotaTypes.All.Select(q =>
            Equation.Sum(Cell("granted", q.Type), Cell("present", q.Type), Cell("vacant", q.Type))
        ),
    ];

    public async Task<IReadOnlyDictionary<string, long>> Count(ReadSession read, CancellationToken cancel)
    {
        var cells = Cells.ToDictionary(c => c.Key, _ => 0L);
        var places = await Places.Asked(read, null, cancel);
        if (places.Count == 0)
            return cells;
        var counted = new Staffing(
            await census.At(read, cancel),
            places,
            await Seen.Of(read, cancel),
            read.On,
            read.On,
            read.Position
        ).Count();
        var granted = new Granted(
            places,
            (await read.Facts<QuotaFact>(read.Valid("f"), cancel)).ConvertAll(q => q.Fact)
        );
        foreach (var q in QuotaTypes.All)
        {
            var (given, present) = (granted[0, q.Type] ?? 0, counted.Present[0, (int)q.Type]);
            foreach (
                var (key, value) in new[] { ("granted", given), ("present", present), ("vacant", given - present) }
            )
            {
                cells[Cell(key, q.Type)] = value;
                cells[key] += value;
            }
        }
        return cells;
    }

    static string Cell(string figure, QuotaType type) => $"{figure}.{Pipeline.FactColumn.Snake(type.ToString())}";
}
