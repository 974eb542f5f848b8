using System.Collections.Immutable;
using HienTai.Domain.Contributions;
using HienTai.Domain.Kernel;
using Given = HienTai.Domain.Tests.Given<
    HienTai.Domain.Contributions.Contribution,
    HienTai.Domain.Contributions.ContributionCommand,
    HienTai.Domain.Contributions.ContributionEvent
>;

namespace HienTai.Domain.Tests.Contributions;

public sealed class ContributionSpec
{
    static readonly Guid An = Guid.CreateVersion7(),
        Binh = Guid.CreateVersion7(),
        Judge = Guid.CreateVersion7(),
        Judge2 = Guid.CreateVersion7(),
        School = Guid.CreateVersion7(),
        Other = Guid.CreateVersion7();

    static PartialDate D(string text) => PartialDate.Parse(text);

    static ContributionDetails Details(ContributionKind kind = ContributionKind.Initiative) =>
        new(
            kind,
            kind is ContributionKind.Initiative ? InitiativeNature.Operational : null,
            "Sổ liên lạc điện tử",
            "Giáo dục",
            School,
            "",
            "",
            null,
            "Sổ giấy",
            "Sổ điện tử",
            "Tiết kiệm 2 giờ mỗi tuần"
        );

    static readonly ImmutableArray<Author> Authors = [new(An, "chủ trì", 60), new(Binh, "cộng sự", 40)];
    static readonly ContributionEvent Recorded = new ContributionRecorded(D("2024-01-10"), Details(), Authors, []);
    static readonly ContributionEvent[] Sitting =
    [
        Recorded,
        new InitiativeFiled(D("2024-02-01")),
        new InitiativeFoundComplete(D("2024-02-05")),
        new CouncilConvened(D("2024-03-01"), Sorted(Judge, Judge2)),
    ];

    static ContributionEvent Answers(Guid member, int points = 80, params Condition[] doubts) =>
        new InitiativeScored(new(member, points, [.. doubts], doubts.Length > 0 ? "Đã có trường khác làm." : ""));

    static readonly ContributionEvent[] Judged = [.. Sitting, Answers(Judge), Answers(Judge2)];

    static ImmutableArray<Guid> Sorted(params Guid[] ids) => [.. ids.Order()];

    [Fact]
    public void It_is_recorded() =>
        new Given().When(new RecordContribution(D("2024-01-10"), Details(), Authors, [])).Then(Recorded);

    [Fact]
    public void Its_id_is_its_own() =>
        new Given(Recorded)
            .When(new RecordContribution(D("2024-01-11"), Details(), Authors, []))
            .ThenRejected("CONTRIBUTION_ID_TAKEN");

    [Theory]
    [InlineData("SHARES_NOT_100", 60, 30, 20)]
    [InlineData("SHARES_NOT_100", 60, 30)]
    [InlineData("SHARE_OUT_OF_RANGE", 100, 0)]
    [InlineData("NO_AUTHOR")]
    public void Shares_make_a_hundred(string reason, params int[] shares) =>
        new Given()
            .When(
                new RecordContribution(
                    D("2024"),
                    Details(),
                    [.. shares.Select(s => new Author(Guid.NewGuid(), "", s))],
                    []
                )
            )
            .ThenRejected(reason)
            .Field.Should()
            .Be("authors");

    [Fact]
    public void Evidence_is_added_once_and_stays()
    {
        var after = new Given(Recorded, new ContributionEvidenced(["a1"]))
            .When(new AddContributionEvidence(["a1", "b2"]))
            .Then(new ContributionEvidenced(["b2"]));
        Contribution.Facts(after).OfType<ContributionFact>().Single().Evidence.Should().BeEquivalentTo("a1", "b2");
        new Given(Recorded, new ContributionEvidenced(["a1"])).When(new AddContributionEvidence(["a1"])).Then();
    }

