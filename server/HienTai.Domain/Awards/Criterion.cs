using System.Text.RegularExpressions;
using HienTai.Domain.Kernel;

namespace HienTai.Domain.Awards;

/// <summary>Whether a criterion is met: yes, no, or that what is on record does not say.</summary>
public enum Verdict
{
    Met = 1,
    NotMet,
    NotEnoughData,
}

/// <summary>What a rule looks at.</summary>
public enum Matter
{
    Title = 1,
    Initiative,
    Service,
    Stated,
}

/// <summary>
/// Something on record that a rule counts: a title held for a year, an initiative recognised in a year, the first post.
/// </summary>
/// <param name="Id">The award's nomination, the contribution, or the person for service.</param>
/// <param name="Code">The programme's code of a title; empty otherwise.</param>
/// <param name="Level">Of a recognition.</param>
/// <param name="Year">Of a title, the cycle's; of a recognition, the decision's; of service, that in which it
/// began.</param>
public sealed record Deed(Matter Matter, Guid Id, string Code, AwardLevel Level, int Year)
{
    /// <summary>Of service, when it was.</summary>
    public IReadOnlyList<Period> Served { get; init; } = [];
}

/// <summary>What an officer said of a criterion that nothing on record decides.</summary>
public sealed record Answer(bool Met, string Because);

/// <summary>How a criterion was judged.</summary>
/// <param name="By">The deeds that decided.</param>
/// <param name="Missing">What is wanting; empty if nothing is.</param>
public sealed record Finding(
    Criterion Criterion,
    Verdict Verdict,
    IReadOnlyList<Deed> By,
    (string Vi, string En) Missing
);

/// <summary>
/// One rule: <c>title LDTT in the year</c>, <c>title CSTD_CO_SO 3 years in a row</c>, <c>title CSTD_BO_TINH 2
/// times</c>, <c>initiative City</c>,
/// <c>initiative Unit 2 years in a row</c>, <c>service 10 years</c>, <c>stated</c>. Years in a row end in the cycle's
/// year or the one before, as a title of the cycle's own year may be given only afterwards; service is counted to the
/// end of the cycle's year. Both are our readings, no source says them.
/// </summary>
public sealed partial record Rule(Matter Matter, string Of, int Times, bool InTheYear, bool InARow)
{
    [GeneratedRegex(
        @"^(title|initiative) ([A-Za-z0-9_]{1,20})(?:( in the year)| (\d{1,2}) years in a row| (\d{1,2}) times)?$"
    )]
    private static partial Regex Form();

    [GeneratedRegex(@"^service (\d{1,2}) years$")]
    private static partial Regex OfService();

    public static Rule? TryParse(string text)
    {
        if (text == "stated")
            return new(Matter.Stated, "", 1, false, false);
        if (OfService().Match(text) is { Success: true } s)
            return new(Matter.Service, "", int.Parse(s.Groups[1].Value), false, false);
        if (Form().Match(text) is not { Success: true, Groups: var g })
            return null;
        var (matter, row) = (g[1].Value == "title" ? Matter.Title : Matter.Initiative, g[4].Success);
        var times = (row ? g[4] : g[5]) is { Success: true, Value: var number } ? int.Parse(number) : 1;
        return times < 1 || (matter is Matter.Initiative && !Enum.TryParse<AwardLevel>(g[2].Value, out _))
            ? null
            : new(matter, g[2].Value, times, g[3].Success, row);
    }

    public override string ToString() =>
        Matter switch
        {
            Matter.Stated => "stated",
            Matter.Service => $"service {Times} years",
            Matter.Title => $"title {Of}{HowOften}",
            _ => $"initiative {Of}{HowOften}",
        };

    string HowOften =>
        this switch
        {
            { InTheYear: true } => " in the year",
            { InARow: true } => $" {Times} years in a row",
            { Times: > 1 } => $" {Times} times",
            _ => "",
        };

    bool Counts(Deed deed) =>
        deed.Matter == Matter
        && Matter switch
        {
            Matter.Title => deed.Code == Of,
            Matter.Initiative => deed.Level >= Enum.Parse<AwardLevel>(Of),
            _ => true,
        };

    public (Verdict Verdict, IReadOnlyList<Deed> By, (string Vi, string En) Missing) Judge(
        IEnumerable<Deed> deeds,
        int year,
        Answer? answer
    )
    {
        if (Matter is Matter.Stated)
            return Stated(answer);
        var mine = deeds.Where(d => Counts(d) && d.Year <= year).OrderBy(d => d.Year).ToArray();
        if (Matter is Matter.Service)
            return Served(mine, year);
        return InARow ? YearByYear(mine, year) : Counted(mine, year);
    }

    static (Verdict, IReadOnlyList<Deed>, (string, string)) Stated(Answer? answer) =>
        answer switch
        {
            null => (Verdict.NotEnoughData, [], ("chờ đơn vị nhận xét", "for an officer to state")),
            { Met: true } => (Verdict.Met, [], ("", "")),
            { Because: var because } => (Verdict.NotMet, [], (because, because)),
        };

