using System.Security.Cryptography;
using HienTai.Server.Access;
using HienTai.Server.Pipeline;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.DataProtection;
using Npgsql;

namespace HienTai.Server.Accounts;

/// <summary>
/// Browser sessions, kept on the server: a cookie is a random reference and nothing else. The table knows only its
/// hash, and the ticket is protected with keys outside the database and bound to that hash, so that who can write the
/// table still cannot make a session. Ending a session is deleting its row, and every request looks.
/// </summary>
sealed class Sessions(
    NpgsqlDataSource database,
    RegistryClock clock,
    AccountSettings settings,
    IDataProtectionProvider protection
) : ITicketStore, ISessionsOf
{
    const string Bound = "reference";
    readonly IDataProtector protector = protection.CreateProtector("HienTai.Accounts.Session");

    // Writing at every request would cost more than a session that ends half a minute early.
    readonly TimeSpan step = TimeSpan.FromTicks(Math.Min(TimeSpan.FromSeconds(30).Ticks, settings.Idle.Ticks / 10));

    /// <summary>
    /// A new session, or the same one with a new reference and step. The cookie goes with the answer.
    /// </summary>
    public async Task<SignedIn> Set(HttpContext context, SignedIn signedIn)
    {
        await context.SignInAsync(
            SignedIn.NewScheme,
            signedIn.Principal,
            new AuthenticationProperties { IsPersistent = false }
        );
        return signedIn;
    }

    public Task<string> StoreAsync(AuthenticationTicket ticket) =>
        throw new NotSupportedException("A session belongs to a request.");

    public async Task<string> StoreAsync(AuthenticationTicket ticket, HttpContext context, CancellationToken cancel)
    {
        var reference = Base64Url(RandomNumberGenerator.GetBytes(32));
        var (hash, session) = (Hash(reference), SignedIn.Of(ticket.Principal)!);
        ticket.Properties.Items[Bound] = Convert.ToHexString(hash);
        var (address, browser) = Whence.Of(context);
        await using var store = database.CreateCommand(
            $"""
            insert into {AccountsDb.Schema}.session (id, reference, account, ticket, started_at, used_at, address, browser) values ($1, $2, $3, $4, $5, $6, $7, $8)
            on conflict (id) do update set reference = excluded.reference, ticket = excluded.ticket, used_at = excluded.used_at
            """
        );
        foreach (
            var value in (object[])
                [
                    session.Session,
                    hash,
                    session.Account,
                    protector.Protect(TicketSerializer.Default.Serialize(ticket)),
                    session.Started,
                    clock.GetUtcNow(),
                    address,
                    browser,
                ]
        )
            store.Parameters.Add(new() { Value = value });
        await store.ExecuteNonQueryAsync(cancel);
        return reference;
    }

    public Task<AuthenticationTicket?> RetrieveAsync(string key) =>
        throw new NotSupportedException("A session belongs to a request.");

    public async Task<AuthenticationTicket?> RetrieveAsync(string key, HttpContext context, CancellationToken cancel)
    {
        var (now, hash) = (clock.GetUtcNow(), Hash(key));
        await using var find = database.CreateCommand(
            $"select ticket, used_at from {AccountsDb.Schema}.session where reference = $1"
        );
        find.Parameters.Add(new() { Value = hash });
        byte[] kept;
        DateTimeOffset used;
        await using (var rows = await find.ExecuteReaderAsync(cancel))
        {
            if (!await rows.ReadAsync(cancel))
                return null;
            (kept, used) = (rows.GetFieldValue<byte[]>(0), rows.GetFieldValue<DateTimeOffset>(1));
        }
        if (
            Open(kept) is not { } ticket
            || ticket.Properties.Items[Bound] != Convert.ToHexString(hash)
            || SignedIn.Of(ticket.Principal) is not { } session
        )
            return null;
        if (used + settings.Idle <= now || session.Started + settings.Absolute <= now)
        {
            await Delete("reference = $1", cancel, hash);
            return null;
        }
        // A page that asks how long the session lasts must not make it last.
        if (now - used >= step && !context.Request.Path.Value!.EndsWith("/GetSession", StringComparison.Ordinal))
        {
            await using var touch = database.CreateCommand(
                $"update {AccountsDb.Schema}.session set used_at = $2 where reference = $1 and used_at < $2"
            );
            touch.Parameters.Add(new() { Value = hash });
            touch.Parameters.Add(new() { Value = used = now });
            await touch.ExecuteNonQueryAsync(cancel);
        }
        ((System.Security.Claims.ClaimsIdentity)ticket.Principal.Identity!).AddClaim(SignedIn.UsedClaim(used));
        return ticket;
    }

    public Task RenewAsync(string key, AuthenticationTicket ticket) =>
        throw new NotSupportedException("A session gets a new reference, never a new ticket.");

    public Task RemoveAsync(string key) => Delete("reference = $1", default, Hash(key));

    public Task RemoveAsync(string key, HttpContext context, CancellationToken cancel) =>
        Delete("reference = $1", cancel, Hash(key));

    /// <summary>Ends one session of an account; false if it has none of that id.</summary>
    public async Task<bool> End(Guid account, Guid session, CancellationToken cancel) =>
        await Delete("account = $1 and id = $2", cancel, account, session) > 0;

    Task ISessionsOf.End(Guid account, CancellationToken cancel) => EndAll(account, cancel);

    /// <summary>Ends every session of an account, save one if asked. Who closes an account calls this.</summary>
    public Task<int> EndAll(Guid account, CancellationToken cancel, Guid? except = null) =>
        Delete("account = $1 and id <> $2", cancel, account, except ?? Guid.Empty);

    public Task<int> EndOver(CancellationToken cancel) =>
        Delete(
            "used_at <= $1 or started_at <= $2",
            cancel,
            clock.GetUtcNow() - settings.Idle,
            clock.GetUtcNow() - settings.Absolute
        );

    async Task<int> Delete(string which, CancellationToken cancel, params object[] values)
    {
        await using var delete = database.CreateCommand($"delete from {AccountsDb.Schema}.session where {which}");
        foreach (var value in values)
            delete.Parameters.Add(new() { Value = value });
        return await delete.ExecuteNonQueryAsync(cancel);
    }

    AuthenticationTicket? Open(byte[] kept)
    {
        try
        {
            return TicketSerializer.Default.Deserialize(protector.Unprotect(kept));
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    static byte[] Hash(string reference) => SHA256.HashData(System.Text.Encoding.ASCII.GetBytes(reference));

    static string Base64Url(byte[] bytes) => System.Buffers.Text.Base64Url.EncodeToString(bytes);
}

/// <summary>Leaves cookies of the request unread, so that what is set is always a new reference.</summary>
sealed class FreshCookie : ICookieManager
{
    readonly ChunkingCookieManager cookies = new();

    public string? GetRequestCookie(HttpContext context, string key) => null;

    public void AppendResponseCookie(HttpContext context, string key, string? value, CookieOptions options) =>
        cookies.AppendResponseCookie(context, key, value, options);

    public void DeleteCookie(HttpContext context, string key, CookieOptions options) =>
        cookies.DeleteCookie(context, key, options);
}
