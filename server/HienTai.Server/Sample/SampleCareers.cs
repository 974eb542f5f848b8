using HienTai.Domain.Kernel;
using HienTai.Domain.Organization;
using HienTai.Domain.Personnel;

namespace HienTai.Server.Sample;

/// <summary>How people came to the posts they hold: where they began, moved, rose, and what they do besides.</summary>
static class SampleCareers
{
    static readonly DateOnly Last = new(2022, 10, 1);

    /// <summary>Puts a whole career on the person's paper file: registration, assignments, qualifications.</summary>
    public static void Tell(Someone it)
    {
        var (post, dice) = (it.Post, new Dice($"career · {it.Post.Key}"));
        it.File.Add(new RegisterPerson(it.Name, it.About, it.Reach));
        var begun = Begins(it, dice);
        var stages = post.Fate is Recruited ? [(begun, post)] : Stages(post, begun, dice);
        Post? before = null;
        foreach (var (on, stage) in stages)
        {
            var from = Precise(on, post.Fate is Recruited || before is null && on.Year > 2010, dice);
            var details = stage.Details(Math.Clamp(1 + (on.Year - stages[0].On.Year) / 3, 1, 9));
            it.File.Add(
                before switch
                {
                    null => it.Starts(from, details),
                    _ when before.Unit == stage.Unit && before.Category == stage.Category => it.Changes(from, details),
                    _ => it.Transfers(from, details),
                }
            );
            before = stage;
        }
        if (post.IsTeacher && post.Fate is Plain && dice.Percent(7) && stages[^1].On < new DateOnly(2021, 9, 1))
            it.File.Add(
                new StartAssignment(
                    it.Entry("concurrent"),
                    new DateOnly(dice.Between(2021, 2022), 9, 5),
                    null,
                    AssignmentKind.Concurrent,
                    post.Details(0) with
                    {
                        Post = "Tổ trưởng chuyên môn",
                        TitleCode = "",
                    }
                )
            );
        SampleStudies.Tell(it, begun);
        if (post.Fate is Left left && left.On < DateOnly.FromDateTime(it.FiledAt.Date))
            it.File.Add(new EndAssignment(it.Main.Id, left.On, left.Cause));
    }

    static DateOnly Begins(Someone it, Dice dice)
    {
        if (it.Post.Fate is Recruited { On: var hired })
            return hired;
        var latest = it.Post.Fate switch
        {
            Left { On: var left } => Math.Min(Last.Year, left.Year - 2),
            Upgraded or Graduated { To: Level.EducationBachelor } => 2012,
            _ => Last.Year,
        };
        var year = it.Post.Role?.Start
            ?? it.About.Birth.Year
                + dice.Between(22, 26)
                + (it.Post.Track is Track.CommuneCadre or Track.PartTimer ? dice.Below(6) : 0);
        year = Math.Clamp(year, 1990, latest);
        return it.Post.Track is Track.Preschool or Track.Primary or Track.LowerSecondary
            ? new(year, dice.Percent(70) ? 9 : 8, dice.Of([1, 5, 15]))
            : new(year, dice.Between(1, 9), dice.Of([1, 1, 15]));
    }

    /// <summary>
    /// From the first post to the one held, with the years between shared out; a short career has fewer stages.
    /// </summary>
    static List<(DateOnly On, Post Post)> Stages(Post post, DateOnly begun, Dice dice)
    {
        var held = post.Fate switch
        {
            // A school has one head: who came to lead the new one was a deputy, and its deputies were teachers.
            Arrived a => (
                post.Lead switch
                {
                    2 => post with { Name = "Phó Hiệu trưởng", Lead = 1 },
                    1 => Junior(post, dice),
                    _ => post,
                }
            ) with
            {
                Unit = a.From,
            },
            Appointed => Junior(post, dice),
            Upgraded => post with { Code = Lower(post.Code) },
            _ => post,
        };
        var until = post.Fate is Left left && left.On.AddMonths(-14) < Last ? left.On.AddMonths(-14) : Last;
        var (first, path) = (Junior(held, dice), new List<Post>());
        var elsewhere = Elsewhere(held, begun, dice);
        var opened = held.Unit.Opens <= begun;
        if (elsewhere is not null && (!opened || dice.Percent(31)))
            path.Add(first.Unit == held.Unit ? first with { Unit = elsewhere } : first);
        if (
            !path.Contains(first)
            && (first.Name != held.Name || first.Code != held.Code || first.Category != held.Category)
        )
            path.Add(first);
        if (
            held.Lead == 2
            && held.Unit.Kind is not UnitKind.PublicServiceUnit and not UnitKind.Commune and not UnitKind.Town
        )
            path.Add(held with { Name = held.Name == "Hiệu trưởng" ? "Phó Hiệu trưởng" : $"Phó {held.Name}" });
        path.Add(held);
        // Only what can have been there at the time: a unit not yet open is entered later.
        var starts = opened || path[0].Unit != held.Unit ? begun : held.Unit.Opens.AddMonths(1);
        var months = Math.Max(0, (until.Year - starts.Year) * 12 + until.Month - starts.Month);
        while (path.Count > 1 && months < (path.Count - 1) * 20)
            path.RemoveAt(path.Count > 2 ? 1 : 0);
        var stages = new List<(DateOnly On, Post Post)>();
        for (var n = 0; n < path.Count; n++)
        {
            var on =
                n == 0
                    ? starts
                    : new DateOnly(starts.Year, starts.Month, 1).AddMonths(
                        months * n / path.Count + dice.Below(Math.Max(1, months / path.Count - 13)) + 6
                    );
            if (on < path[n].Unit.Opens)
                on = path[n].Unit.Opens.AddDays(1).AddMonths(1);
            if (n > 0 && on < stages[^1].On.AddMonths(13))
                on = stages[^1].On.AddMonths(13);
            stages.Add((on, path[n]));
        }
        return stages;
    }

