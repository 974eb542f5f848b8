using Google.Protobuf.WellKnownTypes;
using HienTai.Domain.Kernel;
using HienTai.Domain.Personnel;
using HienTai.Personnel.V1;
using HienTai.Server.Access;
using HienTai.Server.Pipeline;
using static HienTai.Server.Personnel.PersonWire;
using static HienTai.Server.Pipeline.FactTable;
using Category = HienTai.Domain.Kernel.Category;
using EvidenceGrade = HienTai.Domain.Kernel.EvidenceGrade;
using Ladder = HienTai.Domain.Kernel.Ladder;
using Level = HienTai.Domain.Kernel.Level;
using Sex = HienTai.Domain.Kernel.Sex;
using Wire = HienTai.Personnel.V1;

namespace HienTai.Server.Personnel;

/// <summary>People as rows of a list, each with what holds of them on the session's day.</summary>
sealed record PersonRows(
    ReadSession Session,
    IReadOnlyDictionary<Guid, PersonSight> Sights,
    Dictionary<Guid, FactRow<PersonSearchFact>> People,
    Dictionary<Guid, string> Numbers,
    ILookup<Guid, AssignmentFact> Assignments,
    ILookup<Guid, QualificationFact> Qualifications,
    Titles Units,
    Dictionary<Guid, OutsiderFact> Outside,
    Dictionary<Guid, DateTimeOffset> Recorded
)
{
    /// <summary>The rows of these people, without those who have no name on the day.</summary>
    public static async Task<List<PersonRow>> Of(
        ReadSession session,
        Guid[] ids,
        bool birth,
        IOtherTree? tree,
        CancellationToken cancel
    )
    {
        if (ids.Length == 0)
            return [];
        var rows = await Load(session, ids, cancel);
        return [.. ids.Where(rows.People.ContainsKey).Select(id => rows.Row(id, birth, tree))];
    }

    static async Task<PersonRows> Load(ReadSession session, Guid[] ids, CancellationToken cancel)
    {
        var sights = await session.Sight.Of(session, ids, cancel);
        var holding = $"f.stream_id = any($1) and {session.Valid("f")}";
        var people = (await session.Facts<PersonSearchFact>(holding, cancel, ids)).ToDictionary(f => f.Stream);
        var numbers = await NumbersOf(session, ids, cancel);
        var assignments = (
            await session.Facts<AssignmentFact>(
                $"f.stream_id = any($1) and f.valid_from <= date '{session.On:yyyy-MM-dd}'",
                cancel,
                ids
            )
        )
            .Where(f => sights[f.Stream].Basic.Overlap(f.Fact.Valid))
            .ToLookup(f => f.Stream, f => f.Fact);
        var qualifications = (
            await session.Unopened<QualificationFact>(
                $"{holding} and f.grade <> {(int)EvidenceGrade.RevokedAsFalse}",
                cancel,
                ids
            )
        ).ToLookup(f => f.Stream, f => f.Fact);
        var units = await Titles.Of(session, assignments.SelectMany(a => a.Select(f => f.Unit)), cancel);
        var outside = (await session.Unopened<OutsiderFact>(holding, cancel, ids)).ToDictionary(
            f => f.Stream,
            f => f.Fact
        );
        var recorded = (
            await session.Query(
                "select stream_id, max(recorded_at) from ledger where stream_id = any($1) and position <= $2 group by 1",
                r => (Id: r.GetGuid(0), At: r.GetFieldValue<DateTimeOffset>(1)),
                cancel,
                ids,
                session.Position
            )
        ).ToDictionary(r => r.Id, r => r.At);
        return new(session, sights, people, numbers, assignments, qualifications, units, outside, recorded);
    }

    // The one sealed value a row shows, so the only one opened.
    static async Task<Dictionary<Guid, string>> NumbersOf(ReadSession session, Guid[] ids, CancellationToken cancel)
    {
        var rows = await session.Query(
            $"select f.stream_id, f.subject, f.personal_number from {Table<PersonFact>()} f where f.stream_id = any($1) and {session.Known("f")} and {session.Valid("f")}",
            r => (Id: r.GetGuid(0), Subject: r.GetGuid(1), Number: r.GetString(2)),
            cancel,
            ids
        );
        await session.Keys.Load(rows.Select(r => r.Subject), cancel);
        return rows.ToDictionary(
            r => r.Id,
            r => FactTable.Of<PersonFact>().Open("personal_number", r.Number, session.Keys[r.Subject])
        );
    }

    PersonRow Row(Guid id, bool birth, IOtherTree? tree)
    {
        var (p, held) = (People[id].Fact, Held(id));
        var main = held.FirstOrDefault() ?? Assignments[id].MaxBy(a => a.Valid.ClaimedTo);
        var stands = tree is null
            ? null
            : held.Select(a => tree[id, a.Unit].Unit).FirstOrDefault(unit => unit is not null);
        return new()
        {
            Id = id.ToString(),
            FullName = p.FullName,
            Birth = birth ? p.Birth?.ToString() ?? "" : $"{p.Birth?.Year}",
            // What would tell more than is shown is left out: the month of a birth whose year alone is.
            AgeCountedFrom = birth || p.Birth is { Month: null } ? $"{Reckoning.CountedFrom(p.Birth):yyyy-MM-dd}" : "",
            Sex = Wired<Wire.Sex, Sex>(p.Sex),
            FileNumber = p.FileNumber,
            PersonalNumberMasked = Mask(Numbers.GetValueOrDefault(id, "")),
            Assignment = main is null ? null : Summary(main),
            Education = Best(id, Ladder.Education),
            PoliticalTheory = Best(id, Ladder.PoliticalTheory),
            ForeignLanguage = Best(id, Ladder.ForeignLanguage),
            InformationTechnology = Best(id, Ladder.InformationTechnology),
            StateManagement = Best(id, Ladder.StateManagement),
            LastRecordedTime =
                Sights[id].Basic.Always && Recorded.TryGetValue(id, out var at) ? at.ToTimestamp() : null,
            OtherAssignments = Math.Max(0, held.Length - 1),
            Status = Status(id, serves: held.Length > 0),
            TreeUnitId = stands?.ToString() ?? "",
            TreeUnitName = stands is { } there ? tree!.Name(there) : "",
            Outside = Outside.GetValueOrDefault(id) is { } o ? Summary(o) : null,
        };
    }

    AssignmentFact[] Held(Guid id) =>
        [
            .. Assignments[id]
                .Where(a => a.Valid.Holds(Session.On))
                .OrderBy(a => a.Kind)
                .ThenByDescending(a => a.Valid.ClaimedFrom),
        ];

    ServiceStatus Status(Guid id, bool serves)
    {
        if (serves)
            return ServiceStatus.InService;
        if (Outside.ContainsKey(id))
            return ServiceStatus.Outside;
        return Assignments.Contains(id) ? ServiceStatus.Left : ServiceStatus.Never;
    }

    AssignmentSummary Summary(AssignmentFact a) =>
        new()
        {
            UnitId = a.Unit.ToString(),
            UnitName = Units[a.Unit, a.Valid.Holds(Session.On) ? Session.On : a.Valid.ClaimedTo.AddDays(-1)],
            Post = a.Post,
            Category = Wired<Wire.Category, Category>(a.Category),
            TitleCode = a.TitleCode,
            TitleName = TitleCodes.Name(a.TitleCode),
            From = a.Valid.From?.ToString() ?? "",
        };

    QualificationSummary? Best(Guid id, Ladder ladder) =>
        Qualifications[id]
            .Where(q => q.Ladder == ladder)
            .OrderByDescending(q => q.Level)
            .ThenByDescending(q => q.Grade)
            .ThenByDescending(q => q.Valid.ClaimedFrom)
            .FirstOrDefault()
            is { } q
            ? new()
            {
                Level = Wired<Wire.Level, Level>(q.Level),
                LevelName = Ladders.Name(q.Level).Vi,
                Field = q.Field,
                Grade = Wired<Wire.EvidenceGrade, EvidenceGrade>(q.Grade),
            }
            : null;

    static Outside Summary(OutsiderFact o) =>
        new()
        {
            Details = new()
            {
                Kind = Wired<Wire.OutsideKind, Domain.Personnel.OutsideKind>(o.Kind),
                Affiliation = o.Affiliation,
                Country = o.Country,
                Ground = Wired<Wire.LegalGround, Domain.Personnel.LegalGround>(o.Ground),
            },
            Period = o.Valid.Wire,
            InForce = true,
        };
}
