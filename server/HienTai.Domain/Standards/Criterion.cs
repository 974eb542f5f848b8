using HienTai.Domain.Kernel;

namespace HienTai.Domain.Standards;

/// <summary>Something somebody did of which an authority said how far it reaches.</summary>
/// <param name="Reach">1 unit, 2 district, 3 city, 4 nation; 0 if nothing was recognised.</param>
public readonly record struct Achievement(Guid Id, int Reach);

/// <summary>
/// Somebody on a day, as far as the criteria of a programme look. There is no sex, ethnic group or religion in it.
/// </summary>
/// <param name="ServiceMonths">Whole months in main assignments up to that day.</param>
public sealed record Profile(
    DateOnly On,
    IReadOnlyList<Held> Holds,
    PartialDate? Birth,
    int ServiceMonths,
    IReadOnlyList<Achievement> Achievements
);

/// <summary>How somebody stands against one criterion, and by which fact.</summary>
/// <param name="Found">What was found, as a number: years of age, months of service, how many achievements; -1 if that
/// says nothing.</param>
public readonly record struct Judged(
    Standing Standing,
    Ground Ground,
    Guid? By = null,
    EvidenceGrade? Grade = null,
    int Found = -1
);

/// <summary>
/// A condition of a programme that facts decide, written as a short text: <c>holds
/// EducationMaster:computing@OriginalSeen | EducationDoctor@OriginalSeen</c>,
/// <c>age &lt;= 35</c>, <c>service &gt;= 60</c> (months), <c>achievements &gt;= 1 City</c>; or <c>stated</c>, which no
/// fact decides and an officer answers with a reason.
/// </summary>
/// <remarks><c>holds</c> is judged by <see cref="Rule"/>, the engine of standards.</remarks>
public abstract record Criterion
{
    public abstract Judged Of(Profile it);

    public abstract (string Vi, string En) Words { get; }

    public static Criterion? TryParse(string text)
    {
        if (text == "stated")
            return new Stated();
        if (text.StartsWith("holds ", StringComparison.Ordinal))
        {
            var ways = text["holds ".Length..].Split(" | ");
            return ways.All(w => Demand.TryParse(w) is { Length: > 0 }) ? new Holds(Strings.Of(ways)) : null;
        }
        return text.Split(' ') switch
        {
            ["age", "<=", var years] when Number(years, 120) is { } n => new AgeAtMost(n),
            ["service", ">=", var months] when Number(months, 720) is { } n => new ServiceAtLeast(n),
            ["achievements", ">=", var count, var reach]
                when Number(count, 100) is { } n && Array.IndexOf(Reaches, reach) is > 0 and var at =>
                new AchievementsAtLeast(n, at),
            _ => null,
        };
    }

    static readonly string[] Reaches = ["", "Unit", "District", "City", "National"];

    static int? Number(string text, int most) => int.TryParse(text, out var n) && n >= 1 && n <= most ? n : null;

    public sealed record Holds(Strings Ways) : Criterion
    {
        readonly Rule rule = new(
            Guid.Empty,
            new StandardDetails(
                "",
                "",
                "",
                StandardKind.Plan,
                new([], [], [], []),
                new(Ladders.Of(Demand.TryParse(Ways[0])![0].AtLeast), Ways, [], false),
                new(null, null, 0, []),
                [],
                new("", "", SourceCheck.Unverified, "")
            )
        );

        public override Judged Of(Profile it)
        {
            var found = rule.Of(new(default, "", "", it.On, it.On, default, it.Birth, it.Holds, []));
            // What stands on nothing recorded is not known to be wanting; whoever joins a programme must show it all
            // the same.
            return new(
                found.Standing is Standing.Exceeded ? Standing.Met : found.Standing,
                found.Ground,
                found.By,
                found.Grade
            );
        }

        public override (string Vi, string En) Words =>
            (
                string.Join(" hoặc ", Ways.Select(w => Demand.Words(Demand.TryParse(w)!).Vi)),
                string.Join(" or ", Ways.Select(w => Demand.Words(Demand.TryParse(w)!).En))
            );
    }

    public sealed record AgeAtMost(int Years) : Criterion
    {
        public override Judged Of(Profile it)
        {
            if (it.Birth is not { } birth)
                return new(Standing.NotEnoughData, Ground.BirthInexact);
            var age = Reckoning.Age(birth, it.On);
            return age <= Years
                ? new(Standing.Met, Ground.Held, Found: age)
                : new(Standing.NotMet, Ground.LevelBelow, Found: age);
        }

        public override (string Vi, string En) Words => ($"không quá {Years} tuổi", $"at most {Years} years old");
    }

    public sealed record ServiceAtLeast(int Months) : Criterion
    {
        public override Judged Of(Profile it) =>
            it.ServiceMonths >= Months
                ? new(Standing.Met, Ground.Held, Found: it.ServiceMonths)
                : new(Standing.NotMet, Ground.LevelBelow, Found: it.ServiceMonths);

        public override (string Vi, string En) Words =>
            ($"ít nhất {Months} tháng công tác", $"at least {Months} months of service");
    }

    public sealed record AchievementsAtLeast(int Count, int Reach) : Criterion
    {
        public override Judged Of(Profile it) =>
            it.Achievements.Where(a => a.Reach >= Reach).ToArray() is var found && found.Length >= Count
                ? new(Standing.Met, Ground.Held, found.MaxBy(a => a.Reach).Id, Found: found.Length)
                : new(Standing.NotMet, Ground.LevelBelow, Found: found.Length);

        public override (string Vi, string En) Words =>
            (
                $"ít nhất {Count} đóng góp được công nhận từ cấp {Level.Vi} trở lên",
                $"at least {Count} contribution{(Count == 1 ? "" : "s")} recognised at the level of the {Level.En} or above"
            );
        (string Vi, string En) Level =>
            Reach switch
            {
                1 => ("cơ sở", "unit"),
                2 => ("huyện", "district"),
                3 => ("thành phố", "city"),
                _ => ("toàn quốc", "nation"),
            };
    }

    public sealed record Stated : Criterion
    {
        public override Judged Of(Profile it) => new(Standing.NotEnoughData, Ground.PositionNotDescribed);

        public override (string Vi, string En) Words => ("cán bộ xác minh", "verified by an officer");
    }
}
