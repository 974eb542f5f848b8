using Grpc.Core;
using HienTai.Rpc.V1;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace HienTai.Cli;

/// <summary>
/// Where an answer is told: styled on a terminal, plain and never cut off anywhere else.
/// Answers go to the output; failures, progress and asides to the error output.
/// </summary>
sealed class Tell(Texts t, TextWriter output, TextWriter error)
{
    // Wide enough that no line of a redirected answer is ever broken.
    const int Unbounded = 20_000;

    readonly IAnsiConsole console = Open(output, output != Console.Out || Console.IsOutputRedirected);
    readonly IAnsiConsole aside = Open(error, error != Console.Error || Console.IsErrorRedirected);

    // A table fills its cells with spaces; where only the text counts, none are left at the end of a line.
    static void Show(IRenderable what, IAnsiConsole console, TextWriter writer)
    {
        if (console.Profile.Capabilities.Ansi)
        {
            console.Write(what);
            return;
        }
        var text = new StringWriter();
        Open(text, redirected: true).Write(what);
        foreach (var line in text.ToString().TrimEnd('\r', '\n').Split('\n'))
            writer.WriteLine(line.TrimEnd());
    }

    bool Plain => !console.Profile.Capabilities.Ansi;

    /// <summary>Room for the columns that are good to have but not needed.</summary>
    public bool Wide => Taken is not null || console.Profile.Width >= 130;

    /// <summary>What is told goes here instead, for a file.</summary>
    public Taken? Taken { get; private init; }

    /// <summary>The same for a file: nothing is printed, what fails is still said.</summary>
    public Tell ForFile() => new(t, TextWriter.Null, error) { Taken = new() };

    static IAnsiConsole Open(TextWriter writer, bool redirected)
    {
        var opened = AnsiConsole.Create(
            redirected
                ? new()
                {
                    Out = new AnsiConsoleOutput(writer),
                    Ansi = AnsiSupport.No,
                    ColorSystem = ColorSystemSupport.NoColors,
                    Interactive = InteractionSupport.No,
                }
                : new() { Out = new AnsiConsoleOutput(writer) }
        );
        if (redirected)
            opened.Profile.Width = Unbounded;
        opened.Profile.Capabilities.Unicode = true;
        return opened;
    }

    public void Line(string text)
    {
        if (Taken is { } taken)
            taken.Lines.Add(text.Trim());
        else
            output.WriteLine(text);
    }

    public void Marked(string markup)
    {
        if (Taken is { } taken)
            taken.Lines.Add(Markup.Remove(markup).Trim());
        else
            console.MarkupLine(markup);
    }

    public void Show(IRenderable what)
    {
        if (Taken is null)
            Show(what, console, output);
    }

    /// <summary>
    /// A list without rows is told by the sentence that follows it; a file has its headings all the same.
    /// </summary>
    public void Show(Listing list)
    {
        if (Taken is { } taken)
            taken.Tables.Add(list);
        else if (list.Count > 0)
            Show(list.Table, console, output);
    }

    public void Aside(IRenderable what) => Show(what, aside, error);

    public void Json(string document) => output.WriteLine(document);

    public void Csv(string document) => output.Write(document);

    public string Secret(string prompt) =>
        aside.Profile.Capabilities.Interactive
            ? aside.Prompt(new TextPrompt<string>(Markup.Escape(prompt)).Secret(null))
            : Console.ReadLine() ?? "";

    public void Error(string sentence) => error.WriteLine(sentence);

    public void Verdict(bool good, string sentence) =>
        Marked($"[bold {(good ? "green" : "red")}]{(good ? "✓" : "✗")} {Markup.Escape(sentence)}[/]");

    /// <summary>One thing that was looked at: good, bad, or (null) to be known.</summary>
    public void Found(bool? good, string what, string how)
    {
        var (colour, mark) = good switch
        {
            true => ("green", "✓"),
            false => ("red", "✗"),
            null => ("yellow", "·"),
        };
        Marked($"[bold {colour}]{mark}[/] {Markup.Escape(what), -22} {Markup.Escape(how)}");
    }

    /// <summary>The last line: which moment this was the answer for.</summary>
    public void For(string moment, bool aside) =>
        (aside ? this.aside : console).MarkupLine($"[dim]{Markup.Escape(moment)}[/]");

    /// <summary>A name with its tên set off.</summary>
    public static string Name(string fullName)
    {
        var last = fullName.LastIndexOf(' ') + 1;
        return $"{Markup.Escape(fullName[..last])}[bold]{Markup.Escape(fullName[last..])}[/]";
    }

    /// <summary>A sentence with its decisive and its struck values.</summary>
    public string Sentence(IEnumerable<Phrase> phrases) =>
        string.Concat(
            phrases.Select(p =>
                (Markup.Escape(t.Of(p.Text)), p.Emphasis) switch
                {
                    ("", _) => "",
                    (var text, Emphasis.Strong) => $"[bold]{text}[/]",
                    (var text, Emphasis.Struck) => Struck(text),
                    (var text, _) => text,
                }
            )
        );

    /// <summary>A value no longer believed; where nothing can be struck through it stands between tildes.</summary>
    public string Struck(string markup) => Plain && Taken is null ? $"~{markup}~" : $"[dim strikethrough]{markup}[/]";

