using HienTai.Domain.Kernel;
using HienTai.Domain.Organization;
using HienTai.Domain.Personnel;
using HienTai.Server.Pipeline;

namespace HienTai.Benchmarks;

/// <summary>Many invented people, four events each, through the ordinary append path.</summary>
static class Generated
{
    static readonly string[] Surnames =
    [
        "Nguyễn",
        "Nguyễn",
        "Nguyễn",
        "Trần",
        "Lê",
        "Phạm",
        "Huỳnh",
        "Võ",
        "Đặng",
        "Bùi",
        "Đỗ",
        "Hồ",
        "Ngô",
        "Dương",
        "Lý",
    ];
    static readonly string[] Middles =
    [
        "Thị",
        "Văn",
        "Ngọc",
        "Thanh",
        "Minh",
        "Hữu",
        "Đức",
        "Kim",
        "Thị Ngọc",
        "Thị Thanh",
        "Hoàng",
        "Quốc",
        "Bảo",
        "Xuân",
        "Thu",
    ];
    static readonly string[] Given =
    [
        "An",
        "Ánh",
        "Bình",
        "Chi",
        "Cường",
        "Dung",
        "Đạt",
        "Giang",
        "Hà",
        "Hạnh",
        "Hiếu",
        "Hoa",
        "Hùng",
        "Hương",
        "Khánh",
        "Lan",
        "Linh",
        "Long",
        "Mai",
        "Nam",
        "Nga",
        "Oanh",
        "Phúc",
        "Quân",
        "Sơn",
        "Tâm",
        "Thảo",
        "Trang",
        "Tú",
        "Yến",
    ];

    public static async Task Load(Writer writer, int people)
    {
        var (actor, dice) = (Actors.Named("noivu"), new Random(1));
        ChangeSet Set(IReadOnlyList<Intent> intents) =>
            new(Guid.NewGuid(), [], actor, "", null, false, intents[0].Stream, intents);
        var root = Guid.CreateVersion7();
        var units = Enumerable.Range(1, 150).Select(_ => Guid.CreateVersion7()).ToArray();
        await writer.Record(
            Set([new(root, new FoundUnit(UnitKind.District, new(1976), new("Huyện Đo Lường", ""), "", null, []))]),
            default
        );
        await writer.Record(
            Set([
                .. units.Select(
                    (u, i) =>
                        new Intent(
                            u,
                            new FoundUnit(
                                UnitKind.PrimarySchool,
                                new(1980),
                                new($"Trường Tiểu học số {i + 1}", ""),
                                $"T{i}",
                                root,
                                []
                            )
                        )
                ),
            ]),
            default
        );
        foreach (var chunk in Enumerable.Range(0, people).Chunk(800))
            await Task.WhenAll(
                chunk
                    .Chunk(100)
                    .Select(some => writer.Record(Set([.. some.SelectMany(n => One(n, dice, units))]), default))
            );
    }

    static Intent[] One(int n, Random dice, Guid[] units)
    {
        var (id, year, sex) = (Guid.CreateVersion7(), 1960 + n % 40, n % 3 == 0 ? Sex.Male : Sex.Female);
        string Pick(string[] from)
        {
            lock (dice)
                return from[dice.Next(from.Length)];
        }
        return
        [
            new(
                id,
                new RegisterPerson(
                    new($"{Pick(Surnames)} {Pick(Middles)} {Pick(Given)}", []),
                    new(
                        new(year, 1 + n % 12, 1 + n % 28),
                        sex,
                        "01",
                        $"{1 + n / 1_000_000 % 96:000}{(sex is Sex.Female ? 1 : 0)}{year % 100:00}{n % 1_000_000:000000}",
                        $"D-{n:000000}"
                    ),
                    null
                )
            ),
            new(
                id,
                new StartAssignment(
                    Guid.CreateVersion7(),
                    new(year + 24, 9),
                    null,
                    AssignmentKind.Main,
                    new(units[n % units.Length], "Giáo viên", Category.PublicEmployee, "V.07.03.29", 0, false)
                )
            ),
            new(
                id,
                new DeclareQualification(
                    Guid.CreateVersion7(),
                    new(year + 22, 7),
                    null,
                    new(
                        Ladder.Education,
                        n % 9 == 0 ? Level.EducationMaster : Level.EducationBachelor,
                        "Giáo dục tiểu học",
                        "Trường ĐH Sư phạm TP.HCM",
                        $"{n}",
                        StudyMode.FullTime,
                        ""
                    ),
                    EvidenceGrade.CopySeen,
                    []
                )
            ),
            new(
                id,
                new DeclareQualification(
                    Guid.CreateVersion7(),
                    new(year + 23),
                    null,
                    new(Ladder.ForeignLanguage, Level.ForeignLanguage2, "Tiếng Anh", "", "", StudyMode.Unstated, ""),
                    EvidenceGrade.SelfDeclared,
                    []
                )
            ),
        ];
    }
}
