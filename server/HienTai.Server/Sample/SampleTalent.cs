using System.Collections.Immutable;
using HienTai.Domain.Kernel;
using HienTai.Domain.Papers;
using HienTai.Domain.Personnel;
using HienTai.Domain.Talent;
using HienTai.Server.Personnel;
using HienTai.Server.Pipeline;
using Shipped = HienTai.Server.Talent.Shipped;

namespace HienTai.Server.Sample;

/// <summary>
/// The talent pool of the sample: its programmes, people from outside who are invented like all others, and some three
/// hundred ways through the pool.
/// </summary>
static class SampleTalent
{
    static readonly DateOnly Begun = new(2023, 3, 6),
        Last = new(2024, 7, 26);

    /// <summary>Days from being found to each step.</summary>
    static readonly (Stage To, int Days)[] Pace =
    [
        (Stage.Proposed, 14),
        (Stage.Verified, 35),
        (Stage.InPool, 52),
        (Stage.Invited, 70),
        (Stage.Joined, 98),
        (Stage.InUse, 126),
        (Stage.Assessed, 250),
    ];

    sealed record Candidate(string Key, Guid Person, CandidacyDetails Details, Stage Goal)
    {
        public Guid Id => Dice.Id($"candidacy · {Key}");
    }

    sealed record Abroad(string Name, string Country, string Affiliation, Sector Sector, string Field, bool Foreigner);

    static readonly Abroad[] FromAbroad =
    [
        new("Tanaka Haruto", "JPN", "Đại học Osaka", Sector.MechanicsAndAutomation, "Cơ điện tử", true),
        new(
            "Sato Yui",
            "JPN",
            "Viện Nghiên cứu Đô thị Yokohama",
            Sector.UrbanManagement,
            "Quy hoạch vùng và đô thị",
            true
        ),
        new("Kim Min-jun", "KOR", "Viện Khoa học và Công nghệ Daejeon", Sector.ArtificialIntelligence, "Học máy", true),
        new("Park Seo-yeon", "KOR", "Bệnh viện Đại học Incheon", Sector.Health, "Y học dự phòng", true),
        new("Lim Jia Hui", "SGP", "Đại học Công nghệ Nanyang", Sector.InformationTechnology, "An toàn thông tin", true),
        new("Müller Jonas", "DEU", "Đại học Kỹ thuật Dresden", Sector.MechanicsAndAutomation, "Tự động hóa", true),
        new("Dubois Camille", "FRA", "Trường Cầu đường Paris", Sector.UrbanManagement, "Kỹ thuật hạ tầng đô thị", true),
        new("Wilson Emma", "AUS", "Đại học Melbourne", Sector.Tourism, "Quản trị du lịch", true),
        new(
            "Trần Đức Anh",
            "SGP",
            "Doanh nghiệp phần mềm tại Singapore",
            Sector.ArtificialIntelligence,
            "Học máy",
            false
        ),
        new("Lê Quỳnh Như", "USA", "Đại học California", Sector.Health, "Y học dự phòng", false),
        new(
            "Phan Nhật Quang",
            "AUS",
            "Công ty tư vấn đô thị tại Sydney",
            Sector.UrbanManagement,
            "Quy hoạch vùng và đô thị",
            false
        ),
        new(
            "Hồ Minh Triết",
            "JPN",
            "Viện nghiên cứu tại Tokyo",
            Sector.ArtificialIntelligence,
            "Khoa học dữ liệu",
            false
        ),
        new("Đinh Bảo Châu", "FRA", "Ngân hàng đầu tư tại Paris", Sector.Finance, "Tài chính – Ngân hàng", false),
        new("Vương Gia Hân", "CAN", "Đại học Toronto", Sector.InformationTechnology, "Khoa học máy tính", false),
        new(
            "Tạ Hoàng Long",
            "DEU",
            "Doanh nghiệp cơ khí tại Stuttgart",
            Sector.MechanicsAndAutomation,
            "Kỹ thuật cơ khí",
            false
        ),
        new(
            "Mai Thanh Trúc",
            "USA",
            "Công ty dữ liệu tại Seattle",
            Sector.ArtificialIntelligence,
            "Trí tuệ nhân tạo",
            false
        ),
    ];

