using HienTai.Server.Accounts;
using HienTai.Server.Database;
using HienTai.Server.Hosting;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace HienTai.Server.Registries;

/// <summary>
/// The registries of one PostgreSQL as whoever runs the server handles them: the first, and those beside it that its
/// database names.
/// </summary>
/// <param name="first">How the first registry is run, with the owner's connection where that is to be had.</param>
/// <param name="maker">As whom a database is made; null where only the owner's connection can.</param>
sealed class Installation(RegistryOptions first, string? maker = null)
{
    /// <summary>That of the settings, or of the data folder whose PostgreSQL is running.</summary>
    public static Installation Running() =>
        Found()
        ?? throw new StartupFailure(
            $"Máy chủ trên {DataFolder.Resolve()} đang dừng: hãy khởi động nó trước.",
            $"The server on {DataFolder.Resolve()} is not running: start it first."
        );

    /// <summary>The same; null where it is a data folder's and that one's PostgreSQL does not run.</summary>
    public static Installation? Found()
    {
        var folder = DataFolder.Resolve();
        if (Settings.Text("ConnectionStrings__Registry") is { } outside)
            return new(Options(outside, Settings.Text("ConnectionStrings__Owner"), null));
        var cluster = Path.Combine(folder, "postgres");
        if (
            !Directory.Exists(cluster)
            || Postmaster.Read(cluster) is not { Ready: true } running
            || !running.IsVerified()
        )
            return null;
        var secret = DatabaseSecret.Read(folder);
        string As(string role) => secret.Connection(running.Port, role, DatabaseSecret.Registry);
        var administrator = As(DatabaseSecret.Administrator);
        return new(
            Options(As(DatabaseSecret.App), As(DatabaseSecret.Registry), administrator) with
            {
                Embedded = true,
            },
            administrator
        );
    }

    /// <summary>That of an embedded PostgreSQL that was started for a command alone.</summary>
    public static Installation Of(EmbeddedPostgres own) =>
        new(
            Options(own.ConnectionString, own.OwnerConnectionString, own.AdministratorConnectionString) with
            {
                Embedded = true,
            },
            own.AdministratorConnectionString
        );

    static RegistryOptions Options(string app, string? owner, string? maintenance) =>
        new(app, 0, 0, OwnerConnectionString: owner, Maintenance: maintenance, OwnFolder: DataFolder.Resolve())
        {
            Edge = Edge.FromSettings(),
        };

    /// <summary>How one of its registries is run; null is the first.</summary>
    public RegistryOptions OptionsOf(RegistryEntry? entry) => entry is null ? first : first.Of(entry);

    /// <summary>A registry's own parts, without a door and not started; null is the first.</summary>
    public WebApplication Host(RegistryEntry? entry) =>
        RegistryHost.Behind(OptionsOf(entry), new FeatureCollection(), NullLoggerFactory.Instance);

    public async Task<List<RegistryEntry>> All(CancellationToken cancel)
    {
        await using var database = NpgsqlDataSource.Create(first.ConnectionString);
        try
        {
            return await RegistryEntry.All(database, cancel);
        }
        catch (PostgresException e) when (e.SqlState is PostgresErrorCodes.UndefinedTable)
        {
            throw new StartupFailure(
                "Cơ sở dữ liệu chưa có cấu trúc của bản này: hãy khởi động máy chủ bản này một lần trước.",
                "The database does not have this version's structure: start the server of this version once first.",
                e
            );
        }
    }

    /// <summary>The one of that name; null is the first.</summary>
    public async Task<RegistryEntry?> Named(string? name, CancellationToken cancel) =>
        name is null
            ? null
            : (await All(cancel)).Find(e => e.Name == name)
                ?? throw new StartupFailure(
                    $"Không có sổ nào tên {name}: hãy xem hientai registries.",
                    $"There is no registry called {name}: see hientai registries."
                );

    /// <summary>
    /// Makes one: its database unless that is there already, tables, the first master key, and the line by which every
    /// server finds it. Stopped on the way, the same again goes on.
    /// </summary>
    public async Task<RegistryEntry> Make(string name, IReadOnlyList<Uri> addresses, CancellationToken cancel)
    {
        if (!RegistryEntry.IsName(name))
            throw new StartupFailure(
                $"\"{name}\" không dùng làm tên sổ được: 2 đến 40 ký tự a-z, 0-9 và gạch nối, như tan-nhut.",
                $"\"{name}\" cannot be a registry's name: 2 to 40 of a-z, 0-9 and hyphen, such as tan-nhut."
            );
        var all = await All(cancel);
        if (all.Exists(e => e.Name == name))
            throw new StartupFailure($"Đã có sổ tên {name}.", $"There is a registry called {name} already.");
        var entry = new RegistryEntry(
            name,
            RegistryEntry.DatabaseOf(new NpgsqlConnectionStringBuilder(first.ConnectionString).Database!, name),
            addresses
        );
        Refuse(entry, all);
        await MakeDatabase(entry, cancel);
        await using (var host = Host(entry))
            await RegistryHost.Prepare(host.Services, cancel);
        await Write(
            $"insert into {RegistryEntry.Table} (name, database, addresses) values ($1, $2, $3)",
            entry,
            cancel,
            entry.Name,
            entry.Database,
            entry.Addresses.Select(a => a.OriginalString).ToArray()
        );
        return entry;
    }

