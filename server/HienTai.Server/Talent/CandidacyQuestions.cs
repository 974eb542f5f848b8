using Grpc.Core;
using HienTai.Domain.Kernel;
using HienTai.Domain.Personnel;
using HienTai.Domain.Talent;
using HienTai.Rpc.V1;
using HienTai.Server.Access;
using HienTai.Server.Pipeline;
using HienTai.Server.Reporting;
using HienTai.Talent.V1;
using static HienTai.Server.Pipeline.FactTable;
using Ability = HienTai.Domain.Access.Ability;
using Category = HienTai.Domain.Kernel.Category;
using DataClass = HienTai.Domain.Kernel.DataClass;
using FoundBy = HienTai.Talent.V1.FoundBy;
using People = HienTai.Personnel.V1;
using Sector = HienTai.Domain.Talent.Sector;
using SourceKind = HienTai.Domain.Talent.SourceKind;
using Stage = HienTai.Domain.Talent.Stage;
using Wire = HienTai.Talent.V1;

namespace HienTai.Server.Talent;

/// <summary>The questions about candidacies, each at a TimePoint.</summary>
public sealed class CandidacyQuestions(Registrar registrar, Histories histories, Successions successions, ReadLog reads)
{
    // A profile is frozen where somebody was put forward, and where it was decided whether they come in.
    static readonly Dictionary<string, Stage> Freezing = new()
    {
        ["candidate_proposed"] = Stage.Proposed,
        ["candidate_admitted"] = Stage.InPool,
        ["candidate_declined"] = Stage.Declined,
        ["candidate_left"] = Stage.Left,
    };

    static readonly Dictionary<string, Stage> Recorded = new(Freezing)
    {
        ["candidate_found"] = Stage.Found,
        ["candidate_verified"] = Stage.Verified,
        ["candidate_invited"] = Stage.Invited,
        ["candidate_joined"] = Stage.Joined,
        ["candidate_employed"] = Stage.InUse,
        ["candidate_assessed"] = Stage.Assessed,
    };

    public async Task<GetCandidacyResponse> Get(GetCandidacyRequest request, ServerCallContext call)
    {
        var cancel = call.CancellationToken;
        await using var read = await registrar.Open(call, request.At);
        var row = await One(read, Reading.Of(r => r.Id(request.Id, "id")), cancel);
        var (id, f) = (row.Stream, row.Fact);
        var steps = (await read.Facts<CandidacyFact>("f.stream_id = $1 order by f.valid_from", cancel, id))
            .Where(s => s.Fact.Valid.ClaimedFrom <= read.On)
            .ToArray();
        var answers = (await read.Facts<AnswerFact>("f.stream_id = $1 order by f.criterion", cancel, id))
            .Where(a => a.Fact.Valid.ClaimedFrom <= read.On)
            .Select(a => a.Fact)
            .ToArray();
        var assessments = (await read.Facts<AssessmentFact>("f.stream_id = $1 order by f.round desc", cancel, id))
            .Where(a => a.Fact.Valid.ClaimedFrom <= read.On)
            .ToArray();
        var programme = await ProgrammeQuestions.On(read, f.Programme, read.On, cancel);
        var profiles = await Profiles.Of(read, [f.Person], cancel);
        var opened = await Opened(read, id, steps, cancel);
        var bases = await Bases.Of(
            read,
            opened.Concat(assessments.Select(a => a.KnownFrom)),
            steps.Select(s => s.Fact.Paper).Concat(assessments.Select(a => a.Fact.Paper)),
            cancel
        );

        var response = new GetCandidacyResponse
        {
            At = read.Moment,
            Candidacy = (await Told(read, [row], profiles, cancel))[0],
            Now = profiles.Told(read, f.Person, programme?.Details, answers),
            Steps = { steps.Select((s, i) => Told(s.Fact, bases[opened[i], s.Fact.Paper])) },
            Answers = { answers.Select(Told) },
            Assessments = { await Told(read, assessments, bases, cancel) },
            Agreement = { assessments.GroupBy(a => a.Fact.Round, a => a.Fact).SelectMany(AgreementOf) },
            Marks = { programme is null ? [] : ProgrammeWire.Marks(programme.Details) },
            FoundBy = (await read.Facts<FoundByFact>("f.stream_id = $1", cancel, id))
                .Select(b => Told(b.Fact))
                .FirstOrDefault(),
        };

        if (f is { TargetUnit: not null, TargetCategory: { } category })
            response.Wanting.AddRange(
                await successions.Wanting(read, f.Person, category, f.TargetTitle, f.TargetPost, cancel)
            );
        await Freeze(read, call, row, steps, answers, response);
        await reads.Opened(call, read, f.Person, [DataClass.Basic], Access.Asked.Nothing);
        return response;
    }

