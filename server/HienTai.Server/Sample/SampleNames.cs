using HienTai.Domain.Kernel;

namespace HienTai.Server.Sample;

/// <summary>Full names as they are given in the South, by sex and generation. Every combination is invented.</summary>
static class SampleNames
{
    static readonly (string, int)[] Surnames = Weighted(
        """
        Nguyễn 380, Trần 110, Lê 95, Phạm 70, Huỳnh 54, Phan 45, Võ 42, Vũ 18, Đặng 26, Bùi 22, Đỗ 20, Hồ 18, Ngô 15, Dương 14, Trương 14, Lâm 10, Lý 9, Đinh 8, Đoàn 8, Mai 7, Trịnh 6, Cao 6,
        Châu 5, Thái 4, Tạ 4, Hà 4, Lưu 4, Tô 3, Tăng 3, Kiều 2, La 2, Quách 2, Từ 2, Ung 1, Nghiêm 1, Âu 1, Nguyễn Trần 3, Lê Nguyễn 3, Trần Lê 2, Huỳnh Lê 2, Võ Nguyễn 2, Phan Huỳnh 1, Âu Dương 1
        """
    );
    static readonly (string, int)[] KhmerSurnames = Weighted("Thạch 4, Sơn 3, Kim 3, Danh 3, Lâm 2, Châu 2"),
        ChineseSurnames = Weighted("Trương 4, Lý 4, Quách 3, Lưu 3, Hứa 3, Vương 2, Tăng 2, La 2, Trần 5, Huỳnh 3");

    static readonly (string, int)[] ElderWomenMiddle = Weighted(
        "Thị 52, Thị Ngọc 8, Thị Thu 7, Thị Kim 6, Thị Mỹ 6, Thị Thanh 6, Thị Bích 5, Thị Hồng 5, Thị Minh 3, Thị Tuyết 3, Ngọc 4, Kim 4, Thanh 3, Mỹ 3, Thị Cẩm 2"
    );
    static readonly (string, int)[] YoungWomenMiddle = Weighted(
        "Thị 26, Thị Ngọc 6, Thị Thu 5, Thị Thùy 5, Thị Thanh 5, Thị Hồng 4, Thị Kim 4, Thị Phương 4, Thị Mỹ 4, Thị Cẩm 2, Ngọc 7, Thanh 4, Bảo 3, Phương 3, Khánh 3, Quỳnh 3, Hoàng 3, Thùy 3, Minh 3, Gia 2, Nhật 2, Tường 1, Uyên 1"
    );
    static readonly (string, int)[] ElderMenMiddle = Weighted(
        "Văn 34, Hữu 8, Thanh 9, Minh 8, Hoàng 6, Quốc 6, Công 5, Đức 5, Ngọc 5, Xuân 4, Tấn 5, Thành 5, Trung 3, Đình 3, Bá 2, Kim 2"
    );
    static readonly (string, int)[] YoungMenMiddle = Weighted(
        "Văn 12, Minh 10, Hoàng 9, Quốc 8, Thanh 7, Đức 6, Hữu 6, Tấn 4, Gia 3, Nhật 3, Anh 3, Trung 3, Công 3, Duy 3, Thiên 2, Khánh 2, Trọng 2, Phước 2"
    );

    static readonly string[] ElderWomen = List(
        "Lan, Hoa, Hồng, Nga, Hạnh, Thủy, Phượng, Liên, Loan, Cúc, Mai, Yến, Hương, Dung, Nguyệt, Tuyết, Vân, Hà, Thu, Xuân, Bích, Ánh, Đào, Sương, Lệ, Thoa, Oanh, Hiền, Chi, Huệ, Kiều, Diệu, Điệp, Thắm, Út, Tâm, Hòa, Nhung, Phương, Trang"
    );
    static readonly string[] YoungWomen = List(
        "Anh, Linh, Trang, Ngân, Vy, Thảo, Như, Trâm, Quyên, My, Nhi, Trinh, Duyên, Tiên, Hân, Thư, Uyên, Ngọc, Hằng, Nhung, Giang, Yến, Phương, Tú, Diễm, Châu, Khanh, Mai, Thy, Ý, Đan, Quỳnh, Hiền, Hà, Ly, Thơ, Loan, Hương, Dung, Tuyền"
    );
    static readonly string[] ElderMen = List(
        "Hùng, Dũng, Tuấn, Minh, Sơn, Hải, Thành, Long, Cường, Phúc, Tâm, Bình, An, Lâm, Phong, Vinh, Đức, Trung, Hòa, Thắng, Lợi, Tài, Nghĩa, Hiếu, Tùng, Quang, Tân, Bé, Liêm, Ân, Đạt, Phước, Thuận, Khánh"
    );
    static readonly string[] YoungMen = List(
        "Huy, Khang, Khoa, Duy, Tuấn, Nam, Phát, Đạt, Thịnh, Tín, Nhân, Trí, Kiệt, Lộc, Phúc, Hào, Khôi, Vũ, Việt, Quân, Bảo, Sang, Toàn, Thiện, Hưng, Long, Trường, Đăng, Hậu, Nguyên, Thái, Triều, Ý, Ước"
    );

    public static string Of(Sex sex, int born, string ethnicity, Dice dice)
    {
        var surname = dice.Weighted(
            ethnicity switch
            {
                "05" => KhmerSurnames,
                "04" => ChineseSurnames,
                _ => Surnames,
            }
        );
        var elder = dice.Percent(
            born switch
            {
                < 1974 => 95,
                < 1986 => 50,
                _ => 8,
            }
        );
        var (middles, given) = (sex, elder) switch
        {
            (Sex.Female, true) => (ElderWomenMiddle, ElderWomen),
            (Sex.Female, false) => (YoungWomenMiddle, YoungWomen),
            (_, true) => (ElderMenMiddle, ElderMen),
            _ => (YoungMenMiddle, YoungMen),
        };
        while (true)
            if (
                (dice.Weighted(middles), dice.Of(given)) is var (middle, name)
                && middle.Split(' ')[^1] != name
                && surname != middle
            )
                return $"{surname} {middle} {name}";
    }

    static string[] List(string names) => names.Split(',', StringSplitOptions.TrimEntries);

    static (string, int)[] Weighted(string names) =>
        [.. List(names).Select(n => n.LastIndexOf(' ') is var at ? (n[..at], int.Parse(n[(at + 1)..])) : default)];
}
