using HienTai.Server.Database;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace HienTai.Server.Accounts;

/// <summary>The tables of signing in, made by the owner.</summary>
sealed class AccountsSchema : ISchemaPart
{
    public string Fingerprint { get; } = AccountsDb.Migrations;

    public Task Create(NpgsqlDataSource owner, CancellationToken cancel) => AccountsDb.Migrate(owner, cancel);
}
