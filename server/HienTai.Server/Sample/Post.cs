using HienTai.Domain.Kernel;
using HienTai.Domain.Personnel;

namespace HienTai.Server.Sample;

enum Track
{
    Preschool,
    Primary,
    LowerSecondary,
    Support,
    Office,
    Other,
    CommuneCadre,
    CommuneOfficer,
    PartTimer,
}

/// <summary>One chair of the district, and what happens to the person in it.</summary>
/// <param name="Field">What its holder has studied.</param>
/// <param name="Lead">0 staff, 1 deputy, 2 head.</param>
sealed record Post(
    string Key,
    SampleUnit Unit,
    Track Track,
    string Name,
    Category Category,
    string Code,
    string Field,
    int Lead = 0,
    bool Standing = false
)
{
    public Fate Fate { get; set; } = new Plain();

    /// <summary>Set where a story of <see cref="SampleStory"/> needs this very person.</summary>
    public Role? Role { get; set; }

    public bool IsTeacher => Track is Track.Preschool or Track.Primary or Track.LowerSecondary && Lead == 0;

    public AssignmentDetails Details(int payStep) => new(Unit.Id, Name, Category, Code, payStep, Standing);

    /// <summary>
    /// The least level the sample gives to those who hold this post by the book (domain law is not asked here).
    /// </summary>
    public Level Least =>
        (Category, Code) switch
        {
            (Category.CommunePartTimer, _) => Level.EducationNone,
            (Category.CommuneCadre or Category.CommuneCivilServant, _) => Level.EducationBachelor,
            (_, "06.032" or "02.008" or "01.005" or "V.10.02.07") => Level.EducationIntermediate,
            (_, "01.004" or "V.07.07.20" or "V.07.07.21" or "V.08.05.13" or "V.07.06.16" or "V.10.06.21") =>
                Level.EducationCollege,
            _ when Code.StartsWith("V.07.02.", StringComparison.Ordinal) => Level.EducationCollege,
            _ => Level.EducationBachelor,
        };
}

/// <summary>A part written for somebody: who they are, and what their papers must say.</summary>
/// <param name="Level">The highest degree on file when it was typed in.</param>
sealed record Role(
    string Name,
    Sex Sex,
    PartialDate Birth,
    Level? Level = null,
    int? Start = null,
    bool NumberUnknown = false
);

/// <summary>
/// What happens to a person, each to one only; so that no two decisions meet on one record unless a story means them
/// to.
/// </summary>
abstract record Fate;

/// <summary>Typed in from the paper file, and nothing since.</summary>
sealed record Plain : Fate;

/// <summary>A story tells what happens.</summary>
sealed record Cast : Fate;

/// <summary>Recruited while the registry was already kept.</summary>
sealed record Recruited(DateOnly On) : Fate;

/// <summary>No longer here from a day on.</summary>
sealed record Left(DateOnly On, EndCause Cause) : Fate;

/// <summary>Came from another unit by a decision recorded as it was made.</summary>
sealed record Arrived(DateOnly On, SampleUnit From) : Fate;

/// <summary>Goes to another unit after the day of the plan's figures.</summary>
sealed record Moves(DateOnly On, SampleUnit To) : Fate;

/// <summary>A deputy head, a teacher until that day.</summary>
sealed record Appointed(DateOnly On) : Fate;

/// <summary>In grade II by the decision that names forty people; grade III before.</summary>
sealed record Upgraded : Fate;

/// <summary>Earns a higher degree in a month and brings it in on a day.</summary>
sealed record Graduated(PartialDate On, DateOnly Brought, Level To) : Fate;

/// <summary>Below the legal minimum on the day of the plan's figures.</summary>
/// <param name="Mistyped">Typed in as a university graduate by mistake and corrected in autumn.</param>
/// <param name="Graduates">When the missing degree is earned, if it is.</param>
sealed record Short(bool Mistyped = false, DateOnly? Graduates = null) : Fate;
