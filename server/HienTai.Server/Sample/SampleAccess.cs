using HienTai.Domain.Access;
using HienTai.Domain.Kernel;
using HienTai.Domain.Papers;
using HienTai.Server.Access;
using HienTai.Server.Pipeline;

namespace HienTai.Server.Sample;

/// <summary>
/// The demo accounts of the sample and what they are entrusted with, by one decision of the district.
/// </summary>
static class SampleAccess
{
    static readonly PartialDate From = new(2023, 3, 1);

    /// <summary>Who records before anything is recorded.</summary>
    public static void Open(Chronicle chronicle)
    {
        var at = Workdays.At(new(2023, 3, 1), 7, 45);
        foreach (var account in Actors.Demo)
            chronicle.Record(
                at,
                $"account · {account.Name}",
                Reader.Itself.Actor,
                "Mở tài khoản để bắt đầu nhập sổ.",
                null,
                new Intent(account.Id, new OpenAccount(account.Name, new(account.TitleVi, account.TitleEn), null))
            );
    }

    /// <summary>
    /// Once the units are there. Titles name the units, so that what they record says where they sit.
    /// </summary>
    public static void Entrust(Chronicle chronicle, IReadOnlyList<Someone> everybody)
    {
        var at = Workdays.At(new(2023, 3, 2), 8, 10);
        var decision = chronicle.Paper(
            at,
            "noivu",
            PaperKind.Decision,
            "QĐ-UBND",
            "Quyết định giao nhiệm vụ nhập, kiểm tra và khai thác cơ sở dữ liệu đội ngũ trí thức",
            new(2023, 2, 24),
            From,
            "Điều 2. Phòng Nội vụ quản lý toàn bộ cơ sở dữ liệu; Phòng Giáo dục và Đào tạo quản lý dữ liệu của các trường; mỗi đơn vị cử một người nhập dữ liệu của đơn vị mình."
        );
        Grant("noivu", SampleUnits.Root);
        Grant("gddt", SampleUnits.Preschools, SampleUnits.PrimarySchools, SampleUnits.LowerSecondarySchools, "CQ08");
        Grant("truong", "TH01");
        Grant("xa", "27616");
        Grant("lanhdao", SampleUnits.Root);
        Grant("kiemtoan", SampleUnits.Root);
        Grant("quantri");
        var concerned = everybody.Single(p => p.Name.FullName == "Nguyễn Thị Ngọc Hương" && p.Post.Unit.Code == "CQ08");
        chronicle.Record(
            concerned.FiledAt.AddMinutes(30),
            "account · canhan · own file",
            "quantri",
            "Cấp quyền xem hồ sơ của chính mình.",
            null,
            new Intent(Demo("canhan").Id, new LinkAccount(concerned.Id)),
            DemoMandates.Grant(Demo("canhan"), null)
        );

        void Grant(string name, params string[] units) =>
            chronicle.Record(
                at.AddMinutes(10),
                $"mandates · {name}",
                Reader.Itself.Actor,
                "Phân quyền theo quyết định.",
                decision,
                units.Length == 0
                    ? [DemoMandates.Grant(Demo(name), null)]
                    : units.Select(code => DemoMandates.Grant(Demo(name), SampleUnits.Named(code).Id))
            );
    }

    static DemoAccount Demo(string name) => Actors.Demo.Single(a => a.Name == name);
}
