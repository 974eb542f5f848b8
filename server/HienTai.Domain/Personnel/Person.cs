using System.Collections.Immutable;
using HienTai.Domain.Kernel;

namespace HienTai.Domain.Personnel;

public enum AssignmentKind
{
    Main,
    Concurrent,
    Seconded,
}

public enum EndCause
{
    Transferred,
    Retired,
    Resigned,
    LeftDistrict,
    TermEnded,
    Dismissed,
    Died,
    SecondmentEnded,
}

public enum StudyMode
{
    Unstated,
    FullTime,
    InService,
    Distance,
    Bridging,
    SecondDegree,
    Abroad,
    GuidedSelfStudy,
}

public enum TrainingOutcome
{
    Completed,
    Discontinued,
}

/// <summary>
/// Whether what somebody is qualified in fits the post they hold, as an officer found it; or that it is left to the
/// standard's own rule.
/// </summary>
public enum PlacementVerdict
{
    Fits,
    DoesNotFit,
    LeftToRule,
}

public sealed record PersonName(
    [property: Personal(DataClass.Basic)] string FullName,
    [property: Personal(DataClass.Basic)] Strings OtherNames
) : IAttributed;

/// <summary>What does not change in the world, only in our knowledge of it.</summary>
public sealed record Particulars(
    [property: Personal(DataClass.Basic)] PartialDate Birth,
    Sex Sex,
    [property: Personal(DataClass.Sensitive)] string Ethnicity,
    [property: Personal(DataClass.IdentityNumber)] string PersonalNumber,
    [property: Personal(DataClass.Basic)] string FileNumber
) : IAttributed;

public sealed record Contacts(
    [property: Personal(DataClass.Contact)] string Phone,
    [property: Personal(DataClass.Contact)] string Email,
    [property: Personal(DataClass.Contact)] string Address
) : IAttributed;

public sealed record AssignmentDetails(
    Guid Unit,
    string Post,
    Category Category,
    string TitleCode,
    int PayStep,
    bool ManagedByStandingCommittee
) : IAttributed;

public sealed record QualificationDetails(
    Ladder Ladder,
    Level Level,
    string Field,
    string Institution,
    [property: Personal(DataClass.Basic)] string Number,
    StudyMode Mode,
    string Classification
) : IAttributed;

/// <summary>A course of study: what it leads to, where, and until when it is expected to last.</summary>
public sealed record CourseDetails(
    Ladder Ladder,
    Level Level,
    string Field,
    string Institution,
    StudyMode Mode,
    PartialDate? Expected
) : IAttributed;

public sealed record TrainingEnd(PartialDate On, TrainingOutcome Outcome, Guid? Qualification);

public sealed record PlacementJudgement(PlacementVerdict Verdict, [property: Personal(DataClass.Basic)] string Because);

// Events: past tense, stored forever. Who, when, why and on what paper are in the envelope.
public abstract record PersonEvent;

public sealed record PersonRegistered(PersonName Name, Particulars Particulars, Contacts? Contacts) : PersonEvent;

/// <param name="Sets">Here and below: the attributes it speaks of; not stored before attributes were set one by one,
/// and then those that differ from the value of its day.</param>
/// <param name="Later">Here and below: what was decided about later entries that speak of the same.</param>
public sealed record PersonNameChanged(
    PartialDate From,
    PersonName Name,
    Strings? Sets = null,
    LaterEntries? Later = null
) : PersonEvent, ISetting;

public sealed record PersonIdentityCorrected(PartialDate? WrongNameFrom, PersonName Name, Particulars Particulars)
    : PersonEvent,
        ICorrecting;

public sealed record PersonContactsChanged(
    PartialDate From,
    Contacts Contacts,
    Strings? Sets = null,
    LaterEntries? Later = null
) : PersonEvent, ISetting;

public sealed record AssignmentStarted(
    Guid Assignment,
    PartialDate From,
    PartialDate? To,
    AssignmentKind Kind,
    AssignmentDetails Details
) : PersonEvent;

public sealed record AssignmentChanged(
    Guid Assignment,
    PartialDate From,
    AssignmentDetails Details,
    Strings? Sets = null,
    LaterEntries? Later = null
) : PersonEvent, ISetting;