    static readonly (Sector Sector, string Field)[] Studied =
    [
        (Sector.InformationTechnology, "Công nghệ thông tin"),
        (Sector.InformationTechnology, "Kỹ thuật phần mềm"),
        (Sector.InformationTechnology, "Hệ thống thông tin"),
        (Sector.ArtificialIntelligence, "Trí tuệ nhân tạo"),
        (Sector.ArtificialIntelligence, "Khoa học dữ liệu"),
        (Sector.MechanicsAndAutomation, "Tự động hóa"),
        (Sector.BusinessAdministration, "Quản trị kinh doanh"),
        (Sector.Finance, "Tài chính – Ngân hàng"),
        (Sector.Health, "Y khoa"),
        (Sector.Health, "Dược học"),
        (Sector.Tourism, "Quản trị du lịch và lữ hành"),
        (Sector.UrbanManagement, "Quản lý đô thị và công trình"),
        (Sector.UrbanManagement, "Kiến trúc"),
        (Sector.UrbanManagement, "Kỹ thuật môi trường"),
    ];

    static readonly string[] Schools =
    [
        "Đại học Bách khoa TP. Hồ Chí Minh",
        "Đại học Khoa học Tự nhiên TP. Hồ Chí Minh",
        "Đại học Kinh tế TP. Hồ Chí Minh",
        "Đại học Công nghệ Thông tin TP. Hồ Chí Minh",
        "Đại học Kiến trúc TP. Hồ Chí Minh",
    ];
    static readonly string[] Houses =
    [
        "Công ty phần mềm mẫu Nam Sài Gòn",
        "Viện Nghiên cứu phát triển mẫu",
        "Công ty tư vấn xây dựng mẫu",
        "Bệnh viện đa khoa mẫu",
        "Quỹ đầu tư mẫu",
        "Hãng lữ hành mẫu",
    ];

    public static void Tell(Chronicle chronicle, IReadOnlyList<Someone> people, SamplePeople met)
    {
        foreach (
            var day in Shipped
                .Days()
                .GroupBy(d => d.On <= Begun ? Begun : Workdays.OnOrAfter(d.On.AddDays(-11)))
                .OrderBy(d => d.Key)
        )
            chronicle.Record(
                Workdays.At(day.Key, 10, 20),
                $"programmes · {day.Key:yyyy-MM-dd}",
                "noivu",
                "Nhập chương trình nhân tài theo văn bản và đề án.",
                null,
                day.Select(d => d.Intent)
            );
        Someone[] able = [.. new Dice("able").Shuffled(people.Where(Able))];
        var heads = people.Where(p => p.Post is { Lead: > 0, Fate: Plain } && Begins(p.Post.Name)).ToArray();
        var taken = new HashSet<Guid>();
        Round(
            chronicle,
            "kế cận 2023",
            "03-ĐA/HU",
            new(2023, 11, 6),
            Successors(heads.Where((_, i) => i % 3 != 1), able, taken, "2023", 76),
            able
        );
        Round(chronicle, "nội bộ 2024", "03-ĐA/HU", new(2024, 1, 8), Internals(able, taken, 54), able);
        Round(
            chronicle,
            "kế cận 2024",
            "03-ĐA/HU",
            new(2024, 5, 6),
            Successors(heads.Where((_, i) => i % 3 == 1), able, taken, "2024", 34),
            able
        );
        Outside(
            chronicle,
            met,
            "sinh viên 2023",
            "NĐ 140/2017",
            new(2023, 9, 11),
            30,
            SourceKind.ExcellentGraduate,
            able
        );
        Outside(chronicle, met, "khoa học trẻ 2024", "01-ĐA/TU", new(2024, 2, 19), 22, SourceKind.YoungScientist, able);
        Outside(
            chronicle,
            met,
            "sinh viên 2024",
            "NĐ 140/2017",
            new(2024, 6, 17),
            26,
            SourceKind.ExcellentGraduate,
            able
        );
        Outside(chronicle, met, "chuyên gia 2023", "CG-BC", new(2023, 6, 5), 26, SourceKind.Expert, able);
        Outside(chronicle, met, "chuyên gia 2024", "CG-BC", new(2024, 4, 8), 20, SourceKind.Expert, able);
        Outside(
            chronicle,
            met,
            "kiều bào, nước ngoài",
            "CG-BC",
            new(2023, 10, 16),
            FromAbroad.Length,
            SourceKind.Overseas,
            able
        );
    }

