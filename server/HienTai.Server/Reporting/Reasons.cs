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
            return ByAnOfficer(
                finding.Standing,
                concluded,
                Of(
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
                )
            );
        if (course is { } c)
            return OnACourse(Of(finding, standard, by, null, "", on), c.Course, c.Field, on);
        var asked = StandardNarrator.Asked(standard.Demands.Ways);
        var held = by is { } b ? Named(b.Level, b.Field) : ("chưa ghi gì", "nothing recorded");
        return finding.Ground is Ground.Held
            ? Holding(finding.Standing, held, asked)
            : Wanting(finding, standard, held, asked);
    }

    static (string Vi, string En) ByAnOfficer(Standing standing, string because, (string Vi, string En) rule)
    {
        var (vi, en) =
            standing is Standing.Met
                ? ("Cán bộ kết luận phù hợp", "An officer concluded that it fits")
                : ("Cán bộ kết luận không phù hợp", "An officer concluded that it does not fit");
        var why = because.Length > 0 ? $": {because.TrimEnd('.')}" : "";
        return (
            $"{vi}{why}. Xét theo nhóm ngành: {Lowered(rule.Vi)}",
            $"{en}{why}. By field groups: {Lowered(rule.En)}"
        );
    }

    static (string Vi, string En) OnACourse((string Vi, string En) rule, Learning course, string field, DateOnly on)
    {
        var study = Named(course.Level, field);
        var until = Until(course.Expected, on);
        return (
            $"{rule.Vi} Đang học {study.Item1} từ {course.Begun.Vi}{until.Vi}.",
            $"{rule.En} On a course for {study.Item2} since {course.Begun}{until.En}."
        );
    }

    static (string Vi, string En) Until(PartialDate? expected, DateOnly on)
    {
        if (expected is not { } day)
            return ("", "");
        return day.Latest < on
            ? ($", quá hạn dự kiến {day.Vi} mà chưa ghi kết thúc", $", overdue since {day} with no end recorded")
            : ($", dự kiến đến {day.Vi}", $", expected until {day}");
    }

    static (string Vi, string En) Holding(
        Standing standing,
        (string Vi, string En) held,
        (string Vi, string En) asked
    ) =>
        standing switch
        {
            Standing.Exceeded => (
                $"Có {held.Vi}, cao hơn yêu cầu: {asked.Vi}.",
                $"Holds {held.En}, above what is demanded: {asked.En}."
            ),
            Standing.MetForNow => (
                $"Có {held.Vi}, được chấp nhận tạm thời; chuẩn là {asked.Vi}.",
                $"Holds {held.En}, accepted for now; the standard is {asked.En}."
            ),
            _ => ($"Có {held.Vi}; yêu cầu: {asked.Vi}.", $"Holds {held.En}; demanded: {asked.En}."),
        };

    static (string Vi, string En) Wanting(
        Finding finding,
        StandardDetails standard,
        (string Vi, string En) held,
        (string Vi, string En) asked
    ) =>
        finding.Ground switch
        {
            Ground.LevelBelow => (
                $"Cao nhất là {held.Vi}; yêu cầu: {asked.Vi}.",
                $"Highest is {held.En}; demanded: {asked.En}."
            ),
            Ground.OtherField => (
                $"Có {held.Vi}, khác ngành; yêu cầu: {asked.Vi}.",
                $"Holds {held.En}, another field; demanded: {asked.En}."
            ),
            Ground.CompanionMissing => (
                $"Có {held.Vi} nhưng thiếu phần kèm theo; yêu cầu: {asked.Vi}.",
                $"Holds {held.En} but what goes with it is wanting; demanded: {asked.En}."
            ),
            Ground.NothingRecorded => (
                $"Chưa ghi văn bằng, chứng chỉ nào về {Ladders.Name(standard.Demands.Ladder).Vi.ToLowerInvariant()}; yêu cầu: {asked.Vi}.",
                $"Nothing is recorded on {Ladders.Name(standard.Demands.Ladder).En.ToLowerInvariant()}; demanded: {asked.En}."
            ),
            Ground.FieldUnknown => (
                $"Có {held.Vi}, chưa ghi ngành; yêu cầu: {asked.Vi}.",
                $"Holds {held.En}, whose field is not recorded; demanded: {asked.En}."
            ),
            Ground.LittleServiceLeft => (
                $"Cao nhất là {held.Vi}; thời gian công tác còn lại ít hơn mức phải nâng chuẩn ({Exempting(standard).Vi}{Beside(finding.Birth).Vi}).",
                $"Highest is {held.En}; less service is left than obliges to be trained ({Exempting(standard).En}{Beside(finding.Birth).En})."
            ),
            Ground.BirthInexact => (
                $"Cao nhất là {held.Vi}; chưa rõ ngày sinh nên không biết có thuộc diện miễn hay không.",
                $"Highest is {held.En}; the date of birth is not known, so neither is whether they are exempt."
            ),
            Ground.EvidenceTooWeak => (
                $"Có {held.Vi}, nhưng mức xác thực thấp hơn yêu cầu: {asked.Vi}.",
                $"Holds {held.En}, known less well than is demanded: {asked.En}."
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

    static (string Vi, string En) Beside(PartialDate? birth) =>
        Reckoning.Beside(birth) is var (vi, en) && vi.Length > 0 ? ($"; tuổi {vi}", $"; age {en}") : ("", "");

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
