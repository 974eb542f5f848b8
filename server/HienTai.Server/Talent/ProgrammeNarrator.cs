using HienTai.Domain.Kernel;
using HienTai.Domain.Talent;
using HienTai.Rpc.V1;
using HienTai.Server.Pipeline;
using static HienTai.Server.Pipeline.Words;

namespace HienTai.Server.Talent;

/// <summary>What happened to a programme, in sentences.</summary>
public sealed class ProgrammeNarrator : INarrator
{
    public string Kind => "talent_programme";

    public IEnumerable<Phrase> Tell(object before, object @event, Titles titles) => @event switch
    {
        ProgrammeEnacted e => [Say("Có hiệu lực: ", "In force: "), Strong((e.Details.Vi, e.Details.En)), From(e.From), Until(e.To)],
        ProgrammeAmended e => [Say("Nội dung mới: ", "Amended: "), Strong((e.Details.Vi, e.Details.En)), From(e.From)],
        ProgrammeEnded e => [Say("Hết hiệu lực", "Ended"), From(e.On)],
        ProgrammeCorrected e => [Say("Đính chính nội dung: ", "Wording corrected: "), Strong((e.Details.Vi, e.Details.En)), From(e.From), Until(e.To)],
        ProgrammePaperFell e => [Say("Mất căn cứ theo văn bản đã thu hồi ", "Fell with the withdrawn paper "), Strong(titles[e.Paper, DateOnly.MaxValue])],
        _ => [Say(StoredName.Of(@event.GetType()))],
    };

    public FactLine? Line(Fact fact, Titles titles) => fact is ProgrammeFact f ? Words.Line(f, ("Chương trình", "Programme"), Both($"{f.Code} · {f.Vi}", $"{f.Code} · {f.En}")) : null;

    public PartialDate? Effective(object @event) => @event switch
    {
        ProgrammeEnacted e => e.From,
        ProgrammeAmended e => e.From,
        ProgrammeEnded e => e.On,
        ProgrammeCorrected e => e.From,
        _ => null,
    };

    public string Key(object @event) => "programme";

    public IEnumerable<Guid> Named(object eventOrFact) => eventOrFact is ProgrammePaperFell e ? [e.Paper] : [];
}
