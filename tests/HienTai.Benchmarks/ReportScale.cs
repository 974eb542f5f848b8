using System.Diagnostics;
using Grpc.Core;
using HienTai.Contributions.V1;
using HienTai.Domain.Organization;
using HienTai.Reporting.V1;
using HienTai.Rpc.V1;
using HienTai.Server.Pipeline;
using HienTai.Standards.V1;
using HienTai.Talent.V1;
using Npgsql;

namespace HienTai.Benchmarks;

/// <summary>
/// Reports and the lists behind their figures over 150,000 generated people with 2,000,000 facts, at TimePoints all
/// over both times. Facts of people are written straight into their tables, as the append path would have left them:
/// what is measured is the question.
/// </summary>
static class ReportScale
{
    const int People = 150_000,
        Units = 1_500,
        Rounds = 40;

    /// <summary>Before the server starts, which reads the census once.</summary>
    public static async Task Load(Writer writer, NpgsqlDataSource database)
    {
        var (actor, root) = (Actors.Named("noivu"), Guid.CreateVersion7());
        var units = Enumerable.Range(0, Units).Select(_ => Guid.CreateVersion7()).ToArray();
        ChangeSet Set(IReadOnlyList<Intent> intents) =>
            new(Guid.NewGuid(), [], actor, "", null, false, intents[0].Stream, intents);
        await writer.Record(
            Set([new(root, new FoundUnit(UnitKind.District, new(1976), new("Huyện Đo Lường", ""), "", null, []))]),
            default
        );
        foreach (var some in units.Select((u, i) => (u, i)).Chunk(250))
            await writer.Record(
                Set([
                    .. some.SelectMany(x =>
                        new Intent[]
                        {
                            new(
                                x.u,
                                new FoundUnit(
                                    (x.i % 5) switch
                                    {
                                        0 => UnitKind.Preschool,
                                        1 => UnitKind.LowerSecondarySchool,
                                        _ => UnitKind.PrimarySchool,
                                    },
                                    new(1980),
                                    new($"Trường số {x.i + 1}", ""),
                                    $"T{x.i}",
                                    x.i < 50 ? root : units[x.i % 50],
                                    []
                                )
                            ),
                            new(
                                Quota.Id(x.u, QuotaType.PublicEmployees, 2024),
                                new GrantQuota(x.u, QuotaType.PublicEmployees, 2024, new DateOnly(2024, 1, 1), 110)
                            ),
                        }
                    ),
                ]),
                default
            );
        await Fill(database, units);
    }

