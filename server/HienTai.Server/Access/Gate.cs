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
            Method(m) is { } found
                ? found.GetOptions()?.GetExtension(AccessExtensions.Needs)
                    ?? throw new InvalidOperationException($"{m} does not declare what it needs.")
                : null
        );

    /// <summary>What a program's token must have been given for, to call a method.</summary>
    public static string ScopeOf(string method) =>
        Of(method) switch
        {
            { Scope: ProgramScope.Record } => Domain.Access.Scopes.Record,
            { Scope: ProgramScope.Export } => Domain.Access.Scopes.Export,
            { Scope: ProgramScope.Read } => Domain.Access.Scopes.Read,
            _ => Method(method)?.InputType.FindFieldByName("envelope") is not null
                ? Domain.Access.Scopes.Record
                : Domain.Access.Scopes.Read,
        };

    static MethodDescriptor? Method(string method) =>
        method.TrimStart('/').Split('/') is [var service, var name]
            ? Services.FirstOrDefault(s => s.FullName == service)?.FindMethodByName(name)
            : null;
}

/// <summary>
/// The one place where it is decided whether a caller may call: every method's declared need is looked up, the caller
/// is found, and nothing of the registry is answered to nobody.
/// </summary>
public sealed class Gate(Readers readers, LedgerWatch watch, ISessionsOf sessions) : Interceptor
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
        var reader = await ReaderOf(call.GetHttpContext(), call.CancellationToken);
        var lacking = OutsideTokens.LackingOf(call.GetHttpContext());
        var weak = lacking is Lacking.SecondFactor && (reader?.Rights.Any(r => r.What.NeedsSecondFactor) ?? false);
        var of = reader;
        reader = AsProgram(call.GetHttpContext(), reader);
        var stopped = of is not null && reader is null;
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
        if (stopped)
            throw Stopped(of!);
        if (reader is null)
            throw new NotSignedIn(
                "Chưa đăng nhập hoặc phiên đã hết; hãy đăng nhập.",
                "Nobody is signed in, or the session has ended; sign in."
            );
        Scoped(call.Method, reader);
        if (!needs.Any.Any(a => reader.May((Ability)(int)a)))
            throw new NotAllowed(
                "Vai trò của bạn không có quyền này; nếu cần, hãy hỏi quản trị.",
                "Your role does not allow this; ask the administrator if you need it."
            );
    }

    /// <summary>
    /// What may be done by the account that calls, or in Development by the one a program says it asks as.
    /// </summary>
    async Task<Reader?> ReaderOf(HttpContext context, CancellationToken cancel)
    {
        var (account, name) = (Caller.AccountOf(context), Caller.ActingName(context));
        if (account is null && name is null)
            return null;
        var ledger = await watch.Ask(cancel);
        account ??= (await readers.Find(name!, ledger, cancel))?.Id;
        return account is { } id ? await readers.Of(id, ledger, cancel) : null;
    }

    /// <summary>
    /// A program is let in by its own secret or key while that, its terms and its end hold, and with no more than its
    /// token was given for. Nobody else's account is let in by a program's token, and no program by anything a person
    /// signs in with. Asked at every call, so that what stops, stops at once.
    /// </summary>
    static Reader? AsProgram(HttpContext context, Reader? reader)
    {
        var token = Caller.TokenOf(context);
        if (reader?.Program is not { } program)
            return token is null && !OutsideTokens.IsOfProgram(context) ? reader : null;
        if (!program.InEffect || SignedIn.Of(context) is not null || OutsideTokens.IsOfPerson(context))
            return null;
        if (token is null)
            return reader;
        return program.Clients.Contains(token.ClientId)
            ? reader with
            {
                Program = program with { Scopes = program.Scopes.Intersect(token.Scopes).ToHashSet() },
            }
            : null;
    }

    static NotSignedIn Stopped(Reader of) =>
        of.Program is null
            ? new(
                "Khoá này gắn với tài khoản của người nên không còn dùng được; hãy nhờ quản trị mở tài khoản riêng cho chương trình.",
                "This credential hangs on a person's account and no longer works; ask an administrator to open a program's own."
            )
            : new(
                "Chương trình chưa có hiệu lực, đã hết hạn, hoặc khoá của nó chưa được duyệt hay đã bị bỏ; hãy hỏi quản trị.",
                "The program is not in effect yet or has ended, or its secret or key is not approved or was removed; ask an administrator."
            );

    static void Scoped(string method, Reader reader)
    {
        if (
            reader.Program is not { } program
            || DeclaredNeeds.ScopeOf(method) is var scope && program.Scopes.Contains(scope)
        )
            return;
        throw new NotAllowed(
            $"Thẻ này không có phạm vi \"{scope}\" mà việc này cần; hãy xin thẻ với phạm vi ấy, hoặc nhờ quản trị cho chương trình phạm vi ấy.",
            $"This token lacks the scope \"{scope}\" that this needs; ask for a token with it, or have an administrator give the program that scope.",
            "SCOPE_MISSING"
        );
    }
}
