using Google.Protobuf;
using Grpc.Core;
using HienTai.Papers.V1;
using HienTai.Personnel.V1;
using HienTai.Rpc.V1;

namespace HienTai.Tests.Papers;

public sealed class PaperTests(App app)
{
    [Fact]
    public async Task What_rests_on_a_paper_falls_with_it_as_previewed_and_stays_readable()
    {
        var paper = await app.Seed.Paper($"{Guid.NewGuid().ToString()[..8]}/QĐ-UBND");
        var (old, fresh) = (await app.Seed.Unit("Xã Cũ Hơn"), await app.Seed.Unit("Xã Mới Hơn"));
        var people = new List<(Guid Person, Guid Assignment)>();
        foreach (var name in new[] { "Lê Thị Bé", "Lê Thị Cúc" })
        {
            var person = await app.Seed.Person(name);
            people.Add((person, await app.Seed.Assignment(person, old, "2015")));
        }
        await app.Seed.People.RecordChangesAsync(
            new()
            {
                Envelope = Seed.Envelope(paper: paper),
                Changes =
                {
                    people.Select(p => new PersonChange
                    {
                        PersonId = p.Person.ToString(),
                        TransferAssignment = new()
                        {
                            AssignmentId = p.Assignment.ToString(),
                            NewAssignmentId = Seed.NewId().ToString(),
                            On = "2024-02-01",
                            Details = Seed.Details(fresh),
                        },
                    }),
                },
            }
        );
        var before = (await app.Seed.People.GetPersonHistoryAsync(new() { Id = people[0].Person.ToString() }))
            .At
            .Position;
        var resting = await app.Seed.Papers.ListRestingAsync(new() { PaperId = paper.ToString() });
        (resting.People, resting.TotalSize).Should().Be((2, 2));
        resting.Facts.Select(f => f.Title).Should().Equal("Lê Thị Bé", "Lê Thị Cúc");
        (await app.Seed.Papers.GetPaperAsync(new() { Id = paper.ToString() })).Paper.People.Should().Be(2);

        var withdraw = new WithdrawPaperRequest
        {
            Envelope = Seed.Envelope("ban hành sai thẩm quyền", validateOnly: true),
            Id = paper.ToString(),
            On = "2024-03-01",
        };
        var preview = await app.Seed.Papers.WithdrawPaperAsync(withdraw);
        preview
            .Consequences.Select(c => c.Event)
            .Should()
            .Equal("paper_withdrawn", "person_paper_fell", "person_paper_fell");
        withdraw.Envelope.ValidateOnly = false;
        (await app.Seed.Papers.WithdrawPaperAsync(withdraw)).EventCount.Should().Be(preview.EventCount);

        foreach (var (person, _) in people)
        {
            (await app.Seed.People.GetPersonAsync(new() { Id = person.ToString() }))
                .Person.Assignments.Should()
                .ContainSingle(a => a.InForce && a.UnitName == "Xã Cũ Hơn");
            (
                await app.Seed.People.GetPersonAsync(
                    new()
                    {
                        Id = person.ToString(),
                        At = new() { KnownPosition = before },
                    }
                )
            ).Person.Assignments.Should().ContainSingle(a => a.InForce && a.UnitName == "Xã Mới Hơn");
        }
        (await app.Seed.Papers.GetPaperAsync(new() { Id = paper.ToString() }))
            .Paper.Withdrawal.On.Should()
            .Be("2024-03-01");
        await Refused.By(
            app.Seed.People.ChangeNameAsync(
                new()
                {
                    Envelope = Seed.Envelope(paper: paper),
                    PersonId = people[0].Person.ToString(),
                    Change = new() { From = "2024-05-01", FullName = "Lê Thị Đào" },
                }
            ),
            StatusCode.FailedPrecondition,
            "PAPER_WITHDRAWN",
            "envelope.paper_id"
        );
        await Refused.By(
            app.Seed.Papers.WithdrawPaperAsync(
                new()
                {
                    Envelope = Seed.Envelope("lại"),
                    Id = paper.ToString(),
                    On = "2024-04-01",
                }
            ),
            StatusCode.FailedPrecondition,
            "PAPER_WITHDRAWN"
        );
    }

    [Fact]
    public async Task A_paper_is_registered_once()
    {
        var number = $"{Guid.NewGuid().ToString()[..8]}/QĐ-UBND";
        var first = await app.Seed.Paper(number);
        var refusal = await Refused.By(
            () => app.Seed.Paper(number),
            StatusCode.AlreadyExists,
            "PAPER_ALREADY_REGISTERED",
            "details.number"
        );
        refusal.RelatedIds.Should().Equal(first.ToString());
        (await app.Seed.Papers.ListPapersAsync(new() { Query = number.ToLowerInvariant() }))
            .Papers.Should()
            .ContainSingle();
    }

