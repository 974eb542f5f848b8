using System.Net;
using Grpc.Core;
using Grpc.Health.V1;
using HienTai.Server.Access;
using Npgsql;
using static Grpc.Health.V1.HealthCheckResponse.Types;

namespace HienTai.Tests.Hosting;

public sealed class HealthApp : App;

/// <summary>Whoever runs the server is told the truth about it, at every door the same.</summary>
public sealed class HealthTests(HealthApp app) : IClassFixture<HealthApp>
{
    readonly HttpClient http = new();

    async Task<(HttpStatusCode Status, string Words)> Web(string path)
    {
        // As a load balancer asks that knows an address and no name.
        var request = new HttpRequestMessage(HttpMethod.Get, $"{app.WebAddress}{path}");
        request.Headers.Host = "10.1.2.3";
        request.Headers.AcceptEncoding.ParseAdd("gzip");
        using var answer = await http.SendAsync(request);
        answer.Content.Headers.ContentEncoding.Should().BeEmpty();
        answer.Headers.CacheControl!.NoStore.Should().BeTrue();
        return (answer.StatusCode, (await answer.Content.ReadAsStringAsync()).Trim());
    }

    async Task<ServingStatus> Grpc(string service) =>
        (await new Health.HealthClient(app.Grpc(null)).CheckAsync(new() { Service = service })).Status;

    async Task Change(string sql)
    {
        await using var owner = NpgsqlDataSource.Create(app.Connections.Administrator);
        await using var command = owner.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    [Fact]
    public async Task The_truth_is_told_while_the_database_goes_and_comes_back()
    {
        (await Web("/healthz")).Should().Be((HttpStatusCode.OK, "ok"));
        (await Web("/readyz")).Should().Be((HttpStatusCode.OK, "ok"));
        (await Grpc("")).Should().Be(ServingStatus.Serving);
        using var watch = new Health.HealthClient(app.Grpc(null)).Watch(
            new() { Service = "hientai.personnel.v1.PersonService" }
        );
        (await Next(watch)).Should().Be(ServingStatus.Serving);

        var name = new NpgsqlConnectionStringBuilder(app.Connections.App).Database;
        await Postgres.Administer($"alter database {name} allow_connections false");
        await Postgres.Administer($"select pg_terminate_backend(pid) from pg_stat_activity where datname = '{name}'");
        (await Next(watch)).Should().Be(ServingStatus.NotServing);
        (await Web("/readyz")).Should().Be((HttpStatusCode.ServiceUnavailable, "database"));
        (await Web("/healthz")).Should().Be((HttpStatusCode.OK, "ok"), "a restart would mend nothing");
        foreach (var service in DeclaredNeeds.Services.Select(s => s.FullName))
            (await Grpc(service)).Should().Be(ServingStatus.NotServing, service);
        await Postgres.Administer($"alter database {name} allow_connections true");
        (await Next(watch)).Should().Be(ServingStatus.Serving);
        (await Web("/readyz")).Should().Be((HttpStatusCode.OK, "ok"));

        await Change("update fence set fingerprint = 'newer ' || fingerprint");
        (await Next(watch)).Should().Be(ServingStatus.NotServing);
        (await Web("/readyz")).Words.Should().Be("structure", "another version made tables of its own");
        await Change("update fence set fingerprint = substr(fingerprint, 7)");
        (await Next(watch)).Should().Be(ServingStatus.Serving);

        await Change("update keystore.registry_key set master = master + 100");
        (await Next(watch)).Should().Be(ServingStatus.NotServing);
        (await Web("/readyz")).Words.Should().Be("keys");
        await Change("update keystore.registry_key set master = master - 100");
        (await Next(watch)).Should().Be(ServingStatus.Serving);
    }

    static async Task<ServingStatus> Next(AsyncServerStreamingCall<HealthCheckResponse> watch)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        (await watch.ResponseStream.MoveNext(patience.Token)).Should().BeTrue();
        return watch.ResponseStream.Current.Status;
    }

    [Fact]
    public async Task A_service_there_is_not_is_not_said_to_serve() =>
        (await FluentActions.Awaiting(() => Grpc("hientai.no.v1.Such")).Should().ThrowAsync<RpcException>())
            .Which.StatusCode.Should()
            .Be(StatusCode.NotFound);
}
