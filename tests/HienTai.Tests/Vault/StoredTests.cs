using System.Text;
using Grpc.Core;
using HienTai.Papers.V1;
using HienTai.Personnel.V1;
using HienTai.Registry.V1;
using HienTai.Rpc.V1;
using HienTai.Server.Database;
using HienTai.Server.Pipeline;
using HienTai.Server.Vault;
using Microsoft.Extensions.DependencyInjection;

namespace HienTai.Tests.Vault;

/// <summary>A registry of its own, so that nothing but the test is recorded in it.</summary>
public sealed class VaultApp : App
{
    readonly Lazy<Npgsql.NpgsqlDataSource> all;

    public VaultApp() => all = new(() => Npgsql.NpgsqlDataSource.Create(Connections.Administrator));

    public async Task<List<string>> Lines(string sql)
    {
        await using var command = all.Value.CreateCommand(sql);
        await using var rows = await command.ExecuteReaderAsync();
        var lines = new List<string>();
        while (await rows.ReadAsync())
            lines.Add(rows.GetString(0));
        return lines;
    }

    /// <summary>Every row of every table, as text.</summary>
    public async Task<Dictionary<string, string>> Dump()
    {
        var dump = new Dictionary<string, string>();
        foreach (
            var table in await Lines(
                "select format('%I.%I', schemaname, tablename) from pg_tables where schemaname not in ('pg_catalog', 'information_schema')"
            )
        )
            dump[table] = string.Join("\n", await Lines($"select t::text from {table} t"));
        return dump;
    }

    public async Task<CheckRebuildResponse> Rebuilt()
    {
        var verdict = new CheckRebuildResponse();
        using var check = new RegistryService.RegistryServiceClient(Grpc("kiemtoan")).CheckRebuild(new());
        await foreach (var progress in check.ResponseStream.ReadAllAsync())
            verdict = progress;
        return verdict;
    }
}

/// <summary>What is in the tables about a person, and under which key.</summary>
public sealed class StoredTests(VaultApp app) : IClassFixture<VaultApp>
{
    [Fact]
    public async Task Nothing_personal_is_in_the_clear_but_what_search_and_naming_need()
    {
        var canaries = new Canaries();
        await canaries.Record(app.Grpc(), await app.Seed.Unit("Xã Sổ Kín"));
        var dump = await app.Dump();
        dump.Should()
            .ContainKeys(
                "events.mt_events",
                "public.ledger",
                "public.snapshot",
                "public.fact_person",
                "public.fact_contacts",
                "public.file",
                "keystore.person_key"
            );
        foreach (var (table, text) in dump)
            Canaries
                .Found(
                    table is "public.fact_person_search" or "public.fact_former_name" or "public.fact_title"
                        ? canaries.All.Except(canaries.Searchable)
                        : canaries.All,
                    Encoding.UTF8.GetBytes(text)
                )
                .Should()
                .BeEmpty(table);
        Canaries
            .Found(canaries.Searchable, Encoding.UTF8.GetBytes(dump["public.fact_person_search"]))
            .Should()
            .BeEquivalentTo(canaries.Searchable, "search needs them");
        var person = (
            await app.Seed.People.GetPersonAsync(new() { Id = canaries.Id.ToString(), Reveal = Seed.Everything })
        ).Person;
        (
            person.Identity.FullName,
            person.Identity.PersonalNumber,
            person.Identity.Ethnicity,
            person.Contacts.Email,
            person.Qualifications[0].Details.Number,
            person.Qualifications[0].Evidence[0].Name
        )
            .Should()
            .Be((canaries.LaterName, canaries.Number, "54", canaries.Email, canaries.Diploma, canaries.FileName));
        (await app.Seed.People.GetPersonHistoryAsync(new() { Id = canaries.Id.ToString() }))
            .Entries.Should()
            .OnlyContain(e => e.Source.Reason == canaries.Reason);
        (await app.Rebuilt()).Identical.Should().BeTrue();
    }

    [Fact]
    public async Task A_personal_number_is_found_whole_and_not_in_part()
    {
        var canaries = new Canaries();
        await canaries.Record(app.Grpc(), await app.Seed.Unit("Xã Tìm Số"));
        async Task<ListPeopleResponse> Asked(string query) =>
            await app.Seed.People.ListPeopleAsync(new() { Query = query, Status = ServiceStatus.Any });
        (await Asked(canaries.Number))
            .People.Should()
            .ContainSingle()
            .Which.PersonalNumberMasked.Should()
            .Be($"{canaries.Number[..4]}******{canaries.Number[^2..]}");
        (await Asked($"{canaries.Number[..3]} {canaries.Number[3..]}")).People.Should().ContainSingle();
        (await Asked(canaries.Number[..11])).People.Should().BeEmpty();
        (await Asked(canaries.FileNumber)).People.Should().ContainSingle();
        (await app.Seed.People.FindDuplicatesAsync(new() { PersonalNumber = canaries.Number }))
            .Duplicates.Should()
            .ContainSingle(d => d.SameNumber);
    }

