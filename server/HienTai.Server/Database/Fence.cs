using Npgsql;

namespace HienTai.Server.Database;

/// <summary>
/// The second fence: three roles. The owner makes tables and is used at start-up only; the server runs as a role that
/// can add to history and not change it; an auditor reads what was recorded and who read it. So a hole in the server is
/// not yet a hole in history.
/// </summary>
public sealed class Fence(IEnumerable<TableGrant> declared)
{
    /// <summary>Where it exists it is given what an auditor may read; nobody is made to have one.</summary>
    public const string Auditor = "hientai_auditor";

    readonly TableGrant[] grants = [.. declared];

    /// <summary>What is declared, as text that changes when a declaration does.</summary>
    public string Fingerprint => string.Join("\n", grants.Select(g => g.ToString()).Order(StringComparer.Ordinal));

    TableGrant? Of(string table) =>
        grants.FirstOrDefault(g => g.Table == table)
        ?? grants.FirstOrDefault(g => g.Table == $"{table[..table.IndexOf('.')]}.*");

    /// <summary>The role a connection works as.</summary>
    public static async Task<string> RoleOf(NpgsqlDataSource database, CancellationToken cancel)
    {
        await using var ask = database.CreateCommand("select current_user::text");
        return (string)(await ask.ExecuteScalarAsync(cancel))!;
    }

    /// <summary>What was last set up for this role, or null if nothing was or it cannot be told.</summary>
    public static async Task<string?> SetUp(NpgsqlDataSource app, CancellationToken cancel)
    {
        try
        {
            await using var ask = app.CreateCommand("select fingerprint from fence where role = current_user");
            return await ask.ExecuteScalarAsync(cancel) as string;
        }
        catch (PostgresException e)
            when (e.SqlState is PostgresErrorCodes.UndefinedTable or PostgresErrorCodes.InsufficientPrivilege)
        {
            return null;
        }
    }

    /// <summary>
    /// The first table the role was given and can read no more, as when its owner was another for a while; null if
    /// there is none.
    /// </summary>
    public async Task<string?> Lacking(NpgsqlDataSource app, CancellationToken cancel) =>
        (
            await Read(
                app.CreateCommand(
                    """
                    select n.nspname || '.' || c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace
                    where c.relkind in ('r', 'p', 'v', 'm', 'f') and n.nspname = any($1) and not exists (select from pg_depend d where d.objid = c.oid and d.deptype = 'e')
                        and not (has_schema_privilege(n.oid, 'USAGE') and has_table_privilege(c.oid, 'SELECT')) order by 1 limit 1
                    """
                ),
                r => r.GetString(0),
                cancel,
                (object)grants.Select(g => g.Schema).Distinct().ToArray()
            )
        ).FirstOrDefault();

    /// <summary>Gives the two roles exactly what is declared; as the owner, in one transaction.</summary>
    public async Task Raise(NpgsqlDataSource owner, string app, string fingerprint, CancellationToken cancel)
    {
        await using var connection = await owner.OpenConnectionAsync(cancel);
        await using var transaction = await connection.BeginTransactionAsync(cancel);
        await Run("select pg_advisory_xact_lock(hashtext('fence'))");
        var tables = await Names(OwnTables);
        AllDeclared(tables);
        var auditor = (await Names($"select rolname::text from pg_roles where rolname = '{Auditor}'")).Count > 0;
        var schemas = tables.Select(t => t[..t.IndexOf('.')]).Distinct().ToArray();
        // Where the owner owns the schema or the database too; elsewhere Check says what is left to do.
        foreach (var schema in await Names(OwnSchemas, (object)schemas))
            await Run(OnSchema(schema, app, auditor));
        foreach (var database in await Names(OwnDatabase))
            await Run(OnDatabase(database, app, auditor));
        foreach (var schema in schemas)
            await Run(InSchema(schema, app));
        foreach (var table in tables)
            await Run(OnTable(table, app, auditor));
        await Run(
            "insert into fence values ($1, $2) on conflict (role) do update set fingerprint = excluded.fingerprint",
            app,
            fingerprint
        );
        await transaction.CommitAsync(cancel);

        async Task Run(string sql, params object[] values)
        {
            await using var command = new NpgsqlCommand(sql, connection, transaction);
            foreach (var value in values)
                command.Parameters.Add(new() { Value = value });
            await command.ExecuteNonQueryAsync(cancel);
        }
        Task<List<string>> Names(string sql, params object[] values) =>
            Read(new NpgsqlCommand(sql, connection, transaction), r => r.GetString(0), cancel, values);
    }

    /// <summary>
    /// The same for some tables alone, to every role that was set up; for who has made them anew, in that transaction.
    /// </summary>
    public async Task Grant(
        NpgsqlConnection connection,
        NpgsqlTransaction transaction,
        IEnumerable<string> tables,
        CancellationToken cancel
    )
    {
        var roles = await Read(
            new NpgsqlCommand(
                "select rolname::text from pg_roles where rolname = $1 or rolname in (select role from fence)",
                connection,
                transaction
            ),
            r => r.GetString(0),
            cancel,
            Auditor
        );
        var auditor = roles.Remove(Auditor);
        var sql = string.Join("; ", roles.SelectMany(role => tables.Select(t => OnTable(t, role, auditor))));
        await using var grant = new NpgsqlCommand(sql, connection, transaction);
        await grant.ExecuteNonQueryAsync(cancel);
    }

