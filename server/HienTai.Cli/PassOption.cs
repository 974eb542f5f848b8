using System.CommandLine;
using HienTai.Rpc.V1;

namespace HienTai.Cli;

/// <summary>Warnings that something is recorded in spite of: --pass W07="why", once for each rule.</summary>
sealed class PassOption(Desk desk)
{
    public const string Name = "--pass";

    public Option<string[]> Option { get; } = desk.Option<string[]>(Name, desk.Texts.PassValue, desk.Texts.PassOption);

    public IEnumerable<Pass> Of(Ask ask) =>
        (ask.Given(Option) ?? []).Select(text =>
            text.Split('=', 2) is [{ Length: > 0 } rule, { Length: > 0 } reason]
                ? new Pass { Rule = rule.Trim().ToUpperInvariant(), Reason = reason }
                : throw new Unanswered(Exit.Usage, ask.Texts.ValueUnreadable(Name, text))
        );
}
