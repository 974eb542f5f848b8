using System.CommandLine;
using HienTai.Organization.V1;
using HienTai.Reporting.V1;
using HienTai.Rpc.V1;

namespace HienTai.Cli;

/// <summary>report staffing, report standards, report changes and report indicators.</summary>
static class ReportCommands
{
    public static Command In(Desk desk) =>
        new("report", desk.Texts.AboutReport) { Staffing(desk), Standards(desk), Changes(desk), Indicators(desk) };

    static Command Staffing(Desk desk)
    {
        var t = desk.Texts;
        var unit = desk.Option<string?>("--unit", t.UnitValue, t.ReportUnitOption);
        var since = desk.Option<string?>("--since", t.Day, t.SinceOption);
        var units = desk.Option<bool>("--units", null, t.UnitsOption);
        var tree = desk.Option<string?>("--tree-of", t.Day, t.TreeOfOption);
        return desk.Reports("staffing", t.AboutStaffing, [unit, since, units, tree], async ask =>
        {
            var request = new GetStaffingRequest
            {
                At = ask.At,
                TreeOn = ask.Day(ask.Given(tree), "--tree-of") ?? "",
                Since = ask.Day(ask.Given(since), "--since") ?? "",
            };
            if (ask.Given(unit) is { } named)
                request.UnitId = await Names.Unit(ask, named);
            var answer = await ask.Registry.Staffing.GetStaffingAsync(request, cancellationToken: ask.Cancel);
            return Of(answer, ask.Given(units), t);
        });
    }

    static Report Of(GetStaffingResponse answer, bool units, Texts t)
    {
        var top = answer.Units[0];
        (string, ColumnKind)[] columns =
        [
            (t.QuotaType, ColumnKind.Text),
            (t.Present, ColumnKind.Count),
            (t.Granted, ColumnKind.Count),
            (t.Vacant, ColumnKind.Count),
            (t.Over, ColumnKind.Count),
            (t.Used, ColumnKind.PerMille),
            (t.Date(answer.Since), ColumnKind.Count),
            (t.Arrivals, ColumnKind.Count),
            (t.Departures, ColumnKind.Count),
            (t.Date(answer.At.ValidOn), ColumnKind.Count),
        ];
        object?[] Row(StaffingLine l) =>
            [
                Type(l.Type, t),
                l.Present,
                l.HasGranted ? l.Granted : null,
                l.HasVacant ? l.Vacant : null,
                l.HasOver ? l.Over : null,
                l.HasPerMille ? l.PerMille : null,
                l.Opening,
                l.Arrivals,
                l.Departures,
                l.Present,
            ];
        var sheets = new List<Sheet>
        {
            new(t.ByType, columns, [.. top.Lines.Select(Row)]) { Totalled = top.Lines.Count > 1 },
        };
        if (units)
            sheets.Add(
                new(
                    t.ByUnit,
                    [(t.Unit, ColumnKind.Text), .. columns],
                    [.. answer.Units.Skip(1).SelectMany(u => u.Lines.Select(l => (object?[])[u.Name, .. Row(l)]))]
                )
            );
        var notes = answer.Notices.Select(n => $"{n.UnitName}: {t.Of(n.Message)}").ToList();
        if (answer.Partial)
            notes.Insert(0, t.Of(answer.Part));
        if (answer.Recast is { } recast)
            sheets.AddRange(Recast(recast, below: false, t));
        if (!top.Lines.Any(l => l.HasGranted))
            notes.Insert(0, t.NothingGranted(answer.Year));
        return new(
            answer,
            t.AnsweredFor(answer.At),
            t.StaffingOf(top.Name, answer.Year, answer.At.ValidOn),
            sheets,
            notes
        );
    }

    static Command Standards(Desk desk)
    {
        var t = desk.Texts;
        var unit = desk.Option<string?>("--unit", t.UnitValue, t.ReportUnitOption);
        var units = desk.Option<bool>("--units", null, t.UnitsOption);
        var people = desk.Option<bool>("--people", null, t.BelowPeopleOption);
        var tree = desk.Option<string?>("--tree-of", t.Day, t.TreeOfOption);
        return desk.Reports("standards", t.AboutStandards, [unit, units, people, tree], async ask =>
        {
            var id = ask.Given(unit) is { } named ? await Names.Unit(ask, named) : "";
            var answer = await ask.Registry.Standings.GetStandingReportAsync(
                new()
                {
                    At = ask.At,
                    UnitId = id,
                    TreeOn = ask.Day(ask.Given(tree), "--tree-of") ?? "",
                },
                cancellationToken: ask.Cancel
            );
            var rows = new List<StandingRow>();
            for (var token = ""; ask.Given(people) && (rows.Count == 0 || token.Length > 0); )
            {
                var page = await ask.Registry.Standings.ListStandingsAsync(
                    new()
                    {
                        At = ask.At,
                        UnitId = id,
                        PageSize = 200,
                        PageToken = token,
                    },
                    cancellationToken: ask.Cancel
                );
                rows.AddRange(page.Rows);
                if ((token = page.NextPageToken).Length == 0)
                    break;
            }
            return Of(answer, ask.Given(units), ask.Given(people) ? rows : null, t);
        });
    }

