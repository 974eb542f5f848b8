using HienTai.Server.Database;

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

    public static AccountSettings FromEnvironment() =>
        new(
            Text("HIENTAI_SECRETS") is { } secrets
                ? Path.GetFullPath(secrets)
                : Path.Combine(DataFolder.Resolve(), "secrets"),
            Minutes("HIENTAI_SESSION_IDLE", 15),
            Minutes("HIENTAI_SESSION_ABSOLUTE", 12 * 60),
            Link("HIENTAI_ADDRESS"),
            Link("HIENTAI_OIDC_ISSUER") is null
                ? null
                : new(
                    Text("HIENTAI_OIDC_ISSUER")!,
                    Text("HIENTAI_OIDC_AUDIENCE")
                        ?? throw new StartupFailure(
                            "Có HIENTAI_OIDC_ISSUER thì phải có HIENTAI_OIDC_AUDIENCE.",
                            "HIENTAI_OIDC_ISSUER needs HIENTAI_OIDC_AUDIENCE beside it."
                        ),
                    Text("HIENTAI_OIDC_ACCOUNT_CLAIM") ?? "sub",
                    Text("HIENTAI_OIDC_TOKEN_TYPE") ?? "at+jwt"
                )
                {
                    Scope = Text("HIENTAI_OIDC_SCOPE"),
                    StrongClasses = List("HIENTAI_OIDC_ACR", ""),
                    StrongMethods = List("HIENTAI_OIDC_AMR", "mfa"),
                }
        );

    static string[] List(string name, string usual) =>
        (Text(name) ?? usual).Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    static string? Text(string name) =>
        Environment.GetEnvironmentVariable(name) is { } text && !string.IsNullOrWhiteSpace(text) ? text.Trim() : null;

    static TimeSpan Minutes(string name, int usual)
    {
        if (Text(name) is not { } text)
            return TimeSpan.FromMinutes(usual);
        return int.TryParse(text, out var minutes) && minutes is > 0 and <= 7 * 24 * 60
            ? TimeSpan.FromMinutes(minutes)
            : throw new StartupFailure(
                $"{name} phải là số phút từ 1 đến 10080.",
                $"{name} must be a number of minutes from 1 to 10080."
            );
    }

    static Uri? Link(string name)
    {
        if (Text(name) is not { } text)
            return null;
        return Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Scheme is "http" or "https"
            ? address
            : throw new StartupFailure(
                $"{name} phải là địa chỉ như https://hientai.vn.",
                $"{name} must be an address like https://hientai.vn."
            );
    }
}
