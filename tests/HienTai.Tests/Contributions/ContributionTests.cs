using Grpc.Core;
using HienTai.Contributions.V1;
using HienTai.Papers.V1;
using HienTai.Rpc.V1;

namespace HienTai.Tests.Contributions;

/// <summary>Contributions through the wire: recorded, judged, recognised, seen by whoever may see an author.</summary>
public sealed class ContributionTests(App app)
{
    ContributionService.ContributionServiceClient Ask => new(app.Grpc());

    static ContributionDetails Details(Guid unit, string title, ContributionKind kind = ContributionKind.Initiative) =>
        new()
        {
            Kind = kind,
            Title = title,
            Field = "Giáo dục",
            UnitId = unit.ToString(),
            Solution = "Phần mềm sổ liên lạc điện tử cho phụ huynh",
        };

    async Task<(Guid Id, Guid Unit, Guid Author, Guid[] Council)> Filed(string title, string on = "2024-01-10")
    {
        var (id, unit) = (Seed.NewId(), await app.Seed.Unit($"Trường {title}"));
        var people = new List<Guid>();
        foreach (var name in new[] { "Võ Thị Sáng Kiến", "Ngô Văn Hội Đồng", "Lý Thị Chấm Điểm" })
        {
            people.Add(await app.Seed.Person(name));
            await app.Seed.Assignment(people[^1], unit, "2015-01-01");
        }
        await Ask.RecordContributionAsync(
            new()
            {
                Envelope = Seed.Envelope(),
                Id = id.ToString(),
                On = on,
                Details = Details(unit, title),
                Authors =
                {
                    new Author
                    {
                        PersonId = people[0].ToString(),
                        Role = "chủ trì",
                        Share = 100,
                    },
                },
            }
        );
        await Ask.ProceedInitiativeAsync(
            new()
            {
                Envelope = Seed.Envelope(),
                Id = id.ToString(),
                On = "2024-02-01",
                Filing = new(),
            }
        );
        await Ask.ProceedInitiativeAsync(
            new()
            {
                Envelope = Seed.Envelope(),
                Id = id.ToString(),
                On = "2024-02-05",
                Completeness = new(),
            }
        );
        return (id, unit, people[0], [.. people[1..]]);
    }

