using System.Collections.Immutable;
using Google.Protobuf;
using Grpc.Core;
using HienTai.Domain.Kernel;
using HienTai.Domain.Talent;
using HienTai.Rpc.V1;
using HienTai.Server.Access;
using HienTai.Server.Pipeline;
using HienTai.Talent.V1;
using static HienTai.Server.Pipeline.FactTable;
using Ability = HienTai.Domain.Access.Ability;
using Admitting = HienTai.Domain.Talent.MoveCandidate;
using Annulling = HienTai.Domain.Talent.AnnulCandidacy;
using Answer = HienTai.Domain.Talent.Answer;
using Assessing = HienTai.Domain.Talent.AssessCandidate;
using Assessment = HienTai.Domain.Talent.Assessment;
using CandidacyDetails = HienTai.Domain.Talent.CandidacyDetails;
using Category = HienTai.Domain.Kernel.Category;
using Correcting = HienTai.Domain.Talent.CorrectCandidacy;
using Finding = HienTai.Domain.Talent.FindCandidate;
using FoundBy = HienTai.Domain.Talent.FoundBy;
using People = HienTai.Personnel.V1;
using Programme = HienTai.Domain.Talent.Programme;
using ProgrammeCriterion = HienTai.Domain.Talent.ProgrammeCriterion;
using Readiness = HienTai.Domain.Talent.Readiness;
using Sector = HienTai.Domain.Talent.Sector;
using SourceKind = HienTai.Domain.Talent.SourceKind;
using Stage = HienTai.Domain.Talent.Stage;
using Target = HienTai.Domain.Talent.Target;
using Wire = HienTai.Talent.V1;

namespace HienTai.Server.Talent;

