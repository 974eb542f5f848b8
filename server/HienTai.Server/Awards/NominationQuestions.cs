using Grpc.Core;
using HienTai.Domain.Awards;
using HienTai.Domain.Kernel;
using HienTai.Domain.Personnel;
using HienTai.Server.Access;
using HienTai.Server.Pipeline;
using static HienTai.Server.Pipeline.FactTable;
using Wire = HienTai.Awards.V1;

namespace HienTai.Server.Awards;

/// <summary>
/// The questions about nominations and the awards that came of them, each at a TimePoint and as far as the reader sees
/// people.
/// </summary>
public sealed class NominationQuestions(Registrar registrar, Histories histories)
{
    public async Task<Wire.GetNominationResponse> Get(Wire.GetNominationRequest request, ServerCallContext call)
    {
        var cancel = call.CancellationToken;
        var id = Reading.Of(r => r.Id(request.Id, "id"));
        await using var read = await registrar.Open(call, request.At);
        var rows = await Sees(read, id, cancel)
            ? await read.Facts<NominationFact>(
                $"f.stream_id = $1 and f.valid_from <= date '{read.On:yyyy-MM-dd}' order by f.valid_from",
                cancel,
                id
            )
            : [];
        if (rows is not [.., var last])
            throw Nobody(read);
        return new() { At = read.Moment, Nomination = (await Told(read, [last], rows, cancel))[0] };
    }

    public async Task<Wire.ListNominationsResponse> List(Wire.ListNominationsRequest request, ServerCallContext call)
    {
        var cancel = call.CancellationToken;
        var asked = Reading.Of(r => FilterOf(r, request));
        var page = PageToken.Read(request.PageToken, request, call.Reader.Account);
        await using var read = await registrar.Open(call, request.At, page);
        var values = new List<object?>();
        string Value(object? value)
        {
            values.Add(value);
            return $"${values.Count}";
        }
        var where = await Matching(read, asked, Value, cancel);
        var total = (
            await read.Query(
                $"select count(*)::int from {Table<NominationFact>()} f where {where}",
                r => r.GetInt32(0),
                cancel,
                [.. values]
            )
        )[0];
        var offset = page?.Offset ?? 0;
        var ids = await read.Query(
            $"select f.stream_id from {Table<NominationFact>()} f join lateral (select min(p.sort_key collate \"C\") as key from {Table<NomineeFact>()} n join {Table<PersonSearchFact>()} p on p.stream_id = n.person and {read.Known("p")} and {read.Valid("p")} where n.stream_id = f.stream_id and {read.Known("n")} and {read.Sight.People("n.person", read.On, Value)}) who on true where {where} order by f.year desc, who.key, f.stream_id limit {asked.Size} offset {offset}",
            r => r.GetGuid(0),
            cancel,
            [.. values]
        );
        var found = (
            await read.Facts<NominationFact>(
                $"f.stream_id = any($1) and {read.Valid("f")}",
                cancel,
                (object)ids.ToArray()
            )
        ).ToDictionary(f => f.Stream);
        var response = new Wire.ListNominationsResponse
        {
            At = read.Moment,
            TotalSize = total,
            Nominations = { await Told(read, [.. ids.Select(i => found[i])], null, cancel) },
        };
        if (offset + ids.Count < total)
            response.NextPageToken = PageToken
                .At(read, request, call.Reader.Account, offset + ids.Count, total, [])
                .ToString();
        return response;
    }

    sealed record Filter(Guid? Cycle, Guid? Unit, Guid? Person, int Size, int[] Steps);

    static Filter FilterOf(Reading r, Wire.ListNominationsRequest request) =>
        new(
            r.OptionalId(request.CycleId, "cycle_id"),
            r.OptionalId(request.UnitId, "unit_id"),
            r.OptionalId(request.PersonId, "person_id"),
            r.PageSize(request.PageSize, 50, 200),
            [.. request.Steps.Select((s, i) => (int)r.Enum<Wire.NominationStep, NominationStep>(s, $"steps[{i}]"))]
        );

    /// <summary>SQL for the nominations of a filter that are in reach on the day.</summary>
    static async Task<string> Matching(
        ReadSession read,
        Filter asked,
        Func<object?, string> value,
        CancellationToken cancel
    )
    {
        var where = $"{read.Known("f")} and {read.Valid("f")} and {Seen(read, "f.stream_id", value)}";
        // Awards recorded straight from their papers are of no cycle, and still of its programme and year.
        if (asked.Cycle is { } cycle && await AwardQuestions.One(read, cycle, cancel) is var c)
            where += $" and f.programme = {value(c.Programme)} and f.year = {value(c.Year)}";
        if (asked.Steps.Length > 0)
            where += $" and f.step = any({value(asked.Steps)})";
        if (asked.Unit is { } unit)
            where += $" and f.unit in {Below.Sql(read, value(unit))}";
        if (asked.Person is { } person)
            where +=
                $" and exists (select from {Table<NomineeFact>()} w where w.stream_id = f.stream_id and {read.Known("w")} and w.person = {value(person)} and {read.Sight.People("w.person", read.On, value)})";
        return where;
    }

