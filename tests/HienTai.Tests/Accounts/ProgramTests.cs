using System.Net;
using System.Security.Cryptography;
using System.Text.Json;
using Grpc.Core;
using HienTai.Access.V1;
using HienTai.Organization.V1;
using HienTai.Personnel.V1;
using HienTai.Server.Accounts;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using AccountService = HienTai.Access.V1.AccountService;
using CredentialService = HienTai.Access.V1.CredentialService;
using SessionService = HienTai.Access.V1.SessionService;

namespace HienTai.Tests.Accounts;

/// <summary>Programs: how one comes about, what it may do under its own name, and how it stops.</summary>
[Collection(AccountsApp.Name)]
public sealed class ProgramTests(AccountsApp app)
{
    static readonly HttpClient Http = new();
    UnitService.UnitServiceClient Units => new(app.Grpc(null));

    static Metadata Bearer(string token) => new() { { "authorization", $"Bearer {token}" } };

    async Task<(string? Token, string? Error, string? Scope)> Ask(params (string Name, string Value)[] form)
    {
        using var answer = await Http.PostAsync(
            $"{app.WebAddress}/connect/token",
            new FormUrlEncodedContent(
                form.Append(("grant_type", "client_credentials")).Select(f => KeyValuePair.Create(f.Item1, f.Item2))
            )
        );
        var said = JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement;
        string? Says(string name) => said.TryGetProperty(name, out var value) ? value.GetString() : null;
        return (Says("access_token"), Says("error"), Says("scope"));
    }

    Task<(string? Token, string? Error, string? Scope)> Ask(MadeProgram program, string scope = "") =>
        Ask([
            ("client_id", program.ClientId),
            ("client_secret", program.Secret),
            .. scope.Length > 0 ? new[] { ("scope", scope) } : [],
        ]);

    static OpenProgramRequest Opening(Guid id, Guid change, string name, string end = "2030-01-01") =>
        new()
        {
            Envelope = Seed.Envelope("Kết nối phần mềm trường học."),
            Id = id.ToString(),
            Name = name,
            Title = new() { Vi = "Phần mềm trường học", En = "School software" },
            ChangeId = change.ToString(),
            Terms = new() { Scopes = { "read" }, End = end },
        };

    static RegisterClientRequest Secret(Guid id, Guid change, string key = "") =>
        new()
        {
            Envelope = Seed.Envelope("Cấp bí mật."),
            AccountId = id.ToString(),
            ChangeId = change.ToString(),
            Name = "Máy chủ trường",
            PublicKey = key,
        };

    static RefuseRecoveryRequest Refusing(Rpc.V1.Envelope? envelope = null) =>
        new() { Envelope = envelope ?? Seed.Envelope() };

    [Fact]
    public async Task Nothing_of_a_program_works_until_another_administrator_has_approved_it()
    {
        var (asks, approves) = await app.TwoAdministrators();
        var (id, terms, client) = (Seed.NewId(), Seed.NewId(), Seed.NewId());
        await asks.Programs.OpenProgramAsync(Opening(id, terms, "cho-duyet"));
        var secret = await asks.Credentials.RegisterClientAsync(Secret(id, client));
        secret.EffectiveTime.Should().BeNull("it waits");
        var program = new MadeProgram(id, "cho-duyet", secret.ClientId, secret.Secret);
        (await Ask(program)).Error.Should().Be("invalid_client");

        await Refused.By(() => asks.Approve(id, terms), StatusCode.FailedPrecondition, "OWN_CHANGE");
        var auditor = new ProgramService.ProgramServiceClient(app.Grpc("kiemtoan"));
        var waiting = await auditor.ListAccountChangesAsync(new() { AccountId = id.ToString(), Waiting = true });
        waiting
            .Changes.Select(c => (c.Kind, c.State, c.Source.Actor))
            .Should()
            .BeEquivalentTo([
                (AccountChangeKind.Client, AccountChangeState.WaitsForApproval, "quantri.mot"),
                (AccountChangeKind.Terms, AccountChangeState.WaitsForApproval, "quantri.mot"),
            ]);

        await approves.Approve(id, terms);
        (await Ask(program)).Error.Should().Be("invalid_client", "its secret still waits");
        await approves.Approve(id, client);
        (await Ask(program)).Token.Should().NotBeNull();

        var listed = (await auditor.ListProgramsAsync(new())).Programs.Single(p => p.Account.Id == id.ToString());
        (listed.InEffect, listed.End, listed.Changes.Count, listed.Account.Program)
            .Should()
            .Be((true, "2030-01-01", 0, true));
        listed.Scopes.Should().Equal("read");
        var history = await new AccountService.AccountServiceClient(app.Grpc("kiemtoan")).GetAccountHistoryAsync(
            new() { Id = id.ToString() }
        );
        history
            .Entries.Select(e => (e.Event, e.Source.Actor))
            .Should()
            .Equal(
                ("account_change_approved", "quantri.hai"),
                ("account_change_approved", "quantri.hai"),
                ("account_change_requested", "quantri.mot"),
                ("account_change_requested", "quantri.mot"),
                ("program_opened", "quantri.mot")
            );
        history.ToString().Should().NotContain(secret.Secret);
        (
            await app.Scalar<bool>(
                $"select exists (select from events.mt_events e where e.data::text like '%{secret.Secret}%')"
            )
        )
            .Should()
            .BeFalse("a secret stands nowhere");
    }

