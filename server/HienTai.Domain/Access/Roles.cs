using HienTai.Domain.Kernel;

namespace HienTai.Domain.Access;

/// <summary>What an account is entrusted with. Source: the actors of the plan's sections IV and V.</summary>
public enum Role
{
    UnitHead = 1,
    UnitClerk,
    CommuneChair,
    EducationOffice,
    HomeAffairs,
    Finance,
    DistrictCommittee,
    StandingCommittee,
    PersonOnRecord,
    Auditor,
    Administrator,
}

/// <summary>What a method can ask of its caller.</summary>
public enum Ability
{
    None = 1,
    SignedIn,
    ReadPeople,
    ReadOrganization,
    RecordPeople,
    RecordUnits,
    RecordPapers,
    KeepPapers,
    Propose,
    Approve,
    Administer,
    Audit,
    KeepPrivacy,
    ReadTalent,
    RecordTalent,
}

/// <summary>Kinds of change for which approval can be asked.</summary>
public enum ChangeKind
{
    Registration = 1,
    Identity,
    Contacts,
    Assignment,
    DeclaredQualification,
    VerifiedQualification,
    Annulment,
    Privacy,
}

/// <summary>Whose files a role reaches.</summary>
public enum Reach
{
    /// <summary>Nobody's.</summary>
    Nobody,

    /// <summary>
    /// People serving in the mandate's unit or below; everybody if the mandate names no unit or the root.
    /// </summary>
    Units,

    /// <summary>Cadres managed by the district Party Standing Committee, while it managed them.</summary>
    ManagedCadres,

    /// <summary>The account's own person.</summary>
    Self,
}

/// <summary>
/// Everything a role is: whose files, which classes of values, which abilities. The whole policy is this one table.
/// </summary>
public sealed record RoleRights(
    Reach Reach,
    IReadOnlySet<DataClass> Reads,
    IReadOnlySet<Ability> Abilities,
    bool NeedsUnit
)
{
    static readonly Dictionary<Role, RoleRights> Table = new()
    {
        [Role.UnitHead] = Of(
            Reach.Units,
            [DataClass.Basic, DataClass.Contact, DataClass.Sensitive, DataClass.IdentityNumber],
            [
                Ability.RecordPeople,
                Ability.RecordPapers,
                Ability.Propose,
                Ability.Approve,
                Ability.ReadTalent,
                Ability.RecordTalent,
            ],
            needsUnit: true
        ),
        [Role.UnitClerk] = Of(
            Reach.Units,
            [DataClass.Basic, DataClass.Contact, DataClass.IdentityNumber],
            [Ability.RecordPeople, Ability.RecordPapers, Ability.Propose],
            needsUnit: true
        ),
        [Role.CommuneChair] = Of(
            Reach.Units,
            [DataClass.Basic, DataClass.Contact, DataClass.Sensitive, DataClass.IdentityNumber],
            [
                Ability.RecordPeople,
                Ability.RecordPapers,
                Ability.Propose,
                Ability.Approve,
                Ability.ReadTalent,
                Ability.RecordTalent,
            ],
            needsUnit: true
        ),
        [Role.EducationOffice] = Of(
            Reach.Units,
            [DataClass.Basic, DataClass.Contact, DataClass.IdentityNumber],
            [
                Ability.RecordPeople,
                Ability.RecordPapers,
                Ability.Propose,
                Ability.Approve,
                Ability.ReadTalent,
                Ability.RecordTalent,
            ],
            needsUnit: true
        ),
        [Role.HomeAffairs] = Of(
            Reach.Units,
            [DataClass.Basic, DataClass.Contact, DataClass.Sensitive, DataClass.IdentityNumber],
            [
                Ability.RecordPeople,
                Ability.RecordUnits,
                Ability.RecordPapers,
                Ability.KeepPapers,
                Ability.Propose,
                Ability.Approve,
                Ability.KeepPrivacy,
                Ability.ReadTalent,
                Ability.RecordTalent,
            ]
        ),
        [Role.Finance] = Of(Reach.Units, [DataClass.Basic], []),
        [Role.DistrictCommittee] = Of(
            Reach.Units,
            [DataClass.Basic, DataClass.Contact],
            [Ability.Approve, Ability.ReadTalent]
        ),
        [Role.StandingCommittee] = Of(
            Reach.ManagedCadres,
            [DataClass.Basic, DataClass.Sensitive],
            [Ability.ReadTalent]
        ),
        [Role.PersonOnRecord] = Of(
            Reach.Self,
            [DataClass.Basic, DataClass.Contact, DataClass.Sensitive, DataClass.IdentityNumber],
            [Ability.Propose]
        ),
        [Role.Auditor] = Of(
            Reach.Units,
            [DataClass.Basic, DataClass.Contact, DataClass.Sensitive, DataClass.IdentityNumber],
            [Ability.Audit, Ability.ReadTalent]
        ),
        [Role.Administrator] = new(
            Reach.Nobody,
            new HashSet<DataClass>(),
            new HashSet<Ability> { Ability.Administer, Ability.ReadOrganization, Ability.RecordPapers },
            NeedsUnit: false
        ),
    };

    public static RoleRights For(Role role) => Table[role];

    /// <summary>What signing in must be stronger for: changing records, or opening what is kept most closely.</summary>
    public bool NeedsSecondFactor =>
        Reach is not Reach.Self
        && (
            Reads.Contains(DataClass.Sensitive)
            || Reads.Contains(DataClass.IdentityNumber)
            || Abilities.Any(a =>
                a
                    is Ability.RecordPeople
                        or Ability.RecordUnits
                        or Ability.Approve
                        or Ability.Administer
                        or Ability.Audit
            )
        );

    static RoleRights Of(Reach reach, DataClass[] reads, Ability[] abilities, bool needsUnit = false) =>
        new(
            reach,
            reads.ToHashSet(),
            abilities.Concat([Ability.ReadPeople, Ability.ReadOrganization]).ToHashSet(),
            needsUnit
        );
}