    [Fact]
    public async Task A_paper_is_itself_however_it_is_spelled()
    {
        var no = NextNumber();
        var first = await Register($"{no}/QĐ-UBND");
        foreach (
            var (number, issuer) in ((string, string)[])
                [
                    ($"{no} / QĐ-UBND", "UBND huyện Bình Chánh"),
                    ($"{no}/QÐ-UBND", "UBND huyện Bình Chánh"),
                    ($"{no}/qđ-ubnd", "UBND huyện Bình Chánh"),
                    ($"0{no}/QĐ-UBND", "Ủy ban nhân dân huyện Bình Chánh"),
                ]
        )
        {
            var refusal = await Refused.By(
                () => Register(number, issuer),
                StatusCode.AlreadyExists,
                "PAPER_ALREADY_REGISTERED",
                "details.number"
            );
            refusal.RelatedIds.Should().Equal(first.ToString());
            refusal.Message.Vi.Should().Contain($"{no}/QĐ-UBND").And.Contain("Về việc điều động");
            (await app.Seed.Papers.ListPapersAsync(new() { Query = number }))
                .Papers.Should()
                .ContainSingle(p => p.Id == first.ToString());
        }
    }

    [Fact]
    public async Task Two_papers_of_one_number_are_confirmed_with_a_reason_that_stays()
    {
        var no = NextNumber();
        var first = await Register($"{no}/QĐ-UBND");
        var request = Registering($"{no}/QĐ-UBND", "UBND huyện Bình Chánh");
        request.NotSameAs.Add(first.ToString());
        request.Envelope = Seed.Envelope("");
        await Refused.By(
            app.Seed.Papers.RegisterPaperAsync(request),
            StatusCode.FailedPrecondition,
            "REASON_REQUIRED",
            "envelope.reason"
        );
        request.Envelope = Seed.Envelope("Văn thư đã cấp trùng số.");
        await app.Seed.Papers.RegisterPaperAsync(request);
        var told = (await app.Seed.Papers.GetPaperHistoryAsync(new() { Id = request.Id })).Entries.Single();
        told.Source.Reason.Should().Be("Văn thư đã cấp trùng số.");
        string.Concat(told.Sentence.Select(p => p.Text.Vi)).Should().Contain("Không phải là văn bản");
        (await app.Seed.Papers.ListPapersAsync(new() { Query = $"{no}", AlikeOnly = true })).Papers.Should().BeEmpty();
    }

    [Fact]
    public async Task A_paper_is_not_corrected_into_another()
    {
        var no = NextNumber();
        var (first, second) = (await Register($"{no}/QĐ-UBND"), await Register($"{no}/TB-UBND"));
        AmendPaperRequest To(string number, string title, params Guid[] others) =>
            new()
            {
                Envelope = Seed.Envelope("Ghi nhầm số.", validateOnly: others.Length == 0),
                Id = second.ToString(),
                Details = Registering(number, "UBND huyện Bình Chánh", title).Details,
                NotSameAs = { others.Select(o => o.ToString()) },
            };
        (
            await Refused.By(
                app.Seed.Papers.AmendPaperAsync(To($"0{no}/qđ-ubnd", "Khác")),
                StatusCode.AlreadyExists,
                "PAPER_ALREADY_REGISTERED",
                "details.number"
            )
        )
            .RelatedIds.Should()
            .Equal(first.ToString());
        await app.Seed.Papers.AmendPaperAsync(To($"{no}/TB-UBND", "Khác"));
        await app.Seed.Papers.AmendPaperAsync(To($"0{no}/qđ-ubnd", "Khác", first));
        (await app.Seed.Papers.AmendPaperAsync(To($"{no}/QĐ-UBND", "Khác nữa"))).EventCount.Should().Be(1);
    }