    // A row is believed anew when the next step closes it: who recorded a step is told by its own entry.
    static async Task<long[]> Opened(
        ReadSession read,
        Guid id,
        FactRow<CandidacyFact>[] steps,
        CancellationToken cancel
    )
    {
        var entries = (
            await read.Query(
                "select event_type, position from ledger where stream_id = $1 and position <= $2 and event_type = any($3) order by position",
                r => (Stage: Recorded[r.GetString(0)], Position: r.GetInt64(1)),
                cancel,
                id,
                read.Position,
                Recorded.Keys.ToArray()
            )
        ).ToLookup(e => e.Stage, e => e.Position);
        return
        [
            .. steps.Select(
                (s, i) =>
                {
                    var before = steps.Take(i).Count(e => e.Fact.Stage == s.Fact.Stage);
                    var at = entries[s.Fact.Stage].ElementAtOrDefault(before);
                    return at > 0 ? at : s.KnownFrom;
                }
            ),
        ];
    }

    static StepTaken Told(CandidacyFact step, Source source) =>
        new()
        {
            Stage = WireEnum<Wire.Stage, Stage>.Wire[step.Stage],
            Period = step.Valid.Wire,
            Note = step.Note,
            Source = source,
        };

    static Wire.Answer Told(AnswerFact a) =>
        new()
        {
            Criterion = a.Criterion,
            Met = a.Met,
            Note = a.Note,
        };

    static async Task<IEnumerable<Wire.Assessment>> Told(
        ReadSession read,
        FactRow<AssessmentFact>[] assessments,
        Bases bases,
        CancellationToken cancel
    )
    {
        var assessors = assessments.Select(a => a.Fact.Assessor).Distinct().ToArray();
        var (sights, names) = (await read.Sight.Of(read, assessors, cancel), await Titles.Of(read, assessors, cancel));
        return assessments.Select(a =>
        {
            var (assessor, named) = (a.Fact.Assessor, sights[a.Fact.Assessor].Basic.On(read.On));
            return new Wire.Assessment
            {
                Round = a.Fact.Round,
                AssessorId = named ? assessor.ToString() : "",
                AssessorName = named ? names[assessor, read.On] : "",
                Marks = { Marks(a.Fact) },
                Evidence = a.Fact.Evidence,
                On = a.Fact.Valid.From?.ToString() ?? "",
                Source = bases[a.KnownFrom, a.Fact.Paper],
            };
        });
    }

    static FoundBy Told(FoundByFact by) =>
        new()
        {
            Need = Needs.Words(Needs.Parse(by.Need)),
            NeedJson = by.Need,
            Rank = by.Rank,
            AskedOn = $"{by.AskedOn:yyyy-MM-dd}",
            Position = long.Parse(by.Position, System.Globalization.CultureInfo.InvariantCulture),
        };

    static IEnumerable<AgreementOn> AgreementOf(IGrouping<string, AssessmentFact> round) =>
        round
            .SelectMany(Marks)
            .GroupBy(m => m.Key)
            .OrderBy(g => g.Key, StringComparer.Ordinal)
            .Select(g => On(round.Key, g.Key, [.. g.Select(m => m.Value)]));

    static AgreementOn On(string round, string criterion, int[] marks)
    {
        var on = new AgreementOn
        {
            Round = round,
            Criterion = criterion,
            Mean = 1000 * marks.Sum() / marks.Length,
        };
        if (Agreement.Of(marks) is { } agreed)
            on.Agreement = agreed;
        return on;
    }

    static Dictionary<string, int> Marks(AssessmentFact f) =>
        f
            .Marks.Select(m => m.Split('='))
            .ToDictionary(m => m[0], m => int.Parse(m[1], System.Globalization.CultureInfo.InvariantCulture));

