using System.Globalization;
using System.Text;
using Google.Protobuf;
using HienTai.Rpc.V1;
using Spectre.Console;

namespace HienTai.Cli;

/// <summary>
/// How a column of a report reads: words, or numbers to be added up by whoever takes the file further.
/// </summary>
enum ColumnKind
{
    Text,
    Count,
    PerMille,
}

/// <summary>One table of a report. A cell is a text, a number, or null where nothing can be said.</summary>
sealed record Sheet(string Title, IReadOnlyList<(string Name, ColumnKind Kind)> Columns, IReadOnlyList<object?[]> Rows)
{
    /// <summary>The last row sums up those above.</summary>
    public bool Totalled { get; init; }
}

/// <summary>
/// A report: the registry's own message, the moment it is for, its tables, and what must be read beside them.
/// </summary>
sealed record Report(
    IMessage Message,
    string For,
    string Title,
    IReadOnlyList<Sheet> Sheets,
    IReadOnlyList<string> Notes
)
{
    /// <summary>A list that was told for a file.</summary>
    public static Report Of(Answer answer, string about, Taken taken) =>
        new(answer.Message, answer.For, about, [.. taken.Tables.Select(x => x.Sheet(about))], taken.Lines);

    /// <summary>What is said of the file in itself: what was asked, and of which moment it is the answer.</summary>
    public Sheet About(IEnumerable<(string Name, string Value)> asked, Texts t)
    {
        var rows = new List<object?[]> { new object?[] { t.Moment, For } };
        if (Read("at") is Moment at)
        {
            rows.Add([t.AsOf, t.Date(at.ValidOn)]);
            if (at.KnownAt is { } known)
                rows.Add([t.KnownUntil, t.Instant(known)]);
            rows.Add([t.LedgerPosition, $"#{at.Position}"]);
            rows.Add([
                t.TreeOfUnits,
                Read("tree_on") is string { Length: > 0 } day && day != at.ValidOn ? t.Date(day) : t.SameTree,
            ]);
        }
        var filters = asked.Select(a => new object?[] { $"{t.FilterBy}: {a.Name}", a.Value }).ToArray();
        rows.AddRange(
            filters.Length > 0
                ? filters
                :
                [
                    [t.FilterBy, t.NoFilter],
                ]
        );
        rows.AddRange(Sheets.Select(s => new object?[] { $"{t.RowsOf}: {s.Title}", s.Rows.Count }));
        rows.AddRange(Notes.Where(n => n.Length > 0).Select(note => new object?[] { t.Note, note }));
        return new(t.AboutFile, [(t.ListName, ColumnKind.Text), (Title, ColumnKind.Text)], rows);
    }

    object? Read(string field) =>
        Message.Descriptor.FindFieldByName(field) is { } known ? known.Accessor.GetValue(Message) : null;
}

/// <summary>The same tables as text, as CSV and as a workbook: what a report says is said once.</summary>
static class Reports
{
    public static void Print(Report report, Texts t, Tell tell)
    {
        tell.Marked($"[bold]{Markup.Escape(report.Title)}[/]");
        foreach (var sheet in report.Sheets)
        {
            tell.Line("");
            if (sheet.Title.Length > 0)
                tell.Line(sheet.Title);
            var table = new Listing([.. sheet.Columns.Select(c => c.Name)]).Table;
            for (var i = 0; i < sheet.Columns.Count; i++)
                if (sheet.Columns[i].Kind is not ColumnKind.Text)
                    table.Columns[i].RightAligned();
            for (var r = 0; r < sheet.Rows.Count; r++)
                table.AddRow([
                    .. sheet.Columns.Select(
                        (c, i) =>
                            Markup.Escape(Shown(sheet.Rows[r][i], c.Kind, t)) is var cell
                            && sheet.Totalled
                            && r == sheet.Rows.Count - 1
                                ? $"[bold]{cell}[/]"
                                : cell
                    ),
                ]);
            tell.Show(table);
        }
        if (report.Notes.Count > 0)
            tell.Line("");
        foreach (var note in report.Notes)
            tell.Line($"– {note}");
        tell.Line("");
    }

    static string Shown(object? cell, ColumnKind kind, Texts t) =>
        (cell, kind) switch
        {
            (null, _) => "—",
            (int n, ColumnKind.PerMille) => t.Percent(n),
            (int n, _) => t.N(n),
            var (other, _) => other.ToString()!,
        };

    /// <summary>
    /// RFC 4180, with the mark that makes spreadsheets read it as UTF-8, numbers without separators; where there are
    /// several tables a blank line stands between them. A heading is ours and comes out as it is.
    /// </summary>
    public static string Csv(Report report, Separated by)
    {
        var text = new StringBuilder();
        foreach (var sheet in report.Sheets)
        {
            if (text.Length > 0)
                text.Append("\r\n");
            text.AppendJoin(by.Separator, sheet.Columns.Select(c => Quoted(c.Name, by))).Append("\r\n");
            foreach (var row in sheet.Rows)
                text.AppendJoin(by.Separator, sheet.Columns.Select((c, i) => Written(row[i], c.Kind, by)))
                    .Append("\r\n");
        }
        return $"\ufeff{text}";
    }

    static string Written(object? cell, ColumnKind kind, Separated by) =>
        (cell, kind) switch
        {
            (null, _) => "",
            (int n, ColumnKind.PerMille) => Quoted(
                (n / 10m).ToString("0.0", CultureInfo.InvariantCulture).Replace('.', by.Decimal),
                by
            ),
            (int n, _) => n.ToString(CultureInfo.InvariantCulture),
            var (other, _) => Quoted(Unlike(other.ToString()!), by),
        };

    // A text that a spreadsheet would take for a formula is kept a text.
    static string Unlike(string text) =>
        text is ['=' or '+' or '-' or '@' or '\t' or '\r' or '\0', ..] ? $"'{text}" : text;

    static string Quoted(string text, Separated by) =>
        text.AsSpan().ContainsAny("\"\r\n") || text.Contains(by.Separator) ? $"\"{text.Replace("\"", "\"\"")}\"" : text;
}

/// <summary>
/// What stands between the cells of a text: a comma with decimal points, or what a Vietnamese spreadsheet expects
/// beside its decimal comma.
/// </summary>
readonly record struct Separated(char Separator, char Decimal)
{
    public static Separated? TryParse(string? name, bool english) =>
        name switch
        {
            null or "comma" => new(',', '.'),
            "semicolon" => new(';', english ? '.' : ','),
            "tab" => new('\t', english ? '.' : ','),
            _ => null,
        };
}
