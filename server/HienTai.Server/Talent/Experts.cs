using Grpc.Core;
using HienTai.Domain.Contributions;
using HienTai.Domain.Kernel;
using HienTai.Domain.Personnel;
using HienTai.Server.Pipeline;
using HienTai.Talent.V1;
using static HienTai.Server.Pipeline.FactTable;
using Ability = HienTai.Domain.Access.Ability;
using EvidenceGrade = HienTai.Domain.Kernel.EvidenceGrade;
using Level = HienTai.Domain.Kernel.Level;

namespace HienTai.Server.Talent;

/// <summary>
/// The directory of experts: who studied or worked on a matter, by the words of what is on record of it.
/// </summary>
public sealed class Experts(Registrar registrar)
{
    const int MostWorks = 10;

    sealed record Found(Guid Person, string Kind, string Key, string Vi, string En, PartialDate? On, int Weight = 6);

    static int Weight(Level level) =>
        level switch
        {
            Level.EducationDoctor => 5,
            Level.EducationMaster => 4,
            Level.EducationBachelor => 3,
            _ => 1,
        };

    public async Task<FindExpertsResponse> Find(FindExpertsRequest request, ServerCallContext call)
    {
        var cancel = call.CancellationToken;
        var (words, size) = Reading.Of(r =>
            (r.Words(request.Query, "query", 120, required: true), r.PageSize(request.PageSize, 20, 100))
        );
        await using var read = await registrar.Open(call, request.At);
        if (words.Length == 0)
            return new() { At = read.Moment };
        var matching = string.Join(" & ", words.Select(w => $"'{w.Replace("'", "")}'"));
        List<Found> works = [.. await Contributed(read, matching, cancel), .. await Studied(read, matching, cancel)];
        // What somebody did weighs more than what they studied, and of that the highest counts.
        var experts = works
            .GroupBy(w => w.Person)
            .Select(g =>
                (
                    Person: g.Key,
                    Works: g.ToArray(),
                    Weight: g.Where(w => w.Kind == "contribution").Sum(w => w.Weight)
                        + g.Where(w => w.Kind == "qualification").Select(w => w.Weight).DefaultIfEmpty().Max()
                )
            )
            .OrderByDescending(e => e.Weight)
            .ThenBy(e => e.Person)
            .ToArray();
        var shown = experts.Take(size).ToArray();
        var occupations = await Occupation.Of(read, [.. shown.Select(e => e.Person)], cancel);
        return new()
        {
            At = read.Moment,
            TotalSize = experts.Length,
            Experts =
            {
                shown.Select(e => new Expert
                {
                    PersonId = e.Person.ToString(),
                    FullName = occupations[e.Person].Name,
                    Post = occupations[e.Person].Post,
                    Total = e.Works.Length,
                    Works =
                    {
                        e
                            .Works.OrderByDescending(w => w.On?.Latest ?? DateOnly.MinValue)
                            .ThenBy(w => w.Key, StringComparer.Ordinal)
                            .Take(MostWorks)
                            .Select(w => new Work
                            {
                                Kind = w.Kind,
                                Key = w.Key,
                                Text = Words.Both(w.Vi, w.En),
                                On = w.On?.ToString() ?? "",
                            }),
                    },
                }),
            },
        };
    }

    /// <summary>SQL that is true where the words of a record are those that are sought.</summary>
    static string About(string table) => $"array_to_tsvector(string_to_array({table}.words, ' ')) @@ $1::tsquery";

    // Whoever serves, is kept from outside or stands in the pool can be asked; whoever has left cannot.
    static string Here(ReadSession read, string column) =>
        $"(exists (select from {Table<AssignmentFact>()} h where h.stream_id = {column} and {read.Known("h")} and {read.Valid("h")}) or exists (select from {Table<OutsiderFact>()} h where h.stream_id = {column} and {read.Known("h")} and {read.Valid("h")}))";

    static async Task<List<Found>> Contributed(ReadSession read, string matching, CancellationToken cancel)
    {
        var values = new List<object?> { matching };
        string Value(object? value)
        {
            values.Add(value);
            return $"${values.Count}";
        }
        return await read.Query(
            $"""
            select a.person, c.stream_id, c.title, c.kind, c.made_on from {Table<ContributionFact>()} c join {Table<AuthorFact>()} a on a.stream_id = c.stream_id and {read.Known(
                "a"
            )} and {read.Valid("a")}
            where {read.Known("c")} and {read.Valid("c")} and {About("c")} and {Here(read, "a.person")} and {read.Sight.People("a.person", read.On, Value, Ability.ReadTalent)}
            """,
            r =>
                Contribution.Name((ContributionKind)r.GetInt32(3)) is var kind
                    ? new Found(
                        r.GetGuid(0),
                        "contribution",
                        r.GetGuid(1).ToString(),
                        $"{kind.Vi}: {r.GetString(2)}",
                        $"{kind.En}: {r.GetString(2)}",
                        PartialDate.Parse(r.GetString(4))
                    )
                    : null!,
            cancel,
            [.. values]
        );
    }

    static async Task<List<Found>> Studied(ReadSession read, string matching, CancellationToken cancel)
    {
        var values = new List<object?> { matching };
        string Value(object? value)
        {
            values.Add(value);
            return $"${values.Count}";
        }
        return await read.Query(
            $"""
                select q.stream_id, q.key, q.level, q.field, q.from_text from {Table<QualificationFact>()} q
                where {read.Known("q")} and {read.Valid("q")} and q.grade <> {(int)
                    EvidenceGrade.RevokedAsFalse} and {About("q")} and {Here(read, "q.stream_id")} and {read.Sight.People("q.stream_id", read.On, Value, Ability.ReadTalent)}
                """,
            r =>
                Profiles.Named((Level)r.GetInt32(2), r.GetString(3)) is var (vi, en)
                    ? new Found(
                        r.GetGuid(0),
                        "qualification",
                        r.GetString(1),
                        vi,
                        en,
                        r.IsDBNull(4) || r.GetString(4).Length == 0 ? null : PartialDate.Parse(r.GetString(4)),
                        Weight((Level)r.GetInt32(2))
                    )
                    : null!,
            cancel,
            [.. values]
        );
    }
}