    const string OwnTables = """
        select n.nspname || '.' || c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace
        where c.relkind in ('r', 'p', 'v', 'm', 'f') and n.nspname !~ '^pg_' and n.nspname <> 'information_schema' and pg_has_role(c.relowner, 'MEMBER') and not exists (select from pg_depend d where d.objid = c.oid and d.deptype = 'e')
        """;

    const string OwnSchemas =
        "select nspname::text from pg_namespace where nspname = any($1) and pg_has_role(nspowner, 'MEMBER')";

    const string OwnDatabase =
        "select datname::text from pg_database where datname = current_database() and pg_has_role(datdba, 'MEMBER')";

    static string Roles(string app, bool auditor) => auditor ? $"{Name(app)}, {Name(Auditor)}" : Name(app);

    static string OnSchema(string schema, string app, bool auditor) =>
        $"revoke create on schema {Name(schema)} from public; grant usage on schema {Name(schema)} to {Roles(app, auditor)}";

    static string OnDatabase(string database, string app, bool auditor) =>
        $"grant connect, temporary on database {Name(database)} to {Name(app)}{(auditor ? $"; grant connect on database {Name(database)} to {Name(Auditor)}" : "")}";

    static string InSchema(string schema, string app) =>
        $"grant execute on all functions in schema {Name(schema)} to {Name(app)}; grant usage, select on all sequences in schema {Name(schema)} to {Name(app)}";

    string OnTable(string table, string app, bool auditor)
    {
        var grant = Of(table)!;
        var sql =
            $"revoke all on {Table(table)} from public, {Roles(app, auditor)}; grant {grant.App} on {Table(table)} to {Name(app)}";
        return auditor && grant.Auditor ? $"{sql}; grant select on {Table(table)} to {Name(Auditor)}" : sql;
    }

    /// <summary>
    /// Refuses to go on if the role the server runs as could do more than is declared, above all change what was
    /// recorded.
    /// </summary>
    public async Task Check(NpgsqlDataSource app, CancellationToken cancel)
    {
        var role = await RoleOf(app, cancel);
        var powers = await Read(app.CreateCommand(Powers), r => r.GetString(0), cancel);
        if (powers.Count > 0)
            throw Refusal(role, powers[0]);
        var schemas = grants.Select(g => g.Schema).Distinct().ToArray();
        AllDeclared(
            await Read(
                app.CreateCommand(
                    """
                    select n.nspname || '.' || c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace
                    where c.relkind in ('r', 'p', 'v', 'm', 'f') and n.nspname = any($1) and not exists (select from pg_depend d where d.objid = c.oid and d.deptype = 'e')
                    """
                ),
                r => r.GetString(0),
                cancel,
                (object)schemas
            )
        );
        var held = await Read(
            app.CreateCommand(Held),
            r => (Table: r.GetString(0), Privilege: r.GetString(1), Column: r.GetString(2), From: r.GetString(3)),
            cancel,
            (object)schemas
        );
        foreach (var (table, privilege, column, from) in held)
        {
            var may = Parse(Of(table)?.App ?? "").GetValueOrDefault(privilege);
            if (may is null || may.Length > 0 && (column.Length == 0 || !may.Contains(column)))
                throw Refusal(
                    role,
                    $"REVOKE {privilege}{(column.Length > 0 ? $" ({column})" : "")} ON {table} FROM {from}"
                );
        }
    }

    void AllDeclared(IEnumerable<string> tables)
    {
        if (tables.Where(t => Of(t) is null).Order(StringComparer.Ordinal).ToArray() is { Length: > 0 } undeclared)
            throw new StartupFailure(
                $"Chưa khai báo máy chủ được làm gì với bảng {string.Join(", ", undeclared)}: hãy khai báo TableGrant trong mô-đun sở hữu bảng, hoặc chuyển bảng lạ sang cơ sở dữ liệu khác.",
                $"Nothing declares what the server may do with the table {string.Join(", ", undeclared)}: declare a TableGrant in the module it belongs to, or move a foreign table to another database."
            );
    }

