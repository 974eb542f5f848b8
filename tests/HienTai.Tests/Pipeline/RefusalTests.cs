using Grpc.Core;
using HienTai.Organization.V1;
using HienTai.Papers.V1;
using HienTai.Personnel.V1;
using HienTai.Rpc.V1;

namespace HienTai.Tests.Pipeline;

/// <summary>Bad input: each gets its own refusal that names the field and the remedy, and nothing is written.</summary>
public sealed class RefusalTests(App app)
{
    [Theory]
    [InlineData("", "MALFORMED")]
    [InlineData("2024-02-30", "MALFORMED")]
    [InlineData("2023-13", "MALFORMED")]
    [InlineData("01/9/2023", "MALFORMED")]
    [InlineData("0001-01-01", "MALFORMED")]
    [InlineData("9999-12-31", "MALFORMED")]
    public async Task Impossible_dates(string from, string reason)
    {
        var person = await app.Seed.Person("Trần Thị Mai");
        await Refused.By(
            app.Seed.People.DeclareQualificationAsync(
                new()
                {
                    Envelope = Seed.Envelope(),
                    PersonId = person.ToString(),
                    Change = new()
                    {
                        QualificationId = Seed.NewId().ToString(),
                        From = from,
                        Grade = EvidenceGrade.CopySeen,
                        Details = Seed.Degree(),
                    },
                }
            ),
            StatusCode.InvalidArgument,
            reason,
            "change.from"
        );
        (await app.Seed.People.GetPersonAsync(new() { Id = person.ToString() })).Person.Version.Should().Be(1);
    }

    [Theory]
    [InlineData("")]
    [InlineData("Trần\0Mai")]
    [InlineData("Trần \uD800 Mai")]
    [InlineData("Trần Thị 123")]
    public async Task Names_that_are_none(string name)
    {
        try
        {
            await Refused.By(
                app.Seed.People.RegisterPersonAsync(
                    new()
                    {
                        Envelope = Seed.Envelope(),
                        PersonId = Seed.NewId().ToString(),
                        Change = new()
                        {
                            Identity = new()
                            {
                                FullName = name,
                                Birth = "1980",
                                Sex = Sex.Female,
                            },
                        },
                    }
                ),
                StatusCode.InvalidArgument,
                "MALFORMED",
                "change.identity.full_name"
            );
        }
        catch (ArgumentException)
        {
            name.Should().Contain("\uD800", "a lone surrogate cannot even be put on the wire");
        }
    }

    [Fact]
    public async Task Overlong_text() =>
        await Refused.By(
            app.Seed.People.RegisterPersonAsync(
                new()
                {
                    Envelope = Seed.Envelope(new string('x', 501)),
                    PersonId = Seed.NewId().ToString(),
                    Change = new()
                    {
                        Identity = new()
                        {
                            FullName = "Trần " + new string('a', 900_000),
                            Birth = "1980",
                            Sex = Sex.Female,
                        },
                    },
                }
            ),
            StatusCode.InvalidArgument,
            "MALFORMED",
            "envelope.reason"
        );

    [Fact]
    public async Task A_thirteen_digit_number() =>
        await Refused.By(
            app.Seed.People.RegisterPersonAsync(
                new()
                {
                    Envelope = Seed.Envelope(),
                    PersonId = Seed.NewId().ToString(),
                    Change = new()
                    {
                        Identity = new()
                        {
                            FullName = "Trần Thị Mười Ba",
                            Birth = "1980",
                            Sex = Sex.Female,
                            PersonalNumber = "0791800000211",
                        },
                    },
                }
            ),
            StatusCode.FailedPrecondition,
            "PERSONAL_NUMBER_MALFORMED",
            "change.identity.personal_number"
        );

