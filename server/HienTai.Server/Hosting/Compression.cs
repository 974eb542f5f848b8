using System.IO.Compression;
using Google.Protobuf;
using Grpc.AspNetCore.Server;
using Grpc.Core;
using Grpc.Core.Interceptors;
using Microsoft.AspNetCore.ResponseCompression;

namespace HienTai.Server.Hosting;

/// <summary>
/// Answers are compressed where the caller takes it: at the native door by grpc-encoding, at the web door by HTTP's
/// Content-Encoding, because clients in browsers refuse compressed messages.
/// <para>
/// Compressing what holds a secret beside words an attacker chose would tell the secret by its length (BREACH). Here
/// nobody else can make a browser ask (the cookie is SameSite=Strict, the doors want our header and no other origin),
/// and the two services whose answers hold secrets are left out all the same.
/// </para>
/// </summary>
public sealed class Compression : Interceptor
{
    /// <summary>What the server can read, as grpc-accept-encoding says it.</summary>
    public const string Accepted = "identity,gzip,deflate";

    // Recovery codes, the secrets of clients and second factors, one-time codes.
    static readonly string[] Secret = ["/hientai.access.v1.SessionService/", "/hientai.access.v1.CredentialService/"];

    // Below a packet's length there is nothing to win.
    const int Small = 1_024;

    public override async Task<TResponse> UnaryServerHandler<TRequest, TResponse>(
        TRequest request,
        ServerCallContext context,
        UnaryServerMethod<TRequest, TResponse> next
    )
    {
        var answer = await next(request, context);
        if (!Compresses(context.Method, (answer as IMessage)?.CalculateSize() ?? Small))
            context.WriteOptions = new(WriteFlags.NoCompress);
        return answer;
    }

    /// <summary>
    /// An answer of that many bytes to that method is worth compressing, and tells nothing by its length.
    /// </summary>
    internal static bool Compresses(string path, int size) => size >= Small && !HoldsSecrets(path);

    internal static bool HoldsSecrets(string path) =>
        Secret.Any(s => path.StartsWith(s, StringComparison.OrdinalIgnoreCase));
}

static class CompressionModule
{
    extension(GrpcServiceOptions grpc)
    {
        public void Compress() =>
            (grpc.ResponseCompressionAlgorithm, grpc.ResponseCompressionLevel) = ("gzip", CompressionLevel.Fastest);
    }

    extension(IServiceCollection services)
    {
        public IServiceCollection AddWebCompression() =>
            services.AddResponseCompression(options =>
            {
                options.EnableForHttps = true;
                // The inner name is what an answer is called before gRPC-Web has wrapped it.
                options.MimeTypes =
                [
                    .. ResponseCompressionDefaults.MimeTypes,
                    "application/grpc",
                    "application/grpc-web",
                    "application/grpc-web+proto",
                ];
            });
    }

    extension(WebApplication app)
    {
        /// <summary>At the web door; each message of a stream leaves as soon as it is written.</summary>
        public void UseCompression() =>
            app.UseWhen(
                context => !Doors.IsNative(context) && !Compression.HoldsSecrets(context.Request.Path.Value ?? ""),
                web => web.UseResponseCompression()
            );
    }
}
