using System.CommandLine;
using System.Globalization;
using HienTai.Contributions.V1;
using HienTai.Rpc.V1;
using Spectre.Console;

namespace HienTai.Cli;

/// <summary>contributions list, show, similar, figures, record.</summary>
static class ContributionsCommands
{
    public static Command In(Desk desk) =>
        new("contributions", desk.Texts.AboutContributions)
        {
            List(desk),
            Show(desk),
            Similar(desk),
            Figures(desk),
            Record(desk),
        };

    static Command List(Desk desk)
    {
        var t = desk.Texts;
        var words = desk.Words(t.SearchWords, t.ContributionWords, required: false);
        var (unit, kind, stage) = (
            desk.Option<string?>("--unit", t.UnitValue, t.ContributionUnitOption),
            desk.Option<string[]>("--kind", t.KindValue, t.ContributionKindOption(Codes.ContributionKinds.Choices)),
            desk.Option<string[]>("--stage", t.StageValue, t.StageOption(Codes.Stages.Choices))
        );
        var (all, size) = (
            desk.Option<bool>("--all", null, t.AllPagesOption),
            desk.Option<int>("--page-size", "1-200", t.PageSizeOption)
        );
        return desk.Lists("list", t.AboutContributionList, words, [unit, kind, stage, all, size], async ask =>
        {
            var request = new ListContributionsRequest
            {
                At = ask.At,
                Query = ask.Words(words),
                PageSize = ask.Given(size) is 0 && ask.Given(all) ? 200 : ask.Given(size),
                Kinds = { (ask.Given(kind) ?? []).Select(k => Codes.ContributionKinds.Read(k, "--kind", t)) },
                Stages = { (ask.Given(stage) ?? []).Select(s => Codes.Stages.Read(s, "--stage", t)) },
            };
            if (ask.Given(unit) is { } named)
                request.UnitId = await Names.Unit(ask, named);
            var found = await Pages.All(
                ask,
                async token =>
                    await ask.Registry.Contributions.ListContributionsAsync(
                        new(request) { PageToken = token },
                        cancellationToken: ask.Cancel
                    ),
                page => page.NextPageToken,
                page => (page.Contributions.Count, page.TotalSize),
                (page, next) =>
                {
                    page.Contributions.AddRange(next.Contributions);
                    page.NextPageToken = next.NextPageToken;
                },
                ask.Given(all)
            );
            return new(found, t.AnsweredFor(found.At), () =>
            {
                ask.Tell.Show(Table(ask, found.Contributions));
                ask.Tell.Line(t.Contributions(found.Contributions.Count, found.TotalSize));
            });
        });
    }

    static Listing Table(Ask ask, IEnumerable<Contribution> contributions)
    {
        var t = ask.Texts;
        var table = Tell.List(t.ContributionTitle, t.Kind, t.Authors, t.Unit, t.MadeOn, t.StandsAt, "ID");
        foreach (var c in contributions)
            table.AddRow(
                $"[bold]{Markup.Escape(c.Details.Title)}[/]",
                Codes.ContributionKinds.Name(c.Details.Kind, t),
                Markup.Escape(string.Join(", ", c.Authors.Select(a => Author(a, t)))),
                Markup.Escape(c.UnitName),
                t.Date(c.On),
                Codes.Stages.Name(c.Stage, t),
                c.Id
            );
        return table;
    }

    static string Author(Author a, Texts t) => $"{(a.FullName.Length > 0 ? a.FullName : t.OutOfReach)} {a.Share} %";

    static Command Show(Desk desk)
    {
        var t = desk.Texts;
        var which = desk.Words("ID", t.ContributionId);
        return desk.Answers("show", t.AboutContribution, which, [], async ask =>
        {
            var answer = await ask.Registry.Contributions.GetContributionAsync(
                new() { Id = ask.Words(which), At = ask.At },
                cancellationToken: ask.Cancel
            );
            return new(answer, t.AnsweredFor(answer.At), () => Print(ask, answer.Contribution));
        });
    }

