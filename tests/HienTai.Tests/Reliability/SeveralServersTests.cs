using Google.Protobuf;
using Grpc.Core;
using HienTai.Access.V1;
using HienTai.Personnel.V1;
using HienTai.Registry.V1;
using Npgsql;

namespace HienTai.Tests.Reliability;

/// <summary>
/// What a server remembers is never taken for what the database holds: another server may have changed it.
/// </summary>
public sealed class SeveralServersTests : IAsyncLifetime
{
    readonly App app = new();

    public ValueTask InitializeAsync() => default;

    public ValueTask DisposeAsync() => app.DisposeAsync();

    internal static RegisterPersonRequest Somebody(string name) =>
        new()
        {
            Envelope = Seed.Envelope(),
            PersonId = Seed.NewId().ToString(),
            Change = new()
            {
                Identity = new()
                {
                    FullName = name,
                    Birth = "1980",
                    Sex = Sex.Female,
                },
            },
        };

    internal static async Task<string> NameOf(App server, string person) =>
        (await server.Seed.People.GetPersonAsync(new() { Id = person })).Person.Identity.FullName;

    [Fact]
    public async Task Who_was_erased_at_one_server_is_erased_at_the_other()
    {
        await using var other = new OtherServer(app);
        var request = Somebody("Phạm Thị Xóa");
        await app.Seed.People.RegisterPersonAsync(request);
        (await NameOf(other, request.PersonId)).Should().Be("Phạm Thị Xóa");
        var decision = await app.Seed.Paper("78/QĐ-XOA");
        await app.Seed.People.ErasePersonAsync(
            new() { Envelope = Seed.Envelope("theo quyết định", decision), PersonId = request.PersonId }
        );
        foreach (
            IMessage answer in (IMessage[])
                [
                    await other.Seed.People.GetPersonAsync(new() { Id = request.PersonId }),
                    await other.Seed.People.GetPersonHistoryAsync(new() { Id = request.PersonId }),
                    await other.Seed.People.GetPersonTimelineAsync(new() { Id = request.PersonId }),
                ]
        )
            answer.ToString().Should().NotContain("Phạm Thị Xóa", answer.Descriptor.Name);
    }

    [Fact]
    public async Task What_somebody_may_no_longer_do_they_may_not_do_at_any_server()
    {
        await using var other = new OtherServer(app);
        var here = new AccountService.AccountServiceClient(app.Grpc("quantri"));
        AsyncUnaryCall<ListPeopleResponse> AskedThere() =>
            new PersonService.PersonServiceClient(other.Grpc("lanhdao")).ListPeopleAsync(new());
        await AskedThere();
        var account = (await here.ListAccountsAsync(new() { Query = "lanhdao" })).Accounts.Single();
        await here.EndMandateAsync(
            new()
            {
                Envelope = Seed.Envelope("Thôi nhiệm vụ."),
                Id = account.Id,
                MandateId = account.Mandates.Single().Id,
                On = "2024-01-01",
            }
        );
        await Refused.By(AskedThere(), StatusCode.PermissionDenied, "NOT_ALLOWED");
        await here.CloseAccountAsync(new() { Envelope = Seed.Envelope("Thôi việc."), Id = account.Id });
        await Refused.By(AskedThere(), StatusCode.Unauthenticated, "NOT_SIGNED_IN");
        await here.ReopenAccountAsync(new() { Envelope = Seed.Envelope("Trở lại."), Id = account.Id });
        await Refused.By(AskedThere(), StatusCode.PermissionDenied, "NOT_ALLOWED");
    }

    [Fact]
    public async Task A_rotation_at_one_server_is_followed_by_the_other()
    {
        await using var other = new OtherServer(app);
        var (before, after) = (Somebody("Vũ Thị Trước"), Somebody("Vũ Thị Sau"));
        await other.Seed.People.RegisterPersonAsync(before);
        await Rotate(app);
        await other.Seed.People.RegisterPersonAsync(after);
        (await NameOf(other, before.PersonId)).Should().Be("Vũ Thị Trước");
        await Rotate(other);
        await Rotate(app);
        await using var restarted = new OtherServer(app);
        (await NameOf(restarted, before.PersonId)).Should().Be("Vũ Thị Trước");
        (await NameOf(restarted, after.PersonId)).Should().Be("Vũ Thị Sau");
    }

