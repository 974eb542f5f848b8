using Grpc.Core;
using HienTai.Access.V1;
using HienTai.Organization.V1;
using HienTai.Papers.V1;
using HienTai.Personnel.V1;
using HienTai.Rpc.V1;
using HienTai.Server.Accounts;
using Microsoft.Extensions.DependencyInjection;

namespace HienTai.Tests.Access;

/// <summary>
/// A small district on a server of its own, in which every way of coming into reach and going out of it happens, and a
/// plain list of the same happenings that the oracle counts from, day by day and not by intervals.
/// </summary>
public sealed class District : App
{
    public sealed record Post(string Unit, DateOnly From, DateOnly To, bool Managed);

    public sealed record Someone(string Name, Guid Id, string Phone, string Ethnicity, string Number, Post[] Posts);

    public sealed record Holder(string Name, Role Role, string Unit, string Person);

    static readonly DateOnly Ever = DateOnly.MaxValue;

    static DateOnly Day(int year, int month = 1, int day = 1) => new(year, month, day);

    /// <summary>Who is whose parent, and since when: A2 lay under A until 2022 and lies under B since.</summary>
    static readonly (string Unit, string Parent, DateOnly From, DateOnly To)[] Tree =
    [
        ("A", "root", Day(1990), Ever),
        ("B", "root", Day(1990), Ever),
        ("A1", "A", Day(1990), Ever),
        ("B1", "B", Day(1990), Ever),
        ("A2", "A", Day(1990), Day(2022, 7)),
        ("A2", "B", Day(2022, 7), Ever),
    ];

    public Dictionary<string, Guid> Units { get; } = [];
    public List<Someone> People { get; } = [];
    public List<Holder> Holders { get; } = [];
    public Guid Paper { get; private set; }
    public string FileHash { get; private set; } = "";
    public DateOnly Today { get; } = DateOnly.FromDateTime(DateTime.UtcNow.AddHours(7));

    PersonService.PersonServiceClient Officer => new(Grpc());

    public async Task Build()
    {
        Units["root"] = await Seed.Root();
        foreach (var (unit, parent) in new[] { ("A", "root"), ("B", "root"), ("A1", "A"), ("A2", "A"), ("B1", "B") })
            Units[unit] = await Seed.Unit($"Đơn vị {unit}", "1990", Units[parent], $"U-{unit}");
        await Seed.Units.MoveUnitAsync(
            new()
            {
                Envelope = Seed.Envelope(),
                Id = Units["A2"].ToString(),
                From = "2022-07-01",
                ParentId = Units["B"].ToString(),
            }
        );

        await Person("stays in A1", [new("A1", Day(2010), Ever, false)]);
        await Person("stays in A2", [new("A2", Day(2012, 3), Ever, false)]);
        await Person("stays in B1", [new("B1", Day(2015), Ever, false)]);
        await Person(
            "moved A1 to B1",
            [new("A1", Day(2011), Day(2021, 5), false), new("B1", Day(2021, 5), Ever, false)]
        );
        await Person(
            "moved B1 to A2",
            [new("B1", Day(2009), Day(2020, 9), false), new("A2", Day(2020, 9), Ever, false)]
        );
        await Person("left A1", [new("A1", Day(2010), Day(2023), false)]);
        await Person(
            "came back to A1",
            [
                new("A1", Day(2010), Day(2016), false),
                new("B1", Day(2016), Day(2024), false),
                new("A1", Day(2024), Ever, false),
            ]
        );
        await Person(
            "served in A2 before it moved",
            [new("A2", Day(2014), Day(2021), false), new("B1", Day(2021), Ever, false)]
        );
        await Person("managed cadre in A", [new("A", Day(2013), Ever, true)]);
        await Person(
            "was managed in A, then B1",
            [new("A", Day(2013), Day(2019), true), new("B1", Day(2019), Ever, false)]
        );
        await Person("serves at the root", [new("root", Day(2017), Ever, false)]);
        await Person("never served", []);

        foreach (var role in Enum.GetValues<Role>().Where(r => r is not (Role.Unspecified or Role.PersonOnRecord)))
        foreach (var unit in role is Role.Administrator ? ["root"] : new[] { "A1", "A2", "A", "root" })
            await Account($"{role}-{unit}".ToLowerInvariant(), role, unit, "");
        foreach (var person in new[] { "moved A1 to B1", "never served" })
            await Account($"own-{Holders.Count}", Role.PersonOnRecord, "", person);
    }

    async Task Account(string name, Role role, string unit, string person)
    {
        var (accounts, id) = (new AccountService.AccountServiceClient(Grpc("quantri")), Seed.NewId().ToString());
        if (role is Role.Administrator) // by two administrators, which is another test
        {
            await Services
                .GetRequiredService<IFirstAdministrator>()
                .Open(Guid.Parse(id), name, name, name, CancellationToken.None);
            Holders.Add(new(name, role, unit, person));
            return;
        }
        var file = person.Length > 0 ? People.Single(p => p.Name == person).Id.ToString() : "";
        await accounts.OpenAccountAsync(
            new()
            {
                Envelope = Seed.Envelope(),
                Id = id,
                Name = name,
                Title = new() { Vi = name, En = name },
                Person = file,
            }
        );
        await accounts.GrantMandateAsync(
            new()
            {
                Envelope = Seed.Envelope("Thử."),
                Id = id,
                MandateId = Seed.NewId().ToString(),
                Role = role,
                UnitId = unit.Length > 0 ? Units[unit].ToString() : "",
                From = "2020-01-01",
            }
        );
        Holders.Add(new(name, role, unit, person));
    }

