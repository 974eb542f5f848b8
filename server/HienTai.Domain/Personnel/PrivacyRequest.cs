using HienTai.Domain.Kernel;

namespace HienTai.Domain.Personnel;

public enum PrivacyRequestKind
{
    Supply = 1,
    Correct,
    Restrict,
    Erase,
    WithdrawConsent,
    Object,
}

public enum PrivacyRequestStanding
{
    Received = 1,
    Acknowledged,
    Done,
    Refused,
}

// Events
public abstract record PrivacyRequestEvent;

public sealed record PrivacyRequestOpened(
    Guid Person,
    PrivacyRequestKind Kind,
    [property: Personal(DataClass.Basic)] string Words,
    DateOnly ReceivedOn,
    DateOnly AcknowledgeBy
) : PrivacyRequestEvent;

public sealed record PrivacyRequestAcknowledged(DateOnly On, DateOnly AnswerBy) : PrivacyRequestEvent;

public sealed record PrivacyRequestCarriedOut([property: Personal(DataClass.Basic)] string Answer)
    : PrivacyRequestEvent;

public sealed record PrivacyRequestRefused([property: Personal(DataClass.Basic)] string Answer, string Rule)
    : PrivacyRequestEvent;

// Commands
public abstract record PrivacyRequestCommand;

public sealed record OpenPrivacyRequest(Guid Person, PrivacyRequestKind Kind, string Words, DateOnly ReceivedOn)
    : PrivacyRequestCommand;

public sealed record AcknowledgePrivacyRequest(DateOnly On, DateOnly AnswerBy) : PrivacyRequestCommand;

public sealed record AnswerPrivacyRequest(string Answer, string? RefusedBy) : PrivacyRequestCommand;

public sealed record PrivacyRequestFact(
    string Key,
    Period Valid,
    Guid Person,
    PrivacyRequestKind Kind,
    PrivacyRequestStanding Standing,
    DateOnly ReceivedOn,
    DateOnly AcknowledgeBy,
    DateOnly? AcknowledgedOn,
    DateOnly? AnswerBy,
    string Rule
) : Fact(Key, Valid);

/// <summary>
/// What somebody on record asks about their own data, with its deadlines: to be acknowledged within two working days
/// (NĐ 356/2025/NĐ-CP, as summarised by third parties; wording not verified), answered by the day promised then.
/// </summary>
public sealed record PrivacyRequest(
    Guid? Person,
    PrivacyRequestKind Kind,
    [property: Personal(DataClass.Basic)] string Words,
    DateOnly ReceivedOn,
    DateOnly AcknowledgeBy,
    DateOnly? AcknowledgedOn,
    DateOnly? AnswerBy,
    PrivacyRequestStanding Standing,
    [property: Personal(DataClass.Basic)] string Answer,
    string Rule
) : IDecider<PrivacyRequest, PrivacyRequestCommand, PrivacyRequestEvent>
{
    /// <summary>Working days within which receipt is acknowledged.</summary>
    public const int AcknowledgeWithin = 2;

    static string IDecider<PrivacyRequest, PrivacyRequestCommand, PrivacyRequestEvent>.Kind => "privacy_request";

    static Guid? IDecider<PrivacyRequest, PrivacyRequestCommand, PrivacyRequestEvent>.Subject(
        Guid stream,
        PrivacyRequest it
    ) => it.Person;

    public static PrivacyRequest Initial { get; } =
        new(null, default, "", default, default, null, null, default, "", "");

    public static PrivacyRequestEvent[] Decide(PrivacyRequest it, PrivacyRequestCommand command) =>
        (it.Person, command) switch
        {
            (null, OpenPrivacyRequest c) =>
            [
                new PrivacyRequestOpened(
                    c.Person,
                    c.Kind,
                    c.Words,
                    c.ReceivedOn,
                    WorkingDays.After(c.ReceivedOn, AcknowledgeWithin)
                ),
            ],
            (null, _) => throw new Rejected(
                "REQUEST_NOT_ON_RECORD",
                "Không có yêu cầu này trong sổ.",
                "There is no such request on record.",
                "id"
            ),
            (_, OpenPrivacyRequest c) => (it.Person, it.Kind, it.Words, it.ReceivedOn)
            == (c.Person, c.Kind, c.Words, c.ReceivedOn)
                ? []
                : throw new Rejected(
                    "REQUEST_ALREADY_OPENED",
                    "Mã định danh này đã là của một yêu cầu khác; hãy tạo mã mới.",
                    "This id already belongs to another request; mint another one.",
                    "id"
                ),
            (_, AcknowledgePrivacyRequest c) when it.Standing is PrivacyRequestStanding.Received => c.AnswerBy < c.On
                ? throw new Rejected(
                    "ANSWER_BEFORE_TODAY",
                    "Hạn trả lời phải từ hôm nay trở đi.",
                    "The answer cannot be due before today.",
                    "answer_by"
                )
                : [new PrivacyRequestAcknowledged(c.On, c.AnswerBy)],
            (_, AcknowledgePrivacyRequest c) when it.AnswerBy == c.AnswerBy => [],
            (_, AnswerPrivacyRequest c)
                when it.Standing is PrivacyRequestStanding.Received or PrivacyRequestStanding.Acknowledged =>
            [
                c.RefusedBy is { } rule
                    ? new PrivacyRequestRefused(c.Answer, rule)
                    : new PrivacyRequestCarriedOut(c.Answer),
            ],
            (_, AnswerPrivacyRequest c) when it.Answer == c.Answer && it.Rule == (c.RefusedBy ?? "") => [],
            _ => throw new Rejected(
                "REQUEST_ALREADY_ANSWERED",
                "Yêu cầu này đã được xác nhận hoặc trả lời.",
                "This request has been acknowledged or answered.",
                "id"
            ),
        };

    public static PrivacyRequest Evolve(PrivacyRequest it, PrivacyRequestEvent @event, Basis basis) =>
        @event switch
        {
            PrivacyRequestOpened e => it with
            {
                Person = e.Person,
                Kind = e.Kind,
                Words = e.Words,
                ReceivedOn = e.ReceivedOn,
                AcknowledgeBy = e.AcknowledgeBy,
                Standing = PrivacyRequestStanding.Received,
            },
            PrivacyRequestAcknowledged e => it with
            {
                AcknowledgedOn = e.On,
                AnswerBy = e.AnswerBy,
                Standing = PrivacyRequestStanding.Acknowledged,
            },
            PrivacyRequestCarriedOut e => it with { Answer = e.Answer, Standing = PrivacyRequestStanding.Done },
            PrivacyRequestRefused e => it with
            {
                Answer = e.Answer,
                Rule = e.Rule,
                Standing = PrivacyRequestStanding.Refused,
            },
            _ => throw new NotSupportedException($"{@event.GetType().Name} is not evolved yet."),
        };

    public static IEnumerable<Fact> Facts(PrivacyRequest it)
    {
        if (it.Person is { } person)
            yield return new PrivacyRequestFact(
                "privacy_request",
                Period.Always,
                person,
                it.Kind,
                it.Standing,
                it.ReceivedOn,
                it.AcknowledgeBy,
                it.AcknowledgedOn,
                it.AnswerBy,
                it.Rule
            );
    }

    public static string Title(PrivacyRequest it) => "";
}
