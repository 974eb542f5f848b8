using Grpc.Core;
using HienTai.Access.V1;
using HienTai.Organization.V1;
using HienTai.Server.Accounts;
using HienTai.Server.Pipeline;
using Microsoft.Extensions.DependencyInjection;

namespace HienTai.Tests.Accounts;

/// <summary>Signing in as a browser does, and being turned away.</summary>
[Collection(AccountsApp.Name)]
public sealed class SignInTests(AccountsApp app)
{
    static UnitService.UnitServiceClient Units(CallInvoker calls) => new(calls);

    [Fact]
    public async Task A_demo_account_signs_in_with_what_the_sign_in_page_offers()
    {
        var browser = new Browser(app);
        await Refused.By(Units(browser.Calls).ListUnitsAsync(new()), StatusCode.Unauthenticated, "NOT_SIGNED_IN");
        (await browser.Session.GetSessionAsync(new())).Should().Be(new Session());

        var demo = (await browser.Session.GetDemoAccountsAsync(new())).Accounts;
        demo.Select(d => d.Name).Should().Equal(Actors.Demo.Select(a => a.Name));
        var session = await browser.Session.SignInAsync(new() { Name = "NoiVu ", Password = demo[0].Password });
        (session.Step, session.Name, session.Factors.Single()).Should().Be((Step.SecondFactor, "noivu", "totp"));
        browser
            .SetCookie.Should()
            .StartWith("__Host-hientai=")
            .And.ContainAll("; path=/", "; secure", "; samesite=strict", "; httponly")
            .And.NotContainAny("expires", "max-age", "domain");

        var half = browser.Cookie;
        await Refused.By(Units(browser.Calls).ListUnitsAsync(new()), StatusCode.Unauthenticated, "NOT_SIGNED_IN");
        await Refused.By(browser.Session.ListSessionsAsync(new()), StatusCode.FailedPrecondition, "SIGN_IN_INCOMPLETE");
        await Refused.By(browser.Session.BeginTotpAsync(new()), StatusCode.FailedPrecondition, "SIGN_IN_INCOMPLETE");

        session = await browser.Session.GiveSecondFactorAsync(
            new() { Code = (await browser.Session.GetDemoAccountsAsync(new())).Accounts[0].Code }
        );
        session.Step.Should().Be(Step.None);
        browser.Cookie.Should().NotBe(half, "every step gets a new reference");
        await Units(browser.Calls).ListUnitsAsync(new());

        browser.Cookie = half;
        await Refused.By(Units(browser.Calls).ListUnitsAsync(new()), StatusCode.Unauthenticated, "NOT_SIGNED_IN");
    }

    [Fact]
    public async Task An_account_that_changes_nothing_needs_no_second_factor()
    {
        var browser = new Browser(app);
        (await browser.Session.SignInAsync(new() { Name = "canhan", Password = DemoAccounts.Password }))
            .Step.Should()
            .Be(Step.None);
        await Units(browser.Calls).ListUnitsAsync(new());
    }

    [Fact]
    public async Task A_session_opened_with_a_password_alone_ends_when_its_account_is_given_more()
    {
        var (accounts, id) = (new AccountService.AccountServiceClient(app.Grpc("quantri")), Seed.NewId());
        await accounts.OpenAccountAsync(
            new()
            {
                Envelope = Seed.Envelope(),
                Id = id.ToString(),
                Name = "lenchuc",
                Title = new() { Vi = "Lên chức", En = "Promoted" },
            }
        );
        Task Grant(Role role) =>
            accounts
                .GrantMandateAsync(
                    new()
                    {
                        Envelope = Seed.Envelope("Thử."),
                        Id = id.ToString(),
                        MandateId = Seed.NewId().ToString(),
                        Role = role,
                        From = "2020-01-01",
                    }
                )
                .ResponseAsync;
        await Grant(Role.Finance);
        var browser = new Browser(app);
        var code = (await app.Administrator.IssueEnrolmentAsync(Seed.Issuing(id))).Code;
        (await browser.Session.EnrolAsync(new() { Code = code, NewPassword = Member.FirstPassword }))
            .Step.Should()
            .Be(Step.None);
        await Units(browser.Calls).ListUnitsAsync(new());

        await Grant(Role.HomeAffairs);
        await Refused.By(Units(browser.Calls).ListUnitsAsync(new()), StatusCode.Unauthenticated, "NOT_SIGNED_IN");
        (await browser.Session.GetSessionAsync(new())).Should().Be(new Session());
        (await browser.Session.SignInAsync(new() { Name = "lenchuc", Password = Member.FirstPassword }))
            .Step.Should()
            .Be(Step.EnrolSecondFactor);
    }

