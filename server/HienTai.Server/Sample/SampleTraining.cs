using HienTai.Domain.Kernel;
using HienTai.Domain.Papers;
using HienTai.Domain.Personnel;

namespace HienTai.Server.Sample;

/// <summary>
/// Who is sent to study, and what officers concluded where the rule by groups of fields was not the last word.
/// </summary>
/// <remarks>
/// Of those below standard on the plan's day some are on a course, which leaves the plan's figures as they are: being
/// trained for it is still being below it. Two courses are overdue that day, fifteen end with the degree of autumn
/// 2024, one was given up.
/// </remarks>
static class SampleTraining
{
    public static void Tell(Chronicle chronicle, IReadOnlyList<Someone> people)
    {
        Someone[] graduates = [.. people.Where(p => p.Post.Fate is Short { Graduates: not null })];
        Someone[] others =
        [
            .. new Dice("training").Shuffled(
                people.Where(p =>
                    p.Post is { Fate: Short { Mistyped: false, Graduates: null }, Role: null }
                    && p.About.Birth.Year >= 1974
                )
            ),
        ];
        var late = Workdays.At(new(2024, 1, 16), 8, 35);
        Send(
            chronicle,
            late,
            "2020",
            others[..2],
            new(2020, 9, 15),
            new(2020, 10, 5),
            new(2024, 5),
            "Ghi bổ sung quyết định cử đi học đã ban hành trước khi lập sổ."
        );
        Send(
            chronicle,
            late.AddMinutes(25),
            "2022",
            graduates,
            new(2022, 9, 12),
            new(2022, 10, 3),
            new(2024, 12),
            "Ghi bổ sung quyết định cử đi học đã ban hành trước khi lập sổ."
        );
        Send(
            chronicle,
            Workdays.At(new(2024, 1, 17), 9, 10),
            "2023",
            others[2..24],
            new(2023, 9, 18),
            new(2023, 10, 2),
            new(2026, 6),
            "Cử đi học theo quyết định."
        );
        foreach (var p in graduates)
            Completed(chronicle, p);
        GivenUp(chronicle, others[2]);
        Corrected(chronicle, others[3]);
        Politics(chronicle, people);
        Conclusions(chronicle, people);
    }

    static void GivenUp(Chronicle chronicle, Someone quits) =>
        chronicle.Record(
            Workdays.At(new(2024, 11, 12), 14, 20),
            "training · given up",
            "gddt",
            "Cá nhân xin thôi học vì công tác; đơn vị đồng ý.",
            null,
            quits.To(new EndTraining(quits.Entry("training"), new(new(2024, 11), TrainingOutcome.Discontinued, null)))
        );

    static void Corrected(Chronicle chronicle, Someone moved) =>
        chronicle.Record(
            Workdays.At(new(2024, 3, 14), 10, 40),
            "training · corrected",
            "gddt",
            "Nhập sai nơi học: theo danh sách kèm quyết định.",
            null,
            moved.To(
                new CorrectTraining(
                    moved.Entry("training"),
                    new DateOnly(2023, 10, 2),
                    Course(moved, new(2026, 6)) with
                    {
                        Institution = SampleInstitutions.Education,
                    },
                    null
                )
            )
        );

    static CourseDetails Course(Someone it, PartialDate expected)
    {
        var dice = new Dice($"course · {it.About.FileNumber}");
        var (level, field) = (it.Post.Least, SampleStudies.FieldAt(it.Post, it.Post.Least));
        return new(
            Ladder.Education,
            level,
            field,
            Place(it) ?? SampleInstitutions.For(level, field, 2023, dice),
            StudyMode.InService,
            expected
        );
    }

    // Where they finish is where they studied.
    static string? Place(Someone it) =>
        it.Post.Fate is Short { Graduates: not null } ? it.Held[^1].Details.Institution : null;

    static void Send(
        Chronicle chronicle,
        DateTimeOffset at,
        string what,
        IReadOnlyList<Someone> who,
        DateOnly signed,
        DateOnly from,
        PartialDate expected,
        string reason
    )
    {
        var paper = chronicle.Paper(
            at,
            "gddt",
            PaperKind.Decision,
            "QĐ-UBND",
            $"Quyết định về việc cử viên chức, công chức đi học nâng trình độ chuẩn được đào tạo năm {signed.Year}",
            signed,
            from,
            $"Điều 1. Cử {who.Count} người có tên trong danh sách kèm theo đi học từ ngày {from:dd/MM/yyyy}, dự kiến hoàn thành {expected.Vi}."
        );
        chronicle.Record(
            at.AddMinutes(9),
            $"training · {what}",
            "gddt",
            reason,
            paper,
            who.Select(p => p.To(new StartTraining(p.Entry("training"), from, Course(p, expected))))
        );
    }

