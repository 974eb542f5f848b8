using HienTai.Domain.Access;
using HienTai.Server.Accounts;

namespace HienTai.Server.Pipeline;

/// <summary>A demo account: named by its post, no person is meant. Its mandates are recorded like anybody's.</summary>
public sealed record DemoAccount(string Name, string TitleVi, string TitleEn, Role Role)
{
    public Guid Id { get; } = AccountIds.Of(Name);
    public Actor Actor => new(Name, TitleVi, TitleEn);
}

/// <summary>
/// Who is asking. In Development a caller that is not a browser may act as a demo account with the header
/// <c>x-acting-as</c>.
/// </summary>
public static class Actors
{
    public const string Header = Caller.ActingAs;

    public static readonly IReadOnlyList<DemoAccount> Demo =
    [
        new("noivu", "Chuyên viên Phòng Nội vụ", "Officer, Home Affairs Office", Role.HomeAffairs),
        new(
            "gddt",
            "Chuyên viên Phòng Giáo dục và Đào tạo",
            "Officer, Education and Training Office",
            Role.EducationOffice
        ),
        new("truong", "Văn thư trường học", "School clerk", Role.UnitClerk),
        new("xa", "Công chức văn phòng UBND xã", "Commune office clerk", Role.UnitClerk),
        new("lanhdao", "Lãnh đạo UBND huyện", "District leader", Role.DistrictCommittee),
        new("kiemtoan", "Kiểm toán viên", "Auditor", Role.Auditor),
        new("canhan", "Cá nhân có hồ sơ", "Person on record", Role.PersonOnRecord),
        new("quantri", "Quản trị hệ thống", "Administrator", Role.Administrator),
    ];

    public static Actor Named(string name) => Demo.Single(a => a.Name == name).Actor;
}
