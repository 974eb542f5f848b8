using Grpc.Core;
using HienTai.Organization.V1;
using HienTai.Personnel.V1;
using HienTai.Rpc.V1;

namespace HienTai.Tests.Organization;

/// <summary>Units that end and hand over, over the wire on a real database.</summary>
public sealed class UnitLifeTests(App app)
{
    Seed Seed => app.Seed;
    const string Day = "2020-07-01";

    Task<Receipt> Merge(Guid into, params Guid[] units) =>
        Seed
            .Units.MergeUnitsAsync(
                new()
                {
                    Envelope = Seed.Envelope("Sắp xếp."),
                    Ids = { units.Select(u => u.ToString()) },
                    IntoId = into.ToString(),
                    On = Day,
                }
            )
            .ResponseAsync;

    static UnitPart Part(Guid into, PartKind part) => new() { IntoId = into.ToString(), Part = part };

    SplitUnitRequest Split(Guid unit, params UnitPart[] parts) =>
        new()
        {
            Envelope = Seed.Envelope("Chia tách."),
            Id = unit.ToString(),
            On = Day,
            Parts = { parts },
        };

    static TimePoint On(string day) => new() { ValidOn = day };

    async Task<UnitNode?> Node(Guid unit, string day, string tree = "") =>
        (await Seed.Units.ListUnitsAsync(new() { At = On(day), TreeOn = tree })).Units.FirstOrDefault(u =>
            u.Id == unit.ToString()
        );

    [Fact]
    public async Task What_goes_whole_takes_people_and_subunits_along_in_one_change_set()
    {
        var (old, heir) = (await Seed.Unit("Xã Cũ"), await Seed.Unit("Xã Nhận"));
        var school = await Seed.Unit("Trường Cũ", parent: old);
        var person = await Seed.Person("Trần Văn Theo");
        await Seed.Assignment(person, old, "2015-01-01");
        var receipt = await Merge(heir, old);
        receipt.EventCount.Should().Be(4, "handed over, ended, the school moved, the person gone along");
        receipt.Notices.Should().ContainSingle(n => n.Reason == "PEOPLE_GO_ALONG" && n.Count == 1);

        (await Node(old, "2020-06-30"))!.People.Should().Be(1);
        (await Node(old, Day)).Should().BeNull();
        (await Node(heir, Day))!.People.Should().Be(1);
        (await Node(school, Day))!.ParentId.Should().Be(heir.ToString());
        var page = (await Seed.People.GetPersonAsync(new() { Id = person.ToString(), At = On("2024-01-01") })).Person;
        page.Assignments.Single(a => a.InForce).Details.UnitId.Should().Be(heir.ToString());
        (await Seed.Units.GetUnitAsync(new() { Id = old.ToString(), At = On("2024-01-01") }))
            .Unit.Ended.Should()
            .Be(Day);

        // Drawn on the tree of the day before or after, the totals stay.
        (await Node(heir, "2020-06-30", Day))!.People.Should().Be(1);
        (await Node(old, Day, "2020-06-30"))!.People.Should().Be(1);
    }

