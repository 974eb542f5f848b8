using HienTai.Domain.Kernel;
using HienTai.Domain.Organization;
using HienTai.Rpc.V1;
using HienTai.Server.Pipeline;
using static HienTai.Server.Pipeline.Words;

namespace HienTai.Server.Organization;

/// <summary>What happened to a quota, in sentences.</summary>
public sealed class QuotaNarrator : INarrator
{
    public string Kind => "quota";

    public IEnumerable<Phrase> Tell(object before, object @event, Titles titles)
    {
        var it = (Quota)before;
        return @event switch
        {
            QuotaGranted e =>
            [
                Say("Giao ", "Granted "),
                Strong($"{e.Count}"),
                Say(" · "),
                Say(QuotaTypes.Of(e.Type).Name),
                Say($" năm {e.Year} cho ", $" for {e.Year} to "),
                Strong(titles[e.Unit, e.From.Latest]),
                From(e.From),
            ],
            QuotaAdjusted { Amount.Delta: { } delta } e =>
            [
                Say("Điều chỉnh ", "Adjusted "),
                Say($"{Before(it, e.On)}"),
                Arrow,
                Strong($"{Before(it, e.On) + delta}"),
                Say($" ({Signed(delta)})"),
                Of(it),
                From(e.On),
            ],
            QuotaAdjusted e =>
            [
                Say("Điều chỉnh ", "Adjusted "),
                Say($"{Before(it, e.On)}"),
                Arrow,
                Strong($"{e.Amount.Count}"),
                Of(it),
                From(e.On),
            ],
            QuotaCorrected e =>
            [
                Say("Số được giao ", "Number granted "),
                .. Fixed(At(it, e.WrongFrom), e.Amount, e.WrongFrom, e.From),
                Of(it),
            ],
            QuotaRevoked =>
            [
                Say("Bỏ ghi số đã giao: ", "Taken back, never granted: "),
                Struck($"{(it.Line.IsEmpty ? 0 : it.Line.Spans[0].Value.Count)}"),
                Of(it),
            ],
            QuotaPaperFell e =>
            [
                Say("Mất căn cứ theo văn bản đã thu hồi ", "Fell with the withdrawn paper "),
                Strong(titles[e.Paper, DateOnly.MaxValue]),
                Of(it),
            ],
            _ => [Say(StoredName.Of(@event.GetType()))],
        };
    }

    public FactLine? Line(Fact fact, Titles titles) =>
        fact is QuotaFact f
            ? Words.Line(
                f,
                QuotaTypes.Of(f.Type).Name,
                Same($"{f.Count} · {titles[f.Unit, f.Valid.ClaimedFrom]} · {f.Year}")
            )
            : null;

    public PartialDate? Effective(object @event) =>
        @event switch
        {
            QuotaGranted e => e.From,
            QuotaAdjusted e => e.On,
            QuotaCorrected e => e.From,
            _ => null,
        };

    public string Key(object @event) => "quota";

    public IEnumerable<Guid> Named(object eventOrFact) =>
        eventOrFact switch
        {
            QuotaGranted e => [e.Unit],
            QuotaPaperFell e => [e.Paper],
            QuotaFact f => [f.Unit],
            _ => [],
        };

    static int Before(Quota it, PartialDate on) =>
        Quota.Facts(it).OfType<QuotaFact>().LastOrDefault(f => f.Valid.From!.Value.CompareTo(on) < 0)?.Count ?? 0;

    static Allotment? At(Quota it, PartialDate from) =>
        it.Line.IsEmpty ? null : it.Line.Spans.FirstOrDefault(s => s.Valid.From == from).Value;

    static string Signed(int delta) => delta > 0 ? $"+{delta}" : $"−{-(long)delta}";

    static string Amount(Allotment? amount) =>
        amount switch
        {
            null => "—",
            { Delta: { } delta } => Signed(delta),
            _ => $"{amount.Count}",
        };

    static Phrase Of(Quota it) =>
        it.Year == 0
            ? Say("")
            : Say(
                $", {QuotaTypes.Of(it.Type).Name.Vi} năm {it.Year}",
                $", {QuotaTypes.Of(it.Type).Name.En} of {it.Year}"
            );

    static IEnumerable<Phrase> Fixed(Allotment? was, Allotment now, PartialDate wrong, PartialDate right)
    {
        if (was != now)
        {
            yield return Struck(Amount(was));
            yield return Arrow;
        }
        yield return Strong(Amount(now));
        if (wrong == right)
            yield break;
        yield return Say(" từ ", " from ");
        yield return Struck((Date(wrong), wrong.ToString()));
        yield return Arrow;
        yield return Strong((Date(right), right.ToString()));
    }
}
