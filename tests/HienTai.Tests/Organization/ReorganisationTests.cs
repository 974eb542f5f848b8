using Grpc.Core;
using HienTai.Organization.V1;
using HienTai.Reporting.V1;
using HienTai.Rpc.V1;

namespace HienTai.Tests.Organization;

/// <summary>
/// The re-organisation of 2025-07-01 on a sample registry of its own: 16 communes and towns become 7, and the past
/// stays what it was.
/// </summary>
public sealed class ReorganisationTests : IAsyncLifetime
{
    readonly SampleApp app = new();

    public ValueTask InitializeAsync() => default;

    public ValueTask DisposeAsync() => app.DisposeAsync();

    UnitService.UnitServiceClient Units => app.Seed.Units;

    Task<ReorganiseResponse> Reorganise(bool preview) =>
        Units
            .ReorganiseAsync(
                new()
                {
                    Envelope = Seed.Envelope("Nghị quyết 1685/NQ-UBTVQH15.", validateOnly: preview),
                    Name = "2025-07-01",
                }
            )
            .ResponseAsync;

    Task<ListUnitsResponse> Tree(string on, string tree = "") =>
        Units
            .ListUnitsAsync(
                new()
                {
                    At = new() { ValidOn = on },
                    TreeOn = tree,
                }
            )
            .ResponseAsync;

    Task<GetStaffingResponse> Staffing(string tree = "") =>
        new StaffingService.StaffingServiceClient(app.Grpc())
            .GetStaffingAsync(
                new()
                {
                    At = new() { ValidOn = "2024-08-01" },
                    TreeOn = tree,
                }
            )
            .ResponseAsync;

    Task<GetStandingReportResponse> Standards(string tree = "") =>
        new StandingService.StandingServiceClient(app.Grpc())
            .GetStandingReportAsync(
                new()
                {
                    At = new() { ValidOn = "2024-08-01" },
                    TreeOn = tree,
                }
            )
            .ResponseAsync;

    static IEnumerable<UnitNode> Communes(ListUnitsResponse tree) =>
        tree.Units.Where(u => u.Kind is UnitKind.Commune or UnitKind.Town);