    /// <summary>One recorded entry: what, then who, when, why and on what paper.</summary>
    public void Entry(HistoryEntry entry, int indent = 0)
    {
        var (source, what) = (entry.Source, Sentence(entry.Sentence));
        var late = entry.DaysLate > 0 ? $" [yellow]{Markup.Escape(t.Late(entry.DaysLate))}[/]" : "";
        // Two columns, so that what wraps stays under what it belongs to.
        var lines = new Grid()
            .AddColumn(
                new GridColumn
                {
                    Width = 10,
                    NoWrap = true,
                    Padding = new(indent, 0, 2, 0),
                }
            )
            .AddColumn(new GridColumn { Padding = new(0, 0, 0, 0) });
        lines.AddRow(
            Markup.Escape(t.Date(entry.Effective)),
            $"{(entry.Overtaken ? $"[dim]{what} {Markup.Escape(t.Overtaken)}[/]" : what)}{late}"
        );
        lines.AddRow(
            "",
            $"[dim]{Origin(source)}{(entry.AlsoChanged > 0 ? Markup.Escape(t.AlsoChanged(entry.AlsoChanged)) : "")}[/]"
        );
        Show(lines);
    }

    /// <summary>Who recorded it, when, why and on what paper.</summary>
    public string Origin(Source source) =>
        Markup.Escape(t.Recorded(source.Kind, source.ActorTitle, source.Actor, source.RecordedTime))
        + (source.Reason.Length > 0 ? Markup.Escape(t.Because(source.Reason)) : "")
        + (source.Paper is { } paper ? Markup.Escape(t.By(paper)) : "")
        + Markup.Escape($" · #{source.Position}");

    /// <summary>A list: a heading per column, no frame.</summary>
    public static Listing List(params string[] headings) => new(headings);

    /// <summary>
    /// Long work: a bar on a terminal, a line for every tenth elsewhere. The work says how far it is.
    /// </summary>
    public async Task<T> Progress<T>(Func<Action<string, long, long>, Task<T>> work)
    {
        if (aside.Profile.Capabilities.Interactive)
            return await aside
                .Progress()
                .AutoClear(true)
                .HideCompleted(false)
                .Columns(
                    new SpinnerColumn(),
                    new TaskDescriptionColumn(),
                    new ProgressBarColumn(),
                    new PercentageColumn()
                )
                .StartAsync(async shown =>
                {
                    var bar = shown.AddTask("…", maxValue: 1);
                    return await work(
                        (doing, done, all) =>
                        {
                            (bar.Description, bar.IsIndeterminate) = (
                                $"{Markup.Escape(doing)} {t.N(done)} / {t.N(all)}",
                                done >= all
                            );
                            // One step more than was said: all read is not yet all done.
                            (bar.MaxValue, bar.Value) = (all + 1, done);
                        }
                    );
                });
        var said = 0L;
        return await work(
            (doing, done, all) =>
            {
                if (all == 0 || done * 10 / all <= said)
                    return;
                said = done * 10 / all;
                Error($"{doing} {t.N(done)} / {t.N(all)}");
            }
        );
    }

    /// <summary>Why there is no answer, in the registry's own words if it gave any.</summary>
    public int Failure(RpcException e, string server, IReadOnlyCollection<string> options)
    {
        if (e.GetRpcStatus()?.GetDetail<Refusal>() is { } refusal)
        {
            foreach (var sentence in Sentences(refusal, options))
                Error(sentence);
            return e.StatusCode is StatusCode.Cancelled ? Exit.Stopped : Exit.Refused;
        }
        if (e.StatusCode is StatusCode.Cancelled)
            return Exit.Stopped;
        if (
            e.StatusCode is StatusCode.Unavailable or StatusCode.DeadlineExceeded
            || e.Status.DebugException is HttpRequestException or IOException
        )
        {
            Error(t.NotReachable(server));
            return Exit.NotReachable;
        }
        Error(
            e.StatusCode is StatusCode.Unimplemented
                ? t.NotThatRegistry(server)
                : t.Unforeseen(e.StatusCode.ToString(), e.Status.Detail)
        );
        return Exit.Refused;
    }

    // A request that cannot be read is said field by field; any other refusal is one sentence, then what its fields
    // add.
    IEnumerable<string> Sentences(Refusal refusal, IReadOnlyCollection<string> options)
    {
        var said = t.Of(refusal.Message);
        var fields = (refusal.Findings.Count > 0 ? [] : refusal.Fields)
            .Select(f => (Name: Called(f.Field, options), What: t.Of(f.Message)))
            .ToArray();
        if (refusal.Reason != "MALFORMED" || fields.Length == 0)
            yield return said;
        foreach (var (name, what) in fields.Where(f => refusal.Reason == "MALFORMED" || f.What != said))
            yield return $"{name}: {what}";
        foreach (var finding in refusal.Findings)
            yield return $"{finding.Rule}: {t.Of(finding.Message)}";
        if (refusal.Findings.Count > 0 && options.Contains(HienTai.Cli.PassOption.Name))
            yield return t.PassHint(refusal.Findings[0].Rule);
        if (refusal.RelatedIds.Count > 0)
            yield return t.Related(refusal.RelatedIds);
    }

    // "at.valid_on" is --valid-on to whoever typed it.
    static string Called(string field, IReadOnlyCollection<string> options) =>
        options.FirstOrDefault(o => o == $"--{field.Split('.')[^1].Replace('_', '-')}") ?? field;
}
