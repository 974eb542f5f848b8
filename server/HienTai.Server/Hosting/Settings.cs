using System.Globalization;
using System.Net;
using HienTai.Server.Database;
using Microsoft.Extensions.Configuration.Json;

namespace HienTai.Server.Hosting;

/// <summary>
/// What the operator sets. A setting has one name: HIENTAI_WEB_PORT in the environment is WebPort in the section
/// HienTai of appsettings.json, and the environment goes before the file. One that is unknown stops the start: it is a
/// setting somebody believes in.
/// </summary>
public static class Settings
{
    const string Prefix = "HIENTAI_",
        Section = "HienTai",
        Connections = "ConnectionStrings";

    /// <summary>All that the server reads, as the environment calls them.</summary>
    public static IReadOnlyList<string> Known { get; } =
    [
        "HIENTAI_ADDRESS",
        "HIENTAI_ARCHIVE",
        "HIENTAI_CALLS_PER_SECOND",
        "HIENTAI_CALLS_PER_SECOND_FROM_ADDRESS",
        "HIENTAI_CERTIFICATE",
        "HIENTAI_CERTIFICATE_KEY",
        "HIENTAI_DATA",
        "HIENTAI_EXPORTS_AT_ONCE",
        "HIENTAI_DOWNLOADS_AT_ONCE",
        "HIENTAI_CONNECTIONS_AT_ONCE",
        "HIENTAI_CHANGE_SECONDS",
        "HIENTAI_GRPC_PORT",
        "HIENTAI_HOSTS",
        "HIENTAI_KEYS",
        "HIENTAI_LISTEN",
        "HIENTAI_LOG",
        "HIENTAI_MASTER_KEY",
        "HIENTAI_METRICS_PORT",
        "HIENTAI_OIDC_ACCOUNT_CLAIM",
        "HIENTAI_OIDC_ACR",
        "HIENTAI_OIDC_AMR",
        "HIENTAI_OIDC_AUDIENCE",
        "HIENTAI_OIDC_ISSUER",
        "HIENTAI_OIDC_SCOPE",
        "HIENTAI_OIDC_TOKEN_TYPE",
        "HIENTAI_OTLP",
        "HIENTAI_PROXIES",
        "HIENTAI_REFUSE",
        "HIENTAI_SAMPLE",
        "HIENTAI_SEARCHES_AT_ONCE",
        "HIENTAI_SECRETS",
        "HIENTAI_SESSION_ABSOLUTE",
        "HIENTAI_SESSION_IDLE",
        "HIENTAI_SIGN_INS_PER_MINUTE",
        "HIENTAI_STREAM_SECONDS",
        "HIENTAI_UNARY_SECONDS",
        "HIENTAI_WEB_PORT",
    ];

    /// <summary>The command line's own, which may lie in the same environment.</summary>
    public static IReadOnlyList<string> OfTheCommandLine { get; } =
    [
        "HIENTAI_CLIENT_ID",
        "HIENTAI_CLIENT_SECRET",
        "HIENTAI_ISSUER",
        "HIENTAI_REGISTRY",
        "HIENTAI_SERVER",
        "HIENTAI_TOKEN",
    ];

    /// <summary>A key in a file that everybody copies along with the data would protect nothing.</summary>
    public static IReadOnlyList<string> OfTheEnvironmentAlone { get; } = ["HIENTAI_MASTER_KEY"];

    static IConfiguration files = new ConfigurationBuilder().Build();

    /// <summary>How a setting of the environment is called elsewhere: HIENTAI_WEB_PORT is HienTai:WebPort.</summary>
    public static string KeyOf(string name) =>
        name.StartsWith(Prefix, StringComparison.Ordinal)
            ? $"{Section}:{string.Concat(name[Prefix.Length..].Split('_').Select(w => w[..1] + w[1..].ToLowerInvariant()))}"
            : name.Replace("__", ":", StringComparison.Ordinal);

    /// <summary>Reads the files once, before anything else is done, and refuses what nobody will ever read.</summary>
    public static void Open(string[] args)
    {
        Folder = Path.GetFullPath(Variable("CONTENTROOT") ?? AppContext.BaseDirectory);
        files = Read(Folder, Variable("ENVIRONMENT"), args, Environment.GetEnvironmentVariables().Keys.Cast<string>());
    }

    /// <summary>Where the files are looked for.</summary>
    public static string Folder { get; private set; } = AppContext.BaseDirectory;

    static string? Variable(string name) =>
        Environment.GetEnvironmentVariable($"ASPNETCORE_{name}")
        ?? Environment.GetEnvironmentVariable($"DOTNET_{name}");

