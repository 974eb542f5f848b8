using Grpc.Core;
using HienTai.CodeLists.V1;
using HienTai.Papers.V1;
using HienTai.Personnel.V1;

namespace HienTai.Tests.CodeLists;

/// <summary>Lists that grow by decision, and what is typed and means one of their entries.</summary>
public sealed class CodeListTests(App app)
{
    CodeListService.CodeListServiceClient Lists => new(app.Grpc());

    // Letters alone, so that a word of them is nobody else's.
    static string Unlike() => new([.. $"{Guid.NewGuid():N}".Where(char.IsAsciiLetter).Take(8)]);

    async Task<Guid> Add(CodeList list, string name, params string[] spellings)
    {
        var id = Seed.NewId();
        await Lists.AddEntryAsync(
            new()
            {
                Envelope = Seed.Envelope("Thống nhất cách ghi."),
                Id = id.ToString(),
                Details = new()
                {
                    List = list,
                    Name = name,
                    Spellings = { spellings },
                },
            }
        );
        return id;
    }

    async Task<Guid> Graduate(string name, string institution)
    {
        var person = await app.Seed.Person(name);
        var details = Seed.Degree();
        details.Institution = institution;
        await app.Seed.People.DeclareQualificationAsync(
            new()
            {
                Envelope = Seed.Envelope(),
                PersonId = person.ToString(),
                Change = new()
                {
                    QualificationId = Seed.NewId().ToString(),
                    From = "2015",
                    Grade = EvidenceGrade.CopySeen,
                    Details = details,
                },
            }
        );
        return person;
    }

    async Task<Unmatched[]> Worklist(CodeList list, string word) =>
        [
            .. (await Lists.ListUnmatchedAsync(new() { List = list, PageSize = 500 })).Texts.Where(t =>
                t.Text.Contains(word, StringComparison.OrdinalIgnoreCase)
            ),
        ];

    [Fact]
    public async Task What_is_typed_waits_on_the_worklist_until_it_means_an_entry_and_stays_as_typed()
    {
        var x = Unlike();
        var (one, other) = (
            await Graduate("Lê Văn Một", $"ĐHSP {x}"),
            await Graduate("Lê Văn Hai", $"Trường Đại học Sư phạm {x}")
        );
        var waiting = (await Worklist(CodeList.Institution, x)).Should().ContainSingle().Subject;
        waiting.Records.Should().Be(2);
        (await Lists.ListUsesAsync(new() { List = CodeList.Institution, Text = waiting.Text }))
            .Uses.Select(u => u.Id)
            .Should()
            .BeEquivalentTo([one.ToString(), other.ToString()]);

        var entry = await Add(CodeList.Institution, $"Trường Đại học Sư phạm {x} II");
        (await Worklist(CodeList.Institution, x)).Single().Likely.Should().ContainSingle(e => e.Id == entry.ToString());
        var spelled = new AddSpellingRequest
        {
            Envelope = Seed.Envelope(""),
            Id = entry.ToString(),
            Spelling = waiting.Text,
        };
        await Refused.By(
            Lists.AddSpellingAsync(spelled),
            StatusCode.FailedPrecondition,
            "REASON_REQUIRED",
            "envelope.reason"
        );
        spelled.Envelope = Seed.Envelope("Trường đổi tên.");
        await Lists.AddSpellingAsync(spelled);
        (await Worklist(CodeList.Institution, x)).Should().BeEmpty();
        var meant = await Lists.SuggestEntriesAsync(new() { List = CodeList.Institution, Text = $"đại học sp {x}" });
        (meant.MeantId, meant.Entries[0].Id).Should().Be((entry.ToString(), entry.ToString()));
        (await app.Seed.People.GetPersonAsync(new() { Id = one.ToString() }))
            .Person.Qualifications.Single()
            .Details.Institution.Should()
            .Be($"ĐHSP {x}");

        await Lists.RemoveEntryAsync(new() { Envelope = Seed.Envelope("Ghi nhầm."), Id = entry.ToString() });
        (await Worklist(CodeList.Institution, x)).Should().ContainSingle();
        (await Lists.GetEntryHistoryAsync(new() { Id = entry.ToString() })).Entries.Should().HaveCount(3);
    }

    [Fact]
    public async Task A_spelling_means_one_entry_of_its_list()
    {
        var x = Unlike();
        var first = await Add(CodeList.FieldOfStudy, $"Quản lý {x}", $"QL {x}");
        var refusal = await Refused.By(
            () => Add(CodeList.FieldOfStudy, $"Khác {x}", $"quản lý {x.ToUpperInvariant()}"),
            StatusCode.AlreadyExists,
            "SPELLING_TAKEN",
            "details.name"
        );
        refusal.RelatedIds.Should().Equal(first.ToString());
        await Add(CodeList.Post, $"Quản lý {x}");
        (await Lists.ListEntriesAsync(new() { List = CodeList.FieldOfStudy, Query = $"ql {x}" }))
            .Entries.Should()
            .ContainSingle(e => e.Id == first.ToString());
    }

    [Fact]
    public async Task A_paper_of_one_issuer_is_itself_by_every_spelling_the_lists_know()
    {
        var x = Unlike();
        await Add(CodeList.Issuer, $"Phòng Giáo dục {x}", $"PGD {x}");
        var request = new RegisterPaperRequest
        {
            Envelope = Seed.Envelope(),
            Id = Seed.NewId().ToString(),
            Details = new()
            {
                Kind = PaperKind.Letter,
                Number = "17/GDĐT",
                Title = "Về việc xác nhận",
                Issuer = $"PGD {x}",
                SignedOn = "2024-03-05",
            },
        };
        await app.Seed.Papers.RegisterPaperAsync(request);
        var again = request.Clone();
        (again.Envelope, again.Id) = (Seed.Envelope(), Seed.NewId().ToString());
        again.Details.Issuer = $"Phòng giáo dục {x}";
        (
            await Refused.By(
                app.Seed.Papers.RegisterPaperAsync(again),
                StatusCode.AlreadyExists,
                "PAPER_ALREADY_REGISTERED",
                "details.number"
            )
        )
            .RelatedIds.Should()
            .Equal(request.Id);
    }

    [Fact]
    public async Task Titles_the_product_knows_are_on_no_worklist()
    {
        var person = await app.Seed.Person("Lê Thị Ngạch");
        await app.Seed.Assignment(person, await app.Seed.Unit($"Xã {Unlike()}"), "2015");
        (await Worklist(CodeList.Title, "01.003")).Should().BeEmpty();
        (await Worklist(CodeList.Post, "Chuyên viên")).Should().NotBeEmpty();
    }
}
