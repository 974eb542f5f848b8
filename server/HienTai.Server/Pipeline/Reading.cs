using System.Net.Mail;
using System.Text.Json;
using Google.Protobuf;
using HienTai.Domain.Kernel;
using HienTai.Rpc.V1;
using FieldMask = Google.Protobuf.WellKnownTypes.FieldMask;
using LaterEntries = HienTai.Domain.Kernel.LaterEntries;

namespace HienTai.Server.Pipeline;

/// <summary>The request cannot be read; every field at fault is named.</summary>
public sealed class Malformed(IReadOnlyList<FieldViolation> fields) : Exception("Malformed request.")
{
    public IReadOnlyList<FieldViolation> Fields { get; } = fields;
}

/// <summary>Request fields into values of the domain. All faults are gathered, then refused together.</summary>
public sealed class Reading
{
    readonly List<FieldViolation> faults = [];

    public static T Of<T>(Func<Reading, T> read)
    {
        var reading = new Reading();
        var value = read(reading);
        return reading.faults.Count == 0 ? value : throw new Malformed(reading.faults);
    }

    public T Fault<T>(string field, string vi, string en, T value)
    {
        faults.Add(
            new()
            {
                Field = field,
                Message = new() { Vi = vi, En = en },
            }
        );
        return value;
    }

    public Guid Id(string text, string field)
    {
        if (text.Length == 0)
            return Fault(field, "Thiếu mã định danh.", "The id is missing.", Guid.Empty);
        return Guid.TryParseExact(text, "D", out var id) && id != Guid.Empty
            ? id
            : Fault(
                field,
                $"\"{Clip(text)}\" không phải mã định danh UUID.",
                $"\"{Clip(text)}\" is not a UUID.",
                Guid.Empty
            );
    }

    public Guid? OptionalId(string text, string field) => text.Length == 0 ? null : Id(text, field);

    /// <summary>Text normalized to NFC with single spaces; control characters are refused, not dropped.</summary>
    public string Text(string text, string field, int most, bool required = false)
    {
        if (HoldsControls(text) || text.Any(char.IsSurrogate) && !Paired(text))
            return Fault(
                field,
                "Có ký tự điều khiển (như NUL) không ghi được; hãy gõ lại.",
                "It holds control characters (such as NUL) that cannot be recorded; type it again.",
                ""
            );
        var clean = VietnameseText.Normalize(text);
        if (required && clean.Length == 0)
            return Fault(field, "Không được để trống.", "This cannot be empty.", "");
        if (clean.Length > most)
            return Fault(
                field,
                $"Dài {clean.Length} ký tự; nhiều nhất là {most}.",
                $"It is {clean.Length} characters long; at most {most}.",
                ""
            );
        return clean;
    }

    public Strings Texts(IEnumerable<string> texts, string field, int most, int mostEach)
    {
        var all = texts.Select((t, i) => Text(t, $"{field}[{i}]", mostEach, required: true)).Distinct().ToArray();
        return all.Length > most
            ? Fault(
                field,
                $"Có {all.Length} mục; nhiều nhất là {most}.",
                $"There are {all.Length}; at most {most}.",
                Strings.None
            )
            : Strings.Of(all);
    }

    public PartialDate Date(string text, string field)
    {
        if (PartialDate.TryParse(text) is { } date)
            return date;
        return text.Length == 0
            ? Fault<PartialDate>(
                field,
                "Thiếu ngày; ghi 2023, 2023-09 hoặc 2023-09-15 đúng như văn bản.",
                "The date is missing; give 2023, 2023-09 or 2023-09-15 as the paper has it.",
                new(2000)
            )
            : Fault<PartialDate>(
                field,
                $"\"{Clip(text)}\" không phải là ngày có thật từ {PartialDate.FirstYear} đến {PartialDate.LastYear}; ghi 2023, 2023-09 hoặc 2023-09-15.",
                $"\"{Clip(text)}\" is not a date between {PartialDate.FirstYear} and {PartialDate.LastYear}; give 2023, 2023-09 or 2023-09-15.",
                new(2000)
            );
    }

