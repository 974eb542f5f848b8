using Grpc.Core;
using HienTai.Personnel.V1;
using HienTai.Rpc.V1;

namespace HienTai.Tests.Personnel;

/// <summary>Names of everybody who lives here, and numbers as people carry them.</summary>
public sealed class NamesAndNumbersTests(App app)
{
    PersonService.PersonServiceClient People => app.Seed.People;

    // Letters alone, so that a name of them is nobody else's.
    static string Unlike() => new([.. $"{Guid.NewGuid():N}".Where(char.IsAsciiLetter).Take(8)]);

    async Task<(Guid Id, Receipt Receipt)> Registered(
        string name,
        string number = "",
        string birth = "1980",
        Sex sex = Sex.Male
    )
    {
        var id = Seed.NewId();
        return (id, await Register(id, name, number, birth, sex));
    }

    AsyncUnaryCall<Receipt> Register(Guid id, string name, string number, string birth, Sex sex) =>
        People.RegisterPersonAsync(
            new()
            {
                Envelope = Seed.Envelope(),
                PersonId = id.ToString(),
                Change = new()
                {
                    Identity = new()
                    {
                        FullName = name,
                        Birth = birth,
                        Sex = sex,
                        PersonalNumber = number,
                    },
                },
            }
        );

    AsyncUnaryCall<Receipt> Register(string name, string number = "", string birth = "1980", Sex sex = Sex.Male) =>
        Register(Seed.NewId(), name, number, birth, sex);

    async Task<PersonRow[]> Found(string query, PersonService.PersonServiceClient? client = null, string on = "") =>
        [
            .. (
                await (client ?? People).ListPeopleAsync(
                    new()
                    {
                        Query = query,
                        Status = ServiceStatus.Any,
                        PageSize = 20,
                        At = new() { ValidOn = on },
                    }
                )
            ).People,
        ];

    [Theory]
    [InlineData("Y Čŏ Niĕ {0}", "y co nie {0}", "Y Čŏ Niĕ {0}")]
    [InlineData("Y C\u030Co\u0306 Nie\u0306 {0} Hai", "Y Co Nie {0} hai", "Y Čŏ Niĕ {0} Hai")]
    [InlineData("Jürgen Müller {0}", "jurgen muller {0}", "Jürgen Müller {0}")]
    [InlineData("Ðặng Văn {0}", "dang van {0}", "Đặng Văn {0}")]
    [InlineData("H’Hen {0}", "hhen {0}", "H'Hen {0}")]
    [InlineData("K Ơ\u0306 {0}", "k o {0}", "K Ơ\u0306 {0}")]
    public async Task A_name_in_anybodys_letters_is_taken_and_found_without_marks(
        string name,
        string query,
        string stored
    )
    {
        var unlike = Unlike();
        await Registered(string.Format(name, unlike));
        (await Found(string.Format(query, unlike)))
            .Should()
            .ContainSingle()
            .Which.FullName.Should()
            .Be(string.Format(stored, unlike));
    }

    [Theory]
    [InlineData("Ðặng Văn {0}", "Đặng Văn {0}")]
    [InlineData("Lê Thị {0} Mỹ", "Lê Thị {0} Mĩ")]
    [InlineData("H'Hen {0}", "Hhen {0}")]
    public async Task Two_spellings_of_one_birth_date_are_offered_as_one_person(string one, string other)
    {
        var unlike = Unlike();
        var (id, _) = await Registered(string.Format(one, unlike), birth: "1980-05-02");
        var offered = await Refused.By(
            Register(string.Format(other, unlike), birth: "1980-05-02"),
            StatusCode.FailedPrecondition,
            "POSSIBLE_DUPLICATE",
            "change.identity.full_name"
        );
        offered.RelatedIds.Should().Equal(id.ToString());
        (await Register(string.Format(other, unlike), birth: "1981")).EventCount.Should().Be(1);
    }

