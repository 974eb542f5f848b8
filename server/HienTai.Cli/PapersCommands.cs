using System.CommandLine;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using HienTai.Papers.V1;
using Spectre.Console;

namespace HienTai.Cli;

/// <summary>papers search, show.</summary>
static class PapersCommands
{
    public static Command In(Desk desk) => new("papers", desk.Texts.AboutPapers) { Search(desk), Show(desk) };

    static Command Search(Desk desk)
    {
        var t = desk.Texts;
        var words = desk.Words(t.SearchWords, t.PaperWords, required: false);
        var (all, size) = (
            desk.Option<bool>("--all", null, t.AllPagesOption),
            desk.Option<int>("--page-size", "1-200", t.PageSizeOption)
        );
        return desk.Lists("search", t.AboutPaperSearch, words, [all, size], async ask =>
        {
            var request = new ListPapersRequest
            {
                At = ask.At,
                Query = ask.Words(words),
                PageSize = ask.Given(size) is 0 && ask.Given(all) ? 200 : ask.Given(size),
            };
            var found = await Found(ask, request, ask.Given(all));
            return new(found, t.AnsweredFor(found.At), () =>
            {
                ask.Tell.Show(Table(ask, found.Papers));
                ask.Tell.Line(t.Papers(found.Papers.Count, found.TotalSize));
            });
        });
    }

    static Task<ListPapersResponse> Found(Ask ask, ListPapersRequest request, bool all) =>
        Pages.All(
            ask,
            async token =>
                await ask.Registry.Papers.ListPapersAsync(
                    new(request) { PageToken = token },
                    cancellationToken: ask.Cancel
                ),
            found => found.NextPageToken,
            found => (found.Papers.Count, found.TotalSize),
            (found, next) =>
            {
                found.Papers.AddRange(next.Papers);
                found.NextPageToken = next.NextPageToken;
            },
            all
        );

    /// <summary>Papers as a list; a withdrawn one is struck.</summary>
    public static Listing Table(Ask ask, IEnumerable<Paper> papers)
    {
        var t = ask.Texts;
        var table = Tell.List(t.Number, t.SignedOn, t.Subject, t.Issuer, t.PeopleOnIt);
        table.Columns[0].NoWrap = table.Columns[1].NoWrap = true;
        table.Columns[4].RightAligned();
        foreach (var p in papers)
            table.AddRow(
                p.Withdrawal is null ? $"[bold]{Markup.Escape(p.Number)}[/]" : ask.Tell.Struck(Markup.Escape(p.Number)),
                t.Date(p.SignedOn),
                Markup.Escape(p.Title)
                    + (p.Withdrawal is { } gone ? $" [red]{Markup.Escape(t.WithdrawnOn(gone.On))}[/]" : "")
                    + (p.Repeal is { } repeal ? $" [red]{Markup.Escape(t.RepealedFrom(repeal.From))}[/]" : ""),
                Markup.Escape(p.Issuer),
                $"{p.People}"
            );
        return table;
    }

    static Command Show(Desk desk)
    {
        var t = desk.Texts;
        var which = desk.Words(t.Which, t.WhichIs);
        return desk.Answers("show", t.AboutPaper, which, [], async ask =>
        {
            var id = await Names.Paper(ask, ask.Words(which));
            var answer = await ask.Registry.Papers.GetPaperAsync(
                new() { Id = id, At = ask.At },
                cancellationToken: ask.Cancel
            );
            var resting = await Resting(
                ask,
                id,
                new() { ValidOn = answer.At.ValidOn, KnownPosition = answer.At.Position }
            );
            return new(Together(answer, resting), t.AnsweredFor(answer.At), () => Print(ask, answer.Paper, resting));
        });
    }

    // All that rests on it, as known when the paper itself was read.
    static Task<ListRestingResponse> Resting(Ask ask, string id, Rpc.V1.TimePoint at) =>
        Pages.All(
            ask,
            async token =>
                await ask.Registry.Papers.ListRestingAsync(
                    new()
                    {
                        PaperId = id,
                        At = at,
                        PageSize = 500,
                        PageToken = token,
                    },
                    cancellationToken: ask.Cancel
                ),
            found => found.NextPageToken,
            found => (found.Facts.Count, found.TotalSize),
            (found, next) =>
            {
                found.Facts.AddRange(next.Facts);
                found.NextPageToken = next.NextPageToken;
            }
        );

    // Two answers, one document: the paper's, with what rests on it under "resting".
    static Struct Together(GetPaperResponse paper, ListRestingResponse resting)
    {
        var document = Struct.Parser.ParseJson(JsonFormatter.Default.Format(paper));
        document.Fields["resting"] = Value.ForStruct(Struct.Parser.ParseJson(JsonFormatter.Default.Format(resting)));
        return document;
    }

    static void Print(Ask ask, Paper paper, ListRestingResponse resting)
    {
        var (t, tell) = (ask.Texts, ask.Tell);
        tell.Marked(
            $"[bold]{Markup.Escape(paper.Number)}[/] {Markup.Escape(paper.Title)} [dim]{Markup.Escape(paper.Id)}[/]"
        );
        foreach (
            var (label, value) in new[]
            {
                (t.Kind, Codes.PaperKinds.Name(paper.Kind, t)),
                (t.Issuer, paper.Issuer),
                (t.Signer, paper.Signer),
                (t.SignedOn, t.Date(paper.SignedOn)),
                (t.EffectiveOn, t.Date(paper.EffectiveOn)),
                (t.Excerpt, paper.Excerpt),
                (t.Scans, string.Join(", ", paper.Scans.Select(s => s.Name))),
            }
        )
            if (value.Length > 0)
                tell.Marked($"  [dim]{Markup.Escape(label), -16}[/]{Markup.Escape(value)}");
        if (paper.Source is { } source)
            tell.Marked($"  [dim]{tell.Origin(source)}[/]");
        if (paper.Withdrawal is { } gone)
        {
            tell.Marked(
                $"  [bold red]{Markup.Escape(t.WithdrawnOn(gone.On))}{(gone.By is { } by ? Markup.Escape(t.By(by)) : "")}[/]"
            );
            tell.Marked($"  [dim]{tell.Origin(gone.Source)}[/]");
        }
        if (paper.Repeal is { } repeal)
            tell.Marked(
                $"  [bold red]{Markup.Escape(t.RepealedFrom(repeal.From))}{(repeal.By is { } repealing ? Markup.Escape(t.By(repealing)) : "")}[/]"
            );
        if (resting.Facts.Count > 0)
        {
            tell.Line("");
            var table = Tell.List(t.Whose, t.WhatHappened, t.FactNow);
            foreach (var rests in resting.Facts)
                table.AddRow(
                    rests.Kind is "person" ? Tell.Name(rests.Title) : Markup.Escape(rests.Title),
                    tell.Sentence(rests.Sentence),
                    rests.Fact is { } fact
                        ? Markup.Escape(
                            $"{t.Of(fact.Label)}: {t.Of(fact.Value)}{t.Span(new() { From = fact.From, To = fact.To })}"
                        )
                        : ""
                );
            tell.Show(table);
        }
        tell.Line("");
        tell.Line(t.Resting(resting.TotalSize, resting.People));
    }
}
