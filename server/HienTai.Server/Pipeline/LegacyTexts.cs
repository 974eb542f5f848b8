using System.Collections;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using HienTai.Domain.Kernel;
using HienTai.Server.Access;
using DataClass = HienTai.Domain.Kernel.DataClass;

namespace HienTai.Server.Pipeline;

/// <summary>
/// Looks for text typed with an old font in every text of a request, whatever it means, so that no method can forget
/// it.
/// </summary>
static class LegacyTexts
{
    public static IEnumerable<Found> In(object request, Guid record) =>
        request is IMessage message ? In(message, "", record) : [];

    static IEnumerable<Found> In(IMessage message, string path, Guid record) =>
        message
            .Descriptor.Fields.InFieldNumberOrder()
            .Where(f => !f.IsMap && f.FieldType is FieldType.String or FieldType.Message)
            .SelectMany(f =>
                f.Accessor.GetValue(message) is IList all
                    ? all.Cast<object?>().SelectMany((v, i) => Look(f, v, $"{path}{f.Name}[{i}]", record))
                    : Look(f, f.Accessor.GetValue(message), path + f.Name, record)
            );

    static IEnumerable<Found> Look(FieldDescriptor field, object? value, string path, Guid record) =>
        value switch
        {
            IMessage inner => In(inner, path + ".", record),
            string text when LegacyFonts.Read(text) is { } reads => [Found(field, path, reads, record)],
            _ => [],
        };

    // What not everybody may read is not repeated in words that everybody may.
    static Found Found(FieldDescriptor field, string path, LegacyText reads, Guid record)
    {
        var shown = Redaction.ClassOf(field) is null or DataClass.Basic;
        return new(
            LegacyFonts.OldFont.Number,
            path,
            $"Chữ gõ bằng phông {reads.Font}, không phải Unicode{(shown ? $"; đọc ra là \"{Clip(reads.Text)}\"" : "")}.",
            $"Typed in a {reads.Font} font, not in Unicode{(shown ? $"; it reads \"{Clip(reads.Text)}\"" : "")}.",
            record
        );
    }

    static string Clip(string text) => text.Length <= 80 ? text : text[..80] + "…";
}