    // Whoever was on file early, with a degree that was seen.
    static bool Able(Someone it) =>
        it.Post is { Fate: Plain, Role: null }
        && it.FiledAt < new DateTimeOffset(2023, 10, 20, 0, 0, 0, TimeSpan.FromHours(7))
        && it.Main.Since < new DateOnly(2019, 1, 1)
        && it.Held.Any(q =>
            q.Details.Level >= Level.EducationBachelor
            && q.Details.Ladder is Ladder.Education
            && q.Grade is EvidenceGrade.OriginalSeen or EvidenceGrade.ConfirmedByIssuer
        );

    static bool Begins(string post) =>
        VietnameseText.Fold(post) is var folded
        && new[]
        {
            "hieu truong",
            "truong phong",
            "chu tich",
            "bi thu",
            "giam doc",
            "pho truong phong",
            "pho chu tich",
        }.Any(folded.StartsWith);

    static List<Candidate> Successors(
        IEnumerable<Someone> heads,
        Someone[] able,
        HashSet<Guid> taken,
        string round,
        int most
    )
    {
        var (found, dice) = (new List<Candidate>(), new Dice($"successors · {round}"));
        foreach (var head in heads)
        {
            // Some posts have nobody yet.
            if (found.Count >= most || dice.Percent(22))
                continue;
            var near = able.Where(a => a.Id != head.Id && a.Post.Track == head.Post.Track && !taken.Contains(a.Id))
                .OrderByDescending(a => a.Post.Unit.Id == head.Post.Unit.Id)
                .ThenByDescending(a => a.Post.Lead > 0)
                .Take(dice.Between(1, 2))
                .ToArray();
            foreach (var (it, n) in near.Select((x, i) => (x, i)))
            {
                taken.Add(it.Id);
                found.Add(
                    new(
                        $"{round} · {it.About.FileNumber}",
                        it.Id,
                        new(
                            SourceKind.Successor,
                            null,
                            head.Post.Unit.Id,
                            new(
                                head.Post.Unit.Id,
                                head.Post.Name,
                                head.Main.Details.Category,
                                head.Main.Details.TitleCode
                            ),
                            n == 0 && dice.Percent(64) ? Readiness.Ready : Readiness.InOneToThreeYears,
                            null,
                            dice.Of([
                                "Hoàn thành xuất sắc nhiệm vụ nhiều năm, được tập thể tín nhiệm.",
                                "Có năng lực tổ chức, đã phụ trách tổ chuyên môn.",
                                "Được quy hoạch, đang học nâng trình độ lý luận chính trị.",
                                "Chủ trì nhiều sáng kiến được áp dụng tại đơn vị.",
                            ])
                        ),
                        Goal(dice, false)
                    )
                );
            }
        }
        return found;
    }

    static List<Candidate> Internals(Someone[] able, HashSet<Guid> taken, int count)
    {
        var (found, dice) = (new List<Candidate>(), new Dice("internals"));
        foreach (var it in able.Where(a => !taken.Contains(a.Id)).Take(count).ToArray())
        {
            taken.Add(it.Id);
            found.Add(
                new(
                    $"nội bộ · {it.About.FileNumber}",
                    it.Id,
                    new(
                        SourceKind.Internal,
                        dice.Percent(40) ? dice.Of(Studied).Sector : null,
                        it.Post.Unit.Id,
                        null,
                        null,
                        null,
                        dice.Of([
                            "Có thành tích nổi bật, được đơn vị đề nghị bồi dưỡng.",
                            "Giỏi chuyên môn, có nhiều đóng góp cho ngành.",
                            "Trẻ, có triển vọng phát triển.",
                        ])
                    ),
                    Goal(dice, false)
                )
            );
        }
        return found;
    }

