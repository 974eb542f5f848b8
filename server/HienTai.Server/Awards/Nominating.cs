using System.Collections.Immutable;
using HienTai.Domain.Awards;
using HienTai.Domain.Contributions;
using HienTai.Domain.Kernel;
using HienTai.Server.Access;
using HienTai.Server.Pipeline;
using static HienTai.Server.Pipeline.FactTable;
using Ability = HienTai.Domain.Access.Ability;

namespace HienTai.Server.Awards;

/// <summary>
/// Commands about nominations, completed under the lock by what other records say then; and who may give them.
/// </summary>
public sealed class Nominating
{
    public delegate Task<NominationCommand> Draft(ReadSession read, Sight sight, CancellationToken cancel);

    /// <summary>A nomination as it is asked for.</summary>
    public sealed record Asked(
        Guid Cycle,
        Guid? Person,
        Guid? Work,
        string Field,
        Guid Unit,
        ImmutableArray<Guid> Contributions,
        ImmutableArray<Guid> Awards
    );

    public async Task<NominationCommand> Nominate(
        ReadSession read,
        Sight sight,
        Guid id,
        PartialDate on,
        Asked asked,
        CancellationToken cancel
    )
    {
        var cycle = await Cycle(read, asked.Cycle, on, cancel)
            ?? throw new Rejected(
                "CYCLE_NOT_ON_RECORD",
                "Kỳ xét này chưa có trong sổ.",
                "This cycle is not on record.",
                "cycle_id"
            );
        if (asked.Person is null == asked.Work is null)
            throw new Rejected(
                "PERSON_OR_WORK",
                "Hãy chọn một người, hoặc một công trình, không cả hai.",
                "Choose a person or a work, not both.",
                "person_id"
            );
        ImmutableArray<Guid> people = asked.Person is { } one
            ? [one]
            :
            [
                .. await read.Query(
                    $"select w.person from {Table<AuthorFact>()} w where {read.Known("w")} and w.stream_id = $1 order by w.share desc, w.person",
                    r => r.GetGuid(0),
                    cancel,
                    asked.Work
                ),
            ];
        if (people.IsEmpty)
            throw Refuse.NotOnRecord(new("contribution", asked.Work!.Value, "work_id"));
        await Reaches(read, sight, people, asked.Unit, asked.Person is null ? "work_id" : "person_id", cancel);
        await NotTwice(read, id, cycle, asked, cancel);
        var matters = new Matters(
            asked.Cycle,
            cycle.Programme,
            cycle.Year,
            asked.Work,
            asked.Field,
            asked.Unit,
            people,
            asked.Contributions,
            asked.Awards
        );
        await Hold(read, matters, on, cancel);
        return new Nominate(on, matters, await Terms(read, cycle.Programme, cycle, on, cancel));
    }

    // One who was turned down by one unit may be put forward again.
    static async Task NotTwice(ReadSession read, Guid id, CycleFact cycle, Asked asked, CancellationToken cancel)
    {
        var twice = await read.Query(
            $"select f.stream_id from {Table<NominationFact>()} f where {read.Known("f")} and f.valid_to = 'infinity' and f.programme = $1 and f.year = $2 and f.stream_id <> $3 and f.step <> {(int)NominationStep.ScreenedOut} and {(asked.Work is null ? $"exists (select from {Table<NomineeFact>()} n where n.stream_id = f.stream_id and {read.Known("n")} and n.person = $4)" : "f.work = $4")}",
            r => r.GetGuid(0),
            cancel,
            cycle.Programme,
            cycle.Year,
            id,
            asked.Work ?? asked.Person
        );
        if (twice.Count > 0)
            throw new Rejected(
                "NOMINATED_ALREADY",
                asked.Work is null
                    ? "Người này đã được đề nghị trong kỳ này."
                    : "Công trình này đã dự kỳ này; một công trình chỉ dự một lĩnh vực.",
                asked.Work is null
                    ? "They are nominated in this cycle already."
                    : "This work is entered in this cycle already; a work enters one field only.",
                asked.Work is null ? "person_id" : "work_id"
            )
            {
                Related = [.. twice],
            };
    }