    [Fact]
    public async Task A_name_of_one_word_is_taken_and_asked_about()
    {
        var (id, receipt) = await Registered(Unlike() + "harto");
        receipt.Notices.Should().ContainSingle().Which.Reason.Should().Be("NAME_OF_ONE_WORD");
        (await People.GetPersonAsync(new() { Id = id.ToString() })).Person.Identity.FullName.Should().NotContain(" ");
        (await Registered($"Lê {Unlike()}")).Receipt.Notices.Should().BeEmpty();
    }

    [Theory]
    [InlineData(". .")]
    [InlineData("Nguyễn -")]
    [InlineData("Nguyễn Hoa 😀")]
    [InlineData("0123 456")]
    [InlineData("阮 文")]
    public async Task What_is_no_name_is_refused(string name) =>
        await Refused.By(Register(name), StatusCode.InvalidArgument, "MALFORMED", "change.identity.full_name");

    [Fact]
    public async Task A_number_of_a_birth_registered_abroad_is_recorded_and_asked_about()
    {
        var (id, receipt) = await Registered($"Phạm {Unlike()} Xa", "101080" + Digits());
        receipt.Notices.Should().ContainSingle().Which.Reason.Should().Be("PERSONAL_NUMBER_DOUBTFUL");
        (await People.GetPersonAsync(new() { Id = id.ToString() }))
            .Person.Identity.PersonalNumberMasked.Should()
            .StartWith("1010");
    }

    static string Digits() => $"{Random.Shared.Next(1_000_000):000000}";

    [Theory]
    [InlineData("79080{0}", "PERSONAL_NUMBER_ZERO_LOST", "079080{0}")]
    [InlineData("023{0}", "PERSONAL_NUMBER_IS_OLD_CARD", "CMND")]
    public async Task A_number_that_lost_its_zero_or_is_another_says_so(string number, string reason, string says)
    {
        var digits = Digits();
        var refusal = await Refused.By(
            Register($"Phạm {Unlike()} Mười", string.Format(number, digits)),
            StatusCode.FailedPrecondition,
            reason,
            "change.identity.personal_number"
        );
        refusal.Message.Vi.Should().Contain(string.Format(says, digits));
    }

    [Fact]
    public async Task Dots_and_marks_nobody_sees_are_taken_off_wherever_a_number_is_given()
    {
        var digits = Digits();
        var (id, _) = await Registered($"Phạm {Unlike()} Ẩn", $"\u202D079.080.{digits[..3]}.{digits[3..]}\u202C");
        foreach (
            var query in (string[])
                [$"079080{digits}", $"079.080.{digits[..3]}.{digits[3..]}", $"\u200B079080\u00A0{digits}"]
        )
        {
            (await Found(query)).Should().ContainSingle(query).Which.Id.Should().Be(id.ToString());
            (await People.FindDuplicatesAsync(new() { PersonalNumber = query }))
                .Duplicates.Should()
                .ContainSingle(d => d.SameNumber && d.Person.Id == id.ToString());
        }
        await Refused.By(
            Register($"Phạm {Unlike()} Hai", $"079080{digits[..3]} {digits[3..]}"),
            StatusCode.AlreadyExists,
            "PERSONAL_NUMBER_TAKEN"
        );
    }

    [Theory]
    [InlineData("(028) 3760 1234", "02837601234")]
    [InlineData("028 3760 1234 (máy lẻ 12)", "02837601234 máy lẻ 12")]
    [InlineData("0903123456 / 0912345678", "0903123456", "0912345678")]
    [InlineData("1900 1234", "19001234")]
    public async Task Phones_are_taken_as_written_and_kept_apart(string written, params string[] kept)
    {
        var (id, _) = await Registered($"Vũ {Unlike()} Máy");
        await People.ChangeContactsAsync(
            new()
            {
                Envelope = Seed.Envelope("Theo phiếu."),
                PersonId = id.ToString(),
                Change = new()
                {
                    From = "2024-01-01",
                    Contacts = new() { Phone = written },
                },
            }
        );
        var reach = (await People.GetPersonAsync(new() { Id = id.ToString() })).Person.Contacts;
        reach.Phones.Should().Equal(kept);
        reach.Phone.Should().Be(string.Join("; ", kept));
    }

