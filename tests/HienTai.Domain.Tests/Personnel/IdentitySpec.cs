using HienTai.Domain.Kernel;
using HienTai.Domain.Personnel;

namespace HienTai.Domain.Tests.Personnel;

public class IdentitySpec
{
    [Theory]
    [InlineData("Nguyễn Thị Hoa")]
    [InlineData("Y Čŏ Niĕ")]
    [InlineData("H'Hen Niê")]
    [InlineData("Jean-Pierre O’Neill Jr.")]
    [InlineData("Łukasz Żółć")]
    [InlineData("K Ơ\u0306")]
    [InlineData("Suharto")]
    [InlineData("Ðặng Văn Ô")]
    public void Names_of_everybody_who_lives_here_are_names(string name) =>
        NameRule.Fault(VietnameseText.Name(name)).Should().BeNull();

    [Theory]
    [InlineData(". .", "chữ cái")]
    [InlineData("Nguyễn -", "chữ cái")]
    [InlineData("Nguyễn '", "chữ cái")]
    [InlineData("-", "chữ cái")]
    [InlineData("O", "hai chữ cái")]
    [InlineData("123 456", "chữ số")]
    [InlineData("Nguyễn Văn 2", "chữ số")]
    [InlineData("Nguyễn Hoa 😀", "biểu tượng")]
    [InlineData("Nguyễn_Hoa An", "ký hiệu")]
    [InlineData("阮 文", "La-tinh")]
    [InlineData("Иван Петров", "La-tinh")]
    public void What_is_no_name_is_refused_with_its_remedy(string name, string says)
    {
        var fault = NameRule.Fault(VietnameseText.Name(name));
        fault!.Value.Vi.Should().Contain(says);
        fault.Value.En.Should().NotBeEmpty();
    }

    [Theory]
    [InlineData("079.080.000.127", "079080000127")]
    [InlineData("\u202D079080000126\u202C", "079080000126")]
    [InlineData("079 080\u00A0000-126", "079080000126")]
    [InlineData("'079080000126", "079080000126")]
    [InlineData("０７９０８００００１２６", "079080000126")]
    [InlineData("79080000124.0", "79080000124")]
    [InlineData("\u200B079080000126\uFEFF", "079080000126")]
    public void What_people_and_sheets_put_around_digits_is_taken_off(string typed, string number) =>
        PersonalNumber.Clean(typed).Should().Be(number);

    static readonly PartialDate Birth = PartialDate.Parse("1980");

    [Theory]
    [InlineData("079080000124", null, null)]
    [InlineData("101080000123", null, null)]
    [InlineData("079180000124", null, null)]
    [InlineData("79080000124", "PERSONAL_NUMBER_ZERO_LOST", "079080000124")]
    [InlineData("1080000124", "PERSONAL_NUMBER_ZERO_LOST", "001080000124")]
    [InlineData("79180000124", "PERSONAL_NUMBER_MALFORMED", "12")]
    [InlineData("023456789", "PERSONAL_NUMBER_IS_OLD_CARD", "CMND")]
    [InlineData("0790800001244", "PERSONAL_NUMBER_MALFORMED", "13")]
    [InlineData("C1234567", "PERSONAL_NUMBER_MALFORMED", "Giấy tờ tuỳ thân")]
    public void Twelve_digits_are_a_number_and_anything_else_says_what_it_is(
        string number,
        string? reason,
        string? says
    )
    {
        var fault = PersonalNumber.Fault(number, Sex.Male, Birth);
        fault?.Reason.Should().Be(reason);
        (fault is null).Should().Be(reason is null);
        fault?.Vi.Should().Contain(says);
    }

    [Theory]
    [InlineData("079080000124", false)]
    [InlineData("", false)]
    [InlineData("101080000123", true)]
    [InlineData("079180000124", true)]
    [InlineData("079081000124", true)]
    [InlineData("079280000124", true)]
    public void What_it_tells_otherwise_than_the_record_is_worth_a_look(string number, bool doubtful) =>
        PersonalNumber.Doubt(number, Sex.Male, Birth).HasValue.Should().Be(doubtful);
}

