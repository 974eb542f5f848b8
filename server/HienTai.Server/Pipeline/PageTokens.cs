using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Google.Protobuf;
using HienTai.Domain.Kernel;

namespace HienTai.Server.Pipeline;

/// <summary>
/// Where a list goes on: after how many rows of how many and which row, at which day and ledger position, of which
/// query by whom. A token of another query or another reader is refused. It is not a secret, so it is not signed:
/// forging one shows nothing that asking would not.
/// </summary>
public sealed record PageToken(string Query, DateOnly On, long Position, int Offset, int Total, string[] After)
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

    public static PageToken? Read(string token, IMessage request, Guid account)
    {
        if (token.Length == 0)
            return null;
        PageToken? read;
        try
        {
            read = JsonSerializer.Deserialize<PageToken>(Convert.FromBase64String(token));
        }
        catch (Exception e) when (e is FormatException or JsonException)
        {
            throw Another();
        }
        return read is { After: not null, Offset: >= 0, Total: >= 0 } && read.Query == HashOf(request, account)
            ? read
            : throw Another();
    }

    public override string ToString() => Convert.ToBase64String(JsonSerializer.SerializeToUtf8Bytes(this));

    static Rejected Another() =>
        new(
            "PAGE_TOKEN_OF_ANOTHER_QUERY",
            "Mã trang này thuộc một câu hỏi khác; hãy hỏi lại từ trang đầu.",
            "This page token belongs to another query; ask from the first page.",
            "page_token"
        );
}
