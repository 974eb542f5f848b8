using HienTai.Domain.Kernel;
using HienTai.Domain.Papers;
using HienTai.Domain.Personnel;
using HienTai.Server.Pipeline;

namespace HienTai.Server.Sample;

/// <summary>
/// The daily care of a registry: originals looked at, issuers asked, slips corrected, telephone numbers changed, a few
/// more secondments.
/// </summary>
static class SampleUpkeep
{
    public static void Tell(Chronicle chronicle, IReadOnlyList<Someone> people)
    {
        var staying = new Queue<Someone>(
            new Dice("upkeep").Shuffled(people.Where(p => p.Post is { Fate: Plain, Role: null }))
        );
        Someone[] Some(int count) => [.. Enumerable.Range(0, count).Select(_ => staying.Dequeue())];
        Slips(chronicle, Some(60));
        Births(chronicle, Some(14));
        Beginnings(chronicle, staying);
        Contacts(chronicle, Some(160));
        Secondments(chronicle, [.. staying.Where(p => p.Post is { Track: Track.LowerSecondary, Lead: 0 }).Take(5)]);
        Originals(chronicle, people);
        Letters(chronicle, [.. staying]);
    }

    static void Slips(Chronicle chronicle, IReadOnlyList<Someone> people)
    {
        foreach (var p in people)
        {
            var dice = new Dice($"slip · {p.About.FileNumber}");
            if (p.Held.FirstOrDefault(q => q.Details.Number.Length > 0) is not { } wrong)
                continue;
            var at = Workdays.At(Workdays.OnOrAfter(new DateOnly(2024, 1, 8).AddDays(dice.Below(330))), dice);
            var month = dice.Percent(30) && wrong.From.Month is null && wrong.To is null;
            var right = month ? new PartialDate(wrong.From.Year, dice.Between(6, 9)) : wrong.From;
            chronicle.Record(
                at,
                $"slip · {p.About.FileNumber}",
                SampleDecisions.Clerk(p.Post.Unit),
                month ? "Bổ sung tháng cấp theo bản chính." : "Nhập sai số hiệu; đối chiếu bản chính.",
                null,
                p.To(
                    new CorrectQualification(
                        wrong.Qualification,
                        right,
                        wrong.To,
                        month
                            ? wrong.Details
                            : wrong.Details with
                            {
                                Number = $"{wrong.Details.Number[..^2]}{dice.Between(10, 99)}",
                            }
                    )
                )
            );
        }
    }

    static void Births(Chronicle chronicle, IReadOnlyList<Someone> people)
    {
        foreach (var p in people)
        {
            var dice = new Dice($"birth · {p.About.FileNumber}");
            var day = Workdays.OnOrAfter(new DateOnly(2024, 1, 15).AddDays(dice.Below(320)));
            PartialDate birth = new DateOnly(p.About.Birth.Year, dice.Between(1, 12), dice.Between(1, 28));
            chronicle.Record(
                Workdays.At(day, dice),
                $"birth · {p.About.FileNumber}",
                SampleDecisions.Clerk(p.Post.Unit),
                "Nhập sai ngày sinh; đối chiếu căn cước công dân.",
                null,
                p.To(new CorrectIdentity(null, day, p.Name, p.About with { Birth = birth }))
            );
        }
    }

    /// <summary>Only who has held one assignment all along, so that nothing before it is touched.</summary>
    static void Beginnings(Chronicle chronicle, IEnumerable<Someone> people)
    {
        foreach (
            var p in people
                .Where(p =>
                    p.File.OfType<StartAssignment>().Count() == 1
                    && !p.File.Any(c => c is TransferAssignment or ChangeAssignment)
                    && p.Main.Since.Year is > 2000 and < 2020
                )
                .Take(9)
        )
        {
            var (dice, start) = (
                new Dice($"beginning · {p.About.FileNumber}"),
                p.File.OfType<StartAssignment>().Single()
            );
            chronicle.Record(
                Workdays.At(Workdays.OnOrAfter(new DateOnly(2024, 2, 19).AddDays(dice.Below(280))), dice),
                $"beginning · {p.About.FileNumber}",
                SampleDecisions.Clerk(p.Post.Unit),
                "Ngày bắt đầu đúng là ngày trong quyết định tuyển dụng.",
                null,
                p.To(
                    new CorrectAssignment(
                        start.Assignment,
                        start.From,
                        start.From.Latest.AddMonths(dice.Between(1, 4)),
                        null,
                        start.Details
                    )
                )
            );
        }
    }

