using HienTai.Domain.Kernel;
using HienTai.Domain.Personnel;

namespace HienTai.Domain.Tests.Personnel;

using Given = Given<Person, PersonCommand, PersonEvent>;

public class PersonSpec
{
    static readonly Guid Unit = Guid.NewGuid(),
        Other = Guid.NewGuid(),
        A = Guid.NewGuid(),
        B = Guid.NewGuid(),
        Q = Guid.NewGuid(),
        Q2 = Guid.NewGuid(),
        Paper = Guid.NewGuid();
    static readonly Particulars About = new(D("1986-09-14"), Sex.Female, "01", "079186000021", "BC-1");
    static readonly PersonRegistered Registered = new(new("Nguyễn Thị Hoa", []), About, null);
    static readonly AssignmentDetails Teacher = new(Unit, "Giáo viên", Category.PublicEmployee, "V.07.03.29", 0, false);
    static readonly QualificationDetails Master = new(
        Ladder.Education,
        Level.EducationMaster,
        "Toán",
        "ĐHSP",
        "123",
        StudyMode.FullTime,
        ""
    );
    static readonly AssignmentStarted Started = new(A, D("2010-09-01"), null, AssignmentKind.Main, Teacher);
    static readonly QualificationDeclared Declared = new(Q, D("2024-03"), null, Master, EvidenceGrade.CopySeen, []);

    static PartialDate D(string text) => PartialDate.Parse(text);

    static IEnumerable<T> Facts<T>(Person it, string on)
        where T : Fact => Person.Facts(it).OfType<T>().Where(f => f.Valid.Holds(DateOnly.Parse(on)));

    [Fact]
    public void A_person_is_put_on_record_once() =>
        new Given().When(new RegisterPerson(new("Nguyễn Thị Hoa", []), About, null)).Then(Registered);

    [Fact]
    public void An_id_belongs_to_one_person() =>
        new Given(Registered)
            .When(new RegisterPerson(new("Trần Thị Mai", []), About, null))
            .ThenRejected("PERSON_ID_TAKEN");

    [Fact]
    public void Nothing_is_recorded_about_somebody_unknown() =>
        new Given().When(new RevokeQualification(Q)).ThenRejected("PERSON_NOT_ON_RECORD");

    [Theory]
    [InlineData("07918600002", "PERSONAL_NUMBER_MALFORMED")]
    [InlineData("79186000021", "PERSONAL_NUMBER_ZERO_LOST")]
    [InlineData("023456789", "PERSONAL_NUMBER_IS_OLD_CARD")]
    public void A_personal_number_has_twelve_digits(string number, string reason) =>
        new Given()
            .When(new RegisterPerson(new("Nguyễn Thị Hoa", []), About with { PersonalNumber = number }, null))
            .ThenRejected(reason);

    [Theory]
    [InlineData("101186000021")]
    [InlineData("079086000021")]
    [InlineData("079187000021")]
    public void What_its_digits_mean_is_no_condition(string number) =>
        new Given()
            .When(new RegisterPerson(new("Nguyễn Thị Hoa", []), About with { PersonalNumber = number }, null))
            .Then(Registered with { Particulars = About with { PersonalNumber = number } });

    [Fact]
    public void One_main_assignment_at_a_time() =>
        new Given(Registered, Started)
            .When(new StartAssignment(B, D("2015"), null, AssignmentKind.Main, Teacher))
            .ThenRejected("MAIN_ASSIGNMENT_HELD");

    [Fact]
    public void A_concurrent_one_may_be_held_besides() =>
        new Given(Registered, Started)
            .When(new StartAssignment(B, D("2015"), null, AssignmentKind.Concurrent, Teacher))
            .Then(new AssignmentStarted(B, D("2015"), null, AssignmentKind.Concurrent, Teacher));

    [Fact]
    public void A_main_one_may_follow_the_day_another_ends() =>
        new Given(Registered, Started, new AssignmentEnded(A, D("2015-08-01"), EndCause.Resigned))
            .When(new StartAssignment(B, D("2015-08-01"), null, AssignmentKind.Main, Teacher))
            .Then(new AssignmentStarted(B, D("2015-08-01"), null, AssignmentKind.Main, Teacher));

    [Fact]
    public void An_end_is_after_the_beginning() =>
        new Given(Registered, Started)
            .When(new EndAssignment(A, D("2010-08"), EndCause.Resigned))
            .ThenRejected("ENDS_BEFORE_IT_BEGINS");

    [Fact]
    public void Nobody_is_seconded_before_they_serve() =>
        new Given(Registered, Started)
            .When(new SecondPerson(A, B, D("2009"), null, Teacher))
            .ThenRejected("OUTSIDE_ASSIGNMENT");

    [Fact]
    public void A_transfer_ends_one_and_begins_another_the_same_day()
    {
        var after = new Given(Registered, Started)
            .When(new TransferAssignment(A, B, D("2020-08-01"), Teacher with { Unit = Other }))
            .Then(new AssignmentTransferred(A, B, D("2020-08-01"), Teacher with { Unit = Other }));
        Facts<AssignmentFact>(after, "2020-07-31").Single().Unit.Should().Be(Unit);
        Facts<AssignmentFact>(after, "2020-08-01").Single().Unit.Should().Be(Other);
    }

