using System.CommandLine;
using Grpc.Core;
using HienTai.Personnel.V1;
using HienTai.Rpc.V1;
using Spectre.Console;

namespace HienTai.Cli;

/// <summary>people search, show, history, compare, duplicates.</summary>
static class PeopleCommands
{
    public static Command In(Desk desk) =>
        new("people", desk.Texts.AboutPeople)
        {
            Search(desk),
            Show(desk),
            History(desk),
            Compare(desk),
            DuplicatesCommand.In(desk),
        };

    static Command Search(Desk desk)
    {
        var t = desk.Texts;
        var words = desk.Words(t.SearchWords, t.PeopleWords, required: false);
        var unit = desk.Option<string?>("--unit", t.UnitValue, t.UnitOption);
        var category = desk.Option<string[]>("--category", t.CategoryValue, t.CategoryOption(Codes.Categories.Choices));
        var level = desk.Option<string?>("--min-level", t.LevelValue, t.LevelOption);
        var status = desk.Option<string?>("--status", t.StatusValue, t.StatusOption(Codes.Statuses.Choices));
        var tree = desk.Option<string?>("--tree-of", t.Day, t.PeopleTreeOption);
        var (all, size) = (
            desk.Option<bool>("--all", null, t.AllPeopleOption),
            desk.Option<int>("--page-size", "1-200", t.PageSizeOption)
        );
        return desk.Lists("search", t.AboutSearch, words, [unit, category, level, status, tree, all, size], async ask =>
        {
            var everybody = ask.Given(all) && ask.Given(tree) is null ? ServiceStatus.Any : default;
            var request = new ListPeopleRequest
            {
                At = ask.At,
                Query = ask.Words(words),
                PageSize = ask.Given(size) is 0 && ask.Given(all) ? 200 : ask.Given(size),
                Categories = { (ask.Given(category) ?? []).Select(c => Codes.Categories.Read(c, "--category", t)) },
                MinLevel = ask.Given(level) is { } least ? Codes.ReadLevel(least, "--min-level", t) : default,
                Status = ask.Given(status) is { } stands ? Codes.Statuses.Read(stands, "--status", t) : everybody,
            };
            request.TreeOn = ask.Day(ask.Given(tree), "--tree-of") ?? "";
            if (ask.Given(unit) is { } serving)
                request.UnitId = await Names.Unit(ask, serving, request.TreeOn);
            var found = await Found(ask, request, ask.Given(all));
            return new(found, t.AnsweredFor(found.At), () =>
            {
                ask.Tell.Show(Table(ask, found.People));
                ask.Tell.Line(t.People(found.People.Count, found.TotalSize, found.TotalCapped));
                if (found.TreeOn.Length == 0)
                    return;
                ask.Tell.Line(t.PeopleOnTree(found.TreeOn, found.UnplacedCount));
                foreach (var one in found.Unplaced)
                    ask.Tell.Line($"  {one.FullName}, {one.UnitName}: {t.Of(one.Why)}");
            });
        });
    }

    static Task<ListPeopleResponse> Found(Ask ask, ListPeopleRequest request, bool all) =>
        Pages.All(
            ask,
            async token =>
                await ask.Registry.People.ListPeopleAsync(
                    new(request) { PageToken = token },
                    cancellationToken: ask.Cancel
                ),
            found => found.NextPageToken,
            found => (found.People.Count, found.TotalSize),
            (found, next) =>
            {
                found.People.AddRange(next.People);
                found.NextPageToken = next.NextPageToken;
            },
            all
        );

