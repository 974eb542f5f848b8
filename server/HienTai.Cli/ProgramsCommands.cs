using System.CommandLine;
using HienTai.Access.V1;
using Spectre.Console;

namespace HienTai.Cli;

/// <summary>
/// accounts programs list, changes. What gives a program anything needs a person with a second factor, which a command
/// line cannot show, so it is only read here.
/// </summary>
static class ProgramsCommands
{
    public static Command In(Desk desk) => new("programs", desk.Texts.AboutPrograms) { List(desk), Changes(desk) };

    static Command List(Desk desk)
    {
        var t = desk.Texts;
        var closed = desk.Option<bool>("--closed", null, t.ClosedProgramsOption);
        return desk.Lists("list", t.AboutProgramList, null, [closed], async ask =>
        {
            var found = await ask.Registry.Programs.ListProgramsAsync(
                new() { At = ask.At, Closed = ask.Given(closed) },
                cancellationToken: ask.Cancel
            );
            return new(found, t.AnsweredFor(found.At), () =>
            {
                var table = Tell.List(
                    t.AccountColumn,
                    t.RolesColumn,
                    t.ScopesColumn,
                    t.EndColumn,
                    t.KeysColumn,
                    t.StateColumn
                );
                foreach (var program in found.Programs)
                    table.AddRow([
                        .. new[]
                        {
                            program.Account.Name,
                            string.Join(", ", program.Account.Mandates.Where(m => m.InForce).Select(m => m.Role)),
                            string.Join(" ", program.Scopes),
                            program.End,
                            string.Join(" ", program.Clients.Select(c => c.ClientId)),
                            t.ProgramState(program),
                        }.Select(Markup.Escape),
                    ]);
                ask.Tell.Show(table);
            });
        });
    }

    static Command Changes(Desk desk)
    {
        var t = desk.Texts;
        var waiting = desk.Option<bool>("--waiting", null, t.WaitingOption);
        return desk.Lists("changes", t.AboutProgramChanges, null, [waiting], async ask =>
        {
            var request = new ListAccountChangesRequest
            {
                At = ask.At,
                Waiting = ask.Given(waiting),
                PageSize = 200,
            };
            var found = await Pages.All(
                ask,
                async token =>
                    await ask.Registry.Programs.ListAccountChangesAsync(
                        new(request) { PageToken = token },
                        cancellationToken: ask.Cancel
                    ),
                page => page.NextPageToken,
                page => (page.Changes.Count, page.TotalSize),
                (all, next) =>
                {
                    all.Changes.AddRange(next.Changes);
                    all.NextPageToken = next.NextPageToken;
                }
            );
            return new(found, t.AnsweredFor(found.At), () =>
            {
                var table = Tell.List(t.AccountColumn, t.ChangeColumn, t.AskedByColumn, t.StateColumn);
                foreach (var change in found.Changes)
                    table.AddRow([
                        .. new[]
                        {
                            change.AccountName,
                            t.Either(change.Says.Vi, change.Says.En),
                            change.Source.Actor,
                            t.ChangeState(change),
                        }.Select(Markup.Escape),
                    ]);
                ask.Tell.Show(table);
            });
        });
    }
}
