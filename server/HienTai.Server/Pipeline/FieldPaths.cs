using System.Collections;
using System.Globalization;
using Google.Protobuf;

namespace HienTai.Server.Pipeline;

/// <summary>
/// Paths of fields as the caller sent them. Rules name a part by its role, such as <c>changes[0].change.from</c>; where
/// that is a oneof, the request has the part that was chosen there: <c>changes[0].end_assignment.from</c>; and
/// <c>id</c> is the record itself, which some requests call <c>account_id</c>.
/// </summary>
public static class FieldPaths
{
    public static string AsSent(object request, string path)
    {
        var (at, sent) = (request as IMessage, new List<string>());
        foreach (var part in path.Split('.'))
        {
            var name = NameOf(at, part);
            sent.Add(name);
            at = at is null ? null : Below(at, name);
        }
        return string.Join('.', sent);
    }

    static string NameOf(IMessage? message, string part)
    {
        if (message is null || message.Descriptor.FindFieldByName(part) is not null)
            return part;
        // The record itself; a request that names others besides calls it by its kind, and names it first.
        if (part == "id")
            return message
                .Descriptor.Fields.InDeclarationOrder()
                .FirstOrDefault(f => f.Name.EndsWith("_id", StringComparison.Ordinal))
                ?.Name
                ?? part;
        return
            message.Descriptor.Oneofs.FirstOrDefault(o => o.Name == part) is { } oneof
            && oneof.Accessor.GetCaseFieldDescriptor(message) is { } chosen
            ? chosen.Name
            : part;
    }

    static IMessage? Below(IMessage message, string part)
    {
        var bracket = part.IndexOf('[', StringComparison.Ordinal);
        var value = message
            .Descriptor.FindFieldByName(bracket < 0 ? part : part[..bracket])
            ?.Accessor.GetValue(message);
        return bracket < 0 ? value as IMessage
            : value is IList list
            && int.TryParse(part[(bracket + 1)..^1], CultureInfo.InvariantCulture, out var index)
            && index < list.Count
                ? list[index] as IMessage
            : null;
    }
}
