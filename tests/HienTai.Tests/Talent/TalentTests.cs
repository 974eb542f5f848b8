using Grpc.Core;
using HienTai.Contributions.V1;
using HienTai.Personnel.V1;
using HienTai.Rpc.V1;
using HienTai.Talent.V1;
using Author = HienTai.Contributions.V1.Author;
using Norms = HienTai.Standards.V1;
using Outcome = HienTai.Contributions.V1.Outcome;
using Stage = HienTai.Talent.V1.Stage;

namespace HienTai.Tests.Talent;

/// <summary>
/// The talent pool through the wire: who comes in, on what ground and evidence, who is found, and who sees it.
/// </summary>
public sealed class TalentTests(App app)
{
    TalentService.TalentServiceClient Talent => new(app.Grpc());
    CandidacyService.CandidacyServiceClient Pool => new(app.Grpc());
    static int programmes;

    async Task<Guid> Programme(int places = 0, params (string Key, string Rule)[] criteria)
    {
        var id = Seed.NewId();
        await Talent.EnactProgrammeAsync(
            new()
            {
                Envelope = Seed.Envelope("Chương trình thử."),
                Id = id.ToString(),
                From = "2020-01-01",
                Details = new()
                {
                    Code = $"CT-{Interlocked.Increment(ref programmes)}",
                    Name = new() { Vi = "Chương trình thử", En = "A programme" },
                    Source = "Nghị quyết thử",
                    Checked = SourceCheck.Unverified,
                    Places = places,
                    Kinds = { SourceKind.Expert, SourceKind.Successor, SourceKind.Internal, SourceKind.Foreign },
                    Criteria =
                    {
                        criteria.Select(c => new ProgrammeCriterion
                        {
                            Key = c.Key,
                            Name = new() { Vi = c.Key, En = c.Key },
                            Rule = c.Rule,
                        }),
                    },
                    Marks =
                    {
                        new MarkedCriterion
                        {
                            Key = "results",
                            Name = new() { Vi = "Kết quả", En = "Results" },
                        },
                    },
                },
            }
        );
        return id;
    }

    AsyncUnaryCall<Receipt> Find(
        Guid person,
        Guid programme,
        Guid id,
        SourceKind kind = SourceKind.Expert,
        string on = "2024-01-10",
        CandidacyDetails? details = null
    ) =>
        Pool.FindCandidateAsync(
            new()
            {
                Envelope = Seed.Envelope("Phát hiện qua rà soát."),
                Id = id.ToString(),
                PersonId = person.ToString(),
                ProgrammeId = programme.ToString(),
                On = on,
                Details = details ?? new() { Kind = kind, Merits = "Có năng lực." },
            }
        );

    AsyncUnaryCall<Receipt> Move(
        Guid id,
        Stage to,
        string on,
        Guid? paper = null,
        string note = "",
        params Answer[] answers
    ) =>
        Pool.MoveCandidateAsync(
            new()
            {
                Envelope = Seed.Envelope("Theo quy trình.", paper),
                Id = id.ToString(),
                On = on,
                To = to,
                Note = note,
                Answers = { answers },
            }
        );

    async Task<Guid> Serving(string name, string unit = "Phòng Nhân Tài")
    {
        var person = await app.Seed.Person(name);
        await app.Seed.Assignment(person, await app.Seed.Unit(unit), "2015-01-01");
        return person;
    }

    async Task<Guid> Outsider(
        string name,
        OutsideDetails details,
        bool consent = true,
        ConsentPurpose also = ConsentPurpose.TalentPool
    )
    {
        var person = await app.Seed.Person(name);
        var place = new PlaceOutside { From = "2023-05-01", Details = details };
        if (consent)
            place.Consents.Add([
                new Consented { ConsentId = Seed.NewId().ToString(), Purpose = ConsentPurpose.KeptOnRecord },
                new Consented { ConsentId = Seed.NewId().ToString(), Purpose = also },
            ]);
        await app.Seed.People.PlaceOutsideAsync(
            new()
            {
                Envelope = Seed.Envelope("Giới thiệu của hội."),
                PersonId = person.ToString(),
                Change = place,
            }
        );
        return person;
    }

