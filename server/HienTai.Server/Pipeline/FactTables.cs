using System.Collections.Concurrent;
using System.Data.Common;
using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using HienTai.Domain.Kernel;
using HienTai.Server.Vault;
using Npgsql;
using NpgsqlTypes;

namespace HienTai.Server.Pipeline;

/// <summary>One typed column of a fact table, derived from a property of the fact's record.</summary>
/// <remarks>Enums are kept by number here because levels compare by number; events keep them by name.</remarks>
public sealed record FactColumn(string Name, string SqlType, NpgsqlDbType DbType, PropertyInfo Property, Type ArrayType)
{
    readonly string place = Sealing.Place(Property);
    readonly bool blind = Property.IsDefined(typeof(BlindAttribute));

    /// <summary>Written under the person's key.</summary>
    public bool IsSealed { get; } = Property.IsDefined(typeof(PersonalAttribute));

    /// <summary>What it holds and how it is written; enums with the numbers they are kept by.</summary>
    public string Shape =>
        $"{Name} {SqlType}{(IsSealed ? $" sealed as {place}" : "")}{(blind ? $" hashed as {place}" : "")}{Numbers}";

    string Numbers =>
        (Nullable.GetUnderlyingType(Property.PropertyType) ?? Property.PropertyType) is { IsEnum: true } type
            ? $" of {string.Join(" ", Enum.GetValuesAsUnderlyingType(type).Cast<int>().Select(n => $"{n}={Enum.GetName(type, n)}"))}"
            : "";

    public object? Write(Fact fact, PersonKey? key) =>
        Property.GetValue(fact) switch
        {
            null => null,
            var value when IsSealed => Sealing.Seal(key ?? throw Keyless(), place, Leaf.Text(value)),
            string text when blind => text.Length == 0 ? "" : (key?.Index ?? throw Keyless()).Of(place, text),
            Strings list => JsonSerializer.Serialize(list),
            PartialDate date => date.ToString(),
            Enum value => Convert.ToInt32(value),
            var other => other,
        };

    /// <summary>A stored value as it came out of the database.</summary>
    public object? Read(object stored, PersonKey? key)
    {
        if (stored is DBNull)
            return null;
        var type = Nullable.GetUnderlyingType(Property.PropertyType) ?? Property.PropertyType;
        if (IsSealed)
            return Sealing.Open(key ?? throw Keyless(), place, (string)stored) is { } text
                ? Leaf.Read(type, text)
                : Leaf.Erased(type);
        if (type == typeof(Strings))
            return JsonSerializer.Deserialize<Strings>((string)stored);
        if (type == typeof(PartialDate))
            return PartialDate.Parse((string)stored);
        if (type.IsEnum)
            return Enum.ToObject(type, (int)stored);
        return stored is DateTime day ? DateOnly.FromDateTime(day) : stored;
    }

    InvalidOperationException Keyless() =>
        new($"{place} is personal: it is read and written under its person's key only.");

    public static FactColumn Of(PropertyInfo property)
    {
        var type = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;
        var (sql, db, array) = type switch
        {
            _ when property.IsDefined(typeof(PersonalAttribute)) => ("text", NpgsqlDbType.Text, typeof(string)),
            _ when type == typeof(Guid) => ("uuid", NpgsqlDbType.Uuid, typeof(Guid?)),
            _ when type == typeof(bool) => ("boolean", NpgsqlDbType.Boolean, typeof(bool?)),
            _ when type == typeof(int) || type.IsEnum => ("integer", NpgsqlDbType.Integer, typeof(int?)),
            _ when type == typeof(long) => ("bigint", NpgsqlDbType.Bigint, typeof(long?)),
            _ when type == typeof(DateOnly) => ("date", NpgsqlDbType.Date, typeof(DateOnly?)),
            _ when type == typeof(string) || type == typeof(Strings) || type == typeof(PartialDate) => (
                "text",
                NpgsqlDbType.Text,
                typeof(string)
            ),
            _ => throw new NotSupportedException(
                $"{property.DeclaringType!.Name}.{property.Name}: facts hold text, numbers, ids, dates and enums only."
            ),
        };
        return new(Snake(property.Name), sql, db, property, array);
    }

    public static string Snake(string name) =>
        string.Concat(
            name.Select((c, i) => char.IsUpper(c) ? (i > 0 ? "_" : "") + char.ToLowerInvariant(c) : c.ToString())
        );
}

