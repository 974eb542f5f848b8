using HienTai.Domain.Kernel;
using HienTai.Domain.Reporting;
using HienTai.Rpc.V1;
using HienTai.Server.Pipeline;
using static HienTai.Server.Pipeline.Words;

namespace HienTai.Server.Reporting;

/// <summary>What papers print, in sentences.</summary>
public sealed class StatedFiguresNarrator : INarrator
{
    public string Kind => "stated_figures";

    public IEnumerable<Phrase> Tell(object before, object @event, Titles titles) =>
        @event switch
        {
            FiguresStated e =>
            [
                Say("Ghi số liệu văn bản in, ngày ", "Printed figures as at "),
                Say(Words.Date(e.On), $"{e.On:yyyy-MM-dd}"),
                Say(": "),
                Strong(Told(e.Report, e.Figures)),
            ],
            StatedFiguresCorrected e => before is StatedFigures it
                ?
                [
                    Say("Đính chính số liệu chép: ", "Copied figures corrected: "),
                    Struck(Told(it.Report, it.Figures.Except(e.Figures))),
                    Arrow,
                    Strong(Told(it.Report, e.Figures.Except(it.Figures))),
                ]
                : [],
            StatedFiguresPaperFell e =>
            [
                Say("Mất căn cứ theo văn bản đã thu hồi ", "Fell with the withdrawn paper "),
                Strong(titles[e.Paper, DateOnly.MaxValue]),
            ],
            _ => [Say(StoredName.Of(@event.GetType()))],
        };

    // Figures as they are called: "Viên chức: 123; Cấp xã: 10". A correction tells what differs; what the paper turned
    // out not to print is only struck.
    static (string Vi, string En) Told(ReportKind report, IEnumerable<string> figures)
    {
        var told = figures
            .Select(f => f.Split('='))
            .Where(f => f.Length == 2)
            .Select(f => (Cell: TableCell.Of(report, f[0]), Value: f[1]))
            .ToArray();
        return told.Length == 0
            ? ("không in", "not printed")
            : (
                string.Join("; ", told.Select(f => $"{f.Cell.Vi}: {f.Value}")),
                string.Join("; ", told.Select(f => $"{f.Cell.En}: {f.Value}"))
            );
    }

    public FactLine? Line(Fact fact, Titles titles) =>
        fact is StatedFigureFact f
            ? Words.Line(
                f,
                ("Số in trong văn bản", "Printed figure"),
                TableCell.Of(f.Report, f.Cell) is var cell
                    ? Both($"{cell.Vi}: {f.Value}", $"{cell.En}: {f.Value}")
                    : null!
            )
            : null;

    public PartialDate? Effective(object @event) => @event is FiguresStated e ? e.On : null;

    public string Key(object @event) => "";

    public IEnumerable<Guid> Named(object eventOrFact) => eventOrFact is StatedFiguresPaperFell e ? [e.Paper] : [];
}

/// <summary>What became of a target, in sentences.</summary>
public sealed class TargetNarrator : INarrator
{
    public string Kind => "target";

    public IEnumerable<Phrase> Tell(object before, object @event, Titles titles) =>
        @event switch
        {
            TargetSet e =>
            [
                Say("Đặt đích ", "Target "),
                Say(Indicators.Name(e.Indicator)),
                Say(": "),
                Strong(Share(e.Goal)),
                From(e.From),
            ],
            TargetCorrected e => [Say("Đính chính đích: ", "Target corrected: "), Strong(Share(e.Goal)), From(e.From)],
            TargetPaperFell e =>
            [
                Say("Mất căn cứ theo văn bản đã thu hồi ", "Fell with the withdrawn paper "),
                Strong(titles[e.Paper, DateOnly.MaxValue]),
            ],
            _ => [Say(StoredName.Of(@event.GetType()))],
        };

    static (string, string) Share(Goal goal) =>
        (
            $"{goal.Permille / 10m:0.#} % trước {Words.Date(goal.Due)}".Replace('.', ','),
            $"{goal.Permille / 10m:0.#} % by {goal.Due:yyyy-MM-dd}"
        );

    public FactLine? Line(Fact fact, Titles titles) =>
        fact is TargetFact f
            ? Words.Line(
                f,
                ("Đích", "Target"),
                Share(new(f.Due, f.Permille)) is var (vi, en)
                    ? Both($"{Indicators.Name(f.Indicator).Vi}: {vi}", $"{Indicators.Name(f.Indicator).En}: {en}")
                    : null!
            )
            : null;

    public PartialDate? Effective(object @event) =>
        @event switch
        {
            TargetSet e => e.From,
            TargetCorrected e => e.From,
            _ => null,
        };

    public string Key(object @event) => "target";

    public IEnumerable<Guid> Named(object eventOrFact) => eventOrFact is TargetPaperFell e ? [e.Paper] : [];
}
