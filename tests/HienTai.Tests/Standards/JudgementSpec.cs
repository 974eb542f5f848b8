using HienTai.Domain.Kernel;
using HienTai.Domain.Standards;
using HienTai.Server.Standards;

namespace HienTai.Tests.Standards;

/// <summary>How somebody stands against the standards that come with the product.</summary>
public sealed class JudgementSpec
{
    static readonly DateOnly PlanDay = new(2024, 8, 1);

    /// <summary>The shipped standards in force on a day.</summary>
    static Rulebook On(DateOnly day)
    {
        var standards = new Dictionary<Guid, Standard>();
        foreach (var intent in Shipped.Intents())
        {
            var state = standards.GetValueOrDefault(intent.Stream, Standard.Initial);
            foreach (var @event in Standard.Decide(state, (StandardCommand)intent.Command))
                state = Standard.Evolve(state, @event, default);
            standards[intent.Stream] = state;
        }
        return new(
            standards.SelectMany(s =>
                Standard
                    .Facts(s.Value)
                    .OfType<StandardFact>()
                    .Where(f => f.Valid.Holds(day))
                    .Select(f => new Rule(s.Key, f))
            )
        );
    }

    static Held Has(Level level, string field = "", EvidenceGrade grade = EvidenceGrade.OriginalSeen) =>
        new(Guid.CreateVersion7(), level, VietnameseText.Fold(field), grade);

    static Subject Teacher(string title, DateOnly birth, params Held[] holds) =>
        new(
            Category.PublicEmployee,
            title,
            VietnameseText.Fold("Giáo viên"),
            new(2005, 9, 1),
            new(2005, 9, 1),
            Sex.Female,
            birth,
            holds,
            []
        );

    static Dictionary<string, Finding> Judge(Subject it, DateOnly day) =>
        On(day).About(it.Category, it.Title, it.Post).ToDictionary(r => r.Details.Code, r => r.Of(it));

    [Fact]
    public void A_preschool_teacher_with_a_college_degree_meets_the_law_of_2024_and_misses_the_plan()
    {
        var findings = Judge(
            Teacher("V.07.02.26", new(1985, 3, 2), Has(Level.EducationCollege, "Giáo dục mầm non")),
            PlanDay
        );
        (findings["L-MN-1"].Standing, findings["P-1"].Standing, findings["P-1"].Deadline)
            .Should()
            .Be((Standing.Met, Standing.NotMet, new DateOnly(2030, 12, 31)));
    }

    /// <summary>
    /// Women of 1 February 1970 retire at 57 years 4 months under NĐ 135/2020: on 2027-06-01, 83 months after
    /// 2020-07-01.
    /// </summary>
    [Theory]
    [InlineData("1970-02-01", 83, Standing.Exempt)]
    [InlineData("1970-03-01", 84, Standing.NotMet)]
    [InlineData("1980-06-15", 155, Standing.NotMet)]
    public void A_primary_teacher_holding_college_with_less_than_84_months_left_is_exempt_and_still_counted(
        string birth,
        int months,
        Standing standing
    )
    {
        var born = DateOnly.Parse(birth);
        Retirement
            .MonthsLeft(Sex.Female, born, new(2020, 7, 1))
            .Should()
            .BeGreaterThanOrEqualTo(Math.Min(months, 84) - 1);
        if (months < 100)
            Retirement.MonthsLeft(Sex.Female, born, new(2020, 7, 1)).Should().Be(months);
        var finding = Judge(Teacher("V.07.03.29", born, Has(Level.EducationCollege, "Giáo dục tiểu học")), PlanDay)[
            "L-TH-1"
        ];
        finding.Standing.Should().Be(standing);
        finding.Below.Should().BeTrue();
    }

    [Theory]
    [InlineData("1970", Standing.Exempt, Ground.LittleServiceLeft)]
    [InlineData("1970-03", Standing.NotMet, Ground.LevelBelow)]
    [InlineData("", Standing.NotEnoughData, Ground.BirthInexact)]
    public void A_birth_known_to_the_year_alone_counts_from_1_January_as_the_law_reads_it(
        string birth,
        Standing standing,
        Ground ground
    )
    {
        var it = Teacher("V.07.03.29", new(1970, 1, 1), Has(Level.EducationCollege, "Giáo dục tiểu học")) with
        {
            Birth = PartialDate.TryParse(birth),
        };
        (Judge(it, PlanDay)["L-TH-1"] is var f ? (f.Standing, f.Ground) : default).Should().Be((standing, ground));
    }

