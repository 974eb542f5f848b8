using Google.Protobuf;
using Grpc.Core;
using HienTai.Domain.Kernel;
using HienTai.Domain.Organization;
using HienTai.Organization.V1;
using HienTai.Rpc.V1;
using HienTai.Server.Access;
using HienTai.Server.Pipeline;
using Adjusting = HienTai.Domain.Organization.AdjustQuota;
using Correcting = HienTai.Domain.Organization.CorrectQuota;
using Granting = HienTai.Domain.Organization.GrantQuota;
using Quota = HienTai.Domain.Organization.Quota;
using QuotaType = HienTai.Domain.Organization.QuotaType;
using Revoking = HienTai.Domain.Organization.RevokeQuota;
using Wire = HienTai.Organization.V1;

namespace HienTai.Server.Organization;

/// <summary>Quotas on the wire: commands through the road, questions to <see cref="Quotas"/>.</summary>
public sealed class QuotaService(Registrar registrar, Quotas quotas) : Wire.QuotaService.QuotaServiceBase
{
    public override Task<GetQuotaResponse> GetQuota(GetQuotaRequest request, ServerCallContext call) =>
        quotas.Get(request, call);

    public override Task<ListQuotasResponse> ListQuotas(ListQuotasRequest request, ServerCallContext call) =>
        quotas.List(request, call);

    public override Task<ListQuotaTypesResponse> ListQuotaTypes(
        ListQuotaTypesRequest request,
        ServerCallContext call
    ) => quotas.Types(request, call);

    public override Task<GetQuotaHistoryResponse> GetQuotaHistory(
        GetQuotaHistoryRequest request,
        ServerCallContext call
    ) => quotas.History(request, call);

    public override Task<Receipt> GrantQuota(GrantQuotaRequest r, ServerCallContext call) =>
        Record(
            r,
            r.Envelope,
            read => QuotaName.Of(read, r.UnitId, r.Type, r.Year),
            (read, name) =>
                new Granting(
                    name.Unit,
                    name.Type,
                    name.Year,
                    read.OptionalDate(r.From, "from") ?? new DateOnly(name.Year, 1, 1),
                    read.Number(r.Count, "count", 0, Quota.Most)
                ),
            call
        );

    public override Task<Receipt> AdjustQuota(AdjustQuotaRequest r, ServerCallContext call) =>
        Record(
            r,
            r.Envelope,
            read => QuotaName.Of(read, r.UnitId, r.Type, r.Year),
            (read, _) =>
                new Adjusting(
                    read.Date(r.On, "on"),
                    r.AmountCase switch
                    {
                        AdjustQuotaRequest.AmountOneofCase.Count => Count(read, r.Count),
                        AdjustQuotaRequest.AmountOneofCase.Delta => Delta(read, r.Delta),
                        _ => read.Fault(
                            "amount",
                            "Ghi số mới, hoặc số tăng giảm.",
                            "Give the new number, or how many more or fewer.",
                            new Allotment(0, null)
                        ),
                    },
                    read.Later(r.LaterEntries, "")
                ),
            call
        );

    public override Task<Receipt> CorrectQuota(CorrectQuotaRequest r, ServerCallContext call) =>
        Record(
            r,
            r.Envelope,
            read => QuotaName.Of(read, r.UnitId, r.Type, r.Year),
            (read, _) =>
            {
                var wrong = read.Date(r.WrongFrom, "wrong_from");
                return new Correcting(
                    wrong,
                    read.OptionalDate(r.RightFrom, "right_from") ?? wrong,
                    r.AmountCase switch
                    {
                        CorrectQuotaRequest.AmountOneofCase.Count => Count(read, r.Count),
                        CorrectQuotaRequest.AmountOneofCase.Delta => Delta(read, r.Delta),
                        _ => null,
                    }
                );
            },
            call
        );

    public override Task<Receipt> RevokeQuota(RevokeQuotaRequest r, ServerCallContext call) =>
        Record(r, r.Envelope, read => QuotaName.Of(read, r.UnitId, r.Type, r.Year), (_, _) => new Revoking(), call);

