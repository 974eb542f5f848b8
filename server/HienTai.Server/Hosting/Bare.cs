using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Google.Rpc;
using HienTai.Rpc.V1;
using HttpResponse = Microsoft.AspNetCore.Http.HttpResponse;

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

    public static Google.Rpc.Status Refusal(Code code, string reason, string vi, string en, TimeSpan? again = null)
    {
        var status = new Google.Rpc.Status
        {
            Code = (int)code,
            Message = en,
            Details =
            {
                Any.Pack(
                    new Refusal
                    {
                        Reason = reason,
                        Message = new() { Vi = vi, En = en },
                    }
                ),
            },
        };
        if (again is { } wait)
            status.Details.Add(Any.Pack(new RetryInfo { RetryDelay = wait.ToDuration() }));
        return status;
    }

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

    /// <summary>
    /// What the transport itself refused gets words in both languages, and loses the words it had: they speak of the
    /// server's insides.
    /// </summary>
    public static void Explain(HttpResponse response)
    {
        var headers = response.Headers;
        if (
            response.HasStarted
            || headers["grpc-status"] is not [{ } text]
            || !int.TryParse(text, out var code)
            || code == 0
            || headers.ContainsKey("grpc-status-details-bin")
        )
            return;
        Describe(
            headers,
            (Code)code switch
            {
                Code.ResourceExhausted
                    when headers["grpc-message"].ToString().Contains("Sending", StringComparison.Ordinal) => Refusal(
                    Code.ResourceExhausted,
                    "ANSWER_TOO_LARGE",
                    "Câu trả lời quá lớn; hãy hỏi ít hơn trong một lần.",
                    "The answer is too large; ask for less at once."
                ),
                Code.ResourceExhausted => TooLarge,
                Code.Unimplemented => Refusal(
                    Code.Unimplemented,
                    "NO_SUCH_METHOD",
                    "Máy chủ này không có phương thức ấy; hãy dùng đúng phiên bản.",
                    "This server has no such method; use the matching version."
                ),
                var other => Refusal(
                    other,
                    "NOT_UNDERSTOOD",
                    "Máy chủ không đọc được yêu cầu; chưa ghi gì.",
                    "The server could not read the request; nothing was recorded."
                ),
            }
        );
    }
}
