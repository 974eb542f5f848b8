namespace HienTai.Domain.Talent;

/// <summary>How far several assessors agree on one criterion.</summary>
public static class Agreement
{
    const int Options = 5;

    /// <summary>
    /// The index r_wg of within-group agreement on a scale of five marks, per mille: 1,000 when all gave the same, 0
    /// (never less) when they differ as much as marks given at random would. Null with fewer than two assessors.
    /// Source: James, Demaree and Wolf, Journal of Applied Psychology 69 (1984) 85–98.
    /// </summary>
    public static int? Of(IReadOnlyCollection<int> marks)
    {
        if (marks.Count < 2)
            return null;
        // With the sample variance s² = Σ(x − mean)² / (n − 1), kept in integers: n·Σx² − (Σx)² = n·(n − 1)·s².
        int n = marks.Count,
            sum = marks.Sum(),
            squares = marks.Sum(m => m * m);
        var (scaled, expected) = (12 * ((n * squares) - (sum * sum)), ((Options * Options) - 1) * n * (n - 1));
        return Math.Max(0, 1000 - (1000 * scaled / expected));
    }
}
