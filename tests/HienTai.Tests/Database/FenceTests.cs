using HienTai.Server.Database;
using HienTai.Server.Hosting;
using Npgsql;

namespace HienTai.Tests.Database;

/// <summary>
/// What the database itself forbids, asked of it as each role; and a server that does not run where it is not
/// forbidden.
/// </summary>
public sealed class FenceTests(App app)
{
    static async Task<string?> State(string connection, string sql)
    {
        await using var source = NpgsqlDataSource.Create(connection);
        await using var command = source.CreateCommand(sql);
        try
        {
            await command.ExecuteNonQueryAsync();
            return null;
        }
        catch (PostgresException e)
        {
            return e.SqlState;
        }
    }

    public static TheoryData<string> Forbidden =>
        [
            "update events.mt_events set data = '{}'",
            "update events.mt_events set timestamp = now()",
            "delete from events.mt_events",
            "truncate events.mt_events cascade",
            "drop table events.mt_events",
            "drop schema events cascade",
            "drop schema public cascade",
            "drop function events.mt_quick_append_events",
            "alter table events.mt_events disable trigger all",
            "alter table events.mt_events add column x int",
            "create trigger t before insert on events.mt_events for each row execute function suppress_redundant_updates_trigger()",
            "create rule r as on insert to events.mt_events do instead nothing",
            "create index on events.mt_events (type)",
            "alter table events.mt_events owner to current_user",
            "update events.mt_streams set id = gen_random_uuid()",
            "update events.mt_streams set is_archived = true",
            "delete from events.mt_streams",
            "truncate events.mt_streams cascade",
            "update ledger set actor = 'ai khác'",
            "delete from ledger",
            "truncate ledger",
            "drop table ledger",
            "update request set answer = ''",
            "delete from request",
            "update file set content = ''",
            "delete from read_log",
            "update read_log set reason = ''",
            "truncate fact_person",
            "drop table fact_person",
            "update registry_format set version = 2",
            "update fence set fingerprint = ''",
            "create table mine (a int)",
            "create table events.mine (a int)",
            "create schema mine",
            "create role mine",
            "set session_replication_role = replica",
            "set role hientai",
            "grant update on ledger to current_user; update ledger set reason = ''",
            "alter role current_user superuser",
            "copy ledger to program 'cat'",
            "copy ledger to '/tmp/ledger'",
            "select pg_read_file('/etc/passwd')",
            "insert into events.mt_event_progression (name) values ('x')",
            "alter default privileges in schema public grant all on tables to current_user; create table another (a int)",
            "vacuum full ledger; select 1/0",
            "begin; lock table ledger in access exclusive mode",
        ];

    [Theory, MemberData(nameof(Forbidden))]
    public async Task The_running_server_can_not(string sql) =>
        // 25001 and 22012: the statements that only warn and then fail of themselves changed nothing.
        (await State(app.Connections.App, sql))
            .Should()
            .BeOneOf(["42501", "25001", "22012", "2F003"], sql);

    [Fact]
    public async Task The_auditor_reads_what_was_recorded_and_writes_nothing()
    {
        await app.Seed.Person("Trần Thị Mai");
        foreach (var table in (string[])["events.mt_events", "events.mt_streams", "ledger"])
        {
            (await State(app.Connections.Auditor, $"select * from {table}")).Should().BeNull(table);
            foreach (
                var write in (string[])
                    [
                        $"delete from {table}",
                        $"truncate {table} cascade",
                        $"insert into {table} select * from {table}",
                        $"drop table {table}",
                    ]
            )
                (await State(app.Connections.Auditor, write)).Should().Be("42501", write);
        }
        (await State(app.Connections.Auditor, "update ledger set reason = ''")).Should().Be("42501");
        foreach (var table in (string[])["snapshot", "fact_person", "fact_qualification", "file", "setting", "request"])
            (await State(app.Connections.Auditor, $"select * from {table}")).Should().Be("42501", table);
    }

