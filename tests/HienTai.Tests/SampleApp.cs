using HienTai.Server.Pipeline;
using HienTai.Server.Sample;
using Microsoft.Extensions.DependencyInjection;

[assembly: AssemblyFixture(typeof(HienTai.Tests.SampleApp))]

namespace HienTai.Tests;

/// <summary>The server with the sample registry, loaded once, and only when a test asks for it.</summary>
public sealed class SampleApp : IAsyncLifetime
{
    readonly App app = new Loaded();
    readonly SemaphoreSlim once = new(1);
    bool ready;

    sealed class Loaded : App
    {
        protected override Task Fill() =>
            SampleRegistry.Load(
                Services.GetRequiredService<Writer>(),
                Services.GetRequiredService<RegistryClock>(),
                Database,
                (_, _) => { },
                CancellationToken.None
            );
    }

    public string WebAddress => app.WebAddress;
    public Seed Ask => app.Seed;
    public App App => app;

    public async Task Ready()
    {
        await once.WaitAsync();
        try
        {
            if (!ready)
                await app.InitializeAsync();
            ready = true;
        }
        finally
        {
            once.Release();
        }
    }

    public ValueTask InitializeAsync() => default;

    public ValueTask DisposeAsync() => app.DisposeAsync();
}
