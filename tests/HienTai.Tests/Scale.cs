namespace HienTai.Tests;

/// <summary>
/// How much of what takes long by nature is done: every day's run takes a part drawn by a seed, <c>HIENTAI_LONG=1</c>
/// all of it, before a release.
/// </summary>
static class Scale
{
    public static bool Long => Environment.GetEnvironmentVariable("HIENTAI_LONG") is "1";

    /// <summary>What a random test is drawn from, printed; <c>HIENTAI_SEED</c> draws the same again.</summary>
    public static int Seed()
    {
        var seed = int.TryParse(Environment.GetEnvironmentVariable("HIENTAI_SEED"), out var asked)
            ? asked
            : Random.Shared.Next();
        TestContext.Current.TestOutputHelper?.WriteLine($"HIENTAI_SEED={seed}");
        return seed;
    }
}
