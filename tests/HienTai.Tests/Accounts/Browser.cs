using System.Net;
using Grpc.Core;
using Grpc.Net.Client;
using Grpc.Net.Client.Web;
using AccountService = HienTai.Access.V1.AccountService;
using CredentialService = HienTai.Access.V1.CredentialService;
using ProgramService = HienTai.Access.V1.ProgramService;
using SessionService = HienTai.Access.V1.SessionService;

namespace HienTai.Tests.Accounts;

/// <summary>
/// What a browser does: gRPC-Web with its origin, and a cookie it keeps and sends back. Kept by hand, to look at it.
/// </summary>
public sealed class Browser
{
    readonly Jar jar;

    public Browser(
        App app,
        string userAgent =
            "Mozilla/5.0 (X11; Linux x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36"
    )
    {
        jar = new(app.WebAddress, userAgent);
        Calls = GrpcChannel
            .ForAddress(
                app.WebAddress,
                new()
                {
                    HttpVersion = HttpVersion.Version11,
                    HttpHandler = new GrpcWebHandler(GrpcWebMode.GrpcWeb, jar),
                }
            )
            .CreateCallInvoker();
    }

    public CallInvoker Calls { get; }
    public SessionService.SessionServiceClient Session => new(Calls);
    public CredentialService.CredentialServiceClient Credentials => new(Calls);
    public AccountService.AccountServiceClient Accounts => new(Calls);
    public ProgramService.ProgramServiceClient Programs => new(Calls);

    public async Task Approve(Guid account, Guid change) =>
        await Programs.ApproveAccountChangeAsync(
            new()
            {
                Envelope = Seed.Envelope("Đã xem."),
                AccountId = account.ToString(),
                ChangeId = change.ToString(),
            }
        );

    /// <summary>The reference, or null.</summary>
    public string? Cookie
    {
        get => jar.Cookie;
        set => jar.Cookie = value;
    }
    public string? SetCookie => jar.SetCookie;

    sealed class Jar(string origin, string userAgent) : DelegatingHandler(new SocketsHttpHandler { UseCookies = false })
    {
        public string? Cookie;
        public string? SetCookie;

        protected override async Task<HttpResponseMessage> SendAsync(
            HttpRequestMessage request,
            CancellationToken cancel
        )
        {
            request.Headers.Add("Origin", origin);
            request.Headers.Add(HienTai.Server.Hosting.Doors.Header, "1");
            request.Headers.Add("Sec-Fetch-Site", "same-origin");
            request.Headers.UserAgent.Clear();
            request.Headers.TryAddWithoutValidation("User-Agent", userAgent);
            if (Cookie is { } sent)
                request.Headers.Add("Cookie", $"__Host-hientai={sent}");
            var response = await base.SendAsync(request, cancel);
            if (response.Headers.TryGetValues("Set-Cookie", out var set))
            {
                SetCookie = set.Single();
                Cookie = SetCookie.Split(';')[0].Split('=', 2)[1] is { Length: > 0 } value ? value : null;
            }
            return response;
        }
    }
}
