using HienTai.Domain.Kernel;

namespace HienTai.Domain.CodeLists;

/// <summary>
/// What is typed means an entry where it is one of its spellings, marks, case, signs and abbreviations aside. It is
/// never changed: what it means is asked when it is read.
/// </summary>
public static class Meaning
{
    /// <summary>What all variants of one spelling share.</summary>
    public static string Of(string text) => Abbreviations.WrittenOut(text);

    /// <summary>How an entry is written: its name, its English name, its code and other spellings.</summary>
    public static IEnumerable<string> Written(EntryDetails d) =>
        new[] { d.Name, d.En, d.Code }.Concat(d.Spellings).Where(t => t.Length > 0);

    public static IReadOnlyList<string> Spellings(EntryDetails d) =>
        [.. Written(d).Select(Of).Where(s => s.Length > 0).Distinct()];

    /// <summary>How many of all their words two texts share, in hundredths.</summary>
    public static int Likeness(string a, string b)
    {
        var (one, other) = (Of(a).Split(' ').ToHashSet(), Of(b).Split(' ').ToHashSet());
        return 100 * one.Intersect(other).Count() / one.Union(other).Count();
    }
}