    static Report Of(GetStandingReportResponse answer, bool units, IReadOnlyList<StandingRow>? people, Texts t)
    {
        (string, ColumnKind)[] columns =
        [
            (t.Group, ColumnKind.Text),
            (t.Present, ColumnKind.Count),
            (t.BelowLaw, ColumnKind.Count),
            (t.OfThemExempt, ColumnKind.Count),
            (t.NotEnoughData, ColumnKind.Count),
            (t.BelowPlan, ColumnKind.Count),
        ];
        object?[] Row(StandingLine l) =>
            [t.Of(l.Name), l.People, l.Law.Below, l.Law.Exempt, l.Law.NotEnoughData, l.Plan.Below];
        // The parts of a whole are set in under it; the whole of everything comes last, as sums do.
        var lines = answer
            .Lines.Where(l => l.PartOf.Length > 0)
            .Select(l => Row(l) is var row && l.Key.Contains('.') ? [$"  {row[0]}", .. row[1..]] : row);
        var sheets = new List<Sheet> { new(t.ByGroup, columns, [.. lines, Row(answer.Lines[0])]) { Totalled = true } };
        if (units)
            sheets.Add(new(t.ByUnit, columns, [.. answer.Units.Select(Row)]));
        if (people is not null)
            sheets.Add(
                new(
                    t.WhoIsBelow,
                    [
                        (t.Name, ColumnKind.Text),
                        (t.FileNumber, ColumnKind.Text),
                        (t.Post, ColumnKind.Text),
                        (t.Unit, ColumnKind.Text),
                        (t.Standard, ColumnKind.Text),
                        (t.Why, ColumnKind.Text),
                        (t.Deadline, ColumnKind.Text),
                    ],
                    [
                        .. people.Select(p =>
                            (object?[])
                                [
                                    p.FullName,
                                    p.FileNumber,
                                    p.Post,
                                    p.UnitName,
                                    p.Finding.Code,
                                    t.Of(p.Finding.Because),
                                    p.Finding.Deadline.Length > 0 ? t.Date(p.Finding.Deadline) : null,
                                ]
                        ),
                    ]
                )
            );
        if (answer.Recast is { } recast)
            sheets.AddRange(Recast(recast, below: true, t));
        return new(
            answer,
            t.AnsweredFor(answer.At),
            t.StandardsOf(answer.At.ValidOn),
            sheets,
            answer.Partial ? [t.PartialFigures] : []
        );
    }

    static Command Changes(Desk desk)
    {
        var t = desk.Texts;
        var (unit, all, moments) = (
            desk.Option<string?>("--unit", t.UnitValue, t.ReportUnitOption),
            desk.Option<bool>("--all", null, t.AllChangesOption),
            new TwoMoments(desk)
        );
        return desk.Reports("changes", t.AboutChanges, [unit, all, .. moments.Options], async ask =>
        {
            var (a, b) = moments.Of(ask);
            var request = new CompareStandingsRequest
            {
                A = a,
                B = b,
                All = ask.Given(all),
                PageSize = 100,
            };
            if (ask.Given(unit) is { } named)
                request.UnitId = await Names.Unit(ask, named);
            var answer = await ask.Registry.Standings.CompareStandingsAsync(request, cancellationToken: ask.Cancel);
            for (var token = answer.NextPageToken; token.Length > 0; )
            {
                var page = await ask.Registry.Standings.CompareStandingsAsync(
                    new(request) { PageToken = token },
                    cancellationToken: ask.Cancel
                );
                answer.Rows.AddRange(page.Rows);
                token = page.NextPageToken;
            }
            answer.NextPageToken = "";
            return Of(answer, t);
        });
    }

    static Report Of(CompareStandingsResponse answer, Texts t)
    {
        string Stood(StandingRow? row) => row is null ? t.NotCounted : Codes.Standings.Name(row.Finding.Standing, t);
        IEnumerable<object?[]> Rows(StandingChange c)
        {
            var who = c.B ?? c.A;
            object?[] Row(HistoryEntry? cause) =>
                [
                    who.FullName,
                    who.UnitName,
                    Stood(c.A),
                    Stood(c.B),
                    cause is null ? t.OnlyTheDay : string.Concat(cause.Sentence.Select(p => t.Of(p.Text))),
                    cause?.Source.Reason,
                    cause?.Source.Paper?.Number,
                    cause is null ? null : t.Instant(cause.Source.RecordedTime),
                ];
            return c.Causes.Count == 0 ? [Row(null)] : c.Causes.Select(Row);
        }
        (string, ColumnKind)[] columns =
        [
            (t.Name, ColumnKind.Text),
            (t.Unit, ColumnKind.Text),
            ("A", ColumnKind.Text),
            ("B", ColumnKind.Text),
            (t.Entry, ColumnKind.Text),
            (t.Why, ColumnKind.Text),
            (t.PaperColumn, ColumnKind.Text),
            (t.WhatHappened, ColumnKind.Text),
        ];
        return new(
            answer,
            $"A: {t.AnsweredFor(answer.A)} B: {t.AnsweredFor(answer.B)}",
            t.ChangesOf(answer.BelowA, answer.BelowB, answer.CameBelow, answer.NoLongerBelow),
            [new("", columns, [.. answer.Rows.SelectMany(Rows)])],
            answer.Partial ? [t.PartialFigures] : []
        );
    }

