namespace HienTai.Tests.Browser;

/// <summary>
/// Each page in a real browser against the real server with the sample registry, with axe, in both languages:
/// tests/e2e.
/// </summary>
/// <remarks>
/// In two classes, which run beside each other: a browser and its server keep more than one core busy, and a third
/// beside them makes all of it slower. The files are dealt by length, so that they end about together.
/// </remarks>
public abstract class BrowserLane(SampleApp app)
{
    protected static TheoryData<string> Every(int lane) =>
        [
            .. new DirectoryInfo(Path.Combine(Postgres.Metadata("RepositoryRoot"), "tests/e2e"))
                .GetFiles("*.test.mjs")
                .OrderByDescending(f => f.Length)
                .Select(f => f.Name)
                .Where((_, i) => i % 2 == lane),
        ];

    protected async Task Run(string test)
    {
        await app.Ready();
        await NodeRun.Ok("tests/e2e", "node", $"--test --test-reporter spec {test}", ("HIENTAI_URL", app.WebAddress));
    }
}

public sealed class BrowserTests(SampleApp app) : BrowserLane(app)
{
    public static TheoryData<string> Pages => Every(0);

    [Theory, MemberData(nameof(Pages))]
    public Task Page(string test) => Run(test);
}

public sealed class MoreBrowserTests(SampleApp app) : BrowserLane(app)
{
    public static TheoryData<string> Pages => Every(1);

    [Theory, MemberData(nameof(Pages))]
    public Task Page(string test) => Run(test);
}

/// <summary>
/// The pages of a registry with nothing in it, and the first things that are recorded there: tests/e2e/empty.
/// </summary>
public sealed class EmptyBrowserTests : IAsyncLifetime
{
    readonly App app = new();

    public ValueTask InitializeAsync() => app.InitializeAsync();

    public ValueTask DisposeAsync() => app.DisposeAsync();

    [Fact]
    public Task First_steps() =>
        NodeRun.Ok(
            "tests/e2e",
            "node",
            "--test --test-reporter spec empty/first-steps.test.mjs",
            ("HIENTAI_URL", app.WebAddress)
        );
}

/// <summary>The web client's own unit tests.</summary>
public sealed class WebUnitTests
{
    [Fact]
    public async Task Pass() => (await NodeRun.Ok("client-web", "npm", "test")).Should().MatchRegex(@"[1-9]\d* passed");
}
