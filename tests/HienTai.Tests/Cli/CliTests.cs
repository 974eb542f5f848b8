using Google.Protobuf;
using HienTai.Papers.V1;
using HienTai.Personnel.V1;
using HienTai.Rpc.V1;

namespace HienTai.Tests.Cli;

/// <summary>
/// The command line, run in process against the real server: what it prints, what it says when it cannot, and how it
/// ends.
/// </summary>
public sealed class CliTests(App app)
{
    const string Escape = "\u001b";

    [Fact]
    public async Task Searching_lists_people_as_a_plain_table_and_ends_with_the_moment()
    {
        var unit = await app.Seed.Unit("Trường Mầm non Hoa Sim");
        await Serving("Đặng Thị Bích Thuỳ", unit);
        var run = await Run("people", "search", "bich thuy", "--unit", "hoa sim");

        run.Exit.Should().Be(0);
        run.Error.Should().BeEmpty();
        run.Lines[0].Should().StartWith("Họ và tên");
        run.Lines[1]
            .Should()
            .StartWith("Đặng Thị Bích Thuỳ")
            .And.Contain("1986")
            .And.NotContain("14/9")
            .And.Contain("Trường Mầm non Hoa Sim")
            .And.Contain("Chuyên viên");
        run.Lines[2].Should().Be("1 người.");
        run.Lines[^1].Should().StartWith("Ngày ").And.Contain("vị trí sổ #");
        run.Output.Should().NotContain(Escape);
        run.Lines.Should().OnlyContain(l => l == l.TrimEnd());
    }

    [Fact]
    public async Task A_person_is_shown_with_what_they_study_and_what_was_concluded_of_their_placement()
    {
        var unit = await app.Seed.Unit("Trường THCS Hoa Gạo");
        var person = await app.Seed.Person("Hoàng Thị Đang Học");
        var assignment = await app.Seed.Assignment(person, unit, "2015-01-01");
        await app.Seed.People.StartTrainingAsync(
            new()
            {
                Envelope = Seed.Envelope(),
                PersonId = person.ToString(),
                Change = new()
                {
                    TrainingId = Seed.NewId().ToString(),
                    From = "2022-10-03",
                    Details = new()
                    {
                        Ladder = Ladder.Education,
                        Level = Level.EducationMaster,
                        Field = "Quản lý công",
                        Expected = "2024-06",
                    },
                },
            }
        );
        await app.Seed.People.JudgePlacementAsync(
            new()
            {
                Envelope = Seed.Envelope(),
                PersonId = person.ToString(),
                Change = new()
                {
                    AssignmentId = assignment.ToString(),
                    From = "2023",
                    Verdict = PlacementVerdict.DoesNotFit,
                    Because = "Làm việc khác ngành.",
                },
            }
        );
        var run = await Run("people", "show", person.ToString(), "--valid-on", "2024-03-01");
        run.Exit.Should().Be(0);
        run.Output.Should()
            .Contain("Đào tạo, bồi dưỡng")
            .And.Contain("Quản lý công")
            .And.Contain("đang học, dự kiến đến 6/2024")
            .And.Contain("không phù hợp")
            .And.Contain("Làm việc khác ngành.");
        (await Run("people", "show", person.ToString(), "--valid-on", "2024-08-01", "--lang", "en"))
            .Output.Should()
            .Contain("studying, overdue since")
            .And.Contain("does not fit");
    }

    [Fact]
    public async Task People_on_the_tree_of_another_day_say_where_they_stand_and_who_does_not()
    {
        var (old, gone, heir) = (
            await app.Seed.Unit("Xã Lệnh Cũ"),
            await app.Seed.Unit("Xã Lệnh Mất"),
            await app.Seed.Unit("Xã Lệnh Mới")
        );
        foreach (var (name, unit) in new[] { ("Tạ Lệnh Theo", old), ("Tạ Lệnh Lạc", gone) })
            await app.Seed.Assignment(await app.Seed.Person(name), unit, "2015");
        await app.Seed.Units.MergeUnitsAsync(
            new()
            {
                Envelope = Seed.Envelope("Nhập."),
                Ids = { old.ToString() },
                IntoId = heir.ToString(),
                On = "2020-07-01",
            }
        );
        await app.Seed.Units.DissolveUnitAsync(
            new()
            {
                Envelope = Seed.Envelope("Giải thể."),
                Id = gone.ToString(),
                On = "2020-07-01",
                LeavePeopleUnplaced = true,
            }
        );
        var run = await Run(
            "people",
            "search",
            "ta lenh",
            "--valid-on",
            "2020-06-30",
            "--tree-of",
            "2020-07-01",
            "--unit",
            "Xã Lệnh Mới"
        );
        run.Exit.Should().Be(0, run.Error);
        run.Output.Should()
            .Contain("Trong cây ấy")
            .And.Contain("1 người không xếp được:")
            .And.Contain("Tạ Lệnh Lạc, Xã Lệnh Mất: Đơn vị đã giải thể");
        run.Lines[1].Should().StartWith("Tạ Lệnh Theo").And.Contain("Xã Lệnh Cũ").And.Contain("Xã Lệnh Mới");
        (await Run("people", "search", "--tree-of", "2020")).Exit.Should().NotBe(0);
    }

