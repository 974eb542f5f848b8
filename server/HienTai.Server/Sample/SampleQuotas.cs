using HienTai.Domain.Kernel;
using HienTai.Domain.Organization;
using HienTai.Domain.Papers;
using HienTai.Server.Pipeline;

namespace HienTai.Server.Sample;

/// <summary>
/// What was granted in 2023 and 2024: by the city to the district, by the district to each unit. On 1 August 2024 the
/// parts add up to the plan's 248, 4,772, 180, 209 and 318; how they fall on the units, and all of 2023, is invented.
/// </summary>
/// <remarks>
/// One school is over its quota until posts are moved to it from another in March 2024; one commune's norm was typed in
/// two too low and corrected in May, so that before it the district's number and its parts differ.
/// </remarks>
static class SampleQuotas
{
    static readonly (QuotaType Type, int Granted)[] Plan =
    [
        (QuotaType.DistrictCivilServants, 248),
        (QuotaType.PublicEmployees, 4772),
        (QuotaType.CommuneCadres, 180),
        (QuotaType.CommuneCivilServants, 209),
        (QuotaType.CommunePartTimers, 318),
    ];

    static readonly SampleUnit Crowded = SampleUnits.Named("CS10"),
        Giving = SampleUnits.Named("CS01"),
        Misread = SampleUnits.Named("27616");

    public static void Tell(Chronicle chronicle)
    {
        var present = SamplePosts
            .All()
            .GroupBy(p => (p.Unit, QuotaTypes.Counting(p.Category)))
            .ToDictionary(g => g.Key, g => g.Count());
        var parts = new List<(SampleUnit Unit, QuotaType Type, int Count)>();
        foreach (var (type, granted) in Plan)
        {
            var units = SampleUnits.All.Where(u => present.ContainsKey((u, type))).ToArray();
            var vacant = new Dice($"vacant · {type}").Shares(
                granted - units.Sum(u => present[(u, type)]),
                units.Length,
                60,
                140
            );
            parts.AddRange(units.Zip(vacant, (u, v) => (u, type, present[(u, type)] + v)));
        }
        int Of(SampleUnit unit) => parts.Single(p => p.Unit == unit && p.Type is QuotaType.PublicEmployees).Count;
        var moved = Of(Crowded) - present[(Crowded, QuotaType.PublicEmployees)] + 4;

        var dice = new Dice("quotas of 2023");
        var before = parts.ConvertAll(p =>
            p.Type is QuotaType.CommuneCadres ? p : p with { Count = Math.Max(1, p.Count + dice.Between(-3, 2)) }
        );
        Year(chronicle, 2023, new(2023, 3, 8), before, before);
        Year(
            chronicle,
            2024,
            new(2024, 1, 4),
            parts,
            parts.ConvertAll(p =>
                p switch
                {
                    (var u, QuotaType.PublicEmployees, var n) when u == Crowded => p with { Count = n - moved },
                    (var u, QuotaType.PublicEmployees, var n) when u == Giving => p with { Count = n + moved },
                    (var u, QuotaType.CommunePartTimers, var n) when u == Misread => p with { Count = n - 2 },
                    _ => p,
                }
            )
        );

        Adjusted(chronicle, moved);
        Corrected(chronicle, parts.Single(p => p.Unit == Misread && p.Type is QuotaType.CommunePartTimers).Count);
    }

    static void Adjusted(Chronicle chronicle, int moved)
    {
        var adjusting = Workdays.At(new(2024, 3, 13), 9, 10);
        var from = new DateOnly(2024, 3, 15);
        var adjustment = chronicle.Paper(
            adjusting,
            "noivu",
            PaperKind.Decision,
            "QĐ-UBND",
            "Quyết định về việc điều chỉnh số lượng người làm việc giữa các trường trung học cơ sở năm 2024",
            new(2024, 3, 11),
            from,
            $"Điều 1. Điều chuyển {moved} người làm việc từ {Giving.Called} sang {Crowded.Called} kể từ ngày 15/3/2024."
        );
        chronicle.Record(
            adjusting.AddMinutes(6),
            "quotas · adjusted 2024",
            "noivu",
            "Điều chỉnh theo quyết định.",
            adjustment,
            To(Giving, QuotaType.PublicEmployees, 2024, new AdjustQuota(from, new(null, -moved))),
            To(Crowded, QuotaType.PublicEmployees, 2024, new AdjustQuota(from, new(null, moved)))
        );
    }

