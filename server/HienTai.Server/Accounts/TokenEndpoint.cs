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
/// Tokens for other applications. OpenIddict has checked the client and its secret or key; here it becomes the program
/// it belongs to, within that program's scopes.
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
            || await clients.ProgramOf(request.ClientId!, context.RequestAborted) is not { Program: { } terms } program
        )
            return Refused(
                Errors.InvalidClient,
                "This client is no program's, or the program or this credential of it is not in effect."
            );
        var asked = request.GetScopes();
        if (asked.FirstOrDefault(s => !terms.Scopes.Contains(s)) is { } beyond)
            return Refused(Errors.InvalidScope, $"The program may not be asked for the scope {beyond}.");
        var identity = new ClaimsIdentity("token", Claims.Name, Claims.Role)
            .SetClaim(Claims.Subject, program.Account.ToString())
            .SetScopes(asked.Length > 0 ? asked : [.. Domain.Access.Scopes.All.Where(terms.Scopes.Contains)]);
        return Results.SignIn(
            new ClaimsPrincipal(identity),
            null,
            OpenIddictServerAspNetCoreDefaults.AuthenticationScheme
        );
    }

    static IResult Refused(string error, string description) =>
        Results.Forbid(
            new AuthenticationProperties(
                new Dictionary<string, string?>
                {
                    [OpenIddictServerAspNetCoreConstants.Properties.Error] = error,
                    [OpenIddictServerAspNetCoreConstants.Properties.ErrorDescription] = description,
                }
            ),
            [OpenIddictServerAspNetCoreDefaults.AuthenticationScheme]
        );
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
