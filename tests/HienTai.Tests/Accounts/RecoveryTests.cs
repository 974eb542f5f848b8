using Grpc.Core;
using HienTai.Access.V1;
using HienTai.Rpc.V1;
using HienTai.Server.Accounts;
using AccountService = HienTai.Access.V1.AccountService;

namespace HienTai.Tests.Accounts;

/// <summary>
/// Codes handed over, factors taken away and recoveries refused are commands like any other: with a reason, tried
/// without being done, and done once however often they are sent.
/// </summary>
[Collection(AccountsApp.Name)]
public sealed class RecoveryTests(AccountsApp app)
{
    const string NewPassword = "lá lành đùm lá rách nhé";

    /// <summary>Everything that stands in the ledger and in the sign-in log about an account.</summary>
    async Task<(long Recorded, int Logged)> Done(Guid account) =>
        (
            await app.Scalar<long>($"select count(*) from ledger where stream_id = '{account}'"),
            (await app.Administrator.ListSignInsOfAsync(new() { AccountId = account.ToString() })).Lines.Count
        );

    async Task<string> LastReason(Guid account) =>
        (
            await new AccountService.AccountServiceClient(app.Grpc("kiemtoan")).GetAccountHistoryAsync(
                new() { Id = account.ToString() }
            )
        )
            .Entries[0]
            .Source
            .Reason;

    static RefuseRecoveryRequest Refusing(Envelope envelope) => new() { Envelope = envelope };

    [Fact]
    public async Task An_administrator_says_why()
    {
        var member = await app.Member("vi-sao");
        await app.Recover(member.Id);
        foreach (
            var silent in new Func<Envelope, Task>[]
            {
                async envelope => await app.Administrator.IssueEnrolmentAsync(Seed.Issuing(member.Id, envelope)),
                async envelope => await app.Administrator.ResetFactorsAsync(Seed.Resetting(member.Id, envelope)),
            }
        )
        {
            await Refused.By(
                () => silent(Seed.Envelope("")),
                StatusCode.FailedPrecondition,
                "REASON_REQUIRED",
                "envelope.reason"
            );
            await Refused.By(
                () => silent(new() { Reason = "Thử." }),
                StatusCode.InvalidArgument,
                "MALFORMED",
                "envelope.request_id"
            );
        }
        await app.Administrator.IssueEnrolmentAsync(Seed.Issuing(member.Id, Seed.Envelope("Quên mật khẩu.")));
        (await LastReason(member.Id)).Should().Be("Quên mật khẩu.");
        await app.Administrator.ResetFactorsAsync(Seed.Resetting(member.Id, Seed.Envelope("Mất điện thoại.")));
        (await LastReason(member.Id)).Should().Be("Mất điện thoại.");
    }

    [Fact]
    public async Task The_owner_refuses_with_a_reason_or_without()
    {
        var member = await app.Member("khong-can-ly-do");
        await app.Recover(member.Id);
        await (await member.SignIn()).Session.RefuseRecoveryAsync(Refusing(Seed.Envelope("")));
        (await LastReason(member.Id)).Should().Be("Chủ tài khoản từ chối.");
        await app.Recover(member.Id);
        await (await member.SignIn()).Session.RefuseRecoveryAsync(Refusing(Seed.Envelope("Tôi không nhờ ai.")));
        (await LastReason(member.Id)).Should().Be("Tôi không nhờ ai.");
    }

