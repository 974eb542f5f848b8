using Grpc.Core;
using HienTai.Access.V1;
using HienTai.Personnel.V1;
using HienTai.Rpc.V1;

namespace HienTai.Tests.Access;

/// <summary>Two pairs of eyes, from the proposal to the file.</summary>
public sealed class ProposalTests(App app)
{
    async Task<string> Account(Role role, Guid? unit)
    {
        var (accounts, id, name) = (
            new AccountService.AccountServiceClient(app.Grpc("quantri")),
            Seed.NewId().ToString(),
            $"p{Guid.NewGuid():N}"[..20]
        );
        await accounts.OpenAccountAsync(
            new()
            {
                Envelope = Seed.Envelope(),
                Id = id,
                Name = name,
                Title = new() { Vi = $"Thử {name}", En = name },
            }
        );
        await accounts.GrantMandateAsync(
            new()
            {
                Envelope = Seed.Envelope("Thử."),
                Id = id,
                MandateId = Seed.NewId().ToString(),
                Role = role,
                UnitId = unit?.ToString() ?? "",
                From = "2020-01-01",
            }
        );
        return name;
    }

    ProposalService.ProposalServiceClient Proposals(string name) => new(app.Grpc(name));

    static PersonChange Degree(Guid person, Guid id, EvidenceGrade grade = EvidenceGrade.OriginalSeen) =>
        new()
        {
            PersonId = person.ToString(),
            DeclareQualification = new()
            {
                QualificationId = id.ToString(),
                From = "2012",
                Grade = grade,
                Details = Seed.Degree(),
            },
        };

    [Fact]
    public async Task A_clerk_proposes_the_head_returns_one_item_and_approves_another()
    {
        var (unit, person) = (
            await app.Seed.Unit($"Trường Duyệt {Guid.NewGuid():N}"[..20]),
            await app.Seed.Person("Mai Thị Chờ Duyệt")
        );
        await app.Seed.Assignment(person, unit, "2015-01-01");
        var (clerk, head, stranger) = (
            await Account(Role.UnitClerk, unit),
            await Account(Role.UnitHead, unit),
            await Account(Role.UnitHead, await app.Seed.Unit($"Trường Khác {Guid.NewGuid():N}"[..20]))
        );
        var (id, degree, contacts) = (
            Seed.NewId().ToString(),
            Seed.NewId(),
            new PersonChange
            {
                PersonId = person.ToString(),
                ChangeContacts = new()
                {
                    From = "2024-01-01",
                    Contacts = new() { Phone = "0987654321" },
                },
            }
        );
        MakeProposalRequest make = new()
        {
            Envelope = Seed.Envelope("Bổ sung bằng mới."),
            Id = id,
            Changes = { Degree(person, degree), contacts },
        };
        await Proposals(clerk).MakeProposalAsync(make);
        (await Proposals(clerk).MakeProposalAsync(make)).Repeated.Should().BeTrue();
        (await app.Scalar<string>($"select string_agg(data::text, ' ') from events.mt_events where stream_id = '{id}'"))
            .Should()
            .NotContain("0987654321", "what is proposed is kept as closely as what is recorded");

        (await Proposals(head).ListProposalsAsync(new()))
            .Proposals.Should()
            .Contain(p => p.Id == id && p.Open == 2 && p.PersonName == "Mai Thị Chờ Duyệt");
        (await Proposals(clerk).ListProposalsAsync(new() { View = ProposalView.Mine }))
            .Proposals.Should()
            .Contain(p => p.Id == id && p.Mine);
        await Refused.By(Proposals(stranger).GetProposalAsync(new() { Id = id }), StatusCode.NotFound, "NOT_ON_RECORD");
        await Refused.By(
            Proposals(stranger)
                .DecideProposalAsync(
                    new()
                    {
                        Envelope = Seed.Envelope(),
                        Id = id,
                        Decisions =
                        {
                            new ItemDecision { Number = 1, Approve = true },
                        },
                    }
                ),
            StatusCode.NotFound,
            "NOT_ON_RECORD"
        );

        await app.Seed.People.ChangeNameAsync(
            new()
            {
                Envelope = Seed.Envelope(),
                PersonId = person.ToString(),
                Change = new() { From = "2021", FullName = "Mai Thị Đã Khác" },
            }
        );
        var seen = (await Proposals(head).GetProposalAsync(new() { Id = id })).Proposal;
        seen.Should()
            .Match<Proposal>(p =>
                p.MayDecide
                && p.Items[0].Consequences.Count == 1
                && p.Items[0].Refused == null
                && p.Moved.Single().Event == "person_name_changed"
            );

        await Refused.By(
            Proposals(head)
                .DecideProposalAsync(
                    new()
                    {
                        Envelope = Seed.Envelope(),
                        Id = id,
                        Decisions = { new ItemDecision { Number = 2 } },
                    }
                ),
            StatusCode.InvalidArgument,
            "MALFORMED",
            "decisions[0].reason"
        );
        DecideProposalRequest decide = new()
        {
            Envelope = Seed.Envelope("", validateOnly: true),
            Id = id,
            Decisions =
            {
                new ItemDecision { Number = 1, Approve = true },
                new ItemDecision { Number = 2, Reason = "Số cũ vẫn dùng." },
            },
        };
        (await Proposals(head).DecideProposalAsync(decide))
            .Consequences.Should()
            .Contain(c => c.Event == "qualification_declared");
        (await app.Seed.People.GetPersonAsync(new() { Id = person.ToString() }))
            .Person.Qualifications.Should()
            .BeEmpty("it was only looked at");
        decide.Envelope.ValidateOnly = false;
        var receipt = await Proposals(head).DecideProposalAsync(decide);
        var held = (await app.Seed.People.GetPersonAsync(new() { Id = person.ToString() })).Person;
        held.Qualifications.Should()
            .ContainSingle()
            .Which.Source.Should()
            .Match<Source>(s =>
                s.Actor == head
                && s.ActorTitle == $"Thử {head}"
                && s.ChangeSetId == receipt.ChangeSetId
                && s.Reason == "Bổ sung bằng mới."
            );
        held.Contacts.Should().BeNull();
        var decided = (await Proposals(clerk).GetProposalAsync(new() { Id = id })).Proposal;
        decided.Items.Select(i => i.Standing).Should().Equal(ItemStanding.Approved, ItemStanding.Returned);
        decided.Items[1].Reason.Should().Be("Số cũ vẫn dùng.");
        decided.Items[0].Decided.Actor.Should().Be(head);
        await Refused.By(
            Proposals(head)
                .DecideProposalAsync(
                    new()
                    {
                        Envelope = Seed.Envelope(),
                        Id = id,
                        Decisions =
                        {
                            new ItemDecision { Number = 1, Reason = "Nghĩ lại rồi." },
                        },
                    }
                ),
            StatusCode.FailedPrecondition,
            "ITEM_DECIDED"
        );
    }

