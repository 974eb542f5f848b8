using HienTai.Domain.Kernel;
using HienTai.Domain.Organization;
using HienTai.Domain.Personnel;

namespace HienTai.Server.Sample;

/// <summary>
/// The chairs that are taken on 1 August 2024: 238 in the offices, 180 + 164 + 219 in the communes, 4,132 in schools
/// and other public units.
/// </summary>
static class SamplePosts
{
    static readonly (string Unit, int People, string Head, string Deputy, int Deputies, string[] Fields)[] Offices =
    [
        (
            "CQ01",
            34,
            "Chánh Văn phòng",
            "Phó Chánh Văn phòng",
            3,
            ["Luật", "Quản lý nhà nước", "Hành chính học", "Công nghệ thông tin"]
        ),
        ("CQ02", 16, "Trưởng phòng", "Phó Trưởng phòng", 2, ["Quản lý nhà nước", "Luật", "Hành chính học"]),
        ("CQ03", 11, "Trưởng phòng", "Phó Trưởng phòng", 1, ["Luật"]),
        ("CQ04", 24, "Trưởng phòng", "Phó Trưởng phòng", 3, ["Tài chính – Ngân hàng", "Kế toán", "Kinh tế"]),
        ("CQ05", 34, "Trưởng phòng", "Phó Trưởng phòng", 3, ["Quản lý đất đai", "Khoa học môi trường", "Luật"]),
        ("CQ06", 18, "Trưởng phòng", "Phó Trưởng phòng", 2, ["Công tác xã hội", "Luật", "Quản lý nhà nước"]),
        ("CQ07", 13, "Trưởng phòng", "Phó Trưởng phòng", 2, ["Quản lý văn hóa", "Báo chí", "Công nghệ thông tin"]),
        (
            "CQ08",
            18,
            "Trưởng phòng",
            "Phó Trưởng phòng",
            2,
            ["Quản lý giáo dục", "Giáo dục tiểu học", "Sư phạm Toán học", "Sư phạm Ngữ văn", "Giáo dục mầm non"]
        ),
        ("CQ09", 9, "Trưởng phòng", "Phó Trưởng phòng", 1, ["Y tế công cộng"]),
        ("CQ10", 14, "Chánh Thanh tra", "Phó Chánh Thanh tra", 2, ["Luật", "Quản lý nhà nước"]),
        ("CQ11", 17, "Trưởng phòng", "Phó Trưởng phòng", 2, ["Kinh tế", "Nông học", "Quản trị kinh doanh"]),
        ("CQ12", 30, "Trưởng phòng", "Phó Trưởng phòng", 3, ["Kỹ thuật xây dựng", "Kiến trúc", "Quản lý đô thị"]),
    ];

