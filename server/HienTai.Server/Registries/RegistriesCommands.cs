using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using HienTai.Server.Database;
using HienTai.Server.Hosting;
using HienTai.Server.Pipeline;

namespace HienTai.Server.Registries;

/// <summary>
/// <c>hientai registries</c>: makes, moves, closes, upgrades and counts the registries of one installation. Servers
/// that run follow within seconds.
/// </summary>
static class RegistriesCommands
{
    /// <summary>Null where the words are not of this.</summary>
    public static async Task<int?> Run(string[] args)
    {
        if (args is not ["registries", .. var words])
            return null;
        var (verb, rest) = words is [['-', ..], ..] or [] ? ("count", words) : (words[0], words[1..]);
        var line = Line.Read(rest);
        return await Commands.Run(cancel =>
            verb switch
            {
                "count" => Count(line, cancel),
                "make" => Make(line, cancel),
                "address" => Move(line, cancel),
                "close" => Close(line, cancel),
                "upgrade" => Upgrade(line, cancel),
                _ => throw Line.Unread(verb),
            }
        );
    }

    static async Task<int> Make(Line line, CancellationToken cancel)
    {
        line.Allow("--address");
        var made = await Installation.Running().Make(Name(line), Addresses(line), cancel);
        Commands.Tell(
            $"Đã tạo sổ {made.Name} trong cơ sở dữ liệu {made.Database}; {Reached(made, "mở tại", "gọi bằng")}. Máy chủ đang chạy sẽ mở trong vài giây.",
            $"Made the registry {made.Name} in the database {made.Database}; {Reached(made, "open", "call it with")}. Running servers open it within seconds."
        );
        return 0;
    }

    static async Task<int> Move(Line line, CancellationToken cancel)
    {
        line.Allow("--address");
        var installation = Installation.Running();
        var entry = (await installation.Named(Name(line), cancel))!;
        await installation.Move(entry, Addresses(line), cancel);
        Commands.Tell($"Đã đổi địa chỉ của sổ {entry.Name}.", $"The registry {entry.Name} has its new address.");
        return 0;
    }

    static async Task<int> Close(Line line, CancellationToken cancel)
    {
        line.Allow();
        var installation = Installation.Running();
        var entry = (await installation.Named(Name(line), cancel))!;
        await installation.Close(entry, cancel);
        Commands.Tell(
            $"Không máy chủ nào còn mở sổ {entry.Name}; cơ sở dữ liệu {entry.Database}, khoá và bí mật của nó còn nguyên, và hientai registries make {entry.Name} mở lại.",
            $"No server opens the registry {entry.Name} any more; its database {entry.Database}, keys and secrets stay, and hientai registries make {entry.Name} opens it again."
        );
        return 0;
    }

    static async Task<int> Upgrade(Line line, CancellationToken cancel)
    {
        line.Allow();
        var installation = Installation.Running();
        var wrong = 0;
        foreach (var entry in (await installation.All(cancel)).Prepend<RegistryEntry?>(null))
            try
            {
                await installation.Upgrade(entry, cancel);
                Commands.Tell($"✓ {Called(entry?.Name)}: đúng bản này.", $"✓ {Called(entry?.Name)}: of this version.");
            }
            catch (Npgsql.NpgsqlException e)
            {
                wrong++;
                Commands.Tell(
                    $"✗ {Called(entry?.Name)}: PostgreSQL từ chối: {e.Message}",
                    $"✗ {Called(entry?.Name)}: PostgreSQL refused: {e.Message}"
                );
            }
            catch (StartupFailure e)
            {
                wrong++;
                Commands.Tell($"✗ {Called(entry?.Name)}: {e.Vi}", $"✗ {Called(entry?.Name)}: {e.En}");
            }
        return wrong == 0 ? 0 : 1;
    }

    static async Task<int> Count(Line line, CancellationToken cancel)
    {
        line.Allow("--valid-on", "--json");
        var day = Day(line["--valid-on"]);
        var installation = Installation.Running();
        var counts = new List<RegistryCount>();
        foreach (var entry in (await installation.All(cancel)).Prepend<RegistryEntry?>(null))
            counts.Add(await RegistryCount.Of(installation, entry, day, cancel));
        if (line.Has("--json"))
            Console.WriteLine(JsonSerializer.Serialize(new { On = day, Registries = counts }, Json));
        else
            Print(counts, day);
        return counts.Exists(c => c.Wanting is not null) ? 1 : 0;
    }

    static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    // Figures as they are written here, whatever the machine knows of cultures.
    static readonly NumberFormatInfo Vietnam = new() { NumberGroupSeparator = ".", NumberDecimalSeparator = "," };

    static void Print(List<RegistryCount> counts, DateOnly day)
    {
        Commands.Tell(
            $"Ngày {day:dd/MM/yyyy}: sổ · người giữ vị trí chính · đơn vị · tài khoản · mục đã ghi · dung lượng · địa chỉ",
            $"On {day:yyyy-MM-dd}: registry · people in a main post · units · accounts · entries · size · address"
        );
        var width = counts.Max(c => Called(c.Name).Length);
        foreach (var count in counts)
            Console.WriteLine(
                count.Wanting is null
                    ? $"{Figures(Called(count.Name), count)}  {string.Join(", ", count.Addresses)}".TrimEnd()
                    : $"{Called(count.Name).PadRight(width)}  ✗ {count.Wanting}"
            );
        Console.WriteLine(
            Figures(
                $"= {counts.Count}",
                new(
                    null,
                    [],
                    counts.Sum(c => c.Entries),
                    null,
                    counts.Sum(c => c.People),
                    counts.Sum(c => c.Units),
                    counts.Sum(c => c.Accounts),
                    counts.Sum(c => c.Size)
                )
            )
        );

        string Figures(string name, RegistryCount c) =>
            string.Create(
                Vietnam,
                $"{name.PadRight(width)}  {c.People, 9:N0} {c.Units, 7:N0} {c.Accounts, 7:N0} {c.Entries, 11:N0} {c.Size / 1_000_000d, 9:N0} MB"
            );
    }

    static string Called(string? name) => name ?? "(đầu / first)";

    static string Reached(RegistryEntry entry, string opens, string calls) =>
        entry.Address is null
            ? $"{calls} {Door.Header}: {entry.Name}"
            : $"{opens} {string.Join(", ", entry.Addresses.Select(a => a.OriginalString))}";

    static string Name(Line line) =>
        line.Word ?? throw new StartupFailure("Hãy nêu tên sổ, như tan-nhut.", "Name the registry, such as tan-nhut.");

    static DateOnly Day(string? text)
    {
        if (text is null)
            return new RegistryClock().Today;
        return DateOnly.TryParseExact(text, ["yyyy-MM-dd", "d/M/yyyy"], out var day) ? day : throw Line.Unread(text);
    }

    static Uri[] Addresses(Line line) =>
        [
            .. (line["--address"] ?? "")
                .Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
                .Select(Address),
        ];

    static Uri Address(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var address)
        && address is { Scheme: "http" or "https", PathAndQuery: "/", Host.Length: > 0 }
            ? address
            : throw new StartupFailure(
                $"--address: \"{text}\" không phải địa chỉ như https://tannhut.hientai.vn.",
                $"--address: \"{text}\" is not an address like https://tannhut.hientai.vn."
            );
}
