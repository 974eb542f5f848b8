using HienTai.Organization.V1;
using HienTai.Reporting.V1;
using HienTai.Tests.Access;

namespace HienTai.Tests.Reporting;

/// <summary>
/// Every role's figures against the day-by-day oracle of who sees whom: counts tell of nobody whom the reader may not
/// see.
/// </summary>
public sealed class StaffingSightTests : IAsyncLifetime
{
    readonly District district = new();

    public async ValueTask InitializeAsync()
    {
        await district.Build();
    }

    public ValueTask DisposeAsync() => district.DisposeAsync();

    [Fact]
    public async Task Nobody_is_counted_who_may_not_be_seen()
    {
        var root = district.Units["root"].ToString();
        var checkedFigures = 0;
        foreach (var holder in district.Holders)
        foreach (
            var (since, on) in new[]
            {
                (new DateOnly(2012, 6, 1), new DateOnly(2018, 3, 10)),
                (new(2018, 3, 10), new(2021, 6, 1)),
                (new(2020, 12, 1), new(2023, 6, 1)),
                (new(2023, 6, 1), district.Today),
            }
        )
        {
            var staffing = new StaffingService.StaffingServiceClient(district.Grpc(holder.Name));
            var report = await staffing.GetStaffingAsync(
                new()
                {
                    At = new() { ValidOn = $"{on:yyyy-MM-dd}" },
                    UnitId = root,
                    Since = $"{since:yyyy-MM-dd}",
                }
            );
            string? Unit(District.Someone who, DateOnly day) =>
                !district.MayRead(holder) || !district.Sees(holder, who, 'B', day)
                    ? null
                    : who.Posts.FirstOrDefault(p => p.From <= day && day < p.To)?.Unit;
            foreach (var (code, id) in district.Units)
            {
                var line = report.Units.SingleOrDefault(u => u.Id == id.ToString())?.Lines.SingleOrDefault() ?? new();
                bool In(District.Someone who, DateOnly day) => Unit(who, day) is { } unit && Below(unit, code, on);
                var (arrivals, departures) = (0, 0);
                foreach (var who in district.People)
                    for (var (day, was) = (since.AddDays(1), In(who, since)); day <= on; day = day.AddDays(1))
                    {
                        var now = In(who, day);
                        if (now && !was)
                            arrivals++;
                        if (was && !now)
                            departures++;
                        was = now;
                    }
                var because = $"{holder.Name} in {code} from {since} to {on}";
                (line.Opening, line.Arrivals, line.Departures, line.Present)
                    .Should()
                    .Be(
                        (
                            district.People.Count(p => In(p, since)),
                            arrivals,
                            departures,
                            district.People.Count(p => In(p, on))
                        ),
                        because
                    );
                line.HasVacant.Should().BeFalse("nothing is granted");
                checkedFigures++;
            }
            report
                .Partial.Should()
                .Be(
                    holder.Unit != "root"
                        || holder.Role
                            is HienTai.Access.V1.Role.StandingCommittee
                                or HienTai.Access.V1.Role.Administrator,
                    holder.Name
                );
        }
        checkedFigures.Should().BeGreaterThan(700);
    }

    // Under the tree of the day asked about.
    static bool Below(string unit, string top, DateOnly on) =>
        unit == top
        || top == "root"
        || (unit, top) switch
        {
            ("A1", "A") or ("B1", "B") => true,
            ("A2", "A") => on < new DateOnly(2022, 7, 1),
            ("A2", "B") => on >= new DateOnly(2022, 7, 1),
            _ => false,
        };
}