    /// <summary>
    /// What was known when a step was recorded, of the day of the step: asked of the ledger, not of a copy.
    /// </summary>
    async Task Freeze(
        ReadSession read,
        ServerCallContext call,
        FactRow<CandidacyFact> row,
        FactRow<CandidacyFact>[] steps,
        AnswerFact[] answers,
        GetCandidacyResponse response
    )
    {
        var cancel = call.CancellationToken;
        var recorded = (
            await read.Query(
                "select event_type, position from ledger where stream_id = $1 and position <= $2 and event_type = any($3) order by position",
                r => (Stage: Freezing[r.GetString(0)], Position: r.GetInt64(1)),
                cancel,
                row.Stream,
                read.Position,
                Freezing.Keys.ToArray()
            )
        )
            .GroupBy(e => e.Stage)
            .Select(g => (Stage: g.Key, g.Last().Position))
            .OrderBy(e => e.Position)
            .ToArray();
        var admitted = recorded.Any(e => e.Stage is Stage.InPool);
        var sight = await read.Sight.Of(read, row.Fact.Person, cancel);
        foreach (var (stage, position) in recorded.Where(e => e.Stage is Stage.Proposed or Stage.InPool || !admitted))
        {
            if (steps.FirstOrDefault(s => s.Fact.Stage == stage) is not { Fact: { } step })
                continue; // it fell with its paper
            var frozen = new FrozenProfile { Stage = WireEnum<Wire.Stage, Stage>.Wire[stage] };
            response.Frozen.Add(frozen);
            var day = step.Valid.ClaimedFrom;
            if (!sight.Basic.On(day))
                continue;
            await using var then = await registrar.Open(
                call,
                new TimePoint { ValidOn = $"{day:yyyy-MM-dd}", KnownPosition = position }
            );
            var programme = await ProgrammeQuestions.On(then, row.Fact.Programme, day, cancel);
            frozen.Profile = (await Profiles.Of(then, [row.Fact.Person], cancel)).Told(
                then,
                row.Fact.Person,
                programme?.Details,
                answers
            );
            var (old, now) = (
                frozen.Profile.Lines.Select(Line).ToHashSet(),
                response.Now.Lines.Select(Line).ToHashSet()
            );
            frozen.Differences = old.Count(l => !now.Contains(l)) + now.Count(l => !old.Contains(l));
        }
        static (string, string, People.EvidenceGrade) Line(ProfileLine l) => (l.Key, l.Text.Vi, l.Grade);
    }

    public async Task<ListCandidaciesResponse> List(ListCandidaciesRequest request, ServerCallContext call)
    {
        var cancel = call.CancellationToken;
        var asked = Reading.Of(r => FilterOf(r, request));
        if (request.Group is PriorityGroup.EthnicMinority)
            throw new Rejected(
                "SENSITIVE_FILTER",
                "Không lọc từng người theo dân tộc; chỉ có số liệu tổng hợp.",
                "Nobody is picked out by ethnic group; there are figures only.",
                "group"
            );
        var page = PageToken.Read(request.PageToken, request, call.Reader.Account);
        await using var read = await registrar.Open(call, request.At, page);
        var values = new List<object?>();
        string Value(object? value)
        {
            values.Add(value);
            return $"${values.Count}";
        }
        var where = Matching(read, asked, Value);
        var total = (
            await read.Query(
                $"select count(*) from {Table<CandidacyFact>()} f where {where}",
                r => (int)r.GetInt64(0),
                cancel,
                [.. values]
            )
        )[0];
        var offset = page?.Offset ?? 0;
        var found = await read.Facts<CandidacyFact>(
            $"{where} order by f.valid_from desc, f.stream_id limit {asked.Size} offset {offset}",
            cancel,
            [.. values]
        );
        var response = new ListCandidaciesResponse
        {
            At = read.Moment,
            TotalSize = total,
            Candidacies =
            {
                await Told(read, found, await Profiles.Of(read, [.. found.Select(c => c.Fact.Person)], cancel), cancel),
            },
        };
        if (offset + found.Count < total)
            response.NextPageToken = PageToken
                .At(read, request, call.Reader.Account, offset + found.Count, total, [])
                .ToString();
        return response;
    }

    sealed record Filter(
        string[] Words,
        Guid? Programme,
        Guid? Person,
        int Size,
        int[] Stages,
        int[] Kinds,
        int[] Sectors,
        PriorityGroup Group
    );

