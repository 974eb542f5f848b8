using Grpc.Core;
using HienTai.Access.V1;
using HienTai.Papers.V1;
using HienTai.Personnel.V1;
using HienTai.Registry.V1;
using HienTai.Rpc.V1;
using HienTai.Server.Hosting;
using Wire = HienTai.Personnel.V1;

namespace HienTai.Tests.Pipeline;

/// <summary>
/// One catalogue of rules for every way in: alone, tried out, in a set, as a proposal. What cannot be is refused; what
/// is unlikely goes through with a stated reason, which is found again.
/// </summary>
public sealed class RuleTests(App app)
{
    readonly Seed seed = app.Seed;

    static Envelope Passing(string rule, string reason = "Đã đối chiếu với bản gốc.") =>
        new(Seed.Envelope())
        {
            Passes =
            {
                new Pass { Rule = rule, Reason = reason },
            },
        };

    async Task<StartAssignmentRequest> Post(
        Guid person,
        string from,
        Envelope? envelope = null,
        string to = "",
        AssignmentKind kind = AssignmentKind.Main,
        string post = "Chuyên viên"
    ) =>
        new()
        {
            Envelope = envelope ?? Seed.Envelope(),
            PersonId = $"{person}",
            Change = new()
            {
                AssignmentId = $"{Seed.NewId()}",
                From = from,
                To = to,
                Kind = kind,
                Details = Seed.Details(await seed.Root(), post),
            },
        };

    static DeclareQualificationRequest Degree(Guid person, string from, string number = "") =>
        new()
        {
            Envelope = Seed.Envelope(),
            PersonId = $"{person}",
            Change = new()
            {
                QualificationId = $"{Seed.NewId()}",
                From = from,
                Grade = EvidenceGrade.SelfDeclared,
                Details = new(Seed.Degree(Level.EducationDoctor)) { Number = number },
            },
        };

    /// <summary>Somebody who keeps files with others, of whom nothing else is known.</summary>
    async Task<string> Clerk()
    {
        var (id, name) = ($"{Seed.NewId()}", $"r{Guid.NewGuid():N}"[..20]);
        await Accounts.OpenAccountAsync(
            new()
            {
                Envelope = Seed.Envelope(),
                Id = id,
                Name = name,
                Title = new() { Vi = $"Thử {name}", En = name },
            }
        );
        await Accounts.GrantMandateAsync(
            new()
            {
                Envelope = Seed.Envelope(),
                Id = id,
                MandateId = $"{Seed.NewId()}",
                Role = Role.UnitClerk,
                UnitId = $"{await seed.Root()}",
                From = "2020-01-01",
            }
        );
        clerk = id;
        return name;
    }

    string clerk = "";

    AccountService.AccountServiceClient Accounts => new(app.Grpc("quantri"));

    async Task<Guid> Dead()
    {
        var person = await seed.Person($"Người Đã Mất {Letters()}");
        var post = await seed.Assignment(person, await seed.Root(), "2010-09-01");
        await seed.People.EndAssignmentAsync(
            new()
            {
                Envelope = Seed.Envelope(),
                PersonId = $"{person}",
                Change = new()
                {
                    AssignmentId = $"{post}",
                    On = "2024-05-01",
                    Cause = EndCause.Died,
                },
            }
        );
        return person;
    }

    static string Letters() =>
        string.Concat(Guid.NewGuid().ToString("N").Where(char.IsAsciiLetterLower)) is { Length: > 1 } s
            ? char.ToUpperInvariant(s[0]) + s[1..]
            : "An";

    async Task<long> Version(Guid person) =>
        (await seed.People.GetPersonAsync(new() { Id = $"{person}" })).Person.Version;

