using Google.Protobuf;
using Grpc.Core;
using HienTai.Domain.Kernel;
using HienTai.Domain.Organization;
using HienTai.Organization.V1;
using HienTai.Rpc.V1;
using HienTai.Server.Access;
using HienTai.Server.Pipeline;
using static HienTai.Server.Pipeline.FactTable;
using Aliasing = HienTai.Domain.Organization.SetUnitAliases;
using Correcting = HienTai.Domain.Organization.CorrectUnit;
using Founding = HienTai.Domain.Organization.FoundUnit;
using Moving = HienTai.Domain.Organization.MoveUnit;
using Recoding = HienTai.Domain.Organization.RecodeUnit;
using Renaming = HienTai.Domain.Organization.RenameUnit;
using UnitKind = HienTai.Domain.Organization.UnitKind;
using UnitName = HienTai.Domain.Organization.UnitName;
using Wire = HienTai.Organization.V1;

namespace HienTai.Server.Organization;

/// <summary>Units on the wire: commands through the road, questions to <see cref="Units"/>.</summary>
public sealed class UnitService(
    Registrar registrar,
    Units units,
    HandOvers handOvers,
    Reorganisations reorganisations,
    Unplaced unplaced
) : Wire.UnitService.UnitServiceBase
{
    public override Task<GetUnitResponse> GetUnit(GetUnitRequest request, ServerCallContext call) =>
        units.Get(request, call);

    public override Task<ListUnitsResponse> ListUnits(ListUnitsRequest request, ServerCallContext call) =>
        units.List(request, call);

    public override Task<GetUnitHistoryResponse> GetUnitHistory(
        GetUnitHistoryRequest request,
        ServerCallContext call
    ) => units.History(request, call);

    public override Task<GetLineageResponse> GetLineage(GetLineageRequest request, ServerCallContext call) =>
        units.Lineage(request, call);

    public override Task<ListUnplacedResponse> ListUnplaced(ListUnplacedRequest request, ServerCallContext call) =>
        unplaced.List(request, call);

    public override Task<ListReorganisationsResponse> ListReorganisations(
        ListReorganisationsRequest request,
        ServerCallContext call
    ) => reorganisations.List(request, call);

    public override Task<Receipt> DissolveUnit(DissolveUnitRequest request, ServerCallContext call) =>
        handOvers.Dissolve(request, call);

    public override Task<Receipt> MergeUnits(MergeUnitsRequest request, ServerCallContext call) =>
        handOvers.Merge(request, call);

    public override Task<Receipt> SplitUnit(SplitUnitRequest request, ServerCallContext call) =>
        handOvers.Split(request, call);

    public override Task<Receipt> TransferPart(TransferPartRequest request, ServerCallContext call) =>
        handOvers.TransferPart(request, call);

    public override Task<Receipt> CorrectUnitEnd(CorrectUnitEndRequest request, ServerCallContext call) =>
        handOvers.Correct(request, call);

    public override Task<ReorganiseResponse> Reorganise(ReorganiseRequest request, ServerCallContext call) =>
        reorganisations.Apply(request, call);

    public override Task<Receipt> FoundUnit(FoundUnitRequest r, ServerCallContext call) =>
        Record(
            r,
            r.Envelope,
            r.Id,
            read => new Founding(
                read.Enum<Wire.UnitKind, UnitKind>(r.Kind, "kind"),
                read.Date(r.From, "from"),
                NameOf(read, r.Name, r.ShortName, ""),
                read.Text(r.Code, "code", 20),
                r.Outside && r.ParentId.Length > 0
                    ? read.Fault<Guid?>(
                        "parent_id",
                        "Đơn vị ngoài sổ không có đơn vị cấp trên; hãy để trống.",
                        "A unit outside the registry has no parent; leave it empty.",
                        null
                    )
                    : read.OptionalId(r.ParentId, "parent_id"),
                AliasesOf(read, r.Aliases),
                r.Outside
            ),
            call
        );

    public override Task<Receipt> RenameUnit(RenameUnitRequest r, ServerCallContext call) =>
        Record(
            r,
            r.Envelope,
            r.Id,
            read =>
            {
                var (name, sets) = read.Masked(
                    r.UpdateMask,
                    () => NameOf(read, r.Name, r.ShortName, ""),
                    "",
                    "update_mask",
                    ("name", "official"),
                    ("short_name", "short")
                );
                return new Renaming(read.Date(r.From, "from"), name, sets, read.Later(r.LaterEntries, ""));
            },
            call
        );

    public override Task<Receipt> MoveUnit(MoveUnitRequest r, ServerCallContext call) =>
        Record(
            r,
            r.Envelope,
            r.Id,
            read => new Moving(
                read.Date(r.From, "from"),
                read.Id(r.ParentId, "parent_id"),
                read.Later(r.LaterEntries, "")
            ),
            call
        );

    public override Task<Receipt> RecodeUnit(RecodeUnitRequest r, ServerCallContext call) =>
        Record(
            r,
            r.Envelope,
            r.Id,
            read => new Recoding(
                read.Date(r.From, "from"),
                read.Text(r.Code, "code", 20, required: true),
                read.Later(r.LaterEntries, "")
            ),
            call
        );

    public override Task<Receipt> SetUnitAliases(SetUnitAliasesRequest r, ServerCallContext call) =>
        Record(r, r.Envelope, r.Id, read => new Aliasing(AliasesOf(read, r.Aliases)), call);

    public override Task<Receipt> CorrectUnit(CorrectUnitRequest r, ServerCallContext call) =>
        Record(
            r,
            r.Envelope,
            r.Id,
            read =>
            {
                var wrong = read.Date(r.WrongFrom, "wrong_from");
                return new Correcting(
                    wrong,
                    read.OptionalDate(r.RightFrom, "right_from") ?? wrong,
                    r.WrongCase is CorrectUnitRequest.WrongOneofCase.Name
                        ? NameOf(read, r.Name.Name, r.Name.ShortName, "name.")
                        : null,
                    r.WrongCase is CorrectUnitRequest.WrongOneofCase.ParentId ? read.Id(r.ParentId, "parent_id") : null,
                    r.WrongCase is CorrectUnitRequest.WrongOneofCase.Code
                        ? read.Text(r.Code, "code", 20, required: true)
                        : null
                );
            },
            call
        );

    static UnitName NameOf(Reading read, string name, string shortName, string at) =>
        new(read.Text(name, $"{at}name", 200, required: true), read.Text(shortName, $"{at}short_name", 60));

    static Strings AliasesOf(Reading read, IEnumerable<string> aliases) => read.Texts(aliases, "aliases", 20, 200);

    Task<Receipt> Record(
        IMessage request,
        Envelope? envelope,
        string id,
        Func<Reading, UnitCommand> command,
        ServerCallContext call
    )
    {
        var actor = call.Reader.Actor;
        var (wrapped, unit, asked) = Reading.Of(read =>
            (Enveloped.Of(read, envelope), read.Id(id, "id"), command(read))
        );
        Guid? parent = asked switch
        {
            Founding c => c.Parent,
            Moving c => c.Parent,
            Correcting c => c.Parent,
            _ => null,
        };
        var from = asked switch
        {
            Founding c => c.From.Latest,
            Moving c => c.From.Latest,
            Correcting c => c.From.Latest,
            _ => DateOnly.MinValue,
        };
        var intent = new Intent(unit, asked, wrapped.ExpectedVersion)
        {
            References = parent is { } p ? [new("unit", p, "parent_id", from)] : [],
        };
        return registrar.Record(
            new(
                wrapped.RequestId,
                Enveloped.BodyHash(request),
                actor,
                wrapped.Reason,
                wrapped.Paper,
                wrapped.ValidateOnly,
                unit,
                [intent]
            )
            {
                // What must hold between units is asked under the lock.
                Plan = asked is Founding or Moving or Recoding or Correcting
                    ? (read, cancel) => Sound(read, intent, parent, from, cancel)
                    : null,
            },
            call
        );
    }

    static async Task<IReadOnlyList<Intent>> Sound(
        ReadSession read,
        Intent intent,
        Guid? parent,
        DateOnly from,
        CancellationToken cancel
    )
    {
        if (parent is { } above)
        {
            // Looked at on every day from then on: a move recorded today must not meet one recorded for next year.
            if (await HandOvers.Below(read, intent.Stream, above, from, cancel))
                throw new Rejected(
                    "UNIT_CYCLE",
                    "Không thể đặt một đơn vị dưới chính nó hay dưới đơn vị trực thuộc nó.",
                    "A unit cannot be put under itself or under one that lies below it.",
                    "parent_id"
                );
        }
        // One root on every day; what lies outside is none.
        else if (
            intent.Command is Founding { Outside: false }
            && await Any(
                read,
                $"{Table<UnitFact>()} u where {read.Known("u")} and u.parent is null and u.stream_id <> $1 and u.valid_to > $2 and {HandOvers.InTree(read, "u")}",
                cancel,
                intent.Stream,
                from
            )
        )
            throw new Rejected(
                "UNIT_ROOT_TAKEN",
                "Đã có đơn vị gốc từ ngày ấy; hãy chọn đơn vị cấp trên.",
                "There is a root unit on that day or later; choose a parent.",
                "parent_id"
            );
        var (code, day) = intent.Command switch
        {
            Founding c => (c.Code, c.From.Latest),
            Recoding c => (c.Code, c.From.Latest),
            Correcting { Code: { } c } x => (c, x.From.Latest),
            _ => ("", default),
        };
        if (
            code.Length > 0
            && await Any(
                read,
                $"{Table<UnitFact>()} u where {read.Known("u")} and {ReadSession.Valid("u", day)} and u.code = $1 and u.stream_id <> $2",
                cancel,
                code,
                intent.Stream
            )
        )
            throw new Rejected(
                "UNIT_CODE_TAKEN",
                $"Mã {code} đang là của đơn vị khác vào ngày {((PartialDate)day).Vi}.",
                $"Code {code} belongs to another unit on {day:yyyy-MM-dd}.",
                "code"
            );
        return [intent];
    }

    static async Task<bool> Any(ReadSession read, string from, CancellationToken cancel, params object?[] values) =>
        (await read.Query($"select exists (select from {from})", r => r.GetBoolean(0), cancel, values))[0];
}
