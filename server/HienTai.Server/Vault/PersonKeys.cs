using System.Collections.Concurrent;
using System.Security.Cryptography;
using HienTai.Server.Database;
using HienTai.Server.Pipeline;
using Npgsql;

namespace HienTai.Server.Vault;

/// <summary>
/// A key for every person, made with their first event and wrapped under the master key, in a schema of its own so that
/// long-kept backups can leave it out. Destroying one is deleting its row. Keys in memory are good for whoever stands
/// where they were read, see <see cref="LedgerState"/>; whoever records asks for each row all the same.
/// </summary>
public sealed class PersonKeys(MasterKeys masters, LedgerWatch watch)
{
    const int MostKept = 200_000;

    public const string Tables = """
        create schema if not exists keystore;
        create table if not exists keystore.person_key (subject uuid primary key, wrapped bytea not null, master integer not null, created_at timestamptz not null);
        create table if not exists keystore.file_key (
            file text not null, holder uuid not null, kind text not null, wrapped bytea not null, master integer, primary key (file, holder, kind));
        create index if not exists file_key_holder on keystore.file_key (holder);
        create table if not exists keystore.registry_key (name text primary key, wrapped bytea not null, master integer not null);
        """;

    /// <summary>
    /// Keys that were opened since the last erasure, at whichever server, and since the database last went back: as
    /// long as a transaction sees the same, each of them is still there.
    /// </summary>
    internal sealed record Opened(Guid Erasing, int Returns, long Position)
    {
        readonly ConcurrentDictionary<Guid, (byte[] Wrapped, PersonKey Key)> keys = new();

        public PersonKey? this[Guid subject] => keys.TryGetValue(subject, out var known) ? known.Key : null;

        /// <summary>The same for a row that was read just now, if that is what was opened.</summary>
        public PersonKey? this[Guid subject, byte[] wrapped] =>
            keys.TryGetValue(subject, out var known) && known.Wrapped.AsSpan().SequenceEqual(wrapped)
                ? known.Key
                : null;

        public void Keep(byte[] wrapped, PersonKey key)
        {
            if (keys.Count >= MostKept)
                keys.Clear();
            keys[key.Subject] = (wrapped, key);
        }
    }

    volatile Opened opened = new(default, 0, 0);
    BlindIndex? index;

    public MasterKeys Masters => masters;
    public LedgerWatch Watch => watch;

    /// <summary>Its key is wrapped in the key store like the people's, and so rotates with them.</summary>
    public BlindIndex Index => index ?? throw new InvalidOperationException("The key store has not been opened.");

    /// <summary>Opens the key store, or makes it; refuses to serve a registry whose keys are missing.</summary>
    public async Task Open(NpgsqlDataSource database, CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        await using var transaction = await connection.BeginTransactionAsync(cancel);
        await using (
            var locked = new NpgsqlCommand(
                "lock table keystore.registry_key in exclusive mode",
                connection,
                transaction
            )
        )
            await locked.ExecuteNonQueryAsync(cancel);
        (byte[] Wrapped, int Master)? stored = null;
        await using (
            var ask = new NpgsqlCommand(
                "select wrapped, master from keystore.registry_key where name = 'index'",
                connection,
                transaction
            )
        )
        await using (var row = await ask.ExecuteReaderAsync(cancel))
            if (await row.ReadAsync(cancel))
                stored = (row.GetFieldValue<byte[]>(0), row.GetInt32(1));
        masters.Open(first: stored is null);
        if (stored is { } kept)
        {
            try
            {
                index = new(Box.Open(masters[kept.Master], kept.Wrapped, Box.About("registry index")));
            }
            catch (CryptographicException e)
            {
                throw new StartupFailure(
                    "Khoá chủ không phải của sổ này: hãy khôi phục thư mục khoá từ bản sao lưu của khoá.",
                    "The master key is not this registry's: restore the folder of keys from the backup of keys.",
                    e
                );
            }
        }
        else
        {
            var secret = RandomNumberGenerator.GetBytes(Box.KeyBytes);
            await using var make = new NpgsqlCommand(
                "insert into keystore.registry_key values ('index', $1, $2)",
                connection,
                transaction
            )
            {
                Parameters =
                {
                    new() { Value = Box.Close(masters[masters.Newest], secret, Box.About("registry index")) },
                    new() { Value = masters.Newest },
                },
            };
            await make.ExecuteNonQueryAsync(cancel);
            index = new(secret);
        }
        await transaction.CommitAsync(cancel);
    }

