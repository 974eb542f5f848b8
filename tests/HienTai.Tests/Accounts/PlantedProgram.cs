using HienTai.Domain.Access;
using HienTai.Server.Access;
using HienTai.Server.Accounts;
using HienTai.Server.Pipeline;
using Microsoft.Extensions.DependencyInjection;

namespace HienTai.Tests.Accounts;

/// <summary>A program in effect for tests that are not about how one comes about.</summary>
public static class PlantedProgram
{
    public static async Task<MadeProgram> In(App app, string name, params string[] scopes)
    {
        await using var scope = app.Services.CreateAsyncScope();
        var (services, id, now) = (
            scope.ServiceProvider,
            Guid.CreateVersion7(),
            app.Services.GetRequiredService<RegistryClock>().GetUtcNow()
        );
        RequestAccountChange InEffect(AccountChangeDetails details, Guid change) =>
            new(change, details, Guid.Empty, now, now);
        var change = Guid.CreateVersion7();
        var client = new ClientAsked($"{name}-{change.ToString("N")[^8..]}", "Phần mềm", "");
        await services
            .GetRequiredService<Writer>()
            .Record(
                new(
                    Guid.NewGuid(),
                    [],
                    Reader.Itself.Actor,
                    "Thử.",
                    null,
                    false,
                    id,
                    [
                        new(
                            id,
                            new OpenProgram(
                                name,
                                new($"Phần mềm {name}", $"Software {name}"),
                                InEffect(
                                    new(
                                        AccountChangeKind.Terms,
                                        Terms: new(
                                            Domain.Kernel.Strings.Of(scopes.Length > 0 ? scopes : ["read", "record"]),
                                            new(2100, 1, 1)
                                        )
                                    ),
                                    Guid.CreateVersion7()
                                )
                            )
                        ),
                        new(
                            id,
                            InEffect(
                                new(
                                    AccountChangeKind.Mandate,
                                    Mandate: new(new(2020), null, new(Role.HomeAffairs, null))
                                ),
                                Guid.CreateVersion7()
                            )
                        ),
                        new(id, InEffect(new(AccountChangeKind.Client, Client: client), change)),
                    ]
                ),
                CancellationToken.None
            );
        return new(
            id,
            name,
            client.ClientId,
            await services.GetRequiredService<Clients>().Keep(id, client, null, CancellationToken.None)
        );
    }
}
