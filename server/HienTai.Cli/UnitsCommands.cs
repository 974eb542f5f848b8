using System.CommandLine;
using HienTai.Organization.V1;
using HienTai.Rpc.V1;
using Spectre.Console;

namespace HienTai.Cli;

/// <summary>units tree, unplaced, reorganise.</summary>
static class UnitsCommands
{
    public static Command In(Desk desk) =>
        new("units", desk.Texts.AboutUnits) { Tree(desk), Unplaced(desk), Reorganise(desk) };

    static Command Tree(Desk desk)
    {
        var t = desk.Texts;
        var words = desk.Words(t.SearchWords, t.UnitWords, required: false);
        var depth = desk.Option<int?>("--depth", "N", t.DepthOption);
        var tree = desk.Option<string?>("--tree-on", t.Day, t.TreeOnOption);
        return desk.Lists("tree", t.AboutTree, words, [depth, tree], async ask =>
        {
            if (ask.Given(depth) is < 0)
                throw new Unanswered(Exit.Usage, t.ValueUnreadable("--depth", $"{ask.Given(depth)}"));
            var answer = await ask.Registry.Units.ListUnitsAsync(
                new()
                {
                    At = ask.At,
                    Query = ask.Words(words),
                    TreeOn = ask.Day(ask.Given(tree), "--tree-on") ?? "",
                },
                cancellationToken: ask.Cancel
            );
            var found = answer.Units.Count;
            if (ask.Given(depth) is { } deepest)
                foreach (var deeper in answer.Units.Where(u => u.Depth > deepest).ToArray())
                    answer.Units.Remove(deeper);
            return new(answer, t.AnsweredFor(answer.At), () =>
            {
                if (ask.ForFile)
                    ask.Tell.Show(Tree(ask, answer.Units));
                else if (found > 0)
                    Print(ask, answer.Units);
                ask.Tell.Line(t.UnitsFound(found, answer.People));
                if (answer.TreeOn != answer.At.ValidOn)
                    ask.Tell.Line(t.TreeOf(answer.TreeOn));
                if (answer.Unplaced > 0)
                    ask.Tell.Line(t.NotInTree(answer.Unplaced));
            });
        });
    }

