using System.Security.Cryptography;
using System.Text;
using HienTai.Domain.Kernel;

namespace HienTai.Domain.Organization;

/// <summary>What a decision says of a quota: so many from a day on, or so many more or fewer than before it.</summary>
/// <remarks>
/// A difference stays a difference, so that an earlier number that is corrected, or falls with its paper, carries
/// through.
/// </remarks>
public sealed record Allotment(int? Count, int? Delta);

// Events: past tense, stored forever. Who, when, why and on what paper are in the envelope.
public abstract record QuotaEvent;

public sealed record QuotaGranted(Guid Unit, QuotaType Type, int Year, PartialDate From, int Count) : QuotaEvent;

/// <param name="Later">What was decided about numbers on record for a later day.</param>
public sealed record QuotaAdjusted(PartialDate On, Allotment Amount, LaterEntries? Later = null) : QuotaEvent, ISetting;

public sealed record QuotaCorrected(PartialDate WrongFrom, PartialDate From, Allotment Amount)
    : QuotaEvent,
        ICorrecting;

public sealed record QuotaRevoked : QuotaEvent, IWithdrawing;

public sealed record QuotaPaperFell(Guid Paper) : QuotaEvent, IWithdrawing;

// Commands: imperative, one per intention, never stored.
public abstract record QuotaCommand;

public sealed record GrantQuota(Guid Unit, QuotaType Type, int Year, PartialDate From, int Count) : QuotaCommand;

/// <param name="Later">What becomes of numbers on record for a later day; differences carry on from this one.</param>
public sealed record AdjustQuota(PartialDate On, Allotment Amount, LaterEntries? Later = null) : QuotaCommand;

/// <summary>No amount corrects only the date.</summary>
public sealed record CorrectQuota(PartialDate WrongFrom, PartialDate From, Allotment? Amount)
    : QuotaCommand,
        ICorrection;

/// <summary>It was never granted. What is taken away from a day on is an adjustment.</summary>
public sealed record RevokeQuota : QuotaCommand, ICorrection;

/// <summary>How many posts of a type a unit may fill during one period of one year.</summary>
public sealed record QuotaFact(
    string Key,
    Period Valid,
    Guid Unit,
    QuotaType Type,
    int Year,
    int Count,
    int? Delta,
    Guid? Paper
) : Fact(Key, Valid);

