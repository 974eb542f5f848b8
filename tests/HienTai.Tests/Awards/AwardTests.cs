using Grpc.Core;
using HienTai.Awards.V1;
using HienTai.Contributions.V1;
using HienTai.Rpc.V1;
using HienTai.Standards.V1;
using Condition = HienTai.Awards.V1.Criterion;

namespace HienTai.Tests.Awards;

/// <summary>
/// Awards through the wire: programmes, cycles, nominations with what they rest on, and who would be affected.
/// </summary>
public sealed class AwardTests(App app)
{
    static int counter;
    AwardService.AwardServiceClient Ask => new(app.Grpc());
    ContributionService.ContributionServiceClient Contributions => new(app.Grpc());

    static Text Both(string text) => new() { Vi = text, En = text };

    static Condition Criterion(string code, string rule) =>
        new()
        {
            Code = code,
            Rule = rule,
            Words = Both(rule),
        };

    static string Code() => $"T{Interlocked.Increment(ref counter)}";

    async Task<Guid> Programme(
        string code,
        bool works = false,
        Item[]? fields = null,
        Item[]? prizes = null,
        params Condition[] criteria
    )
    {
        var id = Seed.NewId();
        await Ask.SetProgrammeAsync(
            new()
            {
                Envelope = Seed.Envelope(),
                Id = id.ToString(),
                From = "2015",
                Details = new()
                {
                    Code = code,
                    Name = Both($"Danh hiệu {code}"),
                    Kind = works ? ProgrammeKind.Prize : ProgrammeKind.Title,
                    Level = AwardLevel.Unit,
                    ForWorks = works,
                    Fields = { fields ?? [] },
                    Prizes = { prizes ?? [] },
                    Criteria = { criteria },
                    Source = "Thử",
                    Checked = SourceCheck.Unverified,
                },
            }
        );
        return id;
    }

    async Task<Guid> Cycle(Guid programme, int year = 2024, Item[]? fields = null, Item[]? prizes = null)
    {
        var id = Seed.NewId();
        await Ask.OpenCycleAsync(
            new()
            {
                Envelope = Seed.Envelope(),
                Id = id.ToString(),
                ProgrammeId = programme.ToString(),
                Year = year,
                On = $"{year}-01-10",
                Details = new()
                {
                    Screening = $"{year}-05-31",
                    Submission = $"{year}-06-30",
                    Results = $"{year}-12-31",
                    Fields = { fields ?? [] },
                    Prizes = { prizes ?? [] },
                },
            }
        );
        return id;
    }

    async Task<(Guid Unit, Guid[] People)> School(params string[] names)
    {
        var (unit, people) = (await app.Seed.Unit($"Trường {names[0]}"), new List<Guid>());
        foreach (var name in names)
        {
            people.Add(await app.Seed.Person(name));
            await app.Seed.Assignment(people[^1], unit, "2010-09-01");
        }
        return (unit, [.. people]);
    }

    /// <summary>An initiative with all its steps; two judges are of nobody's unit.</summary>
    async Task<Guid> Recognised(
        Guid unit,
        Guid author,
        string on,
        RecognitionLevel level = RecognitionLevel.Unit,
        string title = "Sổ đầu bài điện tử"
    )
    {
        var (id, judge, day) = (Seed.NewId(), await app.Seed.Person("Hồ Thị Giám Khảo"), DateOnly.Parse(on));
        string Before(int days) => day.AddDays(-days).ToString("yyyy-MM-dd");
        await Contributions.RecordContributionAsync(
            new()
            {
                Envelope = Seed.Envelope(),
                Id = id.ToString(),
                On = Before(9),
                Details = new()
                {
                    Kind = ContributionKind.Initiative,
                    Title = title,
                    UnitId = unit.ToString(),
                },
                Authors =
                {
                    new Author { PersonId = author.ToString(), Share = 100 },
                },
            }
        );
        await Contributions.ProceedInitiativeAsync(
            new()
            {
                Envelope = Seed.Envelope(),
                Id = id.ToString(),
                On = Before(8),
                Filing = new(),
            }
        );
        await Contributions.ProceedInitiativeAsync(
            new()
            {
                Envelope = Seed.Envelope(),
                Id = id.ToString(),
                On = Before(7),
                Completeness = new(),
            }
        );
        await Contributions.ProceedInitiativeAsync(
            new()
            {
                Envelope = Seed.Envelope(),
                Id = id.ToString(),
                On = Before(6),
                Council = new() { MemberIds = { judge.ToString() } },
            }
        );
        await Contributions.ScoreInitiativeAsync(
            new()
            {
                Envelope = Seed.Envelope(),
                Id = id.ToString(),
                MemberId = judge.ToString(),
                Points = 80,
            }
        );
        await Contributions.ProceedInitiativeAsync(
            new()
            {
                Envelope = Seed.Envelope(paper: await app.Seed.Paper($"{id.ToString()[^6..]}/QĐ-SK", on)),
                Id = id.ToString(),
                On = on,
                RecognisedAt = level,
            }
        );
        return id;
    }