    async Task Person(string name, Post[] posts)
    {
        var (n, id) = (People.Count, Seed.NewId());
        var one = new Someone(
            name,
            id,
            $"09{7_000_000 + n * 1111}",
            $"{n + 2:00}",
            Seed.Number(Sex.Female, 1985),
            posts
        );
        await Officer.RegisterPersonAsync(
            new()
            {
                Envelope = Seed.Envelope(),
                PersonId = id.ToString(),
                Change = new()
                {
                    Identity = new()
                    {
                        FullName = $"Nguyễn Kim {Token(n)}",
                        Birth = $"1985-0{1 + n % 9}-1{n % 9}",
                        Sex = Sex.Female,
                        Ethnicity = one.Ethnicity,
                        PersonalNumber = one.Number,
                        FileNumber = $"HS-{n:000}",
                    },
                    Contacts = new() { Phone = one.Phone, Address = $"Ấp {Token(n)}" },
                },
            }
        );
        foreach (var post in posts)
            await Officer.StartAssignmentAsync(
                new()
                {
                    Envelope = Seed.Envelope(),
                    PersonId = id.ToString(),
                    Change = new()
                    {
                        AssignmentId = Seed.NewId().ToString(),
                        From = $"{post.From:yyyy-MM-dd}",
                        To = post.To == Ever ? "" : $"{post.To:yyyy-MM-dd}",
                        Kind = AssignmentKind.Main,
                        Details = new()
                        {
                            UnitId = Units[post.Unit].ToString(),
                            Post = "Chuyên viên",
                            Category = Category.PublicEmployee,
                            ManagedByStandingCommittee = post.Managed,
                        },
                    },
                }
            );
        await Officer.DeclareQualificationAsync(
            new()
            {
                Envelope = Seed.Envelope(),
                PersonId = id.ToString(),
                Change = new()
                {
                    QualificationId = Seed.NewId().ToString(),
                    From = "2008-06",
                    Grade = EvidenceGrade.CopySeen,
                    Details = Seed.Degree(field: $"Ngành {Token(n)}"),
                },
            }
        );
        People.Add(one);
    }

    /// <summary>A name nobody else has, in letters.</summary>
    public static string Token(int n) => "Xq" + (char)('a' + n) + "zu";

    // ---- the oracle: no interval is ever cut here, a day is asked at a time ----

    static bool Below(string unit, string top, DateOnly day)
    {
        for (
            var at = unit;
            at.Length > 0;
            at = Tree.FirstOrDefault(t => t.Unit == at && t.From <= day && day < t.To).Parent ?? ""
        )
            if (at == top)
                return true;
        return false;
    }

    static bool Serves(Someone who, Func<Post, bool> counts, DateOnly day) =>
        who.Posts.Any(p => p.From <= day && day < p.To && counts(p));

    static readonly Dictionary<Role, string> Classes = new()
    {
        [Role.UnitHead] = "BCSN",
        [Role.UnitClerk] = "BCN",
        [Role.CommuneChair] = "BCSN",
        [Role.EducationOffice] = "BCN",
        [Role.HomeAffairs] = "BCSN",
        [Role.Finance] = "B",
        [Role.DistrictCommittee] = "BC",
        [Role.StandingCommittee] = "BS",
        [Role.PersonOnRecord] = "BCSN",
        [Role.Auditor] = "BCSN",
        [Role.Administrator] = "",
    };

    public bool MayRead(Holder holder) => Classes[holder.Role].Length > 0;

    /// <summary>Whether somebody sees values of a class ("B", "C", "S", "N") of somebody on a day.</summary>
    public bool Sees(Holder holder, Someone who, char value, DateOnly day)
    {
        if (!Classes[holder.Role].Contains(value))
            return false;
        if (holder.Role is Role.PersonOnRecord)
            return holder.Person == who.Name;
        if (holder.Role is Role.StandingCommittee)
            return Serves(who, p => p.Managed, Today) || Serves(who, p => p.Managed, day);
        if (holder.Unit == "root")
            return true;
        return Serves(who, p => Below(p.Unit, holder.Unit, Today), Today)
            || Serves(who, p => Below(p.Unit, holder.Unit, day), day);
    }

    /// <summary>The same for a whole span of days, each asked by itself.</summary>
    public bool SeesSome(Holder holder, Someone who, char value, DateOnly from, DateOnly to)
    {
        for (var day = from; day < to && day <= Today; day = day.AddDays(1))
            if (Sees(holder, who, value, day))
                return true;
        return false;
    }
}
