using System.Diagnostics;

namespace HienTai.Tests.Browser;

/// <summary>Runs the project's Node commands.</summary>
static class NodeRun
{
    /// <summary>Returns what a command said; fails with that if it failed.</summary>
    public static async Task<string> Ok(
        string folder,
        string file,
        string arguments,
        params (string Name, string Value)[] environment
    )
    {
        using var run = Start(
            Path.Combine(Postgres.Metadata("RepositoryRoot"), folder),
            file,
            arguments,
            input: false,
            environment
        );
        var (said, complained) = (run.StandardOutput.ReadToEndAsync(), run.StandardError.ReadToEndAsync());
        await run.WaitForExitAsync(new CancellationTokenSource(TimeSpan.FromMinutes(8)).Token);
        var all = await said + await complained;
        run.ExitCode.Should().Be(0, all);
        return all;
    }

    /// <summary>Starts a command whose output, and input if asked for, are at hand.</summary>
    public static Process Start(
        string folder,
        string file,
        string arguments,
        bool input,
        params (string Name, string Value)[] environment
    )
    {
        var info = new ProcessStartInfo(file, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardInput = input,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in environment)
            info.Environment[name] = value;
        return Process.Start(info)!;
    }
}
