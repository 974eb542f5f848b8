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

    /// <summary>In how many of these meanings each word stands.</summary>
    public static IReadOnlyDictionary<string, int> Commonness(IEnumerable<string> meanings) =>
        meanings.SelectMany(m => m.Split(' ').Distinct()).CountBy(w => w).ToDictionary();

    /// <summary>
    /// How much two texts share, in hundredths of all their words. The rarer a word, the more it tells: two schools of
    /// one city share most of their words and are two.
    /// </summary>
    public static int Likeness(string a, string b, IReadOnlyDictionary<string, int> commonness)
    {
        var (one, other) = (Of(a).Split(' ').ToHashSet(), Of(b).Split(' ').ToHashSet());
        int Weight(IEnumerable<string> words) => words.Sum(w => 1000 / (1 + commonness.GetValueOrDefault(w)));
        return 100 * Weight(one.Intersect(other)) / Weight(one.Union(other));
    }
}
