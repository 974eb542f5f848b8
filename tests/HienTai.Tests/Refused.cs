using Grpc.Core;
using HienTai.Rpc.V1;

namespace HienTai.Tests;

/// <summary>
/// Reads a refusal off the wire and checks its manners: a stable reason, and words in both languages.
/// </summary>
public static class Refused
{
    public static async Task<Refusal> By<T>(
        AsyncUnaryCall<T> call,
        StatusCode code,
        string reason,
        string? field = null
    ) =>
        Check(
            await FluentActions.Awaiting(async () => await call).Should().ThrowAsync<RpcException>(),
            code,
            reason,
            field
        );

    public static async Task<Refusal> By(Func<Task> call, StatusCode code, string reason, string? field = null) =>
        Check(await FluentActions.Awaiting(call).Should().ThrowAsync<RpcException>(), code, reason, field);

    static Refusal Check(
        FluentAssertions.Specialized.ExceptionAssertions<RpcException> thrown,
        StatusCode code,
        string reason,
        string? field
    )
    {
        var refusal = thrown.Which.GetRpcStatus()!.GetDetail<Refusal>()!;
        (thrown.Which.StatusCode, refusal.Reason).Should().Be((code, reason), refusal.Message.En);
        refusal.Message.Vi.Should().NotBeNullOrWhiteSpace();
        refusal.Message.En.Should().NotBeNullOrWhiteSpace();
        if (field is not null)
            refusal.Fields.Select(f => f.Field).Should().Contain(field);
        return refusal;
    }
}
