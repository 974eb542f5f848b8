using HienTai.Domain.Kernel;
using HienTai.Domain.Organization;
using HienTai.Rpc.V1;
using HienTai.Server.Pipeline;
using static HienTai.Server.Pipeline.Words;

namespace HienTai.Server.Organization;

/// <summary>What happened to a unit, in sentences.</summary>
public sealed class UnitNarrator : INarrator
{
    public string Kind => "unit";

    public IEnumerable<Phrase> Tell(object before, object @event, Titles titles)
    {
        var it = (Unit)before;
        return @event switch
        {
            UnitFounded e => Founded(e, titles),
            UnitRenamed e => [Say("Đổi tên ", "Renamed "), Say(Name(it)), Arrow, Strong(e.Name.Official), From(e.From)],
            UnitMoved e => [Say("Chuyển về ", "Moved under "), Strong(titles[e.Parent, e.From.Latest]), From(e.From)],
            UnitRecoded e => [Say("Đổi mã ", "Re-coded "), Say(Code(it)), Arrow, Strong(e.Code), From(e.From)],
            UnitAliasesSet e =>
            [
                Say("Tên gọi khác: ", "Also called: "),
                Strong(e.Aliases.Count == 0 ? "—" : e.Aliases.ToString()),
            ],
            UnitNameCorrected e =>
            [
                Say("Tên ", "Name "),
                .. Fixed(At(it.Names, e.WrongFrom)?.Official, e.Name.Official, e.WrongFrom, e.From),
            ],
            UnitParentCorrected e =>
            [
                Say("Đơn vị cấp trên ", "Parent "),
                .. Fixed(
                    At(it.Parents, e.WrongFrom) is { } was ? titles[was, e.WrongFrom.Latest] : "",
                    titles[e.Parent, e.From.Latest],
                    e.WrongFrom,
                    e.From
                ),
            ],
            UnitCodeCorrected e =>
            [
                Say("Mã ", "Code "),
                .. Fixed(At(it.Codes, e.WrongFrom), e.Code, e.WrongFrom, e.From),
            ],
            UnitHandedOver e => [.. HandedOver(e.Part), Strong(titles[e.Into, e.On.Latest]), From(e.On)],
            UnitDissolved e =>
            [
                it.HandedOver.Any(h => h.On == e.On)
                    ? Say("Không còn là đơn vị", "Ceased to be a unit")
                    : Say("Giải thể, không có đơn vị kế tục", "Dissolved without a successor"),
                From(e.On),
            ],
            UnitEndCorrected { On: { } on } e =>
            [
                Say("Ngày giải thể, chuyển giao ", "Day of dissolution or hand-over "),
                Struck((Date(e.WrongOn), e.WrongOn.ToString())),
                Arrow,
                Strong((Date(on), on.ToString())),
            ],
            UnitEndCorrected e =>
            [
                Say("Chưa từng giải thể, chuyển giao vào ", "Was never dissolved or handed over on "),
                Struck((Date(e.WrongOn), e.WrongOn.ToString())),
            ],
            UnitPaperFell e =>
            [
                Say("Mất căn cứ theo văn bản đã thu hồi ", "Fell with the withdrawn paper "),
                Strong(titles[e.Paper, DateOnly.MaxValue]),
            ],
            _ => [Say(StoredName.Of(@event.GetType()))],
        };
    }

    static IEnumerable<Phrase> Founded(UnitFounded e, Titles titles) =>
        [
            e.Outside
                ? Say("Nêu tên đơn vị ngoài sổ ", "Named, outside the registry: ")
                : Say("Lập đơn vị ", "Founded "),
            Strong(e.Name.Official),
            e.Code.Length > 0 ? Say($", mã {e.Code}", $", code {e.Code}") : Say(""),
            Under(e.Parent, e.From, titles),
            From(e.From),
        ];

    public FactLine? Line(Fact fact, Titles titles) =>
        fact switch
        {
            UnitFact f => Words.Line(
                f,
                ("Đơn vị", "Unit"),
                Same(
                    $"{f.Name}{(f.Code.Length > 0 ? $" ({f.Code})" : "")}{(f.Parent is { } parent ? $", {titles[parent, f.Valid.ClaimedFrom]}" : "")}"
                )
            ),
            LineageFact f => Words.Line(
                f,
                ("Kế tục", "Lineage"),
                Into(f.Part, titles[f.Successor, f.Valid.ClaimedFrom])
            ),
            _ => null,
        };

    public PartialDate? Effective(object @event) =>
        @event switch
        {
            UnitFounded e => e.From,
            UnitRenamed e => e.From,
            UnitMoved e => e.From,
            UnitRecoded e => e.From,
            UnitNameCorrected e => e.From,
            UnitParentCorrected e => e.From,
            UnitCodeCorrected e => e.From,
            UnitHandedOver e => e.On,
            UnitDissolved e => e.On,
            UnitEndCorrected e => e.On ?? e.WrongOn,
            _ => null,
        };

    public string Key(object @event) => @event is UnitHandedOver e ? $"lineage:{e.Into:N}" : "unit";

    public IEnumerable<Guid> Named(object eventOrFact) =>
        eventOrFact switch
        {
            UnitFounded { Parent: { } parent } => [parent],
            UnitMoved e => [e.Parent],
            UnitParentCorrected e => [e.Parent],
            UnitHandedOver e => [e.Into],
            UnitPaperFell e => [e.Paper],
            LineageFact f => [f.Successor],
            UnitFact { Parent: { } parent } => [parent],
            _ => [],
        };

    static string Name(Unit it) => it.Names.Spans is [.., var last] ? last.Value.Official : "";

    static string Code(Unit it) => it.Codes.Spans is [.., var last] ? last.Value : "";

    static T? At<T>(Line<T> line, PartialDate from) => line.Spans.FirstOrDefault(s => s.Valid.From == from).Value;

    static Text Into(PartKind part, string name) =>
        part switch
        {
            PartKind.Whole => Both($"toàn bộ vào {name}", $"whole into {name}"),
            PartKind.Major => Both($"phần lớn vào {name}", $"most of it into {name}"),
            PartKind.Minor => Both($"một phần vào {name}", $"a part into {name}"),
            _ => Both($"phần còn lại vào {name}", $"the rest into {name}"),
        };

    static Phrase[] HandedOver(PartKind part) =>
        part switch
        {
            PartKind.Whole => [Say("Chuyển toàn bộ vào ", "Went whole into ")],
            PartKind.Major => [Say("Chuyển phần lớn vào ", "Most of it went into ")],
            PartKind.Minor => [Say("Chuyển một phần vào ", "A part of it went into ")],
            _ => [Say("Chuyển phần còn lại vào ", "The rest of it went into ")],
        };

    static Phrase Under(Guid? parent, PartialDate from, Titles titles) =>
        parent is { } id ? Say($", thuộc {titles[id, from.Latest]}", $", under {titles[id, from.Latest]}") : Say("");

    static IEnumerable<Phrase> Fixed(string? was, string now, PartialDate wrong, PartialDate right)
    {
        if (was != now)
        {
            yield return Struck(was is { Length: > 0 } ? was : "—");
            yield return Arrow;
        }
        yield return Strong(now);
        if (wrong == right)
            yield break;
        yield return Say(" có hiệu lực ", " in force ");
        yield return Struck((Date(wrong), wrong.ToString()));
        yield return Arrow;
        yield return Strong((Date(right), right.ToString()));
    }
}
