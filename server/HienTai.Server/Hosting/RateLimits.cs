using System.Threading.RateLimiting;
using Google.Rpc;
using Grpc.AspNetCore.Server;
using HienTai.Server.Accounts;
using HienTai.Server.Pipeline;
using Microsoft.AspNetCore.RateLimiting;

namespace HienTai.Server.Hosting;

/// <summary>
/// Nobody can use the server up: so many calls per account and per network address, fewer for signing in, and few heavy
/// questions at once. One who asks too often is told when to ask again, in the words and the form of every other
/// refusal.
/// </summary>
static class RateLimits
{
    const string SignIn = "/hientai.access.v1.SessionService/";
    static readonly string[] Searches = ["List", "Find", "Search"],
        Exports = ["Export", "Check", "GetBundle"],
        Downloads = ["Download"];

    public static IServiceCollection AddRateLimits(this IServiceCollection services, Limits limits) =>
        services.AddRateLimiter(limiter =>
        {
            limiter.GlobalLimiter = Of(limits);
            limiter.OnRejected = (rejected, _) =>
            {
                var context = rejected.HttpContext;
                context.RequestServices.GetRequiredService<SecurityLog>().TurnedAway(context, "RATE_LIMITED");
                var again =
                    rejected.Lease.TryGetMetadata(MetadataName.RetryAfter, out var wait)
                    && wait > TimeSpan.FromSeconds(1)
                        ? wait
                        : TimeSpan.FromSeconds(1);
                var seconds = (int)Math.Ceiling(again.TotalSeconds);
                if (IsCall(context))
                    Bare.Answer(
                        context,
                        Bare.Refusal(
                            Code.ResourceExhausted,
                            "RATE_LIMITED",
                            $"Quá nhiều yêu cầu; hãy thử lại sau {seconds} giây.",
                            $"Too many requests; try again in {seconds} s.",
                            again
                        ),
                        again
                    );
                else
                {
                    context.Response.StatusCode = StatusCodes.Status429TooManyRequests;
                    context.Response.Headers.RetryAfter = $"{seconds}";
                }
                return ValueTask.CompletedTask;
            };
        });

    static PartitionedRateLimiter<HttpContext> Of(Limits limits) =>
        PartitionedRateLimiter.CreateChained(
            By(Address, limits.CallsPerSecondFromAddress, TimeSpan.FromSeconds(1), 10),
            By(
                context => IsCall(context) ? Subject(context) : null,
                limits.CallsPerSecond,
                TimeSpan.FromSeconds(1),
                10
            ),
            By(
                context => TriesToSignIn(context) ? Address(context) : null,
                limits.SignInsPerMinute,
                TimeSpan.FromMinutes(1),
                1
            ),
            AtOnce(Searches, limits.SearchesAtOnce),
            AtOnce(Exports, limits.ExportsAtOnce),
            AtOnce(Downloads, limits.DownloadsAtOnce)
        );

    static PartitionedRateLimiter<HttpContext> By(Func<HttpContext, string?> key, int most, TimeSpan per, int burst) =>
        PartitionedRateLimiter.Create<HttpContext, string>(context =>
            key(context) is not { } who
                ? RateLimitPartition.GetNoLimiter("")
                : RateLimitPartition.GetTokenBucketLimiter(who, _ => new()
                    {
                        TokenLimit = most * burst,
                        // In small portions, so that nobody waits a whole period for the next one.
                        TokensPerPeriod = Math.Max(1, most / 10),
                        ReplenishmentPeriod = per * Math.Max(1, most / 10) / most,
                        AutoReplenishment = true,
                    })
        );

    static PartitionedRateLimiter<HttpContext> AtOnce(string[] verbs, int most) =>
        PartitionedRateLimiter.Create<HttpContext, string>(context =>
            !IsCall(context) || !verbs.Any(Asks(context)[(Asks(context).LastIndexOf('/') + 1)..].StartsWith)
                ? RateLimitPartition.GetNoLimiter("")
                : RateLimitPartition.GetConcurrencyLimiter(Subject(context) ?? Address(context), _ =>
                    new() { PermitLimit = most, QueueLimit = most * 8 }
                )
        );

    static bool IsCall(HttpContext context) =>
        context.GetEndpoint()?.Metadata.GetMetadata<GrpcMethodMetadata>() is not null;

    // Every page that is opened asks how its session stands; an office behind one address must not use up its sign-ins
    // by that.
    static bool TriesToSignIn(HttpContext context) =>
        Asks(context) is var asked
        && asked.StartsWith(SignIn, StringComparison.OrdinalIgnoreCase)
        && !asked.EndsWith("/GetSession", StringComparison.Ordinal);

    static string Asks(HttpContext context) => context.Request.Path.Value ?? "";

    // Addresses of one household or office in IPv6 share the first half.
    static string Address(HttpContext context) =>
        context.Connection.RemoteIpAddress switch
        {
            null => "?",
            { IsIPv4MappedToIPv6: true } mapped => mapped.MapToIPv4().ToString(),
            { AddressFamily: System.Net.Sockets.AddressFamily.InterNetworkV6 } six => Convert.ToHexString(
                six.GetAddressBytes().AsSpan(0, 8)
            ),
            var four => four.ToString(),
        };

    static string? Subject(HttpContext context)
    {
        if (Caller.AccountOf(context) is { } id)
            return $"account {id}";
        return
            context.RequestServices.GetRequiredService<IHostEnvironment>().IsDevelopment()
            && Actors.Demo.FirstOrDefault(a => a.Name == context.Request.Headers[Actors.Header]) is { } acting
            ? $"acting as {acting.Name}"
            : null;
    }
}
