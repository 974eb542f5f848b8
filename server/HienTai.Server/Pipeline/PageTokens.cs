using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Google.Protobuf;
using Grpc.Core;
using Grpc.Core.Interceptors;
using HienTai.Domain.Kernel;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.WebUtilities;

namespace HienTai.Server.Pipeline;

/// <summary>
/// Where a list goes on: after how many rows of how many and which row, at which day, position and epoch, of which
/// query by whom. A token of another query or another reader is refused. On the wire it is sealed, see
/// <see cref="PageSeals"/>.
/// </summary>
public sealed record PageToken(
    string Query,
    DateOnly On,
    long Position,
    int Epoch,
    int Offset,
    int Total,
    string[] After
)
{
    public static string HashOf(IMessage request, Guid account)
    {
        var copy = request.Descriptor.Parser.ParseFrom(request.ToByteArray());
        foreach (var name in (string[])["page_token", "page_size"])
            request.Descriptor.FindFieldByName(name)?.Accessor.Clear(copy);
        return Convert.ToHexStringLower(
            SHA256.HashData([
                .. Encoding.UTF8.GetBytes(request.Descriptor.FullName),
                .. account.ToByteArray(),
                .. copy.ToByteArray(),
            ])
        )[..16];
    }

    /// <summary>Where a list goes on that was asked in this session.</summary>
    public static PageToken At(
        ReadSession read,
        IMessage request,
        Guid account,
        int offset,
        int total,
        string[] after
    ) => new(HashOf(request, account), read.On, read.Position, read.Ledger.Epoch, offset, total, after);

    /// <summary>
    /// What a request's token says, once <see cref="PageSeals"/> has opened it; null at the first page.
    /// </summary>
    public static PageToken? Read(string token, IMessage request, Guid account)
    {
        if (token.Length == 0)
            return null;
        return JsonSerializer.Deserialize<PageToken>(token) is { } read && read.Query == HashOf(request, account)
            ? read
            : throw new Rejected(
                "PAGE_TOKEN_OF_ANOTHER_QUERY",
                "Mã trang này thuộc một câu hỏi khác; hãy hỏi lại từ trang đầu.",
                "This page token belongs to another query; ask from the first page.",
                Field
            );
    }

    /// <summary>The field of a request that holds one.</summary>
    public const string Field = "page_token";

    public override string ToString() => JsonSerializer.Serialize(this);
}

/// <summary>
/// Seals every page token on its way out and opens it on its way in, for every list at once: it reveals nothing, and
/// one that this registry did not give is refused before any list looks at it. The key lies with those that protect
/// sessions, which all servers of a registry share.
/// </summary>
public sealed class PageSeals(IDataProtectionProvider protection) : Interceptor
{
    readonly IDataProtector seal = protection.CreateProtector("HienTai.PageToken");

    public override async Task<TResponse> UnaryServerHandler<TRequest, TResponse>(
        TRequest request,
        ServerCallContext context,
        UnaryServerMethod<TRequest, TResponse> next
    )
    {
        if (TextOf(request, PageToken.Field) is { } sealedToken)
            Put(request, PageToken.Field, Open(sealedToken));
        var answer = await next(request, context);
        if (TextOf(answer, "next_page_token") is { } token)
            Put(answer, "next_page_token", WebEncoders.Base64UrlEncode(seal.Protect(Encoding.UTF8.GetBytes(token))));
        return answer;
    }

    string Open(string token)
    {
        try
        {
            return Encoding.UTF8.GetString(seal.Unprotect(WebEncoders.Base64UrlDecode(token)));
        }
        catch (Exception e) when (e is FormatException or CryptographicException)
        {
            throw new Malformed([
                new()
                {
                    Field = PageToken.Field,
                    Message = new()
                    {
                        Vi = "Mã trang này không phải do sổ này cấp, hoặc đã quá cũ; hãy hỏi lại từ trang đầu.",
                        En = "This page token was not given by this registry, or is too old; ask from the first page.",
                    },
                },
            ]);
        }
    }

    static string? TextOf(object message, string name) =>
        (message as IMessage)?.Descriptor.FindFieldByName(name)?.Accessor.GetValue((IMessage)message)
            is string { Length: > 0 } text
            ? text
            : null;

    static void Put(object message, string name, string text) =>
        ((IMessage)message).Descriptor.FindFieldByName(name)!.Accessor.SetValue((IMessage)message, text);
}
