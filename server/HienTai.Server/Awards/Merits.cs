using HienTai.Domain.Awards;
using HienTai.Domain.Contributions;
using HienTai.Domain.Kernel;
using HienTai.Domain.Personnel;
using HienTai.Server.Pipeline;
using static HienTai.Server.Pipeline.FactTable;

namespace HienTai.Server.Awards;

/// <summary>What is on record about some people as far as criteria look, as believed by a session, on a day.</summary>
public sealed class Merits
{
    ILookup<Guid, Deed> deeds = Array.Empty<Deed>().ToLookup(_ => Guid.Empty);

    public IEnumerable<Deed> this[Guid person] => deeds[person];

    /// <param name="people">Whose; null means everybody's.</param>
    public static async Task<Merits> Of(
        ReadSession read,
        IReadOnlyCollection<Guid>? people,
        DateOnly on,
        Programmes programmes,
        CancellationToken cancel
    )
    {
        var (only, values) = (
            people is null ? (Func<string, string>)(_ => "true") : column => $"{column} = any($1)",
            people is null ? Array.Empty<object?>() : [people.ToArray()]
        );
        var all = await read.Query(
            $"select f.person, f.stream_id, f.programme, f.year from {Table<AwardFact>()} f where {read.Known("f")} and {ReadSession.Valid("f", on)} and {only("f.person")}",
            r =>
                (
                    Person: r.GetGuid(0),
                    Deed: new Deed(
                        Matter.Title,
                        r.GetGuid(1),
                        programmes[r.GetGuid(2)]?.Code ?? "",
                        default,
                        r.GetInt32(3)
                    )
                ),
            cancel,
            values
        );
        // Levels of awards and of recognitions are numbered alike.
        all.AddRange(
            await read.Query(
                $"select w.person, f.stream_id, f.level, extract(year from f.valid_from)::int from {Table<RecognitionFact>()} f join {Table<AuthorFact>()} w on w.stream_id = f.stream_id and {read.Known("w")} where {read.Known("f")} and {ReadSession.Valid("f", on)} and {only("w.person")}",
                r =>
                    (
                        r.GetGuid(0),
                        new Deed(Matter.Initiative, r.GetGuid(1), "", (AwardLevel)r.GetInt32(2), r.GetInt32(3))
                    ),
                cancel,
                values
            )
        );
        all.AddRange(await Served(read, on, only("f.stream_id"), values, cancel));
        return new() { deeds = all.ToLookup(x => x.Person, x => x.Deed) };
    }

    static async Task<IEnumerable<(Guid, Deed)>> Served(
        ReadSession read,
        DateOnly on,
        string whose,
        object?[] values,
        CancellationToken cancel
    ) =>
        (
            await read.Query(
                $"select f.stream_id, f.valid_from, f.valid_to from {Table<AssignmentFact>()} f where {read.Known("f")} and f.kind = {(int)AssignmentKind.Main} and f.valid_from <= date '{on:yyyy-MM-dd}' and f.valid_from > date '1900-01-01' and {whose}",
                r =>
                    (
                        Person: r.GetGuid(0),
                        Period: new Period(r.GetFieldValue<DateOnly>(1), r.GetFieldValue<DateOnly>(2))
                    ),
                cancel,
                values
            )
        )
            .GroupBy(s => s.Person, s => s.Period)
            .Select(g =>
                (
                    g.Key,
                    new Deed(Matter.Service, g.Key, "", default, g.Min(p => p.ClaimedFrom.Year)) { Served = [.. g] }
                )
            );
}

/// <summary>Every programme with its wordings, as believed by a session.</summary>
public sealed class Programmes(IEnumerable<FactRow<ProgrammeFact>> rows, DateOnly on)
{
    readonly Dictionary<Guid, List<FactRow<ProgrammeFact>>> byId = rows.GroupBy(r => r.Stream)
        .ToDictionary(g => g.Key, g => g.OrderBy(r => r.Fact.Valid.ClaimedFrom).ToList());

    public static async Task<Programmes> Of(ReadSession read, DateOnly on, CancellationToken cancel) =>
        new(await read.Facts<ProgrammeFact>("true", cancel), on);

    public IEnumerable<IReadOnlyList<FactRow<ProgrammeFact>>> All => byId.Values;

    /// <summary>
    /// The wording in force; of a programme that is not, the last before the day or else its first. Null if there is no
    /// such programme.
    /// </summary>
    public ProgrammeFact? this[Guid id] => byId.TryGetValue(id, out var all) ? Shown(all).Fact : null;

    public FactRow<ProgrammeFact> Shown(IReadOnlyList<FactRow<ProgrammeFact>> all) =>
        all.LastOrDefault(r => r.Fact.Valid.ClaimedFrom <= on) is { Fact: not null } row ? row : all[0];
}

/// <summary>What officers answered in nominations.</summary>
public static class Answers
{
    public static async Task<ILookup<Guid, CriterionAnswerFact>> Of(
        ReadSession read,
        IEnumerable<Guid> nominations,
        CancellationToken cancel
    ) =>
        (
            await read.Facts<CriterionAnswerFact>("f.stream_id = any($1)", cancel, nominations.Distinct().ToArray())
        ).ToLookup(f => f.Stream, f => f.Fact);

    public static Answer? To(this IEnumerable<CriterionAnswerFact> answers, string criterion) =>
        answers.FirstOrDefault(a => a.Criterion == criterion) is { } a ? new(a.Met, a.Because) : null;

    /// <summary>Every criterion of a programme judged for somebody.</summary>
    public static Finding[] Judge(
        this ProgrammeFact programme,
        IEnumerable<Deed> deeds,
        int year,
        IEnumerable<CriterionAnswerFact> answers
    ) => [.. Criterion.All(programme.Criteria).Select(c => c.Judge(deeds, year, answers.To(c.Code)))];
}
