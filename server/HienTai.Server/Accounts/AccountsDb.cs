using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace HienTai.Server.Accounts;

/// <summary>
/// What an account signs in with. Its id is the account's; its name and post are the registry's to tell.
/// </summary>
public sealed class Credential : IdentityUser<Guid>
{
    public Credential() { }

    /// <summary>Identity asks for a user name; the name people type may change, the id does not.</summary>
    public Credential(Guid account) =>
        (Id, UserName, SecurityStamp) = (account, account.ToString(), Guid.NewGuid().ToString("N"));

    public DateTimeOffset? PasswordSetAt { get; set; }

    /// <summary>The password was found wanting when it was last given.</summary>
    public bool MustChangePassword { get; set; }

    /// <summary>Secret of the authenticator app, protected with a key outside the database.</summary>
    public string? TotpSecret { get; set; }

    /// <summary>A secret that is shown but not confirmed yet.</summary>
    public string? TotpPending { get; set; }

    /// <summary>The time step of the last code taken: it and earlier ones are refused.</summary>
    public long TotpLastStep { get; set; }

    /// <summary>SHA-256 of recovery codes not used yet.</summary>
    public string[] RecoveryCodes { get; set; } = [];

    /// <summary>Still what the sample came with.</summary>
    public bool Demo { get; set; }
}

/// <summary>A browser's session; its cookie holds a reference of which only the hash is here.</summary>
public sealed class SessionRow
{
    public Guid Id { get; set; }
    public byte[] Reference { get; set; } = [];
    public Guid Account { get; set; }
    public byte[] Ticket { get; set; } = [];
    public DateTimeOffset StartedAt { get; set; }
    public DateTimeOffset UsedAt { get; set; }
    public string Address { get; set; } = "";
    public string Browser { get; set; } = "";
}

/// <summary>
/// One attempt to sign in or change of credentials. The name is kept only if it is an account's: people type passwords
/// into wrong boxes.
/// </summary>
public sealed class SignInRow
{
    public long Id { get; set; }
    public DateTimeOffset At { get; set; }
    public Guid? Account { get; set; }

    /// <summary>The administrator, where somebody else did it.</summary>
    public Guid? By { get; set; }
    public int Outcome { get; set; }
    public string Address { get; set; } = "";
    public string Browser { get; set; } = "";
}

/// <summary>
/// Wrong attempts by the name given, whether or not it is an account's: otherwise being locked out would tell.
/// </summary>
public sealed class LockoutRow
{
    public string Name { get; set; } = "";
    public int Failed { get; set; }
    public DateTimeOffset? Until { get; set; }
    public DateTimeOffset At { get; set; }
}

/// <summary>Something that works once and for a while: an enrolment code, a passkey ceremony.</summary>
public sealed class OneTimeRow
{
    public byte[] Hash { get; set; } = [];
    public string Purpose { get; set; } = "";
    public Guid? Account { get; set; }
    public string Payload { get; set; } = "";
    public DateTimeOffset ExpiresAt { get; set; }
}

/// <summary>
/// Credentials, sessions and OAuth clients, in a schema of their own. Its tables come from migrations.
/// </summary>
public sealed class AccountsDb(DbContextOptions<AccountsDb> options) : IdentityUserContext<Credential, Guid>(options)
{
    public const string Schema = "accounts";

    public DbSet<SessionRow> Sessions => Set<SessionRow>();
    public DbSet<SignInRow> SignIns => Set<SignInRow>();
    public DbSet<LockoutRow> Lockouts => Set<LockoutRow>();
    public DbSet<OneTimeRow> OneTimes => Set<OneTimeRow>();

    public static void Configure(
        DbContextOptionsBuilder options,
        Action<
            DbContextOptionsBuilder,
            Action<Npgsql.EntityFrameworkCore.PostgreSQL.Infrastructure.NpgsqlDbContextOptionsBuilder>
        > connect
    )
    {
        connect(options, npgsql => npgsql.MigrationsHistoryTable("migration", Schema));
        options.UseOpenIddict<Guid>();
    }

    /// <summary>
    /// Brings the schema up to date as whoever the connection string names; queries may run as somebody with fewer
    /// rights.
    /// </summary>
    public static async Task Migrate(Npgsql.NpgsqlDataSource owner, CancellationToken cancel)
    {
        await using var db = With(owner);
        await db.Database.MigrateAsync(cancel);
    }

