using System.Text.RegularExpressions;
using Google.Protobuf;
using Grpc.Core;
using HienTai.Access.V1;
using HienTai.Organization.V1;
using HienTai.Papers.V1;
using HienTai.Personnel.V1;
using HienTai.Rpc.V1;
using HienTai.Server.Accounts;
using Microsoft.Extensions.DependencyInjection;

namespace HienTai.Tests.Access;

/// <summary>
/// A clerk of one unit and somebody of another: whatever way is tried, the answer is that of an id that never existed.
/// </summary>
public sealed class SightTests(App app) : IAsyncLifetime
{
    Guid mine,
        theirs,
        colleague,
        stranger,
        paper;
    string clerk = "",
        hash = "",
        token = "";

    public async ValueTask InitializeAsync()
    {
        (mine, theirs) = (
            await app.Seed.Unit($"Trường Gần {Guid.NewGuid():N}"[..18]),
            await app.Seed.Unit($"Trường Xa {Guid.NewGuid():N}"[..18])
        );
        (colleague, stranger) = (await app.Seed.Person("Lê Thị Gần Đây"), await app.Seed.Person("Phan Thị Xa Lạ"));
        paper = await app.Seed.Paper($"9/{Guid.NewGuid():N}"[..16]);
        await app.Seed.Assignment(colleague, mine, "2015-01-01");
        await app.Seed.Assignment(stranger, theirs, "2015-01-01", paper: paper);
        var file = await new FileService.FileServiceClient(app.Grpc()).UploadFileAsync(
            new()
            {
                RequestId = Seed.NewId().ToString(),
                Name = "bằng.pdf",
                Content = ByteString.CopyFromUtf8($"%PDF-1.7 {stranger}"),
            }
        );
        hash = file.File.Sha256;
        await app.Seed.People.DeclareQualificationAsync(
            new()
            {
                Envelope = Seed.Envelope(),
                PersonId = stranger.ToString(),
                Change = new()
                {
                    QualificationId = Seed.NewId().ToString(),
                    From = "2010",
                    Grade = EvidenceGrade.CopySeen,
                    Details = Seed.Degree(),
                    Evidence = { hash },
                },
            }
        );
        token = (
            await app.Seed.People.ListPeopleAsync(new() { Status = ServiceStatus.Any, PageSize = 1 })
        ).NextPageToken;
        clerk = await Account(Role.UnitClerk, mine);
    }

    public ValueTask DisposeAsync() => default;

    async Task<string> Account(Role role, Guid? unit, string person = "", string from = "2020-01-01", string to = "")
    {
        var (accounts, id, name) = (
            new AccountService.AccountServiceClient(app.Grpc("quantri")),
            Seed.NewId().ToString(),
            $"t{Guid.NewGuid():N}"[..20]
        );
        if (role is Role.Administrator) // by two administrators, which is another test
        {
            await app
                .Services.GetRequiredService<IFirstAdministrator>()
                .Open(Guid.Parse(id), name, $"Thử {name}", name, CancellationToken.None);
            return name;
        }
        await accounts.OpenAccountAsync(
            new()
            {
                Envelope = Seed.Envelope(),
                Id = id,
                Name = name,
                Title = new() { Vi = $"Thử {name}", En = name },
                Person = person,
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
                From = from,
                To = to,
            }
        );
        return name;
    }

    PersonService.PersonServiceClient People(string name) => new(app.Grpc(name));

    static async Task<string> Answer<T>(Func<AsyncUnaryCall<T>> ask)
    {
        // How far the ledger has grown meanwhile says nothing of anybody.
        try
        {
            return Regex.Replace($"{await ask()}", "\"head\": \"[0-9]+\"", "");
        }
        catch (RpcException no)
        {
            return $"{no.StatusCode} {no.GetRpcStatus()!.GetDetail<Refusal>()}";
        }
    }

