using System.Text.RegularExpressions;

namespace HienTai.Tests.Hosting;

/// <summary>
/// The table of security requirements (docs/asvs.csv, OWASP ASVS 5.0.0 levels 1 and 2) names nothing that is not there.
/// </summary>
public sealed class AsvsTests
{
    static readonly string Root = Postgres.Metadata("RepositoryRoot");
    static readonly string[][] Rows = [.. File.ReadLines(Path.Combine(Root, "docs/asvs.csv")).Skip(1).Select(Fields)];

    static string[] Fields(string line) =>
        [
            .. Regex
                .Matches(line, @"(?:^|,)(?:""((?:[^""]|"""")*)""|([^,]*))")
                .Select(m => m.Groups[1].Success ? m.Groups[1].Value.Replace("\"\"", "\"") : m.Groups[2].Value),
        ];

    [Fact]
    public void Every_requirement_of_levels_1_and_2_is_answered_once()
    {
        Rows.Should()
            .HaveCount(253)
            .And.OnlyContain(r => r.Length == 5 && r[2].Length > 0 && r[4].Length > 0)
            .And.OnlyHaveUniqueItems(r => r[0]);
        Rows.Count(r => r[1] == "1").Should().Be(70);
        Rows.Where(r =>
                !r[4].StartsWith("not applicable: ", StringComparison.Ordinal)
                && !r[4].StartsWith("operator: ", StringComparison.Ordinal)
            )
            .Should()
            .OnlyContain(r => r[3].Length > 0, "what is met says how");
    }

    [Fact]
    public void What_it_names_exists()
    {
        var tests = Tests().ToHashSet();
        var reasons = File.ReadAllText(Path.Combine(Root, "docs/security.md"));
        bool Exists(string id, string proof) =>
            proof.Split(": ", 2) switch
            {
                ["not applicable" or "operator", { Length: > 0 }] => true,
                ["not met"] => true, // how says what is wanting
                ["decided"] => reasons.Contains($"**{id}, ", StringComparison.Ordinal),
                ["document", var file] => File.Exists(Path.Combine(Root, file)),
                [var browser] when browser.EndsWith(".test.mjs", StringComparison.Ordinal) => File.Exists(
                    Path.Combine(Root, "tests/e2e", browser)
                ),
                [var test] => tests.Contains(test),
                _ => false,
            };
        Rows.SelectMany(r => Proofs(r[4]).Where(p => !Exists(r[0], p)).Select(p => $"{r[0]}: {p}")).Should().BeEmpty();
    }

    /// <summary>Class and method of every test, of this project and of the one for the rules.</summary>
    static IEnumerable<string> Tests()
    {
        foreach (var file in Directory.GetFiles(Path.Combine(Root, "tests"), "*.cs", SearchOption.AllDirectories))
        {
            var ofClass = "";
            foreach (
                Match found in Regex.Matches(
                    File.ReadAllText(file),
                    @"^\s*(?:[a-z]+ )+class (\w+)|^    public [\w<>]+(?: [\w<>]+)? (\w+)\(",
                    RegexOptions.Multiline
                )
            )
                if (found.Groups[1].Success)
                    ofClass = found.Groups[1].Value;
                else
                    yield return $"{ofClass}.{found.Groups[2].Value}";
        }
    }

    // A reason is prose and may hold a semicolon; it stands alone or last.
    static IEnumerable<string> Proofs(string cell) =>
        Regex.Split(cell, @"; (?=[\w-]+\.\w+|operator: |document: |not applicable: )");
}
