using Grpc.Core;
using HienTai.Domain.Papers;
using HienTai.Papers.V1;
using HienTai.Personnel.V1;
using HienTai.Registry.V1;
using HienTai.Reporting.V1;
using HienTai.Rpc.V1;
using HienTai.Server.Database;
using HienTai.Server.Hosting;
using HienTai.Server.Pipeline;
using Npgsql;
using static HienTai.Tests.Reliability.SeveralServersTests;

namespace HienTai.Tests.Reliability;

/// <summary>
/// The database goes back under a server, as a restore or a failover that lost some makes it: that is noticed, nothing
/// is recorded until somebody says go on, and no position is ever taken for another.
/// </summary>
public sealed class WentBackTests : IAsyncLifetime
{
    readonly App app = new();

    public ValueTask InitializeAsync() => default;

    public ValueTask DisposeAsync() => app.DisposeAsync();

    static RegistryService.RegistryServiceClient Whole(App server, string actor = "quantri") => new(server.Grpc(actor));

    static async Task<Receipt> GoOn(App server) =>
        await Whole(server)
            .BeginEpochAsync(new() { Envelope = Seed.Envelope("Đã khôi phục bản sao lưu; ghi lại từ giấy tờ.") });

    /// <summary>
    /// The first answers may be those of sessions that were cut, of those that ask and of the one that records.
    /// </summary>
    static Task Answers(App server) =>
        Until.True(
            async () =>
            {
                try
                {
                    await Whole(server).GetRegistryAsync(new());
                    await server.Seed.People.RegisterPersonAsync(Trying);
                    return true;
                }
                catch (RpcException e) when (e.StatusCode is StatusCode.Unavailable)
                {
                    return e.GetRpcStatus()!.GetDetail<Refusal>()!.Reason is "REGISTRY_WENT_BACK";
                }
            },
            "it answers"
        );

    static RegisterPersonRequest Trying
    {
        get
        {
            var request = Somebody("Lê Thị Thử");
            request.Envelope.ValidateOnly = true;
            return request;
        }
    }

    [Fact]
    public async Task What_was_lost_is_told_and_nothing_is_recorded_until_somebody_says_go_on()
    {
        await app.Seed.Person("Lê Thị Ở Lại");
        var (common, lost) = ((await Whole(app).GetRegistryAsync(new())).At.Head, Somebody("Trần Thị Trở Lại"));
        var before = await KeptDatabase.Kept(app);
        await Answers(app);
        var receipt = await app.Seed.People.RegisterPersonAsync(lost);
        receipt.Epoch.Should().Be(1);
        await Refused.By(
            Whole(app).BeginEpochAsync(new() { Envelope = Seed.Envelope("Không có gì mất.") }),
            StatusCode.FailedPrecondition,
            "NOTHING_WAS_LOST"
        );
        await before.Restore();
        await Answers(app);

        var told = (await Whole(app).GetRegistryAsync(new())).WentBack;
        (told.LastCommonPosition, told.HeadPosition).Should().Be((common, receipt.Position));
        await using var other = new OtherServer(app);
        foreach (var server in (App[])[app, other])
            (
                await Refused.By(
                    server.Seed.People.RegisterPersonAsync(lost),
                    StatusCode.Unavailable,
                    "REGISTRY_WENT_BACK"
                )
            )
                .Message.En.Should()
                .Contain($"{receipt.Position - common} entries");
        await Refused.By(
            Whole(app).BeginEpochAsync(new() { Envelope = Seed.Envelope("") }),
            StatusCode.FailedPrecondition,
            "REASON_REQUIRED"
        );

        var gone = await GoOn(other);
        (gone.Epoch, gone.Position).Should().Be((2, common + 1));
        var again = await app.Seed.People.RegisterPersonAsync(lost);
        (again.Epoch, again.Repeated).Should().Be((2, false));
        (await Whole(app).GetRegistryAsync(new())).WentBack.Should().BeNull();
        await using var restarted = new OtherServer(app);
        (await NameOf(restarted, lost.PersonId)).Should().Be("Trần Thị Trở Lại");
    }

    [Fact]
    public async Task A_position_of_what_was_lost_is_taken_for_no_other()
    {
        foreach (var number in (string[])["1/QĐ", "2/QĐ"])
            await app.Seed.Paper(number);
        var kept = await Page(new() { PageSize = 1 });
        var before = await KeptDatabase.Kept(app);
        await Answers(app);
        await app.Seed.Paper("3/QĐ");
        var lost = await Page(new() { PageSize = 1 });
        await before.Restore();
        await Answers(app);
        await Lost();
        await GoOn(app);
        foreach (var number in (string[])["4/QĐ", "5/QĐ"])
            await app.Seed.Paper(number);
        await Lost();
        (await Page(new() { PageSize = 1, PageToken = kept.NextPageToken })).At.Position.Should().Be(kept.At.Position);
        var at = new TimePoint { KnownPosition = kept.At.Position, KnownEpoch = kept.At.Epoch };
        (await Page(new() { At = at })).At.Epoch.Should().Be(2);
        at.KnownPosition = 1_000_000;
        await Refused.By(
            app.Seed.Papers.ListPapersAsync(new() { At = at }),
            StatusCode.FailedPrecondition,
            "POSITION_LOST",
            "at.known_position"
        );
        at.KnownEpoch = 0;
        await Refused.By(
            app.Seed.Papers.ListPapersAsync(new() { At = at }),
            StatusCode.FailedPrecondition,
            "POSITION_NOT_REACHED",
            "at.known_position"
        );

        async Task<ListPapersResponse> Page(ListPapersRequest request) =>
            await app.Seed.Papers.ListPapersAsync(request);
        async Task Lost()
        {
            await Refused.By(
                app.Seed.Papers.ListPapersAsync(new() { PageSize = 1, PageToken = lost.NextPageToken }),
                StatusCode.FailedPrecondition,
                "POSITION_LOST",
                "page_token"
            );
            var at = new TimePoint { KnownPosition = lost.At.Position, KnownEpoch = lost.At.Epoch };
            await Refused.By(
                app.Seed.Papers.ListPapersAsync(new() { At = at }),
                StatusCode.FailedPrecondition,
                "POSITION_LOST",
                "at.known_position"
            );
        }
    }