    static void Contacts(Chronicle chronicle, IReadOnlyList<Someone> people)
    {
        foreach (var p in people)
        {
            var dice = new Dice($"contacts · {p.About.FileNumber}");
            var day = Workdays.OnOrAfter(
                new DateOnly(2024, 1, 2).AddDays(dice.Below(355)) is var some && some > new DateOnly(2024, 12, 26)
                    ? new(2024, 12, 26)
                    : some
            );
            chronicle.Record(
                Workdays.At(day, dice),
                $"contacts · {p.About.FileNumber}",
                SampleDecisions.Clerk(p.Post.Unit),
                "Cá nhân báo đổi liên hệ.",
                null,
                p.To(
                    new ChangeContacts(
                        day.AddDays(-dice.Below(9)),
                        new($"0191{p.About.FileNumber[3..]}0", p.Reach?.Email ?? "", p.Reach?.Address ?? "")
                    )
                )
            );
        }
    }

    static void Secondments(Chronicle chronicle, IReadOnlyList<Someone> people)
    {
        foreach (var (p, n) in people.Select((p, n) => (p, n)))
        {
            var (day, from) = (Workdays.At(new(2024, 1, 11), 9, 10 + 12 * n), new DateOnly(2024, 1, 8));
            var paper = chronicle.Paper(
                day,
                "gddt",
                PaperKind.Decision,
                "QĐ-UBND",
                "Quyết định về việc biệt phái viên chức",
                new(2024, 1, 4),
                from,
                $"Điều 1. Biệt phái {(p.About.Sex is Sex.Female ? "bà" : "ông")} {p.Name.FullName} từ ngày 08/01/2024, thời hạn 12 tháng."
            );
            chronicle.Record(
                day.AddMinutes(4),
                $"seconded · {p.About.FileNumber}",
                "gddt",
                "Biệt phái theo quyết định.",
                paper,
                p.To(
                    new SecondPerson(
                        p.Main.Id,
                        p.Entry("secondment"),
                        from,
                        new DateOnly(2025, 1, 8),
                        new(
                            SampleUnits.Named(n < 3 ? "CQ08" : "SN01").Id,
                            "Viên chức biệt phái",
                            Category.PublicEmployee,
                            "",
                            0,
                            false
                        )
                    )
                )
            );
        }
    }

    /// <summary>Month by month some units bring the originals of what was known by a copy.</summary>
    static void Originals(Chronicle chronicle, IReadOnlyList<Someone> people)
    {
        var units = people.Where(p => p.Post.Fate is Plain).GroupBy(p => p.Post.Unit).ToArray();
        foreach (var (unit, n) in new Dice("originals").Shuffled(units).Take(66).Select((u, n) => (u, n)))
        {
            var dice = new Dice($"originals · {unit.Key.Code}");
            var day = Workdays.OnOrAfter(new DateOnly(2024, 1 + n / 6, 1).AddDays(dice.Below(26)));
            var seen = unit.SelectMany(p =>
                    p.Held.Where(q => q is { Grade: EvidenceGrade.CopySeen, Details.Ladder: Ladder.Education })
                        .Take(1)
                        .Select(q => p.To(new GradeEvidence(q.Qualification, EvidenceGrade.OriginalSeen)))
                )
                .Take(12);
            chronicle.Record(
                Workdays.At(day, dice),
                $"originals · {unit.Key.Code}",
                SampleDecisions.Clerk(unit.Key),
                "Đối chiếu bản chính do cá nhân xuất trình.",
                null,
                seen
            );
        }
    }

    /// <summary>Issuers answer which diplomas are in their books.</summary>
    static void Letters(Chronicle chronicle, IReadOnlyList<Someone> people)
    {
        foreach (
            var (place, day) in (ReadOnlySpan<(string, DateOnly)>)
                [
                    (SampleInstitutions.Education, new(2024, 3, 20)),
                    (SampleInstitutions.SaiGon, new(2024, 5, 22)),
                    (SampleInstitutions.Administration, new(2024, 10, 23)),
                ]
        )
        {
            var asked = people
                .SelectMany(p =>
                    p.Held.Where(q =>
                            q.Details.Institution == place
                            && q.Details is { Ladder: Ladder.Education, Number.Length: > 0 }
                            && q.Grade is not EvidenceGrade.ConfirmedByIssuer
                        )
                        .Take(1)
                        .Select(q => p.To(new GradeEvidence(q.Qualification, EvidenceGrade.ConfirmedByIssuer)))
                )
                .Take(40)
                .ToArray();
            var at = Workdays.At(day, 10, 0);
            var letter = chronicle.Paper(
                at,
                "noivu",
                PaperKind.Letter,
                "CV-ĐT",
                "Công văn về việc xác minh văn bằng",
                Workdays.OnOrBefore(day.AddDays(-6)),
                null,
                $"{asked.Length} văn bằng trong danh sách kèm theo đều có trong sổ gốc cấp bằng.",
                place,
                "TL. HIỆU TRƯỞNG – TRƯỞNG PHÒNG ĐÀO TẠO"
            );
            chronicle.Record(at.AddMinutes(25), $"letter · {place}", "noivu", "Nơi cấp xác nhận.", letter, asked);
        }
    }
}