    [Fact]
    public async Task An_unknown_unit_or_paper()
    {
        var person = await app.Seed.Person("Trần Thị Mai");
        AssignmentDetails details = Seed.Details(Seed.NewId());
        await Refused.By(
            app.Seed.People.StartAssignmentAsync(
                new()
                {
                    Envelope = Seed.Envelope(),
                    PersonId = person.ToString(),
                    Change = new()
                    {
                        AssignmentId = Seed.NewId().ToString(),
                        From = "2020",
                        Kind = AssignmentKind.Main,
                        Details = details,
                    },
                }
            ),
            StatusCode.FailedPrecondition,
            "UNIT_NOT_ON_RECORD",
            "change.details.unit_id"
        );
        await Refused.By(
            app.Seed.People.ChangeNameAsync(
                new()
                {
                    Envelope = Seed.Envelope(paper: Seed.NewId()),
                    PersonId = person.ToString(),
                    Change = new() { From = "2020", FullName = "Trần Thị Lan" },
                }
            ),
            StatusCode.FailedPrecondition,
            "PAPER_NOT_ON_RECORD",
            "envelope.paper_id"
        );
        var late = await app.Seed.Unit("Xã Lập Sau", "2022");
        await Refused.By(
            app.Seed.People.StartAssignmentAsync(
                new()
                {
                    Envelope = Seed.Envelope(),
                    PersonId = person.ToString(),
                    Change = new()
                    {
                        AssignmentId = Seed.NewId().ToString(),
                        From = "2020",
                        Kind = AssignmentKind.Main,
                        Details = Seed.Details(late),
                    },
                }
            ),
            StatusCode.FailedPrecondition,
            "NOT_YET_THEN",
            "change.details.unit_id"
        );
        (await app.Seed.People.GetPersonAsync(new() { Id = person.ToString() })).Person.Version.Should().Be(1);
    }

    [Fact]
    public async Task An_end_before_the_beginning()
    {
        var (person, unit) = (await app.Seed.Person("Trần Thị Mai"), await app.Seed.Unit("Xã Ngược"));
        await Refused.By(
            app.Seed.People.StartAssignmentAsync(
                new()
                {
                    Envelope = Seed.Envelope(),
                    PersonId = person.ToString(),
                    Change = new()
                    {
                        AssignmentId = Seed.NewId().ToString(),
                        From = "2020-05",
                        To = "2020-04",
                        Kind = AssignmentKind.Main,
                        Details = Seed.Details(unit),
                    },
                }
            ),
            StatusCode.FailedPrecondition,
            "ENDS_BEFORE_IT_BEGINS",
            "change.to"
        );
    }

    [Fact]
    public async Task Unknown_and_missing_enums()
    {
        var person = await app.Seed.Person("Trần Thị Mai");
        foreach (
            var (grade, level, field) in new[]
            {
                ((EvidenceGrade)99, Level.EducationMaster, "change.grade"),
                (EvidenceGrade.Unspecified, Level.EducationMaster, "change.grade"),
                (EvidenceGrade.CopySeen, (Level)777, "change.details.level"),
            }
        )
        {
            var details = Seed.Degree();
            details.Level = level;
            await Refused.By(
                app.Seed.People.DeclareQualificationAsync(
                    new()
                    {
                        Envelope = Seed.Envelope(),
                        PersonId = person.ToString(),
                        Change = new()
                        {
                            QualificationId = Seed.NewId().ToString(),
                            From = "2020",
                            Grade = grade,
                            Details = details,
                        },
                    }
                ),
                StatusCode.InvalidArgument,
                "MALFORMED",
                field
            );
        }
        await Refused.By(
            app.Seed.People.ListPeopleAsync(new() { PageSize = 201, MinAge = -1 }),
            StatusCode.InvalidArgument,
            "MALFORMED",
            "page_size"
        );
        await Refused.By(
            app.Seed.People.ListPeopleAsync(new() { Sex = (Sex)9 }),
            StatusCode.InvalidArgument,
            "MALFORMED",
            "sex"
        );
        await Refused.By(
            app.Seed.People.ListPeopleAsync(new() { Order = (PeopleOrder)77 }),
            StatusCode.InvalidArgument,
            "MALFORMED",
            "order"
        );
    }

    [Fact]
    public async Task A_degree_on_the_wrong_ladder()
    {
        var person = await app.Seed.Person("Trần Thị Mai");
        var details = Seed.Degree();
        details.Ladder = Ladder.PoliticalTheory;
        await Refused.By(
            app.Seed.People.DeclareQualificationAsync(
                new()
                {
                    Envelope = Seed.Envelope(),
                    PersonId = person.ToString(),
                    Change = new()
                    {
                        QualificationId = Seed.NewId().ToString(),
                        From = "2020",
                        Grade = EvidenceGrade.CopySeen,
                        Details = details,
                    },
                }
            ),
            StatusCode.FailedPrecondition,
            "LEVEL_NOT_ON_LADDER",
            "change.details.level"
        );
    }

    [Fact]
    public async Task A_degree_of_tomorrow()
    {
        var person = await app.Seed.Person("Trần Thị Mai");
        await Refused.By(
            app.Seed.People.DeclareQualificationAsync(
                new()
                {
                    Envelope = Seed.Envelope(),
                    PersonId = person.ToString(),
                    Change = new()
                    {
                        QualificationId = Seed.NewId().ToString(),
                        From = $"{DateTime.UtcNow.Year + 1}",
                        Grade = EvidenceGrade.CopySeen,
                        Details = Seed.Degree(),
                    },
                }
            ),
            StatusCode.InvalidArgument,
            "MALFORMED",
            "change.from"
        );
    }

