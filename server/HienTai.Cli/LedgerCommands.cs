using System.CommandLine;
using HienTai.Rpc.V1;

namespace HienTai.Cli;

/// <summary>ledger go-on, clock confirm: an operator's word where the registry records nothing without one.</summary>
static class LedgerCommands
{
    public static IEnumerable<Command> In(Desk desk)
    {
        var t = desk.Texts;
        yield return new("ledger", t.AboutLedger)
        {
            Says(
                desk,
                "go-on",
                t.AboutGoOn,
                async (ask, envelope) =>
                    await ask.Registry.Whole.BeginEpochAsync(
                        new() { Envelope = envelope },
                        cancellationToken: ask.Cancel
                    ),
                t.WentOn
            ),
        };
        yield return new("clock", t.AboutClock)
        {
            Says(
                desk,
                "confirm",
                t.AboutConfirmClock,
                async (ask, envelope) =>
                    await ask.Registry.Whole.ConfirmClockAsync(
                        new() { Envelope = envelope },
                        cancellationToken: ask.Cancel
                    ),
                t.ClockConfirmed
            ),
        };
    }

    static Command Says(
        Desk desk,
        string name,
        string about,
        Func<Ask, Envelope, Task<Receipt>> say,
        Func<Receipt, string> said
    )
    {
        var reason = desk.Option<string?>("--reason", desk.Texts.ReasonValue, desk.Texts.OperatorReasonOption);
        return desk.Answers(name, about, null, [reason], async ask =>
        {
            var why = ask.Given(reason) ?? throw new Unanswered(Exit.Usage, ask.Texts.ValueMissing("--reason"));
            var receipt = await say(ask, new() { RequestId = Guid.CreateVersion7().ToString(), Reason = why });
            return new Answer(receipt, said(receipt), () => { });
        });
    }
}