    async Task Cancel(Guid contribution, string on) =>
        await Contributions.ProceedInitiativeAsync(
            new()
            {
                Envelope = Seed.Envelope(
                    "Sao chép.",
                    await app.Seed.Paper($"{contribution.ToString()[^6..]}/QĐ-HB", on)
                ),
                Id = contribution.ToString(),
                On = on,
                CancelledBecause = "Sao chép.",
            }
        );

    AsyncUnaryCall<Receipt> Nominate(
        Guid id,
        Guid cycle,
        Guid unit,
        Guid? person = null,
        Guid? work = null,
        string field = "",
        string on = "2024-03-01",
        Guid[]? cites = null,
        Guid[]? awards = null,
        string actor = "noivu"
    ) =>
        new AwardService.AwardServiceClient(app.Grpc(actor)).NominateAsync(
            new()
            {
                Envelope = Seed.Envelope(),
                Id = id.ToString(),
                CycleId = cycle.ToString(),
                On = on,
                PersonId = person?.ToString() ?? "",
                WorkId = work?.ToString() ?? "",
                Field = field,
                UnitId = unit.ToString(),
                ContributionIds = { (cites ?? []).Select(c => c.ToString()) },
                AwardIds = { (awards ?? []).Select(a => a.ToString()) },
            }
        );

    AsyncUnaryCall<Receipt> Screen(Guid id, string on = "2024-04-01", bool passed = true, string reasons = "") =>
        Ask.ProceedNominationAsync(
            new()
            {
                Envelope = Seed.Envelope(),
                Id = id.ToString(),
                On = on,
                Screening = new() { Passed = passed, Reasons = reasons },
            }
        );

    AsyncUnaryCall<Receipt> Submit(Guid id, string on = "2024-06-01") =>
        Ask.ProceedNominationAsync(
            new()
            {
                Envelope = Seed.Envelope(),
                Id = id.ToString(),
                On = on,
                Submission = new(),
            }
        );

    AsyncUnaryCall<Receipt> Award(Guid id, Guid? paper, string prize = "", string on = "2024-11-20") =>
        Ask.ProceedNominationAsync(
            new()
            {
                Envelope = Seed.Envelope(paper: paper),
                Id = id.ToString(),
                On = on,
                Awarding = new() { Prize = prize },
            }
        );

    AsyncUnaryCall<Receipt> Revoke(Guid id, Guid? paper, string on = "2025-02-01") =>
        Ask.ProceedNominationAsync(
            new()
            {
                Envelope = Seed.Envelope("Gian dối.", paper),
                Id = id.ToString(),
                On = on,
                RevokedBecause = "Gian dối.",
            }
        );

    Task<Guid> Paper(string number, string on = "2024-11-20") =>
        app.Seed.Paper($"{number}-{Interlocked.Increment(ref counter)}/QĐ-KT", on);

    async Task<Guid> Held(Guid programme, Guid person, Guid unit, int year)
    {
        var id = Seed.NewId();
        await Ask.RecordAwardAsync(
            new()
            {
                Envelope = Seed.Envelope(paper: await Paper("1", $"{year}-12-20")),
                Id = id.ToString(),
                ProgrammeId = programme.ToString(),
                Year = year,
                On = $"{year}-12-20",
                PersonId = person.ToString(),
                UnitId = unit.ToString(),
            }
        );
        return id;
    }

