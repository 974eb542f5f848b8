using HienTai.Contributions.V1;
using HienTai.Domain.Contributions;
using HienTai.Domain.Kernel;
using HienTai.Rpc.V1;
using HienTai.Server.Access;
using HienTai.Server.Pipeline;
using Condition = HienTai.Domain.Contributions.Condition;
using ContributionKind = HienTai.Domain.Contributions.ContributionKind;
using InitiativeNature = HienTai.Domain.Contributions.InitiativeNature;
using Outcome = HienTai.Domain.Contributions.Outcome;
using RecognitionLevel = HienTai.Domain.Contributions.RecognitionLevel;
using Stage = HienTai.Domain.Contributions.Stage;
using Wire = HienTai.Contributions.V1;

namespace HienTai.Server.Contributions;

/// <summary>All that is told of some contributions, read at one TimePoint.</summary>
sealed record ContributionRecords(
    ReadSession Read,
    IReadOnlyDictionary<Guid, long> Versions,
    ILookup<Guid, AuthorFact> Authors,
    ILookup<Guid, FactRow<RecognitionFact>> Recognitions,
    ContributionRecords.Rest Beside,
    IReadOnlyDictionary<Guid, PersonSight> Sights,
    Titles Titles,
    Bases Bases,
    IReadOnlyDictionary<string, FileRef> Evidence
)
{
    /// <summary>What is told of a contribution that is told whole; nothing in lists.</summary>
    public sealed record Rest(
        ILookup<Guid, ScoreFact> Scores,
        ILookup<Guid, FactRow<ReplicationFact>> Replications,
        ILookup<Guid, FactRow<ContributionFact>> Steps
    );

    public static async Task<ContributionRecords> Of(
        ReadSession read,
        List<FactRow<ContributionFact>> found,
        bool whole,
        CancellationToken cancel
    )
    {
        var ids = found.Select(f => f.Stream).ToArray();
        var authors = (await read.Facts<AuthorFact>("f.stream_id = any($1)", cancel, (object)ids)).ToLookup(
            f => f.Stream,
            f => f.Fact
        );
        var recognitions = (
            await read.Facts<RecognitionFact>("f.stream_id = any($1) order by f.level", cancel, (object)ids)
        ).ToLookup(f => f.Stream);
        var beside = whole ? await All(read, ids, cancel) : Nothing;
        var people = authors
            .SelectMany(a => a.Select(x => x.Person))
            .Concat(beside.Scores.SelectMany(s => s.Select(x => x.Member)))
            .Distinct()
            .ToArray();
        var sights = await read.Sight.Of(read, people, cancel);
        var units = found
            .Select(f => f.Fact.Unit)
            .Concat(beside.Replications.SelectMany(r => r.Select(x => x.Fact.Unit)));
        var titles = await Titles.Of(read, people.Concat(units), cancel);
        var bases = await BasesOf(read, [.. found, .. beside.Steps.SelectMany(s => s)], recognitions, beside, cancel);
        var files = await Files.Refs(read, whole ? found.SelectMany(f => f.Fact.Evidence) : [], cancel);
        return new(
            read,
            await VersionsOf(read, ids, cancel),
            authors,
            recognitions,
            beside,
            sights,
            titles,
            bases,
            files
        );
    }

    static readonly Rest Nothing = new(
        Array.Empty<ScoreFact>().ToLookup(_ => Guid.Empty),
        Array.Empty<FactRow<ReplicationFact>>().ToLookup(f => f.Stream),
        Array.Empty<FactRow<ContributionFact>>().ToLookup(f => f.Stream)
    );

    static async Task<Rest> All(ReadSession read, Guid[] ids, CancellationToken cancel) =>
        new(
            (await read.Facts<ScoreFact>("f.stream_id = any($1)", cancel, (object)ids))
                .Where(s => s.Fact.Valid.ClaimedFrom <= read.On)
                .ToLookup(f => f.Stream, f => f.Fact),
            (await read.Facts<ReplicationFact>("f.stream_id = any($1) order by f.valid_from", cancel, (object)ids))
                .Where(r => r.Fact.Valid.ClaimedFrom <= read.On)
                .ToLookup(f => f.Stream),
            (await read.Facts<ContributionFact>("f.stream_id = any($1) order by f.valid_from", cancel, (object)ids))
                .Where(s => s.Fact.Valid.ClaimedFrom <= read.On)
                .ToLookup(f => f.Stream)
        );

    static Task<Bases> BasesOf(
        ReadSession read,
        List<FactRow<ContributionFact>> steps,
        ILookup<Guid, FactRow<RecognitionFact>> recognitions,
        Rest beside,
        CancellationToken cancel
    ) =>
        Bases.Of(
            read,
            steps
                .Select(f => f.KnownFrom)
                .Concat(recognitions.SelectMany(r => r.Select(x => x.KnownFrom)))
                .Concat(beside.Replications.SelectMany(r => r.Select(x => x.KnownFrom))),
            steps
                .Select(f => f.Fact.Paper)
                .Concat(recognitions.SelectMany(r => r.Select(x => x.Fact.Paper)))
                .Concat(beside.Replications.SelectMany(r => r.Select(x => x.Fact.Paper))),
            cancel
        );

    static async Task<Dictionary<Guid, long>> VersionsOf(ReadSession read, Guid[] ids, CancellationToken cancel) =>
        (
            await read.Query(
                "select stream_id, max(version) from ledger where stream_id = any($1) and position <= $2 group by 1",
                r => (r.GetGuid(0), r.GetInt64(1)),
                cancel,
                ids,
                read.Position
            )
        ).ToDictionary(v => v.Item1, v => v.Item2);

    public Wire.Contribution Told(FactRow<ContributionFact> row)
    {
        var (id, f) = (row.Stream, row.Fact);
        return new()
        {
            Id = id.ToString(),
            Version = Versions[id],
            Details = Details(f),
            On = f.MadeOn.ToString(),
            UnitName = Titles[f.Unit, Read.On],
            Authors =
            {
                Authors[id]
                    .OrderByDescending(a => a.Share)
                    .ThenBy(a => Order(a.Person), StringComparer.Ordinal)
                    .Select(Told),
            },
            Stage = WireEnum<Wire.Stage, Stage>.Wire[f.Stage],
            Since = f.Valid.From?.ToString() ?? "",
            Outcome = f.Outcome is { } outcome ? WireEnum<Wire.Outcome, Outcome>.Wire[outcome] : 0,
            Note = f.Note,
            Source = Bases[row.KnownFrom, f.Paper],
            Council = { Beside.Scores[id].OrderBy(s => Order(s.Member), StringComparer.Ordinal).Select(Told) },
            Recognitions = { Recognitions[id].Where(r => r.Fact.Valid.ClaimedFrom <= Read.On).Select(Told) },
            Replications = { Beside.Replications[id].Select(Told) },
            Life = { Beside.Steps[id].Select(Step) },
            Evidence = { f.Evidence.Where(Evidence.ContainsKey).Select(e => Evidence[e]) },
        };
    }

    static Wire.ContributionDetails Details(ContributionFact f) =>
        new()
        {
            Kind = WireEnum<Wire.ContributionKind, ContributionKind>.Wire[f.Kind],
            Nature = f.Nature is { } nature ? WireEnum<Wire.InitiativeNature, InitiativeNature>.Wire[nature] : 0,
            Title = f.Title,
            Field = f.Field,
            UnitId = f.Unit.ToString(),
            Subject = f.Subject,
            RequestedBy = f.RequestedBy,
            FirstUse = f.FirstUse?.ToString() ?? "",
            Before = f.Before,
            Solution = f.Solution,
            Benefit = f.Benefit,
        };

    Wire.Author Told(AuthorFact a) =>
        new()
        {
            PersonId = Id(a.Person),
            FullName = Name(a.Person),
            Role = a.Role,
            Share = a.Share,
        };

    CouncilScore Told(ScoreFact s) =>
        new()
        {
            MemberId = Id(s.Member),
            FullName = Name(s.Member),
            Answered = s.Points is not null,
            Points = s.Points ?? 0,
            Doubts = { s.Doubts.Select(d => WireEnum<Wire.Condition, Condition>.Wire[Enum.Parse<Condition>(d)]) },
            Remark = s.Remark,
        };

    Recognition Told(FactRow<RecognitionFact> r) =>
        new()
        {
            Level = WireEnum<Wire.RecognitionLevel, RecognitionLevel>.Wire[r.Fact.Level],
            Period = r.Fact.Valid.Wire,
            Source = Bases[r.KnownFrom, r.Fact.Paper],
        };

    Replication Told(FactRow<ReplicationFact> r) =>
        new()
        {
            UnitId = r.Fact.Unit.ToString(),
            UnitName = Titles[r.Fact.Unit, r.Fact.Valid.ClaimedFrom],
            From = $"{r.Fact.Valid.From}",
            Source = Bases[r.KnownFrom, r.Fact.Paper],
        };

    LifeStep Step(FactRow<ContributionFact> s) =>
        new()
        {
            Stage = WireEnum<Wire.Stage, Stage>.Wire[s.Fact.Stage],
            On = s.Fact.Valid.From?.ToString() ?? "",
            Outcome = s.Fact.Outcome is { } said ? WireEnum<Wire.Outcome, Outcome>.Wire[said] : 0,
            Note = s.Fact.Note,
            Source = Bases[s.KnownFrom, s.Fact.Paper],
            Level = LevelOf(s) is { } level ? WireEnum<Wire.RecognitionLevel, RecognitionLevel>.Wire[level] : 0,
        };

    /// <summary>At what level it was recognised in a step that is its recognition.</summary>
    RecognitionLevel? LevelOf(FactRow<ContributionFact> step) =>
        step.Fact.Stage is Stage.Recognised
            ? Recognitions[step.Stream].LastOrDefault(r => r.Fact.Valid.From == step.Fact.Valid.From).Fact?.Level
            : null;

    string Order(Guid person) => VietnameseText.NameKey(Titles[person, Read.On]);

    bool Names(Guid person) => Sights[person].Basic.On(Read.On);

    string Name(Guid person) => Names(person) ? Titles[person, Read.On] : "";

    string Id(Guid person) => Names(person) ? person.ToString() : "";
}