    [Fact]
    public async Task People_of_a_split_unit_stay_unplaced_until_each_is_placed()
    {
        var (old, north, south) = (await Seed.Unit("Xã Chia"), await Seed.Unit("Xã Bắc"), await Seed.Unit("Xã Nam"));
        var (placed, waiting) = (await Seed.Person("Lê Thị Xếp"), await Seed.Person("Lê Thị Chờ"));
        var assignment = await Seed.Assignment(placed, old, "2015-01-01");
        await Seed.Assignment(waiting, old, "2015-01-01");
        var preview = await Seed.Units.SplitUnitAsync(
            new(Split(old, Part(north, PartKind.Minor), Part(south, PartKind.Remainder)))
            {
                Envelope = Seed.Envelope("Chia tách.", validateOnly: true),
            }
        );
        preview.Notices.Should().ContainSingle(n => n.Reason == "PEOPLE_UNPLACED" && n.Count == 2);
        (await Node(old, Day)).Should().NotBeNull("a preview records nothing");
        await Seed.Units.SplitUnitAsync(Split(old, Part(north, PartKind.Minor), Part(south, PartKind.Remainder)));

        var list = await Seed.Units.ListUnplacedAsync(new() { At = On(Day), UnitId = old.ToString() });
        list.People.Select(p => p.FullName).Should().BeEquivalentTo("Lê Thị Xếp", "Lê Thị Chờ");
        list.People.Should().OnlyContain(p => p.Why == Displacement.SplitNotPlaced && p.ProposedId == south.ToString());
        list.Placings.Single().Should().Match<Placing>(p => p.People == 2 && p.Unplaced == 2);

        await Seed.People.TransferAssignmentAsync(
            new()
            {
                Envelope = Seed.Envelope("Xếp chỗ."),
                PersonId = placed.ToString(),
                Change = new()
                {
                    AssignmentId = assignment.ToString(),
                    NewAssignmentId = Seed.NewId().ToString(),
                    On = "2020-07-15",
                    Details = Seed.Details(north),
                },
            }
        );
        list = await Seed.Units.ListUnplacedAsync(new() { At = On("2020-08-01"), UnitId = old.ToString() });
        list.People.Should().ContainSingle().Which.FullName.Should().Be("Lê Thị Chờ");
        list.Placings.Single().Should().Match<Placing>(p => p.People == 2 && p.Unplaced == 1);

        // Re-cast from before the split: who was placed stands where they were, who was not is named; together they are
        // all.
        var before = await Seed.Units.ListUnitsAsync(new() { At = On("2020-06-30") });
        // Others record people beside this test.
        var after = await Seed.Units.ListUnitsAsync(
            new()
            {
                At = new() { ValidOn = "2020-06-30", KnownPosition = before.At.Position },
                TreeOn = "2020-08-01",
            }
        );
        (after.People + after.Unplaced).Should().Be(before.People + before.Unplaced);
        after.Units.Single(u => u.Id == north.ToString()).People.Should().Be(1);
        (
            await Seed.Units.ListUnplacedAsync(
                new()
                {
                    At = On("2020-06-30"),
                    TreeOn = "2020-08-01",
                    UnitId = old.ToString(),
                }
            )
        ).People.Should().ContainSingle().Which.FullName.Should().Be("Lê Thị Chờ");

        var lineage = await Seed.Units.GetLineageAsync(new() { Id = north.ToString() });
        lineage
            .Bands.Where(b => b.FromId == old.ToString())
            .Select(b => (b.IntoId, b.Part))
            .Should()
            .BeEquivalentTo([(north.ToString(), PartKind.Minor), (south.ToString(), PartKind.Remainder)]);
    }