    static Command Similar(Desk desk)
    {
        var t = desk.Texts;
        var which = desk.Words(t.WordsOrId, t.SimilarTo);
        return desk.Lists("similar", t.AboutSimilar, which, [], async ask =>
        {
            var said = ask.Words(which);
            var found = await ask.Registry.Contributions.FindSimilarAsync(
                Guid.TryParse(said, out _) ? new() { Id = said, At = ask.At } : new() { Text = said, At = ask.At },
                cancellationToken: ask.Cancel
            );
            return new(found, t.AnsweredFor(found.At), () =>
            {
                var table = Tell.List(t.ContributionTitle, t.Unit, t.Alike, t.MadeOn, t.StandsAt, "ID");
                foreach (var s in found.Similar)
                    table.AddRow(
                        $"[bold]{Markup.Escape(s.Title)}[/]",
                        Markup.Escape(s.UnitName),
                        t.Percent(s.Permille),
                        t.Date(s.On),
                        Codes.Stages.Name(s.Stage, t),
                        s.Id
                    );
                ask.Tell.Show(table);
                if (table.Count == 0)
                    ask.Tell.Line(t.NothingSimilar);
            });
        });
    }

    static void Print(Ask ask, Contribution c)
    {
        var (t, tell) = (ask.Texts, ask.Tell);
        tell.Marked(
            $"[bold]{Markup.Escape(c.Details.Title)}[/]  {Markup.Escape($"{Codes.ContributionKinds.Name(c.Details.Kind, t)} · {c.UnitName} · {t.Date(c.On)}")}"
        );
        tell.Line(
            $"{Codes.Stages.Name(c.Stage, t)}, {t.Date(c.Since)}{(c.Outcome is 0 ? "" : $": {Codes.Outcomes.Name(c.Outcome, t)}")}{(c.Note.Length > 0 ? $": {c.Note}" : "")}"
        );
        foreach (
            var (name, text) in new[]
            {
                (t.KnowledgeField, c.Details.Field),
                (t.Before, c.Details.Before),
                (t.Solution, c.Details.Solution),
                (t.Benefit, c.Details.Benefit),
            }
        )
            if (text.Length > 0)
                tell.Line($"{name}: {text}");
        tell.Line(
            $"{t.Authors}: {string.Join(", ", c.Authors.Select(a => $"{Author(a, t)}{(a.Role.Length > 0 ? $" ({a.Role})" : "")}"))}"
        );
        foreach (var r in c.Recognitions)
            tell.Line(
                $"{t.RecognisedAt(Codes.RecognitionLevels.Name(r.Level, t))} {t.Date(r.Period.From)}{(r.Period.To.Length > 0 ? $" – {t.Date(r.Period.To)}" : "")}{(r.Source.Paper is { } paper ? $", {paper.Number}" : "")}"
            );
        foreach (var m in c.Council)
            tell.Line(
                $"  {(m.FullName.Length > 0 ? m.FullName : t.OutOfReach)}: {(m.Answered ? $"{m.Points}{(m.Remark.Length > 0 ? $", {m.Remark}" : "")}" : t.NotAnswered)}"
            );
    }

    static Command Figures(Desk desk)
    {
        var t = desk.Texts;
        var (unit, year) = (
            desk.Option<string?>("--unit", t.UnitValue, t.ContributionUnitOption),
            desk.Option<int>("--year", "N", t.MadeYearOption)
        );
        return desk.Lists("figures", t.AboutContributionFigures, null, [unit, year], async ask =>
        {
            var found = await ask.Registry.Contributions.GetContributionFiguresAsync(
                new()
                {
                    At = ask.At,
                    Year = ask.Given(year),
                    UnitId = ask.Given(unit) is { } named ? await Names.Unit(ask, named) : "",
                },
                cancellationToken: ask.Cancel
            );
            return new(found, t.AnsweredFor(found.At), () =>
            {
                var table = Tell.List(t.CountedBy, "", t.HowMany);
                table.Columns[2].RightAligned();
                void Rows(string by, IEnumerable<(string Name, int Count)> figures)
                {
                    foreach (var ((name, count), n) in figures.Select((f, n) => (f, n)))
                        table.AddRow(n == 0 || ask.ForFile ? by : "", Markup.Escape(name), t.N(count));
                }
                Rows(t.Kind, found.Kinds.Select(f => (Codes.ContributionKinds.Name(f.Kind, t), f.Count)));
                Rows(t.StandsAt, found.Stages.Select(f => (Codes.Stages.Name(f.Stage, t), f.Count)));
                Rows(
                    t.RecognisedAt("").Trim(),
                    found.Levels.Select(f => (Codes.RecognitionLevels.Name(f.Level, t), f.Count))
                );
                Rows(t.Answered, found.Outcomes.Select(f => (Codes.Outcomes.Name(f.Outcome, t), f.Count)));
                Rows(t.Year, found.Years.Select(f => ($"{f.Year}", f.Count)));
                ask.Tell.Show(table); // a year with nothing still says which years have something
                ask.Tell.Line(t.Contributions(found.Total, found.Total));
            });
        });
    }