    [Fact]
    public async Task From_nomination_to_title_and_its_revocation()
    {
        var (unit, people) = await School("Phan Thị Được Tặng");
        var code = Code();
        var cycle = await Cycle(
            await Programme(code, criteria: [Criterion("sk", "initiative Unit in the year"), Criterion("xs", "stated")])
        );
        var (id, initiative) = (Seed.NewId(), await Recognised(unit, people[0], "2024-02-20"));
        await Nominate(id, cycle, unit, people[0], cites: [initiative]);
        await Refused.By(Screen(id), StatusCode.FailedPrecondition, "CRITERION_NOT_MET", "id");
        await Ask.AnswerCriterionAsync(
            new()
            {
                Envelope = Seed.Envelope(),
                Id = id.ToString(),
                On = "2024-03-02",
                Criterion = "xs",
                Met = true,
                Because = "Hoàn thành xuất sắc.",
            }
        );
        await Screen(id);
        await Submit(id);
        await Refused.By(Award(id, null), StatusCode.FailedPrecondition, "PAPER_NEEDED", "envelope.paper_id");
        await Award(id, await Paper("90"));

        var found = (await Ask.GetNominationAsync(new() { Id = id.ToString() })).Nomination;
        (found.Step, found.ProgrammeCode, found.Nominees.Single().Verdict, found.Steps.Count)
            .Should()
            .Be((NominationStep.Awarded, code, Verdict.Met, 4));
        found.Nominees[0].Findings.Single(f => f.Code == "xs").Because.Should().Be("Hoàn thành xuất sắc.");
        found
            .Nominees[0]
            .Findings.Single(f => f.Code == "sk")
            .By.Should()
            .ContainSingle(d => d.Id == initiative.ToString() && d.Title.Vi == "Sổ đầu bài điện tử");
        found.Cited.Should().ContainSingle(c => c.Id == initiative.ToString() && !c.Fallen);
        (await Ask.ListAwardsAsync(new() { PersonId = people[0].ToString() }))
            .Awards.Should()
            .ContainSingle(a => a.NominationId == id.ToString() && a.Year == 2024 && a.UnitId == unit.ToString());
        var above = (await app.Seed.Root()).ToString();
        foreach (var asked in new[] { unit.ToString(), above })
        {
            (await Ask.CountAwardsAsync(new() { UnitId = asked }))
                .Counts.Should()
                .ContainSingle(c => c.ProgrammeCode == code && c.People == 1, "a unit stands for everything below it");
            (await Ask.ListAwardsAsync(new() { UnitId = asked, Year = 2024 }))
                .Awards.Should()
                .ContainSingle(a => a.NominationId == id.ToString());
            (await Ask.ListNominationsAsync(new() { UnitId = asked, CycleId = cycle.ToString() }))
                .Nominations.Should()
                .ContainSingle(n => n.Id == id.ToString());
            (
                await Ask.ListEligibleAsync(
                    new()
                    {
                        UnitId = asked,
                        CycleId = cycle.ToString(),
                        Verdict = Verdict.Met,
                    }
                )
            ).Candidates.Should().Contain(c => c.PersonId == people[0].ToString() && c.UnitId == unit.ToString());
        }
        (await Ask.GetCycleAsync(new() { Id = cycle.ToString() }))
            .Cycle.Counts.Should()
            .ContainSingle(c => c.Step == NominationStep.Awarded && c.Count == 1);
        (
            await Ask.GetNominationAsync(
                new()
                {
                    Id = id.ToString(),
                    At = new() { ValidOn = "2024-05-15" },
                }
            )
        ).Nomination.Step.Should().Be(NominationStep.ScreenedIn);
        (
            await Ask.ListAwardsAsync(
                new()
                {
                    PersonId = people[0].ToString(),
                    At = new() { ValidOn = "2024-11-19" },
                }
            )
        ).TotalSize.Should().Be(0);

        var known = (await Ask.GetNominationAsync(new() { Id = id.ToString() })).At.Position;
        await Revoke(id, await Paper("91", "2025-02-01"));
        (await Ask.ListAwardsAsync(new() { PersonId = people[0].ToString() }))
            .Awards.Single()
            .Period.To.Should()
            .Be("2025-02-01");
        (await Ask.CountAwardsAsync(new() { UnitId = unit.ToString() })).Counts.Should().BeEmpty();
        (
            await Ask.CountAwardsAsync(
                new()
                {
                    UnitId = unit.ToString(),
                    At = new() { KnownPosition = known },
                }
            )
        ).Counts.Should().ContainSingle("as it was known then");
        (await Ask.GetNominationHistoryAsync(new() { Id = id.ToString() })).Entries.Should().HaveCount(6);
    }

