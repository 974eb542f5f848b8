using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace HienTai.Server.Sample;

/// <summary>
/// Chance that falls the same way on every machine, for ever (SplitMix64). Each matter throws its own dice, so that
/// telling one story differently leaves every other as it was.
/// </summary>
sealed class Dice(string matter)
{
    const string Seed = "Hiền tài là nguyên khí quốc gia · 2024-08-01 · ";
    ulong state = BinaryPrimitives.ReadUInt64BigEndian(SHA256.HashData(Encoding.UTF8.GetBytes(Seed + matter)));

    /// <summary>
    /// An id that follows from what it names, so that a load cut short and begun again means the same records (UUID
    /// version 8).
    /// </summary>
    public static Guid Id(string name)
    {
        var bytes = SHA256.HashData(Encoding.UTF8.GetBytes(Seed + "id · " + name)).AsSpan(0, 16);
        (bytes[6], bytes[8]) = ((byte)(bytes[6] & 0x0F | 0x80), (byte)(bytes[8] & 0x3F | 0x80));
        return new(bytes, bigEndian: true);
    }

    public int Below(int most) => (int)((UInt128)Next() * (ulong)most >> 64);

    /// <summary>Both ends can fall.</summary>
    public int Between(int least, int most) => least + Below(most - least + 1);

    public bool Percent(int percent) => Below(100) < percent;

    public T Of<T>(IReadOnlyList<T> some) => some[Below(some.Count)];

    /// <summary>One of some, each as likely as its weight.</summary>
    public T Weighted<T>(IReadOnlyList<(T Value, int Weight)> some)
    {
        var left = Below(some.Sum(s => s.Weight));
        foreach (var (value, weight) in some)
            if ((left -= weight) < 0)
                return value;
        return some[^1].Value;
    }

    public string Digits(int count) => string.Concat(Enumerable.Range(0, count).Select(_ => (char)('0' + Below(10))));

    public T[] Shuffled<T>(IEnumerable<T> some)
    {
        var all = some.ToArray();
        for (var i = all.Length - 1; i > 0; i--)
            if (Below(i + 1) is var j)
                (all[i], all[j]) = (all[j], all[i]);
        return all;
    }

    /// <summary>A whole shared out among some, about evenly: the parts add up to it.</summary>
    public int[] Shares(int whole, int among, int leastWeight, int mostWeight)
    {
        var weights = Enumerable.Range(0, among).Select(_ => Between(leastWeight, mostWeight)).ToArray();
        var (sum, given, passed) = (weights.Sum(), 0, 0);
        return
        [
            .. weights.Select(w =>
            {
                passed += w;
                var part = (int)((long)whole * passed / sum) - given;
                given += part;
                return part;
            }),
        ];
    }

    ulong Next()
    {
        var z = state += 0x9E3779B97F4A7C15;
        z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9;
        z = (z ^ z >> 27) * 0x94D049BB133111EB;
        return z ^ z >> 31;
    }
}
