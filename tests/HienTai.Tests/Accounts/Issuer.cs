using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace HienTai.Tests.Accounts;

/// <summary>Somebody else's OIDC issuer: discovery, keys, and tokens good and bad.</summary>
public sealed class Issuer
{
    readonly RsaSecurityKey key = new(RSA.Create(2048)) { KeyId = "k1" };
    WebApplication? app;

    public string Address { get; private set; } = "";

    /// <summary>What it calls itself, if not by its address.</summary>
    public string? CallsItself { get; set; }
    public SigningCredentials Right => new(key, "RS256");

    /// <summary>Another key that claims to be the same.</summary>
    public SigningCredentials Forged { get; } = new(new RsaSecurityKey(RSA.Create(2048)) { KeyId = "k1" }, "RS256");

    /// <summary>The old trick: the public key as a shared secret.</summary>
    public SigningCredentials Confused =>
        new(new SymmetricSecurityKey(key.Rsa.ExportSubjectPublicKeyInfo()) { KeyId = "k1" }, "HS256");

    public string Start()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        app = builder.Build();
        var jwk = JsonWebKeyConverter.ConvertFromRSASecurityKey(
            new RsaSecurityKey(key.Rsa.ExportParameters(false)) { KeyId = "k1" }
        );
        app.MapGet("/.well-known/openid-configuration", () =>
            Results.Json(new { issuer = CallsItself ?? Address, jwks_uri = $"{Address}/keys" })
        );
        app.MapGet("/keys", () => Results.Json(
                new
                {
                    keys = new[]
                    {
                        new
                        {
                            kty = "RSA",
                            kid = "k1",
                            use = "sig",
                            n = jwk.N,
                            e = jwk.E,
                        },
                    },
                }
            ));
        app.StartAsync().GetAwaiter().GetResult();
        return Address = app
            .Services.GetRequiredService<IServer>()
            .Features.Get<IServerAddressesFeature>()!
            .Addresses.Single();
    }

    public string Token(
        string subject,
        SigningCredentials? by = null,
        string audience = "hientai",
        string? issuer = null,
        string type = "at+jwt",
        int minutes = 5,
        string? acr = null,
        string[]? amr = null,
        string? client = null,
        string scope = "openid hientai"
    ) =>
        new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(
            new SecurityTokenDescriptor
            {
                Issuer = issuer ?? Address,
                Audience = audience,
                TokenType = type,
                Claims = new (string Name, object? Value)[]
                {
                    ("sub", subject),
                    ("scope", scope),
                    ("acr", acr),
                    ("amr", amr ?? ["pwd", "otp", "mfa"]),
                    ("client_id", client),
                }
                    .Where(c => c.Value is not null)
                    .ToDictionary(c => c.Name, c => c.Value!),
                NotBefore = DateTime.UtcNow.AddHours(-1),
                Expires = DateTime.UtcNow.AddMinutes(minutes),
                SigningCredentials = by ?? Right,
            }
        );
}
