using Grpc.Core;
using HienTai.Registry.V1;
using HienTai.Rpc.V1;
using HienTai.Server.Hosting;
using HienTai.Server.Pipeline;
using static HienTai.Tests.Reliability.SeveralServersTests;

namespace HienTai.Tests.Reliability;

/// <summary>
/// A clock that cannot be trusted stamps nothing: what is stamped in the future pushes all that comes after it there.
/// </summary>
public sealed class ClockTests(ClockTests.Registry app) : IClassFixture<ClockTests.Registry>
{
    /// <summary>One registry for those that do not spoil it, each with a server of its own and its own clock.</summary>
    public sealed class Registry : App;

    /// <summary>A clock that can be set, and a machine that can sleep.</summary>
    sealed class SetClock : RegistryClock
    {
        public TimeSpan Ahead { get; set; }
        public TimeSpan Slept { get; set; }

        public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + Ahead;

        public override TimeSpan Running => base.Running + Slept;
    }

    sealed class Clocked(App first, SetClock clock, bool second = false, bool strict = true) : OtherServer(first)
    {
        protected override RegistryOptions Options(RegistryOptions usual) =>
            usual with
            {
                Clock = clock,
                StrictClock = strict,
                SecondClock = second,
            };

        public RegistryService.RegistryServiceClient Whole => new(Grpc("quantri"));

        public async Task<Refusal> Refuses() =>
            await Refused.By(
                Seed.People.RegisterPersonAsync(Somebody("Lê Thị Chờ")),
                StatusCode.Unavailable,
                "CLOCK_NOT_TRUSTED"
            );

        public async Task<Receipt> Records() =>
            await Seed.People.RegisterPersonAsync(Somebody($"Lê Thị Ghi {Letters()}"));

        public async Task<Receipt> Confirm() =>
            await Whole.ConfirmClockAsync(new() { Envelope = Seed.Envelope("Đã đối chiếu với đồng hồ chuẩn.") });
    }

    static int recorded;

    /// <summary>Another name each time.</summary>
    static string Letters() =>
        string.Concat($"{Interlocked.Increment(ref recorded)}".Select(digit => (char)('a' + digit - '0')));

    static readonly TimeSpan TenYears = TimeSpan.FromDays(3650);

    [Fact]
    public async Task Two_clocks_that_lie_apart_record_nothing_and_the_wrong_one_is_named()
    {
        var clock = new SetClock();
        await using var server = new Clocked(app, clock, second: true);
        await server.Records();
        clock.Ahead = TenYears;
        (await server.Refuses()).Message.En.Should().Contain("The server's jumped, so that is the wrong one");
        // Setting it right is the only way on.
        await Refused.By(
            server.Whole.ConfirmClockAsync(new() { Envelope = Seed.Envelope("Đúng mà.") }),
            StatusCode.Unavailable,
            "CLOCK_NOT_TRUSTED"
        );
        (await server.Whole.GetRegistryAsync(new())).ClockDoubt.En.Should().Contain("NTP");
        clock.Ahead = TimeSpan.FromSeconds(30);
        (await server.Records()).RecordedTime.ToDateTimeOffset().Should().BeBefore(DateTimeOffset.UtcNow.AddMinutes(1));
        (await server.Whole.GetRegistryAsync(new())).ClockDoubt.Should().BeNull();
    }

    [Fact]
    public async Task A_clock_alone_that_jumps_waits_for_an_operators_word_or_to_be_set_back()
    {
        var clock = new SetClock();
        await using var server = new Clocked(app, clock);
        await server.Records();
        clock.Ahead = TenYears;
        await server.Refuses();
        clock.Ahead = TimeSpan.Zero;
        await server.Records();
        clock.Ahead = TimeSpan.FromHours(-8);
        (await server.Refuses()).Message.Vi.Should().Contain("giây");
        await Refused.By(
            server.Whole.ConfirmClockAsync(new() { Envelope = Seed.Envelope("") }),
            StatusCode.FailedPrecondition,
            "REASON_REQUIRED"
        );
        (await server.Confirm()).EventCount.Should().Be(1);
        await server.Records();
        await Refused.By(
            server.Whole.ConfirmClockAsync(new() { Envelope = Seed.Envelope("Lần nữa.") }),
            StatusCode.FailedPrecondition,
            "CLOCK_IS_TRUSTED"
        );
    }

    [Fact]
    public async Task A_machine_that_slept_is_believed()
    {
        await using var app = new App();
        var clock = new SetClock();
        await using var server = new Clocked(app, clock);
        await server.Records();
        (clock.Ahead, clock.Slept) = (TimeSpan.FromHours(9), TimeSpan.FromHours(9));
        await server.Records();
    }

    [Fact]
    public async Task A_start_far_from_what_was_recorded_last_waits_and_a_spoiled_registry_is_told_so()
    {
        await using var app = new App();
        await app.Seed.Person("Lê Thị Trước");
        await using (var late = new Clocked(app, new() { Ahead = TenYears }))
        {
            (await late.Refuses()).Message.En.Should().Contain("more than a year after");
            await late.Confirm();
            await late.Records();
        }
        // Now the registry is spoiled: ten years of true time lie before what comes is later than what was recorded.
        await using (var there = new Clocked(app, new()))
        {
            (await there.Refuses()).Message.En.Should().Contain("restore");
            var said = await there.Confirm();
            var next = await there.Records();
            (next.RecordedTime.ToDateTimeOffset() - said.RecordedTime.ToDateTimeOffset())
                .Should()
                .BePositive()
                .And.BeLessThan(TimeSpan.FromSeconds(1));
        }
        await using var again = new Clocked(app, new());
        await again.Records();
    }

    [Fact]
    public async Task In_development_a_doubt_is_only_said()
    {
        await using var app = new App();
        var clock = new SetClock();
        await using var server = new Clocked(app, clock, strict: false);
        await server.Records();
        clock.Ahead = TenYears;
        await server.Records();
        (await server.Whole.GetRegistryAsync(new())).ClockDoubt.Should().BeNull();
    }
}
