using System.Text.RegularExpressions;
using HienTai.Server.Database;
using Npgsql;

namespace HienTai.Server.Registries;

/// <summary>
/// A registry beside the first one of an installation: in a database of its own in the same PostgreSQL, with keys and
/// secrets of its own below those of the first, and nothing in common with the others but the door.
/// </summary>
/// <param name="Name">2 to 40 of a-z, 0-9 and hyphen; what the header names.</param>
/// <param name="Addresses">What people open, such as https://tannhut.hientai.vn; the first is the one it calls itself.
/// Without any it is reached by the header alone.</param>
public sealed partial record RegistryEntry(string Name, string Database, IReadOnlyList<Uri> Addresses)
{
    public const string Table = "registry";

    [GeneratedRegex("^[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])$")]
    private static partial Regex NamePattern { get; }

    public static bool IsName(string name) => NamePattern.IsMatch(name);

    /// <summary>How the database of one is called beside that of the first.</summary>
    public static string DatabaseOf(string first, string name) => $"{first}_{name.Replace('-', '_')}";

    public Uri? Address => Addresses.Count > 0 ? Addresses[0] : null;

    public IEnumerable<string> Hosts => Addresses.Select(a => a.Host);

    /// <summary>Two are the same if they say the same; a list is compared by what it is otherwise.</summary>
    public bool Equals(RegistryEntry? other) =>
        other is not null
        && (Name, Database) == (other.Name, other.Database)
        && Addresses.SequenceEqual(other.Addresses);

    public override int GetHashCode() => HashCode.Combine(Name, Database);

    /// <summary>All there are, by name.</summary>
    public static async Task<List<RegistryEntry>> All(NpgsqlDataSource first, CancellationToken cancel)
    {
        await using var ask = first.CreateCommand($"select name, database, addresses from {Table} order by name");
        await using var rows = await ask.ExecuteReaderAsync(cancel);
        var all = new List<RegistryEntry>();
        while (await rows.ReadAsync(cancel))
            all.Add(
                new(rows.GetString(0), rows.GetString(1), [.. rows.GetFieldValue<string[]>(2).Select(a => new Uri(a))])
            );
        return all;
    }
}

/// <summary>Which registries there are beside the first, in its database. Only its owner changes it.</summary>
sealed class RegistriesSchema : ISchemaPart
{
    const string Sql = $"""
        create table if not exists {RegistryEntry.Table} (
            name text primary key,
            database text not null unique,
            addresses text[] not null,
            made_at timestamptz not null default now())
        """;

    public string Fingerprint => Sql;

    public async Task Create(NpgsqlDataSource owner, CancellationToken cancel)
    {
        await using var make = owner.CreateCommand(Sql);
        await make.ExecuteNonQueryAsync(cancel);
    }
}