    public async Task<NominationCommand> Recorded(
        ReadSession read,
        Sight sight,
        Guid id,
        RecordAward award,
        CancellationToken cancel
    )
    {
        var m = award.Matters;
        await Reaches(read, sight, m.People, m.Unit, "person_id", cancel);
        if (
            await Programmes.Of(read, award.On.Latest, cancel) is var programmes
            && programmes[m.Programme] is not { } programme
        )
            throw Refuse.NotOnRecord(new("award_programme", m.Programme, "programme_id"));
        if (award.Prize.Length > 0 && Item.All(programme.Prizes).All(p => p.Code != award.Prize))
            throw new Rejected(
                "PRIZE_NOT_OF_CYCLE",
                "Giải này không có trong chương trình.",
                "The programme knows no such prize.",
                "prize"
            );
        var twice = await read.Query(
            $"select f.stream_id from {Table<AwardFact>()} f where {read.Known("f")} and f.valid_to = 'infinity' and f.programme = $1 and f.year = $2 and f.person = $3 and f.stream_id <> $4",
            r => r.GetGuid(0),
            cancel,
            m.Programme,
            m.Year,
            m.People[0],
            id
        );
        return twice.Count == 0
            ? award
            : throw new Rejected(
                "AWARDED_ALREADY",
                $"Người này đã có {programme.Vi} năm {m.Year} trong sổ.",
                $"Their {programme.En} of {m.Year} is on record.",
                "year"
            )
            {
                Related = [.. twice],
            };
    }

    public async Task<NominationCommand> Screen(
        ReadSession read,
        Sight sight,
        Guid id,
        PartialDate on,
        bool passed,
        string reasons,
        CancellationToken cancel
    )
    {
        var (it, terms) = (await InReach(read, sight, id, cancel), await TermsOf(read, sight, id, on, cancel));
        if (!passed)
            return new ScreenNomination(on, passed, reasons, terms, []);
        await Hold(read, await MattersOf(read, id, it, cancel), on, cancel);
        var programmes = await Programmes.Of(read, on.Latest, cancel);
        var (people, answers) = (await Nominees(read, id, cancel), await Answers.Of(read, [id], cancel));
        var merits = await Merits.Of(read, people, on.Latest, programmes, cancel);
        var unmet = programmes[it.Programme] is { } programme
            ? people
                .SelectMany(p => programme.Judge(merits[p], it.Year, answers[id]))
                .Where(f => f.Verdict is not Verdict.Met)
                .Select(f =>
                    (
                        f.Missing.Vi.Length > 0 ? $"{f.Criterion.Vi} ({f.Missing.Vi})" : f.Criterion.Vi,
                        f.Missing.En.Length > 0 ? $"{f.Criterion.En} ({f.Missing.En})" : f.Criterion.En
                    )
                )
                .Distinct()
            : [];
        return new ScreenNomination(on, passed, reasons, terms, [.. unmet]);
    }

    public async Task<NominationCommand> Award(
        ReadSession read,
        Sight sight,
        Guid id,
        PartialDate on,
        string prize,
        CancellationToken cancel
    )
    {
        var (it, terms) = (await InReach(read, sight, id, cancel), await TermsOf(read, sight, id, on, cancel));
        await Hold(read, await MattersOf(read, id, it, cancel), on, cancel);
        var taken = await read.Query(
            $"select count(*)::int from {Table<NominationFact>()} f where {read.Known("f")} and f.valid_to = 'infinity' and f.step = {(int)NominationStep.Awarded} and f.cycle = $1 and f.field = $2 and f.stream_id <> $3",
            r => r.GetInt32(0),
            cancel,
            it.Cycle,
            it.Field,
            id
        );
        return new AwardNomination(on, prize, terms, taken[0]);
    }

    /// <summary>What the cycle of a nomination asks on a day; of one without a cycle, nothing.</summary>
    public async Task<Terms> TermsOf(
        ReadSession read,
        Sight sight,
        Guid id,
        PartialDate on,
        CancellationToken cancel
    ) =>
        await InReach(read, sight, id, cancel) is var it
        && it.Cycle is { } cycle
        && await Cycle(read, cycle, on, cancel) is { } found
            ? await Terms(read, it.Programme, found, on, cancel)
            : new(false, [], [], [], DateOnly.MaxValue, DateOnly.MaxValue);

