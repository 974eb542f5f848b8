using HienTai.Domain.Kernel;
using HienTai.Rpc.V1;

namespace HienTai.Server.Pipeline;

/// <summary>The small words narrators share. Dates are set as in administrative documents: 01/8/2024, 9/2023, 2017.</summary>
public static class Words
{
    public static readonly Phrase Arrow = Say(" → ", " → ");

    public static Phrase Say(string same) => Say(same, same);
    public static Phrase Say((string Vi, string En) text) => Say(text.Vi, text.En);
    public static Phrase Say(string vi, string en) => new() { Text = new() { Vi = vi, En = en } };
    public static Phrase Strong(string same) => Strong((same, same));
    public static Phrase Strong((string Vi, string En) text) => new() { Text = Both(text.Vi, text.En), Emphasis = Emphasis.Strong };
    public static Phrase Struck(string same) => Struck((same, same));
    public static Phrase Struck((string Vi, string En) text) => new() { Text = Both(text.Vi, text.En), Emphasis = Emphasis.Struck };
    public static Phrase From(PartialDate from) => Say($", từ {Date(from)}", $", from {from}");
    public static Phrase Until(PartialDate? to) => to is { } day ? Say($" đến trước {Date(day)}", $" until before {day}") : Say("");

    public static Text Both(string vi, string en) => new() { Vi = vi, En = en };
    public static Text Same(string text) => Both(text, text);

    public static FactLine Line(Fact fact, (string Vi, string En) label, Text value) => new()
    {
        Key = fact.Key,
        Label = Both(label.Vi, label.En),
        Value = value,
        From = fact.Valid.From?.ToString() ?? "",
        To = fact.Valid.To?.ToString() ?? "",
    };

    /// <summary>Two digits for days under ten and for the months 1 and 2 (thể thức văn bản hành chính).</summary>
    public static string Date(PartialDate? date) => date is not { } d ? "" : (d.Month, d.Day) switch
    {
        (null, _) => $"{d.Year}",
        ({ } m, null) => $"{Month(m)}/{d.Year}",
        ({ } m, { } day) => $"{day:00}/{Month(m)}/{d.Year}",
    };

    static string Month(int month) => month <= 2 ? $"{month:00}" : $"{month}";
}