public class IdentityDocumentSpec
{
    static readonly Guid Card = Guid.NewGuid(),
        Other = Guid.NewGuid(),
        Paper = Guid.NewGuid();
    static readonly PersonRegistered Registered = new(
        new("Nguyễn Thị Hoa", []),
        new(D("1986-09-14"), Sex.Female, "01", "079186000021", ""),
        null
    );
    static readonly IdentityDocumentDetails Old = new(IdentityDocumentKind.OldCard, "023456789", "Công an TP.HCM");
    static readonly IdentityDocumentRecorded Recorded = new(Card, D("2005-03-01"), D("2021"), Old);

    static PartialDate D(string text) => PartialDate.Parse(text);

    static IEnumerable<T> Facts<T>(Person it, string on)
        where T : Fact => Person.Facts(it).OfType<T>().Where(f => f.Valid.Holds(DateOnly.Parse(on)));

    [Theory]
    [InlineData(IdentityDocumentKind.OldCard, "023 456 789", "023456789")]
    [InlineData(IdentityDocumentKind.CitizenCard, "079.186.000.021", "079186000021")]
    [InlineData(IdentityDocumentKind.Passport, "vnm c1234567", "VNM C1234567")]
    [InlineData(IdentityDocumentKind.Passport, "VNMC1234567", "VNM C1234567")]
    [InlineData(IdentityDocumentKind.Other, "hc-12/34", "HC1234")]
    public void A_number_is_one_however_it_is_spaced(IdentityDocumentKind kind, string written, string kept)
    {
        IdentityDocuments.Clean(kind, written).Should().Be(kept);
        IdentityDocuments.Fault(kind, kept).Should().BeNull();
    }

    [Theory]
    [InlineData(IdentityDocumentKind.OldCard, "23456789", "0234567890", "023456789")]
    [InlineData(IdentityDocumentKind.CitizenCard, "79186000021", "0791860000211", "079186000021")]
    public void A_lost_zero_is_offered_back(IdentityDocumentKind kind, string lost, string wrong, string whole)
    {
        IdentityDocuments.Fault(kind, lost)!.Value.Vi.Should().Contain(whole);
        IdentityDocuments.Fault(kind, wrong)!.Value.Vi.Should().Contain("chọn loại khác");
    }

    [Fact]
    public void A_document_has_its_period_and_is_found_by_its_number_ever_after()
    {
        var after = new Given<Person, PersonCommand, PersonEvent>(Registered)
            .When(new RecordIdentityDocument(Card, D("2005-03-01"), D("2021"), Old))
            .Then(Recorded);
        Facts<IdentityDocumentFact>(after, "2020-12-31").Single().Number.Should().Be("023456789");
        Facts<IdentityDocumentFact>(after, "2021-12-31").Should().BeEmpty();
        Person.Facts(after).OfType<IdentityNumberFact>().Single().Number.Should().Be("023456789");
    }

    [Fact]
    public void A_passport_is_found_with_the_state_that_issued_it_and_without()
    {
        var passport = new IdentityDocumentDetails(IdentityDocumentKind.Passport, "VNM C1234567", "");
        var after = new Given<Person, PersonCommand, PersonEvent>(Registered)
            .When(new RecordIdentityDocument(Card, D("2020"), null, passport))
            .Then(new IdentityDocumentRecorded(Card, D("2020"), null, passport));
        Person
            .Facts(after)
            .OfType<IdentityNumberFact>()
            .Select(f => f.Number)
            .Should()
            .BeEquivalentTo("VNM C1234567", "C1234567");
    }

    [Fact]
    public void The_same_document_is_recorded_once() =>
        new Given<Person, PersonCommand, PersonEvent>(Registered, Recorded)
            .When(new RecordIdentityDocument(Other, D("2006"), null, Old with { Issuer = "" }))
            .ThenRejected("IDENTITY_DOCUMENT_ALREADY_RECORDED");

    [Fact]
    public void Its_number_has_the_form_of_its_kind() =>
        new Given<Person, PersonCommand, PersonEvent>(Registered)
            .When(new RecordIdentityDocument(Card, D("2005"), null, Old with { Number = "12345" }))
            .ThenRejected("IDENTITY_DOCUMENT_NUMBER");

    [Fact]
    public void A_correction_may_leave_a_number_that_was_not_opened() =>
        new Given<Person, PersonCommand, PersonEvent>(Registered, Recorded)
            .When(
                new CorrectIdentityDocument(Card, D("2005-03-02"), D("2021"), Old with { Number = "" })
                {
                    KeepNumber = true,
                }
            )
            .Then(new IdentityDocumentCorrected(Card, D("2005-03-02"), D("2021"), Old));

