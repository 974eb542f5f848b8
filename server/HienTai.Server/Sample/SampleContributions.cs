using HienTai.Domain.Contributions;
using HienTai.Domain.Kernel;
using HienTai.Domain.Organization;
using HienTai.Domain.Papers;
using HienTai.Server.Pipeline;
using Outcome = HienTai.Domain.Contributions.Outcome;

namespace HienTai.Server.Sample;

/// <summary>
/// Ten years of contributions, 2015 to 2024: initiatives that went through their unit's council, some of them
/// recognised by the district and the city as well, and what else people gave of their knowledge. Until 2023 they are
/// typed in from the units' books in spring 2024.
/// </summary>
/// <remarks>
/// More than a hundred people have an initiative recognised year after year, up to nine in a row, which titles of
/// emulation build on. Four recognitions are cancelled by paper; some initiatives of 2024 still wait for their council.
/// </remarks>
static class SampleContributions
{
    const string City = "UBND Thành phố Hồ Chí Minh";
    const int First = 2015,
        Current = 2024;

    enum End
    {
        Recognised,
        Declined,
        Returned,
        Waiting,
    }

    sealed record Work(Someone[] Authors, int Year, ContributionKind Kind, End End, Dice Dice)
    {
        public Guid Id { get; init; }
        public RecognitionLevel Reach { get; set; } = RecognitionLevel.Unit;
        public required ContributionDetails Details { get; init; }

        public Intent To(ContributionCommand command) => new(Id, command);
    }

    public static void Tell(Chronicle chronicle, IReadOnlyList<Someone> everybody)
    {
        // Who was already there when the books begin to name them, and has not left by the time they are typed in.
        var there = everybody
            .Where(p =>
                p.Post
                    is { Fate: Plain or Upgraded or Cast or Graduated, Track: not (Track.PartTimer or Track.Support) }
                && p.FiledAt != default
            )
            .ToLookup(p => p.Post.Unit);
        SampleUnit[] units =
        [
            .. new Dice("contributing units")
                .Shuffled(SampleUnits.All.Where(u => there[u].Count() >= 9))
                .OrderBy(u =>
                    u.Kind is UnitKind.Agency or UnitKind.Commune or UnitKind.Town or UnitKind.PublicServiceUnit ? 0 : 1
                )
                .Take(84),
        ];
        var works = new List<Work>();
        var titles = new HashSet<string>(StringComparer.Ordinal);
        foreach (var unit in units)
            works.AddRange(Of(unit, [.. there[unit]], titles));
        Higher(works);
        var sitting = 0;
        foreach (var unit in works.GroupBy(w => w.Authors[0].Post.Unit))
        {
            var day = Workdays.Spread(new(2024, 2, 21), new(2024, 5, 8), sitting, units.Length);
            Books(
                chronicle,
                unit.Key,
                [.. unit.Where(w => w.Year < Current)],
                [.. there[unit.Key]],
                Workdays.At(day, 8 + sitting++ % 4 * 2, 5 + sitting * 7 % 40)
            );
            ThisYear(chronicle, unit.Key, [.. unit.Where(w => w.Year == Current)], [.. there[unit.Key]], sitting);
        }
        District(chronicle, works, units);
        Cancelled(chronicle, works);
        Others(chronicle, units, there);
    }

    static IEnumerable<Work> Of(SampleUnit unit, Someone[] people, HashSet<string> titles)
    {
        var dice = new Dice($"initiatives · {unit.Code}");
        var order = dice.Shuffled(people);
        var n = 0;
        foreach (
            var steady in order
                .Where(p => p.Main.Since.Year < 2021)
                .Take(unit.Kind is UnitKind.PrimarySchool or UnitKind.LowerSecondarySchool ? 2 : 1)
        )
        {
            var first = Math.Max(steady.Main.Since.Year + 1, dice.Between(First, 2021));
            var last = dice.Percent(70) ? Current : dice.Between(Math.Min(first + 2, Current), Current);
            for (var year = first; year <= last; year++)
                yield return Made([steady, .. Helpers(year)], year, End.Recognised);
        }
        for (var more = dice.Between(4, 8); more > 0; more--)
        {
            var year = Math.Max(dice.Between(First, Current), dice.Between(First, Current));
            if (order.Where(p => p.Main.Since.Year < year).Skip(2 + dice.Below(8)).FirstOrDefault() is not { } author)
                continue;
            yield return Made(
                [author, .. Helpers(year)],
                year,
                dice.Weighted([
                    (End.Recognised, 66),
                    (End.Declined, 16),
                    (End.Returned, 5),
                    (End.Waiting, year == Current ? 60 : 0),
                ])
            );
        }

        IEnumerable<Someone> Helpers(int year) =>
            dice.Percent(22) ? order.Where(p => p.Main.Since.Year < year).Skip(12).Take(dice.Between(1, 2)) : [];

        Work Made(Someone[] authors, int year, End end)
        {
            var (own, kind) = (
                new Dice($"initiative · {unit.Code} · {++n}"),
                dice.Percent(6) ? ContributionKind.BottleneckSolution : ContributionKind.Initiative
            );
            return new([.. authors.Distinct()], year, kind, end, own)
            {
                Id = Dice.Id($"initiative · {unit.Code} · {n}"),
                Details = SampleWorks.Initiative(authors[0].Post, kind, year, own, titles),
            };
        }
    }

