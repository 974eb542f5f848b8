using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using HienTai.Domain.Kernel;
using HienTai.Domain.Organization;
using HienTai.Registry.V1;
using HienTai.Server.Access;
using HienTai.Server.Pipeline;
using HienTai.Server.Vault;
using Microsoft.Extensions.Hosting;
using Npgsql;
using static HienTai.Server.Pipeline.FactTable;
using Granted = HienTai.Access.V1;

namespace HienTai.Server.Ledger;

/// <summary>
/// The registry as a whole: where it stands, who asks, and whether its derived tables are what its events say.
/// </summary>
public sealed class RegistryService(
    Registrar registrar,
    Rebuild rebuild,
    Repair repair,
    PersonKeys keys,
    Continuing continuing,
    Examination examination,
    NpgsqlDataSource database,
    IHostEnvironment environment
) : HienTai.Registry.V1.RegistryService.RegistryServiceBase
{
    public override async Task<GetRegistryResponse> GetRegistry(GetRegistryRequest request, ServerCallContext call)
    {
        var (reader, cancel) = (call.ReaderIfAny, call.CancellationToken);
        await using var read = await registrar.Open(
            new Sight(reader ?? Reader.Itself, registrar.Today),
            request.At,
            cancel
        );
        var settings = (
            await read.Query("select name, value from setting", r => (r.GetString(0), r.GetString(1)), cancel)
        ).ToDictionary(s => s.Item1, s => s.Item2);
        var root = await read.Query(
            $"select name from {Table<UnitFact>()} u where {read.Known("u")} and {read.Valid("u")} and u.parent is null and not exists (select from {Table<OutsideFact>()} o where o.stream_id = u.stream_id and {read.Known("o")}) limit 1",
            r => r.GetString(0),
            cancel
        );
        var name = new GetRegistryResponse
        {
            Name = root.FirstOrDefault() ?? "",
            Sample = settings.ContainsKey("sample"),
            ActingAs = { environment.IsDevelopment() ? Actors.Demo.Select(a => Wire(a.Actor)) : [] },
        };
        if (reader is null)
            return name;
        var days = await read.Query(
            """
            select (recorded_at at time zone 'Asia/Ho_Chi_Minh')::date, count(*), count(*) filter (where entry_kind in (2, 4)), max(position) from ledger where position <= $1 group by 1 order by 1
            """,
            r => new LedgerDay
            {
                Day = r.GetFieldValue<DateOnly>(0).ToString("yyyy-MM-dd"),
                Events = (int)r.GetInt64(1),
                Corrections = (int)r.GetInt64(2),
                LastPosition = r.GetInt64(3),
            },
            cancel,
            read.Position
        );
        var first = await read.Query(
            "select recorded_at from ledger where position = 1",
            r => r.GetFieldValue<DateTimeOffset>(0),
            cancel
        );
        (name.At, name.SampleToday, name.Actor, name.FirstRecordedTime) = (
            read.Moment,
            settings.GetValueOrDefault("sample_today", ""),
            Wire(reader.Actor),
            first.Count > 0 ? first[0].ToTimestamp() : null
        );
        name.Days.AddRange(days);
        continuing.Tell(name, read.Ledger);
        name.Me = await Me(reader, read, cancel);
        return name;
    }

    static async Task<Me> Me(Reader reader, ReadSession read, CancellationToken cancel)
    {
        var titles = await Titles.Of(read, reader.Rights.Select(r => r.Unit).OfType<Guid>(), cancel);
        return new()
        {
            AccountId = reader.Account.ToString(),
            PersonId = reader.Person?.ToString() ?? "",
            Everybody = reader.Everybody,
            Abilities =
            {
                System
                    .Enum.GetValues<Rpc.V1.Ability>()
                    .Where(a => a > Rpc.V1.Ability.SignedIn && reader.May((Domain.Access.Ability)(int)a)),
            },
            Classes =
            {
                reader.Rights.SelectMany(r => r.What.Reads).Distinct().Order().Select(c => (Rpc.V1.DataClass)(int)c),
            },
            Mandates =
            {
                reader.Rights.Select(r => new Granted.Mandate
                {
                    Id = r.Mandate.ToString(),
                    Role = (Granted.Role)(int)r.Role,
                    UnitId = r.Unit?.ToString() ?? "",
                    UnitName = r.Unit is { } unit ? titles[unit, DateOnly.MaxValue] : "",
                    Period = r.Valid.Wire,
                    InForce = true,
                }),
            },
        };
    }

    public override async Task CheckRebuild(
        CheckRebuildRequest request,
        IServerStreamWriter<CheckRebuildResponse> responses,
        ServerCallContext call
    )
    {
        OfNow(request.At);
        await foreach (var progress in rebuild.Check(call.CancellationToken))
            await responses.WriteAsync(progress);
    }

    public override async Task RebuildTables(
        RebuildTablesRequest request,
        IServerStreamWriter<RebuildTablesResponse> responses,
        ServerCallContext call
    )
    {
        var order = Reading.Of(read => new RebuildOrder(
            read.Id(request.RequestId, "request_id"),
            call.Reader.Actor,
            read.Text(request.Reason, "reason", 500, required: true)
        ));
        await foreach (var progress in repair.Run(order, call.CancellationToken))
            await responses.WriteAsync(progress);
    }

    public override Task<ExamineResponse> Examine(ExamineRequest request, ServerCallContext call)
    {
        OfNow(request.At);
        return examination.Run(call.CancellationToken);
    }

    static void OfNow(Rpc.V1.TimePoint? asked)
    {
        if (asked is { } at && (at.ValidOn.Length > 0 || at.KnownCase is not Rpc.V1.TimePoint.KnownOneofCase.None))
            throw new Rejected(
                "REBUILD_IS_OF_NOW",
                "Chỉ đối chiếu được hiện tại; hãy bỏ thời điểm.",
                "Only the present can be checked; leave the TimePoint out.",
                "at"
            );
    }

    public override Task<Rpc.V1.Receipt> BeginEpoch(BeginEpochRequest request, ServerCallContext call) =>
        continuing.BeginEpoch(request, call);

    public override Task<Rpc.V1.Receipt> ConfirmClock(ConfirmClockRequest request, ServerCallContext call) =>
        continuing.ConfirmClock(request, call);

    public override async Task<RotateMasterKeyResponse> RotateMasterKey(
        RotateMasterKeyRequest request,
        ServerCallContext call
    )
    {
        Reading.Of(read => read.Id(request.RequestId, "request_id"));
        var (master, count) = await keys.Rotate(database, call.CancellationToken);
        return new() { Master = master, Keys = count };
    }

    static HienTai.Registry.V1.Actor Wire(Pipeline.Actor actor) =>
        new()
        {
            Name = actor.Name,
            Title = new() { Vi = actor.TitleVi, En = actor.TitleEn },
        };
}
