using System.Collections.Immutable;
using HienTai.Domain.Awards;
using HienTai.Domain.Contributions;
using HienTai.Domain.Kernel;
using HienTai.Domain.Papers;
using HienTai.Server.Awards;
using HienTai.Server.Pipeline;

namespace HienTai.Server.Sample;

/// <summary>
/// The year under way, step by step; on the day of the plan's figures some wait for the unit, most for the result.
/// </summary>
static class SampleAwardsOfTheYear
{
    const int Current = SampleAwards.Current;

    static readonly (DateOnly Screening, DateOnly Submission) First = (new(2024, 5, 31), new(2024, 6, 7));
    static readonly (DateOnly Screening, DateOnly Submission) Unit = (new(2024, 7, 12), new(2024, 8, 9));
    static readonly (DateOnly Screening, DateOnly Submission) City = (new(2024, 8, 16), new(2024, 9, 6));

    /// <summary>Somebody put forward for the title of their unit, and the initiative it rests on.</summary>
    sealed record Fighter(Someone Who, SampleAwards.Work Work, Guid Id);

    public static void Tell(
        Chronicle chronicle,
        Someone[] people,
        Dictionary<Guid, Someone> by,
        SampleAwards.Work[] works,
        Dictionary<(Guid Person, string Code, int Year), Guid> held
    )
    {
        Open(chronicle);
        var innovators = works
            .Where(w =>
                !w.Cancelled
                && w.Levels.TryGetValue(RecognitionLevel.Unit, out var year)
                && year == Current
                && by.ContainsKey(w.Authors[0])
            )
            .DistinctBy(w => w.Authors[0])
            .ToArray();
        AdvancedWorkers(chronicle, [.. innovators.Select(w => by[w.Authors[0]])], people, held);
        var fighters = innovators
            .Select(w => new Fighter(
                by[w.Authors[0]],
                w,
                Dice.Id($"nomination · CSTD_CO_SO · {by[w.Authors[0]].About.FileNumber}")
            ))
            .Where(f => new Dice($"put forward · {f.Who.About.FileNumber}").Percent(80))
            .ToArray();
        foreach (var (some, n) in fighters.GroupBy(f => f.Who.Post.Unit).Select((g, n) => (g.ToArray(), n)))
            OfAUnit(chronicle, some, n, held);
        Decided(chronicle, fighters);
        CityFighters(chronicle, people, works, held);
    }