    /// <summary>Which recognised ones the district and the city recognise too.</summary>
    static void Higher(List<Work> works)
    {
        var dice = new Dice("higher levels");
        foreach (var work in works.Where(w => w.End is End.Recognised))
            work.Reach = dice.Below(100) switch
            {
                < 4 => RecognitionLevel.City,
                < 30 => RecognitionLevel.District,
                _ => RecognitionLevel.Unit,
            };
    }

    static DateOnly Day(Work work, int month, int day) => Workdays.OnOrAfter(new(work.Year, month, day));

    static IEnumerable<Intent> UpToCompleteness(Work w)
    {
        var (made, filed) = (new PartialDate(w.Year - 1, w.Dice.Between(9, 12)), Day(w, 2, w.Dice.Between(16, 27)));
        yield return Record(w, made);
        yield return w.To(new FileInitiative(filed));
        if (w.End is End.Returned)
            yield return w.To(
                new ReturnInitiative(
                    filed.AddDays(9),
                    w.Dice.Of([
                        "Thiếu số liệu trước khi áp dụng.",
                        "Chưa có xác nhận của nơi áp dụng.",
                        "Thiếu bản mô tả giải pháp; tỷ lệ đóng góp chưa có chữ ký của đồng tác giả.",
                    ])
                )
            );
        else
            yield return w.To(new FindInitiativeComplete(filed.AddDays(w.Dice.Between(5, 14))));
    }

    static Intent Record(Work w, PartialDate made)
    {
        int[] shares = w.Authors.Length switch
        {
            1 => [100],
            2 => w.Dice.Of<int[]>([
                [60, 40],
                [70, 30],
                [50, 50],
            ]),
            _ => w.Dice.Of<int[]>([
                [50, 25, 25],
                [40, 30, 30],
                [60, 20, 20],
            ]),
        };
        return w.To(
            new RecordContribution(
                made,
                w.Details,
                [
                    .. w.Authors.Select(
                        (a, i) =>
                            new Author(
                                a.Id,
                                (w.Authors.Length, i) switch
                                {
                                    (1, _) => "Tác giả",
                                    (_, 0) => "Chủ trì",
                                    _ => "Đồng tác giả",
                                },
                                shares[i]
                            )
                    ),
                ],
                Strings.Of([])
            )
        ) with
        {
            References =
            [
                new("unit", w.Details.Unit, "details.unit_id"),
                .. w.Authors.Select((a, i) => new Reference("person", a.Id, $"authors[{i}].person_id")),
            ],
        };
    }

    /// <summary>
    /// The council of a unit in a year: its heads, then others, none of them an author of what it judges.
    /// </summary>
    static Someone[] Council(Work[] judged, Someone[] people) =>
        [
            .. people
                .Where(p => !judged.Any(w => w.Authors.Contains(p)))
                .OrderByDescending(p => p.Post.Lead)
                .ThenBy(p => p.Main.Since)
                .Take(3),
        ];

    static IEnumerable<Intent> Judged(Work w, Someone[] council, int answered = 3)
    {
        yield return w.To(new ConveneCouncil(Day(w, 4, w.Year % 9 + 8), [.. council.Select(m => m.Id).Order()])) with
        {
            References = [.. council.Select((m, i) => new Reference("person", m.Id, $"council.member_ids[{i}]"))],
        };
        var wanting = w.Dice.Percent(60) ? Condition.NewInUnit : Condition.AppliedWithBenefit;
        foreach (var (member, n) in council.Take(answered).Select((m, n) => (m, n)))
        {
            var doubts = w.End is End.Declined && n < 2 ? (Condition[])[wanting] : [];
            var points = w.End is End.Declined ? w.Dice.Between(32, 55) : w.Dice.Between(68, 88) + (int)w.Reach * 3;
            yield return w.To(new ScoreInitiative(new(member.Id, points, [.. doubts], Remark(w.Dice, doubts))));
        }
    }

