using HienTai.Domain.Kernel;

namespace HienTai.Domain.Standards;

/// <summary>How somebody stands against a standard on a day.</summary>
public enum Standing
{
    Met = 1,
    Exceeded,
    MetForNow,
    InTraining,
    NotMet,
    Exempt,
    NotApplicable,
    NotEnoughData,
}

/// <summary>What decided, beside the fact itself.</summary>
public enum Ground
{
    /// <summary>A qualification satisfies it.</summary>
    Held = 1,

    /// <summary>The highest level held is below what is demanded.</summary>
    LevelBelow,

    /// <summary>The level is reached in another field than the one demanded.</summary>
    OtherField,

    /// <summary>The level is reached and something asked for beside it is wanting.</summary>
    CompanionMissing,

    /// <summary>Nothing is recorded on the ladder.</summary>
    NothingRecorded,

    /// <summary>The field of the qualification that would decide is not recorded.</summary>
    FieldUnknown,

    /// <summary>Too little service was left, by the standard's own exemption.</summary>
    LittleServiceLeft,

    /// <summary>The date of birth is not known, so neither is what depends on it.</summary>
    BirthInexact,

    /// <summary>The post, title or category is none of the standard's.</summary>
    OutOfScope,

    /// <summary>Another standard prevails over it here.</summary>
    GivesWay,

    /// <summary>The standard asks what the description of the job position asks, and none is on record.</summary>
    PositionNotDescribed,

    /// <summary>An officer concluded whether what the person is qualified in fits the post.</summary>
    Judged,

    /// <summary>
    /// The level is reached, and known less well than is asked for: a degree that was only declared where one seen is
    /// demanded.
    /// </summary>
    EvidenceTooWeak,
}

/// <summary>A qualification somebody holds on the day asked about; one revoked as false is none.</summary>
/// <param name="Field">Folded.</param>
public readonly record struct Held(Guid Id, Level Level, string Field, EvidenceGrade Grade);

/// <summary>
/// A course somebody is on, by what it leads to. It counts until its end is recorded, also when the day it was expected
/// to end has passed.
/// </summary>
/// <param name="Field">Folded.</param>
public readonly record struct Course(Guid Id, Level Level, string Field);

/// <summary>Somebody in a post on a day, as far as standards look.</summary>
/// <param name="Post">Folded.</param>
/// <param name="Since">When they came into the category they serve in.</param>
/// <param name="PostSince">When they came into this very post.</param>
public sealed record Subject(
    Category Category,
    string Title,
    string Post,
    DateOnly Since,
    DateOnly PostSince,
    Sex Sex,
    PartialDate? Birth,
    IReadOnlyList<Held> Holds,
    IReadOnlyList<Course> Studying
)
{
    /// <summary>What an officer concluded of this placement, if one did.</summary>
    public bool? Fits { get; init; }
}

/// <summary>How somebody stands and what decided it, without the circumstances.</summary>
public readonly record struct Verdict(Standing Standing, Ground Ground);

/// <summary>How somebody stands against one standard and what decided it.</summary>
/// <param name="By">The qualification that decided, or the one that came nearest.</param>
/// <param name="Deadline">By when they must meet it, if they do not and have until then.</param>
public readonly record struct Finding(
    Standing Standing,
    Ground Ground,
    Guid? By,
    EvidenceGrade? Grade,
    DateOnly? Deadline
)
{
    /// <summary>The course that leads to what is wanting, if they are on one.</summary>
    public Guid? Course { get; init; }

    /// <summary>The birth that the service left was counted from, if that decided.</summary>
    public PartialDate? Birth { get; init; }

    /// <summary>What the rule alone would have answered, where an officer concluded otherwise or likewise.</summary>
    public Verdict? ByRule { get; init; }

    /// <summary>Below the standard, whether or not anything must follow from it.</summary>
    public bool Below => Standing is Standing.NotMet or Standing.InTraining or Standing.Exempt;
}

/// <summary>A standard as it was in force on a day, made ready to be asked many times.</summary>
public sealed class Rule
{
    readonly HashSet<Category> categories;
    readonly string[] titles,
        posts,
        notPosts;
    readonly Demand[][] ways,
        forNow;
    readonly Exemption[] exemptions;
    readonly Level ceiling;

    public Rule(Guid id, StandardFact fact)
        : this(id, fact.Details) { }

