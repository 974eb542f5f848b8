using HienTai.Domain.Kernel;
using HienTai.Domain.Organization;
using HienTai.Domain.Personnel;
using HienTai.Rpc.V1;
using HienTai.Server.Pipeline;

namespace HienTai.Server.Talent;

/// <summary>What somebody does on a day: their main post and unit, or what they are outside.</summary>
/// <param name="Staff">They hold an assignment in the district.</param>
sealed record Occupation(string Name, Text Post, bool Staff, string PostName, UnitKind? UnitKind)
{
    public static async Task<IReadOnlyDictionary<Guid, Occupation>> Of(
        ReadSession read,
        IReadOnlyCollection<Guid> people,
        CancellationToken cancel
    )
    {
        var ids = people.Distinct().ToArray();
        var names = await Titles.Of(read, ids, cancel);
        var posts = (
            await read.Facts<AssignmentFact>($"f.stream_id = any($1) and {read.Valid("f")}", cancel, (object)ids)
        ).ToLookup(f => f.Stream, f => f.Fact);
        var outside = (
            await read.Unopened<OutsiderFact>($"f.stream_id = any($1) and {read.Valid("f")}", cancel, (object)ids)
        ).ToLookup(f => f.Stream, f => f.Fact);
        var units = posts.SelectMany(p => p.Select(a => a.Unit)).Distinct().ToArray();
        var (titles, kinds) = (
            await Titles.Of(read, units, cancel),
            (
                await read.Facts<UnitFact>($"f.stream_id = any($1) and {read.Valid("f")}", cancel, (object)units)
            ).ToLookup(f => f.Stream, f => f.Fact.Kind)
        );
        return ids.ToDictionary(
            id => id,
            id =>
            {
                if (
                    posts[id].OrderBy(a => a.Kind).ThenByDescending(a => a.Valid.ClaimedFrom).FirstOrDefault() is
                    { } main
                )
                    return new Occupation(
                        names[id, read.On],
                        Words.Same($"{main.Post}, {titles[main.Unit, read.On]}"),
                        true,
                        main.Post,
                        kinds[main.Unit].Select(k => (UnitKind?)k).FirstOrDefault()
                    );
                return outside[id].FirstOrDefault() is { } o && Person.Name(o.Kind) is var (vi, en)
                    ? new(names[id, read.On], Words.Both($"{vi}{Rest(o)}", $"{en}{Rest(o)}"), false, "", null)
                    : new(names[id, read.On], Words.Both("chưa bố trí", "without a post"), false, "", null);
            }
        );
    }

    static string Rest(OutsiderFact o) =>
        $"{(o.Affiliation.Length > 0 ? $", {o.Affiliation}" : "")}{(o.Country.Length > 0 ? $" ({o.Country})" : "")}";
}