    [Fact]
    public async Task Nobody_serves_or_graduates_after_death_until_the_end_is_corrected()
    {
        var person = await Dead();
        var before = await Version(person);
        var again = await Post(person, "2024-06-01");
        await Refused.By(
            seed.People.StartAssignmentAsync(again),
            StatusCode.FailedPrecondition,
            "AFTER_DEATH",
            "change.from"
        );
        await Refused.By(
            seed.People.DeclareQualificationAsync(Degree(person, "2025-01")),
            StatusCode.FailedPrecondition,
            "AFTER_DEATH",
            "change.from"
        );
        (await Version(person)).Should().Be(before, "nothing is half done");

        var held = (
            await seed.People.GetPersonAsync(
                new()
                {
                    Id = $"{person}",
                    At = new() { ValidOn = "2024-01-01" },
                }
            )
        ).Person.Assignments.Single();
        await seed.People.CorrectAssignmentAsync(
            new()
            {
                Envelope = Seed.Envelope("Nhầm người."),
                PersonId = $"{person}",
                Change = new()
                {
                    AssignmentId = held.Id,
                    WrongFrom = "2010-09-01",
                    From = "2010-09-01",
                    Details = held.Details,
                },
            }
        );
        await seed.People.EndAssignmentAsync(
            new()
            {
                Envelope = Seed.Envelope(),
                PersonId = $"{person}",
                Change = new()
                {
                    AssignmentId = held.Id,
                    On = "2024-05-01",
                    Cause = EndCause.Resigned,
                },
            }
        );
        again.Envelope = Seed.Envelope();
        (await seed.People.StartAssignmentAsync(again)).EventCount.Should().Be(1);
    }

    [Fact]
    public async Task A_warning_is_refused_until_it_is_passed_and_the_reason_is_found_again()
    {
        var person = await seed.Person($"Trần Nhí {Letters()}", "1980");
        var request = await Post(person, "1985-01-01");
        var refusal = await Refused.By(
            seed.People.StartAssignmentAsync(request),
            StatusCode.FailedPrecondition,
            "WARNINGS",
            "change.from"
        );
        refusal
            .Findings.Should()
            .ContainSingle()
            .Which.Should()
            .Match<RuleFinding>(f => f.Rule == "W01" && f.Field == "change.from" && f.Message.Vi.Contains("5 tuổi"));
        (await Version(person)).Should().Be(1, "nothing is half done");

        var tried = await seed.People.StartAssignmentAsync(
            new(request) { Envelope = Seed.Envelope(validateOnly: true) }
        );
        tried.Findings.Should().ContainSingle().Which.Passed.Should().BeEmpty();
        tried.Consequences.Should().ContainSingle();

        request.Envelope = Passing("W01", "Diễn viên nhí của đoàn nghệ thuật.");
        var receipt = await seed.People.StartAssignmentAsync(request);
        receipt.Findings.Should().ContainSingle().Which.Passed.Should().Be("Diễn viên nhí của đoàn nghệ thuật.");

        var entry = (await seed.People.GetPersonHistoryAsync(new() { Id = $"{person}" })).Entries[0];
        entry.Source.Passed.Should().ContainSingle().Which.Rule.Should().Be("W01");
        string.Concat(entry.Sentence.Select(p => p.Text.Vi))
            .Should()
            .Contain("đã bỏ qua cảnh báo W01: Diễn viên nhí của đoàn nghệ thuật.");
        var passed = await new RuleService.RuleServiceClient(app.Grpc()).ListPassedAsync(new() { Rule = "W01" });
        passed.Entries.Should().Contain(e => e.Id == $"{person}" && e.Source.Position == receipt.Position);
        // What stands so already is not asked about again.
        (await seed.People.DeclareQualificationAsync(Degree(person, "2010"))).Findings.Should().BeEmpty();
    }

    [Fact]
    public async Task What_passes_must_be_a_warning_and_say_why()
    {
        var person = await seed.Person($"Lê Thử {Letters()}");
        foreach (
            var (rule, reason, field) in new[]
            {
                ("F01", "Đủ dài rồi.", "rule"),
                ("W99", "Đủ dài.", "rule"),
                ("W01", "ừ", "reason"),
            }
        )
            await Refused.By(
                seed.People.StartAssignmentAsync(await Post(person, "2020", Passing(rule, reason))),
                StatusCode.InvalidArgument,
                "MALFORMED",
                $"envelope.passes[0].{field}"
            );
    }

    [Fact]
    public async Task In_a_set_each_finding_names_its_person_and_its_field()
    {
        var (old, child) = (
            await seed.Person($"Phạm Lớn {Letters()}"),
            await seed.Person($"Phạm Bé {Letters()}", "2015")
        );
        var unit = await seed.Root();
        PersonChange Starts(Guid who) =>
            new()
            {
                PersonId = $"{who}",
                StartAssignment = new()
                {
                    AssignmentId = $"{Seed.NewId()}",
                    From = "2022-01-01",
                    Kind = AssignmentKind.Main,
                    Details = Seed.Details(unit),
                },
            };
        RecordChangesRequest both = new() { Envelope = Seed.Envelope(), Changes = { Starts(old), Starts(child) } };
        var refusal = await Refused.By(
            seed.People.RecordChangesAsync(both),
            StatusCode.FailedPrecondition,
            "WARNINGS",
            "changes[1].start_assignment.from"
        );
        refusal.Findings.Should().ContainSingle().Which.Id.Should().Be($"{child}");
        (await Version(old)).Should().Be(1);

        both.Envelope = Passing("W01");
        (await seed.People.RecordChangesAsync(both)).EventCount.Should().Be(2);
        var entry = (await seed.People.GetPersonHistoryAsync(new() { Id = $"{old}" })).Entries[0];
        entry.Source.Passed.Should().BeEmpty("it is about the other one");
    }

