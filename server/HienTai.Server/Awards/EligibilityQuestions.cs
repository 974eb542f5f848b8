using Grpc.Core;
using HienTai.Domain.Awards;
using HienTai.Domain.Kernel;
using HienTai.Server.Access;
using HienTai.Server.Pipeline;
using Wire = HienTai.Awards.V1;

namespace HienTai.Server.Awards;

/// <summary>
/// Who meets what a cycle asks, and who would not if something on record fell: judged from facts at a TimePoint.
/// </summary>
public sealed class EligibilityQuestions(Registrar registrar)
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
        var values = new List<object?>();
        string Value(object? value)
        {
            values.Add(value);
            return $"${values.Count}";
        }
        var where =
            $"{read.Known("a")} and {read.Valid("a")} and {read.Sight.People("a.stream_id", read.On, Value)}{(asked.Unit is { } unit ? $" and a.unit in {Below.Sql(read, Value(unit))}" : "")}";
        // Of several posts the main one names the unit, of those in the unit that was asked for.
        var serving = await read.Query(
            $"select s.stream_id, s.unit from (select distinct on (a.stream_id) a.stream_id, a.unit from fact_assignment a where {where} order by a.stream_id, a.kind) s join fact_person_search p on p.stream_id = s.stream_id and {read.Known("p")} and {read.Valid("p")} order by p.sort_key collate \"C\", s.stream_id",
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
            response.NextPageToken = new PageToken(
                PageToken.HashOf(request, call.Reader.Account),
                read.On,
                read.Position,
                offset + some.Count,
                all.Count,
                []
            ).ToString();
        return response;
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
                $"select n.person, n.stream_id from fact_nominee n join fact_nomination f on f.stream_id = n.stream_id and {read.Known("f")} and {read.Valid("f")} where {read.Known("n")} and f.programme = $1 and f.year = $2 and f.step <> {(int)NominationStep.ScreenedOut}",
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
                    $"select a.stream_id, a.unit from fact_assignment a where {read.Known("a")} and {read.Valid("a")} and a.stream_id = any($1) order by a.kind desc",
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
        var rests = await WhatRestsOn(read, work ?? award!.Value, cancel);
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

    sealed record Resting(
        Guid Person,
        Wire.RestKind Kind,
        Guid? Nomination,
        Guid? Cycle,
        Guid Programme,
        int Year,
        (string Vi, string En) Because
    );

    // What would fall takes along what rests on it, until nothing more does; whoever it reaches is looked at too.
    static async Task<ILookup<Guid, Resting>> WhatRestsOn(ReadSession read, Guid falling, CancellationToken cancel)
    {
        var programmes = await Programmes.Of(read, read.On, cancel);
        var fallen = new HashSet<Guid> { falling };
        var people = (
            await read.Query(
                $"select w.person from fact_author w where {read.Known("w")} and w.stream_id = $1 union select n.person from fact_nominee n where {read.Known("n")} and (n.stream_id = $1 or n.stream_id in (select c.stream_id from fact_cited c where {read.Known("c")} and c.cited = $1))",
                r => r.GetGuid(0),
                cancel,
                falling
            )
        ).ToHashSet();
        while (true)
        {
            Guid[] asked = [.. people];
            var nominations = await read.Facts<NominationFact>(
                $"{read.Valid("f")} and f.step in ({(int)NominationStep.Nominated}, {(int)NominationStep.ScreenedIn}, {(int)NominationStep.Submitted}, {(int)NominationStep.Awarded}) and f.stream_id in (select n.stream_id from fact_nominee n where {read.Known("n")} and n.person = any($1))",
                cancel,
                (object)asked
            );
            Guid[] ids = [.. nominations.Select(n => n.Stream)];
            var nominees = (await read.Facts<NomineeFact>("f.stream_id = any($1)", cancel, (object)ids)).ToLookup(
                f => f.Stream,
                f => f.Fact.Person
            );
            var cited = (await read.Facts<CitedFact>("f.stream_id = any($1)", cancel, (object)ids)).ToLookup(
                f => f.Stream,
                f => f.Fact.Cited
            );
            var (answers, record) = (
                await Answers.Of(read, ids, cancel),
                await Merits.Of(read, asked, read.On, programmes, cancel)
            );
            var open = (await read.Facts<CycleFact>(read.Valid("f"), cancel))
                .Where(c => c.Fact.Submission >= read.On)
                .ToArray();
            var rests = new List<Resting>();
            (string Vi, string En)? Because(FactRow<NominationFact> n, Guid person) =>
                n.Fact.Work is { } work && fallen.Contains(work)
                    ? ("là công trình được đề nghị", "is the work that was nominated")
                : cited[n.Stream].Any(fallen.Contains) ? ("được dẫn làm căn cứ", "is cited")
                : Lost(n.Fact.Programme, n.Fact.Year, person, answers[n.Stream]);
            (string Vi, string En)? Lost(
                Guid programme,
                int year,
                Guid person,
                IEnumerable<CriterionAnswerFact> said
            ) =>
                programmes[programme] is { } p
                    ? Criterion
                        .All(p.Criteria)
                        .FirstOrDefault(c =>
                            c.Judge(record[person], year, said.To(c.Code)).Verdict is Verdict.Met
                            && c.Judge(record[person].Where(d => !fallen.Contains(d.Id)), year, said.To(c.Code)).Verdict
                                is not Verdict.Met
                        )
                        is { } c
                        ? (c.Vi, c.En)
                        : null
                    : null;
            for (var more = true; more; )
            {
                more = false;
                foreach (var n in nominations.Where(n => !fallen.Contains(n.Stream)))
                foreach (var person in nominees[n.Stream])
                    if (Because(n, person) is { } why)
                    {
                        var held = n.Fact.Step is NominationStep.Awarded;
                        if (rests.Any(r => r.Nomination == n.Stream && r.Person == person))
                            continue;
                        foreach (var each in held || n.Fact.Work is not null ? nominees[n.Stream] : [person])
                            rests.Add(
                                new(
                                    each,
                                    held ? Wire.RestKind.Held : Wire.RestKind.Running,
                                    n.Stream,
                                    n.Fact.Cycle,
                                    n.Fact.Programme,
                                    n.Fact.Year,
                                    why
                                )
                            );
                        if (held)
                            more = fallen.Add(n.Stream);
                        break;
                    }
            }
            foreach (var cycle in open)
            foreach (
                var person in asked.Where(p =>
                    !nominations.Any(n =>
                        n.Fact.Programme == cycle.Fact.Programme
                        && n.Fact.Year == cycle.Fact.Year
                        && nominees[n.Stream].Contains(p)
                    )
                )
            )
                if (
                    programmes[cycle.Fact.Programme] is { ForWorks: false } p
                    && Criterion.Of(p.Judge(record[person], cycle.Fact.Year, [])) is not Verdict.NotMet
                    && Lost(cycle.Fact.Programme, cycle.Fact.Year, person, []) is { } why
                )
                    rests.Add(
                        new(
                            person,
                            Wire.RestKind.Eligibility,
                            null,
                            cycle.Stream,
                            cycle.Fact.Programme,
                            cycle.Fact.Year,
                            why
                        )
                    );
            // Somebody new may have been reached through a work they share.
            if (rests.All(r => !people.Add(r.Person)))
                return rests.ToLookup(r => r.Person);
        }
    }
}

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
