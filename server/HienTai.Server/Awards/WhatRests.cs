using HienTai.Domain.Awards;
using HienTai.Domain.Contributions;
using HienTai.Server.Pipeline;
using static HienTai.Server.Pipeline.FactTable;
using Wire = HienTai.Awards.V1;

namespace HienTai.Server.Awards;

/// <summary>Somebody's award, nomination or eligibility that goes with what falls, and why.</summary>
sealed record Resting(
    Guid Person,
    Wire.RestKind Kind,
    Guid? Nomination,
    Guid? Cycle,
    Guid Programme,
    int Year,
    (string Vi, string En) Because
);

/// <summary>
/// What would fall takes along what rests on it, until nothing more does; whoever it reaches is looked at too.
/// </summary>
sealed class WhatRests
{
    readonly ReadSession read;
    readonly Programmes programmes;
    readonly HashSet<Guid> fallen;

    WhatRests(ReadSession read, Programmes programmes, Guid falling) =>
        (this.read, this.programmes, fallen) = (read, programmes, [falling]);

    public static async Task<ILookup<Guid, Resting>> On(ReadSession read, Guid falling, CancellationToken cancel)
    {
        var programmes = await Programmes.Of(read, read.On, cancel);
        var it = new WhatRests(read, programmes, falling);
        var people = (
            await read.Query(
                $"select w.person from {Table<AuthorFact>()} w where {read.Known("w")} and w.stream_id = $1 union select n.person from {Table<NomineeFact>()} n where {read.Known("n")} and (n.stream_id = $1 or n.stream_id in (select c.stream_id from {Table<CitedFact>()} c where {read.Known("c")} and c.cited = $1))",
                r => r.GetGuid(0),
                cancel,
                falling
            )
        ).ToHashSet();
        while (true)
        {
            var rests = it.Among(await Reached.Of(read, [.. people], programmes, cancel));
            // Somebody new may have been reached through a work they share.
            if (rests.All(r => !people.Add(r.Person)))
                return rests.ToLookup(r => r.Person);
        }
    }

    /// <summary>The people reached so far, with what they have done and what is asked for them.</summary>
    sealed record Reached(
        Guid[] People,
        List<FactRow<NominationFact>> Nominations,
        ILookup<Guid, Guid> Nominees,
        ILookup<Guid, Guid> Cited,
        ILookup<Guid, CriterionAnswerFact> Answers,
        Merits Record,
        FactRow<CycleFact>[] Open
    )
    {
        public static async Task<Reached> Of(
            ReadSession read,
            Guid[] people,
            Programmes programmes,
            CancellationToken cancel
        )
        {
            var nominations = await read.Facts<NominationFact>(
                $"{read.Valid("f")} and f.step in ({(int)NominationStep.Nominated}, {(int)NominationStep.ScreenedIn}, {(int)NominationStep.Submitted}, {(int)NominationStep.Awarded}) and f.stream_id in (select n.stream_id from {Table<NomineeFact>()} n where {read.Known("n")} and n.person = any($1))",
                cancel,
                (object)people
            );
            Guid[] ids = [.. nominations.Select(n => n.Stream)];
            return new(
                people,
                nominations,
                (await read.Facts<NomineeFact>("f.stream_id = any($1)", cancel, (object)ids)).ToLookup(
                    f => f.Stream,
                    f => f.Fact.Person
                ),
                (await read.Facts<CitedFact>("f.stream_id = any($1)", cancel, (object)ids)).ToLookup(
                    f => f.Stream,
                    f => f.Fact.Cited
                ),
                await Awards.Answers.Of(read, ids, cancel),
                await Merits.Of(read, people, read.On, programmes, cancel),
                [.. (await read.Facts<CycleFact>(read.Valid("f"), cancel)).Where(c => c.Fact.Submission >= read.On)]
            );
        }

        public bool Nominated(Guid person, CycleFact cycle) =>
            Nominations.Any(n =>
                n.Fact.Programme == cycle.Programme && n.Fact.Year == cycle.Year && Nominees[n.Stream].Contains(person)
            );
    }

    List<Resting> Among(Reached reached)
    {
        var rests = new List<Resting>();
        while (OneRound(reached, rests)) { }
        rests.AddRange(Eligibilities(reached));
        return rests;
    }

    /// <summary>
    /// Adds the nominations that go; true where one that was awarded has gone last and may take others.
    /// </summary>
    bool OneRound(Reached reached, List<Resting> rests)
    {
        var more = false;
        foreach (var n in reached.Nominations.Where(n => !fallen.Contains(n.Stream)))
        foreach (var person in reached.Nominees[n.Stream])
            if (Because(reached, n, person) is { } why)
            {
                if (rests.Any(r => r.Nomination == n.Stream && r.Person == person))
                    continue;
                var held = n.Fact.Step is NominationStep.Awarded;
                foreach (var each in held || n.Fact.Work is not null ? reached.Nominees[n.Stream] : [person])
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
        return more;
    }

    /// <summary>Whoever could have been put forward in an open cycle and no longer could.</summary>
    IEnumerable<Resting> Eligibilities(Reached reached)
    {
        foreach (var cycle in reached.Open)
        foreach (var person in reached.People.Where(p => !reached.Nominated(p, cycle.Fact)))
            if (
                programmes[cycle.Fact.Programme] is { ForWorks: false } p
                && Criterion.Of(p.Judge(reached.Record[person], cycle.Fact.Year, [])) is not Verdict.NotMet
                && Lost(reached, cycle.Fact.Programme, cycle.Fact.Year, person, []) is { } why
            )
                yield return new(
                    person,
                    Wire.RestKind.Eligibility,
                    null,
                    cycle.Stream,
                    cycle.Fact.Programme,
                    cycle.Fact.Year,
                    why
                );
    }

    (string Vi, string En)? Because(Reached reached, FactRow<NominationFact> n, Guid person)
    {
        if (n.Fact.Work is { } work && fallen.Contains(work))
            return ("là công trình được đề nghị", "is the work that was nominated");
        if (reached.Cited[n.Stream].Any(fallen.Contains))
            return ("được dẫn làm căn cứ", "is cited");
        return Lost(reached, n.Fact.Programme, n.Fact.Year, person, reached.Answers[n.Stream]);
    }

    /// <summary>A criterion that is met with what falls and not without it.</summary>
    (string Vi, string En)? Lost(
        Reached reached,
        Guid programme,
        int year,
        Guid person,
        IEnumerable<CriterionAnswerFact> said
    )
    {
        if (programmes[programme] is not { } p)
            return null;
        var record = reached.Record[person];
        var lost = Criterion
            .All(p.Criteria)
            .FirstOrDefault(c =>
                c.Judge(record, year, said.To(c.Code)).Verdict is Verdict.Met
                && c.Judge(record.Where(d => !fallen.Contains(d.Id)), year, said.To(c.Code)).Verdict is not Verdict.Met
            );
        return lost is null ? null : (lost.Vi, lost.En);
    }
}
