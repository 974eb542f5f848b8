namespace HienTai.Domain.Kernel;

// The words of the field that several modules speak of people with.

public enum Sex { Male, Female }

/// <summary>What an assignment counts under; it belongs to the assignment, not to the person.</summary>
public enum Category { DistrictCadre, DistrictCivilServant, CommuneCadre, CommuneCivilServant, PublicEmployee, CommunePartTimer, HamletPartTimer, ContractWorker }

/// <summary>How a qualification came to be known.</summary>
public enum EvidenceGrade { SelfDeclared = 1, CopySeen, OriginalSeen, ConfirmedByIssuer, RevokedAsFalse }