    [Fact]
    public void Who_was_recruited_after_the_day_is_not_exempt() =>
        Judge(
            Teacher("V.07.03.29", new(1966, 1, 1), Has(Level.EducationCollege, "Giáo dục tiểu học")) with
            {
                Since = new(2021, 9, 1),
            },
            PlanDay
        )["L-TH-1"]
            .Standing.Should()
            .Be(Standing.NotMet);

    [Fact]
    public void Who_exceeds_the_standard_is_never_below_it()
    {
        var finding = Judge(
            Teacher(
                "V.07.03.29",
                new(1985, 3, 2),
                Has(Level.EducationBachelor, "Giáo dục tiểu học"),
                Has(Level.EducationMaster, "Quản lý giáo dục")
            ),
            PlanDay
        )["L-TH-1"];
        (finding.Standing, finding.Below).Should().Be((Standing.Exceeded, false));
    }

    [Theory]
    [InlineData(Level.EducationBachelor, "Ngôn ngữ Anh", false, Standing.NotMet, Ground.CompanionMissing)]
    [InlineData(Level.EducationBachelor, "Ngôn ngữ Anh", true, Standing.Met, Ground.Held)]
    [InlineData(Level.EducationBachelor, "", false, Standing.NotEnoughData, Ground.FieldUnknown)]
    [InlineData(Level.EducationCollege, "Sư phạm Tiếng Anh", true, Standing.NotMet, Ground.LevelBelow)]
    public void A_degree_in_another_field_needs_the_pedagogy_certificate(
        Level level,
        string field,
        bool certificate,
        Standing standing,
        Ground ground
    )
    {
        Held[] holds = certificate ? [Has(level, field), Has(Level.PedagogyCertificate)] : [Has(level, field)];
        (
            Judge(Teacher("V.07.04.32", new(1990, 3, 2), holds), PlanDay)["L-CS-1"] is var f
                ? (f.Standing, f.Ground)
                : default
        )
            .Should()
            .Be((standing, ground));
    }

    [Fact]
    public void Nothing_recorded_is_not_the_same_as_nothing_held()
    {
        Judge(Teacher("V.07.03.29", new(1990, 3, 2)), PlanDay)["L-TH-1"].Standing.Should().Be(Standing.NotEnoughData);
        Judge(Teacher("V.07.03.29", new(1990, 3, 2), Has(Level.EducationNone)), PlanDay)["L-TH-1"]
            .Standing.Should()
            .Be(Standing.NotMet);
    }

    static Course Studies(Level level, string field) => new(Guid.CreateVersion7(), level, VietnameseText.Fold(field));

    [Theory]
    [InlineData(Level.EducationBachelor, "Giáo dục tiểu học", Standing.InTraining)]
    [InlineData(Level.EducationMaster, "Quản lý giáo dục", Standing.InTraining)]
    [InlineData(Level.EducationCollege, "Giáo dục tiểu học", Standing.NotMet)]
    [InlineData(Level.PoliticalTheoryBachelor, "", Standing.NotMet)]
    public void Being_trained_for_it_is_said_and_stays_below(Level level, string field, Standing standing)
    {
        var course = Studies(level, field);
        var finding = Judge(
            Teacher("V.07.03.29", new(1990, 3, 2), Has(Level.EducationCollege, "Giáo dục tiểu học")) with
            {
                Studying = [course],
            },
            PlanDay
        )["L-TH-1"];
        (finding.Standing, finding.Ground, finding.Below, finding.Course)
            .Should()
            .Be((standing, Ground.LevelBelow, true, standing is Standing.InTraining ? course.Id : null));
    }

