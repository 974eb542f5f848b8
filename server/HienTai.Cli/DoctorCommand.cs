using System.CommandLine;
using HienTai.Registry.V1;

namespace HienTai.Cli;

/// <summary>doctor: how the installation is, on one page; zero only if nothing is to be mended.</summary>
static class DoctorCommand
{
    public static Command In(Desk desk)
    {
        var quick = desk.Option<bool>("--quick", null, desk.Texts.QuickOption);
        return desk.Answers("doctor", desk.Texts.AboutDoctor, null, [quick], async ask =>
        {
            var found = await ask.Registry.Whole.ExamineAsync(new(), cancellationToken: ask.Cancel);
            if (!ask.Given(quick))
                found.Findings.Add(await Check(ask));
            var wrong = found.Findings.Count(f => f.Soundness is Soundness.Wrong);
            return new Answer(found, wrong == 0 ? ask.Texts.AllSound : ask.Texts.Unsound(wrong), () =>
                Print(ask, found)
            )
            {
                Good = wrong == 0,
            };
        });
    }

    static async Task<Finding> Check(Ask ask)
    {
        var verdict = await ask.Tell.Progress(report => RebuildCommand.Check(ask, report));
        return new()
        {
            Key = "check",
            Name = Texts.CheckName,
            Says = verdict.Sound ? Texts.CheckGood(verdict.Events) : Texts.Both(First(verdict), First(verdict)),
            Soundness = verdict.Sound ? Soundness.Good : Soundness.Wrong,
        };
    }

    static string First(CheckRebuildResponse verdict) => $"{verdict.Faults.Concat(verdict.Differences).First()} …";

    static void Print(Ask ask, ExamineResponse found)
    {
        foreach (var finding in found.Findings)
            ask.Tell.Found(
                finding.Soundness switch
                {
                    Soundness.Good => true,
                    Soundness.Wrong => false,
                    _ => null,
                },
                ask.Texts.Of(finding.Name),
                ask.Texts.Of(finding.Says)
            );
    }
}
