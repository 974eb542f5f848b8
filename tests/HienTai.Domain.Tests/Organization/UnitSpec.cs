using HienTai.Domain.Kernel;
using HienTai.Domain.Organization;

namespace HienTai.Domain.Tests.Organization;

using Given = Given<Unit, UnitCommand, UnitEvent>;

public class UnitSpec
{
    static readonly Guid Root = Guid.NewGuid(),
        Other = Guid.NewGuid(),
        Paper = Guid.NewGuid();
    static readonly UnitFounded Founded = new(
        UnitKind.PrimarySchool,
        D("1990"),
        new("Trường Tiểu học Tân Kiên", ""),
        "TH01",
        Root,
        []
    );

    static PartialDate D(string text) => PartialDate.Parse(text);

    static UnitFact On(Unit it, string day) =>
        Unit.Facts(it).OfType<UnitFact>().Single(f => f.Valid.Holds(DateOnly.Parse(day)));

    [Fact]
    public void A_unit_is_founded_once() =>
        new Given()
            .When(
                new FoundUnit(UnitKind.PrimarySchool, D("1990"), new("Trường Tiểu học Tân Kiên", ""), "TH01", Root, [])
            )
            .Then(Founded);

    [Fact]
    public void Nothing_changes_before_the_founding() =>
        new Given(Founded).When(new RenameUnit(D("1989"), new("Khác", ""))).ThenRejected("BEFORE_FOUNDING");

    [Fact]
    public void What_never_began_cannot_be_corrected() =>
        new Given(Founded)
            .When(new CorrectUnit(D("2001"), D("2002"), null, null, null))
            .ThenRejected("NOTHING_BEGAN_THEN");

    [Fact]
    public void A_new_name_holds_from_its_day()
    {
        var after = new Given(Founded)
            .When(new RenameUnit(D("2019-08-01"), new("Trường Tiểu học Tân Kiên 1", "")))
            .Then(new UnitRenamed(D("2019-08-01"), new("Trường Tiểu học Tân Kiên 1", ""), ["official"]));
        On(after, "2019-07-31").Name.Should().Be("Trường Tiểu học Tân Kiên");
        On(after, "2019-08-01").Name.Should().Be("Trường Tiểu học Tân Kiên 1");
    }

    [Fact]
    public void A_name_recorded_late_does_not_undo_a_later_move()
    {
        var moved = new Given(Founded, new UnitMoved(D("2015"), Other)).State;
        var after = Unit.Evolve(moved, new UnitRenamed(D("2005"), new("Tên cũ", "")), default);
        (On(after, "2010-01-01").Name, On(after, "2010-01-01").Parent).Should().Be(("Tên cũ", Root));
        (On(after, "2016-01-01").Name, On(after, "2016-01-01").Parent).Should().Be(("Tên cũ", Other));
    }

    [Fact]
    public void A_corrected_founding_moves_the_whole_life()
    {
        var after = new Given(Founded)
            .When(new CorrectUnit(D("1990"), D("1985"), new("Trường Tiểu học Tân Kiên", ""), null, null))
            .Then(new UnitNameCorrected(D("1990"), D("1985"), new("Trường Tiểu học Tân Kiên", "")));
        On(after, "1986-01-01").Code.Should().Be("TH01");
    }

    [Fact]
    public void A_renaming_falls_with_its_paper()
    {
        var renamed = Unit.Evolve(new Given(Founded).State, new UnitRenamed(D("2019"), new("Mới", "")), new(Paper));
        On(Unit.Evolve(renamed, Unit.Fall(renamed, Paper)!, default), "2020-01-01")
            .Name.Should()
            .Be("Trường Tiểu học Tân Kiên");
    }

    // ---- ends and hand-overs ----

    static readonly Guid North = Guid.NewGuid(),
        South = Guid.NewGuid();

    static HandOverUnit Split(params Part[] parts) => new(D("2025-07-01"), parts, Dissolves: true);

    [Fact]
    public void What_went_whole_into_another_is_no_more_and_says_where_it_went()
    {
        var after = new Given(Founded)
            .When(Split(new Part(North, PartKind.Whole)))
            .Then(new UnitHandedOver(D("2025-07-01"), North, PartKind.Whole), new UnitDissolved(D("2025-07-01")));
        Unit.Facts(after).OfType<UnitFact>().Single().Valid.ClaimedTo.Should().Be(new(2025, 7, 1));
        Unit.Facts(after).OfType<TitleFact>().Single().Valid.Holds(new(2025, 7, 1)).Should().BeFalse();
        Unit.Facts(after)
            .OfType<LineageFact>()
            .Single()
            .Should()
            .Match<LineageFact>(l =>
                l.Successor == North && l.Part == PartKind.Whole && l.Valid.ClaimedFrom == new DateOnly(2025, 7, 1)
            );
        Unit.Title(after).Should().Be("Trường Tiểu học Tân Kiên");
    }

    [Fact]
    public void A_transferred_part_leaves_the_unit_standing()
    {
        var after = new Given(Founded)
            .When(new HandOverUnit(D("2020"), [new(North, PartKind.Minor)], Dissolves: false))
            .Then(new UnitHandedOver(D("2020"), North, PartKind.Minor));
        On(after, "2026-01-01").Code.Should().Be("TH01");
    }

    [Fact]
    public void A_split_gives_all_of_it() =>
        new Given(Founded)
            .When(Split(new(North, PartKind.Minor), new(South, PartKind.Minor)))
            .ThenRejected("REST_FORGOTTEN");

    [Fact]
    public void A_split_is_into_more_than_one() =>
        new Given(Founded).When(Split(new Part(North, PartKind.Major))).ThenRejected("REST_FORGOTTEN");

