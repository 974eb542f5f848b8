using Grpc.Core;
using HienTai.Domain.Talent;
using HienTai.Server.Access;
using HienTai.Server.Pipeline;
using HienTai.Talent.V1;
using Ability = HienTai.Domain.Access.Ability;
using DataClass = HienTai.Domain.Kernel.DataClass;
using Sector = HienTai.Domain.Talent.Sector;
using SourceKind = HienTai.Domain.Talent.SourceKind;
using Stage = HienTai.Domain.Talent.Stage;
using Wire = HienTai.Talent.V1;

namespace HienTai.Server.Talent;

/// <summary>How many there are, of what kind, at any TimePoint; never typed in.</summary>
public sealed class TalentFigures(Registrar registrar)
{
    // Fewer than these could be told apart in a figure by a sensitive class.
    const int Tellable = 5;

    public async Task<GetTalentFiguresResponse> Of(GetTalentFiguresRequest request, ServerCallContext call)
    {
        var cancel = call.CancellationToken;
        var programme = Reading.Of(r => r.OptionalId(request.ProgrammeId, "programme_id"));
        await using var read = await registrar.Open(call, request.At);
        var values = new List<object?>();
        string Value(object? value)
        {
            values.Add(value);
            return $"${values.Count}";
        }
        var where =
            $"{read.Valid("f")} and {read.Sight.People("f.person", read.On, Value, Ability.ReadTalent)}{(programme is { } only ? $" and f.programme = {Value(only)}" : "")}";
        var all = (await read.Unopened<CandidacyFact>(where, cancel, [.. values])).Select(f => f.Fact).ToArray();
        var under = all.Where(f => f.Stage is not (Stage.Left or Stage.Declined)).ToArray();
        var people = under.Select(f => f.Person).Distinct().ToArray();
        var groups = await PriorityGroups.Of(read, people, cancel);
        var programmes = await Programmes(read, under, cancel);
        var response = new GetTalentFiguresResponse
        {
            At = read.Moment,
            UnderWay = under.Length,
            Stages =
            {
                Enum.GetValues<Stage>()
                    .Select(s => new StageFigure
                    {
                        Stage = WireEnum<Wire.Stage, Stage>.Wire[s],
                        People = all.Count(f => f.Stage == s),
                    }),
            },
            Kinds =
            {
                Enum.GetValues<SourceKind>()
                    .Select(k => new KindFigure
                    {
                        Kind = WireEnum<Wire.SourceKind, SourceKind>.Wire[k],
                        People = under.Count(f => f.Kind == k),
                    }),
            },
            Sectors =
            {
                Enum.GetValues<Sector>()
                    .Select(s => new SectorFigure
                    {
                        Sector = WireEnum<Wire.Sector, Sector>.Wire[s],
                        People = under.Count(f => f.Sector == s),
                    }),
                new SectorFigure { People = under.Count(f => f.Sector is null) },
            },
            Groups =
            {
                PriorityGroups.Open.Select(g => new GroupFigure
                {
                    Group = g,
                    People = groups.Count(p => p.Contains(g)),
                }),
            },
            Programmes = { programmes },
        };
        var minorities = new GroupFigure { Group = PriorityGroup.EthnicMinority };
        if (
            call.Reader.Having(Ability.ReadTalent).Any(r => r.What.Reads.Contains(DataClass.Sensitive))
            && await PriorityGroups.Minorities(read, people, cancel) is var many and not (> 0 and < Tellable)
        )
            minorities.People = many;
        response.Groups.Add(minorities);
        return response;
    }

    static async Task<IEnumerable<ProgrammeFigure>> Programmes(
        ReadSession read,
        CandidacyFact[] under,
        CancellationToken cancel
    )
    {
        var programmes = (
            await read.Facts<TalentProgrammeFact>(
                "f.stream_id = any($1) order by f.valid_from",
                cancel,
                (object)under.Select(f => f.Programme).Distinct().ToArray()
            )
        ).ToLookup(p => p.Stream, p => p.Fact);
        return under
            .GroupBy(f => f.Programme)
            .Select(g => (Id: g.Key, People: g.Count(), Fact: On(read.On, programmes[g.Key])))
            .Where(p => p.Fact is not null)
            .Select(p => new ProgrammeFigure
            {
                ProgrammeId = p.Id.ToString(),
                Code = p.Fact!.Code,
                Name = Words.Both(p.Fact.Vi, p.Fact.En),
                People = p.People,
            })
            .OrderByDescending(p => p.People)
            .ThenBy(p => p.Code, StringComparer.Ordinal);
    }

    static TalentProgrammeFact? On(DateOnly day, IEnumerable<TalentProgrammeFact> life) =>
        life.LastOrDefault(p => p.Valid.ClaimedFrom <= day) ?? life.FirstOrDefault();
}
