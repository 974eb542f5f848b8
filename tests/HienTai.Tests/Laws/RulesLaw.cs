using System.Text;
using HienTai.Domain.Kernel;

namespace HienTai.Tests.Laws;

/// <summary>
/// docs/rules.md is the catalogue of rules as the code has it. <c>HIENTAI_APPROVE=1</c> writes it anew.
/// </summary>
public sealed class RulesLaw
{
    static readonly string Page = Path.Combine(Postgres.Metadata("RepositoryRoot"), "docs/rules.md");

    [Fact]
    public void The_page_is_that_of_the_code()
    {
        var page = Written();
        if (Environment.GetEnvironmentVariable("HIENTAI_APPROVE") == "1")
            File.WriteAllText(Page, page);
        (File.Exists(Page) ? File.ReadAllText(Page) : "")
            .Should()
            .Be(page, "HIENTAI_APPROVE=1 writes docs/rules.md anew");
    }

    static string Written()
    {
        var page = new StringBuilder(
            """
            # Quy tắc kiểm tra · Rules

            What every change is held against before it is recorded, whatever way it comes in: alone, tried out, in a set, for many, as a
            proposal and when that is decided. **F**: what cannot be is refused, under the reason named. **W**: what is unlikely goes through only
            with a stated reason (`Envelope.passes`, on the command line `--pass W01="…"`), which stays on record with the change, is told in its
            history and is found again (`RuleService.ListPassed`). What stood so before a change is not asked about again. Old entries always
            open: rules are asked of new changes only. An operator may have warnings refused (`HIENTAI_REFUSE`, see [operating.md](operating.md)).

            Written from the code by `RulesLaw` (`HIENTAI_APPROVE=1` writes this page anew); the rules stand beside the aggregates they are about.
            A number is never given to another rule.


            """
        );
        foreach (var rule in RuleCatalogue.All)
            page.Append(
                $"""
                ## {rule.Number} · {rule.Title.Vi}

                *{rule.Title.En}.* {(
                    rule.Refuses ? $"Refused as `{rule.Reason}`." : "Goes through with a stated reason."
                )}

                - **Vì sao.** {rule.Why.Vi}<br>{rule.Why.En}
                - **Căn cứ.** {rule.Ground.Vi}<br>{rule.Ground.En}
                - **Cách xử lý.** {rule.Remedy.Vi}<br>{rule.Remedy.En}
                - **Fields.** {(
                    rule.Fields.Count == 0 ? "the text itself" : string.Join(", ", rule.Fields.Select(f => $"`{f}`"))
                )}


                """
            );
        return page.ToString().TrimEnd() + "\n";
    }
}