    [Fact]
    public async Task A_repealed_paper_keeps_what_began_and_carries_nothing_later()
    {
        var no = NextNumber();
        var (paper, repealing) = (await Register($"{no}/QĐ-UBND"), await Register($"{NextNumber()}/QĐ-UBND"));
        var unit = await app.Seed.Unit($"Xã {no}");
        var (begun, later) = (await app.Seed.Person("Lê Thị Đã"), await app.Seed.Person("Lê Thị Sắp"));
        await app.Seed.Assignment(begun, unit, "2024-04-01", paper: paper);
        var early = await app.Seed.Assignment(later, unit, "2025-07-01", paper: paper);
        var repeal = new RepealPaperRequest
        {
            Envelope = Seed.Envelope("Tổ chức lại.", repealing, validateOnly: true),
            Id = paper.ToString(),
            From = "2025-07-01",
        };
        var refusal = await Refused.By(
            app.Seed.Papers.RepealPaperAsync(repeal),
            StatusCode.FailedPrecondition,
            "BEGINS_AFTER_REPEAL",
            "from"
        );
        refusal.RelatedIds.Should().Equal(later.ToString());
        await app.Seed.People.AnnulEntryAsync(
            new()
            {
                Envelope = Seed.Envelope("Không thực hiện."),
                PersonId = later.ToString(),
                Change = new() { EntryId = early.ToString() },
            }
        );
        var preview = await app.Seed.Papers.RepealPaperAsync(repeal);
        preview.Consequences.Select(c => c.Event).Should().Equal("paper_repealed");
        preview.Notices.Should().ContainSingle(n => n.Reason == "STANDS_AFTER_REPEAL" && n.Count == 1);
        repeal.Envelope.ValidateOnly = false;
        var before = preview.Position;
        await app.Seed.Papers.RepealPaperAsync(repeal);

        var shown = (await app.Seed.Papers.GetPaperAsync(new() { Id = paper.ToString() })).Paper;
        (shown.Repeal.From, shown.Repeal.By.Id).Should().Be(("2025-07-01", repealing.ToString()));
        (
            await app.Seed.Papers.GetPaperAsync(
                new()
                {
                    Id = paper.ToString(),
                    At = new() { KnownPosition = before },
                }
            )
        ).Paper.Repeal.Should().BeNull();
        (await app.Seed.People.GetPersonAsync(new() { Id = begun.ToString() }))
            .Person.Assignments.Should()
            .ContainSingle(a => a.InForce && a.Source.Paper.RepealedFrom == "2025-07-01");
        await Refused.By(
            () => app.Seed.Assignment(later, unit, "2025-07-01", paper: paper),
            StatusCode.FailedPrecondition,
            "PAPER_REPEALED",
            "envelope.paper_id"
        );
        await app.Seed.Assignment(later, unit, "2025-06-01", paper: paper);

        await app.Seed.Papers.WithdrawPaperAsync(
            new()
            {
                Envelope = Seed.Envelope("Bãi bỏ sai."),
                Id = repealing.ToString(),
                On = "2025-08-01",
            }
        );
        (await app.Seed.Papers.GetPaperAsync(new() { Id = paper.ToString() })).Paper.Repeal.Should().BeNull();
    }

    static int numbers = 70_000;

    static int NextNumber() => Interlocked.Increment(ref numbers);

    static RegisterPaperRequest Registering(string number, string issuer, string title = "Về việc điều động") =>
        new()
        {
            Envelope = Seed.Envelope(),
            Id = Seed.NewId().ToString(),
            Details = new()
            {
                Kind = PaperKind.Decision,
                Number = number,
                Title = title,
                Issuer = issuer,
                SignedOn = "2024-03-05",
            },
        };

    async Task<Guid> Register(string number, string issuer = "UBND huyện Bình Chánh") =>
        Guid.Parse((await app.Seed.Papers.RegisterPaperAsync(Registering(number, issuer))).Id);

    [Fact]
    public async Task A_scan_comes_back_byte_for_byte_and_shows_what_rests_on_it()
    {
        var files = new FileService.FileServiceClient(app.GrpcWeb());
        var content = new byte[700_000];
        new Random(7).NextBytes(content);
        "%PDF-1.7\n"u8.CopyTo(content);
        var file = (
            await files.UploadFileAsync(
                new()
                {
                    RequestId = Seed.NewId().ToString(),
                    Name = "bằng tốt nghiệp.pdf",
                    Content = ByteString.CopyFrom(content),
                }
            )
        ).File;
        (
            await files.UploadFileAsync(
                new()
                {
                    RequestId = Seed.NewId().ToString(),
                    Name = "again.pdf",
                    Content = ByteString.CopyFrom(content),
                }
            )
        ).File.Sha256.Should().Be(file.Sha256);
        using var call = files.DownloadFile(new() { Sha256 = file.Sha256 });
        var back = new MemoryStream();
        await foreach (var piece in call.ResponseStream.ReadAllAsync())
            piece.Chunk.WriteTo(back);
        back.ToArray().Should().Equal(content);

        var person = await app.Seed.Person("Trần Thị Mai");
        var qualification = await app.Seed.Qualification(person, "2020");
        await app.Seed.People.AttachEvidenceAsync(
            new()
            {
                Envelope = Seed.Envelope(),
                PersonId = person.ToString(),
                Change = new() { QualificationId = qualification.ToString(), Sha256 = file.Sha256 },
            }
        );
        (await app.Seed.People.GetPersonAsync(new() { Id = person.ToString() }))
            .Person.Qualifications[0]
            .Evidence.Should()
            .ContainSingle(e => e.Name == "bằng tốt nghiệp.pdf" && e.MediaType == "application/pdf");
        await Refused.By(
            app.Seed.People.AttachEvidenceAsync(
                new()
                {
                    Envelope = Seed.Envelope(),
                    PersonId = person.ToString(),
                    Change = new() { QualificationId = qualification.ToString(), Sha256 = new string('a', 64) },
                }
            ),
            StatusCode.FailedPrecondition,
            "FILE_NOT_UPLOADED"
        );
    }
}
