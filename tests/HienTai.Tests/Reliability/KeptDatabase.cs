using Npgsql;

namespace HienTai.Tests.Reliability;

/// <summary>A database, and what it was.</summary>
sealed record KeptDatabase(string Name, string Copy)
{
    public static async Task<KeptDatabase> Kept(App app)
    {
        var name = new NpgsqlConnectionStringBuilder(app.Connections.App).Database!;
        var it = new KeptDatabase(name, $"{name}_kept");
        await it.Alone(() => Postgres.Administer($"create database {it.Copy} template {name} strategy file_copy"));
        return it;
    }

    /// <summary>Puts back what it was, as a restore or a failover does under a running server.</summary>
    public Task Restore() =>
        Alone(async () =>
        {
            await Postgres.Administer($"alter database {Name} rename to {Name}_lost");
            await Postgres.Administer($"alter database {Copy} rename to {Name}");
        });

    async Task Alone(Func<Task> act)
    {
        await Postgres.Administer($"alter database {Name} with allow_connections false");
        await Postgres.Administer(
            $"select pg_terminate_backend(pid, 10000) from pg_stat_activity where datname = '{Name}'"
        );
        await act();
        await Postgres.Administer($"alter database {Name} with allow_connections true");
    }
}
