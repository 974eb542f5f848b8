using System.Security.Claims;
using Microsoft.AspNetCore;
using Microsoft.AspNetCore.Authentication;
using OpenIddict.Abstractions;
using OpenIddict.Server.AspNetCore;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace HienTai.Server.Accounts;

/// <summary>Tokens for other applications. OpenIddict has checked the client and its secret; here it becomes the account it was registered for.</summary>
static class TokenEndpoint
{
    public const string Path = "/connect/token";

    public static async Task<IResult> Answer(HttpContext context, Clients clients)
    {
        var request = context.GetOpenIddictServerRequest() ?? throw new InvalidOperationException("Not a token request.");
        if (!request.IsClientCredentialsGrantType() || await clients.CardOf(request.ClientId!, context.RequestAborted) is not { } card)
            return Results.Forbid(new AuthenticationProperties(new Dictionary<string, string?>
            {
                [OpenIddictServerAspNetCoreConstants.Properties.Error] = Errors.InvalidClient,
                [OpenIddictServerAspNetCoreConstants.Properties.ErrorDescription] = "The account of this client is not open.",
            }), [OpenIddictServerAspNetCoreDefaults.AuthenticationScheme]);
        var identity = new ClaimsIdentity("token", Claims.Name, Claims.Role).SetClaim(Claims.Subject, card.Id.ToString());
        return Results.SignIn(new ClaimsPrincipal(identity), null, OpenIddictServerAspNetCoreDefaults.AuthenticationScheme);
    }
}