    [Fact]
    public void A_course_counts_for_what_is_wanting_and_not_for_what_is_held()
    {
        var it = Teacher("V.07.04.32", new(1990, 3, 2), Has(Level.EducationBachelor, "Ngôn ngữ Anh"));
        Judge(it with { Studying = [Studies(Level.EducationBachelor, "Ngôn ngữ Pháp")] }, PlanDay)["L-CS-1"]
            .Standing.Should()
            .Be(Standing.NotMet, "another degree of that kind changes nothing");
        Judge(it with { Studying = [Studies(Level.PedagogyCertificate, "")] }, PlanDay)["L-CS-1"]
            .Standing.Should()
            .Be(Standing.InTraining);
        Judge(it with { Studying = [Studies(Level.EducationBachelor, "Sư phạm Tiếng Anh")] }, PlanDay)["L-CS-1"]
            .Standing.Should()
            .Be(Standing.InTraining);
    }

    [Theory]
    [InlineData("Luật", true, Standing.NotMet)]
    [InlineData("Giáo dục tiểu học", false, Standing.Met)]
    public void What_an_officer_concluded_of_a_placement_stands_and_the_rule_is_told_beside_it(
        string field,
        bool fits,
        Standing byRule
    )
    {
        var it = Teacher("V.07.03.29", new(1985, 3, 2), Has(Level.EducationBachelor, field)) with { Fits = fits };
        var findings = Judge(it, PlanDay);
        (findings["BT-GV"].Standing, findings["BT-GV"].Ground, findings["BT-GV"].ByRule!.Value.Standing)
            .Should()
            .Be((fits ? Standing.Met : Standing.NotMet, Ground.Judged, byRule));
        findings["L-TH-1"]
            .Should()
            .Be(Judge(it with { Fits = null }, PlanDay)["L-TH-1"], "a level is no matter of opinion");
    }

    [Fact]
    public void From_2026_a_teacher_of_arts_with_a_college_degree_meets_it_for_now_and_the_general_standard_gives_way()
    {
        var it = Teacher("V.07.03.29", new(1990, 3, 2), Has(Level.EducationCollege, "Sư phạm Âm nhạc")) with
        {
            Post = VietnameseText.Fold("Giáo viên Âm nhạc"),
        };
        var findings = Judge(it, new(2026, 4, 1));
        findings.Should().NotContainKey("L-TH-1");
        findings["L-SPEC-TH"].Standing.Should().Be(Standing.MetForNow);
        Judge(it, PlanDay)["L-TH-1"].Standing.Should().Be(Standing.NotMet, "the decree of 2026 is no law of 2024");
    }

    [Fact]
    public void The_law_of_civil_status_prevails_over_the_decree_on_communes()
    {
        var it = new Subject(
            Category.CommuneCivilServant,
            "01.003",
            VietnameseText.Fold("Tư pháp – hộ tịch"),
            new(2015, 1, 1),
            new(2015, 1, 1),
            Sex.Male,
            new(1980, 1, 1),
            [Has(Level.EducationIntermediate, "Luật")],
            []
        );
        var findings = Judge(it, PlanDay);
        findings["L-CX-2"].Standing.Should().Be(Standing.Met);
        findings.Should().NotContainKey("L-CX-1");
    }

    [Theory]
    [InlineData("2020-01-01", "2028-08-01")]
    [InlineData("2024-01-01", null)]
    public void Only_those_in_post_that_day_have_until_the_deadline(string since, string? deadline)
    {
        var it = new Subject(
            Category.CommuneCadre,
            "",
            VietnameseText.Fold("Chủ tịch Hội Nông dân"),
            DateOnly.Parse(since),
            DateOnly.Parse(since),
            Sex.Male,
            new(1980, 1, 1),
            [Has(Level.EducationCollege, "Luật")],
            []
        );
        Judge(it, PlanDay)["L-CBX-1"].Deadline.Should().Be(deadline is null ? null : DateOnly.Parse(deadline));
    }

    [Fact]
    public void What_the_job_position_asks_is_not_guessed()
    {
        var it = new Subject(
            Category.CommuneCivilServant,
            "01.003",
            VietnameseText.Fold("Chuyên viên"),
            new(2025, 7, 1),
            new(2025, 7, 1),
            Sex.Male,
            new(1980, 1, 1),
            [Has(Level.EducationBachelor, "Luật")],
            []
        );
        (Judge(it, new(2025, 9, 15))["L-CC-3"] is var f ? (f.Standing, f.Ground) : default)
            .Should()
            .Be((Standing.NotEnoughData, Ground.PositionNotDescribed));
    }