    static Filter FilterOf(Reading r, ListCandidaciesRequest request) =>
        new(
            r.Words(request.Query, "query", 200),
            r.OptionalId(request.ProgrammeId, "programme_id"),
            r.OptionalId(request.PersonId, "person_id"),
            r.PageSize(request.PageSize, 50, 200),
            [.. request.Stages.Select((s, i) => (int)r.Enum<Wire.Stage, Stage>(s, $"stages[{i}]"))],
            [.. request.Kinds.Select((k, i) => (int)r.Enum<Wire.SourceKind, SourceKind>(k, $"kinds[{i}]"))],
            [.. request.Sectors.Select((s, i) => (int)r.Enum<Wire.Sector, Sector>(s, $"sectors[{i}]"))],
            request.Group
        );

    /// <summary>SQL for the candidacies of a filter that are in reach on the day.</summary>
    static string Matching(ReadSession read, Filter asked, Func<object?, string> value)
    {
        var where =
            $"{read.Known("f")} and {read.Valid("f")} and {read.Sight.People("f.person", read.On, value, Ability.ReadTalent)}";
        if (asked.Stages.Length > 0)
            where += $" and f.stage = any({value(asked.Stages)})";
        else if (asked.Person is null)
            where += $" and f.stage <> {(int)Stage.Left}";
        if (asked.Words.Length > 0)
            where +=
                $" and exists (select from {Table<PersonSearchFact>()} p where p.stream_id = f.person and {read.Known("p")} and {read.Valid("p")} and array_to_tsvector(string_to_array(p.words, ' ')) @@ {value(string.Join(" & ", asked.Words.Select((w, i) => $"'{w.Replace("'", "")}'{(i == asked.Words.Length - 1 ? ":*" : "")}")))}::tsquery)";
        if (asked.Programme is { } programme)
            where += $" and f.programme = {value(programme)}";
        if (asked.Person is { } person)
            where += $" and f.person = {value(person)}";
        if (asked.Kinds.Length > 0)
            where += $" and f.kind = any({value(asked.Kinds)})";
        if (asked.Sectors.Length > 0)
            where += $" and f.sector = any({value(asked.Sectors)})";
        if (asked.Group is not 0)
            where += $" and {PriorityGroups.Sql(read, asked.Group, "f.person")}";
        return where;
    }

    public async Task<GetCandidacyHistoryResponse> History(GetCandidacyHistoryRequest request, ServerCallContext call)
    {
        var cancel = call.CancellationToken;
        await using var read = await registrar.Open(call, request.At);
        var id = Reading.Of(r => r.Id(request.Id, "id"));
        // One that was annulled keeps its history for whoever sees its person.
        var person = (await read.AllVersions<CandidacyFact>("f.stream_id = $1 limit 1", cancel, id))
            .Select(f => (Guid?)f.Fact.Person)
            .FirstOrDefault();
        return
            person is { } whose
            && (await read.Sight.Of(read, [whose], cancel, Ability.ReadTalent))[whose].Basic.Always
            && await histories.Of(read, id, cancel) is { Count: > 0 } entries
            ? new() { At = read.Moment, Entries = { entries } }
            : throw Missing(read);
    }

    static async Task<FactRow<CandidacyFact>> One(ReadSession read, Guid id, CancellationToken cancel)
    {
        var values = new List<object?> { id };
        string Value(object? value)
        {
            values.Add(value);
            return $"${values.Count}";
        }
        var sight = read.Sight.People("f.person", read.On, Value, Ability.ReadTalent);
        return
            await read.Facts<CandidacyFact>($"f.stream_id = $1 and {read.Valid("f")} and {sight}", cancel, [.. values])
                is [var row, ..]
            ? row
            : throw Missing(read);
    }

    static async Task<List<Wire.Candidacy>> Told(
        ReadSession read,
        IReadOnlyList<FactRow<CandidacyFact>> found,
        Profiles profiles,
        CancellationToken cancel
    )
    {
        var ids = found.Select(f => f.Stream).ToArray();
        var people = found.Select(f => f.Fact.Person).Distinct().ToArray();
        var bases = await Bases.Of(read, found.Select(f => f.KnownFrom), found.Select(f => f.Fact.Paper), cancel);
        var units = await Titles.Of(
            read,
            found.SelectMany(f => new[] { f.Fact.Unit, f.Fact.TargetUnit }).OfType<Guid>(),
            cancel
        );
        var programmes = (
            await read.Facts<TalentProgrammeFact>(
                "f.stream_id = any($1) order by f.valid_from",
                cancel,
                (object)found.Select(f => f.Fact.Programme).Distinct().ToArray()
            )
        ).ToLookup(p => p.Stream, p => p.Fact);
        var versions = await Versions(read, ids, cancel);
        var grounded = await Grounded(read, people, cancel);
        var groups = await PriorityGroups.Of(read, people, cancel);
        return
        [
            .. found.Select(row =>
            {
                var (f, now) = (row.Fact, profiles.Occupation(row.Fact.Person));
                var programme = programmes[f.Programme].LastOrDefault(p => p.Valid.ClaimedFrom <= read.On)
                    ?? programmes[f.Programme].FirstOrDefault();
                var highest = profiles.Highest(f.Person);
                return new Wire.Candidacy
                {
                    Id = row.Stream.ToString(),
                    Version = versions[row.Stream],
                    PersonId = f.Person.ToString(),
                    FullName = now.Name,
                    Post = now.Post,
                    Staff = now.Staff,
                    ProgrammeId = f.Programme.ToString(),
                    ProgrammeCode = programme?.Code ?? "",
                    ProgrammeName = Words.Both(programme?.Vi ?? "", programme?.En ?? ""),
                    Details = Details(f, units, read.On),
                    FoundOn = f.FoundOn.ToString(),
                    Stage = WireEnum<Wire.Stage, Stage>.Wire[f.Stage],
                    Since = f.Valid.From?.ToString() ?? "",
                    Note = f.Note,
                    Source = bases[row.KnownFrom, f.Paper],
                    Highest = highest is null ? null : HighestText(highest),
                    HighestGrade = highest is null
                        ? 0
                        : WireEnum<People.EvidenceGrade, EvidenceGrade>.Wire[highest.Grade],
                    Groups = { groups[f.Person] },
                    WithoutGround = !grounded.Contains(f.Person),
                };
            }),
        ];
    }

    static async Task<Dictionary<Guid, long>> Versions(ReadSession read, Guid[] ids, CancellationToken cancel) =>
        (
            await read.Query(
                "select stream_id, max(version) from ledger where stream_id = any($1) and position <= $2 group by 1",
                r => (r.GetGuid(0), r.GetInt64(1)),
                cancel,
                ids,
                read.Position
            )
        ).ToDictionary(v => v.Item1, v => v.Item2);

    /// <summary>Those of them who may be kept in the pool.</summary>
    static async Task<HashSet<Guid>> Grounded(ReadSession read, Guid[] people, CancellationToken cancel) =>
        (
            await read.Query(
                $"select p from unnest($1::uuid[]) p where {Ground.Sql(read, "p")}",
                r => r.GetGuid(0),
                cancel,
                (object)people
            )
        ).ToHashSet();

    static Wire.CandidacyDetails Details(CandidacyFact f, Titles units, DateOnly on) =>
        new()
        {
            Kind = WireEnum<Wire.SourceKind, SourceKind>.Wire[f.Kind],
            Sector = f.Sector is { } sector ? WireEnum<Wire.Sector, Sector>.Wire[sector] : 0,
            UnitId = f.Unit?.ToString() ?? "",
            UnitName = f.Unit is { } unit ? units[unit, on] : "",
            Target = Target(f, units, on),
            Readiness = f.Readiness is { } ready ? WireEnum<Wire.Readiness, Domain.Talent.Readiness>.Wire[ready] : 0,
            AvailableFrom = f.AvailableFrom?.ToString() ?? "",
            Merits = f.Merits,
        };

    static Wire.Target? Target(CandidacyFact f, Titles units, DateOnly on) =>
        f.TargetUnit is { } unit
            ? new()
            {
                UnitId = unit.ToString(),
                UnitName = units[unit, on],
                Post = f.TargetPost,
                Category = f.TargetCategory is { } c ? WireEnum<People.Category, Category>.Wire[c] : 0,
                TitleCode = f.TargetTitle,
            }
            : null;

    static Text HighestText(Domain.Personnel.QualificationFact highest)
    {
        var (vi, en) = Profiles.Named(highest);
        return Words.Both(vi, en);
    }

    static NotOnRecord Missing(ReadSession read) =>
        new(
            $"Không có hồ sơ nguồn này vào ngày {read.On:dd/MM/yyyy}, theo hiểu biết ở vị trí sổ {read.Position}.",
            $"There is no such candidacy on {read.On:yyyy-MM-dd} as known at ledger position {read.Position}."
        );
}
