using Grpc.Core;
using Grpc.Core.Interceptors;
using HienTai.Access.V1;
using HienTai.Personnel.V1;
using HienTai.Server.Database;
using HienTai.Server.Hosting;
using HienTai.Server.Registries;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace HienTai.Tests.Registries;

/// <summary>A registry beside the first of a server, made as an operator makes it and called by its header.</summary>
sealed record Beside(App First, string Name)
{
    // Two of one name are of different days, or they would be taken for one.
    static int born;

    public static Installation Installation(App app) =>
        new(app.Services.GetRequiredService<RegistryOptions>(), app.Connections.Administrator);

    /// <summary>Made of nothing.</summary>
    public static async Task<Beside> Make(App app, string name, params string[] addresses)
    {
        await Installation(app).Make(name, [.. addresses.Select(a => new Uri(a))], default);
        return new(app, name);
    }

    /// <summary>The same, found where its tables are there already, which is much quicker.</summary>
    public static async Task<Beside> Copied(App app, Template.Copy copy, string name, params string[] addresses)
    {
        await Rename(app, copy, name);
        foreach (var (from, to) in ((string, string)[])[(copy.Keys, app.Keys), (copy.Secrets, app.SecretsFolder)])
            Directory.Move(from, Path.Combine(to, name));
        return await Make(app, name, addresses);
    }

    /// <summary>
    /// One whose secrets have a file in their place, written down by hand, so that no server has ever opened it.
    /// </summary>
    public static async Task<(Beside Broken, Action Mend)> Broken(App app, Template.Copy copy, string name)
    {
        var (database, place) = (await Rename(app, copy, name), Path.Combine(app.SecretsFolder, name));
        Directory.Move(copy.Keys, Path.Combine(app.Keys, name));
        await File.WriteAllTextAsync(place, "");
        await using var owner = NpgsqlDataSource.Create(app.Connections.Owner);
        await using var write = owner.CreateCommand($"insert into registry values ('{name}', '{database}', '{{}}')");
        await write.ExecuteNonQueryAsync();
        return (new(app, name), () =>
        {
            File.Delete(place);
            Directory.Move(copy.Secrets, place);
        });
    }

    static async Task<string> Rename(App app, Template.Copy copy, string name)
    {
        string Database(string connection) => new NpgsqlConnectionStringBuilder(connection).Database!;
        var its = RegistryEntry.DatabaseOf(Database(app.Connections.App), name);
        await Postgres.Administer($"alter database {Database(copy.Connections.App)} rename to {its}");
        return its;
    }

    public CallInvoker Calls(string actor = "noivu", App? server = null) =>
        (server ?? First)
            .Grpc(actor)
            .Intercept(headers =>
            {
                headers.Add("x-hientai-registry", Name);
                return headers;
            });

    public PersonService.PersonServiceClient People => new(Calls());

    /// <summary>Whether a server answers for it.</summary>
    public async Task Opens(App? server = null)
    {
        using var http = new HttpClient();
        http.DefaultRequestHeaders.Add("x-hientai-registry", Name);
        await Until.True(
            async () => (await http.GetAsync($"{(server ?? First).WebAddress}/readyz")).IsSuccessStatusCode,
            $"{Name} opens"
        );
    }

    public async Task<string> Register(string name)
    {
        var id = Seed.NewId().ToString();
        await People.RegisterPersonAsync(
            new()
            {
                Envelope = Seed.Envelope(),
                PersonId = id,
                Change = new()
                {
                    Identity = new()
                    {
                        FullName = name,
                        Birth = $"{new DateOnly(1950, 1, 1).AddDays(Interlocked.Increment(ref born)):yyyy-MM-dd}",
                        Sex = Sex.Female,
                    },
                },
            }
        );
        return id;
    }

    public async Task<string> NameOf(string person) =>
        (await People.GetPersonAsync(new() { Id = person })).Person.Identity.FullName;
}