    [Fact]
    public void It_ends_and_can_be_annulled()
    {
        var ended = new Given<Person, PersonCommand, PersonEvent>(Registered, Recorded)
            .When(new EndIdentityDocument(Card, D("2015-06-01")))
            .Then(new IdentityDocumentEnded(Card, D("2015-06-01")));
        Facts<IdentityDocumentFact>(ended, "2016-01-01").Should().BeEmpty();
        Person.Evolve(ended, new PersonEntryAnnulled(Card), new(Paper)).Documents.Should().BeEmpty();
    }

    [Fact]
    public void It_falls_with_the_paper_it_stands_on()
    {
        var it = Person.Evolve(new Given<Person, PersonCommand, PersonEvent>(Registered).State, Recorded, new(Paper));
        Person.Fall(it, Paper).Should().Be(new PersonPaperFell(Paper));
        Person.Evolve(it, new PersonPaperFell(Paper), new(null)).Documents.Should().BeEmpty();
    }

    [Fact]
    public void A_number_issued_anew_holds_from_its_day_and_the_earlier_one_still_finds_its_bearer()
    {
        var after = new Given<Person, PersonCommand, PersonEvent>(Registered)
            .When(new ChangePersonalNumber(D("2020-05-01"), "079186000099"))
            .Then(new PersonalNumberChanged(D("2020-05-01"), new("079186000099")));
        Facts<PersonFact>(after, "2020-04-30").Single().PersonalNumber.Should().Be("079186000021");
        Facts<PersonFact>(after, "2020-05-01").Single().PersonalNumber.Should().Be("079186000099");
        Facts<PersonSearchFact>(after, "2020-05-01").Single().PersonalNumber.Should().Be("079186000099");
        Person
            .Facts(after)
            .OfType<IdentityNumberFact>()
            .Select(f => f.Number)
            .Should()
            .BeEquivalentTo("079186000021", "079186000099");
    }

    [Fact]
    public void Names_and_numbers_change_each_on_their_own_day()
    {
        var history = new PersonEvent[]
        {
            Registered,
            new PersonNameChanged(D("2010-01-01"), new("Nguyễn Thị Hồng Hoa", [])),
            new PersonalNumberChanged(D("2020-05-01"), new("079186000099")),
        };
        var it = history.Aggregate(Person.Initial, (p, e) => Person.Evolve(p, e, new(null)));
        foreach (
            var (day, name, number) in new[]
            {
                ("2009-12-31", "Nguyễn Thị Hoa", "079186000021"),
                ("2010-01-01", "Nguyễn Thị Hồng Hoa", "079186000021"),
                ("2020-05-01", "Nguyễn Thị Hồng Hoa", "079186000099"),
            }
        )
        {
            var fact = Facts<PersonFact>(it, day).Single();
            (fact.FullName, fact.PersonalNumber).Should().Be((name, number));
        }
        Person.Facts(it).OfType<FormerNameFact>().Single().FullName.Should().Be("Nguyễn Thị Hoa");
    }

    [Fact]
    public void A_correction_of_identity_leaves_a_number_issued_anew_to_its_own()
    {
        var issued = new PersonalNumberChanged(D("2020-05-01"), new("079186000099"));
        var about = Registered.Particulars;
        new Given<Person, PersonCommand, PersonEvent>(Registered, issued)
            .When(
                new CorrectIdentity(
                    null,
                    DateOnly.Parse("2026-11-30"),
                    Registered.Name,
                    about with
                    {
                        PersonalNumber = "079186000077",
                    }
                )
            )
            .ThenRejected("PERSONAL_NUMBER_REISSUED");
        new Given<Person, PersonCommand, PersonEvent>(Registered, issued)
            .When(
                new CorrectIdentity(
                    null,
                    DateOnly.Parse("2026-11-30"),
                    Registered.Name,
                    about with
                    {
                        PersonalNumber = "079186000099",
                        FileNumber = "BC-9",
                    }
                )
            )
            .Then(new PersonIdentityCorrected(null, Registered.Name, about with { FileNumber = "BC-9" }));
        new Given<Person, PersonCommand, PersonEvent>(Registered, issued)
            .When(new CorrectPersonalNumber(D("2020-05-01"), D("2020-06-01"), "079186000077"))
            .Then(new PersonalNumberCorrected(D("2020-05-01"), D("2020-06-01"), new("079186000077")));
    }
}
