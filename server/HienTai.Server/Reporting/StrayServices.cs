using HienTai.Domain.Organization;
using HienTai.Server.Organization;
using HienTai.Server.Pipeline;

namespace HienTai.Server.Reporting;

/// <summary>
/// Services that outlive their unit, as figures count them: from the day the unit is no more, in whose hands it then
/// lies; where nothing says in whose, in no unit. So the figures of a day agree with its tree, whatever was recorded
/// late, or fell with its paper. Nearly always there are none, and the census is what it was.
/// </summary>
static class StrayServices
{
    public static async Task<Census.State> Led(Census.State state, ReadSession read, CancellationToken cancel)
    {
        var lives = await Recasts.Lives(read, cancel);
        var lasting = new Recasting(lives, []);
        var strays = new List<int>();
        for (var n = 0; n < state.People.Count; n++)
            if (Strays(state, state.People[n], lasting, read.Position))
                strays.Add(n);
        if (strays.Count == 0)
            return state;
        var leading = new Leading(state, new(lives, await Recasts.Passages(read, cancel)), read.Position);
        var people = state.People.ToArray();
        foreach (var n in strays)
            people[n] = people[n] with { Services = leading.Of(people[n]) };
        return state with { People = people, Jobs = leading.Jobs };
    }

    static bool Strays(Census.State state, Somebody who, Recasting recasting, long position)
    {
        foreach (var s in who.Services)
            if (s.Known(position) && s.From < s.To && !recasting.Lasts(state.Jobs[s.Job].Unit, Day(s.From), Day(s.To)))
                return true;
        return false;
    }

    static DateOnly Day(int day) => DateOnly.FromDayNumber(day);

    sealed class Leading(Census.State state, Recasting recasting, long position)
    {
        readonly List<Job> jobs = [.. state.Jobs];
        readonly Dictionary<Job, int> added = [];

        public IReadOnlyList<Job> Jobs => jobs;

        public Service[] Of(Somebody who)
        {
            var own = who
                .Services.Where(s => s.Known(position) && s.From < s.To)
                .Select(s => new Served(state.Jobs[s.Job].Unit, Day(s.From), Day(s.To)))
                .ToArray();
            return [.. who.Services.SelectMany(s => s.Known(position) && s.From < s.To ? Parts(s, own) : [s])];
        }

        // Where they stand changes on no other days than these; what came of the service is told of its last part.
        IEnumerable<Service> Parts(Service service, Served[] own)
        {
            var job = state.Jobs[service.Job];
            var (from, to) = (Day(service.From), Day(service.To));
            if (recasting.Lasts(job.Unit, from, to))
                return [service];
            var days = recasting
                .Turns.Concat(own.Select(s => s.From))
                .Where(d => from < d && d < to)
                .Prepend(from)
                .Distinct()
                .Order()
                .Select(d => (Day: d, Job: Number(Standing(job, recasting.Of(job.Unit, own, d, d)))))
                .ToArray();
            var turns = days.Where((d, n) => n == 0 || d.Job != days[n - 1].Job).ToArray();
            return turns.Select(
                (t, n) =>
                    service with
                    {
                        Job = t.Job,
                        From = t.Day.DayNumber,
                        To = n + 1 < turns.Length ? turns[n + 1].Day.DayNumber : service.To,
                        End = n + 1 < turns.Length ? null : service.End,
                    }
            );
        }

        static Job Standing(Job job, Recast there) =>
            there.Unit is { } unit ? job with { Unit = unit } : job with { Unplaced = true };

        int Number(Job job)
        {
            if (added.TryGetValue(job, out var number))
                return number;
            added[job] = number = jobs.Count;
            jobs.Add(job);
            return number;
        }
    }
}
