using HienTai.Server.Pipeline;

namespace HienTai.Server.Talent;

/// <summary>How events of the talent pool were once stored.</summary>
static class OlderEvents
{
    const string Renamed =
        "b4bbc5d stored the pool's programmes under names that belong to those of awards since 3747501";

    public static IEnumerable<Upcaster> All { get; } =
        ((string[])["enacted", "amended", "ended", "corrected", "paper_fell"]).Select(step => new Upcaster(
            $"programme_{step}",
            1,
            Renamed
        )
        {
            Meant = older => older.Type.StartsWith("HienTai.Domain.Talent.", StringComparison.Ordinal),
            Becomes = ($"talent_programme_{step}", 1),
        });
}
