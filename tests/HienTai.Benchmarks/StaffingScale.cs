using System.Diagnostics;
using HienTai.Domain.Organization;
using HienTai.Reporting.V1;
using HienTai.Rpc.V1;
using HienTai.Server.Pipeline;
using Npgsql;

namespace HienTai.Benchmarks;

/// <summary>
/// Staffing of 150,000 generated people with 2,000,000 facts, at TimePoints all over both times. Facts are written straight into their
/// tables, as the append path would have left them: what is measured is the question.
/// </summary>
static class StaffingScale
{
    const int People = 150_000, Units = 1_500;

    public static async Task Measure(Writer writer, NpgsqlDataSource database, StaffingService.StaffingServiceClient client)
    {
        var (actor, root) = (Actors.Named("noivu"), Guid.CreateVersion7());
        var units = Enumerable.Range(0, Units).Select(_ => Guid.CreateVersion7()).ToArray();
        ChangeSet Set(IReadOnlyList<Intent> intents) => new(Guid.NewGuid(), [], actor, "", null, false, intents[0].Stream, intents);
        await writer.Record(Set([new(root, new FoundUnit(UnitKind.District, new(1976), new("Huyện Đo Lường", ""), "", null, []))]), default);
        foreach (var some in units.Select((u, i) => (u, i)).Chunk(250))
            await writer.Record(Set([.. some.SelectMany(x => new Intent[]
            {
                new(x.u, new FoundUnit(UnitKind.PrimarySchool, new(1980), new($"Trường Tiểu học số {x.i + 1}", ""), $"T{x.i}", x.i < 50 ? root : units[x.i % 50], [])),
                new(Quota.Id(x.u, QuotaType.PublicEmployees, 2024), new GrantQuota(x.u, QuotaType.PublicEmployees, 2024, new DateOnly(2024, 1, 1), 110)),
            })]), default);
        await Fill(database, units);
        Console.WriteLine($"{await Count(database):#,0} facts of {People:#,0} people in {Units:#,0} units");

        var head = (await client.GetStaffingAsync(new())).At.Head;
        var first = Stopwatch.StartNew();
        await client.GetStaffingAsync(new());
        Console.WriteLine($"asked again at once: {first.ElapsedMilliseconds} ms");
        var (random, times) = (new Random(1), new List<double>());
        for (var i = 0; i < 60; i++)
        {
            var on = new DateOnly(2023, 1, 1).AddDays(random.Next(1_300));
            var start = Stopwatch.GetTimestamp();
            await client.GetStaffingAsync(new() { At = new() { ValidOn = $"{on:yyyy-MM-dd}", KnownPosition = random.NextInt64(1, head + 1) }, Since = $"{on.AddDays(-random.Next(700)):yyyy-MM-dd}" });
            times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        }
        times.Sort();
        Console.WriteLine($"staffing at any TimePoint: p50 {times[30]:0} ms, p95 {times[57]:0} ms, max {times[^1]:0} ms");
        var page = Stopwatch.StartNew();
        await client.ListStaffingPeopleAsync(new() { At = new() { ValidOn = "2024-08-01" }, Cell = StaffingCell.Present });
        Console.WriteLine($"first page of everybody present: {page.ElapsedMilliseconds} ms");
    }

    // Three spells of service each, the last two known from later positions than the first, and ten qualifications.
    static async Task Fill(NpgsqlDataSource database, Guid[] units)
    {
        string[] statements =
        [
            $"create temporary table somebody as select n, gen_random_uuid() as id, date '2000-01-01' + (n % 8000) as came from generate_series(1, {People}) n",
            """
            insert into fact_person_search (stream_id, key, valid_from, valid_to, known_from, full_name, birth_earliest, birth_latest, sex, file_number, personal_number, sort_key, folded_name, words)
            select id, 'person', '-infinity', 'infinity', 1, 'Nguyễn Văn ' || n, date '1980-01-01', date '1980-12-31', n % 2, 'D-' || n, '', 'nguyen van ' || n, 'nguyen van ' || n, 'nguyen van ' || n from somebody
            """,
            $"""
            insert into fact_assignment (stream_id, key, valid_from, valid_to, known_from, assignment, kind, unit, post, category, title_code, pay_step, managed_by_standing_committee, words)
            select s.id, 'assignment:' || k, s.came + 1500 * k, case k when 2 then date 'infinity' else s.came + 1500 * (k + 1) end, 1 + k * 700 + s.n % 500, gen_random_uuid(), 0,
                ($1::uuid[])[1 + (s.n * (k + 1)) % {Units}], 'Giáo viên', 4, 'V.07.03.29', 0, false, '' from somebody s, generate_series(0, 2) k
            """,
            """
            insert into fact_qualification (stream_id, key, valid_from, valid_to, known_from, qualification, ladder, level, field, institution, number, mode, classification, grade, evidence, words, subject)
            select s.id, 'qualification:' || k, s.came, 'infinity', 1, gen_random_uuid(), 1, 106, 'Giáo dục tiểu học', '', '', 0, '', 2, '[]', '', s.id from somebody s, generate_series(1, 10) k
            """,
        ];
        await using var connection = await database.OpenConnectionAsync();
        foreach (var sql in statements)
        {
            await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 600 };
            if (sql.Contains("$1")) command.Parameters.Add(new() { Value = units });
            await command.ExecuteNonQueryAsync();
        }
    }

    static async Task<long> Count(NpgsqlDataSource database)
    {
        await using var count = database.CreateCommand("select (select count(*) from fact_person_search) + (select count(*) from fact_assignment) + (select count(*) from fact_qualification) + (select count(*) from fact_unit) + (select count(*) from fact_quota)");
        return (long)(await count.ExecuteScalarAsync())!;
    }
}
