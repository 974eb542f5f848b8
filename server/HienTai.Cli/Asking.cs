using System.CommandLine;
using System.Text.Json;
using Grpc.Core;

namespace HienTai.Cli;

/// <summary>
/// How the command line says who asks: a token, a client that gets one (OAuth 2 client credentials), or in Development
/// a name.
/// </summary>
static class Asking
{
    public static async Task<Metadata.Entry> Header(
        ParseResult parsed,
        GlobalOptions options,
        Texts t,
        CancellationToken cancel
    )
    {
        if (Given(options.Token, "HIENTAI_TOKEN") is { } token)
            return Bearer(token, "--token", t);
        if (Given(options.ClientId, "HIENTAI_CLIENT_ID") is { } client)
            return Bearer(
                await Token(
                    client,
                    Given(options.ClientSecret, "HIENTAI_CLIENT_SECRET")
                        ?? throw new Unanswered(Exit.Usage, t.ValueMissing("--client-secret")),
                    Given(options.Issuer, "HIENTAI_ISSUER") ?? GlobalOptions.UsualIssuer,
                    options.RegistryIn(parsed),
                    t,
                    cancel
                ),
                "--token",
                t
            );
        var name = parsed.GetValue(options.As) ?? "noivu";
        return name.All(c => c is > ' ' and <= '~')
            ? new("x-acting-as", name)
            : throw new Unanswered(Exit.Usage, t.NotAnAccount(name));

        // What is asked for on the line itself goes before what lies in the environment.
        string? Given(Option<string?> option, string variable) =>
            parsed.GetValue(option)
            ?? (
                parsed.GetValue(options.As) is null
                && Environment.GetEnvironmentVariable(variable) is { Length: > 0 } set
                    ? set
                    : null
            );
    }

    static Metadata.Entry Bearer(string token, string option, Texts t) =>
        token.All(c => c is > ' ' and <= '~')
            ? new("authorization", $"Bearer {token}")
            : throw new Unanswered(Exit.Usage, t.ValueUnreadable(option, "…"));

    static async Task<string> Token(
        string client,
        string secret,
        string issuer,
        string? registry,
        Texts t,
        CancellationToken cancel
    )
    {
        if (!Uri.TryCreate(issuer, UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https"))
            throw new Unanswered(Exit.Usage, t.ValueUnreadable("--issuer", issuer));
        using var http = new HttpClient { Timeout = TimeSpan.FromSeconds(20) };
        if (registry is not null)
            http.DefaultRequestHeaders.Add(Registry.Header, registry);
        try
        {
            using var answer = await http.PostAsync(
                new Uri(address, "/connect/token"),
                new FormUrlEncodedContent([
                    new("grant_type", "client_credentials"),
                    new("client_id", client),
                    new("client_secret", secret),
                ]),
                cancel
            );
            using var said = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(cancel));
            return said.RootElement.TryGetProperty("access_token", out var token)
                ? token.GetString()!
                : throw new Unanswered(Exit.Refused, t.ClientRefused(client));
        }
        catch (Exception e)
            when (e is HttpRequestException or JsonException or TaskCanceledException && !cancel.IsCancellationRequested
            )
        {
            throw new Unanswered(Exit.NotReachable, t.IssuerNotReachable(issuer));
        }
    }
}