    [Fact]
    public async Task An_award_stands_on_the_timeline_of_whoever_holds_it_until_it_is_revoked()
    {
        var (unit, people) = await School("Phan Thị Dòng Đời");
        var code = Code();
        var programme = await Programme(code);
        async Task<HienTai.Personnel.V1.FactVersion[]> Lane(long position = 0) =>
            [
                .. (
                    await app.Seed.People.GetPersonTimelineAsync(
                        new()
                        {
                            Id = people[0].ToString(),
                            At = position > 0 ? new() { KnownPosition = position } : null,
                        }
                    )
                ).Facts.Where(f => f.Lane == "award"),
            ];
        var cycle = await Cycle(programme);
        await Nominate(Seed.NewId(), cycle, unit, people[0]);
        (await Lane()).Should().BeEmpty("nobody holds what they are put forward for");
        var id = await Held(programme, people[0], unit, 2023);
        var held = (await Lane()).Should().ContainSingle().Which;
        (held.LabelVi, held.LabelEn, held.RecordId, held.Period.From, held.Period.To)
            .Should()
            .Be(($"Danh hiệu {code} 2023", $"Danh hiệu {code} 2023", id.ToString(), "2023-12-20", ""));
        held.KnownFrom.Paper.Number.Should().EndWith("/QĐ-KT");
        (await Lane(held.KnownFrom.Position - 1)).Should().BeEmpty("it was not known yet");
        await Revoke(id, await Paper("92", "2025-02-01"));
        (await Lane())
            .Select(f => (f.Period.To, Stands: f.KnownTo is null))
            .Should()
            .Equal(("", false), ("2025-02-01", true));
        (await Lane(held.KnownFrom.Position)).Should().ContainSingle().Which.KnownTo.Should().BeNull();
    }

    [Fact]
    public async Task What_was_cancelled_or_revoked_carries_no_nomination()
    {
        var (unit, people) = await School("Võ Thị Căn Cứ", "Lê Văn Khác");
        var (title, higher) = (Code(), Code());
        var lower = await Programme(title);
        var cycle = await Cycle(await Programme(higher, criteria: [Criterion("x", "stated")]));
        var (cancelled, stands, others) = (
            await Recognised(unit, people[0], "2023-05-20"),
            await Recognised(unit, people[0], "2023-06-20"),
            await Recognised(unit, people[1], "2023-05-21")
        );
        await Cancel(cancelled, "2024-01-15");
        await Refused.By(
            Nominate(Seed.NewId(), cycle, unit, people[0], cites: [stands, cancelled]),
            StatusCode.FailedPrecondition,
            "RECOGNITION_CANCELLED",
            "contribution_ids[1]"
        );
        await Refused.By(
            Nominate(Seed.NewId(), cycle, unit, people[0], cites: [others]),
            StatusCode.FailedPrecondition,
            "CITED_NOT_THEIRS",
            "contribution_ids[0]"
        );
        var held = await Held(lower, people[0], unit, 2022);
        await Revoke(held, await Paper("5", "2024-02-01"), "2024-02-01");
        await Refused.By(
            Nominate(Seed.NewId(), cycle, unit, people[0], awards: [held]),
            StatusCode.FailedPrecondition,
            "AWARD_REVOKED",
            "award_ids[0]"
        );
        var id = Seed.NewId();
        await Nominate(id, cycle, unit, people[0], cites: [stands]);
        await Ask.AnswerCriterionAsync(
            new()
            {
                Envelope = Seed.Envelope(),
                Id = id.ToString(),
                On = "2024-03-02",
                Criterion = "x",
                Met = true,
                Because = "Được.",
            }
        );
        await Screen(id);
        await Submit(id);
        await Cancel(stands, "2024-09-01");
        await Refused.By(Award(id, await Paper("6")), StatusCode.FailedPrecondition, "RECOGNITION_CANCELLED");
        (await Ask.GetNominationAsync(new() { Id = id.ToString() })).Nomination.Cited.Single().Fallen.Should().BeTrue();
    }

