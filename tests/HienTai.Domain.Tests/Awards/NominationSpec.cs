using HienTai.Domain.Awards;
using HienTai.Domain.Kernel;
using Given = HienTai.Domain.Tests.Given<
    HienTai.Domain.Awards.Nomination,
    HienTai.Domain.Awards.NominationCommand,
    HienTai.Domain.Awards.NominationEvent
>;

namespace HienTai.Domain.Tests.Awards;

public sealed class NominationSpec
{
    static readonly Guid An = Guid.CreateVersion7(),
        Binh = Guid.CreateVersion7(),
        School = Guid.CreateVersion7(),
        Title = Guid.CreateVersion7(),
        Cycle = Guid.CreateVersion7(),
        Work = Guid.CreateVersion7();

    static PartialDate D(string text) => PartialDate.Parse(text);

    static readonly Terms Terms = new(
        false,
        [],
        [],
        ["to-chuc = stated | Nhận xét | Stated", "ba-nam = title X 3 years in a row | Ba năm | Three years"],
        new(2024, 6, 30),
        new(2024, 7, 31)
    );
    static readonly Terms Prize = new(
        true,
        ["van-hoc 1 Văn học | Literature", "quan-ly 20 Quản lý | Administration"],
        ["nhat 200 Giải Nhất | First prize"],
        [],
        new(2024, 6, 30),
        new(2024, 7, 31)
    );
    static readonly Matters Person = new(Cycle, Title, 2024, null, "", School, [An], [], []),
        OfWork = new(Cycle, Title, 2024, Work, "van-hoc", School, [An, Binh], [], []);
    static readonly NominationEvent Made = new NominationMade(D("2024-05-10"), Person);
    static readonly NominationEvent[] Submitted =
    [
        Made,
        new NominationScreened(D("2024-06-01"), true, ""),
        new NominationSubmitted(D("2024-07-01")),
    ];
    static readonly NominationEvent[] Entered = [new NominationMade(D("2024-05-10"), OfWork), .. Submitted[1..]];

    [Fact]
    public void Somebody_is_nominated() => new Given().When(new Nominate(D("2024-05-10"), Person, Terms)).Then(Made);

    [Fact]
    public void Its_id_is_its_own() =>
        new Given(Made)
            .When(new Nominate(D("2024-05-10"), Person with { People = [Binh] }, Terms))
            .ThenRejected("NOMINATION_ID_TAKEN");

    [Fact]
    public void A_work_goes_in_for_a_prize_of_works_only() =>
        new Given()
            .When(new Nominate(D("2024-05-10"), OfWork, Terms))
            .ThenRejected("NOT_FOR_WORKS")
            .Field.Should()
            .Be("work_id");

    [Fact]
    public void A_prize_of_works_needs_one() =>
        new Given().When(new Nominate(D("2024-05-10"), Person, Prize)).ThenRejected("WORK_NEEDED");

    [Fact]
    public void A_field_is_one_of_the_cycle() =>
        new Given()
            .When(new Nominate(D("2024-05-10"), OfWork with { Field = "am-nhac" }, Prize))
            .ThenRejected("FIELD_NOT_OF_CYCLE")
            .En.Should()
            .Contain("Literature");

    [Fact]
    public void Where_there_are_fields_one_is_chosen() =>
        new Given()
            .When(new Nominate(D("2024-05-10"), OfWork with { Field = "" }, Prize))
            .ThenRejected("FIELD_NOT_OF_CYCLE");

    [Fact]
    public void Steps_follow_one_another()
    {
        new Given(Made).When(new ScreenNomination(D("2024-06-01"), true, "", Terms, [])).Then(Submitted[1]);
        new Given(Submitted[..2]).When(new SubmitNomination(D("2024-07-01"), Terms)).Then(Submitted[2]);
        var after = new Given(Submitted)
            .When(new AwardNomination(D("2024-10-01"), "", Terms, 0))
            .Then(new NominationAwarded(D("2024-10-01"), ""));
        Nomination
            .Facts(after)
            .OfType<AwardFact>()
            .Should()
            .ContainSingle(a =>
                a.Person == An && a.Year == 2024 && a.Valid.From == D("2024-10-01") && a.Valid.To == null
            );
        new Given(Made).When(new SubmitNomination(D("2024-07-01"), Terms)).ThenRejected("NOT_AT_THIS_STEP");
        new Given(Made).When(new AwardNomination(D("2024-10-01"), "", Terms, 0)).ThenRejected("NOT_AT_THIS_STEP");
        new Given(Submitted[..2])
            .When(new SubmitNomination(D("2024-05-31"), Terms))
            .ThenRejected("BEFORE_THE_LAST_STEP")
            .Field.Should()
            .Be("on");
        new Given(Submitted)
            .When(new DeclineNomination(D("2024-10-01"), "Không đủ phiếu."))
            .Then(new NominationNotAwarded(D("2024-10-01"), "Không đủ phiếu."));
    }

