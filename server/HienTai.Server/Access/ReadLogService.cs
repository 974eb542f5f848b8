using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using HienTai.Rpc.V1;
using HienTai.Server.Pipeline;
using HienTai.Server.Vault;
using Ability = HienTai.Domain.Access.Ability;
using Wire = HienTai.Access.V1;

namespace HienTai.Server.Access;

/// <summary>Who opened whose file: for the person concerned, and for auditors.</summary>
public sealed class ReadLogService(Registrar registrar) : Wire.ReadLogService.ReadLogServiceBase
{
    const int CountedTo = 10_000;

    public override async Task<Wire.ListReadsResponse> ListReads(Wire.ListReadsRequest request, ServerCallContext call)
    {
        var (cancel, reader) = (call.CancellationToken, call.Reader);
        var (person, account, size) = Reading.Of(r =>
            (
                r.OptionalId(request.PersonId, "person_id"),
                r.OptionalId(request.AccountId, "account_id"),
                r.PageSize(request.PageSize, 50, 200)
            )
        );
        var page = PageToken.Read(request.PageToken, request, reader.Account);
        await using var read = await registrar.Open(call, request.At, page);
        if (!reader.May(Ability.Audit) && !(person is not null && person == reader.Person))
            throw new NotOnRecord("Không có hồ sơ này.", "There is no such record.");
        var where = Where(request, person, account);
        var total = page?.Total
            ?? (
                await read.Query(
                    $"select count(*) from (select from read_log l where {where} limit {CountedTo}) c",
                    r => (int)r.GetInt64(0),
                    cancel,
                    [.. where.Values]
                )
            )[0];
        if (page is { After: [var after, ..] })
            where.Sql.Add($"l.position < {where.Value(long.TryParse(after, out var last) ? last : 0L)}");
        var rows = await Rows(read, where, size + 1, cancel);
        var shown = rows.Take(size).ToArray();
        await OpenReasons(read, shown, cancel);
        if (reader.May(Ability.Audit))
            await NamePeople(read, shown, cancel);
        var response = new Wire.ListReadsResponse { Reads = { shown }, TotalSize = total };
        if (rows.Count > size)
            response.NextPageToken = PageToken
                .At(read, request, reader.Account, 0, total, [shown[^1].Position.ToString()])
                .ToString();
        return response;
    }

    static Conditions Where(Wire.ListReadsRequest request, Guid? person, Guid? account)
    {
        var where = new Conditions { Sql = { "true" } };
        if (person is not null)
            where.Sql.Add($"l.person = {where.Value(person)}");
        if (account is not null)
            where.Sql.Add($"l.account = {where.Value(account)}");
        if (request.OpenedOnly)
            where.Sql.Add("l.classes && array[3, 4]");
        if (request.At?.KnownCase is TimePoint.KnownOneofCase.KnownAt)
            where.Sql.Add($"l.at <= {where.Value(request.At.KnownAt.ToDateTimeOffset())}");
        return where;
    }

    static Task<List<Wire.Read>> Rows(ReadSession read, Conditions where, int most, CancellationToken cancel) =>
        read.Query(
            $"select position, at, account, account_name, account_vi, account_en, role, person, method, classes, purpose, reason, request_id, valid_on from read_log l where {where} order by position desc limit {most}",
            r => new Wire.Read
            {
                Position = r.GetInt64(0),
                Time = r.GetFieldValue<DateTimeOffset>(1).ToTimestamp(),
                AccountId = r.GetGuid(2).ToString(),
                AccountName = r.GetString(3),
                AccountTitle = Words.Both(r.GetString(4), r.GetString(5)),
                Role = (Wire.Role)r.GetInt32(6),
                PersonId = r.IsDBNull(7) ? "" : r.GetGuid(7).ToString(),
                Method = r.GetString(8),
                Classes = { r.GetFieldValue<int[]>(9).Select(c => (DataClass)c) },
                Purpose = (Purpose)r.GetInt32(10),
                Reason = r.GetString(11),
                RequestId = r.GetString(12),
                ValidOn = r.GetFieldValue<DateOnly>(13).ToString("yyyy-MM-dd"),
            },
            cancel,
            [.. where.Values]
        );

    // A reason is sealed with the key of the person whose file was opened.
    static async Task OpenReasons(ReadSession read, Wire.Read[] shown, CancellationToken cancel)
    {
        var reasoned = shown.Where(s => s.Reason.Length > 0).ToArray();
        await read.Keys.Load(reasoned.Select(s => Guid.Parse(s.PersonId)), cancel);
        foreach (var row in reasoned)
            row.Reason = Sealing.Open(read.Keys[Guid.Parse(row.PersonId)], ReadLog.SealedReason, row.Reason) ?? "";
    }

    static async Task NamePeople(ReadSession read, Wire.Read[] shown, CancellationToken cancel)
    {
        var about = shown.Where(s => s.PersonId.Length > 0).ToArray();
        var titles = await Titles.Of(read, about.Select(s => Guid.Parse(s.PersonId)), cancel);
        foreach (var row in about)
            row.PersonName = titles[Guid.Parse(row.PersonId), DateOnly.MaxValue];
    }
}
