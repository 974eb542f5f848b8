using System.Globalization;
using HienTai.Server.Hosting;

namespace HienTai.Server.Pipeline;

/// <summary>
/// What is wrong with a clock, for people; <paramref name="Confirmable"/> if an operator's word is enough to go on.
/// </summary>
public sealed record ClockDoubt(string Vi, string En, bool Confirmable);

/// <summary>Nothing is recorded by a clock that is not trusted.</summary>
public sealed class ClockNotTrusted(ClockDoubt doubt) : Exception(doubt.En)
{
    public ClockDoubt Doubt { get; } = doubt;
}

/// <summary>
/// Watches the clock that stamps what is recorded, as a wrong stamp can never be taken back: all that comes after it is
/// stamped later still. A database on another machine has a clock of its own, and the two must agree. Where there is
/// one clock alone it is held against time since boot, and at a start against what was recorded last; a doubt then
/// waits for an operator's word. In Development it is only said.
/// </summary>
public sealed class ClockGuard(
    RegistryClock clock,
    RegistryOptions options,
    IHostEnvironment environment,
    ILogger<ClockGuard> log
)
{
    /// <summary>How far two clocks may lie apart, and one may jump.</summary>
    public static readonly TimeSpan Bound = TimeSpan.FromMinutes(1);

    /// <summary>After how long without an entry a clock alone is doubted at a start.</summary>
    public static readonly TimeSpan LongestSilence = TimeSpan.FromDays(366);

    readonly Lock change = new();
    (DateTimeOffset Wall, TimeSpan Running)? anchor;
    ClockDoubt? doubt,
        apart; // two clocks that differ settle nothing about a doubt of the start

    /// <summary>What stands in the way of recording, as far as was looked.</summary>
    public ClockDoubt? Doubt => Strict ? apart ?? doubt : null;

    bool Strict => options.StrictClock ?? !environment.IsDevelopment();

    /// <summary>Once, before anything is recorded.</summary>
    /// <param name="accepted">Up to where somebody said that entries lie ahead of the clock, which is right.</param>
    /// <param name="sample">Its story ended long ago.</param>
    public void Start(DateTimeOffset lastRecorded, DateTimeOffset? accepted, bool sample)
    {
        var now = clock.GetUtcNow();
        if (lastRecorded == default || lastRecorded - accepted < Bound)
            return;
        if (lastRecorded - now > Bound)
            Say(
                ref doubt,
                new(
                    $"Đồng hồ máy chủ là {At(now)}, nhưng lần ghi cuối mang thời điểm {At(lastRecorded)}. Hoặc đồng hồ chậm: hãy chỉnh lại rồi khởi động lại. Hoặc sổ từng được ghi khi đồng hồ chạy trước: hãy khôi phục về trước lúc ấy (hientai restore --to) và ghi lại, hay xác nhận (hientai clock confirm) để ghi tiếp ngay sau thời điểm ấy.",
                    $"The server's clock says {At(now)}, but the last entry was recorded at {At(lastRecorded)}. Either the clock is behind: set it and start again. Or entries were recorded while a clock ran ahead: restore to before that (hientai restore --to) and record them anew, or confirm (hientai clock confirm) that what comes is stamped just after them.",
                    Confirmable: true
                )
            );
        else if (now - lastRecorded > LongestSilence && !options.SecondClock && !sample)
            Say(
                ref doubt,
                new(
                    $"Đồng hồ máy chủ là {At(now)}, hơn một năm sau lần ghi cuối {At(lastRecorded)}. Nếu đồng hồ sai, hãy chỉnh lại rồi khởi động lại; nếu đúng, hãy xác nhận (hientai clock confirm).",
                    $"The server's clock says {At(now)}, more than a year after the last entry at {At(lastRecorded)}. If it is wrong, set it and start again; if it is right, confirm it (hientai clock confirm).",
                    Confirmable: true
                )
            );
    }

    /// <summary>Before each transaction that records; what stands in its way is in <see cref="Doubt"/> then.</summary>
    /// <param name="other">What the database's clock says.</param>
    public void Look(DateTimeOffset other)
    {
        if (clock.Simulating)
            return;
        lock (change)
            if (options.SecondClock)
                Compare(clock.GetUtcNow(), other);
            else
                Measure(clock.GetUtcNow(), clock.Running);
    }

    void Compare(DateTimeOffset now, DateTimeOffset other)
    {
        if ((now - other).Duration() <= Bound)
        {
            apart = null;
            anchor = (now, clock.Running);
            return;
        }
        var jumped = anchor is { } was && Jump(was, now, clock.Running).Duration() > Bound;
        var (vi, en) = (anchor, jumped) switch
        {
            (null, _) => ("Một trong hai đồng hồ sai", "One of the two is wrong"),
            (_, true) => (
                "Đồng hồ máy chủ vừa nhảy, nên chính nó sai",
                "The server's jumped, so that is the wrong one"
            ),
            _ => (
                "Đồng hồ máy chủ chạy đều, nên đồng hồ cơ sở dữ liệu sai",
                "The server's ran evenly, so the database's is wrong"
            ),
        };
        Say(
            ref apart,
            new(
                $"Đồng hồ máy chủ là {At(now)}, đồng hồ cơ sở dữ liệu là {At(other)}. {vi}; hãy chỉnh lại (NTP), rồi gửi lại yêu cầu.",
                $"The server's clock says {At(now)}, the database's {At(other)}. {en}; set it (NTP), then send the request again.",
                Confirmable: false
            )
        );
    }

    void Measure(DateTimeOffset now, TimeSpan running)
    {
        if (anchor is not { } was)
        {
            anchor = (now, running);
            return;
        }
        var jump = Jump(was, now, running);
        if (jump.Duration() <= Bound)
        {
            // A jump that was taken back is none.
            if (doubt == jumped)
                doubt = jumped = null;
            anchor = (now, running);
        }
        else if (doubt is null)
            Say(
                ref doubt,
                jumped = new(
                    $"Đồng hồ máy chủ vừa nhảy {jump.TotalSeconds:+0;-0} giây, nay là {At(now)}. Nếu sai, hãy chỉnh lại; nếu đúng, hãy xác nhận (hientai clock confirm).",
                    $"The server's clock jumped by {jump.TotalSeconds.ToString("+0;-0", CultureInfo.InvariantCulture)} seconds and now says {At(now)}. If it is wrong, set it; if it is right, confirm it (hientai clock confirm).",
                    Confirmable: true
                )
            );
    }

    ClockDoubt? jumped;

    static TimeSpan Jump((DateTimeOffset Wall, TimeSpan Running) was, DateTimeOffset now, TimeSpan running) =>
        now - was.Wall - (running - was.Running);

    /// <summary>Somebody said that it is right.</summary>
    public void Confirm()
    {
        lock (change)
            (doubt, jumped, anchor) = (null, null, (clock.GetUtcNow(), clock.Running));
    }

    // What differs from one look to the next is only the time it names: that there is a doubt is said once.
    void Say(ref ClockDoubt? of, ClockDoubt what)
    {
        var known = of is not null;
        of = what;
        if (known)
            return;
        if (Strict)
            log.LogCritical("Nothing is recorded: {Doubt}", what.En);
        else
            log.LogWarning("{Doubt}", what.En);
    }

    static string At(DateTimeOffset time) =>
        time.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
