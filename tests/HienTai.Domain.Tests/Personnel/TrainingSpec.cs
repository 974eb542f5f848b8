using HienTai.Domain.Kernel;
using HienTai.Domain.Personnel;

namespace HienTai.Domain.Tests.Personnel;

using Given = Given<Person, PersonCommand, PersonEvent>;

/// <summary>Being sent to study, and what an officer concludes of a placement.</summary>
public sealed class TrainingSpec
{
    static readonly Guid Unit = Guid.NewGuid(),
        A = Guid.NewGuid(),
        B = Guid.NewGuid(),
        T = Guid.NewGuid(),
        T2 = Guid.NewGuid(),
        Q = Guid.NewGuid(),
        Paper = Guid.NewGuid(),
        Other = Guid.NewGuid();
    static readonly PersonRegistered Registered = new(
        new("Nguyễn Thị Hoa", []),
        new(D("1986-09-14"), Sex.Female, "01", "", "BC-1"),
        null
    );
    static readonly AssignmentDetails Teacher = new(Unit, "Giáo viên", Category.PublicEmployee, "V.07.03.29", 0, false);
    static readonly AssignmentStarted Posted = new(A, D("2010-09-01"), null, AssignmentKind.Main, Teacher);
    static readonly CourseDetails Course = new(
        Ladder.Education,
        Level.EducationBachelor,
        "Giáo dục tiểu học",
        "ĐH Sài Gòn",
        StudyMode.InService,
        D("2026-06")
    );
    static readonly TrainingStarted Sent = new(T, D("2023-10-02"), Course);
    static readonly TrainingEnd Done = new(D("2025-11-20"), TrainingOutcome.Completed, null);
    static readonly QualificationDeclared Bachelor = new(
        Q,
        D("2025-11-20"),
        null,
        new(Ladder.Education, Level.EducationBachelor, "Giáo dục tiểu học", "ĐH Sài Gòn", "1", StudyMode.InService, ""),
        EvidenceGrade.CopySeen,
        []
    );
    static readonly PlacementJudgement Fits = new(PlacementVerdict.Fits, "Đúng môn."),
        Misfit = new(PlacementVerdict.DoesNotFit, "Khác môn."),
        Left = new(PlacementVerdict.LeftToRule, "Rút kết luận.");

    static PartialDate D(string text) => PartialDate.Parse(text);

    static IEnumerable<TFact> On<TFact>(Person it, string day)
        where TFact : Fact => Person.Facts(it).OfType<TFact>().Where(f => f.Valid.Holds(DateOnly.Parse(day)));

    static Person Fold(params (PersonEvent Event, Guid? Paper)[] past) =>
        past.Aggregate(Person.Initial, (s, e) => Person.Evolve(s, e.Event, new(e.Paper)));

    [Fact]
    public void Who_is_sent_to_study_is_on_the_course_until_its_end_is_recorded()
    {
        var it = new Given(Registered).When(new StartTraining(T, D("2023-10-02"), Course)).Then(Sent);
        On<TrainingFact>(it, "2023-10-01").Should().BeEmpty();
        On<TrainingFact>(it, "2030-01-01")
            .Should()
            .ContainSingle("the day it was expected to end decides nothing")
            .Which.Expected.Should()
            .Be(D("2026-06"));
        it = new Given(Registered, Sent).When(new EndTraining(T, Done)).Then(new TrainingEnded(T, Done));
        On<TrainingFact>(it, "2025-11-19").Should().ContainSingle();
        On<TrainingFact>(it, "2025-11-20").Should().BeEmpty();
    }

    [Fact]
    public void A_course_leads_to_a_level_of_its_ladder() =>
        new Given(Registered)
            .When(new StartTraining(T, D("2023"), Course with { Ladder = Ladder.PoliticalTheory }))
            .ThenRejected("LEVEL_NOT_ON_LADDER");

    [Fact]
    public void A_course_for_a_degree_names_its_field() =>
        new Given(Registered)
            .When(new StartTraining(T, D("2023"), Course with { Field = "" }))
            .ThenRejected("FIELD_REQUIRED");

    [Fact]
    public void A_course_leads_to_something() =>
        new Given(Registered)
            .When(new StartTraining(T, D("2023"), Course with { Level = Level.EducationNone, Field = "" }))
            .ThenRejected("LEADS_TO_NOTHING");

    [Fact]
    public void Nobody_studies_before_birth() =>
        new Given(Registered).When(new StartTraining(T, D("1985"), Course)).ThenRejected("BEFORE_BIRTH");

    [Fact]
    public void A_course_is_expected_to_end_after_it_began() =>
        new Given(Registered)
            .When(new StartTraining(T, D("2026-09"), Course))
            .ThenRejected("ENDS_BEFORE_IT_BEGINS")
            .Field.Should()
            .Be("change.details.expected");

    [Fact]
    public void The_same_course_is_under_way_once() =>
        new Given(Registered, Sent)
            .When(new StartTraining(T2, D("2024-10"), Course))
            .ThenRejected("TRAINING_UNDER_WAY")
            .Related.Should()
            .Equal(T);