    [Fact]
    public async Task Asking_and_approving_need_a_proof_of_who_is_there()
    {
        var administrator = new ProgramService.ProgramServiceClient(app.Grpc("quantri"));
        await Refused.By(
            administrator.OpenProgramAsync(Opening(Seed.NewId(), Seed.NewId(), "khong-xac-nhan")),
            StatusCode.FailedPrecondition,
            "REAUTHENTICATE"
        );
        var (asks, approves) = await app.TwoAdministrators();
        var (id, terms) = (Seed.NewId(), Seed.NewId());
        await asks.Programs.OpenProgramAsync(Opening(id, terms, "het-xac-nhan"));
        app.Later(TimeSpan.FromMinutes(11));
        foreach (
            var late in new Func<Task>[]
            {
                () => approves.Approve(id, terms),
                async () =>
                    await asks.Programs.ChangeProgramAsync(
                        new()
                        {
                            Envelope = Seed.Envelope("Thử."),
                            Id = id.ToString(),
                            ChangeId = Seed.NewId().ToString(),
                            Terms = new() { Scopes = { "export" }, End = "2031-01-01" },
                        }
                    ),
                async () => await asks.Credentials.RegisterClientAsync(Secret(id, Seed.NewId())),
                async () =>
                    await asks.Accounts.GrantMandateAsync(
                        new()
                        {
                            Envelope = Seed.Envelope("Thử."),
                            Id = id.ToString(),
                            MandateId = Seed.NewId().ToString(),
                            Role = Role.HomeAffairs,
                            From = "2020-01-01",
                        }
                    ),
                async () =>
                    await asks.Programs.RequestRecoveryAsync(
                        new()
                        {
                            Envelope = Seed.Envelope("Thử."),
                            AccountId = AccountIds.Of("noivu").ToString(),
                            ChangeId = Seed.NewId().ToString(),
                        }
                    ),
            }
        )
            await Refused.By(late, StatusCode.FailedPrecondition, "REAUTHENTICATE");
        await Refused.By(
            (await app.TwoAdministrators()).Asks.Programs.OpenProgramAsync(
                new(Opening(Seed.NewId(), Seed.NewId(), "khong-ly-do")) { Envelope = Seed.Envelope("") }
            ),
            StatusCode.FailedPrecondition,
            "REASON_REQUIRED"
        );
    }