    [Fact]
    public void One_part_at_most_is_the_rest() =>
        new Given(Founded)
            .When(Split(new(North, PartKind.Remainder), new(South, PartKind.Remainder)))
            .ThenRejected("REST_FORGOTTEN");

    [Fact]
    public void What_went_whole_leaves_no_part() =>
        new Given(Founded)
            .When(Split(new(North, PartKind.Whole), new(South, PartKind.Minor)))
            .ThenRejected("WHOLE_AND_PARTS");

    [Fact]
    public void A_part_goes_to_a_unit_once() =>
        new Given(Founded)
            .When(Split(new(North, PartKind.Major), new(North, PartKind.Minor)))
            .ThenRejected("PART_GIVEN_TWICE");

    [Fact]
    public void A_unit_that_stays_gives_no_rest() =>
        new Given(Founded)
            .When(new HandOverUnit(D("2020"), [new(North, PartKind.Remainder)], Dissolves: false))
            .ThenRejected("UNIT_STAYS");

    [Fact]
    public void Nothing_changes_once_it_is_no_more() =>
        new Given(Founded, new UnitDissolved(D("2025-07-01")))
            .When(new RenameUnit(D("2025-07-01"), new("Khác", "")))
            .ThenRejected("UNIT_DISSOLVED");

    [Fact]
    public void It_is_dissolved_once() =>
        new Given(Founded, new UnitDissolved(D("2025-07-01")))
            .When(new DissolveUnit(D("2026-01-01")))
            .ThenRejected("UNIT_DISSOLVED");

    [Fact]
    public void It_does_not_end_before_a_change_on_record() =>
        new Given(Founded, new UnitRenamed(D("2026"), new("Mới", "")))
            .When(new DissolveUnit(D("2025-07-01")))
            .ThenRejected("CHANGED_AFTERWARDS");

    [Fact]
    public void What_never_ended_cannot_be_corrected() =>
        new Given(Founded).When(new CorrectUnitEnd(D("2025"), null)).ThenRejected("NOTHING_ENDED_THEN");

    [Fact]
    public void A_late_change_still_goes_into_the_time_it_was()
    {
        var after = new Given(Founded, new UnitDissolved(D("2025-07-01")))
            .When(new RenameUnit(D("2019"), new("Giữa", "")))
            .Then(new UnitRenamed(D("2019"), new("Giữa", ""), ["official"]));
        On(after, "2025-06-30").Name.Should().Be("Giữa");
        Unit.Facts(after).OfType<UnitFact>().Should().OnlyContain(f => !f.Valid.Holds(new(2025, 7, 1)));
    }

    [Fact]
    public void A_hand_over_known_to_the_year_leaves_no_hole()
    {
        var after = new Given(
            Founded,
            new UnitHandedOver(D("2025"), North, PartKind.Whole),
            new UnitDissolved(D("2025"))
        ).State;
        Unit.Facts(after).OfType<UnitFact>().Single().Valid.ClaimedTo.Should().Be(new(2025, 12, 31));
        Unit.Facts(after).OfType<LineageFact>().Single().Valid.ClaimedFrom.Should().Be(new(2025, 12, 31));
    }

    [Fact]
    public void The_day_of_an_end_can_be_corrected_with_its_parts()
    {
        var after = new Given(
            Founded,
            new UnitHandedOver(D("2025-06-16"), North, PartKind.Whole),
            new UnitDissolved(D("2025-06-16"))
        )
            .When(new CorrectUnitEnd(D("2025-06-16"), D("2025-07-01")))
            .Then(new UnitEndCorrected(D("2025-06-16"), D("2025-07-01")));
        On(after, "2025-06-30").Code.Should().Be("TH01");
        Unit.Facts(after).OfType<LineageFact>().Single().Valid.ClaimedFrom.Should().Be(new(2025, 7, 1));
    }

    [Fact]
    public void An_end_that_never_was_is_taken_back()
    {
        var after = new Given(
            Founded,
            new UnitHandedOver(D("2025-06-16"), North, PartKind.Whole),
            new UnitDissolved(D("2025-06-16"))
        )
            .When(new CorrectUnitEnd(D("2025-06-16"), null))
            .Then(new UnitEndCorrected(D("2025-06-16"), null));
        On(after, "2026-01-01").Code.Should().Be("TH01");
        Unit.Facts(after).OfType<LineageFact>().Should().BeEmpty();
    }

    [Fact]
    public void An_end_falls_with_its_paper()
    {
        var whole = new UnitEvent[]
        {
            new UnitHandedOver(D("2025-07-01"), North, PartKind.Whole),
            new UnitDissolved(D("2025-07-01")),
        };
        var ended = whole.Aggregate(new Given(Founded).State, (it, e) => Unit.Evolve(it, e, new(Paper)));
        var after = Unit.Evolve(ended, Unit.Fall(ended, Paper)!, default);
        On(after, "2026-01-01").Code.Should().Be("TH01");
        Unit.Facts(after).OfType<LineageFact>().Should().BeEmpty();
        Unit.Facts(after).Should().Equal(Unit.Facts(new Given(Founded).State), "nothing is left of it");
    }

    [Fact]
    public void A_unit_outside_is_named_and_nothing_refers_to_it()
    {
        var outside = new Given(
            new UnitFounded(UnitKind.Ward, D("2025-07-01"), new("Phường Tân Tạo", ""), "27457", null, [], Outside: true)
        ).State;
        Unit.Facts(outside).OfType<OutsideFact>().Should().ContainSingle();
        Unit.Unciteable(outside)!.Reason.Should().Be("UNIT_OUTSIDE");
    }
}
