using Grpc.Core;
using HienTai.Access.V1;
using HienTai.Organization.V1;
using HienTai.Personnel.V1;
using HienTai.Rpc.V1;

namespace HienTai.Tests.Access;

/// <summary>
/// Role × unit × class of value × method × TimePoint: what is answered is what the oracle says, and nothing else. Every
/// day's run takes today for everybody and, for a third of them, a day of the past; the seed draws who and which. The
/// long one takes everybody on every day.
/// </summary>
public sealed class MatrixTests : IAsyncLifetime
{
    static readonly DateOnly[] Days =
    [
        new(2012, 6, 1),
        new(2018, 3, 10),
        new(2020, 12, 1),
        new(2022, 7, 1),
        new(2023, 6, 1),
    ];
    readonly District district = new();
    int cases;
    readonly List<string> leaks = [];

    public async ValueTask InitializeAsync()
    {
        await district.Build();
    }

    public ValueTask DisposeAsync() => district.DisposeAsync();

    [Fact]
    public async Task Nothing_leaks_and_nothing_is_kept_from_who_may_see_it()
    {
        var draw = new Random(Scale.Seed());
        foreach (var holder in district.Holders)
        {
            var days = DaysOf(draw);
            var people = new PersonService.PersonServiceClient(district.Grpc(holder.Name));
            var units = new UnitService.UnitServiceClient(district.Grpc(holder.Name));
            if (!district.MayRead(holder))
            {
                await NothingAtAll(holder, people);
                continue;
            }
            foreach (var day in days)
            {
                var seen = district.People.Where(p => district.Sees(holder, p, 'B', day)).ToArray();
                await Lists(holder, day, seen, people, units);
                foreach (var who in district.People)
                    await Page(holder, who, day, people);
            }
            foreach (var who in district.People)
                await Histories(holder, who, people);
        }
        leaks.Should().BeEmpty();
        cases.Should().BeGreaterThan(Scale.Long ? 10_000 : 3_000);
    }

    DateOnly[] DaysOf(Random draw)
    {
        if (Scale.Long)
            return [.. Days, district.Today];
        var (drawn, day) = (draw.Next(12) == 0, Days[draw.Next(Days.Length)]);
        return drawn ? [day, district.Today] : [district.Today];
    }

    void Case(bool right, string what)
    {
        cases++;
        if (!right && leaks.Count < 40)
            leaks.Add(what);
    }

    static async Task<T?> Try<T>(Func<Task<T>> ask)
        where T : class
    {
        try
        {
            return await ask();
        }
        catch (RpcException no) when (no.StatusCode is StatusCode.NotFound)
        {
            return null;
        }
    }

    // Administrators have no files: not even the method.
    async Task NothingAtAll(District.Holder holder, PersonService.PersonServiceClient people)
    {
        foreach (var who in district.People)
        foreach (
            Func<Task> ask in new Func<Task>[]
            {
                async () => await people.GetPersonAsync(new() { Id = who.Id.ToString() }),
                async () => await people.GetPersonHistoryAsync(new() { Id = who.Id.ToString() }),
                async () => await people.ListPeopleAsync(new() { Query = who.Number }),
                async () => await people.GetPersonTimelineAsync(new() { Id = who.Id.ToString() }),
            }
        )
            Case(
                (await FluentActions.Awaiting(ask).Should().ThrowAsync<RpcException>()).Which.StatusCode
                    is StatusCode.PermissionDenied,
                $"{holder.Name} was let in"
            );
    }

    async Task Lists(
        District.Holder holder,
        DateOnly day,
        District.Someone[] seen,
        PersonService.PersonServiceClient people,
        UnitService.UnitServiceClient units
    )
    {
        var at = new TimePoint { ValidOn = $"{day:yyyy-MM-dd}" };
        foreach (var order in Enum.GetValues<PeopleOrder>())
        {
            var list = await people.ListPeopleAsync(
                new()
                {
                    At = at,
                    Status = ServiceStatus.Any,
                    Order = order,
                }
            );
            Case(
                list.TotalSize == seen.Length,
                $"{holder.Name} counts {list.TotalSize}, not {seen.Length}, on {day} by {order}"
            );
            foreach (var who in district.People)
                Case(
                    list.People.Any(p => p.Id == who.Id.ToString()) == seen.Contains(who),
                    $"{holder.Name} lists {who.Name} on {day} by {order}"
                );
            foreach (var row in list.People)
            {
                Case(row.Birth.Length == 4, $"{holder.Name} is told a whole birth in a list");
                Case(
                    !district.People.Any(p => row.ToString().Contains(p.Number) || row.ToString().Contains(p.Phone)),
                    $"{holder.Name} finds a number or phone in a list"
                );
            }
        }
        foreach (var (who, n) in district.People.Select((p, n) => (p, n)))
        {
            var byName = await people.ListPeopleAsync(
                new()
                {
                    At = at,
                    Status = ServiceStatus.Any,
                    Query = District.Token(n),
                }
            );
            Case(byName.TotalSize == (seen.Contains(who) ? 1 : 0), $"{holder.Name} finds {who.Name} by name on {day}");
            var byNumber = await people.ListPeopleAsync(
                new()
                {
                    At = at,
                    Status = ServiceStatus.Any,
                    Query = who.Number,
                }
            );
            Case(
                byNumber.TotalSize == (district.Sees(holder, who, 'N', day) ? 1 : 0),
                $"{holder.Name} finds {who.Name} by number on {day}"
            );
            var byField = await people.ListPeopleAsync(
                new()
                {
                    At = at,
                    Status = ServiceStatus.Any,
                    FieldOfStudy = District.Token(n),
                }
            );
            Case(
                byField.TotalSize == (seen.Contains(who) ? 1 : 0),
                $"{holder.Name} finds {who.Name} by field on {day}"
            );
        }
        foreach (var unit in (await units.ListUnitsAsync(new() { At = at })).Units)
        {
            var (code, here) = (unit.Code.Length > 2 ? unit.Code[2..] : "root", 0);
            here = seen.Count(p => p.Posts.Any(x => x.Unit == code && x.From <= day && day < x.To));
            Case(unit.People == here, $"{holder.Name} counts {unit.People}, not {here}, in {code} on {day}");
        }
    }