    static Stage Goal(Dice dice, bool invites) =>
        dice.Weighted<Stage>(
            invites
                ?
                [
                    (Stage.Found, 6),
                    (Stage.Proposed, 8),
                    (Stage.Verified, 10),
                    (Stage.InPool, 22),
                    (Stage.Invited, 14),
                    (Stage.Declined, 6),
                    (Stage.Joined, 10),
                    (Stage.InUse, 12),
                    (Stage.Assessed, 14),
                    (Stage.Left, 4),
                ]
                :
                [
                    (Stage.Found, 6),
                    (Stage.Proposed, 10),
                    (Stage.Verified, 14),
                    (Stage.InPool, 44),
                    (Stage.InUse, 12),
                    (Stage.Assessed, 14),
                    (Stage.Left, 4),
                ]
        );

    static void Outside(
        Chronicle chronicle,
        SamplePeople met,
        string round,
        string programme,
        DateOnly from,
        int count,
        SourceKind kind,
        Someone[] able
    )
    {
        var (found, files, dice) = (new List<Candidate>(), new List<Intent>(), new Dice($"outside · {round}"));
        for (var n = 0; n < count; n++)
        {
            var it = Introduced(met, round, from, n, kind, dice);
            var (level, finished) = Studies(kind, it.Born, from.Year, dice);
            // Some have only said so: they wait until the diploma is seen.
            var grade = dice.Weighted<EvidenceGrade>([
                (EvidenceGrade.OriginalSeen, 60),
                (EvidenceGrade.ConfirmedByIssuer, 18),
                (EvidenceGrade.CopySeen, 8),
                (EvidenceGrade.SelfDeclared, 14),
            ]);
            var (outside, affiliation) = Place(kind, it, dice);
            var contract = kind is SourceKind.Expert && dice.Percent(20);
            files.Add(new(it.Person, new RegisterPerson(it.Name, it.About, null)));
            files.Add(
                new(
                    it.Person,
                    new PlaceOutside(
                        from.AddDays(-3),
                        new(
                            outside,
                            affiliation,
                            it.Abroad?.Country ?? "",
                            contract ? LegalGround.Contract : LegalGround.Consent,
                            it.Abroad is { Foreigner: true } c ? $"{c.Country} X{dice.Digits(7)}" : ""
                        )
                    )
                )
            );
            if (!contract)
                files.AddRange(Consents(it, from.AddDays(-3), dice));
            files.Add(new(it.Person, Degree(it, kind, level, finished, grade, dice)));
            if (it.Abroad is not null || dice.Percent(70))
                files.Add(new(it.Person, Language(it, finished, grade, dice)));

            var goal = Goal(dice, true);
            if (grade < EvidenceGrade.OriginalSeen && goal > Stage.Verified)
                goal = Stage.Verified;
            found.Add(PutForward(round, it, kind, goal, dice));
        }
        chronicle.Record(
            Workdays.At(Workdays.OnOrBefore(from.AddDays(-2)), 14, 10),
            $"outside · {round}",
            "noivu",
            "Ghi hồ sơ người ngoài khu vực công theo giới thiệu và sự đồng ý của họ.",
            null,
            files
        );
        Round(chronicle, round, programme, from, found, able);
    }

    /// <summary>Somebody from outside the public sector, as they were introduced.</summary>
    sealed record Outsider(
        Guid Person,
        PersonName Name,
        Particulars About,
        int Born,
        Abroad? Abroad,
        Sector Sector,
        string Field
    );