public sealed record AssignmentEnded(Guid Assignment, PartialDate On, EndCause Cause) : PersonEvent;

public sealed record AssignmentTransferred(
    Guid Assignment,
    Guid NewAssignment,
    PartialDate On,
    AssignmentDetails Details
) : PersonEvent;

public sealed record PersonSeconded(
    Guid HomeAssignment,
    Guid Assignment,
    PartialDate From,
    PartialDate? To,
    AssignmentDetails Details
) : PersonEvent;

public sealed record AssignmentCorrected(
    Guid Assignment,
    PartialDate WrongFrom,
    PartialDate From,
    PartialDate? To,
    AssignmentDetails Details
) : PersonEvent, ICorrecting;

public sealed record QualificationDeclared(
    Guid Qualification,
    PartialDate From,
    PartialDate? To,
    QualificationDetails Details,
    EvidenceGrade Grade,
    Strings Evidence
) : PersonEvent;

public sealed record QualificationEvidenceAttached(Guid Qualification, string Sha256) : PersonEvent, IWitnessing;

public sealed record QualificationEvidenceGraded(Guid Qualification, EvidenceGrade Grade) : PersonEvent, IWitnessing;

public sealed record QualificationCorrected(
    Guid Qualification,
    PartialDate From,
    PartialDate? To,
    QualificationDetails Details
) : PersonEvent, ICorrecting;

public sealed record QualificationSuperseded(Guid Qualification, Guid By, PartialDate On) : PersonEvent;

public sealed record QualificationRevoked(Guid Qualification) : PersonEvent, IWithdrawing;

public sealed record TrainingStarted(Guid Training, PartialDate From, CourseDetails Details) : PersonEvent;

public sealed record TrainingEnded(Guid Training, TrainingEnd End) : PersonEvent;

public sealed record TrainingCorrected(Guid Training, PartialDate From, CourseDetails Details, TrainingEnd? End)
    : PersonEvent,
        ICorrecting;

[Shape(2)]
public sealed record PlacementJudged(Guid Assignment, PartialDate From, PlacementJudgement Judgement) : PersonEvent;

[Shape(2)]
public sealed record PlacementCorrected(
    Guid Assignment,
    PartialDate WrongFrom,
    PartialDate From,
    PlacementJudgement Judgement
) : PersonEvent, ICorrecting;

public sealed record PersonPlacedOutside(
    PartialDate From,
    OutsideDetails Details,
    Strings? Sets = null,
    LaterEntries? Later = null
) : PersonEvent, ISetting;

public sealed record PersonOutsideCorrected(PartialDate WrongFrom, PartialDate From, OutsideDetails Details)
    : PersonEvent,
        ICorrecting;

public sealed record PersonOutsideEnded(PartialDate On) : PersonEvent;

public sealed record PersonalNumberChanged(PartialDate From, IssuedNumber Number) : PersonEvent;

public sealed record PersonalNumberCorrected(PartialDate WrongFrom, PartialDate From, IssuedNumber Number)
    : PersonEvent,
        ICorrecting;

public sealed record IdentityDocumentRecorded(
    Guid Document,
    PartialDate From,
    PartialDate? To,
    IdentityDocumentDetails Details
) : PersonEvent;

public sealed record IdentityDocumentEnded(Guid Document, PartialDate On) : PersonEvent;

public sealed record IdentityDocumentCorrected(
    Guid Document,
    PartialDate From,
    PartialDate? To,
    IdentityDocumentDetails Details
) : PersonEvent, ICorrecting;

public sealed record PersonEntryAnnulled(Guid Entry) : PersonEvent, IWithdrawing;

public sealed record PersonPaperFell(Guid Paper) : PersonEvent, IWithdrawing;

public sealed record PersonErased(Guid Decision) : PersonEvent, IWithdrawing, IErasing;

// Commands: imperative, one per intention, never stored.
public abstract record PersonCommand;

public sealed record RegisterPerson(PersonName Name, Particulars Particulars, Contacts? Contacts) : PersonCommand;

