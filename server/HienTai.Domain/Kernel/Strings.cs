using System.Collections;
using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace HienTai.Domain.Kernel;

/// <summary>
/// A list of texts that is equal to another with the same texts, so that records holding one compare by value.
/// </summary>
[JsonConverter(typeof(StringsJson))]
[CollectionBuilder(typeof(Strings), nameof(Of))]
public sealed class Strings : IReadOnlyList<string>, IEquatable<Strings>
{
    public static readonly Strings None = new([]);
    readonly ImmutableArray<string> items;

    Strings(ImmutableArray<string> items) => this.items = items;

    public static Strings Of(ReadOnlySpan<string> items) => items.IsEmpty ? None : new([.. items]);

    public int Count => items.Length;
    public string this[int index] => items[index];

    public Strings Add(string item) => new(items.Add(item));

    public bool Equals(Strings? other) => other is not null && items.AsSpan().SequenceEqual(other.items.AsSpan());

    public override bool Equals(object? obj) => Equals(obj as Strings);

    public override int GetHashCode() =>
        items.Aggregate(items.Length, (hash, item) =>
            HashCode.Combine(hash, item.GetHashCode(StringComparison.Ordinal))
        );

    public override string ToString() => string.Join(" · ", items);

    public IEnumerator<string> GetEnumerator() => ((IEnumerable<string>)items).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}

sealed class StringsJson : JsonConverter<Strings>
{
    public override Strings Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options) =>
        Strings.Of(JsonSerializer.Deserialize<string[]>(ref reader, options)!);

    public override void Write(Utf8JsonWriter writer, Strings value, JsonSerializerOptions options)
    {
        writer.WriteStartArray();
        foreach (var item in value)
            writer.WriteStringValue(item);
        writer.WriteEndArray();
    }
}