    [Fact]
    public async Task What_a_later_part_of_the_same_change_puts_right_is_not_asked_about()
    {
        var person = await seed.Person($"Võ Hai Nơi {Letters()}");
        var (main, second, unit) = (Seed.NewId(), Seed.NewId(), await seed.Root());
        PersonChange Of(Action<PersonChange> what)
        {
            var change = new PersonChange { PersonId = $"{person}" };
            what(change);
            return change;
        }
        PersonChange Starts(Guid id, AssignmentKind kind, string post) =>
            Of(c =>
                c.StartAssignment = new()
                {
                    AssignmentId = $"{id}",
                    From = "2020-01-01",
                    Kind = kind,
                    Details = Seed.Details(unit, post),
                }
            );
        PersonChange Dies(Guid id) =>
            Of(c =>
                c.EndAssignment = new()
                {
                    AssignmentId = $"{id}",
                    On = "2024-01-01",
                    Cause = EndCause.Died,
                }
            );
        await seed.People.RecordChangesAsync(
            new()
            {
                Envelope = Seed.Envelope(),
                Changes =
                {
                    Starts(main, AssignmentKind.Main, "Hiệu trưởng"),
                    Starts(second, AssignmentKind.Concurrent, "Bí thư"),
                },
            }
        );
        var one = await Refused.By(
            seed.People.RecordChangesAsync(new() { Envelope = Seed.Envelope(), Changes = { Dies(main) } }),
            StatusCode.FailedPrecondition,
            "WARNINGS"
        );
        one.Findings.Should().ContainSingle().Which.Rule.Should().Be("W13");
        (
            await seed.People.RecordChangesAsync(
                new() { Envelope = Seed.Envelope(), Changes = { Dies(main), Dies(second) } }
            )
        )
            .Findings.Should()
            .BeEmpty();
    }

    [Fact]
    public async Task A_proposal_says_its_warnings_to_both_pairs_of_eyes()
    {
        var person = await seed.Person($"Đỗ Đề Nghị {Letters()}", "2010");
        var proposals = new Wire.ProposalService.ProposalServiceClient(app.Grpc(await Clerk()));
        var unit = await seed.Root();
        MakeProposalRequest request = new()
        {
            Envelope = Seed.Envelope(),
            Id = $"{Seed.NewId()}",
            Changes =
            {
                new PersonChange
                {
                    PersonId = $"{person}",
                    StartAssignment = new()
                    {
                        AssignmentId = $"{Seed.NewId()}",
                        From = "2022-01-01",
                        Kind = AssignmentKind.Main,
                        Details = Seed.Details(unit),
                    },
                },
            },
        };
        await Refused.By(
            proposals.MakeProposalAsync(request),
            StatusCode.FailedPrecondition,
            "WARNINGS",
            "changes[0].start_assignment.from"
        );
        request.Envelope = Passing("W01", "Vận động viên năng khiếu.");
        (await proposals.MakeProposalAsync(request)).Findings.Should().ContainSingle();

        var decider = new Wire.ProposalService.ProposalServiceClient(app.Grpc());
        var item = (await decider.GetProposalAsync(new() { Id = request.Id })).Proposal.Items.Single();
        item.Findings.Should()
            .ContainSingle()
            .Which.Should()
            .Match<RuleFinding>(f => f.Field == "start_assignment.from" && f.Passed == "Vận động viên năng khiếu.");
        DecideProposalRequest decide = new()
        {
            Envelope = Seed.Envelope(),
            Id = request.Id,
            Decisions =
            {
                new ItemDecision { Number = 1, Approve = true },
            },
        };
        // What the proposer passed stands; that they are gone, whoever decides must pass.
        await Accounts.CloseAccountAsync(new() { Envelope = Seed.Envelope("Thôi việc."), Id = clerk });
        var refusal = await Refused.By(decider.DecideProposalAsync(decide), StatusCode.FailedPrecondition, "WARNINGS");
        refusal.Findings.Should().ContainSingle().Which.Rule.Should().Be("W09");
        decide.Envelope = Passing("W09");
        await decider.DecideProposalAsync(decide);
        (await seed.People.GetPersonHistoryAsync(new() { Id = $"{person}" }))
            .Entries[0]
            .Source.Passed.Should()
            .ContainSingle()
            .Which.Passed.Should()
            .Be("Vận động viên năng khiếu.");
    }

