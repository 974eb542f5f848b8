using System.Text.Json;
using Grpc.Core;
using HienTai.Access.V1;
using HienTai.Organization.V1;
using HienTai.Server.Accounts;
using HienTai.Server.Pipeline;
using Microsoft.Extensions.DependencyInjection;
using AccountService = HienTai.Access.V1.AccountService;

namespace HienTai.Tests.Accounts;

/// <summary>
/// A registry with one administrator: what two would decide waits for a day, in the sight of the auditor.
/// </summary>
public sealed class LoneAdministratorTests(LoneAdministratorTests.LoneApp app)
    : IClassFixture<LoneAdministratorTests.LoneApp>
{
    public sealed class LoneApp : App
    {
        RegistryClock Clock => Services.GetRequiredService<RegistryClock>();

        protected override async Task Fill()
        {
            await base.Fill();
            Later(TimeSpan.Zero);
        }

        public void Later(TimeSpan by) => Clock.Simulate(Clock.GetUtcNow() + by);

        public async Task<Browser> SignIn()
        {
            Later(TimeSpan.FromMinutes(1));
            var browser = new Browser(this);
            var demo = (await browser.Session.GetDemoAccountsAsync(new())).Accounts.Single(a => a.Name == "quantri");
            await browser.Session.SignInAsync(new() { Name = demo.Name, Password = demo.Password });
            await browser.Session.GiveSecondFactorAsync(new() { Code = demo.Code });
            return browser;
        }
    }

    static readonly HttpClient Http = new();

    async Task<string?> Token(ClientSecret client)
    {
        using var answer = await Http.PostAsync(
            $"{app.WebAddress}/connect/token",
            new FormUrlEncodedContent([
                new("grant_type", "client_credentials"),
                new("client_id", client.ClientId),
                new("client_secret", client.Secret),
            ])
        );
        return JsonDocument
            .Parse(await answer.Content.ReadAsStringAsync())
            .RootElement.TryGetProperty("access_token", out var token)
            ? token.GetString()
            : null;
    }

    async Task<(Guid Id, ClientSecret Secret, Guid Change)> Ask(string name)
    {
        var (browser, id, terms, mandate, client) = (
            await app.SignIn(),
            Seed.NewId(),
            Seed.NewId(),
            Seed.NewId(),
            Seed.NewId()
        );
        await browser.Programs.OpenProgramAsync(
            new()
            {
                Envelope = Seed.Envelope("Kết nối."),
                Id = id.ToString(),
                Name = name,
                Title = new() { Vi = "Phần mềm", En = "Software" },
                ChangeId = terms.ToString(),
                Terms = new() { Scopes = { "read" }, End = "2100-01-01" },
            }
        );
        await browser.Accounts.GrantMandateAsync(
            new()
            {
                Envelope = Seed.Envelope("Kết nối."),
                Id = id.ToString(),
                MandateId = mandate.ToString(),
                Role = Role.HomeAffairs,
                From = "2020-01-01",
            }
        );
        var secret = await browser.Credentials.RegisterClientAsync(
            new()
            {
                Envelope = Seed.Envelope("Kết nối."),
                AccountId = id.ToString(),
                Name = "Máy chủ",
                ChangeId = client.ToString(),
            }
        );
        return (id, secret, client);
    }

    [Fact]
    public async Task It_is_in_effect_after_a_day_by_itself()
    {
        var (id, secret, change) = await Ask("mot-minh");
        var units = new UnitService.UnitServiceClient(app.Grpc(null));
        var auditor = new ProgramService.ProgramServiceClient(app.Grpc("kiemtoan"));
        var waiting = await auditor.ListAccountChangesAsync(new() { AccountId = id.ToString(), Waiting = true });
        waiting.Changes.Should().HaveCount(3).And.OnlyContain(c => c.State == AccountChangeState.WaitsForDelay);
        (await Token(secret)).Should().BeNull();
        await Refused.By(
            async () => await (await app.SignIn()).Approve(id, change),
            StatusCode.FailedPrecondition,
            "OWN_CHANGE"
        );

        app.Later(TimeSpan.FromHours(23));
        (await Token(secret)).Should().BeNull();
        app.Later(TimeSpan.FromMinutes(60));
        var bearer = new Metadata { { "authorization", $"Bearer {await Token(secret)}" } };
        await units.ListUnitsAsync(new(), bearer);
        (await auditor.ListProgramsAsync(new()))
            .Programs.Single(p => p.Account.Id == id.ToString())
            .Should()
            .Match<HienTai.Access.V1.Program>(p => p.InEffect && p.Changes.Count == 0);
        await Refused.By(
            async () =>
                await (await app.SignIn()).Programs.CancelAccountChangeAsync(
                    new()
                    {
                        Envelope = Seed.Envelope("Thôi."),
                        AccountId = id.ToString(),
                        ChangeId = change.ToString(),
                    }
                ),
            StatusCode.FailedPrecondition,
            "CHANGE_IN_EFFECT"
        );
    }

    [Fact]
    public async Task Until_then_it_can_be_cancelled_and_nothing_comes_of_it()
    {
        var (id, secret, change) = await Ask("bi-huy");
        await (await app.SignIn()).Programs.CancelAccountChangeAsync(
            new()
            {
                Envelope = Seed.Envelope("Nhầm."),
                AccountId = id.ToString(),
                ChangeId = change.ToString(),
            }
        );
        app.Later(TimeSpan.FromHours(48));
        (await Token(secret)).Should().BeNull();
        (
            await new ProgramService.ProgramServiceClient(app.Grpc("kiemtoan")).ListAccountChangesAsync(
                new() { AccountId = id.ToString() }
            )
        )
            .Changes.Single(c => c.Id == change.ToString())
            .State.Should()
            .Be(AccountChangeState.Ended);
    }

    [Fact]
    public async Task Taking_up_an_account_in_use_waits_as_well()
    {
        var (browser, victim) = (await app.SignIn(), AccountIds.Of("noivu"));
        var change = Seed.NewId().ToString();
        await browser.Programs.RequestRecoveryAsync(
            new()
            {
                Envelope = Seed.Envelope("Quên."),
                AccountId = victim.ToString(),
                ChangeId = change,
            }
        );
        var administrator = new HienTai.Access.V1.CredentialService.CredentialServiceClient(app.Grpc("quantri"));
        await Refused.By(
            administrator.ResetFactorsAsync(Seed.Resetting(victim)),
            StatusCode.FailedPrecondition,
            "RECOVERY_NEEDED"
        );
        app.Later(TimeSpan.FromHours(24));
        await administrator.IssueEnrolmentAsync(Seed.Issuing(victim));
        await administrator.ResetFactorsAsync(Seed.Resetting(victim));
        await Refused.By(
            administrator.ResetFactorsAsync(Seed.Resetting(victim)),
            StatusCode.FailedPrecondition,
            "RECOVERY_NEEDED"
        );
    }
}
