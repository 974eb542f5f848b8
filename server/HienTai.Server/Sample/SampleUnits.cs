using HienTai.Domain.Kernel;
using HienTai.Domain.Organization;
using HienTai.Domain.Papers;
using HienTai.Server.Pipeline;

namespace HienTai.Server.Sample;

/// <summary>A unit of the sample's tree, as it was first recorded.</summary>
sealed record SampleUnit(
    string Code,
    UnitKind Kind,
    string Name,
    string Short,
    string Parent,
    PartialDate Founded,
    params string[] Aliases
)
{
    public Guid Id { get; } = Dice.Id($"unit · {Code}");

    /// <summary>What its own papers call it in 2023.</summary>
    public string Called { get; init; } = Name;

    /// <summary>The first day on which it can be claimed to exist.</summary>
    public DateOnly Opens => Founded.Latest;
}

/// <summary>
/// The district's tree of 2024: one district, 16 communes and towns with their official codes, 12 offices, 81 schools
/// and 7 other public units. Codes of offices and schools, founding dates and most school names are invented.
/// </summary>
static class SampleUnits
{
    public const string Root = "785",
        Offices = "785.CQ",
        Communes = "785.XA",
        Preschools = "785.MN",
        PrimarySchools = "785.TH",
        LowerSecondarySchools = "785.CS",
        Others = "785.SN";

    static readonly PartialDate Old = new(1976);

    public static readonly SampleUnit NewSchool = School(
        "TH02",
        UnitKind.PrimarySchool,
        "Tân Túc 2",
        new DateOnly(2023, 8, 15)
    );
    public static readonly SampleUnit SpecialSchool = new(
        "TH34",
        UnitKind.PublicServiceUnit,
        "Trường Giáo dục chuyên biệt Rạng Đông",
        "GDCB Rạng Đông",
        PrimarySchools,
        new(1998, 8)
    );
    static readonly SampleUnit Council = new(
        "CQ01",
        UnitKind.Agency,
        "Văn phòng Hội đồng nhân dân – Ủy ban nhân dân",
        "Văn phòng HĐND–UBND",
        Offices,
        Old,
        "VP HĐND-UBND"
    )
    {
        Called = "Văn phòng Hội đồng nhân dân và Ủy ban nhân dân",
    };
    static readonly SampleUnit Renamed = School("TH28", UnitKind.PrimarySchool, "Vĩnh Lộc", new(1978)) with
    {
        Called = "Trường Tiểu học Vĩnh Lộc 1",
    };
    static readonly SampleUnit Misspelt = School("TH27", UnitKind.PrimarySchool, "Trần Nhân Tông", new(2004, 8)) with
    {
        Called = "Trường Tiểu học Trần Nhân Tôn",
    };
    static readonly SampleUnit RenamedLate = School("MN29", UnitKind.Preschool, "Tuổi Hồng", new(1996, 9));

