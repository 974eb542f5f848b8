using HienTai.Domain.Kernel;

namespace HienTai.Domain.Organization;

/// <summary>What posts are granted for.</summary>
public enum QuotaType
{
    DistrictCivilServants,
    PublicEmployees,
    CommuneCadres,
    CommuneCivilServants,
    CommunePartTimers,
    ContractWorkers,
}

/// <summary>One type of quota: what it is called, whom it counts, and on what ground.</summary>
/// <param name="Code">The code of the field's own lists.</param>
/// <param name="Counts">Categories of assignment that take up one of its posts.</param>
/// <param name="Until">The first day on which the ground named no longer held; null if it still does so far as is
/// known.</param>
/// <param name="Verified">The wording was read in a copy of the text itself, not only known from summaries or by
/// hearsay.</param>
public sealed record QuotaSort(
    QuotaType Type,
    string Code,
    (string Vi, string En) Name,
    IReadOnlySet<Category> Counts,
    (string Vi, string En) Basis,
    DateOnly? Until,
    bool Verified
);

/// <summary>
/// The types of quota and whom each counts. The whole rule is this one table; no text in it was read in the official
/// gazette.
/// </summary>
public static class QuotaTypes
{
    public static readonly IReadOnlyList<QuotaSort> All =
    [
        // Elected cadres of the district hold posts of the same quota (Luật 22/2008/QH12 Art. 4.1, general knowledge).
        new(
            QuotaType.DistrictCivilServants,
            "BC_HANH_CHINH",
            ("Biên chế hành chính huyện", "District civil servants"),
            Of(Category.DistrictCivilServant, Category.DistrictCadre),
            (
                "Luật Cán bộ, công chức 22/2008/QH12, Điều 4; UBND thành phố giao huyện",
                "Law on cadres and civil servants 22/2008/QH12, Art. 4; granted to the district by the city"
            ),
            new(2025, 7, 1),
            false
        ),
        new(
            QuotaType.PublicEmployees,
            "SL_NGUOI_LAM_VIEC",
            ("Viên chức, đơn vị sự nghiệp", "Public employees"),
            Of(Category.PublicEmployee),
            (
                "Luật Viên chức 58/2010/QH12, Điều 2: số lượng người làm việc tại đơn vị sự nghiệp công lập",
                "Law on public employees 58/2010/QH12, Art. 2: number of people working in public non-business units"
            ),
            new(2026, 7, 1),
            false
        ),
        new(
            QuotaType.CommuneCadres,
            "BC_CAN_BO_XA",
            ("Cán bộ cấp xã", "Commune cadres"),
            Of(Category.CommuneCadre),
            ("NĐ 33/2023/NĐ-CP, Điều 5.1", "Decree 33/2023/NĐ-CP, Art. 5.1"),
            new(2025, 7, 1),
            false
        ),
        new(
            QuotaType.CommuneCivilServants,
            "BC_CONG_CHUC_XA",
            ("Công chức cấp xã", "Commune civil servants"),
            Of(Category.CommuneCivilServant),
            ("NĐ 33/2023/NĐ-CP, Điều 5.2", "Decree 33/2023/NĐ-CP, Art. 5.2"),
            new(2025, 7, 1),
            false
        ),
        // A lump sum for so many people, not posts: the plan calls it "biên chế", the decree does not.
        new(
            QuotaType.CommunePartTimers,
            "DM_NHDKCT",
            ("Không chuyên trách cấp xã (định mức)", "Commune part-timers (norm)"),
            Of(Category.CommunePartTimer),
            (
                "NĐ 33/2023/NĐ-CP: số lượng, khoán theo loại đơn vị hành chính và dân số",
                "Decree 33/2023/NĐ-CP: a number by class of commune and population, paid as a lump sum"
            ),
            new(2026, 5, 31),
            false
        ),
        new(
            QuotaType.ContractWorkers,
            "HD_LAO_DONG",
            ("Hợp đồng hỗ trợ, phục vụ", "Contract workers"),
            Of(Category.ContractWorker),
            ("NĐ 111/2022/NĐ-CP", "Decree 111/2022/NĐ-CP"),
            null,
            false
        ),
    ];

    static readonly Dictionary<QuotaType, QuotaSort> ByType = All.ToDictionary(s => s.Type);
    static readonly Dictionary<Category, QuotaType> ByCategory = All.SelectMany(s => s.Counts.Select(c => (c, s.Type)))
        .ToDictionary(x => x.c, x => x.Type);

    public static QuotaSort Of(QuotaType type) => ByType[type];

    /// <summary>Under which quota an assignment of a category counts; null if under none.</summary>
    public static QuotaType? Counting(Category category) =>
        ByCategory.TryGetValue(category, out var type) ? type : null;

    static HashSet<Category> Of(params Category[] categories) => [.. categories];
}
