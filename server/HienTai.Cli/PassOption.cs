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

/// <summary>What every change says besides its contents: on what paper, why, in spite of what; or only tried.</summary>
sealed class EnvelopeOptions(Desk desk)
{
    readonly Option<string?> paper = desk.Option<string?>("--paper", desk.Texts.NumberValue, desk.Texts.PaperOption),
        reason = desk.Option<string?>("--reason", desk.Texts.SearchWords, desk.Texts.ReasonOption);
    readonly Option<bool> only = desk.Option<bool>("--validate-only", null, desk.Texts.ValidateOnlyOption);
    readonly PassOption pass = new(desk);

    public Option[] All => [paper, reason, only, pass.Option];

    public async Task<Envelope> Of(Ask ask) =>
        new()
        {
            RequestId = Guid.CreateVersion7().ToString(),
            Reason = ask.Given(reason) ?? "",
            PaperId = ask.Given(paper) is { } number ? await Names.Paper(ask, number) : "",
            ValidateOnly = ask.Given(only),
            Passes = { pass.Of(ask) },
        };
}