    [Fact]
    public async Task Json_is_one_document_equal_to_the_clients_answer()
    {
        await app.Seed.Person("Phùng Khắc Triển", "1979-03");
        var head = (await app.Seed.People.ListPeopleAsync(new() { PageSize = 1 })).At;
        var at = new TimePoint { ValidOn = head.ValidOn, KnownPosition = head.Position };
        var run = await Run(
            "people",
            "search",
            "khac trien",
            "--status",
            "any",
            "--json",
            "--valid-on",
            head.ValidOn,
            "--known-at",
            $"#{head.Position}"
        );

        run.Exit.Should().Be(0);
        var printed = JsonParser.Default.Parse<ListPeopleResponse>(run.Output);
        var answered = await app.Seed.People.ListPeopleAsync(
            new()
            {
                Query = "khac trien",
                Status = ServiceStatus.Any,
                At = at,
            }
        );
        printed.At.Head = answered.At.Head; // others may have recorded in between
        printed.Should().Be(answered);
        run.Error.Should().Contain($"#{head.Position}");
    }

    [Fact]
    public async Task All_follows_every_page_and_leaves_nobody_out()
    {
        var unit = await app.Seed.Unit("Xã Trang Giấy");
        await Serving("Mạc Thế Giấy", unit);
        await app.Seed.Person("Mạc Vân Giấy");
        await app.Seed.Person("Mạc Yên Giấy");

        (await Run("people", "search", "mac giay")).Output.Should().Contain("1 người.");
        var first = await Run("people", "search", "mac giay", "--status", "tất cả", "--page-size", "2");
        first.Output.Should().Contain("3 người, đang hiện 2; xem hết: --all.").And.NotContain("Mạc Yên Giấy");
        var all = await Run("people", "search", "mac giay", "--all", "--page-size", "1", "--json");
        JsonParser
            .Default.Parse<ListPeopleResponse>(all.Output)
            .People.Select(p => p.FullName)
            .Should()
            .Equal("Mạc Thế Giấy", "Mạc Vân Giấy", "Mạc Yên Giấy");
    }

    [Fact]
    public async Task Before_somebody_was_on_record_nothing_is_found()
    {
        await app.Seed.Person("Khổng Minh Triều");
        var before = await Run("people", "search", "khong minh trieu", "--all", "--known-at", "2020-01-01");
        before.Exit.Should().Be(0);
        before.Lines[0].Should().Be("Không có ai.");
        before.Lines[^1].Should().StartWith("Đang xem quá khứ").And.Contain("#0");
        (await Run("people", "search", "khong minh trieu", "--all")).Output.Should().Contain("Khổng Minh Triều");
    }