    [Fact]
    public async Task Nobody_approves_their_own_and_what_could_not_be_recorded_is_not_proposed()
    {
        var (unit, person) = (
            await app.Seed.Unit($"Trường Riêng {Guid.NewGuid():N}"[..20]),
            await app.Seed.Person("Mai Thị Tự Duyệt")
        );
        await app.Seed.Assignment(person, unit, "2015-01-01");
        var (head, id) = (await Account(Role.UnitHead, unit), Seed.NewId().ToString());
        await Proposals(head)
            .MakeProposalAsync(
                new()
                {
                    Envelope = Seed.Envelope(),
                    Id = id,
                    Changes = { Degree(person, Seed.NewId()) },
                }
            );
        await Refused.By(
            Proposals(head)
                .DecideProposalAsync(
                    new()
                    {
                        Envelope = Seed.Envelope(),
                        Id = id,
                        Decisions =
                        {
                            new ItemDecision { Number = 1, Approve = true },
                        },
                    }
                ),
            StatusCode.FailedPrecondition,
            "OWN_PROPOSAL"
        );
        (await Proposals(head).GetProposalAsync(new() { Id = id }))
            .Proposal.Should()
            .Match<Proposal>(p => !p.MayDecide && p.MayWithdraw);
        await Proposals(head).WithdrawProposalAsync(new() { Envelope = Seed.Envelope(), Id = id });
        await Refused.By(
            Proposals("noivu")
                .DecideProposalAsync(
                    new()
                    {
                        Envelope = Seed.Envelope(),
                        Id = id,
                        Decisions =
                        {
                            new ItemDecision { Number = 1, Approve = true },
                        },
                    }
                ),
            StatusCode.FailedPrecondition,
            "ITEM_DECIDED"
        );
        await Refused.By(
            Proposals(head)
                .MakeProposalAsync(
                    new()
                    {
                        Envelope = Seed.Envelope(),
                        Id = Seed.NewId().ToString(),
                        Changes =
                        {
                            new PersonChange
                            {
                                PersonId = person.ToString(),
                                GradeEvidence = new()
                                {
                                    QualificationId = Seed.NewId().ToString(),
                                    Grade = EvidenceGrade.CopySeen,
                                },
                            },
                        },
                    }
                ),
            StatusCode.FailedPrecondition,
            "NO_SUCH_ENTRY"
        );
    }