    [Fact]
    public async Task A_code_works_once()
    {
        var member = await app.Member("motlan");
        var (first, second, code) = (new Browser(app), new Browser(app), member.Code());
        foreach (var browser in new[] { first, second })
            await browser.Session.SignInAsync(new() { Name = "motlan", Password = member.Password });
        await first.Session.GiveSecondFactorAsync(new() { Code = code });
        await Refused.By(
            second.Session.GiveSecondFactorAsync(new() { Code = code }),
            StatusCode.FailedPrecondition,
            "SECOND_FACTOR_REFUSED"
        );
        var old = Totp.Code(member.Secret, Totp.StepAt(app.Now) - 10);
        await Refused.By(
            second.Session.GiveSecondFactorAsync(new() { Code = old }),
            StatusCode.FailedPrecondition,
            "SECOND_FACTOR_REFUSED"
        );
        (await second.Session.GiveSecondFactorAsync(new() { Code = member.Code() })).Step.Should().Be(Step.None);
    }

    [Fact]
    public async Task A_recovery_code_works_once()
    {
        var member = await app.Member("khoiphuc");
        member
            .RecoveryCodes.Should()
            .HaveCount(10)
            .And.OnlyHaveUniqueItems()
            .And.OnlyContain(c => c.Length == OneTimes.NewCode().Length);
        for (var time = 0; time < 2; time++)
        {
            var browser = new Browser(app);
            await browser.Session.SignInAsync(new() { Name = "khoiphuc", Password = member.Password });
            var given = browser.Session.GiveSecondFactorAsync(
                new() { RecoveryCode = member.RecoveryCodes[3].ToUpperInvariant().Replace('-', ' ') }
            );
            if (time == 0)
                (await given).Step.Should().Be(Step.None);
            else
                await Refused.By(given, StatusCode.FailedPrecondition, "SECOND_FACTOR_REFUSED");
        }
        (await member.Browser.Session.ListFactorsAsync(new())).RecoveryCodesLeft.Should().Be(9);
        (
            await app.Scalar<bool>(
                $"select bool_or(c::text like '%{member.RecoveryCodes[0]}%') from accounts.credential c"
            )
        )
            .Should()
            .BeFalse();
    }

    [Fact]
    public async Task Five_wrong_attempts_close_a_name_for_a_minute_then_two_and_whether_it_exists_does_not_show()
    {
        await app.Member("khoa");
        var answers = new List<string>[2];
        foreach (var (name, i) in new[] { ("khoa", 0), ("khongcoai", 1) })
        {
            answers[i] = [];
            for (var attempt = 0; attempt < 7; attempt++)
                answers[i].Add(await Reason(name, "sai mật khẩu rồi nhé"));
        }
        answers[0].Should().Equal(Enumerable.Repeat("SIGN_IN_REFUSED", 5).Concat(["LOCKED_OUT", "LOCKED_OUT"]));
        answers[1].Should().Equal(answers[0]);
        (await Reason("khoa", Member.FirstPassword))
            .Should()
            .Be("LOCKED_OUT", "the right password does not help either");

        app.Later(TimeSpan.FromSeconds(61));
        foreach (var name in new[] { "khoa", "khongcoai" })
        {
            (await Reason(name, "sai mật khẩu rồi nhé")).Should().Be("SIGN_IN_REFUSED");
            (await Reason(name, "sai mật khẩu rồi nhé")).Should().Be("LOCKED_OUT");
        }
        app.Later(TimeSpan.FromSeconds(61));
        (await Reason("khoa", Member.FirstPassword)).Should().Be("LOCKED_OUT", "the second time is two minutes");
        app.Later(TimeSpan.FromSeconds(61));
        (await Reason("khoa", Member.FirstPassword)).Should().Be("");

        var lines = (
            await app.Administrator.ListSignInsOfAsync(new() { AccountId = (await Id("khoa")).ToString() })
        ).Lines;
        lines
            .Select(l => l.Outcome)
            .Should()
            .StartWith([
                SignInOutcome.PasswordRight,
                SignInOutcome.LockedOut,
                SignInOutcome.LockedOut,
                SignInOutcome.WrongPassword,
            ]);
        lines.Should().AllSatisfy(l => l.Address.Should().Be("127.0.0.1"));
        lines[0].Browser.En.Should().Be("Chrome 141 on Linux");
    }

