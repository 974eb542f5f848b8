namespace HienTai.Tests.Browser;

/// <summary>
/// Each page in a real browser against the real server, with axe, in both languages: tests/e2e. Every case is a test of
/// its own; those of a lane share a browser and a copy of the sample registry.
/// </summary>
/// <remarks>
/// Three lanes run beside each other: a case waits about as long as it works, for its browser or its server. The files
/// are dealt by length, there and back, so that the lanes end about together.
/// </remarks>
public abstract class BrowserLane(Lane lane)
{
    /// <summary>
    /// Cases that failed are listed here, for who runs them once more: a line of file, tab, name each.
    /// </summary>
    const string FailuresVariable = "HIENTAI_BROWSER_FAILURES";

    const int Lanes = 3;
    static readonly Lock Listing = new();

    protected static TheoryData<string, string> Dealt(int lane) =>
        [
            .. Directory
                .GetFiles(Path.Combine(Postgres.Metadata("RepositoryRoot"), "tests/e2e"), "*.test.mjs")
                .Select(path => new FileInfo(path))
                .OrderByDescending(file => file.Length)
                .Where((_, i) => (i / Lanes % 2 == 0 ? i % Lanes : Lanes - 1 - i % Lanes) == lane)
                .SelectMany(file => Lane.CasesOf(file.Name))
                .Select(name => new TheoryDataRow<string, string>(name.File, name.Name)),
        ];

    protected async Task Run(string file, string name)
    {
        try
        {
            await lane.Run(file, name);
        }
        catch
        {
            Keep(file, name);
            throw;
        }
    }

    static void Keep(string file, string name)
    {
        if (Environment.GetEnvironmentVariable(FailuresVariable) is not { Length: > 0 } list)
            return;
        lock (Listing)
            File.AppendAllText(list, $"{file}\t{name}\n");
    }
}

public sealed class BrowserTests(SampleLane lane) : BrowserLane(lane), IClassFixture<SampleLane>
{
    public static TheoryData<string, string> Cases => Dealt(0);

    [Theory(SkipTestWithoutData = true), MemberData(nameof(Cases))]
    public Task Page(string file, string name) => Run(file, name);
}

public sealed class MoreBrowserTests(SampleLane lane) : BrowserLane(lane), IClassFixture<SampleLane>
{
    public static TheoryData<string, string> Cases => Dealt(1);

    [Theory(SkipTestWithoutData = true), MemberData(nameof(Cases))]
    public Task Page(string file, string name) => Run(file, name);
}

public sealed class OtherBrowserTests(SampleLane lane) : BrowserLane(lane), IClassFixture<SampleLane>
{
    public static TheoryData<string, string> Cases => Dealt(2);

    [Theory(SkipTestWithoutData = true), MemberData(nameof(Cases))]
    public Task Page(string file, string name) => Run(file, name);
}

/// <summary>
/// The pages of a registry with nothing in it, and the first things that are recorded there: tests/e2e/empty. One case
/// after the other, as the last ones fill it.
/// </summary>
public sealed class EmptyBrowserTests : IAsyncLifetime
{
    readonly Lane lane = new(new App());

    public ValueTask InitializeAsync() => default;

    public ValueTask DisposeAsync() => lane.DisposeAsync();

    [Fact]
    public async Task First_steps()
    {
        foreach (var (file, name) in Lane.CasesOf("empty/first-steps.test.mjs"))
            await lane.Run(file, name);
    }
}

/// <summary>The web client's own unit tests, on what the build has generated.</summary>
public sealed class WebUnitTests
{
    [Fact]
    public async Task Pass() =>
        (await NodeRun.Ok("client-web", "npm", "run test:built")).Should().MatchRegex(@"[1-9]\d* passed");
}
