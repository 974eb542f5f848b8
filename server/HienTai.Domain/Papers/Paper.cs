using HienTai.Domain.Kernel;

namespace HienTai.Domain.Papers;

public enum PaperKind
{
    Decision,
    Diploma,
    Resolution,
    Letter,
    Record,
}

/// <summary>What a paper says of itself.</summary>
public sealed record PaperDetails(
    PaperKind Kind,
    string Number,
    string Title,
    string Issuer,
    string Signer,
    DateOnly SignedOn,
    PartialDate? EffectiveOn,
    string Excerpt
);

// Events
public abstract record PaperEvent;

public sealed record PaperRegistered(PaperDetails Details, Strings Scans) : PaperEvent;

public sealed record PaperAmended(PaperDetails Details) : PaperEvent, ICorrecting;

public sealed record PaperScanAttached(string Sha256) : PaperEvent, IWitnessing;

public sealed record PaperWithdrawn(PartialDate On) : PaperEvent, IWithdrawing;

// Commands
public abstract record PaperCommand;

public sealed record RegisterPaper(PaperDetails Details, Strings Scans) : PaperCommand;

public sealed record AmendPaper(PaperDetails Details) : PaperCommand, ICorrection;

public sealed record AttachScan(string Sha256) : PaperCommand;

public sealed record WithdrawPaper(PartialDate On) : PaperCommand, ICorrection;

/// <summary>A paper on record, in force from its effective day on.</summary>
public sealed record PaperFact(
    string Key,
    Period Valid,
    PaperKind Kind,
    string Number,
    string Title,
    string Issuer,
    string Signer,
    DateOnly SignedOn,
    PartialDate? EffectiveOn,
    string Excerpt,
    Strings Scans,
    PartialDate? WithdrawnOn,
    Guid? WithdrawnBy,
    string Words
) : Fact(Key, Valid);

// State
public sealed record Paper(PaperDetails? Details, Strings Scans, PartialDate? WithdrawnOn, Guid? WithdrawnBy)
    : IDecider<Paper, PaperCommand, PaperEvent>
{
    static string IDecider<Paper, PaperCommand, PaperEvent>.Kind => "paper";

    static IEnumerable<string> IDecider<Paper, PaperCommand, PaperEvent>.Files(PaperEvent @event) =>
        @event switch
        {
            PaperRegistered e => e.Scans,
            PaperScanAttached e => [e.Sha256],
            _ => [],
        };

    public static Paper Initial { get; } = new(null, [], null, null);

    public static PaperEvent[] Decide(Paper it, PaperCommand command) =>
        (it.Details, command) switch
        {
            (_, RegisterPaper or AmendPaper)
                when DetailsOf(command) is { EffectiveOn: { } effective } d
                    && effective.Latest < d.SignedOn.AddYears(-5) => throw new Rejected(
                "EFFECTIVE_LONG_BEFORE_SIGNING",
                "Hiệu lực trước ngày ký hơn 5 năm; hãy xem lại hai ngày.",
                "In force more than five years before it was signed; check both dates.",
                "details.effective_on"
            ),
            (null, RegisterPaper c) => [new PaperRegistered(c.Details, c.Scans)],
            (null, _) => throw new Rejected(
                "PAPER_NOT_ON_RECORD",
                "Văn bản này chưa có trong sổ.",
                "This paper is not on record.",
                "id"
            ),
            ({ } d, RegisterPaper c) when d == c.Details => [],
            (_, RegisterPaper) => throw new Rejected(
                "PAPER_ID_TAKEN",
                "Mã định danh này đã là của một văn bản khác; hãy tạo mã mới.",
                "This id already belongs to a paper; mint another one.",
                "id"
            ),
            (_, WithdrawPaper c) when it.WithdrawnOn == c.On => [],
            _ when it.WithdrawnOn is not null => throw Withdrawn(it, "id"),
            ({ } d, AmendPaper c) => d == c.Details ? [] : [new PaperAmended(c.Details)],
            (_, AttachScan c) => it.Scans.Contains(c.Sha256) ? [] : [new PaperScanAttached(c.Sha256)],
            ({ } d, WithdrawPaper c) when c.On.Latest < d.SignedOn => throw new Rejected(
                "WITHDRAWN_BEFORE_SIGNED",
                $"Văn bản ký ngày {((PartialDate)d.SignedOn).Vi}; không thể thu hồi trước ngày ấy.",
                $"The paper was signed on {d.SignedOn:yyyy-MM-dd}; it cannot be withdrawn before.",
                "on"
            ),
            (_, WithdrawPaper c) => [new PaperWithdrawn(c.On)],
            _ => throw new NotSupportedException($"{command.GetType().Name} is not decided yet."),
        };

    public static Paper Evolve(Paper it, PaperEvent @event, Basis basis) =>
        @event switch
        {
            PaperRegistered e => it with { Details = e.Details, Scans = e.Scans },
            PaperAmended e => it with { Details = e.Details },
            PaperScanAttached e => it with { Scans = it.Scans.Add(e.Sha256) },
            PaperWithdrawn e => it with { WithdrawnOn = e.On, WithdrawnBy = basis.Paper },
            _ => throw new NotSupportedException($"{@event.GetType().Name} is not evolved yet."),
        };

    public static IEnumerable<Fact> Facts(Paper it)
    {
        if (it.Details is not { } d)
            yield break;
        yield return new TitleFact(
            "title",
            Period.Always,
            "paper",
            d.Number,
            $"{d.SignedOn:yyyy-MM-dd}{(it.WithdrawnOn is null ? "" : " withdrawn")}"
        );
        yield return new PaperFact(
            "paper",
            new(d.EffectiveOn ?? d.SignedOn, null),
            d.Kind,
            d.Number,
            d.Title,
            d.Issuer,
            d.Signer,
            d.SignedOn,
            d.EffectiveOn,
            d.Excerpt,
            it.Scans,
            it.WithdrawnOn,
            it.WithdrawnBy,
            string.Join(
                ' ',
                new[] { d.Number, d.Title, d.Issuer, d.Signer, KindName(d.Kind) }
                    .SelectMany(VietnameseText.Findable)
                    .Distinct()
            )
        );
    }

    static string KindName(PaperKind kind) =>
        kind switch
        {
            PaperKind.Decision => "quyết định",
            PaperKind.Diploma => "văn bằng chứng chỉ",
            PaperKind.Resolution => "nghị quyết",
            PaperKind.Letter => "công văn giấy xác nhận",
            _ => "kế hoạch báo cáo hồ sơ",
        };

    public static IEnumerable<RuleFinding> Findings(Paper it, DateOnly today) => SigningRules.Of(it.Details);

    public static string Title(Paper it) => it.Details?.Number ?? "";

    public static Rejected? Unciteable(Paper it) => it.WithdrawnOn is null ? null : Withdrawn(it, "envelope.paper_id");

    static Rejected Withdrawn(Paper it, string field) =>
        new(
            "PAPER_WITHDRAWN",
            $"Văn bản {it.Details!.Number} đã thu hồi từ {it.WithdrawnOn?.Vi}; hãy dùng văn bản còn hiệu lực.",
            $"Paper {it.Details.Number} was withdrawn as of {it.WithdrawnOn}; use one that stands.",
            field
        );

    static PaperDetails? DetailsOf(PaperCommand command) =>
        command switch
        {
            RegisterPaper c => c.Details,
            AmendPaper c => c.Details,
            _ => null,
        };
}
