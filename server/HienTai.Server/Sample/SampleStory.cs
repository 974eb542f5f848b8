using HienTai.Domain.Kernel;
using HienTai.Domain.Organization;
using HienTai.Domain.Papers;
using HienTai.Domain.Personnel;
using HienTai.Server.Pipeline;

namespace HienTai.Server.Sample;

/// <summary>The stories made by hand. Every person in them is invented, like all people of the sample.</summary>
/// <remarks>
/// <code>
/// who                                     what their record shows
/// Nguyễn Thị Ngọc Hương (1986-09-14)      deputy head of Phòng GDĐT since 2022-03-01, recorded 379 days late; a master's degree recorded as of
///                                         2024-03, corrected to 2023-09, its evidence raised from a copy to the
/// original
/// Phạm Minh Khoa (1985-11-02)             a university diploma revoked as false after its issuer's letter; college is what remains (below standard)
/// Huỳnh Thị Kim Ngân (1989-12-08) + 5     moved or promoted by a decision of September 2024 that was withdrawn in October: all of it falls
/// Lê Thị Bích Phượng (1983-04-27) + 39    grade II for forty people by one decision, in one change set
/// Trương Thị Hồng Đào (1987-01-30)        one of those moved to the school that opened in August 2023
/// Lê Hoàng Phúc (1987-10-24)              was typed in as born in 1978, without a number; corrected when the identity card was seen
/// Võ Thị Mỹ Dung (1986-06-11)             her assignment was typed in as beginning in 2009; it began in 2008
/// Trần Thị Thu Hà (1988-03-12), twice     two people; a certificate of one was recorded for the other, annulled, and recorded anew
/// Nguyễn Thị Hồng Nhung (1991-07-20), twice   two people of one name and birth, apart by their numbers
/// Đặng Quốc Bảo (1984-08-19)              a teacher seconded to Phòng GDĐT from October 2023 to the end of September 2024
/// Nguyễn Thị Kim Loan (1970-02-01), Bùi Thị Thắm (1970-03-01)   college only, with 83 and 84 months from 2020-07-01 to the age of 57 years and
///                                         4 months (the roadmap of NĐ 71/2020 turns at 84; the age as commonly tabled,
/// not verified)
/// Cao Thị Tuyết (1972-06-01), Đỗ Thị Nguyệt (1972-07-01)        the same 83 and 84 months, to the age of 55
/// Phan Thị Lượm, Hồ Văn Cu                took other names
/// Ngô Thanh Tùng, Dương Thị Kiều Oanh, Nguyễn Hoàng Gia Hân     decided in December 2024 for 2027-01-01: a head, a deputy, a recruit
/// </code>
/// </remarks>
sealed class SampleStory
{
    readonly IReadOnlyList<Post> posts;
    readonly Dictionary<string, Post> parts = [];

    /// <summary>How many of the plan's shorts and of the forty upgraded already have a part.</summary>
    public int ShortPrimary => 5;
    public int Upgraded => 1;

    public SampleStory(IReadOnlyList<Post> posts)
    {
        this.posts = posts;
        Careers();
        Namesakes();
        Shorts();
        Later();
    }

    void Careers()
    {
        Part(
            "Hương",
            p => p is { Unit.Code: "CQ08", Lead: 1 },
            new Cast(),
            new("Nguyễn Thị Ngọc Hương", Sex.Female, new DateOnly(1986, 9, 14))
        );
        Part("Khoa", Primary, new Cast(), new("Phạm Minh Khoa", Sex.Male, new DateOnly(1985, 11, 2)));
        Part(
            "Ngân",
            p => Secondary(p) && p.Name == "Giáo viên Ngữ văn",
            new Cast(),
            new("Huỳnh Thị Kim Ngân", Sex.Female, new DateOnly(1989, 12, 8), Level.EducationBachelor, 2012)
        );
        for (var n = 1; n < 6; n++)
            Part($"with Ngân {n}", Secondary, new Cast(), null);
        Part(
            "Phượng",
            p => p is { Track: Track.Primary, Lead: 0, Code: "V.07.03.28" },
            new Upgraded(),
            new("Lê Thị Bích Phượng", Sex.Female, new DateOnly(1983, 4, 27), Level.EducationBachelor, 2005)
        );
        if (posts.First(p => p.Unit == SampleUnits.NewSchool && p.IsTeacher) is var opening)
            opening.Role = new(
                "Trương Thị Hồng Đào",
                Sex.Female,
                new DateOnly(1987, 1, 30),
                Level.EducationBachelor,
                2010
            );
        Part(
            "Phúc",
            p => Secondary(p) && p.Name == "Giáo viên Toán",
            new Cast(),
            new("Lê Hoàng Phúc", Sex.Male, new DateOnly(1978, 10, 24), NumberUnknown: true)
        );
        Part(
            "Dung",
            p => p is { Track: Track.Preschool, Lead: 0, Code: "V.07.02.26" },
            new Cast(),
            new("Võ Thị Mỹ Dung", Sex.Female, new DateOnly(1986, 6, 11))
        );
    }