/// <summary>A fact as it stands in its table: whose it is, and from when until when it was believed.</summary>
public readonly record struct FactRow<T>(Guid Stream, T Fact, long KnownFrom, long? KnownTo)
    where T : Fact;

/// <summary>
/// The bitemporal table of one kind of fact, derived from its record: valid period × known period plus one typed column
/// per property. A new kind of fact needs a record and nothing else, save the indexes its questions ask for.
/// </summary>
public sealed class FactTable
{
    static readonly (string Name, string SqlType, NpgsqlDbType DbType, Type ArrayType)[] Fixed =
    [
        ("stream_id", "uuid", NpgsqlDbType.Uuid, typeof(Guid?)),
        ("key", "text", NpgsqlDbType.Text, typeof(string)),
        ("valid_from", "date", NpgsqlDbType.Date, typeof(DateOnly?)),
        ("valid_to", "date", NpgsqlDbType.Date, typeof(DateOnly?)),
        ("from_text", "text", NpgsqlDbType.Text, typeof(string)),
        ("to_text", "text", NpgsqlDbType.Text, typeof(string)),
        ("known_from", "bigint", NpgsqlDbType.Bigint, typeof(long?)),
        ("known_to", "bigint", NpgsqlDbType.Bigint, typeof(long?)),
        ("known_from_time", "timestamptz", NpgsqlDbType.TimestampTz, typeof(DateTimeOffset?)),
        ("known_to_time", "timestamptz", NpgsqlDbType.TimestampTz, typeof(DateTimeOffset?)),
        ("digest", "uuid", NpgsqlDbType.Uuid, typeof(Guid?)),
    ];

    static readonly ConcurrentDictionary<Type, FactTable> All = new();
    readonly ConstructorInfo constructor;
    readonly FactColumn[] columns;

    // Whose key opens a row, where a row needs one.
    readonly (string Name, string SqlType, NpgsqlDbType DbType, Type ArrayType)[] all;

    FactTable(Type type)
    {
        Type = type;
        Name = "fact_" + FactColumn.Snake(type.Name[..^"Fact".Length]);
        constructor = type.GetConstructors().MaxBy(c => c.GetParameters().Length)!;
        // Constructor order: the same on every machine, and Key and Valid come first.
        columns = [.. constructor.GetParameters().Skip(2).Select(p => FactColumn.Of(type.GetProperty(p.Name!)!))];
        IsSealed = columns.Any(c => c.IsSealed);
        all =
        [
            .. Fixed,
            .. columns.Select(c => (c.Name, c.SqlType, c.DbType, c.ArrayType)),
            .. IsSealed ? new[] { ("subject", "uuid", NpgsqlDbType.Uuid, typeof(Guid?)) } : [],
        ];
        Columns = string.Join(", ", all.Select(c => c.Name));
    }

    public Type Type { get; }
    public string Name { get; }
    public string Columns { get; }

    /// <summary>Some of its columns open only with a person's key.</summary>
    public bool IsSealed { get; }

    public static FactTable Of(Type type) => All.GetOrAdd(type, t => new FactTable(t));

    /// <summary>The name of a fact's table, for SQL.</summary>
    public static string Table<T>()
        where T : Fact => Of(typeof(T)).Name;

    public static FactTable Of<T>()
        where T : Fact => Of(typeof(T));

    public string CreateSql =>
        $"create table if not exists {Name} ({string.Join(", ", all.Select(c => $"{c.Name} {c.SqlType}"))});";

    public string IndexSql =>
        $"""
            create index if not exists {Name}_stream on {Name} (stream_id, key);
            create index if not exists {Name}_known_from on {Name} (known_from);
            create index if not exists {Name}_known_to on {Name} (known_to) where known_to is not null;
            """;

    /// <summary>
    /// Its columns and how each is written, in words that differ whenever rows written so far would read otherwise.
    /// </summary>
    public string Shape =>
        $"{Name} ({string.Join(", ", [.. Fixed.Select(c => c.Name), .. columns.Select(c => c.Shape)])})";

