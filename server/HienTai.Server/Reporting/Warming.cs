using HienTai.Server.Access;
using HienTai.Server.Pipeline;
using Npgsql;

namespace HienTai.Server.Reporting;

/// <summary>
/// Reads the census once after the start, so that the first to ask for a figure need not wait for all of it to be read.
/// </summary>
sealed class Warming(Registrar registrar, Census census, Damage damage, ILogger<Warming> log) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stopping)
    {
        try
        {
            await using var read = await registrar.Open(new Sight(Reader.Itself, registrar.Today), null, stopping);
            await census.At(read, stopping);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested) { }
        catch (NpgsqlException e)
        {
            damage.Meet(e);
            log.LogWarning(e, "The figures' facts were not read ahead; the first question reads them");
        }
    }
}
