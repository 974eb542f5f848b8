using HienTai.Domain.Awards;
using HienTai.Domain.Kernel;
using HienTai.Rpc.V1;
using HienTai.Server.Pipeline;
using static HienTai.Server.Pipeline.Words;
using Ability = HienTai.Domain.Access.Ability;

namespace HienTai.Server.Awards;

/// <summary>What happened to a programme, in sentences.</summary>
public sealed class ProgrammeNarrator : INarrator
{
    public string Kind => "award_programme";

    public IEnumerable<Phrase> Tell(object before, object @event, Titles titles)
    {
        var was = ((Programme)before).Line is { IsEmpty: false } line ? line.Spans[^1].Value : null;
        return @event switch
        {
            ProgrammeSet e =>
            [
                Say("Ghi giải thưởng, danh hiệu ", "Recorded "),
                Strong((e.Details.Vi, e.Details.En)),
                From(e.From),
                Until(e.To),
            ],
            ProgrammeAmended e => [Say("Sửa: ", "Amended: "), .. Changes(was ?? e.Details, e.Details), From(e.From)],
            ProgrammeEnded e =>
            [
                Say("Thôi xét ", "No longer awarded: "),
                Struck((was?.Vi ?? "", was?.En ?? "")),
                From(e.On),
            ],
            ProgrammeCorrected e =>
            [
                Say("Đính chính: ", "Corrected: "),
                .. Changes(was ?? e.Details, e.Details),
                e.WrongFrom == e.From ? Say("") : From(e.From),
            ],
            ProgrammePaperFell e =>
            [
                Say("Mất căn cứ theo văn bản đã thu hồi ", "Fell with the withdrawn paper "),
                Strong(titles[e.Paper, DateOnly.MaxValue]),
            ],
            _ => [Say(StoredName.Of(@event.GetType()))],
        };
    }

    // What changed; the rest stands as it was.
    static IEnumerable<Phrase> Changes(ProgrammeDetails was, ProgrammeDetails now)
    {
        (string Vi, string En, string Old, string New)[] all =
        [
            ("tên", "name", was.Vi, now.Vi),
            ("cơ quan trao", "organiser", was.Organiser, now.Organiser),
            ("lĩnh vực", "fields", Names(was.Fields), Names(now.Fields)),
            ("giải", "prizes", Names(was.Prizes), Names(now.Prizes)),
            (
                "tiêu chuẩn",
                "criteria",
                string.Join("; ", Criterion.All(was.Criteria).Select(c => c.Vi)),
                string.Join("; ", Criterion.All(now.Criteria).Select(c => c.Vi))
            ),
            (
                "căn cứ",
                "source",
                $"{was.Basis.Source} {was.Basis.Clause}".Trim(),
                $"{now.Basis.Source} {now.Basis.Clause}".Trim()
            ),
        ];
        var changed = all.Where(f => f.Old != f.New).ToArray();
        if (changed.Length == 0)
            yield return Say("chi tiết", "details");
        foreach (var (i, (vi, en, old, fresh)) in changed.Index())
        {
            yield return Say($"{(i > 0 ? "; " : "")}{vi} ", $"{(i > 0 ? "; " : "")}{en} ");
            yield return Struck(OrEmpty(old));
            yield return Arrow;
            yield return Strong(OrEmpty(fresh));
        }
        static string Names(Strings items) =>
            string.Join(", ", Item.All(items).Select(i => i.Number > 0 ? $"{i.Vi} {i.Number}" : i.Vi));
    }

    public FactLine? Line(Fact fact, Titles titles) =>
        fact is ProgrammeFact f ? Words.Line(f, ("Giải thưởng, danh hiệu", "Award"), Both(f.Vi, f.En)) : null;

    public PartialDate? Effective(object @event) =>
        @event switch
        {
            ProgrammeSet e => e.From,
            ProgrammeAmended e => e.From,
            ProgrammeEnded e => e.On,
            ProgrammeCorrected e => e.From,
            _ => null,
        };

    public string Key(object @event) => "programme";

    public IEnumerable<Guid> Named(object eventOrFact) => eventOrFact is ProgrammePaperFell e ? [e.Paper] : [];
}

/// <summary>What happened to a cycle, in sentences.</summary>
public sealed class CycleNarrator : INarrator
{
    public string Kind => "award_cycle";

