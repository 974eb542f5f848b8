using HienTai.Domain.Kernel;
using HienTai.Domain.Organization;
using HienTai.Domain.Personnel;

namespace HienTai.Server.Sample;

/// <summary>
/// Deals out who leaves, comes, moves, rises, learns, and who is below standard, so that the plan's figures come out on
/// its day.
/// </summary>
/// <remarks>
/// Below standard on 2024-08-01, as known since autumn 2024: 4 civil servants, 133 public employees (29 THCS, 78
/// primary, 14 preschool, 12 other), 1 commune civil servant, 3 commune cadres = 141. As known that very day it was
/// 143: four primary teachers had not yet brought in the degree of June (+4), and two were down as university graduates
/// by mistake (−2).
/// </remarks>
sealed class SampleFates
{
    /// <summary>
    /// The day of the plan's figures. What counts on it is recorded before it, and nothing recorded later may undo it.
    /// </summary>
    public static readonly DateOnly Day = new(2024, 8, 1);

    readonly IReadOnlyList<Post> posts;
    readonly SampleStory story;

    SampleFates(IReadOnlyList<Post> posts, SampleStory story) => (this.posts, this.story) = (posts, story);

    /// <summary>Everybody there is: in their chairs on the day, gone before it, and coming after it.</summary>
    public static (IReadOnlyList<Post> Posts, SampleStory Story) Deal()
    {
        var posts = SamplePosts.All();
        var it = new SampleFates(posts, new(posts));
        it.Chairs();
        Post[] gone = [.. it.Gone()],
            all = [.. posts, .. gone, .. it.Coming()];
        // Those who have left were filed with the unit they left.
        var order = posts
            .Select(p => p.Unit.Code)
            .Distinct()
            .Select((code, n) => (code, n))
            .ToDictionary(x => x.code, x => x.n);
        return ([.. all.OrderBy(p => order[p.Unit.Code])], it.story);
    }

    void Chairs()
    {
        foreach (var post in posts.Where(p => p.Unit == SampleUnits.NewSchool))
            post.Fate = new Arrived(SampleUnits.NewSchool.Opens, Sibling(post, before: new(1990, 1, 1)));
        Shorts();
        Promotions();
        Recruited();
        GraduatesInTime();
        GraduatesLate();
        Goings();
    }

    void Promotions()
    {
        Pick(
            "upgraded",
            40 - story.Upgraded,
            p => p is { Track: Track.Primary, Lead: 0, Code: "V.07.03.28", Name: "Giáo viên tiểu học" },
            (_, _) => new Upgraded()
        );
        Pick(
            "arrived",
            24,
            p => p is { Track: Track.LowerSecondary, Lead: 0 },
            (p, _) => new Arrived(new(2023, 8, 15), Sibling(p, before: new(1990, 1, 1)))
        );
        Pick(
            "appointed",
            12,
            p => p is { Lead: 1, Track: Track.Primary or Track.Preschool or Track.LowerSecondary },
            (_, d) =>
                new Appointed(d.Of<DateOnly>([new(2024, 1, 15), new(2024, 2, 19), new(2024, 4, 1), new(2024, 6, 3)]))
        );
    }

    void Recruited()
    {
        Recruits("THCS", 70, Track.LowerSecondary, new(2023, 9, 18), new(2024, 2, 19));
        Recruits("primary", 100, Track.Primary, new(2023, 9, 18), new(2024, 2, 19));
        Recruits("preschool", 60, Track.Preschool, new(2023, 9, 18), new(2023, 12, 4), new(2024, 3, 4));
        Recruits("offices", 8, Track.Office, new DateOnly(2023, 11, 1));
        Recruits("communes", 8, Track.CommuneOfficer, new(2023, 12, 1), new(2024, 4, 1));
        Recruits("part-timers", 12, Track.PartTimer, new(2023, 11, 15), new(2024, 5, 6));
    }

