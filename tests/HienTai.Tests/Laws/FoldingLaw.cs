using System.Text.RegularExpressions;

namespace HienTai.Tests.Laws;

/// <summary>
/// One rule says when two texts are the same: the kernel's on the server and the command line, ui/names.ts in the web.
/// </summary>
public sealed partial class FoldingLaw
{
    static readonly string Root = Postgres.Metadata("RepositoryRoot");

    static readonly string[] Rule =
    [
        "server/HienTai.Domain/Kernel/LatinLetters.cs",
        "server/HienTai.Domain/Kernel/VietnameseText.cs",
        "client-web/src/app/ui/names.ts",
    ];

    [Fact]
    public void Nobody_else_takes_marks_off_or_compares_by_the_platform()
    {
        string[] sources =
        [
            .. Directory.GetFiles(Path.Combine(Root, "server"), "*.cs", SearchOption.AllDirectories),
            .. Directory.GetFiles(Path.Combine(Root, "client-web/src/app"), "*.ts", SearchOption.AllDirectories),
        ];
        var found = sources
            .Where(file => !file.Contains("node_modules") && !file.EndsWith(".spec.ts", StringComparison.Ordinal))
            .Where(file => OfItsOwn().IsMatch(File.ReadAllText(file)))
            .Select(file => Path.GetRelativePath(Root, file).Replace('\\', '/'));
        found.Should().BeEquivalentTo(Rule);
    }

    // Marks by their number or class, decomposition, and SQL that folds.
    [GeneratedRegex(
        """\\u03[0-6][0-9a-fA-F]|\\p\{M|normalize\('NFK?D'\)|NormalizationForm|unaccent\(|\bilike\b|[ (]lower\(|Intl\.Collator"""
    )]
    private static partial Regex OfItsOwn();
}
