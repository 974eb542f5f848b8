using Google.Protobuf;
using Google.Rpc;
using Grpc.AspNetCore.Server;
using HienTai.Rpc.V1;
using HienTai.Server.Pipeline;

namespace HienTai.Server.Hosting;

/// <summary>
/// Refusals given before or after a service was asked, when there is no call to throw them in: status and words, no
/// message.
/// </summary>
static class Bare
{
    public static Google.Rpc.Status TooLarge =>
        Refusal(
            Code.ResourceExhausted,
            "REQUEST_TOO_LARGE",
            "Yêu cầu quá lớn; nhiều nhất 1 MB, tệp đính kèm 20 MB.",
            "The request is too large; at most 1 MB, a file 20 MB."
        );

    public static Google.Rpc.Status Refusal(Code code, string reason, string vi, string en, TimeSpan? again = null) =>
        Refusals.Status(
            code,
            new()
            {
                Reason = reason,
                Message = new() { Vi = vi, En = en },
            },
            again
        );

    /// <summary>Answers a call whose request has passed the doors, so that its content type is one of ours.</summary>
    public static void Answer(HttpContext context, Google.Rpc.Status status, TimeSpan? again = null)
    {
        context.Response.StatusCode = StatusCodes.Status200OK;
        context.Response.ContentType = context.Request.ContentType;
        Describe(context.Response.Headers, status);
        if (again is { } wait)
            context.Response.Headers["grpc-retry-pushback-ms"] = $"{(long)wait.TotalMilliseconds}";
    }

    static void Describe(IHeaderDictionary headers, Google.Rpc.Status status)
    {
        headers["grpc-status"] = $"{status.Code}";
        headers["grpc-message"] = Uri.EscapeDataString(status.Message);
        headers["grpc-status-details-bin"] = Convert.ToBase64String(status.ToByteArray());
    }

    static readonly object Arrived = new();

    /// <summary>
    /// Says that a request could be read and went on to a service: what fails from here on is the server's.
    /// </summary>
    public static void Arrive(HttpContext context) => context.Items[Arrived] = true;

    /// <summary>
    /// What the transport itself refused gets words in both languages, and loses the words it had: they speak of the
    /// server's insides.
    /// </summary>
    public static void Explain(HttpContext context)
    {
        var headers = context.Response.Headers;
        if (
            context.Response.HasStarted
            || headers["grpc-status"] is not [{ } text]
            || !int.TryParse(text, out var code)
            || code == 0
            || headers.ContainsKey("grpc-status-details-bin")
        )
            return;
        if ((Code)code is Code.Unknown or Code.Internal && context.Items.ContainsKey(Arrived))
            context
                .RequestServices.GetRequiredService<ILogger<Refusals>>()
                .LogError("{Path} was not answered: {Why}", context.Request.Path, headers["grpc-message"].ToString());
        var status = Transport(context, (Code)code);
        if ((Code)status.Code is Code.InvalidArgument)
            context.RequestServices.GetRequiredService<SecurityLog>().TurnedAway(context, "NOT_UNDERSTOOD");
        Describe(headers, status);
        if ((Code)status.Code is Code.Unimplemented && IsMethod(context))
            headers["grpc-accept-encoding"] = Compression.Accepted;
    }

    static Google.Rpc.Status Transport(HttpContext context, Code code) =>
        code switch
        {
            Code.ResourceExhausted
                when context
                    .Response.Headers["grpc-message"]
                    .ToString()
                    .Contains("Sending", StringComparison.Ordinal) => Refusal(
                code,
                "ANSWER_TOO_LARGE",
                "Câu trả lời quá lớn; hãy hỏi ít hơn trong một lần.",
                "The answer is too large; ask for less at once."
            ),
            Code.ResourceExhausted => TooLarge,
            Code.Unimplemented when IsMethod(context) => Refusal(
                code,
                "ENCODING_UNKNOWN",
                $"Máy chủ không đọc được cách nén này (grpc-encoding); hãy dùng một trong: {Compression.Accepted}.",
                $"The server does not read this grpc-encoding; use one of: {Compression.Accepted}."
            ),
            Code.Unimplemented => Refusal(
                code,
                "NO_SUCH_METHOD",
                "Máy chủ này không có phương thức ấy; hãy dùng đúng phiên bản.",
                "This server has no such method; use the matching version."
            ),
            // A request that reached no service could not be read: the transport calls that a failure of the server.
            var other => Refusal(
                other is Code.Unknown or Code.Internal && !context.Items.ContainsKey(Arrived)
                    ? Code.InvalidArgument
                    : other,
                "NOT_UNDERSTOOD",
                "Máy chủ không đọc được yêu cầu; chưa ghi gì. Hãy gửi đúng thông điệp của hợp đồng.",
                "The server could not read the request; nothing was recorded. Send a message of the contract."
            ),
        };

    static bool IsMethod(HttpContext context) =>
        context.GetEndpoint()?.Metadata.GetMetadata<GrpcMethodMetadata>() is { Method.Name: not "Unimplemented" } method
        && context.Request.Path.Value?.EndsWith($"/{method.Method.Name}", StringComparison.Ordinal) == true;
}
