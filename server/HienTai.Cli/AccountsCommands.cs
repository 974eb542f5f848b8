using System.CommandLine;

namespace HienTai.Cli;

/// <summary>accounts: what must be possible before anybody can sign in, and which programs there are.</summary>
static class AccountsCommands
{
    public static Command In(Desk desk)
    {
        var t = desk.Texts;
        var (name, code, vi, en) = (
            desk.Words(t.NameValue, t.AccountName),
            desk.Option<string?>("--code", t.CodeValue, t.CodeOption),
            desk.Option<string?>("--title-vi", t.TitleValue, t.TitleViOption),
            desk.Option<string?>("--title-en", t.TitleValue, t.TitleEnOption)
        );
        return new("accounts", t.AboutAccounts)
        {
            ProgramsCommands.In(desk),
            desk.Answers("first-administrator", t.AboutFirstAdministrator, name, [code, vi, en], async ask =>
            {
                var request = new HienTai.Access.V1.OpenFirstAdministratorRequest
                {
                    Name = ask.Words(name),
                    Title = new() { Vi = ask.Given(vi) ?? "Quản trị hệ thống", En = ask.Given(en) ?? "Administrator" },
                    Code = ask.Given(code) ?? ask.Secret(t.CodePrompt),
                    Password = ask.Secret(t.PasswordPrompt),
                };
                var opened = await ask.Registry.Session.OpenFirstAdministratorAsync(
                    request,
                    cancellationToken: ask.Cancel
                );
                return new Answer(opened, t.ThenSignIn, () =>
                    ask.Tell.Verdict(true, t.FirstAdministratorOpened(request.Name))
                );
            }),
        };
    }
}
