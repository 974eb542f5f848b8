using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.StaticFiles;
using Microsoft.Extensions.FileProviders;
using Microsoft.Net.Http.Headers;

namespace HienTai.Server.Hosting;

/// <summary>
/// The browser client, served from the same origin as its services: no CORS, a policy that trusts no inline script or
/// style, hashed files cached for ever. Every answer of the server, whatever it is, leaves with these headers.
/// </summary>
public static partial class WebApp
{
    /// <summary>
    /// Stands in index.html where the word of this one answer goes, by which the client's own styles are known from
    /// smuggled ones.
    /// </summary>
    const string Placeholder = "%NONCE%";

    const string NoPage = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    static string Page(string nonce) =>
        $"default-src 'none'; script-src 'self'; style-src 'self' 'nonce-{nonce}'; img-src 'self' data: blob:; font-src 'self'; connect-src 'self'; frame-src blob:; "
        + "object-src 'none'; base-uri 'self'; form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types angular angular#bundler angular#unsafe-bypass";

    extension(WebApplication app)
    {
        /// <summary>
        /// First of all: nothing the server meets on its way is told to the caller, and every answer has its headers.
        /// </summary>
        public void UseSafeAnswers() =>
            app.Use(
                async (context, next) =>
                {
                    Guard(context);
                    try
                    {
                        await next(context);
                        Bare.Explain(context);
                    }
                    catch (Exception) when (context.RequestAborted.IsCancellationRequested)
                    {
                        context.Abort();
                    }
                    catch (Exception e)
                    {
                        if (e is not BadHttpRequestException)
                            app.Logger.LogError(e, "{Path} failed", context.Request.Path);
                        if (context.Response.HasStarted)
                        {
                            context.Abort();
                            return;
                        }
                        context.Response.Clear();
                        Guard(context);
                        context.Response.StatusCode = e is BadHttpRequestException bad
                            ? bad.StatusCode
                            : StatusCodes.Status500InternalServerError;
                    }
                }
            );

        public void UseWebApp(string? root)
        {
            if (!Directory.Exists(root))
                return;
            var files = new PhysicalFileProvider(root);
            app.Use(
                (context, next) =>
                {
                    context.Request.Path += Compressed(context.Request, files);
                    return next(context);
                }
            );
            app.UseStaticFiles(
                new StaticFileOptions
                {
                    FileProvider = files,
                    ContentTypeProvider = new PlainTypes(),
                    OnPrepareResponse = Describe,
                }
            );
        }

        public void MapWebApp(string? root)
        {
            if (!Directory.Exists(root))
                return;
            var file = Path.Combine(root, "index.html");
            foreach (var place in (string[])["/index.html", "{*path:nonfile}"])
                app.MapMethods(place, [HttpMethods.Get, HttpMethods.Head], context => Answer(context, file))
                    .WithOrder(int.MaxValue);
        }
    }

    /// <summary>The headers with which every answer leaves.</summary>
    internal static void Guard(HttpContext context)
    {
        var headers = context.Response.Headers;
        headers.ContentSecurityPolicy = NoPage;
        headers.CacheControl = "no-store";
        headers.XContentTypeOptions = "nosniff";
        headers.XFrameOptions = "DENY";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        headers["Permissions-Policy"] =
            "camera=(), microphone=(), geolocation=(), payment=(), usb=(), serial=(), hid=(), bluetooth=(), midi=(), display-capture=(), browsing-topics=(), publickey-credentials-get=(self), publickey-credentials-create=(self)";
        if (context.Request.IsHttps)
            headers.StrictTransportSecurity = "max-age=31536000; includeSubDomains";
    }

    static async Task Answer(HttpContext context, string file)
    {
        var nonce = Convert.ToBase64String(RandomNumberGenerator.GetBytes(18));
        context.Response.Headers.ContentSecurityPolicy = Page(nonce);
        context.Response.ContentType = "text/html; charset=utf-8";
        var page = await File.ReadAllTextAsync(file, context.RequestAborted);
        if (HttpMethods.IsGet(context.Request.Method))
            await context.Response.WriteAsync(
                Fetching(page, context.Request.Path).Replace(Placeholder, nonce, StringComparison.Ordinal),
                context.RequestAborted
            );
    }

    /// <summary>A link of index.html that fetches, with the page, what one address needs.</summary>
    [GeneratedRegex(@"\s*<link [^>]*data-at=""([^""]*)""[^>]*>")]
    private static partial Regex LinkOfAddress { get; }

    /// <summary>
    /// The page with the links of this address alone: "nhan-su" is an area's first page, "nhan-su/" its others.
    /// </summary>
    static string Fetching(string page, PathString path)
    {
        var parts = path.Value!.Split('/', 3);
        var address = parts.Length > 2 ? $"{parts[1]}/" : parts[^1];
        return LinkOfAddress.Replace(page, link => link.Groups[1].Value == address ? link.Value : "");
    }

    /// <summary>The build names these after what is in them, so under one name they never change.</summary>
    [GeneratedRegex(@"-([A-Z0-9]{8}|[0-9a-f]{8})\.(js|css|woff2)$")]
    private static partial Regex Hashed { get; }

    /// <summary>How the build has compressed what is served as it is, best first.</summary>
    static readonly (string Encoding, string Ending)[] Encodings = [("br", ".br"), ("gzip", ".gz")];

    /// <summary>The ending of the compressed file to send instead; empty if there is none the caller takes.</summary>
    static string Compressed(HttpRequest request, PhysicalFileProvider files)
    {
        if (!(HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method)))
            return "";
        var taken = request.GetTypedHeaders().AcceptEncoding.Where(it => it.Quality is not 0).Select(it => it.Value);
        return Encodings
            .Where(it => taken.Contains(it.Encoding))
            .Select(it => it.Ending)
            .FirstOrDefault(ending => files.GetFileInfo(request.Path + ending).Exists)
            ?? "";
    }

    static void Describe(StaticFileResponseContext file)
    {
        var (encoding, ending) = Encodings.FirstOrDefault(it =>
            file.File.Name.EndsWith(it.Ending, StringComparison.Ordinal)
        );
        var headers = file.Context.Response.Headers;
        headers.CacheControl = Hashed.IsMatch(Plain(file.File.Name, ending))
            ? "public, max-age=31536000, immutable"
            : "no-cache";
        headers.Append(HeaderNames.Vary, HeaderNames.AcceptEncoding);
        if (encoding is not null)
            headers.ContentEncoding = encoding;
    }

    static string Plain(string name, string? ending) => ending is null ? name : name[..^ending.Length];

    /// <summary>A compressed file is of the type of what was compressed.</summary>
    sealed class PlainTypes : IContentTypeProvider
    {
        readonly FileExtensionContentTypeProvider known = new();

        public bool TryGetContentType(string subpath, [MaybeNullWhen(false)] out string contentType)
        {
            var ending = Encodings.FirstOrDefault(it => subpath.EndsWith(it.Ending, StringComparison.Ordinal)).Ending;
            return known.TryGetContentType(Plain(subpath, ending), out contentType);
        }
    }
}
