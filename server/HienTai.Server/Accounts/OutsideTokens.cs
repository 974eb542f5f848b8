using System.Security.Claims;
using HienTai.Server.Database;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;

namespace HienTai.Server.Accounts;

/// <summary>What a token of the outside issuer does not show.</summary>
enum Lacking
{
    Nothing,
    Scope,
    SecondFactor,
}

/// <summary>
/// Tokens of another issuer: whom they mean, and whether they show enough for what that account may do.
/// </summary>
static class OutsideTokens
{
    public const string Scheme = "outside-issuer";

    public static void AddOutsideIssuer(this IServiceCollection services, OutsideIssuer outside, bool development)
    {
        services.AddSingleton(s => new OutsideMetadata(
            outside,
            development,
            s.GetRequiredService<ILogger<OutsideMetadata>>()
        ));
        services
            .AddAuthentication()
            .AddJwtBearer(Scheme, jwt =>
            {
                (jwt.Audience, jwt.MapInboundClaims) = (outside.Audience, false);
                var checks = jwt.TokenValidationParameters;
                (checks.ValidIssuer, checks.ValidTypes, checks.ValidAlgorithms, checks.AuthenticationType) = (
                    outside.Issuer,
                    [outside.TokenType, $"application/{outside.TokenType}"],
                    ["RS256", "ES256", "PS256"],
                    Scheme
                );
                (checks.RequireExpirationTime, checks.RequireSignedTokens, checks.ClockSkew) = (
                    true,
                    true,
                    TimeSpan.FromSeconds(30)
                );
                jwt.Events = new() { OnTokenValidated = context => Recognize(context, outside) };
            });
        services
            .AddOptions<JwtBearerOptions>(Scheme)
            .Configure<OutsideMetadata>((jwt, metadata) => jwt.ConfigurationManager = metadata.Kept);
    }

    /// <summary>A token of the outside issuer in which no person took part.</summary>
    public static bool IsOfProgram(HttpContext context) => context.Items[typeof(OutsideTokens)] is true;

    /// <summary>A token of the outside issuer for somebody who signed in there.</summary>
    public static bool IsOfPerson(HttpContext context) => context.Items[typeof(OutsideTokens)] is false;

    /// <summary>What the caller's token lacks; what was not sent with a token lacks nothing here.</summary>
    public static Lacking LackingOf(HttpContext context) =>
        context.Items[typeof(Lacking)] is Lacking lacking ? lacking : Lacking.Nothing;

    /// <summary>The subject of another issuer becomes the account it means, or nobody.</summary>
    static async Task Recognize(TokenValidatedContext context, OutsideIssuer outside)
    {
        var (token, directory, cancel) = (
            context.Principal!,
            context.HttpContext.RequestServices.GetRequiredService<IAccountDirectory>(),
            context.HttpContext.RequestAborted
        );
        if (outside.Scope is { } scope && !token.FindAll("scope").SelectMany(s => s.Value.Split(' ')).Contains(scope))
        {
            context.HttpContext.Items[typeof(Lacking)] = Lacking.Scope;
            context.Fail("Not given for this registry.");
            return;
        }
        var card = await Named(token.FindFirst(outside.AccountClaim)?.Value ?? "", directory, cancel);
        if (card is not { Open: true })
        {
            context.Fail("No open account of that name.");
            return;
        }
        context.HttpContext.Items[typeof(OutsideTokens)] = IsOfApplication(token);
        if (!IsStrong(token, outside) && !IsOfApplication(token))
            context.HttpContext.Items[typeof(Lacking)] = Lacking.SecondFactor;
        context.Principal = new(new ClaimsIdentity([new("sub", card.Id.ToString())], Scheme));
    }

    static bool IsStrong(ClaimsPrincipal token, OutsideIssuer outside) =>
        token.FindFirst("acr")?.Value is { } level && outside.StrongClasses.Contains(level)
        || token.FindAll("amr").Any(m => outside.StrongMethods.Contains(m.Value));

    static async Task<AccountCard?> Named(string claim, IAccountDirectory directory, CancellationToken cancel)
    {
        if (Guid.TryParseExact(claim, "D", out var id))
            return await directory.Find(id, cancel);
        return claim.Length is > 0 and <= 100 ? await directory.Find(claim, cancel) : null;
    }

    // RFC 9068: where no person took part, the subject of a token is the client itself.
    static bool IsOfApplication(ClaimsPrincipal token) =>
        token.FindFirst("sub")?.Value is { Length: > 0 } subject && subject == token.FindFirst("client_id")?.Value;
}

/// <summary>
/// What the outside issuer says of itself, taken only where it calls itself what is configured: else its keys would be
/// somebody else's.
/// </summary>
sealed class OutsideMetadata : IConfigurationValidator<OpenIdConnectConfiguration>
{
    readonly OutsideIssuer outside;
    readonly bool development;
    readonly HttpDocumentRetriever documents;
    readonly ILogger<OutsideMetadata> log;

    public OutsideMetadata(OutsideIssuer outside, bool development, ILogger<OutsideMetadata> log)
    {
        (this.outside, this.development, this.log) = (outside, development, log);
        // What is configured is asked, and nobody it points to.
        documents = new(
            new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { Timeout = TimeSpan.FromSeconds(10) }
        )
        {
            RequireHttps = !development,
        };
        Kept = new(Address, new OpenIdConnectConfigurationRetriever(), documents, this);
    }

    string Address => $"{outside.Issuer.TrimEnd('/')}/.well-known/openid-configuration";

    public ConfigurationManager<OpenIdConnectConfiguration> Kept { get; }

    /// <summary>
    /// Before the doors open: another name is refused; no answer is not, for its tokens are then refused until it
    /// answers.
    /// </summary>
    public async Task Check(CancellationToken cancel)
    {
        if (!development && !Address.StartsWith("https://", StringComparison.OrdinalIgnoreCase))
            throw new StartupFailure(
                $"HIENTAI_OIDC_ISSUER là {outside.Issuer}; ngoài Development phải là https.",
                $"HIENTAI_OIDC_ISSUER is {outside.Issuer}; outside Development it must be https."
            );
        OpenIdConnectConfiguration found;
        try
        {
            found = await OpenIdConnectConfigurationRetriever.GetAsync(Address, documents, cancel);
        }
        catch (Exception e)
            when (e is IOException or HttpRequestException or OperationCanceledException
                && !cancel.IsCancellationRequested
            )
        {
            log.LogWarning(
                "The issuer {Issuer} does not say who it is ({Fault}); its tokens are refused until it does",
                outside.Issuer,
                e.Message
            );
            return;
        }
        if (found.Issuer != outside.Issuer)
            throw new StartupFailure(
                $"HIENTAI_OIDC_ISSUER là {outside.Issuer} nhưng {Address} tự xưng là {found.Issuer}; hãy đặt đúng từng chữ như nơi ấy tự xưng.",
                $"HIENTAI_OIDC_ISSUER is {outside.Issuer}, but {Address} calls itself {found.Issuer}; set it letter by letter to what that place calls itself."
            );
    }

    public ConfigurationValidationResult Validate(OpenIdConnectConfiguration configuration)
    {
        if (configuration.Issuer == outside.Issuer)
            return new() { Succeeded = true };
        log.LogError(
            "{Address} calls itself {Found} and not {Issuer}; its tokens are refused",
            Address,
            configuration.Issuer,
            outside.Issuer
        );
        return new() { Succeeded = false, ErrorMessage = "The issuer calls itself something else." };
    }
}