    /// <summary>People as a list; the last column is what <c>people show</c> takes.</summary>
    public static Listing Table(Ask ask, IReadOnlyCollection<PersonRow> people)
    {
        var (t, wide) = (ask.Texts, ask.Tell.Wide);
        var onTree = people.Any(p => p.TreeUnitName.Length > 0);
        var table = Tell.List([
            t.FullName,
            t.Born,
            t.Unit,
            t.Post,
            .. onTree ? [t.TreeUnit] : Array.Empty<string>(),
            .. wide ? [t.Category] : Array.Empty<string>(),
            t.Education,
            .. wide ? [t.PoliticalTheory] : Array.Empty<string>(),
            t.FileNumber,
        ]);
        table.Columns[0].NoWrap = table.Columns[1].NoWrap = true;
        foreach (var p in people)
        {
            var post = p.Assignment is { } a
                ? $"{a.Post}{(p.OtherAssignments > 0 ? $" (+{p.OtherAssignments})" : "")}{(p.Status is ServiceStatus.InService ? "" : $" ({Codes.Statuses.Name(p.Status, t)})")}"
                : Codes.Statuses.Name(p.Status, t);
            string[] cells =
            [
                t.Date(p.Birth),
                p.Assignment?.UnitName ?? "",
                post,
                .. onTree ? [p.TreeUnitName] : Array.Empty<string>(),
                .. wide
                    ? [p.Assignment is { } held ? Codes.Categories.Name(held.Category, t) : ""]
                    : Array.Empty<string>(),
                Level(p.Education, t),
                .. wide ? [Level(p.PoliticalTheory, t)] : Array.Empty<string>(),
                p.FileNumber.Length > 0 ? p.FileNumber : p.Id,
            ];
            var former = p.FormerName.Length > 0 ? Markup.Escape($" ({t.Formerly(p.FormerName)})") : "";
            var diploma = p.FoundByDiploma ? Markup.Escape($" ({t.ByDiploma})") : "";
            table.AddRow([Tell.Name(p.FullName) + former + diploma, .. cells.Select(Markup.Escape)]);
        }
        return table;
    }

    static Command Show(Desk desk)
    {
        var t = desk.Texts;
        var who = desk.Words(t.Who, t.WhoIs);
        return desk.Answers("show", t.AboutShow, who, [], async ask =>
        {
            var answer = await ask.Registry.People.GetPersonAsync(
                new() { Id = await Names.Person(ask, ask.Words(who), ask.At), At = ask.At },
                cancellationToken: ask.Cancel
            );
            return new(answer, t.AnsweredFor(answer.At), () => Print(ask, answer.Person));
        });
    }

    static string Standing(Qualification q, Texts t) =>
        q.WithdrawnFor is 0
            ? Codes.Grades.Name(q.Grade, t)
            : $"{Codes.Grades.Name(q.Grade, t)}, {t.WithdrawnFor(Codes.WithdrawalCauses.Name(q.WithdrawnFor, t))}";

    static void Print(Ask ask, Person person)
    {
        var (t, tell, who) = (ask.Texts, ask.Tell, person.Identity);
        tell.Marked($"{Tell.Name(who.FullName)} [dim]{Markup.Escape(person.Id)}[/]");
        foreach (var (label, value) in About(person, t))
            if (value.Length > 0)
                tell.Marked($"  [dim]{Markup.Escape(label), -16}[/]{Markup.Escape(value)}");

        Rows(
            tell,
            Tell.List(t.Assignments, t.Unit, t.Category, t.Period, t.Basis),
            person.Assignments,
            a => a.InForce,
            a =>
                [
                    Titled(a, t),
                    a.UnitName,
                    Codes.Categories.Name(a.Details.Category, t),
                    t.Span(a.Period).TrimStart(',', ' ')
                        + (a.EndCause is 0 ? "" : $" ({Codes.EndCauses.Name(a.EndCause, t)})"),
                    t.StandsOn(a.Source),
                ]
        );
        Rows(
            tell,
            Tell.List(t.Qualifications, t.Level, t.Field, t.Period, t.Grade, t.Basis),
            person.Qualifications,
            q => q.InForce,
            q =>
                [
                    Codes.Ladders.Name(q.Details.Ladder, t),
                    Codes.Name(q.Details.Level, t),
                    q.Details.Field,
                    t.Span(q.Period).TrimStart(',', ' '),
                    Standing(q, t),
                    t.StandsOn(q.Source),
                ]
        );
        Rows(
            tell,
            Tell.List(t.Trainings, t.Level, t.Field, t.Period, t.Status, t.Basis),
            person.Trainings,
            c => c.InForce,
            c =>
                [
                    Codes.Ladders.Name(c.Details.Ladder, t),
                    Codes.Name(c.Details.Level, t),
                    c.Details.Field,
                    t.Span(c.Period).TrimStart(',', ' '),
                    How(c, t),
                    t.StandsOn(c.Source),
                ]
        );
        Rows(
            tell,
            Tell.List(t.Placements, t.Why, t.Period, t.Basis),
            person.Placements,
            p => p.InForce,
            p =>
                [
                    Codes.Verdicts.Name(p.Verdict, t),
                    p.Because,
                    t.Span(p.Period).TrimStart(',', ' '),
                    t.StandsOn(p.Source),
                ]
        );
        tell.Line("");
        tell.Line(t.Entries(person.EventCount, person.LastRecordedTime));
    }

