using HienTai.Access.V1;
using HienTai.Organization.V1;
using HienTai.Papers.V1;
using HienTai.Personnel.V1;
using HienTai.Rpc.V1;
using HienTai.Server.Accounts;

namespace HienTai.Tests;

/// <summary>The few records a test needs, made over the wire like anybody would. All people are invented.</summary>
public sealed class Seed(App app)
{
    static int counter;
    Guid? root;
    readonly SemaphoreSlim once = new(1);

    public PersonService.PersonServiceClient People => new(app.Grpc());
    public UnitService.UnitServiceClient Units => new(app.Grpc());
    public PaperService.PaperServiceClient Papers => new(app.Grpc());

    /// <summary>Asks for everything in the clear.</summary>
    public static Reveal Everything =>
        new()
        {
            Classes = { DataClass.Sensitive, DataClass.IdentityNumber },
            Purpose = Purpose.FileKeeping,
            Reason = "Đối chiếu hồ sơ.",
        };

    /// <summary>Gives a demo account one more role, as the administrator would.</summary>
    public async Task Entrust(
        string account,
        Role role,
        Guid? unit = null,
        string from = "2020-01-01",
        string to = ""
    ) =>
        await new AccountService.AccountServiceClient(app.Grpc("quantri")).GrantMandateAsync(
            new()
            {
                Envelope = Envelope("Phân quyền để thử."),
                Id = AccountIds.Of(account).ToString(),
                MandateId = NewId().ToString(),
                Role = role,
                UnitId = unit?.ToString() ?? "",
                From = from,
                To = to,
            }
        );

    public static Guid NewId() => Guid.CreateVersion7();

    public static Envelope Envelope(
        string reason = "Theo hồ sơ giấy.",
        Guid? paper = null,
        bool validateOnly = false,
        long expectedVersion = 0,
        Guid? request = null
    ) =>
        new()
        {
            RequestId = (request ?? NewId()).ToString(),
            Reason = reason,
            PaperId = paper?.ToString() ?? "",
            ValidateOnly = validateOnly,
            ExpectedVersion = expectedVersion,
        };

    /// <summary>Asks for a code to hand over.</summary>
    public static IssueEnrolmentRequest Issuing(Guid account, Envelope? envelope = null) =>
        new() { AccountId = account.ToString(), Envelope = envelope ?? Envelope("Chủ tài khoản quên mật khẩu.") };

    /// <summary>Asks that second factors are taken away.</summary>
    public static ResetFactorsRequest Resetting(Guid account, Envelope? envelope = null) =>
        new() { AccountId = account.ToString(), Envelope = envelope ?? Envelope("Chủ tài khoản mất điện thoại.") };

    /// <summary>A number that passes the check rules and nobody has yet.</summary>
    public static string Number(Sex sex, int year) =>
        $"079{(sex is Sex.Female ? (year >= 2000 ? 3 : 1) : year >= 2000 ? 2 : 0)}{year % 100:00}{Interlocked.Increment(ref counter):000000}";

    public async Task<Guid> Root()
    {
        await once.WaitAsync();
        try
        {
            if (root is { } known)
                return known;
            var existing = await Units.ListUnitsAsync(new());
            if (existing.Units.FirstOrDefault(u => u.ParentId.Length == 0) is { } top)
                return (root = Guid.Parse(top.Id)).Value;
            var id = NewId();
            await Units.FoundUnitAsync(
                new()
                {
                    Envelope = Envelope(),
                    Id = id.ToString(),
                    Kind = UnitKind.District,
                    From = "1976",
                    Name = "Huyện Bình Chánh",
                }
            );
            return (root = id).Value;
        }
        finally
        {
            once.Release();
        }
    }

    public async Task<Guid> Unit(string name, string from = "1990", Guid? parent = null, string code = "")
    {
        var id = NewId();
        await Units.FoundUnitAsync(
            new()
            {
                // Some are founded far ahead, where nobody counts them.
                Envelope = new(Envelope())
                {
                    Passes =
                    {
                        new Pass { Rule = "W03", Reason = "Để thử." },
                    },
                },
                Id = id.ToString(),
                Kind = UnitKind.Commune,
                From = from,
                Name = name,
                Code = code,
                ParentId = (parent ?? await Root()).ToString(),
            }
        );
        return id;
    }

    public async Task<Guid> Person(string fullName, string birth = "1986-09-14", Sex sex = Sex.Female)
    {
        var id = NewId();
        // Many tests invent people of the same name: they have been checked not to be the same.
        var alike = await People.FindDuplicatesAsync(new() { FullName = fullName, Birth = birth });
        await People.RegisterPersonAsync(
            new()
            {
                Envelope = Envelope(),
                PersonId = id.ToString(),
                Change = new()
                {
                    Identity = new()
                    {
                        FullName = fullName,
                        Birth = birth,
                        Sex = sex,
                        Ethnicity = "01",
                        PersonalNumber = Number(sex, int.Parse(birth[..4])),
                    },
                    NotSameAs = { alike.Duplicates.Select(d => d.Person.Id) },
                },
            }
        );
        return id;
    }

    public async Task<Guid> Paper(string number, string signedOn = "2023-09-18")
    {
        var id = NewId();
        await Papers.RegisterPaperAsync(
            new()
            {
                Envelope = Envelope(),
                Id = id.ToString(),
                Details = new()
                {
                    Kind = PaperKind.Decision,
                    Number = number,
                    Title = "Về việc điều động",
                    Issuer = "UBND huyện Bình Chánh",
                    SignedOn = signedOn,
                },
            }
        );
        return id;
    }

    public static AssignmentDetails Details(
        Guid unit,
        string post = "Chuyên viên",
        Category category = Category.DistrictCivilServant,
        string title = "01.003"
    ) =>
        new()
        {
            UnitId = unit.ToString(),
            Post = post,
            Category = category,
            TitleCode = title,
        };

    public async Task<Guid> Assignment(
        Guid person,
        Guid unit,
        string from,
        string to = "",
        string post = "Chuyên viên",
        Guid? paper = null
    )
    {
        var id = NewId();
        await People.StartAssignmentAsync(
            new()
            {
                Envelope = Envelope(paper: paper),
                PersonId = person.ToString(),
                Change = new()
                {
                    AssignmentId = id.ToString(),
                    From = from,
                    To = to,
                    Kind = AssignmentKind.Main,
                    Details = Details(unit, post),
                },
            }
        );
        return id;
    }

    public static QualificationDetails Degree(
        Level level = Level.EducationMaster,
        string field = "Quản lý giáo dục",
        string number = ""
    ) =>
        new()
        {
            Ladder = (Ladder)((int)level / 100),
            Level = level,
            Field = field,
            Institution = "Trường ĐH Sư phạm TP.HCM",
            Number = number,
        };

    public async Task<Guid> Qualification(
        Guid person,
        string from,
        Level level = Level.EducationMaster,
        Guid? paper = null
    )
    {
        var id = NewId();
        await People.DeclareQualificationAsync(
            new()
            {
                Envelope = Envelope(paper: paper),
                PersonId = person.ToString(),
                Change = new()
                {
                    QualificationId = id.ToString(),
                    From = from,
                    Grade = EvidenceGrade.CopySeen,
                    Details = Degree(level),
                },
            }
        );
        return id;
    }
}
