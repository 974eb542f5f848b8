using System.Globalization;

namespace HienTai.Server.Pipeline;

/// <summary>
/// The registry's clock, in whole microseconds because PostgreSQL keeps no more; otherwise a replay would differ from
/// what was live. The sample registry runs it through the past while it loads; nothing else may.
/// </summary>
public class RegistryClock : TimeProvider
{
    static readonly TimeSpan Vietnam = TimeSpan.FromHours(7);
    DateTimeOffset? simulated;

    public override DateTimeOffset GetUtcNow() => Truncate(simulated ?? DateTimeOffset.UtcNow);

    /// <summary>Whether it runs through the sample's story.</summary>
    public bool Simulating => simulated is not null;

    /// <summary>
    /// How long the machine has been running, whatever its clock was set to. On Linux the time it slept counts, as it
    /// does for the clock.
    /// </summary>
    public virtual TimeSpan Running =>
        OperatingSystem.IsLinux()
            ? TimeSpan.FromSeconds(
                double.Parse(File.ReadAllText("/proc/uptime").Split(' ')[0], CultureInfo.InvariantCulture)
            )
            : TimeSpan.FromMilliseconds(Environment.TickCount64);

    /// <summary>Today in Vietnam (UTC+7).</summary>
    public DateOnly Today => DateOnly.FromDateTime(GetUtcNow().ToOffset(Vietnam).DateTime);

    /// <summary>Sets the clock to a moment of the sample's story, or (null) back to the present.</summary>
    public void Simulate(DateTimeOffset? moment) => simulated = moment;

    public static DateTimeOffset Truncate(DateTimeOffset time) =>
        new(time.UtcTicks - time.UtcTicks % TimeSpan.TicksPerMicrosecond, TimeSpan.Zero);
}
