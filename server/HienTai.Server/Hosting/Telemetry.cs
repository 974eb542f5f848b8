using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Reflection;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace HienTai.Server.Hosting;

/// <summary>Where metrics and traces go; nowhere unless it is said.</summary>
/// <param name="Collector">A collector that takes OTLP over HTTP.</param>
/// <param name="MetricsPort">A port on loopback where Prometheus reads metrics.</param>
public sealed record Telemetry(Uri? Collector = null, int? MetricsPort = null)
{
    public static Telemetry FromSettings() =>
        new(
            Settings.Link("HIENTAI_OTLP"),
            Settings.Text("HIENTAI_METRICS_PORT") is null ? null : Settings.Port("HIENTAI_METRICS_PORT", 0)
        );

    public bool IsOn => Collector is not null || MetricsPort is not null;

    static readonly object Scraped = new();

    /// <summary>Opens the port of metrics, which answers nothing else.</summary>
    public void Open(KestrelServerOptions kestrel)
    {
        if (MetricsPort is not { } port)
            return;
        Edge.Local.Open(kestrel, port, listen =>
        {
            listen.Protocols = HttpProtocols.Http1;
            listen.Use(next =>
                connection =>
                {
                    connection.Items[Scraped] = true;
                    return next(connection);
                }
            );
        });
    }

    internal static bool IsAtMetrics(HttpContext context) =>
        context.Features.Get<IConnectionItemsFeature>()?.Items.ContainsKey(Scraped) ?? false;
}

/// <summary>
/// What may leave, by name. Everything else a library hangs on a measurement stays here: addresses people have open,
/// what their programs are called, statements, words of faults. So no value of a person gets out by a new version of a
/// library.
/// </summary>
sealed class Discretion : BaseProcessor<Activity>
{
    public static readonly string[] Said =
    [
        "aspnetcore.rate_limiting.policy",
        "aspnetcore.rate_limiting.result",
        "cpu.mode",
        "db.client.connection.pool.name",
        "db.client.connection.state",
        "db.response.status_code",
        "db.system.name",
        "dotnet.gc.heap.generation",
        "error.type",
        CallTimes.Registry,
        "http.request.method",
        "http.response.status_code",
        "http.route",
        "network.protocol.name",
        "network.protocol.version",
        "network.transport",
        "rpc.method",
        "rpc.response.status_code",
        "rpc.system.name",
        "tls.protocol.version",
        "url.scheme",
    ];

    // A caller writes into it what it likes, and it would be passed on.
    public override void OnStart(Activity activity) => activity.TraceStateString = null;

    public override void OnEnd(Activity activity)
    {
        foreach (var (name, _) in activity.TagObjects.ToArray())
            if (!Said.Contains(name))
                activity.SetTag(name, null);
        activity.SetStatus(activity.Status);
        // The words of a fault quote what could not be taken, and an event cannot be taken off again.
        if (activity.Events.Any())
            activity.ActivityTraceFlags &= ~ActivityTraceFlags.Recorded;
    }
}

static class TelemetryModule
{
    static string Version { get; } =
        Assembly
            .GetExecutingAssembly()
            .GetCustomAttribute<AssemblyInformationalVersionAttribute>()!
            .InformationalVersion;

    extension(IServiceCollection services)
    {
        public IServiceCollection AddTelemetry(Telemetry telemetry)
        {
            if (!telemetry.IsOn)
                return services;
            services
                .AddOpenTelemetry()
                .ConfigureResource(resource => resource.AddService("hientai", serviceVersion: Version))
                .WithMetrics(metrics => Measure(metrics, telemetry));
            if (telemetry.Collector is { } collector)
                services.AddOpenTelemetry().WithTracing(tracing => Trace(tracing, collector));
            return services;
        }
    }

    static void Measure(MeterProviderBuilder metrics, Telemetry telemetry)
    {
        metrics
            .AddAspNetCoreInstrumentation()
            .AddRuntimeInstrumentation()
            .AddMeter(CallTimes.Meter, "Npgsql")
            .AddView(_ => new MetricStreamConfiguration { TagKeys = Discretion.Said });
        if (telemetry.Collector is { } collector)
            metrics.AddOtlpExporter(otlp => To(otlp, collector, "v1/metrics"));
        if (telemetry.MetricsPort is not null)
            metrics.AddPrometheusExporter();
    }

    static void Trace(TracerProviderBuilder tracing, Uri collector) =>
        tracing
            .AddAspNetCoreInstrumentation(web => web.RecordException = false)
            .AddSource("Npgsql")
            .AddProcessor<Discretion>()
            .AddOtlpExporter(otlp => To(otlp, collector, "v1/traces"));

    static void To(OtlpExporterOptions otlp, Uri collector, string place)
    {
        otlp.Protocol = OtlpExportProtocol.HttpProtobuf;
        otlp.Endpoint = new($"{collector.AbsoluteUri.TrimEnd('/')}/{place}");
    }

    extension(WebApplication app)
    {
        /// <summary>First of all, so that the port of metrics is no third door.</summary>
        public void UseTelemetry(RegistryOptions options)
        {
            if (options.Telemetry.IsOn)
            {
                var (readiness, tags) = (app.Services.GetRequiredService<Readiness>(), CallTimes.Of(options));
                app.Services.GetRequiredService<IMeterFactory>()
                    .Create(CallTimes.Meter)
                    .CreateObservableGauge("hientai.ready", () => Measured(readiness.Wanting is null ? 1 : 0, tags));
            }
            // The port is the server's, and so the first registry's, which tells of all.
            if (options.Telemetry.MetricsPort is not null && options.Name is null)
                app.MapWhen(Telemetry.IsAtMetrics, port => Scrape(port, options.Edge.Hosts));
        }
    }

    static Measurement<int> Measured(int value, TagList tags) => new(value, tags);

    static void Scrape(IApplicationBuilder port, IReadOnlyList<string> hosts)
    {
        port.UseWhen(
            context => hosts.Contains(context.Request.Host.Host, StringComparer.OrdinalIgnoreCase),
            known => known.UseOpenTelemetryPrometheusScrapingEndpoint("/metrics")
        );
        port.Run(context =>
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return Task.CompletedTask;
        });
    }
}
