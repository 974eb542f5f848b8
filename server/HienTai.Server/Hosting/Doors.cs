using System.Text.RegularExpressions;
using Grpc.AspNetCore.Server;
using HienTai.Server.Pipeline;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace HienTai.Server.Hosting;

/// <summary>
/// Which requests reach a service at all. A page of another site can make a browser send much on its own: forms,
/// images, plain fetches. None of that has the exact content type together with our header, and what would need both,
/// the browser asks first and is not answered. What is turned away gets a bare status and no word about why.
/// </summary>
public static partial class Doors
{
    /// <summary>Sent with the value 1 by every client of the web door; no form, image or link can send it.</summary>
    public const string Header = "x-hientai";

    static readonly object Native = new();

    // Services are named package.Service/Method; the web app has no such places, and the issuer describes itself under
    // one well-known name.
    [GeneratedRegex(@"^/+(?!\.well-known/)[^/]*\.[^/]*/[^/]+/*$")]
    private static partial Regex ServicePath { get; }

    extension(ListenOptions listen)
    {
        /// <summary>Marks a port as the one of native gRPC.</summary>
        public void ForNativeGrpc() =>
            listen.Use(next =>
                connection =>
                {
                    connection.Items[Native] = true;
                    return next(connection);
                }
            );
    }

    extension(WebApplication app)
    {
        public void UseDoors(IReadOnlyList<string> hosts) =>
            app.Use(
                (context, next) =>
                {
                    var native = IsNative(context);
                    if ((native ? AtNative(context.Request) : AtWeb(context, hosts)) is { } refused)
                    {
                        context
                            .RequestServices.GetRequiredService<SecurityLog>()
                            .TurnedAway(context, $"{(native ? "NATIVE_DOOR" : "WEB_DOOR")}_{refused}");
                        context.Response.StatusCode = refused;
                        if (refused is StatusCodes.Status405MethodNotAllowed)
                            context.Response.Headers.Allow = "POST";
                        return Task.CompletedTask;
                    }
                    if (native)
                        // No browser calls here, so nobody is who a cookie says.
                        context.Request.Headers.Remove("Cookie");
                    else
                        // HTTP compresses at this door.
                        context.Request.Headers.Remove("grpc-accept-encoding");
                    var most =
                        Frame + (context.Request.Path == Limits.Upload ? Limits.UploadBytes : Limits.RequestBytes);
                    if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } body)
                        body.MaxRequestBodySize = most;
                    if (context.Request.ContentLength > most && IsService(context))
                    {
                        context
                            .RequestServices.GetRequiredService<SecurityLog>()
                            .TurnedAway(context, "REQUEST_TOO_LARGE");
                        Bare.Answer(context, Bare.TooLarge);
                        return Task.CompletedTask;
                    }
                    Deadlines.Take(context);
                    return next(context);
                }
            );
    }

    /// <summary>Whether a request came to the port of native gRPC.</summary>
    internal static bool IsNative(HttpContext context) =>
        context.Features.Get<IConnectionItemsFeature>()?.Items.ContainsKey(Native) ?? false;

    // What the wire adds to a message.
    const int Frame = 64 * 1024;

    static int? AtNative(HttpRequest request)
    {
        if (!HttpMethods.IsPost(request.Method))
            return StatusCodes.Status405MethodNotAllowed;
        if (
            request.ContentType is not ("application/grpc" or "application/grpc+proto")
            || !HttpProtocol.IsHttp2(request.Protocol)
        )
            return StatusCodes.Status415UnsupportedMediaType;
        if (request.QueryString.HasValue)
            return StatusCodes.Status400BadRequest;
        var browser =
            request.Headers.ContainsKey("Origin")
            || request.Headers.Keys.Any(name => name.StartsWith("Sec-Fetch-", StringComparison.OrdinalIgnoreCase));
        return browser ? StatusCodes.Status403Forbidden : null;
    }

    static int? AtWeb(HttpContext context, IReadOnlyList<string> hosts)
    {
        var request = context.Request;
        // A name that merely resolves to this machine would make a stranger's page look like our own.
        if (!hosts.Contains(request.Host.Host, StringComparer.OrdinalIgnoreCase))
            return StatusCodes.Status400BadRequest;
        if (!IsService(context))
            return null;
        if (!HttpMethods.IsPost(request.Method))
            return StatusCodes.Status405MethodNotAllowed;
        if (request.ContentType is not ("application/grpc-web" or "application/grpc-web+proto"))
            return StatusCodes.Status415UnsupportedMediaType;
        if (request.QueryString.HasValue)
            return StatusCodes.Status400BadRequest;
        return request.Headers[Header] is ["1"] && IsOwnPage(request) ? null : StatusCodes.Status403Forbidden;
    }

    // What a browser says of the page that asks; a program says nothing.
    static bool IsOwnPage(HttpRequest request)
    {
        var own = $"{request.Scheme}://{request.Host}";
        var (origin, site) = (request.Headers.Origin, request.Headers["Sec-Fetch-Site"]);
        return (origin is [] || (origin is [var page] && string.Equals(page, own, StringComparison.OrdinalIgnoreCase)))
            && site is [] or ["same-origin"];
    }

    static bool IsService(HttpContext context) =>
        context.GetEndpoint()?.Metadata.GetMetadata<GrpcMethodMetadata>() is not null
        || ServicePath.IsMatch(context.Request.Path.Value ?? "")
        || (
            context.Request.ContentType?.TrimStart().StartsWith("application/grpc", StringComparison.OrdinalIgnoreCase)
            ?? false
        );
}
