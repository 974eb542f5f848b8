using HienTai.Domain.Kernel;
using HienTai.Domain.Personnel;
using HienTai.Rpc.V1;
using HienTai.Server.Pipeline;
using static HienTai.Server.Pipeline.Words;

namespace HienTai.Server.Personnel;

/// <summary>What was judged of two records that may be of one person, in sentences.</summary>
public sealed class DuplicateNarrator : INarrator
{
    public string Kind => "possible_duplicate";

    public IEnumerable<Phrase> Tell(object before, object @event, Titles titles) =>
        @event switch
        {
            DuplicateJudged e =>
            [
                Say("Hai hồ sơ trùng tên được xác định là ", "Two records alike were found to be of "),
                Strong(Named(e.Verdict)),
            ],
            DuplicatePaperFell =>
            [
                Say("Kết luận mất căn cứ: văn bản đã bị thu hồi", "The judgement fell with its paper"),
            ],
            _ => [Say(StoredName.Of(@event.GetType()))],
        };

    public FactLine? Line(Fact fact, Titles titles) =>
        fact is PossibleDuplicateFact f
            ? Words.Line(f, ("Có thể trùng", "Possible duplicate"), Both(Named(f.Verdict).Vi, Named(f.Verdict).En))
            : null;

    public PartialDate? Effective(object @event) => null;

    public string Key(object @event) => "verdict";

    IEnumerable<Guid> INarrator.Named(object eventOrFact) => [];

    static (string Vi, string En) Named(DuplicateVerdict verdict) =>
        verdict is DuplicateVerdict.Same ? ("cùng một người", "one person") : ("hai người khác nhau", "two people");
}
