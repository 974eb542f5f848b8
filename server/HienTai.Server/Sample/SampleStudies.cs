using System.Globalization;
using System.Text.RegularExpressions;
using HienTai.Domain.Kernel;
using HienTai.Domain.Personnel;

namespace HienTai.Server.Sample;

/// <summary>
/// What people have learned: the ladder of degrees their post needs (or, where the plan's figures say so, not quite),
/// and the certificates around it.
/// </summary>
static class SampleStudies
{
    static readonly (EvidenceGrade, int)[] Grades =
    [
        (EvidenceGrade.OriginalSeen, 46),
        (EvidenceGrade.CopySeen, 37),
        (EvidenceGrade.SelfDeclared, 9),
        (EvidenceGrade.ConfirmedByIssuer, 8),
    ];
    static readonly (string, int)[] Classes =
    [
        ("Trung bình", 8),
        ("Trung bình khá", 26),
        ("Khá", 48),
        ("Giỏi", 15),
        ("Xuất sắc", 3),
    ];
    static readonly (string Field, string Master)[] Masters =
    [
        ("Giáo dục mầm non", "Quản lý giáo dục"),
        ("Giáo dục tiểu học", "Quản lý giáo dục"),
        ("Sư phạm Toán học", "Lý luận và phương pháp dạy học bộ môn Toán"),
        ("Sư phạm Ngữ văn", "Lý luận và phương pháp dạy học Văn – Tiếng Việt"),
        ("Luật", "Luật"),
        ("Kế toán", "Kế toán"),
        ("Tài chính – Ngân hàng", "Tài chính – Ngân hàng"),
        ("Kinh tế", "Quản lý kinh tế"),
        ("Kỹ thuật xây dựng", "Kỹ thuật xây dựng"),
        ("Quản lý đất đai", "Quản lý đất đai"),
        ("Quản lý đô thị", "Quản lý đô thị"),
    ];

    public static void Tell(Someone it, DateOnly begun)
    {
        var dice = new Dice($"studies · {it.Post.Key}");
        var highest = Highest(it.Post, dice);
        foreach (
            var (level, year, mode) in Climb(
                highest,
                it.About.Birth.Year,
                begun.Month >= 8 ? begun.Year : begun.Year - 1,
                it.Post.Fate is Left { On: var left } ? Math.Min(2022, left.Year - 1) : 2022,
                dice
            )
        )
            Degree(it, level, year, year == begun.Year, mode, dice);
        foreach (var (level, field, percent) in Certificates(it.Post))
            if (dice.Percent(percent))
                Certificate(it, level, field, begun.Year, dice);
    }

    /// <summary>A degree as one brings it in later: newly earned, on its own paper.</summary>
    public static DeclareQualification Earn(
        Someone it,
        Level level,
        PartialDate on,
        string institution,
        EvidenceGrade grade,
        Dice dice
    ) =>
        it.Declares(
            on,
            new(
                Ladder.Education,
                level,
                FieldAt(it.Post, level),
                institution,
                Number(level, dice),
                level is Level.EducationMaster
                    ? StudyMode.FullTime
                    : dice.Of([StudyMode.InService, StudyMode.Bridging, StudyMode.Distance]),
                dice.Weighted(Classes)
            ),
            grade
        );

    public static string FieldAt(Post post, Level level)
    {
        if (level is not Level.EducationMaster)
            return post.Field;
        if (Masters.FirstOrDefault(m => m.Field == post.Field) is { Master: { } master })
            return master;
        return SampleInstitutions.IsTeaching(post.Field) ? "Quản lý giáo dục" : "Quản lý công";
    }

    static void Degree(Someone it, Level level, int year, bool beforeWork, StudyMode mode, Dice dice)
    {
        var month = beforeWork ? dice.Between(5, 7) : dice.Between(6, 11);
        var field = FieldAt(it.Post, level);
        PartialDate from = dice.Below(10) switch
        {
            0 when year < 2019 => new PartialDate(year),
            < 5 => new PartialDate(year, month),
            _ => new DateOnly(year, month, dice.Between(1, 28)),
        };
        var grade = dice.Weighted(Grades);
        it.File.Add(
            it.Declares(
                from,
                new(
                    Ladder.Education,
                    level,
                    field,
                    SampleInstitutions.For(level, field, year, dice),
                    grade is EvidenceGrade.SelfDeclared && dice.Percent(50) ? "" : Number(level, dice),
                    mode,
                    dice.Weighted(Classes)
                ),
                grade
            )
        );
    }

