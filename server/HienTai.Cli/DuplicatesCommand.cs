using System.CommandLine;
using HienTai.Personnel.V1;
using Spectre.Console;

namespace HienTai.Cli;

/// <summary>people duplicates.</summary>
static class DuplicatesCommand
{
    public static Command In(Desk desk)
    {
        var t = desk.Texts;
        var unit = desk.Option<string?>("--unit", t.UnitValue, t.UnitOption);
        var found = desk.Option<string?>("--found", "different|same", t.DuplicateFoundOption);
        var all = desk.Option<bool>("--all", null, t.AllPagesOption);
        return desk.Lists("duplicates", t.AboutDuplicates, null, [unit, found, all], async ask =>
        {
            var request = new ListPossibleDuplicatesRequest
            {
                At = ask.At,
                UnitId = ask.Given(unit) is { } named ? await Names.Unit(ask, named) : "",
                Verdict = ask.Given(found) is { } word ? Codes.DuplicateVerdicts.Read(word, "--found", t) : default,
            };
            var answer = await Pages.All(
                ask,
                async token =>
                    await ask.Registry.Duplicates.ListPossibleDuplicatesAsync(
                        new(request) { PageToken = token },
                        cancellationToken: ask.Cancel
                    ),
                page => page.NextPageToken,
                page => (page.Pairs.Count, page.TotalSize),
                (page, next) =>
                {
                    page.Pairs.AddRange(next.Pairs);
                    page.NextPageToken = next.NextPageToken;
                },
                ask.Given(all)
            );
            return new(answer, t.AnsweredFor(answer.At), () => Print(ask, answer));
        });
    }

    static void Print(Ask ask, ListPossibleDuplicatesResponse answer)
    {
        var t = ask.Texts;
        var table = Tell.List(t.FullName, t.Born, t.Unit, t.FullName, t.Born, t.Unit, t.Why);
        foreach (var pair in answer.Pairs)
            table.AddRow(
                Tell.Name(pair.First.FullName),
                t.Date(pair.First.Birth),
                Markup.Escape(pair.First.Assignment?.UnitName ?? ""),
                Tell.Name(pair.Second.FullName),
                t.Date(pair.Second.Birth),
                Markup.Escape(pair.Second.Assignment?.UnitName ?? ""),
                Markup.Escape(string.Join("; ", pair.Why.Select(w => Codes.Likenesses.Name(w, t))))
            );
        ask.Tell.Show(table);
        ask.Tell.Line(t.Pairs(answer.Pairs.Count, answer.TotalSize));
    }
}