/// <param name="Sets">Here and below: the attributes to set; null: those that differ from the value of the day.</param>
/// <param name="Later">Here and below: what becomes of entries on record for a later day that speak of the same; they
/// are kept unless it says otherwise.</param>
public sealed record ChangeName(PartialDate From, PersonName Name, Strings? Sets = null, LaterEntries? Later = null)
    : PersonCommand;

/// <summary>
/// <see cref="Kept"/> names what stays as it is recorded, because the caller has not opened it: "ethnicity",
/// "personal_number".
/// </summary>
public sealed record CorrectIdentity(
    PartialDate? WrongNameFrom,
    DateOnly Today,
    PersonName Name,
    Particulars Particulars
) : PersonCommand, ICorrection
{
    public Strings Kept { get; init; } = [];

    public Particulars Over(Particulars recorded) =>
        Particulars with
        {
            Ethnicity = Kept.Contains("ethnicity") ? recorded.Ethnicity : Particulars.Ethnicity,
            PersonalNumber = Kept.Contains("personal_number") ? recorded.PersonalNumber : Particulars.PersonalNumber,
        };
}

public sealed record ChangeContacts(
    PartialDate From,
    Contacts Contacts,
    Strings? Sets = null,
    LaterEntries? Later = null
) : PersonCommand;

public sealed record StartAssignment(
    Guid Assignment,
    PartialDate From,
    PartialDate? To,
    AssignmentKind Kind,
    AssignmentDetails Details
) : PersonCommand;

public sealed record ChangeAssignment(
    Guid Assignment,
    PartialDate From,
    AssignmentDetails Details,
    Strings? Sets = null,
    LaterEntries? Later = null
) : PersonCommand;

/// <summary>
/// Whoever serves in a unit on the day it goes whole into another goes along. Whoever is elsewhere by then stays there.
/// </summary>
public sealed record GoAlong(Guid Assignment, PartialDate On, Guid From, Guid Into) : PersonCommand;

public sealed record EndAssignment(Guid Assignment, PartialDate On, EndCause Cause) : PersonCommand;

public sealed record TransferAssignment(Guid Assignment, Guid NewAssignment, PartialDate On, AssignmentDetails Details)
    : PersonCommand;

public sealed record SecondPerson(
    Guid HomeAssignment,
    Guid Assignment,
    PartialDate From,
    PartialDate? To,
    AssignmentDetails Details
) : PersonCommand;

public sealed record CorrectAssignment(
    Guid Assignment,
    PartialDate WrongFrom,
    PartialDate From,
    PartialDate? To,
    AssignmentDetails Details
) : PersonCommand, ICorrection;

public sealed record DeclareQualification(
    Guid Qualification,
    PartialDate From,
    PartialDate? To,
    QualificationDetails Details,
    EvidenceGrade Grade,
    Strings Evidence
) : PersonCommand;

public sealed record AttachEvidence(Guid Qualification, string Sha256) : PersonCommand;

public sealed record GradeEvidence(Guid Qualification, EvidenceGrade Grade) : PersonCommand;

public sealed record CorrectQualification(
    Guid Qualification,
    PartialDate From,
    PartialDate? To,
    QualificationDetails Details
) : PersonCommand, ICorrection;

public sealed record SupersedeQualification(Guid Qualification, Guid By, PartialDate On) : PersonCommand;

public sealed record RevokeQualification(Guid Qualification) : PersonCommand, ICorrection;

public sealed record StartTraining(Guid Training, PartialDate From, CourseDetails Details) : PersonCommand;

public sealed record EndTraining(Guid Training, TrainingEnd End) : PersonCommand;

public sealed record CorrectTraining(Guid Training, PartialDate From, CourseDetails Details, TrainingEnd? End)
    : PersonCommand,
        ICorrection;

public sealed record JudgePlacement(Guid Assignment, PartialDate From, PlacementJudgement Judgement) : PersonCommand;

public sealed record CorrectPlacement(
    Guid Assignment,
    PartialDate WrongFrom,
    PartialDate From,
    PlacementJudgement Judgement
) : PersonCommand, ICorrection;

