using HienTai.Domain.Reporting;

namespace HienTai.Domain.Tests.Standards;

/// <summary>Figures that do not add up, and the smallest repairs.</summary>
public sealed class ReconciliationSpec
{
    static readonly Equation[] Plan =
    [
        Equation.Sum("total", "district", "employees", "commune officers", "cadres"),
        Equation.Sum("employees", "lower secondary", "primary", "preschool", "other"),
    ];

    static Dictionary<string, long> Printed =>
        new()
        {
            ["total"] = 141,
            ["district"] = 4,
            ["employees"] = 123,
            ["lower secondary"] = 29,
            ["primary"] = 78,
            ["preschool"] = 14,
            ["other"] = 12,
            ["commune officers"] = 1,
            ["cadres"] = 3,
        };

    [Fact]
    public void The_plans_123_is_the_one_figure_that_mends_both_sums()
    {
        Reconciliation
            .Broken(Printed, Plan)
            .Select(b => (b.Equation.Key, b.Over))
            .Should()
            .Equal(("sum:total", -10), ("sum:employees", 10));
        Reconciliation
            .Mends(Printed, Plan)
            .Should()
            .ContainSingle()
            .Which.Should()
            .Equal(new Mend("employees", 123, 133));
    }

    [Fact]
    public void Where_one_sum_is_broken_every_figure_in_it_is_a_repair()
    {
        var stated = Printed;
        stated["employees"] = 133;
        stated["primary"] = 80;
        Reconciliation
            .Mends(stated, Plan)
            .Select(m => m.Single())
            .Should()
            .BeEquivalentTo(
                [
                    new Mend("lower secondary", 29, 27),
                    new Mend("other", 12, 10),
                    new Mend("preschool", 14, 12),
                    new Mend("primary", 80, 78),
                ],
                "the whole cannot be otherwise: the sum above holds with it"
            );
    }

    [Fact]
    public void What_adds_up_needs_no_repair() =>
        Reconciliation
            .Mends(
                new Dictionary<string, long>
                {
                    ["a"] = 2,
                    ["b"] = 3,
                    ["c"] = 5,
                },
                [Equation.Sum("c", "a", "b")]
            )
            .Should()
            .BeEmpty();

    [Fact]
    public void A_figure_nobody_printed_is_free_and_breaks_nothing() =>
        Reconciliation
            .Mends(new Dictionary<string, long> { ["a"] = 2, ["c"] = 5 }, [Equation.Sum("c", "a", "b")])
            .Should()
            .BeEmpty();

    [Fact]
    public void No_repair_makes_a_count_negative() =>
        Reconciliation
            .Mends(
                new Dictionary<string, long>
                {
                    ["a"] = 9,
                    ["b"] = 3,
                    ["c"] = 5,
                },
                [Equation.Sum("c", "a", "b")]
            )
            .Should()
            .BeEquivalentTo([new[] { new Mend("a", 9, 2) }, [new Mend("c", 5, 12)]]);

    /// <summary>
    /// Against every assignment of every small set, tried one by one. A set with more than one answer is no repair.
    /// </summary>
    [Fact]
    public void The_smallest_repairs_are_those_an_exhaustive_search_finds()
    {
        var dice = new Random(7);
        for (var round = 0; round < 200; round++)
        {
            string[] cells = ["a", "b", "c", "d", "e"];
            Equation[] equations = [Equation.Sum("c", "a", "b"), Equation.Sum("e", "c", "d")];
            var stated = cells.ToDictionary(c => c, _ => (long)dice.Next(0, 7));
            var expected = new List<string>();
            for (
                var size = 1;
                size <= 2 && expected.Count == 0 && Reconciliation.Broken(stated, equations).Any();
                size++
            )
                expected.AddRange(
                    Sets(cells, size)
                        .Select(set =>
                            (
                                Set: set,
                                Solutions: Values(set.Length).Where(v => Agrees(stated, set, v, equations)).ToArray()
                            )
                        )
                        .Where(x =>
                            x.Solutions.Length == 1
                            && x.Solutions[0].All(v => v >= 0)
                            && x.Set.Select((c, i) => stated[c] != x.Solutions[0][i]).All(d => d)
                        )
                        .Select(x => string.Join(" ", x.Set.Select((c, i) => $"{c}={x.Solutions[0][i]}")))
                );
            Reconciliation
                .Mends(stated, equations)
                .Select(m => string.Join(" ", m.Select(x => $"{x.Cell}={x.Instead}")))
                .Should()
                .BeEquivalentTo(expected, string.Join(" ", stated));
        }
    }

    static bool Agrees(Dictionary<string, long> stated, string[] set, long[] values, Equation[] equations)
    {
        var tried = new Dictionary<string, long>(stated);
        for (var i = 0; i < set.Length; i++)
            tried[set[i]] = values[i];
        return !Reconciliation.Broken(tried, equations).Any();
    }

    static IEnumerable<string[]> Sets(string[] cells, int size) =>
        size == 1
            ? cells.Select(c => new[] { c })
            : cells.SelectMany((a, i) => cells.Skip(i + 1).Select(b => new[] { a, b }));

    static IEnumerable<long[]> Values(int count) =>
        count == 1
            ? Enumerable.Range(-30, 60).Select(v => new[] { (long)v })
            : Values(1).SelectMany(a => Values(1).Select(b => new[] { a[0], b[0] }));
}
