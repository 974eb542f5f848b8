using System.CommandLine;
using HienTai.CodeLists.V1;
using Spectre.Console;
using List = HienTai.CodeLists.V1.CodeList;

namespace HienTai.Cli;

/// <summary>lists entries, unmatched.</summary>
static class CodeListsCommand
{
    public static Command In(Desk desk) => new("lists", desk.Texts.AboutCodeLists) { Entries(desk), Unmatched(desk) };

    static (Option<string> Which, Option<bool> All) Options(Desk desk)
    {
        var which = desk.Option<string>("--list", desk.Texts.TextValue, desk.Texts.WhichListOption);
        which.Required = true;
        return (which, desk.Option<bool>("--all", null, desk.Texts.AllPagesOption));
    }

    static List Which(Ask ask, Option<string> which) => Codes.CodeLists.Read(ask.Given(which)!, "--list", ask.Texts);

    static Command Entries(Desk desk)
    {
        var t = desk.Texts;
        var (which, all) = Options(desk);
        return desk.Lists("entries", t.AboutCodeListEntries, null, [which, all], async ask =>
        {
            var request = new ListEntriesRequest { At = ask.At, List = Which(ask, which) };
            var answer = await Pages.All(
                ask,
                async token =>
                    await ask.Registry.CodeLists.ListEntriesAsync(
                        new(request) { PageToken = token },
                        cancellationToken: ask.Cancel
                    ),
                page => page.NextPageToken,
                page => (page.Entries.Count, page.TotalSize),
                (page, next) =>
                {
                    page.Entries.AddRange(next.Entries);
                    page.NextPageToken = next.NextPageToken;
                },
                ask.Given(all)
            );
            return new(answer, t.AnsweredFor(answer.At), () =>
            {
                var table = Tell.List(t.ListedName, t.Code, t.Spellings, t.Basis);
                foreach (var entry in answer.Entries)
                    table.AddRow(
                        Markup.Escape(entry.Details.Name),
                        Markup.Escape(entry.Details.Code),
                        Markup.Escape(string.Join("; ", entry.Details.Spellings)),
                        Markup.Escape(entry.Details.Ground)
                    );
                ask.Tell.Show(table);
                ask.Tell.Line(t.Listed(answer.Entries.Count, answer.TotalSize));
            });
        });
    }

    static Command Unmatched(Desk desk)
    {
        var t = desk.Texts;
        var (which, all) = Options(desk);
        return desk.Lists("unmatched", t.AboutUnmatched, null, [which, all], async ask =>
        {
            var request = new ListUnmatchedRequest { At = ask.At, List = Which(ask, which) };
            var answer = await Pages.All(
                ask,
                async token =>
                    await ask.Registry.CodeLists.ListUnmatchedAsync(
                        new(request) { PageToken = token },
                        cancellationToken: ask.Cancel
                    ),
                page => page.NextPageToken,
                page => (page.Texts.Count, page.TotalSize),
                (page, next) =>
                {
                    page.Texts.AddRange(next.Texts);
                    page.NextPageToken = next.NextPageToken;
                },
                ask.Given(all)
            );
            return new(answer, t.AnsweredFor(answer.At), () =>
            {
                var table = Tell.List(t.Typed, t.OnRecords);
                foreach (var one in answer.Texts)
                    table.AddRow(Markup.Escape(one.Text), $"{one.Records}");
                ask.Tell.Show(table);
                ask.Tell.Line(t.Listed(answer.Texts.Count, answer.TotalSize));
            });
        });
    }
}
