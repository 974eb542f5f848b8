using System.Diagnostics;
using System.Diagnostics.Metrics;
using Grpc.Core;
using Grpc.Core.Interceptors;

namespace HienTai.Server.Hosting;

/// <summary>How long calls took and how they ended, by method, as the conventions for rpc name it.</summary>
public sealed class CallTimes(IMeterFactory meters, RegistryOptions options) : Interceptor
{
    public const string Meter = "HienTai",
        Registry = "hientai.registry";

    readonly TagList own = Of(options);

    /// <summary>Which registry it was; nothing where it was the first.</summary>
    public static TagList Of(RegistryOptions options) =>
        options.Name is { } name ? new() { { Registry, name } } : default;

    readonly Histogram<double> times = meters
        .Create(Meter)
        .CreateHistogram<double>("rpc.server.call.duration", "s", "How long a call took");

    public override Task<TResponse> UnaryServerHandler<TRequest, TResponse>(
        TRequest request,
        ServerCallContext call,
        UnaryServerMethod<TRequest, TResponse> next
    ) => Timed(call, () => next(request, call));

    public override Task ServerStreamingServerHandler<TRequest, TResponse>(
        TRequest request,
        IServerStreamWriter<TResponse> responses,
        ServerCallContext call,
        ServerStreamingServerMethod<TRequest, TResponse> next
    ) => Timed(call, async () =>
        {
            await next(request, responses, call);
            return 0;
        });

    async Task<T> Timed<T>(ServerCallContext call, Func<Task<T>> run)
    {
        if (!times.Enabled)
            return await run();
        var (began, status) = (Stopwatch.GetTimestamp(), StatusCode.OK);
        try
        {
            return await run();
        }
        catch (Exception e)
        {
            status = (e as RpcException)?.StatusCode ?? StatusCode.Unknown;
            throw;
        }
        finally
        {
            var tags = own;
            tags.Add("rpc.system.name", "grpc");
            tags.Add("rpc.method", call.Method.TrimStart('/'));
            tags.Add("rpc.response.status_code", $"{status}");
            times.Record(Stopwatch.GetElapsedTime(began).TotalSeconds, tags);
        }
    }
}