    static readonly (
        string Unit,
        int People,
        string Head,
        string Deputy,
        (string Name, string Code, string Field, int Weight)[] Staff
    )[] Others =
    [
        (
            "SN01",
            62,
            "Giám đốc",
            "Phó Giám đốc",
            [
                ("Giáo viên giáo dục thường xuyên", "V.07.05.15", "Sư phạm Toán học", 30),
                ("Giáo viên giáo dục thường xuyên", "V.07.05.15", "Sư phạm Ngữ văn", 25),
                ("Chuyên viên đào tạo nghề", "01.003", "Kinh tế", 14),
                ("Kế toán viên", "06.031", "Kế toán", 4),
                ("Giáo vụ", "V.07.07.21", "Công nghệ thông tin", 6),
            ]
        ),
        (
            "SN02",
            48,
            "Giám đốc",
            "Phó Giám đốc",
            [
                ("Phương pháp viên", "V.10.06.20", "Quản lý văn hóa", 20),
                ("Phương pháp viên", "V.10.06.21", "Quản lý văn hóa", 8),
                ("Chuyên viên tuyên truyền", "01.003", "Báo chí", 10),
                ("Thư viện viên", "V.10.02.06", "Khoa học thư viện", 4),
                ("Kế toán viên", "06.031", "Kế toán", 3),
            ]
        ),
        (
            "SN03",
            22,
            "Giám đốc",
            "Phó Giám đốc",
            [
                ("Phương pháp viên", "V.10.06.20", "Quản lý văn hóa", 12),
                ("Phương pháp viên", "V.10.06.21", "Quản lý văn hóa", 4),
                ("Kế toán viên", "06.031", "Kế toán", 2),
            ]
        ),
        (
            "SN04",
            46,
            "Giám đốc",
            "Phó Giám đốc",
            [
                ("Chuyên viên quản lý dự án", "01.003", "Kỹ thuật xây dựng", 28),
                ("Chuyên viên kế hoạch", "01.003", "Kinh tế", 8),
                ("Kế toán viên", "06.031", "Kế toán", 6),
            ]
        ),
        (
            "SN05",
            40,
            "Trưởng ban",
            "Phó Trưởng ban",
            [
                ("Chuyên viên bồi thường", "01.003", "Quản lý đất đai", 24),
                ("Chuyên viên pháp chế", "01.003", "Luật", 6),
                ("Kế toán viên", "06.031", "Kế toán", 4),
                ("Văn thư viên trung cấp", "02.008", "Văn thư – Lưu trữ", 2),
            ]
        ),
        (
            "TH34",
            34,
            "Hiệu trưởng",
            "Phó Hiệu trưởng",
            [
                ("Giáo viên dạy trẻ khuyết tật", "V.07.03.29", "Giáo dục đặc biệt", 22),
                ("Nhân viên hỗ trợ giáo dục người khuyết tật", "V.07.06.16", "Giáo dục đặc biệt", 6),
                ("Kế toán viên trung cấp", "06.032", "Kế toán", 1),
            ]
        ),
        (
            "SN07",
            10,
            "Giám đốc",
            "Phó Giám đốc",
            [
                ("Chuyên viên đào tạo, bồi dưỡng", "01.003", "Quản lý nhà nước", 6),
                ("Kế toán viên", "06.031", "Kế toán", 1),
            ]
        ),
    ];

    static readonly string[] Cadres =
    [
        "Bí thư Đảng ủy",
        "Phó Bí thư Đảng ủy",
        "Chủ tịch HĐND",
        "Phó Chủ tịch HĐND",
        "Chủ tịch UBND",
        "Phó Chủ tịch UBND",
        "Chủ tịch UBMTTQ",
        "Bí thư Đoàn TNCS Hồ Chí Minh",
        "Chủ tịch Hội LHPN",
        "Chủ tịch Hội Nông dân",
        "Chủ tịch Hội CCB",
        "Phó Chủ tịch UBND",
    ];

    static readonly (string Name, string Field)[] Officers =
    [
        ("Chỉ huy trưởng Ban Chỉ huy Quân sự", "Quân sự cơ sở"),
        ("Văn phòng – thống kê", "Quản lý nhà nước"),
        ("Văn phòng – thống kê", "Luật"),
        ("Văn phòng – thống kê", "Hành chính học"),
        ("Địa chính", "Quản lý đất đai"),
        ("Địa chính", "Kỹ thuật xây dựng"),
        ("Tài chính – kế toán", "Kế toán"),
        ("Tư pháp – hộ tịch", "Luật"),
        ("Tư pháp – hộ tịch", "Luật"),
        ("Văn hóa – xã hội", "Công tác xã hội"),
        ("Văn hóa – xã hội", "Quản lý văn hóa"),
    ];

