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
    const string City = "UBND Thành phố Hồ Chí Minh";
    const int First = 2019,
        Current = 2024;

    /// <summary>
    /// A recognised initiative: its authors, at which levels in which year, and whether that was cancelled.
    /// </summary>
    sealed record Work(Guid Id, Guid[] Authors, Dictionary<RecognitionLevel, int> Levels, bool Cancelled);

    static Guid Id(string code) => ShippedProgrammes.Id(code);

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
        ThisYear(chronicle, people, by, works, held);
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

    static Intent Given(Someone p, string code, int year, PartialDate on, string prize = "") =>
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
        // Which titles were given in them is told by programme and year: they were typed in from their papers, not
        // followed here.
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
        var units = people.GroupBy(p => p.Post.Unit).OrderBy(g => g.Key.Code, StringComparer.Ordinal).ToArray();
        for (var year = First; year < Current; year++)
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
                    new Dice($"advanced · {u.Key.Code} · {year}")
                        .Shuffled(u.Where(p => p.Main.Since.Year < year))
                        .Take(3)
                )
                .Concat(innovators)
                .Distinct()
                .ToArray();
            Give("LDTT", workers, "Lao động tiên tiến", 0);
            Give("CSTD_CO_SO", fighters, "Chiến sĩ thi đua cơ sở", 25);
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
                Give(
                    "CSTD_TINH",
                    three,
                    "Chiến sĩ thi đua cấp Thành phố",
                    50,
                    City,
                    Workdays.OnOrAfter(new(year, 12, 16))
                );

            void Give(
                string code,
                Someone[] who,
                string name,
                int minute,
                string issuer = Chronicle.District,
                DateOnly? on = null
            )
            {
                var day = on ?? signed;
                var paper = chronicle.Paper(
                    at.AddMinutes(minute),
                    "noivu",
                    PaperKind.Decision,
                    "QĐ-UBND",
                    $"Quyết định về việc tặng danh hiệu “{name}” năm {year}",
                    day,
                    day,
                    $"Điều 1. Tặng danh hiệu “{name}” năm {year} cho {who.Length} cá nhân có tên trong danh sách kèm theo.",
                    issuer
                );
                chronicle.Record(
                    at.AddMinutes(minute + 9),
                    $"awards · {code} · {year}",
                    "noivu",
                    "Nhập từ sổ thi đua, khen thưởng.",
                    paper,
                    who.Select(p =>
                    {
                        var one = Given(p, code, year, day);
                        held[(p.Id, code, year)] = one.Stream;
                        return one;
                    })
                );
            }
        }
        return held;
    }

    static Intent Opened(
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
            var signed = Workdays.OnOrBefore(year == 2021 ? new(2021, 6, 25) : new(2023, 6, 30));
            var paper = chronicle.Paper(
                at.AddMinutes(minute),
                "noivu",
                PaperKind.Decision,
                "QĐ-UBND",
                $"Quyết định về việc tặng Giải thưởng Sáng tạo Thành phố Hồ Chí Minh năm {year}",
                signed,
                signed,
                "Điều 1. Tặng giải cho các tác giả, nhóm tác giả có tên trong danh sách kèm theo.",
                City,
                number: 2000 + year % 100 * 10 + minute / 10
            );
            chronicle.Record(
                at.AddMinutes(minute + 5),
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

    /// <summary>
    /// The year under way, step by step; on the day of the plan's figures some wait for the unit, most for the result.
    /// </summary>
    static void ThisYear(
        Chronicle chronicle,
        Someone[] people,
        Dictionary<Guid, Someone> by,
        Work[] works,
        Dictionary<(Guid Person, string Code, int Year), Guid> held
    )
    {
        var opened = Workdays.At(new(2024, 4, 2), 8, 20);
        var plan = chronicle.Paper(
            opened,
            "noivu",
            PaperKind.Letter,
            "UBND-NV",
            "Công văn về việc bình xét danh hiệu thi đua năm 2024",
            new(2024, 3, 29),
            null,
            "Các đơn vị hoàn thành bình xét và gửi hồ sơ đúng thời hạn trong phụ lục kèm theo."
        );
        var (first, unit, city) = (
            (Screening: new DateOnly(2024, 5, 31), Submission: new DateOnly(2024, 6, 7)),
            (Screening: new DateOnly(2024, 7, 12), Submission: new DateOnly(2024, 8, 9)),
            (Screening: new DateOnly(2024, 8, 16), Submission: new DateOnly(2024, 9, 6))
        );
        chronicle.Record(
            opened.AddMinutes(12),
            "award cycles · 2024",
            "noivu",
            "Mở kỳ xét theo công văn.",
            plan,
            Opened("LDTT", Current, new(2024, 4, 1), first.Screening, first.Submission, new(2024, 6, 14)),
            Opened("CSTD_CO_SO", Current, new(2024, 4, 1), unit.Screening, unit.Submission, new(2024, 9, 16)),
            Opened("CSTD_TINH", Current, new(2024, 4, 1), city.Screening, city.Submission, new(2024, 12, 10)),
            Opened("CSTD_TOAN_QUOC", Current, new(2024, 4, 1), city.Screening, city.Submission, null),
            Opened("TRI_THUC", Current, new(2024, 4, 1), new(2024, 8, 15), new(2024, 8, 30), new(2024, 11, 15))
        );

        var innovators = works
            .Where(w =>
                !w.Cancelled
                && w.Levels.TryGetValue(RecognitionLevel.Unit, out var year)
                && year == Current
                && by.ContainsKey(w.Authors[0])
            )
            .DistinctBy(w => w.Authors[0])
            .ToArray();
        Someone[] workers =
        [
            .. innovators.Select(w => by[w.Authors[0]]),
            .. people
                .GroupBy(p => p.Post.Unit)
                .OrderBy(g => g.Key.Code, StringComparer.Ordinal)
                .SelectMany(u =>
                    new Dice($"advanced · {u.Key.Code} · {Current}")
                        .Shuffled(u.Where(p => p.Main.Since.Year < Current))
                        .Take(3)
                ),
        ];
        var (at, signed) = (Workdays.At(new(2024, 6, 18), 8, 40), new DateOnly(2024, 6, 14));
        var decision = chronicle.Paper(
            at,
            "noivu",
            PaperKind.Decision,
            "QĐ-UBND",
            "Quyết định về việc tặng danh hiệu “Lao động tiên tiến” năm 2024",
            signed,
            signed,
            $"Điều 1. Tặng danh hiệu cho {workers.Distinct().Count()} cá nhân có tên trong danh sách kèm theo."
        );
        chronicle.Record(
            at.AddMinutes(9),
            $"awards · LDTT · {Current}",
            "noivu",
            "Ghi theo quyết định.",
            decision,
            workers
                .Distinct()
                .Select(p =>
                {
                    var one = Given(p, "LDTT", Current, signed);
                    held[(p.Id, "LDTT", Current)] = one.Stream;
                    return one;
                })
        );

        var terms = Terms("CSTD_CO_SO", unit);
        var cycle = Dice.Id($"award cycle · CSTD_CO_SO · {Current}");
        var fighters = innovators
            .Select(w =>
                (
                    Who: by[w.Authors[0]],
                    Work: w,
                    Id: Dice.Id($"nomination · CSTD_CO_SO · {by[w.Authors[0]].About.FileNumber}")
                )
            )
            .Where(f => new Dice($"put forward · {f.Who.About.FileNumber}").Percent(80))
            .ToArray();
        foreach (var (some, n) in fighters.GroupBy(f => f.Who.Post.Unit).Select((g, n) => (g.ToArray(), n)))
        {
            var clerk = SampleDecisions.Clerk(some[0].Who.Post.Unit);
            Say(
                new(2024, 6, 20 + n % 5),
                "put forward",
                clerk,
                "Đơn vị đề nghị danh hiệu Chiến sĩ thi đua cơ sở.",
                null,
                some.Select(f => new Intent(
                    f.Id,
                    new Nominate(
                        new DateOnly(2024, 6, 19),
                        Put(cycle, "CSTD_CO_SO", f.Who, [f.Work.Id], [held[(f.Who.Id, "LDTT", Current)]]),
                        terms
                    )
                )
                {
                    References = [new("person", f.Who.Id, "person_id")],
                })
            );
            if (n % 9 == 4)
                continue; // not looked at in time
            Say(
                new(2024, 7, 8 + n % 5),
                "screened",
                clerk,
                "Ghi kết quả bình xét của đơn vị.",
                null,
                some.Select(f => new Intent(
                    f.Id,
                    Passed(f.Who)
                        ? new ScreenNomination(new DateOnly(2024, 7, 5), true, "", terms, [])
                        : new ScreenNomination(
                            new DateOnly(2024, 7, 5),
                            false,
                            "Không đủ số phiếu của hội đồng thi đua đơn vị.",
                            terms,
                            []
                        )
                ))
            );
            if (n % 7 == 2)
                continue; // still to be sent in on the day of the plan's figures
            Say(
                new(2024, 7, 22 + n % 5),
                "submitted",
                clerk,
                "Nộp hồ sơ về Phòng Nội vụ.",
                null,
                some.Where(f => Passed(f.Who))
                    .Select(f => new Intent(f.Id, new SubmitNomination(new DateOnly(2024, 7, 19), terms)))
            );

            void Say(
                DateOnly day,
                string what,
                string actor,
                string reason,
                Guid? paper,
                IEnumerable<Intent> intents
            ) =>
                chronicle.Record(
                    Workdays.At(Workdays.OnOrAfter(day), 13, 5 + n % 50),
                    $"{what} · CSTD_CO_SO · {n}",
                    actor,
                    reason,
                    paper,
                    intents
                );
        }
        var (decided, on) = (Workdays.At(new(2024, 9, 18), 9, 10), new DateOnly(2024, 9, 16));
        var sent = fighters
            .GroupBy(f => f.Who.Post.Unit)
            .Select((g, n) => (g.ToArray(), n))
            .Where(x => x.n % 9 != 4 && x.n % 7 != 2)
            .SelectMany(x => x.Item1)
            .Where(f => Passed(f.Who))
            .ToArray();
        var paper = chronicle.Paper(
            decided,
            "noivu",
            PaperKind.Decision,
            "QĐ-UBND",
            "Quyết định về việc tặng danh hiệu “Chiến sĩ thi đua cơ sở” năm 2024",
            on,
            on,
            "Điều 1. Tặng danh hiệu “Chiến sĩ thi đua cơ sở” năm 2024 cho các cá nhân có tên trong danh sách kèm theo."
        );
        chronicle.Record(
            decided.AddMinutes(9),
            $"awards · CSTD_CO_SO · {Current}",
            "noivu",
            "Ghi kết quả theo quyết định.",
            paper,
            sent.Select(
                (f, i) =>
                    new Intent(
                        f.Id,
                        i % 13 == 5
                            ? new DeclineNomination(on, "Không đủ tỷ lệ phiếu của Hội đồng thi đua huyện.")
                            : new AwardNomination(on, "", terms, 0)
                    )
            )
        );

        // For the city's title: three years running, and an initiative that the city recognised.
        var (higher, up) = (Terms("CSTD_TINH", city), Dice.Id($"award cycle · CSTD_TINH · {Current}"));
        var three = people
            .Where(p => Enumerable.Range(Current - 3, 3).All(y => held.ContainsKey((p.Id, "CSTD_CO_SO", y))))
            .Select(p =>
                (
                    Who: p,
                    Work: works.FirstOrDefault(w =>
                        !w.Cancelled
                        && w.Authors.Contains(p.Id)
                        && w.Levels.TryGetValue(RecognitionLevel.City, out var y)
                        && y < Current
                    )
                )
            )
            .Where(x => x.Work is not null)
            .Take(6)
            .ToArray();
        Guid Nomination(Someone p) => Dice.Id($"nomination · CSTD_TINH · {p.About.FileNumber}");
        chronicle.Record(
            Workdays.At(new(2024, 7, 30), 10, 5),
            "put forward · CSTD_TINH",
            "noivu",
            "Đề nghị danh hiệu Chiến sĩ thi đua cấp Thành phố.",
            null,
            three
                .Take(4)
                .Select(x => new Intent(
                    Nomination(x.Who),
                    new Nominate(
                        new DateOnly(2024, 7, 29),
                        Put(
                            up,
                            "CSTD_TINH",
                            x.Who,
                            [x.Work!.Id],
                            [.. Enumerable.Range(Current - 3, 3).Select(y => held[(x.Who.Id, "CSTD_CO_SO", y)])]
                        ),
                        higher
                    )
                )
                {
                    References = [new("person", x.Who.Id, "person_id")],
                })
        );
        chronicle.Record(
            Workdays.At(new(2024, 8, 14), 9, 30),
            "screened · CSTD_TINH",
            "noivu",
            "Hội đồng thi đua huyện đồng ý.",
            null,
            three
                .Take(4)
                .Select(x => new Intent(
                    Nomination(x.Who),
                    new ScreenNomination(new DateOnly(2024, 8, 13), true, "", higher, [])
                ))
        );
        chronicle.Record(
            Workdays.At(new(2024, 9, 4), 9, 30),
            "submitted · CSTD_TINH",
            "noivu",
            "Gửi hồ sơ lên Thành phố.",
            null,
            three
                .Take(4)
                .Select(x => new Intent(Nomination(x.Who), new SubmitNomination(new DateOnly(2024, 9, 3), higher)))
        );
        var last = Workdays.At(new(2024, 12, 16), 14, 10);
        var awarded = chronicle.Paper(
            last,
            "noivu",
            PaperKind.Decision,
            "QĐ-UBND",
            "Quyết định về việc tặng danh hiệu “Chiến sĩ thi đua cấp Thành phố” năm 2024",
            new(2024, 12, 10),
            new DateOnly(2024, 12, 10),
            "Điều 1. Tặng danh hiệu cho các cá nhân có tên trong danh sách kèm theo.",
            City
        );
        chronicle.Record(
            last.AddMinutes(8),
            $"awards · CSTD_TINH · {Current}",
            "noivu",
            "Ghi kết quả theo quyết định.",
            awarded,
            three
                .Take(3)
                .Select(x => new Intent(
                    Nomination(x.Who),
                    new AwardNomination(new DateOnly(2024, 12, 10), "", higher, 0)
                ))
        );

        static bool Passed(Someone p) => !new Dice($"turned down · {p.About.FileNumber}").Percent(8);
        static Terms Terms(string code, (DateOnly Screening, DateOnly Submission) days) =>
            new(false, [], [], ShippedProgrammes.Details(code).Criteria, days.Screening, days.Submission);
        static Matters Put(
            Guid cycle,
            string code,
            Someone p,
            ImmutableArray<Guid> contributions,
            ImmutableArray<Guid> awards
        ) => new(cycle, Id(code), Current, null, "", p.Post.Unit.Id, [p.Id], contributions, awards);
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