    static Command Unplaced(Desk desk)
    {
        var t = desk.Texts;
        var tree = desk.Option<string?>("--tree-on", t.Day, t.TreeOnOption);
        var unit = desk.Option<string?>("--unit", t.NameValue, t.UnplacedUnitOption);
        var all = desk.Option<bool>("--all", null, t.AllPagesOption);
        return desk.Lists("unplaced", t.AboutUnplaced, null, [unit, tree, all], async ask =>
        {
            var request = new ListUnplacedRequest
            {
                At = ask.At,
                TreeOn = ask.Day(ask.Given(tree), "--tree-on") ?? "",
                UnitId = ask.Given(unit) is { } named ? await Former(ask, named) ?? await Names.Unit(ask, named) : "",
            };
            var answer = await Pages.All(
                ask,
                async token =>
                    await ask.Registry.Units.ListUnplacedAsync(
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
                ask.Given(all)
            );
            return new(answer, t.AnsweredFor(answer.At), () =>
            {
                var table = Tell.List(t.FullName, t.Post, t.Unit, t.Proposed, t.Why);
                foreach (var one in answer.People)
                    table.AddRow(
                        Tell.Name(one.FullName),
                        Markup.Escape(one.Post),
                        Markup.Escape(one.UnitName),
                        Markup.Escape(one.ProposedName),
                        Markup.Escape(Codes.Displacements.Name(one.Why, t))
                    );
                ask.Tell.Show(table);
                ask.Tell.Line(t.People(answer.People.Count, answer.TotalSize, false));
                foreach (var placing in answer.Placings)
                    ask.Tell.Line(t.PlacedOf(placing));
            });
        });
    }

    // A unit that is no more is not in the tree of that day; its people are what is asked about.
    static async Task<string?> Former(Ask ask, string words)
    {
        var waiting = await ask.Registry.Units.ListUnplacedAsync(
            new() { At = ask.At, PageSize = 1 },
            cancellationToken: ask.Cancel
        );
        return
            waiting.Placings.Where(p => Spelling.Marked(p.UnitName) == Spelling.Marked(words)).ToArray() is [var only]
            ? only.UnitId
            : null;
    }

    static Command Reorganise(Desk desk)
    {
        var t = desk.Texts;
        var name = desk.Words(t.NameValue, t.ReorganisationName, required: false);
        var preview = desk.Option<bool>("--preview", null, t.PreviewOption);
        var reason = desk.Option<string?>("--reason", t.ReasonValue, t.ReasonOption);
        var paper = desk.Option<string?>("--paper", t.Which, t.PaperOption);
        var pass = new PassOption(desk);
        Option[] options = [preview, reason, paper, pass.Option];
        return desk.Answers("reorganise", t.AboutReorganise, name, options, async ask =>
        {
            if (ask.Words(name).Length == 0)
            {
                var known = await ask.Registry.Units.ListReorganisationsAsync(
                    new() { At = ask.KnownOnly },
                    cancellationToken: ask.Cancel
                );
                return new(known, t.AnsweredFor(known.At), () =>
                {
                    foreach (var one in known.Reorganisations)
                        ask.Tell.Line(t.ReorganisationLine(one));
                });
            }
            var by = ask.Given(paper) is { } number ? await Names.Paper(ask, number) : "";
            var answer = await ask.Registry.Units.ReorganiseAsync(
                new()
                {
                    Envelope = new()
                    {
                        RequestId = Guid.CreateVersion7().ToString(),
                        Reason = ask.Given(reason) ?? "",
                        PaperId = by,
                        ValidateOnly = ask.Given(preview),
                        Passes = { pass.Of(ask) },
                    },
                    Name = ask.Words(name),
                },
                cancellationToken: ask.Cancel
            );
            return new(answer, ask.Given(preview) ? t.NothingRecorded : t.RecordedUpTo(answer.Receipt.Position), () =>
                Print(ask, answer)
            );
        });
    }

    static void Print(Ask ask, ReorganiseResponse answer)
    {
        var t = ask.Texts;
        var names = answer
            .Founded.Concat(answer.Dissolved)
            .ToDictionary(u => u.Id, u => u.Code.Length > 0 ? $"{u.Name} ({u.Code})" : u.Name);
        var bands = Tell.List(t.FromUnit, t.HowMuch, t.IntoUnit, t.Clause);
        foreach (var band in answer.Bands)
            bands.AddRow(
                Markup.Escape(names[band.FromId]),
                Codes.PartKinds.Name(band.Part, t),
                Markup.Escape(names[band.IntoId]),
                Markup.Escape(band.Clause)
            );
        ask.Tell.Show(bands);
        ask.Tell.Line("");
        ask.Tell.Line(
            t.FoundedAndDissolved(
                answer.Founded.Count(u => !u.Outside),
                answer.Founded.Count(u => u.Outside),
                answer.Dissolved.Count
            )
        );
        foreach (var group in answer.Moved.GroupBy(m => (m.ParentName, Why: t.Of(m.Why))))
            ask.Tell.Line(t.MovedUnder(group.Count(), group.Key.ParentName, group.Key.Why));
        foreach (var unit in answer.Placed)
            ask.Tell.Line(t.GoAlong(unit.People, unit.Name, unit.IntoName));
        foreach (var unit in answer.Unplaced)
            ask.Tell.Line(t.LeftUnplaced(unit.People, unit.Name, Codes.Displacements.Name(unit.Why, t)));
        ask.Tell.Line(
            t.InAll(answer.Receipt.EventCount, answer.Placed.Sum(u => u.People), answer.Unplaced.Sum(u => u.People))
        );
    }

    // Depth first: a unit hangs on the last one seen a level above it.
    static void Print(Ask ask, IEnumerable<UnitNode> units)
    {
        var (trees, path) = (new List<Tree>(), new List<IHasTreeNodes>());
        foreach (var unit in units)
        {
            var label = Label(unit, ask.Texts);
            path.RemoveRange(unit.Depth, path.Count - unit.Depth);
            path.Add(unit.Depth == 0 ? new Tree(label) : path[^1].AddNode(label));
            if (path is [Tree root])
                trees.Add(root);
        }
        foreach (var tree in trees)
            ask.Tell.Show(tree);
    }

    static Listing Tree(Ask ask, IEnumerable<UnitNode> units)
    {
        var t = ask.Texts;
        var table = Tell.List(t.DepthColumn, t.Unit, t.Code, t.Kind, t.PeopleHere, t.PeopleBelow, "ID");
        foreach (var at in new[] { 0, 4, 5 })
            table.Columns[at].RightAligned();
        foreach (var unit in units)
            table.AddRow([
                .. new[]
                {
                    $"{unit.Depth}",
                    unit.Name,
                    unit.Code,
                    Codes.UnitKinds.Name(unit.Kind, t),
                    $"{unit.People}",
                    $"{unit.PeopleBelow}",
                    unit.Id,
                }.Select(Markup.Escape),
            ]);
        return table;
    }

    static string Label(UnitNode unit, Texts t) =>
        $"[bold]{Markup.Escape(unit.Name)}[/] [dim]{Markup.Escape(string.Join(" · ", new[] { unit.Code, Codes.UnitKinds.Name(unit.Kind, t) }.Where(x => x.Length > 0)))}[/]  {Markup.Escape(t.PeopleIn(unit.People, unit.PeopleBelow))}";

    /// <summary>Units as a list, to choose from.</summary>
    public static Listing Table(Ask ask, IEnumerable<UnitNode> units)
    {
        var table = Tell.List(ask.Texts.Unit, ask.Texts.Code, ask.Texts.Kind, "ID");
        foreach (var unit in units)
            table.AddRow(
                Markup.Escape(unit.Name),
                Markup.Escape(unit.Code),
                Markup.Escape(Codes.UnitKinds.Name(unit.Kind, ask.Texts)),
                unit.Id
            );
        return table;
    }
}
