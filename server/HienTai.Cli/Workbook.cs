using System.Text.RegularExpressions;
using System.Xml.Linq;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using Column = DocumentFormat.OpenXml.Spreadsheet.Column;
using Columns = DocumentFormat.OpenXml.Spreadsheet.Columns;
using Text = DocumentFormat.OpenXml.Spreadsheet.Text;

namespace HienTai.Cli;

/// <summary>
/// Tables as a workbook. Texts are kept texts whatever they begin with; what is too long for a cell goes on in a sheet
/// of its own.
/// </summary>
sealed partial class Workbook(Texts t)
{
    // Excel takes so many characters in a cell and calls a file with more damaged.
    const int Most = 32_767,
        Piece = 32_000;

    readonly List<string> names = [];
    readonly List<DocumentFormat.OpenXml.Spreadsheet.Sheet> listed = [];
    readonly Dictionary<string, int> texts = [];

    // What was too long, and where it stands.
    readonly List<(string Where, string Text)> rest = [];

    /// <summary>Writes beside the file and then in its place, so that one that fails leaves nothing behind.</summary>
    public static void Write(IReadOnlyList<Sheet> sheets, string path, Texts t)
    {
        var whole = Path.GetFullPath(path);
        var beside = Path.Combine(Path.GetDirectoryName(whole)!, $".{Guid.NewGuid():N}.part");
        try
        {
            using (var file = SpreadsheetDocument.Create(beside, SpreadsheetDocumentType.Workbook))
                new Workbook(t).Fill(file.AddWorkbookPart(), sheets);
            File.Move(beside, whole, overwrite: true);
        }
        finally
        {
            File.Delete(beside);
        }
    }

    void Fill(WorkbookPart book, IReadOnlyList<Sheet> sheets)
    {
        Put(book.AddNewPart<WorkbookStylesPart>(), Styles());
        foreach (var sheet in sheets)
        {
            names.Add(Named(sheet.Title));
            Add(book, [.. sheet.Columns.Select(c => c.Kind)], Rows(sheet));
        }
        if (rest.Count > 0)
        {
            names.Add(Named(t.LongTexts));
            Add(
                book,
                [ColumnKind.Text, ColumnKind.Text],
                [
                    [Text(t.CellColumn, Bold)],
                    .. rest.Select(r => Pieces(r.Text).Prepend(r.Where).Select(piece => Text(piece, Plain)).ToArray()),
                ]
            );
        }
        Put(
            book.AddNewPart<SharedStringTablePart>(),
            new SharedStringTable(
                texts.Keys.Select(text => new SharedStringItem(
                    new Text(Held(text)) { Space = SpaceProcessingModeValues.Preserve }
                ))
            )
        );
        Put(book, new DocumentFormat.OpenXml.Spreadsheet.Workbook(new Sheets(listed)));
    }

    /// <summary>
    /// Without a prefix on every element, as Excel writes it: some readers of the format know elements by that.
    /// </summary>
    static void Put(OpenXmlPart part, OpenXmlElement content)
    {
        var xml = XElement.Parse(content.OuterXml, LoadOptions.PreserveWhitespace);
        xml.Attributes().Where(a => a.IsNamespaceDeclaration && a.Value == xml.Name.NamespaceName).Remove();
        using var stream = part.GetStream(FileMode.Create);
        xml.Save(stream, SaveOptions.DisableFormatting);
    }

    List<Cell[]> Rows(Sheet sheet)
    {
        var rows = new List<Cell[]> { sheet.Columns.Select(c => Text(c.Name, Bold)).ToArray() };
        foreach (var (row, r) in sheet.Rows.Select((row, r) => (row, r)))
            rows.Add([
                .. sheet.Columns.Select(
                    (c, i) => Cell(Fitting(row[i], i, r + 1), c.Kind, sheet.Totalled && r == sheet.Rows.Count - 1)
                ),
            ]);
        return rows;
    }

    object? Fitting(object? cell, int column, int row)
    {
        if (cell is not string { Length: > Most } text)
            return cell;
        var goesOn = $" … [{t.GoesOn(rest.Count + 2)}]";
        rest.Add(($"{names[^1]}!{Address(column, row)}", text));
        return Cut(text, Most - goesOn.Length) + goesOn;
    }

