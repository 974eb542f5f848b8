using HienTai.Domain.Kernel;
using HienTai.Domain.Reporting;
using HienTai.Domain.Standards;
using HienTai.Server.Pipeline;

namespace HienTai.Server.Reporting;

/// <summary>A cell of a report that papers print: its key, its name and the whole it is part of.</summary>
public sealed record TableCell(string Key, string PartOf, string Vi, string En);

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
    public IReadOnlyList<TableCell> Cells { get; } = [.. Group.All.Select(g => new TableCell(g.Key, g.PartOf, g.Vi, g.En))];
    public IReadOnlyList<Equation> Equations { get; } = [.. Group.All.Where(g => g.PartOf.Length > 0).GroupBy(g => g.PartOf).Select(g => Equation.Sum(g.Key, g.Select(p => p.Key)))];

    public async Task<IReadOnlyDictionary<string, long>> Count(ReadSession read, CancellationToken cancel)
    {
        var (reached, tree) = (await read.Sight.Reached(read, read.On, cancel), await UnitTree.Of(read, read.On, cancel));
        var below = (await standings.Of(read, cancel)).Where(c => reached.Holds(c.Who.Id) && c.Worst(StandardKind.Law, Ladder.Education) is { Finding.Below: true }).ToArray();
        return Group.All.ToDictionary(g => g.Key, g => below.LongCount(c => g.Holds(c.Job.Category, tree[c.Job.Unit]?.Kind)));
    }
}