    /// <summary>
    /// The nomination as it stands, if its unit and one of its people are in reach; out of reach it is as if it were
    /// not on record.
    /// </summary>
    public async Task<NominationFact> InReach(ReadSession read, Sight sight, Guid id, CancellationToken cancel)
    {
        var rows = await read.Facts<NominationFact>("f.stream_id = $1 order by f.valid_from", cancel, id);
        return
            rows is [.., var last]
            && (sight.Reader.EverybodyFor(Ability.RecordPeople) || sight.Records(last.Fact.Unit))
            && (await sight.Of(read, await Nominees(read, id, cancel), cancel)).Values.Any(s => s.Basic.Any)
            ? last.Fact
            : throw new Rejected(
                "NOMINATION_NOT_ON_RECORD",
                "Đề nghị này chưa có trong sổ.",
                "This nomination is not on record.",
                "id"
            );
    }

    /// <summary>The command with the records it refers to, which must be there and citeable still.</summary>
    public async Task<Intent> Complete(
        ReadSession read,
        Guid id,
        NominationCommand command,
        long expectedVersion,
        CancellationToken cancel
    ) =>
        new(id, command, expectedVersion)
        {
            References = command switch
            {
                Nominate c =>
                [
                    new("award_cycle", c.Matters.Cycle!.Value, "cycle_id"),
                    new("unit", c.Matters.Unit, "unit_id", c.On.Latest),
                    .. c.Matters.People.Select(p => new Reference(
                        "person",
                        p,
                        c.Matters.Work is null ? "person_id" : "work_id"
                    )),
                    .. c.Matters.Work is { } work
                        ? [new Reference("contribution", work, "work_id")]
                        : Array.Empty<Reference>(),
                ],
                RecordAward c =>
                [
                    new("award_programme", c.Matters.Programme, "programme_id"),
                    new("unit", c.Matters.Unit, "unit_id", c.On.Latest),
                    new("person", c.Matters.People[0], "person_id"),
                ],
                _ => [.. (await Nominees(read, id, cancel)).Take(1).Select(p => new Reference("person", p, "id"))],
            },
        };

    static async Task Reaches(
        ReadSession read,
        Sight sight,
        ImmutableArray<Guid> people,
        Guid unit,
        string field,
        CancellationToken cancel
    )
    {
        if (!(await sight.Of(read, [.. people], cancel)).Values.Any(s => s.Basic.Any))
            throw Refuse.NotOnRecord(new(field == "work_id" ? "contribution" : "person", people[0], field));
        if (!sight.Reader.EverybodyFor(Ability.RecordPeople) && !sight.Records(unit))
            throw new Rejected(
                "UNIT_OUT_OF_REACH",
                "Đơn vị này ngoài phạm vi phân quyền của bạn; hãy chọn đơn vị của mình hoặc nhờ Phòng Nội vụ ghi.",
                "This unit is outside your mandate; choose one of yours, or ask the Home Affairs Office to record it.",
                "unit_id"
            );
    }

    // What a nomination rests on must stand that day, be it cited or the work itself.
    static async Task Hold(ReadSession read, Matters m, PartialDate on, CancellationToken cancel)
    {
        await WorksHold(read, m, on, cancel);
        await AwardsHold(read, m, on, cancel);
    }

    static async Task WorksHold(ReadSession read, Matters m, PartialDate on, CancellationToken cancel)
    {
        Guid[] works = [.. m.Contributions, .. m.Work is { } work ? [work] : Array.Empty<Guid>()];
        var recognised = (
            await read.Query(
                $"select f.stream_id, bool_or({ReadSession.Valid("f", on.Latest)}) from {Table<RecognitionFact>()} f where {read.Known("f")} and f.stream_id = any($1) group by 1",
                r => (r.GetGuid(0), r.GetBoolean(1)),
                cancel,
                works
            )
        ).ToDictionary(r => r.Item1, r => r.Item2);
        var authors = (
            await read.Query(
                $"select w.stream_id, w.person from {Table<AuthorFact>()} w where {read.Known("w")} and w.stream_id = any($1)",
                r => (r.GetGuid(0), r.GetGuid(1)),
                cancel,
                works
            )
        ).ToLookup(r => r.Item1, r => r.Item2);
        foreach (var id in works)
        {
            var field = id == m.Work ? "work_id" : $"contribution_ids[{m.Contributions.IndexOf(id)}]";
            if (!authors[id].Any())
                throw Refuse.NotOnRecord(new("contribution", id, field));
            if (!authors[id].Intersect(m.People).Any())
                throw new Rejected(
                    "CITED_NOT_THEIRS",
                    "Đóng góp này không phải của người được đề nghị.",
                    "This contribution is not the nominee's.",
                    field
                )
                {
                    Related = [id],
                };
            if (recognised.TryGetValue(id, out var stands) && !stands)
                throw new Rejected(
                    "RECOGNITION_CANCELLED",
                    "Công nhận của đóng góp này đã bị hủy hoặc chưa có vào ngày ấy; không làm căn cứ được nữa.",
                    "Its recognition has been cancelled, or is not yet made on that day; nothing can rest on it.",
                    field
                )
                {
                    Related = [id],
                };
            if (id != m.Work && !recognised.ContainsKey(id))
                throw new Rejected(
                    "NOT_RECOGNISED",
                    "Đóng góp này chưa được công nhận; hãy ghi công nhận trước.",
                    "This contribution is not recognised; record its recognition first.",
                    field
                )
                {
                    Related = [id],
                };
        }
    }

