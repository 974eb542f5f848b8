namespace HienTai.Tests.Browser;

/// <summary>Each page in a real browser against the real server with the sample registry, with axe, in both languages: tests/e2e.</summary>
public sealed class BrowserTests(SampleApp app, ITestOutputHelper output)
{
    public static TheoryData<string> Pages => [.. Directory.GetFiles(Path.Combine(Postgres.Metadata("RepositoryRoot"), "tests/e2e"), "*.test.mjs").Select(f => Path.GetFileName(f)).Order(StringComparer.Ordinal)];

    [Theory, MemberData(nameof(Pages))]
    public async Task Page(string test)
    {
        await app.Ready();
        Task<string> Run() => NodeRun.Ok("tests/e2e", "node", $"--test --test-reporter spec {test}", ("HIENTAI_URL", app.WebAddress));
        try { await Run(); }
        catch (Exception first)
        {
            // Other tests record into the same registry meanwhile. What fails twice is broken; what failed once is said.
            output.WriteLine($"{test} failed once:\n{first.Message}");
            await Run();
        }
    }
}

/// <summary>The web client's own unit tests.</summary>
public sealed class WebUnitTests
{
    [Fact]
    public async Task Pass() => (await NodeRun.Ok("client-web", "npm", "test")).Should().MatchRegex(@"[1-9]\d* passed");
}