    [Fact]
    public void Nobody_is_an_author_twice() =>
        new Given()
            .When(new RecordContribution(D("2024"), Details(), [new(An, "", 50), new(An, "", 50)], []))
            .ThenRejected("AUTHOR_TWICE")
            .Related.Should()
            .Equal(An);

    [Fact]
    public void An_initiative_goes_step_by_step_to_its_recognition()
    {
        new Given(Recorded).When(new FileInitiative(D("2024-02-01"))).Then(new InitiativeFiled(D("2024-02-01")));
        new Given([.. Sitting[..2]])
            .When(new ReturnInitiative(D("2024-02-03"), "Thiếu xác nhận của đơn vị."))
            .Then(new InitiativeReturned(D("2024-02-03"), "Thiếu xác nhận của đơn vị."));
        new Given([.. Sitting[..2]])
            .When(new FindInitiativeComplete(D("2024-02-05")))
            .Then(new InitiativeFoundComplete(D("2024-02-05")));
        new Given([.. Sitting[..3]]).When(new ConveneCouncil(D("2024-03-01"), [Judge2, Judge])).Then(Sitting[3]);
        var after = new Given(Judged)
            .When(new RecogniseInitiative(D("2024-03-01"), RecognitionLevel.Unit))
            .Then(new InitiativeRecognised(D("2024-03-01"), RecognitionLevel.Unit));
        Contribution
            .Facts(after)
            .OfType<RecognitionFact>()
            .Should()
            .ContainSingle(r => r.Level == RecognitionLevel.Unit && r.Valid.From == D("2024-03-01"));
        Contribution.Facts(after).OfType<ScoreFact>().Should().HaveCount(2, "the council sat the day it concluded");
    }

    [Fact]
    public void A_decision_before_the_filing_is_out_of_order()
    {
        new Given(Recorded)
            .When(new RecogniseInitiative(D("2024-03"), RecognitionLevel.Unit))
            .ThenRejected("NOT_AT_THIS_STAGE");
        new Given(Judged)
            .When(new RecogniseInitiative(D("2024-01-20"), RecognitionLevel.Unit))
            .ThenRejected("BEFORE_THE_LAST_STEP")
            .Field.Should()
            .Be("on");
        new Given(Recorded).When(new FileInitiative(D("2023-12"))).ThenRejected("BEFORE_THE_LAST_STEP");
    }

    [Fact]
    public void Nobody_judges_their_own_work()
    {
        new Given([.. Sitting[..3]])
            .When(new ConveneCouncil(D("2024-03-01"), [Judge, An]))
            .ThenRejected("COUNCIL_MEMBER_IS_AUTHOR")
            .Related.Should()
            .Equal(An);
        new Given(Sitting).When(new ScoreInitiative(new(An, 100, [], ""))).ThenRejected("COUNCIL_MEMBER_IS_AUTHOR");
        new Given(Sitting)
            .When(new CorrectContribution(D("2024-01-10"), Details(), [new(Judge, "", 100)]))
            .ThenRejected("COUNCIL_MEMBER_IS_AUTHOR");
    }

    [Fact]
    public void Every_member_answers_and_a_condition_most_of_them_doubt_forbids_recognition()
    {
        new Given([.. Sitting, Answers(Judge)])
            .When(new RecogniseInitiative(D("2024-03-02"), RecognitionLevel.Unit))
            .ThenRejected("COUNCIL_NOT_FINISHED");
        new Given(Sitting)
            .When(new ScoreInitiative(new(Judge, 50, [Condition.NewInUnit], "")))
            .ThenRejected("DOUBT_WITHOUT_REASON");
        new Given(Sitting).When(new ScoreInitiative(new(Other, 50, [], ""))).ThenRejected("NOT_ON_COUNCIL");
        ContributionEvent[] doubted =
        [
            .. Sitting,
            Answers(Judge, 40, Condition.NewInUnit),
            Answers(Judge2, 45, Condition.NewInUnit),
        ];
        new Given(doubted)
            .When(new RecogniseInitiative(D("2024-03-02"), RecognitionLevel.Unit))
            .ThenRejected("CONDITION_NOT_MET")
            .En.Should()
            .Contain("new within the unit");
        new Given(doubted)
            .When(new DeclineInitiative(D("2024-03-02"), "Không mới."))
            .Then(new InitiativeNotRecognised(D("2024-03-02"), "Không mới."));
        new Given([.. Sitting, Answers(Judge, 40, Condition.NewInUnit), Answers(Judge2)])
            .When(new RecogniseInitiative(D("2024-03-02"), RecognitionLevel.Unit))
            .Then(new InitiativeRecognised(D("2024-03-02"), RecognitionLevel.Unit));
    }

