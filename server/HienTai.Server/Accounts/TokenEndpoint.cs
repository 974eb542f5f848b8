using System.Security.Claims;
using HienTai.Server.Pipeline;
using Microsoft.AspNetCore;
using Microsoft.AspNetCore.Authentication;
using OpenIddict.Abstractions;
using OpenIddict.Server;
using OpenIddict.Server.AspNetCore;
using static OpenIddict.Abstractions.OpenIddictConstants;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace HienTai.Server.Accounts;

/// <summary>
/// Tokens for other applications. OpenIddict has checked the client and its secret; here it becomes the account it was
/// registered for.
/// </summary>
static class TokenEndpoint
{
    public const string Path = "/connect/token";

    public static async Task<IResult> Answer(HttpContext context, Clients clients)
    {
        var request = context.GetOpenIddictServerRequest()
            ?? throw new InvalidOperationException("Not a token request.");
        if (
            !request.IsClientCredentialsGrantType()
            || await clients.CardOf(request.ClientId!, context.RequestAborted) is not { } card
        )
            return Results.Forbid(
                new AuthenticationProperties(
                    new Dictionary<string, string?>
                    {
                        [OpenIddictServerAspNetCoreConstants.Properties.Error] = Errors.InvalidClient,
                        [OpenIddictServerAspNetCoreConstants.Properties.ErrorDescription] =
                            "The account of this client is not open.",
                    }
                ),
                [OpenIddictServerAspNetCoreDefaults.AuthenticationScheme]
            );
        var identity = new ClaimsIdentity("token", Claims.Name, Claims.Role).SetClaim(
            Claims.Subject,
            card.Id.ToString()
        );
        return Results.SignIn(
            new ClaimsPrincipal(identity),
            null,
            OpenIddictServerAspNetCoreDefaults.AuthenticationScheme
        );
    }
}

/// <summary>
/// Every answer of the token endpoint is put in the log, the refusals that no code of ours sees included.
/// </summary>
sealed class TokenAnswers(SecurityLog watch, IOpenIddictApplicationManager applications)
    : IOpenIddictServerHandler<ApplyTokenResponseContext>
{
    public async ValueTask HandleAsync(ApplyTokenResponseContext answer)
    {
        if (answer.Transaction.GetHttpRequest()?.HttpContext is not { } context)
            return;
        // What was given as a client's name may be anything, a secret in the wrong box too.
        var client =
            answer.Request?.ClientId is { Length: > 0 and <= 100 } named
            && await applications.FindByClientIdAsync(named, context.RequestAborted) is not null
                ? named
                : null;
        watch.Token(context, client, answer.Error);
    }
}