    public static readonly IReadOnlyList<SampleUnit> All =
    [
        new(Root, UnitKind.District, "Huyện Bình Chánh", "H. Bình Chánh", "", Old),
        new(Offices, UnitKind.Group, "Cơ quan chuyên môn", "Cơ quan chuyên môn", Root, Old),
        new(Communes, UnitKind.Group, "Xã, thị trấn", "Xã, thị trấn", Root, Old),
        new(Preschools, UnitKind.Group, "Trường mầm non", "Mầm non", Root, Old),
        new(PrimarySchools, UnitKind.Group, "Trường tiểu học", "Tiểu học", Root, Old),
        new(LowerSecondarySchools, UnitKind.Group, "Trường trung học cơ sở", "THCS", Root, Old),
        new(Others, UnitKind.Group, "Đơn vị sự nghiệp khác", "Sự nghiệp khác", Root, Old),
        Council,
        Office("CQ02", "Phòng Nội vụ", Old, "PNV"),
        Office("CQ03", "Phòng Tư pháp", new(1988)),
        Office("CQ04", "Phòng Tài chính – Kế hoạch", Old, "Phòng TC-KH"),
        Office("CQ05", "Phòng Tài nguyên và Môi trường", new(2003, 10), "Phòng TNMT"),
        Office("CQ06", "Phòng Lao động – Thương binh và Xã hội", new(2008, 6), "Phòng LĐTBXH"),
        Office("CQ07", "Phòng Văn hóa và Thông tin", new(2008, 6), "Phòng VHTT"),
        Office("CQ08", "Phòng Giáo dục và Đào tạo", Old, "Phòng GDĐT"),
        Office("CQ09", "Phòng Y tế", new(2006, 3)),
        Office("CQ10", "Thanh tra huyện", new(1988)),
        Office("CQ11", "Phòng Kinh tế", new(2001)),
        Office("CQ12", "Phòng Quản lý đô thị", new(1998), "Phòng QLĐT"),
        new("27595", UnitKind.Town, "Thị trấn Tân Túc", "TT. Tân Túc", Communes, new(2003, 12)),
        Commune("27598", "Phạm Văn Hai"),
        Commune("27601", "Vĩnh Lộc A"),
        Commune("27604", "Vĩnh Lộc B"),
        Commune("27607", "Bình Lợi"),
        Commune("27610", "Lê Minh Xuân"),
        Commune("27613", "Tân Nhựt"),
        Commune("27616", "Tân Kiên"),
        Commune("27619", "Bình Hưng"),
        Commune("27622", "Phong Phú"),
        Commune("27625", "An Phú Tây"),
        Commune("27628", "Hưng Long"),
        Commune("27631", "Đa Phước"),
        Commune("27634", "Tân Quý Tây"),
        Commune("27637", "Bình Chánh"),
        Commune("27640", "Quy Đức", "Qui Đức"),
        .. Schools(
            "MN",
            UnitKind.Preschool,
            1977,
            2016,
            "Hoa Hồng, Hoa Phượng, Hoa Mai, Hoa Lan, Hoa Cúc, Hoa Sen, Hoa Đào, Hoa Sữa, Hướng Dương, Hoàng Anh, Họa Mi, Sơn Ca, Bông Sen, Sen Hồng, Thủy Tiên, Quỳnh Hương, Ngọc Lan, Phong Lan, Anh Đào, Tuổi Thơ, Măng Non, Búp Sen Xanh, Ánh Dương, Bình Minh, Vành Khuyên, Thỏ Ngọc, Ban Mai, Mai Vàng",
            1
        ),
        RenamedLate,
        School("MN30", UnitKind.Preschool, "30 Tháng 4", new(1985)),
        School("TH01", UnitKind.PrimarySchool, "Tân Túc", new(1977)),
        NewSchool,
        .. Schools(
            "TH",
            UnitKind.PrimarySchool,
            1976,
            2010,
            "An Phú Tây, An Phú Tây 2, Bình Chánh, Bình Hưng, Bình Lợi, Cầu Xáng, Đa Phước, Hưng Long, Hưng Long 2, Lê Minh Xuân, Lê Minh Xuân 2, Lê Minh Xuân 3, Nguyễn Văn Trân, Phạm Văn Hai, Phạm Văn Hai 2, Phong Phú, Phong Phú 2, Qui Đức, Tân Kiên, Tân Nhựt, Tân Nhựt 6, Tân Quý Tây, Tân Quý Tây 3, Võ Văn Vân",
            3
        ),
        Misspelt,
        Renamed,
        .. Schools(
            "TH",
            UnitKind.PrimarySchool,
            1976,
            2010,
            "Vĩnh Lộc 2, Vĩnh Lộc A, Vĩnh Lộc B, An Hạ, Phạm Hùng",
            29
        ),
        .. Schools(
            "CS",
            UnitKind.LowerSecondarySchool,
            1976,
            2008,
            "Tân Túc, Nguyễn Thái Bình, Tân Kiên, Tân Nhựt, Vĩnh Lộc A, Vĩnh Lộc B, Phạm Văn Hai, Lê Minh Xuân, Gò Xoài, Bình Chánh, Hưng Long, Đa Phước, Qui Đức, Tân Quý Tây, Phong Phú, Nguyễn Văn Linh, Đồng Đen, Võ Văn Vân",
            1
        ),
        new(
            "SN01",
            UnitKind.PublicServiceUnit,
            "Trung tâm Giáo dục nghề nghiệp – Giáo dục thường xuyên",
            "TT GDNN–GDTX",
            Others,
            new(1992)
        ),
        new(
            "SN02",
            UnitKind.PublicServiceUnit,
            "Trung tâm Văn hóa – Thể thao và Truyền thông",
            "TT VHTT–TT",
            Others,
            new(1986)
        ),
        new("SN03", UnitKind.PublicServiceUnit, "Nhà Thiếu nhi", "Nhà Thiếu nhi", Others, new(1989)),
        new(
            "SN04",
            UnitKind.PublicServiceUnit,
            "Ban Quản lý dự án đầu tư xây dựng khu vực",
            "Ban QLDA",
            Others,
            new(1999, 5)
        ),
        new(
            "SN05",
            UnitKind.PublicServiceUnit,
            "Ban Bồi thường, giải phóng mặt bằng",
            "Ban BT-GPMB",
            Others,
            new(2002, 3)
        ),
        SpecialSchool,
        new("SN07", UnitKind.PublicServiceUnit, "Trung tâm Chính trị", "TT Chính trị", Others, new(1987)),
    ];

