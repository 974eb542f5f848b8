using System.CommandLine;
using Google.Protobuf;

namespace HienTai.Cli;

/// <summary>An answer: the registry's message, the moment it is for in words, and how it reads.</summary>
sealed record Answer(IMessage Message, string For, Action Print)
{
    public bool Good { get; init; } = true;

    /// <summary>What is printed is a document for programs: nothing else goes to the output.</summary>
    public bool Document { get; init; }
}

/// <summary>
/// Where commands are answered: options are read once, and an answer is printed or written as JSON in one place.
/// </summary>
sealed class Desk(Texts texts, Tell tell, TextReader? input)
{
    static readonly JsonFormatter Json = new(JsonFormatter.Settings.Default.WithIndentation());

    public Texts Texts => texts;
    public GlobalOptions Options { get; } = new(texts);

    public Command Answers(
        string name,
        string about,
        Argument<string[]>? words,
        Option[] options,
        Func<Ask, Task<Answer>> answer
    )
    {
        var command = new Command(name, about);
        if (words is not null)
            command.Add(words);
        foreach (var option in options)
            command.Add(option);
        command.SetAction((parsed, cancel) => Answer(parsed, answer, cancel));
        return command;
    }

    /// <summary>A report: printed, or written as JSON, CSV or a workbook.</summary>
    public Command Reports(string name, string about, Option[] options, Func<Ask, Task<Report>> report)
    {
        var (csv, xlsx) = (
            Option<bool>("--csv", null, texts.CsvOption),
            Option<string?>("--xlsx", texts.FileValue, texts.XlsxOption)
        );
        return Answers(name, about, null, [.. options, csv, xlsx], async ask =>
        {
            if (new[] { ask.Given(csv), ask.Given(xlsx) is not null, ask.Given(Options.Json) }.Count(x => x) > 1)
                throw new Unanswered(Exit.Usage, texts.OneOf("--json", "--csv", "--xlsx"));
            var made = await report(ask);
            return new(made.Message, made.For, () =>
            {
                if (ask.Given(csv))
                    tell.Csv(HienTai.Cli.Reports.Csv(made));
                else if (ask.Given(xlsx) is { } path)
                    Write(made, path);
                else
                    HienTai.Cli.Reports.Print(made, texts, tell);
            }) { Document = ask.Given(csv) || ask.Given(xlsx) is not null };
        });
    }

    void Write(Report report, string path)
    {
        try
        {
            HienTai.Cli.Reports.Workbook(report, path, texts);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new Unanswered(Exit.Refused, texts.NotWritten(path, e.Message));
        }
        tell.Error(texts.Written(path));
    }

    public Argument<string[]> Words(string name, string about, bool required = true) =>
        new(name) { Description = about, Arity = required ? ArgumentArity.OneOrMore : ArgumentArity.ZeroOrMore };

    public Option<T> Option<T>(string name, string? value, string about) =>
        new(name) { HelpName = value, Description = about };

    public string Server(ParseResult parsed) =>
        parsed.GetValue(Options.Server)
        ?? Environment.GetEnvironmentVariable("HIENTAI_SERVER") switch
        {
            null or "" => GlobalOptions.UsualServer,
            var set => set,
        };

    async Task<int> Answer(ParseResult parsed, Func<Ask, Task<Answer>> answer, CancellationToken cancel)
    {
        if (parsed.GetValue(Options.Lang) is not (null or "vi" or "en"))
            throw new Unanswered(Exit.Usage, texts.ValueUnreadable("--lang", parsed.GetValue(Options.Lang)!));
        using var registry = Registry.At(
            Server(parsed),
            await Asking.Header(parsed, Options, texts, cancel),
            Options.RegistryIn(parsed),
            texts
        );
        var given = await answer(new(parsed, Options, texts, tell, registry, input, cancel));
        if (parsed.GetValue(Options.Json))
            tell.Json(Json.Format(given.Message));
        else
            given.Print();
        tell.For(given.For, aside: given.Document || parsed.GetValue(Options.Json));
        return given.Good ? Exit.Worked : Exit.Refused;
    }
}
