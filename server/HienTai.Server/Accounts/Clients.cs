using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text.Json;
using HienTai.Access.V1;
using HienTai.Server.Pipeline;
using OpenIddict.Abstractions;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace HienTai.Server.Accounts;

/// <summary>Other applications that may ask as an account, by OAuth 2 client credentials.</summary>
sealed class Clients(
    IOpenIddictApplicationManager applications,
    IOpenIddictTokenManager tokens,
    IAccountDirectory directory
)
{
    const string Account = "account";

    public async Task<ClientSecret> Register(AccountCard card, string name, CancellationToken cancel)
    {
        var made = new ClientSecret
        {
            ClientId = $"{card.Name}-{RandomNumberGenerator.GetHexString(8, lowercase: true)}",
            Secret = NewSecret(),
        };
        await applications.CreateAsync(
            new OpenIddictApplicationDescriptor
            {
                ClientId = made.ClientId,
                ClientSecret = made.Secret,
                ClientType = ClientTypes.Confidential,
                DisplayName = name,
                Permissions = { Permissions.Endpoints.Token, Permissions.GrantTypes.ClientCredentials },
                Properties = { [Account] = JsonSerializer.SerializeToElement(card.Id) },
            },
            cancel
        );
        return made;
    }

    public async Task<ClientSecret> Rotate(string clientId, CancellationToken cancel)
    {
        var application = await Find(clientId, cancel);
        var made = new ClientSecret { ClientId = clientId, Secret = NewSecret() };
        var descriptor = new OpenIddictApplicationDescriptor();
        await applications.PopulateAsync(descriptor, application, cancel);
        descriptor.ClientSecret = made.Secret;
        await applications.UpdateAsync(application, descriptor, cancel);
        await tokens.RevokeByApplicationIdAsync((await applications.GetIdAsync(application, cancel))!, cancel);
        return made;
    }

    /// <summary>With its tokens, which the store deletes along.</summary>
    public async Task Remove(string clientId, CancellationToken cancel) =>
        await applications.DeleteAsync(await Find(clientId, cancel), cancel);

    public async Task<ListClientsResponse> List(CancellationToken cancel)
    {
        var clients = new List<Client>();
        await foreach (var application in applications.ListAsync(null, null, cancel))
        {
            var account = await AccountOf(application, cancel);
            clients.Add(
                new()
                {
                    ClientId = await applications.GetClientIdAsync(application, cancel) ?? "",
                    Name = await applications.GetDisplayNameAsync(application, cancel) ?? "",
                    AccountId = account?.ToString() ?? "",
                    AccountName = account is { } id && await directory.Find(id, cancel) is { } card ? card.Name : "",
                }
            );
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

    /// <summary>The open account a client asks as.</summary>
    public async Task<AccountCard?> CardOf(string clientId, CancellationToken cancel) =>
        await applications.FindByClientIdAsync(clientId, cancel) is { } application
        && await AccountOf(application, cancel) is { } account
        && await directory.Find(account, cancel) is { Open: true } card
            ? card
            : null;

    async Task<Guid?> AccountOf(object application, CancellationToken cancel) =>
        (
            await applications.GetPropertiesAsync(application, cancel)
                is ImmutableDictionary<string, JsonElement> properties
            && properties.TryGetValue(Account, out var account)
        )
            ? account.GetGuid()
            : null;

    async Task<object> Find(string clientId, CancellationToken cancel) =>
        (clientId.Length is > 0 and <= 100 ? await applications.FindByClientIdAsync(clientId, cancel) : null)
        ?? throw new NotOnRecord("Không có ứng dụng này.", "There is no such application.");

    static string NewSecret() => System.Buffers.Text.Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));
}
