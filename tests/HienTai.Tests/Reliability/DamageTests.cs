using System.Collections.Concurrent;
using Grpc.Core;
using Grpc.Health.V1;
using HienTai.Domain.Personnel;
using HienTai.Personnel.V1;
using HienTai.Registry.V1;
using HienTai.Rpc.V1;
using HienTai.Server.Pipeline;
using HienTai.Server.Vault;
using Npgsql;
using static Grpc.Health.V1.HealthCheckResponse.Types;

namespace HienTai.Tests.Reliability;

/// <summary>
/// Pages of real files that no longer hold what was written: whoever asks how the server is learns it and the way back,
/// and a rebuild walks it while everybody goes on.
/// </summary>
public sealed class DamageTests : IAsyncLifetime
{
    static readonly string Qualifications = FactTable.Table<QualificationFact>();

    readonly App app = new();
    readonly HttpClient http = new();

    public ValueTask InitializeAsync() => default;

    public ValueTask DisposeAsync() => app.DisposeAsync();

    async Task<string> Ready() => (await http.GetStringOrStatus($"{app.WebAddress}/readyz")).Trim();

    async Task<ServingStatus> Health(string service) =>
        (await new Health.HealthClient(app.Grpc(null)).CheckAsync(new() { Service = service })).Status;

    Task<(int Exit, string Output, string Error)> Run(params string[] words) => RunAt(app, words);

    static async Task<(int Exit, string Output, string Error)> RunAt(App server, params string[] words)
    {
        var (output, error) = (new StringWriter(), new StringWriter());
        var exit = await HienTai.Cli.Cli.Run(
            [.. words, "--as", "quantri", "--lang", "en", "--server", server.GrpcAddress],
            output,
            error
        );
        return (exit, output.ToString(), error.ToString());
    }

    async Task Administer(params string[] statements)
    {
        await using var connection = new NpgsqlConnection(app.Connections.Administrator);
        await connection.OpenAsync();
        foreach (var sql in statements)
        {
            await using var command = new NpgsqlCommand(sql, connection);
            await command.ExecuteNonQueryAsync();
        }
    }

    /// <summary>
    /// Overwrites the first page of a table or index on disk. It has just been moved there and back, past what
    /// PostgreSQL holds in memory.
    /// </summary>
    async Task Plant(string kind, string name, byte with)
    {
        var aside = $"aside_{Guid.NewGuid():N}";
        await Administer(
            "set allow_in_place_tablespaces = on",
            $"create tablespace {aside} location ''",
            $"alter {kind} {name} set tablespace {aside}",
            $"alter {kind} {name} set tablespace pg_default",
            $"drop tablespace {aside}"
        );
        var path = await app.Scalar<string>($"select pg_relation_filepath('{name}')");
        await using var file = File.OpenWrite(Path.Combine(Postgres.Cluster, path));
        await file.WriteAsync(Enumerable.Repeat(with, 8192).ToArray());
    }

    [Fact]
    public async Task A_corrupt_page_is_told_and_mended_by_a_rebuild()
    {
        var person = await app.Seed.Person("Trần Thị Trang");
        await app.Seed.Qualification(person, "2020");
        AsyncUnaryCall<GetPersonResponse> Asked() => app.Seed.People.GetPersonAsync(new() { Id = person.ToString() });
        (await Ready()).Should().Be("ok");
        await Plant("table", Qualifications, 0xA5);

        await Refused.By(Asked(), StatusCode.DataLoss, "DATA_DAMAGED");
        await Until.True(async () => await Ready() != "ok", "the server says so");
        (await Ready()).Should().Be($"damage: {Qualifications} is damaged: run hientai rebuild");
        (await Health("")).Should().Be(ServingStatus.NotServing);
        (await Health("hientai.personnel.v1.PersonService")).Should().Be(ServingStatus.NotServing);
        (await Health("hientai.registry.v1.RegistryService")).Should().Be(ServingStatus.Serving);
        var (exit, output, _) = await Run("doctor", "--quick");
        exit.Should().Be(1);
        output.Should().Contain($"✗ Damage                 {Qualifications} is damaged: run hientai rebuild");

        (exit, output, var error) = await Run("rebuild", "--reason", "Trang hỏng trên đĩa.");
        (exit, error).Should().Be((0, error), output);
        output.Should().Contain("✓ Rebuilt every table");
        await Until.True(async () => await Ready() == "ok", "the server says so");
        (await Asked()).Person.Qualifications.Should().ContainSingle();
        (await Run("rebuild", "--check")).Exit.Should().Be(0);
        (await app.Scalar<string>("select reason from ledger where event_type = 'tables_rebuilt'"))
            .Should()
            .Be("Trang hỏng trên đĩa.");
        (await Run("doctor")).Exit.Should().Be(0, "grants are what they were");
    }

