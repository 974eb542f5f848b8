using HienTai.Domain.Kernel;
using HienTai.Domain.Organization;
using HienTai.Domain.Papers;
using HienTai.Domain.Personnel;
using HienTai.Server.Pipeline;

namespace HienTai.Server.Sample;

/// <summary>
/// What the district decided in 2023 and 2024 about people already, or newly, on record: recorded soon after, or late
/// where a unit was slow to send the paper.
/// </summary>
static class SampleDecisions
{
    static readonly DateOnly LastBefore = new(2024, 7, 30),
        LastOfAll = new(2024, 12, 30);

    public static string Clerk(SampleUnit unit) =>
        unit.Kind switch
        {
            UnitKind.Agency or UnitKind.PublicServiceUnit => "noivu",
            UnitKind.Commune or UnitKind.Town => "xa",
            _ => "truong",
        };

    static string Keeper(Post post) =>
        post.Track is Track.Preschool or Track.Primary or Track.LowerSecondary or Track.Support ? "gddt" : "noivu";

    public static void Tell(Chronicle chronicle, IReadOnlyList<Someone> people)
    {
        Recruitments(chronicle, people);
        Arrivals(chronicle, people);
        Appointments(chronicle, people);
        chronicle.InSpiteOf("W08", "Quyết định tính hạng chức danh từ đầu năm, ký sau kỳ xét.", () =>
            Upgrades(chronicle, [.. people.Where(p => p.Post.Fate is Upgraded)])
        );
        Degrees(chronicle, people);
        Departures(chronicle, people);
        Moves(chronicle, people);
    }

    /// <summary>
    /// A day on which something effective on a day may have been recorded, never on the wrong side of the day of the
    /// figures.
    /// </summary>
    static DateOnly Day(DateOnly planned, DateOnly effective)
    {
        var last = effective <= SampleFates.Day ? LastBefore : LastOfAll;
        var day = Workdays.OnOrAfter(planned);
        return Workdays.OnOrBefore(day <= last ? day : last);
    }

    static void Recruitments(Chronicle chronicle, IReadOnlyList<Someone> people)
    {
        foreach (
            var intake in people
                .Where(p => p.Post.Fate is Recruited)
                .GroupBy(p => (((Recruited)p.Post.Fate).On, Keeper: Keeper(p.Post), p.Post.Category))
        )
            if (intake.Key.On.Year > 2025)
                chronicle.InSpiteOf("W03", FarAhead, () => Recruitment(chronicle, intake.Key, [.. intake]));
            else
                Recruitment(chronicle, intake.Key, [.. intake]);
    }

    /// <summary>Why what is decided for 2027 is recorded in 2024.</summary>
    public const string FarAhead = "Quyết định ghi rõ có hiệu lực từ 01/01/2027, thay người đến tuổi nghỉ hưu.";

    static void Recruitment(Chronicle chronicle, (DateOnly On, string Keeper, Category Category) key, Someone[] intake)
    {
        var (on, keeper, category) = key;
        var dice = new Dice($"recruitment · {on:yyyy-MM-dd} · {category}");
        var signed = Workdays.OnOrBefore(on.Year > 2024 ? new(2024, 12, 16) : on.AddDays(-dice.Between(5, 11)));
        var day = on.Year > 2024 ? new(2024, 12, 18) : Day(on.AddDays(dice.Between(2, 8)), on);
        var who = category switch
        {
            Category.PublicEmployee => "viên chức ngành giáo dục",
            Category.CommuneCivilServant => "công chức cấp xã",
            Category.CommunePartTimer => "người hoạt động không chuyên trách cấp xã",
            _ => "công chức",
        };
        var at = Workdays.At(day, 8, dice.Between(0, 40));
        var paper = chronicle.Paper(
            at,
            keeper,
            PaperKind.Decision,
            "QĐ-UBND",
            $"Quyết định về việc tuyển dụng {who} năm {on.Year}",
            signed,
            on,
            $"Điều 1. Tuyển dụng {intake.Length} người có tên trong danh sách kèm theo kể từ ngày {on:dd/MM/yyyy}."
        );
        var late = intake
            .Where((_, n) => n % 12 == 7)
            .Select(p => (Who: p, On: Day(day.AddDays(dice.Between(24, 75)), on)))
            .Where(x => x.On > day)
            .ToArray();
        foreach (var (some, n) in intake.Except(late.Select(x => x.Who)).Chunk(20).Select((p, n) => (p, n)))
            chronicle.Record(
                at.AddMinutes(9 + 4 * n),
                $"recruitment · {on:yyyy-MM-dd} · {category} · {n}",
                keeper,
                "Tuyển dụng theo quyết định.",
                paper,
                some.SelectMany(p => p.File.Select(p.To))
            );
        foreach (var (p, recorded) in late)
            chronicle.Record(
                Workdays.At(recorded, dice),
                $"recruited late · {p.About.FileNumber}",
                keeper,
                "Ghi muộn: đơn vị nộp hồ sơ tuyển dụng chậm.",
                paper,
                p.File.Select(p.To)
            );
    }

