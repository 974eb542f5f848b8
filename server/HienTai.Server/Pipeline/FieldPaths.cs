using System.Collections;
using System.Globalization;
using Google.Protobuf;
using Google.Protobuf.Reflection;

namespace HienTai.Server.Pipeline;

/// <summary>
/// Paths of fields as the caller sent them. Rules name a part by its role, such as <c>changes[0].change.from</c>; where
/// that is a oneof, the request has the part that was chosen there: <c>changes[0].end_assignment.from</c>.
/// </summary>
public static class FieldPaths
{
    /// <summary>The path in this request, or null if it has no such field.</summary>
    public static string? AsSent(object request, string path)
    {
        if (request is not IMessage message)
            return path;
        var (at, of, sent) = ((IMessage?)message, message.Descriptor, new List<string>());
        var parts = path.Split('.');
        foreach (var (part, n) in parts.Select((part, n) => (part, n)))
        {
            if (of is null)
                return null;
            var name = Chosen(at, of, part);
            sent.Add(name);
            // Nothing was chosen, so what is named is the choice.
            if (n == parts.Length - 1 && of.Oneofs.Any(o => o.Name == name))
                break;
            if (Below(at, of, name) is not { } below)
                return null;
            (at, of) = below;
        }
        return string.Join('.', sent);
    }

    static string Chosen(IMessage? at, MessageDescriptor of, string part)
    {
        if (of.FindFieldByName(part) is not null)
            return part;
        // The record itself; a request that names others besides calls it by its kind, and names it first.
        if (part == "id" && OwnId(of) is { } own)
            return own;
        return
            at is not null
            && of.Oneofs.FirstOrDefault(o => o.Name == part) is { } oneof
            && oneof.Accessor.GetCaseFieldDescriptor(at) is { } chosen
            ? chosen.Name
            : part;
    }

    static string? OwnId(MessageDescriptor of) =>
        of.Fields.InDeclarationOrder().FirstOrDefault(f => f.Name.EndsWith("_id", StringComparison.Ordinal))?.Name;

    // What stands there, and what kind of message that is or, where it was not sent, would be.
    static (IMessage? At, MessageDescriptor? Of)? Below(IMessage? at, MessageDescriptor of, string part)
    {
        var bracket = part.IndexOf('[', StringComparison.Ordinal);
        if (of.FindFieldByName(bracket < 0 ? part : part[..bracket]) is not { } field)
            return null;
        var inner = field.FieldType is FieldType.Message ? field.MessageType : null;
        var value = at is null ? null : field.Accessor.GetValue(at);
        if (bracket < 0)
            return (value as IMessage, inner);
        return
            value is IList list
            && int.TryParse(part[(bracket + 1)..^1], CultureInfo.InvariantCulture, out var index)
            && index < list.Count
            ? (list[index] as IMessage, inner)
            : null;
    }
}
