using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using HienTai.Organization.V1;
using HienTai.Personnel.V1;
using HienTai.Rpc.V1;

namespace HienTai.Tests.Personnel;

/// <summary>The same question at another TimePoint, and the same answer for ever.</summary>
public sealed class TimeTravelTests(App app)
{
    [Fact]
    public async Task A_correction_changes_what_is_known_and_not_what_was_known()
    {
        var person = await app.Seed.Person("Nguyễn Thị Ngọc Hương");
        var qualification = await app.Seed.Qualification(person, "2024-03");
        var recorded = (await app.Seed.People.GetPersonHistoryAsync(new() { Id = person.ToString() }))
            .Entries[0]
            .Source;
        await app.Seed.People.CorrectQualificationAsync(
            new()
            {
                Envelope = Seed.Envelope("lần đầu ghi theo ngày nộp"),
                PersonId = person.ToString(),
                Change = new()
                {
                    QualificationId = qualification.ToString(),
                    From = "2023-09",
                    Details = Seed.Degree(),
                },
            }
        );
        TimePoint then = new() { ValidOn = "2024-01-01", KnownAt = recorded.RecordedTime },
            now = new() { ValidOn = "2024-01-01" };

        for (var again = 0; again < 2; again++)
        {
            (await app.Seed.People.GetPersonAsync(new() { Id = person.ToString(), At = then }))
                .Person.Qualifications.Should()
                .BeEmpty();
            (await app.Seed.People.GetPersonAsync(new() { Id = person.ToString(), At = now }))
                .Person.Qualifications.Should()
                .ContainSingle(q => q.InForce && q.Details.Level == Level.EducationMaster);
            foreach (var (at, found) in new[] { (then, false), (now, true) })
                (
                    await app.Seed.People.ListPeopleAsync(
                        new()
                        {
                            At = at,
                            MinLevel = Level.EducationMaster,
                            Status = ServiceStatus.Any,
                            PageSize = 200,
                        }
                    )
                ).People.Any(p => p.Id == person.ToString()).Should().Be(found);
            // Anything recorded later leaves both answers as they are.
            await app.Seed.Qualification(person, "2025", Level.EducationDoctor);
        }
        var comparison = await app.Seed.People.ComparePersonAsync(
            new()
            {
                Id = person.ToString(),
                A = then,
                B = now,
            }
        );
        comparison
            .Differences.Should()
            .ContainSingle()
            .Which.Causes.Should()
            .ContainSingle(c => c.Source.Kind == EntryKind.Correction);
    }

    [Fact]
    public async Task Before_a_renaming_a_unit_bears_its_old_name_everywhere()
    {
        var unit = await app.Seed.Unit("Xã Cũ", "1990");
        var person = await app.Seed.Person("Trần Thị Mai");
        await app.Seed.Assignment(person, unit, "2010");
        await app.Seed.Units.RenameUnitAsync(
            new()
            {
                Envelope = Seed.Envelope(),
                Id = unit.ToString(),
                From = "2019-08-01",
                Name = "Xã Mới",
            }
        );
        foreach (var (on, name) in new[] { ("2019-07-31", "Xã Cũ"), ("2019-08-01", "Xã Mới") })
        {
            TimePoint at = new() { ValidOn = on };
            (await app.Seed.Units.GetUnitAsync(new() { Id = unit.ToString(), At = at })).Unit.Name.Should().Be(name);
            (await app.Seed.Units.ListUnitsAsync(new() { RootId = unit.ToString(), At = at }))
                .Units[0]
                .Name.Should()
                .Be(name);
            (await app.Seed.People.GetPersonAsync(new() { Id = person.ToString(), At = at }))
                .Person.Assignments[0]
                .UnitName.Should()
                .Be(name);
            (await app.Seed.People.ListPeopleAsync(new() { UnitId = unit.ToString(), At = at }))
                .People[0]
                .Assignment.UnitName.Should()
                .Be(name);
        }
        await Refused.By(
            app.Seed.Units.GetUnitAsync(
                new()
                {
                    Id = unit.ToString(),
                    At = new() { ValidOn = "1989-01-01" },
                }
            ),
            StatusCode.NotFound,
            "NOT_ON_RECORD"
        );
    }

    [Fact]
    public async Task A_future_assignment_appears_on_its_day_and_not_before()
    {
        var (unit, person) = (await app.Seed.Unit("Xã Tương Lai"), await app.Seed.Person("Trần Thị Mai"));
        var day = DateOnly.FromDateTime(DateTime.UtcNow).AddYears(1);
        await app.Seed.Assignment(person, unit, day.ToString("yyyy-MM-dd"));
        foreach (var (on, there) in new[] { (day.AddDays(-1), 0), (day, 1) })
        {
            TimePoint at = new() { ValidOn = on.ToString("yyyy-MM-dd") };
            (await app.Seed.People.GetPersonAsync(new() { Id = person.ToString(), At = at }))
                .Person.Assignments.Should()
                .HaveCount(there);
            (await app.Seed.People.ListPeopleAsync(new() { UnitId = unit.ToString(), At = at }))
                .TotalSize.Should()
                .Be(there);
            (await app.Seed.Units.ListUnitsAsync(new() { RootId = unit.ToString(), At = at }))
                .People.Should()
                .Be(there);
        }
    }

    [Fact]
    public async Task A_person_is_not_known_before_they_were_recorded()
    {
        var before = Timestamp.FromDateTimeOffset(DateTimeOffset.UtcNow);
        var person = await app.Seed.Person("Trần Thị Mai");
        await Refused.By(
            app.Seed.People.GetPersonAsync(
                new()
                {
                    Id = person.ToString(),
                    At = new() { KnownAt = before },
                }
            ),
            StatusCode.NotFound,
            "NOT_ON_RECORD"
        );
    }

    [Fact]
    public async Task Pages_stay_pinned_while_others_record()
    {
        var unit = await app.Seed.Unit("Xã Phân Trang");
        string[] names = ["An", "Bình", "Chi", "Dung", "Đạt", "Giang", "Hà"];
        foreach (var name in names)
            await app.Seed.Assignment(await app.Seed.Person($"Lê Thị {name}"), unit, "2020");
        var request = new ListPeopleRequest { UnitId = unit.ToString(), PageSize = 3 };
        var first = await app.Seed.People.ListPeopleAsync(request);
        await app.Seed.Assignment(await app.Seed.Person("Lê Thị Ánh"), unit, "2020");
        var seen = first.People.Select(p => p.FullName).ToList();
        for (var page = first; page.NextPageToken.Length > 0; seen.AddRange(page.People.Select(p => p.FullName)))
        {
            page = await app.Seed.People.ListPeopleAsync(new(request) { PageToken = page.NextPageToken });
            page.At.Position.Should().Be(first.At.Position);
        }
        seen.Should().Equal(names.Select(n => $"Lê Thị {n}"));
        await Refused.By(
            app.Seed.People.ListPeopleAsync(new(request) { PageToken = first.NextPageToken, Query = "an" }),
            StatusCode.FailedPrecondition,
            "PAGE_TOKEN_OF_ANOTHER_QUERY",
            "page_token"
        );
        await Refused.By(
            app.Seed.People.ListPeopleAsync(new(request) { PageToken = "xyz" }),
            StatusCode.InvalidArgument,
            "MALFORMED",
            "page_token"
        );
    }
}
