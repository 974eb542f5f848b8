using HienTai.Domain.Contributions;
using HienTai.Domain.Kernel;
using HienTai.Rpc.V1;
using HienTai.Server.Pipeline;
using static HienTai.Server.Pipeline.Words;
using Ability = HienTai.Domain.Access.Ability;

namespace HienTai.Server.Contributions;

/// <summary>What happened to a contribution, in sentences.</summary>
public sealed class ContributionNarrator : ILifeNarrator
{
    public string Kind => "contribution";
    public string Lane => "contribution";
    public Ability Reads => Ability.ReadPeople;
    public IReadOnlyList<Type> Told { get; } = [typeof(AuthorFact), typeof(RecognitionFact)];

    public Text InALife(Fact fact, string title, Titles titles) =>
        fact switch
        {
            RecognitionFact f when Contribution.Name(f.Level) is var level => Both(
                $"{title}: công nhận cấp {level.Vi}",
                $"{title}: recognised, {level.En}"
            ),
            AuthorFact { Share: < 100 } f => Same($"{title} ({f.Share} %)"),
            _ => Same(title),
        };

    public IEnumerable<Phrase> Tell(object before, object @event, Titles titles) =>
        @event switch
        {
            ContributionRecorded e =>
            [
                Say("Ghi ", "Recorded "),
                Say(Lower(Contribution.Name(e.Details.Kind))),
                Say(" "),
                Strong(e.Details.Title),
                From(e.On),
                Say(
                    $", {e.Authors.Length} tác giả",
                    $", {e.Authors.Length} author{(e.Authors.Length == 1 ? "" : "s")}"
                ),
            ],
            ContributionCorrected e => [Say("Đính chính: ", "Corrected: "), .. Fixed((Contribution)before, e)],
            ContributionEvidenced e =>
            [
                Say(
                    $"Bổ sung {e.Evidence.Count} tệp minh chứng",
                    $"{e.Evidence.Count} file{(e.Evidence.Count == 1 ? "" : "s")} of evidence added"
                ),
            ],
            ContributionAnswered e =>
            [
                Say("Kết quả: ", "Answer: "),
                Strong(Contribution.Name(e.Outcome)),
                From(e.On),
                Noted(e.Note),
            ],
            ContributionAnnulled => [Say("Bỏ ghi: chưa từng có đóng góp này", "Annulled: it was never made")],
            ContributionPaperFell e =>
            [
                Say("Mất căn cứ theo văn bản đã thu hồi ", "Fell with the withdrawn paper "),
                Strong(titles[e.Paper, DateOnly.MaxValue]),
            ],
            _ => OnTheWayToRecognition(@event, titles),
        };

    static IEnumerable<Phrase> OnTheWayToRecognition(object @event, Titles titles) =>
        @event switch
        {
            InitiativeFiled e => [Say("Nộp đơn yêu cầu công nhận", "Filed for recognition"), From(e.On)],
            InitiativeReturned e =>
            [
                Say("Trả lại bổ sung", "Returned"),
                From(e.On),
                Say(", còn thiếu: ", ", wanting: "),
                Strong(e.Wanting),
            ],
            InitiativeFoundComplete e => [Say("Đơn đã đủ", "Found complete"), From(e.On)],
            CouncilConvened e =>
            [
                Say($"Hội đồng {e.Members.Length} người họp", $"A council of {e.Members.Length} sits"),
                From(e.On),
            ],
            InitiativeScored e =>
            [
                Say("Hội đồng chấm ", "Council answers "),
                Strong(e.Score.Points.ToString()),
                Say(
                    e.Score.Doubts.IsEmpty
                        ? ("", "")
                        : (
                            $"; thấy không đạt: {string.Join("; ", e.Score.Doubts.Select(c => Contribution.Name(c).Vi))}",
                            $"; not met: {string.Join("; ", e.Score.Doubts.Select(c => Contribution.Name(c).En))}"
                        )
                ),
                Noted(e.Score.Remark),
            ],
            InitiativeRecognised e =>
            [
                Say("Công nhận cấp ", "Recognised at the level of the "),
                Strong(Contribution.Name(e.Level)),
                From(e.On),
            ],
            InitiativeNotRecognised e => [Say("Không công nhận", "Not recognised"), From(e.On), Noted(e.Reasons)],
            InitiativeReplicated e =>
            [
                Say("Nhân rộng sang ", "Taken over by "),
                Strong(titles[e.Unit, e.From.Latest]),
                From(e.From),
            ],
            RecognitionCancelled e => [Say("Hủy công nhận", "Recognition cancelled"), From(e.On), Noted(e.Reasons)],
            _ => [Say(StoredName.Of(@event.GetType()))],
        };