    public static async Task Measure(NpgsqlDataSource database, CallInvoker calls)
    {
        var (staffing, standings, standards, indicators) = (
            new StaffingService.StaffingServiceClient(calls),
            new StandingService.StandingServiceClient(calls),
            new StandardService.StandardServiceClient(calls),
            new IndicatorService.IndicatorServiceClient(calls)
        );
        await standards.LoadShippedStandardsAsync(
            new()
            {
                Envelope = new() { RequestId = Guid.NewGuid().ToString(), Reason = "Đo" },
            }
        );
        Console.WriteLine(
            $"{await Count(database):#,0} facts of {People:#,0} people in {Units:#,0} units, judged by {(await standards.ListStandardsAsync(new() { AllTimes = true })).Standards.Count} standards"
        );

        var first = Stopwatch.StartNew();
        var head = (await staffing.GetStaffingAsync(new())).At.Head;
        Console.WriteLine(
            $"the first question of all, which reads everything into memory: {first.ElapsedMilliseconds} ms"
        );
        Console.WriteLine($"\n{"question", -66} {"p50 ms", 8} {"p95 ms", 8} {"max ms", 8}");
        var random = new Random(1);
        // Any day of the years in which people come and go, as known after any of the ledger's positions.
        TimePoint Any() =>
            new()
            {
                ValidOn = $"{new DateOnly(2023, 1, 1).AddDays(random.Next(1_300)):yyyy-MM-dd}",
                KnownPosition = random.NextInt64(1, head + 1),
            };
        TimePoint One() => new() { ValidOn = "2024-08-01", KnownPosition = head };

        await Times("staffing at any TimePoint, with its movement over a year or two", () =>
            Any() is var at
                ? staffing
                    .GetStaffingAsync(
                        new() { At = at, Since = $"{DateOnly.Parse(at.ValidOn).AddDays(-random.Next(700)):yyyy-MM-dd}" }
                    )
                    .ResponseAsync
                : null!
        );
        await Times("everybody present, a page of names", () =>
            staffing.ListStaffingPeopleAsync(new() { At = Any(), Cell = StaffingCell.Present }).ResponseAsync
        );
        await Times("standards at any TimePoint", () =>
            standings.GetStandingReportAsync(new() { At = Any() }).ResponseAsync
        );
        await Times("standards, a TimePoint asked before", () =>
            standings.GetStandingReportAsync(new() { At = One() }).ResponseAsync
        );
        await Times("below standard at any TimePoint, the first page", () =>
            standings.ListStandingsAsync(new() { At = Any() }).ResponseAsync
        );
        var (token, total) = ("", 0);
        await Times("below standard, page after page of one list", async () =>
        {
            var page = await standings.ListStandingsAsync(new() { At = One(), PageToken = token });
            (token, total) = (page.NextPageToken, page.TotalSize);
        });
        (var rare, token) = (
            (await standards.ListStandardsAsync(new() { At = One(), Query = "chuyen vien" })).Standards[0].Id,
            ""
        );
        await Times("below one standard, page after page", async () =>
        {
            var page = await standings.ListStandingsAsync(
                new()
                {
                    At = One(),
                    StandardId = rare,
                    PageToken = token,
                }
            );
            token = page.NextPageToken;
        });
        Console.WriteLine($"({total:#,0} people below)");
        await Times("all standards with their conflicts", () =>
            standards.ListStandardsAsync(new() { At = Any() }).ResponseAsync
        );
        await Times(
            "indicators over 24 months at any TimePoint",
            () => indicators.GetIndicatorsAsync(new() { At = Any() }).ResponseAsync,
            rounds: 8
        );
        var talent = new TalentService.TalentServiceClient(calls);
        await Times("talent: a field, from bachelor on, original seen, at any TimePoint", () => talent
                .FindTalentAsync(
                    new()
                    {
                        At = Any(),
                        Need = new()
                        {
                            Field = "su pham toan",
                            Education = HienTai.Personnel.V1.Level.EducationBachelor,
                            Known = HienTai.Personnel.V1.EvidenceGrade.OriginalSeen,
                        },
                    }
                )
                .ResponseAsync);
        await Times("talent: at least one contribution recognised, at any TimePoint", () => talent
                .FindTalentAsync(
                    new()
                    {
                        At = Any(),
                        Need = new() { Contributions = 1 },
                    }
                )
                .ResponseAsync);
        await Times("talent: everybody ranked, at any TimePoint", () => talent
                .FindTalentAsync(
                    new()
                    {
                        At = Any(),
                        Need = new(),
                        PageSize = 100,
                    }
                )
                .ResponseAsync);
        var contributions = new ContributionService.ContributionServiceClient(calls);
        await Times("initiatives like one that is being written, at any TimePoint", () =>
            contributions
                .FindSimilarAsync(
                    new()
                    {
                        At = Any(),
                        Text = string.Join(
                            ' ',
                            Enumerable.Range(1, 30).Select(_ => $"tu{random.Next(900)}").Prepend("sang kien")
                        ),
                    }
                )
                .ResponseAsync
        );
        await Times("people behind an indicator, a page of names", () => indicators
                .ListIndicatorPeopleAsync(
                    new()
                    {
                        At = One(),
                        Indicator = Indicator.University,
                        Counting = true,
                    }
                )
                .ResponseAsync);
    }

    static async Task Times(string question, Func<Task> ask, int rounds = Rounds)
    {
        await ask();
        var times = new double[rounds];
        for (var i = 0; i < rounds; i++)
        {
            var start = Stopwatch.GetTimestamp();
            await ask();
            times[i] = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        }
        Array.Sort(times);
        Console.WriteLine($"{question, -66} {times[rounds / 2], 8:0} {times[rounds * 95 / 100], 8:0} {times[^1], 8:0}");
    }