    [Fact]
    public async Task What_was_counted_is_counted_anew()
    {
        var unit = await app.Seed.Unit("Trường Đếm Lại");
        await app.Seed.Assignment(await app.Seed.Person("Lê Thị Ở Lại"), unit, "2020-01-01");
        var before = await KeptDatabase.Kept(app);
        await Answers(app);
        await app.Seed.Assignment(await app.Seed.Person("Trần Thị Mất"), unit, "2020-01-01");
        (await Counted()).Should().Be(2);
        await before.Restore();
        await Answers(app);
        (await Counted()).Should().Be(1);
        await GoOn(app);
        for (var n = 0; n < 5; n++)
            await app.Seed.Paper($"{n}/QĐ"); // what was lost had these positions
        (await Counted()).Should().Be(1);

        async Task<int> Counted() =>
            (await new StandingService.StandingServiceClient(app.Grpc()).GetStandingReportAsync(new())).Lines[0].People;
    }

    [Fact]
    public async Task A_server_that_starts_again_misses_what_it_had_seen()
    {
        await app.Seed.Person("Lê Thị Ở Lại");
        var before = await KeptDatabase.Kept(app);
        await using (var first = new Remembering(app))
        {
            await Answers(first);
            await first.Seed.Person("Trần Thị Mất");
        }
        await before.Restore();
        await using var second = new Remembering(app);
        await Refused.By(
            second.Seed.People.RegisterPersonAsync(Somebody("Trần Thị Sau")),
            StatusCode.Unavailable,
            "REGISTRY_WENT_BACK"
        );
        (await GoOn(second)).Epoch.Should().Be(2);
        await second.Seed.People.RegisterPersonAsync(Somebody("Trần Thị Sau"));
    }

    [Fact]
    public async Task A_restore_is_itself_the_word_to_go_on_and_is_on_record_once()
    {
        await app.Seed.Person("Lê Thị Ở Lại");
        var position = (await Whole(app).GetRegistryAsync(new())).At.Head;
        var file = Path.Combine(app.SecretsFolder, "restored.json");
        var left =
            $$"""{ "position": {{position}}, "recorded_at": null, "by": "vanhanh", "reason": "Đĩa hỏng.", "backup": "20261130T020000Z" }""";
        for (var start = 0; start < 2; start++) // killed before it could take the file away, it starts again
        {
            await File.WriteAllTextAsync(file, left);
            await using var restored = new Remembering(app);
            var at = (await Whole(restored).GetRegistryAsync(new())).At;
            (at.Epoch, at.Head).Should().Be((2, position + 1));
            File.Exists(file).Should().BeFalse();
        }
        (await app.Scalar<string>("select reason || ' / ' || actor_vi from ledger order by position desc limit 1"))
            .Should()
            .Be("Đĩa hỏng. (20261130T020000Z) / Khôi phục sao lưu (vanhanh)");
        await File.WriteAllTextAsync(file, "{}");
        var broken = new Remembering(app);
        (await FluentActions.Awaiting(broken.Start).Should().ThrowAsync<StartupFailure>())
            .Which.En.Should()
            .Contain("restored.json");
    }

    [Fact]
    public async Task What_a_dying_session_saw_and_nobody_was_told_is_not_missed()
    {
        var paper = await app.Seed.Paper("1/QĐ");
        var before = await KeptDatabase.Kept(app);
        await Answers(app);
        await using (var other = new OtherServer(app))
        {
            await Answers(other);
            await other.Seed.Paper("2/QĐ"); // what a leader has alone is seen while its sessions die
        }
        await using (var owner = NpgsqlDataSource.Create(app.Connections.Owner))
        await using (var connection = await owner.OpenConnectionAsync())
        await using (var transaction = await connection.BeginTransactionAsync())
        {
            await using var hold = new NpgsqlCommand($"lock table {FactTable.Table<PaperFact>()}", connection);
            await hold.ExecuteNonQueryAsync();
            var asked = app.Seed.Papers.GetPaperAsync(new() { Id = paper.ToString() }).ResponseAsync;
            var waiting = $"datname = '{before.Name}' and wait_event_type = 'Lock'";
            await Until.True(
                async () => await app.Scalar<bool>($"select exists (select from pg_stat_activity where {waiting})"),
                "the question has seen the ledger, and waits for the record"
            );
            await Postgres.Administer($"select pg_terminate_backend(pid) from pg_stat_activity where {waiting}");
            await Refused.By(() => asked, StatusCode.Unavailable, "DATABASE_UNAVAILABLE");
        }
        await before.Restore();
        await Until.True(
            async () =>
            {
                try
                {
                    await app.Seed.Paper("3/QĐ");
                    return true;
                }
                catch (RpcException e) when (e.StatusCode is StatusCode.Unavailable)
                {
                    e.GetRpcStatus()!.GetDetail<Refusal>()!.Reason.Should().NotBe("REGISTRY_WENT_BACK");
                    return false;
                }
            },
            "it records"
        );
    }

    /// <summary>Another server on the registry that keeps on its disk what it has seen.</summary>
    sealed class Remembering(App first) : OtherServer(first)
    {
        protected override RegistryOptions Options(RegistryOptions usual) =>
            usual with
            {
                OwnFolder = First.SecretsFolder,
            };
    }
}
