using Grpc.Core;
using HienTai.Domain.Kernel;
using HienTai.Domain.Personnel;
using HienTai.Personnel.V1;
using HienTai.Server.Access;
using HienTai.Server.Pipeline;
using static HienTai.Server.Pipeline.FactTable;
using DataClass = HienTai.Domain.Kernel.DataClass;
using DuplicateVerdict = HienTai.Domain.Personnel.DuplicateVerdict;
using Wire = HienTai.Personnel.V1;

namespace HienTai.Server.Personnel;

/// <summary>
/// The worklist of records that may be of one person. Two people are on it if the reader sees both, whatever they are
/// alike in; a number is told of only to whoever may open numbers.
/// </summary>
public sealed class Duplicates(Registrar registrar, Histories histories, IOtherTrees trees)
{
    const int Most = 5_000;

    sealed record Asked(Guid? Unit, DuplicateVerdict Verdict, Guid[] Ids)
    {
        public static Asked Of(Reading read, ListPossibleDuplicatesRequest r) =>
            new(
                read.OptionalId(r.UnitId, "unit_id"),
                read.Enum<Wire.DuplicateVerdict, DuplicateVerdict>(r.Verdict, "verdict", none: (DuplicateVerdict)0),
                r.Ids.Count <= 200
                    ? [.. r.Ids.Select((id, i) => read.Id(id, $"ids[{i}]"))]
                    : read.Fault<Guid[]>(
                        "ids",
                        $"Có {r.Ids.Count} người; nhiều nhất là 200.",
                        $"There are {r.Ids.Count} people; at most 200.",
                        []
                    )
            );
    }

    sealed record Found(Guid First, Guid Second, int[] Why, DuplicateVerdict Verdict, long Position);

    public async Task<ListPossibleDuplicatesResponse> List(
        ListPossibleDuplicatesRequest request,
        ServerCallContext call
    )
    {
        var cancel = call.CancellationToken;
        var (asked, size) = Reading.Of(r => (Asked.Of(r, request), r.PageSize(request.PageSize, 50, 200)));
        var page = PageToken.Read(request.PageToken, request, call.Reader.Account);
        await using var read = await registrar.Open(call, request.At, page);
        var found = await Pairs(read, asked, cancel);
        var offset = page?.Offset ?? 0;
        var shown = found.Skip(offset).Take(size).ToArray();
        var ids = shown.SelectMany(p => new[] { p.First, p.Second }).Distinct().ToArray();
        var rows = (await PersonRows.Of(read, ids, birth: true, null, cancel)).ToDictionary(r => Guid.Parse(r.Id));
        var judged = shown.Where(p => p.Position > 0).Select(p => p.Position).ToArray();
        var sources = await Histories.Sources(read, judged, cancel);
        var response = new ListPossibleDuplicatesResponse { At = read.Moment, TotalSize = found.Count };
        foreach (var pair in shown)
            response.Pairs.Add(
                new Wire.PossibleDuplicate
                {
                    First = rows[pair.First],
                    Second = rows[pair.Second],
                    Why = { pair.Why.Select(w => (Likeness)w) },
                    Verdict = (Wire.DuplicateVerdict)(int)pair.Verdict,
                    Source = sources.GetValueOrDefault(pair.Position),
                }
            );
        if (offset + size < found.Count)
            response.NextPageToken = PageToken
                .At(read, request, call.Reader.Account, offset + size, found.Count, [])
                .ToString();
        return response;
    }

    public async Task<GetDuplicateHistoryResponse> History(GetDuplicateHistoryRequest request, ServerCallContext call)
    {
        var cancel = call.CancellationToken;
        var (first, second) = Reading.Of(r => (r.Id(request.FirstId, "first_id"), r.Id(request.SecondId, "second_id")));
        await using var read = await registrar.Open(call, request.At);
        var sights = await read.Sight.Of(read, [first, second], cancel);
        foreach (var (id, field) in ((Guid, string)[])[(first, "first_id"), (second, "second_id")])
            if (!sights[id].Basic.Any)
                throw Refuse.NotOnRecord(new("person", id, field));
        return new()
        {
            At = read.Moment,
            Entries = { await histories.Of(read, Domain.Personnel.PossibleDuplicate.Id(first, second), cancel) },
        };
    }

