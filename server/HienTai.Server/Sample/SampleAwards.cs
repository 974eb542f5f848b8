using System.Collections.Immutable;
using HienTai.Domain.Awards;
using HienTai.Domain.Contributions;
using HienTai.Domain.Kernel;
using HienTai.Domain.Papers;
using HienTai.Server.Awards;
using HienTai.Server.Pipeline;

namespace HienTai.Server.Sample;

/// <summary>
/// Titles and prizes of 2019 to 2024. Those up to 2023 are typed in from their decisions in July 2024; of 2024 the
/// cycles are told as they went: who was put forward, what the units found, what was decided. Titles rest on the
/// sample's own initiatives, one is revoked because its initiative was cancelled. Deadlines are invented; what a prize
/// was worth is recorded where it is known.
/// </summary>
static class SampleAwards
{
    public const string City = "UBND Thành phố Hồ Chí Minh";
    const int First = 2019;
    public const int Current = 2024;

    /// <summary>
    /// A recognised initiative: its authors, at which levels in which year, and whether that was cancelled.
    /// </summary>
    public sealed record Work(Guid Id, Guid[] Authors, Dictionary<RecognitionLevel, int> Levels, bool Cancelled);

    public static Guid Id(string code) => ShippedProgrammes.Id(code);

    public static void Tell(Chronicle chronicle, IReadOnlyList<Someone> everybody)
    {
        var works = Works(chronicle);
        Someone[] people =
        [
            .. everybody.Where(p =>
                p.Post
                    is { Fate: Plain or Upgraded or Cast or Graduated, Track: not (Track.PartTimer or Track.Support) }
                && p.FiledAt != default
            ),
        ];
        var by = people.ToDictionary(p => p.Id);
        chronicle.Record(
            Workdays.At(new(2023, 3, 6), 10, 20),
            "award programmes",
            "noivu",
            "Nhập danh hiệu thi đua và giải thưởng theo kế hoạch, mục IV.2.",
            null,
            ShippedProgrammes.Intents()
        );
        var held = Earlier(chronicle, people, by, works);
        Prizes(chronicle, by, works, people);
        SampleAwardsOfTheYear.Tell(chronicle, people, by, works, held);
        Revoked(chronicle, works, held);
    }

    /// <summary>What the sample's own initiatives came to, read off what was told of them.</summary>
    static Work[] Works(Chronicle chronicle)
    {
        var (authors, levels, cancelled) = (
            new Dictionary<Guid, Guid[]>(),
            new Dictionary<Guid, Dictionary<RecognitionLevel, int>>(),
            new HashSet<Guid>()
        );
        foreach (var intent in chronicle.Moments.SelectMany(m => m).SelectMany(e => e.Set.Intents))
            switch (intent.Command)
            {
                case RecordContribution c:
                    authors[intent.Stream] = [.. c.Authors.OrderByDescending(a => a.Share).Select(a => a.Person)];
                    break;
                case RecogniseInitiative c:
                    (levels.TryGetValue(intent.Stream, out var all) ? all : levels[intent.Stream] = [])[c.Level] =
                        c.On.Year;
                    break;
                case CancelRecognition:
                    cancelled.Add(intent.Stream);
                    break;
            }
        return [.. levels.Select(l => new Work(l.Key, authors[l.Key], l.Value, cancelled.Contains(l.Key)))];
    }

    public static Intent Given(Someone p, string code, int year, PartialDate on, string prize = "") =>
        new(
            Dice.Id($"award · {code} · {year} · {p.About.FileNumber}"),
            new RecordAward(on, new(null, Id(code), year, null, "", p.Post.Unit.Id, [p.Id], [], []), prize)
        )
        {
            References = [new("person", p.Id, "person_id")],
        };

    /// <summary>
    /// Titles of the years before: advanced workers, and those of them with an initiative; some for three years and the
    /// city's title after.
    /// </summary>
    static Dictionary<(Guid Person, string Code, int Year), Guid> Earlier(
        Chronicle chronicle,
        Someone[] people,
        Dictionary<Guid, Someone> by,
        Work[] works
    )
    {
        var held = new Dictionary<(Guid, string, int), Guid>();
        OpenEarlier(chronicle);
        var units = people.GroupBy(p => p.Post.Unit).OrderBy(g => g.Key.Code, StringComparer.Ordinal).ToArray();
        for (var year = First; year < Current; year++)
            OfYear(chronicle, year, units, by, works, held);

        return held;
    }

