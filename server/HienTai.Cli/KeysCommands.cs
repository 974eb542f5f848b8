using System.CommandLine;

namespace HienTai.Cli;

/// <summary>keys rotate: another master key over all others.</summary>
static class KeysCommands
{
    public static Command In(Desk desk) =>
        new("keys", desk.Texts.AboutKeys) { desk.Answers("rotate", desk.Texts.AboutRotate, null, [], async ask =>
            {
                var rotated = await ask.Registry.Whole.RotateMasterKeyAsync(
                    new() { RequestId = Guid.CreateVersion7().ToString() },
                    cancellationToken: ask.Cancel
                );
                return new Answer(rotated, ask.Texts.BackUpKeys, () =>
                    ask.Tell.Line(ask.Texts.Rotated(rotated.Master, rotated.Keys))
                );
            }) };
}