    [Fact]
    public async Task Wrong_second_factors_lock_out_too_and_the_password_does_not_reset_the_count()
    {
        var member = await app.Member("saima");
        var reasons = new List<string>();
        for (var attempt = 0; attempt < 6; attempt++)
        {
            var browser = new Browser(app);
            try
            {
                await browser.Session.SignInAsync(new() { Name = "saima", Password = member.Password });
                await browser.Session.GiveSecondFactorAsync(new() { Code = "000000" });
            }
            catch (RpcException e)
            {
                reasons.Add(e.GetRpcStatus()!.GetDetail<Rpc.V1.Refusal>()!.Reason);
            }
        }
        reasons.Should().Equal(Enumerable.Repeat("SECOND_FACTOR_REFUSED", 5).Append("LOCKED_OUT"));
    }

    [Fact]
    public async Task Many_attempts_at_once_are_still_five()
    {
        await app.Member("songsong");
        var reasons = await Task.WhenAll(
            Enumerable.Range(0, 20).Select(i => Reason("songsong", $"đoán mò lần thứ {i} xem sao"))
        );
        reasons.Count(r => r == "SIGN_IN_REFUSED").Should().Be(5);
        reasons.Count(r => r == "LOCKED_OUT").Should().Be(15);
    }

    [Fact]
    public async Task An_unknown_name_takes_as_much_work_as_a_wrong_password()
    {
        var passwords = app.Services.GetRequiredService<Passwords>();
        foreach (var name in new[] { "gddt", "xa", "lanhdao", "kiemtoan" })
        {
            (await Spent(name)).Should().Be(Passwords.Rounds);
            (await Spent($"{name}-khac")).Should().Be(Passwords.Rounds);
        }

        async Task<long> Spent(string name)
        {
            var before = passwords.RoundsSpent;
            (await Reason(name, "sai mật khẩu rồi nhé")).Should().Be("SIGN_IN_REFUSED");
            return passwords.RoundsSpent - before;
        }
    }

    [Theory]
    [InlineData("", "mật khẩu nào đó dài", "name")]
    [InlineData("noi\0vu", "mật khẩu nào đó dài", "name")]
    [InlineData("noivu", "", "password")]
    public async Task What_cannot_be_a_name_or_a_password_is_malformed(string name, string password, string field) =>
        await Refused.By(
            new Browser(app).Session.SignInAsync(new() { Name = name, Password = password }),
            StatusCode.InvalidArgument,
            "MALFORMED",
            field
        );

    [Fact]
    public async Task A_browser_cannot_act_as_somebody_by_a_header_and_a_program_can()
    {
        var acting = new Metadata { { Actors.Header, "noivu" } };
        await Refused.By(
            Units(new Browser(app).Calls).ListUnitsAsync(new(), acting),
            StatusCode.Unauthenticated,
            "NOT_SIGNED_IN"
        );
        await Units(app.Grpc(null)).ListUnitsAsync(new(), acting);
        await Refused.By(
            Units(app.GrpcWeb(null)).ListUnitsAsync(new(), [.. acting, new("cookie", "__Host-hientai=x")]),
            StatusCode.Unauthenticated,
            "NOT_SIGNED_IN"
        );
        (await new HienTai.Access.V1.SessionService.SessionServiceClient(app.Grpc("quantri")).GetSessionAsync(new()))
            .Name.Should()
            .Be("quantri");
    }

    async Task<Guid> Id(string name) =>
        (
            await app
                .Services.GetService(typeof(IAccountDirectory))
                .As<IAccountDirectory>()
                .Find(name, CancellationToken.None)
        )!.Id;

    async Task<string> Reason(string name, string password)
    {
        try
        {
            await new Browser(app).Session.SignInAsync(new() { Name = name, Password = password });
            return "";
        }
        catch (RpcException e)
        {
            return e.GetRpcStatus()!.GetDetail<Rpc.V1.Refusal>()!.Reason;
        }
    }
}