    static string Remark(Dice dice, Condition[] doubts)
    {
        if (doubts is [var wanting, ..])
            return wanting is Condition.NewInUnit
                ? "Trùng phần lớn với giải pháp đơn vị đã làm năm trước."
                : "Chưa có số liệu chứng minh hiệu quả.";
        return dice.Percent(20)
            ? dice.Of(["Trình bày rõ, có số liệu.", "Nên áp dụng cho các đơn vị khác.", "Cần theo dõi thêm một năm."])
            : "";
    }

    static Intent Concluded(Work w) =>
        w.End is End.Declined
            ? w.To(
                new DeclineInitiative(
                    Day(w, 5, 14),
                    "Quá nửa hội đồng thấy chưa đủ điều kiện theo Điều 3 Điều lệ Sáng kiến."
                )
            )
            : w.To(new RecogniseInitiative(Day(w, 5, 14), RecognitionLevel.Unit));

    static Guid Decision(Chronicle chronicle, SampleUnit unit, DateTimeOffset at, int year, Work[] concluded)
    {
        var (signed, count) = (Workdays.OnOrAfter(new(year, 5, 14)), concluded.Count(w => w.End is End.Recognised));
        return chronicle.Paper(
            at,
            SampleDecisions.Clerk(unit),
            PaperKind.Decision,
            "QĐ-SK",
            $"Quyết định về việc công nhận sáng kiến cấp cơ sở năm {year} của {unit.Called}",
            signed,
            signed,
            count > 0
                ? $"Điều 1. Công nhận {count} sáng kiến có tên trong danh sách kèm theo là sáng kiến cấp cơ sở năm {year}."
                : $"Điều 1. Không công nhận {concluded.Length} giải pháp có tên trong danh sách kèm theo.",
            unit.Called,
            "THỦ TRƯỞNG ĐƠN VỊ"
        );
    }

    /// <summary>
    /// What a unit's book of initiatives says of the years before: typed in at one sitting, each year's decision for
    /// its recognitions.
    /// </summary>
    static void Books(Chronicle chronicle, SampleUnit unit, Work[] works, Someone[] people, DateTimeOffset at)
    {
        var years = works.GroupBy(w => w.Year).Select(g => (Year: g.Key, Works: g.ToArray())).ToArray();
        var clerk = SampleDecisions.Clerk(unit);
        chronicle.Record(
            at.AddMinutes(20),
            $"initiatives · {unit.Code}",
            clerk,
            "Nhập từ sổ sáng kiến của đơn vị.",
            null,
            years.SelectMany(y =>
            {
                var council = Council(y.Works, people);
                return y.Works.SelectMany(w =>
                    UpToCompleteness(w).Concat(w.End is End.Returned ? [] : Judged(w, council))
                );
            })
        );
        foreach (var (year, all) in years)
            if (all.Where(w => w.End is End.Recognised or End.Declined).ToArray() is { Length: > 0 } concluded)
                chronicle.Record(
                    at.AddMinutes(30),
                    $"recognised · {unit.Code} · {year}",
                    clerk,
                    "Ghi theo quyết định công nhận sáng kiến của năm.",
                    Decision(chronicle, unit, at, year, concluded),
                    concluded.Select(Concluded)
                );
    }

    /// <summary>
    /// The year under way, recorded as it goes on; of what waits, some councils have begun to answer.
    /// </summary>
    static void ThisYear(Chronicle chronicle, SampleUnit unit, Work[] works, Someone[] people, int n)
    {
        if (works.Length == 0)
            return;
        var (clerk, council) = (SampleDecisions.Clerk(unit), Council(works, people));
        var waiting = works.Where(w => w.End is End.Waiting).ToLookup(w => w.Dice.Below(4));
        Work[] prompt = [.. works.Where(w => w.End is not End.Waiting)],
            judged = [.. prompt.Where(w => w.End is not End.Returned), .. waiting[0], .. waiting[1]];
        chronicle.Record(
            Workdays.At(new(2024, 3, 18), 8 + n % 8, n % 50),
            $"filed · {unit.Code}",
            clerk,
            "Đơn vị nhận đơn yêu cầu công nhận sáng kiến.",
            null,
            works.SelectMany(w => waiting[3].Contains(w) ? UpToCompleteness(w).SkipLast(1) : UpToCompleteness(w))
        );
        chronicle.Record(
            Workdays.At(new(2024, 4, 19), 8 + n % 8, n % 50),
            $"judged · {unit.Code}",
            clerk,
            "Ghi kết quả chấm theo biên bản họp hội đồng.",
            null,
            judged.SelectMany(w => Judged(w, council, w.End is End.Waiting ? w.Dice.Below(3) : 3))
        );
        if (prompt.Where(w => w.End is not End.Returned).ToArray() is not { Length: > 0 } concluded)
            return;
        var at = Workdays.At(new(2024, 5, 20), 8 + n % 8, n % 50);
        chronicle.Record(
            at.AddMinutes(10),
            $"recognised · {unit.Code} · {Current}",
            clerk,
            "Ghi theo quyết định công nhận sáng kiến của năm.",
            Decision(chronicle, unit, at, Current, concluded),
            concluded.Select(Concluded)
        );
    }