    [Fact]
    public async Task An_initiative_is_judged_by_its_council_and_recognised_on_a_paper()
    {
        var (id, unit, author, council) = await Filed("Sổ liên lạc điện tử");
        await Refused.By(
            Ask.ProceedInitiativeAsync(
                new()
                {
                    Envelope = Seed.Envelope(),
                    Id = id.ToString(),
                    On = "2024-03-01",
                    Council = new() { MemberIds = { author.ToString(), council[0].ToString() } },
                }
            ),
            StatusCode.FailedPrecondition,
            "COUNCIL_MEMBER_IS_AUTHOR"
        );
        await Ask.ProceedInitiativeAsync(
            new()
            {
                Envelope = Seed.Envelope(),
                Id = id.ToString(),
                On = "2024-03-01",
                Council = new() { MemberIds = { council.Select(c => c.ToString()) } },
            }
        );
        foreach (var (member, points) in council.Zip([70, 90]))
            await Ask.ScoreInitiativeAsync(
                new()
                {
                    Envelope = Seed.Envelope(),
                    Id = id.ToString(),
                    MemberId = member.ToString(),
                    Points = points,
                }
            );
        await Refused.By(
            Ask.ProceedInitiativeAsync(
                new()
                {
                    Envelope = Seed.Envelope(),
                    Id = id.ToString(),
                    On = "2024-03-01",
                    RecognisedAt = RecognitionLevel.Unit,
                }
            ),
            StatusCode.FailedPrecondition,
            "PAPER_NEEDED"
        );
        var paper = await app.Seed.Paper("31/QĐ-SK", "2024-03-01");
        await Ask.ProceedInitiativeAsync(
            new()
            {
                Envelope = Seed.Envelope(paper: paper),
                Id = id.ToString(),
                On = "2024-03-01",
                RecognisedAt = RecognitionLevel.Unit,
            }
        );

        var found = (await Ask.GetContributionAsync(new() { Id = id.ToString() })).Contribution;
        (found.Stage, found.Council.Count, found.Council.Sum(c => c.Points), found.Authors.Single().FullName)
            .Should()
            .Be((Stage.Recognised, 2, 160, "Võ Thị Sáng Kiến"));
        found
            .Recognitions.Should()
            .ContainSingle(r => r.Level == RecognitionLevel.Unit && r.Source.Paper.Number == "31/QĐ-SK");
        found
            .Life.Select(s => (s.Stage, s.On, s.Level, s.Source.Paper?.Number))
            .Should()
            .Equal(
                (Stage.Recorded, "2024-01-10", 0, null),
                (Stage.Filed, "2024-02-01", 0, null),
                (Stage.Complete, "2024-02-05", 0, null),
                (Stage.Recognised, "2024-03-01", RecognitionLevel.Unit, "31/QĐ-SK")
            );
        (
            await Ask.GetContributionAsync(
                new()
                {
                    Id = id.ToString(),
                    At = new() { ValidOn = "2024-02-03" },
                }
            )
        ).Contribution.Should().Match<Contribution>(c => c.Stage == Stage.Filed && c.Life.Count == 2);
        (await Ask.ListContributionsAsync(new() { PersonId = author.ToString() }))
            .Contributions.Should()
            .ContainSingle(c => c.Id == id.ToString());
        (
            await Ask.ListContributionsAsync(
                new()
                {
                    Query = "so lien lac",
                    UnitId = unit.ToString(),
                    Stages = { Stage.Recognised },
                }
            )
        ).TotalSize.Should().Be(1);
        (await Ask.GetContributionHistoryAsync(new() { Id = id.ToString() })).Entries.Should().HaveCount(7);

        foreach (
            var (words, said) in new (string[], string)[]
            {
                (["contributions", "list", "so lien lac", "--stage", "công nhận"], "1 đóng góp."),
                (
                    ["contributions", "show", id.ToString(), "--lang", "en"],
                    "Recognised at the level of the unit 2024-03-01, 31/QĐ-SK"
                ),
            }
        )
        {
            var (output, error) = (new StringWriter(), new StringWriter());
            (await HienTai.Cli.Cli.Run([.. words, "--server", app.GrpcAddress], output, error))
                .Should()
                .Be(0, error.ToString());
            output.ToString().ReplaceLineEndings(" ").Should().Contain(said);
        }

        // A recognition cancelled by paper is none from that day on, and was one before.
        await Ask.ProceedInitiativeAsync(
            new()
            {
                Envelope = Seed.Envelope("Gian dối.", await app.Seed.Paper("32/QĐ-SK", "2025-01-01")),
                Id = id.ToString(),
                On = "2025-01-01",
                CancelledBecause = "Gian dối.",
            }
        );
        (await Ask.GetContributionAsync(new() { Id = id.ToString() }))
            .Contribution.Recognitions.Single()
            .Period.To.Should()
            .Be("2025-01-01");
        (
            await Ask.GetContributionAsync(
                new()
                {
                    Id = id.ToString(),
                    At = new() { ValidOn = "2024-12-31" },
                }
            )
        ).Contribution.Stage.Should().Be(Stage.Recognised);
    }

