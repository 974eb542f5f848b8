using HienTai.Personnel.V1;
using HienTai.Rpc.V1;

namespace HienTai.Tests.Personnel;

/// <summary>A person is found by the number of a diploma of theirs.</summary>
public sealed class DiplomaTests(App app)
{
    async Task<IEnumerable<PersonRow>> Found(string query, TimePoint? at = null, string account = "noivu") =>
        (
            await new PersonService.PersonServiceClient(app.Grpc(account)).ListPeopleAsync(
                new()
                {
                    Query = query,
                    At = at,
                    Status = ServiceStatus.Any,
                }
            )
        ).People;

    async Task<(Guid Person, Guid Diploma)> Graduate(string name, string number)
    {
        var (person, diploma) = (await app.Seed.Person(name), Seed.NewId());
        await app.Seed.People.DeclareQualificationAsync(
            new()
            {
                Envelope = Seed.Envelope(),
                PersonId = person.ToString(),
                Change = Declaring(diploma, number),
            }
        );
        return (person, diploma);
    }

    static DeclareQualification Declaring(Guid diploma, string number, string institution = "ĐH Sài Gòn")
    {
        var details = Seed.Degree(Level.EducationBachelor);
        (details.Number, details.Institution) = (number, institution);
        return new()
        {
            QualificationId = diploma.ToString(),
            From = "2015-06-30",
            Grade = EvidenceGrade.CopySeen,
            Details = details,
        };
    }

    [Fact]
    public async Task However_it_is_spelled()
    {
        var (person, _) = await Graduate("Lê Thị Bằng", "ĐH 004711");
        foreach (var asked in new[] { "ĐH 004711", "đh-4711", "DH004711", "Số ÐH/004711" })
            (await Found(asked))
                .Should()
                .ContainSingle(asked)
                .Which.Should()
                .Match<PersonRow>(p => p.Id == person.ToString() && p.FoundByDiploma);
        (await Found("ĐH 004711", new() { ValidOn = "2015-06-29" })).Should().BeEmpty("it was not issued yet");
        (await Found("Lê Thị Bằng")).Should().ContainSingle().Which.FoundByDiploma.Should().BeFalse();
    }

    [Fact]
    public async Task A_corrected_number_finds_and_the_wrong_one_only_in_the_past()
    {
        var (person, diploma) = await Graduate("Lê Văn Nhầm", "QX 81002");
        var before = (await app.Seed.People.GetPersonAsync(new() { Id = person.ToString() })).At.Position;
        var right = Declaring(diploma, "QX 81003");
        await app.Seed.People.CorrectQualificationAsync(
            new()
            {
                Envelope = Seed.Envelope("Gõ nhầm số."),
                PersonId = person.ToString(),
                Change = new()
                {
                    QualificationId = diploma.ToString(),
                    From = right.From,
                    Details = right.Details,
                },
            }
        );
        (await Found("qx81003")).Should().ContainSingle();
        (await Found("qx81002")).Should().BeEmpty();
        (await Found("qx81002", new() { KnownPosition = before })).Should().ContainSingle();
    }

    [Fact]
    public async Task Who_does_not_see_the_person_finds_nobody_by_it()
    {
        await Graduate("Lê Thị Kín", "TS 55123");
        (await Found("TS 55123")).Should().ContainSingle();
        (await Found("TS 55123", account: "xa")).Should().BeEmpty();
    }

    [Fact]
    public async Task One_diploma_is_recorded_once_whatever_its_institution_is_called()
    {
        var (person, _) = await Graduate("Lê Thị Một", "B 90177");
        await Refused.By(
            app.Seed.People.DeclareQualificationAsync(
                new()
                {
                    Envelope = Seed.Envelope(),
                    PersonId = person.ToString(),
                    Change = Declaring(Seed.NewId(), "b-090177", "Đại học Sài Gòn"),
                }
            ),
            Grpc.Core.StatusCode.AlreadyExists,
            "QUALIFICATION_ALREADY_RECORDED",
            "change.details.number"
        );
    }
}