    public PartialDate? OptionalDate(string text, string field) => text.Length == 0 ? null : Date(text, field);

    public DateOnly Day(string text, string field)
    {
        var date = Date(text, field);
        return date.Day is null && text.Length > 0
            ? Fault(field, "Cần đủ ngày, tháng, năm.", "Day, month and year are all needed.", date.Earliest)
            : date.Earliest;
    }

    /// <summary>
    /// A wire enum into the domain's of the same name; unspecified and unknown numbers are refused unless
    /// <paramref name="none"/> is given.
    /// </summary>
    public T Enum<TWire, T>(TWire wire, string field, T? none = null)
        where TWire : struct, Enum
        where T : struct, Enum
    {
        if (WireEnum<TWire, T>.Domain.TryGetValue(wire, out var known))
            return known;
        if (Convert.ToInt32(wire) == 0)
            return none ?? Fault<T>(field, "Chưa chọn.", "Nothing is chosen.", default);
        return Fault<T>(
            field,
            $"Giá trị {wire:D} không có trong danh mục; hãy cập nhật ứng dụng.",
            $"Value {wire:D} is not in the list; update your client.",
            default
        );
    }

    public LaterEntries? Later(Rpc.V1.LaterEntries wire, string at) =>
        wire is 0 ? null : Enum<Rpc.V1.LaterEntries, LaterEntries>(wire, $"{at}.later_entries".TrimStart('.'));

    /// <summary>
    /// A value of which only what a mask names is set, and the names of those attributes; without a mask, null. What it
    /// does not name need not be readable.
    /// </summary>
    /// <param name="at">The message whose fields the paths are.</param>
    /// <param name="masked">The field of the mask.</param>
    /// <param name="otherwise">Fields that are not called what the attribute is, with the attribute.</param>
    public (T Value, Strings? Sets) Masked<T>(
        FieldMask? mask,
        Func<T> value,
        string at,
        string masked,
        params (string Field, string Attribute)[] otherwise
    )
    {
        if (mask is null || mask.Paths.Count == 0)
            return (value(), null);
        var fields = Attributes<T>.All.ToDictionary(a =>
            otherwise.FirstOrDefault(o => o.Attribute == a).Field ?? JsonNamingPolicy.SnakeCaseLower.ConvertName(a)
        );
        foreach (var path in mask.Paths.Where(p => !fields.Keys.Any(f => Within(f, p))))
            Fault(
                masked,
                $"\"{Clip(path)}\" không phải mục đặt được; các mục: {string.Join(", ", fields.Keys)}.",
                $"\"{Clip(path)}\" cannot be set; what can: {string.Join(", ", fields.Keys)}.",
                0
            );
        var before = faults.ToHashSet();
        var read = value();
        var named = mask.Paths.Select(p => at.Length == 0 ? p : $"{at}.{p}").ToArray();
        faults.RemoveAll(f => !before.Contains(f) && f.Field != at && !named.Any(n => Within(f.Field, n)));
        return (read, Strings.Of([.. fields.Where(f => mask.Paths.Any(p => Within(f.Key, p))).Select(f => f.Value)]));
    }

    /// <summary>Whether a field is what a path names, or part of it.</summary>
    static bool Within(string field, string path) =>
        field.StartsWith(path, StringComparison.Ordinal)
        && (field.Length == path.Length || field[path.Length] is '.' or '[');

    public string Sha256(string text, string field) =>
        text.Length == 64 && text.All(c => char.IsAsciiDigit(c) || c is >= 'a' and <= 'f')
            ? text
            : Fault(
                field,
                "Phải là 64 chữ số thập lục phân thường của SHA-256.",
                "It must be the 64 lower-case hex digits of a SHA-256.",
                ""
            );