    [Fact]
    public async Task Places_deadlines_doubles_and_order_are_kept()
    {
        var (unit, people) = await School("Tô Thị Nhất", "Tô Thị Nhì");
        Item[] fields =

            [
                new()
                {
                    Code = "van-hoc",
                    Number = 1,
                    Name = Both("Văn học"),
                },
                new()
                {
                    Code = "quan-ly",
                    Number = 20,
                    Name = Both("Quản lý"),
                },
            ],
            prizes =

            [
                new()
                {
                    Code = "nhat",
                    Number = 200,
                    Name = Both("Giải Nhất"),
                },
            ];
        var cycle = await Cycle(
            await Programme(Code(), works: true, fields, prizes, Criterion("t", "stated")),
            fields: fields,
            prizes: prizes
        );
        var works = new[]
        {
            await Recognised(unit, people[0], "2023-05-20", title: "Tập thơ"),
            await Recognised(unit, people[1], "2023-05-21", title: "Tập truyện"),
        };
        Guid[] ids = [Seed.NewId(), Seed.NewId()];
        await Refused.By(
            Nominate(ids[0], cycle, unit, work: works[0], field: "am-nhac"),
            StatusCode.FailedPrecondition,
            "FIELD_NOT_OF_CYCLE",
            "field"
        );
        await Refused.By(
            Nominate(ids[0], cycle, unit, work: works[0], field: "van-hoc", on: "2024-06-01"),
            StatusCode.FailedPrecondition,
            "DEADLINE_PASSED",
            "on"
        );
        foreach (var (id, work) in ids.Zip(works))
        {
            await Nominate(id, cycle, unit, work: work, field: "van-hoc");
            await Ask.AnswerCriterionAsync(
                new()
                {
                    Envelope = Seed.Envelope(),
                    Id = id.ToString(),
                    On = "2024-03-02",
                    Criterion = "t",
                    Met = true,
                    Because = "Đạt.",
                }
            );
        }
        await Refused.By(
            Nominate(Seed.NewId(), cycle, unit, work: works[0], field: "quan-ly"),
            StatusCode.AlreadyExists,
            "NOMINATED_ALREADY",
            "work_id"
        );
        await Refused.By(Submit(ids[0]), StatusCode.FailedPrecondition, "NOT_AT_THIS_STEP");
        await Refused.By(Screen(ids[0], "2024-02-01"), StatusCode.FailedPrecondition, "BEFORE_THE_LAST_STEP", "on");
        await Refused.By(Screen(ids[0], "2024-06-15"), StatusCode.FailedPrecondition, "DEADLINE_PASSED", "on");
        foreach (var id in ids)
        {
            await Screen(id);
            await Refused.By(Submit(id, "2024-07-02"), StatusCode.FailedPrecondition, "DEADLINE_PASSED", "on");
            await Submit(id);
        }
        var paper = await Paper("7");
        await Refused.By(Award(ids[0], paper), StatusCode.FailedPrecondition, "PRIZE_NOT_OF_CYCLE");
        await Award(ids[0], paper, "nhat");
        await Refused.By(Award(ids[1], paper, "nhat"), StatusCode.FailedPrecondition, "NO_PLACE_LEFT");
        (await Ask.ListAwardsAsync(new() { PersonId = people[0].ToString() }))
            .Awards.Single()
            .Should()
            .Match<Award>(a => a.WorkTitle == "Tập thơ" && a.PrizeName.Vi == "Giải Nhất");
        var titles = await Cycle(await Programme(Code()));
        await Nominate(Seed.NewId(), titles, unit, people[0]);
        await Refused.By(
            Nominate(Seed.NewId(), titles, unit, people[0]),
            StatusCode.AlreadyExists,
            "NOMINATED_ALREADY",
            "person_id"
        );
        // A deadline that is put off holds from that day on.
        var details = (await Ask.GetCycleAsync(new() { Id = titles.ToString() })).Cycle.Details;
        details.Screening = "2024-06-20";
        await Ask.ChangeCycleAsync(
            new()
            {
                Envelope = Seed.Envelope("Gia hạn."),
                Id = titles.ToString(),
                From = "2024-05-30",
                Details = details,
            }
        );
        await Nominate(Seed.NewId(), titles, unit, people[1], on: "2024-06-10");
    }

