using System.Security.Cryptography;
using System.Text;

namespace HienTai.Server.Vault;

/// <summary>
/// One person's key, or the want of it: what was sealed under a destroyed key can never be read again.
/// </summary>
public sealed class PersonKey
{
    readonly byte[]? sealing,
        naming,
        wrapping;

    PersonKey(Guid subject, byte[]? secret, BlindIndex? index)
    {
        (Subject, Secret, Index) = (subject, secret, index);
        if (secret is null)
            return;
        sealing = Derived("seal");
        naming = Derived("nonce");
        wrapping = Derived("wrap");
    }

    public Guid Subject { get; }
    public bool Destroyed => Secret is null;
    internal byte[]? Secret { get; }

    /// <summary>For values of this person that are written as a keyed hash.</summary>
    internal BlindIndex? Index { get; }

    internal byte[] Sealing => sealing ?? throw Gone();
    internal byte[] Naming => naming ?? throw Gone();
    internal byte[] Wrapping => wrapping ?? throw Gone();

    public static PersonKey New(Guid subject, BlindIndex? index) =>
        new(subject, RandomNumberGenerator.GetBytes(Box.KeyBytes), index);

    public static PersonKey Gone(Guid subject) => new(subject, null, null);

    internal static PersonKey Of(Guid subject, byte[] secret, BlindIndex index) => new(subject, secret, index);

    byte[] Derived(string use) =>
        HKDF.DeriveKey(
            HashAlgorithmName.SHA256,
            Secret!,
            Box.KeyBytes,
            info: Encoding.UTF8.GetBytes($"hien tai person {use} v1")
        );

    InvalidOperationException Gone() => new($"The key of {Subject} has been destroyed.");
}

/// <summary>
/// Keyed hashes under one key of the registry: equal values are found, none can be guessed by who has only the
/// database.
/// </summary>
public sealed class BlindIndex(byte[] key)
{
    public string Of(string use, string value) =>
        value.Length == 0 ? "" : Convert.ToHexStringLower(Hash(use, Encoding.UTF8.GetBytes(value)));

    public byte[] Hash(string use, byte[] value) =>
        HMACSHA256.HashData(key, (byte[])[.. Encoding.UTF8.GetBytes(use), 0, .. value]);
}