    public Rule(Guid id, StandardDetails details)
    {
        (Id, Details) = (id, details);
        categories = [.. details.Scope.Categories.Select(Enum.Parse<Category>)];
        titles = [.. details.Scope.Titles];
        (posts, notPosts) = (
            [.. details.Scope.Posts.Select(VietnameseText.Fold)],
            [.. details.Scope.NotPosts.Select(VietnameseText.Fold)]
        );
        Demand[] Way(string text) =>
            Demand.TryParse(text) ?? throw new FormatException($"'{text}' is no demand of {details.Code}.");
        (ways, forNow) = ([.. details.Demands.Ways.Select(Way)], [.. details.Demands.ForNow.Select(Way)]);
        exemptions =
        [
            .. details.Transition.Exemptions.Select(e =>
                Exemption.TryParse(e) ?? throw new FormatException($"'{e}' is no exemption of {details.Code}.")
            ),
        ];
        ceiling = ways.SelectMany(w => w)
            .Where(d => Ladders.Of(d.AtLeast) == details.Demands.Ladder)
            .Select(d => d.AtLeast)
            .DefaultIfEmpty((Level)int.MaxValue)
            .Max();
    }

    public Guid Id { get; }
    public StandardDetails Details { get; }
    Ladder Ladder => Details.Demands.Ladder;

    /// <summary>The ladders it looks at: its own, and those of what it asks for beside.</summary>
    public IEnumerable<Ladder> Asks =>
        ways.Concat(forNow).SelectMany(w => w).Select(d => Ladders.Of(d.AtLeast)).Append(Ladder).Distinct();

    /// <summary>Whether it is about such a post at all. The post is folded.</summary>
    public bool Covers(Category category, string title, string post) =>
        (categories.Count == 0 || categories.Contains(category))
        && (titles.Length == 0 || titles.Any(t => title.StartsWith(t, StringComparison.Ordinal)))
        && (posts.Length == 0 || posts.Any(p => post.StartsWith(p, StringComparison.Ordinal)))
        && !notPosts.Any(p => post.StartsWith(p, StringComparison.Ordinal));

    /// <summary>
    /// How somebody it covers stands. Whether a field fits a post an officer may conclude; the rule's own answer is
    /// then told beside it.
    /// </summary>
    public Finding Of(Subject it)
    {
        var finding = ByRule(it);
        return Details.Demands.Placement && it.Fits is { } fits
            ? finding with
            {
                Standing = fits ? Standing.Met : Standing.NotMet,
                Ground = Ground.Judged,
                Deadline = fits ? null : finding.Deadline,
                ByRule = new(finding.Standing, finding.Ground),
            }
            : finding;
    }

    Finding ByRule(Subject it)
    {
        var highest = Highest(it);
        if (ways.FirstOrDefault(w => Satisfies(w, it)) is { } met)
            return Satisfied(met, highest, it);
        if (ways.All(w => w.Length == 0))
            return new(Standing.NotEnoughData, Ground.PositionNotDescribed, highest?.Id, highest?.Grade, null);
        if (highest is not { } nearest)
            return new(Standing.NotEnoughData, Ground.NothingRecorded, null, null, null);
        Finding Stands(Standing standing, Ground ground, DateOnly? deadline = null) =>
            new(standing, ground, nearest.Id, nearest.Grade, deadline);
        if (forNow.Any(w => Satisfies(w, it)))
            return Stands(Standing.MetForNow, Ground.Held, Details.Transition.Deadline);
        if (ways.Any(w => MayBe(w, it)))
            return Stands(Standing.NotEnoughData, Ground.FieldUnknown);
        var (ground, deadline) = (Wanting(nearest, it), DeadlineFor(it));
        if (TowardsIt(it) is { } course)
            return Stands(Standing.InTraining, ground, deadline) with { Course = course };
        foreach (var e in exemptions.Where(e => e.Holding == nearest.Level && it.Since <= e.On))
        {
            if (it.Birth is not { } birth)
                return Stands(Standing.NotEnoughData, Ground.BirthInexact, deadline);
            if (Retirement.MonthsLeft(it.Sex, birth, e.On) < e.MonthsLeft)
                return Stands(Standing.Exempt, Ground.LittleServiceLeft) with { Birth = birth };
        }
        return Stands(Standing.NotMet, ground, deadline);
    }

    // What counts as exceeding is the level alone: a master's degree where a bachelor's is demanded. A field fits or it
    // does not.
    Finding Satisfied(Demand[] way, Held? highest, Subject it)
    {
        var deciding = Deciding(way, it);
        return new(
            highest is { } best && best.Level > ceiling && !Details.Demands.Placement
                ? Standing.Exceeded
                : Standing.Met,
            Ground.Held,
            deciding?.Id ?? highest?.Id,
            deciding?.Grade ?? highest?.Grade,
            null
        );
    }

    /// <summary>Whether the way would be satisfied by the right field, where none is recorded.</summary>
    bool MayBe(Demand[] way, Subject it) =>
        way.All(d =>
            d.Field.Length > 0 && it.Holds.Any(h => h.Field.Length == 0 && Reaches(h, d.AtLeast)) || Satisfies([d], it)
        );

