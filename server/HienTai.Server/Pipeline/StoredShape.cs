using System.Reflection;
using System.Text.Json.Serialization.Metadata;
using HienTai.Domain.Kernel;
using HienTai.Server.Vault;

namespace HienTai.Server.Pipeline;

/// <summary>
/// How values of some types are stored as JSON, in words that differ whenever what is stored would: the fields by name,
/// what each holds, whether it may be absent, under which name it is sealed, the members of enums, and the same of
/// everything they hold. Asked of the serializer itself, so that it cannot say otherwise.
/// </summary>
public sealed class StoredShape
{
    readonly SortedDictionary<string, string> held = new(StringComparer.Ordinal);

    /// <summary>What one type holds: <c>{ assignment: Guid, to?: PartialDate }</c>.</summary>
    public string Of(Type type) =>
        $"{{ {string.Join(", ", StreamKind.Json.GetTypeInfo(type).Properties.Where(IsStored).Select(Field))} }}";

    /// <summary>Every type held by those asked about so far, by name, one line each.</summary>
    public IEnumerable<string> Held => held.Select(h => $"{h.Key} {h.Value}");

    static bool IsStored(JsonPropertyInfo property) =>
        property.Set is not null || property.AssociatedParameter is not null;

    string Field(JsonPropertyInfo property)
    {
        var of = property.AttributeProvider as PropertyInfo;
        var personal = of?.IsDefined(typeof(PersonalAttribute), inherit: false) is true;
        return $"{property.Name}{(property.IsGetNullable ? "?" : "")}: {Name(property.PropertyType)}{(personal ? $" sealed as {Sealing.Place(of!)}" : "")}";
    }

    string Name(Type type)
    {
        var plain = Nullable.GetUnderlyingType(type) ?? type;
        var info = StreamKind.Json.GetTypeInfo(plain);
        if (info.Kind is JsonTypeInfoKind.Enumerable)
            return $"[{Name(info.ElementType!)}]";
        if (info.Kind is JsonTypeInfoKind.Dictionary)
            return $"[{Name(info.KeyType!)}: {Name(info.ElementType!)}]";
        if (info.Kind is JsonTypeInfoKind.Object || plain.IsEnum)
            return Holding(plain);
        return plain.Name;
    }

    string Holding(Type type)
    {
        var name = Called(type);
        if (held.TryAdd(name, ""))
            held[name] = type.IsEnum ? $"= {string.Join(" | ", Enum.GetNames(type))}" : Of(type);
        return name;
    }

    // Two modules may each have a Step; the module is the last part of the namespace.
    static string Called(Type type)
    {
        var module = type.Namespace![(type.Namespace!.LastIndexOf('.') + 1)..];
        return type.IsGenericType
            ? $"{module}.{type.Name[..type.Name.IndexOf('`')]}<{string.Join(", ", type.GetGenericArguments().Select(Argument))}>"
            : $"{module}.{type.Name}";
    }

    static string Argument(Type type)
    {
        if (Nullable.GetUnderlyingType(type) is { } inner)
            return $"{Argument(inner)}?";
        return type.Namespace!.StartsWith("System", StringComparison.Ordinal) ? type.Name : Called(type);
    }
}
