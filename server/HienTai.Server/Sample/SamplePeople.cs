using HienTai.Domain.Kernel;
using HienTai.Domain.Personnel;

namespace HienTai.Server.Sample;

/// <summary>
/// Who the invented people are. Numbers are unique; nobody has both the name and the birth of another, save the pairs a
/// story needs. Telephone numbers begin with 01, which no network uses any more, and mail goes to a domain reserved for
/// examples.
/// </summary>
sealed class SamplePeople(IEnumerable<Post> posts)
{
    static readonly (string, int)[] Places =
    [
        ("079", 70),
        ("080", 10),
        ("082", 4),
        ("083", 4),
        ("087", 3),
        ("084", 2),
        ("072", 2),
        ("075", 1),
        ("051", 1),
        ("040", 1),
        ("038", 1),
        ("036", 1),
    ];
    static readonly (string, int)[] Peoples =
    [
        ("01", 966),
        ("04", 18),
        ("05", 8),
        ("17", 3),
        ("02", 1),
        ("06", 1),
        ("07", 2),
        ("53", 1),
    ];

    // Nobody else bears the name of a story's person, so that whoever looks for one finds the one.
    readonly HashSet<string> reserved = [.. posts.Where(p => p.Role is not null).Select(p => p.Role!.Name)];
    readonly HashSet<string> numbers = [];
    readonly Dictionary<string, List<PartialDate>> births = [];
    int files;

    public Someone Meet(Post post)
    {
        var file = $"BC-{++files:00000}";
        var dice = new Dice($"person · {post.Key}");
        var sex = post.Role?.Sex ?? (dice.Percent(Women(post)) ? Sex.Female : Sex.Male);
        var birth = post.Role?.Birth ?? Birth(post, sex, dice);
        var ethnicity = post.Role is null ? dice.Weighted(Peoples) : "01";
        var name = post.Role?.Name ?? Unmet(() => SampleNames.Of(sex, birth.Year, ethnicity, dice), birth);
        if (post.Role is not null)
            Known(name).Add(birth);
        var number =
            post.Role is { NumberUnknown: true } || post.Role is null && dice.Percent(2)
                ? ""
                : Number(sex, birth, dice);
        var other =
            post.Role is null && dice.Percent(1)
                ? Strings.Of([$"{name.Split(' ')[0]} {dice.Of(["Ba", "Tư", "Năm", "Sáu", "Út"])}"])
                : [];
        var address =
            $"{dice.Between(1, 320)}{dice.Of(["", "", "/2", "/7", "A"])} ấp {dice.Between(1, 6)}, xã {dice.Of(["Tân Kiên", "Bình Hưng", "Phong Phú", "Vĩnh Lộc A", "Vĩnh Lộc B", "Lê Minh Xuân", "Đa Phước", "Hưng Long", "Tân Nhựt", "Bình Chánh"])}, huyện Bình Chánh";
        var reach = dice.Percent(72)
            ? new Contacts(
                $"0190{files:000000}",
                dice.Percent(60) ? $"{VietnameseText.Fold(name.Split(' ')[^1])}.{files:00000}@mau.example" : "",
                dice.Percent(70) ? address : ""
            )
            : null;
        return new(post, new(name, other), new(birth, sex, ethnicity, number, file), reach);
    }

    /// <summary>
    /// Somebody who does not serve in the district; a foreigner brings a name and a passport of their own, and no
    /// number.
    /// </summary>
    public (PersonName Name, Particulars About) MeetOutside(string file, PartialDate birth, string? foreign, Dice dice)
    {
        var sex = dice.Percent(42) ? Sex.Female : Sex.Male;
        return (
            new(foreign ?? Unmet(() => SampleNames.Of(sex, birth.Year, "01", dice), birth), []),
            new(birth, sex, foreign is null ? "01" : "", foreign is null ? Number(sex, birth, dice) : "", file)
        );
    }

    /// <summary>A number that agrees with sex and birth and is nobody else's.</summary>
    public string Number(Sex sex, PartialDate birth, Dice dice)
    {
        while (true)
            if (
                $"{dice.Weighted(Places)}{(birth.Year - 1900) / 100 * 2 + (sex is Sex.Female ? 1 : 0)}{birth.Year % 100:00}{dice.Digits(6)}"
                    is var number
                && numbers.Add(number)
            )
                return number;
    }

    string Unmet(Func<string> draw, PartialDate birth)
    {
        while (true)
            if (
                draw() is var name
                && !reserved.Contains(name)
                && Known(name) is var others
                && !others.Any(b => b.Earliest <= birth.Latest && birth.Earliest <= b.Latest)
            )
            {
                others.Add(birth);
                return name;
            }
    }

    List<PartialDate> Known(string name) =>
        VietnameseText.Fold(name) is var key && births.TryGetValue(key, out var known) ? known : births[key] = [];

    static int Women(Post post) =>
        post switch
        {
            { Name: "Chủ tịch Hội LHPN" or "Phó Chủ tịch Hội LHPN" } => 100,
            { Field: "Quân sự cơ sở" }
            or { Name: "Phó Chỉ huy trưởng Ban Chỉ huy Quân sự" or "Chủ tịch Hội CCB" or "Phó Chủ tịch Hội CCB" } => 0,
            { Track: Track.Preschool } => 99,
            { Name: "Giáo viên Giáo dục thể chất" } => 28,
            { Track: Track.Primary } => 80,
            { Track: Track.LowerSecondary } => 67,
            { Track: Track.Support } => 83,
            { Track: Track.CommuneCadre } => 36,
            _ => 48,
        };

    static PartialDate Birth(Post post, Sex sex, Dice dice)
    {
        if (post.Fate is Left { Cause: EndCause.Retired, On: var on })
        {
            // The age of retirement in the year of leaving, as commonly tabled: 55 and 60 before 2021, then 4 and 3
            // months more each year.
            var (years, months) = (sex, Math.Max(0, on.Year - 2020)) is (Sex.Female, var w)
                ? (55, w * 4)
                : (60, Math.Max(0, on.Year - 2020) * 3);
            var reached = on.AddMonths(-1).AddDays(dice.Below(27));
            return reached.AddYears(-years).AddMonths(-months);
        }
        var year = post switch
        {
            { Fate: Recruited { On: var hired } } => hired.Year - dice.Between(23, 30),
            { Fate: Upgraded or Graduated { To: Level.EducationBachelor } } => dice.Between(1976, 1988),
            { Fate: Left } => dice.Between(1976, 1993),
            { Fate: Short } when dice.Percent(75) => dice.Between(1969, 1980),
            { Lead: > 0 } => dice.Between(1970, 1986),
            { Track: Track.CommuneCadre } => dice.Between(1968, 1990),
            { Track: Track.PartTimer } => dice.Between(1970, 1997),
            _ => 1969 + dice.Below(14) + dice.Below(16),
        };
        if (dice.Percent(2) && year < 1982)
            return new(year);
        if (dice.Percent(1) && year < 1985)
            return new(year, dice.Between(1, 12));
        return new DateOnly(year, 1, 1).AddDays(dice.Below(365));
    }
}
