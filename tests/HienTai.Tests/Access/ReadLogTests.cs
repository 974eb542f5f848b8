using System.IO.Compression;
using Grpc.Core;
using HienTai.Access.V1;
using HienTai.Papers.V1;
using HienTai.Personnel.V1;
using HienTai.Rpc.V1;

namespace HienTai.Tests.Access;

/// <summary>Who opened whose file, and what was shown in the clear.</summary>
public sealed class ReadLogTests(App app)
{
    ReadLogService.ReadLogServiceClient Log(string name) => new(app.Grpc(name));

    [Fact]
    public async Task Kept_values_are_opened_for_a_purpose_and_the_opening_is_on_record_before_the_answer()
    {
        var person = await app.Seed.Person("Tạ Thị Được Xem");
        (await app.Seed.People.GetPersonAsync(new() { Id = person.ToString() }))
            .Person.Should()
            .Match<Person>(p =>
                p.Identity.Ethnicity == ""
                && p.Identity.PersonalNumber == ""
                && p.Identity.PersonalNumberMasked.StartsWith("079")
                && p.Withheld.Count == 2
                && p.Withheld.All(w => w.MayOpen)
            );
        foreach (
            var (reveal, field) in new[]
            {
                (new Reveal { Classes = { DataClass.Sensitive }, Reason = "Đủ dài rồi." }, "reveal.purpose"),
                (new Reveal { Classes = { DataClass.Sensitive }, Purpose = Purpose.Training }, "reveal.reason"),
                (
                    new Reveal
                    {
                        Classes = { DataClass.Sensitive },
                        Purpose = Purpose.Training,
                        Reason = "vì",
                    },
                    "reveal.reason"
                ),
            }
        )
            await Refused.By(
                app.Seed.People.GetPersonAsync(new() { Id = person.ToString(), Reveal = reveal }),
                StatusCode.InvalidArgument,
                "MALFORMED",
                field
            );
        var opened = (
            await app.Seed.People.GetPersonAsync(new() { Id = person.ToString(), Reveal = Seed.Everything })
        ).Person;
        opened.Identity.Ethnicity.Should().Be("01");
        opened.Withheld.Should().BeEmpty();
        var read = (await Log("kiemtoan").ListReadsAsync(new() { PersonId = person.ToString(), OpenedOnly = true }))
            .Reads.Should()
            .ContainSingle()
            .Subject;
        read.Should()
            .Match<Read>(r =>
                r.AccountName == "noivu"
                && r.Method == "GetPerson"
                && r.Purpose == Purpose.FileKeeping
                && r.Reason == "Đối chiếu hồ sơ."
                && r.Role == Role.HomeAffairs
                && r.PersonName == "Tạ Thị Được Xem"
                && r.RequestId.Length > 0
            );
        read.Classes.Should().Contain([DataClass.Sensitive, DataClass.IdentityNumber]);
        await Refused.By(
            Log("noivu").ListReadsAsync(new() { PersonId = person.ToString() }),
            StatusCode.NotFound,
            "NOT_ON_RECORD"
        );
    }

    [Fact]
    public async Task No_kept_value_is_shown_when_its_record_cannot_be_written()
    {
        var person = await app.Seed.Person("Tạ Thị Đóng Kín");
        await using var district = new App();
        var there = await district.Seed.Person("Tạ Thị Ở Xa");
        await using (var owner = Npgsql.NpgsqlDataSource.Create(district.Connections.Owner))
        await using (var away = owner.CreateCommand("alter table read_log rename to read_log_away"))
            await away.ExecuteNonQueryAsync();
        await FluentActions
            .Awaiting(async () =>
                await district.Seed.People.GetPersonAsync(new() { Id = there.ToString(), Reveal = Seed.Everything })
            )
            .Should()
            .ThrowAsync<RpcException>();
        (await district.Seed.People.GetPersonAsync(new() { Id = there.ToString() }))
            .Person.Identity.FullName.Should()
            .Be("Tạ Thị Ở Xa", "what is not kept so closely is still answered");
        person.Should().NotBeEmpty();
    }

