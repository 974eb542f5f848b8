using System.Globalization;
using System.Text.RegularExpressions;
using Spectre.Console;

namespace HienTai.Cli;

/// <summary>
/// Rows under headings, in the markup of a terminal. A file takes the same rows without it; what stands to the right is
/// a number there.
/// </summary>
sealed partial class Listing
{
    readonly string[] headings;
    readonly List<string[]> rows = [];

    public Listing(params string[] headings)
    {
        this.headings = headings;
        Table = new() { Border = TableBorder.None };
        foreach (var heading in headings)
            Table.AddColumn(new TableColumn($"[dim]{Markup.Escape(heading)}[/]") { Padding = new Padding(0, 0, 2, 0) });
    }

    public Table Table { get; }
    public IReadOnlyList<TableColumn> Columns => Table.Columns;
    public int Count => rows.Count;

    public void AddRow(params string[] cells)
    {
        rows.Add([.. cells.Select(Markup.Remove)]);
        Table.AddRow(cells);
    }

    public Sheet Sheet(string title)
    {
        var kinds = Columns.Select(c => c.Alignment is Justify.Right ? ColumnKind.Count : ColumnKind.Text).ToArray();
        return new(
            title,
            [.. headings.Zip(kinds)],
            [
                .. rows.Select(row =>
                    row.Zip(kinds, (cell, kind) => kind is ColumnKind.Count ? Number(cell) : cell).ToArray()
                ),
            ]
        );
    }

    // As it was written for people: "4.132"; "4.5" is no count.
    static object Number(string cell) =>
        Counted().IsMatch(cell)
        && int.TryParse(
            cell.Replace(".", "").Replace(",", ""),
            NumberStyles.AllowLeadingSign,
            CultureInfo.InvariantCulture,
            out var number
        )
            ? number
            : cell;

    [GeneratedRegex(@"\A[-+]?(\d+|\d{1,3}([.,]\d{3})+)\z")]
    private static partial Regex Counted();
}

/// <summary>What a command would have told, kept for a file.</summary>
sealed class Taken
{
    public List<Listing> Tables { get; } = [];
    public List<string> Lines { get; } = [];
}