    /// <summary>
    /// One decision a year of the district, which also says where else the best are to be used, and one of the city.
    /// </summary>
    static void District(Chronicle chronicle, List<Work> works, SampleUnit[] units)
    {
        foreach (var year in works.Where(w => w.Reach > RecognitionLevel.Unit).GroupBy(w => w.Year).OrderBy(g => g.Key))
        {
            var (all, city) = (year.ToArray(), year.Where(w => w.Reach is RecognitionLevel.City).ToArray());
            var at = Workdays.At(year.Key < Current ? new(2024, 5, 16) : new(2024, 7, 16), 8, 10 + year.Key - First);
            var signed = Workdays.OnOrAfter(new(year.Key, 7, 8));
            var paper = chronicle.Paper(
                at,
                "noivu",
                PaperKind.Decision,
                "QĐ-UBND",
                $"Quyết định về việc công nhận sáng kiến cấp huyện năm {year.Key}",
                signed,
                signed,
                $"Điều 1. Công nhận {all.Length} sáng kiến có phạm vi ảnh hưởng, hiệu quả áp dụng cấp huyện. Điều 2. Các đơn vị có tên trong phụ lục áp dụng từ năm học sau."
            );
            chronicle.Record(
                at.AddMinutes(30),
                $"recognised · district · {year.Key}",
                "noivu",
                "Ghi theo quyết định công nhận sáng kiến cấp huyện.",
                paper,
                [
                    .. all.Select(w => w.To(new RecogniseInitiative(signed, RecognitionLevel.District))),
                    .. all.Where(w => w.Dice.Percent(30))
                        .SelectMany(w =>
                            w.Dice.Shuffled(
                                    units.Where(u =>
                                        u.Kind == w.Authors[0].Post.Unit.Kind
                                        && u != w.Authors[0].Post.Unit
                                        && u.Opens < signed
                                    )
                                )
                                .Take(w.Dice.Between(1, 3))
                                .Select(u => Replicated(w, u, new(year.Key, 9, 5)))
                        ),
                ]
            );
            if (city.Length == 0)
                continue;
            var (later, on) = (
                year.Key < Current ? at.AddHours(1) : Workdays.At(new(2024, 12, 4), 9, 15),
                Workdays.OnOrAfter(new(year.Key, 11, 18))
            );
            var higher = chronicle.Paper(
                later,
                "noivu",
                PaperKind.Decision,
                "QĐ-UBND",
                $"Quyết định về việc công nhận sáng kiến cấp Thành phố năm {year.Key}",
                on,
                on,
                $"Điều 1. Công nhận phạm vi ảnh hưởng cấp Thành phố đối với các sáng kiến trong danh sách kèm theo, trong đó huyện Bình Chánh có {city.Length} sáng kiến.",
                City,
                "KT. CHỦ TỊCH – PHÓ CHỦ TỊCH"
            );
            chronicle.Record(
                later.AddMinutes(30),
                $"recognised · city · {year.Key}",
                "noivu",
                "Ghi theo quyết định công nhận sáng kiến cấp Thành phố.",
                higher,
                city.Select(w => w.To(new RecogniseInitiative(on, RecognitionLevel.City)))
            );
        }
    }

    static Intent Replicated(Work w, SampleUnit unit, DateOnly from) =>
        w.To(new ReplicateInitiative(from, unit.Id)) with
        {
            References = [new("unit", unit.Id, "replicated_in", from)],
        };