/// <summary><see cref="Consents"/> are recorded with it, in the record of what the person agreed to.</summary>
public sealed record PlaceOutside(
    PartialDate From,
    OutsideDetails Details,
    Strings? Sets = null,
    LaterEntries? Later = null
) : PersonCommand
{
    public ImmutableArray<(Guid Id, ConsentPurpose Purpose)> Consents { get; init; } = [];
}

/// <summary>
/// <see cref="KeepPassport"/>: the passport stays as it is recorded, because the caller has not opened it.
/// </summary>
public sealed record CorrectOutside(PartialDate WrongFrom, PartialDate From, OutsideDetails Details)
    : PersonCommand,
        ICorrection
{
    public bool KeepPassport { get; init; }
}

public sealed record EndOutside(PartialDate On) : PersonCommand;

/// <summary>Another personal number was issued to them; what was recorded before stays theirs.</summary>
public sealed record ChangePersonalNumber(PartialDate From, string PersonalNumber) : PersonCommand;

public sealed record CorrectPersonalNumber(PartialDate WrongFrom, PartialDate From, string PersonalNumber)
    : PersonCommand,
        ICorrection;

public sealed record RecordIdentityDocument(
    Guid Document,
    PartialDate From,
    PartialDate? To,
    IdentityDocumentDetails Details
) : PersonCommand;

public sealed record EndIdentityDocument(Guid Document, PartialDate On) : PersonCommand;

/// <summary>
/// <see cref="KeepNumber"/>: the number stays as it is recorded, because the caller has not opened it.
/// </summary>
public sealed record CorrectIdentityDocument(
    Guid Document,
    PartialDate From,
    PartialDate? To,
    IdentityDocumentDetails Details
) : PersonCommand, ICorrection
{
    public bool KeepNumber { get; init; }
}

public sealed record AnnulEntry(Guid Entry) : PersonCommand, ICorrection;

public sealed record ErasePerson(Guid Decision, DateOnly Today) : PersonCommand;

// Facts: what is true of a person, each a row in both times.
public sealed record PersonFact(
    string Key,
    Period Valid,
    [property: Personal(DataClass.Basic)] string FullName,
    [property: Personal(DataClass.Basic)] Strings OtherNames,
    [property: Personal(DataClass.Basic)] PartialDate Birth,
    Sex Sex,
    [property: Personal(DataClass.Sensitive)] string Ethnicity,
    [property: Personal(DataClass.IdentityNumber)] string PersonalNumber,
    [property: Personal(DataClass.Basic)] string FileNumber,
    Guid? NamePaper,
    Guid? ParticularsPaper
) : Fact(Key, Valid);

/// <summary>
/// What search and sorting must hold in the clear. Of an erased person nothing is left in it but that there is one, and
/// their sex: counts stay whole.
/// </summary>
/// <param name="Born">The day their age is counted from (<see cref="Reckoning.Born"/>), for SQL to compare.</param>
public sealed record PersonSearchFact(
    string Key,
    Period Valid,
    string FullName,
    PartialDate? Birth,
    DateOnly? Born,
    Sex Sex,
    string FileNumber,
    [property: Blind] string PersonalNumber,
    string SortKey,
    string Alike,
    string Words
) : Fact(Key, Valid), IDerived;

public sealed record ContactsFact(
    string Key,
    Period Valid,
    [property: Personal(DataClass.Contact)] string Phone,
    [property: Personal(DataClass.Contact)] string Email,
    [property: Personal(DataClass.Contact)] string Address,
    Guid? Paper
) : Fact(Key, Valid);

public sealed record AssignmentFact(
    string Key,
    Period Valid,
    Guid Assignment,
    AssignmentKind Kind,
    Guid Unit,
    string Post,
    Category Category,
    string TitleCode,
    int PayStep,
    bool ManagedByStandingCommittee,
    EndCause? EndCause,
    Guid? Home,
    string Words,
    Guid? Paper
) : Fact(Key, Valid);

public sealed record QualificationFact(
    string Key,
    Period Valid,
    Guid Qualification,
    Ladder Ladder,
    Level Level,
    string Field,
    string Institution,
    [property: Personal(DataClass.Basic)] string Number,
    StudyMode Mode,
    string Classification,
    EvidenceGrade Grade,
    Strings Evidence,
    Guid? SupersededBy,
    WithdrawalCause? WithdrawnFor,
    string Words,
    Guid? Paper
) : Fact(Key, Valid);

