using System.CommandLine;
using Grpc.Core;
using HienTai.Registry.V1;

namespace HienTai.Cli;

/// <summary>
/// rebuild: everything derived is made anew from the events and takes the place of what there is.
/// rebuild --check: is it what the events say?
/// </summary>
static class RebuildCommand
{
    public static Command In(Desk desk)
    {
        var check = desk.Option<bool>("--check", null, desk.Texts.CheckOption);
        var reason = desk.Option<string?>("--reason", desk.Texts.ReasonValue, desk.Texts.OperatorReasonOption);
        return desk.Answers("rebuild", desk.Texts.AboutRebuild, null, [check, reason], ask =>
            (ask.Given(check), ask.Given(reason)) switch
            {
                (true, null) => Checked(ask),
                (false, { } why) => Rebuilt(ask, why),
                _ => throw new Unanswered(Exit.Usage, ask.Texts.OneOf("--check", "--reason")),
            }
        );
    }

    static async Task<Answer> Checked(Ask ask)
    {
        var verdict = await ask.Tell.Progress(report => Check(ask, report));
        return new Answer(verdict, ask.Texts.WholeLedger(verdict.TotalEvents), () => Print(ask, verdict))
        {
            Good = verdict.Sound,
        };
    }

    static async Task<Answer> Rebuilt(Ask ask, string reason)
    {
        var done = await ask.Tell.Progress(report => Rebuild(ask, reason, report));
        return new Answer(done, ask.Texts.WholeLedger(done.TotalEvents), () => Print(ask, done));
    }

    static async Task<RebuildTablesResponse> Rebuild(Ask ask, string reason, Action<string, long, long> report)
    {
        using var call = ask.Registry.Whole.RebuildTables(
            new() { RequestId = Guid.CreateVersion7().ToString(), Reason = reason },
            cancellationToken: ask.Cancel
        );
        var last = new RebuildTablesResponse();
        await foreach (var progress in call.ResponseStream.ReadAllAsync(ask.Cancel))
        {
            last = progress;
            report(ask.Texts.Rebuilding(progress.Step), progress.Events, progress.TotalEvents);
        }
        return last.Step is RebuildStep.Done ? last : throw new Unanswered(Exit.Refused, ask.Texts.CheckBroken);
    }

    static void Print(Ask ask, RebuildTablesResponse done)
    {
        ask.Tell.Verdict(true, ask.Texts.RebuiltAnew(done));
        if (done.RecordedPosition == 0)
            ask.Tell.Line(ask.Texts.RecordedLater);
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
