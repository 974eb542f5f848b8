using System.Text.Json;
using HienTai.Domain.Kernel;
using HienTai.Domain.Personnel;
using HienTai.Rpc.V1;
using HienTai.Server.Personnel;
using HienTai.Server.Pipeline;
using HienTai.Server.Vault;

namespace HienTai.Tests.Vault;

using Given = Given<Person, PersonCommand, PersonEvent>;

/// <summary>Who may be erased, and what is left of them.</summary>
public class ErasureSpec
{
    static readonly Guid Unit = Guid.NewGuid(),
        A = Guid.NewGuid(),
        Q = Guid.NewGuid(),
        Decision = Guid.NewGuid();
    static readonly DateOnly Today = new(2024, 8, 1);
    static readonly PersonRegistered Registered = new(
        new("Nguyễn Thị Hoa", ["Hoa Nhỏ"]),
        new(D("1986-09-14"), Sex.Female, "01", "079186000021", "BC-1"),
        new("0901234567", "hoa@noi.vn", "Xã Tân Kiên")
    );
    static readonly PersonErased Erased = new(Decision);

    static PartialDate D(string text) => PartialDate.Parse(text);

    static AssignmentStarted Started(Category category, string? to) =>
        new(
            A,
            D("2010-09-01"),
            to is null ? null : D(to),
            AssignmentKind.Main,
            new(Unit, "Bảo vệ", category, "", 0, false)
        );

    [Fact]
    public void Who_never_served_may_be_erased() =>
        new Given(Registered).When(new ErasePerson(Decision, Today)).Then(Erased);

    [Fact]
    public void Who_left_a_post_that_no_rule_keeps_may_be_erased() =>
        new Given(Registered, Started(Category.ContractWorker, "2020"))
            .When(new ErasePerson(Decision, Today))
            .Then(Erased);

    [Fact]
    public void Who_still_serves_may_not() =>
        new Given(Registered, Started(Category.ContractWorker, null))
            .When(new ErasePerson(Decision, Today))
            .ThenRejected("ASSIGNMENT_UNEXPIRED");

    [Fact]
    public void Who_serves_until_a_day_to_come_may_not() =>
        new Given(Registered, Started(Category.ContractWorker, "2024-08-02"))
            .When(new ErasePerson(Decision, Today))
            .ThenRejected("ASSIGNMENT_UNEXPIRED");

    [Fact]
    public void An_unknown_person_is_not_erased() =>
        new Given().When(new ErasePerson(Decision, Today)).ThenRejected("PERSON_NOT_ON_RECORD");

    [Theory]
    [InlineData(Category.PublicEmployee)]
    [InlineData(Category.DistrictCivilServant)]
    [InlineData(Category.CommuneCadre)]
    public void Staff_are_kept_for_seventy_years_after_they_left(Category category)
    {
        var refusal = new Given(Registered, Started(category, "2020-07-01"))
            .When(new ErasePerson(Decision, Today))
            .ThenRejected("UNDER_RETENTION");
        (refusal.Vi + refusal.En).Should().Contain("01/7/2090").And.Contain("2090-07-01").And.Contain("70");
        new Given(Registered, Started(category, "2020-07-01"))
            .When(new ErasePerson(Decision, new(2090, 7, 1)))
            .Then(Erased);
    }

    [Fact]
    public void Afterwards_nothing_more_is_recorded()
    {
        foreach (
            var command in new PersonCommand[]
            {
                new ChangeName(D("2024"), new("Nguyễn Thị Lan", [])),
                new RegisterPerson(Registered.Name, Registered.Particulars, null),
                new AnnulEntry(A),
                new ChangeContacts(D("2024"), new("", "", "")),
            }
        )
            new Given(Registered, Erased).When(command).ThenRejected("PERSON_ERASED");
        new Given(Registered, Erased).When(new ErasePerson(Guid.NewGuid(), Today)).ThenNothing();
    }

    static readonly PersonEvent[] Past =
    [
        Registered,
        Started(Category.ContractWorker, "2020"),
        new PersonNameChanged(D("2015"), new("Nguyễn Thị Ngọc Hoa", [])),
        new PersonContactsChanged(D("2016"), new("0907654321", "", "")),
        new QualificationDeclared(
            Q,
            D("2009"),
            null,
            new(Ladder.Education, Level.EducationMaster, "Toán", "ĐHSP", "VB-77", StudyMode.FullTime, ""),
            EvidenceGrade.CopySeen,
            []
        ),
        new TrainingStarted(Q, D("2018"), new(Ladder.Education, Level.EducationDoctor, "Toán", "ĐHSP", default, null)),
        new PlacementJudged(A, D("2018"), new(PlacementVerdict.Fits, "Dạy đúng môn Toán lớp riêng.")),
        new PlacementCorrected(A, D("2018"), D("2019"), new(PlacementVerdict.DoesNotFit, "Lớp riêng đã giải thể.")),
        new PersonIdentityCorrected(null, new("Nguyễn Thị Hòa", []), Registered.Particulars with { Ethnicity = "02" }),
        Erased,
    ];
    static readonly PersonKey Key = PersonKey.New(Guid.NewGuid(), null),
        Gone = PersonKey.Gone(Key.Subject);