    // Which titles were given in them is told by programme and year: they were typed in from their papers, not followed
    // here.
    static void OpenEarlier(Chronicle chronicle) =>
        chronicle.Record(
            Workdays.At(Workdays.OnOrAfter(new(2024, 7, 1)), 8, 20),
            "award cycles · titles",
            "noivu",
            "Ghi các kỳ xét đã qua.",
            null,
            Enumerable
                .Range(First, Current - First)
                .SelectMany(year =>
                    new[]
                    {
                        Opened(
                            "LDTT",
                            year,
                            new(year, 4, 1),
                            new(year, 5, 31),
                            new(year, 6, 14),
                            Workdays.OnOrAfter(new(year, 7, 20))
                        ),
                        Opened(
                            "CSTD_CO_SO",
                            year,
                            new(year, 4, 1),
                            new(year, 6, 14),
                            new(year, 6, 28),
                            Workdays.OnOrAfter(new(year, 7, 20))
                        ),
                        Opened(
                            "CSTD_TINH",
                            year,
                            new(year, 4, 1),
                            new(year, 8, 16),
                            new(year, 9, 6),
                            Workdays.OnOrAfter(new(year, 12, 16))
                        ),
                    }
                )
        );

    static void OfYear(
        Chronicle chronicle,
        int year,
        IGrouping<SampleUnit, Someone>[] units,
        Dictionary<Guid, Someone> by,
        Work[] works,
        Dictionary<(Guid Person, string Code, int Year), Guid> held
    )
    {
        var at = Workdays.At(Workdays.OnOrAfter(new(2024, 7, 1 + year - First)), 9, 0);
        var signed = Workdays.OnOrAfter(new(year, 7, 20));
        var innovators = works
            .Where(w => w.Levels.Values.Contains(year))
            .SelectMany(w => w.Authors.Take(1))
            .Distinct()
            .Where(by.ContainsKey)
            .Select(id => by[id])
            .Where(p => p.Main.Since.Year < year)
            .ToArray();
        var fighters = innovators.Where(p => new Dice($"fighter · {p.About.FileNumber}").Percent(85)).ToArray();
        var workers = units
            .SelectMany(u =>
                new Dice($"advanced · {u.Key.Code} · {year}").Shuffled(u.Where(p => p.Main.Since.Year < year)).Take(3)
            )
            .Concat(innovators)
            .Distinct()
            .ToArray();
        Give("LDTT", workers, "Lao động tiên tiến", 0, signed);
        Give("CSTD_CO_SO", fighters, "Chiến sĩ thi đua cơ sở", 25, signed);
        var three = fighters
            .Where(p =>
                Enumerable.Range(year - 2, 3).All(y => held.ContainsKey((p.Id, "CSTD_CO_SO", y)))
                && works.Any(w =>
                    w.Authors.Contains(p.Id)
                    && w.Levels.TryGetValue(RecognitionLevel.City, out var city)
                    && city <= year
                )
            )
            .Take(3)
            .ToArray();
        if (three.Length > 0)
            Give("CSTD_TINH", three, "Chiến sĩ thi đua cấp Thành phố", 50, Workdays.OnOrAfter(new(year, 12, 16)), City);

        void Give(
            string code,
            Someone[] who,
            string name,
            int minute,
            DateOnly on,
            string issuer = Chronicle.District
        ) => Titled(chronicle, held, new(code, name, year, on, issuer), who, at.AddMinutes(minute));
    }

    sealed record Title(string Code, string Name, int Year, DateOnly On, string Issuer);

