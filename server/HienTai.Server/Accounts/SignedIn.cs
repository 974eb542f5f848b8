using System.Globalization;
using System.Security.Claims;
using HienTai.Access.V1;
using Microsoft.AspNetCore.Authentication;

namespace HienTai.Server.Accounts;

/// <summary>A browser's sign-in as far as it has come.</summary>
/// <param name="Proved">When the owner last showed everything that was asked for.</param>
/// <param name="Used">When the session was last used; it counts idleness.</param>
/// <param name="Alone">A password alone opened it; not enough once the account is given more.</param>
public sealed record SignedIn(
    Guid Account,
    Guid Session,
    Step Step,
    DateTimeOffset Started,
    DateTimeOffset Proved,
    DateTimeOffset Used,
    bool Alone = false
)
{
    /// <summary>Reads the session's cookie; requests find it already read.</summary>
    public const string Scheme = "session";

    /// <summary>Sets a cookie with a new reference, whatever cookie the request brought.</summary>
    public const string NewScheme = "session-new";

    public bool Complete => Step is Step.None;

    public static SignedIn? Of(HttpContext context) => Of(context.User);

    public static SignedIn? Of(ClaimsPrincipal user) =>
        user.Identity is { IsAuthenticated: true, AuthenticationType: Scheme }
            ? new(
                Guid.Parse(Claim(user, "sub")),
                Guid.Parse(Claim(user, "session")),
                Enum.Parse<Step>(Claim(user, "step")),
                Time(user, "started"),
                Time(user, "proved"),
                user.HasClaim(c => c.Type == "used") ? Time(user, "used") : Time(user, "proved"),
                user.HasClaim("alone", "yes")
            )
            : null;

    public ClaimsPrincipal Principal =>
        new(
            new ClaimsIdentity(
                [
                    new("sub", Account.ToString()),
                    new("session", Session.ToString()),
                    new("step", Step.ToString()),
                    new("started", Text(Started)),
                    new("proved", Text(Proved)),
                    new("alone", Alone ? "yes" : "no"),
                ],
                Scheme,
                "sub",
                null
            )
        );

    public static Claim UsedClaim(DateTimeOffset used) => new("used", Text(used));

    static string Claim(ClaimsPrincipal user, string type) =>
        user.FindFirstValue(type) ?? throw new InvalidOperationException($"A session without {type}.");

    static string Text(DateTimeOffset time) => time.UtcTicks.ToString(CultureInfo.InvariantCulture);

    static DateTimeOffset Time(ClaimsPrincipal user, string type) =>
        new(long.Parse(Claim(user, type), CultureInfo.InvariantCulture), TimeSpan.Zero);
}
