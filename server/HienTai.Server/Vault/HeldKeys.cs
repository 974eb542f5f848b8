using Npgsql;

namespace HienTai.Server.Vault;

/// <summary>The keys of the people a transaction is about, as they stand in it: made, found, or destroyed.</summary>
public sealed class HeldKeys(PersonKeys keys, NpgsqlConnection connection, NpgsqlTransaction transaction)
{
    readonly Dictionary<Guid, PersonKey> held = [];
    readonly List<PersonKey> made = [],
        written = [];
    readonly HashSet<Guid> condemned = [];

    public BlindIndex Index => keys.Index;
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
        var missing = new List<Guid>();
        foreach (var subject in subjects.Distinct())
            if (held.ContainsKey(subject))
                continue;
            else if (keys.Known(subject) is { } known)
                held[subject] = known;
            else
                missing.Add(subject);
        if (missing.Count == 0)
            return this;
        await using var ask = new NpgsqlCommand(
            "select subject, wrapped, master from keystore.person_key where subject = any($1)",
            connection,
            transaction
        )
        {
            Parameters = { new() { Value = missing.ToArray() } },
        };
        await using (var row = await ask.ExecuteReaderAsync(cancel))
            while (await row.ReadAsync(cancel))
                held[row.GetGuid(0)] = keys.Unwrapped(row.GetGuid(0), row.GetFieldValue<byte[]>(1), row.GetInt32(2));
        foreach (var subject in missing)
            held.TryAdd(subject, PersonKey.Gone(subject));
        return this;
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

    /// <summary>Must run before anything is wrapped, so that no rotation comes in between.</summary>
    internal static NpgsqlBatchCommand Wrapping =>
        new("lock table keystore.person_key, keystore.file_key in row exclusive mode");

    internal void WriteTo(NpgsqlBatch batch, DateTimeOffset at)
    {
        if (made.Count == 0)
            return;
        var master = keys.Masters.Newest;
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
                                Box.Close(keys.Masters[master], k.Secret, Box.About("person", k.Subject))
                            )
                            .ToArray(),
                    },
                    new() { Value = master },
                    new() { Value = at },
                },
            }
        );
        written.AddRange(made);
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

    /// <summary>What this transaction made others may now use, and what it destroyed nobody may.</summary>
    internal void Committed()
    {
        foreach (var key in written)
            keys.Keep(key);
        foreach (var subject in condemned)
            keys.Forget(subject);
    }
}