    [Fact]
    public async Task On_the_tree_of_a_later_day_nobody_is_shown_where_they_went_beyond_the_readers_sight()
    {
        // The clerk's unit is split; a colleague is placed in a unit out of reach, which only those may tell who see
        // them there.
        var (north, south) = (
            await app.Seed.Unit($"Xã Bắc {Guid.NewGuid():N}"[..18]),
            await app.Seed.Unit($"Xã Nam {Guid.NewGuid():N}"[..18])
        );
        UnitPart Part(Guid into, PartKind part) => new() { IntoId = into.ToString(), Part = part };
        await app.Seed.Units.SplitUnitAsync(
            new()
            {
                Envelope = Seed.Envelope("Chia."),
                Id = mine.ToString(),
                On = "2020-07-01",
                Parts = { Part(north, PartKind.Minor), Part(south, PartKind.Remainder) },
            }
        );
        var post = (await app.Seed.People.GetPersonAsync(new() { Id = colleague.ToString() }))
            .Person.Assignments.Single()
            .Id;
        await app.Seed.People.TransferAssignmentAsync(
            new()
            {
                Envelope = Seed.Envelope("Xếp."),
                PersonId = colleague.ToString(),
                Change = new()
                {
                    AssignmentId = post,
                    NewAssignmentId = Seed.NewId().ToString(),
                    On = "2020-07-15",
                    Details = Seed.Details(north),
                },
            }
        );
        var request = new ListPeopleRequest
        {
            At = new() { ValidOn = "2020-06-30" },
            TreeOn = "2020-08-01",
            Query = "le thi gan day",
        };
        (await app.Seed.People.ListPeopleAsync(request))
            .People.Should()
            .Contain(p => p.Id == colleague.ToString() && p.TreeUnitId == north.ToString());
        var seen = await People(clerk).ListPeopleAsync(request);
        seen.People.Should().BeEmpty();
        seen.Unplaced.Should()
            .ContainSingle()
            .Which.Should()
            .Match<PersonUnplaced>(p => p.PersonId == colleague.ToString() && p.Why.En.Contains("split"));
        (await People(clerk).ListPeopleAsync(new(request) { UnitId = north.ToString() })).TotalSize.Should().Be(0);
    }

