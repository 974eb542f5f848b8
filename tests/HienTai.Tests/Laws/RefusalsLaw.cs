using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Google.Rpc;
using HienTai.Domain.Organization;
using HienTai.Server.Pipeline;

namespace HienTai.Tests.Laws;

/// <summary>
/// docs/refusals.md is read off the code: every reason with its status, its texts and what helps.
/// <c>HIENTAI_APPROVE=1</c> writes it anew; what helps stands in Pipeline/remedies.json.
/// </summary>
public sealed class RefusalsLaw
{
    static readonly string Root = Postgres.Metadata("RepositoryRoot"),
        Page = Path.Combine(Root, "docs/refusals.md"),
        Remedies = Path.Combine(Root, "server/HienTai.Server/Pipeline/remedies.json");

    /// <summary>One place that refuses.</summary>
    sealed record Refusing(string Reason, Code Status, string Vi, string En, string Where);

    // Codes that look like reasons: types of quota, rules of retention.
    static readonly HashSet<string> NoReasons = [.. QuotaTypes.All.Select(t => t.Code), "PERSONNEL_FILE"];

    static IEnumerable<Refusing> InCode() =>
        from folder in new[] { "server/HienTai.Domain", "server/HienTai.Server" }
        from file in Directory.GetFiles(Path.Combine(Root, folder), "*.cs", SearchOption.AllDirectories)
        where !file.Contains("/Sample/", StringComparison.Ordinal)
        from refusing in In(File.ReadAllText(file), Path.GetRelativePath(Root, file))
        where !NoReasons.Contains(refusing.Reason)
        select refusing;

    static IEnumerable<Refusing> In(string source, string where)
    {
        foreach (var call in Calls.In(source))
        {
            var at = call.Arguments.FindIndex(a => Regex.IsMatch(a, "^\"[A-Z][A-Z0-9_]{5,}\"$"));
            var (reason, first) = call.Callee switch
            {
                "NotOnRecord" => ("NOT_ON_RECORD", 0),
                "NotSignedIn" => ("NOT_SIGNED_IN", 0),
                "NotAllowed" => (at < 0 ? "NOT_ALLOWED" : call.Arguments[at].Trim('"'), 0),
                _ => at < 0 ? ("", 0) : (call.Arguments[at].Trim('"'), at + 1),
            };
            if (reason.Length == 0 || call.Callee.EndsWith("Notice", StringComparison.Ordinal))
                continue;
            if (call.Arguments.Count < first + 2 || Words(call.Arguments[first]) is not { } vi)
                continue;
            yield return new(reason, StatusOf(call, reason, source), vi, Words(call.Arguments[first + 1]) ?? vi, where);
        }
    }

    static Code StatusOf(Calls.Call call, string reason, string source) =>
        call.Callee switch
        {
            "NotAllowed" => Code.PermissionDenied,
            "NotOnRecord" => Code.NotFound,
            "NotSignedIn" => Code.Unauthenticated,
            // The status stands before the words, as an argument or in the arm of a switch.
            "Refusal" => Enum.Parse<Code>(
                Regex
                    .Matches(source[..call.At] + call.Arguments[0], @"\bCode\.(\w+)")
                    .Last(m => Enum.TryParse<Code>(m.Groups[1].Value, out _))
                    .Groups[1]
                    .Value
            ),
            _ => Refusals.CodeOf(reason),
        };

    /// <summary>The sentences of an argument; null if it has none of its own. What is filled in reads {…}.</summary>
    static string? Words(string argument)
    {
        var said = Calls.Literals(argument).Where(t => t.Contains(' ', StringComparison.Ordinal)).ToArray();
        return said.Length == 0 ? null : string.Join(argument.Contains('?') ? " / " : " ", said);
    }

    [Fact]
    public void Every_reason_says_what_helps()
    {
        var (known, said) = (Known(), InCode().Select(r => r.Reason).ToHashSet());
        // These leave without a place of their own in the code that could be read off.
        said.UnionWith(["MALFORMED", "REQUEST_TOO_LARGE"]);
        said.Should().HaveCountGreaterThan(200);
        said.Where(r => !known.ContainsKey(r)).Order().Should().BeEmpty("each reason has an entry in remedies.json");
        known.Keys.Except(said).Order().Should().BeEmpty("an entry is for a reason there is");
        known
            .Where(k => k.Value is not [{ Length: > 8 }, { Length: > 8 }] || k.Value[0] == k.Value[1])
            .Should()
            .BeEmpty("both languages");
    }

    [Fact]
    public void The_page_is_that_of_the_code()
    {
        var page = Written();
        if (Environment.GetEnvironmentVariable("HIENTAI_APPROVE") == "1")
            File.WriteAllText(Page, page);
        (File.Exists(Page) ? File.ReadAllText(Page) : "")
            .Should()
            .Be(page, "HIENTAI_APPROVE=1 writes docs/refusals.md anew");
    }

    static Dictionary<string, string[]> Known() =>
        JsonSerializer.Deserialize<Dictionary<string, string[]>>(File.ReadAllText(Remedies))!;