    /// <summary>What one was before one became this.</summary>
    static Post Junior(Post post, Dice dice) =>
        post.Track switch
        {
            Track.Preschool => post with { Name = "Giáo viên mầm non", Code = Lower(post.Code), Lead = 0 },
            Track.Primary => post with
            {
                Name = post.Lead > 0 ? "Giáo viên tiểu học" : post.Name,
                Code = Lower(post.Code),
                Lead = 0,
            },
            Track.LowerSecondary => post with
            {
                Name = post switch
                {
                    { Lead: 0 } => post.Name,
                    { Field: "Sư phạm Toán học" } => "Giáo viên Toán",
                    { Field: "Sư phạm Vật lí" } => "Giáo viên Vật lí",
                    _ => "Giáo viên Ngữ văn",
                },
                Code = Lower(post.Code),
                Lead = 0,
            },
            Track.Office when post.Lead == 0 && dice.Percent(10) && post.Code == "01.003" => post with
            {
                Unit = dice.Of([.. SampleUnits.All.Where(u => u.Kind is UnitKind.Commune)]),
                Name = "Văn phòng – thống kê",
                Category = Category.CommuneCivilServant,
            },
            Track.Office when post.Lead > 0 || post.Code == "01.002" => post with
            {
                Name = "Chuyên viên",
                Code = "01.003",
                Lead = 0,
                Standing = false,
            },
            Track.Other when post.Lead > 0 && post.Code == "01.003" => post with { Name = "Chuyên viên", Lead = 0 },
            Track.CommuneCadre when dice.Percent(40) => post with
            {
                Name = "Văn hóa – xã hội",
                Category = Category.CommuneCivilServant,
                Code = "01.003",
                Lead = 0,
                Standing = false,
            },
            Track.CommuneCadre when dice.Percent(50) => post with
            {
                Name = "Phó Bí thư Đoàn TNCS Hồ Chí Minh",
                Category = Category.CommunePartTimer,
                Code = "",
                Lead = 0,
                Standing = false,
            },
            Track.CommuneOfficer when dice.Percent(20) => post with
            {
                Name = "Thủ quỹ – văn thư",
                Category = Category.CommunePartTimer,
                Code = "",
            },
            _ => post,
        };

    static string Lower(string code) =>
        code switch
        {
            "V.07.02.25" => "V.07.02.26",
            "V.07.03.28" => "V.07.03.29",
            "V.07.04.31" => "V.07.04.32",
            _ => code,
        };

    static SampleUnit? Elsewhere(Post post, DateOnly begun, Dice dice)
    {
        if (post.Unit.Kind is UnitKind.PublicServiceUnit || post.Track is Track.CommuneCadre)
            return null;
        SampleUnit[] open =
        [
            .. SampleUnits.All.Where(u =>
                (u.Kind == post.Unit.Kind || u.Kind is UnitKind.Town && post.Unit.Kind is UnitKind.Commune)
                && u != post.Unit
                && u.Opens <= begun
            ),
        ];
        return open.Length == 0 ? null : dice.Of(open);
    }

    /// <summary>Old files often give only a month, and the oldest beginnings only a year.</summary>
    static PartialDate Precise(DateOnly day, bool full, Dice dice) =>
        full || dice.Percent(day.Year < 2006 ? 40 : 75) ? day : new PartialDate(day.Year, day.Month);
}
