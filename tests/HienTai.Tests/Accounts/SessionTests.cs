using Grpc.Core;
using HienTai.Access.V1;
using Microsoft.Extensions.DependencyInjection;

namespace HienTai.Tests.Accounts;

/// <summary>How long sessions last, who ends them, and what changing credentials does to them.</summary>
[Collection(AccountsApp.Name)]
public sealed class SessionTests(AccountsApp app)
{
    static async Task<bool> Open(Browser browser)
    {
        try
        {
            await browser.Session.ListFactorsAsync(new());
            return true;
        }
        catch (RpcException e) when (e.StatusCode is StatusCode.Unauthenticated)
        {
            return false;
        }
    }

    [Fact]
    public async Task A_session_that_is_not_used_ends_after_a_quarter_of_an_hour_and_asking_is_not_use()
    {
        var browser = (await app.Member("nghi")).Browser;
        app.Later(TimeSpan.FromMinutes(14));
        (await Open(browser)).Should().BeTrue();
        app.Later(TimeSpan.FromMinutes(14));
        (await Open(browser)).Should().BeTrue("it was used in between");
        app.Later(TimeSpan.FromMinutes(8));
        var session = await browser.Session.GetSessionAsync(new());
        session
            .IdleTime.ToDateTimeOffset()
            .Should()
            .BeCloseTo(app.Now + TimeSpan.FromMinutes(7), TimeSpan.FromSeconds(1));
        app.Later(TimeSpan.FromMinutes(8));
        (await Open(browser)).Should().BeFalse();
        (await browser.Session.GetSessionAsync(new())).AccountId.Should().BeEmpty();
    }

    [Fact]
    public async Task A_session_ends_after_twelve_hours_however_much_it_is_used()
    {
        var member = await app.Member("lauday");
        var browser = member.Browser;
        for (var minutes = 10; minutes < 12 * 60; minutes += 10)
        {
            app.Later(TimeSpan.FromMinutes(10));
            if (minutes == 600)
                await browser.Session.GiveSecondFactorAsync(
                    new()
                    {
                        Code = Server.Accounts.Totp.Code(member.Secret, Server.Accounts.Totp.StepAt(app.Now)),
                        CurrentPassword = member.Password,
                    }
                );
            else
                (await Open(browser)).Should().BeTrue($"{minutes} minutes");
        }
        app.Later(TimeSpan.FromMinutes(10));
        (await Open(browser)).Should().BeFalse();
    }

    [Fact]
    public async Task Sessions_are_listed_and_ending_one_takes_effect_at_once()
    {
        var member = await app.Member("nhieuphien");
        var other = await member.SignIn();
        var list = (await member.Browser.Session.ListSessionsAsync(new())).Sessions;
        list.Should().HaveCount(2);
        list.Should().AllSatisfy(s => (s.Address, s.Browser.Vi).Should().Be(("127.0.0.1", "Chrome 141 trên Linux")));
        var away = list.Single(s => !s.Current);
        (await Open(other)).Should().BeTrue();

        var stranger = (await app.Member("nguoila")).Browser;
        await Refused.By(
            stranger.Session.EndSessionAsync(new() { Id = away.Id }),
            StatusCode.NotFound,
            "NOT_ON_RECORD"
        );
        (await Open(other)).Should().BeTrue("only the owner ends a session");

        app.Later(TimeSpan.FromMinutes(11));
        await Refused.By(
            member.Browser.Session.EndSessionAsync(new() { Id = away.Id }),
            StatusCode.FailedPrecondition,
            "REAUTHENTICATE"
        );
        await Refused.By(
            member.Browser.Session.EndAllSessionsAsync(new()),
            StatusCode.FailedPrecondition,
            "REAUTHENTICATE"
        );
        (await Open(other)).Should().BeTrue("it takes proof again of who is there");
        await member.Browser.Session.GiveSecondFactorAsync(
            new() { Code = member.Code(), CurrentPassword = member.Password }
        );
        (await member.Browser.Session.EndSessionAsync(new() { Id = away.Id }))
            .Sessions.Should()
            .ContainSingle(s => s.Current);
        (await Open(other)).Should().BeFalse();
        (await Open(member.Browser)).Should().BeTrue();

        other = await member.SignIn();
        var cookie = other.Cookie;
        await member.Browser.Session.EndAllSessionsAsync(new());
        (await Open(other)).Should().BeFalse();
        other.Cookie = cookie;
        (await Open(other)).Should().BeFalse();
    }

    [Fact]
    public async Task Signing_out_ends_the_session_for_whoever_kept_its_cookie()
    {
        var browser = (await app.Member("thoat")).Browser;
        var stolen = browser.Cookie;
        await browser.Session.SignOutAsync(new());
        browser.Cookie.Should().BeNull();
        browser.SetCookie.Should().Contain("expires=Thu, 01 Jan 1970");
        browser.Cookie = stolen;
        (await Open(browser)).Should().BeFalse();
    }

    [Fact]
    public async Task Signing_in_again_ends_the_session_before()
    {
        var member = await app.Member("lainua");
        var before = member.Browser.Cookie;
        await member.Browser.Session.SignInAsync(new() { Name = "lainua", Password = member.Password });
        member.Browser.Cookie.Should().NotBe(before);
        member.Browser.Cookie = before;
        (await Open(member.Browser)).Should().BeFalse();
    }