    static void Titled(
        Chronicle chronicle,
        Dictionary<(Guid Person, string Code, int Year), Guid> held,
        Title title,
        Someone[] who,
        DateTimeOffset at
    )
    {
        var paper = chronicle.Paper(
            at,
            "noivu",
            PaperKind.Decision,
            "QĐ-UBND",
            $"Quyết định về việc tặng danh hiệu “{title.Name}” năm {title.Year}",
            title.On,
            title.On,
            $"Điều 1. Tặng danh hiệu “{title.Name}” năm {title.Year} cho {who.Length} cá nhân có tên trong danh sách kèm theo.",
            title.Issuer
        );
        chronicle.Record(
            at.AddMinutes(9),
            $"awards · {title.Code} · {title.Year}",
            "noivu",
            "Nhập từ sổ thi đua, khen thưởng.",
            paper,
            who.Select(p =>
            {
                var one = Given(p, title.Code, title.Year, title.On);
                held[(p.Id, title.Code, title.Year)] = one.Stream;
                return one;
            })
        );
    }

    public static Intent Opened(
        string code,
        int year,
        DateOnly on,
        DateOnly screening,
        DateOnly submission,
        DateOnly? results,
        Strings? prizes = null,
        string note = ""
    ) =>
        new(
            Dice.Id($"award cycle · {code} · {year}"),
            new OpenCycle(Id(code), year, on, Details(code, screening, submission, results, prizes, note))
        );

    static CycleDetails Details(
        string code,
        DateOnly screening,
        DateOnly submission,
        DateOnly? results,
        Strings? prizes = null,
        string note = ""
    ) =>
        new(
            screening,
            submission,
            results,
            ShippedProgrammes.Details(code).Fields,
            prizes ?? ShippedProgrammes.Details(code).Prizes,
            note
        );

    /// <summary>
    /// The city's prize, every other year, and the intellectuals honoured in 2022; only what the district itself was
    /// given.
    /// </summary>
    static void Prizes(Chronicle chronicle, Dictionary<Guid, Someone> by, Work[] works, Someone[] people)
    {
        var at = Workdays.At(new(2024, 7, 9), 8, 30);
        OpenPrizes(chronicle, at);
        var best = works
            .Where(w => !w.Cancelled && w.Levels.ContainsKey(RecognitionLevel.City) && w.Authors.All(by.ContainsKey))
            .OrderBy(w => w.Levels.Values.Max())
            .ThenBy(w => w.Id)
            .ToArray();
        foreach (
            var (year, prize, field, minute) in new[]
            {
                (2021, "ba", "quan-ly", 10),
                (2023, "nhi", "khoa-hoc", 20),
                (2023, "ba", "quan-ly", 30),
            }
        )
        {
            if (best.Where(w => w.Levels.Values.Max() < year).Skip(minute / 10).FirstOrDefault() is not { } work)
                continue;
            PrizeGiven(chronicle, at.AddMinutes(minute), work, (year, prize, field, minute / 10), by);
        }
        Honour(chronicle, at, people);
    }

    static void OpenPrizes(Chronicle chronicle, DateTimeOffset at)
    {
        // Of 2021 the third prize is known, of 2023 all three; of 2019 none.
        Strings At(int first, int second, int third) =>
            [
                $"nhat {first} Giải Nhất | First prize",
                $"nhi {second} Giải Nhì | Second prize",
                $"ba {third} Giải Ba | Third prize",
            ];
        chronicle.Record(
            at,
            "award cycles · earlier",
            "noivu",
            "Ghi các kỳ xét đã qua.",
            null,
            Opened("SANG_TAO_HCM", 2019, new(2018, 11, 5), new(2018, 12, 14), new(2019, 1, 31), new(2019, 6, 28)),
            Opened(
                "SANG_TAO_HCM",
                2021,
                new(2020, 11, 2),
                new(2020, 12, 18),
                new(2021, 1, 29),
                new(2021, 6, 25),
                At(0, 0, 80)
            ),
            Opened(
                "SANG_TAO_HCM",
                2023,
                new(2022, 11, 7),
                new(2022, 12, 16),
                new(2023, 1, 31),
                new(2023, 6, 30),
                At(200, 150, 100)
            ),
            Opened("TRI_THUC", 2022, new(2022, 3, 1), new(2022, 4, 29), new(2022, 5, 31), new(2022, 9, 30))
        );
    }