    static readonly string[] PartTimers =
    [
        "Phó Chủ tịch UBMTTQ",
        "Phó Bí thư Đoàn TNCS Hồ Chí Minh",
        "Phó Chủ tịch Hội LHPN",
        "Phó Chủ tịch Hội Nông dân",
        "Phó Chủ tịch Hội CCB",
        "Phó Chỉ huy trưởng Ban Chỉ huy Quân sự",
        "Văn phòng Đảng ủy",
        "Kiểm tra Đảng",
        "Tuyên giáo",
        "Thủ quỹ – văn thư",
        "Phụ trách đài truyền thanh",
        "Bình đẳng giới – trẻ em",
        "Quản lý nhà văn hóa",
        "Lao động – thương binh và xã hội",
    ];

    static readonly (string Subject, int Weight)[] PrimarySubjects =
    [
        ("tiểu học", 74),
        ("Tiếng Anh", 9),
        ("Giáo dục thể chất", 6),
        ("Âm nhạc", 4),
        ("Mĩ thuật", 4),
        ("Tin học", 3),
    ];
    static readonly (string Subject, int Weight)[] SecondarySubjects =
    [
        ("Toán", 17),
        ("Ngữ văn", 17),
        ("Tiếng Anh", 14),
        ("Khoa học tự nhiên", 19),
        ("Lịch sử và Địa lí", 11),
        ("Giáo dục thể chất", 6),
        ("Giáo dục công dân", 4),
        ("Công nghệ", 4),
        ("Tin học", 4),
        ("Âm nhạc", 2),
        ("Mĩ thuật", 2),
    ];

    /// <summary>
    /// In the order in which the units' paper files were typed in: offices, communes, lower secondary, primary,
    /// preschools, the rest.
    /// </summary>
    public static IReadOnlyList<Post> All() =>
        [
            .. OfOffices(),
            .. OfCommunes(),
            .. OfSchools(UnitKind.LowerSecondarySchool, 1240),
            .. OfSchools(UnitKind.PrimarySchool, 1780),
            .. OfSchools(UnitKind.Preschool, 850),
            .. OfOthers(),
        ];

    static IEnumerable<Post> OfOffices()
    {
        foreach (var (code, people, head, deputy, deputies, fields) in Offices)
        {
            var (unit, dice) = (SampleUnits.Named(code), new Dice($"posts · {code}"));
            for (var n = 0; n < people; n++)
            {
                var (name, title, lead) = n switch
                {
                    0 => (head, "01.002", 2),
                    _ when n <= deputies => (deputy, dice.Percent(60) ? "01.002" : "01.003", 1),
                    < 9 when code == "CQ10" => ("Thanh tra viên", "04.025", 0),
                    _ when n == people - 1 => ("Văn thư viên", dice.Percent(40) ? "02.008" : "02.007", 0),
                    _ when n == people - 2 && people > 15 => ("Cán sự", "01.004", 0),
                    _ when n == people - 3 => ("Kế toán viên", "06.031", 0),
                    _ => ("Chuyên viên", dice.Percent(9) ? "01.002" : "01.003", 0),
                };
                if (title == "02.008")
                    name = "Văn thư viên trung cấp";
                yield return new(
                    $"{code} · {n}",
                    unit,
                    Track.Office,
                    name,
                    Category.DistrictCivilServant,
                    title,
                    title[..2] switch
                    {
                        "02" => "Văn thư – Lưu trữ",
                        "06" => "Kế toán",
                        _ => dice.Of(fields),
                    },
                    lead,
                    lead > 0
                );
            }
        }
    }

