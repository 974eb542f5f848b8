using HienTai.Domain.Kernel;
using HienTai.Domain.Personnel;
using HienTai.Server.Pipeline;

namespace HienTai.Server.Sample;

/// <summary>An invented person with the entries on their record so far.</summary>
sealed class Someone(Post post, PersonName name, Particulars about, Contacts? reach)
{
    int assignments;

    public Guid Id { get; } = Dice.Id($"person · {about.FileNumber}");
    public Post Post { get; } = post;
    public PersonName Name { get; } = name;
    public Particulars About { get; } = about;
    public Contacts? Reach { get; } = reach;

    /// <summary>The main assignment as it stands.</summary>
    public (Guid Id, AssignmentDetails Details, DateOnly Since) Main { get; private set; }
    public List<DeclareQualification> Held { get; } = [];

    /// <summary>What the paper file says, in the order in which it is typed in.</summary>
    public List<PersonCommand> File { get; } = [];
    public DateTimeOffset FiledAt { get; set; }

    /// <summary>An id for one more entry of this person.</summary>
    public Guid Entry(string what) => Dice.Id($"entry · {About.FileNumber} · {what}");

    public StartAssignment Starts(PartialDate from, AssignmentDetails details)
    {
        Main = (Entry($"assignment {++assignments}"), details, from.Latest);
        return new(Main.Id, from, null, AssignmentKind.Main, details);
    }

    public TransferAssignment Transfers(PartialDate on, AssignmentDetails details)
    {
        var old = Main.Id;
        Main = (Entry($"assignment {++assignments}"), details, on.Latest);
        return new(old, Main.Id, on, details);
    }

    public ChangeAssignment Changes(PartialDate from, AssignmentDetails details)
    {
        Main = Main with { Details = details };
        return new(Main.Id, from, details);
    }

    public DeclareQualification Declares(
        PartialDate from,
        QualificationDetails details,
        EvidenceGrade grade,
        PartialDate? to = null
    )
    {
        var declared = new DeclareQualification(Entry($"qualification {Held.Count + 1}"), from, to, details, grade, []);
        Held.Add(declared);
        return declared;
    }

    /// <summary>A command for this person's record, with the units it refers to as the wire gives them.</summary>
    public Intent To(PersonCommand command) =>
        new(Id, command)
        {
            References = command switch
            {
                StartAssignment c => In(c.Details, c.From),
                ChangeAssignment c => In(c.Details, c.From),
                TransferAssignment c => In(c.Details, c.On),
                SecondPerson c => In(c.Details, c.From),
                CorrectAssignment c => In(c.Details, c.From),
                _ => [],
            },
        };

    static Reference[] In(AssignmentDetails details, PartialDate on) =>
        [new("unit", details.Unit, "change.details.unit_id", on.Latest)];
}
