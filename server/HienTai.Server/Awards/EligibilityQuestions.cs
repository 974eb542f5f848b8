using Grpc.Core;
using HienTai.Domain.Awards;
using HienTai.Domain.Kernel;
using HienTai.Domain.Personnel;
using HienTai.Server.Access;
using HienTai.Server.Pipeline;
using static HienTai.Server.Pipeline.FactTable;
using Wire = HienTai.Awards.V1;

namespace HienTai.Server.Awards;

/// <summary>
/// Who meets what a cycle asks, and who would not if something on record fell: judged from facts at a TimePoint.
/// </summary>
public sealed class EligibilityQuestions(Registrar registrar, IOtherTrees trees)
{
    public async Task<Wire.GetEligibilityResponse> Get(Wire.GetEligibilityRequest request, ServerCallContext call)
    {
        var cancel = call.CancellationToken;
        var (person, id) = Reading.Of(r => (r.Id(request.PersonId, "person_id"), r.Id(request.CycleId, "cycle_id")));
        await using var read = await registrar.Open(call, request.At);
        var cycle = await AwardQuestions.One(read, id, cancel);
        if (!(await read.Sight.Of(read, person, cancel)).Basic.On(read.On))
            throw NominationQuestions.Nobody(read);
        var found = await People(read, cycle, [(person, Guid.Empty)], cancel);
        return new() { At = read.Moment, Candidate = (await Told(read, cycle, found, cancel))[0] };
    }

    public async Task<Wire.ListEligibleResponse> List(Wire.ListEligibleRequest request, ServerCallContext call)
    {
        var cancel = call.CancellationToken;
        var asked = Reading.Of(r =>
            (
                Cycle: r.Id(request.CycleId, "cycle_id"),
                Unit: r.OptionalId(request.UnitId, "unit_id"),
                Verdict: r.Enum<Wire.Verdict, Verdict>(request.Verdict, "verdict", none: (Verdict)0),
                Size: r.PageSize(request.PageSize, 50, 200)
            )
        );
        var page = PageToken.Read(request.PageToken, request, call.Reader.Account);
        await using var read = await registrar.Open(call, request.At, page);
        var cycle = await AwardQuestions.One(read, asked.Cycle, cancel);
        var within = await Within(read, asked.Unit, cancel);
        var values = new List<object?>();
        string Value(object? value)
        {
            values.Add(value);
            return $"${values.Count}";
        }
        var where =
            $"{read.Known("a")} and {read.Valid("a")} and {read.Sight.People("a.stream_id", read.On, Value)}{(within is null ? "" : $" and {within.Sql("a", Value)}")}";
        // Of several posts the main one names the unit, of those in the unit that was asked for.
        var serving = await read.Query(
            $"select s.stream_id, s.unit from (select distinct on (a.stream_id) a.stream_id, a.unit from {Table<AssignmentFact>()} a where {where} order by a.stream_id, a.kind) s join {Table<PersonSearchFact>()} p on p.stream_id = s.stream_id and {read.Known("p")} and {read.Valid("p")} order by p.sort_key collate \"C\", s.stream_id",
            r => (Person: r.GetGuid(0), Unit: r.GetGuid(1)),
            cancel,
            [.. values]
        );
        var all = (await People(read, cycle, serving, cancel))
            .Where(p =>
                (asked.Verdict == 0 || Criterion.Of(p.Findings) == asked.Verdict)
                && !(request.NotNominated && p.Nomination is not null)
            )
            .ToList();
        var offset = page?.Offset ?? 0;
        var some = all.Skip(offset).Take(asked.Size).ToList();
        var response = new Wire.ListEligibleResponse
        {
            At = read.Moment,
            TotalSize = all.Count,
            Candidates = { await Told(read, cycle, some, cancel) },
        };
        if (offset + some.Count < all.Count)
            response.NextPageToken = PageToken
                .At(read, request, call.Reader.Account, offset + some.Count, all.Count, [])
                .ToString();
        return response;
    }

    async Task<Serving?> Within(ReadSession read, Guid? unit, CancellationToken cancel)
    {
        if (unit is not { } top)
            return null;
        return await trees.OfTheDay(read, cancel) is { } tree
            ? await Serving.On(read, tree, top, cancel)
            : await Serving.Under(read, top, cancel);
    }

    sealed record Measured(Guid Person, Guid Unit, Guid? Nomination, Finding[] Findings);