    static void Arrivals(Chronicle chronicle, IReadOnlyList<Someone> people)
    {
        foreach (
            var group in people.Where(p => p.Post.Fate is Arrived).GroupBy(p => p.Post.Unit == SampleUnits.NewSchool)
        )
        {
            var at = Workdays.At(new(2023, 8, 22), group.Key ? 8 : 9, 12);
            var (title, excerpt) = group.Key
                ? (
                    "Quyết định về việc điều động viên chức về Trường Tiểu học Tân Túc 2",
                    $"Điều 1. Điều động {group.Count()} viên chức có tên trong danh sách kèm theo về Trường Tiểu học Tân Túc 2 kể từ ngày 15/08/2023."
                )
                : (
                    "Quyết định về việc điều động giáo viên THCS năm học 2023–2024",
                    $"Điều 1. Điều động {group.Count()} giáo viên có tên trong danh sách kèm theo kể từ ngày 15/08/2023."
                );
            var paper = chronicle.Paper(
                at,
                "gddt",
                PaperKind.Decision,
                "QĐ-UBND",
                title,
                new(2023, 8, 10),
                new DateOnly(2023, 8, 15),
                excerpt
            );
            chronicle.Record(
                at.AddMinutes(14),
                $"arrivals · {group.Key}",
                "gddt",
                "Điều động theo quyết định.",
                paper,
                group.Select(p => p.To(p.Transfers(((Arrived)p.Post.Fate).On, p.Post.Details(p.Main.Details.PayStep))))
            );
        }
    }

    static void Appointments(Chronicle chronicle, IReadOnlyList<Someone> people)
    {
        foreach (var p in people.Where(p => p.Post.Fate is Appointed))
        {
            var (on, dice) = (((Appointed)p.Post.Fate).On, new Dice($"appointment · {p.About.FileNumber}"));
            var at = Workdays.At(Day(on.AddDays(dice.Between(1, 12)), on), dice);
            var paper = chronicle.Paper(
                at,
                "gddt",
                PaperKind.Decision,
                "QĐ-UBND",
                $"Quyết định về việc bổ nhiệm Phó Hiệu trưởng {p.Post.Unit.Called}",
                Workdays.OnOrBefore(on.AddDays(-7)),
                on,
                $"Điều 1. Bổ nhiệm {(p.About.Sex is Sex.Female ? "bà" : "ông")} {p.Name.FullName} giữ chức vụ Phó Hiệu trưởng {p.Post.Unit.Called}, thời hạn 05 năm."
            );
            chronicle.Record(
                at.AddMinutes(5),
                $"appointment · {p.About.FileNumber}",
                "gddt",
                "Bổ nhiệm theo quyết định.",
                paper,
                p.To(p.Changes(on, p.Post.Details(p.Main.Details.PayStep)))
            );
        }
    }

    /// <summary>Forty people, one decision, one change set.</summary>
    static void Upgrades(Chronicle chronicle, IReadOnlyList<Someone> people)
    {
        var (at, from) = (Workdays.At(new(2024, 2, 20), 9, 15), new DateOnly(2024, 1, 1));
        var paper = chronicle.Paper(
            at,
            "gddt",
            PaperKind.Decision,
            "QĐ-UBND",
            "Quyết định về việc bổ nhiệm chức danh nghề nghiệp giáo viên tiểu học hạng II",
            new(2024, 2, 5),
            from,
            $"Điều 1. Bổ nhiệm {people.Count} giáo viên có tên trong danh sách kèm theo vào chức danh nghề nghiệp giáo viên tiểu học hạng II, mã số V.07.03.28, kể từ ngày 01/01/2024."
        );
        chronicle.Record(
            at.AddMinutes(21),
            "upgrades",
            "gddt",
            "Bổ nhiệm chức danh nghề nghiệp theo kết quả xét thăng hạng.",
            paper,
            people.Select(p => p.To(p.Changes(from, p.Post.Details(1))))
        );
    }