    [Fact]
    public async Task A_server_that_was_not_given_the_new_master_key_says_so_and_records_nothing()
    {
        var keys = Directory.CreateTempSubdirectory("hientai-keys-").FullName;
        foreach (var file in Directory.GetFiles(app.Keys))
            File.Copy(file, Path.Combine(keys, Path.GetFileName(file)));
        await using var other = new OtherServer(app, keys);
        var (before, after) = (Somebody("Đỗ Thị Trước"), Somebody("Đỗ Thị Sau"));
        await other.Seed.People.RegisterPersonAsync(before);
        await Rotate(app);
        foreach (
            Func<Task> ask in (Func<Task>[])
                [
                    async () => await other.Seed.People.RegisterPersonAsync(after),
                    async () => await NameOf(other, before.PersonId),
                ]
        )
            await Refused.By(ask, StatusCode.Unavailable, "MASTER_KEY_MISSING");
        (await app.Scalar<long>($"select count(*) from request where id = '{after.Envelope.RequestId}'"))
            .Should()
            .Be(0);
        foreach (var file in Directory.GetFiles(app.Keys))
            File.Copy(file, Path.Combine(keys, Path.GetFileName(file)), overwrite: true);
        (await NameOf(other, before.PersonId)).Should().Be("Đỗ Thị Trước");
        await other.Seed.People.RegisterPersonAsync(after);
        (await NameOf(app, after.PersonId)).Should().Be("Đỗ Thị Sau");
        Directory.Delete(keys, recursive: true);
    }

    [Fact]
    public async Task Openings_at_two_servers_at_once_are_all_on_record()
    {
        await using var other = new OtherServer(app);
        var person = await app.Seed.Person("Lê Thị Đọc");
        var before = await app.Scalar<long>("select count(*) from read_log");
        await using var owner = NpgsqlDataSource.Create(app.Connections.Owner);
        await using var connection = await owner.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await using (var hold = connection.CreateCommand())
        {
            hold.CommandText = "lock table read_log in exclusive mode";
            await hold.ExecuteNonQueryAsync();
        }
        // Kept values: each is on record before it is answered.
        var opened = ((App[])[app, other])
            .Select(server =>
                server
                    .Seed.People.GetPersonAsync(new() { Id = person.ToString(), Reveal = Seed.Everything })
                    .ResponseAsync
            )
            .ToArray();
        await Until.True(
            async () =>
                await app.Scalar<long>(
                    "select count(*) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'"
                ) == 2,
            "both wait to put theirs on record"
        );
        await transaction.RollbackAsync();
        await Task.WhenAll(opened);
        (await app.Scalar<long>("select count(*) from read_log") - before).Should().Be(2);
        (await app.Scalar<bool>("select max(position) = count(*) from read_log")).Should().BeTrue();
    }

    [Fact]
    public async Task An_opening_is_on_record_though_the_database_went_away_while_it_was_written_down()
    {
        var person = await app.Seed.Person("Lê Thị Đọc");
        var before = await app.Scalar<long>("select count(*) from read_log");
        await using var owner = NpgsqlDataSource.Create(app.Connections.Owner);
        await using var connection = await owner.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await using (var hold = new NpgsqlCommand("lock table read_log in exclusive mode", connection))
            await hold.ExecuteNonQueryAsync();
        await app.Seed.People.GetPersonAsync(new() { Id = person.ToString() });
        var waiting = "datname = current_database() and wait_event_type = 'Lock'";
        await Until.True(
            () => app.Scalar<bool>($"select exists (select from pg_stat_activity where {waiting})"),
            "it is being written down"
        );
        await app.Scalar<bool>($"select bool_and(pg_terminate_backend(pid)) from pg_stat_activity where {waiting}");
        await transaction.RollbackAsync();
        await Until.True(
            async () => await app.Scalar<long>("select count(*) from read_log") == before + 1,
            "it is on record"
        );
    }

    static async Task Rotate(App server) =>
        await new RegistryService.RegistryServiceClient(server.Grpc("quantri")).RotateMasterKeyAsync(
            new() { RequestId = Seed.NewId().ToString() }
        );
}
