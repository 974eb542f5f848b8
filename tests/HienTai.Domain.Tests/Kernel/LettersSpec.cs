using System.Text.Json;
using HienTai.Domain.Kernel;

namespace HienTai.Domain.Tests.Kernel;

public class LettersSpec
{
    /// <summary>The web folds by the same list (ui/names.spec.ts).</summary>
    public static TheoryData<string, string> Folded() =>
        [
            .. JsonSerializer
                .Deserialize<string[][]>(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "folding.json")))!
                .Select(pair => new TheoryDataRow<string, string>(pair[0], pair[1])),
        ];

    [Theory]
    [MemberData(nameof(Folded))]
    public void Everybodys_letters_fold_to_those_from_a_to_z(string text, string folded)
    {
        VietnameseText.Fold(text).Should().Be(folded);
        VietnameseText.Fold(Decomposed(text)).Should().Be(folded);
    }

    // Decomposed by hand, because the machine may have no ICU.
    [Theory]
    [InlineData("Y C\u030Co\u0306 Nie\u0306", "Y Čŏ Niĕ")]
    [InlineData("Ju\u0308rgen", "Jürgen")]
    [InlineData("Ðặng Ɖức ðào", "Đặng Đức đào")]
    [InlineData("a\u0302\u0323 a\u0323\u0302", "ậ ậ")]
    [InlineData("\u202ALê\u200F Thị\u00AD Hoa\u202C\u2060", "Lê Thị Hoa")]
    [InlineData("Ｎguyễn\u3000Ａn", "Nguyễn An")]
    public void Text_is_stored_one_way_however_it_was_typed(string typed, string text) =>
        VietnameseText.Normalize(typed).Should().Be(text);

    [Theory]
    [InlineData("Lê Thị Mỹ", "Lê Thị Mĩ", true)]
    [InlineData("Trần Văn Quý", "Trần Văn Quí", true)]
    [InlineData("Lý Thuỷ", "Lí Thủy", true)]
    [InlineData("Hoà Kỳ", "Hòa Kì", true)]
    [InlineData("Nguyễn Quỳnh Vy", "Nguyễn Quình Vi", true)]
    [InlineData("H'Hen Niê", "H’Hen Nie", true)]
    [InlineData("H'Hen Niê", "HHen Niê", true)]
    [InlineData("Ðặng Văn An", "Đặng Văn An", true)]
    [InlineData("Nguyễn Văn Tây", "Nguyễn Văn Tài", false)]
    [InlineData("Lê Thị Thúy", "Lê Thị Thúi", false)]
    [InlineData("Lê Huyền", "Lê Hiền", false)]
    [InlineData("Y Yên", "I Iên", false)]
    public void Two_spellings_of_one_name_are_alike(string one, string other, bool alike) =>
        (VietnameseText.Alike(one) == VietnameseText.Alike(other)).Should().Be(alike);

    [Theory]
    [InlineData("H'Hen Niê", "h hen")]
    [InlineData("H’Hen Niê", "h'hen")]
    [InlineData("H'Hen Niê", "hhen nie")]
    [InlineData("Jean-Pierre Đỗ", "pierre do")]
    public void What_an_apostrophe_joins_is_found_apart_and_as_one(string name, string query) =>
        VietnameseText.Words(query).Should().BeSubsetOf(VietnameseText.Findable(name));

    [Fact]
    public void Foreign_letters_sort_behind_the_one_they_are_made_of()
    {
        string[] sorted = ["ca", "ča", "cha", "e", "é", "ĕ", "ê", "lu", "łu", "mu", "mư", "oc", "øc", "ôc", "z"];
        sorted.Reverse().OrderBy(VietnameseText.TextKey, StringComparer.Ordinal).Should().Equal(sorted);
    }

    [Fact]
    public void The_two_letters_that_look_like_Đ_stand_where_it_does() =>
        new[] { "Trần Ðạt", "Trần Dung", "Trần Đan", "Trần Em" }
            .OrderBy(VietnameseText.NameKey, StringComparer.Ordinal)
            .Should()
            .Equal("Trần Dung", "Trần Đan", "Trần Ðạt", "Trần Em");

    // One letter with a mark after another, as macOS stores names of files; only what the table composes again.
    static string Decomposed(string text) =>
        string.Concat(
            text.Select(c => Parts.FirstOrDefault(p => p.Whole == c) is { Apart: not null } p ? p.Apart : $"{c}")
        );

    static readonly (char Whole, string Apart)[] Parts =
    [
        ('ễ', "e\u0302\u0303"),
        ('ị', "i\u0323"),
        ('ặ', "a\u0323\u0306"),
        ('ứ', "u\u031B\u0301"),
        ('Č', "C\u030C"),
        ('ŏ', "o\u0306"),
        ('ĕ', "e\u0306"),
        ('ü', "u\u0308"),
        ('ç', "c\u0327"),
        ('Š', "S\u030C"),
        ('Ő', "O\u030B"),
    ];
}
