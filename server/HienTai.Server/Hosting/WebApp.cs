using Microsoft.Extensions.FileProviders;

namespace HienTai.Server.Hosting;

/// <summary>The browser client, served from the same origin as its services: no CORS, a strict content policy, hashed files cached for ever.</summary>
public static class WebApp
{
    const string Policy = "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; frame-src 'self' blob:; object-src 'none'; base-uri 'self'; frame-ancestors 'none'; form-action 'self'";

    extension(WebApplication app)
    {
        public void UseWebApp(string? root)
        {
            app.Use((context, next) =>
            {
                var headers = context.Response.Headers;
                headers.ContentSecurityPolicy = Policy;
                headers.XContentTypeOptions = "nosniff";
                headers["Referrer-Policy"] = "same-origin";
                if (context.Request.ContentType?.StartsWith("application/grpc", StringComparison.Ordinal) ?? false) headers.CacheControl = "no-store";
                return next(context);
            });
            if (!Directory.Exists(root)) return;
            app.UseResponseCompression();
            app.UseStaticFiles(new StaticFileOptions { FileProvider = new PhysicalFileProvider(root), OnPrepareResponse = Cache });
        }

        public void MapWebApp(string? root)
        {
            if (Directory.Exists(root)) app.MapFallbackToFile("{*path:nonfile}", "index.html", new StaticFileOptions { FileProvider = new PhysicalFileProvider(root), OnPrepareResponse = Cache });
        }
    }

    static void Cache(Microsoft.AspNetCore.StaticFiles.StaticFileResponseContext file) =>
        file.Context.Response.Headers.CacheControl = System.Text.RegularExpressions.Regex.IsMatch(file.File.Name, @"-[A-Z0-9]{8}\.(js|css|woff2)$") ? "public, max-age=31536000, immutable" : "no-cache";
}
