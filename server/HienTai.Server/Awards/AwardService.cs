using System.Collections.Immutable;
using Google.Protobuf;
using Google.Protobuf.Collections;
using Grpc.Core;
using HienTai.Domain.Awards;
using HienTai.Domain.Kernel;
using HienTai.Rpc.V1;
using HienTai.Server.Access;
using HienTai.Server.Pipeline;
using Step = HienTai.Awards.V1.ProceedNominationRequest.StepOneofCase;
using Wire = HienTai.Awards.V1;

namespace HienTai.Server.Awards;

/// <summary>Awards on the wire: commands through the road, questions to those who answer them.</summary>
public sealed class AwardService(
    Registrar registrar,
    AwardQuestions awards,
    NominationQuestions nominations,
    EligibilityQuestions eligibility,
    Nominating nominating
) : Wire.AwardService.AwardServiceBase
{
    public override Task<Wire.GetProgrammeResponse> GetProgramme(
        Wire.GetProgrammeRequest request,
        ServerCallContext call
    ) => awards.Programme(request, call);

    public override Task<Wire.ListProgrammesResponse> ListProgrammes(
        Wire.ListProgrammesRequest request,
        ServerCallContext call
    ) => awards.List(request, call);

    public override Task<Wire.GetProgrammeHistoryResponse> GetProgrammeHistory(
        Wire.GetProgrammeHistoryRequest request,
        ServerCallContext call
    ) => awards.History(request, call);

    public override Task<Wire.GetCycleResponse> GetCycle(Wire.GetCycleRequest request, ServerCallContext call) =>
        awards.Cycle(request, call);

    public override Task<Wire.ListCyclesResponse> ListCycles(Wire.ListCyclesRequest request, ServerCallContext call) =>
        awards.Cycles(request, call);

    public override Task<Wire.GetCycleHistoryResponse> GetCycleHistory(
        Wire.GetCycleHistoryRequest request,
        ServerCallContext call
    ) => awards.History(request, call);

    public override Task<Wire.GetNominationResponse> GetNomination(
        Wire.GetNominationRequest request,
        ServerCallContext call
    ) => nominations.Get(request, call);

    public override Task<Wire.ListNominationsResponse> ListNominations(
        Wire.ListNominationsRequest request,
        ServerCallContext call
    ) => nominations.List(request, call);

    public override Task<Wire.GetNominationHistoryResponse> GetNominationHistory(
        Wire.GetNominationHistoryRequest request,
        ServerCallContext call
    ) => nominations.History(request, call);

    public override Task<Wire.ListAwardsResponse> ListAwards(Wire.ListAwardsRequest request, ServerCallContext call) =>
        nominations.Awards(request, call);

    public override Task<Wire.CountAwardsResponse> CountAwards(
        Wire.CountAwardsRequest request,
        ServerCallContext call
    ) => nominations.Count(request, call);

    public override Task<Wire.GetEligibilityResponse> GetEligibility(
        Wire.GetEligibilityRequest request,
        ServerCallContext call
    ) => eligibility.Get(request, call);

    public override Task<Wire.ListEligibleResponse> ListEligible(
        Wire.ListEligibleRequest request,
        ServerCallContext call
    ) => eligibility.List(request, call);

    public override Task<Wire.ListAffectedResponse> ListAffected(
        Wire.ListAffectedRequest request,
        ServerCallContext call
    ) => eligibility.Affected(request, call);

    public override Task<Receipt> SetProgramme(Wire.SetProgrammeRequest r, ServerCallContext call) =>
        Record(
            r,
            r.Envelope,
            r.Id,
            read => new SetProgramme(
                read.Date(r.From, "from"),
                read.OptionalDate(r.To, "to"),
                AwardWire.Details(read, r.Details)
            ),
            Sound,
            call
        );

    public override Task<Receipt> AmendProgramme(Wire.AmendProgrammeRequest r, ServerCallContext call) =>
        Record(
            r,
            r.Envelope,
            r.Id,
            read =>
            {
                var (details, sets) = read.Masked(
                    r.UpdateMask,
                    () => AwardWire.Details(read, r.Details),
                    "details",
                    "update_mask",
                    ("name.vi", "vi"),
                    ("name.en", "en"),
                    ("source", "basis.source"),
                    ("clause", "basis.clause"),
                    ("checked", "basis.checked"),
                    ("note", "basis.note")
                );
                return new AmendProgramme(read.Date(r.From, "from"), details, sets, read.Later(r.LaterEntries, ""));
            },
            Sound,
            call
        );

    public override Task<Receipt> CorrectProgramme(Wire.CorrectProgrammeRequest r, ServerCallContext call) =>
        Record(
            r,
            r.Envelope,
            r.Id,
            read =>
                read.Date(r.WrongFrom, "wrong_from") is var wrong
                    ? new CorrectProgramme(
                        wrong,
                        read.OptionalDate(r.RightFrom, "right_from") ?? wrong,
                        AwardWire.Details(read, r.Details)
                    )
                    : null!,
            Sound,
            call
        );

    public override Task<Receipt> EndProgramme(Wire.EndProgrammeRequest r, ServerCallContext call) =>
        Record(r, r.Envelope, r.Id, read => new EndProgramme(read.Date(r.On, "on")), null, call);

    public override Task<Receipt> OpenCycle(Wire.OpenCycleRequest r, ServerCallContext call) =>
        Record(
            r,
            r.Envelope,
            r.Id,
            read => new OpenCycle(
                read.Id(r.ProgrammeId, "programme_id"),
                read.Number(r.Year, "year", 1990, 2199),
                read.Date(r.On, "on"),
                AwardWire.Details(read, r.Details)
            ),
            Opening,
            call
        );

    public override Task<Receipt> ChangeCycle(Wire.ChangeCycleRequest r, ServerCallContext call) =>
        Record(
            r,
            r.Envelope,
            r.Id,
            read =>
            {
                var (details, sets) = read.Masked(
                    r.UpdateMask,
                    () => AwardWire.Details(read, r.Details),
                    "details",
                    "update_mask"
                );
                return new ChangeCycle(read.Date(r.From, "from"), details, sets, read.Later(r.LaterEntries, ""));
            },
            null,
            call
        );

    public override Task<Receipt> CorrectCycle(Wire.CorrectCycleRequest r, ServerCallContext call) =>
        Record(r, r.Envelope, r.Id, read => new CorrectCycle(AwardWire.Details(read, r.Details)), null, call);

    public override Task<Receipt> LoadShippedProgrammes(Wire.LoadShippedProgrammesRequest r, ServerCallContext call)
    {
        var wrapped = Reading.Of(read => Enveloped.Of(read, r.Envelope));
        var intents = ShippedProgrammes.Intents().ToArray();
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
                            intents.Select(i => i.Stream).ToArray()
                        )
                    ).ToHashSet()
                        is var known
                        ? [.. intents.Where(i => !known.Contains(i.Stream))]
                        : [],
            },
            call
        );
    }

    public override Task<Receipt> Nominate(Wire.NominateRequest r, ServerCallContext call) =>
        Record(
            r,
            r.Envelope,
            r.Id,
            read =>
                (
                    On: read.Date(r.On, "on"),
                    Asked: new Nominating.Asked(
                        read.Id(r.CycleId, "cycle_id"),
                        read.OptionalId(r.PersonId, "person_id"),
                        read.OptionalId(r.WorkId, "work_id"),
                        read.Text(r.Field, "field", 30),
                        read.Id(r.UnitId, "unit_id"),
                        Ids(read, r.ContributionIds, "contribution_ids"),
                        Ids(read, r.AwardIds, "award_ids")
                    )
                )
                    is var x
                    ? new Nominating.Draft(
                        (plan, sight, cancel) =>
                            nominating.Nominate(plan, sight, Guid.Parse(r.Id), x.On, x.Asked, cancel)
                    )
                    : null!,
            call
        );

    public override Task<Receipt> AnswerCriterion(Wire.AnswerCriterionRequest r, ServerCallContext call) =>
        Record(
            r,
            r.Envelope,
            r.Id,
            read =>
                (
                    On: read.Date(r.On, "on"),
                    Answer: new CriterionAnswer(
                        read.Text(r.Criterion, "criterion", 30, required: true),
                        r.Met,
                        read.Text(r.Because, "because", 500, required: true)
                    )
                )
                    is var x
                    ? new Nominating.Draft(
                        async (plan, sight, cancel) =>
                            new AnswerCriterion(
                                x.On,
                                x.Answer,
                                await nominating.TermsOf(plan, sight, Guid.Parse(r.Id), x.On, cancel)
                            )
                    )
                    : null!,
            call
        );

    public override Task<Receipt> AnnulNomination(Wire.AnnulNominationRequest r, ServerCallContext call) =>
        Record(
            r,
            r.Envelope,
            r.Id,
            _ => new Nominating.Draft(
                async (plan, sight, cancel) =>
                {
                    await nominating.InReach(plan, sight, Guid.Parse(r.Id), cancel);
                    return new AnnulNomination();
                }
            ),
            call
        );

    public override Task<Receipt> ProceedNomination(Wire.ProceedNominationRequest r, ServerCallContext call)
    {
        if (
            r.StepCase is Step.Awarding or Step.DeclinedBecause or Step.RevokedBecause
            && string.IsNullOrEmpty(r.Envelope?.PaperId)
        )
            throw PaperNeeded();
        return Record(
            r,
            r.Envelope,
            r.Id,
            read =>
                (
                    On: read.Date(r.On, "on"),
                    Why: read.Text(
                        r.StepCase switch
                        {
                            Step.Screening => r.Screening.Reasons,
                            Step.DeclinedBecause => r.DeclinedBecause,
                            Step.RevokedBecause => r.RevokedBecause,
                            _ => "",
                        },
                        "reasons",
                        1000,
                        required: r.StepCase is Step.DeclinedBecause or Step.RevokedBecause
                    ),
                    Prize: read.Text(r.Awarding?.Prize ?? "", "prize", 30),
                    Step: r.StepCase is Step.None
                        ? read.Fault("step", "Chưa chọn bước nào.", "No step is chosen.", Step.Submission)
                        : r.StepCase
                )
                    is var x
                    ? new Nominating.Draft(
                        async (plan, sight, cancel) =>
                            x.Step switch
                            {
                                Step.Screening => await nominating.Screen(
                                    plan,
                                    sight,
                                    Guid.Parse(r.Id),
                                    x.On,
                                    r.Screening.Passed,
                                    x.Why,
                                    cancel
                                ),
                                Step.Submission => new SubmitNomination(
                                    x.On,
                                    await nominating.TermsOf(plan, sight, Guid.Parse(r.Id), x.On, cancel)
                                ),
                                Step.Awarding => await nominating.Award(
                                    plan,
                                    sight,
                                    Guid.Parse(r.Id),
                                    x.On,
                                    x.Prize,
                                    cancel
                                ),
                                var other => await nominating.InReach(plan, sight, Guid.Parse(r.Id), cancel) is var _
                                && other is Step.DeclinedBecause
                                    ? new DeclineNomination(x.On, x.Why)
                                    : new RevokeAward(x.On, x.Why),
                            }
                    )
                    : null!,
            call
        );
    }

    public override Task<Receipt> RecordAward(Wire.RecordAwardRequest r, ServerCallContext call)
    {
        if (string.IsNullOrEmpty(r.Envelope?.PaperId))
            throw PaperNeeded();
        return Record(
            r,
            r.Envelope,
            r.Id,
            read =>
                new RecordAward(
                    read.Date(r.On, "on"),
                    new(
                        null,
                        read.Id(r.ProgrammeId, "programme_id"),
                        read.Number(r.Year, "year", 1990, 2199),
                        null,
                        "",
                        read.Id(r.UnitId, "unit_id"),
                        [read.Id(r.PersonId, "person_id")],
                        [],
                        []
                    ),
                    read.Text(r.Prize, "prize", 30)
                )
                    is var award
                    ? new Nominating.Draft(
                        (plan, sight, cancel) => nominating.Recorded(plan, sight, Guid.Parse(r.Id), award, cancel)
                    )
                    : null!,
            call
        );
    }

    static Rejected PaperNeeded() =>
        new(
            "PAPER_NEEDED",
            "Kết quả và thu hồi phải có quyết định; hãy chọn văn bản làm căn cứ.",
            "A result and a revocation rest on a decision; choose the paper.",
            "envelope.paper_id"
        );

    static ImmutableArray<Guid> Ids(Reading read, RepeatedField<string> ids, string field) =>
        [.. ids.Select((id, i) => read.Id(id, $"{field}[{i}]")).Distinct()];

    Task<Receipt> Record(
        IMessage request,
        Envelope? envelope,
        string id,
        Func<Reading, object> command,
        Func<ReadSession, Intent, CancellationToken, Task<IReadOnlyList<Intent>>>? plan,
        ServerCallContext call
    )
    {
        var (wrapped, stream, asked) = Reading.Of(read =>
            (Enveloped.Of(read, envelope), read.Id(id, "id"), command(read))
        );
        var intent = new Intent(stream, asked, wrapped.ExpectedVersion);
        return registrar.Record(
            new(
                wrapped.RequestId,
                Enveloped.BodyHash(request),
                call.Reader.Actor,
                wrapped.Reason,
                wrapped.Paper,
                wrapped.ValidateOnly,
                stream,
                [intent]
            )
            {
                Plan = plan is null ? null : (read, cancel) => plan(read, intent, cancel),
            },
            call
        );
    }

    /// <summary>
    /// A change of a nomination, whose command is completed under the lock by what the registry knows then.
    /// </summary>
    Task<Receipt> Record(
        IMessage request,
        Envelope? envelope,
        string id,
        Func<Reading, Nominating.Draft> draft,
        ServerCallContext call
    )
    {
        var (wrapped, stream, asked) = Reading.Of(read =>
            (Enveloped.Of(read, envelope), read.Id(id, "id"), draft(read))
        );
        return registrar.Record(
            new(
                wrapped.RequestId,
                Enveloped.BodyHash(request),
                call.Reader.Actor,
                wrapped.Reason,
                wrapped.Paper,
                wrapped.ValidateOnly,
                stream,
                []
            )
            {
                Plan = async (read, cancel) =>
                    [
                        await nominating.Complete(
                            read,
                            stream,
                            await asked(read, new(call.Reader, registrar.Today), cancel),
                            wrapped.ExpectedVersion,
                            cancel
                        ),
                    ],
            },
            call
        );
    }

    /// <summary>
    /// What must hold between programmes is asked under the lock: codes are nobody else's, and a criterion asks for
    /// titles there are.
    /// </summary>
    static async Task<IReadOnlyList<Intent>> Sound(ReadSession read, Intent intent, CancellationToken cancel)
    {
        var (from, to, details) = intent.Command switch
        {
            SetProgramme c => (c.From, c.To, c.Details),
            AmendProgramme c => (c.From, null, c.Details),
            CorrectProgramme c => (c.From, null, c.Details),
            _ => throw new NotSupportedException(),
        };
        var others = (await read.Facts<ProgrammeFact>("f.stream_id <> $1", cancel, intent.Stream)).ToArray();
        if (
            others.FirstOrDefault(o => o.Fact.Code == details.Code && o.Fact.Valid.Overlaps(new(from, to))) is
            { Fact: not null } same
        )
            throw new Rejected(
                "PROGRAMME_CODE_TAKEN",
                $"Mã {details.Code} đang là của \"{same.Fact.Vi}\"; hãy dùng mã khác hoặc sửa mục ấy.",
                $"Code {details.Code} belongs to \"{same.Fact.En}\"; use another code or amend that one.",
                "details.code"
            )
            {
                Related = [same.Stream],
            };
        var asks = Criterion
            .All(details.Criteria)
            .SelectMany(c => c.AnyOf)
            .Where(r => r.Matter is Matter.Title)
            .Select(r => r.Of)
            .Where(code => code != details.Code && others.All(o => o.Fact.Code != code))
            .Distinct()
            .ToArray();
        return asks.Length == 0
            ? [intent]
            : throw new Rejected(
                "CRITERION_ASKS_UNKNOWN_TITLE",
                $"Tiêu chuẩn đòi {string.Join(", ", asks)}, mà sổ chưa có danh hiệu mang mã ấy; hãy xem lại mã.",
                $"A criterion asks for {string.Join(", ", asks)}, and no award bears that code; check it.",
                "details.criteria"
            );
    }

    static async Task<IReadOnlyList<Intent>> Opening(ReadSession read, Intent intent, CancellationToken cancel)
    {
        var c = (OpenCycle)intent.Command;
        if (
            await read.Facts<CycleFact>(
                "f.programme = $1 and f.year = $2 and f.stream_id <> $3",
                cancel,
                c.Programme,
                c.Year,
                intent.Stream
            )
            is [var other, ..]
        )
            throw new Rejected(
                "CYCLE_OPENED_ALREADY",
                $"Kỳ xét năm {c.Year} đã có trong sổ; hãy ghi thay đổi của kỳ ấy.",
                $"The cycle of {c.Year} is on record; change that one.",
                "year"
            )
            {
                Related = [other.Stream],
            };
        var reference = new Reference("award_programme", c.Programme, "programme_id");
        var programme = await read.Facts<ProgrammeFact>("f.stream_id = $1", cancel, c.Programme);
        if (programme.Count == 0)
            throw Refuse.NotOnRecord(reference);
        return programme.Any(p => p.Fact.Valid.ClaimedFrom <= c.On.Latest && c.On.Earliest < p.Fact.Valid.ClaimedTo)
            ? [intent with { References = [reference] }]
            : throw new Rejected(
                "PROGRAMME_NOT_IN_FORCE",
                $"Giải thưởng, danh hiệu này không có hiệu lực vào {c.On.Vi}; hãy chọn ngày khác.",
                $"It is not in force on {c.On}; choose another day.",
                "on"
            );
    }
}
