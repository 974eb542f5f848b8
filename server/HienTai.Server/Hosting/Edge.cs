using System.Net;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using HienTai.Server.Database;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Options;
using IPNetwork = System.Net.IPNetwork;

namespace HienTai.Server.Hosting;

/// <summary>
/// What lies between the server and its callers: under which names it is known, which proxies it believes, and its
/// certificate.
/// </summary>
public sealed record Edge(
    IReadOnlyList<string> Hosts,
    IReadOnlyList<IPNetwork> Proxies,
    X509Certificate2Collection? Certificate
)
{
    static readonly string[] Loopback = ["localhost", "127.0.0.1", "[::1]"];

    /// <summary>This machine alone, no proxy, no TLS.</summary>
    public static Edge Local { get; } = new(Loopback, [], null);

    public bool Tls => Certificate is not null;

    /// <summary>Where both ports listen; empty means this machine's loopback addresses.</summary>
    public IReadOnlyList<IPAddress> Listen { get; init; } = [];

    public static Edge FromSettings() =>
        new Edge(
            [.. Loopback, .. Settings.List("HIENTAI_HOSTS")],
            [.. Settings.List("HIENTAI_PROXIES").Select(Proxy)],
            Settings.Text("HIENTAI_CERTIFICATE") is { } file
                ? Load(file, Settings.Text("HIENTAI_CERTIFICATE_KEY") ?? file)
                : null
        ).On(Settings.List("HIENTAI_LISTEN"));

    /// <summary>
    /// The same on these addresses. What others can reach speaks TLS, or to a proxy that somebody has named and so
    /// answers for: passwords and people's files would be read on the way otherwise.
    /// </summary>
    internal Edge On(IEnumerable<string> addresses)
    {
        IPAddress[] listen = [.. addresses.Select(Address).Distinct()];
        if (listen.FirstOrDefault(a => !IPAddress.IsLoopback(a)) is { } open && !Tls && Proxies.Count == 0)
            throw new StartupFailure(
                $"HIENTAI_LISTEN: máy khác tới được {open}, nên phải có TLS (HIENTAI_CERTIFICATE) hoặc nêu tên máy chủ trung gian lo việc ấy (HIENTAI_PROXIES); nếu không, hãy bỏ HIENTAI_LISTEN để chỉ mở trên máy này.",
                $"HIENTAI_LISTEN: other machines can reach {open}, so TLS is needed (HIENTAI_CERTIFICATE), or the proxy that sees to it must be named (HIENTAI_PROXIES); otherwise leave HIENTAI_LISTEN out to be open on this machine alone."
            );
        return this with { Listen = [.. listen.Where(a => !listen.Any(other => Takes(other, a)))] };
    }

    // :: takes every other address along, 0.0.0.0 those of IPv4; they could not be opened beside it.
    static bool Takes(IPAddress all, IPAddress one) =>
        !all.Equals(one)
        && (
            all.Equals(IPAddress.IPv6Any)
            || all.Equals(IPAddress.Any) && one.AddressFamily is AddressFamily.InterNetwork
        );

    static IPAddress Address(string text) =>
        IPAddress.TryParse(text, out var address) && !text.Contains("]:", StringComparison.Ordinal)
            ? address
            : throw new StartupFailure(
                $"HIENTAI_LISTEN: \"{text}\" không phải địa chỉ IP như 192.168.1.10, 0.0.0.0 hay ::.",
                $"HIENTAI_LISTEN: \"{text}\" is not an IP address such as 192.168.1.10, 0.0.0.0 or ::."
            );

    /// <summary>What to call this server on its own machine.</summary>
    public string Name =>
        Listen.Count == 0
        || Listen.Any(a => IPAddress.IsLoopback(a) || a.Equals(IPAddress.Any) || a.Equals(IPAddress.IPv6Any))
            ? "localhost"
            : new UriBuilder { Host = $"{Listen[0]}" }.Host;

    /// <summary>Opens a port on all addresses; port 0 takes a free one.</summary>
    public void Open(KestrelServerOptions kestrel, int port, Action<ListenOptions> configure)
    {
        if (Listen.Count == 0 && port != 0)
            kestrel.ListenLocalhost(port, configure);
        else
            foreach (var address in Listen.DefaultIfEmpty(IPAddress.Loopback))
                kestrel.Listen(address, port, configure);
    }

    internal static IPNetwork Proxy(string text)
    {
        if (IPAddress.TryParse(text, out var one))
            return new(one, one.GetAddressBytes().Length * 8);
        return IPNetwork.TryParse(text, out var network)
            ? network
            : throw new StartupFailure(
                $"HIENTAI_PROXIES: \"{text}\" không phải địa chỉ IP hay dải mạng như 10.0.0.0/24.",
                $"HIENTAI_PROXIES: \"{text}\" is neither an IP address nor a network such as 10.0.0.0/24."
            );
    }

    internal static X509Certificate2Collection Load(string file, string key)
    {
        try
        {
            using var pem = X509Certificate2.CreateFromPemFile(file, key);
            var chain = new X509Certificate2Collection();
            chain.ImportFromPemFile(file);
            // The key must be in a form that every system's TLS takes.
            chain[0] = X509CertificateLoader.LoadPkcs12(pem.Export(X509ContentType.Pkcs12), null);
            return chain;
        }
        catch (Exception e)
            when (e is IOException or UnauthorizedAccessException or CryptographicException or ArgumentException)
        {
            throw new StartupFailure(
                $"Không đọc được chứng thư ở HIENTAI_CERTIFICATE ({file}) hoặc khoá ở HIENTAI_CERTIFICATE_KEY ({key}): cần tệp PEM.",
                $"The certificate at HIENTAI_CERTIFICATE ({file}) or its key at HIENTAI_CERTIFICATE_KEY ({key}) cannot be read: PEM is needed.",
                e
            );
        }
    }

    public void Protect(ListenOptions listen)
    {
        if (Certificate is not { } chain)
            return;
        listen.UseHttps(https =>
        {
            (https.ServerCertificate, https.ServerCertificateChain) = (chain[0], chain);
            https.SslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13;
        });
    }

    /// <summary>Nobody's word about where a call comes from is taken but that of these proxies.</summary>
    public Action<HttpContext> Believing(ILoggerFactory logs)
    {
        if (Proxies.Count == 0)
            return _ => { };
        var forwarded = new ForwardedHeadersOptions
        {
            ForwardedHeaders =
                ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto | ForwardedHeaders.XForwardedHost,
        };
        forwarded.KnownProxies.Clear();
        forwarded.KnownIPNetworks.Clear();
        foreach (var proxy in Proxies)
            forwarded.KnownIPNetworks.Add(proxy);
        // Under which names the registry answers is asked behind this, of every call.
        return new ForwardedHeadersMiddleware(_ => Task.CompletedTask, logs, Options.Create(forwarded)).ApplyForwarders;
    }
}
