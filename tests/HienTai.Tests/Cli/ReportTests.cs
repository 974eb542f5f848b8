using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using Google.Protobuf;
using HienTai.Reporting.V1;
using Cell = DocumentFormat.OpenXml.Spreadsheet.Cell;

namespace HienTai.Tests.Cli;

/// <summary>Reports on the command line: one report, four ways to take it along.</summary>
public sealed class ReportTests(SampleApp sample)
{
    [Fact]
    public async Task Staffing_tells_the_plans_figures()
    {
        var run = await Run("report", "staffing", "--valid-on", "2024-08-01");
        run.Exit.Should().Be(0, run.Error);
        foreach (
            var (type, present, granted, vacant, used) in new[]
            {
                ("Biên chế hành chính huyện", "238", "248", "10", "96,0 %"),
                ("Viên chức, đơn vị sự nghiệp", "4.132", "4.772", "640", "86,6 %"),
                ("Cán bộ cấp xã", "180", "180", "0", "100,0 %"),
                ("Công chức cấp xã", "164", "209", "45", "78,5 %"),
                ("Không chuyên trách cấp xã (định mức)", "219", "318", "99", "68,9 %"),
                ("Cộng", "4.933", "5.727", "794", "86,1 %"),
            }
        )
            run.Output.Split(Environment.NewLine)
                .Should()
                .ContainSingle(l => l.StartsWith(type))
                .Which[type.Length..]
                .Split("  ", StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
                .Take(5)
                .Should()
                .Equal(present, granted, vacant, "0", used);
        run.Output.Should().Contain("Biên chế năm 2024, Huyện Bình Chánh").And.Contain("vị trí sổ #");
    }

    [Fact]
    public async Task Standards_tell_the_plans_141_and_name_them()
    {
        var run = await Run("report", "standards", "--valid-on", "2024-08-01", "--csv", "--people", "--lang", "en");
        run.Exit.Should().Be(0, run.Error);
        var tables = run.Output.Split("\r\n\r\n");
        tables[0]
            .Split("\r\n")[1..]
            .Where(l => l.Length > 0)
            .Select(l => (l.Split(',')[0].Trim(), l.Split(',')[2]))
            .Should()
            .BeEquivalentTo([
                ("District cadres", "0"),
                ("District civil servants", "4"),
                ("Public employees", "133"),
                ("Lower secondary", "29"),
                ("Primary", "78"),
                ("Preschool", "14"),
                ("Other public units", "12"),
                ("Commune civil servants", "1"),
                ("Commune cadres", "3"),
                ("Total", "141"),
            ]);
        tables[1].Split("\r\n").Count(l => l.Length > 0).Should().Be(142);
    }

    [Fact]
    public async Task Changes_name_who_by_which_entry_and_on_what_paper()
    {
        var run = await Run(
            "report",
            "changes",
            "--a-valid-on",
            "2024-08-01",
            "--a-known-at",
            "2024-08-01",
            "--b-valid-on",
            "2024-08-01",
            "--csv",
            "--lang",
            "en"
        );
        run.Exit.Should().Be(0, run.Error);
        var lines = run.Output.Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        lines.Should().HaveCount(7, "a heading and six people, an entry each");
        lines.Should().Contain(l => l.Contains("not met,met,") && l.Contains("/QĐ-ĐT,"));
        (await Run("report", "changes")).Exit.Should().Be(64, "it needs at least one moment");
    }

    [Fact]
    public async Task Indicators_tell_shares_and_what_is_needed()
    {
        var run = await Run(
            "report",
            "indicators",
            "--valid-on",
            "2024-08-01",
            "--months",
            "3",
            "--csv",
            "--lang",
            "en"
        );
        run.Exit.Should().Be(0, run.Error);
        var lines = run.Output.Split("\r\n");
        lines[1].Should().StartWith("University degree or above,").And.Contain(",4714,").And.Contain(",100.0,");
        run.Output.Split("\r\n\r\n")[1]
            .Split("\r\n")
            .Count(l => l.Length > 0)
            .Should()
            .Be(5, "a heading, three months and the day");
    }

    [Fact]
    public async Task Csv_and_json_are_documents_and_nothing_else()
    {
        var csv = await Run("report", "staffing", "--valid-on", "2024-08-01", "--csv", "--lang", "en");
        csv.Error.Should().Contain("#");
        var lines = csv.Output.Split("\r\n");
        lines[0].Should().StartWith("\ufeffType,Present,Granted,Vacant,Over,%");
        lines[1].Should().StartWith("District civil servants,238,248,10,0,96.0,");
        lines[6].Should().StartWith("Total,4933,5727,794,0,86.1,");
        JsonParser
            .Default.Parse<GetStaffingResponse>(
                (await Run("report", "staffing", "--valid-on", "2024-08-01", "--json")).Output
            )
            .Units[0]
            .Lines[^1]
            .Vacant.Should()
            .Be(794);
        (await Run("report", "staffing", "--csv", "--json")).Exit.Should().Be(64);
    }

    [Fact]
    public async Task A_workbook_holds_the_figures_as_numbers()
    {
        var path = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.xlsx");
        try
        {
            (await Run("report", "staffing", "--valid-on", "2024-08-01", "--units", "--xlsx", path))
                .Exit.Should()
                .Be(0);
            using var file = SpreadsheetDocument.Open(path, isEditable: false);
            new DocumentFormat.OpenXml.Validation.OpenXmlValidator()
                .Validate(file)
                .Select(e => e.Description)
                .Should()
                .BeEmpty();
            file.WorkbookPart!.Workbook.Sheets!.Elements<Sheet>()
                .Select(s => s.Name!.Value)
                .Should()
                .Equal("Theo loại", "Theo đơn vị", "Về tệp này");
            var texts = file.WorkbookPart.SharedStringTablePart!.SharedStringTable.Select(i => i.InnerText).ToArray();
            var rows = (
                (WorksheetPart)
                    file.WorkbookPart.GetPartById(file.WorkbookPart.Workbook.Sheets!.Elements<Sheet>().First().Id!)
            )
                .Worksheet.Descendants<Row>()
                .ToArray();
            rows[^1]
                .Elements<Cell>()
                .Select(c =>
                    c.DataType?.Value == CellValues.SharedString
                        ? texts[int.Parse(c.CellValue!.Text)]
                        : c.CellValue!.Text
                )
                .Take(4)
                .Should()
                .Equal("Cộng", "4933", "5727", "794");
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public async Task Quotas_are_listed_granted_and_adjusted()
    {
        var unit = await sample.Seed.Unit("Xã Dòng Lệnh", "2029");
        const string Pass = "W03=Thử ở năm không ai xem.";
        string[] grant =
        [
            "quotas",
            "grant",
            unit.ToString(),
            "--type",
            "commune-cadres",
            "--year",
            "2030",
            "--count",
            "11",
            "--reason",
            "Thử.",
        ];
        var warned = await Run(grant);
        (warned.Exit, warned.Error).Should().Match<(int, string)>(r => r.Item1 == 1 && r.Item2.Contains("--pass W03="));
        (await Run([.. grant, "--pass", Pass])).Exit.Should().Be(0);
        var again = await Run(
            "quotas",
            "grant",
            unit.ToString(),
            "--type",
            "Cán bộ cấp xã",
            "--year",
            "2030",
            "--count",
            "12",
            "--reason",
            "Thử."
        );
        (again.Exit, again.Error).Should().Match<(int, string)>(r => r.Item1 == 1 && r.Item2.Contains("điều chỉnh"));
        (
            await Run(
                "quotas",
                "adjust",
                unit.ToString(),
                "--type",
                "commune-cadres",
                "--year",
                "2030",
                "--on",
                "15/3/2030",
                "--delta",
                "-1",
                "--reason",
                "Thử.",
                "--pass",
                Pass
            )
        )
            .Exit.Should()
            .Be(0);
        (await Run("quotas", "list", unit.ToString(), "--lang", "en"))
            .Output.Should()
            .Contain("11")
            .And.Contain("10")
            .And.Contain("2030-03-15")
            .And.Contain("1 quota.");
        (
            await Run(
                "quotas",
                "adjust",
                unit.ToString(),
                "--type",
                "commune-cadres",
                "--year",
                "2030",
                "--on",
                "2030-04-01"
            )
        )
            .Exit.Should()
            .Be(64);
    }

    async Task<(int Exit, string Output, string Error)> Run(params string[] words)
    {
        var (output, error) = (new StringWriter(), new StringWriter());
        var exit = await HienTai.Cli.Cli.Run([.. words, "--server", sample.GrpcAddress], output, error);
        return (exit, output.ToString(), error.ToString());
    }
}
