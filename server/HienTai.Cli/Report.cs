using System.Globalization;
using System.Text;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using Google.Protobuf;
using Spectre.Console;
using Column = DocumentFormat.OpenXml.Spreadsheet.Column;
using Columns = DocumentFormat.OpenXml.Spreadsheet.Columns;
using Text = DocumentFormat.OpenXml.Spreadsheet.Text;

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
);

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
            var table = Tell.List([.. sheet.Columns.Select(c => c.Name)]);
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
    /// RFC 4180, numbers without separators; where there are several tables a blank line stands between them.
    /// </summary>
    public static string Csv(Report report)
    {
        var text = new StringBuilder();
        foreach (var sheet in report.Sheets)
        {
            if (text.Length > 0)
                text.Append("\r\n");
            text.AppendJoin(',', sheet.Columns.Select(c => Quoted(c.Name))).Append("\r\n");
            foreach (var row in sheet.Rows)
                text.AppendJoin(',', sheet.Columns.Select((c, i) => Written(row[i], c.Kind))).Append("\r\n");
        }
        return text.ToString();
    }

    static string Written(object? cell, ColumnKind kind) =>
        (cell, kind) switch
        {
            (null, _) => "",
            (int n, ColumnKind.PerMille) => (n / 10m).ToString("0.0", CultureInfo.InvariantCulture),
            (int n, _) => n.ToString(CultureInfo.InvariantCulture),
            var (other, _) => Quoted(other.ToString()!),
        };

    // A text that a spreadsheet would take for a formula is kept a text.
    static string Quoted(string text) =>
        (text is ['=' or '+' or '-' or '@' or '\t' or '\r', ..] ? $"'{text}" : text) is var safe
        && safe.AsSpan().ContainsAny(",\"\r\n")
            ? $"\"{safe.Replace("\"", "\"\"")}\""
            : safe;

    /// <summary>A workbook: a sheet for each table, and the notes with the moment on the last.</summary>
    public static void Workbook(Report report, string path, Texts t)
    {
        using var file = SpreadsheetDocument.Create(path, SpreadsheetDocumentType.Workbook);
        var book = file.AddWorkbookPart();
        book.Workbook = new(new Sheets());
        book.AddNewPart<WorkbookStylesPart>().Stylesheet = Styles();
        for (var n = 0; n < report.Sheets.Count; n++)
        {
            var sheet = report.Sheets[n];
            Add(
                sheet.Title.Length > 0 ? sheet.Title : report.Title,
                [
                    [.. sheet.Columns.Select(c => Text(c.Name, Bold))],
                    .. sheet.Rows.Select(
                        (row, r) =>
                            sheet
                                .Columns.Select(
                                    (c, i) => Cell(row[i], c.Kind, sheet.Totalled && r == sheet.Rows.Count - 1)
                                )
                                .ToArray()
                    ),
                ],
                sheet.Columns.Select(c => c.Kind is ColumnKind.Text ? 38d : 13d)
            );
        }
        Add(
            t.Notes,
            [
                [Text(report.Title, Bold)],
                [Text(report.For, Plain)],
                .. report.Notes.Select(note => new[] { Text(note, Plain) }),
            ],
            [110d]
        );

        void Add(string name, IEnumerable<Cell[]> rows, IEnumerable<double> widths)
        {
            var part = book.AddNewPart<WorksheetPart>();
            part.Worksheet = new(
                new Columns(
                    widths.Select(
                        (w, i) =>
                            new Column
                            {
                                Min = (uint)i + 1,
                                Max = (uint)i + 1,
                                Width = w,
                                CustomWidth = true,
                            }
                    )
                ),
                new SheetData(rows.Select(cells => new Row(cells)))
            );
            var sheets = book.Workbook.Sheets!;
            sheets.Append(
                new DocumentFormat.OpenXml.Spreadsheet.Sheet
                {
                    Id = book.GetIdOfPart(part),
                    SheetId = (uint)sheets.Count() + 1,
                    Name = Named(name),
                }
            );
        }
    }

    // At most 31 characters, and none of those a sheet may not be called by.
    static string Named(string name) =>
        new string([.. name.Where(c => !@"[]:*?/\".Contains(c))]) is var clean && clean.Length > 31
            ? clean[..31]
            : clean;

    const uint Plain = 0,
        Bold = 1,
        Number = 2,
        BoldNumber = 3,
        Percent = 4,
        BoldPercent = 5;

    static Cell Cell(object? cell, ColumnKind kind, bool bold) =>
        (cell, kind) switch
        {
            (int n, ColumnKind.PerMille) => new()
            {
                CellValue = new(n / 1000m),
                DataType = CellValues.Number,
                StyleIndex = bold ? BoldPercent : Percent,
            },
            (int n, _) => new()
            {
                CellValue = new(n),
                DataType = CellValues.Number,
                StyleIndex = bold ? BoldNumber : Number,
            },
            var (other, _) => Text(other?.ToString() ?? "", bold ? Bold : Plain),
        };

    static Cell Text(string text, uint style) =>
        new()
        {
            InlineString = new(new Text(text) { Space = SpaceProcessingModeValues.Preserve }),
            DataType = CellValues.InlineString,
            StyleIndex = style,
        };

    static Stylesheet Styles()
    {
        static CellFormat Format(uint font, uint number) =>
            new()
            {
                FontId = font,
                NumberFormatId = number,
                ApplyFont = true,
                ApplyNumberFormat = true,
            };
        return new(
            new NumberingFormats(new NumberingFormat { NumberFormatId = 164, FormatCode = "0.0%" }),
            new Fonts(new Font(), new Font(new Bold())),
            new Fills(
                new Fill(new PatternFill { PatternType = PatternValues.None }),
                new Fill(new PatternFill { PatternType = PatternValues.Gray125 })
            ),
            new Borders(new Border()),
            new CellFormats(Format(0, 0), Format(1, 0), Format(0, 3), Format(1, 3), Format(0, 164), Format(1, 164))
        );
    }
}
