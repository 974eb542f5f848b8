using Grpc.Core;
using HienTai.Access.V1;
using HienTai.Organization.V1;
using HienTai.Server.Accounts;

namespace HienTai.Tests.Accounts;

/// <summary>How an account gets its credentials, and what an administrator can do when they are lost.</summary>
[Collection(AccountsApp.Name)]
public sealed class EnrolmentTests(AccountsApp app)
{
    [Fact]
    public async Task A_new_account_takes_up_a_password_and_a_second_factor_before_anything_is_answered()
    {
        var id = await app.Account("moivao");
        var issued = await app.Administrator.IssueEnrolmentAsync(Seed.Issuing(id));
        issued.ExpireTime.ToDateTimeOffset().Should().Be(app.Now + TimeSpan.FromHours(24));
        var browser = new Browser(app);
        await Refused.By(
            browser.Session.EnrolAsync(new() { Code = issued.Code, NewPassword = "moivao moivao 15!" }),
            StatusCode.FailedPrecondition,
            "PASSWORD_NAMES_ACCOUNT",
            "new_password"
        );

        (
            await browser.Session.EnrolAsync(
                new() { Code = issued.Code.ToUpperInvariant(), NewPassword = Member.FirstPassword }
            )
        )
            .Step.Should()
            .Be(Step.EnrolSecondFactor);
        await Refused.By(
            new UnitService.UnitServiceClient(browser.Calls).ListUnitsAsync(new()),
            StatusCode.Unauthenticated,
            "NOT_SIGNED_IN"
        );
        await Refused.By(browser.Session.ListSignInsAsync(new()), StatusCode.FailedPrecondition, "SIGN_IN_INCOMPLETE");
        await Refused.By(
            browser.Session.ChangePasswordAsync(new() { CurrentPassword = Member.FirstPassword, NewPassword = "x" }),
            StatusCode.FailedPrecondition,
            "SIGN_IN_INCOMPLETE"
        );
        await Refused.By(
            browser.Session.ConfirmTotpAsync(new() { Code = "123456" }),
            StatusCode.FailedPrecondition,
            "TOTP_NOT_BEGUN"
        );
        var begun = await browser.Session.BeginTotpAsync(new());
        begun.Uri.Should().StartWith("otpauth://totp/").And.Contain(begun.Secret).And.Contain("moivao");
        begun.QrSvg.Should().StartWith("<svg").And.NotContain("<script");
        await Refused.By(
            browser.Session.ConfirmTotpAsync(new() { Code = "000000" }),
            StatusCode.FailedPrecondition,
            "SECOND_FACTOR_REFUSED"
        );
        var code = Totp.Code(Totp.FromBase32(begun.Secret), Totp.StepAt(app.Now));
        var added = await browser.Session.ConfirmTotpAsync(new() { Code = code });
        (added.Session.Step, added.RecoveryCodes.Count).Should().Be((Step.None, 10));
        await browser.Session.ListSignInsAsync(new());

        await Refused.By(
            new Browser(app).Session.EnrolAsync(
                new() { Code = issued.Code, NewPassword = "một mật khẩu hoàn toàn khác" }
            ),
            StatusCode.FailedPrecondition,
            "CODE_REFUSED"
        );
        (
            await app.Scalar<bool>(
                $"select exists (select from accounts.credential c where c::text like '%{begun.Secret}%')"
            )
        )
            .Should()
            .BeFalse("secrets are not in the clear");
    }

    [Fact]
    public async Task A_code_ends_after_a_day_and_when_another_is_issued()
    {
        var id = await app.Account("quahan");
        var first = (await app.Administrator.IssueEnrolmentAsync(Seed.Issuing(id))).Code;
        var second = (await app.Administrator.IssueEnrolmentAsync(Seed.Issuing(id))).Code;
        await Refused.By(
            new Browser(app).Session.EnrolAsync(new() { Code = first, NewPassword = Member.FirstPassword }),
            StatusCode.FailedPrecondition,
            "CODE_REFUSED"
        );
        app.Later(TimeSpan.FromHours(24));
        await Refused.By(
            new Browser(app).Session.EnrolAsync(new() { Code = second, NewPassword = Member.FirstPassword }),
            StatusCode.FailedPrecondition,
            "CODE_REFUSED"
        );
    }

