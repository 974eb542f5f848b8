using System.Collections.Frozen;

namespace HienTai.Domain.Kernel;

/// <summary>
/// What offices shorten in the names of institutions: "UBND H. Bình Chánh" and "Ủy ban nhân dân huyện Bình Chánh" are
/// one name. The words are folded (<see cref="VietnameseText.Fold"/>).
/// </summary>
public static class Abbreviations
{
    static readonly FrozenDictionary<string, string[]> Written = new (string Short, string Long)[]
    {
        ("ubnd", "uy ban nhan dan"),
        ("hdnd", "hoi dong nhan dan"),
        ("ubmttq", "uy ban mat tran to quoc"),
        ("mttq", "mat tran to quoc"),
        ("bch", "ban chap hanh"),
        ("btv", "ban thuong vu"),
        ("tw", "trung uong"),
        ("tp", "thanh pho"),
        ("hcm", "ho chi minh"),
        ("tphcm", "thanh pho ho chi minh"),
        ("h", "huyen"),
        ("q", "quan"),
        ("tx", "thi xa"),
        ("gd dt", "giao duc dao tao"),
        ("gddt", "giao duc dao tao"),
        ("sgddt", "so giao duc dao tao"),
        ("bgddt", "bo giao duc dao tao"),
        ("gdtx", "giao duc thuong xuyen"),
        ("gdnn", "giao duc nghe nghiep"),
        ("vh xh", "van hoa xa hoi"),
        ("vhxh", "van hoa xa hoi"),
        ("ldtbxh", "lao dong thuong binh xa hoi"),
        ("dhqg", "dai hoc quoc gia"),
        ("dhsp", "dai hoc su pham"),
        ("cdsp", "cao dang su pham"),
        ("dh", "dai hoc"),
        ("cd", "cao dang"),
        ("hv", "hoc vien"),
        ("sp", "su pham"),
        ("khtn", "khoa hoc tu nhien"),
        ("khxh", "khoa hoc xa hoi"),
        ("thpt", "trung hoc pho thong"),
        ("thcs", "trung hoc co so"),
        ("th", "tieu hoc"),
        ("mn", "mam non"),
    }.ToFrozenDictionary(a => a.Short, a => a.Long.Split(' '));

    /// <summary>
    /// A name written out, folded, i and y one where they sound so: what its spellings share. Without the "and", and
    /// the "school" before what says which sort of school, that are left out as often as not.
    /// </summary>
    public static string WrittenOut(string name) =>
        string.Join(' ', Out(VietnameseText.Words(VietnameseText.Alike(name)))) is var whole
        && whole.StartsWith("truong ", StringComparison.Ordinal)
            ? whole["truong ".Length..]
            : whole;

    /// <summary>The words by which a name is found: as it is written, written out and shortened.</summary>
    public static IEnumerable<string> Findable(string name)
    {
        var words = Out(VietnameseText.Words(name)).ToArray();
        var whole = $" {string.Join(' ', words)} ";
        return
        [
            .. VietnameseText.Findable(name),
            .. words,
            .. Written.Where(a => whole.Contains($" {string.Join(' ', a.Value)} ")).SelectMany(a => a.Key.Split(' ')),
        ];
    }

    static IEnumerable<string> Out(string[] words)
    {
        for (var i = 0; i < words.Length; i++)
            if (i + 1 < words.Length && Written.TryGetValue($"{words[i]} {words[i + 1]}", out var two))
            {
                i++;
                foreach (var word in two)
                    yield return word;
            }
            else if (Written.TryGetValue(words[i], out var one))
                foreach (var word in one)
                    yield return word;
            else if (words[i] is not "va")
                yield return words[i];
    }
}
