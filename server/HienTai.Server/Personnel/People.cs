using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using HienTai.Domain.Kernel;
using HienTai.Domain.Personnel;
using HienTai.Personnel.V1;
using HienTai.Rpc.V1;
using HienTai.Server.Access;
using HienTai.Server.Pipeline;
using static HienTai.Server.Personnel.PersonWire;
using DataClass = HienTai.Domain.Kernel.DataClass;
using Level = HienTai.Domain.Kernel.Level;
using Period = HienTai.Domain.Kernel.Period;
using Wire = HienTai.Personnel.V1;

namespace HienTai.Server.Personnel;

/// <summary>The questions about one person, each at a TimePoint. Lists are in <see cref="PeopleSearch"/>.</summary>
public sealed class People(
    Registrar registrar,
    Histories histories,
    PeopleSearch search,
    Elsewhere elsewhere,
    ReadLog reads
)
{
    public Task<ListPeopleResponse> List(ListPeopleRequest request, ServerCallContext call) =>
        search.List(request, call);

    public Task<FindDuplicatesResponse> Duplicates(FindDuplicatesRequest request, ServerCallContext call) =>
        search.Duplicates(request, call);

    public async Task<GetPersonResponse> Get(GetPersonRequest request, ServerCallContext call)
    {
        var cancel = call.CancellationToken;
        await using var read = await registrar.Open(call, request.At);
        var id = Reading.Of(r => r.Id(request.Id, "id"));
        var sight = await read.Sight.Of(read, id, cancel);
        var asked = Reading.Of(r => Asked.Of(r, request.Reveal, sight.Own));
        if (!sight.Basic.On(read.On))
            throw Missing(read);
        bool Shows(DataClass value) =>
            value is DataClass.Basic
            || (sight[value].On(read.On) && (value is DataClass.Contact || asked.Classes.Contains(value)));
        var facts = (await Believed(read, id, cancel)).Seen(sight);
        var names = Begun(facts.Names, read.On).ToArray();
        if (names.Length == 0)
            throw Missing(read);
        var recorded = await reads.Opening(call, read, id, Shown(Shows), asked);
        var person = await Described(read, id, facts, names, sight.Basic.Always, cancel);
        person.Withheld.AddRange(
            from kept in Kept(person.Identity, facts, read.On)
            where !Shows(kept)
            select new Withheld { DataClass = (Rpc.V1.DataClass)(int)kept, MayOpen = sight[kept].On(read.On) }
        );
        await recorded;
        return Redaction.Of(new GetPersonResponse { At = read.Moment, Person = person }, Shows);
    }

    /// <summary>Everything believed of them that had begun by the session's day.</summary>
    static async Task<Wire.Person> Described(
        ReadSession read,
        Guid id,
        Beliefs facts,
        FactRow<PersonFact>[] names,
        bool whole,
        CancellationToken cancel
    )
    {
        var on = read.On;
        var sources = await Bases.Of(read, facts.Positions, facts.Papers, cancel);
        var units = await Titles.Of(read, facts.Assignments.Select(a => a.Fact.Unit), cancel);
        var files = await Files.Refs(read, facts.Qualifications.SelectMany(q => q.Fact.Evidence), cancel);
        var sightings = await Sightings(read, id, cancel);
        var (version, events, last) = await Recorded(read, id, cancel);
        var person = new Wire.Person
        {
            Id = id.ToString(),
            Version = whole ? version : 0,
            EventCount = whole ? events : 0,
            LastRecordedTime = whole ? last.ToTimestamp() : null,
            Partial = !whole,
            MayChange = await Permits.MayChange(read, id, cancel),
            Identity = IdentityOf(names[^1], sources),
            Names = { Borne(names).Select(n => NameOf(n, sources)) },
            Contacts = facts.Contacts.LastOrDefault(c => c.Fact.Valid.Holds(on)) is { Fact: not null } reach
                ? ContactsOf(reach, sources)
                : null,
            Assignments =
            {
                Begun(facts.Assignments, on)
                    .OrderByDescending(a => a.Fact.Valid.ClaimedTo > on)
                    .ThenBy(a => a.Fact.Kind)
                    .ThenByDescending(a => a.Fact.Valid.ClaimedFrom)
                    .Select(a => AssignmentOf(a, on, units, sources)),
            },
            Qualifications =
            {
                Begun(facts.Qualifications, on)
                    .OrderBy(q => q.Fact.Ladder)
                    .ThenByDescending(q => q.Fact.Level)
                    .ThenByDescending(q => q.Fact.Valid.ClaimedFrom)
                    .Select(q => QualificationOf(q, on, files, sources, sightings)),
            },
            Trainings =
            {
                Begun(facts.Trainings, on)
                    .OrderByDescending(t => t.Fact.Valid.ClaimedTo > on)
                    .ThenByDescending(t => t.Fact.Valid.ClaimedFrom)
                    .Select(t => TrainingOf(t, on, sources)),
            },
            Placements = { LatestFirst(facts.Placements, on).Select(p => PlacementOf(p, on, sources)) },
            Outside = { LatestFirst(facts.Outside, on).Select(o => OutsideOf(o, on, sources)) },
            IdentityDocuments = { DocumentsOf(facts, on, sources) },
            PersonalNumbers = { Begun(facts.Numbers, on).Select(n => NumberOf(n, sources)) },
        };
        person.Identity.ParticularsSource = sources[names[0].KnownFrom, names[0].Fact.ParticularsPaper];
        if (names[^1].Fact.FullName.Length == 0)
            person.Erased = await Erasure(read, id, cancel);
        else
            (person.Age, person.AgeCountedFrom) = (
                Reckoning.Age(names[^1].Fact.Birth, on),
                $"{Reckoning.CountedFrom(names[^1].Fact.Birth):yyyy-MM-dd}"
            );
        person.Status = StatusOf(person);
        return person;
    }

    static IEnumerable<Wire.IdentityDocument> DocumentsOf(Beliefs facts, DateOnly on, Bases sources) =>
        LatestFirst(facts.Documents, on)
            .OrderByDescending(d => d.Fact.Valid.Holds(on))
            .Select(d => DocumentOf(d, on, sources));

    // A name goes on where another number was issued meanwhile.
    static IEnumerable<FactRow<PersonFact>> Borne(FactRow<PersonFact>[] names)
    {
        for (var i = 0; i < names.Length; i++)
        {
            var first = i;
            while (i + 1 < names.Length && Same(names[i].Fact, names[i + 1].Fact))
                i++;
            var from = names[first].Fact.Valid.From;
            yield return names[i] with
            {
                Fact = names[i].Fact with { Valid = names[i].Fact.Valid with { From = from } },
            };
        }
    }

    static bool Same(PersonFact a, PersonFact b) =>
        a.FullName == b.FullName
        && a.OtherNames.Equals(b.OtherNames)
        && a.NamePaper == b.NamePaper
        && a.PersonalNumber != b.PersonalNumber;

    static IEnumerable<FactRow<T>> Begun<T>(IEnumerable<FactRow<T>> rows, DateOnly on)
        where T : Fact => rows.Where(r => r.Fact.Valid.ClaimedFrom <= on);

    static IEnumerable<FactRow<T>> LatestFirst<T>(IEnumerable<FactRow<T>> rows, DateOnly on)
        where T : Fact => Begun(rows, on).OrderByDescending(r => r.Fact.Valid.ClaimedFrom);

    static async Task<(long Version, int Events, DateTimeOffset Last)> Recorded(
        ReadSession read,
        Guid id,
        CancellationToken cancel
    ) =>
        (
            await read.Query(
                "select max(version), count(*), max(recorded_at) from ledger where stream_id = $1 and position <= $2",
                r => (r.GetInt64(0), (int)r.GetInt64(1), r.GetFieldValue<DateTimeOffset>(2)),
                cancel,
                id,
                read.Position
            )
        )[0];

    static ServiceStatus StatusOf(Wire.Person person)
    {
        if (person.Assignments.Any(a => a.InForce))
            return ServiceStatus.InService;
        if (person.Outside.Any(o => o.InForce))
            return ServiceStatus.Outside;
        return person.Assignments.Count > 0 ? ServiceStatus.Left : ServiceStatus.Never;
    }

    /// <summary>Of which classes, beyond the basic one, there are values on file.</summary>
    static IEnumerable<DataClass> Kept(Identity identity, Beliefs facts, DateOnly on)
    {
        if (facts.Contacts.Any(c => c.Fact.Valid.Holds(on)))
            yield return DataClass.Contact;
        if (identity.Ethnicity.Length > 0)
            yield return DataClass.Sensitive;
        if (identity.PersonalNumber.Length > 0 || facts.HoldsNumbers)
            yield return DataClass.IdentityNumber;
    }

    static IEnumerable<DataClass> Shown(Func<DataClass, bool> shows) => System.Enum.GetValues<DataClass>().Where(shows);

    public async Task<GetPersonHistoryResponse> History(GetPersonHistoryRequest request, ServerCallContext call)
    {
        var cancel = call.CancellationToken;
        await using var read = await registrar.Open(call, request.At);
        var id = Reading.Of(r => r.Id(request.Id, "id"));
        var sight = await read.Sight.Of(read, id, cancel);
        var asked = Reading.Of(r => Asked.Of(r, request.Reveal, sight.Own));
        var entries = sight.Basic.Any
            ? Seen(await histories.Of(read, id, cancel), sight, asked, read.Sight.Reader)
            : [];
        if (entries.Count == 0)
            throw Missing(read);
        await reads.Opened(call, read, id, Shown(c => Opens(c, sight, asked)), asked);
        var effectiveBy = (request.At?.ValidOn ?? "").Length > 0 ? read.On : DateOnly.MaxValue;
        return new()
        {
            At = read.Moment,
            Entries =
            {
                entries.Where(e =>
                    (request.Key.Length == 0 || e.Key == request.Key)
                    && (e.Effective.Length == 0 || PartialDate.Parse(e.Effective).Latest <= effectiveBy)
                ),
            },
        };
    }

    static bool Opens(DataClass value, PersonSight sight, Asked asked) =>
        value is DataClass.Basic || (sight[value].Any && (value is DataClass.Contact || asked.Classes.Contains(value)));

    static List<HistoryEntry> Seen(IEnumerable<HistoryEntry> entries, PersonSight sight, Asked asked, Reader reader) =>
        SeenEntries.Of(entries, sight, c => Opens(c, sight, asked), reader);

    public async Task<ComparePersonResponse> Compare(ComparePersonRequest request, ServerCallContext call)
    {
        var cancel = call.CancellationToken;
        var id = Reading.Of(r => r.Id(request.Id, "id"));
        await using var a = await registrar.Open(call, request.A, field: "a");
        await using var b = await registrar.Open(call, request.B, field: "b");
        var sight = await b.Sight.Of(b, id, cancel);
        var asked = Reading.Of(r => Asked.Of(r, request.Reveal, sight.Own));
        var (before, after) = (await Holding(a, id, sight, cancel), await Holding(b, id, sight, cancel));
        if (before.Count == 0 && after.Count == 0)
            throw Missing(b);
        var later = a.Position <= b.Position ? b : a;
        var narrator = registrar.NarratorOf("person");
        var titlesA = await Titles.Of(a, before.Values.SelectMany(f => narrator.Named(f)), cancel);
        var titlesB = await Titles.Of(b, after.Values.SelectMany(f => narrator.Named(f)), cancel);
        var causes = await Causes(later, id, Math.Min(a.Position, b.Position), cancel);
        var response = new ComparePersonResponse { A = a.Moment, B = b.Moment };
        foreach (var key in before.Keys.Union(after.Keys).Order(StringComparer.Ordinal))
        {
            var (was, now) = (before.GetValueOrDefault(key), after.GetValueOrDefault(key));
            if (was is not null && was.Equals(now))
            {
                response.Equal++;
                continue;
            }
            var (old, fresh) = (
                was is null ? null : narrator.Line(was, titlesA),
                now is null ? null : narrator.Line(now, titlesB)
            );
            response.Differences.Add(
                new Difference
                {
                    Key = key,
                    Label = (fresh ?? old)!.Label,
                    Before = Dated(old),
                    After = Dated(fresh),
                    DataClass = (fresh ?? old)!.DataClass,
                    Causes = { Seen(causes[key], sight, asked, b.Sight.Reader) },
                }
            );
        }
        bool Shows(DataClass value) =>
            Opens(value, sight, asked)
            && (value is DataClass.Basic || (sight[value].On(a.On) && sight[value].On(b.On)));
        await reads.Opened(call, b, id, Shown(Shows), asked);
        foreach (var difference in response.Differences)
            Redaction.Of(difference, Shows);
        return response;
    }

    public async Task<GetPersonTimelineResponse> Timeline(GetPersonTimelineRequest request, ServerCallContext call)
    {
        var cancel = call.CancellationToken;
        await using var read = await registrar.Open(call, request.At);
        var id = Reading.Of(r => r.Id(request.Id, "id"));
        var sight = await read.Sight.Of(read, id, cancel);
        var asked = Reading.Of(r => Asked.Of(r, request.Reveal, sight.Own));
        var facts = sight.Basic.Any
            ? (await Versions(read, id, cancel)).Where(f => sight.Basic.Overlap(f.Fact.Valid)).ToList()
            : [];
        if (facts.Count == 0)
            throw Missing(read);
        var narrator = registrar.NarratorOf("person");
        // Whoever asks why one fact of the file is believed is not told of other records.
        var others =
            request.Key.Length == 0 || request.Key.Contains('/')
                ? await elsewhere.Versions(read, id, sight, cancel)
                : [];
        var sources = await Bases.Of(
            read,
            facts
                .Concat(others.Select(o => o.Row))
                .SelectMany(f => f.KnownTo is { } to ? new[] { f.KnownFrom, to } : [f.KnownFrom]),
            [.. facts.Select(f => PaperOf(f.Fact)), .. others.Select(o => o.Paper)],
            cancel
        );
        var titles = await Titles.Of(read, facts.SelectMany(f => narrator.Named(f.Fact)), cancel);
        var files = await Files.Refs(
            read,
            facts.Select(f => f.Fact).OfType<QualificationFact>().SelectMany(q => q.Evidence),
            cancel
        );
        await reads.Opened(call, read, id, Shown(c => Opens(c, sight, asked)), asked);
        var own = facts.Select(f =>
            (
                Row: f,
                Version: Redaction.Of(
                    OwnVersion(f, narrator.Line(f.Fact, titles)!, sight.Basic.Clipped(f.Fact.Valid), files, sources),
                    c => c is DataClass.Basic || (Opens(c, sight, asked) && sight[c].Overlap(f.Fact.Valid))
                )
            )
        );
        return new()
        {
            At = read.Moment,
            Facts =
            {
                own.Concat(others.Select(o => (o.Row, Version: OtherVersion(o, sources))))
                    .Where(v => request.Key.Length == 0 || v.Version.Key == request.Key)
                    .OrderBy(v => v.Version.Lane, StringComparer.Ordinal)
                    .ThenBy(v => v.Row.Fact.Valid.ClaimedFrom)
                    .ThenBy(v => v.Row.KnownFrom)
                    .Select(v => v.Version),
            },
        };
    }

    static FactVersion OwnVersion(
        FactRow<Fact> row,
        FactLine line,
        Period seen,
        IReadOnlyDictionary<string, FileRef> files,
        Bases sources
    )
    {
        var version = Version(row, row.Fact.Key, Lane(row.Fact), line.Value, seen, PaperOf(row.Fact), sources);
        version.DataClass = line.DataClass;
        if (row.Fact is TrainingFact studied)
            version.Ladder = Wired<Wire.Ladder, Domain.Kernel.Ladder>(studied.Ladder);
        if (row.Fact is QualificationFact q)
        {
            version.Ladder = Wired<Wire.Ladder, Domain.Kernel.Ladder>(q.Ladder);
            version.Grade = Wired<Wire.EvidenceGrade, Domain.Kernel.EvidenceGrade>(q.Grade);
            (version.LabelVi, version.LabelEn) = PersonNarrator.Claim(q);
            version.Evidence.AddRange(q.Evidence.Where(files.ContainsKey).Select(e => files[e]));
        }
        return version;
    }

    static FactVersion OtherVersion(Elsewhere.Version other, Bases sources)
    {
        var version = Version(other.Row, other.Key, other.Lane, other.Words, other.Seen, other.Paper, sources);
        version.RecordId = other.Row.Stream.ToString();
        return version;
    }

    static FactVersion Version(
        FactRow<Fact> row,
        string key,
        string lane,
        Text words,
        Period seen,
        Guid? paper,
        Bases sources
    ) =>
        new()
        {
            Key = key,
            Lane = lane,
            LabelVi = words.Vi,
            LabelEn = words.En,
            Period = seen.Wire,
            KnownFrom = sources[row.KnownFrom, paper],
            KnownTo = row.KnownTo is { } to ? sources[to] : null,
        };

    static Guid? PaperOf(Fact fact) =>
        fact switch
        {
            PersonFact f => f.NamePaper,
            ContactsFact f => f.Paper,
            AssignmentFact f => f.Paper,
            QualificationFact f => f.Paper,
            TrainingFact f => f.Paper,
            PlacementFact f => f.Paper,
            OutsiderFact f => f.Paper,
            IdentityDocumentFact f => f.Paper,
            PersonalNumberFact f => f.Paper,
            _ => null,
        };

    static string Lane(Fact fact) =>
        fact switch
        {
            PersonFact => "name",
            ContactsFact => "contacts",
            AssignmentFact => "assignment",
            TrainingFact => "training",
            PlacementFact => "placement",
            OutsiderFact => "outside",
            IdentityDocumentFact or PersonalNumberFact => "document",
            _ => "qualification",
        };

    static NotOnRecord Missing(ReadSession read) =>
        new(
            $"Không có hồ sơ này vào ngày {read.On:dd/MM/yyyy}, theo hiểu biết ở vị trí sổ {read.Position}.",
            $"There is no such record on {read.On:yyyy-MM-dd} as known at ledger position {read.Position}."
        );

    static Text Dated(FactLine? line) =>
        line is null
            ? Words.Same("")
            : Words.Both(
                $"{line.Value.Vi}{(line.From.Length > 0 ? $", từ {Words.Date(PartialDate.Parse(line.From))}" : "")}",
                $"{line.Value.En}{(line.From.Length > 0 ? $", from {line.From}" : "")}"
            );

    sealed record Beliefs(
        List<FactRow<PersonFact>> Names,
        List<FactRow<ContactsFact>> Contacts,
        List<FactRow<AssignmentFact>> Assignments,
        List<FactRow<QualificationFact>> Qualifications,
        List<FactRow<TrainingFact>> Trainings,
        List<FactRow<PlacementFact>> Placements,
        List<FactRow<OutsiderFact>> Outside,
        List<FactRow<IdentityDocumentFact>> Documents,
        List<FactRow<PersonalNumberFact>> Numbers
    )
    {
        /// <summary>Numbers of papers are on file, whatever the personal number is.</summary>
        public bool HoldsNumbers =>
            Outside.Any(o => o.Fact.Passport.Length > 0) || Documents.Any(d => d.Fact.Number.Length > 0);

        /// <summary>What held during the time a reader sees, and no end that came after it.</summary>
        public Beliefs Seen(PersonSight sight) =>
            new(
                Of(Names, sight.Basic),
                Of(Contacts, sight[DataClass.Contact] is { Any: true } reach ? reach : sight.Basic),
                Of(Assignments, sight.Basic),
                Of(Qualifications, sight.Basic),
                Of(Trainings, sight.Basic),
                Of(Placements, sight.Basic),
                Of(Outside, sight.Basic),
                Of(Documents, sight.Basic),
                Of(Numbers, sight.Basic)
            );

        static List<FactRow<T>> Of<T>(List<FactRow<T>> rows, SeenTimes seen)
            where T : Fact =>
            seen.Always
                ? rows
                :
                [
                    .. rows.Where(r => seen.Overlap(r.Fact.Valid))
                        .Select(r => r with { Fact = r.Fact with { Valid = seen.Clipped(r.Fact.Valid) } }),
                ];

        public IEnumerable<Guid?> Papers =>
            Names
                .SelectMany(n => new[] { n.Fact.NamePaper, n.Fact.ParticularsPaper })
                .Concat(Contacts.Select(c => c.Fact.Paper))
                .Concat(Assignments.Select(a => a.Fact.Paper))
                .Concat(Qualifications.Select(q => q.Fact.Paper))
                .Concat(Trainings.Select(t => t.Fact.Paper))
                .Concat(Placements.Select(p => p.Fact.Paper))
                .Concat(Outside.Select(o => o.Fact.Paper))
                .Concat(Documents.Select(d => d.Fact.Paper))
                .Concat(Numbers.Select(n => n.Fact.Paper));
        public IEnumerable<long> Positions =>
            Names
                .Select(n => n.KnownFrom)
                .Concat(Contacts.Select(n => n.KnownFrom))
                .Concat(Assignments.Select(n => n.KnownFrom))
                .Concat(Qualifications.Select(n => n.KnownFrom))
                .Concat(Trainings.Select(n => n.KnownFrom))
                .Concat(Placements.Select(n => n.KnownFrom))
                .Concat(Outside.Select(n => n.KnownFrom))
                .Concat(Documents.Select(n => n.KnownFrom))
                .Concat(Numbers.Select(n => n.KnownFrom));
    }

    static async Task<Beliefs> Believed(ReadSession read, Guid id, CancellationToken cancel)
    {
        const string one = "f.stream_id = $1 order by f.valid_from";
        return new(
            await read.Facts<PersonFact>(one, cancel, id),
            await read.Facts<ContactsFact>(one, cancel, id),
            await read.Facts<AssignmentFact>(one, cancel, id),
            await read.Facts<QualificationFact>(one, cancel, id),
            await read.Facts<TrainingFact>(one, cancel, id),
            await read.Facts<PlacementFact>(one, cancel, id),
            await read.Facts<OutsiderFact>(one, cancel, id),
            await read.Facts<IdentityDocumentFact>(one, cancel, id),
            await read.Facts<PersonalNumberFact>(one, cancel, id)
        );
    }

    // What holds on the session's day, by key.
    static async Task<Dictionary<string, Fact>> Holding(
        ReadSession read,
        Guid id,
        PersonSight sight,
        CancellationToken cancel
    )
    {
        if (!sight.Basic.On(read.On))
            return [];
        var all = (await Believed(read, id, cancel)).Seen(sight);
        return all
            .Names.Select(f => (Fact)f.Fact)
            .Concat(all.Contacts.Select(f => f.Fact))
            .Concat(all.Assignments.Select(f => f.Fact))
            .Concat(all.Qualifications.Select(f => f.Fact))
            .Concat(all.Trainings.Select(f => f.Fact))
            .Concat(all.Placements.Select(f => f.Fact))
            .Concat(all.Outside.Select(f => f.Fact))
            .Concat(all.Documents.Select(f => f.Fact))
            .Concat(all.Numbers.Select(f => f.Fact))
            .Where(f => f.Valid.Holds(read.On))
            .GroupBy(f => f.Key)
            .ToDictionary(g => g.Key, g => g.Last());
    }

    static async Task<List<FactRow<Fact>>> Versions(ReadSession read, Guid id, CancellationToken cancel)
    {
        const string one = "f.stream_id = $1";
        static IEnumerable<FactRow<Fact>> Up<T>(List<FactRow<T>> rows)
            where T : Fact => rows.Select(r => new FactRow<Fact>(r.Stream, r.Fact, r.KnownFrom, r.KnownTo));
        return
        [
            .. Up(await read.AllVersions<PersonFact>(one, cancel, id)),
            .. Up(await read.AllVersions<ContactsFact>(one, cancel, id)),
            .. Up(await read.AllVersions<AssignmentFact>(one, cancel, id)),
            .. Up(await read.AllVersions<QualificationFact>(one, cancel, id)),
            .. Up(await read.AllVersions<TrainingFact>(one, cancel, id)),
            .. Up(await read.AllVersions<PlacementFact>(one, cancel, id)),
            .. Up(await read.AllVersions<OutsiderFact>(one, cancel, id)),
            .. Up(await read.AllVersions<IdentityDocumentFact>(one, cancel, id)),
            .. Up(await read.AllVersions<PersonalNumberFact>(one, cancel, id)),
        ];
    }

    // Which recorded events after a position began or ended a belief, by the fact's key.
    async Task<ILookup<string, HistoryEntry>> Causes(ReadSession later, Guid id, long after, CancellationToken cancel)
    {
        var touched = (await Versions(later, id, cancel))
            .SelectMany(f => new[] { (f.Fact.Key, At: f.KnownFrom), (f.Fact.Key, At: f.KnownTo ?? 0) })
            .Where(t => t.At > after)
            .Distinct()
            .ToArray();
        if (touched.Length == 0)
            return Array.Empty<HistoryEntry>().ToLookup(_ => "");
        var entries = (await histories.Of(later, id, cancel, touched.Select(t => t.At).ToHashSet())).ToDictionary(e =>
            e.Source.Position
        );
        return touched
            .Where(t => entries.ContainsKey(t.At))
            .OrderBy(t => t.At)
            .ToLookup(t => t.Key, t => entries[t.At]);
    }

    // Every grade a qualification was ever given, from the known time of its rows.
    static async Task<ILookup<string, (Domain.Kernel.EvidenceGrade Grade, Source Source)>> Sightings(
        ReadSession read,
        Guid id,
        CancellationToken cancel
    )
    {
        var rows = (await read.AllVersions<QualificationFact>("f.stream_id = $1 order by f.known_from", cancel, id))
            .GroupBy(r => r.Fact.Key)
            .SelectMany(g => g.Where((r, i) => i == 0 || g.ElementAt(i - 1).Fact.Grade != r.Fact.Grade))
            .ToArray();
        var sources = await Histories.Sources(read, rows.Select(r => r.KnownFrom), cancel);
        return rows.ToLookup(r => r.Fact.Key, r => (r.Fact.Grade, sources[r.KnownFrom]));
    }

    static string Called(PersonFact fact) =>
        fact.FullName.Length > 0 ? fact.FullName : Domain.Personnel.Person.ErasedName;

    // What was erased is so at every TimePoint, so the decision is named at every one too.
    static async Task<Source?> Erasure(ReadSession read, Guid id, CancellationToken cancel)
    {
        var at = await read.Query(
            "select position from ledger where stream_id = $1 and event_type = 'person_erased'",
            r => r.GetInt64(0),
            cancel,
            id
        );
        return (await Histories.Sources(read, at, cancel)).Values.FirstOrDefault();
    }

    static Identity IdentityOf(FactRow<PersonFact> row, Bases sources) =>
        new()
        {
            FullName = Called(row.Fact),
            OtherNames = { row.Fact.OtherNames },
            Birth = row.Fact.FullName.Length == 0 ? "" : row.Fact.Birth.ToString(),
            Sex = Wired<Wire.Sex, Domain.Kernel.Sex>(row.Fact.Sex),
            Ethnicity = row.Fact.Ethnicity,
            EthnicityName = Ethnicities.Name(row.Fact.Ethnicity),
            PersonalNumber = row.Fact.PersonalNumber,
            PersonalNumberMasked = Mask(row.Fact.PersonalNumber),
            FileNumber = row.Fact.FileNumber,
            NameSource = sources[row.KnownFrom, row.Fact.NamePaper],
        };

    static NameSpan NameOf(FactRow<PersonFact> row, Bases sources) =>
        new()
        {
            Period = row.Fact.Valid.Wire,
            FullName = Called(row.Fact),
            Source = sources[row.KnownFrom, row.Fact.NamePaper],
        };

    static Wire.Contacts ContactsOf(FactRow<ContactsFact> row, Bases sources) =>
        new()
        {
            Phone = row.Fact.Phone,
            Phones = { PhoneNumbers.Each(row.Fact.Phone) },
            Email = row.Fact.Email,
            Address = row.Fact.Address,
            From = row.Fact.Valid.From?.ToString() ?? "",
            Source = sources[row.KnownFrom, row.Fact.Paper],
        };

    static Wire.Assignment AssignmentOf(FactRow<AssignmentFact> row, DateOnly on, Titles units, Bases sources)
    {
        var (f, ended) = (row.Fact, row.Fact.Valid.ClaimedTo <= on);
        return new()
        {
            Id = f.Assignment.ToString(),
            Period = f.Valid.Wire,
            Kind = Wired<Wire.AssignmentKind, Domain.Personnel.AssignmentKind>(f.Kind),
            InForce = f.Valid.Holds(on),
            Details = new()
            {
                UnitId = f.Unit.ToString(),
                Post = f.Post,
                Category = Wired<Wire.Category, Domain.Kernel.Category>(f.Category),
                TitleCode = f.TitleCode,
                PayStep = f.PayStep,
                ManagedByStandingCommittee = f.ManagedByStandingCommittee,
            },
            EndCause = f.EndCause is { } cause ? Wired<Wire.EndCause, Domain.Personnel.EndCause>(cause) : default,
            UnitName = units[f.Unit, ended ? f.Valid.ClaimedTo.AddDays(-1) : on],
            TitleName = TitleCodes.Name(f.TitleCode),
            Source = sources[row.KnownFrom, f.Paper],
            HomeAssignmentId = f.Home?.ToString() ?? "",
        };
    }

    static Wire.Training TrainingOf(FactRow<TrainingFact> row, DateOnly on, Bases sources)
    {
        var f = row.Fact;
        return new()
        {
            Id = f.Training.ToString(),
            Period = f.Valid.Wire,
            Details = new()
            {
                Ladder = Wired<Wire.Ladder, Domain.Kernel.Ladder>(f.Ladder),
                Level = Wired<Wire.Level, Level>(f.Level),
                Field = f.Field,
                Institution = f.Institution,
                Mode = Wired<Wire.StudyMode, Domain.Personnel.StudyMode>(f.Mode),
                Expected = f.Expected?.ToString() ?? "",
            },
            InForce = f.Valid.Holds(on),
            Overdue = f.Valid.Holds(on) && f.Expected?.Latest < on,
            Outcome = f.Outcome is { } outcome
                ? Wired<Wire.TrainingOutcome, Domain.Personnel.TrainingOutcome>(outcome)
                : default,
            QualificationId = f.Qualification?.ToString() ?? "",
            Source = sources[row.KnownFrom, f.Paper],
            LevelName = Ladders.Name(f.Level).Vi,
        };
    }

    static Placement PlacementOf(FactRow<PlacementFact> row, DateOnly on, Bases sources) =>
        new()
        {
            AssignmentId = row.Fact.Assignment.ToString(),
            Period = row.Fact.Valid.Wire,
            Verdict = row.Fact.Fits ? Wire.PlacementVerdict.Fits : Wire.PlacementVerdict.DoesNotFit,
            Because = row.Fact.Because,
            InForce = row.Fact.Valid.Holds(on),
            Source = sources[row.KnownFrom, row.Fact.Paper],
        };

    static Outside OutsideOf(FactRow<OutsiderFact> row, DateOnly on, Bases sources) =>
        new()
        {
            Details = new()
            {
                Kind = Wired<Wire.OutsideKind, Domain.Personnel.OutsideKind>(row.Fact.Kind),
                Affiliation = row.Fact.Affiliation,
                Country = row.Fact.Country,
                Ground = Wired<Wire.LegalGround, Domain.Personnel.LegalGround>(row.Fact.Ground),
                Passport = row.Fact.Passport,
                PassportMasked = MaskPassport(row.Fact.Passport),
            },
            Period = row.Fact.Valid.Wire,
            InForce = row.Fact.Valid.Holds(on),
            Source = sources[row.KnownFrom, row.Fact.Paper],
        };

    static IdentityDocument DocumentOf(FactRow<IdentityDocumentFact> row, DateOnly on, Bases sources) =>
        new()
        {
            Id = row.Fact.Document.ToString(),
            Details = new()
            {
                Kind = Wired<Wire.IdentityDocumentKind, Domain.Personnel.IdentityDocumentKind>(row.Fact.Kind),
                Number = row.Fact.Number,
                NumberMasked = Mask(row.Fact.Kind, row.Fact.Number),
                Issuer = row.Fact.Issuer,
            },
            Period = row.Fact.Valid.Wire,
            InForce = row.Fact.Valid.Holds(on),
            Source = sources[row.KnownFrom, row.Fact.Paper],
        };

    static PersonalNumberSpan NumberOf(FactRow<PersonalNumberFact> row, Bases sources) =>
        new()
        {
            Period = row.Fact.Valid.Wire,
            Number = row.Fact.Number,
            NumberMasked = Mask(row.Fact.Number),
            Source = sources[row.KnownFrom, row.Fact.Paper],
        };

    static Wire.Qualification QualificationOf(
        FactRow<QualificationFact> row,
        DateOnly on,
        IReadOnlyDictionary<string, FileRef> files,
        Bases sources,
        ILookup<string, (Domain.Kernel.EvidenceGrade Grade, Source Source)> sightings
    )
    {
        var f = row.Fact;
        return new()
        {
            Id = f.Qualification.ToString(),
            Period = f.Valid.Wire,
            Grade = Wired<Wire.EvidenceGrade, Domain.Kernel.EvidenceGrade>(f.Grade),
            InForce = f.Valid.Holds(on) && f.Grade is not Domain.Kernel.EvidenceGrade.RevokedAsFalse,
            Details = new()
            {
                Ladder = Wired<Wire.Ladder, Domain.Kernel.Ladder>(f.Ladder),
                Level = Wired<Wire.Level, Level>(f.Level),
                Field = f.Field,
                Institution = f.Institution,
                Number = f.Number,
                Mode = Wired<Wire.StudyMode, Domain.Personnel.StudyMode>(f.Mode),
                Classification = f.Classification,
            },
            Evidence = { f.Evidence.Where(files.ContainsKey).Select(e => files[e]) },
            SupersededBy = f.SupersededBy?.ToString() ?? "",
            WithdrawnFor = f.WithdrawnFor is { } cause
                ? Wired<Wire.WithdrawalCause, Domain.Personnel.WithdrawalCause>(cause)
                : default,
            Source = sources[row.KnownFrom, f.Paper],
            LevelName = Ladders.Name(f.Level).Vi,
            Sightings =
            {
                sightings[f.Key]
                    .Select(s => new Wire.Sighting
                    {
                        Grade = Wired<Wire.EvidenceGrade, Domain.Kernel.EvidenceGrade>(s.Grade),
                        Source = s.Source,
                    }),
            },
        };
    }
}