    static (string Label, string Value)[] About(Person person, Texts t)
    {
        var who = person.Identity;
        return
        [
            (t.OtherNames, string.Join(", ", who.OtherNames)),
            (t.Born, t.Date(who.Birth)),
            (t.Age, person.Age > 0 ? t.AgeOf(person.Age, t.Date(person.AgeCountedFrom)) : ""),
            (t.Sex, Codes.Sexes.Name(who.Sex, t)),
            (t.Ethnicity, who.EthnicityName),
            (t.PersonalNumber, who.PersonalNumber),
            (
                t.EarlierNumbers,
                string.Join("; ", person.PersonalNumbers.SkipLast(1).Select(n => $"{n.Number}{t.Span(n.Period)}"))
            ),
            (
                t.IdentityDocuments,
                string.Join(
                    "; ",
                    person.IdentityDocuments.Select(d =>
                        $"{Codes.IdentityDocuments.Name(d.Details.Kind, t)} {(d.Details.Number.Length > 0 ? d.Details.Number : d.Details.NumberMasked)}{t.Span(d.Period)}"
                    )
                )
            ),
            (t.FileNumber, who.FileNumber),
            (t.Status, Codes.Statuses.Name(person.Status, t)),
            (t.Phone, person.Contacts?.Phone ?? ""),
            (t.Email, person.Contacts?.Email ?? ""),
            (t.Address, person.Contacts?.Address ?? ""),
            (
                t.Names,
                person.Names.Count > 1
                    ? string.Join("; ", person.Names.Select(n => $"{n.FullName}{t.Span(n.Period)}"))
                    : ""
            ),
        ];
    }

    static void Rows<T>(
        Tell tell,
        Listing table,
        IReadOnlyCollection<T> rows,
        Func<T, bool> inForce,
        Func<T, string[]> cells
    )
    {
        if (rows.Count == 0)
            return;
        tell.Line("");
        foreach (var row in rows)
            table.AddRow(Cells(inForce(row), cells(row)));
        tell.Show(table);
    }

    static string How(Training c, Texts t)
    {
        if (c.Outcome is not 0)
            return Codes.TrainingOutcomes.Name(c.Outcome, t);
        if (c.Overdue)
            return t.Overdue(c.Details.Expected);
        return c.Details.Expected.Length > 0 ? t.Expected(c.Details.Expected) : t.Studying;
    }

    static string Titled(Assignment a, Texts t) =>
        string.Join(
            " · ",
            new[]
            {
                a.Details.Post,
                a.Kind is AssignmentKind.Main ? "" : Codes.AssignmentKinds.Name(a.Kind, t),
                a.TitleName.Length > 0 ? a.TitleName : a.Details.TitleCode,
            }.Where(x => x.Length > 0)
        );

    // What no longer holds on the day is dim.
    static string[] Cells(bool holds, IEnumerable<string> cells) =>
        [.. cells.Select(Markup.Escape).Select(c => holds || c.Length == 0 ? c : $"[dim]{c}[/]")];

    static string Level(QualificationSummary? q, Texts t) =>
        q is null ? "" : $"{Codes.Name(q.Level, t)}{(q.Field.Length > 0 ? $" {q.Field}" : "")}";