    async Task<List<Found>> Pairs(ReadSession read, Asked asked, CancellationToken cancel)
    {
        var where = new Conditions();
        var seen = read.Sight.People("p.stream_id", read.On, where.Value);
        var numbers = read.Sight.People("n.stream_id", read.On, where.Value, reads: DataClass.IdentityNumber);
        var among = asked.Ids.Length == 0 ? "true" : $"p.stream_id = any({where.Value(asked.Ids)})";
        var within = asked.Unit is { } top ? await Within(read, top, cancel) : null;
        var serves = within is null
            ? "true"
            : $"exists (select from {Table<AssignmentFact>()} a where a.stream_id in (l.first, l.second) and {read.Known("a")} and {read.Valid("a")} and {within.Sql("a", where.Value)})";
        var (verdict, judged) = (where.Value((int)asked.Verdict), Table<PossibleDuplicateFact>());
        var (people, papers, diplomas, served) = (
            Table<PersonSearchFact>(),
            Table<IdentityNumberFact>(),
            Table<DiplomaNumberFact>(),
            Table<AssignmentFact>()
        );
        return await read.Query(
            $"""
            with p as (select distinct on (p.stream_id) p.stream_id as id, p.alike, p.birth,
                    p.personal_number as number, p.sort_key
                from {people} p where {read.Known("p")} and {read.Valid("p")} and p.alike <> ''
                    and p.birth is not null and {seen} and {among}),
            n as (select n.stream_id as id, n.number from {papers} n where {read.Known("n")} and {numbers}),
            named as (select a.id as first, b.id as second,
                    starts_with(a.birth, b.birth) or starts_with(b.birth, a.birth) as born
                from p a join p b on a.alike = b.alike and a.id < b.id
                where (a.number = '' or b.number = '' or a.number = b.number)
                    and (left(a.birth, 4) = left(b.birth, 4)
                        or length(a.birth) = 10 and substr(a.birth, 5) = substr(b.birth, 5))),
            likeness(first, second, why) as (
                select a.id, b.id, {(int)Likeness.Number} from n a join n b on a.number = b.number and a.id < b.id
                union select first, second, {(int)Likeness.NameAndBirth} from named where born
                union select x.stream_id, y.stream_id, {(int)Likeness.Diploma} from {diplomas} x
                    join {diplomas} y on y.issued = x.issued and x.stream_id < y.stream_id
                    where x.issued <> '' and {read.Known("x")} and {read.Known("y")}
                union select first, second, {(int)Likeness.NameAndUnit} from named where not born and exists (
                    select from {served} x join {served} y on y.unit = x.unit and y.stream_id = second
                    where x.stream_id = first and {read.Known("x")} and {read.Known("y")})),
            l as (select first, second, array_agg(why order by why) as why from likeness group by first, second)
            select l.first, l.second, l.why, coalesce(v.verdict, 0), coalesce(v.known_from, 0) from l
                join p a on a.id = l.first join p b on b.id = l.second
                left join {judged} v on v.first = l.first and v.second = l.second and {read.Known("v")}
            where coalesce(v.verdict, 0) = {verdict} and {serves}
            order by l.why[1], a.sort_key collate "C", l.first, l.second limit {Most}
            """,
            r => new Found(
                r.GetGuid(0),
                r.GetGuid(1),
                r.GetFieldValue<int[]>(2),
                (DuplicateVerdict)r.GetInt32(3),
                r.GetInt64(4)
            ),
            cancel,
            [.. where.Values]
        );
    }

    async Task<Serving> Within(ReadSession read, Guid top, CancellationToken cancel) =>
        await trees.OfTheDay(read, cancel) is { } tree
            ? await Serving.On(read, tree, top, cancel)
            : await Serving.Under(read, top, cancel);
}
