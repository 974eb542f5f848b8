using Grpc.Core;
using HienTai.Papers.V1;
using HienTai.Personnel.V1;
using HienTai.Reporting.V1;
using HienTai.Rpc.V1;
using HienTai.Server.Pipeline;
using HienTai.Standards.V1;
using Microsoft.Extensions.DependencyInjection;

namespace HienTai.Tests.Personnel;

/// <summary>
/// Being sent to study and an officer's conclusion on a placement, over the wire: on the file, in history, and in how
/// somebody stands.
/// </summary>
public sealed class TrainingTests(App app)
{
    readonly string mark = $"{Guid.NewGuid():N}"[..8];
    string Post => $"Giáo viên thử {mark}";
    PersonService.PersonServiceClient People => app.Seed.People;
    StandingService.StandingServiceClient Standings => new(app.Grpc());

    static CourseDetails Course(string field = "Giáo dục tiểu học", string expected = "2024-06") =>
        new()
        {
            Ladder = Ladder.Education,
            Level = Level.EducationBachelor,
            Field = field,
            Institution = "Trường ĐH Sài Gòn",
            Mode = StudyMode.InService,
            Expected = expected,
        };

    /// <summary>
    /// A teacher with a college degree in a post that two standards of this test alone are about: a level, and a field.
    /// </summary>
    async Task<(Guid Person, Guid Assignment)> Teacher(string field = "Giáo dục tiểu học")
    {
        var standards = new StandardService.StandardServiceClient(app.Grpc());
        async Task Enact(string code, bool placement, Demand demand) =>
            await standards.EnactStandardAsync(
                new()
                {
                    Envelope = Seed.Envelope(),
                    Id = Seed.NewId().ToString(),
                    From = "2020-01-01",
                    Details = new()
                    {
                        Code = $"{code}-{mark}",
                        Name = new() { Vi = code, En = code },
                        Kind = placement ? StandardKind.Plan : StandardKind.Law,
                        Scope = new() { Posts = { Post } },
                        Ladder = Ladder.Education,
                        Ways = { new Way { Demands = { demand } } },
                        Placement = placement,
                        Source = "Thử",
                        Checked = SourceCheck.Unverified,
                    },
                }
            );
        await Enact("BAC", placement: false, new() { AtLeast = Level.EducationBachelor });
        await Enact("NGANH", placement: true, new() { AtLeast = Level.EducationCollege, FieldGroup = "teaching" });
        var (unit, person) = (await app.Seed.Unit($"Trường Thử {mark}"), await app.Seed.Person("Đỗ Thị Đi Học"));
        var assignment = await app.Seed.Assignment(person, unit, "2015-01-01", post: Post);
        await People.DeclareQualificationAsync(
            new()
            {
                Envelope = Seed.Envelope(),
                PersonId = person.ToString(),
                Change = new()
                {
                    QualificationId = Seed.NewId().ToString(),
                    From = "2008",
                    Grade = EvidenceGrade.CopySeen,
                    Details = Seed.Degree(Level.EducationCollege, field),
                },
            }
        );
        return (person, assignment);
    }

    static TimePoint When(string on, long? position) =>
        position is { } known ? new() { ValidOn = on, KnownPosition = known } : new() { ValidOn = on };

    async Task<Finding> Finding(Guid person, string code, string on, long? position = null) =>
        (
            await Standings.GetPersonStandingsAsync(new() { PersonId = person.ToString(), At = When(on, position) })
        ).Findings.Single(f => f.Code == $"{code}-{mark}");

    async Task<Person> At(Guid person, string on, long? position = null) =>
        (await People.GetPersonAsync(new() { Id = person.ToString(), At = When(on, position) })).Person;

    Task<Receipt> Send(
        Guid person,
        Guid training,
        string from = "2022-10-03",
        Guid? paper = null,
        CourseDetails? details = null
    ) =>
        People
            .StartTrainingAsync(
                new()
                {
                    Envelope = Seed.Envelope(paper: paper),
                    PersonId = person.ToString(),
                    Change = new()
                    {
                        TrainingId = training.ToString(),
                        From = from,
                        Details = details ?? Course(),
                    },
                }
            )
            .ResponseAsync;