    static Allotment Count(Reading read, int count) => new(read.Number(count, "count", 0, Quota.Most), null);

    static Allotment Delta(Reading read, int delta) =>
        new(
            null,
            delta == 0
                ? read.Fault(
                    "delta",
                    "0 thì không đổi gì; ghi số tăng hoặc giảm.",
                    "0 changes nothing; give how many more or fewer.",
                    0
                )
                : read.Number(delta, "delta", -Quota.Most, Quota.Most)
        );

    Task<Receipt> Record(
        IMessage request,
        Envelope? envelope,
        Func<Reading, QuotaName> name,
        Func<Reading, QuotaName, QuotaCommand> command,
        ServerCallContext call
    )
    {
        var actor = call.Reader.Actor;
        var (wrapped, named, asked) = Reading.Of(read =>
            name(read) is var n
                ? (Enveloped.Of(read, envelope), n, command(read, n))
                : throw new InvalidOperationException()
        );
        DateOnly? day = asked switch
        {
            Granting c => c.From.Latest,
            Adjusting { Amount.Count: 0 } => null, // how the quota of a dissolved unit is brought to its end
            Adjusting c => c.On.Latest,
            _ => null,
        };
        var intent = new Intent(named.Id, asked, wrapped.ExpectedVersion)
        {
            References = [new("unit", named.Unit, "unit_id")],
        };
        return registrar.Record(
            new(
                wrapped.RequestId,
                Enveloped.BodyHash(request),
                actor,
                wrapped.Reason,
                wrapped.Paper,
                wrapped.ValidateOnly,
                named.Id,
                [intent]
            )
            {
                Plan = day is { } on
                    ? (read, cancel) => InForce(read, intent, named.Unit, on, asked is Granting ? "from" : "on", cancel)
                    : null,
            },
            call
        );
    }

    static async Task<IReadOnlyList<Intent>> InForce(
        ReadSession read,
        Intent intent,
        Guid unit,
        DateOnly on,
        string field,
        CancellationToken cancel
    )
    {
        var spans = (await read.Facts<UnitFact>("f.stream_id = $1 order by f.valid_from", cancel, unit)).ConvertAll(f =>
            f.Fact
        );
        if (spans.Count == 0)
            throw Refuse.NotOnRecord(new("unit", unit, "unit_id"));
        if (spans.Any(s => s.Valid.Holds(on)))
            return [intent];
        var (name, first, last) = (spans[^1].Name, spans[0].Valid.ClaimedFrom, spans.Max(s => s.Valid.ClaimedTo));
        if (on < first)
            throw new Rejected(
                "UNIT_NOT_IN_FORCE",
                $"{name} có từ {((PartialDate)first).Vi}; hãy giao từ ngày ấy trở đi.",
                $"{name} exists from {first:yyyy-MM-dd}; grant it from that day on.",
                field
            );
        var heirs = (await Successors.Of(read, [unit], on, cancel))[unit];
        var (rest, restEn) =
            field == "on"
                ? (" Số còn lại thì điều chỉnh về 0 từ ngày ấy.", " What is left is adjusted to 0 from that day.")
                : ("", "");
        // Where another unit can be chosen, that is what is wrong.
        throw new Rejected(
            "UNIT_NOT_IN_FORCE",
            $"{name} không còn từ {((PartialDate)last).Vi}; {heirs.Remedy.Vi}{rest}",
            $"{name} is no more from {last:yyyy-MM-dd}; {heirs.Remedy.En}{restEn}",
            field == "on" ? "on" : "unit_id"
        )
        {
            Related = [.. heirs.Units.Select(h => h.Id)],
        };
    }
}

/// <summary>What names a quota: its unit, type and year.</summary>
public sealed record QuotaName(Guid Unit, QuotaType Type, int Year)
{
    public Guid Id { get; } = Quota.Id(Unit, Type, Year);

    public static QuotaName Of(Reading read, string unit, Wire.QuotaType type, int year) =>
        new(
            read.Id(unit, "unit_id"),
            read.Enum<Wire.QuotaType, QuotaType>(type, "type"),
            read.Number(year, "year", Quota.FirstYear, Quota.LastYear)
        );
}
