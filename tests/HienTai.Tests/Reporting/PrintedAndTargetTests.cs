using Grpc.Core;
using HienTai.Reporting.V1;
using HienTai.Rpc.V1;

namespace HienTai.Tests.Reporting;

/// <summary>
/// What the web's forms record about reports, over the wire: printed figures and targets, each by a paper, and who may.
/// </summary>
public sealed class PrintedAndTargetTests(App app)
{
    ReconciliationService.ReconciliationServiceClient Printed => new(app.Grpc());
    IndicatorService.IndicatorServiceClient Indicators => new(app.Grpc());

    [Fact]
    public async Task Printed_figures_stand_beside_the_counted_with_their_breaks_and_are_told_in_words()
    {
        var (paper, id) = (await app.Seed.Paper("77/BC-UBND"), Seed.NewId().ToString());
        StateFiguresRequest State(string paperId, params (string Cell, long Value)[] figures) =>
            new()
            {
                Envelope = Seed.Envelope(),
                Id = id,
                Report = ReportKind.Standards,
                On = "2031-12-31",
                Figures = { figures.Select(f => new StatedFigure { Cell = f.Cell, Value = f.Value }) },
            };
        StateFiguresRequest By(StateFiguresRequest r, bool validateOnly = false) =>
            new(r)
            {
                Envelope = new(Seed.Envelope(paper: paper, validateOnly: validateOnly))
                {
                    Passes =
                    {
                        new Pass { Rule = "W03", Reason = "Năm chưa ai xem." },
                    },
                },
            };
        var cells = (await Printed.GetReconciliationAsync(new() { Report = ReportKind.Standards })).Cells;
        var whole = cells.First(c => cells.Count(p => p.PartOf == c.Key) > 1 && c.PartOf.Length > 0);
        var parts = cells.Where(c => c.PartOf == whole.Key).Take(2).ToArray();
        var request = State("", (whole.Key, 9), (parts[0].Key, 4), (parts[1].Key, 6));

        await Refused.By(
            Printed.StateFiguresAsync(request),
            StatusCode.InvalidArgument,
            "MALFORMED",
            "envelope.paper_id"
        );
        var refused = await Refused.By(
            Printed.StateFiguresAsync(By(State("", (whole.Key, 9), (parts[0].Key, -1)))),
            StatusCode.InvalidArgument,
            "MALFORMED",
            "figures[1].value"
        );
        refused.Fields.Single().Message.Vi.Should().StartWith(parts[0].Name.Vi, "the cell is named as people call it");
        await Refused.By(
            new ReconciliationService.ReconciliationServiceClient(app.Grpc("lanhdao")).StateFiguresAsync(By(request)),
            StatusCode.PermissionDenied,
            "NOT_ALLOWED"
        );

        var preview = await Printed.StateFiguresAsync(By(request, validateOnly: true));
        string.Concat(preview.Consequences.Single().Sentence.Select(p => p.Text.Vi))
            .Should()
            .Contain($"{parts[0].Name.Vi}: 4")
            .And.NotContain("=");
        await Printed.StateFiguresAsync(By(request));
        var told = await Printed.GetReconciliationAsync(new() { StatedId = id });
        (told.At.ValidOn, told.Basis.Paper.Number, told.Version).Should().Be(("2031-12-31", "77/BC-UBND", 1L));
        told.Cells.Where(c => c.IsStated)
            .Select(c => (c.Key, c.Stated))
            .Should()
            .BeEquivalentTo([(whole.Key, 9L), (parts[0].Key, 4L), (parts[1].Key, 6L)]);
        told.Breaks.Should().ContainSingle(b => b.Cell == whole.Key && b.Over == 1);

        var correct = new CorrectStatedFiguresRequest
        {
            Id = id,
            Figures =
            {
                new StatedFigure { Cell = whole.Key, Value = 10 },
                new StatedFigure { Cell = parts[0].Key, Value = 4 },
                new StatedFigure { Cell = parts[1].Key, Value = 6 },
            },
        };
        await Refused.By(
            Printed.CorrectStatedFiguresAsync(new(correct) { Envelope = Seed.Envelope("") }),
            StatusCode.FailedPrecondition,
            "REASON_REQUIRED",
            "envelope.reason"
        );
        await Refused.By(
            Printed.CorrectStatedFiguresAsync(
                new(correct) { Envelope = Seed.Envelope("Chép sai.", expectedVersion: 7) }
            ),
            StatusCode.Aborted,
            "STALE_VERSION"
        );
        var corrected = await Printed.CorrectStatedFiguresAsync(
            new(correct) { Envelope = Seed.Envelope("Chép sai.", validateOnly: true, expectedVersion: 1) }
        );
        string.Concat(corrected.Consequences.Single().Sentence.Select(p => p.Text.Vi))
            .Should()
            .EndWith($"{whole.Name.Vi}: 9 → {whole.Name.Vi}: 10", "only what differs is told");
        await Printed.CorrectStatedFiguresAsync(
            new(correct) { Envelope = Seed.Envelope("Chép sai.", expectedVersion: 1) }
        );
        (await Printed.GetReconciliationAsync(new() { StatedId = id })).Breaks.Should().BeEmpty();
    }