    [Fact]
    public async Task Somebody_out_of_reach_answers_like_somebody_who_never_was()
    {
        var (people, papers, privacy, accounts, proposals) = (
            People(clerk),
            new PaperService.PaperServiceClient(app.Grpc(clerk)),
            new PrivacyService.PrivacyServiceClient(app.Grpc(clerk)),
            new AccountService.AccountServiceClient(app.Grpc(clerk)),
            new ProposalService.ProposalServiceClient(app.Grpc(clerk))
        );
        var never = Seed.NewId();
        // The ledger may grow meanwhile, and refusals name its position.
        var now = (await people.ListPeopleAsync(new())).At.Position;
        TimePoint At() => new() { KnownPosition = now };
        Func<string, Func<Task<string>>>[] ways =
        [
            id => () => Answer(() => people.GetPersonAsync(new() { Id = id, At = At() })),
            id =>
                () =>
                    Answer(() =>
                        people.GetPersonAsync(
                            new()
                            {
                                Id = id,
                                At = At(),
                                Reveal = Seed.Everything,
                            }
                        )
                    ),
            id => () => Answer(() => people.GetPersonHistoryAsync(new() { Id = id, At = At() })),
            id => () => Answer(() => people.GetPersonTimelineAsync(new() { Id = id, At = At() })),
            id =>
                () =>
                    Answer(() =>
                        people.ComparePersonAsync(
                            new()
                            {
                                Id = id,
                                A = At(),
                                B = At(),
                            }
                        )
                    ),
            id =>
                () =>
                    Answer(() =>
                        people.ChangeContactsAsync(
                            new()
                            {
                                Envelope = Seed.Envelope(
                                    request: Guid.Empty == Guid.Parse(id) ? null : Guid.CreateVersion7()
                                ),
                                PersonId = id,
                                Change = new()
                                {
                                    From = "2024",
                                    Contacts = new() { Phone = "0909000000" },
                                },
                            }
                        )
                    ),
            id =>
                () =>
                    Answer(() =>
                        people.AnnulEntryAsync(
                            new()
                            {
                                Envelope = Seed.Envelope("sai người"),
                                PersonId = id,
                                Change = new() { EntryId = never.ToString() },
                            }
                        )
                    ),
            id => () => Answer(() => privacy.GetDataUseAsync(new() { PersonId = id, At = At() })),
            id => () => Answer(() => accounts.ListSightAsync(new() { PersonId = id, At = At() })),
            id =>
                () =>
                    Answer(() =>
                        new ReadLogService.ReadLogServiceClient(app.Grpc(clerk)).ListReadsAsync(new() { PersonId = id })
                    ),
            id => () => Answer(() => privacy.ListPrivacyRequestsAsync(new() { PersonId = id, At = At() })),
            id =>
                () =>
                    Answer(() =>
                        proposals.ListProposalsAsync(
                            new()
                            {
                                PersonId = id,
                                View = ProposalView.All,
                                At = At(),
                            }
                        )
                    ),
            id =>
                () =>
                    Answer(() =>
                        proposals.MakeProposalAsync(
                            new()
                            {
                                Envelope = Seed.Envelope(),
                                Id = Seed.NewId().ToString(),
                                Changes =
                                {
                                    new PersonChange
                                    {
                                        PersonId = id,
                                        ChangeContacts = new()
                                        {
                                            From = "2024",
                                            Contacts = new() { Phone = "0909000000" },
                                        },
                                    },
                                },
                            }
                        )
                    ),
        ];
        foreach (var way in ways)
            (await way(stranger.ToString())()).Should().Be(await way(never.ToString())());

        (await Answer(() => papers.GetPaperAsync(new() { Id = paper.ToString(), At = At() })))
            .Should()
            .Be(await Answer(() => papers.GetPaperAsync(new() { Id = never.ToString(), At = At() })));
        (await Answer(() => papers.ListRestingAsync(new() { PaperId = paper.ToString(), At = At() })))
            .Should()
            .Be(await Answer(() => papers.ListRestingAsync(new() { PaperId = never.ToString(), At = At() })));
        (await Answer(() => papers.GetPaperHistoryAsync(new() { Id = paper.ToString(), At = At() })))
            .Should()
            .Be(await Answer(() => papers.GetPaperHistoryAsync(new() { Id = never.ToString(), At = At() })));
        (
            await Answer(() =>
                papers.AttachScanAsync(
                    new()
                    {
                        Envelope = Seed.Envelope(),
                        Id = paper.ToString(),
                        Sha256 = hash,
                    }
                )
            )
        ).Should().Contain("PAPER_NOT_ON_RECORD");
        Envelope Citing(Guid cited) => Seed.Envelope(paper: cited);
        (
            await Answer(() =>
                people.ChangeContactsAsync(
                    new()
                    {
                        Envelope = Citing(paper),
                        PersonId = colleague.ToString(),
                        Change = new()
                        {
                            From = "2024",
                            Contacts = new() { Phone = "0909000001" },
                        },
                    }
                )
            )
        )
            .Should()
            .Be(
                await Answer(() =>
                    people.ChangeContactsAsync(
                        new()
                        {
                            Envelope = Citing(never),
                            PersonId = colleague.ToString(),
                            Change = new()
                            {
                                From = "2024",
                                Contacts = new() { Phone = "0909000001" },
                            },
                        }
                    )
                )
            );
    }

    [Fact]
    public async Task No_search_count_order_token_or_file_finds_them()
    {
        var people = People(clerk);
        foreach (var query in new[] { "Phan Thị Xa Lạ", "xa la" })
            (await people.ListPeopleAsync(new() { Query = query, Status = ServiceStatus.Any }))
                .TotalSize.Should()
                .Be(0);
        (await people.ListPeopleAsync(new() { UnitId = theirs.ToString(), Status = ServiceStatus.Any }))
            .TotalSize.Should()
            .Be(0);
        foreach (var order in Enum.GetValues<PeopleOrder>())
            (await people.ListPeopleAsync(new() { Order = order, Status = ServiceStatus.Any }))
                .People.Select(p => p.Id)
                .Should()
                .Equal(colleague.ToString());
        (await people.FindDuplicatesAsync(new() { FullName = "Phan Thị Xa Lạ", Birth = "1986-09-14" }))
            .Duplicates.Should()
            .BeEmpty();
        await Refused.By(
            people.ListPeopleAsync(
                new()
                {
                    Status = ServiceStatus.Any,
                    PageSize = 1,
                    PageToken = token,
                }
            ),
            StatusCode.FailedPrecondition,
            "PAGE_TOKEN_OF_ANOTHER_QUERY"
        );
        var units = (await new UnitService.UnitServiceClient(app.Grpc(clerk)).ListUnitsAsync(new())).Units;
        units.Single(u => u.Id == theirs.ToString()).People.Should().Be(0, "one counts whom one sees");
        units.Single(u => u.Id == mine.ToString()).People.Should().Be(1);
        (await new PaperService.PaperServiceClient(app.Grpc(clerk)).ListPapersAsync(new()))
            .Papers.Should()
            .NotContain(p => p.Id == paper.ToString());
        async Task<string> Download(string sha)
        {
            using var call = new FileService.FileServiceClient(app.Grpc(clerk)).DownloadFile(new() { Sha256 = sha });
            try
            {
                return $"{await call.ResponseStream.MoveNext(default)}";
            }
            catch (RpcException no)
            {
                return $"{no.StatusCode} {no.GetRpcStatus()!.GetDetail<Refusal>()}";
            }
        }
        (await Download(hash)).Should().Be(await Download(new string('a', 64)));
        await Refused.By(
            people.AttachEvidenceAsync(
                new()
                {
                    Envelope = Seed.Envelope(),
                    PersonId = colleague.ToString(),
                    Change = new()
                    {
                        QualificationId = (await app.Seed.Qualification(colleague, "2010")).ToString(),
                        Sha256 = hash,
                    },
                }
            ),
            StatusCode.FailedPrecondition,
            "FILE_NOT_UPLOADED"
        );
    }

