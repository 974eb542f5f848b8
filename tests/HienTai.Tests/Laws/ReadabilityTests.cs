using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace HienTai.Tests.Laws;

/// <summary>What a reader of the server's code may count on. Measured on the syntax, not on text.</summary>
public sealed partial class ReadabilityTests
{
    const int LongestLine = 120,
        LongestFunction = 70;

    static readonly string Root = Postgres.Metadata("RepositoryRoot");

    static IEnumerable<(string Name, string Text)> Sources(params string[] places) =>
        from place in places
        from file in Directory.GetFiles(Path.Combine(Root, place), "*.cs", SearchOption.AllDirectories)
        where !file.Contains("Migrations") && !file.Contains("node_modules")
        orderby file
        select (Path.GetRelativePath(Root, file), File.ReadAllText(file));

    /// <summary>
    /// Longer is only what cannot be broken: a line with a text in it, or the row of a table in a comment.
    /// </summary>
    [Fact]
    public void Lines_end_at_120_columns_unless_a_text_is_in_them() =>
        (
            from source in Sources("server", "protos", "tests")
            from line in LongLines(source.Text)
            select $"{source.Name}:{line + 1}"
        )
            .Should()
            .BeEmpty();

    static IEnumerable<int> LongLines(string text)
    {
        var tree = CSharpSyntaxTree.ParseText(text);
        var texts = tree.GetRoot()
            .DescendantTokens()
            .Where(t =>
                t.Kind()
                    is SyntaxKind.StringLiteralToken
                        or SyntaxKind.InterpolatedStringTextToken
                        or SyntaxKind.SingleLineRawStringLiteralToken
                        or SyntaxKind.MultiLineRawStringLiteralToken
            )
            .Select(t => tree.GetLineSpan(t.Span))
            .SelectMany(span =>
                Enumerable.Range(
                    span.StartLinePosition.Line,
                    span.EndLinePosition.Line - span.StartLinePosition.Line + 1
                )
            )
            .ToHashSet();
        return text.Split('\n')
            .Select((line, at) => (line, at))
            .Where(l => l.line.Length > LongestLine && !texts.Contains(l.at) && !IsRow(l.line))
            .Select(l => l.at);
    }

    static bool IsRow(string line) =>
        line.TrimStart().StartsWith("//", StringComparison.Ordinal) && line.Trim().Contains("   ");

    /// <summary>A function stands on one screen.</summary>
    [Fact]
    public void Functions_stand_on_one_screen() =>
        (
            from source in Sources("server", "protos")
            from node in CSharpSyntaxTree.ParseText(source.Text).GetRoot().DescendantNodes()
            where node is BaseMethodDeclarationSyntax or LocalFunctionStatementSyntax or AccessorDeclarationSyntax
            let span = node.SyntaxTree.GetLineSpan(node.Span)
            where span.EndLinePosition.Line - span.StartLinePosition.Line + 1 > LongestFunction
            select $"{source.Name} {NameOf(node)}"
        )
            .Should()
            .BeEmpty();

    /// <summary>
    /// Years and months are counted in <c>Kernel/Reckoning.cs</c> alone. What merely names days of the calendar, or
    /// invents people, may step through them.
    /// </summary>
    [Fact]
    public void Years_and_months_are_counted_in_one_place() =>
        (
            from source in Sources("server")
            where !source.Name.Contains("/Sample/") && !MayStep.Any(source.Name.EndsWith)
            from line in source.Text.Split('\n').Index()
            where CountsYears().IsMatch(line.Item)
            select $"{source.Name}:{line.Index + 1}: {line.Item.Trim()}"
        )
            .Should()
            .BeEmpty("an age, a service or a term is asked of Reckoning");

    static readonly string[] MayStep =
    [
        "Kernel/Reckoning.cs",
        // The last day of a month.
        "Kernel/PartialDate.cs",
        // Whether a day of effect is likely.
        "Papers/Paper.cs",
        // The first days of the months of a history.
        "Reporting/IndicatorService.cs",
        // The year of a decision.
        "Awards/Merits.cs",
    ];

    [GeneratedRegex(
        @"\.Add(Years|Months)\(|DayOfYear|/ 365|extract\(year|interval '\d+ (year|month)|\bage\(\w+\.(born|birth|valid)"
    )]
    private static partial Regex CountsYears();

    static string NameOf(SyntaxNode node) =>
        node switch
        {
            MethodDeclarationSyntax method => method.Identifier.Text,
            LocalFunctionStatementSyntax local => local.Identifier.Text,
            ConstructorDeclarationSyntax constructor => constructor.Identifier.Text,
            _ => node.Kind().ToString(),
        };

    /// <summary>A choice within a choice is a switch, or a function that returns early.</summary>
    [Fact]
    public void Choices_are_not_nested() =>
        (
            from source in Sources("server", "protos")
            from choice in CSharpSyntaxTree
                .ParseText(source.Text)
                .GetRoot()
                .DescendantNodes()
                .OfType<ConditionalExpressionSyntax>()
            where IsWithinAnother(choice)
            select $"{source.Name}:{choice.SyntaxTree.GetLineSpan(choice.Span).StartLinePosition.Line + 1}"
        )
            .Should()
            .BeEmpty();

    static bool IsWithinAnother(ConditionalExpressionSyntax choice) =>
        choice
            .Ancestors()
            .TakeWhile(a => a is ConditionalExpressionSyntax or ParenthesizedExpressionSyntax)
            .Any(a => a is ConditionalExpressionSyntax);
}
