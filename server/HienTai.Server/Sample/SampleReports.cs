using HienTai.Domain.Papers;
using HienTai.Domain.Reporting;
using HienTai.Server.Reporting;

namespace HienTai.Server.Sample;

/// <summary>
/// The plan itself as a paper, the figures its section III prints, and the targets of its section II.4. The plan we
/// have bears no number and no date: those of the paper here are invented.
/// </summary>
static class SampleReports
{
    static readonly DateOnly Due = new(2030, 12, 31);

    /// <summary>As printed, the footnote's 123 included.</summary>
    static readonly (string Cell, int Value)[] SectionThree =
    [
        ("total", 141),
        ("district_civil_servant", 4),
        ("public_employee", 123),
        ("public_employee.lower_secondary", 29),
        ("public_employee.primary", 78),
        ("public_employee.preschool", 14),
        ("public_employee.other", 12),
        ("commune_civil_servant", 1),
        ("commune_cadre", 3),
    ];

    /// <summary>Granted and present; the plan adds nothing up there and names no vacancies.</summary>
    static readonly (string Cell, int Value)[] SectionThreeOne =
    [
        ("granted.district_civil_servants", 248),
        ("present.district_civil_servants", 238),
        ("granted.public_employees", 4_772),
        ("present.public_employees", 4_132),
        ("granted.commune_cadres", 180),
        ("present.commune_cadres", 180),
        ("granted.commune_civil_servants", 209),
        ("present.commune_civil_servants", 164),
        ("granted.commune_part_timers", 318),
        ("present.commune_part_timers", 219),
    ];

    public static void Tell(Chronicle chronicle)
    {
        var at = Workdays.At(new(2024, 8, 9), 8, 20);
        var plan = chronicle.Paper(
            at,
            "noivu",
            PaperKind.Record,
            "KH-UBND",
            "Kế hoạch thực hiện Nghị quyết 45-NQ/TW về xây dựng đội ngũ trí thức (bản gốc không ghi số, ngày; số và ngày ở đây là giả định)",
            new(2024, 8, 7),
            null,
            "Mục III.2: còn 141 trường hợp chưa đạt chuẩn về trình độ chuyên môn. Chú thích: Công chức cấp Huyện: 04; Viên chức: 123 (THCS 29; Tiểu học 78; Mầm non 14; đơn vị sự nghiệp khác 12); Công chức cấp xã: 01; Cán bộ cấp xã: 03."
        );
        foreach (
            var (report, section, figures, minute) in new[]
            {
                (ReportKind.Staffing, "III.1", SectionThreeOne, 6),
                (ReportKind.Standards, "III.2", SectionThree, 9),
            }
        )
            chronicle.Record(
                at.AddMinutes(minute),
                $"stated · plan · {report}",
                "noivu",
                $"Ghi số liệu mục {section} như bản in.",
                plan,
                new Pipeline.Intent(
                    Dice.Id($"stated · plan · {report}"),
                    new StateFigures(
                        report,
                        SampleFates.Day,
                        [.. figures.Select(f => new StatedFigure(f.Cell, f.Value))]
                    )
                )
            );
        foreach (var indicator in (Indicator[])[Indicator.University, Indicator.PoliticalTheory])
            chronicle.Record(
                at.AddMinutes(14),
                $"target · {indicator}",
                "noivu",
                "Mục II.4 của kế hoạch.",
                plan,
                new Pipeline.Intent(
                    IndicatorService.TargetId(indicator),
                    new SetTarget(indicator, new DateOnly(2024, 5, 20), new(Due, 1000))
                )
            );
    }
}
