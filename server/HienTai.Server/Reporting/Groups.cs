using HienTai.Domain.Kernel;
using HienTai.Domain.Organization;
using HienTai.Server.Pipeline;

namespace HienTai.Server.Reporting;

/// <summary>
/// A line of the plan's section III.2: a group, what it is part of, and who is in it. A unit of no known kind counts
/// among the others.
/// </summary>
public sealed record Group(string Key, string PartOf, string Vi, string En, Func<Category, UnitKind?, bool> Holds)
{
    /// <summary>
    /// The whole before its parts. Lines with nobody in them are shown too: the plan has no line for district cadres.
    /// </summary>
    public static readonly IReadOnlyList<Group> All =
    [
        new("total", "", "Tổng", "Total", (c, _) => Counted(c)),
        new("district_cadre", "total", "Cán bộ cấp huyện", "District cadres", (c, _) => c is Category.DistrictCadre),
        new("district_civil_servant", "total", "Công chức cấp huyện", "District civil servants", (c, _) =>
            c is Category.DistrictCivilServant
        ),
        new("public_employee", "total", "Viên chức", "Public employees", (c, _) => c is Category.PublicEmployee),
        new("public_employee.lower_secondary", "public_employee", "Trung học cơ sở", "Lower secondary", (c, u) =>
            c is Category.PublicEmployee && u is UnitKind.LowerSecondarySchool
        ),
        new("public_employee.primary", "public_employee", "Tiểu học", "Primary", (c, u) =>
            c is Category.PublicEmployee && u is UnitKind.PrimarySchool
        ),
        new("public_employee.preschool", "public_employee", "Mầm non", "Preschool", (c, u) =>
            c is Category.PublicEmployee && u is UnitKind.Preschool
        ),
        new("public_employee.other", "public_employee", "Đơn vị sự nghiệp khác", "Other public units", (c, u) =>
            c is Category.PublicEmployee
            && u is not (UnitKind.LowerSecondarySchool or UnitKind.PrimarySchool or UnitKind.Preschool)
        ),
        new("commune_civil_servant", "total", "Công chức cấp xã", "Commune civil servants", (c, _) =>
            c is Category.CommuneCivilServant
        ),
        new("commune_cadre", "total", "Cán bộ cấp xã", "Commune cadres", (c, _) => c is Category.CommuneCadre),
    ];

    /// <summary>The group of this key; empty is everybody.</summary>
    public static Group Of(Reading read, string key) =>
        key.Length == 0
            ? All[0]
            : All.FirstOrDefault(g => g.Key == key)
                ?? read.Fault("group", $"Không có nhóm \"{key}\".", $"There is no group \"{key}\".", All[0]);

    /// <summary>
    /// The plan speaks of cadres, civil servants and public employees; part-timers and contract workers are none.
    /// </summary>
    public static bool Counted(Category category) =>
        category
            is Category.DistrictCadre
                or Category.DistrictCivilServant
                or Category.PublicEmployee
                or Category.CommuneCivilServant
                or Category.CommuneCadre;
}