    void Namesakes()
    {
        Part(
            "Hà 1",
            Primary,
            new Cast(),
            new("Trần Thị Thu Hà", Sex.Female, new DateOnly(1988, 3, 12), Level.EducationBachelor, 2011)
        );
        Part(
            "Hà 2",
            Secondary,
            new Cast(),
            new("Trần Thị Thu Hà", Sex.Female, new DateOnly(1988, 3, 12), Level.EducationBachelor, 2012)
        );
        Part(
            "Nhung 1",
            p => p is { Track: Track.Preschool, Lead: 0 },
            new Cast(),
            new("Nguyễn Thị Hồng Nhung", Sex.Female, new DateOnly(1991, 7, 20), Level.EducationCollege, 2013)
        );
        Part(
            "Nhung 2",
            p => p is { Track: Track.Office, Lead: 0, Code: "01.003" },
            new Cast(),
            new("Nguyễn Thị Hồng Nhung", Sex.Female, new DateOnly(1991, 7, 20), Level.EducationBachelor, 2015)
        );
        Part(
            "Bảo",
            p => Secondary(p) && p.Name == "Giáo viên Toán",
            new Cast(),
            new("Đặng Quốc Bảo", Sex.Male, new DateOnly(1984, 8, 19), Level.EducationMaster, 2007)
        );
    }

    void Shorts()
    {
        foreach (
            var (name, birth) in (ReadOnlySpan<(string, DateOnly)>)
                [
                    ("Nguyễn Thị Kim Loan", new(1970, 2, 1)),
                    ("Bùi Thị Thắm", new(1970, 3, 1)),
                    ("Cao Thị Tuyết", new(1972, 6, 1)),
                    ("Đỗ Thị Nguyệt", new(1972, 7, 1)),
                ]
        )
            Part(name, Primary, new Short(), new(name, Sex.Female, birth, Level.EducationCollege, 1993));
    }

    void Later()
    {
        Part(
            "Lượm",
            Secondary,
            new Cast(),
            new("Phan Thị Lượm", Sex.Female, new DateOnly(1990, 5, 5), Level.EducationBachelor, 2013)
        );
        Part(
            "Cu",
            p => p is { Track: Track.CommuneOfficer, Field: "Luật" },
            new Cast(),
            new("Hồ Văn Cu", Sex.Male, new DateOnly(1985, 2, 17), Level.EducationBachelor, 2010)
        );
        Part(
            "Tùng",
            p => p is { Track: Track.LowerSecondary, Lead: 1 },
            new Cast(),
            new("Ngô Thanh Tùng", Sex.Male, new DateOnly(1980, 7, 3), Level.EducationMaster, 2003)
        );
        Part(
            "Oanh",
            p => Primary(p) && p.Unit.Kind is UnitKind.PrimarySchool,
            new Cast(),
            new("Dương Thị Kiều Oanh", Sex.Female, new DateOnly(1984, 11, 25), Level.EducationBachelor, 2006)
        );
    }

    static bool Primary(Post p) =>
        p is { Track: Track.Primary, Name: "Giáo viên tiểu học", Code: "V.07.03.29" }
        && p.Unit != SampleUnits.NewSchool;

    static bool Secondary(Post p) => p is { Track: Track.LowerSecondary, Lead: 0, Code: "V.07.04.32" };

    void Part(string name, Func<Post, bool> fits, Fate fate, Role? role)
    {
        var post = new Dice($"part · {name}").Of([.. posts.Where(p => p is { Fate: Plain, Role: null } && fits(p))]);
        (post.Fate, post.Role) = (fate, role);
        parts[name] = post;
    }

