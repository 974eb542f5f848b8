namespace HienTai.Server.Registries;

/// <summary>
/// A registry that is open here, will be, or cannot be. It is put away when the last request has left.
/// </summary>
sealed class Room(RegistryEntry entry) : IDisposable, IAsyncDisposable
{
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    readonly Lock door = new();
    readonly TaskCompletionSource empty = new(TaskCreationOptions.RunContinuationsAsynchronously);
    WebApplication? app;
    long due;
    int tries;
    int inside;
    bool closed;

    public RegistryEntry Entry => entry;
    public Served Served { get; private set; } = null!;

    /// <summary>It is to be opened now.</summary>
    public bool IsDue => app is null && Environment.TickCount64 >= due;

    /// <summary>It could not be opened; it is tried again later each time, at most half a minute.</summary>
    public void Wait() => due = Environment.TickCount64 + 1000 * Math.Min(1 << Math.Min(tries++, 5), 30);

    public void Open(WebApplication started)
    {
        lock (door)
            (app, Served) = (started, started.Services.GetRequiredService<BehindTheDoor>().Served!);
    }

    /// <summary>False if nobody answers in there. Whoever is in leaves by <see cref="Dispose"/>.</summary>
    public bool Enter()
    {
        lock (door)
        {
            if (app is null || closed)
                return false;
            inside++;
            return true;
        }
    }

    public void Dispose()
    {
        lock (door)
            if (--inside == 0 && closed)
                empty.TrySetResult();
    }

    /// <summary>Lets nobody in any more, waits a while for those who are in, and ends it.</summary>
    public async ValueTask DisposeAsync()
    {
        lock (door)
        {
            if (closed)
                return;
            closed = true;
            if (inside == 0)
                empty.TrySetResult();
        }
        // Streams hear that their host stops, and end.
        app?.Lifetime.StopApplication();
        await Task.WhenAny(empty.Task, Task.Delay(Patience));
        if (app is not null)
            await End(app);
    }

    public static async Task End(WebApplication app)
    {
        try
        {
            await app.StopAsync();
        }
        finally
        {
            await app.DisposeAsync();
        }
    }
}
