using System.Collections.Concurrent;
using System.Data.Common;
using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using HienTai.Domain.Kernel;
using Npgsql;
using NpgsqlTypes;

namespace HienTai.Server.Pipeline;

/// <summary>One typed column of a fact table, derived from a property of the fact's record.</summary>
/// <remarks>Enums are kept by number here because levels compare by number; events keep them by name.</remarks>
public sealed record FactColumn(string Name, string SqlType, NpgsqlDbType DbType, PropertyInfo Property, Type ArrayType)
{
    public object? Write(Fact fact) => Property.GetValue(fact) switch
    {
        Strings list => JsonSerializer.Serialize(list),
        PartialDate date => date.ToString(),
        Enum value => Convert.ToInt32(value),
        var other => other,
    };

    public object? Read(DbDataReader row, int ordinal)
    {
        if (row.IsDBNull(ordinal)) return null;
        var type = Nullable.GetUnderlyingType(Property.PropertyType) ?? Property.PropertyType;
        if (type == typeof(Strings)) return JsonSerializer.Deserialize<Strings>(row.GetString(ordinal));
        if (type == typeof(PartialDate)) return PartialDate.Parse(row.GetString(ordinal));
        if (type.IsEnum) return Enum.ToObject(type, row.GetInt32(ordinal));
        if (type == typeof(DateOnly)) return row.GetFieldValue<DateOnly>(ordinal);
        return row.GetValue(ordinal);
    }

    public static FactColumn Of(PropertyInfo property)
    {
        var type = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;
        var (sql, db, array) = type switch
        {
            _ when type == typeof(Guid) => ("uuid", NpgsqlDbType.Uuid, typeof(Guid?)),
            _ when type == typeof(bool) => ("boolean", NpgsqlDbType.Boolean, typeof(bool?)),
            _ when type == typeof(int) || type.IsEnum => ("integer", NpgsqlDbType.Integer, typeof(int?)),
            _ when type == typeof(DateOnly) => ("date", NpgsqlDbType.Date, typeof(DateOnly?)),
            _ when type == typeof(string) || type == typeof(Strings) || type == typeof(PartialDate) => ("text", NpgsqlDbType.Text, typeof(string)),
            _ => throw new NotSupportedException($"{property.DeclaringType!.Name}.{property.Name}: facts hold text, numbers, ids, dates and enums only."),
        };
        return new(Snake(property.Name), sql, db, property, array);
    }

    public static string Snake(string name) => string.Concat(name.Select((c, i) => char.IsUpper(c) ? (i > 0 ? "_" : "") + char.ToLowerInvariant(c) : c.ToString()));
}

/// <summary>A fact as it stands in its table: whose it is, and from when until when it was believed.</summary>
public readonly record struct FactRow<T>(Guid Stream, T Fact, long KnownFrom, long? KnownTo) where T : Fact;

/// <summary>
/// The bitemporal table of one kind of fact, derived from its record: valid period × known period plus one typed column per property.
/// A new kind of fact needs a record and nothing else, save the indexes its questions ask for.
/// </summary>
public sealed class FactTable
{
    static readonly (string Name, string SqlType, NpgsqlDbType DbType, Type ArrayType)[] Fixed =
    [
        ("stream_id", "uuid", NpgsqlDbType.Uuid, typeof(Guid?)), ("key", "text", NpgsqlDbType.Text, typeof(string)),
        ("valid_from", "date", NpgsqlDbType.Date, typeof(DateOnly?)), ("valid_to", "date", NpgsqlDbType.Date, typeof(DateOnly?)),
        ("from_text", "text", NpgsqlDbType.Text, typeof(string)), ("to_text", "text", NpgsqlDbType.Text, typeof(string)),
        ("known_from", "bigint", NpgsqlDbType.Bigint, typeof(long?)), ("known_to", "bigint", NpgsqlDbType.Bigint, typeof(long?)),
        ("known_from_time", "timestamptz", NpgsqlDbType.TimestampTz, typeof(DateTimeOffset?)), ("known_to_time", "timestamptz", NpgsqlDbType.TimestampTz, typeof(DateTimeOffset?)),
        ("digest", "uuid", NpgsqlDbType.Uuid, typeof(Guid?)),
    ];

    static readonly ConcurrentDictionary<Type, FactTable> All = new();
    readonly ConstructorInfo constructor;
    readonly FactColumn[] columns;

    FactTable(Type type)
    {
        Type = type;
        Name = "fact_" + FactColumn.Snake(type.Name[..^"Fact".Length]);
        constructor = type.GetConstructors().MaxBy(c => c.GetParameters().Length)!;
        // Constructor order: the same on every machine, and Key and Valid come first.
        columns = [.. constructor.GetParameters().Skip(2).Select(p => FactColumn.Of(type.GetProperty(p.Name!)!))];
        Columns = string.Join(", ", Fixed.Select(f => f.Name).Concat(columns.Select(c => c.Name)));
    }

    public Type Type { get; }
    public string Name { get; }
    public string Columns { get; }