    /// <summary>
    /// Made, recognised, cancelled; each as soon as it was known, and by those who may see the contribution.
    /// </summary>
    [Fact]
    public async Task A_contribution_stands_on_its_authors_timeline_with_its_recognition_and_the_end_of_it()
    {
        var (id, unit, author, council) = await Filed("Đọc sách cùng con");
        var people = new HienTai.Personnel.V1.PersonService.PersonServiceClient(app.Grpc());
        async Task<HienTai.Personnel.V1.FactVersion[]> Lane(Guid person, long position = 0, string actor = "noivu") =>
            [
                .. (
                    await new HienTai.Personnel.V1.PersonService.PersonServiceClient(
                        app.Grpc(actor)
                    ).GetPersonTimelineAsync(
                        new() { Id = person.ToString(), At = position > 0 ? new() { KnownPosition = position } : null }
                    )
                ).Facts.Where(f => f.Lane == "contribution"),
            ];
        var made = (await Lane(author)).Should().ContainSingle().Which;
        (made.LabelVi, made.LabelEn, made.RecordId, made.Period.From, Stands: made.KnownTo is null)
            .Should()
            .Be(("Đọc sách cùng con", "Đọc sách cùng con", id.ToString(), "2024-01-10", true));
        (await Lane(author, made.KnownFrom.Position - 1)).Should().BeEmpty("it was not known yet");
        (await Lane(council[0])).Should().BeEmpty("whoever judges is no author");

        await Ask.ProceedInitiativeAsync(
            new()
            {
                Envelope = Seed.Envelope(),
                Id = id.ToString(),
                On = "2024-03-01",
                Council = new() { MemberIds = { council.Select(c => c.ToString()) } },
            }
        );
        foreach (var member in council)
            await Ask.ScoreInitiativeAsync(
                new()
                {
                    Envelope = Seed.Envelope(),
                    Id = id.ToString(),
                    MemberId = member.ToString(),
                    Points = 80,
                }
            );
        var known = (
            await Ask.ProceedInitiativeAsync(
                new()
                {
                    Envelope = Seed.Envelope(paper: await app.Seed.Paper("51/QĐ-SK", "2024-03-01")),
                    Id = id.ToString(),
                    On = "2024-03-01",
                    RecognisedAt = RecognitionLevel.District,
                }
            )
        ).Position;
        var cancelled = (
            await Ask.ProceedInitiativeAsync(
                new()
                {
                    Envelope = Seed.Envelope("Sao chép.", await app.Seed.Paper("52/QĐ-SK", "2025-01-01")),
                    Id = id.ToString(),
                    On = "2025-01-01",
                    CancelledBecause = "Sao chép.",
                }
            )
        ).Position;
        var recognised = (await Lane(author))
            .Where(f => f.Key.EndsWith("recognition:District", StringComparison.Ordinal))
            .ToArray();
        recognised
            .Select(f => (f.LabelVi, f.Period.From, f.Period.To, f.KnownFrom.Position, f.KnownTo?.Position))
            .Should()
            .Equal(
                ("Đọc sách cùng con: công nhận cấp huyện", "2024-03-01", "", known, cancelled),
                ("Đọc sách cùng con: công nhận cấp huyện", "2024-03-01", "2025-01-01", cancelled, null)
            );
        (recognised[0].LabelEn, recognised[0].KnownFrom.Paper.Number)
            .Should()
            .Be(("Đọc sách cùng con: recognised, district", "51/QĐ-SK"));
        (await Lane(author, known))
            .Where(f => f.Key.EndsWith("recognition:District", StringComparison.Ordinal))
            .Should()
            .ContainSingle()
            .Which.KnownTo.Should()
            .BeNull("that it would be cancelled was not known");
        (await people.GetPersonTimelineAsync(new() { Id = author.ToString(), Key = recognised[0].Key }))
            .Facts.Should()
            .HaveCount(2);

        // What was said of them by mistake was known of them for as long as the mistake stood.
        var (real, other) = (await app.Seed.Person("Hứa Thị Tác Giả"), await app.Seed.Person("Hứa Văn Đồng Tác Giả"));
        foreach (var one in new[] { real, other })
            await app.Seed.Assignment(one, unit, "2015-01-01");
        var corrected = (
            await Ask.CorrectContributionAsync(
                new()
                {
                    Envelope = Seed.Envelope("Ghi nhầm tác giả."),
                    Id = id.ToString(),
                    On = "2024-01-10",
                    Details = Details(unit, "Đọc sách cùng bố mẹ"),
                    Authors =
                    {
                        new Author { PersonId = real.ToString(), Share = 60 },
                        new Author { PersonId = other.ToString(), Share = 40 },
                    },
                }
            )
        ).Position;
        (await Lane(author))
            .Should()
            .HaveCount(3)
            .And.OnlyContain(f => f.KnownTo != null && f.LabelVi.StartsWith("Đọc sách cùng con"));
        (await Lane(real))
            .Select(f => (f.LabelVi, f.KnownFrom.Position, f.KnownTo?.Position))
            .Should()
            .Equal(
                ("Đọc sách cùng bố mẹ (60 %)", corrected, null),
                ("Đọc sách cùng bố mẹ: công nhận cấp huyện", corrected, null)
            );
    }

