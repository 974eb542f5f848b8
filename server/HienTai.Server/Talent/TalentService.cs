using Google.Protobuf;
using Grpc.Core;
using HienTai.Domain.Kernel;
using HienTai.Domain.Talent;
using HienTai.Rpc.V1;
using HienTai.Server.Access;
using HienTai.Server.Pipeline;
using HienTai.Talent.V1;
using Ability = HienTai.Domain.Access.Ability;
using Wire = HienTai.Talent.V1;

namespace HienTai.Server.Talent;

/// <summary>Programmes on the wire, and the questions over everybody.</summary>
public sealed class TalentService(
    Registrar registrar,
    ProgrammeQuestions programmes,
    TalentSearch search,
    Experts experts,
    Succession succession,
    TalentFigures figures
) : Wire.TalentService.TalentServiceBase
{
    public override Task<ListProgrammesResponse> ListProgrammes(
        ListProgrammesRequest request,
        ServerCallContext call
    ) => programmes.List(request, call);

    public override Task<GetProgrammeResponse> GetProgramme(GetProgrammeRequest request, ServerCallContext call) =>
        programmes.Get(request, call);

    public override Task<GetProgrammeHistoryResponse> GetProgrammeHistory(
        GetProgrammeHistoryRequest request,
        ServerCallContext call
    ) => programmes.History(request, call);

    public override Task<FindTalentResponse> FindTalent(FindTalentRequest request, ServerCallContext call) =>
        search.Find(request, call);

    public override Task<FindExpertsResponse> FindExperts(FindExpertsRequest request, ServerCallContext call) =>
        experts.Find(request, call);

    public override Task<ListSuccessionResponse> ListSuccession(
        ListSuccessionRequest request,
        ServerCallContext call
    ) => succession.List(request, call);

    public override Task<GetTalentFiguresResponse> GetTalentFigures(
        GetTalentFiguresRequest request,
        ServerCallContext call
    ) => figures.Of(request, call);

    public override Task<Receipt> EnactProgramme(EnactProgrammeRequest r, ServerCallContext call) =>
        Record(
            r,
            r.Envelope,
            r.Id,
            read => new EnactProgramme(
                read.Date(r.From, "from"),
                read.OptionalDate(r.To, "to"),
                ProgrammeWire.Details(read, r.Details)
            ),
            call
        );

    public override Task<Receipt> AmendProgramme(AmendProgrammeRequest r, ServerCallContext call) =>
        Record(
            r,
            r.Envelope,
            r.Id,
            read =>
            {
                var (details, sets) = read.Masked(
                    r.UpdateMask,
                    () => ProgrammeWire.Details(read, r.Details),
                    "details",
                    "update_mask",
                    ("name.vi", "vi"),
                    ("name.en", "en")
                );
                return new AmendProgramme(read.Date(r.From, "from"), details, sets, read.Later(r.LaterEntries, ""));
            },
            call
        );

    public override Task<Receipt> EndProgramme(EndProgrammeRequest r, ServerCallContext call) =>
        Record(r, r.Envelope, r.Id, read => new EndProgramme(read.Date(r.On, "on")), call);

    public override Task<Receipt> CorrectProgramme(CorrectProgrammeRequest r, ServerCallContext call) =>
        Record(
            r,
            r.Envelope,
            r.Id,
            read =>
                read.Date(r.WrongFrom, "wrong_from") is var wrong
                    ? new CorrectProgramme(
                        wrong,
                        read.OptionalDate(r.RightFrom, "right_from") ?? wrong,
                        read.OptionalDate(r.To, "to"),
                        ProgrammeWire.Details(read, r.Details)
                    )
                    : null!,
            call
        );

    public override Task<Receipt> LoadShippedProgrammes(LoadShippedProgrammesRequest r, ServerCallContext call)
    {
        Everybody(call.Reader);
        var wrapped = Reading.Of(read => Enveloped.Of(read, r.Envelope));
        var intents = Shipped.Intents().ToArray();
        return registrar.Record(
            new(
                wrapped.RequestId,
                Enveloped.BodyHash(r),
                call.Reader.Actor,
                wrapped.Reason,
                wrapped.Paper,
                wrapped.ValidateOnly,
                intents[0].Stream,
                intents
            )
            {
                // What somebody has recorded under these ids since stands as it is.
                Plan = async (read, cancel) =>
                    (
                        await read.Query(
                            "select distinct stream_id from ledger where stream_id = any($1)",
                            row => row.GetGuid(0),
                            cancel,
                            intents.Select(i => i.Stream).Distinct().ToArray()
                        )
                    ).ToHashSet()
                        is var known
                        ? [.. intents.Where(i => !known.Contains(i.Stream))]
                        : [],
            },
            call
        );
    }

    // Programmes are of the whole registry.
    static void Everybody(Reader reader)
    {
        if (!reader.EverybodyFor(Ability.RecordTalent))
            throw new NotAllowed(
                "Chương trình nhân tài do nơi giữ nguồn nhân tài của cả sổ bộ ghi.",
                "Programmes are recorded by whoever keeps the talent pool of the whole registry."
            );
    }

    Task<Receipt> Record(
        IMessage request,
        Envelope? envelope,
        string id,
        Func<Reading, ProgrammeCommand> command,
        ServerCallContext call
    )
    {
        Everybody(call.Reader);
        var (wrapped, programme, asked) = Reading.Of(read =>
            (Enveloped.Of(read, envelope), read.Id(id, "id"), command(read))
        );
        var intent = new Intent(programme, asked, wrapped.ExpectedVersion);
        return registrar.Record(
            new(
                wrapped.RequestId,
                Enveloped.BodyHash(request),
                call.Reader.Actor,
                wrapped.Reason,
                wrapped.Paper,
                wrapped.ValidateOnly,
                programme,
                [intent]
            )
            {
                Plan = asked is EndProgramme ? null : (read, cancel) => CodeFree(read, intent, cancel),
            },
            call
        );
    }

    static async Task<IReadOnlyList<Intent>> CodeFree(ReadSession read, Intent intent, CancellationToken cancel)
    {
        var (from, to, details) = intent.Command switch
        {
            EnactProgramme c => (c.From, c.To, c.Details),
            AmendProgramme c => (c.From, null, c.Details),
            CorrectProgramme c => (c.From, c.To, c.Details),
            _ => throw new NotSupportedException(),
        };
        return
            (
                await read.Facts<TalentProgrammeFact>(
                    "f.stream_id <> $1 and f.code = $2",
                    cancel,
                    intent.Stream,
                    details.Code
                )
            ).FirstOrDefault(o => o.Fact.Valid.Overlaps(new(from, to)))
                is { Fact: not null } same
            ? throw new Rejected(
                "PROGRAMME_CODE_TAKEN",
                $"Mã {details.Code} đang là của một chương trình khác trong thời gian này; hãy dùng mã khác.",
                $"Code {details.Code} belongs to another programme in force then; use another.",
                "details.code"
            )
            {
                Related = [same.Stream],
            }
            : [intent];
    }
}
