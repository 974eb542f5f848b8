using System.Text;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Google.Protobuf.WellKnownTypes;

namespace HienTai.Tests.Pipeline;

/// <summary>
/// Requests drawn from the descriptors of their messages: some that a client could send, some that none should, and
/// all between. The same dice give the same requests.
/// </summary>
/// <param name="dice">Decides everything.</param>
/// <param name="records">Ids of records there are, by what they are of: <c>person</c>, <c>unit</c>.</param>
/// <param name="tokens">Page tokens the server gave.</param>
sealed class Requests(Random dice, IReadOnlyDictionary<string, List<string>> records, IReadOnlyList<string> tokens)
{
    const int Deepest = 6;

    static readonly string[] Dates =
    [
        "2024-05-01",
        "2020-02-29",
        "2019-12-31",
        "2022-06-15",
        "2016-01-01",
        "2020",
        "1998-09",
    ];

    static readonly string[] NoDates =
    [
        "",
        "2024-02-30",
        "2023-13",
        "0001-01-01",
        "9999-12-31",
        "2031-01-01",
        "-1",
        "01/9/2023",
        "2024-05-01T00:00:00Z",
        "٢٠٢٤-٠٥-٠١",
        "\0",
        new('9', 4_000),
    ];

    static readonly string[] Texts = ["Nguyễn Thị Hương", "Trường Tiểu học Tân Túc", "12/QĐ-UBND", "Kế toán"];

    static readonly string[] Odd =
    [
        "\0",
        "a\0b",
        "\u0001",
        "😀",
        "👩🏽‍🏫",
        "%",
        "-",
        "_",
        "'",
        "' & !",
        ":*",
        "\\",
        "$1",
        "{0}",
        "null",
        "\u200B",
        "\u202E",
        "a\u0301\u0323\u0302",
        "ﷺ",
        "\uFFFF",
        "İı",
        "  ",
        "\n",
        "1e400",
        "../../etc",
        "<b>",
        "\u0000" + "🜁",
        new('x', 501),
        new('ệ', 5_000),
        string.Concat(Enumerable.Repeat("😀", 300)),
        new(' ', 1_000),
    ];

    static readonly string[] NoIds =
    [
        "",
        "x",
        "00000000-0000-0000-0000-000000000000",
        "{01890a5d-ac96-774b-bcce-b302099a8057}",
        "01890A5D-AC96-774B-BCCE-B302099A8057",
        "01890a5dac96774bbcceb302099a8057",
        "\0",
        "😀",
        new('f', 4_000),
    ];

    static readonly string[] Forged =
    [
        "x",
        "\0",
        "😀",
        "====",
        "AAAA",
        new('A', 100_000),
        Base64("{}"),
        Base64("null"),
        Base64("[]"),
        Base64("{\"Query\":\"\0\"}"),
        Base64("""{"Query":"x","On":"2024-01-01","Position":-1,"Offset":2147483647,"Total":0,"After":["\u0000"]}"""),
    ];

