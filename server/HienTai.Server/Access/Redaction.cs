using System.Collections.Concurrent;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using HienTai.Personnel.V1;
using HienTai.Rpc.V1;
using HienTai.Server.Pipeline;
using DataClass = HienTai.Domain.Kernel.DataClass;

namespace HienTai.Server.Access;

/// <summary>
/// Takes out of an answer what its reader may not see, by the classes declared in the contract and, where words are
/// made up on the way, by the class they carry. A value that changed and may not be seen is told to have changed.
/// </summary>
public static class Redaction
{
    public static readonly Text Kept = Words.Both("đã thay đổi, giá trị được giữ kín", "changed, value withheld");

    sealed record Field(FieldDescriptor Descriptor, DataClass? Class, bool Deep);

    static readonly ConcurrentDictionary<MessageDescriptor, Field[]> Known = new();

    /// <summary>The class a field is declared to be, its own or its message's; null if nothing is declared.</summary>
    public static DataClass? ClassOf(FieldDescriptor field)
    {
        var own = field.GetOptions()?.GetExtension(AccessExtensions.Class) ?? default;
        var whole = own is 0 ? field.ContainingType.GetOptions()?.GetExtension(AccessExtensions.Holds) ?? default : own;
        return whole is 0 ? null : (DataClass)(int)whole;
    }

    /// <summary>Redacts in place and returns the same message.</summary>
    public static T Of<T>(T message, Func<DataClass, bool> shows)
        where T : IMessage
    {
        Apply(message, shows);
        return message;
    }

    static void Apply(IMessage message, Func<DataClass, bool> shows)
    {
        switch (message)
        {
            case Phrase { DataClass: not 0 } p when !shows((DataClass)(int)p.DataClass):
                (p.Text, p.Emphasis) = (Kept.Clone(), Emphasis.Unspecified);
                return;
            case FactLine { DataClass: not 0 } f when !shows((DataClass)(int)f.DataClass):
                f.Value = Kept.Clone();
                break;
            case Difference { DataClass: not 0 } d when !shows((DataClass)(int)d.DataClass):
                (d.Before, d.After) = (
                    d.Before is { Vi.Length: > 0 } ? Kept.Clone() : d.Before,
                    d.After is { Vi.Length: > 0 } ? Kept.Clone() : d.After
                );
                break;
            case FactVersion { DataClass: not 0 } v when !shows((DataClass)(int)v.DataClass):
                (v.LabelVi, v.LabelEn) = (Kept.Vi, Kept.En);
                break;
        }
        foreach (var (field, value, deep) in Known.GetOrAdd(message.Descriptor, Fields))
        {
            if (value is { } kept && !shows(kept))
            {
                field.Accessor.Clear(message);
                continue;
            }
            if (!deep)
                continue;
            switch (field.Accessor.GetValue(message))
            {
                case IMessage inner:
                    Apply(inner, shows);
                    break;
                case System.Collections.IDictionary map:
                    foreach (var inner in map.Values.OfType<IMessage>())
                        Apply(inner, shows);
                    break;
                case System.Collections.IEnumerable list and not string:
                    foreach (var inner in list.OfType<IMessage>())
                        Apply(inner, shows);
                    break;
            }
        }
    }

    static Field[] Fields(MessageDescriptor type) =>
        [
            .. type
                .Fields.InDeclarationOrder()
                .Select(f => new Field(f, ClassOf(f), f.FieldType is FieldType.Message))
                .Where(f => f.Deep || f.Class is not (null or DataClass.Basic)),
        ];
}
