using HienTai.Domain.Kernel;
using HienTai.Domain.Talent;
using HienTai.Rpc.V1;
using HienTai.Server.Pipeline;
using static HienTai.Server.Pipeline.Words;
using Ability = HienTai.Domain.Access.Ability;
using DataClass = HienTai.Domain.Kernel.DataClass;

namespace HienTai.Server.Talent;

/// <summary>
/// What happened on somebody's way through the pool, in sentences. What is personal in them is gone once the person is
/// erased.
/// </summary>
public sealed class CandidacyNarrator : ILifeNarrator
{
    public string Kind => "candidacy";
    public string Lane => "candidacy";
    public Ability Reads => Ability.ReadTalent;
    public IReadOnlyList<Type> Told { get; } = [typeof(CandidacyFact)];

    public Text InALife(Fact fact, string title, Titles titles) =>
        fact is CandidacyFact f
        && titles.Both(f.Programme, f.Valid.ClaimedFrom) is var name
        && Candidacy.Name(f.Stage) is var stage
            ? Both($"{stage.Vi}: {name.Vi}", $"{char.ToUpperInvariant(stage.En[0])}{stage.En[1..]}: {name.En}")
            : Same(title);

    public IEnumerable<Phrase> Tell(object before, object @event, Titles titles) =>
        @event switch
        {
            CandidateFound e =>
            [
                Say("Phát hiện cho ", "Found for "),
                Strong(titles[e.Programme, e.On.Latest]),
                Say(
                    $", diện {Lower(Programme.Name(e.Details.Kind).Vi)}",
                    $", as {Lower(Programme.Name(e.Details.Kind).En)}"
                ),
                Say(
                    e.By is { } by ? ($", hạng {by.Rank} trong một lần tìm", $", rank {by.Rank} of a search") : ("", "")
                ),
                From(e.On),
            ],
            CandidacyCorrected e =>
            [
                Say("Đính chính nội dung đề cử", "What was recorded at the beginning corrected"),
                From(e.On),
            ],
            CandidateProposed e => [Say("Đề cử", "Proposed"), From(e.On)],
            CandidateVerified e =>
            [
                Say("Đã xác minh", "Verified"),
                Say(
                    e.Answers.IsDefaultOrEmpty
                        ? ("", "")
                        : (
                            $", {e.Answers.Count(a => a.Met)}/{e.Answers.Length} tiêu chí hỏi riêng đạt",
                            $", {e.Answers.Count(a => a.Met)} of {e.Answers.Length} stated criteria met"
                        )
                ),
                From(e.On),
            ],
            CandidateAdmitted e => [Say("Vào nguồn", "Admitted to the pool"), From(e.On)],
            CandidateInvited e => [Say("Mời gọi", "Invited"), From(e.On), Noted(e.Note)],
            CandidateJoined e => [Say("Nhận lời", "Joined"), From(e.On)],
            CandidateDeclined e => [Say("Từ chối", "Declined"), From(e.On), Noted(e.Reasons)],
            CandidateEmployed e => [Say("Sử dụng", "In use"), From(e.On), Noted(e.As)],
            CandidateAssessed e =>
            [
                Say(
                    $"Đánh giá đợt {e.Assessment?.Round}, {e.Assessment?.Marks.Count} tiêu chí",
                    $"Assessed, round {e.Assessment?.Round}, {e.Assessment?.Marks.Count} criteria"
                ),
                From(e.On),
            ],
            CandidateLeft e => [Say("Ra khỏi nguồn", "Left the pool"), From(e.On), Noted(e.Reasons)],
            CandidacyAnnulled => [Say("Bỏ ghi: chưa từng được xem xét", "Annulled: they were never looked at")],
            CandidacyPaperFell e =>
            [
                Say("Mất căn cứ theo văn bản đã thu hồi ", "Fell with the withdrawn paper "),
                Strong(titles[e.Paper, DateOnly.MaxValue]),
            ],
            _ => [Say(StoredName.Of(@event.GetType()))],
        };

    public FactLine? Line(Fact fact, Titles titles) =>
        fact switch
        {
            CandidacyFact f => Words.Line(
                f,
                ("Nguồn nhân tài", "Talent pool"),
                Candidacy.Name(f.Stage) is var stage
                    ? Both(
                        $"{titles[f.Programme, f.Valid.ClaimedFrom]} · {stage.Vi.ToLowerInvariant()}",
                        $"{titles[f.Programme, f.Valid.ClaimedFrom]} · {stage.En}"
                    )
                    : null!
            ),
            AnswerFact f => Words.Line(
                f,
                ("Tiêu chí", "Criterion"),
                Both($"{f.Criterion}: {(f.Met ? "đạt" : "không đạt")}", $"{f.Criterion}: {(f.Met ? "met" : "not met")}")
            ),
            AssessmentFact f => Words.Line(
                f,
                ("Đánh giá", "Assessment"),
                Both($"đợt {f.Round}: {string.Join(", ", f.Marks)}", $"round {f.Round}: {string.Join(", ", f.Marks)}")
            ),
            _ => null,
        };

    public PartialDate? Effective(object @event) =>
        @event switch
        {
            CandidateFound e => e.On,
            CandidacyCorrected e => e.On,
            CandidateProposed e => e.On,
            CandidateVerified e => e.On,
            CandidateAdmitted e => e.On,
            CandidateInvited e => e.On,
            CandidateJoined e => e.On,
            CandidateDeclined e => e.On,
            CandidateEmployed e => e.On,
            CandidateAssessed e => e.On,
            CandidateLeft e => e.On,
            _ => null,
        };

    // Which assessor gave marks is not told by the key: a reader may see the candidate and not that assessor.
    public string Key(object @event) => @event is CandidateAssessed ? "assessment" : "candidacy";

    public bool Stands(object earlier, object correction) =>
        correction is CandidacyCorrected && earlier is not (CandidateFound or CandidacyCorrected);

    public IEnumerable<Guid> Named(object eventOrFact) =>
        eventOrFact switch
        {
            CandidateFound e => [e.Programme],
            CandidacyPaperFell e => [e.Paper],
            CandidacyFact f => [f.Programme],
            _ => [],
        };

    static Phrase Noted(string? note) => Kept(DataClass.Basic, Say(string.IsNullOrEmpty(note) ? "" : $": {note}"));

    static string Lower(string name) => char.ToLowerInvariant(name[0]) + name[1..];
}