    [Fact]
    public async Task Somebody_from_outside_is_kept_on_a_ground_and_becomes_staff_as_the_same_person()
    {
        var number = $"SGP K{Random.Shared.Next(1000000, 9999999)}A";
        var person = await app.Seed.Person("Lim Wei Ming");
        AsyncUnaryCall<Receipt> Place(Guid whom, OutsideDetails d, params ConsentPurpose[] consents) =>
            app.Seed.People.PlaceOutsideAsync(
                new()
                {
                    Envelope = Seed.Envelope("Thư giới thiệu."),
                    PersonId = whom.ToString(),
                    Change = new()
                    {
                        From = "2023-05-01",
                        Details = d,
                        Consents =
                        {
                            consents.Select(c => new Consented { ConsentId = Seed.NewId().ToString(), Purpose = c }),
                        },
                    },
                }
            );
        OutsideDetails Foreigner(
            LegalGround ground = LegalGround.Consent,
            string passport = "",
            string country = "SGP"
        ) =>
            new()
            {
                Kind = OutsideKind.Foreigner,
                Affiliation = "NUS",
                Country = country,
                Ground = ground,
                Passport = passport,
            };
        await Refused.By(
            Place(person, Foreigner(passport: number)),
            StatusCode.FailedPrecondition,
            "CONSENT_MISSING",
            "change.consents"
        );
        await Refused.By(
            Place(person, Foreigner(LegalGround.Contract, country: "")),
            StatusCode.FailedPrecondition,
            "FOREIGNER_UNIDENTIFIED",
            "change.details.country"
        );
        await Refused.By(
            Place(person, Foreigner(LegalGround.Contract, "12")),
            StatusCode.FailedPrecondition,
            "PASSPORT_UNREADABLE",
            "change.details.passport"
        );
        await Place(person, Foreigner(passport: number), ConsentPurpose.KeptOnRecord, ConsentPurpose.TalentPool);
        await Refused.By(
            Place(await app.Seed.Person("Tan Kah Kee"), Foreigner(LegalGround.Contract, number)),
            StatusCode.AlreadyExists,
            "PASSPORT_TAKEN",
            "change.details.passport"
        );

        var kept = (await app.Seed.People.GetPersonAsync(new() { Id = person.ToString() })).Person;
        kept.Status.Should().Be(ServiceStatus.Outside);
        (kept.Outside.Single().Details.Passport, kept.Outside.Single().Details.PassportMasked)
            .Should()
            .Be(("", $"{number[..6]}*****{number[^2..]}"), "it is opened for a purpose only");
        (await app.Seed.People.GetPersonAsync(new() { Id = person.ToString(), Reveal = Seed.Everything }))
            .Person.Outside.Single()
            .Details.Passport.Should()
            .Be(number);
        (await app.Seed.People.ListPeopleAsync(new() { Query = "lim wei ming", Status = ServiceStatus.Outside }))
            .People.Should()
            .ContainSingle(p => p.Id == person.ToString() && p.Outside.Details.Affiliation == "NUS");
        (
            await new PrivacyService.PrivacyServiceClient(app.Grpc()).GetDataUseAsync(
                new() { PersonId = person.ToString() }
            )
        )
            .Consents.Should()
            .HaveCount(2);

        await app.Seed.Assignment(person, await app.Seed.Unit("Phòng Chuyển Giao"), "2024-06-01");
        var staff = (await app.Seed.People.GetPersonAsync(new() { Id = person.ToString() })).Person;
        (staff.Status, staff.Outside.Single().InForce, staff.Outside.Single().Period.To)
            .Should()
            .Be((ServiceStatus.InService, false, "2024-06-01"));
        (
            await app.Seed.People.GetPersonAsync(
                new()
                {
                    Id = person.ToString(),
                    At = new() { ValidOn = "2024-05-31" },
                }
            )
        ).Person.Status.Should().Be(ServiceStatus.Outside);
        await Refused.By(
            app.Seed.People.PlaceOutsideAsync(
                new()
                {
                    Envelope = Seed.Envelope(),
                    PersonId = person.ToString(),
                    Change = new() { From = "2024-07-01", Details = Foreigner(LegalGround.Contract, number) },
                }
            ),
            StatusCode.FailedPrecondition,
            "SERVES_IN_THE_DISTRICT"
        );
    }

    [Fact]
    public async Task Nobody_without_a_ground_comes_into_the_pool_and_who_takes_their_consent_back_can_only_leave()
    {
        var programme = await Programme();
        await Refused.By(
            Find(await app.Seed.Person("Đoàn Thị Không Căn Cứ"), programme, Seed.NewId()),
            StatusCode.FailedPrecondition,
            "NO_LEGAL_GROUND",
            "person_id"
        );
        await Refused.By(
            Find(
                await Outsider(
                    "Hà Văn Đồng Ý Khác",
                    new() { Kind = OutsideKind.Business, Ground = LegalGround.Consent },
                    also: ConsentPurpose.Contributions
                ),
                programme,
                Seed.NewId()
            ),
            StatusCode.FailedPrecondition,
            "NO_LEGAL_GROUND"
        );
        var (person, id) = (
            await Outsider("Hà Thị Đồng Ý", new() { Kind = OutsideKind.Business, Ground = LegalGround.Consent }),
            Seed.NewId()
        );
        await Find(person, programme, id);
        var consent = (
            await new PrivacyService.PrivacyServiceClient(app.Grpc()).GetDataUseAsync(
                new() { PersonId = person.ToString() }
            )
        ).Consents.Single(c => c.Purpose == ConsentPurpose.TalentPool);
        await new PrivacyService.PrivacyServiceClient(app.Grpc()).WithdrawConsentAsync(
            new()
            {
                Envelope = Seed.Envelope("Rút lại."),
                PersonId = person.ToString(),
                ConsentId = consent.Id,
                On = consent.Period.From,
            }
        );
        (await Pool.GetCandidacyAsync(new() { Id = id.ToString() })).Candidacy.WithoutGround.Should().BeTrue();
        await Refused.By(Move(id, Stage.Proposed, "2024-02-01"), StatusCode.FailedPrecondition, "NO_LEGAL_GROUND");
        await Move(id, Stage.Left, "2024-02-01", note: "Rút lại sự đồng ý.");
        (
            await Find(
                await Outsider(
                    "Lê Văn Hợp Đồng",
                    new() { Kind = OutsideKind.OtherBody, Ground = LegalGround.Contract },
                    consent: false
                ),
                programme,
                Seed.NewId()
            )
        )
            .EventCount.Should()
            .Be(1, "a contract is a ground of its own");
    }