    [Fact]
    public async Task A_correction_without_a_reason()
    {
        var person = await app.Seed.Person("Trần Thị Mai");
        var qualification = await app.Seed.Qualification(person, "2020");
        await Refused.By(
            app.Seed.People.RevokeQualificationAsync(
                new()
                {
                    Envelope = Seed.Envelope(""),
                    PersonId = person.ToString(),
                    Change = new() { QualificationId = qualification.ToString() },
                }
            ),
            StatusCode.FailedPrecondition,
            "REASON_REQUIRED",
            "envelope.reason"
        );
    }

    [Fact]
    public async Task Missing_parts_are_all_named_together()
    {
        var refusal = await Refused.By(
            app.Seed.People.DeclareQualificationAsync(new() { PersonId = "x" }),
            StatusCode.InvalidArgument,
            "MALFORMED",
            "envelope.request_id"
        );
        refusal.Fields.Select(f => f.Field).Should().Contain(["person_id", "change"]);
        await Refused.By(
            app.Seed.People.StartAssignmentAsync(
                new()
                {
                    Envelope = Seed.Envelope(),
                    PersonId = Seed.NewId().ToString(),
                    Change = new(),
                }
            ),
            StatusCode.InvalidArgument,
            "MALFORMED",
            "change.details"
        );
        await Refused.By(
            app.Seed.People.RecordChangesAsync(new() { Envelope = Seed.Envelope() }),
            StatusCode.InvalidArgument,
            "MALFORMED",
            "changes"
        );
        await Refused.By(
            app.Seed.Papers.RegisterPaperAsync(new() { Envelope = Seed.Envelope(), Id = Seed.NewId().ToString() }),
            StatusCode.InvalidArgument,
            "MALFORMED",
            "details"
        );
    }

    [Fact]
    public async Task Units_cannot_lie_below_themselves()
    {
        var above = await app.Seed.Unit("Khối A");
        var below = await app.Seed.Unit("Khối B", parent: above);
        await Refused.By(
            app.Seed.Units.MoveUnitAsync(
                new()
                {
                    Envelope = Seed.Envelope(),
                    Id = above.ToString(),
                    From = "2020",
                    ParentId = below.ToString(),
                }
            ),
            StatusCode.FailedPrecondition,
            "UNIT_CYCLE",
            "parent_id"
        );
        await Refused.By(
            app.Seed.Units.MoveUnitAsync(
                new()
                {
                    Envelope = Seed.Envelope(),
                    Id = above.ToString(),
                    From = "2020",
                    ParentId = above.ToString(),
                }
            ),
            StatusCode.FailedPrecondition,
            "UNIT_CYCLE",
            "parent_id"
        );
        await Refused.By(
            app.Seed.Units.FoundUnitAsync(
                new()
                {
                    Envelope = Seed.Envelope(),
                    Id = Seed.NewId().ToString(),
                    Kind = UnitKind.District,
                    From = "1990",
                    Name = "Gốc thứ hai",
                }
            ),
            StatusCode.AlreadyExists,
            "UNIT_ROOT_TAKEN",
            "parent_id"
        );
    }

    [Fact]
    public async Task Files_that_are_too_large_or_of_another_type()
    {
        var files = new FileService.FileServiceClient(app.Grpc());
        var large = new byte[21_000_000];
        "%PDF-1.7"u8.CopyTo(large);
        await Refused.By(
            files.UploadFileAsync(
                new()
                {
                    RequestId = Seed.NewId().ToString(),
                    Name = "a.pdf",
                    Content = Google.Protobuf.ByteString.CopyFrom(large),
                }
            ),
            StatusCode.FailedPrecondition,
            "FILE_TOO_LARGE",
            "content"
        );
        await Refused.By(
            files.UploadFileAsync(
                new()
                {
                    RequestId = Seed.NewId().ToString(),
                    Name = "a.pdf",
                    Content = Google.Protobuf.ByteString.CopyFromUtf8("MZ not a pdf"),
                }
            ),
            StatusCode.FailedPrecondition,
            "FILE_TYPE_NOT_ACCEPTED",
            "content"
        );
        await Refused.By(
            files.UploadFileAsync(
                new()
                {
                    RequestId = Seed.NewId().ToString(),
                    Name = "",
                    Content = Google.Protobuf.ByteString.CopyFromUtf8("%PDF-1.7"),
                }
            ),
            StatusCode.InvalidArgument,
            "MALFORMED",
            "name"
        );
    }
}
