using Grpc.Core;
using HienTai.Personnel.V1;
using HienTai.Registry.V1;
using Npgsql;

namespace HienTai.Tests.Reliability;

/// <summary>
/// Whoever owns the database and takes something away or changes it leaves traces, and the check names them.
/// </summary>
public sealed class IntegrityTests : IAsyncLifetime
{
    readonly App app = new();

    public ValueTask InitializeAsync() => default;

    public ValueTask DisposeAsync() => app.DisposeAsync();

    async Task<CheckRebuildResponse> Check()
    {
        var verdict = new CheckRebuildResponse();
        using var check = new RegistryService.RegistryServiceClient(app.Grpc("kiemtoan")).CheckRebuild(new());
        await foreach (var progress in check.ResponseStream.ReadAllAsync())
            verdict = progress;
        verdict.Finished.Should().BeTrue("it always comes to a verdict");
        return verdict;
    }

    async Task AsOwner(string sql)
    {
        await using var owner = NpgsqlDataSource.Create(app.Connections.Owner);
        await using var command = owner.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    [Fact]
    public async Task What_the_store_notes_of_an_append_that_failed_is_no_fault()
    {
        await app.Seed.Person("Lê Thị Còn");
        await AsOwner(
            """
            insert into events.mt_streams (id, version, timestamp) values ('01a22d5e-0000-7000-8000-000000000001', 0, now());
            insert into events.mt_events (seq_id, id, stream_id, version, data, type, timestamp, mt_dotnet_type)
                values (nextval('events.mt_events_sequence'), gen_random_uuid(), '01a22d5e-0000-7000-8000-000000000001', 7, '{}', 'tombstone', now(), 'none')
            """
        );
        (await Check()).Sound.Should().BeTrue();
    }

    [Fact]
    public async Task What_was_taken_away_or_put_out_of_order_is_named()
    {
        var (kept, keyless) = (await app.Seed.Person("Lê Thị Còn"), await app.Seed.Person("Lê Thị Khoá"));
        await app.Seed.Qualification(kept, "2019");
        for (var n = 0; n < 3; n++)
            await app.Seed.People.GetPersonAsync(new() { Id = kept.ToString() });
        await Until.True(
            async () => await app.Scalar<long>("select count(*) from read_log") >= 3,
            "the openings are on record"
        );
        var gone = await app.Seed.Person("Lê Thị Mất");
        var request = await app.Scalar<Guid>($"select request_id from ledger where stream_id = '{gone}'");
        (await Check()).Sound.Should().BeTrue();

        // Everything of the last record, wherever it is; a time; a key; a line of each log.
        await AsOwner(
            $"""
            do $$ declare t text; begin
                for t in select table_name from information_schema.columns where column_name = 'stream_id' and table_schema = 'public' loop
                    execute format('delete from %I where stream_id = %L', t, '{gone}');
                end loop;
            end $$;
            delete from events.mt_events where stream_id = '{gone}';
            delete from events.mt_streams where id = '{gone}';
            delete from keystore.person_key where subject in ('{gone}', '{keyless}');
            update ledger set recorded_at = (select recorded_at from ledger where position = 1) where position = 2;
            delete from read_log where position = 2;
            insert into accounts.sign_in (id, at, outcome, address, browser) values (1000, now(), 1, '', '');
            """
        );
        var verdict = await Check();
        verdict.Sound.Should().BeFalse();
        foreach (
            var culprit in (string[])
                [
                    $"request {request}:",
                    $"person {keyless}: has entries, and neither a key nor an erasure",
                    "ledger: position 2 was recorded at",
                    "read_log: positions 2 to 2 are missing",
                    "accounts.sign_in: lines",
                ]
        )
            verdict.Faults.Should().Contain(d => d.StartsWith(culprit, StringComparison.Ordinal), culprit);
    }

    [Fact]
    public async Task A_hole_in_the_middle_and_an_event_that_cannot_be_read_are_named()
    {
        var person = await app.Seed.Person("Lê Thị Giữa");
        await app.Seed.Qualification(person, "2019");
        await app.Seed.Paper("1/QĐ");
        var position = await app.Scalar<long>($"select max(position) from ledger where stream_id = '{person}'");
        await AsOwner(
            $"delete from ledger where position = {position}; delete from events.mt_events where stream_id = '{person}' and version > 1"
        );
        (await Check())
            .Faults.Should()
            .Contain(d =>
                d.StartsWith($"ledger: positions {position} to {position} are missing", StringComparison.Ordinal)
            )
            .And.Contain(d => d.StartsWith($"stream {person}:", StringComparison.Ordinal));

        foreach (var spoilt in (string[])["headers = null", "data = '[1]'"])
        {
            await AsOwner($"update events.mt_events set {spoilt} where stream_id = '{person}'");
            (await Check())
                .Faults.Should()
                .ContainSingle(spoilt)
                .Which.Should()
                .Contain($"version 1 of stream {person}): cannot be read");
        }
        await Refused.By(
            app.Seed.People.GetPersonHistoryAsync(new() { Id = person.ToString() }),
            StatusCode.DataLoss,
            "EVENT_UNREADABLE"
        );
    }
}