    [Fact]
    public async Task A_degree_only_declared_keeps_somebody_out_until_it_is_seen_and_stated_criteria_are_answered()
    {
        var (programme, person, id) = (
            await Programme(1, ("master", "holds EducationMaster@OriginalSeen"), ("excellence", "stated")),
            await Serving("Vũ Thị Tự Khai"),
            Seed.NewId()
        );
        var degree = Seed.NewId();
        await app.Seed.People.DeclareQualificationAsync(
            new()
            {
                Envelope = Seed.Envelope(),
                PersonId = person.ToString(),
                Change = new()
                {
                    QualificationId = degree.ToString(),
                    From = "2020-06-01",
                    Details = Seed.Degree(),
                    Grade = EvidenceGrade.SelfDeclared,
                },
            }
        );
        await Find(person, programme, id);
        await Move(id, Stage.Proposed, "2024-02-01");
        await Refused.By(
            Move(id, Stage.Verified, "2024-02-10"),
            StatusCode.FailedPrecondition,
            "CRITERION_UNANSWERED",
            "answers"
        );
        await Refused.By(
            Move(
                id,
                Stage.Verified,
                "2024-01-20",
                answers: new Answer
                {
                    Criterion = "excellence",
                    Met = true,
                    Note = "Có giải.",
                }
            ),
            StatusCode.FailedPrecondition,
            "BEFORE_THE_LAST_STEP",
            "on"
        );
        await Move(
            id,
            Stage.Verified,
            "2024-02-10",
            answers: new Answer
            {
                Criterion = "excellence",
                Met = true,
                Note = "Giải nhì cấp tỉnh năm 2012, đã xem bản chính.",
            }
        );
        await Refused.By(
            Move(id, Stage.InPool, "2024-03-01"),
            StatusCode.FailedPrecondition,
            "PAPER_NEEDED",
            "envelope.paper_id"
        );
        var paper = await app.Seed.Paper("41/QĐ-NT", "2024-03-01");
        var refusal = await Refused.By(
            Move(id, Stage.InPool, "2024-03-01", paper),
            StatusCode.FailedPrecondition,
            "CRITERION_NOT_MET"
        );
        refusal.Message.Vi.Should().Contain("tự khai").And.Contain("đã xem bản chính");
        (await Pool.GetCandidacyAsync(new() { Id = id.ToString() }))
            .Now.Findings.Select(f => (f.Key, f.Met))
            .Should()
            .Equal(("master", false), ("excellence", true));

        await app.Seed.People.GradeEvidenceAsync(
            new()
            {
                Envelope = Seed.Envelope(),
                PersonId = person.ToString(),
                Change = new() { QualificationId = degree.ToString(), Grade = EvidenceGrade.OriginalSeen },
            }
        );
        await Move(id, Stage.InPool, "2024-03-01", paper);
        var (second, other) = (Seed.NewId(), await Serving("Vũ Văn Hết Chỗ"));
        await app.Seed.People.DeclareQualificationAsync(
            new()
            {
                Envelope = Seed.Envelope(),
                PersonId = other.ToString(),
                Change = new()
                {
                    QualificationId = Seed.NewId().ToString(),
                    From = "2020-06-01",
                    Details = Seed.Degree(),
                    Grade = EvidenceGrade.OriginalSeen,
                },
            }
        );
        await Find(other, programme, second);
        await Refused.By(Find(other, programme, Seed.NewId()), StatusCode.AlreadyExists, "ALREADY_A_CANDIDATE");
        await Move(second, Stage.Proposed, "2024-02-01");
        await Move(
            second,
            Stage.Verified,
            "2024-02-10",
            answers: new Answer
            {
                Criterion = "excellence",
                Met = true,
                Note = "Có giải.",
            }
        );
        await Refused.By(
            Move(second, Stage.InPool, "2024-03-02", paper),
            StatusCode.FailedPrecondition,
            "NO_PLACE_LEFT"
        );
        (await Talent.GetProgrammeAsync(new() { Id = programme.ToString() })).Programme.Taken.Should().Be(1);
    }

    [Fact]
    public async Task The_profile_stays_as_it_was_decided_though_the_record_is_corrected_since()
    {
        var (programme, person, id) = (
            await Programme(0, ("master", "holds EducationMaster@OriginalSeen")),
            await Serving("Trịnh Thị Đóng Băng"),
            Seed.NewId()
        );
        var degree = Seed.NewId();
        await app.Seed.People.DeclareQualificationAsync(
            new()
            {
                Envelope = Seed.Envelope(),
                PersonId = person.ToString(),
                Change = new()
                {
                    QualificationId = degree.ToString(),
                    From = "2020-06-01",
                    Details = Seed.Degree(),
                    Grade = EvidenceGrade.OriginalSeen,
                },
            }
        );
        await Find(person, programme, id);
        await Move(id, Stage.Proposed, "2024-02-01");
        await Move(id, Stage.Verified, "2024-02-10");
        await Move(id, Stage.InPool, "2024-03-01", await app.Seed.Paper("42/QĐ-NT", "2024-03-01"));
        var decided = await Pool.GetCandidacyAsync(new() { Id = id.ToString() });
        decided.Frozen.Select(f => (f.Stage, f.Differences)).Should().Equal((Stage.Proposed, 0), (Stage.InPool, 0));

        await app.Seed.People.CorrectQualificationAsync(
            new()
            {
                Envelope = Seed.Envelope("Ghi nhầm bậc."),
                PersonId = person.ToString(),
                Change = new()
                {
                    QualificationId = degree.ToString(),
                    From = "2020-06-01",
                    Details = Seed.Degree(Level.EducationBachelor),
                },
            }
        );
        var now = await Pool.GetCandidacyAsync(new() { Id = id.ToString() });
        string Degree(Profile p) => p.Lines.Single(l => l.Kind == "qualification").Text.En;
        (Degree(now.Now), now.Now.Findings.Single().Met)
            .Should()
            .Be((Degree(decided.Now).Replace("Master", "Bachelor"), false));
        var frozen = now.Frozen.Single(f => f.Stage == Stage.InPool);
        (Degree(frozen.Profile), frozen.Profile.Findings.Single().Met, frozen.Differences)
            .Should()
            .Be((Degree(decided.Now), true, 2));
        // The difference is one question away: the person at that moment and now.
        var compared = await app.Seed.People.ComparePersonAsync(
            new()
            {
                Id = person.ToString(),
                A = new() { ValidOn = frozen.Profile.At.ValidOn, KnownPosition = frozen.Profile.At.Position },
                B = new(),
            }
        );
        compared
            .Differences.Should()
            .ContainSingle(d => d.Key == $"qualification:{degree}")
            .Which.Causes.Should()
            .ContainSingle(c => c.Source.Reason == "Ghi nhầm bậc.");
        // And at the moment of the decision the answer is the one given then.
        (
            await Pool.GetCandidacyAsync(
                new()
                {
                    Id = id.ToString(),
                    At = new() { ValidOn = "2024-03-01", KnownPosition = decided.At.Position },
                }
            )
        ).Now.Lines.Should().Equal(decided.Now.Lines.Where(_ => true), (a, b) => a.Equals(b));
    }