    public async Task<Wire.GetNominationHistoryResponse> History(
        Wire.GetNominationHistoryRequest request,
        ServerCallContext call
    )
    {
        var cancel = call.CancellationToken;
        var id = Reading.Of(r => r.Id(request.Id, "id"));
        await using var read = await registrar.Open(call, request.At);
        return await Sees(read, id, cancel) && await histories.Of(read, id, cancel) is { Count: > 0 } entries
            ? new() { At = read.Moment, Entries = { entries } }
            : throw Nobody(read);
    }

    public async Task<Wire.ListAwardsResponse> Awards(Wire.ListAwardsRequest request, ServerCallContext call)
    {
        var cancel = call.CancellationToken;
        var asked = Reading.Of(r =>
            (
                Person: r.OptionalId(request.PersonId, "person_id"),
                Unit: r.OptionalId(request.UnitId, "unit_id"),
                Programme: r.OptionalId(request.ProgrammeId, "programme_id"),
                Year: request.Year == 0 ? 0 : r.Number(request.Year, "year", 1990, 2199),
                Size: r.PageSize(request.PageSize, 50, 200)
            )
        );
        var page = PageToken.Read(request.PageToken, request, call.Reader.Account);
        await using var read = await registrar.Open(call, request.At, page);
        var values = new List<object?>();
        string Value(object? value)
        {
            values.Add(value);
            return $"${values.Count}";
        }
        var where = $"f.valid_from <= date '{read.On:yyyy-MM-dd}' and {read.Sight.People("f.person", read.On, Value)}";
        if (asked.Person is { } person)
            where += $" and f.person = {Value(person)}";
        if (asked.Unit is { } unit)
            where += $" and f.unit in {Below.Sql(read, Value(unit))}";
        if (asked.Programme is { } programme)
            where += $" and f.programme = {Value(programme)}";
        if (asked.Year is not 0)
            where += $" and f.year = {Value(asked.Year)}";
        var total = (
            await read.Query(
                $"select count(*)::int from {Table<AwardFact>()} f where {read.Known("f")} and {where}",
                r => r.GetInt32(0),
                cancel,
                [.. values]
            )
        )[0];
        var offset = page?.Offset ?? 0;
        var found = await read.Facts<AwardFact>(
            $"{where} order by f.year desc, f.valid_from desc, f.stream_id, f.key limit {asked.Size} offset {offset}",
            cancel,
            [.. values]
        );
        var (programmes, bases) = (
            await Programmes.Of(read, read.On, cancel),
            await Bases.Of(read, found.Select(f => f.KnownFrom), found.Select(f => f.Fact.Paper), cancel)
        );
        var titles = await Titles.Of(
            read,
            found.SelectMany(f => new[] { f.Fact.Person, f.Fact.Unit, f.Fact.Work ?? f.Fact.Unit }),
            cancel
        );
        var cycles = await Cycles(read, found.Select(f => f.Fact.Cycle), cancel);
        var response = new Wire.ListAwardsResponse
        {
            At = read.Moment,
            TotalSize = total,
            Awards = { found.Select(f => Told(f, read.On, programmes, cycles, titles, bases)) },
        };
        if (offset + found.Count < total)
            response.NextPageToken = PageToken
                .At(read, request, call.Reader.Account, offset + found.Count, total, [])
                .ToString();
        return response;
    }

    static Wire.Award Told(
        FactRow<AwardFact> f,
        DateOnly on,
        Programmes programmes,
        Dictionary<Guid, CycleFact> cycles,
        Titles titles,
        Bases bases
    )
    {
        var programme = programmes[f.Fact.Programme];
        return new()
        {
            NominationId = f.Stream.ToString(),
            PersonId = f.Fact.Person.ToString(),
            FullName = titles[f.Fact.Person, on],
            ProgrammeId = f.Fact.Programme.ToString(),
            ProgrammeCode = programme?.Code ?? "",
            ProgrammeName = Name(programmes, f.Fact.Programme),
            Kind = programme is { } p ? WireEnum<Wire.ProgrammeKind, ProgrammeKind>.Wire[p.Kind] : 0,
            Level = programme is { } l ? WireEnum<Wire.AwardLevel, AwardLevel>.Wire[l.Level] : 0,
            Year = f.Fact.Year,
            PrizeName = Prize(programmes, cycles, f.Fact.Programme, f.Fact.Cycle, f.Fact.Prize),
            Period = f.Fact.Valid.Wire,
            UnitId = f.Fact.Unit.ToString(),
            UnitName = titles[f.Fact.Unit, f.Fact.Valid.ClaimedFrom],
            WorkId = $"{f.Fact.Work}",
            WorkTitle = f.Fact.Work is { } w ? titles[w, on] : "",
            Source = bases[f.KnownFrom, f.Fact.Paper],
        };
    }

