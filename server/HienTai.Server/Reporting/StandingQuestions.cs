using Google.Protobuf;
using Grpc.Core;
using HienTai.Domain.Kernel;
using HienTai.Domain.Personnel;
using HienTai.Domain.Standards;
using HienTai.Reporting.V1;
using HienTai.Server.Access;
using HienTai.Server.Pipeline;
using HienTai.Server.Standards;
using static HienTai.Server.Pipeline.FactTable;
using DataClass = HienTai.Domain.Kernel.DataClass;
using Finding = HienTai.Domain.Standards.Finding;
using Ladder = HienTai.Domain.Kernel.Ladder;
using People = HienTai.Personnel.V1;
using Rules = HienTai.Standards.V1;
using StandardKind = HienTai.Domain.Standards.StandardKind;
using Standing = HienTai.Domain.Standards.Standing;
using Wire = HienTai.Reporting.V1;

namespace HienTai.Server.Reporting;

/// <summary>The questions about how people stand against standards, each at a TimePoint.</summary>
public sealed class StandingQuestions(Registrar registrar, Standings standings, Census census, ReadLog reads)
{
    public async Task<GetStandingReportResponse> Report(GetStandingReportRequest request, ServerCallContext call)
    {
        var cancel = call.CancellationToken;
        var (ladder, unit, tree) = Reading.Of(r =>
            (
                LadderOf(r, request.Ladder),
                r.OptionalId(request.UnitId, "unit_id"),
                request.TreeOn.Length == 0 ? (DateOnly?)null : r.Day(request.TreeOn, "tree_on")
            )
        );
        await using var read = await registrar.Open(call, request.At);
        var (cases, places, seen) = await Cases(read, unit, cancel);
        var counted = cases.Where(c => Group.Counted(c.Job.Category)).ToList();
        var (law, plan) = (Worst(counted, StandardKind.Law, ladder), Worst(counted, StandardKind.Plan, ladder));
        var byUnit = counted
            .GroupBy(c => c.Job.Unit)
            .Select(g => (Unit: g.Key, Line: OfUnit(g, places.At(g.Key), ladder)));

        var response = new GetStandingReportResponse
        {
            At = read.Moment,
            Partial = seen.Partial,
            Lines =
            {
                Group.All.Select(g =>
                    OfGroup(
                        g,
                        Enumerable
                            .Range(0, counted.Count)
                            .Where(i => g.Holds(counted[i].Job.Category, places.At(counted[i].Job)?.Unit.Kind))
                            .Select(i => (law[i], plan[i]))
                    )
                ),
            },
            Units =
            {
                byUnit.OrderByDescending(u => u.Line.Law.Below).ThenBy(u => places.Of(u.Unit)).Select(u => u.Line),
            },
            Standards = { ByRule(counted, ladder).OrderBy(l => l.PartOf, StringComparer.Ordinal) },
        };
        if (tree is not { } day)
            return response;
        await using var then = await registrar.Open(
            call,
            new() { ValidOn = $"{day:yyyy-MM-dd}", KnownPosition = read.Position }
        );
        response.Recast = await OnAnotherTree.Of(
            read,
            then,
            places,
            counted.Select((c, i) => (c.Who.Id, c.Job.Unit, law[i] is { Below: true })),
            cancel
        );
        return response;
    }

    static StandingLine Line(string key, Rpc.V1.Text name, string partOf) =>
        new()
        {
            Key = key,
            Name = name,
            PartOf = partOf,
            Law = new(),
            Plan = new(),
        };

    static StandingLine OfGroup(Group group, IEnumerable<(Finding? Law, Finding? Plan)> members)
    {
        var line = Line(group.Key, Words.Both(group.Vi, group.En), group.PartOf);
        foreach (var (law, plan) in members)
        {
            line.People++;
            Count(line.Law, law);
            Count(line.Plan, plan);
        }
        return line;
    }

    static StandingLine OfUnit(IEnumerable<Case> some, Place? place, Ladder ladder)
    {
        var line = Line(
            place?.Id.ToString() ?? "",
            Words.Same(place?.Unit.Name ?? ""),
            place?.Unit.Parent?.ToString() ?? ""
        );
        foreach (var c in some)
        {
            line.People++;
            Count(line.Law, c.Worst(StandardKind.Law, ladder)?.Finding);
            Count(line.Plan, c.Worst(StandardKind.Plan, ladder)?.Finding);
        }
        return line;
    }