    static PartialDate Dated(Ladder ladder, int year, Dice dice)
    {
        if (ladder is Ladder.GeneralEducation || dice.Percent(12))
            return new(year);
        return dice.Percent(60)
            ? new PartialDate(year, dice.Between(3, 12))
            : new DateOnly(year, dice.Between(3, 12), dice.Between(1, 28));
    }

    static void Certificate(Someone it, Level level, string field, int begun, Dice dice)
    {
        var ladder = Ladders.Of(level);
        var earliest = Math.Max(
            ladder switch
            {
                Ladder.ProfessionalTitle => 2016,
                Ladder.ForeignLanguage => 2014,
                Ladder.GeneralEducation => it.About.Birth.Year + 18,
                _ => 2005,
            },
            it.About.Birth.Year + 18
        );
        var year =
            ladder is Ladder.GeneralEducation
                ? it.About.Birth.Year + 18
                : dice.Between(Math.Min(2021, Math.Max(earliest, begun)), 2022);
        var from = Dated(ladder, year, dice);
        // Some language certificates lapse after two years.
        PartialDate? to =
            ladder is Ladder.ForeignLanguage && from.Day is not null && dice.Percent(30)
                ? new DateOnly(year + 2, from.Month!.Value, from.Day.Value)
                : null;
        it.File.Add(
            it.Declares(
                from,
                new(
                    ladder,
                    level,
                    field,
                    SampleInstitutions.For(level, field, year, dice),
                    ladder is Ladder.GeneralEducation ? "" : $"{dice.Digits(5)}/{year}",
                    StudyMode.Unstated,
                    ""
                ),
                dice.Weighted(Grades),
                to
            )
        );
    }

    static Level Highest(Post post, Dice dice) =>
        post.Role?.Level
        ?? post.Fate switch
        {
            Short { Mistyped: true } => Level.EducationBachelor,
            Short => post.Track is Track.Preschool
            || dice.Percent(post.Track is Track.Primary or Track.Other or Track.CommuneCadre ? 24 : 0)
                ? Level.EducationIntermediate
                : Level.EducationCollege,
            Graduated { To: var to } => to - 1,
            Recruited => post.Least,
            _ => post switch
            {
                { Track: Track.Preschool, Lead: 0 } => dice.Weighted([
                    (Level.EducationCollege, 36),
                    (Level.EducationBachelor, 62),
                    (Level.EducationMaster, 2),
                ]),
                { Track: Track.PartTimer } => dice.Weighted([
                    (Level.EducationNone, 9),
                    (Level.EducationIntermediate, 22),
                    (Level.EducationCollege, 15),
                    (Level.EducationBachelor, 54),
                ]),
                { Least: Level.EducationIntermediate } => dice.Weighted([
                    (Level.EducationIntermediate, 45),
                    (Level.EducationCollege, 28),
                    (Level.EducationBachelor, 27),
                ]),
                { Least: Level.EducationCollege, Lead: 0 } => dice.Weighted([
                    (Level.EducationCollege, 62),
                    (Level.EducationBachelor, 38),
                ]),
                { Track: Track.Office, Lead: > 0 } => dice.Weighted([
                    (Level.EducationBachelor, 48),
                    (Level.EducationMaster, 50),
                    (Level.EducationDoctor, 2),
                ]),
                { Track: Track.Office } => dice.Weighted([(Level.EducationBachelor, 80), (Level.EducationMaster, 20)]),
                { Lead: > 0 } => dice.Weighted([(Level.EducationBachelor, 72), (Level.EducationMaster, 28)]),
                { Track: Track.LowerSecondary } => dice.Weighted([
                    (Level.EducationBachelor, 91),
                    (Level.EducationMaster, 9),
                ]),
                _ => dice.Weighted([(Level.EducationBachelor, 95), (Level.EducationMaster, 5)]),
            },
        };

