using HienTai.Domain.Access;
using HienTai.Server.Access;
using HienTai.Server.Database;
using HienTai.Server.Pipeline;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.IdentityModel.JsonWebTokens;
using Npgsql;
using OpenIddict.Server;
using OpenIddict.Validation.AspNetCore;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace HienTai.Server.Accounts;

public static class AccountsModule
{
    const string AnyScheme = "caller",
        CookieName = "__Host-hientai",
        Bearer = "Bearer ";

    extension(IServiceCollection services)
    {
        public IServiceCollection AddAccounts(AccountSettings settings, bool development)
        {
            var secrets = new Secrets(settings);
            services
                .AddSingleton(settings)
                .AddSingleton(secrets)
                .AddSingleton<Passwords>()
                .AddSingleton<Sessions>()
                .AddSingleton<ISessionsOf>(s => s.GetRequiredService<Sessions>())
                .AddSingleton<ILastSignIns, LastSignIns>()
                .AddSingleton<ICredentialHolders, CredentialHolders>()
                .AddSingleton<Lockouts>()
                .AddSingleton<OneTimes>();
            services
                .AddSingleton<ISchemaPart, AccountsSchema>()
                .AddTableGrant($"{AccountsDb.Schema}.*", TableGrant.Free)
                .AddTableGrant($"{AccountsDb.Schema}.sign_in", TableGrant.AppendOnly, auditor: true);
            services
                .AddScoped<SignInLog>()
                .AddScoped<Factors>()
                .AddScoped<SignIns>()
                .AddScoped<IRecoveryNotices>(s => s.GetRequiredService<SignIns>())
                .AddScoped<Clients>()
                .AddScoped<FirstAdministrator>()
                .AddScoped<DemoAccounts>()
                .AddSingleton<Housekeeping>()
                .AddHostedService(s => s.GetRequiredService<Housekeeping>());
            services.AddDataProtection().SetApplicationName("hientai");
            services.Configure<KeyManagementOptions>(keys => keys.XmlRepository = secrets.KeyRing);
            services.AddDbContext<AccountsDb>(
                (s, options) =>
                    AccountsDb.Configure(options, (o, npgsql) =>
                        o.UseNpgsql(s.GetRequiredService<NpgsqlDataSource>(), npgsql)
                    )
            );
            services
                .AddIdentityCore<Credential>(identity =>
                    identity.Stores.SchemaVersion = IdentitySchemaVersions.Version3
                )
                .AddEntityFrameworkStores<AccountsDb>();
            services.AddScoped<IPasskeyHandler<Credential>, PasskeyHandler<Credential>>();
            services.Configure<IdentityPasskeyOptions>(passkeys =>
            {
                // Verifying the user makes a passkey two factors; being found without a name makes it a sign-in of its
                // own.
                (passkeys.UserVerificationRequirement, passkeys.ResidentKeyRequirement) = ("required", "required");
                passkeys.ServerDomain = settings.Address?.Host;
            });
            services.AddSessionCookie().AddIssuer(settings, secrets, development);
            if (settings.Outside is { } outside)
                services.AddOutsideIssuer(outside, development);
            return services;
        }

        IServiceCollection AddSessionCookie()
        {
            services
                .AddAuthentication(AnyScheme)
                .AddPolicyScheme(AnyScheme, null, any => any.ForwardDefaultSelector = SchemeOf)
                .AddCookie(SignedIn.Scheme)
                .AddCookie(SignedIn.NewScheme, cookie => cookie.CookieManager = new FreshCookie());
            foreach (var scheme in (string[])[SignedIn.Scheme, SignedIn.NewScheme])
                services
                    .AddOptions<CookieAuthenticationOptions>(scheme)
                    .Configure<Sessions, IDataProtectionProvider, RegistryClock, AccountSettings>(
                        (cookie, sessions, protection, clock, settings) =>
                        {
                            cookie.Cookie = new CookieBuilder
                            {
                                Name = CookieName,
                                SecurePolicy = CookieSecurePolicy.Always,
                                HttpOnly = true,
                                SameSite = SameSiteMode.Strict,
                                Path = "/",
                                IsEssential = true,
                            };
                            cookie.TicketDataFormat = new TicketDataFormat(
                                protection.CreateProtector("HienTai.Accounts.Cookie")
                            );
                            (
                                cookie.SessionStore,
                                cookie.TimeProvider,
                                cookie.ExpireTimeSpan,
                                cookie.SlidingExpiration
                            ) = (sessions, clock, settings.Absolute, false);
                        }
                    );
            return services;
        }