    public async Task<Wire.CountAwardsResponse> Count(Wire.CountAwardsRequest request, ServerCallContext call)
    {
        var cancel = call.CancellationToken;
        var unit = Reading.Of(r => r.OptionalId(request.UnitId, "unit_id"));
        await using var read = await registrar.Open(call, request.At);
        var values = new List<object?>();
        string Value(object? value)
        {
            values.Add(value);
            return $"${values.Count}";
        }
        var programmes = await Programmes.Of(read, read.On, cancel);
        var where =
            $"{read.Known("f")} and {read.Valid("f")} and {read.Sight.People("f.person", read.On, Value)}{(unit is { } u ? $" and f.unit in {Below.Sql(read, Value(u))}" : "")}";
        var counts = await read.Query(
            $"select f.programme, f.year, count(distinct f.person)::int from {Table<AwardFact>()} f where {where} group by 1, 2",
            r => (Programme: r.GetGuid(0), Year: r.GetInt32(1), People: r.GetInt32(2)),
            cancel,
            [.. values]
        );
        return new()
        {
            At = read.Moment,
            Counts =
            {
                counts
                    .Where(c => programmes[c.Programme] is not null)
                    .Select(c => (c, P: programmes[c.Programme]!))
                    .OrderByDescending(x => x.c.Year)
                    .ThenBy(x => x.P.Kind)
                    .ThenBy(x => x.P.Level)
                    .ThenBy(x => x.P.Code, StringComparer.Ordinal)
                    .Select(x => new Wire.AwardCount
                    {
                        ProgrammeId = x.c.Programme.ToString(),
                        ProgrammeCode = x.P.Code,
                        ProgrammeName = Words.Both(x.P.Vi, x.P.En),
                        Kind = WireEnum<Wire.ProgrammeKind, ProgrammeKind>.Wire[x.P.Kind],
                        Level = WireEnum<Wire.AwardLevel, AwardLevel>.Wire[x.P.Level],
                        Year = x.c.Year,
                        People = x.c.People,
                    }),
            },
        };
    }

    /// <summary>SQL that is true for nominations with a nominee in reach.</summary>
    public static string Seen(ReadSession read, string column, Func<object?, string> value) =>
        $"exists (select from {Table<NomineeFact>()} a where a.stream_id = {column} and {read.Known("a")} and {read.Sight.People("a.person", read.On, value)})";

    static async Task<bool> Sees(ReadSession read, Guid id, CancellationToken cancel)
    {
        var values = new List<object?> { id };
        return (
            await read.Query(
                $"select {Seen(read, "$1::uuid", v => { values.Add(v); return $"${values.Count}"; })}",
                r => r.GetBoolean(0),
                cancel,
                [.. values]
            )
        )[0];
    }

    static async Task<List<Wire.Nomination>> Told(
        ReadSession read,
        List<FactRow<NominationFact>> found,
        List<FactRow<NominationFact>>? steps,
        CancellationToken cancel
    )
    {
        if (found.Count == 0)
            return [];
        var records = await NominationRecords.Of(read, found, steps, cancel);
        return [.. found.Select(records.Told)];
    }

    internal static async Task<Dictionary<Guid, CycleFact>> Cycles(
        ReadSession read,
        IEnumerable<Guid?> ids,
        CancellationToken cancel
    ) =>
        (await read.Facts<CycleFact>("f.stream_id = any($1)", cancel, ids.OfType<Guid>().Distinct().ToArray()))
            .GroupBy(c => c.Stream)
            .ToDictionary(g => g.Key, g => g.OrderBy(c => c.Fact.Valid.ClaimedFrom).Last().Fact);

    internal static Rpc.V1.Text? Name(Programmes programmes, Guid id) =>
        programmes[id] is { } p ? Words.Both(p.Vi, p.En) : null;

    internal static Rpc.V1.Text? Prize(
        Programmes programmes,
        IReadOnlyDictionary<Guid, CycleFact> cycles,
        Guid programme,
        Guid? cycle,
        string prize
    ) =>
        AwardWire.Named(
            cycle is { } id && cycles.TryGetValue(id, out var c) && c.Prizes.Count > 0
                ? c.Prizes
                : programmes[programme]?.Prizes ?? [],
            prize
        );

    internal static NotOnRecord Nobody(ReadSession read) =>
        new(
            $"Không có hồ sơ này vào ngày {read.On:dd/MM/yyyy}, theo hiểu biết ở vị trí sổ {read.Position}.",
            $"There is no such record on {read.On:yyyy-MM-dd} as known at ledger position {read.Position}."
        );
}