    [Fact]
    public async Task The_way_through_the_pool_has_an_order_and_assessors_agree_or_not()
    {
        var (programme, person, id) = (await Programme(), await Serving("Bạch Thị Lộ Trình"), Seed.NewId());
        await Find(person, programme, id);
        await Refused.By(
            Move(id, Stage.Invited, "2024-02-01"),
            StatusCode.FailedPrecondition,
            "NOT_AT_THIS_STAGE",
            "to"
        );
        foreach (
            var (to, on) in new[]
            {
                (Stage.Proposed, "2024-02-01"),
                (Stage.Verified, "2024-02-02"),
                (Stage.InPool, "2024-02-03"),
                (Stage.Invited, "2024-02-04"),
                (Stage.Declined, "2024-02-05"),
                (Stage.Invited, "2024-02-06"),
                (Stage.Joined, "2024-02-07"),
                (Stage.InUse, "2024-02-08"),
            }
        )
            await Move(
                id,
                to,
                on,
                to is Stage.InPool or Stage.InUse ? await app.Seed.Paper($"{on[^2..]}/QĐ-LT", "2024-02-01") : null,
                to is Stage.Declined ? "Chưa thu xếp được." : ""
            );
        AsyncUnaryCall<Receipt> Assess(Guid by, int mark) =>
            Pool.AssessCandidateAsync(
                new()
                {
                    Envelope = Seed.Envelope("Đánh giá năm."),
                    Id = id.ToString(),
                    On = "2024-12-10",
                    Assessment = new()
                    {
                        Round = "2024",
                        AssessorId = by.ToString(),
                        Marks = { ["results"] = mark },
                        Evidence = "Báo cáo kết quả công việc.",
                    },
                }
            );
        await Refused.By(
            Assess(person, 5),
            StatusCode.FailedPrecondition,
            "ASSESSES_THEMSELVES",
            "assessment.assessor_id"
        );
        await Refused.By(
            Assess(await Serving("Mạc Văn Chấm Sai"), 6),
            StatusCode.FailedPrecondition,
            "MARK_OUT_OF_RANGE"
        );
        await Refused.By(
            Pool.AssessCandidateAsync(
                new()
                {
                    Envelope = Seed.Envelope("Đánh giá năm."),
                    Id = id.ToString(),
                    On = "2024-12-10",
                    Assessment = new()
                    {
                        Round = "2024",
                        AssessorId = (await Serving("Mạc Văn Chấm Lạ")).ToString(),
                        Marks = { ["results=5"] = 4 },
                        Evidence = "Báo cáo.",
                    },
                }
            ),
            StatusCode.FailedPrecondition,
            "MARK_OF_NO_CRITERION",
            "assessment.marks"
        );
        await Assess(await Serving("Mạc Văn Chấm Một"), 4);
        await Assess(await Serving("Mạc Văn Chấm Hai"), 5);
        var assessed = await Pool.GetCandidacyAsync(new() { Id = id.ToString() });
        (
            assessed.Candidacy.Stage,
            assessed.Assessments.Count,
            assessed.Agreement.Single().Mean,
            assessed.Agreement.Single().Agreement
        )
            .Should()
            .Be((Stage.Assessed, 2, 4500, 750));
        assessed.Steps.Select(s => s.Stage).Should().EndWith([Stage.InUse, Stage.Assessed]);
        assessed
            .Steps.Select(s => s.Source.Position)
            .Should()
            .BeInAscendingOrder()
            .And.OnlyHaveUniqueItems("each step is told by the entry that recorded it");
        assessed.Steps[0].Source.Reason.Should().Be("Phát hiện qua rà soát.");
        (
            await Pool.GetCandidacyAsync(
                new()
                {
                    Id = id.ToString(),
                    At = new() { ValidOn = "2024-02-05" },
                }
            )
        ).Candidacy.Stage.Should().Be(Stage.Declined);
        (await Pool.GetCandidacyHistoryAsync(new() { Id = id.ToString() })).Entries.Should().HaveCount(11);
        await Pool.CorrectCandidacyAsync(
            new()
            {
                Envelope = Seed.Envelope("Ghi thiếu thành tích."),
                Id = id.ToString(),
                On = "2024-01-10",
                Details = new() { Kind = SourceKind.Expert, Merits = "Có năng lực, có bằng sáng chế." },
            }
        );
        (await Pool.GetCandidacyHistoryAsync(new() { Id = id.ToString() }))
            .Entries.Where(e => e.Overtaken)
            .Select(e => e.Event)
            .Should()
            .Equal("candidate_found");
        await Move(id, Stage.Left, "2025-01-01", note: "Hết chương trình.");
        (await Pool.ListCandidaciesAsync(new() { ProgrammeId = programme.ToString() })).TotalSize.Should().Be(0);
        (await Pool.ListCandidaciesAsync(new() { ProgrammeId = programme.ToString(), Stages = { Stage.Left } }))
            .Candidacies.Should()
            .ContainSingle(c => c.PersonId == person.ToString());
    }

