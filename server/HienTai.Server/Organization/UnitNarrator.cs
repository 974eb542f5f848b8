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
            UnitFounded e => [Say("Lập đơn vị ", "Founded "), Strong(e.Name.Official), e.Code.Length > 0 ? Say($", mã {e.Code}", $", code {e.Code}") : Say(""), Under(e.Parent, e.From, titles), From(e.From)],
            UnitRenamed e => [Say("Đổi tên ", "Renamed "), Say(Name(it)), Arrow, Strong(e.Name.Official), From(e.From)],
            UnitMoved e => [Say("Chuyển về ", "Moved under "), Strong(titles[e.Parent, e.From.Latest]), From(e.From)],
            UnitRecoded e => [Say("Đổi mã ", "Re-coded "), Say(Code(it)), Arrow, Strong(e.Code), From(e.From)],
            UnitAliasesSet e => [Say("Tên gọi khác: ", "Also called: "), Strong(e.Aliases.Count == 0 ? "—" : e.Aliases.ToString())],
            UnitNameCorrected e => [Say("Tên ", "Name "), .. Fixed(At(it.Names, e.WrongFrom)?.Official, e.Name.Official, e.WrongFrom, e.From)],
            UnitParentCorrected e => [Say("Đơn vị cấp trên ", "Parent "), .. Fixed(At(it.Parents, e.WrongFrom) is { } was ? titles[was, e.WrongFrom.Latest] : "", titles[e.Parent, e.From.Latest], e.WrongFrom, e.From)],
            UnitCodeCorrected e => [Say("Mã ", "Code "), .. Fixed(At(it.Codes, e.WrongFrom), e.Code, e.WrongFrom, e.From)],
            UnitPaperFell e => [Say("Mất căn cứ theo văn bản đã thu hồi ", "Fell with the withdrawn paper "), Strong(titles[e.Paper, DateOnly.MaxValue])],
            _ => [Say(StoredName.Of(@event.GetType()))],
        };
    }

    public FactLine? Line(Fact fact, Titles titles) => fact is UnitFact f
        ? Words.Line(f, ("Đơn vị", "Unit"), Same($"{f.Name}{(f.Code.Length > 0 ? $" ({f.Code})" : "")}{(f.Parent is { } parent ? $", {titles[parent, f.Valid.ClaimedFrom]}" : "")}")) : null;

    public PartialDate? Effective(object @event) => @event switch
    {
        UnitFounded e => e.From,
        UnitRenamed e => e.From,
        UnitMoved e => e.From,
        UnitRecoded e => e.From,
        UnitNameCorrected e => e.From,
        UnitParentCorrected e => e.From,
        UnitCodeCorrected e => e.From,
        _ => null,
    };

    public string Key(object @event) => "unit";

    public IEnumerable<Guid> Named(object eventOrFact) => eventOrFact switch
    {
        UnitFounded { Parent: { } parent } => [parent],
        UnitMoved e => [e.Parent],
        UnitParentCorrected e => [e.Parent],
        UnitPaperFell e => [e.Paper],
        UnitFact { Parent: { } parent } => [parent],
        _ => [],
    };

    static string Name(Unit it) => it.Names.Spans is [.., var last] ? last.Value.Official : "";
    static string Code(Unit it) => it.Codes.Spans is [.., var last] ? last.Value : "";
    static T? At<T>(Line<T> line, PartialDate from) => line.Spans.FirstOrDefault(s => s.Valid.From == from).Value;
    static Phrase Under(Guid? parent, PartialDate from, Titles titles) => parent is { } id ? Say($", thuộc {titles[id, from.Latest]}", $", under {titles[id, from.Latest]}") : Say("");

    static IEnumerable<Phrase> Fixed(string? was, string now, PartialDate wrong, PartialDate right)
    {
        if (was != now) { yield return Struck(was is { Length: > 0 } ? was : "—"); yield return Arrow; }
        yield return Strong(now);
        if (wrong == right) yield break;
        yield return Say(" có hiệu lực ", " in force ");
        yield return Struck((Date(wrong), wrong.ToString()));
        yield return Arrow;
        yield return Strong((Date(right), right.ToString()));
    }
}