    [Fact]
    public async Task A_forgotten_password_is_replaced_and_the_second_factor_still_asked_for()
    {
        var member = await app.Member("quenmatkhau");
        await app.Recover(member.Id);
        var code = (await app.Administrator.IssueEnrolmentAsync(Seed.Issuing(member.Id))).Code;
        var browser = new Browser(app);
        (await browser.Session.EnrolAsync(new() { Code = code, NewPassword = "lá lành đùm lá rách" }))
            .Step.Should()
            .Be(Step.SecondFactor);
        (await member.Browser.Session.GetSessionAsync(new()))
            .AccountId.Should()
            .BeEmpty("the sessions before have ended");
        (await browser.Session.GiveSecondFactorAsync(new() { Code = member.Code() })).Step.Should().Be(Step.None);
    }

    [Fact]
    public async Task Lost_factors_are_reset_and_signing_in_leads_to_enrolment()
    {
        var member = await app.Member("matdienthoai");
        await app.Recover(member.Id);
        await app.Administrator.ResetFactorsAsync(Seed.Resetting(member.Id));
        (await member.Browser.Session.GetSessionAsync(new())).AccountId.Should().BeEmpty();
        var line = (
            await app.Administrator.ListSignInsOfAsync(new() { AccountId = member.Id.ToString(), PageSize = 1 })
        ).Lines.Single();
        (line.Outcome, line.ByAccountId).Should().Be((SignInOutcome.FactorsReset, AccountIds.Of("quantri").ToString()));
        (await new Browser(app).Session.SignInAsync(new() { Name = "matdienthoai", Password = member.Password }))
            .Step.Should()
            .Be(Step.EnrolSecondFactor);
    }

    [Fact]
    public async Task An_administrator_ends_somebodys_sessions()
    {
        var member = await app.Member("bichan");
        (await app.Administrator.EndSessionsOfAsync(new() { AccountId = member.Id.ToString() })).Ended.Should().Be(1);
        (await member.Browser.Session.GetSessionAsync(new())).AccountId.Should().BeEmpty();
    }

    [Fact]
    public async Task A_password_that_no_longer_meets_the_rules_must_be_changed()
    {
        var member = await app.Member("yeudi");
        await using (
            var weaken = app.Database.CreateCommand("update accounts.credential set password_hash = $1 where id = $2")
        )
        {
            weaken.Parameters.Add(new() { Value = new Passwords().Hash("matkhaucu") });
            weaken.Parameters.Add(new() { Value = member.Id });
            await weaken.ExecuteNonQueryAsync();
        }
        var browser = new Browser(app);
        await browser.Session.SignInAsync(new() { Name = "yeudi", Password = "matkhaucu" });
        (await browser.Session.GiveSecondFactorAsync(new() { Code = member.Code() }))
            .Step.Should()
            .Be(Step.NewPassword);
        await Refused.By(
            new UnitService.UnitServiceClient(browser.Calls).ListUnitsAsync(new()),
            StatusCode.Unauthenticated,
            "NOT_SIGNED_IN"
        );
        await Refused.By(browser.Session.ListSignInsAsync(new()), StatusCode.FailedPrecondition, "SIGN_IN_INCOMPLETE");
        (
            await browser.Session.ChangePasswordAsync(
                new() { CurrentPassword = "matkhaucu", NewPassword = "nước chảy đá mòn nhé" }
            )
        )
            .Step.Should()
            .Be(Step.None);
        await browser.Session.ListSignInsAsync(new());
    }

    [Fact]
    public async Task Nobody_else_administers_credentials()
    {
        await Refused.By(
            new HienTai.Access.V1.CredentialService.CredentialServiceClient(app.Grpc("noivu")).ListClientsAsync(new()),
            StatusCode.PermissionDenied,
            "NOT_ALLOWED"
        );
        await Refused.By(
            new HienTai.Access.V1.CredentialService.CredentialServiceClient(app.Grpc(null)).ListClientsAsync(new()),
            StatusCode.Unauthenticated,
            "NOT_SIGNED_IN"
        );
    }
}