    [Fact]
    public async Task The_person_concerned_sees_who_opened_their_file_and_takes_their_data_along()
    {
        var person = await app.Seed.Person("Tạ Thị Của Mình");
        var (accounts, name) = (
            new AccountService.AccountServiceClient(app.Grpc("quantri")),
            $"own{Guid.NewGuid():N}"[..20]
        );
        var id = Seed.NewId().ToString();
        await accounts.OpenAccountAsync(
            new()
            {
                Envelope = Seed.Envelope(),
                Id = id,
                Name = name,
                Title = new() { Vi = "Chủ hồ sơ", En = "Owner" },
                Person = person.ToString(),
            }
        );
        await accounts.GrantMandateAsync(
            new()
            {
                Envelope = Seed.Envelope("Thử."),
                Id = id,
                MandateId = Seed.NewId().ToString(),
                Role = Role.PersonOnRecord,
                From = "2020-01-01",
            }
        );
        await app.Seed.People.GetPersonAsync(new() { Id = person.ToString(), Reveal = Seed.Everything });

        (
            await new PersonService.PersonServiceClient(app.Grpc(name)).GetPersonAsync(
                new()
                {
                    Id = person.ToString(),
                    Reveal = new() { Classes = { DataClass.Sensitive } },
                }
            )
        ).Person.Identity.Ethnicity.Should().Be("01", "one's own file needs no purpose");
        (await Log(name).ListReadsAsync(new() { PersonId = person.ToString() }))
            .Reads.Should()
            .Contain(r => r.AccountName == "noivu" && r.PersonName == "");
        await Refused.By(Log(name).ListReadsAsync(new()), StatusCode.NotFound, "NOT_ON_RECORD");

        var privacy = new PrivacyService.PrivacyServiceClient(app.Grpc(name));
        var zip = new ZipArchive(
            new MemoryStream(await Bytes(privacy.GetBundle(new() { PersonId = person.ToString() })))
        );
        zip.Entries.Select(e => e.Name).Should().Contain(["ho-so.html", "ho-so.json", "lich-su.json", "can-cu.json"]);
        using (var page = new StreamReader(zip.GetEntry("ho-so.html")!.Open()))
            (await page.ReadToEndAsync()).Should().Contain("Tạ Thị Của Mình").And.Contain("Kinh");

        var office = new PrivacyService.PrivacyServiceClient(app.Grpc());
        await Refused.By(
            async () => await Bytes(office.GetBundle(new() { PersonId = person.ToString() })),
            StatusCode.FailedPrecondition,
            "REQUEST_NEEDED"
        );
        var request = Seed.NewId().ToString();
        await privacy.OpenPrivacyRequestAsync(
            new()
            {
                Envelope = Seed.Envelope(),
                Id = request,
                PersonId = person.ToString(),
                Kind = PrivacyRequestKind.Supply,
                Words = "Xin bản sao dữ liệu của tôi.",
            }
        );
        var waiting = (await office.GetPrivacyRequestAsync(new() { Id = request })).Request;
        waiting
            .Should()
            .Match<PrivacyRequest>(r =>
                r.Standing == PrivacyRequestStanding.Received
                && r.Words == "Xin bản sao dữ liệu của tôi."
                && !r.Overdue
                && string.CompareOrdinal(r.AcknowledgeBy, r.ReceivedOn) > 0
            );
        (await Bytes(office.GetBundle(new() { PersonId = person.ToString(), RequestId = request })))
            .Should()
            .NotBeEmpty();
        await office.AcknowledgePrivacyRequestAsync(
            new()
            {
                Envelope = Seed.Envelope(),
                Id = request,
                AnswerBy = $"{DateTime.UtcNow.AddDays(10):yyyy-MM-dd}",
            }
        );
        await office.AnswerPrivacyRequestAsync(
            new()
            {
                Envelope = Seed.Envelope(),
                Id = request,
                Answer = "Đã gửi bản dữ liệu.",
            }
        );
        await Refused.By(
            office.AnswerPrivacyRequestAsync(
                new()
                {
                    Envelope = Seed.Envelope(),
                    Id = request,
                    Refuse = true,
                    Answer = "Không được.",
                    Rule = "…",
                }
            ),
            StatusCode.AlreadyExists,
            "REQUEST_ALREADY_ANSWERED"
        );
        (await privacy.ListPrivacyRequestsAsync(new() { Answered = true }))
            .Requests.Should()
            .ContainSingle()
            .Which.Standing.Should()
            .Be(PrivacyRequestStanding.Done);
        await Refused.By(
            async () => await Bytes(office.GetBundle(new() { PersonId = person.ToString(), RequestId = request })),
            StatusCode.FailedPrecondition,
            "REQUEST_NEEDED"
        );
    }

    static async Task<byte[]> Bytes(AsyncServerStreamingCall<GetBundleResponse> call)
    {
        using var memory = new MemoryStream();
        await foreach (var piece in call.ResponseStream.ReadAllAsync())
            piece.Chunk.WriteTo(memory);
        return memory.ToArray();
    }
}