    public static SampleUnit Named(string code) => All.Single(u => u.Code == code);

    /// <summary>The tree as it was typed in first, then what befell it.</summary>
    public static void Tell(Chronicle chronicle)
    {
        var first = Workdays.At(new(2023, 3, 1), 8, 5);
        var list = chronicle.Paper(
            first,
            "noivu",
            PaperKind.Decision,
            "QĐ-UBND",
            "Quyết định ban hành danh mục đơn vị thuộc UBND huyện dùng chung cho cơ sở dữ liệu đội ngũ trí thức",
            new(2023, 2, 20),
            null,
            "Điều 1. Ban hành kèm theo Quyết định này danh mục cơ quan chuyên môn, xã, thị trấn, trường công lập và đơn vị sự nghiệp khác thuộc UBND huyện."
        );
        Listed(chronicle, first, list);
        Befell(chronicle, list);
        RenamedIn2024(chronicle);
    }

    static void Listed(Chronicle chronicle, DateTimeOffset first, Guid list)
    {
        var moment = first;
        foreach (var family in All.GroupBy(u => u.Parent))
        foreach (var some in family.Chunk(40))
            chronicle.Record(
                moment = moment.AddMinutes(11),
                $"units · {some[0].Code}",
                "noivu",
                "Nhập danh mục đơn vị.",
                list,
                some.Select(u => new Intent(
                    u.Id,
                    new FoundUnit(
                        u.Kind,
                        u.Founded,
                        new(u.Name, u.Short),
                        u.Code,
                        u.Parent.Length == 0 ? null : Parent(u.Parent),
                        [.. u.Aliases]
                    )
                )
                {
                    References = u.Parent.Length == 0 ? [] : [new("unit", Parent(u.Parent), "parent_id", u.Opens)],
                })
            );
    }

