using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text.Json;
using Google.Protobuf.WellKnownTypes;
using HienTai.Access.V1;
using HienTai.Domain.Access;
using HienTai.Server.Access;
using HienTai.Server.Pipeline;
using Microsoft.IdentityModel.Tokens;
using OpenIddict.Abstractions;
using static OpenIddict.Abstractions.OpenIddictConstants;
using AccountChange = HienTai.Domain.Access.AccountChange;
using AccountChangeKind = HienTai.Domain.Access.AccountChangeKind;

namespace HienTai.Server.Accounts;

/// <summary>
/// Secrets and keys of programs, by OAuth 2 client credentials. That one may be used is a recorded fact of the
/// program's account; here is only what it is checked against.
/// </summary>
sealed class Clients(
    IOpenIddictApplicationManager applications,
    IOpenIddictTokenManager tokens,
    IAccountDirectory directory,
    Readers readers
)
{
    const string Account = "account";

    /// <summary>The same for the same request, so that sending it again makes no second client.</summary>
    public static string IdOf(AccountCard card, Guid change) => $"{card.Name}-{change.ToString("N")[^8..]}";

    /// <summary>
    /// Keeps what a client is checked against, once. Answers its secret, if it has one; it is shown this once.
    /// </summary>
    public async Task<string> Keep(Guid account, ClientAsked client, JsonWebKey? key, CancellationToken cancel)
    {
        if (await applications.FindByClientIdAsync(client.ClientId, cancel) is not null)
            return "";
        var secret = key is null ? NewSecret() : null;
        await applications.CreateAsync(
            new OpenIddictApplicationDescriptor
            {
                ClientId = client.ClientId,
                ClientSecret = secret,
                JsonWebKeySet = key is null ? null : new JsonWebKeySet { Keys = { key } },
                ClientType = ClientTypes.Confidential,
                DisplayName = client.Name,
                Permissions = { Permissions.Endpoints.Token, Permissions.GrantTypes.ClientCredentials },
                Properties = { [Account] = JsonSerializer.SerializeToElement(account) },
            },
            cancel
        );
        return secret ?? "";
    }

    /// <summary>With its tokens. Nothing happens if it is gone already.</summary>
    public async Task Forget(string clientId, CancellationToken cancel)
    {
        if (await applications.FindByClientIdAsync(clientId, cancel) is not { } application)
            return;
        await tokens.RevokeByApplicationIdAsync((await applications.GetIdAsync(application, cancel))!, cancel);
        await applications.DeleteAsync(application, cancel);
    }

    public async Task<ListClientsResponse> List(ReadSession read, CancellationToken cancel)
    {
        var recorded = (
            await read.Facts<AccountChangeFact>($"f.what = {(int)AccountChangeKind.Client} and not f.ended", cancel)
        ).ToDictionary(c => c.Fact.ClientId, c => c.Fact);
        var clients = new List<Client>();
        await foreach (var application in applications.ListAsync(null, null, cancel))
        {
            var id = await applications.GetClientIdAsync(application, cancel) ?? "";
            var account = await AccountOf(application, cancel);
            var card = account is { } known ? await directory.Find(known, cancel) : null;
            var client = new Client
            {
                ClientId = id,
                Name = await applications.GetDisplayNameAsync(application, cancel) ?? "",
                AccountId = account?.ToString() ?? "",
                AccountName = card?.Name ?? "",
            };
            if (card is { Program: true } && recorded.TryGetValue(id, out var fact))
            {
                client.KeyThumbprint = fact.KeyThumbprint;
                client.EffectiveTime = AccountChange.Instant(fact.EffectiveAt)?.ToTimestamp();
            }
            else
                (client.Stopped, client.Remedy) = (true, Remedy);
            clients.Add(client);
        }
        return new()
        {
            Clients =
            {
                clients
                    .OrderBy(c => Domain.Kernel.VietnameseText.TextKey(c.Name), StringComparer.Ordinal)
                    .ThenBy(c => c.ClientId, StringComparer.Ordinal),
            },
        };
    }

    /// <summary>The program a client asks as, if that, its terms and this very client of it are in effect.</summary>
    public async Task<Reader?> ProgramOf(string clientId, CancellationToken cancel) =>
        await applications.FindByClientIdAsync(clientId, cancel) is { } application
        && await AccountOf(application, cancel) is { } account
        && await readers.Of(account, cancel) is { Program: { InEffect: true } program } reader
        && program.Clients.Contains(clientId)
            ? reader
            : null;

    /// <summary>The account a client hangs on, a program's or not.</summary>
    public async Task<Guid?> AccountOf(string clientId, CancellationToken cancel) =>
        await AccountOf(
            (clientId.Length is > 0 and <= 100 ? await applications.FindByClientIdAsync(clientId, cancel) : null)
                ?? throw new NotOnRecord("Không có ứng dụng này.", "There is no such application."),
            cancel
        );

    /// <summary>A public key as a program's people hand it over, or why it is none.</summary>
    public static JsonWebKey? KeyOf(Reading read, string text)
    {
        const int Longest = 4_000;
        if (text.Length == 0)
            return null;
        try
        {
            if (text.Length <= Longest && new JsonWebKey(text) is { HasPrivateKey: false } key && IsStrong(key))
                return Public(key);
        }
        catch (Exception e) when (e is ArgumentException or FormatException or JsonException)
        {
            // Said below.
        }
        return read.Fault<JsonWebKey?>(
            "public_key",
            "Phải là khoá công khai dạng JWK: EC P-256, P-384, P-521 hoặc RSA từ 2048 bit; khoá bí mật không bao giờ gửi đi.",
            "It must be a public key as a JWK: EC P-256, P-384, P-521, or RSA of 2048 bits or more; a private key is never sent.",
            null
        );
    }

    public static string Thumbprint(JsonWebKey? key) =>
        key is null ? "" : Base64UrlEncoder.Encode(key.ComputeJwkThumbprint());

    static bool IsStrong(JsonWebKey key) =>
        key.Kty switch
        {
            JsonWebAlgorithmsKeyTypes.EllipticCurve => key.Crv
                is JsonWebKeyECTypes.P256
                    or JsonWebKeyECTypes.P384
                    or JsonWebKeyECTypes.P521
                && key is { X.Length: > 0, Y.Length: > 0 },
            JsonWebAlgorithmsKeyTypes.RSA => key is { E.Length: > 0, N.Length: > 0 } && key.KeySize >= 2048,
            _ => false,
        };

    // What else came along is not kept.
    static JsonWebKey Public(JsonWebKey key) =>
        new()
        {
            Kty = key.Kty,
            Crv = key.Crv,
            X = key.X,
            Y = key.Y,
            E = key.E,
            N = key.N,
            Kid = key.Kid,
            Use = JsonWebKeyUseNames.Sig,
        };

    async Task<Guid?> AccountOf(object application, CancellationToken cancel) =>
        (
            await applications.GetPropertiesAsync(application, cancel)
                is ImmutableDictionary<string, JsonElement> properties
            && properties.TryGetValue(Account, out var account)
        )
            ? account.GetGuid()
            : null;

    static readonly Rpc.V1.Text Remedy = Words.Both(
        "Đã ngừng: khoá này hỏi dưới tên một người. Hãy mở tài khoản riêng cho chương trình ở mục Chương trình, cấp vai trò, phạm vi và bí mật hoặc khoá mới, rồi bỏ khoá cũ này.",
        "Stopped: it asked under a person's name. Open an account of the program's own under Programs, give it a role, scopes and a new secret or key, then remove this one."
    );

    static string NewSecret() => System.Buffers.Text.Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));
}
