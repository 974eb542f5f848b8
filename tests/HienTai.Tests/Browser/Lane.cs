using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.Json;

namespace HienTai.Tests.Browser;

/// <summary>
/// One browser on one server, which runs the cases it is asked for one after the other (tests/e2e/lane.mjs). Both start
/// with the first; a browser that hung or went down is started anew for the next.
/// </summary>
public class Lane(App app) : IAsyncDisposable
{
    /// <summary>A list of cases, a line of file, tab, name each: there are no others then.</summary>
    const string CasesVariable = "HIENTAI_BROWSER_CASES";

    static readonly string Folder = Path.Combine(Postgres.Metadata("RepositoryRoot"), "tests/e2e");
    static readonly JsonSerializerOptions Json = JsonSerializerOptions.Web;
    static readonly Lazy<Dictionary<string, Case[]>> Known = new(List);

    static string[]? Asked =>
        Environment.GetEnvironmentVariable(CasesVariable) is { Length: > 0 } list ? File.ReadAllLines(list) : null;

    readonly ConcurrentQueue<string> complaints = new();
    Process? browser;

    public sealed record Case(string File, string Name);

    sealed record Answer(string Failed, bool Hung = false);

    /// <summary>The cases of a test file, in its order.</summary>
    public static IEnumerable<Case> CasesOf(string file) => Known.Value.GetValueOrDefault(file, []);

    /// <summary>Fails with what the case said.</summary>
    public async Task Run(string file, string name)
    {
        var running = browser is { HasExited: false } ? browser : browser = Start();
        await running.StandardInput.WriteLineAsync(JsonSerializer.Serialize(new Case(file, name), Json));
        await running.StandardInput.FlushAsync();
        var (failed, ended) = await running.StandardOutput.ReadLineAsync() is { } line
            ? JsonSerializer.Deserialize<Answer>(line, Json)!
            : new Answer("the browser's process ended", Hung: true);
        if (ended)
            await running.WaitForExitAsync();
        if (failed.Length == 0)
        {
            complaints.Clear();
            return;
        }
        Assert.Fail($"{failed}\n{string.Join("\n", complaints)}");
    }

    Process Start()
    {
        var started = NodeRun.Start(Folder, "node", "lane.mjs", input: true, ("HIENTAI_URL", app.WebAddress));
        started.ErrorDataReceived += (_, line) => complaints.Enqueue(line.Data ?? "");
        started.BeginErrorReadLine();
        return started;
    }

    static Dictionary<string, Case[]> List()
    {
        var files = ((string[])["", "empty", "limits"])
            .SelectMany(place => Directory.GetFiles(Path.Combine(Folder, place), "*.test.mjs"))
            .Select(path => Path.GetRelativePath(Folder, path).Replace('\\', '/'));
        using var node = NodeRun.Start(Folder, "node", $"lane.mjs list {string.Join(' ', files)}", input: false);
        var (listed, complained) = (node.StandardOutput.ReadToEndAsync(), node.StandardError.ReadToEndAsync());
        node.WaitForExit();
        node.ExitCode.Should().Be(0, complained.Result);
        return JsonSerializer
            .Deserialize<Case[]>(listed.Result, Json)!
            .Where(it => Asked is null || Asked.Contains($"{it.File}\t{it.Name}"))
            .GroupBy(it => it.File)
            .ToDictionary(of => of.Key, of => of.ToArray());
    }

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        if (browser is { HasExited: false })
        {
            browser.StandardInput.Close();
            await browser.WaitForExitAsync();
        }
        browser?.Dispose();
        await app.DisposeAsync();
    }
}

/// <summary>A lane on a sample registry of its own.</summary>
public sealed class SampleLane() : Lane(new SampleApp());