    [Fact]
    public async Task A_corrupt_index_is_mended_too_whoever_ordered_it()
    {
        await using var other = new OtherServer(app);
        var person = await app.Seed.Person("Trần Thị Mục");
        await other.Seed.People.GetPersonAsync(new() { Id = person.ToString() });
        await Plant("index", "snapshot_pkey", 0);
        // As a server leaves it that was killed between the tables' being whole and their taking their place.
        var owner = new NpgsqlConnectionStringBuilder(app.Connections.Owner).Username;
        await Administer($"set role \"{owner}\"", "create schema rebuilt", "create table rebuilt.ledger (of int)");
        await Refused.By(
            app.Seed.People.RegisterPersonAsync(SeveralServersTests.Somebody("Lê Thị Mục")),
            StatusCode.DataLoss,
            "DATA_DAMAGED"
        );
        await Until.True(
            async () => await Ready() == "damage: snapshot (snapshot_pkey) is damaged: run hientai rebuild",
            "the server says so"
        );
        await Rebuild(other);
        await Until.True(async () => await Ready() == "ok", "it is mended here as well");
        await app.Seed.Person("Lê Thị Mục");
    }

    [Fact]
    public async Task Where_nobody_is_let_in_the_servers_machine_mends_it()
    {
        var person = await app.Seed.Person("Trần Thị Cửa");
        AsyncUnaryCall<GetPersonResponse> Asked() => app.Seed.People.GetPersonAsync(new() { Id = person.ToString() });
        await Asked();
        await Plant("table", "ledger", 0xA5);
        await Refused.By(Asked(), StatusCode.DataLoss, "DATA_DAMAGED");
        await Refused.By(() => Rebuild(app), StatusCode.DataLoss, "DATA_DAMAGED");
        (await Server.Backup.Mending.Run(app.Registry.Options, "Sổ hỏng.", default)).Should().Be(0);
        await Asked();
        (await app.Scalar<string>("select actor || ': ' || reason from ledger where event_type = 'tables_rebuilt'"))
            .Should()
            .Be("server: Sổ hỏng.");
    }

    [Fact]
    public async Task Everybody_goes_on_at_every_server_while_the_tables_are_made_anew()
    {
        await using var other = new OtherServer(app);
        App[] servers = [app, other];
        var erased = SeveralServersTests.Somebody("Phạm Thị Xóa");
        await app.Seed.People.RegisterPersonAsync(erased);
        for (var n = 0; n < 5; n++)
            await app.Seed.Qualification(await app.Seed.Person(AnyName()), "2020");
        var (refused, receipts) = (new ConcurrentBag<RpcException>(), new ConcurrentBag<Receipt>());
        using var over = new CancellationTokenSource();
        var callers = Enumerable
            .Range(0, 8)
            .Select(n => Task.Run(() => Call(servers, n, refused, receipts, over.Token)));
        var all = Task.WhenAll(callers.ToArray());
        var done = new List<RebuildTablesResponse>();
        for (var n = 0; n < 2; n++)
            done.Add(
                await Rebuild(servers[n % 2], RebuildStep.Indexing, n == 1 ? () => Erase(erased.PersonId, other) : null)
            );
        await over.CancelAsync();
        await all;

        refused
            .Select(e => e.GetRpcStatus()?.GetDetail<Refusal>()?.Reason ?? e.Status.Detail)
            .Distinct()
            .Should()
            .BeSubsetOf(["DATABASE_UNAVAILABLE"]);
        receipts.Should().NotBeEmpty().And.OnlyHaveUniqueItems(r => r.Position);
        done.Should().OnlyContain(d => d.RecordedPosition > d.Position);
        (
            await app.Scalar<long>(
                "select (select count(*) from pg_namespace where nspname = 'rebuilt') + (select count(*) from setting where name in ('rebuilt', 'clear_remains_due'))"
            )
        )
            .Should()
            .Be(0, "nothing is left behind");
        foreach (var server in servers)
        {
            (await server.Seed.People.GetPersonAsync(new() { Id = erased.PersonId }))
                .ToString()
                .Should()
                .NotContain("Phạm");
            (await Check(server)).Sound.Should().BeTrue();
        }
    }

