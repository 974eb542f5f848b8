using Google.Protobuf;
using Grpc.Core;
using HienTai.Domain.Kernel;
using HienTai.Domain.Standards;
using HienTai.Rpc.V1;
using HienTai.Server.Access;
using HienTai.Server.Pipeline;
using HienTai.Standards.V1;
using Wire = HienTai.Standards.V1;

namespace HienTai.Server.Standards;

/// <summary>Standards on the wire: commands through the road, questions to <see cref="StandardQuestions"/>.</summary>
public sealed class StandardService(Registrar registrar, StandardQuestions questions)
    : Wire.StandardService.StandardServiceBase
{
    public override Task<GetStandardResponse> GetStandard(GetStandardRequest request, ServerCallContext call) =>
        questions.Get(request, call);

    public override Task<ListStandardsResponse> ListStandards(ListStandardsRequest request, ServerCallContext call) =>
        questions.List(request, call);

    public override Task<GetStandardHistoryResponse> GetStandardHistory(
        GetStandardHistoryRequest request,
        ServerCallContext call
    ) => questions.History(request, call);

    public override Task<ListFieldGroupsResponse> ListFieldGroups(
        ListFieldGroupsRequest request,
        ServerCallContext call
    ) =>
        Task.FromResult(
            new ListFieldGroupsResponse
            {
                Groups =
                {
                    FieldGroups.Codes.Select(c => new FieldGroup
                    {
                        Code = c,
                        Name = FieldGroups.Name(c) is var n ? Words.Both(n.Vi, n.En) : null,
                    }),
                },
            }
        );

    public override Task<Receipt> EnactStandard(EnactStandardRequest r, ServerCallContext call) =>
        Record(
            r,
            r.Envelope,
            r.Id,
            read => new EnactStandard(
                read.Date(r.From, "from"),
                read.OptionalDate(r.To, "to"),
                StandardWire.Details(read, r.Details)
            ),
            call
        );

    public override Task<Receipt> AmendStandard(AmendStandardRequest r, ServerCallContext call) =>
        Record(
            r,
            r.Envelope,
            r.Id,
            read =>
            {
                var (details, sets) = read.Masked(
                    r.UpdateMask,
                    () => StandardWire.Details(read, r.Details),
                    "details",
                    "update_mask",
                    ("ladder", "demands.ladder"),
                    ("ways", "demands.ways"),
                    ("for_now", "demands.forNow"),
                    ("placement", "demands.placement"),
                    ("deadline", "transition.deadline"),
                    ("in_post_on", "transition.inPostOn"),
                    ("within_months", "transition.withinMonths"),
                    ("exemptions", "transition.exemptions"),
                    ("prevails_over", "prevails"),
                    ("scope.not_posts", "scope.notPosts"),
                    ("name.vi", "vi"),
                    ("name.en", "en"),
                    ("source", "basis.source"),
                    ("clause", "basis.clause"),
                    ("checked", "basis.checked"),
                    ("note", "basis.note")
                );
                return new AmendStandard(read.Date(r.From, "from"), details, sets, read.Later(r.LaterEntries, ""));
            },
            call
        );

    public override Task<Receipt> RepealStandard(RepealStandardRequest r, ServerCallContext call) =>
        Record(r, r.Envelope, r.Id, read => new RepealStandard(read.Date(r.On, "on")), call);

    public override Task<Receipt> CorrectStandard(CorrectStandardRequest r, ServerCallContext call) =>
        Record(
            r,
            r.Envelope,
            r.Id,
            read =>
                read.Date(r.WrongFrom, "wrong_from") is var wrong
                    ? new CorrectStandard(
                        wrong,
                        read.OptionalDate(r.RightFrom, "right_from") ?? wrong,
                        read.OptionalDate(r.To, "to"),
                        StandardWire.Details(read, r.Details)
                    )
                    : null!,
            call
        );

    public override Task<Receipt> LoadShippedStandards(LoadShippedStandardsRequest r, ServerCallContext call)
    {
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

    Task<Receipt> Record(
        IMessage request,
        Envelope? envelope,
        string id,
        Func<Reading, StandardCommand> command,
        ServerCallContext call
    )
    {
        var (wrapped, standard, asked) = Reading.Of(read =>
            (Enveloped.Of(read, envelope), read.Id(id, "id"), command(read))
        );
        var intent = new Intent(standard, asked, wrapped.ExpectedVersion);
        return registrar.Record(
            new(
                wrapped.RequestId,
                Enveloped.BodyHash(request),
                call.Reader.Actor,
                wrapped.Reason,
                wrapped.Paper,
                wrapped.ValidateOnly,
                standard,
                [intent]
            )
            {
                Plan = asked is RepealStandard ? null : (read, cancel) => Sound(read, intent, cancel),
            },
            call
        );
    }

    /// <summary>
    /// What must hold between standards is asked under the lock: codes are nobody else's, and no two demand different
    /// things of one post.
    /// </summary>
    static async Task<IReadOnlyList<Intent>> Sound(ReadSession read, Intent intent, CancellationToken cancel)
    {
        var (from, to, details) = intent.Command switch
        {
            EnactStandard c => (c.From, c.To, c.Details),
            AmendStandard c => (c.From, null, c.Details),
            CorrectStandard c => (c.From, c.To, c.Details),
            _ => throw new NotSupportedException(),
        };
        var others = (
            await read.Facts<StandardFact>("f.stream_id <> $1 and f.valid_from < f.valid_to", cancel, intent.Stream)
        )
            .Where(o => o.Fact.Valid.Overlaps(new(from, to)))
            .ToArray();
        if (others.FirstOrDefault(o => o.Fact.Code == details.Code) is { Fact: not null } same)
            throw new Rejected(
                "STANDARD_CODE_TAKEN",
                $"Mã {details.Code} đang là của một chuẩn khác trong thời gian này; hãy dùng mã khác hoặc sửa chuẩn ấy.",
                $"Code {details.Code} belongs to another standard in force then; use another code or amend that one.",
                "details.code"
            )
            {
                Related = [same.Stream],
            };
        var unknown = details.Prevails.Where(p => others.All(o => o.Fact.Code != p)).ToArray();
        if (unknown.Length > 0)
            throw new Rejected(
                "STANDARD_PREVAILS_OVER_NOTHING",
                $"Không có chuẩn {string.Join(", ", unknown)} nào có hiệu lực trong thời gian này; hãy xem lại mã.",
                $"No standard {string.Join(", ", unknown)} is in force then; check the code.",
                "details.prevails_over"
            );
        var mine = new Rule(intent.Stream, details);
        var posts = await StandardQuestions.Posts(read, cancel);
        foreach (var other in others.Where(o => o.Fact.Kind == details.Kind && o.Fact.Ladder == details.Demands.Ladder))
            if (new Rulebook([mine, new Rule(other.Stream, other.Fact)]).Conflicts(posts).Any())
                throw new Rejected(
                    "STANDARDS_IN_CONFLICT",
                    $"Chuẩn {other.Fact.Code} ({other.Fact.Vi}) cũng áp dụng cho một chức danh như thế và yêu cầu khác; hãy thu hẹp phạm vi, ghi chuẩn nào được ưu tiên, hoặc bãi bỏ chuẩn cũ từ ngày ấy.",
                    $"Standard {other.Fact.Code} ({other.Fact.En}) is about such a post too and demands something else; narrow the scope, say which prevails, or repeal the other from that day.",
                    "details.scope"
                )
                {
                    Related = [other.Stream],
                };
        return [intent];
    }
}