    [Fact]
    public async Task Who_is_sent_to_study_is_in_training_until_the_end_is_recorded_and_overdue_is_said()
    {
        var (person, _) = await Teacher();
        var (training, paper) = (Seed.NewId(), await app.Seed.Paper($"{mark}/QĐ-CĐH"));
        (await Finding(person, "BAC", "2024-01-01")).Standing.Should().Be(Standing.NotMet);
        var before = (await People.GetPersonHistoryAsync(new() { Id = person.ToString() })).Entries[0].Source.Position;
        var receipt = await Send(person, training, paper: paper);
        (await Send(person, training, paper: paper)).EventCount.Should().Be(0, "the same again records nothing");

        var studying = await Finding(person, "BAC", "2024-01-01");
        (studying.Standing, studying.Ground, studying.TrainingId)
            .Should()
            .Be((Standing.InTraining, Ground.LevelBelow, training.ToString()));
        studying
            .Because.Vi.Should()
            .Contain("Đang học")
            .And.Contain("Giáo dục tiểu học")
            .And.Contain("dự kiến đến 6/2024");
        (await Finding(person, "BAC", "2022-10-02")).Standing.Should().Be(Standing.NotMet, "they were not on it yet");
        (await Finding(person, "BAC", "2024-01-01", before))
            .Standing.Should()
            .Be(Standing.NotMet, "it was not known then");
        var late = await Finding(person, "BAC", "2024-07-01");
        late.Standing.Should().Be(Standing.InTraining);
        (late.Because.Vi, late.Because.En)
            .Should()
            .Match<(string, string)>(b => b.Item1.Contains("quá hạn") && b.Item2.Contains("overdue"));
        (await At(person, "2024-06-30"))
            .Trainings.Should()
            .ContainSingle()
            .Which.Should()
            .Match<Training>(t => t.InForce && !t.Overdue && t.Source.Paper.Id == paper.ToString());
        (await At(person, "2024-07-01")).Trainings.Should().ContainSingle().Which.Overdue.Should().BeTrue();

        var degree = Seed.NewId();
        await People.DeclareQualificationAsync(
            new()
            {
                Envelope = Seed.Envelope(),
                PersonId = person.ToString(),
                Change = new()
                {
                    QualificationId = degree.ToString(),
                    From = "2024-08-20",
                    Grade = EvidenceGrade.OriginalSeen,
                    Details = Seed.Degree(Level.EducationBachelor, "Giáo dục tiểu học"),
                },
            }
        );
        await People.EndTrainingAsync(
            new()
            {
                Envelope = Seed.Envelope(),
                PersonId = person.ToString(),
                Change = new()
                {
                    TrainingId = training.ToString(),
                    End = new()
                    {
                        On = "2024-08-20",
                        Outcome = TrainingOutcome.Completed,
                        QualificationId = degree.ToString(),
                    },
                },
            }
        );
        (await Finding(person, "BAC", "2024-09-01")).Standing.Should().Be(Standing.Met);
        (await Finding(person, "BAC", "2024-08-01")).Standing.Should().Be(Standing.InTraining);
        (await At(person, "2024-09-01"))
            .Trainings.Should()
            .ContainSingle()
            .Which.Should()
            .Match<Training>(t =>
                !t.InForce
                && !t.Overdue
                && t.Outcome == TrainingOutcome.Completed
                && t.QualificationId == degree.ToString()
            );
        (await At(person, "2024-07-01", receipt.Position))
            .Trainings.Should()
            .ContainSingle()
            .Which.Outcome.Should()
            .Be(TrainingOutcome.Unspecified, "so it was known then");

        var told = (await People.GetPersonHistoryAsync(new() { Id = person.ToString(), Key = $"training:{training}" }))
            .Entries.Select(e =>
                (string.Concat(e.Sentence.Select(s => s.Text.Vi)), string.Concat(e.Sentence.Select(s => s.Text.En)))
            )
            .ToArray();
        told.Should().HaveCount(2);
        told[0]
            .Should()
            .Match<(string, string)>(t =>
                t.Item1.StartsWith("Hoàn thành khoá học") && t.Item2.StartsWith("Completed the course")
            );
        told[1]
            .Should()
            .Match<(string, string)>(t => t.Item1.StartsWith("Cử đi học") && t.Item2.StartsWith("Sent to study"));
        (await People.GetPersonTimelineAsync(new() { Id = person.ToString() }))
            .Facts.Should()
            .Contain(f => f.Lane == "training" && f.Ladder == Ladder.Education);
    }

