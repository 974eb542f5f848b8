using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using HienTai.Domain.Kernel;
using HienTai.Registry.V1;
using HienTai.Server.Pipeline;
using HienTai.Server.Vault;
using Microsoft.Extensions.Hosting;
using Npgsql;

namespace HienTai.Server.Ledger;

/// <summary>The registry as a whole: where it stands, who asks, and whether its derived tables are what its events say.</summary>
public sealed class RegistryService(Registrar registrar, Rebuild rebuild, PersonKeys keys, NpgsqlDataSource database, IHostEnvironment environment) : HienTai.Registry.V1.RegistryService.RegistryServiceBase
{
    public override async Task<GetRegistryResponse> GetRegistry(GetRegistryRequest request, ServerCallContext call)
    {
        var (actor, cancel) = (Actors.Asking(call), call.CancellationToken);
        await using var read = await registrar.Open(request.At, cancel);
        var settings = (await read.Query("select name, value from setting", r => (r.GetString(0), r.GetString(1)), cancel)).ToDictionary(s => s.Item1, s => s.Item2);
        var days = await read.Query("""
            select (recorded_at at time zone 'Asia/Ho_Chi_Minh')::date, count(*), count(*) filter (where entry_kind in (2, 4)), max(position) from ledger where position <= $1 group by 1 order by 1
            """, r => new LedgerDay { Day = r.GetFieldValue<DateOnly>(0).ToString("yyyy-MM-dd"), Events = (int)r.GetInt64(1), Corrections = (int)r.GetInt64(2), LastPosition = r.GetInt64(3) }, cancel, read.Position);
        var first = await read.Query("select recorded_at from ledger where position = 1", r => r.GetFieldValue<DateTimeOffset>(0), cancel);
        var root = await read.Query($"select name from fact_unit u where {read.Known("u")} and {read.Valid("u")} and u.parent is null limit 1", r => r.GetString(0), cancel);
        return new()
        {
            At = read.Moment,
            Name = root.FirstOrDefault() ?? "",
            Sample = settings.ContainsKey("sample"),
            SampleToday = settings.GetValueOrDefault("sample_today", ""),
            Actor = actor is null ? null : Wire(actor),
            ActingAs = { environment.IsDevelopment() ? Actors.ActingAs.Select(Wire) : [] },
            FirstRecordedTime = first.Count > 0 ? first[0].ToTimestamp() : null,
            Days = { days },
        };
    }

    public override async Task CheckRebuild(CheckRebuildRequest request, IServerStreamWriter<CheckRebuildResponse> responses, ServerCallContext call)
    {
        if (request.At is { } at && (at.ValidOn.Length > 0 || at.KnownCase is not Rpc.V1.TimePoint.KnownOneofCase.None))
            throw new Rejected("REBUILD_IS_OF_NOW", "Chỉ đối chiếu được hiện tại; hãy bỏ thời điểm.", "Only the present can be checked; leave the TimePoint out.", "at");
        await foreach (var progress in rebuild.Check(call.CancellationToken)) await responses.WriteAsync(progress);
    }

    public override async Task<RotateMasterKeyResponse> RotateMasterKey(RotateMasterKeyRequest request, ServerCallContext call)
    {
        Reading.Of(read => read.Id(request.RequestId, "request_id"));
        var (master, count) = await keys.Rotate(database, call.CancellationToken);
        return new() { Master = master, Keys = count };
    }

    static HienTai.Registry.V1.Actor Wire(Pipeline.Actor actor) => new() { Name = actor.Name, Title = new() { Vi = actor.TitleVi, En = actor.TitleEn } };
}
