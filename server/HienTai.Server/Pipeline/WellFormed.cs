using System.Collections;
using System.Collections.Concurrent;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Google.Protobuf.WellKnownTypes;
using HienTai.Rpc.V1;

namespace HienTai.Server.Pipeline;

/// <summary>
/// What no field of any request may hold, whatever it means: text that PostgreSQL cannot keep, numbers no list has,
/// instants no calendar has. Looked for once for every message there is, by its descriptor, so that no method can
/// forget it. What a field means beyond that is read by <see cref="Reading"/>.
/// </summary>
public static class WellFormed
{
    static readonly ConcurrentDictionary<MessageDescriptor, FieldDescriptor[]> Looked = new();

    /// <summary>Refuses a request with all the fields at fault named by their paths.</summary>
    public static void Check(object request)
    {
        if (request is not IMessage message)
            return;
        List<FieldViolation>? faults = null;
        Walk(message, "", ref faults);
        if (faults is not null)
            throw new Malformed(faults);
    }

    static void Walk(IMessage message, string path, ref List<FieldViolation>? faults)
    {
        foreach (var field in Looked.GetOrAdd(message.Descriptor, FieldsOf))
        {
            var value = field.Accessor.GetValue(message);
            if (value is IList list)
                for (var i = 0; i < list.Count; i++)
                    Look(field, list[i], $"{path}{field.Name}[{i}]", ref faults);
            else if (!field.HasPresence || field.Accessor.HasValue(message))
                Look(field, value, path + field.Name, ref faults);
        }
    }

    static FieldDescriptor[] FieldsOf(MessageDescriptor of) =>
        [
            .. of
                .Fields.InFieldNumberOrder()
                .Where(f => !f.IsMap && f.FieldType is FieldType.String or FieldType.Enum or FieldType.Message),
        ];

    static void Look(FieldDescriptor field, object? value, string path, ref List<FieldViolation>? faults)
    {
        if (value is Timestamp instant)
        {
            if (!Exists(instant))
                (faults ??= []).Add(
                    Fault(
                        path,
                        "Thời điểm phải trong các năm 1 đến 9999, phần lẻ từ 0 đến 999999999 nano giây.",
                        "An instant is within the years 1 to 9999, with 0 to 999999999 nanoseconds."
                    )
                );
        }
        else if (value is IMessage inner)
            Walk(inner, path + ".", ref faults);
        else if (value is string text)
        {
            if (Reading.HoldsControls(text))
                (faults ??= []).Add(
                    Fault(
                        path,
                        "Có ký tự điều khiển (như NUL) không ghi được; hãy gõ lại.",
                        "It holds control characters (such as NUL) that cannot be recorded; type it again."
                    )
                );
        }
        else if (
            field.FieldType is FieldType.Enum
            && Convert.ToInt32(value, null) is var number
            && field.EnumType.FindValueByNumber(number) is null
        )
            (faults ??= []).Add(
                Fault(
                    path,
                    $"Giá trị {number} không có trong danh mục; hãy cập nhật ứng dụng.",
                    $"Value {number} is not in the list; update your client."
                )
            );
    }

    // As the type defines it: 0001-01-01T00:00:00Z to 9999-12-31T23:59:59.999999999Z.
    static bool Exists(Timestamp instant) =>
        instant.Seconds is >= -62_135_596_800 and <= 253_402_300_799 && instant.Nanos is >= 0 and <= 999_999_999;

    static FieldViolation Fault(string path, string vi, string en) =>
        new()
        {
            Field = path,
            Message = new() { Vi = vi, En = en },
        };
}