    static IEnumerable<Post> OfCommunes()
    {
        foreach (
            var (unit, at) in SampleUnits
                .All.Where(u => u.Kind is UnitKind.Commune or UnitKind.Town)
                .Select((u, n) => (u, n))
        )
        {
            var (code, dice) = (unit.Code, new Dice($"posts · {unit.Code}"));
            for (var n = 0; n < (at < 4 ? 12 : 11); n++)
                yield return new(
                    $"{code} · cadre {n}",
                    unit,
                    Track.CommuneCadre,
                    Cadres[n],
                    Category.CommuneCadre,
                    "",
                    dice.Of(["Quản lý nhà nước", "Luật", "Hành chính học", "Kinh tế"]),
                    n switch
                    {
                        0 or 4 => 2,
                        1 or 2 or 5 or 11 => 1,
                        _ => 0,
                    },
                    n is 0 or 1 or 2 or 4 or 5 or 11
                );
            for (var n = 0; n < (at % 4 == 3 ? 11 : 10); n++)
                yield return new(
                    $"{code} · officer {n}",
                    unit,
                    Track.CommuneOfficer,
                    (Officers[n].Name, unit.Kind) switch
                    {
                        ("Địa chính", UnitKind.Town) => "Địa chính – xây dựng – đô thị và môi trường",
                        ("Địa chính", _) => "Địa chính – nông nghiệp – xây dựng và môi trường",
                        var (name, _) => name,
                    },
                    Category.CommuneCivilServant,
                    "01.003",
                    Officers[n].Field
                );
            for (var n = 0; n < (at < 11 ? 14 : 13); n++)
                yield return new(
                    $"{code} · part-timer {n}",
                    unit,
                    Track.PartTimer,
                    PartTimers[n],
                    Category.CommunePartTimer,
                    "",
                    dice.Of(["Luật", "Quản lý nhà nước", "Kế toán", "Công tác xã hội", "Quản trị kinh doanh"])
                );
        }
    }

    static IEnumerable<Post> OfSchools(UnitKind kind, int people)
    {
        // The school that opened last was staffed first: its people's files were needed for the decision that moved
        // them.
        var schools = SampleUnits.All.Where(u => u.Kind == kind).OrderBy(u => u != SampleUnits.NewSchool).ToArray();
        var shares = new Dice($"shares · {kind}").Shares(people, schools.Length, 70, 130);
        foreach (var (unit, share) in schools.Zip(shares))
        {
            var posts = Staff(kind, share, new Dice($"posts · {unit.Code}"));
            var (track, _, grade) = Teaching(kind);
            foreach (var (p, n) in posts.Select((p, n) => (p, n)))
                yield return new(
                    $"{unit.Code} · {n}",
                    unit,
                    p.Code.StartsWith(grade, StringComparison.Ordinal) ? track : Track.Support,
                    p.Name,
                    Category.PublicEmployee,
                    p.Code,
                    p.Field,
                    p.Lead
                );
        }
    }

    static (Track Track, string Field, string Grade) Teaching(UnitKind kind) =>
        kind switch
        {
            UnitKind.Preschool => (Track.Preschool, "Giáo dục mầm non", "V.07.02."),
            UnitKind.PrimarySchool => (Track.Primary, "Giáo dục tiểu học", "V.07.03."),
            _ => (Track.LowerSecondary, "", "V.07.04."),
        };

    static string Grade(UnitKind kind, bool second) =>
        Teaching(kind).Grade
        + (kind, second) switch
        {
            (UnitKind.Preschool, true) => "25",
            (UnitKind.Preschool, _) => "26",
            (UnitKind.PrimarySchool, true) => "28",
            (UnitKind.PrimarySchool, _) => "29",
            (_, true) => "31",
            _ => "32",
        };

