using System.Security.Cryptography;
using System.Text;

namespace HienTai.Server.Accounts;

/// <summary>The ids of the sample's accounts, the same in every registry, so that any module can name them.</summary>
public static class AccountIds
{
    public static Guid Of(string name) =>
        new(SHA256.HashData(Encoding.UTF8.GetBytes($"account:{name}")).AsSpan(0, 16), bigEndian: true);
}