    [Fact]
    public async Task A_tree_of_another_day_and_who_has_no_place_in_it()
    {
        var (old, heir, rest) = (
            await app.Seed.Unit("Xã Dòng Lệnh"),
            await app.Seed.Unit("Xã Nhận Lệnh"),
            await app.Seed.Unit("Xã Còn Lệnh")
        );
        await Serving("Nguyễn Thị Dòng", old);
        await app.Seed.Units.SplitUnitAsync(
            new()
            {
                Envelope = Seed.Envelope("Chia tách."),
                Id = old.ToString(),
                On = "2026-01-01",
                Parts =
                {
                    new HienTai.Organization.V1.UnitPart
                    {
                        IntoId = heir.ToString(),
                        Part = HienTai.Organization.V1.PartKind.Minor,
                    },
                    new HienTai.Organization.V1.UnitPart
                    {
                        IntoId = rest.ToString(),
                        Part = HienTai.Organization.V1.PartKind.Remainder,
                    },
                },
            }
        );
        var tree = await Run("units", "tree", "dong lenh", "--valid-on", "2026-02-01", "--tree-on", "31/12/2025");
        tree.Exit.Should().Be(0);
        tree.Output.Should().Contain("Xã Dòng Lệnh").And.Contain("Cây ngày 31/12/2025.");
        (await Run("units", "tree", "dong lenh", "--valid-on", "2026-02-01"))
            .Output.Should()
            .Contain("Không có đơn vị nào.");
        var unplaced = await Run("units", "unplaced", "--unit", "Xã Dòng Lệnh", "--valid-on", "2026-02-01");
        unplaced
            .Output.Should()
            .Contain("Nguyễn Thị Dòng")
            .And.Contain("Xã Còn Lệnh")
            .And.Contain("đã xếp 0 trên 1 người");
        (await Run("units", "tree", "--tree-on", "30/02/2026")).Exit.Should().Be(64);
        var unknown = await Run("units", "reorganise", "1976", "--reason", "Thử.", "--lang", "en");
        (unknown.Exit, unknown.Output).Should().Be((1, ""));
        unknown.Error.Should().Contain("2025-07-01");
        (await Run("units", "reorganise")).Output.Should().Contain("1685/NQ-UBTVQH15").And.Contain("Chưa ghi");
    }

    [Theory]
    [InlineData("vi", "Không có hồ sơ này")]
    [InlineData("en", "There is no such record")]
    public async Task An_unknown_id_is_refused_in_the_readers_language(string language, string sentence)
    {
        var run = await Run("people", "show", Guid.CreateVersion7().ToString(), "--lang", language);
        run.Exit.Should().Be(1);
        run.Output.Should().BeEmpty();
        run.Error.Should().StartWith(sentence);
    }

    [Fact]
    public async Task A_name_that_means_several_people_is_not_guessed()
    {
        var (first, second) = (
            await app.Seed.Person("Lưu Quý Kỳ", "1971"),
            await app.Seed.Person("Lưu Quý Kỳ", "1972")
        );
        var several = await Run("people", "show", "luu quy ky");
        several.Exit.Should().Be(1);
        several.Output.Should().BeEmpty();
        several.Error.Should().Contain(first.ToString()).And.Contain(second.ToString());

        var one = await Run("people", "show", second.ToString());
        one.Exit.Should().Be(0);
        one.Output.Should().StartWith($"Lưu Quý Kỳ {second}").And.Contain("1972");
    }

    [Fact]
    public async Task History_tells_what_who_when_why_and_on_what_paper()
    {
        var number = $"{Guid.NewGuid().ToString()[..8]}/QĐ-UBND";
        var (unit, person, paper) = (
            await app.Seed.Unit("Phòng Kinh tế Thử"),
            await app.Seed.Person("Tăng Bạt Hổ"),
            await app.Seed.Paper(number)
        );
        await app.Seed.Assignment(person, unit, "2023-10-02", paper: paper);
        var degree = await app.Seed.Qualification(person, "2022");
        var known = (await app.Seed.People.GetPersonHistoryAsync(new() { Id = person.ToString() })).At.Position;
        await app.Seed.People.CorrectQualificationAsync(
            new()
            {
                Envelope = Seed.Envelope("nhập nhầm năm"),
                PersonId = person.ToString(),
                Change = new()
                {
                    QualificationId = degree.ToString(),
                    From = "2021",
                    Details = Seed.Degree(),
                },
            }
        );

        var history = await Run("people", "history", person.ToString());
        history.Exit.Should().Be(0);
        history
            .Output.Should()
            .Contain("~2022~")
            .And.Contain("vì: nhập nhầm năm")
            .And.Contain($"theo {number}")
            .And.Contain("Chuyên viên Phòng Nội vụ")
            .And.Contain("[ghi muộn");

        var compared = await Run("people", "compare", person.ToString(), "--known-at", $"#{known}");
        compared.Exit.Should().Be(0);
        compared.Output.Should().Contain("1 điều khác").And.Contain("từ 2021").And.Contain("vì: nhập nhầm năm");

        var cited = await Run("papers", "show", number, "--json");
        cited.Exit.Should().Be(0);
        using var document = System.Text.Json.JsonDocument.Parse(cited.Output);
        document.RootElement.GetProperty("paper").GetProperty("number").GetString().Should().Be(number);
        document
            .RootElement.GetProperty("resting")
            .GetProperty("facts")[0]
            .GetProperty("title")
            .GetString()
            .Should()
            .Be("Tăng Bạt Hổ");
        (await app.Seed.Papers.GetPaperAsync(new GetPaperRequest { Id = paper.ToString() }))
            .Paper.Citations.Should()
            .Be(1);
    }