    // Three spells of service each, the last two known from later positions than the first, and ten qualifications. One
    // in fifty serves in an office and not in a school; schooling runs from intermediate to master's, so that every
    // standing occurs.
    static async Task Fill(NpgsqlDataSource database, Guid[] units)
    {
        string[] statements =
        [
            $"create temporary table somebody as select n, gen_random_uuid() as id, date '2000-01-01' + (n % 8000) as came, n % 5 as school, n % 50 = 7 as office from generate_series(1, {People}) n",
            """
                insert into fact_person_search (stream_id, key, valid_from, valid_to, known_from, full_name, birth, born, sex, file_number, personal_number, sort_key, alike, words)
                select id, 'person', '-infinity', 'infinity', 1, 'Nguyễn Văn ' || n, (date '1965-01-01' + n % 9000)::text, date '1965-01-01' + n % 9000, n % 2, 'D-' || n, '', 'nguyen van ' || n, 'nguyen van ' || n, 'nguyen van ' || n from somebody
                """,
            $"""
                insert into fact_assignment (stream_id, key, valid_from, valid_to, known_from, assignment, kind, unit, post, category, title_code, pay_step, managed_by_standing_committee, words)
                select s.id, 'assignment:' || k, s.came + 1500 * k, case k when 2 then date 'infinity' else s.came + 1500 * (k + 1) end, 1 + k * 700 + s.n % 500, gen_random_uuid(), 0,
                    ($1::uuid[])[1 + (s.n * (k + 1)) % {Units}],
                    case when office then 'Chuyên viên' when n % 40 = 3 then 'Hiệu trưởng' when school = 0 then 'Giáo viên mầm non' else 'Giáo viên' end,
                    case when office then 1 else 4 end,
                    case when office then '01.003' when school = 0 then 'V.07.02.26' when school = 1 then 'V.07.04.32' else 'V.07.03.29' end, 0, false, '' from somebody s, generate_series(0, 2) k
                """,
            """
                insert into fact_qualification (stream_id, key, valid_from, valid_to, known_from, qualification, ladder, level, field, institution, number, mode, classification, grade, evidence, words, subject)
                select s.id, 'qualification:' || k, s.came + 300 * k, 'infinity', 1 + k * 150 + s.n % 200, gen_random_uuid(), level / 100, level, field, '', '', 0, '', 1 + n % 3, '[]', '', s.id
                from somebody s, generate_series(1, 10) k, lateral (select
                    case k when 1 then (array[104, 105, 105, 106, 106, 106, 106, 106, 106, 107])[1 + n % 10] when 2 then 203 when 3 then 301 + n % 2 when 4 then 402 when 5 then 502 when 6 then 601
                        when 7 then 701 when 8 then 801 when 9 then 1001 + n % 4 else 105 end as level,
                    case when k = 1 and school = 0 then 'Giáo dục mầm non' when k = 1 then (array['Giáo dục tiểu học', 'Sư phạm Toán', 'Quản trị kinh doanh', 'Sư phạm Ngữ văn'])[1 + n % 4] when k = 10 then 'Giáo dục tiểu học' else '' end as field) q
                """,
            // Every third of the first 135,000 once made an initiative that was recognised.
            """
                create temporary table work as select n, id as person, gen_random_uuid() as id, date '2015-01-01' + n % 3300 as made from somebody where n % 3 = 0 and n <= 135000
                """,
            """
                insert into fact_contribution (stream_id, key, valid_from, valid_to, known_from, kind, title, field, unit, subject, requested_by, made_on, before, solution, benefit, evidence, stage, note, words)
                select id, 'contribution', made, 'infinity', 1 + n % 900, 1, 'Sáng kiến ' || n, '', gen_random_uuid(), '', '', made::text, '', '', '', '[]', 7, '', 'sang kien ' || n || ' ' || (select string_agg('tu' || (n % 1000 * j * 31) % 900, ' ') from generate_series(1, 30) j) from work
                """,
            "insert into fact_author (stream_id, key, valid_from, valid_to, known_from, person, role, share) select id, 'author', made, 'infinity', 1 + n % 900, person, '', 100 from work",
            "insert into fact_recognition (stream_id, key, valid_from, valid_to, known_from, level) select id, 'recognition', made + 90, 'infinity', 1 + n % 900, 1 + n % 3 from work",
        ];
        await using var connection = await database.OpenConnectionAsync();
        foreach (var sql in statements)
        {
            await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 600 };
            if (sql.Contains("$1"))
                command.Parameters.Add(new() { Value = units });
            await command.ExecuteNonQueryAsync();
        }
        await using var analyze = new NpgsqlCommand(
            "analyze fact_person_search, fact_assignment, fact_qualification, fact_contribution, fact_author, fact_recognition",
            connection
        )
        {
            CommandTimeout = 600,
        };
        await analyze.ExecuteNonQueryAsync();
    }

    static async Task<long> Count(NpgsqlDataSource database)
    {
        await using var count = database.CreateCommand(
            "select (select count(*) from fact_person_search) + (select count(*) from fact_assignment) + (select count(*) from fact_qualification) + (select count(*) from fact_unit) + (select count(*) from fact_quota)"
        );
        return (long)(await count.ExecuteScalarAsync())!;
    }
}
