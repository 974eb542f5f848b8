using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace HienTai.Server.Vault;

/// <summary>
/// AES-256-GCM with a nonce by chance, for what is written once and never compared: wrapped keys, files. Nonce, cipher,
/// tag.
/// </summary>
static class Box
{
    public const int NonceBytes = 12,
        TagBytes = 16,
        ExtraBytes = NonceBytes + TagBytes,
        KeyBytes = 32;

    public static byte[] Close(byte[] key, ReadOnlySpan<byte> content, byte[] about)
    {
        var box = new byte[ExtraBytes + content.Length];
        RandomNumberGenerator.Fill(box.AsSpan(0, NonceBytes));
        using var aes = new AesGcm(key, TagBytes);
        aes.Encrypt(
            box.AsSpan(0, NonceBytes),
            content,
            box.AsSpan(NonceBytes, content.Length),
            box.AsSpan(^TagBytes..),
            about
        );
        return box;
    }

    /// <exception cref="CryptographicException">Another key, another place, or somebody changed it.</exception>
    public static byte[] Open(byte[] key, ReadOnlySpan<byte> box, byte[] about)
    {
        if (box.Length < ExtraBytes)
            throw new CryptographicException("Too short to have been sealed.");
        var content = new byte[box.Length - ExtraBytes];
        Open(key, box, about, content);
        return content;
    }

    /// <summary>The same into a place that is <see cref="ExtraBytes"/> shorter.</summary>
    public static void Open(byte[] key, ReadOnlySpan<byte> box, byte[] about, Span<byte> content)
    {
        using var aes = new AesGcm(key, TagBytes);
        aes.Decrypt(box[..NonceBytes], box[NonceBytes..^TagBytes], box[^TagBytes..], content, about);
    }

    /// <summary>What a box is bound to: the kind of thing, whose or which, and where in a row of them.</summary>
    public static byte[] About(string kind, Guid id, int index = 0) => About($"{kind} {id:N}", index);

    public static byte[] About(string what, int index = 0)
    {
        var about = new byte[Encoding.UTF8.GetByteCount(what) + 4];
        Encoding.UTF8.GetBytes(what, about);
        BinaryPrimitives.WriteInt32BigEndian(about.AsSpan(^4..), index);
        return about;
    }
}
