using Npgsql;

namespace HienTai.Server.Database;

/// <summary>
/// Brings all rows of one database into another with the same tables, by COPY, in one transaction: both were prepared
/// by this version, so what is declared once makes both. Nothing is converted on the way.
/// </summary>
static class Carrying
{
    const string Own =
        "n.nspname !~ '^pg_' and n.nspname <> 'information_schema' and not exists (select from pg_depend d where d.objid = c.oid and d.deptype = 'e')";

    /// <param name="to">As PostgreSQL's superuser: rows may refer to rows that come later.</param>
    /// <param name="progress">Told in both languages how many tables of how many have come over.</param>
    public static async Task Run(
        NpgsqlDataSource from,
        NpgsqlDataSource to,
        Action<string>? progress,
        CancellationToken cancel
    )
    {
        await using var source = await from.OpenConnectionAsync(cancel);
        await using var reading = await source.BeginTransactionAsync(System.Data.IsolationLevel.RepeatableRead, cancel);
        await using var target = await to.OpenConnectionAsync(cancel);
        await using var writing = await target.BeginTransactionAsync(cancel);
        var (had, has) = (await Tables(source, cancel), await Tables(target, cancel));
        if (had.Except(has).ToArray() is { Length: > 0 } strange)
            throw new StartupFailure(
                $"Cơ sở dữ liệu có bảng mà bản này không biết: {string.Join("; ", strange)}; hãy chuyển bảng lạ sang cơ sở dữ liệu khác.",
                $"The database has tables this version does not know: {string.Join("; ", strange)}; move foreign tables to another database."
            );
        await Run(target, "set local session_replication_role = replica", cancel);
        await Run(target, $"truncate {string.Join(", ", has.Select(t => t.Name))}", cancel);
        foreach (var (table, done) in had.Select((t, n) => (t, n)))
        {
            await Copy(source, target, table, cancel);
            if ((done + 1) % 10 == 0 || done + 1 == had.Length)
                progress?.Invoke($"  {done + 1} / {had.Length} bảng / tables");
        }
        foreach (var sequence in await Rows(source, Sequences, cancel))
            await Run(target, sequence, cancel);
        await writing.CommitAsync(cancel);
    }

    sealed record Table(string Name, string Columns);

    static async Task<Table[]> Tables(NpgsqlConnection connection, CancellationToken cancel) =>
        [
            .. (
                await Rows(
                    connection,
                    $"""
                    select format('%I.%I', n.nspname, c.relname) || ' ' || string_agg(quote_ident(a.attname), ', ' order by a.attname)
                    from pg_class c join pg_namespace n on n.oid = c.relnamespace join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
                    where c.relkind = 'r' and {Own} group by n.nspname, c.relname order by 1
                    """,
                    cancel
                )
            ).Select(t => new Table(t[..t.IndexOf(' ')], t[(t.IndexOf(' ') + 1)..])),
        ];

    // What sets a sequence to where it stands.
    const string Sequences = $"""
        select format('select setval(%L, %s, %L)', format('%I.%I', n.nspname, c.relname), coalesce(s.last_value, s.start_value), s.last_value is not null)
        from pg_class c join pg_namespace n on n.oid = c.relnamespace join pg_sequences s on s.schemaname = n.nspname and s.sequencename = c.relname
        where c.relkind = 'S' and {Own}
        """;

    static async Task Copy(NpgsqlConnection source, NpgsqlConnection target, Table table, CancellationToken cancel)
    {
        await using (
            var rows = await source.BeginRawBinaryCopyAsync(
                $"copy {table.Name} ({table.Columns}) to stdout (format binary)",
                cancel
            )
        )
        await using (
            var into = await target.BeginRawBinaryCopyAsync(
                $"copy {table.Name} ({table.Columns}) from stdin (format binary)",
                cancel
            )
        )
            await rows.CopyToAsync(into, cancel);
        var (sent, come) = (await Count(source), await Count(target));
        if (sent != come)
            throw new InvalidOperationException($"{table.Name} has {sent} rows and {come} came over.");

        async Task<string> Count(NpgsqlConnection connection) =>
            (await Rows(connection, $"select count(*)::text from {table.Name}", cancel))[0];
    }

    static async Task Run(NpgsqlConnection connection, string sql, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        await command.ExecuteNonQueryAsync(cancel);
    }

    static async Task<List<string>> Rows(NpgsqlConnection connection, string sql, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        await using var rows = await command.ExecuteReaderAsync(cancel);
        var all = new List<string>();
        while (await rows.ReadAsync(cancel))
            all.Add(rows.GetString(0));
        return all;
    }
}