    static async Task<List<Measured>> People(
        ReadSession read,
        CycleFact cycle,
        IReadOnlyList<(Guid Person, Guid Unit)> people,
        CancellationToken cancel
    )
    {
        var programmes = await Programmes.Of(read, read.On, cancel);
        if (programmes[cycle.Programme] is not { } programme)
            return [];
        var record = await Merits.Of(
            read,
            people.Count > 2000 ? null : [.. people.Select(p => p.Person)],
            read.On,
            programmes,
            cancel
        );
        var nominated = (
            await read.Query(
                $"select n.person, n.stream_id from {Table<NomineeFact>()} n join {Table<NominationFact>()} f on f.stream_id = n.stream_id and {read.Known("f")} and {read.Valid("f")} where {read.Known("n")} and f.programme = $1 and f.year = $2 and f.step <> {(int)NominationStep.ScreenedOut}",
                r => (r.GetGuid(0), r.GetGuid(1)),
                cancel,
                cycle.Programme,
                cycle.Year
            )
        )
            .GroupBy(n => n.Item1)
            .ToDictionary(g => g.Key, g => g.First().Item2);
        var answers = await Answers.Of(read, nominated.Values, cancel);
        return
        [
            .. people
                .Select(p => (p, Nomination: nominated.TryGetValue(p.Person, out var id) ? id : (Guid?)null))
                .Select(x => new Measured(
                    x.p.Person,
                    x.p.Unit,
                    x.Nomination,
                    programme.Judge(record[x.p.Person], cycle.Year, x.Nomination is { } n ? answers[n] : [])
                )),
        ];
    }

    static async Task<List<Wire.Candidate>> Told(
        ReadSession read,
        CycleFact cycle,
        IReadOnlyList<Measured> people,
        CancellationToken cancel
    )
    {
        var units = people.All(p => p.Unit == Guid.Empty)
            ? (
                await read.Query(
                    $"select a.stream_id, a.unit from {Table<AssignmentFact>()} a where {read.Known("a")} and {read.Valid("a")} and a.stream_id = any($1) order by a.kind desc",
                    r => (r.GetGuid(0), r.GetGuid(1)),
                    cancel,
                    people.Select(p => p.Person).ToArray()
                )
            )
                .GroupBy(x => x.Item1)
                .ToDictionary(g => g.Key, g => g.Last().Item2)
            : [];
        Guid Unit(Measured p) => p.Unit != Guid.Empty ? p.Unit : units.GetValueOrDefault(p.Person);
        var titles = await Titles.Of(read, [.. people.Select(p => p.Person), .. people.Select(Unit)], cancel);
        var told = await Findings.Of(read, people.SelectMany(p => p.Findings), cancel);
        return
        [
            .. people.Select(p => new Wire.Candidate
            {
                PersonId = p.Person.ToString(),
                FullName = titles[p.Person, read.On],
                UnitId = Unit(p) == Guid.Empty ? "" : Unit(p).ToString(),
                UnitName = titles[Unit(p), read.On],
                Verdict = WireEnum<Wire.Verdict, Verdict>.Wire[Criterion.Of(p.Findings)],
                Findings = { p.Findings.Select(f => told.Of(f)) },
                NominationId = $"{p.Nomination}",
            }),
        ];
    }

    public async Task<Wire.ListAffectedResponse> Affected(Wire.ListAffectedRequest request, ServerCallContext call)
    {
        var cancel = call.CancellationToken;
        var (work, award) = Reading.Of(r =>
            (r.OptionalId(request.ContributionId, "contribution_id"), r.OptionalId(request.AwardId, "award_id"))
                is var (w, a)
            && w is null == a is null
                ? r.Fault(
                    "contribution_id",
                    "Hãy chọn một đóng góp hoặc một khen thưởng.",
                    "Name a contribution or an award, one of them.",
                    (w, a)
                )
                : (w, a)
        );
        await using var read = await registrar.Open(call, request.At);
        var rests = await WhatRests.On(read, work ?? award!.Value, cancel);
        var sights = await read.Sight.Of(read, [.. rests.Select(r => r.Key)], cancel);
        var (seen, programmes) = (
            rests.Where(r => sights[r.Key].Basic.On(read.On)).ToArray(),
            await Programmes.Of(read, read.On, cancel)
        );
        var titles = await Titles.Of(read, seen.Select(r => r.Key), cancel);
        return new()
        {
            At = read.Moment,
            OutOfReach = rests.Count() - seen.Length,
            People =
            {
                seen.OrderBy(r => VietnameseText.NameKey(titles[r.Key, read.On]), StringComparer.Ordinal)
                    .Select(r => new Wire.Affected
                    {
                        PersonId = r.Key.ToString(),
                        FullName = titles[r.Key, read.On],
                        Rests =
                        {
                            r.OrderBy(x => x.Kind)
                                .ThenBy(x => x.Year)
                                .Select(x => new Wire.Rest
                                {
                                    Kind = x.Kind,
                                    NominationId = $"{x.Nomination}",
                                    CycleId = $"{x.Cycle}",
                                    ProgrammeName = programmes[x.Programme] is { } p ? Words.Both(p.Vi, p.En) : null,
                                    Year = x.Year,
                                    Because = Words.Both(x.Because.Vi, x.Because.En),
                                }),
                        },
                    }),
            },
        };
    }
}