    [Fact]
    public async Task One_diploma_of_one_issuer_is_one_persons()
    {
        var number = $"TS {Letters()}/2019";
        await seed.People.DeclareQualificationAsync(Degree(await seed.Person($"Hồ Một {Letters()}"), "2019", number));
        var other = Degree(
            await seed.Person($"Hồ Hai {Letters()}"),
            "2019",
            number.Replace("/", " / ").ToLowerInvariant()
        );
        var refusal = await Refused.By(
            seed.People.DeclareQualificationAsync(other),
            StatusCode.FailedPrecondition,
            "WARNINGS",
            "change.details.number"
        );
        refusal.Findings.Should().ContainSingle().Which.Rule.Should().Be("W10");
        other.Envelope = Passing("W10");
        (await seed.People.DeclareQualificationAsync(other)).EventCount.Should().Be(1);
    }

    [Fact]
    public async Task Text_of_an_old_font_says_what_it_reads()
    {
        var person = await seed.Person($"Bùi Phông {Letters()}");
        var refusal = await Refused.By(
            seed.People.StartAssignmentAsync(await Post(person, "2020", post: "Gi¸o viªn")),
            StatusCode.FailedPrecondition,
            "WARNINGS",
            "change.details.post"
        );
        refusal.Findings.Single().Message.Vi.Should().Contain("TCVN3").And.Contain("\"Giáo viên\"");
    }

    [Fact]
    public async Task A_day_far_ahead_and_a_paper_in_force_before_it_was_signed_are_warned_of()
    {
        var person = await seed.Person($"Mai Sau {Letters()}");
        await seed.Assignment(person, await seed.Root(), "2020-01-01");
        (
            await Refused.By(
                seed.People.StartAssignmentAsync(
                    await Post(person, "2199-01-01", kind: AssignmentKind.Concurrent, post: "Ủy viên")
                ),
                StatusCode.FailedPrecondition,
                "WARNINGS",
                "change.from"
            )
        )
            .Findings.Should()
            .ContainSingle()
            .Which.Rule.Should()
            .Be("W03");

        RegisterPaperRequest paper = new()
        {
            Envelope = Seed.Envelope(),
            Id = $"{Seed.NewId()}",
            Details = new()
            {
                Kind = PaperKind.Decision,
                Number = $"{Random.Shared.Next(1000, 9999)}/QĐ-{Letters()}",
                Title = "Về việc nâng lương",
                Issuer = "UBND huyện Bình Chánh",
                SignedOn = "2024-02-05",
                EffectiveOn = "2024-01-01",
            },
        };
        (
            await Refused.By(
                seed.Papers.RegisterPaperAsync(paper),
                StatusCode.FailedPrecondition,
                "WARNINGS",
                "details.effective_on"
            )
        )
            .Findings.Should()
            .ContainSingle()
            .Which.Rule.Should()
            .Be("W08");
        paper.Envelope = Passing("W08");
        await seed.Papers.RegisterPaperAsync(paper);
        async Task<IEnumerable<string>> Passed(string actor) =>
            (
                await new RuleService.RuleServiceClient(app.Grpc(actor)).ListPassedAsync(
                    new() { Rule = "W08", PageSize = 200 }
                )
            ).Entries.Select(e => e.Id);
        await seed.Entrust("xa", Role.UnitClerk, await seed.Unit($"Xã của văn thư {Letters()}"));
        (await Passed("noivu")).Should().Contain(paper.Id);
        (await Passed("xa")).Should().NotContain(paper.Id, "the paper is out of reach");
    }