    static void PrizeGiven(
        Chronicle chronicle,
        DateTimeOffset at,
        Work work,
        (int Year, string Prize, string Field, int Place) given,
        Dictionary<Guid, Someone> by
    )
    {
        var (year, prize, field, place) = given;
        var signed = Workdays.OnOrBefore(year == 2021 ? new(2021, 6, 25) : new(2023, 6, 30));
        var paper = chronicle.Paper(
            at,
            "noivu",
            PaperKind.Decision,
            "QĐ-UBND",
            $"Quyết định về việc tặng Giải thưởng Sáng tạo Thành phố Hồ Chí Minh năm {year}",
            signed,
            signed,
            "Điều 1. Tặng giải cho các tác giả, nhóm tác giả có tên trong danh sách kèm theo.",
            City,
            number: 2000 + year % 100 * 10 + place
        );
        chronicle.Record(
            at.AddMinutes(5),
            $"prize · {year} · {prize}",
            "noivu",
            "Ghi giải thưởng theo quyết định của Thành phố.",
            paper,
            new Intent(
                Dice.Id($"prize · {year} · {prize}"),
                new RecordAward(
                    signed,
                    new(
                        Dice.Id($"award cycle · SANG_TAO_HCM · {year}"),
                        Id("SANG_TAO_HCM"),
                        year,
                        work.Id,
                        field,
                        by[work.Authors[0]].Post.Unit.Id,
                        [.. work.Authors],
                        [],
                        []
                    ),
                    prize
                )
            )
        );
    }

    static void Honour(Chronicle chronicle, DateTimeOffset at, Someone[] people)
    {
        var honoured = new Dice("honoured")
            .Shuffled(people.Where(p => p.Main.Since.Year < 2010 && p.Post.Lead == 2))
            .Take(2)
            .ToArray();
        var day = Workdays.OnOrBefore(new(2022, 9, 30));
        var honour = chronicle.Paper(
            at.AddMinutes(44),
            "noivu",
            PaperKind.Decision,
            "QĐ-LHHVN",
            "Quyết định về việc tôn vinh trí thức khoa học và công nghệ tiêu biểu năm 2022",
            day,
            day,
            "Điều 1. Tôn vinh các trí thức có tên trong danh sách kèm theo.",
            "Liên hiệp các Hội Khoa học và Kỹ thuật Việt Nam",
            "CHỦ TỊCH",
            512
        );
        chronicle.Record(
            at.AddMinutes(50),
            "honoured · 2022",
            "noivu",
            "Ghi theo quyết định tôn vinh.",
            honour,
            honoured.Select(p => Given(p, "TRI_THUC", 2022, day))
        );
    }

    /// <summary>The initiative on which a title rested was cancelled, so the title is taken back.</summary>
    static void Revoked(Chronicle chronicle, Work[] works, Dictionary<(Guid Person, string Code, int Year), Guid> held)
    {
        if (
            works
                .Where(w => w.Cancelled)
                .SelectMany(w =>
                    w.Levels.Values.Distinct()
                        .Select(year =>
                            held.TryGetValue((w.Authors[0], "CSTD_CO_SO", year), out var id) ? id : (Guid?)null
                        )
                )
                .OfType<Guid>()
                .Cast<Guid?>()
                .FirstOrDefault()
            is not { } title
        )
            return;
        var (at, signed) = (Workdays.At(new(2024, 7, 24), 14, 20), new DateOnly(2024, 7, 22));
        var paper = chronicle.Paper(
            at,
            "noivu",
            PaperKind.Decision,
            "QĐ-UBND",
            "Quyết định về việc hủy bỏ danh hiệu “Chiến sĩ thi đua cơ sở”",
            signed,
            signed,
            "Điều 1. Hủy bỏ danh hiệu đã tặng và thu hồi tiền thưởng do sáng kiến làm căn cứ không còn được công nhận."
        );
        chronicle.Record(
            at.AddMinutes(6),
            "award revoked",
            "noivu",
            "Ghi theo quyết định hủy bỏ danh hiệu.",
            paper,
            new Intent(title, new RevokeAward(signed, "Sáng kiến làm căn cứ đã bị hủy bỏ công nhận."))
        );
    }
}
