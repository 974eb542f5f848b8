using System.Net;
using Grpc.Core;
using HienTai.Access.V1;
using HienTai.Organization.V1;
using HienTai.Server.Accounts;
using HienTai.Server.Hosting;
using HienTai.Server.Pipeline;

namespace HienTai.Tests.Accounts;

/// <summary>
/// The server outside Development: nobody can sign in until somebody who can read its secrets opens the first account.
/// </summary>
public sealed class ProductionApp : App
{
    protected override string[] Arguments => ["--environment=Production"];

    protected override Template From => Template.Bare;
}

public sealed class FirstAdministratorTests(ProductionApp app) : IClassFixture<ProductionApp>
{
    [Fact]
    public async Task The_first_administrator_is_opened_once_with_the_code_in_the_secrets_folder()
    {
        var path = Path.Combine(app.SecretsFolder, "first-administrator");
        if (!OperatingSystem.IsWindows())
            File.GetUnixFileMode(path).Should().Be(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        var code = File.ReadAllText(path);

        (await Cli("sai-ma-roi", "quan.tri")).Exit.Should().Be(1);
        (await Cli(code, "Quản trị")).Exit.Should().Be(1);
        (await Cli(code, "quan.tri", "ngắn")).Error.Should().Contain("15");
        var opened = await Cli(code, "quan.tri");
        opened.Exit.Should().Be(0, opened.Error);
        File.Exists(path).Should().BeFalse();
        (await Cli(code, "nguoi.hai")).Exit.Should().Be(1);
        await AccountsModule.Open(app.Services, CancellationToken.None);
        File.Exists(path).Should().BeFalse("a start with an administrator offers no code");

        (await new Browser(app).Session.SignInAsync(new() { Name = "quan.tri", Password = Member.FirstPassword }))
            .Step.Should()
            .Be(Step.EnrolSecondFactor);
    }

    [Fact]
    public async Task Nothing_of_Development_works()
    {
        await Refused.By(
            new UnitService.UnitServiceClient(app.Grpc("noivu")).ListUnitsAsync(new()),
            StatusCode.Unauthenticated,
            "NOT_SIGNED_IN"
        );
        (await new Browser(app).Session.GetDemoAccountsAsync(new())).Accounts.Should().BeEmpty();
        await Refused.By(
            new Browser(app).Session.SignInAsync(new() { Name = "canhan", Password = DemoAccounts.Password }),
            StatusCode.FailedPrecondition,
            "SIGN_IN_REFUSED"
        );
        using var http = new HttpClient();
        using var plain = await http.PostAsync(
            $"{app.WebAddress}/connect/token",
            new FormUrlEncodedContent([
                new("grant_type", "client_credentials"),
                new("client_id", "a"),
                new("client_secret", "b"),
            ])
        );
        plain.StatusCode.Should().Be(HttpStatusCode.BadRequest, "tokens are given over HTTPS only");
    }

    async Task<(int Exit, string Error)> Cli(string code, string name, string password = Member.FirstPassword)
    {
        var error = new StringWriter();
        return (
            await HienTai.Cli.Cli.Run(
                ["accounts", "first-administrator", name, "--code", code, "--server", app.GrpcAddress],
                new StringWriter(),
                error,
                new StringReader(password)
            ),
            error.ToString()
        );
    }
}
