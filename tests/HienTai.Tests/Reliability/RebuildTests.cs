using Grpc.Core;
using HienTai.Registry.V1;

namespace HienTai.Tests.Reliability;

public sealed class RebuildTests(App app)
{
    async Task<CheckRebuildResponse> Check()
    {
        var verdict = new CheckRebuildResponse();
        using var check = new RegistryService.RegistryServiceClient(app.GrpcWeb("kiemtoan")).CheckRebuild(new());
        await foreach (var progress in check.ResponseStream.ReadAllAsync())
            verdict = progress;
        return verdict;
    }

    [Fact]
    public async Task What_is_live_is_what_the_events_say_and_tampering_shows()
    {
        var person = await app.Seed.Person("Trần Thị Mai");
        await app.Seed.Qualification(person, "2020");
        (await Check()).Identical.Should().BeTrue();
        async Task Run(string sql)
        {
            await using var command = app.Database.CreateCommand(sql);
            (await command.ExecuteNonQueryAsync()).Should().Be(1);
        }
        await Run($"update fact_qualification set institution = 'khác' where stream_id = '{person}'");
        var verdict = await Check();
        verdict.Identical.Should().BeFalse();
        verdict.Differences.Should().Contain(d => d.Contains("fact_qualification") && d.Contains("khác"));
        await Run(
            $"update fact_qualification set institution = 'Trường ĐH Sư phạm TP.HCM' where stream_id = '{person}'"
        );
        (await Check()).Identical.Should().BeTrue();
    }
}