    /// <summary>The names of all migrations there are.</summary>
    public static string Migrations
    {
        get
        {
            using var db = new AccountsDb(OptionsFor((o, npgsql) => o.UseNpgsql(npgsql)));
            return string.Join(' ', db.Database.GetMigrations());
        }
    }

    static AccountsDb With(Npgsql.NpgsqlDataSource database) =>
        new(OptionsFor((o, npgsql) => o.UseNpgsql(database, npgsql)));

    static DbContextOptions<AccountsDb> OptionsFor(
        Action<
            DbContextOptionsBuilder,
            Action<Npgsql.EntityFrameworkCore.PostgreSQL.Infrastructure.NpgsqlDbContextOptionsBuilder>
        > use
    )
    {
        var options = new DbContextOptionsBuilder<AccountsDb>();
        Configure(options, use);
        return options.Options;
    }

    protected override void OnModelCreating(ModelBuilder builder)
    {
        // Identity's own mapping would bring tables for claims, logins, tokens, e-mail and phone numbers, which nothing
        // here uses.
        builder.HasDefaultSchema(Schema);
        builder.Ignore<IdentityUserClaim<Guid>>();
        builder.Ignore<IdentityUserLogin<Guid>>();
        builder.Ignore<IdentityUserToken<Guid>>();
        builder.Entity<Credential>(credential =>
        {
            foreach (
                var unused in (string[])
                    [
                        nameof(Credential.Email),
                        nameof(Credential.NormalizedEmail),
                        nameof(Credential.EmailConfirmed),
                        nameof(Credential.PhoneNumber),
                        nameof(Credential.PhoneNumberConfirmed),
                        nameof(Credential.TwoFactorEnabled),
                        nameof(Credential.LockoutEnabled),
                        nameof(Credential.LockoutEnd),
                        nameof(Credential.AccessFailedCount),
                    ]
            )
                credential.Ignore(unused);
            credential.ToTable("credential").HasIndex(c => c.NormalizedUserName).IsUnique();
            credential.Property(c => c.ConcurrencyStamp).IsConcurrencyToken();
        });
        builder.Entity<IdentityUserPasskey<Guid>>(passkey =>
        {
            passkey.ToTable("passkey").HasKey(p => p.CredentialId);
            passkey.HasOne<Credential>().WithMany().HasForeignKey(p => p.UserId);
            passkey.OwnsOne(p => p.Data).ToJson("data");
        });
        builder.Entity<SessionRow>(session =>
        {
            session.ToTable("session").HasIndex(s => s.Reference).IsUnique();
            session.HasIndex(s => s.Account);
            session.HasIndex(s => s.UsedAt);
        });
        builder.Entity<SignInRow>().ToTable("sign_in").HasIndex(s => new { s.Account, s.Id });
        builder.Entity<LockoutRow>().ToTable("lockout").HasKey(l => l.Name);
        builder.Entity<OneTimeRow>().ToTable("one_time").HasKey(o => o.Hash);
        foreach (var entity in builder.Model.GetEntityTypes().Where(e => !e.IsMappedToJson()))
        {
            if (entity.GetTableName() is ['O', 'p', 'e', 'n', ..] table)
                entity.SetTableName(Snake(table.Replace("OpenIddict", "OAuth")));
            foreach (var property in entity.GetProperties())
                property.SetColumnName(Snake(property.GetColumnName()));
            foreach (var key in entity.GetKeys())
                key.SetName(Snake(key.GetName()!));
            foreach (var key in entity.GetForeignKeys())
                key.SetConstraintName(Snake(key.GetConstraintName()!));
            foreach (var index in entity.GetIndexes())
                index.SetDatabaseName(Snake(index.GetDatabaseName()!));
        }
    }

    static string Snake(string name) =>
        Regex
            .Replace(
                name.Replace("OAuth", "Oauth").Replace("PK_", "pk_").Replace("FK_", "fk_").Replace("IX_", "ix_"),
                "(?<=[a-z0-9])([A-Z])",
                "_$1"
            )
            .ToLowerInvariant();
}
