using Grpc.Core;
using HienTai.Personnel.V1;
using HienTai.Registry.V1;
using HienTai.Rpc.V1;

namespace HienTai.Tests.Pipeline;

/// <summary>The one road every command travels, over both wires.</summary>
public sealed class RoadTests(App app)
{
    public static TheoryData<string> Wires => ["grpc", "grpc-web"];

    CallInvoker On(string wire) => wire == "grpc" ? app.Grpc() : app.GrpcWeb();

    [Theory, MemberData(nameof(Wires))]
    public async Task The_same_request_id_records_once_and_answers_the_same(string wire)
    {
        var people = new PersonService.PersonServiceClient(On(wire));
        var person = await app.Seed.Person("Trần Thị Mai");
        var request = new DeclareQualificationRequest
        {
            Envelope = Seed.Envelope(),
            PersonId = person.ToString(),
            Change = new()
            {
                QualificationId = Seed.NewId().ToString(),
                From = "2020-06",
                Grade = EvidenceGrade.CopySeen,
                Details = Seed.Degree(),
            },
        };
        var (first, again) = (
            await people.DeclareQualificationAsync(request),
            await people.DeclareQualificationAsync(request)
        );
        again.Repeated.Should().BeTrue();
        again.Repeated = false;
        again.Should().Be(first);
        (await people.GetPersonAsync(new() { Id = person.ToString() })).Person.Version.Should().Be(2);
    }

    [Theory, MemberData(nameof(Wires))]
    public async Task The_same_request_id_with_another_body_is_refused(string wire)
    {
        var people = new PersonService.PersonServiceClient(On(wire));
        var person = await app.Seed.Person("Trần Thị Mai");
        var request = new ChangeNameRequest
        {
            Envelope = Seed.Envelope(),
            PersonId = person.ToString(),
            Change = new() { From = "2020", FullName = "Trần Thị Ngọc Mai" },
        };
        await people.ChangeNameAsync(request);
        request.Change.FullName = "Trần Thị Bích Mai";
        await Refused.By(
            people.ChangeNameAsync(request),
            StatusCode.FailedPrecondition,
            "REQUEST_ID_REUSED",
            "envelope.request_id"
        );
        await app.Seed.Entrust("gddt", HienTai.Access.V1.Role.HomeAffairs);
        var another = new PersonService.PersonServiceClient(app.Grpc("gddt"));
        request.Change.FullName = "Trần Thị Ngọc Mai";
        await Refused.By(another.ChangeNameAsync(request), StatusCode.FailedPrecondition, "REQUEST_ID_REUSED");
    }

    [Theory, MemberData(nameof(Wires))]
    public async Task A_stale_screen_is_told_to_reload(string wire)
    {
        var people = new PersonService.PersonServiceClient(On(wire));
        var person = await app.Seed.Person("Trần Thị Mai");
        await app.Seed.Qualification(person, "2019");
        var refusal = await Refused.By(
            people.ChangeNameAsync(
                new()
                {
                    Envelope = Seed.Envelope(expectedVersion: 1),
                    PersonId = person.ToString(),
                    Change = new() { From = "2020", FullName = "Trần Thị Ngọc Mai" },
                }
            ),
            StatusCode.Aborted,
            "STALE_VERSION"
        );
        refusal.CurrentVersion.Should().Be(2);
    }

    [Fact]
    public async Task Validate_only_tells_what_recording_then_does()
    {
        var person = await app.Seed.Person("Trần Thị Mai");
        var head = (await new RegistryService.RegistryServiceClient(app.Grpc()).GetRegistryAsync(new())).At.Head;
        var request = new DeclareQualificationRequest
        {
            Envelope = Seed.Envelope(validateOnly: true),
            PersonId = person.ToString(),
            Change = new()
            {
                QualificationId = Seed.NewId().ToString(),
                From = "2020-06",
                Grade = EvidenceGrade.CopySeen,
                Details = Seed.Degree(),
            },
        };
        var preview = await app.Seed.People.DeclareQualificationAsync(request);
        preview
            .Consequences.Should()
            .ContainSingle()
            .Which.Begins.Should()
            .ContainSingle()
            .Which.Value.Vi.Should()
            .Be("Thạc sĩ Quản lý giáo dục, đã xem bản sao");
        preview.RecordedTime.Should().BeNull();
        (await app.Seed.People.GetPersonAsync(new() { Id = person.ToString() }))
            .Person.Version.Should()
            .Be(1, "nothing was recorded");
        request.Envelope.ValidateOnly = false;
        var receipt = await app.Seed.People.DeclareQualificationAsync(request);
        (receipt.Version, receipt.EventCount, receipt.Repeated)
            .Should()
            .Be((preview.Version, preview.EventCount, false));
        receipt.Position.Should().BeGreaterThan(head);
        var history = await app.Seed.People.GetPersonHistoryAsync(new() { Id = person.ToString() });
        history
            .Entries[0]
            .Sentence.Should()
            .Equal(preview.Consequences[0].Sentence, "the preview is the sentence history shows");
    }

    [Fact]
    public async Task Validate_only_refuses_what_recording_would_refuse()
    {
        var person = await app.Seed.Person("Trần Thị Mai");
        foreach (var only in new[] { true, false })
            await Refused.By(
                app.Seed.People.RevokeQualificationAsync(
                    new()
                    {
                        Envelope = Seed.Envelope("giả", validateOnly: only),
                        PersonId = person.ToString(),
                        Change = new() { QualificationId = Seed.NewId().ToString() },
                    }
                ),
                StatusCode.FailedPrecondition,
                "NO_SUCH_ENTRY",
                "change.qualification_id"
            );
    }