/// <summary>
/// Candidacies on the wire: commands through the road, questions to <see cref="CandidacyQuestions"/>.
/// </summary>
public sealed class CandidacyService(Registrar registrar, CandidacyQuestions questions, TalentSearch search)
    : Wire.CandidacyService.CandidacyServiceBase
{
    public override Task<GetCandidacyResponse> GetCandidacy(GetCandidacyRequest request, ServerCallContext call) =>
        questions.Get(request, call);

    public override Task<ListCandidaciesResponse> ListCandidacies(
        ListCandidaciesRequest request,
        ServerCallContext call
    ) => questions.List(request, call);

    public override Task<GetCandidacyHistoryResponse> GetCandidacyHistory(
        GetCandidacyHistoryRequest request,
        ServerCallContext call
    ) => questions.History(request, call);

    public override async Task<Receipt> FindCandidate(FindCandidateRequest r, ServerCallContext call)
    {
        var person = Reading.Of(read => read.Id(r.PersonId, "person_id"));
        // The search is asked again at its own moment: what is kept is the rank it gave, not what a caller says it
        // gave.
        var by =
            r.NeedJson.Length == 0
                ? null
                : await search.Rank(r.NeedJson, r.SearchedAt, person, call)
                    ?? throw new Rejected(
                        "NOT_IN_THAT_SEARCH",
                        "Lần tìm ấy không cho ra người này; hãy tìm lại, hoặc đề cử không kèm lần tìm.",
                        "That search does not find this person; search again, or record them without it.",
                        "need_json"
                    );
        return await Record(
            r,
            r.Envelope,
            r.Id,
            read => new FindCandidate(
                person,
                read.Id(r.ProgrammeId, "programme_id"),
                read.Date(r.On, "on"),
                Details(read, r.Details),
                by
            ),
            call
        );
    }

    public override Task<Receipt> CorrectCandidacy(CorrectCandidacyRequest r, ServerCallContext call) =>
        Record(
            r,
            r.Envelope,
            r.Id,
            read => new CorrectCandidacy(read.Date(r.On, "on"), Details(read, r.Details)),
            call
        );

    public override Task<Receipt> AnnulCandidacy(AnnulCandidacyRequest r, ServerCallContext call) =>
        Record(r, r.Envelope, r.Id, _ => new AnnulCandidacy(), call);

    public override Task<Receipt> MoveCandidate(MoveCandidateRequest r, ServerCallContext call) =>
        Record(
            r,
            r.Envelope,
            r.Id,
            read => new MoveCandidate(
                read.Date(r.On, "on"),
                read.Enum<Wire.Stage, Stage>(r.To, "to"),
                read.Text(r.Note, "note", 1000),
                [
                    .. r.Answers.Select(
                        (a, i) =>
                            new Answer(
                                read.Text(a.Criterion, $"answers[{i}].criterion", 40, required: true),
                                a.Met,
                                read.Text(a.Note, $"answers[{i}].note", 1000, required: true)
                            )
                    ),
                ]
            ),
            call
        );

    public override Task<Receipt> AssessCandidate(AssessCandidateRequest r, ServerCallContext call) =>
        Record(
            r,
            r.Envelope,
            r.Id,
            read => new AssessCandidate(
                read.Date(r.On, "on"),
                r.Assessment is { } a
                    ? new(
                        read.Text(a.Round, "assessment.round", 40, required: true),
                        read.Id(a.AssessorId, "assessment.assessor_id"),
                        a.Marks.ToImmutableSortedDictionary(StringComparer.Ordinal),
                        read.Text(a.Evidence, "assessment.evidence", 2000, required: true)
                    )
                    : read.Fault(
                        "assessment",
                        "Thiếu nội dung đánh giá.",
                        "The assessment is missing.",
                        new Assessment("", default, ImmutableSortedDictionary<string, int>.Empty, "")
                    )
            ),
            call
        );

    static CandidacyDetails Details(Reading read, Wire.CandidacyDetails? d) =>
        d is null
            ? read.Fault(
                "details",
                "Thiếu nội dung đề cử.",
                "What is recorded of the candidacy is missing.",
                new CandidacyDetails(default, null, null, null, null, null, "")
            )
            : new(
                read.Enum<Wire.SourceKind, SourceKind>(d.Kind, "details.kind"),
                d.Sector is 0 ? null : read.Enum<Wire.Sector, Sector>(d.Sector, "details.sector"),
                read.OptionalId(d.UnitId, "details.unit_id"),
                d.Target is { } t
                    ? new Target(
                        read.Id(t.UnitId, "details.target.unit_id"),
                        read.Text(t.Post, "details.target.post", 200, required: true),
                        read.Enum<People.Category, Category>(t.Category, "details.target.category"),
                        read.Text(t.TitleCode, "details.target.title_code", 20)
                    )
                    : null,
                d.Readiness is 0 ? null : read.Enum<Wire.Readiness, Readiness>(d.Readiness, "details.readiness"),
                read.OptionalDate(d.AvailableFrom, "details.available_from"),
                read.Text(d.Merits, "details.merits", 2000)
            );

    Task<Receipt> Record(
        IMessage request,
        Envelope? envelope,
        string id,
        Func<Reading, CandidacyCommand> command,
        ServerCallContext call
    )
    {
        var (wrapped, candidacy, asked) = Reading.Of(read =>
            (Enveloped.Of(read, envelope), read.Id(id, "id"), command(read))
        );
        if (wrapped.Paper is null && wrapped.Reason.Length == 0)
            throw new Rejected(
                "REASON_REQUIRED",
                "Mỗi bước phải có văn bản hoặc lý do.",
                "Every step needs a paper or a reason.",
                "envelope.reason"
            );
        if (wrapped.Paper is null && asked is Admitting { To: Stage.InPool or Stage.InUse })
            throw new Rejected(
                "PAPER_NEEDED",
                "Đưa vào nguồn và bố trí sử dụng phải có quyết định; hãy chọn văn bản làm căn cứ.",
                "Admission and use rest on a decision; choose the paper.",
                "envelope.paper_id"
            );
        var intent = new Intent(candidacy, asked, wrapped.ExpectedVersion) { References = [.. References(asked)] };
        return registrar.Record(
            new(
                wrapped.RequestId,
                Enveloped.BodyHash(request),
                call.Reader.Actor,
                wrapped.Reason,
                wrapped.Paper,
                wrapped.ValidateOnly,
                candidacy,
                [intent]
            )
            {
                Plan = (read, cancel) => Allowed(read, intent, call.Reader, cancel),
            },
            call
        );
    }

    static IEnumerable<Reference> References(CandidacyCommand command) =>
        command switch
        {
            Finding c =>
            [
                new("person", c.Person, "person_id"),
                new("talent_programme", c.Programme, "programme_id"),
                .. Of(c.Details),
            ],
            Correcting c => Of(c.Details),
            Assessing c => [new("person", c.Assessment.Assessor, "assessment.assessor_id")],
            _ => [],
        };

    static IEnumerable<Reference> Of(CandidacyDetails d) =>
        [
            .. d.Unit is { } unit ? [new Reference("unit", unit, "details.unit_id")] : Array.Empty<Reference>(),
            .. d.Target is { } target
                ? [new Reference("unit", target.Unit, "details.target.unit_id")]
                : Array.Empty<Reference>(),
        ];

    /// <summary>
    /// What must hold across records, asked under the lock: the person is in reach, may be kept, and meets what the
    /// programme asks.
    /// </summary>
    async Task<IReadOnlyList<Intent>> Allowed(ReadSession read, Intent intent, Reader reader, CancellationToken cancel)
    {
        var sight = new Sight(reader, registrar.Today);
        var row = (
            await read.Facts<CandidacyFact>("f.stream_id = $1 order by f.valid_from", cancel, intent.Stream)
        ).LastOrDefault();
        var (person, programme) = (intent.Command, row.Fact) switch
        {
            (Finding c, _) => (c.Person, c.Programme),
            (_, { } known) => (known.Person, known.Programme),
            _ => throw Refuse.NotOnRecord(new("candidacy", intent.Stream, "id")),
        };
        if (!(await sight.Of(read, [person], cancel, Ability.RecordTalent))[person].Basic.Always)
            throw Refuse.NotOnRecord(
                intent.Command is Finding ? new("person", person, "person_id") : new("candidacy", intent.Stream, "id")
            );
        if (
            intent.Command is Assessing assessing
            && !(await sight.Of(read, [assessing.Assessment.Assessor], cancel))[assessing.Assessment.Assessor].Basic.Any
        )
            throw Refuse.NotOnRecord(intent.References[0]);
        // Without a ground nothing more is done with them than letting them go.
        if (
            intent.Command is not (Annulling or Correcting or Admitting { To: Stage.Left or Stage.Declined })
            && !await Ground.Holds(read, person, cancel)
        )
            throw Ground.Missing(person, intent.Command is Finding ? "person_id" : "id");
        var on = intent.Command switch
        {
            Finding x => x.On,
            Correcting x => x.On,
            Admitting x => x.On,
            Assessing x => x.On,
            _ => new PartialDate(registrar.Today.Year),
        };
        var rules = await ProgrammeQuestions.On(read, programme, on.Latest, cancel);
        if (intent.Command is Finding or Correcting)
            Fits(rules, intent.Command is Finding f ? f.Details : ((Correcting)intent.Command).Details, on);
        if (intent.Command is Finding)
            await NotTwice(read, intent.Stream, person, programme, cancel);
        if (intent.Command is Assessing { Assessment.Marks: var marks })
            OfItsCriteria(rules, marks.Keys);
        if (intent.Command is Admitting { To: Stage.Verified } verifying && rules is not null)
            Answered(rules, verifying.Answers);
        if (intent.Command is Admitting { To: Stage.InPool } && rules is not null)
            await Admissible(read, intent.Stream, person, programme, rules, cancel);
        return [intent];
    }

    static async Task NotTwice(ReadSession read, Guid candidacy, Guid person, Guid programme, CancellationToken cancel)
    {
        var others = await read.Facts<CandidacyFact>(
            $"f.person = $1 and f.programme = $2 and f.stream_id <> $3 and f.stage <> {(int)Stage.Left} and {read.Valid("f")}",
            cancel,
            person,
            programme,
            candidacy
        );
        if (others is [var other, ..])
            throw new Rejected(
                "ALREADY_A_CANDIDATE",
                "Người này đang có một hồ sơ nguồn trong chương trình ấy; hãy mở hồ sơ đó.",
                "This person already has a candidacy in that programme; open it.",
                "person_id"
            )
            {
                Related = [other.Stream],
            };
    }

    static void OfItsCriteria(TalentProgrammeFact? rules, IEnumerable<string> marked)
    {
        var known = rules?.Marks.Select(m => ProgrammeCriterion.Read(m).Key).ToHashSet() ?? [];
        if (marked.FirstOrDefault(k => !known.Contains(k)) is { } odd)
            throw new Rejected(
                "MARK_OF_NO_CRITERION",
                $"Chương trình không chấm tiêu chí \"{odd}\"; hãy chấm theo các tiêu chí của chương trình, hoặc bổ sung tiêu chí vào chương trình trước.",
                $"The programme gives no marks for \"{odd}\"; mark its own criteria, or add this one to the programme first.",
                "assessment.marks"
            );
    }

    static void Fits(TalentProgrammeFact? rules, CandidacyDetails d, PartialDate on)
    {
        if (rules is null || !rules.Valid.Holds(on.Latest))
            throw new Rejected(
                "PROGRAMME_NOT_IN_FORCE",
                $"Chương trình không có hiệu lực vào {on.Vi}; hãy chọn chương trình đang có hiệu lực.",
                $"The programme is not in force on {on}; choose one that is.",
                "programme_id"
            );
        if (!rules.Kinds.Contains($"{d.Kind}"))
            throw new Rejected(
                "KIND_NOT_OF_PROGRAMME",
                $"{rules.Code} không dành cho diện \"{Programme.Name(d.Kind).Vi}\"; chương trình nhận: {string.Join(", ", rules.Kinds.Select(k => Programme.Name(Enum.Parse<SourceKind>(k)).Vi))}.",
                $"{rules.Code} is not for \"{Programme.Name(d.Kind).En}\"; it takes: {string.Join(", ", rules.Kinds.Select(k => Programme.Name(Enum.Parse<SourceKind>(k)).En))}.",
                "details.kind"
            );
        if (d.Sector is { } sector && rules.Sectors.Count > 0 && !rules.Sectors.Contains($"{sector}"))
            throw new Rejected(
                "SECTOR_NOT_OF_PROGRAMME",
                $"{rules.Code} không gồm lĩnh vực {Programme.Name(sector).Vi}.",
                $"{rules.Code} does not cover {Programme.Name(sector).En}.",
                "details.sector"
            );
    }

    static void Answered(TalentProgrammeFact rules, ImmutableArray<Answer> answers)
    {
        foreach (var c in rules.Criteria.Select(ProgrammeCriterion.Read).Where(c => c.Rule == "stated"))
            if (!answers.Any(a => a.Criterion == c.Key))
                throw new Rejected(
                    "CRITERION_UNANSWERED",
                    $"Tiêu chí \"{c.Vi}\" không suy ra được từ dữ kiện; hãy ghi kết luận xác minh.",
                    $"No fact decides \"{c.En}\"; record what was found.",
                    "answers"
                );
        if (
            answers.FirstOrDefault(a =>
                !rules.Criteria.Select(ProgrammeCriterion.Read).Any(c => c.Key == a.Criterion && c.Rule == "stated")
            ) is
            { } odd
        )
            throw new Rejected(
                "CRITERION_NOT_STATED",
                $"\"{odd.Criterion}\" không phải tiêu chí cán bộ xác minh; bỏ câu trả lời này.",
                $"\"{odd.Criterion}\" is not a criterion an officer answers; leave it out.",
                "answers"
            );
    }

    static async Task Admissible(
        ReadSession read,
        Guid candidacy,
        Guid person,
        Guid programme,
        TalentProgrammeFact rules,
        CancellationToken cancel
    )
    {
        var answers = (await read.Facts<AnswerFact>("f.stream_id = $1", cancel, candidacy)).Select(a => a.Fact);
        var wanting = (await Profiles.Of(read, [person], cancel))
            .Findings(person, rules.Details, answers)
            .Where(f => !f.Met)
            .ToArray();
        if (wanting.Length > 0)
            throw new Rejected(
                "CRITERION_NOT_MET",
                $"Chưa đủ tiêu chí của {rules.Code}: {string.Join(" ", wanting.Select(w => $"{w.Name.Vi}: {w.Reason.Vi}"))}",
                $"Criteria of {rules.Code} are not met: {string.Join(" ", wanting.Select(w => $"{w.Name.En}: {w.Reason.En}"))}",
                "to"
            );
        if (
            rules.Places > 0
            && (
                await read.Query(
                    $"select count(*) from {Table<CandidacyFact>()} f where f.programme = $1 and f.stream_id <> $3 and f.stage = any($2) and {read.Known("f")} and {read.Valid("f")}",
                    r => (int)r.GetInt64(0),
                    cancel,
                    programme,
                    ProgrammeQuestions.Taken,
                    candidacy
                )
            )[0]
                is var taken
            && taken >= rules.Places
        )
            throw new Rejected(
                "NO_PLACE_LEFT",
                $"{rules.Code} có {rules.Places} chỗ, đã đủ {taken}.",
                $"{rules.Code} has {rules.Places} places and {taken} are taken.",
                "to"
            );
    }
}