    [Fact]
    public async Task Shares_that_make_110_an_author_twice_and_steps_out_of_order_are_refused()
    {
        var (unit, a, b) = (
            await app.Seed.Unit("Trường Tỷ Lệ"),
            await app.Seed.Person("Đinh Thị Sáu Mươi"),
            await app.Seed.Person("Mai Văn Ba Mươi")
        );
        AsyncUnaryCall<Receipt> Record(params (Guid Who, int Share)[] authors) =>
            Ask.RecordContributionAsync(
                new()
                {
                    Envelope = Seed.Envelope(),
                    Id = Seed.NewId().ToString(),
                    On = "2024-01-10",
                    Details = Details(unit, "Tỷ lệ"),
                    Authors = { authors.Select(x => new Author { PersonId = x.Who.ToString(), Share = x.Share }) },
                }
            );
        await Refused.By(
            Record((a, 60), (b, 30), (await app.Seed.Person("Tạ Thị Hai Mươi"), 20)),
            StatusCode.FailedPrecondition,
            "SHARES_NOT_100",
            "authors"
        );
        await Refused.By(Record((a, 50), (a, 50)), StatusCode.FailedPrecondition, "AUTHOR_TWICE", "authors");
        var (id, _, _, _) = await Filed("Trái thứ tự");
        await Refused.By(
            Ask.ProceedInitiativeAsync(
                new()
                {
                    Envelope = Seed.Envelope(paper: await app.Seed.Paper("33/QĐ-SK")),
                    Id = id.ToString(),
                    On = "2024-01-15",
                    RecognisedAt = RecognitionLevel.Unit,
                }
            ),
            StatusCode.FailedPrecondition,
            "NOT_AT_THIS_STAGE"
        );
        await Refused.By(
            Ask.ProceedInitiativeAsync(
                new()
                {
                    Envelope = Seed.Envelope(),
                    Id = id.ToString(),
                    On = "2024-01-15",
                    Council = new() { MemberIds = { a.ToString() } },
                }
            ),
            StatusCode.FailedPrecondition,
            "BEFORE_THE_LAST_STEP",
            "on"
        );
    }

    [Fact]
    public async Task What_was_wanting_is_added_to_the_file()
    {
        var (id, unit) = (Seed.NewId(), await app.Seed.Unit("Trường Bổ Sung"));
        await Ask.RecordContributionAsync(
            new()
            {
                Envelope = Seed.Envelope(),
                Id = id.ToString(),
                On = "2024-01-10",
                Details = Details(unit, "Bổ sung"),
                Authors =
                {
                    new Author { PersonId = (await app.Seed.Person("Kiều Thị Bổ Sung")).ToString(), Share = 100 },
                },
            }
        );
        await Ask.ProceedInitiativeAsync(
            new()
            {
                Envelope = Seed.Envelope(),
                Id = id.ToString(),
                On = "2024-02-01",
                Filing = new(),
            }
        );
        await Ask.ProceedInitiativeAsync(
            new()
            {
                Envelope = Seed.Envelope(),
                Id = id.ToString(),
                On = "2024-02-03",
                Wanting = "Thiếu xác nhận của đơn vị.",
            }
        );
        AsyncUnaryCall<Receipt> Add(params string[] files) =>
            Ask.AddContributionEvidenceAsync(
                new()
                {
                    Envelope = Seed.Envelope(),
                    Id = id.ToString(),
                    Evidence = { files },
                }
            );
        await Refused.By(Add(), StatusCode.InvalidArgument, "MALFORMED", "evidence");
        await Refused.By(Add(new string('a', 64)), StatusCode.FailedPrecondition, "FILE_NOT_UPLOADED", "evidence");
        var file = (
            await new FileService.FileServiceClient(app.Grpc()).UploadFileAsync(
                new()
                {
                    RequestId = Seed.NewId().ToString(),
                    Name = "xác nhận.pdf",
                    Content = Google.Protobuf.ByteString.CopyFromUtf8($"%PDF-1.7 {id}"),
                }
            )
        ).File.Sha256;
        await Add(file);
        await Add(file);
        (await Ask.GetContributionAsync(new() { Id = id.ToString() }))
            .Contribution.Evidence.Should()
            .ContainSingle(e => e.Sha256 == file && e.Name == "xác nhận.pdf");
        (await Ask.GetContributionHistoryAsync(new() { Id = id.ToString() }))
            .Entries.Should()
            .HaveCount(4, "what is there already is not added again");
    }