    [Fact]
    public async Task A_new_file_is_proposed_and_the_approver_sees_who_looks_the_same()
    {
        var (clerk, id, fresh) = (
            await Account(Role.UnitClerk, await app.Seed.Unit($"Trường Mới {Guid.NewGuid():N}"[..20])),
            Seed.NewId().ToString(),
            Seed.NewId()
        );
        await app.Seed.Person("Kha Thị Trùng Tên", "1990-02-03");
        await Proposals(clerk)
            .MakeProposalAsync(
                new()
                {
                    Envelope = Seed.Envelope(),
                    Id = id,
                    Changes =
                    {
                        new PersonChange
                        {
                            PersonId = fresh.ToString(),
                            RegisterPerson = new()
                            {
                                Identity = new()
                                {
                                    FullName = "Kha Thị Trùng Tên",
                                    Birth = "1990-02-03",
                                    Sex = Sex.Female,
                                },
                            },
                        },
                    },
                }
            );
        var seen = (await Proposals("noivu").GetProposalAsync(new() { Id = id })).Proposal;
        seen.Should()
            .Match<Proposal>(p =>
                p.NewPerson && p.PersonName == "Kha Thị Trùng Tên" && p.Items[0].Refused.Vi.Contains("cùng họ tên")
            );
        await Refused.By(
            Proposals("noivu")
                .DecideProposalAsync(
                    new()
                    {
                        Envelope = Seed.Envelope(),
                        Id = id,
                        Decisions =
                        {
                            new ItemDecision { Number = 1, Approve = true },
                        },
                    }
                ),
            StatusCode.FailedPrecondition,
            "POSSIBLE_DUPLICATE"
        );
    }

    [Fact]
    public async Task What_needs_approval_is_a_setting_and_a_recorded_one()
    {
        await using var own = new App();
        var unit = await own.Seed.Unit("Trường Cài Đặt");
        var person = await own.Seed.Person("Mai Thị Cài Đặt");
        await own.Seed.Assignment(person, unit, "2015-01-01");
        await own.Seed.Entrust("truong", Role.UnitClerk, unit);
        var people = new PersonService.PersonServiceClient(own.Grpc("truong"));
        ChangeNameRequest rename = new()
        {
            Envelope = Seed.Envelope(),
            PersonId = person.ToString(),
            Change = new() { From = "2020", FullName = "Mai Thị Được Đổi" },
        };
        await Refused.By(people.ChangeNameAsync(rename), StatusCode.FailedPrecondition, "APPROVAL_NEEDED");
        var accounts = new AccountService.AccountServiceClient(own.Grpc("quantri"));
        await accounts.SetApprovalRuleAsync(
            new()
            {
                Envelope = Seed.Envelope("Trường làm đúng nhiều năm."),
                Role = Role.UnitClerk,
                Kind = ChangeKind.Identity,
                Needed = false,
            }
        );
        await people.ChangeNameAsync(rename);
        (await accounts.GetApprovalRulesAsync(new()))
            .Rules.Single(r => r.Role == Role.UnitClerk && r.Kind == ChangeKind.Identity)
            .Should()
            .Match<ApprovalRule>(r => !r.Needed && !r.Usual && r.Source.Actor == "quantri");
    }

    [Fact]
    public async Task Trying_a_proposal_shows_what_approval_would_record_and_nothing_that_is_kept_from_who_proposes()
    {
        var (unit, person) = (await app.Seed.Unit($"Trường Thử {Guid.NewGuid():N}"[..20]), Seed.NewId());
        Identity identity = new()
        {
            FullName = "Mai Thị Thử Trước",
            Birth = "1986-05",
            Sex = Sex.Female,
            Ethnicity = "05",
        };
        await app.Seed.People.RegisterPersonAsync(
            new()
            {
                Envelope = Seed.Envelope(),
                PersonId = person.ToString(),
                Change = new() { Identity = identity },
            }
        );
        await app.Seed.Assignment(person, unit, "2015-01-01");
        var (clerk, id) = (await Account(Role.UnitClerk, unit), Seed.NewId().ToString());
        MakeProposalRequest make = new()
        {
            Envelope = Seed.Envelope(validateOnly: true),
            Id = id,
            Changes = { Degree(person, Seed.NewId()) },
        };
        (await Proposals(clerk).MakeProposalAsync(make))
            .Consequences.Select(c => c.Event)
            .Should()
            .Equal("proposal_made", "qualification_declared");
        await Refused.By(Proposals(clerk).GetProposalAsync(new() { Id = id }), StatusCode.NotFound, "NOT_ON_RECORD");

        identity.Ethnicity = "02";
        make = new()
        {
            Envelope = Seed.Envelope("Ghi sai dân tộc.", validateOnly: true),
            Id = id,
            Changes =
            {
                new PersonChange
                {
                    PersonId = person.ToString(),
                    CorrectIdentity = new() { Identity = identity },
                },
            },
        };
        var tried = await Proposals(clerk).MakeProposalAsync(make);
        tried.Consequences.Should().Contain(c => c.Event == "person_identity_corrected");
        make.Envelope.ValidateOnly = false;
        await Proposals(clerk).MakeProposalAsync(make);
        foreach (
            var told in new[]
            {
                tried.ToString(),
                (await Proposals(clerk).GetProposalAsync(new() { Id = id })).ToString(),
            }
        )
            told.Should().NotContain("Khơ-me", "the clerk does not read what is sensitive");
        (
            await app.Seed.People.CorrectIdentityAsync(
                new()
                {
                    Envelope = Seed.Envelope("Ghi sai dân tộc.", validateOnly: true),
                    PersonId = person.ToString(),
                    Change = new() { Identity = identity },
                }
            )
        ).ToString().Should().Contain("person_identity_corrected").And.NotContain("Khơ-me", "trying a change opens nothing");
    }
}