    [Fact]
    public async Task What_needs_two_pairs_of_eyes_is_not_recorded_by_one_and_units_out_of_reach_are_not_named()
    {
        var people = People(clerk);
        await Refused.By(
            people.DeclareQualificationAsync(
                new()
                {
                    Envelope = Seed.Envelope(),
                    PersonId = colleague.ToString(),
                    Change = new()
                    {
                        QualificationId = Seed.NewId().ToString(),
                        From = "2010",
                        Grade = EvidenceGrade.OriginalSeen,
                        Details = Seed.Degree(),
                    },
                }
            ),
            StatusCode.FailedPrecondition,
            "APPROVAL_NEEDED"
        );
        await people.DeclareQualificationAsync(
            new()
            {
                Envelope = Seed.Envelope(),
                PersonId = colleague.ToString(),
                Change = new()
                {
                    QualificationId = Seed.NewId().ToString(),
                    From = "2010",
                    Grade = EvidenceGrade.SelfDeclared,
                    Details = Seed.Degree(),
                },
            }
        );
        await Refused.By(
            people.ChangeNameAsync(
                new()
                {
                    Envelope = Seed.Envelope(),
                    PersonId = colleague.ToString(),
                    Change = new() { From = "2020", FullName = "Lê Thị Khác" },
                }
            ),
            StatusCode.FailedPrecondition,
            "APPROVAL_NEEDED"
        );
        await Refused.By(
            people.StartAssignmentAsync(
                new()
                {
                    Envelope = Seed.Envelope(),
                    PersonId = colleague.ToString(),
                    Change = new()
                    {
                        AssignmentId = Seed.NewId().ToString(),
                        From = "2024-01-01",
                        Kind = AssignmentKind.Concurrent,
                        Details = Seed.Details(theirs),
                    },
                }
            ),
            StatusCode.FailedPrecondition,
            "UNIT_OUT_OF_REACH"
        );
        await Refused.By(
            new UnitService.UnitServiceClient(app.Grpc(clerk)).FoundUnitAsync(
                new()
                {
                    Envelope = Seed.Envelope(),
                    Id = Seed.NewId().ToString(),
                    Kind = UnitKind.Commune,
                    From = "2020",
                    Name = "Xã Không Được",
                }
            ),
            StatusCode.PermissionDenied,
            "NOT_ALLOWED"
        );
    }