    [Fact]
    public async Task The_tree_goes_as_deep_as_asked()
    {
        var top = await app.Seed.Unit("Cụm Cây Đa");
        await app.Seed.Unit("Ấp Dưới Cây Đa", parent: top);
        (await Run("units", "tree", "cay da")).Output.Should().Contain("Ấp Dưới Cây Đa");
        (await Run("units", "tree", "cay da", "--depth", "1"))
            .Output.Should()
            .Contain("Cụm Cây Đa")
            .And.NotContain("Ấp Dưới Cây Đa");
    }

    [Fact]
    public async Task A_rebuild_is_identical()
    {
        await app.Seed.Person("Vi Văn Định");
        var run = await Run("rebuild", "--check", "--as", "kiemtoan");
        run.Exit.Should().Be(0, run.Output);
        run.Output.Should().Contain("Giống hệt từng byte");
    }

    [Fact]
    public async Task The_master_key_is_rotated_and_everything_stays_readable()
    {
        var person = await app.Seed.Person("Vi Văn Khoá");
        var run = await Run("keys", "rotate", "--as", "quantri");
        run.Exit.Should().Be(0, run.Output + run.Error);
        run.Output.Should().Contain("Khoá chủ nay là số");
        (await app.Seed.People.GetPersonAsync(new() { Id = person.ToString() }))
            .Person.Identity.FullName.Should()
            .Be("Vi Văn Khoá");
    }

    [Fact]
    public async Task Without_a_server_it_says_how_to_start_one()
    {
        var run = await Start("people", "search", "--server", "http://localhost:1");
        run.Exit.Should().Be(2);
        run.Output.Should().BeEmpty();
        run.Error.Should().Contain("dotnet run --project server/HienTai.Server");
    }

    [Theory]
    [InlineData("--valid-on", "people", "search", "--valid-on", "2024-02-30")]
    [InlineData("--known-at", "people", "search", "--known-at", "#mười")]
    [InlineData("--category", "people", "search", "--category", "giám đốc")]
    [InlineData("political-theory:intermediate", "people", "search", "--min-level", "trung cấp")]
    [InlineData("--sort", "people", "search", "--sort", "name")]
    [InlineData("--page-size", "people", "search", "--page-size", "nhiều")]
    [InlineData("rotate", "keys")]
    [InlineData("--check", "rebuild")]
    [InlineData("people show", "people", "show")]
    [InlineData("search, show", "people")]
    [InlineData("frob", "frob")]
    public async Task Wrong_usage_is_64_and_names_what_is_wrong(string named, params string[] words)
    {
        var run = await Run(words);
        run.Exit.Should().Be(64);
        run.Output.Should().BeEmpty();
        run.Error.Should().Contain(named);
    }

    [Fact]
    public async Task A_value_the_server_cannot_read_is_named_as_it_was_typed()
    {
        var run = await Run("people", "search", "--page-size", "500", "--lang", "en");
        run.Exit.Should().Be(1);
        run.Error.Should().Be("--page-size: It must be from 1 to 200." + Environment.NewLine);
    }

    async Task Serving(string name, Guid unit) =>
        await app.Seed.Assignment(await app.Seed.Person(name), unit, "2020-01-01");

    Task<Told> Run(params string[] words) => Start([.. words, "--server", app.GrpcAddress]);

    static async Task<Told> Start(params string[] words)
    {
        var (output, error) = (new StringWriter(), new StringWriter());
        var exit = await HienTai.Cli.Cli.Run(words, output, error);
        return new(exit, output.ToString(), error.ToString());
    }

    sealed record Told(int Exit, string Output, string Error)
    {
        public string[] Lines => Output.TrimEnd().Split(Environment.NewLine);
    }
}