public sealed record TrainingFact(
    string Key,
    Period Valid,
    Guid Training,
    Ladder Ladder,
    Level Level,
    string Field,
    string Institution,
    StudyMode Mode,
    PartialDate? Expected,
    TrainingOutcome? Outcome,
    Guid? Qualification,
    Guid? Paper
) : Fact(Key, Valid);

public sealed record PlacementFact(
    string Key,
    Period Valid,
    Guid Assignment,
    bool Fits,
    [property: Personal(DataClass.Basic)] string Because,
    Guid? Paper
) : Fact(Key, Valid);

/// <summary>Somebody the registry keeps who is not of the district's staff.</summary>
public sealed record OutsiderFact(
    string Key,
    Period Valid,
    OutsideKind Kind,
    string Affiliation,
    string Country,
    LegalGround Ground,
    [property: Personal(DataClass.IdentityNumber)] string Passport,
    Guid? Paper
) : Fact(Key, Valid);

/// <summary>A paper that says who its bearer is, while it is good.</summary>
public sealed record IdentityDocumentFact(
    string Key,
    Period Valid,
    Guid Document,
    IdentityDocumentKind Kind,
    [property: Personal(DataClass.IdentityNumber)] string Number,
    string Issuer,
    Guid? Paper
) : Fact(Key, Valid);

/// <summary>One of several personal numbers somebody had; of whoever has had one alone there is none.</summary>
public sealed record PersonalNumberFact(
    string Key,
    Period Valid,
    [property: Personal(DataClass.IdentityNumber)] string Number,
    Guid? Paper
) : Fact(Key, Valid);

/// <summary>
/// By what papers and former personal numbers are found without being read; <see cref="Kind"/> is null of the latter.
/// </summary>
public sealed record IdentityNumberFact(
    string Key,
    Period Valid,
    IdentityDocumentKind? Kind,
    [property: Blind] string Number
) : Fact(Key, Valid), IDerived;

/// <summary>
/// By what a diploma of theirs is found, however it is spelled, without being read: its number, and its issuer with the
/// number, which is one person's alone (empty where the issuer is not recorded).
/// </summary>
public sealed record DiplomaNumberFact(
    string Key,
    Period Valid,
    [property: Blind] string Number,
    [property: Blind] string Issued
) : Fact(Key, Valid), IDerived;

/// <summary>What somebody was called before, from when they no longer were.</summary>
public sealed record FormerNameFact(
    string Key,
    Period Valid,
    string FullName,
    DateOnly BorneFrom,
    DateOnly BorneTo,
    string Words
) : Fact(Key, Valid), IDerived;

// State: only what the decisions below need. What came to be kept later is absent from older snapshots.
public sealed record Assignment(
    AssignmentKind Kind,
    Guid? Home,
    Line<AssignmentDetails> Line,
    ImmutableList<Cited<EndCause>> Endings
)
{
    public Line<PlacementJudgement>? Judged { get; init; }
}

public sealed record Qualification(
    Line<QualificationDetails> Line,
    ImmutableList<Sighting> Sightings,
    ImmutableList<Cited<string>> Files,
    ImmutableList<Cited<Guid>> Successors
)
{
    /// <summary>Each time it was withdrawn, and null each time that was taken back.</summary>
    public ImmutableList<Cited<Withdrawal?>>? Withdrawals { get; init; }

    public ImmutableList<Cited<Withdrawal?>> Taken => Withdrawals ?? [];
    public Withdrawal? Withdrawn => Withdrawals?.LastOrDefault()?.Value;
    public bool Revoked => Sightings[^1].Grade is EvidenceGrade.RevokedAsFalse;
}

public sealed record Training(Line<CourseDetails> Line, ImmutableList<Cited<TrainingEnd?>> Endings);

public sealed record Sighting(EvidenceGrade Grade, Guid? Paper);

public sealed record Cited<T>(T Value, Guid? Paper);

