using HienTai.Domain.Kernel;
using HienTai.Domain.Papers;
using HienTai.Rpc.V1;
using HienTai.Server.Pipeline;
using static HienTai.Server.Pipeline.Words;

namespace HienTai.Server.Papers;

/// <summary>What happened to a paper, in sentences.</summary>
public sealed class PaperNarrator : INarrator
{
    public string Kind => "paper";

    public IEnumerable<Phrase> Tell(object before, object @event, Titles titles)
    {
        var was = ((Paper)before).Details;
        return @event switch
        {
            PaperRegistered e =>
            [
                Say("Đăng ký văn bản ", "Registered "),
                Strong(e.Details.Number),
                Say(
                    $" của {e.Details.Issuer}, ký {Date(e.Details.SignedOn)}",
                    $" of {e.Details.Issuer}, signed {e.Details.SignedOn:yyyy-MM-dd}"
                ),
                .. ToldApart(e.NotSameAs, titles),
            ],
            PaperAmended e =>
            [
                Say("Sửa văn bản: ", "Paper amended: "),
                .. Amended(was ?? e.Details, e.Details),
                .. ToldApart(e.NotSameAs, titles),
            ],
            PaperScanAttached => [Say("Thêm bản quét", "Scan attached")],
            PaperWithdrawn e =>
            [
                Say("Thu hồi văn bản ", "Withdrawn: "),
                Struck(was?.Number ?? ""),
                Say($", từ {Date(e.On)}", $", as of {e.On}"),
            ],
            PaperRepealed { From: { } from } =>
            [
                Say("Bãi bỏ văn bản ", "Repealed: "),
                Strong(was?.Number ?? ""),
                Say(
                    $", hết hiệu lực từ {Date(from)}; việc đã có hiệu lực vẫn giữ",
                    $", in force no longer from {from}; what took effect stands"
                ),
            ],
            PaperRepealed => [Say("Ghi lại là chưa bãi bỏ: ", "Not repealed after all: "), Strong(was?.Number ?? "")],
            PaperPaperFell =>
            [
                Say(
                    "Văn bản bãi bỏ đã bị thu hồi, còn hiệu lực trở lại: ",
                    "What repealed it was withdrawn, in force again: "
                ),
                Strong(was?.Number ?? ""),
            ],
            _ => [Say(StoredName.Of(@event.GetType()))],
        };
    }

    static IEnumerable<Phrase> ToldApart(Strings? others, Titles titles) =>
        (others ?? [])
            .Select(id => Guid.Parse(id))
            .SelectMany(id =>
                (Phrase[])
                    [
                        Say(". Không phải là văn bản ", ". Not the same as "),
                        Strong(titles[id, DateOnly.MaxValue]),
                        Say(" cùng số đã có trong sổ", " of that number on record"),
                    ]
            );

    static IEnumerable<Phrase> Amended(PaperDetails was, PaperDetails now)
    {
        (string Vi, string En, string Old, string New)[] all =
        [
            ("số ký hiệu", "number", was.Number, now.Number),
            ("trích yếu", "title", was.Title, now.Title),
            ("nơi ban hành", "issuer", was.Issuer, now.Issuer),
            ("người ký", "signer", was.Signer, now.Signer),
            ("ngày ký", "signed on", Date(was.SignedOn), Date(now.SignedOn)),
            ("hiệu lực", "in force", Date(was.EffectiveOn), Date(now.EffectiveOn)),
            ("trích đoạn", "excerpt", was.Excerpt, now.Excerpt),
        ];
        foreach (var (vi, en, old, fresh) in all.Where(f => f.Old != f.New))
        {
            yield return Say($"{vi} ", $"{en} ");
            yield return Struck(old.Length > 0 ? old : "—");
            yield return Arrow;
            yield return Strong(fresh.Length > 0 ? fresh : "—");
            yield return Say(" ");
        }
    }

    public FactLine? Line(Fact fact, Titles titles) =>
        fact is PaperFact f
            ? Words.Line(
                f,
                ("Văn bản", "Paper"),
                Both(
                    $"{f.Number}, {f.Title}{(f.WithdrawnOn is { } on ? $", thu hồi từ {Date(on)}" : "")}{(f.Valid.To is { } to ? $", bãi bỏ từ {Date(to)}" : "")}",
                    $"{f.Number}, {f.Title}{(f.WithdrawnOn is { } of ? $", withdrawn as of {of}" : "")}{(f.Valid.To is { } until ? $", repealed as of {until}" : "")}"
                )
            )
            : null;

    public PartialDate? Effective(object @event) =>
        @event switch
        {
            PaperRegistered e => e.Details.EffectiveOn ?? e.Details.SignedOn,
            PaperWithdrawn e => e.On,
            PaperRepealed e => e.From,
            _ => null,
        };

    public string Key(object @event) => "paper";

    public IEnumerable<Guid> Named(object eventOrFact) =>
        eventOrFact switch
        {
            PaperRegistered { NotSameAs: { } others } => others.Select(Guid.Parse),
            PaperAmended { NotSameAs: { } others } => others.Select(Guid.Parse),
            _ => [],
        };
}