    static void Completed(Chronicle chronicle, Someone it)
    {
        var on = ((Short)it.Post.Fate).Graduates!.Value;
        var day = Workdays.OnOrAfter(Workdays.OnOrAfter(on.AddDays(12)).AddDays(1));
        chronicle.Record(
            Workdays.At(day, new Dice($"completed · {it.About.FileNumber}")),
            $"training · completed · {it.About.FileNumber}",
            SampleDecisions.Clerk(it.Post.Unit),
            "Hoàn thành khoá học, đã nộp bằng.",
            null,
            it.To(new EndTraining(it.Entry("training"), new(on, TrainingOutcome.Completed, it.Held[^1].Qualification)))
        );
    }

    static void Politics(Chronicle chronicle, IReadOnlyList<Someone> people)
    {
        Someone[] who =
        [
            .. people
                .Where(p =>
                    p.Post
                        is {
                            Fate: Plain,
                            Role: null,
                            Lead: 1,
                            Track: Track.Preschool or Track.Primary or Track.LowerSecondary
                        }
                    && !p.Held.Any(q => q.Details.Ladder is Ladder.PoliticalTheory)
                )
                .Take(8),
        ];
        var at = Workdays.At(new(2024, 3, 6), 9, 25);
        var paper = chronicle.Paper(
            at,
            "noivu",
            PaperKind.Decision,
            "QĐ-UBND",
            "Quyết định về việc cử cán bộ quản lý trường học học Trung cấp lý luận chính trị",
            new(2024, 2, 26),
            new DateOnly(2024, 3, 11),
            $"Điều 1. Cử {who.Length} người có tên trong danh sách kèm theo học lớp Trung cấp lý luận chính trị, hệ không tập trung, từ ngày 11/03/2024."
        );
        chronicle.Record(
            at.AddMinutes(8),
            "training · politics",
            "noivu",
            "Cử đi học theo quyết định.",
            paper,
            who.Select(p =>
                p.To(
                    new StartTraining(
                        p.Entry("political theory"),
                        new DateOnly(2024, 3, 11),
                        new(
                            Ladder.PoliticalTheory,
                            Level.PoliticalTheoryIntermediate,
                            "",
                            SampleInstitutions.Cadres,
                            StudyMode.InService,
                            new(2025, 9)
                        )
                    )
                )
            )
        );
    }

    static void Conclusions(Chronicle chronicle, IReadOnlyList<Someone> people)
    {
        var plain = people
            .Where(p => p.Post is { Fate: Plain, Role: null, Lead: 0, Track: Track.LowerSecondary })
            .ToArray();
        var (at, from) = (Workdays.At(new(2024, 6, 11), 14, 5), new DateOnly(2024, 6, 3));
        var record = chronicle.Paper(
            at,
            "gddt",
            PaperKind.Record,
            "BB-GDĐT",
            "Biên bản rà soát việc bố trí giáo viên đúng chuyên ngành đào tạo",
            new(2024, 5, 31),
            from,
            "Tổ rà soát xem xét từng trường hợp mà tên ngành trên văn bằng chưa nói rõ có phù hợp vị trí hay không.",
            "Phòng Giáo dục và Đào tạo",
            "TRƯỞNG PHÒNG"
        );
        Conclude(
            plain.Where(p => p.Post is { Name: "Giáo viên Tiếng Anh", Field: "Ngôn ngữ Anh" }).Take(3),
            PlacementVerdict.Fits,
            "Cử nhân Ngôn ngữ Anh có chứng chỉ nghiệp vụ sư phạm, đang dạy đúng môn được đào tạo."
        );
        Conclude(
            plain.Where(p => p.Post is { Name: "Giáo viên Khoa học tự nhiên", Field: "Sư phạm Sinh học" }).Take(1),
            PlacementVerdict.DoesNotFit,
            "Được phân công dạy mạch Vật lí lớp 9, chưa học chương trình bồi dưỡng giáo viên Khoa học tự nhiên."
        );

        void Conclude(IEnumerable<Someone> who, PlacementVerdict verdict, string why)
        {
            foreach (var p in who)
                chronicle.Record(
                    at = at.AddMinutes(6),
                    $"conclusion · {p.About.FileNumber}",
                    "gddt",
                    "Ghi kết luận của tổ rà soát.",
                    record,
                    p.To(new JudgePlacement(p.Main.Id, from, new(verdict, why)))
                );
        }
    }
}