    // Whoever owns a table, its schema or the database, or may become such a role, can undo any grant; so can these
    // roles of PostgreSQL.
    const string Powers = """
        with mine as (select oid, rolname, rolsuper, rolcreaterole, rolreplication, rolbypassrls from pg_roles where pg_has_role(current_user, oid, 'MEMBER'))
        select 'ALTER ROLE ' || rolname || ' NOSUPERUSER NOCREATEROLE NOREPLICATION NOBYPASSRLS' from mine where rolsuper or rolcreaterole or rolreplication or rolbypassrls
        union all select 'ALTER DATABASE ' || datname || ' OWNER TO …' from pg_database where datname = current_database() and datdba in (select oid from mine)
        union all select 'ALTER SCHEMA ' || nspname || ' OWNER TO …' from pg_namespace where nspowner in (select oid from mine) and nspname !~ '^pg_'
        union all select 'ALTER TABLE ' || c.oid::regclass || ' OWNER TO …' from pg_class c join pg_namespace n on n.oid = c.relnamespace where c.relkind in ('r', 'p', 'v', 'm', 'f', 'S') and c.relowner in (select oid from mine) and n.nspname !~ '^pg_'
        union all select 'ALTER FUNCTION ' || p.oid::regprocedure || ' OWNER TO …' from pg_proc p join pg_namespace n on n.oid = p.pronamespace where p.proowner in (select oid from mine) and n.nspname !~ '^pg_'
        union all select 'REVOKE CREATE ON SCHEMA ' || nspname || ' FROM ' || current_user || ', PUBLIC' from pg_namespace where nspname !~ '^pg_' and exists (select from mine where has_schema_privilege(mine.oid, pg_namespace.oid, 'CREATE'))
        union all select 'REVOKE CREATE ON DATABASE ' || datname || ' FROM ' || current_user || ', PUBLIC' from pg_database where datname = current_database() and exists (select from mine where has_database_privilege(mine.oid, pg_database.oid, 'CREATE'))
        union all select 'REVOKE ' || rolname || ' FROM ' || current_user from mine where rolname in ('pg_write_all_data', 'pg_write_server_files', 'pg_execute_server_program', 'pg_signal_backend', 'pg_checkpoint', 'pg_maintain')
        """;

    // One row for each privilege on a whole table, and one for each column of a privilege that is not on the whole
    // table; whoever it came through.
    const string Held = """
        with mine as (select oid, rolname from pg_roles where pg_has_role(current_user, oid, 'MEMBER')),
             tables as (select c.oid, c.relacl, c.relowner, n.nspname || '.' || c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace where c.relkind in ('r', 'p', 'v', 'm', 'f') and n.nspname = any($1)),
             asked(privilege) as (select unnest(array['SELECT', 'INSERT', 'UPDATE', 'DELETE', 'TRUNCATE', 'REFERENCES', 'TRIGGER']))
        select t.name, p.privilege, '', coalesce((select case when a.grantee = 0 then 'PUBLIC' else a.grantee::regrole::text end from aclexplode(t.relacl) a where a.privilege_type = p.privilege and (a.grantee = 0 or pg_has_role(current_user, a.grantee, 'MEMBER')) limit 1), current_user::text)
        from tables t cross join asked p where exists (select from mine where has_table_privilege(mine.oid, t.oid, p.privilege))
        union all
        select t.name, p.privilege, c.attname::text, coalesce((select case when a.grantee = 0 then 'PUBLIC' else a.grantee::regrole::text end from aclexplode(c.attacl) a where a.privilege_type = p.privilege and (a.grantee = 0 or pg_has_role(current_user, a.grantee, 'MEMBER')) limit 1), current_user::text)
        from tables t cross join asked p join pg_attribute c on c.attrelid = t.oid and c.attnum > 0 and not c.attisdropped and c.attacl is not null
        where p.privilege in ('SELECT', 'INSERT', 'UPDATE', 'REFERENCES') and exists (select from mine where has_column_privilege(mine.oid, t.oid, c.attnum, p.privilege)) and not exists (select from mine where has_table_privilege(mine.oid, t.oid, p.privilege))
        """;

    static StartupFailure Refusal(string role, string remedy) =>
        new(
            $"Máy chủ kết nối cơ sở dữ liệu bằng vai trò {role}, vai trò này có thể sửa hoặc xoá những gì đã ghi; máy chủ không chạy với quyền ấy. Người quản trị cơ sở dữ liệu hãy chạy: {remedy}",
            $"The server connects to the database as {role}, and that role could change or remove what was recorded; the server does not run with such a right. Let the database administrator run: {remedy}"
        );

    /// <summary>Privilege → its columns; none means the whole table.</summary>
    static Dictionary<string, string[]> Parse(string privileges) =>
        System
            .Text.RegularExpressions.Regex.Matches(privileges, @"(\w+)\s*(?:\(([^)]*)\))?")
            .ToDictionary(
                m => m.Groups[1].Value.ToUpperInvariant(),
                m =>
                    m.Groups[2].Value.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            );

    static async Task<List<T>> Read<T>(
        NpgsqlCommand command,
        Func<NpgsqlDataReader, T> read,
        CancellationToken cancel,
        params object[] values
    )
    {
        await using (command)
        {
            foreach (var value in values)
                command.Parameters.Add(new() { Value = value });
            await using var rows = await command.ExecuteReaderAsync(cancel);
            var all = new List<T>();
            while (await rows.ReadAsync(cancel))
                all.Add(read(rows));
            return all;
        }
    }

    static string Name(string name) => $"\"{name.Replace("\"", "\"\"")}\"";

    static string Table(string table) =>
        $"{Name(table[..table.IndexOf('.')])}.{Name(table[(table.IndexOf('.') + 1)..])}";
}