    static string Written()
    {
        var (known, page) = (Known(), new StringBuilder());
        var all = InCode()
            .Append(
                new(
                    "MALFORMED",
                    Code.InvalidArgument,
                    "{trường}: {lời của trường}",
                    "{field}: {what is wrong with it}",
                    "server/HienTai.Server/Pipeline/Reading.cs"
                )
            )
            .GroupBy(r => r.Reason)
            .OrderBy(r => r.Key, StringComparer.Ordinal)
            .ToArray();
        page.Append(
            $"""
            # Refusals

            Every way this server says no, read off the code by `RefusalsLaw` (`HIENTAI_APPROVE=1` writes this page anew).
            Each leaves as `google.rpc.Status` with our `hientai.rpc.v1.Refusal` (words in both languages, fields, related
            records) and beside it `google.rpc.ErrorInfo` (the reason, domain `{Refusals.Domain}`), `BadRequest` where fields
            are named and `RetryInfo` where asking again helps. Field paths are those of the request. {all.Length} reasons;
            what stands in braces is filled in.

            | Reason | Status | Tiếng Việt | English | What helps |
            |---|---|---|---|---|

            """
        );
        foreach (var reason in all)
        {
            var help = known.GetValueOrDefault(reason.Key) ?? ["", ""];
            page.Append($"| `{reason.Key}` | {Each(reason, r => Wire(r.Status))} ")
                .Append($"| {Each(reason, r => r.Vi)} | {Each(reason, r => r.En)} | {help[0]}<br>{help[1]} |\n");
        }
        return page.ToString();
    }

    static string Each(IEnumerable<Refusing> of, Func<Refusing, string> what) =>
        string.Join("<br>", of.Select(what).Distinct()).Replace("|", "\\|", StringComparison.Ordinal);

    static string Wire(Code code) => Regex.Replace($"{code}", "(?<!^)([A-Z])", "_$1").ToUpperInvariant();

    [Fact]
    public void A_planted_refusal_is_found()
    {
        var found = In(
                """
                throw new Rejected(
                    "PLANTED_REASON",
                    $"Có {all.Count(x => x.Name == "a, b")} lỗi; hãy thử lại.",
                    late ? "It is late, try again." : $"Try {again} times.",
                    "field"
                );
                """,
                "here"
            )
            .Should()
            .ContainSingle()
            .Which;
        (found.Reason, found.Status).Should().Be(("PLANTED_REASON", Code.FailedPrecondition));
        (found.Vi, found.En).Should().Be(("Có {…} lỗi; hãy thử lại.", "It is late, try again. / Try {…} times."));
    }
}

/// <summary>Calls and constructions in C# source, as far as the law needs them: who is called, with what.</summary>
static class Calls
{
    public sealed record Call(string Callee, int At, List<string> Arguments);

    public static IEnumerable<Call> In(string source)
    {
        foreach (Match open in Regex.Matches(source, @"(\w+)\s*\("))
            if (Arguments(source, open.Index + open.Length) is { } arguments)
                yield return new(open.Groups[1].Value, open.Index, arguments);
    }

    // From behind the opening parenthesis to its closing one, split at the commas between.
    static List<string>? Arguments(string source, int from)
    {
        var (arguments, depth, start) = (new List<string>(), 0, from);
        for (var i = from; i < source.Length; i++)
            switch (source[i])
            {
                case '"' or '\'':
                    i = End(source, i);
                    break;
                case '(' or '[' or '{':
                    depth++;
                    break;
                case ')' or ']' or '}' when depth > 0:
                    depth--;
                    break;
                case ')':
                    arguments.Add(source[start..i].Trim());
                    return arguments;
                case ',' when depth == 0:
                    arguments.Add(source[start..i].Trim());
                    start = i + 1;
                    break;
                case ';' or ']' or '}' when depth == 0:
                    return null;
            }
        return null;
    }

    /// <summary>The texts of an expression's string literals, what is interpolated shown as {…}.</summary>
    public static IEnumerable<string> Literals(string expression)
    {
        for (var i = 0; i < expression.Length; i++)
            if (expression[i] is '"' or '\'')
            {
                var end = End(expression, i);
                if (expression[i] is '"')
                    yield return Text(expression[(i + 1)..end], i > 0 && expression[i - 1] is '$');
                i = end;
            }
    }

    static string Text(string inside, bool interpolated)
    {
        var (text, depth) = (new StringBuilder(), 0);
        for (var i = 0; i < inside.Length; i++)
        {
            if (interpolated && inside[i] is '{' && depth++ == 0)
                text.Append("{…}");
            else if (interpolated && inside[i] is '}')
                depth--;
            else if (depth == 0 && inside[i] is '\\')
                text.Append(inside[++i]);
            else if (depth == 0)
                text.Append(inside[i]);
        }
        return text.ToString();
    }

    // The closing quote of the literal that opens here.
    static int End(string source, int open)
    {
        var (quote, interpolated) = (source[open], open > 0 && source[open - 1] is '$');
        for (int i = open + 1, depth = 0; i < source.Length; i++)
            if (source[i] is '\\')
                i++;
            else if (interpolated && source[i] is '{')
                depth++;
            else if (interpolated && source[i] is '}')
                depth--;
            else if (depth > 0 && source[i] is '"')
                i = End(source, i);
            else if (depth == 0 && source[i] == quote)
                return i;
        return source.Length;
    }
}