    static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));

    /// <summary>How likely a value is one no client should send; drawn anew for each request.</summary>
    double oddness;

    /// <summary>What <c>id</c> stands for: the records the method's service is about.</summary>
    string own = "";

    public static string KindOf(MethodDescriptor method) => method.Service.Name[..^"Service".Length].ToLowerInvariant();

    public IMessage Draw(MethodDescriptor method)
    {
        (oddness, own) = (Pick(0, 0, 0.02, 0.1, 0.5), KindOf(method));
        return Message(method.InputType, 0);
    }

    /// <summary>Its bytes, now and then cut off, mixed up or followed by what is not protobuf.</summary>
    public byte[] Bytes(IMessage message)
    {
        var bytes = message.ToByteArray();
        switch (dice.Next(40))
        {
            case 0 when bytes.Length > 1:
                return bytes[..dice.Next(1, bytes.Length)];
            case 1 when bytes.Length > 0:
                bytes[dice.Next(bytes.Length)] ^= (byte)dice.Next(1, 256);
                return bytes;
            case 2:
                return [.. bytes, .. Noise(dice.Next(1, 20))];
            default:
                return bytes;
        }
    }

    IMessage Message(MessageDescriptor of, int depth)
    {
        var message = of.Parser.ParseFrom([]);
        if (of == Timestamp.Descriptor)
            return Instant();
        var silent = of.Oneofs.Where(o => !o.IsSynthetic).SelectMany(AllButOne).ToHashSet();
        foreach (var field in of.Fields.InFieldNumberOrder().Where(f => !silent.Contains(f)))
        {
            if (dice.NextDouble() < Absent(field) || depth >= Deepest && field.FieldType is FieldType.Message)
                continue;
            if (field.IsMap)
                continue;
            if (!field.IsRepeated)
                field.Accessor.SetValue(message, Value(field, depth));
            else if (field.Accessor.GetValue(message) is System.Collections.IList list)
                foreach (var _ in Enumerable.Range(0, Many(depth)))
                    list.Add(Value(field, depth));
        }
        return message;
    }

    // What a command always has is seldom left out, or nothing beyond it would ever be looked at.
    double Absent(FieldDescriptor field) =>
        field.Name is "page_token" or "at" ? 0.6
        : field.Name is "envelope" or "request_id" or "change" or "details" or "identity" or "id" ? 0.03
        : field.ContainingOneof is not null ? 0.05
        : 0.25;

    int Many(int depth) => dice.NextDouble() < 0.02 && depth < 2 ? 300 : Pick(0, 1, 1, 2, 3);

    IEnumerable<FieldDescriptor> AllButOne(OneofDescriptor oneof)
    {
        var spoken = oneof.Fields[dice.Next(oneof.Fields.Count)];
        return oneof.Fields.Where(f => f != spoken);
    }

    object Value(FieldDescriptor field, int depth) =>
        field.FieldType switch
        {
            FieldType.Message or FieldType.Group => Message(field.MessageType, depth + 1),
            FieldType.Enum => Enum(field.EnumType),
            FieldType.String => Text(field.Name),
            FieldType.Bytes => ByteString.CopyFrom(Content()),
            FieldType.Bool => dice.Next(2) == 0,
            FieldType.Int32 or FieldType.SInt32 or FieldType.SFixed32 => (int)Number(int.MinValue, int.MaxValue),
            FieldType.Int64 or FieldType.SInt64 or FieldType.SFixed64 => Number(long.MinValue, long.MaxValue),
            FieldType.UInt32 or FieldType.Fixed32 => (uint)Number(0, uint.MaxValue),
            FieldType.UInt64 or FieldType.Fixed64 => (ulong)Number(0, long.MaxValue),
            FieldType.Double => Pick(0d, 1.5, -1, double.NaN, double.PositiveInfinity, double.MaxValue),
            FieldType.Float => Pick(0f, 1.5f, -1, float.NaN, float.NegativeInfinity),
            var other => throw new NotSupportedException($"{field.FullName}: {other}"),
        };

    string Text(string name) =>
        name is "page_token" ? Token()
        : Odds() ? Pick(OddOf(name))
        : Usual(name);

    string Token() => dice.Next(3) > 0 && tokens.Count > 0 ? tokens[dice.Next(tokens.Count)] : Pick(Forged);

    static string[] OddOf(string name) =>
        IsId(name) ? NoIds
        : IsDate(name) ? NoDates
        : Odd;

    string Usual(string name) =>
        name switch
        {
            "request_id" => NewId(),
            "email" => "ten@noi.example",
            "phone" => "0901234567",
            "evidence" or "sha256" => new('a', 64),
            _ when IsId(name) => Id(name),
            _ when IsDate(name) => Pick(Dates),
            _ when name.Contains("number", StringComparison.Ordinal) && dice.Next(2) == 0 =>
                $"{dice.NextInt64(1_000_000_000_000):000000000000}",
            _ => Pick(Texts),
        };

    static bool IsId(string name) =>
        name is "id" or "ids"
        || name.EndsWith("_id", StringComparison.Ordinal)
        || name.EndsWith("_ids", StringComparison.Ordinal);

    static bool IsDate(string name) =>
        name is "from" or "to" or "birth" or "since" or "until" or "on"
        || name.EndsWith("_on", StringComparison.Ordinal)
        || name.EndsWith("_from", StringComparison.Ordinal)
        || name.EndsWith("_at", StringComparison.Ordinal);

    Timestamp Instant() =>
        Odds()
            ? new()
            {
                Seconds = Pick(long.MinValue, -62135596801, -62135596800, 253402300799, 253402300800, long.MaxValue, 0),
                Nanos = Pick(0, -1, 999_999_999, 1_000_000_000, int.MinValue, int.MaxValue),
            }
            : Timestamp.FromDateTime(DateTime.UtcNow.AddDays(Pick(0, -400, -1, 1, 4_000)));

    int Enum(EnumDescriptor of) =>
        Odds()
            ? Pick(99, -1, int.MaxValue, int.MinValue, 0)
            : of.Values[dice.Next(Math.Min(1, of.Values.Count - 1), of.Values.Count)].Number;

    long Number(long least, long most) => Odds() ? Pick(least, most, most - 1, 0) : dice.NextInt64(Pick(2, 12, 2_100));

    byte[] Content() => Odds() ? Noise(dice.Next(2_000)) : [.. "%PDF-1.7 "u8, .. Noise(12)];

    byte[] Noise(int length)
    {
        var noise = new byte[length];
        dice.NextBytes(noise);
        return noise;
    }

    // Mostly one of the kind that is asked for, now and then one that is not there or is of something else.
    string Id(string name)
    {
        var kind = records.Keys.FirstOrDefault(k => name.Contains(k, StringComparison.Ordinal)) ?? own;
        return dice.Next(6) switch
        {
            0 => NewId(),
            1 => Any(records.Values.ElementAt(dice.Next(records.Count))),
            _ => Any(records.GetValueOrDefault(kind) ?? []),
        };
    }

    string Any(List<string> of) => of.Count == 0 ? NewId() : of[dice.Next(of.Count)];

    string NewId()
    {
        var bytes = Noise(16);
        return new Guid(bytes).ToString();
    }

    bool Odds() => dice.NextDouble() < oddness;

    T Pick<T>(params T[] of) => of[dice.Next(of.Length)];
}

static class Descriptors
{
    /// <summary>Whether a path such as <c>changes[0].start.from</c> names a field of this very request.</summary>
    public static bool Has(this IMessage request, string path)
    {
        object? at = request;
        foreach (var part in path.Split('.'))
        {
            if (at is not IMessage message)
                return false;
            // Nothing was chosen, so what is named is the choice.
            if (
                message.Descriptor.Oneofs.Any(o => o.Name == part && o.Accessor.GetCaseFieldDescriptor(message) is null)
            )
                return path.EndsWith(part, StringComparison.Ordinal);
            var bracket = part.IndexOf('[', StringComparison.Ordinal);
            if (message.Descriptor.FindFieldByName(bracket < 0 ? part : part[..bracket]) is not { } field)
                return false;
            at = field.Accessor.GetValue(message);
            if (bracket < 0)
                // A part that was not sent is named by what it would have held.
                at ??= field.FieldType is FieldType.Message ? field.MessageType.Parser.ParseFrom([]) : null;
            else if (
                at is System.Collections.IList list
                && int.Parse(part[(bracket + 1)..^1]) is var n
                && n < list.Count
            )
                at = list[n];
            else
                return false;
        }
        return true;
    }
}