    static List<(string Name, string Code, string Field, int Lead)> Staff(UnitKind kind, int share, Dice dice)
    {
        var mine = Teaching(kind).Field;
        var posts = new List<(string Name, string Code, string Field, int Lead)>
        {
            ("Hiệu trưởng", Grade(kind, true), mine.Length > 0 ? mine : "Sư phạm Toán học", 2),
        };
        for (var deputies = share > 34 ? 2 : 1; deputies > 0; deputies--)
            posts.Add(
                (
                    "Phó Hiệu trưởng",
                    Grade(kind, dice.Percent(75)),
                    mine.Length > 0 ? mine : dice.Of(["Sư phạm Ngữ văn", "Sư phạm Vật lí"]),
                    1
                )
            );
        var lower = dice.Percent(45);
        posts.Add(
            lower ? ("Kế toán viên trung cấp", "06.032", "Kế toán", 0) : ("Kế toán viên", "06.031", "Kế toán", 0)
        );
        posts.Add(("Văn thư viên trung cấp", "02.008", "Văn thư – Lưu trữ", 0));
        posts.Add(("Nhân viên y tế trường học", "V.08.05.13", "Điều dưỡng", 0));
        if (kind is not UnitKind.Preschool)
        {
            posts.Add(
                dice.Percent(55)
                    ? ("Thư viện viên", "V.10.02.07", "Khoa học thư viện", 0)
                    : ("Thư viện viên", "V.10.02.06", "Khoa học thư viện", 0)
            );
            posts.Add(
                (
                    "Viên chức thiết bị, thí nghiệm",
                    "V.07.07.20",
                    kind is UnitKind.PrimarySchool ? "Giáo dục tiểu học" : "Sư phạm Vật lí",
                    0
                )
            );
            if (dice.Percent(45))
                posts.Add(("Giáo vụ", "V.07.07.21", "Công nghệ thông tin", 0));
            posts.Add(
                ("Giáo viên Tổng phụ trách Đội", Grade(kind, false), mine.Length > 0 ? mine : "Sư phạm Âm nhạc", 0)
            );
        }
        while (posts.Count < share)
        {
            var subject = kind switch
            {
                UnitKind.Preschool => "mầm non",
                UnitKind.PrimarySchool => dice.Weighted(PrimarySubjects),
                _ => dice.Weighted(SecondarySubjects),
            };
            posts.Add(($"Giáo viên {subject}", Grade(kind, dice.Percent(30)), FieldOf(subject, dice), 0));
        }
        return posts;
    }

    static IEnumerable<Post> OfOthers()
    {
        foreach (var (code, people, head, deputy, staff) in Others)
        {
            var (unit, dice) = (SampleUnits.Named(code), new Dice($"posts · {code}"));
            var title = code == "TH34" ? "V.07.03.28" : "01.003";
            for (var n = 0; n < people; n++)
                if (n < 3)
                    yield return new(
                        $"{code} · {n}",
                        unit,
                        Track.Other,
                        n == 0 ? head : deputy,
                        Category.PublicEmployee,
                        title,
                        staff[0].Field,
                        n == 0 ? 2 : 1
                    );
                else if (
                    dice.Weighted<(string Name, string Code, string Field, int)>([.. staff.Select(s => (s, s.Weight))])
                    is var s
                )
                    yield return new(
                        $"{code} · {n}",
                        unit,
                        Track.Other,
                        s.Name,
                        Category.PublicEmployee,
                        s.Code,
                        s.Field
                    );
        }
    }

    static string FieldOf(string subject, Dice dice) =>
        subject switch
        {
            "mầm non" => "Giáo dục mầm non",
            "tiểu học" => "Giáo dục tiểu học",
            "Tiếng Anh" => dice.Percent(75) ? "Sư phạm Tiếng Anh" : "Ngôn ngữ Anh",
            "Tin học" => dice.Percent(60) ? "Sư phạm Tin học" : "Công nghệ thông tin",
            "Toán" => "Sư phạm Toán học",
            "Ngữ văn" => "Sư phạm Ngữ văn",
            "Khoa học tự nhiên" => dice.Of(["Sư phạm Vật lí", "Sư phạm Hóa học", "Sư phạm Sinh học"]),
            "Lịch sử và Địa lí" => dice.Of(["Sư phạm Lịch sử", "Sư phạm Địa lí"]),
            "Giáo dục công dân" => "Giáo dục chính trị",
            "Giáo dục thể chất" => "Giáo dục thể chất",
            "Công nghệ" => "Sư phạm Kỹ thuật công nghiệp",
            "Âm nhạc" => "Sư phạm Âm nhạc",
            _ => "Sư phạm Mĩ thuật",
        };
}
