using Google.Rpc;
using HienTai.Server.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http.Features;

namespace HienTai.Server.Registries;

/// <summary>
/// What stands before every registry of this server: the ports are opened once, and each request goes to the registry
/// that it is for, by its header or else by the name it was called under.
/// </summary>
sealed class Door(
    IServer ports,
    OpenRegistries registries,
    Connections connections,
    RegistryOptions options,
    ILoggerFactory logs
) : IServer
{
    /// <summary>Names the registry; without it the name the server was called under does.</summary>
    public const string Header = "x-hientai-registry";

    public IFeatureCollection Features => ports.Features;

    public Task StartAsync<TContext>(IHttpApplication<TContext> application, CancellationToken cancel)
        where TContext : notnull =>
        ports.StartAsync(
            new Hall(new Served<TContext>(application), registries, connections, options.Edge.Believing(logs)),
            cancel
        );

    public Task StopAsync(CancellationToken cancel) => ports.StopAsync(cancel);

    public void Dispose() => ports.Dispose();

    /// <summary>One request: what it brought, and who answers it.</summary>
    sealed class Visit(IFeatureCollection features)
    {
        public IFeatureCollection Features => features;
        public IAnswering? Answering { get; set; }
        public IDisposable? Stay { get; set; }
    }

    sealed class Hall(Served first, OpenRegistries registries, Connections connections, Action<HttpContext> believe)
        : IHttpApplication<Visit>
    {
        public Visit CreateContext(IFeatureCollection features)
        {
            connections.Busy(features);
            return new(features);
        }

        public async Task ProcessRequestAsync(Visit visit)
        {
            var context = new DefaultHttpContext(visit.Features);
            believe(context);
            var name = Telemetry.IsAtMetrics(context) ? null : registries.NameFor(context);
            var served = first;
            if (name is not null)
            {
                if (registries.Enter(name) is not { } room)
                {
                    await Refuse(context, registries.Knows(name));
                    return;
                }
                (visit.Stay, served) = (room, room.Served);
            }
            visit.Answering = served.Begin(visit.Features);
            await visit.Answering.Process();
        }

        public void DisposeContext(Visit visit, Exception? exception)
        {
            visit.Answering?.Dispose(exception);
            visit.Stay?.Dispose();
            connections.Free(visit.Features);
        }
    }

    static readonly TimeSpan Soon = TimeSpan.FromSeconds(2);

    /// <summary>There is nobody to answer: no such registry, or one that is not open yet.</summary>
    static Task Refuse(HttpContext context, bool known)
    {
        WebApp.Guard(context);
        var status = known
            ? Bare.Refusal(
                Code.Unavailable,
                "REGISTRY_NOT_OPEN",
                "Sổ này chưa mở được trên máy chủ; hãy thử lại sau, hoặc hỏi người vận hành (nhật ký máy chủ nói vì sao).",
                "This registry is not open on the server yet; try again, or ask the operator (the server's log says why).",
                Soon
            )
            : Bare.Refusal(
                Code.NotFound,
                "REGISTRY_UNKNOWN",
                "Máy chủ không có sổ mang tên này; hãy sửa x-hientai-registry hoặc địa chỉ.",
                "The server has no registry of this name; correct x-hientai-registry or the address."
            );
        if (context.Request.ContentType?.StartsWith("application/grpc", StringComparison.OrdinalIgnoreCase) is true)
        {
            Bare.Answer(context, status, known ? Soon : null);
            return Task.CompletedTask;
        }
        context.Response.StatusCode = known ? StatusCodes.Status503ServiceUnavailable : StatusCodes.Status404NotFound;
        context.Response.ContentType = "text/plain; charset=utf-8";
        return context.Response.WriteAsync($"{status.Message}\n", context.RequestAborted);
    }
}

/// <summary>A request under way in an application.</summary>
interface IAnswering
{
    Task Process();
    void Dispose(Exception? exception);
}

/// <summary>An application whose requests somebody else takes in.</summary>
abstract class Served
{
    public abstract IAnswering Begin(IFeatureCollection features);
}

sealed class Served<TContext>(IHttpApplication<TContext> application) : Served
    where TContext : notnull
{
    public override IAnswering Begin(IFeatureCollection features) =>
        new Answering(application, application.CreateContext(features));

    sealed class Answering(IHttpApplication<TContext> application, TContext context) : IAnswering
    {
        public Task Process() => application.ProcessRequestAsync(context);

        public void Dispose(Exception? exception) => application.DisposeContext(context, exception);
    }
}

/// <summary>The server of a registry that has no port: what it is given comes from the <see cref="Door"/>.</summary>
/// <param name="ports">Where the server that has the door listens.</param>
sealed class BehindTheDoor(IFeatureCollection ports) : IServer
{
    public Served? Served { get; private set; }
    public IFeatureCollection Features => ports;

    public Task StartAsync<TContext>(IHttpApplication<TContext> application, CancellationToken cancel)
        where TContext : notnull
    {
        Served = new Served<TContext>(application);
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancel) => Task.CompletedTask;

    public void Dispose() { }
}