    [Fact]
    public async Task A_course_is_corrected_annulled_and_falls_with_its_decision()
    {
        var (person, _) = await Teacher();
        var (training, other, paper) = (Seed.NewId(), Seed.NewId(), await app.Seed.Paper($"{mark}/QĐ-F"));
        await Send(person, training, paper: paper);
        await Send(person, other, details: Course("Toán"));
        CorrectTrainingRequest correct = new()
        {
            Envelope = Seed.Envelope(""),
            PersonId = person.ToString(),
            Change = new()
            {
                TrainingId = other.ToString(),
                From = "2021-09",
                Details = Course("Toán học"),
                End = new() { On = "2023-05", Outcome = TrainingOutcome.Discontinued },
            },
        };
        await Refused.By(
            People.CorrectTrainingAsync(correct),
            StatusCode.FailedPrecondition,
            "REASON_REQUIRED",
            "envelope.reason"
        );
        correct.Envelope = Seed.Envelope("Nhập sai.");
        await People.CorrectTrainingAsync(correct);
        (await At(person, "2024-01-01"))
            .Trainings.Single(t => t.Id == other.ToString())
            .Should()
            .Match<Training>(t =>
                t.Details.Field == "Toán học"
                && t.Period.From == "2021-09"
                && !t.InForce
                && t.Outcome == TrainingOutcome.Discontinued
            );
        await People.AnnulEntryAsync(
            new()
            {
                Envelope = Seed.Envelope("Ghi nhầm người."),
                PersonId = person.ToString(),
                Change = new() { EntryId = other.ToString() },
            }
        );
        (await At(person, "2024-01-01")).Trainings.Should().ContainSingle().Which.Id.Should().Be(training.ToString());
        await app.Seed.Papers.WithdrawPaperAsync(
            new()
            {
                Envelope = Seed.Envelope("Thu hồi."),
                Id = paper.ToString(),
                On = "2024-01-01",
            }
        );
        (await At(person, "2023-01-01")).Trainings.Should().BeEmpty();
        (await Finding(person, "BAC", "2023-01-01")).Standing.Should().Be(Standing.NotMet);
    }

    [Fact]
    public async Task What_is_malformed_names_its_field()
    {
        var (person, assignment) = await Teacher();
        var next = $"{DateTime.UtcNow.Year + 1}";
        var training = Seed.NewId();
        await Send(person, training);
        await Refused.By(
            People.StartTrainingAsync(
                new()
                {
                    Envelope = Seed.Envelope(),
                    PersonId = person.ToString(),
                    Change = new() { TrainingId = Seed.NewId().ToString(), From = "2022" },
                }
            ),
            StatusCode.InvalidArgument,
            "MALFORMED",
            "change.details"
        );
        await Refused.By(
            People.StartTrainingAsync(
                new()
                {
                    Envelope = Seed.Envelope(),
                    PersonId = person.ToString(),
                    Change = new()
                    {
                        TrainingId = Seed.NewId().ToString(),
                        From = "2022",
                        Details = Course(expected: "sang năm"),
                    },
                }
            ),
            StatusCode.InvalidArgument,
            "MALFORMED",
            "change.details.expected"
        );
        await Refused.By(
            People.EndTrainingAsync(
                new()
                {
                    Envelope = Seed.Envelope(),
                    PersonId = person.ToString(),
                    Change = new() { TrainingId = training.ToString() },
                }
            ),
            StatusCode.InvalidArgument,
            "MALFORMED",
            "change.end"
        );
        await Refused.By(
            People.EndTrainingAsync(
                new()
                {
                    Envelope = Seed.Envelope(),
                    PersonId = person.ToString(),
                    Change = new()
                    {
                        TrainingId = training.ToString(),
                        End = new() { On = next, Outcome = TrainingOutcome.Completed },
                    },
                }
            ),
            StatusCode.InvalidArgument,
            "MALFORMED",
            "change.end.on"
        );
        await Refused.By(
            People.EndTrainingAsync(
                new()
                {
                    Envelope = Seed.Envelope(),
                    PersonId = person.ToString(),
                    Change = new()
                    {
                        TrainingId = training.ToString(),
                        End = new() { On = "2024" },
                    },
                }
            ),
            StatusCode.InvalidArgument,
            "MALFORMED",
            "change.end.outcome"
        );
        await Refused.By(
            People.JudgePlacementAsync(
                new()
                {
                    Envelope = Seed.Envelope(),
                    PersonId = person.ToString(),
                    Change = new()
                    {
                        AssignmentId = assignment.ToString(),
                        From = "2024",
                        Verdict = PlacementVerdict.Fits,
                    },
                }
            ),
            StatusCode.InvalidArgument,
            "MALFORMED",
            "change.because"
        );
        await Refused.By(
            People.JudgePlacementAsync(
                new()
                {
                    Envelope = Seed.Envelope(),
                    PersonId = person.ToString(),
                    Change = new()
                    {
                        AssignmentId = assignment.ToString(),
                        From = "2024",
                        Because = "Đúng môn.",
                    },
                }
            ),
            StatusCode.InvalidArgument,
            "MALFORMED",
            "change.verdict"
        );
        (await Send(person, training)).EventCount.Should().Be(0);
    }

