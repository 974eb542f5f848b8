using HienTai.Server.Pipeline;
using Npgsql;

namespace HienTai.Server.Sample;

/// <summary>The invented registry of the plan's district.</summary>
public static class SampleRegistry
{
    public static Task Load(Writer writer, RegistryClock clock, NpgsqlDataSource database, Action<int, int> progress, CancellationToken cancel) => Task.CompletedTask;
}