    [Fact]
    public async Task A_program_reads_and_records_under_its_own_name_and_within_its_scopes()
    {
        var person = await app.Seed.Person("Trần Văn Được Đọc");
        var program = await app.Program("doc-va-ghi", Role.HomeAffairs, "read", "record");
        var reads = Bearer((await Ask(program, "read")).Token!);
        var records = Bearer((await Ask(program, "record")).Token!);
        (await Ask(program)).Scope.Should().Be("read record", "what it may be asked for, unless it asks for less");
        (await Ask(program, "read export")).Error.Should().Be("invalid_scope");

        await new PersonService.PersonServiceClient(app.Grpc(null)).GetPersonAsync(
            new() { Id = person.ToString(), Reveal = Seed.Everything }, // on record before it is answered
            reads
        );
        FoundUnitRequest Founding(string code) =>
            new()
            {
                Envelope = Seed.Envelope("Đồng bộ."),
                Id = Seed.NewId().ToString(),
                Kind = UnitKind.City,
                From = "2003-12-02",
                Name = $"Nơi ngoài {code}",
                Code = code,
                Outside = true,
            };
        (await Refused.By(Units.FoundUnitAsync(Founding("NG1"), reads), StatusCode.PermissionDenied, "SCOPE_MISSING"))
            .Message.En.Should()
            .Contain("\"record\"");
        (await Refused.By(Units.ListUnitsAsync(new(), records), StatusCode.PermissionDenied, "SCOPE_MISSING"))
            .Message.En.Should()
            .Contain("\"read\"");
        var founded = await Units.FoundUnitAsync(Founding("NG2"), records);
        (await Units.GetUnitHistoryAsync(new() { Id = founded.Id }, reads))
            .Entries.Select(e => e.Source.Actor)
            .Should()
            .Equal("doc-va-ghi");
        (
            await new ReadLogService.ReadLogServiceClient(app.Grpc("kiemtoan")).ListReadsAsync(
                new() { AccountId = program.Id.ToString() }
            )
        )
            .Reads.Select(r => (r.AccountName, r.PersonId, r.Method))
            .Should()
            .Contain(("doc-va-ghi", person.ToString(), "GetPerson"));
        await Refused.By(
            new ProposalService.ProposalServiceClient(app.Grpc(null)).DecideProposalAsync(
                new() { Envelope = Seed.Envelope("Duyệt.") },
                records
            ),
            StatusCode.PermissionDenied,
            "NOT_ALLOWED"
        );
    }

    [Fact]
    public async Task A_program_stops_at_its_end_when_it_is_closed_and_when_its_mandate_ends()
    {
        var (_, approves) = await app.TwoAdministrators();
        var program = await app.Program("het-han", Role.HomeAffairs, "read");
        var token = Bearer((await Ask(program)).Token!);
        await Units.ListUnitsAsync(new(), token);
        var (asks, change) = ((await app.TwoAdministrators()).Asks, Seed.NewId());
        await asks.Programs.ChangeProgramAsync(
            new()
            {
                Envelope = Seed.Envelope("Rút ngắn."),
                Id = program.Id.ToString(),
                ChangeId = change.ToString(),
                Terms = new()
                {
                    Scopes = { "read" },
                    End = $"{app.Now.ToOffset(TimeSpan.FromHours(7)).AddDays(1):yyyy-MM-dd}",
                },
            }
        );
        await (await app.TwoAdministrators()).Approves.Approve(program.Id, change);
        token = Bearer((await Ask(program)).Token!);
        await Units.ListUnitsAsync(new(), token);
        app.Later(TimeSpan.FromDays(1));
        await Refused.By(Units.ListUnitsAsync(new(), token), StatusCode.Unauthenticated, "NOT_SIGNED_IN");
        (await Ask(program)).Error.Should().Be("invalid_client");

        var retired = await app.Program("thoi-vai-tro", Role.HomeAffairs, "read");
        token = Bearer((await Ask(retired)).Token!);
        await Units.ListUnitsAsync(new(), token);
        var accounts = new AccountService.AccountServiceClient(app.Grpc("quantri"));
        var held = (await accounts.GetAccountAsync(new() { Id = retired.Id.ToString() })).Account.Mandates.Single();
        await accounts.EndMandateAsync(
            new()
            {
                Envelope = Seed.Envelope("Thôi."),
                Id = retired.Id.ToString(),
                MandateId = held.Id,
                On = $"{app.Now.ToOffset(TimeSpan.FromHours(7)):yyyy-MM-dd}",
            }
        );
        await Refused.By(Units.ListUnitsAsync(new(), token), StatusCode.PermissionDenied, "NOT_ALLOWED");

        var closed = await app.Program("bi-dong", Role.HomeAffairs, "read");
        token = Bearer((await Ask(closed)).Token!);
        await accounts.CloseAccountAsync(new() { Envelope = Seed.Envelope("Thôi."), Id = closed.Id.ToString() });
        await Refused.By(Units.ListUnitsAsync(new(), token), StatusCode.Unauthenticated, "NOT_SIGNED_IN");
        await Refused.By(
            accounts.ReopenAccountAsync(new() { Envelope = Seed.Envelope("Lại."), Id = closed.Id.ToString() }),
            StatusCode.FailedPrecondition,
            "PROGRAM_CLOSED"
        );
    }