    [Fact]
    public void Another_course_may_be_taken_beside_it() =>
        new Given(Registered, Sent)
            .When(new StartTraining(T2, D("2024-10"), Course with { Institution = "ĐH Vinh" }))
            .Then(new TrainingStarted(T2, D("2024-10"), Course with { Institution = "ĐH Vinh" }));

    [Fact]
    public void The_same_course_may_be_begun_again_after_it_was_given_up() =>
        new Given(Registered, Sent, new TrainingEnded(T, new(D("2024-05-01"), TrainingOutcome.Discontinued, null)))
            .When(new StartTraining(T2, D("2024-10"), Course))
            .Then(new TrainingStarted(T2, D("2024-10"), Course));

    [Fact]
    public void An_id_belongs_to_one_course() =>
        new Given(Registered, Sent)
            .When(new StartTraining(T, D("2023-10-02"), Course with { Field = "Toán" }))
            .ThenRejected("ENTRY_ID_TAKEN");

    [Fact]
    public void A_course_ends_after_it_began() =>
        new Given(Registered, Sent)
            .When(new EndTraining(T, Done with { On = D("2023-09") }))
            .ThenRejected("ENDS_BEFORE_IT_BEGINS");

    [Fact]
    public void A_course_ends_once_and_another_end_is_a_correction() =>
        new Given(Registered, Sent, new TrainingEnded(T, Done))
            .When(new EndTraining(T, Done with { On = D("2025-12") }))
            .ThenRejected("TRAINING_ENDED");

    [Fact]
    public void Only_a_course_on_record_ends() =>
        new Given(Registered).When(new EndTraining(T, Done)).ThenRejected("NO_SUCH_ENTRY");

    [Fact]
    public void It_may_name_what_it_led_to() =>
        new Given(Registered, Sent, Bachelor)
            .When(new EndTraining(T, Done with { Qualification = Q }))
            .Then(new TrainingEnded(T, Done with { Qualification = Q }));

    [Fact]
    public void Giving_up_leads_to_nothing() =>
        new Given(Registered, Sent, Bachelor)
            .When(new EndTraining(T, new(D("2025"), TrainingOutcome.Discontinued, Q)))
            .ThenRejected("NOTHING_EARNED");

    [Fact]
    public void It_leads_to_a_qualification_of_its_ladder() =>
        new Given(
            Registered,
            Bachelor,
            new TrainingStarted(
                T,
                D("2023"),
                new(Ladder.PoliticalTheory, Level.PoliticalTheoryIntermediate, "", "", default, null)
            )
        )
            .When(new EndTraining(T, Done with { Qualification = Q }))
            .ThenRejected("LED_TO_ANOTHER_LADDER");

    [Fact]
    public void A_false_diploma_is_nothing_a_course_led_to() =>
        new Given(Registered, Sent, Bachelor, new QualificationRevoked(Q))
            .When(new EndTraining(T, Done with { Qualification = Q }))
            .ThenRejected("QUALIFICATION_REVOKED");

    [Fact]
    public void A_correction_replaces_all_of_it_and_can_take_back_its_end()
    {
        var it = new Given(Registered, Sent, new TrainingEnded(T, Done))
            .When(new CorrectTraining(T, D("2022-10"), Course with { Institution = "ĐH Vinh" }, null))
            .Then(new TrainingCorrected(T, D("2022-10"), Course with { Institution = "ĐH Vinh" }, null));
        On<TrainingFact>(it, "2030-01-01")
            .Should()
            .ContainSingle()
            .Which.Should()
            .Match<TrainingFact>(f => f.Institution == "ĐH Vinh" && f.Outcome == null && f.Valid.To == null);
        On<TrainingFact>(it, "2022-11-01").Should().ContainSingle();
    }

    [Fact]
    public void What_it_led_to_is_told_while_that_is_on_record()
    {
        var it = Fold(
            (Registered, null),
            (Sent, null),
            (Bachelor, null),
            (new TrainingEnded(T, Done with { Qualification = Q }), null)
        );
        Person.Facts(it).OfType<TrainingFact>().Single().Qualification.Should().Be(Q);
        Person
            .Facts(Person.Evolve(it, new PersonEntryAnnulled(Q), default))
            .OfType<TrainingFact>()
            .Single()
            .Qualification.Should()
            .BeNull();
        Person.Facts(Person.Evolve(it, new PersonEntryAnnulled(T), default)).OfType<TrainingFact>().Should().BeEmpty();
    }

    [Fact]
    public void A_course_falls_with_the_decision_and_its_end_with_the_paper_of_the_end()
    {
        var it = Fold((Registered, null), (Sent, Paper), (new TrainingEnded(T, Done), Other));
        var goesOn = Person.Evolve(it, Person.Fall(it, Other)!, default);
        On<TrainingFact>(goesOn, "2026-01-01").Should().ContainSingle().Which.Outcome.Should().BeNull();
        Person.Facts(Person.Evolve(it, Person.Fall(it, Paper)!, default)).OfType<TrainingFact>().Should().BeEmpty();
        Person.Fall(goesOn, Other).Should().BeNull();
    }