    [Fact]
    public async Task A_way_through_the_pool_stands_on_the_timeline_for_those_who_may_see_the_pool_and_nobody_else()
    {
        await using var own = new App();
        var here = new TalentTests(own);
        var (unit, person, programme, id) = (
            await own.Seed.Unit("Trường Dòng Đời"),
            await own.Seed.Person("Bùi Thị Dòng Đời"),
            await here.Programme(),
            Seed.NewId()
        );
        await own.Seed.Assignment(person, unit, "2015-01-01");
        var found = (await here.Find(person, programme, id)).Position;
        var proposed = (await here.Move(id, Stage.Proposed, "2024-02-01")).Position;
        await own.Seed.Entrust("truong", HienTai.Access.V1.Role.UnitHead, unit);
        await own.Seed.Entrust("xa", HienTai.Access.V1.Role.UnitClerk, unit);
        await own.Seed.Entrust("gddt", HienTai.Access.V1.Role.UnitHead, await own.Seed.Unit("Trường Khác"));
        async Task<FactVersion[]> Lane(string actor = "noivu", long position = 0) =>
            [
                .. (
                    await new PersonService.PersonServiceClient(own.Grpc(actor)).GetPersonTimelineAsync(
                        new() { Id = person.ToString(), At = position > 0 ? new() { KnownPosition = position } : null }
                    )
                ).Facts.Where(f => f.Lane == "candidacy"),
            ];
        foreach (var actor in new[] { "noivu", "truong" })
            (await Lane(actor))
                .Select(f =>
                    (
                        f.LabelVi,
                        f.LabelEn,
                        f.RecordId,
                        f.Period.From,
                        f.Period.To,
                        f.KnownFrom.Position,
                        f.KnownTo?.Position
                    )
                )
                .Should()
                .Equal(
                    (
                        "Phát hiện: Chương trình thử",
                        "Found: A programme",
                        id.ToString(),
                        "2024-01-10",
                        "",
                        found,
                        proposed
                    ),
                    (
                        "Phát hiện: Chương trình thử",
                        "Found: A programme",
                        id.ToString(),
                        "2024-01-10",
                        "2024-02-01",
                        proposed,
                        null
                    ),
                    (
                        "Đề cử: Chương trình thử",
                        "Proposed: A programme",
                        id.ToString(),
                        "2024-02-01",
                        "",
                        proposed,
                        null
                    )
                );
        (await Lane(position: found)).Should().ContainSingle().Which.KnownTo.Should().BeNull("nothing later was known");
        (await Lane(position: found - 1)).Should().BeEmpty();
        (await Lane("xa")).Should().BeEmpty("a clerk sees the file and not the pool");
        await Refused.By(
            new PersonService.PersonServiceClient(own.Grpc("gddt")).GetPersonTimelineAsync(
                new() { Id = person.ToString() }
            ),
            StatusCode.NotFound,
            "NOT_ON_RECORD"
        );

        // Their own file shows them what they may see of themselves.
        var (accounts, account) = (
            new HienTai.Access.V1.AccountService.AccountServiceClient(own.Grpc("quantri")),
            Seed.NewId().ToString()
        );
        await accounts.OpenAccountAsync(
            new()
            {
                Envelope = Seed.Envelope(),
                Id = account,
                Name = "chinhminh",
                Title = new() { Vi = "Chính mình", En = "Themselves" },
                Person = person.ToString(),
            }
        );
        await accounts.GrantMandateAsync(
            new()
            {
                Envelope = Seed.Envelope("Thử."),
                Id = account,
                MandateId = Seed.NewId().ToString(),
                Role = HienTai.Access.V1.Role.PersonOnRecord,
                From = "2020-01-01",
            }
        );
        await new ContributionService.ContributionServiceClient(own.Grpc()).RecordContributionAsync(
            new()
            {
                Envelope = Seed.Envelope(),
                Id = Seed.NewId().ToString(),
                On = "2023-03",
                Details = new()
                {
                    Kind = ContributionKind.Consultation,
                    Title = "Việc của chính mình",
                    UnitId = unit.ToString(),
                },
                Authors =
                {
                    new Author { PersonId = person.ToString(), Share = 100 },
                },
            }
        );
        (
            await new PersonService.PersonServiceClient(own.Grpc("chinhminh")).GetPersonTimelineAsync(
                new() { Id = person.ToString() }
            )
        )
            .Facts.Where(f => f.RecordId.Length > 0)
            .Select(f => (f.Lane, f.LabelVi))
            .Should()
            .Equal(("contribution", "Việc của chính mình"));

        // Of somebody who has left, what was so while they served there and nothing of what came after.
        await own.Seed.People.EndAssignmentAsync(
            new()
            {
                Envelope = Seed.Envelope(),
                PersonId = person.ToString(),
                Change = new()
                {
                    AssignmentId = (await own.Seed.People.GetPersonAsync(new() { Id = person.ToString() }))
                        .Person.Assignments.Single()
                        .Id,
                    On = "2024-01-20",
                    Cause = EndCause.Resigned,
                },
            }
        );
        (await Lane("truong"))
            .Select(f => (f.LabelVi, f.Period.To, Stands: f.KnownTo is null))
            .Should()
            .Equal(("Phát hiện: Chương trình thử", "", true));
        (await Lane()).Should().HaveCount(3);

        await new PrivacyService.PrivacyServiceClient(own.Grpc()).RestrictProcessingAsync(
            new()
            {
                Envelope = Seed.Envelope("Theo yêu cầu."),
                PersonId = person.ToString(),
                From = "2024-01-01",
            }
        );
        await Refused.By(
            new PersonService.PersonServiceClient(own.Grpc("truong")).GetPersonTimelineAsync(
                new() { Id = person.ToString() }
            ),
            StatusCode.NotFound,
            "NOT_ON_RECORD"
        );
    }

