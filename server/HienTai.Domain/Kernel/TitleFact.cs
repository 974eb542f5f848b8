namespace HienTai.Domain.Kernel;

/// <summary>
/// What people call a record during a period; every aggregate tells it, so that modules can name each other's records
/// by id alone.
/// </summary>
public sealed record TitleFact(string Key, Period Valid, string Kind, string Title, string Detail)
    : Fact(Key, Valid),
        IDerived;

/// <summary>
/// A fact told again in the clear for finding, sorting and naming: it says nothing that another fact of the record does
/// not.
/// </summary>
public interface IDerived;

/// <summary>An event that says the record was wrong all along.</summary>
public interface ICorrecting;

/// <summary>An event about evidence: the claim stays, how well it is known does not.</summary>
public interface IWitnessing;

/// <summary>An event that takes something back.</summary>
public interface IWithdrawing;

/// <summary>
/// An event with which its subject's key is destroyed: nothing personal about them can be read any more.
/// </summary>
public interface IErasing;
