using Grpc.Core;
using Grpc.Core.Interceptors;
using HienTai.Server.Accounts;

namespace HienTai.Server.Pipeline;

/// <summary>
/// Who is asking. Until accounts exist, Development lets the caller choose one of these with the header <c>x-acting-as</c>;
/// outside Development the server does not start.
/// </summary>
public static class Actors
{
    public const string Header = Caller.ActingAs;

    /// <summary>Named by their posts: no person is meant.</summary>
    public static readonly IReadOnlyList<Actor> ActingAs =
    [
        new("noivu", "Chuyên viên Phòng Nội vụ", "Officer, Home Affairs Office"),
        new("gddt", "Chuyên viên Phòng Giáo dục và Đào tạo", "Officer, Education and Training Office"),
        new("truong", "Văn thư trường học", "School clerk"),
        new("xa", "Công chức văn phòng UBND xã", "Commune office clerk"),
        new("lanhdao", "Lãnh đạo UBND huyện", "District leader"),
        new("kiemtoan", "Kiểm toán viên", "Auditor"),
        new("canhan", "Cá nhân có hồ sơ", "Person on record"),
        new("quantri", "Quản trị hệ thống", "Administrator"),
    ];

    /// <summary>Who is asking, or null if they have not said.</summary>
    public static Actor? Asking(ServerCallContext call) => Caller.AccountOf(call.GetHttpContext()) is null ? null : Of(call);

    public static Actor Of(ServerCallContext call)
    {
        var account = Caller.AccountOf(call.GetHttpContext());
        return ActingAs.FirstOrDefault(a => AccountIds.Of(a.Name) == account) ?? throw (account is null
            ? new NotSignedIn("Chưa đăng nhập, hoặc phiên đã kết thúc; hãy đăng nhập.", $"You are not signed in, or the session has ended; sign in, or in Development send the header {Header}.")
            : new NotSignedIn("Không có người dùng này; hãy chọn trong danh sách.", $"There is no such account; choose one of {string.Join(", ", ActingAs.Select(a => a.Name))}."));
    }
}

/// <summary>Nothing of the registry is answered to nobody, save who one may act as; health and reflection are not the registry.</summary>
public sealed class KnownActor : Interceptor
{
    public override Task<TResponse> UnaryServerHandler<TRequest, TResponse>(TRequest request, ServerCallContext context, UnaryServerMethod<TRequest, TResponse> next)
    {
        Ask(context);
        return next(request, context);
    }

    public override Task ServerStreamingServerHandler<TRequest, TResponse>(TRequest request, IServerStreamWriter<TResponse> responses, ServerCallContext context, ServerStreamingServerMethod<TRequest, TResponse> next)
    {
        Ask(context);
        return next(request, responses, context);
    }

    static void Ask(ServerCallContext context)
    {
        if (!context.Method.StartsWith("/hientai.", StringComparison.Ordinal) || context.Method.StartsWith("/hientai.access.v1.SessionService/", StringComparison.Ordinal) || context.Method.EndsWith("/GetRegistry", StringComparison.Ordinal)) return;
        var actor = Actors.Of(context);
        if (context.Method.StartsWith("/hientai.access.v1.CredentialService/", StringComparison.Ordinal) && actor.Name != "quantri")
            throw new HienTai.Domain.Kernel.Rejected("NOT_ALLOWED", "Việc này của quản trị.", "This is the administrator's to do.");
    }
}