    /// <summary>
    /// The degrees up to the highest, the first by the year work began: older people climbed, younger ones mostly came
    /// with it.
    /// </summary>
    static List<(Level, int Year, StudyMode)> Climb(Level highest, int born, int begun, int until, Dice dice)
    {
        var steps = new List<(Level, int Year, StudyMode)>();
        if (highest is Level.EducationNone)
            return steps;
        var room = until - begun;
        var first = highest > Level.EducationBachelor ? Level.EducationBachelor : highest;
        if (highest >= Level.EducationBachelor && room >= 6 && (born < 1988 ? dice.Percent(78) : dice.Percent(30)))
            first = dice.Percent(born < 1980 ? 40 : 15) ? Level.EducationIntermediate : Level.EducationCollege;
        var year = Math.Max(
            Math.Min(
                begun,
                born
                    + first switch
                    {
                        Level.EducationIntermediate => 20,
                        Level.EducationCollege => 21,
                        _ => 22,
                    }
                    + dice.Below(2)
            ),
            born + 19
        );
        steps.Add((first, year, StudyMode.FullTime));
        if (
            first is Level.EducationIntermediate
            && highest >= Level.EducationBachelor
            && room >= 12
            && dice.Percent(40)
        )
            steps.Add((Level.EducationCollege, year += dice.Between(3, 5), StudyMode.InService));
        if (first < Level.EducationBachelor && highest >= Level.EducationBachelor)
            steps.Add(
                (
                    Level.EducationBachelor,
                    year = Math.Min(until, year + dice.Between(3, Math.Max(4, Math.Min(12, room - 1)))),
                    dice.Of([StudyMode.InService, StudyMode.Bridging, StudyMode.Bridging, StudyMode.Distance])
                )
            );
        if (highest >= Level.EducationMaster)
            steps.Add(
                (
                    Level.EducationMaster,
                    year = Math.Min(until, year + dice.Between(2, Math.Max(3, until - year))),
                    StudyMode.FullTime
                )
            );
        if (highest is Level.EducationDoctor)
            steps.Add((Level.EducationDoctor, Math.Min(2022, year + 5), StudyMode.FullTime));
        return steps;
    }

    static IEnumerable<(Level Level, string Field, int Percent)> Certificates(Post post)
    {
        var teaches = post.Track is Track.Preschool or Track.Primary or Track.LowerSecondary;
        var english = post.Name == "Giáo viên Tiếng Anh";
        if (teaches)
        {
            yield return (Level.ProfessionalTitleCertificate, "Giáo viên", 32);
            yield return (Level.InformationTechnologyBasic, "", 28);
            yield return (english ? Level.ForeignLanguage4 : Level.ForeignLanguage2, "Tiếng Anh", english ? 100 : 18);
            if (!SampleInstitutions.IsTeaching(post.Field))
                yield return (Level.PedagogyCertificate, "", 100);
            yield return (Level.TeacherStandardGood, "", 6);
            if (post.Lead > 0)
                yield return (Level.EducationManagementCertificate, "", 92);
            yield return post.Lead > 0
                ? (Level.PoliticalTheoryIntermediate, "", 80)
                : (Level.PoliticalTheoryElementary, "", 8);
            yield break;
        }
        var official = post.Track is Track.Office or Track.CommuneCadre or Track.CommuneOfficer;
        yield return (Level.InformationTechnologyBasic, "", 36);
        yield return (Level.ForeignLanguage2, "Tiếng Anh", official ? 30 : 14);
        if (post.Track is Track.PartTimer or Track.CommuneCadre)
            yield return (Level.GeneralEducationUpperSecondary, "", post.Track is Track.PartTimer ? 75 : 35);
        yield return post.Lead == 2 && official
            ? (Level.PoliticalTheoryAdvanced, "", 100)
            : (
                Level.PoliticalTheoryIntermediate,
                "",
                (post.Track, official) switch
                {
                    (Track.CommuneCadre, _) => 96,
                    (_, true) => 48,
                    _ => 8,
                }
            );
        if (!official)
            yield break;
        yield return (Level.StateManagementSpecialist, "", 70);
        if (post.Code == "01.002")
            yield return (Level.StateManagementPrincipalSpecialist, "", 90);
        if (post.Lead > 0)
            yield return (post.Track is Track.Office ? Level.LeadershipDivision : Level.LeadershipCommune, "", 45);
        yield return (post.Lead > 0 ? Level.NationalDefenceGroup3 : Level.NationalDefenceGroup4, "", 30);
    }

    /// <summary>Of two diplomas that were dealt the same number by one issuer, the second has the next.</summary>
    public static void TellApart(IEnumerable<Someone> everybody)
    {
        var taken = new HashSet<string>();
        foreach (var file in everybody.Select(p => p.File))
            for (var i = 0; i < file.Count; i++)
                while (
                    file[i] is DeclareQualification { Details: var d } declared
                    && Diplomas.Key(d) is { } key
                    && !taken.Add(key)
                )
                    file[i] = declared with { Details = d with { Number = Next(d.Number) } };
    }

    // "ĐH 1234567" and "12345/2017" alike: the digits that were dealt.
    static string Next(string number) =>
        Regex.Replace(number, @"\d{5,7}", dealt =>
            (int.Parse(dealt.Value) + 1).ToString($"D{dealt.Length}", CultureInfo.InvariantCulture)
        );

    static string Number(Level level, Dice dice) => $"{Series(level)} {dice.Digits(7)}";

    static string Series(Level level) =>
        level switch
        {
            Level.EducationIntermediate => "TC",
            Level.EducationCollege => "CĐ",
            Level.EducationMaster => "ThS",
            _ => "ĐH",
        };
}