    static IEnumerable<StandingLine> ByRule(IEnumerable<Case> counted, Ladder ladder) =>
        counted
            .SelectMany(c => c.Rules.Select((r, i) => (Rule: r, Finding: c.Findings[i])))
            .Where(f => f.Rule.Details.Demands is var d && d.Ladder == ladder && !d.Placement)
            .GroupBy(f => f.Rule)
            .Select(g =>
            {
                var line = Line(
                    g.Key.Id.ToString(),
                    Words.Both(g.Key.Details.Vi, g.Key.Details.En),
                    g.Key.Details.Code
                );
                foreach (var (rule, finding) in g)
                {
                    line.People++;
                    Count(rule.Details.Kind is StandardKind.Law ? line.Law : line.Plan, finding);
                }
                return line;
            });

    public async Task<ListStandingsResponse> List(ListStandingsRequest request, ServerCallContext call)
    {
        var cancel = call.CancellationToken;
        var asked = Reading.Of(r =>
            (
                Ladder: LadderOf(r, request.Ladder),
                Kind: r.Enum<Rules.StandardKind, StandardKind>(request.Kind, "kind", none: StandardKind.Law),
                Unit: r.OptionalId(request.UnitId, "unit_id"),
                Standard: r.OptionalId(request.StandardId, "standard_id"),
                Standings: request
                    .Standings.Select((s, i) => r.Enum<Wire.Standing, Standing>(s, $"standings[{i}]"))
                    .ToHashSet(),
                Size: r.PageSize(request.PageSize, 50, 200),
                Group: Group.Of(r, request.Group)
            )
        );
        var page = PageToken.Read(request.PageToken, request, call.Reader.Account);
        await using var read = await registrar.Open(call, request.At, page);
        var (cases, places, _) = await Cases(read, asked.Unit, cancel);
        var found = new List<(Case Case, Rule Rule, Finding Finding)>();
        foreach (var c in cases)
        {
            if (!asked.Group.Holds(c.Job.Category, places.At(c.Job)?.Unit.Kind))
                continue;
            var judged = asked.Standard is { } only ? Against(c, only) : c.Worst(asked.Kind, asked.Ladder);
            if (
                judged is { } j
                && (asked.Standings.Count == 0 ? j.Finding.Below : asked.Standings.Contains(j.Finding.Standing))
            )
                found.Add((c, j.Rule, j.Finding));
        }
        var (rows, next) = await Rows(request, call, read, places, found, page, asked.Size);
        return new()
        {
            At = read.Moment,
            TotalSize = found.Count,
            Rows = { rows },
            NextPageToken = next,
        };
    }

    public async Task<GetPersonStandingsResponse> OfPerson(GetPersonStandingsRequest request, ServerCallContext call)
    {
        var cancel = call.CancellationToken;
        await using var read = await registrar.Open(call, request.At);
        var id = Reading.Of(r => r.Id(request.PersonId, "person_id"));
        var state = await census.At(read, cancel);
        if (
            !(await read.Sight.Of(read, id, cancel)).Basic.On(read.On)
            || !(
                await read.Query(
                    $"select exists (select from {Table<PersonSearchFact>()} p where p.stream_id = $1 and {read.Known("p")})",
                    r => r.GetBoolean(0),
                    cancel,
                    id
                )
            )[0]
        )
            throw new NotOnRecord(
                $"Không có hồ sơ này vào ngày {read.On:dd/MM/yyyy}, theo hiểu biết ở vị trí sổ {read.Position}.",
                $"There is no such record on {read.On:yyyy-MM-dd} as known at ledger position {read.Position}."
            );
        await reads.Opened(call, read, id, [DataClass.Basic], Asked.Nothing);
        var response = new GetPersonStandingsResponse { At = read.Moment };
        var book = await StandardQuestions.InForce(read, read.On, cancel);
        var alone = state with { People = [.. state.People.Where(p => p.Id == id)] };
        if (Standings.Judge(alone, read.On, read.Position, book) is not [var its])
            return response;
        var concluded = await Reasons.Concluded(read, [id], cancel);
        response.Findings.AddRange(
            its.Rules.Select((r, i) => FindingOf(r, its.Findings[i], its, state, read, concluded))
        );
        if (request.All)
            response.Findings.AddRange(
                book.Rules.Except(its.Rules)
                    .Select(r =>
                        FindingOf(
                            r,
                            new(
                                Standing.NotApplicable,
                                r.Covers(its.Job.Category, its.Job.Title, its.Job.Folded)
                                    ? Domain.Standards.Ground.GivesWay
                                    : Domain.Standards.Ground.OutOfScope,
                                null,
                                null,
                                null
                            ),
                            its,
                            state,
                            read,
                            concluded
                        )
                    )
            );
        var ordered = response.Findings.OrderBy(f => f.Kind).ThenBy(f => f.Code, StringComparer.Ordinal).ToArray();
        response.Findings.Clear();
        response.Findings.AddRange(ordered);
        return response;
    }