    [Fact]
    public void A_recognition_ends_when_it_is_cancelled_at_every_level()
    {
        ContributionEvent[] past =
        [
            .. Judged,
            new InitiativeRecognised(D("2024-03-02"), RecognitionLevel.Unit),
            new InitiativeRecognised(D("2024-06-01"), RecognitionLevel.City),
        ];
        new Given(past)
            .When(new RecogniseInitiative(D("2024-07-01"), RecognitionLevel.District))
            .ThenRejected("ALREADY_RECOGNISED");
        var after = new Given(past)
            .When(new CancelRecognition(D("2025-01-01"), "Không trung thực."))
            .Then(new RecognitionCancelled(D("2025-01-01"), "Không trung thực."));
        Contribution
            .Facts(after)
            .OfType<RecognitionFact>()
            .Should()
            .HaveCount(2)
            .And.AllSatisfy(r => r.Valid.Holds(new(2025, 1, 1)).Should().BeFalse());
        new Given([.. past, new RecognitionCancelled(D("2025-01-01"), "")])
            .When(new ReplicateInitiative(D("2025-02"), Other))
            .ThenRejected("NOT_RECOGNISED");
        new Given(past)
            .When(new ReplicateInitiative(D("2024-09"), Other))
            .Then(new InitiativeReplicated(D("2024-09"), Other));
        new Given(past).When(new ReplicateInitiative(D("2024-09"), School)).ThenRejected("REPLICATED_AT_HOME");
    }

    [Fact]
    public void What_is_no_initiative_is_answered_and_never_goes_before_a_council()
    {
        var advice = new ContributionRecorded(D("2024-01-10"), Details(ContributionKind.Critique), Authors, []);
        new Given(advice)
            .When(new AnswerContribution(D("2024-05"), Outcome.TakenUpInPart, "Đưa vào mục 3."))
            .Then(new ContributionAnswered(D("2024-05"), Outcome.TakenUpInPart, "Đưa vào mục 3."));
        new Given(advice).When(new FileInitiative(D("2024-05"))).ThenRejected("NOT_AN_INITIATIVE");
        new Given(Recorded)
            .When(new AnswerContribution(D("2024-05"), Outcome.TakenUp, ""))
            .ThenRejected("ANSWER_OF_AN_INITIATIVE");
    }

    [Fact]
    public void What_rests_on_a_withdrawn_paper_falls_and_the_rest_stands()
    {
        var paper = Guid.CreateVersion7();
        var it = Judged.Aggregate(Contribution.Initial, (s, e) => Contribution.Evolve(s, e, default));
        it = Contribution.Evolve(it, new InitiativeRecognised(D("2024-03-02"), RecognitionLevel.Unit), new(paper));
        Contribution.Fall(it, Guid.CreateVersion7()).Should().BeNull();
        it = Contribution.Evolve(it, Contribution.Fall(it, paper)!, default);
        Contribution.Facts(it).OfType<RecognitionFact>().Should().BeEmpty();
        it.Life.Spans[^1].Value.Stage.Should().Be(Stage.BeforeCouncil);
    }
}