    (Verdict, IReadOnlyList<Deed>, (string, string)) Served(Deed[] mine, int year)
    {
        if (mine is not [var begun, ..])
            return (
                Verdict.NotEnoughData,
                [],
                ("chưa ghi công tác từ bao giờ", "since when they serve is not on record")
            );
        var years = ServiceTime.MonthsOf(begun.Served, new(year, 12, 31)) / 12;
        return years >= Times
            ? (Verdict.Met, [begun], ("", ""))
            : (Verdict.NotMet, [begun], ($"mới {years} trên {Times} năm", $"{years} of {Times} years"));
    }

    (Verdict, IReadOnlyList<Deed>, (string, string)) YearByYear(Deed[] mine, int year)
    {
        // Of the two runs that may count, the one with fewer gaps; what it lacks is told.
        var run = new[] { year, year - 1 }
            .Select(end => Enumerable.Range(end - Times + 1, Times).ToArray())
            .MinBy(r => r.Count(y => mine.All(d => d.Year != y)))!;
        var gaps = run.Where(y => mine.All(d => d.Year != y)).ToArray();
        return (
            gaps.Length == 0 ? Verdict.Met : Verdict.NotMet,
            [.. mine.Where(d => run.Contains(d.Year))],
            gaps.Length == 0 ? ("", "") : ($"thiếu năm {string.Join(", ", gaps)}", $"{string.Join(", ", gaps)} missing")
        );
    }

    (Verdict, IReadOnlyList<Deed>, (string, string)) Counted(Deed[] mine, int year)
    {
        var counted = InTheYear ? [.. mine.Where(d => d.Year == year)] : mine;
        if (counted.Length >= Times)
            return (Verdict.Met, counted, ("", ""));
        var missing = this switch
        {
            { InTheYear: true } => ($"chưa có trong năm {year}", $"none in {year}"),
            { Times: 1 } => ("chưa có", "none"),
            _ => ($"mới có {counted.Length} trên {Times}", $"{counted.Length} of {Times}"),
        };
        return (Verdict.NotMet, counted, missing);
    }
}

/// <summary>
/// What is asked of whoever is awarded: one of some rules, in words of both languages. <c>nam = title LDTT in the year
/// or stated | … | …</c>
/// </summary>
public sealed partial record Criterion(string Code, IReadOnlyList<Rule> AnyOf, string Vi, string En)
{
    [GeneratedRegex(@"^([a-z0-9-]{1,30}) = ([^|]{1,200}) \| ([^|]{1,300}) \| ([^|]{1,300})$")]
    private static partial Regex Form();

    public static Criterion? TryParse(string text)
    {
        if (Form().Match(text) is not { Success: true, Groups: var g })
            return null;
        var rules = g[2].Value.Split(" or ").Select(Rule.TryParse).ToArray();
        return rules.Any(r => r is null) ? null : new(g[1].Value, [.. rules.OfType<Rule>()], g[3].Value, g[4].Value);
    }

    public static IReadOnlyList<Criterion> All(Strings texts) => [.. texts.Select(TryParse).OfType<Criterion>()];

    public string Rules => string.Join(" or ", AnyOf);

    public override string ToString() => $"{Code} = {Rules} | {Vi} | {En}";

    /// <summary>Whether an officer can say what nothing on record does.</summary>
    public bool MayBeStated => AnyOf.Any(r => r.Matter is Matter.Stated);

    /// <summary>
    /// The one pure judgement: of somebody's deeds, for a cycle's year. Of several rules the one that speaks best for
    /// them counts.
    /// </summary>
    public Finding Judge(IEnumerable<Deed> deeds, int year, Answer? answer = null)
    {
        var all = AnyOf.Select(r => r.Judge(deeds, year, answer)).ToArray();
        foreach (var verdict in (Verdict[])[Verdict.Met, Verdict.NotEnoughData, Verdict.NotMet])
            if (all.Where(f => f.Verdict == verdict).ToArray() is [var best, ..] same)
                return new(
                    this,
                    verdict,
                    best.By,
                    verdict is Verdict.Met
                        ? ("", "")
                        : (
                            Join(" hoặc ", all.Where(f => f.Verdict != Verdict.Met).Select(f => f.Missing.Vi)),
                            Join(" or ", all.Where(f => f.Verdict != Verdict.Met).Select(f => f.Missing.En))
                        )
                );
        throw new InvalidOperationException($"{Code} asks nothing.");
        static string Join(string or, IEnumerable<string> parts) =>
            string.Join(or, parts.Where(p => p.Length > 0).Distinct());
    }

    /// <summary>
    /// Eligible only if every criterion is met; where a programme has none on record, nothing says so.
    /// </summary>
    public static Verdict Of(IReadOnlyCollection<Finding> findings)
    {
        if (findings.Any(f => f.Verdict is Verdict.NotMet))
            return Verdict.NotMet;
        return findings.Count == 0 || findings.Any(f => f.Verdict is Verdict.NotEnoughData)
            ? Verdict.NotEnoughData
            : Verdict.Met;
    }
}