    /// <summary>What is wanting of the nearest that somebody holds.</summary>
    Ground Wanting(Held nearest, Subject it)
    {
        if (ways.Any(w => w.Any(d => d.Known > EvidenceGrade.SelfDeclared) && Satisfies(BelievedAnyway(w), it)))
            return Ground.EvidenceTooWeak;
        var least = ways.Min(w => Own(w).Select(d => d.AtLeast).DefaultIfEmpty(default).Max());
        if (nearest.Level < least)
            return Ground.LevelBelow;
        return ways.Any(w => Own(w).All(d => Satisfies([d], it))) ? Ground.CompanionMissing : Ground.OtherField;
    }

    static Demand[] BelievedAnyway(Demand[] way) => [.. way.Select(d => d with { Known = EvidenceGrade.SelfDeclared })];

    IEnumerable<Demand> Own(Demand[] way) => way.Where(d => Ladders.Of(d.AtLeast) == Ladder);

    DateOnly? DeadlineFor(Subject it)
    {
        var t = Details.Transition;
        if (t.WithinMonths > 0)
            return Reckoning.After(it.PostSince, t.WithinMonths);
        return t.InPostOn is { } day && it.Since > day ? null : t.Deadline;
    }

    Held? Highest(Subject it)
    {
        Held? best = null;
        foreach (var held in it.Holds)
            if (
                Ladders.Of(held.Level) == Ladder
                && (
                    best is null
                    || held.Level > best.Value.Level
                    || (held.Level == best.Value.Level && held.Grade > best.Value.Grade)
                )
            )
                best = held;
        return best;
    }

    Held? Deciding(Demand[] way, Subject it)
    {
        var demand = way.FirstOrDefault(d => Ladders.Of(d.AtLeast) == Ladder, way[0]);
        Held? best = null;
        foreach (var held in it.Holds)
            if (
                Fits(held, demand)
                && (
                    best is null
                    || held.Grade > best.Value.Grade
                    || (held.Grade == best.Value.Grade && held.Level > best.Value.Level)
                )
            )
                best = held;
        return best;
    }

    // A course counts if it leads to something that is asked for and wanting, in a field that fits.
    Guid? TowardsIt(Subject it)
    {
        foreach (var course in it.Studying)
            if (
                ways.Any(w =>
                    w.Any(d =>
                        !Satisfies([d], it)
                        && Fits(new(course.Id, course.Level, course.Field, EvidenceGrade.ConfirmedByIssuer), d)
                    )
                )
            )
                return course.Id;
        return null;
    }

    static bool Satisfies(Demand[] way, Subject it)
    {
        if (way.Length == 0)
            return false;
        foreach (var demand in way)
        {
            var found = false;
            foreach (var held in it.Holds)
                if (Fits(held, demand))
                {
                    found = true;
                    break;
                }
            if (!found)
                return false;
        }
        return true;
    }

    static bool Fits(Held held, Demand demand) =>
        held.Grade >= demand.Known
        && Reaches(held, demand.AtLeast)
        && (demand.Field.Length == 0 || FieldGroups.Holds(demand.Field, held.Field));

    // A degree of a university presupposes upper secondary school, whether or not its certificate was brought in.
    static bool Reaches(Held held, Level level) =>
        held.Grade is not EvidenceGrade.RevokedAsFalse
        && (
            (Ladders.Of(held.Level) == Ladders.Of(level) && held.Level >= level)
            || (
                Ladders.Of(level) is Ladder.GeneralEducation
                && held.Level is >= Level.EducationCollege and <= Level.EducationDoctor
            )
        );
}

/// <summary>All standards in force on a day, asked together because one may prevail over another.</summary>
public sealed class Rulebook(IEnumerable<Rule> rules)
{
    public IReadOnlyList<Rule> Rules { get; } = [.. rules.OrderBy(r => r.Details.Code, StringComparer.Ordinal)];

    /// <summary>The standards about such a post, without those that give way. The post is folded.</summary>
    public IReadOnlyList<Rule> About(Category category, string title, string post)
    {
        var covering = Rules.Where(r => r.Covers(category, title, post)).ToArray();
        var given = covering.SelectMany(r => r.Details.Prevails).ToHashSet();
        return [.. covering.Where(r => !given.Contains(r.Details.Code))];
    }

    /// <summary>
    /// Pairs that could demand different things of the same post in force on the same day, neither prevailing: somebody
    /// must say which holds.
    /// </summary>
    public IEnumerable<(Rule A, Rule B)> Conflicts(IEnumerable<(Category Category, string Title, string Post)> posts)
    {
        var found = new HashSet<(Guid, Guid)>();
        foreach (var (category, title, post) in posts)
        {
            var about = About(category, title, post);
            foreach (var a in about)
            foreach (var b in about)
                if (
                    a.Id.CompareTo(b.Id) < 0
                    && a.Details.Kind == b.Details.Kind
                    && a.Details.Demands.Ladder == b.Details.Demands.Ladder
                    && a.Details.Demands.Placement == b.Details.Demands.Placement
                    && !a.Details.Demands.Ways.Order().SequenceEqual(b.Details.Demands.Ways.Order())
                    && found.Add((a.Id, b.Id))
                )
                    yield return (a, b);
        }
    }
}
