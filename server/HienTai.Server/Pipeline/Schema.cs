using HienTai.Domain.Kernel;
using HienTai.Server.Database;
using Npgsql;

namespace HienTai.Server.Pipeline;

/// <summary>
/// The tables beside Marten's: everything a reader can ask, written in the same transaction as the events.
/// </summary>
public static class Schema
{
    /// <summary>
    /// Raised when an older server could no longer read what this one writes; that one then refuses to open it. What
    /// was written under a lower number is carried over, whatever it is: see <see cref="DerivedTables"/>, and of the
    /// first <see cref="Vault.FirstFormat"/>.
    /// </summary>
    public const int Version = 5;

    /// <summary>
    /// SQL over events: which of them somebody recorded. Where an append failed after it was given numbers, the store
    /// puts a tombstone of its own under each of them, with nothing of ours in it.
    /// </summary>
    public const string Recorded = "type <> 'tombstone'";

    // What was recorded and what else cannot be had again: only ever added to.
    const string Primary = """
        create table if not exists registry_format (version integer not null);
        create table if not exists fence (role text primary key, fingerprint text not null);
        create table if not exists derived (shape text not null);
        create table if not exists request (id uuid primary key, actor text not null, body_hash bytea not null, answer text not null, position bigint not null);
        create table if not exists file (
            id text primary key, name bytea not null, media_type text not null, size bigint not null, content bytea not null,
            uploaded_at timestamptz not null, uploaded_by text not null);
        alter table file alter column content set storage external;
        create table if not exists setting (name text primary key, value text not null);
        create table if not exists read_log (
            position bigint primary key, at timestamptz not null, account uuid not null, account_name text not null, account_vi text not null, account_en text not null,
            role integer not null, person uuid, method text not null, classes integer[] not null, purpose integer not null, reason text not null, request_id text not null, valid_on date not null);
        create table if not exists went_back (
            epoch integer not null, last_common bigint not null, head bigint not null, epoch_seen integer not null, noticed_at timestamptz not null,
            primary key (epoch, head));
        create index if not exists read_log_person on read_log (person, position desc);
        create index if not exists read_log_account on read_log (account, position desc);

        """;

    // Beside the facts, what follows from the events.
    const string Lines = """
        create table if not exists ledger (
            position bigint primary key, event_id uuid not null unique, stream_id uuid not null, version bigint not null, kind text not null,
            event_type text not null, entry_kind integer not null, recorded_at timestamptz not null, actor text not null, actor_vi text not null, actor_en text not null,
            reason text not null, paper uuid, request_id uuid not null, change_set uuid not null, subject uuid,
            rules text, passed text);
        create table if not exists snapshot (
            stream_id uuid primary key, kind text not null, version bigint not null, position bigint not null, subject uuid, state text not null);

        """;

    /// <summary>
    /// SQL for lines of the ledger that may change what somebody is allowed; every call asks for the last of them.
    /// </summary>
    public const string Telling = "kind in ('account', 'unit', 'approval_rules')";

    /// <summary>SQL for lines with which somebody's key was destroyed; see <see cref="IErasing"/>.</summary>
    public const string Erasing = "event_type = 'person_erased'";

    const string Indexes = $"""
        create unique index if not exists ledger_stream on ledger (stream_id, version);
        create index if not exists ledger_recorded_at on ledger (recorded_at);
        create index if not exists ledger_paper on ledger (paper) where paper is not null;
        create index if not exists ledger_change_set on ledger (change_set);
        create index if not exists ledger_passed on ledger (position) where rules is not null;
        create index if not exists ledger_telling on ledger (position) include (event_id) where {Telling};
        create index if not exists ledger_erasing on ledger (position) include (event_id) where {Erasing};
        create index if not exists snapshot_subject on snapshot (subject) where subject is not null;
        """;

    /// <summary>What only the registry itself has: kept as it is whatever this version derives from it.</summary>
    public static string PrimarySql => Primary + Vault.PersonKeys.Tables;

    /// <summary>
    /// The tables that follow from the events, in the first schema of the search path; their indexes come after they
    /// are filled.
    /// </summary>
    public static string DerivedSql(StreamKinds kinds) =>
        Lines + string.Join("\n", kinds.FactTables.Select(t => t.CreateSql));

    public static string DerivedIndexSql(StreamKinds kinds) =>
        string.Join("\n", kinds.FactTables.Select(t => t.IndexSql))
        + "\n"
        + Indexes
        + "\n"
        + string.Join("\n", kinds.All.SelectMany(k => k.Indexes).Select(i => i.Sql));

    public static string Sql(StreamKinds kinds) => PrimarySql + DerivedSql(kinds) + DerivedIndexSql(kinds);

    /// <summary>What the running server may do with them; what was recorded can only be added to.</summary>
    public static IEnumerable<TableGrant> Grants(StreamKinds kinds) =>
        [
            new("events.mt_events", TableGrant.AppendOnly, Auditor: true),
            new("events.mt_streams", "select, insert, update (version, timestamp)", Auditor: true),
            new("events.*", TableGrant.ReadOnly), // of the daemon, which does not run here
            new("public.request", TableGrant.AppendOnly),
            new("public.file", "select, insert, delete"),
            new("public.read_log", TableGrant.AppendOnly, Auditor: true),
            new("public.went_back", TableGrant.AppendOnly, Auditor: true),
            new("keystore.*", TableGrant.Free),
            new("public.setting", TableGrant.Free),
            new("public.registry_format", TableGrant.ReadOnly),
            new("public.fence", TableGrant.ReadOnly),
            new("public.derived", TableGrant.ReadOnly),
            .. Derived(kinds),
        ];

    /// <summary>
    /// Every table that follows from the events alone, declared once: these are checked against the events, and made
    /// anew from them when their shape changes. All others are never touched.
    /// </summary>
    public static IEnumerable<TableGrant> Derived(StreamKinds kinds) =>
        [
            new("public.ledger", TableGrant.AppendOnly, Auditor: true),
            new("public.snapshot", TableGrant.Free),
            .. kinds.FactTables.Select(t => new TableGrant($"public.{t.Name}", TableGrant.Free)),
        ];

    /// <summary>Makes what is missing of what cannot be derived; what is there stays as it is.</summary>
    public static async Task Create(NpgsqlDataSource owner, CancellationToken cancel)
    {
        await using var create = owner.CreateCommand(PrimarySql);
        await create.ExecuteNonQueryAsync(cancel);
    }

    /// <summary>
    /// Refuses a registry that a newer server wrote; asked before anything is made, as the tables of two formats must
    /// not be mixed.
    /// </summary>
    public static async Task Check(NpgsqlDataSource owner, CancellationToken cancel)
    {
        await using var connection = await owner.OpenConnectionAsync(cancel);
        await using var old = new NpgsqlCommand("select to_regclass('registry_format') is not null", connection);
        if (!(bool)(await old.ExecuteScalarAsync(cancel))!)
            return;
        await using var read = new NpgsqlCommand("select max(version) from registry_format", connection);
        if (await read.ExecuteScalarAsync(cancel) is int stored && stored > Version)
            throw new StartupFailure(
                $"Cơ sở dữ liệu do một bản Hiền Tài mới hơn ghi (định dạng {stored}, bản này đọc tới {Version}): hãy chạy bản mới hơn đó.",
                $"The database was written by a newer Hiền Tài (format {stored}, this one reads up to {Version}): run that newer version."
            );
    }
}