    static Command History(Desk desk)
    {
        var t = desk.Texts;
        var who = desk.Words(t.Who, t.WhoIs);
        return desk.Lists("history", t.AboutHistory, who, [], async ask =>
        {
            var id = await Names.Person(ask, ask.Words(who), ask.KnownOnly);
            var answer = await ask.Registry.People.GetPersonHistoryAsync(
                new() { Id = id, At = ask.At },
                cancellationToken: ask.Cancel
            );
            var name = await NameOf(ask, id, ask.KnownOnly);
            return new(answer, t.AnsweredFor(answer.At), () =>
            {
                ask.Tell.Marked($"{Tell.Name(name)} [dim]{Markup.Escape(t.EntriesShown(answer.Entries.Count))}[/]");
                if (ask.ForFile)
                    ask.Tell.Show(Table(ask, answer.Entries));
                else
                    foreach (var entry in answer.Entries)
                        ask.Tell.Entry(entry);
            });
        });
    }

    static Listing Table(Ask ask, IEnumerable<HistoryEntry> entries)
    {
        var (t, table) = (ask.Texts, Tell.List(ask.Texts.DayColumn, ask.Texts.WhatHappened, ask.Texts.Basis, "#"));
        foreach (var entry in entries)
            table.AddRow(
                Markup.Escape(t.Date(entry.Effective)),
                $"{ask.Tell.Sentence(entry.Sentence)}{(entry.Overtaken ? Markup.Escape($" {t.Overtaken}") : "")}",
                ask.Tell.Origin(entry.Source),
                $"{entry.Source.Position}"
            );
        return table;
    }

    static Command Compare(Desk desk)
    {
        var t = desk.Texts;
        var who = desk.Words(t.Who, t.WhoIs);
        var moments = new TwoMoments(desk);
        return desk.Answers("compare", t.AboutCompare, who, moments.Options, async ask =>
        {
            var (a, b) = moments.Of(ask);
            var id = await Names.Person(ask, ask.Words(who), null);
            var answer = await ask.Registry.People.ComparePersonAsync(
                new()
                {
                    Id = id,
                    A = a,
                    B = b,
                },
                cancellationToken: ask.Cancel
            );
            var name = await NameOf(ask, id, null);
            return new(answer, $"A: {t.AnsweredFor(answer.A)} B: {t.AnsweredFor(answer.B)}", () =>
                Print(ask, name, answer)
            );
        });
    }

    static void Print(Ask ask, string name, ComparePersonResponse answer)
    {
        var (t, tell) = (ask.Texts, ask.Tell);
        tell.Marked(
            $"{Tell.Name(name)} [dim]{Markup.Escape(t.Differences(answer.Differences.Count, answer.Equal))}[/]"
        );
        foreach (var difference in answer.Differences)
        {
            tell.Marked($"\n[bold]{Markup.Escape(t.Of(difference.Label))}[/]");
            var (before, after) = (t.Of(difference.Before), t.Of(difference.After));
            tell.Marked($"  A  {Value(before, overtaken: after.Length > 0)}");
            tell.Marked($"  B  {Value(after, overtaken: false)}");
            if (difference.Causes.Count == 0)
                tell.Marked($"     [dim]{Markup.Escape(t.OnlyTheDay)}[/]");
            foreach (var cause in difference.Causes)
                tell.Entry(cause, 5);
        }

        string Value(string text, bool overtaken)
        {
            if (text.Length == 0)
                return $"[dim]{Markup.Escape(t.Nothing)}[/]";
            return overtaken ? tell.Struck(Markup.Escape(text)) : Markup.Escape(text);
        }
    }

    // The history of somebody not on record that day is still theirs; then the id must do for a name.
    static async Task<string> NameOf(Ask ask, string id, TimePoint? at)
    {
        try
        {
            return (await ask.Registry.People.GetPersonAsync(new() { Id = id, At = at }, cancellationToken: ask.Cancel))
                .Person
                .Identity
                .FullName;
        }
        catch (RpcException e) when (e.StatusCode is StatusCode.NotFound)
        {
            return id;
        }
    }
}