    public IEnumerable<Phrase> Tell(object before, object @event, Titles titles)
    {
        var was = ((Cycle)before).Line is { IsEmpty: false } line ? line.Spans[^1].Value : null;
        return @event switch
        {
            CycleOpened e =>
            [
                Say("Mở kỳ xét ", "Opened the cycle of "),
                Strong($"{titles[e.Programme, e.On.Latest]} {e.Year}"),
                Say(
                    $": đơn vị xét đến {Day(e.Details.Screening)}, nộp hồ sơ đến {Day(e.Details.Submission)}",
                    $": units screen until {e.Details.Screening:yyyy-MM-dd}, files by {e.Details.Submission:yyyy-MM-dd}"
                ),
                From(e.On),
            ],
            CycleChanged e => [Say("Thay đổi: ", "Changed: "), .. Changes(was ?? e.Details, e.Details), From(e.From)],
            CycleCorrected e => [Say("Đính chính: ", "Corrected: "), .. Changes(was ?? e.Details, e.Details)],
            CyclePaperFell e =>
            [
                Say("Mất căn cứ theo văn bản đã thu hồi ", "Fell with the withdrawn paper "),
                Strong(titles[e.Paper, DateOnly.MaxValue]),
            ],
            _ => [Say(StoredName.Of(@event.GetType()))],
        };
    }

    static IEnumerable<Phrase> Changes(CycleDetails was, CycleDetails now)
    {
        var told = false;
        foreach (
            var (vi, en, old, fresh) in new[]
            {
                ("hạn đơn vị xét", "screening by", Day(was.Screening), Day(now.Screening)),
                ("hạn nộp hồ sơ", "files by", Day(was.Submission), Day(now.Submission)),
                ("công bố", "results", was.Results is { } r ? Day(r) : "", now.Results is { } s ? Day(s) : ""),
                ("lĩnh vực", "fields", Names(was.Fields), Names(now.Fields)),
                ("giải", "prizes", Names(was.Prizes), Names(now.Prizes)),
            }
        )
        {
            if (old == fresh)
                continue;
            yield return Say($"{(told ? "; " : "")}{vi} ", $"{(told ? "; " : "")}{en} ");
            yield return Struck(OrEmpty(old));
            yield return Arrow;
            yield return Strong(OrEmpty(fresh));
            told = true;
        }
        if (!told)
            yield return Say("ghi chú", "the note");
        static string Names(Strings items) =>
            string.Join(", ", Item.All(items).Select(i => i.Number > 0 ? $"{i.Vi} {i.Number}" : i.Vi));
    }

    static string Day(DateOnly day) => ((PartialDate)day).Vi;

    public FactLine? Line(Fact fact, Titles titles) =>
        fact is CycleFact f
            ? Words.Line(
                f,
                ("Kỳ xét", "Cycle"),
                Both(
                    $"{titles[f.Programme, f.Valid.ClaimedFrom]} {f.Year}: nộp hồ sơ đến {Day(f.Submission)}",
                    $"{titles[f.Programme, f.Valid.ClaimedFrom]} {f.Year}: files by {f.Submission:yyyy-MM-dd}"
                )
            )
            : null;

    public PartialDate? Effective(object @event) =>
        @event switch
        {
            CycleOpened e => e.On,
            CycleChanged e => e.From,
            _ => null,
        };

    public string Key(object @event) => "cycle";

    public IEnumerable<Guid> Named(object eventOrFact) =>
        eventOrFact switch
        {
            CycleOpened e => [e.Programme],
            CyclePaperFell e => [e.Paper],
            CycleFact f => [f.Programme],
            _ => [],
        };
}

/// <summary>
/// What happened to a nomination, in sentences. People are told by the page, which knows whom its reader sees.
/// </summary>
public sealed class NominationNarrator : ILifeNarrator
{
    public string Kind => "nomination";
    public string Lane => "award";
    public Ability Reads => Ability.ReadPeople;
    public IReadOnlyList<Type> Told { get; } = [typeof(AwardFact)];

    public Text InALife(Fact fact, string title, Titles titles) =>
        fact is AwardFact f && titles.Both(f.Programme, f.Valid.ClaimedFrom) is var name
            ? Both($"{name.Vi} {f.Year}", $"{name.En} {f.Year}")
            : Same(title);

