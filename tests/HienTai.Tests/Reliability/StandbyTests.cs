using Grpc.Core;
using HienTai.Papers.V1;
using HienTai.Rpc.V1;
using Npgsql;

namespace HienTai.Tests.Reliability;

/// <summary>
/// Where a standby confirms what is recorded, nothing is acknowledged that stands on the leader's disk alone, even
/// though PostgreSQL calls it committed when the wait for the standby is broken off.
/// </summary>
public sealed class StandbyTests : IAsyncLifetime
{
    readonly Confirmed app = new();

    /// <summary>
    /// An app whose database alone, of all in the cluster, waits for a standby where there is to be one, and in which a
    /// function of ours goes before PostgreSQL's of the same name.
    /// </summary>
    sealed class Confirmed : App
    {
        protected override async Task<Template.Copy> Take()
        {
            var copy = await base.Take();
            await Postgres.Administer($"alter database {Name(copy)} set synchronous_commit = on");
            await Postgres.Administer($"alter database {Name(copy)} set search_path = public, pg_catalog");
            await Timeline(copy, "0000000A");
            return copy;
        }
    }

    static string Name(Template.Copy copy) => new NpgsqlConnectionStringBuilder(copy.Connections.App).Database!;

    static async Task Timeline(Template.Copy copy, string number)
    {
        await using var owner = NpgsqlDataSource.Create(copy.Connections.Owner);
        await using var command = owner.CreateCommand(
            $"create or replace function public.pg_walfile_name(pg_lsn) returns text return '{number}'"
        );
        await command.ExecuteNonQueryAsync();
    }

    public ValueTask InitializeAsync() => default;

    public async ValueTask DisposeAsync()
    {
        await Confirm(by: "");
        await app.DisposeAsync();
    }

    static async Task Confirm(string by)
    {
        await Postgres.Administer($"alter system set synchronous_standby_names = '{by}'");
        await Postgres.Administer("select pg_reload_conf()");
    }

    [Theory]
    [InlineData("pg_cancel_backend")] // as when time runs out
    [InlineData("pg_terminate_backend")]
    public async Task What_no_standby_has_is_not_acknowledged_and_its_repetition_is_neither(string stops)
    {
        await app.Seed.Papers.ListPapersAsync(new());
        await Confirm(by: "nobody");
        var request = Callers.Paper(1);
        var first = Ask(request);
        await Waits(first);
        await Postgres.Administer($"select {stops}(pid) from pg_stat_activity where {Waiting}");
        await Refused.By(() => first, StatusCode.Unavailable, "DATABASE_UNAVAILABLE");
        var again = Ask(request);
        await Waits(again);
        await Confirm(by: "");
        var receipt = await again;
        receipt.Repeated.Should().BeTrue("the leader had it");
        (await Ask(request)).Position.Should().Be(receipt.Position);
    }

    [Fact]
    public async Task A_leader_in_whose_place_there_is_another_is_not_believed()
    {
        await Timeline(app.Registry, "0000000B");
        await Ask(Callers.Paper(2));
        await Timeline(app.Registry, "0000000A");
        await Refused.By(() => Ask(Callers.Paper(3)), StatusCode.Unavailable, "DATABASE_READ_ONLY");
        await Refused.By(app.Seed.Papers.ListPapersAsync(new()), StatusCode.Unavailable, "DATABASE_READ_ONLY");
        await Timeline(app.Registry, "0000000C");
        await Ask(Callers.Paper(4));
    }

    Task<Receipt> Ask(RegisterPaperRequest request) => app.Seed.Papers.RegisterPaperAsync(request).ResponseAsync;

    string Waiting => $"datname = '{Name(app.Registry)}' and wait_event = 'SyncRep'";

    /// <summary>The call waits for the standby; it has not been answered.</summary>
    async Task Waits(Task call)
    {
        await Until.True(
            async () =>
                call.IsCompleted
                || await app.Scalar<long>($"select count(*) from pg_stat_activity where {Waiting}") > 0,
            "it waits for the standby"
        );
        call.IsCompleted.Should().BeFalse("no standby has it");
    }
}
