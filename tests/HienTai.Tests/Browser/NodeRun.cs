using System.Diagnostics;

namespace HienTai.Tests.Browser;

/// <summary>Runs one of the project's Node commands and returns what it said; fails with that if it failed.</summary>
static class NodeRun
{
    public static async Task<string> Ok(
        string folder,
        string file,
        string arguments,
        params (string Name, string Value)[] environment
    )
    {
        var info = new ProcessStartInfo(file, arguments)
        {
            WorkingDirectory = Path.Combine(Postgres.Metadata("RepositoryRoot"), folder),
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in environment)
            info.Environment[name] = value;
        using var run = Process.Start(info)!;
        var (said, complained) = (run.StandardOutput.ReadToEndAsync(), run.StandardError.ReadToEndAsync());
        await run.WaitForExitAsync(new CancellationTokenSource(TimeSpan.FromMinutes(8)).Token);
        var all = await said + await complained;
        run.ExitCode.Should().Be(0, all);
        return all;
    }
}
