using HienTai.Domain.Kernel;
using HienTai.Domain.Standards;
using HienTai.Server.Standards;

namespace HienTai.Server.Reporting;

/// <summary>What decided, in a sentence: what is held, what is demanded, what is wanting.</summary>
static class Reasons
{
    public static (string Vi, string En) Of(Finding finding, StandardDetails standard, (Level Level, string Field)? by)
    {
        var asked = StandardNarrator.Asked(standard.Demands.Ways);
        var held = by is { } b ? Named(b.Level, b.Field) : ("chưa ghi gì", "nothing recorded");
        return finding.Ground switch
        {
            Ground.Held when finding.Standing is Standing.Exceeded => ($"Có {held.Item1}, cao hơn yêu cầu: {asked.Vi}.", $"Holds {held.Item2}, above what is demanded: {asked.En}."),
            Ground.Held when finding.Standing is Standing.MetForNow => ($"Có {held.Item1}, được chấp nhận tạm thời; chuẩn là {asked.Vi}.", $"Holds {held.Item2}, accepted for now; the standard is {asked.En}."),
            Ground.Held => ($"Có {held.Item1}; yêu cầu: {asked.Vi}.", $"Holds {held.Item2}; demanded: {asked.En}."),
            Ground.LevelBelow => ($"Cao nhất là {held.Item1}; yêu cầu: {asked.Vi}.", $"Highest is {held.Item2}; demanded: {asked.En}."),
            Ground.OtherField => ($"Có {held.Item1}, khác ngành; yêu cầu: {asked.Vi}.", $"Holds {held.Item2}, another field; demanded: {asked.En}."),
            Ground.CompanionMissing => ($"Có {held.Item1} nhưng thiếu phần kèm theo; yêu cầu: {asked.Vi}.", $"Holds {held.Item2} but what goes with it is wanting; demanded: {asked.En}."),
            Ground.NothingRecorded => ($"Chưa ghi văn bằng, chứng chỉ nào về {Ladders.Name(standard.Demands.Ladder).Vi.ToLowerInvariant()}; yêu cầu: {asked.Vi}.", $"Nothing is recorded on {Ladders.Name(standard.Demands.Ladder).En.ToLowerInvariant()}; demanded: {asked.En}."),
            Ground.FieldUnknown => ($"Có {held.Item1}, chưa ghi ngành; yêu cầu: {asked.Vi}.", $"Holds {held.Item2}, whose field is not recorded; demanded: {asked.En}."),
            Ground.LittleServiceLeft => ($"Cao nhất là {held.Item1}; thời gian công tác còn lại ít hơn mức phải nâng chuẩn ({Exempting(standard).Vi}).", $"Highest is {held.Item2}; less service is left than obliges to be trained ({Exempting(standard).En})."),
            Ground.BirthInexact => ($"Cao nhất là {held.Item1}; ngày sinh chưa đủ rõ để biết có thuộc diện miễn hay không.", $"Highest is {held.Item2}; the date of birth is not exact enough to say whether they are exempt."),
            Ground.PositionNotDescribed => ("Chuẩn theo bản mô tả vị trí việc làm, mà bản mô tả chưa có trong sổ.", "The standard is what the job position asks, and its description is not on record."),
            Ground.GivesWay => ("Chuẩn khác được ưu tiên áp dụng cho chức danh này.", "Another standard prevails for this post."),
            _ => ("Chức danh, ngạch hoặc nhóm không thuộc phạm vi của chuẩn.", "Post, title or category are outside the standard's scope."),
        };
    }

    static (string, string) Named(Level level, string field)
    {
        var (ladder, name) = (Ladders.Name(Ladders.Of(level)), Ladders.Name(level));
        var plain = Ladders.Of(level) is Ladder.Education;
        return ($"{(plain ? "" : $"{ladder.Vi.ToLowerInvariant()}: ")}{name.Vi.ToLowerInvariant()}{(field.Length > 0 ? $" ({field})" : "")}", $"{(plain ? "" : $"{ladder.En.ToLowerInvariant()}: ")}{name.En.ToLowerInvariant()}{(field.Length > 0 ? $" ({field})" : "")}");
    }

    static (string Vi, string En) Exempting(StandardDetails standard)
    {
        var all = standard.Transition.Exemptions.Select(e => Exemption.TryParse(e)!.Value).ToArray();
        return (string.Join("; ", all.Select(e => $"dưới {e.MonthsLeft} tháng tính từ {((PartialDate)e.On).Vi}, có {Ladders.Name(e.Holding).Vi.ToLowerInvariant()}")), string.Join("; ", all.Select(e => $"under {e.MonthsLeft} months from {e.On:yyyy-MM-dd}, holding {Ladders.Name(e.Holding).En.ToLowerInvariant()}")));
    }
}