    /// <summary>Writes the paper file of those whose career is part of their story; false for all others.</summary>
    public bool Writes(Someone it)
    {
        var part = parts.FirstOrDefault(p => p.Value.Key == it.Post.Key).Key;
        if (part is not ("Hương" or "Khoa" or "Phúc" or "Dung"))
            return false;
        it.File.Add(new RegisterPerson(it.Name, it.About, it.Reach));
        it.File.AddRange(
            part switch
            {
                "Hương" => OfHuong(it),
                "Khoa" => OfKhoa(it),
                "Phúc" => OfPhuc(it),
                _ => OfDung(it),
            }
        );
        return true;
    }

    static PersonCommand[] OfHuong(Someone it) =>
        [
            it.Starts(
                new DateOnly(2008, 9, 5),
                new(SampleUnits.Named("CS03").Id, "Giáo viên Ngữ văn", Category.PublicEmployee, "V.07.04.32", 1, false)
            ),
            it.Transfers(
                new DateOnly(2016, 8, 15),
                new(it.Post.Unit.Id, "Chuyên viên", Category.DistrictCivilServant, "01.003", 3, false)
            ),
            DegreeOf(
                it,
                new(2008, 7),
                Level.EducationBachelor,
                "Sư phạm Ngữ văn",
                "B 0418327",
                EvidenceGrade.OriginalSeen
            ),
            CourseOf(
                it,
                new(2015, 5),
                Level.PoliticalTheoryElementary,
                "",
                SampleInstitutions.Politics,
                "118/2015",
                EvidenceGrade.OriginalSeen
            ),
            CourseOf(
                it,
                new(2016, 3),
                Level.InformationTechnologyBasic,
                "",
                SampleInstitutions.Computing,
                "20417/2016",
                EvidenceGrade.CopySeen
            ),
            CourseOf(it, new(2017), Level.ForeignLanguage3, "Tiếng Anh", "", "", EvidenceGrade.SelfDeclared),
            CourseOf(
                it,
                new(2019, 8),
                Level.StateManagementSpecialist,
                "",
                SampleInstitutions.Cadres,
                "03256/2019",
                EvidenceGrade.ConfirmedByIssuer
            ),
        ];

    static PersonCommand[] OfKhoa(Someone it) =>
        [
            it.Starts(new DateOnly(2007, 9, 5), it.Post.Details(5)),
            DegreeOf(
                it,
                new(2007, 7),
                Level.EducationCollege,
                "Giáo dục tiểu học",
                "CĐ 0093174",
                EvidenceGrade.OriginalSeen,
                SampleInstitutions.SaiGon
            ),
            DegreeOf(
                it,
                new(2014, 6),
                Level.EducationBachelor,
                "Giáo dục tiểu học",
                "ĐH 5520871",
                EvidenceGrade.CopySeen,
                "Trường Đại học Vinh"
            ),
        ];

    static PersonCommand[] OfPhuc(Someone it) =>
        [
            it.Starts(new DateOnly(2010, 9, 1), it.Post.Details(4)),
            DegreeOf(
                it,
                new(2009, 8),
                Level.EducationBachelor,
                "Sư phạm Toán học",
                "ĐH 1173308",
                EvidenceGrade.OriginalSeen
            ),
        ];

    static PersonCommand[] OfDung(Someone it) =>
        [
            it.Starts(new DateOnly(2009, 9, 1), it.Post.Details(4)),
            DegreeOf(
                it,
                new(2008, 6),
                Level.EducationCollege,
                "Giáo dục mầm non",
                "CĐ 0224915",
                EvidenceGrade.OriginalSeen,
                "Trường Cao đẳng Sư phạm Trung ương TP. Hồ Chí Minh"
            ),
        ];

    static DeclareQualification DegreeOf(
        Someone it,
        PartialDate from,
        Level level,
        string field,
        string number,
        EvidenceGrade grade,
        string place = SampleInstitutions.Education
    ) => it.Declares(from, new(Ladder.Education, level, field, place, number, StudyMode.FullTime, "Khá"), grade);

    static DeclareQualification CourseOf(
        Someone it,
        PartialDate from,
        Level level,
        string field,
        string place,
        string number,
        EvidenceGrade grade
    ) => it.Declares(from, new(Ladders.Of(level), level, field, place, number, StudyMode.Unstated, ""), grade);