    [Fact]
    public async Task Who_has_left_is_seen_for_the_time_they_served_and_not_changed()
    {
        var gone = await app.Seed.Person("Trịnh Văn Đã Đi");
        await app.Seed.Assignment(gone, mine, "2015-01-01", to: "2022-01-01");
        await app.Seed.Assignment(gone, theirs, "2022-01-01");
        await app.Seed.People.ChangeContactsAsync(
            new()
            {
                Envelope = Seed.Envelope(),
                PersonId = gone.ToString(),
                Change = new()
                {
                    From = "2023",
                    Contacts = new() { Phone = "0912345678" },
                },
            }
        );
        var people = People(clerk);
        var then = (
            await people.GetPersonAsync(
                new()
                {
                    Id = gone.ToString(),
                    At = new() { ValidOn = "2020-06-01" },
                }
            )
        ).Person;
        (then.Partial, then.MayChange, then.Version, then.LastRecordedTime).Should().Be((true, false, 0L, null!));
        await Refused.By(people.GetPersonAsync(new() { Id = gone.ToString() }), StatusCode.NotFound, "NOT_ON_RECORD");
        (await people.GetPersonHistoryAsync(new() { Id = gone.ToString() }))
            .ToString()
            .Should()
            .NotContain("0912345678");
        await Refused.By(
            people.ChangeContactsAsync(
                new()
                {
                    Envelope = Seed.Envelope(),
                    PersonId = gone.ToString(),
                    Change = new()
                    {
                        From = "2024",
                        Contacts = new() { Phone = "0909000000" },
                    },
                }
            ),
            StatusCode.FailedPrecondition,
            "OUT_OF_REACH"
        );
    }

    [Fact]
    public async Task A_right_that_is_taken_away_is_gone_with_the_next_call_and_the_day_it_held_keeps_its_answer()
    {
        var (name, accounts) = (
            await Account(Role.UnitClerk, mine),
            new AccountService.AccountServiceClient(app.Grpc("quantri"))
        );
        await People(name).GetPersonAsync(new() { Id = colleague.ToString() });
        var account = (await accounts.ListAccountsAsync(new() { Query = name })).Accounts.Single();
        var before = (await accounts.GetAccountAsync(new() { Id = account.Id })).At.Position;
        await accounts.EndMandateAsync(
            new()
            {
                Envelope = Seed.Envelope("Thôi việc."),
                Id = account.Id,
                MandateId = account.Mandates.Single().Id,
                On = "2024-01-01",
            }
        );
        await Refused.By(
            People(name).GetPersonAsync(new() { Id = colleague.ToString() }),
            StatusCode.PermissionDenied,
            "NOT_ALLOWED"
        );
        var sights = new AccountService.AccountServiceClient(app.Grpc());
        (
            await sights.ListSightAsync(
                new()
                {
                    PersonId = colleague.ToString(),
                    At = new() { KnownPosition = before },
                }
            )
        ).Sights.Should().Contain(s => s.AccountName == name);
        (
            await sights.ListSightAsync(
                new()
                {
                    PersonId = colleague.ToString(),
                    At = new() { ValidOn = "2023-12-31" },
                }
            )
        ).Sights.Should().Contain(s => s.AccountName == name, "that day it held");
        (await sights.ListSightAsync(new() { PersonId = colleague.ToString() }))
            .Sights.Should()
            .NotContain(s => s.AccountName == name);
        await accounts.CloseAccountAsync(new() { Envelope = Seed.Envelope("Thôi việc."), Id = account.Id });
        await Refused.By(
            People(name).GetPersonAsync(new() { Id = colleague.ToString() }),
            StatusCode.Unauthenticated,
            "NOT_SIGNED_IN"
        );
    }

    [Fact]
    public async Task Nobody_grants_themselves_anything_and_somebody_can_always_administer()
    {
        var accounts = new AccountService.AccountServiceClient(app.Grpc("quantri"));
        var own = (await accounts.ListAccountsAsync(new() { Query = "quantri" })).Accounts.Single();
        await Refused.By(
            accounts.GrantMandateAsync(
                new()
                {
                    Envelope = Seed.Envelope("Thử."),
                    Id = own.Id,
                    MandateId = Seed.NewId().ToString(),
                    Role = Role.HomeAffairs,
                    From = "2024-01-01",
                }
            ),
            StatusCode.FailedPrecondition,
            "OWN_MANDATE"
        );
        await Refused.By(
            accounts.OpenAccountAsync(
                new()
                {
                    Envelope = Seed.Envelope(),
                    Id = Seed.NewId().ToString(),
                    Name = "quantri",
                    Title = new() { Vi = "Trùng", En = "Same" },
                }
            ),
            StatusCode.AlreadyExists,
            "ACCOUNT_NAME_TAKEN"
        );
        var another = await Account(Role.Administrator, null);
        await Refused.By(
            new AccountService.AccountServiceClient(app.Grpc("noivu")).ListAccountsAsync(new()),
            StatusCode.PermissionDenied,
            "NOT_ALLOWED"
        );
        (
            await new AccountService.AccountServiceClient(app.Grpc(another)).ListAccountsAsync(
                new() { Role = Role.Administrator }
            )
        )
            .Accounts.Should()
            .Contain(a => a.Id == own.Id);
    }

