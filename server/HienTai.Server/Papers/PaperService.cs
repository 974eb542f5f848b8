using Google.Protobuf;
using Grpc.Core;
using HienTai.Domain.Kernel;
using HienTai.Domain.Papers;
using HienTai.Papers.V1;
using HienTai.Rpc.V1;
using HienTai.Server.Access;
using HienTai.Server.Pipeline;
using static HienTai.Server.Pipeline.FactTable;
using PaperDetails = HienTai.Domain.Papers.PaperDetails;
using Wire = HienTai.Papers.V1;

namespace HienTai.Server.Papers;

/// <summary>Papers on the wire: commands through the road, questions to <see cref="PaperQuestions"/>.</summary>
public sealed class PaperService(Registrar registrar, StreamKinds kinds, PaperQuestions questions, IMeanings meanings)
    : Wire.PaperService.PaperServiceBase
{
    public override Task<GetPaperResponse> GetPaper(GetPaperRequest request, ServerCallContext call) =>
        questions.Get(request, call);

    public override Task<ListPapersResponse> ListPapers(ListPapersRequest request, ServerCallContext call) =>
        questions.List(request, call);

    public override Task<ListRestingResponse> ListResting(ListRestingRequest request, ServerCallContext call) =>
        questions.Resting(request, call);

    public override Task<GetPaperHistoryResponse> GetPaperHistory(
        GetPaperHistoryRequest request,
        ServerCallContext call
    ) => questions.History(request, call);

    public override Task<Receipt> RegisterPaper(RegisterPaperRequest r, ServerCallContext call) =>
        Record(
            r,
            r.Envelope,
            r.Id,
            read => new RegisterPaper(
                DetailsOf(read, r.Details),
                Strings.Of([.. r.Scans.Select((s, i) => read.Sha256(s, $"scans[{i}]")).Distinct()]),
                NotSameAs(read, r.NotSameAs)
            ),
            call
        );

    public override Task<Receipt> AmendPaper(AmendPaperRequest r, ServerCallContext call) =>
        Record(
            r,
            r.Envelope,
            r.Id,
            read => new AmendPaper(DetailsOf(read, r.Details), NotSameAs(read, r.NotSameAs)),
            call
        );

    public override Task<Receipt> AttachScan(AttachScanRequest r, ServerCallContext call) =>
        Record(r, r.Envelope, r.Id, read => new AttachScan(read.Sha256(r.Sha256, "sha256")), call);

    public override Task<Receipt> WithdrawPaper(WithdrawPaperRequest r, ServerCallContext call) =>
        Record(r, r.Envelope, r.Id, read => new WithdrawPaper(read.Date(r.On, "on")), call);

    public override async Task<Receipt> RepealPaper(RepealPaperRequest r, ServerCallContext call)
    {
        var receipt = await Record(
            r,
            r.Envelope,
            r.Id,
            read => new RepealPaper(read.OptionalDate(r.From, "from")),
            call
        );
        if (r.From.Length == 0)
            return receipt;
        await using var read = await registrar.Open(call, null);
        if (await RestsOn.Stands(read, kinds, Guid.Parse(r.Id), call.CancellationToken) is { } notice)
            receipt.Notices.Add(notice);
        return receipt;
    }

    static Strings? NotSameAs(Reading read, IReadOnlyList<string> ids) =>
        ids.Count == 0
            ? null
            : read.Texts(ids.Select((id, i) => read.Id(id, $"not_same_as[{i}]").ToString()), "not_same_as", 20, 36);

    PaperDetails DetailsOf(Reading read, Wire.PaperDetails? d)
    {
        if (d is null)
            return read.Fault(
                "details",
                "Thiếu nội dung văn bản.",
                "The paper's details are missing.",
                new PaperDetails(default, "", "", "", "", default, null, "")
            );
        var signed = read.Day(d.SignedOn, "details.signed_on");
        if (signed > registrar.Today)
            read.Fault("details.signed_on", "Ngày ký chưa tới.", "The signing date has not come yet.", 0);
        return new(
            read.Enum<Wire.PaperKind, Domain.Papers.PaperKind>(d.Kind, "details.kind"),
            read.Text(d.Number, "details.number", 60, required: true),
            read.Text(d.Title, "details.title", 500, required: true),
            read.Text(d.Issuer, "details.issuer", 200, required: true),
            read.Text(d.Signer, "details.signer", 200),
            signed,
            read.OptionalDate(d.EffectiveOn, "details.effective_on"),
            read.Text(d.Excerpt, "details.excerpt", 4000)
        );
    }

    Task<Receipt> Record(
        IMessage request,
        Envelope? envelope,
        string id,
        Func<Reading, PaperCommand> command,
        ServerCallContext call
    )
    {
        var actor = call.Reader.Actor;
        var (wrapped, paper, asked) = Reading.Of(read =>
            (Enveloped.Of(read, envelope), read.Id(id, "id"), command(read))
        );
        if (wrapped.Paper == paper)
            throw new Rejected(
                "PAPER_CITES_ITSELF",
                "Văn bản không thể làm căn cứ cho chính nó.",
                "A paper cannot rest on itself.",
                "envelope.paper_id"
            );
        if (asked is RegisterPaper { NotSameAs: not null } && wrapped.Reason.Length == 0)
            throw new Rejected(
                "REASON_REQUIRED",
                "Hãy nêu vì sao đây là văn bản khác với văn bản cùng số đã có trong sổ.",
                "Say how it is known to be another paper than the one of that number on record.",
                "envelope.reason"
            );
        var intent = new Intent(paper, asked, wrapped.ExpectedVersion);
        return registrar.Record(
            new(
                wrapped.RequestId,
                Enveloped.BodyHash(request),
                actor,
                wrapped.Reason,
                wrapped.Paper,
                wrapped.ValidateOnly,
                paper,
                [intent]
            )
            {
                Plan = (read, cancel) =>
                    asked switch
                    {
                        Domain.Papers.WithdrawPaper => WithAllThatFalls(read, intent, cancel),
                        Domain.Papers.RepealPaper => RestsOn.Settled(read, kinds, intent, cancel),
                        _ => Sound(read, intent, new Sight(call.Reader, registrar.Today), cancel),
                    },
            },
            call
        );
    }

    /// <summary>
    /// A withdrawn paper takes down, on each record, what rests on it: nothing is inferred behind the reader's back.
    /// </summary>
    async Task<IReadOnlyList<Intent>> WithAllThatFalls(ReadSession read, Intent withdraw, CancellationToken cancel)
    {
        var resting = await read.States(
            kinds,
            "s.stream_id in (select l.stream_id from ledger l where l.paper = $1) and s.stream_id <> $1 order by s.stream_id",
            cancel,
            withdraw.Stream
        );
        return
        [
            withdraw,
            .. resting
                .Where(r => r.Kind.Fall(r.State, withdraw.Stream) is not null)
                .Select(r => new Intent(r.Id, new LetFall(r.Kind, withdraw.Stream))),
        ];
    }

    async Task<IReadOnlyList<Intent>> Sound(ReadSession read, Intent intent, Sight sight, CancellationToken cancel)
    {
        if (intent.Command is AttachScan && !await sight.Sees(read, intent.Stream, cancel))
            throw Refuse.NotOnRecord(new("paper", intent.Stream, "id"));
        intent = await SamePaper.Checked(read, sight, meanings, intent, cancel);
        var files = intent.Command switch
        {
            RegisterPaper c => (IEnumerable<string>)c.Scans,
            AttachScan c => [c.Sha256],
            _ => [],
        };
        return await Files.All(read, sight, files, cancel)
            ? [intent]
            : throw new Rejected(
                "FILE_NOT_UPLOADED",
                "Bản quét chưa được tải lên; hãy tải lên trước.",
                "The scan has not been uploaded; upload it first.",
                intent.Command is AttachScan ? "sha256" : "scans"
            );
    }
}