    [Fact]
    public void A_conclusion_holds_from_its_day_until_another_one()
    {
        var it = new Given(Registered, Posted)
            .When(new JudgePlacement(A, D("2024-06-03"), Fits))
            .Then(new PlacementJudged(A, D("2024-06-03"), Fits));
        On<PlacementFact>(it, "2024-06-02").Should().BeEmpty();
        On<PlacementFact>(it, "2024-06-03")
            .Should()
            .ContainSingle()
            .Which.Should()
            .Match<PlacementFact>(f => f.Fits && f.Because == "Đúng môn.");
        it = new Given(Registered, Posted, new PlacementJudged(A, D("2024-06-03"), Fits))
            .When(new JudgePlacement(A, D("2025-01-01"), Misfit))
            .Then(new PlacementJudged(A, D("2025-01-01"), Misfit));
        On<PlacementFact>(it, "2024-12-31").Single().Fits.Should().BeTrue();
        On<PlacementFact>(it, "2025-01-01").Single().Fits.Should().BeFalse();
    }

    [Fact]
    public void A_conclusion_is_about_a_post_that_is_held() =>
        new Given(Registered, Posted).When(new JudgePlacement(A, D("2009"), Fits)).ThenRejected("OUTSIDE_ASSIGNMENT");

    [Fact]
    public void Only_a_conclusion_can_be_left_to_the_rule() =>
        new Given(Registered, Posted).When(new JudgePlacement(A, D("2024"), Left)).ThenRejected("NOTHING_JUDGED");

    [Fact]
    public void Only_a_recorded_conclusion_is_corrected() =>
        new Given(Registered, Posted, new PlacementJudged(A, D("2024-06-03"), Fits))
            .When(new CorrectPlacement(A, D("2024-06-04"), D("2024-06-04"), Misfit))
            .ThenRejected("NOTHING_BEGAN_THEN");

    [Fact]
    public void From_a_day_on_it_is_left_to_the_rule_again()
    {
        var it = new Given(Registered, Posted, new PlacementJudged(A, D("2024-06-03"), Fits))
            .When(new JudgePlacement(A, D("2025"), Left))
            .Then(new PlacementJudged(A, D("2025"), Left));
        On<PlacementFact>(it, "2024-12-31").Should().ContainSingle();
        On<PlacementFact>(it, "2025-12-31").Should().BeEmpty();
    }

    [Fact]
    public void Taken_back_it_never_was()
    {
        var it = new Given(Registered, Posted, new PlacementJudged(A, D("2024-06-03"), Fits))
            .When(new CorrectPlacement(A, D("2024-06-03"), D("2024-06-03"), Left))
            .Then(new PlacementCorrected(A, D("2024-06-03"), D("2024-06-03"), Left));
        Person.Facts(it).OfType<PlacementFact>().Should().BeEmpty();
    }

    [Fact]
    public void A_conclusion_ends_with_the_assignment_and_with_the_post_it_was_about()
    {
        var judged = new PlacementJudged(A, D("2024-06-03"), Fits);
        On<PlacementFact>(
                Fold(
                    (Registered, null),
                    (Posted, null),
                    (judged, null),
                    (new AssignmentEnded(A, D("2025-01-01"), EndCause.Resigned), null)
                ),
                "2025-01-01"
            )
            .Should()
            .BeEmpty();
        var transferred = Fold(
            (Registered, null),
            (Posted, null),
            (judged, null),
            (new AssignmentTransferred(A, B, D("2025-01-01"), Teacher), null)
        );
        On<PlacementFact>(transferred, "2024-12-31").Should().ContainSingle();
        On<PlacementFact>(transferred, "2025-01-01").Should().BeEmpty();
        var promoted = Fold(
            (Registered, null),
            (Posted, null),
            (judged, null),
            (new AssignmentChanged(A, D("2025-01-01"), Teacher with { Post = "Phó Hiệu trưởng" }), null)
        );
        On<PlacementFact>(promoted, "2025-01-01").Should().BeEmpty("nobody looked at the new post");
        var regraded = Fold(
            (Registered, null),
            (Posted, null),
            (judged, null),
            (new AssignmentChanged(A, D("2025-01-01"), Teacher with { TitleCode = "V.07.03.28", Unit = Other }), null)
        );
        On<PlacementFact>(regraded, "2025-01-01").Should().ContainSingle("grade and unit are no other post");
    }

    [Fact]
    public void A_conclusion_falls_with_its_paper_and_the_one_before_goes_on()
    {
        var it = Fold(
            (Registered, null),
            (Posted, null),
            (new PlacementJudged(A, D("2024-06-03"), Fits), Other),
            (new PlacementJudged(A, D("2025-01-01"), Misfit), Paper)
        );
        var after = Person.Evolve(it, Person.Fall(it, Paper)!, default);
        On<PlacementFact>(after, "2025-06-01").Single().Fits.Should().BeTrue();
        Person
            .Facts(Person.Evolve(after, Person.Fall(after, Other)!, default))
            .OfType<PlacementFact>()
            .Should()
            .BeEmpty();
    }
}