    /// <summary>What happened to them once they were on record.</summary>
    public void Tell(Chronicle chronicle, IReadOnlyList<Someone> people, SamplePeople numbers, StreamKind personKind)
    {
        var byPost = people.ToDictionary(p => p.Post.Key);
        Someone Cast(string part) => byPost[parts[part].Key];
        Master(chronicle, Cast("Hương"));
        FalseDiploma(chronicle, Cast("Khoa"));
        WithdrawnPaper(
            chronicle,
            [Cast("Ngân"), .. Enumerable.Range(1, 5).Select(n => Cast($"with Ngân {n}"))],
            personKind
        );
        WrongFile(chronicle, Cast("Hà 1"), Cast("Hà 2"));
        Secondment(chronicle, Cast("Bảo"));
        chronicle.InSpiteOf("W03", SampleDecisions.FarAhead, () => FarAhead(chronicle, Cast("Tùng"), Cast("Oanh")));

        var (phuc, dung) = (Cast("Phúc"), Cast("Dung"));
        PartialDate right = new DateOnly(1987, 10, 24);
        chronicle.Record(
            Workdays.At(new(2024, 3, 12), 10, 5),
            "Phúc's birth",
            "truong",
            "Nhập sai năm sinh: căn cước công dân ghi 1987; bổ sung số định danh.",
            null,
            phuc.To(
                new CorrectIdentity(
                    null,
                    new(2024, 3, 12),
                    phuc.Name,
                    phuc.About with
                    {
                        Birth = right,
                        PersonalNumber = numbers.Number(Sex.Male, right, new("Phúc's number")),
                    }
                )
            )
        );
        chronicle.Record(
            Workdays.At(new(2024, 4, 9), 15, 20),
            "Dung's beginning",
            "gddt",
            "Ngày bắt đầu ghi theo quyết định xếp lương; quyết định tuyển dụng có hiệu lực từ 01/9/2008.",
            null,
            dung.To(
                new CorrectAssignment(
                    dung.Main.Id,
                    new DateOnly(2009, 9, 1),
                    new DateOnly(2008, 9, 1),
                    null,
                    dung.Main.Details
                )
            )
        );
        Name(Cast("Lượm"), new(2024, 1, 22), new(2023, 12, 28), "Phan Thị Thanh Lượm");
        Name(Cast("Cu"), new(2023, 10, 10), new(2023, 9, 25), "Hồ Văn Cường");

        void Name(Someone it, DateOnly recorded, DateOnly from, string name) =>
            chronicle.Record(
                Workdays.At(recorded, 9, 50),
                $"name · {name}",
                SampleDecisions.Clerk(it.Post.Unit),
                "Thay đổi họ tên theo trích lục hộ tịch.",
                null,
                it.To(new ChangeName(from, new(name, Strings.Of([it.Name.FullName]))))
            );
    }

    static void Master(Chronicle chronicle, Someone it)
    {
        var late = Workdays.At(new(2023, 3, 15), 9, 40);
        var appointment = chronicle.Paper(
            late,
            "noivu",
            PaperKind.Decision,
            "QĐ-UBND",
            "Quyết định về việc bổ nhiệm Phó Trưởng phòng Giáo dục và Đào tạo",
            new(2022, 2, 23),
            new DateOnly(2022, 3, 1),
            "Điều 1. Bổ nhiệm bà Nguyễn Thị Ngọc Hương, Chuyên viên Phòng Giáo dục và Đào tạo, giữ chức vụ Phó Trưởng phòng Giáo dục và Đào tạo kể từ ngày 01/3/2022, thời hạn 05 năm."
        );
        chronicle.Record(
            late.AddMinutes(8),
            "Hương's appointment",
            "noivu",
            "Ghi muộn: quyết định bổ nhiệm nằm ở hồ sơ lưu của Phòng Nội vụ.",
            appointment,
            it.To(it.Changes(new DateOnly(2022, 3, 1), it.Post.Details(5) with { TitleCode = "01.003" }))
        );

        Diploma(chronicle, it);
    }

