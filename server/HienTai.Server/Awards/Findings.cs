using HienTai.Domain.Awards;
using HienTai.Server.Pipeline;
using Wire = HienTai.Awards.V1;

namespace HienTai.Server.Awards;

/// <summary>Findings on the wire, their deeds by name.</summary>
sealed class Findings
{
    readonly Dictionary<Guid, (string Vi, string En)> called = [];

    public static async Task<Findings> Of(ReadSession read, IEnumerable<Finding> findings, CancellationToken cancel)
    {
        var (it, deeds) = (new Findings(), findings.SelectMany(f => f.By).DistinctBy(d => d.Id).ToArray());
        var titles = await Titles.Of(read, deeds.Where(d => d.Matter is Matter.Initiative).Select(d => d.Id), cancel);
        var programmes = deeds.Any(d => d.Matter is Matter.Title)
            ? (await Programmes.Of(read, read.On, cancel))
                .All.Select(p => p[^1].Fact)
                .DistinctBy(p => p.Code)
                .ToDictionary(p => p.Code)
            : [];
        foreach (var d in deeds)
            it.called[d.Id] = d.Matter switch
            {
                Matter.Title => programmes.TryGetValue(d.Code, out var p) ? (p.Vi, p.En) : (d.Code, d.Code),
                Matter.Service => ("Công tác từ", "In service since"),
                _ => (titles[d.Id, read.On], titles[d.Id, read.On]),
            };
        return it;
    }

    public Wire.Finding Of(Finding f, IEnumerable<CriterionAnswerFact>? answers = null) =>
        new()
        {
            Code = f.Criterion.Code,
            Words = Words.Both(f.Criterion.Vi, f.Criterion.En),
            Verdict = WireEnum<Wire.Verdict, Verdict>.Wire[f.Verdict],
            Missing = f.Missing.Vi.Length > 0 ? Words.Both(f.Missing.Vi, f.Missing.En) : null,
            MayBeStated = f.Criterion.MayBeStated,
            Because = answers?.To(f.Criterion.Code)?.Because ?? "",
            By =
            {
                f.By.Select(d => new Wire.Deed
                {
                    Matter = WireEnum<Wire.Matter, Matter>.Wire[d.Matter],
                    Id = d.Id.ToString(),
                    Title = Words.Both(called[d.Id].Vi, called[d.Id].En),
                    Year = d.Year,
                }),
            },
        };
}
