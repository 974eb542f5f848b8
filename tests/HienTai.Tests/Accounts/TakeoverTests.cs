using System.Text.Json;
using Grpc.Core;
using HienTai.Access.V1;
using HienTai.Organization.V1;
using HienTai.Personnel.V1;
using HienTai.Server.Accounts;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using OpenIddict.Abstractions;
using SessionService = HienTai.Access.V1.SessionService;

namespace HienTai.Tests.Accounts;

/// <summary>
/// An administrator tries to read and record as somebody else. Each step is tried by itself: what the step before
/// would have given is planted as a server of before would have left it.
/// </summary>
[Collection(AccountsApp.Name)]
public sealed class TakeoverTests(AccountsApp app)
{
    readonly List<string> succeeded = [];
    static readonly Guid Victim = AccountIds.Of("noivu");

    [Fact]
    public async Task An_administrator_cannot_ask_as_somebody_else_by_a_client()
    {
        var administrator = (await app.TwoAdministrators()).Asks;
        var client = await Try("registered a client on another person's account", async () =>
            await administrator.Credentials.RegisterClientAsync(
                new()
                {
                    Envelope = Seed.Envelope("Thử."),
                    AccountId = Victim.ToString(),
                    ChangeId = Seed.NewId().ToString(),
                    Name = "Phần mềm",
                }
            )
        ) ?? await ClientOfBefore();
        var token = await Try("got a token as another person", () => Token(client))
            ?? await TokenOfBefore(client.ClientId);
        var bearer = new Metadata { { "authorization", $"Bearer {token}" } };

        var session = await new SessionService.SessionServiceClient(app.Grpc(null)).GetSessionAsync(new(), bearer);
        if (session.AccountId.Length > 0)
            succeeded.Add($"was taken for {session.Name}");
        await Try("read the people of another person's mandate", async () =>
            await new PersonService.PersonServiceClient(app.Grpc(null)).ListPeopleAsync(new(), bearer)
        );
        var unit = Seed.NewId().ToString();
        await Try("recorded as another person", async () => await new UnitService.UnitServiceClient(
                app.Grpc(null)
            ).FoundUnitAsync(
                new()
                {
                    Envelope = Seed.Envelope("Thử."),
                    Id = unit,
                    Kind = UnitKind.District,
                    From = "2003-12-02",
                    Name = "Huyện Chiếm Quyền",
                    Code = "CHIEM",
                },
                bearer
            ));
        if (await app.Scalar<bool>($"select exists (select from ledger where stream_id = '{unit}')"))
            succeeded.Add("left a record under another person's name");
        succeeded.Should().BeEmpty();
    }

    [Fact]
    public async Task An_administrator_cannot_take_up_somebody_elses_account_alone()
    {
        await Try("was handed a code for an account that is in use", async () =>
            await app.Administrator.IssueEnrolmentAsync(Seed.Issuing(Victim))
        );
        await Try("took another person's second factor away", async () =>
            await app.Administrator.ResetFactorsAsync(Seed.Resetting(Victim))
        );
        succeeded.Should().BeEmpty();
    }

    async Task<T?> Try<T>(string what, Func<Task<T?>> step)
        where T : class
    {
        try
        {
            if (await step() is not { } given)
                return null;
            succeeded.Add(what);
            return given;
        }
        catch (RpcException refused)
            when (refused.StatusCode
                    is StatusCode.FailedPrecondition
                        or StatusCode.PermissionDenied
                        or StatusCode.Unauthenticated
            )
        {
            return null;
        }
    }

    async Task<string?> Token(ClientSecret client)
    {
        using var http = new HttpClient();
        using var answer = await http.PostAsync(
            $"{app.WebAddress}/connect/token",
            new FormUrlEncodedContent([
                new("grant_type", "client_credentials"),
                new("client_id", client.ClientId),
                new("client_secret", client.Secret),
            ])
        );
        return JsonDocument
            .Parse(await answer.Content.ReadAsStringAsync())
            .RootElement.TryGetProperty("access_token", out var token)
            ? token.GetString()
            : null;
    }

    /// <summary>
    /// A client as servers registered them on people's accounts until programs had accounts of their own.
    /// </summary>
    async Task<ClientSecret> ClientOfBefore()
    {
        var client = new ClientSecret { ClientId = "noivu-0123abcd", Secret = "bi-mat-cua-may-chu-truoc" };
        await using var scope = app.Services.CreateAsyncScope();
        await scope
            .ServiceProvider.GetRequiredService<IOpenIddictApplicationManager>()
            .CreateAsync(
                new OpenIddictApplicationDescriptor
                {
                    ClientId = client.ClientId,
                    ClientSecret = client.Secret,
                    ClientType = OpenIddictConstants.ClientTypes.Confidential,
                    DisplayName = "Phần mềm trường học",
                    Permissions =
                    {
                        OpenIddictConstants.Permissions.Endpoints.Token,
                        OpenIddictConstants.Permissions.GrantTypes.ClientCredentials,
                    },
                    Properties = { ["account"] = JsonSerializer.SerializeToElement(Victim) },
                }
            );
        return client;
    }

    /// <summary>
    /// A token such a client got just before the upgrade: signed, sealed and entered by this very issuer.
    /// </summary>
    async Task<string> TokenOfBefore(string client)
    {
        await using var scope = app.Services.CreateAsyncScope();
        var (applications, tokens, secrets) = (
            scope.ServiceProvider.GetRequiredService<IOpenIddictApplicationManager>(),
            scope.ServiceProvider.GetRequiredService<IOpenIddictTokenManager>(),
            scope.ServiceProvider.GetRequiredService<Secrets>()
        );
        var entry = await tokens.CreateAsync(
            new OpenIddictTokenDescriptor
            {
                ApplicationId = await applications.GetIdAsync((await applications.FindByClientIdAsync(client))!),
                Subject = Victim.ToString(),
                Type = OpenIddictConstants.TokenTypeIdentifiers.AccessToken,
                Status = OpenIddictConstants.Statuses.Valid,
                ExpirationDate = DateTimeOffset.UtcNow.AddYears(1),
            }
        );
        using var http = new HttpClient();
        var issuer = JsonDocument
            .Parse(await http.GetStringAsync($"{app.WebAddress}/.well-known/openid-configuration"))
            .RootElement.GetProperty("issuer")
            .GetString();
        return new JsonWebTokenHandler().CreateToken(
            new SecurityTokenDescriptor
            {
                Issuer = issuer,
                Expires = DateTime.UtcNow.AddYears(1),
                TokenType = "at+jwt",
                Claims = new Dictionary<string, object>
                {
                    ["sub"] = Victim.ToString(),
                    ["client_id"] = client,
                    ["oi_prst"] = client,
                    ["oi_tkn_id"] = (await tokens.GetIdAsync(entry))!,
                },
                SigningCredentials = new(secrets.SigningKey, SecurityAlgorithms.EcdsaSha256),
                EncryptingCredentials = new(
                    secrets.EncryptionKey,
                    SecurityAlgorithms.Aes256KW,
                    SecurityAlgorithms.Aes256CbcHmacSha512
                ),
            }
        );
    }
}