    [Fact]
    public async Task Everybody_has_a_key_of_their_own_and_a_refused_person_has_none()
    {
        var (one, two, refused) = (
            await app.Seed.Person("Trần Thị Khoá"),
            await app.Seed.Person("Lê Thị Khoá"),
            Seed.NewId()
        );
        await Refused.By(
            app.Seed.People.RegisterPersonAsync(
                new()
                {
                    Envelope = Seed.Envelope(),
                    PersonId = refused.ToString(),
                    Change = new()
                    {
                        Identity = new()
                        {
                            FullName = "Hồ Thị Khoá",
                            Birth = "1980",
                            Sex = Sex.Female,
                            PersonalNumber = "079",
                        },
                    },
                }
            ),
            StatusCode.FailedPrecondition,
            "PERSONAL_NUMBER_MALFORMED"
        );
        await app.Seed.People.RegisterPersonAsync(
            new()
            {
                Envelope = Seed.Envelope(validateOnly: true),
                PersonId = refused.ToString(),
                Change = new()
                {
                    Identity = new()
                    {
                        FullName = "Hồ Thị Khoá",
                        Birth = "1980",
                        Sex = Sex.Female,
                    },
                },
            }
        );
        (
            await app.Scalar<long>(
                $"select count(distinct wrapped) from keystore.person_key where subject in ('{one}', '{two}')"
            )
        )
            .Should()
            .Be(2);
        (await app.Scalar<long>($"select count(*) from keystore.person_key where subject = '{refused}'"))
            .Should()
            .Be(0);
        (
            await app.Scalar<long>(
                "select count(*) from keystore.person_key k full join snapshot s on s.subject = k.subject where (k.subject is null and s.kind = 'person') or s.stream_id is null"
            )
        )
            .Should()
            .Be(0);
    }

    [Fact]
    public async Task A_token_moved_to_another_person_is_not_read()
    {
        var (one, two) = (await app.Seed.Person("Trần Thị Đổi"), await app.Seed.Person("Lê Thị Đổi"));
        var own = await app.Scalar<string>($"select personal_number from fact_person where stream_id = '{two}'");
        async Task Put(string token)
        {
            await using var put = app.Database.CreateCommand(
                $"update fact_person set personal_number = '{token}' where stream_id = '{two}'"
            );
            await put.ExecuteNonQueryAsync();
        }
        await Put(await app.Scalar<string>($"select personal_number from fact_person where stream_id = '{one}'"));
        await Refused.By(
            app.Seed.People.GetPersonAsync(new() { Id = two.ToString() }),
            StatusCode.Internal,
            "INTERNAL"
        );
        await Put(own);
        (await app.Seed.People.GetPersonAsync(new() { Id = two.ToString() }))
            .Person.Identity.FullName.Should()
            .Be("Lê Thị Đổi");
    }
}