    static void Befell(Chronicle chronicle, Guid list)
    {
        Once(
            Workdays.At(new(2023, 3, 2), 8, 40),
            Council,
            new RenameUnit(new DateOnly(2021, 3, 1), new(Council.Called, "Văn phòng HĐND và UBND")),
            "Đổi tên từ tháng 3/2021."
        );
        Once(
            Workdays.At(new(2023, 3, 2), 9, 5),
            Renamed,
            new RenameUnit(new DateOnly(2019, 8, 1), new(Renamed.Called, "TH Vĩnh Lộc 1")),
            "Đổi tên từ năm học 2019–2020."
        );
        Once(
            Workdays.At(new(2023, 3, 2), 9, 30),
            SpecialSchool,
            new MoveUnit(new DateOnly(2016, 8, 1), Parent(Others)),
            "Chuyển sang nhóm đơn vị sự nghiệp khác.",
            new Reference("unit", Parent(Others), "parent_id", new DateOnly(2016, 8, 1))
        );
        Once(
            Workdays.At(new(2023, 3, 2), 9, 32),
            SpecialSchool,
            new RecodeUnit(new DateOnly(2016, 8, 1), "SN06"),
            "Đổi mã theo nhóm mới."
        );
        Once(
            Workdays.At(new(2023, 11, 21), 14, 10),
            Misspelt,
            new CorrectUnit(Misspelt.Founded, Misspelt.Founded, new(Misspelt.Called, "TH Trần Nhân Tôn"), null, null),
            "Nhập sai tên: quyết định thành lập ghi Trần Nhân Tôn."
        );

        void Once(
            DateTimeOffset at,
            SampleUnit unit,
            UnitCommand command,
            string reason,
            params Reference[] references
        ) =>
            chronicle.Record(
                at,
                $"{command.GetType().Name} · {unit.Code}",
                "noivu",
                reason,
                command is CorrectUnit ? null : list,
                new Intent(unit.Id, command) { References = references }
            );
    }

    static void RenamedIn2024(Chronicle chronicle)
    {
        var renaming = Workdays.At(new(2024, 8, 28), 9, 20);
        var paper = chronicle.Paper(
            renaming,
            "noivu",
            PaperKind.Decision,
            "QĐ-UBND",
            "Quyết định về việc đổi tên Trường Mầm non Tuổi Hồng",
            new(2024, 8, 23),
            new DateOnly(2024, 9, 5),
            "Điều 1. Đổi tên Trường Mầm non Tuổi Hồng thành Trường Mầm non Sao Mai kể từ ngày 05 tháng 9 năm 2024."
        );
        chronicle.Record(
            renaming.AddMinutes(6),
            "rename · MN29",
            "noivu",
            "Đổi tên theo quyết định.",
            paper,
            new Intent(
                RenamedLate.Id,
                new RenameUnit(new DateOnly(2024, 9, 5), new("Trường Mầm non Sao Mai", "MN Sao Mai"))
            )
        );
    }

    static Guid Parent(string code) => Dice.Id($"unit · {code}");

    static SampleUnit Office(string code, string name, PartialDate founded, params string[] aliases) =>
        new(code, UnitKind.Agency, name, name, Offices, founded, aliases);

    static SampleUnit Commune(string code, string name, params string[] aliases) =>
        new(code, UnitKind.Commune, $"Xã {name}", name, Communes, Old, [.. aliases.Select(a => $"Xã {a}")]);

    static SampleUnit School(string code, UnitKind kind, string name, PartialDate founded) =>
        kind switch
        {
            UnitKind.Preschool => new(code, kind, $"Trường Mầm non {name}", $"MN {name}", Preschools, founded),
            UnitKind.PrimarySchool => new(code, kind, $"Trường Tiểu học {name}", $"TH {name}", PrimarySchools, founded),
            _ => new(
                code,
                kind,
                $"Trường THCS {name}",
                $"THCS {name}",
                LowerSecondarySchools,
                founded,
                $"Trường Trung học cơ sở {name}"
            ),
        };

    static IEnumerable<SampleUnit> Schools(
        string letters,
        UnitKind kind,
        int since,
        int until,
        string names,
        int firstNumber
    ) =>
        names
            .Split(", ")
            .Select(
                (name, n) =>
                {
                    var dice = new Dice($"school · {name} · {kind}");
                    // Two in three are as old as the district; the others opened as it grew.
                    var year = dice.Percent(66) ? dice.Between(since, 1989) : dice.Between(1990, until);
                    return School(
                        $"{letters}{firstNumber + n:00}",
                        kind,
                        name,
                        dice.Percent(50) ? new(year) : new(year, dice.Between(8, 9))
                    );
                }
            );
}