    static void Degrees(Chronicle chronicle, IReadOnlyList<Someone> people)
    {
        var brought = people
            .Select(p =>
                p.Post.Fate switch
                {
                    Graduated g => (Who: p, g.On, g.Brought, g.To),
                    Short { Graduates: { } on } => (p, on, Workdays.OnOrAfter(on.AddDays(12)), p.Post.Least),
                    _ => default,
                }
            )
            .Where(x => x.Who is not null);
        foreach (var (p, on, day, level) in brought)
        {
            var dice = new Dice($"degree · {p.About.FileNumber}");
            var (at, field) = (Workdays.At(day, dice), SampleStudies.FieldAt(p.Post, level));
            var place = SampleInstitutions.For(level, field, on.Year, dice);
            var paper = chronicle.Paper(
                at,
                Clerk(p.Post.Unit),
                PaperKind.Diploma,
                level is Level.EducationMaster ? "QĐ-SĐH" : "QĐ-ĐT",
                level is Level.EducationMaster
                    ? "Quyết định về việc công nhận học vị và cấp bằng thạc sĩ"
                    : "Quyết định về việc công nhận tốt nghiệp và cấp bằng",
                Workdays.OnOrBefore(on.Latest),
                null,
                $"Công nhận tốt nghiệp, ngành {field}: {p.Name.FullName}, sinh năm {p.About.Birth.Year}.",
                place,
                "KT. HIỆU TRƯỞNG – PHÓ HIỆU TRƯỞNG"
            );
            var late = day > on.Latest.AddDays(45);
            chronicle.Record(
                at.AddMinutes(4),
                $"degree · {p.About.FileNumber}",
                Clerk(p.Post.Unit),
                late ? "Ghi muộn: cá nhân nộp bằng chậm." : "Cá nhân nộp bằng mới.",
                paper,
                p.To(
                    SampleStudies.Earn(
                        p,
                        level,
                        on,
                        place,
                        dice.Percent(70) ? EvidenceGrade.OriginalSeen : EvidenceGrade.CopySeen,
                        dice
                    )
                )
            );
        }
        Mistyped(chronicle, people);
    }

    // Two were typed in as university graduates; their diplomas say college.
    static void Mistyped(Chronicle chronicle, IReadOnlyList<Someone> people)
    {
        foreach (var (p, n) in people.Where(p => p.Post.Fate is Short { Mistyped: true }).Select((p, n) => (p, n)))
        {
            var wrong = p.Held.Last(q => q.Details.Ladder is Ladder.Education);
            chronicle.Record(
                Workdays.At(new(2024, 10, 8 + n), 10, 25),
                $"mistyped · {p.About.FileNumber}",
                "gddt",
                "Nhập nhầm trình độ: bằng gốc là bằng cao đẳng.",
                null,
                p.To(
                    new CorrectQualification(
                        wrong.Qualification,
                        wrong.From,
                        wrong.To,
                        wrong.Details with
                        {
                            Level = Level.EducationCollege,
                            Institution = SampleInstitutions.SaiGon,
                        }
                    )
                )
            );
        }
    }