    [Fact]
    public async Task Eligibility_is_read_off_the_record_and_falls_with_it()
    {
        var (unit, people) = await School("Mai Thị Liên Tục", "Mai Thị Thiếu Năm");
        var cycle = await Cycle(
            await Programme(
                Code(),
                criteria:
                [
                    Criterion("hai-nam", "initiative Unit 2 years in a row"),
                    Criterion("tham-nien", "service 10 years"),
                ]
            )
        );
        var (first, second) = (
            await Recognised(unit, people[0], "2023-04-01"),
            await Recognised(unit, people[0], "2024-04-01")
        );
        await Recognised(unit, people[1], "2024-04-02");
        async Task<Candidate> Of(int n, string on = "2024-05-01") =>
            (
                await Ask.GetEligibilityAsync(
                    new()
                    {
                        PersonId = people[n].ToString(),
                        CycleId = cycle.ToString(),
                        At = new() { ValidOn = on },
                    }
                )
            ).Candidate;

        (await Of(0)).Verdict.Should().Be(Verdict.Met);
        (await Of(0, "2024-03-31")).Verdict.Should().Be(Verdict.NotMet, "the second was not recognised yet");
        (await Of(0))
            .Findings.Single(f => f.Code == "hai-nam")
            .By.Select(d => d.Id)
            .Should()
            .BeEquivalentTo(first.ToString(), second.ToString());
        (await Of(1)).Findings.Single(f => f.Code == "hai-nam").Missing.En.Should().Be("2023 missing");
        var eligible = await Ask.ListEligibleAsync(
            new()
            {
                CycleId = cycle.ToString(),
                UnitId = unit.ToString(),
                Verdict = Verdict.Met,
                NotNominated = true,
                At = new() { ValidOn = "2024-05-01" },
            }
        );
        eligible.Candidates.Select(c => c.PersonId).Should().Equal(people[0].ToString());
        var paged = await Ask.ListEligibleAsync(
            new()
            {
                CycleId = cycle.ToString(),
                UnitId = unit.ToString(),
                PageSize = 1,
                At = new() { ValidOn = "2024-05-01" },
            }
        );
        (paged.TotalSize, paged.Candidates[0].FullName).Should().Be((2, "Mai Thị Thiếu Năm"));
        (
            await Ask.ListEligibleAsync(
                new()
                {
                    CycleId = cycle.ToString(),
                    UnitId = unit.ToString(),
                    PageSize = 1,
                    At = new() { ValidOn = "2024-05-01" },
                    PageToken = paged.NextPageToken,
                }
            )
        ).Candidates[0].FullName.Should().Be("Mai Thị Liên Tục");

        var affected = await Ask.ListAffectedAsync(
            new()
            {
                ContributionId = first.ToString(),
                At = new() { ValidOn = "2024-05-01" },
            }
        );
        affected
            .People.Should()
            .ContainSingle(p => p.PersonId == people[0].ToString())
            .Which.Rests.Should()
            .ContainSingle(r => r.Kind == RestKind.Eligibility && r.CycleId == cycle.ToString());
        var known = affected.At.Position;
        await Cancel(first, "2024-05-02");
        (await Of(0, "2024-05-02")).Verdict.Should().Be(Verdict.NotMet);
        (await Of(0, "2024-05-01")).Verdict.Should().Be(Verdict.Met, "it was recognised on that day");
        (
            await Ask.GetEligibilityAsync(
                new()
                {
                    PersonId = people[0].ToString(),
                    CycleId = cycle.ToString(),
                    At = new() { ValidOn = "2024-05-02", KnownPosition = known },
                }
            )
        ).Candidate.Verdict.Should().Be(Verdict.Met, "as known before the cancellation was recorded");
    }

