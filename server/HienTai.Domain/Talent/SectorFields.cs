namespace HienTai.Domain.Talent;

/// <summary>
/// Which fields of study belong to which key sector, by how the field is written on the diploma. The plan names the
/// sectors and no fields: the reading is ours, after the majors of the city's scheme for training to international
/// level, 2020–2035.
/// </summary>
public static class SectorFields
{
    static readonly Dictionary<Sector, string[]> Beginnings = new()
    {
        [Sector.InformationTechnology] =
        [
            "cong nghe thong tin",
            "khoa hoc may tinh",
            "he thong thong tin",
            "ky thuat phan mem",
            "an toan thong tin",
            "mang may tinh",
            "tin hoc",
            "su pham tin hoc",
            "vien thong",
            "dien tu vien thong",
            "ky thuat vien thong",
            "truyen thong",
            "cong nghe truyen thong",
        ],
        [Sector.MechanicsAndAutomation] =
        [
            "co khi",
            "ky thuat co khi",
            "co dien tu",
            "ky thuat co dien tu",
            "tu dong hoa",
            "ky thuat dieu khien",
            "dieu khien tu dong",
            "ky thuat o to",
            "cong nghe che tao may",
        ],
        [Sector.ArtificialIntelligence] =
        [
            "tri tue nhan tao",
            "khoa hoc du lieu",
            "hoc may",
            "khoa hoc may tinh",
            "thi giac may tinh",
            "xu ly ngon ngu tu nhien",
        ],
        [Sector.BusinessAdministration] =
        [
            "quan tri kinh doanh",
            "quan tri doanh nghiep",
            "quan ly kinh te",
            "quan tri nhan luc",
            "marketing",
            "kinh doanh quoc te",
            "quan ly cong nghiep",
        ],
        [Sector.Finance] = ["tai chinh", "ngan hang", "ke toan", "kiem toan", "bao hiem"],
        [Sector.Health] =
        [
            "y khoa",
            "bac si",
            "duoc",
            "dieu duong",
            "y te",
            "y hoc",
            "rang ham mat",
            "ky thuat xet nghiem",
            "y si",
        ],
        [Sector.Tourism] =
        [
            "du lich",
            "quan tri du lich",
            "quan tri khach san",
            "quan tri nha hang",
            "huong dan du lich",
            "viet nam hoc",
        ],
        [Sector.UrbanManagement] =
        [
            "quan ly do thi",
            "quy hoach",
            "kien truc",
            "ky thuat xay dung",
            "xay dung",
            "quan ly xay dung",
            "ha tang",
            "ky thuat ha tang",
            "quan ly dat dai",
            "quan ly tai nguyen",
            "khoa hoc moi truong",
            "ky thuat moi truong",
            "cap thoat nuoc",
            "giao thong",
        ],
    };

    /// <param name="field">As on the diploma, folded.</param>
    public static bool Holds(Sector sector, string field) =>
        Beginnings[sector].Any(b => field.StartsWith(b, StringComparison.Ordinal));
}
