using HienTai.Domain.Kernel;

namespace HienTai.Server.Sample;

/// <summary>
/// Where the sample's people studied, under the names these places bore at the time so far as is commonly known.
/// </summary>
static class SampleInstitutions
{
    public const string Education = "Trường Đại học Sư phạm TP. Hồ Chí Minh",
        SaiGon = "Trường Đại học Sài Gòn",
        Cadres = "Học viện Cán bộ TP. Hồ Chí Minh",
        Managers = "Trường Cán bộ Quản lý Giáo dục TP. Hồ Chí Minh",
        Politics = "Trung tâm Chính trị huyện Bình Chánh",
        Administration = "Học viện Hành chính Quốc gia",
        Computing = "Trung tâm Tin học – Trường Đại học Sư phạm TP. Hồ Chí Minh";

    public static bool IsTeaching(string field) =>
        field.StartsWith("Giáo dục ", StringComparison.Ordinal)
        || field.StartsWith("Sư phạm ", StringComparison.Ordinal);

    public static string For(Level level, string field, int year, Dice dice) =>
        level switch
        {
            Level.PoliticalTheoryElementary => Politics,
            Level.PoliticalTheoryIntermediate => year < 2012 ? "Trường Cán bộ TP. Hồ Chí Minh" : Cadres,
            Level.PoliticalTheoryAdvanced => year < 2014
                ? "Học viện Chính trị – Hành chính khu vực II"
                : "Học viện Chính trị khu vực II",
            Level.StateManagementPrincipalSpecialist => Administration,
            >= Level.StateManagementClerk and <= Level.StateManagementSpecialist => year < 2012
                ? "Trường Cán bộ TP. Hồ Chí Minh"
                : Cadres,
            Level.EducationManagementCertificate or Level.ProfessionalTitleCertificate => dice.Percent(70)
                ? Managers
                : SaiGon,
            Level.PedagogyCertificate or (>= Level.ForeignLanguage1 and <= Level.ForeignLanguage6) => dice.Percent(60)
                ? Education
                : SaiGon,
            Level.InformationTechnologyBasic or Level.InformationTechnologyAdvanced => dice.Percent(60)
                ? Computing
                : "Trung tâm Ngoại ngữ – Tin học huyện Bình Chánh",
            Level.EducationIntermediate => Intermediate(field, year, dice),
            Level.EducationCollege => College(field, year, dice),
            >= Level.NationalDefenceGroup4 and <= Level.NationalDefenceGroup1 =>
                "Hội đồng Giáo dục quốc phòng và an ninh huyện Bình Chánh",
            >= Level.LeadershipDivision => Cadres,
            >= Level.EducationBachelor and <= Level.EducationDoctor => University(field, year, level, dice),
            _ => "",
        };

    static string Intermediate(string field, int year, Dice dice) =>
        field switch
        {
            "Giáo dục mầm non" => year < 2007
                ? "Trường Cao đẳng Sư phạm Mẫu giáo Trung ương 3"
                : "Trường Cao đẳng Sư phạm Trung ương TP. Hồ Chí Minh",
            _ when IsTeaching(field) => dice.Of([
                "Trường Trung học Sư phạm TP. Hồ Chí Minh",
                "Trường Trung học Sư phạm Long An",
            ]),
            _ => dice.Of([
                "Trường Trung cấp Kinh tế – Kỹ thuật Sài Gòn",
                "Trường Trung cấp Bến Thành",
                "Trường Cao đẳng Kinh tế TP. Hồ Chí Minh",
            ]),
        };

    static string College(string field, int year, Dice dice) =>
        field switch
        {
            "Giáo dục mầm non" => year < 2007
                ? "Trường Cao đẳng Sư phạm Mẫu giáo Trung ương 3"
                : "Trường Cao đẳng Sư phạm Trung ương TP. Hồ Chí Minh",
            _ when IsTeaching(field) => TeachersCollege(year, dice),
            "Điều dưỡng" => "Trường Cao đẳng Y tế Long An",
            _ => dice.Of([
                "Trường Cao đẳng Kinh tế TP. Hồ Chí Minh",
                "Trường Cao đẳng Công Thương TP. Hồ Chí Minh",
                "Trường Cao đẳng Kinh tế Đối ngoại",
            ]),
        };

