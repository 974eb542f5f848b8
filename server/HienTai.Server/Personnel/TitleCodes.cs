namespace HienTai.Server.Personnel;

/// <summary>
/// Names of professional titles and civil-service ranks by code. Teachers: TT 01–04/2021/TT-BGDĐT as amended by TT
/// 08/2023 (read in a third-party copy); ranks: as commonly listed, not verified against the issuing text. A code not
/// listed here is accepted and shown as it is.
/// </summary>
public static class TitleCodes
{
    static readonly Dictionary<string, string> Names = new()
    {
        ["01.001"] = "Chuyên viên cao cấp",
        ["01.002"] = "Chuyên viên chính",
        ["01.003"] = "Chuyên viên",
        ["01.004"] = "Cán sự",
        ["01.005"] = "Nhân viên",
        ["02.006"] = "Văn thư viên chính",
        ["02.007"] = "Văn thư viên",
        ["02.008"] = "Văn thư viên trung cấp",
        ["04.024"] = "Thanh tra viên chính",
        ["04.025"] = "Thanh tra viên",
        ["06.030"] = "Kế toán viên chính",
        ["06.031"] = "Kế toán viên",
        ["06.032"] = "Kế toán viên trung cấp",
        ["V.07.02.24"] = "Giáo viên mầm non hạng I",
        ["V.07.02.25"] = "Giáo viên mầm non hạng II",
        ["V.07.02.26"] = "Giáo viên mầm non hạng III",
        ["V.07.03.27"] = "Giáo viên tiểu học hạng I",
        ["V.07.03.28"] = "Giáo viên tiểu học hạng II",
        ["V.07.03.29"] = "Giáo viên tiểu học hạng III",
        ["V.07.04.30"] = "Giáo viên THCS hạng I",
        ["V.07.04.31"] = "Giáo viên THCS hạng II",
        ["V.07.04.32"] = "Giáo viên THCS hạng III",
        ["V.07.07.20"] = "Viên chức thiết bị, thí nghiệm",
        ["V.07.07.21"] = "Viên chức giáo vụ",
        ["V.10.02.06"] = "Thư viện viên hạng III",
        ["V.10.02.07"] = "Thư viện viên hạng IV",
        ["V.01.02.02"] = "Lưu trữ viên",
        ["V.10.06.20"] = "Phương pháp viên hạng III",
    };

    public static string Name(string code) => Names.GetValueOrDefault(code, "");

    public static bool Known(string code) => Names.ContainsKey(code);

    public static string Named(string code) => Names.TryGetValue(code, out var name) ? name : code;
}

/// <summary>
/// The 54 ethnic groups by the census code (QĐ 121-TCTK/PPCĐ 1979, as commonly listed), and 55 for foreigners.
/// </summary>
public static class Ethnicities
{
    static readonly string[] Names =
    [
        "Kinh",
        "Tày",
        "Thái",
        "Hoa",
        "Khơ-me",
        "Mường",
        "Nùng",
        "HMông",
        "Dao",
        "Gia-rai",
        "Ngái",
        "Ê-đê",
        "Ba-na",
        "Xơ-đăng",
        "Sán Chay",
        "Cơ-ho",
        "Chăm",
        "Sán Dìu",
        "Hrê",
        "Mnông",
        "Ra-glai",
        "Xtiêng",
        "Bru-Vân Kiều",
        "Thổ",
        "Giáy",
        "Cơ-tu",
        "Gié-Triêng",
        "Mạ",
        "Khơ-mú",
        "Co",
        "Tà-ôi",
        "Chơ-ro",
        "Kháng",
        "Xinh-mun",
        "Hà Nhì",
        "Chu-ru",
        "Lào",
        "La Chí",
        "La Ha",
        "Phù Lá",
        "La Hủ",
        "Lự",
        "Lô Lô",
        "Chứt",
        "Mảng",
        "Pà Thẻn",
        "Cơ Lao",
        "Cống",
        "Bố Y",
        "Si La",
        "Pu Péo",
        "Brâu",
        "Ơ Đu",
        "Rơ-măm",
        "Người nước ngoài",
    ];

    public static string Name(string code) => IsKnown(code) ? Names[int.Parse(code) - 1] : "";

    public static bool IsKnown(string code) =>
        code.Length == 2 && int.TryParse(code, out var n) && n >= 1 && n <= Names.Length;
}