    static Outsider Introduced(SamplePeople met, string round, DateOnly from, int n, SourceKind kind, Dice dice)
    {
        var abroad = kind is SourceKind.Overseas ? FromAbroad[n] : null;
        var (sector, field) = abroad is { } a ? (a.Sector, a.Field) : dice.Of(Studied);
        var born = kind switch
        {
            SourceKind.ExcellentGraduate => from.Year - dice.Between(23, 26),
            SourceKind.YoungScientist => from.Year - dice.Between(27, 33),
            _ => from.Year - dice.Between(36, 66),
        };
        PartialDate birth = new DateOnly(born, 1, 1).AddDays(dice.Below(365));
        var (name, about) = met.MeetOutside(
            $"NT-{VietnameseText.Fold(round).Replace(" ", "").Replace(",", "")[..6].ToUpperInvariant()}{from:yy}-{n + 1:00}",
            birth,
            abroad?.Name,
            dice
        );
        return new(Dice.Id($"person · {about.FileNumber}"), name, about, born, abroad, sector, field);
    }

    static Candidate PutForward(string round, Outsider it, SourceKind kind, Stage goal, Dice dice) =>
        new(
            $"{round} · {it.About.FileNumber}",
            it.Person,
            new(
                it.Abroad is { Foreigner: true } ? SourceKind.Foreign : kind,
                it.Sector,
                null,
                null,
                null,
                dice.Percent(75) ? new PartialDate(2024, dice.Between(1, 12)) : null,
                dice.Of([
                    "Có công trình, sản phẩm đã ứng dụng trong thực tế.",
                    "Được hội chuyên ngành giới thiệu.",
                    "Đạt giải thưởng chuyên ngành, mong muốn đóng góp cho huyện.",
                    "Có kinh nghiệm chuyển giao công nghệ cho cơ quan nhà nước.",
                ])
            ),
            goal
        );

    static (Level Level, int Finished) Studies(SourceKind kind, int born, int year, Dice dice) =>
        kind switch
        {
            SourceKind.ExcellentGraduate => (Level.EducationBachelor, year - dice.Below(2)),
            SourceKind.YoungScientist => (
                dice.Percent(60) ? Level.EducationMaster : Level.EducationDoctor,
                year - dice.Between(1, 4)
            ),
            _ => (dice.Percent(55) ? Level.EducationMaster : Level.EducationDoctor, born + dice.Between(27, 34)),
        };

    static (OutsideKind Kind, string Affiliation) Place(SourceKind kind, Outsider it, Dice dice)
    {
        if (it.Abroad is { } abroad)
            return (abroad.Foreigner ? OutsideKind.Foreigner : OutsideKind.Overseas, abroad.Affiliation);
        if (kind is SourceKind.ExcellentGraduate)
            return (OutsideKind.Studying, dice.Of(Schools));
        if (dice.Percent(45))
            return (OutsideKind.Business, dice.Of(Houses));
        if (dice.Percent(50))
            return (OutsideKind.OtherBody, dice.Of(Schools));
        return it.Born < 1964 ? (OutsideKind.Retired, "") : (OutsideKind.FreeProfession, "");
    }

    static IEnumerable<Intent> Consents(Outsider it, DateOnly on, Dice dice)
    {
        ConsentPurpose[] purposes =
        [
            ConsentPurpose.KeptOnRecord,
            ConsentPurpose.TalentPool,
            .. dice.Percent(60) ? new[] { ConsentPurpose.Contributions } : [],
        ];
        return purposes.Select(purpose => new Intent(
            PrivacyQuestions.UseOf(it.Person),
            new GiveConsent(it.Person, Dice.Id($"consent · {it.About.FileNumber} · {purpose}"), purpose, on, null)
        ));
    }

    static DeclareQualification Degree(
        Outsider it,
        SourceKind kind,
        Level level,
        int finished,
        EvidenceGrade grade,
        Dice dice
    ) =>
        new DeclareQualification(
            Dice.Id($"entry · {it.About.FileNumber} · degree"),
            new PartialDate(finished),
            null,
            new(
                Ladder.Education,
                level,
                it.Field,
                it.Abroad is { } d ? d.Affiliation : dice.Of(Schools),
                "",
                it.Abroad is null ? StudyMode.FullTime : StudyMode.Abroad,
                kind is SourceKind.ExcellentGraduate ? "Xuất sắc" : ""
            ),
            grade,
            []
        );