    [Fact]
    public async Task A_similar_earlier_initiative_is_found_before_the_council_sits()
    {
        var (earlier, _, _, _) = await Filed("Theo dõi bếp ăn bán trú bằng bảng tính", "2023-05-01");
        var (later, _, _, _) = await Filed("Theo dõi bếp ăn bán trú bằng phần mềm bảng tính");
        (await Ask.FindSimilarAsync(new() { Id = later.ToString() }))
            .Similar.Should()
            .Contain(s => s.Id == earlier.ToString() && s.Permille > 500);
        (await Ask.FindSimilarAsync(new() { Id = earlier.ToString() }))
            .Similar.Should()
            .NotContain(s => s.Id == later.ToString(), "what came later is no hindrance");
        var its = (await Ask.GetContributionAsync(new() { Id = later.ToString() })).Contribution.Details;
        (await Ask.FindSimilarAsync(new() { Text = $"{its.Title} {its.Field} {its.Solution}" }))
            .Similar.Should()
            .Contain(
                s => s.Id == later.ToString() && s.Permille > 900,
                "one that is being written is compared with all there are"
            );
        (await Ask.FindSimilarAsync(new() { Text = "Không giống gì" })).Similar.Should().BeEmpty();
        foreach (
            var neither in new[]
            {
                new FindSimilarRequest(),
                new FindSimilarRequest { Id = later.ToString(), Text = its.Title },
            }
        )
            await Refused.By(Ask.FindSimilarAsync(neither), StatusCode.InvalidArgument, "MALFORMED", "text");
    }

    [Fact]
    public async Task Initiatives_are_compared_as_they_read_at_the_moment_that_is_asked_about()
    {
        const string before = "Trồng rau thủy canh trên sân thượng cho học sinh lớp bốn quan sát hằng tuần",
            after = "Ghép đôi bạn cũ kèm bạn mới đọc truyện tranh lịch sử địa phương mỗi sáng";
        var (id, unit, author, _) = await Filed(before);
        var corrected = (
            await Ask.CorrectContributionAsync(
                new()
                {
                    Envelope = Seed.Envelope("Ghi nhầm tên."),
                    Id = id.ToString(),
                    On = "2024-01-10",
                    Details = Details(unit, after),
                    Authors =
                    {
                        new Author { PersonId = author.ToString(), Share = 100 },
                    },
                }
            )
        ).Position;
        async Task<int> Found(string text, long position = 0, string on = "") =>
            (
                await Ask.FindSimilarAsync(
                    new()
                    {
                        Text = text,
                        At = position > 0 ? new() { ValidOn = on, KnownPosition = position } : new() { ValidOn = on },
                    }
                )
            ).Similar.Count(s => s.Id == id.ToString());
        (await Found(after), await Found(before)).Should().Be((1, 0));
        (await Found(after, corrected - 1), await Found(before, corrected - 1))
            .Should()
            .Be((0, 1), "it was known under its first name then");
        (await Found(after, on: "2024-01-09"), await Found(after, on: "2024-01-10"))
            .Should()
            .Be((0, 1), "it was not made yet");
    }

    [Fact]
    public async Task Critique_is_answered_and_a_withdrawn_paper_takes_the_recognition_down()
    {
        var (unit, a, id) = (
            await app.Seed.Unit("Phòng Phản Biện"),
            await app.Seed.Person("Cao Thị Phản Biện"),
            Seed.NewId()
        );
        await Ask.RecordContributionAsync(
            new()
            {
                Envelope = Seed.Envelope(),
                Id = id.ToString(),
                On = "2024-03",
                Details = Details(unit, "Phản biện đề án thoát nước", ContributionKind.Critique),
                Authors =
                {
                    new Author { PersonId = a.ToString(), Share = 100 },
                },
            }
        );
        await Refused.By(
            Ask.ProceedInitiativeAsync(
                new()
                {
                    Envelope = Seed.Envelope(),
                    Id = id.ToString(),
                    On = "2024-04",
                    Filing = new(),
                }
            ),
            StatusCode.FailedPrecondition,
            "NOT_AN_INITIATIVE"
        );
        var paper = await app.Seed.Paper("34/CV-UBND", "2024-05-02");
        await Ask.AnswerContributionAsync(
            new()
            {
                Envelope = Seed.Envelope(paper: paper),
                Id = id.ToString(),
                On = "2024-05-02",
                Outcome = Outcome.TakenUpInPart,
                Note = "Đưa vào mục 3.",
            }
        );
        (await Ask.GetContributionAsync(new() { Id = id.ToString() }))
            .Contribution.Outcome.Should()
            .Be(Outcome.TakenUpInPart);
        await app.Seed.Papers.WithdrawPaperAsync(
            new()
            {
                Envelope = Seed.Envelope("Ban hành sai thẩm quyền."),
                Id = paper.ToString(),
                On = "2024-06-01",
            }
        );
        (await Ask.GetContributionAsync(new() { Id = id.ToString() })).Contribution.Stage.Should().Be(Stage.Recorded);
    }