    [Fact]
    public async Task Talent_is_found_by_what_is_asked_with_reasons_and_who_was_left_out()
    {
        var unit = await app.Seed.Unit("Trung tâm Trí Tuệ Nhân Tạo");
        async Task<Guid> Somebody(string name, Level level, EvidenceGrade grade, string field = "Trí tuệ nhân tạo")
        {
            var person = await app.Seed.Person(name);
            await app.Seed.Assignment(person, unit, "2015-01-01");
            await app.Seed.People.DeclareQualificationAsync(
                new()
                {
                    Envelope = Seed.Envelope(),
                    PersonId = person.ToString(),
                    Change = new()
                    {
                        QualificationId = Seed.NewId().ToString(),
                        From = "2020-06-01",
                        Details = Seed.Degree(level, field),
                        Grade = grade,
                    },
                }
            );
            return person;
        }
        var (doctor, master, declared, other) = (
            await Somebody("Ngô Thị Tiến Sĩ", Level.EducationDoctor, EvidenceGrade.ConfirmedByIssuer),
            await Somebody("Ngô Thị Thạc Sĩ", Level.EducationMaster, EvidenceGrade.OriginalSeen),
            await Somebody("Ngô Thị Tự Khai", Level.EducationDoctor, EvidenceGrade.SelfDeclared),
            await Somebody("Ngô Thị Ngành Khác", Level.EducationDoctor, EvidenceGrade.OriginalSeen, "Lịch sử")
        );
        var contributions = new ContributionService.ContributionServiceClient(app.Grpc());
        var advice = Seed.NewId();
        await contributions.RecordContributionAsync(
            new()
            {
                Envelope = Seed.Envelope(),
                Id = advice.ToString(),
                On = "2023-03",
                Details = new()
                {
                    Kind = ContributionKind.Consultation,
                    Title = "Tư vấn nhận dạng biển số bằng học sâu",
                    Field = "Trí tuệ nhân tạo",
                    UnitId = unit.ToString(),
                },
                Authors =
                {
                    new Author { PersonId = master.ToString(), Share = 100 },
                },
            }
        );
        await contributions.AnswerContributionAsync(
            new()
            {
                Envelope = Seed.Envelope(),
                Id = advice.ToString(),
                On = "2023-05-02",
                Outcome = Outcome.TakenUp,
            }
        );

        var need = new Need
        {
            Sector = Sector.ArtificialIntelligence,
            Education = Level.EducationMaster,
            Known = EvidenceGrade.OriginalSeen,
            UnitId = unit.ToString(),
        };
        var found = await Talent.FindTalentAsync(new() { Need = need });
        found.Ranked.Select(r => (r.Rank, r.PersonId)).Should().Equal((1, doctor.ToString()), (2, master.ToString()));
        found.Ranked.Should().OnlyContain(r => r.Points == r.Reasons.Sum(x => x.Points));
        found
            .Ranked[1]
            .Reasons.Single(r => r.Kind == ReasonKind.Contributions)
            .ContributionIds.Should()
            .Equal(advice.ToString());
        found.Ranked[0].Reasons.Single(r => r.Kind == ReasonKind.Education).Key.Should().StartWith("qualification:");
        (found.LookedAt, found.TotalSize).Should().Be((4, 2));
        found
            .LeftOut.Select(l => (l.Part, l.People, l.OnlyThis))
            .Should()
            .Equal((NeedPart.Field, 1, 1), (NeedPart.Known, 1, 1));
        (await Talent.FindTalentAsync(new() { Need = new(need) { Contributions = 1 } }))
            .Ranked.Should()
            .ContainSingle(r => r.PersonId == master.ToString());
        (await Talent.FindTalentAsync(new() { Need = new(need) { Known = 0 } }))
            .Ranked.Select(r => r.PersonId)
            .Should()
            .Contain(declared.ToString())
            .And.NotContain(other.ToString());

        // What is recorded later changes nothing of what was answered.
        var at = new TimePoint { ValidOn = found.At.ValidOn, KnownPosition = found.At.Position };
        await Somebody("Ngô Thị Đến Sau", Level.EducationDoctor, EvidenceGrade.ConfirmedByIssuer);
        (await Talent.FindTalentAsync(new() { Need = need, At = at }))
            .Ranked.Should()
            .Equal(found.Ranked.Where(_ => true), (a, b) => a.Equals(b));
        (await Talent.FindTalentAsync(new() { Need = need }))
            .Ranked.Select(r => r.Rank)
            .Should()
            .Equal([1, 1, 3], "two with as many points stand on one rank");

        // The question is kept with the decision it led to, at the rank it gave.
        var (programme, id) = (await Programme(), Seed.NewId());
        await Refused.By(
            Pool.FindCandidateAsync(
                new()
                {
                    Envelope = Seed.Envelope("Theo kết quả tìm."),
                    Id = id.ToString(),
                    PersonId = other.ToString(),
                    ProgrammeId = programme.ToString(),
                    On = "2024-01-10",
                    Details = new() { Kind = SourceKind.Internal },
                    NeedJson = found.NeedJson,
                    SearchedAt = at,
                }
            ),
            StatusCode.FailedPrecondition,
            "NOT_IN_THAT_SEARCH"
        );
        await Pool.FindCandidateAsync(
            new()
            {
                Envelope = Seed.Envelope("Theo kết quả tìm."),
                Id = id.ToString(),
                PersonId = master.ToString(),
                ProgrammeId = programme.ToString(),
                On = "2024-01-10",
                Details = new() { Kind = SourceKind.Internal },
                NeedJson = found.NeedJson,
                SearchedAt = at,
            }
        );
        var by = (await Pool.GetCandidacyAsync(new() { Id = id.ToString() })).FoundBy;
        (by.Rank, by.Position, by.NeedJson).Should().Be((2, found.At.Position, found.NeedJson));
        by.Need.Vi.Should().Contain("Trí tuệ nhân tạo").And.Contain("đã xem bản chính");

        // What the pool and contributions say of somebody is in what they may take along.
        var privacy = new PrivacyService.PrivacyServiceClient(app.Grpc());
        var request = Seed.NewId();
        await privacy.OpenPrivacyRequestAsync(
            new()
            {
                Envelope = Seed.Envelope(),
                Id = request.ToString(),
                PersonId = master.ToString(),
                Kind = PrivacyRequestKind.Supply,
                Words = "Xin bản sao dữ liệu của tôi.",
            }
        );
        using var memory = new MemoryStream();
        using var bundle = privacy.GetBundle(new() { PersonId = master.ToString(), RequestId = request.ToString() });
        while (await bundle.ResponseStream.MoveNext(default))
            memory.Write(bundle.ResponseStream.Current.Chunk.Span);
        using var elsewhere = new StreamReader(
            new System.IO.Compression.ZipArchive(memory).GetEntry("noi-khac.json")!.Open()
        );
        (await elsewhere.ReadToEndAsync())
            .Should()
            .Contain("Tư vấn nhận dạng biển số bằng học sâu")
            .And.Contain("Chương trình thử");

        (await Talent.FindExpertsAsync(new() { Query = "nhan dang bien so" }))
            .Experts.Should()
            .ContainSingle(e => e.PersonId == master.ToString() && e.Works.Any(w => w.Key == advice.ToString()));
    }

