using System.Collections.Frozen;
using HienTai.Domain.Kernel;

namespace HienTai.Domain.Standards;

/// <summary>
/// Groups of fields of study, by how the field is written on the diploma. Names follow the groups of the list of fields
/// of training (TT 09/2022/TT-BGDĐT, known and not checked against the issuing text); which spelling belongs to which
/// is our reading.
/// </summary>
public static class FieldGroups
{
    sealed record Group(string Vi, string En, string[] Beginnings);

    static readonly FrozenDictionary<string, Group> All = new Dictionary<string, Group>
    {
        ["preschool"] = new("ngành giáo dục mầm non", "preschool teaching", ["giao duc mam non", "su pham mam non"]),
        ["teaching"] = new(
            "ngành đào tạo giáo viên",
            "teacher training",
            ["su pham", "giao duc", "ly luan va phuong phap day hoc", "quan ly giao duc"]
        ),
        ["law"] = new("ngành luật", "law", ["luat", "phap luat"]),
        ["administration"] = new(
            "ngành quản lý nhà nước, hành chính",
            "public administration",
            ["quan ly nha nuoc", "hanh chinh", "quan ly cong", "chinh tri", "xay dung dang"]
        ),
        ["finance"] = new(
            "ngành tài chính, kế toán, kinh tế",
            "finance, accounting, economics",
            ["tai chinh", "ke toan", "kiem toan", "kinh te", "quan tri kinh doanh", "quan ly kinh te"]
        ),
        ["land"] = new(
            "ngành đất đai, xây dựng, kiến trúc, môi trường",
            "land, construction, architecture, environment",
            [
                "quan ly dat dai",
                "ky thuat xay dung",
                "kien truc",
                "quan ly do thi",
                "khoa hoc moi truong",
                "quan ly tai nguyen",
                "nong hoc",
            ]
        ),
        ["social"] = new(
            "ngành công tác xã hội, văn hóa, báo chí, thông tin",
            "social work, culture, press, information",
            ["cong tac xa hoi", "quan ly van hoa", "bao chi", "khoa hoc thu vien", "xa hoi hoc", "van hoa"]
        ),
        ["records"] = new("ngành văn thư, lưu trữ", "records and archives", ["van thu", "luu tru"]),
        ["computing"] = new(
            "ngành công nghệ thông tin",
            "computing",
            ["cong nghe thong tin", "khoa hoc may tinh", "tin hoc", "su pham tin hoc"]
        ),
        ["health"] = new("ngành sức khỏe", "health", ["dieu duong", "y te", "y si", "bac si", "y khoa", "duoc"]),
        ["military"] = new("ngành quân sự cơ sở", "grass-roots military", ["quan su co so"]),
        ["special-education"] = new("ngành giáo dục đặc biệt", "special education", ["giao duc dac biet"]),
    }.ToFrozenDictionary();

    public static IEnumerable<string> Codes => All.Keys.Order(StringComparer.Ordinal);

    public static bool Exists(string group) => All.ContainsKey(group);

    public static (string Vi, string En) Name(string group) =>
        All.TryGetValue(group, out var g) ? (g.Vi, g.En) : ("", "");

    /// <param name="field">As on the diploma, folded by <see cref="VietnameseText.Fold"/>.</param>
    public static bool Holds(string group, string field) =>
        All[group].Beginnings.Any(b => field.StartsWith(b, StringComparison.Ordinal));
}
