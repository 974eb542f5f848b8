using System.Text.RegularExpressions;
using HienTai.Server.Hosting;

namespace HienTai.Tests.Laws;

/// <summary>The table of settings in docs/operating.md is the whole of them, and each is one the code reads.</summary>
public sealed class SettingLaw
{
    static readonly string Root = Postgres.Metadata("RepositoryRoot");

    static string[] Named(string text) =>
        [.. Regex.Matches(text, "HIENTAI_[A-Z_]*[A-Z]").Select(m => m.Value).Distinct().Order(StringComparer.Ordinal)];

    static string Code(string folder) =>
        string.Concat(
            Directory
                .GetFiles(Path.Combine(Root, "server", folder), "*.cs", SearchOption.AllDirectories)
                .Where(file => Path.GetFileName(file) is not "Settings.cs")
                .Select(File.ReadAllText)
        );

    static string[] InRows(string page) =>
        Named(
            string.Concat(
                File.ReadLines(Path.Combine(Root, page))
                    .Where(line => line.StartsWith('|'))
                    .Select(line => line.Split('|')[1])
            )
        );

    [Fact]
    public void Every_setting_the_server_reads_is_known_and_none_else() =>
        Named(Code("HienTai.Server")).Should().Equal(Settings.Known.Order(StringComparer.Ordinal));

    [Fact]
    public void The_command_line_reads_its_own() =>
        Named(Code("HienTai.Cli"))
            .Except(Settings.Known) // its help speaks of the server's
            .Should()
            .Equal(Settings.OfTheCommandLine.Order(StringComparer.Ordinal));

    [Fact]
    public void The_table_lists_them_all_and_none_else() =>
        InRows("docs/operating.md")
            .Should()
            .Equal(Settings.Known.Concat(Settings.OfTheCommandLine).Order(StringComparer.Ordinal));

    [Fact]
    public void Two_settings_have_two_names_in_the_file() =>
        Settings.Known.Select(Settings.KeyOf).Should().OnlyHaveUniqueItems();
}