    async Task Rename(Guid id, string from, string name) =>
        await People.ChangeNameAsync(
            new()
            {
                Envelope = Seed.Envelope("Theo quyết định."),
                PersonId = id.ToString(),
                Change = new() { From = from, FullName = name },
            }
        );

    [Fact]
    public async Task Somebody_renamed_is_found_today_by_the_name_on_an_old_paper()
    {
        var unlike = Unlike();
        var (id, _) = await Registered($"Tạ {unlike} Cũ");
        await Rename(id, "2020-01-01", $"Tạ {unlike} Mới");
        var former = (await Found($"ta {unlike} cu")).Should().ContainSingle().Subject;
        (former.FullName, former.FormerName).Should().Be(($"Tạ {unlike} Mới", $"Tạ {unlike} Cũ"));
        (await Found($"ta {unlike} moi")).Should().ContainSingle().Which.FormerName.Should().BeEmpty();
        (await Found($"ta {unlike}")).Should().ContainSingle().Which.FormerName.Should().BeEmpty();
        (await Found($"ta {unlike} moi", on: "2019-12-31")).Should().BeEmpty("nobody was called so that day");
    }

    [Fact]
    public async Task Who_sees_a_part_of_a_file_finds_nobody_by_a_name_from_before()
    {
        var unlike = Unlike();
        var unit = await app.Seed.Unit($"Xã Trước {unlike}");
        await app.Seed.Entrust("xa", HienTai.Access.V1.Role.UnitClerk, unit, from: "2011-01-01");
        var clerk = new PersonService.PersonServiceClient(app.Grpc("xa"));
        var (id, _) = await Registered($"Tạ {unlike} Cũ");
        await app.Seed.Assignment(id, unit, "2012-01-01", "2015-01-01");
        await Rename(id, "2010-01-01", $"Tạ {unlike} Vừa");
        await Rename(id, "2013-01-01", $"Tạ {unlike} Mới");
        (await Found($"ta {unlike} moi", clerk, "2014-01-01")).Should().ContainSingle();
        (await Found($"ta {unlike} vua", clerk, "2014-01-01"))
            .Should()
            .ContainSingle("they were called so while they served there");
        (await Found($"ta {unlike} cu", clerk, "2014-01-01")).Should().BeEmpty("and not so before");
        (await Found($"ta {unlike} cu", on: "2014-01-01")).Should().ContainSingle();
    }

    [Fact]
    public async Task A_card_of_nine_digits_is_a_document_of_its_own_and_finds_its_bearer()
    {
        var digits = "02" + Digits() + "3";
        var (id, _) = await Registered($"Phạm {Unlike()} Chín");
        await Record(id, Seed.NewId(), IdentityDocumentKind.OldCard, digits);
        var row = (await Found($"{digits[..3]} {digits[3..6]} {digits[6..]}")).Should().ContainSingle().Subject;
        (row.Id, row.FoundByDocument, row.FoundByFormerNumber)
            .Should()
            .Be((id.ToString(), IdentityDocumentKind.OldCard, true), "it was good until 2021");
        var person = (await People.GetPersonAsync(new() { Id = id.ToString() })).Person;
        var shown = person.IdentityDocuments.Should().ContainSingle().Subject;
        (shown.Details.Number, shown.Details.NumberMasked).Should().Be(("", $"{digits[..2]}*****{digits[^2..]}"));
        person.Withheld.Should().Contain(w => w.DataClass == DataClass.IdentityNumber);
        (await People.GetPersonAsync(new() { Id = id.ToString(), Reveal = Seed.Everything }))
            .Person.IdentityDocuments[0]
            .Details.Number.Should()
            .Be(digits);
        var (other, _) = await Registered($"Phạm {Unlike()} Khác");
        await Refused.By(
            () => Record(other, Seed.NewId(), IdentityDocumentKind.OldCard, digits),
            StatusCode.AlreadyExists,
            "IDENTITY_DOCUMENT_TAKEN",
            "change.details.number"
        );
        (await People.FindDuplicatesAsync(new() { PersonalNumber = digits }))
            .Duplicates.Should()
            .ContainSingle(d => d.SameNumber && d.Person.Id == id.ToString());
        await Manage(id);
        var leader = new PersonService.PersonServiceClient(app.Grpc("lanhdao"));
        (await leader.GetPersonAsync(new() { Id = id.ToString() })).Person.Id.Should().Be(id.ToString());
        (await Found(digits, leader)).Should().BeEmpty("who may not open a number finds nobody by it");
    }