    [Fact]
    public async Task Sixteen_become_seven_and_the_past_stays()
    {
        // Founded under the district by somebody to whom it had not ended yet.
        var late = await app.Seed.Unit(
            "Trường Tiểu học Về Sau",
            from: "2026-01-05",
            parent: Guid.Parse((await Tree("2026-01-01")).Units[0].Id)
        );
        var (before, eve) = (await Tree("2024-08-01"), await Tree("2025-06-30"));
        Communes(before).Should().HaveCount(16);
        var (staffing, standards) = (await Staffing(), await Standards());
        var preview = await Reorganise(preview: true);
        preview.Founded.Count(u => u.Kind is UnitKind.Commune).Should().Be(7);
        preview.Dissolved.Count(u => u.Kind is UnitKind.Commune or UnitKind.Town).Should().Be(16);
        preview.Bands.Should().HaveCount(23);
        preview.Unplaced.Count(u => u.Why is Displacement.SplitNotPlaced).Should().Be(3);
        preview.Receipt.Notices.Should().ContainSingle(n => n.Reason == "PEOPLE_UNPLACED");
        preview.Moved.Should().HaveCount(89).And.OnlyContain(m => m.Why.Vi.Length > 0 && m.Why.En.Length > 0);
        (await Tree("2025-07-01"))
            .ToString()
            .Should()
            .Be(
                new ListUnitsResponse(eve)
                {
                    At = new(eve.At) { ValidOn = "2025-07-01" },
                    TreeOn = "2025-07-01",
                }.ToString(),
                "a preview records nothing"
            );

        var done = await Reorganise(preview: false);
        done.Receipt.EventCount.Should().Be(preview.Receipt.EventCount);

        // One change set.
        (await app.Scalar<long>($"select count(*) from ledger where change_set = '{done.Receipt.ChangeSetId}'"))
            .Should()
            .Be(done.Receipt.EventCount);

        var after = await Tree("2025-07-01");
        Communes(after)
            .Select(u => (u.Code, u.ShortName))
            .Should()
            .BeEquivalentTo([
                ("27601", "Vĩnh Lộc"),
                ("27604", "Tân Vĩnh Lộc"),
                ("27610", "Bình Lợi"),
                ("27595", "Tân Nhựt"),
                ("27637", "Bình Chánh"),
                ("27628", "Hưng Long"),
                ("27619", "Bình Hưng"),
            ]);
        after.Units.Single(u => u.ParentId.Length == 0).Name.Should().Be("Thành phố Hồ Chí Minh");
        after.Units.Should().NotContain(u => u.Outside);
        (after.People + after.Unplaced).Should().Be(eve.People + eve.Unplaced, "nobody is lost");
        var unplaced = await Units.ListUnplacedAsync(
            new()
            {
                At = new() { ValidOn = "2025-07-01" },
                PageSize = 500,
            }
        );
        Waiting(unplaced).Should().Be(after.Unplaced);
        unplaced
            .People.Should()
            .OnlyContain(p =>
                p.Why == Displacement.SplitNotPlaced ? p.ProposedId.Length > 0 : p.Why == Displacement.NoSuccessor
            );
        unplaced.Placings.Select(p => p.UnitName).Should().Contain(["Xã Tân Kiên", "Xã An Phú Tây", "Xã Phạm Văn Hai"]);

        (await Tree("2026-02-01"))
            .Units.Single(u => u.Id == late.ToString())
            .ParentId.Should()
            .Be(after.Units.Single(u => u.ParentId.Length == 0).Id);

        // The past is what it was.
        Same(await Tree("2024-08-01"), before).Should().BeTrue();
        // Re-cast to the new tree the totals stay, and who cannot be re-cast is named.
        var recast = await Tree("2024-08-01", "2025-07-01");
        Communes(recast).Should().HaveCount(7);
        (recast.People + recast.Unplaced).Should().Be(before.People);
        var named = await Units.ListUnplacedAsync(
            new()
            {
                At = new() { ValidOn = "2024-08-01" },
                TreeOn = "2025-07-01",
                PageSize = 500,
            }
        );
        Waiting(named).Should().Be(recast.Unplaced);
        // The reports too: not a figure differs, and on the new tree placed and unplaced are all of them.
        (
            (await Staffing()).Units.Equals(staffing.Units),
            (await Standards()).Lines.Equals(standards.Lines),
            (await Standards()).Units.Equals(standards.Units)
        )
            .Should()
            .Be((true, true, true));
        var (present, judged) = ((await Staffing("2025-07-01")).Recast, (await Standards("2025-07-01")).Recast);
        (present.Placed + present.UnplacedCount, judged.Placed + judged.UnplacedCount).Should().Be((4_933, 4_714));
        present
            .Unplaced.Should()
            .HaveCount(present.UnplacedCount)
            .And.OnlyContain(p => p.FullName.Length > 0 && p.UnitName.Length > 0 && p.Why.Vi.Length > 0);
        (present.Units[0].Name, present.Units[0].People, judged.Units[0].Below)
            .Should()
            .Match<(string, int, int)>(x =>
                x.Item1 == "Thành phố Hồ Chí Minh" && x.Item2 == present.Placed && x.Item3 > 100 && x.Item3 <= 141
            );

        // And back: the people of the new communes stand in the old ones.
        var back = await Tree("2025-07-01", "2025-06-30");
        back.Units.Select(u => (u.Id, u.PeopleBelow))
            .Should()
            .BeEquivalentTo(eve.Units.Select(u => (u.Id, u.PeopleBelow)));

        var reused = after.Units.Single(u => u.Code == "27595");
        (
            await Units.GetUnitAsync(
                new()
                {
                    Id = reused.Id,
                    At = new() { ValidOn = "2025-07-01" },
                }
            )
        ).Unit.Namesakes.Select(n => n.Name).Should().BeEquivalentTo("Thị trấn Tân Túc", "Xã Tân Nhựt");
        (await Units.GetLineageAsync(new() { Id = reused.Id })).Bands.Should().HaveCount(23);
        await Refused.By(
            () => Reorganise(preview: false),
            StatusCode.AlreadyExists,
            "REORGANISATION_ALREADY_APPLIED",
            "name"
        );
        (await Units.ListReorganisationsAsync(new())).Reorganisations.Single().Applied.Should().BeTrue();
        await Refused.By(
            Units.ReorganiseAsync(new() { Envelope = Seed.Envelope("Thử."), Name = "1976" }),
            StatusCode.FailedPrecondition,
            "REORGANISATION_UNKNOWN",
            "name"
        );
    }

    static int Waiting(ListUnplacedResponse list) =>
        list.People.Where(p => !p.PlacedElsewhere).Select(p => p.PersonId).Distinct().Count();

    static bool Same(ListUnitsResponse a, ListUnitsResponse b) =>
        a.Units.Equals(b.Units) && a.People == b.People && a.Unplaced == b.Unplaced;
}
