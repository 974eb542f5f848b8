using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using HienTai.Domain.Kernel;

namespace HienTai.Server.Vault;

/// <summary>
/// Personal values as they are stored: <c>v1.</c> and base64url of nonce, cipher and tag of AES-256-GCM under the
/// person's key. The associated data is the person and the property, so that a token cannot be moved to somebody else
/// or to another field.
/// </summary>
/// <remarks>
/// The nonce is not drawn by lot but derived: the first 12 bytes of HMAC-SHA256, under a subkey of its own, over
/// associated data and content. So the same value of the same person in the same place is always the same token, a
/// rebuild gives every byte again and rows can be found by a digest of what they say. The price: who sees the tables
/// sees that two values of one person in one place are equal. They see nothing across people or places, and lengths
/// only in steps of 16 bytes. A nonce comes twice only with the same content, save one chance in 2^96.
/// </remarks>
public static class Sealing
{
    const string Marker = "v1.";
    const int Step = 16;

    [ThreadStatic]
    static Scope? current;

    sealed record Scope(PersonKey Key, bool Alive, Scope? Outer);

    /// <summary>
    /// Until disposed, personal values that this thread reads and writes as JSON are those of this key; without it
    /// writing one throws.
    /// </summary>
    /// <param name="key">Null for records that hold nobody's values.</param>
    /// <param name="alive">Refuse to write values of an erased person, rather than write that there are none.</param>
    public static IDisposable? Of(PersonKey? key, bool alive = false)
    {
        if (key is null)
            return null;
        current = new(key, alive, current);
        return new End();
    }

    sealed class End : IDisposable
    {
        public void Dispose() => current = current?.Outer;
    }

    /// <summary>The token; empty under a destroyed key, as then there is no value.</summary>
    public static string Seal(PersonKey key, string place, string text)
    {
        if (key.Destroyed)
            return "";
        var (about, content) = (About(key, place), Padded(text));
        var token = new byte[Box.ExtraBytes + content.Length];
        var nonce = token.AsSpan(0, Box.NonceBytes);
        HMACSHA256.HashData(key.Naming, (byte[])[.. about, 0, .. content]).AsSpan(0, Box.NonceBytes).CopyTo(nonce);
        using var aes = new AesGcm(key.Sealing, Box.TagBytes);
        aes.Encrypt(nonce, content, token.AsSpan(Box.NonceBytes, content.Length), token.AsSpan(^Box.TagBytes..), about);
        return Marker + Base64Url.EncodeToString(token);
    }

    /// <summary>The text, or null if it was erased.</summary>
    /// <exception cref="CryptographicException">It is of another person or place, or somebody changed it.</exception>
    public static string? Open(PersonKey key, string place, string token)
    {
        if (key.Destroyed || token.Length == 0)
            return null;
        if (!token.StartsWith(Marker, StringComparison.Ordinal))
            throw new CryptographicException($"{place} is not sealed in a way this server knows.");
        byte[] box;
        try
        {
            box = Base64Url.DecodeFromChars(token.AsSpan(Marker.Length));
        }
        catch (FormatException e)
        {
            throw new CryptographicException($"{place} is not a sealed value.", e);
        }
        var content = Box.Open(key.Sealing, box, About(key, place));
        return Encoding.UTF8.GetString(content, 0, Array.LastIndexOf(content, (byte)0x80));
    }

    static byte[] About(PersonKey key, string place) =>
        [.. key.Subject.ToByteArray(bigEndian: true), .. Encoding.UTF8.GetBytes(Marker + place)];

    // Only zeros follow the mark, so it is the last 0x80 there is.
    static byte[] Padded(string text)
    {
        var length = Encoding.UTF8.GetByteCount(text);
        var content = new byte[(length / Step + 1) * Step];
        Encoding.UTF8.GetBytes(text, content);
        content[length] = 0x80;
        return content;
    }

    /// <summary>Where a property's values are sealed: its record and its name.</summary>
    public static string Place(System.Reflection.MemberInfo property) =>
        $"{property.DeclaringType!.Name}.{property.Name}";

    /// <summary>Lets every property marked as personal be read and written sealed.</summary>
    public static void Modify(JsonTypeInfo type)
    {
        foreach (var property in type.Properties)
            if (
                property.AttributeProvider is System.Reflection.PropertyInfo of
                && of.IsDefined(typeof(PersonalAttribute), inherit: false)
            )
                property.CustomConverter = (JsonConverter)
                    Activator.CreateInstance(typeof(Sealed<>).MakeGenericType(property.PropertyType), Place(of))!;
    }

    sealed class Sealed<T>(string place) : JsonConverter<T>
    {
        public override T Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options) =>
            (T)(
                Open(Needed().Key, place, reader.GetString()!) is { } text
                    ? Leaf.Read(typeof(T), text)
                    : Leaf.Erased(typeof(T))
            );

        public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options)
        {
            var scope = Needed();
            if (scope is { Alive: true, Key.Destroyed: true })
                throw Erased();
            writer.WriteStringValue(Seal(scope.Key, place, Leaf.Text(value!)));
        }

        Scope Needed() =>
            current
            ?? throw new InvalidOperationException(
                $"{place} is personal: it is read and written under its person's key only."
            );
    }

    public static Rejected Erased() =>
        new(
            "PERSON_ERASED",
            "Dữ liệu cá nhân của người này đã xoá theo quyết định; không ghi thêm được gì.",
            "The personal data of this person was erased by decision; nothing more can be recorded."
        );
}

/// <summary>The kinds of value that can be personal, as text.</summary>
static class Leaf
{
    public static string Text(object value) =>
        value switch
        {
            string text => text,
            Strings list => JsonSerializer.Serialize(list),
            PartialDate date => date.ToString(),
            _ => throw new NotSupportedException(
                $"Personal values are texts, lists of texts and dates; {value.GetType().Name} is none."
            ),
        };

    public static object Read(Type type, string text)
    {
        if (type == typeof(Strings))
            return JsonSerializer.Deserialize<Strings>(text)!;
        return Dated(type) ? PartialDate.Parse(text) : text;
    }

    public static object Erased(Type type)
    {
        if (type == typeof(Strings))
            return Strings.None;
        return Dated(type) ? PartialDate.Unreadable : "";
    }

    static bool Dated(Type type) => (Nullable.GetUnderlyingType(type) ?? type) == typeof(PartialDate);
}