/// <summary>A new master key, on a registry of its own.</summary>
public sealed class RotationTests(VaultApp app) : IClassFixture<VaultApp>
{
    [Fact]
    public async Task Rotation_keeps_everything_readable_and_makes_old_wraps_useless()
    {
        var canaries = new Canaries();
        await canaries.Record(app.Grpc(), await app.Seed.Unit("Xã Xoay Khoá"));
        var waiting = (
            await new FileService.FileServiceClient(app.Grpc()).UploadFileAsync(
                new()
                {
                    RequestId = Seed.NewId().ToString(),
                    Name = "chờ.pdf",
                    Content = Google.Protobuf.ByteString.CopyFromUtf8("%PDF-1.7 chờ"),
                }
            )
        ).File.Sha256;
        var before = (await app.Seed.People.GetPersonAsync(new() { Id = canaries.Id.ToString() })).Person;
        Directory.GetFiles(app.Keys).Select(Path.GetFileName).Should().Equal("master-1.key");
        if (!OperatingSystem.IsWindows())
            File.GetUnixFileMode(Path.Combine(app.Keys, "master-1.key"))
                .Should()
                .Be(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        await using (var all = Npgsql.NpgsqlDataSource.Create(app.Connections.Administrator))
        await using (
            var backup = all.CreateCommand(
                "create table old_keys as select * from keystore.person_key; grant select on old_keys to public"
            )
        )
            await backup.ExecuteNonQueryAsync();

        using var stop = new CancellationTokenSource();
        var registering = Task.Run(async () =>
        {
            while (!stop.IsCancellationRequested)
                await app.Seed.Person("Trần Thị Giữa Chừng");
        });
        var rotated = await new RegistryService.RegistryServiceClient(app.Grpc("quantri")).RotateMasterKeyAsync(
            new() { RequestId = Seed.NewId().ToString() }
        );
        await stop.CancelAsync();
        await registering;

        (rotated.Master, rotated.Keys)
            .Should()
            .Match<(int, long)>(r => r.Item1 == 2 && r.Item2 >= 3, "a person, a waiting file and the index");
        Directory.GetFiles(app.Keys).Select(Path.GetFileName).Should().Equal("master-2.key");
        (
            await app.Scalar<long>(
                "select count(*) from (select master from keystore.person_key union all select master from keystore.file_key where master is not null union all select master from keystore.registry_key) m where master <> 2"
            )
        )
            .Should()
            .Be(0);

        // As after a restart: nothing is in memory.
        var fresh = new PersonKeys(new MasterKeys(app.Keys), app.Services.GetRequiredService<LedgerWatch>());
        await fresh.Open(app.Database, CancellationToken.None);
        await using var connection = await app.Database.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        var everybody = await app.Lines("select subject::text from keystore.person_key");
        var keys = await fresh.In(connection, transaction).Load(everybody.Select(Guid.Parse), CancellationToken.None);
        everybody.Should().HaveCountGreaterThan(0).And.OnlyContain(s => !keys[Guid.Parse(s)].Destroyed);
        var events = await app
            .Services.GetRequiredService<StoredEvents>()
            .Read(
                connection,
                transaction,
                keys,
                "e.stream_id = $1 order by e.version",
                CancellationToken.None,
                canaries.Id
            );
        ((Domain.Personnel.PersonRegistered)events[0].Data).Name.FullName.Should().Be(canaries.Name);
        (
            await keys.FilesHeld(
                connection,
                transaction,
                [FileKeys.Name(fresh.Index, canaries.Sha256), FileKeys.Name(fresh.Index, waiting)],
                CancellationToken.None
            )
        )
            .Should()
            .HaveCount(2);
        (await app.Seed.People.GetPersonAsync(new() { Id = canaries.Id.ToString() })).Person.Should().Be(before);

        // A backup of the key store brought back does not bring keys back.
        await using (
            var restore = new Npgsql.NpgsqlCommand(
                "delete from keystore.person_key; insert into keystore.person_key select * from old_keys",
                connection,
                transaction
            )
        )
            await restore.ExecuteNonQueryAsync();
        var restored = new PersonKeys(new MasterKeys(app.Keys), app.Services.GetRequiredService<LedgerWatch>());
        await restored.Open(app.Database, CancellationToken.None);
        await FluentActions
            .Awaiting(() => restored.In(connection, transaction).Load([canaries.Id], CancellationToken.None))
            .Should()
            .ThrowAsync<StartupFailure>();
    }

    [Fact]
    public async Task A_registry_that_a_newer_server_wrote_is_not_touched()
    {
        await using var database = Npgsql.NpgsqlDataSource.Create((await Postgres.NewDatabase()).Owner);
        await using (
            var newer = database.CreateCommand(
                $"create table if not exists registry_format (version integer); delete from registry_format; insert into registry_format values ({Schema.Version + 1})"
            )
        )
            await newer.ExecuteNonQueryAsync();
        var failure = (
            await FluentActions
                .Awaiting(() => Schema.Check(database, CancellationToken.None))
                .Should()
                .ThrowAsync<StartupFailure>()
        ).Which;
        (failure.Vi + failure.En).Should().Contain("bản mới hơn").And.Contain("newer version");
    }

    [Fact]
    public async Task A_registry_whose_keys_are_missing_is_not_served()
    {
        var (empty, another) = (Postgres.TempFolder(), Postgres.TempFolder());
        try
        {
            (
                await FluentActions
                    .Awaiting(() =>
                        new PersonKeys(new MasterKeys(empty), app.Services.GetRequiredService<LedgerWatch>()).Open(
                            app.Database,
                            CancellationToken.None
                        )
                    )
                    .Should()
                    .ThrowAsync<StartupFailure>()
            )
                .Which.En.Should()
                .Contain("missing");
            Directory.Exists(empty).Should().BeFalse("no new key is made where another is needed");
            var number = await app.Scalar<int>("select master from keystore.registry_key");
            Directory.CreateDirectory(another);
            await File.WriteAllBytesAsync(Path.Combine(another, $"master-{number}.key"), new byte[32]);
            (
                await FluentActions
                    .Awaiting(() =>
                        new PersonKeys(new MasterKeys(another), app.Services.GetRequiredService<LedgerWatch>()).Open(
                            app.Database,
                            CancellationToken.None
                        )
                    )
                    .Should()
                    .ThrowAsync<StartupFailure>()
            )
                .Which.En.Should()
                .Contain("not this registry's");
        }
        finally
        {
            if (Directory.Exists(another))
                Directory.Delete(another, recursive: true);
        }
    }
}