    static void Diploma(Chronicle chronicle, Someone it)
    {
        var day = Workdays.At(new(2024, 5, 10), 14, 20);
        var diploma = chronicle.Paper(
            day,
            "gddt",
            PaperKind.Diploma,
            "QĐ-ĐHSP",
            "Quyết định về việc công nhận học vị và cấp bằng thạc sĩ",
            new(2023, 9, 18),
            null,
            "Công nhận học vị thạc sĩ ngành Quản lý giáo dục cho 68 học viên có tên trong danh sách kèm theo; số thứ tự 23: Nguyễn Thị Ngọc Hương, sinh ngày 14/9/1986.",
            SampleInstitutions.Education,
            "KT. HIỆU TRƯỞNG – PHÓ HIỆU TRƯỞNG",
            2147
        );
        QualificationDetails details = new(
            Ladder.Education,
            Level.EducationMaster,
            "Quản lý giáo dục",
            SampleInstitutions.Education,
            "ThS 0021476",
            StudyMode.FullTime,
            "Giỏi"
        );
        var declared = it.Declares(new(2024, 3), details, EvidenceGrade.CopySeen);
        chronicle.Record(
            day.AddMinutes(6),
            "Hương's master",
            "gddt",
            "Cá nhân nộp bản sao bằng thạc sĩ.",
            diploma,
            it.To(declared)
        );
        chronicle.Record(
            Workdays.At(new(2024, 6, 20), 9, 5),
            "Hương's master corrected",
            "noivu",
            "Lần đầu ghi theo ngày nộp bằng; ngày đúng là ngày ký quyết định cấp bằng.",
            diploma,
            it.To(new CorrectQualification(declared.Qualification, new(2023, 9), null, details))
        );
        chronicle.Record(
            Workdays.At(new(2024, 7, 2), 10, 30),
            "Hương's master seen",
            "noivu",
            "Đã xem bản chính.",
            diploma,
            it.To(new GradeEvidence(declared.Qualification, EvidenceGrade.OriginalSeen))
        );
    }

    static void FalseDiploma(Chronicle chronicle, Someone it)
    {
        var day = Workdays.At(new(2024, 4, 16), 14, 0);
        var letter = chronicle.Paper(
            day,
            "noivu",
            PaperKind.Letter,
            "CV-ĐT",
            "Công văn về việc xác minh văn bằng",
            new(2024, 4, 4),
            null,
            "Sổ gốc cấp bằng của Trường không có văn bằng số hiệu ĐH 5520871 mang tên Phạm Minh Khoa.",
            "Trường Đại học Vinh",
            "TL. HIỆU TRƯỞNG – TRƯỞNG PHÒNG ĐÀO TẠO"
        );
        chronicle.Record(
            day.AddMinutes(35),
            "Khoa's diploma",
            "noivu",
            "Thu hồi vì giả theo công văn xác minh của nơi cấp.",
            letter,
            it.To(new RevokeQualification(it.Held[^1].Qualification))
        );
    }

    /// <summary>
    /// One decision that names six people, and another that withdraws it; what rests on the first falls in the same
    /// change set.
    /// </summary>
    static void WithdrawnPaper(Chronicle chronicle, IReadOnlyList<Someone> six, StreamKind personKind)
    {
        var (day, from) = (Workdays.At(new(2024, 9, 12), 8, 15), new DateOnly(2024, 9, 16));
        var decision = chronicle.Paper(
            day,
            "gddt",
            PaperKind.Decision,
            "QĐ-UBND",
            "Quyết định về việc điều động, bổ nhiệm viên chức quản lý trường THCS",
            new(2024, 9, 10),
            from,
            "Điều 1. Điều động 04 giáo viên và bổ nhiệm 02 Phó Hiệu trưởng có tên trong danh sách kèm theo kể từ ngày 16/9/2024."
        );
        chronicle.Record(
            day.AddMinutes(12),
            "decision of six",
            "gddt",
            "Điều động, bổ nhiệm theo quyết định.",
            decision,
            six.Select(
                (p, n) =>
                    p.To(
                        n is 0 or 5
                            ? p.Changes(from, p.Main.Details with { Post = "Phó Hiệu trưởng" })
                            : p.Transfers(
                                from,
                                p.Main.Details with
                                {
                                    Unit = SampleUnits
                                        .Named(p.Post.Unit.Code == $"CS{10 + n}" ? "CS01" : $"CS{10 + n}")
                                        .Id,
                                }
                            )
                    )
            )
        );

        var end = Workdays.At(new(2024, 10, 15), 9, 0);
        var withdrawal = chronicle.Paper(
            end,
            "gddt",
            PaperKind.Decision,
            "QĐ-UBND",
            "Quyết định về việc thu hồi quyết định điều động, bổ nhiệm viên chức quản lý trường THCS",
            new(2024, 10, 14),
            null,
            "Điều 1. Thu hồi Quyết định điều động, bổ nhiệm viên chức quản lý trường THCS ký ngày 10/9/2024; các trường hợp có tên trở lại vị trí cũ."
        );
        chronicle.Record(
            end.AddMinutes(20),
            "decision of six withdrawn",
            "gddt",
            "Quyết định cũ ban hành khi chưa đủ quy trình; thu hồi.",
            withdrawal,
            [
                new Intent(decision, new WithdrawPaper(new DateOnly(2024, 10, 14))),
                .. six.Select(p => new Intent(p.Id, new LetFall(personKind, decision))),
            ]
        );
    }