    [Fact]
    public async Task What_makes_no_sense_is_refused_with_the_remedy()
    {
        var (unit, other) = (await Seed.Unit("Xã Một"), await Seed.Unit("Xã Hai"));
        var child = await Seed.Unit("Trường Một", parent: unit);
        var late = await Seed.Unit("Xã Muộn", from: "2023");
        await Refused.By(() => Merge(unit, unit), StatusCode.FailedPrecondition, "UNIT_INTO_ITSELF", "into_id");
        await Refused.By(() => Merge(child, unit), StatusCode.FailedPrecondition, "UNIT_CYCLE", "into_id");
        await Refused.By(() => Merge(late, other), StatusCode.FailedPrecondition, "UNIT_NOT_IN_FORCE", "into_id");
        await Refused.By(
            () => Merge(Seed.NewId(), other),
            StatusCode.FailedPrecondition,
            "UNIT_NOT_ON_RECORD",
            "into_id"
        );
        await Refused.By(() => Merge(other), StatusCode.InvalidArgument, "MALFORMED", "ids");
        await Refused.By(
            Seed.Units.SplitUnitAsync(Split(unit, Part(other, PartKind.Minor), Part(child, PartKind.Remainder))),
            StatusCode.FailedPrecondition,
            "UNIT_CYCLE",
            "parts[1].into_id"
        );
        await Refused.By(
            Seed.Units.SplitUnitAsync(Split(other, Part(unit, PartKind.Minor))),
            StatusCode.FailedPrecondition,
            "REST_FORGOTTEN",
            "parts"
        );
        await Refused.By(
            Seed.Units.DissolveUnitAsync(
                new()
                {
                    Envelope = Seed.Envelope("Giải thể."),
                    Id = unit.ToString(),
                    On = Day,
                }
            ),
            StatusCode.FailedPrecondition,
            "UNIT_HAS_SUBUNITS",
            "id"
        );
        await Refused.By(
            Seed.Units.MoveUnitAsync(
                new()
                {
                    Envelope = Seed.Envelope(),
                    Id = unit.ToString(),
                    From = Day,
                    ParentId = child.ToString(),
                }
            ),
            StatusCode.FailedPrecondition,
            "UNIT_CYCLE",
            "parent_id"
        );

        var person = await Seed.Person("Phạm Văn Còn");
        await Seed.Assignment(person, other, "2015-01-01");
        var dissolve = new DissolveUnitRequest
        {
            Envelope = Seed.Envelope("Giải thể."),
            Id = other.ToString(),
            On = Day,
        };
        await Refused.By(
            Seed.Units.DissolveUnitAsync(dissolve),
            StatusCode.FailedPrecondition,
            "UNIT_HAS_PEOPLE",
            "leave_people_unplaced"
        );
        (
            await Seed.Units.DissolveUnitAsync(
                new(dissolve) { Envelope = Seed.Envelope("Giải thể."), LeavePeopleUnplaced = true }
            )
        )
            .Notices.Should()
            .ContainSingle(n => n.Reason == "PEOPLE_UNPLACED");
        (await Seed.Units.ListUnplacedAsync(new() { At = On(Day), UnitId = other.ToString() }))
            .People.Should()
            .ContainSingle()
            .Which.Why.Should()
            .Be(Displacement.NoSuccessor);

        // Nobody is put into what is no more, nor is anything put below it.
        var newcomer = await Seed.Person("Phạm Thị Mới");
        await Refused.By(
            () => Seed.Assignment(newcomer, other, "2021-01-01"),
            StatusCode.FailedPrecondition,
            "NO_LONGER_THEN",
            "change.details.unit_id"
        );
        await Refused.By(
            () => Seed.Unit("Trường Muộn", from: "2021", parent: other),
            StatusCode.FailedPrecondition,
            "NO_LONGER_THEN",
            "parent_id"
        );
        await Refused.By(
            Seed.Units.RenameUnitAsync(
                new()
                {
                    Envelope = Seed.Envelope(),
                    Id = other.ToString(),
                    From = "2021",
                    Name = "Xã Khác",
                }
            ),
            StatusCode.FailedPrecondition,
            "UNIT_DISSOLVED",
            "from"
        );
        await Seed.Assignment(newcomer, other, "2019-01-01", to: "2020-01-01");
    }

    [Fact]
    public async Task Names_and_codes_may_be_borne_again_and_the_page_says_whose_they_were()
    {
        var code = $"M{Random.Shared.Next(100_000, 999_999)}";
        var (old, heir) = (await Seed.Unit("Xã Trùng Tên", code: code), await Seed.Unit("Xã Thu"));
        await Refused.By(
            () => Seed.Unit("Xã Trùng Tên", from: Day, code: code),
            StatusCode.AlreadyExists,
            "UNIT_CODE_TAKEN",
            "code"
        );
        await Merge(heir, old);
        var again = await Seed.Unit("Xã Trùng Tên", from: Day, code: code);
        var page = (await Seed.Units.GetUnitAsync(new() { Id = again.ToString() })).Unit;
        page.Namesakes.Should()
            .ContainSingle()
            .Which.Should()
            .Match<Namesake>(n => n.UnitId == old.ToString() && n.SameName && n.SameCode && n.Period.To == Day);
        (await Seed.Units.GetUnitAsync(new() { Id = old.ToString(), At = On("2020-01-01") }))
            .Unit.Namesakes.Should()
            .BeEmpty("nobody else bore them then");
    }

