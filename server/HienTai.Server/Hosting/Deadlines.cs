using System.Globalization;
using Google.Rpc;
using Grpc.Core;
using Grpc.Core.Interceptors;

namespace HienTai.Server.Hosting;

/// <summary>
/// No call runs for ever: the caller's deadline if it is shorter, the server's own otherwise, and one refusal for both.
/// </summary>
public sealed class Deadlines(Limits limits) : Interceptor
{
    /// <summary>How long a service may take to notice that its time is up before it is answered for.</summary>
    static readonly TimeSpan Grace = TimeSpan.FromSeconds(2);

    /// <summary>Takes the caller's deadline off the request, for the transport would answer it without words.</summary>
    public static void Take(HttpContext context)
    {
        if (
            context.Request.Headers["grpc-timeout"] is [{ Length: >= 2 and <= 9 } text]
            && long.TryParse(text[..^1], NumberStyles.None, CultureInfo.InvariantCulture, out var amount)
            && text[^1] switch
            {
                'H' => 3600_000d,
                'M' => 60_000d,
                'S' => 1000d,
                'm' => 1d,
                'u' => 1e-3,
                'n' => 1e-6,
                _ => (double?)null,
            }
                is { } unit
        )
            context.Items[typeof(Deadlines)] = TimeSpan.FromMilliseconds(Math.Min(amount * unit, int.MaxValue));
        context.Request.Headers.Remove("grpc-timeout");
    }

    public override async Task<TResponse> UnaryServerHandler<TRequest, TResponse>(
        TRequest request,
        ServerCallContext call,
        UnaryServerMethod<TRequest, TResponse> next
    )
    {
        TResponse? answer = null;
        await Run(call, limits.UnarySeconds, async within => answer = await next(request, within));
        return answer!;
    }

    public override Task ServerStreamingServerHandler<TRequest, TResponse>(
        TRequest request,
        IServerStreamWriter<TResponse> responses,
        ServerCallContext call,
        ServerStreamingServerMethod<TRequest, TResponse> next
    ) => Run(call, limits.StreamSeconds, within => next(request, responses, within));

    static async Task Run(ServerCallContext call, int most, Func<ServerCallContext, Task> next)
    {
        var cap = TimeSpan.FromSeconds(most);
        var http = call.GetHttpContext();
        Bare.Arrive(http);
        call.UserState["__HttpContext"] = http; // where it is looked for in a call that is not the transport's own
        var time = http.Items[typeof(Deadlines)] is TimeSpan asked && asked < cap ? asked : cap;
        using var source = CancellationTokenSource.CreateLinkedTokenSource(call.CancellationToken);
        source.CancelAfter(time);
        bool Over() => source.IsCancellationRequested && !call.CancellationToken.IsCancellationRequested;
        try
        {
            await next(new Within(call, DateTime.UtcNow + time, source.Token))
                .WaitAsync(time + Grace, CancellationToken.None);
        }
        catch (Exception e)
            when (e is TimeoutException
                || Over()
                    && e
                        is OperationCanceledException
                            or RpcException { StatusCode: StatusCode.Cancelled or StatusCode.Unavailable }
            )
        {
            throw Bare.Refusal(
                    Code.DeadlineExceeded,
                    "DEADLINE_EXCEEDED",
                    "Quá thời hạn trả lời. Việc đọc thì hãy thu hẹp câu hỏi rồi thử lại; việc ghi thì gửi lại cùng mã yêu cầu để biết đã ghi hay chưa.",
                    "The time to answer is over. Narrow a question and try again; send a change again with the same request id to learn whether it was recorded."
                )
                .ToRpcException();
        }
    }

    /// <summary>The same call with less time.</summary>
    sealed class Within(ServerCallContext call, DateTime deadline, CancellationToken cancel) : ServerCallContext
    {
        protected override string MethodCore => call.Method;
        protected override string HostCore => call.Host;
        protected override string PeerCore => call.Peer;
        protected override DateTime DeadlineCore => deadline;
        protected override Metadata RequestHeadersCore => call.RequestHeaders;
        protected override CancellationToken CancellationTokenCore => cancel;
        protected override Metadata ResponseTrailersCore => call.ResponseTrailers;
        protected override Grpc.Core.Status StatusCore
        {
            get => call.Status;
            set => call.Status = value;
        }
        protected override WriteOptions? WriteOptionsCore
        {
            get => call.WriteOptions;
            set => call.WriteOptions = value;
        }
        protected override AuthContext AuthContextCore => call.AuthContext;
        protected override IDictionary<object, object> UserStateCore => call.UserState;

        protected override ContextPropagationToken CreatePropagationTokenCore(ContextPropagationOptions? options) =>
            call.CreatePropagationToken(options);

        protected override Task WriteResponseHeadersAsyncCore(Metadata headers) =>
            call.WriteResponseHeadersAsync(headers);
    }
}
