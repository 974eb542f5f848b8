using Grpc.Core;
using HienTai.Domain.Access;
using HienTai.Domain.Kernel;
using HienTai.Domain.Personnel;
using HienTai.Personnel.V1;
using HienTai.Rpc.V1;
using HienTai.Server.Access;
using HienTai.Server.Pipeline;
using Ability = HienTai.Domain.Access.Ability;
using Judging = HienTai.Domain.Personnel.JudgeDuplicate;
using Verdict = HienTai.Domain.Personnel.DuplicateVerdict;
using Wire = HienTai.Personnel.V1;

namespace HienTai.Server.Personnel;

/// <summary>
/// Possible duplicates on the wire: judgements through the road, questions to <see cref="Duplicates"/>.
/// </summary>
public sealed class DuplicateService(Registrar registrar, Duplicates duplicates)
    : Wire.DuplicateService.DuplicateServiceBase
{
    public override Task<ListPossibleDuplicatesResponse> ListPossibleDuplicates(
        ListPossibleDuplicatesRequest request,
        ServerCallContext call
    ) => duplicates.List(request, call);

    public override Task<GetDuplicateHistoryResponse> GetDuplicateHistory(
        GetDuplicateHistoryRequest request,
        ServerCallContext call
    ) => duplicates.History(request, call);

    public override async Task<Receipt> JudgeDuplicate(JudgeDuplicateRequest r, ServerCallContext call)
    {
        var (wrapped, first, second, verdict) = Reading.Of(read =>
            (
                Enveloped.Of(read, r.Envelope),
                read.Id(r.FirstId, "first_id"),
                read.Id(r.SecondId, "second_id"),
                read.Enum<Wire.DuplicateVerdict, Verdict>(r.Verdict, "verdict")
            )
        );
        if (wrapped.Paper is null && wrapped.Reason.Length == 0)
            throw new Rejected(
                "REASON_REQUIRED",
                "Phải có văn bản hoặc lý do: vì sao biết là một hay hai người.",
                "A paper or a reason is needed: how it is known whether they are one or two.",
                "envelope.reason"
            );
        await Reach(call, first, second);
        var stream = Domain.Personnel.PossibleDuplicate.Id(first, second);
        return await registrar.Record(
            new(
                wrapped.RequestId,
                Enveloped.BodyHash(r),
                call.Reader.Actor,
                wrapped.Reason,
                wrapped.Paper,
                wrapped.ValidateOnly,
                stream,
                [
                    new(stream, new Judging(first, second, verdict), wrapped.ExpectedVersion)
                    {
                        References = [new("person", first, "first_id"), new("person", second, "second_id")],
                    },
                ]
            ),
            call
        );
    }

    async Task Reach(ServerCallContext call, Guid first, Guid second)
    {
        if (call.Reader.EverybodyFor(Ability.RecordPeople))
            return;
        await using var read = await registrar.Open(call, null);
        var sights = await read.Sight.Of(read, [first, second], call.CancellationToken, Ability.RecordPeople);
        foreach (var (id, field) in ((Guid, string)[])[(first, "first_id"), (second, "second_id")])
            if (!sights[id].Basic.Always)
                throw Refuse.NotOnRecord(new("person", id, field));
    }
}
