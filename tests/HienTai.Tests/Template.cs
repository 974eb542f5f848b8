using HienTai.Server.Access;
using HienTai.Server.Accounts;
using HienTai.Server.Hosting;
using HienTai.Server.Pipeline;
using HienTai.Server.Sample;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace HienTai.Tests;

/// <summary>
/// A registry that is made once in a run, when the first app asks for it, and copied for each that does: its database,
/// and the keys and secrets without which nothing in it can be read.
/// </summary>
public sealed class Template
{
    /// <summary>Tables and nothing in them, as a server finds them outside Development.</summary>
    public static readonly Template Bare = new(_ => Task.CompletedTask, development: false);

    /// <summary>The demo accounts and what they are entrusted with for the whole registry.</summary>
    public static readonly Template Demo = new(services =>
        DemoMandates.Open(
            services.GetRequiredService<Writer>(),
            services.GetRequiredService<NpgsqlDataSource>(),
            CancellationToken.None
        )
    );

    /// <summary>The sample registry.</summary>
    public static readonly Template Sample = new(services =>
        SampleRegistry.Load(
            services.GetRequiredService<Writer>(),
            services.GetRequiredService<RegistryClock>(),
            services.GetRequiredService<NpgsqlDataSource>(),
            (_, _) => { },
            CancellationToken.None
        )
    );

    readonly Lazy<Task<Copy>> made;

    Template(Func<IServiceProvider, Task> fill, bool development = true) =>
        made = new(() => Task.Run(() => Make(fill, development)));

    /// <summary>A registry of one's own.</summary>
    public sealed record Copy(Connections Connections, string Keys, string Secrets)
    {
        /// <summary>It is somebody else's, who puts it away.</summary>
        public bool Borrowed { get; init; }

        public RegistryOptions Options =>
            new(Connections.App, 0, 0, Postgres.Metadata("WebRoot"), Connections.Owner, Keys, Connections.Administrator)
            {
                Accounts = new(Secrets),
            };

        public void Delete()
        {
            foreach (var folder in (string[])[Keys, Secrets])
                if (!Borrowed && Directory.Exists(folder))
                    Directory.Delete(folder, recursive: true);
        }
    }

    public async Task<Copy> Take()
    {
        var original = await made.Value;
        var database = new NpgsqlConnectionStringBuilder(original.Connections.App).Database!;
        var copy = new Copy(await Postgres.NewDatabase(database), Postgres.TempFolder(), Postgres.TempFolder());
        CopyFolder(original.Keys, copy.Keys);
        CopyFolder(original.Secrets, copy.Secrets);
        return copy;
    }

    static async Task<Copy> Make(Func<IServiceProvider, Task> fill, bool development)
    {
        var original = new Copy(await Postgres.NewDatabase(), Postgres.TempFolder(), Postgres.TempFolder());
        await using (
            var app = RegistryHost.Build(
                original.Options,
                [$"--environment={(development ? "Development" : "Production")}"]
            )
        )
        {
            await RegistryHost.Prepare(app.Services, CancellationToken.None);
            var writer = app.Services.GetRequiredService<Writer>();
            await writer.StartAsync(CancellationToken.None);
            await fill(app.Services);
            if (development)
                await AccountsModule.Open(app.Services, CancellationToken.None);
            await writer.StopAsync(CancellationToken.None);
        }
        // Nobody comes by later to count rows for the planner.
        await using (var owner = NpgsqlDataSource.Create(original.Connections.Owner))
        await using (var count = owner.CreateCommand("vacuum (analyze)"))
            await count.ExecuteNonQueryAsync();
        // A database with a session in it cannot be copied, and pools keep theirs.
        NpgsqlConnection.ClearAllPools();
        AppDomain.CurrentDomain.ProcessExit += (_, _) => original.Delete();
        return original;
    }

    static void CopyFolder(string from, string to)
    {
        if (!Directory.Exists(from))
            return;
        Directory.CreateDirectory(to);
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(to, File.GetUnixFileMode(from));
        foreach (var file in Directory.GetFiles(from))
            File.Copy(file, Path.Combine(to, Path.GetFileName(file)));
    }
}