    public async Task<PreviewStandardResponse> Preview(PreviewStandardRequest request, ServerCallContext call)
    {
        var cancel = call.CancellationToken;
        var page = PageToken.Read(request.PageToken, request, call.Reader.Account);
        await using var read = await registrar.Open(call, request.At, page);
        var asked = Reading.Of(r =>
            (
                Draft: request.Draft is null ? null : StandardWire.Details(r, request.Draft, "draft"),
                Standard: request.Draft is null ? r.Id(request.StandardId, "standard_id") : Guid.Empty,
                On: request.Draft is null ? r.Day(request.InForceOn, "in_force_on") : read.On,
                Size: r.PageSize(request.PageSize, 50, 200)
            )
        );
        var now = await StandardQuestions.InForce(read, read.On, cancel);
        var book = asked.Draft is { } draft
            ? new Rulebook([.. now.Rules, new Rule(Guid.Empty, draft)])
            : await StandardQuestions.InForce(read, asked.On, cancel);
        var rule = book.Rules.FirstOrDefault(r => r.Id == asked.Standard)
            ?? throw new NotOnRecord(
                $"Không có chuẩn này có hiệu lực vào ngày {asked.On:dd/MM/yyyy}.",
                $"There is no such standard in force on {asked.On:yyyy-MM-dd}."
            );
        var (seen, places) = (await Seen.Of(read, cancel), await Places.Asked(read, null, cancel));
        // Nobody below what is in force is newly below.
        var today = (await standings.Of(read, cancel))
            .Where(c =>
                c.Worst(rule.Details.Kind, rule.Details.Demands.Ladder, rule.Details.Demands.Placement)
                    is { Finding.Below: true }
            )
            .Select(c => c.Who.Id)
            .ToHashSet();
        var (counts, found, fresh) = (new StandingCounts(), new List<(Case, Rule, Finding)>(), 0);
        foreach (var c in await standings.Of(read, book, cancel))
        {
            if (!seen.Holds(c.Who.Id, read.On) || Against(c, rule.Id) is not { } judged)
                continue;
            Count(counts, judged.Finding);
            if (!judged.Finding.Below)
                continue;
            found.Add((c, judged.Rule, judged.Finding));
            if (!today.Contains(c.Who.Id))
                fresh++;
        }
        var (rows, next) = await Rows(request, call, read, places, found, page, asked.Size);
        return new()
        {
            At = read.Moment,
            Counts = counts,
            NewlyBelow = fresh,
            Rows = { rows },
            NextPageToken = next,
            ConflictsWith =
            {
                new Rulebook([.. now.Rules.Where(r => r.Id != rule.Id), rule])
                    .Conflicts(await StandardQuestions.Posts(read, cancel))
                    .Where(c => c.A == rule || c.B == rule)
                    .Select(c => (c.A == rule ? c.B : c.A).Details.Code)
                    .Order(StringComparer.Ordinal),
            },
        };
    }

    async Task<(IReadOnlyList<Case> Cases, Places Places, Seen Seen)> Cases(
        ReadSession read,
        Guid? unit,
        CancellationToken cancel
    )
    {
        var (seen, places) = (await Seen.Of(read, cancel), await Places.Asked(read, unit, cancel));
        return (
            [.. (await standings.Of(read, cancel)).Where(c => places.Of(c.Job) >= 0 && seen.Holds(c.Who.Id, read.On))],
            places,
            seen
        );
    }

    async Task<(IEnumerable<StandingRow> Rows, string Next)> Rows(
        IMessage request,
        ServerCallContext call,
        ReadSession read,
        Places places,
        List<(Case Case, Rule Rule, Finding Finding)> found,
        PageToken? page,
        int size
    )
    {
        var state = await census.At(read, call.CancellationToken);
        var byPerson = found.ToDictionary(f => f.Case.Who.Id);
        var (names, more) = await ByName.Page(
            read,
            byPerson.Keys.ToHashSet(),
            page?.After ?? [],
            size,
            call.CancellationToken
        );
        var concluded = await Reasons.Concluded(
            read,
            [.. names.Select(n => n.Id).Where(id => byPerson[id].Finding.ByRule is not null)],
            call.CancellationToken
        );
        return (
            names.Select(n =>
                byPerson[n.Id] is var (c, rule, finding)
                    ? RowOf(n, c, rule, finding, places, state, read, concluded)
                    : null!
            ),
            ByName.Next(request, call.Reader.Account, read, names, more, page?.Offset ?? 0, found.Count)
        );
    }

