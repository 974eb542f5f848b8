using System.CommandLine;
using HienTai.Organization.V1;
using Spectre.Console;

namespace HienTai.Cli;

/// <summary>units tree.</summary>
static class UnitsCommands
{
    public static Command In(Desk desk) => new("units", desk.Texts.AboutUnits) { Tree(desk) };

    static Command Tree(Desk desk)
    {
        var t = desk.Texts;
        var words = desk.Words(t.SearchWords, t.UnitWords, required: false);
        var depth = desk.Option<int?>("--depth", "N", t.DepthOption);
        return desk.Answers("tree", t.AboutTree, words, [depth], async ask =>
        {
            if (ask.Given(depth) is < 0) throw new Unanswered(Exit.Usage, t.ValueUnreadable("--depth", $"{ask.Given(depth)}"));
            var answer = await ask.Registry.Units.ListUnitsAsync(new() { At = ask.At, Query = ask.Words(words) }, cancellationToken: ask.Cancel);
            var found = answer.Units.Count;
            if (ask.Given(depth) is { } deepest)
                foreach (var deeper in answer.Units.Where(u => u.Depth > deepest).ToArray()) answer.Units.Remove(deeper);
            return new(answer, t.AnsweredFor(answer.At), () =>
            {
                if (found > 0) Print(ask, answer.Units);
                ask.Tell.Line(t.UnitsFound(found, answer.People));
            });
        });
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
            if (path is [Tree root]) trees.Add(root);
        }
        foreach (var tree in trees) ask.Tell.Show(tree);
    }

    static string Label(UnitNode unit, Texts t) =>
        $"[bold]{Markup.Escape(unit.Name)}[/] [dim]{Markup.Escape(string.Join(" · ", new[] { unit.Code, Codes.UnitKinds.Name(unit.Kind, t) }.Where(x => x.Length > 0)))}[/]  {Markup.Escape(t.PeopleIn(unit.People, unit.PeopleBelow))}";

    /// <summary>Units as a list, to choose from.</summary>
    public static Table Table(Ask ask, IEnumerable<UnitNode> units)
    {
        var table = Tell.List(ask.Texts.Unit, ask.Texts.Code, ask.Texts.Kind, "ID");
        foreach (var unit in units) table.AddRow(Markup.Escape(unit.Name), Markup.Escape(unit.Code), Markup.Escape(Codes.UnitKinds.Name(unit.Kind, ask.Texts)), unit.Id);
        return table;
    }
}