    static string TeachersCollege(int year, Dice dice)
    {
        if (dice.Percent(22))
            return dice.Of(["Trường Cao đẳng Sư phạm Long An", "Trường Cao đẳng Sư phạm Tây Ninh"]);
        return year < 2007 ? "Trường Cao đẳng Sư phạm TP. Hồ Chí Minh" : SaiGon;
    }

    static string University(string field, int year, Level level, Dice dice) =>
        field switch
        {
            _ when IsTeaching(field)
                    || field == "Quản lý giáo dục"
                    || field.StartsWith("Lý luận và phương pháp", StringComparison.Ordinal) => dice.Weighted<string>([
                (Education, 50),
                (year < 2007 ? Education : SaiGon, 28),
                ("Trường Đại học Vinh", 8),
                ("Trường Đại học Đồng Tháp", 7),
                ("Trường Đại học Sư phạm – Đại học Huế", 7),
            ]),
            "Ngôn ngữ Anh" => dice.Of([
                Education,
                "Trường Đại học Mở TP. Hồ Chí Minh",
                "Trường Đại học Khoa học Xã hội và Nhân văn TP. Hồ Chí Minh",
            ]),
            "Luật" => dice.Percent(80) ? "Trường Đại học Luật TP. Hồ Chí Minh" : "Trường Đại học Kinh tế – Luật",
            "Kế toán" or "Tài chính – Ngân hàng" or "Quản trị kinh doanh" or "Kinh tế" or "Quản lý kinh tế" => dice.Of([
                "Trường Đại học Kinh tế TP. Hồ Chí Minh",
                "Trường Đại học Mở TP. Hồ Chí Minh",
                "Trường Đại học Tài chính – Marketing",
                "Trường Đại học Ngân hàng TP. Hồ Chí Minh",
            ]),
            "Quản lý nhà nước" or "Quản lý công" or "Hành chính học" => dice.Percent(65)
            || level > Level.EducationBachelor
            || year < 2012
                ? Administration
                : Cadres,
            "Quản lý đất đai" or "Khoa học môi trường" => year < 2011 || dice.Percent(40)
                ? "Trường Đại học Nông Lâm TP. Hồ Chí Minh"
                : "Trường Đại học Tài nguyên và Môi trường TP. Hồ Chí Minh",
            "Kiến trúc" or "Quản lý đô thị" => "Trường Đại học Kiến trúc TP. Hồ Chí Minh",
            "Kỹ thuật xây dựng" => dice.Of([
                "Trường Đại học Bách khoa TP. Hồ Chí Minh",
                "Trường Đại học Giao thông Vận tải TP. Hồ Chí Minh",
                "Trường Đại học Kiến trúc TP. Hồ Chí Minh",
            ]),
            "Công nghệ thông tin" => dice.Of([
                "Trường Đại học Công nghệ Thông tin",
                "Trường Đại học Khoa học Tự nhiên TP. Hồ Chí Minh",
            ]),
            "Khoa học thư viện" or "Quản lý văn hóa" => "Trường Đại học Văn hóa TP. Hồ Chí Minh",
            "Y tế công cộng" or "Điều dưỡng" => "Đại học Y Dược TP. Hồ Chí Minh",
            "Quân sự cơ sở" => "Trường Sĩ quan Lục quân 2",
            "Nông học" => "Trường Đại học Nông Lâm TP. Hồ Chí Minh",
            _ => dice.Of([
                "Trường Đại học Khoa học Xã hội và Nhân văn TP. Hồ Chí Minh",
                "Trường Đại học Mở TP. Hồ Chí Minh",
            ]),
        };
}
