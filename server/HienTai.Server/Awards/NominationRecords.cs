using HienTai.Domain.Awards;
using HienTai.Domain.Contributions;
using HienTai.Domain.Kernel;
using HienTai.Server.Access;
using HienTai.Server.Pipeline;
using static HienTai.Server.Pipeline.FactTable;
using Wire = HienTai.Awards.V1;

namespace HienTai.Server.Awards;

/// <summary>All that is told of some nominations, read at one TimePoint.</summary>
sealed record NominationRecords(
    ReadSession Read,
    Programmes Programmes,
    IReadOnlyDictionary<Guid, CycleFact> Cycles,
    ILookup<Guid, Guid> Nominees,
    ILookup<Guid, CitedFact> Cited,
    NominationRecords.Mentioned Works,
    NominationRecords.Judged Judgement,
    IReadOnlyDictionary<Guid, PersonSight> Sights,
    Titles Titles,
    Bases Bases,
    IReadOnlyDictionary<Guid, long> Versions,
    List<FactRow<NominationFact>>? Steps
)
{
    /// <summary>The awards among what is cited, and whatever of it has fallen since.</summary>
    public sealed record Mentioned(HashSet<Guid> Fallen, ILookup<Guid, AwardFact> Awards);

    /// <summary>
    /// What the programme finds of each nominee of each nomination; how it is worded only where one is told whole.
    /// </summary>
    public sealed record Judged(
        ILookup<Guid, CriterionAnswerFact> Answers,
        Dictionary<Guid, Dictionary<Guid, Finding[]>> Own,
        Findings? Findings
    );

    /// <param name="steps">Every step of the one nomination that is told whole; null in lists.</param>
    public static async Task<NominationRecords> Of(
        ReadSession read,
        List<FactRow<NominationFact>> found,
        List<FactRow<NominationFact>>? steps,
        CancellationToken cancel
    )
    {
        Guid[] ids = [.. found.Select(f => f.Stream)];
        var programmes = await Programmes.Of(read, read.On, cancel);
        var nominees = (
            await read.Facts<NomineeFact>("f.stream_id = any($1) order by f.place", cancel, (object)ids)
        ).ToLookup(f => f.Stream, f => f.Fact.Person);
        var cited = (await read.Facts<CitedFact>("f.stream_id = any($1)", cancel, (object)ids)).ToLookup(
            f => f.Stream,
            f => f.Fact
        );
        var cycles = await NominationQuestions.Cycles(read, found.Select(f => f.Fact.Cycle), cancel);
        Guid[] people = [.. nominees.SelectMany(n => n).Distinct()];
        var mentioned = cited
            .SelectMany(c => c.Select(x => x.Cited))
            .Concat(found.Select(f => f.Fact.Work).OfType<Guid>())
            .Distinct()
            .ToArray();
        var all = steps ?? found;
        return new(
            read,
            programmes,
            cycles,
            nominees,
            cited,
            await MentionedIn(read, mentioned, cancel),
            await Judge(read, found, nominees, programmes, whole: steps is not null, cancel),
            await read.Sight.Of(read, people, cancel),
            await Titles.Of(read, people.Concat(found.Select(f => f.Fact.Unit)).Concat(mentioned), cancel),
            await Bases.Of(read, all.Select(f => f.KnownFrom), all.Select(f => f.Fact.Paper), cancel),
            await AwardQuestions.Versions(read, ids, cancel),
            steps
        );
    }

    static async Task<Mentioned> MentionedIn(ReadSession read, Guid[] ids, CancellationToken cancel) =>
        new(
            await Fallen(read, ids, cancel),
            (await read.Facts<AwardFact>("f.stream_id = any($1)", cancel, (object)ids)).ToLookup(
                a => a.Stream,
                a => a.Fact
            )
        );

    // Those whose recognition or award has ended by the session's day.
    static async Task<HashSet<Guid>> Fallen(ReadSession read, Guid[] ids, CancellationToken cancel) =>
        ids.Length == 0
            ? []
            :
            [
                .. (
                    await read.Query(
                        $"select f.stream_id from {Table<AwardFact>()} f where {read.Known("f")} and f.stream_id = any($1) group by 1 having not bool_or({read.Valid("f")}) union select f.stream_id from {Table<RecognitionFact>()} f where {read.Known("f")} and f.stream_id = any($1) group by 1 having not bool_or({read.Valid("f")})",
                        r => r.GetGuid(0),
                        cancel,
                        (object)ids
                    )
                ),
            ];

    static async Task<Judged> Judge(
        ReadSession read,
        List<FactRow<NominationFact>> found,
        ILookup<Guid, Guid> nominees,
        Programmes programmes,
        bool whole,
        CancellationToken cancel
    )
    {
        var answers = await Answers.Of(read, found.Select(f => f.Stream), cancel);
        var merits = await Merits.Of(read, [.. nominees.SelectMany(n => n).Distinct()], read.On, programmes, cancel);
        var own = found.ToDictionary(
            f => f.Stream,
            f =>
                nominees[f.Stream]
                    .ToDictionary(
                        p => p,
                        p => programmes[f.Fact.Programme]?.Judge(merits[p], f.Fact.Year, answers[f.Stream]) ?? []
                    )
        );
        var findings = whole
            ? await Findings.Of(read, own.Values.SelectMany(j => j.Values).SelectMany(f => f), cancel)
            : null;
        return new(answers, own, findings);
    }

    public Wire.Nomination Told(FactRow<NominationFact> row)
    {
        var (id, f) = (row.Stream, row.Fact);
        var programme = Programmes[f.Programme];
        return new()
        {
            Id = id.ToString(),
            Version = Versions[id],
            CycleId = $"{f.Cycle}",
            ProgrammeId = f.Programme.ToString(),
            ProgrammeCode = programme?.Code ?? "",
            ProgrammeName = NominationQuestions.Name(Programmes, f.Programme),
            Year = f.Year,
            WorkId = $"{f.Work}",
            WorkTitle = f.Work is { } work ? Titles[work, Read.On] : "",
            Field = f.Field,
            FieldName = AwardWire.Named(
                Cycles.TryGetValue(f.Cycle ?? Guid.Empty, out var cycle) ? cycle.Fields : programme?.Fields ?? [],
                f.Field
            ),
            UnitId = f.Unit.ToString(),
            UnitName = Titles[f.Unit, Read.On],
            Step = WireEnum<Wire.NominationStep, NominationStep>.Wire[f.Step],
            Since = $"{f.Valid.From}",
            PrizeName = NominationQuestions.Prize(Programmes, Cycles, f.Programme, f.Cycle, f.Prize),
            Note = f.Note,
            Source = Bases[row.KnownFrom, f.Paper],
            Nominees = { Nominees[id].Select(p => Nominee(id, p)) },
            Cited = { Cited[id].OrderBy(c => c.Award).ThenBy(c => c.Key, StringComparer.Ordinal).Select(Told) },
            Steps = { Steps?.Select(StepTaken) ?? [] },
        };
    }

    /// <summary>Somebody out of the reader's reach is there and not named.</summary>
    Wire.Nominee Nominee(Guid nomination, Guid person)
    {
        if (!Sights[person].Basic.On(Read.On))
            return new();
        var own = Judgement.Own[nomination][person];
        var lacking = own.Where(x => x.Verdict is not Verdict.Met).Select(x => x.Criterion).ToArray();
        return new()
        {
            PersonId = person.ToString(),
            FullName = Titles[person, Read.On],
            Verdict = WireEnum<Wire.Verdict, Verdict>.Wire[Criterion.Of(own)],
            Findings =
            {
                Judgement.Findings is { } findings
                    ? own.Select(x => findings.Of(x, Judgement.Answers[nomination]))
                    : [],
            },
            Missing =
                lacking.Length > 0
                    ? Words.Both(
                        string.Join("; ", lacking.Select(c => c.Vi)),
                        string.Join("; ", lacking.Select(c => c.En))
                    )
                    : null,
        };
    }

    Wire.Cited Told(CitedFact c) =>
        new()
        {
            Id = c.Cited.ToString(),
            Award = c.Award,
            Title = c.Award ? AwardTitle(c.Cited) : Titles[c.Cited, Read.On],
            Fallen = Works.Fallen.Contains(c.Cited),
        };

    string AwardTitle(Guid nomination) =>
        Works.Awards[nomination].FirstOrDefault() is { } award && Programmes[award.Programme] is { } programme
            ? $"{programme.Vi} {award.Year}"
            : "";

    Wire.StepTaken StepTaken(FactRow<NominationFact> s) =>
        new()
        {
            Step = WireEnum<Wire.NominationStep, NominationStep>.Wire[s.Fact.Step],
            On = $"{s.Fact.Valid.From}",
            Note = s.Fact.Note,
            Source = Bases[s.KnownFrom, s.Fact.Paper],
        };
}