    /// <summary>
    /// A fact as it is written, sealed under its person's key, and the digest of just that: 16 bytes by which its row
    /// can be found.
    /// </summary>
    public static FactText Written(Fact fact, PersonKey? key)
    {
        object?[] values = [.. Of(fact.GetType()).columns.Select(c => c.Write(fact, key))];
        var text = new StringBuilder(fact.Key)
            .Append('\u001f')
            .Append(fact.Valid.From)
            .Append('\u001f')
            .Append(fact.Valid.To)
            .Append('\u001f')
            .Append(fact.Valid.HandedOver);
        foreach (var value in values)
            text.Append('\u001f').Append(value);
        return new(
            fact,
            values,
            key?.Subject,
            new Guid(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())).AsSpan(0, 16))
        );
    }

    public NpgsqlBatchCommand Insert(IReadOnlyList<FactEntry> entries, string? into = null)
    {
        var command = new NpgsqlBatchCommand(
            $"insert into {into ?? Name} ({Columns}) select * from unnest({string.Join(", ", all.Select((c, i) => $"${i + 1}::{c.SqlType}[]"))})"
        );
        object?[] Values(FactEntry e) =>
            [
                e.Stream,
                e.Fact.Key,
                e.Fact.Valid.ClaimedFrom,
                e.Fact.Valid.ClaimedTo,
                e.Fact.Valid.From?.ToString(),
                e.Fact.Valid.To?.ToString(),
                e.KnownFrom,
                e.KnownTo,
                e.KnownFromTime,
                e.KnownToTime,
                e.Digest,
                .. e.Text.Values,
                .. IsSealed ? new object?[] { e.Text.Subject } : [],
            ];
        var rows = entries.Select(Values).ToArray();
        for (var i = 0; i < all.Length; i++)
        {
            var array = Array.CreateInstance(all[i].ArrayType, rows.Length);
            for (var r = 0; r < rows.Length; r++)
                array.SetValue(rows[r][i], r);
            command.Parameters.Add(new() { Value = array, NpgsqlDbType = all[i].DbType | NpgsqlDbType.Array });
        }
        return command;
    }

    public NpgsqlBatchCommand Close(IReadOnlyList<FactClosing> closings) =>
        new(
            $"""
            update {Name} f set known_to = c.known_to, known_to_time = c.known_to_time
            from unnest($1::uuid[], $2::uuid[], $3::bigint[], $4::timestamptz[]) c(stream_id, digest, known_to, known_to_time)
            where f.stream_id = c.stream_id and f.digest = c.digest and f.known_to is null
            """
        )
        {
            Parameters =
            {
                new() { Value = closings.Select(c => c.Stream).ToArray() },
                new() { Value = closings.Select(c => c.Digest).ToArray() },
                new() { Value = closings.Select(c => c.KnownTo).ToArray() },
                new() { Value = closings.Select(c => c.KnownToTime).ToArray() },
            },
        };

    /// <summary>A row selected with <see cref="Columns"/>, not opened yet.</summary>
    public object[] Row(DbDataReader row)
    {
        var values = new object[all.Length];
        for (var i = 0; i < values.Length; i++)
            values[i] = i is 2 or 3 ? row.GetFieldValue<DateOnly>(i) : row.GetValue(i);
        return values;
    }

    /// <summary>Whose key a row needs.</summary>
    public Guid Subject(object[] row) => (Guid)row[^1];

    public FactRow<T> Read<T>(object[] row, PersonKey? key)
        where T : Fact
    {
        var valid = new Period(
            row[4] is string from ? PartialDate.Parse(from) : null,
            row[5] is string to ? PartialDate.Parse(to) : null
        );
        valid = valid with { HandedOver = valid.To is not null && (DateOnly)row[3] != valid.ClaimedTo };
        object?[] arguments = [row[1], valid, .. columns.Select((c, i) => c.Read(row[Fixed.Length + i], key))];
        return new((Guid)row[0], (T)constructor.Invoke(arguments), (long)row[6], row[7] is long known ? known : null);
    }

    /// <summary>Opens one column alone, for lists that show no more.</summary>
    public string Open(string column, string stored, PersonKey key) =>
        (string)columns.Single(c => c.Name == column).Read(stored, key)!;
}

/// <summary>A fact as it is written.</summary>
public sealed record FactText(Fact Fact, object?[] Values, Guid? Subject, Guid Digest);

/// <summary>A fact that becomes known, and perhaps ceases to be within the same transaction.</summary>
public sealed record FactEntry(Guid Stream, FactText Text, long KnownFrom, DateTimeOffset KnownFromTime)
{
    public Fact Fact => Text.Fact;
    public Guid Digest => Text.Digest;
    public long? KnownTo { get; set; }
    public DateTimeOffset? KnownToTime { get; set; }
}

/// <summary>A fact in the database that is no longer believed.</summary>
public sealed record FactClosing(Type Type, Guid Stream, Guid Digest, long KnownTo, DateTimeOffset KnownToTime);