    async Task Manage(Guid person)
    {
        var details = Seed.Details(await app.Seed.Unit($"Xã {Unlike()}"), "Chủ tịch");
        details.ManagedByStandingCommittee = true;
        await People.StartAssignmentAsync(
            new()
            {
                Envelope = Seed.Envelope(),
                PersonId = person.ToString(),
                Change = new()
                {
                    AssignmentId = Seed.NewId().ToString(),
                    From = "2015",
                    Kind = AssignmentKind.Main,
                    Details = details,
                },
            }
        );
    }

    async Task Record(Guid person, Guid document, IdentityDocumentKind kind, string number) =>
        await People.RecordIdentityDocumentAsync(
            new()
            {
                Envelope = Seed.Envelope("Theo bản sao."),
                PersonId = person.ToString(),
                Change = new()
                {
                    DocumentId = document.ToString(),
                    From = "2005-03-01",
                    To = "2021-01-01",
                    Details = new()
                    {
                        Kind = kind,
                        Number = number,
                        Issuer = "Công an TP. Hồ Chí Minh",
                    },
                },
            }
        );

    [Fact]
    public async Task A_number_issued_anew_is_a_change_and_the_earlier_one_still_finds_its_bearer()
    {
        var (earlier, later) = ("079080" + Digits(), "079080" + Digits());
        var (id, _) = await Registered($"Phạm {Unlike()} Mới", earlier);
        var paper = await app.Seed.Paper($"{Random.Shared.Next(1_000_000)}/QĐ-CA");
        async Task<Receipt> Issue(string number, bool tried = false) =>
            await People.ChangePersonalNumberAsync(
                new()
                {
                    Envelope = Seed.Envelope(paper: paper, validateOnly: tried),
                    PersonId = id.ToString(),
                    Change = new() { From = "2022-05-01", PersonalNumber = number },
                }
            );
        (await Issue("101" + later[3..], tried: true))
            .Notices.Should()
            .ContainSingle()
            .Which.Reason.Should()
            .Be("PERSONAL_NUMBER_DOUBTFUL");
        (await Issue(later)).Notices.Should().BeEmpty();
        (await Found(later)).Should().ContainSingle().Which.FoundByFormerNumber.Should().BeFalse();
        var row = (await Found(earlier)).Should().ContainSingle().Subject;
        (row.Id, row.FoundByFormerNumber).Should().Be((id.ToString(), true));
        var person = (await People.GetPersonAsync(new() { Id = id.ToString(), Reveal = Seed.Everything })).Person;
        person.Identity.PersonalNumber.Should().Be(later);
        person.PersonalNumbers.Select(n => n.Number).Should().Equal(earlier, later);
        person.PersonalNumbers[1].Source.Paper.Id.Should().Be(paper.ToString());
        person.Names.Should().ContainSingle("the name has not changed");
        await Refused.By(
            Register($"Phạm {Unlike()} Ba", earlier),
            StatusCode.AlreadyExists,
            "PERSONAL_NUMBER_TAKEN",
            "change.identity.personal_number"
        );
    }
}