    void GraduatesInTime()
    {
        Graduates(
            "college to university, primary",
            25,
            p => Grade3(p, Track.Primary),
            Level.EducationBachelor,
            new(2023, 12),
            new(2024, 4),
            Day.AddDays(-90),
            Day.AddDays(-8)
        );
        Graduates(
            "college to university, THCS",
            9,
            p => Grade3(p, Track.LowerSecondary),
            Level.EducationBachelor,
            new(2023, 12),
            new(2024, 3),
            Day.AddDays(-120),
            Day.AddDays(-8)
        );
        Graduates(
            "college to university, preschool",
            22,
            p => Grade3(p, Track.Preschool),
            Level.EducationBachelor,
            new(2023, 11),
            new(2024, 4),
            Day.AddDays(-150),
            Day.AddDays(-8)
        );
        Graduates(
            "master",
            18,
            p => p.IsTeacher && p.Track is not Track.Preschool,
            Level.EducationMaster,
            new(2023, 11),
            new(2024, 5),
            Day.AddDays(-160),
            Day.AddDays(-8)
        );
        Graduates(
            "master, offices",
            6,
            p => p is { Track: Track.Office, Lead: 0, Code: "01.003" },
            Level.EducationMaster,
            new(2023, 11),
            new(2024, 3),
            Day.AddDays(-160),
            Day.AddDays(-8)
        );
    }

    // Late: true on the day of the figures, not known on it.
    void GraduatesLate()
    {
        Graduates(
            "late, primary",
            4,
            p => Grade3(p, Track.Primary),
            Level.EducationBachelor,
            new(2024, 6),
            new(2024, 6),
            Day.AddDays(25),
            Day.AddDays(80)
        );
        Graduates(
            "late, master",
            6,
            p => p is { Lead: 0, Track: Track.LowerSecondary or Track.Primary },
            Level.EducationMaster,
            new(2024, 5),
            new(2024, 6),
            Day.AddDays(20),
            Day.AddDays(90)
        );
        Graduates(
            "after, preschool",
            12,
            p => Grade3(p, Track.Preschool),
            Level.EducationBachelor,
            new(2024, 9),
            new(2024, 10),
            Day.AddDays(100),
            Day.AddDays(140)
        );
        Graduates(
            "after, master",
            10,
            p => p is { Lead: 0, Track: Track.LowerSecondary or Track.Office, Least: Level.EducationBachelor },
            Level.EducationMaster,
            new(2024, 9),
            new(2024, 10),
            Day.AddDays(95),
            Day.AddDays(145)
        );
    }

    void Goings()
    {
        Pick(
            "leaving",
            90,
            p => p.Lead == 0,
            (_, d) =>
                d.Percent(45)
                    ? new Left(new(2024, d.Between(9, 12), 1), EndCause.Retired)
                    : new Left(
                        new DateOnly(2024, 8, 15).AddDays(d.Below(125)),
                        d.Percent(70) ? EndCause.Resigned : EndCause.LeftDistrict
                    )
        );
        Pick(
            "moving",
            30,
            p => p.IsTeacher,
            (p, _) => new Moves(new(2024, 8, 15), Sibling(p, before: new(2023, 1, 1)))
        );
    }

    void Shorts()
    {
        Short("primary", 78 - story.ShortPrimary, p => Grade3(p, Track.Primary), mistyped: 2, graduates: 9);
        Short("THCS", 29, p => Grade3(p, Track.LowerSecondary), mistyped: 0, graduates: 3);
        Short("preschool", 14, p => Grade3(p, Track.Preschool), mistyped: 0, graduates: 2);
        Short(
            "other",
            12,
            p => p is { Track: Track.Other, Lead: 0, Least: Level.EducationBachelor },
            mistyped: 0,
            graduates: 1
        );
        Short("office", 4, p => p is { Track: Track.Office, Lead: 0, Code: "01.003" }, mistyped: 0, graduates: 0);
        Short(
            "commune civil servant",
            1,
            p => p is { Track: Track.CommuneOfficer, Name: "Văn hóa – xã hội" },
            mistyped: 0,
            graduates: 0
        );
        Short(
            "commune cadre",
            3,
            p =>
                p
                    is {
                        Track: Track.CommuneCadre,
                        Name: "Chủ tịch Hội Nông dân" or "Chủ tịch Hội CCB" or "Chủ tịch Hội LHPN"
                    },
            mistyped: 0,
            graduates: 0
        );

        void Short(string what, int count, Func<Post, bool> fits, int mistyped, int graduates)
        {
            var n = 0;
            Pick($"short · {what}", count, fits, (_, d) =>
                new Short(
                    n++ < mistyped,
                    n > mistyped && n <= mistyped + graduates ? new(2024, d.Between(9, 11), d.Between(3, 27)) : null
                )
            );
        }
    }

