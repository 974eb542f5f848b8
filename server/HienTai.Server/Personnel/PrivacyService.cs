using Google.Protobuf;
using Grpc.Core;
using HienTai.Domain.Kernel;
using HienTai.Domain.Personnel;
using HienTai.Personnel.V1;
using HienTai.Rpc.V1;
using HienTai.Server.Access;
using HienTai.Server.Pipeline;
using Ability = HienTai.Domain.Access.Ability;
using Acknowledging = HienTai.Domain.Personnel.AcknowledgePrivacyRequest;
using Answering = HienTai.Domain.Personnel.AnswerPrivacyRequest;
using Category = HienTai.Domain.Kernel.Category;
using Consenting = HienTai.Domain.Personnel.GiveConsent;
using Lifting = HienTai.Domain.Personnel.LiftRestriction;
using Opening = HienTai.Domain.Personnel.OpenPrivacyRequest;
using Restricting = HienTai.Domain.Personnel.RestrictProcessing;
using Standing = HienTai.Domain.Personnel.PrivacyRequestStanding;
using Wire = HienTai.Personnel.V1;
using Withdrawing = HienTai.Domain.Personnel.WithdrawConsent;

namespace HienTai.Server.Personnel;

/// <summary>
/// The rights of people over their own data, on the wire: requests with their deadlines, consents, restriction, and the
/// data itself.
/// </summary>
public sealed class PrivacyService(Registrar registrar, PrivacyQuestions questions, Bundle bundle)
    : Wire.PrivacyService.PrivacyServiceBase
{
    const int PieceBytes = 256 * 1024;

    public override Task<ListPrivacyRequestsResponse> ListPrivacyRequests(
        ListPrivacyRequestsRequest request,
        ServerCallContext call
    ) => questions.List(request, call);

    public override Task<GetPrivacyRequestResponse> GetPrivacyRequest(
        GetPrivacyRequestRequest request,
        ServerCallContext call
    ) => questions.Get(request, call);

    public override Task<GetDataUseResponse> GetDataUse(GetDataUseRequest request, ServerCallContext call) =>
        questions.Use(request, call);

    public override async Task<Receipt> OpenPrivacyRequest(OpenPrivacyRequestRequest r, ServerCallContext call)
    {
        var (envelope, id, asked) = Reading.Of(read =>
        {
            var received = r.ReceivedOn.Length == 0 ? registrar.Today : read.Day(r.ReceivedOn, "received_on");
            if (received > registrar.Today)
                read.Fault("received_on", "Ngày nhận chưa tới.", "The day of receipt has not come yet.", 0);
            var words = read.Text(r.Words, "words", 2000, required: true);
            if (words.Length is > 0 and < 5)
                read.Fault(
                    "words",
                    "Ghi lời yêu cầu, ít nhất 5 ký tự.",
                    "Write down the request, in at least 5 characters.",
                    0
                );
            return (
                Enveloped.Of(read, r.Envelope),
                read.Id(r.Id, "id"),
                new Opening(
                    read.Id(r.PersonId, "person_id"),
                    read.Enum<Wire.PrivacyRequestKind, Domain.Personnel.PrivacyRequestKind>(r.Kind, "kind"),
                    words,
                    received
                )
            );
        });
        if (!call.Reader.May(Ability.KeepPrivacy) && call.Reader.Person != asked.Person)
            throw Refuse.NotOnRecord(new("person", asked.Person, "person_id"));
        return await Record(
            r,
            envelope,
            id,
            new(id, asked, envelope.ExpectedVersion) { References = [new("person", asked.Person, "person_id")] },
            call
        );
    }

    public override async Task<Receipt> AcknowledgePrivacyRequest(
        AcknowledgePrivacyRequestRequest r,
        ServerCallContext call
    )
    {
        var (envelope, id, asked) = Reading.Of(read =>
            (
                Enveloped.Of(read, r.Envelope),
                read.Id(r.Id, "id"),
                new Acknowledging(registrar.Today, read.Day(r.AnswerBy, "answer_by"))
            )
        );
        return await Record(r, envelope, id, new(id, asked, envelope.ExpectedVersion), call);
    }

    public override async Task<Receipt> AnswerPrivacyRequest(AnswerPrivacyRequestRequest r, ServerCallContext call)
    {
        var (envelope, id, asked) = Reading.Of(read =>
        {
            var answer = read.Text(r.Answer, "answer", 2000, required: true);
            if (answer.Length is > 0 and < 5)
                read.Fault(
                    "answer",
                    "Ghi điều đã làm hoặc lý do từ chối, ít nhất 5 ký tự.",
                    "Say what was done or why it is refused, in at least 5 characters.",
                    0
                );
            return (
                Enveloped.Of(read, r.Envelope),
                read.Id(r.Id, "id"),
                new Answering(answer, r.Refuse ? read.Text(r.Rule, "rule", 300, required: true) : null)
            );
        });
        return await Record(r, envelope, id, new(id, asked, envelope.ExpectedVersion), call);
    }

    public override Task<Receipt> GiveConsent(GiveConsentRequest r, ServerCallContext call) =>
        Use(
            r,
            r.Envelope,
            r.PersonId,
            (read, person) =>
                new Consenting(
                    person,
                    read.Id(r.ConsentId, "consent_id"),
                    read.Enum<Wire.ConsentPurpose, Domain.Personnel.ConsentPurpose>(r.Purpose, "purpose"),
                    read.Day(r.From, "from"),
                    r.To.Length == 0 ? null : read.Day(r.To, "to")
                ),
            call
        );

    public override Task<Receipt> WithdrawConsent(WithdrawConsentRequest r, ServerCallContext call) =>
        Use(
            r,
            r.Envelope,
            r.PersonId,
            (read, _) => new Withdrawing(read.Id(r.ConsentId, "consent_id"), read.Day(r.On, "on")),
            call,
            own: true
        );

    public override Task<Receipt> RestrictProcessing(RestrictProcessingRequest r, ServerCallContext call) =>
        Use(r, r.Envelope, r.PersonId, (read, person) => new Restricting(person, read.Day(r.From, "from")), call);

    public override Task<Receipt> LiftRestriction(LiftRestrictionRequest r, ServerCallContext call) =>
        Use(r, r.Envelope, r.PersonId, (read, _) => new Lifting(read.Day(r.On, "on")), call);

    public override async Task GetBundle(
        GetBundleRequest request,
        IServerStreamWriter<GetBundleResponse> responses,
        ServerCallContext call
    )
    {
        var (name, bytes) = await bundle.Of(request, call);
        for (var from = 0; from < bytes.Length; from += PieceBytes)
            await responses.WriteAsync(
                new()
                {
                    Name = from == 0 ? name : "",
                    Chunk = UnsafeByteOperations.UnsafeWrap(
                        bytes.AsMemory(from, Math.Min(PieceBytes, bytes.Length - from))
                    ),
                },
                call.CancellationToken
            );
    }

    async Task<Receipt> Use(
        IMessage request,
        Envelope? envelope,
        string personId,
        Func<Reading, Guid, DataUseCommand> command,
        ServerCallContext call,
        bool own = false
    )
    {
        var (wrapped, person, asked) = Reading.Of(read =>
            (
                Enveloped.Of(read, envelope),
                read.Id(personId, "person_id") is var id ? id : default,
                command(read, Guid.TryParse(personId, out var whose) ? whose : default)
            )
        );
        if (wrapped.Paper is null && wrapped.Reason.Length == 0)
            throw new Rejected(
                "REASON_REQUIRED",
                "Phải có văn bản hoặc lý do.",
                "A paper or a reason is needed.",
                "envelope.reason"
            );
        if (!call.Reader.May(Ability.KeepPrivacy) && !(own && call.Reader.Person == person))
            throw Refuse.NotOnRecord(new("person", person, "person_id"));
        if (asked is Consenting && await questions.ByDuty(person, call.CancellationToken))
            throw new Rejected(
                "CONSENT_NOT_THE_GROUND",
                "Dữ liệu của người làm việc trong khu vực công dựa trên nhiệm vụ theo luật, không dựa trên sự đồng ý.",
                "The data of somebody in the public sector stands on duty by law, not on consent.",
                "person_id"
            );
        var stream = PrivacyQuestions.UseOf(person);
        return await Record(
            request,
            wrapped,
            stream,
            new(stream, asked, wrapped.ExpectedVersion) { References = [new("person", person, "person_id")] },
            call
        );
    }

    Task<Receipt> Record(IMessage request, Enveloped wrapped, Guid subject, Intent intent, ServerCallContext call) =>
        registrar.Record(
            new(
                wrapped.RequestId,
                Enveloped.BodyHash(request),
                call.Reader.Actor,
                wrapped.Reason,
                wrapped.Paper,
                wrapped.ValidateOnly,
                subject,
                [intent]
            ),
            call
        );
}