    [Fact]
    public async Task The_passwords_of_the_roles_are_their_own()
    {
        string[] passwords =
        [
            .. new[]
            {
                app.Connections.App,
                app.Connections.Owner,
                app.Connections.Auditor,
                app.Connections.Administrator,
            }.Select(c => new NpgsqlConnectionStringBuilder(c).Password!),
        ];
        passwords.Should().OnlyHaveUniqueItems().And.OnlyContain(p => p.Length == 64);
        foreach (var wrong in passwords.Skip(1).Append("hientai_app").Append(""))
            await FluentActions
                .Awaiting(async () =>
                    await new NpgsqlConnection(
                        new NpgsqlConnectionStringBuilder(app.Connections.App)
                        {
                            Password = wrong,
                            Pooling = false,
                        }.ConnectionString
                    ).OpenAsync()
                )
                .Should()
                .ThrowAsync<NpgsqlException>();
    }

    [Fact]
    public async Task No_table_is_without_a_declaration()
    {
        await using var fresh = await Fresh.Make();
        await fresh.Owner("create table stray (a int)");
        (await fresh.Start())
            .Should()
            .Throw<StartupFailure>()
            .Where(e => e.En.Contains("public.stray") && e.Vi.Contains("public.stray"));
        await fresh.Owner("drop table stray");
        (await fresh.Start()).Should().NotThrow();
        await fresh.Owner("create view late as select 1");
        (await fresh.Start(withOwner: false)).Should().Throw<StartupFailure>().Where(e => e.En.Contains("public.late"));
    }

    [Fact]
    public async Task Without_the_owner_a_new_database_is_refused_and_a_finished_one_is_not()
    {
        await using var fresh = await Fresh.Make();
        (await fresh.Start(withOwner: false))
            .Should()
            .Throw<StartupFailure>()
            .Where(e => e.En.Contains("ConnectionStrings__Owner") && e.Vi.Contains("ConnectionStrings__Owner"));
        (await fresh.Start()).Should().NotThrow();
        (await fresh.Start(withOwner: false)).Should().NotThrow();
    }

    [Fact]
    public async Task Owner_and_server_must_not_be_the_same_role()
    {
        await using var fresh = await Fresh.Make();
        (await fresh.Start(app: fresh.At.Owner))
            .Should()
            .Throw<StartupFailure>()
            .Where(e => e.En.Contains("hientai_app"));
        (await fresh.Start()).Should().NotThrow();
        (await fresh.Start(app: fresh.At.Owner, withOwner: false)).Should().Throw<StartupFailure>();
    }

    public static TheoryData<string, string, string> Strays =>
        new()
        {
            {
                "grant update on events.mt_events to hientai_app",
                "REVOKE UPDATE ON events.mt_events FROM hientai_app",
                "revoke update on events.mt_events from hientai_app"
            },
            {
                "grant delete on ledger to public",
                "REVOKE DELETE ON public.ledger FROM PUBLIC",
                "revoke delete on ledger from public"
            },
            {
                "grant truncate on ledger to hientai_app",
                "REVOKE TRUNCATE ON public.ledger FROM hientai_app",
                "revoke truncate on ledger from hientai_app"
            },
            {
                "grant update (data) on events.mt_events to hientai_app",
                "REVOKE UPDATE (data) ON events.mt_events FROM hientai_app",
                "revoke update (data) on events.mt_events from hientai_app"
            },
            {
                "grant trigger on events.mt_events to hientai_app",
                "REVOKE TRIGGER ON events.mt_events FROM hientai_app",
                "revoke trigger on events.mt_events from hientai_app"
            },
            {
                "alter table ledger owner to hientai_app",
                "ALTER TABLE ledger OWNER TO",
                "alter table ledger owner to hientai"
            },
            {
                "alter schema events owner to hientai_app",
                "ALTER SCHEMA events OWNER TO",
                "alter schema events owner to hientai"
            },
            {
                "grant create on schema public to hientai_app",
                "REVOKE CREATE ON SCHEMA public",
                "revoke create on schema public from hientai_app"
            },
        };

