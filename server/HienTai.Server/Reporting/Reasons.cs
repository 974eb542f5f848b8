using HienTai.Domain.Kernel;
using HienTai.Domain.Personnel;
using HienTai.Domain.Standards;
using HienTai.Server.Pipeline;
using HienTai.Server.Standards;

namespace HienTai.Server.Reporting;

/// <summary>What decided, in a sentence: what is held, what is demanded, what is wanting.</summary>
static class Reasons
{
    /// <summary>Where no officer's conclusion is asked about.</summary>
    public static readonly ILookup<Guid, PlacementFact> Unconcluded = Enumerable
        .Empty<PlacementFact>()
        .ToLookup(f => f.Assignment);

    /// <summary>
    /// Why officers concluded what they did of the placements of these people that hold that day, by assignment: it is
    /// sealed, so the census does not know.
    /// </summary>
    public static async Task<ILookup<Guid, PlacementFact>> Concluded(
        ReadSession read,
        Guid[] people,
        CancellationToken cancel
    ) =>
        (people.Length == 0 ? [] : await read.Facts<PlacementFact>("f.stream_id = any($1)", cancel, people))
            .Select(r => r.Fact)
            .Where(f => f.Valid.Holds(read.On))
            .ToLookup(f => f.Assignment);

    public static (string Vi, string En) Of(
        Case its,
        Rule rule,
        Finding finding,
        Census.State state,
        ReadSession read,
        ILookup<Guid, PlacementFact> concluded
    )
    {
        var by = finding.By is { } id ? its.Who.Studies.Cast<Study?>().FirstOrDefault(s => s!.Value.Id == id) : null;
        var course = finding.Course is { } studied
            ? its
                .Who.Courses.Cast<Learning?>()
                .LastOrDefault(l => l!.Value.Id == studied && l.Value.On(read.On.DayNumber, read.Position))
            : null;
        return Of(
            finding,
            rule.Details,
            by is { } s ? (s.Level, state.Fields[s.Field].Name) : null,
            course is { } l ? (l, state.Fields[l.Field].Name) : null,
            finding.ByRule is null ? "" : concluded[its.Post.Id].FirstOrDefault()?.Because ?? "",
            read.On
        );
    }

