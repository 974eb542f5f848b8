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
    public Tell Tell => tell;
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
        var file = new ToFile(this);
        return Answers(name, about, null, [.. options, .. file.Options], async ask =>
        {
            var asked = file.Asked(ask);
            var made = await report(ask);
            return new(made.Message, made.For, () =>
            {
                if (asked)
                    file.Give(ask, made);
                else
                    HienTai.Cli.Reports.Print(made, texts, tell);
            }) { Document = asked };
        });
    }

    /// <summary>A list: printed as far as is asked, or written whole as CSV or a workbook.</summary>
    public Command Lists(
        string name,
        string about,
        Argument<string[]>? words,
        Option[] options,
        Func<Ask, Task<Answer>> answer
    )
    {
        var file = new ToFile(this);
        return Answers(name, about, words, [.. options, .. file.Options], async ask =>
        {
            if (!file.Asked(ask))
                return await answer(ask);
            var aside = tell.ForFile();
            var found = await answer(ask.With(aside));
            return found with
            {
                Document = true,
                Print = () =>
                {
                    found.Print();
                    file.Give(ask, Report.Of(found, about, aside.Taken!));
                },
            };
        });
    }

    /// <summary>The options that take an answer to a file instead of the screen.</summary>
    sealed class ToFile(Desk desk)
    {
        readonly Option<bool> csv = desk.Option<bool>("--csv", null, desk.Texts.CsvOption);
        readonly Option<string?> xlsx = desk.Option<string?>("--xlsx", desk.Texts.FileValue, desk.Texts.XlsxOption),
            separator = desk.Option<string?>("--separator", "comma|semicolon|tab", desk.Texts.SeparatorOption);

        public Option[] Options => [csv, xlsx, separator];

        public bool Asked(Ask ask)
        {
            var (asText, path) = (ask.Given(csv), ask.Given(xlsx));
            if (new[] { asText, path is not null, ask.Given(desk.Options.Json) }.Count(x => x) > 1)
                throw new Unanswered(Exit.Usage, desk.Texts.OneOf("--json", "--csv", "--xlsx"));
            if (ask.Given(separator) is not null && !asText)
                throw new Unanswered(Exit.Usage, desk.Texts.OnlyWith("--separator", "--csv"));
            return asText || path is not null;
        }

        public void Give(Ask ask, Report report)
        {
            var t = desk.Texts;
            if (ask.Given(xlsx) is not { } path)
            {
                var by = t.SeparatedBy(ask.Given(separator))
                    ?? throw new Unanswered(Exit.Usage, t.ValueUnreadable("--separator", ask.Given(separator)!));
                desk.Tell.Csv(HienTai.Cli.Reports.Csv(report, by));
                return;
            }
            try
            {
                var aside = desk.Options.All.Except([desk.Options.Registry]).Concat(Options).ToArray();
                Workbook.Write([.. report.Sheets, report.About(ask.Asked(aside), t)], path, t);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
            {
                throw new Unanswered(Exit.Refused, t.NotWritten(path, e.Message));
            }
            desk.Tell.Error(t.Written(path));
        }
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
