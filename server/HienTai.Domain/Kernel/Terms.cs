namespace HienTai.Domain.Kernel;

// The words of the field that several modules speak of people with.

public enum Sex
{
    Male,
    Female,
}

/// <summary>What an assignment counts under; it belongs to the assignment, not to the person.</summary>
public enum Category
{
    DistrictCadre,
    DistrictCivilServant,
    CommuneCadre,
    CommuneCivilServant,
    PublicEmployee,
    CommunePartTimer,
    HamletPartTimer,
    ContractWorker,
}

/// <summary>How a qualification came to be known.</summary>
public enum EvidenceGrade
{
    SelfDeclared = 1,
    CopySeen,
    OriginalSeen,
    ConfirmedByIssuer,
    RevokedAsFalse,
}

/// <summary>How far the wording of a source was checked.</summary>
public enum SourceCheck
{
    Unverified = 1,
    ReadInCopy,
    ReadInOfficialText,
}

/// <summary>Where something stands written, and how far that was checked.</summary>
public sealed record LegalBasis(string Source, string Clause, SourceCheck Checked, string Note) : IAttributed;