    [Fact]
    public async Task A_question_that_began_before_sees_what_there_was()
    {
        await app.Seed.Person("Trần Thị Trước");
        await using var connection = await app.Database.OpenConnectionAsync();
        await using var older = await connection.BeginTransactionAsync(System.Data.IsolationLevel.RepeatableRead);
        async Task<long> Ask(string sql)
        {
            await using var ask = new NpgsqlCommand(sql, connection, older);
            return (long)(await ask.ExecuteScalarAsync())!;
        }
        await Ask("select 1::bigint"); // its view of the database is as of now; no table is held
        var head = await app.Scalar<long>("select max(position) from ledger");
        var swapping = new TaskCompletionSource();
        var rebuild = Rebuild(app, RebuildStep.Swapping, () => Task.FromResult(swapping.TrySetResult()));
        await swapping.Task;
        for (var n = 0; n < 3; n++)
            await app.Seed.Paper($"{n}/QĐ"); // recording goes on while the swap waits
        (await Ask("select max(position) from ledger")).Should().Be(head);
        rebuild.IsCompleted.Should().BeFalse();
        await older.CommitAsync();
        (await rebuild).Position.Should().Be(head + 3);
    }

    [Fact]
    public async Task Who_waits_for_tables_to_be_put_in_place_holds_none_of_them()
    {
        var person = await app.Seed.Person("Trần Thị Chờ");
        await using var holder = new NpgsqlConnection(app.Connections.Administrator);
        await holder.OpenAsync();
        await using var swapping = await holder.BeginTransactionAsync();
        await using (var hold = new NpgsqlCommand("lock table ledger in access exclusive mode", holder, swapping))
            await hold.ExecuteNonQueryAsync();
        Task[] waiting =
        [
            MissingKeys.Tell(app.Database, null, default),
            app.Seed.People.GetPersonAsync(new() { Id = person.ToString() }).ResponseAsync,
            app.Seed.People.ListPeopleAsync(new() { Query = "tran" }).ResponseAsync,
            app.Seed.People.GetPersonHistoryAsync(new() { Id = person.ToString() }).ResponseAsync,
            app.Seed.People.RegisterPersonAsync(SeveralServersTests.Somebody(AnyName())).ResponseAsync,
        ];
        const string Waiting =
            "select pid from pg_locks where relation = 'ledger'::regclass and not granted and database = (select oid from pg_database where datname = current_database())";
        await Until.True(
            async () => await app.Scalar<long>($"select count(*) from ({Waiting})") >= waiting.Length,
            "everybody waits"
        );
        (
            await app.Scalar<string[]>(
                $"""
                select array(select distinct c.relname::text from pg_locks l join pg_class c on c.oid = l.relation
                    where l.granted and l.pid in ({Waiting}) and (c.relname = 'snapshot' or c.relname like 'fact\_%'))
                """
            )
        ).Should().BeEmpty();
        await swapping.RollbackAsync();
        await Task.WhenAll(waiting);
    }