    internal static StandingRow RowOf(
        Named n,
        Case c,
        Rule rule,
        Finding finding,
        Places places,
        Census.State state,
        ReadSession read,
        ILookup<Guid, PlacementFact> concluded
    ) =>
        new()
        {
            PersonId = n.Id.ToString(),
            FullName = n.Name,
            FileNumber = n.File,
            Post = c.Job.Post,
            Category = WireEnum<People.Category, Category>.Wire[c.Job.Category],
            UnitId = c.Job.Unit.ToString(),
            UnitName = places.At(c.Job)?.Unit.Name ?? "",
            Highest = Highest(c, rule.Details.Demands.Ladder, read) is { } level
                ? WireEnum<People.Level, Domain.Kernel.Level>.Wire[level]
                : 0,
            Finding = FindingOf(rule, finding, c, state, read, concluded),
        };

    static Domain.Kernel.Level? Highest(Case c, Ladder ladder, ReadSession read)
    {
        Domain.Kernel.Level? highest = null;
        foreach (var s in c.Who.Studies)
            if (
                Ladders.Of(s.Level) == ladder
                && s.Grade is not Domain.Kernel.EvidenceGrade.RevokedAsFalse
                && s.On(read.On.DayNumber, read.Position)
                && (highest is null || s.Level > highest)
            )
                highest = s.Level;
        return highest;
    }

    internal static (Rule Rule, Finding Finding)? Against(Case c, Guid standard)
    {
        for (var i = 0; i < c.Rules.Count; i++)
            if (c.Rules[i].Id == standard)
                return (c.Rules[i], c.Findings[i]);
        return null;
    }

    static Finding?[] Worst(List<Case> cases, StandardKind kind, Ladder ladder) =>
        [.. cases.Select(c => c.Worst(kind, ladder)?.Finding)];

    internal static Ladder LadderOf(Reading read, People.Ladder ladder) =>
        read.Enum<People.Ladder, Ladder>(ladder, "ladder", none: Ladder.Education);

    static void Count(StandingCounts counts, Finding? finding)
    {
        if (finding is { Below: true })
            counts.Below++;
        switch (finding?.Standing)
        {
            case Standing.NotMet:
                counts.NotMet++;
                break;
            case Standing.InTraining:
                counts.InTraining++;
                break;
            case Standing.Exempt:
                counts.Exempt++;
                break;
            case Standing.MetForNow:
                counts.MetForNow++;
                break;
            case Standing.Met:
                counts.Met++;
                break;
            case Standing.Exceeded:
                counts.Exceeded++;
                break;
            case Standing.NotEnoughData:
                counts.NotEnoughData++;
                break;
            default:
                counts.NotApplicable++;
                break;
        }
    }

    static Wire.Finding FindingOf(
        Rule rule,
        Finding finding,
        Case c,
        Census.State state,
        ReadSession read,
        ILookup<Guid, PlacementFact> concluded
    )
    {
        var d = rule.Details;
        var (vi, en) = Reasons.Of(c, rule, finding, state, read, concluded);
        return new()
        {
            StandardId = rule.Id == Guid.Empty ? "" : rule.Id.ToString(),
            Code = d.Code,
            Name = Words.Both(d.Vi, d.En),
            Kind = WireEnum<Rules.StandardKind, StandardKind>.Wire[d.Kind],
            Ladder = WireEnum<People.Ladder, Ladder>.Wire[d.Demands.Ladder],
            Standing = WireEnum<Wire.Standing, Standing>.Wire[finding.Standing],
            Ground = WireEnum<Wire.Ground, Domain.Standards.Ground>.Wire[finding.Ground],
            Because = Words.Both(vi, en),
            QualificationId = finding.By?.ToString() ?? "",
            Grade = finding.Grade is { } grade
                ? WireEnum<People.EvidenceGrade, Domain.Kernel.EvidenceGrade>.Wire[grade]
                : 0,
            Deadline = finding.Deadline?.ToString("yyyy-MM-dd") ?? "",
            Clause = d.Basis.Clause.Length > 0 ? $"{d.Basis.Source}, {d.Basis.Clause}" : d.Basis.Source,
            Checked = WireEnum<Rules.SourceCheck, Domain.Kernel.SourceCheck>.Wire[d.Basis.Checked],
            Placement = d.Demands.Placement,
            TrainingId = finding.Course?.ToString() ?? "",
            AssignmentId =
                d.Demands.Placement && finding.Standing is not Standing.NotApplicable ? c.Post.Id.ToString() : "",
            StandingByRule = finding.ByRule is { } alone ? WireEnum<Wire.Standing, Standing>.Wire[alone.Standing] : 0,
        };
    }
}
