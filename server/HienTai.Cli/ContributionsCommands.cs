using System.CommandLine;
using HienTai.Contributions.V1;
using Spectre.Console;

namespace HienTai.Cli;

/// <summary>contributions list, show.</summary>
static class ContributionsCommands
{
    public static Command In(Desk desk) => new("contributions", desk.Texts.AboutContributions) { List(desk), Show(desk) };

    static Command List(Desk desk)
    {
        var t = desk.Texts;
        var words = desk.Words(t.SearchWords, t.ContributionWords, required: false);
        var (unit, kind, stage) = (desk.Option<string?>("--unit", t.UnitValue, t.ContributionUnitOption), desk.Option<string[]>("--kind", t.KindValue, t.ContributionKindOption(Codes.ContributionKinds.Choices)), desk.Option<string[]>("--stage", t.StageValue, t.StageOption(Codes.Stages.Choices)));
        var (all, size) = (desk.Option<bool>("--all", null, t.AllPagesOption), desk.Option<int>("--page-size", "1-200", t.PageSizeOption));
        return desk.Answers("list", t.AboutContributionList, words, [unit, kind, stage, all, size], async ask =>
        {
            var request = new ListContributionsRequest
            {
                At = ask.At,
                Query = ask.Words(words),
                PageSize = ask.Given(size) is 0 && ask.Given(all) ? 200 : ask.Given(size),
                Kinds = { (ask.Given(kind) ?? []).Select(k => Codes.ContributionKinds.Read(k, "--kind", t)) },
                Stages = { (ask.Given(stage) ?? []).Select(s => Codes.Stages.Read(s, "--stage", t)) },
            };
            if (ask.Given(unit) is { } named) request.UnitId = await Names.Unit(ask, named);
            var found = await Pages.All(ask, async token => await ask.Registry.Contributions.ListContributionsAsync(new(request) { PageToken = token }, cancellationToken: ask.Cancel),
                page => page.NextPageToken, page => (page.Contributions.Count, page.TotalSize),
                (page, next) => { page.Contributions.AddRange(next.Contributions); page.NextPageToken = next.NextPageToken; }, ask.Given(all));
            return new(found, t.AnsweredFor(found.At), () =>
            {
                if (found.Contributions.Count > 0) ask.Tell.Show(Table(ask, found.Contributions));
                ask.Tell.Line(t.Contributions(found.Contributions.Count, found.TotalSize));
            });
        });
    }

    static Table Table(Ask ask, IEnumerable<Contribution> contributions)
    {
        var t = ask.Texts;
        var table = Tell.List(t.ContributionTitle, t.Kind, t.Authors, t.Unit, t.MadeOn, t.StandsAt, "ID");
        foreach (var c in contributions)
            table.AddRow($"[bold]{Markup.Escape(c.Details.Title)}[/]", Codes.ContributionKinds.Name(c.Details.Kind, t), Markup.Escape(string.Join(", ", c.Authors.Select(a => Author(a, t)))), Markup.Escape(c.UnitName), t.Date(c.On), Codes.Stages.Name(c.Stage, t), c.Id);
        return table;
    }

    static string Author(Author a, Texts t) => $"{(a.FullName.Length > 0 ? a.FullName : t.OutOfReach)} {a.Share} %";

    static Command Show(Desk desk)
    {
        var t = desk.Texts;
        var which = desk.Words("ID", t.ContributionId);
        return desk.Answers("show", t.AboutContribution, which, [], async ask =>
        {
            var answer = await ask.Registry.Contributions.GetContributionAsync(new() { Id = ask.Words(which), At = ask.At }, cancellationToken: ask.Cancel);
            return new(answer, t.AnsweredFor(answer.At), () => Print(ask, answer.Contribution));
        });
    }

    static void Print(Ask ask, Contribution c)
    {
        var (t, tell) = (ask.Texts, ask.Tell);
        tell.Marked($"[bold]{Markup.Escape(c.Details.Title)}[/]  {Markup.Escape($"{Codes.ContributionKinds.Name(c.Details.Kind, t)} · {c.UnitName} · {t.Date(c.On)}")}");
        tell.Line($"{Codes.Stages.Name(c.Stage, t)}, {t.Date(c.Since)}{(c.Outcome is 0 ? "" : $": {Codes.Outcomes.Name(c.Outcome, t)}")}{(c.Note.Length > 0 ? $": {c.Note}" : "")}");
        foreach (var (name, text) in new[] { (t.KnowledgeField, c.Details.Field), (t.Before, c.Details.Before), (t.Solution, c.Details.Solution), (t.Benefit, c.Details.Benefit) })
            if (text.Length > 0) tell.Line($"{name}: {text}");
        tell.Line($"{t.Authors}: {string.Join(", ", c.Authors.Select(a => $"{Author(a, t)}{(a.Role.Length > 0 ? $" ({a.Role})" : "")}"))}");
        foreach (var r in c.Recognitions) tell.Line($"{t.RecognisedAt(Codes.RecognitionLevels.Name(r.Level, t))} {t.Date(r.Period.From)}{(r.Period.To.Length > 0 ? $" – {t.Date(r.Period.To)}" : "")}{(r.Source.Paper is { } paper ? $", {paper.Number}" : "")}");
        foreach (var m in c.Council) tell.Line($"  {(m.FullName.Length > 0 ? m.FullName : t.OutOfReach)}: {(m.Answered ? $"{m.Points}{(m.Remark.Length > 0 ? $", {m.Remark}" : "")}" : t.NotAnswered)}");
    }
}