    [Fact]
    public async Task A_file_whose_use_is_restricted_is_seen_by_who_keeps_privacy_alone()
    {
        var quiet = await app.Seed.Person("Hà Thị Yên Lặng");
        await app.Seed.Assignment(quiet, mine, "2018-01-01");
        await People(clerk).GetPersonAsync(new() { Id = quiet.ToString() });
        var privacy = new PrivacyService.PrivacyServiceClient(app.Grpc());
        await privacy.RestrictProcessingAsync(
            new()
            {
                Envelope = Seed.Envelope("Theo yêu cầu."),
                PersonId = quiet.ToString(),
                From = "2024-01-01",
            }
        );
        await Refused.By(
            People(clerk).GetPersonAsync(new() { Id = quiet.ToString() }),
            StatusCode.NotFound,
            "NOT_ON_RECORD"
        );
        (await People(clerk).ListPeopleAsync(new() { Query = "Hà Thị Yên Lặng" })).TotalSize.Should().Be(0);
        (await privacy.GetDataUseAsync(new() { PersonId = quiet.ToString() })).Restricted.Should().BeTrue();
        await privacy.LiftRestrictionAsync(
            new()
            {
                Envelope = Seed.Envelope("Hết hạn."),
                PersonId = quiet.ToString(),
                On = "2024-06-01",
            }
        );
        await People(clerk).GetPersonAsync(new() { Id = quiet.ToString() });
        await Refused.By(
            privacy.GiveConsentAsync(
                new()
                {
                    Envelope = Seed.Envelope("Phiếu."),
                    PersonId = quiet.ToString(),
                    ConsentId = Seed.NewId().ToString(),
                    Purpose = ConsentPurpose.TalentPool,
                    From = "2024-01-01",
                }
            ),
            StatusCode.FailedPrecondition,
            "CONSENT_NOT_THE_GROUND"
        );
    }

    [Fact]
    public async Task Somebody_outside_the_public_sector_consents_and_withdraws()
    {
        var outside = await app.Seed.Person("Đoàn Thị Ngoài Công");
        var (privacy, consent) = (new PrivacyService.PrivacyServiceClient(app.Grpc()), Seed.NewId().ToString());
        await Refused.By(
            privacy.GiveConsentAsync(
                new()
                {
                    Envelope = Seed.Envelope(""),
                    PersonId = outside.ToString(),
                    ConsentId = consent,
                    Purpose = ConsentPurpose.KeptOnRecord,
                    From = "2024-01-01",
                }
            ),
            StatusCode.FailedPrecondition,
            "REASON_REQUIRED"
        );
        await privacy.GiveConsentAsync(
            new()
            {
                Envelope = Seed.Envelope("Phiếu đồng ý ký ngày 01/01/2024."),
                PersonId = outside.ToString(),
                ConsentId = consent,
                Purpose = ConsentPurpose.KeptOnRecord,
                From = "2024-01-01",
            }
        );
        (await privacy.GetDataUseAsync(new() { PersonId = outside.ToString() }))
            .Consents.Single()
            .Should()
            .Match<Consent>(c => c.InForce && c.Purpose == ConsentPurpose.KeptOnRecord);
        var own = await Account(Role.PersonOnRecord, null, outside.ToString());
        await new PrivacyService.PrivacyServiceClient(app.Grpc(own)).WithdrawConsentAsync(
            new()
            {
                Envelope = Seed.Envelope("Không còn nhu cầu."),
                PersonId = outside.ToString(),
                ConsentId = consent,
                On = "2024-06-01",
            }
        );
        (await privacy.GetDataUseAsync(new() { PersonId = outside.ToString() }))
            .Consents.Single()
            .InForce.Should()
            .BeFalse();
        (
            await privacy.GetDataUseAsync(
                new()
                {
                    PersonId = outside.ToString(),
                    At = new() { ValidOn = "2024-03-01" },
                }
            )
        ).Consents.Single().InForce.Should().BeTrue();
    }
}
