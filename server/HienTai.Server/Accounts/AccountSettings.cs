using HienTai.Server.Database;
using HienTai.Server.Hosting;

namespace HienTai.Server.Accounts;

/// <summary>Another issuer whose tokens are accepted (OpenID Connect discovery).</summary>
/// <param name="AccountClaim">The claim that holds the account's name or id.</param>
/// <param name="TokenType">What the token's header must call it, so that an id token is not taken for an access
/// token.</param>
public sealed record OutsideIssuer(
    string Issuer,
    string Audience,
    string AccountClaim = "sub",
    string TokenType = "at+jwt"
)
{
    /// <summary>The scope a token must have been given for; null asks for none.</summary>
    public string? Scope { get; init; }

    /// <summary>Classes of signing in there (acr) that count as more than a password.</summary>
    public IReadOnlyList<string> StrongClasses { get; init; } = [];

    /// <summary>Methods (amr, RFC 8176) of which one is enough to count as more than a password.</summary>
    public IReadOnlyList<string> StrongMethods { get; init; } = ["mfa"];
}

/// <summary>How long sessions last, where secrets are kept and who else may issue tokens.</summary>
/// <param name="Address">The address people open, which is also the name of the embedded issuer; null is
/// localhost.</param>
public sealed record AccountSettings(
    string Secrets,
    TimeSpan Idle,
    TimeSpan Absolute,
    Uri? Address = null,
    OutsideIssuer? Outside = null
)
{
    public AccountSettings(string secrets)
        : this(secrets, TimeSpan.FromMinutes(15), TimeSpan.FromHours(12)) { }

    public static AccountSettings FromSettings() =>
        new(
            Settings.Text("HIENTAI_SECRETS") is { } secrets
                ? Path.GetFullPath(secrets)
                : Path.Combine(DataFolder.Resolve(), "secrets"),
            Minutes("HIENTAI_SESSION_IDLE", 15),
            Minutes("HIENTAI_SESSION_ABSOLUTE", 12 * 60),
            Settings.Link("HIENTAI_ADDRESS"),
            Settings.Link("HIENTAI_OIDC_ISSUER") is null
                ? null
                : new(
                    Settings.Text("HIENTAI_OIDC_ISSUER")!,
                    Settings.Text("HIENTAI_OIDC_AUDIENCE")
                        ?? throw new StartupFailure(
                            "Có HIENTAI_OIDC_ISSUER thì phải có HIENTAI_OIDC_AUDIENCE.",
                            "HIENTAI_OIDC_ISSUER needs HIENTAI_OIDC_AUDIENCE beside it."
                        ),
                    Settings.Text("HIENTAI_OIDC_ACCOUNT_CLAIM") ?? "sub",
                    Settings.Text("HIENTAI_OIDC_TOKEN_TYPE") ?? "at+jwt"
                )
                {
                    Scope = Settings.Text("HIENTAI_OIDC_SCOPE"),
                    StrongClasses = Settings.List("HIENTAI_OIDC_ACR"),
                    StrongMethods = Settings.List("HIENTAI_OIDC_AMR", "mfa"),
                }
        );

    static TimeSpan Minutes(string name, int usual) =>
        TimeSpan.FromMinutes(Settings.Number(name, usual, most: 7 * 24 * 60));
}