    [Fact]
    public async Task A_successor_is_told_what_the_post_still_asks_and_posts_without_anybody_are_told()
    {
        // A standard of its own must not meet those another test loads.
        await using var own = new App();
        var here = new TalentTests(own);
        var (unit, empty, programme) = (
            await own.Seed.Unit("Phòng Kế Cận"),
            await own.Seed.Unit("Phòng Trống"),
            await here.Programme()
        );
        var (head, deputy) = (await own.Seed.Person("Giang Văn Trưởng"), await own.Seed.Person("Giang Thị Phó"));
        const string asked = "Trưởng phòng Kế Cận";
        await own.Seed.Assignment(head, unit, "2015-01-01", post: asked);
        await own.Seed.Qualification(deputy, "2010", Level.EducationBachelor);
        await new Norms.StandardService.StandardServiceClient(own.Grpc()).EnactStandardAsync(
            new()
            {
                Envelope = Seed.Envelope("Tiêu chuẩn thử."),
                Id = Seed.NewId().ToString(),
                From = "2020-01-01",
                Details = new()
                {
                    Code = "KE-CAN",
                    Name = new() { Vi = "Tiêu chuẩn trưởng phòng", En = "Standard of a head" },
                    Kind = Norms.StandardKind.Plan,
                    Scope = new() { Posts = { asked } },
                    Ladder = Ladder.Education,
                    Ways = { new Norms.Way { Demands = { new Norms.Demand { AtLeast = Level.EducationMaster } } } },
                    Source = "Thử",
                    Checked = Norms.SourceCheck.Unverified,
                },
            }
        );
        await own.Seed.Assignment(await own.Seed.Person("Giang Văn Lẻ Loi"), empty, "2015-01-01", post: "Trưởng phòng");
        await own.Seed.Assignment(deputy, unit, "2015-01-01");
        await Refused.By(
            here.Find(deputy, programme, Seed.NewId(), SourceKind.Successor),
            StatusCode.FailedPrecondition,
            "SUCCESSOR_TO_WHAT",
            "details.target"
        );
        var id = Seed.NewId();
        await here.Find(
            deputy,
            programme,
            id,
            details: new()
            {
                Kind = SourceKind.Successor,
                Readiness = Readiness.InOneToThreeYears,
                Target = new()
                {
                    UnitId = unit.ToString(),
                    Post = asked,
                    Category = Category.DistrictCivilServant,
                    TitleCode = "01.003",
                },
            }
        );
        var succession = await here.Talent.ListSuccessionAsync(new() { UnitId = (await own.Seed.Root()).ToString() });
        var post = succession.Posts.Single(p => p.UnitId == unit.ToString());
        (post.HolderName, post.Retires.Length, post.Successors.Single().PersonId, post.Successors.Single().Readiness)
            .Should()
            .Be(("Giang Văn Trưởng", 7, deputy.ToString(), Readiness.InOneToThreeYears));
        (post.Category, post.TitleCode)
            .Should()
            .Be((Category.DistrictCivilServant, "01.003"), "whoever puts a successor forward need not look them up");
        succession.Posts.Single(p => p.UnitId == empty.ToString()).Successors.Should().BeEmpty();
        succession
            .Posts.Select(p => p.Successors.Count)
            .Should()
            .BeInAscendingOrder("posts without anybody come first");
        succession
            .Figures.Select(f => (f.State, f.Posts))
            .Should()
            .Equal((SuccessionState.None, 1), (SuccessionState.Later, 1));

        var firstPage = await here.Talent.ListSuccessionAsync(new() { PageSize = 1 });
        (firstPage.TotalSize, firstPage.Posts.Single().UnitId).Should().Be((2, empty.ToString()));
        var secondPage = await here.Talent.ListSuccessionAsync(
            new() { PageSize = 1, PageToken = firstPage.NextPageToken }
        );
        (secondPage.Posts.Single().UnitId, secondPage.NextPageToken).Should().Be((unit.ToString(), ""));
        var later = await here.Talent.ListSuccessionAsync(new() { States = { SuccessionState.Later } });
        (later.Posts.Single().UnitId, later.Figures.Sum(f => f.Posts))
            .Should()
            .Be((unit.ToString(), 2), "the figures tell of every state");
        foreach (var (words, there) in new[] { ("ke can", unit), ("giang le", empty), ("phong trong", empty) })
            (await here.Talent.ListSuccessionAsync(new() { Query = words }))
                .Posts.Should()
                .ContainSingle(words)
                .Which.UnitId.Should()
                .Be(there.ToString());
        (await here.Talent.ListSuccessionAsync(new() { Query = "hiệu trưởng" })).Posts.Should().BeEmpty();
        await Refused.By(
            here.Talent.ListSuccessionAsync(new() { States = { (SuccessionState)9 } }),
            StatusCode.InvalidArgument,
            "MALFORMED",
            "states[0]"
        );
        (await here.Pool.GetCandidacyAsync(new() { Id = id.ToString() }))
            .Wanting.Select(w => w.Code)
            .Should()
            .Equal(post.Successors.Single().Wanting.Select(w => w.Code))
            .And.Contain("KE-CAN");
        await own.Seed.Qualification(deputy, "2024-05");
        (await here.Pool.GetCandidacyAsync(new() { Id = id.ToString() }))
            .Wanting.Should()
            .NotContain(w => w.Code == "KE-CAN", "they have it now");
    }

