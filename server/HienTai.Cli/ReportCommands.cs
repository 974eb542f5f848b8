using System.CommandLine;
using HienTai.Organization.V1;
using HienTai.Reporting.V1;

namespace HienTai.Cli;

/// <summary>report staffing.</summary>
static class ReportCommands
{
    public static Command In(Desk desk) => new("report", desk.Texts.AboutReport) { Staffing(desk) };

    static Command Staffing(Desk desk)
    {
        var t = desk.Texts;
        var unit = desk.Option<string?>("--unit", t.UnitValue, t.ReportUnitOption);
        var since = desk.Option<string?>("--since", t.Day, t.SinceOption);
        var units = desk.Option<bool>("--units", null, t.UnitsOption);
        return desk.Reports("staffing", t.AboutStaffing, [unit, since, units], async ask =>
        {
            var request = new GetStaffingRequest { At = ask.At, Since = ask.Day(ask.Given(since), "--since") ?? "" };
            if (ask.Given(unit) is { } named) request.UnitId = await Names.Unit(ask, named);
            var answer = await ask.Registry.Staffing.GetStaffingAsync(request, cancellationToken: ask.Cancel);
            return Of(answer, ask.Given(units), t);
        });
    }

    static Report Of(GetStaffingResponse answer, bool units, Texts t)
    {
        var top = answer.Units[0];
        (string, ColumnKind)[] columns =
        [
            (t.QuotaType, ColumnKind.Text), (t.Present, ColumnKind.Count), (t.Granted, ColumnKind.Count), (t.Vacant, ColumnKind.Count), (t.Over, ColumnKind.Count), (t.Used, ColumnKind.PerMille),
            (t.Date(answer.Since), ColumnKind.Count), (t.Arrivals, ColumnKind.Count), (t.Departures, ColumnKind.Count), (t.Date(answer.At.ValidOn), ColumnKind.Count),
        ];
        object?[] Row(StaffingLine l) => [Type(l.Type, t), l.Present, l.HasGranted ? l.Granted : null, l.HasVacant ? l.Vacant : null, l.HasOver ? l.Over : null, l.HasPerMille ? l.PerMille : null, l.Opening, l.Arrivals, l.Departures, l.Present];
        var sheets = new List<Sheet> { new(t.ByType, columns, [.. top.Lines.Select(Row)]) { Totalled = top.Lines.Count > 1 } };
        if (units) sheets.Add(new(t.ByUnit, [(t.Unit, ColumnKind.Text), .. columns], [.. answer.Units.Skip(1).SelectMany(u => u.Lines.Select(l => (object?[])[u.Name, .. Row(l)]))]));
        var notes = answer.Notices.Select(n => $"{n.UnitName}: {t.Of(n.Message)}").ToList();
        if (answer.Partial) notes.Insert(0, t.Of(answer.Part));
        if (!top.Lines.Any(l => l.HasGranted)) notes.Insert(0, t.NothingGranted(answer.Year));
        return new(answer, t.AnsweredFor(answer.At), t.StaffingOf(top.Name, answer.Year, answer.At.ValidOn), sheets, notes);
    }

    public static string Type(QuotaType type, Texts t) => type is QuotaType.Unspecified ? t.Total : Codes.QuotaTypes.Name(type, t);
}