    [Fact]
    public async Task A_program_signs_its_requests_for_tokens_with_its_own_key()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var jwk = JsonWebKeyConverter.ConvertFromECDsaSecurityKey(
            new ECDsaSecurityKey(ECDsa.Create(key.ExportParameters(false)))
        );
        var json = JsonSerializer.Serialize(
            new
            {
                kty = "EC",
                crv = "P-256",
                x = jwk.X,
                y = jwk.Y,
            }
        );
        var program = await app.Program("co-khoa", Role.HomeAffairs, "read");
        var (asks, change) = ((await app.TwoAdministrators()).Asks, Seed.NewId());
        var made = await asks.Credentials.RegisterClientAsync(Secret(program.Id, change, json));
        made.Secret.Should().BeEmpty();
        string Assertion(ECDsa by, string audience, int minutes = 2) =>
            new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(
                new SecurityTokenDescriptor
                {
                    Issuer = made.ClientId,
                    Audience = audience,
                    TokenType = "client-authentication+jwt",
                    Expires = DateTime.UtcNow.AddMinutes(minutes),
                    IssuedAt = DateTime.UtcNow,
                    Claims = new Dictionary<string, object>
                    {
                        ["sub"] = made.ClientId,
                        ["jti"] = Guid.NewGuid().ToString(),
                    },
                    SigningCredentials = new(new ECDsaSecurityKey(by), SecurityAlgorithms.EcdsaSha256),
                }
            );
        Task<(string? Token, string? Error, string? Scope)> Signed(string assertion) =>
            Ask(
                ("client_id", made.ClientId),
                ("client_assertion_type", "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"),
                ("client_assertion", assertion)
            );
        var issuer = $"{app.WebAddress}/";
        (await Signed(Assertion(key, issuer))).Error.Should().Be("invalid_client", "the key is not approved yet");
        await (await app.TwoAdministrators()).Approves.Approve(program.Id, change);
        var (token, error, _) = await Signed(Assertion(key, issuer));
        error.Should().BeNull();
        await Units.ListUnitsAsync(new(), Bearer(token!));

        using var another = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        foreach (
            var wrong in new[]
            {
                Assertion(another, issuer),
                Assertion(key, "http://127.0.0.1:1/"),
                Assertion(key, issuer, minutes: -10),
            }
        )
            (await Signed(wrong)).Token.Should().BeNull();
        (await Ask(("client_id", made.ClientId), ("client_secret", ""))).Token.Should().BeNull();