    /// <summary>It answers under these addresses from now on, and under no other.</summary>
    public async Task Move(RegistryEntry entry, IReadOnlyList<Uri> addresses, CancellationToken cancel)
    {
        var moved = entry with { Addresses = addresses };
        Refuse(moved, (await All(cancel)).Where(e => e.Name != entry.Name));
        await Write(
            $"update {RegistryEntry.Table} set addresses = $2 where name = $1",
            moved,
            cancel,
            moved.Name,
            moved.Addresses.Select(a => a.OriginalString).ToArray()
        );
    }

    /// <summary>No server answers for it any more. Its database, keys and secrets stay.</summary>
    public Task Close(RegistryEntry entry, CancellationToken cancel) =>
        Write($"delete from {RegistryEntry.Table} where name = $1", entry, cancel, entry.Name);

    /// <summary>Gives it the tables of this version.</summary>
    public async Task Upgrade(RegistryEntry? entry, CancellationToken cancel)
    {
        await using var host = Host(entry);
        await RegistryHost.Prepare(host.Services, cancel);
    }

    /// <summary>One name leads to one registry.</summary>
    void Refuse(RegistryEntry entry, IEnumerable<RegistryEntry> others)
    {
        var taken = others
            .SelectMany(e => e.Hosts)
            .Concat(first.Edge.Hosts)
            .Append((first.Accounts ?? AccountSettings.FromSettings()).Address?.Host);
        if (entry.Hosts.FirstOrDefault(host => taken.Contains(host, StringComparer.OrdinalIgnoreCase)) is { } host)
            throw new StartupFailure(
                $"Tên {host} đã dẫn tới một sổ khác: hãy nêu địa chỉ có tên riêng.",
                $"The name {host} leads to another registry: give an address with a name of its own."
            );
    }

    async Task MakeDatabase(RegistryEntry entry, CancellationToken cancel)
    {
        var owner = new NpgsqlConnectionStringBuilder(Owner);
        await using var database = NpgsqlDataSource.Create(maker ?? Owner);
        await using var there = database.CreateCommand("select 1 from pg_database where datname = $1");
        there.Parameters.Add(new() { Value = entry.Database });
        if (await there.ExecuteScalarAsync(cancel) is not null)
            return;
        // Both names are made of what needs no quotes, but the owner's is the operator's.
        var order = $"create database {entry.Database} owner \"{owner.Username!.Replace("\"", "\"\"")}\"";
        try
        {
            await using var make = database.CreateCommand(order);
            await make.ExecuteNonQueryAsync(cancel);
        }
        catch (PostgresException e) when (e.SqlState is PostgresErrorCodes.InsufficientPrivilege)
        {
            throw new StartupFailure(
                $"Chủ sở hữu không được tạo cơ sở dữ liệu: hãy chạy «{order};» bằng quản trị PostgreSQL, rồi làm lại lệnh này.",
                $"The owner may not make databases: run \"{order};\" as PostgreSQL's administrator, then this again.",
                e
            );
        }
    }

    string Owner =>
        first.OwnerConnectionString
        ?? throw new StartupFailure(
            "Việc này cần chủ sở hữu của cơ sở dữ liệu: hãy đặt ConnectionStrings__Owner cho lệnh này.",
            "This takes the owner of the database: set ConnectionStrings__Owner for this command."
        );

    async Task Write(string order, RegistryEntry entry, CancellationToken cancel, params object[] values)
    {
        await using var database = NpgsqlDataSource.Create(Owner);
        await using var write = database.CreateCommand(order);
        foreach (var value in values)
            write.Parameters.Add(new() { Value = value });
        if (await write.ExecuteNonQueryAsync(cancel) != 1)
            throw new StartupFailure(
                $"Sổ {entry.Name} vừa được thay đổi ở nơi khác: hãy xem hientai registries.",
                $"The registry {entry.Name} has just been changed elsewhere: see hientai registries."
            );
    }
}