    [Fact]
    public void A_level_lies_on_its_ladder() =>
        new Given(Registered)
            .When(
                new DeclareQualification(
                    Q,
                    D("2020"),
                    null,
                    Master with
                    {
                        Ladder = Ladder.PoliticalTheory,
                    },
                    EvidenceGrade.CopySeen,
                    []
                )
            )
            .ThenRejected("LEVEL_NOT_ON_LADDER");

    [Fact]
    public void A_degree_names_its_field() =>
        new Given(Registered)
            .When(new DeclareQualification(Q, D("2020"), null, Master with { Field = "" }, EvidenceGrade.CopySeen, []))
            .ThenRejected("FIELD_REQUIRED");

    [Fact]
    public void Nobody_graduates_before_birth() =>
        new Given(Registered)
            .When(new DeclareQualification(Q, D("1985"), null, Master, EvidenceGrade.CopySeen, []))
            .ThenRejected("BEFORE_BIRTH");

    [Fact]
    public void The_same_diploma_is_recorded_once() =>
        new Given(Registered, Declared)
            .When(new DeclareQualification(Q2, D("2024-03"), null, Master, EvidenceGrade.CopySeen, []))
            .ThenRejected("QUALIFICATION_ALREADY_RECORDED");

    [Fact]
    public void A_correction_replaces_the_date_as_if_it_had_always_been_so()
    {
        var after = new Given(Registered, Declared)
            .When(new CorrectQualification(Q, D("2023-09"), null, Master))
            .Then(new QualificationCorrected(Q, D("2023-09"), null, Master));
        Facts<QualificationFact>(after, "2024-01-01").Single().Level.Should().Be(Level.EducationMaster);
        Facts<QualificationFact>(new Given(Registered, Declared).State, "2024-01-01").Should().BeEmpty();
    }

    [Fact]
    public void A_false_diploma_stays_readable_and_counts_for_nothing()
    {
        var after = new Given(Registered, Declared).When(new RevokeQualification(Q)).Then(new QualificationRevoked(Q));
        Facts<QualificationFact>(after, "2024-08-01").Single().Grade.Should().Be(EvidenceGrade.RevokedAsFalse);
        new Given(Registered, Declared, new QualificationRevoked(Q))
            .When(new GradeEvidence(Q, EvidenceGrade.OriginalSeen))
            .ThenRejected("QUALIFICATION_REVOKED");
    }

    [Fact]
    public void Evidence_can_go_down_as_well_as_up() =>
        new Given(Registered, Declared)
            .When(new GradeEvidence(Q, EvidenceGrade.SelfDeclared))
            .Then(new QualificationEvidenceGraded(Q, EvidenceGrade.SelfDeclared));

    [Fact]
    public void Only_the_same_ladder_supersedes() =>
        new Given(
            Registered,
            Declared,
            new QualificationDeclared(
                Q2,
                D("2020"),
                null,
                new(Ladder.PoliticalTheory, Level.PoliticalTheoryElementary, "", "", "", default, ""),
                EvidenceGrade.CopySeen,
                []
            )
        )
            .When(new SupersedeQualification(Q, Q2, D("2024-06")))
            .ThenRejected("SUPERSEDED_ACROSS_LADDERS");

    [Fact]
    public void What_was_recorded_for_the_wrong_person_never_was() =>
        Person
            .Facts(
                new Given(Registered, Declared).When(new AnnulEntry(Q)) is var g
                    ? Person.Evolve(g.State, new PersonEntryAnnulled(Q), default)
                    : null!
            )
            .OfType<QualificationFact>()
            .Should()
            .BeEmpty();

    [Fact]
    public void A_transfer_falls_with_its_paper_and_the_old_post_goes_on()
    {
        var before = new Given(Registered, Started).State;
        var transferred = Person.Evolve(
            before,
            new AssignmentTransferred(A, B, D("2020-08-01"), Teacher with { Unit = Other }),
            new(Paper)
        );
        var fell = Person.Fall(transferred, Paper).Should().BeOfType<PersonPaperFell>().Subject;
        var after = Person.Evolve(transferred, fell, default);
        Facts<AssignmentFact>(after, "2024-01-01").Single().Unit.Should().Be(Unit);
        Person.Fall(after, Paper).Should().BeNull();
        Person.Fall(before, Paper).Should().BeNull();
    }

    [Fact]
    public void A_name_changes_from_a_day_and_the_old_one_stays_before_it()
    {
        var after = new Given(Registered)
            .When(new ChangeName(D("2020-05-01"), new("Nguyễn Thị Ngọc Hoa", [])))
            .Then(new PersonNameChanged(D("2020-05-01"), new("Nguyễn Thị Ngọc Hoa", []), ["fullName"]));
        Facts<PersonFact>(after, "2020-04-30").Single().FullName.Should().Be("Nguyễn Thị Hoa");
        Facts<PersonFact>(after, "2020-05-01").Single().FullName.Should().Be("Nguyễn Thị Ngọc Hoa");
    }
}
