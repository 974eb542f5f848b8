using System.Numerics;

namespace HienTai.Domain.Reporting;

/// <summary>A term of an equation: a cell, added or subtracted.</summary>
public readonly record struct Term(string Cell, int Sign);

/// <summary>
/// What cells of a report must satisfy: the terms add up to nothing. Parts = whole is parts − whole = 0.
/// </summary>
public sealed record Equation(string Key, params IReadOnlyList<Term> Terms)
{
    public static Equation Sum(string whole, params IEnumerable<string> parts) =>
        new($"sum:{whole}", [.. parts.Select(p => new Term(p, 1)), new(whole, -1)]);
}

/// <summary>Another figure for a cell.</summary>
public readonly record struct Mend(string Cell, long Stated, long Instead);

/// <summary>
/// Figures that should agree. Which do not, and the smallest sets of them that, written otherwise, would make
/// everything agree: the repairs of least cardinality, as in model-based diagnosis (Reiter 1987, de Kleer and Williams
/// 1987).
/// </summary>
public static class Reconciliation
{
    /// <summary>
    /// Repairs of more figures than this are not looked for: by then a reader would rather count again.
    /// </summary>
    public const int MostMended = 3;

    /// <summary>The equations whose cells are all stated and that do not add up, each with how much is over.</summary>
    public static IEnumerable<(Equation Equation, long Over)> Broken(
        IReadOnlyDictionary<string, long> stated,
        IEnumerable<Equation> equations
    ) =>
        equations
            .Where(e => e.Terms.All(t => stated.ContainsKey(t.Cell)))
            .Select(e => (e, e.Terms.Sum(t => t.Sign * stated[t.Cell])))
            .Where(b => b.Item2 != 0);

    /// <summary>
    /// The smallest repairs; none if nothing is broken or no repair is small. Figures are counts, so never negative.
    /// </summary>
    public static IReadOnlyList<IReadOnlyList<Mend>> Mends(
        IReadOnlyDictionary<string, long> stated,
        IReadOnlyList<Equation> equations
    )
    {
        if (!Broken(stated, equations).Any())
            return [];
        var cells = equations
            .SelectMany(e => e.Terms)
            .Select(t => t.Cell)
            .Where(stated.ContainsKey)
            .Distinct()
            .Order(StringComparer.Ordinal)
            .ToArray();
        for (var size = 1; size <= Math.Min(MostMended, cells.Length); size++)
        {
            var found = Sets(cells, size)
                .Select(set => Solve(stated, equations, set))
                .OfType<IReadOnlyList<Mend>>()
                .Where(m => m.All(x => x.Stated != x.Instead))
                .ToArray();
            if (found.Length > 0)
                return found;
        }
        return [];
    }

    static IEnumerable<string[]> Sets(string[] cells, int size, int from = 0)
    {
        if (size == 0)
        {
            yield return [];
            yield break;
        }
        for (var i = from; i <= cells.Length - size; i++)
            foreach (var rest in Sets(cells, size - 1, i + 1))
                yield return [cells[i], .. rest];
    }

    // The cells of the set and those nobody stated are free; the rest stands. Gauss–Jordan over fractions; the set is a
    // repair if it comes out as one whole number each.
    static IReadOnlyList<Mend>? Solve(
        IReadOnlyDictionary<string, long> stated,
        IReadOnlyList<Equation> equations,
        string[] set
    )
    {
        string[] free =
        [
            .. set,
            .. equations.SelectMany(e => e.Terms).Select(t => t.Cell).Where(c => !stated.ContainsKey(c)).Distinct(),
        ];
        var rows = equations
            .Select(e =>
            {
                var row = new Fraction[free.Length + 1];
                foreach (var t in e.Terms)
                    if (Array.IndexOf(free, t.Cell) is >= 0 and var column)
                        row[column] += t.Sign;
                    else
                        row[^1] -= t.Sign * stated[t.Cell];
                return row;
            })
            .ToList();
        var (pivots, at) = (new int[free.Length], 0);
        Array.Fill(pivots, -1);
        for (var column = 0; column < free.Length; column++)
        {
            var pivot = rows.FindIndex(at, r => !r[column].IsZero);
            if (pivot < 0)
                continue;
            (rows[at], rows[pivot]) = (rows[pivot], rows[at]);
            var lead = rows[at][column];
            rows[at] = [.. rows[at].Select(v => v / lead)];
            for (var r = 0; r < rows.Count; r++)
                if (r != at && rows[r][column] is { IsZero: false } factor)
                    rows[r] = [.. rows[r].Select((v, i) => v - factor * rows[at][i])];
            pivots[column] = at++;
        }
        if (rows.Skip(at).Any(r => !r[^1].IsZero))
            return null; // it contradicts itself
        var mends = new List<Mend>();
        for (var i = 0; i < set.Length; i++)
        {
            // One value only: nothing else that is free may come into it.
            if (
                pivots[i] < 0
                || rows[pivots[i]].Where((v, c) => c != i && c < free.Length && !v.IsZero).Any()
                || rows[pivots[i]][^1].Whole is not { } value
                || value < 0
            )
                return null;
            mends.Add(new(set[i], stated[set[i]], value));
        }
        return mends;
    }

    readonly struct Fraction
    {
        readonly BigInteger numerator,
            denominator;

        Fraction(BigInteger n, BigInteger d)
        {
            var divisor = BigInteger.GreatestCommonDivisor(n, d) * d.Sign;
            (numerator, denominator) = divisor.IsZero ? (n, d) : (n / divisor, d / divisor);
        }

        BigInteger Under => denominator.IsZero ? BigInteger.One : denominator;
        public bool IsZero => numerator.IsZero;
        public long? Whole => Under.IsOne ? (long)numerator : null;

        public static implicit operator Fraction(long whole) => new(whole, 1);

        public static Fraction operator +(Fraction a, Fraction b) =>
            new(a.numerator * b.Under + b.numerator * a.Under, a.Under * b.Under);

        public static Fraction operator -(Fraction a, Fraction b) =>
            new(a.numerator * b.Under - b.numerator * a.Under, a.Under * b.Under);

        public static Fraction operator *(Fraction a, Fraction b) => new(a.numerator * b.numerator, a.Under * b.Under);

        public static Fraction operator /(Fraction a, Fraction b) => new(a.numerator * b.Under, a.Under * b.numerator);
    }
}
