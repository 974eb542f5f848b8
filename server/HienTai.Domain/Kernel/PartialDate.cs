using System.Text.Json;
using System.Text.Json.Serialization;

namespace HienTai.Domain.Kernel;

/// <summary>
/// A date as precise as its paper: "1998", "1998-09" or "1998-09-01". It is an interval, never rounded to one of its
/// days.
/// </summary>
[JsonConverter(typeof(PartialDateJson))]
public readonly record struct PartialDate : IComparable<PartialDate>
{
    public const int FirstYear = 1900,
        LastYear = 2199;

    /// <summary>What stands where a date can no longer be read.</summary>
    public static readonly PartialDate Unreadable = new(FirstYear);

    public int Year { get; }
    public int? Month { get; }
    public int? Day { get; }

    public PartialDate(int year, int? month = null, int? day = null)
    {
        Earliest = new DateOnly(year, month ?? 1, day ?? 1);
        Latest = (month, day) switch
        {
            (null, _) => new(year, 12, 31),
            (_, null) => Earliest.AddMonths(1).AddDays(-1),
            _ => Earliest,
        };
        (Year, Month, Day) = (year, month, day);
    }

    /// <summary>The first day it can mean.</summary>
    public DateOnly Earliest { get; }

    /// <summary>The last day it can mean.</summary>
    public DateOnly Latest { get; }

    public static implicit operator PartialDate(DateOnly day) => new(day.Year, day.Month, day.Day);

    /// <summary>Reads ISO 8601 "1998", "1998-09" or "1998-09-01" between 1900 and 2199; nothing else.</summary>
    public static PartialDate? TryParse(string text)
    {
        var parts = text.Split('-');
        if (
            parts.Length > 3
            || parts[0].Length != 4
            || parts.Skip(1).Any(p => p.Length != 2)
            || !text.All(c => c is '-' or (>= '0' and <= '9'))
        )
            return null;
        var numbers = parts.Select(int.Parse).ToArray();
        var (year, month) = (numbers[0], parts.Length > 1 ? numbers[1] : 1);
        if (year is < FirstYear or > LastYear || month is < 1 or > 12)
            return null;
        if (parts.Length == 3 && (numbers[2] < 1 || numbers[2] > DateTime.DaysInMonth(year, month)))
            return null;
        return parts.Length switch
        {
            1 => new(year),
            2 => new(year, month),
            _ => new(year, month, numbers[2]),
        };
    }

    public static PartialDate Parse(string text) =>
        TryParse(text) ?? throw new FormatException($"'{text}' is not a partial date.");

    public int CompareTo(PartialDate other) => (Latest, Earliest).CompareTo((other.Latest, other.Earliest));

    /// <summary>
    /// As set in Vietnamese administrative documents: 01/8/2024, 9/2023, 2017. Two digits for days under ten and for
    /// the months 1 and 2.
    /// </summary>
    public string Vi =>
        (Month, Day) switch
        {
            (null, _) => $"{Year}",
            ({ } m, null) => $"{(m <= 2 ? $"{m:00}" : $"{m}")}/{Year}",
            ({ } m, { } d) => $"{d:00}/{(m <= 2 ? $"{m:00}" : $"{m}")}/{Year}",
        };

    public override string ToString() =>
        (Month, Day) switch
        {
            (null, _) => $"{Year:0000}",
            (_, null) => $"{Year:0000}-{Month:00}",
            _ => $"{Year:0000}-{Month:00}-{Day:00}",
        };
}

sealed class PartialDateJson : JsonConverter<PartialDate>
{
    public override PartialDate Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options) =>
        PartialDate.Parse(reader.GetString()!);

    public override void Write(Utf8JsonWriter writer, PartialDate value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.ToString());
}
