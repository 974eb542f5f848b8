using System.Runtime.InteropServices;

namespace HienTai.Server.Hosting;

/// <summary>
/// Hears Ctrl-C and the signal to end where no host runs that would, so that whatever is under way stops in order.
/// </summary>
sealed class StopSignals : IDisposable
{
    readonly CancellationTokenSource stopping = new();
    readonly PosixSignalRegistration[] heard;

    public StopSignals() =>
        heard = [
            PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop),
            PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop),
        ];

    public CancellationToken Token => stopping.Token;

    void Stop(PosixSignalContext signal)
    {
        signal.Cancel = true;
        stopping.Cancel();
    }

    public void Dispose()
    {
        foreach (var signal in heard)
            signal.Dispose();
        stopping.Dispose();
    }
}