    [Fact]
    public async Task The_command_line_records_and_counts()
    {
        var (unit, a, b) = (
            await app.Seed.Unit("Trường Kho Học Liệu"),
            await app.Seed.Person("Quách Thị Liệu"),
            await app.Seed.Person("Quách Văn Kho")
        );
        async Task<(int Exit, string Said)> Run(params string[] words)
        {
            var (output, error) = (new StringWriter(), new StringWriter());
            return (
                await HienTai.Cli.Cli.Run([.. words, "--server", app.GrpcAddress], output, error),
                output.ToString() + error
            );
        }
        string[] what =
        [
            "contributions",
            "record",
            "Bộ học liệu mở Lịch sử địa phương",
            "--kind",
            "học liệu mở",
            "--unit",
            "Trường Kho Học Liệu",
            "--on",
            "5/2024",
            "--author",
            $"{a}=60",
            "--solution",
            "Bài giảng có phụ đề.",
        ];
        var refused = await Run([.. what, "--author", $"{b}=30"]);
        refused.Exit.Should().NotBe(0);
        refused.Said.Should().Contain("90 %");
        (await Run([.. what, "--author", "Quách Văn Kho=40", "--validate-only"])).Exit.Should().Be(0);
        (await Ask.ListContributionsAsync(new() { UnitId = unit.ToString() }))
            .TotalSize.Should()
            .Be(0, "a preview records nothing");
        (await Run([.. what, "--author", "Quách Văn Kho=40"])).Exit.Should().Be(0);
        (
            await Ask.ListContributionsAsync(
                new() { UnitId = unit.ToString(), Kinds = { ContributionKind.OpenLearningResource } }
            )
        )
            .Contributions.Single()
            .Authors.Select(x => x.Share)
            .Should()
            .Equal(60, 40);
        var (initiative, _, _, _) = await Filed("Vườn chữ nổi cho lớp hòa nhập");
        var details = (await Ask.GetContributionAsync(new() { Id = initiative.ToString() })).Contribution.Details;
        (await Run("contributions", "similar", $"{details.Title} {details.Field} {details.Solution}"))
            .Said.Should()
            .MatchRegex("100,0 %|9.,. %")
            .And.Contain("Vườn chữ nổi");
        (await Run("contributions", "similar", "Không giống gì")).Said.Should().Contain("Không có sáng kiến nào giống");
        (await Run("contributions", "figures", "--unit", "Trường Kho Học Liệu"))
            .Said.Should()
            .MatchRegex("học liệu mở +1")
            .And.Contain("1 đóng góp.");
        (await Run("contributions", "figures", "--unit", "Trường Kho Học Liệu", "--year", "2023"))
            .Said.Should()
            .MatchRegex("2024 +1")
            .And.NotMatchRegex("học liệu mở +1");
    }

