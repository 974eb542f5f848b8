using System.Text.RegularExpressions;
using HienTai.Rpc.V1;

namespace HienTai.Server.Accounts;

/// <summary>Where a request comes from, as kept and as told.</summary>
static class Whence
{
    static readonly (string Mark, string Name)[] Browsers =
    [
        ("Edg/", "Edge"),
        ("OPR/", "Opera"),
        ("CocCoc/", "Cốc Cốc"),
        ("coc_coc_browser/", "Cốc Cốc"),
        ("Firefox/", "Firefox"),
        ("FxiOS/", "Firefox"),
        ("CriOS/", "Chrome"),
        ("Chrome/", "Chrome"),
        ("Version/", "Safari"),
        ("grpc-dotnet/", "gRPC .NET"),
    ];
    static readonly (string Mark, string Name)[] Systems =
    [
        ("Android", "Android"),
        ("iPhone", "iPhone"),
        ("iPad", "iPad"),
        ("Windows", "Windows"),
        ("Mac OS X", "macOS"),
        ("CrOS", "ChromeOS"),
        ("Linux", "Linux"),
    ];

    public static (string Address, string Browser) Of(HttpContext context)
    {
        var browser = new string([
            .. context.Request.Headers.UserAgent.ToString().Where(c => c is >= ' ' and <= '~').Take(300),
        ]);
        return (
            context.Connection.RemoteIpAddress is { } address
                ? (address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address).ToString()
                : "",
            browser
        );
    }

    /// <summary>"Chrome 141 trên Windows"; what cannot be told is said to be unknown.</summary>
    public static Text Words(string userAgent)
    {
        var (mark, name) = Browsers.FirstOrDefault(b => userAgent.Contains(b.Mark, StringComparison.Ordinal));
        var version = mark is null ? "" : VersionOf(userAgent, mark);
        var system = Systems.FirstOrDefault(s => userAgent.Contains(s.Mark, StringComparison.Ordinal)).Name;
        return (name, system) switch
        {
            (null, null) => Pipeline.Words.Both("Không rõ", "Unknown"),
            (null, _) => Pipeline.Words.Both($"Trình duyệt trên {system}", $"A browser on {system}"),
            (_, null) => Pipeline.Words.Same($"{name}{version}"),
            _ => Pipeline.Words.Both($"{name}{version} trên {system}", $"{name}{version} on {system}"),
        };
    }

    static string VersionOf(string userAgent, string mark) =>
        Regex.Match(userAgent, $@"{Regex.Escape(mark)}(\d{{1,4}})") is { Success: true } found
            ? $" {found.Groups[1].Value}"
            : "";
}
