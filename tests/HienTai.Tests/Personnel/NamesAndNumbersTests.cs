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

    async Task<PersonRow[]> Found(string query, PersonService.PersonServiceClient? client = null) =>
        [
            .. (
                await (client ?? People).ListPeopleAsync(
                    new()
                    {
                        Query = query,
                        Status = ServiceStatus.Any,
                        PageSize = 20,
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
        await Refused.By(
            Register(name),
            StatusCode.InvalidArgument,
            "MALFORMED",
            "change.identity.full_name"
        );

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
        foreach (var query in (string[])[$"079080{digits}", $"079.080.{digits[..3]}.{digits[3..]}", $"\u200B079080\u00A0{digits}"])
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
                Change = new() { From = "2024-01-01", Contacts = new() { Phone = written } },
            }
        );
        var reach = (await People.GetPersonAsync(new() { Id = id.ToString() })).Person.Contacts;
        reach.Phones.Should().Equal(kept);
        reach.Phone.Should().Be(string.Join("; ", kept));
    }
}
