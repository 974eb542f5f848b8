using System.Buffers.Binary;
using System.Security.Cryptography;

namespace HienTai.Server.Accounts;

/// <summary>
/// Time-based one-time passwords as authenticator apps make them: RFC 6238 with SHA-1, six digits, thirty seconds.
/// </summary>
public static class Totp
{
    const int Seconds = 30;
    const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    public static byte[] NewSecret() => RandomNumberGenerator.GetBytes(20);

    public static long StepAt(DateTimeOffset time) => time.ToUnixTimeSeconds() / Seconds;

    public static string Code(byte[] secret, long step)
    {
        Span<byte> counter = stackalloc byte[8];
        BinaryPrimitives.WriteInt64BigEndian(counter, step);
        Span<byte> hash = stackalloc byte[HMACSHA1.HashSizeInBytes];
        HMACSHA1.HashData(secret, counter, hash);
        return $"{(BinaryPrimitives.ReadUInt32BigEndian(hash[(hash[^1] & 0xF)..]) & 0x7FFFFFFF) % 1_000_000:000000}";
    }

    /// <summary>
    /// The step a code was made in: now, or the one before or after because clocks differ; null if none.
    /// </summary>
    public static long? StepOf(byte[] secret, string code, DateTimeOffset now)
    {
        long? found = null;
        for (var step = StepAt(now) - 1; step <= StepAt(now) + 1; step++)
            if (
                CryptographicOperations.FixedTimeEquals(
                    System.Text.Encoding.UTF8.GetBytes(Code(secret, step)),
                    System.Text.Encoding.UTF8.GetBytes(code)
                )
            )
                found = step;
        return found;
    }

    public static string Uri(string account, string secret) =>
        $"otpauth://totp/{System.Uri.EscapeDataString($"Hiền Tài:{account}")}?secret={secret}&issuer={System.Uri.EscapeDataString("Hiền Tài")}&algorithm=SHA1&digits=6&period={Seconds}";

    /// <summary>Base32 of RFC 4648 without padding: what people can type.</summary>
    public static string Base32(byte[] bytes)
    {
        var (text, bits, left) = (new System.Text.StringBuilder(), 0, 0);
        foreach (var b in bytes)
        {
            (bits, left) = (bits << 8 | b, left + 8);
            for (; left >= 5; left -= 5)
                text.Append(Alphabet[bits >> (left - 5) & 31]);
            bits &= (1 << left) - 1;
        }
        return left > 0 ? text.Append(Alphabet[bits << (5 - left) & 31]).ToString() : text.ToString();
    }

    public static byte[] FromBase32(string text)
    {
        var (bytes, bits, left) = (new List<byte>(), 0, 0);
        foreach (var c in text)
        {
            (bits, left) = (bits << 5 | Alphabet.IndexOf(c), left + 5);
            if (left < 8)
                continue;
            bytes.Add((byte)(bits >> (left -= 8)));
            bits &= (1 << left) - 1;
        }
        return [.. bytes];
    }
}
