using HienTai.Server.Pipeline;
using Npgsql;

namespace HienTai.Server.Vault;

/// <summary>
/// The keys of the people a transaction is about, as they stand in it: made, found, or destroyed. A question takes from
/// memory what the state of the ledger proves. What is recorded rests on rows that were asked for in the transaction
/// itself.
/// </summary>
public sealed class HeldKeys
{
    readonly PersonKeys keys;
    readonly NpgsqlConnection connection;
    readonly NpgsqlTransaction transaction;
    readonly bool trusts;
    PersonKeys.Opened? memory;

    readonly Dictionary<Guid, PersonKey> held = [];
    readonly List<PersonKey> made = [];
    readonly HashSet<Guid> condemned = [];

    internal HeldKeys(
        PersonKeys keys,
        NpgsqlConnection connection,
        NpgsqlTransaction transaction,
        PersonKeys.Opened? memory
    ) =>
        (this.keys, this.connection, this.transaction, this.memory, trusts) = (
            keys,
            connection,
            transaction,
            memory,
            memory is not null
        );

    public BlindIndex Index => keys.Index;
    internal LedgerWatch Watch => keys.Watch;
    internal MasterKeys Masters => keys.Masters;

    /// <summary>Null for a record that holds nobody's values.</summary>
    public PersonKey? Of(Guid? subject) => subject is { } person ? this[person] : null;

    public PersonKey this[Guid subject] =>
        held.TryGetValue(subject, out var key)
            ? key
            : throw new InvalidOperationException($"The key of {subject} was not loaded.");

    /// <summary>Gets the keys of these people in one question; who has none is erased.</summary>
    public async Task<HeldKeys> Load(IEnumerable<Guid> subjects, CancellationToken cancel)
    {
        Guid[] missing = [.. subjects.Distinct().Where(s => !held.ContainsKey(s) && !Known(s))];
        if (missing.Length == 0)
            return this;
        await using var ask = new NpgsqlCommand(Rows + "any($1)", connection, transaction)
        {
            Parameters = { new() { Value = missing } },
        };
        await using (var rows = await ask.ExecuteReaderAsync(cancel))
            await Read(rows, cancel);
        foreach (var subject in missing)
            held.TryAdd(subject, PersonKey.Gone(subject));
        return this;
    }

    bool Known(Guid subject)
    {
        if (!trusts || memory![subject] is not { } key)
            return false;
        held[subject] = key;
        return true;
    }

    const string Rows = "select subject, wrapped, master from keystore.person_key where subject = ";

    /// <summary>
    /// Asks for the keys of these people, and of whom these records are about, within a batch of other questions.
    /// </summary>
    internal static NpgsqlBatchCommand AskedWith(Guid[] streams) =>
        new(Rows + "any($1) or subject = any(array(select subject from snapshot where stream_id = any($1)))")
        {
            Parameters = { new() { Value = streams } },
        };

    /// <summary>The answer, in a transaction that stands there.</summary>
    internal async Task Read(NpgsqlDataReader rows, Guid[] streams, LedgerState ledger, CancellationToken cancel)
    {
        memory = keys.Since(ledger);
        await Read(rows, cancel);
        foreach (var stream in streams)
            held.TryAdd(stream, PersonKey.Gone(stream));
    }

    async Task Read(NpgsqlDataReader rows, CancellationToken cancel)
    {
        while (await rows.ReadAsync(cancel))
            held[rows.GetGuid(0)] = keys.Open(rows.GetGuid(0), rows.GetFieldValue<byte[]>(1), rows.GetInt32(2), memory);
    }

    public PersonKey New(Guid subject) => PersonKey.New(subject, keys.Index);

    /// <summary>A key that is to be stored with this transaction.</summary>
    internal void Keep(PersonKey key)
    {
        held[key.Subject] = key;
        made.Add(key);
    }

    /// <summary>
    /// A key that is to go with this transaction; until it is written the values at hand can still be sealed.
    /// </summary>
    internal void Condemn(Guid subject) => condemned.Add(subject);

    internal IReadOnlySet<Guid> Condemned => condemned;

    int wrapper;

    /// <summary>
    /// The number of the master key to wrap under, which is that of the last rotation at whichever server; known once
    /// the transaction has asked for it, and then no rotation comes in between.
    /// </summary>
    internal int Wrapper => wrapper > 0 ? wrapper : throw new InvalidOperationException("Nothing may be wrapped here.");

    /// <summary>Asks for it within a batch of other questions.</summary>
    internal static void AskWrapper(NpgsqlBatch batch)
    {
        batch.BatchCommands.Add(
            new("lock table keystore.person_key, keystore.file_key, keystore.registry_key in row exclusive mode")
        );
        batch.BatchCommands.Add(new("select master from keystore.registry_key where name = 'index'"));
    }

    internal async Task ReadWrapper(NpgsqlDataReader rows, CancellationToken cancel)
    {
        await rows.ReadAsync(cancel);
        wrapper = rows.GetInt32(0);
    }

    internal async Task AskWrapper(CancellationToken cancel)
    {
        await using var batch = new NpgsqlBatch(connection, transaction);
        AskWrapper(batch);
        await using var rows = await batch.ExecuteReaderAsync(cancel);
        await ReadWrapper(rows, cancel);
    }

    internal void WriteTo(NpgsqlBatch batch, DateTimeOffset at)
    {
        if (made.Count == 0)
            return;
        batch.BatchCommands.Add(
            new(
                "insert into keystore.person_key (subject, wrapped, master, created_at) select s, w, $3, $4 from unnest($1::uuid[], $2::bytea[]) n(s, w)"
            )
            {
                Parameters =
                {
                    new() { Value = made.Select(k => k.Subject).ToArray() },
                    new()
                    {
                        Value = made.Select(k =>
                                Box.Close(keys.Masters[Wrapper], k.Secret, Box.About("person", k.Subject))
                            )
                            .ToArray(),
                    },
                    new() { Value = Wrapper },
                    new() { Value = at },
                },
            }
        );
        made.Clear();
    }

    /// <summary>
    /// Deletes the keys of who is to be erased; from here on this transaction reads them as everybody will.
    /// </summary>
    internal async Task<Guid[]> Destroy()
    {
        Guid[] gone = [.. condemned.Where(s => !held[s].Destroyed)];
        if (gone.Length == 0)
            return gone;
        await using var delete = new NpgsqlCommand(
            "delete from keystore.person_key where subject = any($1)",
            connection,
            transaction
        )
        {
            Parameters = { new() { Value = gone } },
        };
        await delete.ExecuteNonQueryAsync();
        foreach (var subject in gone)
            held[subject] = PersonKey.Gone(subject);
        return gone;
    }

    /// <summary>What this transaction destroyed is forgotten.</summary>
    internal void Committed()
    {
        if (condemned.Count > 0)
            keys.Forget();
    }
}
