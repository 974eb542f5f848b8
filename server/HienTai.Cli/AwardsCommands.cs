using System.CommandLine;
using HienTai.Awards.V1;
using Spectre.Console;

namespace HienTai.Cli;

/// <summary>awards cycles, list, eligible, show.</summary>
static class AwardsCommands
{
    public static Command In(Desk desk) =>
        new("awards", desk.Texts.AboutAwards) { Cycles(desk), List(desk), Eligible(desk), Show(desk) };

    static Command Cycles(Desk desk)
    {
        var t = desk.Texts;
        var year = desk.Option<int>("--year", "N", t.AwardYearOption);
        return desk.Lists("cycles", t.AboutAwardCycles, null, [year], async ask =>
        {
            var found = await ask.Registry.Awards.ListCyclesAsync(
                new() { At = ask.At, Year = ask.Given(year) },
                cancellationToken: ask.Cancel
            );
            return new(found, t.AnsweredFor(found.At), () =>
            {
                var table = Tell.List(
                    t.AwardName,
                    t.Year,
                    t.ScreenedBy,
                    t.SubmittedBy,
                    t.NominatedColumn,
                    t.AwardedColumn,
                    "ID"
                );
                table.Columns[4].RightAligned();
                table.Columns[5].RightAligned();
                foreach (var c in found.Cycles)
                    table.AddRow(
                        $"[bold]{Markup.Escape(t.Of(c.Programme.Name))}[/]",
                        $"{c.Year}",
                        t.Date(c.Details.Screening),
                        t.Date(c.Details.Submission),
                        $"{c.Counts.Sum(n => n.Count)}",
                        $"{c.Counts.Where(n => n.Step is NominationStep.Awarded).Sum(n => n.Count)}",
                        c.Id
                    );
                ask.Tell.Show(table);
                ask.Tell.Line(t.CyclesFound(found.Cycles.Count));
            });
        });
    }

    static Command List(Desk desk)
    {
        var t = desk.Texts;
        var (cycle, unit, step) = (
            desk.Option<string?>("--cycle", "ID", t.CycleOption),
            desk.Option<string?>("--unit", t.UnitValue, t.NominatingUnitOption),
            desk.Option<string[]>("--step", t.StageValue, t.NominationStepOption(Codes.NominationSteps.Choices))
        );
        var (all, size) = (
            desk.Option<bool>("--all", null, t.AllPagesOption),
            desk.Option<int>("--page-size", "1-200", t.PageSizeOption)
        );
        return desk.Lists("list", t.AboutNominations, null, [cycle, unit, step, all, size], async ask =>
        {
            var request = new ListNominationsRequest
            {
                At = ask.At,
                CycleId = ask.Given(cycle) ?? "",
                PageSize = ask.Given(size) is 0 && ask.Given(all) ? 200 : ask.Given(size),
                Steps = { (ask.Given(step) ?? []).Select(s => Codes.NominationSteps.Read(s, "--step", t)) },
            };
            if (ask.Given(unit) is { } named)
                request.UnitId = await Names.Unit(ask, named);
            var found = await Pages.All(
                ask,
                async token =>
                    await ask.Registry.Awards.ListNominationsAsync(
                        new(request) { PageToken = token },
                        cancellationToken: ask.Cancel
                    ),
                page => page.NextPageToken,
                page => (page.Nominations.Count, page.TotalSize),
                (page, next) =>
                {
                    page.Nominations.AddRange(next.Nominations);
                    page.NextPageToken = next.NextPageToken;
                },
                ask.Given(all)
            );
            return new(found, t.AnsweredFor(found.At), () =>
            {
                var table = Tell.List(t.NomineeColumn, t.AwardName, t.Year, t.Unit, t.StandsAt, t.CriteriaColumn, "ID");
                foreach (var n in found.Nominations)
                    table.AddRow(
                        $"[bold]{Markup.Escape(Nominees(n, t))}[/]",
                        Markup.Escape(t.Of(n.ProgrammeName)),
                        $"{n.Year}",
                        Markup.Escape(n.UnitName),
                        Codes.NominationSteps.Name(n.Step, t),
                        n.CycleId.Length > 0 ? Codes.Eligibilities.Name(n.Nominees[0].Verdict, t) : "",
                        n.Id
                    );
                ask.Tell.Show(table);
                ask.Tell.Line(t.NominationsFound(found.Nominations.Count, found.TotalSize));
            });
        });
    }