    [Fact]
    public async Task Whoever_is_affected_is_told_before_and_what_rests_on_what_would_fall_too()
    {
        var (unit, people) = await School("Cao Thị Dây Chuyền");
        var (yearly, higher) = (Code(), Code());
        var lower = await Programme(yearly, criteria: [Criterion("sk", "initiative Unit in the year")]);
        var upper = await Programme(higher, criteria: [Criterion("hai", $"title {yearly} 2 years in a row")]);
        var initiative = await Recognised(unit, people[0], "2023-04-01");
        var (first, second) = (await Held(lower, people[0], unit, 2023), await Held(lower, people[0], unit, 2024));
        var (cycle, running) = (await Cycle(upper, 2024), Seed.NewId());
        await Nominate(running, cycle, unit, people[0], on: "2024-05-01");
        var answer = await Ask.ListAffectedAsync(new() { ContributionId = initiative.ToString() });
        var rests = answer.People.Should().ContainSingle().Which.Rests;
        rests
            .Select(r => (r.Kind, r.NominationId))
            .Should()
            .Equal((RestKind.Held, first.ToString()), (RestKind.Running, running.ToString()));
        rests[0].Because.Vi.Should().Be("initiative Unit in the year");
        (await Ask.ListAffectedAsync(new() { AwardId = second.ToString() }))
            .People.Single()
            .Rests.Should()
            .ContainSingle(r => r.Kind == RestKind.Running);
        await Refused.By(Ask.ListAffectedAsync(new()), StatusCode.InvalidArgument, "MALFORMED", "contribution_id");
    }

    [Fact]
    public async Task Who_sees_none_of_the_nominees_sees_nothing()
    {
        await using var own = new App();
        var there = new AwardTests(own);
        var ((mine, my), (other, their)) = (
            await there.School("Lâm Thị Bên Này"),
            await there.School("Lâm Thị Bên Kia")
        );
        var programme = await there.Programme("RIENG");
        var cycle = await there.Cycle(programme);
        Guid[] ids = [Seed.NewId(), Seed.NewId()];
        await there.Nominate(ids[0], cycle, mine, my[0]);
        await there.Nominate(ids[1], cycle, other, their[0]);
        await there.Held(programme, their[0], other, 2020);
        await own.Seed.Entrust("truong", HienTai.Access.V1.Role.UnitClerk, mine);
        var clerk = new AwardService.AwardServiceClient(own.Grpc("truong"));
        static string Said(Refusal refusal) => new([.. refusal.Message.Vi.Where(c => !char.IsDigit(c))]);

        var missing = await Refused.By(
            clerk.GetNominationAsync(new() { Id = Seed.NewId().ToString() }),
            StatusCode.NotFound,
            "NOT_ON_RECORD"
        );
        Said(
                await Refused.By(
                    clerk.GetNominationAsync(new() { Id = ids[1].ToString() }),
                    StatusCode.NotFound,
                    "NOT_ON_RECORD"
                )
            )
            .Should()
            .Be(Said(missing));
        await Refused.By(
            clerk.GetNominationHistoryAsync(new() { Id = ids[1].ToString() }),
            StatusCode.NotFound,
            "NOT_ON_RECORD"
        );
        await Refused.By(
            clerk.GetCycleHistoryAsync(new() { Id = ids[1].ToString() }),
            StatusCode.NotFound,
            "NOT_ON_RECORD"
        );
        await Refused.By(
            clerk.GetEligibilityAsync(new() { PersonId = their[0].ToString(), CycleId = cycle.ToString() }),
            StatusCode.NotFound,
            "NOT_ON_RECORD"
        );
        await Refused.By(
            clerk.ProceedNominationAsync(
                new()
                {
                    Envelope = Seed.Envelope(),
                    Id = ids[1].ToString(),
                    On = "2024-04-01",
                    Screening = new() { Passed = true },
                }
            ),
            StatusCode.FailedPrecondition,
            "NOMINATION_NOT_ON_RECORD"
        );
        await Refused.By(
            there.Nominate(Seed.NewId(), cycle, other, my[0], actor: "truong"),
            StatusCode.FailedPrecondition,
            "UNIT_OUT_OF_REACH",
            "unit_id"
        );
        await Refused.By(
            there.Nominate(Seed.NewId(), cycle, mine, their[0], actor: "truong"),
            StatusCode.FailedPrecondition,
            "PERSON_NOT_ON_RECORD",
            "person_id"
        );
        (await clerk.ListNominationsAsync(new() { CycleId = cycle.ToString() }))
            .Nominations.Select(n => n.Id)
            .Should()
            .Equal(ids[0].ToString());
        (await clerk.ListNominationsAsync(new() { PersonId = their[0].ToString() })).TotalSize.Should().Be(0);
        (await clerk.ListAwardsAsync(new())).TotalSize.Should().Be(0);
        (await clerk.ListEligibleAsync(new() { CycleId = cycle.ToString() }))
            .Candidates.Select(c => c.PersonId)
            .Should()
            .Equal(my[0].ToString());
        (await clerk.GetCycleAsync(new() { Id = cycle.ToString() }))
            .Cycle.Counts.Sum(c => c.Count)
            .Should()
            .Be(1, "figures count whom the reader sees");
        await Refused.By(
            clerk.OpenCycleAsync(new() { Envelope = Seed.Envelope(), Id = Seed.NewId().ToString() }),
            StatusCode.PermissionDenied,
            "NOT_ALLOWED"
        );
    }

