using HienTai.Domain.Kernel;
using HienTai.Domain.Standards;

namespace HienTai.Domain.Tests.Standards;

/// <summary>What a standard demands, in words.</summary>
public sealed class DemandSpec
{
    [Theory]
    [InlineData(
        "EducationBachelor:teaching",
        "đại học trở lên, ngành đào tạo giáo viên",
        "bachelor or above, teacher training"
    )]
    [InlineData(
        "PoliticalTheoryIntermediate + EducationBachelor",
        "lý luận chính trị: trung cấp trở lên và đại học trở lên",
        "political theory: intermediate or above and bachelor or above"
    )]
    [InlineData("EducationElementary1", "sơ cấp I trở lên", "elementary I or above")]
    [InlineData("position", "theo bản mô tả vị trí việc làm được phê duyệt", "as the approved job position asks")]
    public void Each_language_speaks_for_itself(string way, string vi, string en) =>
        Demand.Words(Demand.TryParse(way)!).Should().Be((vi, en));
}
