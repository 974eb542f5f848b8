using Grpc.Core;
using HienTai.Server.Access;

namespace HienTai.Server.Pipeline;

/// <summary>
/// For whoever watches the server: who was let in with a token and what was refused or turned away, one line each.
/// Accounts by their id, what was called and why not; no names, no values, nothing that a caller made up. Of one caller
/// few lines a minute, of all together a bounded number, so that a flood cannot fill the disk; what is left out is
/// counted.
/// </summary>
public sealed class SecurityLog(ILogger<SecurityLog> log)
{
    public const int OfOneCaller = 20,
        OfAll = 600;

    readonly Lock gate = new();
    readonly Dictionary<string, int> said = [];
    long minute;
    int lines,
        leftOut;

    /// <summary>A service refused a call. Trying a change out is no attempt at it.</summary>
    public void Refused(ServerCallContext call, string reason)
    {
        var (account, address) = (call.ReaderIfAny?.Account, AddressOf(call.GetHttpContext()));
        if (DeclaredNeeds.Of(call.Method) is not null && May(account?.ToString() ?? address))
            log.LogInformation(
                "{Reason}: {Method} of account {Account} from {Address}",
                reason,
                call.Method,
                account?.ToString() ?? "none",
                address
            );
    }

    /// <summary>A request that came no further than the door or was one too many.</summary>
    public void TurnedAway(HttpContext context, string why)
    {
        var address = AddressOf(context);
        if (May(address))
            log.LogInformation("{Reason}: {Method} from {Address}", why, MethodOf(context) ?? "no method", address);
    }

    /// <summary>A token was asked for; <paramref name="client"/> is one that is registered, or null.</summary>
    public void Token(HttpContext context, string? client, string? error)
    {
        var address = AddressOf(context);
        if (!May(client ?? address))
            return;
        if (error is null)
            log.LogInformation("TOKEN_GRANTED: to client {Client} at {Address}", client, address);
        else
            log.LogInformation(
                "TOKEN_REFUSED ({Error}): to client {Client} at {Address}",
                error,
                client ?? "not registered",
                address
            );
    }

    // A path is the caller's own words unless it is a method's.
    static string? MethodOf(HttpContext context) =>
        context.GetEndpoint()?.Metadata.GetMetadata<Grpc.AspNetCore.Server.GrpcMethodMetadata>()?.Method.FullName;

    static string AddressOf(HttpContext context) => Accounts.Whence.Of(context).Address;

    bool May(string caller)
    {
        lock (gate)
        {
            if (Environment.TickCount64 / 60_000 is var now && now != minute)
            {
                if (leftOut > 0)
                    log.LogWarning("{Count} lines like these were left out", leftOut);
                (minute, lines, leftOut) = (now, 0, 0);
                said.Clear();
            }
            var before = said.GetValueOrDefault(caller);
            if (lines >= OfAll || before >= OfOneCaller)
            {
                leftOut++;
                return false;
            }
            (said[caller], lines) = (before + 1, lines + 1);
            return true;
        }
    }
}