    [Fact]
    public async Task Twelve_writers_of_one_fact_leave_one_fact()
    {
        var person = await app.Seed.Person("Trần Thị Mai");
        var unit = await app.Seed.Unit("Xã Thử Nghiệm A");
        var calls = Enumerable
            .Range(0, 12)
            .Select(async i =>
            {
                try
                {
                    await new PersonService.PersonServiceClient(
                        i % 2 == 0 ? app.Grpc() : app.GrpcWeb()
                    ).StartAssignmentAsync(
                        new()
                        {
                            Envelope = Seed.Envelope(expectedVersion: 1),
                            PersonId = person.ToString(),
                            Change = new()
                            {
                                AssignmentId = Seed.NewId().ToString(),
                                From = "2020-01-01",
                                Kind = AssignmentKind.Main,
                                Details = Seed.Details(unit),
                            },
                        }
                    );
                    return StatusCode.OK;
                }
                catch (RpcException e)
                {
                    return e.StatusCode;
                }
            });
        var outcomes = await Task.WhenAll(calls);
        outcomes.Count(o => o is StatusCode.OK).Should().Be(1);
        outcomes
            .Where(o => o is not StatusCode.OK)
            .Should()
            .OnlyContain(o => o == StatusCode.Aborted || o == StatusCode.FailedPrecondition);
        (await app.Seed.People.GetPersonAsync(new() { Id = person.ToString() }))
            .Person.Assignments.Should()
            .ContainSingle();
    }

    [Fact]
    public async Task Positions_are_dense_and_recorded_time_strictly_increases()
    {
        await Task.WhenAll(
            Enumerable.Range(0, 24).Select(i => app.Seed.Person($"Lê Văn {(char)('A' + i)}", sex: Sex.Male))
        );
        (
            await app.Scalar<bool>(
                "select bool_and(position = n) from (select position, row_number() over (order by position) n from ledger) l"
            )
        )
            .Should()
            .BeTrue();
        (
            await app.Scalar<bool>(
                "select bool_and(recorded_at > before) from (select recorded_at, lag(recorded_at) over (order by position) before from ledger) l where before is not null"
            )
        )
            .Should()
            .BeTrue();
        (
            await app.Scalar<long>(
                "select count(*) from events.mt_events e full join ledger l on l.event_id = e.id where e.id is null or l.event_id is null or e.timestamp <> l.recorded_at or e.version <> l.version"
            )
        )
            .Should()
            .Be(0);
    }

    [Fact]
    public async Task A_change_set_is_all_or_nothing()
    {
        var (one, two) = (await app.Seed.Person("Trần Thị Mai"), await app.Seed.Person("Lê Thị Lan"));
        var paper = await app.Seed.Paper($"{Guid.NewGuid().ToString()[..8]}/QĐ-UBND");
        PersonChange Degree(Guid person, string from) =>
            new()
            {
                PersonId = person.ToString(),
                DeclareQualification = new()
                {
                    QualificationId = Seed.NewId().ToString(),
                    From = from,
                    Grade = EvidenceGrade.CopySeen,
                    Details = Seed.Degree(),
                },
            };
        var refusal = await Refused.By(
            app.Seed.People.RecordChangesAsync(
                new() { Envelope = Seed.Envelope(paper: paper), Changes = { Degree(one, "2020"), Degree(two, "1950") } }
            ),
            StatusCode.FailedPrecondition,
            "BEFORE_BIRTH",
            "changes[1].declare_qualification.from"
        );
        refusal.Fields.Should().ContainSingle();
        (await app.Seed.People.GetPersonAsync(new() { Id = one.ToString() })).Person.Version.Should().Be(1);

        var receipt = await app.Seed.People.RecordChangesAsync(
            new() { Envelope = Seed.Envelope(paper: paper), Changes = { Degree(one, "2020"), Degree(two, "2021") } }
        );
        receipt.EventCount.Should().Be(2);
        var entry = (await app.Seed.People.GetPersonHistoryAsync(new() { Id = two.ToString() })).Entries[0];
        (entry.Source.ChangeSetId, entry.AlsoChanged, entry.Source.Paper.Id)
            .Should()
            .Be((receipt.ChangeSetId, 1, paper.ToString()));
    }

    [Fact]
    public async Task Who_and_when_come_from_the_server()
    {
        var person = await app.Seed.Person("Trần Thị Mai");
        var before = DateTimeOffset.UtcNow;
        await app.Seed.Entrust("gddt", HienTai.Access.V1.Role.HomeAffairs);
        await new PersonService.PersonServiceClient(app.Grpc("gddt")).ChangeNameAsync(
            new()
            {
                Envelope = Seed.Envelope("kết hôn"),
                PersonId = person.ToString(),
                Change = new() { From = "2020", FullName = "Trần Thị Ngọc Mai" },
            }
        );
        var source = (await app.Seed.People.GetPersonHistoryAsync(new() { Id = person.ToString() })).Entries[0].Source;
        (source.Actor, source.Reason).Should().Be(("gddt", "kết hôn"));
        source
            .RecordedTime.ToDateTimeOffset()
            .Should()
            .BeAfter(before.AddSeconds(-1))
            .And.BeBefore(DateTimeOffset.UtcNow.AddSeconds(1));
        await Refused.By(
            new PersonService.PersonServiceClient(app.Grpc(null)).GetPersonAsync(new() { Id = person.ToString() }),
            StatusCode.Unauthenticated,
            "NOT_SIGNED_IN"
        );
        await Refused.By(
            new PersonService.PersonServiceClient(app.Grpc("nobody")).GetPersonAsync(new() { Id = person.ToString() }),
            StatusCode.Unauthenticated,
            "NOT_SIGNED_IN"
        );
    }
}
