namespace HienTai.Tests;

/// <summary>
/// Waits for something to happen that announces itself to nobody; how long that takes decides nothing, but that it does
/// not happen at all fails.
/// </summary>
static class Until
{
    static readonly TimeSpan Longest = TimeSpan.FromSeconds(60);

    public static async Task True(Func<Task<bool>> happened, string what)
    {
        using var gaveUp = new CancellationTokenSource(Longest);
        while (!await happened())
        {
            gaveUp.IsCancellationRequested.Should().BeFalse($"{what} within {Longest.TotalSeconds} s");
            await Task.Delay(10, CancellationToken.None);
        }
    }

    public static Task True(Func<bool> happened, string what) => True(() => Task.FromResult(happened()), what);
}