    [Fact]
    public async Task What_cannot_be_rebuilt_is_refused_in_words_and_stays_as_it_is()
    {
        await app.Seed.Person("Trần Thị Nguyên");
        await using var second = NpgsqlDataSource.Create(app.Connections.Owner);
        await using var holder = await second.OpenConnectionAsync();
        async Task Hold(string sql)
        {
            await using var command = new NpgsqlCommand(sql, holder);
            await command.ExecuteScalarAsync();
        }
        await Hold($"select pg_advisory_lock({DerivedTables.Lock})");
        await Refused.By(() => Rebuild(app), StatusCode.FailedPrecondition, "REBUILD_UNDER_WAY");
        await Hold($"select pg_advisory_unlock({DerivedTables.Lock})");

        await using var ownerless = new Ownerless(app);
        (await Said("rebuild", ownerless)).Should().Contain("has no connection of the database's owner");

        await Administer("create view public.outside as select position from ledger");
        (await Said("rebuild", app)).Should().Contain("PostgreSQL did not let the tables be rebuilt");
        await Administer("drop view public.outside");

        await Plant("table", "events.mt_events", 0xA5);
        (await Said("rebuild", app))
            .Should()
            .Contain("What was recorded is itself damaged")
            .And.Contain("hientai restore");
        (await app.Scalar<long>("select count(*) from pg_namespace where nspname = 'rebuilt'")).Should().Be(0);
        await app.Seed.Papers.ListPapersAsync(new());
        await Until.True(
            async () => await Ready() == "damage: events.mt_events is damaged: restore a backup",
            "the server says so"
        );

        async Task<string> Said(string word, App server)
        {
            var run = await RunAt(server, word, "--reason", "Thử");
            run.Exit.Should().Be(1);
            return run.Error;
        }
    }

    sealed class Ownerless(App first) : OtherServer(first)
    {
        protected override Server.Hosting.RegistryOptions Options(Server.Hosting.RegistryOptions usual) =>
            usual with
            {
                OwnerConnectionString = null,
            };
    }

    /// <summary>Nobody else has it, so that nobody is taken for somebody else.</summary>
    static string AnyName() =>
        $"Trần {string.Concat($"{Guid.NewGuid():N}".Select(c => (char)('a' + Convert.ToInt32($"{c}", 16))))}";

    static async Task Erase(string person, App server) =>
        await server.Seed.People.ErasePersonAsync(
            new()
            {
                Envelope = Seed.Envelope("theo quyết định", await server.Seed.Paper("78/QĐ-XOA")),
                PersonId = person,
            }
        );

    /// <summary>Records at one server and asks the other, until the tables were made anew.</summary>
    static async Task Call(
        App[] servers,
        int caller,
        ConcurrentBag<RpcException> refused,
        ConcurrentBag<Receipt> receipts,
        CancellationToken over
    )
    {
        for (var n = caller; !over.IsCancellationRequested; n++)
            try
            {
                var (here, there) = (servers[n % 2], servers[(n + 1) % 2]);
                var somebody = SeveralServersTests.Somebody(AnyName());
                var receipt = await here.Seed.People.RegisterPersonAsync(somebody);
                receipts.Add(receipt);
                var at = new TimePoint { KnownPosition = receipt.Position, KnownEpoch = receipt.Epoch };
                (await there.Seed.People.GetPersonAsync(new() { Id = somebody.PersonId, At = at }))
                    .At.Position.Should()
                    .Be(receipt.Position);
                await there.Seed.People.ListPeopleAsync(new() { Query = "tran" });
                await there.Seed.People.GetPersonHistoryAsync(new() { Id = somebody.PersonId });
            }
            catch (RpcException e)
            {
                refused.Add(e);
            }
    }

    /// <param name="midway">What is done when it comes to that step.</param>
    static async Task<RebuildTablesResponse> Rebuild(
        App server,
        RebuildStep step = RebuildStep.Done,
        Func<Task>? midway = null
    )
    {
        using var call = new RegistryService.RegistryServiceClient(server.Grpc("quantri")).RebuildTables(
            new() { RequestId = Seed.NewId().ToString(), Reason = "Bảng hỏng." }
        );
        var last = new RebuildTablesResponse();
        await foreach (var progress in call.ResponseStream.ReadAllAsync())
        {
            last = progress;
            if (progress.Step == step && midway is not null)
                await midway();
        }
        last.Step.Should().Be(RebuildStep.Done);
        return last;
    }

    static async Task<CheckRebuildResponse> Check(App server)
    {
        var verdict = new CheckRebuildResponse();
        using var check = new RegistryService.RegistryServiceClient(server.Grpc("kiemtoan")).CheckRebuild(new());
        await foreach (var progress in check.ResponseStream.ReadAllAsync())
            verdict = progress;
        return verdict;
    }
}

static class HttpTexts
{
    public static async Task<string> GetStringOrStatus(this HttpClient http, string address)
    {
        using var answer = await http.GetAsync(address);
        return await answer.Content.ReadAsStringAsync();
    }
}
