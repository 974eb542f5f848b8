using System.Collections.Concurrent;
using Google.Protobuf.Reflection;
using Grpc.Core;
using Grpc.Core.Interceptors;
using HienTai.Domain.Kernel;
using HienTai.Rpc.V1;
using HienTai.Server.Accounts;
using HienTai.Server.Pipeline;
using Ability = HienTai.Domain.Access.Ability;

namespace HienTai.Server.Access;

/// <summary>The caller's mandates do not allow the method at all.</summary>
public sealed class NotAllowed(string vi, string en, string reason = "NOT_ALLOWED") : Exception(en)
{
    public string Reason { get; } = reason;
    public string Vi { get; } = vi;
    public string En { get; } = en;
}

/// <summary>What each method declares beside its definition in the contract.</summary>
public static class DeclaredNeeds
{
    static readonly ConcurrentDictionary<string, Needs?> ByMethod = new();

    /// <summary>All services of the contract.</summary>
    public static IEnumerable<Google.Protobuf.Reflection.ServiceDescriptor> Services { get; } =
    [
        .. typeof(Needs)
            .Assembly.GetTypes()
            .Where(t =>
                t.Name.EndsWith("Reflection", StringComparison.Ordinal)
                && t.Namespace?.StartsWith("HienTai.", StringComparison.Ordinal) == true
            )
            .Select(t => t.GetProperty("Descriptor")?.GetValue(null))
            .OfType<FileDescriptor>()
            .SelectMany(f => f.Services),
    ];

    /// <summary>Null for methods that are not the registry's: health and reflection.</summary>
    public static Needs? Of(string method) =>
        ByMethod.GetOrAdd(method, m =>
            m.TrimStart('/').Split('/') is [var service, var name]
            && Services.FirstOrDefault(s => s.FullName == service)?.FindMethodByName(name) is { } found
                ? found.GetOptions()?.GetExtension(AccessExtensions.Needs)
                    ?? throw new InvalidOperationException($"{m} does not declare what it needs.")
                : null
        );
}

/// <summary>
/// The one place where it is decided whether a caller may call: every method's declared need is looked up, the caller
/// is found, and nothing of the registry is answered to nobody.
/// </summary>
public sealed class Gate(Readers readers, ISessionsOf sessions) : Interceptor
{
    public override async Task<TResponse> UnaryServerHandler<TRequest, TResponse>(
        TRequest request,
        ServerCallContext context,
        UnaryServerMethod<TRequest, TResponse> next
    )
    {
        await Admit(context);
        return await next(request, context);
    }

    public override async Task ServerStreamingServerHandler<TRequest, TResponse>(
        TRequest request,
        IServerStreamWriter<TResponse> responses,
        ServerCallContext context,
        ServerStreamingServerMethod<TRequest, TResponse> next
    )
    {
        await Admit(context);
        await next(request, responses, context);
    }

    async Task Admit(ServerCallContext call)
    {
        if (DeclaredNeeds.Of(call.Method) is not { } needs)
            return;
        var open = needs.Any.Contains(Rpc.V1.Ability.None);
        var account = await Caller.AccountOf(call.GetHttpContext(), readers, call.CancellationToken);
        var reader = account is { } id ? await readers.Of(id, call.CancellationToken) : null;
        var lacking = OutsideTokens.LackingOf(call.GetHttpContext());
        var weak = lacking is Lacking.SecondFactor && (reader?.Rights.Any(r => r.What.NeedsSecondFactor) ?? false);
        if (reader is not null && !weak)
            call.Reader = reader;
        if (open)
            return;
        if (weak)
            throw new Rejected(
                "SIGN_IN_INCOMPLETE",
                "Thẻ của nơi cấp ngoài không cho thấy đã dùng yếu tố thứ hai (acr, amr), mà tài khoản này phải có; hãy đăng nhập lại ở nơi ấy bằng yếu tố thứ hai.",
                "The outside issuer's token does not show a second factor (acr, amr), and this account must have one; sign in there again with it."
            );
        if (needs.Any is [Rpc.V1.Ability.SignedIn] && SignedIn.Of(call.GetHttpContext()) is { Complete: false })
            throw new Rejected("SIGN_IN_INCOMPLETE", "Hãy hoàn tất việc đăng nhập trước.", "Finish signing in first.");
        if (
            reader is not null
            && SignedIn.Of(call.GetHttpContext()) is { Alone: true }
            && reader.Rights.Any(r => r.What.NeedsSecondFactor)
        )
        {
            // It was given more since; signing in anew asks for the second factor.
            await sessions.End(reader.Account, call.CancellationToken);
            reader = null;
        }
        if (lacking is Lacking.Scope)
            throw new NotSignedIn(
                "Thẻ này không được cấp để dùng sổ bộ; hãy xin nơi cấp một thẻ có phạm vi (scope) của sổ bộ.",
                "This token was not given for the registry; ask its issuer for one with the registry's scope."
            );
        if (reader is null)
            throw new NotSignedIn(
                "Chưa đăng nhập hoặc phiên đã hết; hãy đăng nhập.",
                "Nobody is signed in, or the session has ended; sign in."
            );
        if (!needs.Any.Any(a => reader.May((Ability)(int)a)))
            throw new NotAllowed(
                "Vai trò của bạn không có quyền này; nếu cần, hãy hỏi quản trị.",
                "Your role does not allow this; ask the administrator if you need it."
            );
    }
}