    static void Corrected(Chronicle chronicle, int meant)
    {
        chronicle.Record(
            Workdays.At(new(2024, 5, 20), 14, 25),
            "quotas · corrected 2024",
            "noivu",
            "Nhập sai định mức: đọc nhầm dòng trong phụ lục quyết định giao.",
            null,
            To(
                Misread,
                QuotaType.CommunePartTimers,
                2024,
                new CorrectQuota(new DateOnly(2024, 1, 1), new DateOnly(2024, 1, 1), new(meant, null))
            )
        );
    }

    static void Year(
        Chronicle chronicle,
        int year,
        DateOnly recorded,
        IReadOnlyList<(SampleUnit Unit, QuotaType Type, int Count)> meant,
        IReadOnlyList<(SampleUnit Unit, QuotaType Type, int Count)> typed
    )
    {
        var at = Workdays.At(recorded, 8, 30);
        var city = chronicle.Paper(
            at,
            "noivu",
            PaperKind.Decision,
            "QĐ-UBND",
            $"Quyết định về việc giao biên chế công chức, số lượng người làm việc và định mức người hoạt động không chuyên trách cấp xã năm {year} cho huyện Bình Chánh",
            Workdays.OnOrBefore(new(year - 1, 12, 15)),
            new DateOnly(year, 1, 1),
            $"Điều 1. Giao huyện Bình Chánh năm {year} theo phụ lục kèm theo.",
            "UBND Thành phố Hồ Chí Minh"
        );
        var root = SampleUnits.Named(SampleUnits.Root);
        chronicle.Record(
            at.AddMinutes(7),
            $"quotas · city {year}",
            "noivu",
            "Thành phố giao huyện.",
            city,
            meant
                .GroupBy(p => p.Type)
                .Select(g =>
                    To(
                        root,
                        g.Key,
                        year,
                        new GrantQuota(root.Id, g.Key, year, new DateOnly(year, 1, 1), g.Sum(p => p.Count))
                    )
                )
        );
        var district = chronicle.Paper(
            at.AddMinutes(20),
            "noivu",
            PaperKind.Decision,
            "QĐ-UBND",
            $"Quyết định về việc giao biên chế năm {year} cho các cơ quan, đơn vị, xã, thị trấn",
            Workdays.OnOrBefore(new(year - 1, 12, 28)),
            new DateOnly(year, 1, 1),
            $"Điều 1. Giao biên chế công chức, số lượng người làm việc, cán bộ, công chức và định mức người hoạt động không chuyên trách năm {year} theo phụ lục kèm theo."
        );
        foreach (var (some, n) in typed.Chunk(40).Select((s, n) => (s, n)))
            chronicle.Record(
                at.AddMinutes(31 + 12 * n),
                $"quotas · district {year} · {n}",
                "noivu",
                "Huyện giao đơn vị.",
                district,
                some.Select(p =>
                    To(p.Unit, p.Type, year, new GrantQuota(p.Unit.Id, p.Type, year, Opens(p.Unit, year), p.Count))
                )
            );
    }

    // A school that opens within the year is granted its people from that day.
    static DateOnly Opens(SampleUnit unit, int year) =>
        unit.Opens is var day && day.Year == year ? day : new(year, 1, 1);

    static Intent To(SampleUnit unit, QuotaType type, int year, QuotaCommand command) =>
        new(Quota.Id(unit.Id, type, year), command) { References = [new("unit", unit.Id, "unit_id")] };
}