    async Task Page(
        District.Holder holder,
        District.Someone who,
        DateOnly day,
        PersonService.PersonServiceClient people
    )
    {
        var at = new TimePoint { ValidOn = $"{day:yyyy-MM-dd}" };
        var reveal = new Reveal
        {
            Classes = { DataClass.Sensitive, DataClass.IdentityNumber },
            Purpose = Purpose.Inspection,
            Reason = "Kiểm tra phân quyền.",
        };
        foreach (var opening in new[] { false, true })
        {
            var page = await Try(async () =>
                await people.GetPersonAsync(
                    new()
                    {
                        Id = who.Id.ToString(),
                        At = at,
                        Reveal = opening ? reveal : null,
                    }
                )
            );
            Case(
                page is not null == district.Sees(holder, who, 'B', day),
                $"{holder.Name} {(page is null ? "does not open" : "opens")} {who.Name} on {day}"
            );
            var text = page?.Person.ToString() ?? "";
            Case(
                text.Contains(who.Phone) == district.Sees(holder, who, 'C', day),
                $"{holder.Name} and the phone of {who.Name} on {day}"
            );
            Case(
                (page?.Person.Identity.Ethnicity == who.Ethnicity) == (opening && district.Sees(holder, who, 'S', day)),
                $"{holder.Name} and the ethnic group of {who.Name} on {day}, opening {opening}"
            );
            Case(
                (page?.Person.Identity.EthnicityName.Length > 0) == (opening && district.Sees(holder, who, 'S', day)),
                $"{holder.Name} and the ethnic group's name of {who.Name} on {day}"
            );
            Case(
                text.Contains(who.Number) == (opening && district.Sees(holder, who, 'N', day)),
                $"{holder.Name} and the number of {who.Name} on {day}, opening {opening}"
            );
            foreach (var post in who.Posts.Where(p => p.From <= day))
                Case(
                    (page?.Person.Assignments.Any(a => a.Period.From == $"{post.From:yyyy-MM-dd}") ?? false)
                        == (page is not null && district.SeesSome(holder, who, 'B', post.From, post.To)),
                    $"{holder.Name} and {who.Name}'s time in {post.Unit} on {day}"
                );
        }
    }

    async Task Histories(District.Holder holder, District.Someone who, PersonService.PersonServiceClient people)
    {
        var whole = district.Sees(holder, who, 'B', district.Today);
        var any = whole || district.SeesSome(holder, who, 'B', new(2005, 1, 1), district.Today);
        var history = await Try(async () => await people.GetPersonHistoryAsync(new() { Id = who.Id.ToString() }));
        var timeline = await Try(async () => await people.GetPersonTimelineAsync(new() { Id = who.Id.ToString() }));
        Case(timeline is not null == any, $"{holder.Name} and the timeline of {who.Name}");
        Case(
            history?.Entries.Any(e => e.Event == "person_registered") == true == whole,
            $"{holder.Name} and the registration of {who.Name}"
        );
        foreach (var text in new[] { history?.ToString() ?? "", timeline?.ToString() ?? "" })
        {
            Case(!text.Contains(who.Number), $"{holder.Name} finds the number of {who.Name} in history");
            Case(
                district.Sees(holder, who, 'C', district.Today)
                    || !text.Contains(who.Phone)
                    || district.SeesSome(holder, who, 'C', new(2005, 1, 1), district.Today),
                $"{holder.Name} finds the phone of {who.Name} in history"
            );
        }
        foreach (var post in who.Posts)
        {
            Case(
                history?.Entries.Any(e => e.Event == "assignment_started" && e.Effective == $"{post.From:yyyy-MM-dd}")
                    == true
                    == (whole || district.Sees(holder, who, 'B', post.From)),
                $"{holder.Name} and {who.Name}'s beginning in {post.Unit}"
            );
            var version = timeline?.Facts.FirstOrDefault(f =>
                f.Lane == "assignment" && f.Period.From == $"{post.From:yyyy-MM-dd}"
            );
            Case(
                version is not null == (whole || district.SeesSome(holder, who, 'B', post.From, post.To)),
                $"{holder.Name} and {who.Name}'s time in {post.Unit} on the timeline"
            );
        }
        foreach (var (a, b) in new[] { (Days[0], district.Today), (Days[1], Days[3]) })
        {
            var compared = await Try(async () =>
                await people.ComparePersonAsync(
                    new()
                    {
                        Id = who.Id.ToString(),
                        A = new() { ValidOn = $"{a:yyyy-MM-dd}" },
                        B = new() { ValidOn = $"{b:yyyy-MM-dd}" },
                    }
                )
            );
            Case(
                compared is not null == (district.Sees(holder, who, 'B', a) || district.Sees(holder, who, 'B', b)),
                $"{holder.Name} compares {who.Name} on {a} and {b}"
            );
            Case(
                !(compared?.ToString() ?? "").Contains(who.Phone)
                    || (district.Sees(holder, who, 'C', a) && district.Sees(holder, who, 'C', b)),
                $"{holder.Name} finds the phone of {who.Name} in a comparison"
            );
        }
    }
}