    [Fact]
    public async Task What_lies_outside_is_named_and_never_counted_in()
    {
        var (unit, outside) = (await Seed.Unit("Xã Trong"), Seed.NewId());
        await Refused.By(
            Seed.Units.FoundUnitAsync(
                new()
                {
                    Envelope = Seed.Envelope(),
                    Id = outside.ToString(),
                    Kind = UnitKind.Ward,
                    From = Day,
                    Name = "Phường Ngoài",
                    Outside = true,
                    ParentId = unit.ToString(),
                }
            ),
            StatusCode.InvalidArgument,
            "MALFORMED",
            "parent_id"
        );
        await Seed.Units.FoundUnitAsync(
            new()
            {
                Envelope = Seed.Envelope(),
                Id = outside.ToString(),
                Kind = UnitKind.Ward,
                From = Day,
                Name = "Phường Ngoài",
                Outside = true,
            }
        );
        await Refused.By(
            Seed.Units.FoundUnitAsync(
                new()
                {
                    Envelope = Seed.Envelope(),
                    Id = Seed.NewId().ToString(),
                    Kind = UnitKind.City,
                    From = Day,
                    Name = "Một gốc nữa",
                }
            ),
            StatusCode.AlreadyExists,
            "UNIT_ROOT_TAKEN",
            "parent_id"
        );
        await Seed.Units.TransferPartAsync(
            new()
            {
                Envelope = Seed.Envelope("Chuyển một phần."),
                Id = unit.ToString(),
                On = Day,
                Part = Part(outside, PartKind.Minor),
            }
        );
        (await Node(unit, Day)).Should().NotBeNull("the unit stays");
        (await Node(outside, Day)).Should().BeNull();
        (await Seed.Units.ListUnitsAsync(new() { At = On(Day), WithOutside = true }))
            .Units.Should()
            .Contain(u => u.Id == outside.ToString() && u.Outside);
        var person = await Seed.Person("Phạm Thị Ngoài");
        await Refused.By(
            () => Seed.Assignment(person, outside, "2021-01-01"),
            StatusCode.FailedPrecondition,
            "UNIT_OUTSIDE",
            "change.details.unit_id"
        );
    }

    [Fact]
    public async Task An_end_can_be_corrected_unless_its_place_was_taken()
    {
        var code = $"K{Random.Shared.Next(100_000, 999_999)}";
        var (old, heir) = (await Seed.Unit("Xã Lùi", code: code), await Seed.Unit("Xã Tới"));
        await Merge(heir, old);
        CorrectUnitEndRequest correct(string right) =>
            new()
            {
                Envelope = Seed.Envelope("Nghị quyết ghi ngày khác."),
                Id = old.ToString(),
                WrongOn = Day,
                RightOn = right,
            };
        var other = await Seed.Unit("Xã Lấy Mã", from: Day, code: code);
        await Refused.By(
            Seed.Units.CorrectUnitEndAsync(correct("2020-08-01")),
            StatusCode.AlreadyExists,
            "PLACE_TAKEN",
            "right_on"
        );
        await Refused.By(
            Seed.Units.CorrectUnitEndAsync(new(correct("2020-06-01")) { Envelope = Seed.Envelope("") }),
            StatusCode.FailedPrecondition,
            "REASON_REQUIRED"
        );
        await Seed.Units.CorrectUnitEndAsync(correct("2020-06-01"));
        (await Node(old, "2020-05-31")).Should().NotBeNull();
        (await Node(old, "2020-06-01")).Should().BeNull();
        (await Seed.Units.GetUnitHistoryAsync(new() { Id = old.ToString() }))
            .Entries[0]
            .Source.Kind.Should()
            .Be(EntryKind.Correction);
        _ = other;
    }

    [Fact]
    public async Task All_of_it_falls_with_its_paper()
    {
        var (old, heir) = (await Seed.Unit("Xã Hoàn"), await Seed.Unit("Xã Hủy"));
        var person = await Seed.Person("Đỗ Văn Hoàn");
        await Seed.Assignment(person, old, "2015-01-01");
        var paper = await Seed.Paper($"{Random.Shared.Next(1000, 9999)}/NQ-SX", "2020-06-01");
        await Seed.Units.MergeUnitsAsync(
            new()
            {
                Envelope = Seed.Envelope("Sắp xếp.", paper),
                Ids = { old.ToString() },
                IntoId = heir.ToString(),
                On = Day,
            }
        );
        (await Node(old, Day)).Should().BeNull();
        await Seed.Papers.WithdrawPaperAsync(
            new()
            {
                Envelope = Seed.Envelope("Ban hành nhầm."),
                Id = paper.ToString(),
                On = "2020-09-01",
            }
        );
        (await Node(old, Day))!.People.Should().Be(1);
        (await Seed.Units.GetLineageAsync(new() { Id = old.ToString() }))
            .Bands.Should()
            .NotContain(b => b.FromId == old.ToString());
    }
}
