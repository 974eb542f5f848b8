using System.Text.Json.Nodes;
using HienTai.Server.Pipeline;

namespace HienTai.Server.Contributions;

/// <summary>How events of contributions were once stored.</summary>
static class OlderEvents
{
    public static IEnumerable<Upcaster> All { get; } =
    [
        new("contribution_evidence_attached", 1, "c2ab097 took it away, 4ad42ce brought it back for several files")
        {
            Change = older =>
            {
                older.Data.Remove("sha256", out var file);
                older.Data["evidence"] = new JsonArray(file);
            },
            Becomes = ("contribution_evidenced", 1),
        },
    ];
}