    [Fact]
    public async Task Candidates_who_are_not_staff_are_hidden_from_those_without_a_mandate_for_the_pool()
    {
        await using var own = new App();
        var here = new TalentTests(own);
        var (mine, other) = (await own.Seed.Unit("Trường Nhìn Thấy"), await own.Seed.Unit("Trường Không Thấy"));
        var (teacher, stranger) = (
            await own.Seed.Person("Quách Thị Của Trường"),
            await own.Seed.Person("Quách Thị Trường Khác")
        );
        await own.Seed.Assignment(teacher, mine, "2015-01-01");
        await own.Seed.Assignment(stranger, other, "2015-01-01");
        var outsider = await here.Outsider(
            "Quách Văn Bên Ngoài",
            new()
            {
                Kind = OutsideKind.Overseas,
                Country = "USA",
                Ground = LegalGround.Consent,
            }
        );
        var programme = await here.Programme();
        var (a, b, c) = (Seed.NewId(), Seed.NewId(), Seed.NewId());
        await here.Find(teacher, programme, a);
        await here.Find(stranger, programme, b);
        await here.Find(outsider, programme, c);
        await own.Seed.Entrust("gddt", HienTai.Access.V1.Role.UnitHead, mine);
        await own.Seed.Entrust("truong", HienTai.Access.V1.Role.Finance);
        var (head, finance) = (own.Grpc("gddt"), own.Grpc("truong"));

        (await new CandidacyService.CandidacyServiceClient(head).ListCandidaciesAsync(new()))
            .Candidacies.Select(x => x.Id)
            .Should()
            .Equal(a.ToString());
        foreach (var hidden in new[] { b, c })
            await Refused.By(
                new CandidacyService.CandidacyServiceClient(head).GetCandidacyAsync(new() { Id = hidden.ToString() }),
                StatusCode.NotFound,
                "NOT_ON_RECORD"
            );
        await Refused.By(
            new CandidacyService.CandidacyServiceClient(head).GetCandidacyHistoryAsync(new() { Id = c.ToString() }),
            StatusCode.NotFound,
            "NOT_ON_RECORD"
        );
        await Refused.By(
            new CandidacyService.CandidacyServiceClient(head).MoveCandidateAsync(
                new()
                {
                    Envelope = Seed.Envelope("Thử."),
                    Id = c.ToString(),
                    On = "2024-02-01",
                    To = Stage.Proposed,
                }
            ),
            StatusCode.FailedPrecondition,
            "NOT_ON_RECORD"
        );
        (await new TalentService.TalentServiceClient(head).FindTalentAsync(new() { Need = new() }))
            .Ranked.Select(r => r.PersonId)
            .Should()
            .Equal(teacher.ToString());
        (await new TalentService.TalentServiceClient(head).GetTalentFiguresAsync(new())).UnderWay.Should().Be(1);
        await Refused.By(
            new CandidacyService.CandidacyServiceClient(finance).ListCandidaciesAsync(new()),
            StatusCode.PermissionDenied,
            "NOT_ALLOWED"
        );
        await Refused.By(
            new PersonService.PersonServiceClient(finance).GetPersonAsync(new() { Id = outsider.ToString() }),
            StatusCode.NotFound,
            "NOT_ON_RECORD"
        );
        (
            await new PersonService.PersonServiceClient(finance).ListPeopleAsync(
                new() { Status = ServiceStatus.Any, Query = "quach van ben ngoai" }
            )
        )
            .TotalSize.Should()
            .Be(0);
        (await new PersonService.PersonServiceClient(finance).GetPersonAsync(new() { Id = teacher.ToString() }))
            .Person.Id.Should()
            .NotBeEmpty();
        await Refused.By(
            new PersonService.PersonServiceClient(head).PlaceOutsideAsync(
                new()
                {
                    Envelope = Seed.Envelope(),
                    PersonId = teacher.ToString(),
                    Change = new()
                    {
                        From = "2024-01-01",
                        Details = new() { Kind = OutsideKind.Retired, Ground = LegalGround.DutyByLaw },
                    },
                }
            ),
            StatusCode.FailedPrecondition,
            "OUTSIDERS_ARE_THE_POOLS"
        );
        var figures = await new TalentService.TalentServiceClient(own.Grpc()).GetTalentFiguresAsync(new());
        (
            figures.UnderWay,
            figures.Groups.Single(g => g.Group == PriorityGroup.Women).People,
            figures.Kinds.Single(k => k.Kind == SourceKind.Expert).People
        )
            .Should()
            .Be((3, 3, 3));
    }

    [Fact]
    public async Task The_programmes_that_come_with_the_product_are_recorded_once_with_how_far_they_were_checked()
    {
        await using var own = new App();
        var talent = new TalentService.TalentServiceClient(own.Grpc());
        (await talent.LoadShippedProgrammesAsync(new() { Envelope = Seed.Envelope("Nạp chương trình.") }))
            .EventCount.Should()
            .Be(5);
        (await talent.LoadShippedProgrammesAsync(new() { Envelope = Seed.Envelope("Nạp lại.") }))
            .EventCount.Should()
            .Be(0);
        var on = await talent.ListProgrammesAsync(new() { At = new() { ValidOn = "2024-08-01" } });
        on.Programmes.Where(p => p.InForce)
            .Select(p => p.Details.Code)
            .Should()
            .BeEquivalentTo(["01-ĐA/TU", "03-ĐA/HU", "NĐ 140/2017", "CG-BC"]);
        (await talent.ListProgrammesAsync(new() { At = new() { ValidOn = "2025-01-01" } }))
            .Programmes.Where(p => p.InForce)
            .Select(p => p.Details.Code)
            .Should()
            .Contain("NĐ 179/2024")
            .And.NotContain("NĐ 140/2017");
        on.Programmes.Should()
            .OnlyContain(p => p.Details.Checked == SourceCheck.Unverified && p.Details.Note.Length > 0);
        var code = on.Programmes[0].Details;
        await Refused.By(
            talent.EnactProgrammeAsync(
                new()
                {
                    Envelope = Seed.Envelope("Trùng mã."),
                    Id = Seed.NewId().ToString(),
                    From = "2024-01-01",
                    Details = code,
                }
            ),
            StatusCode.AlreadyExists,
            "PROGRAMME_CODE_TAKEN",
            "details.code"
        );
        await Refused.By(
            talent.EnactProgrammeAsync(
                new()
                {
                    Envelope = Seed.Envelope("Sai quy tắc."),
                    Id = Seed.NewId().ToString(),
                    From = "2024-01-01",
                    Details = new(code)
                    {
                        Code = "X",
                        Criteria =
                        {
                            new ProgrammeCriterion
                            {
                                Key = "x",
                                Name = new() { Vi = "x", En = "x" },
                                Rule = "sex = female",
                            },
                        },
                    },
                }
            ),
            StatusCode.InvalidArgument,
            "MALFORMED"
        );
    }
}