    static async Task AwardsHold(ReadSession read, Matters m, PartialDate on, CancellationToken cancel)
    {
        if (m.Awards.IsEmpty)
            return;
        var held = (
            await read.Query(
                $"select f.stream_id, f.person, {ReadSession.Valid("f", on.Latest)} from {Table<AwardFact>()} f where {read.Known("f")} and f.stream_id = any($1)",
                r => (Id: r.GetGuid(0), Person: r.GetGuid(1), Stands: r.GetBoolean(2)),
                cancel,
                (object)m.Awards.ToArray()
            )
        ).ToLookup(h => h.Id);
        foreach (var (i, id) in m.Awards.Index())
        {
            if (!held[id].Any(h => m.People.Contains(h.Person)))
                throw new Rejected(
                    "CITED_NOT_THEIRS",
                    "Người được đề nghị không có khen thưởng này trong sổ.",
                    "The nominee has no such award on record.",
                    $"award_ids[{i}]"
                )
                {
                    Related = [id],
                };
            if (!held[id].Any(h => h.Stands))
                throw new Rejected(
                    "AWARD_REVOKED",
                    "Danh hiệu, giải thưởng này đã bị thu hồi hoặc chưa có vào ngày ấy; không làm căn cứ được nữa.",
                    "This award has been revoked, or is not yet held on that day; nothing can rest on it.",
                    $"award_ids[{i}]"
                )
                {
                    Related = [id],
                };
        }
    }

    static async Task<Matters> MattersOf(ReadSession read, Guid id, NominationFact it, CancellationToken cancel)
    {
        var cited = await read.Facts<CitedFact>("f.stream_id = $1 order by f.key", cancel, id);
        return new(
            it.Cycle,
            it.Programme,
            it.Year,
            it.Work,
            it.Field,
            it.Unit,
            [.. await Nominees(read, id, cancel)],
            [.. cited.Where(c => !c.Fact.Award).Select(c => c.Fact.Cited)],
            [.. cited.Where(c => c.Fact.Award).Select(c => c.Fact.Cited)]
        );
    }

    static async Task<Guid[]> Nominees(ReadSession read, Guid id, CancellationToken cancel) =>
        [
            .. (await read.Facts<NomineeFact>("f.stream_id = $1 order by f.place", cancel, id)).Select(n =>
                n.Fact.Person
            ),
        ];

    // As it stands that day; before it was opened, as it was opened.
    static async Task<CycleFact?> Cycle(ReadSession read, Guid id, PartialDate on, CancellationToken cancel)
    {
        var rows = await read.Facts<CycleFact>("f.stream_id = $1 order by f.valid_from", cancel, id);
        return rows.LastOrDefault(r => r.Fact.Valid.ClaimedFrom <= on.Latest).Fact ?? rows.FirstOrDefault().Fact;
    }

    static async Task<Terms> Terms(
        ReadSession read,
        Guid programme,
        CycleFact cycle,
        PartialDate on,
        CancellationToken cancel
    ) =>
        (await Programmes.Of(read, on.Latest, cancel))[programme] is var p
            ? new(
                p?.ForWorks ?? false,
                cycle.Fields,
                cycle.Prizes,
                p?.Criteria ?? [],
                cycle.Screening,
                cycle.Submission
            )
            : null!;
}
