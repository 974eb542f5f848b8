using System.Collections.Concurrent;
using HienTai.Server.Access;
using HienTai.Server.Database;
using HienTai.Server.Hosting;
using HienTai.Server.Pipeline;
using HienTai.Server.Sample;
using Microsoft.AspNetCore.Hosting.Server;
using Npgsql;

namespace HienTai.Server.Registries;

/// <summary>
/// The registries of this server beside the first: each is a host of its own that has no port. What the first one's
/// database says is looked at every second, so a registry that is made, moved or closed by a command is so on every
/// server, and one that cannot be opened keeps nobody else out.
/// </summary>
sealed class OpenRegistries(
    NpgsqlDataSource database,
    RegistryOptions options,
    IServiceProvider services,
    ILoggerFactory logs,
    ILogger<OpenRegistries> log
) : BackgroundService
{
    static readonly TimeSpan Every = TimeSpan.FromSeconds(1);

    // A start is mostly work of one processor; more at once would only make each later.
    const int OpeningAtOnce = 2;

    readonly ConcurrentDictionary<string, Room> rooms = [];
    volatile Dictionary<string, string> byHost = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Which registry a request is for; null is the first.</summary>
    public string? NameFor(HttpContext context) =>
        context.Request.Headers[Door.Header] is [{ Length: > 0 } named]
            ? named
            : byHost.GetValueOrDefault(context.Request.Host.Host);

    public bool Knows(string name) => rooms.ContainsKey(name);

    /// <summary>Stays until it is disposed; null if nobody is in there to answer.</summary>
    public Room? Enter(string name) => rooms.GetValueOrDefault(name) is { } room && room.Enter() ? room : null;

    protected override async Task ExecuteAsync(CancellationToken stopping)
    {
        using var clock = new PeriodicTimer(Every);
        try
        {
            do try
            {
                await Follow(stopping);
            }
            // The first one's own health says that its database is away; the others may still be there.
            catch (Exception e) when (e is NpgsqlException or TimeoutException) { }
            catch (Exception e) when (!stopping.IsCancellationRequested)
            {
                log.LogError(e, "Which registries there are could not be followed");
            }
            while (await clock.WaitForNextTickAsync(stopping));
        }
        catch (OperationCanceledException) { }
    }

    public override async Task StopAsync(CancellationToken cancel)
    {
        await base.StopAsync(cancel);
        await Task.WhenAll(rooms.Values.Select(room => room.DisposeAsync().AsTask()));
    }

    async Task Follow(CancellationToken cancel)
    {
        var wanted = await RegistryEntry.All(database, cancel);
        foreach (var room in rooms.Values.Where(r => !wanted.Contains(r.Entry)).ToList())
        {
            rooms.TryRemove(room.Entry.Name, out _);
            await room.DisposeAsync();
            log.LogInformation("Registry {Name} is closed", room.Entry.Name);
        }
        byHost = wanted
            .SelectMany(e => e.Hosts.Select(host => (host, e.Name)))
            .DistinctBy(it => it.host, StringComparer.OrdinalIgnoreCase)
            .ToDictionary(it => it.host, it => it.Name, StringComparer.OrdinalIgnoreCase);
        foreach (var entry in wanted)
            rooms.TryAdd(entry.Name, new(entry));
        await Parallel.ForEachAsync(
            rooms.Values.Where(r => r.IsDue),
            new ParallelOptions { MaxDegreeOfParallelism = OpeningAtOnce, CancellationToken = cancel },
            Open
        );
    }

    /// <summary>In Development anybody can try it.</summary>
    static Task Fill(WebApplication app) =>
        app.Environment.IsDevelopment()
            ? DemoMandates.Open(
                app.Services.GetRequiredService<Writer>(),
                app.Services.GetRequiredService<NpgsqlDataSource>(),
                CancellationToken.None
            )
            : Task.CompletedTask;

    // Whatever goes wrong in here is this registry's alone: it must never be what ends the server.
    async ValueTask Open(Room room, CancellationToken cancel)
    {
        var name = room.Entry.Name;
        WebApplication? app = null;
        try
        {
            app = Build(room.Entry);
            var code = await RegistryHost.MakeReady(app.Services, () => Fill(app), cancel);
            await app.StartAsync(cancel);
            room.Open(app);
            log.LogInformation("Registry {Name} is open", name);
            if (code is not null)
                log.LogInformation("Registry {Name} has no administrator yet; its one-time code: {File}", name, code);
            return;
        }
        catch (Exception e) when (e is StartupFailure or NpgsqlException)
        {
            log.LogError("Registry {Name} cannot be opened: {Why}", name, e.Message);
        }
        catch (Exception e) when (!cancel.IsCancellationRequested)
        {
            log.LogError(e, "Registry {Name} cannot be opened", name);
        }
        catch (OperationCanceledException) { } // the server stops
        room.Wait();
        if (app is not null)
            await Room.End(app);
    }

    WebApplication Build(RegistryEntry entry)
    {
        var its = options.Of(entry);
        if (its.OwnFolder is { } own)
            Directory.CreateDirectory(own);
        return RegistryHost.Behind(
            its,
            services.GetRequiredService<IServer>().Features,
            new NamedLogs(logs, entry.Name)
        );
    }
}
