using Grpc.Core;
using HienTai.Access.V1;
using HienTai.Personnel.V1;
using HienTai.Server.Accounts;
using HienTai.Server.Hosting;
using Npgsql;

namespace HienTai.Tests.Backup;

/// <summary>What is lost beside the database and how it comes back, as docs/operating.md says.</summary>
public sealed class LossTests : IAsyncLifetime
{
    static readonly string[] KeyStore = ["keystore.person_key", "keystore.file_key", "keystore.registry_key"];

    readonly App app = new();
    readonly string secrets = Postgres.TempFolder();

    public ValueTask InitializeAsync() => default;

    public async ValueTask DisposeAsync()
    {
        await app.DisposeAsync();
        if (Directory.Exists(secrets))
            Directory.Delete(secrets, recursive: true);
    }

    /// <summary>The same registry from another database or with other secrets.</summary>
    sealed class Elsewhere(Template.Copy registry) : App
    {
        protected override Task<Template.Copy> Take() => Task.FromResult(registry with { Borrowed = true });

        public async Task<string> NameOf(Guid person) =>
            (await Seed.People.GetPersonAsync(new() { Id = person.ToString() })).Person.Identity?.FullName ?? "";
    }

    [Fact]
    public async Task A_copy_from_before_an_erasure_shows_everybody_else_with_the_key_store_of_after_it()
    {
        var (stays, goes) = (await app.Seed.Person("Lê Thị Ở Lại"), await app.Seed.Person("Phạm Thị Xóa"));
        var erasure = new ErasePersonRequest
        {
            Envelope = Seed.Envelope("theo quyết định", await app.Seed.Paper("78/QĐ-XOA")),
            PersonId = goes.ToString(),
        };
        var old = await LongCopy();
        await Until.True(() => Erased(erasure), "it is recorded"); // its sessions with the database were cut

        (await WhatTheStartSays(old)).Should().Contain(line => line.Contains("lacks the keys of 2 people"));
        await PutInKeyStore(old);
        (await WhatTheStartSays(old)).Should().Contain(line => line.Contains("lacks the keys of 1 people"));
        await using var server = new Elsewhere(old);
        (await server.NameOf(stays)).Should().Be("Lê Thị Ở Lại");
        (await server.NameOf(goes)).Should().NotContain("Phạm");
        (await server.Seed.People.ListPeopleAsync(new() { Query = "phạm thị xóa" })).TotalSize.Should().Be(0);
    }

    [Fact]
    public async Task Without_the_secrets_folder_a_code_from_the_server_lets_an_account_enrol_anew()
    {
        await using var server = new Elsewhere(app.Registry with { Secrets = secrets });
        var browser = new Accounts.Browser(server);
        await browser.Session.SignInAsync(new() { Name = "quantri", Password = DemoAccounts.Password });
        await Refused.By(
            browser.Session.GiveSecondFactorAsync(new() { Code = "123456" }),
            StatusCode.FailedPrecondition,
            "AUTHENTICATOR_SECRET_LOST"
        );
        (await ServerRecovery.Issue(server.Services, "khong.co.ai", default)).Should().BeNull();
        var issued = (await ServerRecovery.Issue(server.Services, "quantri", default))!.Value;
        (
            await new Accounts.Browser(server).Session.EnrolAsync(
                new() { Code = issued.Code, NewPassword = "một mật khẩu hoàn toàn khác" }
            )
        )
            .Step.Should()
            .Be(Step.EnrolSecondFactor);
        (
            await server.Scalar<long>(
                $"select count(*) from accounts.sign_in where account = '{AccountIds.Of("quantri")}' and outcome in ({(int)SignInOutcome.FactorsReset}, {(int)SignInOutcome.EnrolmentIssued}) and by is null"
            )
        )
            .Should()
            .Be(2);
    }

    async Task<bool> Erased(ErasePersonRequest erasure)
    {
        try
        {
            return (await app.Seed.People.ErasePersonAsync(erasure)).Position > 0;
        }
        catch (RpcException e) when (e.StatusCode is StatusCode.Unavailable)
        {
            return false;
        }
    }

    /// <summary>What pg_dump would have written without key store and tables that follow from the events.</summary>
    async Task<Template.Copy> LongCopy()
    {
        var name = new NpgsqlConnectionStringBuilder(app.Connections.App).Database!;
        await Postgres.Administer($"alter database {name} with allow_connections false");
        await Postgres.Administer(
            $"select pg_terminate_backend(pid, 10000) from pg_stat_activity where datname = '{name}'"
        );
        var connections = await Postgres.NewDatabase(name);
        await Postgres.Administer($"alter database {name} with allow_connections true");
        var copy = app.Registry with { Connections = connections };
        await Run(
            copy,
            $"""
            truncate {string.Join(", ", KeyStore)}, snapshot, derived, fence;
            do $$ declare t text; begin
                for t in select tablename from pg_tables where schemaname = 'public' and tablename like 'fact\_%' loop execute 'truncate ' || t; end loop;
            end $$
            """
        );
        return copy;
    }

    async Task PutInKeyStore(Template.Copy old)
    {
        await Run(old, $"truncate {string.Join(", ", KeyStore)}; delete from derived; delete from fence");
        await using var from = new NpgsqlConnection(app.Connections.Administrator);
        await using var to = new NpgsqlConnection(old.Connections.Administrator);
        await from.OpenAsync();
        await to.OpenAsync();
        foreach (var table in KeyStore)
        {
            await using var rows = await from.BeginRawBinaryCopyAsync($"copy {table} to stdout (format binary)");
            await using var into = await to.BeginRawBinaryCopyAsync($"copy {table} from stdin (format binary)");
            await rows.CopyToAsync(into);
        }
    }

    static async Task Run(Template.Copy registry, string sql)
    {
        await using var administrator = NpgsqlDataSource.Create(registry.Connections.Administrator);
        await using var command = administrator.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    static async Task<List<string>> WhatTheStartSays(Template.Copy registry)
    {
        var said = new List<string>();
        await using var host = RegistryHost.Build(registry.Options, ["--environment=Development"]);
        await RegistryHost.Prepare(host.Services, CancellationToken.None, said.Add);
        return said;
    }
}