    /// <summary>Known rows of the table by which the retirement age rises.</summary>
    [Theory]
    [InlineData(Sex.Male, "1960-12-31", "2020-12-31")]
    [InlineData(Sex.Male, "1961-01-15", "2021-04-15")]
    [InlineData(Sex.Male, "1966-10-01", "2028-10-01")]
    [InlineData(Sex.Female, "1965-12-01", "2020-12-01")]
    [InlineData(Sex.Female, "1966-01-10", "2021-05-10")]
    [InlineData(Sex.Female, "1980-06-01", "2040-06-01")]
    public void Retirement_age_rises_by_the_year_in_which_it_is_reached(Sex sex, string birth, string on) =>
        Retirement.Of(sex, DateOnly.Parse(birth)).Should().Be(DateOnly.Parse(on));

    [Fact]
    public void Shipped_standards_are_in_conflict_nowhere_and_each_says_how_far_it_was_checked()
    {
        (Category, string, string)[] posts =
        [
            .. Shipped
                .Intents()
                .Select(i => i.Command)
                .OfType<EnactStandard>()
                .SelectMany(e =>
                    e.Details.Scope.Titles.DefaultIfEmpty("")
                        .SelectMany(t =>
                            e.Details.Scope.Posts.DefaultIfEmpty("")
                                .SelectMany(p => Enum.GetValues<Category>().Select(c => (c, t, VietnameseText.Fold(p))))
                        )
                ),
        ];
        foreach (var day in (DateOnly[])[PlanDay, new(2025, 9, 1), new(2026, 4, 15)])
            On(day).Conflicts(posts).Select(c => $"{c.A.Details.Code} {c.B.Details.Code}").Should().BeEmpty();
        Shipped
            .Intents()
            .Select(i => i.Command)
            .OfType<EnactStandard>()
            .Should()
            .AllSatisfy(e =>
                (e.Details.Basis.Source.Length, e.Details.Basis.Note.Length)
                    .Should()
                    .Match<(int, int)>(x => x.Item1 > 0 && x.Item2 > 0)
            )
            .And.HaveCount(37);
    }

    [Fact]
    public void A_standard_that_ends_before_it_starts_is_refused()
    {
        var details = Shipped.Intents().Select(i => i.Command).OfType<EnactStandard>().First().Details;
        var act = () =>
            Standard.Decide(
                Standard.Initial,
                new EnactStandard(new DateOnly(2024, 1, 1), new DateOnly(2023, 1, 1), details)
            );
        act.Should().Throw<Rejected>().Which.Reason.Should().Be("STANDARD_ENDS_BEFORE_IT_STARTS");
    }

    [Fact]
    public void A_field_fits_or_does_not_however_high_the_degree()
    {
        Held Degree(Level level, string field) => Has(level, field);
        var it = Teacher("V.07.03.29", new(1985, 3, 2), Degree(Level.EducationMaster, "Giáo dục tiểu học"));
        Judge(it, PlanDay)["BT-GV"].Standing.Should().Be(Standing.Met);
        Judge(it with { Holds = [Degree(Level.EducationMaster, "Luật")] }, PlanDay)["BT-GV"]
            .Standing.Should()
            .Be(Standing.NotMet);
    }

    [Fact]
    public void What_a_withdrawn_paper_enacted_demands_nothing_any_more()
    {
        var (details, paper, other) = (
            Shipped.Intents().Select(i => i.Command).OfType<EnactStandard>().First().Details,
            Guid.NewGuid(),
            Guid.NewGuid()
        );
        var enacted = Standard.Evolve(
            Standard.Initial,
            new StandardEnacted(new DateOnly(2024, 1, 1), null, details),
            new(paper)
        );
        var amended = Standard.Evolve(
            enacted,
            new StandardAmended(new DateOnly(2024, 6, 1), details with { Vi = "Lời mới" }),
            new(other)
        );
        Standard
            .Facts(Standard.Evolve(amended, Standard.Fall(amended, other)!, default))
            .OfType<StandardFact>()
            .Should()
            .ContainSingle()
            .Which.Vi.Should()
            .Be(details.Vi);
        Standard.Facts(Standard.Evolve(amended, Standard.Fall(amended, paper)!, default)).Should().BeEmpty();
    }
}
