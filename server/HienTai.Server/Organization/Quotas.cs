using Grpc.Core;
using HienTai.Domain.Kernel;
using HienTai.Domain.Organization;
using HienTai.Organization.V1;
using HienTai.Server.Access;
using HienTai.Server.Pipeline;
using QuotaType = HienTai.Domain.Organization.QuotaType;
using Wire = HienTai.Organization.V1;

namespace HienTai.Server.Organization;

/// <summary>The questions about quotas, each at a TimePoint. How many are present is asked of the reports.</summary>
public sealed class Quotas(Registrar registrar, Histories histories)
{
    public async Task<GetQuotaResponse> Get(GetQuotaRequest request, ServerCallContext call)
    {
        var cancel = call.CancellationToken;
        var name = Reading.Of(read => QuotaName.Of(read, request.UnitId, request.Type, request.Year));
        await using var session = await registrar.Open(call, request.At);
        var found = await session.Facts<QuotaFact>("f.stream_id = $1 order by f.valid_from", cancel, name.Id);
        return found.Count == 0
            ? throw Missing(session)
            : new()
            {
                At = session.Moment,
                Quota = (await Described(session, [.. found.GroupBy(f => f.Stream)], cancel))[0],
            };
    }

    public async Task<ListQuotasResponse> List(ListQuotasRequest request, ServerCallContext call)
    {
        var cancel = call.CancellationToken;
        var (unit, year, type, size) = Reading.Of(read =>
            (
                read.OptionalId(request.UnitId, "unit_id"),
                request.Year == 0
                    ? (int?)null
                    : read.Number(
                        request.Year,
                        "year",
                        Domain.Organization.Quota.FirstYear,
                        Domain.Organization.Quota.LastYear
                    ),
                request.Type is 0 ? (QuotaType?)null : read.Enum<Wire.QuotaType, QuotaType>(request.Type, "type"),
                read.PageSize(request.PageSize, 200, 500)
            )
        );
        var page = PageToken.Read(request.PageToken, request, call.Reader.Account);
        await using var session = await registrar.Open(call, request.At, page);
        var (where, values) = ("true", new List<object?>());
        void And(string condition, object value)
        {
            values.Add(value);
            where += $" and {condition} ${values.Count}";
        }
        if (year is { } only)
            And("f.year =", only);
        if (type is { } one)
            And("f.type =", (int)one);
        if (unit is { } top && !request.Below)
            And("f.unit =", top);
        if (unit is { } root && request.Below)
        {
            values.Add(root);
            where += $" and f.unit in {Below.Sql(session, $"${values.Count}")}";
        }
        var found = (await session.Facts<QuotaFact>($"{where} order by f.valid_from", cancel, [.. values]))
            .GroupBy(f => f.Stream)
            .ToArray();
        var titles = await Titles.Of(session, found.Select(g => g.First().Fact.Unit), cancel);
        var ordered = found
            .OrderByDescending(g => g.First().Fact.Year)
            .ThenBy(g => g.First().Fact.Type)
            .ThenBy(
                g => VietnameseText.TextKey(titles[g.First().Fact.Unit, LastDay(g.First().Fact.Year)]),
                StringComparer.Ordinal
            )
            .ThenBy(g => g.Key);
        var offset = page?.Offset ?? 0;
        var response = new ListQuotasResponse
        {
            At = session.Moment,
            TotalSize = found.Length,
            Quotas = { await Described(session, [.. ordered.Skip(offset).Take(size)], cancel) },
        };
        if (offset + size < found.Length)
            response.NextPageToken = PageToken
                .At(session, request, call.Reader.Account, offset + size, found.Length, [])
                .ToString();
        return response;
    }

    public async Task<ListQuotaTypesResponse> Types(ListQuotaTypesRequest request, ServerCallContext call)
    {
        await using var session = await registrar.Open(call, request.At);
        return new()
        {
            At = session.Moment,
            Types_ =
            {
                QuotaTypes.All.Select(t => new QuotaTypeEntry
                {
                    Type = WireEnum<Wire.QuotaType, QuotaType>.Wire[t.Type],
                    Code = t.Code,
                    Name = Words.Both(t.Name.Vi, t.Name.En),
                    Basis = Words.Both(t.Basis.Vi, t.Basis.En),
                    Until = t.Until is { } until ? $"{until:yyyy-MM-dd}" : "",
                    Verified = t.Verified,
                    Categories = { t.Counts.Order().Select(c => FactColumn.Snake($"{c}")) },
                }),
            },
        };
    }

    public async Task<GetQuotaHistoryResponse> History(GetQuotaHistoryRequest request, ServerCallContext call)
    {
        var name = Reading.Of(read => QuotaName.Of(read, request.UnitId, request.Type, request.Year));
        await using var session = await registrar.Open(call, request.At);
        var entries = await histories.Of(session, name.Id, call.CancellationToken);
        return entries.Count == 0 ? throw Missing(session) : new() { At = session.Moment, Entries = { entries } };
    }

    static async Task<List<Wire.Quota>> Described(
        ReadSession read,
        IReadOnlyList<IGrouping<Guid, FactRow<QuotaFact>>> quotas,
        CancellationToken cancel
    )
    {
        var rows = quotas.SelectMany(q => q).ToArray();
        var sources = await Bases.Of(read, rows.Select(r => r.KnownFrom), rows.Select(r => r.Fact.Paper), cancel);
        var titles = await Titles.Of(read, rows.Select(r => r.Fact.Unit), cancel);
        var versions = (
            await read.Query(
                "select stream_id, max(version) from ledger where stream_id = any($1) and position <= $2 group by 1",
                r => (r.GetGuid(0), r.GetInt64(1)),
                cancel,
                quotas.Select(q => q.Key).ToArray(),
                read.Position
            )
        ).ToDictionary(v => v.Item1, v => v.Item2);
        return
        [
            .. quotas.Select(q =>
            {
                var last = q.Last().Fact;
                return new Wire.Quota
                {
                    Id = q.Key.ToString(),
                    Version = versions[q.Key],
                    UnitId = last.Unit.ToString(),
                    UnitName = titles[last.Unit, LastDay(last.Year)],
                    Type = WireEnum<Wire.QuotaType, QuotaType>.Wire[last.Type],
                    Year = last.Year,
                    Count = (
                        q.LastOrDefault(r => r.Fact.Valid.Holds(read.On)).Fact
                        ?? (read.On.Year == last.Year ? null : last)
                    )?.Count
                        ?? 0,
                    Spans = { q.Select(r => Span(r, sources)) },
                };
            }),
        ];
    }

    static QuotaSpan Span(FactRow<QuotaFact> row, Bases sources)
    {
        var span = new QuotaSpan
        {
            Period = row.Fact.Valid.Wire,
            Count = row.Fact.Count,
            Source = sources[row.KnownFrom, row.Fact.Paper],
        };
        if (row.Fact.Delta is { } delta)
            span.Delta = delta;
        return span;
    }

    static DateOnly LastDay(int year) => new(year, 12, 31);

    static NotOnRecord Missing(ReadSession read) =>
        new(
            $"Chưa ghi số được giao nào như vậy, theo hiểu biết ở vị trí sổ {read.Position}.",
            $"No such quota is on record as known at ledger position {read.Position}."
        );
}