    static void Open(Chronicle chronicle)
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
        chronicle.Record(
            opened.AddMinutes(12),
            "award cycles · 2024",
            "noivu",
            "Mở kỳ xét theo công văn.",
            plan,
            SampleAwards.Opened("LDTT", Current, new(2024, 4, 1), First.Screening, First.Submission, new(2024, 6, 14)),
            SampleAwards.Opened(
                "CSTD_CO_SO",
                Current,
                new(2024, 4, 1),
                Unit.Screening,
                Unit.Submission,
                new(2024, 9, 16)
            ),
            SampleAwards.Opened(
                "CSTD_TINH",
                Current,
                new(2024, 4, 1),
                City.Screening,
                City.Submission,
                new(2024, 12, 10)
            ),
            SampleAwards.Opened("CSTD_TOAN_QUOC", Current, new(2024, 4, 1), City.Screening, City.Submission, null),
            SampleAwards.Opened(
                "TRI_THUC",
                Current,
                new(2024, 4, 1),
                new(2024, 8, 15),
                new(2024, 8, 30),
                new(2024, 11, 15)
            )
        );
    }

    static void AdvancedWorkers(
        Chronicle chronicle,
        Someone[] innovators,
        Someone[] people,
        Dictionary<(Guid Person, string Code, int Year), Guid> held
    )
    {
        Someone[] workers =
        [
            .. innovators,
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
                    var one = SampleAwards.Given(p, "LDTT", Current, signed);
                    held[(p.Id, "LDTT", Current)] = one.Stream;
                    return one;
                })
        );
    }

    // The way of a unit's nominations; some wait for the unit, some for being sent in.
    static void OfAUnit(
        Chronicle chronicle,
        Fighter[] some,
        int n,
        Dictionary<(Guid Person, string Code, int Year), Guid> held
    )
    {
        var terms = Terms("CSTD_CO_SO", Unit);
        var cycle = Dice.Id($"award cycle · CSTD_CO_SO · {Current}");
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
            return; // not looked at in time
        Say(
            new(2024, 7, 8 + n % 5),
            "screened",
            clerk,
            "Ghi kết quả bình xét của đơn vị.",
            null,
            some.Select(f => new Intent(f.Id, Screened(f, terms)))
        );
        if (n % 7 == 2)
            return; // still to be sent in on the day of the plan's figures
        Say(
            new(2024, 7, 22 + n % 5),
            "submitted",
            clerk,
            "Nộp hồ sơ về Phòng Nội vụ.",
            null,
            some.Where(f => Passed(f.Who))
                .Select(f => new Intent(f.Id, new SubmitNomination(new DateOnly(2024, 7, 19), terms)))
        );

        void Say(DateOnly day, string what, string actor, string reason, Guid? paper, IEnumerable<Intent> intents) =>
            chronicle.Record(
                Workdays.At(Workdays.OnOrAfter(day), 13, 5 + n % 50),
                $"{what} · CSTD_CO_SO · {n}",
                actor,
                reason,
                paper,
                intents
            );
    }

    static void Decided(Chronicle chronicle, Fighter[] fighters)
    {
        var terms = Terms("CSTD_CO_SO", Unit);
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
    }

    static ScreenNomination Screened(Fighter f, Terms terms) =>
        Passed(f.Who)
            ? new(new DateOnly(2024, 7, 5), true, "", terms, [])
            : new(new DateOnly(2024, 7, 5), false, "Không đủ số phiếu của hội đồng thi đua đơn vị.", terms, []);

    static void CityFighters(
        Chronicle chronicle,
        Someone[] people,
        SampleAwards.Work[] works,
        Dictionary<(Guid Person, string Code, int Year), Guid> held
    )
    {
        var terms = Terms("CSTD_TINH", City);
        var three = Deserving(people, works, held);
        Someone[] four = [.. three.Take(4).Select(x => x.Who)];
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
                            Dice.Id($"award cycle · CSTD_TINH · {Current}"),
                            "CSTD_TINH",
                            x.Who,
                            [x.Work!.Id],
                            [.. Enumerable.Range(Current - 3, 3).Select(y => held[(x.Who.Id, "CSTD_CO_SO", y)])]
                        ),
                        terms
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
            four.Select(p => new Intent(
                Nomination(p),
                new ScreenNomination(new DateOnly(2024, 8, 13), true, "", terms, [])
            ))
        );
        chronicle.Record(
            Workdays.At(new(2024, 9, 4), 9, 30),
            "submitted · CSTD_TINH",
            "noivu",
            "Gửi hồ sơ lên Thành phố.",
            null,
            four.Select(p => new Intent(Nomination(p), new SubmitNomination(new DateOnly(2024, 9, 3), terms)))
        );
        CityDecided(chronicle, four[..Math.Min(3, four.Length)], terms);
    }

    // For the city's title: three years running, and an initiative that the city recognised.
    static (Someone Who, SampleAwards.Work? Work)[] Deserving(
        Someone[] people,
        SampleAwards.Work[] works,
        Dictionary<(Guid Person, string Code, int Year), Guid> held
    ) =>
        people
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

    static void CityDecided(Chronicle chronicle, Someone[] fighters, Terms terms)
    {
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
            SampleAwards.City
        );
        chronicle.Record(
            last.AddMinutes(8),
            $"awards · CSTD_TINH · {Current}",
            "noivu",
            "Ghi kết quả theo quyết định.",
            awarded,
            fighters.Select(p => new Intent(
                Nomination(p),
                new AwardNomination(new DateOnly(2024, 12, 10), "", terms, 0)
            ))
        );
    }

    static Guid Nomination(Someone p) => Dice.Id($"nomination · CSTD_TINH · {p.About.FileNumber}");

    static bool Passed(Someone p) => !new Dice($"turned down · {p.About.FileNumber}").Percent(8);

    static Terms Terms(string code, (DateOnly Screening, DateOnly Submission) days) =>
        new(false, [], [], ShippedProgrammes.Details(code).Criteria, days.Screening, days.Submission);

    static Matters Put(
        Guid cycle,
        string code,
        Someone p,
        ImmutableArray<Guid> contributions,
        ImmutableArray<Guid> awards
    ) => new(cycle, SampleAwards.Id(code), Current, null, "", p.Post.Unit.Id, [p.Id], contributions, awards);
}