    static void Cancelled(Chronicle chronicle, List<Work> works)
    {
        foreach (
            var (w, n) in works
                .Where(w => w is { End: End.Recognised, Reach: RecognitionLevel.Unit, Year: > 2019 and < Current })
                .Where((_, n) => n % 97 == 40)
                .Take(4)
                .Select((w, n) => (w, n))
        )
        {
            var (unit, signed) = (w.Authors[0].Post.Unit, Workdays.OnOrAfter(new(2024, 6, 4 + 5 * n)));
            var at = Workdays.At(Workdays.OnOrAfter(signed.AddDays(2)), 9, 20);
            var paper = chronicle.Paper(
                at,
                SampleDecisions.Clerk(unit),
                PaperKind.Decision,
                "QĐ-SK",
                "Quyết định về việc hủy bỏ kết quả công nhận sáng kiến",
                signed,
                signed,
                $"Điều 1. Hủy bỏ việc công nhận sáng kiến “{w.Details.Title}”.",
                unit.Called,
                "THỦ TRƯỞNG ĐƠN VỊ"
            );
            chronicle.Record(
                at.AddMinutes(6),
                $"cancelled · {n}",
                SampleDecisions.Clerk(unit),
                "Ghi theo quyết định hủy bỏ công nhận.",
                paper,
                w.To(
                    new CancelRecognition(
                        signed,
                        n % 2 == 0
                            ? "Nội dung sao chép từ sáng kiến của đơn vị khác đã công nhận trước."
                            : "Tác giả không trung thực về số liệu hiệu quả."
                    )
                )
            );
        }
    }

    static readonly (ContributionKind, int)[] OtherKinds =
    [
        (ContributionKind.PolicyAdvice, 60),
        (ContributionKind.Consultation, 30),
        (ContributionKind.Critique, 36),
        (ContributionKind.SocialAppraisal, 14),
        (ContributionKind.StrategyOrPlan, 26),
        (ContributionKind.Project, 28),
        (ContributionKind.Research, 30),
        (ContributionKind.TechnologyTransfer, 12),
        (ContributionKind.AppliedTechnology, 44),
        (ContributionKind.OpenLearningResource, 80),
        (ContributionKind.Publication, 34),
        (ContributionKind.Invention, 6),
    ];

    static AnswerContribution Answered(DateOnly made, Dice dice)
    {
        var outcome = dice.Weighted([(Outcome.TakenUp, 52), (Outcome.TakenUpInPart, 34), (Outcome.NotTakenUp, 14)]);
        return new AnswerContribution(
            made.AddDays(dice.Between(8, 30)),
            outcome,
            outcome switch
            {
                Outcome.TakenUp => "",
                Outcome.TakenUpInPart => dice.Of([
                    "Tiếp thu phần kiến nghị về lộ trình.",
                    "Tiếp thu hai trên năm kiến nghị.",
                    "Dùng phần số liệu; phần giải pháp để nghiên cứu thêm.",
                ]),
                _ => dice.Of(["Chưa có nguồn kinh phí.", "Ngoài thẩm quyền của huyện."]),
            }
        );
    }

    /// <summary>The other kinds: what was made of most of them is known.</summary>
    static void Others(Chronicle chronicle, SampleUnit[] units, ILookup<SampleUnit, Someone> there)
    {
        foreach (var (unit, n) in units.Select((u, n) => (u, n)))
        {
            var (dice, intents) = (new Dice($"contributions · {unit.Code}"), new List<Intent>());
            for (int count = dice.Between(3, 7), i = 0; i < count; i++)
            {
                var (kind, year) = (
                    dice.Weighted(OtherKinds),
                    Math.Max(dice.Between(First, Current), dice.Between(First, Current))
                );
                var people = dice.Shuffled(there[unit].Where(p => p.Main.Since.Year < year))
                    .Take(dice.Percent(30) ? dice.Between(2, 3) : 1)
                    .ToArray();
                if (people.Length == 0 || !SampleWorks.Makes(people[0].Post, kind))
                    continue;
                var made =
                    year == Current
                        ? new DateOnly(year, dice.Between(1, 4), dice.Between(1, 28))
                        : new DateOnly(year, dice.Between(1, 12), dice.Between(1, 28));
                var work = new Work(people, year, kind, End.Recognised, dice)
                {
                    Id = Dice.Id($"contribution · {unit.Code} · {i}"),
                    Details = SampleWorks.Other(people[0].Post, kind, year, dice),
                };
                intents.Add(Record(work, dice.Percent(60) ? made : new PartialDate(made.Year, made.Month)));
                if (!dice.Percent(78))
                    continue;
                intents.Add(work.To(Answered(made, dice)));
            }
            chronicle.Record(
                Workdays.At(
                    Workdays.Spread(new(2024, 6, 24), new(2024, 7, 12), n, units.Length),
                    13 + n % 4,
                    5 + n * 11 % 45
                ),
                $"contributions · {unit.Code}",
                SampleDecisions.Clerk(unit),
                "Nhập từ báo cáo đóng góp tri thức của đơn vị.",
                null,
                intents
            );
        }
    }
}
