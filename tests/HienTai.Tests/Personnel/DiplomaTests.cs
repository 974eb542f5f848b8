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
        await app.Seed.Entrust("xa", HienTai.Access.V1.Role.UnitClerk, await app.Seed.Unit("Xã Không Thấy"));
        (await Found("TS 55123")).Should().ContainSingle();
        (await Found("TS 55123", account: "xa")).Should().BeEmpty();
    }

    [Fact]
    public async Task Withdrawn_though_not_false_it_ends_and_a_won_appeal_gives_it_back()
    {
        var (person, diploma) = await Graduate("Lê Thị Thu", "TH 61001");
        var before = await Held(person, "2024-01-01");
        await app.Seed.People.WithdrawQualificationAsync(
            new()
            {
                Envelope = Seed.Envelope("Quyết định thu hồi của trường."),
                PersonId = person.ToString(),
                Change = new()
                {
                    QualificationId = diploma.ToString(),
                    On = "2024-05-01",
                    Cause = WithdrawalCause.NotEligible,
                },
            }
        );
        var withdrawn = await Held(person, "2024-05-01");
        (withdrawn.InForce, withdrawn.WithdrawnFor, withdrawn.Grade)
            .Should()
            .Be((false, WithdrawalCause.NotEligible, EvidenceGrade.CopySeen));
        (await Held(person, "2024-04-30")).InForce.Should().BeTrue();
        await app.Seed.People.ReinstateQualificationAsync(
            new()
            {
                Envelope = Seed.Envelope("Khiếu nại đúng."),
                PersonId = person.ToString(),
                Change = new() { QualificationId = diploma.ToString() },
            }
        );
        var again = await Held(person, "2024-01-01");
        (again.InForce, again.WithdrawnFor, again.Period)
            .Should()
            .Be((true, WithdrawalCause.Unspecified, before.Period));
        (await app.Seed.People.GetPersonHistoryAsync(new() { Id = person.ToString() }))
            .Entries.Select(e => e.Event)
            .Should()
            .StartWith(["qualification_reinstated", "qualification_withdrawn"]);
    }

    async Task<Qualification> Held(Guid person, string on) => (
            await app.Seed.People.GetPersonAsync(
                new()
                {
                    Id = person.ToString(),
                    At = new() { ValidOn = on },
                }
            )
        ).Person.Qualifications.Should().ContainSingle().Subject;

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