    [Fact]
    public async Task A_target_has_its_days_and_paper_and_can_be_corrected_by_them()
    {
        var paper = await app.Seed.Paper("88/KH-UBND");
        const Indicator about = Indicator.Postgraduate;
        async Task<IndicatorLine> Line(string day) =>
            (
                await Indicators.GetIndicatorsAsync(
                    new()
                    {
                        At = new() { ValidOn = day },
                        Months = 1,
                    }
                )
            ).Indicators.Single(i => i.Indicator == about);
        SetTargetRequest Set(string from, string due, int permille) =>
            new()
            {
                Envelope = Seed.Envelope(paper: paper),
                Indicator = about,
                From = from,
                Due = due,
                Permille = permille,
            };
        (await Line("2024-01-01"))
            .Should()
            .Match<IndicatorLine>(l => l.Target == null && l.Targets.Count == 0 && l.Version == 0);
        await Refused.By(
            Indicators.SetTargetAsync(Set("2024-05", "2024-05-20", 300)),
            StatusCode.FailedPrecondition,
            "TARGET_DUE_BEFORE_SET",
            "due"
        );
        await Refused.By(
            Indicators.SetTargetAsync(Set("2024-05", "2030-12-31", 1001)),
            StatusCode.InvalidArgument,
            "MALFORMED",
            "permille"
        );
        await Indicators.SetTargetAsync(Set("2024-05", "2030-12-31", 300));
        await Indicators.SetTargetAsync(Set("2026-01-01", "2030-12-31", 400));
        (await Line("2025-01-01"))
            .Should()
            .Match<IndicatorLine>(l =>
                l.Target.Permille == 300
                && l.Target.Period.From == "2024-05"
                && l.Target.Period.To == "2026-01-01"
                && l.Target.Basis.Paper.Number == "88/KH-UBND"
                && l.Version == 2
            );
        (await Line("2024-01-01")).Target.Should().BeNull("it stands from its day on");

        CorrectTargetRequest Correct(string wrong, string reason) =>
            new()
            {
                Envelope = Seed.Envelope(reason),
                Indicator = about,
                WrongFrom = wrong,
                Due = "2030-12-31",
                Permille = 350,
            };
        await Refused.By(
            Indicators.CorrectTargetAsync(Correct("2024-05", "")),
            StatusCode.FailedPrecondition,
            "REASON_REQUIRED",
            "envelope.reason"
        );
        await Refused.By(
            Indicators.CorrectTargetAsync(Correct("2023", "Ghi nhầm.")),
            StatusCode.FailedPrecondition,
            "NOTHING_BEGAN_THEN",
            "wrong_from"
        );
        await Indicators.CorrectTargetAsync(Correct("2024-05", "Ghi nhầm."));
        (await Line("2026-02-01"))
            .Targets.Select(t => (t.Period.From, t.Permille))
            .Should()
            .Equal(("2024-05", 350), ("2026-01-01", 400));
    }
}