    [Fact]
    public void After_its_deadline_a_step_comes_too_late()
    {
        new Given().When(new Nominate(D("2024-07-01"), Person, Terms)).ThenRejected("DEADLINE_PASSED");
        new Given(Made)
            .When(new ScreenNomination(D("2024-07-01"), true, "", Terms, []))
            .ThenRejected("DEADLINE_PASSED")
            .Vi.Should()
            .Contain("30/6/2024");
        new Given(Submitted[..2])
            .When(new SubmitNomination(D("2024-08-01"), Terms))
            .ThenRejected("DEADLINE_PASSED")
            .En.Should()
            .Contain("2024-07-31");
        new Given(Submitted[..2])
            .When(new SubmitNomination(D("2024-07-31"), Terms))
            .Then(new NominationSubmitted(D("2024-07-31")));
    }

    [Fact]
    public void A_unit_passes_nobody_who_lacks_something_and_says_why_it_turns_one_down()
    {
        new Given(Made)
            .When(
                new ScreenNomination(
                    D("2024-06-01"),
                    true,
                    "",
                    Terms,
                    [("Ba năm liên tục (thiếu năm 2022)", "Three years (2022 missing)")]
                )
            )
            .ThenRejected("CRITERION_NOT_MET")
            .Vi.Should()
            .Contain("thiếu năm 2022");
        new Given(Made)
            .When(new ScreenNomination(D("2024-06-01"), false, "", Terms, []))
            .ThenRejected("NO_REASON_GIVEN")
            .Field.Should()
            .Be("reasons");
        new Given(Made)
            .When(new ScreenNomination(D("2024-06-01"), false, "Chưa đủ phiếu.", Terms, []))
            .Then(new NominationScreened(D("2024-06-01"), false, "Chưa đủ phiếu."));
    }

    [Fact]
    public void An_officer_answers_what_nothing_on_record_decides_and_nothing_else()
    {
        new Given(Made)
            .When(new AnswerCriterion(D("2024-05-20"), new("to-chuc", true, "Hoàn thành xuất sắc."), Terms))
            .Then(new CriterionAnswered(D("2024-05-20"), new("to-chuc", true, "Hoàn thành xuất sắc.")));
        new Given(Made)
            .When(new AnswerCriterion(D("2024-05-20"), new("ba-nam", true, "Có."), Terms))
            .ThenRejected("CRITERION_IS_COMPUTED");
        new Given([.. Submitted, new NominationAwarded(D("2024-10-01"), "")])
            .When(new AnswerCriterion(D("2024-11-20"), new("to-chuc", true, "Có."), Terms))
            .ThenRejected("NOMINATION_CONCLUDED");
    }

    [Fact]
    public void A_field_that_is_full_gives_nothing_more()
    {
        new Given(Entered)
            .When(new AwardNomination(D("2024-10-01"), "nhat", Prize, 1))
            .ThenRejected("NO_PLACE_LEFT")
            .En.Should()
            .Contain("Literature");
        new Given(Entered).When(new AwardNomination(D("2024-10-01"), "", Prize, 0)).ThenRejected("PRIZE_NOT_OF_CYCLE");
        var after = new Given(Entered)
            .When(new AwardNomination(D("2024-10-01"), "nhat", Prize, 0))
            .Then(new NominationAwarded(D("2024-10-01"), "nhat"));
        Nomination
            .Facts(after)
            .OfType<AwardFact>()
            .Select(a => a.Person)
            .Should()
            .BeEquivalentTo([An, Binh], "each author holds it");
    }

    [Fact]
    public void A_revoked_award_ends_that_day_and_was_held_before()
    {
        NominationEvent[] past = [.. Submitted, new NominationAwarded(D("2024-10-01"), "")];
        new Given(Submitted).When(new RevokeAward(D("2025-01-01"), "Gian dối.")).ThenRejected("NOT_AT_THIS_STEP");
        var after = new Given(past)
            .When(new RevokeAward(D("2025-01-01"), "Gian dối."))
            .Then(new AwardRevoked(D("2025-01-01"), "Gian dối."));
        var held = Nomination.Facts(after).OfType<AwardFact>().Single().Valid;
        (held.Holds(new(2024, 12, 31)), held.Holds(new(2025, 1, 1))).Should().Be((true, false));
    }

    [Fact]
    public void What_rests_on_a_withdrawn_paper_falls_and_the_rest_stands()
    {
        var paper = Guid.CreateVersion7();
        var it = Nomination.Evolve(
            Submitted.Aggregate(Nomination.Initial, (s, e) => Nomination.Evolve(s, e, default)),
            new NominationAwarded(D("2024-10-01"), ""),
            new(paper)
        );
        Nomination.Fall(it, Guid.CreateVersion7()).Should().BeNull();
        it = Nomination.Evolve(it, Nomination.Fall(it, paper)!, default);
        Nomination.Facts(it).OfType<AwardFact>().Should().BeEmpty();
        it.Life.Spans[^1].Value.Step.Should().Be(NominationStep.Submitted);
        var recorded = Nomination.Evolve(
            Nomination.Initial,
            new AwardRecorded(D("2022-12-01"), Person with { Cycle = null, Year = 2022 }, ""),
            new(paper)
        );
        Nomination
            .Facts(Nomination.Evolve(recorded, Nomination.Fall(recorded, paper)!, default))
            .Should()
            .BeEmpty("an award recorded from its paper falls with it");
    }
}
