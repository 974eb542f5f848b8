using System.Collections.Immutable;
using Google.Protobuf;
using Google.Protobuf.Collections;
using Grpc.Core;
using HienTai.Contributions.V1;
using HienTai.Domain.Contributions;
using HienTai.Domain.Kernel;
using HienTai.Rpc.V1;
using HienTai.Server.Access;
using HienTai.Server.Pipeline;
using Ability = HienTai.Domain.Access.Ability;
using Adding = HienTai.Domain.Contributions.AddContributionEvidence;
using Author = HienTai.Domain.Contributions.Author;
using Condition = HienTai.Domain.Contributions.Condition;
using ContributionDetails = HienTai.Domain.Contributions.ContributionDetails;
using ContributionKind = HienTai.Domain.Contributions.ContributionKind;
using InitiativeNature = HienTai.Domain.Contributions.InitiativeNature;
using Outcome = HienTai.Domain.Contributions.Outcome;
using RecognitionLevel = HienTai.Domain.Contributions.RecognitionLevel;
using Recording = HienTai.Domain.Contributions.RecordContribution;
using Step = HienTai.Contributions.V1.ProceedInitiativeRequest.StepOneofCase;
using Wire = HienTai.Contributions.V1;

namespace HienTai.Server.Contributions;

/// <summary>
/// Contributions on the wire: commands through the road, questions to <see cref="ContributionQuestions"/>.
/// </summary>
public sealed class ContributionService(Registrar registrar, ContributionQuestions questions)
    : Wire.ContributionService.ContributionServiceBase
{
    public override Task<GetContributionResponse> GetContribution(
        GetContributionRequest request,
        ServerCallContext call
    ) => questions.Get(request, call);

    public override Task<ListContributionsResponse> ListContributions(
        ListContributionsRequest request,
        ServerCallContext call
    ) => questions.List(request, call);

    public override Task<GetContributionFiguresResponse> GetContributionFigures(
        GetContributionFiguresRequest request,
        ServerCallContext call
    ) => questions.Figures(request, call);

    public override Task<GetContributionHistoryResponse> GetContributionHistory(
        GetContributionHistoryRequest request,
        ServerCallContext call
    ) => questions.History(request, call);

    public override Task<FindSimilarResponse> FindSimilar(FindSimilarRequest request, ServerCallContext call) =>
        questions.Similar(request, call);

    public override Task<Receipt> RecordContribution(RecordContributionRequest r, ServerCallContext call) =>
        Record(
            r,
            r.Envelope,
            r.Id,
            read => new RecordContribution(
                read.Date(r.On, "on"),
                Details(read, r.Details),
                Authors(read, r.Authors),
                Evidence(read, r.Evidence)
            ),
            call
        );

    public override Task<Receipt> CorrectContribution(CorrectContributionRequest r, ServerCallContext call) =>
        Record(
            r,
            r.Envelope,
            r.Id,
            read => new CorrectContribution(read.Date(r.On, "on"), Details(read, r.Details), Authors(read, r.Authors)),
            call
        );

    public override Task<Receipt> AnnulContribution(AnnulContributionRequest r, ServerCallContext call) =>
        Record(r, r.Envelope, r.Id, _ => new AnnulContribution(), call);

    public override Task<Receipt> AddContributionEvidence(AddContributionEvidenceRequest r, ServerCallContext call) =>
        Record(
            r,
            r.Envelope,
            r.Id,
            read =>
                Evidence(read, r.Evidence) is { Count: > 0 } files
                    ? new AddContributionEvidence(files)
                    : read.Fault<ContributionCommand>(
                        "evidence",
                        "Chưa chọn tệp nào.",
                        "No file is chosen.",
                        new AnnulContribution()
                    ),
            call
        );

    public override Task<Receipt> AnswerContribution(AnswerContributionRequest r, ServerCallContext call) =>
        Record(
            r,
            r.Envelope,
            r.Id,
            read => new AnswerContribution(
                read.Date(r.On, "on"),
                read.Enum<Wire.Outcome, Outcome>(r.Outcome, "outcome"),
                read.Text(r.Note, "note", 1000)
            ),
            call
        );

    public override Task<Receipt> ProceedInitiative(ProceedInitiativeRequest r, ServerCallContext call) =>
        Record(r, r.Envelope, r.Id, read => Proceeding(read, r, read.Date(r.On, "on")), call);

    public override Task<Receipt> ScoreInitiative(ScoreInitiativeRequest r, ServerCallContext call) =>
        Record(
            r,
            r.Envelope,
            r.Id,
            read => new ScoreInitiative(
                new(
                    read.Id(r.MemberId, "member_id"),
                    read.Number(r.Points, "points", 0, 100),
                    [.. r.Doubts.Select((d, i) => read.Enum<Wire.Condition, Condition>(d, $"doubts[{i}]"))],
                    read.Text(r.Remark, "remark", 1000)
                )
            ),
            call
        );

    static Strings Evidence(Reading read, RepeatedField<string> evidence) =>
        Strings.Of([.. evidence.Select((s, i) => read.Sha256(s, $"evidence[{i}]")).Distinct()]);

    static ContributionCommand Proceeding(Reading read, ProceedInitiativeRequest r, PartialDate on) =>
        r.StepCase switch
        {
            Step.Filing => new FileInitiative(on),
            Step.Wanting => new ReturnInitiative(on, read.Text(r.Wanting, "wanting", 1000, required: true)),
            Step.Completeness => new FindInitiativeComplete(on),
            Step.Council => new ConveneCouncil(
                on,
                [.. r.Council.MemberIds.Select((m, i) => read.Id(m, $"council.member_ids[{i}]"))]
            ),
            Step.RecognisedAt => new RecogniseInitiative(
                on,
                read.Enum<Wire.RecognitionLevel, RecognitionLevel>(r.RecognisedAt, "recognised_at")
            ),
            Step.DeclinedBecause => new DeclineInitiative(
                on,
                read.Text(r.DeclinedBecause, "declined_because", 1000, required: true)
            ),
            Step.ReplicatedIn => new ReplicateInitiative(on, read.Id(r.ReplicatedIn, "replicated_in")),
            Step.CancelledBecause => new CancelRecognition(
                on,
                read.Text(r.CancelledBecause, "cancelled_because", 1000, required: true)
            ),
            _ => read.Fault<ContributionCommand>(
                "step",
                "Chưa chọn bước nào.",
                "No step is chosen.",
                new AnnulContribution()
            ),
        };

    static ContributionDetails Details(Reading read, Wire.ContributionDetails? d) =>
        d is null
            ? read.Fault(
                "details",
                "Thiếu nội dung đóng góp.",
                "The contribution's details are missing.",
                new ContributionDetails(default, null, "", "", default, "", "", null, "", "", "")
            )
            : new(
                read.Enum<Wire.ContributionKind, ContributionKind>(d.Kind, "details.kind"),
                d.Nature is 0 ? null : read.Enum<Wire.InitiativeNature, InitiativeNature>(d.Nature, "details.nature"),
                read.Text(d.Title, "details.title", 300, required: true),
                read.Text(d.Field, "details.field", 120),
                read.Id(d.UnitId, "details.unit_id"),
                read.Text(d.Subject, "details.subject", 300),
                read.Text(d.RequestedBy, "details.requested_by", 200),
                read.OptionalDate(d.FirstUse, "details.first_use"),
                read.Text(d.Before, "details.before", 4000),
                read.Text(d.Solution, "details.solution", 4000),
                read.Text(d.Benefit, "details.benefit", 2000)
            );

    static ImmutableArray<Author> Authors(Reading read, RepeatedField<Wire.Author> authors) =>
        [
            .. authors.Select(
                (a, i) =>
                    new Author(
                        read.Id(a.PersonId, $"authors[{i}].person_id"),
                        read.Text(a.Role, $"authors[{i}].role", 120),
                        a.Share
                    )
            ),
        ];

    Task<Receipt> Record(
        IMessage request,
        Envelope? envelope,
        string id,
        Func<Reading, ContributionCommand> command,
        ServerCallContext call
    )
    {
        var (wrapped, contribution, asked) = Reading.Of(read =>
            (Enveloped.Of(read, envelope), read.Id(id, "id"), command(read))
        );
        if (wrapped.Paper is null && asked is (RecogniseInitiative or CancelRecognition))
            throw new Rejected(
                "PAPER_NEEDED",
                "Công nhận và hủy công nhận phải có quyết định; hãy chọn văn bản làm căn cứ.",
                "A recognition and its cancellation rest on a decision; choose the paper.",
                "envelope.paper_id"
            );
        var intent = new Intent(contribution, asked, wrapped.ExpectedVersion) { References = [.. References(asked)] };
        return registrar.Record(
            new(
                wrapped.RequestId,
                Enveloped.BodyHash(request),
                call.Reader.Actor,
                wrapped.Reason,
                wrapped.Paper,
                wrapped.ValidateOnly,
                contribution,
                [intent]
            )
            {
                Plan = (read, cancel) => InReach(read, intent, call.Reader, cancel),
            },
            call
        );
    }

    static IEnumerable<Reference> References(ContributionCommand command) =>
        command switch
        {
            RecordContribution c => Of(c.Details, c.Authors),
            CorrectContribution c => Of(c.Details, c.Authors),
            ConveneCouncil c => c.Members.Select((m, i) => new Reference("person", m, $"council.member_ids[{i}]")),
            ReplicateInitiative c => [new("unit", c.Unit, "replicated_in", c.From.Latest)],
            _ => [],
        };

    static IEnumerable<Reference> Of(ContributionDetails details, ImmutableArray<Author> authors) =>
        [
            new("unit", details.Unit, "details.unit_id"),
            .. authors.Select((a, i) => new Reference("person", a.Person, $"authors[{i}].person_id")),
        ];

    /// <summary>
    /// Whoever keeps one unit's files records what was made in it, by people they see; a person out of reach is as if
    /// they were not on record.
    /// </summary>
    async Task<IReadOnlyList<Intent>> InReach(ReadSession read, Intent intent, Reader reader, CancellationToken cancel)
    {
        var sight = new Sight(reader, registrar.Today);
        var evidence = intent.Command switch
        {
            Recording c => c.Evidence,
            Adding c => c.Evidence,
            _ => [],
        };
        if (!await Files.All(read, sight, evidence, cancel))
            throw new Rejected(
                "FILE_NOT_UPLOADED",
                "Minh chứng chưa được tải lên; hãy tải lên trước.",
                "The evidence has not been uploaded; upload it first.",
                "evidence"
            );
        if (reader.EverybodyFor(Ability.RecordPeople))
            return [intent];
        if (intent.Command is not Recording)
        {
            var recorded = (await read.Facts<ContributionFact>("f.stream_id = $1", cancel, intent.Stream))
                .Select(f => f.Fact.Unit)
                .Distinct()
                .ToArray();
            if (recorded.Length == 0 || !recorded.All(sight.Records))
                throw Refuse.NotOnRecord(new("contribution", intent.Stream, "id"));
        }
        var people = intent.References.Where(r => r.Kind == "person").ToArray();
        var seen = await sight.Of(read, [.. people.Select(p => p.Id)], cancel);
        foreach (var person in people)
            if (!seen[person.Id].Basic.Any)
                throw Refuse.NotOnRecord(person);
        foreach (var unit in intent.References.Where(r => r.Field == "details.unit_id"))
            if (!sight.Records(unit.Id))
                throw new Rejected(
                    "UNIT_OUT_OF_REACH",
                    "Đơn vị này ngoài phạm vi phân quyền của bạn; hãy chọn đơn vị của mình hoặc nhờ Phòng Nội vụ ghi.",
                    "This unit is outside your mandate; choose one of yours, or ask the Home Affairs Office to record it.",
                    unit.Field
                );
        return [intent];
    }
}