        var fresh = (await app.TwoAdministrators()).Asks;
        foreach (
            var poor in new[]
            {
                "không phải JWK",
                JsonSerializer.Serialize(new { kty = "oct", k = "AAAA" }),
                JsonSerializer.Serialize(
                    new
                    {
                        kty = "EC",
                        crv = "P-256",
                        x = jwk.X,
                        y = jwk.Y,
                        d = Base64UrlEncoder.Encode(key.ExportParameters(true).D!),
                    }
                ),
            }
        )
            await Refused.By(
                fresh.Credentials.RegisterClientAsync(Secret(program.Id, Seed.NewId(), poor)),
                StatusCode.InvalidArgument,
                "MALFORMED",
                "public_key"
            );
    }

    [Fact]
    public async Task A_program_is_no_person_and_no_person_a_program()
    {
        var (asks, _) = await app.TwoAdministrators();
        var program = await app.Program("khong-la-nguoi");
        var account = program.Id.ToString();
        await Refused.By(
            app.Administrator.IssueEnrolmentAsync(Seed.Issuing(program.Id)),
            StatusCode.FailedPrecondition,
            "PROGRAM_HAS_NO_PASSWORD"
        );
        asks = (await app.TwoAdministrators()).Asks;
        foreach (var role in new[] { Role.Administrator, Role.PersonOnRecord })
            await Refused.By(
                asks.Accounts.GrantMandateAsync(
                    new()
                    {
                        Envelope = Seed.Envelope("Thử."),
                        Id = account,
                        MandateId = Seed.NewId().ToString(),
                        Role = role,
                        From = "2020-01-01",
                    }
                ),
                StatusCode.FailedPrecondition,
                "ROLE_NOT_FOR_PROGRAMS"
            );
        await Refused.By(
            asks.Credentials.RegisterClientAsync(Secret(AccountIds.Of("noivu"), Seed.NewId())),
            StatusCode.FailedPrecondition,
            "NOT_A_PROGRAM",
            "account_id"
        );
        await Refused.By(
            asks.Programs.ChangeProgramAsync(
                new()
                {
                    Envelope = Seed.Envelope("Thử."),
                    Id = AccountIds.Of("noivu").ToString(),
                    ChangeId = Seed.NewId().ToString(),
                    Terms = new() { Scopes = { "read" }, End = "2030-01-01" },
                }
            ),
            StatusCode.FailedPrecondition,
            "NOT_A_PROGRAM"
        );
    }

    [Fact]
    public async Task Nobody_becomes_an_administrator_by_one_administrator_alone()
    {
        var (asks, approves) = await app.TwoAdministrators();
        var (id, mandate) = (Seed.NewId(), Seed.NewId());
        await asks.Accounts.OpenAccountAsync(
            new()
            {
                Envelope = Seed.Envelope(),
                Id = id.ToString(),
                Name = "hinh.nom",
                Title = new() { Vi = "Hình nộm", En = "Puppet" },
            }
        );
        await asks.Accounts.GrantMandateAsync(
            new()
            {
                Envelope = Seed.Envelope("Thêm quản trị."),
                Id = id.ToString(),
                MandateId = mandate.ToString(),
                Role = Role.Administrator,
                From = "2020-01-01",
            }
        );
        var puppet = new AccountService.AccountServiceClient(app.Grpc("hinh.nom"));
        await Refused.By(puppet.ListAccountsAsync(new()), StatusCode.PermissionDenied, "NOT_ALLOWED");
        await approves.Approve(id, mandate);
        await puppet.ListAccountsAsync(new());
    }

    [Fact]
    public async Task Somebody_is_told_that_their_credentials_are_to_be_replaced_and_may_refuse()
    {
        var member = await app.Member("con.khoa");
        await app.Recover(member.Id);
        var browser = await member.SignIn();
        var session = await browser.Session.GetSessionAsync(new());
        (session.Recovery, session.Notices[0].Outcome, session.Notices[0].ByName)
            .Should()
            .Be((true, SignInOutcome.RecoveryRequested, "quantri.mot"));
        (await browser.Session.RefuseRecoveryAsync(Refusing())).Session.Recovery.Should().BeFalse();
        await Refused.By(
            app.Administrator.IssueEnrolmentAsync(Seed.Issuing(member.Id)),
            StatusCode.FailedPrecondition,
            "RECOVERY_NEEDED"
        );

        await app.Recover(member.Id, approve: false);
        await Refused.By(
            app.Administrator.IssueEnrolmentAsync(Seed.Issuing(member.Id)),
            StatusCode.FailedPrecondition,
            "RECOVERY_NEEDED"
        );
        await member.Browser.Session.RefuseRecoveryAsync(Refusing()).ResponseAsync.ContinueWith(_ => { });
        await (await member.SignIn()).Session.RefuseRecoveryAsync(Refusing());

        await app.Recover(member.Id);
        await app.Administrator.IssueEnrolmentAsync(Seed.Issuing(member.Id));
        await Refused.By(
            app.Administrator.IssueEnrolmentAsync(Seed.Issuing(member.Id)),
            StatusCode.FailedPrecondition,
            "RECOVERY_NEEDED"
        );
        (await (await member.SignIn()).Session.GetSessionAsync(new()))
            .Notices[0]
            .Outcome.Should()
            .Be(SignInOutcome.EnrolmentIssued);
        (
            await new AccountService.AccountServiceClient(app.Grpc("kiemtoan")).GetAccountHistoryAsync(
                new() { Id = member.Id.ToString() }
            )
        )
            .Entries[0]
            .Should()
            .Match<Rpc.V1.HistoryEntry>(e => e.Event == "enrolment_issued" && e.Source.Actor == "quantri");
    }

    [Fact]
    public async Task An_approved_recovery_lasts_a_day()
    {
        var member = await app.Member("de.lau");
        await app.Recover(member.Id);
        app.Later(TimeSpan.FromHours(24));
        await Refused.By(
            app.Administrator.ResetFactorsAsync(Seed.Resetting(member.Id)),
            StatusCode.FailedPrecondition,
            "RECOVERY_NEEDED"
        );
    }

    [Fact]
    public async Task A_code_of_a_recovery_that_is_cancelled_no_longer_works()
    {
        var member = await app.Member("huy-khoi-phuc");
        var change = await app.Recover(member.Id);
        var code = (await app.Administrator.IssueEnrolmentAsync(Seed.Issuing(member.Id))).Code;
        await new ProgramService.ProgramServiceClient(app.Grpc("quantri")).CancelAccountChangeAsync(
            new()
            {
                Envelope = Seed.Envelope("Không phải chủ tài khoản nhờ."),
                AccountId = member.Id.ToString(),
                ChangeId = change.ToString(),
            }
        );
        await Refused.By(
            new Browser(app).Session.EnrolAsync(new() { Code = code, NewPassword = "một câu đủ dài để thử nhé" }),
            StatusCode.FailedPrecondition,
            "CODE_REFUSED"
        );
    }

    [Fact]
    public async Task Only_administrators_and_auditors_know_of_programs_and_only_administrators_change_them()
    {
        foreach (var name in new[] { "noivu", "lanhdao", "kiemtoan" })
        {
            var programs = new ProgramService.ProgramServiceClient(app.Grpc(name));
            Func<Task>[] reading =
            [
                async () => await programs.ListProgramsAsync(new()),
                async () => await programs.ListAccountChangesAsync(new()),
                async () => await new CredentialService.CredentialServiceClient(app.Grpc(name)).ListClientsAsync(new()),
            ];
            Func<Task>[] changing =
            [
                async () => await programs.OpenProgramAsync(new()),
                async () => await programs.ChangeProgramAsync(new()),
                async () => await programs.RequestRecoveryAsync(new()),
                async () => await programs.ApproveAccountChangeAsync(new()),
                async () => await programs.CancelAccountChangeAsync(new()),
                async () =>
                    await new CredentialService.CredentialServiceClient(app.Grpc(name)).RegisterClientAsync(new()),
            ];
            foreach (var call in name == "kiemtoan" ? changing : [.. reading, .. changing])
                await Refused.By(call, StatusCode.PermissionDenied, "NOT_ALLOWED");
            if (name == "kiemtoan")
                foreach (var call in reading)
                    await call();
        }
    }

    [Fact]
    public async Task What_is_kept_of_programs_is_what_their_events_say()
    {
        await app.Program("dung-lai", Role.HomeAffairs, "read", "export");
        var check = new Registry.V1.RegistryService.RegistryServiceClient(app.Grpc("kiemtoan")).CheckRebuild(new());
        Registry.V1.CheckRebuildResponse? last = null;
        while (await check.ResponseStream.MoveNext(CancellationToken.None))
            last = check.ResponseStream.Current;
        last!.Identical.Should().BeTrue(last.ToString());
    }
}
