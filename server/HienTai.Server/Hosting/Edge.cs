using System.Net;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using HienTai.Server.Database;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.AspNetCore.Server.Kestrel.Core;
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

    public static Edge FromEnvironment() =>
        new(
            [.. Loopback, .. List("HIENTAI_HOSTS")],
            [.. List("HIENTAI_PROXIES").Select(Proxy)],
            Environment.GetEnvironmentVariable("HIENTAI_CERTIFICATE") is { Length: > 0 } file
                ? Load(
                    file,
                    Environment.GetEnvironmentVariable("HIENTAI_CERTIFICATE_KEY") is { Length: > 0 } apart
                        ? apart
                        : file
                )
                : null
        );

    static string[] List(string name) =>
        (Environment.GetEnvironmentVariable(name) ?? "").Split(
            ',',
            StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries
        );

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
    public void Believe(WebApplication app)
    {
        if (Proxies.Count == 0)
            return;
        var forwarded = new ForwardedHeadersOptions
        {
            ForwardedHeaders =
                ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto | ForwardedHeaders.XForwardedHost,
        };
        forwarded.KnownProxies.Clear();
        forwarded.KnownIPNetworks.Clear();
        foreach (var proxy in Proxies)
            forwarded.KnownIPNetworks.Add(proxy);
        foreach (var host in Hosts)
            forwarded.AllowedHosts.Add(host);
        app.UseForwardedHeaders(forwarded);
    }
}