    static void WrongFile(Chronicle chronicle, Someone wrong, Someone right)
    {
        QualificationDetails certificate = new(
            Ladder.EducationManagement,
            Level.EducationManagementCertificate,
            "",
            SampleInstitutions.Managers,
            "01877/2022",
            StudyMode.Unstated,
            ""
        );
        var misplaced = wrong.Declares(new(2022, 11), certificate, EvidenceGrade.CopySeen);
        chronicle.Record(
            Workdays.At(new(2024, 2, 27), 10, 0),
            "Hà's certificate, wrong file",
            "gddt",
            "Cá nhân nộp chứng chỉ.",
            null,
            wrong.To(misplaced)
        );
        var day = Workdays.At(new(2024, 3, 26), 14, 45);
        chronicle.Record(
            day,
            "Hà's certificate annulled",
            "gddt",
            "Ghi nhầm hồ sơ: chứng chỉ là của người trùng họ tên và ngày sinh.",
            null,
            wrong.To(new AnnulEntry(misplaced.Qualification))
        );
        chronicle.Record(
            day.AddMinutes(3),
            "Hà's certificate, right file",
            "gddt",
            "Ghi lại đúng hồ sơ.",
            null,
            right.To(right.Declares(new(2022, 11), certificate, EvidenceGrade.CopySeen))
        );
    }

    static void Secondment(Chronicle chronicle, Someone it)
    {
        var (day, from, office, entry) = (
            Workdays.At(new(2023, 10, 4), 8, 50),
            new DateOnly(2023, 10, 2),
            SampleUnits.Named("CQ08"),
            it.Entry("secondment")
        );
        var paper = chronicle.Paper(
            day,
            "gddt",
            PaperKind.Decision,
            "QĐ-UBND",
            "Quyết định về việc biệt phái viên chức đến Phòng Giáo dục và Đào tạo",
            new(2023, 9, 26),
            from,
            "Điều 1. Biệt phái ông Đặng Quốc Bảo đến Phòng Giáo dục và Đào tạo từ ngày 02/10/2023, thời hạn không quá 01 năm."
        );
        chronicle.Record(
            day.AddMinutes(7),
            "Bảo seconded",
            "gddt",
            "Biệt phái theo quyết định.",
            paper,
            it.To(
                new SecondPerson(
                    it.Main.Id,
                    entry,
                    from,
                    null,
                    new(office.Id, "Phụ trách công tác phổ cập giáo dục", Category.PublicEmployee, "", 0, false)
                )
            )
        );
        chronicle.Record(
            Workdays.At(new(2024, 10, 3), 9, 25),
            "Bảo back",
            "gddt",
            "Hết thời hạn biệt phái.",
            paper,
            it.To(new EndAssignment(entry, new DateOnly(2024, 10, 1), EndCause.SecondmentEnded))
        );
    }

    /// <summary>Decided and recorded in 2024, in force on its day and not before.</summary>
    static void FarAhead(Chronicle chronicle, Someone head, Someone deputy)
    {
        var (day, from) = (Workdays.At(new(2024, 12, 17), 9, 10), new DateOnly(2027, 1, 1));
        var paper = chronicle.Paper(
            day,
            "gddt",
            PaperKind.Decision,
            "QĐ-UBND",
            "Quyết định về việc bổ nhiệm viên chức quản lý trường học từ năm 2027",
            new(2024, 12, 13),
            from,
            "Điều 1. Bổ nhiệm ông Ngô Thanh Tùng giữ chức vụ Hiệu trưởng, bà Dương Thị Kiều Oanh giữ chức vụ Phó Hiệu trưởng kể từ ngày 01/01/2027, thay người đến tuổi nghỉ hưu."
        );
        chronicle.Record(
            day.AddMinutes(5),
            "far ahead",
            "gddt",
            "Bổ nhiệm theo quyết định, có hiệu lực từ 2027.",
            paper,
            head.To(
                head.Transfers(
                    from,
                    head.Main.Details with
                    {
                        Unit = SampleUnits.Named(head.Post.Unit.Code == "CS06" ? "CS07" : "CS06").Id,
                        Post = "Hiệu trưởng",
                    }
                )
            ),
            deputy.To(deputy.Changes(from, deputy.Main.Details with { Post = "Phó Hiệu trưởng" }))
        );
    }
}