    [Fact]
    public async Task What_stands_on_nothing_needs_a_paper_or_a_reason()
    {
        var person = await seed.Person($"Lý Không {Letters()}");
        var request = await Post(person, "2020-01-01", Seed.Envelope(""));
        (
            await Refused.By(
                seed.People.StartAssignmentAsync(request),
                StatusCode.FailedPrecondition,
                "WARNINGS",
                "envelope.paper_id"
            )
        )
            .Findings.Should()
            .ContainSingle()
            .Which.Rule.Should()
            .Be("W21");
        request.Envelope = Seed.Envelope("", await seed.Paper($"{Random.Shared.Next(1000, 9999)}/QĐ-{Letters()}"));
        await seed.People.StartAssignmentAsync(request);

        var degree = Degree(person, "2019");
        (degree.Envelope, degree.Change.Grade) = (Seed.Envelope(""), EvidenceGrade.OriginalSeen);
        (
            await Refused.By(
                seed.People.DeclareQualificationAsync(degree),
                StatusCode.FailedPrecondition,
                "WARNINGS",
                "change.grade"
            )
        )
            .Findings.Should()
            .ContainSingle()
            .Which.Rule.Should()
            .Be("W20");
    }

    [Fact]
    public async Task A_quota_and_a_standard_stand_on_something_too()
    {
        var unit = await seed.Unit($"Xã {Letters()}");
        HienTai.Organization.V1.GrantQuotaRequest quota = new()
        {
            Envelope = Seed.Envelope(""),
            UnitId = $"{unit}",
            Type = HienTai.Organization.V1.QuotaType.DistrictCivilServants,
            Year = 2024,
            From = "2024-01-01",
            Count = 3,
        };
        var quotas = new HienTai.Organization.V1.QuotaService.QuotaServiceClient(app.Grpc());
        (
            await Refused.By(
                quotas.GrantQuotaAsync(quota),
                StatusCode.FailedPrecondition,
                "WARNINGS",
                "envelope.paper_id"
            )
        )
            .Findings.Should()
            .ContainSingle()
            .Which.Rule.Should()
            .Be("W24");
        quota.Envelope = Seed.Envelope("Giao theo kế hoạch năm.");
        (await quotas.GrantQuotaAsync(quota)).EventCount.Should().Be(1);
    }

    [Fact]
    public async Task The_tables_are_still_what_the_events_say()
    {
        await seed.People.StartAssignmentAsync(
            await Post(await seed.Person($"Tô Sớm {Letters()}", "2012"), "2020-01-01", Passing("W01"))
        );
        using var check = new RegistryService.RegistryServiceClient(app.Grpc("quantri")).CheckRebuild(new());
        var last = new CheckRebuildResponse();
        await foreach (var progress in check.ResponseStream.ReadAllAsync())
            last = progress;
        last.Differences.Should().BeEmpty();
        last.Identical.Should().BeTrue();
    }

    [Fact]
    public async Task The_catalogue_is_read_by_whoever_is_signed_in()
    {
        var rules = (await new RuleService.RuleServiceClient(app.Grpc("truong")).ListRulesAsync(new())).Rules;
        rules.Select(r => r.Number).Should().OnlyHaveUniqueItems().And.Contain(["F01", "W01", "W25"]);
        rules.Should().OnlyContain(r => r.Effect == (r.Number.StartsWith('F') ? RuleEffect.Refuses : RuleEffect.Warns));
    }
}

/// <summary>A registry whose operator lets nobody pass a warning.</summary>
public sealed class StrictApp : App
{
    protected override RegistryOptions Options(RegistryOptions usual) =>
        usual with
        {
            Refused = new(new HashSet<string> { "W01" }),
        };
}

public sealed class StrictRuleTests(StrictApp app) : IClassFixture<StrictApp>
{
    [Fact]
    public async Task What_the_operator_refuses_nobody_passes()
    {
        var (person, unit) = (await app.Seed.Person("Hà Nghiêm", "2012"), await app.Seed.Root());
        await Refused.By(
            app.Seed.People.StartAssignmentAsync(
                new()
                {
                    Envelope = new(Seed.Envelope())
                    {
                        Passes =
                        {
                            new Pass { Rule = "W01", Reason = "Năng khiếu." },
                        },
                    },
                    PersonId = $"{person}",
                    Change = new()
                    {
                        AssignmentId = $"{Seed.NewId()}",
                        From = "2020-01-01",
                        Kind = AssignmentKind.Main,
                        Details = Seed.Details(unit),
                    },
                }
            ),
            StatusCode.FailedPrecondition,
            "WARNING_REFUSED",
            "change.from"
        );
    }
}