    // The same people on the tree of another day, and by name those it has no place for.
    static IEnumerable<Sheet> Recast(RecastTable recast, bool below, Texts t)
    {
        (string, ColumnKind)[] columns = below
            ? [(t.Unit, ColumnKind.Text), (t.Present, ColumnKind.Count), (t.BelowLaw, ColumnKind.Count)]
            : [(t.Unit, ColumnKind.Text), (t.Present, ColumnKind.Count)];
        yield return new(
            t.OnTreeOf(recast.TreeOn, recast.Placed, recast.UnplacedCount),
            columns,
            [
                .. recast.Units.Select(u =>
                    (object?[])(
                        below
                            ? [$"{new string(' ', u.Depth * 2)}{u.Name}", u.People, u.Below]
                            : [$"{new string(' ', u.Depth * 2)}{u.Name}", u.People]
                    )
                ),
            ]
        );
        if (recast.Unplaced.Count > 0)
            yield return new(
                t.WithoutPlace,
                [(t.Name, ColumnKind.Text), (t.Unit, ColumnKind.Text), (t.Why, ColumnKind.Text)],
                [.. recast.Unplaced.Select(p => (object?[])[p.FullName, p.UnitName, t.Of(p.Why)])]
            );
    }

    static Command Indicators(Desk desk)
    {
        var t = desk.Texts;
        var unit = desk.Option<string?>("--unit", t.UnitValue, t.ReportUnitOption);
        var months = desk.Option<int>("--months", "N", t.MonthsOption);
        return desk.Reports("indicators", t.AboutIndicators, [unit, months], async ask =>
        {
            var request = new GetIndicatorsRequest { At = ask.At, Months = ask.Given(months) };
            if (ask.Given(unit) is { } named)
                request.UnitId = await Names.Unit(ask, named);
            return Of(await ask.Registry.Indicators.GetIndicatorsAsync(request, cancellationToken: ask.Cancel), t);
        });
    }

    static Report Of(GetIndicatorsResponse answer, Texts t)
    {
        static object? PerMille(int count, int people) => people == 0 ? null : (int)Math.Round(count * 1000d / people);
        (string, ColumnKind)[] columns =
        [
            (t.Indicator, ColumnKind.Text),
            (t.Counting, ColumnKind.Count),
            (t.OfPeople, ColumnKind.Count),
            (t.Share, ColumnKind.PerMille),
            (t.NotJudged, ColumnKind.Count),
            (t.Target, ColumnKind.PerMille),
            (t.Due, ColumnKind.Text),
            (t.NeededPerYear, ColumnKind.Count),
            (t.GainedInYear, ColumnKind.Count),
        ];
        var lines = answer.Indicators.Select(i =>
            (object?[])
                [
                    t.Of(i.Name),
                    i.Count,
                    i.People,
                    PerMille(i.Count, i.People),
                    i.Undecided,
                    i.Target?.Permille,
                    i.Target is { } target ? t.Date(target.Due) : null,
                    i.Target is null ? null : (int)Math.Ceiling(i.NeededPerYear),
                    i.GainedInYear,
                ]
        );
        var days = answer
            .Indicators[0]
            .Points.Select(
                (p, n) =>
                    (object?[])
                        [
                            t.Date(p.On),
                            .. answer.Indicators.Select(i => PerMille(i.Points[n].Count, i.Points[n].People)),
                        ]
            );
        return new(
            answer,
            t.AnsweredFor(answer.At),
            t.IndicatorsOf(answer.At.ValidOn),
            [
                new("", columns, [.. lines]),
                new(
                    t.ByMonth,
                    [
                        (t.DayColumn, ColumnKind.Text),
                        .. answer.Indicators.Select(i => (t.Of(i.Name), ColumnKind.PerMille)),
                    ],
                    [.. days]
                ),
            ],
            answer.Partial ? [t.PartialFigures] : []
        );
    }

    public static string Type(QuotaType type, Texts t) =>
        type is QuotaType.Unspecified ? t.Total : Codes.QuotaTypes.Name(type, t);
}
