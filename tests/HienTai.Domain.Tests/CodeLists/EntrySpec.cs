using HienTai.Domain.CodeLists;
using HienTai.Domain.Kernel;

namespace HienTai.Domain.Tests.CodeLists;

using Given = Given<Entry, EntryCommand, EntryEvent>;

public class EntrySpec
{
    static readonly EntryDetails SaiGon = new(
        CodeList.Institution,
        "SGD",
        "Trường Đại học Sài Gòn",
        "Saigon University",
        ["CĐSP TP.HCM"],
        new(2007, 4),
        null,
        ""
    );
    static readonly CodeListEntryAdded Added = new(SaiGon);

    static IEnumerable<string> Spellings(Entry it) =>
        Entry.Facts(it).OfType<CodeListSpellingFact>().Select(f => f.Spelling);

    [Fact]
    public void An_entry_is_added_once() => new Given().When(new AddEntry(SaiGon)).Then(Added);

    [Fact]
    public void It_is_understood_by_its_names_code_and_spellings_written_out() =>
        Spellings(new Given(Added).State)
            .Should()
            .Equal("dai hoc sai gon", "saigon universiti", "sgd", "cao dang su pham thanh pho ho chi minh");

    [Fact]
    public void A_spelling_it_has_already_is_nothing_to_record()
    {
        new Given(Added).When(new AddSpelling("ĐH sài gòn")).ThenNothing();
        Spellings(new Given(Added).When(new AddSpelling("Đại học SG")).Then(new CodeListSpellingAdded("Đại học SG")))
            .Should()
            .Contain("dai hoc sg");
    }

    [Fact]
    public void It_stays_in_its_list() =>
        new Given(Added)
            .When(new AmendEntry(SaiGon with { List = CodeList.Issuer }))
            .ThenRejected("ENTRY_OF_ANOTHER_LIST");

    [Fact]
    public void Removed_it_means_nothing()
    {
        var it = new Given(Added).When(new RemoveEntry()).Then(new CodeListEntryRemoved());
        Entry.Facts(it).Should().BeEmpty();
        new Given(Added, new CodeListEntryRemoved()).When(new AddSpelling("x")).ThenRejected("ENTRY_NOT_ON_RECORD");
    }

    [Fact]
    public void It_does_not_end_before_it_begins() =>
        new Given().When(new AddEntry(SaiGon with { To = new(2006) })).ThenRejected("ENDS_BEFORE_IT_BEGINS");

    [Theory]
    [InlineData("Đại học Sư phạm TP.HCM", "Trường ĐHSP Thành phố Hồ Chí Minh", 100)]
    [InlineData("Quản lý giáo dục", "Quản lí giáo dục mầm non", 66)]
    [InlineData("Toán học", "Ngữ văn", 0)]
    public void Likeness_is_shared_words(string one, string other, int hundredths) =>
        Meaning.Likeness(one, other, Meaning.Commonness([])).Should().Be(hundredths);

    [Fact]
    public void Schools_of_one_city_are_not_alike_for_the_words_all_of_them_bear()
    {
        const string Law = "Trường Đại học Luật TP.HCM";
        const string Teachers = "Trường ĐH Sư phạm TP.HCM";
        string[] all = [Law, Teachers, "ĐH Kinh tế TP.HCM", "ĐH Văn hóa TP.HCM", "ĐH Y Dược TP.HCM"];
        var commonness = Meaning.Commonness(all.Select(Meaning.Of));
        Meaning.Likeness(Law, Teachers, Meaning.Commonness([])).Should().BeGreaterThan(50);
        Meaning.Likeness(Law, Teachers, commonness).Should().BeLessThan(50);
        Meaning.Likeness("Đại học Luật Thành phố Hồ Chí Minh", Law, commonness).Should().Be(100);
    }
}
