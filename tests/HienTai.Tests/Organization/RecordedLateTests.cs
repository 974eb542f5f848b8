using HienTai.Organization.V1;
using HienTai.Personnel.V1;
using HienTai.Rpc.V1;

namespace HienTai.Tests.Organization;

/// <summary>
/// Whoever is recorded late into a unit that has since gone into another stands where it went, or is named among those
/// without a place: the tree, the list behind its figure and the list of the unplaced agree.
/// </summary>
public sealed class RecordedLateTests(App app)
{
    const string Day = "2025-08-01";
    readonly Seed seed = app.Seed;

    [Fact]
    public async Task Into_a_unit_that_went_whole_they_went_along_through_every_step()
    {
        var (old, next, last) = (await seed.Unit("Cũ"), await seed.Unit("Giữa"), await seed.Unit("Cuối"));
        await Merge(old, next, "2025-03-01");
        await Merge(next, last, "2025-07-01");
        var person = await seed.Person("Phan Văn Muộn");
        await seed.Assignment(person, old, "2024-05-01");

        await Stands(person, last);
        await Stands(person, next, "2025-06-30");
        await Stands(person, old, "2025-02-28");
    }

    [Fact]
    public async Task An_end_that_was_corrected_away_lets_them_go_along()
    {
        var (old, heir) = (await seed.Unit("Cũ của người nghỉ"), await seed.Unit("Mới của người nghỉ"));
        var person = await seed.Person("Phan Thị Nghỉ");
        var post = await seed.Assignment(person, old, "2020-01-01", to: "2024-12-31");
        await Merge(old, heir, "2025-07-01");
        await seed.People.CorrectAssignmentAsync(
            new()
            {
                Envelope = Seed.Envelope("Ghi nhầm là đã nghỉ."),
                PersonId = $"{person}",
                Change = new()
                {
                    AssignmentId = $"{post}",
                    WrongFrom = "2020-01-01",
                    From = "2020-01-01",
                    Details = Seed.Details(old),
                },
            }
        );

        await Stands(person, heir);
    }

    [Fact]
    public async Task Into_a_unit_that_was_split_they_are_named_as_without_a_place()
    {
        var (old, one, two) = (await seed.Unit("Chia"), await seed.Unit("Chia một"), await seed.Unit("Chia hai"));
        await seed.Units.SplitUnitAsync(
            new()
            {
                Envelope = Seed.Envelope("Chia tách."),
                Id = $"{old}",
                On = "2025-07-01",
                Parts =
                {
                    new UnitPart { IntoId = $"{one}", Part = PartKind.Major },
                    new UnitPart { IntoId = $"{two}", Part = PartKind.Remainder },
                },
            }
        );
        var person = await seed.Person("Phan Văn Chia");
        await seed.Assignment(person, old, "2024-05-01");

        (await Unplaced(old)).Should().Equal($"{person}");
    }

    async Task Stands(Guid person, Guid unit, string on = Day)
    {
        var at = new TimePoint { ValidOn = on };
        var list = await seed.People.ListPeopleAsync(
            new()
            {
                At = at,
                UnitId = $"{unit}",
                PageSize = 50,
            }
        );
        list.People.Select(p => p.Id).Should().Contain($"{person}");
        var tree = await seed.Units.ListUnitsAsync(new() { At = at });
        tree.Units.Single(u => u.Id == $"{unit}").PeopleBelow.Should().Be(list.TotalSize);
        (await seed.Units.ListUnplacedAsync(new() { At = at, PageSize = 500 }))
            .People.Select(p => p.PersonId)
            .Should()
            .NotContain($"{person}");
    }

    async Task<string[]> Unplaced(Guid unit) =>
        [
            .. (
                await seed.Units.ListUnplacedAsync(
                    new()
                    {
                        At = new() { ValidOn = Day },
                        UnitId = $"{unit}",
                    }
                )
            ).People.Select(p => p.PersonId),
        ];

    async Task Merge(Guid old, Guid into, string on) =>
        await seed.Units.MergeUnitsAsync(
            new()
            {
                Envelope = Seed.Envelope("Sáp nhập."),
                Ids = { $"{old}" },
                IntoId = $"{into}",
                On = on,
            }
        );
}