    static string Nominees(Nomination n, Texts t) =>
        $"{(n.WorkTitle.Length > 0 ? $"{n.WorkTitle}: " : "")}{string.Join(", ", n.Nominees.Select(p => p.FullName.Length > 0 ? p.FullName : t.OutOfReach))}";

    static Command Eligible(Desk desk)
    {
        var t = desk.Texts;
        var cycle = desk.Words("ID", t.CycleId);
        var (unit, verdict, all) = (
            desk.Option<string?>("--unit", t.UnitValue, t.ServingUnitOption),
            desk.Option<string?>("--verdict", t.KindValue, t.VerdictOption(Codes.Eligibilities.Choices)),
            desk.Option<bool>("--all", null, t.AllPagesOption)
        );
        return desk.Lists("eligible", t.AboutEligible, cycle, [unit, verdict, all], async ask =>
        {
            var request = new ListEligibleRequest
            {
                At = ask.At,
                CycleId = ask.Words(cycle),
                Verdict = ask.Given(verdict) is { } word ? Codes.Eligibilities.Read(word, "--verdict", t) : Verdict.Met,
                PageSize = ask.Given(all) ? 200 : 0,
            };
            if (ask.Given(unit) is { } named)
                request.UnitId = await Names.Unit(ask, named);
            var found = await Pages.All(
                ask,
                async token =>
                    await ask.Registry.Awards.ListEligibleAsync(
                        new(request) { PageToken = token },
                        cancellationToken: ask.Cancel
                    ),
                page => page.NextPageToken,
                page => (page.Candidates.Count, page.TotalSize),
                (page, next) =>
                {
                    page.Candidates.AddRange(next.Candidates);
                    page.NextPageToken = next.NextPageToken;
                },
                ask.Given(all)
            );
            return new(found, t.AnsweredFor(found.At), () =>
            {
                var table = Tell.List(t.NomineeColumn, t.Unit, t.CriteriaColumn, t.MissingColumn);
                foreach (var c in found.Candidates)
                    table.AddRow(
                        $"[bold]{Markup.Escape(c.FullName)}[/]",
                        Markup.Escape(c.UnitName),
                        Codes.Eligibilities.Name(c.Verdict, t),
                        Markup.Escape(
                            string.Join(
                                "; ",
                                c.Findings.Where(f => f.Verdict is not Verdict.Met).Select(f => Finding(f, t))
                            )
                        )
                    );
                ask.Tell.Show(table);
                ask.Tell.Line(t.People(found.Candidates.Count, found.TotalSize, capped: false));
            });
        });
    }

    static string Finding(Finding f, Texts t) =>
        f.Missing is null ? t.Of(f.Words) : $"{t.Of(f.Words)} ({t.Of(f.Missing)})";

    static Command Show(Desk desk)
    {
        var t = desk.Texts;
        var which = desk.Words("ID", t.NominationId);
        return desk.Answers("show", t.AboutNomination, which, [], async ask =>
        {
            var answer = await ask.Registry.Awards.GetNominationAsync(
                new() { Id = ask.Words(which), At = ask.At },
                cancellationToken: ask.Cancel
            );
            return new(answer, t.AnsweredFor(answer.At), () => Print(ask, answer.Nomination));
        });
    }

    static void Print(Ask ask, Nomination n)
    {
        var (t, tell) = (ask.Texts, ask.Tell);
        tell.Marked(
            $"[bold]{Markup.Escape(Nominees(n, t))}[/]  {Markup.Escape($"{t.Of(n.ProgrammeName)} {n.Year} · {n.UnitName}")}"
        );
        foreach (var s in n.Steps)
            tell.Line(
                $"{t.Date(s.On)}  {Codes.NominationSteps.Name(s.Step, t)}{(s.Note.Length > 0 ? $": {s.Note}" : "")}{(s.Source?.Paper is { } paper ? $", {paper.Number}" : "")}"
            );
        foreach (var f in n.Nominees.SelectMany(p => p.Findings))
            tell.Line(
                $"  {Codes.Eligibilities.Name(f.Verdict, t)}: {Finding(f, t)}{string.Concat(f.By.Select(d => $" · {t.Of(d.Title)} {d.Year}"))}{(f.Because.Length > 0 ? $" · {f.Because}" : "")}"
            );
    }
}
