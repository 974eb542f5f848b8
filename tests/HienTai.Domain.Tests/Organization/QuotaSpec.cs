using HienTai.Domain.Kernel;
using HienTai.Domain.Organization;

namespace HienTai.Domain.Tests.Organization;

using Given = Given<Quota, QuotaCommand, QuotaEvent>;

public class QuotaSpec
{
    static readonly Guid School = Guid.NewGuid(),
        Paper = Guid.NewGuid(),
        Other = Guid.NewGuid();
    static readonly QuotaGranted Granted = new(School, QuotaType.PublicEmployees, 2024, D("2024-01-01"), 40);

    static PartialDate D(string text) => PartialDate.Parse(text);

    static Allotment So(int count) => new(count, null);

    static Allotment By(int delta) => new(null, delta);

    static GrantQuota Grant(int count = 40, string from = "2024-01-01") =>
        new(School, QuotaType.PublicEmployees, 2024, D(from), count);

    static int? On(Quota it, string day) =>
        Quota.Facts(it).OfType<QuotaFact>().SingleOrDefault(f => f.Valid.Holds(DateOnly.Parse(day)))?.Count;

    static Quota After(Quota it, QuotaEvent e, Guid? paper = null) => Quota.Evolve(it, e, new(paper));

    [Fact]
    public void It_is_granted_once() => new Given().When(Grant()).Then(Granted);

    [Fact]
    public void Another_number_is_an_adjustment_or_a_correction() =>
        new Given(Granted)
            .When(Grant(41))
            .ThenRejected("QUOTA_ALREADY_GRANTED")
            .Vi.Should()
            .Contain("40")
            .And.Contain("điều chỉnh");

    [Fact]
    public void Nothing_is_granted_outside_its_year() =>
        new Given().When(Grant(from: "2023-12-31")).ThenRejected("OUTSIDE_QUOTA_YEAR").Field.Should().Be("from");

    [Fact]
    public void Less_than_nothing_is_not_granted() => new Given().When(Grant(-1)).ThenRejected("QUOTA_BELOW_ZERO");

    [Fact]
    public void Nothing_is_adjusted_that_was_not_granted() =>
        new Given().When(new AdjustQuota(D("2024-03"), By(2))).ThenRejected("QUOTA_NOT_GRANTED");

    [Fact]
    public void Nothing_is_adjusted_outside_the_year() =>
        new Given(Granted)
            .When(new AdjustQuota(D("2025-01-01"), By(2)))
            .ThenRejected("OUTSIDE_QUOTA_YEAR")
            .Field.Should()
            .Be("on");

    [Fact]
    public void No_more_is_taken_away_than_there_is() =>
        new Given(Granted).When(new AdjustQuota(D("2024-03-15"), By(-41))).ThenRejected("QUOTA_BELOW_ZERO");

    [Fact]
    public void Nothing_that_follows_may_fall_below_zero() =>
        new Given(Granted, new QuotaAdjusted(D("2024-09-01"), By(-30)))
            .When(new AdjustQuota(D("2024-03-15"), So(20)))
            .ThenRejected("QUOTA_BELOW_ZERO");

    [Fact]
    public void The_same_number_changes_nothing() =>
        new Given(Granted).When(new AdjustQuota(D("2024-03-15"), So(40))).ThenNothing();

    [Fact]
    public void Two_decisions_of_one_day_are_told_apart() =>
        new Given(Granted, new QuotaAdjusted(D("2024-03-15"), By(2)))
            .When(new AdjustQuota(D("2024-03-15"), By(3)))
            .ThenRejected("QUOTA_ADJUSTED_THAT_DAY");

    [Fact]
    public void What_never_began_cannot_be_corrected() =>
        new Given(Granted)
            .When(new CorrectQuota(D("2024-02-01"), D("2024-02-01"), So(3)))
            .ThenRejected("NOTHING_BEGAN_THEN");

    [Fact]
    public void A_grant_is_a_number() =>
        new Given(Granted)
            .When(new CorrectQuota(D("2024-01-01"), D("2024-01-01"), By(3)))
            .ThenRejected("GRANT_IS_A_NUMBER");

    [Fact]
    public void A_grant_does_not_move_behind_its_adjustment() =>
        new Given(Granted, new QuotaAdjusted(D("2024-03-15"), By(2)))
            .When(new CorrectQuota(D("2024-01-01"), D("2024-04-01"), null))
            .ThenRejected("ADJUSTED_BEFORE_GRANT");

    [Fact]
    public void It_holds_within_its_year_and_no_longer()
    {
        var it = new Given(Granted).State;
        (On(it, "2023-12-31"), On(it, "2024-01-01"), On(it, "2024-12-31"), On(it, "2025-01-01"))
            .Should()
            .Be((null, 40, 40, null));
    }

    [Fact]
    public void A_difference_is_taken_from_what_stands_even_after_a_correction()
    {
        var adjusted = new Given(Granted)
            .When(new AdjustQuota(D("2024-03-15"), By(-2)))
            .Then(new QuotaAdjusted(D("2024-03-15"), By(-2)));
        (On(adjusted, "2024-03-14"), On(adjusted, "2024-03-15")).Should().Be((40, 38));
        var corrected = new Given(Granted, new QuotaAdjusted(D("2024-03-15"), By(-2)))
            .When(new CorrectQuota(D("2024-01-01"), D("2024-01-01"), So(42)))
            .Then(new QuotaCorrected(D("2024-01-01"), D("2024-01-01"), So(42)));
        (On(corrected, "2024-03-14"), On(corrected, "2024-03-15")).Should().Be((42, 40));
    }

    [Fact]
    public void What_rests_on_a_withdrawn_paper_falls_and_the_rest_stands()
    {
        var it = After(
            After(After(Quota.Initial, Granted, Paper), new QuotaAdjusted(D("2024-03-15"), By(-2)), Other),
            new QuotaAdjusted(D("2024-06-01"), By(5)),
            Paper
        );
        On(it, "2024-07-01").Should().Be(43);
        On(After(it, Quota.Fall(it, Other)!), "2024-07-01").Should().Be(45);
        var gone = After(it, Quota.Fall(it, Paper)!);
        Quota.Facts(gone).Should().BeEmpty("without a grant there is nothing to adjust");
        Quota
            .Decide(gone, Grant(12))
            .Should()
            .Equal(new QuotaGranted(School, QuotaType.PublicEmployees, 2024, D("2024-01-01"), 12));
    }

    [Fact]
    public void What_was_taken_back_can_be_granted_anew()
    {
        var after = new Given(Granted).When(new RevokeQuota()).Then(new QuotaRevoked());
        Quota.Facts(after).Should().BeEmpty();
        Quota.Decide(after, Grant(12)).Should().ContainSingle();
    }

    [Fact]
    public void Every_category_counts_under_one_type_at_most_and_each_type_says_on_what_ground()
    {
        QuotaTypes.All.Select(t => t.Type).Should().Equal(Enum.GetValues<QuotaType>());
        QuotaTypes.All.SelectMany(t => t.Counts).Should().OnlyHaveUniqueItems();
        QuotaTypes
            .All.Should()
            .AllSatisfy(t =>
            {
                t.Basis.Vi.Should().NotBeEmpty();
                t.Basis.En.Should().NotBeEmpty();
            });
        QuotaTypes.Of(QuotaType.CommunePartTimers).Name.Vi.Should().Contain("định mức").And.NotContain("biên chế");
    }
}