    [Fact]
    public async Task Programmes_and_cycles_are_sound()
    {
        var code = Code();
        var id = await Programme(code, criteria: [Criterion("x", $"title {code} 2 times")]);
        await Refused.By(() => Programme(code), StatusCode.AlreadyExists, "PROGRAMME_CODE_TAKEN", "details.code");
        await Refused.By(
            () => Programme(Code(), criteria: [Criterion("x", "title KHONG_CO in the year")]),
            StatusCode.FailedPrecondition,
            "CRITERION_ASKS_UNKNOWN_TITLE",
            "details.criteria"
        );
        await Refused.By(
            () => Programme(Code(), criteria: [Criterion("x", "luck")]),
            StatusCode.InvalidArgument,
            "MALFORMED",
            "details.criteria[0]"
        );
        await Cycle(id, 2023);
        await Refused.By(() => Cycle(id, 2023), StatusCode.AlreadyExists, "CYCLE_OPENED_ALREADY", "year");
        await Refused.By(
            Ask.OpenCycleAsync(
                new()
                {
                    Envelope = Seed.Envelope(),
                    Id = Seed.NewId().ToString(),
                    ProgrammeId = id.ToString(),
                    Year = 2022,
                    On = "2022",
                    Details = new() { Screening = "2022-06-01", Submission = "2022-05-01" },
                }
            ),
            StatusCode.FailedPrecondition,
            "SUBMISSION_BEFORE_SCREENING",
            "details.submission"
        );
        await Refused.By(
            Ask.OpenCycleAsync(
                new()
                {
                    Envelope = Seed.Envelope(),
                    Id = Seed.NewId().ToString(),
                    ProgrammeId = id.ToString(),
                    Year = 2010,
                    On = "2010",
                    Details = new() { Screening = "2010-06-01", Submission = "2010-06-01" },
                }
            ),
            StatusCode.FailedPrecondition,
            "PROGRAMME_NOT_IN_FORCE",
            "on"
        );
        (await Ask.ListCyclesAsync(new() { ProgrammeId = id.ToString() }))
            .Cycles.Should()
            .ContainSingle(c => c.Year == 2023);
        (await Ask.GetProgrammeAsync(new() { Id = id.ToString() }))
            .Programme.Should()
            .Match<Programme>(p =>
                p.InForce && p.Wordings.Count == 1 && p.Details.Criteria[0].Rule == $"title {code} 2 times"
            );
        await Ask.LoadShippedProgrammesAsync(new() { Envelope = Seed.Envelope("Nhập giải thưởng.") });
        var shipped = (await Ask.ListProgrammesAsync(new()))
            .Programmes.Single(p => p.Details.Code == "SANG_TAO_HCM")
            .Details;
        (shipped.Fields.Count, shipped.Fields.Sum(f => f.Number), shipped.EveryYears, shipped.ForWorks)
            .Should()
            .Be((7, 70, 2, true), "the plan's 70");
    }
}