    /// <summary>The keys one transaction works with; without a ledger it asks for each row.</summary>
    public HeldKeys In(NpgsqlConnection connection, NpgsqlTransaction transaction, LedgerState? ledger = null) =>
        new(this, connection, transaction, ledger is null ? null : Since(ledger));

    /// <summary>
    /// What may be used, and added to, by who stands there. After an erasure the first to see it drops what there was;
    /// a question that began before keeps its own until it ends.
    /// </summary>
    internal Opened Since(LedgerState ledger)
    {
        var now = opened;
        if (now.Erasing == ledger.Erasing && now.Returns == ledger.Returns)
            return now;
        var fresh = new Opened(ledger.Erasing, ledger.Returns, ledger.Last.Position);
        if (fresh.Returns > now.Returns || fresh.Position >= now.Position)
            opened = fresh;
        return fresh;
    }

    /// <summary>The key in a row that was read just now.</summary>
    internal PersonKey Open(Guid subject, byte[] wrapped, int master, Opened? memory)
    {
        if (memory?[subject, wrapped] is { } known)
            return known;
        var key = PersonKey.Of(subject, Box.Open(masters[master], wrapped, Box.About("person", subject)), Index);
        memory?.Keep(wrapped, key);
        return key;
    }

    /// <summary>Some were destroyed here just now: memory is not to keep them until the next question.</summary>
    internal void Forget() => opened = new(default, opened.Returns, 0);

    /// <summary>
    /// A new master key: everything is wrapped anew in one transaction, then the old master is removed.
    /// </summary>
    public async Task<(int Master, int Keys)> Rotate(NpgsqlDataSource database, CancellationToken cancel)
    {
        var master = masters.MakeNext();
        var count = 0;
        await using (var connection = await database.OpenConnectionAsync(cancel))
        {
            await using var transaction = await connection.BeginTransactionAsync(cancel);
            // Whoever wraps meanwhile waits, and then wraps under the new one.
            await using (
                var locked = new NpgsqlCommand(
                    "lock table keystore.person_key, keystore.file_key, keystore.registry_key in exclusive mode",
                    connection,
                    transaction
                )
            )
                await locked.ExecuteNonQueryAsync(cancel);
            foreach (var table in Wrappings)
                count += await Rewrap(table, master, transaction, cancel);
            // The old key is destroyed next, so a leader that takes over must have this too.
            await Standby.Commit(transaction);
        }
        masters.ForgetBefore(master);
        return (master, count);
    }

    /// <summary>A table of wrapped keys: by what SQL a row is named, and what its wrapping is bound to.</summary>
    sealed record Wrapping(string Table, string Id, string About);

    static readonly Wrapping[] Wrappings =
    [
        new("keystore.person_key", "subject::text", "'person ' || replace(subject::text, '-', '')"),
        new("keystore.file_key", "file || ' ' || holder || ' ' || kind", "'file ' || file"),
        new("keystore.registry_key", "name", "'registry ' || name"),
    ];

    async Task<int> Rewrap(Wrapping of, int master, NpgsqlTransaction transaction, CancellationToken cancel)
    {
        var rows = new List<(string Id, byte[] Wrapped)>();
        await using (
            var ask = new NpgsqlCommand(
                $"select {of.Id}, {of.About}, wrapped, master from {of.Table} where master <> $1",
                transaction.Connection,
                transaction
            )
            {
                Parameters = { new() { Value = master } },
            }
        )
        await using (var row = await ask.ExecuteReaderAsync(cancel))
            while (await row.ReadAsync(cancel))
            {
                var bound = Box.About(row.GetString(1));
                var secret = Box.Open(masters[row.GetInt32(3)], row.GetFieldValue<byte[]>(2), bound);
                rows.Add((row.GetString(0), Box.Close(masters[master], secret, bound)));
            }
        await using var update = new NpgsqlCommand(
            $"update {of.Table} t set wrapped = n.wrapped, master = $3 from unnest($1::text[], $2::bytea[]) n(id, wrapped) where {of.Id} = n.id",
            transaction.Connection,
            transaction
        )
        {
            Parameters =
            {
                new() { Value = rows.Select(r => r.Id).ToArray() },
                new() { Value = rows.Select(r => r.Wrapped).ToArray() },
                new() { Value = master },
            },
        };
        await update.ExecuteNonQueryAsync(cancel);
        return rows.Count;
    }
}