    static Command Record(Desk desk)
    {
        var t = desk.Texts;
        var title = desk.Words(t.ContributionTitle, t.ContributionTitleWords);
        var (kind, unit, on) = (
            desk.Option<string?>("--kind", t.KindValue, t.KindOfContributionOption(Codes.ContributionKinds.Choices)),
            desk.Option<string?>("--unit", t.UnitValue, t.MadeInOption),
            desk.Option<string?>("--on", t.Day, t.MadeOnOption)
        );
        var authors = desk.Option<string[]>("--author", t.AuthorValue, t.AuthorOption);
        Option<string?> Said(string name, string about) => desk.Option<string?>(name, t.SearchWords, about);
        var (field, subject, asking, before, solution, benefit) = (
            Said("--field", t.KnowledgeField),
            Said("--subject", t.SubjectOption),
            Said("--requested-by", t.RequestedByOption),
            Said("--before", t.Before),
            Said("--solution", t.Solution),
            Said("--benefit", t.Benefit)
        );
        var around = new EnvelopeOptions(desk);
        Option[] about = [kind, unit, on, authors, field, subject, asking, before, solution, benefit];
        return desk.Answers("record", t.AboutContributionRecord, title, [.. about, .. around.All], async ask =>
        {
            string Needed(Option<string?> option) =>
                ask.Given(option) ?? throw new Unanswered(Exit.Usage, t.ValueMissing(option.Name));
            var request = new RecordContributionRequest
            {
                Envelope = await around.Of(ask),
                Id = Guid.CreateVersion7().ToString(),
                On = ask.PartialDate(Needed(on), "--on"),
                Details = new()
                {
                    Kind = Codes.ContributionKinds.Read(Needed(kind), "--kind", t),
                    Title = ask.Words(title),
                    UnitId = await Names.Unit(ask, Needed(unit)),
                    Field = ask.Given(field) ?? "",
                    Subject = ask.Given(subject) ?? "",
                    RequestedBy = ask.Given(asking) ?? "",
                    Before = ask.Given(before) ?? "",
                    Solution = ask.Given(solution) ?? "",
                    Benefit = ask.Given(benefit) ?? "",
                },
            };
            foreach (var author in ask.Given(authors) ?? [])
                request.Authors.Add(await Author(ask, author));
            var receipt = await ask.Registry.Contributions.RecordContributionAsync(
                request,
                cancellationToken: ask.Cancel
            );
            return new(receipt, t.Receipt(receipt), () => Recorded(ask, receipt, request.Id));
        });
    }

    static void Recorded(Ask ask, Receipt receipt, string id)
    {
        foreach (var consequence in receipt.Consequences)
            ask.Tell.Marked(ask.Tell.Sentence(consequence.Sentence));
        ask.Tell.Line(id);
    }

    /// <summary>
    /// "BC-00161=60": whom, by id, file number or name, and their share in per cent; who stands alone has all of it.
    /// </summary>
    static async Task<Author> Author(Ask ask, string text)
    {
        var at = text.LastIndexOf('=');
        var share = 100;
        if (
            at >= 0
            && !int.TryParse(
                text[(at + 1)..].Trim().TrimEnd('%').Trim(),
                NumberStyles.None,
                CultureInfo.InvariantCulture,
                out share
            )
        )
            throw new Unanswered(Exit.Usage, ask.Texts.AuthorOption);
        return new() { PersonId = await Names.Person(ask, (at < 0 ? text : text[..at]).Trim(), ask.At), Share = share };
    }
}
