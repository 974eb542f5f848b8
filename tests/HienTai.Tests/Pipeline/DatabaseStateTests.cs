using Grpc.Core;
using HienTai.Personnel.V1;
using HienTai.Server.Accounts;
using Npgsql;

namespace HienTai.Tests.Pipeline;

/// <summary>
/// A database that cannot write, or cannot read what it wrote, is told as what it is wherever it is met: in a change,
/// in a read that must be recorded, at the sign-in. Each is what PostgreSQL itself says, from a trigger in its stead.
/// </summary>
public sealed class DatabaseStateTests : IAsyncLifetime
{
    static readonly string[] Written = ["events.mt_streams", "read_log", "accounts.sign_in"];

    readonly App app = new();

    public ValueTask InitializeAsync() => default;

    public ValueTask DisposeAsync() => app.DisposeAsync();

    [Fact]
    public async Task What_the_database_cannot_do_is_told_as_what_it_is()
    {
        var person = await app.Seed.Person("Trần Thị Đầy");
        foreach (
            var (state, status, reason) in new[]
            {
                ("53100", StatusCode.ResourceExhausted, "DISK_FULL"),
                ("25006", StatusCode.Unavailable, "DATABASE_READ_ONLY"),
                ("XX001", StatusCode.DataLoss, "DATA_DAMAGED"),
                ("XX002", StatusCode.DataLoss, "DATA_DAMAGED"),
            }
        )
        {
            await Says(state);
            await EverythingIsRefused(person, status, reason);
        }
    }

    async Task EverythingIsRefused(Guid person, StatusCode status, string reason)
    {
        await Refused.By(
            app.Seed.People.RegisterPersonAsync(
                new()
                {
                    Envelope = Seed.Envelope(),
                    PersonId = Seed.NewId().ToString(),
                    Change = new()
                    {
                        Identity = new()
                        {
                            FullName = "Lê Thị Đầy",
                            Birth = "1980",
                            Sex = Sex.Female,
                        },
                    },
                }
            ),
            status,
            reason
        );
        await Refused.By(
            app.Seed.People.GetPersonAsync(new() { Id = person.ToString(), Reveal = Seed.Everything }),
            status,
            reason
        );
        await Refused.By(
            new Accounts.Browser(app).Session.SignInAsync(new() { Name = "noivu", Password = DemoAccounts.Password }),
            status,
            reason
        );
    }

    async Task Says(string state)
    {
        await using var owner = NpgsqlDataSource.Create(app.Connections.Owner);
        await using var plant = owner.CreateCommand(
            $"create or replace function planted() returns trigger language plpgsql as $$ begin raise exception 'planted' using errcode = '{state}'; end $$;"
                + string.Concat(
                    Written.Select(t =>
                        $"create or replace trigger planted before insert on {t} for each row execute function planted();"
                    )
                )
        );
        await plant.ExecuteNonQueryAsync();
    }
}