    /// <param name="course">The course that leads to what is wanting.</param>
    /// <param name="concluded">Why an officer concluded so; empty if nobody did, or if it was erased.</param>
    static (string Vi, string En) Of(
        Finding finding,
        StandardDetails standard,
        (Level Level, string Field)? by,
        (Learning Course, string Field)? course,
        string concluded,
        DateOnly on
    )
    {
        if (finding.ByRule is { } alone)
        {
            var rule = Of(
                finding with
                {
                    Standing = alone.Standing,
                    Ground = alone.Ground,
                    ByRule = null,
                },
                standard,
                by,
                course,
                "",
                on
            );
            var (vi, en) =
                finding.Standing is Standing.Met
                    ? ("Cán bộ kết luận phù hợp", "An officer concluded that it fits")
                    : ("Cán bộ kết luận không phù hợp", "An officer concluded that it does not fit");
            var why = concluded.Length > 0 ? $": {concluded.TrimEnd('.')}" : "";
            return (
                $"{vi}{why}. Xét theo nhóm ngành: {Lowered(rule.Vi)}",
                $"{en}{why}. By field groups: {Lowered(rule.En)}"
            );
        }
        if (course is { } c)
        {
            var rule = Of(finding, standard, by, null, "", on);
            var overdue = c.Course.Expected is { } day && day.Latest < on;
            var study = Named(c.Course.Level, c.Field);
            var (until, till) =
                c.Course.Expected is not { } expected ? ("", "")
                : overdue
                    ? (
                        $", quá hạn dự kiến {expected.Vi} mà chưa ghi kết thúc",
                        $", overdue since {expected} with no end recorded"
                    )
                : ($", dự kiến đến {expected.Vi}", $", expected until {expected}");
            return (
                $"{rule.Vi} Đang học {study.Item1} từ {c.Course.Begun.Vi}{until}.",
                $"{rule.En} On a course for {study.Item2} since {c.Course.Begun}{till}."
            );
        }
        var asked = StandardNarrator.Asked(standard.Demands.Ways);
        var held = by is { } b ? Named(b.Level, b.Field) : ("chưa ghi gì", "nothing recorded");
        return finding.Ground switch
        {
            Ground.Held when finding.Standing is Standing.Exceeded => (
                $"Có {held.Item1}, cao hơn yêu cầu: {asked.Vi}.",
                $"Holds {held.Item2}, above what is demanded: {asked.En}."
            ),
            Ground.Held when finding.Standing is Standing.MetForNow => (
                $"Có {held.Item1}, được chấp nhận tạm thời; chuẩn là {asked.Vi}.",
                $"Holds {held.Item2}, accepted for now; the standard is {asked.En}."
            ),
            Ground.Held => ($"Có {held.Item1}; yêu cầu: {asked.Vi}.", $"Holds {held.Item2}; demanded: {asked.En}."),
            Ground.LevelBelow => (
                $"Cao nhất là {held.Item1}; yêu cầu: {asked.Vi}.",
                $"Highest is {held.Item2}; demanded: {asked.En}."
            ),
            Ground.OtherField => (
                $"Có {held.Item1}, khác ngành; yêu cầu: {asked.Vi}.",
                $"Holds {held.Item2}, another field; demanded: {asked.En}."
            ),
            Ground.CompanionMissing => (
                $"Có {held.Item1} nhưng thiếu phần kèm theo; yêu cầu: {asked.Vi}.",
                $"Holds {held.Item2} but what goes with it is wanting; demanded: {asked.En}."
            ),
            Ground.NothingRecorded => (
                $"Chưa ghi văn bằng, chứng chỉ nào về {Ladders.Name(standard.Demands.Ladder).Vi.ToLowerInvariant()}; yêu cầu: {asked.Vi}.",
                $"Nothing is recorded on {Ladders.Name(standard.Demands.Ladder).En.ToLowerInvariant()}; demanded: {asked.En}."
            ),
            Ground.FieldUnknown => (
                $"Có {held.Item1}, chưa ghi ngành; yêu cầu: {asked.Vi}.",
                $"Holds {held.Item2}, whose field is not recorded; demanded: {asked.En}."
            ),
            Ground.LittleServiceLeft => (
                $"Cao nhất là {held.Item1}; thời gian công tác còn lại ít hơn mức phải nâng chuẩn ({Exempting(standard).Vi}).",
                $"Highest is {held.Item2}; less service is left than obliges to be trained ({Exempting(standard).En})."
            ),
            Ground.BirthInexact => (
                $"Cao nhất là {held.Item1}; ngày sinh chưa đủ rõ để biết có thuộc diện miễn hay không.",
                $"Highest is {held.Item2}; the date of birth is not exact enough to say whether they are exempt."
            ),
            Ground.EvidenceTooWeak => (
                $"Có {held.Item1}, nhưng mức xác thực thấp hơn yêu cầu: {asked.Vi}.",
                $"Holds {held.Item2}, known less well than is demanded: {asked.En}."
            ),
            Ground.PositionNotDescribed => (
                "Chuẩn theo bản mô tả vị trí việc làm, mà bản mô tả chưa có trong sổ.",
                "The standard is what the job position asks, and its description is not on record."
            ),
            Ground.GivesWay => (
                "Chuẩn khác được ưu tiên áp dụng cho chức danh này.",
                "Another standard prevails for this post."
            ),
            _ => (
                "Chức danh, ngạch hoặc nhóm không thuộc phạm vi của chuẩn.",
                "Post, title or category are outside the standard's scope."
            ),
        };
    }

    static string Lowered(string sentence) => $"{char.ToLowerInvariant(sentence[0])}{sentence[1..]}";

    static (string, string) Named(Level level, string field)
    {
        var (ladder, name) = (Ladders.Name(Ladders.Of(level)), Ladders.Name(level));
        var plain = Ladders.Of(level) is Ladder.Education;
        return (
            $"{(plain ? "" : $"{ladder.Vi.ToLowerInvariant()}: ")}{name.Vi.ToLowerInvariant()}{(field.Length > 0 ? $" ({field})" : "")}",
            $"{(plain ? "" : $"{ladder.En.ToLowerInvariant()}: ")}{name.En.ToLowerInvariant()}{(field.Length > 0 ? $" ({field})" : "")}"
        );
    }

    static (string Vi, string En) Exempting(StandardDetails standard)
    {
        var all = standard.Transition.Exemptions.Select(e => Exemption.TryParse(e)!.Value).ToArray();
        return (
            string.Join(
                "; ",
                all.Select(e =>
                    $"dưới {e.MonthsLeft} tháng tính từ {((PartialDate)e.On).Vi}, có {Ladders.Name(e.Holding).Vi.ToLowerInvariant()}"
                )
            ),
            string.Join(
                "; ",
                all.Select(e =>
                    $"under {e.MonthsLeft} months from {e.On:yyyy-MM-dd}, holding {Ladders.Name(e.Holding).En.ToLowerInvariant()}"
                )
            )
        );
    }
}