    static DeclareQualification Language(Outsider it, int finished, EvidenceGrade grade, Dice dice) =>
        new DeclareQualification(
            Dice.Id($"entry · {it.About.FileNumber} · language"),
            new PartialDate(finished),
            null,
            new(
                Ladder.ForeignLanguage,
                it.Abroad is not null
                    ? Level.ForeignLanguage6
                    : dice.Of([
                        Level.ForeignLanguage4,
                        Level.ForeignLanguage4,
                        Level.ForeignLanguage5,
                        Level.ForeignLanguage3,
                    ]),
                "Tiếng Anh",
                "",
                "",
                StudyMode.Unstated,
                ""
            ),
            grade,
            []
        );

    static void Round(
        Chronicle chronicle,
        string round,
        string programme,
        DateOnly from,
        List<Candidate> all,
        Someone[] able
    )
    {
        var (code, dice) = (Shipped.Id(programme), new Dice($"round · {round}"));
        var day = Workdays.OnOrAfter(from);
        chronicle.Record(
            Workdays.At(day, 9, 15),
            $"pool · {round} · found",
            "noivu",
            "Rà soát, phát hiện theo hướng dẫn tạo nguồn.",
            null,
            all.Select(c => new Intent(c.Id, new FindCandidate(c.Person, code, day, c.Details, null))
            {
                References = [new("person", c.Person, "person_id"), new("talent_programme", code, "programme_id")],
            })
        );
        foreach (var (to, days) in Pace)
        {
            var on = Workdays.OnOrAfter(from.AddDays(days));
            if (on > Last)
                break;
            var at = Workdays.At(on, 9, 40);
            Candidate[] those = [.. all.Where(c => Goes(c, to))];
            if (those.Length == 0)
                continue;
            if (to is Stage.Assessed)
            {
                Assess(chronicle, round, on, those, able, dice);
                continue;
            }
            var paper = Decided(chronicle, at, on, to, round, programme, those.Length);
            var (note, reason) = Says(to, all[0].Details.Kind);
            chronicle.Record(
                at.AddMinutes(12),
                $"pool · {round} · {to}",
                "noivu",
                reason,
                paper,
                those.Select(c => new Intent(
                    c.Id,
                    new MoveCandidate(on, to, note, to is Stage.Verified ? Stated(programme, dice) : [])
                ))
            );
        }
        Lost(chronicle, round, from, all);
    }

    // Not everybody goes all the way, and nobody of the district's own is invited.
    static bool Goes(Candidate c, Stage to)
    {
        var own = c.Details.Kind is SourceKind.Successor or SourceKind.Internal;
        if (own && to is (Stage.Invited or Stage.Joined))
            return false;
        return c.Goal switch
        {
            Stage.Left => to <= Stage.InPool,
            Stage.Declined => to <= Stage.Invited,
            _ => c.Goal >= to,
        };
    }

    static Guid? Decided(
        Chronicle chronicle,
        DateTimeOffset at,
        DateOnly on,
        Stage to,
        string round,
        string programme,
        int people
    ) =>
        to switch
        {
            Stage.InPool => chronicle.Paper(
                at,
                "noivu",
                PaperKind.Decision,
                "QĐ-UBND",
                $"Quyết định phê duyệt danh sách nguồn nhân tài, đợt {round}",
                Workdays.OnOrBefore(on.AddDays(-3)),
                on,
                $"Điều 1. Phê duyệt {people} người có tên trong danh sách kèm theo vào nguồn của {programme}."
            ),
            Stage.InUse => chronicle.Paper(
                at,
                "noivu",
                PaperKind.Decision,
                "QĐ-UBND",
                $"Quyết định giao nhiệm vụ cho người trong nguồn nhân tài, đợt {round}",
                Workdays.OnOrBefore(on.AddDays(-3)),
                on,
                $"Điều 1. Giao nhiệm vụ cho {people} người có tên trong danh sách kèm theo."
            ),
            _ => null,
        };