    IEnumerable<Post> Gone()
    {
        var dice = new Dice("gone");
        Post[] chairs = [.. posts.Where(p => p is { Lead: 0, Role: null } && p.Unit != SampleUnits.NewSchool)];
        for (var n = 0; n < 430; n++)
        {
            var chair = dice.Of(chairs);
            // A few files of those who left long before were kept in the same cabinet.
            var month =
                n < 90
                    ? new DateOnly(2019, 6, 1).AddMonths(dice.Below(44))
                    : new DateOnly(2023, 4, 1).AddMonths(dice.Below(17));
            var cause = chair switch
            {
                { Category: Category.CommuneCadre } => EndCause.TermEnded,
                { Track: Track.PartTimer } => EndCause.Resigned,
                _ => dice.Weighted([
                    (EndCause.Retired, 60),
                    (EndCause.Resigned, 23),
                    (EndCause.LeftDistrict, 14),
                    (EndCause.Died, 2),
                    (EndCause.Dismissed, 1),
                ]),
            };
            var on = cause switch
            {
                EndCause.Retired => month,
                EndCause.TermEnded => new(2021, 6, dice.Between(8, 28)),
                _ => month.AddDays(dice.Below(28)),
            };
            yield return chair with
            {
                Key = $"gone {n} · {chair.Key}",
                Fate = new Left(on > Day ? Day : on, cause),
            };
        }
    }

    IEnumerable<Post> Coming()
    {
        var dice = new Dice("coming");
        Post[] chairs = [.. posts.Where(p => p.IsTeacher && p.Unit != SampleUnits.NewSchool && Grade3(p, p.Track))];
        for (var n = 0; n < 160; n++)
            if (dice.Of(chairs) is var chair)
                yield return chair with
                {
                    Key = $"coming {n} · {chair.Key}",
                    Role = null,
                    Fate = new Recruited(dice.Of<DateOnly>([new(2024, 9, 16), new(2024, 11, 1), new(2024, 12, 2)])),
                };
        if (chairs.First(p => p.Track is Track.Primary) is var first)
            yield return first with
            {
                Key = "coming · 2027",
                Role = new("Nguyễn Hoàng Gia Hân", Sex.Female, new DateOnly(1999, 5, 19)),
                Fate = new Recruited(new(2027, 1, 1)),
            };
    }

    void Recruits(string what, int count, Track track, params DateOnly[] days) =>
        Pick(
            $"recruits · {what}",
            count,
            p =>
                p.Track == track
                && p.Lead == 0
                && (!p.IsTeacher || Grade3(p, track))
                && (track is not Track.Office || p.Code == "01.003"),
            (_, d) => new Recruited(d.Of(days))
        );

    void Graduates(
        string what,
        int count,
        Func<Post, bool> fits,
        Level to,
        PartialDate first,
        PartialDate last,
        DateOnly broughtFirst,
        DateOnly broughtLast
    ) => Pick($"graduates · {what}", count, fits, (_, d) =>
        {
            var month = first.Earliest.AddMonths(
                d.Below((last.Year - first.Year) * 12 + last.Month!.Value - first.Month!.Value + 1)
            );
            // Nobody brings a degree in before it is signed.
            var earliest = broughtFirst > month.AddDays(40) ? broughtFirst : month.AddDays(40);
            return new Graduated(
                new(month.Year, month.Month),
                Workdays.OnOrAfter(earliest.AddDays(d.Below(broughtLast.DayNumber - earliest.DayNumber - 4))),
                to
            );
        });

    void Pick(string what, int count, Func<Post, bool> fits, Func<Post, Dice, Fate> fate)
    {
        var dice = new Dice($"fate · {what}");
        var picked = dice.Shuffled(posts.Where(p => p is { Fate: Plain, Role: null } && fits(p))).Take(count).ToArray();
        if (picked.Length < count)
            throw new InvalidOperationException($"The sample has only {picked.Length} people for '{what}'.");
        foreach (var post in picked)
            post.Fate = fate(post, dice);
    }

    static bool Grade3(Post p, Track track) =>
        p.IsTeacher
        && p.Track == track
        && p.Code is "V.07.02.26" or "V.07.03.29" or "V.07.04.32"
        && !p.Name.Contains("Tổng phụ trách", StringComparison.Ordinal);

    static SampleUnit Sibling(Post post, DateOnly before) =>
        new Dice($"sibling · {post.Key}").Of([
            .. SampleUnits.All.Where(u => u.Kind == post.Unit.Kind && u != post.Unit && u.Opens < before),
        ]);
}