    [Fact]
    public async Task Another_password_ends_the_other_sessions_and_needs_proof_of_who_is_there()
    {
        const string Better = "ba cây chụm lại nên núi";
        var member = await app.Member("doimatkhau");
        var other = await member.SignIn();
        var mine = member.Browser;
        await mine.Session.GiveSecondFactorAsync(new() { Code = member.Code(), CurrentPassword = member.Password });
        app.Later(TimeSpan.FromMinutes(11));
        (await Open(mine), await Open(other)).Should().Be((true, true));
        await Refused.By(
            mine.Session.ChangePasswordAsync(new() { CurrentPassword = member.Password, NewPassword = Better }),
            StatusCode.FailedPrecondition,
            "REAUTHENTICATE"
        );
        await Refused.By(mine.Session.BeginTotpAsync(new()), StatusCode.FailedPrecondition, "REAUTHENTICATE");

        var before = mine.Cookie;
        var code = member.Code();
        await Refused.By(
            mine.Session.GiveSecondFactorAsync(new() { Code = code }),
            StatusCode.InvalidArgument,
            "MALFORMED",
            "current_password"
        );
        await Refused.By(
            mine.Session.GiveSecondFactorAsync(new() { Code = code, CurrentPassword = "không phải mật khẩu ấy" }),
            StatusCode.FailedPrecondition,
            "PASSWORD_WRONG",
            "current_password"
        );
        await Refused.By(
            mine.Session.GiveSecondFactorAsync(
                new() { RecoveryCode = member.RecoveryCodes[0], CurrentPassword = "không phải mật khẩu ấy" }
            ),
            StatusCode.FailedPrecondition,
            "PASSWORD_WRONG",
            "current_password"
        );
        await Refused.By(mine.Session.BeginTotpAsync(new()), StatusCode.FailedPrecondition, "REAUTHENTICATE");
        await mine.Session.GiveSecondFactorAsync(new() { Code = code, CurrentPassword = member.Password });
        mine.Cookie.Should().NotBe(before, "proof again gets a new reference");
        await Refused.By(
            mine.Session.ChangePasswordAsync(
                new() { CurrentPassword = "không phải mật khẩu ấy", NewPassword = Better }
            ),
            StatusCode.FailedPrecondition,
            "PASSWORD_WRONG",
            "current_password"
        );
        await Refused.By(
            mine.Session.ChangePasswordAsync(new() { CurrentPassword = member.Password, NewPassword = "ngắn" }),
            StatusCode.FailedPrecondition,
            "PASSWORD_TOO_SHORT",
            "new_password"
        );
        await Refused.By(
            mine.Session.ChangePasswordAsync(
                new() { CurrentPassword = member.Password, NewPassword = member.Password }
            ),
            StatusCode.FailedPrecondition,
            "PASSWORD_UNCHANGED",
            "new_password"
        );
        (await mine.Session.ChangePasswordAsync(new() { CurrentPassword = member.Password, NewPassword = Better }))
            .Step.Should()
            .Be(Step.None);
        (await Open(mine), await Open(other)).Should().Be((true, false));

        await Refused.By(
            new Browser(app).Session.SignInAsync(new() { Name = "doimatkhau", Password = member.Password }),
            StatusCode.FailedPrecondition,
            "SIGN_IN_REFUSED"
        );
        (await Open(await member.SignIn(Better))).Should().BeTrue();
    }

    [Fact]
    public async Task The_last_second_factor_stays()
    {
        var browser = (await app.Member("cuoicung")).Browser;
        await Refused.By(browser.Session.RemoveTotpAsync(new()), StatusCode.FailedPrecondition, "LAST_SECOND_FACTOR");
        (await browser.Session.ListFactorsAsync(new())).Totp.Should().BeTrue();
    }

    [Fact]
    public async Task Who_can_write_the_table_still_cannot_make_a_session()
    {
        var (mine, theirs) = (await app.Member("kegian"), await app.Member("nannhan"));
        await app.Scalar<long>(
            $"with t as (update accounts.session set account = s.account, ticket = s.ticket from (select account, ticket from accounts.session where account = '{theirs.Id}') s where session.account = '{mine.Id}' returning 1) select count(*) from t"
        );
        (await Open(mine.Browser)).Should().BeFalse("a ticket belongs to one reference");
        (await Open(theirs.Browser)).Should().BeTrue();
    }

    [Fact]
    public async Task What_has_run_out_is_deleted()
    {
        var id = (await app.Member("donnha")).Id;
        var housekeeping = app.Services.GetRequiredService<Server.Accounts.Housekeeping>();
        await housekeeping.Once(CancellationToken.None);
        (await app.Scalar<long>($"select count(*) from accounts.session where account = '{id}'")).Should().Be(1);
        await app.Recover(id);
        await app.Administrator.IssueEnrolmentAsync(Seed.Issuing(id));
        app.Later(TimeSpan.FromDays(2));
        await housekeeping.Once(CancellationToken.None);
        foreach (var table in new[] { "session", "one_time", "lockout" })
            (await app.Scalar<long>($"select count(*) from accounts.{table}")).Should().Be(0, table);
    }

    [Fact]
    public void Secrets_are_readable_by_their_owner_alone()
    {
        var files = Directory.GetFiles(app.SecretsFolder);
        files
            .Select(Path.GetFileName)
            .Should()
            .Contain(["signing.pem", "encryption.key"])
            .And.Contain(f => f!.StartsWith("ring-"));
        if (OperatingSystem.IsWindows())
            return;
        foreach (var file in files)
            File.GetUnixFileMode(file).Should().Be(UnixFileMode.UserRead | UnixFileMode.UserWrite, file);
        File.GetUnixFileMode(app.SecretsFolder)
            .Should()
            .Be(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }
}