    [Fact]
    public async Task An_officers_conclusion_stands_with_its_reason_and_the_rule_is_told_beside_it()
    {
        var (person, assignment) = await Teacher("Luật");
        (await Finding(person, "NGANH", "2024-01-01"))
            .Should()
            .Match<Finding>(f =>
                f.Standing == Standing.NotMet
                && f.Ground == Ground.OtherField
                && f.StandingByRule == Standing.Unspecified
                && f.AssignmentId == assignment.ToString()
            );
        var paper = await app.Seed.Paper($"{mark}/BB");
        var why = $"Dạy Giáo dục pháp luật, đúng ngành (Vx{mark}).";
        JudgePlacementRequest judge = new()
        {
            Envelope = Seed.Envelope(paper: paper),
            PersonId = person.ToString(),
            Change = new()
            {
                AssignmentId = assignment.ToString(),
                From = "2023-09",
                Verdict = PlacementVerdict.Fits,
                Because = why,
            },
        };
        var receipt = await People.JudgePlacementAsync(judge);

        var judged = await Finding(person, "NGANH", "2024-01-01");
        (judged.Standing, judged.Ground, judged.StandingByRule, judged.AssignmentId)
            .Should()
            .Be((Standing.Met, Ground.Judged, Standing.NotMet, assignment.ToString()));
        judged
            .Because.Vi.Should()
            .Contain("Cán bộ kết luận phù hợp")
            .And.Contain($"Vx{mark}")
            .And.Contain("khác ngành");
        judged
            .Because.En.Should()
            .Contain("An officer concluded that it fits")
            .And.Contain($"Vx{mark}")
            .And.Contain("another field");
        (await Finding(person, "NGANH", "2023-08-31")).Ground.Should().Be(Ground.OtherField);
        (await Finding(person, "NGANH", "2024-01-01", receipt.Position - 1))
            .Ground.Should()
            .Be(Ground.OtherField, "it was not known then");
        (await Finding(person, "BAC", "2024-01-01"))
            .Standing.Should()
            .Be(Standing.NotMet, "a level is no matter of opinion");
        (await At(person, "2024-01-01"))
            .Placements.Should()
            .ContainSingle()
            .Which.Should()
            .Match<Placement>(p =>
                p.InForce
                && p.Because == why
                && p.Verdict == PlacementVerdict.Fits
                && p.Source.Paper.Id == paper.ToString()
            );

        await People.CorrectPlacementAsync(
            new()
            {
                Envelope = Seed.Envelope("Kết luận nhầm người."),
                PersonId = person.ToString(),
                Change = new()
                {
                    AssignmentId = assignment.ToString(),
                    WrongFrom = "2023-09",
                    From = "2023-09",
                    Verdict = PlacementVerdict.LeftToRule,
                    Because = "Rút kết luận.",
                },
            }
        );
        (await Finding(person, "NGANH", "2024-01-01")).Ground.Should().Be(Ground.OtherField);
        (await Finding(person, "NGANH", "2024-01-01", receipt.Position))
            .Ground.Should()
            .Be(Ground.Judged, "what was known stays known");

        judge.Envelope = Seed.Envelope(paper: paper);
        await People.JudgePlacementAsync(judge);
        await app.Seed.Papers.WithdrawPaperAsync(
            new()
            {
                Envelope = Seed.Envelope("Thu hồi."),
                Id = paper.ToString(),
                On = "2024-06-01",
            }
        );
        (await Finding(person, "NGANH", "2024-01-01")).Ground.Should().Be(Ground.OtherField);
        (
            await app.Scalar<string>(
                $"select string_agg(data::text, ' ') || (select string_agg(because, ' ') from fact_placement where stream_id = '{person}') || (select state from snapshot where stream_id = '{person}') from events.mt_events where stream_id = '{person}'"
            )
        )
            .Should()
            .NotContain($"Vx{mark}", "the reason is sealed under the person's key");
        (await People.GetPersonTimelineAsync(new() { Id = person.ToString() }))
            .Facts.Should()
            .Contain(f => f.Lane == "placement" && f.LabelVi.Contains($"Vx{mark}"));
    }

