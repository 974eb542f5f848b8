using System.Diagnostics;
using System.Diagnostics.Metrics;
using Grpc.Core;
using Grpc.Core.Interceptors;

namespace HienTai.Server.Hosting;

/// <summary>How long calls took and how they ended, by method, as the conventions for rpc name it.</summary>
public sealed class CallTimes(IMeterFactory meters) : Interceptor
{
    public const string Meter = "HienTai";

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
            times.Record(
                Stopwatch.GetElapsedTime(began).TotalSeconds,
                new("rpc.system.name", "grpc"),
                new("rpc.method", call.Method.TrimStart('/')),
                new("rpc.response.status_code", $"{status}")
            );
        }
    }
}
