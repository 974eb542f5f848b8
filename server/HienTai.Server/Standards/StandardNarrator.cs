using HienTai.Domain.Kernel;
using HienTai.Domain.Standards;
using HienTai.Rpc.V1;
using HienTai.Server.Pipeline;
using static HienTai.Server.Pipeline.Words;

namespace HienTai.Server.Standards;

/// <summary>What happened to a standard, in sentences.</summary>
public sealed class StandardNarrator : INarrator
{
    public string Kind => "standard";

    public IEnumerable<Phrase> Tell(object before, object @event, Titles titles)
    {
        var was = ((Standard)before).Line is { IsEmpty: false } line ? line.Spans[^1].Value : null;
        return @event switch
        {
            StandardEnacted e =>
            [
                Say("Ban hành chuẩn ", "Enacted "),
                Strong($"{e.Details.Code}"),
                Say(" · ", " · "),
                Say(e.Details.Vi, e.Details.En),
                From(e.From),
                Until(e.To),
            ],
            StandardAmended e =>
            [
                Say("Sửa chuẩn: ", "Amended: "),
                .. Changes(was ?? e.Details, e.Details),
                From(e.From),
            ],
            StandardRepealed e => [Say("Bãi bỏ chuẩn ", "Repealed "), Struck(was?.Code ?? ""), From(e.On)],
            StandardCorrected e =>
            [
                Say("Đính chính chuẩn: ", "Corrected: "),
                .. Changes(was ?? e.Details, e.Details),
                .. Moved(e.WrongFrom, e.From),
            ],
            StandardPaperFell e =>
            [
                Say("Mất căn cứ theo văn bản đã thu hồi ", "Fell with the withdrawn paper "),
                Strong(titles[e.Paper, DateOnly.MaxValue]),
            ],
            _ => [Say(StoredName.Of(@event.GetType()))],
        };
    }

    static IEnumerable<Phrase> Moved(PartialDate wrong, PartialDate right)
    {
        if (wrong == right)
            yield break;
        yield return Say(" có hiệu lực ", " in force ");
        yield return Struck((Date(wrong), wrong.ToString()));
        yield return Arrow;
        yield return Strong((Date(right), right.ToString()));
    }

    static IEnumerable<Phrase> Changes(StandardDetails was, StandardDetails now)
    {
        ((string Vi, string En) Label, (string Vi, string En) Old, (string Vi, string En) New)[] all =
        [
            (("tên", "name"), (was.Vi, was.En), (now.Vi, now.En)),
            (("yêu cầu", "demand"), Asked(was.Demands.Ways), Asked(now.Demands.Ways)),
            (("tạm thời", "for now"), Asked(was.Demands.ForNow), Asked(now.Demands.ForNow)),
            (("áp dụng", "applies to"), Both(Covered(was.Scope)), Both(Covered(now.Scope))),
            (("hạn", "deadline"), Both(Date(was.Transition.Deadline)), Both(Date(now.Transition.Deadline))),
            (
                ("căn cứ", "source"),
                Both($"{was.Basis.Source} {was.Basis.Clause}".Trim()),
                Both($"{now.Basis.Source} {now.Basis.Clause}".Trim())
            ),
            (("ưu tiên hơn", "prevails over"), Both(was.Prevails.ToString()), Both(now.Prevails.ToString())),
        ];
        var changed = all.Where(f => f.Old != f.New).ToArray();
        if (changed.Length == 0)
            yield return Say("chi tiết", "details");
        foreach (var (i, (label, old, fresh)) in changed.Index())
        {
            yield return Say($"{(i > 0 ? "; " : "")}{label.Vi} ", $"{(i > 0 ? "; " : "")}{label.En} ");
            yield return Struck(old.Vi.Length > 0 ? old : ("—", "—"));
            yield return Arrow;
            yield return Strong(fresh.Vi.Length > 0 ? fresh : ("—", "—"));
        }
        static (string, string) Both(string same) => (same, same);
        static string Date(DateOnly? day) => day is { } d ? Words.Date(d) : "";
    }

    /// <summary>What is asked, its ways joined by "or".</summary>
    public static (string Vi, string En) Asked(IEnumerable<string> ways)
    {
        var words = ways.Select(w => Demand.Words(Demand.TryParse(w)!)).ToArray();
        return (string.Join(" hoặc ", words.Select(w => w.Vi)), string.Join(" or ", words.Select(w => w.En)));
    }

    static string Covered(Scope scope) => string.Join(" · ", scope.Titles.Concat(scope.Posts).Concat(scope.Categories));

    public FactLine? Line(Fact fact, Titles titles) =>
        fact is StandardFact f
            ? Words.Line(
                f,
                ("Chuẩn", "Standard"),
                Words.Both($"{f.Code} · {f.Vi}: {Asked(f.Ways).Vi}", $"{f.Code} · {f.En}: {Asked(f.Ways).En}")
            )
            : null;

    public PartialDate? Effective(object @event) =>
        @event switch
        {
            StandardEnacted e => e.From,
            StandardAmended e => e.From,
            StandardRepealed e => e.On,
            StandardCorrected e => e.From,
            _ => null,
        };

    public string Key(object @event) => "standard";

    public IEnumerable<Guid> Named(object eventOrFact) => eventOrFact is StandardPaperFell e ? [e.Paper] : [];
}
