using HienTai.Domain.Kernel;

namespace HienTai.Domain.Tests.Kernel;

/// <summary>Text of .VnTime and VNI-Times is known by its words; whatever else is written is left alone.</summary>
public sealed class LegacyFontsSpec
{
    [Theory]
    [InlineData("Gi¸o viªn", "TCVN3", "Giáo viên")]
    [InlineData("TrÇn V¨n Hïng", "TCVN3", "Trần Văn Hùng")]
    [InlineData("NguyÔn ThÞ H\u00ADng", "TCVN3", "Nguyễn Thị Hưng")]
    [InlineData("TRÇN V¡N L¢M", "TCVN3", "TRẦN VĂN LÂM")]
    [InlineData("§¹i häc S­ ph¹m", "TCVN3", "Đại học Sư phạm")]
    [InlineData("Qu¶n lý gi¸o dôc", "TCVN3", "Quản lý giáo dục")]
    [InlineData("Tr\u00ADêng TiÓu häc An H¹", "TCVN3", "Trường Tiểu học An Hạ")]
    [InlineData("Giaùo vieân", "VNI", "Giáo viên")]
    [InlineData("Nguyeãn Vaên Höông", "VNI", "Nguyễn Văn Hương")]
    [InlineData("Tröôøng Ñaïi hoïc Sö phaïm", "VNI", "Trường Đại học Sư phạm")]
    [InlineData("Phoøng Noäi vuï", "VNI", "Phòng Nội vụ")]
    public void It_is_read(string typed, string font, string reads) =>
        LegacyFonts.Read(typed).Should().Be(new LegacyText(font, reads));

    [Theory]
    [InlineData("Giáo viên")]
    [InlineData("Nguyễn Thị Ngọc Hương")]
    [InlineData("hoà bình, thuỷ lợi, khoá luận, uỷ ban")]
    [InlineData("Hoàng Văn Tú, Bé Ái, Lý Ý")]
    [InlineData("François Müller, José Muñoz")]
    [InlineData("Zoë Renée Citroën, naïve, Haïti, Raúl")]
    [InlineData("Y Čŏ Niĕ, H'Ñuôl, K'Brỗi")]
    [InlineData("diện tích 25 m², 10 µm, 5 °C, ½ ngày")]
    [InlineData("© 2024 Công ty ABC®")]
    [InlineData("«Đổi mới» · lần 2")]
    [InlineData("Höng")]
    [InlineData("45/QĐ-UBND")]
    [InlineData("TRÂN, LÂM, HÀ, ĐÔNG")]
    [InlineData("")]
    public void Other_text_is_left_alone(string text) => LegacyFonts.Read(text).Should().BeNull();
}
