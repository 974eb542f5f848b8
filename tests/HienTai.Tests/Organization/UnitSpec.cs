using HienTai.Domain.Kernel;
using HienTai.Domain.Organization;

namespace HienTai.Tests.Organization;

using Given = Given<Unit, UnitCommand, UnitEvent>;

public class UnitSpec
{
    static readonly Guid Root = Guid.NewGuid(), Other = Guid.NewGuid(), Paper = Guid.NewGuid();
    static readonly UnitFounded Founded = new(UnitKind.PrimarySchool, D("1990"), new("Trường Tiểu học Tân Kiên", ""), "TH01", Root, []);
    static PartialDate D(string text) => PartialDate.Parse(text);
    static UnitFact On(Unit it, string day) => Unit.Facts(it).OfType<UnitFact>().Single(f => f.Valid.Holds(DateOnly.Parse(day)));

    [Fact] public void A_unit_is_founded_once() => new Given().When(new FoundUnit(UnitKind.PrimarySchool, D("1990"), new("Trường Tiểu học Tân Kiên", ""), "TH01", Root, [])).Then(Founded);
    [Fact] public void Nothing_changes_before_the_founding() => new Given(Founded).When(new RenameUnit(D("1989"), new("Khác", ""))).ThenRejected("BEFORE_FOUNDING");
    [Fact] public void What_never_began_cannot_be_corrected() => new Given(Founded).When(new CorrectUnit(D("2001"), D("2002"), null, null, null)).ThenRejected("NOTHING_BEGAN_THEN");

    [Fact]
    public void A_new_name_holds_from_its_day()
    {
        var after = new Given(Founded).When(new RenameUnit(D("2019-08-01"), new("Trường Tiểu học Tân Kiên 1", ""))).Then(new UnitRenamed(D("2019-08-01"), new("Trường Tiểu học Tân Kiên 1", "")));
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
        var after = new Given(Founded).When(new CorrectUnit(D("1990"), D("1985"), new("Trường Tiểu học Tân Kiên", ""), null, null)).Then(new UnitNameCorrected(D("1990"), D("1985"), new("Trường Tiểu học Tân Kiên", "")));
        On(after, "1986-01-01").Code.Should().Be("TH01");
    }

    [Fact]
    public void A_renaming_falls_with_its_paper()
    {
        var renamed = Unit.Evolve(new Given(Founded).State, new UnitRenamed(D("2019"), new("Mới", "")), new(Paper));
        On(Unit.Evolve(renamed, Unit.Fall(renamed, Paper)!, default), "2020-01-01").Name.Should().Be("Trường Tiểu học Tân Kiên");
    }
}