    [Fact]
    public async Task Unit_heads_propose_what_others_record()
    {
        var (person, assignment) = await Teacher();
        var unit = Guid.Parse((await At(person, "2024-01-01")).Assignments[0].Details.UnitId);
        var (accounts, id, head) = (
            new HienTai.Access.V1.AccountService.AccountServiceClient(app.Grpc("quantri")),
            Seed.NewId().ToString(),
            $"h{mark}"
        );
        await accounts.OpenAccountAsync(
            new()
            {
                Envelope = Seed.Envelope(),
                Id = id,
                Name = head,
                Title = new() { Vi = head, En = head },
            }
        );
        await accounts.GrantMandateAsync(
            new()
            {
                Envelope = Seed.Envelope("Thử."),
                Id = id,
                MandateId = Seed.NewId().ToString(),
                Role = HienTai.Access.V1.Role.UnitHead,
                UnitId = unit.ToString(),
                From = "2020-01-01",
            }
        );
        var people = new PersonService.PersonServiceClient(app.Grpc(head));
        StartTraining start = new()
        {
            TrainingId = Seed.NewId().ToString(),
            From = "2022-10-03",
            Details = Course(),
        };
        await Refused.By(
            people.StartTrainingAsync(
                new()
                {
                    Envelope = Seed.Envelope(),
                    PersonId = person.ToString(),
                    Change = start,
                }
            ),
            StatusCode.FailedPrecondition,
            "APPROVAL_NEEDED"
        );
        JudgePlacement judge = new()
        {
            AssignmentId = assignment.ToString(),
            From = "2024-01-01",
            Verdict = PlacementVerdict.DoesNotFit,
            Because = "Dạy trái môn.",
        };
        await Refused.By(
            people.JudgePlacementAsync(
                new()
                {
                    Envelope = Seed.Envelope(),
                    PersonId = person.ToString(),
                    Change = judge,
                }
            ),
            StatusCode.FailedPrecondition,
            "APPROVAL_NEEDED"
        );
        var proposal = Seed.NewId().ToString();
        await new ProposalService.ProposalServiceClient(app.Grpc(head)).MakeProposalAsync(
            new()
            {
                Envelope = Seed.Envelope("Đề nghị."),
                Id = proposal,
                Changes =
                {
                    new PersonChange { PersonId = person.ToString(), StartTraining = start },
                    new PersonChange { PersonId = person.ToString(), JudgePlacement = judge },
                },
            }
        );
        var officer = new ProposalService.ProposalServiceClient(app.Grpc());
        (await officer.GetProposalAsync(new() { Id = proposal }))
            .Proposal.Items.Should()
            .AllSatisfy(i => i.Consequences.Should().ContainSingle());
        await officer.DecideProposalAsync(
            new()
            {
                Envelope = Seed.Envelope(),
                Id = proposal,
                Decisions =
                {
                    new ItemDecision { Number = 1, Approve = true },
                    new ItemDecision { Number = 2, Approve = true },
                },
            }
        );
        (await At(person, "2024-02-01"))
            .Should()
            .Match<Person>(p =>
                p.Trainings.Single().InForce && p.Placements.Single().Verdict == PlacementVerdict.DoesNotFit
            );
    }
}
