using HienTai.Domain.Kernel;

namespace HienTai.Domain.Personnel;

/// <summary>Whose files must be kept after they have left, and for how long.</summary>
/// <param name="Served">Whoever ever served under one of these.</param>
/// <param name="Years">Counted from the end of the last such service.</param>
public sealed record RetentionRule(string Code, IReadOnlyList<Category> Served, int Years, string Vi, string En);

/// <summary>
/// The rules of keeping that stand against an erasure. Source: the original personnel file is kept for 70 years by the
/// usual retention tables of personnel archives (Law on Archives 33/2024/QH15 and its tables); neither wording nor
/// number was verified.
/// </summary>
public static class Retention
{
    public static readonly IReadOnlyList<RetentionRule> Rules =
    [
        new(
            "PERSONNEL_FILE",
            [
                Category.DistrictCadre,
                Category.DistrictCivilServant,
                Category.CommuneCadre,
                Category.CommuneCivilServant,
                Category.PublicEmployee,
            ],
            70,
            "hồ sơ gốc của cán bộ, công chức, viên chức lưu 70 năm kể từ khi thôi phục vụ (nguồn chưa được kiểm chứng).",
            "the original file of a cadre, civil servant or public employee is kept for 70 years after they left service (source not verified)."
        ),
    ];

    /// <summary>
    /// The rule that keeps a file longest, and the first day it no longer does; null if nothing keeps it.
    /// </summary>
    public static (RetentionRule Rule, PartialDate Until)? Keeps(Person person, DateOnly today)
    {
        var kept =
            from rule in Rules
            let ends = person
                .Assignments.Values.SelectMany(a => a.Line.Spans)
                .Where(s => rule.Served.Contains(s.Value.Category))
                .Select(s => s.Valid.To?.Latest ?? DateOnly.MaxValue)
                .ToArray()
            where ends.Length > 0
            let until = ends.Max() is var end && end.Year + rule.Years > PartialDate.LastYear
                ? new DateOnly(PartialDate.LastYear, 12, 31)
                : Reckoning.After(end, 12 * rule.Years)
            where until > today
            orderby until descending
            select ((RetentionRule, PartialDate)?)(rule, (PartialDate)until);
        return kept.FirstOrDefault();
    }
}
