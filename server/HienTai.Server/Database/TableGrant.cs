namespace HienTai.Server.Database;

/// <summary>
/// What the running server may do with a table, and whether an auditor may read it: <c>schema.table</c>, or
/// <c>schema.*</c> for a schema that is one module's own. Every table of the database is declared once; what is not
/// declared here is not granted.
/// </summary>
/// <param name="App">As PostgreSQL writes it: <c>select, insert, update (version, timestamp)</c>.</param>
public sealed record TableGrant(string Table, string App, bool Auditor = false)
{
    public const string ReadOnly = "select",
        AppendOnly = "select, insert",
        Free = "select, insert, update, delete";

    public string Schema => Table[..Table.IndexOf('.')];
}

/// <summary>
/// What a module keeps in the database beside fact tables. Made by the owner before the server opens, never by the
/// running server.
/// </summary>
public interface ISchemaPart
{
    /// <summary>Differs whenever <see cref="Create"/> would make something else than last time.</summary>
    string Fingerprint { get; }

    /// <summary>Creates or changes it; called with the owner's rights, and again changes nothing.</summary>
    Task Create(Npgsql.NpgsqlDataSource owner, CancellationToken cancel);
}

public static class TableGrants
{
    extension(IServiceCollection services)
    {
        public IServiceCollection AddTableGrant(string table, string app, bool auditor = false) =>
            services.AddSingleton(new TableGrant(table, app, auditor));
    }
}
