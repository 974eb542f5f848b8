using System.Net;
using Grpc.Core;
using Grpc.Health.V1;
using HienTai.Domain.Personnel;
using HienTai.Papers.V1;
using HienTai.Personnel.V1;
using HienTai.Registry.V1;
using HienTai.Server.Pipeline;
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

    async Task<(int Exit, string Output, string Error)> Run(params string[] words)
    {
        var (output, error) = (new StringWriter(), new StringWriter());
        var exit = await HienTai.Cli.Cli.Run(
            [.. words, "--as", "quantri", "--lang", "en", "--server", app.GrpcAddress],
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
        (await app.Scalar<long>("select count(*) from setting where name = 'rebuilt'")).Should().Be(0);
        (await Run("doctor")).Exit.Should().Be(0, "grants are what they were");
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
