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

    public IEnumerable<Phrase> Tell(object before, object @event, Titles titles) =>
        @event switch
        {
            TalentProgrammeEnacted e =>
            [
                Say("Có hiệu lực: ", "In force: "),
                Strong((e.Details.Vi, e.Details.En)),
                From(e.From),
                Until(e.To),
            ],
            TalentProgrammeAmended e =>
            [
                Say("Nội dung mới: ", "Amended: "),
                Strong((e.Details.Vi, e.Details.En)),
                From(e.From),
            ],
            TalentProgrammeEnded e => [Say("Hết hiệu lực", "Ended"), From(e.On)],
            TalentProgrammeCorrected e =>
            [
                Say("Đính chính nội dung: ", "Wording corrected: "),
                Strong((e.Details.Vi, e.Details.En)),
                From(e.From),
                Until(e.To),
            ],
            TalentProgrammePaperFell e =>
            [
                Say("Mất căn cứ theo văn bản đã thu hồi ", "Fell with the withdrawn paper "),
                Strong(titles[e.Paper, DateOnly.MaxValue]),
            ],
            _ => [Say(StoredName.Of(@event.GetType()))],
        };

    public FactLine? Line(Fact fact, Titles titles) =>
        fact is TalentProgrammeFact f
            ? Words.Line(f, ("Chương trình", "Programme"), Both($"{f.Code} · {f.Vi}", $"{f.Code} · {f.En}"))
            : null;

    public PartialDate? Effective(object @event) =>
        @event switch
        {
            TalentProgrammeEnacted e => e.From,
            TalentProgrammeAmended e => e.From,
            TalentProgrammeEnded e => e.On,
            TalentProgrammeCorrected e => e.From,
            _ => null,
        };

    public string Key(object @event) => "programme";

    public IEnumerable<Guid> Named(object eventOrFact) => eventOrFact is TalentProgrammePaperFell e ? [e.Paper] : [];
}
