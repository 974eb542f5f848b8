using Google.Protobuf.WellKnownTypes;
using HienTai.Access.V1;
using HienTai.Server.Access;
using HienTai.Server.Pipeline;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace HienTai.Server.Accounts;

/// <summary>Attempts to sign in and changes of credentials: who, when, from where, how it ended.</summary>
sealed class SignInLog(NpgsqlDataSource database, RegistryClock clock, AccountsDb db, IAccountDirectory directory)
{
    static readonly TimeSpan ShownFor = TimeSpan.FromDays(30);
    static readonly int[] ByOthers =
    [
        (int)SignInOutcome.FactorsReset,
        (int)SignInOutcome.EnrolmentIssued,
        (int)SignInOutcome.RecoveryRequested,
    ];

    /// <summary>What others did lately to an account's credentials, for its owner.</summary>
    public async Task<IEnumerable<SignInLine>> Notices(Guid account, CancellationToken cancel)
    {
        var since = clock.GetUtcNow() - ShownFor;
        return await Told(
            await db
                .SignIns.AsNoTracking()
                .Where(s => s.Account == account && s.At > since && s.By != null && ByOthers.Contains(s.Outcome))
                .OrderByDescending(s => s.Id)
                .Take(20)
                .ToListAsync(cancel),
            cancel
        );
    }

    public async Task Add(HttpContext context, Guid? account, SignInOutcome outcome, Guid? by = null)
    {
        var (address, browser) = Whence.Of(context);
        await using var add = database.CreateCommand(
            $"insert into {AccountsDb.Schema}.sign_in (at, account, by, outcome, address, browser) values ($1, $2::uuid, $3::uuid, $4, $5, $6)"
        );
        foreach (
            var value in (object[])
                [
                    clock.GetUtcNow(),
                    (object?)account?.ToString() ?? DBNull.Value,
                    (object?)by?.ToString() ?? DBNull.Value,
                    (int)outcome,
                    address,
                    browser,
                ]
        )
            add.Parameters.Add(new() { Value = value });
        await add.ExecuteNonQueryAsync(CancellationToken.None); // an attempt counts even if its caller hangs up
    }

    public async Task<ListSignInsResponse> Of(Guid account, int pageSize, CancellationToken cancel)
    {
        var most = Reading.Of(read => read.PageSize(pageSize, 50, 200));
        var rows = await db
            .SignIns.AsNoTracking()
            .Where(s => s.Account == account)
            .OrderByDescending(s => s.Id)
            .Take(most)
            .ToListAsync(cancel);
        return new() { Lines = { await Told(rows, cancel) } };
    }

    async Task<IEnumerable<SignInLine>> Told(IReadOnlyList<SignInRow> rows, CancellationToken cancel)
    {
        var names = new Dictionary<Guid, string>();
        foreach (var by in rows.Select(r => r.By).OfType<Guid>().Distinct())
            names[by] = (await directory.Find(by, cancel))?.Name ?? "";
        return rows.Select(r => new SignInLine
        {
            Time = r.At.ToTimestamp(),
            Outcome = (SignInOutcome)r.Outcome,
            Address = r.Address,
            Browser = Whence.Words(r.Browser),
            ByAccountId = r.By?.ToString() ?? "",
            ByName = r.By is { } by ? names[by] : "",
        });
    }
}

/// <summary>Which accounts have something to sign in with; where another issuer signs people in, any may.</summary>
sealed class CredentialHolders(NpgsqlDataSource database, AccountSettings settings) : ICredentialHolders
{
    public async Task<IReadOnlySet<Guid>> Among(IReadOnlyCollection<Guid> accounts, CancellationToken cancel)
    {
        if (settings.Outside is not null)
            return accounts.ToHashSet();
        await using var ask = database.CreateCommand(
            $"select id from {AccountsDb.Schema}.credential where id = any($1) and password_hash is not null"
        );
        ask.Parameters.Add(new() { Value = accounts.ToArray() });
        await using var rows = await ask.ExecuteReaderAsync(cancel);
        var holders = new HashSet<Guid>();
        while (await rows.ReadAsync(cancel))
            holders.Add(rows.GetGuid(0));
        return holders;
    }
}

/// <summary>When accounts last signed in, for the administrator's list.</summary>
sealed class LastSignIns(NpgsqlDataSource database) : ILastSignIns
{
    public async Task<IReadOnlyDictionary<Guid, DateTimeOffset>> Of(
        IReadOnlyCollection<Guid> accounts,
        CancellationToken cancel
    )
    {
        await using var ask = database.CreateCommand(
            $"select account, max(at) from {AccountsDb.Schema}.sign_in where account = any($1) and outcome = {(int)SignInOutcome.SignedIn} group by 1"
        );
        ask.Parameters.Add(new() { Value = accounts.ToArray() });
        await using var rows = await ask.ExecuteReaderAsync(cancel);
        var last = new Dictionary<Guid, DateTimeOffset>();
        while (await rows.ReadAsync(cancel))
            last[rows.GetGuid(0)] = rows.GetFieldValue<DateTimeOffset>(1);
        return last;
    }
}