/// <summary>
/// The posts of one type granted to one unit for one year. It begins and ends within the year; the next year is granted
/// anew.
/// </summary>
public sealed record Quota(Guid Unit, QuotaType Type, int Year, Line<Allotment> Line)
    : IDecider<Quota, QuotaCommand, QuotaEvent>
{
    public const int FirstYear = 1976,
        LastYear = 2100,
        Most = 100_000;

    static string IDecider<Quota, QuotaCommand, QuotaEvent>.Kind => "quota";
    public static Quota Initial { get; } = new(Guid.Empty, default, 0, Line<Allotment>.Empty);

    /// <summary>
    /// There is one record for a unit, a type and a year, and this is its id (UUID version 8), so that two grants meet
    /// on it.
    /// </summary>
    public static Guid Id(Guid unit, QuotaType type, int year)
    {
        var bytes = SHA256
            .HashData(Encoding.UTF8.GetBytes($"quota · {unit} · {QuotaTypes.Of(type).Code} · {year}"))
            .AsSpan(0, 16);
        (bytes[6], bytes[8]) = ((byte)(bytes[6] & 0x0F | 0x80), (byte)(bytes[8] & 0x3F | 0x80));
        return new(bytes, bigEndian: true);
    }

    public static IEnumerable<RuleFinding> Findings(Quota before, QuotaEvent @event, Footing footing) =>
        QuotaFooting.Of(@event, footing);

    public static QuotaEvent[] Decide(Quota it, QuotaCommand command) =>
        command switch
        {
            GrantQuota c when c.From.Year != c.Year => throw OutsideYear(c.Year, "from"),
            GrantQuota { Count: < 0 } => throw new Rejected(
                "QUOTA_BELOW_ZERO",
                "Số được giao không âm.",
                "What is granted is not negative.",
                "count"
            ),
            GrantQuota c when it.Line.IsEmpty => [new QuotaGranted(c.Unit, c.Type, c.Year, c.From, c.Count)],
            GrantQuota c when it.Line.Spans[0] is var s && s.Valid.From == c.From && s.Value.Count == c.Count => [],
            GrantQuota => throw new Rejected(
                "QUOTA_ALREADY_GRANTED",
                $"Năm {it.Year} đơn vị này đã được giao {it.Counted()[0].Count} ({it.Name.Vi}); hãy ghi điều chỉnh, hoặc đính chính nếu số đã ghi là sai.",
                $"For {it.Year} the unit already has {it.Counted()[0].Count} ({it.Name.En}); record an adjustment, or correct it if what is recorded was wrong.",
                "year"
            ),
            RevokeQuota when it.Line.IsEmpty && it.Year > 0 => [],
            _ when it.Line.IsEmpty => throw new Rejected(
                "QUOTA_NOT_GRANTED",
                "Đơn vị chưa được giao loại này trong năm ấy; hãy ghi quyết định giao trước.",
                "The unit has been granted none of this type for that year; record the grant first.",
                "year"
            ),
            AdjustQuota c => it.Adjust(c),
            CorrectQuota c => it.Correct(c),
            RevokeQuota => [new QuotaRevoked()],
            _ => throw new NotSupportedException($"{command.GetType().Name} is not decided yet."),
        };

    public static Quota Evolve(Quota it, QuotaEvent @event, Basis basis) =>
        @event switch
        {
            QuotaGranted e => new(
                e.Unit,
                e.Type,
                e.Year,
                Line<Allotment>.Begun(e.From, new(e.Count, null), basis.Paper)
            ),
            QuotaAdjusted e => it with { Line = it.Line.Changed(e.On, e.Amount, basis.Paper, null, e.Later) },
            QuotaCorrected e => it with { Line = it.Line.Corrected(e.WrongFrom, e.From, e.Amount, basis.Paper) },
            QuotaRevoked => it with { Line = Line<Allotment>.Empty },
            QuotaPaperFell e => it with { Line = it.Without(e.Paper) },
            _ => throw new NotSupportedException($"{@event.GetType().Name} is not evolved yet."),
        };

    public static IEnumerable<Fact> Facts(Quota it)
    {
        if (it.Line.IsEmpty)
            yield break;
        yield return new TitleFact("title", Period.Always, "quota", Title(it), QuotaTypes.Of(it.Type).Code);
        foreach (var (valid, count, delta, paper) in it.Counted())
            yield return new QuotaFact("quota", valid, it.Unit, it.Type, it.Year, Math.Max(0, count), delta, paper);
    }

    public static string Title(Quota it) => it.Year == 0 ? "" : $"{it.Name.Vi} năm {it.Year}";

    public static IEnumerable<Spoken> Later(Quota before, QuotaEvent @event) =>
        @event is QuotaAdjusted e ? before.LaterNumbers(e.On).Select(l => new Spoken(l.From, ["count"])) : [];

    public static QuotaEvent? Fall(Quota it, Guid paper) => it.Line.RestsOn(paper) ? new QuotaPaperFell(paper) : null;

    (string Vi, string En) Name => QuotaTypes.Of(Type).Name;

    Line<Allotment> Without(Guid paper) => Line.IsEmpty ? Line : Line.Without(paper) ?? Line<Allotment>.Empty;

    // Differences that outlived the number they were taken from may go below zero here; a fact never does.
    IReadOnlyList<(Period Valid, int Count, int? Delta, Guid? Paper)> Counted()
    {
        var (all, count) = (new List<(Period, int, int?, Guid?)>(), 0);
        foreach (var s in Line.Spans)
            all.Add(
                (
                    s.Valid.To is null ? s.Valid with { To = new DateOnly(Year + 1, 1, 1) } : s.Valid,
                    count = s.Value.Count ?? count + s.Value.Delta ?? 0,
                    s.Value.Delta,
                    s.Paper
                )
            );
        return all;
    }

    /// <summary>
    /// The numbers on record for a later day. A difference is none: it is taken from whatever comes before.
    /// </summary>
    public IEnumerable<LaterEntry<Allotment>> LaterNumbers(PartialDate on) =>
        Line.Later(on, null).Where(l => l.Value.Count is not null);

    QuotaEvent[] Adjust(AdjustQuota c)
    {
        var spans = Line.Spans;
        if (c.On.Year != Year)
            throw OutsideYear(Year, "on");
        if (spans.Any(s => s.Valid.From == c.On && s.Value == c.Amount))
            return [];
        if (c.On.CompareTo(spans[0].Valid.From!.Value) < 0)
            throw new Rejected(
                "BEFORE_GRANT",
                $"Số này được giao từ {spans[0].Valid.From?.Vi}; không thể điều chỉnh trước ngày ấy.",
                $"It is granted from {spans[0].Valid.From}; nothing is adjusted before that.",
                "on"
            );
        if (spans.Any(s => s.Valid.From == c.On))
            throw new Rejected(
                "QUOTA_ADJUSTED_THAT_DAY",
                $"Từ {c.On.Vi} đã ghi một số khác; hãy đính chính số ấy, hoặc ghi số chung sau cả hai quyết định.",
                $"Another number is recorded from {c.On}; correct that one, or give the number after both decisions.",
                "on"
            );
        if (
            c.Amount.Count is { } count
            && Counted().LastOrDefault(s => s.Valid.From!.Value.CompareTo(c.On) < 0).Count == count
        )
            return [];
        LaterEntries? later = LaterNumbers(c.On).Any() ? c.Later ?? LaterEntries.Kept : null;
        return Sound(
            this with
            {
                Line = Line.Changed(c.On, c.Amount, null, null, later),
            },
            [new QuotaAdjusted(c.On, c.Amount, later)]
        );
    }

    QuotaEvent[] Correct(CorrectQuota c)
    {
        var spans = Line.Spans;
        if (c.From.Year != Year)
            throw OutsideYear(Year, "right_from");
        var wrong = spans.FirstOrDefault(s => s.Valid.From == c.WrongFrom);
        var amount = c.Amount ?? wrong.Value ?? spans.FirstOrDefault(s => s.Valid.From == c.From).Value;
        if (spans.Any(s => s.Valid.From == c.From && s.Value == amount))
            return []; // it stands so already
        if (wrong.Value is null)
            throw new Rejected(
                "NOTHING_BEGAN_THEN",
                $"Không có số nào được ghi từ {c.WrongFrom.Vi}; hãy lấy đúng ngày đang ghi trong sổ.",
                $"No number is recorded from {c.WrongFrom}; take the date as it stands on record.",
                "wrong_from"
            );
        if (c.From != c.WrongFrom && spans.Any(s => s.Valid.From == c.From))
            throw new Rejected(
                "QUOTA_ADJUSTED_THAT_DAY",
                $"Từ {c.From.Vi} đã ghi một số khác; hãy đính chính số ấy.",
                $"Another number is recorded from {c.From}; correct that one.",
                "right_from"
            );
        var first = wrong.Valid.From == spans[0].Valid.From;
        if (first && amount?.Count is null)
            throw new Rejected(
                "GRANT_IS_A_NUMBER",
                "Số giao đầu năm là một số, không phải mức tăng giảm.",
                "What was granted first is a number, not a difference.",
                "amount"
            );
        var after = this with { Line = Line.Corrected(c.WrongFrom, c.From, amount!, null) };
        if (after.Line.Spans[0].Valid.From != (first ? c.From : spans[0].Valid.From))
            throw new Rejected(
                "ADJUSTED_BEFORE_GRANT",
                "Điều chỉnh không thể trước ngày giao; hãy đính chính ngày của điều chỉnh trước.",
                "Nothing can be adjusted before it is granted; correct the date of the adjustment first.",
                "right_from"
            );
        return Sound(after, [new QuotaCorrected(c.WrongFrom, c.From, amount!)]);
    }

    static QuotaEvent[] Sound(Quota after, QuotaEvent[] events)
    {
        foreach (var (valid, count, _, _) in after.Counted())
            if (count < 0)
                throw new Rejected(
                    "QUOTA_BELOW_ZERO",
                    $"Như vậy từ {valid.From?.Vi} số được giao là {count}; chỉ có thể giảm nhiều nhất bằng số đang giao.",
                    $"That would leave {count} from {valid.From}; no more can be taken away than is granted.",
                    "amount"
                );
        return events;
    }

    static Rejected OutsideYear(int year, string field) =>
        new(
            "OUTSIDE_QUOTA_YEAR",
            $"Số này là của năm {year}; ngày phải nằm trong năm ấy. Năm khác thì giao riêng.",
            $"This is the quota of {year}; the day must lie in that year. Another year is granted on its own.",
            field
        );
}