    /// <summary>As it is read once the key it was sealed under is destroyed.</summary>
    static PersonEvent Reread(PersonEvent e)
    {
        string stored;
        using (Sealing.Of(Key))
            stored = JsonSerializer.Serialize(e, e.GetType(), StreamKind.Json);
        using (Sealing.Of(Gone))
            return (PersonEvent)JsonSerializer.Deserialize(stored, e.GetType(), StreamKind.Json)!;
    }

    static Person Fold(IEnumerable<PersonEvent> events) =>
        events.Aggregate(Person.Initial, (s, e) => Person.Evolve(s, e, default));

    /// <summary>
    /// So that the preview of an erasure, and what decides after it, are what a rebuild without the key finds.
    /// </summary>
    [Fact]
    public void What_is_left_is_what_folding_without_the_key_gives()
    {
        var kind = new StreamKind<Person, PersonCommand, PersonEvent>();
        var (with, without) = (Fold(Past), Fold(Past.Select(Reread)));
        kind.Write(with, Gone).Should().Be(kind.Write(without, Gone));
        Person.Facts(with).Should().Equal(Person.Facts(without));
        using (Sealing.Of(Key))
            JsonSerializer
                .Serialize(with, StreamKind.Json)
                .Should()
                .Be(JsonSerializer.Serialize(without, StreamKind.Json), "not even the values in memory differ");
        Person.Facts(with).OfType<AssignmentFact>().Should().ContainSingle(a => a.Category == Category.ContractWorker);
        Person
            .Facts(with)
            .OfType<QualificationFact>()
            .Should()
            .ContainSingle(q => q.Level == Level.EducationMaster && q.Number == "");
        Person.Facts(with).OfType<ContactsFact>().Should().BeEmpty();
    }

    static readonly string[] Values =
    [
        "Nguyễn",
        "Hoa",
        "Hòa",
        "1986",
        "14/9",
        "079186000021",
        "BC-1",
        "0901234567",
        "0907654321",
        "hoa@noi.vn",
        "Tân Kiên",
        "VB-77",
        "Tày",
        "Kinh",
        "Lớp riêng",
        "lớp riêng",
    ];

    static IEnumerable<string> Words(IEnumerable<Phrase> sentence) =>
        [string.Concat(sentence.Select(p => p.Text.Vi)), string.Concat(sentence.Select(p => p.Text.En))];

    static IEnumerable<string> Words(IEnumerable<Fact> facts) =>
        facts
            .Select(f => new PersonNarrator().Line(f, new()))
            .OfType<FactLine>()
            .SelectMany(l => new[] { l.Value.Vi, l.Value.En });

    [Fact]
    public void History_tells_what_was_done_and_not_with_what_values()
    {
        var past = Past.Select(Reread).ToArray();
        var told = past.Select((e, i) => Words(new PersonNarrator().Tell(Fold(past.Take(i)), e, new()))).ToArray();
        told.SelectMany(t => t).Should().OnlyContain(words => Values.All(v => !words.Contains(v)));
        foreach (
            var (i, vi) in new[]
            {
                (0, "Lập hồ sơ (đã xoá)"),
                (2, "Đổi họ tên (đã xoá), từ 2015"),
                (3, "Liên hệ mới: (đã xoá), từ 2016"),
                (6, "Kết luận về bố trí: phù hợp với chuyên ngành, (đã xoá), từ 2018"),
                (8, "Nhân thân: (đã xoá)"),
            }
        )
        {
            told[i].First().Should().Be(vi);
            told[i].Last().Should().Contain("(erased)");
        }
        told[1].First().Should().StartWith("Bố trí Bảo vệ", "a post names nobody");
    }

    [Fact]
    public void Its_preview_tells_what_ceases_no_further_than_a_file_is_read_and_what_is_left_without_values()
    {
        var (before, after) = (Fold(Past[..^1]), Fold(Past));
        var (ceases, begins) = (
            Person.Facts(before).Except(Person.Facts(after)),
            Person.Facts(after).Except(Person.Facts(before))
        );
        Words(ceases)
            .Should()
            .Contain(w => w.Contains("Nguyễn Thị Hòa"))
            .And.OnlyContain(
                w => !w.Contains("079186000021") && !w.Contains("Tày"),
                "what is kept is opened for a purpose, not by trying an erasure"
            );
        Words(begins).Should().Contain("đã xoá theo quyết định").And.OnlyContain(w => Values.All(v => !w.Contains(v)));
        Words(new PersonNarrator().Tell(before, Erased, new()))
            .Should()
            .OnlyContain(w => Values.All(v => !w.Contains(v)));
    }
}
