using System.CommandLine;
using Grpc.Core;
using HienTai.Registry.V1;

namespace HienTai.Cli;

/// <summary>rebuild --check: is everything derived what the events say?</summary>
static class RebuildCommand
{
    public static Command In(Desk desk)
    {
        var check = desk.Option<bool>("--check", null, desk.Texts.CheckOption);
        return desk.Answers("rebuild", desk.Texts.AboutRebuild, null, [check], async ask =>
        {
            if (!ask.Given(check))
                throw new Unanswered(Exit.Usage, ask.Texts.CheckNeeded);
            var verdict = await ask.Tell.Progress(report => Check(ask, report));
            return new Answer(verdict, ask.Texts.WholeLedger(verdict.TotalEvents), () => Print(ask, verdict))
            {
                Good = verdict.Sound,
            };
        });
    }

    internal static async Task<CheckRebuildResponse> Check(Ask ask, Action<string, long, long> report)
    {
        using var call = ask.Registry.Whole.CheckRebuild(new() { At = ask.At }, cancellationToken: ask.Cancel);
        var last = new CheckRebuildResponse();
        await foreach (var progress in call.ResponseStream.ReadAllAsync(ask.Cancel))
        {
            last = progress;
            // All replayed is not yet all compared.
            report(
                progress.Events < progress.TotalEvents ? ask.Texts.Replaying : ask.Texts.Comparing,
                progress.Events,
                progress.TotalEvents
            );
        }
        return last.Finished ? last : throw new Unanswered(Exit.Refused, ask.Texts.CheckBroken);
    }

    static void Print(Ask ask, CheckRebuildResponse verdict)
    {
        ask.Tell.Line(ask.Texts.Rebuilt(verdict.Events, verdict.Snapshots, verdict.Facts));
        ask.Tell.Verdict(verdict.Identical, verdict.Identical ? ask.Texts.Identical : ask.Texts.NotIdentical);
        foreach (var difference in verdict.Differences)
            ask.Tell.Line($"  {difference}");
        ask.Tell.Verdict(verdict.Faults.Count == 0, verdict.Faults.Count == 0 ? ask.Texts.Whole : ask.Texts.NotWhole);
        foreach (var fault in verdict.Faults)
            ask.Tell.Line($"  {fault}");
    }
}
