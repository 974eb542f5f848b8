using System.Security.Cryptography;
using System.Text.RegularExpressions;
using Microsoft.Extensions.FileProviders;

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
            app.UseStaticFiles(
                new StaticFileOptions { FileProvider = new PhysicalFileProvider(root), OnPrepareResponse = Cache }
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

    static void Guard(HttpContext context)
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
                page.Replace(Placeholder, nonce, StringComparison.Ordinal),
                context.RequestAborted
            );
    }

    [GeneratedRegex(@"-[A-Z0-9]{8}\.(js|css|woff2)$")]
    private static partial Regex Hashed { get; }

    static void Cache(Microsoft.AspNetCore.StaticFiles.StaticFileResponseContext file) =>
        file.Context.Response.Headers.CacheControl = Hashed.IsMatch(file.File.Name)
            ? "public, max-age=31536000, immutable"
            : "no-cache";
}
