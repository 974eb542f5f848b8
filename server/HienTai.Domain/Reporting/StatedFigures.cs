using System.Collections.Immutable;
using HienTai.Domain.Kernel;

namespace HienTai.Domain.Reporting;

/// <summary>A report whose printed figures can be set beside the counted ones.</summary>
public enum ReportKind
{
    Standards = 1,
    Staffing,
}

/// <summary>A figure as a paper prints it.</summary>
public sealed record StatedFigure(string Cell, long Value);

// Events: past tense, stored forever. Figures are texts "cell=123".
public abstract record StatedFiguresEvent;

public sealed record FiguresStated(ReportKind Report, DateOnly On, Strings Figures) : StatedFiguresEvent;

public sealed record StatedFiguresCorrected(Strings Figures) : StatedFiguresEvent, ICorrecting;

public sealed record StatedFiguresPaperFell(Guid Paper) : StatedFiguresEvent, IWithdrawing;

// Commands: imperative, one per intention, never stored.
public abstract record StatedFiguresCommand;

public sealed record StateFigures(ReportKind Report, DateOnly On, IReadOnlyList<StatedFigure> Figures)
    : StatedFiguresCommand;

/// <summary>They were copied wrong from the paper. What the paper prints wrong stays as it prints it.</summary>
public sealed record CorrectStatedFigures(IReadOnlyList<StatedFigure> Figures) : StatedFiguresCommand, ICorrection;

/// <summary>One figure a paper prints, about a day.</summary>
public sealed record StatedFigureFact(
    string Key,
    Period Valid,
    ReportKind Report,
    string Cell,
    int Value,
    DateOnly AsAt,
    Guid? Paper
) : Fact(Key, Valid);

/// <summary>The figures one paper prints for one report, as printed: never what anybody thinks it meant.</summary>
public sealed record StatedFigures(ReportKind Report, DateOnly? On, Strings Figures, Guid? Paper)
    : IDecider<StatedFigures, StatedFiguresCommand, StatedFiguresEvent>
{
    static string IDecider<StatedFigures, StatedFiguresCommand, StatedFiguresEvent>.Kind => "stated_figures";
    public static StatedFigures Initial { get; } = new(default, null, [], null);

    public static StatedFiguresEvent[] Decide(StatedFigures it, StatedFiguresCommand command) =>
        (it.On, command) switch
        {
            (null, StateFigures c) => [new FiguresStated(c.Report, c.On, Written(c.Figures))],
            (null, _) => throw new Rejected(
                "FIGURES_NOT_ON_RECORD",
                "Chưa ghi số liệu nào dưới mã này.",
                "No figures are on record under this id.",
                "id"
            ),
            ({ } on, StateFigures c)
                when it.Report == c.Report && on == c.On && it.Figures.Equals(Written(c.Figures)) => [],
            (_, StateFigures) => throw new Rejected(
                "FIGURES_ALREADY_STATED",
                "Số liệu của văn bản này đã được ghi; nếu chép sai thì đính chính.",
                "This paper's figures are on record; if they were copied wrong, correct them.",
                "id"
            ),
            (_, CorrectStatedFigures c) => it.Figures.Equals(Written(c.Figures))
                ? []
                : [new StatedFiguresCorrected(Written(c.Figures))],
            _ => throw new NotSupportedException($"{command.GetType().Name} is not decided yet."),
        };

    public static StatedFigures Evolve(StatedFigures it, StatedFiguresEvent @event, Basis basis) =>
        @event switch
        {
            FiguresStated e => new(e.Report, e.On, e.Figures, basis.Paper),
            StatedFiguresCorrected e => it with { Figures = e.Figures },
            StatedFiguresPaperFell => it with { Figures = [] },
            _ => throw new NotSupportedException($"{@event.GetType().Name} is not evolved yet."),
        };

    public static IEnumerable<Fact> Facts(StatedFigures it)
    {
        if (it.On is not { } on)
            yield break;
        yield return new TitleFact("title", Period.Always, "stated_figures", Title(it), "");
        foreach (var text in it.Figures)
            if (text.Split('=') is [var cell, var value])
                yield return new StatedFigureFact(
                    $"figure:{cell}",
                    new(on, null),
                    it.Report,
                    cell,
                    int.Parse(value),
                    on,
                    it.Paper
                );
    }

    public static string Title(StatedFigures it) =>
        it.On is { } on
            ? $"Số liệu in về {(it.Report is ReportKind.Standards ? "chuẩn trình độ" : "biên chế")}, ngày {((PartialDate)on).Vi}"
            : "";

    public static StatedFiguresEvent? Fall(StatedFigures it, Guid paper) =>
        it.Paper == paper && it.Figures.Count > 0 ? new StatedFiguresPaperFell(paper) : null;

    static Strings Written(IReadOnlyList<StatedFigure> figures) =>
        [.. figures.OrderBy(f => f.Cell, StringComparer.Ordinal).Select(f => $"{f.Cell}={f.Value}")];
}
