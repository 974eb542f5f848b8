using System.Text.Json;
using HienTai.Cli;
using HienTai.Tests.Browser;

namespace HienTai.Tests.Cli;

/// <summary>
/// Lists and reports as files, read back by two programs that are not ours (tests/e2e/read-workbook.mjs).
/// </summary>
public sealed class FileTests(SampleApp sample) : IDisposable
{
    readonly string folder = Directory.CreateTempSubdirectory().FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    string File => Path.Combine(folder, "tệp này.xlsx");

    sealed record Book(Dictionary<string, JsonElement[][]> ExcelJs, Dictionary<string, JsonElement[][]> SheetJs)
    {
        public IEnumerable<Dictionary<string, JsonElement[][]>> Both => [ExcelJs, SheetJs];
    }

    async Task<Book> Read() =>
        JsonSerializer.Deserialize<Book>(
            await NodeRun.Ok("tests/e2e", "node", $"read-workbook.mjs \"{File}\""),
            JsonSerializerOptions.Web
        )!;

    static string[] Texts(JsonElement[] row) => [.. row.Select(cell => $"{cell}")];

    [Fact]
    public async Task A_list_leaves_whole_with_what_was_asked_and_of_which_moment_it_is_the_answer()
    {
        string[] asked = ["people", "search", "Nguyen", "--min-level", "doctor", "--valid-on", "2024-08-01"];
        var printed = await Run([.. asked, "--lang", "en", "--csv"]);
        printed.Exit.Should().Be(0, printed.Error);
        var lines = printed.Output.Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        lines[0].Should().StartWith("\ufeffName,");
        (await Run([.. asked, "--lang", "en", "--xlsx", File])).Exit.Should().Be(0);
        foreach (var book in (await Read()).Both)
        {
            var (list, about) = (book.Values.First(), book["About this file"]);
            list.Select(row => Texts(row)[0]).Skip(1).Should().Equal(lines.Skip(1).Select(l => l.Split(',')[0]));
            string Said(string what) => $"{about.Single(row => $"{row[0]}" == what)[^1]}";
            (Said("As of"), Said("Filter: --min-level"), Said("Tree of units"))
                .Should()
                .Be(("2024-08-01", "doctor", "of that day"));
            Said("Ledger position").Should().MatchRegex(@"^#\d+$");
            Said("As known at").Should().NotBeEmpty();
            about.Last(row => $"{row[0]}".StartsWith("Rows")).Last().GetInt32().Should().Be(lines.Length - 1);
        }
    }

    public static TheoryData<string> Lists =>
        [
            "people search Ngọc Hương",
            "people history BC-00161",
            "people duplicates",
            "lists entries --list post",
            "lists unmatched --list field-of-study",
            "units tree",
            "units unplaced",
            "papers search quy hoạch",
            "quotas list",
            "contributions list phần mềm",
            "contributions figures",
            "awards cycles",
            "awards list --step awarded",
            "talent succession",
            "talent figures",
            "talent programmes",
            "talent list Nguyễn Văn",
            "talent find --education doctor",
            "talent experts giáo dục",
        ];

    [Theory]
    [MemberData(nameof(Lists))]
    public async Task Every_list_leaves_as_text(string words)
    {
        var run = await Run([.. words.Split(' '), "--valid-on", "2024-08-01", "--csv", "--separator", "tab"]);
        run.Exit.Should().Be(0, run.Error);
        run.Output.Should().StartWith("\ufeff").And.Contain("\t").And.EndWith("\r\n");
        run.Error.Should().Contain("#", "the moment is told aside");
    }

    [Fact]
    public async Task A_Vietnamese_spreadsheet_is_given_semicolons_and_decimal_commas()
    {
        string[] asked = ["report", "staffing", "--valid-on", "2024-08-01", "--csv", "--separator"];
        var run = await Run([.. asked, "semicolon"]);
        run.Output.Should().StartWith("\ufeffLoại").And.Contain("Biên chế hành chính huyện;238;248;10;0;96,0;");
        (await Run([.. asked, "pipe"])).Exit.Should().Be(64);
        (await Run("report", "staffing", "--separator", "tab")).Exit.Should().Be(64, "it says how CSV is written");
    }

    // As read-workbook.mjs hands on half a surrogate pair.
    static string HandedOn(string text) =>
        string.Concat(
            text.Select(
                (c, i) =>
                    char.IsSurrogate(c)
                    && !(i + 1 < text.Length && char.IsSurrogatePair(c, text[i + 1]))
                    && !(i > 0 && char.IsSurrogatePair(text[i - 1], c))
                        ? $"⟨{(int)c:X4}⟩"
                        : $"{c}"
            )
        );

    public static readonly string[] Nasty =
    [
        "Giáo viên tiểu học\uffff",
        "a\ud800b",
        "\udc00",
        "x\0y\u0001\u001f",
        "=1+1",
        "+84",
        "-5",
        "@a",
        "_x0041_",
        "_x005F\0",
        "hai\ndòng\tvà tab",
        "  trước và sau ",
        "1899-12-31",
        "<&\">",
        "😀\ufffd\u0085",
    ];

    [Fact]
    public async Task No_value_stops_a_workbook_or_comes_back_otherwise()
    {
        var all = string.Concat(Enumerable.Repeat("Ưng 😀", 8_000));
        string[] values = [.. Nasty, all];
        string[] headings = [.. values.Select((v, i) => $"={i}{v[..Math.Min(v.Length, 20)]}")];
        Workbook.Write(
            [
                new(
                    "Danh sách [1]/2: dài hơn ba mươi mốt ký tự",
                    [.. headings.Select(heading => (heading, ColumnKind.Text))],
                    [values]
                ),
                new("danh sách [1]/2: dài hơn ba mươi mốt ký tự", [("", ColumnKind.Text)], []),
            ],
            File,
            HienTai.Cli.Texts.For([])
        );
        foreach (var book in (await Read()).Both)
        {
            var rows = book.Values.First();
            Texts(rows[0]).Should().Equal(headings.Select(HandedOn));
            Texts(rows[1])[..^1].Should().Equal(Nasty.Select(HandedOn));
            Texts(rows[1])[^1].Should().EndWith("[tiếp ở trang Phần dài, dòng 2]").And.HaveLength(32_767);
            string.Concat(Texts(book["Phần dài"][1]).Skip(1)).Should().Be(all, "nothing of it is lost");
            book.Should().HaveCount(3);
        }
    }

    [Fact]
    public async Task A_file_that_fails_leaves_nothing_behind_and_what_was_there_stays()
    {
        var taken = Directory.CreateDirectory(File).FullName;
        var run = await Run("report", "staffing", "--valid-on", "2024-08-01", "--xlsx", taken);
        (run.Exit, run.Error).Should().Match<(int, string)>(r => r.Item1 == 1 && r.Item2.Contains("Không ghi được"));
        Directory.GetFileSystemEntries(folder).Should().Equal(taken);
        var nowhere = await Run("report", "staffing", "--xlsx", Path.Combine(folder, "không có", "a.xlsx"));
        nowhere.Exit.Should().Be(1);
    }

    async Task<(int Exit, string Output, string Error)> Run(params string[] words)
    {
        var (output, error) = (new StringWriter(), new StringWriter());
        var exit = await HienTai.Cli.Cli.Run([.. words, "--server", sample.GrpcAddress], output, error);
        return (exit, output.ToString(), error.ToString());
    }
}