    public static FactTable Of(Type type) => All.GetOrAdd(type, t => new FactTable(t));
    public static FactTable Of<T>() where T : Fact => Of(typeof(T));

    public string CreateSql(string schema) => $"""
        create table if not exists {schema}.{Name} ({string.Join(", ", Fixed.Select(f => $"{f.Name} {f.SqlType}").Concat(columns.Select(c => $"{c.Name} {c.SqlType}")))});
        create index if not exists {Name}_stream on {schema}.{Name} (stream_id, key);
        create index if not exists {Name}_known_from on {schema}.{Name} (known_from);
        create index if not exists {Name}_known_to on {schema}.{Name} (known_to) where known_to is not null;
        """;

    /// <summary>The value of a fact as 16 bytes, so that a row can be found by what it says.</summary>
    public static Guid Digest(Fact fact)
    {
        var text = new StringBuilder(fact.Key).Append('\u001f').Append(fact.Valid.From).Append('\u001f').Append(fact.Valid.To).Append('\u001f').Append(fact.Valid.HandedOver);
        foreach (var column in Of(fact.GetType()).columns) text.Append('\u001f').Append(column.Write(fact));
        return new Guid(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())).AsSpan(0, 16));
    }

    public NpgsqlBatchCommand Insert(IReadOnlyList<FactEntry> entries, string? into = null)
    {
        var command = new NpgsqlBatchCommand($"insert into {into ?? Name} ({Columns}) select * from unnest({string.Join(", ", Fixed.Select(f => f.SqlType).Concat(columns.Select(c => c.SqlType)).Select((t, i) => $"${i + 1}::{t}[]"))})");
        object?[] Values(FactEntry e) =>
        [
            e.Stream, e.Fact.Key, e.Fact.Valid.ClaimedFrom, e.Fact.Valid.ClaimedTo, e.Fact.Valid.From?.ToString(), e.Fact.Valid.To?.ToString(),
            e.KnownFrom, e.KnownTo, e.KnownFromTime, e.KnownToTime, e.Digest, .. columns.Select(c => c.Write(e.Fact)),
        ];
        var rows = entries.Select(Values).ToArray();
        var types = Fixed.Select(f => (f.DbType, f.ArrayType)).Concat(columns.Select(c => (c.DbType, c.ArrayType))).ToArray();
        for (var i = 0; i < types.Length; i++)
        {
            var array = Array.CreateInstance(types[i].ArrayType, rows.Length);
            for (var r = 0; r < rows.Length; r++) array.SetValue(rows[r][i], r);
            command.Parameters.Add(new() { Value = array, NpgsqlDbType = types[i].DbType | NpgsqlDbType.Array });
        }
        return command;
    }

    public NpgsqlBatchCommand Close(IReadOnlyList<FactClosing> closings) => new($"""
        update {Name} f set known_to = c.known_to, known_to_time = c.known_to_time
        from unnest($1::uuid[], $2::uuid[], $3::bigint[], $4::timestamptz[]) c(stream_id, digest, known_to, known_to_time)
        where f.stream_id = c.stream_id and f.digest = c.digest and f.known_to is null
        """)
    {
        Parameters =
        {
            new() { Value = closings.Select(c => c.Stream).ToArray() }, new() { Value = closings.Select(c => c.Digest).ToArray() },
            new() { Value = closings.Select(c => c.KnownTo).ToArray() }, new() { Value = closings.Select(c => c.KnownToTime).ToArray() },
        },
    };

    /// <summary>Reads a row selected with <see cref="Columns"/>.</summary>
    public FactRow<T> Read<T>(DbDataReader row) where T : Fact
    {
        var valid = new Period(row.IsDBNull(4) ? null : PartialDate.Parse(row.GetString(4)), row.IsDBNull(5) ? null : PartialDate.Parse(row.GetString(5)));
        valid = valid with { HandedOver = valid.To is not null && row.GetFieldValue<DateOnly>(3) != valid.ClaimedTo };
        object?[] arguments = [row.GetString(1), valid, .. columns.Select((c, i) => c.Read(row, Fixed.Length + i))];
        return new(row.GetGuid(0), (T)constructor.Invoke(arguments), row.GetInt64(6), row.IsDBNull(7) ? null : row.GetInt64(7));
    }

    /// <summary>The same for a reader that does not know the kind of fact.</summary>
    public Fact ReadFact(DbDataReader row) => Read<Fact>(row).Fact;
}

/// <summary>A fact that becomes known, and perhaps ceases to be within the same transaction.</summary>
public sealed record FactEntry(Guid Stream, Fact Fact, Guid Digest, long KnownFrom, DateTimeOffset KnownFromTime)
{
    public long? KnownTo { get; set; }
    public DateTimeOffset? KnownToTime { get; set; }
}

/// <summary>A fact in the database that is no longer believed.</summary>
public sealed record FactClosing(Type Type, Guid Stream, Guid Digest, long KnownTo, DateTimeOffset KnownToTime);