    /// <summary>Each figure, at four days, against the list it opens.</summary>
    [Fact]
    public async Task Every_figure_counts_the_list_it_opens()
    {
        var (id, unit, author, council) = await Filed("Đếm từng con số");
        var other = Seed.NewId();
        await Ask.RecordContributionAsync(
            new()
            {
                Envelope = Seed.Envelope(),
                Id = other.ToString(),
                On = "2023-05",
                Details = Details(unit, "Phản biện để đếm", ContributionKind.Critique),
                Authors =
                {
                    new Author { PersonId = author.ToString(), Share = 100 },
                },
            }
        );
        await Ask.AnswerContributionAsync(
            new()
            {
                Envelope = Seed.Envelope(),
                Id = other.ToString(),
                On = "2024-05-20",
                Outcome = Outcome.NotTakenUp,
            }
        );
        await Ask.ProceedInitiativeAsync(
            new()
            {
                Envelope = Seed.Envelope(),
                Id = id.ToString(),
                On = "2024-03-01",
                Council = new() { MemberIds = { council[0].ToString() } },
            }
        );
        await Ask.ScoreInitiativeAsync(
            new()
            {
                Envelope = Seed.Envelope(),
                Id = id.ToString(),
                MemberId = council[0].ToString(),
                Points = 80,
            }
        );
        foreach (
            var (level, day) in new[]
            {
                (RecognitionLevel.Unit, "2024-03-02"),
                (RecognitionLevel.District, "2024-05-02"),
            }
        )
            await Ask.ProceedInitiativeAsync(
                new()
                {
                    Envelope = Seed.Envelope(paper: await app.Seed.Paper($"41/{level}", day)),
                    Id = id.ToString(),
                    On = day,
                    RecognisedAt = level,
                }
            );
        await Ask.ProceedInitiativeAsync(
            new()
            {
                Envelope = Seed.Envelope(paper: await app.Seed.Paper("42/QĐ-SK", "2024-07-01")),
                Id = id.ToString(),
                On = "2024-07-01",
                CancelledBecause = "Trùng.",
            }
        );
        foreach (var on in new[] { "2024-02-20", "2024-04-01", "2024-06-01", "2024-08-01" })
        {
            var at = new TimePoint { ValidOn = on };
            var figures = await Ask.GetContributionFiguresAsync(new() { At = at, UnitId = unit.ToString() });
            async Task<int> Listed(ListContributionsRequest request)
            {
                (request.At, request.UnitId) = (at, unit.ToString());
                return (await Ask.ListContributionsAsync(request)).TotalSize;
            }
            figures.Total.Should().Be(2).And.Be(await Listed(new()));
            foreach (var f in figures.Kinds)
                (await Listed(new() { Kinds = { f.Kind } })).Should().Be(f.Count);
            foreach (var f in figures.Stages)
                (await Listed(new() { Stages = { f.Stage } })).Should().Be(f.Count);
            foreach (var f in figures.Levels)
                (await Listed(new() { Levels = { f.Level } })).Should().Be(f.Count);
            foreach (var f in figures.Outcomes)
                (await Listed(new() { Outcomes = { f.Outcome } })).Should().Be(f.Count);
            foreach (var f in figures.Years)
                (await Listed(new() { Year = f.Year })).Should().Be(f.Count);
            figures
                .Levels.Should()
                .HaveCount(
                    on switch
                    {
                        "2024-04-01" => 1,
                        "2024-06-01" => 2,
                        _ => 0,
                    }
                );
            (figures.Kinds.Count, figures.Stages.Count, figures.Years.Count, figures.Outcomes.Count)
                .Should()
                .Be((2, 2, 2, string.CompareOrdinal(on, "2024-05-20") < 0 ? 0 : 1));
            var year = await Ask.GetContributionFiguresAsync(
                new()
                {
                    At = at,
                    UnitId = unit.ToString(),
                    Year = 2023,
                }
            );
            (year.Total, year.Kinds.Single().Kind).Should().Be((1, ContributionKind.Critique), "of that year alone");
            year.Years.Should().Equal(figures.Years, "another year can still be chosen");
            (await Listed(new() { Year = 2019 })).Should().Be(0);
            (await Listed(new() { Outcomes = { Outcome.TakenUp } })).Should().Be(0);
        }
    }