    public FactLine? Line(Fact fact, Titles titles) =>
        fact switch
        {
            ContributionFact f => Words.Line(
                f,
                Contribution.Name(f.Kind),
                Contribution.Name(f.Stage) is var stage
                    ? Both($"{f.Title} · {stage.Vi.ToLowerInvariant()}", $"{f.Title} · {stage.En}")
                    : null!
            ),
            AuthorFact f => Words.Line(
                f,
                ("Tác giả", "Author"),
                Same($"{titles[f.Person, f.Valid.ClaimedFrom]} · {f.Share} %")
            ),
            RecognitionFact f => Words.Line(
                f,
                ("Công nhận", "Recognition"),
                Contribution.Name(f.Level) is var level ? Both($"cấp {level.Vi}", level.En) : null!
            ),
            ReplicationFact f => Words.Line(f, ("Nhân rộng", "Replication"), Same(titles[f.Unit, f.Valid.ClaimedFrom])),
            _ => null,
        };

    public PartialDate? Effective(object @event) =>
        @event switch
        {
            ContributionRecorded e => e.On,
            ContributionCorrected e => e.On,
            ContributionAnswered e => e.On,
            InitiativeFiled e => e.On,
            InitiativeReturned e => e.On,
            InitiativeFoundComplete e => e.On,
            CouncilConvened e => e.On,
            InitiativeRecognised e => e.On,
            InitiativeNotRecognised e => e.On,
            InitiativeReplicated e => e.From,
            RecognitionCancelled e => e.On,
            _ => null,
        };

    // Who on the council answered is not told by the key: a reader may see an author and not that member.
    public string Key(object @event) =>
        @event switch
        {
            InitiativeRecognised e => $"recognition:{e.Level}",
            InitiativeReplicated e => $"replication:{e.Unit}",
            _ => "contribution",
        };

    public bool Stands(object earlier, object correction) =>
        correction is ContributionCorrected && earlier is not (ContributionRecorded or ContributionCorrected);

    public IEnumerable<Guid> Named(object eventOrFact) =>
        eventOrFact switch
        {
            InitiativeReplicated e => [e.Unit],
            ContributionPaperFell e => [e.Paper],
            AuthorFact f => [f.Person],
            ReplicationFact f => [f.Unit],
            _ => [],
        };

    static (string Vi, string En) Lower((string Vi, string En) name) =>
        (name.Vi.ToLowerInvariant(), name.En.ToLowerInvariant());

    static Phrase Noted(string note) => Say(note.Length > 0 ? $": {note}" : "");

    // What changed; the rest stands as it was.
    static IEnumerable<Phrase> Fixed(Contribution it, ContributionCorrected e)
    {
        if (it.Details is not { } was)
        {
            yield return Strong(e.Details.Title);
            yield break;
        }
        var told = false;
        foreach (
            var (vi, en, old, now) in new[]
            {
                ("tên", "title", was.Title, e.Details.Title),
                ("loại", "kind", Contribution.Name(was.Kind).Vi, Contribution.Name(e.Details.Kind).Vi),
                ("lĩnh vực", "field", was.Field, e.Details.Field),
                ("ngày", "day", it.Life.Spans[0].Valid.From?.Vi ?? "", e.On.Vi),
                ("tác giả và tỷ lệ", "authors and shares", Shares(it.Authors), Shares(e.Authors)),
            }
        )
        {
            if (old == now)
                continue;
            if (told)
                yield return Say("; ");
            told = true;
            yield return Say($"{vi} ", $"{en} ");
            yield return Struck(OrEmpty(old));
            yield return Arrow;
            yield return Strong(OrEmpty(now));
        }
        if (!told)
            yield return Say("nội dung", "its contents");
    }

    static string Shares(IEnumerable<Domain.Contributions.Author> authors) =>
        string.Join(" + ", authors.Select(a => $"{a.Share} %"));
}