        void AddIssuer(AccountSettings settings, Secrets secrets, bool development) =>
            services
                .AddOpenIddict()
                .AddCore(core =>
                    core.UseEntityFrameworkCore().UseDbContext<AccountsDb>().ReplaceDefaultEntities<Guid>()
                )
                .AddServer(server =>
                {
                    server
                        .SetTokenEndpointUris(TokenEndpoint.Path)
                        .AllowClientCredentialsFlow()
                        .RegisterScopes([.. Scopes.All])
                        .IgnoreScopePermissions(); // a program's terms say which, at every token and call
                    server
                        .Services.AddOptions<OpenIddictServerOptions>()
                        .Configure<IServer>((options, web) => options.Issuer = settings.Address ?? OwnAddress(web));
                    server
                        .SetAccessTokenLifetime(TimeSpan.FromMinutes(15))
                        .AddSigningKey(secrets.SigningKey)
                        .AddEncryptionKey(secrets.EncryptionKey);
                    var web = server.UseAspNetCore().EnableTokenEndpointPassthrough();
                    if (development)
                        web.DisableTransportSecurityRequirement();
                    server.AddEventHandler<ApplyTokenResponseContext>(told =>
                        told.UseScopedHandler<TokenAnswers>().SetOrder(int.MinValue)
                    );
                })
                .AddValidation(validation =>
                {
                    validation.UseLocalServer();
                    validation.UseAspNetCore();
                    // A token ends with its client, not a quarter of an hour later.
                    validation.EnableTokenEntryValidation();
                });
    }

    /// <summary>
    /// Where the web port really listens: known when the first token is asked for, and the same for both ports.
    /// </summary>
    static Uri OwnAddress(IServer web) => new(web.Features.Get<IServerAddressesFeature>()!.Addresses.First());

    extension(WebApplication app)
    {
        /// <summary>
        /// From here on every request knows who calls. While the database is away that cannot be known, which is not
        /// the same as nobody.
        /// </summary>
        public void UseAccounts()
        {
            app.Use(
                async (context, next) =>
                {
                    try
                    {
                        await next(context);
                    }
                    catch (NpgsqlException) when (!context.Response.HasStarted)
                    {
                        context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
                    }
                }
            );
            app.UseAuthentication();
        }

        public void MapAccounts()
        {
            app.MapGrpcService<SessionService>();
            app.MapGrpcService<CredentialService>();
            app.MapPost(TokenEndpoint.Path, TokenEndpoint.Answer);
        }
    }

    /// <summary>
    /// Once accounts are on record: in Development their credentials. An outside issuer must be the one that is
    /// configured. Answers where the first administrator's code lies, if there is none yet.
    /// </summary>
    public static async Task<string?> Open(IServiceProvider services, CancellationToken cancel)
    {
        if (services.GetService<OutsideMetadata>() is { } metadata)
            await metadata.Check(cancel);
        await using var scope = services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<DemoAccounts>().Seed(cancel);
        return await scope.ServiceProvider.GetRequiredService<FirstAdministrator>().Offer(cancel);
    }

    /// <summary>
    /// A token is never mixed with a cookie; whose token it is, its issuer says, and the scheme then checks that it is
    /// so.
    /// </summary>
    static string SchemeOf(HttpContext context)
    {
        if (
            context.Request.Headers.Authorization.ToString() is not { Length: > 7 } given
            || !given.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase)
        )
            return SignedIn.Scheme;
        return
            context.RequestServices.GetRequiredService<AccountSettings>().Outside is { } outside
            && IssuerOf(given[Bearer.Length..].Trim()) == outside.Issuer
            ? OutsideTokens.Scheme
            : OpenIddictValidationAspNetCoreDefaults.AuthenticationScheme;
    }

    /// <summary>
    /// What a token says of itself, believed for nothing but choosing who checks it; our own are encrypted and say
    /// nothing.
    /// </summary>
    static string? IssuerOf(string token)
    {
        try
        {
            return new JsonWebToken(token) is { IsEncrypted: false } said ? said.Issuer : null;
        }
        catch (ArgumentException)
        {
            return null;
        }
    }
}
