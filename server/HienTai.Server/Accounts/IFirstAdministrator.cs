namespace HienTai.Server.Accounts;

/// <summary>The record of the very first account that administers, which nobody signed in could have opened.</summary>
public interface IFirstAdministrator
{
    Task<bool> Exists(CancellationToken cancel);
    Task Open(Guid account, string name, string titleVi, string titleEn, CancellationToken cancel);
}
