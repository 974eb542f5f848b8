using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using Npgsql;

namespace HienTai.Server.Pipeline;

/// <summary>
/// What is damaged: a table, or what PostgreSQL said where no table could be told from that; through which index, if it
/// is one.
/// </summary>
/// <param name="Derived">It follows from the events, so that a rebuild mends it.</param>
public sealed record Damaged(string What, string? Index, bool Derived)
{
    string Name => Index is null ? What : $"{What} ({Index})";

    /// <summary>For who looks after the server: what, and the way back.</summary>
    public (string Vi, string En) Says =>
        this switch
        {
            { Derived: true } => ($"{Name} hỏng: chạy hientai rebuild", $"{Name} is damaged: run hientai rebuild"),
            { Index: { } index } => (
                $"{Name} hỏng: chủ sở hữu chạy reindex index {index}",
                $"{Name} is damaged: as the owner, reindex index {index}"
            ),
            _ => ($"{Name} hỏng: khôi phục bản sao lưu", $"{Name} is damaged: restore a backup"),
        };
}

/// <summary>
/// Damaged data this server has met, until it is no more: PostgreSQL keeps a table or index in a file of its own, and
/// whatever mends one (a rebuild at any server, a reindex) makes another file. What PostgreSQL says names the file or
/// the index, in whatever language.
/// </summary>
public sealed partial class Damage(DerivedTables derived, ILogger<Damage> log)
{
    /// <summary>How PostgreSQL names a file, the table whose long values are elsewhere, or an index.</summary>
    [GeneratedRegex(
        @"(?:base/\d+|pg_tblspc/\S+?)/(?<file>\d+)|pg_toast_(?<toast>\d+)|[""„“«]\s*(?<index>\w+)\s*[""”“»]"
    )]
    private static partial Regex Named();

    /// <summary>Where it is: the file, by which it is told from the one that takes its place.</summary>
    sealed record Spot(Damaged Damaged, uint Relation, uint File);

    const int MostKept = 20;
    readonly ConcurrentDictionary<string, Spot?> met = new();

    public static bool Is(Exception e) =>
        e is PostgresException { SqlState: PostgresErrorCodes.DataCorrupted or PostgresErrorCodes.IndexCorrupted }
        || e.InnerException is { } inner && Is(inner);

    /// <summary>Whatever failed; what is no damage is no matter here.</summary>
    public void Meet(Exception e)
    {
        if (e is not PostgresException said)
        {
            if (e.InnerException is { } inner)
                Meet(inner);
            return;
        }
        if (Is(said) && met.Count < MostKept && met.TryAdd(said.MessageText, null))
            log.LogCritical("Data on disk is damaged: {What}", said.MessageText);
    }

    /// <summary>What is damaged as far as this server knows.</summary>
    public Damaged[] Known =>
        [.. met.Select(m => m.Value?.Damaged ?? new(m.Key, null, Derived: false)).Distinct().OrderBy(d => d.What)];

    /// <summary>Every table was read whole: what was damaged in one of them, or nobody knows where, is not.</summary>
    public void ReadWhole()
    {
        foreach (var (said, spot) in met)
            if (spot is null or { Damaged: { Derived: true, Index: null } })
                Forget(said);
    }

    /// <summary>Finds out where it is, and lets go of what has been mended.</summary>
    public async Task Look(NpgsqlDataSource database, CancellationToken cancel)
    {
        foreach (var (said, known) in met)
            if (known is null)
                met.TryUpdate(said, await Find(database, said, cancel), null);
            else if (!await IsThere(database, known, cancel))
                Forget(said);
    }

    void Forget(string said)
    {
        if (met.TryRemove(said, out var spot))
            log.LogInformation("No longer damaged: {What}", spot?.Damaged.What ?? said);
    }

    // A long value lies in a table of its own, and its index is one of that.
    const string Where = """
        select c.oid, c.relfilenode, case when c.relkind = 'i' then c.relname::text end, n.nspname || '.' || o.relname
        from pg_class c left join pg_index i on i.indexrelid = c.oid
            join lateral (select coalesce(i.indrelid, c.oid) as oid) t on true
            join pg_class o on o.oid = coalesce((select p.oid from pg_class p where p.reltoastrelid = t.oid), t.oid)
            join pg_namespace n on n.oid = o.relnamespace
        where c.relfilenode = any($1) or c.relname = any($2) order by c.relfilenode = any($1) desc limit 1
        """;

    async Task<Spot?> Find(NpgsqlDataSource database, string said, CancellationToken cancel)
    {
        var named = Named().Matches(said);
        string[] Of(string group) => [.. named.Select(m => m.Groups[group]).Where(g => g.Success).Select(g => g.Value)];
        uint[] files = [.. Of("file").Select(f => uint.TryParse(f, out var number) ? number : 0)];
        await using var ask = database.CreateCommand(Where);
        ask.Parameters.Add(
            new() { Value = files, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Array | NpgsqlTypes.NpgsqlDbType.Oid }
        );
        ask.Parameters.Add(new() { Value = (string[])[.. Of("index"), .. Of("toast").Select(t => $"pg_toast_{t}")] });
        await using var row = await ask.ExecuteReaderAsync(cancel);
        if (!await row.ReadAsync(cancel))
            return null;
        var table = row.GetString(3);
        var what = table.StartsWith("public.", StringComparison.Ordinal) ? table["public.".Length..] : table;
        return new(
            new(what, row.IsDBNull(2) ? null : row.GetString(2), derived.Names.Contains(what)),
            row.GetFieldValue<uint>(0),
            row.GetFieldValue<uint>(1)
        );
    }

    static async Task<bool> IsThere(NpgsqlDataSource database, Spot spot, CancellationToken cancel)
    {
        await using var ask = database.CreateCommand(
            "select exists (select from pg_class where oid = $1 and relfilenode = $2)"
        );
        foreach (var number in (uint[])[spot.Relation, spot.File])
            ask.Parameters.Add(new() { Value = number, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Oid });
        return (bool)(await ask.ExecuteScalarAsync(cancel))!;
    }
}