    static (string Note, string Reason) Says(Stage to, SourceKind kind) =>
        to switch
        {
            Stage.Proposed => ("", "Đơn vị và Phòng Nội vụ thống nhất đề cử."),
            Stage.Verified => ("", "Đã đối chiếu văn bằng, hồ sơ."),
            Stage.InPool => ("", "Theo quyết định phê duyệt danh sách."),
            Stage.Invited => (
                "Mời tham gia tổ tư vấn, nhận việc theo nhu cầu của huyện",
                "Gửi thư mời theo danh sách đã duyệt."
            ),
            Stage.Joined => ("", "Có thư nhận lời."),
            _ => (
                kind is SourceKind.Successor
                    ? "Giao phụ trách một mảng công tác, kèm cặp theo chức danh kế nhiệm"
                    : "Tham gia tổ công tác, tư vấn chuyên môn",
                "Theo quyết định giao nhiệm vụ."
            ),
        };

    // Those who decline what they are offered, and those who leave the district.
    static void Lost(Chronicle chronicle, string round, DateOnly from, List<Candidate> all)
    {
        foreach (
            var (goal, days, note) in new[]
            {
                (Stage.Declined, 90, "Chưa thu xếp được công việc hiện tại."),
                (Stage.Left, 150, "Chuyển công tác ra ngoài huyện."),
            }
        )
            if (Workdays.OnOrAfter(from.AddDays(days)) is var on && on <= Last)
                chronicle.Record(
                    Workdays.At(on, 15, 5),
                    $"pool · {round} · {goal}",
                    "noivu",
                    "Theo trả lời của người được mời, đề nghị của đơn vị.",
                    null,
                    all.Where(c => c.Goal == goal).Select(c => new Intent(c.Id, new MoveCandidate(on, goal, note, [])))
                );
    }

    static ImmutableArray<Answer> Stated(string programme, Dice dice) =>
        programme switch
        {
            "NĐ 140/2017" =>
            [
                new(
                    "excellence",
                    true,
                    dice.Of([
                        "Giải nhì học sinh giỏi cấp thành phố, đã xem giấy chứng nhận.",
                        "Giải ba Olympic sinh viên toàn quốc, đã xem bản chính.",
                        "Giải nhất cuộc thi khoa học và công nghệ cấp trường và cấp thành phố.",
                    ])
                ),
            ],
            _ => [],
        };

    static void Assess(Chronicle chronicle, string round, DateOnly on, Candidate[] those, Someone[] able, Dice dice)
    {
        Someone[] leaders = [.. able.Where(a => a.Post.Lead > 0).Take(6)];
        for (var n = 0; n < 2; n++)
        {
            var second = n;
            chronicle.Record(
                Workdays.At(Workdays.OnOrAfter(on.AddDays(n)), 10, 30),
                $"pool · {round} · assessed {n + 1}",
                "noivu",
                "Đánh giá việc sử dụng người trong nguồn năm 2024.",
                null,
                those
                    .Select((c, i) => (c, By: leaders[(i + (second * 3)) % leaders.Length]))
                    .Where(x => x.By.Id != x.c.Person)
                    .Select(x => new Intent(
                        x.c.Id,
                        new AssessCandidate(
                            Workdays.OnOrAfter(on.AddDays(second)),
                            new(
                                "2024",
                                x.By.Id,
                                new[]
                                {
                                    "expertise",
                                    "results",
                                    "initiative",
                                    "cooperation",
                                    "integrity",
                                }.ToImmutableSortedDictionary(m => m, _ => dice.Between(3, 5), StringComparer.Ordinal),
                                "Theo báo cáo kết quả công việc sáu tháng và ý kiến tập thể."
                            )
                        )
                    ))
            );
        }
    }
}