    [Theory, MemberData(nameof(Strays))]
    public async Task A_server_that_could_change_history_does_not_run(string stray, string remedy, string undo)
    {
        await using var fresh = await Fresh.Make();
        (await fresh.Start()).Should().NotThrow();
        await fresh.Administrator(stray);
        (await fresh.Start())
            .Should()
            .Throw<StartupFailure>()
            .Where(e => e.En.Contains(remedy) && e.Vi.Contains(remedy), remedy);
        await fresh.Administrator(undo);
        (await fresh.Start()).Should().NotThrow();
    }

    [Fact]
    public async Task A_server_that_may_no_longer_read_says_so_and_the_owner_grants_it_anew()
    {
        await using var fresh = await Fresh.Make();
        (await fresh.Start()).Should().NotThrow();
        await fresh.Owner("revoke select on ledger from hientai_app");
        (await fresh.Start(withOwner: false))
            .Should()
            .Throw<StartupFailure>()
            .Where(e => e.En.Contains("public.ledger") && e.Vi.Contains("public.ledger"));
        (await fresh.Start()).Should().NotThrow();
        (await fresh.Start(withOwner: false)).Should().NotThrow();
    }

    [Fact]
    public async Task A_role_that_owns_or_commands_is_refused_whatever_it_was_granted()
    {
        await using var fresh = await Fresh.Make();
        (await fresh.Start()).Should().NotThrow();
        // Roles belong to the whole PostgreSQL, so each gets a name of this test alone.
        var role = $"r_{Guid.NewGuid():N}";
        var connection = new NpgsqlConnectionStringBuilder(fresh.At.App)
        {
            Username = role,
            Password = "x",
        }.ConnectionString;
        await fresh.Administrator($"create role {role} login password 'x'");
        (await fresh.Start(app: connection)).Should().NotThrow("it is given what it may do, under any name");
        foreach (
            var (power, remedy, undo) in ((string, string, string)[])
                [
                    ($"alter role {role} superuser", "NOSUPERUSER", $"alter role {role} nosuperuser"),
                    ($"grant hientai to {role}", "OWNER TO", $"revoke hientai from {role}"),
                    (
                        $"grant pg_write_all_data to {role}",
                        "pg_write_all_data",
                        $"revoke pg_write_all_data from {role}"
                    ),
                ]
        )
        {
            await fresh.Administrator(power);
            (await fresh.Start(app: connection))
                .Should()
                .Throw<StartupFailure>()
                .Where(e => e.En.Contains(remedy), power);
            await fresh.Administrator(undo);
            (await fresh.Start(app: connection)).Should().NotThrow();
        }
        await fresh.Administrator($"drop owned by {role}; drop role {role}");
    }

    /// <summary>A database of its own, prepared the way a server prepares it.</summary>
    sealed class Fresh(Connections at) : IAsyncDisposable
    {
        public Connections At => at;

        public static async Task<Fresh> Make() => new(await Postgres.NewDatabase());

        public Task Owner(string sql) => Run(at.Owner, sql);

        public Task Administrator(string sql) => Run(at.Administrator, sql);

        public async Task<Action> Start(bool withOwner = true, string? app = null)
        {
            await using var host = RegistryHost.Build(new(app ?? at.App, 0, 0, null, withOwner ? at.Owner : null), []);
            try
            {
                await RegistryHost.Prepare(host.Services, CancellationToken.None);
                return () => { };
            }
            catch (StartupFailure failure)
            {
                return () => throw failure;
            }
        }

        static async Task Run(string connection, string sql)
        {
            (await State(connection, sql)).Should().BeNull(sql);
        }

        public ValueTask DisposeAsync() =>
            new(
                Run(
                    new NpgsqlConnectionStringBuilder(at.Administrator) { Database = "postgres" }.ConnectionString,
                    $"drop database {new NpgsqlConnectionStringBuilder(at.App).Database} with (force)"
                )
            );
    }
}
