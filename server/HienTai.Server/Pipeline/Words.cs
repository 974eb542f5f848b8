using HienTai.Domain.Kernel;
using HienTai.Rpc.V1;
using DataClass = HienTai.Domain.Kernel.DataClass;

namespace HienTai.Server.Pipeline;

/// <summary>The small words narrators share.</summary>
public static class Words
{
    public static readonly Phrase Arrow = Say(" → ", " → ");

    public static Phrase Say(string same) => Say(same, same);

    public static Phrase Say((string Vi, string En) text) => Say(text.Vi, text.En);

    public static Phrase Say(string vi, string en) =>
        new()
        {
            Text = new() { Vi = vi, En = en },
        };

    public static Phrase Strong(string same) => Strong((same, same));

    public static Phrase Strong((string Vi, string En) text) =>
        new() { Text = Both(text.Vi, text.En), Emphasis = Emphasis.Strong };

    public static Phrase Struck(string same) => Struck((same, same));

    public static Phrase Struck((string Vi, string En) text) =>
        new() { Text = Both(text.Vi, text.En), Emphasis = Emphasis.Struck };

    public static Phrase From(PartialDate from) => Say($", từ {Date(from)}", $", from {from}");

    public static Phrase Until(PartialDate? to) =>
        to is { } day ? Say($" đến trước {Date(day)}", $" until before {day}") : Say("");

    /// <summary>The same words, marked as telling values of a class.</summary>
    public static Phrase Kept(DataClass value, Phrase phrase)
    {
        phrase.DataClass = (Rpc.V1.DataClass)(int)value;
        return phrase;
    }

    /// <summary>A value, or that there was none.</summary>
    public static (string Vi, string En) OrEmpty(string value) =>
        value.Length > 0 ? (value, value) : ("(trống)", "(empty)");

    public static Text Both(string vi, string en) => new() { Vi = vi, En = en };

    public static Text Same(string text) => Both(text, text);

    public static FactLine Line(Fact fact, (string Vi, string En) label, Text value) =>
        new()
        {
            Key = fact.Key,
            Label = Both(label.Vi, label.En),
            Value = value,
            From = fact.Valid.From?.ToString() ?? "",
            To = fact.Valid.To?.ToString() ?? "",
        };

    public static FactLine Kept(DataClass value, FactLine line)
    {
        line.DataClass = (Rpc.V1.DataClass)(int)value;
        return line;
    }

    public static string Date(PartialDate? date) => date?.Vi ?? "";
}
