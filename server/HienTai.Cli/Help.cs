using System.CommandLine;
using System.CommandLine.Invocation;

namespace HienTai.Cli;

/// <summary>Help in the reader's language: what a command does, how it is called, its commands and options.</summary>
sealed class Help(Texts t, Tell tell) : SynchronousCommandLineAction
{
    public override bool ClearsParseErrors => true;

    public override int Invoke(ParseResult parsed)
    {
        var command = parsed.CommandResult.Command;
        var arguments = string.Concat(
            command.Arguments.Select(a => a.Arity.MinimumNumberOfValues > 0 ? $" {a.Name}" : $" [{a.Name}]")
        );
        tell.Line(command.Description ?? "");
        tell.Line("");
        tell.Line(
            $"  {Called(command)}{(command.Subcommands.Count > 0 ? $" {t.ACommand}" : "")}{arguments} {t.SomeOptions}"
        );
        Section(t.Commands, command.Subcommands.Select(c => (c.Name, c.Description)));
        Section(t.Words, command.Arguments.Select(a => (a.Name, a.Description)));
        Section(t.Options, command.Options.Where(o => !o.Recursive).Select(Row));
        Section(t.GlobalOptions, OptionsOf(command).Where(o => o.Recursive).Select(Row));
        return Exit.Worked;
    }

    /// <summary>How a command is called, from the program's name on.</summary>
    public static string Called(Command command) =>
        string.Join(" ", Ancestry(command).Reverse().Select(c => c is RootCommand ? "hientai" : c.Name));

    /// <summary>Every option a command takes, its own and those of all commands.</summary>
    public static IEnumerable<Option> OptionsOf(Command command) => Ancestry(command).SelectMany(c => c.Options);

    void Section(string title, IEnumerable<(string Name, string? About)> lines)
    {
        var rows = lines.ToArray();
        if (rows.Length == 0)
            return;
        var width = rows.Max(r => r.Name.Length);
        tell.Line($"\n{title}");
        foreach (var (name, about) in rows)
            tell.Line($"  {name.PadRight(width)}  {about}");
    }

    static (string, string?) Row(Option option) =>
        ($"{option.Name}{(option.HelpName is { } value ? $" {value}" : "")}", option.Description);

    static IEnumerable<Command> Ancestry(Command command)
    {
        for (Command? c = command; c is not null; c = c.Parents.OfType<Command>().FirstOrDefault())
            yield return c;
    }
}
