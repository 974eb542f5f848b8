using HienTai.Server.Pipeline;
using OpenIddict.Abstractions;

namespace HienTai.Server.Accounts;

/// <summary>Whose secret or key got a token of ours, and what it was given for.</summary>
public sealed record ClientToken(string ClientId, IReadOnlyList<string> Scopes);

/// <summary>
/// The one place that tells who calls: a browser's complete sign-in, another application's token, or in Development a
/// name in a header.
/// </summary>
public static class Caller
{
    /// <summary>In Development, the account a program asks as. A browser must sign in, there too.</summary>
    public const string ActingAs = "x-acting-as";

    /// <summary>What one of our own tokens says; null for whatever else the request came with.</summary>
    public static ClientToken? TokenOf(HttpContext context) =>
        context.User.Identity
            is { IsAuthenticated: true, AuthenticationType: not (SignedIn.Scheme or OutsideTokens.Scheme) }
            ? new(
                context.User.GetClaim(OpenIddictConstants.Claims.ClientId)
                    ?? context.User.GetPresenters().FirstOrDefault("")!,
                context.User.GetScopes()
            )
            : null;

    /// <summary>
    /// The account that calls, or null. Whether it is open and what it may do is for its record to say.
    /// </summary>
    public static Guid? AccountOf(HttpContext context)
    {
        if (context.User.Identity is not { IsAuthenticated: true })
            return null;
        if (SignedIn.Of(context) is { } session)
            return session.Complete ? session.Account : null;
        return Guid.TryParse(context.User.FindFirst("sub")?.Value, out var account) ? account : null;
    }

    /// <summary>The account's name a program says it asks as; null unless that may be said here.</summary>
    public static string? ActingName(HttpContext context)
    {
        var (headers, environment) = (
            context.Request.Headers,
            context.RequestServices.GetRequiredService<IHostEnvironment>()
        );
        return
            environment.IsDevelopment()
            && headers[ActingAs] is [{ Length: > 0 } name]
            && headers.Origin.Count == 0
            && headers["Sec-Fetch-Site"].Count == 0
            && headers.Cookie.Count == 0
            && headers.Authorization.Count == 0
            ? name
            : null;
    }
}