public sealed partial record Person(
    Line<PersonName> Names,
    Line<Particulars> About,
    Line<Contacts> Reach,
    ImmutableSortedDictionary<Guid, Assignment> Assignments,
    ImmutableSortedDictionary<Guid, Qualification> Qualifications
) : IDecider<Person, PersonCommand, PersonEvent>
{
    public ImmutableSortedDictionary<Guid, Training>? Trainings { get; init; }
    public Line<OutsideDetails>? Outside { get; init; }
    public ImmutableSortedDictionary<Guid, Line<IdentityDocumentDetails>>? Documents { get; init; }
    public Line<IssuedNumber>? Reissued { get; init; }

    static string IDecider<Person, PersonCommand, PersonEvent>.Kind => "person";

    static Guid? IDecider<Person, PersonCommand, PersonEvent>.Subject(Guid stream, Person it) => stream;

    static IEnumerable<string> IDecider<Person, PersonCommand, PersonEvent>.Files(PersonEvent @event) =>
        @event switch
        {
            QualificationDeclared e => e.Evidence,
            QualificationEvidenceAttached e => [e.Sha256],
            _ => [],
        };

    public static Person Initial { get; } =
        new(
            Line<PersonName>.Empty,
            Line<Particulars>.Empty,
            Line<Contacts>.Empty,
            ImmutableSortedDictionary<Guid, Assignment>.Empty,
            ImmutableSortedDictionary<Guid, Qualification>.Empty
        );

    public static PersonEvent[] Decide(Person it, PersonCommand command) =>
        command switch
        {
            _ when it.Erased => command is ErasePerson
                ? []
                : throw new Rejected(
                    "PERSON_ERASED",
                    "Dữ liệu cá nhân của hồ sơ này đã xoá theo quyết định; không ghi thêm được gì.",
                    "The personal data of this record was erased by decision; nothing more can be recorded.",
                    "person_id"
                ),
            RegisterPerson c when it.Names.IsEmpty => Sound(
                c.Particulars,
                [new PersonRegistered(c.Name, c.Particulars, c.Contacts)]
            ),
            RegisterPerson c when it.Names.Steps[0].Value == c.Name && it.About.Steps[0].Value == c.Particulars => [],
            RegisterPerson => throw new Rejected(
                "PERSON_ID_TAKEN",
                "Mã định danh này đã là của một hồ sơ khác; hãy tạo mã mới.",
                "This id already belongs to a record; mint another one.",
                "person_id"
            ),
            _ when it.Names.IsEmpty => throw new Rejected(
                "PERSON_NOT_ON_RECORD",
                "Chưa có hồ sơ người này trong sổ.",
                "This person is not on record.",
                "person_id"
            ),
            ChangeName c => it.Rename(c),
            CorrectIdentity c => it.Correct(c),
            ChangeContacts c => it.Reach.Set(c.From, c.Contacts, c.Sets, c.Later) is { } set
                ? [new PersonContactsChanged(c.From, set.Value, set.Sets, set.Later)]
                : [],
            StartAssignment c => it.Start(c),
            ChangeAssignment c => it.Change(c),
            GoAlong c => it.Along(c),
            EndAssignment c => it.EndOf(c),
            TransferAssignment c => it.Transfer(c),
            SecondPerson c => it.Second(c),
            CorrectAssignment c => it.Correct(c),
            DeclareQualification c => it.Declare(c),
            AttachEvidence c => it.Held(c.Qualification).Files.Any(f => f.Value == c.Sha256)
                ? []
                : [new QualificationEvidenceAttached(c.Qualification, c.Sha256)],
            GradeEvidence c => it.NotRevoked(c.Qualification).Sightings[^1].Grade == c.Grade
                ? []
                : [new QualificationEvidenceGraded(c.Qualification, c.Grade)],
            CorrectQualification c => it.Correct(c),
            SupersedeQualification c => it.Supersede(c),
            StartTraining c => it.Start(c),
            EndTraining c => it.EndOf(c),
            CorrectTraining c => it.Correct(c),
            JudgePlacement c => it.Judge(c),
            CorrectPlacement c => it.Correct(c),
            PlaceOutside c => it.Place(c),
            CorrectOutside c => it.Correct(c),
            EndOutside c => it.End(c),
            ErasePerson c => it.Erase(c),
            AnnulEntry c => it.Assignments.ContainsKey(c.Entry)
            || it.Qualifications.ContainsKey(c.Entry)
            || it.Trainings?.ContainsKey(c.Entry) == true
            || it.IdentityPapers.ContainsKey(c.Entry)
                ? [new PersonEntryAnnulled(c.Entry)]
                : throw NoEntry("change.entry_id"),
            _ => it.OnPapers(command)
                ?? it.OnWithdrawal(command)
                ?? throw new NotSupportedException($"{command.GetType().Name} is not decided yet."),
        };

    public static Person Evolve(Person it, PersonEvent @event, Basis basis) =>
        it.Identified(@event, basis)
        ?? it.Serving(@event, basis)
        ?? it.Qualified(@event, basis)
        ?? it.Taken(@event, basis)
        ?? it.Trained(@event, basis)
        ?? it.KeptOutside(@event, basis)
        ?? it.Papered(@event, basis)
        ?? @event switch
        {
            PersonEntryAnnulled e => it with
            {
                Assignments = it.Assignments.Remove(e.Entry),
                Qualifications = it.Qualifications.Remove(e.Entry),
                Trainings = it.Trainings?.Remove(e.Entry),
                Documents = it.Documents?.Remove(e.Entry),
            },
            PersonPaperFell e => it.Without(e.Paper),
            PersonErased => it.WithoutValues(),
            _ => throw new NotSupportedException($"{@event.GetType().Name} is not evolved yet."),
        };

    public static IEnumerable<Fact> Facts(Person it)
    {
        if (it.Names.IsEmpty)
            yield break;
        var about = it.About.Spans[0];
        foreach (var n in it.Names.Spans)
            yield return new TitleFact(
                "title",
                n.Valid,
                "person",
                it.Erased ? ErasedName : n.Value.FullName,
                about.Value.FileNumber
            );
        foreach (var (n, number) in it.Identities)
        {
            var known = about with { Value = about.Value with { PersonalNumber = number } };
            yield return Identity(n, known);
            yield return it.Sought(n, known.Value);
        }
        foreach (var former in it.FormerNames)
            yield return former;
        foreach (var c in it.Erased ? [] : it.Reach.Spans)
            yield return new ContactsFact("contacts", c.Valid, c.Value.Phone, c.Value.Email, c.Value.Address, c.Paper);
        foreach (var (id, a) in it.Assignments)
        foreach (var s in a.Line.Spans)
            yield return Served(id, a, s);
        foreach (var (id, q) in it.Qualifications)
        foreach (var s in q.Line.Spans)
        {
            if (HoldsUntil(s.Valid, q.Withdrawn) is { EndsBeforeItBegins: false } valid)
                yield return Holds(id, q, s with { Valid = valid });
            if (DocumentNumber.Key(s.Value.Number) is { Length: > 0 } number)
                yield return new DiplomaNumberFact($"qualification:{id}", s.Valid, number, Diplomas.Key(s.Value) ?? "");
        }
        foreach (var (id, t) in it.Courses)
        foreach (var s in t.Line.Spans)
            yield return it.Told(id, t, s);
        foreach (var (id, a) in it.Assignments)
        foreach (var fact in Judgements(id, a))
            yield return fact;
        foreach (var s in it.OutsideSpans)
        {
            yield return Outsides(s);
            foreach (var found in FoundBy("outside", s.Valid, IdentityDocumentKind.Passport, s.Value.Passport))
                yield return found;
        }
        foreach (var fact in it.PaperFacts())
            yield return fact;
    }

    static OutsiderFact Outsides(Stretch<OutsideDetails> s) =>
        new OutsiderFact(
            "outside",
            s.Valid,
            s.Value.Kind,
            s.Value.Affiliation,
            s.Value.Country,
            s.Value.Ground,
            s.Value.Passport,
            s.Paper
        );

    static PersonFact Identity(Stretch<PersonName> n, Stretch<Particulars> about) =>
        new PersonFact(
            "person",
            n.Valid,
            n.Value.FullName,
            n.Value.OtherNames,
            about.Value.Birth,
            about.Value.Sex,
            about.Value.Ethnicity,
            about.Value.PersonalNumber,
            about.Value.FileNumber,
            n.Paper,
            about.Paper
        );

    // An erased person is found by nothing.
    PersonSearchFact Sought(Stretch<PersonName> n, Particulars about) =>
        Erased
            ? new PersonSearchFact("person", n.Valid, ErasedName, null, null, about.Sex, "", "", "~", "", "")
            : new PersonSearchFact(
                "person",
                n.Valid,
                n.Value.FullName,
                about.Birth,
                Reckoning.Born(about.Birth),
                about.Sex,
                about.FileNumber,
                about.PersonalNumber,
                VietnameseText.NameKey(n.Value.FullName),
                VietnameseText.Alike(n.Value.FullName),
                Words([n.Value.FullName, .. n.Value.OtherNames, about.FileNumber])
            );

    static AssignmentFact Served(Guid id, Assignment a, Stretch<AssignmentDetails> s) =>
        new AssignmentFact(
            $"assignment:{id}",
            s.Valid,
            id,
            a.Kind,
            s.Value.Unit,
            s.Value.Post,
            s.Value.Category,
            s.Value.TitleCode,
            s.Value.PayStep,
            s.Value.ManagedByStandingCommittee,
            s.Valid.To is not null && s.Valid.To == a.Line.End ? a.Endings.LastOrDefault()?.Value : null,
            a.Home,
            Words([s.Value.Post, s.Value.TitleCode]),
            s.Paper
        );

    static Period HoldsUntil(Period valid, Withdrawal? withdrawal) =>
        withdrawal is null || valid.ClaimedTo <= withdrawal.On.Earliest ? valid : new Period(valid.From, withdrawal.On);

    static QualificationFact Holds(Guid id, Qualification q, Stretch<QualificationDetails> s) =>
        new QualificationFact(
            $"qualification:{id}",
            s.Valid,
            id,
            s.Value.Ladder,
            s.Value.Level,
            s.Value.Field,
            s.Value.Institution,
            s.Value.Number,
            s.Value.Mode,
            s.Value.Classification,
            q.Sightings[^1].Grade,
            [.. q.Files.Select(f => f.Value)],
            q.Successors.LastOrDefault()?.Value,
            q.Withdrawn is { } taken && s.Valid.To == taken.On ? taken.Cause : null,
            Words([s.Value.Field]),
            s.Paper
        );

    /// <summary>What an erased person is called.</summary>
    public const string ErasedName = "Đã xoá theo quyết định / Erased by decision";

    /// <summary>Nobody goes on record without a name, so that none can be read means that the key is gone.</summary>
    public bool Erased => Names.Steps is [{ Value.FullName: "" }, ..];

    public static string Title(Person it)
    {
        if (it.Names.IsEmpty)
            return "";
        return it.Erased ? ErasedName : it.Names.Spans[^1].Value.FullName;
    }

    public static IEnumerable<RuleFinding> Findings(Person it, DateOnly today) =>
        [.. LifeRules.Of(it, today), .. PostRules.Of(it)];

    public static IEnumerable<RuleFinding> Findings(Person before, PersonEvent @event, Footing footing) =>
        FootingRules.Of(before, @event, footing);

    public static IEnumerable<Spoken> Later(Person before, PersonEvent @event) =>
        @event switch
        {
            PersonNameChanged e => before.Names.Later(e.From, e.Sets, null),
            PersonContactsChanged e => before.Reach.Later(e.From, e.Sets, null),
            AssignmentChanged e => before.Served(e.Assignment).Line.Later(e.From, e.Sets, null),
            PersonPlacedOutside e => before.Outside?.Later(e.From, e.Sets, null) ?? [],
            _ => [],
        };

    public static PersonEvent? Fall(Person it, Guid paper) =>
        it.Without(paper) is var without && Facts(it).SequenceEqual(Facts(without)) ? null : new PersonPaperFell(paper);

    static string Words(IEnumerable<string> texts) =>
        string.Join(' ', texts.SelectMany(VietnameseText.Findable).Distinct());
}
