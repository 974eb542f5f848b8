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

/// <param name="NotSameAs">Here and below: papers on record that read the same and are others, as its recorder
/// confirmed.</param>
public sealed record PaperRegistered(PaperDetails Details, Strings Scans, Strings? NotSameAs = null) : PaperEvent;

public sealed record PaperAmended(PaperDetails Details, Strings? NotSameAs = null) : PaperEvent, ICorrecting;

public sealed record PaperScanAttached(string Sha256) : PaperEvent, IWitnessing;

public sealed record PaperWithdrawn(PartialDate On) : PaperEvent, IWithdrawing;

/// <summary>Repealed (bãi bỏ): in force until then; null: that was recorded wrongly, it is in force still.</summary>
public sealed record PaperRepealed(PartialDate? From) : PaperEvent;

/// <summary>What repealed it was withdrawn itself.</summary>
public sealed record PaperPaperFell(Guid Paper) : PaperEvent, IWithdrawing;

// Commands
public abstract record PaperCommand;

public sealed record RegisterPaper(PaperDetails Details, Strings Scans, Strings? NotSameAs = null) : PaperCommand;

public sealed record AmendPaper(PaperDetails Details, Strings? NotSameAs = null) : PaperCommand, ICorrection;

public sealed record AttachScan(string Sha256) : PaperCommand;

public sealed record WithdrawPaper(PartialDate On) : PaperCommand, ICorrection;

/// <summary>Ends its force from a day; null takes a repeal back that was recorded wrongly.</summary>
public sealed record RepealPaper(PartialDate? From) : PaperCommand, ICorrection;

/// <summary>A paper on record, in force from its effective day until it was repealed.</summary>
/// <param name="NumberKey">Its number as every spelling of it gives (<see cref="DocumentNumber.Key"/>).</param>
/// <param name="Identity">What it shares with every other spelling of it.</param>
/// <param name="FoundBy">Its words, and those of other spellings of its number and its issuer.</param>
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
    Guid? RepealedBy,
    string NumberKey,
    string Identity,
    Strings NotSameAs,
    string Words,
    string FoundBy
) : Fact(Key, Valid);

// State
public sealed record Paper(PaperDetails? Details, Strings Scans, PartialDate? WithdrawnOn, Guid? WithdrawnBy)
    : IDecider<Paper, PaperCommand, PaperEvent>
{
    public Strings? NotSameAs { get; init; }
    public PartialDate? RepealedFrom { get; init; }
    public Guid? RepealedBy { get; init; }

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
            (null, RegisterPaper c) => [new PaperRegistered(c.Details, c.Scans, it.Others(c.NotSameAs))],
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
            ({ } d, AmendPaper c) => d == c.Details && it.Others(c.NotSameAs) is null
                ? []
                : [new PaperAmended(c.Details, it.Others(c.NotSameAs))],
            (_, AttachScan c) => it.Scans.Contains(c.Sha256) ? [] : [new PaperScanAttached(c.Sha256)],
            ({ } d, WithdrawPaper c) when c.On.Latest < d.SignedOn => throw new Rejected(
                "WITHDRAWN_BEFORE_SIGNED",
                $"Văn bản ký ngày {((PartialDate)d.SignedOn).Vi}; không thể thu hồi trước ngày ấy.",
                $"The paper was signed on {d.SignedOn:yyyy-MM-dd}; it cannot be withdrawn before.",
                "on"
            ),
            (_, WithdrawPaper c) => [new PaperWithdrawn(c.On)],
            (_, RepealPaper c) when it.RepealedFrom == c.From => [],
            ({ } d, RepealPaper { From: { } from }) when from.Latest < d.SignedOn => throw new Rejected(
                "REPEALED_BEFORE_SIGNED",
                $"Văn bản ký ngày {((PartialDate)d.SignedOn).Vi}; không thể bãi bỏ từ trước ngày ấy.",
                $"The paper was signed on {d.SignedOn:yyyy-MM-dd}; it cannot be repealed from before.",
                "from"
            ),
            (_, RepealPaper c) => [new PaperRepealed(c.From)],
            _ => throw new NotSupportedException($"{command.GetType().Name} is not decided yet."),
        };

    public static Paper Evolve(Paper it, PaperEvent @event, Basis basis) =>
        @event switch
        {
            PaperRegistered e => it with { Details = e.Details, Scans = e.Scans, NotSameAs = e.NotSameAs },
            PaperAmended e => it with { Details = e.Details, NotSameAs = it.Apart(e.NotSameAs) },
            PaperScanAttached e => it with { Scans = it.Scans.Add(e.Sha256) },
            PaperWithdrawn e => it with { WithdrawnOn = e.On, WithdrawnBy = basis.Paper },
            PaperRepealed e => it with { RepealedFrom = e.From, RepealedBy = e.From is null ? null : basis.Paper },
            PaperPaperFell e => it.RepealedBy == e.Paper ? it with { RepealedFrom = null, RepealedBy = null } : it,
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
            $"{d.SignedOn:yyyy-MM-dd}{(it.RepealedFrom is { } until ? $" repealed {until}" : "")}{(it.WithdrawnOn is null ? "" : " withdrawn")}"
        );
        yield return new PaperFact(
            "paper",
            new(d.EffectiveOn ?? d.SignedOn, it.RepealedFrom),
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
            it.RepealedBy,
            DocumentNumber.Key(d.Number),
            PaperIdentity.Of(d),
            it.NotSameAs ?? [],
            string.Join(' ', Words(d)),
            string.Join(' ', Words(d).Union(DocumentNumber.Findable(d.Number)).Union(Abbreviations.Findable(d.Issuer)))
        );
    }

    static IEnumerable<string> Words(PaperDetails d) =>
        new[] { d.Number, d.Title, d.Issuer, d.Signer, KindName(d.Kind) }
            .SelectMany(VietnameseText.Findable)
            .Distinct();

    /// <summary>Of papers it is said not to be, those nobody said so of before.</summary>
    Strings? Others(Strings? said) =>
        said?.Except(NotSameAs ?? []).ToArray() is { Length: > 0 } others ? Strings.Of(others) : null;

    Strings? Apart(Strings? others) => others is null ? NotSameAs : Strings.Of([.. NotSameAs ?? [], .. others]);

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

    public static PaperEvent? Fall(Paper it, Guid paper) => it.RepealedBy == paper ? new PaperPaperFell(paper) : null;

    public static Rejected? Unciteable(Paper it, PartialDate effective) =>
        it.RepealedFrom is { } from && from.Latest <= effective.Earliest
            ? new(
                "PAPER_REPEALED",
                $"Văn bản {it.Details!.Number} đã bãi bỏ từ {from.Vi}; không làm căn cứ cho việc có hiệu lực từ {effective.Vi}. Hãy dùng văn bản còn hiệu lực khi ấy.",
                $"Paper {it.Details.Number} was repealed as of {from}; nothing that takes effect on {effective} rests on it. Use one in force then.",
                "envelope.paper_id"
            )
            : null;

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