    /// <param name="variables">The names of what the environment sets.</param>
    internal static IConfiguration Read(
        string folder,
        string? environment,
        string[] args,
        IEnumerable<string> variables
    )
    {
        try
        {
            var root = new ConfigurationBuilder()
                .SetBasePath(folder)
                .AddJsonFile("appsettings.json", optional: true)
                .AddJsonFile($"appsettings.{environment ?? "Production"}.json", optional: true)
                .AddEnvironmentVariables()
                .AddCommandLine(args)
                .Build();
            CheckFiles(root);
            CheckNames(root, variables);
            return root;
        }
        catch (Exception e)
            when (e is InvalidDataException or FormatException or IOException or UnauthorizedAccessException)
        {
            throw new StartupFailure(
                $"Không đọc được các thiết lập: {e.Message} {e.InnerException?.Message}",
                $"The settings cannot be read: {e.Message} {e.InnerException?.Message}",
                e
            );
        }
    }

    static void CheckFiles(IConfigurationRoot root)
    {
        foreach (var file in root.Providers.OfType<JsonConfigurationProvider>())
        {
            var name = file.Source.Path!;
            foreach (var section in file.GetChildKeys([], null).Distinct())
                if (!Is(section, Section) && !Is(section, Connections))
                    throw Unknown($"\"{section}\" ({name})");
            foreach (var only in OfTheEnvironmentAlone)
                if (file.TryGet(KeyOf(only), out _))
                    throw new StartupFailure(
                        $"{KeyOf(only)} không được nằm trong {name}: hãy đặt {only} trong môi trường.",
                        $"{KeyOf(only)} must not lie in {name}: set {only} in the environment."
                    );
        }
    }

    static void CheckNames(IConfigurationRoot root, IEnumerable<string> variables)
    {
        foreach (var key in variables.Order(StringComparer.Ordinal))
            if (key.StartsWith(Prefix, StringComparison.Ordinal) && !Known.Concat(OfTheCommandLine).Contains(key))
                throw Unknown(key);
        var known = Known.Select(KeyOf).Append($"{Connections}:Registry").Append($"{Connections}:Owner").ToList();
        foreach (
            var section in root.GetSection(Section).GetChildren().Concat(root.GetSection(Connections).GetChildren())
        )
            if (!known.Contains(section.Path, StringComparer.OrdinalIgnoreCase))
                throw Unknown(section.Path);
        // The platform would open these beside the two ports, past what is asked of an address others can reach.
        if (root.GetSection("Kestrel").GetChildren().Any())
            throw new StartupFailure(
                "Thiết lập Kestrel không được dùng: hãy đặt HIENTAI_LISTEN, HIENTAI_WEB_PORT và HIENTAI_GRPC_PORT.",
                "Settings of Kestrel are not taken: set HIENTAI_LISTEN, HIENTAI_WEB_PORT and HIENTAI_GRPC_PORT."
            );
    }

    static bool Is(string one, string other) => string.Equals(one, other, StringComparison.OrdinalIgnoreCase);

    static StartupFailure Unknown(string name) =>
        new(
            $"Không có thiết lập {name}: hãy sửa tên hoặc bỏ đi; docs/operating.md liệt kê mọi thiết lập.",
            $"There is no setting {name}: correct its name or take it away; docs/operating.md lists all settings."
        );

    /// <summary>The value without blanks around it; null where nothing is set. A list of a file reads a,b.</summary>
    public static string? Text(string name) => Text(name, files);

    internal static string? Text(string name, IConfiguration files) =>
        (Environment.GetEnvironmentVariable(name) ?? Said(files.GetSection(KeyOf(name)))) is { } text
        && !string.IsNullOrWhiteSpace(text)
            ? text.Trim()
            : null;

    static string? Said(IConfigurationSection section)
    {
        var items = section.GetChildren().ToList();
        if (items.Count == 0)
            return section.Value;
        return items.All(i => int.TryParse(i.Key, out _) && i.Value is not null)
            ? string.Join(',', items.Select(i => i.Value))
            : throw new StartupFailure(
                $"{section.Path} phải là một giá trị hay một danh sách giá trị.",
                $"{section.Path} must be a value or a list of values."
            );
    }

    public static string[] List(string name, string usual = "") =>
        (Text(name) ?? usual).Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    public static int Number(string name, int usual, int most = 1_000_000)
    {
        if (Text(name) is not { } text)
            return usual;
        return
            int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            && number > 0
            && number <= most
            ? number
            : throw new StartupFailure(
                $"{name} phải là số nguyên từ 1 đến {most}.",
                $"{name} must be a whole number from 1 to {most}."
            );
    }

    public static int Port(string name, int usual) => Number(name, usual, IPEndPoint.MaxPort);

    /// <summary>One of a few words; null where nothing is set.</summary>
    public static string? Word(string name, params string[] words) =>
        Text(name) is not { } text || words.Contains(text)
            ? Text(name)
            : throw new StartupFailure(
                $"{name} phải là: {string.Join(", ", words)}.",
                $"{name} must be one of: {string.Join(", ", words)}."
            );

    public static Uri? Link(string name)
    {
        if (Text(name) is not { } text)
            return null;
        return Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Scheme is "http" or "https"
            ? address
            : throw new StartupFailure(
                $"{name} phải là địa chỉ như https://hientai.vn.",
                $"{name} must be an address like https://hientai.vn."
            );
    }
}
