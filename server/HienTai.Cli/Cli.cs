using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using System.CommandLine.Parsing;
using Grpc.Core;

namespace HienTai.Cli;

/// <summary>How a run ended. Zero only if it worked.</summary>
static class Exit
{
    public const int Worked = 0;

    /// <summary>The registry refused, found nothing by that name, or what was checked is not so.</summary>
    public const int Refused = 1;

    /// <summary>No registry answers at the address.</summary>
    public const int NotReachable = 2;

    /// <summary>The command line cannot be read (sysexits EX_USAGE).</summary>
    public const int Usage = 64;

    /// <summary>Stopped by Ctrl-C.</summary>
    public const int Stopped = 130;
}

/// <summary>There is no answer; the message says why and what to do.</summary>
sealed class Unanswered(int exit, string message, Action<Tell>? more = null) : Exception(message)
{
    public int Exit { get; } = exit;

    /// <summary>What else helps, e.g. the candidates.</summary>
    public Action<Tell>? More { get; } = more;
}

/// <summary>The command line of the registry: words in, an answer and an exit code out.</summary>
public static class Cli
{
    /// <param name="input">Where secrets are read from; null is the terminal, which does not show them.</param>
    public static async Task<int> Run(string[] args, TextWriter output, TextWriter error, TextReader? input = null)
    {
        var texts = Texts.For(args);
        var tell = new Tell(texts, output, error);
        var desk = new Desk(texts, tell, input);
        var root = new RootCommand(texts.About)
        {
            PeopleCommands.In(desk),
            UnitsCommands.In(desk),
            PapersCommands.In(desk),
            CodeListsCommand.In(desk),
            QuotasCommands.In(desk),
            ContributionsCommands.In(desk),
            AwardsCommands.In(desk),
            TalentCommands.In(desk),
            ReportCommands.In(desk),
            AccountsCommands.In(desk),
            RebuildCommand.In(desk),
            DoctorCommand.In(desk),
            KeysCommands.In(desk),
        };
        foreach (
            var command in LedgerCommands
                .In(desk)
                .Concat(new ServerProgram(texts, desk.Options, output, error).Commands())
        )
            root.Add(command);
        foreach (var option in desk.Options.All)
            root.Add(option);
        foreach (var option in root.Options)
            if (option is HelpOption help)
                (help.Description, help.Action) = (texts.HelpOption, new Help(texts, tell));
            else if (option is VersionOption version)
                version.Description = texts.VersionOption;

        var parsed = root.Parse(args, new() { ResponseFileTokenReplacer = null });
        try
        {
            RefuseMistyped(parsed, texts);
            if (parsed.Action is null or ParseErrorAction)
                return Misread(parsed, texts, tell);
            return await parsed.InvokeAsync(
                new()
                {
                    Output = output,
                    Error = error,
                    EnableDefaultExceptionHandler = false,
                }
            );
        }
        catch (Unanswered no)
        {
            tell.Error(no.Message);
            no.More?.Invoke(tell);
            return no.Exit;
        }
        catch (RpcException e)
        {
            return tell.Failure(
                e,
                desk.Server(parsed),
                [.. Help.OptionsOf(parsed.CommandResult.Command).Select(o => o.Name)]
            );
        }
        catch (OperationCanceledException)
        {
            return Exit.Stopped;
        }
    }

    // A mistyped option is not a word to search for; words that begin with -- come after a lone --.
    static void RefuseMistyped(ParseResult parsed, Texts texts)
    {
        var mistyped = parsed
            .Tokens.TakeWhile(x => x.Type != TokenType.DoubleDash)
            .FirstOrDefault(x => x.Type == TokenType.Argument && x.Value.StartsWith("--", StringComparison.Ordinal));
        if (mistyped is not null)
            throw new Unanswered(
                Exit.Usage,
                $"{texts.NotUnderstood(mistyped.Value)} {texts.SeeHelp(Help.Called(parsed.CommandResult.Command))}"
            );
    }

    static int Misread(ParseResult parsed, Texts t, Tell tell)
    {
        var called = Help.Called(parsed.CommandResult.Command);
        if (
            parsed.Errors.Count == 0
            || (
                parsed.UnmatchedTokens.Count == 0
                && parsed.CommandResult.Command.Subcommands.Count > 0
                && parsed.Errors.All(e => e.SymbolResult is CommandResult)
            )
        )
        {
            tell.Error(t.CommandMissing(called, parsed.CommandResult.Command.Subcommands.Select(c => c.Name)));
            return Exit.Usage;
        }
        foreach (
            var sentence in parsed
                .Errors.Select(Sentence)
                .Concat(parsed.UnmatchedTokens.Select(t.NotUnderstood))
                .OfType<string>()
                .Distinct()
        )
            tell.Error(sentence);
        tell.Error(t.SeeHelp(called));
        return Exit.Usage;

        string? Sentence(ParseError e) =>
            e.SymbolResult switch
            {
                OptionResult { Tokens.Count: 0 } option => t.ValueMissing(option.Option.Name),
                OptionResult option => t.ValueUnreadable(option.Option.Name, option.Tokens[^1].Value),
                ArgumentResult { Parent: OptionResult option, Tokens.Count: > 0 } value => t.ValueUnreadable(
                    option.Option.Name,
                    value.Tokens[^1].Value
                ),
                ArgumentResult { Tokens.Count: 0 } argument => t.ArgumentMissing(argument.Argument.Name),
                _ when parsed.UnmatchedTokens.Count > 0 => null,
                CommandResult command => t.ArgumentMissing(
                    string.Join(" ", command.Command.Arguments.Select(a => a.Name))
                ),
                _ => e.Message,
            };
    }
}