    static void Departures(Chronicle chronicle, IReadOnlyList<Someone> people)
    {
        var leaving = people
            .Where(p => p.Post.Fate is Left left && left.On >= DateOnly.FromDateTime(p.FiledAt.Date))
            .Select(p => (Who: p, Left: (Left)p.Post.Fate));
        foreach (
            var group in leaving.GroupBy(x =>
                (
                    x.Left.On.Year,
                    x.Left.On.Month,
                    Retired: x.Left.Cause is EndCause.Retired,
                    Keeper: Keeper(x.Who.Post),
                    Before: x.Left.On <= SampleFates.Day
                )
            )
        )
        {
            var dice = new Dice($"departures · {group.Key}");
            var (first, last) = (group.Min(x => x.Left.On), group.Max(x => x.Left.On));
            var filed = group.Max(x => DateOnly.FromDateTime(x.Who.FiledAt.Date)).AddDays(1);
            var planned = group.Key.Retired ? first.AddDays(-dice.Between(1, 9)) : last.AddDays(dice.Between(2, 14));
            var at = Workdays.At(Day(planned > filed ? planned : filed, last), dice);
            var signed = Workdays.OnOrBefore(
                DateOnly.FromDateTime(at.Date).AddDays(-2) is var before && before < first.AddDays(-14)
                    ? before
                    : first.AddDays(-14)
            );
            var title = group.Key.Retired
                ? "Quyết định về việc nghỉ hưu, hưởng chế độ bảo hiểm xã hội"
                : "Quyết định về việc chấm dứt làm việc, chuyển công tác";
            var paper = chronicle.Paper(
                at,
                group.Key.Keeper,
                PaperKind.Decision,
                "QĐ-UBND",
                $"{title} (tháng {group.Key.Month}/{group.Key.Year})",
                signed,
                null,
                $"Điều 1. {group.Count()} người có tên trong danh sách kèm theo, từ ngày ghi ở từng người."
            );
            var day = DateOnly.FromDateTime(at.Date);
            var late = group
                .Where((_, n) => !group.Key.Retired && n % 6 == 5)
                .Select(x => (Leaving: x, On: Day(day.AddDays(dice.Between(18, 70)), x.Left.On)))
                .Where(x => x.On > day)
                .ToArray();
            chronicle.Record(
                at.AddMinutes(7),
                $"departures · {group.Key}",
                group.Key.Keeper,
                group.Key.Retired ? "Nghỉ hưu theo quyết định." : "Chấm dứt làm việc, chuyển công tác theo quyết định.",
                paper,
                group.Except(late.Select(x => x.Leaving)).Select(Ends)
            );
            foreach (var (x, recorded) in late)
                chronicle.Record(
                    Workdays.At(recorded, dice),
                    $"departed late · {x.Who.About.FileNumber}",
                    Clerk(x.Who.Post.Unit),
                    "Ghi muộn: đơn vị báo chậm.",
                    paper,
                    Ends(x)
                );
        }

        static Intent Ends((Someone Who, Left Left) x) =>
            x.Who.To(new EndAssignment(x.Who.Main.Id, x.Left.On, x.Left.Cause));
    }

    static void Moves(Chronicle chronicle, IReadOnlyList<Someone> people)
    {
        foreach (var group in people.Where(p => p.Post.Fate is Moves).GroupBy(p => p.Post.Track))
        {
            var at = Workdays.At(new(2024, 8, 20), 8, 20 + 25 * (int)group.Key);
            var paper = chronicle.Paper(
                at,
                "gddt",
                PaperKind.Decision,
                "QĐ-UBND",
                $"Quyết định về việc điều động giáo viên {group.Key switch { Track.Preschool => "mầm non", Track.Primary => "tiểu học", _ => "THCS" }} năm học 2024–2025",
                new(2024, 8, 9),
                new DateOnly(2024, 8, 15),
                $"Điều 1. Điều động {group.Count()} giáo viên có tên trong danh sách kèm theo kể từ ngày 15/08/2024."
            );
            var (prompt, late) = (group.SkipLast(1), group.TakeLast(1));
            chronicle.Record(
                at.AddMinutes(6),
                $"moves · {group.Key}",
                "gddt",
                "Điều động theo quyết định.",
                paper,
                prompt.Select(Moved)
            );
            foreach (var p in late)
                chronicle.Record(
                    Workdays.At(new(2024, 10, 17), 14, 5 + (int)group.Key),
                    $"moved late · {p.About.FileNumber}",
                    "truong",
                    "Ghi muộn: trường cũ bàn giao hồ sơ chậm.",
                    paper,
                    Moved(p)
                );
        }

        static Intent Moved(Someone p) =>
            p.To(p.Transfers(((Moves)p.Post.Fate).On, p.Main.Details with { Unit = ((Moves)p.Post.Fate).To.Id }));
    }
}