    [Fact]
    public async Task Who_sees_none_of_the_authors_sees_nothing_and_who_sees_one_is_not_told_the_others()
    {
        await using var own = new App();
        var (mine, other) = (await own.Seed.Unit("Trường Của Tôi"), await own.Seed.Unit("Trường Khác"));
        var (a, b) = (await own.Seed.Person("Lâm Thị Bên Này"), await own.Seed.Person("Lâm Thị Bên Kia"));
        await own.Seed.Assignment(a, mine, "2015-01-01");
        await own.Seed.Assignment(b, other, "2015-01-01");
        async Task<Guid> Recorded(Guid unit, string title, params (Guid Who, int Share)[] authors)
        {
            var id = Seed.NewId();
            await new ContributionService.ContributionServiceClient(own.Grpc()).RecordContributionAsync(
                new()
                {
                    Envelope = Seed.Envelope(),
                    Id = id.ToString(),
                    On = "2024-01-10",
                    Details = Details(unit, title),
                    Authors = { authors.Select(x => new Author { PersonId = x.Who.ToString(), Share = x.Share }) },
                }
            );
            return id;
        }
        var (shared, hidden) = (
            await Recorded(mine, "Làm chung", (a, 30), (b, 70)),
            await Recorded(other, "Ngoài tầm nhìn", (b, 100))
        );
        await own.Seed.Entrust("truong", HienTai.Access.V1.Role.UnitClerk, mine);
        var clerk = new ContributionService.ContributionServiceClient(own.Grpc("truong"));
        static string Said(Refusal refusal) => new([.. refusal.Message.Vi.Where(c => !char.IsDigit(c))]);

        var missing = await Refused.By(
            clerk.GetContributionAsync(new() { Id = Seed.NewId().ToString() }),
            StatusCode.NotFound,
            "NOT_ON_RECORD"
        );
        Said(
                await Refused.By(
                    clerk.GetContributionAsync(new() { Id = hidden.ToString() }),
                    StatusCode.NotFound,
                    "NOT_ON_RECORD"
                )
            )
            .Should()
            .Be(Said(missing));
        await Refused.By(
            clerk.GetContributionHistoryAsync(new() { Id = hidden.ToString() }),
            StatusCode.NotFound,
            "NOT_ON_RECORD"
        );
        await Refused.By(
            clerk.FindSimilarAsync(new() { Id = hidden.ToString() }),
            StatusCode.NotFound,
            "NOT_ON_RECORD"
        );
        await Refused.By(
            clerk.ProceedInitiativeAsync(
                new()
                {
                    Envelope = Seed.Envelope(),
                    Id = hidden.ToString(),
                    On = "2024-03-01",
                    Filing = new(),
                }
            ),
            StatusCode.FailedPrecondition,
            "NOT_ON_RECORD"
        );
        (await clerk.ListContributionsAsync(new())).Contributions.Select(c => c.Id).Should().Equal(shared.ToString());
        (await clerk.GetContributionFiguresAsync(new()))
            .Should()
            .Match<GetContributionFiguresResponse>(
                f => f.Total == 1 && f.Kinds.Single().Count == 1 && f.Years.Single().Year == 2024,
                "figures count who is seen"
            );
        (await clerk.GetContributionFiguresAsync(new() { UnitId = other.ToString() })).Total.Should().Be(0);
        (await clerk.ListContributionsAsync(new() { PersonId = b.ToString() }))
            .TotalSize.Should()
            .Be(0, "whose work it is tells nothing of people out of reach");
        (
            await new HienTai.Personnel.V1.PersonService.PersonServiceClient(own.Grpc("truong")).GetPersonTimelineAsync(
                new() { Id = a.ToString() }
            )
        )
            .Facts.Where(f => f.Lane == "contribution")
            .Select(f => f.LabelVi)
            .Should()
            .Equal("Làm chung (30 %)");
        (await clerk.GetContributionAsync(new() { Id = shared.ToString() }))
            .Contribution.Authors.Select(x => (x.FullName, x.PersonId.Length > 0, x.Share))
            .Should()
            .Equal(("", false, 70), ("Lâm Thị Bên Này", true, 30));
        await clerk.ProceedInitiativeAsync(
            new()
            {
                Envelope = Seed.Envelope(),
                Id = shared.ToString(),
                On = "2024-02-01",
                Filing = new(),
            }
        );
        await Refused.By(
            clerk.RecordContributionAsync(
                new()
                {
                    Envelope = Seed.Envelope(),
                    Id = Seed.NewId().ToString(),
                    On = "2024-01-10",
                    Details = Details(other, "Của đơn vị khác"),
                    Authors =
                    {
                        new Author { PersonId = a.ToString(), Share = 100 },
                    },
                }
            ),
            StatusCode.FailedPrecondition,
            "UNIT_OUT_OF_REACH",
            "details.unit_id"
        );
        await Refused.By(
            clerk.RecordContributionAsync(
                new()
                {
                    Envelope = Seed.Envelope(),
                    Id = Seed.NewId().ToString(),
                    On = "2024-01-10",
                    Details = Details(mine, "Của người khác"),
                    Authors =
                    {
                        new Author { PersonId = b.ToString(), Share = 100 },
                    },
                }
            ),
            StatusCode.FailedPrecondition,
            "PERSON_NOT_ON_RECORD"
        );
    }
}