    void Add(WorkbookPart book, ColumnKind[] kinds, List<Cell[]> rows)
    {
        var part = book.AddNewPart<WorksheetPart>();
        var columns = kinds.Select(
            (kind, i) =>
                new Column
                {
                    Min = (uint)i + 1,
                    Max = (uint)i + 1,
                    Width = kind is ColumnKind.Text ? 38d : 13d,
                    CustomWidth = true,
                }
        );
        Put(part, new Worksheet(new Columns(columns), new SheetData(rows.Select(Placed))));
        listed.Add(
            new()
            {
                Id = book.GetIdOfPart(part),
                SheetId = (uint)names.Count,
                Name = names[^1],
            }
        );
    }

    // Where a cell stands may be left out of the format; not every reader counts for itself.
    static Row Placed(Cell[] cells, int row)
    {
        foreach (var (cell, column) in cells.Select((cell, i) => (cell, i)))
            cell.CellReference = Address(column, row);
        return new Row(cells) { RowIndex = (uint)row + 1 };
    }

    /// <summary>At most 31 characters, none that a sheet may not be called by, and called by it alone.</summary>
    string Named(string name)
    {
        var clean = Unheld().Replace(NotInNames().Replace(name, " "), " ").Trim().Trim('\'');
        for (var n = 1; ; n++)
        {
            var mark = n > 1 ? $" ({n})" : "";
            var named = Cut(clean.Length > 0 ? clean : "Sheet", 31 - mark.Length) + mark;
            if (!names.Contains(named, StringComparer.OrdinalIgnoreCase))
                return named;
        }
    }

    /// <summary>"AB12" of a column and a row counted from 0.</summary>
    static string Address(int column, int row)
    {
        var letters = "";
        for (var n = column + 1; n > 0; n = (n - 1) / 26)
            letters = $"{(char)('A' + (n - 1) % 26)}{letters}";
        return $"{letters}{row + 1}";
    }

    /// <summary>Not in the middle of a character.</summary>
    static string Cut(string text, int length) =>
        text.Length <= length ? text : text[..(char.IsHighSurrogate(text[length - 1]) ? length - 1 : length)];

    static IEnumerable<string> Pieces(string text)
    {
        for (var at = 0; at < text.Length; )
        {
            var piece = Cut(text[at..], Piece);
            yield return piece;
            at += piece.Length;
        }
    }

    /// <summary>
    /// What XML cannot hold (control characters, half a surrogate pair, U+FFFE and U+FFFF) is written _xHHHH_, as Excel
    /// writes it (ECMA-376, ST_Xstring); so is the sign of a text that looks like it already. Every reader of the
    /// format reads back the very same text.
    /// </summary>
    internal static string Held(string text)
    {
        static string Code(Match unit) => $"_x{(int)unit.Value[0]:X4}_";
        return Unheld().Replace(LooksLikeIt().Replace(text, Code), Code);
    }

    const string NotXml =
        @"[\x00-\x08\x0b-\x1f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]";

    [GeneratedRegex(NotXml)]
    private static partial Regex Unheld();

    [GeneratedRegex($"_(?=x[0-9A-Fa-f]{{4}}(?:_|{NotXml}))")]
    private static partial Regex LooksLikeIt();

    [GeneratedRegex(@"[\[\]:*?/\\\t\n]")]
    private static partial Regex NotInNames();

    const uint Plain = 0,
        Bold = 1,
        Number = 2,
        BoldNumber = 3,
        Percent = 4,
        BoldPercent = 5;

    Cell Cell(object? cell, ColumnKind kind, bool bold) =>
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

    // Texts stand once, in a table of their own: only there does every reader undo what is written _xHHHH_.
    Cell Text(string text, uint style)
    {
        if (!texts.TryGetValue(text, out var at))
            texts.Add(text, at = texts.Count);
        return new()
        {
            CellValue = new(at),
            DataType = CellValues.SharedString,
            StyleIndex = style,
        };
    }

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
