using HienTai.Domain.Organization;
using HienTai.Domain.Papers;

namespace HienTai.Server.Sample;

/// <summary>The paper files, typed in unit by unit from March to December 2023.</summary>
static class SampleFiles
{
    static readonly DateOnly First = new(2023, 3, 6),
        Last = new(2023, 12, 8);

    // Nine files a sitting; up to four sittings a day.
    static readonly (int Hour, int Minute)[] Sittings = [(7, 50), (9, 20), (10, 45), (13, 15), (14, 30), (15, 50)];

    /// <summary>
    /// Meets everybody, writes their files, and records those that were on paper when the registry began.
    /// </summary>
    public static List<Someone> Tell(
        Chronicle chronicle,
        IReadOnlyList<Post> posts,
        SampleStory story,
        SamplePeople people
    )
    {
        var everybody = new List<Someone>();
        Post[] typed = [.. posts.Where(p => p.Fate is not Recruited)];
        var schedule = typed.Select((post, n) => (post, Day: Workdays.Spread(First, Last, n, typed.Length))).ToArray();
        foreach (var day in schedule.GroupBy(s => s.Day))
        foreach (var (sitting, n) in day.Chunk(9).Select((s, n) => (s, n)))
        {
            var at = Workdays.At(
                day.Key,
                Sittings[n].Hour,
                Sittings[n].Minute + new Dice($"sitting · {day.Key:yyyy-MM-dd} · {n}").Below(30)
            );
            everybody.AddRange(sitting.Select(s => Meet(s.post, at)));
        }
        foreach (var post in posts.Where(p => p.Fate is Recruited).OrderBy(p => ((Recruited)p.Fate).On))
            everybody.Add(Meet(post, default));
        SampleStudies.TellApart(everybody);

        foreach (var unit in everybody.Where(p => p.Post.Fate is not Recruited).GroupBy(p => p.Post.Unit))
        {
            var (count, clerk, signed) = (
                unit.Count(),
                SampleDecisions.Clerk(unit.Key),
                Workdays.OnOrBefore(DateOnly.FromDateTime(unit.First().FiledAt.Date).AddDays(-3))
            );
            var record = chronicle.Paper(
                unit.First().FiledAt.AddMinutes(-5),
                clerk,
                PaperKind.Record,
                "BB-RSHS",
                $"Biên bản rà soát hồ sơ giấy của {unit.Key.Called}",
                signed,
                null,
                $"Tổ rà soát đã đối chiếu {count} hồ sơ giấy với giấy tờ do cá nhân xuất trình; kết quả làm căn cứ nhập sổ.",
                unit.Key.Called,
                Signer(unit.Key.Kind)
            );
            foreach (var p in unit)
                chronicle.Record(
                    p.FiledAt,
                    $"file · {p.About.FileNumber}",
                    clerk,
                    "Nhập từ hồ sơ giấy.",
                    record,
                    p.File.Select(p.To)
                );
        }
        return everybody;

        Someone Meet(Post post, DateTimeOffset at)
        {
            var it = people.Meet(post);
            it.FiledAt = at;
            if (!story.Writes(it))
                SampleCareers.Tell(it);
            return it;
        }
    }

    static string Signer(UnitKind kind) =>
        kind switch
        {
            UnitKind.Agency => "THỦ TRƯỞNG CƠ QUAN",
            UnitKind.Commune or UnitKind.Town => "TM. ỦY BAN NHÂN DÂN – CHỦ TỊCH",
            UnitKind.PublicServiceUnit => "GIÁM ĐỐC",
            _ => "HIỆU TRƯỞNG",
        };
}