    /// <summary>One phone number or several, as <see cref="PhoneNumbers"/> keeps them.</summary>
    public string Phone(string text, string field) =>
        PhoneNumbers.Read(Text(text.Replace('\n', ';'), field, 100), out var fault) is { } numbers
            ? numbers
            : Fault(field, fault.Vi, fault.En, "");

    public string Email(string text, string field)
    {
        var clean = Text(text, field, 254);
        return clean.Length == 0 || (MailAddress.TryCreate(clean, out var address) && address.Address == clean)
            ? clean
            : Fault(
                field,
                "Thư điện tử không đúng dạng ten@noi.vn.",
                "An e-mail address looks like name@place.vn.",
                ""
            );
    }

    public int Number(int value, string field, int least, int most) =>
        value >= least && value <= most
            ? value
            : Fault(field, $"Phải từ {least} đến {most}.", $"It must be from {least} to {most}.", least);

    public int PageSize(int value, int usual, int most) => value == 0 ? usual : Number(value, "page_size", 1, most);

    /// <summary>
    /// The words a search goes by, folded; none asks for everything. What is typed and folds to nothing (a percent
    /// sign, an emoji) is still a search, and finds nobody.
    /// </summary>
    public string[] Words(string text, string field, int most, bool required = false)
    {
        var blank = string.IsNullOrWhiteSpace(text);
        if (VietnameseText.Words(Text(text, field, most, required && blank)) is { Length: > 0 } words)
            return words;
        return blank ? [] : [InNoRecord];
    }

    /// <summary>The same for what is looked for as it was typed, folded and in one piece.</summary>
    public string Folded(string text, string field, int most) =>
        Words(text, field, most) is [InNoRecord] ? InNoRecord : VietnameseText.Fold(text);

    // Records keep words of letters and digits alone.
    const string InNoRecord = "∅";

    /// <summary>Whether a text holds characters that are no text, line breaks and tabs aside.</summary>
    public static bool HoldsControls(string text) =>
        text.Any(c => char.IsControl(c) && c is not ('\n' or '\r' or '\t'));

    static bool Paired(string text)
    {
        for (var i = 0; i < text.Length; i++)
            if (char.IsHighSurrogate(text[i]) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
                i++;
            else if (char.IsSurrogate(text[i]))
                return false;
        return true;
    }

    static string Clip(string text) =>
        new([.. (text.Length <= 40 ? text : text[..40] + "…").Where(c => !char.IsControl(c))]);
}

/// <summary>The envelope of a command, read once for every module.</summary>
public sealed record Enveloped(Guid RequestId, string Reason, Guid? Paper, long ExpectedVersion, bool ValidateOnly)
{
    public static Enveloped Of(Reading read, Envelope? envelope) =>
        new(
            read.Id(envelope?.RequestId ?? "", "envelope.request_id"),
            read.Text(envelope?.Reason ?? "", "envelope.reason", 500),
            read.OptionalId(envelope?.PaperId ?? "", "envelope.paper_id"),
            envelope?.ExpectedVersion is < 0
                ? read.Fault("envelope.expected_version", "Phiên bản không âm.", "A version is not negative.", 0L)
                : envelope?.ExpectedVersion ?? 0,
            envelope?.ValidateOnly ?? false
        );

    /// <summary>What makes two requests the same: everything but the request id and validate_only.</summary>
    public static byte[] BodyHash(IMessage request)
    {
        var copy = (IMessage)request.Descriptor.Parser.ParseFrom(request.ToByteArray());
        var envelope = (Envelope?)copy.Descriptor.FindFieldByName("envelope")?.Accessor.GetValue(copy);
        if (envelope is not null)
            (envelope.RequestId, envelope.ValidateOnly) = ("", false);
        return System.Security.Cryptography.SHA256.HashData([
            .. System.Text.Encoding.UTF8.GetBytes(request.Descriptor.FullName),
            .. copy.ToByteArray(),
        ]);
    }
}