    public IEnumerable<Phrase> Tell(object before, object @event, Titles titles) =>
        @event switch
        {
            NominationMade e =>
            [
                Say("Đề nghị ", "Nominated for "),
                Strong(Award(e.Matters, e.On, titles)),
                e.Matters.People.Length > 1
                    ? Say($", {e.Matters.People.Length} tác giả", $", {e.Matters.People.Length} authors")
                    : Say(""),
                From(e.On),
            ],
            AwardRecorded e =>
            [
                Say("Ghi đã được tặng ", "Recorded as awarded: "),
                Strong(Award(e.Matters, e.On, titles)),
                From(e.On),
            ],
            CriterionAnswered e =>
            [
                Say("Nhận xét tiêu chuẩn ", "Criterion "),
                Strong(e.Answer.Criterion),
                Say(e.Answer.Met ? (": đạt", ": met") : (": không đạt", ": not met")),
                Noted(e.Answer.Because),
            ],
            NominationScreened e =>
            [
                e.Passed
                    ? Say("Đơn vị đồng ý", "Passed by the unit")
                    : Say("Đơn vị không đồng ý", "Turned down by the unit"),
                From(e.On),
                Noted(e.Reasons),
            ],
            NominationSubmitted e => [Say("Nộp hồ sơ", "Submitted"), From(e.On)],
            NominationAwarded e => [Strong(("Được tặng", "Awarded")), From(e.On)],
            NominationNotAwarded e => [Say("Không được tặng", "Not awarded"), From(e.On), Noted(e.Reasons)],
            AwardRevoked e => [Say("Thu hồi", "Revoked"), From(e.On), Noted(e.Reasons)],
            NominationAnnulled => [Say("Bỏ ghi: ghi nhầm", "Annulled: recorded by mistake")],
            NominationPaperFell e =>
            [
                Say("Mất căn cứ theo văn bản đã thu hồi ", "Fell with the withdrawn paper "),
                Strong(titles[e.Paper, DateOnly.MaxValue]),
            ],
            _ => [Say(StoredName.Of(@event.GetType()))],
        };

    static string Award(Matters m, PartialDate on, Titles titles) => $"{titles[m.Programme, on.Latest]} {m.Year}";

    static Phrase Noted(string note) => Say(note.Length > 0 ? $": {note}" : "");

    public FactLine? Line(Fact fact, Titles titles) =>
        fact switch
        {
            NominationFact f => Words.Line(
                f,
                ("Đề nghị", "Nomination"),
                Nomination.Name(f.Step) is var step
                    ? Both(
                        $"{titles[f.Programme, f.Valid.ClaimedFrom]} {f.Year}: {step.Vi.ToLowerInvariant()}",
                        $"{titles[f.Programme, f.Valid.ClaimedFrom]} {f.Year}: {step.En}"
                    )
                    : null!
            ),
            NomineeFact f => Words.Line(
                f,
                ("Người được đề nghị", "Nominee"),
                Same(titles[f.Person, f.Valid.ClaimedFrom])
            ),
            AwardFact f => Words.Line(
                f,
                ("Khen thưởng", "Award"),
                Same($"{titles[f.Person, f.Valid.ClaimedFrom]} · {titles[f.Programme, f.Valid.ClaimedFrom]} {f.Year}")
            ),
            _ => null,
        };

    public PartialDate? Effective(object @event) =>
        @event switch
        {
            NominationMade e => e.On,
            AwardRecorded e => e.On,
            CriterionAnswered e => e.On,
            NominationScreened e => e.On,
            NominationSubmitted e => e.On,
            NominationAwarded e => e.On,
            NominationNotAwarded e => e.On,
            AwardRevoked e => e.On,
            _ => null,
        };

    public string Key(object @event) => @event is CriterionAnswered e ? $"answer:{e.Answer.Criterion}" : "nomination";

    public IEnumerable<Guid> Named(object eventOrFact) =>
        eventOrFact switch
        {
            NominationMade e => [e.Matters.Programme],
            AwardRecorded e => [e.Matters.Programme],
            NominationPaperFell e => [e.Paper],
            NominationFact f => [f.Programme],
            NomineeFact f => [f.Person],
            AwardFact f => [f.Person, f.Programme],
            _ => [],
        };
}