    [Fact]
    public async Task What_is_tried_is_told_and_not_done()
    {
        var member = await app.Member("chi-thu");
        await app.Recover(member.Id);
        var code = (await app.Administrator.IssueEnrolmentAsync(Seed.Issuing(member.Id))).Code;
        await app.Recover(member.Id);
        var browser = await member.SignIn();
        var before = await Done(member.Id);

        var trial = Seed.Envelope("Thử.", validateOnly: true);
        var issued = await app.Administrator.IssueEnrolmentAsync(Seed.Issuing(member.Id, trial));
        var reset = await app.Administrator.ResetFactorsAsync(Seed.Resetting(member.Id, trial));
        var refused = await browser.Session.RefuseRecoveryAsync(Refusing(trial));

        issued.Code.Should().BeEmpty();
        issued.ExpireTime.Should().BeNull();
        new[] { issued.Receipt, reset.Receipt, refused.Receipt }
            .SelectMany(receipt => receipt.Consequences.Select(c => c.Event))
            .Should()
            .Equal("enrolment_issued", "factors_reset", "account_change_cancelled", "account_change_cancelled");
        (await Done(member.Id)).Should().Be(before);
        var session = await browser.Session.GetSessionAsync(new());
        (session.Step, session.Recovery).Should().Be((Step.None, true), "the session goes on, the recovery stands");
        session.Factors.Should().Contain("totp");
        (await new Browser(app).Session.EnrolAsync(new() { Code = code, NewPassword = NewPassword }))
            .Step.Should()
            .Be(Step.SecondFactor, "the code handed out before works");
    }

    [Fact]
    public async Task A_code_is_issued_once_for_one_request_and_shown_once()
    {
        var id = await app.Account("hai-lan-ma");
        var request = Seed.Issuing(id);
        var first = await app.Administrator.IssueEnrolmentAsync(request);
        var done = await Done(id);

        var again = await app.Administrator.IssueEnrolmentAsync(request);
        again.Code.Should().BeEmpty();
        again.ExpireTime.Should().BeNull();
        (again.Receipt.Repeated, again.Receipt.Position).Should().Be((true, first.Receipt.Position));
        (await Done(id)).Should().Be(done);
        await Refused.By(
            app.Administrator.IssueEnrolmentAsync(new(request) { AccountId = (await app.Account("khac")).ToString() }),
            StatusCode.FailedPrecondition,
            "REQUEST_ID_REUSED"
        );
        await new Browser(app).Session.EnrolAsync(new() { Code = first.Code, NewPassword = NewPassword });
        (await app.Administrator.IssueEnrolmentAsync(request))
            .Code.Should()
            .BeEmpty("the account has been taken up since");
    }

    [Fact]
    public async Task Factors_are_taken_away_once_for_one_request()
    {
        var member = await app.Member("hai-lan-bo");
        await app.Recover(member.Id);
        var request = Seed.Resetting(member.Id);
        var first = (await app.Administrator.ResetFactorsAsync(request)).Receipt;
        var browser = new Browser(app);
        await browser.Session.SignInAsync(new() { Name = member.Name, Password = member.Password });
        var secret = Totp.FromBase32((await browser.Session.BeginTotpAsync(new())).Secret);
        await browser.Session.ConfirmTotpAsync(new() { Code = Totp.Code(secret, Totp.StepAt(app.Now)) });
        var done = await Done(member.Id);

        var again = (await app.Administrator.ResetFactorsAsync(request)).Receipt;
        (again.Repeated, again.Position).Should().Be((true, first.Position));
        (await Done(member.Id)).Should().Be(done);
        (await browser.Session.GetSessionAsync(new()))
            .Factors.Should()
            .Contain("totp", "what was added since stays, and so does the session");
    }

    [Fact]
    public async Task A_recovery_is_refused_once_for_one_request()
    {
        var member = await app.Member("hai-lan-tu-choi");
        await app.Recover(member.Id);
        var (browser, request) = (await member.SignIn(), Refusing(Seed.Envelope()));
        var first = await browser.Session.RefuseRecoveryAsync(request);
        (first.Session.Recovery, first.Receipt.EventCount).Should().Be((false, 1));
        var done = await Done(member.Id);

        await app.Recover(member.Id, approve: false);
        var again = await (browser = await member.SignIn()).Session.RefuseRecoveryAsync(request);
        (again.Receipt.Repeated, again.Receipt.Position).Should().Be((true, first.Receipt.Position));
        again.Session.Recovery.Should().BeTrue("what was asked for since was not refused");
        (await Done(member.Id)).Recorded.Should().Be(done.Recorded + 1, "the new request alone");

        await browser.Session.RefuseRecoveryAsync(Refusing(Seed.Envelope("")));
        (await browser.Session.RefuseRecoveryAsync(Refusing(Seed.Envelope())))
            .Receipt.EventCount.Should()
            .Be(0, "there is none left");
    }
}
