using System.Text.Json.Nodes;
using HienTai.Domain.Personnel;
using HienTai.Server.Pipeline;
using HienTai.Server.Vault;

namespace HienTai.Server.Personnel;

/// <summary>How events of people and proposals were once stored.</summary>
static class OlderEvents
{
    const string Renamed =
        "4e7d22a renamed the reason of a conclusion on a placement to because, without counting shapes";

    static readonly (string Name, string Place) Reason = ("reason", "PlacementJudgement.Reason"),
        Because =
            ("because", Sealing.Place(typeof(PlacementJudgement).GetProperty(nameof(PlacementJudgement.Because))!));

    static readonly string Proposed = Sealing.Place(typeof(ProposedItem).GetProperty(nameof(ProposedItem.Change))!);

    public static IEnumerable<Upcaster> All { get; } =
    [
        new("placement_judged", 1, Renamed) { Change = Judgement },
        new("placement_corrected", 1, Renamed) { Change = Judgement },
        new("proposal_made", 1, $"{Renamed}; a proposal holds such a change as the contract writes it")
        {
            Change = Proposal,
        },
    ];

    static void Judgement(OlderEvent older) => older.Rename(older.Data["judgement"]!.AsObject(), Reason, Because);

    static void Proposal(OlderEvent older)
    {
        foreach (var item in older.Data["items"]!.AsArray())
            older.Rewrite(item!.AsObject(), "change", Proposed, Judgement);
    }

    static string Judgement(string change)
    {
        if (change.Length == 0)
            return change;
        var data = JsonNode.Parse(change)!.AsObject();
        foreach (var kind in (string[])["judge_placement", "correct_placement"])
            if (data[kind] is JsonObject part)
                OlderEvent.Rename(part, Reason.Name, Because.Name);
        return data.ToJsonString(StreamKind.Json);
    }
}
